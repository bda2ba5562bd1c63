"""Headers that a converter left on several lines or glued together, budget books and forms with one cell a line."""

import pytest
from reading import PLAN, left, pick, read

ACCOUNTS = "2024년 물빛군 예산 안내\n\n"
MONEY = "(단위:천원)\n"


def book(*lines: str) -> str:
    """A budget book of 2021 with one cell a line below its unit note."""
    return "2021년도 물빛군 세출예산 사업명세서\n\n(단위:천원)\n" + "\n".join(lines) + "\n"


# -- halves of names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lower", ["예산액(A) 결산액(B) (B-A)", "예산액(A) 결산액(B)(B-A)"], ids=["set apart", "without a blank"]
)
def test_two_lines_of_names_are_the_halves_of_the_name_of_each_column(lower: str) -> None:
    result = read(
        f"{ACCOUNTS}{MONEY}구분 2022년 2023년 증감\n{lower}\n"
        "나루관 61 60 -1 손님 12명 줄어듦\n누리관 310 290 -20 지붕 고침\n솔빛관 45 52 7\n"
    )
    assert pick(result.budget, "activity", "fiscal_year", "indicator", "basis", "amount_krw") == [
        (name, year, indicator, basis, amount)
        for name, budgeted, spent in (("나루관", 61e3, 60e3), ("누리관", 310e3, 290e3), ("솔빛관", 45e3, 52e3))
        for year, indicator, basis, amount in ((2022, "예산액", "예산", budgeted), (2023, "결산액", "집행", spent))
    ]
    assert [raw for raw, reason in left(result) if reason == "difference"] == ["-1", "-20", "7"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "구분 2022년도 2023년도 비고\n결산액 예산액\n느티마당 31 42 새로 엶\n솔빛마당 12 14\n",
            [("느티마당", 2022, 31e3), ("느티마당", 2023, 42e3), ("솔빛마당", 2022, 12e3), ("솔빛마당", 2023, 14e3)],
        ),
        (
            "구분 2022년결산 2023년예산\n수입액 수입액\n누리관 310 290\n솔빛관 45 52 봄에 31명 늘림\n",
            [("누리관", 2022, 310e3), ("누리관", 2023, 290e3), ("솔빛관", 2022, 45e3), ("솔빛관", 2023, 52e3)],
        ),
    ],
    ids=["a name for the remarks", "years with words of their own"],
)
def test_the_rows_below_such_halves_may_end_in_remarks(text: str, rows: list[tuple[str, int, float]]) -> None:
    result = read(f"{ACCOUNTS}{MONEY}{text}")
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw") == rows
    assert (result.plan, result.result) == ((), ())


def test_the_halves_of_names_may_say_target_and_result_of_two_years() -> None:
    result = read(
        "2024년 물빛군 주요업무 추진실적\n\n(단위 : 명)\n구분 2023년 2024년\n목표 실적\n누리관 310 290 봄에 닫음\n솔빛관 45 52\n"
    )
    assert pick(result.plan, "activity", "fiscal_year", "target") == [("누리관", 2023, 310), ("솔빛관", 2023, 45)]
    assert pick(result.result, "activity", "fiscal_year", "value") == [("누리관", 2024, 290), ("솔빛관", 2024, 52)]


@pytest.mark.parametrize(
    "header",
    [
        "구분 봄맞이 가을걷이\n예산액 결산액\n",
        "구분 2022년 나눔\n예산액 결산액\n",
        "구분 2022년 2023년\n누리관 솔빛관\n",
    ],
    ids=["no years", "one year", "no known names"],
)
def test_other_lines_above_a_row_are_no_halves_of_names(header: str) -> None:
    result = read(f"{ACCOUNTS}{MONEY}{header}느티마당 310 290\n솔빛마당 45 52\n")
    assert {row.indicator for row in result.budget} <= {"예산액", "결산액"}
    assert (result.plan, result.result) == ((), ())


# -- names in pieces --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["구분", "과목"])
@pytest.mark.parametrize(("before", "now"), [("2023년", "2024년"), ("'23년", "'24년"), ("2023년도", "2024년도")])
def test_two_years_on_lines_of_their_own_head_two_columns(first: str, before: str, now: str) -> None:
    result = read(f"{ACCOUNTS}{MONEY}{first}\n{before}\n{now}\n누리관 310 290\n솔빛관 45 52\n")
    assert pick(result.budget, "fiscal_year", "amount_krw") == [
        (2023, 310e3),
        (2024, 290e3),
        (2023, 45e3),
        (2024, 52e3),
    ]


def test_a_line_of_one_word_heads_the_names_and_each_line_below_a_column() -> None:
    result = read(f"{ACCOUNTS}{MONEY}과목\n예산액\n집행액\n잔액\n솔숲 310 290 20\n샘터 45 40 5\n")
    assert pick(result.budget, "account", "indicator", "amount_krw") == [
        ("솔숲", "예산액", 310e3),
        ("솔숲", "집행액", 290e3),
        ("솔숲", "잔액", 20e3),
        ("샘터", "예산액", 45e3),
        ("샘터", "집행액", 40e3),
        ("샘터", "잔액", 5e3),
    ]


def test_so_does_the_word_for_an_indicator() -> None:
    result = read(f"{ACCOUNTS}(단위:명)\n지표명\n목표\n실적\n지난해\n손님 310 290 20\n일꾼 45 40 5\n")
    assert pick(result.plan, "indicator", "target")[::2] == [("손님", 310), ("일꾼", 45)]
    assert pick(result.result, "indicator", "value") == [("손님", 290), ("일꾼", 40)]


@pytest.mark.parametrize(
    "header",
    ["우리 살림\n2023년\n2024년\n", "구분\n봄맞이\n가을걷이\n", "구분\n2023년\n가을걷이\n"],
    ids=["no word like 구분", "no years", "one year"],
)
def test_two_other_lines_are_no_names_of_two_columns(header: str) -> None:
    assert read(f"{ACCOUNTS}{MONEY}{header}누리관 310 290\n솔빛관 45 52\n").budget == ()


# -- names set apart and glued ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["학년도", "년도", "년"])
def test_a_year_and_its_word_set_apart_are_one_name(word: str) -> None:
    result = read(f"{ACCOUNTS}{MONEY}구분 2022 {word} 2023 {word}\n누리학교 310 290\n솔빛학교 45 52\n")
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw") == [
        ("누리학교", 2022, 310e3),
        ("누리학교", 2023, 290e3),
        ("솔빛학교", 2022, 45e3),
        ("솔빛학교", 2023, 52e3),
    ]


def test_a_year_set_apart_from_another_word_stays_a_word() -> None:
    result = read(f"{ACCOUNTS}{MONEY}구분 2022 꽃밭 2023 꽃밭\n누리학교 310 290\n솔빛학교 45 52\n")
    assert {2022, 2023}.isdisjoint(row.fiscal_year for row in result.budget)


@pytest.mark.parametrize(("one", "other"), [("수 입", "지 출"), ("세 입", "세 출"), ("세 출", "세 입")])
def test_two_flows_set_apart_are_two_names_over_equal_parts(one: str, other: str) -> None:
    result = read(
        f"{ACCOUNTS}{MONEY}{one} {other}\n과목 2023년 2022년 과목 2023년 2022년\n"
        "누리금 310 290 솔빛값 45 52\n마루금 61 72 나루값 83 94\n"
    )
    assert pick(result.budget, "account", "fiscal_year", "amount_krw") == [
        ("누리금", 2023, 310e3),
        ("누리금", 2022, 290e3),
        ("솔빛값", 2023, 45e3),
        ("솔빛값", 2022, 52e3),
        ("마루금", 2023, 61e3),
        ("마루금", 2022, 72e3),
        ("나루값", 2023, 83e3),
        ("나루값", 2022, 94e3),
    ]


@pytest.mark.parametrize(
    ("header", "rest"),
    [
        ("구분 2023학년도 2022학년도증감", "difference"),
        ("구분 2023년도 2022년도늘어난돈", None),
        ("구분 2023학년도 2022학년도달라짐", None),
    ],
)
def test_a_name_glued_to_the_year_before_it_is_the_name_of_the_next_column(header: str, rest: str | None) -> None:
    result = read(f"{ACCOUNTS}{MONEY}{header}\n누리학교 310 290 20\n솔빛학교 52 45 7\n")
    dated = [row for row in result.budget if row.fiscal_year != 2024]
    assert pick(dated, "activity", "fiscal_year", "indicator", "amount_krw") == [
        ("누리학교", 2023, None, 310e3),
        ("누리학교", 2022, None, 290e3),
        ("솔빛학교", 2023, None, 52e3),
        ("솔빛학교", 2022, None, 45e3),
    ]
    assert [reason for raw, reason in left(result) if raw in ("20", "7")] == ([rest] * 2 if rest else [])


@pytest.mark.parametrize("glued", ["예산액", "살림"])
def test_a_name_glued_to_its_own_year_stays_with_it(glued: str) -> None:
    result = read(f"{ACCOUNTS}{MONEY}구분 2023학년도{glued} 2022학년도{glued}\n누리학교 310 290\n솔빛학교 45 52\n")
    assert pick(result.budget, "activity", "fiscal_year", "indicator", "amount_krw") == [
        ("누리학교", 2023, glued, 310e3),
        ("누리학교", 2022, glued, 290e3),
        ("솔빛학교", 2023, glued, 45e3),
        ("솔빛학교", 2022, glued, 52e3),
    ]


# -- units in turn ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "units"),
    [
        ("개소, 명, %", {"쉼터": "개소", "손님": "명", "이용률": "%"}),
        ("%, 명, 개소", {"쉼터": None, "손님": "명", "이용률": "%"}),
        ("개소, %, 명", {"쉼터": "개소", "손님": None, "이용률": "%"}),
        ("개소, 명, 그루", {"쉼터": "개소", "손님": "명", "이용률": None}),
    ],
    ids=["in turn", "first and last changed", "last two changed", "no unit of a rate"],
)
def test_a_row_of_a_rate_and_one_of_a_count_never_take_the_unit_of_each_other(
    note: str, units: dict[str, str | None]
) -> None:
    result = read(
        f"2024년 샘말군 현황\n\n(단위 : {note})\n구분\t2022년\t2023년\n쉼터\t31\t35\n손님\t310\t290\n이용률\t45\t52\n"
    )
    assert {row.activity or row.indicator: row.unit for row in result.result} == units


# -- budget books -----------------------------------------------------------------------------------------------------

LEVELS = "부서·정책·단위·세부사업·편성목"
COLUMNS = ("예산액", "전년도예산액", "비교증감")
OFFICE = ("복지정책과", "500,000", "450,000", "50,000")
VILLAGE = ("나눔마을 가꾸기", "500,000", "450,000", "50,000")
ACCOUNT = ("201 일반운영비", "300,000", "270,000", "30,000")
REST = ("202 여비", "100,000", "90,000", "10,000", "301 일반보전금", "100,000", "90,000", "10,000")
SHARES = ("도", "14,400", "군", "285,600")


def test_a_book_below_the_names_of_its_levels_begins_with_a_name() -> None:
    result = read(book(LEVELS, *COLUMNS, *OFFICE, *VILLAGE, *ACCOUNT, *SHARES, *REST))
    assert {row.department for row in result.budget} == {"복지정책과"}
    assert pick(result.budget, "task", "account", "source", "fiscal_year", "amount_krw") == [
        (None, None, "계", 2021, 500e6),
        (None, None, "계", 2020, 450e6),
        ("나눔마을 가꾸기", None, "계", 2021, 500e6),
        ("나눔마을 가꾸기", None, "계", 2020, 450e6),
        ("나눔마을 가꾸기", "일반운영비", "계", 2021, 300e6),
        ("나눔마을 가꾸기", "일반운영비", "계", 2020, 270e6),
        ("나눔마을 가꾸기", "일반운영비", "도비", 2021, 14.4e6),
        ("나눔마을 가꾸기", "일반운영비", "군비", 2021, 285.6e6),
        ("나눔마을 가꾸기", "여비", "계", 2021, 100e6),
        ("나눔마을 가꾸기", "여비", "계", 2020, 90e6),
        ("나눔마을 가꾸기", "일반보전금", "계", 2021, 100e6),
        ("나눔마을 가꾸기", "일반보전금", "계", 2020, 90e6),
    ]


def test_its_columns_may_be_two_years_and_a_code_stand_in_the_line_of_its_name() -> None:
    shelters = ("어르신 쉼터 운영", "300,000", "270,000", "30,000")
    moved = ("402 민간자본이전", "200,000", "180,000", "20,000")
    result = read(
        book(
            "정책·단위·세부사업",
            "2021년",
            "2020년",
            "비교증감",
            *VILLAGE,
            "국",
            "310,000",
            "도",
            "20,000",
            *shelters,
            *moved,
        )
    )
    assert pick(result.budget, "source", "fiscal_year", "amount_krw") == [
        ("계", 2021, 500e6),
        ("계", 2020, 450e6),
        ("국비", 2021, 310e6),
        ("도비", 2021, 20e6),
        ("계", 2021, 300e6),
        ("계", 2020, 270e6),
        ("계", 2021, 200e6),
        ("계", 2020, 180e6),
    ]


def test_a_book_may_begin_with_a_coded_name() -> None:
    result = read(book(LEVELS, *COLUMNS, *ACCOUNT, *SHARES, *REST))
    assert pick(result.budget, "account", "source", "amount_krw")[2:4] == [
        ("일반운영비", "도비", 14.4e6),
        ("일반운영비", "군비", 285.6e6),
    ]


def test_the_name_of_a_source_above_three_amounts_has_those_of_two_years() -> None:
    result = read(book(LEVELS, *COLUMNS, *OFFICE, *ACCOUNT, "도비", "14,400", "13,400", "1,000", "군", "20,000", *REST))
    shares = [row for row in result.budget if row.source != "계"]
    assert pick(shares, "account", "source", "fiscal_year", "amount_krw") == [
        ("일반운영비", "도비", 2021, 14.4e6),
        ("일반운영비", "도비", 2020, 13.4e6),
        ("일반운영비", "군비", 2021, 20e6),
    ]


@pytest.mark.parametrize(
    ("levels", "office"),
    [("나무·숲·물", OFFICE), (LEVELS, ("복지정책과", "500,000", "450,000", "70,000"))],
    ids=["no names of levels", "amounts that do not go up in each other"],
)
def test_other_lines_are_no_book_that_begins_with_a_name(levels: str, office: tuple[str, ...]) -> None:
    result = read(book(levels, *COLUMNS, *office, *VILLAGE, *ACCOUNT, *SHARES, *REST))
    assert "복지정책과" not in {row.department for row in result.budget}
    assert {"도비", "군비"}.isdisjoint(row.source for row in result.budget)


# -- forms ------------------------------------------------------------------------------------------------------------


def test_the_bar_that_ends_each_cell_of_a_form_is_no_part_of_it() -> None:
    result = read(f"{PLAN}사업명 |\n두레 글샘 조성 |\n사업기간 |\n2024. 3. ~ 2024. 12. |\n사업비 |\n310백만원 |\n")
    assert pick(result.budget, "task", "amount_krw") == [("두레 글샘 조성", 310e6)]


def test_nor_is_it_of_an_office_or_a_count() -> None:
    result = read(f"{PLAN}과제명 |\n두레 글샘 조성 |\n담당부서 |\n복지정책과 |\n사업량 |\n쉼터 31개소 |\n")
    assert pick(result.plan, "task", "department", "indicator", "target") == [
        ("두레 글샘 조성", "복지정책과", "쉼터", 31)
    ]


@pytest.mark.parametrize("mark", ["", "□ "])
def test_a_heading_may_end_in_such_a_bar(mark: str) -> None:
    result = read(f"{PLAN}{mark}두레 글샘 조성 |\n ○ 쉼터 31개소 |\n")
    assert pick(result.plan, "task", "indicator", "target") == [("두레 글샘 조성", "쉼터", 31)]


def test_a_line_with_a_bar_inside_keeps_its_bars() -> None:
    result = read(f"{PLAN}□ 두레 | 글샘 |\n ○ 쉼터 31개소\n")
    assert pick(result.plan, "activity", "target") == [("두레 | 글샘 |", 31)]
