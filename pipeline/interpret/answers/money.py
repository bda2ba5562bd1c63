"""How many won, from whom, planned or spent, revenue or spending?"""

import re
from decimal import ROUND_HALF_UP, Decimal

from pipeline.interpret.answers import meaning, spoken_spending, taught
from pipeline.interpret.answers.question import Answer, Reading, Rules, ask, nearest_role
from pipeline.interpret.answers.sentences import aimed_at, clause_of
from pipeline.interpret.answers.spoken_spending import subject_of
from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.sites.nouns import noun_at_end, without_particle
from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.text.unit_notes import BRACKETED
from pipeline.interpret.types import Site
from pipeline.korean.funding import NO_BUDGET, OTHER, TOTAL, bracket_after, find_source
from pipeline.korean.signs import alternation, sign_at, sign_in
from pipeline.korean.units import Unit

LARGEST = 9 * 10**18
"""Won that a column of whole numbers holds; a larger number is none of a plan."""


def won(site: Site, unit: Unit | None) -> int | None:
    """The amount in won, rounded once, half up; None where no unit stands anywhere."""
    e = site.expression
    if site.amount is not None and site.amount.won is not None:
        value = Decimal(str(site.amount.won))
    elif e is not None and e.is_money and e.value is not None:
        value = Decimal(str(e.value))
    elif e is not None and e.value is not None and unit is not None and unit.is_money:
        value = Decimal(str(e.value)) * Decimal(str(unit.scale))
    else:
        return None
    if _in_minus_brackets(site) and value > 0:
        value = -value
    rounded = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    return rounded if abs(rounded) < LARGEST else None


def _in_minus_brackets(site: Site) -> bool:
    """Whether a cell is nothing but a whole number in brackets, as statements print what is negative."""
    return site.kind == "cell" and _MINUS.fullmatch(site.segment.text.strip()) is not None


_MINUS = re.compile(r"\(\s*[\d,]+\s*\)")


# -- source ----------------------------------------------------------------------------------------------------------


def _text(site: Site, reading: Reading) -> Answer[str] | None:
    sources = site.amount.sources if site.amount else ()
    own = next((s for s in sources if s != TOTAL), None)
    return (own, site.text.strip()[:30]) if own and len(sources) == 1 else None


def _column(site: Site, reading: Reading) -> Answer[str] | None:
    head = site.column
    return (head.source, head.text) if head is not None and head.source else None


def _row(site: Site, reading: Reading) -> Answer[str] | None:
    if site.row is None:
        return None
    source = site.row.source or site.row.head.source
    if source == OTHER and not _beside_sources(site, reading):
        return None
    return (source, site.row.label or source) if source and source != TOTAL else None


def _beside_sources(site: Site, reading: Reading) -> bool:
    """Whether another row of the table is one of a source: 기타 is none among names of other things."""
    body = reading.tables[site.grid.number][1] if site.grid and site.grid.number in reading.tables else None
    return body is None or any(line.row.source not in (None, TOTAL, OTHER) for line in body.rows)


def _label(site: Site, reading: Reading) -> Answer[str] | None:
    source = find_source(site.label) if site.label and site.row is None else None
    return (source, site.label or "") if source and source != TOTAL else None


def _before(site: Site, reading: Reading) -> Answer[str] | None:
    words = site.before.split() if site.before and (site.row is None or site.kind != "cell") else []
    source = (find_source(words[-1]) or find_source(without_particle(words[-1]))) if words else None
    return (source, words[-1]) if source else None


def _subject_of_receipt(site: Site, reading: Reading) -> Answer[str] | None:
    """From whom came what a sentence says was received (`도비 보조금은 ... 총 4억 원을 교부받았습니다`)."""
    e = site.expression
    if e is None or site.row is not None or sign_in("received", clause_of(site)) is None:
        return None
    sentence = sentence_of(site.segment.text, e.start)
    ahead = sentence[: max(e.start - site.segment.text.find(sentence), 0)]
    for named in _RECEIVED.finditer(ahead):
        source = find_source(named["source"].split()[-1]) or find_source(named["source"])
        if source not in (None, TOTAL, OTHER):
            return source, named[0].strip()
    return None


_RECEIVED = re.compile(
    rf"(?P<source>(?:[가-힣·ㆍ]{{2,8}}\s)?[가-힣·ㆍ]{{2,8}}?)(?:{alternation('case_of')}|{alternation('by_name')}|{alternation('topic_particle')})\s"
)


SOURCE: Rules[str] = {
    "taught form": taught.says("source"),
    "words of the amount": _text,
    "column header": _column,
    "row label": _row,
    "label": _label,
    "words before the amount": _before,
    "subject of what was received": _subject_of_receipt,
}


# -- basis -----------------------------------------------------------------------------------------------------------


def _sign(text: str | None) -> str | None:
    """예산 or 집행, by the word that stands last in a text (집행예산 is 예산); None where it has neither."""
    if not text:
        return None
    if sign_in("current", text):
        return "예산"
    spent, planned = sign_at("executed", text), sign_at("planned", text)
    if spent < 0 and planned < 0:
        return None
    return "집행" if spent >= planned else "예산"


def _basis_until(site: Site, reading: Reading) -> Answer[str] | None:
    """What a table of years has until a year before them (`2022까지`) was spent."""
    head = site.column
    if head is None or head.span is None or site.grid is None or not head.path:
        return None
    if not sign_in("until_word", BRACKETED.sub(" ", head.path[-1])):
        return None
    later = any(h.span is not None and (h.span.year or 0) > (head.span.year or 0) for h in site.grid.heads)
    return ("집행", head.text) if later else None


def _basis_header(site: Site, reading: Reading) -> Answer[str] | None:
    """What the column or the row calls its amounts; the name of an account (경상지출) says only the side."""
    told = ask(meaning.RULES, site, reading)
    if told is None or told.because.rule not in ("column header", "row label"):
        return None
    evidence = told.because.evidence
    if told.value in ("executed", "remainder") and not (
        told.because.rule == "row label" and sign_in("account_name", evidence)
    ):
        group = _planned_group(site)
        return ("예산", group) if group is not None and told.because.rule == "column header" else ("집행", evidence)
    planned = _sign(evidence) == "예산" or sign_in("whole_cost", evidence) is not None
    return ("예산", evidence) if told.value == "budget" and planned else None


def _planned_group(site: Site) -> str | None:
    """The group of columns that ends in 계획 above the column of an amount (`수입계획` over `당해연도 수입액`)."""
    groups = site.column.path[:-1] if site.column is not None else ()
    return next((group for group in groups if sign_in("plan_group", group)), None)


def _basis_path(site: Site, reading: Reading) -> Answer[str] | None:
    """The other words of the column and the row."""
    labels = [_said_of_amount(label) for label in reversed(site.row.labels)] if site.row else []
    texts = [*(reversed(site.column.path) if site.column else ()), *labels]
    for text in texts:
        if not sign_in("account_name", text) and (basis := _sign(text)):
            return basis, text
    return None


def _said_of_amount(label: str) -> str:
    """The words of a label that can say whether its amount was spent: of a purpose in several words only the last."""
    words = label.split()
    return words[-1] if len(words) > _WORDS_OF_NAME else label


_WORDS_OF_NAME = 3


def _basis_beside(site: Site, reading: Reading) -> Answer[str] | None:
    """The column of a source is of what the column before it is the whole of (`예산액 | 도비 | 시비 | 집행액`)."""
    head, heads = site.column, site.grid.heads if site.grid is not None else ()
    if head is None or head.source is None or head not in heads:
        return None
    whole = next((h for h in reversed(heads[: heads.index(head)]) if h.source is None), None)
    basis = _sign(whole.words) if whole is not None else None
    return (basis, whole.text) if whole is not None and basis else None


def _basis_statement(site: Site, reading: Reading) -> Answer[str] | None:
    """A statement as of a day, or of what has come together until then, is about what happened."""
    column = site.column.text if site.column else None
    texts = [column, site.grid.title if site.grid else None, _title_of_paper(reading), reading.document.doc_type]
    for text in texts:
        if text and (word := sign_in("statement", text)):
            return "집행", word
    return None


def _basis_as_of(site: Site, reading: Reading) -> Answer[str] | None:
    """What came in or was paid until the day of a table happened, where nothing calls it planned."""
    dated = site.grid is not None and site.grid.as_of is not None
    flow = site.column is not None and (sign_in("revenue", site.column.words) or sign_in("spending", site.column.words))
    return ("집행", "기준일") if dated and flow else None


def _basis_before(site: Site, reading: Reading) -> Answer[str] | None:
    if site.row is not None and site.kind == "cell":
        return None
    word = (site.before or "").split()[-1:]
    if word and sign_in("account_name", word[0]) and not sign_in("account_alone", word[0]):
        return None
    basis = _sign(site.before)
    return (basis, site.before or "") if basis else None


def _basis_aimed(site: Site, reading: Reading) -> Answer[str] | None:
    aimed = aimed_at(site)
    return ("예산", aimed) if aimed else None


def _basis_balance(site: Site, reading: Reading) -> Answer[str] | None:
    """What is left of the year before is planned revenue where a sentence lists it among that of a budget."""
    word = sign_in("balance", site.before or "")
    settled = sign_in("settled", site.before or "") is not None
    subject = subject_of(site) if word and site.row is None and not settled else None
    return ("예산", subject or "") if _sign(subject) == "예산" else None


def _basis_label(site: Site, reading: Reading) -> Answer[str] | None:
    basis = _sign(site.label)
    role = role_of(site.label) if site.label else None
    if role == "executed":
        return "집행", site.label or ""
    return (basis, site.label or "") if basis else None


def _basis_caption(site: Site, reading: Reading) -> Answer[str] | None:
    title = site.grid.title if site.grid else None
    if title is None or (sign_in("revenue", title) and sign_in("spending", title)):
        return None
    basis = _sign(title) or ("집행" if sign_in("achieved_section", title) else None)
    return (basis, title) if basis else None


def _basis_section(site: Site, reading: Reading) -> Answer[str] | None:
    if spent := nearest_role(site.section, frozenset({"spent", "budget", "work"})):
        return ("집행" if spent[0] == "spent" else "예산"), spent[1]
    for node in site.section.headings:
        if not is_sentence(node.title) and (basis := _sign(node.title)):
            return basis, node.title
    return None


def _basis_document(site: Site, reading: Reading) -> Answer[str] | None:
    basis = _sign(reading.document.doc_type) or _sign(_title_of_paper(reading))
    return (basis, reading.document.title or "") if basis else None


def _title_of_paper(reading: Reading) -> str | None:
    """The title; none of minutes, whose committee is called after 예산 and 결산."""
    title = reading.document.title
    return None if title is not None and sign_in("meeting_title", title) else title


def _basis_whole(site: Site, reading: Reading) -> Answer[str] | None:
    """`예산 98백만원 중 95백만원 집행`: the amount of which a part was spent."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None:
        return None
    parts = bracket_after(text, e.end)
    end = parts[1] if parts is not None else _end_of_bracket(text, e.end)
    after = text[end : end + 6]
    word = sign_in("whole_of", after.lstrip(" )"))
    spent = sign_in("executed", text[end : end + _PART_OF_WHOLE]) is not None
    return ("예산", after.strip()) if word and (spent or not sign_in("whole_if_spent", word)) else None


def _end_of_bracket(text: str, position: int) -> int:
    """Where the bracket that a place stands in ends; the place itself outside of one."""
    opened, closed = text.find("(", position), text.find(")", position)
    return closed if closed >= 0 and not 0 <= opened < closed else position


_PART_OF_WHOLE = 40
"""Letters behind an amount within which stands that a part of it was spent."""


BASIS: Rules[str] = {
    "taught form": taught.says("basis"),
    "whole of what was spent": _basis_whole,
    "until a year before those of the table": _basis_until,
    "column header or row label": _basis_header,
    "aim": _basis_aimed,
    "verb right behind the amount": spoken_spending.behind,
    "balance in a budget": _basis_balance,
    "words before the amount": _basis_before,
    "verb of the clause": spoken_spending.verb,
    "earnings of an earlier year": spoken_spending.earned_before,
    "label": _basis_label,
    "words of column and row": _basis_path,
    "column that the sources part": _basis_beside,
    "table caption": _basis_caption,
    "nearest section": _basis_section,
    "kind of document": _basis_document,
    "statement": _basis_statement,
    "reference day of the table": _basis_as_of,
}
DEFAULT_BASIS = "예산"


# -- side ------------------------------------------------------------------------------------------------------------


def _side(text: str | None) -> str | None:
    if not text:
        return None
    revenue, spending = sign_in("revenue", text), sign_in("spending", text)
    if bool(revenue) == bool(spending):
        return None
    return "세입" if revenue else "세출"


def _side_rule(texts: "list[str | None]") -> Answer[str] | None:
    for text in texts:
        if text and (side := _side(text)):
            return side, text
    return None


def _side_table(site: Site, reading: Reading) -> Answer[str] | None:
    column = list(reversed(site.column.path)) if site.column else []
    row = [site.row.account, *reversed(site.row.labels)] if site.row else []
    return _side_rule([*column, *row])


def _side_words(site: Site, reading: Reading) -> Answer[str] | None:
    if site.row is not None:
        return None
    e, clause = site.expression, clause_of(site)[:20]
    named = e is not None and any(e.end <= x.start < e.end + len(clause_of(site)) for x in site.segment.expressions)
    return _side_rule([noun_at_end(site.before or ""), site.before, site.label, None if named else clause])


def _side_subject(site: Site, reading: Reading) -> Answer[str] | None:
    return _side_rule([subject_of(site)])


def _side_of_speech(site: Site, reading: Reading) -> Answer[str] | None:
    return _side_rule([site.section.statement])


def _side_around(site: Site, reading: Reading) -> Answer[str] | None:
    caption = site.grid.title if site.grid else None
    return _side_rule([caption, *(n.title for n in site.section.headings)])


SIDE: Rules[str] = {
    "column header or row label": _side_table,
    "words of the amount": _side_words,
    "subject of the sentence": _side_subject,
    "part that a speech came to": _side_of_speech,
    "caption or heading": _side_around,
}

__all__ = ["BASIS", "DEFAULT_BASIS", "NO_BUDGET", "SIDE", "SOURCE", "won"]
