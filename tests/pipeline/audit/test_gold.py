"""Gold of what was decided, scores against it, forms of tables, and the report to mail."""

import json
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from outputs import document, number, plan, write_output
from reviewed import Browser, again, decide_on, make_output, rows_of

from pipeline.audit.building import open_index
from pipeline.audit.forms import group_forms, read_shapes
from pipeline.audit.gold import LEVELS, gold_rows, match_rows, read_gold, score, score_output
from pipeline.audit.report import bars, report_html
from pipeline.convert import read_rows
from pipeline.taught.signature import fold_header
from schemas.errors import BadGold
from schemas.grid import CellRecord, TableRecord

WANTED = {"dataset": "plan", "target": 12.0, "unit": "명", "task": "나루 돌봄", "indicator": "방문 인원", "kpi": "방문"}
HELD = {**WANTED, "confidence": "certain"}


def reached(gold: dict[str, Any], *rows: dict[str, Any]) -> list[str]:
    matches, _ = match_rows([gold], rows)
    return [level for level in LEVELS if matches[0].reaches(level)]


@pytest.mark.parametrize(
    ("changed", "levels"),
    [
        ({}, ["value", "core", "named", "strict"]),
        ({"kpi": "다른 것"}, ["value", "core", "named"]),
        ({"indicator": "다른 것"}, ["value", "core"]),
        ({"task": "다른 과제"}, ["value"]),
        ({"target": 13.0}, []),
        ({"dataset": "result"}, []),
        ({"task": "나루돌봄"}, ["value", "core", "named", "strict"]),
    ],
)
def test_a_row_is_right_up_to_a_level(changed: dict[str, Any], levels: list[str]) -> None:
    assert reached(WANTED, {**HELD, **changed}) == levels


def test_a_list_means_any_and_a_missing_key_is_not_scored() -> None:
    assert reached({**WANTED, "unit": ["가구", "명"]}, HELD) == list(LEVELS)
    assert reached({"dataset": "plan", "target": 12.0}, HELD) == list(LEVELS)


def test_an_optional_row_counts_neither_way() -> None:
    optional = {**WANTED, "optional": True}
    for rows in ([], [HELD], [{**HELD, "task": "다른 과제"}]):
        found = score(*match_rows([optional], rows), "core")
        assert (found.right, found.extra, found.missing) == (0, 0, 0)


def test_rows_that_nobody_asked_for_lower_the_precision() -> None:
    found = score(*match_rows([WANTED], [HELD, {**HELD, "target": 99.0}]), "core")
    assert (found.precision, found.recall) == (0.5, 1.0)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seed000", "seed001", "seed002", "seed003", "seed004"])
def test_scores_are_those_of_the_agreed_scorer(shared: Path, name: str) -> None:
    loader = SourceFileLoader("score_rows", str(shared / "score" / "score"))
    scorer = ModuleType(loader.name)
    loader.exec_module(scorer)
    gold = read_gold(shared / "gold" / f"{name}.jsonl")
    (document,) = (shared / "seeds").glob(f"{name.removeprefix('seed')}_*.txt")
    rows = [row for row in read_rows([str(document)]) if row["dataset"] in ("plan", "budget", "result")]
    spoilt = [{**row, "task": "다른 과제"} if place % 3 == 0 else row for place, row in enumerate(rows) if place % 5]
    for held in (rows, spoilt):
        theirs = scorer.score(gold, held)[0]["all"]
        matches, extra = match_rows(gold, held)
        for level in LEVELS:
            found = score(matches, extra, level)
            assert (found.precision, found.recall) == pytest.approx(theirs[level][:2]), level


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    out = make_output(folder, ("operation_plan.pdf", "annual_targets.hwpx", "result_report.txt"))
    rows = rows_of(out, "result", "operation_plan.pdf")
    decide_on(out, "accept", rows[0], "result")
    decide_on(out, "correct", rows[1], "result", value={"value": 777.0})
    decide_on(out, "reject", rows[2], "result")
    decide_on(out, "defer", rows[3], "result")
    return out


def kplan(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipeline", *words], capture_output=True, text=True, timeout=120)


def test_gold_holds_what_was_accepted_and_corrected(out: Path) -> None:
    rows = rows_of(out, "result", "operation_plan.pdf")
    gold = list(gold_rows(open_index(out)))
    assert [one["value"] for one in gold] == [rows[0]["value"], 777.0]
    assert {one["path"].rpartition("/")[2] for one in gold} == {"operation_plan.pdf"}


def test_an_output_is_scored_against_its_gold(out: Path, tmp_path: Path) -> None:
    made = kplan("gold", str(out))
    assert made.returncode == 0, made.stderr
    (tmp_path / "gold.jsonl").write_text(made.stdout, encoding="utf-8")
    found = score_output(out, read_gold(tmp_path / "gold.jsonl"))
    core = found["levels"]["all"]["core"]
    assert (core["right"], core["missing"]) == (1, 1)
    rows = sum(len(rows_of(out, name, "operation_plan.pdf")) for name in ("plan", "budget", "result"))
    assert core["extra"] == rows - 1
    assert sum(held["rows"] for held in found["confidence"].values()) == rows
    run = kplan("eval", str(out), "--gold", str(tmp_path / "gold.jsonl"), "--json")
    assert json.loads(run.stdout) == found
    assert "0.500" in kplan("eval", str(out), "--gold", str(tmp_path / "gold.jsonl")).stdout


@pytest.mark.parametrize("line", ["{", "[]", '{"dataset": "cells"}', '{"dataset": "plan", "path": "없는 파일"}'])
def test_gold_that_is_none_is_refused_with_its_line(out: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "gold.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadGold):
        score_output(out, read_gold(tmp_path / "gold.jsonl"))
    run = kplan("eval", str(out), "--gold", str(tmp_path / "gold.jsonl"))
    assert run.returncode == BadGold.exit_code


def table(block: int, doc: str, *rows: tuple[str, ...]) -> tuple[TableRecord, list[CellRecord]]:
    cells = [
        CellRecord(doc_id=doc, table=block, row=r, col=c, text=text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return TableRecord(doc_id=doc, table=block, block=block, n_rows=len(rows), n_cols=len(rows[0])), cells


def test_tables_of_one_form_are_one_line_ranked_by_what_they_cost(tmp_path: Path) -> None:
    one, two = "a" * 64, "b" * 64
    tables = [
        table(0, one, ("사업명", "2024년 목표"), ("돌봄", "12")),
        table(0, two, ("사 업 명", "2025년  목표"), ("돌봄", "15")),
        table(1, one, ("항목", "값"), ("가", "7")),
        table(2, one, ("구분", "비고"), ("나", "8")),
    ]
    unread = {"row": 1, "col": 1, "reason": "unread"}
    write_output(
        tmp_path,
        {
            "documents": [document("가.txt", one), document("나.txt", two)],
            "tables": [record for record, _ in tables],
            "cells": [cell for _, cells in tables for cell in cells],
            "ledger": [
                number("12", doc_id=one, block=0, **unread),
                number("15", doc_id=two, block=0, **unread),
                number("8", doc_id=one, block=2, row=1, col=1, row_id="p2"),
            ],
            "plan": [
                plan("p1", doc_id=one, block=1, row=1, col=1, confidence="doubtful"),
                plan("p2", doc_id=one, block=2, row=1, col=1),
            ],
        },
    )
    forms = group_forms(read_shapes(tmp_path))
    assert [(form.headers, form.documents, form.tables, form.unread, form.doubtful, form.weight) for form in forms] == [
        (("사업명 | #년목표",), 2, 2, 2, 0, 4),
        (("항목 | 값",), 1, 1, 0, 1, 1),
    ]
    assert [path for _, path, _ in forms[0].examples] == ["가.txt", "나.txt"]
    run = kplan("forms", str(tmp_path), "--json")
    assert [json.loads(line)["weight"] for line in run.stdout.splitlines()] == [4, 1]


def test_a_header_of_two_rows_is_told_by_where_the_numbers_begin(tmp_path: Path) -> None:
    record, cells = table(0, "a" * 64, ("구분", "예산"), ("", "국비"), ("돌봄", "12"))
    rows = {
        "documents": [document()],
        "tables": [record],
        "cells": cells,
        "ledger": [number("12", block=0, row=2, col=1, reason="unread")],
    }
    (form,) = group_forms(read_shapes(write_output(tmp_path, rows)))  # type: ignore[arg-type]
    assert form.headers == ("구분 | 예산", " | 국비")


def test_a_long_text_names_no_column() -> None:
    assert fold_header("가" * 41) == ""
    assert fold_header("2024. 12월 목표(명)") == "##월목표명".replace("##", "#")


def test_the_page_lists_the_forms(out: Path) -> None:
    assert "표 서식" in Browser(out).get("/forms")


def test_the_report_is_one_file_with_charts_and_evidence(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    run = kplan("report", str(out), "--html", str(target))
    assert run.returncode == 0, run.stderr
    page = target.read_text(encoding="utf-8")
    assert "://" not in page.replace("data:image/png;base64", "")
    assert "<script" not in page
    assert page.count("<svg") >= 3
    assert "data:image/png;base64," in page, "the wrong total of the PDF is shown as it stands on its page"
    assert "계 2,160명이 항목의 합 2,170명과 10명 다릅니다." in page
    assert "300명 → 324명 (108 %)" in page
    assert kplan("report", str(out), "--html", str(target)).returncode != 0, "a file is not overwritten unasked"
    assert kplan("report", str(out), "--html", str(target), "--force").returncode == 0


def test_the_report_escapes_what_documents_say(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    text = "2026년 나루구 계획\n\n구분\t인원(명)\n<script>x</script>\t5\n나\t7\n계\t13\n"
    (tmp_path / "plans" / "a.txt").write_text(text, encoding="utf-8")
    again(tmp_path)
    page = report_html(tmp_path / "out")
    assert "13명" in page
    assert "<script" not in page


def test_bars_are_as_long_as_their_values() -> None:
    assert [bar.length for bar in bars([("가", 50.0, ""), ("나", 100.0, ""), ("다", 0.0, "")])] == [0.5, 1.0, 0.0]
    assert [bar.length for bar in bars([("가", 0.0, "")])] == [0.0]
