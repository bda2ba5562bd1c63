"""What a worker answers, and what the batch takes of it: a worker that a file has taken over can lie, not act.

An answer is named parts: a head as JSON and Arrow batches without their schema. The schema is the models'; types,
nulls, choices, the document's identity and its path are checked against them before anything is stored.
"""

import hashlib
import json
from functools import cache

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

from pipeline.engine.channel import split_parts
from pipeline.engine.outcome import Outcome
from pipeline.engine.pool import NO_ANSWER
from pipeline.engine.worker import LONGEST_WORD, parts_to_error
from pipeline.frames import dataset_to_schema
from schemas.dictionary import model_to_columns
from schemas.errors import Crashed, KplanError
from schemas.records import DATASETS, Status

HEAD = "outcome"


class Head(BaseModel):
    """The facts that the journal keeps of a document."""

    model_config = ConfigDict(strict=True, extra="forbid")

    doc_id: str = Field(pattern=r"^[0-9a-f]{64}$")
    status: Status
    reason: str | None = Field(default=None, max_length=LONGEST_WORD)


def outcome_to_parts(outcome: Outcome) -> dict[str, bytes]:
    """Runs in the worker: an outcome as parts."""
    head = {"doc_id": outcome.doc_id, "status": outcome.status, "reason": outcome.reason}
    return {HEAD: json.dumps(head).encode(), **outcome.batches}


def answer_to_outcome(answer: bytes, data: bytes, path: str) -> Outcome:
    """What a worker sent for a file with these bytes and this path. Raises the KplanError that it tells, or Crashed
    where it is no answer that the models allow."""
    try:
        parts = split_parts(answer)
        if refusal := parts_to_error(parts):
            raise refusal
        head = Head.model_validate_json(parts.pop(HEAD))
        if head.doc_id != hashlib.sha256(data).hexdigest():
            raise ValueError("of another document")
        for dataset, part in parts.items():
            check_batch(dataset, part, head.doc_id)
        if read_part("documents", parts["documents"]).column("path").to_pylist() != [path]:
            raise ValueError("of another path")
    except KplanError:
        raise
    except (ValueError, KeyError, OSError, pa.ArrowException) as error:
        raise Crashed(f"{NO_ANSWER}: {type(error).__name__}") from error
    return Outcome(head.doc_id, head.status, head.reason, parts)


def read_part(dataset: str, part: bytes) -> pa.RecordBatch:
    """A part as the batch that the models say it is. Raises KeyError for an unknown dataset, or an error of Arrow."""
    return pa.ipc.read_record_batch(pa.py_buffer(part), dataset_to_schema(dataset))


def check_batch(dataset: str, part: bytes, doc_id: str) -> None:
    """Raises ValueError, KeyError or an error of Arrow where a part is not what the models allow."""
    batch = read_part(dataset, part)
    batch.validate(full=True)
    for name, nullable, choices in _rules(dataset):
        column = batch.column(name)
        if column.null_count and not nullable:
            raise ValueError(f"{name}: null")
        if choices is not None and not set(column.drop_null().unique().to_pylist()) <= choices:
            raise ValueError(f"{name}: not among its values")
    if set(batch.column("doc_id").unique().to_pylist()) != {doc_id}:
        raise ValueError("doc_id: of another document")


@cache
def _rules(dataset: str) -> tuple[tuple[str, bool, frozenset[str] | None], ...]:
    """Name, whether null is allowed, and the allowed values of each column."""
    columns = model_to_columns(DATASETS[dataset])
    return tuple((c.name, c.nullable, frozenset(c.choices) if c.choices else None) for c in columns)
