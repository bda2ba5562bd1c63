"""Totals against their parts."""

import re
from collections.abc import Iterator

from pipeline.interpret.context import Draft
from pipeline.interpret.notebook import Notebook, Outcome


def _tolerance(total: Draft, parts: tuple[Draft, ...]) -> float:
    """What rounding alone can make: half of the last printed digit for the total and for every part.

    Counts and amounts printed in won or thousands are exact; decimals and millions and up are rounded.
    """
    values = [float(d.value or 0) for d in (total, *parts)]
    scale = _scale(total)
    if scale >= _ROUNDED:
        return 0.5 * scale * len(values)
    return 0.05 * len(values) if any(v != int(v) for v in values) else 1e-6


_ROUNDED = 1_000_000


def _scale(draft: Draft) -> float:
    """Won of one printed unit of an amount."""
    printed = draft.claims[0].value if draft.claims else None
    if draft.dataset != "budget" or not printed or not draft.value:
        return 1.0
    return abs(draft.value / printed) if not draft.claims[0].is_money else 1.0


def sum_mismatch(book: Notebook) -> Iterator[Outcome]:
    """A printed total equals the sum of the parts beside or above it (계 = 국비 + 시비 + 구비)."""
    for group in book.sums:
        if not is_additive(group.total):
            continue
        yield _outcome(group.name, group.total, group.parts)
    yield from _funding(book)


def _funding(book: Notebook) -> Iterator[Outcome]:
    """The sources named in one text add up to the amount named with them."""
    by_text: dict[int, list[Draft]] = {}
    for draft in book.drafts:
        if draft.dataset == "budget" and draft.claims:
            by_text.setdefault(draft.segment.number, []).append(draft)
    for drafts in by_text.values():
        totals = [d for d in drafts if d.fields["source"] == "계"]
        parts = tuple(d for d in drafts if d.fields["source"] != "계" and d.fields.get("share") is None)
        if (
            len(totals) == 1
            and len(parts) >= 2
            and not any(d.segment.place.row is not None and len(d.segment.text) < 12 for d in parts)
        ):
            yield _outcome("재원별", totals[0], parts)


_NOT_ADDITIVE = re.compile(r"평균|[율률]$|만족도|점수|단가|지수|비중")


def is_additive(total: Draft) -> bool:
    """Scores, rates and means do not add up; shares do, to 100."""
    unit, indicator = total.fields.get("unit"), str(total.fields.get("indicator") or "")
    if unit == "%":
        return total.value == 100
    return unit not in ("점", "%p", "배", "℃", "지수") and not _NOT_ADDITIVE.search(indicator)


def figure(value: float) -> str:
    """A number as a person writes it: 15,000,000 and not 1.5e+07."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def _outcome(name: str, total: Draft, parts: tuple[Draft, ...]) -> Outcome:
    values = [float(p.value or 0) for p in parts]
    printed = float(total.value or 0)
    difference = round(printed - sum(values), 6)
    if abs(difference) <= _tolerance(total, parts):
        return Outcome("sum_mismatch", True, segments=(total.segment,))
    unit = "원" if total.dataset == "budget" else str(total.fields.get("unit") or "")
    stated, summed, gap = (f"{figure(v)}{unit}" for v in (printed, sum(values), abs(difference)))
    message = f"{name} {stated}이(가) 항목의 합 {summed}과(와) {gap} 다릅니다."
    numbers: dict[str, float | int | str | None] = {"total": printed, "sum": sum(values), "difference": difference}
    segments = tuple(dict.fromkeys((total.segment, *(p.segment for p in parts))))
    return Outcome("sum_mismatch", False, "error", message, numbers, segments, (total, *parts))


def shares(book: Notebook) -> Iterator[Outcome]:
    """Shares of the sources of one amount add up to 100 percent."""
    by_text: dict[int, list[Draft]] = {}
    for draft in book.drafts:
        if draft.dataset == "budget" and draft.fields.get("share") is not None:
            by_text.setdefault(draft.segment.number, []).append(draft)
    for drafts in by_text.values():
        total = sum(float(d.fields["share"]) for d in drafts)
        ok = abs(total - 100) <= 1
        message = "" if ok else f"재원 비율의 합이 {total:g}%입니다."
        yield Outcome(
            "sum_mismatch", ok, "error", message, {"sum": total, "total": 100}, (drafts[0].segment,), tuple(drafts)
        )
