"""Rows parted by tabs whose cells are written over several lines, as the cells of web pages are copied."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from extractors.text_tables import Line, cell_of_lines
from schemas.document import Table
from schemas.source import Place

_FEWEST_TABS, _FEWEST_ROWS = 2, 2
_MOST_LINES = 30
"""Lines that a row is written over at most."""

Field = list[Line]
"""The lines of a cell."""


def broken_tab_table(lines: Sequence[Line], i: int) -> tuple[Table, int] | None:
    """The table below the names of columns in line `i` that has cells of several lines, and the line behind it.

    A row is done when it has as many tabs as the names; None where every row is one line.
    """
    tabs = lines[i][1].count("\t")
    if tabs < _FEWEST_TABS or not all(name.strip() for name in lines[i][1].split("\t")):
        return None
    rows: list[Sequence[Line]] = []
    end = i + 1
    while (length := _length_of_row(lines, end, tabs)) > 0:
        rows.append(lines[end : end + length])
        end += length
    if len(rows) < _FEWEST_ROWS or all(len(row) == 1 for row in rows):
        return None
    fields = [_fields(row) for row in ([lines[i]], *rows)]
    cells = tuple(cell_of_lines((r, c), field) for r, row in enumerate(fields) for c, field in enumerate(row))
    return Table(len(fields), tabs + 1, cells, place=Place(line=lines[i][0])), end


def _length_of_row(lines: Sequence[Line], start: int, tabs: int) -> int:
    """How many lines the row takes that begins at `start`; 0 where none does.

    One that takes several has a line without a tab among them: a short row is no beginning of the next.
    """
    found, whole = 0, True
    for length, (_, text) in enumerate(lines[start : start + _MOST_LINES], 1):
        own = text.count("\t")
        if length == 1 and (own == 0 or not text.split("\t")[0].strip()):
            return 0
        found, whole = found + own, whole and (own > 0 or not text.strip())
        if found >= tabs:
            return length if found == tabs and (length == 1 or not whole) else 0
    return 0


def _fields(row: Sequence[Line]) -> list[Field]:
    """The lines of each cell of a row."""
    at = 0
    pieces: list[tuple[int, Line]] = []
    for number, text in row:
        parts = text.split("\t")
        pieces += [(at + n, (number, part)) for n, part in enumerate(parts)]
        at += len(parts) - 1
    return [[line for _, line in field] for _, field in groupby(pieces, key=itemgetter(0))]
