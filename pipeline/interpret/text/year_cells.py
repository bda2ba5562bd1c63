"""Tables with one cell a line or paragraph whose rows are years: the years part the rows, also below two header rows.

A yearbook repeats the names below each group of columns (`연도`, `총조사`, `등록`, `전체`, `여성`, `전체`, `여성`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.interpret.text.cell_streams import (
    CellStream,
    Stretch,
    cells_from,
    is_cell_value,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import YEAR
from pipeline.interpret.text.spaced_cells import paragraph_cells
from pipeline.korean.names import collapse_spaced_label
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table

_LONGEST_CELL, _MOST_HEADS, _FEWEST_ROWS = 30, 40, 3


def year_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose first cell is line `i`, a word for years, and the line behind it; None where it is none."""
    first = line_of(blocks[i])
    if first is None or sign_in("year_column", first) is None:
        return None
    for cells in (paragraph_cells(blocks, i), cells_from(blocks, i, _LONGEST_CELL)):
        stream = CellStream(cells)
        heads = next((n for n, cell in enumerate(stream[:_MOST_HEADS]) if n and year_of(cell.text)), 0)
        width = next((n for n, cell in enumerate(stream[heads + 1 : heads + _MOST_HEADS], 1) if year_of(cell.text)), 0)
        names = _header(stream[:heads], width) if heads and width > 1 else None
        rows = list(_rows(stream, heads, width)) if names is not None else []
        if (
            names is not None
            and len(rows) >= _FEWEST_ROWS
            and are_in_order([year_of(stream[row[0]].text) or 0 for row in rows])
        ):
            found = [[k if k is None or stream[k].text else None for k in row] for row in (*names, *rows)]
            named = [replace(cell, text=collapse_spaced_label(cell.text)) for cell in stream[:heads]]
            whole = [*named, *stream[heads : rows[-1].stop]]
            return table_of_stretches(found, whole, blocks, len(names)), whole[-1].stop
    return None


def year_of(text: str) -> int | None:
    """The year that a cell is and nothing else."""
    digits = "".join(filter(str.isdigit, text)) if YEAR.match(text) else ""
    return int(digits) if len(digits) == _DIGITS else None


_DIGITS = 4


def _header(heads: Sequence[Stretch], width: int) -> list[list[int | None]] | None:
    """The places of the cells of the header rows: one row, or groups over the same names each."""
    count = len(heads)
    over = count - width
    if over == 0:
        return [list(range(count))]
    below = [cell.text for cell in heads[over + 1 :]]
    wide = len(below) // over if over > 0 else 0
    if wide < _FEWEST_BELOW or below != below[:wide] * over:
        return None
    return [[0, *(1 + k // wide for k in range(len(below)))], [None, *range(over + 1, count)]]


_FEWEST_BELOW = 2


def _rows(stream: Sequence[Stretch], start: int, width: int) -> Iterator[range]:
    """The rows of a year and values from a cell on."""
    at = start
    while (
        len(row := stream[at : at + width]) == width
        and year_of(row[0].text)
        and all(_is_value(c.text) for c in row[1:])
    ):
        yield range(at, at + width)
        at += width


def _is_value(text: str) -> bool:
    return not text or is_cell_value(text)


def are_in_order(years: Sequence[int]) -> bool:
    """Whether years only rise, or only fall."""
    return all(a < b for a, b in pairwise(years)) or all(a > b for a, b in pairwise(years))
