"""Tables of one cell a line: columns of any kind, names over others, numbered rows, cells left empty, names of many words."""

import pytest
from reading import left, pick, read

TOP = "2024년 샘말군 시설 현황\n\n(단위 : 백만원)\n\n"


def lines(*cells: str) -> str:
    """A table of one cell a line below the money note."""
    return TOP + "\n".join(cells) + "\n"


ROWS = [("느티관", 310e6), ("솔빛관", 45e6), ("나루관", 20e6)]


@pytest.mark.parametrize(
    "cells",
    [
        ("사업명", "사업비", "위치", "느티관", "310", "새들리", "솔빛관", "45", "솔숲리", "나루관", "20", "물골리"),
        ("사업명", "위치", "사업비", "느티관", "새들리", "310", "솔빛관", "솔숲리", "45", "나루관", "물골리", "20"),
    ],
    ids=["values before words", "words before values"],
)
def test_each_column_holds_values_or_words_wherever_it_stands(cells: tuple[str, ...]) -> None:
    assert pick(read(lines(*cells)).budget, "task", "amount_krw") == ROWS


def test_columns_that_hold_now_values_and_now_words_are_no_table() -> None:
    cells = ("사업명", "사업비", "위치", "느티관", "310", "새들리", "솔숲리", "솔빛관", "45", "20", "나루관", "물골리")
    assert pick(read(lines(*cells)).budget, "task", "amount_krw") == [("느티관", 310e6)]


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [(("1", "2", "3"), ROWS), (("1.", "2.", "3."), ROWS)],
    ids=["bare", "with a point"],
)
def test_the_first_column_may_number_the_rows_without_a_name(
    numbers: tuple[str, ...], rows: list[tuple[str, float]]
) -> None:
    body = [
        cell
        for n, name, place, amount in zip(
            numbers, ("느티관", "솔빛관", "나루관"), ("새들리", "솔숲리", "물골리"), ("310", "45", "20"), strict=True
        )
        for cell in (n, name, place, amount)
    ]
    assert pick(read(lines("사업명", "위치", "사업비", *body)).budget, "task", "amount_krw") == rows


def test_numbers_that_do_not_count_are_no_such_column() -> None:
    body = ("1", "느티관", "새들리", "310", "4", "솔빛관", "솔숲리", "45", "7", "나루관", "물골리", "20")
    assert "솔빛관" not in {row.task for row in read(lines("사업명", "위치", "사업비", *body)).budget}


@pytest.mark.parametrize("over", ["사업비", "예산현황", "소요예산", "총사업비"])
def test_a_name_may_stand_over_the_names_that_follow_it(over: str) -> None:
    body = ("느티관", "300", "10", "솔빛관", "40", "5", "나루관", "20", "1")
    result = read(lines("사업명", over, "국비", "군비", *body))
    assert pick(result.budget, "task", "source", "amount_krw") == [
        ("느티관", "국비", 300e6),
        ("느티관", "군비", 10e6),
        ("솔빛관", "국비", 40e6),
        ("솔빛관", "군비", 5e6),
        ("나루관", "국비", 20e6),
        ("나루관", "군비", 1e6),
    ]


def test_a_name_with_values_of_its_own_stands_over_none() -> None:
    body = ("느티관", "310", "300", "10", "솔빛관", "45", "40", "5", "나루관", "21", "20", "1")
    result = read(lines("사업명", "사업비", "국비", "군비", *body))
    assert pick(result.budget, "task", "source", "amount_krw")[:3] == [
        ("느티관", "계", 310e6),
        ("느티관", "국비", 300e6),
        ("느티관", "군비", 10e6),
    ]


def test_a_blank_line_may_stand_for_an_empty_cell() -> None:
    cells = ("사업명", "위치", "사업비", "느티관", "새들리", "310", "솔빛관", "", "45", "나루관", "물골리", "20")
    assert pick(read(lines(*cells)).budget, "task", "amount_krw") == ROWS


def test_a_cell_that_is_missing_without_a_blank_line_ends_the_table() -> None:
    cells = ("사업명", "위치", "사업비", "느티관", "새들리", "310", "솔빛관", "45", "나루관", "물골리", "20")
    result = read(lines(*cells))
    assert pick(result.budget, "task", "amount_krw") == [("느티관", 310e6)]
    assert {raw for raw, _ in left(result)} >= {"45", "20"}


LONG = "느티나무 아래에서 온 마을 사람이 함께 쉬는 너른 마당 꾸미기"


@pytest.mark.parametrize(
    ("name", "read_as_cell"),
    [(LONG, True), (f"{LONG}와 아이들이 오가는 길 넓히기와 담장 낮추기", False), ("쉬는 마당을 꾸몄다.", False)],
    ids=["a name of many words", "longer than a cell", "a sentence"],
)
def test_a_cell_among_known_columns_may_have_many_words_but_is_no_sentence(name: str, read_as_cell: bool) -> None:
    cells = ("사업명", "위치", "사업비", name, "새들리", "310", "솔빛관", "솔숲리", "45", "나루관", "물골리", "20")
    assert (name in {row.task for row in read(lines(*cells)).budget}) is read_as_cell


# -- rows numbered in a grid ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "counted"), [((1, 2, 3), True), ((31, 14, 25), False)], ids=["counts", "says something"]
)
def test_a_column_without_a_name_that_counts_the_rows_says_nothing(numbers: tuple[int, ...], counted: bool) -> None:
    rows = "".join(
        f"{n}\t{name}\t{amount}\n"
        for n, name, amount in zip(numbers, ("느티관", "솔빛관", "나루관"), (310, 45, 20), strict=True)
    )
    result = read(f"2024년 샘말군 시설 현황\n\n(단위 : 백만원)\n\t사업명\t사업비\n{rows}")
    assert {(str(n), "ordinal") in left(result) for n in numbers} == {counted}


# -- a line of names and numbers below a note -------------------------------------------------------------------------

WALLS = "2024년 샘말군 현황\n\n□ 돌담 쌓기\n{}마침 쌓는중 {}\n"


def test_names_and_as_many_numbers_right_below_a_note_are_a_table_of_one_row() -> None:
    result = read(WALLS.format("(단위 : 곳)\n", "남음 51 23 11"))
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        ("돌담 쌓기", "마침", 51, "개소"),
        ("돌담 쌓기", "쌓는중", 23, "개소"),
        ("돌담 쌓기", "남음", 11, "개소"),
    ]


def test_the_name_before_a_subtotal_stands_over_it_and_its_parts() -> None:
    result = read(WALLS.format("(단위 : 곳)\n", "소계 돈부족 이야기중 51 23 11 12"))
    assert pick(result.result, "indicator", "value", "additive") == [
        ("마침", 51, True),
        ("소계", 23, False),
        ("돈부족", 11, True),
        ("이야기중", 12, True),
    ]


@pytest.mark.parametrize(
    ("note", "rest"),
    [("", "남음 51 23 11"), ("(단위 : 곳)\n", "남음 나머지 이야기중 51 23 11 12")],
    ids=["no note", "more names than numbers without a subtotal"],
)
def test_other_lines_of_names_and_numbers_are_none(note: str, rest: str) -> None:
    assert "쌓는중" not in {row.indicator for row in read(WALLS.format(note, rest)).result}
