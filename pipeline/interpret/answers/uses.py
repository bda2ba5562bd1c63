"""What an amount is for: the label or the words before it, where they are no name of the amount."""

import itertools
import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.headers import MONEY_ROLES, exact_role, header_words, role_of, without_cumulated
from pipeline.interpret.sites.nouns import is_clause, noun_at_end, without_year
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.types import Site
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact
from pipeline.korean.sections import section_role
from pipeline.korean.signs import alternation, sign_in

UNSPECIFIC = re.compile(
    rf"(?:19|20)\d{{2}}\s?{alternation('year_word')}?|\(.*?\)|{alternation('no_measure')}|"
    rf"제?\d{{1,3}}\s?{alternation('company_term')}(?![가-힣])|\d(?:/4)?\s?{alternation('part_of_year')}|[''’‘]\d{{2}}\s?{alternation('year_word')}?|{alternation('year_word')}$"
)
"""What a name says no more than: years, halves, brackets."""


def says_more(label: str) -> bool:
    """Whether a row label says more than when (`2026`, `2027년 상반기`, `3/4분기`)."""
    return any(c.isalpha() for c in UNSPECIFIC.sub("", _WHEN.sub("", label)))


_WHEN = re.compile(rf"\d+\s?[년월일]{alternation('until_word')}?")


def is_amount_name(words: str) -> bool:
    """Whether words call an amount something (`집행액`, `국비`), and say not what it is for."""
    key = without_cumulated(compact(header_words(words)))
    named = role_of(words) in MONEY_ROLES or sign_in("amount_end", key) is not None
    return named or find_source(words) is not None


def use_of_amount(site: Site, reading: Reading) -> Answer[str | None] | None:
    """What an amount is for: the label, or the words before it, where they are not the measure."""
    if site.row is not None or reading.dataset != "budget":
        return None
    before = noun_at_end(site.before) if site.before and is_sentence(site.segment.text) else site.before
    for text in (site.label, before):
        if text is None or find_source(text.split()[-1]) or _is_role(text) or not says_more(text):
            continue
        if sign_in("beyond_limit", text) or sign_in("class_of_project", text) == compact(text):
            continue
        listed = site.segment.closing or (text == before and _is_listed(site))
        short = len(text) < (_SHORTEST_ENTRY if listed else SHORTEST_NAME)
        if section_role(text)[0] == "budget" or sign_in("executed", text) or sign_in("planned", text) or short:
            continue
        if text == before and is_sentence(site.segment.text) and _names_no_use(text):
            continue
        return without_year(text), text
    return None, "금액의 줄"


SHORTEST_NAME, _SHORTEST_ENTRY = 3, 2
"""Letters of what an amount is for, and of an entry of a list (`▲농림 831억 원`), at least."""


def _is_listed(site: Site) -> bool:
    """Whether an amount is one of several, each behind its name (`수리 612, 상담 198`, `수리(612원), 상담(198원)`)."""
    e, numbers = site.expression, [x for x in site.segment.expressions if x.kind in NUMERIC]
    at = next((i for i, x in enumerate(numbers) if e is not None and x.start == e.start), None)
    if at is None:
        return False
    beside = itertools.pairwise(numbers[max(0, at - 1) : at + 2])
    return any(_NEXT_ENTRY.fullmatch(site.segment.text, a.end, b.start) for a, b in beside)


_NEXT_ENTRY = re.compile(r"\)?\s?[,·]\s?[가-힣\s]{1,20}\(?")


def _is_role(words: str) -> bool:
    """Whether words are the name of a column; what is called a field or class of work (`복지분야`) is not."""
    classed = role_of(words) == "category" and exact_role(words) is None
    return role_of(words) is not None and not classed and not sign_in("class_of_work", words)


def _names_no_use(words: str) -> bool:
    """Whether words before an amount in a sentence are a clause, or call the amount itself something (`결손처분액`)."""
    return is_clause(words) or sign_in("no_noun", words) is not None or is_amount_name(words)
