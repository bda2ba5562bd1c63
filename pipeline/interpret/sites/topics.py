"""The project that a sentence is about, and which one a speech goes on about."""

import re
from dataclasses import dataclass

from pipeline.interpret.sites.headers import MONEY_ROLES, exact_role
from pipeline.interpret.sites.nouns import ends_phrase, names_road
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import is_sentence, sentences_in
from pipeline.interpret.sites.turns import office_come_to, statement_come_to, tells_of_accounts
from pipeline.interpret.sites.verbs import clause_breaks, last_clause
from pipeline.interpret.sites.year_words import carried_word, year_announced
from pipeline.interpret.text.segments import Segment
from pipeline.korean.names import compact
from pipeline.korean.organizations import is_department, is_officer
from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.syllables import is_adnominal

_TOPIC = re.compile(
    rf"(?<![가-힣A-Za-z0-9·()「」『』'‘’])[가-힣A-Za-z0-9·()「」『』'‘’]{{0,40}}{alternation('topic')}(?={alternation('particle')}?(?:[\s.,]|$))"
)
_UNDERTAKING = re.compile(
    rf"(?<![가-힣A-Za-z0-9·()])[가-힣A-Za-z0-9·()]{{0,40}}{alternation('project')}"
    rf"(?={alternation('topic_of_amount')}\s+(?:{alternation('source_word')}\s)?\d|[은는]\s+(?:{alternation('amount_ahead')}\s)?\d[\d,.]*\s?(?:[조억만천백]|[^\d.]{{1,24}}\d[\d,.]*\s?[조억만천백]))"
)
"""What an amount went to without being called a 사업 (`직매장 운영에는 6억 원 가운데`, `쉼터 운영은 6억 원에서`)."""
_BEFORE_PHRASE = re.compile(
    rf"[.?,:/()“”`]\s*|\d+{alternation('counted_ahead')}?(?:[과와]\s|(?=\s))|(?<![가-힣])\d|\d[조억만천백십]+|\d\s?원"
)
_AMOUNT = 8
"""Letters of an amount within which stands that it is money."""
_COMPOUND, _APART, _LONGEST = 4, 6, 30
"""Letters that a name which ends in 사업 has at least, as one word and with 사업 as a word of its own, and at most."""
_LONGEST_WORD = 16
"""Letters of one word of a name at most; a longer one is words that lost their blanks."""
_IN_CHARGE = re.compile(
    rf"(?P<office>[가-힣]{{2,12}}?)(?:의|\s{alternation('office_of')}의?|의\s{alternation('office_of')})?\s+"
)
_LEAD = re.compile(rf"{alternation('leads_on')},?\s+")
_SPEAKER = re.compile(r"^\s*○\s?(?P<first>[가-힣·]{2,14})\s(?P<second>[가-힣]{2,4})(?:\s+(?![:：])|$)")
_SUBJECT = re.compile(rf"[가-힣)]{alternation('topic_particle')}(?=\s)")


def topic_before(text: str, start: int, end: int) -> str | None:
    """The last name of a project in a stretch of text (`다음은 역전 주차장 조성사업으로 예산현액 12억 원`)."""
    found = [m for m in _TOPIC.finditer(text, start, end) if _names_topic(m, start)]
    found += [
        m for m in _UNDERTAKING.finditer(text, start, end + _AMOUNT) if m.end() < end and _names_undertaking(m, start)
    ]
    if not found:
        return None
    found.sort(key=lambda m: m.start())
    if _WHERE.match(text, found[-1].end()) and clause_breaks(text[found[-1].end() : end]):
        return None
    if (clause := last_clause(text[found[-1].end() : end + 1])) is not None and begins_topic(clause):
        return None
    begin = found[-1].start()
    name = phrase_before(text[start:], begin - start) + found[-1][0]
    quoted = _QUOTED_NAME.search(text, start, found[-1].end())
    return quoted[0] if quoted and not _OPENING.search(name) else name


@dataclass(frozen=True, slots=True)
class Charged:
    """A project and the office that the words right before it say is in charge of it."""

    name: str
    office: str | None


def charged_topic(text: str, name: str) -> Charged:
    """The project `name` of a text without its office (`건설과 소관 다리 재가설공사`, `복지과의 경로당 보급사업`).

    An office is no more than the first word of a name where nothing but a blank follows it: it is a division then.
    """
    while (lead := _LEAD.match(name)) is not None:
        name = name[lead.end() :]
    within = _IN_CHARGE.match(name)
    if within is not None and _is_office_ahead(within, division=within[0].strip() == within["office"]):
        return Charged(name[within.end() :], within["office"])
    before = text[: text.find(name)]
    ahead = next((m for m in _IN_CHARGE.finditer(before) if m.end() == len(before)), None)
    return Charged(name, ahead["office"] if ahead is not None and _is_office_ahead(ahead) else None)


def _is_office_ahead(match: re.Match[str], division: bool = False) -> bool:
    return is_department(match["office"]) and (not division or sign_in("division_end", match["office"]) is not None)


def budgeted_subject(sentence: str) -> str | None:
    """The project that a sentence is about which budgets for it (`둘레길 관리는 점검 2회에 6천만 원을 반영하였다`)."""
    match = _SUBJECT_AHEAD.match(sentence.strip())
    if match is None:
        return None
    costs = sign_in("whole_cost", sentence.strip()[match.end() :][:_WHOLE_COST])
    if not costs and not (sign_in("budgeted_verb", sentence) and sign_in("project", match["name"])):
        return None
    name = match["name"].strip()
    classed = sign_in("class_word", name) or sign_in("class_alone", name) or sign_in("accounts_document", name)
    amount = exact_role(name.split()[-1]) in MONEY_ROLES if name else True
    clause = any(map(ends_phrase, name.split()[:-1]))
    return name if len(compact(name)) >= _COMPOUND and not (classed or amount or clause) else None


_WHOLE_COST = 5
"""Letters behind the subject of a sentence within which stands that its whole cost follows."""
_SUBJECT_AHEAD = re.compile(
    rf"(?:(?:{alternation('leads_on')},?|{alternation('enumerates')}[로는]?,?)\s+)?"
    rf"(?P<name>[가-힣A-Za-z0-9·() ]{{4,30}}?)[은는]\s"
)
_OPENING = re.compile(r"[‘「『]")
_QUOTED_NAME = re.compile(rf"[‘「『][^‘’「」『』]{{2,30}}[’」』]\s?{alternation('topic')}$")
"""A project whose name in quotation marks has words that end as verbs do (`‘찾아가는 나눔가게’ 사업`)."""
_WHERE = re.compile(rf"에\s+\d\S*{alternation('subject_end')}\s")
"""What makes a project that of its own clause alone (`일자리사업에 310명이 참여하였고, ...`)."""


_COUNTED_WORKS = re.compile(rf"\d{alternation('counter')}?{alternation('class_of_project')}$")
"""`10사업`, `65개사업`: how many they are, and no name."""


def _names_topic(match: re.Match[str], start: int) -> bool:
    """Whether a word that ends in 사업 names one: it is long enough, whole, and no part of a number or a cost."""
    word, text = match[0], match.string
    cut = word.count("(") != word.count(")") or text[: match.start()][-1:].isdigit() or _COUNTED_WORKS.search(word)
    phrase = phrase_before(text[start:], match.start() - start) + word
    name = compact(phrase)
    whole = len(word) >= _COMPOUND or _has_cost(text[match.end() :])
    long = (_COMPOUND if whole else _APART) <= len(name) <= _LONGEST
    classed = (
        sign_in("class_word", name)
        or sign_in("class_alone", name)
        or (len(word) >= _COMPOUND and sign_in("class_word", word))
    )
    return long and not cut and not _is_glued(phrase) and not classed


def _has_cost(behind: str) -> bool:
    """Whether what follows a word is the word for its money (`조림 사업의 예산은 12억`): then it is a project's."""
    cost = _OF_WHICH.match(behind)
    return cost is not None and exact_role(cost["word"]) in MONEY_ROLES


_OF_WHICH = re.compile(r"의\s(?P<word>[가-힣]{2,6}?)[은는이가]\s")


def topic_of_size(text: str, end: int) -> str | None:
    """The project whose size the number is that ends at `end` (`120㏊ 규모의 숲가꾸기 사업에 9억 원을 들인다`)."""
    sized = _OF_SIZE.match(text, end)
    return topic_before(text, sized.end("size"), sized.end()) if sized is not None else None


_OF_SIZE = re.compile(rf"\s?(?P<size>{alternation('of_size')}\s)[^\d.,]{{2,40}}(?=\s)")


def _is_glued(phrase: str) -> bool:
    """Whether one word of a phrase is so long that it is several, which lost their blanks."""
    return any(len(part) > _LONGEST_WORD for part in re.split(r"[·()\s]", phrase))


def _names_undertaking(match: re.Match[str], start: int) -> bool:
    """Whether what an amount went to has a name of its own (`두레숲 정비`), and is no word like 사업 alone."""
    phrase = phrase_before(match.string[start:], match.start() - start) + match[0]
    name = compact(phrase)
    if exact_role(match[0]) in MONEY_ROLES or _COUNTED_WORKS.search(match[0]):
        return False
    counted = match.string[start : match.end() - len(phrase)][-1:].isdigit()
    return (
        not counted
        and len(name) >= _COMPOUND
        and not _is_glued(phrase)
        and not (sign_in("class_word", name) or sign_in("class_alone", name))
    )


def phrase_before(text: str, end: int) -> str:
    """The words that belong to the noun that begins at `end`: back to a particle, a verb or an adverb."""
    words = _BEFORE_PHRASE.split(text[:end])[-1].split()
    kept: list[str] = []
    for word in reversed(words[-5:]):
        if len(kept) == len(words) - 1 and names_road(word):
            kept.append(word)
            break
        if ends_phrase(word) or sign_in("adverb", word):
            if kept and is_adnominal(kept[-1]) and _OBJECT.search(word):
                kept.pop()  # `목표를 이룬 사업`: a verb with its object
            break
        kept.append(word)
    return " ".join(reversed(kept)) + " " if kept else ""


_OBJECT = re.compile(rf"{alternation('object_particle')}$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who begins to speak in a line of minutes: the office that the person heads, and where the speech begins."""

    office: str | None
    start: int


def speaker_of(text: str) -> Speaker | None:
    """The speaker that a line of minutes begins with (`○복지과장 김가람  ...`, `○이가온 위원  ...`)."""
    match = _SPEAKER.match(text)
    if match is None or sign_in("project", match["second"]):
        return None
    if sign_in("speaker", match["second"]) and is_officer(match["first"]):
        return Speaker(None, match.end())
    headed = sign_in("speaker", match["first"]) or sign_in("head_of_office", match["first"])
    return Speaker(match["first"], match.end()) if headed and is_officer(match["second"]) else None


def topic_after(segment: Segment, start: int, topic: str | None) -> str | None:
    """What a speech is about after a paragraph, where it was about `topic` before it: a sentence with another subject
    than the name of a number begins something new."""
    for sentence in sentences_in(segment.text[start:]):
        told = topic_before(sentence, 0, len(sentence)) or budgeted_subject(sentence)
        over = begins_topic(sentence) or tells_of_accounts(sentence)
        topic = told if told is not None else None if over else topic
    return topic


def named_next(sentence: str) -> str | None:
    """What a sentence says that it comes to, on a page or next (`32쪽, 느티공원 조성입니다`, `끝으로 숲길 정비는 ...`).

    Offices and the parts of a paper are none; with 은 or 는 only what is named as projects are.
    """
    match = _NEXT.match(sentence.strip())
    name = match["name"].strip() if match is not None else ""
    if (
        match is None
        or len(compact(name)) < _COMPOUND
        or any(map(is_department, name.split()))
        or is_section_word(name)
    ):
        return None
    on_a_page = _PAGE_AHEAD.search(sentence.strip(), 0, match.start("name")) is not None
    on_page = match["says"] is not None and on_a_page
    paid = match["says"] is None and _AMOUNT_NEXT.match(sentence.strip(), match.end()) is not None
    named = on_page or (on_a_page and paid) or sign_in("project", name) is not None
    return name if named and not sign_in("accounts_document", name) else None


_ON_PAGE = rf"\d{{1,4}}\s?{alternation('page_word')}[,의]?"
_AMOUNT_NEXT = re.compile(r"[^.]{0,40}?\d[\d,]*\s?[조억만]")
"""An amount of money behind the name that a sentence comes to."""
_PAGE_AHEAD = re.compile(_ON_PAGE)
_NEXT = re.compile(
    rf"(?:(?:{_ON_PAGE}|{alternation('leads_on')},?|{alternation('enumerates')}[로는]?,?)\s+)+"
    rf"(?P<name>[가-힣A-Za-z·() ]{{4,30}}?)(?:(?P<says>{alternation('copula')})|[은는](?=\s))"
)

_ENUMERATED = 6
"""Letters at the head of a sentence that can say which of several it is about."""


def _enumerates(sentence: str) -> bool:
    return sign_in("enumerates", sentence.strip()[:_ENUMERATED]) is not None


def begins_topic(sentence: str) -> bool:
    """Whether a sentence says what it is about: as one of several, or by a word with 은 or 는 that neither dates it nor
    names a number."""
    if _enumerates(sentence):
        return True
    found = [m for m in _SUBJECT.finditer(sentence) if not sentence[m.end() :].lstrip()[:1].isdigit()]
    return any(not sign_in("date_subject", sentence[: m.end()]) for m in found)


def announced_subject(text: str) -> str | None:
    """What a speech says that it is about (`「주차난 해소 방안」에 대하여 답변드리겠습니다`)."""
    match = _ANNOUNCED.search(text)
    if match is not None:
        return match["subject"].strip() if sign_in("announces", text[match.end() :]) else None
    for sentence in sentences_in(text):
        plain = _TOLD_ABOUT.match(sentence.strip())
        if plain is not None and sign_in("project", plain["name"]) and not sign_in("accounts_document", plain["name"]):
            return plain["name"].strip()
    reported = next((m for sentence in sentences_in(text) if (m := _REPORTED.fullmatch(sentence.strip()))), None)
    if reported is None or sign_in("accounts_document", reported["subject"]) or sign_in("planned", reported["name"]):
        return None
    form = sign_in("form_word", reported["subject"])
    name = " ".join(word for word in reported["name"].split() if not sign_in("leads_on", word)).strip()
    undated = _PART_OF_YEAR.sub("", name)
    return name if form and len(compact(undated)) >= _COMPOUND else None


_PART_OF_YEAR = re.compile(rf"{alternation('half_year')}|\d{{1,4}}\s?{alternation('date_word')}")


_ANNOUNCED = re.compile(rf"[「『‘'“\"](?P<subject>[^「」『』‘’'“”\"]{{3,40}})[」』’'”\"]{alternation('about')}")


_TOLD_ABOUT = re.compile(
    rf"(?P<name>[가-힣A-Za-z0-9·() ]{{4,30}}?){alternation('about')}\s(?:[가-힣]+\s)?{alternation('announces')}"
)
"""`숲길 정비사업에 대하여 보고드리겠습니다.`"""
_REPORTED = re.compile(
    rf"(?P<subject>(?P<name>[가-힣A-Za-z0-9·() ]{{4,30}}?)\s?{alternation('form_word')})"
    rf"{alternation('object_particle')}\s{alternation('announces')}[가-힣 ]+[.]"
)
"""`시내버스 준공영제 운영상황을 보고드리겠습니다.`"""


class Speech:
    """What the sentences read so far leave open for the next: the word for a year, and the project of a speech.

    spoken adds to the year in which is spoken; topic is the project, in minutes alone; subject is what a speech was
    announced to be about, for all of it; part is the half of a year that it was announced to tell of.
    """

    def __init__(self) -> None:
        self.spoken: int | None = None
        self.topic: str | None = None
        self.subject: str | None = None
        self.part: Span | None = None
        self.office: str | None = None
        self.statement: str | None = None
        self._minutes = False
        self._of_next = False
        self._start = 0

    @property
    def told(self) -> tuple[int | None, str | None, str | None, Span | None, str | None, str | None]:
        """All that it leaves open, in the order in which a section holds it."""
        return self.spoken, self.topic, self.subject, self.part, self.office, self.statement

    def begins(self, segment: Segment, node: Node, speaker: Speaker | None) -> None:
        """Hear the head of a paragraph: a heading, or somebody who begins to speak and chairs, opens anew."""
        self._minutes = self._minutes or speaker is not None
        self._start = speaker.start if speaker is not None else 0
        if node.heading or (speaker is not None and sign_in("chair", speaker.office or "")):
            self.topic = self.subject = self.part = None
        if speaker is not None or node.heading:
            self.office = self.statement = None
        if speaker is not None and self._of_next:
            self.subject, self._of_next = None, False
        if (is_sentence(segment.text) or segment.closing) and (added := carried_word(segment)) is not None:
            self.spoken = added
        elif node.heading:
            self.spoken = None

    def ends(self, segment: Segment) -> None:
        """Hear the rest of it: what is told after it is about the project that it ends with, and of its office."""
        self.office = office_come_to(segment.text[self._start :]) or self.office
        self.statement = statement_come_to(segment.text[self._start :]) or self.statement
        if self._minutes:
            for sentence in sentences_in(segment.text[self._start :]):
                self._announce(sentence)
            self.topic = topic_after(segment, self._start, self.topic)

    def _announce(self, sentence: str) -> None:
        """Hear what a sentence says that is told next: a project, that of a page, one half of a year."""
        if (name := named_next(sentence)) is not None or _PAGE.match(sentence.strip()):
            self.subject, self._of_next = name, True
        elif self._of_next and (_enumerates(sentence) or topic_before(sentence, 0, len(sentence))):
            self.subject, self._of_next = None, False
        self.subject = announced_subject(sentence) or self.subject
        self.part = year_announced(sentence) or self.part
        half = _HALF_AHEAD.search(sentence)
        if half is not None and sign_in("announces", sentence[half.end() :]) and not _DIGIT.search(sentence):
            self.part = next((e.span for e in scan(half[0]) if e.span), None)
            self.subject = None


_PAGE = re.compile(rf"{_ON_PAGE}(?![가-힣]{{3}})")
_HALF_AHEAD = re.compile(alternation("half_year"))
_DIGIT = re.compile(r"\d")
