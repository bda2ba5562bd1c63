"""Signs and words of a currency that stand before an amount (`₩500,000`, `US$ 300`)."""

import re
from functools import cache

from pipeline.korean.lookups import rows_of
from pipeline.korean.units import Unit, longest_first, units


@cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["unit"] for row in rows_of("currency_signs.csv")}


@cache
def currency_pattern() -> str:
    """A regular expression of every sign, longest first, none of them the end of a word."""
    return rf"(?<![가-힣A-Za-z:])(?:{'|'.join(map(re.escape, longest_first(_signs())))})"


def currency_of(sign: str) -> Unit:
    """The unit of a sign as currency_pattern finds it."""
    return units()[_signs()[sign.strip()]]
