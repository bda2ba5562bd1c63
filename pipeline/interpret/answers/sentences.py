"""What the sentence and the clause of a number say of it: planned, or done?"""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.dates import compared
from pipeline.interpret.sites.phrases import clause_after, is_sentence, sentence_of, without_telling
from pipeline.interpret.sites.verbs import past_ending, present_ending
from pipeline.interpret.types import Dataset, Site
from pipeline.korean.signs import alternation, sign_in


def is_money(site: Site) -> bool:
    """Whether the number of a site is an amount of money, as printed or by its own columns."""
    if site.amount is not None:
        return True
    e = site.expression
    return e is not None and e.is_money


def in_future(site: Site) -> bool:
    return sign_in("planned_verb", clause_of(site)) is not None


def topic_ahead(site: Site) -> str | None:
    """What the clause of a number is about: the last noun with 은 or 는 before it (`채무액은 183억원`)."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None:
        return None
    start = max(text.find(sentence_of(text, e.start)), 0)
    found = (match["topic"] for match in _TOPIC.finditer(text, start, e.start))
    topics = [topic for topic in found if not sign_in("when_word", topic) and not sign_in("now", topic)]
    return topics[-1] if topics else None


_TOPIC = re.compile(
    rf"(?P<topic>(?:[가-힣\d]{{1,8}}\s)?[가-힣]{{1,11}}(?:\([^()]*\))?){alternation('topic_particle')}\s"
)


def clause_of(site: Site) -> str:
    """The words from the number to the end of its clause."""
    e = site.expression
    return clause_after(site.segment, e.end, len(site.segment.text)) if e is not None else site.text


def is_past(site: Site) -> bool:
    """Whether the sentence of a number tells of last year or before."""
    position = site.expression.start if site.expression else site.start
    return sign_in("past_lead", sentence_of(site.segment.text, position)[:_LEAD]) is not None


_LEAD = 12
"""Letters at the head of a sentence that can say when all of it was."""
_AS_OF = 20
"""Letters at the head of a sentence that can say that all of it is so now."""


def past_in_brackets(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """`86.5% 달성(2024년 84.9%)` in a plan of 2025: what stands in brackets with an earlier year was reached."""
    e, year = site.expression, reading.document.year
    if e is None or site.row is not None or is_money(site):
        return None
    text = site.segment.text
    opening = text.rfind("(", site.start, e.start)
    if opening < 0 or ")" in text[opening : e.start]:
        return None
    headed = next((n.span.year for n in site.section.headings if n.span is not None and n.span.is_year), year)
    if year is None or headed is None:
        return None
    dates = (x for x in site.segment.within(opening, e.start) if x.span is not None and x.span.is_year)
    told = next(((x.span.year, x.raw) for x in dates if x.span is not None and x.span.year), None)
    return ("result", told[1]) if told is not None and told[0] <= year and told[0] < headed else None


def past_sentence(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count in a sentence about last year, or what one of last year is compared with (`지난해 64.5%보다`)."""
    e = site.expression
    if e is not None and site.row is None and not is_money(site) and compared(site.segment, e):
        word = sign_in("prior_year", site.segment.text[max(0, e.start - _LEAD) : e.start])
        if word is not None:
            return "result", word
    return ("result", "지난해") if site.row is None and not is_money(site) and is_past(site) else None


def promise(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count whose clause says what will be done, also among achievements (`쉼터 12곳을 더 열겠습니다`)."""
    if site.row is not None or is_money(site):
        return None
    clause = clause_of(site)
    word = sign_in("promise", clause) or (None if past_ending(clause) else sign_in("promise", to_the_end(site)))
    return ("plan", word) if word else None


def aim(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count or rate that is to be reached, whatever its name says."""
    aimed = None if is_money(site) else aimed_at(site) or sign_in("aim_ahead", site.before or "")
    return ("plan", aimed) if aimed else None


def aimed_at(site: Site) -> str | None:
    """That a number is what is to be reached (`집행률 95% 이상을 목표로`)."""
    e = site.expression
    match = _AIMED.match(site.segment.text, e.end) if e is not None and site.row is None else None
    return match[0].strip() if match is not None else None


_AIMED = re.compile(
    rf"(?:,\s[가-힣]{{2,8}}\s\d[\d.,]*%(?:\s[가-힣]{{2}})?)?{alternation('object_particle')}?\s?{alternation('aimed')}"
)


def share_of_target(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """How much of a target was reached (`목표의 94%인 7,450명`, `목표치 78%를 조기 달성했다`)."""
    e = site.expression
    if e is None or e.unit != "%" or site.row is not None or in_future(site):
        return None
    ahead = _OF_TARGET.search(site.segment.text[: e.start])
    clause = clause_of(site)
    if (so := sign_in("reached_so", clause.lstrip("를을 "))) is not None:
        return "result", so
    reached = sign_in("reached", clause) is not None and past_ending(clause) is not None
    return ("result", ahead[0].strip()) if ahead is not None and (ahead["of"] or reached) else None


_OF_TARGET = re.compile(rf"{alternation('target_noun')}(?P<of>{alternation('share_of')})?\s$")


def plan_subject(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count in a sentence whose subject is a plan, and whose verb tells nothing (`공급계획은 강좌 12회다`)."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None or is_money(site):
        return None
    start = max(text.find(sentence_of(text, e.start)), 0)
    first = next(x.start for x in site.segment.expressions if x.start >= start and x.value is not None)
    subject = _PLAN_SUBJECT.search(site.section.lead.text if site.section.lead is not None else text[start:first])
    return ("plan", subject[0].strip()) if subject is not None else None


_PLAN_SUBJECT = re.compile(
    rf"(?:[가-힣]*{alternation('plan_subject')}|{alternation('pursued')}\s(?:[가-힣·]+\s){{0,4}}[가-힣·]*{alternation('topic')})"
    rf"{alternation('topic_particle')}(?:\s|$)"
)


def size_of_work(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """How large something is to become, where that is what a project does (`도로를 6m로 넓히는 사업`)."""
    e = site.expression
    if e is None or site.row is not None or not sign_in("size_unit", e.unit or ""):
        return None
    found = _WORK_BEHIND.match(site.segment.text, e.end)
    return ("plan", found[0].strip()) if found is not None else None


_WORK_BEHIND = re.compile(rf"[^\d,.]{{1,16}}{alternation('deed_ahead')}\s(?:[가-힣]+\s)?[가-힣]*{alternation('topic')}")


def _until_past(site: Site) -> str:
    """The words from a number to the first clause that tells what was (`12곳을 열며 목표를 넘었으며, 더 열 것이다`)."""
    rest = to_the_end(site)
    ends = (m.end() for m in _CLAUSE_OVER.finditer(rest))
    return next((rest[:end] for end in ends if past_ending(rest[:end])), "")


_CLAUSE_OVER = re.compile(rf"{alternation('clause_break')}[,\s]")


def to_the_end(site: Site) -> str:
    """The words from the number to the end of its sentence, whose last verb tells when a chain of them is."""
    e = site.expression
    return site.segment.text[e.end : _bounds(site)[1]] if e is not None else ""


def _bounds(site: Site) -> tuple[int, int]:
    """Where the sentence of a number stands; of what somebody says in it (`“...”며 “...”고 말했다`) what is said."""
    position, text = site.expression.start if site.expression else site.start, site.segment.text
    sentence = sentence_of(text, position)
    at = max(text.find(sentence), 0)
    opening, closing = text.rfind("“", at, position), text.find("”", position, at + len(sentence))
    quoted = closing > opening > text.rfind("”", at, position)
    return (opening + 1, closing) if quoted else (at, at + len(sentence))


def verb(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The verb of the number's own clause, or of the whole line where it has one."""
    if site.row is not None and site.kind == "cell":
        return None
    start, end = _bounds(site)
    for text in (clause_of(site), _until_past(site), site.segment.text[start:end], site.segment.closing):
        if word := sign_in("planned_verb", text) or sign_in("budgeted_verb", text):
            return "plan", word
        told = without_telling(text)
        if word := sign_in("done_verb", told) or past_ending(told):
            return "result", word
        if word := present_ending(told):
            return "plan", word
    return None


def goes_on(site: Site) -> str | None:
    """That the sentence of a count ends in what is being done (`쉼터 1개소 신축 등을 추진하고 있다`)."""
    e = site.expression
    told = sentence_of(site.segment.text, e.start) if e is not None and site.row is None else ""
    return sign_in("going_on", told.strip(" .")[-_TAIL:]) if is_sentence(told) else None


_TAIL = 8


def told_state(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """A count of which a sentence says that it is so (`체납자는 1,206명입니다`, `현재 13개소가 있고`)."""
    e = site.expression
    if e is None or site.row is not None or is_money(site):
        return None
    told = sentence_of(site.segment.text, e.start)
    if not is_sentence(told) or sign_in("planned_verb", told) or sign_in("aim", site.before or ""):
        return None
    word = sign_in("copula", site.segment.text[e.end : e.end + 6]) or sign_in("now", told[:_AS_OF])
    return ("result", word) if word else None


def words(site: Site, reading: Reading) -> Answer[Dataset] | None:
    text = site.segment.text if site.row is None else ""
    if (word := sign_in("result_word", text)) and not sign_in("planned_only", text):
        return "result", word
    return ("plan", word) if (word := sign_in("plan_word", text)) else None
