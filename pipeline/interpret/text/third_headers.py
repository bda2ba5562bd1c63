"""The third row of a header whose spans were lost: names that part the one name of the second row that they repeat."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.korean.names import compact
from schemas.document import Cell

_FEWEST_PARTS, _FEWEST_LETTERS = 2, 2


@dataclass(frozen=True, slots=True)
class Parted:
    """A name that names of the row below part.

    at     which name of its row it is
    parts  how many stand below it
    """

    at: int
    parts: int


def parted_name(names: Sequence[str], parts: Sequence[str]) -> Parted | None:
    """The one of several names that its parts repeat (`보조금 실제반납금` over `보조금 반납금`, `교부차액`)."""
    if len(parts) < _FEWEST_PARTS or len(names) < _FEWEST_PARTS:
        return None
    alike = [max(_shared(compact(name), compact(part)) for part in parts) for name in names]
    best = max(alike)
    return Parted(alike.index(best), len(parts)) if best >= _FEWEST_LETTERS and alike.count(best) == 1 else None


def _shared(one: str, other: str) -> int:
    """How many letters of the beginnings of two names are the same."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def with_third_row(cells: Iterable[Cell], row: int, col: int, parts: int) -> Iterator[Cell]:
    """Cells with the header row `row` put below the column `col`, and the names of columns behind it moved."""
    for cell in cells:
        if cell.row == row:
            yield replace(cell, col=cell.col + col)
        elif cell.row > row or cell.col < col - cell.col_span + 1:
            yield cell
        elif cell.col <= col:
            own = cell.row == row - 1 or cell.col_span > 1
            yield replace(cell, col_span=cell.col_span + parts - 1) if own else cell
        else:
            yield replace(cell, col=cell.col + parts - 1)
