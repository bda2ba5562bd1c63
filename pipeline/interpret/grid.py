"""A table on its way to rows: body cells, one head a column, and the drafts that came of each cell."""

from dataclasses import dataclass, field

from pipeline.interpret.context import Context, Draft
from pipeline.interpret.headers import Head
from pipeline.interpret.segments import CellView
from pipeline.korean.units import Unit


@dataclass(frozen=True, slots=True)
class Value:
    """A cell with everything that is said of it."""

    row: int
    col: int
    draft: Draft


@dataclass(slots=True)
class Grid:
    """A table cut down to body rows and one head a column."""

    rows: list[list[CellView | None]]
    heads: list[Head]
    top: int
    unit: Unit | None
    caption: str | None
    context: Context
    values: list[Value] = field(default_factory=list)
