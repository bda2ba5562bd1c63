"""What became of a batch: counts that must add up, for people, for pipelines (run.json) and for the exit code."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.exit_codes import SOME_FAILED, SOME_PARTIAL
from pipeline.sinks.parquet import dataset_files, published_rows, read_dataset
from schemas.errors import REASONS
from schemas.records import DATASETS

REPORT = "run.json"


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of one run.

    reasons    number of failed inputs by reason
    converted  documents that were read in this run; the others were done before
    rows       published rows by dataset
    numbers    numeric expressions of all documents; numbers_in_rows of them became rows, the ledger holds every one
    files      published files: path below the output, rows, bytes, sha256
    documents  path, status and reason of every input
    twins      paths of the inputs that have the same content, a tuple for each content that comes more than once; its
               rows, findings and numbers are published and counted once
    """

    inputs: int
    ok: int
    partial: int
    failed: int
    reasons: Mapping[str, int]
    converted: int
    rows: Mapping[str, int]
    numbers: int
    numbers_in_rows: int
    seconds: float
    files: list[dict[str, object]] = field(default_factory=list)
    documents: list[dict[str, object]] = field(default_factory=list)
    twins: tuple[tuple[str, ...], ...] = ()

    def repeated(self) -> int:
        """Inputs whose content another input before them has."""
        return sum(len(paths) - 1 for paths in self.twins)

    def adds_up(self) -> bool:
        """Every input is ok, partial or failed."""
        return self.inputs == self.ok + self.partial + self.failed

    def exit_code(self) -> int:
        """0 all ok; by the reason where every input failed for the same one; 3 some failed; 4 some read in part."""
        if self.failed and self.failed == self.inputs and len(self.reasons) == 1:
            return REASONS[next(iter(self.reasons))].exit_code
        if self.failed:
            return SOME_FAILED
        return SOME_PARTIAL if self.partial else 0


def write_report(out: Path, report: Report, facts: Mapping[str, object], started: float) -> None:
    """run.json, whole or not at all; `facts` are those of the run: versions, settings."""
    body = {
        **facts,
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
        "counts": {
            "inputs": report.inputs,
            "ok": report.ok,
            "partial": report.partial,
            "failed": report.failed,
            "converted": report.converted,
            "numbers": report.numbers,
            "numbers_in_rows": report.numbers_in_rows,
        },
        "same_content": report.twins,
        "documents": report.documents,
        "reasons": dict(report.reasons),
        "rows": dict(report.rows),
        "files": report.files,
    }
    aside = out / f".{REPORT}.tmp"
    aside.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(aside, out / REPORT)


def read_report(out: Path) -> dict[str, Any]:
    """The run.json of an output, empty where there is none."""
    try:
        body: dict[str, Any] = json.loads((out / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return body


def known_files(out: Path) -> list[dict[str, object]] | None:
    """The published files as the last run listed them, None where one is missing or has another size."""
    files: list[dict[str, Any]] = read_report(out).get("files", [])
    for file in files:
        try:
            if (out / file["path"]).stat().st_size != file["bytes"]:
                return None
        except OSError:
            return None
    return files or None


def describe_run(
    statuses: Mapping[tuple[str, str | None], int],
    out: Path,
    converted: int,
    seconds: float,
    files: list[dict[str, object]] | None,
) -> Report:
    """Count what the journal and the published files say; `files` where they are known from before."""
    by_status: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for (status, reason), count in statuses.items():
        by_status[status] += count
        if status == "failed":
            reasons[reason or "Internal"] += count
    columns = ["doc_id", "path", "status", "reason", "numbers", "numbers_in_rows"]
    documents = read_dataset(out, "documents", columns).to_pylist()
    by_content: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        by_content.setdefault(document["doc_id"] or document["path"], []).append(document)
    return Report(
        inputs=len(documents),
        ok=by_status["ok"],
        partial=by_status["partial"],
        failed=by_status["failed"],
        reasons=dict(reasons.most_common()),
        converted=converted,
        rows=published_rows(out),
        numbers=sum(same[0]["numbers"] for same in by_content.values()),
        numbers_in_rows=sum(same[0]["numbers_in_rows"] for same in by_content.values()),
        seconds=seconds,
        files=files or [describe_file(out, file) for dataset in DATASETS for file in dataset_files(out, dataset)],
        documents=[{name: document[name] for name in ("path", "status", "reason")} for document in documents],
        twins=tuple(tuple(one["path"] for one in same) for same in by_content.values() if len(same) > 1),
    )


def describe_file(out: Path, file: Path) -> dict[str, object]:
    """A published file as run.json lists it."""
    with open(file, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "path": str(file.relative_to(out)),
        "rows": pq.read_metadata(file).num_rows,
        "bytes": file.stat().st_size,
        "sha256": digest,
    }
