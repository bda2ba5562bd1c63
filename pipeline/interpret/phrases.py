"""The quantities of a text and the words that say what each counts."""

import itertools
import re
from dataclasses import dataclass

from pipeline.interpret.segments import CRITERION_DIMENSIONS, Ledger, Segment
from pipeline.korean.names import strip_markers, tidy
from pipeline.korean.scan import Expression

_BREAKS = re.compile(r"[,;/]|→|\n")
_EDGE = " \t\n,.;:/·ㆍ-–—~=()[]<>→▷※*\u00a0"
_ITEM_BREAK = re.compile(r"(?:(?<=\s)|^)[-–▪•○●◦∙※▷](?=\s?[^\s\d~])|(?<=\s)[-–](?=\s\d)|(?:(?<=\s)|^)[①-⑳]")
_DURATIONS = frozenset({"개월", "년", "주", "초", "분", "박", "학기", "분기", "단계", "층", "회차", "차시"})
_LABELLED_ONLY = frozenset({"일", "시간"})
_INTERVAL = re.compile(r"\s?(?:단위|마다|간격|주기|에\s?한\s?번)")
_ELIGIBLE = re.compile(
    r"\s?(?:의\s)?(?:가구|세대|계층|노인|어르신|독거|장애인|아동|청소년|청년|여성|남성|대상자|수급자|주민|시민|구민|인\s?(?:자|가구|사람)|저소득|무주택|미취업|기업|사업장|업체)"
)
_PARTICLE_TAIL = re.compile(r"(?<=[가-힣]{2})(?:을|를|은|는|의|에|에서|으로)$")
_FILLER = re.compile(r"^(?:총|약|연|외|각|및|등|월|주|일|매년|매월|매주|연간|분기|분기별|분기당|1인당|회당|동별|별)$")
_SYMBOL = re.compile(r"\s?[A-Za-z]{1,2}\s?=\s?$")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list that stands in one text: its offsets."""

    start: int
    end: int


def items_of(text: str) -> list[Item]:
    """The entries of `- 접수 : 3,200건 - 처리 : 3,150건`; a text without bullets is one entry."""
    starts = [m.start() for m in _ITEM_BREAK.finditer(text)]
    starts = [0, *starts] if not starts or text[: starts[0]].strip() else starts
    bounds = [*starts, len(text)]
    items = [Item(a, b) for a, b in itertools.pairwise(bounds) if text[a:b].strip(_EDGE)]
    return items or [Item(0, len(text))]


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity that can be a fact, and what it counts; indicator is None where the text has no words for it."""

    expression: Expression
    indicator: str | None


def _in_brackets(text: str, start: int, end: int) -> bool:
    opened = text.rfind("(", 0, start)
    return opened >= 0 and ")" not in text[opened:start] and text.find(")", end) >= 0


def is_fact(segment: Segment, expression: Expression, ledger: Ledger) -> bool:
    """Whether a quantity can be a target or an achievement; where not, the ledger is told why."""
    text, after = segment.text, segment.text[expression.end :]
    if expression.kind != "quantity" or expression.is_money:
        return False
    unit = expression.unit
    if re.search(r"신뢰수준|표본오차|오차범위", text):
        ledger.explain(segment, expression, "criterion")
        return False
    if unit in CRITERION_DIMENSIONS:
        return False
    bounded = expression.comparator in (">=", "<=", ">", "<")
    bracketed = _in_brackets(text, expression.start, expression.end)
    if (unit in _DURATIONS or unit in _LABELLED_ONLY) and _INTERVAL.match(after):
        ledger.explain(segment, expression, "interval")
        return False
    if unit in _DURATIONS:
        if bracketed or bounded:
            ledger.explain(segment, expression, "criterion")
        return False
    if unit in _LABELLED_ONLY and not re.search(r"[가-힣]\s?:?\s?$", text[: expression.start]):
        return False
    if bounded and (bracketed or (unit in ("%", "명") and _ELIGIBLE.match(after))):
        ledger.explain(segment, expression, "criterion")
        return False
    return not re.match(r"\s?(?:당|별)(?![가-힣]{2})", after)


def counted(segment: Segment, start: int, end: int, ledger: Ledger, label: str | None = None) -> list[Counted]:
    """The facts among the quantities of a stretch of text.

    What a quantity counts are the words before it; where the first stands at the very beginning, the words after.
    """
    text = segment.text
    facts = [e for e in segment.within(start, end) if is_fact(segment, e, ledger)]
    if not facts:
        return []
    leading = bool(_words(text[start : facts[0].start])) or label is not None
    found = []
    for i, expression in enumerate(facts):
        if leading:
            since = facts[i - 1].end if i else start
            words = _before(_after_counts(segment, since, expression.start))
        else:
            until = facts[i + 1].start if i + 1 < len(facts) else end
            words = _after(text[expression.end : until], i + 1 < len(facts))
        if words is None and expression.noun and not expression.besides and not (label and i == 0):
            words = expression.noun
        found.append(Counted(expression, words))
    return found


def _after_counts(segment: Segment, start: int, end: int) -> str:
    """The words after the last declared count or date: `18개 세부사업의 목표 달성률` is 목표 달성률."""
    declared = [e.end for e in segment.within(start, end) if e.kind == "declared_count"]
    dates = [e.end for e in segment.within(start, end) if e.kind == "date"]
    text = segment.text[max([*declared, *dates], default=start) : end]
    owner = re.match(r"[^,]*?의\s+(?=\S)", text) if declared else None
    return text[owner.end() :] if owner else text


def _words(text: str) -> str | None:
    words = tidy(strip_markers(text.strip())).strip(_EDGE)
    return None if not words or _FILLER.match(words) else words


def _before(text: str) -> str | None:
    """The words just before a quantity: after the last separator that leaves any."""
    stripped = text.rstrip(_EDGE.replace(")", ""))
    depth, cut = 0, 0
    for i in range(len(stripped) - 1, -1, -1):
        depth += (stripped[i] in ")]>") - (stripped[i] in "([<")
        if depth < 0 or (depth == 0 and _BREAKS.match(stripped, i) and stripped[i:].strip(_EDGE)):
            cut = i + 1
            break
    words = _words(_SYMBOL.sub("", stripped[cut:].removeprefix("및 ")))
    return _PARTICLE_TAIL.sub("", words) if words else words


def _after(text: str, more: bool) -> str | None:
    """The words after a quantity, up to the next separator; `more` says that another quantity follows."""
    cut = re.search(r"[,;/→]|\s및\s|\n" if more else r"[,;/→]|\n", text)
    words = _words(text[: cut.start()] if cut else text)
    return re.sub(r"\s?(?:및|과|와|등)$", "", words) if words else None
