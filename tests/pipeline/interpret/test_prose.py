"""Numbers in sentences: what is planned, what was, and what is no fact."""

from datetime import date

import pytest
from reading import left, pick, read

from pipeline.interpret.interpretation import Interpretation, Settings


def article(sentence: str) -> Interpretation:
    """A sentence of a text that no title calls a plan, with the rows that it gives where the caller asks for them."""
    return read(f"샘말군 소식\n\n{sentence}\n", Settings(any_document=True))


@pytest.mark.parametrize("verb", ["지원한다고 밝혔다.", "지원할 계획이다.", "지원하기로 했다.", "지원할 예정이다."])
def test_what_is_announced_is_planned(verb: str) -> None:
    result = article(f"샘말군은 올해 봄부터 가을까지 마을마다 혼자 사는 이웃 35가구에 땔감과 먹거리를 {verb}")
    assert pick(result.plan, "target", "unit") == [(35, "가구")]
    assert result.result == ()


@pytest.mark.parametrize("verb", ["지원했다.", "지원하였다.", "지원하였습니다."])
def test_what_was_done_is_a_result(verb: str) -> None:
    result = article(f"샘말군은 봄부터 가을까지 마을마다 혼자 사는 이웃 35가구에 땔감과 먹거리를 {verb}")
    assert pick(result.result, "value", "unit") == [(35, "가구")]
    assert result.plan == ()


def test_a_sentence_about_last_year_in_a_plan_is_a_result() -> None:
    result = read(
        "2025년 이웃돌봄 추진계획\n\n샘말군은 올해 혼자 사는 이웃 50가구에 땔감을 지원할 계획이다. 지난해에는 이웃 35가구에 땔감을 나누어 주었다.\n"
    )
    assert pick(result.plan, "target", "unit") == [(50, "가구")]
    assert pick(result.result, "value", "unit") == [(35, "가구")]


@pytest.mark.parametrize("days", ["오는 12일", "12일과 15일"])
def test_days_of_the_month_are_dates(days: str) -> None:
    result = article(f"샘말군은 {days} 강당에서 이웃 35가구에 땔감과 먹거리를 나누어 주었다.")
    assert {reason for raw, reason in left(result) if "일" in raw} == {"date"}
    assert pick((*result.plan, *result.result), "unit") == [("가구",)]


def test_how_many_days_something_takes_is_no_day_of_the_month() -> None:
    result = article("샘말군은 물음을 받으면 10일 이내에 답하며 이웃 35가구에 땔감과 먹거리를 나누어 주었다.")
    assert [reason for raw, reason in left(result) if raw.startswith("10일")] == ["criterion"]


@pytest.mark.parametrize(
    ("words", "raw"),
    [
        ("농가당 최대 2천만원", "2천만원"),
        ("1인당 30만원", "30만원"),
        ("마을별로 5백만원씩", "5백만원"),
        ("가구당 월 12만원", "12만원"),
    ],
)
def test_money_for_one_of_many_is_a_unit_price(words: str, raw: str) -> None:
    result = read(f"2025년 이웃돌봄 추진계획\n\n□ 추진계획\n ○ 지원내용 : {words} 지원\n ○ 지원대상 : 20가구\n")
    assert result.budget == ()
    assert [reason for number, reason in left(result) if number.endswith(raw)] == ["unit_price"]


def test_the_whole_of_an_amount_is_a_row() -> None:
    result = read("2025년 이웃돌봄 추진계획\n\n□ 추진계획\n ○ 지원내용 : 총 2천만원 지원\n")
    assert pick(result.budget, "amount_krw") == [(20_000_000,)]


@pytest.mark.parametrize(
    ("written", "value"),
    [("3천675명", 3675), ("1만 2천명", 12_000), ("2만3천500명", 23_500), ("3,675명", 3675)],
)
def test_spoken_counts(written: str, value: int) -> None:
    result = read(f"2024년 쉼터 운영 실적\n\n□ 운영실적\n ○ 이용자 : {written}\n")
    assert pick(result.result, "value", "unit") == [(value, "명")]


@pytest.mark.parametrize(("written", "won"), [("8억2,560만원", 825_600_000), ("일금 삼천오백만원", 35_000_000)])
def test_spoken_money(written: str, won: int) -> None:
    result = read(f"2025년 이웃돌봄 추진계획\n\n□ 소요예산\n ○ 사업비 : {written}\n")
    assert pick(result.budget, "source", "amount_krw") == [("계", won)]


@pytest.mark.parametrize("words", ["융자한도 : 3억원", "대출한도 : 3억원", "3억원 이상 공사", "3억원 이하의 공사"])
def test_limits_are_criteria(words: str) -> None:
    result = read(f"2025년 이웃돌봄 추진계획\n\n□ 지원기준\n ○ {words}\n")
    assert result.budget == ()
    assert left(result)[-1][1] == "criterion"


@pytest.mark.parametrize("words", ["만 65세 이상 어르신", "기준 중위소득 50% 이하 가구", "동별 20명 이하"])
def test_bounds_of_who_may_take_part_are_criteria(words: str) -> None:
    result = read(f"2025년 이웃돌봄 추진계획\n\n□ 지원대상\n ○ {words}\n")
    assert [row.target for row in result.plan if row.target is not None] == []
    assert left(result)[-1][1] == "criterion"


def test_a_frequency_with_a_lower_bound_is_planned() -> None:
    result = read("2025년 이웃돌봄 추진계획\n\n□ 추진계획\n ○ 마을 방문 : 연 2회 이상\n")
    assert pick(result.plan, "target", "unit", "comparator") == [(2, "회", ">=")]


def test_numbers_in_a_row_without_words_are_unread() -> None:
    result = read("2025년 이웃돌봄 추진계획\n\n□ 추진계획\n ○ 마을 방문 : 4회\n\n이웃 마을 12 15 18 21 24\n")
    assert [reason for raw, reason in left(result) if raw in ("12", "15", "18", "21", "24")] == ["unread"] * 5
    assert pick(result.plan, "target") == [(4,)]


def test_numbers_with_words_between_them_are_read() -> None:
    result = read(
        "2024년 이웃돌봄 추진실적\n\n□ 추진실적\n ○ 꽃길 12개소, 샘터 15개소, 쉼터 18개소, 우물 21개소 정비\n"
    )
    assert pick(result.result, "indicator", "value") == [("꽃길", 12), ("샘터", 15), ("쉼터", 18), ("우물", 21)]


def test_columns_of_years_before_the_plan_are_results() -> None:
    result = read("2025년 꽃길 조성 추진계획\n\n구분\t2024년\t2025년\n꽃밭\t30개소\t40개소\n샘터\t3개소\t4개소\n")
    assert pick(result.result, "fiscal_year", "value") == [(2024, 30), (2024, 3)]
    assert pick(result.plan, "fiscal_year", "target") == [(2025, 40), (2025, 4)]


def test_an_increase_beside_an_amount_is_a_difference() -> None:
    result = read("2025년 살림 추진계획\n\n□ 소요예산\n ○ 사업비 : 500백만원(전년 대비 103백만원 증액)\n")
    assert pick(result.budget, "amount_krw") == [(500e6,)]
    assert ("103백만원", "difference") in left(result)


def test_a_date_beside_a_count_is_its_period() -> None:
    result = read("2024년 쉼터 운영 실적\n\n□ 운영실적\n ○ 나눔 잔치(11/21) : 212명\n")
    assert pick(result.result, "value", "period_start", "period_end") == [(212, date(2024, 11, 21), date(2024, 11, 21))]


def test_how_many_it_takes_and_how_many_each_are_no_targets() -> None:
    result = read(
        "2026년 마을배움 운영계획\n\n□ 추진내용\n - 일곱 명이 모이면 강사를 보내는 찾아가는 강좌\n - 마을마다 두 곳씩 배움터 마련\n"
        " - 배움터 열두 곳 마련\n"
    )
    assert [row.target for row in result.plan if row.target is not None] == [12]
