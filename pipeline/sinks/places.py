"""Where a row stands, in the words that every sink and command uses: page, table, row and column, line.

A table has the number that `tables.table` gives it, and like rows, columns, pages and lines it is counted from 1 for
people (the datasets count tables, rows and columns from 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.messages import say
from pipeline.sinks.parquet import dataset_sql

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Places:
    """What of an output it takes to say where a row stands.

    tables  number of the table that a block of a document is
    """

    tables: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def text(self, row: Row) -> str:
        """`3쪽 표 2 4행 1열`; empty where nothing is known."""
        doc_id, page, block = str(row.get("doc_id")), row.get("page"), row.get("block")
        words = []
        if isinstance(page, int):
            words.append(say("show.place.page", page=page))
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
    return Places({(doc_id, block): table for doc_id, block, table in tables})
