"""When? The fiscal year, the first and the last day."""

import re
from calendar import monthrange

from pipeline.interpret.answers import headed_periods, spoken_periods, taught, years_of_tables
from pipeline.interpret.answers.question import Answer, Reading, Rules
from pipeline.interpret.answers.spoken_periods import year_ahead
from pipeline.interpret.answers.when import When, base_year, dated_aside, in_surroundings, remains_on_a_day
from pipeline.interpret.sites.dates import is_reference, is_told_after, tells_state
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import in_brackets
from pipeline.interpret.text.unit_notes import BRACKETED
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.periods import SCHOOL_YEAR, Moment, Span
from pipeline.korean.scan import Expression, scan
from pipeline.korean.signs import alternation, sign_in


def _column(site: Site, reading: Reading) -> Answer[When] | None:
    head = site.column
    if head is None or head.span is None:
        return None
    own = site.span or (_day_in_label(site) if site.label is not None else None)
    if _is_day_within(own, head.span):
        return None
    row = site.row.span or site.row.head.span if site.row else None
    if row is not None and row.is_year and head.span.year is None:
        return When(head.span, row.year), head.text
    if row is not None and row.is_year and head.span.start.year != head.span.end.year:
        return None
    if head.span.year is None:
        return in_surroundings(head.span, site, reading, head.text)
    stock = reading.dataset == "result" and _ends_month(head.span)
    until = sign_in("until_word", BRACKETED.sub(" ", head.text)) is not None
    return When(head.span, head.span.year, state=stock, until=until), head.text


def _is_day_within(own: Span | None, column: Span) -> bool:
    """Whether an entry of a cell has a day of its own (`합동단속(10. 15.)`) within the days of its column."""
    if own is None or own.start.day is None or column.start.day is None:
        return False
    return column.start.month == own.start.month or column.end.month == own.start.month


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


def _row(site: Site, reading: Reading) -> Answer[When] | None:
    if site.row is None:
        return None
    span = site.row.span or site.row.head.span
    if span is None:
        return None
    label = site.row.label or ""
    heads = site.grid.heads if site.grid is not None else ()
    ends = any(sign_in(sign, head.words) for head in heads for sign in ("first_day", "last_day"))
    scheduled = site.row.span is not None and (ends or any(sign_in("task_period", head.words) for head in heads))
    spent = ends and site.column is not None and site.column.role == "executed"
    if (
        (reading.dataset == "result" or spent)
        and scheduled
        and not any(sign_in("fiscal_year", head.words) for head in heads)
        and ((site.grid and site.grid.as_of) or reading.document.as_of)
    ):
        return None
    if remains_on_a_day(site, reading) and any(re.search(r"[가-힣]{2}", word) for word in site.row.labels):
        return None
    if reading.dataset != "plan" and sign_in("state_end", re.sub(r"[\s)]+$", "", label)):
        return When(span, span.year, until=True), label
    return in_surroundings(span, site, reading, label or "행의 일정")


def _words(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the line itself; one that says when something stood at a value is a state."""
    if site.span is None:
        return None
    e = next((x for x in site.segment.expressions if x.span is site.span), None)
    if e is not None and sign_in("share_of_month", site.segment.text[e.end : e.end + 2]):
        return None
    if e is not None and _dates_its_subject(site, e):
        return None
    if e is not None and is_reference(site.segment, e):
        ahead = year_ahead(site, e, reading) if site.span.year is None else None
        base = base_year(site, reading) if site.span.year is None and ahead is None else None
        return When(site.span, ahead or (base[0] if base else site.span.year), state=True), e.raw
    if e is not None and site.span.year is None and (spoken := year_ahead(site, e, reading)) is not None:
        return When(site.span, spoken), e.raw
    if (
        e is not None
        and site.span.is_year
        and site.row is None
        and sign_in("until_word", site.segment.text[e.end :][:2])
    ):
        return When(site.span, site.span.year, until=True), e.raw
    return in_surroundings(site.span, site, reading, e.raw if e else "")


def _dates_its_subject(site: Site, date: Expression) -> bool:
    """Whether a date tells when that was set up which the sentence is about (`1981년에 문을 연 공원은 3만㎡`)."""
    if site.expression is None or site.row is not None or date.end > site.expression.start:
        return False
    between = site.segment.text[date.end : site.expression.start]
    return sign_in("adnominal_founding", between) is not None and _SUBJECT_NEXT.search(between) is not None


_SUBJECT_NEXT = re.compile(rf"[가-힣]{alternation('topic_particle')}\s")


def _label(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the label of the line (`교육(3~6월) : 120명`, `2025년 실적`)."""
    if site.label is None or (site.row is not None and site.kind != "cell"):
        return None
    if site.kind.startswith("form"):
        span = next((e.span for e in scan(site.label) if e.span), None)
        return in_surroundings(span, site, reading, site.label) if span is not None else None
    span = _day_in_label(site)
    if span is not None and span.start == span.end and sign_in("until_word", BRACKETED.sub("", site.label)) is not None:
        base = base_year(site, reading) if span.year is None else None
        return When(span, base[0] if base else span.year, until=True), site.label
    return in_surroundings(span, site, reading, site.segment.text[: site.start].strip()) if span is not None else None


def _label_of_form(site: Site, reading: Reading) -> Answer[When] | None:
    """A date in the label of a form beside a list of entries (`2021년 추진실적 | ○ 쉼터 조성 : 3개소`)."""
    span = next((e.span for e in scan(site.under) if e.span), None) if site.under is not None else None
    return in_surroundings(span, site, reading, site.under or "") if span is not None else None


def _day_in_label(site: Site) -> Span | None:
    """The last date before the value of a line or of an entry in a cell."""
    spans = [e.span for e in site.segment.within(0, site.start) if e.span]
    return spans[-1] if spans else None


def _entry(site: Site, reading: Reading) -> Answer[When] | None:
    """The date that an entry of a schedule begins with (`2025. 5월 : 위원회 구성`)."""
    if site.expression is not None or site.row is not None:
        return None
    if site.kind.startswith("form"):
        ahead = next((e for e in site.segment.within(site.start, site.end) if e.span), None)
        leads = ahead is not None and not re.search(r"[가-힣]", site.segment.text[site.start : ahead.start])
        return (
            in_surroundings(ahead.span, site, reading, ahead.raw)
            if ahead is not None and ahead.span and leads
            else None
        )
    if site.kind != "words":
        return None
    start = site.segment.text.find(site.node.text) if site.node is not None else 0
    dated = [e for e in site.segment.expressions if e.span]
    first = next((e for e in dated if e.start == start), dated[0] if len(dated) == 1 else None)
    return (
        in_surroundings(first.span, site, reading, first.raw) if first is not None and first.span is not None else None
    )


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
    if dated_aside(parent, e.span, site) or is_told_after(parent.segment.text, 0, e):
        return None
    if parent.rank is None and parent.label is None and in_brackets(parent.segment.text, e.start, e.end):
        return None
    if is_reference(parent.segment, e):
        return When(e.span, e.span.year, state=tells_state(e)), parent.title
    return in_surroundings(e.span, site, reading, parent.title)


def _reference(site: Site, reading: Reading) -> Answer[When] | None:
    """`(2023. 12. 31. 기준)` above a table: a state on that day."""
    as_of = site.grid.as_of if site.grid else None
    if as_of is None or (reading.dataset == "plan" and site.column is not None and site.column.role == "target"):
        return None
    if reading.dataset == "budget" and _ends_year(as_of):
        return When(None, as_of.year), "기준일"
    return When(as_of, as_of.year, state=not as_of.is_year), "기준일"


def _ends_year(day: Span) -> bool:
    """Whether a day is the last of its year: what was spent until then was spent in that year."""
    return day.start == day.end and (day.end.month, day.end.day) == _LAST_OF_YEAR


_LAST_OF_YEAR = (12, 31)


def _reference_of_document(site: Site, reading: Reading) -> Answer[When] | None:
    """A report as of a day shows states on that day."""
    as_of = reading.document.as_of
    if as_of is None or reading.dataset != "result":
        return None
    if any(n.span is not None and n.span.is_year and not n.label for n in site.section.headings):
        return None
    return When(as_of, as_of.year, state=not as_of.is_year), "문서의 기준일"


def _title_of_table(site: Site, reading: Reading) -> Answer[When] | None:
    span = site.grid.span if site.grid else None
    return (When(span, span.year), site.grid.title or "") if span is not None and site.grid else None


def _card(site: Site, reading: Reading) -> Answer[When] | None:
    """The period of the task, where it is of more than the year at hand."""
    span = reading.card(site).span
    if span is None or _after_the_year(span, reading) or _of_another_year(span, site):
        return None
    if span.start.year != (span.end.year or span.start.year) and _of_another_task(site, reading):
        return None
    if span.start.day is not None and span.start == span.end and _is_of_meeting(reading):
        return None
    if reading.dataset == "result" and not _within_year(span, site, reading):
        return None
    if span.start.year != span.end.year and _part_of_the_task(site, reading) is not None:
        return None
    year = reading.card(site).year
    if year is not None and reading.dataset == "budget" and span.start.year != span.end.year and not _of_whole(site):
        return When(None, year), "회계연도"
    base = base_year(site, reading)
    several = span.ongoing or (span.start.year is not None and span.start.year != (span.end.year or span.start.year))
    return When(span, base[0] if base else None, total=several), "사업기간"


def _part_of_the_task(site: Site, reading: Reading) -> Node | None:
    """The section of a project that says which year of it is told (`2026년 추진계획`, `추진실적(2025년까지)`)."""
    part = None
    for node in reversed(site.section.path):
        if node.heading and not node.generic and node.role is None:
            return part
        if (
            part is None
            and node.heading
            and node.role in _PARTS_OF_TASK
            and node.span is not None
            and node.span.is_year
        ):
            part = node
    return None


_PARTS_OF_TASK = frozenset({"work", "result", "spent", "budget"})


def _until_heading(site: Site, reading: Reading) -> Answer[When] | None:
    """What a section tells of all that was done until the end of a year."""
    node = _part_of_the_task(site, reading)
    if (
        node is None
        or node.span is None
        or not any(sign_in("until_word", m["inside"]) for m in BRACKETED.finditer(node.segment.text))
    ):
        return None
    return When(node.span, node.span.year, until=True), node.title


def _within_year(span: Span, site: Site, reading: Reading) -> bool:
    """Whether a period lies in the one year that a report is of: what was achieved was so in those days."""
    year = reading.document.year
    years = {span.start.year, span.end.year or span.start.year}
    return reading.document.dataset == "result" and year is not None and years == {year} and not span.ongoing


def _of_another_year(span: Span, site: Site) -> bool:
    """Whether the nearest heading with a year names one that lies outside a period (`2027년 확대 운영` after 2026)."""
    named = (n for n in reversed(site.section.path) if n.heading or n.generic)
    headed = next((n.span.year for n in named if n.span is not None and n.span.is_year), None)
    first, last = span.start.year, span.end.year or span.start.year
    return headed is not None and first is not None and last is not None and not first <= headed <= last


def _of_another_task(site: Site, reading: Reading) -> bool:
    """Whether a row names a project of its own: the period of the plan that its table stands in is not that of each."""
    own = site.row.card if site.row is not None else None
    return own is not None and own.task is not None and own.span is None and own.task != reading.card(site).task


def _of_whole(site: Site) -> bool:
    """Whether an amount is called that of the whole project (총사업비), and not of the year that its card is of."""
    texts = (site.column.text if site.column else None, site.row.label if site.row else None, site.label, site.before)
    return any(text and sign_in("whole_cost", compact(text)) for text in texts)


def _after_the_year(span: Span, reading: Reading) -> bool:
    """Whether a period begins after the year that a report or account is of: it is when it was examined."""
    year = reading.document.year
    return reading.document.dataset == "result" and year is not None and (span.start.year or 0) > year


def _event(site: Site, reading: Reading) -> Answer[When] | None:
    """The day of an event (`일시 : 2024. 4. 16.`) is that of all that is said of it."""
    span = reading.card(site).span
    if span is not None and (span.end.year not in (None, span.start.year) or _of_another_year(span, site)):
        return None
    if span is None or span.start.day is None or site.row is not None or _after_the_year(span, reading):
        return None
    return None if _is_of_meeting(reading) else in_surroundings(span, site, reading, "일시")


def _is_of_meeting(reading: Reading) -> bool:
    """Whether a document is put before a meeting: its 일시 is when it is dealt with."""
    title = reading.document.title or ""
    return (sign_in("meeting_title", title) or sign_in("meeting_item", title)) is not None


def _surroundings(site: Site, reading: Reading) -> Answer[When] | None:
    base = base_year(site, reading)
    if base is None:
        return None
    schools = sign_in("school_year", reading.document.title or "") is not None
    year = Moment(base[0], months=SCHOOL_YEAR if schools else None)
    return When(Span(year, year), base[0]), base[1]


SUM_OVER_YEARS = "sum over the years of the table"

RULES: Rules[When] = {
    "taught form": taught.period,
    SUM_OVER_YEARS: years_of_tables.whole,
    "sum over the years of the rows": years_of_tables.whole_of_rows,
    "parts of the last year of the rows": years_of_tables.parts_of_last_year,
    "whole of which a year has a part": years_of_tables.whole_of_dated_parts,
    "before the years of the table": years_of_tables.earlier,
    "column header": _column,
    "column relative to the year": _relative,
    "row label": _row,
    "word of the sentence": spoken_periods.spoken,
    "date in the line": _words,
    "word before the number": _prior,
    "budget that another is measured against": spoken_periods.measured_against,
    "date in the label": _label,
    "date in the label of the form": _label_of_form,
    "date of the entry": _entry,
    "line above": _line_above,
    "reference date of the table": _reference,
    "day of the event": _event,
    "section until a year": _until_heading,
    "heading with a date": headed_periods.heading_span,
    "week of the heading": spoken_periods.week,
    "month of the heading": spoken_periods.month,
    "period of the task": _card,
    "caption of the table": _title_of_table,
    "reference date of the document": _reference_of_document,
    "word of a sentence above": spoken_periods.spoken_above,
    "half of the year that a speech tells of": spoken_periods.part_of_speech,
    "part of the year that the title names": headed_periods.part_of_title,
    "year of heading or document": _surroundings,
}
