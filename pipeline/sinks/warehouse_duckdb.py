"""A DuckDB file as warehouse: FILE.duckdb, duckdb:relative/file.duckdb or duckdb:///absolute/file.duckdb."""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.sinks.duckdb import create_views, discard
from pipeline.sinks.views import WAREHOUSE_FILES
from pipeline.sinks.warehouse import (
    STORE,
    VIEWS,
    LastLoad,
    Warehouse,
    current_views,
    dataset_comments,
    known_fact,
    missing_columns,
    store_columns,
    store_statements,
    to_arrow,
)
from pipeline.sinks.warehouse_url import without_password
from schemas.dictionary import DUCKDB_TYPES
from schemas.errors import Busy, RootFolder, UnknownTarget, Unwritable
from schemas.records import DATASETS

TIMESTAMP = "TIMESTAMP WITH TIME ZONE"


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
        version = "schema_version" if "schema_version" in self._columns("loads") else "NULL"
        rows = self.connection.execute(
            f"SELECT fingerprint, layout, {version} FROM {STORE}.loads ORDER BY loaded_at DESC LIMIT 1"
        ).fetchall()
        return LastLoad(*rows[0]) if rows else None

    def lay_out(self) -> None:
        """See Warehouse."""
        for statement in store_statements(DUCKDB_TYPES, TIMESTAMP):
            self.connection.execute(statement)
        self.connection.execute(f"ALTER TABLE {STORE}.loads ADD COLUMN IF NOT EXISTS schema_version VARCHAR")
        for dataset in DATASETS:
            for name, kind in missing_columns(dataset, self._columns(dataset), DUCKDB_TYPES, TIMESTAMP):
                self.connection.execute(f'ALTER TABLE {STORE}."{dataset}" ADD COLUMN "{name}" {kind}')
            for name in self._columns(dataset).keys() - set(store_columns(dataset)):
                self.connection.execute(f'ALTER TABLE {STORE}."{dataset}" ALTER COLUMN "{name}" DROP NOT NULL')

    def _columns(self, table: str) -> dict[str, str]:
        """Name and type of the columns of a table of the store."""
        rows = self.connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = $schema AND table_name = $table",
            {"schema": STORE, "table": table},
        ).fetchall()
        return dict(rows)

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """See Warehouse."""
        column, wanted = ("path", paths) if dataset == "documents" else ("doc_id", doc_ids)
        self.connection.register("wanted", wanted)
        found = to_arrow(
            self.connection.sql(
                f'SELECT row_key, row_hash, doc_id, {known_fact(dataset)} FROM {STORE}."{dataset}" '
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
            for statement in (*current_views(), *dataset_comments()):
                self.connection.execute(statement)
            create_views(self.connection, WAREHOUSE_FILES)

    def record(self, load: LastLoad, at: datetime, rows: int) -> None:
        """See Warehouse."""
        values = {"at": at, "fingerprint": load.fingerprint, "layout": load.layout, "rows": rows}
        self.connection.execute(
            f"INSERT INTO {STORE}.loads (loaded_at, fingerprint, layout, changed_rows, schema_version) "
            "VALUES ($at, $fingerprint, $layout, $rows, $version)",
            {**values, "version": load.schema_version},
        )

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
    """Connect and begin. Raises Busy where another process has the file open, Unwritable without its folder, RootFolder
    for a file directly below `/`, UnknownTarget for a place that is no file of this machine: DuckDB would fetch an
    extension for it."""
    if re.match(r"[A-Za-z][\w+.-]*:", url_to_name(url)):
        raise UnknownTarget(without_password(url))
    path = url_to_path(url)
    if not path.parent.is_dir():
        raise Unwritable(f"{path.parent}: no such file or directory")
    if path.parent == Path(path.anchor):
        raise RootFolder(str(path))
    try:
        return DuckdbWarehouse(path)
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise Busy(str(path)) from error
        raise


def url_to_path(url: str) -> Path:
    """The whole path that a URL names; what has no `//` is relative to the current folder."""
    return Path(url_to_name(url)).absolute()


def url_to_name(url: str) -> str:
    """A URL without what says that it is one of DuckDB."""
    return url.removeprefix("duckdb:").removeprefix("//")
