"""What a new output says otherwise than an old one.

Documents are paired first: the same bytes, the same path, the same file name, the same issuer, year and title. Within a
pair, rows are matched by what they are about (fact_key), so that an edited file differs in what was edited. Where a row
stands, and the text that it was read from, are no difference; nor is the folder that the files lie in.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.fact_keys import EVIDENCE, FACT_PART, title_letters
from pipeline.sinks.parquet import dataset_sql, require_output
from schemas.dictionary import model_to_columns
from schemas.records import DATASETS

KINDS = ("changed", "added", "removed")
FACT_KEY = f"coalesce({FACT_PART}, row_id)"
ROW_KEYS: dict[str, str] = {
    "plan": FACT_KEY,
    "budget": FACT_KEY,
    "result": FACT_KEY,
    "findings": "concat_ws(chr(31), rule, message)",
    "checks": "rule",
    "ledger": "concat_ws(chr(31), raw, reason)",
    "tables": 'CAST("table" AS VARCHAR)',
    "cells": 'concat_ws(chr(47), "table", row, col)',
}
"""What a row of a document is known by, in SQL; equal ones are matched in their order."""
UNCOMPARED: dict[str, tuple[str, ...]] = {
    "documents": (
        "doc_id",
        "bytes",
        "extractor",
        "rows",
        "findings",
        "numbers",
        "numbers_in_rows",
        "same_as",
        "same_as_reason",
    ),
    "findings": ("doc_id", "row_ids", "raw", "page", "block", "row", "col", "lines", "numbers"),
    "ledger": ("doc_id", "row_id", "page", "block", "row", "col", "line", "bbox"),
    "tables": ("doc_id", "page", "block", "line", "bbox", "continues"),
    "cells": ("doc_id", "page", "line", "bbox"),
    "checks": ("doc_id",),
}
"""Columns that are no difference: where a row stands, what follows from others. Of facts: EVIDENCE."""
PLACES = ("page", "block", "table", "row", "col", "line")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is added, removed or changed.

    row_key  what the row is known by within its document
    path     the document, as the new output names it where it has it
    before   the columns that differ, as they were; of a removed row all
    after    the same as they are; of an added row all
    row      the whole row, the new one where there are two
    """

    dataset: str
    kind: str
    row_key: str
    doc_id: str
    path: str
    before: dict[str, object]
    after: dict[str, object]
    row: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of documents that belong together, and the number of the pair that each doc_id is in on either side."""

    documents: list[tuple[dict[str, Any] | None, dict[str, Any] | None]]
    old: dict[str, int]
    new: dict[str, int]
    paths: dict[int, str]


def diff_outputs(old: Path, new: Path, datasets: tuple[str, ...] = tuple(DATASETS)) -> list[Difference]:
    """Every row that differs, document by document in the order of their paths: what changed, what was added, what was
    removed, each in reading order."""
    require_output(old)
    require_output(new)
    with duckdb.connect() as connection:
        pairs = pair_documents(read_documents(connection, old), read_documents(connection, new))
        _register_pairs(connection, "old_pairs", pairs.old)
        _register_pairs(connection, "new_pairs", pairs.new)
        found = list(diff_documents(pairs)) if "documents" in datasets else []
        for dataset in datasets:
            if dataset != "documents":
                found += _diff_dataset(connection, dataset, (old, new), pairs.paths)
    return sorted(found, key=_reading_order)


def _reading_order(difference: Difference) -> tuple[object, ...]:
    places = (difference.row.get(name) for name in PLACES)
    numbers = tuple(place if isinstance(place, int) else -1 for place in places)
    order = (KINDS.index(difference.kind), list(DATASETS).index(difference.dataset))
    return (difference.path, *order, numbers, difference.row_key)


def read_documents(connection: duckdb.DuckDBPyConnection, out: Path) -> list[dict[str, Any]]:
    """The rows of documents."""
    table: pa.Table = connection.sql(f"SELECT * FROM {dataset_sql(out, 'documents')} ORDER BY path").to_arrow_table()
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def pair_documents(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Pairs:
    """Each document of one side with the one that it became; the surest sign first, the weak ones only where no other
    document has the same."""
    left, right = list(old), list(new)
    documents: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    for sign, unique in SIGNS:
        paired = _pairs_by(sign, left, right, unique)
        documents += paired
        taken = {id(row) for pair in paired for row in pair}
        left, right = ([row for row in side if id(row) not in taken] for side in (left, right))
    documents += [(row, None) for row in left] + [(None, row) for row in right]
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    paths: dict[int, str] = {}
    for number, pair in enumerate(documents):
        for row, taken_ids in zip(pair, numbers, strict=True):
            if row is not None and row["doc_id"]:
                taken_ids.setdefault(row["doc_id"], number)
        paths[number] = str((pair[1] or pair[0] or {})["path"])
    return Pairs(documents, *numbers, paths)


def _pairs_by(
    sign: Callable[[dict[str, Any]], Hashable], old: list[dict[str, Any]], new: list[dict[str, Any]], unique: bool
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    sides: tuple[dict[Hashable, list[dict[str, Any]]], ...] = ({}, {})
    for rows, held in zip((old, new), sides, strict=True):
        for row in rows:
            if (key := sign(row)) is not None:
                held.setdefault(key, []).append(row)
    return [
        pair
        for key, before in sides[0].items()
        if (after := sides[1].get(key)) and not (unique and (len(before) > 1 or len(after) > 1))
        for pair in zip(before, after, strict=False)
    ]


def file_name(path: str) -> str:
    """The last part of a path, also of a file in an archive."""
    return path.replace("!", "/").replace("\\", "/").rpartition("/")[2]


def _title_of(row: dict[str, Any]) -> Hashable:
    title = title_letters(row["title"] or "")
    return (row["org"], row["doc_type"], row["fiscal_year"], title) if title else None


SIGNS: tuple[tuple[Callable[[dict[str, Any]], Hashable], bool], ...] = (
    (lambda row: (row["doc_id"], row["path"]), False),
    (lambda row: (row["doc_id"], file_name(row["path"])) if row["doc_id"] else None, False),
    (lambda row: row["path"], False),
    (lambda row: row["doc_id"] or None, False),
    (lambda row: file_name(row["path"]), True),
    (_title_of, True),
)
"""What two rows of documents may have in common, and whether no other may have the same."""


def diff_documents(pairs: Pairs) -> Iterator[Difference]:
    """Documents that are added, removed, renamed, or told otherwise."""
    names = [column.name for column in model_to_columns(DATASETS["documents"])]
    for number, (before, after) in enumerate(pairs.documents):
        row = after or before or {}
        facts = ("documents", row["path"], row["doc_id"], pairs.paths[number])
        if before is None or after is None:
            kind = "added" if before is None else "removed"
            yield _difference(kind, facts, before or {}, after or {})
        else:
            compared = [name for name in names if name not in (*UNCOMPARED["documents"], "path")]
            changed = [name for name in compared if before[name] != after[name]]
            changed += ["path"] * (file_name(before["path"]) != file_name(after["path"]))
            if changed:
                yield _difference("changed", facts, before, after, changed)


def _difference(
    kind: str,
    facts: tuple[str, str, str, str],
    before: dict[str, Any],
    after: dict[str, Any],
    changed: Sequence[str] = (),
) -> Difference:
    """`facts` are dataset, row_key, doc_id and path; `changed` names the columns of a changed row that differ."""
    dataset, row_key, doc_id, path = facts
    was, now = ({name: side[name] for name in changed or side} for side in (before, after))
    return Difference(dataset, kind, row_key, doc_id, path, was, now, after or before)


def _register_pairs(connection: duckdb.DuckDBPyConnection, name: str, numbers: dict[str, int]) -> None:
    table = pa.table(
        {"doc_id": pa.array(list(numbers), pa.string()), "pair": pa.array(list(numbers.values()), pa.int64())}
    )
    connection.register("numbered", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM numbered")
    connection.unregister("numbered")


def _diff_dataset(
    connection: duckdb.DuckDBPyConnection, dataset: str, outs: tuple[Path, Path], paths: dict[int, str]
) -> Iterator[Difference]:
    """Rows of one dataset that are on one side only, or differ in what is compared."""
    names = [column.name for column in model_to_columns(DATASETS[dataset])]
    compared = [name for name in names if name not in UNCOMPARED.get(dataset, EVIDENCE)]
    for side, out in zip(("old", "new"), outs, strict=True):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {side}_rows AS {_known_rows(dataset, out, side, compared)}")
    sides = ", ".join(f'{side}."{name}"' for side in ("o", "n") for name in names)
    rows = connection.execute(
        f"SELECT pair, known_by, o.nth IS NULL, n.nth IS NULL, {sides} "
        "FROM old_rows o FULL JOIN new_rows n USING (pair, known_by, nth) WHERE o.content IS DISTINCT FROM n.content"
    ).fetchall()
    for pair, key, added, removed, *values in rows:
        before = {} if added else dict(zip(names, values[: len(names)], strict=True))
        after = {} if removed else dict(zip(names, values[len(names) :], strict=True))
        facts = (dataset, key, str((after or before)["doc_id"]), paths[pair])
        if added or removed:
            yield _difference("added" if added else "removed", facts, before, after)
        else:
            yield _difference("changed", facts, before, after, [n for n in compared if before[n] != after[n]])


def _known_rows(dataset: str, out: Path, side: str, compared: Sequence[str]) -> str:
    """Query for the rows of an output with their pair, what they are known by, which of the equal ones they are, and a
    hash of what is compared."""
    values = ", ".join(f'"{name}"' for name in compared)
    return (
        "SELECT *, row_number() OVER (PARTITION BY pair, known_by ORDER BY place) AS nth FROM ("
        f"SELECT d.*, p.pair, {ROW_KEYS[dataset]} AS known_by, hash({values}) AS content, "
        f"row_number() OVER () AS place FROM {dataset_sql(out, dataset)} d JOIN {side}_pairs p USING (doc_id))"
    )
