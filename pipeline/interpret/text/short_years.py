"""Years of two digits in the header of a table (`연도별 계획` over `23 24 25`), written as years (`’23`)."""

import itertools
import re
from dataclasses import replace

from pipeline.korean.signs import sign_in
from schemas.document import Cell, Table, Text


def with_short_years(table: Table) -> Table:
    """The table whose years of two digits (`연도별 계획` over `23 24 25`) are written as years (`’23`).

    They are years where three or more stand side by side, each one more than the one before it, below or beside a
    header that speaks of years.
    """
    for r in range(min(table.n_rows, _HEADER_REACH)):
        row = sorted((c for c in table.cells if c.row == r and c.text.strip()), key=lambda cell: cell.col)
        short = [cell for cell in row if _TWO_DIGITS.fullmatch(cell.text.strip())]
        values = [int(cell.text.strip()) for cell in short]
        rising = len(values) >= _YEARS_AT_LEAST and all(b - a == 1 for a, b in itertools.pairwise(values))
        named = any(sign_in("year_header", c.text) for c in table.cells if c.row <= r and c not in short)
        if rising and named:
            return replace(table, cells=tuple(_as_year(c) if c in short else c for c in table.cells))
    return table


_TWO_DIGITS = re.compile(r"\d{2}")
_HEADER_REACH, _YEARS_AT_LEAST = 3, 3


def _as_year(cell: Cell) -> Cell:
    blocks = tuple(replace(b, text=f"’{b.text.strip()}") if isinstance(b, Text) else b for b in cell.blocks)
    return replace(cell, blocks=blocks)
