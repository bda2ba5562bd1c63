"""The verbs of sentences by their endings: what was, what is done from now on, where a clause ends."""

import re

from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.syllables import FINAL_OF_PAST, FINAL_OF_PRESENT, final_of


def clause_breaks(text: str) -> bool:
    """Whether a clause ends within a text and another begins (`참여하였고, 박람회를`, or the sentence does)."""
    return _CLAUSE_BREAK.search(text) is not None


def last_clause(text: str) -> str | None:
    """What follows the last clause that ends within a text; None where none does."""
    ends = [match.end() for match in _CLAUSE_BREAK.finditer(text)]
    return text[ends[-1] :] if ends else None


_CLAUSE_BREAK = re.compile(rf"{alternation('clause_break')}[,\s]|[가-힣][.]")


def goes_on_in_clauses(text: str) -> bool:
    """Whether a line has a clause that another follows (`우수마을로 지정되어 공원을 조성`): it names nothing."""
    return any(sign_in("clause_end", word) for word in text.split()[:-1])


def past_ending(text: str) -> str | None:
    """The end of a verb in the past (`비축을 마쳤고`, `늘렸다`), else None."""
    found = (m for m in _PAST.finditer(text) if final_of(m["stem"]) == FINAL_OF_PAST)
    return next((m[0] for m in found if not sign_in("no_past", m["stem"])), None)


def tells(title: str) -> bool:
    """Whether a heading is a sentence on what was or will be done (`지난달 이렇게 했습니다`), and no name."""
    return sign_in("promise", title) is not None or past_ending(title) is not None


def present_ending(text: str) -> str | None:
    """The end of a sentence whose verb tells what is done from now on (`412개소를 운영한다.`), else None."""
    match = _PRESENT.search(text)
    ends = match is not None and final_of(match["stem"]) == FINAL_OF_PRESENT
    return match[0] if match is not None and ends else None


_PAST = re.compile(rf"(?P<stem>[가-힣]){alternation('past_tail')}")
_PRESENT = re.compile(rf"(?P<stem>[가-힣]){alternation('present_tail')}[.\s]*$")
"""Where Hangul syllables begin in Unicode, how many of them share two letters, and the last letters ㅆ and ㄴ."""


def ends_as_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or a note does (`실시함`), and not as a noun (`사업 개요`, `보관함`)."""
    return _SENTENCE_END.search(line) is not None and not sign_in("noun_end", line.rstrip(" ."))


_SENTENCE_END = re.compile(r"[다요음임함]\.?\s*$")
