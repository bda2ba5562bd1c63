"""A workbook for people: one sheet a dataset, Korean headers, findings coloured by severity, links to the sources."""

import errno
import os
from itertools import islice
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from pipeline.sinks import LABELS, SHEETS
from pipeline.sinks.csv import dataset_values, header, value_to_text
from pipeline.sinks.parquet import published_rows
from schemas.dictionary import Column, columns_of_file
from schemas.errors import LimitExceeded, Missing

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (ECMA-376: 2^20 rows)."""
LONGEST_TEXT = 32_767
"""Characters of a cell."""
FILLS = {"error": "FFC7CE", "warn": "FFEB9C", "info": "DDEBF7"}
NUMBERS = ("integer", "number")
ORDINALS = frozenset({"fiscal_year", "page", "block", "row", "col", "line"})
"""Numbers that name something; they take no thousands separator."""
WIDEST = 60
MEASURED_ROWS = 1000
"""Rows that tell how wide a column is."""


def file_names() -> list[str]:
    """None: `write` puts its one file where it is told."""
    return []


def write(out: Path, target: Path) -> None:
    """Write the workbook aside and put it in place.

    Raises Missing without openpyxl, IsADirectoryError where `target` is a folder, LimitExceeded for more rows than a
    sheet holds.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise Missing("pip install '.[xlsx]'") from error
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    for dataset, rows in published_rows(out).items():
        if dataset in SHEETS and rows > MOST_ROWS:
            raise LimitExceeded(f"{dataset}: {rows:,} rows > {MOST_ROWS:,}; --format csv")
    book = Workbook(write_only=True)
    for dataset in SHEETS:
        _write_sheet(book, out, dataset)
    aside = target.with_name(f".{target.name}.tmp")
    book.save(aside)
    os.replace(aside, target)


def _write_sheet(book: Any, out: Path, dataset: str) -> None:
    """Header, frozen and with a filter, then the rows; the first column leads to the source file."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(LABELS[dataset])
    columns = columns_of_file(dataset)
    names = [column.name for column in columns]
    severity = names.index("severity") if "severity" in names else None
    fills = {name: PatternFill("solid", start_color=color) for name, color in FILLS.items()}
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    for number, width in enumerate(_widths(out, dataset), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    head = [WriteOnlyCell(sheet, name) for name in header(dataset, korean=True)]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for values in dataset_values(out, dataset):
        cells = [_cell(sheet, value, column) for value, column in zip(values, columns, strict=True)]
        if values[0]:
            cells[0].hyperlink = str(values[0])
            cells[0].style = "Hyperlink"
        if severity is not None:
            for cell in cells:
                cell.fill = fills[str(values[severity])]
        sheet.append(cells)


def _widths(out: Path, dataset: str) -> list[int]:
    """Width of each column in characters: its widest line, WIDEST at most; a Korean syllable takes two."""
    lines = islice(dataset_values(out, dataset), MEASURED_ROWS)
    widths = [_text_width(name) + 4 for name in header(dataset, korean=True)]
    for values in lines:
        shown = (f"{value:,}" if isinstance(value, int | float) else value_to_text(value) for value in values)
        widths = [max(width, _text_width(text) + 2) for width, text in zip(widths, shown, strict=True)]
    return [min(width, WIDEST) for width in widths]


def _text_width(text: str) -> int:
    return max((sum(1 + (east_asian_width(c) in "WF") for c in line) for line in text.split("\n")), default=0)


def _cell(sheet: Any, value: object, column: Column) -> Any:
    """A number, a date, a truth value or text; amounts and counts with separators of thousands."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, list) or (value is not None and column.kind not in (*NUMBERS, "boolean", "date")):
        return _text_cell(sheet, value_to_text(value))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, int | float) and column.kind in NUMBERS and column.name not in ORDINALS:
        cell.number_format = "#,##0" if float(value).is_integer() else "#,##0.0###"
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    """Text that stays text: a leading `=` makes no formula; control characters, which XML cannot hold, are left out."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell
