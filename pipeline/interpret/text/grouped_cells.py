"""Tables with one cell a line or paragraph whose names repeat below groups (`2023년`, `2024년` over 목표, 실적).

Behind the groups names can stand over one column each (`유아`, `교사`, `합계`, `비고` over 인원, 금액, 인원, 금액), and
the name of the labels can be lost with its cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.text.cell_streams import (
    CellStream,
    Stretch,
    cells_from,
    is_cell_value,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.spaced_cells import paragraph_cells
from pipeline.interpret.text.summed_spans import columns_of_sums
from pipeline.korean.names import compact
from schemas.document import Block, Table

_LONGEST_CELL, _MOST_HEADS, _FEWEST_ROWS = 30, 24, 2
_FEWEST_BELOW, _MOST_BELOW, _FEWEST_GROUPS, _MOST_LABELS = 2, 6, 2, 4


@dataclass(frozen=True, slots=True)
class _Header:
    """How many names of label columns, groups, names below each group, and names behind the groups a header has.

    counted how many of the names behind the groups are those of values; the others are of remarks
    nameless whether the one column of labels has no name
    """

    labels: int
    groups: int
    below: int
    counted: int = 0
    remarks: int = 0
    nameless: bool = False

    @property
    def named(self) -> int:
        """How many names stand in the first row."""
        return self.labels - self.nameless + self.groups + self.counted + self.remarks

    @property
    def values(self) -> int:
        """How many values each row has."""
        return self.groups * self.below + self.counted


def grouped_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose first cell is line `i`, and the line behind it; None where no names repeat below groups."""
    if line_of(blocks[i]) is None:
        return None
    for stretches in (paragraph_cells(blocks, i), cells_from(blocks, i, _LONGEST_CELL)):
        stream = CellStream(stretches)
        header = _header([cell.text for cell in stream[:_MOST_HEADS]])
        if header is None:
            continue
        rows = list(_rows(stream, header))
        if len(rows) >= _FEWEST_ROWS:
            heads = [[None if k is None else stream[k] for k in row] for row in _heads(header)]
            cells = [cell for row in (*heads, *rows) for cell in row if cell is not None]
            at = {id(cell): k for k, cell in enumerate(cells)}
            places = [[None if cell is None else at[id(cell)] for cell in row] for row in (*heads, *rows)]
            return table_of_stretches(places, cells, blocks, 2), max(cell.stop for cell in cells)
    return None


def _header(texts: Sequence[str]) -> _Header | None:
    """The shape of the header that a stream of cells begins with: only the names below the groups repeat."""
    for start in range(_FEWEST_GROUPS, len(texts)):
        for below in range(_FEWEST_BELOW, _MOST_BELOW + 1):
            names = texts[start : start + below]
            groups = _FEWEST_GROUPS
            while names == texts[start + groups * below - below : start + groups * below]:
                groups += 1
            groups -= 1
            if groups < _FEWEST_GROUPS or groups > start or len(set(names)) < below:
                continue
            heads = texts[: start + groups * below]
            if not any(map(is_cell_value, heads)) and len(set(heads[:start])) == start and all(heads):
                return _parted(heads[:start], groups, below, texts[len(heads) :])
    return None


def _parted(upper: Sequence[str], groups: int, below: int, body: Sequence[str]) -> _Header | None:
    """Which names of the first row are those of labels, groups, values and remarks, told by the row below them.

    A row of as many labels and values as there are names has nothing behind its groups. Else as many values more as
    it has have names behind them, and all names behind those are of remarks.
    """
    more = len(upper) - groups
    labels = next((n for n, text in enumerate(body) if is_cell_value(text)), 0)
    values = next((n for n, text in enumerate(body[labels:]) if not is_cell_value(text)), len(body) - labels)
    counted = values - groups * below
    if counted <= 0 or not 1 <= labels <= _MOST_LABELS:
        return _Header(more, groups, below) if 1 <= more <= _MOST_LABELS else None
    for nameless in (False, True) if labels == 1 else (False,):
        remarks = more - labels + nameless - counted
        behind = upper[labels - nameless + groups :]
        noted = [exact_role(name) == "note" for name in behind]
        if remarks >= 0 and noted == [*[False] * counted, *[True] * remarks]:
            return _Header(labels, groups, below, counted, remarks, nameless)
    return None


def _heads(header: _Header) -> tuple[list[int | None], list[int | None]]:
    """The two rows of names, each name where it stands in the stream."""
    named = header.labels - header.nameless
    behind = range(named + header.groups, header.named)
    groups = [named + k // header.below for k in range(header.groups * header.below)]
    no_name: list[int | None] = [None] * header.nameless
    upper = [*no_name, *range(named), *groups, *behind]
    below = range(header.named, header.named + len(groups))
    return upper, [*[None] * header.labels, *below, *(None for _ in behind)]


def _rows(stream: Sequence[Stretch], header: _Header) -> Iterator[list[Stretch | None]]:
    """The rows of labels and values below the names; a label that spans rows stands in the first of them alone."""
    at = header.named + header.groups * header.below
    above: list[list[str]] = []
    while ahead := _labels_at(stream, at, header.labels):
        remark = at + ahead + header.values
        row = stream[at:remark]
        lacking: list[Stretch | None] = [None] * (header.labels - ahead)
        if not _are_values(row[ahead:], header.values):
            if (total := _total(stream, at, ahead, above)) is not None:
                yield [*lacking, *total]
            return
        above.append([cell.text for cell in row[ahead:]])
        at = _behind_remarks(stream, remark, header)
        yield [*lacking, *row, *_remarks(stream[remark:at], header.remarks)]


def _labels_at(stream: Sequence[Stretch], at: int, most: int) -> int:
    """How many cells before the first value from a cell on are labels; 0 where there are none or too many."""
    return next((n for n, cell in enumerate(stream[at : at + most + 1]) if is_cell_value(cell.text)), 0)


def _are_values(row: Sequence[Stretch], many: int) -> bool:
    return len(row) == many and all(is_cell_value(cell.text) for cell in row)


def _behind_remarks(stream: Sequence[Stretch], at: int, header: _Header) -> int:
    """The cell behind the remarks of a row, which can take several cells or none: there the next row begins.

    Where none does, only empty cells are remarks: words below a last row can be a heading.
    """
    if not header.remarks:
        return at
    for begin in range(at, at + header.remarks + _MOST_LINES):
        ahead = _labels_at(stream, begin, header.labels)
        values = stream[begin + ahead : begin + ahead + header.values]
        labelled = ahead > 0 and all(cell.text for cell in stream[begin : begin + ahead])
        if labelled and (_are_values(values, header.values) or TOTAL_LABEL.match(compact(stream[begin].text))):
            return begin
    return at + next((n for n, cell in enumerate(stream[at : at + header.remarks]) if cell.text), 0)


_MOST_LINES = 4
"""Cells that the lines of a remark can take."""


def _remarks(cells: Sequence[Stretch], names: int) -> list[Stretch | None]:
    """Remarks below their names; those of one name are one cell, on however many lines it stands."""
    said = [cell for cell in cells if cell.text]
    if names == 1 and said:
        return [Stretch(" ".join(cell.text for cell in said), said[0].start, said[-1].stop)]
    return [*said[:names], *[None] * (names - len(said))] if len(cells) <= names else [*cells]


def _total(
    stream: Sequence[Stretch], at: int, ahead: int, above: Sequence[Sequence[str]]
) -> list[Stretch | None] | None:
    """A last row of totals that leaves out cells, its values below the columns that they are the sums of."""
    if len(above) < _FEWEST_ROWS or not TOTAL_LABEL.match(compact(stream[at].text)):
        return None
    cells = stream[at + ahead : at + ahead + len(above[0])]
    values = cells[: next((n for n, cell in enumerate(cells) if not is_cell_value(cell.text)), len(cells))]
    columns = columns_of_sums([cell.text for cell in values], above) if values else None
    if columns is None:
        return None
    below = dict(zip(columns, values, strict=True))
    return [*stream[at : at + ahead], *map(below.get, range(len(above[0])))]
