"""Words by their first letter: the first one that a text begins with is the longest."""

import pytest

from pipeline.korean.lookups import longest_by_letter

WORDS = ("예산", "예산액", "예산 현액", "집행", "총", "총사업비")


@pytest.mark.parametrize(
    ("text", "word"), [("예산액(천원)", "예산액"), ("예산 현액", "예산 현액"), ("총사업비", "총사업비"), ("결산", None)]
)
def test_first_word_that_a_text_begins_with_is_the_longest(text: str, word: str | None) -> None:
    found = longest_by_letter(WORDS).get(text[:1], ())

    assert next((w for w in found if text.startswith(w)), None) == word
