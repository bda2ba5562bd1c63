"""Tables with one cell a line or paragraph whose groups are printed once: rows of one to three labels and their values.

Below the names of the columns each row has as many values as there are names of values. The labels before its last one
open groups, which go on until others open or their total closes them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import LABEL_ROLES, VALUE_ROLES, role_of
from pipeline.interpret.text.cell_streams import (
    CellStream,
    Stretch,
    cells_from,
    dates,
    is_cell_value,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, TOTAL_LABEL
from pipeline.interpret.text.spaced_cells import paragraph_cells
from pipeline.korean.names import compact
from schemas.document import Block, Table

_LONGEST_CELL, _MOST_HEADS, _MOST_LABELS = 40, 16, 3
_FEWEST_VALUES, _FEWEST_ROWS = 2, 4


@dataclass(frozen=True, slots=True)
class _Header:
    """How many names of labels and of values the header has."""

    labels: int
    values: int

    @property
    def names(self) -> int:
        return self.labels + self.values


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row in the stream: its first label, its first value, and the end."""

    start: int
    values: int
    stop: int

    @property
    def labels(self) -> int:
        return self.values - self.start


def grouped_labels(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose first name of a column is line `i`, and the line behind it; None where no row opens a group."""
    if role_of((line_of(blocks[i]) or "").strip()) not in NAMES_OF_ROWS:
        return None
    for cells in (paragraph_cells(blocks, i), cells_from(blocks, i, _LONGEST_CELL)):
        stream = CellStream(cells)
        header = _header([cell.text for cell in stream[:_MOST_HEADS]])
        rows = [*_rows(stream, header)] if header is not None else []
        if header is None or len(rows) < _FEWEST_ROWS or all(row.labels == 1 for row in rows):
            continue
        depth = max(header.labels, *(row.labels for row in rows))
        head = [*_spread(range(header.labels), depth), *range(header.labels, header.names)]
        labels = _labels(stream, rows, depth)
        placed = [[*own, *_values(row, stream, header)] for own, row in zip(labels, rows, strict=True)]
        return _table([head, *placed], stream, blocks), stream[rows[-1].stop - 1].stop
    return None


def _header(texts: Sequence[str]) -> _Header | None:
    """As many names of values as the first row has values, behind names of labels."""
    first = next((n for n, text in enumerate(texts) if is_cell_value(text)), 0)
    values = next((n for n, text in enumerate(texts[first:]) if not is_cell_value(text)), 0)
    for names in range(first - 1, max(first - _MOST_LABELS, values) - 1, -1):
        labels = names - values
        valued = all(role_of(name) in VALUE_ROLES or dates(name) for name in texts[labels:names])
        labelled = all(role_of(name) in LABEL_ROLES for name in texts[:labels])
        distinct = len(set(texts[:names])) == names
        if values >= _FEWEST_VALUES and 0 < labels <= _MOST_LABELS and valued and labelled and distinct:
            return _Header(labels, values)
    return None


def _rows(stream: Sequence[Stretch], header: _Header) -> Iterator[_Row]:
    """The rows below the names; cells of the last can be missing at its end where one before them is empty."""
    at = header.names
    while ahead := _labels_at(stream, at):
        values = [cell.text for cell in stream[at + ahead : at + ahead + header.values + 1]]
        stop = at + ahead + header.values
        if len(values) > header.values and is_cell_value(values.pop()):
            return
        ends = len(values) < header.values and "" in values[:1]
        if not (len(values) == header.values or ends) or not _are_values(values):
            return
        yield _Row(at, at + ahead, stop - header.values + len(values))
        at = stop


def _labels_at(stream: Sequence[Stretch], at: int) -> int:
    """How many cells from one on are the labels of a row; 0 where none, too many or empty ones are."""
    cells = [cell.text for cell in stream[at : at + _MOST_LABELS + 1]]
    labels = next((n for n, text in enumerate(cells) if not text or is_cell_value(text)), 0)
    return labels if labels <= _MOST_LABELS else 0


def _are_values(texts: Sequence[str]) -> bool:
    return any(texts) and all(not text or is_cell_value(text) for text in texts)


def _spread(names: Sequence[int], depth: int) -> list[int]:
    """The names of the labels over their columns: the first over those that have no name."""
    return [*[names[0]] * (depth - len(names)), *names]


def _table(rows: Sequence[Sequence[int | None]], stream: Sequence[Stretch], blocks: Sequence[Block]) -> Table:
    """A table in which a cell of the stream that comes in several places stands once and spans them."""
    places: dict[int, list[tuple[int, int]]] = {}
    for r, row in enumerate(rows):
        for c, k in enumerate(row):
            if k is not None:
                places.setdefault(k, []).append((r, c))
    spans = {at[0]: (at[-1][0] - at[0][0] + 1, at[-1][1] - at[0][1] + 1) for at in places.values()}
    table = table_of_stretches(rows, stream, blocks, 1)
    cells = (
        replace(cell, row_span=span[0], col_span=span[1])
        for cell in table.cells
        if (span := spans.get((cell.row, cell.col)) or (None if cell.blocks else (1, 1)))
    )
    return replace(table, cells=tuple(cells))


def _values(row: _Row, stream: Sequence[Stretch], header: _Header) -> list[int | None]:
    cells = [k if stream[k].text else None for k in range(row.values, row.stop)]
    return [*cells, *[None] * (header.values - len(cells))]


def _labels(stream: Sequence[Stretch], rows: Sequence[_Row], depth: int) -> Iterator[list[int | None]]:
    """The labels of each row with those of the groups that it is of, from the outermost on.

    Its own labels end in the last column as long as the groups before them are open. A total closes the group that it
    names (`세입 총계`), else the innermost.
    """
    groups: list[int] = []
    for row in rows:
        start = min(depth - row.labels, len(groups))
        own = range(row.start, row.values)
        total = _is_total(stream[own[-1]].text)
        named = stream[own[-1]].text.split()[0]
        closed = next((n for n, k in enumerate(groups) if total and stream[k].text == named), None)
        groups = [*groups[: start if closed is None else closed + 1], *own[:-1]]
        filled = [*groups, own[-1]]
        yield [*filled, *[own[-1]] * (depth - len(filled))]
        groups = groups[:-1] if total else groups


def _is_total(label: str) -> bool:
    words = label.split()
    return any(TOTAL_LABEL.match(compact("".join(words[k:]))) for k in range(len(words)))
