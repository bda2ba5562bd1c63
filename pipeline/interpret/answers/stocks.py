"""Amounts that are no budget: stocks, profits, earnings among indicators."""

import re

from pipeline.interpret.answers import sentences
from pipeline.interpret.answers.question import PLAN_SECTIONS, Answer, Reading, nearest_role
from pipeline.interpret.answers.sentences import is_money
from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.growth import grown_to
from pipeline.interpret.sites.headers import exact_role, header_words
from pipeline.interpret.sites.nouns import noun_at_end
from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.types import Dataset, Site
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import compact, strip_markers
from pipeline.korean.signs import alternation, sign_in


def stock_texts(site: Site) -> list[str]:
    """The labels of an amount, its own first: of these one may say that it is a stock."""
    texts: list[str | None] = []
    if site.column is not None:
        texts += [*reversed(site.column.path)]
    if site.row is not None:
        texts += [site.row.account, *reversed(site.row.labels)]
    texts += [site.before if site.row is None else None, site.label, _line_name(site), sentences.topic_ahead(site)]
    flows = any(t and sign_in("flow", compact(t)) for t in texts)
    flows = flows or (site.row is not None and any(exact_role(x) in ("budget", "executed") for x in site.row.labels))
    if site.grid is not None and site.grid.title and not flows:
        texts.append(re.sub(r"\(.*", "", site.grid.title))
    return [t for t in texts if t]


def _line_name(site: Site) -> str | None:
    """The words that a line begins with, where a number follows them (`농산물 판매 28개 농가 142,750천원`)."""
    first = next((e for e in site.segment.expressions if e.kind in NUMERIC), None)
    if site.row is not None or first is None or first.start > _LINE_NAME:
        return None
    return strip_markers(site.segment.text[: first.start]).strip(" :") or None


_LINE_NAME = 20


def stock(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """Stocks, profits and sums to be reached are no budget: a sum of spending must not add them."""
    if not is_money(site) or (_is_of_a_source(site) and not _names_stock(site.before or "")):
        return None
    if site.row is None and sign_in("mean_of_peers", site.before or "") and sign_in("peer_word", _peers(site)):
        return "result", site.before or ""
    if site.expression is not None and (word := sign_in("worth_of", site.segment.text[site.expression.end :][:_WORTH])):
        told = sentences.verb(site, reading)
        return ("result" if sentences.is_past(site) or (told and told[0] == "result") else "plan"), word
    if (effect := _effect_behind(site)) is not None and (told := sentences.verb(site, reading)) is not None:
        return told[0], effect
    if (held := _held_by_fund(site)) is not None:
        return "result", held
    if (lent := _of_target(site) or _lent(site, reading)) is not None:
        return lent
    stated = any(sign_in("as_of", node.title) for node in site.section.headings[:1])
    for text in stock_texts(site):
        named = re.sub(r"\([^()]*\)", "", header_words(text))
        if word := sign_in("stock", named) or sign_in("stock", re.sub(_STOCK_TAIL, "", compact(named))):
            role = site.column.role if site.column is not None else None
            future = (
                role == "target"
                if role in ("target", "result", "executed")
                else (
                    sentences.in_future(site)
                    or sign_in("planned_only", text)
                    or (nearest_role(site.section, PLAN_SECTIONS) is not None and site.grid is None and not stated)
                )
            )
            return ("plan" if future else "result"), word
    return None


def _is_of_a_source(site: Site) -> bool:
    return site.amount is not None and bool(set(site.amount.sources) - {TOTAL})


def _effect_behind(site: Site) -> str | None:
    """What was sold, lost or brought about, named behind an amount (`11억 원의 매출`, `38억 원 가량의 경제효과`)."""
    e = site.expression
    found = _EFFECT.match(site.segment.text, e.end) if e is not None and site.row is None else None
    return found["effect"] if found is not None else None


_EFFECT = re.compile(
    rf"\s?(?:{alternation('about_so_much')})?의\s"
    rf"(?P<effect>(?:[가-힣.·]{{2,8}}\s){{0,2}}?[가-힣]{{0,4}}{alternation('effect_of_event')})"
)


def named_effect(site: Site, reading: Reading) -> Answer[str | None] | None:
    """The name behind an amount of what was sold, lost or brought about."""
    effect = _effect_behind(site) if is_money(site) else None
    return (effect, effect) if effect is not None else None


def _held_by_fund(site: Site) -> str | None:
    """What a fund came to, where its sentence tells by how much it changed (`문화기금은 9억 원 늘어난 72억 원이다`).

    What is budgeted for a fund is not held yet.
    """
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None or not is_sentence(text):
        return None
    told = sentence_of(text, e.start)
    start = text.find(told)
    last = next((x for x in reversed(site.segment.within(start, e.start)) if x.kind in NUMERIC), None)
    fund = _FUND.search(text, start, e.start)
    grown = last is not None and grown_to(text, last.end, e.start)
    planned = any(sign_in(sign, told) for sign in ("budgeted_verb", "planned_verb", "planned"))
    return fund[0].strip() if fund is not None and grown and not planned else None


_FUND = re.compile(
    rf"[가-힣]{alternation('fund_end')}(?:\([^()]*\))?(?:{alternation('topic_particle')}|{alternation('by_name')})\s"
)


def _names_stock(words: str) -> str | None:
    """Whether the last of some words is the name of a stock, also one that begins as a source does (`기금액`)."""
    return sign_in("stock", words.split()[-1]) if words else None


_WORTH = 14
"""Letters behind an amount within which stands what it is worth of (`120억원 규모의 특례보증`)."""


def _of_target(site: Site) -> Answer[Dataset] | None:
    """Money that is to be reached, and what was reached of it (`목표액 5억원 대비 6억원을 모금했다`)."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None:
        return None
    aimed, last = e, next((x for x in reversed(site.segment.within(0, e.start)) if x.is_money), None)
    if last is not None and _AGAINST.fullmatch(text, last.end, e.start):
        aimed = last
    elif not _AGAINST.match(text, e.end):
        return None
    ahead = text[max(0, aimed.start - _TARGET) : aimed.start].rstrip()
    told = sentence_of(text, e.start)
    if sign_in("target_noun", ahead) is None or sign_in("executed", told) or sign_in("revenue", told):
        return None
    return ("plan" if aimed is e else "result"), ahead


_TARGET = 12
_AGAINST = re.compile(rf"\s?{alternation('against')}\s")


def _lent(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """Money that is lent or vouched for and not spent (`융자 30억 원`, `20억 원을 융자 지원`); no source of a cost."""
    e, text = site.expression, site.segment.text
    if e is None or site.row is not None or any(map(find_source, _words_ahead_of_money(site))):
        return None
    word = sign_in("lent", compact(site.before or "")) or sign_in("lends", text[e.end :][:_LENDS].lstrip("을를 "))
    told = sentences.verb(site, reading) if word is not None else None
    return (told[0], word) if word is not None and told is not None else None


_LENDS = 10


def _words_ahead_of_money(site: Site) -> list[str]:
    """The word right before each amount of a paragraph."""
    ahead = (site.segment.text[: e.start].split()[-1:] for e in site.segment.expressions if e.is_money)
    return [word for words in ahead for word in words]


def _peers(site: Site) -> str:
    """The words of a mean behind the last subject (`자체수입은 유사 지방자치단체 평균액`)."""
    return noun_at_end(site.before or "")


def subject_of_mean(site: Site, reading: Reading) -> Answer[str | None] | None:
    """What a mean of other governments is the mean of (`자체수입은 유사 지방자치단체 평균액 437억원보다`)."""
    topic = sentences.topic_ahead(site) if sign_in("mean_of_peers", site.before or "") else None
    return (topic.split()[-1], topic) if topic else None


def earnings_among_indicators(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """Earnings among the rows of an indicator table (`사업수입(백만원)` beside `고객만족도(점)`)."""
    role = site.column.role if site.column is not None else None
    if role not in ("target", "result") or site.row is None or site.grid is None or not is_money(site):
        return None
    earned = sign_in("earning", re.sub(r"\([^()]*\)", "", site.row.label or "")) is not None
    body = reading.tables[site.grid.number][1] if site.grid.number in reading.tables else None
    units = [line.row.unit or line.row.head.unit for line in body.rows] if body is not None else []
    counted = sum(unit is not None and not unit.is_money for unit in units)
    if not earned or counted < _INDICATORS:
        return None
    return ("plan" if role == "target" else "result"), site.column.text if site.column else role


_INDICATORS = 2
"""Rows with units of their own that make a table one of indicators."""


_STOCK_TAIL = re.compile(rf"{alternation('stock_tail')}$")
