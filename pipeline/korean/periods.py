"""Dates and periods of Korean administrative text, absolute or waiting for a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

YEAR = r"(?:(?:19|20)\d{2}|['’‘`´ʼ]\s?\d{2})"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DOT = r"\s?[.．]\s?"


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
        year = self.year or year
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
        return self.start == self.end and self.start.month is None and self.start.months is None

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


def _year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(rf"(?P<y>{YEAR})\s?년\s?(?P<m>{_MONTH})\s?월\s?(?P<d>{_DAY})\s?일")),
    ("ymd", re.compile(rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH}){_DOT}(?P<d>{_DAY})(?!\d)(?:\s?[.．](?!\d)|\s?일)?")),
    ("ymd", re.compile(rf"(?<![\d.])(?P<y>[0-3]\d)\.\s?(?P<m>{_MONTH})\.\s?(?P<d>{_DAY})(?!\d)(?:\.(?!\d))?")),
    ("ymd", re.compile(rf"(?P<y>{YEAR})(?P<s>[-/])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})(?!\d)")),
    ("ym", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?P<m>{_MONTH})\s?월")),
    ("ym", re.compile(rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH})\s?월")),
    ("ym", re.compile(rf"(?P<y>{YEAR}){_DOT}(?P<m>{_MONTH})(?![\d,])(?:[.．](?!\d))?")),
    ("yq", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?:제\s?)?(?P<q>[1-4])\s?(?:/\s?4\s?)?분기")),
    ("yh", re.compile(rf"(?P<y>{YEAR})\s?년도?\s?(?P<h>상반기|하반기)")),
    ("yh", re.compile(rf"(?P<y>{YEAR})\s?[.．]\s?(?P<h>상반기|하반기)")),
    ("y", re.compile(rf"(?P<y>{YEAR})\s?(?:회계연도|학년도|년도|년)(?!간)")),
    ("q", re.compile(r"(?<![\d/])(?:제\s?)?(?P<q>[1-4])\s?/\s?4\s?(?:분기)?(?!\d)")),
    ("q", re.compile(r"(?<![\d.,])(?:제\s?)?(?P<q>[1-4])\s?분기(?!별)")),
    ("md", re.compile(rf"(?<![\d.,])(?P<m>{_MONTH})\s?월\s?(?P<d>{_DAY})\s?일")),
    ("m", re.compile(rf"(?<![\d.,])(?P<m>{_MONTH})\s?월(?!간|\s?\d+\s?회)")),
    ("h", re.compile(r"(?P<h>상반기|하반기)")),
    ("y", re.compile(r"(?P<y>['’‘`´ʼ]\s?\d{2})(?![\d.])")),
)
"""Forms that are dates wherever they stand, most specific first."""

_BARE_YEAR = re.compile(
    r"(?<![\d.,\-/])(?P<y>(?:19|20)\d{2})(?![\d,]|\.\d|\s?(?!(?:까지|이후|이전|부터)\s*$)[가-힣%㎡])"
)
_OPEN_END = re.compile(r"\s?(?:까지|이후|이전|부터)\s*$")
_YEAR_WORD = re.compile(rf"(?P<y>{YEAR})\s?년")
_MONTH_DAY = re.compile(rf"(?<![\d.,/])(?P<m>{_MONTH})\s?(?P<s>[./])\s?(?P<d>{_DAY})(?![\d/])(?:\.(?!\d))?")
_DAY_ONLY = re.compile(rf"(?P<d>{_DAY})\s?일?(?!\d)")
_MONTH_DOT = re.compile(rf"(?P<m>{_MONTH})\s?\.(?!\s?\d)")
_TILDE = re.compile(r"\s?(?:[~∼～〜]|부터|(?<=[\d.월일년])\s?[-–](?=\s?['’‘(]?\d))\s?")
_WEEKDAY = re.compile(r"\s?\(\s?[월화수목금토일]\s?\)\.?")
_ONGOING = re.compile(r"\s?(?:지속(?:사업)?|계속(?:사업)?|현재|상시)")


def _moment(form: str, match: re.Match[str]) -> Moment:
    groups = match.groupdict()
    months = None
    if "q" in form:
        months = (int(groups["q"]) * 3 - 2, int(groups["q"]) * 3)
    if "h" in form:
        months = (1, 6) if groups["h"] == "상반기" else (7, 12)
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
    """The date or period that begins at `position`, and where it ends; None where none begins."""
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
    if match := _BARE_YEAR.match(text, position):
        return Moment(_year(match["y"])), match.end()
    if start.month is not None and start.day is None and (match := _MONTH_DOT.match(text, position)):
        return Moment(start.year, int(match["m"])), match.end()
    return None


def _match_short(text: str, position: int) -> tuple[Span, int] | None:
    """Short forms that need a neighbour to be dates: `(3.16)`, `7.1~8.31`, `3~5월`, `2026~2030`, `<2016>`."""
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
        closing = tilde and (_BARE_YEAR.match(text, tilde.end()) or _YEAR_WORD.match(text, tilde.end()))
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
