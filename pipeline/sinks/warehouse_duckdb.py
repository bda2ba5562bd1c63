"""A DuckDB file as warehouse: duckdb:///absolute/path.duckdb or duckdb://relative/path.duckdb."""

from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.sinks.duckdb import create_views
from pipeline.sinks.warehouse import (
    STORE,
    VIEWS,
    Warehouse,
    current_views,
    store_columns,
    store_statements,
    to_arrow,
)
from schemas.dictionary import DUCKDB_TYPES
from schemas.errors import Busy


class DuckdbWarehouse:
    """See Warehouse. Tables have no index: inserts are three times faster without, and joins do not need one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute("BEGIN")
        for statement in store_statements(DUCKDB_TYPES, "TIMESTAMPTZ"):
            connection.execute(statement)

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

    def append(self, dataset: str, rows: pa.Table) -> None:
        """See Warehouse."""
        self.connection.register("fresh", rows.select(store_columns(dataset)))
        self.connection.execute(f'INSERT INTO {STORE}."{dataset}" BY NAME SELECT * FROM fresh')
        self.connection.unregister("fresh")

    def finish(self, commit: bool) -> None:
        """See Warehouse."""
        try:
            if commit:
                self.connection.execute(f"USE {VIEWS}")
                for statement in current_views():
                    self.connection.execute(statement)
                create_views(self.connection)
                self.connection.execute("COMMIT")
            else:
                self.connection.execute("ROLLBACK")
        finally:
            self.connection.close()


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises Busy where another process has the file open."""
    path = url.partition("://")[2]
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    try:
        return DuckdbWarehouse(duckdb.connect(path))
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise Busy(path) from error
        raise
