"""A period as the columns of a row hold it, and the year in which dates without a year lie."""

from dataclasses import dataclass
from datetime import date

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.sites.verbs import past_ending
from pipeline.interpret.types import Site
from pipeline.korean.periods import SCHOOL_YEAR, Moment, Span
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


def remains_on_a_day(site: Site, reading: Reading) -> bool:
    """Whether a column is what is left (`현재액`), and the table or the document says on which day."""
    day = (site.grid.as_of if site.grid is not None else None) or reading.document.as_of
    return day is not None and site.column is not None and sign_in("stock_left", site.column.words) is not None


def dated_aside(above: Node, date: Span, site: Site) -> bool:
    """Whether the date of the line above is not that of what stands below it.

    It says when a page was put in or what the columns of a table are, is a day amid a sentence, or stands in prose that
    other prose follows.
    """
    published = above.label is not None and sign_in("publication_label", above.label.split()[-1])
    if published or any(sign_in("described_table", part) for part in above.text.split(".")):
        return True
    prose = site.node is not None and site.node.marker is None and is_sentence(site.segment.text)
    return (date.start.day is not None or prose) and is_sentence(above.segment.text)


def base_year(site: Site, reading: Reading) -> tuple[int, str] | None:
    """The year in which dates without a year lie: of the heading, the card, the table, the document."""
    row = site.row.span if site.row else None
    if row is not None and row.year:
        return row.year, "행 이름"
    for node in reversed(site.section.path):
        if (node.heading or node.generic) and node.span is not None and _within_a_year(node.span) and node.span.year:
            looked = reading.document.evaluated if sign_in("evaluation", node.title) else None
            return looked or node.span.year, node.title
    if year := reading.card(site).year:
        return year, "회계연도"
    if carried := reading.carried_year(site):
        return carried
    if site.grid is not None and site.grid.as_of is not None and site.grid.as_of.year:
        return site.grid.as_of.year, "기준일"
    year = reading.document.year
    if (spoken := reading.document.spoken) is not None and year is not None and spoken < year and _tells_of_past(site):
        return spoken, "말하는 해"
    if year and any(n.heading and sign_in("last_year_heading", n.title[:8]) for n in site.section.path):
        return year - 1, "전년도 절"
    return (year, reading.document.title or "") if year else None


def _within_a_year(span: Span) -> bool:
    """Whether a span is one year or a half or quarter of one, so that months below it are of that year."""
    return span.is_year or (span.start.months is not None and span.start == span.end)


def _tells_of_past(site: Site) -> bool:
    """Whether the sentence of a number tells what was (`11월까지 14건이 발생하였습니다`)."""
    e = site.expression
    told = sentence_of(site.segment.text, e.start) if e is not None and site.row is None else ""
    past = is_sentence(told) and past_ending(told) is not None
    if e is not None and e.is_money and sign_in("grew", told):
        return False  # `세입예산은 8억 원으로 5천만 원이 늘었습니다` is said of the budget that is asked for
    return past and sign_in("planned_verb", told) is None and sign_in("budgeted_verb", told) is None


def in_surroundings(span: Span, site: Site, reading: Reading, evidence: str) -> Answer[When]:
    """A period that the text names, with its year or that of the surroundings."""
    base = base_year(site, reading)
    return When(span, base[0] if base else span.year), evidence
