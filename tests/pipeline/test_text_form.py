"""Every text of the datasets is NFC, and a record that is already is not copied."""

import unicodedata
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.convert import ConvertOptions, convert
from pipeline.sinks.parquet import read_dataset
from pipeline.text_form import compose_record
from schemas.finding import Finding
from schemas.records import DATASETS, Plan

TEXT = "가람시 나루구 2026년 진로체험 계획\n\n| 세부사업 | 목표 |\n|---|---|\n| 진로체험 운영 | 120명 |\n"


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_a_word_is_found_however_its_file_spells_it(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "진로.txt").write_text(TEXT, encoding="utf-8")
    (source / decomposed("진로.txt")).write_text(decomposed(TEXT + "끝"), encoding="utf-8")
    convert(str(source), tmp_path / "out", ConvertOptions(jobs=1))
    with duckdb.connect(str(tmp_path / "out" / "kplan.duckdb"), read_only=True) as connection:
        for column, table in (("task", "plan"), ("text", "cells"), ("path", "documents")):
            word = "진로체험" if column != "path" else "진로"
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE {column} LIKE '%{word}%'").fetchall()
            assert found == [(2,)], column
    for dataset in DATASETS:
        for row in read_dataset(tmp_path / "out", dataset).to_pylist():
            assert all(unicodedata.is_normalized("NFC", value) for value in row.values() if isinstance(value, str))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_inputs_that_are_shown_alike_are_two_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "묶음.zip", "w") as archive:
        for text in (TEXT, TEXT + "하나", TEXT + "둘"):
            archive.writestr(zipfile.ZipInfo("계획.txt"), text)
    convert(str(tmp_path / "묶음.zip"), tmp_path / "out", ConvertOptions(jobs=1))
    name = f"{tmp_path}/묶음.zip!계획.txt"
    paths = read_dataset(tmp_path / "out", "documents").column("path").to_pylist()
    assert paths == [name, f"{name}#2", f"{name}#3"]


def test_what_is_composed_is_not_copied() -> None:
    row = Plan(row_id="p1", doc_id="a", raw="열 명", task="가")
    assert compose_record(row) is row
    changed = compose_record(row.model_copy(update={"task": decomposed("가")}))
    assert changed == row
    finding = Finding(rule="r", severity="info", message="가", numbers={decomposed("합"): 3, "글": decomposed("나")})
    assert compose_record(finding).model_dump()["numbers"] == {"합": 3, "글": "나"}
