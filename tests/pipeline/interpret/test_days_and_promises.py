"""Lines that date the next one, events that date their card, what a clause promises, values with a rate in brackets."""

from datetime import date

import pytest
from reading import left, pick, read

DONE = "2024년 샘말군 쉼터 운영 결과보고\n\n"


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("준비내용", (date(2024, 1, 9), date(2024, 1, 31))),
        ("준비 사항", (date(2024, 1, 9), date(2024, 1, 31))),
        ("정비내용", (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_a_line_of_days_dates_what_the_next_line_of_its_name_heads(heading: str, days: tuple[date, date]) -> None:
    result = read(f"{DONE}1. 사전 준비\n□ 준비기간 : 1. 9. ~ 1. 31.\n□ {heading}\n ○ 의자 38개 수리 완료\n")
    assert pick(result.result, "value", "period_start", "period_end") == [(38, *days)]


@pytest.mark.parametrize(("label", "month"), [("시 기", 9), ("개최시기", 9), ("행사일시", 9), ("접수시각", None)])
def test_the_time_of_an_event_dates_its_card(label: str, month: int | None) -> None:
    text = "2021년 샘말군 장터 운영계획\n\n1. 손님 초청 모임\n- {} : ’21. 9.\n- 초청규모 : 손님 20명\n- 사업비 : 60백만원\n"
    starts = {row.period_start for row in read(text.format(label)).budget}
    assert starts == {date(2021, month or 1, 1)}


@pytest.mark.parametrize(
    ("said", "dataset"),
    [("더 열겠습니다.", "plan"), ("더 열어 갈 계획입니다.", "plan"), ("더 열었습니다.", "result")],
)
def test_what_a_clause_promises_is_a_plan_also_among_achievements(said: str, dataset: str) -> None:
    result = read(f"{DONE}1. 추진실적\n ○ 마을마다 쉼터 12곳을 {said}\n")
    found = {"plan": [row.target for row in result.plan], "result": [row.value for row in result.result]}
    assert found[dataset] == [12]
    assert sum(map(len, found.values())) == 1


@pytest.mark.parametrize("cell", ["200 (11.5)", "20 (1.5)", "45(3.1)"])
def test_a_value_and_its_rate_are_no_number_of_a_list_and_no_day(cell: str) -> None:
    number, rate = (float(part.strip(" )")) for part in cell.split("("))
    result = read(f"{DONE}(단위 : 명, %)\n구분\t이용자\n어른\t{cell}\n학생\t310 (84.2)\n")
    assert pick(result.result, "value", "unit", "period_start")[:2] == [
        (number, "명", date(2024, 1, 1)),
        (rate, "%", date(2024, 1, 1)),
    ]


def test_a_number_and_a_day_in_a_line_stay_what_they_are() -> None:
    assert ("11. 5.", "date") in left(read(f"{DONE}□ 모임 2회 (11. 5.)\n"))
