"""Forms of tables: which of an archive a person would look at first, for what is unread or doubtful in them.

A form is told by the words over the columns of a table and by their number; digits in them count as one, so that the
table of another year is the same form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.audit.decisions import FACT_MODELS
from pipeline.sinks.parquet import dataset_sql, require_output
from pipeline.taught.signature import MOST_HEADER_ROWS, FormShape, HeadCell, shape_of

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
    """A table: its document, its form, and what is amiss in it."""

    doc_id: str
    path: str
    block: int
    form: FormShape
    unread: int
    doubtful: int
    signature: str


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
            SELECT doc_id, block, count(*) AS unread
            FROM {ledger} WHERE reason = 'unread' AND row IS NOT NULL GROUP BY ALL),
        doubts AS (SELECT doc_id, block, count(*) AS doubtful FROM ({doubtful}) GROUP BY ALL),
        paths AS (SELECT doc_id, min(path) AS path FROM {documents} WHERE same_as IS NULL GROUP BY ALL),
        heads AS (
            SELECT doc_id, "table", list(row(row, col, text, row_span, col_span)) AS cells
            FROM {cells} WHERE row < {MOST_HEADER_ROWS} GROUP BY ALL)
        SELECT t.doc_id, path, t.block, t.n_cols, cells, coalesce(unread, 0), coalesce(doubtful, 0)
        FROM {tables} t JOIN paths USING (doc_id) JOIN heads USING (doc_id, "table")
        LEFT JOIN numbers USING (doc_id, block) LEFT JOIN doubts USING (doc_id, block)
        WHERE t.block IS NOT NULL AND t.continues IS NULL ORDER BY path, t.block"""
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchall()
    forms: dict[tuple[object, ...], tuple[FormShape, str]] = {}
    shapes = []
    for doc_id, path, block, columns, held, unread, doubts in found:
        key = (columns, *held)
        if key not in forms:
            form = shape_of(columns, (HeadCell(*cell) for cell in held))
            forms[key] = form, form.signature
        shapes.append(Shape(doc_id, path, block, forms[key][0], unread, doubts, forms[key][1]))
    return shapes


def group_forms(shapes: Iterable[Shape], everything: bool = False) -> list[Form]:
    """The forms of some tables, those that would mend the most first; those without fault only with `everything`."""
    groups: dict[str, list[Shape]] = {}
    for shape in shapes:
        groups.setdefault(shape.signature, []).append(shape)
    forms = [_form(signature, group) for signature, group in groups.items()]
    return sorted((f for f in forms if everything or f.weight), key=lambda f: (-f.weight, -f.tables, f.signature))


def _form(signature: str, group: Sequence[Shape]) -> Form:
    worst = sorted(group, key=lambda shape: (-shape.unread - shape.doubtful, shape.path, shape.block))
    return Form(
        signature=signature,
        headers=group[0].form.headers,
        columns=group[0].form.columns,
        tables=len(group),
        documents=len({shape.doc_id for shape in group}),
        unread=sum(shape.unread for shape in group),
        doubtful=sum(shape.doubtful for shape in group),
        examples=tuple((shape.doc_id, shape.path, shape.block) for shape in worst[:EXAMPLES]),
    )
