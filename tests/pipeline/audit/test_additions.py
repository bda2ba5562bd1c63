"""Rows that people add: a number of the ledger on the page, the form, the next run, and what becomes of it later."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from outputs import document, number, plan
from reviewed import Browser, again, field, make_output, rows_of

from pipeline.audit.additions import Held, resolve_additions
from pipeline.audit.building import open_index
from pipeline.audit.decisions import Decision, append_decisions, read_decisions, standing
from pipeline.audit.gold import gold_rows, score_output
from pipeline.audit.numbers import addition
from pipeline.sinks.parquet import read_dataset

TEXT = """2026년 나루구 청년 지원 시행계획

1. 청년 공간 운영

- 방문 인원 : 1,200명
- 모임 지원 : 12회

문의 안내문 37쪽 참고
"""


def written(folder: Path, **texts: str) -> Path:
    (folder / "plans").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "plans" / f"{name}.txt").write_text(text, encoding="utf-8")
    again(folder)
    return folder / "out"


def left_over(out: Path) -> tuple[str, int, dict[str, Any]]:
    """The document, and the place and line in its ledger, of the number 37."""
    doc_id = rows_of(out, "documents", "a.txt")[0]["doc_id"]
    ledger = [one for one in read_dataset(out, "ledger").to_pylist() if one["doc_id"] == doc_id]
    n = next(n for n, one in enumerate(ledger) if "37" in one["raw"])
    assert ledger[n]["row_id"] is None
    return doc_id, n, ledger[n]


def sent(**columns: str) -> dict[str, str]:
    return {f"column.{name}": value for name, value in columns.items()}


def send(browser: Browser, place: str, status: int = 303, action: str = "add", **fields: str) -> str:
    page = browser.get(place)
    data = {"csrf": browser.csrf, "head": field(page, "head"), "kind": field(page, "kind"), "action": action}
    answer = browser.client.post(place, data={**data, **fields})
    assert answer.status_code == status, answer.text
    return answer.text if status != 303 else answer.headers["location"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("additions")
    written(folder, a=TEXT)
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """The output for one test, with its source where it was; a test that writes sources gets its own."""
    shutil.copytree(made / "out", tmp_path / "out")
    (tmp_path / "plans").symlink_to(made / "plans")
    return tmp_path / "out"


def test_a_number_leads_from_the_document_to_a_form_that_knows_its_surroundings(out: Path) -> None:
    doc_id, n, line = left_over(out)
    browser = Browser(out)
    assert f'href="/document/{doc_id}/number/{n}"' in browser.get(f"/document/{doc_id}")
    page = browser.get(f"/document/{doc_id}/number/{n}?kind=plan")
    assert f'<mark class="target">{line["raw"]}</mark>' in page
    assert 'name="column.task" type="text" value="청년 공간 운영"' in page
    assert re.search(r'name="column.additive">.*?"true" selected.*?</select>', page, re.DOTALL)
    assert re.search(r'name="column.cumulative">.*?"false" selected.*?</select>', page, re.DOTALL)
    assert (
        'name="column.fiscal_year" type="text" inputmode="decimal" pattern="-?[0-9,]*\\.?[0-9]*" value="2026"' in page
    )


def test_a_number_beside_the_value_under_review_can_be_added_from_there(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    row = rows_of(out, "plan")[0]
    browser = Browser(out)
    page = browser.review(row["row_id"], "?tab=all")
    place = re.search(rf'href="(/document/{doc_id}/number/{n}\?from={row["row_id"]}[^"]*)"', page)
    assert place
    onward = send(
        browser,
        place[1].replace("&amp;", "&"),
        kind="plan",
        tab="all",
        **{"from": row["row_id"]},
        **sent(target="37", unit="쪽"),
    )
    assert onward.startswith(f"/row/{row['row_id']}?tab=all&done=add")
    assert "fate-added" in browser.review(row["row_id"], "?tab=all")


def left_after(out: Path, doc_id: str, n: int) -> dict[str, Any]:
    return [one for one in read_dataset(out, "ledger").to_pylist() if one["doc_id"] == doc_id][n]


def test_an_added_row_is_in_gold_at_once_and_in_the_data_after_the_next_run_until_it_is_taken_back(
    tmp_path: Path,
) -> None:
    out = written(tmp_path, a=TEXT)
    doc_id, n, line = left_over(out)
    place = f"/document/{doc_id}/number/{n}"
    before = {row["row_id"] for row in rows_of(out, "plan")}
    browser = Browser(out)
    send(browser, place, kind="plan", **sent(target="1,037", unit="부", task="안내문", additive="true"))
    (made,) = read_decisions(out)
    assert (made.action, made.about, made.reviewer) == ("add", "number", "이새론")
    assert made.value == {"target": 1037.0, "unit": "부", "task": "안내문", "additive": True}
    assert made.seen == {"raw": line["raw"], "reason": line["reason"]}
    (gold,) = gold_rows(open_index(out))
    assert (gold["target"], gold["unit"], gold["raw"], gold["doc_id"]) == (1037.0, "부", line["raw"], doc_id)

    counts = again(tmp_path)
    assert {name: counts["decisions"][name] for name in ("applied", "rows", "listed")} == {
        "applied": 1,
        "rows": 1,
        "listed": [],
    }
    (row,) = [row for row in rows_of(out, "plan") if row["row_id"] not in before]
    assert (row["target"], row["unit"], row["review"], row["task_key"]) == (1037.0, "부", "added", "안내문")
    assert (row["line"], row["fact_key"]) == (line["line"], made.fact_key)
    after = left_after(out, doc_id, n)
    assert (after["row_id"], after["reason"]) == (row["row_id"], None)
    (record,) = rows_of(out, "documents")
    assert record["rows"] == sum(len(rows_of(out, name)) for name in ("plan", "budget", "result"))
    assert record["numbers_in_rows"] == sum(one["row_id"] is not None for one in rows_of(out, "ledger"))
    assert again(tmp_path, force=True)["decisions"] == counts["decisions"], "a run that changes nothing tells the same"

    assert browser.client.get(f"/row/{row['row_id']}").headers["location"] == place
    assert "fate-added" in browser.get(f"/document/{doc_id}").split('class="document"')[1]
    assert "더함" in browser.get("/queue?tab=all&state=added").split("<tbody>")[1]
    for one in browser.index.ask("SELECT row_id FROM extracted"):
        browser.decide(one["row_id"], "accept")
    figures = score_output(out, list(gold_rows(browser.index)))["levels"]["plan"]["core"]
    assert (figures["missing"], figures["extra"]) == (1, 0), "the extraction missed the row that a person added"

    send(browser, place, action="undo")
    assert not [one for one in gold_rows(browser.index) if one.get("target") == 1037.0]
    assert "거둠" in browser.get("/queue?tab=all&state=withdrawn")
    again(tmp_path)
    assert {row["row_id"] for row in rows_of(out, "plan")} == before
    assert left_after(out, doc_id, n) == line


def test_a_second_answer_for_one_number_takes_the_place_of_the_first(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    browser = Browser(out)
    place = f"/document/{doc_id}/number/{n}"
    send(browser, place, kind="plan", **sent(target="37", unit="쪽"))
    send(browser, place, kind="result", **sent(value="38", unit="쪽"))
    assert [one.dataset for one in standing(read_decisions(out))] == ["result"]
    assert [one.get("value") for one in gold_rows(browser.index)] == [38.0]


def test_a_new_version_of_a_file_keeps_an_added_row_whose_number_is_still_there(tmp_path: Path) -> None:
    out = written(tmp_path, a=TEXT)
    doc_id, n, _ = left_over(out)
    send(Browser(out), f"/document/{doc_id}/number/{n}", kind="plan", **sent(target="37", unit="쪽"))
    written(tmp_path, a=TEXT.replace("12회", "13회"))
    assert [row["target"] for row in rows_of(out, "plan") if row["review"] == "added"] == [37.0]


def test_an_added_row_that_lost_its_number_is_listed_where_changed_rows_are(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    browser = Browser(out)
    send(browser, f"/document/{doc_id}/number/{n}", kind="plan", **sent(target="37", unit="쪽"))
    assert "더한 행 가운데 자리를 잃은 것" not in browser.get("/queue?tab=stale")
    (made,) = read_decisions(out)
    gone = made.anchor.model_copy(update={"doc_id": "0" * 64})
    append_decisions(out, [made.model_copy(update={"decision_id": "x", "anchor": gone, "fact_key": "0-0"})])
    page = browser.get("/queue?tab=stale")
    assert "더한 행 가운데 자리를 잃은 것" in page
    assert "37쪽" in page


@pytest.mark.parametrize(
    ("dataset", "columns", "word"),
    [
        ("plan", {"unit": "쪽"}, "목표값"),
        ("plan", {"target": "서른"}, "목표값"),
        ("budget", {"amount_krw": "100", "source": "계"}, "구분"),
        ("result", {"value": "1", "period_start": "2026-13-01"}, "기간 시작"),
    ],
)
def test_a_row_that_says_nothing_or_something_impossible_is_not_saved(
    out: Path, dataset: str, columns: dict[str, str], word: str
) -> None:
    doc_id, n, _ = left_over(out)
    page = send(Browser(out), f"/document/{doc_id}/number/{n}", 422, kind=dataset, **sent(**columns))
    assert re.search(rf'role="alert" class="bad">저장하지 않았습니다: {word}', page)
    assert read_decisions(out) == []
    for name, value in columns.items():
        assert re.search(rf'name="column.{name}"[^>]*(value="{value}"|>.*<option value="{value}" selected)', page)


def test_two_people_on_one_number_are_told_of_each_other(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    place = f"/document/{doc_id}/number/{n}"
    browser = Browser(out)
    head = field(browser.get(place), "head")
    send(Browser(out, browser.site), place, kind="plan", **sent(target="37", unit="쪽"))
    late = {"csrf": browser.csrf, "head": head, "kind": "plan", "action": "add", **sent(target="1")}
    answer = browser.client.post(place, data=late)
    assert answer.status_code == 409
    assert "다른 사람이 먼저 결정했습니다" in answer.text
    assert len(read_decisions(out)) == 1


def test_a_number_that_is_not_there_is_refused(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    browser = Browser(out)
    for place in (f"/document/{doc_id}/number/9999", f"/document/{'0' * 64}/number/0"):
        browser.get(place, 404)
    assert browser.client.post(f"/document/{doc_id}/number/{n}", data={"action": "add"}).status_code == 403
    row = next(one for one in read_dataset(out, "ledger").to_pylist() if one["row_id"])
    at = read_dataset(out, "ledger").to_pylist().index(row)
    assert browser.client.get(f"/document/{doc_id}/number/{at}").headers["location"].startswith(f"/row/{row['row_id']}")


# -- what becomes of an added row, without a run ----------------------------------------------------------------------


class Documents(dict[str, Held]):
    """Documents that a test writes down."""

    def held(self, doc_id: str) -> Held | None:
        return self.get(doc_id)

    def called(self, key: str) -> list[str]:
        return list(self)


def held(*raws: str, doc_id: str = "a" * 64, **row: Any) -> Held:
    """A document with a ledger of some numbers, one a cell, the first of which may be in a row."""
    lines = [number(raw, doc_id=doc_id, block=1, row=n, col=1).model_dump() for n, raw in enumerate(raws)]
    rows: dict[str, Any] = {}
    if row:
        rows["p1"] = ("plan", plan("p1", doc_id=doc_id, fact_key="x-1", **row).model_dump())
        lines[0]["row_id"] = "p1"
    return Held(document(doc_id=doc_id), lines, rows, {})


def made_of(one: Held, **value: Any) -> Decision:
    return addition(one, 0, "plan", {"target": 12.0, "unit": "명", **value})


def outcomes(made: Decision, *documents: Held) -> list[tuple[str, str]]:
    found = resolve_additions([made], Documents({one.record.doc_id: one for one in documents}))
    return [(one.doc_id[0], one.outcome) for one in found]


def test_a_number_that_is_read_by_now_makes_the_added_row_redundant_or_stale() -> None:
    made = made_of(held("12명"))
    assert outcomes(made, held("12명")) == [("a", "applied")]
    assert outcomes(made, held("12명", target=12.0, unit="명")) == [("a", "redundant")]
    assert outcomes(made, held("12명", target=12.0, unit="회")) == [("a", "stale")]
    (one,) = resolve_additions([made], Documents({"a" * 64: held("12명", target=1.0, unit="명")}))
    assert dict(one.changed) == {"target": (12.0, 1.0)}


def test_another_number_in_its_place_makes_the_added_row_stale_and_none_an_orphan() -> None:
    made = made_of(held("12명"))
    assert outcomes(made, held("13명")) == [("a", "stale")]
    assert outcomes(made, Held(document(), [], {}, {})) == [("a", "orphan")]


def test_a_copy_of_the_document_gets_the_row_where_the_number_is_the_only_one_of_its_kind() -> None:
    made = made_of(held("12명"))
    assert outcomes(made, held("12명"), held("12명", doc_id="b" * 64)) == [("a", "applied"), ("b", "applied")]
    assert outcomes(made, held("12명"), held("12명", "12명", doc_id="b" * 64)) == [("a", "applied")]
    assert outcomes(made, held("12명"), held("13명", doc_id="b" * 64)) == [("a", "applied")]
    assert outcomes(made, held("12명", doc_id="b" * 64)) == [("b", "applied")], "the document itself is gone"


def test_one_number_makes_one_row_whoever_added_it() -> None:
    first, second = held("12명"), held("12명", doc_id="b" * 64)
    known = Documents({"a" * 64: first, "b" * 64: second})
    found = resolve_additions([made_of(first), made_of(second)], known)
    assert sorted((one.doc_id[0], one.outcome) for one in found) == [("a", "applied"), ("b", "applied")]


def test_added_rows_that_say_the_same_have_keys_of_their_own() -> None:
    one = held("12명", "12명")
    made = [addition(one, n, "plan", {"target": 12.0, "unit": "명"}) for n in (0, 1)]
    found = resolve_additions(made, Documents({"a" * 64: one}))
    assert len({row.row["fact_key"] for row in found if row.row}) == 2
    assert len({row.row["row_id"] for row in found if row.row}) == 2


def test_an_added_row_of_one_format_is_in_the_other_so_that_both_stay_one_document(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("operation_plan.hwpx", "operation_plan.pdf"))
    copies = [row["same_as"] for row in rows_of(out, "documents") if row["same_as"]]
    assert len(copies) == 1
    lines = rows_of(out, "ledger", "operation_plan.hwpx")
    others = [one["raw"] for one in rows_of(out, "ledger", "operation_plan.pdf") if one["row_id"] is None]
    raws = [one["raw"] for one in lines if one["row_id"] is None]
    n = next(
        n
        for n, one in enumerate(lines)
        if one["row_id"] is None and raws.count(one["raw"]) == 1 == others.count(one["raw"])
    )
    browser = Browser(out)
    send(
        browser,
        f"/document/{lines[n]['doc_id']}/number/{n}",
        kind="plan",
        **sent(target="5", unit="건", task="더한 과제"),
    )
    again(tmp_path)
    added = [row for row in rows_of(out, "plan") if row["review"] == "added"]
    assert len({row["doc_id"] for row in added}) == len(added) == 2
    assert [row["same_as"] for row in rows_of(out, "documents") if row["same_as"]] == copies


def test_a_decision_that_adds_nothing_is_none(out: Path) -> None:
    doc_id, n, _ = left_over(out)
    send(Browser(out), f"/document/{doc_id}/number/{n}", kind="plan", **sent(target="37"))
    (made,) = read_decisions(out)
    for wrong in ({"value": {}}, {"about": "row"}, {"action": "accept", "value": {}}, {"value": {"unit": "쪽"}}):
        with pytest.raises(ValueError, match=r"add|number"):
            Decision.model_validate({**made.model_dump(), **wrong})
    append_decisions(
        out, [made.model_copy(update={"decision_id": "x", "action": "undo", "value": {}, "undoes": made.decision_id})]
    )
    assert len(read_decisions(out)) == 2
