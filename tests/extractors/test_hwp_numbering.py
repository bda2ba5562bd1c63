"""Number shapes of the HWP family."""

import pytest

from extractors.hwp_numbering import SHAPES, Counter, NumberLevel, ParagraphHead, number_to_text


@pytest.mark.parametrize(
    ("shape", "shown"),
    [
        ("digit", ["1", "2", "10", "21"]),
        ("circled_digit", ["①", "②", "⑩", "㉑"]),
        ("roman_capital", ["I", "II", "X", "XXI"]),
        ("roman_small", ["i", "ii", "x", "xxi"]),
        ("latin_capital", ["A", "B", "J", "U"]),
        ("latin_small", ["a", "b", "j", "u"]),
        ("circled_latin_capital", ["Ⓐ", "Ⓑ", "Ⓙ", "Ⓤ"]),
        ("circled_latin_small", ["ⓐ", "ⓑ", "ⓙ", "ⓤ"]),
        ("hangul_syllable", ["가", "나", "차", "서"]),
        ("circled_hangul_syllable", ["㉮", "㉯", "㉷", "21"]),
        ("hangul_jamo", ["ㄱ", "ㄴ", "ㅊ", "21"]),
        ("circled_hangul_jamo", ["㉠", "㉡", "㉩", "21"]),
        ("hangul_phonetic", ["일", "이", "십", "이십일"]),
        ("ideograph", ["一", "二", "十", "二十一"]),
        ("circled_ideograph", ["㊀", "㊁", "㊉", "21"]),
        ("decagon_hangul", ["갑", "을", "계", "21"]),
        ("decagon_hanja", ["甲", "乙", "癸", "21"]),
    ],
)
def test_number_shapes(shape: str, shown: list[str]) -> None:
    assert [number_to_text(number, shape) for number in (1, 2, 10, 21)] == shown
    assert shape in SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_numbers_out_of_range_stay_digits(shape: str) -> None:
    assert [number_to_text(number, shape) for number in (0, -3)] == ["0", "-3"]
    assert number_to_text(10**9, shape)


def test_path_of_levels() -> None:
    counter = Counter({1: [NumberLevel("^n"), NumberLevel("^n"), NumberLevel("^N")]})
    shown = [counter.marker(ParagraphHead("number", level, 1)) for level in (0, 1, 1, 2, 0, 1)]
    assert shown == ["1", "1.1", "1.2", "1.2.1.", "2", "2.1"]


def test_level_that_was_passed_over_shows_its_start() -> None:
    counter = Counter({1: [NumberLevel("^1.", start=3), NumberLevel("^1-^2")]})
    assert counter.marker(ParagraphHead("number", 1, 1)) == "3-1"


def test_unknown_numbering_has_no_marker() -> None:
    assert Counter().marker(ParagraphHead("number", 0, 9)) is None
    assert Counter({1: [NumberLevel("^1.")]}).marker(ParagraphHead("number", 5, 1)) is None
