"""Which of its first lines is the title of a document, and what kind of paper it names."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.interpret.answers.document_office import REGION_WORD
from pipeline.interpret.sites.card_heads import boxed_office
from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.sites.unmarked import is_credit
from pipeline.interpret.sites.verbs import ends_as_sentence, goes_on_in_clauses
from pipeline.interpret.text.segments import Segment
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact, split_marker, strip_markers, tidy
from pipeline.korean.organizations import find_region, is_department
from pipeline.korean.scan import scan
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import alternation, sign_in

TITLE_REACH = 24
"""How many of them can be the title."""


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["doc_type"], row["dataset"]) for row in rows_of("document_types.csv")}


def document_type(text: str) -> tuple[str, str] | None:
    """The form that a title names: the word that stands last in it."""
    key = re.sub(r"안$", "", compact(re.sub(r"\([^)]*\)", "", text)))
    found = [(key.rfind(word) + len(word), len(word), word) for word in _types() if word in key]
    return _types()[max(found)[2]] if found else None


def front_of_title(title: str) -> str:
    """A title without the date, the office and the department that a cover prints behind it on the same line.

    What stands behind a wide gap on a running head, and its page before the title, are none of it.
    """
    title = _RECORD_AHEAD.sub("", _GAP.split(_PAGE_AHEAD.sub("", title).strip())[0])
    for e in scan(title):
        front = title[: e.start].rstrip(" -·(")
        bare = _BRACKET_BEHIND.sub("", front)
        if e.kind == "date" and len(compact(front)) >= _SHORTEST_FRONT and sign_in("form_word", bare):
            return front
    return title


_BRACKET_BEHIND = re.compile(r"\s*\([^)]*\)?$")
_GAP = re.compile(r"\s{5,}")
_PAGE_AHEAD = re.compile(r"^(?:(?:[Pp]age|[Pp]\.)\s?\d+\s?[-–]?\s*|\d{1,3}\s(?=(?:19|20)\d{2}\s?[가-힣]))")
_SHORTEST_FRONT = 6
_RECORD_AHEAD = re.compile(rf"^{alternation('record_label')}.*\s{alternation('disclosed')}\s+(?=\S)")
"""What the record of an approved paper says of it ahead (`문서번호 공원과-12 ... 공개여부 대시민공개`)."""


def only_task(early: Sequence[Segment]) -> str | None:
    """The project of a card at the top (`사업명 : 마을 가꾸기`), which is the title of its page."""
    lines = [m for s in early if (m := _KEY_LINE.match(s.text.strip()))]
    found = [m["name"] for m in lines if exact_role(m["label"]) == "task"]
    return tidy(found[0]) if len(set(found)) == 1 else None


_KEY_LINE = re.compile(r"^(?:\W\s?)?(?P<label>[가-힣 ]{2,10})\s?[:：]\s?(?P<name>\S.{2,50})$")


def title_within(segments: Sequence[Segment]) -> str | None:
    """The title inside a page that lost its line breaks: from a year to the word that says what kind of paper it is."""
    for segment in segments[:TITLE_REACH]:
        match = _YEAR_TO_PAPER.search(segment.text[:400]) if len(segment.text) > 90 else None
        if (
            match is not None
            and not sign_in("said_of_plan", match[0])
            and not _SAID_OF.match(segment.text, match.end())
        ):
            return tidy(match[0])
    return None


_YEAR_TO_PAPER = re.compile(
    rf"(?:['’‘]\d{{2}}|(?:19|20)\d{{2}})\s?{alternation('year_word')}[가-힣\s·]{{4,40}}?{alternation('paper_end')}"
)


_SAID_OF = re.compile(rf"{alternation('case_particle')}\s")
"""A particle right behind the name of a paper: a sentence tells something of it, and it names no page."""
SENTENCE_LENGTH = 40
"""Letters that the first sentence of an article has at least."""


def _plain_title(segment: Segment, amounts: bool = False) -> bool:
    """A line at the top that can be a title though it names no kind of document.

    `amounts`: it can be the headline of a story, also one with money, and one that tells what happened.
    """
    text = segment.text.strip()
    if any(e.kind == "phone" or (e.is_money and not amounts) for e in segment.expressions) or text.count(">") > 1:
        return False
    if text.startswith(_PICTURE) or sum(e.kind == "number" and "," in e.raw for e in segment.expressions) >= _ROW:
        return False
    if any(e.span and e.span.start.day and e.start > 0 and e.end < len(text) - 1 for e in segment.expressions):
        return False
    last = text.split()[-1] if text.split() else ""
    if is_department(last) and all(REGION_WORD.fullmatch(word) for word in text.split()[:-1]):
        return False
    if (
        is_section_word(text)
        or sign_in("press_word", text)
        or sign_in("copyright", text)
        or is_credit(text)
        or sign_in("page_counter", text.rstrip(" 0123456789,:개"))
        or sign_in("press_label", text)
        or _NOTICE_NUMBER.search(text)
        or _CHECK_BOX.search(text)
        or goes_on_in_clauses(text)
        or sign_in("navigation", text)
        or _BRACKETED.fullmatch(text)
    ):
        return False
    if all(REGION_WORD.fullmatch(word) for word in text.split()):
        return False
    told = ends_as_sentence(text) and not (amounts and text[-1] == "다" and "," in text)
    plain = 4 <= len(text) <= 60 and not segment.closing and not re.search(r"[:：|\t]", text) and not told
    return plain and len(re.findall(r"[가-힣]", text)) >= 4 and not segment.marker and split_marker(text).marker is None


_NOTICE_NUMBER = re.compile(r"제\s?\d{4}\s?[-–]\s?\d+\s?호$")
"""The number of a public notice (`느티시 공고 제2024-310호`), above its title."""
_BRACKETED = re.compile(r"[\[(<【].*[\])>】]")
_CHECK_BOX = re.compile(r"\(\s*[○●√✓]?\s*\)|[□■☐☑]\s?[가-힣]+\s+[□■☐☑]")
"""`완료( ), 추진중(○)`: boxes to be ticked are a legend and name nothing."""


def first_line(early: Sequence[Segment]) -> str | None:
    """The line at the top that names the document: a bar at its very head, else the first plain line.

    A second line that says what kind of paper it is belongs to it.
    """
    if not early:
        return None
    if (crumb := _end_of_crumbs(early)) is not None:
        return crumb
    if (headline := _headline(early)) is not None:
        return headline
    bar = split_marker(early[0].text.strip())
    if bar.marker in _BARS and _plain_title(replace(early[0], text=bar.text)):
        return tidy(bar.text)
    story = next((i for i, s in enumerate(early) if len(s.text) >= SENTENCE_LENGTH and is_sentence(s.text)), len(early))
    levels = Counter(s.level for s in early)
    lines = ((i, s) for i, s in enumerate(early) if s.level is None or s.level < _SECTIONS or levels[s.level] == 1)
    at = next((i for i, s in lines if _plain_title(s, amounts=i < story < len(early))), None)
    if at is None:
        return None
    title = tidy(strip_markers(early[at].text))
    below = early[at + 1] if at + 1 < len(early) else None
    if below is not None and _plain_title(below) and _names_paper(below.text) and not _names_paper(title):
        return f"{title} {tidy(strip_markers(below.text))}"
    return title


def _end_of_crumbs(early: Sequence[Segment]) -> str | None:
    """The last name of the path to a page (`홈 > 공원 > 숲길 안내`) where it stands below as a line of its own."""
    lines = [tidy(strip_markers(s.text)) for s in early]
    ends = (line.rsplit(" > ", 1)[-1] for line in lines[:TITLE_REACH] if " > " in line)
    return next((end for end in ends if len(compact(end)) >= _SHORTEST_FRONT and end in lines), None)


_SECTIONS = 2
"""Level from which on a heading with others beside it is one of the sections of a page, and no title."""


def _headline(early: Sequence[Segment]) -> str | None:
    """The line that a page of news has twice at its head: as the name of the page, and above its text."""
    lines = [tidy(s.text) for s in early[:TITLE_REACH] if split_marker(s.text.strip()).marker is None]
    long = [line for line in lines if _SHORTEST_HEADLINE <= len(line) <= _LONGEST_HEADLINE]
    return next((line for line in long if long.count(line) > 1), None)


_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 16, 90


_BARS = ("■", "◈", "◆", "●", "\ufffd", "\ufffd\ufffd")
"""Marks of a title bar; a mark that the font of the file does not name is one too."""


def _names_paper(text: str) -> bool:
    """Whether a line ends as the name of a kind of paper does."""
    return sign_in("form_word", text) is not None or sign_in("form_title", text) is not None


TITLE_LABEL = re.compile(rf"^{alternation('title_label')}\s?[:：]\s?")


_FEWEST_BELOW = 3
"""Headings below the first that a page is about, where another of its level follows (`문의`)."""


def _heads_page(early: Sequence[Segment]) -> bool:
    """Whether a page begins with a heading of the highest levels: of two that stand beside each other the first heads
    others below it."""
    level, others = early[0].level, [segment.level for segment in early[1:] if segment.level is not None]
    if level is None or level > _SECTIONS:
        return False
    below = list(itertools.takewhile(lambda other: other > level, others))
    return level < _SECTIONS or level not in others or len(below) >= _FEWEST_BELOW


def title_lines(early: Sequence[Segment]) -> list[Segment]:
    """The lines at the top that name a kind of paper, above the first facts; those with a year come first."""
    found: list[Segment] = []
    listed: set[str] = set()
    for segment in _before_facts(early[:TITLE_REACH]):
        text = TITLE_LABEL.sub("", segment.text.strip())
        marked = split_marker(text).marker is not None or segment.marker is not None
        if marked:
            listed.add(compact(strip_markers(text)))
        elif compact(text) in listed:
            continue  # the caption of a table below an item of its name
        if not 6 <= len(text) <= 90 or segment.closing or re.search(r"[:：](?!\d)|\t", text) or ends_as_sentence(text):
            continue
        if len(re.findall(r"[가-힣]", text)) < 4 or re.match(r"[※‹<(\[]", text) or "( )" in text:
            continue
        if any(e.kind == "phone" for e in segment.expressions) or text.count(">") > 1:
            continue
        if segment is not early[0] and is_section_word(_BRACKET_BEHIND.sub("", _YEAR_AHEAD.sub("", text))):
            continue
        if boxed_office(text) is not None or goes_on_in_clauses(text) or text.startswith(_PICTURE):
            continue
        named = (
            (segment is early[0] and _heads_page(early))
            or document_type(text) is not None
            or (not found and _begins_with_government(text))
        )
        if named and not marked and not is_section_word(text):
            strong = any(e.span and e.span.year for e in segment.expressions) or (segment.level or 9) <= 2
            if strong or not found:
                found.append(segment)
    return sorted(found, key=lambda s: not any(e.span and e.span.year for e in s.expressions))


_PICTURE = "!["
"""How a picture begins in marked-up text."""


def _begins_with_government(text: str) -> bool:
    """Whether a line is something of a government that stands at its head (`물빛도 느티군 동물보호 사업`)."""
    region = find_region(text)
    if region is None or not text.startswith(region.name) or _DIGIT.search(text):
        return False
    rest = text[len(region.name) :].strip()
    last = rest.split()[-1] if rest else ""
    who = is_department(last) or REGION_WORD.fullmatch(last) or sign_in("office_head", last)
    return len(compact(rest)) >= _SHORTEST_REST and sign_in("project", last) is not None and not who


_DIGIT, _SHORTEST_REST = re.compile(r"\d"), 5


def _before_facts(early: Sequence[Segment]) -> Sequence[Segment]:
    """The lines above the first amount or count, where one of them can name the document, else all of them."""
    facts = (i for i, s in enumerate(early) if _holds_facts(s))
    above = early[: next(facts, len(early))]
    return above if only_task(above) or any(map(_plain_title, above)) else early


def _holds_facts(segment: Segment) -> bool:
    """Whether a line holds an amount or a count, or is a row of bare numbers."""
    bare = sum(e.kind == "number" for e in segment.expressions)
    return bare >= _ROW or any(e.is_money or e.kind == "quantity" for e in segment.expressions)


_ROW = 2
_YEAR_AHEAD = re.compile(rf"^(?:19|20)\d{{2}}\s?{alternation('year_word')}?\s+")
