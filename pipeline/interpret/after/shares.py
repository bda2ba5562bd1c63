"""Shares beside amounts: `구성비` in the column after an amount is said of that amount and is no row of its own."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.interpret.types import Because, Fact, Left
from pipeline.korean.signs import alternation, sign_in


def shares_of_amounts(facts: Sequence[Fact]) -> tuple[list[Fact], list[Left]]:
    """Facts in which every share stands with the amount to its left; shares of what has no column for them are left."""
    told: list[Fact] = []
    left: list[Left] = []
    wholes = _columns_of_wholes(facts)
    proportional = _of_one_whole(facts)
    ahead: Fact | None = None
    for fact, following in itertools.zip_longest(facts, facts[1:]):
        if ahead is not None:
            fact, ahead = _with_share(fact, ahead), None
        if following is not None and _is_rate_ahead(fact, following):
            ahead = fact
            continue
        amount = len(told) - 1 if id(fact) in proportional else _amount_beside(fact, told, wholes)
        if amount is None and _is_share_of_nothing(fact):
            left.append(Left(fact.site, "other", Because("share of what is not told", fact.site.text.strip()[:40])))
            continue
        if amount is None:
            told.append(fact)
            continue
        because = Because("share beside the amount", fact.site.column.text if fact.site.column else "")
        if told[amount].dataset != "budget":
            left.append(Left(fact.site, "other", because))
            continue
        told[amount] = told[amount].told(because, share=_printed(fact)).with_beside(fact.site)
    return told, left


_Column = tuple[int, int]
"""A table and a column of it."""


def _columns_of_wholes(facts: Sequence[Fact]) -> dict[_Column, int]:
    """Columns of shares to the column whose amounts, divided by the one beside 100, are those shares row by row."""
    rows: dict[tuple[int, int], dict[int, Fact]] = {}
    for fact in facts:
        if fact.site.grid is not None and fact.site.cell is not None and fact.value is not None:
            rows.setdefault((fact.site.grid.number, fact.site.cell[0]), {})[fact.site.cell[1]] = fact
    shares = [(grid, column, row) for (grid, _), row in rows.items() for column in row if _is_share(row[column])]
    wholes: dict[_Column, Mapping[int, Fact]] = {}
    for grid, column, row in shares:
        if row[column].value == _ALL:
            wholes.setdefault((grid, column), row)
    hits: dict[_Column, Counter[int]] = {}
    for grid, column, row in shares:
        if (whole := wholes.get((grid, column))) is not None:
            hits.setdefault((grid, column), Counter()).update(
                c for c, fact in row.items() if c < column and c in whole and _is_part(row[column], fact, whole[c])
            )
    return {column: counts.most_common(1)[0][0] for column, counts in hits.items() if counts.total() > _FEWEST_HITS}


_ALL, _FEWEST_HITS, _ROUNDED = 100, 2, 0.06


def _is_share(fact: Fact) -> bool:
    return fact.site.column is not None and fact.site.column.role == "share"


def _is_part(share: Fact, amount: Fact, whole: Fact) -> bool:
    """Whether an amount is the share of a whole that a number says, as exactly as shares are printed."""
    if not share.value or not amount.value or not whole.value:
        return False
    return abs(amount.value / whole.value * _ALL - share.value) < _ROUNDED


def _of_one_whole(facts: Sequence[Fact]) -> frozenset[int]:
    """Rates in brackets behind amounts of a sentence or column (`복지 590억원(32.7%)`) that are shares of one whole, of
    which two pairs beside one another tell the same size, as exactly as they are printed."""
    pairs = [
        (amount, rate)
        for amount, rate in itertools.pairwise(facts)
        if amount.value and (_is_rate_behind(rate, amount) or _is_rate_in_column(rate, amount))
    ]
    shares: set[int] = set()
    for (one, first), (other, second) in itertools.pairwise(pairs):
        beside = _same_column(one, other) or other.segment.number - one.segment.number <= 1
        if not beside or one.value == other.value:
            continue
        (low, high), (least, most) = _whole(one, first), _whole(other, second)
        exact = min(high / low, most / least) < _EXACT if min(low, least) > 0 else False
        if exact and max(low, least) <= min(high, most):
            shares |= {id(first), id(second)}
    return frozenset(shares)


def _is_share_of_nothing(fact: Fact) -> bool:
    """Whether a rate was read as an amount, and no amount stands beside it (`사업예산이 전체예산의 77.4%로`)."""
    e = fact.site.expression
    return fact.dataset == "budget" and fact.site.row is None and fact.value is None and e is not None and e.unit == "%"


def _is_rate_ahead(rate: Fact, amount: Fact) -> bool:
    """Whether a rate says which part of the whole the amount behind it is (`자체사업비가 50%인 1,841억원`)."""
    e, said = rate.site.expression, amount.site.expression
    if e is None or said is None or e.unit != "%" or rate.site.row is not None or amount.segment is not rate.segment:
        return False
    between = amount.segment.text[e.end : said.start]
    return amount.dataset == "budget" and amount.get("share") is None and _SO_MUCH.fullmatch(between) is not None


_SO_MUCH = re.compile(rf"{alternation('so_much')}\s")


def _with_share(amount: Fact, rate: Fact) -> Fact:
    because = Because("share ahead of the amount", rate.site.text.strip()[:40])
    return amount.told(because, share=_printed(rate)).with_beside(rate.site)


def _is_rate_behind(rate: Fact, amount: Fact) -> bool:
    e, said = rate.site.expression, amount.site.expression
    if e is None or said is None or e.unit != "%" or not rate.value or rate.site.row is not None:
        return False
    between = amount.segment.text[said.end : e.start].strip()
    beside = amount.segment is rate.segment and (between == "(" or (between == "," and amount.site.bracketed))
    return beside and amount.dataset == "budget" and amount.get("share") is None


def _is_rate_in_column(rate: Fact, amount: Fact) -> bool:
    """Whether a rate stands in brackets in the cell of an amount, or below it (`1,200 (80.0)`)."""
    e = rate.site.expression
    if e is None or e.unit != "%" or not rate.value or not _same_column(rate, amount):
        return False
    alone = rate.segment.text[: e.start].rstrip().endswith("(") or rate.segment.text[e.start : e.end].startswith("(")
    return alone and amount.dataset == "budget" and amount.get("share") is None


def _same_column(one: Fact, other: Fact) -> bool:
    here, there = one.site, other.site
    if here.grid is None or there.grid is None or here.cell is None or there.cell is None:
        return False
    return here.grid.number == there.grid.number and here.cell[1] == there.cell[1]


def _whole(amount: Fact, rate: Fact) -> tuple[float, float]:
    """The least and the greatest whole of which a rounded amount is a rounded rate."""
    value, percent = float(amount.value or 0), float(rate.value or 1)
    off, rounded = (_ROUNDED_AMOUNT / 2 if amount.site.row is None else 0), _ROUNDED
    return (value - off) / (percent + rounded) * _ALL, (value + off) / max(percent - rounded, rounded) * _ALL


_EXACT = 1.05
"""How far apart the wholes may lie that rounding leaves open for one of two pairs."""
_ROUNDED_AMOUNT = 100_000_000
"""Won to which a sentence rounds its amounts; those of a table are as they stand."""


def _amount_beside(fact: Fact, before: Sequence[Fact], wholes: Mapping[_Column, int]) -> int | None:
    """The place of the amount that a share column's number belongs to: the one whose share it is, else the nearest to
    its left in the same row."""
    site = fact.site
    if site.row is None:
        return _amount_in_sentence(fact, before)
    if not _is_share(fact) or site.cell is None or site.grid is None:
        return None
    column = wholes.get((site.grid.number, site.cell[1]))
    for i in range(len(before) - 1, -1, -1):
        other = before[i].site
        if (
            other.grid is None
            or other.grid.number != site.grid.number
            or other.cell is None
            or other.cell[0] != site.cell[0]
        ):
            return None
        if other.cell[1] < site.cell[1] and column in (None, other.cell[1]):
            amount = before[i].dataset == "budget" or before[i].get("unit") == "원"
            return i if amount and before[i].get("share") is None else None
    return None


def _printed(fact: Fact) -> float | None:
    """The share as it stands, also where `전체의` before it was read as the source of an amount."""
    e = fact.site.expression
    return fact.value if fact.value is not None or e is None else e.value


def _amount_in_sentence(fact: Fact, before: Sequence[Fact]) -> int | None:
    """The place of the amount that a sentence gives the share of (`복지가 1,432억원으로 28.7%를 차지하고`)."""
    e, amount = fact.site.expression, before[-1] if before else None
    if e is None or e.unit != "%" or amount is None or amount.segment is not fact.segment:
        return None
    said = amount.site.expression
    if amount.dataset != "budget" or amount.get("share") is not None or said is None:
        return None
    text = fact.segment.text
    between = _BETWEEN.fullmatch(text, said.end, e.start)
    told = between is not None and (between["whole"] or sign_in("share_word", text) or _lists_shares(text))
    return len(before) - 1 if told else None


def _lists_shares(text: str) -> bool:
    """Whether a sentence says of several amounts which part of the whole each is (`환경 12억(10%), 교통 9억(8%)`)."""
    return len(_AMOUNT_AND_SHARE.findall(text)) >= _SEVERAL_SHARES and sign_in("by_kind", text) is not None


_SEVERAL_SHARES = 2
_AMOUNT_AND_SHARE = re.compile(r"\d\s?[조억만천백]*\s?원?\s?\(\d[\d.]*\s?%\)")


_BETWEEN = re.compile(rf"\s?(?:{alternation('share_particle')}|\()\s?(?P<whole>{alternation('whole_of_share')}\s)?")
