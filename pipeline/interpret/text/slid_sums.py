"""In which columns the values of rows stand that lost their empty cells: as the parts of a row whose columns are known.

Only what adds up in one way alone tells a column.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb, isclose

Columns = tuple[int, ...]
"""The columns of the values of a row, from left to right."""

_EXACT = 1e-6
_MOST_TRIED = 20_000
"""Ways in which values are put below columns before the sums are held to tell nothing."""


def columns_by_sums(total: Sequence[float], parts: Sequence[Sequence[float]]) -> list[Columns | None]:
    """The columns of each of the parts whose values add up to the total column by column, order kept.

    None for a part that can stand in several ways; for all of them where they add up in no way, or where values below
    nothing or too many ways leave it open.
    """
    unknown: list[Columns | None] = [None] * len(parts)
    if not parts or any(value < 0 for row in (total, *parts) for value in row):
        return unknown
    ways: list[tuple[Columns, ...]] = []
    for tried, way in enumerate(_ways(total, parts)):
        if tried >= _MOST_TRIED:
            return unknown
        if way is not None:
            ways.append(way)
    return [each[0] if len(set(each)) == 1 else None for each in zip(*ways, strict=True)] if ways else unknown


def _ways(left: Sequence[float], parts: Sequence[Sequence[float]]) -> Iterator[tuple[Columns, ...] | None]:
    """Every way to put parts below what is left of a total, and None for each that is given up."""
    if not parts:
        yield () if all(isclose(value, 0, abs_tol=_EXACT) for value in left) else None
        return
    if comb(len(left), len(parts[0])) > _MOST_TRIED:
        yield from (None for _ in range(_MOST_TRIED + 1))
        return
    for columns in combinations(range(len(left)), len(parts[0])):
        rest = [*left]
        for column, value in zip(columns, parts[0], strict=True):
            rest[column] -= value
        if min(rest) < -_EXACT:
            yield None
            continue
        for way in _ways(rest, parts[1:]):
            yield None if way is None else (columns, *way)
