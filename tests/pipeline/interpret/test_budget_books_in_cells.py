"""Budget books with one cell a line: levels above the rows, amounts in any order, names behind them, sources, items."""

import pytest
from reading import left, pick, read

TITLE = "2024년 느티시 세출예산사업명세서\n\n"
LEVELS = "부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목\n예산액\n전년도\n예산액\n비교증감\n(단위:천원)\n"
OLD = "2003년도 느티시 세출예산\n\n(단위:천원)\n예산액\n전년도\n예산액\n비교증감\n"
BUDGETS = [
    (None, 46_800_000, 2024),
    (None, 43_900_000, 2023),
    ("일반운영비", 31_800_000, 2024),
    ("일반운영비", 30_000_000, 2023),
    ("여비", 15_000_000, 2024),
    ("여비", 13_900_000, 2023),
]


def book(*cells: str, above: str = LEVELS) -> str:
    """A page of a book with one cell a line."""
    return f"{TITLE}{above}" + "\n".join(cells) + "\n"


def three(*amounts: str) -> str:
    """A project and two of its accounts, each above three amounts."""
    names = ("두레 교실 운영", "201 일반운영비", "202 여비")
    return book(*(cell for name, line in zip(names, amounts, strict=True) for cell in (name, *line.split())))


# -- the line of the levels --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        "",
        "부서:공원과\n",
        "세출예산사업명세서\n부서:공원과\n정책:푸른 마을\n단위:숲 돌봄\n",
        "2024년도 본예산\n부서:공원과\n",
    ],
    ids=["rows at once", "the office", "all parts", "the kind of budget"],
)
def test_rows_begin_below_the_levels_and_the_parts_of_the_book(parts: str) -> None:
    rows = ("물빛천 쉼터 조성", "5,000", "4,200", "800", "201 일반운영비", "3,000", "2,500", "500")
    result = read(book(*rows, "401 시설비및부대비", "2,000", "1,700", "300", above=LEVELS + parts))
    assert {row.task for row in result.budget} == {"물빛천 쉼터 조성"}
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == [
        (None, 5_000_000, 2024),
        (None, 4_200_000, 2023),
        ("일반운영비", 3_000_000, 2024),
        ("일반운영비", 2_500_000, 2023),
        ("시설비및부대비", 2_000_000, 2024),
        ("시설비및부대비", 1_700_000, 2023),
    ]


@pytest.mark.parametrize(
    "above",
    ["", "(단위:천원)\n", "예산액\n전년도\n예산액\n비교증감\n(단위:천원)\n"],
    ids=["bare", "a note", "no levels"],
)
def test_names_without_codes_are_no_rows_where_no_levels_stand_above(above: str) -> None:
    cells = (
        "물빛천 쉼터",
        "5,000",
        "4,200",
        "800",
        "나래숲 꽃길",
        "3,000",
        "2,500",
        "500",
        "두레 마당",
        "70",
        "60",
        "10",
    )
    assert read(book(*cells, above=above)).budget == ()


# -- the order of the amounts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "amounts",
    [
        ("46,800 43,900 2,900", "31,800 30,000 1,800", "15,000 13,900 1,100"),
        ("43,900 2,900 46,800", "30,000 1,800 31,800", "13,900 1,100 15,000"),
        ("2,900 43,900 46,800", "1,800 30,000 31,800", "1,100 13,900 15,000"),
    ],
    ids=["budget first", "before, difference, budget", "difference, before, budget"],
)
def test_arithmetic_tells_which_amount_is_the_budget(amounts: tuple[str, ...]) -> None:
    result = read(three(*amounts))
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == BUDGETS
    assert [raw for raw, reason in left(result) if reason == "difference"] == ["2,900", "1,800", "1,100"]


def test_differences_below_zero_tell_the_order_of_the_others() -> None:
    """`16,305 / 24,870`: the smaller would be the difference, did no other row of the book say so more surely."""
    result = read(three("△500 4,000 3,500", "1,305 24,870 26,175", "△1,805 20,000 18,195"))
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == [
        (None, 3_500_000, 2024),
        (None, 4_000_000, 2023),
        ("일반운영비", 26_175_000, 2024),
        ("일반운영비", 24_870_000, 2023),
        ("여비", 18_195_000, 2024),
        ("여비", 20_000_000, 2023),
    ]


def test_a_difference_in_the_middle_is_one_though_it_is_larger_in_a_row() -> None:
    result = read(three("18,000 △8,000 10,000", "3,000 5,000 8,000", "15,000 △13,000 2,000"))
    assert pick(result.budget, "account", "amount_krw", "fiscal_year")[2:4] == [
        ("일반운영비", 8_000_000, 2024),
        ("일반운영비", 3_000_000, 2023),
    ]


def test_amounts_that_do_not_go_up_in_each_other_are_no_book() -> None:
    result = read(three("46,800 43,900 2,800", "31,800 30,000 1,700", "15,000 13,900 1,000"))
    assert "일반운영비" not in {row.account for row in result.budget}


# -- names behind their amounts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "120 16,305 94,870 111,175 경상적경비 201 6,305 44,870 51,175 일반운영비 301 10,000 50,000 60,000 일반보상금",
        "120 경상적경비 111,175 94,870 16,305 201 일반운영비 51,175 44,870 6,305 301 일반보상금 60,000 50,000 10,000",
    ],
    ids=["behind", "ahead"],
)
@pytest.mark.parametrize("chapters", ["", "(장 2000)사회개발\n(관 2200)환경관리\n(세항 2232)습지공원 운영\n"])
def test_the_name_of_a_code_may_stand_behind_its_amounts(rows: str, chapters: str) -> None:
    result = read(OLD + chapters + rows.replace(" ", "\n") + "\n")
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == [
        ("경상적경비", 111_175_000, 2003),
        ("경상적경비", 94_870_000, 2002),
        ("경상적경비 > 일반운영비", 51_175_000, 2003),
        ("경상적경비 > 일반운영비", 44_870_000, 2002),
        ("경상적경비 > 일반보상금", 60_000_000, 2003),
        ("경상적경비 > 일반보상금", 50_000_000, 2002),
    ]


BOXED = (
    "120\n16,305\n94,870\n111,175\n경상적경비\n201\n6,305\n44,870\n51,175\n일반운영비\n{}\n"
    "○ 안내판 인쇄\n12,000원*3종*5회\n180\n301\n10,000\n50,000\n60,000\n일반보상금\n"
)


@pytest.mark.parametrize(
    ("between", "read_on"), [("[ 일 반 수 용 비 ]", True), ("[수용비]", True), ("[1차 33쪽]", False)]
)
def test_a_name_in_brackets_may_stand_between_the_items(between: str, read_on: bool) -> None:
    rows = read(f"{OLD}(장 2000)사회개발\n{BOXED.format(between)}").budget
    accounts = [(row.account or "").rsplit(" > ", 1)[-1] for row in rows if row.amount_krw in (180_000, 60_000_000)]
    assert (accounts == ["안내판 인쇄", "일반보상금"]) is read_on


# -- items and sources -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["X", "x", "*", "×"])
def test_the_factors_of_an_item_stand_on_the_line_below_it(sign: str) -> None:
    rows = ("두레 교실 운영", "9,000", "8,000", "1,000", "201 일반운영비", "9,000", "8,000", "1,000")
    items = ("○ 강사 사례", f"100,000원{sign}30회{sign}2명", "6,000", "○ 교재 인쇄", f"3,000원{sign}1,000부", "3,000")
    result = read(book(*rows, "01 사무관리비", "9,000", "8,000", "1,000", *items))
    assert pick(result.budget, "account", "amount_krw")[-2:] == [
        ("일반운영비 > 사무관리비 > 강사 사례", 6_000_000),
        ("일반운영비 > 사무관리비 > 교재 인쇄", 3_000_000),
    ]


def test_a_line_without_factors_is_no_part_of_the_item_above_it() -> None:
    rows = ("두레 교실 운영", "9,000", "8,000", "1,000", "201 일반운영비", "9,000", "8,000", "1,000")
    items = ("○ 강사 사례", "서른 번에 나누어 두 사람", "6,000")
    result = read(book(*rows, "01 사무관리비", "9,000", "8,000", "1,000", *items))
    assert 6_000_000 not in {row.amount_krw for row in result.budget}


@pytest.mark.parametrize(
    "split", [("[국 300,000]", "[시 612,000]"), ("(국 300,000)", "[시 612,000]")], ids=["square", "round and square"]
)
def test_sources_in_brackets_part_the_amount_above(split: tuple[str, ...]) -> None:
    account = ("201 일반운영비", "912,000", "900,000", "12,000")
    below = ("307 민간이전", "312,000", "290,000", "22,000")
    result = read(book("두레마을 축제", "1,224,000", "1,190,000", "34,000", *account, *split, *below))
    assert pick(result.budget, "account", "source", "amount_krw")[2:6] == [
        ("일반운영비", "계", 912_000_000),
        ("일반운영비", "계", 900_000_000),
        ("일반운영비", "국비", 300_000_000),
        ("일반운영비", "시비", 612_000_000),
    ]


def test_words_in_brackets_that_are_no_source_part_nothing() -> None:
    rows = ("201 일반운영비", "912,000", "900,000", "12,000", "307 민간이전", "312,000", "290,000", "22,000")
    result = read(book("두레마을 축제", "1,224,000", "1,190,000", "34,000", *rows, "[교실 312,000]"))
    assert ("312,000", "other") in left(result)
    assert {(row.task, row.source) for row in result.budget} == {("두레마을 축제", "계")}


# -- how few codes make a book -----------------------------------------------------------------------------------------


def table(*labels: str) -> str:
    rows = "".join(f"|{label}|500|400|100|\n" for label in labels)
    return f"2025년도 느티시 세출예산\n\n(단위: 천원)\n|과목|예산액|전년도예산액|비교증감|\n|---|---|---|---|\n{rows}"


@pytest.mark.parametrize(
    ("codes", "path"),
    [
        (("201 일반운영비", "01 사무관리비"), "일반운영비 > 사무관리비"),
        (("307 민간이전", "02 민간경상사업보조"), "민간이전 > 민간경상사업보조"),
    ],
)
def test_one_code_of_three_digits_and_one_of_two_make_a_book(codes: tuple[str, ...], path: str) -> None:
    result = read(table("느티학교 열기", *codes))
    assert {row.task for row in result.budget} == {"느티학교 열기"}
    assert [row.account for row in result.budget][-1] == path


@pytest.mark.parametrize(
    "codes", [("201 일반운영비",), ("01 사무관리비", "02 공공운영비")], ids=["one", "of two digits"]
)
def test_fewer_codes_make_none(codes: tuple[str, ...]) -> None:
    assert {row.task for row in read(table("느티학교 열기", *codes)).budget} == {None}
