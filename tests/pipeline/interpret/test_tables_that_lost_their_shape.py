"""Tables that lost their shape: names in pieces, rows in one line, cells a line each, twins, years below two names."""

from typing import Any

import pytest
from reading import left, pick, read

SPENT = "2024년 나래군 예산 현황\n\n(단위 : 백만원)\n"
COUNTED = "2024년 나래군 현황\n\n"


def column(head: str, cells: str) -> str:
    """A table of one cell a line; its cells stand between bars."""
    return head + "\n".join(cell.strip() for cell in cells.split("|")) + "\n"


def paid(text: str, *names: str) -> list[tuple[Any, ...]]:
    """What is said of each amount, and the amount in millions of won."""
    rows = read(text).budget
    amounts = [None if row.amount_krw is None else row.amount_krw // 1_000_000 for row in rows]
    return [(*said, amount) for said, amount in zip(pick(rows, *names), amounts, strict=True)]


# -- two lines of names -----------------------------------------------------------------------------------------------

TWO_LINES = SPENT + "{}\n물레관 310 300 45 40\n두레숲 31 30 12 7\n"


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("구분 2023년 2024년", "예산액 집행액 예산액 집행액", ("예산액", "집행액")),
        ("분야 2023 2024", "예산현액 지출액 예산현액 지출액", ("예산현액", "지출액")),
        ("단체명 2023년도 2024년도", "편성액 정산액 편성액 정산액", ("편성액", "정산액")),
    ],
)
def test_years_of_a_first_line_stand_over_equal_parts_of_the_second(
    first: str, second: str, names: tuple[str, str]
) -> None:
    rows = paid(TWO_LINES.format(f"{first}\n{second}"), "indicator", "fiscal_year")
    assert rows[:4] == [(names[0], 2023, 310), (names[1], 2023, 300), (names[0], 2024, 45), (names[1], 2024, 40)]


@pytest.mark.parametrize(
    ("first", "row", "rows"),
    [
        (
            "구분 총사업비 2023년 2024년",
            "물레관 900 310 300 45 40",
            [("총사업비", None, 900), ("예산액", 2023, 310), ("집행액", 2023, 300), ("예산액", 2024, 45)],
        ),
        (
            "구분 2023년 2024년 증감",
            "물레관 310 300 45 40 9",
            [("예산액", 2023, 310), ("집행액", 2023, 300), ("예산액", 2024, 45), ("집행액", 2024, 40)],
        ),
        (
            "구분 2023년 2024년",
            "- 물레관 310 300 45 40 새로 지음",
            [("예산액", 2023, 310), ("집행액", 2023, 300), ("예산액", 2024, 45), ("집행액", 2024, 40)],
        ),
    ],
)
def test_the_other_names_of_the_first_line_stand_over_one_column(
    first: str, row: str, rows: list[tuple[Any, ...]]
) -> None:
    text = f"{SPENT}{first}\n예산액 집행액 예산액 집행액\n{row}\n{row.replace('물레관', '두레숲')}\n"
    assert paid(text, "indicator", "fiscal_year")[:4] == rows


@pytest.mark.parametrize("first", ["물레 두레", "구분 2023년 2024년 2025년", "구분 2023년 2024년 31"])
def test_a_first_line_that_cannot_be_shared_out_heads_nothing(first: str) -> None:
    text = TWO_LINES.format(f"{first}\n예산액 집행액 예산액 집행액")
    assert len({year for year, _ in paid(text, "fiscal_year")}) == 1


def test_a_name_between_two_years_does_not_stand_over_parts() -> None:
    text = f"{SPENT}구분 2023년 증감 2024년\n예산액 집행액 예산액 집행액\n물레관 310 300 9 45 40\n두레숲 31 30 8 12 7\n"
    assert paid(text, "indicator") == []


# -- names in pieces --------------------------------------------------------------------------------------------------

PIECES = SPENT + "{}\n물레관 310 300 10\n두레숲 31 30 1\n"


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("구분 예산액\n집행액\n(누계)\n잔액\n(남은 돈)", ["예산액", "집행액(누계)", "잔액(남은 돈)"]),
        ("구분 예산액\n올해\n집행액\n㉮\n남은\n잔액\n㉯", ["예산액", "올해 집행액", "남은 잔액"]),
        ("구분 예산액\n올해\n집행액\nⓐ\n남은\n잔액\nⓑ=ⓒ-ⓐ", ["예산액", "올해 집행액", "남은 잔액"]),
        ("분야 예산현액\n집행액\n(올해)\n잔액", ["예산현액", "집행액(올해)", "잔액"]),
    ],
)
def test_names_go_on_in_the_lines_below(head: str, names: list[str]) -> None:
    rows = paid(PIECES.format(head), "activity", "indicator")
    amounts = [("물레관", (310, 300, 10)), ("두레숲", (31, 30, 1))]
    assert rows == [(label, *cell) for label, row in amounts for cell in zip(names, row, strict=True)]


def test_the_name_of_a_later_row_may_take_lines_of_its_own() -> None:
    text = PIECES.format("구분 예산액\n집행액\n(누계)\n잔액") + "벼루 마을\n어귀 가꾸기\n7 6 1\n"
    rows = paid(text, "activity", "indicator")
    assert rows[6:] == [
        ("벼루 마을 어귀 가꾸기", "예산액", 7),
        ("벼루 마을 어귀 가꾸기", "집행액(누계)", 6),
        ("벼루 마을 어귀 가꾸기", "잔액", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        PIECES.format("물레 예산액\n집행액\n(누계)\n잔액"),
        PIECES.format("구분 예산액\n집행액 : 누계\n잔액"),
        PIECES.format("구분 예산액\n집행액\n(누계)\n잔액").replace(" 30 1\n", " 30\n"),
    ],
    ids=["no word of a first column", "a label", "rows that are not even"],
)
def test_other_lines_above_numbers_are_no_pieces(text: str) -> None:
    assert ("물레관", "예산액", 310) not in paid(text, "activity", "indicator")


# -- a table in one line ----------------------------------------------------------------------------------------------

BEHIND = "이웃 모임과 함께 마을 어귀에서 열고 온 동네가 모여 즐기며 나무도 심었습니다"


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "사업명예산액집행액잔액 물레관 310 300 10 두레숲 쉬는 곳 31 30 1",
            [
                ("물레관", "예산액", 310),
                ("물레관", "집행액", 300),
                ("물레관", "잔액", 10),
                ("두레숲 쉬는 곳", "예산액", 31),
                ("두레숲 쉬는 곳", "집행액", 30),
                ("두레숲 쉬는 곳", "잔액", 1),
            ],
        ),
        (
            "연번사업명예산현액지출액 1 물레관 310 300 2 두레숲 쉬는 곳 31 30 3 벼루장터 7 6",
            [
                ("물레관", "예산현액", 310),
                ("물레관", "지출액", 300),
                ("두레숲 쉬는 곳", "예산현액", 31),
                ("두레숲 쉬는 곳", "지출액", 30),
                ("벼루장터", "예산현액", 7),
                ("벼루장터", "지출액", 6),
            ],
        ),
        (
            "올해 살림은 다음과 같습니다 사업명사업기간예산액집행액 물레관 2024 310 300 두레숲 가을 31 30",
            [
                ("물레관", "예산액", 310),
                ("물레관", "집행액", 300),
                ("두레숲", "예산액", 31),
                ("두레숲", "집행액", 30),
            ],
        ),
    ],
    ids=["labels and values", "numbered", "two columns of labels and words before"],
)
def test_a_table_that_ran_into_one_line(line: str, rows: list[tuple[str, str, int]]) -> None:
    assert paid(f"{SPENT}{line} {BEHIND}\n", "task", "indicator") == rows


@pytest.mark.parametrize(
    "line",
    [
        f"사업명예산액집행액잔액 물레관 310 300 10 {BEHIND}",
        "사업명예산액집행액잔액 물레관 310 300 두레숲 31 30 1 벼루장터 7 6 1",
        "사업명예산액집행액 물레관 310 300 두레숲 31 30 벼루장터 7 6",
        "나무꽃예산액집행액잔액 물레관 310 300 10 두레숲 31 30 1 벼루장터 7 6 1",
        "사업명예산액비고집행액 물레관 310 300 10 두레숲 31 30 1 벼루장터 7 6 1",
    ],
    ids=["a single row", "a row that lacks a value", "three names", "an unknown name", "a remark amid values"],
)
def test_other_runs_of_words_and_numbers_are_no_table(line: str) -> None:
    assert paid(f"{SPENT}{line} {BEHIND}\n", "task") == []


# -- numbered rows with a cell a line ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            "연번|사업명|위치|사업비|비고|1|물레관|물레리|310|2|두레숲|두레리|45|새로|3|벼루장터|벼루리|7|고침",
            [("물레관", None, 310), ("두레숲", None, 45), ("벼루장터", None, 7)],
        ),
        (
            "번호|사업명|위치|사업비|1|물레관|물레리|(어귀)|310|2|두레숲|두레리|(숲 안)|45",
            [("물레관", None, 310), ("두레숲", None, 45)],
        ),
        (
            "순번|사업명|사업기간|사업비|1.|물레관|2023 ~|2025|310|2.|두레숲|2024|45",
            [("물레관", None, 310), ("두레숲", 2024, 45)],
        ),
        (
            "연번|사업명|예산액|집행액|계|355|347|1|물레관|310|305|2|두레숲|45|42",
            [(None, 2024, 355), (None, 2024, 347), ("물레관", 2024, 310), ("물레관", 2024, 305)],
        ),
    ],
    ids=["cells that are missing at the end", "brackets on a line of their own", "a period in two lines", "a total"],
)
def test_the_numbers_of_the_rows_part_them(cells: str, rows: list[tuple[Any, ...]]) -> None:
    found = paid(column(SPENT, cells), "task", "fiscal_year")
    assert [row if rows[i][1] else (row[0], None, row[2]) for i, row in enumerate(found[: len(rows)])] == rows


@pytest.mark.parametrize(
    "cells",
    [
        "연번|사업명|위치|사업비|1|물레관|물레리|310|3|두레숲|두레리|45|5|벼루장터|벼루리|7",
        "연번|나무|꽃|쉼터|1|물레관|물레리|310|2|두레숲|두레리|45",
        "연번|사업명|위치|사업비|1|물레관|물레리|310|2|두레숲|어귀 : 두레리|45|3|벼루장터|벼루리|7",
        "연번|사업명|위치|사업비|비고|1|물레관|물레리|2|두레숲|두레리|3|벼루장터|벼루리",
    ],
    ids=["numbers that do not count", "unknown names", "a label amid them", "no whole row"],
)
def test_other_lines_with_numbers_are_no_numbered_rows(cells: str) -> None:
    assert ("1", "ordinal") not in left(read(column(SPENT, cells)))


# -- twins with a cell a line -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            "구분|인원(명)|구분|인원(명)|물레리|31|두레리|45|벼루리|12|솔빛리|7",
            [("물레리", "인원", 31), ("두레리", "인원", 45), ("벼루리", "인원", 12), ("솔빛리", "인원", 7)],
        ),
        (
            "마을명|인원(명)|모임(회)|마을명|인원(명)|모임(회)|물레리|31|3|두레리|45|4|벼루리|12|1|솔빛리|7|2",
            [("물레리", "인원", 31), ("물레리", "모임", 3), ("두레리", "인원", 45), ("두레리", "모임", 4)],
        ),
    ],
)
def test_two_tables_side_by_side_have_their_names_twice(cells: str, rows: list[tuple[str, str, int]]) -> None:
    found = pick(read(column(COUNTED, cells)).result, "activity", "indicator", "value")
    assert found[: len(rows)] == rows


def test_the_names_of_the_two_may_stand_above_and_a_row_be_of_the_first_alone() -> None:
    cells = "2023년|2024년|구분|인원|구분|인원|물레리|31|두레리|45|벼루리|12|합계|43|합계|45"
    rows = read(column(COUNTED, cells)).result
    assert pick(rows, "activity", "fiscal_year", "value") == [
        ("물레리", 2023, 31),
        ("두레리", 2024, 45),
        ("벼루리", 2023, 12),
        ("합계", 2023, 43),
        ("합계", 2024, 45),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        "구분|인원(명)|구분|모임(회)|물레리|31|두레리|45|벼루리|12|솔빛리|7",
        "물레|두레|물레|두레|물레리|31|두레리|45|벼루리|12|솔빛리|7",
        "구분|인원(명)|구분|인원(명)|물레리|31|두레리|45",
    ],
    ids=["other names", "unknown names", "a single row"],
)
def test_names_that_do_not_come_twice_above_several_rows_head_no_twins(cells: str) -> None:
    assert ("물레리", 31) not in pick(read(column(COUNTED, cells)).result, "activity", "value")


LINES = COUNTED + "{}구분 인원 구분 인원\n물레리 31 두레리 45\n벼루리 12 솔빛리 7\n{}"


def test_twins_in_lines_may_have_names_above_and_a_last_row_of_one_of_them() -> None:
    rows = read(LINES.format("2023년 2024년\n", "누리리 3\n")).result
    assert pick(rows, "activity", "fiscal_year", "value") == [
        ("물레리", 2023, 31),
        ("두레리", 2024, 45),
        ("벼루리", 2023, 12),
        ("솔빛리", 2024, 7),
        ("누리리", 2023, 3),
    ]


@pytest.mark.parametrize("above", ["2023년\n", "2022년 2023년 2024년\n"])
def test_one_or_three_names_above_are_not_those_of_two_tables(above: str) -> None:
    assert len({row.fiscal_year for row in read(LINES.format(above, "")).result}) == 1


# -- years below 실적 and 목표 ----------------------------------------------------------------------------------------

AIMED = "{}\n\n{}지표\t실적\t목표\n2022\t2023\t2024\n물길 정비율\t31\t45\t72\n쉼터\t3\t5\t7\n"


@pytest.mark.parametrize(
    ("title", "above", "reached"),
    [
        ("2024년 나래군 성과계획", "", [2022, 2023]),
        ("2023년 나래군 성과계획", "", [2022]),
        ("나래군 성과계획", "이룬 것(2022년, 2023년), 이룰 것(2024년)\n", [2022, 2023]),
        ("나래군 성과계획", "이룬 것(2022년도), 이룰 것(2023년도, 2024년도)\n", [2022]),
        ("2024년 나래군 성과계획", "이룬 것(2022년), 이룰 것(2023년, 2024년)\n", [2022]),
    ],
)
def test_the_line_above_or_the_title_parts_the_years(title: str, above: str, reached: list[int]) -> None:
    result = read(AIMED.format(title, above))
    assert [row.fiscal_year for row in result.result if row.indicator == "쉼터"] == reached
    assert [row.fiscal_year for row in result.plan if row.indicator == "쉼터"] == [
        year for year in (2022, 2023, 2024) if year not in reached
    ]


def test_a_name_behind_the_two_keeps_its_column() -> None:
    text = "2024년 나래군 성과계획\n\n지표\t실적\t목표\t담당부서\n2022\t2023\t2024\n쉼터\t3\t5\t7\t공원과\n모임\t1\t2\t4\t복지과\n"
    result = read(text)
    assert pick(result.result, "value", "department") == [(3, "공원과"), (5, "공원과"), (1, "복지과"), (2, "복지과")]
    assert pick(result.plan, "target", "department") == [(7, "공원과"), (4, "복지과")]


@pytest.mark.parametrize(
    ("told", "changed", "rows"),
    [
        ("실적\t목표", "목표\t실적", [(2022, "plan"), (2023, "result"), (2024, "result")]),
        ("2022\t2023\t2024", "2024\t2023\t2022", [(2024, "result"), (2023, "plan"), (2022, "plan")]),
    ],
    ids=["the other way round", "the years backwards"],
)
def test_years_that_are_not_those_of_the_two_are_not_parted(
    told: str, changed: str, rows: list[tuple[int, str]]
) -> None:
    result = read(AIMED.format("2024년 나래군 성과계획", "").replace(told, changed))
    found = [(row.fiscal_year, "plan", row.indicator) for row in result.plan]
    found += [(row.fiscal_year, "result", row.indicator) for row in result.result]
    assert [(year, kind, "쉼터") for year, kind in sorted(rows)] == sorted(row for row in found if row[2] == "쉼터")


# -- header rows without their spans ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ("예산액\t집행액\t예산액\t집행액", "숲\t물레관\t310\t300\t45\t40\n물\t두레관\t31\t-\t12\t7\n"),
        ("예산액\t집행액\t예산액\t집행액", "숲\t나무\t물레관\t310\t300\t45\t40\n물\t샘\t두레관\t31\t30\t12\t7\n"),
        ("예산현액\t지출액\t예산현액\t지출액", "물\t두레관\t31\t30\t-\t7\n숲\t물레관\t310\t300\t45\t40\n"),
    ],
    ids=["two columns of labels", "three", "a dash in the first row"],
)
def test_the_first_name_stands_over_all_columns_of_labels(names: str, rows: str) -> None:
    found = paid(f"{SPENT}구분\t2023년\t2024년\n{names}\n{rows}", "activity", "indicator", "fiscal_year")
    first, second = names.split("\t")[:2]
    assert [row for row in found if row[0] == "물레관"] == [
        ("물레관", first, 2023, 310),
        ("물레관", second, 2023, 300),
        ("물레관", first, 2024, 45),
        ("물레관", second, 2024, 40),
    ]


def test_a_dash_in_every_row_leaves_as_many_columns_of_values() -> None:
    rows = "숲\t물레관\t310\t300\t45\t-\n물\t두레관\t31\t30\t-\t7\n"
    text = f"{SPENT}구분\t2023년\t2024년\n예산액\t집행액\t예산액\t집행액\n{rows}"
    assert paid(text, "activity", "fiscal_year") == [
        ("물레관", 2023, 310),
        ("물레관", 2023, 300),
        ("물레관", 2024, 45),
        ("두레관", 2023, 31),
        ("두레관", 2023, 30),
        ("두레관", 2024, 7),
    ]


def test_a_row_below_such_a_header_may_lack_its_first_cell() -> None:
    rows = "숲\t물레관\t310\t300\t45\t40\n두레관\t31\t30\t12\t7\n물\t샘터\t3\t2\t5\t4\n"
    text = f"{SPENT}구분\t2023년\t2024년\n예산액\t집행액\t예산액\t집행액\n{rows}"
    assert paid(text, "activity", "indicator", "fiscal_year")[4:8] == [
        ("두레관", "예산액", 2023, 31),
        ("두레관", "집행액", 2023, 30),
        ("두레관", "예산액", 2024, 12),
        ("두레관", "집행액", 2024, 7),
    ]


def test_a_second_header_row_that_is_not_of_equal_parts_is_not_spread() -> None:
    rows = "숲\t물레관\t310\t300\t45\n물\t두레관\t31\t30\t12\n"
    text = f"{SPENT}구분\t2023년\t2024년\n예산액\t집행액\t잔액\n{rows}"
    assert ("물레관", "예산액", 2023, 310) not in paid(text, "activity", "indicator", "fiscal_year")


# -- cells on lines of their own --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            "사업명|위치|2025년|예산액|물레관|물레리|310|두레숲|두레리|31|벼루장터|벼루리|7",
            [("물레관", "예산액", 2025, 310), ("두레숲", "예산액", 2025, 31), ("벼루장터", "예산액", 2025, 7)],
        ),
        (
            "사업명|위치|집행액|(누계)|물레관|물레리|310|두레숲|두레리|31|벼루장터|벼루리|7",
            [
                ("물레관", "집행액(누계)", 2024, 310),
                ("두레숲", "집행액(누계)", 2024, 31),
                ("벼루장터", "집행액(누계)", 2024, 7),
            ],
        ),
        (
            "사업명|예산액|위치|물레관|310|물레리|두레숲|31|-|벼루장터|-|벼루리",
            [("물레관", "예산액", 2024, 310), ("두레숲", "예산액", 2024, 31)],
        ),
    ],
    ids=["a year above its name", "a bracket below its name", "dashes among words and values"],
)
def test_names_of_two_lines_and_cells_that_hold_a_dash(cells: str, rows: list[tuple[str, str, int, int]]) -> None:
    assert paid(column(SPENT, cells), "task", "indicator", "fiscal_year") == rows


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ("물레|어귀|바닥(㎡)|나무(그루)|물레원|물레리|310|45|두레원|두레리|31|30", [("바닥", "㎡"), ("나무", "그루")]),
        ("두레|길이(m)|어귀|의자(개)|물레원|310|물레리|45|두레원|31|두레리|30", [("길이", "m"), ("의자", "개")]),
    ],
)
def test_a_name_with_its_unit_is_known_to_be_one(cells: str, names: list[tuple[str, str]]) -> None:
    assert pick(read(column(COUNTED, cells)).result, "indicator", "unit") == names * 2


def test_names_without_a_unit_are_not() -> None:
    cells = "물레|어귀|바닥|나무|물레원|물레리|310|45|두레원|두레리|31|30"
    assert read(column(COUNTED, cells)).result == ()


HTML = "<html><body><h1>2024년 나래군 예산 현황</h1><p>(단위 : 백만원)</p><table><tr>{}</tr></table>{}</body></html>"


def page(head: str, cells: str) -> str:
    """A table of one row above paragraphs; cells stand between bars."""
    drawn = "".join(f"<td>{cell}</td>" for cell in head.split("|"))
    return HTML.format(drawn, "".join(f"<p>{cell}</p>" for cell in cells.split("|")))


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("사업명|위치|사업비", "물레관|물레리|310|두레숲|두레리|45|벼루장터|벼루리|7"),
        ("사업명|사업비|비고", "물레관|310|새로|두레숲|45|고침|벼루장터|7|그대로"),
    ],
)
def test_the_header_may_be_a_table_of_its_own_above_the_cells(head: str, cells: str) -> None:
    assert paid(page(head, cells), "task") == [("물레관", 310), ("두레숲", 45), ("벼루장터", 7)]


def test_a_table_of_other_words_heads_no_cells() -> None:
    assert paid(page("물레|두레|벼루", "물레관|물레리|310|두레숲|두레리|45"), "task") == []


CARD = "2024년 나래군 업무계획\n\n"


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        ("물레공원 조성|사업개요|위치|물레리|사업비|310백만원|추진실적|나무 심기|31그루", 310),
        ("물레공원 조성|사업개요|사업량|쉼터 놓기|사업비|45백만원|향후계획|나무 심기|31그루", 45),
        ("두레숲 살리기|추진계획|위치|두레리|총사업비|72백만원|사업기간|가을|12일", 72),
    ],
)
def test_labels_of_a_card_and_their_values_are_no_table(cells: str, amount: int) -> None:
    assert paid(column(CARD, cells)) == [(amount,)]


def test_labels_that_all_begin_their_rows_are_no_card() -> None:
    cells = "사업명|위치|총사업비|물레관|물레리|310|두레관|두레리|45|사업비|벼루리|7"
    assert ("물레관", 310) in paid(column(SPENT, cells), "task")


# -- header rows ------------------------------------------------------------------------------------------------------

WEEKS = "2024년 나래군 주간업무\n\n| 두레 일꾼 | {} | {} |\n| 물레 | 쉼터 31개소 점검 | 나무 45그루 심기 |\n"


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        (("지난주 한 일", "이번주 할 일"), ([31], [45])),
        (("전주 추진", "차주"), ([31], [45])),
        (("지난 모임", "이번 모임"), ([31, 45], [])),
    ],
)
def test_weeks_over_cells_of_words_are_past_and_coming(
    heads: tuple[str, str], kinds: tuple[list[int], list[int]]
) -> None:
    result = read(WEEKS.format(*heads))
    assert ([row.value for row in result.result], [row.target for row in result.plan]) == kinds


@pytest.mark.parametrize(("units", "found"), [("(명)\t(회)", ["명", "회"]), ("(꽃)\t(별)", [None, None])])
def test_units_in_brackets_below_the_names_are_theirs(units: str, found: list[str | None]) -> None:
    rows = read(f"{COUNTED}구분\t방문\t모임\n\t{units}\n물레관\t310\t45\n두레관\t31\t7\n").result
    assert [row.unit for row in rows if row.value in (310, 45)] == found


# -- whether numbers are kept -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        PIECES.format("구분 예산액\n집행액\n(누계)\n잔액"),
        TWO_LINES.format("구분 2023년 2024년\n예산액 집행액 예산액 집행액"),
        column(SPENT, "연번|사업명|예산액|집행액|계|355|347|1|물레관|310|305|2|두레숲|45|42"),
    ],
)
def test_what_was_put_together_leaves_no_number_unread(text: str) -> None:
    assert {reason for _, reason in left(read(text))} <= {"date", "ordinal"}
