"""PostgreSQL as warehouse, through ADBC: rows travel as Arrow and arrive by COPY."""

from datetime import datetime
from typing import Any

import pyarrow as pa

from pipeline.sinks.views import LOOKUPS, read_lookup, view_statements
from pipeline.sinks.warehouse import STORE, VIEWS, Warehouse, current_views, store_columns, store_statements
from schemas.dictionary import POSTGRES_TYPES, model_to_columns
from schemas.errors import Busy, Missing
from schemas.records import DATASETS

LOCK = 7_075_762_110
"""Number of the advisory lock that a load holds; any number that no other program takes."""


class PostgresWarehouse:
    """See Warehouse. Raises Busy where another load holds the lock; it is freed with the transaction."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.cursor = connection.cursor()
        if not self._value(f"SELECT pg_try_advisory_xact_lock({LOCK})"):
            connection.rollback()
            connection.close()
            raise Busy("PostgreSQL")
        for statement in store_statements(POSTGRES_TYPES, "timestamptz"):
            self.cursor.execute(statement)
        for dataset in DATASETS:
            for column, kind in (("row_key", "UNIQUE INDEX"), ("doc_id", "INDEX")):
                where = " WHERE valid_to IS NULL" if column == "row_key" else ""
                name = f"{dataset}_{column}"
                self.cursor.execute(f'CREATE {kind} IF NOT EXISTS {name} ON {STORE}."{dataset}" ({column}){where}')

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

    def append(self, dataset: str, rows: pa.Table) -> None:
        """See Warehouse."""
        self.cursor.adbc_ingest(dataset, rows.select(store_columns(dataset)), mode="append", db_schema_name=STORE)

    def finish(self, commit: bool) -> None:
        """See Warehouse. Comments carry the Korean labels."""
        try:
            if commit:
                self._create_views()
                self.connection.commit()
            else:
                self.connection.rollback()
        finally:
            self.cursor.close()
            self.connection.close()

    def _create_views(self) -> None:
        self.cursor.execute(f"SET LOCAL search_path TO {VIEWS}, public")
        for table in LOOKUPS:
            if self._value(f"SELECT to_regclass('{VIEWS}.{table}') IS NULL"):
                self.cursor.adbc_ingest(table, read_lookup(table), mode="create", db_schema_name=VIEWS)
        for statement in (*current_views(), *view_statements()):
            self.cursor.execute(statement)
        for dataset, model in DATASETS.items():
            for column in model_to_columns(model):
                comment = f"{column.korean}: {column.english}".replace("'", "''")
                self.cursor.execute(f'COMMENT ON COLUMN {VIEWS}."{dataset}"."{column.name}" IS \'{comment}\'')


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises Missing where the driver is not installed."""
    try:
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        raise Missing("pip install 'kplan[postgres]'") from error
    return PostgresWarehouse(dbapi.connect(url))
