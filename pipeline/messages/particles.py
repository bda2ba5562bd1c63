"""Particles that agree with the word before them: `명이(가)` is `명이`, `개소이(가)` is `개소가`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = "가", "힣", 28
RIEUL = 8
"""Place of ㄹ among the final consonants of a Hangul syllable (Unicode, Hangul Syllable Composition)."""
CLOSING = "'\"’”)]」』〉》"
"""Marks that stand between a word and its particle."""


@cache
def _particles() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.messages").joinpath("particles.toml").read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    written = sorted((name for name in _particles() if name != "endings"), key=len, reverse=True)
    return re.compile(
        rf"(?P<word>[^\s{re.escape(CLOSING)}])(?P<marks>[{re.escape(CLOSING)}]*)"
        rf"(?P<particle>{'|'.join(map(re.escape, written))})"
    )


def choose_particles(text: str) -> str:
    """The text with each particle in the form that the word before it asks for; both forms stay after a word whose
    ending is not known (a foreign name)."""
    return _pattern().sub(_chosen, text)


def _chosen(match: re.Match[str]) -> str:
    ending = ending_of(match["word"])
    forms: dict[str, Any] = _particles()[match["particle"]]
    if ending is None:
        return match[0]
    vowel = ending == "vowel" or (ending == "rieul" and forms.get("rieul", False))
    return f"{match['word']}{match['marks']}{forms['vowel' if vowel else 'consonant']}"


def ending_of(sign: str) -> str | None:
    """What the name of a sign ends in: consonant, vowel or rieul; None where it is not known."""
    if FIRST_SYLLABLE <= sign <= LAST_SYLLABLE:
        final = (ord(sign) - ord(FIRST_SYLLABLE)) % FINALS
        return "vowel" if final == 0 else "rieul" if final == RIEUL else "consonant"
    known: str | None = _particles()["endings"].get(sign.lower())
    return known
