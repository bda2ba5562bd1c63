"""Where a unit or a numeral that stands behind a number ends, and where it is the head of the next word.

`1,706 인사과` counts no persons and `96.0 조사연구비` is no trillions: a unit set apart by a blank is one only where
the word ends with it or goes on in a particle; one that is glued to its number, only where no other word is known
that begins so.
"""

import re
from functools import cache

from pipeline.korean.lookups import rows_of
from pipeline.korean.units import longest_first, unit_pattern, units

VEIL = "\ue000"
"""Stands for a syllable that is no numeral: neither Hangul, digit nor blank."""

_COUNTER = "개"
"""Counts the noun that follows, also one glued to it (`5 개구`)."""

_NUMERAL_RUN = re.compile(r"(?<=\d)(?P<blank>\s*여?\s*)(?P<run>[십백천만억조]+)")


@cache
def _homographs() -> dict[str, re.Pattern[str]]:
    """Unit or numeral to what makes another word of it (unit_homographs.csv)."""
    found: dict[str, list[str]] = {}
    for row in rows_of("unit_homographs.csv"):
        found.setdefault(row["unit"], []).append(row["next"])
    return {unit: re.compile("|".join(words)) for unit, words in found.items()}


@cache
def _glued_units() -> frozenset[str]:
    """Units that are words of their own where a blank stands between them and a number."""
    return frozenset(row["spelling"] for row in rows_of("glued_units.csv"))


@cache
def followers(ahead: tuple[str, ...] = ("measure", "amount")) -> str:
    """A regular expression of what may follow a unit within its word: a word of such a kind, a particle, or both."""
    words: dict[str, list[str]] = {}
    for row in rows_of("number_followers.csv"):
        words.setdefault(row["kind"], []).append(re.escape(row["word"]))
    before, particles = (
        "|".join(longest_first(w for kind in kinds for w in words[kind])) for kinds in (ahead, ("particle",))
    )
    return rf"(?:(?:{before})?(?:{particles})?(?![가-힣]))"


@cache
def _follower() -> re.Pattern[str]:
    return re.compile(followers())


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(unit_pattern())


def ends_word(printed: str, text: str, position: int, apart: bool) -> bool:
    """Whether a unit or numeral that ends at `position` of a text ends its word there.

    `apart`: a blank stands between it and the number; one between its syllables parts it too (`개 교`). A unit of money
    of two syllables or more (천원, 백만원) cannot be mistaken and ends wherever it stands.
    """
    homograph = _homographs().get(printed) or (_homographs().get(printed[-1]) if len(printed) == 2 else None)
    if homograph and homograph.match(text, position):
        return False
    if apart and printed in _glued_units():
        return False
    unit = units().get(printed)
    apart = apart or (len(printed) > 1 and text[position - 2 : position - 1].isspace())
    if not apart or printed == _COUNTER or (unit is not None and unit.is_money and len(printed) > 1):
        return True
    return _follower().match(text, position) is not None


def _run_ends(text: str, match: re.Match[str]) -> bool:
    """Whether a run of numerals belongs to its number: it ends the word, or its unit does."""
    apart = bool(re.search(r"\s", match["blank"]))
    end = match.end()
    if end == len(text) or not re.match("[가-힣]", text[end]):
        return True
    if text[end] == "여":
        return re.match(r"여\s?(?:[가-힣]?원|\d|\s|$|[^가-힣])", text[end:]) is not None or bool(
            _unit().match(text, end + 1)
        )
    if unit := _unit().match(text, end):
        money = unit[0] == "원"
        if ends_word(unit[0], text, unit.end(), apart and not money):
            return True
    return ends_word(match["run"][-1], text, end, apart)


def veil_numerals(text: str) -> str:
    """The text with every syllable veiled that looks like a numeral behind a number and begins another word."""
    pieces, position = [], 0
    for match in _NUMERAL_RUN.finditer(text):
        if not _run_ends(text, match):
            pieces += [text[position : match.start("run")], VEIL * len(match["run"])]
            position = match.end()
    return "".join([*pieces, text[position:]])
