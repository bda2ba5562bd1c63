"""What a new output says otherwise than an old one, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.sinks.parquet import require_output
from pipeline.sinks.warehouse import stage
from schemas.dictionary import model_to_columns
from schemas.records import DATASETS


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is added, removed or changed. `before` and `after` hold the columns that differ (all of a row that
    is only on one side); `row` is the whole row, the new one where there are two."""

    dataset: str
    kind: str
    row_key: str
    doc_id: str
    before: dict[str, object]
    after: dict[str, object]
    row: dict[str, object]


def diff_outputs(old: Path, new: Path, datasets: tuple[str, ...] = tuple(DATASETS)) -> Iterator[Difference]:
    """Every row that differs, in the order of datasets and keys. A row that other bytes gave is another row: its
    document has another id."""
    require_output(old)
    require_output(new)
    with duckdb.connect() as connection:
        for dataset in datasets:
            stage(connection, old, dataset)
            connection.execute(f"ALTER TABLE new_{dataset} RENAME TO old_{dataset}")
            stage(connection, new, dataset)
            names = [column.name for column in model_to_columns(DATASETS[dataset])]
            sides = [f'{side}."{name}"' for side in ("o", "n") for name in names]
            rows = connection.execute(
                f"SELECT coalesce(o.row_key, n.row_key), o.row_key IS NULL, n.row_key IS NULL, {', '.join(sides)} "
                f"FROM old_{dataset} o FULL JOIN new_{dataset} n USING (row_key) "
                "WHERE o.row_hash IS DISTINCT FROM n.row_hash ORDER BY 1"
            ).fetchall()
            for key, added, removed, *values in rows:
                yield _difference(dataset, names, key, added, removed, values)


def _difference(
    dataset: str, names: list[str], key: str, added: bool, removed: bool, values: list[object]
) -> Difference:
    before = dict(zip(names, values[: len(names)], strict=True))
    after = dict(zip(names, values[len(names) :], strict=True))
    doc_id = str(after["doc_id"] if added else before["doc_id"])
    if added:
        return Difference(dataset, "added", key, doc_id, {}, after, after)
    if removed:
        return Difference(dataset, "removed", key, doc_id, before, {}, before)
    changed = [name for name in names if before[name] != after[name]]
    return Difference(
        dataset,
        "changed",
        key,
        doc_id,
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
        after,
    )
