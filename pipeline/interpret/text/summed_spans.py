"""Which names of a header stand over those of the row below it, where the spans were lost: sums tell it.

Among the names below each is that of a total, whose values are the sums of the others' values in every row.
"""

import re
from collections.abc import Sequence
from math import isclose

from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.korean.names import compact

_NUMBER = re.compile(r"[△▲-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[△▲-]?\d+(?:\.\d+)?")
_NOTHING = frozenset("-–－·ㆍ")
"""A cell for none, which adds nothing to a sum."""
_EXACT = 1e-6


def start_by_sums(parts: Sequence[str], over: int, rows: Sequence[Sequence[str]]) -> int | None:
    """The column in which the names of a second header row begin that `over` names of the first part evenly.

    None where a part has no total of its own, or where the rows add up at more than one place or at none.
    """
    wide = len(parts) // over
    totals = [k for k, name in enumerate(parts) if TOTAL_LABEL.match(compact(name))]
    if wide <= _FEWEST_ADDED or [k // wide for k in totals] != list(range(over)):
        return None
    width = min(map(len, rows), default=0)
    fitting = [
        start
        for start in range(1, width - len(parts) + 1)
        if all(
            adds_up([row[start + k // wide * wide : start + (k // wide + 1) * wide] for row in rows], k % wide)
            for k in totals
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def start_behind_total(wide: int, rows: Sequence[Sequence[str]]) -> int | None:
    """The column of the first of `wide` parts that the column right before them is the sum of in every row.

    None where there is no such column or several.
    """
    width = min(map(len, rows), default=0)
    if wide <= _FEWEST_ADDED or len(rows) < _FEWEST_ADDED:
        return None
    starts = [
        start for start in range(1, width - wide + 1) if adds_up([row[start - 1 : start + wide] for row in rows], 0)
    ]
    return starts[0] if len(starts) == 1 else None


def starts_by_parts(parts: Sequence[str], over: int, rows: Sequence[Sequence[str]], starts: Sequence[int]) -> list[int]:
    """The columns among `starts` in which the names of a second header row can begin that part each name of the first
    into a total and one part of it (`계`, `여`): no part is more than its total, and both are counted alike.

    All of them where the names are no such pairs.
    """
    if [TOTAL_LABEL.match(compact(name)) is not None for name in parts] != [True, False] * over:
        return [*starts]
    pairs = [start for start in starts if all(_is_part(row[start : start + len(parts)]) for row in rows)]
    return pairs or [*starts]


def _is_part(cells: Sequence[str]) -> bool:
    """Whether every second cell can be a part of the one before it."""
    for total, part in zip(map(value_of, cells[::2]), map(value_of, cells[1::2]), strict=False):
        if total is None or part is None or part > total or total.is_integer() > part.is_integer():
            return False
    return True


def columns_of_sums(totals: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int] | None:
    """The columns, from left to right, that totals are the sums of; None where one fits no column or several do."""
    read = [[value_of(cell) for cell in column] for column in zip(*rows, strict=True)]
    sums = [sum(value for value in column if value is not None) for column in read]
    columns: list[int] = []
    for total in map(value_of, totals):
        fitting = [c for c, each in enumerate(sums) if total and isclose(each, total, abs_tol=_EXACT)]
        left = [c for c in fitting if not columns or c > columns[-1]]
        if len(left) != 1:
            return None
        columns.append(left[0])
    return columns


_FEWEST_ADDED = 2
"""Parts of a sum: what is the same in two columns is no sum."""


def adds_up(rows: Sequence[Sequence[str]], total: int) -> bool:
    """Whether one cell is the sum of the others in every row, but for a slip of the pen in one of many, and of two or
    more of them in one row at least."""
    read = [[value_of(cell) for cell in row] for row in rows]
    values = [[value for value in row if value is not None] for row in read]
    if any(len(row) < len(cells) for row, cells in zip(values, read, strict=True)):
        return False
    wrong = sum(not isclose(row[total] * 2, sum(row), abs_tol=_EXACT) for row in values)
    return wrong <= (len(values) >= _MANY_ROWS) and any(
        sum(value != 0 for value in row) > _FEWEST_ADDED for row in values
    )


_MANY_ROWS = 4
"""Rows among which one that does not add up is a misprint."""


def value_of(cell: str) -> float | None:
    """The number of a cell, 0 where a dash says that there is none; None where the cell is no number."""
    if cell in _NOTHING:
        return 0.0
    if not _NUMBER.fullmatch(cell):
        return None
    digits = cell.replace(",", "").lstrip("△▲-")
    return -float(digits) if cell[0] in "△▲-" else float(digits)
