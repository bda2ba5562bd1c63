"""Months of a schedule."""

from collections.abc import Iterator

from pipeline.interpret.review import Review
from pipeline.interpret.types import Outcome

_MONTHLY = 6
"""A schedule that lists at least this many months is meant to list them all."""


def period_gap(review: Review) -> Iterator[Outcome]:
    """A monthly schedule lists every month of the year; all schedules of the document count together."""
    listed = sorted({month for _, months in review.schedules for month in months})
    if len(listed) < _MONTHLY:
        return
    missing = [month for month in range(1, 13) if month not in listed]
    message = f"추진일정에 {', '.join(map(str, missing))}월이 없습니다." if missing else ""
    numbers: dict[str, float | int | str | None] = {"listed": len(listed), "missing": ", ".join(map(str, missing))}
    yield Outcome("period_gap", not missing, "warn", message, numbers, (review.schedules[0][0],))
