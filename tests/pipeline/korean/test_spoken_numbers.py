"""Numbers as they are spoken, with the highest power a word of its own."""

import pytest

from pipeline.korean.scan import scan


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("모두 천 8백억원이 늘었다", 180_000_000_000),
        ("사업비 백 20억원과", 12_000_000_000),
        ("사업비 백20억원과", 12_000_000_000),
        ("인건비 천 2백50만원", 12_500_000),
    ],
)
def test_a_power_before_the_digits_counts_with_them(text: str, won: float) -> None:
    assert [e.value for e in scan(text) if e.is_money] == [won]


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("솔천 8백억원", 80_000_000_000),
        ("백 200억원", 20_000_000_000),
        ("수백 20억원", 2_000_000_000),
        ("천 2,800억원", 280_000_000_000),
    ],
)
def test_a_syllable_of_another_word_or_a_smaller_power_does_not(text: str, won: float) -> None:
    assert [e.value for e in scan(text) if e.is_money] == [won]
