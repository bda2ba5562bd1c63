"""A workbook for people: first what there is and what to look at, then a sheet a dataset.

Each sheet has the columns that people read first, values in Korean, and the rest folded behind them. Panes are frozen
at the name, every column has a filter, findings have the colour of their severity, and files are linked relative to
where the workbook lies. The rows come from the frames of pipeline.frames.
"""

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from urllib.parse import quote

from pipeline.engine.report import read_report
from pipeline.extras import install_command
from pipeline.frames import copies, read_frames, to_python
from pipeline.korean.lookups import csv_rows
from pipeline.sinks import LABELS, SHEETS, value_names
from pipeline.sinks.csv import value_to_text
from pipeline.sinks.parquet import published_rows
from pipeline.sinks.places import Places, read_places
from schemas.dictionary import Column, model_to_columns
from schemas.errors import LimitExceeded, Missing
from schemas.records import DATASETS

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (ECMA-376: 2^20 rows)."""
LONGEST_TEXT = 32_767
"""Characters of a cell."""
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, lone surrogates, U+FFFE and U+FFFF (XML 1.0, 2.2)."""
MOST_LINKS = 65_000
"""Links of a sheet (Excel: 65,530)."""
FILLS = {"error": "FFC7CE", "warn": "FFEB9C", "info": "DDEBF7", "doubtful": "FFEB9C", "failed": "FFC7CE"}
HEAD_FILL, FOLDED_FILL = "D9E1F2", "EDEDED"
ORDINALS = frozenset({"fiscal_year", "page", "block", "row", "col", "line"})
"""Numbers that name something; they take no thousands separator."""
COUNTED_FROM_ZERO = frozenset({"table", "row", "col"})
WIDEST, NARROWEST = 60, 8
MEASURED_ROWS = 1000
"""Rows that tell how wide a column is."""
SUMMARY = "요약"
PATH, PLACE = "path", "place"
"""Columns that a sheet has beside those of its dataset: the file, and where in it."""
EXTRA = {PATH: "파일", PLACE: "위치"}
FIRST: dict[str, tuple[str, ...]] = {
    "documents": (
        *(PATH, "status", "title", "org", "fiscal_year", "doc_type", "format", "rows", "findings", "numbers"),
        *("numbers_in_rows", "same_as", "message"),
    ),
    "plan": (
        *("fiscal_year", "org", "task", "activity", "indicator", "target", "unit", "target_text", "department"),
        *("confidence", "raw", PLACE, PATH),
    ),
    "budget": (
        *("fiscal_year", "org", "task", "activity", "basis", "source", "indicator", "amount_krw", "additive"),
        *("account", "confidence", "raw", PLACE, PATH),
    ),
    "result": (
        *("fiscal_year", "org", "task", "activity", "indicator", "value", "unit", "value_text", "status"),
        *("confidence", "raw", PLACE, PATH),
    ),
    "findings": ("severity", "rule", "message", "raw", PLACE, PATH),
    "checks": ("rule", "applied", "passed", PATH),
    "ledger": ("raw", "reason", PLACE, PATH),
}
"""The columns that people read first, in their order; the others follow, folded."""
NAMES = {
    "documents": PATH,
    "plan": "task",
    "budget": "task",
    "result": "task",
    "findings": "rule",
    "checks": "rule",
    "ledger": "raw",
}
"""The column that names a row; it and those before it stay in sight."""
COLOURED = {
    "findings": "severity",
    "documents": "status",
    "plan": "confidence",
    "budget": "confidence",
    "result": "confidence",
}
"""The column whose value colours a row (findings) or its own cell."""
LOOKED_AT = 30
"""Findings and files that the summary names."""


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
        raise Missing(install_command("xlsx")) from error
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    for dataset, rows in published_rows(out).items():
        if dataset in SHEETS and rows > MOST_ROWS:
            raise LimitExceeded(f"{dataset}: {rows:,} rows > {MOST_ROWS:,}; --format csv")
    frames = without_copies(read_frames(out, SHEETS))
    links = Links(frames["documents"], target.absolute().parent, read_report(out).get("folder", "."))
    book = Workbook(write_only=True)
    write_summary(book, frames, links)
    places = read_places(out)
    for dataset in SHEETS:
        write_sheet(book, Sheet(dataset, frames[dataset], places, links))
    aside = target.with_name(f".{target.name}.tmp")
    book.save(aside)
    os.replace(aside, target)


class Links:
    """Path of each document, and the link to its file from a folder; none where the file is not there."""

    def __init__(self, documents: "pd.DataFrame", folder: Path, base: str) -> None:
        self.paths = dict(zip(documents["doc_id"][::-1], documents["path"][::-1], strict=True))
        self.folder, self.base = folder, Path(base)
        self.known: dict[str, str | None] = {}

    def target(self, path: str) -> str | None:
        """The link to a file, or to the archive that it lies in: relative, with `#`, `%` and blanks escaped."""
        if path not in self.known:
            self.known[path] = next(filter(None, map(self._link, (path, path.partition("!")[0]))), None)
        return self.known[path]

    def _link(self, path: str) -> str | None:
        file = self.base / path
        try:
            if not file.is_file():
                return None
            return quote(os.path.relpath(file, self.folder).replace(os.sep, "/"))
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One dataset and what its rows are shown with."""

    dataset: str
    rows: "pd.DataFrame"
    places: Places
    links: Links

    def columns(self) -> list[Column]:
        """Those that people read first, then the others."""
        known = {column.name: column for column in model_to_columns(DATASETS[self.dataset])}
        extra = {name: Column(name, "string", True, korean, "") for name, korean in EXTRA.items()}
        first = [known.get(name) or extra[name] for name in FIRST[self.dataset]]
        return [*first, *(column for name, column in known.items() if name not in FIRST[self.dataset])]

    def values(self) -> Iterator[dict[str, Any]]:
        """Rows by column name, None for what is missing."""
        names = list(self.rows.columns)
        for values in self.rows.itertuples(index=False, name=None):
            row = {name: to_python(value) for name, value in zip(names, values, strict=True)}
            if same := row.get("same_as"):
                row["same_as"] = self.links.paths.get(same, same)
            if PATH not in row:
                row[PATH] = self.links.paths.get(row["doc_id"], "")
            yield {**row, PLACE: self.places.text(row)}


def without_copies(frames: "dict[str, pd.DataFrame]") -> "dict[str, pd.DataFrame]":
    """The frames without the rows of documents that are another one in another format; documents keep theirs."""
    left_out = copies(frames)
    return {
        name: rows if name == "documents" else rows[~rows["doc_id"].isin(left_out)] for name, rows in frames.items()
    }


def shown_value(dataset: str, column: Column, value: Any) -> Any:
    """A value as people read it: closed values in Korean, cells counted from 1, lists as text."""
    if value is None or value == "":
        return None
    name = "ledger_reason" if (dataset, column.name) == ("ledger", "reason") else column.name
    if column.name == "rule":
        return rule_names().get(value, value)
    if column.kind == "boolean":
        return value_names("truth")["true" if value else "false"]
    if name in VALUED and (dataset, name) != ("result", "status"):
        return value_names(name).get(str(value), value)
    if column.name in COUNTED_FROM_ZERO:
        return int(value) + 1
    return value_to_text(value) if isinstance(value, list | dict) else value


VALUED = ("confidence", "severity", "status", "format", "doc_class", "comparator", "ledger_reason")
"""Columns whose values have Korean names in values.toml; `status` of a result is the document's own word."""


@cache
def rule_names() -> dict[str, str]:
    """Rule of a finding to what it says."""
    return {row["rule"]: row["korean"] for row in csv_rows("pipeline.checks", "rules.csv")}


def write_sheet(book: Any, sheet: Sheet) -> None:
    """Header with filters, panes frozen at the name, the rows, the rest of the columns folded."""
    from openpyxl.utils import get_column_letter

    drawn = book.create_sheet(LABELS[sheet.dataset])
    columns = sheet.columns()
    first = len(FIRST[sheet.dataset])
    frozen = FIRST[sheet.dataset].index(NAMES[sheet.dataset]) + 2
    drawn.freeze_panes = f"{get_column_letter(frozen)}2"
    drawn.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(sheet.rows) + 1}"
    drawn.print_title_rows = "1:1"
    _for_paper(drawn)
    for number, width in enumerate(_widths(sheet, columns), 1):
        drawn.column_dimensions[get_column_letter(number)].width = width
    if len(columns) > first:
        ends = (get_column_letter(first + 1), get_column_letter(len(columns)))
        drawn.column_dimensions.group(*ends, outline_level=1, hidden=True)
        drawn.sheet_properties.outlinePr.summaryRight = False
    drawn.append([_head(drawn, column.korean, folded=n >= first) for n, column in enumerate(columns)])
    coloured = COLOURED.get(sheet.dataset, "")
    for number, row in enumerate(sheet.values()):
        cells = [_cell(drawn, shown_value(sheet.dataset, c, row[c.name]), c) for c in columns]
        if fill := _fill(row.get(coloured)):
            for cell in cells if sheet.dataset == "findings" else [cells[_place_of(columns, coloured)]]:
                cell.fill = fill
        if number < MOST_LINKS and (link := sheet.links.target(str(row[PATH]))):
            _link(cells[_place_of(columns, PATH)], link)
        drawn.append(cells)


def _for_paper(drawn: Any) -> None:
    """A4 (paper size 9 of ECMA-376), landscape, as wide as the page."""
    drawn.page_setup.orientation = "landscape"
    drawn.page_setup.paperSize = "9"
    drawn.sheet_properties.pageSetUpPr.fitToPage = True
    drawn.page_setup.fitToHeight = 0


def _place_of(columns: Sequence[Column], name: str) -> int:
    return next(number for number, column in enumerate(columns) if column.name == name)


def _fill(value: object) -> Any:
    """The colour of a value that asks to be looked at, None for any other."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=FILLS[str(value)]) if value in FILLS else None


def _link(cell: Any, target: str) -> None:
    cell.hyperlink = target
    cell.style = "Hyperlink"


def _head(drawn: Any, text: str, folded: bool = False) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _text_cell(drawn, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=FOLDED_FILL if folded else HEAD_FILL)
    cell.alignment = Alignment(vertical="center")
    return cell


def _widths(sheet: Sheet, columns: Sequence[Column]) -> list[int]:
    """Width of each column in characters: its widest line, WIDEST at most; a Korean syllable takes two."""
    widths = [max(_text_width(column.korean) + 4, NARROWEST) for column in columns]
    head = Sheet(sheet.dataset, sheet.rows.head(MEASURED_ROWS), sheet.places, sheet.links)
    for row in head.values():
        shown = [shown_value(sheet.dataset, column, row[column.name]) for column in columns]
        texts = (f"{value:,}" if isinstance(value, int | float) else value_to_text(value) for value in shown)
        widths = [max(width, _text_width(text) + 2) for width, text in zip(widths, texts, strict=True)]
    return [min(width, WIDEST) for width in widths]


def _text_width(text: str) -> int:
    return max((sum(1 + (east_asian_width(c) in "WF") for c in line) for line in text.split("\n")), default=0)


def _cell(drawn: Any, value: Any, column: Column) -> Any:
    """A number, a date or text; amounts and counts with separators of thousands."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        return _text_cell(drawn, value)
    cell = WriteOnlyCell(drawn, value)
    if isinstance(value, int | float) and column.name not in ORDINALS:
        cell.number_format = "#,##0" if float(value).is_integer() else "#,##0.0###"
    return cell


def _text_cell(drawn: Any, text: str) -> Any:
    """Text that stays text: a leading `=` makes no formula; what XML cannot hold is left out."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(drawn, NO_XML.sub("", text)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell


def write_summary(book: Any, frames: Mapping[str, "pd.DataFrame"], links: Links) -> None:
    """How many files, rows and findings, and what to look at first."""
    from openpyxl.styles import Font

    drawn = book.create_sheet(SUMMARY)
    for letter, width in {"A": 16, "B": 24, "C": 14, "D": 60, "E": 44}.items():
        drawn.column_dimensions[letter].width = width
    _for_paper(drawn)
    title = _text_cell(drawn, "kplan 변환 결과")
    title.font = Font(bold=True, size=16)
    drawn.append([title])
    drawn.append([])
    for name, part, count, note in summary_counts(frames):
        drawn.append([_text_cell(drawn, name), _text_cell(drawn, part), count, _text_cell(drawn, note)])
    for heading, lines in to_look_at(frames):
        drawn.append([])
        drawn.append([_head(drawn, heading), *(_head(drawn, text) for text in ("", "", "내용", "파일"))])
        for severity, kind, text, path in lines:
            cells = [_text_cell(drawn, part) for part in (value_names("severity")[severity], kind, "", text, path)]
            cells[0].fill = _fill(severity)
            if link := links.target(path):
                _link(cells[4], link)
            drawn.append(cells)


def summary_counts(frames: Mapping[str, "pd.DataFrame"]) -> Iterator[tuple[str, str, int, str]]:
    """What is counted: files by status, rows by dataset, rows by confidence, findings by severity, numbers."""
    documents = frames["documents"]
    for status, name in value_names("status").items():
        yield "파일", name, int((documents["status"] == status).sum()), ""
    same = int(documents["same_as"].notna().sum())
    yield "파일", "형식만 다른 같은 문서", same, "행과 지적은 한 번만 실었습니다" if same else ""
    facts = {dataset: frames[dataset] for dataset in ("plan", "budget", "result")}
    for dataset, rows in facts.items():
        yield "행", LABELS[dataset], len(rows), ""
    for confidence, name in value_names("confidence").items():
        count = sum(int((rows["confidence"] == confidence).sum()) for rows in facts.values())
        note = "원문과 견주어 보세요 (확실성 열을 거르면 모입니다)" if confidence == "doubtful" and count else ""
        yield "확실성", name, count, note
    for severity, name in value_names("severity").items():
        yield LABELS["findings"], name, int((frames["findings"]["severity"] == severity).sum()), ""
    unread = int((frames["ledger"]["reason"] == "unread").sum())
    yield "숫자", "행이 된 숫자", int(frames["ledger"]["row_id"].notna().sum()), ""
    yield "숫자", "읽지 못한 숫자", unread, "표의 자리에 있으나 어떤 규칙도 읽지 못한 숫자입니다" if unread else ""


Line = tuple[str, str, str, str]
"""Severity, what it is, what it says, the file."""


def to_look_at(frames: Mapping[str, "pd.DataFrame"]) -> Iterator[tuple[str, list[Line]]]:
    """What a person should look at first: files that were not read or not read whole, errors."""
    documents = frames["documents"]
    broken = documents[documents["status"] != "ok"]
    lines: list[Line] = [
        (
            "error" if status == "failed" else "warn",
            value_names("status")[status],
            text,
            path,
        )
        for status, text, path in zip(broken["status"], broken["message"].fillna(""), broken["path"], strict=True)
    ]
    if lines:
        yield "먼저 볼 파일", lines[:LOOKED_AT]
    paths = dict(zip(documents["doc_id"][::-1], documents["path"][::-1], strict=True))
    errors = frames["findings"][frames["findings"]["severity"] == "error"]
    names = rule_names()
    lines = [
        ("error", names.get(rule, rule), text, paths.get(doc_id, ""))
        for rule, text, doc_id in zip(errors["rule"], errors["message"], errors["doc_id"], strict=True)
    ]
    if lines:
        yield "먼저 볼 지적", lines[:LOOKED_AT]
