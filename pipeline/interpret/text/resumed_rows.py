"""Rows of a table that go on below a note: the lines between them parted the table where it was read from lines."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.interpret.text.shifted import is_value
from schemas.document import Block, Table, Text

_NOTE = re.compile(r"\s*(?:[※＊*]|\(.*\)\s*$)")
_FEWEST_VALUES = 3


def with_resumed_rows(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with a table that has no header joined to the one above it, where notes alone stand between them.

    It has as many columns, and its first row has values where the last row above has them, at least three. The notes
    follow the table.
    """
    joined: list[Block] = []
    notes = 0
    for block in blocks:
        above = joined[-1 - notes] if notes and len(joined) > notes else None
        if isinstance(block, Table) and isinstance(above, Table) and _goes_on(above, block):
            joined[-1 - notes] = _below(above, block)
            continue
        notes = notes + 1 if _is_note(block) and joined else 0
        joined.append(block)
    return joined


def _is_note(block: Block) -> bool:
    return isinstance(block, Text) and _NOTE.match(block.text) is not None


def _goes_on(table: Table, below: Table) -> bool:
    kinds = _kinds(below, 0)
    return (
        table.n_cols == below.n_cols
        and table.n_rows > 1
        and sum(kinds) >= _FEWEST_VALUES
        and sum(a == b for a, b in zip(kinds, _kinds(table, table.n_rows - 1), strict=True)) >= len(kinds) - 2
    )


def _kinds(table: Table, row: int) -> list[bool]:
    """Column by column, whether a row has a value there."""
    texts = {cell.col: cell.text.strip() for cell in table.cells if cell.row == row}
    return [is_value(texts.get(col, "")) for col in range(table.n_cols)]


def _below(table: Table, more: Table) -> Table:
    cells = tuple(replace(cell, row=cell.row + table.n_rows) for cell in more.cells)
    return replace(table, n_rows=table.n_rows + more.n_rows, cells=(*table.cells, *cells))
