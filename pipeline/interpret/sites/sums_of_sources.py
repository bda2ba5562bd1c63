"""The column of a table that is the total of the sources, of the amounts of several groups, or of all others."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites.differences import number_of_cell
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.segments import CellView
from pipeline.korean.funding import TOTAL, is_plain_source

_SEVERAL = 2


def with_sum_of_sources(heads: Sequence[Head]) -> list[Head]:
    """Where the columns beside a total are nothing but two sources or more, it is the total of them: money too."""
    values = [head for head in heads if is_value_head(head)]
    sources = [head for head in values if head.role == "source" and is_plain_source(head.source)]
    totals = [head for head in values if head.role == "total"]
    if len(sources) < _SEVERAL or len(totals) != 1 or len(sources) + 1 != len(values):
        return list(heads)
    return [replace(head, role="source", source=TOTAL) if head.role == "total" else head for head in heads]


def with_sum_of_amounts(heads: Sequence[Head], rows: Sequence[Sequence[CellView | None]]) -> list[Head]:
    """Where a total without unit is in every row the sum of the amounts below several groups, it is one of money too.

    The amounts have one name (`금액` below `유아` and below `교사`), and other columns stand between them.
    """
    totals = [c for c, head in enumerate(heads) if head.role == "total" and head.unit is None and len(head.path) == 1]
    paid = [c for c, head in enumerate(heads) if head.role in ("budget", "executed") and len(head.path) > 1]
    if len(totals) != 1 or len(paid) < _SEVERAL or len({heads[c].words for c in paid}) > 1 or len(rows) < _SEVERAL:
        return list(heads)
    for row in rows:
        parts, total = [number_of_cell(row[c]) for c in paid], number_of_cell(row[totals[0]])
        if total is None or sum(part or 0 for part in parts) != total:
            return list(heads)
    return [replace(head, role=heads[paid[0]].role) if c in totals else head for c, head in enumerate(heads)]


def with_unnamed_total(heads: Sequence[Head], rows: Sequence[Sequence[CellView | None]]) -> list[Head]:
    """A first or last column of values without name is a total where every row has in it the sum of all others."""
    values = [c for c, head in enumerate(heads) if is_value_head(head)]
    unnamed = [c for c in values if not heads[c].path]
    if len(values) <= _SEVERAL or len(unnamed) != 1 or unnamed[0] not in (values[0], values[-1]) or not rows:
        return list(heads)
    for row in rows:
        parts = [number_of_cell(row[c]) or 0 for c in values if c not in unnamed]
        if sum(part != 0 for part in parts) < _SEVERAL or sum(parts) != number_of_cell(row[unnamed[0]]):
            return list(heads)
    return [replace(head, role="total") if c in unnamed else head for c, head in enumerate(heads)]
