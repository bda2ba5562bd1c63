"""Numbers in brackets beside a whole: they take its unit where they add up to it, and none is left to guessing."""

from collections.abc import Sequence
from math import isclose

from pipeline.interpret.types import VALUE_COLUMN, Because, Fact, Outcome


def unit_of_the_whole(facts: Sequence[Fact]) -> tuple[list[Fact], list[Outcome]]:
    """`7명(반장 외 공무원3, 상담사3)`: parts that add up to the whole have its unit; others keep none."""
    by_text: dict[int, list[int]] = {}
    for i, fact in enumerate(facts):
        if fact.site.row is None and fact.dataset != "budget" and fact.value is not None:
            by_text.setdefault(fact.segment.number, []).append(i)
    told, outcomes = list(facts), []
    for group in by_text.values():
        bare = [i for i in group if facts[i].get("unit") is None and facts[i].site.bracketed]
        wholes = [facts[i] for i in group if facts[i].get("unit") is not None]
        if not bare or not wholes:
            continue
        ahead = [fact for fact in wholes if fact.start < facts[bare[0]].start]
        whole = max(ahead or wholes[:1], key=lambda fact: fact.start)
        if len(bare) > 1 and isclose(sum(facts[i].value or 0 for i in bare), whole.value or 0):
            for i in bare:
                told[i] = told[i].told(
                    Because("unit of the whole", whole.segment.text[:40]), unit=whole.get("unit"), additive=True
                )
            continue
        numbers: dict[str, float | int | str | None] = {str(facts[i].get("indicator")): facts[i].value for i in bare}
        message = "괄호 안 수에 단위가 없습니다."
        outcomes.append(
            Outcome("unit_missing", False, "warn", message, numbers, (whole.segment,), tuple(told[i] for i in bare))
        )
    return told, outcomes


def units_missing(facts: Sequence[Fact]) -> list[Outcome]:
    """Amounts and schedule entries whose unit stands nowhere, once a table."""
    outcomes: list[Outcome] = []
    seen: set[object] = set()
    for fact in facts:
        place = fact.segment.place.block
        sized = fact.why.get("amount_krw")
        if sized is not None and sized.rule == "size of the amounts" and place not in seen:
            seen.add(place)
            message = "금액의 단위가 원문에 없어 금액의 크기로 원으로 읽었습니다."
            outcomes.append(
                Outcome("unit_missing", False, "warn", message, {"amount": fact.value}, (fact.segment,), (fact,))
            )
            continue
        if fact.dataset == "budget" and fact.value is None and fact.claims and place not in seen:
            seen.add(place)
            value = fact.claims[0].value
            message = "금액의 단위가 원문에 없습니다. 금액을 비워 두었습니다."
            outcomes.append(
                Outcome("unit_missing", False, "warn", message, {"printed": value}, (fact.segment,), (fact,))
            )
        elif fact.site.kind.startswith("schedule") and fact.value is not None and fact.get("unit") is None:
            name = fact.get("indicator") or ""
            message = f"'{name} {fact.claims[0].raw.strip() if fact.claims else ''}'에 단위가 없습니다."
            outcomes.append(
                Outcome("unit_missing", False, "warn", message, {"value": fact.value}, (fact.segment,), (fact,))
            )
        elif (
            fact.value is not None
            and fact.dataset != "budget"
            and fact.get("unit") is None
            and place not in seen
            and fact.site.row is not None
        ):
            seen.add(place)
            message = "수의 단위가 원문에 없습니다."
            outcomes.append(
                Outcome(
                    "unit_missing",
                    False,
                    "info",
                    message,
                    {VALUE_COLUMN[fact.dataset]: fact.value},
                    (fact.segment,),
                    (fact,),
                )
            )
    return outcomes


def percent_shares(facts: Sequence[Fact]) -> list[Outcome]:
    """Shares without a sign of percent were read as such because they add up to 100: that is told."""
    by_text: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.site.amount is not None and fact.site.amount.percent:
            by_text.setdefault(fact.segment.number, []).append(fact)
    message = "재원별 수에 단위가 없어 백분율로 읽었습니다 (합이 100)."
    return [
        Outcome(
            "unit_missing",
            False,
            "warn",
            message,
            {str(f.get("source")): f.get("share") for f in group},
            (group[0].segment,),
            tuple(group),
        )
        for group in by_text.values()
    ]
