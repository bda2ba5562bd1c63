"""Sums of dated parts, columns that are rates, last year's figure, what was spent on, names and years on their own line."""

import pytest
from reading import PLAN, REPORT, left, pick, read

BUDGET = "2024년 느티시 세입예산\n\n"


# -- years ---------------------------------------------------------------------------------------------------------------


def test_a_sum_is_of_the_time_of_all_its_parts() -> None:
    rows = read(
        f"{REPORT}상반기 110명, 하반기 130명 등 총 240명 수료\n2021년 31건, 2022년 42건 등 모두 73건 접수\n"
    ).result
    assert [(row.value, str(row.period_start), str(row.period_end)) for row in rows] == [
        (110, "2023-01-01", "2023-06-30"),
        (130, "2023-07-01", "2023-12-31"),
        (240, "2023-01-01", "2023-12-31"),
        (31, "2021-01-01", "2021-12-31"),
        (42, "2022-01-01", "2022-12-31"),
        (73, "2021-01-01", "2022-12-31"),
    ]


def test_a_whole_of_one_part_is_of_that_part() -> None:
    rows = read(f"{REPORT}상반기 총 110명, 하반기 총 130명(총 20회) 수료\n").result
    assert [(row.value, str(row.period_start)) for row in rows] == [
        (110, "2023-01-01"),
        (130, "2023-07-01"),
        (20, "2023-07-01"),
    ]


def test_a_name_that_begins_like_a_sum_is_none() -> None:
    rows = read(f"{REPORT}상반기 110명, 하반기 130명, 총무과 31명 수료\n").result
    assert [(row.value, str(row.period_start)) for row in rows][-1] == (31, "2023-07-01")


def test_what_is_compared_with_last_year_is_of_this() -> None:
    result = read(f"{REPORT}전년(1,310명) 대비 12% 늘어난 1,470명이 참여\n")
    assert pick(result.result, "value", "fiscal_year", "indicator") == [(1310, 2022, None), (1470, 2023, None)]
    assert ("12%", "difference") in left(result)


# -- money ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("시는 9억 원을 들여 마당 4개소를 정비했다.", "집행"),
        ("시는 9억 원을 들여 마당 4개소를 정비할 계획이다.", "예산"),
        ("시는 9억 원을 들여 마당 4개소를 정비한다.", "예산"),
        ("마당 정비에는 9억 원이 소요되었다.", "집행"),
    ],
)
def test_what_was_done_with_an_amount_was_spent(text: str, basis: str) -> None:
    assert pick(read(f"{REPORT}{text}\n").budget, "amount_krw", "basis") == [(900_000_000, basis)]


def test_a_column_of_per_cent_behind_a_difference_is_no_money() -> None:
    text = (
        "총괄 (단위: 백만원)\n구 분 2024년(A) 2023년(B) 증감(A-B) %\n지방세수입 12,000 11,500 500 4.3\n"
        "세외수입 3,000 2,800 200 7.1\n합 계 15,000 14,300 700 4.9\n"
    )
    result = read(BUDGET + text)
    assert len(result.budget) == 6
    assert [reason for raw, reason in left(result) if raw in ("4.3", "7.1", "4.9")] == ["difference"] * 3


def test_a_column_of_per_cent_behind_amounts_is_no_money() -> None:
    text = "|회계 (백만원)|예산액|%|\n|---|---|---|\n|일반회계|480|80.0|\n|특별회계|120|20.0|\n"
    result = read(f"2024년 느티시 세출예산\n\n{text}")
    assert {row.amount_krw for row in result.budget} == {480_000_000, 120_000_000}


def test_a_column_of_per_cent_leaves_the_unit_of_the_corner() -> None:
    text = "|구 분 (백만원)|2024년 예산|2024년 결산|증감|%|\n|---|---|---|---|---|\n|강변 쉼터|480|470|-10|2.1|\n|달빛 장터|30|29|-1|3.3|\n"
    assert pick(read(f"2024년 느티시 세출예산\n\n{text}").budget, "amount_krw", "basis") == [
        (480_000_000, "예산"),
        (470_000_000, "집행"),
        (30_000_000, "예산"),
        (29_000_000, "집행"),
    ]


def test_last_year_alone_heads_a_column_of_amounts() -> None:
    text = "(단위: 천원)\n세부사업 예산액 전년도 비교\n강변 쉼터 조성 120,000 100,000 20,000\n달빛 장터 운영 30,000 25,000 5,000\n"
    assert pick(read(f"2024년 느티시 세출예산\n\n{text}").budget, "task", "amount_krw", "fiscal_year")[:2] == [
        ("강변 쉼터 조성", 120_000_000, 2024),
        ("강변 쉼터 조성", 100_000_000, 2023),
    ]


def test_the_names_of_amounts_of_a_year_are_no_activity() -> None:
    text = "(단위: 백만원)\n|연도|예산액|예산현액|집행액|\n|---|---|---|---|\n|2022|2,850|2,900|2,600|\n"
    assert pick(read(f"{REPORT}{text}").budget, "activity", "indicator", "fiscal_year") == [
        (None, "예산액", 2022),
        (None, "예산현액", 2022),
        (None, "집행액", 2022),
    ]


# -- names ---------------------------------------------------------------------------------------------------------------


def test_a_rate_of_a_rate_is_named_by_its_column() -> None:
    text = "지표명\t목표\t실적\t달성률(%)\n민원 만족도(점)\t85\t87.2\t102.6\n이용자 수(명)\t1,200\t1,260\t105\n"
    assert {row.indicator for row in read(REPORT + text).result if row.unit == "%"} == {"달성률"}


def test_the_word_for_all_projects_asks_for_no_name() -> None:
    text = "□ 주요업무\n\n1. 옛 문서 사진화\n ○ 촬영 12회\n2. 열람실 운영\n ○ 개방 31회\n"
    assert pick(read(f"{PLAN}{text}").plan, "task", "target") == [("옛 문서 사진화", 12), ("열람실 운영", 31)]


@pytest.mark.parametrize(("text", "name"), [("연면적 A=240㎡", "연면적"), ("구역 A 12개소", "구역 A")])
def test_the_letter_of_a_size_is_no_name(text: str, name: str) -> None:
    assert pick(read(f"{PLAN}○ 사업량 : {text}\n").plan, "indicator") == [(name,)]


def test_a_name_below_the_marked_word_that_asks_for_it() -> None:
    text = "□ 사업명\n\n(9) 옛 문서 사진화 (3142-308)\n\n1. 사업 목적\n ㅇ (사업기간) 2022년 ~ 2026년\n ㅇ (총사업비) 17,200백만원\n"
    assert pick(read(f"2024년도 예산 설명서\n\n{text}").budget, "task", "amount_krw")[0][0].startswith("옛 문서 사진화")


def test_other_words_above_a_line_ask_for_no_name() -> None:
    text = "□ 추진배경\n\n(9) 옛 문서 사진화\n\n1. 사업 목적\n ㅇ (총사업비) 17,200백만원\n"
    assert all("옛 문서" not in (row.task or "") for row in read(f"2024년도 예산 설명서\n\n{text}").budget)


def test_a_section_above_years_on_their_own_lines() -> None:
    text = "추진실적\n\n2022년\n- 장터차 2대 구입\n2023년\n- 정차마을 36개소로 확대, 이용 주민 4,890명\n\n향후계획\n\n2024년 : 장터 12회\n"
    result = read(f"2023년 느티시 공약실천계획\n\n연차별 투자계획\n\n쉼터 조성\n\n{text}")
    assert pick(result.result, "indicator", "value", "fiscal_year") == [
        ("장터차", 2, 2022),
        ("정차마을", 36, 2023),
        ("이용 주민", 4890, 2023),
    ]


def test_the_foot_of_a_page_is_no_work() -> None:
    foot = "이 화면의 정보에 만족하십니까?\n매우만족 만족 보통 불만족 매우불만족\n최종수정일 2025-01-14 담당자 공원과\n"
    result = read(f"느티시 공약 이행 현황\n\n향후계획\n\n2025년 상반기 : 장터차 구입\n{foot}")
    assert pick(result.plan, "activity") == [("장터차 구입",)]
