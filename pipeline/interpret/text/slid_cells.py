"""Tables of years whose rows lost their empty cells: what stood behind them slid to the left, and bars pad the end.

A value then stands below the year of another. Its column is known where its row is full, or where the rows that a row
of known columns is the sum of add up to it in one way alone; every other value is put below the name over all years.
The labels that slid with them are told by their kind: a code and a name, sources until the next code.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isclose

from pipeline.interpret.sites.headers import VALUE_ROLES, role_of
from pipeline.interpret.text.column_names import TOTAL_LABEL, YEAR
from pipeline.interpret.text.slid_sums import Columns, columns_by_sums
from pipeline.interpret.text.summed_spans import value_of
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact
from schemas.document import Cell, Table

_FEWEST_YEARS, _FEWEST_SHORT, _FEWEST_ROWS, _MOST_LABELS = 3, 2, 3, 3
_EXACT = 1e-6
_CODE = re.compile(r"^\d{1,2}(?P<deeper>[-–.]\d{1,2})?[.)]?\s")
_ALL, _GROUP, _PROJECT, _SOURCE = range(4)
"""Of what a row is: of the whole table, of a group of projects, of a project, of one source of its money."""


@dataclass(frozen=True, slots=True)
class _Header:
    """How many rows the header has, how many columns the labels, and the names of the columns of values."""

    rows: int
    labels: int
    names: tuple[str, ...]

    @property
    def totalled(self) -> bool:
        """Whether the first column of values holds the sum of the others."""
        return TOTAL_LABEL.match(compact(self.names[0])) is not None


@dataclass(frozen=True, slots=True)
class _Row:
    """The labels and values of a row, of what it is, and the columns of its values where they are known."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    level: int
    columns: Columns | None = None

    @property
    def named(self) -> bool:
        """Whether the labels name more than a source or a total."""
        return not _is_kind(self.labels[0].text.strip())

    @property
    def numbers(self) -> list[float]:
        return [value_of(cell.text.strip()) or 0.0 for cell in self.values]


def with_slid_cells(table: Table) -> tuple[Table, int]:
    """The table with each value below the column that it is known to be of, and how many are known to be of none."""
    rows = [
        sorted((c for c in table.cells if c.row == r), key=lambda cell: cell.col) for r in range(min(table.n_rows, 3))
    ]
    header = _header([[cell.text.strip() for cell in row] for row in rows], table.n_cols)
    if header is None or any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells):
        return table, 0
    body = _body(table, header)
    short = {len(row.values) for row in body if len(row.values) < len(header.names)}
    if len(body) < _FEWEST_ROWS or not short:
        return table, 0
    placed = _placed(body, header)
    moved = any(row.columns is not None and row.columns != (*range(len(row.values)),) for row in placed)
    lost = [row for row in body if len(row.labels) < header.labels and row.level == _SOURCE]
    if not moved and (len(lost) < _FEWEST_SHORT or len(short) < _FEWEST_SHORT):
        return table, 0
    columns = [_columns(row, header) for row in placed]
    names = len(header.names)
    width = max(names, *(column + 1 for row in columns for column in row))
    cells = (*_heads(table, header, width), *_cells(placed, columns, header))
    unknown = sum(column >= names for row in columns for column in row)
    return replace(table, n_cols=header.labels + width, cells=cells), unknown


def _header(texts: Sequence[Sequence[str]], width: int) -> _Header | None:
    """One row of names, or two whose second names the columns below the last name of the first; most are years."""
    heads = [[text for text in row if text] for row in texts]
    if len(heads) <= 2 or any(row[: len(head)] != head for row, head in zip(texts, heads, strict=True)):
        return None
    upper, lower = heads[:2]
    two = not any(map(_is_number, lower))
    if two:
        header = _Header(2, len(upper) - 1, tuple(lower))
    else:
        at = next((c for c, name in enumerate(upper) if YEAR.match(name) or role_of(name) in VALUE_ROLES), 0)
        header = _Header(1, at, tuple(upper[at:]))
    years = sum(YEAR.match(name) is not None for name in header.names)
    fits = 1 <= header.labels <= _MOST_LABELS and header.labels + len(header.names) == width
    noted = any(role_of(name) == "note" for name in header.names)
    return header if fits and years >= _FEWEST_YEARS and not noted else None


def _is_number(text: str) -> bool:
    return value_of(text) is not None and YEAR.match(text) is None


def _body(table: Table, header: _Header) -> list[_Row]:
    """The rows below the header; none where one has an empty cell before a filled one, or anything but values behind
    its labels: then cells stand where they stood."""
    rows: list[_Row] = []
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for r in range(header.rows, table.n_rows):
        cells = sorted(by_row.get(r, ()), key=lambda cell: cell.col)
        filled = [cell for cell in cells if cell.text.strip()]
        if filled != cells[: len(filled)]:
            return []
        ahead = next((n for n, cell in enumerate(filled) if value_of(cell.text.strip()) is not None), len(filled))
        labels, values = tuple(filled[:ahead]), tuple(filled[ahead:])
        fits = 0 < len(labels) <= header.labels and len(values) <= len(header.names)
        if not fits or any(value_of(cell.text.strip()) is None for cell in values):
            return []
        rows.append(_Row(labels, values, _level(labels, rows)))
    return rows


def _level(labels: Sequence[Cell], above: Sequence[_Row]) -> int:
    """Of what a row is by its labels; a total right below a name without values is of that name."""
    name = labels[0].text.strip()
    total = len(labels) == 1 and TOTAL_LABEL.match(compact(name)) is not None
    if total and (not above or not above[-1].values):
        return above[-1].level if above else _ALL
    if len(labels) == 1 and _is_kind(name):
        return _SOURCE
    code = _CODE.match(name)
    return _GROUP if code and not code["deeper"] else _PROJECT


def _is_kind(label: str) -> bool:
    """Whether a label is that of a source of money or of their total."""
    return find_source(label) is not None or TOTAL_LABEL.match(compact(label)) is not None


def _placed(body: Sequence[_Row], header: _Header) -> list[_Row]:
    """The rows with the columns that are known: of full rows, and of the parts of a row whose columns are known."""
    rows = [_if_full(row, header) for row in body]
    for parent in range(len(rows)):
        parts = _parts(rows, parent)
        if rows[parent].columns is None or not parts or not all(_adds_up(rows[k], header) for k in parts):
            continue
        start = int(header.totalled)
        total = [0.0] * len(header.names)
        for column, value in zip(rows[parent].columns or (), rows[parent].numbers, strict=True):
            total[column] = value
        told = columns_by_sums(total[start:], [rows[k].numbers[start:] for k in parts])
        for k, columns in zip(parts, told, strict=True):
            if columns is not None:
                rows[k] = replace(rows[k], columns=(*range(start), *(column + start for column in columns)))
    return rows


def _if_full(row: _Row, header: _Header) -> _Row:
    return replace(row, columns=(*range(len(row.values)),)) if len(row.values) == len(header.names) else row


def _adds_up(row: _Row, header: _Header) -> bool:
    """Whether the first value of a row is the sum of the others, where the table has a column for it."""
    return not header.totalled or (
        len(row.values) > 1 and isclose(row.numbers[0], sum(row.numbers[1:]), abs_tol=_EXACT)
    )


def _parts(rows: Sequence[_Row], parent: int) -> list[int]:
    """The rows with values that a row is the sum of: those of the next level below it, up to the next of its own."""
    own = rows[parent]
    if own.level == _SOURCE or not (own.level == _ALL or _is_total(own)):
        return []
    below = []
    for k in range(parent + 1, len(rows)):
        if rows[k].level <= own.level:
            break
        below.append(k)
    level = min((rows[k].level for k in below), default=own.level)
    return [k for k in below if rows[k].level == level and rows[k].values]


def _is_total(row: _Row) -> bool:
    return TOTAL_LABEL.match(compact(row.labels[-1].text)) is not None


def _columns(row: _Row, header: _Header) -> Columns:
    """The columns of the values of a row, those of no known year behind all names; a sum of the others is known."""
    known = int(header.totalled and _adds_up(row, header))
    behind = len(header.names)
    return row.columns or (*range(known), *range(behind, behind + len(row.values) - known))


def _heads(table: Table, header: _Header, width: int) -> Iterator[Cell]:
    """The names of the columns; the one over all years is that over the values of no known year, too."""
    for cell in table.cells:
        if cell.row >= header.rows or not cell.text.strip():
            continue
        if cell.row:
            yield replace(cell, col=cell.col + header.labels)
        elif header.rows == 1:
            yield cell
        elif cell.col < header.labels:
            yield replace(cell, row_span=2)
        else:
            yield replace(cell, col_span=width)


def _cells(rows: Sequence[_Row], columns: Sequence[Columns], header: _Header) -> Iterator[Cell]:
    for r, row in enumerate(rows):
        yield from _labels(rows, r, header)
        for column, cell in zip(columns[r], row.values, strict=True):
            yield replace(cell, col=column + header.labels)


def _labels(rows: Sequence[_Row], r: int, header: _Header) -> Iterator[Cell]:
    """The labels of a row below their names: a group or a project beside all rows that are of it."""
    row = rows[r]
    if row.level == _ALL:
        yield replace(row.labels[0], col_span=header.labels)
        return
    kind = _is_kind(row.labels[-1].text.strip())
    heads = row.labels[:-1] if kind else row.labels
    if kind:
        yield replace(row.labels[-1], col=header.labels - 1)
    room = header.labels - kind
    deeper = any(each.level == _PROJECT for each in rows)
    start = 0 if row.level == _GROUP and deeper else room - len(heads)
    for at, cell in enumerate(heads, start):
        spans = at + 1 == room or (row.level == _GROUP and room > 1)
        yield replace(cell, col=at, row_span=_rows_of(rows, r, at) if spans else 1)


def _rows_of(rows: Sequence[_Row], r: int, column: int) -> int:
    """How many rows are of the project or group of a row."""
    level = rows[r].level if column == 0 or rows[r].level == _PROJECT else _PROJECT
    return next((k for k, row in enumerate(rows[r + 1 :], 1) if row.level <= level and row.named), len(rows) - r)
