"""Tables with one cell a line or paragraph whose names repeat below groups (`2023년`, `2024년` over 목표, 실적)."""

from collections.abc import Iterator, Sequence

from pipeline.interpret.text.cell_streams import (
    CellStream,
    Stretch,
    cells_from,
    is_cell_value,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.spaced_cells import paragraph_cells
from schemas.document import Block, Table

_LONGEST_CELL, _MOST_HEADS, _FEWEST_ROWS = 30, 24, 2
_FEWEST_BELOW, _MOST_BELOW, _FEWEST_GROUPS, _MOST_LABELS = 2, 6, 2, 4

Header = tuple[int, int, int]
"""How many names of label columns, groups, and names below each group a header has."""


def grouped_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose first cell is line `i`, and the line behind it; None where no names repeat below groups."""
    if line_of(blocks[i]) is None:
        return None
    for cells in (paragraph_cells(blocks, i), cells_from(blocks, i, _LONGEST_CELL)):
        stream = CellStream(cells)
        header = _header([cell.text for cell in stream[:_MOST_HEADS]])
        if header is None:
            continue
        labels, groups, below = header
        first = labels + groups
        rows = list(_rows(stream, first + groups * below, labels, groups * below))
        if len(rows) >= _FEWEST_ROWS:
            upper = [*range(labels), *(labels + k // below for k in range(groups * below))]
            lower = [*(None for _ in range(labels)), *range(first, first + groups * below)]
            last = max(k for k in rows[-1] if k is not None)
            return table_of_stretches([upper, lower, *rows], stream[: last + 1], blocks, 2), stream[last].stop
    return None


def _header(texts: Sequence[str]) -> Header | None:
    """The shape of the header that a stream of cells begins with: only the names below the groups repeat."""
    for start in range(1 + _FEWEST_GROUPS, len(texts)):
        for below in range(_FEWEST_BELOW, _MOST_BELOW + 1):
            names = texts[start : start + below]
            groups = _FEWEST_GROUPS
            while names == texts[start + groups * below - below : start + groups * below]:
                groups += 1
            groups -= 1
            labels = start - groups
            if groups < _FEWEST_GROUPS or not 1 <= labels <= _MOST_LABELS or len(set(names)) < below:
                continue
            heads = texts[: start + groups * below]
            if not any(map(is_cell_value, heads)) and len(set(heads[:start])) == start:
                return labels, groups, below
    return None


def _rows(stream: Sequence[Stretch], start: int, labels: int, values: int) -> Iterator[list[int | None]]:
    """The rows of labels and values from a cell on; a label that spans rows stands in the first of them alone."""
    at = start
    while True:
        ahead = next((n for n, cell in enumerate(stream[at : at + labels + 1]) if is_cell_value(cell.text)), labels + 1)
        row = stream[at + ahead : at + ahead + values]
        if not 1 <= ahead <= labels or len(row) < values or not all(is_cell_value(cell.text) for cell in row):
            return
        yield [*(None for _ in range(labels - ahead)), *range(at, at + ahead + values)]
        at += ahead + values
