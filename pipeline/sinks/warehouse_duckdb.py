"""A DuckDB file as warehouse: duckdb:///absolute/path.duckdb or duckdb://relative/path.duckdb."""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.sinks.duckdb import create_views, discard
from pipeline.sinks.warehouse import (
    STORE,
    VIEWS,
    LastLoad,
    Warehouse,
    current_views,
    store_statements,
    to_arrow,
)
from pipeline.sinks.warehouse_url import without_password
from schemas.dictionary import DUCKDB_TYPES
from schemas.errors import Busy, UnknownTarget, Unwritable


class DuckdbWarehouse:
    """See Warehouse. Tables have no index: inserts are three times faster without, and joins do not need one."""

    def __init__(self, path: Path) -> None:
        self.new_file = None if path.exists() else path
        connection = duckdb.connect(str(path))
        self.connection = connection
        self.local = connection
        connection.execute("BEGIN")

    def last_load(self) -> LastLoad | None:
        """See Warehouse."""
        query = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = $schema AND table_name = 'loads'"
        if self.connection.execute(query, {"schema": STORE}).fetchall() == [(0,)]:
            return None
        rows = self.connection.execute(
            f"SELECT fingerprint, layout FROM {STORE}.loads ORDER BY loaded_at DESC LIMIT 1"
        ).fetchall()
        return LastLoad(*rows[0]) if rows else None

    def lay_out(self) -> None:
        """See Warehouse."""
        for statement in store_statements(DUCKDB_TYPES, "TIMESTAMPTZ"):
            self.connection.execute(statement)

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """See Warehouse."""
        column, wanted = ("path", paths) if dataset == "documents" else ("doc_id", doc_ids)
        self.connection.register("wanted", wanted)
        found = to_arrow(
            self.connection.sql(
                f'SELECT row_key, row_hash, doc_id FROM {STORE}."{dataset}" '
                f"WHERE valid_to IS NULL AND {column} IN (SELECT {column} FROM wanted)"
            )
        )
        self.connection.unregister("wanted")
        return found

    def known_documents(self) -> pa.Table:
        """See Warehouse."""
        query = f"SELECT DISTINCT doc_id, path FROM {STORE}.documents WHERE valid_to IS NULL"
        return to_arrow(self.connection.sql(query))

    def close(self, dataset: str, row_keys: pa.Table, at: datetime, history: bool) -> None:
        """See Warehouse."""
        self.connection.register("gone", row_keys)
        which = "WHERE valid_to IS NULL AND row_key IN (SELECT row_key FROM gone)"
        if history:
            self.connection.execute(f'UPDATE {STORE}."{dataset}" SET valid_to = $at {which}', {"at": at})
        else:
            self.connection.execute(f'DELETE FROM {STORE}."{dataset}" {which}')
        self.connection.unregister("gone")

    def append(self, dataset: str, query: str) -> None:
        """See Warehouse."""
        self.connection.execute(f'INSERT INTO {STORE}."{dataset}" BY NAME {query}')

    def finish(self, new_layout: bool) -> None:
        """See Warehouse."""
        if new_layout:
            self.connection.execute(f"USE {VIEWS}")
            for statement in current_views():
                self.connection.execute(statement)
            create_views(self.connection)

    def record(self, load: LastLoad, at: datetime, rows: int) -> None:
        """See Warehouse."""
        values = {"at": at, "fingerprint": load.fingerprint, "layout": load.layout, "rows": rows}
        self.connection.execute(f"INSERT INTO {STORE}.loads VALUES ($at, $fingerprint, $layout, $rows)", values)

    def end(self, commit: bool) -> None:
        """See Warehouse."""
        done = False
        try:
            self.connection.execute("COMMIT" if commit else "ROLLBACK")
            done = commit
        finally:
            self.connection.close()
            if self.new_file is not None and not done:
                discard(self.new_file)


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises Busy where another process has the file open, Unwritable without its folder,
    UnknownTarget for a place that is no file of this machine: DuckDB would fetch an extension for it."""
    rest = url.partition("://")[2]
    if re.match(r"[A-Za-z][\w+.-]*:", rest):
        raise UnknownTarget(without_password(url))
    path = Path(rest)
    if not path.parent.is_dir():
        raise Unwritable(f"{path.parent}: no such file or directory")
    try:
        return DuckdbWarehouse(path)
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise Busy(str(path)) from error
        raise
