"""What a word is a sign of: that money was spent, that a thing is planned, that a number is only a limit.

Every word is a line of signs.csv with the place where it counts (anywhere, at the end, right after the number) and the
source that it was taken from. Nothing else in the interpretation names such a word.
"""

import re
from functools import cache, lru_cache

from pipeline.korean.lookups import REMEMBERED, rows_of
from pipeline.korean.names import compact


@cache
def _signs() -> dict[str, tuple[tuple[str, str], ...]]:
    """Sign to its words with their places, longest first."""
    table: dict[str, set[tuple[str, str]]] = {}
    for row in rows_of("signs.csv"):
        table.setdefault(row["sign"], set()).add((compact(row["word"]), row["where"]))
    return {sign: tuple(sorted(words, key=lambda item: (-len(item[0]), *item))) for sign, words in table.items()}


_MEETS = {
    "start": str.startswith,
    "any": str.__contains__,
    "end": str.endswith,
    "after": str.startswith,
    "whole": str.__eq__,
}


@lru_cache(maxsize=REMEMBERED)
def sign_in(sign: str, text: str) -> str | None:
    """The longest word of a sign that a text has in its place; None where it has none. Spaces do not count."""
    key = compact(text)
    return next((word for word, where in _signs()[sign] if _MEETS[where](key, word)), None)


@cache
def alternation(sign: str) -> str:
    """The words of a sign as one group of a pattern, longest first; blanks between syllables do not count."""
    return "(?:" + "|".join(r"\s?".join(map(re.escape, word)) for word, _ in _signs()[sign]) + ")"


@cache
def sign_words(sign: str) -> frozenset[str]:
    """The words of a sign, for what is whole already: the unit of a number."""
    return frozenset(word for word, _ in _signs()[sign])


def sign_at(sign: str, text: str) -> int:
    """Where the last word of a sign ends in a text, counted without spaces; -1 where there is none."""
    key = compact(text)
    return max((key.rfind(word) + len(word) for word, _ in _signs()[sign] if word in key), default=-1)
