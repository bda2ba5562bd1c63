"""Numbers that say how much more or less, and not how much: they are differences."""

import re
from collections.abc import Sequence

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.dates import NUMERIC, compared
from pipeline.interpret.sites.growth import grown_to
from pipeline.interpret.sites.phrases import ARROWS
from pipeline.interpret.sites.verbs import clause_breaks
from pipeline.interpret.types import Site
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in
from schemas.finding import Reason


def increase(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`806억 원 증액`, `+103억원`: how much more, not how much."""
    e = site.expression
    if e is None or (site.row is not None and site.kind == "cell"):
        return None
    text = site.segment.text
    if text[: e.start].rstrip().endswith(ARROWS) or _grew_to(site, e):
        return None
    signed = text[: e.start].rstrip().endswith(("+", "＋")) or e.raw.strip().startswith("+") or _falls(site, e)
    rate = _RATE_OF_IT.match(text, e.end) or (_AMOUNT_OF_IT.match(text, e.end) if e.unit in _RATES else None)
    behind = rate.end() if rate is not None else e.end
    word = _grows(text[behind : behind + _NEAR_GROWTH])
    if word is None and e.unit in ("%", "%p") and (than := _THAN.search(text[max(0, e.start - _NEAR_THAN) : e.start])):
        word = than[0].strip()
    if word is None and _COMPARED_WITH.search(text[max(0, e.start - _NEAR_THAN) : e.start]):
        word = sign_in("compared_after", text[behind : behind + 6].lstrip(" 이가은는을를"))
    if word is None and e.unit == _TIMES:
        word = sign_in("times_as", text[behind : behind + _NEAR_THAN].lstrip("로 가량정도이상"))
    word = word or _increase_of_list(site, e) or _part_of_increase(site, e)
    word = word or sign_in("difference_name", site.before or "")
    if word is None and e.unit in _RATES:
        word = sign_in("rate_change_after", text[e.end : e.end + 6].lstrip("을를이가 "))
    if word and sign_in("planned_only", text[e.end : e.end + 14]):
        return None
    if signed or word or (e.unit in ("%", "%p") and re.match(r"\s?[↑↓]", text[e.end : e.end + 2])):
        return "difference", word or text[max(0, e.start - 1) : e.end]
    return None


def _grows(behind: str) -> str | None:
    """The word behind a figure that says that something grew by it, also with one of degree (`3% 크게 늘어난`)."""
    told = behind.lstrip(" *)(을를이가의")
    degree = _DEGREE.match(told)
    return sign_in("increase_after", (told[degree.end() :] if degree is not None else told)[:6])


_DEGREE = re.compile(rf"{alternation('degree_of_change')}\s")
_NEAR_GROWTH = 16
_THAN = re.compile(rf"{alternation('than')}\s?$")
"""What a rate that stands right behind it is more or less than (`전년보다 17.9%, 구조는 ...`)."""


def _last_figure(site: Site, e: Expression) -> Expression | None:
    return next((x for x in reversed(site.segment.expressions) if x.end <= e.start and x.kind in NUMERIC), None)


def _grew_to(site: Site, e: Expression) -> bool:
    """Whether the figure before only tells by how much this one grew (`25억 증액된 4,172억 원`)."""
    last = _last_figure(site, e)
    return last is not None and last.is_money == e.is_money and grown_to(site.segment.text, last.end, e.start)


def _falls(site: Site, e: Expression) -> bool:
    """Whether a rate below zero stands right behind a figure, with no words of its own (`28,500천원(△5.6%)`)."""
    last = _last_figure(site, e)
    below = e.unit in ("%", "%p") and e.value is not None and e.value < 0
    return last is not None and below and not site.segment.text[last.end : e.start].strip(" ,()")


def _part_of_increase(site: Site, e: Expression) -> str | None:
    """What is said of the sum of an amount and its neighbours, or of the next object of the same verb: that it grew
    (`교부금은 3억 원, 조정금은 4억 원으로 7억 원을 증액`, `쉼터에 3억 원을, 숲길에 4억 원을 증액`)."""
    text = site.segment.text
    amounts = [x for x in site.segment.expressions if x.is_money and x.value]
    at = next((i for i, x in enumerate(amounts) if x.start == e.start), len(amounts))
    for i in range(at + 1, min(at + _MOST, len(amounts))):
        grown = _grew(text, amounts[i:])
        gap = text[e.end : amounts[i].start]
        if clause_breaks(gap) or _COMPARED_WITH.search(gap):
            return None
        if grown is None:
            continue
        parts = [_sum(amounts[first:i]) for first in range(max(0, i - _MOST), min(at, i - 2) + 1)]
        shared = _NEXT_OBJECT.match(text, e.end) is not None
        return grown[0].strip() if shared or (amounts[i].value or 0) in parts else None
    return None


def _grew(text: str, amounts: Sequence[Expression]) -> re.Match[str] | None:
    """What says of the first of some amounts that it grew: the verb behind it, or behind one more of its objects."""
    for amount, following in zip(amounts[:_MOST], [*amounts[1:], None], strict=False):
        if (grown := _OBJECT_GREW.match(text, amount.end)) is not None:
            return grown
        if following is None or _NEXT_OBJECT.match(text, amount.end) is None:
            return None
        if clause_breaks(text[amount.end : following.start]):
            return None
    return None


def _sum(amounts: Sequence[Expression]) -> float:
    return sum(x.value or 0 for x in amounts)


_MOST = 6
_OBJECT_GREW = re.compile(rf"{alternation('object_particle')}\s?{alternation('increase_after')}")
_NEXT_OBJECT = re.compile(rf"{alternation('object_particle')},\s")


def _increase_of_list(site: Site, e: Expression) -> str | None:
    """What the verb behind a list says of each of its amounts (`지방세 4억 원, 세외수입 2억 원 등이 각각 증가했다`)."""
    closing = _OF_EACH.match(site.segment.closing) if site.segment.closing else None
    if closing is not None:
        return sign_in("increase_after", site.segment.closing[closing.end() :][:_NEAR_THAN])
    text, last = site.segment.text, e.end
    if compared(site.segment, e):
        return None
    listed = any(_IN_LIST.fullmatch(text, x.end, e.start) for x in site.segment.expressions if x.unit == e.unit)
    for following in (x for x in site.segment.expressions if x.start >= e.end and x.unit == e.unit):
        if not _IN_LIST.fullmatch(text, last, following.start):
            break
        last = following.end
    each = _OF_EACH.match(text, last)
    end = each.end() if each is not None and (last > e.end or listed or each["of"]) else None
    if end is not None and _COMPARED_WITH.search(text[e.end : end]) and (word := sign_in("compared_after", text[end:])):
        return word
    return sign_in("increase_after", text[end : end + _NEAR_THAN]) if end is not None else None


_OF_EACH = re.compile(
    rf"\s?(?P<of>{alternation('and_so_on')})?(?:{alternation('subject_end')}|{alternation('topic_particle')})?\s?{alternation('of_each')}?\s?"
)
_IN_LIST = re.compile(rf"\s?(?:,|{alternation('end_of_list')})\s?(?:[^\s,.\d]+\s){{0,6}}")
"""What stands between the amounts of a list: the name of the next."""
_COMPARED_WITH = re.compile(rf"(?:{alternation('than')}|{alternation('compared_with')})\s?$")
"""`평균보다 404억원이 많다`: what stands right before by how much something is more."""
_NEAR_THAN = 8
_TIMES = "배"
"""`면적이 두 배 넓고`: how many times as much, and not how much."""
_RATES = ("%", "%p", "점")
_RATE_OF_IT = re.compile(r"\s?(?:,\s?|\()\d[\d.]*\s?%\)?|\s?\((?:[가-힣\s]{1,10})?\d[^()%]{1,20}\)(?=\s?[가-힣])")
"""`312억원, 6.1%가 늘어난`, `5.2%(610억 원) 늘어난`, `60억 원(하루 2천만) 올랐다`: by how much else."""
_AMOUNT_OF_IT = re.compile(r"(?:인|,)\s?\d[\d,.]*\s?[조억만천백]+\s?(?:\d[\d,.]*\s?[만천백]+\s?)?원?(?=[\s이가을를])")
"""`1.0%인 47억원 증가`: the amount that the rate is."""
