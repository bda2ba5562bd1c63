"""Years that sentences name by words: 올해, 내년, 지난해, counted from the year in which the document speaks."""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.sites.year_words import last_word
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Site
from pipeline.korean.names import strip_markers
from pipeline.korean.signs import alternation, sign_in

_NOTE = re.compile(r"\([^()]*\)")
"""A line in brackets on the cover (`(제12회 임시회, 2025. 4. 15.)`)."""
_COVER, _LAST_LINES, _LONGEST_LINE = 12, 6, 40


def spoken_in(title: str | None, year: int | None, signed: int | None, segments: Sequence[Segment]) -> int | None:
    """The year in which a document speaks: that of the date it is signed with, else of its registration.

    Where neither stands, a budget that is asked for is spoken of in the year before, one that is settled in the year
    after; all else in its own year.
    """
    for segment in (*segments[:_COVER], *reversed(segments[-_LAST_LINES:])):
        dates = [e for e in segment.expressions if e.span and e.span.year and e.span.start.day]
        labelled = sign_in("speech_date", strip_markers(segment.text)) is not None and len(segment.text) < _LONGEST_LINE
        alone = len(dates) == 1 and len(segment.text.strip()) <= len(dates[0].raw) + 2
        noted = len(dates) == 1 and _NOTE.fullmatch(segment.text.strip()) is not None
        published = bool(dates) and sign_in("speech_date", segment.text[: dates[0].start].strip()) is not None
        if dates and dates[0].span and (labelled or alone or noted or published):
            return dates[0].span.year
    if signed is not None:
        return signed
    told = title or next((segment.text[:_LONGEST_LINE] for segment in segments if segment.text.strip()), "")
    asked = sign_in("asks_budget", told) is not None and sign_in("amends_budget", told) is None
    settled = (sign_in("settles_accounts", told) is not None or _tells_of_accounts(segments, year)) and not asked
    return year + settled - asked if year is not None else None


def _tells_of_accounts(segments: Sequence[Segment], year: int | None) -> bool:
    """Whether the first sentences are about the accounts of a year (`2023 회계연도 기금 결산 자료에 따르면`)."""
    told = ((s.text, e.end, e.span) for s in segments[:_COVER] if is_sentence(s.text) for e in s.expressions)
    behind = (text[end:][:_ACCOUNTS] for text, end, span in told if span and span.is_year and span.year == year)
    return any(sign_in("accounts_told", words) and not sign_in("amends_budget", words) for words in behind)


_ACCOUNTS = 16
"""Letters behind a year within which stands that its accounts are told of."""
_GREW_FROM = re.compile(rf"\d[^\s]*\s?{alternation('grew_from')}(?=\s)")
_GREW_TO = re.compile(rf"\s?{alternation('grew_to')}(?![가-힣])")
"""`지난해 5대에서 7대로`: the year is that of the first figure alone."""


def spoken_year(site: Site, spoken: int | None) -> tuple[int, str] | None:
    """The year that the last word before a number in its sentence names; None where a date stands nearer."""
    e = site.expression
    if e is None or spoken is None or site.row is not None:
        return None
    text = site.segment.text
    start = text.find(sentence_of(text, e.start))
    found = last_word(text[max(start, 0) : e.start])
    if found is None:
        return _year_of_lead(site, spoken)
    at, delta, word = found
    if delta < 0 and _GREW_FROM.search(text[start + at : e.start]) and _GREW_TO.match(text, e.end):
        return spoken, word
    nearer = any(x.span is not None and x.start > start + at and x.end <= e.start for x in site.segment.expressions)
    return None if nearer else (spoken + delta, word)


def _year_of_lead(site: Site, spoken: int) -> tuple[int, str] | None:
    """The year that the head of a list names by a word (`내년 주요 사업은 △쉼터 3억 원 △마당 2억 원이다`)."""
    lead, e = site.section.lead, site.expression
    found = last_word(lead.text) if lead is not None else None
    dated = e is not None and any(x.span is not None and x.end <= e.start for x in site.segment.expressions)
    return (spoken + found[1], found[2]) if found is not None and not dated else None
