"""Dates and periods of Korean administrative text, absolute or waiting for a year."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipeline.korean.lookups import rows_of
from pipeline.korean.signs import alternation
from pipeline.korean.units import longest_first

YEAR = r"(?:(?:19|20)\d{2}|['’‘`´ʼ]\s?\d{2})"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DOT = r"\s?[.．]\s?"
_QUARTERS = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_QUARTER = r"(?:[1-4]|[Ⅰ-Ⅳ]|(?<![A-Za-z])(?:IV|I{1,3}))"
_HALF = r"(?:(?<![가-힣])상\s?[·ㆍ・,./]?\s?하반기|상반기|하반기)"
_PLAIN_YEAR = r"(?<![\d.,\-/])(?:19|20)\d{2}"
_HALVES = {"상반기": (1, 6), "하반기": (7, 12)}
_WHOLE_YEAR = (1, 12)
SCHOOL_YEAR = (3, 14)
"""First and last month of a 학년도, counted on into the year after (초·중등교육법 제24조)."""
_SHORT_YEAR = r"(?:1[3-9]|[23]\d)"
"""A year of two digits that no month has for its number."""
_TIMES = r"[×xX*✕]"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, quarter, half or year; whatever the text leaves out is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None

    def first(self, year: int) -> date:
        """Its first day, in `year` where it names none. Raises ValueError for a day that does not exist."""
        month = self.months[0] if self.months else self.month or 1
        return date(self.year or year, month, self.day or 1)

    def last(self, year: int) -> date:
        """Its last day, in `year` where it names none. Raises ValueError for a day that does not exist."""
        month = self.months[1] if self.months else self.month or 12
        year, month = (self.year or year) + (month - 1) // 12, (month - 1) % 12 + 1
        return date(year, month, self.day or calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another; `ongoing` where it has a beginning and no end (`2014. 7. ~ 지속`)."""

    start: Moment
    end: Moment
    ongoing: bool = False

    @property
    def year(self) -> int | None:
        """The year that the text itself names, the last one of a span."""
        return self.end.year or self.start.year

    @property
    def is_year(self) -> bool:
        """A whole year and nothing finer."""
        return self.start == self.end and self.start.month is None and self.start.months in (None, SCHOOL_YEAR)

    def days(self, year: int | None) -> tuple[date | None, date | None]:
        """First and last day; both None where no year is known or a day does not exist."""
        known = self.start.year or self.end.year or year
        if known is None:
            return None, None
        try:
            end = self.end.last(known)
            start = self.start.first(self.start.year or end.year)
        except ValueError:
            return None, None
        if start > end and self.start.year is None:
            start = start.replace(year=start.year - 1)
        return start, (None if self.ongoing else end)


WHOLE_YEAR = Span(Moment(months=_WHOLE_YEAR), Moment(months=_WHOLE_YEAR))
"""From the first to the last day of whatever year is meant (`연중`)."""


def _year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= _LAST_CENTURY else 2000)


_LAST_CENTURY = 80
"""From which on two digits are a year of the last century (`98년도`)."""


_COUNTED = r"(?:\s?(?:호점|호기|호선|단계|개소|개월)|[명건곳]|[회차](?![가-힣]))"
"""What shows that a number behind a month is no day (`2024. 3. 2호점 개관`)."""
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("yq", re.compile(rf"(?P<y>{YEAR})\s?[.．]\s?(?P<q>{_QUARTER})\s?(?:/\s?4\s?|사\s?)?분기")),
    ("yh", re.compile(rf"(?P<y>{YEAR})\s?[.．]\s?(?P<h>{_HALF})")),
    ("ymd", re.compile(rf"(?P<y>{YEAR})\s?년\s?(?P<m>{_MONTH})\s?월\s?(?P<d>{_DAY})\s?일")),
    (
        "ymd",
        re.compile(
            rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH}){_DOT}(?P<d>{_DAY})(?!\d|,\d{{3}}(?!\d)|{_COUNTED})"
            r"(?:\s?[.．](?!\d)|\s?일)?"
        ),
    ),
    ("ymd", re.compile(rf"(?<![\d.])(?P<y>[0-3]\d)\.\s?(?P<m>{_MONTH})\.\s?(?P<d>{_DAY})(?!\d)(?:\.(?!\d))?")),
    ("ymd", re.compile(rf"(?P<y>{YEAR})(?P<s>[-/])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})(?!\d)")),
    ("ymd", re.compile(r"(?<![\d/])(?P<m>0[1-9]|1[0-2])/(?P<d>[0-2]\d|3[01])/(?P<y>(?:19|20)\d{2})(?![\d/])")),
    ("ym", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?P<m>{_MONTH})\s?월")),
    ("ym", re.compile(rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH})\s?월")),
    ("ym", re.compile(rf"(?<![\d.,])(?P<y>{_SHORT_YEAR})\.\s?(?P<m>{_MONTH})월")),
    ("ym", re.compile(rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH})(?![\d,]|\s?%)(?:[.．](?!\d))?")),
    ("yq", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?:제\s?)?(?P<q>{_QUARTER})\s?(?:/\s?4\s?|사\s?)?분기")),
    ("yh", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?P<h>{_HALF})")),
    ("yh", re.compile(rf"(?P<y>{_PLAIN_YEAR})\s+(?P<h>{_HALF})")),
    ("yq", re.compile(rf"(?P<y>{_PLAIN_YEAR})\s+(?P<q>{_QUARTER})\s?(?:/\s?4\s?|사\s?)?분기")),
    ("ymd", re.compile(rf"(?P<y>{_PLAIN_YEAR})\s+(?P<m>{_MONTH})\s?월\s?(?P<d>{_DAY})\s?일")),
    ("ym", re.compile(rf"(?P<y>{_PLAIN_YEAR})\s+(?P<m>{_MONTH})월(?!간|\s?\d{{1,2}}\s?일)")),
    ("ys", re.compile(rf"(?P<y>{YEAR})\s?학년도(?!간)")),
    ("y", re.compile(rf"(?P<y>{YEAR})\s?(?:회계연도|년도|년)(?!간)")),
    ("y", re.compile(rf"(?P<y>{_PLAIN_YEAR})(?=\s?{alternation('stage_of_year')}(?![가-힣]))")),
    ("y", re.compile(r"(?<=[(（<〈\[])(?P<y>[0-4]\d)\s?년도?(?=\s?[)）>〉\]])")),
    ("y", re.compile(r"(?<![\d.,'’‘~∼～-])(?P<y>[0-4]\d|[89]\d)년도(?![가-힣])")),
    ("q", re.compile(rf"(?<![\d/])(?:제\s?)?(?P<q>{_QUARTER})\s?/\s?4\s?(?:분기)?(?!\d)")),
    ("q", re.compile(rf"(?<![\d.,])(?:제\s?)?(?P<q>{_QUARTER})\s?(?:사\s?)?분기(?!별)")),
    ("md", re.compile(rf"(?<![\d.,])(?P<m>{_MONTH})\s?월\s?(?P<d>{_DAY})\s?일")),
    ("md", re.compile(rf"(?<![\d.,])(?P<m>{_MONTH})\.\s?(?P<d>{_DAY})(?=\s?\([월화수목금토일]\))")),
    ("md", re.compile(rf"(?<=\()(?P<m>{_MONTH})\.\s?(?P<d>{_DAY})\.?(?=\s?{alternation('as_of')}\))")),
    (
        "m",
        re.compile(rf"(?<![\d.,])(?<!{_TIMES})(?<!{_TIMES}\s)(?P<m>{_MONTH})\s?월(?!간|\s?{_TIMES}\s?\d)"),
    ),
    ("h", re.compile(rf"(?P<h>{_HALF})")),
    ("y", re.compile(r"(?P<y>['’‘`´ʼ]\s?\d{2})(?![\d.])")),
    ("y", re.compile(rf"(?P<y>{YEAR})[.．](?=\s?[~∼～〜])")),
)
"""Forms that are dates wherever they stand, most specific first."""

_BARE_YEAR = re.compile(
    r"(?<![\d.,\-/])(?P<y>(?:19|20)\d{2})(?!\d|,\d|\.\d|\s?(?!(?:까지|이후|이전|부터)\s*$)[가-힣%㎡])"
)
_SHORT_LAST_YEAR = re.compile(r"(?P<y>['’‘`´ʼ]\s?\d{2})[.．](?!\s?\d)")
_OPEN_END = re.compile(r"\s?(?:까지|이후|이전|부터)\s*$")
_YEAR_WORD = re.compile(rf"(?P<y>{YEAR})\s?년")
_LAST_YEARS = (_BARE_YEAR, _YEAR_WORD, re.compile(r"(?P<y>(?:19|20)\d{2})(?=\s[가-힣]{2})"))
_MONTH_DAY = re.compile(rf"(?<![\d.,/])(?P<m>{_MONTH})\s?(?P<s>[./])\s?(?P<d>{_DAY})(?![\d/])(?:\.(?!\d))?")
_DAY_ONLY = re.compile(rf"(?P<d>{_DAY})(?!{_COUNTED})\s?일?(?!\d)")
_MONTH_DOT = re.compile(rf"(?P<m>{_MONTH})\s?\.(?!\s?\d)")
_MONTH_ALONE = re.compile(rf"(?P<m>{_MONTH})(?=\s*(?:[(),;]|$))")
"""`2023.03~11`: the last month, where nothing that it could count follows."""
_QUARTERS_SPAN = re.compile(
    rf"(?<![\d.,/])(?:(?P<y>{YEAR})\s?년?도?\s)?(?P<a>{_QUARTER})\s?[~∼～·ㆍ,-]\s?(?P<b>{_QUARTER})\s?분기(?!별)"
)
_SHORT_YEAR_MONTH = re.compile(rf"(?<![\d.,'’‘])(?P<y>{_SHORT_YEAR})\.\s?(?P<m>{_MONTH})\.(?!\d)")
_MONTHS_OF_STEP = re.compile(rf"(?<![\d.,])(?P<a>{_MONTH})\.\s?[~∼～]\s?(?P<b>{_MONTH})\.(?=\s?[:：])")
"""Months before what is done in them (`3.~11. : 사업 실시`)."""
_SHORT_YEARS = re.compile(
    rf"(?:(?<=^)|(?<=[(:：] )|(?<=[(:：]))(?P<y1>{_SHORT_YEAR})\.(?P<m1>{_MONTH})\s?~\s?"
    rf"(?P<y2>{_SHORT_YEAR})\.(?P<m2>{_MONTH})(?=\s*[)(,\n]|\s*$)"
)
_BLANKS = r"(?:\s|[ \t]{2,8})?"
_TILDE = re.compile(
    _BLANKS + r"(?:\([가-힣]{2,4}\)\s?)?(?:[~∼～〜]|부터|(?<=[\d.월일년])\s?[-–](?=\s?['’‘(]?\d))" + _BLANKS
)
_WEEKDAY = re.compile(r"\s?\(\s?[월화수목금토일]\s?\)\.?")
_ONGOING = re.compile(r"\s?(?:지속(?:사업)?|계속(?:사업)?|현재|상시)")


def _moment(form: str, match: re.Match[str]) -> Moment:
    groups = match.groupdict()
    months = None
    if "q" in form:
        quarter = _QUARTERS.get(groups["q"]) or int(groups["q"])
        months = (quarter * 3 - 2, quarter * 3)
    if "h" in form:
        months = _HALVES.get(groups["h"], _WHOLE_YEAR)
    if "s" in form:
        months = SCHOOL_YEAR
    return Moment(
        _year(groups["y"]) if groups.get("y") else None,
        int(groups["m"]) if groups.get("m") else None,
        int(groups["d"]) if groups.get("d") else None,
        months,
    )


def _match_moment(text: str, position: int) -> tuple[Moment, int] | None:
    for form, pattern in _FORMS:
        if match := pattern.match(text, position):
            end = match.end()
            if weekday := _WEEKDAY.match(text, end):
                end = weekday.end()
            return _moment(form, match), end
    return None


def match_span(text: str, position: int) -> tuple[Span, int] | None:
    """The date or period that begins at `position`, and where it ends; None where none begins.

    Words that say when in it belong to it: `7월중`, `6월 말 기준`, `3월 초순` (its first ten days).
    """
    found = _match_span(text, position)
    if found is None or not _qualifier().match(text, found[1]):
        return found
    span, end = found
    while qualifier := _qualifier().match(text, end):
        span, end = _qualified(span, _qualifiers()[qualifier["word"]]), qualifier.end()
    tilde = _TILDE.match(text, end)
    second = match_span(text, tilde.end()) if tilde and "~" in tilde[0] else None
    return (Span(span.start, _completed(span.start, second[0].end)), second[1]) if second else (span, end)


@cache
def _qualifiers() -> dict[str, tuple[int | None, int | None]]:
    """Word to the first and last day of the month that it means, None where it means no days."""
    return {
        row["word"]: (
            int(row["first_day"]) if row["first_day"] else None,
            int(row["last_day"]) if row["last_day"] else None,
        )
        for row in rows_of("date_qualifiers.csv")
    }


@cache
def _qualifier() -> re.Pattern[str]:
    words = "|".join(longest_first(_qualifiers()))
    return re.compile(rf"\s?(?P<word>{words})(?=[^가-힣]|$|까지|부터|에(?![가-힣])|이전|이후|으로)")


def _qualified(span: Span, days: tuple[int | None, int | None]) -> Span:
    first, last = days
    if first is None or span.start != span.end or span.start.month is None or span.start.day is not None:
        return span
    return replace(span, start=replace(span.start, day=first), end=replace(span.end, day=last))


def _match_span(text: str, position: int) -> tuple[Span, int] | None:
    if match := _QUARTERS_SPAN.match(text, position):
        first, last = (_QUARTERS.get(match[group]) or int(match[group]) for group in ("a", "b"))
        months = Moment(_year(match["y"]) if match["y"] else None, months=(first * 3 - 2, last * 3))
        return Span(months, months), match.end()
    if match := _MONTHS_OF_STEP.match(text, position):
        return Span(Moment(None, int(match["a"])), Moment(None, int(match["b"]))), match.end()
    found = _match_moment(text, position)
    if found is None:
        return _match_short(text, position)
    start, end = found
    tilde = _TILDE.match(text, end)
    if tilde is None:
        return Span(start, start), end
    if ongoing := _ONGOING.match(text, tilde.end()):
        return Span(start, start, True), ongoing.end()
    second = _match_moment(text, tilde.end())
    if second is None:
        second = _match_end(text, tilde.end(), start)
    if second is None:
        closed = text[tilde.end() :].lstrip()[:1]
        return (
            (Span(start, start, True), tilde.end())
            if "~" in tilde[0] and closed in ("", ")", "\n")
            else (Span(start, start), end)
        )
    return Span(start, _completed(start, second[0])), second[1]


def _completed(start: Moment, end: Moment) -> Moment:
    """`2014. 7. 1 ~ 8. 31`: the second moment lies in the year of the first unless it says another."""
    if end.year is not None or start.year is None:
        return end
    return Moment(start.year, end.month, end.day, end.months)


def _match_end(text: str, position: int, start: Moment) -> tuple[Moment, int] | None:
    """What follows `~` and is a date only because a date stood before it: `8.31`, `31일`, `12월`, `2030`."""
    if match := _MONTH_DAY.match(text, position):
        end = _WEEKDAY.match(text, match.end())
        return Moment(None, int(match["m"]), int(match["d"])), end.end() if end else match.end()
    if start.day is not None and (match := _DAY_ONLY.match(text, position)):
        return Moment(start.year, start.month, int(match["d"])), match.end()
    if match := _BARE_YEAR.match(text, position) or _SHORT_LAST_YEAR.match(text, position):
        return Moment(_year(match["y"])), match.end()
    if start.month is not None and start.day is None:
        match = _MONTH_DOT.match(text, position) or (_MONTH_ALONE.match(text, position) if start.year else None)
        return (Moment(start.year, int(match["m"])), match.end()) if match else None
    return None


def _match_short_years(text: str, position: int) -> tuple[Span, int] | None:
    """`26.3.~'27.2.`: years of two digits without their apostrophe, where no month has that number."""
    if match := _SHORT_YEARS.match(text, position):
        first, last = (Moment(_year(match[f"y{i}"]), int(match[f"m{i}"])) for i in (1, 2))
        return Span(first, last), match.end()
    match = _SHORT_YEAR_MONTH.match(text, position)
    tilde = _TILDE.match(text, match.end()) if match else None
    if match is None or tilde is None or "~" not in tilde[0]:
        return None
    first = Moment(_year(match["y"]), int(match["m"]))
    if again := _SHORT_YEAR_MONTH.match(text, tilde.end()):
        return Span(first, Moment(_year(again["y"]), int(again["m"]))), again.end()
    second = _match_moment(text, tilde.end()) or _match_end(text, tilde.end(), first)
    return (Span(first, _completed(first, second[0])), second[1]) if second else None


def _match_short(text: str, position: int) -> tuple[Span, int] | None:
    """Short forms that need a neighbour to be dates: `(3.16)`, `7.1~8.31`, `3~5월`, `2026~2030`, `<2016>`."""
    if found := _match_short_years(text, position):
        return found
    if match := re.compile(rf"(?<![\d.,])(?P<a>{_MONTH})\s?[~∼～-]\s?(?P<b>{_MONTH})\s?월").match(text, position):
        return Span(Moment(month=int(match["a"])), Moment(month=int(match["b"]))), match.end()
    if match := _MONTH_DAY.match(text, position):
        end = match.end()
        first = Moment(None, int(match["m"]), int(match["d"]))
        if weekday := _WEEKDAY.match(text, end):
            end = weekday.end()
        tilde = _TILDE.match(text, end)
        if tilde and (second := _match_end(text, tilde.end(), first)):
            return Span(first, second[0]), second[1]
        before, after = text[:position].rstrip()[-1:], text[end:].lstrip()[:1]
        if (before in "(（/" and before and after in ")）,/ ") or weekday:
            return Span(first, first), end
        if match["s"] == "/" and len(match["m"]) == 2 and len(match["d"]) == 2:
            return Span(first, first), end
        return None
    if match := _BARE_YEAR.match(text, position):
        first = Moment(_year(match["y"]))
        tilde = re.compile(r"\s?[~∼～\-–]\s?").match(text, match.end())
        closing = tilde and next(filter(None, (form.match(text, tilde.end()) for form in _LAST_YEARS)), None)
        if closing:
            return Span(first, Moment(_year(closing["y"]))), closing.end()
        before, after = text[:position].rstrip()[-1:], text[match.end() :].lstrip()[:1]
        if (
            (before in "<〈(《[【" and after in ">〉)》]】~")
            or not (before or after)
            or (not before and _OPEN_END.match(text, match.end()))
        ):
            return Span(first, first), match.end()
    return None
