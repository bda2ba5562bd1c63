"""Figures that a sentence tells by how much they grew (`지방세가 4.2% 증가한 427억 원`): what grew stands ahead."""

import re
from collections.abc import Sequence

from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.spacing import SENTENCE_END

Stretch = tuple[int, int]
"""Where something begins in a text, and where it ends."""
_GROWN = re.compile(
    rf"\)?\s?{alternation('case_particle')}?\s?(?:[가-힣]{{1,3}}\s)?{alternation('grown')}\s?|{alternation('so_much')}\s"
)
_GREW_TO = re.compile(rf"\)?\s?{alternation('case_particle')}?\s?{alternation('grown')}\s?")
_CHAINED = re.compile(rf"\s?(?:\(\s*$|(?:\([^()]*\)\s?)?{alternation('compared')}|{alternation('so_much')}\s)")
"""What stands between the figures of one comparison (`106억원보다 16억원(8%)이 증액된 122억원`, `9.7%인 319억원`)."""
_NAME = re.compile(
    rf"(?<![가-힣])[가-힣]*(?P<name>[가-힣)’”」])(?:{alternation('topic_particle')}|{alternation('subject_end')}|{alternation('object_particle')})\s"
)
_CLAUSE = re.compile(rf"[,;]\s|{SENTENCE_END.pattern}")


def grown_subject(text: str, numbers: Sequence[Stretch], start: int) -> Stretch | None:
    """Where the words stand that the last of some numbers is of, where those before it only say how much it grew.

    The last subject or object ahead of the comparison (`세입은 기정예산 6억원보다 2억원이 증액된 8억원`); else None.
    """
    if len(numbers) < _FEWEST or not _GROWN.fullmatch(text, numbers[-2][1], numbers[-1][0]):
        return None
    first = len(numbers) - _FEWEST
    while first > 0 and _CHAINED.match(text, numbers[first - 1][1], numbers[first][0]):
        first -= 1
    begin = numbers[first - 1][1] if first > 0 else start
    cuts = [match.end() for match in _CLAUSE.finditer(text, begin, numbers[first][0])]
    named = (
        m
        for m in _NAME.finditer(text, begin, numbers[first][0])
        if len(m[0]) > _SHORTEST and not sign_in("no_particle", m[0])
    )
    ends = [match.end("name") for match in named]
    head = max((cut for cut in cuts if ends and cut < ends[-1]), default=begin)
    return (head, ends[-1]) if ends else None


def grown_to(text: str, last: int, start: int) -> bool:
    """Whether the words from the end of a figure to the next say that it grew by the first (`25억 증액된 412억`)."""
    return _GREW_TO.fullmatch(text, last, start) is not None


_FEWEST = 2
_SHORTEST = 3
"""Letters of a verb before a noun with its blank (`받은 `), which is no name with its particle."""
