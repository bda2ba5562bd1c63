"""Every other warehouse, through dlt (extra `dlt`): dlt://bigquery, dlt://snowflake, dlt://duckdb, ...

dlt merges by row_key what the output holds. What a failed load left behind is dropped first: dlt would else load that
and not what it is given. It keeps its credentials and its state its own way (see dlt's documents);
its telemetry is off. Column names are ASCII, so its naming rules change nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.extras import install_command
from pipeline.sinks.parquet import require_output
from pipeline.sinks.warehouse import Change, stage, staged_rows, to_arrow
from pipeline.sinks.warehouse_url import without_password, without_secrets
from schemas.errors import LoaderFailed, Missing, UnknownTarget
from schemas.records import DATASETS

DATASET_NAME = "kplan"
PIPELINE_NAME = "kplan_load"
"""dlt keeps its state under it, and names a DuckDB file by it, which may not be called as the dataset in it."""
LONGEST_DETAIL = 300


def load_by_dlt(out: Path, url: str, all_copies: bool = False) -> list[Change]:
    """Merge every dataset into the destination that the URL names. dlt does not tell inserts from updates: rows that
    were handed over stand as inserted. Raises Missing where dlt is not installed, UnknownTarget for a
    destination it does not know, LoaderFailed where it fails."""
    require_output(out)
    os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
    os.environ.setdefault("RUNTIME__LOG_LEVEL", "CRITICAL")
    try:
        import dlt
    except ImportError as error:
        raise Missing(install_command("dlt")) from error
    from dlt.common.destination.exceptions import UnknownDestinationModule

    try:
        pipeline = dlt.pipeline(
            pipeline_name=PIPELINE_NAME, destination=url.partition("://")[2], dataset_name=DATASET_NAME, progress=None
        )
    except UnknownDestinationModule as error:
        raise UnknownTarget(without_password(url)) from error
    changes = []
    with duckdb.connect() as local:
        resources = []
        for dataset in DATASETS:
            stage(local, dataset, staged_rows(out, dataset, all_copies))
            rows = to_arrow(local.sql(f"SELECT * FROM new_{dataset}"))
            changes.append(Change(dataset, rows.num_rows, 0, 0, 0))
            if rows.num_rows:
                resources.append(
                    dlt.resource(
                        _one(rows), name=dataset, write_disposition="merge", primary_key="row_key", max_table_nesting=0
                    )
                )
        try:
            pipeline.drop_pending_packages()
            pipeline.run(resources)
        except Exception as error:
            raise LoaderFailed(without_secrets(cause_to_detail(error), url)) from error
    return changes


def cause_to_detail(error: BaseException) -> str:
    """The first sentence of what is at the bottom of dlt's errors."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    sentence, _, _ = " ".join(str(error).split()).partition(". ")
    return sentence.partition(" for field ")[0][:LONGEST_DETAIL]


def _one(rows: pa.Table) -> Iterator[pa.Table]:
    yield rows
