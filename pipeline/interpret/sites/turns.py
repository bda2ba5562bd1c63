"""What a speech turns to next: an office, or the revenue or spending of a budget or an account."""

import re

from pipeline.interpret.sites.phrases import sentences_in
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import alternation, sign_in


def office_come_to(text: str) -> str | None:
    """The office that a speech last says that it comes to (`이어서 도로과입니다.`)."""
    offices = (m["office"] for s in sentences_in(text) if (m := _OFFICE_NEXT.fullmatch(s.strip())))
    return next((office for office in reversed(list(offices)) if is_department(office)), None)


_OFFICE_NEXT = re.compile(
    rf"(?:(?:{alternation('leads_on')}),?\s+)*(?P<office>[가-힣]{{2,12}})(?:\s{alternation('office_of')})?{alternation('copula')}[.]?"
)


def statement_come_to(text: str) -> str | None:
    """The part of a budget that a speech last says that it comes to (`먼저, 일반회계 세입예산안입니다.`)."""
    parts = (m["part"] for s in sentences_in(text) if (m := _STATEMENT_NEXT.match(s.strip())))
    return next((p for p in reversed(list(parts)) if bool(sign_in("revenue", p)) != bool(sign_in("spending", p))), None)


_STATEMENT_NEXT = re.compile(
    rf"(?:(?:{alternation('leads_on')}|{alternation('enumerates')}[로는]?),?\s+)+"
    rf"(?P<part>[가-힣·ㆍ ]{{2,24}}?)(?:{alternation('copula')}|{alternation('about')}"
    rf"|{alternation('object_particle')}\s[가-힣 ]*{alternation('announces')})"
)


def tells_of_accounts(sentence: str) -> bool:
    """Whether a sentence turns to the revenue or spending of an office (`이어서 103쪽, 세출결산을 보고드리겠습니다`,
    `도로과 세출예산 현액은 98억 원으로`)."""
    first = _DIGITS_OF_AMOUNT.search(sentence)
    if first is None:
        return sign_in("statement_part", sentence) is not None and sign_in("announces", sentence) is not None
    return _STATEMENT_SUBJECT.search(sentence, 0, first.start() + 1) is not None


_DIGITS_OF_AMOUNT = re.compile(r"\d[\d,.]*\s?[조억만천백]")
_STATEMENT_SUBJECT = re.compile(rf"{alternation('statement_part')}[가-힣\s]{{0,8}}{alternation('topic_particle')}\s\d?")
