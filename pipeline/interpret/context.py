"""What a fact inherits from where it stands, and the draft of a row before the document is known as a whole."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from pipeline.interpret.outline import Role
from pipeline.interpret.segments import Segment
from pipeline.korean.periods import Moment, Span
from pipeline.korean.scan import Expression

Dataset = Literal["plan", "budget", "result"]


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that the surroundings say of a fact.

    year    of the heading, the column or the document
    span    the period itself where one is named; None means the whole of `year`
    total   the span of years that a column 계 adds up: the fact has no fiscal year then
    """

    year: int | None = None
    span: Span | None = None
    total: Span | None = None
    role: Role | None = None
    goal: str | None = None
    task: str | None = None
    task_code: str | None = None
    department: str | None = None
    team: str | None = None
    officer: str | None = None
    activity: str | None = None
    reasons: tuple[str, ...] = ()

    def because(self, reason: str) -> "Context":
        """The same, with one more reason why its facts are not certain."""
        return self if reason in self.reasons else replace(self, reasons=(*self.reasons, reason))

    def period(self) -> tuple[int | None, date | None, date | None]:
        """Fiscal year, first and last day."""
        if self.total is not None:
            start, end = self.total.days(self.year)
            return None, start, end
        span = self.span
        if span is None:
            if self.year is None:
                return None, None, None
            span = Span(Moment(self.year), Moment(self.year))
            return self.year, *span.days(self.year)
        start, end = span.days(self.year)
        if span.ongoing:
            return None, start, None
        several = start is not None and end is not None and span.start.month is None and start.year != end.year
        if several and span.start.months is None:
            return None, start, end
        dated_year = end.year if end else span.year
        within = self.year is not None and start is not None and end is not None and start.year <= self.year <= end.year
        return (self.year if within else dated_year or self.year), start, end


@dataclass(slots=True, eq=False)
class Draft:
    """A row in the making: its dataset, where its value stands, what it says, and which expressions it uses up.

    at     offset into the paragraph of a row without a number
    aimed  whether a header, a row label or the text itself calls the value a target
    """

    dataset: Dataset
    segment: Segment
    context: Context
    fields: dict[str, Any]
    claims: tuple[Expression, ...] = ()
    at: int = 0
    raw: str | None = None
    aimed: bool = False
    row_id: str = ""

    @property
    def start(self) -> int:
        return self.claims[0].start if self.claims else self.at

    @property
    def value(self) -> float | None:
        """The number of the row, whatever its column is called."""
        return self.fields.get({"plan": "target", "budget": "amount_krw", "result": "value"}[self.dataset])
