"""Where two people decide on a row: what holds, what waits, what each of them sees."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from outputs import plan
from reviewed import Browser, again, decision, make_output, rows_of
from test_additions import send, sent

from pipeline.audit.decisions import Decision, proposals, read_decisions, standing
from pipeline.audit.gold import gold_rows
from pipeline.audit.index import filter_of
from pipeline.audit.rule import RULE, needs_two, set_rule
from schemas.errors import BadDecisions

ROW: dict[str, Any] = plan("p1", 12.0, unit="명", fact_key="d-1", block=3).model_dump()


def steps(*told: str) -> list[Decision]:
    """Decisions on one row in turn: `가 accept`, `나 correct 13`, `undo` of the last, `가 accept@99` of another value."""
    made: list[Decision] = []
    for one in told:
        who, action, *value = one.split()
        action, _, seen = action.partition("@")
        more: dict[str, Any] = {"value": {"target": float(value[0])}} if value else {}
        more |= {"undoes": made[-1].decision_id} if action == "undo" else {}
        row = {**ROW, "target": float(seen)} if seen else ROW
        made.append(decision(action, row, "plan", reviewer=who, **more))
    return made


@pytest.mark.parametrize(
    ("told", "holding", "waiting"),
    [
        (["가 accept"], None, "accept"),
        (["가 accept", "가 accept"], None, "accept"),
        (["가 accept", "나 accept"], "accept", None),
        (["가 accept", "나 reject"], None, "reject"),
        (["가 accept", "나 reject", "가 reject"], "reject", None),
        (["가 accept", "나 reject", "가 accept"], None, "accept"),
        (["가 correct 13", "나 correct 14"], None, "correct"),
        (["가 correct 13", "나 correct 13"], "correct", None),
        (["가 accept@99", "나 accept"], None, "accept"),
        (["가 accept", "나 accept", "가 reject"], "accept", "reject"),
        (["가 accept", "나 accept", "나 undo"], None, "accept"),
        (["가 defer"], "defer", None),
        (["가 accept", "나 defer"], "defer", None),
        (["가 accept", "가 undo"], None, None),
    ],
)
def test_a_decision_holds_once_two_people_agree(told: list[str], holding: str | None, waiting: str | None) -> None:
    made = steps(*told)
    assert [one.action for one in standing(made, True)] == ([holding] if holding else [])
    assert [one.action for one in proposals(made)] == ([waiting] if waiting else [])


def test_the_rule_stands_in_the_output_and_one_that_cannot_be_read_is_not_overlooked(tmp_path: Path) -> None:
    assert not needs_two(tmp_path)
    for two in (True, False):
        set_rule(tmp_path, two)
        assert needs_two(tmp_path) is two
    for wrong in ("two_people = 2", "two = true", "two_people", "two_people = true\nother = 1"):
        (tmp_path / RULE).write_text(wrong, encoding="utf-8")
        with pytest.raises(BadDecisions, match=r"review\.toml"):
            needs_two(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    make_output(folder, ("pledge_card.txt",))
    return folder


@pytest.fixture
def first(made: Path, tmp_path: Path) -> Browser:
    """The first of two people, 가."""
    shutil.copytree(made / "out", tmp_path / "out")
    (tmp_path / "plans").symlink_to(made / "plans")
    set_rule(tmp_path / "out", True)
    return Browser(tmp_path / "out").become("가")


def open_rows(browser: Browser, me: str) -> set[str]:
    asked = filter_of({"tab": "all", "dataset": "plan"})
    rows, _ = browser.index.rows(type(asked)(**{**asked.query(), "me": me}), 100)
    return {row["row_id"] for row in rows}


def test_one_persons_decision_waits_in_the_queue_of_the_others(first: Browser) -> None:
    row = rows_of(first.site.out, "plan")[0]["row_id"]
    second = first.become("나")
    first.decide(row, "accept")
    assert first.index.row(row)["state"] == "proposed"  # type: ignore[index]
    assert row not in open_rows(first, "가")
    assert row in open_rows(first, "나")
    assert f"/row/{row}" not in first.get("/queue?tab=all&dataset=plan")
    assert f"/row/{row}" in second.get("/queue?tab=all&dataset=plan")
    assert list(gold_rows(first.index)) == []
    assert first.index.progress()["all"][0] == 0
    page = second.review(row)
    assert "가: 승인. 다른 사람이 같은 결정을 하면 확정됩니다." in page
    assert 'value="agree"' in page
    assert 'value="agree"' not in first.review(row)


def test_the_author_of_a_proposal_cannot_agree_with_it(first: Browser) -> None:
    row = rows_of(first.site.out, "plan")[0]["row_id"]
    first.decide(row, "accept")
    assert "다른 사람이 동의해야" in first.decide(row, "accept", 422).text
    first.decide(row, "agree", 404)
    assert len(read_decisions(first.site.out)) == 1


def test_an_agreed_correction_is_applied_and_a_lone_one_waits(first: Browser, tmp_path: Path) -> None:
    out = first.site.out
    agreed, lone = [row["row_id"] for row in rows_of(out, "plan") if row["target"] is not None][:2]
    second = first.become("나")
    for row in (agreed, lone):
        first.decide(row, "correct", **{"column.target": "4321"})
    second.decide(agreed, "agree")
    assert [one.reviewer for one in read_decisions(out)] == ["가", "가", "나"]
    assert second.index.row(agreed)["state"] == "corrected"  # type: ignore[index]
    assert [row["target"] for row in gold_rows(first.index)] == [4321.0]
    told = again(tmp_path)["decisions"]
    assert (told["applied"], told["waiting"]) == (1, 1)
    after = {row["row_id"]: row["review"] for row in rows_of(out, "plan")}
    assert (after[agreed], after[lone]) == ("corrected", None)
    set_rule(out, False)
    assert first.index.row(lone)["state"] == "corrected"  # type: ignore[index]
    assert "waiting" not in again(tmp_path)["decisions"]
    assert {row["review"] for row in rows_of(out, "plan") if row["row_id"] in (agreed, lone)} == {"corrected"}


def test_taking_back_the_second_voice_leaves_the_first_as_a_proposal(first: Browser) -> None:
    row = rows_of(first.site.out, "plan")[0]["row_id"]
    second = first.become("나")
    first.decide(row, "accept")
    second.decide(row, "agree")
    assert first.index.row(row)["state"] == "accepted"  # type: ignore[index]
    second.decide(row, "undo")
    assert first.index.row(row)["state"] == "proposed"  # type: ignore[index]
    first.decide(row, "undo")
    assert first.index.row(row)["state"] == "open"  # type: ignore[index]


def test_a_missing_row_is_added_by_two_as_well(first: Browser) -> None:
    ledger = rows_of(first.site.out, "ledger")
    n = next(n for n, one in enumerate(ledger) if one["row_id"] is None)
    place = f"/document/{ledger[n]['doc_id']}/number/{n}"
    send(first, place, kind="plan", **sent(target="5", unit="명"))
    assert list(gold_rows(first.index)) == []
    send(first, place, 422, kind="plan", **sent(target="5", unit="명"))
    second = first.become("나")
    assert 'id="agree"' in second.get(place)
    send(second, place, action="agree")
    assert [row["target"] for row in gold_rows(first.index)] == [5.0]
    send(second, place, 404, action="agree")
