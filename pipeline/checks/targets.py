"""Targets against results, against each other, and against nothing."""

import re
from collections.abc import Iterator

from pipeline.interpret.context import Draft
from pipeline.interpret.notebook import Notebook, Outcome
from pipeline.interpret.segments import Segment
from pipeline.korean.names import compact, task_key

_ENOUGH_TASKS = 5
_ACTIONS = re.compile(r"(?:실시|개최|운영|추진|지원|확대|강화|구축|조성|실행|시행|제공|관리|활성화)$")


def _subject(draft: Draft) -> tuple[str, str, object]:
    context = draft.context
    name = compact(str(draft.fields.get("indicator") or context.activity or ""))
    return task_key(context.task or ""), re.sub(r"(?:인원|실적|수)$", "", name), draft.fields.get("unit")


def target_below_last_result(book: Notebook) -> Iterator[Outcome]:
    """The target of a year is not below the result of the year before (same task, indicator and unit)."""
    results = {
        (*_subject(d), d.context.period()[0]): d
        for d in book.drafts
        if d.dataset == "result" and d.value is not None and d.context.task and d.fields.get("comparator") == "="
    }
    for draft in book.drafts:
        year = draft.context.period()[0]
        if (
            draft.dataset != "plan"
            or draft.value is None
            or year is None
            or (draft.context.span and not draft.context.span.is_year)
        ):
            continue
        last = results.get((*_subject(draft), year - 1))
        if last is None or last.value is None or draft.fields.get("cumulative") != last.fields.get("cumulative"):
            continue
        held = draft.value >= last.value
        unit = draft.fields.get("unit") or ""
        message = (
            "" if held else f"{year}년 목표 {draft.value:,g}{unit}이(가) 전년 실적 {last.value:,g}{unit}보다 작습니다."
        )
        numbers: dict[str, float | int | str | None] = {"target": draft.value, "last": last.value}
        segments = (draft.segment, last.segment)
        yield Outcome("target_below_last_result", held, "warn", message, numbers, segments, (draft, last))


def target_conflict(book: Notebook) -> Iterator[Outcome]:
    """The same target (task, indicator, period, unit) has one value wherever it is printed."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in book.drafts:
        named = draft.context.task and draft.fields.get("indicator")
        if (
            draft.dataset != "plan"
            or draft.value is None
            or draft.fields.get("superseded")
            or not named
            or not draft.aimed
        ):
            continue
        key = (
            *_subject(draft),
            compact(draft.context.activity or ""),
            draft.context.period(),
            draft.fields.get("comparator"),
        )
        first = seen.setdefault(key, draft)
        if first is draft or first.segment.place.block == draft.segment.place.block:
            continue
        held = first.value == draft.value
        message = "" if held else f"같은 목표가 {first.value:,g}와(과) {draft.value:,g}(으)로 다릅니다."
        numbers: dict[str, float | int | str | None] = {"first": first.value, "second": draft.value}
        yield Outcome("target_conflict", held, "warn", message, numbers, (first.segment, draft.segment), (first, draft))


def no_targets(book: Notebook) -> Iterator[Outcome]:
    """A plan of several tasks names a target, a KPI or an amount for at least one of them."""
    plans = [d for d in book.drafts if d.dataset == "plan" and d.context.task]
    tasks = {task_key(d.context.task or "") for d in plans}
    if book.facts.dataset != "plan" or len(tasks) < _ENOUGH_TASKS:
        return
    held = any(d.value is not None or d.fields.get("kpi") for d in plans) or any(
        d.dataset == "budget" for d in book.drafts
    )
    message = "" if held else f"과제 {len(tasks)}개에 목표값, 성과지표, 예산이 하나도 없습니다."
    told = _tellers(book, plans)
    yield Outcome(
        "no_targets", held, "warn", message, {"tasks": len(tasks), "activities": len(plans)}, told, tuple(plans[:1])
    )


def _tellers(book: Notebook, plans: list[Draft]) -> tuple[Segment, ...]:
    """Where the document promises indicators or counts its tasks, else where the first task stands."""
    promised = [s for s in book.ledger.segments if "성과지표" in compact(s.text)]
    declared = [d.segment for d in book.facts.declared]
    return tuple(dict.fromkeys([*promised, *declared])) or (plans[0].segment,)


def target_without_result(book: Notebook) -> Iterator[Outcome]:
    """Where a document reports its targets as reached, something of each counted target is among its results."""
    reached = [
        d
        for d in book.drafts
        if d.dataset == "result" and re.search(r"달성[도률율]", str(d.fields.get("indicator") or ""))
    ]
    if not reached:
        return
    others = [d for d in book.drafts if d.dataset == "result" and d not in reached]
    told = compact(" ".join(d.segment.text + (d.context.activity or "") for d in others))
    activities: dict[str, Draft] = {}
    for draft in book.drafts:
        if draft.dataset == "plan" and draft.value is not None and draft.context.activity:
            activities.setdefault(draft.context.activity, draft)
    for activity, draft in activities.items():
        subject = _head_noun(activity)
        if subject is None:
            continue
        held = subject in told
        message = "" if held else f"'{activity}' 목표에 대한 실적이 문서에 없으나 달성으로 적혀 있습니다."
        segments = (draft.segment, *(d.segment for d in reached[:1]))
        yield Outcome("target_without_result", held, "warn", message, {"target": draft.value}, segments, (draft,))


def _head_noun(activity: str) -> str | None:
    """What is done: the last word that is no mere action (`우수사례 발표회 개최` is about 발표회)."""
    words = [w for w in activity.split() if not _ACTIONS.fullmatch(w)]
    noun = compact(_ACTIONS.sub("", words[-1])) if words else ""
    return noun if len(noun) >= 2 else None


def rate_without_base(book: Notebook) -> Iterator[Outcome]:
    """An achievement rate stands beside a target, or beside the counts it was reckoned from."""
    rates = [
        d
        for d in book.drafts
        if d.dataset == "result" and re.search(r"달성[도률율]", str(d.fields.get("indicator") or ""))
    ]
    if not rates:
        return
    others = [d for d in book.drafts if d not in rates and d.value is not None and d.dataset != "budget"]
    if others:
        yield Outcome("rate_without_base", True, segments=(rates[0].segment,))
        return
    segments = tuple(dict.fromkeys(d.segment for d in rates))
    values = ", ".join(f"{d.value:g}%" for d in rates)
    message = f"달성률 {values}의 근거가 되는 목표와 실적이 문서에 없습니다."
    numbers: dict[str, float | int | str | None] = {f"rate {i}": d.value for i, d in enumerate(rates, 1)}
    yield Outcome("rate_without_base", False, "warn", message, numbers, segments, tuple(rates))


def count_ambiguous(book: Notebook) -> Iterator[Outcome]:
    """`A 외 11개 학교` means A and eleven more; the row keeps the number as printed."""
    for draft in book.drafts:
        if any(e.besides for e in draft.claims):
            raw, all_told = draft.claims[0].raw.strip(), (draft.value or 0) + 1
            message = f"'{raw}'는 앞에 적은 것을 뺀 수로, 모두 {all_told:g}일 수 있습니다."
            yield Outcome(
                "count_ambiguous", False, "info", message, {"printed": draft.value}, (draft.segment,), (draft,)
            )
