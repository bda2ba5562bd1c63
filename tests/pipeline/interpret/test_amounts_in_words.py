"""What the words around numbers decide: amounts for one of many, spent or planned, wholes and parts, whose year."""

import pytest
from reading import left, pick, read

PLAN = "2024년 샘말군 업무계획\n\n"
CLOSED = "2024년 샘말군 결산 안내\n\n"


# -- amounts for one of many ------------------------------------------------------------------------------------------

CELL = PLAN + "(단위 : 천원)\n사업명\t사업량\t예산액\n느티학교 열기\t{}\t7,200\n"


@pytest.mark.parametrize("cell", ["두레 당 600", "개소당 600", "회당 600", "명 당 600", "두레(개소당 600)"])
def test_an_amount_for_one_of_many_in_a_cell_is_no_budget(cell: str) -> None:
    result = read(CELL.format(cell))
    assert [row.amount_krw for row in result.budget] == [7.2e6]
    assert ("600", "unit_price") in left(result)


@pytest.mark.parametrize("cell", ["600", "담당 600", "느티식당 600", "마당 600", "경로당 600", "개소당 나눔 600"])
def test_a_word_that_only_ends_alike_is_what_the_amount_is_for(cell: str) -> None:
    result = read(CELL.format(cell))
    assert [row.amount_krw for row in result.budget] == [6e5, 7.2e6]


# -- spent or planned -------------------------------------------------------------------------------------------------

TITLED = "2024년 샘말군 안내\n\n{}\n(단위 : 백만원)\n구분\t{}\n누리관\t310\n솔빛관\t45\n"


@pytest.mark.parametrize("title", ["나눔 실적", "꽃길 추진성과", "샘터 주요성과"])
def test_amounts_below_a_title_of_what_was_done_are_spent(title: str) -> None:
    assert [row.basis for row in read(TITLED.format(title, "금액")).budget] == ["집행", "집행"]


@pytest.mark.parametrize(
    ("title", "column"), [("실적 나눔", "금액"), ("나눔 예산 실적", "금액"), ("나눔 실적", "예산액")]
)
def test_other_titles_and_columns_of_budgets_keep_them_planned(title: str, column: str) -> None:
    assert [row.basis for row in read(TITLED.format(title, column)).budget] == ["예산", "예산"]


SAID = "2024년 샘말군 안내\n\n느티학교에 도비 45백만원을 {}.\n"


@pytest.mark.parametrize(
    "verb",
    [
        *("지급하였다", "지급했다", "지원하였다", "지원했다", "투입하였다", "투입했다", "들였다", "받았다"),
        *("지급하였으며 이웃이 기뻐했다", "들였고 이웃이 기뻐했다"),
    ],
)
def test_what_was_given_is_spent(verb: str) -> None:
    assert {row.basis for row in read(SAID.format(verb)).budget} == {"집행"}


@pytest.mark.parametrize("verb", ["지급한다", "지원하기로 했다", "투입하려 한다", "들이려 한다", "받으려 한다"])
def test_what_is_to_be_given_is_planned(verb: str) -> None:
    assert {row.basis for row in read(SAID.format(verb)).budget} == {"예산"}


def test_all_of_a_list_that_was_received_is_spent() -> None:
    result = read("2024년 샘말군 안내\n\n느티학교는 국비 45백만원, 도비 12백만원, 군비 7백만원을 받았다.\n")
    assert pick(result.budget, "source", "basis") == [("국비", "집행"), ("도비", "집행"), ("군비", "집행")]


@pytest.mark.parametrize(("particle", "basis"), [("에서", "예산"), ("으로", "집행"), ("이고", "집행")])
def test_the_amount_out_of_which_a_part_was_spent_is_the_budget(particle: str, basis: str) -> None:
    result = read(f"{CLOSED}느티학교는 45백만원{particle} 12백만원을 썼다.\n")
    assert pick(result.budget, "amount_krw", "basis") == [(45e6, basis), (12e6, "집행")]


# -- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("내년으로 넘겼으며", 2024),
        ("내년으로 넘기고", 2024),
        ("내년으로 넘긴 터라", 2024),
        ("내년으로 넘어가며", 2024),
        ("내년으로 나눴으며", 2025),
        ("내년에 마을이 이웃과 하기로 한 일을 넘겼으며", 2025),
    ],
)
def test_a_year_that_something_is_carried_to_is_not_that_of_the_sentence(said: str, year: int) -> None:
    result = read(f"{CLOSED}느티학교는 {said} 45백만원을 모았다.\n")
    assert pick(result.budget, "amount_krw", "fiscal_year") == [(45e6, year)]


# -- wholes and parts -------------------------------------------------------------------------------------------------

WHOLE = PLAN + "1. 느티학교 열기\n ○ {}\n   - {}\n"


def test_bare_numbers_that_add_up_to_the_line_above_have_its_unit() -> None:
    result = read(WHOLE.format("심은 나무 : 48그루", "버들 30, 솔 18"))
    assert pick(result.plan, "indicator", "target", "unit") == [
        ("심은 나무", 48, "그루"),
        ("버들", 30, "그루"),
        ("솔", 18, "그루"),
    ]


def test_bare_numbers_that_add_up_to_an_amount_above_are_amounts() -> None:
    result = read(WHOLE.format("사업비 : 48백만원", "버들 30, 솔 18"))
    assert (pick(result.budget, "amount_krw"), result.plan) == ([(48e6,), (30e6,), (18e6,)], ())


@pytest.mark.parametrize(
    "parts",
    ["버들 30, 솔 17", "버들 48", "버들 30점, 솔 18", "버들 30, 솔 18, 콩 9"],
    ids=["less", "alone", "a unit of its own", "more"],
)
def test_numbers_that_do_not_add_up_have_none(parts: str) -> None:
    result = read(WHOLE.format("심은 나무 : 48그루", parts))
    assert [row.unit for row in result.plan if row.unit == "그루"] == ["그루"]


COUNTED = PLAN + "1. 느티학교 열기\n ○ {}\n"


@pytest.mark.parametrize(("beside", "amounts"), [("", []), (", 45백만원", [45e6])])
def test_numbers_in_brackets_after_a_count_are_its_parts_and_no_sources(beside: str, amounts: list[float]) -> None:
    result = read(COUNTED.format(f"쉼터 412곳(꽃집 156, 기타 256){beside}"))
    assert [row.amount_krw for row in result.budget] == amounts
    assert pick(result.plan, "indicator", "target", "unit") == [
        ("쉼터", 412, "개소"),
        ("꽃집", 156, "개소"),
        ("기타", 256, "개소"),
    ]


@pytest.mark.parametrize(
    "text",
    ["쉼터 412백만원(도비 156, 기타 256)", "쉼터 3곳, 412백만원(도비 156, 기타 256)", "쉼터 3곳(기타 256백만원)"],
)
def test_numbers_in_brackets_after_an_amount_and_amounts_are_amounts(text: str) -> None:
    result = read(COUNTED.format(text))
    assert ("기타", 256e6) in pick(result.budget, "source", "amount_krw")


# -- nouns of sentences -----------------------------------------------------------------------------------------------

DONE = "2024년 샘말군 실적 보고\n\n"


@pytest.mark.parametrize(
    ("said", "noun"),
    [
        ("마을이 아끼는 쉼터", "쉼터"),
        ("느티학교는 마을에서 쉬는 이웃", "이웃"),
        ("마을을 아끼는 쉼터 의자", "쉼터 의자"),
        ("마을이 새 의자", "새 의자"),
        ("마을에 새 의자", "새 의자"),
        ("쉼터 의자", "쉼터 의자"),
    ],
)
def test_the_noun_before_a_number_of_a_sentence_stands_without_the_phrase_ahead(said: str, noun: str) -> None:
    result = read(f"{DONE}{said} 30개를 마련했다.\n")
    assert pick(result.result, "indicator", "value") == [(noun, 30)]


def test_a_line_that_is_no_sentence_keeps_all_of_its_words() -> None:
    result = read(f"{DONE} ○ 마을이 아끼는 쉼터 30개\n")
    assert pick(result.result, "indicator", "value") == [("마을이 아끼는 쉼터", 30)]
