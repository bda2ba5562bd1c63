"""Each rule of answers/ that no other test would miss: a text in which it alone decides."""

import pytest
from reading import left, pick, read

# -- is it a fact? ----------------------------------------------------------------------------------------------------

PLAN = "2025년 돌샘군 쉼터 운영계획\n\n"
REPORT = "2024년 돌샘군 쉼터 운영 결과보고\n\n"


@pytest.mark.parametrize(
    ("line", "number", "reason"),
    [
        ("○ 참가자 : 7급 30명", "7급", "criterion"),
        ("○ 우물물 등급 : 3등급", "3등급", "criterion"),
        ("○ 이용자 : 65세 이상 어르신 30명", "65세", "criterion"),
        ("○ 모임 열기 : 12회(20명 이상)", "20명", "criterion"),
        ("○ 소득 150% 이하 가구를 도움", "150%", "criterion"),
        ("○ 만족도 : 4.2점(5점 만점)", "5점", "criterion"),
        ("※ 신뢰수준 95%에서 물음", "95%", "criterion"),
        ("○ 우물 3개월마다 살핌", "3개월", "interval"),
        ("○ 나무 5m 간격으로 12그루 심음", "5m", "interval"),
        ("○ 길잡이는 10가구당 1명 둠", "10가구", "unit_price"),
        ("○ 담당자 : 마루한 1234", "1234", "phone"),
        ("○ 살펴본 곳은 결산서 103쪽에 있음", "103쪽", "page"),
        ("○ 1위 꽃길팀", "1위", "ordinal"),
        ("○ 예시) 나무 30그루 심기", "30그루", "other"),
    ],
)
def test_a_number_that_is_no_fact_and_why(line: str, number: str, reason: str) -> None:
    result = read(f"{PLAN}○ 꽃심기 : 2회\n{line}\n")
    assert (number, reason) in left(result)
    assert pick(result.plan, "indicator", "target")[0] == ("꽃심기", 2)


def test_a_rate_of_support_without_an_amount_is_no_amount() -> None:
    assert [r for n, r in left(read(f"{PLAN}○ 꽃심기 : 2회\n○ 국비 50%, 군비 50%\n")) if n == "50%"] == [
        "unit_price"
    ] * 2


def test_the_paper_at_the_end_is_attached() -> None:
    result = read(f"{REPORT}○ 참석 : 32명\n붙임 1. 현장사진 3부.\n     2. 이름표 1부.  끝.\n")
    assert [n for n, r in left(result) if r == "attachment"][-2:] == ["3부", "1부"]
    assert pick(result.result, "value") == [(32,)]


@pytest.mark.parametrize(
    ("heading", "line"), [("추진배경", "낡은 길 5km가 걷기 나쁨"), ("문제점", "의자 30개가 모자람")]
)
def test_reasons_and_problems_hold_no_facts(heading: str, line: str) -> None:
    result = read(f"{PLAN}□ {heading}\n ○ {line}\n□ 추진내용\n ○ 꽃심기 12회\n")
    assert pick(result.plan, "target") == [(12,)]
    assert [r for n, r in left(result) if n in ("5km", "30개")] == ["other"]


def test_the_code_of_an_item_in_a_cell_is_no_number_of_it() -> None:
    table = "과제명\t주요내용\t2025년 목표\n나눔장터\t장터 열기 3회\t4회\n꽃길 정비\t1.1 꽃심기 12회 1.2 물주기 3회\t5개소\n"
    assert ("1.1", "code") in left(read(f"2025년 주요업무 시행계획\n\n{table}"))


# -- planned, budgeted or achieved? -----------------------------------------------------------------------------------


def test_stocks_are_no_budget() -> None:
    result = read(
        "2024년 돌샘군 도시공사 현황\n\n(단위 : 백만원)\n구분\t자산\t부채\n2023년\t300\t100\n2024년\t320\t90\n"
    )
    assert result.budget == ()
    assert pick(result.result, "indicator", "value")[:2] == [("자산", 300e6), ("부채", 100e6)]


def test_the_people_there_are_a_state_in_a_plan_too() -> None:
    result = read("2025년 돌샘군 합창단 운영계획\n\n○ 현원 : 32명\n○ 새 단원 : 5명\n")
    assert (pick(result.result, "value"), pick(result.plan, "target")) == ([(32,)], [(5,)])


UNNAMED = "돌샘군 꽃길\n\n○ 사업비 : 12백만원\n"
"""A document whose kind its title does not tell."""


def test_what_an_overview_lists_is_to_be_done() -> None:
    assert pick(read("돌샘군 꽃길 안내\n\n□ 사업개요\n ○ 꽃밭 12개소\n ○ 물길 3km\n").plan, "target") == [(12,), (3,)]


def test_a_line_of_the_work_is_planned() -> None:
    assert pick(read(f"{UNNAMED}○ 추진방안 : 꽃밭 12개소\n").plan, "target") == [(12,)]


def test_the_words_of_a_line_decide_where_nothing_else_does() -> None:
    result = read(f"{UNNAMED}○ 길잡이 양성 30명\n")
    assert pick(result.plan, "target") == [(30,)]


def test_a_table_that_says_nothing_else_shows_a_state() -> None:
    result = read("돌샘군 쉼터\n\n구분\t방\t의자\n꽃길\t3개\t12개\n샘터\t2개\t8개\n")
    assert pick(result.result, "value", "activity")[:2] == [(3, "꽃길"), (12, "꽃길")]


# -- in what, when? ---------------------------------------------------------------------------------------------------


def test_a_label_names_the_unit_of_its_amount() -> None:
    assert pick(read(f"{PLAN}○ 사업비(천원) : 3,500\n").budget, "amount_krw") == [(3_500_000,)]


def test_a_rate_stands_in_brackets_where_its_header_does() -> None:
    table = "구분\t예산액\t집행액(집행률)\n꽃길\t1,200\t1,150(95.8)\n샘터\t2,000\t1,000(50.0)\n"
    result = read(f"2024년 돌샘군 예산 집행 현황\n\n(단위 : 천원)\n{table}")
    assert pick(result.result, "value", "unit") == [(95.8, "%"), (50.0, "%")]
    assert sorted(row.amount_krw or 0 for row in result.budget) == [1_000_000, 1_150_000, 1_200_000, 2_000_000]


def test_the_word_before_a_number_says_that_it_is_of_last_year() -> None:
    result = read("2025년 돌샘군 쉼터 실적\n\n□ 추진실적\n ○ 이용자 : 19명(전년 24명)\n")
    assert pick(result.result, "value", "fiscal_year") == [(19, 2025), (24, 2024)]


def test_each_table_shows_the_state_of_its_own_day() -> None:
    tables = (
        f"□ {name}\n({day} 기준, 단위 : 명)\n구분\t인원\n꽃길\t30\n샘터\t20\n\n"
        for name, day in (("이용자", "2023. 12. 31."), ("길잡이", "2024. 6. 30."))
    )
    result = read(f"2025년 돌샘군 쉼터 현황\n\n{''.join(tables)}")
    assert [str(row.period_end) for row in result.result] == ["2023-12-31"] * 2 + ["2024-06-30"] * 2
    assert {row.period_start for row in result.result} == {None}


def test_the_month_of_a_heading_is_that_of_what_stands_below() -> None:
    result = read(
        "2025년 돌샘군 마을학교 결과보고\n\n□ 예산교실(6월)\n ○ 참석 : 32명\n□ 봄꽃 모임(2025. 4월)\n ○ 참석 : 12명\n"
    )
    assert [str(row.period_start) for row in result.result] == ["2025-06-01", "2025-04-01"]


def test_what_was_spent_before_the_years_of_a_table_is_of_none_of_them() -> None:
    table = "사업명\t계\t기투자\t2024년\t2025년\n꽃길\t60\t20\t20\t20\n샘터\t70\t30\t20\t20\n"
    result = read(f"2024년 돌샘군 투자계획\n\n(단위 : 백만원)\n{table}")
    before = [row for row in result.budget if row.indicator == "기투자"]
    assert pick(before, "amount_krw", "fiscal_year", "basis") == [(20e6, None, "집행"), (30e6, None, "집행")]


# -- money ------------------------------------------------------------------------------------------------------------


def test_columns_of_sources() -> None:
    result = read(
        "2025년 돌샘군 세출 예산\n\n(단위 : 천원)\n사업명\t계\t국비\t군비\n꽃길\t300\t200\t100\n샘터\t200\t100\t100\n"
    )
    assert pick(result.budget, "task", "source", "amount_krw")[:3] == [
        ("꽃길", "계", 300_000),
        ("꽃길", "국비", 200_000),
        ("꽃길", "군비", 100_000),
    ]


@pytest.mark.parametrize("label", ["집행액", "지출"])
def test_a_label_says_that_money_was_spent(label: str) -> None:
    assert pick(read(f"2025년 돌샘군 나눔 행사\n\n○ {label} : 12백만원\n").budget, "basis", "side") == [
        ("집행", "세출")
    ]


def test_the_verb_of_the_clause_says_that_money_was_spent() -> None:
    result = read("돌샘군의회 회의\n\n다음은 여울골 도시재생사업으로 예산현액 12억원 가운데 6억원을 집행하였습니다.\n")
    assert pick(result.budget, "task", "amount_krw", "basis") == [
        ("여울골 도시재생사업", 12e8, "예산"),
        ("여울골 도시재생사업", 6e8, "집행"),
    ]


@pytest.mark.parametrize(
    ("rows", "bases"),
    [
        ("구분\t집행\t\n\t국비\t군비\n꽃길\t300\t200\n샘터\t200\t100\n", ["집행"] * 4),
        ("구분\t세부\t국비\t군비\n계획\t꽃길\t300\t200\n집행\t꽃길\t200\t100\n", ["예산"] * 2 + ["집행"] * 2),
    ],
)
def test_other_words_of_column_and_row_tell_planned_from_spent(rows: str, bases: list[str]) -> None:
    result = read(f"2024년 돌샘군 살림\n\n(단위 : 천원)\n{rows}")
    assert [row.basis for row in result.budget] == bases


def test_the_caption_tells_planned_from_spent() -> None:
    result = read("2025년 돌샘군 이야기\n\n○ 사업별 집행 내역(단위 : 천원)\n구분\t금액\n꽃길\t300\n샘터\t200\n")
    assert [row.basis for row in result.budget] == ["집행", "집행"]


def test_a_statement_is_about_what_happened() -> None:
    result = read("돌샘군 통계연보\n\n(단위 : 천원)\n구분\t금액\n꽃길\t300\n샘터\t200\n")
    assert [row.basis for row in result.budget] == ["집행", "집행"]


@pytest.mark.parametrize(("heading", "side"), [("세입 현황", "세입"), ("세출 현황", "세출")])
def test_a_heading_tells_revenue_from_spending(heading: str, side: str) -> None:
    result = read(f"2024년 돌샘군 살림\n\n□ {heading}\n(단위 : 천원)\n구분\t예산액\n꽃길\t300\n샘터\t200\n")
    assert [row.side for row in result.budget] == [side, side]


def test_a_row_of_a_fund_and_rows_named_as_accounts() -> None:
    head = "(단위 : 천원)\n구분\t예산현액\n"
    funds = read(f"2024년 돌샘군 결산 총괄\n\n{head}일반회계\t300\n상수도특별회계\t200\n")
    kinds = read(f"2024년 돌샘군 결산\n\n{head}경상수입\t300\n자본지출\t200\n")
    assert [row.account for row in funds.budget] == ["일반회계", "상수도특별회계"]
    assert pick(kinds.budget, "account", "side") == [("경상수입", "세입"), ("자본지출", "세출")]


# -- whose? -----------------------------------------------------------------------------------------------------------


def test_a_section_names_what_is_planned_in_it() -> None:
    result = read("2025년 돌샘군 업무계획\n\n걷는 길 손질\n - 꽃심기 목표 : 12회\n - 의자 놓기 목표 : 30개\n")
    assert pick(result.plan, "task", "goal") == [("걷는 길 손질", None)] * 2


def test_where_no_project_is_named_the_heading_says_what_for() -> None:
    table = "(단위 : 천원)\n구분\t예산액\n꽃길\t300\n샘터\t200\n"
    result = read(f"2024년 돌샘군 세입세출 결산\n\n가. 살림 이야기\n{table}")
    assert pick(result.budget, "task", "goal") == [(None, "살림 이야기")] * 2


def test_the_codes_of_headings() -> None:
    result = read("2025년 돌샘군 시행계획\n\n2-1 꽃길 가꾸기\n ○ 꽃심기 : 12회\n2-2 물길 다듬기\n ○ 물길 : 3km\n")
    assert pick(result.plan, "task_code", "task") == [("2-1", "꽃길 가꾸기"), ("2-2", "물길 다듬기")]
