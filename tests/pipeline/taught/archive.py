"""An archive of invented documents, converted, for the tests of taught forms."""

from pathlib import Path
from typing import Any

from teaching import Rows, page, shape

from pipeline.convert import ConvertOptions, convert
from pipeline.sinks.parquet import read_dataset

HEAD = ("이름", "갑", "을")
TABLES: dict[str, Rows] = {
    "가": [HEAD, ("마을 잔치", "120", "35"), ("둑길 고치기", "80", "41")],
    "나": [HEAD, ("우물 파기", "12", "3"), ("숲 가꾸기", "9", "4"), ("배 만들기", "8", "5")],
    "다": [("이름", "갑", "정"), ("길 닦기", "31", "6"), ("담 쌓기", "14", "2")],
}
"""Two documents of one form, and one of another that differs in a word."""
SIGNATURE = shape(TABLES["가"]).signature


def make_archive(folder: Path, tables: dict[str, Rows] = TABLES, title: str = "2024년 시행계획") -> Path:
    """A folder `plans` with one page a table, and `out` made of it."""
    (folder / "plans").mkdir()
    for name, rows in tables.items():
        (folder / "plans" / f"{name}.html").write_bytes(page(title, ("꾸러미 표", rows)))
    convert_again(folder)
    return folder / "out"


def convert_again(folder: Path) -> Any:
    """Convert `plans` into `out`; the report."""
    return convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=1))


def published(out: Path, dataset: str, name: str = "") -> list[dict[str, Any]]:
    """The rows of one document, or of all."""
    documents = {d["doc_id"] for d in read_dataset(out, "documents").to_pylist() if d["path"].endswith(f"{name}.html")}
    return [row for row in read_dataset(out, dataset).to_pylist() if row["doc_id"] in documents]
