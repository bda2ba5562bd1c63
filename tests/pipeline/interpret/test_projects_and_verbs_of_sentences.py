"""What a sentence names: the project and its office, its name ahead in brackets, and whether its amount was spent."""

import pytest
from reading import PLAN, pick, read

ACCOUNTS = "2023회계연도 느티시 결산 설명\n\n"
SPEECH = "2024년 느티시 예산안 제안설명\n\n"

# -- who is in charge --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "task", "department"),
    [
        ("건설과 소관 굽은다리 재가설공사는 12억 원을 반영하였습니다.", "굽은다리 재가설공사", "건설과"),
        ("복지과의 경로당 보급사업은 예산현액 12억 원입니다.", "경로당 보급사업", "복지과"),
        ("이어서 복지과 소관의 경로당 보급사업으로 12억 원을 편성하였습니다.", "경로당 보급사업", "복지과"),
        ("공원과 나래숲 정비사업으로 12억 원을 편성하였습니다.", "나래숲 정비사업", "공원과"),
    ],
    ids=["소관", "의", "소관의", "a blank"],
)
def test_the_office_before_a_project_is_in_charge_of_it(text: str, task: str, department: str) -> None:
    result = read(f"{SPEECH}{text}\n")
    assert pick(result.budget, "task", "department", "amount_krw") == [(task, department, 1_200_000_000)]


@pytest.mark.parametrize("name", ["느티도서관 책꾸러미 사업", "두레복지관 어르신 돌봄사업", "보건소 건강버스 운영사업"])
def test_a_project_keeps_the_institution_that_its_name_begins_with(name: str) -> None:
    result = read(f"{SPEECH}{name}으로 12억 원을 편성하였습니다.\n")
    assert pick(result.budget, "task", "department") == [(name, None)]


# -- names ahead of a sentence -----------------------------------------------------------------------------------------


def test_a_name_in_brackets_stands_ahead_of_its_sentence() -> None:
    text = "□ (숲길 관리) 숲길 12개소 정비에 34억 원을 투입한다.\nㅇ (두레 교실) 교실 31개소를 새로 연다.\n"
    result = read(PLAN + text)
    assert pick(result.plan, "task", "target") == [("숲길 관리", 12), ("두레 교실", 31)]
    assert pick(result.budget, "task", "amount_krw") == [("숲길 관리", 3_400_000_000)]


@pytest.mark.parametrize("ahead", ["위치", "복지과", "사업비", "추진계획", "운영기관", "수행기관"])
def test_a_label_or_an_office_in_brackets_names_no_project(ahead: str) -> None:
    result = read(f"{PLAN}□ ({ahead}) 솔동 숲길 12개소 정비에 34억 원을 투입한다.\n")
    assert {row.task for row in (*result.plan, *result.budget)} == {None}


def test_words_in_brackets_that_no_sentence_follows_name_no_project() -> None:
    result = read(f"{PLAN}□ (숲길 관리) 숲길 12개소 정비 34억 원\n")
    assert {row.task for row in (*result.plan, *result.budget)} == {None}


def test_where_the_title_names_the_one_project_brackets_name_none() -> None:
    result = read("2024년 느티시 나래숲 조성계획\n\n□ (숲길 관리) 숲길 12개소 정비에 34억 원을 투입한다.\n")
    assert {row.task for row in (*result.plan, *result.budget)} == {"나래숲 조성"}


# -- where a name begins -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("느티도는 시·군이 가꾸는 정원 14개소 조성에 420억 원을 투입한다.", None),
        ("정원 14개소 조성에 420억 원을 투입한다.", None),
        ("나래숲 정원 조성에는 420억 원을 투입한다.", "나래숲 정원 조성"),
        ("시는 31개 마을 쉼터 조성사업에 420억 원을 투입한다.", "마을 쉼터 조성사업"),
    ],
)
def test_no_name_begins_amid_a_number(text: str, task: str | None) -> None:
    assert pick(read(f"{PLAN}{text}\n").budget, "task", "amount_krw") == [(task, 42_000_000_000)]


# -- chapters and their sections ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        ("Ⅰ. 함께 웃는 느티", "□ 나래숲 가꾸기 사업"),
        ("Ⅱ. 푸른 내일", "□ 두레 교실 운영"),
        ("1. 함께 웃는 느티", "가. 나래숲 쉼터 조성"),
    ],
)
def test_a_project_stands_below_a_chapter_that_is_a_slogan(chapter: str, section: str) -> None:
    result = read(f"2023년 업무보고\n\n{chapter}\n{section}\n ○ 나무 심기 : 310그루\n")
    assert pick(result.plan, "task", "goal", "target") == [(section[2:].strip(), chapter[2:].strip(), 310)]


def test_a_chapter_that_is_a_project_keeps_its_sections() -> None:
    result = read("2023년 업무보고\n\nⅠ. 두레 교실 운영\n□ 나래숲 가꾸기 사업\n ○ 나무 심기 : 310그루\n")
    assert pick(result.plan, "task", "target") == [("두레 교실 운영", 310)]


@pytest.mark.parametrize("head", ["다온시(기획감사담당관)", "□ 다온시(기획감사담당관)", "다온군(기획예산실)"])
def test_a_government_with_its_office_is_no_project(head: str) -> None:
    result = read(f"2024년 업무보고\n\n{head}\n ○ 나무 심기 : 310그루\n")
    assert pick(result.plan, "task", "department") == [(None, head[-9:].split("(")[1].rstrip(")"))]


def test_a_project_with_its_office_is_one() -> None:
    result = read("2024년 업무보고\n\n나래숲(공원과)\n ○ 나무 심기 : 310그루\n")
    assert pick(result.plan, "task", "department") == [("나래숲", "공원과")]


# -- planned or spent --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "basis"),
    [
        ("제301회 느티시의회 예산결산특별위원회 회의록", "예산"),
        ("제12차 느티시의회 결산심사 회의록", "예산"),
        ("2023회계연도 느티시 결산 설명", "집행"),
    ],
)
def test_the_name_of_a_committee_does_not_say_that_amounts_were_spent(title: str, basis: str) -> None:
    result = read(f"{title}\n\n○공원과장 김가람  나래숲 정비사업은 3억 원입니다.\n")
    assert pick(result.budget, "amount_krw", "basis") == [(300_000_000, basis)]


@pytest.mark.parametrize(
    ("verb", "basis"),
    [("반영하였습니다", "예산"), ("반영했습니다", "예산"), ("지출하였습니다", "집행"), ("집행했습니다", "집행")],
)
@pytest.mark.parametrize("title", ["2023회계연도 느티시 결산 설명", "제301회 느티시의회 예산결산특별위원회 회의록"])
def test_the_verb_of_an_amount_says_more_than_the_title(title: str, verb: str, basis: str) -> None:
    result = read(f"{title}\n\n○공원과장 김가람  나래숲 정비사업으로 3억 원을 {verb}.\n")
    assert pick(result.budget, "task", "basis") == [("나래숲 정비사업", basis)]


def test_a_list_of_minutes_ends_in_the_verb_that_says_what_was_done() -> None:
    text = "○공원과장 김가람  나래숲 정비사업은 3억 원 집행하였고 나머지는 남았습니다.\n"
    result = read(f"제301회 느티시의회 예산결산특별위원회 회의록\n\n{text}")
    assert pick(result.budget, "amount_krw", "basis") == [(300_000_000, "집행")]


# -- titles that set a budget ------------------------------------------------------------------------------------------

STORY = "느티시가 올해 살림을 다시 짜서 시의회에 냈다고 밝혔으며 그 쓰임새는 마을마다 다음과 같다고 덧붙였다.\n"


@pytest.mark.parametrize(
    "title",
    [
        "느티시, 내년 예산 3,482억 원 확정",
        "느티시 내년 국비 482억 원 확보, 마을 살림 키운다",
        "느티시, 추경 482억 원 편성…“마을 살림 키운다”",
    ],
)
def test_counts_below_a_title_that_sets_a_budget_are_planned(title: str) -> None:
    result = read(f"{title}\n\n{STORY}○ 나래숲 쉼터 12개소\n○ 두레 교실 31회\n")
    assert pick(result.plan, "indicator", "target") == [("나래숲 쉼터", 12), ("두레 교실", 31)]
    assert result.result == ()


@pytest.mark.parametrize("title", ["느티시, 예산 482억 원 정산…사업비 확정", "느티시, 지난 살림 한눈에 보기"])
def test_another_title_plans_nothing(title: str) -> None:
    assert read(f"{title}\n\n{STORY}○ 나래숲 쉼터 12개소\n").plan == ()
