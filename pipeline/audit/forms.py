"""Forms of tables: which of an archive a person would look at first, for what is unread or doubtful in them.

A form is told by the words over the columns of a table and by their number; digits in them count as one, so that the
table of another year is the same form.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.audit.decisions import FACT_MODELS
from pipeline.sinks.parquet import dataset_sql, require_output

SIGNATURE_DIGITS = 12
DIGITS = re.compile(r"\d+")
LONGEST_HEADER = 40
MOST_HEADER_ROWS = 4
"""No table that was seen has more rows over its numbers that name columns."""
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Form:
    """A form and what it costs.

    headers    the words over its columns, one text a header row
    tables     how many tables have it, in how many documents
    unread     numbers in them that no rule understood; doubtful: rows that need a look
    examples   path and block of some tables, those with the most first
    """

    signature: str
    headers: tuple[str, ...]
    columns: int
    tables: int
    documents: int
    unread: int
    doubtful: int
    examples: tuple[tuple[str, str, int], ...]

    @property
    def weight(self) -> int:
        """What teaching it would mend: numbers times documents."""
        return (self.unread + self.doubtful) * self.documents


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its document, and the words and columns of its header."""

    doc_id: str
    path: str
    block: int
    columns: int
    headers: tuple[str, ...]
    unread: int
    doubtful: int

    @property
    def signature(self) -> str:
        """Equal for tables of one form."""
        parts = (str(self.columns), *self.headers)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:SIGNATURE_DIGITS]


def fold_header(text: str) -> str:
    """The letters of a header; a run of digits is one sign, and a long text is no name."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    return DIGITS.sub("#", letters) if len(letters) <= LONGEST_HEADER else ""


def header_of(cells: Sequence[Mapping[str, Any]], first_number: int | None) -> tuple[str, ...]:
    """The folded words of the rows above the first number of a table, at least of its first row."""
    last = min(max(1, first_number if first_number is not None else 1), MOST_HEADER_ROWS)
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: (cell["row"], cell["col"])):
        if cell["row"] < last:
            rows.setdefault(cell["row"], []).append(fold_header(cell["text"]))
    return tuple(" | ".join(words) for words in rows.values())


def read_shapes(out: Path) -> list[Shape]:
    """The tables of an output. Raises NoOutput where there is none."""
    require_output(out)
    names = ("documents", "tables", "cells", "ledger")
    documents, tables, cells, ledger = (dataset_sql(out, name) for name in names)
    doubtful = " UNION ALL ".join(
        f"SELECT doc_id, block FROM {dataset_sql(out, name)} WHERE confidence = 'doubtful' AND row IS NOT NULL"
        for name in FACT_MODELS
    )
    query = f"""
        WITH numbers AS (
            SELECT doc_id, block, min(row) FILTER (WHERE row_id IS NOT NULL OR reason = 'unread') AS first_number,
                   count(*) FILTER (WHERE reason = 'unread') AS unread
            FROM {ledger} WHERE row IS NOT NULL GROUP BY ALL),
        doubts AS (SELECT doc_id, block, count(*) AS doubtful FROM ({doubtful}) GROUP BY ALL),
        paths AS (SELECT doc_id, min(path) AS path FROM {documents} WHERE same_as IS NULL GROUP BY ALL),
        heads AS (
            SELECT doc_id, "table", list({{'row': row, 'col': col, 'text': text}}) AS cells
            FROM {cells} WHERE row < {MOST_HEADER_ROWS} GROUP BY ALL)
        SELECT t.doc_id, path, t.block, t.n_cols, cells, first_number, coalesce(unread, 0), coalesce(doubtful, 0)
        FROM {tables} t JOIN paths USING (doc_id) JOIN heads USING (doc_id, "table")
        LEFT JOIN numbers USING (doc_id, block) LEFT JOIN doubts USING (doc_id, block)
        WHERE t.block IS NOT NULL AND t.continues IS NULL ORDER BY path, t.block"""
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchall()
    return [
        Shape(doc_id, path, block, columns, header_of(held, first), unread, doubts)
        for doc_id, path, block, columns, held, first, unread, doubts in found
    ]


def group_forms(shapes: Iterable[Shape]) -> list[Form]:
    """The forms of some tables, those that would mend the most first; forms without fault are left out."""
    groups: dict[str, list[Shape]] = {}
    for shape in shapes:
        groups.setdefault(shape.signature, []).append(shape)
    forms = [_form(signature, group) for signature, group in groups.items()]
    return sorted((form for form in forms if form.weight), key=lambda form: (-form.weight, form.signature))


def _form(signature: str, group: Sequence[Shape]) -> Form:
    worst = sorted(group, key=lambda shape: (-shape.unread - shape.doubtful, shape.path, shape.block))
    return Form(
        signature=signature,
        headers=group[0].headers,
        columns=group[0].columns,
        tables=len(group),
        documents=len({shape.doc_id for shape in group}),
        unread=sum(shape.unread for shape in group),
        doubtful=sum(shape.doubtful for shape in group),
        examples=tuple((shape.doc_id, shape.path, shape.block) for shape in worst[:EXAMPLES]),
    )
