"""Cells that say by a mark (〃, 상동) that they repeat the cell above them.

In the joined view of a document such a cell holds what it stands for, at its own place.
"""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

from schemas.document import Cell, Table, Text


@cache
def ditto_marks() -> frozenset[str]:
    """What a cell holds, without blanks, that repeats the one above."""
    with Path(__file__).with_name("ditto_marks.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["mark"] for row in csv.DictReader(lines))


def without_dittos(table: Table) -> tuple[Table, int]:
    """The table with the text of repeated cells in the cells that repeat them, and how many these are.

    A mark below the first row is left: what stands over it heads the column.
    """
    if not any(_is_ditto(cell) for cell in table.cells):
        return table, 0
    grid = table.grid()
    known: dict[tuple[int, int], Cell] = {}
    count = 0
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        above = grid[cell.row - 1][cell.col] if cell.row > 1 else None
        said = known.get((above.row, above.col)) if above is not None else None
        if _is_ditto(cell) and above is not None and said is not None and above.row > 0 and said.text.strip():
            cell = replace(cell, blocks=_repeated(said, cell))
            count += 1
        known[cell.row, cell.col] = cell
    cells = tuple(known[cell.row, cell.col] for cell in table.cells)
    return replace(table, cells=cells), count


def _is_ditto(cell: Cell) -> bool:
    return len(cell.blocks) == 1 and "".join(cell.text.split()) in ditto_marks()


def _repeated(said: Cell, cell: Cell) -> tuple[Text, ...]:
    place = cell.blocks[0].place
    return tuple(replace(block, place=place) for block in said.blocks if isinstance(block, Text))
