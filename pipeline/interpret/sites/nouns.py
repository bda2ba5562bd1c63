"""Nouns among the words of a sentence: where one begins and ends, by the particles and endings around it."""

import re

from pipeline.interpret.sites.verbs import ends_as_sentence, past_ending
from pipeline.korean.funding import find_source
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.spacing import SENTENCE_END
from pipeline.korean.syllables import is_adnominal

_PARTICLE_TAIL = re.compile(
    rf"(?:(?<=[가-힣][가-힣’'”」])|(?<=[가-힣]\))|(?<=[가-힣]\s수)){alternation('particle_tail')}$"
)


def without_particle(words: str, text: str = "") -> str:
    """`수납액은` is 수납액: the particle at the end of words that name a number is no part of the name.

    Where a bracket stands right behind them at the end of `text`, it would stand behind the bracket (`숲놀이(9억 원)`).
    """
    kept = sign_in("no_particle", words) or _GLUED_BRACKET.search(text)
    return words if kept else _PARTICLE_TAIL.sub("", words)


_GLUED_BRACKET = re.compile(r"[가-힣][(]\s?$")


def is_over(text: str, end: int) -> bool:
    """Whether the words before a number are none of its name: their sentence ends there (`이른다. 하루 565명`), or the
    number is one of several notes on an event (`10. 18.(수) / 대회의실 / 24명`)."""
    return SENTENCE_END.match(text, max(0, end - 1)) is not None or _NOTE_OF_ITS_OWN.search(text) is not None


_NOTE_OF_ITS_OWN = re.compile(r"\s/\s[^/]*\s/\s*$")


def since_quote(text: str) -> str:
    """The words since the last quotation opened, behind one that was over (`들였다”며 “내년에는 9억원을`)."""
    return _QUOTE_OVER.sub("", text)


_QUOTE_OVER = re.compile(r"^[^“”]*”[가-힣]{0,3}\s(?=“)")


def without_explanation(words: str) -> str:
    """A name without the bracket behind it that lists what it takes together (`자체수입(지방세 및 세외수입)`)."""
    match = _EXPLAINED.fullmatch(words)
    return match["name"] if match is not None and _LISTS.search(match["inside"]) else words


_EXPLAINED = re.compile(r"(?P<name>[^()]*[가-힣])\s?\((?P<inside>[^()]{4,60})\)")
_LISTS = re.compile(rf"[가-힣](?:[+,]|\s{alternation('joiner')}\s)\s?[가-힣]")


def without_adverb(words: str) -> str:
    """Words without an adverb ahead (`반면 주차공간 부족`), or what they are said to be (`자체수입인 지방세`)."""
    first, _, rest = words.partition(" ")
    return rest if rest and (sign_in("sentence_adverb", first) or sign_in("said_to_be", first)) else words


def ends_phrase(word: str) -> bool:
    """Whether a word ends in a particle or as a verb does: what stands before it is no part of the noun behind it."""
    return sign_in("phrase_end", word) is not None and not sign_in("no_particle", word)


def is_connective(word: str) -> bool:
    """Whether a word is a verb that goes on in the next one (`선발해`, `시민이며`), and no noun (`자연재해`)."""
    verb = sign_in("verb_chain", word) or sign_in("verb_in_connective", word)
    return verb is not None and len(word) > 1 and not sign_in("noun_like_verb", word)


def names_road(word: str) -> bool:
    """Whether the first word of a phrase is a road (`샛별로 보행환경 개선`), and no means (`국비로`, `공모로`)."""
    road = sign_in("road_end", word)
    means = sign_in("means_end", word) is not None
    return road is not None and not means and len(word) > _SHORT_ROAD and find_source(word[: -len(road)]) is None


_SHORT_ROAD = 2


def noun_at_end(words: str) -> str:
    """The noun behind the last word of a sentence that ends in a particle or as a verb does (`비를 맞은 과수농가`)."""
    parts = words.split()
    if len(parts) > 1 and sign_in("when_word", parts[-1]):
        return noun_at_end(without_particle(" ".join(parts[:-1])))
    ends = [i for i, part in enumerate(parts[:-1]) if _ends_before(part, first=i == 0)]
    behind = parts[ends[-1] + 1 :] if ends else parts
    behind = behind[1:] if ends and len(behind) > 1 and sign_in("because_of", behind[0]) else behind
    noun = without_adverb(" ".join(behind)) if ends else words
    return _OPENED_QUOTE.sub("", noun)


_OPENED_QUOTE = re.compile(r"^[“‘\"'](?=[가-힣][^”’\"']*$)")
"""A quotation mark that nothing closes (`이어 "사상 처음 본예산 ...`)."""


def _ends_before(word: str, first: bool) -> bool:
    """Whether a noun begins behind a word that ends in a particle or as a verb does."""
    return (ends_phrase(word) and not (first and names_road(word))) or _is_subject(word)


def behind_verbs(words: str) -> str:
    """The words behind the last verb that goes on in them (`찾아내어 긴급구조` is 긴급구조)."""
    parts = words.split()
    ends = [i for i, part in enumerate(parts[:-1]) if past_ending(part) or sign_in("verb_chain", part)]
    return " ".join(parts[ends[-1] + 1 :]) if ends else words


def behind_state(words: str) -> str:
    """Words without the day or year that they are a state of (`작년말 기준 평균 이행률`)."""
    return _AS_OF_AHEAD.sub("", words)


_AS_OF_AHEAD = re.compile(rf"^(?:[가-힣]{{1,4}}\s){{0,2}}{alternation('as_of')}\s(?=[가-힣])")


def noun_at_start(words: str) -> str | None:
    """The noun that a clause behind a number begins with (`의 비정규직이 근무하고 있는데` is 비정규직)."""
    parts = words.removeprefix("의 ").split()
    if sign_in("planned_verb", words):
        return None
    if len(parts) > 1 and is_adnominal(parts[0]) and sign_in("no_noun", parts[0]):
        return None
    ends = next((i for i, part in enumerate(parts[:-1]) if ends_phrase(part) or _is_subject(part)), None)
    if ends is None:
        bare = len(parts) == 1 and (ends_as_sentence(words) or len(parts[0]) == 1)
        return None if bare else " ".join(parts)
    noun = without_particle(" ".join(parts[: ends + 1]))
    return noun if noun != " ".join(parts[: ends + 1]) and len(noun) > 1 else None


def _is_subject(word: str) -> bool:
    return sign_in("subject_end", word) is not None and not sign_in("no_particle", word)


def is_clause(words: str) -> bool:
    """Whether words are a part of a sentence and no noun (`보상 협의가 늦어져`)."""
    return any(ends_phrase(word) or _is_subject(word) or past_ending(word) for word in words.split() if len(word) > 1)


def is_deed(words: str) -> bool:
    """Whether words end in a verb with its object, before the thing that it is said of (`의장을 제외한`)."""
    parts = words.split()
    if parts and sign_in("state_ahead", parts[-1]):
        return True  # `이행률이 저조한 12개 사업`
    verb = bool(parts) and is_adnominal(parts[-1]) and ends_phrase(parts[-1])
    return verb and (len(parts) == 1 or _OBJECT.search(parts[-2]) is not None)


_OBJECT = re.compile(rf"{alternation('object_particle')}$")


def without_year(words: str) -> str:
    """The name of an amount without the word for its year (`올해 당초예산`)."""
    first, _, rest = words.partition(" ")
    dated = any(sign_in(sign, first) == first for sign in ("this_year", "next_year", "prior_year"))
    return rest if rest and dated else words
