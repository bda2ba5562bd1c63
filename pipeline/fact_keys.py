"""What a fact is about, as a key: equal for the same fact in every file and every version of a document.

A row_id says where a value stands in these bytes; a fact_key says what it is the value of, and none of its parts is
the value or a place. It is two hashes with a dash between: of the document (issuer, kind, year, title without the words
of a version), and of the fact within it (heading path, names of its row and column, what is measured, and how many of
the same stood before it). A document that was given a new title keeps the second. The caption of a table is left out:
not every format says which paragraph it is.
"""

import csv
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.finding import Record
from schemas.grid import CellRecord, TableRecord
from schemas.records import Budget, DocumentRecord, Fact

Datasets = Mapping[str, Sequence[Record]]
FACT_DATASETS = ("plan", "budget", "result")
EVIDENCE = (
    *("row_id", "doc_id", "fact_key", "raw", "confidence_reason", "page", "block", "row", "col", "line", "bbox"),
    *("review", "extracted"),
)
"""Columns that say where and how a fact was read, not what it says."""
FACT_PART = "nullif(split_part(fact_key, '-', 2), '')"
"""SQL for the half of a key that is about the fact, whatever its document is called."""
DOCUMENT_DIGITS = 8
FACT_DIGITS = 16
LONGEST_LABEL = 40
"""A cell with more letters is a paragraph, not the name of its row or column."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the rows and columns of a block's table are called; `first` is the first row below the names."""

    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    first: int = 1

    def column_of(self, row: int | None, col: int | None) -> str:
        """Name of the column that a cell stands in; none for the name itself."""
        return "" if row is None or row < self.first or col is None else self.columns.get(col, "")

    def row_of(self, row: int | None, col: int | None) -> str:
        """Name of the row that a cell stands in; none for the cell that is the name."""
        place, name = self.rows.get(-1 if row is None else row, (-1, ""))
        return "" if place == col else name


NO_LABELS = Labels()


def add_fact_keys(datasets: Datasets) -> Datasets:
    """The same datasets, every plan, budget and result row with its fact_key."""
    records = datasets.get("documents", ())
    document = document_key(records[0]) if records and isinstance(records[0], DocumentRecord) else document_key(None)
    labels = table_labels(datasets)
    keyed = {
        name: facts_with_keys([row for row in datasets.get(name, ()) if isinstance(row, Fact)], document, labels)
        for name in FACT_DATASETS
        if name in datasets
    }
    return {**datasets, **keyed}


def facts_with_keys(facts: Sequence[Fact], document: str, labels: Mapping[int, Labels]) -> tuple[Fact, ...]:
    """Rows of one dataset in reading order, each with its key; equal ones are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed = []
    for fact in facts:
        parts = fact_parts(fact, labels.get(-1 if fact.block is None else fact.block, NO_LABELS))
        seen[parts] += 1
        digest = hash_parts((*parts, str(seen[parts])), FACT_DIGITS)
        keyed.append(fact.model_copy(update={"fact_key": f"{document}-{digest}"}))
    return tuple(keyed)


def document_key(record: DocumentRecord | None) -> str:
    """Hex digits for the document that this file is a version of."""
    if record is None:
        return hash_parts(("",), DOCUMENT_DIGITS)
    kind = record.doc_type or record.doc_class or ""
    parts = (record.org or "", kind, str(record.fiscal_year or ""), title_letters(record.title or ""))
    return hash_parts(parts, DOCUMENT_DIGITS)


def fact_parts(fact: Fact, labels: Labels) -> tuple[str, ...]:
    """What the fact is about, as text; no value and no place is among it."""
    measure: tuple[Any, ...] = (getattr(fact, "indicator", None), getattr(fact, "unit", None))
    if isinstance(fact, Budget):
        measure = (fact.indicator, fact.basis, fact.side, fact.source, letters(fact.account or ""))
    heading = [letters_and_digits(part or "") for part in (fact.goal, fact.task_key or fact.task, fact.activity)]
    period = (fact.fiscal_year, fact.period_start, fact.period_end)
    table = (labels.row_of(fact.row, fact.col), labels.column_of(fact.row, fact.col))
    replaced = getattr(fact, "superseded", False)
    named = [letters_and_digits(str(part)) if part is not None else "" for part in measure]
    return (type(fact).__name__, *heading, *map(str, period), *table, *named, str(replaced))


def table_labels(datasets: Datasets) -> dict[int, Labels]:
    """Labels by block. A table that continues another over a page break has that one's column names."""
    tables = [row for row in datasets.get("tables", ()) if isinstance(row, TableRecord)]
    cells: dict[int, list[CellRecord]] = {}
    for cell in datasets.get("cells", ()):
        if isinstance(cell, CellRecord):
            cells.setdefault(cell.table, []).append(cell)
    found: dict[int, Labels] = {}
    for table in tables:
        if table.block is None:
            continue
        before = found.get(-1 if table.continues is None else table.continues)
        own = cells.get(table.table, [])
        if before:
            found[table.block] = Labels(before.columns, row_names(own), first=0)
        else:
            found[table.block] = Labels(column_names(own), row_names(own))
    return found


def column_names(cells: Sequence[CellRecord]) -> dict[int, str]:
    """Column to the letters of the cell over it in the first row."""
    heads = sorted(((cell.col, cell) for cell in cells if cell.row == 0), key=lambda head: head[0])
    return {
        col: label
        for start, cell in heads
        if (label := short_label(cell.text))
        for col in range(start, start + cell.col_span)
    }


def row_names(cells: Sequence[CellRecord]) -> dict[int, tuple[int, str]]:
    """Row to the column and the letters of its first cell; a cell over several rows names them all."""
    first: dict[int, tuple[int, str]] = {}
    for cell in sorted(cells, key=lambda cell: cell.col):
        if label := short_label(cell.text):
            for row in range(cell.row, cell.row + cell.row_span):
                first.setdefault(row, (cell.col, label))
    return first


def short_label(text: str) -> str:
    """The letters of a name, nothing for a paragraph or a number."""
    found = letters(text)
    return found if len(found) <= LONGEST_LABEL else ""


def letters(text: str) -> str:
    """Letters only, one form for each: a number that an edit changes, a space or a mark makes no other name."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalpha())


def letters_and_digits(text: str) -> str:
    """Letters and digits: `제2주차장` is not `제3주차장`."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def title_letters(title: str) -> str:
    """The letters of a title without what tells versions apart: `(안)`, `[수정]`, `변경` at its end."""
    return letters(version_pattern().sub(" ", unicodedata.normalize("NFKC", title).lower()))


@cache
def version_pattern() -> re.Pattern[str]:
    """Words of a version, in brackets or at the end of a title."""
    with files("pipeline").joinpath("title_versions.csv").open(encoding="utf-8") as file:
        words = sorted((row["word"] for row in csv.DictReader(file)), key=len, reverse=True)
    named = rf"(?:제?\d+차\s*)?(?:{'|'.join(map(re.escape, words))})[\s\d.]*"
    return re.compile(rf"[(\[〔【「<]\s*(?:{named})+\s*[)\]〕】」>]|(?<=\s)(?:{named})+$")


def hash_parts(parts: Sequence[str], digits: int) -> str:
    """Hex digits of the SHA-256 of texts; a separator keeps `ab, c` from `a, bc`."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]
