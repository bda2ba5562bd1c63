"""Tables whose cells a converter wrote out column after column: a line of names, the labels of all rows, the values."""

import itertools
from collections.abc import Sequence

from pipeline.interpret.text.cell_streams import (
    CELL,
    CellStream,
    Stretch,
    cells_from,
    is_cell_value,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import FEWEST, are_known, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from schemas.document import Block, Table

_FEWEST_NAMES = 3
"""Names from which on a line is no cell of two words."""


def columns_of_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose columns follow line `i`, that of their names, one after another; None where none do."""
    names = tokens_of(plain_line(blocks[i]) or "")
    if len(names) < _FEWEST_NAMES or any(map(is_number, names)) or not are_known(names) or i + 1 == len(blocks):
        return None
    cells = CellStream(cells_from(blocks, i + 1, CELL))
    labels = list(itertools.takewhile(lambda cell: not is_cell_value(cell.text), cells))
    size = len(labels) * len(names)
    values = cells[len(labels) : size]
    if len(labels) < FEWEST or len(values) < size - len(labels) or not all(is_cell_value(cell.text) for cell in values):
        return None
    stream = [*(Stretch(name, i, i + 1) for name in names), *cells[:size]]
    width = len(names)
    rows = [[width + column * len(labels) + row for column in range(width)] for row in range(len(labels))]
    return table_of_stretches([list(range(width)), *rows], stream, blocks), stream[-1].stop
