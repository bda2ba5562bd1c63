"""Flat tables of facilities and funds: broken ends of names, months of a half year, fees that add up, feet of pages."""

from datetime import date

import pytest
from reading import left, pick, read

TOP = "은가람체육센터 운영현황\n\n시설현황\n\n• 주차장 : 124면\n\n2031년 상반기 이용현황\n\n"
USERS = "구 분 계 수영장 헬스장 다목적\n체육관\n계 72 35 22 15\n1월 37 17 12 8\n2월 35 18 10 7\n"


def test_the_end_of_the_last_name_may_stand_on_a_line_of_its_own() -> None:
    found = read(f"{TOP}(단위 : 명)\n\n{USERS}").result
    assert {row.indicator for row in found[1:]} == {"계", "수영장", "헬스장", "다목적체육관"}
    assert [(row.value, row.period_start, row.period_end) for row in found if row.indicator == "다목적체육관"] == [
        (15, date(2031, 1, 1), date(2031, 6, 30)),
        (8, date(2031, 1, 1), date(2031, 1, 31)),
        (7, date(2031, 2, 1), date(2031, 2, 28)),
    ]


def test_months_below_the_half_of_a_year_are_of_that_year() -> None:
    half = "{}년 상반기 이용현황\n\n(단위 : 명)\n\n구 분 계 어른 어린이\n1월 {} 17 12\n2월 {} 18 10\n\n"
    found = read(f"은가람체육센터 운영현황\n\n{half.format(2030, 29, 28)}{half.format(2031, 39, 38)}").result
    assert [(row.value, row.period_start) for row in found if row.indicator == "계"] == [
        (29, date(2030, 1, 1)),
        (28, date(2030, 2, 1)),
        (39, date(2031, 1, 1)),
        (38, date(2031, 2, 1)),
    ]


def test_a_line_between_names_and_numbers_without_a_note_of_the_unit_ends_no_name() -> None:
    assert "다목적체육관" not in {row.indicator for row in read(f"{TOP}{USERS}").result}


@pytest.mark.parametrize(("last", "amounts"), [("합 계 147 171", 6), ("기타 147 171", 4)])
def test_fees_are_amounts_where_the_last_row_is_the_sum_of_all(last: str, amounts: int) -> None:
    rows = f"구 분 1분기 2분기\n강습수입 95 109\n대관료 52 62\n{last}\n"
    found = read(f"은가람체육센터 운영현황\n\n2031년 상반기 수입현황\n\n(단위 : 천원)\n\n{rows}")
    assert len(found.budget) == amounts
    assert {row.basis for row in found.budget} == {"집행"}


def test_the_foot_of_a_page_gives_no_row() -> None:
    foot = "담당부서 체육팀 전화 031-000-5520\n최종수정일 2031.08.29.\nCOPYRIGHT 은가람공단 ALL RIGHTS RESERVED.\n"
    found = read(f"{TOP}강습 운영 : 46개반 1,380명\n\n{foot}")
    assert pick(found.result, "value") == [(124,), (46,), (1380,)]


DESCRIBED = (
    "은가람군 2031회계연도 결산\n\n채무현황\n\n(단위 : 백만원)\n\n"
    '"채무현황" 정보를 제공하는 표. \'구분, 2030년도말 현재액, 발생액, 소멸액, 2031년도말 현재액, 합계, 일반회계, '
    "상수도사업특별회계'로 구성된 표입니다.\n"
    "구분 2030년도말\n현재액 2031년도 증감 2031년도말\n현재액\n발생액 소멸액\n"
    "합계 6,240 1,500 1,865 5,875\n일반회계 4,100 1,500 1,240 4,360\n{}\n※ 채무비율 : 1.42%\n"
)


def test_a_group_that_the_sentence_of_a_table_leaves_out_is_read_from_the_header() -> None:
    found = read(DESCRIBED.format("상수도사업\n특별회계 2,140 0 625 1,515")).result
    assert pick(found, "value", "activity", "indicator")[4:12] == [
        (4_100_000_000, "일반회계", "현재액"),
        (1_500_000_000, "일반회계", "발생액"),
        (1_240_000_000, "일반회계", "소멸액"),
        (4_360_000_000, "일반회계", "현재액"),
        (2_140_000_000, "상수도사업특별회계", "현재액"),
        (0, "상수도사업특별회계", "발생액"),
        (625_000_000, "상수도사업특별회계", "소멸액"),
        (1_515_000_000, "상수도사업특별회계", "현재액"),
    ]
    assert pick(found[-1:], "value", "fiscal_year") == [(1.42, 2031)]


def test_a_line_above_a_row_that_the_sentence_does_not_name_is_no_part_of_it() -> None:
    found = read(DESCRIBED.format("공기업\n특별회계 2,140 0 625 1,515"))
    assert "공기업특별회계" not in {row.activity for row in found.result}
    assert any("2,140" in raw for raw, _ in left(found)) or 2_140_000_000 in {row.value for row in found.result}
