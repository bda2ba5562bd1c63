"""Flattened tables below a line of years alone, whose other names of columns are in pieces above it: a sum tells them.

`합 계 비중 연평균` / `신장률 비고` / `2031 2032 2033` over rows of more numbers than years: the column behind those
of the years, or before them, is the total where it is their sum in every row. What the pieces name besides it are the
columns behind.
"""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, TOTAL_LABEL, YEAR, tokens_of
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import value_of
from pipeline.korean.names import compact
from schemas.document import Block, Table, Text

_FEWEST_YEARS, _FEWEST_ROWS, _MOST_PIECES, _LONGEST_PIECE = 3, 3, 6, 30
_NOTE = re.compile(r"\(\s?[^()]*[:：][^()]*\)")
"""The note of the units, on the line of the first names."""


def table_below_years(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose years are line `i`, and the line behind it; None where no column is their sum in every row."""
    text = plain_line(blocks[i])
    years = (text or "").split()
    if len(years) < _FEWEST_YEARS or not all(map(YEAR.match, years)) or years != sorted(years):
        return None
    rows, end = _rows(blocks, i + 1, len(years))
    values = [[value_of(number) for number in row[1:]] for row in rows]
    first = next((at for at in (0, 1) if values and all(_adds_up(row, at, len(years)) for row in values)), None)
    if first is None or len(rows) < _FEWEST_ROWS:
        return None
    total = 0 if first else len(years)
    behind = _names_behind(_pieces(blocks, i), len(values[0]) - len(years) - 1)
    named = [*years[:total], _TOTAL, *years[total:], *behind]
    places = [block for block in (blocks[i], *blocks[i + 1 : end]) if isinstance(block, Text)]
    return table_of([["", *named], *rows], places, headers=1), end


_TOTAL = "합계"


def _rows(blocks: Sequence[Block], start: int, years: int) -> tuple[list[list[str]], int]:
    """The lines of a label and as many numbers as the first of them has, more than there are years."""
    rows: list[list[str]] = []
    for block in blocks[start:]:
        row = row_of(block)
        size = len(rows[0]) - 1 if rows else None
        if row is None or not row.names or len(row.numbers) <= years or size not in (None, len(row.numbers)):
            break
        rows.append([" ".join(row.names), *row.numbers])
    return rows, start + len(rows)


def _adds_up(values: Sequence[float | None], at: int, years: int) -> bool:
    """Whether the years from column `at` on add up to the column behind them, or before them where `at` is 1."""
    parts = [value for value in values[at : at + years] if value is not None]
    total = values[0] if at else values[years]
    return total is not None and len(parts) == years and abs(total - sum(parts)) <= years / 2


def _pieces(blocks: Sequence[Block], i: int) -> list[str]:
    """The short lines above the years that hold no number, the upper first."""
    pieces: list[str] = []
    for block in reversed(blocks[max(0, i - _MOST_PIECES) : i]):
        bare = _NOTE.sub("", plain_line(block) or "").strip()
        if not bare or len(bare) > _LONGEST_PIECE or any(map(str.isdigit, bare)):
            break
        pieces.append(bare)
    return pieces[::-1]


def _names_behind(pieces: Sequence[str], size: int) -> list[str]:
    """The names of the columns behind the total, those of rows, remarks and groups left out; empty ones where they do
    not tell so many."""
    tokens = [token for piece in pieces for token in tokens_of(piece)]
    start = next((n + 1 for n, token in enumerate(tokens) if TOTAL_LABEL.match(compact(token))), 0)
    names: list[str] = []
    open_words: list[str] = []
    for token in (token for token in tokens[start:] if role_of(token) not in {*NAMES_OF_ROWS, "note"}):
        open_words.append(token)
        if role_of(token) is not None:
            names.append(" ".join(open_words))
            open_words = []
    return names if len(names) == size else [""] * size
