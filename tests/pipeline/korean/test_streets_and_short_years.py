"""Figures written right behind 만, parts of a street, and short years that their word follows."""

import pytest

from pipeline.korean.scan import scan


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("면적 3만2,480㎡ 규모", 32_480, "㎡"),
        ("12만3,400톤", 123_400, "톤"),
        ("2만3,100가구에 보급", 23_100, "가구"),
        ("3만2480㎡", 32_480, "㎡"),
        ("1만85명", 10_085, "명"),
    ],
)
def test_figures_right_behind_ten_thousands_belong_to_them(text: str, value: float, unit: str) -> None:
    assert [(e.kind, e.value, e.unit) for e in scan(text)] == [("quantity", value, unit)]


def test_figures_behind_ten_thousands_without_a_unit_are_apart() -> None:
    assert [e.value for e in scan("3만2,480")] == [30_000, 2_480]


@pytest.mark.parametrize("text", ["종로3가", "솔밭로3가 정비", "두레로2가 쉼터"])
def test_a_part_of_a_street_is_no_number(text: str) -> None:
    assert [(e.kind, e.value) for e in scan(text)] == [("name", None)]


def test_households_are_no_part_of_a_street() -> None:
    assert [(e.kind, e.value, e.unit) for e in scan("솔밭로 3가구")] == [("quantity", 3, "가구")]


@pytest.mark.parametrize(
    ("text", "years"), [("23년도", [2023]), ("23년도 세입", [2023]), ("23년도 22년도 증감", [2023, 2022])]
)
def test_two_figures_and_their_word_are_a_year(text: str, years: list[int]) -> None:
    assert [e.span.days(None)[0].year for e in scan(text) if e.span is not None] == years  # type: ignore[union-attr]
    assert {e.kind for e in scan(text)} == {"date"}


@pytest.mark.parametrize("text", ["123년도", "5년도", "1.23년도"])
def test_other_figures_and_that_word_are_none(text: str) -> None:
    assert [e.span for e in scan(text)] == [None]
