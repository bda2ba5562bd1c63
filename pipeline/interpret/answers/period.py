"""When? The fiscal year, the first and the last day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.interpret.answers.question import Answer, Reading, Rules
from pipeline.interpret.answers.spoken_years import spoken_year
from pipeline.interpret.sites.phrases import is_reference, is_sentence, sentence_of
from pipeline.interpret.sites.rows import TOTAL_LABEL
from pipeline.interpret.sites.unit_notes import BRACKETED
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.periods import SCHOOL_YEAR, Moment, Span
from pipeline.korean.scan import scan
from pipeline.korean.signs import sign_in

FIRST_PLAUSIBLE, LAST_PLAUSIBLE = 1945, 2100


@dataclass(frozen=True, slots=True)
class When:
    """A period, perhaps without its year.

    total: a sum over its years; state: a state on its last day; until: all up to its end.
    """

    span: Span | None
    year: int | None = None
    total: bool = False
    state: bool = False
    until: bool = False

    def columns(self) -> dict[str, object]:
        """fiscal_year, period_start and period_end."""
        year, start, end = self._days()
        return {"fiscal_year": year, "period_start": start, "period_end": end}

    def _days(self) -> tuple[int | None, date | None, date | None]:
        span = self.span or (Span(Moment(self.year), Moment(self.year)) if self.year else None)
        if span is None:
            return None, None, None
        start, end = span.days(self.year)
        if self.state or self.until:
            return (end.year if end else None), None, end
        if span.ongoing:
            return None, start, None
        if span.is_year and span.start.months == SCHOOL_YEAR:
            return span.start.year or self.year, start, end
        if self.total:
            return None, start, end
        several = start is not None and end is not None and span.start.month is None and start.year != end.year
        if several and span.start.months is None:
            return None, start, end
        within = self.year is not None and start is not None and end is not None and start.year <= self.year <= end.year
        named = end.year if end else span.year
        return (self.year if within else named or self.year), start, end


def base_year(site: Site, reading: Reading) -> tuple[int, str] | None:
    """The year in which dates without a year lie: of the heading, the card, the table, the document."""
    row = site.row.span if site.row else None
    if row is not None and row.year:
        return row.year, "행 이름"
    for node in reversed(site.section.path):
        if (node.heading or node.generic) and node.span is not None and node.span.is_year and node.span.year:
            looked = reading.document.evaluated if sign_in("evaluation", node.title) else None
            return looked or node.span.year, node.title
    if year := reading.card(site).year:
        return year, "회계연도"
    if carried := reading.carried_year(site):
        return carried
    if site.grid is not None and site.grid.as_of is not None and site.grid.as_of.year:
        return site.grid.as_of.year, "기준일"
    year = reading.document.year
    if year and any(n.heading and sign_in("last_year_heading", n.title[:8]) for n in site.section.path):
        return year - 1, "전년도 절"
    return (year, reading.document.title or "") if year else None


def _dated(span: Span, site: Site, reading: Reading, evidence: str) -> Answer[When]:
    base = base_year(site, reading)
    return When(span, base[0] if base else span.year), evidence


def _column(site: Site, reading: Reading) -> Answer[When] | None:
    head = site.column
    if head is None or head.span is None:
        return None
    row = site.row.span or site.row.head.span if site.row else None
    if row is not None and row.is_year and head.span.year is None:
        return When(head.span, row.year), head.text
    if row is not None and row.is_year and head.span.start.year != head.span.end.year:
        return None
    if head.span.year is None:
        return _dated(head.span, site, reading, head.text)
    stock = reading.dataset == "result" and _ends_month(head.span)
    until = sign_in("until_word", BRACKETED.sub(" ", head.text)) is not None
    return When(head.span, head.span.year, state=stock, until=until), head.text


def _ends_month(span: Span) -> bool:
    """Whether a span is the last day of a month: what stands in its column is a state on that day."""
    start, end = span.days(None)
    return start is not None and start == end and start.day == monthrange(start.year, start.month)[1]


def _relative(site: Site, reading: Reading) -> Answer[When] | None:
    head = site.column
    base = base_year(site, reading)
    if head is None or head.relative is None or base is None:
        return None
    return When(None, base[0] + head.relative), head.text


def _whole(site: Site, reading: Reading) -> Answer[When] | None:
    """A column 계 beside columns of years is a sum over these."""
    head = site.column
    if head is None or head.span is not None or site.grid is None or site.row is None:
        return None
    years = [h.span for h in site.grid.heads if h.span is not None and h.span.is_year and h.span.year]
    if len({y.year for y in years}) < 2:
        return None
    if head.role != "total" and not TOTAL_LABEL.match(compact(head.words)) and not sign_in("whole_project", head.text):
        return None
    heads = site.grid.heads
    task = reading.card(site).span
    if task is not None and task.start.year and task.end.year and task.start.year != task.end.year:
        return When(task, None, total=True), "사업기간"
    if any(h.span and h.span.ongoing for h in heads) or any(sign_in("earlier_years", h.text) for h in heads):
        return When(None), head.text
    first, last = min(y.year or 0 for y in years), max(y.year or 0 for y in years)
    return When(Span(Moment(first), Moment(last)), None, total=True), head.text


def _whole_rows(site: Site, reading: Reading) -> Answer[When] | None:
    """A row 합계 below rows of years is a sum over these."""
    row = site.row
    if row is None or site.grid is None or site.grid.number not in reading.tables or row.span or row.head.span:
        return None
    if row.label is None or not TOTAL_LABEL.match(compact(row.label)) or (site.column and site.column.span):
        return None
    rows = [line.row for line in reading.tables[site.grid.number][1].rows if line.bar is None and line.row is not row]
    years = sorted({span.year for r in rows if (span := r.span or r.head.span) and span.is_year and span.year})
    if len(years) < _SEVERAL_YEARS or len(years) < len(rows) - 1:
        return None
    return When(Span(Moment(years[0]), Moment(years[-1])), None, total=True), row.label


_SEVERAL_YEARS = 2


def _earlier(site: Site, reading: Reading) -> Answer[When] | None:
    """What was spent before the years of the table (기투자) belongs to none of them."""
    head = site.column
    if head is None or site.grid is None or not sign_in("earlier_years", head.text) or _names_year(head.text):
        return None
    years = [h.span for h in site.grid.heads if h.span is not None and h.span.is_year]
    return (When(None), head.text) if len(years) > 1 else None


def _names_year(words: str) -> bool:
    """Whether a header is nothing but a year and a bound (`2023까지`, `2027이후`)."""
    bare = BRACKETED.sub(" ", words)
    return any(e.span and e.span.year and len(compact(bare)) <= len(compact(e.raw)) + 2 for e in scan(bare))


def _row(site: Site, reading: Reading) -> Answer[When] | None:
    if site.row is None:
        return None
    span = site.row.span or site.row.head.span
    if span is None:
        return None
    label = site.row.label or ""
    if reading.dataset != "plan" and sign_in("state_end", re.sub(r"[\s)]+$", "", label)):
        return When(span, span.year, until=True), label
    return _dated(span, site, reading, label or "행의 일정")


def _words(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the line itself; one that says when something stood at a value is a state."""
    if site.span is None:
        return None
    e = next((x for x in site.segment.expressions if x.span is site.span), None)
    if e is not None and sign_in("share_of_month", site.segment.text[e.end : e.end + 2]):
        return None
    if e is not None and is_reference(site.segment, e):
        return When(site.span, site.span.year, state=True), e.raw
    return _dated(site.span, site, reading, e.raw if e else "")


def _label(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the label of the line (`교육(3~6월) : 120명`, `2025년 실적`)."""
    if site.label is None or site.row is not None:
        return None
    if site.kind.startswith("form"):
        span = next((e.span for e in scan(site.label) if e.span), None)
        return _dated(span, site, reading, site.label) if span is not None else None
    head = site.segment.text[: site.start]
    spans = [e.span for e in site.segment.within(0, site.start) if e.span]
    return _dated(spans[-1], site, reading, head.strip()) if spans else None


def _entry(site: Site, reading: Reading) -> Answer[When] | None:
    """The date that an entry of a schedule begins with (`2025. 5월 : 위원회 구성`)."""
    if site.expression is not None or site.row is not None:
        return None
    if site.kind.startswith("form"):
        ahead = next((e for e in site.segment.within(site.start, site.end) if e.span), None)
        leads = ahead is not None and not re.search(r"[가-힣]", site.segment.text[site.start : ahead.start])
        return _dated(ahead.span, site, reading, ahead.raw) if ahead is not None and ahead.span and leads else None
    if site.kind != "words":
        return None
    start = site.segment.text.find(site.node.text) if site.node is not None else 0
    dated = [e for e in site.segment.expressions if e.span]
    first = next((e for e in dated if e.start == start), dated[0] if len(dated) == 1 else None)
    return _dated(first.span, site, reading, first.raw) if first is not None and first.span is not None else None


def _spoken(site: Site, reading: Reading) -> Answer[When] | None:
    """`내년 42억 원을 편성`: the word for a year that stands before the number in its sentence."""
    found = spoken_year(site, reading.document.spoken)
    return (When(None, found[0]), found[1]) if found else None


def _spoken_above(site: Site, reading: Reading) -> Answer[When] | None:
    """What is told of the past below a sentence that begins with a year's word (`올 한 해 ... 거두었습니다`)."""
    spoken, carried = reading.document.spoken, site.section.spoken
    if spoken is None or carried is None or site.row is not None or site.expression is None:
        return None
    told = sentence_of(site.segment.text, site.expression.start)
    if not is_sentence(told) or sign_in("planned_verb", told) or not sign_in("done_verb", told):
        return None
    return When(None, spoken + carried), told[:20]


def _prior(site: Site, reading: Reading) -> Answer[When] | None:
    """`19명(전년 24명)`: the word before the number says that it is of the year before."""
    words = [site.before, *site.before.split()[-1:]] if site.before and site.row is None else []
    word = next((w for text in words if (w := sign_in("prior_word", text))), None)
    base = base_year(site, reading)
    return (When(None, base[0] - 1), word) if word and base is not None else None


def _line_above(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the event line above."""
    parent = site.section.parent
    if parent is None or parent.heading or site.row is not None:
        return None
    e = next((e for e in parent.segment.expressions if e.span), None)
    if e is None or e.span is None or "→" in parent.segment.text[: e.start]:
        return None
    if is_reference(parent.segment, e):
        return When(e.span, e.span.year, state=not e.span.is_year), parent.title
    return _dated(e.span, site, reading, parent.title)


def _reference(site: Site, reading: Reading) -> Answer[When] | None:
    """`(2023. 12. 31. 기준)` above a table: a state on that day."""
    as_of = site.grid.as_of if site.grid else None
    if as_of is None or (reading.dataset == "plan" and site.column is not None and site.column.role == "target"):
        return None
    return When(as_of, as_of.year, state=not as_of.is_year), "기준일"


def _reference_of_document(site: Site, reading: Reading) -> Answer[When] | None:
    """A report as of a day shows states on that day."""
    as_of = reading.document.as_of
    if as_of is None or reading.dataset != "result":
        return None
    told = next((n.span for n in site.section.headings if n.span is not None and n.span.is_year), None)
    if told is not None and told.year != as_of.year:
        return None
    return When(as_of, as_of.year, state=not as_of.is_year), "문서의 기준일"


def _title_of_table(site: Site, reading: Reading) -> Answer[When] | None:
    span = site.grid.span if site.grid else None
    return (When(span, span.year), site.grid.title or "") if span is not None and site.grid else None


def _card(site: Site, reading: Reading) -> Answer[When] | None:
    """The period of the task, where it is of more than the year at hand."""
    span = reading.card(site).span
    if span is None or reading.dataset == "result" or _after_the_year(span, reading):
        return None
    year = reading.card(site).year
    if year is not None and reading.dataset == "budget" and span.start.year != span.end.year and not _of_whole(site):
        return When(None, year), "회계연도"
    base = base_year(site, reading)
    several = span.ongoing or (span.start.year is not None and span.start.year != (span.end.year or span.start.year))
    return When(span, base[0] if base else None, total=several), "사업기간"


def _of_whole(site: Site) -> bool:
    """Whether an amount is called that of the whole project (총사업비), and not of the year that its card is of."""
    texts = (site.column.text if site.column else None, site.row.label if site.row else None, site.label, site.before)
    return any(text and sign_in("whole_cost", compact(text)) for text in texts)


def _after_the_year(span: Span, reading: Reading) -> bool:
    """Whether a period begins after the year that a report or account is of: it is when it was examined."""
    year = reading.document.year
    return reading.document.dataset != "plan" and year is not None and (span.start.year or 0) > year


def _event(site: Site, reading: Reading) -> Answer[When] | None:
    """The day of an event (`일시 : 2024. 4. 16.`) is that of all that is said of it."""
    span = reading.card(site).span
    if span is not None and span.end.year not in (None, span.start.year):
        return None
    if span is None or span.start.day is None or site.row is not None or _after_the_year(span, reading):
        return None
    return _dated(span, site, reading, "일시")


def _surroundings(site: Site, reading: Reading) -> Answer[When] | None:
    base = base_year(site, reading)
    if base is None:
        return None
    schools = sign_in("school_year", reading.document.title or "") is not None
    year = Moment(base[0], months=SCHOOL_YEAR if schools else None)
    return When(Span(year, year), base[0]), base[1]


def _heading_span(site: Site, reading: Reading) -> Answer[When] | None:
    """A heading that carries a part of a year (`예산교실 열기(6월)`, `2분기`)."""
    for node in reversed(site.section.path):
        if node.during is not None:
            return _dated(node.during, site, reading, node.title)
        titled = node.heading and not (node.label and node.segment.text[node.value :].strip())
        e = next((e for e in node.segment.expressions if e.span), None) if titled else None
        span = e.span if e is not None else None
        if e is not None and span is not None and is_reference(node.segment, e):
            if reading.dataset == "plan" and site.column is not None and site.column.role == "target":
                return None
            return When(span, span.year, state=not span.is_year), node.title
        if span is not None and not span.is_year:
            return _dated(span, site, reading, node.title)
        if node.heading and node.rank is not None and node.rank <= 20:
            return None
    return None


def _week(site: Site, reading: Reading) -> Answer[When] | None:
    """The week that a heading names (`이번주 할 일`), where the head of the document says which days it is."""
    for node in site.section.headings:
        word = sign_in("relative_week_ahead", node.title)
        if word is not None and word in reading.document.weeks:
            return _dated(reading.document.weeks[word], site, reading, node.title)
    return None


SUM_OVER_YEARS = "sum over the years of the table"

RULES: Rules[When] = {
    SUM_OVER_YEARS: _whole,
    "sum over the years of the rows": _whole_rows,
    "before the years of the table": _earlier,
    "column header": _column,
    "column relative to the year": _relative,
    "row label": _row,
    "word of the sentence": _spoken,
    "date in the line": _words,
    "word before the number": _prior,
    "date in the label": _label,
    "date of the entry": _entry,
    "line above": _line_above,
    "reference date of the table": _reference,
    "day of the event": _event,
    "heading with a date": _heading_span,
    "week of the heading": _week,
    "period of the task": _card,
    "caption of the table": _title_of_table,
    "reference date of the document": _reference_of_document,
    "word of a sentence above": _spoken_above,
    "year of heading or document": _surroundings,
}
