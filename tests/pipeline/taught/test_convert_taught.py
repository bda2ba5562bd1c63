"""`kplan convert` reads forms.toml: every document of the form changes, and a broken file is told in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from archive import SIGNATURE, TABLES, make_archive, published

from pipeline.convert import ConvertOptions, convert
from pipeline.engine.version import fingerprint
from pipeline.interpret.interpretation import Settings
from pipeline.sinks.parquet import read_dataset
from pipeline.taught.file import FORMS, save_form, text_to_forms
from pipeline.taught.model import Forms, TaughtForm
from schemas.errors import BadForms, Withheld
from schemas.options import ReadOptions

COLUMNS = [
    {"column": 1, "is": "task"},
    {"column": 2, "is": "target", "unit": "명", "year": 2024},
    {"column": 3, "is": "ignore", "reason": "weight"},
]
TAUGHT = TaughtForm.model_validate({"signature": SIGNATURE, "who": "이새론", "column": COLUMNS})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_archive(tmp_path)
    return tmp_path


def run(folder: Path) -> dict[str, Any]:
    convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=1))
    body: dict[str, Any] = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    return body


def targets(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return [(row["task"], row["target"], row["unit"]) for row in published(folder / "out", "plan", name)]


def test_every_document_of_the_form_changes_and_no_other(folder: Path) -> None:
    first = run(folder)
    before = {name: targets(folder, name) for name in TABLES}
    assert "forms" not in first["settings"]
    save_form(folder / "out", TAUGHT)
    second = run(folder)
    assert second["fingerprint"] != first["fingerprint"]
    assert targets(folder, "가") == [("마을 잔치", 120, "명"), ("둑길 고치기", 80, "명")]
    assert targets(folder, "나") == [("우물 파기", 12, "명"), ("숲 가꾸기", 9, "명"), ("배 만들기", 8, "명")]
    assert targets(folder, "다") == before["다"]
    assert [one["signature"] for one in json.loads(second["settings"]["forms"])] == [TAUGHT.signature]
    ledger = read_dataset(folder / "out", "ledger").to_pylist()
    assert {n["raw"] for n in ledger if n["reason"] == "weight"} == {"35", "41", "3", "4", "5"}


def test_nothing_is_read_again_for_a_word_that_decides_nothing(folder: Path) -> None:
    def read_again() -> int:
        return convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=1)).converted

    run(folder)
    save_form(folder / "out", TAUGHT)
    assert read_again() == len(TABLES)
    save_form(folder / "out", TAUGHT.model_copy(update={"why": "까닭", "who": "다른 이"}))
    assert read_again() == 0
    one = Settings(forms=Forms(form=(TAUGHT,)))
    other = Settings(forms=Forms(form=(TAUGHT.model_copy(update={"why": "까닭", "who": "다른 이"}),)))
    assert fingerprint(one, ReadOptions()) == fingerprint(other, ReadOptions())
    assert fingerprint(one, ReadOptions()) != fingerprint(Settings(), ReadOptions())


@pytest.mark.parametrize(("language", "words"), [("ko", "모르는 항목"), ("en", "an unknown key")])
def test_a_broken_file_is_told_and_leaves_the_output_as_it_was(folder: Path, language: str, words: str) -> None:
    run(folder)
    before = targets(folder, "가")
    (folder / "out" / FORMS).write_text(f'[[form]]\nsignature = "{TAUGHT.signature}"\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(BadForms):
        run(folder)
    command = [sys.executable, "-m", "pipeline", "convert", str(folder / "plans"), "--out", str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "KPLAN_LANG": language})
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert targets(folder, "가") == before


def test_a_file_written_by_hand_is_enough(folder: Path) -> None:
    text = f'[[form]]\nsignature = "{TAUGHT.signature}"\n[[form.column]]\ncolumn = 2\nis = "result"\nunit = "건"\n'
    (folder / "out" / FORMS).write_text(text, encoding="utf-8")
    assert text_to_forms(text).form[0].who == ""
    run(folder)
    found = read_dataset(folder / "out", "result").to_pylist()
    assert {(row["value"], row["unit"]) for row in found if row["unit"] == "건"} == {
        *((120, "건"), (80, "건"), (12, "건"), (9, "건"), (8, "건"))
    }


def test_an_output_without_names_is_taught_and_shows_no_source(folder: Path) -> None:
    save_form(folder / "out", TAUGHT)
    convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=1, redaction_key="열쇠"))
    assert [(value, unit) for _, value, unit in targets(folder, "가")] == [(120, "명"), (80, "명")]
    told = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert "forms" not in told["settings"]
    command = [sys.executable, "-m", "pipeline", "forms", str(folder / "out"), "--teach", SIGNATURE, "--year", "2020"]
    done = subprocess.run(
        [*command, "--dry-run"], capture_output=True, text=True, env={**os.environ, "KPLAN_LANG": "ko"}
    )
    assert done.returncode == Withheld.exit_code
    assert "이름을 가린 결과" in done.stderr
