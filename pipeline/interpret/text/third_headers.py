"""The third row of a header whose spans were lost: which names of the second it parts, by their words or by sums."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.summed_spans import start_by_sums, value_of
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact
from schemas.document import Cell

_FEWEST_PARTS, _FEWEST_LETTERS = 2, 2


@dataclass(frozen=True, slots=True)
class Parted:
    """Names side by side that names of the row below part.

    at     which name of its row the first of them is
    parts  how many stand below each
    names  how many they are
    start  the column of the first name of their row, where sums tell it; 0 where nothing does
    """

    at: int
    parts: int
    names: int = 1
    start: int = 0

    @property
    def more(self) -> int:
        """How many columns more than there are names the row has with its parts."""
        return self.names * (self.parts - 1)


def parted_name(names: Sequence[str], parts: Sequence[str]) -> Parted | None:
    """The one of several names that its parts repeat (`보조금 실제반납금` over `보조금 반납금`), else the one that is
    known to be parted so (`지방비` over `시비`, `구비`)."""
    if len(parts) < _FEWEST_PARTS or len(names) < _FEWEST_PARTS:
        return None
    known = [k for k, name in enumerate(names) if all((compact(name), compact(p)) in _known_parts() for p in parts)]
    if len(known) == 1:
        return Parted(known[0], len(parts))
    alike = [max(_shared(compact(name), compact(part)) for part in parts) for name in names]
    best = max(alike)
    return Parted(alike.index(best), len(parts)) if best >= _FEWEST_LETTERS and alike.count(best) == 1 else None


@cache
def _known_parts() -> frozenset[tuple[str, str]]:
    return frozenset((row["name"], row["part"]) for row in rows_of("parted_names.csv"))


def _shared(one: str, other: str) -> int:
    """How many letters of the beginnings of two names are the same."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def parted_by_sums(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Parted | None:
    """The names of the second of three header rows that the third parts, where sums hold with one reading alone.

    The second row has a total below each name of the first that stands over several (`공립`, `사립`, `계`), and what is
    parted adds up to it as well (`교원`, `일반직` below `공립`).
    """
    upper, names, third = head
    full = min(map(len, rows), default=0)
    found = []
    for count in (n for n in range(1, len(third) // _FEWEST_PARTS + 1) if len(third) % n == 0):
        parts = len(third) // count
        over = len(upper) + len(names) + len(third) - count - full
        if [*third[:parts]] * count == [*third] and 0 < over < len(upper) and len(names) % over == 0:
            each = _runs(names, Parted(0, parts, count), full)
            found += [p for p in each if start_by_sums(names, over, [put_together(row, p) for row in rows]) == p.start]
    return found[0] if len(found) == 1 else None


def _runs(names: Sequence[str], parted: Parted, full: int) -> Iterator[Parted]:
    """Where names side by side, none of them a total, can be parted, in rows of `full` cells."""
    for at in range(len(names) - parted.names + 1):
        if not any(TOTAL_LABEL.match(compact(name)) for name in names[at : at + parted.names]):
            yield from (replace(parted, at=at, start=start) for start in range(1, full - parted.more - len(names) + 1))


def put_together(row: Sequence[str], parted: Parted) -> list[str]:
    """A row with the cells below each parted name as one, their sum; without its last ones where no start is told."""
    if not parted.start:
        return [*row[: max(sum(map(bool, row)) - parted.more, 0)]]
    col = parted.start + parted.at
    end = col + parted.names * parted.parts
    cells = [row[c : c + parted.parts] for c in range(col, end, parted.parts)]
    values = [[value_of(cell) for cell in part] for part in cells]
    sums = ["" if None in part else f"{sum(v for v in part if v is not None):.6f}" for part in values]
    return [*row[:col], *sums, *row[end:]]


def with_third_row(cells: Iterable[Cell], row: int, col: int, parted: Parted) -> Iterator[Cell]:
    """Cells with the header row `row` put below the column `col`, and the names of columns behind it moved."""
    for cell in cells:
        if cell.row == row:
            yield replace(cell, col=cell.col + col)
        elif cell.row > row:
            yield cell
        else:
            start, end = (_with_parts(c, col, parted) for c in (cell.col, cell.col + cell.col_span))
            yield replace(cell, col=start, col_span=end - start)


def _with_parts(col: int, first: int, parted: Parted) -> int:
    """Where a column stands once the names from `first` on have their parts below them."""
    return col + (parted.parts - 1) * min(max(col - first, 0), parted.names)
