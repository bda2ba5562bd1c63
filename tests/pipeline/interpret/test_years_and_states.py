"""When: the row's own year, periods of plans, states as of a day, days that date nothing, rates that are no dates."""

import pytest
from reading import left, pick, read


def test_a_row_of_one_year_outranks_a_column_of_several() -> None:
    result = read(
        "샘말군 들꽃학교 이용 현황\n\n(단위 : 명)\n연도\t이용자(2019~2022)\t자원봉사자\n2021년\t310\t12\n2022년\t150\t13\n"
    )
    assert pick(result.result, "value", "fiscal_year") == [(310, 2021), (12, 2021), (150, 2022), (13, 2022)]


def test_a_column_of_several_years_speaks_for_rows_without_one() -> None:
    result = read("샘말군 들꽃학교 이용 현황\n\n(단위 : 명)\n구분\t이용자(2019~2022)\n어른\t310\n아이\t150\n")
    assert {(row.fiscal_year, str(row.period_start), str(row.period_end)) for row in result.result} == {
        (None, "2019-01-01", "2022-12-31")
    }


def test_the_year_of_a_row_called_by_it_is_that_of_its_quarters() -> None:
    result = read("샘말군 들꽃학교 이용 현황\n\n(단위 : 명)\n구분\t1분기\t2분기\n2021년\t310\t12\n2022년\t150\t13\n")
    assert [(row.value, str(row.period_start), str(row.period_end)) for row in result.result] == [
        (310, "2021-01-01", "2021-03-31"),
        (12, "2021-04-01", "2021-06-30"),
        (150, "2022-01-01", "2022-03-31"),
        (13, "2022-04-01", "2022-06-30"),
    ]


def test_a_row_called_by_its_year_alone_says_no_activity() -> None:
    result = read("샘말군 들꽃학교 이용 현황\n\n구분\t학생(명)\t교사(명)\n2021\t310\t12\n2022\t150\t13\n")
    assert pick(result.result, "activity", "indicator", "value", "fiscal_year") == [
        (None, "학생", 310, 2021),
        (None, "교사", 12, 2021),
        (None, "학생", 150, 2022),
        (None, "교사", 13, 2022),
    ]


def test_a_row_called_by_its_year_and_more_says_one() -> None:
    result = read("샘말군 들꽃학교 이용 현황\n\n구분\t학생(명)\n2021 여름학교\t310\n2022 겨울학교\t150\n")
    assert pick(result.result, "activity", "value", "fiscal_year") == [
        ("2021 여름학교", 310, 2021),
        ("2022 겨울학교", 150, 2022),
    ]


# -- periods ----------------------------------------------------------------------------------------------------------

PERIODS = (
    *("계획기간", "계획범위", "시간적 범위", "적용기간", "추진시기", "수행기간", "시행기간", "용역기간"),
    *("협약기간", "지원기간"),
)


@pytest.mark.parametrize("label", PERIODS)
def test_the_period_of_a_plan_is_that_of_its_costs_whatever_it_is_called(label: str) -> None:
    """국토계획법 시행령 calls it the time scope of a plan (시간적 범위)."""
    result = read(f"물길 살피기 용역 추진계획\n\n□ 소요예산 : 310백만원\n□ {label} : 2022. 3. ~ 2023. 8.\n")
    (row,) = result.budget
    assert (row.fiscal_year, str(row.period_start), str(row.period_end)) == (None, "2022-03-01", "2023-08-31")


@pytest.mark.parametrize("label", ["설문기간", "접수기간", "공간적 범위"])
def test_the_time_of_a_step_and_another_scope_are_no_period_of_a_plan(label: str) -> None:
    result = read(f"2024년 물길 살피기 용역 추진계획\n\n□ 소요예산 : 310백만원\n□ {label} : 2022. 3. ~ 2023. 8.\n")
    assert pick(result.budget, "amount_krw", "fiscal_year") == [(310e6, 2024)]


@pytest.mark.parametrize("name", ["계획범위", "시간적범위"])
def test_a_column_of_the_time_scope_is_known(name: str) -> None:
    result = read(
        f"2024년 샘말군 시설 현황\n\n(단위 : 백만원)\n시설명\t{name}\t사업비\n누리관\t2022. 3. ~ 2023. 8.\t310\n솔빛관\t2023. 1. ~ 2024. 12.\t45\n"
    )
    assert [(str(row.period_start), str(row.period_end)) for row in result.budget] == [
        ("2022-03-01", "2023-08-31"),
        ("2023-01-01", "2024-12-31"),
    ]
    assert not [finding for finding in result.findings if finding.rule == "header_unknown"]


def test_a_column_of_another_scope_is_not() -> None:
    result = read(
        "2024년 샘말군 시설 현황\n\n(단위 : 백만원)\n시설명\t공간범위\t사업비\n누리관\t새들리\t310\n솔빛관\t솔숲리\t45\n"
    )
    assert [finding.rule for finding in result.findings] == ["header_unknown"]


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2027 ~ 2031, 다섯 해", "2027-01-01", "2031-12-31"),
        ("2022~2025 해마다", "2022-01-01", "2025-12-31"),
        ("22.3~24.11", "2022-03-01", "2024-11-30"),
        ("(22.3 ~ 24.11)", "2022-03-01", "2024-11-30"),
    ],
    ids=["comma behind", "word behind", "years of two digits", "in brackets"],
)
def test_spans_of_years_that_words_or_commas_follow_and_of_two_digits(period: str, start: str, end: str) -> None:
    result = read(f"물길 살피기 용역 추진계획\n\n□ 소요예산 : 310백만원\n□ 사업기간 : {period}\n")
    assert [(str(row.period_start), str(row.period_end)) for row in result.budget] == [(start, end)]


@pytest.mark.parametrize(
    ("line", "value", "upper", "unit"),
    [
        ("나무심기 : 2022~2025그루", 2022, 2025, "그루"),
        ("나무심기 : 2,031그루", 2031, None, "그루"),
        ("걷기 : 22.3~24.1km", 22.3, 24.1, "km"),
    ],
)
def test_numbers_with_their_unit_are_no_years(line: str, value: float, upper: float | None, unit: str) -> None:
    result = read(f"물길 살피기 추진계획\n\n□ {line}\n")
    assert pick(result.plan, "target", "upper", "unit") == [(value, upper, unit)]


def test_a_rate_is_no_month() -> None:
    result = read("2012년 샘말군 살림 결과보고\n\n□ 늘어난 몫 : 2011.3%\n□ 모은 몫 : 2012.5 %\n")
    assert pick(result.result, "value", "unit", "fiscal_year") == [(2011.3, "%", 2012), (2012.5, "%", 2012)]


def test_a_year_and_a_month_without_a_sign_behind_them_are_one() -> None:
    result = read("2012년 샘말군 살림 결과보고\n\n○ 첫 모임(2012.5)\n - 온 사람 : 30명\n")
    assert [(row.value, str(row.period_start), str(row.period_end)) for row in result.result] == [
        (30, "2012-05-01", "2012-05-31")
    ]


# -- states and days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "start"),
    [("살고 있는 사람(2023. 6. 30. 기준)", "None"), ("찾아온 사람(2023. 6. 30.)", "2023-06-30")],
    ids=["state", "event"],
)
def test_a_reference_date_in_the_line_above_is_a_state_and_any_other_an_event(line: str, start: str) -> None:
    """`2025년 6월말 기준` is a state on a day: it has no first day."""
    result = read(f"샘말군 쉼터 이용 현황\n\n□ 쉼터 살림\n ○ {line}\n  - 어른 : 120명\n  - 아이 : 45명\n")
    assert [(row.value, str(row.period_start), str(row.period_end)) for row in result.result] == [
        (120, start, "2023-06-30"),
        (45, start, "2023-06-30"),
    ]


def test_a_reference_date_above_a_table_dates_its_results_and_not_its_targets() -> None:
    result = read(
        "샘말군 공약 이행현황\n\n○ 마을별 이행 상황, 2023. 6. 30. 기준\n구분\t목표\t실적\n쉼터 열기(개소)\t12\t7\n나무 심기(그루)\t300\t120\n"
    )
    assert {(row.target, str(row.period_start), str(row.period_end)) for row in result.plan} == {
        (12, "2023-01-01", "2023-12-31"),
        (300, "2023-01-01", "2023-12-31"),
    }
    assert {(row.value, row.period_start, str(row.period_end)) for row in result.result} == {
        (7, None, "2023-06-30"),
        (120, None, "2023-06-30"),
    }


@pytest.mark.parametrize(
    ("heading", "days"),
    [("공고일 : 3월 5일", ("2024-01-01", "2024-12-31")), ("봄학기(3월)", ("2024-03-01", "2024-03-31"))],
    ids=["value of a label", "title"],
)
def test_a_day_that_a_heading_gives_as_a_value_dates_nothing_below(heading: str, days: tuple[str, str]) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. 느티학교 열기\n□ {heading}\n - 학생 : 30명\n")
    assert [(str(row.period_start), str(row.period_end)) for row in result.plan] == [days]


@pytest.mark.parametrize("line", ["일시 : 2024. 5. 7.", "기간 : 2024. 5. 7. ~ 5. 20."])
def test_the_time_of_an_examination_is_not_that_of_its_figures(line: str) -> None:
    """An evaluation is of the year evaluated."""
    result = read(
        f"2023회계연도 샘말군 결산 심사 결과보고\n\n□ 심사개요\n ○ {line}\n ○ 위원 : 7명\n ○ 쉼터 예산액 : 310백만원\n"
    )
    assert [(row.fiscal_year, str(row.period_end)) for row in result.budget] == [(2023, "2023-12-31")]
    assert [(row.fiscal_year, str(row.period_end)) for row in result.result] == [(2023, "2023-12-31")]


def test_the_day_of_an_event_after_the_year_of_a_plan_is_that_of_the_event() -> None:
    result = read("2023년 샘말군 쉼터 열기 추진계획\n\n□ 개요\n ○ 일시 : 2024. 1. 7.\n ○ 손님 : 70명\n")
    assert [(row.target, str(row.period_start), str(row.period_end)) for row in result.plan] == [
        (70, "2024-01-07", "2024-01-07")
    ]


def test_a_label_of_founding_that_counts_something_says_of_nothing_that_it_exists() -> None:
    result = read("2024년 샘말군 업무계획\n\n□ 마을지기 모임\n ○ 구성 : 2024. 3월 30명\n ○ 모임 : 7회\n")
    assert pick(result.plan, "indicator", "target") == [("모임", 7)]


def test_what_was_founded_on_a_day_exists() -> None:
    result = read("2024년 샘말군 업무계획\n\n□ 마을지기 모임\n ○ 구성 : 2022. 3월\n ○ 모임 : 7회\n")
    assert result.plan == ()
    assert pick(result.result, "indicator", "value") == [("모임", 7)]
    assert ("2022. 3월", "date") in left(result)


# -- header years -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bound", ["이후", "부터"])
def test_a_year_and_a_word_that_bounds_it_are_one_column(bound: str) -> None:
    result = read(
        f"2024년 샘말군 투자계획\n\n(단위 : 백만원)\n구분 합계 2024 2025 2026 {bound}\n쉼터 짓기 60 10 20 30\n숲길 잇기 18 5 6 7\n"
    )
    rows = {row.amount_krw: row for row in result.budget if row.activity == "쉼터 짓기"}
    assert (rows[10e6].fiscal_year, rows[20e6].fiscal_year) == (2024, 2025)
    assert (str(rows[30e6].period_start), rows[30e6].period_end) == ("2026-01-01", None)


def test_a_year_and_the_word_before_are_one_column() -> None:
    result = read(
        "2024년 샘말군 투자계획\n\n(단위 : 백만원)\n구분 합계 2023 이전 2024 2025\n쉼터 짓기 60 10 20 30\n숲길 잇기 18 5 6 7\n"
    )
    years = {row.amount_krw: row.fiscal_year for row in result.budget if row.activity == "쉼터 짓기"}
    assert (years[20e6], years[30e6], years[60e6]) == (2024, 2025, None)


def test_years_without_such_a_word_are_columns_of_their_own() -> None:
    result = read(
        "2024년 샘말군 투자계획\n\n(단위 : 백만원)\n구분 합계 2023 2024 2025\n쉼터 짓기 60 10 20 30\n숲길 잇기 18 5 6 7\n"
    )
    years = {row.amount_krw: row.fiscal_year for row in result.budget if row.activity == "쉼터 짓기"}
    assert years == {10e6: 2023, 20e6: 2024, 30e6: 2025, 60e6: None}
