"""Numbers that only say on what terms something holds, in which case, how many each, or which place it takes."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.unit_prices import EACH
from pipeline.interpret.sites.verbs import clause_breaks, past_ending
from pipeline.interpret.types import Site
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in, sign_words
from pipeline.korean.syllables import is_adnominal
from schemas.finding import Reason


def condition(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`다섯 명이 모이면`: how many it takes, and `동마다 한 곳씩`: how many each; neither is how many there are."""
    e = site.expression
    if e is None or e.is_money or site.kind == "cell":
        return None
    text = site.segment.text
    found = _CONDITION.match(text, e.end)
    if found is not None and not sign_in("noun_in_myeon", found[0]):
        return "criterion", e.raw + found[0]
    each = sign_in("each_of", text[max(site.start, e.start - _NEAR_EACH) : e.start].rstrip())
    return ("unit_price", f"{each} {e.raw}") if each and EACH.match(text, e.end) else None


_CONDITION = re.compile(rf"{alternation('particle')}?\s?[가-힣]{{1,4}}{alternation('conditional')}(?=[\s,])")
_NEAR_EACH = 8


def case(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`매출이 3억원인 경우 100만원 지원`: in which case, and what then; `복지의 경우 3억원` is what it comes to."""
    e = site.expression
    if e is None:
        return None
    text = site.segment.text
    for match in _CASE.finditer(text, max(site.start, e.start - _REACH), min(len(text), e.end + _REACH)):
        if not is_adnominal(match["verb"]) and sign_in("adnominal_end", match["verb"]) is None:
            continue
        if match["topic"] and _COUNTED_CASES.match(text, match.end() - 1):
            continue
        between = text[e.end : match.start()] if e.end <= match.start() else text[match.end() : e.start]
        if not clause_breaks(between) and (match.start() >= e.start or not _ENTRY.search(between)):
            return "criterion", match[0].strip()
    return None


_CASE = re.compile(
    rf"(?P<verb>[가-힣]+)\s?{alternation('case_word')}(?P<topic>{alternation('topic_particle')})?{alternation('date_particle')}?[\s,]"
)
_COUNTED_CASES = re.compile(r"\s(?:[가-힣]{1,2}\s)?\d[\d,.천만백\s]*[건회명][^\d이]")
"""`출동으로 이어진 경우는 총 2,714건으로`: of how many it was so; a case that is counted is no condition."""
_ENTRY = re.compile(r"[;:：]|\s[-·▪○]\s")
"""What ends the case that a number behind it is of: the next entry of a list."""
_REACH = 40
"""Letters within which a case and its number stand."""


def only_bounds(site: Site) -> bool:
    """Whether a number says what is the most (`위원 15명 이내`), and no verb that it was so (`3일 이내 처리했다`)."""
    e = site.expression
    if e is None or site.row is not None or e.comparator not in ("<=", "<"):
        return False
    return past_ending(site.segment.text[e.end :]) is None


def is_threshold(expression: Expression, text: str) -> bool:
    """Whether a number only bounds something (`5억원 이상`)."""
    behind = text[expression.end : expression.end + 4]
    bounds = sign_in("threshold", behind) is not None and sign_in("beyond_limit", behind) is None
    return expression.comparator in (">=", "<=", ">", "<") or bounds


def none_at_all(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`단 한 건의 사고도 나지 않았다`: that there was not even one."""
    e, text = site.expression, site.segment.text
    if e is None or e.value != 1 or not _NOT_EVEN.search(text[: e.start]):
        return None
    word = sign_in("negated", text[e.end :][:_NEGATED])
    return ("other", word) if word is not None else None


_NOT_EVEN = re.compile(rf"(?:^|\s){alternation('not_even')}\s?$")
_NEGATED = 24


def magnitude(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`1,500억 원대에 머물러`: of what order an amount is, and not how much it is."""
    e = site.expression
    found = _ORDER.match(site.segment.text, e.end) if e is not None and e.is_money else None
    return ("other", f"{e.raw}{found[0]}") if e is not None and found is not None else None


_ORDER = re.compile(rf"\s?{alternation('order_of_magnitude')}(?=[에의로가는를\s.,])")


def rank(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`1위 3개 부서`, `올해 1회 추가경정예산`: a place in a row, and nothing that is counted."""
    e = site.expression
    if e is not None and e.unit == "회" and sign_in("numbered_thing", site.segment.text[e.end :][:_NUMBERED]):
        return "ordinal", e.raw
    if e is not None and site.row is None and (among := _AMONG.match(site.segment.text, e.end)) is not None:
        return "ordinal", among[0].strip()
    if e is None or e.unit not in _RANK_UNITS or site.row is not None:
        return None
    if site.before is not None and not _IN_NAME.match(site.segment.text, e.end):
        return None
    return "ordinal", e.raw


_AMONG = re.compile(
    rf"\s?[가-힣]{{2,8}}\s{alternation('out_of')}\s(?:[가-힣]{{1,6}}\s|\d{{1,3}}){{0,2}}{alternation('ranked')}"
)
"""`25개 자치구 중 상위권`: of how many something is ranked."""
_IN_NAME = re.compile(r"[^‘’'\"“”]{1,20}[’'\"”]")
"""What stands behind the rank of a name in quotation marks (`‘행복 1위 도시’`)."""
_NUMBERED = 8
"""Letters behind a number within which stands what it numbers."""
_RANK_UNITS = sign_words("rank_unit")
