"""Where a row stands, in the words that every sink and command uses: page or section, table, row and column, line.

A table has the number that `tables.table` gives it, and like rows, columns, pages and lines it is counted from 1 for
people (the datasets count tables, rows and columns from 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.engine.report import read_report
from pipeline.messages import say
from pipeline.sinks.parquet import dataset_sql

SECTIONED = frozenset({"hwp3", "hwp5", "hwpml", "hwpx"})
"""Formats whose places count sections, unless documents were laid out."""
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Places:
    """What of an output it takes to say where a row stands.

    tables     number of the table that a block of a document is
    sectioned  documents whose `page` is a section
    """

    tables: Mapping[tuple[str, int], int] = field(default_factory=dict)
    sectioned: frozenset[str] = frozenset()

    def text(self, row: Row) -> str:
        """`3쪽 표 2 4행 1열`; empty where nothing is known."""
        doc_id, page, block = str(row.get("doc_id")), row.get("page"), row.get("block")
        words = []
        if isinstance(page, int):
            words.append(say("show.place.section" if doc_id in self.sectioned else "show.place.page", page=page))
        table = row.get("table", self.tables.get((doc_id, block)) if isinstance(block, int) else None)
        number, col = row.get("row"), row.get("col")
        if isinstance(table, int) and isinstance(number, int):
            words.append(say("show.table", number=table + 1))
        if isinstance(number, int) and isinstance(col, int):
            words.append(say("show.place.cell", row=number + 1, col=col + 1))
        lines = row.get("lines") or [row.get("line")]
        words += [say("show.place.line", line=line) for line in lines if isinstance(line, int)]  # type: ignore[attr-defined]
        return " ".join(words)


def read_places(out: Path) -> Places:
    """The places of an output."""
    with duckdb.connect() as connection:
        tables = connection.execute(
            f'SELECT doc_id, block, "table" FROM {dataset_sql(out, "tables")} WHERE block IS NOT NULL'
        ).fetchall()
        formats = connection.execute(f"SELECT DISTINCT doc_id, format FROM {dataset_sql(out, 'documents')}").fetchall()
    laid_out = read_report(out).get("settings", {}).get("layout", False)
    sectioned = () if laid_out else (doc_id for doc_id, kind in formats if kind in SECTIONED)
    return Places({(doc_id, block): table for doc_id, block, table in tables}, frozenset(sectioned))
