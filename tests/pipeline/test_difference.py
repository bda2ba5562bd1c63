"""What a new output says otherwise, as people read it."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from outputs import DOC, budget, document, finding, number, plan, write_output
from test_cli import kplan

from pipeline.convert import ConvertOptions, convert
from pipeline.sinks.difference import diff_outputs, file_name
from pipeline.sinks.parquet import dataset_files, dataset_sql
from schemas.grid import CellRecord

OTHER = "b" * 64
KEY = "00000000-"
BATCH = ConvertOptions(jobs=1)
PLAN = """가람시 나루구 2026년 시행계획

| 세부사업 | 목표 | 예산(천원) |
|---|---|---|
| 나루터 정비 | 3개소 | 84,000 |
| 마을 도서관 운영 | 연 120회 | 800 |
| 꽃길 조성 | 2km | 5,000 |
"""


def told(old: Path, new: Path, *words: str) -> list[str]:
    run = kplan("diff", str(old), str(new), *words, COLUMNS="200")
    assert run.returncode == 1, run.stderr
    return run.stdout.splitlines()


def converted(folder: Path, **texts: str) -> Path:
    (folder / "in").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    convert(str(folder / "in"), folder / "out", BATCH)
    return folder / "out"


def test_an_edited_file_differs_in_what_was_edited(tmp_path: Path) -> None:
    old = converted(tmp_path / "old", 계획=PLAN)
    new = converted(tmp_path / "new", 계획=PLAN.replace("84,000", "90,000").replace("120회", "130회"))
    lines = told(old, new)
    text = "\n".join(lines)
    assert "  변경 예산 2026 · 나루터 정비 · 예산 · 계  84,000,000원 → 90,000,000원" in lines
    assert "  변경 계획 2026 · 마을 도서관 운영  120회 → 130회" in lines
    assert not [line for line in lines if re.match("  (추가|삭제) ", line)]
    assert "--all" in text
    assert not re.search("[0-9a-f]{16}", text)
    for word in ("tables", "cells", "ledger", "120.0"):
        assert word not in text
    found = diff_outputs(old, new, ("documents", "plan", "budget", "result", "findings"))
    assert {(one.dataset, one.kind) for one in found} == {("budget", "changed"), ("plan", "changed")}


def test_changes_come_first_then_added_then_removed_by_document(tmp_path: Path) -> None:
    old = converted(tmp_path / "old", 가=PLAN, 나=PLAN.replace("나루터", "선착장"))
    edited = PLAN.replace("84,000", "90,000").replace("| 꽃길 조성 | 2km | 5,000 |", "| 둘레길 조성 | 7km | 6,000 |")
    new = converted(tmp_path / "new", 가=edited, 나=edited.replace("나루터", "선착장"))
    lines = [line for line in told(old, new) if line.endswith(".txt") or line.startswith("  ")]
    kinds = [line.split()[0] if line.startswith("  ") else Path(line).name for line in lines]
    one = ["변경", "추가", "추가", "삭제", "삭제"]
    assert kinds == ["가.txt", *one, "나.txt", *one]


def test_a_document_that_is_new_or_gone_is_one_entry(tmp_path: Path) -> None:
    old = converted(
        tmp_path / "old", 가=PLAN, 나=PLAN.replace("나루터", "선착장").replace("나루구 2026", "새솔구 2025")
    )
    new = converted(tmp_path / "new", 가=PLAN)
    lines = told(old, new)
    (entry,) = [line for line in lines if line.startswith("  삭제")]
    assert "문서" in entry
    assert any(re.fullmatch(r"    계획 \d+행, 예산 \d+행.*", line) for line in lines)


def test_another_folder_or_a_relative_path_is_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = converted(tmp_path / "one", 계획=PLAN)
    monkeypatch.chdir(tmp_path / "one")
    convert("in", tmp_path / "relative", BATCH)
    shutil.copytree(tmp_path / "one" / "in", tmp_path / "elsewhere" / "deep")
    convert(str(tmp_path / "elsewhere"), tmp_path / "moved", BATCH)
    for new in (tmp_path / "relative", tmp_path / "moved"):
        run = kplan("diff", str(old), str(new))
        assert (run.returncode, run.stdout.strip()) == (0, "차이가 없습니다.")


def test_a_renamed_file_is_renamed_and_nothing_else(tmp_path: Path) -> None:
    old = converted(tmp_path / "old", 계획=PLAN)
    new = converted(tmp_path / "new", 최종=PLAN)
    (only,) = diff_outputs(old, new)
    assert (only.dataset, only.kind, list(only.before)) == ("documents", "changed", ["path"])


def test_two_documents_with_the_same_name_are_not_mixed_up(tmp_path: Path) -> None:
    def out(name: str, first: str, second: str, targets: tuple[float, float]) -> Path:
        rows = {
            "documents": [
                document(first, "1" * 64 if name == "old" else "3" * 64),
                document(second, "2" * 64 if name == "old" else "4" * 64),
            ],
            "plan": [
                plan("p1", targets[0], "1" * 64 if name == "old" else "3" * 64, fact_key=f"{KEY}k"),
                plan("p2", targets[1], "2" * 64 if name == "old" else "4" * 64, fact_key=f"{KEY}k"),
            ],
        }
        return write_output(tmp_path / name, rows)

    found = diff_outputs(
        out("old", "가/계획.txt", "나/계획.txt", (1.0, 2.0)), out("new", "가/계획.txt", "나/계획.txt", (1.0, 5.0))
    )
    assert [(one.path, one.before, one.after) for one in found] == [("나/계획.txt", {"target": 2.0}, {"target": 5.0})]


def test_a_difference_names_the_cell_when_all_is_asked_for(tmp_path: Path) -> None:
    def cells(*texts: str) -> list[CellRecord]:
        return [CellRecord(doc_id=DOC, table=0, row=row, col=1, text=text) for row, text in enumerate(texts)]

    old = write_output(
        tmp_path / "old", {"documents": [document()], "cells": cells("3개소", "7명"), "ledger": [number("7명")]}
    )
    new = write_output(
        tmp_path / "new", {"documents": [document()], "cells": cells("3개소", "8명"), "ledger": [number("8명")]}
    )
    assert "  변경 칸 표 1 2행 2열  내용 7명 → 8명" in told(old, new, "--all")
    short = told(old, new)
    assert "숫자 대장·검산·표·칸의 차이 3건은 --all로 볼 수 있습니다." in short
    assert not [line for line in short if line.startswith("  변경")]


def test_rows_that_mean_the_same_are_matched_in_their_order(tmp_path: Path) -> None:
    rows = {"documents": [document()]}
    old = write_output(
        tmp_path / "old", {**rows, "plan": [plan("p1"), plan("p2"), plan("p3")], "findings": [finding()]}
    )
    new = write_output(
        tmp_path / "new",
        {**rows, "plan": [plan("p2"), plan("p3", 11.0, unit="명"), plan("p4")], "findings": [finding(), finding()]},
    )
    found = [(one.kind, one.row_key, one.before, one.after) for one in diff_outputs(old, new, ("plan",))]
    assert found[0] == ("changed", "p3", {"target": 10.0, "unit": None}, {"target": 11.0, "unit": "명"})
    assert [(kind, key) for kind, key, _, _ in found[1:]] == [("added", "p4"), ("removed", "p1")]
    assert [(one.kind, one.dataset) for one in diff_outputs(old, new, ("findings",))] == [("added", "findings")]
    assert "  변경 계획 2026  10 → 11명" in told(old, new)


def test_an_amount_that_was_lost_is_told(tmp_path: Path) -> None:
    old = write_output(tmp_path / "old", {"documents": [document()], "budget": [budget("b1", 1_250_000_000)]})
    new = write_output(
        tmp_path / "new",
        {"documents": [document()], "budget": [budget("b1", 1).model_copy(update={"amount_krw": None})]},
    )
    assert "  변경 예산 2026 · 예산 · 계  1,250,000,000원 → -" in told(old, new)


def test_for_machines_every_row_is_a_line(tmp_path: Path) -> None:
    old = converted(tmp_path / "old", 계획=PLAN)
    new = converted(tmp_path / "new", 계획=PLAN.replace("84,000", "90,000"))
    lines = [json.loads(line) for line in kplan("diff", str(old), str(new), "--json").stdout.splitlines()]
    (amount,) = [line for line in lines if line["dataset"] == "budget"]
    assert (amount["before"], amount["after"]) == ({"amount_krw": 84_000_000}, {"amount_krw": 90_000_000})
    assert {"cells", "ledger"} <= {line["dataset"] for line in lines}
    same = kplan("diff", str(old), str(old))
    assert (same.returncode, same.stdout.strip()) == (0, "차이가 없습니다.")
    assert "changed" in kplan("diff", str(old), str(new), KPLAN_LANG="en").stdout


def test_an_output_of_an_older_kplan_can_be_compared(tmp_path: Path) -> None:
    rows = {"documents": [document()], "plan": [plan("p1"), plan("p2", additive=True)]}
    old, new = write_output(tmp_path / "old", rows), write_output(tmp_path / "new", rows)
    (file,) = dataset_files(old, "plan")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * EXCLUDE (additive, fact_key, upper), 1 AS newer FROM '{file}'")
        connection.execute(f"COPY t TO '{file}' (FORMAT parquet)")
        held = connection.execute(
            f"SELECT DISTINCT additive, fact_key, upper FROM {dataset_sql(old, 'plan')}"
        ).fetchall()
    assert held == [(True, None, None)]
    assert diff_outputs(old, new) == []


@pytest.mark.parametrize("path", ["가/나.hwp", "묶음.zip!나.hwp", "묶음.zip!가/나.hwp", "나.hwp", "가\\나.hwp"])
def test_the_name_of_a_file(path: str) -> None:
    assert file_name(path) == "나.hwp"
