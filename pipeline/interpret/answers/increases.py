"""Numbers that say how much more or less, and not how much: they are differences."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.types import Site
from pipeline.korean.signs import alternation, sign_in
from schemas.finding import Reason


def increase(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`806억 원 증액`, `+103억원`: how much more, not how much."""
    e = site.expression
    if e is None or (site.row is not None and site.kind == "cell"):
        return None
    text = site.segment.text
    signed = text[: e.start].rstrip().endswith(("+", "＋")) or e.raw.strip().startswith("+")
    rate = _RATE_OF_IT.match(text, e.end)
    behind = rate.end() if rate is not None else e.end
    word = sign_in("increase_after", text[behind : behind + 10].lstrip(" *)(을를이가의")[:6])
    if word is None and _COMPARED_WITH.search(text[max(0, e.start - _NEAR_THAN) : e.start]):
        word = sign_in("compared_after", text[behind : behind + 6].lstrip(" 이가은는을를"))
    if word is None and e.unit in _RATES:
        word = sign_in("rate_change_after", text[e.end : e.end + 6])
    if word and sign_in("planned_only", text[e.end : e.end + 14]):
        return None
    if signed or word or (e.unit in ("%", "%p") and re.match(r"\s?[↑↓]", text[e.end : e.end + 2])):
        return "difference", word or text[max(0, e.start - 1) : e.end]
    return None


_COMPARED_WITH = re.compile(rf"{alternation('than')}\s?$")
_NEAR_THAN = 4
"""`평균보다 404억원이 많다`: what stands right before by how much something is more."""
_RATES = ("%", "%p", "점")
_RATE_OF_IT = re.compile(r"\s?(?:,\s?|\()\d[\d.]*\s?%\)?|\s?\(\d[^()%]{1,20}\)(?=\s?[가-힣])")
"""`312억원, 6.1%가 늘어난`, `5.2%(610억 원) 늘어난`: by how much in another measure."""
