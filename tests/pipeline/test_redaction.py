"""No officer's name is left anywhere in what is published or shown with a redaction key."""

from pathlib import Path

import pytest
from test_cli import kplan

from pipeline.convert import ConvertOptions, convert
from pipeline.engine.redaction import names_to_redaction, pseudonym, redact_value
from pipeline.sinks.parquet import read_dataset
from schemas.document import Cell, Text
from schemas.records import DATASETS

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"
NAMES = ("김하늘", "박소리", "이든결", "최가람")


@pytest.mark.parametrize("name", ["annual_targets.txt", "annual_targets.hwpx"])
def test_no_dataset_holds_a_name(tmp_path: Path, name: str) -> None:
    plan = str(PLANS / name)
    convert(plan, tmp_path / "plain", ConvertOptions(jobs=1))
    convert(plan, tmp_path / "out", ConvertOptions(jobs=1, redaction_key="열쇠", csv=True))
    for dataset in DATASETS:
        text = str(read_dataset(tmp_path / "out", dataset).to_pylist())
        assert [officer for officer in NAMES if officer in text] == [], dataset
    cells = " ".join(read_dataset(tmp_path / "out", "cells").column("text").to_pylist())
    assert "김하늘" in str(read_dataset(tmp_path / "plain", "cells").to_pylist())
    assert f"마을복지 {pseudonym('김하늘', '열쇠')}" in cells
    assert pseudonym("김하늘", "열쇠") in read_dataset(tmp_path / "out", "plan").column("officer").to_pylist()
    for column in ("row_id", "doc_id", "target", "task"):
        plain, redacted = (read_dataset(tmp_path / folder, "plan").column(column) for folder in ("plain", "out"))
        assert plain.equals(redacted)


@pytest.mark.parametrize("command", [("show", "--all"), ("rows",), ("tables",)])
def test_no_command_prints_a_name(command: tuple[str, ...]) -> None:
    plan = str(PLANS / "annual_targets.txt")
    assert "김하늘" in kplan(*command, plan, COLUMNS="200").stdout
    shown = kplan(*command, plan, "--redact-officers", "열쇠", COLUMNS="200").stdout
    assert [officer for officer in NAMES if officer in shown] == []


@pytest.mark.parametrize(
    ("name", "text", "redacted"),
    [
        ("김하늘", "마을복지 김하늘(☎ 1234)", "마을복지 @(☎ 1234)"),
        ("김하늘", "김 하\n늘이 맡는다", "@이 맡는다"),
        ("김솔", "담당 김솔 주무관, 김솔은", "담당 @ 주무관, @은"),
        ("김솔", "김솔기 위촉, 봄김솔", "김솔기 위촉, 봄김솔"),
    ],
)
def test_names_are_found_as_they_are_written(name: str, text: str, redacted: str) -> None:
    assert names_to_redaction([name], "키")(text).replace(pseudonym(name, "키"), "@") == redacted


def test_a_name_cut_by_a_line_break_of_its_cell() -> None:
    cell = Cell(0, 0, blocks=(Text("마을복지 김하"), Text("늘")))
    assert redact_value(cell, names_to_redaction(["김하늘"], "키")).text == f"마을복지 {pseudonym('김하늘', '키')}"
