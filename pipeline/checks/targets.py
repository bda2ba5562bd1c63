"""Targets against results, against each other, and against nothing."""

import re
from collections.abc import Iterator

from pipeline.interpret.review import Review
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Fact, Outcome
from pipeline.korean.names import compact, task_key

_ENOUGH_TASKS = 5
_ACTIONS = re.compile(r"(?:실시|개최|운영|추진|지원|확대|강화|구축|조성|실행|시행|제공|관리|활성화)$")


def _whole_year(fact: Fact) -> bool:
    _, start, end = fact.period
    return start is not None and end is not None and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _aimed(fact: Fact) -> bool:
    """Whether a header or a row label calls the value a target."""
    heads = [fact.site.column, fact.site.row.head if fact.site.row else None]
    return any(head is not None and head.role == "target" for head in heads)


def _subject(fact: Fact) -> tuple[str, str, object]:
    name = compact(str(fact.get("indicator") or fact.get("activity") or ""))
    return task_key(fact.get("task") or ""), re.sub(r"(?:인원|실적|수)$", "", name), fact.get("unit")


def target_below_last_result(review: Review) -> Iterator[Outcome]:
    """The target of a year is not below the result of the year before (same task, indicator and unit)."""
    results = {
        (*_subject(d), d.period[0]): d
        for d in review.facts
        if d.dataset == "result" and d.value is not None and d.get("task") and d.get("comparator") == "="
    }
    for fact in review.facts:
        year = fact.period[0]
        if fact.dataset != "plan" or fact.value is None or year is None or not _whole_year(fact):
            continue
        last = results.get((*_subject(fact), year - 1))
        if last is None or last.value is None or fact.get("cumulative") != last.get("cumulative"):
            continue
        held = fact.value >= last.value
        unit = fact.get("unit") or ""
        message = (
            "" if held else f"{year}년 목표 {fact.value:,g}{unit}이(가) 전년 실적 {last.value:,g}{unit}보다 작습니다."
        )
        numbers: dict[str, float | int | str | None] = {"target": fact.value, "last": last.value}
        segments = (fact.segment, last.segment)
        yield Outcome("target_below_last_result", held, "warn", message, numbers, segments, (fact, last))


def target_conflict(review: Review) -> Iterator[Outcome]:
    """The same target (task, indicator, period, unit) has one value wherever it is printed."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in review.facts:
        named = fact.get("task") and fact.get("indicator")
        if fact.dataset != "plan" or fact.value is None or fact.get("superseded") or not named or not _aimed(fact):
            continue
        key = (
            *_subject(fact),
            compact(fact.get("activity") or ""),
            fact.period,
            fact.get("comparator"),
        )
        first = seen.setdefault(key, fact)
        if first is fact or first.segment.place.block == fact.segment.place.block:
            continue
        held = first.value == fact.value
        message = "" if held else f"같은 목표가 {first.value:,g}와(과) {fact.value:,g}(으)로 다릅니다."
        numbers: dict[str, float | int | str | None] = {"first": first.value, "second": fact.value}
        yield Outcome("target_conflict", held, "warn", message, numbers, (first.segment, fact.segment), (first, fact))


def no_targets(review: Review) -> Iterator[Outcome]:
    """A plan of several tasks names a target, a KPI or an amount for at least one of them."""
    plans = [d for d in review.facts if d.dataset == "plan" and d.get("task")]
    tasks = {task_key(d.get("task") or "") for d in plans}
    if review.document.dataset != "plan" or len(tasks) < _ENOUGH_TASKS:
        return
    held = any(d.value is not None or d.get("kpi") for d in plans) or any(d.dataset == "budget" for d in review.facts)
    message = "" if held else f"과제 {len(tasks)}개에 목표값, 성과지표, 예산이 하나도 없습니다."
    told = _tellers(review, plans)
    yield Outcome(
        "no_targets", held, "warn", message, {"tasks": len(tasks), "activities": len(plans)}, told, tuple(plans[:1])
    )


def _tellers(review: Review, plans: list[Fact]) -> tuple[Segment, ...]:
    """Where the document promises indicators or counts its tasks, else where the first task stands."""
    promised = [s for s in review.segments if "성과지표" in compact(s.text)]
    declared = [d.segment for d in review.document.declared]
    return tuple(dict.fromkeys([*promised, *declared])) or (plans[0].segment,)


def target_without_result(review: Review) -> Iterator[Outcome]:
    """Where a document reports its targets as reached, something of each counted target is among its results."""
    reached = [
        d for d in review.facts if d.dataset == "result" and re.search(r"달성[도률율]", str(d.get("indicator") or ""))
    ]
    if not reached:
        return
    others = [d for d in review.facts if d.dataset == "result" and d not in reached]
    told = compact(" ".join(d.segment.text + (d.get("activity") or "") for d in others))
    activities: dict[str, Fact] = {}
    for fact in review.facts:
        if fact.dataset == "plan" and fact.value is not None and fact.get("activity"):
            activities.setdefault(fact.get("activity"), fact)
    for activity, fact in activities.items():
        subject = _head_noun(activity)
        if subject is None:
            continue
        held = subject in told
        message = "" if held else f"'{activity}' 목표에 대한 실적이 문서에 없으나 달성으로 적혀 있습니다."
        segments = (fact.segment, *(d.segment for d in reached[:1]))
        yield Outcome("target_without_result", held, "warn", message, {"target": fact.value}, segments, (fact,))


def _head_noun(activity: str) -> str | None:
    """What is done: the last word that is no mere action (`우수사례 발표회 개최` is about 발표회)."""
    words = [w for w in activity.split() if not _ACTIONS.fullmatch(w)]
    noun = compact(_ACTIONS.sub("", words[-1])) if words else ""
    return noun if len(noun) >= 2 else None


def rate_without_base(review: Review) -> Iterator[Outcome]:
    """An achievement rate stands beside a target, or beside the counts it was reckoned from."""
    rates = [
        d for d in review.facts if d.dataset == "result" and re.search(r"달성[도률율]", str(d.get("indicator") or ""))
    ]
    if not rates:
        return
    others = [d for d in review.facts if d not in rates and d.value is not None and d.dataset != "budget"]
    if others:
        yield Outcome("rate_without_base", True, segments=(rates[0].segment,))
        return
    segments = tuple(dict.fromkeys(d.segment for d in rates))
    values = ", ".join(f"{d.value:g}%" for d in rates)
    message = f"달성률 {values}의 근거가 되는 목표와 실적이 문서에 없습니다."
    numbers: dict[str, float | int | str | None] = {f"rate {i}": d.value for i, d in enumerate(rates, 1)}
    yield Outcome("rate_without_base", False, "warn", message, numbers, segments, tuple(rates))


def count_ambiguous(review: Review) -> Iterator[Outcome]:
    """`A 외 11개 학교` means A and eleven more; the row keeps the number as printed."""
    for fact in review.facts:
        if any(e.besides for e in fact.claims):
            raw, all_told = fact.claims[0].raw.strip(), (fact.value or 0) + 1
            message = f"'{raw}'는 앞에 적은 것을 뺀 수로, 모두 {all_told:g}일 수 있습니다."
            yield Outcome("count_ambiguous", False, "info", message, {"printed": fact.value}, (fact.segment,), (fact,))
