"""The units that notes, brackets and words of a header name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipeline.korean.lookups import REMEMBERED, rows_of
from pipeline.korean.names import compact, split_marker, strip_markers, tidy
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.units import Unit, find_unit

_UNIT_NOTE = re.compile(
    rf"[(（\[<【※*]?\s*(?:{alternation('unit_ahead')}\s*)?{alternation('unit_word')}\s?(?:[:：]|(?=\s?[가-힣]))\s?"
    r"(?P<unit>[^()（）\[\]<>【】:：]{1,24})\s?[)）\]>】]"
    rf"|{alternation('unit_word')}\s?[:：]\s?(?P<open>[^()（）\[\]<>【】]{{1,24}})$"
)
_AHEAD = re.compile(rf"^{alternation('unit_ahead')}(?:\s*[:：]\s*|\s+)")
BRACKETED = re.compile(r"[(（\[]\s*(?P<inside>[^()（）\[\]]*)\s*[)）\]]")
_ANGLED = re.compile(r"[<〈]\s*(?P<inside>[^<>〈〉]*)\s*[>〉]")
UNIT_LABEL = re.compile(rf"^{alternation('unit_word')}\s?[:：]\s?")


@cache
def implied_units() -> dict[str, str]:
    return {row["word"]: row["unit"] for row in rows_of("implied_units.csv")}


@lru_cache(maxsize=REMEMBERED)
def note_units(text: str) -> tuple[Unit, ...]:
    """Every unit of a note (`(단위 : 개소/백만원)`, `[금액단위: 천원]`); empty where the text holds no note."""
    match = _UNIT_NOTE.search(text.strip())
    if not match:
        return _unit_alone(text.strip()) or _unit_behind(text.strip())
    named = match["unit"] or match["open"]
    known = tuple(_units_in(named))
    printed = tidy(named)
    if known or len(printed) > 14 or not printed or printed[0].isdigit() or " " in printed:
        return known
    return (Unit(printed, "other", 1.0),)


def _units_in(named: str) -> Iterator[Unit]:
    """The units of a note; a slash parts two of them where both together are none (`개소/백만원`, but `톤/일`).

    A blank parts two units, or stands in one (`백만 원, 천 명`).
    """
    for part in _UNIT_BREAKS.split(named):
        for piece in (part,) if find_unit(part) else part.split("/"):
            yield from _units_of(piece.split())


def _units_of(words: Sequence[str]) -> Iterator[Unit]:
    """The units that words name, one or two of them together each."""
    at = 0
    while at < len(words):
        size = next((n for n in (2, 1) if find_unit("".join(words[at : at + n]))), 1)
        unit = find_unit("".join(words[at : at + size]))
        at += size
        if unit is not None:
            yield unit


def _unit_alone(text: str) -> tuple[Unit, ...]:
    """The unit in brackets that are a line, or in one part of them (`(기준일 6.30. / 사업비 천원)`)."""
    alone = BRACKETED.fullmatch(text) or _ANGLED.fullmatch(text)
    parts = re.split(r"\s*/\s*", alone["inside"]) if alone else []
    found = [unit for part in parts if (unit := find_unit(_AHEAD.sub("", part)))]
    if len(found) == len(parts) and any(unit.name == "원" for unit in found) and any(map(_is_measure, found)):
        return ()  # a price of what is measured (`(원/㎡)`)
    return tuple(unit for unit in found if unit.is_money or unit.name == "%")[:1]


def _is_measure(unit: Unit) -> bool:
    return unit.dimension in ("area", "length", "mass", "volume", "energy")


def _unit_behind(text: str) -> tuple[Unit, ...]:
    """The money unit of a note in words (`※ 예산현액과 집행액은 천원 단위임`)."""
    match = _BEHIND.search(text) if (split_marker(text).marker or "") in _NOTE_SIGNS else None
    unit = find_unit(match["unit"]) if match else None
    return (unit,) if unit and unit.is_money else ()


_BEHIND = re.compile(rf"(?:^|\s)(?P<unit>[가-힣]{{1,3}})\s?{alternation('unit_word')}")
_NOTE_SIGNS = ("※", "*")


def title_units(text: str) -> tuple[Unit, ...]:
    """The money unit in brackets at the end of a short title above a table (`Ⅲ. 예산 (백만원)`)."""
    ends = _TITLED_UNIT.fullmatch(text.strip())
    unit = find_unit(ends["unit"]) if ends else None
    return (unit,) if unit and unit.is_money else ()


_TITLED_UNIT = re.compile(
    rf"\W*(?:[\dⅠ-Ⅻ가-하][.)]\s*)?[가-힣][가-힣 ·]{{0,20}}\s?[(\[](?:{alternation('unit_ahead')}\s?[:：]\s?)?"
    r"(?P<unit>[가-힣]{1,3})[)\]]"
)


def without_unit_note(text: str) -> str:
    """A line without the unit note in it (`연도별 사업비 (단위 : 천원)`)."""
    return _NOTE_IN_LINE.sub("", text)


def names_beside_note(text: str) -> bool:
    """Whether a line names something and only ends with a unit note (`2. 투자계획 (단위 : 백만원)`)."""
    bare = strip_markers(without_unit_note(text))
    return not _WHOLLY_BRACKETED.fullmatch(text.strip()) and len(re.findall(r"[가-힣]", _NOT_NAMED.sub("", bare))) >= 3


_WHOLLY_BRACKETED = re.compile(r"[(\[<【※*].*[)\]>】]?")
_NOT_NAMED = re.compile(
    rf"\([^()]*\)|\[[^\[\]]*\]|\d+\s?{alternation('date_word')}|{alternation('as_of')}|{alternation('current')}"
)
_NOTE_IN_LINE = re.compile(rf"[(\[<【]?\s*{alternation('unit_word')}\s*[:：][^)\]>】]*[)\]>】]?")
_UNIT_BREAKS = re.compile(r"[,·、:]|및")


def unit_note(text: str) -> Unit | None:
    """The first unit of a note."""
    return next(iter(note_units(text)), None)


def printed_unit(text: str) -> Unit | None:
    """The unit that a header names in brackets (`인원(명)`)."""
    for match in BRACKETED.finditer(_WEEKDAY.sub("", text)):
        inside = UNIT_LABEL.sub("", match["inside"])
        if unit := find_unit(inside) or find_unit(inside.partition(",")[0]):
            return unit
    behind = _BEHIND_COMMA.search(text)
    return find_unit(behind["unit"]) if behind is not None else None


_BEHIND_COMMA = re.compile(r"[가-힣)],\s?(?P<unit>[^\s,()\d]{1,4})\s*$")
"""The unit that a name ends in (`1인당 채무액 (E/F),천원`)."""
_WEEKDAY = re.compile(r"(?<=\d)[.]?\s?\([월화수목금토일]\)")
"""The day of the week behind a date (`8. 11.(일)`) is no unit."""


@lru_cache(maxsize=REMEMBERED)
def header_unit(text: str) -> Unit | None:
    """The unit that a header names in brackets, else the one that its words imply (`참여자수`)."""
    if unit := printed_unit(text):
        return unit
    key = compact(BRACKETED.sub(" ", text))
    if not key.endswith(_words_of_units()) or sign_in("no_implied_unit", key):
        return None
    implied = next((unit for word, unit in implied_units().items() if key.endswith(word)), None)
    return find_unit(implied) if implied else None


@cache
def _words_of_units() -> tuple[str, ...]:
    """The words that imply a unit."""
    return tuple(implied_units())
