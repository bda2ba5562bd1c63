"""The year and the unit that stand nearest: beside the number, above its column, in the order of the note."""

import pytest
from reading import pick, read


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("방문객 : 총 860명(2016년 790명)", {(860, 2017), (790, 2016)}),
        ("만족도 82.6점 (2016년 80.1점)", {(82.6, 2017), (80.1, 2016)}),
        ("다시 찾은 사람 120명(2016년)", {(120, 2016)}),
    ],
)
def test_a_year_in_brackets_is_that_of_the_number_in_them(line: str, years: set[tuple[float, int]]) -> None:
    result = read(f"2017년 물빛 잔치 결과보고\n\n□ {line}\n")
    assert {(row.value, row.fiscal_year) for row in result.result} == years


def test_amounts_up_to_a_year_and_after_one() -> None:
    result = read(
        "2021년 청년정책 시행계획\n\n1. 청년 일꾼 채용 지원\n\n(단위: 백만원)\n구분\t합계\t2020년까지 (기투자)\t2021년\t2022년 이후\n"
        "국비\t230\t80\t90\t60\n시비\t230\t80\t90\t60\n"
    )
    first = {row.amount_krw: row for row in result.budget if row.source == "국비"}
    assert (first[80e6].basis, first[80e6].period_start, str(first[80e6].period_end)) == ("집행", None, "2020-12-31")
    assert (first[60e6].basis, str(first[60e6].period_start), first[60e6].period_end) == ("예산", "2022-01-01", None)
    assert not [finding for finding in result.findings if finding.rule == "sum_mismatch"]


def test_a_column_of_the_last_day_of_a_month_shows_a_state_on_it() -> None:
    result = read(
        "2022회계연도 샘말공단 결산공시\n\n(단위 : 천원)\n구 분\t2022. 12. 31.\t2021. 12. 31.\n자산총계\t1,800\t1,700\n부채총계\t700\t760\n"
    )
    assert {(row.period_start, str(row.period_end), row.fiscal_year) for row in result.result} == {
        (None, "2022-12-31", 2022),
        (None, "2021-12-31", 2021),
    }


def test_the_day_a_building_was_finished_dates_none_of_its_numbers() -> None:
    result = read(
        "샘말군 체육시설 현황\n\n[2016년 12월 31일 현재 / 단위 : ㎡, 석]\n시설명\t연면적\t관람석\t준공\n누리운동장\t7,310\t800\t1998. 5.\n"
        "솔빛체육관\t4,150\t120\t2004.10.\n"
    )
    assert {(row.value, row.unit, row.fiscal_year) for row in result.result} == {
        (7310, "㎡", 2016),
        (800, "석", 2016),
        (4150, "㎡", 2016),
        (120, "석", 2016),
    }


def test_years_of_two_digits_side_by_side_head_columns() -> None:
    result = read(
        "샘말군 투자계획\n\n(단위 : 백만원)\n사업명\t연도별 계획\t\t\n\t23\t24\t25\n물길 살리기\t10\t20\t30\n숲길 잇기\t5\t6\t7\n"
    )
    assert {(row.amount_krw, row.fiscal_year) for row in result.budget} == {
        (10e6, 2023),
        (20e6, 2024),
        (30e6, 2025),
        (5e6, 2023),
        (6e6, 2024),
        (7e6, 2025),
    }


def test_two_digits_that_do_not_rise_by_one_are_no_years() -> None:
    result = read(
        "2024년 샘말군 이용 현황\n\n(단위 : 명)\n구분\t연도별 이용\t\t\n누리관\t23\t25\t24\n솔빛관\t30\t31\t40\n"
    )
    assert {row.fiscal_year for row in result.result} <= {2024, None}


def test_units_in_the_order_of_the_rows() -> None:
    result = read(
        "2023년 샘말군 재정공시\n\n(단위: 억원, 명, 천원)\n구분\t'21년\t'22년\n채무(A)\t73\t62\n인구(B)\t3,640\t3,620\n1인당 채무(A/B)\t201\t171\n"
    )
    assert {(row.value, row.unit) for row in result.result} >= {(7.3e9, "원"), (3640, "명"), (201_000, "원")}


def test_what_is_counted_takes_the_unit_of_a_note_that_is_no_money() -> None:
    result = read(
        "2023년도 세부사업 설명서\n\n(단위 : 대, 천원)\n내역사업명\t2022년 실적\t2023년 물량\t2023년 예산\n낡은 차 폐차\t57\t64\t1,024\n"
        "저감장치 달기\t6\t5\t192\n"
    )
    assert "대" in {row.unit for row in result.result}
    assert 1_024_000 in {row.amount_krw for row in result.budget}


def test_entries_below_a_money_note_end_in_their_amount() -> None:
    result = read(
        "2021년도 샘말군 추가경정예산안 개요\n\nⅡ. 주요 편성사업 (단위 : 백만원)\n\n1. 살림 되살리기\n - 샘말상품권 할인 보전   1,860(국 1,116, 군 744)\n"
        " - 낡은 전기시설 교체(2개소)   340\n"
    )
    assert {(row.task, row.source, row.amount_krw) for row in result.budget} == {
        ("샘말상품권 할인 보전", "계", 1860e6),
        ("샘말상품권 할인 보전", "국비", 1116e6),
        ("샘말상품권 할인 보전", "군비", 744e6),
        ("낡은 전기시설 교체", "계", 340e6),
    }


def test_a_count_below_no_note_is_no_amount() -> None:
    result = read(
        "2021년도 샘말군 추가경정예산안 개요\n\nⅡ. 주요 편성사업\n\n1. 살림 되살리기\n - 낡은 전기시설 교체   340\n"
    )
    assert result.budget == ()


def test_the_year_for_which_a_budget_is_asked() -> None:
    result = read(
        "세부사업 예산요구서\n\n2. 요구내용 : (2025) 1,460백만원 → (2026요구) 1,400백만원\n - 인건비 : 700백만원\n"
    )
    assert result.record.fiscal_year == 2026
    assert {(row.amount_krw, row.fiscal_year) for row in result.budget} >= {(700e6, 2026)}


def test_what_earlier_days_saw_is_no_plan() -> None:
    result = read(
        "샘말군 제2차 인구정책 기본계획\n\n- 계획기간 : 2021년 ~ 2025년\n\n1. 그동안\n* 2020. 6. 8. 주민 생각 조사 : 1,204명 응답\n"
    )
    assert pick(result.result, "value", "fiscal_year") == [(1204, 2020)]


@pytest.mark.parametrize("tariff", ["사용료", "수강료", "입장료"])
def test_tariffs_are_unit_prices(tariff: str) -> None:
    result = read(f"2024년 샘말관 운영계획\n\n1. 대관 안내\n\n구분\t{tariff}(원)\n큰방\t70,000\n작은방\t30,000\n")
    assert result.budget == ()
    assert {n.reason for n in result.numbers if n.raw.startswith(("70", "30"))} == {"unit_price"}
