"""The file of decisions: what a line may be, what holds, what is damaged."""

from pathlib import Path
from typing import Any

import pytest
from outputs import budget, plan
from reviewed import decision

from pipeline.audit.decisions import (
    DECISIONS,
    append_decisions,
    checked_value,
    differences,
    read_decisions,
    standing,
)
from pipeline.audit.precision import share_of
from schemas.errors import BadDecisions

ROW: dict[str, Any] = plan("p1", 12.0, unit="명", fact_key="d-1").model_dump()
OTHER: dict[str, Any] = plan("p2", 5.0, unit="명", fact_key="d-2").model_dump()


def test_what_is_written_is_read_and_lines_are_only_added(tmp_path: Path) -> None:
    made = [decision("accept", ROW, "plan"), decision("correct", OTHER, "plan", value={"target": 6.0})]
    append_decisions(tmp_path, made[:1])
    before = (tmp_path / DECISIONS).read_bytes()
    append_decisions(tmp_path, made[1:])
    assert (tmp_path / DECISIONS).read_bytes().startswith(before)
    assert read_decisions(tmp_path) == made


def test_a_line_that_was_left_half_written_is_told_and_swallows_no_other(tmp_path: Path) -> None:
    (tmp_path / DECISIONS).write_text('{"decision_id": "half', encoding="utf-8")
    append_decisions(tmp_path, [decision("accept", ROW, "plan")])
    with pytest.raises(BadDecisions, match=rf"{DECISIONS}:1:"):
        read_decisions(tmp_path)
    lines = (tmp_path / DECISIONS).read_text(encoding="utf-8").splitlines()
    (tmp_path / DECISIONS).write_text(lines[1] + "\n", encoding="utf-8")
    assert [one.action for one in read_decisions(tmp_path)] == ["accept"]


def test_the_last_decision_that_was_not_taken_back_holds() -> None:
    first, second = decision("accept", ROW, "plan"), decision("reject", ROW, "plan")
    assert standing([first, second]) == [second]
    assert standing([first, second, decision("undo", ROW, "plan", undoes=second.decision_id)]) == [first]
    assert standing([first, decision("undo", ROW, "plan", undoes=first.decision_id)]) == []
    assert standing([first, decision("accept", OTHER, "plan")])[0] == first


@pytest.mark.parametrize(
    ("dataset", "value"),
    [
        ("plan", {"target": "twelve"}),
        ("plan", {"amount_krw": 1}),
        ("plan", {"row_id": "x"}),
        ("plan", {"review": "accepted"}),
        ("budget", {"amount_krw": 1.5}),
        ("budget", {"basis": "아무거나"}),
        ("result", {"period_start": "2026-13-01"}),
    ],
)
def test_a_value_of_another_type_or_column_is_refused(dataset: str, value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(value))):
        checked_value(dataset, value)


def test_values_are_taken_in_the_types_of_the_contract() -> None:
    assert checked_value("plan", {"target": "1250", "period_start": "2026-01-01", "cumulative": "true"}) == {
        "target": 1250.0,
        "period_start": "2026-01-01",
        "cumulative": True,
    }


def test_a_decision_rests_on_the_value_and_on_what_it_corrects() -> None:
    made = decision("correct", ROW, "plan", value={"task": "나루 돌봄"})
    assert differences("plan", made, ROW) == {}
    assert differences("plan", made, {**ROW, "goal": "다른 목표", "page": 9}) == {}
    assert differences("plan", made, {**ROW, "target": 13.0}) == {"target": (12.0, 13.0)}
    assert differences("plan", made, {**ROW, "task": "이름"}) == {"task": (None, "이름")}


def test_amounts_are_compared_with_their_source() -> None:
    row = budget("b", 1000, source="국비", fact_key="d-3").model_dump()
    assert set(differences("budget", decision("accept", row, "budget"), {**row, "source": "시비"})) == {"source"}


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    share = share_of(9, 10)
    assert (round(share.low, 4), round(share.high, 4)) == (0.5958, 0.9821)
    assert share_of(0, 5).low == 0.0
    assert share_of(5, 5).high == 1.0
