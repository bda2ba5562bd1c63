"""Amounts and the sources that pay them: `640백만원(국비 320, 도비 120, 시비 200)`."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.korean.lookups import rows_of
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.units import Unit, longest_first, units

TOTAL = "계"
NO_BUDGET = "비예산"
OTHER = "기타"
_NO_BUDGET = re.compile(rf"(?<![가-힣]){alternation('no_budget')}(?!\s?{alternation('work_after')})")
"""The word by itself: 정비예산 and 예비비 예산액 are money."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount from one source. amount is won; share is percent of the total where the text gives one."""

    source: str
    amount: int | None
    share: float | None
    start: int
    end: int
    expression: Expression | None = None


@cache
def sources() -> dict[str, str]:
    """Every full spelling, without spaces, to the canonical source."""
    return {
        spelling.replace(" ", ""): row["source"]
        for row in rows_of("funding_sources.csv")
        for spelling in row["full"].split("|")
    }


_DOTS = re.compile(r"[\s·ㆍ./]")


@cache
def _bare_sources() -> dict[str, str]:
    return {_DOTS.sub("", spelling): source for spelling, source in sources().items()}


@cache
def _short() -> dict[str, str]:
    return {row["short"]: row["source"] for row in rows_of("funding_sources.csv") if row["short"]}


@cache
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    full = longest_first(s for s in sources() if len(s) > 1)
    whole = rf"(?={alternation('source_tail')}?{alternation('particle')}?(?![가-힣]))"
    long_form = "|".join(re.escape(word) + (whole if sign_in("part_of_words", word) else "") for word in full)
    short_form = "".join(_short())
    return (
        re.compile(
            rf"(?:(?<![가-힣])|(?<=\d원)|(?<=[천만억]원))(?<![국도시군]·)(?<![국도시군]ㆍ)(?P<s>{long_form})(?![가-힣]*(?:사업|시설|단체|기관|위원|협력|이전|위탁|자원|조직|참여))"
        ),
        re.compile(rf"(?:(?<=[(,\s/+:·])|^)(?P<s>[{short_form}])(?=\s?:?\s?[\d△])"),
    )


@cache
def _named_fund() -> re.Pattern[str]:
    """A fund called by its name (`주택도시기금`), as a part of an amount."""
    return re.compile(rf"(?<![가-힣])[가-힣]{{2,10}}(?P<fund>{alternation('named_fund')})(?![가-힣])")


_PLAIN = frozenset(
    {"국비", "도비", "시비", "구비", "군비", "시도비", "시군구비", "균특", "지방비", "특별교부세", "조정교부금"}
)


def is_plain_source(source: str | None) -> bool:
    """Whether a word can only be a source; 기타, 민간 or 자체 are one only beside such a word."""
    return source in _PLAIN


def short_source(text: str) -> str | None:
    """The source that a line of a budget book is: `국`, `시`, also in full (`국비`)."""
    bare = re.sub(r"[\s○·:]", "", text)
    return _short().get(bare) or (find_source(bare) if is_plain_source(find_source(bare)) else None)


def find_source(text: str) -> str | None:
    """The source that a label or header names and nothing else (`구 비`, `국비(50%)`)."""
    bare = re.sub(r"\([^)]*\)", "", text)
    bare = _DOTS.sub("", bare)
    return _bare_sources().get(bare) or _bare_sources().get(
        re.sub(r"(?:금액|액|보조금|예산|부담금?|보조|지원금?)$", "", bare)
    )


def source_marks(text: str, inside: tuple[int, int] | None) -> list[tuple[int, int, str]]:
    """Where sources stand; short forms (국, 도, 시, 구) count only inside the bracket after an amount."""
    long_form, short_form = _pattern()
    marks = [(m.start("s"), m.end("s"), sources()[m["s"]]) for m in long_form.finditer(text)]
    if inside:
        start, end = inside
        marks += [(m.start(), m.end(), sources()[m["fund"]]) for m in _named_fund().finditer(text, start, end)]
        marks += [
            (start + m.start("s"), start + m.end("s"), _short()[m["s"]])
            for m in short_form.finditer(text[start:end])
            if not any(a <= start + m.start("s") < b for a, b, _ in marks)
        ]
    return sorted(marks)


def bracket_after(text: str, position: int) -> tuple[int, int] | None:
    """The inside of the bracket that follows at once, or of the rest of the line after a colon or slash."""
    match = re.compile(r"\s?[(（\[〔]").match(text, position)
    if not match:
        return None
    depth, start = 1, match.end()
    for i in range(start, len(text)):
        depth += (text[i] in "(（[〔") - (text[i] in ")）]〕")
        if depth == 0:
            return start, i
    return start, len(text)


def says_no_budget(text: str) -> re.Match[str] | None:
    """`비예산`: the task costs nothing, which is an amount of 0."""
    return _NO_BUDGET.search(text)


def read_funding(text: str, expressions: tuple[Expression, ...], scope: Unit | None = None) -> list[Amount]:
    """The amounts of a text with their sources, the total first.

    Parts without a unit take that of the total; where they add up to 100 and not to the total they are percent.
    """
    if no_budget := says_no_budget(text):
        return [Amount(NO_BUDGET, 0, None, *no_budget.span())]
    usable = [
        e
        for e in expressions
        if e.kind in ("quantity", "number") and (e.is_money or e.kind == "number" or e.unit in ("%", "분", "도"))
    ]
    total = next((e for e in usable if e.is_money), None)
    if total is None and scope is not None:
        total = next((e for e in usable if _has_parts(text, e)), None)
    inside = bracket_after(text, total.end) if total else None
    if total is None and re.fullmatch(r"\s*(?:[국도시구군균기분총]\s?:?\s?[\d,.]+\s*[,/·]?\s*)+", text):
        inside = (0, len(text))
    marks = source_marks(text, inside)
    pairs: list[tuple[tuple[int, int, str], Expression | None]] = []
    for i, mark in enumerate(marks):
        limit = marks[i + 1][0] if i + 1 < len(marks) else (inside[1] if inside and mark[0] >= inside[0] else len(text))
        number = next((e for e in usable if mark[1] <= e.start < limit and e.start - mark[1] <= 4), None)
        number = None if number is not None and number.unit == "%" and _SO_MUCH.match(text, number.end) else number
        pairs.append((mark, number))
    paired = [e for _, e in pairs if e is not None]
    named_total = next((e for mark, e in pairs if mark[2] == TOTAL and e is not None), None)
    if total in paired and named_total is None:
        total = None
    total = named_total or total
    amounts = [Amount(TOTAL, _won(total, scope), None, total.start, total.end, total)] if total else []
    parts = [(mark, e) for mark, e in pairs if mark[2] != TOTAL]
    shares = _are_shares([e for _, e in parts if e is not None], total)
    for mark, number in parts:
        amounts += _part(mark, number, total, shares, inside, len(parts), scope)
    return amounts


_SO_MUCH = re.compile(rf"{alternation('so_much')}\s?\d")
"""`자체사업비가 50%인 1,841억원`: the rate is that of the amount, and no amount of the source."""


def _has_parts(text: str, expression: Expression) -> bool:
    """Whether the brackets behind a bare number name two sources or more (`1,860(국 1,116, 군 744)`)."""
    inside = bracket_after(text, expression.end)
    marks = source_marks(text, inside) if inside is not None else []
    return inside is not None and sum(inside[0] <= start < inside[1] for start, _, _ in marks) > 1


def _won(expression: Expression, scope: Unit | None, like: Expression | None = None) -> int | None:
    """Won of an amount; a bare number is read in the unit of the total beside it, else of the table."""
    if expression.value is None:
        return None
    if expression.is_money:
        return round(expression.value)
    unit = units().get(like.printed or "") if like and like.printed else None
    unit = unit if unit and unit.is_money else scope
    return round(expression.value * unit.scale) if unit and unit.is_money else None


def _are_shares(parts: list[Expression], total: Expression | None) -> bool:
    if any(e.unit == "%" for e in parts):
        return True
    values = [e.value or 0 for e in parts if not e.is_money]
    if not values or len(values) != len(parts) or total is None or total.value is None:
        return False
    scale = units()[total.printed].scale if total.printed in units() else 1
    return (
        abs(sum(values) - 100) <= 1 and all(v <= 100 for v in values) and abs(sum(values) * scale - total.value) > scale
    )


def _part(
    mark: tuple[int, int, str],
    number: Expression | None,
    total: Expression | None,
    shares: bool,
    inside: tuple[int, int] | None,
    count: int,
    scope: Unit | None,
) -> list[Amount]:
    start, end, source = mark
    if number is None:
        alone = total is not None and inside is not None and inside[0] <= start < inside[1] and count == 1
        return [Amount(source, _won(total, scope), None, start, end)] if alone and total else []
    if shares and not number.is_money:
        amount = round(total.value * (number.value or 0) / 100) if total and total.value is not None else None
        return [Amount(source, amount, number.value, start, number.end, number)]
    return [Amount(source, _won(number, scope, total), None, start, number.end, number)]
