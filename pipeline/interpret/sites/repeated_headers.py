"""The table whose header another one repeats, which takes over its note: its units, the day that it is of."""

from collections.abc import Sequence
from itertools import groupby

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import MONEY_ROLES, Head
from pipeline.interpret.types import Grid
from pipeline.korean.names import compact


def grid_of_same_header(heads: Sequence[Head], earlier: Sequence[tuple[Grid, Body]]) -> Grid | None:
    """The last table with the same names of columns: overleaf a table repeats its header, not its note.

    One of the names says that it is money (`집행액`): years and totals alone head tables of anything.
    """
    names = _names(heads)
    if len(names) < _NAMED or not any(head.role in MONEY_ROLES for head in heads):
        return None
    return next((g for g, body in reversed(earlier) if _names(body.heads) == names), None)


def _names(heads: Sequence[Head]) -> list[str]:
    """The names of columns, one that stands over several once, without those of columns that have none."""
    return [name for name, _ in groupby(compact(head.text) for head in heads) if name]


_NAMED = 3
"""Columns with a name from which on two headers are the same by no chance."""
