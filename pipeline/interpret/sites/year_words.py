"""Words that name a year by its distance from that of the speaker: 올해, 내년, 지난해."""

import re

from pipeline.interpret.sites.phrases import sentence_of
from pipeline.interpret.text.segments import Segment
from pipeline.korean.names import compact
from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation, sign_in

_WORDS = {
    -1: re.compile(alternation("prior_year")),
    0: re.compile(alternation("this_year")),
    1: re.compile(alternation("next_year")),
}
"""What a word adds to the year in which is spoken, and the words."""


def last_word(text: str, until: int | None = None) -> tuple[int, int, str] | None:
    """Where the last word for a year stands that nothing is only compared with, what it adds, and the word.

    `until` is the place before which the word has to end.
    """
    found = [
        (match.start(), delta, match[0])
        for delta, pattern in _WORDS.items()
        for match in pattern.finditer(text, 0, len(text) if until is None else until)
        if not _only_compared(_behind_figure(text, match.end(), until))
    ]
    return max(found) if found else None


def _behind_figure(text: str, end: int, until: int | None) -> str:
    """What follows a word for a year, behind its own figure in brackets (`전년(102명) 대비 120명`), up to `until`."""
    figure = _FIGURE.match(text, end, len(text) if until is None else until)
    return text[figure.end() if figure is not None else end :]


_FIGURE = re.compile(r"\s?\([^()]*\d[^()]*\)")


def _only_compared(after: str) -> bool:
    """Whether what is said of a year is only that something is compared with it (`전년 대비 120명`)."""
    return (
        sign_in("compared", compact(after)) is not None
        or sign_in("carried", compact(after)[:_NEAR]) is not None
        or _measures_another(after)
    )


def _measures_another(after: str) -> bool:
    """Whether the figure of a year is what another is measured by, and no other year is named before it."""
    match = _MEASURE_OF_IT.match(after) or _NAME_COMPARED.match(after)
    return match is not None and not any(word.search(match[0]) for word in _WORDS.values())


_MEASURE_OF_IT = re.compile(
    rf"[\s(가-힣]{{0,12}}(?:\d[\d,.]*\s?[조억만천백]{{1,2}}\s?|\d[\d,.]*\s){{0,3}}\d[\d,.]*\s?[조억만천백%가-힣]{{0,5}}?\s?[가-힣]?\)?\s?(?:{alternation('compared_after')}|{alternation('compared')})"
)
"""`금년 당초예산 5,120억원보다`, `지난해(9억 원)보다`: the figure of a year that another figure is measured by."""

_NAME_COMPARED = re.compile(rf"\s[가-힣]{{2,8}}\s?{alternation('compared')}\s")
"""`금년 당초예산보다 68억 원 증가한`: the name of such a figure alone."""
_NEAR = 10
"""Letters behind a word for a year in which 이월 says that something was carried over to it."""


def carried_word(segment: Segment) -> int | None:
    """What the word at the head of a paragraph's first sentence adds to the year (`올 한 해 ... 거두었습니다`)."""
    found = last_word(sentence_of(segment.text, 0), _LEAD)
    return found[1] if found else None


_LEAD = 14


def year_announced(sentence: str) -> Span | None:
    """The year that a sentence of a report says is told next (`다음은 2025년도 추진실적입니다.`)."""
    found = [e for e in scan(sentence) if e.kind not in ("page", "ordinal", "list_marker")]
    if len(found) != 1 or found[0].span is None or not found[0].span.is_year:
        return None
    told = sentence[found[0].end :].rstrip(" .")
    announced = sign_in("announces", told) is not None or sign_in("presented", told) is not None
    return found[0].span if announced and sign_in("part_of_report", told) is not None else None
