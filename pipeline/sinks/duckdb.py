"""One DuckDB file with the datasets as tables and the views that analysts ask for; built from the published Parquet."""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.engine.segments import reached, sync_file, sync_folder
from pipeline.sinks.parquet import dataset_sql, published_rows
from pipeline.sinks.views import LOOKUPS, SQL_FILES, read_lookup, view_comments, view_statements
from schemas.dictionary import schema_to_duckdb_tables
from schemas.errors import Unwritable
from schemas.records import DATASETS


def write(out: Path, target: Path) -> None:
    """Build the file aside, open it again, compare it with the Parquet, and only then put it in place.

    A connection that is closed swallows what goes wrong while it moves its log into the file, so the log is moved
    before. Raises Unwritable; the file that stood there then stays.
    """
    aside = target.with_name(f".{target.name}.tmp")
    discard(aside)
    try:
        with duckdb.connect(str(aside)) as connection:
            fill(connection, out)
            create_views(connection)
            connection.execute("CHECKPOINT")
        if fault := disagreement(out, aside):
            raise Unwritable(f"{target.name}: {fault}")
        sync_file(aside)
        reached("database written")
        os.replace(aside, target)
        sync_folder(target.parent)
        reached("database replaced")
    except duckdb.Error as error:
        raise Unwritable(f"{target.name}: {str(error).splitlines()[0]}") from error
    finally:
        discard(aside)


def discard(database: Path) -> None:
    """Remove a database file and the log beside it, where they are."""
    for file in (database, database.with_name(f"{database.name}.wal")):
        file.unlink(missing_ok=True)


def disagreement(out: Path, database: Path) -> str | None:
    """What a database file lacks against the published Parquet, None where both hold the same number of rows."""
    if not database.is_file():
        return "no such file"
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            for dataset, rows in published_rows(out).items():
                ((held,),) = connection.execute(f'SELECT count(*) FROM "{dataset}"').fetchall()
                if held != rows:
                    return f"{dataset}: {held} rows, published {rows}"
    except duckdb.Error as error:
        return str(error).splitlines()[0]
    return None


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
