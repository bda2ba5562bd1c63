"""What an output holds of one document, read from its published files."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipeline.audit.additions import Held
from pipeline.audit.anchors import labels_of
from pipeline.sinks.parquet import dataset_sql
from schemas.records import DocumentRecord


def document_rows(out: Path, dataset: str, doc_id: str) -> list[dict[str, Any]]:
    """The published rows of one document in a dataset, dates as text."""
    with database().cursor() as source:
        result = source.execute(f"SELECT * FROM {dataset_sql(out, dataset)} WHERE doc_id = ?", (doc_id,))
        names = [column[0] for column in result.description]
        return [
            {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in zip(names, row, strict=True)}
            for row in result.fetchall()
        ]


@cache
def database() -> duckdb.DuckDBPyConnection:
    """An empty database of this process: to open one takes as long as to read a document of a published file."""
    return duckdb.connect()


class Published:
    """The documents of an output, for what is decided on their numbers. `index` is a connection to its index."""

    def __init__(self, out: Path, index: sqlite3.Connection) -> None:
        self._out = out
        self._index = index
        self._held: dict[str, Held] = {}

    def held(self, doc_id: str) -> Held | None:
        """A document, None where it is not there. A row that a person added is none that its number became."""
        if doc_id not in self._held:
            found = self._index.execute("SELECT body FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            if found is None:
                return None
            query = "SELECT row_id, dataset, body FROM extracted WHERE doc_id = ?"
            rows = {row_id: (name, json.loads(body)) for row_id, name, body in self._index.execute(query, (doc_id,))}
            tables, cells, numbers = (document_rows(self._out, name, doc_id) for name in ("tables", "cells", "ledger"))
            record = DocumentRecord(**json.loads(found[0]))
            self._held[doc_id] = Held(record, numbers, rows, labels_of(tables, cells))
        return self._held[doc_id]

    def called(self, key: str) -> Sequence[str]:
        """The documents that have this half of a fact_key."""
        query = "SELECT doc_id FROM documents WHERE key = ? ORDER BY path"
        return [str(doc_id) for (doc_id,) in self._index.execute(query, (key,))]
