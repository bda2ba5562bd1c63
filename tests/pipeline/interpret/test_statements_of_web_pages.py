"""Statements as web pages give them: header rows without spans, states of two days, movements, totals, earnings."""

from datetime import date

import pytest
from reading import left, pick, read

PAGE = "2024년 나래군 기금 결산\n\n(단위 : 백만원, 명)\n"
FUND = """구분 | '23년도 말 현재액 (A) |
증감액 | '24년도 말 현재액 E=(A+B) |
인구수 (F) |
|||
---|---|---|---|---|---|---|---|
계 (B=C-D) |
발생액 (C) |
소멸액 (D) |
|||||
합계 | 600 | 30 | 90 | 60 | 630 | 31,000 | |
일반회계 | 100 | 10 | 20 | 10 | 110 | 31,000 | |
특별회계 | 소계 | 500 | 20 | 70 | 50 | 520 | 31,000 |
두레회계 | 300 | 15 | 40 | 25 | 315 | 31,000 | |
물길회계 | 200 | 5 | 30 | 25 | 205 | 31,000 | |
"""


def test_letters_of_formulas_tell_where_the_second_header_row_stands() -> None:
    rows = [row for row in read(PAGE + FUND).result if row.line == 14]
    assert pick(rows, "indicator", "value", "unit", "fiscal_year") == [
        ("'23년도 말 현재액", 100_000_000, "원", 2023),
        ("발생액", 20_000_000, "원", 2024),
        ("소멸액", 10_000_000, "원", 2024),
        ("'24년도 말 현재액", 110_000_000, "원", 2024),
        ("인구수", 31_000, "명", 2024),
    ]


def test_a_row_that_lacks_labels_stands_below_the_values_of_the_others() -> None:
    rows = read(PAGE + FUND).result
    assert {row.activity for row in rows if row.line in (13, 15)} == {"합계", "특별회계"}
    assert {row.activity for row in rows if row.line == 16} == {"두레회계"}


def test_the_balance_of_movements_is_a_difference() -> None:
    assert [reason for raw, reason in left(read(PAGE + FUND)) if raw == "15"] == ["difference"]


@pytest.mark.parametrize(("word", "year"), [("현재액", 2024), ("현재", 2023)])
def test_a_column_of_an_amount_as_of_a_day_does_not_date_the_document(word: str, year: int) -> None:
    text = f"2024년 나래군 기금 결산\n\n| 기금 | '23년도 {word} | 길잡이(명) |\n|---|---|---|\n| 두레 | 310 | 7 |\n"
    assert {row.fiscal_year for row in read(text).result if row.value == 7} == {year}


CARD = "2024년 나래군 업무계획\n\n1. 물레길 조성\n □ 사업개요\n  ○ 사업기간 : 2022 ~ 2025년\n  ○ 사업량 : 쉼터 31개소\n"


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2024년 추진계획", (2024, date(2024, 1, 1), date(2024, 12, 31))),
        ("추진계획", (None, date(2022, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_section_of_one_year_of_a_project_is_of_that_year(
    heading: str, period: tuple[int | None, date, date]
) -> None:
    plan = read(f"{CARD} □ {heading}\n  ○ 사업량 : 배움터 7개소\n").plan
    assert pick(plan, "fiscal_year", "period_start", "period_end") == [
        (None, date(2022, 1, 1), date(2025, 12, 31)),
        period,
    ]


def test_what_was_done_until_a_year_ends_with_it() -> None:
    result = read(f"{CARD} □ 그간 추진실적(2023년까지)\n  ○ 배움터 7개소 완료\n").result
    assert pick(result, "period_start", "period_end") == [(None, date(2023, 12, 31))]


AIMS = "나래공단 경영목표\n\n| 구분 | 2023년 실적 | 2024년 목표 |\n|---|---|---|\n| {} | 310 | 450 |\n"
OTHERS = "| 고객만족도(점) | 84 | 86 |\n| 이용객(명) | 7,000 | 7,500 |\n"


@pytest.mark.parametrize("name", ["이용료수입(백만원)", "매점 매출(백만원)"])
def test_earnings_among_indicators_are_reached_or_aimed_at(name: str) -> None:
    result = read(AIMS.format(name) + OTHERS)
    assert (result.budget, 310_000_000 in {row.value for row in result.result}) == ((), True)
    assert 450_000_000 in {row.target for row in result.plan}


@pytest.mark.parametrize(("name", "others"), [("지원금액(백만원)", OTHERS), ("이용료수입(백만원)", "")])
def test_other_amounts_stay_a_budget(name: str, others: str) -> None:
    assert {row.amount_krw for row in read(AIMS.format(name) + others).budget} == {310_000_000, 450_000_000}


@pytest.mark.parametrize("name", ["현재고", "발생액", "소멸액", "채무액", "부채액", "상환액", "채권액", "채권"])
def test_what_stands_or_comes_and_goes_is_no_budget(name: str) -> None:
    result = read(
        f"2024년 나래군 결산서\n\n(단위 : 백만원)\n\n| 회계 | {name} |\n|---|---|\n| 물레 | 310 |\n| 두레 | 45 |\n"
    )
    assert (result.budget, [row.value for row in result.result]) == ((), [310_000_000, 45_000_000])


PAIRS = "2024년 나래군 예산 현황\n\n(단위 : 백만원)\n"


@pytest.mark.parametrize(
    "table",
    [
        "구분\t국비\t군비\n예산액\t집행액\t예산액\t집행액\n물레관\t310\t300\t45\t40\n두레관\t31\t30\t12\t7\n",
        "구분\t국비\t군비\n예산액\t집행액\t예산액\t집행액\n숲\t물레관\t310\t300\t45\t40\n물\t두레관\t31\t30\t12\t7\n",
    ],
)
def test_sources_stand_over_the_pairs_below_them(table: str) -> None:
    rows = [row for row in read(PAIRS + table).budget if row.line == 6]
    assert pick(rows, "source", "basis", "amount_krw") == [
        ("국비", "예산", 310_000_000),
        ("국비", "집행", 300_000_000),
        ("군비", "예산", 45_000_000),
        ("군비", "집행", 40_000_000),
    ]


def test_amounts_stand_over_the_sources_below_them() -> None:
    table = "구분\t예산액\t집행액\n국비\t군비\t국비\t군비\n숲\t물레관\t310\t300\t45\t40\n물\t두레관\t31\t30\t12\t7\n"
    rows = [row for row in read(PAIRS + table).budget if row.line == 6]
    assert pick(rows, "source", "basis") == [("국비", "예산"), ("군비", "예산"), ("국비", "집행"), ("군비", "집행")]


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        ("연번\n사업명\n위치\n사업비\n1\n물레관\n물레리\n310\n", [310_000_000]),
        ("연번\n사업명\n위치\n사업비\n1\n물레관\n물레리\n310\n2\n두레관\n두레리\n45\n", [310_000_000, 45_000_000]),
    ],
)
def test_the_number_of_a_row_is_no_amount(cells: str, amounts: list[int]) -> None:
    assert [row.amount_krw for row in read(PAIRS + cells).budget] == amounts


def test_a_share_of_the_whole_is_that_of_the_amount_before_it() -> None:
    budget = read("2024년 나래군 예산 설명\n\n물레 살림은 310백만원으로 전체의 28.7%입니다.\n").budget
    assert pick(budget, "amount_krw", "share") == [(310_000_000, 28.7)]


def test_a_week_in_a_header_names_no_row() -> None:
    text = (
        "나래군 주간업무보고\n\n| 부 서 | 지난주 한 일 (10. 5. ~ 10. 11.) | 이번주 할 일 (10. 12. ~ 10. 18.) |\n"
        "| --- | --- | --- |\n| 공원과 | 나무 심기 310그루 | 쉼터 점검 45곳 |\n| 산림과 | 해당없음 | 길 정비 7곳 |\n"
    )
    result = read(f"2024년\n\n{text}")
    assert [row.value for row in result.result if row.value] == [310]
    assert [row.target for row in result.plan] == [45, 7]
