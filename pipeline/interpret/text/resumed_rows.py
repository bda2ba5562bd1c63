"""Rows of a table that go on below a note: the lines between them parted the table where it was read from lines."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.interpret.text.shifted import is_value
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_NOTE = re.compile(r"\s*(?:[※＊*]|\(.*\)\s*$)")
_FEWEST_VALUES, _HEADED = 3, 2


def with_resumed_rows(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with a table that has no header joined to the one above it, where notes alone stand between them.

    It has as many columns, and its first row has values where the last row above has them, at least three. The notes
    follow the table.
    """
    runs: list[list[Block]] = []
    notes = 0
    for block in blocks:
        above = runs[-1 - notes] if notes and len(runs) > notes else None
        if above is not None and isinstance(block, Table) and _goes_on(above, block):
            above.append(block)
            continue
        notes = notes + 1 if _is_note(block) and runs else 0
        runs.append([block])
    return [run[0] if len(run) == 1 else _one_table([part for part in run if isinstance(part, Table)]) for run in runs]


def _is_note(block: Block) -> bool:
    return isinstance(block, Text) and _NOTE.match(block.text) is not None and not sign_in("unit_word", block.text)


def _goes_on(above: Sequence[Block], below: Table) -> bool:
    """Whether a table has values where the last row above it has them; the first of those above has a header."""
    first, last = above[0], above[-1]
    if not isinstance(first, Table) or not isinstance(last, Table) or first.n_rows < _HEADED or below.caption:
        return False
    kinds = _kinds(below, 0)
    same = sum(a == b for a, b in zip(kinds, _kinds(last, last.n_rows - 1), strict=False))
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
