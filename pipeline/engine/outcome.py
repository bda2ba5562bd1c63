"""What a worker hands back for one file: plain data that always survives the way between processes."""

from dataclasses import dataclass, field

from pipeline.engine.job import bytes_to_datasets, failure_to_record, refusals
from pipeline.frames import Datasets, rows_to_batch
from pipeline.interpret.interpretation import Settings
from schemas.errors import KplanError
from schemas.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file, done.

    doc_id   sha256 of its bytes
    batches  Arrow record batches by dataset in IPC form without their schema (the models give it); empty ones left out
    reason   why it failed, None where it did not
    """

    doc_id: str
    status: str
    reason: str | None = None
    batches: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the batches."""
        return sum(map(len, self.batches.values()))


def bytes_to_outcome(data: bytes, path: str, settings: Settings, options: ReadOptions) -> Outcome:
    """One file, whatever becomes of it; raises nothing that a file can cause."""
    try:
        with refusals():
            return datasets_to_outcome(bytes_to_datasets(data, path, settings, options))
    except KplanError as error:
        return failure_to_outcome(error, path, data)


def datasets_to_outcome(datasets: Datasets) -> Outcome:
    """Rows as Arrow batches beside the facts that the journal keeps of the document."""
    record = datasets["documents"][0].model_dump(include={"doc_id", "status", "reason"})
    batches = {name: rows_to_batch(name, rows).serialize().to_pybytes() for name, rows in datasets.items() if rows}
    return Outcome(record["doc_id"], record["status"], record["reason"], batches)


def failure_to_outcome(error: KplanError, path: str, data: bytes | None) -> Outcome:
    """A file that gave nothing but its row in documents."""
    return datasets_to_outcome({"documents": [failure_to_record(error, path, data)]})
