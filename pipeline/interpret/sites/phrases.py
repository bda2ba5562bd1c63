"""The numbers of a stretch of text and the words that stand around each."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.interpret.sites.dates import NUMERIC, span_for
from pipeline.interpret.sites.growth import grown_subject
from pipeline.interpret.sites.nouns import (
    ends_phrase,
    is_clause,
    is_connective,
    is_over,
    noun_at_end,
    since_quote,
    without_adverb,
    without_explanation,
    without_particle,
)
from pipeline.interpret.text.segments import Segment
from pipeline.korean.names import split_code, strip_markers, tidy
from pipeline.korean.periods import Span
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.spacing import SENTENCE_GAP

_BREAKS = re.compile(rf"[,;/|▷▶]|→|\n|(?<=[다요음함임])[.]{SENTENCE_GAP}")
_EDGE = " \t\n,.;:/|·ㆍ-–—~=()[]<>→▷※*\u00a0"
_ITEM_BREAK = re.compile(r"(?:(?<=\s)|^)[-–▪•○●◦∙※▷](?=\s?[^\s\d~])|(?<=\s)[-–](?=\s\d)|(?:(?<=\s)|^)[①-⑳]")
_SYMBOL = re.compile(r"\s?[A-Za-z]{1,2}\s?=\s?$")
_OUT_OF = re.compile(rf"^.*\s{alternation('out_of')}\s+(?=\S)", re.DOTALL)
_AGAINST = re.compile(rf"^.*\s{alternation('against')}\s+(?=[가-힣])", re.DOTALL)
"""`목표 대비 일자리 부문`: what a figure is measured against is no part of its name."""
_BEFORE_NUMBER = re.compile(rf"(?:^|(?<=[\s(]))\s?{alternation('before_number')}\s*$")


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


def numbered(text: str) -> tuple[str, str] | None:
    """Code and name of a numbered item of work (`1.2 농가 돕기`, `1-1-1. 이웃 돌봄`); None without a code."""
    bare = tidy(strip_markers(text))
    code, name = split_code(bare)
    if code is not None:
        return code, name
    match = _DECIMAL_CODE.match(bare)
    return (match["code"], match["name"]) if match else None


_DECIMAL_CODE = re.compile(r"^(?P<code>\d{1,2}\.\d{1,2})\.?\s+(?P<name>(?:\d{1,2}(?=[가-힣]{2}))?[가-힣].*)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A number with the words around it. span is the date in the same stretch that it is about."""

    expression: Expression
    before: str | None
    after: str | None
    span: Span | None
    bracketed: bool


def numbers_of(segment: Segment, start: int, end: int) -> list[Named]:
    """The numbers of a stretch in order. What lies between two numbers is before the second and after the first."""
    found = [e for e in segment.within(start, end) if e.kind in NUMERIC and e.value is not None]
    bounds = [start, *(e.end for e in found)]
    named: list[Named] = []
    for i, e in enumerate(found):
        until = found[i + 1].start if i + 1 < len(found) else end
        before = words_before(_since_dates(segment, bounds[i], e.start), i > 0)
        before = None if i and _LISTED_BEHIND.fullmatch(segment.text[bounds[i] : e.start]) else before
        grown = grown_subject(segment.text, [(x.start, x.end) for x in found[: i + 1]], start)
        before = _noun(_since_dates(segment, *grown)) if grown is not None else before
        inside = in_brackets(segment.text, e.start, e.end, start)
        if before is not None and named and sign_in("scale", before):
            before = named[-1].before
        paid = e.is_money and bool(named) and not named[-1].expression.is_money
        before = None if e.is_money and i and sign_in("deed_of_count", before or "") else before
        earlier = next((n for n in reversed(named) if inside or not n.bracketed), named[-1]) if named else None
        if before is None and earlier and _shares_name(segment, (bounds[i], e.start), earlier, inside, paid):
            before = earlier.before
        before = before or (_topic_of_dates(segment, start, e.start) if not named else None)
        if before is None and named and _PRODUCT.fullmatch(segment.text[bounds[i] : e.start]):
            before = _name_of_product(segment.text, named)
        if inside and not named and (before is None or sign_in("prior_word", before)):
            before = _before_bracket(segment.text, start, e.start) or before
        after = _after(segment.text[e.end : until], i + 1 < len(found))
        if _TOPIC_PARTICLE.match(segment.text, e.end) and after is not None and before is not None and i:
            before = None
        named.append(Named(e, before, after, span_for(segment, start, end, e), inside))
    return named


_LISTED_BEHIND = re.compile(r"(?:\([^()]*\))?(?:의\s|\s)?[가-힣][^,:()]*,\s?")
"""`36호 집수리, 12호 빈집정비`: the words up to the comma are of the number before them."""


def _before_bracket(text: str, start: int, end: int) -> str | None:
    """The words before the bracket in which the first number of a stretch stands (`상담소 운영(5~10월, 주 2회)`)."""
    opening = text.rfind("(", start, end)
    named = opening > start and not text[opening:end].strip("( ").isdigit()
    return words_before(text[start:opening]) if named else None


_DEED_OR_PARTICLE = re.compile(rf"{alternation('deed_of_count')}?{alternation('at_particle')}?")


def _noun(text: str) -> str | None:
    words = words_of(text.rpartition("]")[2])
    noun = noun_at_end(without_adverb(words)) if words is not None else None
    return None if noun is None or _GOVERNMENT.fullmatch(noun) else noun


_GOVERNMENT = re.compile(r"[가-힣]{2,4}[시군구도]청?")
"""Who budgets is what grew of nothing (`느티시는 5% 늘어난 205억원을 편성했다`)."""


def _topic_of_dates(segment: Segment, start: int, end: int) -> str | None:
    """What a sentence is about whose first number has nothing but its date before it (`이용객은 지난 2015년 4만명`)."""
    dates = [e for e in segment.within(start, end) if e.kind == "date"]
    if len(dates) != 1 or segment.text[dates[0].end : end].strip():
        return None
    topic = _TOPIC_AHEAD.search(segment.text, start, dates[0].start)
    return _noun(topic["topic"]) if topic is not None else None


_TOPIC_AHEAD = re.compile(rf"(?P<topic>[^,;.:：()]{{2,40}}){alternation('topic_particle')}\s+(?:[가-힣]{{2}}\s)?$")


def _shares_name(segment: Segment, since: tuple[int, int], earlier: Named, inside: bool, paid: bool) -> bool:
    """Whether a number in brackets, or one with nothing but its date since the last, bears the name of the last.

    So does what is `paid` for a count right before it.
    """
    start, end = since
    if inside:
        return not earlier.bracketed
    if segment.text[start:end].strip() in ARROWS and earlier.before is not None:
        return True
    between = segment.text[start:end].strip(" )")
    if paid and earlier.before is not None and (not between or _DEED_OR_PARTICLE.fullmatch(between)):
        return True  # `상수관 교체(3.2km) 28억 원`, `보금자리 28호 공급 60억 원`: a count of it, and what it costs
    dates = [e for e in segment.within(start, end) if e.kind == "date"]
    if not dates or earlier.before is None:
        return False
    between = segment.text[start : dates[0].start] + segment.text[dates[-1].end : end]
    return len(between.strip()) <= _PARTICLE_LENGTH and len(dates) == 1


_PRODUCT = re.compile(r"[^\d=]{0,6}=\s*")
_TIMES = re.compile(r"[^=]{0,24}[×xX*✕][^=]{0,24}")


def _name_of_product(text: str, numbers: Sequence[Named]) -> str | None:
    """The words before the first factor, which name the product (`강사 12명 × 4회 = 48회`); None where none is one."""
    first = numbers[-1]
    for earlier in reversed(numbers[:-1]):
        if _TIMES.fullmatch(text, earlier.expression.end, first.expression.start) is None:
            break
        first = earlier
    return first.before if first is not numbers[-1] else None


ARROWS = ("→", "⇒", "➔", "->")
"""Signs between what was and what came of it (`12.3% → 10.1%`)."""
_PARTICLE_LENGTH = 3


def in_brackets(text: str, start: int, end: int, since: int = 0) -> bool:
    """Whether a stretch stands inside brackets that open before it and close after it."""
    opened = max(text.rfind("(", since, start), text.rfind("[", since, start))
    closed = max(text.rfind(")", since, start), text.rfind("]", since, start))
    return opened > closed and bool(re.search(r"[)\]]", text[end:]) or opened >= 0)


def _since_dates(segment: Segment, start: int, end: int) -> str:
    """The words after the last declared count or date: `18개 세부사업의 목표 달성률` is 목표 달성률."""
    declared = [e.end for e in segment.within(start, end) if e.kind == "declared_count"]
    dates = [e.end for e in segment.within(start, end) if e.kind == "date"]
    text = segment.text[max([*declared, *dates], default=start) : end]
    text = _DATE_PARTICLE.sub("", text) if dates else text
    owner = re.match(r"[^,]*?의\s+(?=\S)", text) or _COUNTED_NOUN.match(text) if declared else None
    return text[owner.end() :] if owner else text


_COUNTED_NOUN = re.compile(rf"\s?[가-힣]+\s+(?!{alternation('out_of')}\s|{alternation('compared')})")
"""What a declared count is of (`3개 분야 124건`): it names the count and not the number behind it."""


def words_of(text: str) -> str | None:
    """A stretch as words: markers, brackets at the edge and fillers off; None where nothing is left."""
    words = tidy(strip_markers(text.strip())).strip(_EDGE)
    words = words if _CLOSED_QUOTE.search(words) else _OPEN_QUOTE.sub("", words)
    words = f"{words})" if words.count("(") > words.count(")") and f"{words})" in tidy(text) else words
    return None if not words or sign_in("filler", words) or not re.search(r"[가-힣A-Za-z]", words) else words


_OPEN_QUOTE, _CLOSED_QUOTE = re.compile(r"^[“‘’'\"](?=[가-힣])"), re.compile(r".[”’'\"]")


def words_before(text: str, after_number: bool = False) -> str | None:
    """The words just before a number: after the last separator or sentence that leaves any."""
    if after_number and (_JOINED.search(text) or _begins_clause(text)):
        return None
    if not after_number and _GAP_AHEAD.search(text):
        return words_of(text)
    if after_number and text[:1].strip() and text[0] not in "([<·ㆍ" and not _BREAKS.match(text):
        text = text.partition(" ")[2]
    text = since_quote(_AGAINST.sub("", _OUT_OF.sub("", text)))
    edge = _EDGE.replace(")", "")
    stripped = _BEFORE_NUMBER.sub("", text.rstrip(edge)).rstrip(edge)
    depth, cut = 0, 0
    for i in range(len(stripped) - 1, -1, -1):
        depth += (stripped[i] in ")]>") - (stripped[i] in "([<")
        if depth < 0 or (depth == 0 and _BREAKS.match(stripped, i) and stripped[i:].strip(_EDGE)):
            cut = i + 1
            break
    named = _CONNECTIVE.sub("", _TOLD_IN.sub("", _JOINS.sub("", _SYMBOL.sub("", stripped[cut:]))))
    words = words_of(_joined_names(named, after_number and not cut))
    if not words or (sign_in("no_name", words) and not sign_in("no_particle", words)) or is_over(text, len(stripped)):
        return None
    words = _LETTER_OF_SIZE.sub("", words) if text.rstrip().endswith("=") else words
    last = words.split()[-1]
    summed = sign_in("whole", text[len(stripped) :]) and len(last) >= _SHORTEST_VERB and ends_phrase(last)
    bare = without_particle(without_particle(words))
    prior = (bare != words and sign_in("prior_word", bare)) or is_connective(last)
    if prior or sign_in("when_word", last) or sign_in("when_word", bare) or summed:
        return None
    return without_explanation(without_particle(_END_OF_LIST.sub("", without_adverb(words)), text))


def _begins_clause(text: str) -> bool:
    """Whether a number opens a sentence or a clause of its own (`14개 사업은 마쳤고, 52개 사업은 ...`)."""
    words = text.split()
    return bool(words) and (
        _SENTENCE_END.search(words[-1]) is not None
        or (words[-1].endswith(",") and sign_in("clause_end", words[-1].rstrip(",")) is not None)
    )


_SENTENCE_END = re.compile(r"[다요]\.$")


def _joined_names(words: str, behind: bool) -> str:
    """`문화 및 관광` is one name; what a verb stands before is a name of its own (`점검 및 낡은 펌프`).

    The word right `behind` a number tells what was done with it (`2개소 조성 및 주민 1,240명`).
    """
    first, last = (_JOINS_TWO.split(words, maxsplit=1) * 2)[:2]
    if behind and last != words and len(first.split()) == 1 and sign_in("project", first) is not None:
        return last
    return last if last != words and "(" not in first and ends_phrase(last.split(maxsplit=1)[0]) else words


_JOINS_TWO = re.compile(rf"\s{alternation('joiner')}\s(?=\S)")
_LETTER_OF_SIZE = re.compile(r"(?<=[가-힣])\s[A-Za-zΦφ]$")
"""What stands for a size before its number (`연면적 A=240㎡`)."""
_END_OF_LIST = re.compile(rf"(?<=[가-힣)])\s{alternation('and_so_on')}$")
"""`긴급복구비 등으로`: that there is more is no part of the name."""
_SHORTEST_VERB = 3
"""Letters of a verb that goes on to a sum (`세 곳을 더 지정해 모두 12곳`)."""


_GAP_AHEAD = re.compile(r"^[^:：,;/()]*\S {4,}$")
"""Words that a wide gap parts from the number: the row of a list that is drawn with blanks."""


def _after(text: str, more: bool) -> str | None:
    """The words after a number, up to the next separator; `more` says that another number follows."""
    text = _LEADING_PARTICLE.sub("", text)
    if more and _OPENED.match(text):
        return None
    cut = (_NEXT_NUMBER if more else _NEXT_NAME).search(text)
    words = words_of(text[: cut.start()] if cut else text)
    return _PARTICLE_OF_LIST.sub("", words) if words and not sign_in("out_of", words) else None


_TOPIC_PARTICLE = re.compile(rf"\s?{alternation('topic_particle')}\s")
"""`27건은 정상추진`: what a number is of stands behind it."""
_LEADING_PARTICLE = re.compile(rf"^{alternation('case_particle')}\s+(?=\S)")
_DATE_PARTICLE = re.compile(rf"^{alternation('date_particle')}(?=\s)")
_CONNECTIVE = re.compile(rf"^.*(?:[가-힣]{alternation('connective_end')}|\s{alternation('state_chain')})\s+(?=\S)")
_TOLD_IN = re.compile(rf"^(?:.*{alternation('told_in')},?\s+|\W*[가-힣.·]{{1,6}}{alternation('by_each')},?\s+)(?=\S)")
"""Where a figure is from and by what it is counted (`사회조사에서 만족하는 시민`, `성별로는 남성`)."""
_JOINED = re.compile(rf"[가-힣)\]]\s+{alternation('joiner')}\s*$")
_JOINS = re.compile(rf"^{alternation('joiner')}\s")
_OPENED = re.compile(r"\s?[(\[][^)\]]*$")
"""`13,400㎡(우리 몫 5%)`: the words of a bracket that opens before the next number are of that number."""
_NEXT_NAME = re.compile(rf"[,;/→]|\n|(?<=[다요])\.{SENTENCE_GAP}")
_NEXT_NUMBER = re.compile(rf"[,;/→]|\s{alternation('joiner')}\s|\n|(?<=[다요])\.{SENTENCE_GAP}")
_PARTICLE_OF_LIST = re.compile(rf"\s?{alternation('end_of_list')}$")


def clause_after(segment: Segment, end: int, stop: int) -> str:
    """The words from a number to the end of its clause: they carry the verb that says what was done with it."""
    text = segment.text[end:stop]
    cut = _CLAUSE_ENDS.search(text)
    return text[: cut.end()] if cut else text


_CLAUSE_ENDS = re.compile(rf"[.,;]\s|[.;]$|(?<=[다요])\.{SENTENCE_GAP}|(?<=[고며면데])[,\s]")


def without_telling(text: str) -> str:
    """A sentence without that somebody said so (`쉼터를 연다고 14일 밝혔다` is `쉼터를 연다`)."""
    return _TOLD.sub("", text)


_TOLD = re.compile(rf"(?:(?<=[다라])[가-힣]\s(?:\d{{1,2}}[가-힣]\s)?)?{alternation('told_verb')}[가-힣]*")


def is_sentence(text: str) -> bool:
    """Whether a text is running prose: it ends as a sentence does."""
    return _ENDS_TOLD.search(text[-_BY_LINE:]) is not None


def is_told(text: str) -> bool:
    """Whether a line is prose, also where its last verb is a noun (`시민은 34.2%로 지난해를 웃돎`)."""
    return is_sentence(text) or (sign_in("nominal_ending", text.rstrip(" .")) is not None and is_clause(text))


_BY_LINE = 30
_ENDS_TOLD = re.compile(
    rf"[다요]\.[\"”’]?\s*(?:[<(/\[][^<>()/\[\]]{{2,20}}[>)\]]?|[가-힣]{{2,4}}\s{alternation('by_line')})?\s*$"
)
"""The end of a sentence, also where its writer stands behind it (`의결했다. <강여울 기자>`, `의결했다.강여울 기자`)."""


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    bounds = [0, *(m.end() for m in _SENTENCE_ENDS.finditer(text)), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


_SENTENCE_ENDS = re.compile(rf"[다요까][.?]{SENTENCE_GAP}")


def sentence_of(text: str, position: int) -> str:
    """The sentence of a text that a place stands in."""
    end = 0
    for sentence in sentences_in(text):
        end += len(sentence)
        if position < end:
            break
    return sentence


def multiplied(segment: Segment, expression: Expression) -> bool:
    """Whether a number is a factor (`1,000천원×10팀`); a star before words marks a note (`단지* 설계비 3억`)."""
    text = segment.text
    before, after = text[: expression.start], text[expression.end :]
    product = "=" in after[:_REST_OF_PRODUCT]
    return bool(
        re.match(r"[\s가-힣)]{0,4}(?:[×xX✕]\s*[\d(가-힣]|\*\s*[\d(])", after)
        or re.search(r"[\d가-힣)%]\s*(?:[×xX✕]\s?[(가-힣]{0,4}|\*(?:[(가-힣]{0,4}|\s\(?))$", before)
        or (product and re.search(r"[\d가-힣)%]\s*[×xX*✕][^\d=×]{0,24}$", before))
    )


_REST_OF_PRODUCT = 30
"""Letters after a factor within which the sign of the product stands."""


def joined(parts: Sequence[str | None]) -> str | None:
    """Words joined with spaces; None where there are none."""
    return " ".join(part for part in parts if part) or None


def is_code(text: str, number: Expression) -> bool:
    """Whether a number stands in brackets, alone or behind the word for the level of an account (`(세항 2411)`)."""
    bracket = _BRACKET_OPEN.search(text[max(0, number.start - _LEVEL_WORD) : number.start])
    closed = text[number.end : number.end + _LEVEL_WORD].lstrip().startswith(")")
    return bracket is not None and closed and (not bracket[1] or sign_in("code_level", bracket[1]) is not None)


_BRACKET_OPEN = re.compile(r"\(\s?(\S*)\s?$")
_LEVEL_WORD = 8
"""Letters around a code in brackets among which the bracket stands."""
