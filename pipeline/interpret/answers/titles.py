"""The project that the title of a document names."""

import re

from pipeline.interpret.answers.document import Facts
from pipeline.interpret.answers.document_titles import front_of_title
from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.sites.nouns import ends_phrase
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.organizations import find_region
from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation, sign_in

_YEAR_BEFORE_NAME = rf"{alternation('plain_year')}(?:\s?{alternation('like_year_end')}|\s도[가-힣])"
_YEAR_AHEAD = re.compile(
    rf"^[「『]?\s*(?:['’‘`]\s?\d{{2}}|(?:19|20)\d{{2}})\s?(?:{alternation('year_word')}?\s?[~∼～-]\s?\d{{2,4}})?"
    rf"\s?(?:(?!{_YEAR_BEFORE_NAME}){alternation('year_word')}|{alternation('plain_year')})?\s*(?:도\s+)?"
)
"""A year at the head of a name: `2014년도하늘시` is one of 하늘시, `2016년 도시농업` one of 도시농업."""
_PART_AHEAD = re.compile(rf"^(?:{alternation('half_year')}|\d{{1,2}}\s?(?:/\s?4\s?)?{alternation('part_of_year')})\s+")
_QUOTES = re.compile("[「」『』]")
_QUOTED = re.compile("[」』]\\s*\\S+$")
_REGION_AHEAD = re.compile(r"^[가-힣]{2,3}[시군구]\s+(?=\S)")


def title_project(facts: Facts) -> str | None:
    """The project that a title names: `2024년 마을정원 가꾸기 운영계획` is 마을정원 가꾸기.

    Statistics, budgets and other documents about a whole government name none.
    """
    if facts.title is None or facts.whole:
        return None
    title = without_label(facts.title)
    if (event := _quoted_event(title)) is not None:
        return event
    if facts.carded:
        return title
    if (undertaking := _headline_project(title)) is not None:
        return undertaking
    if _is_headline(title):
        return None
    name = project_of_title(title) if names_project(title) else None
    return None if name is None or sign_in("class_word", name) or sign_in("no_project_form", name) else name


def without_label(name: str) -> str:
    """A name without the word for a project that a form prints before it (`사업명 마을정원 가꾸기`)."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.endswith("명") and exact_role(first) == "task" else name


def _quoted_event(title: str) -> str | None:
    """The event that a title names in quotation marks (`‘제12회 갯벌축제’에 18만 명 다녀가`)."""
    names = (match["name"].strip() for match in _IN_QUOTES.finditer(title))
    return next((_YEAR_AHEAD.sub("", name) for name in names if sign_in("event_name", name)), None)


def _headline_project(title: str) -> str | None:
    """The project that a headline says was chosen or begun (`느티군, 물빛천 정비사업 공모 선정…70억 확보`)."""
    match = _HEADLINE.match(title)
    words = match["told"].split() if match is not None else []
    while words and sign_in("headline_word", words[-1]):
        words.pop()
    name = _QUOTES.sub("", _YEAR_AHEAD.sub("", " ".join(words))).strip("‘’“”'\" ")
    told = match is not None and words != match["told"].split()
    named = sign_in("topic", name) is not None or sign_in("event_name", name) is not None
    return name if told and named and not any(map(ends_phrase, words[:-1])) and len(compact(name)) > _SHORT else None


def _is_headline(title: str) -> bool:
    """Whether a title tells what a government did (`느티군, 내년 국비사업 21건 발굴`), or for how much money."""
    told = _HEADLINE.match(title) is not None and any(e.kind == "quantity" for e in scan(title))
    return told or _IN_TWO_PARTS.search(title) is not None or any(e.is_money for e in scan(title))


_HEADLINE = re.compile(r"[가-힣]{1,6}[시군구도청],\s+(?P<told>[^…]+)")
_SHORT = 4
_IN_TWO_PARTS = re.compile(r"\S(?:…|\.{2,})\s?\S")
"""How a headline parts what it tells (`전체 96곳 살펴…취약지역 먼저 지원`)."""


_IN_QUOTES = re.compile(r"[‘'“\"「『](?P<name>[^‘’'“”\"「」『』]{3,30})[’'”\"」』]")


def names_project(title: str) -> bool:
    """Whether a title ends as the plan or the report of one undertaking does."""
    key = re.sub(r"\([^)]*\)|[」』’'\"]", "", front_of_title(title))
    if any(sign_in(sign, key) for sign in ("no_project_form", "whole_government", "meeting_title", "meeting_item")):
        return False
    if sign_in("project_form", key) or sign_in("project", key):
        return True
    form = sign_in("form_word", key)
    named = cut_end(key, form) if form is not None else ""
    operated = form is not None and sign_in("form_of_operation", form) is not None
    return operated or sign_in("project", named) is not None or sign_in("project_form", named) is not None


def project_of_title(title: str) -> str | None:
    """A title without its year, its government and the word that says what kind of paper it is."""
    if (plan := _PLAN_IN_QUOTES.match(tidy(strip_markers(title)))) and sign_in("plan_form", plan["name"]):
        return without_year_and_region(plan["name"])
    title = _first_of_two(front_of_title(title))
    name = without_year_and_region(_QUOTES.sub("", tidy(strip_markers(title))).strip("<>"))
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    while word := sign_in("form_word", bare):
        cut = cut_end(bare, word)
        if len(compact(cut)) < 3:
            break
        quoted = _QUOTED.search(title) is not None
        kept = sign_in("kept_of_form", word) if sign_in("plan_form", word) and not quoted else None
        bare = f"{cut} {kept}" if kept and sign_in("project", cut) is None else cut
        if kept:
            break
    bare = tidy(bare).strip("「」『』 ·-")
    if (form := sign_in("form_word", bare)) is not None and len(form) == len(compact(bare)):
        return None
    return bare if len(compact(_undated(bare))) >= 3 else None


_PLAN_IN_QUOTES = re.compile(r"[「『](?P<name>[^「」『』]{4,40})[」』](?:$|\s*\S+\s+\S)")
"""A plan called by its whole name, and words on what the paper says of it (`「먹거리 종합계획」 시행결과 보고`)."""


def _first_of_two(title: str) -> str:
    """A title of what was done without that of what is to be done next (`숲길 정비 추진결과 및 2022년 추진계획`)."""
    match = _AND_NEXT.fullmatch(title)
    if match is None or sign_in("form_word", match["first"]) is None:
        return title
    rest = _YEAR_AHEAD.sub("", match["next"])
    form = sign_in("form_word", rest)
    return match["first"] if form is not None and len(form) == len(compact(rest)) else title


_AND_NEXT = re.compile(rf"(?P<first>.+\S)\s+{alternation('joiner')}\s+(?P<next>\S.*)")


def without_year_and_region(name: str) -> str:
    """A title without the year, the part of the year and the government at its head."""
    name = _YEAR_AHEAD.sub("", name)
    if region := find_region(name[:20]):
        for part in (region.name, compact(region.name), region.name.split()[-1]):
            name = name.removeprefix(part).strip()
    name = _YEAR_AHEAD.sub("", name)
    name = _PART_AHEAD.sub("", name.lstrip(", "))
    if (ahead := _REGION_AHEAD.match(name)) is not None and not sign_in("no_region", ahead[0].strip()):
        name = name[ahead.end() :]
    return name


def _undated(text: str) -> str:
    """A text without its dates, halves and quarters of a year."""
    for e in reversed(scan(text)):
        if e.kind == "date":
            text = text[: e.start] + text[e.end :]
    return text


def cut_end(text: str, word: str) -> str:
    """A text without the letters of a word at its end, however they are spaced."""
    end, left = len(text), len(word)
    while left and end:
        end -= 1
        left -= len(compact(text[end]))
    return text[:end].rstrip()
