"""The form of a table is told by the words over its columns, and by nothing that the reading of it decides."""

import pytest
from teaching import Rows, shape

from pipeline.taught.signature import HeadCell, fold_header, is_figure, shape_of

PLAIN: Rows = [("이름", "2024년", "몫"), ("둑길", "12", "3"), ("우물", "7", "1")]


@pytest.mark.parametrize("text", ["12", "1,200", "120명", "85.3%", "△12", "(25)", "3,000천원", "120명(남 60)", "2회"])
def test_counts_and_amounts_are_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize(
    "text", ["", "-", "이름", "2024", "2024년도", "24년", "'24", "3월", "1분기", "1안", "1차", "3/4"]
)
def test_years_and_names_are_none(text: str) -> None:
    assert not is_figure(text)


def test_another_year_and_other_rows_are_the_same_form() -> None:
    other: Rows = [("이 름", "2025년", "몫"), ("샘말 잔치", "9,120명", "-"), ("다른 일", "7", "1"), ("끝", "8", "2")]
    assert shape(PLAIN).signature == shape(other).signature


@pytest.mark.parametrize(
    "other",
    [
        [("이름", "2024년", "값"), ("둑길", "12", "3")],
        [("이름", "2024년", "몫", ""), ("둑길", "12", "3", "")],
        [("이름", "2024년", "몫"), ("", "위", "아래"), ("둑길", "12", "3")],
    ],
)
def test_other_words_columns_and_header_rows_are_another(other: Rows) -> None:
    assert shape(PLAIN).signature != shape(other).signature


def test_a_name_alone_at_the_head_of_a_row_ends_the_header() -> None:
    below: Rows = [("가", "나"), ("둑길 고치기", ""), ("사람", "12")]
    over: Rows = [("구분", "예산"), ("", "국비"), ("돌봄", "12")]
    assert [shape(below).rows, shape(over).rows] == [1, 2]


def test_a_table_without_figures_has_one_row_of_header() -> None:
    assert shape([("가", "나"), ("사람", "여럿"), ("돈", "조금")]).rows == 1


def test_a_column_is_called_by_the_last_word_over_it() -> None:
    cells = [HeadCell(0, 0, "이름", row_span=2), HeadCell(0, 1, "2024년", col_span=2)]
    cells += [HeadCell(1, 1, "처음"), HeadCell(1, 2, "나중"), HeadCell(2, 1, "3"), HeadCell(2, 2, "4")]
    assert shape_of(3, cells).words == ("이름", "처음", "나중")


def test_digits_fold_and_long_texts_name_nothing() -> None:
    assert fold_header("2024. 12월 목표(명)") == "#월목표명"
    assert fold_header("가" * 41) == ""


def test_titles_and_notes_above_the_header_are_no_part_of_the_form() -> None:
    titled: Rows = [("2024년 둑길 현황", "", ""), ("(단위 : 천원)", "", ""), *PLAIN]
    found = shape(titled)
    assert (found.first, found.rows, found.signature) == (2, 3, shape(PLAIN).signature)


def test_a_table_without_words_over_its_columns_has_no_name() -> None:
    assert not shape([("가" * 41, "-"), ("나", "12")]).is_named
    assert shape(PLAIN).is_named
