"""What people ask of an output, as a table and as JSON lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from outputs import DOC, budget, document, finding, number, plan, result, write_output
from rich.cells import cell_len
from test_cli import kplan

from pipeline.commands.wording import finding_sentence
from schemas.errors import REASONS
from schemas.grid import CellRecord, TableRecord

OTHER = "b" * 64
TASK = {"task": "나루터 정비", "task_key": "나루터정비"}
ROWS: dict[str, Any] = {
    "documents": [
        document("2025.hwp", format="hwp5"),
        document("2026.pdf", OTHER, format="pdf"),
        document("2026.hwp", "c" * 64, same_as=OTHER),
    ],
    "plan": [
        plan("p1", 3.0, fiscal_year=2025, unit="개소", page=1, block=4, row=2, col=1, **TASK),
        plan(
            "p2",
            5.0,
            OTHER,
            unit="개소",
            page=7,
            line=None,
            confidence="doubtful",
            confidence_reason="순서로 짝지음",
            raw="5개소",
            **TASK,
        ),
        plan("p3", 5.0, "c" * 64, unit="개소", **TASK),
    ],
    "budget": [budget("b1", 12_000_000, source="국비", activity="[굵게] 공사", **TASK)],
    "result": [result("r1", 88.5, unit="%", indicator="달성률", **TASK), result("r2", 1.0, task="도서관")],
    "findings": [
        finding("unit_missing", "warn", raw="5"),
        finding(row_ids=("b1",), block=4, row=2, col=1, numbers={"계": 5, "합": 3.5}),
        finding("note", "info", doc_id=OTHER, page=3),
    ],
    "ledger": [number("17", reason="unread", block=4, row=2, col=1), number("2025", reason="date")],
    "tables": [TableRecord(doc_id=DOC, table=2, n_rows=3, n_cols=2, block=4)],
    "cells": [CellRecord(doc_id=DOC, table=2, row=2, col=1, text="17 비고")],
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_output(tmp_path / "out", ROWS)


def lines(*words: str) -> list[dict[str, Any]]:
    run = kplan(*words, "--json")
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_a_task_is_found_over_documents_and_years(out: Path) -> None:
    found = lines("find", "나루터", "정비", str(out))
    assert [(row["dataset"], row["fiscal_year"], row["value"], row["row_id"]) for row in found] == [
        ("plan", 2025, 3.0, "p1"),
        ("budget", 2026, 12_000_000.0, "b1"),
        ("plan", 2026, 5.0, "p2"),
        ("result", 2026, 88.5, "r1"),
    ]
    assert (found[0]["path"], found[0]["place"]) == ("2025.hwp", "1쪽 표 3 3행 2열")
    assert found[2]["place"] == "7쪽"
    shown = kplan("find", "나루터정비", str(out), COLUMNS="140").stdout
    assert "나루터정비: 4행" in shown
    for text in ("12,000,000원", "3개소", "88.5%", "[굵게] 공사", "1쪽 표 3 3행 2열", "예산 국비"):
        assert text in shown


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_no_number_of_an_answer_is_cut(out: Path, columns: str) -> None:
    shown = kplan("find", "나루터", str(out), COLUMNS=columns).stdout
    assert "12,000,000원" in shown
    assert max(map(cell_len, shown.splitlines())) <= int(columns)


def test_doubtful_rows_say_why_and_where(out: Path) -> None:
    (row,) = lines("doubtful", str(out))
    assert (row["row_id"], row["confidence_reason"], row["path"], row["place"]) == (
        "p2",
        "순서로 짝지음",
        "2026.pdf",
        "7쪽",
    )
    assert "순서로 짝지음" in kplan("doubtful", str(out), COLUMNS="140").stdout


def test_findings_come_the_gravest_first(out: Path) -> None:
    found = lines("findings", str(out))
    assert [row["severity"] for row in found] == ["error", "warn", "info"]
    assert (found[0]["place"], found[0]["row_ids"]) == ("표 3 3행 2열", ["b1"])
    assert [row["rule"] for row in lines("findings", str(out), "--severity", "warn")] == ["unit_missing"]
    shown = kplan("findings", str(out), COLUMNS="140").stdout
    assert "합계가 항목의 합과 다름" in shown
    assert kplan("findings", str(out), "--severity", "bad").returncode == 2


def test_findings_are_english_where_that_is_the_language(out: Path) -> None:
    shown = kplan("findings", str(out), KPLAN_LANG="en", COLUMNS="200").stdout
    assert "a total is not the sum of its parts; shares are not 100 (5, 3.5)" in shown
    assert "합계가" not in shown


def test_show_has_findings_in_english_and_the_number_of_their_table() -> None:
    plans = Path(__file__).resolve().parents[2] / "samples" / "plans"
    english = kplan("show", str(plans / "operation_plan.hwp"), KPLAN_LANG="en", COLUMNS="200").stdout
    assert "sum_mismatch: a total is not the sum of its parts" in english
    assert "p. 1 Table 3 row 2 col 1" in english
    assert "1쪽 표 3 2행 1열" in kplan("show", str(plans / "operation_plan.hwp"), COLUMNS="200").stdout


def test_unread_numbers_stand_with_their_cell(out: Path) -> None:
    (row,) = lines("unread", str(out))
    assert (row["raw"], row["text"], row["place"]) == ("17", "17 비고", "표 3 3행 2열")
    assert "17 비고" in kplan("unread", str(out)).stdout


def test_a_long_answer_is_short_unless_all_is_asked_for(tmp_path: Path) -> None:
    rows = {
        "documents": [document()],
        "plan": [plan(f"p{n}", float(n), task="나루", confidence="doubtful") for n in range(50)],
    }
    out = str(write_output(tmp_path / "out", rows))
    short, whole = kplan("doubtful", out).stdout, kplan("doubtful", out, "--all").stdout
    assert "외 10행" in short
    assert whole.count("나루") == 50
    assert len(lines("doubtful", out)) == 50


@pytest.mark.parametrize("command", [("find", "없는말"), ("unread",), ("doubtful",), ("findings",)])
def test_nothing_is_an_answer_and_no_output_is_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    run = kplan(*command, str(out))
    assert (run.returncode, run.stdout.strip()) == (0, "없습니다.")
    (tmp_path / "empty").mkdir()
    assert kplan(*command, str(tmp_path / "empty")).returncode == REASONS["NoOutput"].exit_code


def test_the_words_of_a_finding_in_korean_are_its_own() -> None:
    assert finding_sentence({"message": "합계가 다릅니다.", "rule": "sum_mismatch"}) == "합계가 다릅니다."
