"""Tables that a converter broke: header rows without their spans, rows below notes, differences without a name."""

import pytest
from reading import left, pick, read

TOP = "2024년 샘말군 예산 안내\n\n"


# -- header rows ------------------------------------------------------------------------------------------------------

YEARS = "구분\t2024년\t2023년\t증감\t\t\n예산액\t구성비\t예산액\t구성비\t\t\n누리관\t31\t62\t14\t28\t17\n솔빛관\t19\t38\t36\t72\t△17\n"
SPREAD = [
    ("누리관", 2024, 31e3, 62),
    ("누리관", 2023, 14e3, 28),
    ("솔빛관", 2024, 19e3, 38),
    ("솔빛관", 2023, 36e3, 72),
]


def test_header_rows_below_a_row_with_the_unit_alone_are_spread() -> None:
    result = read(f"{TOP}단위 : 천원\t\t\t\t\t\n{YEARS}")
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw", "share") == SPREAD
    assert [raw for raw, reason in left(result) if reason == "difference"] == ["17", "△17"]


@pytest.mark.parametrize("unit", ["", "단위 : 천원\t\t\t\n"])
def test_a_second_row_that_is_whole_is_not_spread_below_such_a_row_either(unit: str) -> None:
    header = "구분\t2024년\t2024년\t2023년\n항목\t예산액\t집행액\t예산액\n"
    result = read(f"{TOP}{unit}{header}누리관\t31\t22\t14\n솔빛관\t19\t5\t36\n")
    assert pick(result.budget, "fiscal_year", "basis")[:3] == [(2024, "예산"), (2024, "집행"), (2023, "예산")]


NAMELESS = (
    "2024년 샘말군 살림 보고\n\n(단위 : 명)\n구분\t2022년\t2023년\t2024년\t\t\t\n여름\t겨울\t여름\t겨울\t여름\t\t\n"
    "누리관\t31\t22\t14\t9\t8\t{}\n솔빛관\t19\t5\t36\t38\t7\t{}\n"
)
SEASONS = [
    (2022, "여름", 31),
    (2022, "겨울", 22),
    (2023, "여름", 14),
    (2023, "겨울", 9),
    (2024, "여름", 8),
]


def test_names_stand_over_two_columns_each_where_the_last_column_has_no_name() -> None:
    result = read(NAMELESS.format("", ""))
    assert pick(result.result, "fiscal_year", "indicator", "value")[:5] == SEASONS


def test_they_do_not_where_the_last_column_has_values() -> None:
    result = read(NAMELESS.format("6", "4"))
    assert pick(result.result, "fiscal_year", "indicator", "value")[:5] != SEASONS


def test_of_names_that_could_stand_over_several_columns_the_years_do() -> None:
    """The 나눔 above one column is no year and stands over that one."""
    result = read(
        f"{TOP}(단위 : 천원)\n구분\t2024년\t2023년\t나눔\t\t\n예산액\t구성비\t예산액\t구성비\t\t\n"
        "누리관\t31\t62\t14\t28\t17\n솔빛관\t19\t38\t36\t72\t23\n"
    )
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw", "share")[:2] == SPREAD[:2]


# -- rows below notes -------------------------------------------------------------------------------------------------

HEAD = "(단위 : 백만원)\n구분\t누리값\t솔빛값\t마루값\n꽃길\t310\t20\t41\n샘터\t45\t33\t52\n"
MORE = "쉼터\t61\t72\t83\n솔숲\t62\t73\t84\n"


@pytest.mark.parametrize("note", ["※ 봄에 다시 셈\n", "* 봄에 다시 셈\n", "(봄에 다시 셈)\n", "※ 봄에 셈\n(늘어남)\n"])
def test_rows_below_notes_go_on_with_the_table_above(note: str) -> None:
    result = read(f"{TOP}{HEAD}{note}{MORE}")
    assert pick(result.budget, "activity", "indicator", "amount_krw")[6:] == [
        ("쉼터", "누리값", 61e6),
        ("쉼터", "솔빛값", 72e6),
        ("쉼터", "마루값", 83e6),
        ("솔숲", "누리값", 62e6),
        ("솔숲", "솔빛값", 73e6),
        ("솔숲", "마루값", 84e6),
    ]
    assert result.plan == ()


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("□ 봄에 다시 셈\n", MORE),
        ("※ 봄에 다시 셈\n", "쉼터\t61\t72\n솔숲\t62\t73\n"),
        ("※ 봄에 다시 셈\n", "쉼터\t가\t나\t83\n솔숲\t다\t라\t84\n"),
        ("※ 봄에 다시 셈\n", "쉼터\t61\t72\t83\t94\n솔숲\t62\t73\t84\t95\n"),
        ("※ 봄에 다시 셈\n", "나눔\t봄값\t여름값\t가을값\n쉼터\t61\t72\t83\n"),
    ],
    ids=["a heading between", "fewer columns", "words in place of values", "more columns", "a header of its own"],
)
def test_another_table_below_is_none_of_its_rows(note: str, more: str) -> None:
    result = read(f"{TOP}{HEAD}{note}{more}")
    names = {(row.activity, row.indicator) for row in result.budget}
    assert not names & {(place, name) for place in ("쉼터", "솔숲") for name in ("누리값", "솔빛값", "마루값")}


def test_rows_with_words_where_the_table_has_values_are_none_of_its_rows() -> None:
    head = "(단위 : 백만원)\n구분\t마을\t뜻\t까닭\t누리값\t솔빛값\t마루값\n꽃길\t갓골\t쉼\t봄\t310\t20\t41\n"
    result = read(f"{TOP}{head}샘터\t윗골\t놀이\t봄\t45\t33\t52\n※ 봄에 셈\n쉼터\t61\t72\t83\t갓골\t쉼\t봄\n")
    assert {61, 72, 83, 61e6, 72e6, 83e6} & {row.target for row in result.plan}


# -- differences ------------------------------------------------------------------------------------------------------

COMPARED = "(단위 : 백만원)\n구분\t올해 예산\t지난해 예산\t오간 셈\n"


def test_a_column_that_is_one_less_another_is_their_difference() -> None:
    result = read(f"{TOP}{COMPARED}꽃길\t310\t300\t10\n샘터\t45\t60\t△15\n쉼터\t72\t50\t22\n솔숲\t31\t20\t9\n")
    assert {row.indicator for row in result.budget} == {"올해 예산", "지난해 예산"}
    assert [raw for raw, reason in left(result) if reason == "difference"] == ["10", "△15", "22", "9"]


@pytest.mark.parametrize(
    "rows",
    [
        "꽃길\t310\t300\t10\n샘터\t45\t40\t5\n쉼터\t72\t50\t22\n솔숲\t31\t20\t11\n",
        "꽃길\t310\t300\t10\n샘터\t45\t60\t△15\n",
        "꽃길\t310\t300\t10\n샘터\t45\t60\t△15\n쉼터\t72\t50\t\n솔숲\t31\t\t8\n마루\t\t20\t7\n",
        "꽃길\t310\t300\t10\n샘터\t45\t60\t△15\n쉼터\t72\t50\t22\n솔숲\t31\t20\t91\n마루\t33\t12\t92\n못\t9\t8\t93\n",
        "꽃길\t10\t0\t10\n샘터\t△15\t0\t△15\n쉼터\t22\t0\t22\n",
    ],
    ids=["none below zero", "two rows", "two whole rows", "half of the rows", "nothing is taken off"],
)
def test_columns_of_which_that_is_not_sure_hold_amounts(rows: str) -> None:
    result = read(f"{TOP}{COMPARED}{rows}")
    assert "difference" not in {reason for raw, reason in left(result) if not raw.startswith("△")}
    assert "오간 셈" in {row.indicator for row in result.budget}


def test_a_column_whose_name_says_what_it_holds_is_no_difference() -> None:
    columns = "(단위 : 백만원)\n구분\t모은 값\t예산액\t집행액\n"
    result = read(f"{TOP}{columns}꽃길\t310\t300\t10\n샘터\t45\t60\t△15\n쉼터\t72\t50\t22\n")
    assert [row.amount_krw for row in result.budget if row.basis == "집행"] == [10e6, -15e6, 22e6]


# -- flattened tables -------------------------------------------------------------------------------------------------

FLAT = "2024년 샘말군 살림 보고\n\n{}구분 목표 실적\n누리관 31 45\n솔빛관 12 72\n느티관 13 74\n"


def test_a_line_of_names_above_lines_of_numbers_is_their_header() -> None:
    result = read(FLAT.format(""))
    assert pick(result.plan, "activity", "target") == [("누리관", 31), ("솔빛관", 12), ("느티관", 13)]
    assert pick(result.result, "activity", "value") == [("누리관", 45), ("솔빛관", 72), ("느티관", 74)]


@pytest.mark.parametrize("marker", ["3. ", "12) ", "나. ", "나) "])
def test_a_line_with_the_number_of_a_section_is_no_header(marker: str) -> None:
    result = read(FLAT.format(marker))
    assert (result.plan, result.result) == ((), ())
