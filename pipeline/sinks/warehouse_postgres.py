"""PostgreSQL as warehouse, through ADBC: rows travel as Arrow and arrive by COPY."""

from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.sinks.views import LOOKUPS, read_lookup, view_comments, view_statements
from pipeline.sinks.warehouse import (
    STORE,
    VIEWS,
    LastLoad,
    Warehouse,
    current_views,
    dataset_comments,
    store_columns,
    store_statements,
)
from schemas.dictionary import POSTGRES_TYPES
from schemas.errors import Busy, Missing
from schemas.records import DATASETS

LOCK = 7_075_762_110
"""Number of the advisory lock that a load holds; any number that no other program takes."""


BATCH = 20_000
"""Rows sent at a time."""


class PostgresWarehouse:
    """See Warehouse. Raises Busy where another load holds the lock; it is freed with the transaction."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.local = duckdb.connect()
        self.cursor = connection.cursor()
        if not self._value(f"SELECT pg_try_advisory_xact_lock({LOCK})"):
            connection.rollback()
            connection.close()
            raise Busy("PostgreSQL")

    def last_load(self) -> LastLoad | None:
        """See Warehouse."""
        if self._value(f"SELECT to_regclass('{STORE}.loads') IS NULL"):
            return None
        self.cursor.execute(f"SELECT fingerprint, layout FROM {STORE}.loads ORDER BY loaded_at DESC LIMIT 1")
        row = self.cursor.fetchone()
        return LastLoad(*row) if row else None

    def lay_out(self) -> None:
        """See Warehouse."""
        for statement in store_statements(POSTGRES_TYPES, "timestamptz"):
            self.cursor.execute(statement)

    def _value(self, query: str) -> object:
        self.cursor.execute(query)
        return self.cursor.fetchone()[0]

    def _temporary(self, name: str, rows: pa.Table) -> None:
        self.cursor.adbc_ingest(name, rows, mode="create", temporary=True)

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """See Warehouse."""
        column, wanted = ("path", paths) if dataset == "documents" else ("doc_id", doc_ids)
        self._temporary("wanted", wanted)
        self.cursor.execute(
            f'SELECT row_key, row_hash, doc_id FROM {STORE}."{dataset}" '
            f"WHERE valid_to IS NULL AND {column} IN (SELECT {column} FROM wanted)"
        )
        found: pa.Table = self.cursor.fetch_arrow_table()
        self.cursor.execute("DROP TABLE wanted")
        return found

    def known_documents(self) -> pa.Table:
        """See Warehouse."""
        self.cursor.execute(f"SELECT DISTINCT doc_id, path FROM {STORE}.documents WHERE valid_to IS NULL")
        found: pa.Table = self.cursor.fetch_arrow_table()
        return found

    def close(self, dataset: str, row_keys: pa.Table, at: datetime, history: bool) -> None:
        """See Warehouse."""
        self._temporary("gone", row_keys)
        which = "t.valid_to IS NULL AND t.row_key = gone.row_key"
        if history:
            moment = at.isoformat()
            self.cursor.execute(
                f"UPDATE {STORE}.\"{dataset}\" t SET valid_to = '{moment}'::timestamptz FROM gone WHERE {which}"
            )
        else:
            self.cursor.execute(f'DELETE FROM {STORE}."{dataset}" t USING gone WHERE {which}')
        self.cursor.execute("DROP TABLE gone")

    def append(self, dataset: str, query: str) -> None:
        """See Warehouse. Rows are sent while they are still being read."""
        columns = ", ".join(f'"{name}"' for name in store_columns(dataset))
        rows: Any = self.local.sql(f"SELECT {columns} FROM ({query})").to_arrow_reader(BATCH)
        self.cursor.adbc_ingest(dataset, rows, mode="append", db_schema_name=STORE)

    def finish(self, new_layout: bool) -> None:
        """See Warehouse. Indexes come after the rows: built at once they cost half. Comments carry Korean labels."""
        if not new_layout:
            return
        for dataset in DATASETS:
            for column, kind, where in (
                ("row_key", "UNIQUE INDEX", " WHERE valid_to IS NULL"),
                ("doc_id", "INDEX", ""),
            ):
                name = f"{dataset}_{column}"
                self.cursor.execute(f'CREATE {kind} IF NOT EXISTS {name} ON {STORE}."{dataset}" ({column}){where}')
        self.cursor.execute(f"SET LOCAL search_path TO {VIEWS}, public")
        for table in LOOKUPS:
            self.cursor.execute(f"DROP TABLE IF EXISTS {VIEWS}.{table} CASCADE")
            self.cursor.adbc_ingest(table, read_lookup(table), mode="create", db_schema_name=VIEWS)
        for statement in (*current_views(), *view_statements()):
            self.cursor.execute(statement)
        comments = (*dataset_comments(f"{VIEWS}."), *view_comments(f"{VIEWS}."))
        self.cursor.execute("DO $comments$ BEGIN " + "".join(f"{comment}; " for comment in comments) + "END $comments$")

    def record(self, load: LastLoad, at: datetime, rows: int) -> None:
        """See Warehouse."""
        values = f"('{at.isoformat()}'::timestamptz, '{load.fingerprint}', '{load.layout}', {rows})"
        self.cursor.execute(f"INSERT INTO {STORE}.loads VALUES {values}")

    def end(self, commit: bool) -> None:
        """See Warehouse."""
        try:
            if commit:
                self.connection.commit()
            else:
                self.connection.rollback()
        finally:
            self.local.close()
            self.cursor.close()
            self.connection.close()


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises Missing where the driver is not installed."""
    try:
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        raise Missing("pip install '.[postgres]'") from error
    return PostgresWarehouse(dbapi.connect(url))
