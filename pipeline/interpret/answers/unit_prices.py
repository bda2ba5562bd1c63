"""What one of many costs, and at what rate a cost is shared: numbers that are no amounts."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.sentences import topic_ahead
from pipeline.interpret.types import Site
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.signs import alternation, sign_in, sign_words
from pipeline.korean.units import find_unit
from schemas.finding import Reason

COUNTED = sign_words("beneficiary_unit")
"""Units of whom or what something is done for."""
_PAID_EACH = sign_words("paid_each")
EACH = re.compile(rf"\s?{alternation('each_one')}")
_PER = re.compile(rf"\s?{alternation('per_unit')}(?![가-힣]{{2}})")
_PER_ONE = re.compile(rf"\d\s?[A-Za-z가-힣㎡㎥]{{1,4}}{alternation('for_each')}\s*$")


def cell_label(site: Site) -> str | None:
    """The name of the row of a cell, also in a form."""
    if site.row is None:
        return site.label if site.kind == "form" else None
    return site.row.label if site.kind == "cell" else None


def ratio(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`8:2` in a row or column of how a cost is shared: a rate of support."""
    if not _RATIO.fullmatch(site.segment.text):
        return None
    named = (cell_label(site), site.column.text if site.column else None)
    word = next((w for text in named if text and (w := sign_in("shared_cost", text))), None)
    return ("unit_price", word) if word else None


_RATIO = re.compile(r"\s*\d{1,3}\s?[:：]\s?\d{1,3}\s*")


def per(site: Site, reading: Reading) -> Answer[Reason] | None:
    e = site.expression
    if e is None:
        return None
    one = e.value == 1 and _AT_MOST_EACH.match(site.segment.text, e.end)
    if not e.is_money and (one or _PER.match(site.segment.text, e.end)):
        return "unit_price", site.segment.text[e.start : e.end + 3]
    of_one = _OF_ONE.search(site.segment.text, site.start, e.start) if site.kind == "cell" else None
    if of_one is None or not (of_one["apart"] or of_one["one"] or of_one["unit"] in COUNTED | _PAID_EACH):
        return None
    return "unit_price", of_one[0].strip()


_OF_ONE = re.compile(rf"(?:^|[\s(])(?P<one>1?)\s?(?P<unit>[가-힣]{{1,6}}?)(?P<apart>\s?){alternation('for_each')}\s*$")
"""Whom or what an amount in a cell is for, once each (`개소당 250`, `1인당 600`, `점포 당 600`); 식당 ends alike."""


_AT_MOST_EACH = re.compile(rf"\s?{alternation('at_most')}\s?\d")
"""`1인 최대 240만원`: one of many, and how much each gets."""


def share_of_price(site: Site, reading: Reading) -> Answer[Reason] | None:
    """The share in brackets of what each gets (`업체당 최대 200만원(자부담 20%)`)."""
    e, text = site.expression, site.segment.text
    if e is None or e.unit != "%" or site.row is not None:
        return None
    whole = next((x for x in reversed(site.segment.within(site.start, e.start)) if x.is_money), None)
    match = _EACH_AHEAD.search(text[max(site.start, whole.start - _NEAR) : whole.start]) if whole is not None else None
    if (
        match is None
        and whole is not None
        and text[e.start - 1 : e.start] == " "
        and _OPEN_SHARE.search(text[: e.start])
    ):
        word = sign_in("limit_word", text[max(site.start, whole.start - _NEAR) : whole.start].rstrip(" 은는"))
        return ("unit_price", word) if word else None
    return ("unit_price", match[0].strip()) if match is not None else None


_OPEN_SHARE = re.compile(r"\([^()]*$")
_NEAR = 14
_EACH_AHEAD = re.compile(rf"[가-힣]{alternation('for_each')}\s(?:{alternation('at_most')}\s)?$")


def scale(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`(5점 만점)`, `5점 척도`: what a score is out of."""
    e = site.expression
    word = sign_in("scale", site.segment.text[e.end : e.end + 5]) if e is not None else None
    return ("criterion", word) if word else None


def points_of_choice(site: Site, reading: Reading) -> Answer[Reason] | None:
    """How many points a quality counts in a choice (`선정방법: 소득 60점, 거주기간 40점`)."""
    e = site.expression
    word = sign_in("choice_label", site.label or "") if e is not None and e.unit == "점" and site.row is None else None
    return ("weight", word) if word else None


def unit_price(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Money for one of many: `1인당 30만 원씩`, `개소당 5백만원`, `월 80만원`, a column `1인당 지급액`."""
    e = site.expression
    if site.row is not None and site.kind == "cell" and site.column is not None:
        words = site.column.words
        each = sign_in("unit_price", words) if sign_in("paid_out", words) else None
        return ("unit_price", words) if each else None
    if e is None or not e.is_money or (site.row is not None and site.kind == "cell"):
        return None
    text = site.segment.text
    if EACH.match(text, e.end):
        return "unit_price", text[e.start : e.end + 3]
    near = text[max(site.start, e.start - 20) : e.start]
    near = re.split(r"[,.;/()]|[\d십백천만억조]\s?원", near)[-1]
    word = sign_in("unit_price", near) or sign_in("unit_price", site.label or "")
    ahead = text[site.start : e.start].rstrip()
    if (filler := sign_in("at_most", ahead)) is not None:
        ahead = ahead[: -len(filler)]
    if word is None and (one := _PER_ONE.search(ahead)):
        word = one[0].strip()
    word = word or sign_in("unit_price", topic_ahead(site) or "")
    return ("unit_price", word) if word else None


def counts_the_priced(site: Site) -> bool:
    """Whether a factor says how many get what one of them costs, and no product follows (`가구당 300천원 × 20가구`)."""
    e, text = site.expression, site.segment.text
    priced = _PRICE_OF_ONE.search(text, site.start, e.start) if e is not None and e.unit is not None else None
    if e is None or priced is None or _GOES_ON.match(text, e.end):
        return False
    unit = find_unit(priced["unit"])
    return unit is not None and unit.name == e.unit


_PRICE_OF_ONE = re.compile(
    rf"(?P<unit>[가-힣]{{1,4}})\s?{alternation('for_each')}\s?[\d,.]+\s?[가-힣]{{1,4}}\s?[×xX*✕]\s?$"
)
_GOES_ON = re.compile(r"[^×xX*✕=]{0,12}[×xX*✕=]")


def interest_rate(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`1.5% 금리`, `연리 2%`: at what price money is lent."""
    e = site.expression
    if e is None or e.unit != "%" or site.row is not None:
        return None
    ahead = site.segment.text[max(site.start, e.start - _NEAR_RATE) : e.start]
    word = sign_in("interest", ahead) or sign_in("interest", site.segment.text[e.end :][:_NEAR_RATE])
    return ("unit_price", word) if word else None


_NEAR_RATE = 6


def support_rate(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`국비 50%, 시비 50%` without any amount says at what rate is paid, and no amount."""
    e = site.expression
    if e is None or e.unit != "%" or site.amount is not None or site.row is not None:
        return None
    words = (site.before or "").split()
    source = find_source(words[-1]) if words else None
    return ("unit_price", site.before or "") if source not in (None, TOTAL) else None
