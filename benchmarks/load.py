"""What a load costs, against dlt in the same run: first load, identical rerun, five rows in a hundred changed.

    python benchmarks/load.py [--rows 100000] [--targets duckdb postgresql]

Prints seconds and the ratio to dlt (upsert by the same key) for DuckDB and PostgreSQL.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "pipeline"))

from outputs import DOC, document, write_output
from postgres_server import running_postgres

from pipeline.frames import dataset_to_schema
from pipeline.sinks.parquet import PART, write_parquet
from pipeline.sinks.warehouse import load

BARS = {"first": 2.0, "identical": 10.0}


def make_output(out: Path, rows: int, changed: int) -> Path:
    """An output with `rows` planned things in one document, `changed` of them with another number."""
    write_output(out, {"documents": [document()]})
    numbers = range(rows)
    step = rows // changed if changed else 0
    columns: dict[str, list[Any]] = {
        "row_id": [f"row-{number:08}" for number in numbers],
        "doc_id": [DOC] * rows,
        "fact_key": [f"00000000-{number:016}" for number in numbers],
        "org": ["가람특별시 나루구"] * rows,
        "fiscal_year": [2020 + number % 7 for number in numbers],
        "period_start": [date(2020 + number % 7, 1, 1) for number in numbers],
        "period_end": [date(2020 + number % 7, 12, 31) for number in numbers],
        "task": [f"세부사업 {number % 997}" for number in numbers],
        "task_key": [f"세부사업{number % 997}" for number in numbers],
        "department": [f"제{number % 31}과" for number in numbers],
        "additive": [True] * rows,
        "raw": [f"나루터 정비 {number}개소" for number in numbers],
        "confidence": ["certain"] * rows,
        "target": [number + (0.5 if step and number % step == 0 else 0.0) for number in numbers],
        "unit": ["개소"] * rows,
        "comparator": ["="] * rows,
        "cumulative": [False] * rows,
        "superseded": [False] * rows,
    }
    schema = dataset_to_schema("plan")
    table = pa.table([pa.array(columns.get(f.name, [None] * rows), f.type) for f in schema], schema=schema)
    write_parquet(out / "plan" / PART, schema, table.to_batches())
    return out


def timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def run_dlt(out: Path, destination: Any, folder: Path) -> None:
    """The peer: dlt's upsert of the same rows by the same key, as Parquet (its fastest way), without list columns."""
    import dlt

    rows = pq.read_table(out / "plan" / PART).drop_columns("bbox")
    merge = {"disposition": "merge", "strategy": "upsert"}
    resource = dlt.resource([rows], name="plan", write_disposition=merge, primary_key="row_id")
    dlt.pipeline("bench", pipelines_dir=str(folder), destination=destination, dataset_name="peer").run(
        resource, loader_file_format="parquet"
    )


def measure(target: str, server: str | None, folder: Path, outputs: dict[str, Path]) -> None:
    """Print one line a stage."""
    import dlt

    if target == "duckdb":
        url = f"duckdb://{folder / 'own.duckdb'}"
        destination = dlt.destinations.duckdb(str(folder / "dlt.duckdb"))
    else:
        url = str(server)
        destination = dlt.destinations.postgres(url.replace("kplan@", "kplan:kplan@"))
    for stage, out in outputs.items():
        own = timed(lambda out=out: load(out, url))
        peer = timed(lambda out=out: run_dlt(out, destination, folder / f"dlt-{target}"))
        bar = f" (bar >= {BARS[stage]:g})" if stage in BARS else ""
        print(f"{target:10} {stage:10} own {own:6.2f} s  dlt {peer:6.2f} s  {peer / own:5.1f} x{bar}", flush=True)


def main() -> None:
    """Every target, every stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--targets", nargs="+", default=["duckdb", "postgresql"])
    options = parser.parse_args()
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    import dlt  # noqa: F401, imported before the clock starts

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outputs = {
            "first": make_output(folder / "first", options.rows, 0),
            "identical": folder / "first",
            "5 % new": make_output(folder / "changed", options.rows, options.rows // 20),
        }
        for target in options.targets:
            with running_postgres() if target == "postgresql" else nullcontext() as server:
                measure(target, server, folder, outputs)


if __name__ == "__main__":
    main()
