"""Shares beside amounts: `구성비` in the column after an amount is said of that amount and is no row of its own."""

from collections.abc import Sequence

from pipeline.interpret.types import Because, Fact, Left


def shares_of_amounts(facts: Sequence[Fact]) -> tuple[list[Fact], list[Left]]:
    """Facts in which every share stands with the amount to its left; shares of what has no column for them are left."""
    told: list[Fact] = []
    left: list[Left] = []
    for fact in facts:
        amount = _amount_beside(fact, told)
        if amount is None:
            told.append(fact)
            continue
        because = Because("share beside the amount", fact.site.column.text if fact.site.column else "")
        if told[amount].dataset != "budget":
            left.append(Left(fact.site, "other", because))
            continue
        told[amount] = told[amount].told(because, share=fact.value).with_beside(fact.site)
    return told, left


def _amount_beside(fact: Fact, before: Sequence[Fact]) -> int | None:
    """The place of the amount that a share column's number belongs to: the nearest to its left in the same row."""
    site = fact.site
    if site.column is None or site.column.role != "share" or site.cell is None or site.grid is None:
        return None
    for i in range(len(before) - 1, -1, -1):
        other = before[i].site
        if (
            other.grid is None
            or other.grid.number != site.grid.number
            or other.cell is None
            or other.cell[0] != site.cell[0]
        ):
            return None
        if other.cell[1] < site.cell[1]:
            amount = before[i].dataset == "budget" or before[i].get("unit") == "원"
            return i if amount and before[i].get("share") is None else None
    return None
