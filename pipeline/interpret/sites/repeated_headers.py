"""The units that a table takes over from the one whose header it repeats."""

from collections.abc import Sequence

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import MONEY_ROLES, Head
from pipeline.interpret.types import Grid
from pipeline.korean.names import compact
from pipeline.korean.units import Unit


def units_of_same_header(heads: Sequence[Head], earlier: Sequence[tuple[Grid, Body]]) -> tuple[Unit, ...]:
    """The units of the last table with the same names of columns: overleaf a table repeats its header, not its note.

    One of the names says that it is money (`집행액`): years and totals alone head tables of anything.
    """
    names = [compact(head.text) for head in heads]
    if sum(map(bool, names)) < _NAMED or not any(head.role in MONEY_ROLES for head in heads):
        return ()
    return next((g.units for g, body in reversed(earlier) if [compact(h.text) for h in body.heads] == names), ())


_NAMED = 3
"""Columns with a name from which on two headers are the same by no chance."""
