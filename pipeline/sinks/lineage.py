"""Where datasets come from: OpenLineage run events as JSON lines beside the output (lineage.jsonl)."""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.engine.report import Report
from pipeline.sinks.parquet import dataset_files
from schemas.records import DATASETS

LINEAGE = "lineage.jsonl"
PRODUCER = "urn:kplan"
EVENT_SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
VERSION_FACET = "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json"
MOST_INPUTS = 10_000
"""An event names this many inputs; the dataset documents names all."""


def write_lineage(out: Path, report: Report, facts: Mapping[str, object], started: float) -> None:
    """Append a START and a COMPLETE event of one run: inputs with sha256, versions and settings, outputs, counts."""
    run_id = str(uuid.uuid4())
    run = {"runId": run_id, "facets": {"kplan": {"_producer": PRODUCER, "_schemaURL": PRODUCER, **facts}}}
    base = {
        "run": run,
        "job": {"namespace": "kplan", "name": "convert"},
        "producer": PRODUCER,
        "schemaURL": EVENT_SCHEMA,
    }
    first = datetime.fromtimestamp(started, UTC).isoformat()
    last = datetime.fromtimestamp(started + report.seconds, UTC).isoformat()
    outputs = [_output(out, dataset, report) for dataset in DATASETS]
    events = [
        {"eventType": "START", "eventTime": first, **base, "inputs": [], "outputs": []},
        {"eventType": "COMPLETE", "eventTime": last, **base, "inputs": list(_inputs(out)), "outputs": outputs},
    ]
    _append_whole(out / LINEAGE, "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events))


def _append_whole(path: Path, text: str) -> None:
    """Append all of a text or nothing: half a line would spoil the file for its readers. Raises OSError."""
    with open(path, "ab", buffering=0) as file:
        before = file.tell()
        data = text.encode()
        try:
            while data:
                data = data[file.write(data) or 0 :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise


def _inputs(out: Path) -> Iterator[dict[str, object]]:
    left = MOST_INPUTS
    for file in dataset_files(out, "documents"):
        for batch in pq.ParquetFile(file).iter_batches(1000, columns=["path", "doc_id"]):
            for row in batch.to_pylist()[:left]:
                version = {"_producer": PRODUCER, "_schemaURL": VERSION_FACET, "datasetVersion": row["doc_id"]}
                yield {"namespace": "file", "name": row["path"], "facets": {"version": version}}
            left -= batch.num_rows
            if left <= 0:
                return


def _output(out: Path, dataset: str, report: Report) -> dict[str, object]:
    statistics = {"_producer": PRODUCER, "_schemaURL": PRODUCER, "rowCount": report.rows[dataset]}
    return {"namespace": "file", "name": str(out / dataset), "outputFacets": {"outputStatistics": statistics}}
