"""CSV as spreadsheets and data.go.kr take it: UTF-8 with BOM, one header line, ISO dates, lists as JSON text."""

import csv
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.sinks.parquet import dataset_files, read_dataset
from schemas.dictionary import columns_of_file, schema_to_datapackage
from schemas.records import DATASETS

FORMULA = re.compile(r"[=+@\t\r].|-[+\-]*[A-Za-z0-9($.'\"@]|-\s*[A-Za-z]\w*\|", re.DOTALL)
"""What a spreadsheet takes for a formula. A sign alone (`=`, `-`) is none, nor is a dash before words (`- 나무`)."""
NUMBER = re.compile(r"[+\-]?[\d,]+(?:\.\d+)?[%가-힣\s]*")
"""What a spreadsheet reads as a number or, with its unit, as words, so that a leading sign is harmless: `-1,234`."""


def file_names() -> list[str]:
    """What `write` puts into its folder."""
    return [*(f"{dataset}.csv" for dataset in DATASETS), "datapackage.json"]


def write(out: Path, target: Path, korean: bool = True) -> None:
    """Every dataset as `target`/DATASET.csv with a Frictionless datapackage.json; `korean` gives Korean headers."""
    target.mkdir(parents=True, exist_ok=True)
    for dataset in DATASETS:
        write_dataset(out, dataset, target / f"{dataset}.csv", korean)
    (target / "datapackage.json").write_text(schema_to_datapackage(korean), encoding="utf-8")


def write_dataset(out: Path, dataset: str, path: Path, korean: bool = False) -> None:
    """One dataset, written aside and put in place whole."""
    aside = path.with_name(f".{path.name}.tmp")
    with open(aside, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header(dataset, korean))
        writer.writerows(cells for cells in dataset_cells(out, dataset))
    os.replace(aside, path)


def header(dataset: str, korean: bool) -> list[str]:
    """Column names or Korean labels."""
    return [column.korean if korean else column.name for column in columns_of_file(dataset)]


def dataset_cells(out: Path, dataset: str) -> Iterator[list[str]]:
    """Rows as text, harmless in a spreadsheet."""
    for row in dataset_values(out, dataset):
        yield [harmless(value_to_text(value)) if isinstance(value, str) else value_to_text(value) for value in row]


def dataset_values(out: Path, dataset: str) -> Iterator[tuple[object, ...]]:
    """Rows as Python values in the order of columns_of_file; a content with several paths has its first."""
    names = [column.name for column in columns_of_file(dataset)]
    paths: dict[str, str] = {}
    if dataset != "documents":
        documents = read_dataset(out, "documents", ["doc_id", "path"]).to_pylist()
        paths = {row["doc_id"]: row["path"] for row in reversed(documents)}
    for file in dataset_files(out, dataset):
        for batch in pq.ParquetFile(file).iter_batches(10_000):
            columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
            columns.setdefault("path", [paths.get(str(doc_id), "") for doc_id in columns["doc_id"]])
            yield from zip(*(columns[name] for name in names), strict=True)


def value_to_text(value: object) -> str:
    """A value as CSV has it: nothing for null, true and false, whole numbers without `.0`, JSON for lists."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
