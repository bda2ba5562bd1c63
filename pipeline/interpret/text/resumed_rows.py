"""Rows of a table that go on below a note: the lines between them parted the table where it was read from lines."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.interpret.text.line_rows import row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.shifted import is_value
from pipeline.korean.names import split_marker
from pipeline.korean.signs import sign_in
from schemas.document import Block, Cell, Table, Text

_NOTE = re.compile(r"\s*(?:[※＊*•▪]\s?|\(.*\)\s*$)")
_FEWEST_VALUES, _HEADED, _LAST_ROWS = 3, 2, 2


def with_resumed_rows(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with a table that has no header joined to the one above it, where notes alone stand between them.

    It has as many columns, and its first row has values where the last row above has them, at least three. The notes
    follow the table.
    """
    runs: list[list[Block]] = []
    notes = 0
    for block in blocks:
        above = runs[-1 - notes] if len(runs) > notes and (notes or len(runs[-1]) > 1) else None
        part = _row_of_line(block, above[0]) if above is not None else None
        if above is not None and part is not None and (notes or part is not block) and _goes_on(above, part):
            names = [run[0] for run in runs[len(runs) - notes :]]
            if all(map(_is_group, names)):
                above.extend(_row_of_name(name, part.n_cols) for name in names if isinstance(name, Text))
                del runs[len(runs) - notes :]
                notes = 0
            above.append(part)
            continue
        notes = notes + 1 if runs and notes < _MOST_LINES and (_is_note(block) or _is_group(block)) else 0
        runs.append([block])
    return [run[0] if len(run) == 1 else _one_table([part for part in run if isinstance(part, Table)]) for run in runs]


def _row_of_line(block: Block, first: Block) -> Table | None:
    """A table, or a line of a name and as many numbers as the table above has columns of them; None for other lines."""
    if isinstance(block, Table) or not isinstance(first, Table) or not first.inferred:
        return block if isinstance(block, Table) else None
    row = row_of(block)
    if row is None or not row.names or len(row.numbers) != first.n_cols - 1 or not isinstance(block, Text):
        return None
    return table_of([[" ".join(row.names), *row.numbers]], [block])


_MOST_LINES = 3
"""Lines between two parts of a table."""


def _is_group(block: Block) -> bool:
    """Whether a line can be the name of the rows below it: short, without a number, a mark or the end of a sentence."""
    if not isinstance(block, Text) or block.level is not None or block.marker:
        return False
    text = block.text.strip()
    plain = not re.search(r"\d|[:：|\t]|[.,다요]$", text) and split_marker(text).marker is None
    return plain and 2 <= len(text) <= _LONGEST_NAME


_LONGEST_NAME = 30


def _row_of_name(name: Text, n_cols: int) -> Table:
    """A name over rows as a row of its own."""
    return Table(1, n_cols, (Cell(0, 0, blocks=(name,), place=name.place),), place=name.place)


def _is_note(block: Block) -> bool:
    return isinstance(block, Text) and _NOTE.match(block.text) is not None and not sign_in("unit_word", block.text)


def _goes_on(above: Sequence[Block], below: Table) -> bool:
    """Whether a table has values where one of the last rows above it has them; the first of those has a header."""
    first, last = above[0], above[-1]
    if not isinstance(first, Table) or not isinstance(last, Table) or first.n_rows < _HEADED or below.caption:
        return False
    kinds = _kinds(below, 0)
    rows = range(max(1 if last is first else 0, last.n_rows - _LAST_ROWS), last.n_rows)
    same = max((sum(a == b for a, b in zip(kinds, _kinds(last, r), strict=False)) for r in rows), default=0)
    return last.n_cols == below.n_cols and sum(kinds) >= _FEWEST_VALUES and same >= len(kinds) - 2


def _kinds(table: Table, row: int) -> list[bool]:
    """Column by column, whether a row has a value there."""
    texts = {cell.col: cell.text.strip() for cell in table.cells if cell.row == row}
    return [is_value(texts.get(col, "")) for col in range(table.n_cols)]


def _one_table(parts: Sequence[Table]) -> Table:
    starts = itertools.accumulate((part.n_rows for part in parts), initial=0)
    cells = tuple(
        replace(cell, row=cell.row + start) for part, start in zip(parts, starts, strict=False) for cell in part.cells
    )
    return replace(parts[0], n_rows=sum(part.n_rows for part in parts), cells=cells)
