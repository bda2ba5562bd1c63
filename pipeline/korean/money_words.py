"""Amounts in Sino-Korean words, as contracts and older plans write them: `일금 삼천오백만원정`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.korean.numerals import parse_numeral
from pipeline.korean.word_ends import followers

_FORMAL = re.compile(
    r"(?<![가-힣])(?:一金|일금|金|금)\s?(?P<n>[일이삼사오육칠팔구십백천만억조]+(?:\s[일이삼사오육칠팔구십백천만억조]+){0,4})\s?원"
)
_PLAIN = re.compile(
    r"(?<![가-힣\d])(?P<n>(?:[일이삼사오육칠팔구][십백천만억]|[십백천][일이삼사오육칠팔구](?=[십백천만억]))(?:[일이삼사오육칠팔구십백천만억])*(?:\s[일이삼사오육칠팔구][십백천만]+){0,4})\s?원"
)
"""No trillions: 구조 and 사조 are words."""
_CONTINUES = re.compile(r"\d[십백천만억조]+\s?\Z")
"""What stands before the second half of `1억 오천만원`, which is one number with its first."""
_CLOSED = re.compile(rf"(?:\s?[정整](?![가-힣]))?(?={followers()})")


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Won, and where the amount stands; `일금` and `정` belong to it."""

    won: float
    start: int
    end: int


def find_money_words(text: str) -> Iterator[MoneyWords]:
    """The amounts in words of a text.

    Without 일금 before it a numeral needs a digit and a power and begins its word, so that units (`단위: 천만원`) and
    words that look alike (구조원) are none.
    """
    if "원" not in text:
        return
    for pattern in (_FORMAL, _PLAIN):
        for match in pattern.finditer(text):
            closed = _CLOSED.match(text, match.end())
            if closed is None or _CONTINUES.search(text, 0, match.start()):
                continue
            try:
                won = parse_numeral(match["n"])
            except ValueError:
                continue
            yield MoneyWords(won, match.start(), closed.end())
