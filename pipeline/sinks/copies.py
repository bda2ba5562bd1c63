"""Documents that say the same as another: one plan saved as HWP, HWPX and PDF is one document.

Two documents are the same where issuer, year and title agree and every row says the same. Bytes need not: documents
with the same bytes have one doc_id anyhow. A plan and its changed version differ in a number and are two documents.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.fact_keys import title_letters
from pipeline.frames import dataset_to_schema
from pipeline.sinks.parquet import dataset_sql, files_sql, write_parquet

FORMATS = ("hwpx", "hwp5", "hwpml", "hwp3", "pdf", "text")
"""Which of several formats counts: the one that says the most of its structure first."""
FEWEST_NUMBERS = 3
"""Rows with a number that two documents must have in common; fewer may agree by chance."""
ENOUGH_ROWS = 20
"""Rows that say the same without a title to say it with them."""
SHORTEST_TITLE = 8
"""Letters of a title that may be the beginning of the other: a page wraps it, and the next line was taken for more."""
SAID: dict[str, tuple[str, str]] = {
    "plan": (
        "fiscal_year, period_start, period_end, task_key, activity, indicator, unit, target, target_text",
        "target",
    ),
    "budget": (
        "fiscal_year, period_start, period_end, task_key, activity, indicator, basis, side, source, amount_krw",
        "amount_krw",
    ),
    "result": (
        "fiscal_year, period_start, period_end, task_key, activity, indicator, unit, value, value_text",
        "value",
    ),
}
"""The columns that hold what a row says, and the one that holds its number."""
REASON = "제목과 연도, 행 {rows}개가 같음"
REASON_WITHOUT_TITLE = "연도와 행 {rows}개가 같음"
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that is not counted: its doc_id, the doc_id of the one that counts, what the two agree in."""

    doc_id: str
    same_as: str
    reason: str


def find_copies(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, str]) -> list[Copy]:
    """Each copy with the document that counts in its place. `rows` are the subqueries of documents and of the facts."""
    said = " UNION ALL ".join(
        f"SELECT doc_id, hash('{dataset}', {columns}) AS said, {number} IS NOT NULL AS counted FROM {rows[dataset]}"
        for dataset, (columns, number) in SAID.items()
    )
    listed: Any = connection.sql(f"""
        WITH contents AS (
            SELECT doc_id, org, title, fiscal_year, format, min(path) AS path
            FROM {rows["documents"]} WHERE doc_id <> '' GROUP BY ALL
        ), bodies AS (
            SELECT doc_id, count(*) AS rows, sum(said::HUGEINT) AS summed, bit_xor(said) AS mixed
            FROM ({said}) GROUP BY doc_id HAVING count(*) FILTER (counted) >= {FEWEST_NUMBERS}
        )
        SELECT c.*, rows, summed, mixed FROM contents c JOIN bodies USING (doc_id)
        QUALIFY count(*) OVER (PARTITION BY fiscal_year, rows, summed, mixed) > 1 ORDER BY path, doc_id
    """).to_arrow_table()
    groups: dict[tuple[object, ...], list[Document]] = {}
    for document in listed.to_pylist():
        body = tuple(document[name] for name in ("fiscal_year", "rows", "summed", "mixed"))
        groups.setdefault(body, []).append(document)
    return sorted((copy for group in groups.values() for copy in _copies_of(group)), key=lambda copy: copy.doc_id)


def _copies_of(documents: Sequence[Document]) -> Iterator[Copy]:
    """Of documents whose rows say the same: those whose title and issuer are also those of one before them."""
    kept: list[Document] = []
    for document in sorted(documents, key=_rank):
        same = next((other for other in kept if is_same_title(document, other)), None)
        if same is None:
            kept.append(document)
        else:
            reason = REASON if document["title"] and same["title"] else REASON_WITHOUT_TITLE
            yield Copy(document["doc_id"], same["doc_id"], reason.format(rows=document["rows"]))


def _rank(document: Document) -> tuple[int, str]:
    known = document["format"] in FORMATS
    return FORMATS.index(document["format"]) if known else len(FORMATS), document["path"]


def is_same_title(one: Document, other: Document) -> bool:
    """Issuers agree as far as they are told; titles are equal, or one is the beginning of the other. Where a title is
    not told, many rows must speak for it."""
    if one["org"] and other["org"] and one["org"] != other["org"]:
        return False
    if not one["title"] or not other["title"]:
        return bool(one["rows"] >= ENOUGH_ROWS)
    short, long = sorted((title_letters(one["title"]), title_letters(other["title"])), key=len)
    return short == long or (len(short) >= SHORTEST_TITLE and long.startswith(short))


def count_copies(out: Path) -> int:
    """How many documents of an output are a copy of another."""
    return len({copy for copy, _, _ in list_copies(out)})


def list_copies(out: Path) -> list[tuple[str, str, str]]:
    """Path of each copy, path of the document that counts, and the reason."""
    with duckdb.connect() as connection:
        return connection.execute(
            f"WITH d AS (SELECT * FROM {dataset_sql(out, 'documents')}) "
            "SELECT d.path, min(k.path), d.same_as_reason FROM d JOIN d k ON k.doc_id = d.same_as "
            "GROUP BY ALL ORDER BY 1"
        ).fetchall()


def mark_copies(out: Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill same_as in the documents below `folder`, whose facts are published in `out`."""
    (file,) = folder.glob("*.parquet")
    rows = {dataset: dataset_sql(out, dataset) for dataset in SAID}
    copies = {
        copy.doc_id: copy for copy in find_copies(connection, {**rows, "documents": files_sql([file], "documents")})
    }
    if not copies:
        return
    marked = file.with_suffix(".marked")
    schema = dataset_to_schema("documents")
    write_parquet(marked, schema, (_mark(batch, copies) for batch in pq.ParquetFile(file).iter_batches()))
    os.replace(marked, file)


def _mark(batch: pa.RecordBatch, copies: Mapping[str, Copy]) -> pa.RecordBatch:
    found = [copies.get(str(doc_id)) for doc_id in batch.column("doc_id").to_pylist()]
    columns = {
        "same_as": pa.array([copy and copy.same_as for copy in found], pa.string()),
        "same_as_reason": pa.array([copy and copy.reason for copy in found], pa.string()),
    }
    schema = dataset_to_schema("documents")
    return pa.RecordBatch.from_arrays([columns.get(name, batch.column(name)) for name in schema.names], schema=schema)
