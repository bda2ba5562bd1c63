"""Hancom's private-use characters as standard text.

Hancom stores symbols that Unicode lacked, or that a symbol font draws, in the private-use areas: Wingdings at U+F020
to U+F0FF, old Hangul (Hanyang PUA) from U+E0BC, its own symbols from U+F0000. `hangul_characters.csv` holds those
whose glyph is known (Wingdings: the font's published table; Hancom: the glyph that its own PDF export draws).
What is not in the table stays as it is and is counted.
"""

import csv
import re
from functools import cache
from pathlib import Path

PRIVATE_USE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
CIRCLED_HALVES = "[\U000f0289-\U000f0291][\U000f0292-\U000f029b]"
BOXED_HALVES = "[\U000f02ba-\U000f02c2][\U000f02c3-\U000f02cc]"
_TO_MAP = re.compile(f"{CIRCLED_HALVES}|{BOXED_HALVES}|[{PRIVATE_USE}]")


def has_private(text: str) -> bool:
    """Whether there is anything to map."""
    return not text.isascii() and _TO_MAP.search(text) is not None


@cache
def private_characters() -> dict[str, str]:
    """Character, or pair of the halves of a two-digit sign, to its text."""
    with Path(__file__).with_name("hangul_characters.csv").open(encoding="utf-8", newline="") as lines:
        return {
            "".join(chr(int(code, 16)) for code in row["code"].split()): row["text"] for row in csv.DictReader(lines)
        }


@cache
def hwp3_characters() -> dict[int, str]:
    """Characters of HWP 3 that no rule gives, by code."""
    with Path(__file__).with_name("hwp3_characters.csv").open(encoding="utf-8", newline="") as lines:
        return {int(row["code"], 16): row["text"] for row in csv.DictReader(lines)}


def map_private(text: str) -> tuple[str, list[str]]:
    """The text in standard characters, and the private-use characters that stayed."""
    table = private_characters()
    unknown: list[str] = []

    def standard(match: re.Match[str]) -> str:
        found = table.get(match.group())
        if found is None:
            unknown.extend(match.group())
            return match.group()
        return found

    return _TO_MAP.sub(standard, text), unknown
