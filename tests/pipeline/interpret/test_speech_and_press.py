"""Speeches and press releases: of which year their figures are, which project a sentence is about, who reports."""

import pytest
from reading import left, pick, read

MINUTES = (
    "제12회 느티시의회(제2차 정례회)\n산업건설위원회 회의록\n일시 2024년 12월 5일(목) 10시\n의사일정\n"
    "1. 2025년도 세입·세출 예산안\n○위원장 이든결 상정합니다.\n○농정과장 노새봄 설명드리겠습니다.\n"
)
PRESS = "보도자료\n느티시\n배포일 2025. 1. 15.(수) 담당부서 느티도서관 담당자 도서관정책팀장 노새봄(063-000-7710)\n"


# -- years -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["전년도 41억 2,300만 원보다", "전년도 예산 41억 2,300만 원보다", "전년 41억 원보다"])
def test_the_year_before_is_counted_from_the_budget_that_is_asked_for(words: str) -> None:
    result = read(f"{MINUTES}세입예산은 43억 9,000만 원으로 {words} 2억 6,700만 원이 늘었습니다.\n")
    assert [row.fiscal_year for row in result.budget] == [2025, 2024]


def test_a_year_that_is_only_measured_by_is_not_that_of_what_follows() -> None:
    text = "세입예산 총액은 전년도 41억 2,300만 원보다 2억 6,700만 원이 늘어난 43억 9,000만 원입니다.\n농기계 임대료 3억 원을 계상하였습니다.\n"
    result = read(MINUTES + text)
    assert [row.fiscal_year for row in result.budget] == [2024, 2025, 2025]


@pytest.mark.parametrize(("word", "year"), [("올해 10월 말까지", 2024), ("내년 3월까지", 2025)])
def test_a_month_is_of_the_year_that_the_word_before_it_names(word: str, year: int) -> None:
    result = read(f"{MINUTES}○농정과장 노새봄 {word} 이용객은 3,210명입니다.\n")
    assert {row.fiscal_year for row in (*result.result, *result.plan)} == {year}


def test_a_headline_on_last_year_makes_the_figures_of_last_year() -> None:
    text = "느티도서관, 지난해 이용자 크게 늘었다\n\n□ 시는 시립도서관을 찾은 이용자가 58만 명으로 늘었다고 밝혔다.\n"
    assert {row.fiscal_year for row in read(PRESS + text).result} == {2024}


def test_a_headline_without_a_year_leaves_that_of_the_day() -> None:
    text = "느티도서관, 새 단장하고 문을 열었다\n\n□ 시는 시립도서관을 찾은 이용자가 58만 명으로 늘었다고 밝혔다.\n"
    assert {row.fiscal_year for row in read(PRESS + text).result} == {2025}


@pytest.mark.parametrize(("verb", "year"), [("지은", 2025), ("개관한", 2025), ("추진한", 1996)])
def test_the_year_in_which_a_thing_was_built_dates_nothing_else(verb: str, year: int) -> None:
    text = f"느티도서관, 새 단장한다\n\n□ 시는 1996년에 {verb} 별빛도서관을 새로 꾸미는 데 4억 원을 들이기로 하였다고 밝혔다.\n"
    assert [row.fiscal_year for row in read(PRESS + text).budget] == [year]


# -- what a sentence is about --------------------------------------------------------------------------------------------


def test_the_subject_of_a_sentence_that_budgets_is_its_project() -> None:
    text = "해설사 활동지원은 해설사 24명의 활동비로 1억 9,440만 원을 편성하였습니다.\n"
    result = read(MINUTES + text)
    assert {row.task for row in (*result.plan, *result.budget)} == {"해설사 활동지원"}


def test_a_count_before_the_amount_leaves_the_project() -> None:
    text = "병해충 공동방제 지원은 4,200헥타르를 대상으로 18억 9,000만 원을 편성하였습니다.\n"
    assert pick(read(MINUTES + text).budget, "task") == [("병해충 공동방제 지원",)]


@pytest.mark.parametrize("subject", ["세입예산은", "목표를 이룬 사업은 39개로", "이번 예산안은"])
def test_no_other_subject_is_a_project(subject: str) -> None:
    result = read(f"{MINUTES}{subject} 43억 9,000만 원을 편성하였습니다.\n")
    assert {row.task for row in result.budget} == {None}


def test_where_the_money_comes_from_is_of_the_project_before() -> None:
    text = "스마트팜 단지 운영에 12억 원을 편성하였습니다. 재원은 국비가 6억 원, 시비가 6억 원입니다.\n"
    assert {row.task for row in read(MINUTES + text).budget} == {"스마트팜 단지 운영"}


@pytest.mark.parametrize("line", ["○ 주차장 조성 : 1개소", "○ 전통시장 지원 : 1개소", "○ 운동장 정비 1개소"])
def test_things_that_end_as_offices_do_speak_not(line: str) -> None:
    result = read(f"2024년 느티시 주요업무계획\n\n{line}\n")
    assert pick(result.plan, "indicator", "target") == [(line[2:].split(" :")[0].removesuffix(" 1개소"), 1)]


# -- numbers -------------------------------------------------------------------------------------------------------------


def test_the_noun_behind_who_says_so_names_a_number() -> None:
    text = (
        "느티도서관 소식\n\n□ 시에 따르면 독서 프로그램은 312회로 늘었고, 이용자 만족도는 평균 93.4점으로 나타났다.\n"
    )
    assert [row.indicator for row in read(PRESS + text).result] == ["독서 프로그램", "이용자 만족도"]


def test_photographs_are_attached() -> None:
    result = read(f"{PRESS}느티도서관 소식\n\n□ 시는 이용자가 58만 명으로 늘었다고 밝혔다.\n※ 사진 2장 있음\n")
    assert ("사진 2장", "attachment") in left(result)
    assert [row.value for row in result.result] == [580_000]
