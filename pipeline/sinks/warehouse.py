"""Published Parquet into a warehouse: only what changed is written, in one transaction.

Each dataset is a table of the schema `kplan_store` with four more columns: `row_key` (what identifies the row),
`row_hash` (of its values), `valid_from` and `valid_to` (null while the row holds). Views of the schema `kplan` show
the rows that hold now, and the star on top of them.

What changes is told by comparing keys and hashes: rows that are the same on both sides are not touched. A row of a
document that was extracted again and no longer gives it is closed; so are all rows of a document whose path now holds
other bytes. Documents that this output does not list stay, unless it is said to be complete.

Each load leaves a line in `kplan_store.loads`. Where the last one was of the very same files, nothing is compared at
all; `verify` compares nevertheless, for a warehouse that somebody may have edited.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from pipeline.sinks.parquet import dataset_files, dataset_sql, published_rows, require_output
from pipeline.sinks.views import LOOKUPS, read_lookup, view_statements
from pipeline.sinks.warehouse_url import without_password
from schemas.dictionary import DUCKDB_TYPES, KEYS, Kind, model_to_columns
from schemas.errors import Inconsistent, UnknownTarget
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


@dataclass(frozen=True, slots=True)
class LastLoad:
    """The newest line of `loads`: what was loaded, and for which tables and views."""

    fingerprint: str
    layout: str


class Warehouse(Protocol):
    """A connection with one open transaction.

    local   the DuckDB connection in which rows are read and compared
    """

    local: duckdb.DuckDBPyConnection

    def last_load(self) -> LastLoad | None:
        """The newest load, None where the store has never been laid out."""

    def lay_out(self) -> None:
        """Create the schemas and tables that are missing."""

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """row_key, row_hash and doc_id of the rows that hold now: those of the documents, those under the paths."""

    def known_documents(self) -> pa.Table:
        """doc_id and path of every document that holds now."""

    def close(self, dataset: str, row_keys: pa.Table, at: datetime, history: bool) -> None:
        """End rows: kept with valid_to where history is wanted, else deleted."""

    def append(self, dataset: str, query: str) -> None:
        """Add the rows of a query in `local`; it gives all columns of the table in any order."""

    def finish(self, new_layout: bool) -> None:
        """Create what speeds up reading, and the views where they are new."""

    def record(self, load: LastLoad, at: datetime, rows: int) -> None:
        """Add a line to `loads`."""

    def end(self, commit: bool) -> None:
        """Commit, or take everything back; then disconnect."""


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
    verify: bool = False,
    at: datetime | None = None,
) -> list[Change]:
    """Bring a warehouse to what an output says.

    history   keep what no longer holds, with its valid_to
    dry_run   say what would change, and change nothing
    complete  the output is everything: documents that it does not list are closed
    verify    compare row by row even where the last load was of the same files
    at        time that rows hold from; now where not given

    Raises NoOutput where there is no output, UnknownTarget for an unknown URL, Busy where another load is at work,
    Inconsistent where keys are not unique.
    """
    at = at or datetime.now(UTC)
    require_output(out)
    warehouse = open_warehouse(url)
    committed = False
    try:
        this = LastLoad(output_fingerprint(out), layout_fingerprint())
        last = warehouse.last_load()
        if last == this and not complete and not verify:
            return [Change(dataset, 0, 0, 0, rows) for dataset, rows in published_rows(out).items()]
        if last is None or last.layout != this.layout:
            warehouse.lay_out()
        if last is None:
            changes = [_fill(out, dataset, warehouse, dry_run, at) for dataset in DATASETS]
        else:
            scope = _scope(out, warehouse, complete)
            changes = [_merge(out, dataset, warehouse, scope, history, dry_run, at) for dataset in DATASETS]
        if not dry_run:
            warehouse.finish(new_layout=last is None or last.layout != this.layout)
            warehouse.record(this, at, sum(change.inserted + change.updated for change in changes))
            committed = True
    finally:
        warehouse.end(committed)
    return changes


def output_fingerprint(out: Path) -> str:
    """Hex sha256 of the published files."""
    digest = hashlib.sha256()
    for dataset in DATASETS:
        for file in dataset_files(out, dataset):
            with open(file, "rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def layout_fingerprint() -> str:
    """Hex sha256 of everything that is created: other columns, views or lookups make another one."""
    parts = [*store_statements(DUCKDB_TYPES, ""), *current_views(), *view_statements()]
    parts += [str(read_lookup(table).to_pylist()) for table in LOOKUPS]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises UnknownTarget for an unknown URL, Busy where another load is at work."""
    scheme, found, rest = url.partition("://")
    if not found or not rest or scheme not in TARGETS:
        raise UnknownTarget(without_password(url))
    warehouse: Warehouse = import_module(TARGETS[scheme]).open_warehouse(url)
    return warehouse


@dataclass(frozen=True, slots=True)
class _Scope:
    """Documents whose rows this load decides on (column doc_id), and paths it decides on (column path)."""

    doc_ids: pa.Table
    paths: pa.Table


def _scope(out: Path, warehouse: Warehouse, complete: bool) -> _Scope:
    """Documents of the output, and documents whose every path in the warehouse now holds other bytes."""
    local = warehouse.local
    stage(local, out, "documents")
    local.register("held", warehouse.known_documents())
    doc_ids = local.sql(
        "SELECT doc_id FROM new_documents UNION SELECT doc_id FROM held GROUP BY doc_id "
        "HAVING bool_and(path IN (SELECT path FROM new_documents)) OR $complete",
        params={"complete": complete},
    )
    paths = local.sql(
        "SELECT path FROM new_documents UNION SELECT path FROM held WHERE $complete", params={"complete": complete}
    )
    return _Scope(to_arrow(doc_ids), to_arrow(paths))


def _fill(out: Path, dataset: str, warehouse: Warehouse, dry_run: bool, at: datetime) -> Change:
    """One table of an empty store: every row, straight from the files."""
    rows = staged_rows(out, dataset)
    key = KEYS.get(dataset)
    if key is not None:
        _check_unique(warehouse.local, dataset, ", ".join(f'"{name}"' for name in key), rows)
    ((count,),) = warehouse.local.execute(f"SELECT count(*) FROM ({rows})").fetchall()
    if count and not dry_run:
        warehouse.append(dataset, f"SELECT *, {_since(at)} FROM ({rows})")
    return Change(dataset, count, 0, 0, 0)


def _merge(
    out: Path, dataset: str, warehouse: Warehouse, scope: _Scope, history: bool, dry_run: bool, at: datetime
) -> Change:
    """One table: compare, close what is gone or changed, add what is new or changed."""
    local = warehouse.local
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
        warehouse.append(
            dataset,
            f"SELECT n.*, {_since(at)} FROM new_{dataset} n LEFT JOIN known k USING (row_key) "
            "WHERE k.row_hash IS DISTINCT FROM n.row_hash",
        )
    local.unregister("known")
    local.execute(f"DROP TABLE new_{dataset}")
    return change


def _since(at: datetime) -> str:
    """The columns that say since when a row holds."""
    return f"TIMESTAMPTZ '{at.isoformat()}' AS valid_from, NULL::TIMESTAMPTZ AS valid_to"


def staged_rows(out: Path, dataset: str) -> str:
    """Query for the published rows with row_key and row_hash. Raises Inconsistent where the dataset is missing.

    A row without a key of its own is identified by its values and by how many equal ones stand before it. The hash is
    128 bits: all columns forwards and backwards.
    """
    names = [f'"{column.name}"' for column in model_to_columns(DATASETS[dataset])]
    hashes = (f"hash({', '.join(order)})" for order in (names, names[::-1]))
    row_hash = f"format('{{:016x}}{{:016x}}', {', '.join(hashes)})"
    key = KEYS.get(dataset)
    if key is None:
        row_key = "row_hash || '-' || row_number() OVER (PARTITION BY row_hash)"
    elif len(key) == 1:
        row_key = f'"{key[0]}"'
    else:
        row_key = "md5(concat_ws(chr(31), " + ", ".join(f'"{name}"' for name in key) + "))"
    return f"SELECT *, {row_key} AS row_key FROM (SELECT *, {row_hash} AS row_hash FROM {dataset_sql(out, dataset)})"


def stage(local: duckdb.DuckDBPyConnection, out: Path, dataset: str) -> None:
    """Temporary table new_DATASET of `staged_rows`. Raises Inconsistent for a key that comes twice."""
    local.execute(f"CREATE OR REPLACE TEMP TABLE new_{dataset} AS {staged_rows(out, dataset)}")
    _check_unique(local, dataset, "row_key", f"SELECT row_key FROM new_{dataset}")


def _check_unique(local: duckdb.DuckDBPyConnection, dataset: str, key: str, rows: str) -> None:
    ((twice,),) = local.execute(f"SELECT count(*) - count(DISTINCT ({key})) FROM ({rows})").fetchall()
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
    yield (
        f"CREATE TABLE IF NOT EXISTS {STORE}.loads "
        f"(loaded_at {timestamp} NOT NULL, fingerprint {types['string']}, layout {types['string']}, "
        f"changed_rows {types['integer']})"
    )
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
