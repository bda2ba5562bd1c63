"""The pandas stages: types that lose nothing, and frames that say what a person computes from the samples."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from outputs import DOC, budget, document, plan, result, write_output
from test_views import BUDGETS, COMPARED, MEASURES, MILLION, SUMS, TARGETS, opened, sample_rows

from pipeline import read_frames
from pipeline.exit_codes import GATE_FAILED
from pipeline.frames import (
    NUMBERS,
    all_facts,
    budget_frame,
    budget_wide,
    datasets_to_frames,
    find_rows,
    plan_frame,
    result_frame,
    summable,
    table_to_frame,
    targets_against_results,
    task_history,
)
from pipeline.sinks.parquet import read_dataset
from schemas.errors import NoOutput
from schemas.records import DATASETS

ROOT = Path(__file__).resolve().parents[2]


def plain(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows with None for what is missing."""
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)]


def test_frames_have_nullable_types_even_when_empty() -> None:
    frames = datasets_to_frames({"plan": [plan("p1", fiscal_year=None)]})
    types = {name: str(dtype) for name, dtype in frames["plan"].dtypes.items()}
    assert types["fiscal_year"] == "Int64"
    assert types["target"] == "Float64"
    assert types["cumulative"] == "boolean"
    assert types["task"] == "string"
    assert types["period_start"] == "date32[day][pyarrow]"
    assert frames["plan"]["fiscal_year"].isna().all()
    assert str(frames["budget"].dtypes["amount_krw"]) == "Int64"
    assert len(frames["budget"]) == 0


def test_a_large_amount_stays_whole(tmp_path: Path) -> None:
    amount = 9_007_199_254_740_993
    out = write_output(tmp_path, {"budget": [budget("b1", amount), budget("b2", 1, share=None)]})
    assert table_to_frame(read_dataset(out, "budget"))["amount_krw"].tolist() == [amount, 1]


def test_each_dataset_of_facts_has_its_frame() -> None:
    assert plan_frame([plan("p1", 1.5)])["target"].tolist() == [1.5]
    assert budget_frame([budget("b1", 3)])["amount_krw"].tolist() == [3]
    assert result_frame([result("r1", 2.0, bbox=(1, 2, 3, 4))])["bbox"].tolist() == [[1.0, 2.0, 3.0, 4.0]]
    for frame, dataset in ((plan_frame([]), "plan"), (budget_frame([]), "budget"), (result_frame([]), "result")):
        assert list(frame.columns) == list(DATASETS[dataset].model_fields)
        assert len(frame) == 0


def test_an_output_is_read_as_frames(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    frames = read_frames(out)
    assert list(frames) == list(DATASETS)
    assert frames["plan"]["row_id"].tolist() == ["p1"]
    assert list(read_frames(str(out), ["budget"])) == ["budget"]
    with pytest.raises(NoOutput):
        read_frames(tmp_path)


@pytest.mark.parametrize("name", COMPARED)
def test_targets_against_results_are_those_of_the_sample(tmp_path: Path, name: str) -> None:
    rows = sample_rows(name)
    frame = targets_against_results(datasets_to_frames(rows))
    frame["achieved_percent"] = frame["achieved_percent"].round(1)
    found = plain(frame[["fiscal_year", "task", "indicator", "unit", "target", "result", "achieved_percent"]])
    assert sorted(found, key=str) == sorted(COMPARED[name], key=str)
    assert sorted(found, key=str) == sorted(opened(tmp_path, rows)(TARGETS), key=str)


@pytest.mark.parametrize("name", BUDGETS)
def test_the_wide_budget_adds_up_to_what_the_sample_says(name: str) -> None:
    wide = budget_wide(datasets_to_frames(sample_rows(name)))
    totals = {
        (year, basis): amount
        for year, source, _, *amounts, _ in BUDGETS[name]
        if source == "계"
        for basis, amount in zip(("예산", "집행"), amounts, strict=True)
    }
    for (year, basis), amount in totals.items():
        rows = wide[wide["fiscal_year"] == year]
        column = rows.get(f"{basis} 계", pd.Series(dtype="Int64"))
        assert (column.sum() if column.notna().any() else None) == amount, (year, basis)
        parts = [name for name in wide.columns if name.startswith(f"{basis} ") and name != f"{basis} 계"]
        assert rows[parts].sum().sum() == (amount or 0)
    if not BUDGETS[name]:
        assert len(wide) == 0


def test_the_wide_budget_has_a_row_a_task_and_a_column_a_source() -> None:
    wide = budget_wide(datasets_to_frames(sample_rows("annual_targets")))
    assert plain(wide[["task", "예산 계", "예산 국비", "예산 도비", "예산 시비", "예산 비예산"]]) == [
        ("나눔냉장고 확대", 0, None, None, None, 0),
        ("이웃돌봄단 운영", 96 * MILLION, None, 36 * MILLION, 60 * MILLION, None),
        ("청소년 진로체험 운영", 120 * MILLION, 60 * MILLION, 18 * MILLION, 42 * MILLION, None),
    ]
    assert wide.columns[0] == "path"
    assert str(wide.dtypes["예산 계"]) == "Int64"


def test_the_wide_budget_has_one_measure_of_a_budget() -> None:
    wide = budget_wide(datasets_to_frames(MEASURES))
    sums = wide.groupby("fiscal_year")[["예산 계", "예산 국비", "예산 군비", "집행 계"]].sum()
    assert plain(sums) == [(9, 0, 0, 1_300), (1_250, 400, 850, 1_214)]


@pytest.mark.parametrize("name", SUMS)
def test_what_may_be_added_is_what_the_view_says(tmp_path: Path, name: str) -> None:
    rows = sample_rows(name)
    frames = datasets_to_frames(rows)
    query = opened(tmp_path, rows)
    for dataset in NUMBERS:
        held = frames[dataset]
        ids = {row_id for (row_id,) in query(f"SELECT row_id FROM facts WHERE summable AND dataset = '{dataset}'")}
        assert set(held.loc[summable(frames, dataset), "row_id"]) == ids


def test_a_copy_adds_nothing() -> None:
    rows = sample_rows("result_report")
    copy = document("b.pdf", "b" * 64, same_as=DOC)
    twice = {
        name: [*held, *(row.model_copy(update={"doc_id": "b" * 64}) for row in held)]
        for name, held in rows.items()
        if name != "documents"
    }
    once, both = datasets_to_frames(rows), datasets_to_frames({**twice, "documents": [*rows["documents"], copy]})
    pd.testing.assert_frame_equal(budget_wide(once), budget_wide(both))
    pd.testing.assert_frame_equal(targets_against_results(once), targets_against_results(both))
    assert len(all_facts(once)) == len(all_facts(both))


YEARS = {
    "documents": [document("2025.txt"), document("2026.txt", "b" * 64)],
    "plan": [
        plan("p2", 30.0, "b" * 64, task="나루터  정비", task_key="나루터정비", indicator="정비", unit="개소"),
        plan("p1", 20.0, fiscal_year=2025, task="나루터 정비", task_key="나루터정비", indicator="정비", unit="개소"),
        plan(
            "p3", None, task="도서관 운영", task_key="도서관운영", activity="책 나루 (가+나) 만들기", target_text="연중"
        ),
    ],
    "budget": [budget("b1", 500, task="나루터 정비", task_key="나루터정비", account="교통 > 나루 관리")],
    "result": [
        result("r1", 19.0, fiscal_year=2025, task="나루터정비", task_key="나루터정비", indicator="정비", unit="개소")
    ],
}


@pytest.mark.parametrize("task", ["나루터정비", "나루터 정비", " 나루터-정비"])
def test_the_history_of_a_task(task: str) -> None:
    frame = task_history(datasets_to_frames(YEARS), task)
    shown = plain(frame[["fiscal_year", "dataset", "indicator", "value", "unit", "path"]])
    assert shown == [
        (2025, "plan", "정비", 20.0, "개소", "2025.txt"),
        (2025, "result", "정비", 19.0, "개소", "2025.txt"),
        (2026, "budget", "예산 계", 500.0, "원", "2025.txt"),
        (2026, "plan", "정비", 30.0, "개소", "2026.txt"),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["나루"], {"p1", "p2", "p3", "b1", "r1"}),
        (["나루터"], {"p1", "p2", "b1", "r1"}),
        (["나루", "관리"], {"b1"}),
        (["나루터정비"], {"p1", "p2", "b1", "r1"}),
        (["(가+나)"], {"p3"}),
        (["없는 말"], set()),
    ],
)
def test_rows_are_found_by_their_words(words: list[str], found: set[str]) -> None:
    frame = find_rows(datasets_to_frames(YEARS), words)
    assert set(frame["row_id"]) == found


def test_frames_of_nothing_are_empty() -> None:
    frames = datasets_to_frames({})
    for frame in (
        budget_wide(frames),
        targets_against_results(frames),
        task_history(frames, "x"),
        find_rows(frames, ["x"]),
    ):
        assert len(frame) == 0


@pytest.mark.parametrize(
    "command",
    [
        ("convert", "samples/plans/operation_plan.txt", "--out", "{tmp}/out"),
        ("rows", "samples/plans/operation_plan.txt"),
        ("check", "{tmp}/made"),
        ("diff", "{tmp}/made", "{tmp}/made"),
        ("load", "{tmp}/made", "--to", "{tmp}/w.duckdb"),
    ],
)
def test_no_start_imports_pandas(tmp_path: Path, command: tuple[str, ...]) -> None:
    write_output(tmp_path / "made", {"documents": [document()]})
    words = [word.format(tmp=tmp_path) for word in command]
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipeline", *words], capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode in (0, GATE_FAILED), run.stderr
    imported = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert ("pyarrow" in imported) == (command[0] != "rows")
    assert [name for name in imported if name.startswith("pandas.")] == []


def test_a_program_that_converts_can_still_use_pandas(tmp_path: Path) -> None:
    program = (
        "import pyarrow as pa\nfrom pipeline import ConvertOptions, convert, read_frames\n"
        f"convert('samples/plans/operation_plan.txt', {str(tmp_path / 'out')!r}, ConvertOptions(jobs=1))\n"
        f"print(pa.table({{'a': [1]}}).to_pandas().shape, len(read_frames({str(tmp_path / 'out')!r})['documents']))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert (run.stdout.strip(), run.stderr) == ("(1, 1) 1", "")
