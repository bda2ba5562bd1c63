"""The years of a table: sums over them, and what lies before or after them."""

import re
from collections.abc import Sequence

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.when import When, remains_on_a_day
from pipeline.interpret.sites.differences import number_of_cell
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import BodyRow
from pipeline.interpret.sites.year_words import last_word
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.unit_notes import BRACKETED
from pipeline.interpret.types import Row, Site
from pipeline.korean.names import compact
from pipeline.korean.periods import Moment, Span
from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation, sign_in

_SEVERAL_YEARS = 2


def whole(site: Site, reading: Reading) -> Answer[When] | None:
    """A column 계 beside columns of years, or of what was spent before and comes later, is a sum over these."""
    head = site.column
    if head is None or head.span is not None or site.grid is None or site.row is None:
        return None
    years = [h.span for h in site.grid.heads if h.span is not None and h.span.is_year and h.span.year]
    project = bool(sign_in("whole_project", head.text))
    beyond = any(h is not head and _beyond_years(h) for h in site.grid.heads) or (
        project and len(years) == 1 and site.row.span is None
    )
    if len({y.year for y in years}) < _SEVERAL_YEARS and not beyond:
        return None
    if not _is_total(head) and not project and not _is_source_of_total(head, site.grid.heads):
        return None
    heads = site.grid.heads
    task = reading.card(site).span
    if task is not None and task.start.year and task.end.year and task.start.year != task.end.year:
        return When(task, None, total=True), "사업기간"
    if beyond or any(h.span and h.span.ongoing for h in heads):
        return When(None), head.text
    first, last = min(y.year or 0 for y in years), max(y.year or 0 for y in years)
    return When(Span(Moment(first), Moment(last)), None, total=True), head.text


def _is_total(head: Head) -> bool:
    return head.role == "total" or TOTAL_LABEL.match(compact(head.words)) is not None


def _is_source_of_total(head: Head, heads: Sequence[Head]) -> bool:
    """Whether a column of a source stands below the same group as a total, which is one over the years as well."""
    below = [h for h in heads if h is not head and h.path[:-1] == head.path[:-1]]
    return len(head.path) > 1 and head.source is not None and any(TOTAL_LABEL.match(compact(h.path[-1])) for h in below)


def whole_of_rows(site: Site, reading: Reading) -> Answer[When] | None:
    """A row 합계 or 평균 below rows of years is one over these."""
    row = site.row
    if row is None or site.grid is None or site.grid.number not in reading.tables or row.span or row.head.span:
        return None
    label = compact(row.label or "")
    mean = sign_in("mean_label", label) is not None
    if not (mean or TOTAL_LABEL.match(label)) or (site.column and site.column.span):
        return None
    rows = [line.row for line in reading.tables[site.grid.number][1].rows if line.bar is None and line.row is not row]
    years = sorted({year for r in rows if (year := _year_of(r))})
    if len(years) < _SEVERAL_YEARS or len(years) < len(rows) - 1 or remains_on_a_day(site, reading):
        return None
    return When(Span(Moment(years[0]), Moment(years[-1])), None, total=True), row.label or ""


def parts_of_last_year(site: Site, reading: Reading) -> Answer[When] | None:
    """Rows without a year below rows of years part the last of these: a yearbook lists its places or months there.

    Only where the numbers of some column add up to that of the last year, and no row of a year comes again.
    """
    row = site.row
    if row is None or site.grid is None or site.grid.number not in reading.tables or (site.column and site.column.span):
        return None
    lines = [line for line in reading.tables[site.grid.number][1].rows if line.bar is None]
    years = [_year_of(line.row) for line in lines]
    first = next((n for n, year in enumerate(years) if year is None), 0)
    own = next((n for n, line in enumerate(lines) if line.row is row), 0)
    named = [year for year in years if year is not None]
    if not _SEVERAL_YEARS <= len(named) == first <= own or named != sorted(named):
        return None
    last, parts = lines[first - 1], lines[first:]
    if len(parts) < _SEVERAL_YEARS or not any(_adds_up(last, parts, c) for c in range(len(last.cells))):
        return None
    year = named[-1]
    return When(row.span or row.head.span or Span(Moment(year), Moment(year)), year), last.row.label or ""


def _year_of(row: Row) -> int | None:
    """The year that a row is of."""
    span = row.span or row.head.span
    return span.year if span is not None and span.is_year else None


def _adds_up(whole: BodyRow, parts: Sequence[BodyRow], c: int) -> bool:
    numbers = [number_of_cell(line.cells[c]) for line in parts if c < len(line.cells)]
    known = [number for number in numbers if number is not None]
    return len(known) >= _SEVERAL_YEARS and number_of_cell(whole.cells[c]) == sum(known)


def earlier(site: Site, reading: Reading) -> Answer[When] | None:
    """What was spent before the years of the table (기투자) belongs to none of them."""
    head = site.column
    if (
        head is None
        or site.grid is None
        or not _beyond_years(head)
        or any(map(_names_year, (head.text, *head.path[-1:])))
    ):
        return None
    years = [h.span for h in site.grid.heads if h.span is not None and h.span.is_year]
    if head.span is not None and any(sign_in("until_word", m["inside"]) for m in BRACKETED.finditer(head.text)):
        return When(head.span, head.span.year, until=True), head.text
    return (When(None), head.text) if years else None


def _beyond_years(head: Head) -> bool:
    """Whether a column is of the years before or after those of the table; a year below such words is not."""
    own = head.path[-1:] and head.span is not None and _names_year(head.path[-1])
    return sign_in("earlier_years", head.path[-1] if own else head.text) is not None


def _names_year(words: str) -> bool:
    """Whether a header is nothing but a year and a bound (`2023까지`, `2027이후`)."""
    bare = BRACKETED.sub(" ", words)
    return any(e.span and e.span.year and len(compact(bare)) <= len(compact(e.raw)) + 2 for e in scan(bare))


def whole_of_dated_parts(site: Site, reading: Reading) -> Answer[When] | None:
    """`총사업비 300억 원 중 2024년 80억 원`: the cost of all years, of which no span is told."""
    e = site.expression
    if e is None or site.row is not None or not sign_in("whole_cost", compact(site.before or "")):
        return None
    dated = any(x.span is not None and x.end <= e.start for x in site.segment.within(site.start, site.end))
    part = _PART.match(site.segment.text, e.end)
    own = next((x for x in site.segment.expressions if part is not None and 0 <= x.start - part.end() <= _NEAR), None)
    spanned = reading.card(site).span is not None
    spoken = part is not None and last_word(site.segment.text[part.end() : part.end() + _NEAR]) is not None
    told = (spoken or (own is not None and own.span is not None)) and not dated and not spanned
    return (When(None), part[0].strip()) if told and part is not None else None


_PART = re.compile(rf"\s?{alternation('out_of')}\s")
_NEAR = 6
