"""CSV as data.go.kr publishes it: one header line in Korean, ISO dates, codes as text, and the 컬럼정의서 beside it.

Source: 공공데이터 관리지침 (machine-readable, one fact a row, no merged cells) and the portal's 컬럼정의서 form.
"""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.sinks import LABELS
from pipeline.sinks.csv import write_dataset
from schemas.dictionary import Kind, columns_of_file

PUBLISHED = {dataset: LABELS[dataset] for dataset in ("documents", "plan", "budget", "result")}
"""Datasets that a portal publishes, and the names of their files."""
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
    """A CSV file a dataset and the definition of all their columns."""
    target.mkdir(parents=True, exist_ok=True)
    for dataset, name in PUBLISHED.items():
        write_dataset(out, dataset, target / f"{name}.csv", korean=True)
    with open(target / DEFINITION, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(DEFINITION_HEADER)
        for dataset, name in PUBLISHED.items():
            for number, column in enumerate(columns_of_file(dataset), 1):
                required = "N" if column.nullable else "Y"
                meaning = column_to_meaning(dataset, column.name)
                facts = (column.korean, column.name, TYPES[column.kind], required, meaning)
                writer.writerow((f"{name}.csv", number, *facts, ", ".join(column.choices)))


def column_to_meaning(dataset: str, name: str) -> str:
    """What a column means, in Korean. Raises KeyError for a column without a meaning."""
    meanings = _meanings()
    own: dict[str, str] = meanings.get(dataset, {})
    return own[name] if name in own else str(meanings[name])


@cache
def _meanings() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.sinks").joinpath("columns.toml").read_text(encoding="utf-8"))
