"""What sentences say was done with an amount: whether it was spent, or came in."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.sentences import clause_of, in_future, to_the_end
from pipeline.interpret.answers.spoken_years import spoken_year
from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.sites.verbs import past_ending, present_ending
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.signs import alternation, sign_in


def behind(site: Site, reading: Reading) -> Answer[str] | None:
    """What was done with an amount, said right behind it (`예산은 9억 원으로 6월까지 4억 원을 집행하여`)."""
    e = site.expression
    if site.row is not None or e is None or in_future(site):
        return None
    match = _DONE_WITH.match(site.segment.text, e.end)
    if match is None or present_ending(sentence_of(site.segment.text, e.start)) is not None:
        return None
    told = sentence_of(site.segment.text, e.start)
    past = past_ending(to_the_end(site)) is not None or _is_of_earlier_year(site, reading)
    spent_on = sign_in("spent_on", match["verb"]) if past and not sign_in("was_planned", told) else None
    word = sign_in("executed", match["verb"]) or sign_in("received", match["verb"]) or spent_on
    return ("집행", word) if word else None


def _is_of_earlier_year(site: Site, reading: Reading) -> bool:
    """Whether a word dates an amount to a year before that in which is spoken (`지난해 58억 원을 조성, ...`)."""
    found = spoken_year(site, reading.document.spoken)
    return found is not None and found[0] < (reading.document.spoken or 0)


_DONE_WITH = re.compile(rf"(?:\([^()]{{1,30}}\))?{alternation('object_particle')}\s(?P<verb>[가-힣]{{2,6}})")


def verb(site: Site, reading: Reading) -> Answer[str] | None:
    """The verb of the clause (`집행하였고`, `교부받았습니다`), or of the sentence that an entry is of."""
    if site.row is not None:
        return None
    e = site.expression
    clause = re.sub(r"\([^()]*\)", "", clause_of(site))[:20] + site.segment.closing[:20]
    listed = _rest_of_list(site)
    clause = _NAME_OF_NEXT.sub("", clause)
    word = sign_in("executed", clause) or sign_in("received", listed) or _happened(listed)
    if word and sign_in("promise", clause):
        return "예산", word
    if word and (e is None or present_ending(sentence_of(site.segment.text, e.start)) is None):
        return "집행", word
    rest = to_the_end(site)
    budgeted = sign_in("budgeted_verb", clause) or (None if past_ending(rest) else sign_in("promise", rest))
    return ("예산", budgeted) if budgeted is not None else None


def _happened(listed: str) -> str | None:
    """That the amounts of a list came in or went out, or were found to be so much (`409억 원으로 나타났다`)."""
    if sign_in("planned", listed):
        return None
    found = _FOUND_OUT.search(listed) or _FOUND_SO.search(listed)
    return sign_in("happened", listed) or (found[0] if found is not None else None)


_FOUND_OUT = re.compile(rf"(?:^|[원억만천]){alternation('found_out')}")

_FOUND_SO = re.compile(rf"{alternation('grown')}\s{alternation('found_so')}")
"""`수입은 58억 원으로 4.1% 증가한 것으로 집계됐다`: what it grew to was counted."""


def _rest_of_list(site: Site) -> str:
    """The words from an amount to the verb that it and those listed behind it have in common."""
    e, text = site.expression, site.segment.text
    if e is None or not is_sentence(text):
        return ""
    sentence = sentence_of(text, e.start)
    return _VERB.split(text[e.end : max(text.find(sentence), 0) + len(sentence)])[0]


_NAME_OF_NEXT = re.compile(rf"{alternation('executed')}[액률]?\s?[:：]?\s?(?=\d).*$")
"""`42억 원 → 9월말 집행 31억 원`: the word behind an amount that names the next one."""
_VERB = re.compile(alternation("verb_break"))
"""Where the clause ends that goes on after a list (`국비가 3억 원, 도비가 2억 원 수납되었고, ...`)."""


def earned_before(site: Site, reading: Reading) -> Answer[str] | None:
    """What came in in a year before that of the document (`수입은 2030년 4억 원, 2031년 5억 원에 그쳤다`)."""
    year, span, e = reading.document.year, site.span, site.expression
    if site.row is not None or e is None or span is None or year is None or not span.year or span.year >= year:
        return None
    topic = site.before or subject_of(site) or ""
    words = compact(re.sub(rf"{alternation('topic_particle')}\s?$", "", topic))
    earned = sign_in("earning", words) if not sign_in("planned", sentence_of(site.segment.text, e.start)) else None
    return ("집행", earned) if earned else None


def subject_of(site: Site) -> str | None:
    """What the sentence of an amount is about, or of the list that it is an entry of (`세입은 △지방세 3억 원 ...`)."""
    e, lead, text = site.expression, site.section.lead, site.segment.text
    if site.row is not None or e is None or lead is not None:
        return lead.text if lead is not None else None
    sentence = sentence_of(text, e.start)
    first = next((x.start for x in site.segment.expressions if x.is_money and x.start >= text.find(sentence)), e.start)
    subject = _SUBJECT.search(text[:first], text.find(sentence))
    return subject[0] if subject is not None else None


_SUBJECT = re.compile(rf"[^.]{{2,40}}?{alternation('topic_particle')}\s")
