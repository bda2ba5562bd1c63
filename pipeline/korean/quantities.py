"""Amounts and counts: how they are written, and what one is worth.

A quantity is, in this order: a sign, a word before it (약, 최대, 매월), a currency, a number, its upper end, a unit, a
comparator, `내외` and `(누계)`; all but the number may be absent.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.korean.currencies import currency_of, currency_pattern
from pipeline.korean.expressions import Expression
from pipeline.korean.lookups import rows_of
from pipeline.korean.numerals import completed, lower_end, parse_numeral
from pipeline.korean.units import Unit, longest_first, unit_pattern, units
from pipeline.korean.word_ends import ends_word, followers
from schemas.records import Comparator

COMPARATORS: dict[str, Comparator] = {"이상": ">=", "이하": "<=", "이내": "<=", "초과": ">", "미만": "<"}

NUMBER = r"(?:\d{1,3}(?:\s?,\s?\d{3})+(?!\d)|\d+)(?:\.\d+)?"

_TRIANGLES = "△▲▵▴∆Δ"
_RUN = "[십백천만억조]+"
_RANGE = r"\s?[~–−-]\s?"
_CUMULATIVE = re.compile(r"\s?\(\s?누[계적]\s?\)")
_SPOKEN_HEAD = r"(?:(?<![가-힣\d])(?:천\s(?=\d{1,3}\s?(?:백\s?)?(?:\d{1,2}\s?)?[만억조])|백\s?(?=\d{1,2}\s?[만억조])))?"
"""The highest power of a number as it is spoken (`천 8백억`, `백 20억`), where the digits behind it are below it."""
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORDS_FOLLOW = re.compile(r"[^\n]*?[가-힣]")


@dataclass(frozen=True, slots=True)
class _Printed:
    """The unit as printed, None where there is none, and where it ends."""

    unit: str | None
    end: int


@dataclass(frozen=True, slots=True)
class _Worth:
    """Value, upper end, canonical unit and the unit to print."""

    value: float
    high: float | None
    unit: str | None
    printed: str | None


@cache
def frequencies() -> dict[str, str]:
    """Word before a frequency to the time that it refers to: 매월 to 월."""
    return {row["word"]: row["period"] for row in rows_of("frequencies.csv")}


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Every number with all that may stand around it; the groups are those of the module's first lines."""
    in_words = r"(?:\s?(?:[일이삼사오육칠팔구][십백천만]+)+(?=\s?원))?"
    unit = unit_pattern()
    thousands = rf"(?<=만)\s?(?:\d,\d{{3}}|\d{{1,4}})(?=\s?여?\s?(?:{unit}){followers()})"
    hundreds = rf"(?<=천)\s\d{{3}}(?=\s?여?\s?(?:{unit}){followers()})"
    tail = rf"(?:\s?{NUMBER}(?=\s?(?:여\s?)?(?:원|명))|{thousands}|{hundreds}|(?<=[천백])\d{{1,3}}(?!\d|[,.]\d))?"
    run = rf"{_RUN}(?:(?:여|\s(?=[십백천만억]+\s?원)){_RUN})?"
    powers = rf"(?:\s?여?\s?{run})(?:\s?{NUMBER}\s?여?\s?{run})*"
    mixed = rf"{NUMBER}(?:{powers}{in_words}{tail})?"
    about = rf"(?:여(?=\s?(?:{unit})|[^가-힣]|$)|\s여(?=\s?(?:{unit})))"
    per = rf"(?:{unit})(?:\s?/\s?(?:년|월|일|주|회|명|개소|가구|분기|시간|㎡|㎥))?"
    currency = currency_pattern()
    times = "|".join(longest_first(frequencies()))
    return re.compile(
        rf"(?P<sign>[{_TRIANGLES}](?=\s?(?:{currency})?\s?\d)|(?<![\d가-힣A-Za-z)~])[-−–](?=(?:{currency})?\d)"
        rf"|(?<![가-힣])마이너스(?=\s?\d)"
        rf"|\A[-−–](?=\s\d[\d,.]*\s?\Z)|(?:(?<=[:：(])|(?<=[:：(]\s))[-−–](?=\s\d))?\s?"
        rf"(?P<before>(?<![가-힣])(?:(?:약|총|최대|최소|외|각|연|매년|매월|매주|연간|일금|금|金)\s?"
        rf"|(?:{times})\s?(?=\d{{1,3}}\s?(?:{_RANGE}\d{{1,3}}\s?)?회)))?"
        rf"(?P<currency>{currency}\s?(?=\d))?"
        rf"(?P<n>{_SPOKEN_HEAD}{mixed})(?P<about>{about})?"
        rf"(?:\s?(?P<u1>{per})?{_RANGE}(?P<n2>{mixed})(?P<about2>{about})?)?"
        rf"\s?(?P<u>{per})?"
        rf"(?P<cmp>\s?(?:이상|이하|이내|초과|미만)(?={followers(('measure',))}))?"
        rf"(?P<post>\s?(?:내외|정도|가량|안팎)|(?<=[원명건회])\s?여(?![가-힣]))?"
        rf"(?P<cum>\s?\(\s?누[계적]\s?\))?"
    )


@cache
def unit_in_brackets() -> re.Pattern[str]:
    """A unit in the brackets behind its number: `2,567 (백만원)`."""
    return re.compile(rf"\s?[(\[]\s?(?:단위\s?[:：]?\s?)?(?P<u>{unit_pattern()})\s?[)\]]")


@cache
def _contexts() -> tuple[tuple[str, str, str], ...]:
    """Spelling, a word before it, and the unit that it then is: 주 of trees is no week."""
    return tuple((row["spelling"], row["word"], row["unit"]) for row in rows_of("unit_contexts.csv"))


def unit_of(printed: str, before: str) -> Unit | None:
    """The unit of a spelling, by the words before its number where it has two meanings."""
    for spelling, word, unit in _contexts():
        if printed == spelling and word in before:
            return units()[unit]
    return units().get(printed) or units().get(printed.split("/")[0])


def _number_end(match: re.Match[str]) -> int:
    return match.end("n2") if match["n2"] else match.end("n")


def _printed_unit(match: re.Match[str], text: str) -> _Printed:
    """The printed unit and where it ends; a unit that is the head of another word is none."""
    end = _number_end(match)
    for group in ("u", "u1"):
        if not match[group]:
            continue
        printed = re.sub(r"\s", "", match[group])
        apart = text[match.start(group) - 1].isspace()
        if group == "u" and not match["cmp"] and not ends_word(printed, text, match.end(group), apart):
            return _counter_before_noun(printed, text, end)
        return _Printed(printed, match.end(group))
    bracketed = unit_in_brackets().match(text, end)
    if bracketed and not match["n2"] and not match["currency"] and not _BARE_YEAR.fullmatch(match["n"]):
        return _Printed(re.sub(r"\s", "", bracketed["u"]), bracketed.end())
    return _Printed(None, end)


def _counter_before_noun(printed: str, text: str, end: int) -> _Printed:
    """`3개사업단` counts 개 and no 개사."""
    if not printed.startswith("개") or len(printed) == 1:
        return _Printed(None, end)
    counter = re.compile(r"\s?개").match(text, end)
    return _Printed("개", counter.end()) if counter else _Printed(None, end)


def _range_holds(match: re.Match[str]) -> bool:
    """Whether the two numbers are the ends of one range: their units measure the same."""
    first, second = (units().get(re.sub(r"\s", "", (match[g] or "").split("/")[0])) for g in ("u1", "u"))
    return first is None or second is None or first.dimension == second.dimension


_LARGE = re.compile("[억조]")
_NEVER_SO_MANY = frozenset({"등", "대"})
"""Units of which nobody has a hundred million: `6억 등` is the money of one in a list, `1500억대` that of some size."""


def _numbers(match: re.Match[str], unit: Unit | None) -> tuple[float, float | None]:
    """Value and upper end before their unit. Raises ValueError where one is no numeral."""
    number, high = match["n"], match["n2"]
    if unit is None:
        number, high = completed(number), completed(high) if high else None
    if not high:
        return parse_numeral(number), None
    first = units().get(re.sub(r"\s", "", match["u1"] or ""))
    if first is None or unit is None:
        return lower_end(number, high), parse_numeral(high)
    return parse_numeral(number) * first.scale / unit.scale, parse_numeral(high)


def _worth(match: re.Match[str], printed: str | None, text: str, scope: Unit | None) -> _Worth:
    """What the numbers of a match are worth in their unit, or in `scope` where they print none."""
    unit = unit_of(printed, text[max(0, match.start("n") - 20) : match.start("n")]) if printed else None
    value, high = _numbers(match, unit)
    powers = re.search(r"[억조만천백십]", match["n2"] or match["n"])
    if unit is None and match["currency"]:
        unit = currency_of(match["currency"])
        printed = unit.name
    elif unit is None and powers and _LARGE.search(match["n"] + (match["n2"] or "")):
        unit, printed = units()["원"], "원"
    elif unit is None and scope and not powers:
        unit, printed = scope, scope.name
    if unit is None:
        return _Worth(value, high, None, None)
    if unit.is_money:
        return _Worth(
            value * unit.scale, high * unit.scale if high is not None else None, "원", _printed_scale(match, printed)
        )
    return _Worth(value, high, unit.name, printed)


def _printed_scale(match: re.Match[str], printed: str | None) -> str | None:
    """`824백만` and 원 print the unit 백만원."""
    scaled = (
        re.fullmatch(rf"[\d,.\s]+({_RUN})", re.sub("여", "", match["n2"] or match["n"])) if printed == "원" else None
    )
    return f"{scaled[1]}원" if scaled and f"{scaled[1]}원" in units() else printed


def _comparator(match: re.Match[str], printed: str | None) -> Comparator:
    before = (match["before"] or "").strip()
    said = COMPARATORS.get((match["cmp"] or "").strip(), "=") if printed or match["cmp"] else "="
    if said != "=":
        return said
    if match["about"] or match["about2"] or "여" in match["n"] or match["post"] or before == "약":
        return "~"
    return {"최대": "<=", "최소": ">="}.get(before, "=")  # type: ignore[return-value]


def _is_bullet(match: re.Match[str], worth: _Worth, text: str, end: int) -> bool:
    """`▲ 3개소 정비`, `내용 : - 3개소`: a sign set apart before a count marks a point of a list; a triangle only at the
    head of a line that goes on in words."""
    sign = match["sign"] or ""
    apart = text[match.end("sign") : match.end("sign") + 1].isspace()
    if not sign or not apart or len(sign) > 1 or worth.unit in (None, "원", "%", "%p"):
        return False
    if sign not in _TRIANGLES:
        return True
    head = text[text.rfind("\n", 0, match.start("sign")) + 1 : match.start("sign")]
    return not head.strip() and bool(_WORDS_FOLLOW.match(text, end))


def read_quantity(match: re.Match[str], text: str, printed_text: str, scope: Unit | None) -> Expression | None:
    """The expression of a match of quantity_pattern in `text`, quoted from `printed_text`; None where it is no number.

    `text` is the text as scanned: full-width signs made plain, numerals of other words veiled.
    """
    if match["n2"] and not _range_holds(match):
        shorter = quantity_pattern().match(text[: match.end("u1")], match.start())
        return read_quantity(shorter, text, printed_text, scope) if shorter else None
    printed = _printed_unit(match, text)
    if printed.unit in _NEVER_SO_MANY and _LARGE.search(match["n2"] or match["n"]):
        printed = _Printed(None, _number_end(match))
    try:
        worth = _worth(match, printed.unit, text, scope)
    except ValueError:
        return None
    end, high = printed.end, worth.high
    if high is not None and high < worth.value and not printed.unit:
        end, high = match.end("n"), None
    if printed.unit or match["cmp"]:
        end = max(end, match.end("cmp") if match["cmp"] else end, match.end("post") if match["post"] else end)
    if cumulative := _CUMULATIVE.match(text, end):
        end = cumulative.end()
    negative = bool(match["sign"]) and not _is_bullet(match, worth, text, end)
    start = match.start("n") if match["sign"] and not negative else match.start()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    before = (match["before"] or "").strip()
    following = re.compile(r"\s?(?P<noun>[가-힣]{2,12})").match(text, end) if worth.unit == "개" else None
    return Expression(
        "quantity" if worth.unit else "number",
        start,
        end,
        printed_text[start:end],
        round(-worth.value if negative else worth.value, 6),
        round(high, 6) if high is not None else None,
        worth.unit,
        worth.printed,
        _comparator(match, printed.unit),
        bool(cumulative) or bool(match["cum"]),
        following["noun"] if following else None,
        before == "외",
        per=frequencies().get(before) if worth.unit == "회" else None,
    )
