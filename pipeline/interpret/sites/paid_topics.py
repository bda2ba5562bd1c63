"""Projects of a sentence that have their own amount right behind them: what is listed after it is not theirs."""

import re

from pipeline.interpret.sites.headers import MONEY_ROLES, exact_role
from pipeline.interpret.text.segments import Segment
from pipeline.korean.funding import find_source
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation


def paid_before(segment: Segment, name: str, e: Expression, before: str | None) -> bool:
    """Whether an amount right behind a project is its own, and a later number is of the next of a list, or their sum
    (`숙원사업 12억 원, 도로 관리 8억 원 등 20억 원`). What only names a source or an amount is said of the project."""
    word = (before or "").split()[-1:]
    if word and (find_source(word[0]) or (exact_role(before or "") in MONEY_ROLES)):
        return False
    if not word and _END_OF_LIST.search(segment.text[: e.start] + re.split(r"\d", e.raw)[0]) is None:
        return False
    at = segment.text.rfind(name, 0, e.start)
    own = _amount_behind(segment, at + len(name)) if at >= 0 else None
    if own is None or own.start >= e.start or "," in segment.text[at + len(name) : own.start]:
        return False
    between = segment.text[own.end : e.start]
    listed = e.is_money or _BEFORE_COUNT.search(between) is not None
    return listed and _LISTED_ON.match(between) is not None and "(" not in between


def _amount_behind(segment: Segment, end: int) -> Expression | None:
    """The amount right behind a place, also behind a count that it is for (`새숲사업 27㏊에 10억원`)."""
    near = [x for x in segment.expressions if 0 <= x.start - end <= _RIGHT_BEHIND]
    counted = len(near) > 1 and not near[0].is_money and _COSTS.fullmatch(segment.text, near[0].end, near[1].start)
    own = next(iter(near[1:] if counted else near), None)
    return own if own is not None and own.is_money else None


_RIGHT_BEHIND = 12
_COSTS = re.compile(rf"\s?{alternation('date_particle')}\s")
_BEFORE_COUNT = re.compile(r",\s(?:[가-힣·]+\s)+$")
"""The name of the next entry of a list ahead of its count."""
_LISTED_ON = re.compile(rf",|\s?{alternation('and_so_on')}|과\s|와\s")
_END_OF_LIST = re.compile(rf"\s?{alternation('and_so_on')}\s?{alternation('sum_word')}?\s?$")
