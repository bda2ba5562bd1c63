"""Planned, budgeted or achieved?"""

import re

from pipeline.interpret.answers import meaning, sentences, taught
from pipeline.interpret.answers.question import (
    PLAN_SECTIONS,
    RESULT_SECTIONS,
    Answer,
    Reading,
    Rules,
    ask,
    nearest_role,
)
from pipeline.interpret.answers.sentences import is_money
from pipeline.interpret.answers.spoken_years import spoken_year
from pipeline.interpret.answers.stocks import earnings_among_indicators, stock
from pipeline.interpret.sites.dates import SENTENCE
from pipeline.interpret.sites.headers import MONEY_ROLES, exact_role, header_words, role_of
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.sites.verbs import past_ending
from pipeline.interpret.types import Dataset, Site
from pipeline.korean.names import compact
from pipeline.korean.sections import section_role
from pipeline.korean.signs import alternation, sign_at, sign_in

_ROLES: dict[str, Dataset] = {
    "target": "plan",
    "result": "result",
    "achievement": "result",
    "evaluation": "result",
    "headcount": "result",
    **dict.fromkeys(MONEY_ROLES, "budget"),
}


def _by_meaning(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """What the column, the row, the words before the number or the label say of it."""
    told = ask(meaning.RULES, site, reading)
    dataset = _ROLES.get(told.value) if told else None
    if told is None or dataset is None or told.value in ("headcount", "share"):
        return None
    if dataset == "budget" and _is_counted(site):
        return None
    if dataset == "budget" and told.because.rule == "row label" and _aimed_at(site):
        return "plan", site.column.text if site.column else ""
    own_words = told.because.rule == "words before the number" or (told.because.rule == "label" and site.before)
    if dataset != "budget" and is_money(site) and own_words:
        return None
    if dataset == "plan" and is_money(site) and sign_in("aim", told.because.evidence) is None:
        return None
    if dataset == "plan" and _in_caption(told.because.evidence)[1] < 0 and _is_of_results(site):
        return None
    if dataset == "result" and told.because.rule == "label" and (sentences.in_future(site) or is_money(site)):
        return None
    if dataset != "budget" and is_money(site) and len(site.segment.text) > SENTENCE:
        return None
    named = [site.label, site.row.label if site.row else None]
    aimed = any(role_of(header_words(words)) == "target" for words in named if words)
    if told.value == "achievement" and (aimed or _of_plan_years(site, reading) or _among_work(site)):
        return "plan", f"{told.because.rule}: {told.because.evidence}"
    return dataset, f"{told.because.rule}: {told.because.evidence}"


def _cost_in_result(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """What the cell of a result calls a cost (`320m 확장(사업비 180백만원)`)."""
    if site.column is None or site.column.role != "result" or not site.before or not sentences.is_money(site):
        return None
    word = site.before.split()[-1]
    return ("budget", word) if exact_role(word) == "budget" else None


def _aimed_at(site: Site) -> bool:
    """Whether revenue stands in a column of targets below a title that says so (`수입목표`)."""
    title = (site.grid.title if site.grid is not None else None) or ""
    aimed = sign_in("aim", title) and sign_in("revenue", title)
    return bool(aimed) and site.column is not None and site.column.role == "target"


def _is_of_results(site: Site) -> bool:
    """Whether the caption of the table calls it one of results (`2017년 지원실적` over a column 사업량)."""
    done, planned = _in_caption((site.grid.title if site.grid is not None else None) or "")
    return done > planned


def _in_caption(title: str) -> tuple[int, int]:
    """Where a caption says last that a table is one of results, and of plans; 보조사업 holds 조사 and is neither."""
    told = _NO_CAPTION.sub(" ", title)
    return sign_at("result_caption", told), sign_at("plan_caption", told)


_NO_CAPTION = re.compile(alternation("no_caption"))


def _of_plan_years(site: Site, reading: Reading) -> bool:
    """Whether the column of a rate is a year that the plan is for: what is to be reached by then."""
    year, head = reading.document.year, site.column
    if reading.document.dataset != "plan" or year is None or head is None or head.span is None:
        return False
    body = reading.tables[site.grid.number][1] if site.grid is not None and site.grid.number in reading.tables else None
    if body is not None and any(role_of(line.row.label or "") == "result" for line in body.rows):
        return False
    return (head.span.year or 0) >= year


def _among_work(site: Site) -> bool:
    """Whether a line stands in a section of what is still to be done."""
    nearest = nearest_role(site.section, RESULT_SECTIONS | PLAN_SECTIONS) if site.row is None else None
    return nearest is not None and nearest[0] == "work"


def _is_counted(site: Site) -> bool:
    e = site.expression
    return e is not None and e.unit is not None and not e.is_money and site.amount is None


def _money(site: Site, reading: Reading) -> Answer[Dataset] | None:
    e = site.expression
    return ("budget", e.raw if e else site.text) if is_money(site) else None


def _caption(site: Site, reading: Reading) -> Answer[Dataset] | None:
    title = site.grid.title if site.grid else None
    if title is None:
        return None
    done, planned = _in_caption(title)
    if done < 0 and planned < 0:
        return None
    if planned > done and compact(title) == compact(reading.document.title or ""):
        return None
    return ("result" if done > planned else "plan"), title


def _base_year(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The column of the year that later ones are measured against (`2020(기준)`) shows what was."""
    head = site.column
    if head is None or head.span is None or site.grid is None or not sign_in("as_of", head.text) or is_money(site):
        return None
    later = [h.span for h in site.grid.heads if h.span is not None and (h.span.year or 0) > (head.span.year or 0)]
    return ("result", head.text) if len(later) > 1 else None


def _existing(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A sibling line says that the thing was set up on a day (`구성일 : 2019. 3`)."""
    parent = site.section.path[-2] if len(site.section.path) > 1 else None
    if parent is None or not reading.founded(parent.segment.number):
        return None
    return "result", parent.title


def _section(site: Site, reading: Reading) -> Answer[Dataset] | None:
    nearest = nearest_role(site.section, RESULT_SECTIONS | PLAN_SECTIONS)
    if nearest is None:
        return None
    if nearest[0] in RESULT_SECTIONS:
        return "result", nearest[1]
    if nearest[0] == "budget" and site.kind == "cell" and not is_money(site):
        return None
    as_it_is = reading.document.dataset == "result" and reading.document.as_of is not None
    if as_it_is and nearest[0] == "criterion":
        return None  # who is served, in what shows a state on a day (`수급자 대상`)
    return ("plan", nearest[1]) if nearest[0] not in ("overview",) else None


def _plan_heading(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The nearest heading that ends as the name of a plan does, in what is no plan (`2020년 관리 계획`)."""
    if reading.document.dataset == "plan":
        return None
    node = next((n for n in site.section.headings if sign_in("plan_form", compact(n.title))), None)
    titled = node is not None and node.segment.number in reading.document.title_numbers
    return ("plan", node.title) if node is not None and not titled else None


def _heading_verb(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The verb of the nearest heading that has one (`지난달 이렇게 했습니다`, `이달에는 이렇게 하겠습니다`)."""
    for node in site.section.headings:
        if word := sign_in("promise", node.title):
            return "plan", word
        if word := past_ending(node.title):
            return "result", word
    return None


def _work_label(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A line under `사업내용` and what goes on such a line."""
    parent = site.section.parent
    labels = [site.label, parent.label if parent is not None and not parent.heading else None]
    label = next((x for x in labels if x and role_of(x) == "content"), None)
    return ("plan", label) if label and reading.document.dataset != "result" and site.row is None else None


def _state_word(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A word that names what there is (`현원`)."""
    texts = [site.before, site.label, site.row.label if site.row else None, site.column.text if site.column else None]
    word = next((w for text in texts if text and (w := sign_in("state", text))), None)
    return ("result", word) if word else None


def _overview(site: Site, reading: Reading) -> Answer[Dataset] | None:
    nearest = nearest_role(site.section, frozenset({"overview"}))
    report = reading.document.dataset == "result" and reading.document.doc_type is not None
    return ("result" if report else "plan", nearest[1]) if nearest else None


def _task_table(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The columns of a table of projects describe what is to be done."""
    if site.kind.startswith("content") or (
        site.grid is not None and site.grid.task_column and reading.document.dataset == "plan"
    ):
        return "plan", "과제 표"
    return None


def _rate_of_spending(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The share in brackets behind what was spent (`9월말 집행 31억 원(75%)`), also in a plan."""
    e = site.expression
    if e is None or e.unit != "%" or site.row is not None:
        return None
    text = site.segment.text
    spent = next((x for x in reversed(site.segment.within(0, e.start)) if x.is_money), None)
    behind = spent is not None and text[spent.end : e.start].strip() == "("
    word = sign_in("executed", text[max(0, spent.start - _NEAR) : spent.start]) if spent is not None else None
    return ("result", word) if behind and word else None


_NEAR = 6
"""Letters before an amount within which stands that it was spent."""


def _before_target(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A column that is no more than a year, in a table with a target for a later one (`2024년 | 2025년(목표)`)."""
    head, heads = site.column, site.grid.heads if site.grid is not None else ()
    if head is None or head.span is None or not head.span.is_year or head.role in _ROLES:
        return None
    year = head.span.year or 0
    later = any(h.role == "target" and h.span is not None and (h.span.year or 0) > year for h in heads)
    return ("result", head.text) if later and not is_money(site) else None


def _size_of_project(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """How large a project is to be, in a table that gives its time and cost too (`연면적 | 사업기간 | 총사업비`)."""
    head, heads = site.column, site.grid.heads if site.grid is not None else ()
    if head is None or site.grid is None or not site.grid.task_column or not sign_in("project_size", head.words):
        return None
    timed = any(h.role == "schedule" for h in heads)
    costs = any(h.role in MONEY_ROLES for h in heads)
    return ("plan", head.words) if timed and costs else None


def _project_card(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """What the card of a project counts beside its cost and its time is to be done."""
    head = next((n for n in site.section.headings if n.carded or n.segment.number in reading.carded), None)
    return ("plan", head.title) if head is not None and site.row is None else None


def _state(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A table that says nothing else shows a state."""
    return ("result", site.grid.title or "표") if site.grid is not None and site.kind == "cell" else None


def _past(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """In a plan the columns and rows of earlier years, and lines of earlier days, show what was."""
    span = reading.card(site).span
    year = reading.document.year or (span.start.year if span is not None else None)
    heads = [site.column.span if site.column else None, site.row.span or site.row.head.span if site.row else None]
    years = [span.year for span in heads if span is not None and span.year]
    if site.row is None:
        dated = next((e.span for e in site.segment.expressions if e.span is not None and e.span.year), None)
        years = [dated.year] if dated is not None and dated.start.month is not None and dated.year else []
        if site.span is not None and site.span.year and (is_sentence(site.segment.text) or _is_row_of_years(site)):
            years = [site.span.year]
        if (spoken := spoken_year(site, reading.document.spoken)) is not None:
            years = [spoken[0]]
    return ("result", str(years[0])) if year and years and years[0] < year else None


def _is_row_of_years(site: Site) -> bool:
    """Whether a line tells figures of year after year (`(’21년) 41건, (’22년) 68건, (’23년) 52건`)."""
    return sum(e.span is not None and e.span.is_year for e in site.segment.expressions) >= _SEVERAL_YEARS


_SEVERAL_YEARS = 3


def _beside_achievement(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The rows of a table that ends in 달성도 are what was to be reached, where no row says that it is a result."""
    if site.grid is None or site.row is None or site.grid.number not in reading.tables:
        return None
    reached = reading.tables[site.grid.number][1].reached
    return ("plan", reached) if reached is not None and role_of(site.row.label or "") is None else None


def is_to_come(site: Site, reading: Reading) -> str | None:
    """The date of a line that is later than the day as of which the document reports; None where it has none."""
    as_of = reading.document.as_of
    now = as_of.days(as_of.year)[1] if as_of is not None else None
    now = now or (None if is_sentence(site.segment.text) else reading.document.published)
    if now is None or site.row is not None or site.kind == "cell":
        return None
    for e in site.segment.within(site.start if site.kind.startswith("form") else 0, site.end):
        start = e.span.days(reading.document.year)[0] if e.span is not None and not e.span.is_year else None
        if start is not None and start > now:
            return e.raw.strip()
    return None


def _event_of_both(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """An event below a heading of what was and what will be done (`추진경과 및 향후계획`): by its own words."""
    heading = next((node for node in site.section.headings if node.generic), None)
    parts = _JOINED.split(heading.title) if heading is not None else []
    roles = {section_role(part)[0] for part in parts}
    if heading is None or "work" not in roles or not roles & {"background", "result"} or is_money(site):
        return None
    first = next((e for e in site.segment.expressions if e.span is not None), None)
    if first is None or re.search(r"[가-힣]", site.segment.text[: first.start]):
        return None
    return ("plan" if sign_in("planned_only", site.segment.text) else "result"), heading.title


_JOINED = re.compile(rf"\s*(?:{alternation('joiner')}|[·,ㆍ/])\s*")


def _to_come(site: Site, reading: Reading) -> Answer[Dataset] | None:
    later = is_to_come(site, reading)
    return ("plan", later) if later and not is_money(site) else None


def _form_label(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The label of a form beside a list of entries with labels of their own (`추진목표 | ○ 쉼터 조성 : 24개소`)."""
    if site.under is None or is_money(site):
        return None
    role = section_role(site.under)[0]
    dataset: Dataset | None = "plan" if role == "work" else "result" if role == "result" else None
    dataset = _ROLES.get(role_of(site.under) or "", dataset)
    return (dataset, site.under) if dataset in ("plan", "result") else None


def _document(site: Site, reading: Reading) -> Answer[Dataset] | None:
    kind = reading.document.dataset
    return (kind, reading.document.doc_type or "") if kind else None


def _default(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count that nothing else speaks of is a state of things, unless its sentence is about what is being done."""
    if word := sign_in("present_verb", sentences.clause_of(site)) or sentences.goes_on(site):
        return "plan", word
    return "result", "아무것도 달리 말하지 않음"


RULES: Rules[Dataset] = {
    "taught form": taught.dataset,
    "stock or profit": stock,
    "earnings among indicators": earnings_among_indicators,
    "later than the report": _to_come,
    "aim of the sentence": sentences.aim,
    "share of a target": sentences.share_of_target,
    "base year of the columns": _base_year,
    "cost in the cell of a result": _cost_in_result,
    "meaning of its header or label": _by_meaning,
    "money": _money,
    "promise": sentences.promise,
    "sentence about last year": sentences.past_sentence,
    "earlier year in brackets": sentences.past_in_brackets,
    "set up already": _existing,
    "word of a state": _state_word,
    "row beside an achievement": _beside_achievement,
    "rate of what was spent": _rate_of_spending,
    "size of a project": _size_of_project,
    "year before the target": _before_target,
    "label of the form": _form_label,
    "table caption": _caption,
    "event of a section of both": _event_of_both,
    "nearest section": _section,
    "heading of a plan": _plan_heading,
    "verb of the heading": _heading_verb,
    "line of the work": _work_label,
    "size that a project makes": sentences.size_of_work,
    "verb of the clause": sentences.verb,
    "plan that the sentence is about": sentences.plan_subject,
    "state that a sentence tells": sentences.told_state,
    "overview": _overview,
    "table of projects": _task_table,
    "year before the plan": _past,
    "kind of document": _document,
    "words of the line": sentences.words,
    "card of a project": _project_card,
    "state in a table": _state,
    "default": _default,
}
