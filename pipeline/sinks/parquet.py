"""The published Parquet: OUT/DATASET/part-00000.parquet, zstd, in the order of the documents' paths.

Identical input gives identical bytes: nothing in a row comes from the clock, the order is total, row groups are cut
at fixed numbers of rows. A dataset of more than a million rows that has a fiscal year is split by it
(OUT/plan/fiscal_year=2016/part-00000.parquet; rows without one under fiscal_year=__HIVE_DEFAULT_PARTITION__).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.engine.journal import Journal
from pipeline.engine.segments import reached, sync_file, sync_folder
from pipeline.frames import dataset_to_schema
from schemas.dictionary import DUCKDB_TYPES, Column, model_to_columns
from schemas.errors import Inconsistent, NoOutput
from schemas.records import DATASETS

PART = "part-00000.parquet"
ROW_GROUP = 100_000
PARTITIONED_FROM = 1_000_000
PARTITION = "fiscal_year"
NO_PARTITION = "__HIVE_DEFAULT_PARTITION__"
LISTING: dict[str, pa.DataType] = {
    "rank": pa.int64(),
    "shown": pa.string(),
    "filename": pa.string(),
    "place": pa.int64(),
    "first": pa.bool_(),
}
SAME_NAME = "{path}#{number}"
"""What a second input is called that is shown as another: an entry of an archive that comes twice, a name that differs
in its Unicode form only."""
FETCH = 200
"""Documents fetched at a time while publishing."""


Change = Callable[[str, pa.RecordBatch], pa.RecordBatch]
"""Rows of a dataset to what is published of them."""


def unchanged(dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows as they are."""
    return batch


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is laid over the rows of the segments: what changes every batch, and by dataset the rows that are published
    too, each behind those of its document."""

    change: Change = unchanged
    added: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passes:
    """What else is done while publishing.

    decide  gets the connection that the segments can be read with, and gives what is laid over them
    finish  is done to the documents, written aside, once all other datasets are in place
    """

    decide: Callable[[duckdb.DuckDBPyConnection], Overlay] = lambda connection: Overlay()
    finish: Callable[[duckdb.DuckDBPyConnection, Path], None] = lambda connection, folder: None


def publish(
    journal: Journal,
    out: Path,
    threads: int = 2,
    partitioned_from: int = PARTITIONED_FROM,
    passes: Passes = Passes(),
) -> dict[str, int]:
    """Write every dataset of the listed documents into `out`; number of rows by dataset.

    Files are written aside and put in place one by one, each whole; documents last.
    """
    counts = dict.fromkeys(DATASETS, 0)
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {threads}; SET temp_directory = {_quote(journal.folder / 'spill')}")
        _register_listing(connection, journal)
        overlay = passes.decide(connection)
        for dataset in sorted(DATASETS, key="documents".__eq__):
            aside = journal.folder / "publish" / dataset
            counts[dataset] = _write_dataset(connection, dataset, aside, (partitioned_from, overlay))
            if dataset == "documents":
                passes.finish(connection, aside)
            reached("dataset written")
            replace_folder(aside, out / dataset)
            reached("dataset replaced")
    return counts


def _quote(path: Path) -> str:
    """A path as a SQL string."""
    return "'" + str(path).replace("'", "''") + "'"


def _register_listing(connection: duckdb.DuckDBPyConnection, journal: Journal) -> None:
    """Table `listing`: every input in its order, the row of the segment that holds its document."""
    connection.execute(
        "CREATE TABLE listing (rank BIGINT, shown VARCHAR, filename VARCHAR, place BIGINT, first BOOLEAN)"
    )
    rows: list[dict[str, object]] = []
    last, same = "", 0
    for rank, item in enumerate(journal.listed()):
        same = same + 1 if item.shown == last else 1
        last = item.shown
        shown = item.shown if same == 1 else SAME_NAME.format(path=item.shown, number=same)
        filename = str(journal.segments / item.segment)
        rows.append({"rank": rank, "shown": shown, "filename": filename, "place": item.place, "first": item.first})
        if len(rows) == ROW_GROUP:
            _insert(connection, pa.Table.from_pylist(rows, pa.schema(LISTING)))
            rows = []
    _insert(connection, pa.Table.from_pylist(rows, pa.schema(LISTING)))


def _insert(connection: duckdb.DuckDBPyConnection, listed: pa.Table) -> None:
    connection.register("listed", listed)
    connection.execute("INSERT INTO listing SELECT * FROM listed")
    connection.unregister("listed")


def segment_files(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The segments that hold the listed documents."""
    return [name for (name,) in connection.execute("SELECT DISTINCT filename FROM listing ORDER BY 1").fetchall()]


def segment_rows_sql(connection: duckdb.DuckDBPyConnection, dataset: str) -> str:
    """Subquery with a column `r`, a row of the dataset as a struct, for what is about to be published."""
    files = segment_files(connection)
    if not files:
        return f"(SELECT NULL AS r WHERE false) AS {dataset}_rows"
    listed = ", ".join(_quote(Path(file)) for file in files)
    return (
        f"(SELECT unnest(s.{dataset}) AS r FROM read_parquet([{listed}], filename = true, file_row_number = true) s "
        f"JOIN listing l ON l.filename = s.filename AND l.place = s.file_row_number WHERE l.first) AS {dataset}_rows"
    )


def _write_dataset(connection: duckdb.DuckDBPyConnection, dataset: str, aside: Path, how: tuple[int, Overlay]) -> int:
    """One dataset into the folder `aside`; its number of rows. A document's rows are published once, but it is listed
    under each of its names. `how`: from how many rows on it is split by year, and what is laid over its rows."""
    partitioned_from, overlay = how
    files = segment_files(connection)
    _remove_files(aside)
    aside.mkdir(parents=True, exist_ok=True)
    rows = 0
    by_year = False
    batches: Iterable[pa.RecordBatch] = ()
    if files:
        source = "read_parquet($files, filename = true, file_row_number = true)"
        join = "JOIN listing l ON l.filename = s.filename AND l.place = s.file_row_number"
        condition = "" if dataset == "documents" else f"WHERE l.first AND len(s.{dataset}) > 0"
        listed = f"s.{dataset}"
        ((rows,),) = connection.execute(
            f"SELECT coalesce(sum(len(s.{dataset})), 0)::BIGINT FROM {source} s {join} {condition}", {"files": files}
        ).fetchall()
        by_year = PARTITION in DATASETS[dataset].model_fields and rows > partitioned_from
        if added := overlay.added.get(dataset):
            rows += added.num_rows
            connection.register("added", _by_document(added))
            join += " LEFT JOIN added a ON l.first AND a.doc_id = s.documents[1].doc_id"
            condition = f"WHERE l.first AND (len(s.{dataset}) > 0 OR a.doc_id IS NOT NULL)"
            listed = f"list_concat(s.{dataset}, a.rows)"
        query = f"SELECT l.shown, {listed} AS rows FROM {source} s {join} {condition} ORDER BY l.rank"
        reader: Any = connection.sql(query, params={"files": files}).to_arrow_reader(FETCH)
        batches = (overlay.change(dataset, _flatten(dataset, batch)) for batch in reader)
    if by_year:
        write_by_year(aside, dataset, batches)
    else:
        write_parquet(aside / PART, dataset_to_schema(dataset), batches)
    return rows


def _by_document(rows: pa.Table) -> pa.Table:
    """Rows as a table of documents, each with a list of its own."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        lists.setdefault(row["doc_id"], []).append(row)
    held = pa.array(list(lists.values()), pa.list_(pa.struct(list(rows.schema))))
    return pa.table({"doc_id": pa.array(list(lists), pa.string()), "rows": held})


def _flatten(dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Lists of rows to rows; each row of documents gets the name that its file is listed under."""
    schema = dataset_to_schema(dataset)
    lists: Any = batch.column(1)
    rows = lists.flatten()
    columns = [rows.field(number).cast(field.type) for number, field in enumerate(schema)]
    if dataset == "documents":
        columns[schema.get_field_index("path")] = batch.column(0).cast(pa.string())
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def write_parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """One file with row groups of a fixed number of rows, synced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for table in _regroup(batches, schema):
                writer.write_table(table, row_group_size=ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())


def _regroup(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Batches of any size as tables of ROW_GROUP rows, the last one shorter."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        while count >= ROW_GROUP:
            table = pa.Table.from_batches(waiting, schema)
            yield table.slice(0, ROW_GROUP).combine_chunks()
            waiting = table.slice(ROW_GROUP).to_batches()
            count -= ROW_GROUP
    yield pa.Table.from_batches(waiting, schema).combine_chunks()


def write_by_year(folder: Path, dataset: str, batches: Iterable[pa.RecordBatch]) -> None:
    """A file for each fiscal year; a year's rows keep their order."""
    schema = dataset_to_schema(dataset)
    writers: dict[int | None, pq.ParquetWriter] = {}
    waiting: dict[int | None, list[pa.RecordBatch]] = {}
    with ExitStack() as stack:

        def write(year: int | None, table: pa.Table) -> None:
            if year not in writers:
                path = folder / f"{PARTITION}={NO_PARTITION if year is None else year}" / PART
                path.parent.mkdir(parents=True, exist_ok=True)
                writers[year] = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
            writers[year].write_table(table, row_group_size=ROW_GROUP)

        for batch in batches:
            years = batch.column(schema.get_field_index(PARTITION))
            for year in pc.unique(years).to_pylist():
                mask = pc.is_null(years) if year is None else pc.equal(years, year)
                waiting.setdefault(year, []).append(batch.filter(mask))
                if sum(part.num_rows for part in waiting[year]) >= ROW_GROUP:
                    table = pa.Table.from_batches(waiting[year], schema)
                    write(year, table.slice(0, ROW_GROUP).combine_chunks())
                    waiting[year] = table.slice(ROW_GROUP).to_batches()
        for year, parts in waiting.items():
            write(year, pa.Table.from_batches(parts, schema).combine_chunks())
    for file in folder.rglob("*.parquet"):
        sync_file(file)


def replace_folder(aside: Path, place: Path) -> None:
    """Put each file of `aside` in its place and remove the files of `place` that are not among them."""
    place.mkdir(parents=True, exist_ok=True)
    kept = set()
    for file in sorted(aside.rglob("*.parquet")):
        target = place / file.relative_to(aside)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, target)
        kept.add(target)
    for file in place.rglob("*.parquet"):
        if file not in kept:
            file.unlink()
    sync_folder(place)


def _remove_files(folder: Path) -> None:
    for file in folder.rglob("*.parquet") if folder.exists() else ():
        file.unlink()


def dataset_files(out: Path, dataset: str) -> list[Path]:
    """The Parquet files of a published dataset, in order. Empty where it was not published."""
    return sorted((out / dataset).rglob("*.parquet"))


def require_output(out: Path) -> None:
    """Raises NoOutput where nothing was published in `out`, Inconsistent where a dataset is missing."""
    missing = [dataset for dataset in DATASETS if not dataset_files(out, dataset)]
    if len(missing) == len(DATASETS):
        raise NoOutput(str(out))
    if missing:
        raise Inconsistent(f"{out}: {', '.join(missing)}")


def dataset_sql(out: Path, dataset: str) -> str:
    """The published rows as a subquery for DuckDB, with the columns of this kplan: one that an output of an older kplan
    has not holds its default, one that only a newer one knows is left out. Raises as require_output where the dataset
    is missing."""
    listed = dataset_files(out, dataset)
    if not listed:
        require_output(out)
    return files_sql(listed, dataset)


def files_sql(listed: Sequence[Path], dataset: str) -> str:
    """The rows of some files of a dataset as a subquery, see dataset_sql."""
    held = set(pq.read_schema(listed[0]).names)
    columns = ", ".join(
        f'"{column.name}"' if column.name in held else f'{default_sql(dataset, column)} AS "{column.name}"'
        for column in model_to_columns(DATASETS[dataset])
    )
    return f"(SELECT {columns} FROM read_parquet([{', '.join(map(_quote, listed))}], hive_partitioning = false))"


def default_sql(dataset: str, column: Column) -> str:
    """What a row that was written before the column was there holds in it."""
    default = DATASETS[dataset].model_fields[column.name].default
    value = {True: "true", False: "false"}.get(default, "NULL") if isinstance(default, bool) else "NULL"
    return f"CAST({value} AS {DUCKDB_TYPES[column.kind]})"


def read_dataset(out: Path, dataset: str, columns: list[str] | None = None) -> pa.Table:
    """A published dataset as one Arrow table."""
    tables = [pq.ParquetFile(file).read(columns=columns) for file in dataset_files(out, dataset)]
    return pa.concat_tables(tables) if tables else dataset_to_schema(dataset).empty_table()


def read_whole(out: Path, dataset: str) -> pa.Table:
    """A published dataset with the columns of this kplan, see dataset_sql, as one Arrow table."""
    with duckdb.connect() as connection:
        table: pa.Table = connection.sql(f"SELECT * FROM {dataset_sql(out, dataset)}").to_arrow_table()
    return table.cast(dataset_to_schema(dataset))


def published_rows(out: Path) -> Mapping[str, int]:
    """Rows of each published dataset, from the files' footers."""
    return {
        dataset: sum(pq.read_metadata(file).num_rows for file in dataset_files(out, dataset)) for dataset in DATASETS
    }
