"""PostgreSQL as warehouse, through ADBC: rows travel as Arrow and arrive by COPY."""

from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.extras import install_command
from pipeline.sinks.views import LOOKUPS, WAREHOUSE_FILES, read_lookup, read_views, view_comments, view_statements
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
)
from schemas.dictionary import POSTGRES_TYPES
from schemas.errors import Busy, Missing, ViewsInUse
from schemas.records import DATASETS

LOCK = 7_075_762_110
"""Number of the advisory lock that a load holds; any number that no other program takes."""


TIMESTAMP = "timestamp with time zone"
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
        version = "schema_version" if "schema_version" in self._columns(STORE, "loads") else "NULL::text"
        self.cursor.execute(f"SELECT fingerprint, layout, {version} FROM {STORE}.loads ORDER BY loaded_at DESC LIMIT 1")
        row = self.cursor.fetchone()
        return LastLoad(*row) if row else None

    def lay_out(self) -> None:
        """See Warehouse."""
        for statement in store_statements(POSTGRES_TYPES, TIMESTAMP):
            self.cursor.execute(statement)
        self.cursor.execute(f"ALTER TABLE {STORE}.loads ADD COLUMN IF NOT EXISTS schema_version text")
        for dataset in DATASETS:
            held = self._columns(STORE, dataset)
            for name, kind in missing_columns(dataset, held, POSTGRES_TYPES, TIMESTAMP):
                self.cursor.execute(f'ALTER TABLE {STORE}."{dataset}" ADD COLUMN "{name}" {kind}')
            for name in held.keys() - set(store_columns(dataset)):
                self.cursor.execute(f'ALTER TABLE {STORE}."{dataset}" ALTER COLUMN "{name}" DROP NOT NULL')

    def _columns(self, schema: str, table: str) -> dict[str, str]:
        """Name and type of the columns of a table or view, in their order; empty where there is none."""
        self.cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            f"WHERE attrelid = to_regclass('{schema}.\"{table}\"') AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
        return dict(self.cursor.fetchall())

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
            f'SELECT row_key, row_hash, doc_id, {known_fact(dataset)} FROM {STORE}."{dataset}" '
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
        self._make_room()
        for table in LOOKUPS:
            if self._columns(VIEWS, table):
                self.cursor.execute(f"DELETE FROM {VIEWS}.{table}")
            self.cursor.adbc_ingest(table, read_lookup(table), mode="create_append", db_schema_name=VIEWS)
        held = {dataset: list(self._columns(VIEWS, dataset)) for dataset in DATASETS}
        for statement in (*current_views(held), *view_statements(WAREHOUSE_FILES)):
            self.cursor.execute(statement)
        comments = (*dataset_comments(f"{VIEWS}."), *view_comments(f"{VIEWS}.", WAREHOUSE_FILES))
        self.cursor.execute("DO $comments$ BEGIN " + "".join(f"{comment}; " for comment in comments) + "END $comments$")

    def _make_room(self) -> None:
        """Drop the views of an older kplan, whose columns PostgreSQL would not let change, and lookups with other
        columns. Views of the datasets stay: they only gain columns. Raises ViewsInUse where somebody else's views rest
        on one of these."""
        own = {view.name for view in read_views(WAREHOUSE_FILES)}
        old = [
            table for table in LOOKUPS if list(self._columns(VIEWS, table)) not in ([], read_lookup(table).column_names)
        ]
        named = ", ".join(f"to_regclass('{VIEWS}.{name}')" for name in (*own, *old))
        self.cursor.execute(
            "SELECT DISTINCT v.oid::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid "
            f"JOIN pg_class v ON v.oid = r.ev_class WHERE d.refobjid IN ({named}) AND d.refobjid <> v.oid ORDER BY 1"
        )
        others = {name.removeprefix(f"{VIEWS}.") for (name,) in self.cursor.fetchall()} - own
        if others:
            raise ViewsInUse(", ".join(sorted(others)))
        for name in own:
            self.cursor.execute(f"DROP VIEW IF EXISTS {VIEWS}.{name} CASCADE")
        for table in old:
            self.cursor.execute(f"DROP TABLE {VIEWS}.{table}")

    def record(self, load: LastLoad, at: datetime, rows: int) -> None:
        """See Warehouse."""
        version = f"'{load.schema_version}'" if load.schema_version else "NULL"
        values = f"('{at.isoformat()}'::timestamptz, '{load.fingerprint}', '{load.layout}', {rows}, {version})"
        columns = "(loaded_at, fingerprint, layout, changed_rows, schema_version)"
        self.cursor.execute(f"INSERT INTO {STORE}.loads {columns} VALUES {values}")

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
        raise Missing(install_command("postgres")) from error
    return PostgresWarehouse(dbapi.connect(url))
