"""Numbers in brackets below or behind the amounts of a column that are rates, told by the amounts beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import Cells, is_value_head
from pipeline.interpret.text.segments import CellView
from pipeline.korean.scan import Expression

_IN_BRACKETS = re.compile(r"(?:^|(?<=[\d\s]))\(\s*(?P<rate>\d{1,3}\.(?P<decimals>\d{1,2}))\s*\)\s*$")
_ALL = 100


@dataclass(frozen=True, slots=True)
class _Bracketed:
    """A number in brackets at the end of a cell, and the amount that it stands behind or below."""

    cell: CellView
    number: Expression
    decimals: int
    amount: float


def with_rates(rows: Sequence[Cells], heads: Sequence[Head]) -> list[Cells]:
    """Rows in which such a number counts percent (`14,292 (95.0)`), where most of its column are the amount divided
    by another one of its row or column."""
    told = [list(row) for row in rows]
    for c in (c for c, head in enumerate(heads) if is_value_head(head)):
        found = {r: one for r in range(len(rows)) if (one := _bracketed(rows, r, c)) is not None}
        column = [n for row in rows for n in _numbers(row[c])]
        proven = [r for r, one in found.items() if _is_rate(one, _beside(rows[r], c), column)]
        if proven and len(proven) * 2 > len(found):
            for r, one in found.items():
                told[r][c] = _in_percent(one)
    return [tuple(row) for row in told]


def _bracketed(rows: Sequence[Cells], r: int, c: int) -> _Bracketed | None:
    cell = rows[r][c]
    last = cell.segments[-1] if cell is not None and cell.segments else None
    match = _IN_BRACKETS.search(last.text) if last is not None else None
    if cell is None or last is None or match is None:
        return None
    number = next((e for e in last.expressions if e.start <= match.start("rate") < e.end), None)
    ahead = [e.value for s in cell.segments for e in s.expressions if e.kind in NUMERIC and e is not number]
    amounts = ahead if len(ahead) == 1 else list(_above(rows, r, c)) if not ahead else []
    if number is None or number.unit is not None or len(amounts) != 1 or amounts[0] is None:
        return None
    return _Bracketed(cell, number, len(match["decimals"]), amounts[0])


def _above(rows: Sequence[Cells], r: int, c: int) -> Iterator[float]:
    """The number above a cell that parts a row with it, which other cells span."""
    if r and any(a is not None and a is b for a, b in zip(rows[r - 1], rows[r], strict=True)):
        yield from _numbers(rows[r - 1][c])


def _beside(row: Cells, c: int) -> Iterator[float]:
    for other, cell in enumerate(row):
        if other != c:
            yield from _numbers(cell)


def _numbers(cell: CellView | None) -> Iterator[float]:
    """The number that a cell begins with, where it is one."""
    numbers = [e for s in cell.segments for e in s.expressions if e.kind in NUMERIC] if cell is not None else []
    yield from (e.value for e in numbers[:1] if e.value is not None)


def _is_rate(one: _Bracketed, beside: Iterable[float], column: Sequence[float]) -> bool:
    """Whether it is the amount divided by one of its row, or by another of its column: all are all of themselves."""
    rate = abs(float(re.sub(r"[^\d.]", "", one.number.raw)))
    rounded = 0.5 * 10**-one.decimals + 1e-6
    others = [*beside, *(n for n in column if n != one.amount)]
    return any(other and abs(one.amount / other * _ALL - rate) <= rounded for other in others)


def _in_percent(one: _Bracketed) -> CellView:
    value = float(re.sub(r"[^\d.]", "", one.number.raw))
    told = replace(one.number, kind="quantity", value=value, unit="%", printed="%")
    last = one.cell.segments[-1]
    expressions = tuple(told if e is one.number else e for e in last.expressions)
    return replace(one.cell, segments=(*one.cell.segments[:-1], replace(last, expressions=expressions)))
