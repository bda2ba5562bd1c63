"""Units of measure: spelling to canonical unit, dimension and scale (data: units.csv)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from pipeline.korean.lookups import rows_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit. scale is the factor to the base unit of its dimension (won for money).

    times is what a note multiplies counts by (`단위 : 천명`).
    """

    name: str
    dimension: str
    scale: float
    times: float = 1.0

    @property
    def is_money(self) -> bool:
        return self.dimension == "money"


def longest_first(words: Iterable[str]) -> list[str]:
    """Each word once, longer ones first (blanks not counted), equally long ones in the order of their letters."""
    return sorted(set(words), key=lambda word: (-len(word.replace(" ", "")), word))


@cache
def units() -> dict[str, Unit]:
    """Every spelling, without spaces, to its unit."""
    table: dict[str, Unit] = {}
    for row in rows_of("units.csv"):
        unit = Unit(row["unit"], row["dimension"], float(row["scale"]))
        for alias in row["aliases"].split("|"):
            table[alias.replace(" ", "")] = unit
    return table


@cache
def unit_pattern() -> str:
    """A regular expression of every spelling, longest first; a space inside an alias is optional."""
    aliases = [alias for row in rows_of("units.csv") for alias in row["aliases"].split("|")]
    escaped = [re.escape(alias).replace(r"\ ", r"\s?") for alias in longest_first(aliases)]
    return "|".join(escaped)


@cache
def native_unit_pattern() -> str:
    """The spellings that native numerals count (`두 명`, `세 곳`)."""
    aliases = [a for row in rows_of("units.csv") if row["native_numeral"] == "1" for a in row["aliases"].split("|")]
    return "|".join(re.escape(alias) for alias in longest_first(aliases) if len(alias) > 1 or alias in "명건회개곳대권")


def find_unit(text: str) -> Unit | None:
    """The unit that a text names and nothing else, as in a unit column or in `(단위 : 백만원)`, `(단위 : 천명)`."""
    printed = re.sub(r"\s", "", text)
    if (unit := units().get(printed)) is not None:
        return unit
    for power, times in NOTE_POWERS.items():
        counted = units().get(printed.removeprefix(power)) if printed.startswith(power) else None
        if counted is not None and not counted.is_money and counted.name != "%":
            return replace(counted, times=times)
    return None


NOTE_POWERS = {"백만": 1e6, "십만": 1e5, "천": 1e3, "만": 1e4}
"""Powers before a unit in the note of a table."""
