"""Lines of a yearbook that are a year and its values, below names that come again under each of several groups.

`아동시설 노인시설` over `시설수 인원 시설수 인원` over `2006 12 441 7 311`; the figures of a year may stand apart.
"""

import re
from collections.abc import Sequence

from pipeline.interpret.text.column_names import is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.year_cells import are_in_order, year_of
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_FEWEST_ROWS, _FEWEST_GROUPS, _FEWEST_NAMES = 3, 2, 2
_SET_APART = re.compile(r"^\s*([12]) (\d) (\d) (\d)(?=\s)")


def year_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose groups of columns stand on line `i`, their names on the next; and the line behind it."""
    head = _names(blocks, i), _names(blocks, i + 1)
    if len(head[0]) < _FEWEST_GROUPS or len(head[1]) < _FEWEST_GROUPS * _FEWEST_NAMES:
        return None
    wide = len(head[1]) // len(head[0])
    if wide < _FEWEST_NAMES or list(head[1]) != list(head[1][:wide]) * len(head[0]):
        return None
    rows: list[list[str]] = []
    while (row := _row(blocks, i + 2 + len(rows))) and len(row) == len(head[1]) + 1:
        rows.append(row)
    lines = [block for block in blocks[i : i + 2 + len(rows)] if isinstance(block, Text)]
    if len(rows) < _FEWEST_ROWS or not are_in_order([year_of(row[0]) or 0 for row in rows]):
        return None
    upper = ["", *(name for name in head[0] for _ in range(wide))]
    return table_of([upper, ["", *head[1]], *rows], lines, headers=2), i + len(lines)


def _names(blocks: Sequence[Block], j: int) -> list[str]:
    """The names on a line without that of the years; none where it holds a number."""
    names = list(tokens_of(plain_line(blocks[j]) or "")) if j < len(blocks) else []
    if any(map(is_number, names)) or any(re.search(r"[:：]", name) for name in names):
        return []
    return names[1:] if names and sign_in("year_column", names[0]) else names


def _row(blocks: Sequence[Block], j: int) -> list[str]:
    """A year and its values; nothing where a line is anything else."""
    text = plain_line(blocks[j]) if j < len(blocks) else None
    tokens = list(tokens_of(_SET_APART.sub(r"\1\2\3\4", text))) if text else []
    return tokens if tokens and year_of(tokens[0]) and all(map(is_number, tokens[1:])) else []
