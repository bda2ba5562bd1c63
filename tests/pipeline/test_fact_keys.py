"""A fact keeps its key in every file and version of its document, and no other fact has it."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.convert import read_datasets
from pipeline.engine.job import bytes_to_datasets
from pipeline.fact_keys import add_fact_keys, title_letters
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Settings
from schemas.grid import CellRecord, TableRecord
from schemas.options import ReadOptions
from schemas.records import Budget, DocumentRecord, Plan

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"
DOC = "a" * 64


def keys_of(text: str) -> dict[str, list[Any]]:
    """Key to what stands under it, for a document of text."""
    datasets = bytes_to_datasets(text.encode(), "나루.txt", Settings(), ReadOptions())
    rows = [row for name in ("plan", "budget", "result") for row in datasets[name]]
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.fact_key, []).append(getattr(row, "amount_krw", None) or getattr(row, "target", None))
    return found


PLAN = """가람시 나루구 2026년 시행계획

| 세부사업 | 목표 | 예산(천원) |
|---|---|---|
| 나루터 정비 | 3개소 | 12,000 |
| 마을 도서관 운영 | 20회 | 800 |
"""


def test_every_fact_of_a_document_has_a_key_of_its_own() -> None:
    assert all(len(values) == 1 for values in keys_of(PLAN).values())
    assert len(keys_of(PLAN)) == 4


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (("12,000", "13,000"), 1),
        (("3개소", "5개소"), 1),
        (("2026년 시행계획", "2026년 시행계획(수정안)"), 0),
        (("마을 도서관 운영", "마을도서관 운영"), 0),
        (("시행계획\n", "시행계획\n\n머리말이 한 줄 더 있습니다.\n"), 0),
        (("| 나루터", "| 꽃길 조성 | 2개소 | 500 |\n| 나루터"), 0),
    ],
)
def test_an_edit_keeps_every_key(edit: tuple[str, str], changed: int) -> None:
    before, after = keys_of(PLAN), keys_of(PLAN.replace(*edit))
    assert before.keys() - after.keys() == set()
    assert sum(before[key] != after[key] for key in before) == changed


@pytest.mark.parametrize("edit", [("나루터 정비", "선착장 정비"), ("2026년", "2027년"), ("예산(천원)", "집행액(천원)")])
def test_another_task_year_or_measure_is_another_fact(edit: tuple[str, str]) -> None:
    before, after = keys_of(PLAN), keys_of(PLAN.replace(*edit))
    assert before.keys() - after.keys()


@pytest.mark.parametrize("name", ["annual_targets", "operation_plan", "result_report"])
def test_the_keys_of_a_sample_are_the_same_in_every_format(name: str) -> None:
    def keys(ending: str) -> set[str]:
        """What of a key is about the fact; a title that a page wraps may read otherwise."""
        (item,) = find_inputs([str(PLANS / f"{name}.{ending}")])
        datasets, error = read_datasets(item)
        assert error is None
        rows = [row.model_dump() for dataset in ("plan", "budget", "result") for row in datasets[dataset]]
        return {row["fact_key"].partition("-")[2] for row in rows}

    first = keys("hwp")
    assert len(first) > 5
    for ending in ("hwpx", "pdf"):
        assert keys(ending) == first, ending


def test_rows_of_equal_meaning_are_told_apart_by_their_order() -> None:
    rows = [Plan(row_id=f"p{n}", doc_id=DOC, raw="1회", target=float(n), block=n, line=n) for n in range(3)]
    keys = [row.model_dump()["fact_key"] for row in add_fact_keys({"plan": rows})["plan"]]
    assert len(set(keys)) == 3
    again = [row.model_dump()["fact_key"] for row in add_fact_keys({"plan": rows[:2]})["plan"]]
    assert again == keys[:2]


def test_a_table_over_a_page_break_keeps_its_column_names() -> None:
    def key(cut_at: int) -> str:
        """Key of the last of four rows, whose table a page break cuts before row `cut_at`."""
        heads = ["구분", "하반기"]
        lines = [heads, *(["가나다라"[n], str(n)] for n in range(4))]
        parts = [lines[:cut_at], lines[cut_at:]]
        tables = [
            TableRecord(doc_id=DOC, table=n, n_rows=len(part), n_cols=2, block=n, continues=0 if n else None)
            for n, part in enumerate(parts)
        ]
        cells = [
            CellRecord(doc_id=DOC, table=n, row=r, col=c, text=text)
            for n, part in enumerate(parts)
            for r, line in enumerate(part)
            for c, text in enumerate(line)
        ]
        last = Budget(
            row_id="b",
            doc_id=DOC,
            raw="3",
            basis="예산",
            source="계",
            amount_krw=3,
            block=1,
            row=len(parts[1]) - 1,
            col=1,
        )
        (row,) = add_fact_keys({"budget": [last], "tables": tables, "cells": cells})["budget"]
        return str(row.model_dump()["fact_key"])

    assert key(2) == key(3) == key(4)


def test_the_second_half_of_a_key_survives_a_new_title() -> None:
    def keys(title: str, org: str) -> tuple[str, ...]:
        document = DocumentRecord(doc_id=DOC, path="가.txt", status="ok", title=title, org=org)
        (row,) = add_fact_keys({"documents": [document], "plan": [Plan(row_id="p", doc_id=DOC, raw="1")]})["plan"]
        return tuple(str(row.model_dump()["fact_key"]).split("-"))

    first, second, third = keys("돌봄 계획", "가람시"), keys("이웃 계획", "가람시"), keys("돌봄 계획", "새솔시")
    assert first[1] == second[1] == third[1]
    assert len({first[0], second[0], third[0]}) == 3


@pytest.mark.parametrize(
    ("title", "other", "same"),
    [
        ("2025년 나루구 돌봄 계획", "2025년 나루구 돌봄 계획(안)", True),
        ("나루구 돌봄 계획", "나루구 돌봄 계획 [제2차 수정]", True),
        ("나루구 돌봄 계획", "나루구 돌봄 계획 변경", True),
        ("나루구 돌봄 계획", "나루구  돌봄계획", True),
        ("나루구 돌봄 계획", "나루구 변경 계획", False),
        ("나루구 안전 계획", "나루구 전 계획", False),
        ("나루구 도시 개정", "나루구 도시", True),
        ("나루구 제안", "나루구 제", False),
    ],
)
def test_titles_of_versions_are_one_title(title: str, other: str, same: bool) -> None:
    assert (title_letters(title) == title_letters(other)) is same
