"""Datasets out of the house. Parquet is the truth; everything else is built from the published Parquet."""

import hashlib
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

Sink = Callable[[Path, Path], None]
"""Folder of the published Parquet, and the file or folder to write."""

SINKS: dict[str, str] = {
    "csv": "pipeline.sinks.csv",
    "xlsx": "pipeline.sinks.xlsx",
}
"""Name to the module whose `write` is the sink; imported when it is asked for."""
PROFILES: dict[str, str] = {"data-go-kr": "pipeline.sinks.data_go_kr"}
"""Forms that a publisher prescribes, in the same way."""
EXPORTS = "export"
"""Folder of an output that exports go to where no other place is named."""
BOOK = "kplan.xlsx"

LABELS: dict[str, str] = {
    "documents": "문서",
    "plan": "계획",
    "budget": "예산",
    "result": "실적",
    "findings": "지적",
    "checks": "검산",
    "ledger": "숫자 대장",
    "tables": "표",
    "cells": "칸",
}
"""What people call the datasets: names of sheets and of published files."""
SHEETS = ("documents", "plan", "budget", "result", "findings", "checks", "ledger")
"""Datasets that are sheets of the workbook."""


DECIDING = ("additions.py", "anchors.py", "applying.py", "decisions.py")
"""Files of pipeline.audit that decide what becomes of a decision."""


@cache
def _values() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__name__).joinpath("values.toml").read_text(encoding="utf-8"))


def value_names(column: str) -> dict[str, str]:
    """What people call the values of a closed column. Raises KeyError for a column that has none."""
    return _values()[column]


def publication_version() -> str:
    """Hex sha256 of the code and the SQL of the sinks and of what applies decisions: where it is another one, published
    files are made anew."""
    digest = hashlib.sha256()
    for folder in (files(__name__), files(__name__).joinpath("sql")):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".sql", ".csv", ".toml")):
                digest.update(f"{file.name}\0".encode() + file.read_bytes())
    for name in DECIDING:
        digest.update(files("pipeline.audit").joinpath(name).read_bytes())
    return digest.hexdigest()
