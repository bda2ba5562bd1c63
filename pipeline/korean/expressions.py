"""What a numeric expression of a text is and what it is worth."""

from dataclasses import dataclass
from typing import Literal

from pipeline.korean.periods import Span
from schemas.finding import Reason
from schemas.records import Comparator

Kind = Literal["quantity", "number", "date"] | Reason


@dataclass(frozen=True, slots=True)
class Expression:
    """A numeric expression of a text.

    kind        quantity (with a unit), number (bare), date, or the ledger reason of a number that is neither
    start, end  offsets into the text
    value       of a quantity or number; money in won
    high        upper end of a range
    unit        canonical unit; 원 for money
    printed     unit as printed (백만원)
    noun        the counted thing after 개 (`26개 시설`)
    span        of a date
    whole       what `value` is a part of: 15 in `12/15개소`
    per         the time that a frequency refers to: 일 in `1일 3회`
    """

    kind: Kind
    start: int
    end: int
    raw: str
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    printed: str | None = None
    comparator: Comparator = "="
    cumulative: bool = False
    noun: str | None = None
    besides: bool = False
    span: Span | None = None
    whole: float | None = None
    per: str | None = None

    @property
    def is_money(self) -> bool:
        return self.unit == "원"
