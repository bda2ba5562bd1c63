"""Titles that stand in the first row of a table whose spans were lost, tables that follow without a note of their own."""

import pytest
from reading import pick, read

TITLED = (
    "기준 : 2024. 3. 1.\n쉼터 | 공부방 |\n---|---|\n7개소 | 3개소 |\n[기준 2024년 본예산, 단위:억원]\n세입 | |||\n---|---|---|---|\n구분 | 예산액 | 비율(%) | |\n보조금 |\n"
    "국고보조금 | 310 | 62.0 | |\n도비보조금 | 90 | 18.0 | |\n세외수입 | 100 | 20.0 | |\n합계 | 500 | 100 | |\n"
    "세출 | ||\n---|---|---|\n구분 | 예산액 | 비율(%) |\n숲길 정비 | 200 | 40.0 |\n마을 축제 | 300 | 60.0 |\n"
)


def test_a_title_in_the_first_row_stands_over_all_columns_of_a_table_without_spans() -> None:
    rows = read(TITLED).budget
    assert pick(rows, "side", "amount_krw", "share", "fiscal_year", "additive") == [
        ("세입", 31000e6, 62.0, 2024, True),
        ("세입", 9000e6, 18.0, 2024, True),
        ("세입", 10000e6, 20.0, 2024, True),
        ("세입", 50000e6, 100.0, 2024, False),
        ("세출", 20000e6, 40.0, 2024, True),
        ("세출", 30000e6, 60.0, 2024, True),
    ]
    assert {str(row.period_end) for row in rows} == {"2024-12-31"}


@pytest.mark.parametrize("names", ["구분 | 가구수 | 인원", "구분 | 면적 | 비율(%)"])
def test_a_table_below_another_title_with_other_names_takes_over_no_note(names: str) -> None:
    rows = read(TITLED.replace("세출 | ||", "마을 | ||").replace("구분 | 예산액 | 비율(%) |\n숲길", f"{names} |\n숲길"))
    assert [row.amount_krw for row in rows.budget] == [31000e6, 9000e6, 10000e6, 50000e6]


@pytest.mark.parametrize(
    ("line", "activity"),
    [("임시 휴원 시설 제외", None), ("분교장 포함", None), ("돌봄 시설 현황", "돌봄 시설 현황")],
)
def test_what_a_note_says_is_counted_is_no_title_of_a_table(line: str, activity: str | None) -> None:
    rows = read(
        f"{line}\n기준 : 2025. 1. 1\n어린이집 | 쉼터 | 공부방 |\n---|---|---|\n24개소 | 7개소 | 3개소 |\n"
    ).result
    assert pick(rows, "activity", "indicator", "value") == [
        (activity, "어린이집", 24),
        (activity, "쉼터", 7),
        (activity, "공부방", 3),
    ]
