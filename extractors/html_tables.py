"""The grid of an HTML table: rows in the order shown, and where each cell stands with its spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from schemas.errors import LimitExceeded

MOST_SPAN = 1000
"""HTML allows no more columns to a cell."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A `td` or `th` and what it covers."""

    element: etree._Element
    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's cells in their places."""

    n_rows: int
    n_cols: int
    cells: tuple[Placed, ...]


def own_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table without those of nested tables; those of a foot come last, wherever they are written."""
    rows: list[etree._Element] = []
    foot: list[etree._Element] = []
    for part in table:
        if part.tag == "tr":
            rows.append(part)
        elif part.tag in ("thead", "tbody", "tfoot"):
            (foot if part.tag == "tfoot" else rows).extend(row for row in part if row.tag == "tr")
    return rows + foot


def table_layout(table: etree._Element, most_cells: int) -> Layout:
    """Cells with their spans, as browsers place them: in the next column that no cell above covers.

    Raises LimitExceeded for more than `most_cells` positions.
    """
    free_from: list[int] = []
    cells: list[Placed] = []
    rows = own_rows(table)
    for r, row in enumerate(rows):
        col = 0
        for element in _cells(row):
            while col < len(free_from) and free_from[col] > r:
                col += 1
            row_span, col_span = _span(element, "rowspan", len(rows) - r), _span(element, "colspan", MOST_SPAN)
            free_from += [0] * (col + col_span - len(free_from))
            if len(rows) * len(free_from) > most_cells:
                raise LimitExceeded(f"cells of a table: more than {most_cells:,}")
            free_from[col : col + col_span] = [max(r + row_span, below) for below in free_from[col : col + col_span]]
            cells.append(Placed(element, r, col, row_span, col_span))
            col += col_span
    return Layout(len(rows), len(free_from), tuple(cells))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (item for item in row if item.tag in ("td", "th"))


def _span(element: etree._Element, name: str, rest: int) -> int:
    """A span; a row span of 0 reaches the last row, what is no number is 1."""
    text = (element.get(name) or "").strip()
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return 1
    return min(int(text) or (rest if name == "rowspan" else 1), rest, MOST_SPAN)
