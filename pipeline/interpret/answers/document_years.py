"""The year that a document is the plan, budget or report of."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from pipeline.interpret.sites.dates import dates_nothing, is_reference, measured
from pipeline.interpret.sites.outline import rank_of
from pipeline.interpret.sites.phrases import in_brackets, is_sentence
from pipeline.interpret.sites.year_words import last_word
from pipeline.interpret.text.segments import Segment
from pipeline.korean.names import compact, split_marker, strip_markers
from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation, sign_in


def year_of(titles: Sequence[Segment], segments: Sequence[Segment]) -> int | None:
    """The year that the document is the plan, budget or report of; None where nothing tells it.

    Its title, else its 회계연도, else the day of its figures, else the year of its target columns, else the line of its
    date on the cover, else the one year of all its dates, else the day on which it was signed: never a date that only
    happens to stand in the text.
    """
    for read in _YEAR_RULES.values():
        years = list(read(titles, segments))
        if years and len(set(years)) == 1:
            return years[0]
        if years and read is _title_years:
            return years[0] if years[0] == years[-1] or len(titles) > 1 else None
    return None


def _title_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    for segment in sorted(titles, key=_names_several_years):
        spans = [e.span for e in segment.expressions if e.span and e.span.year]
        if not spans and (bare := _BARE_YEAR.search(segment.text)):
            yield int(bare["year"])
        if spans:
            yield from (y for y in (spans[0].start.year, spans[0].end.year) if y)
            return


def _names_several_years(title: Segment) -> bool:
    """Whether a title is that of a plan of several years, of which another line of the cover names one."""
    spans = [e.span for e in title.expressions if e.span and e.span.year]
    return bool(spans) and spans[0].start.year != spans[0].end.year


def _accounted_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The one fiscal year that the sentences of a page call by that word (`우리 구는 2018 회계연도의 ...`)."""
    years = {
        e.span.year
        for segment in segments[:_BELOW_MENUS]
        for e in segment.expressions
        if e.span is not None and e.span.year and sign_in("fiscal_year", re.sub(r"[\d\s]", "", e.raw))
    }
    yield from years if len(years) == 1 else ()


def _headline_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year of the budget or plan that a headline is about (`느티시, 2022년도 예산 6조 원 확정`)."""
    for segment in segments[:_HEAD]:
        named = len(segment.text) <= _LONGEST_HEADLINE and not is_sentence(segment.text) and not _is_item(segment)
        if named and sign_in("headline_of_year", segment.text) is not None:
            yield from _years_of(segment)


_LONGEST_HEADLINE = 60
_BARE_YEAR = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s+[가-힣]")


def evaluated_year(segments: Sequence[Segment]) -> int | None:
    """The year that an evaluation looks at (`평가대상 : 2014년도 운영실적`), where its first lines are about one."""
    for segment in segments[:_COVER]:
        label, colon, _ = segment.text.partition(":")
        if colon and sign_in("evaluated", compact(strip_markers(label))):
            spans = [e.span for e in segment.expressions if e.span and e.span.is_year and e.start > len(label)]
            return spans[0].year if spans else None
    return None


def _evaluated_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    year = evaluated_year(segments)
    if year is not None:
        yield year


def _fiscal_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    for segment in segments:
        if sign_in("fiscal_year", segment.text[:14]) and len(segment.text) < 40:
            yield from (e.span.year for e in segment.expressions if e.span and e.span.year)
            yield from (int(e.value) for e in segment.expressions if e.value and 1990 <= e.value <= 2100)


def _reference_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    day = reference_day(segments)
    if day is not None and day.year is not None:
        yield day.year


def reference_day(segments: Sequence[Segment]) -> Span | None:
    """The day as of which the figures of the whole document stand, where one of its first lines says so."""
    if (day := _day_of_label(segments)) is not None:
        return day
    for segment in segments[:_COVER]:
        captioned = split_marker(segment.text.strip()).marker is not None
        if len({e.span for e in segment.expressions if e.span and is_reference(segment, e)}) > 1:
            continue  # the names of columns (`2021년도말 2022년도말`)
        for e in segment.expressions:
            named = captioned and re.search(r"[가-힣]{2}", segment.text[: e.start]) is not None
            goes_on = _END_OF.search(e.raw) is not None and re.match(r"\s*[가-힣]", segment.text[e.end :]) is not None
            if e.span and e.span.year and is_reference(segment, e) and not named and not goes_on:
                return e.span
    return None


def _day_of_label(segments: Sequence[Segment]) -> Span | None:
    """The day of a line of its own that says as of when a page is (`기준일 : 2031. 7. 1.`, `- 기준일- 2031. 7. 1.`)."""
    for segment in segments[:_BELOW_MENUS]:
        day = next((e for e in segment.expressions if e.span and e.span.year and e.span.start.day), None)
        label = strip_markers(segment.text[: day.start].strip()).rstrip(" :：-–") if day is not None else ""
        if day is not None and sign_in("reference_label", label) and not segment.text[day.end :].strip(" ."):
            return day.span
    return None


_END_OF = re.compile(rf"{alternation('end_of_period')}$")
"""`2027년 말 준공`: when something is to be, where more than a bracket or the end of the line follows."""
_COVER = 12
"""How many paragraphs from the top speak for the whole document."""
_BELOW_MENUS = 40
"""Paragraphs among which the menus of a page end, and a line of its own says as of when the page is."""


def _asked_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year for which a budget is asked (`(2026요구) 14,067백만원`)."""
    for segment in segments:
        yield from (int(match["year"]) for match in _ASKED.finditer(segment.text))


_ASKED = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})\s?{alternation('year_word')}?\s?{alternation('asked')}")


def _agenda_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year of the budget, account or report that a meeting deals with (`1. 2025년도 세입·세출예산안`)."""
    for segment in segments[:_AGENDA]:
        numbered = split_marker(segment.text.strip()).marker is not None
        dealt = sign_in("accounts_document", segment.text) or sign_in("work_report", segment.text)
        if numbered and len(segment.text) < _LONGEST_ITEM and dealt:
            yield from (e.span.year for e in segment.expressions if e.span and e.span.year and not e.span.start.day)


def _session_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year in which a council met, where its first lines are those of its minutes (`일 시 : 2024년 7월 16일`)."""
    if not any(_COUNCIL.search(segment.text) for segment in segments[:_COVER]):
        return
    for segment in segments[:_COVER]:
        if sign_in("session_time", strip_markers(segment.text)) and len(segment.text) < _LONGEST_ITEM:
            yield from (e.span.year for e in segment.expressions if e.span and e.span.year)


_COUNCIL = re.compile(rf"\d\s?회\s?[가-힣]{{2,8}}{alternation('assembly')}")


_AGENDA, _LONGEST_ITEM = 20, 60


def _published_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year in which a press release came out (`배포일시 2025. 3. 12.`), or before by its headline."""
    told_of = -1 if any(map(_is_headline_of_past, segments[:_COVER])) else 0
    for segment, below in itertools.pairwise(segments[:_COVER]):
        label = _PUBLISHED.search(segment.text)
        mailed = next((e for e in segment.expressions if e.span and _MAIL.match(segment.text, e.end)), None)
        if mailed is not None and mailed.span is not None and mailed.span.year:
            yield mailed.span.year
        labelled = label is not None or sign_in("publication_date", strip_markers(segment.text)) is not None
        if labelled and (
            len(segment.text) < _LONGEST_ITEM or (label is not None and not segment.text[: label.start()])
        ):
            dated = segment if any(e.span for e in segment.expressions) else below
            yield from (e.span.year + told_of for e in dated.expressions if e.span and e.span.year)


def published_day(segments: Sequence[Segment]) -> date | None:
    """The day on which a page was put up or a release came out (`작성일 : 2023-10-12 09:14`)."""
    for segment in segments[:_COVER]:
        label = _PUBLISHED.search(segment.text)
        dated = segment.within(label.end(), len(segment.text)) if label is not None else ()
        day = next((e.span.days(None)[0] for e in dated if e.span is not None and e.span.start.day), None)
        if day is not None:
            return day
    return None


def title_part(title: str | None, year: int | None) -> Span | None:
    """The half or quarter that the title of a report names (`2025년 상반기 지원사업 추진실적`)."""
    spans = [e.span for e in scan(title or "") if e.span is not None and e.span.year == year]
    span = spans[0] if len(spans) == 1 else None
    return span if span is not None and not span.is_year and span.start.day is None else None


def _is_headline_of_past(segment: Segment) -> bool:
    """Whether a headline tells what was last year (`도서관, 지난해 이용자 크게 늘었다`)."""
    text = segment.text.strip()
    word = last_word(text)
    return word is not None and word[1] < 0 and len(text) < _LONGEST_NAME and _PAST_HEADLINE.search(text) is not None


_PAST_HEADLINE = re.compile(r"[가-힣]다$")


_MAIL = re.compile(r"\s+[A-Za-z0-9._]+@")
"""The address of the writer behind the day of a picture (`2023.11.27 dawn@`)."""
_PUBLISHED = re.compile(
    rf"{alternation('publication_label')}\s?[:：]?\s?(?=\d{{2}})|^{alternation('publication_label')}$"
)
"""The label of the day on which a page was put up, before the day (`등록일 : 2025-03-12`) or in a cell of its own."""


def _target_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    for segment in segments:
        if len(segment.text) < 30 and sign_in("planned", segment.text):
            years = [e.span.year for e in segment.expressions if e.span and e.span.year and e.span.is_year]
            yield from years[:1]


def _cover_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The years of the dates that stand alone on the cover; bare years of which others stand alone name rows."""
    dates = [span for segment in segments[:_COVER] if (span := _date_alone(segment)) is not None]
    alone = {int(bare["year"]) for segment in segments if (bare := _YEAR_ALONE.match(segment.text))}
    yield from (day.year for day in dates if day.year is not None and not (day.is_year and len(alone) > 1))


_YEAR_ALONE = re.compile(rf"\s*(?P<year>(?:19|20)\d{{2}})\s?{alternation('year_word')}?\s*$")


def _date_alone(segment: Segment) -> Span | None:
    """The day that a line is and hardly anything else."""
    dates = [e for e in segment.expressions if e.span and e.span.year]
    if len(dates) != 1 or re.search(r"[가-힣]\s*[:：]", segment.text):
        return None
    day = dates[0].span if len(segment.text.strip()) <= len(dates[0].raw) + 8 else None
    return day if day is not None and day.start == day.end else None


def _only_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The one year that all dates of a document lie in, where there are several of them."""
    years = [e.span.year for s in segments for e in s.expressions if e.span and e.span.year]
    if len(years) >= _SEVERAL_DATES:
        yield from years


_SEVERAL_DATES = 3


def _head_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The one year that the first lines of a page speak of (`2020년에 추진하는 지원사업을 안내합니다`).

    Items of lists are none of them; a name (`2020년도 예산규모`) says more than a sentence, which can compare years.
    """
    lines = [s for s in segments[:_COVER] if s.place.row is None and not _is_item(s)]
    told = (s for s in lines if _YEAR_FIRST.match(s.text) and len(s.text) <= _LONGEST_NAME and not is_sentence(s.text))
    names = [year for s in told for year in _years_of(s)]
    yield from names or [year for s in segments[:_HEAD] if not _is_item(s) for year in _years_of(s)]


_YEAR_FIRST = re.compile(rf"\s*(?:19|20)\d{{2}}\s?{alternation('year_word')}?\s+[가-힣]{{2}}")


def _is_item(segment: Segment) -> bool:
    marker = split_marker(segment.text.strip()).marker or segment.marker
    return bool(marker) and rank_of(marker or "") >= _ITEM


def _years_of(segment: Segment) -> Iterator[int]:
    """The years that a line is about: no day, no span over several years, nothing said by the way."""
    for e in segment.expressions:
        if e.span is None or sign_in("task_period", strip_markers(segment.text[: e.start])):
            continue
        if _QUOTE.search(segment.text[: e.start]) is not None:
            continue
        aside = in_brackets(segment.text, e.start, e.end) and _GOES_ON.match(segment.text, e.end)
        within = e.span.start.year in (None, e.span.end.year)
        until = sign_in("until_word", segment.text[e.end :][:2])
        told = not aside and not until and not dates_nothing(segment, e) and not measured(segment, e, len(segment.text))
        whole = e.span.is_year or e.span.start != e.span.end
        whole = whole or (e.span.start.months is not None and is_sentence(segment.text))
        if e.span.year and within and whole and told:
            yield e.span.year


_QUOTE = re.compile(r"“[^”]*$|^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$")
"""What somebody says stands open before a place."""
_LONGEST_NAME = 40
_GOES_ON = re.compile(r"[^()]*\)\s*[가-힣]")
"""`마을로 지정(2009년)된 후`: what stands in brackets within a sentence is said by the way."""


_ITEM = 60
"""Rank from which on a marker begins an item and no heading."""
_HEAD = 5
"""Lines at the top of a page that say what it is about."""


def _event_years(titles: Sequence[Segment], segments: Sequence[Segment]) -> Iterator[int]:
    """The year of the event that a report is on (`행사기간 : 2019. 8. 9. ~ 8. 11.`)."""
    for segment in segments[:_COVER]:
        label, colon, _ = segment.text.partition(":")
        if colon and sign_in("event_time", compact(label)):
            yield from (e.span.year for e in segment.expressions if e.span and e.span.year)


_YEAR_RULES: dict[str, Callable[[Sequence[Segment], Sequence[Segment]], Iterator[int]]] = {
    "year evaluated": _evaluated_years,
    "title": _title_years,
    "fiscal year": _fiscal_years,
    "reference date": _reference_years,
    "year that is asked for": _asked_years,
    "agenda of the meeting": _agenda_years,
    "headline": _headline_years,
    "day of publication": _published_years,
    "day of the session": _session_years,
    "target column": _target_years,
    "date on the cover": _cover_years,
    "day of the event": _event_years,
    "fiscal year of the sentences": _accounted_years,
    "year of the first lines": _head_years,
    "year of all dates": _only_years,
}
