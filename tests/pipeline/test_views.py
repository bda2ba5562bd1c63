"""The views against sums that a person computes from each sample."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from outputs import DOC, budget, document, plan, result, write_output

from pipeline.convert import convert
from pipeline.sinks import duckdb as duckdb_sink
from pipeline.sinks.views import read_views
from schemas.finding import Record
from schemas.records import DATASETS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Rows = dict[str, list[Record]]
Query = Callable[[str], list[tuple[Any, ...]]]

TOTALS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "annual_targets": lambda row: row["dataset"] == "budget" and row["source"] == "계",
    "operation_plan": lambda row: row.get("source") == "계" or row.get("indicator") == "계" or row.get("value") == 7.0,
    "pledge_card": lambda row: (
        row["dataset"] == "budget"
        and (row.get("fiscal_year") is None or (row["source"] == "계" and row["basis"] == "예산"))
    ),
    "result_report": lambda row: (
        row.get("activity") == "계" or (row["dataset"] == "budget" and row["basis"] == "예산" and row["source"] == "계")
    ),
    "yearly_plan": lambda row: False,
}
"""Which rows of a sample other rows of it break down, as a person marks them on paper."""


def sample_rows(name: str) -> Rows:
    """The rows that the sample must give, with its totals marked."""
    rows: Rows = {"documents": [document(f"{name}.txt", title=name)]}
    for number, line in enumerate((SAMPLES / "expected" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        row["additive"] = not TOTALS[name](row)
        dataset = row.pop("dataset")
        rows.setdefault(dataset, []).append(DATASETS[dataset](row_id=f"r{number:03}", doc_id=DOC, **row))
    return rows


def opened(folder: Path, rows: Rows) -> Query:
    """The DuckDB file of an output, to be asked."""
    duckdb_sink.write(write_output(folder / "out", rows), folder / "kplan.duckdb")

    def query(text: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(folder / "kplan.duckdb"), read_only=True) as connection:
            return connection.execute(text).fetchall()

    return query


MILLION = 1_000_000
BUDGETS: dict[str, list[tuple[Any, ...]]] = {
    # 96 백만원 (도비 36, 시비 60), 120 백만원 (국 60, 도 18, 시 42), 비예산
    "annual_targets": [
        (2025, "국비", False, 60 * MILLION, None, None),
        (2025, "도비", False, 54 * MILLION, None, None),
        (2025, "비예산", False, 0, None, None),
        (2025, "시비", False, 102 * MILLION, None, None),
        (2025, "계", True, 216 * MILLION, None, None),
    ],
    # 84,000 천원 (국비 30 %, 시비 70 %)
    "operation_plan": [
        (2025, "국비", False, 25_200_000, None, None),
        (2025, "시비", False, 58_800_000, None, None),
        (2025, "계", True, 84 * MILLION, None, None),
    ],
    # 180, 270, 270, 180 백만원 in four years; 175 and 255 of them spent
    "pledge_card": [
        (2023, "도비", False, 54 * MILLION, None, None),
        (2023, "시비", False, 126 * MILLION, None, None),
        (2023, "재원 구분 없음", False, None, 175 * MILLION, None),
        (2023, "계", True, 180 * MILLION, 175 * MILLION, 97.2),
        (2024, "도비", False, 81 * MILLION, None, None),
        (2024, "시비", False, 189 * MILLION, None, None),
        (2024, "재원 구분 없음", False, None, 255 * MILLION, None),
        (2024, "계", True, 270 * MILLION, 255 * MILLION, 94.4),
        (2025, "도비", False, 81 * MILLION, None, None),
        (2025, "시비", False, 189 * MILLION, None, None),
        (2025, "재원 구분 없음", False, None, 0, None),
        (2025, "계", True, 270 * MILLION, 0, 0.0),
        (2026, "도비", False, 54 * MILLION, None, None),
        (2026, "시비", False, 126 * MILLION, None, None),
        (2026, "재원 구분 없음", False, None, 0, None),
        (2026, "계", True, 180 * MILLION, 0, 0.0),
    ],
    # 1,250 백만원 (국비 400, 도비 250, 군비 600); spent 588 + 450 + 176 = 1,214, that is 97.1 %
    "result_report": [
        (2024, "국비", False, 400 * MILLION, None, None),
        (2024, "군비", False, 600 * MILLION, None, None),
        (2024, "도비", False, 250 * MILLION, None, None),
        (2024, "재원 구분 없음", False, None, 1_214 * MILLION, None),
        (2024, "계", True, 1_250 * MILLION, 1_214 * MILLION, 97.1),
    ],
    "yearly_plan": [],
}
BY_SOURCE = (
    "SELECT fiscal_year, source, is_total, budget_krw, spent_krw, "
    "CAST(round(CAST(executed_percent AS numeric), 1) AS double precision) "
    "FROM budget_by_source ORDER BY fiscal_year, is_total, source"
)

COMPARED: dict[str, list[tuple[Any, ...]]] = {
    "annual_targets": [
        (2024, "이웃돌봄단 운영", "돌봄단원 위촉", "명", None, 210.0, None),
        (2024, "이웃돌봄단 운영", "안부 확인", "회", None, 11_250.0, None),
        (2024, "청소년 진로체험 운영", "체험 인원", "명", None, 1_950.0, None),
        (2025, "나눔냉장고 확대", "시설", "개", 24.0, None, None),
        (2025, "이웃돌봄단 운영", "돌봄단원 위촉", "명", 240.0, None, None),
        (2025, "이웃돌봄단 운영", "안부 확인", "회", 12_000.0, None, None),
        (2025, "청소년 진로체험 운영", "체험 인원", "명", 1_800.0, None, None),
        (2025, "청소년 진로체험 운영", "체험처 발굴", "개소", 45.0, None, None),
    ],
    "operation_plan": [
        (2024, "시민강좌 운영", "계", "강좌", None, 108.0, None),
        (2024, "시민강좌 운영", "계", "명", None, 2_160.0, None),
        (2024, "시민강좌 운영", "예술", "강좌", None, 42.0, None),
        (2024, "시민강좌 운영", "예술", "명", None, 910.0, None),
        (2024, "시민강좌 운영", "인문", "강좌", None, 38.0, None),
        (2024, "시민강좌 운영", "인문", "명", None, 720.0, None),
        (2024, "시민강좌 운영", "직업능력", "강좌", None, 28.0, None),
        (2024, "시민강좌 운영", "직업능력", "명", None, 540.0, None),
        (2025, "시민강좌 운영", "개설강좌", "강좌", 120.0, None, None),
        (2025, "시민강좌 운영", "수강인원", "명", 2_400.0, None, None),
        (2025, "학습동아리 지원", "동아리 발표회", "회", 1.0, None, None),
        (2025, "학습동아리 지원", "지원규모", "개", 35.0, None, None),
    ],
    "pledge_card": [],
    "result_report": [
        (2024, "청년 구직활동 지원", "달성률", "%", None, 108.0, None),
        (2024, "청년 구직활동 지원", None, "명", 300.0, 324.0, 108.0),
        (2024, "청년 월세 지원", "달성률", "%", None, 88.0, None),
        (2024, "청년 월세 지원", None, "명", 150.0, 132.0, 88.0),
        (2024, "청년 창업 공간 조성", "달성률", "%", None, 100.0, None),
        (2024, "청년 창업 공간 조성", None, "개소", 4.0, 4.0, 100.0),
    ],
    "yearly_plan": [],
}
TARGETS = (
    "SELECT fiscal_year, task, indicator, unit, target, result, "
    "CAST(round(CAST(achieved_percent AS numeric), 1) AS double precision) "
    "FROM target_against_result ORDER BY fiscal_year, task, indicator NULLS LAST, unit"
)

SUMS: dict[str, list[tuple[Any, ...]]] = {
    # The 계 of 108강좌/2,160명 is no part of a sum: 38 + 42 + 28, 720 + 910 + 540 (the source itself says 2,160); 4 + 2 of 7명
    "operation_plan": [(2024, "강좌", 108.0), (2024, "명", 2_170.0), (2025, "명", 6.0)],
    # 412 respondents are 76 + 231 + 105; 324명 and 132명 of two tasks; no 만족도 and no 달성률
    "result_report": [(2024, "개소", 4.0), (2024, "명", 868.0)],
}


@pytest.mark.parametrize("name", BUDGETS)
def test_budget_by_source_is_what_the_sample_says(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, sample_rows(name))(BY_SOURCE) == BUDGETS[name]


@pytest.mark.parametrize("name", COMPARED)
def test_targets_stand_beside_results(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, sample_rows(name))(TARGETS) == COMPARED[name]


@pytest.mark.parametrize("name", SUMS)
def test_summable_results_count_everything_once(tmp_path: Path, name: str) -> None:
    query = opened(tmp_path, sample_rows(name))
    text = "SELECT fiscal_year, unit, sum(value) FROM {} WHERE summable {} GROUP BY ALL ORDER BY ALL"
    assert query(text.format("facts", "AND dataset = 'result'")) == SUMS[name]
    assert query(text.format("fact_result", "")) == SUMS[name]


@pytest.mark.parametrize("name", BUDGETS)
def test_a_copy_in_another_format_adds_nothing(tmp_path: Path, name: str) -> None:
    once = sample_rows(name)
    twice: Rows = {dataset: list(rows) for dataset, rows in once.items()}
    twice["documents"].append(document(f"{name}.hwp", "b" * 64, same_as=DOC))
    for dataset in ("plan", "budget", "result"):
        copies = [
            row.model_copy(update={"doc_id": "b" * 64, "row_id": f"b{n}"})
            for n, row in enumerate(once.get(dataset, []))
        ]
        twice.setdefault(dataset, []).extend(copies)
    query = opened(tmp_path, twice)
    assert query(BY_SOURCE) == BUDGETS[name]
    assert query(TARGETS) == COMPARED[name]


def test_one_target_in_two_documents_is_one_target(tmp_path: Path) -> None:
    same = {"task": "나무 심기", "task_key": "나무심기", "indicator": "식재", "unit": "그루"}
    rows: Rows = {
        "documents": [document(), document("결과.txt", "b" * 64)],
        "plan": [plan("p1", 300.0, **same), plan("p2", 300.0, "b" * 64, **same)],
        "result": [result("r1", 270.0, **{**same, "doc_id": "b" * 64})],
    }
    assert opened(tmp_path / "agree", rows)(TARGETS) == [(2026, "나무 심기", "식재", "그루", 300.0, 270.0, 90.0)]
    rows["plan"] = [plan("p1", 300.0, **same), plan("p2", 320.0, "b" * 64, **same)]
    query = opened(tmp_path / "disagree", rows)
    assert query(TARGETS) == [(2026, "나무 심기", "식재", "그루", None, 270.0, None)]
    assert query("SELECT targets, results FROM target_against_result") == [([300.0, 320.0], [270.0])]


@pytest.mark.parametrize(
    ("indicator", "unit", "summable"),
    [
        ("달성률", None, False),
        ("참여율", "%", False),
        ("이용자 만족도", "점", False),
        ("1일 평균 이용 인원", "명", False),
        ("수강생", "배", False),
        ("법률 상담", "건", True),
        ("법률", "건", True),
        ("작품", "점", True),
        ("식재", "그루", True),
        (None, None, True),
    ],
)
def test_rates_and_means_are_never_added(
    tmp_path: Path, indicator: str | None, unit: str | None, summable: bool
) -> None:
    query = opened(tmp_path, {"documents": [document()], "result": [result("r1", 5.0, indicator=indicator, unit=unit)]})
    assert query("SELECT summable FROM facts") == [(summable,)]


def test_running_totals_and_replaced_values_are_never_added(tmp_path: Path) -> None:
    rows: Rows = {
        "documents": [document()],
        "plan": [
            plan("p1", cumulative=True),
            plan("p2", superseded=True),
            plan("p3", additive=False),
            plan("p4", None),
            plan("p5"),
        ],
    }
    assert opened(tmp_path, rows)("SELECT row_id FROM facts WHERE summable") == [("p5",)]


def test_part_of_a_budget_and_what_was_left_are_no_budget_and_no_spending(tmp_path: Path) -> None:
    rows: Rows = {
        "documents": [document()],
        "budget": [
            budget("b1", 100, indicator="예산현액"),
            budget("b2", 60, indicator="신속집행 대상액"),
            budget("b3", 80, "집행", indicator="지출액"),
            budget("b4", 20, "집행", indicator="이월액"),
        ],
    }
    assert opened(tmp_path, rows)(BY_SOURCE)[-1] == (2026, "계", True, 100, 80, 80.0)


MEASURES: Rows = {
    "documents": [document()],
    "budget": [
        budget("b0", 1_250, additive=False),
        budget("b1", 400, source="국비"),
        budget("b2", 850, source="군비"),
        *(budget(f"b3{n}", amount, indicator="예산액") for n, amount in enumerate((600, 450, 200))),
        *(
            budget(f"b4{n}", amount, "집행", indicator="집행액", side="세출")
            for n, amount in enumerate((588, 450, 176))
        ),
        budget("b5", 1_300, "집행", indicator="지출액", fiscal_year=2025),
        budget("b6", 7, indicator="예산현액", fiscal_year=2025),
        budget("b7", 9, indicator="예산액", fiscal_year=2025),
    ],
}
"""A total divided by source and, in other words, by task: each part is additive, and the two are one budget."""


def test_two_measures_of_one_budget_are_not_added(tmp_path: Path) -> None:
    query = opened(tmp_path, MEASURES)
    assert query(BY_SOURCE) == [
        (2025, "재원 구분 없음", False, 9, 1_300, 14_444.4),
        (2025, "계", True, 9, 1_300, 14_444.4),
        (2026, "국비", False, 400, None, None),
        (2026, "군비", False, 850, None, None),
        (2026, "재원 구분 없음", False, None, 1_214, None),
        (2026, "계", True, 1_250, 1_214, 97.1),
    ]
    told = query("SELECT fiscal_year, measure, other_measures FROM budget_by_source WHERE is_total ORDER BY 1")
    assert told == [(2025, "예산액", "예산현액"), (2026, "예산", "예산액")]


def test_revenue_and_spending_are_not_added(tmp_path: Path) -> None:
    rows: Rows = {"documents": [document()], "budget": [budget("b1", 7, side="세입"), budget("b2", 5, side="세출")]}
    totals = opened(tmp_path, rows)("SELECT side, budget_krw FROM budget_by_source WHERE is_total ORDER BY side")
    assert totals == [("세입", 7), ("세출", 5)]


def test_every_view_and_table_says_what_it_is_for(tmp_path: Path) -> None:
    query = opened(tmp_path, {"documents": [document()]})
    views = query("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1")
    assert {name for name, _ in views} == {view.name for view in read_views()}
    assert [name for name, comment in views if not comment] == []
    assert query("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL") == []


@pytest.mark.parametrize("name", ["annual_targets", "operation_plan", "result_report"])
@pytest.mark.parametrize("formats", [("hwp",), ("hwp", "hwpx", "pdf")])
def test_a_converted_sample_gives_the_sums_of_the_document(tmp_path: Path, name: str, formats: tuple[str, ...]) -> None:
    convert([str(SAMPLES / "plans" / f"{name}.{ending}") for ending in formats], tmp_path / "out")
    with duckdb.connect(str(tmp_path / "out" / "kplan.duckdb"), read_only=True) as connection:
        assert connection.execute(BY_SOURCE).fetchall() == BUDGETS[name]
