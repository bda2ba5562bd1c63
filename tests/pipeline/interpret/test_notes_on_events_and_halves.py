"""Notes on events behind their day, what is still to come, and the half of a year that a report is of."""

from datetime import date

import pytest
from reading import pick, read

WEEK = "느티군 주간업무 추진계획\n\n작성일 : 2023-10-12 09:14\n\n<기타업무>\n"


@pytest.mark.parametrize(
    ("line", "day", "indicator", "number"),
    [
        ("- 10. 18.(수) 14:00 / 기술원 대회의실 / 24명 / 영농 상황 공유 등", date(2023, 10, 18), None, 24),
        ("- 10. 16. (월) / 농업인 15명 / 안전 교육", date(2023, 10, 16), "농업인", 15),
    ],
    ids=["a place ahead", "a name ahead"],
)
def test_a_note_on_an_event_has_the_day_of_its_line(line: str, day: date, indicator: str | None, number: int) -> None:
    result = read(f"{WEEK}① 신청자 사전교육\n{line}\n")
    assert pick(result.plan, "period_start", "period_end", "indicator", "target") == [(day, day, indicator, number)]


def test_what_was_before_the_page_was_put_up_is_over() -> None:
    result = read(f"{WEEK.replace('추진계획', '추진실적')}① 신청자 사전교육\n- 10. 4.(수) / 농업인 15명 / 안전 교육\n")
    assert not result.plan
    assert pick(result.result, "period_start", "value") == [(date(2023, 10, 4), 15)]


HALF = (date(2025, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("□ 점포 388개소의 간판을 바꾸었다.(나머지는 9월까지 완료 예정)", [(388, *HALF)]),
        (
            "□ 상담 264건의 실적을 거두었다.\n ○ 3월에 교육 93명이 수료하였다.",
            [(264, *HALF), (93, date(2025, 3, 1), date(2025, 3, 31))],
        ),
    ],
    ids=["a date behind the sentence", "a date of its own"],
)
def test_a_report_on_half_a_year_tells_of_that_half(text: str, rows: list[tuple[int, date, date]]) -> None:
    result = read(f"느티도, 2025년 상반기 소상공인 지원사업 추진실적\n\n□ 사업별 추진실적\n{text}\n")
    assert pick(result.result, "value", "period_start", "period_end") == rows


def test_an_amount_is_spent_also_where_its_verb_stands_around_a_bracket() -> None:
    result = read(
        "느티도, 2025년 소상공인 지원사업 추진실적\n\n□ 상인 142명에게 수수료 35억 원을 지원(1인당 평균 25만원)하였다.\n"
    )
    assert pick(result.budget, "basis", "amount_krw") == [("집행", 3_500_000_000)]
