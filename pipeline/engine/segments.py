"""Where finished documents wait to be published: one Parquet file for some hundred of them, one row a document.

A column a dataset, each a list of that dataset's rows. A segment is written under a temporary name, synced and
renamed; it counts only once the journal names it.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.outcome import Outcome
from pipeline.frames import dataset_to_schema
from schemas.records import DATASETS

TEMPORARY = ".tmp"


def outcomes_to_table(outcomes: Sequence[Outcome]) -> pa.Table:
    """One row a document, one list column a dataset."""
    columns: dict[str, Any] = {}
    for dataset in DATASETS:
        schema = dataset_to_schema(dataset)
        batches = []
        offsets = [0]
        for outcome in outcomes:
            rows = 0
            if dataset in outcome.batches:
                batch = pa.ipc.read_record_batch(pa.py_buffer(outcome.batches[dataset]), schema)
                batches.append(batch)
                rows = batch.num_rows
            offsets.append(offsets[-1] + rows)
        table = pa.Table.from_batches(batches, schema).combine_chunks()
        whole = table.to_batches()
        structs = whole[0].to_struct_array() if whole else pa.array([], pa.struct(list(schema)))
        columns[dataset] = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)
    return pa.table(columns)


def segment_name(outcomes: Sequence[Outcome], version: str) -> str:
    """Name from what is in it: the same documents read by the same version give the same name."""
    digest = hashlib.sha256(version.encode())
    for outcome in outcomes:
        digest.update(outcome.doc_id.encode())
        digest.update(hashlib.sha256(outcome.batches["documents"]).digest())
    return f"{digest.hexdigest()[:32]}.parquet"


def write_segment(folder: Path | str, name: str, table: pa.Table) -> None:
    """Durable on return. In a folder: written aside, synced, renamed, and the folder synced. Under the URL of a store
    (s3://..., gs://...): uploaded under its name, which such stores do whole or not at all."""
    if isinstance(folder, str) and "://" in folder:
        import fsspec

        with fsspec.open(f"{folder.rstrip('/')}/{name}", "wb") as upload:
            pq.write_table(table, upload, compression="zstd", compression_level=1, write_statistics=False)
        return
    folder = Path(folder)
    temporary = folder / f"{name}{TEMPORARY}{os.getpid()}"
    with open(temporary, "wb") as file:
        pq.write_table(table, file, compression="zstd", compression_level=1, write_statistics=False)
        reached("segment written")
        file.flush()
        os.fsync(file.fileno())
    reached("segment synced")
    os.replace(temporary, folder / name)
    reached("segment renamed")
    sync_folder(folder)
    reached("folder synced")


def is_whole(segment: Path) -> bool:
    """Whether a segment is there and is Parquet from its first to its last bytes."""
    try:
        pq.read_metadata(segment)
    except (OSError, pa.ArrowException):
        return False
    return True


def fetch_segment(store: str, name: str, folder: Path) -> None:
    """Bring a segment from the store it was uploaded to, durably, and drop it there."""
    import fsspec

    filesystem, root = fsspec.core.url_to_fs(store)
    remote = f"{root.rstrip('/')}/{name}"
    temporary = folder / f"{name}{TEMPORARY}"
    filesystem.get_file(remote, str(temporary))
    sync_file(temporary)
    os.replace(temporary, folder / name)
    sync_folder(folder)
    filesystem.rm_file(remote)


def sync_file(path: Path) -> None:
    """Make what is in a file durable."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


COMMIT_POINTS = (
    "segment written",
    "segment synced",
    "segment renamed",
    "folder synced",
    "before commit",
    "after commit",
    "dataset written",
    "dataset replaced",
    "database written",
    "database replaced",
    "publication recorded",
)
"""Where a kill could leave two stores in disagreement, in the order in which a batch passes them."""


def reached(point: str) -> None:
    """A commit point is passed; tests replace this function by one that ends the process or fills the disk here."""
