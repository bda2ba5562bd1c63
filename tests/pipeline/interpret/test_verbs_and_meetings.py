"""Verbs that tell what was and what will be, days of meetings, headlines of the press, projects of a clause."""

from datetime import date

import pytest
from reading import pick, read

from pipeline.interpret.interpretation import Settings

EVERY = Settings(any_document=True)
PRESS = "보 도 자 료\n배포일시 : 2024. 11. 14.(목)\n\n나래군, 따뜻한 겨울나기 ‘시동’\n\n나래군은 겨울나기 대책을 추진한다고 밝혔다.\n{}\n"


@pytest.mark.parametrize(
    "line",
    [
        "군은 모래주머니 310개를 쌓고 제설차 정비를 마쳤다.",
        "온열의자를 310곳으로 늘렸다.",
        "두레숲 쉼터 310곳이 문을 열었고 많은 사람이 찾았다.",
    ],
)
def test_a_verb_in_the_past_tells_a_result(line: str) -> None:
    result = read(PRESS.format(line), EVERY)
    assert ([row.value for row in result.result], result.plan) == ([310], ())


@pytest.mark.parametrize(
    "line",
    [
        "한파쉼터 310곳을 운영한다.",
        "한파쉼터 310곳을 더 열겠다.",
        "한파쉼터 310곳을 열 예정이라고 말했다.",
    ],
)
def test_what_is_told_of_now_or_later_stays_planned(line: str) -> None:
    result = read(PRESS.format(line), EVERY)
    assert ([row.target for row in result.plan], result.result) == ([310], ())


def test_present_verbs_tell_plans_in_a_report_too() -> None:
    result = read("2024년 나래군 실적 보고\n\n두레숲은 쉼터 310곳을 새로 연다.\n")
    assert ([row.target for row in result.plan], result.result) == ([310], ())


def test_a_headline_is_no_project() -> None:
    assert {row.task for row in read(PRESS.format("한파쉼터 310곳을 운영한다."), EVERY).plan} == {None}


DAY = "일   시 : 2024. 10. 28.(월) 14:00\n\n1. 길잡이 모집\n - 길잡이 310명\n"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("2025년 나래군 마을기금 심의안건", None),
        ("2025년 나래군 물레길 걷기 행사 계획", date(2024, 10, 28)),
    ],
)
def test_the_day_of_a_meeting_is_no_day_of_what_it_deals_with(title: str, day: date | None) -> None:
    result = read(f"{title}\n\n{DAY}", EVERY)
    rows = [*result.plan, *result.result]
    assert {row.period_start == date(2024, 10, 28) for row in rows} == {day is not None}


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("# 2025년 나래군 마을기금 심의안건", None),
        ("의안 제2호 2024년 물레길 조성 결과 보고", None),
        ("2024년 물레길 조성 결과 보고", "물레길 조성"),
    ],
)
def test_a_meeting_and_its_agenda_name_no_project(title: str, task: str | None) -> None:
    result = read(f"{title}\n\n - 길잡이 310명\n", EVERY)
    assert {row.task for row in (*result.plan, *result.result)} == {task}


def test_the_number_of_a_pledge_belongs_to_its_card() -> None:
    text = (
        "민선8기 나래군 공약 추진상황\n\n공약번호 3-07\n공약명\t물레길 조성\n담당부서\t공원과\n추진상태\t정상추진\n\n"
        "공약내용\n- 쉼터 310개소 설치\n"
    )
    result = read(text, EVERY)
    assert {row.task for row in (*result.plan, *result.result) if row.line == 9} == {"물레길 조성"}


def test_a_year_and_the_name_of_a_section_are_no_title() -> None:
    text = "민선8기 나래군 공약 추진상황 (2024년 4분기)\n\n공약내용\n- 쉼터 310개소 설치\n\n2024년 추진실적\n- 설명회 2회 개최\n"
    assert read(text, EVERY).record.title == "민선8기 나래군 공약 추진상황 (2024년 4분기)"


SPEECH = "제12회 나래군의회 회의록\n\n2024년 6월 11일(화) 10시 3분\n\n○복지과장 이나래  보고드리겠습니다.\n{}\n"


def test_where_people_took_part_is_the_project_of_its_clause_alone() -> None:
    line = "마을일자리사업에 310명이 참여하였고, 박람회를 열어 구인업체 45개사를 모았습니다."
    result = read(SPEECH.format(line), EVERY).result
    assert pick(result, "value", "task", "indicator") == [
        (310, "마을일자리사업", "마을일자리사업"),
        (45, None, "구인업체"),
    ]


def test_what_a_speech_turns_to_stays_its_project() -> None:
    line = "다음은 마을일자리사업입니다. 310명이 참여하였고, 구인업체 45개사를 모았습니다."
    assert {row.task for row in read(SPEECH.format(line), EVERY).result} == {"마을일자리사업"}


def test_a_particle_of_two_syllables_is_no_part_of_a_name() -> None:
    result = read(SPEECH.format("길잡이 지원으로는 310개 팀을 도왔습니다."), EVERY)
    assert {row.indicator for row in result.result} == {"길잡이 지원"}


# -- words ------------------------------------------------------------------------------------------------------------

LINKING = (
    *(
        "열어",
        "걸쳐",
        "나서",
        "앞서",
        "들여",
        "만들어",
        "나눠",
        "나누어",
        "거쳐",
        "이어",
        "더해",
        "늘려",
        "줄여",
        "높여",
    ),
    *("벌여", "펼쳐", "모아", "새로", "통해", "위해", "대해", "가운데"),
)


@pytest.mark.parametrize("word", LINKING)
def test_a_verb_that_leads_over_is_no_part_of_a_name(word: str) -> None:
    result = read(SPEECH.format(f"박람회를 {word} 구인업체 45개사를 모았습니다."), EVERY)
    assert {row.indicator for row in result.result} == {"구인업체"}


@pytest.mark.parametrize("season", ["봄", "여름", "가을", "겨울", "봄에", "여름에", "가을에", "겨울에"])
def test_a_season_is_what_nothing_is_called_by(season: str) -> None:
    result = read(SPEECH.format(f"지난 {season} 45명이 찾았습니다."), EVERY)
    assert {row.indicator for row in result.result}.isdisjoint({season, season.rstrip("에"), f"지난 {season}"})


@pytest.mark.parametrize("verb", ["밝혔", "말했", "전했", "설명했", "강조했", "덧붙였", "당부했"])
def test_what_somebody_said_is_not_what_was_done(verb: str) -> None:
    result = read(PRESS.format(f"한파쉼터 310곳을 연다고 {verb}다."), EVERY)
    assert (result.result, [row.target for row in result.plan]) == ((), [310])


@pytest.mark.parametrize("verb", ["밝혔다", "14일 밝혔다"])
def test_what_somebody_said_was_done_was_done(verb: str) -> None:
    result = read(PRESS.format(f"한파쉼터 310곳을 늘렸다고 {verb}."), EVERY)
    assert ([row.value for row in result.result], result.plan) == ([310], ())


@pytest.mark.parametrize("head", ["보도자료", "보도참고자료", "보도해명자료", "언론보도"])
def test_the_kind_of_a_press_release_is_no_title(head: str) -> None:
    assert (
        read(f"{head}\n\n나래군, 물레길 걷기 ‘시동’\n\n - 길잡이 310명\n", EVERY).record.title
        == "나래군, 물레길 걷기 ‘시동’"
    )


TABLE = "| 과제명 | 사업량 |\n|---|---|\n| 물레길 조성 | 310개소 |\n| 두레숲 조성 | 45개소 |\n"


@pytest.mark.parametrize("word", ["보조사업", "협조사항", "공조사업"])
def test_a_word_that_holds_another_makes_no_report(word: str) -> None:
    result = read(f"2024년 나래군 업무계획\n\n{word} 안내\n\n{TABLE}")
    assert ([row.target for row in result.plan], result.result) == ([310, 45], ())


def test_a_table_of_results_counts_what_was_done() -> None:
    result = read(f"2024년 나래군 업무계획\n\n2023년 지원실적\n\n{TABLE}")
    assert (result.plan, [row.value for row in result.result]) == ((), [310, 45])
