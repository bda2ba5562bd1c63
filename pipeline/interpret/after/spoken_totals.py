"""Amounts of a sentence, or of a list in one, that others of it add up to: those are added and not their total."""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.types import Fact
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.spacing import SENTENCE_END


def spoken_totals(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts whose amount is the sum of two or more that follow it, or that stand before it, in the same sentence
    (`예산은 300억원으로 일반회계 280억원, 특별회계 20억원`, `보조사업 3억원, 자체사업 4억원 등 총 7억원`).

    So is one whose sentence has no other, where it is the sum of all of the next sentence (`9억원을 들인다. 나무 ...`).
    """
    runs = list(_runs(facts))
    for run, following in itertools.zip_longest(runs, runs[1:], fillvalue=()):
        values = [float(group[0].value or 0) for group in run]
        if len(run) == 1 and _is_told_next(run[0], following):
            yield from run[0]
        for i, group in enumerate(run):
            if _is_entry(run, i):
                continue
            if _adds_up(values[i], values[i + 1 :]) or _adds_up(values[i], values[:i][::-1]):
                yield from group
            elif (count := _examples(run[: i + 1])) and sum(values[i - count : i]) < values[i]:
                yield from (fact for example in run[i - count : i] for fact in example)


def _is_entry(run: Sequence[Sequence[Fact]], i: int) -> bool:
    """Whether an amount is one more of a list (`숲 1억원, 길 2억원, 내 3억원`): that two add up to it is chance."""
    after = run[i - 1][0].claims[0].end if i else 0
    entry, text = run[i][0], run[i][0].segment.text
    if not i or run[i - 1][0].segment is not entry.segment:
        return False
    between = text[after : entry.claims[0].start]
    named = between.split()[-1] if _ENTRY.fullmatch(between) else TOTAL
    return find_source(named) != TOTAL and sign_in("whole", named) is None


_ENTRY = re.compile(r"\)?,\s[^\d.,():]{1,40}")


def _is_told_next(group: Sequence[Fact], following: Sequence[Sequence[Fact]]) -> bool:
    """Whether the amounts of the next sentence, all of them, add up to the one of this."""
    if len(following) < _FEWEST or not _alike(group[0], following[0][0]):
        return False
    near = following[0][0].segment.number - group[0].segment.number <= _NEAR
    return near and sum(float(part[0].value or 0) for part in following) == group[0].value


_FEWEST, _NEAR = 2, 1
"""Amounts that add up to another at least, and how many paragraphs on they stand at most."""


def _examples(run: Sequence[Sequence[Fact]]) -> int:
    """How many amounts right before the last of a run are examples of what it is for (`수당 8억 등 복지 74억`)."""
    last, count = run[-1][0], 0
    for before, behind in zip(reversed(run[:-1]), reversed(run), strict=False):
        text = last.segment.text[before[0].claims[0].end : behind[0].claims[0].start]
        joined = _SUCH_AS if count == 0 else _LISTED
        if before[0].segment is not last.segment or joined.fullmatch(text) is None or sign_in("whole", text):
            break
        count += 1
    return count


_SUCH_AS = re.compile(rf"\s?{alternation('and_so_on')}\s(?:[가-힣·]+\s){{1,4}}")
_LISTED = re.compile(r",\s[^\d.,]{2,40}")


def _runs(facts: Sequence[Fact]) -> Iterator[list[list[Fact]]]:
    """The amounts of each paragraph, with those of the list that it heads; the facts of one number together."""
    spoken = [f for f in facts if f.dataset == "budget" and f.site.row is None and f.value and f.claims]
    run: list[list[Fact]] = []
    for fact in spoken:
        last = run[-1][0] if run else None
        if last is not None and last.segment is fact.segment and last.claims[0] is fact.claims[0]:
            run[-1].append(fact)
            continue
        if last is not None and not (_together(last, fact) and _alike(last, fact)):
            yield run
            run = []
        run.append([fact])
    if run:
        yield run


def _together(one: Fact, other: Fact) -> bool:
    """Whether two amounts stand in one paragraph, or are entries of a list that a sentence holds."""
    if one.segment is other.segment:
        return SENTENCE_END.search(one.segment.text, one.claims[0].end, other.claims[0].start) is None
    return bool(other.segment.closing) and other.segment.number - one.segment.number == 1


def _alike(one: Fact, other: Fact) -> bool:
    columns = ("basis", "superseded", "fiscal_year")
    if None not in (sides := {one.get("side"), other.get("side")}) and len(sides) > 1:
        return False
    return all(one.get(column) == other.get(column) for column in columns) and TOTAL in (
        one.get("source"),
        other.get("source"),
    )


def _adds_up(total: float, parts: Sequence[float]) -> bool:
    """Whether the first two or more of some amounts add up to another, as far as each of them is rounded."""
    sums = list(itertools.takewhile(lambda x: x <= total * _ABOVE, itertools.accumulate(parts[:_MOST])))
    return any(abs(total - x) <= _rounding(total, parts[: n + 1]) for n, x in enumerate(sums) if n)


def _rounding(total: float, parts: Sequence[float]) -> float:
    """What rounding to the unit of the least exact of some amounts can make of their sum, for long ones alone."""
    unit = next(u for u in _UNITS if all(x % u == 0 for x in (total, *parts)))
    return (len(parts) + 1) / 2 * unit if total >= unit * _LONG and len(parts) > 1 else 0


_UNITS = (100_000_000, 1_000_000, 1_000, 1, 0.0001)
_LONG = 1_000
"""Units that a total has at least of which rounding may change the last."""
_ABOVE, _MOST = 1.01, 30
