"""Machines are counted and courses numbered, pieces are no schools, years stand before an amount or a part of them."""

import pytest

from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.word_ends import ends_word


def spans(text: str) -> list[Span]:
    """The periods in a text."""
    return [e.span for e in scan(text) if e.span is not None]


def days(text: str) -> list[tuple[str, str]]:
    """The first and last days of the periods in a text."""
    return [(str(first), str(last)) for first, last in (span.days(None) for span in spans(text))]


# -- cohorts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("저장탱크 3기 설치", 3),
        ("펌프 4기 교체", 4),
        ("태양광 12기 보급", 12),
        ("분묘 31기 이장", 31),
        ("가로등 2기 신설", 2),
        ("나루터에 12기 철거", 12),
        ("저장탱크 3기 점검", 3),
        ("펌프 4기 정비", 4),
        ("분묘 31기 확인", 31),
    ],
)
def test_what_is_set_up_is_counted(text: str, count: int) -> None:
    assert [(e.kind, e.value, e.unit) for e in scan(text)] == [("quantity", count, "기")]


@pytest.mark.parametrize(
    "text",
    ["청년학교 2기 수료식", "시민기자단 5기 모집", "두레교실(3기) 열기", "마을대학 4기, 5기 개강", "마을학교 3기 점검"],
)
def test_a_course_is_numbered(text: str) -> None:
    assert {(e.kind, e.value) for e in scan(text)} == {("ordinal", None)}


# -- pieces ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("소화기 310개 교체", 310, "개"),
        ("전등 31 개 교체", 31, "개"),
        ("창문 12 개 교환", 12, "개"),
        ("27개 교에서", 27, "개교"),
        ("27개 교", 27, "개교"),
        ("12개교 학생", 12, "개교"),
    ],
)
def test_a_syllable_set_apart_is_part_of_a_unit_where_its_word_ends(text: str, count: int, unit: str) -> None:
    assert [(e.value, e.unit) for e in scan(text)] == [(count, unit)]


@pytest.mark.parametrize(
    ("text", "ends"), [("개 교", True), ("개 교에서", True), ("개 교체", False), ("개 교육장", False)]
)
def test_a_unit_of_two_words_ends_where_a_particle_follows(text: str, ends: bool) -> None:
    assert ends_word("개교", text, len("개 교"), apart=False) is ends


# -- a year and its amount ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["’", "'", "‘"])
@pytest.mark.parametrize(("amount", "won"), [("21억", 2.1e9), ("310백만원", 3.1e8), ("4억 2천만원", 4.2e8)])
def test_a_short_year_stands_before_its_amount(sign: str, amount: str, won: float) -> None:
    text = f"{sign}20 : {amount}"
    assert days(text) == [("2020-01-01", "2020-12-31")]
    assert [(e.value, e.unit) for e in scan(text) if e.kind == "quantity"] == [(won, "원")]


def test_several_years_with_their_amounts() -> None:
    text = "’19 : 4억, ’20 : 21억, ’21 : 3억"
    assert [first for first, _ in days(text)] == ["2019-01-01", "2020-01-01", "2021-01-01"]
    assert [e.value for e in scan(text) if e.kind == "quantity"] == [4e8, 2.1e9, 3e8]


@pytest.mark.parametrize(("text", "kind"), [("3 : 1 상담", "name"), ("20 : 21", "date")])
def test_a_ratio_and_a_clock_are_no_year(text: str, kind: str) -> None:
    assert [(e.kind, e.span) for e in scan(text)] == [(kind, None)]


# -- a year and its part -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009 상반기", "2009-01-01", "2009-06-30"),
        ("2024 하반기", "2024-07-01", "2024-12-31"),
        ("2024 3월", "2024-03-01", "2024-03-31"),
        ("2024 11월 실적", "2024-11-01", "2024-11-30"),
        ("2024 1/4분기", "2024-01-01", "2024-03-31"),
    ],
)
def test_a_year_without_its_word_belongs_to_the_part_behind_it(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize("text", ["1,024 3월", "120 상반기", "31 하반기"])
def test_another_number_before_a_part_of_a_year_is_none(text: str) -> None:
    assert [span.year for span in spans(text)] == [None]


def test_a_year_before_a_count_is_no_date() -> None:
    assert spans("2024 3명") == []


@pytest.mark.parametrize(
    ("text", "date", "value"),
    [("2015. 3. 8,200명이", "2015. 3.", 8200.0), ("2015. 3. 8. 200명이", "2015. 3. 8.", 200.0)],
)
def test_a_day_ends_before_a_number_with_thousands(text: str, date: str, value: float) -> None:
    found = scan(text)
    assert [found[0].raw, found[1].value] == [date, value]
