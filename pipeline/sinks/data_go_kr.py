"""CSV as data.go.kr publishes it: one header line in Korean, ISO dates, codes as text, and the 컬럼정의서 beside it.

Source: 공공데이터 관리지침 (machine-readable, one fact a row, no merged cells) and the portal's 컬럼정의서 form.
"""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.sinks import LABELS
from pipeline.sinks.csv import dataset_values, harmless, value_to_text
from pipeline.sinks.difference import file_name
from pipeline.sinks.parquet import read_dataset
from schemas.dictionary import Column, Kind, columns_of_file

PUBLISHED = {dataset: LABELS[dataset] for dataset in ("documents", "plan", "budget", "result")}
"""Datasets that a portal publishes, and the names of their files."""
PRIVATE = frozenset({"officer"})
"""Columns that are not for the public."""
DEFINITION = "컬럼정의서.csv"
DEFINITION_HEADER = ("파일명", "순번", "컬럼명", "영문명", "데이터타입", "필수여부", "설명", "허용값")
TYPES: dict[Kind, str] = {
    "string": "문자",
    "integer": "정수",
    "number": "실수",
    "boolean": "논리",
    "date": "날짜(YYYY-MM-DD)",
    "strings": "목록(JSON)",
    "integers": "목록(JSON)",
    "numbers": "목록(JSON)",
    "json": "JSON",
}


def file_names() -> list[str]:
    """What `write` puts into its folder."""
    return [*(f"{name}.csv" for name in PUBLISHED.values()), DEFINITION]


def write(out: Path, target: Path) -> None:
    """A CSV file a dataset and the definition of all their columns. A portal publishes neither the folders of the
    machine nor the names of officers, and a document once, whatever formats it comes in."""
    target.mkdir(parents=True, exist_ok=True)
    left_out = copied_documents(out)
    for dataset, name in PUBLISHED.items():
        with open(target / f"{name}.csv", "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.korean for column in published_columns(dataset))
            writer.writerows(published_rows(out, dataset, left_out))
    with open(target / DEFINITION, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(DEFINITION_HEADER)
        for dataset, name in PUBLISHED.items():
            for number, column in enumerate(published_columns(dataset), 1):
                required = "N" if column.nullable else "Y"
                meaning = column_to_meaning(dataset, column.name)
                facts = (column.korean, column.name, TYPES[column.kind], required, meaning)
                writer.writerow((f"{name}.csv", number, *facts, ", ".join(column.choices)))


def published_columns(dataset: str) -> tuple[Column, ...]:
    """The columns that a portal publishes."""
    return tuple(column for column in columns_of_file(dataset) if column.name not in PRIVATE)


def published_rows(out: Path, dataset: str, left_out: frozenset[str]) -> Iterator[list[str]]:
    """Rows as text, harmless in a spreadsheet; of a path the name of the file."""
    columns = columns_of_file(dataset)
    kept = [number for number, column in enumerate(columns) if column.name not in PRIVATE]
    identity = next(number for number, column in enumerate(columns) if column.name == "doc_id")
    for values in dataset_values(out, dataset):
        if values[identity] not in left_out:
            shown = [file_name(str(values[0])), *(values[number] for number in kept[1:])]
            yield [harmless(value_to_text(v)) if isinstance(v, str) else value_to_text(v) for v in shown]


def copied_documents(out: Path) -> frozenset[str]:
    """doc_id of each document that is another one in another format."""
    documents = read_dataset(out, "documents", ["doc_id", "same_as"]).to_pylist()
    return frozenset(row["doc_id"] for row in documents if row["same_as"])


def column_to_meaning(dataset: str, name: str) -> str:
    """What a column means, in Korean. Raises KeyError for a column without a meaning."""
    meanings = _meanings()
    own: dict[str, str] = meanings.get(dataset, {})
    return own[name] if name in own else str(meanings[name])


@cache
def _meanings() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.sinks").joinpath("columns.toml").read_text(encoding="utf-8"))
