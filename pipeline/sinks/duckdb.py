"""One DuckDB file with the datasets as tables and the views that analysts ask for; built from the published Parquet."""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.sinks.parquet import dataset_sql
from pipeline.sinks.views import LOOKUPS, SQL_FILES, read_lookup, view_comments, view_statements
from schemas.dictionary import schema_to_duckdb_tables
from schemas.records import DATASETS


def write(out: Path, target: Path) -> None:
    """Build the file aside and put it in place, whole."""
    aside = target.with_name(f".{target.name}.tmp")
    aside.unlink(missing_ok=True)
    with duckdb.connect(str(aside)) as connection:
        fill(connection, out)
        create_views(connection)
    os.replace(aside, target)


def fill(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Create every table, with comments, and copy the published rows into it."""
    connection.execute(schema_to_duckdb_tables())
    for dataset in DATASETS:
        connection.execute(f'INSERT INTO "{dataset}" BY NAME SELECT * FROM {dataset_sql(out, dataset)}')


def create_views(connection: duckdb.DuckDBPyConnection, names: Sequence[str] = SQL_FILES) -> None:
    """Create the lookups and the views of files of sinks/sql on top of the tables of the current schema."""
    for table in LOOKUPS:
        connection.register("lookup", read_lookup(table))
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM lookup")
        connection.unregister("lookup")
    for statement in (*view_statements(names), *view_comments(names=names)):
        connection.execute(statement)
