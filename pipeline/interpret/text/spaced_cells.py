"""Tables with one cell a paragraph: a blank line ends a cell of one line or more, and an empty cell is one more.

How many columns there are, is told by the cells: under names of columns the first column holds words in every row, and
others hold values in every row.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.text.cell_streams import (
    CellStream,
    Stretch,
    is_cell_value,
    is_header,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import FEWEST
from schemas.document import Block, Table

_LONGEST_CELL = 60
_APART = 2
"""Lines from a cell to the next, of which one is blank."""
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_MOST_LINES = 30
"""Lines of a cell at most: so many that each had one letter in the longest cell."""
_MOST_HEADS = 40
"""Cells before the first value: the names of columns, and the first cells of a row."""
_NO_CELL = re.compile(r"[:：]\s|^[□○❍▪■※]\s|[다음함]\.$")


def spaced_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose cells are the paragraphs from line `i` on, and the line after it; None where they are none."""
    stream = CellStream(paragraph_cells(blocks, i))
    heads = next((n for n, cell in enumerate(stream[:_MOST_HEADS]) if is_cell_value(cell.text)), 0)
    for width in range(heads - 1, _FEWEST_COLUMNS - 1, -1):
        rows = _rows(stream, width) if is_header([cell.text for cell in stream[:width]], _FEWEST_ROWS) else []
        if len(rows) > _FEWEST_ROWS:
            cells = [[k if stream[k].text else None for k in row] for row in rows]
            end = max(stream[k].stop for k in rows[-1])
            return table_of_stretches(cells, stream, blocks), end
    return None


def paragraph_cells(blocks: Sequence[Block], i: int) -> Iterator[Stretch]:
    """The cells from line `i` on with the empty ones between them."""
    start = i
    while start < len(blocks):
        stop = start
        words: list[str] = []
        while stop < len(blocks) and (text := line_of(blocks[stop])) is not None:
            if stop > start and (_lines_between(blocks, stop - 1) != 1 or len(words) > _MOST_LINES):
                break
            words.append(text.strip())
            stop += 1
        cell = " ".join(words)
        if not 0 < len(words) <= _MOST_LINES or len(cell) > _LONGEST_CELL or _NO_CELL.search(cell):
            return
        yield Stretch(cell, start, stop)
        gap = _lines_between(blocks, stop - 1)
        if gap is None or gap % _APART:
            return
        yield from (Stretch("", stop - 1, stop) for _ in range(gap // _APART - 1))
        start = stop


def _lines_between(blocks: Sequence[Block], j: int) -> int | None:
    """How many lines below block `j` the next one stands; None where that is unknown."""
    here, below = blocks[j].place.line, blocks[j + 1].place.line if j + 1 < len(blocks) else None
    return below - here if here is not None and below is not None else None


def _rows(stream: Sequence[Stretch], width: int) -> list[range]:
    """The header and as many rows of `width` cells as hold words first, and values where all rows above them do."""
    rows = [range(width)]
    values = set(range(1, width))
    for start in itertools.count(width, width):
        texts = [cell.text for cell in stream[start : start + width]]
        if len(texts) < width:
            break
        left = {c for c in values if not texts[c] or is_cell_value(texts[c])}
        if not texts[0] or is_cell_value(texts[0]) or len(left) < min(FEWEST, width - 1):
            break
        values = left
        rows.append(range(start, start + width))
    return rows
