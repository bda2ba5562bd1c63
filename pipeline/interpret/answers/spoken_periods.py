"""Periods that words name by their distance from the day of the speaker: 올해, 상반기, 지난달, 이번주."""

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.spoken_years import spoken_year
from pipeline.interpret.answers.when import When, in_surroundings
from pipeline.interpret.sites.dates import compared
from pipeline.interpret.sites.phrases import is_sentence, sentence_of, sentences_in
from pipeline.interpret.sites.verbs import past_ending
from pipeline.interpret.sites.year_words import last_word
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Site
from pipeline.korean.expressions import Expression
from pipeline.korean.periods import Moment, Span
from pipeline.korean.signs import sign_in


def spoken(site: Site, reading: Reading) -> Answer[When] | None:
    """`내년 42억 원을 편성`: the word for a year that stands before the number in its sentence.

    전년도 is the year before that of the paper, whenever it is spoken of.
    """
    found = spoken_year(site, reading.document.spoken)
    if found is None:
        return None
    budgeted = reading.document.year
    named = (site.before or "").split()[-2:]
    if budgeted is not None and any(sign_in("year_before_budget", word) for word in named):
        return When(None, budgeted - 1), found[1]
    return When(None, found[0]), found[1]


def year_ahead(site: Site, date: Expression, reading: Reading) -> int | None:
    """The year that a word right before a month names (`올해 10월 말까지`)."""
    ahead = site.segment.text[max(site.start, date.start - _AHEAD) : date.start]
    found = last_word(ahead)
    year = reading.document.spoken
    return year + found[1] if found is not None and year is not None and ahead.rstrip().endswith(found[2]) else None


_AHEAD = 8


def measured_against(site: Site, reading: Reading) -> Answer[When] | None:
    """`당초예산 4,765억원보다 47억원 증가` in what asks for the budget of a year: that of the year before."""
    e, title, year = site.expression, reading.document.title or "", reading.document.year
    if e is None or site.row is not None or year is None or sign_in("base_budget", site.before or "") is None:
        return None
    asked = sign_in("asks_budget", title) is not None and sign_in("amends_budget", title) is None
    return (When(None, year - 1), site.before or "") if asked and compared(site.segment, e) else None


def spoken_above(site: Site, reading: Reading) -> Answer[When] | None:
    """What is told of the past below a sentence that begins with a year's word (`올 한 해 ... 거두었습니다`)."""
    spoken, e = reading.document.spoken, site.expression
    if spoken is None or site.row is not None or e is None:
        return None
    within = _word_ahead(site.segment, e)
    carried = site.section.spoken if within is None else within
    if carried is None:
        return None
    told = sentence_of(site.segment.text, e.start)
    done = sign_in("done_verb", told) or (
        past_ending(told) if within is not None and not sign_in("budgeted_verb", told) else None
    )
    if not is_sentence(told) or sign_in("planned_verb", told) or not done:
        return None
    return When(None, spoken + carried), told[:20]


def _word_ahead(segment: Segment, e: Expression) -> int | None:
    """What the sentences of the paragraph before that of a number add to the year, the last that begins with a word for
    one and is followed by no other date (`지난해는 어려웠습니다. ... 예산 6천억 원 시대를 열었습니다.`)."""
    added = None
    position = 0
    for sentence in sentences_in(segment.text):
        if position + len(sentence) > e.start:
            break
        dated = any(x.span is not None and x.span.year for x in segment.within(position, position + len(sentence)))
        begun = last_word(sentence, _LEAD)
        added = begun[1] if begun is not None else None if dated else added
        position += len(sentence)
    return added


_LEAD = 14
"""Letters at the head of a sentence in which a word says when all that is told next was."""


def part_of_speech(site: Site, reading: Reading) -> Answer[When] | None:
    """The half of a year that a speech was announced to tell of (`상반기 주요 실적부터 말씀드리겠습니다`)."""
    part = site.section.part
    return in_surroundings(part, site, reading, "보고하는 반기") if part is not None and site.row is None else None


def week(site: Site, reading: Reading) -> Answer[When] | None:
    """The week that a heading names (`이번주 할 일`), where the head of the document says which days it is."""
    for node in site.section.headings:
        word = sign_in("relative_week_ahead", node.title)
        if word is not None and word in reading.document.weeks:
            return in_surroundings(reading.document.weeks[word], site, reading, node.title)
    return None


def month(site: Site, reading: Reading) -> Answer[When] | None:
    """The month that a heading names from that of the report (`지난달 한 일` in a report as of 1 September)."""
    day = reading.document.as_of.start if reading.document.as_of is not None else None
    if day is None or day.year is None or day.month is None:
        return None
    for node in site.section.headings:
        for sign, delta in _MONTHS.items():
            if word := sign_in(sign, node.title):
                years, month = divmod(day.month - 1 + delta, 12)
                moment = Moment(day.year + years, month + 1)
                return When(Span(moment, moment), moment.year), word
    return None


_MONTHS = {"last_month": -1, "this_month": 0, "next_month": 1}
