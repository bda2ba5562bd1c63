"""Published Parquet into a warehouse: only what changed is written, in one transaction.

Each dataset is a table of the schema `kplan_store` with four more columns: `row_key` (what identifies the row),
`row_hash` (of its values), `valid_from` and `valid_to` (null while the row holds). Views of the schema `kplan` show
the rows that hold now, and the star on top of them.

What changes is told by comparing keys and hashes: rows that are the same on both sides are not touched. A row of a
document that was extracted again and no longer gives it is closed; so are all rows of a document whose path now holds
other bytes. Documents that this output does not list stay, unless it is said to be complete.

An edited file gives other bytes, and so other row_ids. Its rows are told from those of the file before by what they are
about (fact_key): what says the same counts as unchanged, what says something else as updated.

A store that an older kplan laid out gets the columns that are new; those that are no longer written stay.

Each load leaves a line in `kplan_store.loads`. Where the last one was of the very same files, nothing is compared at
all; `verify` compares nevertheless, for a warehouse that somebody may have edited.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from pipeline.fact_keys import EVIDENCE, FACT_DATASETS, FACT_PART
from pipeline.sinks.parquet import dataset_files, dataset_sql, default_sql, published_rows, read_dataset, require_output
from pipeline.sinks.views import LOOKUPS, WAREHOUSE_FILES, read_lookup, view_comments, view_statements
from pipeline.sinks.warehouse_url import without_password
from schemas.dictionary import (
    DUCKDB_TYPES,
    KEYS,
    SCHEMA_VERSION,
    Kind,
    dataset_meaning,
    model_to_columns,
    sql_text,
)
from schemas.errors import Inconsistent, StoreNewer, StoreUnlike, UnknownTarget
from schemas.records import DATASETS

STORE = "kplan_store"
VIEWS = "kplan"
STORE_COLUMNS: tuple[tuple[str, Kind], ...] = (("row_key", "string"), ("row_hash", "string"))
SAID = "substr(row_hash, 1, 16)"
"""SQL for the half of a row_hash that is about what a fact says, wherever it stands."""
LOADS: tuple[tuple[str, Kind], ...] = (
    ("fingerprint", "string"),
    ("layout", "string"),
    ("changed_rows", "integer"),
    ("schema_version", "string"),
)
"""Columns of `loads` beside `loaded_at`."""
TARGETS: dict[str, str] = {
    "duckdb": "pipeline.sinks.warehouse_duckdb",
    "postgresql": "pipeline.sinks.warehouse_postgres",
    "postgres": "pipeline.sinks.warehouse_postgres",
}
"""URL scheme to the module whose `open_warehouse` connects to it."""
DUCKDB_ENDINGS = (".duckdb", ".db")
"""A path that ends so needs no scheme."""


@dataclass(frozen=True, slots=True)
class LastLoad:
    """The newest line of `loads`: what was loaded, for which tables and views, by which version of the schema (None
    where the kplan that loaded did not say)."""

    fingerprint: str
    layout: str
    schema_version: str | None = SCHEMA_VERSION


class Warehouse(Protocol):
    """A connection with one open transaction.

    local   the DuckDB connection in which rows are read and compared
    """

    local: duckdb.DuckDBPyConnection

    def last_load(self) -> LastLoad | None:
        """The newest load, None where the store has never been laid out."""

    def lay_out(self) -> None:
        """Create the schemas, tables and columns that are missing. Raises StoreUnlike for a column of another type."""

    def known(self, dataset: str, doc_ids: pa.Table, paths: pa.Table) -> pa.Table:
        """row_key, row_hash, doc_id and fact_key of the rows that hold now: those of the documents, those under the
        paths."""

    def known_documents(self) -> pa.Table:
        """doc_id and path of every document that holds now."""

    def close(self, dataset: str, row_keys: pa.Table, at: datetime, history: bool) -> None:
        """End rows: kept with valid_to where history is wanted, else deleted."""

    def append(self, dataset: str, query: str) -> None:
        """Add the rows of a query in `local`; it gives all columns of the table in any order."""

    def finish(self, new_layout: bool) -> None:
        """Create what speeds up reading, and the views where they are new. Raises ViewsInUse where that cannot be."""

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


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How an output is loaded.

    history     keep what no longer holds, with its valid_to
    dry_run     say what would change, and change nothing
    complete    the output is everything: documents that it does not list are closed
    verify      compare row by row even where the last load was of the same files
    all_copies  load the rows of documents too that are the same as another in another format
    at          time that rows hold from; now where not given
    """

    history: bool = False
    dry_run: bool = False
    complete: bool = False
    verify: bool = False
    all_copies: bool = False
    at: datetime | None = None


def load(out: Path, url: str, options: LoadOptions = LoadOptions()) -> list[Change]:
    """Bring a warehouse to what an output says.

    Raises NoOutput where there is no output, UnknownTarget for an unknown URL, Busy where another load is at work,
    Inconsistent where keys are not unique, StoreNewer, StoreUnlike or ViewsInUse where the warehouse cannot be brought
    to the columns and views of this kplan.
    """
    require_output(out)
    warehouse = open_warehouse(url)
    committed = False
    try:
        this = LastLoad(output_fingerprint(out, options.all_copies), layout_fingerprint())
        last = warehouse.last_load()
        require_not_newer(last)
        if last == this and not options.complete and not options.verify:
            return [Change(dataset, 0, 0, 0, rows) for dataset, rows in published_rows(out).items()]
        new_layout = last is None or last.layout != this.layout
        if new_layout:
            warehouse.lay_out()
        run = _Run(out, warehouse, options, options.at or datetime.now(UTC))
        if last is None:
            changes = [_fill(run, dataset) for dataset in DATASETS]
        else:
            scope = _scope(run)
            changes = [_merge(run, dataset, scope) for dataset in DATASETS]
        if not options.dry_run:
            warehouse.finish(new_layout)
            warehouse.record(this, run.at, sum(change.inserted + change.updated for change in changes))
            committed = True
    finally:
        warehouse.end(committed)
    return changes


@dataclass(frozen=True, slots=True)
class _Run:
    """One load at work."""

    out: Path
    warehouse: Warehouse
    options: LoadOptions
    at: datetime

    def rows(self, dataset: str) -> str:
        """Query for the rows that are loaded."""
        return staged_rows(self.out, dataset, self.options.all_copies)


def require_not_newer(last: LastLoad | None) -> None:
    """Raises StoreNewer where a kplan with a newer schema loaded before."""
    version = last.schema_version if last else None
    if version is not None and version_numbers(version) > version_numbers(SCHEMA_VERSION):
        raise StoreNewer(f"schema {version} > {SCHEMA_VERSION}")


def version_numbers(version: str) -> tuple[int, ...]:
    """`1.10.0` as (1, 10, 0)."""
    return tuple(int(number) for number in version.split("."))


def output_fingerprint(out: Path, all_copies: bool = False) -> str:
    """Hex sha256 of the published files and of what is loaded of them."""
    digest = hashlib.sha256(b"all copies" if all_copies else b"")
    for dataset in DATASETS:
        for file in dataset_files(out, dataset):
            with open(file, "rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def layout_fingerprint() -> str:
    """Hex sha256 of everything that is created: other columns, views or lookups make another one."""
    parts = [*store_statements(DUCKDB_TYPES, ""), *current_views(), *view_statements(WAREHOUSE_FILES), *view_comments()]
    parts += dataset_comments()
    parts += [str(read_lookup(table).to_pylist()) for table in LOOKUPS]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def open_warehouse(url: str) -> Warehouse:
    """Connect and begin. Raises UnknownTarget for an unknown URL, Busy where another load is at work."""
    scheme = "duckdb" if url.endswith(DUCKDB_ENDINGS) and "://" not in url else url.partition(":")[0]
    if scheme not in TARGETS or not url.removeprefix(f"{scheme}:").strip("/"):
        raise UnknownTarget(without_password(url))
    warehouse: Warehouse = import_module(TARGETS[scheme]).open_warehouse(url)
    return warehouse


@dataclass(frozen=True, slots=True)
class _Scope:
    """Documents whose rows this load decides on (column doc_id), and paths it decides on (column path)."""

    doc_ids: pa.Table
    paths: pa.Table


def _scope(run: _Run) -> _Scope:
    """Documents of the output, and documents whose every path in the warehouse now holds other bytes. Table
    `successors` of the local connection: which document came in the place of which."""
    local, complete = run.warehouse.local, run.options.complete
    stage(local, "documents", run.rows("documents"))
    local.register("held", run.warehouse.known_documents())
    doc_ids = local.sql(
        "SELECT doc_id FROM new_documents UNION SELECT doc_id FROM held GROUP BY doc_id "
        "HAVING bool_and(path IN (SELECT path FROM new_documents)) OR $complete",
        params={"complete": complete},
    )
    paths = local.sql(
        "SELECT path FROM new_documents UNION SELECT path FROM held WHERE $complete", params={"complete": complete}
    )
    local.execute(
        "CREATE OR REPLACE TEMP TABLE successors AS SELECT h.doc_id AS before, min(n.doc_id) AS doc_id "
        "FROM held h JOIN new_documents n USING (path) WHERE h.doc_id <> n.doc_id AND n.doc_id <> '' "
        "AND h.doc_id NOT IN (SELECT doc_id FROM new_documents) GROUP BY h.doc_id"
    )
    return _Scope(to_arrow(doc_ids), to_arrow(paths))


def _fill(run: _Run, dataset: str) -> Change:
    """One table of an empty store: every row, straight from the files."""
    rows, local = run.rows(dataset), run.warehouse.local
    key = KEYS.get(dataset)
    if key is not None:
        _check_unique(local, dataset, ", ".join(f'"{name}"' for name in key), rows)
    ((count,),) = local.execute(f"SELECT count(*) FROM ({rows})").fetchall()
    if count and not run.options.dry_run:
        run.warehouse.append(dataset, f"SELECT *, {_since(run.at)} FROM ({rows})")
    return Change(dataset, count, 0, 0, 0)


def _merge(run: _Run, dataset: str, scope: _Scope) -> Change:
    """One table: compare, close what is gone or changed, add what is new or changed."""
    local, warehouse, dry_run = run.warehouse.local, run.warehouse, run.options.dry_run
    stage(local, dataset, run.rows(dataset))
    local.register("known", warehouse.known(dataset, scope.doc_ids, scope.paths))
    ((came, altered, unchanged, total),) = local.execute(f"""
        SELECT count(*) FILTER (k.row_key IS NULL), count(*) FILTER (k.row_hash <> n.row_hash),
               count(*) FILTER (k.row_hash = n.row_hash), (SELECT count(*) FROM known)
        FROM new_{dataset} n LEFT JOIN known k USING (row_key)
    """).fetchall()
    gone = total - altered - unchanged
    same, other = _carried_over(local, dataset) if came and gone and dataset in FACT_DATASETS else (0, 0)
    if not dry_run and (altered or gone):
        ended = local.sql(
            f"SELECT k.row_key FROM known k LEFT JOIN new_{dataset} n USING (row_key) "
            "WHERE n.row_hash IS DISTINCT FROM k.row_hash"
        )
        warehouse.close(dataset, to_arrow(ended), run.at, run.options.history)
    if not dry_run and (came or altered):
        warehouse.append(
            dataset,
            f"SELECT n.*, {_since(run.at)} FROM new_{dataset} n LEFT JOIN known k USING (row_key) "
            "WHERE k.row_hash IS DISTINCT FROM n.row_hash",
        )
    local.unregister("known")
    local.execute(f"DROP TABLE new_{dataset}")
    return Change(dataset, came - same - other, altered + other, gone - same - other, unchanged + same)


def _carried_over(local: duckdb.DuckDBPyConnection, dataset: str) -> tuple[int, int]:
    """How many rows of edited files say the same as before under another row_id, and how many something else."""
    ((same, other),) = local.execute(f"""
        SELECT count(*) FILTER (g.said = c.said), count(*) FILTER (g.said <> c.said)
        FROM (SELECT doc_id, {SAID} AS said, {FACT_PART} AS fact FROM known
              WHERE row_key NOT IN (SELECT row_key FROM new_{dataset})) g
        JOIN successors s ON s.before = g.doc_id
        JOIN (SELECT doc_id, {SAID} AS said, {FACT_PART} AS fact FROM new_{dataset}
              WHERE row_key NOT IN (SELECT row_key FROM known)) c ON c.doc_id = s.doc_id AND c.fact = g.fact
    """).fetchall()
    return same, other


def _since(at: datetime) -> str:
    """The columns that say since when a row holds."""
    return f"TIMESTAMPTZ '{at.isoformat()}' AS valid_from, NULL::TIMESTAMPTZ AS valid_to"


def staged_rows(out: Path, dataset: str, all_copies: bool = True) -> str:
    """Query for the published rows with row_key and row_hash; without `all_copies`, a document that is the same as
    another has its row in documents only. Raises Inconsistent where the dataset is missing.

    A row without a key of its own is identified by its values and by how many equal ones stand before it. The hash is
    128 bits: of what the row says, and of all columns backwards.
    """
    names = [f'"{column.name}"' for column in model_to_columns(DATASETS[dataset])]
    is_fact = dataset in FACT_DATASETS
    said = [name for name in names if name.strip('"') not in EVIDENCE] if is_fact else names
    key = KEYS.get(dataset)
    if key is None:
        row_key = "row_hash || '-' || row_number() OVER (PARTITION BY row_hash)"
    elif len(key) == 1:
        row_key = f'"{key[0]}"'
    else:
        row_key = "md5(concat_ws(chr(31), " + ", ".join(f'"{name}"' for name in key) + "))"
    rows = dataset_sql(out, dataset)
    if dataset != "documents" and not all_copies and has_copies(out):
        copies = f"(SELECT doc_id FROM {dataset_sql(out, 'documents')} WHERE same_as IS NOT NULL)"
        rows = f"(SELECT * FROM {rows} WHERE doc_id NOT IN {copies})"
    hashed = f"SELECT *, hash({', '.join(said)}) AS said, hash({', '.join(names[::-1])}) AS whole FROM {rows}"
    told = "SELECT * EXCLUDE (said, whole), format('{:016x}{:016x}', said, whole) AS row_hash"
    return f"SELECT *, {row_key} AS row_key FROM ({told} FROM ({hashed}))"


def has_copies(out: Path) -> bool:
    """Whether a document of the output is another one in another format."""
    same = read_dataset(out, "documents", ["same_as"]).column("same_as")
    return same.null_count < len(same)


def stage(local: duckdb.DuckDBPyConnection, dataset: str, rows: str) -> None:
    """Temporary table new_DATASET of `staged_rows`. Raises Inconsistent for a key that comes twice."""
    local.execute(f"CREATE OR REPLACE TEMP TABLE new_{dataset} AS {rows}")
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
    """CREATE statements of the schemas and of the store's tables."""
    yield f"CREATE SCHEMA IF NOT EXISTS {STORE}"
    yield f"CREATE SCHEMA IF NOT EXISTS {VIEWS}"
    loads = ", ".join(f"{name} {types[kind]}" for name, kind in LOADS)
    yield f"CREATE TABLE IF NOT EXISTS {STORE}.loads (loaded_at {timestamp} NOT NULL, {loads})"
    for dataset in DATASETS:
        columns = [f'"{name}" {kind}{needed}' for name, kind, needed in store_types(dataset, types, timestamp)]
        yield f'CREATE TABLE IF NOT EXISTS {STORE}."{dataset}" ({", ".join(columns)})'


def store_types(dataset: str, types: dict[Kind, str], timestamp: str) -> Iterator[tuple[str, str, str]]:
    """Name, type and `NOT NULL` or nothing of each column of a store table."""
    for column in model_to_columns(DATASETS[dataset]):
        yield column.name, types[column.kind], "" if column.nullable else " NOT NULL"
    for name, kind in STORE_COLUMNS:
        yield name, types[kind], " NOT NULL"
    yield "valid_from", timestamp, " NOT NULL"
    yield "valid_to", timestamp, ""


def missing_columns(
    dataset: str, held: Mapping[str, str], types: dict[Kind, str], timestamp: str
) -> Iterator[tuple[str, str]]:
    """Name and type with default of each column that a store table of an older kplan has not; `held` are the types of
    the columns it has. Raises StoreUnlike where one has another type."""
    defaults = {column.name: default_sql(dataset, column) for column in model_to_columns(DATASETS[dataset])}
    for name, kind, needed in store_types(dataset, types, timestamp):
        if name not in held:
            yield name, f"{kind} DEFAULT {defaults[name]}" if needed and name in defaults else kind
        elif held[name].lower() != kind.lower():
            raise StoreUnlike(f"{dataset}.{name}: {held[name]}, {kind}")


def current_views(held: Mapping[str, Sequence[str]] | None = None) -> Iterable[str]:
    """Views of the rows that hold now, with the columns of the datasets; `held` are the columns of the views as they
    are, which keep their order, since other views may rest on it."""
    for dataset, model in DATASETS.items():
        known = [column.name for column in model_to_columns(model)]
        before = (held or {}).get(dataset, ())
        ordered = [*before, *(name for name in known if name not in before)]
        columns = ", ".join(f'"{name}"' for name in ordered)
        yield f'CREATE OR REPLACE VIEW "{dataset}" AS SELECT {columns} FROM {STORE}."{dataset}" WHERE valid_to IS NULL'


def dataset_comments(schema: str = "") -> Iterator[str]:
    """COMMENT statements with what each dataset is, and the Korean label and the meaning of each of its columns."""
    for dataset, model in DATASETS.items():
        yield f'COMMENT ON VIEW {schema}"{dataset}" IS {sql_text(dataset_meaning(dataset))}'
        for column in model_to_columns(model):
            comment = sql_text(f"{column.korean}: {column.english}")
            yield f'COMMENT ON COLUMN {schema}"{dataset}"."{column.name}" IS {comment}'


def known_fact(dataset: str) -> str:
    """The column fact_key of a store table, null where it holds no facts."""
    return "fact_key" if dataset in FACT_DATASETS else "CAST(NULL AS varchar) AS fact_key"


def store_columns(dataset: str) -> list[str]:
    """Names of a store table's columns in their order."""
    return [name for name, _, _ in store_types(dataset, DUCKDB_TYPES, "")]
