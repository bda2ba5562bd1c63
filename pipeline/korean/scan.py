"""One pass over a text: every numeric expression in it, what it is and what it is worth.

The order is that of certainty: marks of notes, what is never a quantity (masks.toml), dates, list markers, then amounts
and counts, then whatever digits remain. Nothing that holds a digit is left out: that is what the ledger rests on.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from math import isclose

from pipeline.korean.expressions import Expression, Kind
from pipeline.korean.lookups import REMEMBERED, rows_of, words_of
from pipeline.korean.money_words import find_money_words
from pipeline.korean.numerals import NATIVE
from pipeline.korean.periods import Span, match_span
from pipeline.korean.quantities import COMPARATORS, NUMBER, quantity_pattern, read_quantity, unit_in_brackets
from pipeline.korean.reading import read_through
from pipeline.korean.signs import sign_words
from pipeline.korean.units import Unit, find_unit, longest_first, native_unit_pattern, unit_pattern, units
from pipeline.korean.word_ends import VEIL, ends_word, followers, veil_numerals
from schemas.finding import Reason

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％（）／＋：～∼〜－﹣‐‑￦＄", "0123456789,.%()/+:~~~----₩$")
"""Length-preserving; NFKC is not (② would become 2, ㎡ m2)."""


@cache
def _masks() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    return tuple(
        (reason, re.compile(pattern, re.MULTILINE))  # type: ignore[misc]
        for reason, lines in words_of("masks.toml").items()
        for pattern in lines.values()
    )


# What every mask holds one of: a digit, a Roman numeral or the sign of an address. Most lines hold none.
_MASKABLE = re.compile(r"[\dIVXⅠ-Ⅻ@]|://|www\.")


@cache
def declared_words() -> tuple[str, ...]:
    """The nouns of a plan's own structure, longest first; `12개 세부사업` counts them and measures nothing."""
    return tuple(longest_first(row["word"] for row in rows_of("declared.csv")))


@cache
def _declared() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in declared_words())
    return re.compile(
        rf"(?<![\d.,])(?P<n>\d{{1,3}})\s?(?:개\s?|대\s?)(?=[가-힣]{{0,4}}\s?(?:{words})(?![가-힣]*(?:율|률)))|(?<![\d.,])(?P<b>\d{{1,3}})(?=\s?대\s?(?:{words}))"
    )


_DIGIT = re.compile(r"[\d¹²³⁰⁴-⁹]")
_NOTED = re.compile(r"\d\)|[¹²³⁰⁴-⁹]")

# A mark that points to a note stands at the end of a number or unit and is no part of either.
_NOTE_MARKS = (
    re.compile(r"(?<=\d)주\d{1,2}\)|(?<![가-힣\d])주\s?\d{1,2}\)"),
    re.compile(r"(?<=[\d가-힣%])[¹²³⁰⁴-⁹]{1,2}\s?[⁾)]|(?<=[가-힣])[¹²³⁰⁴-⁹]{1,2}"),
)


@cache
def _note_marks_in_line() -> tuple[re.Pattern[str], ...]:
    """Marks that might also close a bracket: `36개1)`, `1,3001)`."""
    return (
        re.compile(rf"(?<=\d)\s?(?:{unit_pattern()})(?P<mark>(?:주\s?)?\d{{1,2}}\))"),
        re.compile(r"(?<=\d,\d{3})(?P<mark>\d{1,2}\))"),
    )


@cache
def _native() -> re.Pattern[str]:
    words = "|".join(longest_first(w for w in NATIVE if w not in ("세", "네", "한", "하나", "둘", "셋", "넷")))
    return re.compile(
        rf"(?<![가-힣\d])(?<!\d\s)(?P<n>{words}|세|네|한)(?P<blank>\s?)(?P<u>{native_unit_pattern()})"
        rf"(?P<cmp>\s?(?:이상|이하|이내))?(?={followers()})"
    )


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(rf"(?P<blank>\s?)(?P<u>{unit_pattern()})")


@cache
def _unit_alone() -> re.Pattern[str]:
    """A unit that is all of the rest of a line or cell, but what brackets say of it (`12 명`, `3 개소(신규)`).

    The parts of a paper (`1 장`) are none.
    """
    return re.compile(
        rf"\s+(?!(?:장|절|편|호|항|조|부|관|차|단계)(?![가-힣]))(?:{unit_pattern()})(?=\s*(?:$|[(,]))", re.MULTILINE
    )


@cache
def _native_homographs() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("native_homographs.csv"))


@cache
def _interval() -> re.Pattern[str]:
    """`1일` of `1일 3회`: the time that a frequency refers to."""
    return re.compile(
        rf"(?<![\d.,])1\s?(?P<per>일|주일|주|개월|달|분기|반기|학기|년)\s?"
        rf"(?=(?:평균\s?|약\s?|최대\s?)?{NUMBER}(?:\s?~\s?{NUMBER})?\s?(?P<u>{unit_pattern()}))"
    )


@cache
def _done_of_planned() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d./])(?P<n>{NUMBER})\s?/\s?(?P<whole>{NUMBER})(?:(?P<blank>\s?)(?P<u>{unit_pattern()})"
        rf"|(?=\s?\(?\s?(?P<rate>\d{{1,3}}(?:\.\d+)?)\s?%))"
    )


_MONTHS_MULTIPLIED = re.compile(
    r"(?:(?<=[×xX*✕])|(?<=[×xX*✕]\s))(?P<a>\d{1,2})\s?월(?!간)|(?<![\d.,])(?P<b>\d{1,2})\s?월(?=\s?[×xX*✕]\s?\d)"
)
_INTERVALS = {"주일": "주", "개월": "월", "달": "월"}
_IN_BRACKET = re.compile(r"\s?\(\s?")
_PER_DAY = frozenset({"시간", "분"})
_MARKER = re.compile(
    r"^[\s#>*\-–·•○●◦□■▪▫◆◇▶▷※]*(?P<n>\(?\d{1,3}[.)](?!\d)(?=[^\S\n]*\S)|<?\d{1,2}>?(?=\s+(?!(?:이상|이하|이내|초과|미만|내외|정도)(?:\s|$))[가-힣「『(<\[“‘]))",
    re.MULTILINE,
)
_TIME = re.compile(
    r"(?<![\d'’‘`´ʼ])\d{1,2}\s?:\s?[0-5]\d(?:\s?~\s?\d{1,2}\s?:\s?[0-5]\d)?(?!\d)|(?<![\d.,])(?:오전|오후)?\s?(?:\d{1,2}\s?(?:시\s?)?~\s?)?\d{1,2}\s?시(?:\s?\d{1,2}\s?분)?(?=[\s~)(,.`\"’”]|부터|까지|에(?:는|서)?(?![가-힣])|$)"
)
_DATE_HEAD = re.compile(r"['’‘`´ʼ\d상하제Ⅰ-ⅣI]")
_NO_PARTS = frozenset({"grade", "grade_school", "floor", "step", "rank", "age", "time", "time_y", "time_m", "time_q"})
"""Dimensions of which nobody does twelve of fifteen: `1/2학년` names two."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=REMEMBERED)
def scan(text: str, scope: Unit | None = None) -> tuple[Expression, ...]:
    """Every numeric expression of a text in order. Bare numbers take the unit of `scope`, where one is given."""
    reading = read_through(text)
    if reading is None:
        return _scan(text, scope)
    found = []
    for expression in _scan(reading.text, scope):
        start, end = reading.start(expression.start), reading.end(expression.end)
        found.append(replace(expression, start=start, end=end, raw=text[start:end]))
    return tuple(found)


def _scan(text: str, scope: Unit | None) -> tuple[Expression, ...]:
    scanner = _Scanner(text)
    if _DIGIT.search(scanner.plain):
        scanner.take_note_marks()
        scanner.take_masks()
        scanner.take_done_of_planned()
        scanner.take_multiplied_months()
        scanner.take_dates()
        scanner.take_markers()
        scanner.take_declared()
        scanner.take_intervals()
        scanner.take_money_words()
        scanner.take_native_counts()
        scanner.take_quantities(scope)
        scanner.take_rest()
    else:
        scanner.take_masks()
        scanner.take_dates()
        scanner.take_money_words()
        scanner.take_native_counts()
    found = sorted(scanner.found, key=lambda e: e.start)
    return _restated_in_brackets(_with_units_of_changes(found, scanner.plain), scanner.plain)


def _with_units_of_changes(found: Sequence[Expression], text: str) -> list[Expression]:
    """A bare number takes the unit of what came of it (`2,713 → 2,173백만원`, `(2025) 320 → (2026) 350명`)."""
    taken = list(found)
    for i, first in enumerate(found):
        following = found[i + 1 : i + 3]
        second = next((e for e in following if e.kind != "date"), None)
        if first.kind != "number" or second is None or second.printed is None:
            continue
        between = text[first.end : second.start]
        dated = following[0] if following[0] is not second else None
        if dated is not None:
            between = text[first.end : dated.start] + text[dated.end : second.start]
        unit = units().get(second.printed)
        if unit is not None and _CHANGE.fullmatch(between) and first.value is not None:
            worth = round(first.value * unit.scale, 6) if unit.is_money else first.value
            taken[i] = replace(first, kind="quantity", value=worth, unit=second.unit, printed=second.printed)
    return taken


_CHANGE = re.compile(r"\s?(?:→|⇒|➔|->)\s?\(?(?:[가-힣]{0,4}\))?\s?")


def _restated_in_brackets(found: list[Expression], text: str) -> tuple[Expression, ...]:
    """The same once more in brackets behind a quantity (`오백만원(₩5,000,000)`, `4,048천㎡(123만평)`) is restated.

    So is what stands in brackets alone, in a unit that nothing is measured in first: a page broke the line before it.
    """
    for i, (first, second) in enumerate(pairwise(found)):
        if (
            _is_said_again(first, second)
            and _IN_BRACKET.fullmatch(text, first.end, second.start)
            and text[second.end :].lstrip()[:1] == ")"
        ):
            found[i + 1] = replace(second, kind="restated")
    if (
        len(found) == 1
        and found[0].unit in sign_words("restating_unit")
        and text.strip() == f"({found[0].raw.strip()})"
    ):
        found[0] = replace(found[0], kind="restated")
    return tuple(found)


def _is_said_again(first: Expression, second: Expression) -> bool:
    """Whether two amounts are equal, or two measures in different units as nearly as the second is rounded."""
    if first.is_money and second.is_money:
        return first.value == second.value
    one, two = units().get(first.unit or ""), units().get(second.unit or "")
    if one is None or two is None or one == two or one.dimension != two.dimension or one.dimension not in _MEASURED:
        return False
    printed = _PRINTED.match(second.raw)
    rounded = float(printed[0].replace(",", "")) if printed else 0.0
    close = max(_CLOSE, _HALF / rounded) if rounded else _CLOSE
    return isclose((first.value or 0) * one.scale, (second.value or 0) * two.scale, rel_tol=close)


_MEASURED = ("area", "length", "mass", "volume")
_PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CLOSE, _HALF = 0.01, 0.5
"""How near two measures are that are one, and by how much of its last figure a rounded one is off."""


class _Scanner:
    """The text, which of its characters are taken, and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_FULL_WIDTH)
        self.taken = bytearray(len(text))
        self.found: list[Expression] = []
        self.intervals: dict[int, str] = {}

    def free(self, start: int, end: int) -> bool:
        return 1 not in self.taken[start:end]

    def take(self, expression: Expression) -> None:
        self.taken[expression.start : expression.end] = b"\1" * (expression.end - expression.start)
        self.found.append(expression)

    def take_match(self, kind: Kind, start: int, end: int, span: Span | None = None) -> None:
        if end > start and self.free(start, end):
            self.take(Expression(kind, start, end, self.text[start:end], span=span))

    def take_note_marks(self) -> None:
        if not _NOTED.search(self.plain):
            return
        for pattern in _NOTE_MARKS:
            for match in pattern.finditer(self.plain):
                self._take_note_mark(*match.span())
        for pattern in _note_marks_in_line():
            for match in pattern.finditer(self.plain):
                line = self.plain[self.plain.rfind("\n", 0, match.start()) + 1 : match.start()]
                if line.count("(") <= line.count(")"):
                    self._take_note_mark(*match.span("mark"))

    def _take_note_mark(self, start: int, end: int) -> None:
        self.take_match("list_marker", start, end)
        self.plain = self.plain[:start] + VEIL * (end - start) + self.plain[end:]

    def take_masks(self) -> None:
        if not _MASKABLE.search(self.plain):
            return
        for reason, pattern in _masks():
            for match in pattern.finditer(self.plain):
                if not (match[0].isdigit() and self._counts(match.end())):
                    self.take_match(reason, *match.span())

    def _counts(self, position: int) -> bool:
        """Whether a unit follows: `120농가` is no call number."""
        unit = _unit_after().match(self.plain, position)
        return unit is not None and ends_word(unit["u"], self.plain, unit.end(), bool(unit["blank"]))

    def take_done_of_planned(self) -> None:
        if "/" not in self.plain:
            return
        for match in _done_of_planned().finditer(self.plain):
            if self.free(*match.span()) and (expression := self._done_of_planned(match)):
                self.take(expression)

    def _done_of_planned(self, match: re.Match[str]) -> Expression | None:
        """`12/15개소` is 12 of 15; `11/21 회의` a day, and so is what its rate does not confirm."""
        value, whole = (float(re.sub(r"[\s,]", "", match[group])) for group in ("n", "whole"))
        if match["rate"]:
            confirmed = whole > 0 and abs(value / whole * 100 - float(match["rate"])) < 1
            start, end = match.span()
            return Expression("number", start, end, self.text[start:end], value, whole=whole) if confirmed else None
        printed = re.sub(r"\s", "", match["u"])
        unit, may_be_day = units()[printed], value <= 12 and whole <= 31
        if unit.dimension in _NO_PARTS or unit.is_money or (may_be_day and match["blank"] and len(printed) == 1):
            return None
        if not ends_word(printed, self.plain, match.end(), bool(match["blank"])):
            return None
        start, end = match.span()
        return Expression(
            "quantity", start, end, self.text[start:end], value, unit=unit.name, printed=printed, whole=whole
        )

    def take_multiplied_months(self) -> None:
        """`86,700원×8명×12월`: a factor of a reckoning counts months and is none of them."""
        if "월" not in self.plain:
            return
        for match in _MONTHS_MULTIPLIED.finditer(self.plain):
            start, end = match.span()
            if self.free(start, end):
                value = float(match["a"] or match["b"])
                self.take(Expression("quantity", start, end, self.text[start:end], value, unit="개월", printed="월"))

    def take_dates(self) -> None:
        for match in _TIME.finditer(self.plain):
            self.take_match("date", *match.span())
        position = 0
        while (head := _DATE_HEAD.search(self.plain, position)) is not None:
            position = head.start() + 1
            if self.taken[head.start()] or (head.start() and self.plain[head.start() - 1].isdigit()):
                continue
            found = match_span(self.plain, head.start())
            if found and self.free(head.start(), found[1]):
                self.take_match("date", head.start(), found[1], found[0])
                position = found[1]

    def take_markers(self) -> None:
        for match in _MARKER.finditer(self.plain):
            counts = match["n"].isdigit() and _unit_alone().match(self.plain, match.end("n")) is not None
            if not counts and not unit_in_brackets().match(self.plain, match.end("n")):
                self.take_match("list_marker", *match.span("n"))

    def take_declared(self) -> None:
        for match in _declared().finditer(self.plain):
            group = "n" if match["n"] else "b"
            start, end = match.span(group)
            if self.free(start, end):
                raw = re.compile(r"\d+\s?[개대]?").match(self.plain, start)
                end = raw.end() if raw else end
                self.take(Expression("declared_count", start, end, self.text[start:end], float(match[group])))

    def take_intervals(self) -> None:
        if "1" not in self.plain:
            return
        for match in _interval().finditer(self.plain):
            unit = units()[re.sub(r"\s", "", match["u"])]
            if unit.dimension.startswith("time") and not (match["per"] == "일" and unit.name in _PER_DAY):
                continue
            start, end = match.span()
            end -= len(self.plain[start:end]) - len(self.plain[start:end].rstrip())
            if self.free(start, end):
                self.take_match("interval", start, end)
                self.intervals[end] = match["per"]

    def take_money_words(self) -> None:
        for words in find_money_words(self.plain):
            if self.free(words.start, words.end):
                raw = self.text[words.start : words.end]
                self.take(Expression("quantity", words.start, words.end, raw, words.won, unit="원", printed="원"))

    def _per(self, start: int) -> str | None:
        """The time of the interval that stands right before a quantity."""
        while start and self.plain[start - 1].isspace():
            start -= 1
        said = self.intervals.get(start)
        return _INTERVALS.get(said, said) if said else None

    def take_native_counts(self) -> None:
        for match in _native().finditer(self.plain):
            alike = not match["blank"] and match["n"] + match["u"] in _native_homographs()
            if self.free(*match.span()) and not alike:
                self.take(self._native_quantity(match))

    def take_quantities(self, scope: Unit | None) -> None:
        self.plain = veil_numerals(self.plain)
        position = 0
        while found := quantity_pattern().search(self.plain, position):
            match = found
            position = max(match.end("n"), position + 1)
            start = match.start("n")
            if self.taken[start]:
                position = min(position, max(start + 1, self.taken.find(0, start)))
                continue
            if start and re.match(r"[A-Za-z_]", self.plain[start - 1]) and not match["currency"]:
                continue
            if not self.free(*match.span()):
                begin = match.start() if self.free(match.start(), start) else start
                clipped = quantity_pattern().match(self.plain[: self._next_taken(start)], begin)
                if clipped is None:
                    continue
                match = clipped
            expression = read_quantity(match, self.plain, self.text, scope)
            if expression and self.free(expression.start, expression.end):
                if self.intervals and (per := self._per(expression.start)):
                    expression = replace(expression, per=per)
                self.take(expression)
                position = max(position, expression.end)

    def _next_taken(self, start: int) -> int:
        following = self.taken.find(1, start)
        return len(self.text) if following < 0 else following

    def _native_quantity(self, match: re.Match[str]) -> Expression:
        unit = units()[match["u"].replace(" ", "")]
        comparator = COMPARATORS.get((match["cmp"] or "").strip(), "=")
        start, end = match.span()
        return Expression(
            "quantity",
            start,
            end,
            self.text[start:end],
            float(NATIVE[match["n"]]),
            unit=unit.name,
            comparator=comparator,
        )

    def take_rest(self) -> None:
        for match in _DIGITS.finditer(self.plain):
            start, end = match.span()
            while start < end and self.taken[start]:
                start += 1
            stop = start
            while stop < end and not self.taken[stop]:
                stop += 1
            if start < stop and any(c.isdigit() for c in self.plain[start:stop]):
                self.take(Expression("other", start, stop, self.text[start:stop]))
                if stop < end:
                    self.take_rest()
                    return


def with_unit(expression: Expression, unit: Unit) -> Expression:
    """A bare number read in the unit of its column, row or table; money is multiplied out to won."""
    if expression.kind != "number" or expression.value is None:
        return expression
    scale = unit.scale if unit.is_money else 1
    high = expression.high * scale if expression.high is not None else None
    return replace(
        expression,
        kind="quantity",
        value=round(expression.value * scale, 6),
        high=high,
        unit="원" if unit.is_money else unit.name,
        printed=unit.name,
    )


__all__ = ["Expression", "Kind", "declared_words", "find_unit", "scan", "with_unit"]
