"""A workbook for people: one sheet a dataset, Korean headers, findings coloured by severity, links to the sources."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.sinks.csv import dataset_values, header, value_to_text
from pipeline.sinks.parquet import published_rows, read_dataset
from schemas.dictionary import model_to_columns
from schemas.errors import LimitExceeded, Missing
from schemas.records import DATASETS

SHEETS = ("documents", "plan", "budget", "result", "findings", "checks", "ledger")
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (ECMA-376: 2^20 rows)."""
LONGEST_TEXT = 32_767
"""Characters of a cell."""
FILLS = {"error": "FFC7CE", "warn": "FFEB9C", "info": "DDEBF7"}
LINK_HEADER = "원본"
NUMBERS = ("integer", "number")


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
        raise Missing("pip install 'kplan[xlsx]'") from error
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    for dataset, rows in published_rows(out).items():
        if dataset in SHEETS and rows > MOST_ROWS:
            raise LimitExceeded(f"{dataset}: {rows:,} rows > {MOST_ROWS:,}; --format csv")
    documents = read_dataset(out, "documents", ["doc_id", "path"]).to_pylist()
    paths = {row["doc_id"]: row["path"] for row in reversed(documents)}
    book = Workbook(write_only=True)
    for dataset in SHEETS:
        _write_sheet(book, out, dataset, paths)
    aside = target.with_name(f".{target.name}.tmp")
    book.save(aside)
    os.replace(aside, target)


def _write_sheet(book: Any, out: Path, dataset: str, paths: dict[str, str]) -> None:
    """Header, frozen and with a filter, then the rows; the first column leads to the source file."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(dataset)
    columns = model_to_columns(DATASETS[dataset])
    names = [column.name for column in columns]
    doc_id = names.index("doc_id")
    severity = names.index("severity") if "severity" in names else None
    fills = {name: PatternFill("solid", start_color=color) for name, color in FILLS.items()}
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) + 1)}1"
    head = [WriteOnlyCell(sheet, name) for name in (LINK_HEADER, *header(dataset, korean=True))]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for values in dataset_values(out, dataset):
        path = paths.get(str(values[doc_id]), "")
        cells = [_text_cell(sheet, path), *_cells(sheet, values, [column.kind for column in columns])]
        if path:
            cells[0].hyperlink = path
            cells[0].style = "Hyperlink"
        if severity is not None:
            for cell in cells:
                cell.fill = fills[str(values[severity])]
        sheet.append(cells)


def _cells(sheet: Any, values: Sequence[object], kinds: Sequence[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell

    return [
        WriteOnlyCell(sheet, value)
        if value is None or (kind in NUMBERS and not isinstance(value, list)) or kind in ("boolean", "date")
        else _text_cell(sheet, value_to_text(value))
        for value, kind in zip(values, kinds, strict=True)
    ]


def _text_cell(sheet: Any, text: str) -> Any:
    """Text that stays text: a leading `=` makes no formula; control characters, which XML cannot hold, are left out."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell
