"""`kplan forms --teach`: a form is shown, tried and saved on the command line, in Korean and in English."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from archive import SIGNATURE, convert_again, make_archive, published

from pipeline import __main__ as program
from pipeline.messages import speaking
from pipeline.taught import model
from pipeline.taught.file import FORMS, read_forms


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taught")
    make_archive(folder)
    return folder


@pytest.fixture
def out(made: Path) -> Any:
    yield made / "out"
    (made / "out" / FORMS).unlink(missing_ok=True)


def kplan(*words: str | Path, language: str = "ko") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    environment = {**os.environ, "KPLAN_LANG": language, "COLUMNS": "140"}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_a_form_is_shown_tried_and_saved(out: Path) -> None:
    teach = ("forms", out, "--teach", SIGNATURE)
    shown = kplan(*teach)
    assert shown.returncode == 0, shown.stderr
    assert "표 2개, 문서 2건" in shown.stdout
    assert "마을 잔치" in shown.stdout or "우물 파기" in shown.stdout
    said = ("--column", "2", "--is", "target", "--unit", "명", "--year", "document")
    tried = kplan(*teach, *said, "--dry-run")
    assert "문서 2건 가운데 2건이 바뀝니다: 행 5개가 바뀌고, 0개가 생기고" in tried.stdout
    assert "계획: 2024 · 우물 파기 = 12\n→ 계획: 2024 · 우물 파기 = 12명" in tried.stdout
    assert not (out / FORMS).exists()
    saved = kplan(*teach, *said, "--why", "갑은 사람", "--who", "이새론", language="en")
    assert "The next kplan convert applies it" in saved.stdout
    (form,) = read_forms(out).form
    assert (form.who, form.why, form.headers, form.column[0].header) == (
        "이새론",
        "갑은 사람",
        ("이름 | 갑 | 을",),
        "갑",
    )
    assert "target, unit 명, year of the document" in kplan(*teach, language="en").stdout
    assert f"{SIGNATURE} (가르침)" in kplan("forms", out, "--all").stdout
    listed = [json.loads(line) for line in kplan("forms", out, "--all", "--json").stdout.splitlines()]
    assert [one["signature"] for one in listed if one["taught"]] == [SIGNATURE]


def test_a_dry_run_as_json_counts_and_gives_five_examples(out: Path) -> None:
    run = kplan("forms", out, "--teach", SIGNATURE, "--is", "ignore", "--reason", "not_a_plan", "--dry-run", "--json")
    told = json.loads(run.stdout)
    assert {name: told[name] for name in ("documents", "tables", "changed", "new", "gone")} == {
        **{"documents": 2, "tables": 2, "changed": 0, "new": 0, "gone": 10}
    }
    assert told["rows"]["plan"] == {"before": 10, "after": 0}
    assert len(told["examples"]) == 5
    assert all(one["after"] is None and one["before"]["dataset"] == "plan" for one in told["examples"])


def test_a_word_for_everybody_is_tried_on_other_forms_and_exported(out: Path) -> None:
    said = ("forms", out, "--teach", SIGNATURE, "--column", "2", "--is", "amount", "--unit", "천원", "--basis", "집행")
    narrow = json.loads(kplan(*said, "--dry-run", "--json").stdout)
    wide = json.loads(kplan(*said, "--scope", "archive", "--dry-run", "--json").stdout)
    assert (narrow["documents"], wide["documents"]) == (2, 3)
    assert "--scope program" in kplan("forms", out, "--export-words").stderr
    assert kplan(*said, "--scope", "program").returncode == 0
    words = kplan("forms", out, "--export-words")
    assert words.stdout == "executed,갑\n"
    assert "header_roles.csv" in words.stderr


def test_what_was_taught_is_taken_back(out: Path) -> None:
    teach = ("forms", out, "--teach", SIGNATURE)
    for said in (
        ("--column", "2", "--is", "target"),
        ("--row", "둑길 고치기", "--unit", "m"),
        ("--table", "--year", "2023"),
    ):
        assert kplan(*teach, *said).returncode == 0
    (form,) = read_forms(out).form
    assert (form.column[0].use, form.row[0].unit, form.table.year) == ("target", "m", 2023)
    assert kplan(*teach, "--row", "둑길  고치기", "--forget").returncode == 0
    assert read_forms(out).form[0].row == ()
    assert "지웠습니다" in kplan(*teach, "--forget").stdout
    assert read_forms(out).form == ()


@pytest.mark.parametrize(
    ("words", "code", "korean", "english"),
    [
        (("--teach", "abc"), 39, "그런 서식의 표가 없습니다", "No table of the output"),
        (("--column", "2"), 2, "--teach", "--teach"),
        (("--teach", SIGNATURE, "--column", "2"), 2, "말하지 않았습니다", "Nothing was said"),
        (("--teach", SIGNATURE, "--column", "7", "--is", "task"), 2, "열 3개", "(of 3)"),
        (("--teach", SIGNATURE, "--column", "2", "--row", "가", "--is", "task"), 2, "하나만", "one of --column"),
        (("--teach", SIGNATURE, "--column", "2", "--is", "tasks"), 2, "하나가 아님: target, result", "none of: target"),
        (("--teach", SIGNATURE, "--column", "2", "--is", "amount", "--unit", "명"), 2, "돈이 아님", "in money"),
        (("--teach", SIGNATURE, "--column", "2", "--year", "last"), 2, "쓸 수 없는 값", "cannot stand here"),
        (
            ("--teach", SIGNATURE, "--row", "가", "--is", "target", "--scope", "program"),
            2,
            "--column에만",
            "--column only",
        ),
        (("--teach", SIGNATURE, "--column", "2", "--task", "above"), 2, "--table에만", "--table only"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    out: Path, words: tuple[str, ...], code: int, korean: str, english: str
) -> None:
    for language, sentence in (("ko", korean), ("en", english)):
        run = kplan("forms", out, *words, language=language)
        assert run.returncode == code, run.stdout + run.stderr
        assert sentence in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
    assert not (out / FORMS).exists()


def test_a_broken_file_is_told_before_anything_is_done(out: Path) -> None:
    (out / FORMS).write_text("[[form]]\nsignature = 3\n", encoding="utf-8")
    for words in ((), ("--teach", SIGNATURE), ("--teach", SIGNATURE, "--is", "ignore"), ("--export-words",)):
        run = kplan("forms", out, *words)
        assert (run.returncode, "signature: 쓸 수 없는 값" in run.stderr) == (2, True)
    assert (out / FORMS).read_text(encoding="utf-8") == "[[form]]\nsignature = 3\n"


def test_a_source_that_changed_is_named_and_the_others_are_tried(made: Path, out: Path) -> None:
    file = made / "plans" / "나.html"
    before = file.read_bytes()
    file.write_bytes(before + b"\n")
    try:
        run = kplan("forms", out, "--teach", SIGNATURE, "--column", "2", "--unit", "명", "--dry-run")
    finally:
        file.write_bytes(before)
    assert run.returncode == 0
    assert "1건이 바뀝니다" in run.stdout
    assert "나.html" in run.stderr


def test_the_command_knows_every_word_of_the_model() -> None:
    assert set(program.USES) == {*model.VALUES, *model.LABELS, "ignore"}
    assert (program.YEARS, program.SCOPES) == (model.YEAR_WORDS, model.SCOPES)
    assert set(program.IGNORED) - {"..."} <= set(model.REASONS)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_word_of_the_model_has_a_name(language: str) -> None:
    from pipeline.commands.forms import key_name, reason_name, use_name, value_name

    with speaking(language):
        assert all(use_name(use) for use in program.USES)
        assert all(key_name(name) for name in (*model.SAID, "task", "scope"))
        assert all(value_name("year", word) for word in model.YEAR_WORDS)
        assert all(reason_name(reason) for reason in model.REASONS)


def test_convert_applies_what_was_saved_to_every_document(made: Path, tmp_path: Path) -> None:
    make_archive(tmp_path)
    out = tmp_path / "out"
    for said in (("--column", "1", "--is", "task"), ("--column", "2", "--is", "result", "--unit", "명")):
        assert kplan("forms", out, "--teach", SIGNATURE, *said).returncode == 0
    before = {name: len(published(out, "result", name)) for name in "가나다"}
    convert_again(tmp_path)
    after = {name: [(r["task"], r["value"], r["unit"]) for r in published(out, "result", name)] for name in "가나다"}
    assert before == {"가": 0, "나": 0, "다": 0}
    assert (after["가"], len(after["나"]), after["다"]) == (
        [("마을 잔치", 120, "명"), ("둑길 고치기", 80, "명")],
        3,
        [],
    )
