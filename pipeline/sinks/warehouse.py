"""Published Parquet into a warehouse: only what changed is written, in one transaction.

Each dataset is a table of the schema `kplan_store` with four more columns: `row_key` (what identifies the row),
`row_hash` (of its values), `valid_from` and `valid_to` (null while the row holds). Views of the schema `kplan` show
the rows that hold now, and the star on top of them.

What changes is told by comparing keys and hashes: rows that are the same on both sides are not touched. A row of a
document that was extracted again and no longer gives it is closed; so are all rows of a document whose path now holds
other bytes. Documents that this output does not list stay, unless it is said to be complete.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from pipeline.sinks.parquet import dataset_files
from schemas.dictionary import KEYS, Kind, model_to_columns
from schemas.errors import Inconsistent, Unsupported
from schemas.records import DATASETS

STORE = "kplan_store"
VIEWS = "kplan"
STORE_COLUMNS: tuple[tuple[str, Kind], ...] = (("row_key", "string"), ("row_hash", "string"))
TARGETS: dict[str, str] = {
    "duckdb": "pipeline.sinks.warehouse_duckdb",
    "postgresql": "pipeline.sinks.warehouse_postgres",
    "postgres": "pipeline.sinks.warehouse_postgres",
}
"""URL scheme to the module whose `open_warehouse` connects to it."""


class Warehouse(Protocol):
    """A connection with one open transaction."""

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """row_key, row_hash and doc_id of the rows that hold now: those of the documents, those under the paths."""

    def known_documents(self) -> pa.Table:
        """doc_id and path of every document that holds now."""

    def close(self, dataset: str, row_keys: pa.Table, at: datetime, history: bool) -> None:
        """End rows: kept with valid_to where history is wanted, else deleted."""

    def append(self, dataset: str, rows: pa.Table) -> None:
        """Add rows with all columns of the table."""

    def finish(self, commit: bool) -> None:
        """Create the views and commit, or take everything back; then disconnect."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a load does to one table."""

    dataset: str
    inserted: int
    updated: int
    closed: int
    unchanged: int


def load(
    out: Path,
    url: str,
    history: bool = False,
    dry_run: bool = False,
    complete: bool = False,
    at: datetime | None = None,
) -> list[Change]:
    """Bring a warehouse to what an output says.

    history   keep what no longer holds, with its valid_to
    dry_run   say what would change, and change nothing
    complete  the output is everything: documents that it does not list are closed
    at        time that rows hold from; now where not given

    Raises Unsupported for an unknown URL, Busy where another load is at work, Inconsistent where keys are not unique.
    """
    at = at or datetime.now(UTC)
    warehouse = open_warehouse(url)
    with duckdb.connect() as local:
        committed = False
        try:
            scope = _scope(local, out, warehouse, complete)
            changes = [
                _load_dataset(local, out, dataset, warehouse, scope, history, dry_run, at) for dataset in DATASETS
            ]
            committed = not dry_run
        finally:
            warehouse.finish(committed)
    return changes


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises Unsupported for an unknown URL, Busy where another load is at work."""
    scheme = url.partition("://")[0]
    if scheme not in TARGETS:
        raise Unsupported(f"{scheme}://; {', '.join(f'{name}://' for name in TARGETS)}")
    warehouse: Warehouse = import_module(TARGETS[scheme]).open_warehouse(url)
    return warehouse


@dataclass(frozen=True, slots=True)
class _Scope:
    """Documents whose rows this load decides on (column doc_id), and paths it decides on (column path)."""

    doc_ids: pa.Table
    paths: pa.Table


def _scope(local: duckdb.DuckDBPyConnection, out: Path, warehouse: Warehouse, complete: bool) -> _Scope:
    """Documents of the output, and documents whose every path in the warehouse now holds other bytes."""
    stage(local, out, "documents")
    local.register("held", warehouse.known_documents())
    doc_ids = local.sql(
        """
        SELECT doc_id FROM new_documents
        UNION
        SELECT doc_id FROM held
        GROUP BY doc_id
        HAVING bool_and(path IN (SELECT path FROM new_documents)) OR $complete
    """,
        params={"complete": complete},
    )
    paths = local.sql(
        "SELECT path FROM new_documents UNION SELECT path FROM held WHERE $complete", params={"complete": complete}
    )
    return _Scope(to_arrow(doc_ids), to_arrow(paths))


def _load_dataset(
    local: duckdb.DuckDBPyConnection,
    out: Path,
    dataset: str,
    warehouse: Warehouse,
    scope: _Scope,
    history: bool,
    dry_run: bool,
    at: datetime,
) -> Change:
    """One table: compare, close what is gone or changed, add what is new or changed."""
    stage(local, out, dataset)
    local.register("known", warehouse.known(dataset, scope.doc_ids, scope.paths))
    ((inserted, updated, unchanged, total),) = local.execute(f"""
        SELECT count(*) FILTER (k.row_key IS NULL), count(*) FILTER (k.row_hash <> n.row_hash),
               count(*) FILTER (k.row_hash = n.row_hash), (SELECT count(*) FROM known)
        FROM new_{dataset} n LEFT JOIN known k USING (row_key)
    """).fetchall()
    change = Change(dataset, inserted, updated, total - updated - unchanged, unchanged)
    if not dry_run and (change.updated or change.closed):
        gone = local.sql(
            f"SELECT k.row_key FROM known k LEFT JOIN new_{dataset} n USING (row_key) "
            "WHERE n.row_hash IS DISTINCT FROM k.row_hash"
        )
        warehouse.close(dataset, to_arrow(gone), at, history)
    if not dry_run and (change.inserted or change.updated):
        fresh = local.sql(
            f"SELECT n.*, $at::TIMESTAMPTZ AS valid_from, NULL::TIMESTAMPTZ AS valid_to "
            f"FROM new_{dataset} n LEFT JOIN known k USING (row_key) WHERE k.row_hash IS DISTINCT FROM n.row_hash",
            params={"at": at},
        )
        warehouse.append(dataset, to_arrow(fresh))
    local.unregister("known")
    local.execute(f"DROP TABLE new_{dataset}")
    return change


def stage(local: duckdb.DuckDBPyConnection, out: Path, dataset: str) -> None:
    """Table new_DATASET: the published rows with row_key and row_hash. Raises Inconsistent for a key that comes twice.

    A row without a key of its own is identified by its values and by how many equal ones stand before it.
    """
    names = [column.name for column in model_to_columns(DATASETS[dataset])]
    row_hash = "md5(CAST(struct_pack(" + ", ".join(f'"{name}" := "{name}"' for name in names) + ") AS VARCHAR))"
    key = KEYS.get(dataset)
    if key is None:
        row_key = "row_hash || '-' || row_number() OVER (PARTITION BY row_hash)"
    elif len(key) == 1:
        row_key = f'"{key[0]}"'
    else:
        row_key = "md5(concat_ws(chr(31), " + ", ".join(f'"{name}"' for name in key) + "))"
    files = [str(file) for file in dataset_files(out, dataset)]
    if not files:
        raise Inconsistent(f"{out}: no {dataset}")
    local.execute(
        f"CREATE OR REPLACE TABLE new_{dataset} AS SELECT *, {row_key} AS row_key FROM "
        f"(SELECT *, {row_hash} AS row_hash FROM read_parquet($files, hive_partitioning = false))",
        {"files": files},
    )
    ((twice,),) = local.execute(f"SELECT count(*) - count(DISTINCT row_key) FROM new_{dataset}").fetchall()
    if twice:
        raise Inconsistent(f"{dataset}: {twice} keys come twice")


def to_arrow(relation: duckdb.DuckDBPyRelation) -> pa.Table:
    """The result of a query as an Arrow table."""
    table: pa.Table = relation.to_arrow_table()
    return table


def store_statements(types: dict[Kind, str], timestamp: str) -> Iterable[str]:
    """CREATE statements of the store's tables and of the views that show what holds now."""
    yield f"CREATE SCHEMA IF NOT EXISTS {STORE}"
    yield f"CREATE SCHEMA IF NOT EXISTS {VIEWS}"
    for dataset, model in DATASETS.items():
        columns = [f'"{c.name}" {types[c.kind]}{"" if c.nullable else " NOT NULL"}' for c in model_to_columns(model)]
        columns += [f"{name} {types[kind]} NOT NULL" for name, kind in STORE_COLUMNS]
        columns += [f"valid_from {timestamp} NOT NULL", f"valid_to {timestamp}"]
        yield f'CREATE TABLE IF NOT EXISTS {STORE}."{dataset}" ({", ".join(columns)})'


def current_views() -> Iterable[str]:
    """Views of the rows that hold now, with the columns of the datasets."""
    for dataset, model in DATASETS.items():
        columns = ", ".join(f'"{column.name}"' for column in model_to_columns(model))
        yield f'CREATE OR REPLACE VIEW "{dataset}" AS SELECT {columns} FROM {STORE}."{dataset}" WHERE valid_to IS NULL'


def store_columns(dataset: str) -> list[str]:
    """Names of a store table's columns in their order."""
    own = [column.name for column in model_to_columns(DATASETS[dataset])]
    return [*own, *(name for name, _ in STORE_COLUMNS), "valid_from", "valid_to"]
