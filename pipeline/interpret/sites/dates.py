"""The date that a number is about, and dates that something else is about: compared with, built in, chosen in."""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.verbs import clause_breaks
from pipeline.interpret.text.segments import Segment
from pipeline.korean.periods import Span
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.spacing import SENTENCE_END

_COMPARED = re.compile(rf"\s?(?:\([^()]*\)\s?)?{alternation('compared')}")
NUMERIC = ("quantity", "number", "other")
"""Kinds of expressions that can be the value of a row."""


def span_for(segment: Segment, start: int, end: int, expression: Expression) -> Span | None:
    """The date that a number is about: the last before it, else the only one after it.

    In a long sentence a day tells when something else happened, unless it stands right beside the number.
    """
    text = segment.text
    beside = next((e for e in segment.within(start, end) if e.span and text[e.end : expression.start] == "("), None)
    if beside is not None:
        return beside.span  # `2016년(598.1톤)보다`
    named = (e for e in segment.within(expression.end, end) if e.span is not None and e.span.is_year)
    if (own := next((e for e in named if _OF_YEAR.fullmatch(text, expression.end, e.start)), None)) is not None:
        return own.span  # `2,014억 원 규모의 2031년도 예산안`
    dates = [e for e in segment.within(start, end) if e.span is not None and not dates_nothing(segment, e)]
    sentence = end - start > SENTENCE and re.search(r"[다요]\s?[.]", text[start:end]) is not None
    if sentence:
        dates = [e for e in dates if _holds_for_sentence(segment, e) or _stands_beside(text, e.end, expression.start)]
        dates = [e for e in dates if not _OTHER_YEAR.search(text, e.end, max(e.end, expression.start))]
        dates = _since_sentence(text, dates, expression.start)
    earlier = [e for e in dates if e.end <= expression.start and not measured(segment, e, expression.start)]
    if len(earlier) > 1 and _sums(segment, earlier[-1].end, expression):
        first, last = earlier[0].span, earlier[-1].span
        return Span(first.start, last.end) if first is not None and last is not None else None
    if earlier:
        return earlier[-1].span
    following = [e for e in dates if e.start >= expression.end and not is_told_after(text, expression.end, e)]
    if len(following) != 1 or sentence:
        return None
    own = next((e for e in segment.within(following[0].end, end) if e.kind in NUMERIC and e.value is not None), None)
    between = text[following[0].end : own.start] if own is not None else ")"
    return None if len(between) <= BESIDE and not re.search(r"[)\]]", between) else following[0].span


def is_told_after(text: str, position: int, date: Expression) -> bool:
    """Whether a date stands behind the end of the sentence of a place (`고치기를 마쳤다.(나머지는 9월까지 예정)`)."""
    return _ENDED.search(text, position, date.start + 1) is not None


_ENDED = re.compile(rf"{SENTENCE_END.pattern}|[다요]\.\(")
_OF_YEAR = re.compile(rf"\s?{alternation('of_year_ahead')}\s")
"""What stands between an amount and the year whose budget it is of."""


def _since_sentence(text: str, dates: Sequence[Expression], position: int) -> list[Expression]:
    """The dates that can hold for a number: of sentences before its own, that went from year to year, none does."""
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, position)]
    before = [e for e in dates if ends and e.end <= ends[-1]]
    years = {e.span.year for e in before if e.span is not None and e.span.is_year}
    return [e for e in dates if len(years) < _FROM_YEAR_TO_YEAR or e not in before]


_FROM_YEAR_TO_YEAR = 2
_OTHER_YEAR = re.compile(
    rf"{alternation('prior_year')}(?:{alternation('date_particle')}|{alternation('topic_particle')})+\s|(?:{alternation('this_year')}|{alternation('next_year')})(?:{alternation('date_particle')}|{alternation('topic_particle')})?\s"
    rf"(?![가-힣\s]{{0,12}}(?:\d[\d,.조억만천원\s]{{0,16}})?{alternation('compared')})"
)
"""A word for another year between a date and a number (`2023년까지 마쳤고, 올해는`); `올해 예산보다` is none."""


def _sums(segment: Segment, since: int, expression: Expression) -> bool:
    """Whether a number is the sum of dated ones before it (`상반기 120명, 하반기 140명 등 총 260명`)."""
    text = segment.text
    between = any(e.kind in NUMERIC and e.value is not None for e in segment.within(since, expression.start))
    bracketed = text.count("(", since, expression.start) > text.count(")", since, expression.start)
    ahead = text[since : expression.start] + re.split(r"\d", expression.raw)[0]
    return between and not bracketed and sign_in("sum_word", ahead.rstrip()) is not None


def _stands_beside(text: str, end: int, position: int) -> bool:
    """Whether a number is so near behind a day that it is its; in the next clause (`9월 열었으며 9명`) it is not."""
    return 0 <= position - end <= BESIDE and not clause_breaks(text[end:position])


SENTENCE = 60
"""Letters from which on a line is running prose."""
BESIDE = 12
"""Letters between a day and the number that it is about, in running prose."""


def _holds_for_sentence(segment: Segment, date: Expression) -> bool:
    """Whether a date is of whole years or the half of one, and no day or month, or says as of when all of it stands."""
    span = date.span
    coarse = span is not None and span.start.month is None and (span.start.months is None or _is_half(span))
    return coarse or is_reference(segment, date)


def _is_half(span: Span) -> bool:
    """Whether a span is half of a named year (`2023년 하반기`)."""
    months = span.start.months
    return span.year is not None and months is not None and months[1] - months[0] == _HALF and span.start == span.end


_HALF = 5


def dates_nothing(segment: Segment, date: Expression) -> bool:
    """Whether a date is only measured against, or says since when a thing is there (`1996년에 지은 도서관`)."""
    behind = _PARTICLE_OF_TIME.sub("", segment.text[date.end : date.end + _NEAR_VERB])
    chosen = _CHOSEN.match(segment.text, date.end) is not None
    named = _NAMED.match(segment.text, date.end)
    law = (
        named is not None and sign_in("according_to", segment.text[named.end() : named.end() + _NEAR_VERB]) is not None
    )
    aimed = _AIMED_THING.match(segment.text, date.end) is not None
    left_over = _LEFT_OVER.match(segment.text, date.end) is not None
    return compared(segment, date) or law or chosen or aimed or left_over or sign_in("of_a_thing", behind) is not None


_CHOSEN = re.compile(rf"[^.,\d]{{0,24}}?{alternation('chosen')}\s")
"""`2022년 공모사업에 선정돼`: when something was chosen, and not when what follows is paid."""
_AIMED_THING = re.compile(rf"(?!{alternation('until_word')})[가-힣\s]{{2,14}}?{alternation('adnominal_aim')}\s")
"""`2030년 개관을 목표로 한 도서관 건립`: when a thing is to be there, and not when it is paid for."""
_LEFT_OVER = re.compile(rf"\s[가-힣\s]{{2,30}}?{alternation('left_over')}\s{alternation('and_so_on')}\s")
"""`2022년도 빈집정비사업 집행잔액 등 총 2억 원을 수납`: of which year is left what came in later."""
_NAMED = re.compile(r"[^‘’“”「」『』]{1,40}[’”」』]")
"""The rest of a name in quotation marks (`「2025년 편성 지침」에 따라`)."""


_PARTICLE_OF_TIME = re.compile(r"^에\s+")
_NEAR_VERB = 10


def compared(segment: Segment, told: Expression) -> bool:
    """Whether a date or figure is only what something is measured against (`2021년 대비`, `106억원보다`)."""
    return _COMPARED.match(segment.text, told.end) is not None


def measured(segment: Segment, date: Expression, until: int) -> bool:
    """Whether what is said of a date, up to the next one, is what something else is measured against, or the date is
    itself (`2024년 본예산 1,790억원 대비`); another year or the subject of the sentence parts them."""
    following = next((e.start for e in segment.expressions if e.span is not None and e.start >= date.end), until)
    match = _COMPARED.search(segment.text, date.end, min(following, until))
    between = segment.text[date.end : match.start()] if match is not None else ""
    named = any(sign_in(sign, between) for sign in ("prior_year", "this_year", "next_year"))
    return match is not None and not named and not _SAID_BEFORE.search(between)


_SAID_BEFORE = re.compile(rf"[가-힣)]{alternation('topic_particle')}\s|\d[조억만천백]*\s?원?{alternation('grew_to')}\s")
"""The subject, or a figure that the comparison is of (`2025년 예산은 3억원으로 당초 대비`)."""


def is_reference(segment: Segment, date: Expression) -> bool:
    """Whether a date says as of when something stood so (`2023. 12. 31. 기준`, `6월말 현재`)."""
    if compared(segment, date) or sign_in("stock_of_day", segment.text[date.end : date.end + 6]):
        return False
    raw = date.raw.rstrip(" .)")
    behind = segment.text[_end_of_hour(segment, date) :][:6]
    return (
        raw.endswith(_REFERENCE)
        or sign_in("reference_label", segment.text[: date.start].rstrip(" :：")) is not None
        or sign_in("reference_day", behind.lstrip(" .을를")[:4]) is not None
    )


def tells_state(date: Expression) -> bool:
    """Whether what something stood as of is a day (`2025년 말 기준`), and no year (`2025년 기준`)."""
    return date.span is not None and (not date.span.is_year or _END_OF_YEAR.search(date.raw) is not None)


_END_OF_YEAR = re.compile(rf"{alternation('year_word')}\s?{alternation('state_end')}")


def _end_of_hour(segment: Segment, date: Expression) -> int:
    """Where a date ends with the hour behind it (`8. 2. 18:00 현재`)."""
    near = segment.within(date.end, date.end + _HOUR_REACH)
    hour = next((e for e in near if e.span is None and (e.kind == "date" or ":" in e.raw)), None)
    return hour.end if hour is not None and not segment.text[date.end : hour.start].strip() else date.end


_HOUR_REACH = 12
"""Letters behind a day within which its hour ends."""


_REFERENCE = ("기준", "현재", "말")
"""What the end of a date says of the state on it."""


def tells_publication(segment: Segment) -> bool:
    """Whether a line says when a page was put up, among what else its board tells (`샘말과 등록일 2031-02-28`)."""
    ahead = [segment.text[: e.start].split() for e in segment.expressions if e.span is not None]
    return any(words and sign_in("publication_label", words[-1].strip(" :：")) for words in ahead)
