"""Amounts of one task against each other."""

import re
from collections.abc import Iterator

from pipeline.interpret.context import Draft
from pipeline.interpret.notebook import Notebook, Outcome
from pipeline.korean.names import compact

_WHOLE = re.compile(r"총\s?사업비|총\s?예산|총\s?소요예산|사\s?업\s?비\s?총액")


def total_conflict(book: Notebook) -> Iterator[Outcome]:
    """총사업비 of a task equals the 계 over the years of the same task's yearly table."""
    whole = [d for d in _totals(book) if _WHOLE.search(d.segment.text)]
    yearly = [d for d in _totals(book) if d.context.total is not None and d not in whole]
    for draft in whole:
        for table in yearly:
            if (table.context.task, table.context.task_code) != (draft.context.task, draft.context.task_code):
                continue
            held = draft.value == table.value
            message = "" if held else f"총사업비 {draft.value:,}원이 연도별 계 {table.value:,}원과 다릅니다."
            yield Outcome(
                "total_conflict",
                held,
                "error",
                message,
                {"whole": draft.value, "years": table.value},
                (draft.segment, table.segment),
                (draft, table),
            )


def _totals(book: Notebook) -> list[Draft]:
    return [
        d
        for d in book.drafts
        if d.dataset == "budget" and d.fields["source"] == "계" and d.fields["basis"] == "예산" and d.value is not None
    ]


def budget_unspent(book: Notebook) -> Iterator[Outcome]:
    """Where a budget is planned for a year, something of it is spent in that year."""
    planned = {_year_of(d): d for d in _totals(book) if d.context.period()[0] is not None}
    for draft in book.drafts:
        if draft.dataset != "budget" or draft.fields["basis"] != "집행" or draft.fields["source"] != "계":
            continue
        budget = planned.get(_year_of(draft))
        if budget is None or not budget.value or draft.value is None:
            continue
        held = draft.value != 0
        year = draft.context.period()[0]
        message = "" if held else f"{year}년 예산 {budget.value:,}원이 집행되지 않았습니다."
        numbers: dict[str, float | int | str | None] = {"year": year, "budget": budget.value, "spent": draft.value}
        segments = (budget.segment, draft.segment)
        yield Outcome("budget_unspent", held, "info", message, numbers, segments, (budget, draft))


def _year_of(draft: Draft) -> tuple[str | None, str | None, str, int | None]:
    context = draft.context
    return context.task, context.task_code, compact(context.activity or ""), context.period()[0]
