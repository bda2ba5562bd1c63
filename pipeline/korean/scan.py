"""One pass over a text: every numeric expression in it, what it is and what it is worth.

The order is that of certainty: what is never a quantity (masks.toml), dates, list markers, then amounts and
counts, then whatever digits remain. Nothing that holds a digit is left out: that is what the ledger rests on.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipeline.korean.lookups import rows_of, words_of
from pipeline.korean.numerals import NATIVE, parse_numeral
from pipeline.korean.periods import Span, match_span
from pipeline.korean.units import Unit, find_unit, native_unit_pattern, unit_pattern, units
from schemas.finding import Reason
from schemas.records import Comparator

Kind = Literal["quantity", "number", "date"] | Reason

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％（）／＋：～∼〜－", "0123456789,.%()/+:~~~-")
"""Length-preserving; NFKC is not (② would become 2, ㎡ m2)."""

COMPARATORS: dict[str, Comparator] = {"이상": ">=", "이하": "<=", "이내": "<=", "초과": ">", "미만": "<"}


@dataclass(frozen=True, slots=True)
class Expression:
    """A numeric expression of a text.

    kind        quantity (with a unit), number (bare), date, or the ledger reason of a number that is neither
    start, end  offsets into the text
    value       of a quantity or number; money in won
    high        upper end of a range
    unit        canonical unit; 원 for money
    printed     unit as printed (백만원)
    noun        the counted thing after 개 (`26개 시설`)
    span        of a date
    """

    kind: Kind
    start: int
    end: int
    raw: str
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    printed: str | None = None
    comparator: Comparator = "="
    cumulative: bool = False
    noun: str | None = None
    besides: bool = False
    span: Span | None = None

    @property
    def is_money(self) -> bool:
        return self.unit == "원"


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
    return tuple(sorted({row["word"] for row in rows_of("declared.csv")}, key=len, reverse=True))


@cache
def _declared() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in declared_words())
    return re.compile(
        rf"(?<![\d.,])(?P<n>\d{{1,3}})\s?(?:개\s?|대\s?)(?=[가-힣]{{0,4}}\s?(?:{words})(?![가-힣]*(?:율|률)))|(?<![\d.,])(?P<b>\d{{1,3}})(?=\s?대\s?(?:{words}))"
    )


_NUMBER = r"(?:\d{1,3}(?:\s?,\s?\d{3})+(?!\d)|\d+)(?:\.\d+)?"


@cache
def _quantity() -> re.Pattern[str]:
    tail = rf"(?:\s?{_NUMBER}(?=\s?(?:여\s?)?(?:원|명)))?"
    powers = rf"(?:\s?여?\s?[십백천만억조]+)(?:\s?{_NUMBER}\s?여?\s?[십백천만억조]+)*"
    mixed = rf"{_NUMBER}(?:{powers}{tail})?"
    unit = unit_pattern()
    per = rf"(?:{unit})(?:\s?/\s?(?:년|월|일|주|회|명|개소|가구|분기|시간|㎡|㎥))?"
    return re.compile(
        rf"(?P<sign>[△▲▵](?=\s?\d)|(?<![\d가-힣A-Za-z)~])[-−–](?=\d))?\s?"
        rf"(?P<before>(?<![가-힣])(?:약|총|연|최대|최소|외|매년|매월|매주|연간|각)\s?)?"
        rf"(?P<n>{mixed})(?P<about>\s?여)?"
        rf"(?:\s?(?P<u1>{per})?\s?[~-]\s?(?P<n2>{mixed})(?P<about2>\s?여)?)?"
        rf"\s?(?P<u>{per})?"
        rf"(?P<cmp>\s?(?:이상|이하|이내|초과|미만))?"
        rf"(?P<post>\s?(?:내외|정도|가량|안팎)|(?<=[원명건회])\s?여(?![가-힣]))?"
        rf"(?P<cum>\s?\(\s?누[계적]\s?\))?"
    )


@cache
def _native() -> re.Pattern[str]:
    words = "|".join(
        sorted((w for w in NATIVE if w not in ("세", "네", "한", "하나", "둘", "셋", "넷")), key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![가-힣\d])(?P<n>{words}|세|네|한)\s?(?P<u>{native_unit_pattern()})(?P<cmp>\s?(?:이상|이하|이내))?(?![가-힣])"
    )


_MARKER = re.compile(
    r"^[\s#>*\-–·•○●◦□■▪▫◆◇▶▷※]*(?P<n>\(?\d{1,3}[.)](?!\d)(?=[^\S\n]*\S)|<?\d{1,2}>?(?=\s+(?!(?:이상|이하|이내|초과|미만|내외|정도)(?:\s|$))[가-힣「『(<\[“‘]))",
    re.MULTILINE,
)
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?:\s?[0-5]\d(?:\s?~\s?\d{1,2}\s?:\s?[0-5]\d)?(?!\d)|(?<![\d.,])(?:오전|오후)?\s?\d{1,2}\s?시(?:\s?\d{1,2}\s?분)?(?=[\s~)(,]|부터|까지|$)"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NOT_UNIT_AFTER: dict[str, str] = {
    "대": "상|표|응|책|비|한|회|학|리|출|기|전|구|행|안|형|외",
    "개": "월|년|선|최|편|설|인|별",
    "일": "반|부|자|정|상|원|제|시",
    "회": "의|원|복|계|사|비|장",
    "분": "기|야|석|과|류|배|양|권",
    "건": "강|물|설|축",
    "명": "시|예|절|칭|품|문|단",
    "부": "터|서|문|분|담|족|산|동|속|지|장|과|모",
    "점": "검|차|포",
    "호": "선|응|관|실",
    "조": "원|례|사|성|직|정|치|항",
    "장": "애|소|기|비|학|려|년|수|관|치|터",
    "수": "급|요|준|행|립|혜|련|입|거",
    "동": "안|시|아|일|행|네|물|참",
    "주": "민|요|거|택|체|차|관|년|기|말|변",
    "인": "\\s?경우|\\s?것|\\s?상태|\\s?때|력|식|원|권|구|상|증|접|근|정|하|의|터",
    "기": "관|업|타|준|존|초|간|본|획|능|금|반|부|념|술|후",
    "면": "적|담|접|제|허|역",
    "실": "적|태|시|행|천|무|제|습|업|효",
    "석": "면|사",
    "팀": "장|원|워",
    "권": "역|한|리|고|장|익",
    "세": "부|대|입|출|금|트|상|미|무|외|제",
    "시간": "제|대|표",
    "가정": "복|의|폭|위",
    "사": "업|회|례|람|항|용|고|무|후",
    "급": "여|식|증|수|속",
    "위": "원|기|하|한|험|촉|탁|생|해|치",
    "단계": "별",
    "등급": "별",
    "배": "출|치|부|정|려|움|송|포|식|경",
    "식": "품|사|재|당|생|비|수",
    "본": "예|인|청|격|부|관|사",
    "편": "의|성|익|집|입",
    "층": "별",
    "종": "합|사|료|전|류|교|결|목",
    "박": "람|물",
    "두": "레|리|뇌",
    "척": "도|추",
    "년": "도|차",
    "살": "기|피|림",
    "매": "년|월|주|칭|입|뉴|체|장|출",
    "쪽": "방",
    "구역": "별",
    "학년": "도",
    "벌": "금|칙",
    "등": "급|록|본|교|산|용|기|재|불|장|의|으|이|에|을|학|원|과|반",
    "개동": "아리|호회|네",
    "개사": "업|회|례|항|람",
    "m": "[A-Za-z]",
    "t": "[A-Za-z]",
    "L": "[A-Za-z]",
    "a": "[A-Za-z]",
    "g": "[A-Za-z]",
}
"""A one-syllable unit that is really the head of the next word: `5 대상` is no 5대."""


@cache
def _not_unit(unit: str) -> re.Pattern[str] | None:
    syllables = _NOT_UNIT_AFTER.get(unit)
    return re.compile(rf"(?:{syllables})") if syllables else None


def scan(text: str, scope: Unit | None = None) -> tuple[Expression, ...]:
    """Every numeric expression of a text in order. Bare numbers take the unit of `scope`, where one is given."""
    scanner = _Scanner(text)
    scanner.take_masks()
    scanner.take_dates()
    scanner.take_markers()
    scanner.take_declared()
    scanner.take_quantities(scope)
    scanner.take_rest()
    return tuple(sorted(scanner.found, key=lambda e: e.start))


class _Scanner:
    """The text, which of its characters are taken, and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_FULL_WIDTH)
        self.taken = bytearray(len(text))
        self.found: list[Expression] = []

    def free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def take(self, expression: Expression) -> None:
        self.taken[expression.start : expression.end] = b"\1" * (expression.end - expression.start)
        self.found.append(expression)

    def take_match(self, kind: Kind, start: int, end: int, span: Span | None = None) -> None:
        if end > start and self.free(start, end):
            self.take(Expression(kind, start, end, self.text[start:end], span=span))

    def take_masks(self) -> None:
        if not _MASKABLE.search(self.plain):
            return
        for reason, pattern in _masks():
            for match in pattern.finditer(self.plain):
                self.take_match(reason, *match.span())

    def take_dates(self) -> None:
        for match in _TIME.finditer(self.plain):
            self.take_match("date", *match.span())
        position = 0
        while (head := re.compile(r"['’‘`´ʼ\d상하제]").search(self.plain, position)) is not None:
            position = head.start() + 1
            if self.taken[head.start()] or (head.start() and self.plain[head.start() - 1].isdigit()):
                continue
            found = match_span(self.plain, head.start())
            if found and self.free(head.start(), found[1]):
                self.take_match("date", head.start(), found[1], found[0])
                position = found[1]

    def take_markers(self) -> None:
        for match in _MARKER.finditer(self.plain):
            self.take_match("list_marker", *match.span("n"))

    def take_declared(self) -> None:
        for match in _declared().finditer(self.plain):
            group = "n" if match["n"] else "b"
            start, end = match.span(group)
            if self.free(start, end):
                raw = re.compile(r"\d+\s?[개대]?").match(self.plain, start)
                end = raw.end() if raw else end
                self.take(Expression("declared_count", start, end, self.text[start:end], float(match[group])))

    def take_quantities(self, scope: Unit | None) -> None:
        for match in _native().finditer(self.plain):
            if self.free(*match.span()):
                self.take(self._native_quantity(match))
        position = 0
        while found := _quantity().search(self.plain, position):
            match = found
            position = max(match.end("n"), position + 1)
            start = match.start("n")
            if self.taken[start] or (start and re.match(r"[A-Za-z_]", self.plain[start - 1])):
                continue
            if not self.free(*match.span()):
                clipped = _quantity().match(self.plain[: self._next_taken(start)], start)
                if clipped is None:
                    continue
                match = clipped
            expression = self._quantity(match, scope)
            if expression and self.free(expression.start, expression.end):
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

    def _unit_at(self, match: re.Match[str]) -> tuple[str | None, int]:
        """The printed unit and where it ends; a unit that is the head of another word is none."""
        for group in ("u", "u1"):
            printed = match[group]
            if not printed:
                continue
            printed = re.sub(r"\s", "", printed)
            block = _not_unit(printed)
            if group == "u" and block and block.match(self.plain, match.end(group)) and not match["cmp"]:
                end = match.end("n2") if match["n2"] else match.end("n")
                piece = (
                    re.compile(r"\s?개").match(self.plain, end)
                    if printed.startswith("개") and len(printed) > 1
                    else None
                )
                return ("개", piece.end()) if piece else (None, end)
            return printed, match.end(group)
        return None, match.end("n2") if match["n2"] else match.end("n")

    def _quantity(self, match: re.Match[str], scope: Unit | None) -> Expression | None:
        printed, end = self._unit_at(match)
        start = match.start()
        start += len(self.plain[start:]) - len(self.plain[start:].lstrip())
        number, high = match["n"], match["n2"]
        powers = re.search(r"[억조만천백십]", number)
        try:
            value = parse_numeral(number)
            top = parse_numeral(high) if high else None
        except ValueError:
            return None
        if high and top is not None and top < value and not printed and not match["u1"]:
            end, high, top = match.end("n"), None, None
        unit = units().get(printed.split("/")[0]) if printed else None
        after = self.plain[end:]
        name = unit.name if unit else None
        if unit and printed and "/" in printed and not unit.is_money:
            name = printed if printed in units() else unit.name
        if unit and unit.is_money:
            value, top, name = value * unit.scale, top * unit.scale if top is not None else None, "원"
        elif unit is None and powers and re.search(r"[억조]", number):
            name, printed = "원", "원"
        elif unit is None and scope and not powers:
            name, printed = ("원" if scope.is_money else scope.name), scope.name
            if scope.is_money:
                value, top = value * scope.scale, top * scope.scale if top is not None else None
        if printed == "원" and (scaled := re.fullmatch(r"[\d,.\s]+([십백천만억조]+)", re.sub("여", "", number))):
            printed = f"{scaled[1]}원"
        comparator: Comparator = "="
        if printed or match["cmp"]:
            end = max(end, match.end("cmp") if match["cmp"] and (printed or unit is None) else end)
            end = max(end, match.end("post") if match["post"] else end)
            comparator = COMPARATORS.get((match["cmp"] or "").strip(), "=")
        cumulative = bool(match["cum"]) or bool(re.match(r"\s?\(\s?누[계적]\s?\)", after))
        if cumulative and (tail := re.compile(r"\s?\(\s?누[계적]\s?\)").match(self.plain, end)):
            end = tail.end()
        before = (match["before"] or "").strip()
        if comparator == "=" and (
            match["about"] or match["about2"] or "여" in number or match["post"] or before == "약"
        ):
            comparator = "~"
        if comparator == "=" and before in ("최대", "최소"):
            comparator = "<=" if before == "최대" else ">="
        if match["sign"]:
            value = -value
        if before and before not in ("연", "총", "약", "외", "최대", "최소", "매년", "매월", "매주", "연간", "각"):
            start = match.start("n")
        noun = None
        if name == "개":
            following = re.compile(r"\s?(?P<noun>[가-힣]{2,12})").match(self.plain, end)
            noun = following["noun"] if following else None
        value = int(value) if value == int(value) else round(value, 6)
        return Expression(
            "quantity" if name else "number",
            start,
            end,
            self.text[start:end],
            float(value),
            top,
            name,
            printed,
            comparator,
            cumulative,
            noun,
            before == "외",
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
