"""Columns that hold the difference of two others, told by their numbers where their names do not tell."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import RATE_ROLES, Head, header_words, with_role
from pipeline.interpret.sites.rows import BodyRow, is_value_head
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.segments import CellView
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in

_FEWEST_ROWS = 3
_ROUNDING = 1.0


def with_differences(heads: Sequence[Head], rows: Sequence[Sequence[CellView | None]]) -> list[Head]:
    """Heads with the role `difference` for an unknown column that is one column less another in most rows.

    Three rows at least and one number below zero are asked for: a part of a total is the total less the other part too.
    """
    heads = _with_parts_of_a_sum(_with_movements(heads), rows)
    columns = [
        [None if head.role == "difference" else number_of_cell(row[c]) for row in rows] for c, head in enumerate(heads)
    ]
    valued = [c for c, column in enumerate(columns) if sum(n is not None for n in column) >= _FEWEST_ROWS]
    return [
        replace(head, role="difference") if head.role == "value" and _is_difference(c, columns, valued) else head
        for c, head in enumerate(heads)
    ]


def _with_movements(heads: Sequence[Head]) -> list[Head]:
    """Heads with the role `value` for what came and what went below a change, where their balance or one another
    stand beside them (`증감액` over `계`, `발생액`, `소멸액`)."""
    below = [head for head in heads if len(head.path) > 1 and head.role == "difference"]
    moved = Counter(head.path[:-1] for head in below if sign_in("stock", header_words(head.path[-1])))
    totals = [
        head.path[:-1]
        for head in heads
        if len(head.path) > 1
        and (TOTAL_LABEL.match(compact(header_words(head.path[-1]))) or moved[head.path[:-1]] >= _PARTS)
    ]
    return [
        replace(head, role="value")
        if head.role == "difference" and head.path[:-1] in totals and sign_in("stock", header_words(head.path[-1]))
        else head
        for head in heads
    ]


def _with_parts_of_a_sum(heads: Sequence[Head], rows: Sequence[Sequence[CellView | None]]) -> Sequence[Head]:
    """Heads with the role `value` for a name of a price (`과태료`, `사용료`) that is a part of the 계 beside it."""
    total = next((c for c, head in enumerate(heads) if TOTAL_LABEL.match(compact(header_words(head.text)))), None)
    priced = [c for c, head in enumerate(heads) if head.role == "unit_price"]
    if total is None or not priced:
        return heads
    parts = [c for c, head in enumerate(heads) if c > total and head.role in _ADDED]
    whole = [(number_of_cell(row[total]), [number_of_cell(row[c]) for c in parts]) for row in rows]
    sums = [(n, [p for p in added if p is not None]) for n, added in whole if n is not None]
    if not sums or any(len(added) < _PARTS or abs(sum(added) - n) > _ROUNDING for n, added in sums):
        return heads
    return [with_role(head, "value") if c in priced else head for c, head in enumerate(heads)]


_ADDED = frozenset({"unit_price", "value", "total", "source", "budget", "executed", "result", None})
_PARTS = 2


def with_fees(lines: Sequence[BodyRow], heads: Sequence[Head]) -> Sequence[BodyRow]:
    """Rows in which one with the name of a price (`대관료`) is an amount, where the first or last is the sum of all."""
    valued = [c for c, head in enumerate(heads) if is_value_head(head)]
    priced = [i for i, line in enumerate(lines) if line.row.head.role == "unit_price"]
    sums = next((r for r in (0, len(lines) - 1) if lines[r].row.total), None) if priced else None
    if sums is None or len(lines) <= _PARTS:
        return lines
    rates = {c for c in valued if heads[c].role in RATE_ROLES or sign_in("rate_word", compact(heads[c].words))}
    added = [c for c in valued if c not in rates]
    for c in added:
        numbers = [number_of_cell(line.cells[c]) or 0 for line in lines]
        if abs(sum(numbers) - 2 * numbers[sums]) > _ROUNDING:
            return lines
    return [
        replace(line, row=replace(line.row, head=with_role(line.row.head, "value"))) if i in priced else line
        for i, line in enumerate(lines)
    ]


def _is_difference(c: int, columns: Sequence[Sequence[float | None]], valued: Sequence[int]) -> bool:
    if c not in valued or not any(n is not None and n < 0 for n in columns[c]):
        return False
    others = [other for other in valued if other != c]
    return any(_differs(columns[c], columns[a], columns[b]) for a, b in itertools.permutations(others, 2))


def _differs(
    difference: Sequence[float | None], minuend: Sequence[float | None], subtrahend: Sequence[float | None]
) -> bool:
    """Whether in three of four rows that have all three, misprints apart, the first is the second less the third."""
    full = [
        (d, m, s)
        for d, m, s in zip(difference, minuend, subtrahend, strict=True)
        if d is not None and m is not None and s is not None
    ]
    agreeing = sum(abs(m - s - d) <= _ROUNDING for d, m, s in full)
    return agreeing >= _FEWEST_ROWS and agreeing * 4 >= len(full) * 3 and any(s for *_, s in full)


def number_of_cell(cell: CellView | None) -> float | None:
    """The number of a cell that holds one alone."""
    numbers = [e.value for s in cell.segments for e in s.expressions] if cell is not None else []
    return numbers[0] if len(numbers) == 1 else None
