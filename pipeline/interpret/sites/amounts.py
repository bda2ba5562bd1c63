"""The amounts of a stretch of text with the sources that the text itself names for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose

from pipeline.interpret.sites.nouns import without_particle
from pipeline.interpret.sites.phrases import multiplied
from pipeline.interpret.text.segments import Segment
from pipeline.korean.funding import (
    NO_BUDGET,
    TOTAL,
    bracket_after,
    find_source,
    read_funding,
    says_no_budget,
    source_marks,
)
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.units import Unit, units


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text.

    won       None where the text gives no unit for it
    sources   the sources named with it; the same amount stands for each (`21백만원(시비)` is 계 and 시비)
    part      whether it is a part of the amount before it
    percent   whether the share was read without a sign of percent
    """

    expression: Expression | None
    won: float | None
    sources: tuple[str, ...]
    share: float | None = None
    part: bool = False
    percent: bool = False
    start: int = 0


def amounts_of(segment: Segment, start: int, end: int, scope: Unit | None) -> list[Amount]:
    """The amounts of a stretch: each with its own source or the sources and parts in the brackets after it."""
    text = segment.text
    if match := says_no_budget(text[start:end]):
        return [Amount(None, 0, (NO_BUDGET,), start=start + match.start())]
    counted = parts_of_counts(segment, start, end)
    usable = [
        e
        for e in segment.within(start, end)
        if _counts_money(e, text) and not multiplied(segment, e) and (e.is_money or e.start not in counted)
    ]
    tops = _top_level(text, usable)
    if not tops or _SHARES.search(text[start:end]):
        return []
    if scope is not None and _one_list(text, start, end, tops):
        return _with_sources(segment, (start, end), usable, scope)
    found: list[Amount] = []
    bounds = [*(_stretch_start(text, start, tops, i) for i in range(len(tops))), end]
    listed = sum(_named_source(text, bounds[i], top) is not None for i, top in enumerate(tops)) > 1
    for i, top in enumerate(tops):
        if not top.is_money and scope is None:
            continue
        inside = [e for e in usable if bounds[i] <= e.start and e.end <= bounds[i + 1]]
        own = _with_sources(segment, (bounds[i], bounds[i + 1]), inside, scope) or [_bare(text, bounds[i], top, scope)]
        part = listed or INCLUDED.match(text, top.end) is not None
        found += [without_total(a) for a in own] if part else own
        found += _named_parts(segment, top, own, inside, scope)
    return found


INCLUDED = re.compile(rf"{alternation('case_particle')}?\s?{alternation('included')}")
"""`국비 72억 포함 85억 원`: what a source pays of the amount that follows is no amount of all sources."""


def parts_of_counts(segment: Segment, start: int, end: int) -> frozenset[int]:
    """Where numbers begin that stand in the brackets after a count: its parts (`412개소(음식점 156, 기타 256)`).

    They are no more than it is.
    """
    found = segment.within(start, end)
    wholes = [e for e in found if e.kind == "quantity" and not e.is_money and e.unit != "%"]
    starts: set[int] = set()
    for whole in wholes:
        named = re.match(rf"\s?{re.escape(whole.noun)}", segment.text[whole.end :]) if whole.noun else None
        a, b = bracket_after(segment.text, whole.end + (named.end() if named else 0)) or (0, 0)
        parts = [e for e in found if a <= e.start < b and e.unit is None]
        added = sum(e.value or 0 for e in parts)
        if added <= (whole.value or 0) or isclose(added, whole.value or 0):
            starts |= {e.start for e in parts}
    return frozenset(starts)


_SHARES = re.compile(r"\d\s*\(\s*%\s*\)\s*$")
"""`국비 50, 시비 35, 구비 15(%)`: shares without their amount."""


def _named_parts(
    segment: Segment, top: Expression, own: Sequence[Amount], inside: Sequence[Expression], scope: Unit | None
) -> list[Amount]:
    """Amounts in the brackets after one that words name and no source (`14,067(한도외 1,074)`), in its unit."""
    brackets = bracket_after(segment.text, top.end)
    if brackets is None:
        return []
    read = {a.expression.start for a in own if a.expression}
    unit = units().get(top.printed or "") or scope
    parts = []
    for e in inside:
        start = segment.text.rfind("(", 0, e.start) + 1
        name = re.split(r"[,·/]\s", segment.text[start : e.start])[-1].strip()
        dated = any(x.span is not None and start <= x.start and x.end <= e.start for x in segment.expressions)
        within = brackets[0] <= e.start < brackets[1] and e.start not in read
        if (
            within
            and (e.is_money or e.kind == "number")
            and (len(re.findall(r"[가-힣]", name)) >= 2 or (dated and name))
            and e.value is not None
        ):
            worth = e.value if e.is_money else e.value * unit.scale if unit and unit.is_money else None
            parts.append(Amount(e, worth, (TOTAL,), part=True, start=e.start))
    return parts


def _bare(text: str, start: int, e: Expression, scope: Unit | None) -> Amount:
    """An amount without any source in its words: a bare number takes the unit in scope."""
    worth = e.value if e.is_money else (e.value or 0) * scope.scale if scope else None
    behind = _SOURCE_BEHIND.match(text, e.end) if e.is_money else None
    if behind is not None and (of := find_source(behind["word"])) not in (None, TOTAL):
        return Amount(e, worth, (TOTAL, of), start=e.start)
    return Amount(e, worth, (_named_source(text, start, e) or TOTAL,), start=e.start)


_SOURCE_BEHIND = re.compile(r"의\s(?P<word>[가-힣]비)(?=[를로가는\s])")
"""`11억원의 국비를`: the source that an amount is of, behind it."""


def without_total(amount: Amount) -> Amount:
    """One of several sources in a list: their total is printed beside them or is none."""
    own = tuple(s for s in amount.sources if s != TOTAL)
    return replace(amount, sources=own or amount.sources)


def _counts_money(e: Expression, text: str) -> bool:
    """Whether an expression can be an amount or its share: a bare number glued to a word counts what that word says."""
    if e.kind == "number":
        return not text[e.end : e.end + 1].isalpha()
    return e.kind == "quantity" and (e.is_money or e.unit in ("%", "분", "도"))


def _top_level(text: str, usable: Sequence[Expression]) -> list[Expression]:
    """The amounts that do not stand in the brackets after another amount."""
    tops: list[Expression] = []
    until = -1
    for e in usable:
        if e.start < until or (e.unit is not None and not e.is_money):
            continue
        tops.append(e)
        inside = bracket_after(text, e.end)
        until = inside[1] if inside else -1
    return [e for e in tops if e.is_money] or tops


def _one_list(text: str, start: int, end: int, tops: Sequence[Expression]) -> bool:
    """Whether the amounts are one list of sources (`국 227,928 분 6,228 시 51,341`)."""
    return (
        len(tops) > 1 and not any(e.is_money for e in tops) and len(source_marks(text[start:end], (0, end - start))) > 1
    )


def _stretch_start(text: str, start: int, tops: Sequence[Expression], i: int) -> int:
    if i == 0:
        return start
    before = tops[i - 1]
    inside = bracket_after(text, before.end)
    return inside[1] if inside else before.end


def _named_source(text: str, start: int, e: Expression) -> str | None:
    """The source directly before an amount (`국비 300`)."""
    words = re.split(r"[\s,:/·+(]+", text[start : e.start].strip(" :,(/+"))
    return (find_source(words[-1]) or find_source(without_particle(words[-1]))) if words and words[-1] else None


def _with_sources(
    segment: Segment, stretch: tuple[int, int], inside: Sequence[Expression], scope: Unit | None
) -> list[Amount]:
    start, end = stretch
    local = tuple(replace(e, start=e.start - start, end=e.end - start) for e in inside)
    found = [a for a in read_funding(segment.text[start:end], local, scope) if a.amount is not None or a.expression]
    own = {e.start - start: e for e in inside}
    amounts = []
    for a in found:
        e = own.get(a.expression.start) if a.expression else None
        percent = a.share is not None and e is not None and "%" not in e.raw
        amounts.append(Amount(e, a.amount, (a.source,), a.share, a.source != TOTAL, percent, start + a.start))
    return _merged(amounts)


def _merged(amounts: Sequence[Amount]) -> list[Amount]:
    """A total and the one source that pays all of it stand for one number; a lone source is also a total."""
    if len(amounts) == 1 and amounts[0].sources[0] not in (TOTAL, NO_BUDGET) and amounts[0].share is None:
        return [replace(amounts[0], sources=(TOTAL, *amounts[0].sources), part=False)]
    merged: list[Amount] = []
    for amount in amounts:
        if amount.expression is None and merged and amount.share is None:
            merged[-1] = replace(merged[-1], sources=(*merged[-1].sources, *amount.sources))
        else:
            merged.append(amount)
    return merged


def is_share_of_support(text: str) -> bool:
    """`국비 50%` without an amount is a rate of support."""
    return sign_in("unit_price", text) is not None
