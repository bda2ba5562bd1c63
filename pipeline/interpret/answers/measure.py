"""What of the task is it about (activity), and which words name the number (indicator)? By the shape of the source."""

import re
from collections.abc import Sequence

from pipeline.interpret.answers import lists, meaning, taught
from pipeline.interpret.answers.account import account_of, in_statement, is_fund
from pipeline.interpret.answers.line_above import line_above
from pipeline.interpret.answers.question import Answer, Reading, Rules, ask
from pipeline.interpret.answers.stocks import named_effect, subject_of_mean
from pipeline.interpret.answers.task import charged, clean, project_heading
from pipeline.interpret.answers.uses import SHORTEST_NAME, UNSPECIFIC, is_amount_name, says_more, use_of_amount
from pipeline.interpret.sites.dates import NUMERIC, SENTENCE
from pipeline.interpret.sites.headers import (
    MONEY_ROLES,
    RATE_ROLES,
    Head,
    exact_role,
    head_of,
    header_words,
    role_of,
)
from pipeline.interpret.sites.nouns import (
    behind_state,
    behind_verbs,
    is_deed,
    noun_at_end,
    noun_at_start,
    without_particle,
    without_year,
)
from pipeline.interpret.sites.phrases import is_sentence, words_before
from pipeline.interpret.sites.verbs import ends_as_sentence
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.types import Dataset, Site
from pipeline.korean.funding import TOTAL, find_source, is_plain_source
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import alternation, sign_in

_YEAR_AHEAD = re.compile(rf"^(?:(?:19|20)|['’‘])\d{{2}}\s?{alternation('year_word')}\s+(?=[가-힣])")


def leading(site: Site) -> bool:
    """Whether words stand before the first number of the stretch: then numbers are named by the words before them."""
    first = next((e for e in site.segment.within(site.start, site.end) if e.kind in NUMERIC), None)
    return first is not None and words_before(site.segment.text[site.start : first.start]) is not None


def own_words(site: Site) -> tuple[str, str] | None:
    """The words of the text itself that name a number, and where they stand."""
    e = site.expression
    if site.before and site.row is None and (sign_in("prior_word", site.before) or _SYMBOL.fullmatch(site.before)):
        return None
    if e is not None and not e.is_money and site.row is None and is_plain_source(find_source(site.before or "")):
        return None
    if e is not None and site.row is None and _AT_A_PLACE.match(site.segment.text[: e.start]):
        return None
    deed = (
        e is not None and (bool(e.noun) or site.segment.text[e.end :].startswith("의 ")) and is_deed(site.before or "")
    )
    if site.before:
        words = behind_state(behind_verbs(site.before))
        words = noun_at_end(words) if is_sentence(site.segment.text) or site.segment.closing else words
        counted = e is not None and bool(e.noun) and not e.besides and _TOPIC_END.search(words) is not None
        during = e is not None and sign_in("during_noun", words) and not sign_in("lasting_unit", e.unit or "")
        if sign_in("no_noun", words) is None and not (counted or deed or during):
            return words, "words before the number"
    told = e is not None and sign_in("compared", e.noun or "") is None
    if e is not None and e.noun and told and not e.besides and not (site.label and site.entry == 0):
        return without_particle(e.noun), "noun counted"
    alone = not leading(site) or deed or _opens_entry(site)
    if alone and site.label is None and (behind := _noun_behind(site.after or "")) is not None:
        return behind, "words after the number"
    return None


_TOPIC_END = re.compile(rf"{alternation('topic_particle')}$")


def _noun_behind(after: str) -> str | None:
    """The noun behind a number that nothing is measured against (`목표인 15만 개 대비`)."""
    return noun_at_start(after) if after and sign_in("compared", compact(after)) is None else None


def _opens_entry(site: Site) -> bool:
    """Whether a number of a sentence opens an entry behind whose name follows (`집에서는 12호 수리, 36호 교체`)."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None or text[e.end : e.end + 1] != " ":
        return False
    return _OPENS.search(text[: e.start]) is not None


_OPENS = re.compile(rf"(?:,|[가-힣]{alternation('place_particle')})\s$")
_AT_A_PLACE = re.compile(r"^\W*\d{1,2}:\d{2}[^/]*/[^/]*/\s*$")
"""When and where an event is, before how many come (`09:00 / 느티관 / 31명`)."""
_SYMBOL = re.compile(r"[A-Za-zΦφ]")
"""A letter that stands for length, width or bore (`L=2.4km`)."""


def has_words(head: Head) -> bool:
    """Whether a header says what is counted, and not only when or that it is a target."""
    if sign_in("reached_column", head.words) or _STEP.search(head.words):
        return True
    if sign_in("one_syllable_name", head.words) or sign_in("quantity_name", head.words):
        return True
    if sign_in("past_week", head.words) or sign_in("coming_week", head.words):
        return False
    return bool(re.search(r"[가-힣A-Za-z]{2,}|^계$", UNSPECIFIC.sub("", head.words)))


_STEP = re.compile(rf"\d\s?{alternation('step_word')}$")
"""A step of age or rank (`30대`, `4급`)."""


# -- indicator -------------------------------------------------------------------------------------------------------


def _kpi(site: Site, reading: Reading) -> Answer[str | None] | None:
    row, head = site.row, site.column
    if row is None or head is None or not row.kpis or own_words(site) is not None or row.head.role in RATE_ROLES:
        return None
    if head.role in ("target", "result") or (head.span is not None and not has_words(head)):
        return (row.kpis[0] if len(row.kpis) == 1 else None), "성과지표 열"
    return None


def _rate_row(site: Site, reading: Reading) -> Answer[str | None] | None:
    label = site.row.label if site.row else None
    if site.column is not None and (sign_in("score_word", site.column.words) or site.column.role == "achievement"):
        return None
    return (label, label) if label and role_of(label) in RATE_ROLES else None


def _amount_name(site: Site, reading: Reading) -> Answer[str | None] | None:
    """The words that name an amount as printed; 예산 and 사업비 alone say nothing more than that it is one."""
    if reading.dataset != "budget":
        return None
    for printed in _amount_texts(site):
        told = site.row is None and printed == site.before and is_sentence(site.segment.text)
        text = without_year(noun_at_end(printed)) if told else header_words(printed) or printed
        if (
            sign_in("plain_amount", text)
            or is_fund(text)
            or find_source(text) not in (None, TOTAL)
            or TOTAL_LABEL.match(compact(text))
        ):
            continue
        if role_of(text) in (*MONEY_ROLES, "total") or (
            site.row is not None and site.column is not None and printed == site.column.words and has_words(site.column)
        ):
            return text, text
    return None, "금액의 이름 없음"


def _amount_texts(site: Site) -> list[str]:
    texts: list[str | None] = []
    if site.row is None:
        texts += [site.before, site.label]
    else:
        texts += [site.before if site.kind != "cell" else None, site.column.words if site.column else None]
        texts += [site.row.label if role_of(site.row.label or "") in MONEY_ROLES else None]
        texts += reversed(site.column.path[:-1]) if site.column else ()
    return [t for t in texts if t]


def _own(site: Site, reading: Reading) -> Answer[str | None] | None:
    found = own_words(site)
    if found is None or (site.row is None and site.label is not None and _label_names(site) and not site.before):
        return None
    labelled = site.row is None and site.label is not None and not _label_is_task(site)
    if labelled and site.label is not None and sign_in("measure_of_plan", compact(found[0])):
        return site.label, site.label
    return found


def _label_names(site: Site) -> bool:
    """Whether the label of a line names its number, and is not the thing that the number is of."""
    return site.label is not None and not _label_is_task(site)


def _label_is_task(site: Site) -> bool:
    """Whether the label of a line is a project: with its department in brackets, or the head of the lines below."""
    heads = site.node is not None and site.node.carded and site.label == site.node.label
    return site.label is not None and site.row is None and (heads or charged(site) is not None)


def _line_label(site: Site, reading: Reading) -> Answer[str | None] | None:
    if site.row is not None or site.label is None:
        return None
    parts = site.label.split("/")
    counted = [e for e in site.segment.within(site.start, site.end) if e.kind in NUMERIC]
    if 1 < len(parts) == len(site.text.split("(")[0].split("/")) and site.entry < len(parts) <= len(counted):
        return tidy(parts[site.entry]), site.label
    return (_YEAR_AHEAD.sub("", site.label), site.label) if _label_names(site) else None


def _column(site: Site, reading: Reading) -> Answer[str | None] | None:
    head = site.column
    if head is None or site.row is None or site.kind.startswith("content"):
        return None
    if site.label is not None:
        return site.label, site.label
    if len(site.segment.text) > SENTENCE and ends_as_sentence(site.segment.text):
        return None
    if (has_words(head) and not _totals_periods(head, site)) or head.role in RATE_ROLES:
        over = _group_of_twins(head, site) if says_more(site.row.label or "") else None
        return (f"{over} {head.words}" if over else head.words), head.text
    group = _group_of_years(head, site)
    return (header_words(group), head.text) if group is not None and site.row.label is not None else None


def _totals_periods(head: Head, site: Site) -> bool:
    """Whether a column 계 adds up columns of months or years: it says no more than that."""
    dated = [h.span is not None for h in site.grid.heads[1:] if h is not head] if site.grid is not None else []
    return TOTAL_LABEL.match(compact(head.words)) is not None and bool(dated) and all(dated)


def _group_of_years(head: Head, site: Site) -> str | None:
    """The words over a column of a year, where other words stand over other columns of the same year."""
    group = next((words for words in reversed(head.path[:-1]) if has_words(head_of([words]))), None)
    others = site.grid.heads if site.grid is not None else ()
    several = _has_twins(head, others)
    return group if several else None


INDICATOR: Rules[str | None] = {
    "taught form": taught.says("indicator"),
    "name of the amount": _amount_name,
    "kpi of the row": _kpi,
    "rate that the list is of": lists.rate_of_head,
    "how far what is counted is": lists.status_counted,
    "effect named behind the amount": named_effect,
    "words of the number": _own,
    "row of a rate": _rate_row,
    "label": _line_label,
    "column header": _column,
}


# -- activity --------------------------------------------------------------------------------------------------------


def _task_label(site: Site, reading: Reading) -> Answer[str | None] | None:
    return (None, site.label or "") if _label_is_task(site) else None


def _content_item(site: Site, reading: Reading) -> Answer[str | None] | None:
    if not site.kind.startswith("content") or (own_words(site) is not None and site.expression is not None):
        return None
    text = tidy(strip_markers(site.text))
    return (text, text) if text else None


def _row_label(site: Site, reading: Reading) -> Answer[str | None] | None:
    row = site.row
    if row is None or row.label is None or row.book:
        return None
    if reading.dataset == "budget":
        label = next((x for x in reversed(row.labels) if _names_thing(x, account_of(site, reading), site)), None)
        return (label, row.label) if label else None
    if row.kpis and site.column is not None and site.column.role in ("target", "result"):
        named = compact(row.label) in map(compact, row.kpis)
        return (row.label if named else None), "성과지표 행"
    if row.kpis and row.head.role in ("target", "result"):
        return row.kpis[0], "성과지표 열"
    scored = site.column is not None and sign_in("score_word", site.column.words) is not None
    if exact_role(row.label) in RATE_ROLES and not scored:
        above = row.labels[-2] if len(row.labels) > 1 else None
        return above, row.label
    if (row.span or row.head.span) is not None and not says_more(row.label):
        return None
    if compact(row.label) == compact(row.card.department or "") and says_more(site.segment.text):
        return None
    if len(row.labels) > 1 and TOTAL_LABEL.match(compact(row.label)):
        return row.labels[-2], row.label
    return _RATED.sub("", row.label), row.label


_RATED = re.compile(rf"\s*\(\s*{alternation('rate_word')}[^()]*\)$")
"""A rate that stands in brackets beside the count of a row (`지적시설 (비율 %)`)."""


def _names_thing(label: str, account: str | None, site: Site) -> bool:
    """Whether a label says what an amount is for: it is no measure, no source, no total, no account, not the task."""
    if TOTAL_LABEL.match(compact(label)) or find_source(label) or role_of(label) in MONEY_ROLES:
        return False
    task = site.row.card.task if site.row else None
    if not says_more(label):
        return False
    return label != task and label not in (account or "").split(" > ")


def _group_of_twins(head: Head, site: Site) -> str | None:
    """The words over a column of whose name there are others below other words."""
    twins = len(head.path) > 1 and _has_twins(head, site.grid.heads if site.grid is not None else ())
    return header_words(head.path[-2]) if twins and has_words(head_of(head.path[-2:-1])) else None


def _has_twins(head: Head, others: Sequence[Head]) -> bool:
    """Whether another column has the same name below another."""
    return any(h.path[-1:] == head.path[-1:] and h.path != head.path and len(h.path) > 1 for h in others)


def _label_in_cell(site: Site, reading: Reading) -> Answer[str | None] | None:
    """The words before the colon of an entry in a cell (`○ 구강검진 : 9개 경로당 186명`)."""
    label = site.label if site.row is not None and site.kind == "cell" else None
    return (label, label) if label is not None and role_of(label) is None else None


def _words_of_cell(site: Site, reading: Reading) -> Answer[str | None] | None:
    """What one of several amounts of a cell is for (`- 인건비 : 76.3`)."""
    text = site.before
    if reading.dataset != "budget" or site.kind != "cell" or text is None or len(compact(text)) < SHORTEST_NAME:
        return None
    return (text, text) if _names_thing(text, account_of(site, reading), site) and role_of(text) is None else None


def _caption(site: Site, reading: Reading) -> Answer[str | None] | None:
    """Column labels alone, under a caption: the caption says what of; an amount is for what its column names."""
    if site.grid is None or site.row is None or site.kind != "cell" or site.grid.task_column or site.row.book:
        return None
    head = site.column
    if reading.dataset != "budget":
        group = _group_of_twins(head, site) if head is not None else None
        if group and (site.row.label is None or not says_more(site.row.label)):
            return group, group
        return (split_code(site.grid.title or "")[1] or None, "표 제목") if site.row.label is None else None
    total = head is None or TOTAL_LABEL.match(compact(head.words)) is not None
    if (
        head is not None
        and has_words(head)
        and not total
        and find_source(head.words) is None
        and not sign_in("stage_of_budget", head.words)
        and not (is_fund(head.words) and in_statement(site, reading))
        and (
            not is_amount_name(head.words)
            or (site.row.label is None and not site.row.total and not _only_dates(site, head))
        )
    ):
        path = [p for p in head.path if not TOTAL_LABEL.match(compact(p))][-2:]
        return " > ".join(path), head.text
    label = site.row.label
    return (label, label) if label and _names_thing(label, account_of(site, reading), site) else None


def _only_dates(site: Site, head: Head) -> bool:
    """Whether a row is a year, and its column calls its amounts no more than that (`사업비`)."""
    dated = site.row is not None and (site.row.span or site.row.head.span) is not None
    return dated and len(head.path) == 1 and is_amount_name(head.words)


def _label_of_state(site: Site, reading: Reading) -> Answer[str | None] | None:
    """In a list of states a label is the thing itself."""
    if site.row is not None or site.label is None or reading.dataset != "result" or site.kind == "form":
        return None
    if role_of(site.label) in ("headcount", "achievement", "unit", "target", "result") or is_department(site.label):
        return None
    if own_words(site) is None and not leading(site):
        return None, site.label
    return _YEAR_AHEAD.sub("", site.label), site.label


def _above(site: Site, reading: Reading) -> Answer[str | None] | None:
    if site.row is not None:
        return None
    text, parent = line_above(site), site.section.parent
    task = compact(reading.card(site).task or (parent.title if parent is not None and parent.carded else "") or "")
    named = task in (compact(text or ""), compact(parent.title if parent is not None else ""))
    heading = project_heading(site)
    named = named or (heading is not None and text is not None and compact(clean(heading.title)) == compact(text))
    return (text, text) if text and not named else None


ACTIVITY: Rules[str | None] = {
    "taught form": taught.says("activity"),
    "label that is the task": _task_label,
    "item of the task": _content_item,
    "label in the cell": _label_in_cell,
    "words of the cell": _words_of_cell,
    "row label": _row_label,
    "caption of the table": _caption,
    "label of a state": _label_of_state,
    "subject of a mean": subject_of_mean,
    "whose rate it is": lists.whose_rate,
    "words of the amount": use_of_amount,
    "line above": _above,
}


def kind_of_meaning(site: Site, reading: Reading) -> str | None:
    """The role that the words beside a number give it."""
    told = ask(meaning.RULES, site, reading)
    return told.value if told else None


__all__ = ["ACTIVITY", "INDICATOR", "Dataset", "kind_of_meaning", "own_words"]
