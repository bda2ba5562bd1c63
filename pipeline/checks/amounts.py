"""Amounts of one task against each other."""

import re
from collections.abc import Iterator

from pipeline.interpret.answers.period import SUM_OVER_YEARS
from pipeline.interpret.review import Review
from pipeline.interpret.types import Fact, Outcome
from pipeline.korean.names import compact

_WHOLE = re.compile(r"총\s?사업비|총\s?예산|총\s?소요예산|사\s?업\s?비\s?총액")


def total_conflict(review: Review) -> Iterator[Outcome]:
    """총사업비 of a task equals the 계 over the years of the same task's yearly table."""
    whole = [d for d in _totals(review) if _WHOLE.search(d.segment.text)]
    yearly = [d for d in _totals(review) if _sums_years(d) and d not in whole]
    for fact in whole:
        for table in yearly:
            if (table.get("task"), table.get("task_code")) != (fact.get("task"), fact.get("task_code")):
                continue
            held = fact.value == table.value
            message = "" if held else f"총사업비 {fact.value:,}원이 연도별 계 {table.value:,}원과 다릅니다."
            yield Outcome(
                "total_conflict",
                held,
                "error",
                message,
                {"whole": fact.value, "years": table.value},
                (fact.segment, table.segment),
                (fact, table),
            )


def _sums_years(fact: Fact) -> bool:
    """Whether an amount is a column 계 over the years of its table."""
    because = fact.why.get("period_end")
    return because is not None and because.rule == SUM_OVER_YEARS


def _totals(review: Review) -> list[Fact]:
    return [
        d
        for d in review.facts
        if d.dataset == "budget" and d.get("source") == "계" and d.get("basis") == "예산" and d.value is not None
    ]


def budget_unspent(review: Review) -> Iterator[Outcome]:
    """Where a budget is planned for a year, something of it is spent in that year."""
    planned = {_year_of(d): d for d in _totals(review) if d.period[0] is not None}
    for fact in review.facts:
        if fact.dataset != "budget" or fact.get("basis") != "집행" or fact.get("source") != "계":
            continue
        budget = planned.get(_year_of(fact))
        if budget is None or not budget.value or fact.value is None:
            continue
        held = fact.value != 0
        year = fact.period[0]
        message = "" if held else f"{year}년 예산 {budget.value:,}원이 집행되지 않았습니다."
        numbers: dict[str, float | int | str | None] = {"year": year, "budget": budget.value, "spent": fact.value}
        segments = (budget.segment, fact.segment)
        yield Outcome("budget_unspent", held, "info", message, numbers, segments, (budget, fact))


def _year_of(fact: Fact) -> tuple[str | None, str | None, str, int | None]:
    return fact.get("task"), fact.get("task_code"), compact(fact.get("activity") or ""), fact.period[0]
