"""Totals against their parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.interpret.review import Review
from pipeline.interpret.types import Fact, Outcome, Sum
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in


def _tolerance(total: Fact, parts: tuple[Fact, ...]) -> float:
    """What rounding alone can make: half of the last printed digit for the total and for every part.

    Counts and amounts printed in won or thousands are exact; decimals and millions and up are rounded.
    """
    values = [float(d.value or 0) for d in (total, *parts)]
    if _scale(total) >= _ROUNDED:
        return _rounding(_scale(total), parts)
    return 0.05 * len(values) if any(v != int(v) for v in values) else 1e-6


_ROUNDED = 1_000_000


def _rounding(unit: float, parts: tuple[Fact, ...]) -> float:
    """By how much a total and its parts differ at most where each was rounded to so many won."""
    return 0.5 * unit * (len(parts) + 1)


_WON = "원"


def _scale(fact: Fact) -> float:
    """Won of one printed unit of an amount."""
    printed = fact.claims[0].value if fact.claims else None
    if not (fact.dataset == "budget" or fact.get("unit") == _WON) or not printed or not fact.value:
        return 1.0
    return abs(fact.value / printed) if not fact.claims[0].is_money else 1.0


def sum_mismatch(review: Review) -> Iterator[Outcome]:
    """A printed total equals the sum of the parts beside or above it (계 = 국비 + 시비 + 구비)."""
    groups: dict[Axis, list[Outcome]] = {}
    for group in review.sums:
        if is_additive(group.total):
            groups.setdefault(_axis(group), []).extend(_outcomes(group.name, group.total, group.parts))
    for outcomes in groups.values():
        yield from _as_sure_as_its_table(outcomes)
    yield from _funding(review)
    yield from _balances(review)


Axis = tuple[int, str, int]
"""The row or the column of a table whose cells are totals."""


def _axis(group: Sum) -> Axis:
    """Where the totals of the same kind stand: in the column of a total of its row, in the row of any other."""
    site = group.total.site
    number = site.grid.number if site.grid is not None else -1
    row, col = site.cell or (-1, -1)
    beside = all(part.site.cell is not None and part.site.cell[0] == row for part in group.parts)
    return (number, "column", col) if beside else (number, "row", row)


def _as_sure_as_its_table(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """A mismatch is an error where the other totals of its row or column hold: there the table is read as it is meant.

    Where most of them fail, rather the parts are not those of the total; a total that stands alone may be off by a
    little.
    """
    failed = [one for one in outcomes if not one.passed]
    alone = len(outcomes) == 1
    for one in outcomes:
        sure = _is_near(one, _A_LITTLE) if alone else len(failed) * 2 <= len(outcomes)
        yield one if one.passed or sure else replace(one, severity="warn")


def _is_near(outcome: Outcome, part: float) -> bool:
    """Whether a total misses its sum by no more than a part of it."""
    total, summed = outcome.numbers.get("total"), outcome.numbers.get("sum")
    if not isinstance(total, float | int) or not isinstance(summed, float | int):
        return False
    return abs(total - summed) <= part * max(abs(total), abs(summed))


_A_LITTLE = 0.1
"""How far a total that stands alone can be from its sum and still be a misprint."""
_PART_OF_FUNDING = 1 / 3
"""How far the sources named in one text can be from their amount and still be a misprint."""


def _balances(review: Review) -> Iterator[Outcome]:
    """자산 is 부채 and 자본 together, in each row or column of a balance (지방회계법 재무제표)."""
    sides: dict[tuple[int, str, int], dict[str, tuple[str, Fact]]] = {}
    for fact in review.facts:
        site = fact.site
        if fact.dataset != "result" or fact.value is None or site.grid is None or site.cell is None:
            continue
        named = ("column", site.cell[1], site.row.label if site.row else None)
        headed = ("row", site.cell[0], site.column.words if site.column else None)
        for axis, place, words in (named, headed):
            for sign in _SIDES_OF_A_BALANCE:
                if words and sign_in(sign, compact(words)):
                    sides.setdefault((site.grid.number, axis, place), {}).setdefault(sign, (words, fact))
    for found in sides.values():
        if len(found) == len(_SIDES_OF_A_BALANCE):
            (words, whole), *others = (found[sign] for sign in _SIDES_OF_A_BALANCE)
            parts = tuple(part for _, part in others)
            for one in _outcomes(words, whole, parts):
                yield replace(one, severity="warn") if _may_be_rounded(one, whole, parts) else one


def _may_be_rounded(outcome: Outcome, total: Fact, parts: tuple[Fact, ...]) -> bool:
    """Whether a mismatch is no larger than rounding makes it: books are kept in won, and printed in thousands."""
    difference = float(total.value or 0) - sum(float(part.value or 0) for part in parts)
    return not outcome.passed and _scale(total) > 1 and abs(difference) <= _rounding(_scale(total), parts)


def _told_roughly(total: Fact, parts: tuple[Fact, ...]) -> bool:
    """Whether a mismatch is no larger than rounding makes it where a sentence tells all in 억 (`8,038억여원`)."""
    values = [float(fact.value or 0) for fact in (total, *parts)]
    difference = abs(values[0] - sum(values[1:]))
    return all(value % _EOK == 0 for value in values) and difference <= _rounding(_EOK, parts)


_EOK = 100_000_000


_SIDES_OF_A_BALANCE = ("assets", "liabilities", "equity")


def _funding(review: Review) -> Iterator[Outcome]:
    """The sources named in one text add up to the amount named with them."""
    by_text: dict[int, list[Fact]] = {}
    for fact in review.facts:
        if fact.dataset == "budget" and fact.claims:
            by_text.setdefault(fact.segment.number, []).append(fact)
    for facts in by_text.values():
        totals = [d for d in facts if d.get("source") == "계"]
        parts = tuple(d for d in facts if d.get("source") != "계" and d.get("share") is None)
        if (
            len(totals) == 1
            and len(parts) >= 2
            and not any(d.segment.place.row is not None and len(d.segment.text) < 12 for d in parts)
        ):
            for one in _outcomes("재원별", totals[0], parts):
                sure = _is_near(one, _PART_OF_FUNDING) and not _told_roughly(totals[0], parts)
                yield one if one.passed or sure else replace(one, severity="warn")


_NOT_ADDITIVE = re.compile(r"평균|[율률]$|만족도|점수|단가|지수|비중")


def is_additive(total: Fact) -> bool:
    """Scores, rates and means do not add up; shares do, to 100."""
    unit, indicator = total.get("unit"), str(total.get("indicator") or "")
    if unit == "%":
        return total.value == 100
    return unit not in ("점", "%p", "배", "℃", "지수") and not _NOT_ADDITIVE.search(indicator)


def figure(value: float) -> str:
    """A number as a person writes it: 15,000,000 and not 1.5e+07."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def _outcomes(name: str, total: Fact, parts: tuple[Fact, ...]) -> Iterator[Outcome]:
    """One application of the check; none where the parts are not all parts, so that nothing can be said."""
    values = [float(p.value or 0) for p in parts]
    printed = float(total.value or 0)
    difference = round(printed - sum(values), 6)
    if abs(difference) <= _tolerance(total, parts):
        yield Outcome("sum_mismatch", True, segments=(total.segment,))
    elif not (
        some_add_up_to(values, -difference)
        or _is_mean(printed, values)
        or (total.get("unit") == "%" and difference > 0)
    ):
        yield _mismatch(name, total, parts)


def _is_mean(printed: float, values: Sequence[float]) -> bool:
    """Whether a total lies among its parts, far from their sum: of rates whose name does not tell it is the mean."""
    return len(values) > _PARTS_OF_A_MEAN and min(values) < printed < max(values) and 2 * printed < sum(values)


_PARTS_OF_A_MEAN = 3


def some_add_up_to(values: Sequence[float], wanted: float) -> bool:
    """Whether some of the values, and not all, are together exactly what is wanted.

    Where a sum is too large by just what some of its parts are, these stand within others (a subtotal and what it adds
    up) or beside the total (a source that it leaves out), and the total is right.
    """
    if wanted <= 0 or len(values) > _MOST_PARTS:
        return wanted > 0 and len(values) > _MOST_PARTS
    reached = {0.0}
    for value in values:
        reached |= {round(one + value, 6) for one in reached if one + value <= wanted + 1e-6}
    return round(wanted, 6) in reached


_MOST_PARTS = 20
"""Parts of which so many sums can be made that one fits by chance."""


def _mismatch(name: str, total: Fact, parts: tuple[Fact, ...]) -> Outcome:
    values = [float(p.value or 0) for p in parts]
    printed = float(total.value or 0)
    difference = round(printed - sum(values), 6)
    unit = "원" if total.dataset == "budget" else str(total.get("unit") or "")
    stated, summed, gap = (f"{figure(v)}{unit}" for v in (printed, sum(values), abs(difference)))
    message = f"{name} {stated}이(가) 항목의 합 {summed}과(와) {gap} 다릅니다."
    numbers: dict[str, float | int | str | None] = {"total": printed, "sum": sum(values), "difference": difference}
    segments = tuple(dict.fromkeys((total.segment, *(p.segment for p in parts))))
    return Outcome("sum_mismatch", False, "error", message, numbers, segments, (total, *parts))


def shares(review: Review) -> Iterator[Outcome]:
    """Shares of the sources of one amount add up to 100 percent."""
    by_text: dict[int, list[Fact]] = {}
    for fact in review.facts:
        if fact.dataset == "budget" and fact.site.amount is not None and fact.site.amount.share is not None:
            by_text.setdefault(fact.segment.number, []).append(fact)
    for facts in by_text.values():
        if len(facts) < _SEVERAL_SHARES:
            continue
        total = sum(float(d.get("share")) for d in facts)
        printed = sum(e.unit == "%" for e in facts[0].segment.expressions)
        if total < _WHOLE and printed > len(facts):
            continue  # another pays the rest, whom no word of the field names
        ok = abs(total - _WHOLE) <= 1
        message = "" if ok else f"재원 비율의 합이 {total:g}%입니다."
        yield Outcome(
            "sum_mismatch", ok, "error", message, {"sum": total, "total": _WHOLE}, (facts[0].segment,), tuple(facts)
        )


_WHOLE = 100
_SEVERAL_SHARES = 2
"""One share alone says nothing of the others."""
