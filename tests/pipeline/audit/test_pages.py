"""The audit page from the server's side: what each screen shows, and what a decision leaves."""

import re
import shutil
from pathlib import Path

import pytest
from reviewed import Browser, again, decide_on, field, make_output, rows_of

from pipeline.audit.decisions import read_decisions
from pipeline.audit.forms import read_shapes
from pipeline.audit.index import filter_of
from pipeline.audit.routes import ROUTES
from schemas.errors import Unredacted


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    make_output(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The output for one test, with its sources where they were."""
    shutil.copytree(made / "out", tmp_path / "out")
    (tmp_path / "plans").symlink_to(made / "plans")
    return tmp_path


@pytest.fixture
def browser(folder: Path) -> Browser:
    return Browser(folder / "out")


def row_with(browser: Browser, name: str, text: str) -> str:
    query = "SELECT row_id FROM whole WHERE path LIKE ? AND instr(body, ?) ORDER BY pos"
    return str(browser.index.ask(query, (f"%{name}", text))[0]["row_id"])


def test_the_overview_counts_documents_rows_numbers_and_progress(browser: Browser) -> None:
    page = browser.get("/")
    rows, count = browser.index.rows(filter_of({"tab": "all", "state": ""}), 1)
    assert rows
    assert f"{count:,}" in page
    assert "검토 진행" in page
    assert "합계가 항목의 합과 다름" in page


def test_the_queue_begins_with_rows_in_findings_of_severity_error(browser: Browser) -> None:
    first, _ = browser.index.rows(filter_of({}), 5)
    assert [row["rank"] for row in first] == [0] * 5
    page = browser.get("/queue")
    assert page.index(first[0]["row_id"]) < page.index(first[1]["row_id"])


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ({"tab": "all", "dataset": "budget"}, lambda row: row["dataset"] == "budget"),
        ({"tab": "all", "q": "구직 324명"}, lambda row: "324명" in row["body"]["raw"]),
        ({"tab": "all", "rule": "sum_mismatch"}, lambda row: "|sum_mismatch|" in row["rules"]),
        ({"tab": "all", "year": "2024"}, lambda row: row["year"] == 2024),
        ({"tab": "sample"}, lambda row: row["confidence"] == "certain"),
        ({"tab": "first"}, lambda row: row["rank"] < 2),
    ],
)
def test_a_filter_gives_the_rows_it_names(browser: Browser, query: dict[str, str], condition: object) -> None:
    rows, count = browser.index.rows(filter_of(query), 1000)
    every, _ = browser.index.rows(filter_of({"tab": "all", "state": ""}), 1000)
    assert count == len(rows)
    assert all(condition(row) for row in rows)  # type: ignore[operator]
    if "q" not in query and query["tab"] != "sample":
        assert count == sum(condition(row) for row in every) > 0  # type: ignore[operator]
    assert browser.client.get("/queue", params=query).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "marked"),
    [
        ("operation_plan.hwpx", '"value": 2160.0', '<mark class="target">2,160명</mark>'),
        ("operation_plan.pdf", '"value": 2160.0', '<mark class="target">2,160명</mark>'),
        ("result_report.txt", '"value": 324.0', '<mark class="target">324명</mark>'),
        ("pledge_card.txt", '"target": 3.0', '<mark class="target">3개소</mark>'),
    ],
)
def test_the_review_marks_the_value_in_its_source_and_tells_why(
    browser: Browser, name: str, value: str, marked: str
) -> None:
    page = browser.review(row_with(browser, name, value))
    assert marked in page
    assert 'data-evidence="' in page
    assert ('<rect class="box"' in page) == name.endswith("pdf")
    assert ('class="lines"' in page) == name.endswith("txt")


def test_the_review_names_the_failed_check_with_its_numbers(browser: Browser) -> None:
    page = browser.review(row_with(browser, "operation_plan.hwpx", '"value": 2160.0'))
    assert "계 2,160명이 항목의 합 2,170명과 10명 다릅니다." in page


def test_the_first_look_reads_the_source_after_the_page(browser: Browser) -> None:
    row_id = row_with(browser, "annual_targets.hwpx", '"target"')
    assert 'hx-trigger="load"' in browser.get(f"/row/{row_id}")
    browser.review(row_id)
    assert 'hx-trigger="load"' not in browser.get(f"/row/{row_id}")


def test_every_action_is_written_down_and_shown(browser: Browser, folder: Path) -> None:
    row_id = row_with(browser, "operation_plan.hwpx", '"value": 2160.0')
    browser.decide(row_id, "accept")
    browser.decide(row_id, "reject", ground="wrong_value")
    browser.decide(row_id, "correct", **{"column.value": "2,170", "column.unit": "명"})
    browser.decide(row_id, "defer")
    made = read_decisions(folder / "out")
    assert [one.action for one in made] == ["accept", "reject", "correct", "defer"]
    assert made[2].value == {"value": 2170.0}
    assert made[0].reviewer == "이새론"
    page = browser.review(row_id)
    assert "2,160</bdi> → <bdi>2,170" in page
    assert "값이 틀림" in page
    assert "결정 4건" in browser.get("/decisions")
    browser.decide(row_id, "undo")
    assert browser.index.row(row_id)["state"] == "corrected"  # type: ignore[index]
    assert "2,170명" in browser.review(row_id)


def test_after_a_decision_the_next_open_row_comes(browser: Browser) -> None:
    rows, _ = browser.index.rows(filter_of({}), 2)
    head = field(browser.review(rows[0]["row_id"]), "head")
    answer = browser.client.post(
        f"/row/{rows[0]['row_id']}", data={"csrf": browser.csrf, "head": head, "action": "accept"}
    )
    assert answer.headers["location"].startswith(f"/row/{rows[1]['row_id']}")
    assert browser.index.rows(filter_of({}), 1)[0][0]["row_id"] == rows[1]["row_id"]


@pytest.mark.parametrize(("column", "text"), [("value", "열둘"), ("period_start", "2024-99-01"), ("comparator", "≥≥")])
def test_a_correction_of_another_type_is_not_saved(browser: Browser, folder: Path, column: str, text: str) -> None:
    row_id = row_with(browser, "operation_plan.hwpx", '"value": 2160.0')
    answer = browser.decide(row_id, "correct", 422, **{f"column.{column}": text})
    assert "저장하지 않았습니다" in answer.text
    assert read_decisions(folder / "out") == []


def test_a_correction_that_changes_nothing_is_not_saved(browser: Browser, folder: Path) -> None:
    row_id = row_with(browser, "operation_plan.hwpx", '"value": 2160.0')
    assert "바꾼 값이 없습니다" in browser.decide(row_id, "correct", 422, **{"column.value": "2160"}).text
    assert read_decisions(folder / "out") == []


def test_two_people_on_one_row_are_told_of_each_other(browser: Browser, folder: Path) -> None:
    row_id = row_with(browser, "operation_plan.hwpx", '"value": 2160.0')
    other = Browser(folder / "out", browser.site)
    head = field(browser.review(row_id), "head")
    other.decide(row_id, "reject", ground="other")
    late = browser.client.post(f"/row/{row_id}", data={"csrf": browser.csrf, "head": head, "action": "accept"})
    assert late.status_code == 409
    assert "다른 사람이 먼저 결정했습니다" in late.text
    assert [one.action for one in read_decisions(folder / "out")] == ["reject"]
    browser.decide(row_id, "accept")
    assert [one.action for one in read_decisions(folder / "out")] == ["reject", "accept"]


def test_all_alike_are_counted_before_and_decided_at_once(browser: Browser, folder: Path) -> None:
    row_id = row_with(browser, "operation_plan.hwpx", '"value": 2160.0')
    page = browser.get(f"/row/{row_id}/alike")
    assert "미결정 행 2개 (문서 2개)" in page
    assert read_decisions(folder / "out") == []
    browser.decide(row_id, "accept", alike="1")
    made = read_decisions(folder / "out")
    assert len({one.anchor.doc_id for one in made}) == len(made) == 2
    assert browser.index.states("row_id IN (SELECT row_id FROM whole WHERE instr(body, '\"value\": 2160.0'))") == {
        "accepted": 2
    }


def test_a_changed_source_is_not_shown_and_the_tables_of_the_output_are(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("operation_plan.hwpx",))
    file = tmp_path / "plans" / "operation_plan.hwpx"
    file.write_bytes(file.read_bytes() + b"\0")
    browser = Browser(out)
    page = browser.review(row_with(browser, "operation_plan.hwpx", '"value": 2160.0'))
    assert "원본 파일이 없거나 변환한 뒤 바뀌었습니다" in page
    assert "108강좌/2,160명" in page


def test_names_that_were_taken_out_are_not_brought_back_by_the_source(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("annual_targets.hwpx", "operation_plan.pdf"))
    names = {row["officer"] for row in rows_of(out, "plan") if row["officer"]}
    assert names
    again(tmp_path, force=True, redaction_key="열쇠")
    browser = Browser(out)
    for row in browser.index.ask("SELECT row_id, doc_id FROM rows"):
        page = browser.review(row["row_id"])
        assert not [name for name in names if name in page]
        assert not [name for name in names if name in browser.get(f"/document/{row['doc_id']}")]
    pdf = browser.index.ask("SELECT doc_id FROM documents WHERE path LIKE '%.pdf'")[0]["doc_id"]
    assert browser.client.get(f"/document/{pdf}/page/1").status_code == 409
    assert not list((out / ".kplan" / "audit").rglob("*.png"))


def test_decisions_that_quote_names_stop_a_run_that_takes_names_out(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("annual_targets.hwpx",))
    decide_on(out, "accept", rows_of(out, "plan")[0], "plan")
    with pytest.raises(Unredacted, match=r"decisions\.jsonl"):
        again(tmp_path, redaction_key="열쇠")
    (out / "decisions.jsonl").unlink()
    browser = Browser(out)
    browser.review(browser.index.rows(filter_of({"tab": "all"}), 1)[0][0]["row_id"])
    name = next(row["officer"] for row in rows_of(out, "plan") if row["officer"]).encode()
    assert any(name in file.read_bytes() for file in (out / ".kplan" / "audit").rglob("*") if file.is_file())
    again(tmp_path, redaction_key="열쇠")
    kept = [file for file in (out / ".kplan" / "audit").rglob("*") if file.is_file()]
    assert not [file for file in kept if name in file.read_bytes()]
    decide_on(out, "accept", rows_of(out, "plan")[0], "plan", redacted=True)
    assert again(tmp_path, redaction_key="열쇠")["decisions"]["applied"] == 1


def test_a_finding_about_no_row_leads_to_its_place(browser: Browser) -> None:
    page = browser.get("/findings?rule=label_without_number")
    assert "항목에 수치가 없습니다" in page
    assert re.search(r'href="/document/[0-9a-f]{64}(#block-\d+)?"', page)
    assert "sum_mismatch" not in page
    assert "합계" in browser.get("/findings") or "항목의 합" in browser.get("/findings")


def test_a_stale_decision_comes_back_to_the_queue_with_both_values(browser: Browser, folder: Path) -> None:
    row = next(r for r in rows_of(folder / "out", "result", "operation_plan.hwpx") if r["value"] == 2160.0)
    made = decide_on(folder / "out", "accept", row, "result")
    decide_on(folder / "out", "undo", row, "result", undoes=made.decision_id)
    decide_on(folder / "out", "accept", row, "result", seen={**made.seen, "value": 2000.0})
    rows, _ = browser.index.rows(filter_of({"tab": "stale"}), 10)
    assert [one["row_id"] for one in rows] == [row["row_id"]]
    assert "2,000명 → 2,160명" in browser.review(row["row_id"])


def test_the_document_page_colours_every_number_by_its_fate(browser: Browser, folder: Path) -> None:
    doc_id = rows_of(folder / "out", "result", "operation_plan.hwpx")[0]["doc_id"]
    page = browser.get(f"/document/{doc_id}")
    numbers = rows_of(folder / "out", "ledger", "operation_plan.hwpx")
    coloured = sum(page.count(f'class="fate-{fate}') for fate in ("row", "finding", "ledger", "unread")) - 4
    assert coloured == len(numbers)
    assert "자리를 찾지 못한" not in page
    assert 'class="fate-finding state-open"' in page


def test_every_screen_answers_in_both_languages(browser: Browser, folder: Path) -> None:
    row_id = row_with(browser, "operation_plan.pdf", '"value": 2160.0')
    row = browser.index.row(row_id)
    assert row is not None
    places = {"row_id": row_id, "doc_id": row["doc_id"], "task_key": row["task_key"], "number:int": "1"}
    places["signature"] = read_shapes(folder / "out")[0].signature
    browser.decide(row_id, "accept")
    for language, word in (("ko", "검토 대기열"), ("en", "Queue")):
        browser.client.cookies.set("kplan_language", language)
        for method, path in ROUTES:
            if method == "GET":
                address = path
                for name, value in places.items():
                    address = address.replace("{" + name + "}", value)
                answer = browser.client.get(address)
                assert answer.status_code == 200, address
                if "<header>" in answer.text:
                    assert word in answer.text


def test_the_switch_of_the_language_stays_on_the_page_and_leads_nowhere_else(browser: Browser) -> None:
    answer = browser.client.post("/language", data={"csrf": browser.csrf, "to": "/queue?tab=all"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?tab=all")
    assert "Queue" in browser.get("/queue")
    for to in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        assert browser.client.post("/language", data={"csrf": browser.csrf, "to": to}).headers["location"] == "/"
