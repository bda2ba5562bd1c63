"""What becomes of decisions when rows are made anew: applied, stale, orphan, redundant."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from outputs import budget, plan
from reviewed import again, decide_on, decision, make_output, rows_of

from pipeline.audit.anchors import anchors_of
from pipeline.audit.applying import Candidates, decided_row, resolve

ROW: dict[str, Any] = plan("p1", 12.0, unit="명", fact_key="d-1", indicator="방문", block=3, row=1, col=2).model_dump()


def outcome(made: Any, *rows: tuple[str, dict[str, Any]]) -> list[tuple[str, str | None]]:
    found = resolve([made], Candidates(rows))
    return [(one.outcome, one.row["row_id"] if one.row else None) for one in found]


def test_a_row_that_says_the_same_gets_the_decision() -> None:
    assert outcome(decision("accept", ROW, "plan"), ("plan", ROW)) == [("applied", "p1")]


def test_a_row_that_says_something_else_makes_the_decision_stale() -> None:
    assert outcome(decision("accept", ROW, "plan"), ("plan", {**ROW, "target": 13.0})) == [("stale", "p1")]


def test_a_row_that_now_says_what_was_corrected_makes_it_redundant() -> None:
    made = decision("correct", ROW, "plan", value={"target": 13.0})
    assert outcome(made, ("plan", {**ROW, "target": 13.0})) == [("redundant", "p1")]
    assert outcome(made, ("plan", {**ROW, "target": 13.0, "unit": "건"})) == [("stale", "p1")]


def test_a_decision_whose_row_is_gone_is_an_orphan() -> None:
    other = plan("p9", 1.0, fact_key="d-9", indicator="다른 것", block=8, row=0, col=0).model_dump()
    assert outcome(decision("accept", ROW, "plan"), ("plan", other)) == [("orphan", None)]
    assert outcome(decision("accept", ROW, "plan")) == [("orphan", None)]


def test_a_row_with_another_key_is_found_by_its_place() -> None:
    renamed = {**ROW, "row_id": "p2", "fact_key": "d-77", "task": "새로 읽은 과제"}
    assert outcome(decision("accept", ROW, "plan"), ("plan", renamed)) == [("applied", "p2")]


def test_a_row_whose_block_is_counted_otherwise_is_found_by_its_words() -> None:
    moved = {**ROW, "row_id": "p2", "fact_key": "d-77", "block": 9}
    assert outcome(decision("accept", ROW, "plan"), ("plan", moved)) == [("applied", "p2")]
    twice = {**moved, "row_id": "p3", "block": 10, "fact_key": "d-78"}
    assert outcome(decision("accept", ROW, "plan"), ("plan", moved), ("plan", twice)) == [("orphan", None)]


def test_equal_rows_at_one_place_are_told_apart_by_their_order() -> None:
    rows = [
        {**ROW, "row_id": name, "fact_key": f"d-{name}", "target": value} for name, value in (("a", 1.0), ("b", 2.0))
    ]
    anchors = anchors_of([("plan", row) for row in rows], {})
    made = decision("accept", rows[1], "plan", anchor=anchors[1], fact_key="d-old")
    assert outcome(made, *(("plan", row) for row in rows)) == [("applied", "b")]


def test_the_same_fact_in_another_file_takes_the_decision_only_where_it_says_the_same() -> None:
    copy = {**ROW, "row_id": "c1", "doc_id": "b" * 64}
    assert outcome(decision("accept", ROW, "plan"), ("plan", ROW), ("plan", copy)) == [
        ("applied", "p1"),
        ("applied", "c1"),
    ]
    differing = {**copy, "target": 99.0}
    assert outcome(decision("accept", ROW, "plan"), ("plan", ROW), ("plan", differing)) == [("applied", "p1")]


def test_a_new_version_of_a_document_that_is_gone_takes_the_decision_or_makes_it_stale() -> None:
    newer = {**ROW, "row_id": "n1", "doc_id": "c" * 64}
    assert outcome(decision("accept", ROW, "plan"), ("plan", newer)) == [("applied", "n1")]
    assert outcome(decision("accept", ROW, "plan"), ("plan", {**newer, "target": 1.0})) == [("stale", "n1")]


def test_a_corrected_row_keeps_what_was_extracted() -> None:
    made = decision("correct", ROW, "plan", value={"target": 13.0, "task": "나루 돌봄 사업"})
    (verdict,) = resolve([made], Candidates([("plan", ROW)]))
    row = decided_row("plan", verdict)
    assert (row["target"], row["review"], row["task_key"]) == (13.0, "corrected", "나루돌봄사업")
    assert json.loads(row["extracted"]) == {"target": 12.0, "task": None}


def test_a_rejected_row_stays_and_is_added_up_nowhere() -> None:
    row = budget("b1", 1000, fact_key="d-2").model_dump()
    (verdict,) = resolve([decision("reject", row, "budget")], Candidates([("budget", row)]))
    assert decided_row("budget", verdict) == {**row, "review": "rejected", "additive": False}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("applied")
    make_output(place, ("pledge_card.txt", "result_report.txt", "operation_plan.hwpx", "operation_plan.pdf"))
    return place


def test_the_next_run_applies_what_was_decided(folder: Path) -> None:
    out = folder / "out"
    results, budgets = rows_of(out, "result", "result_report.txt"), rows_of(out, "budget", "pledge_card.txt")
    decide_on(out, "correct", results[0], "result", value={"value": 4321.0})
    decide_on(out, "reject", budgets[0], "budget")
    decide_on(
        out, "accept", results[1], "result", seen={**decision("accept", results[1], "result").seen, "value": -1.0}
    )
    decide_on(out, "defer", {**results[2], "fact_key": "0-0", "block": 999, "raw": "없음"}, "result")
    told = again(folder)["decisions"]
    assert {name: told[name] for name in ("applied", "stale", "orphan", "redundant")} == {
        "applied": 2,
        "stale": 1,
        "orphan": 1,
        "redundant": 0,
    }
    assert [one["outcome"] for one in told["listed"]] == ["stale", "orphan"]
    assert told["listed"][0]["seen"] == {"value": -1.0}
    assert told["listed"][0]["now"] == {"value": results[1]["value"]}
    after = {row["row_id"]: row for row in rows_of(out, "result")}
    corrected = after[results[0]["row_id"]]
    assert (corrected["value"], json.loads(corrected["extracted"])) == (4321.0, {"value": results[0]["value"]})
    assert after[results[1]["row_id"]]["review"] == "stale"
    assert after[results[1]["row_id"]]["value"] == results[1]["value"]
    with duckdb.connect(str(out / "kplan.duckdb"), read_only=True) as database:
        query = "SELECT count(*) FROM facts WHERE row_id = ?"
        assert database.execute(query, [budgets[0]["row_id"]]).fetchone() == (0,)
        assert database.execute(query, [results[0]["row_id"]]).fetchone() == (1,)
    again_told = again(folder)["decisions"]
    assert again_told == told, "a run that changes nothing tells the same"
    assert again(folder, force=True)["decisions"] == told


def test_a_decision_on_one_format_holds_for_the_other(folder: Path) -> None:
    out = folder / "out"
    row = next(r for r in rows_of(out, "result", "operation_plan.hwpx") if r["value"] == 2160.0)
    decide_on(out, "correct", row, "result", value={"value": 2170.0})
    again(folder)
    assert {r["value"] for r in rows_of(out, "result") if r["fact_key"] == row["fact_key"]} == {2170.0}


def test_a_decision_that_is_taken_back_leaves_the_row_as_extracted(folder: Path) -> None:
    out = folder / "out"
    row = rows_of(out, "plan", "pledge_card.txt")[0]
    made = decide_on(out, "reject", row, "plan")
    again(folder)
    assert rows_of(out, "plan", "pledge_card.txt")[0]["review"] == "rejected"
    decide_on(out, "undo", row, "plan", undoes=made.decision_id)
    again(folder)
    assert rows_of(out, "plan", "pledge_card.txt")[0] == row


def test_a_file_that_was_edited_brings_its_row_back_with_both_values(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("result_report.txt",))
    row = next(r for r in rows_of(out, "result") if r["value"] == 324.0)
    made = decide_on(out, "accept", row, "result")
    file = tmp_path / "plans" / "result_report.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("324명", "342명"), encoding="utf-8")
    told = again(tmp_path)["decisions"]
    assert (told["stale"], told["listed"][0]["decision_id"]) == (1, made.decision_id)
    assert (told["listed"][0]["seen"], told["listed"][0]["now"]) == ({"value": 324.0}, {"value": 342.0})
