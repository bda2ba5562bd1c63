"""What the document says of itself: title, form, organisation, department, year, registration, declared counts."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Literal

from pipeline.interpret.answers.document_office import (
    REGION_WORD,
    issuing_department,
    registration_of,
    signed_department,
)
from pipeline.interpret.answers.document_years import evaluated_year, reference_day, year_of
from pipeline.interpret.answers.spoken_years import spoken_in
from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.sites.phrases import ends_as_sentence, is_sentence, sentence_of
from pipeline.interpret.text.segments import Segment, View
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import collapse_spaced_label, compact, split_marker, strip_markers, tidy
from pipeline.korean.organizations import Region, find_department, find_region, is_department, is_region_name
from pipeline.korean.periods import Span
from pipeline.korean.scan import declared_words, scan
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import alternation, sign_in

_TITLE_REACH = 24
"""How many of them can be the title."""
_EARLY = 60
"""How many paragraphs from the top can be a title or the name of the issuing department."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A count that the document states of its own parts (`18개 세부사업`)."""

    label: str
    count: int
    segment: Segment


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of itself.

    dataset is what a count is where nothing nearer tells: planned or achieved; None where no title tells either. weeks
    are the days that the first lines give to words like 이번주; spoken is the year that 올해 means; evaluated is
    the year that an evaluation looks at; whole: it is about a whole government, by its title or the line above it.
    """

    title: str | None
    title_numbers: frozenset[int]
    doc_type: str | None
    dataset: Literal["plan", "result"] | None
    org: str | None
    org_code: str | None
    department: str | None
    year: int | None
    registry: str | None
    registered: date | None
    approved: date | None
    declared: tuple[Declared, ...]
    as_of: Span | None = None
    spoken: int | None = None
    evaluated: int | None = None
    whole: bool = False
    weeks: Mapping[str, Span] = field(default_factory=dict)


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["doc_type"], row["dataset"]) for row in rows_of("document_types.csv")}


def _document_type(text: str) -> tuple[str, str] | None:
    """The form that a title names: the word that stands last in it."""
    key = re.sub(r"안$", "", compact(re.sub(r"\([^)]*\)", "", text)))
    found = [(key.rfind(word) + len(word), len(word), word) for word in _types() if word in key]
    return _types()[max(found)[2]] if found else None


def paragraphs(views: Sequence[View]) -> Iterator[Segment]:
    """The paragraphs of the body; a small table without numbers is a box around paragraphs."""
    for view in views:
        if isinstance(view, Segment):
            yield view
            continue
        if view.n_cols <= 3 and view.n_rows <= 4 and sum(len(cell.segments) for cell in view.cells) <= 6:
            for cell in view.cells:
                yield from cell.segments
        for cell in view.cells:
            yield from paragraphs(cell.nested)


def read_facts(views: Sequence[View], segments: Sequence[Segment], org: str | None, meta_title: str | None) -> Facts:
    """The facts of a document; `org` is what the caller says and the document does not."""
    early = list(paragraphs(views))[:_EARLY]
    titles = _titles(early)
    whole = strip_markers(_TITLE_LABEL.sub("", titles[0].text.strip())) if titles else None
    title = tidy(front_of_title(whole)) if whole else None
    within = None if title else _title_within(segments)
    if meta_title and len(re.findall(r"[가-힣]", meta_title)) < 4:
        meta_title = None
    named = title or meta_title or within or ""
    form = _document_type(named) or _form_of(segments)
    registration = registration_of(views, segments)
    signed = registration.approved or registration.registered
    year = _year_in(within) or year_of(titles, segments) or (signed.year if signed else None)
    region = find_region(org, year) if org else _region(early, segments, year)
    if (named_task := _only_task(early)) is not None and not titles:
        title = named_task
    title = title or within
    if title is None:
        title = _first_line(early)
        year = year or _year_in(title)
    return Facts(
        title or meta_title,
        frozenset(
            s.number for s in early if title and compact(front_of_title(strip_markers(s.text))) == compact(title)
        ),
        form[0] if form else None,
        _dataset_of(form) or _lead(segments),
        org if org and not region else region.name if region else None,
        region.code if region else None,
        issuing_department(early, registration.number, views)
        or (find_department(whole[len(title or "") :]) if whole else None)
        or signed_department(segments),
        year,
        registration.number,
        registration.registered,
        registration.approved,
        tuple(_declared(segments)),
        reference_day(segments),
        spoken_in(title or meta_title, year, signed.year if signed else None, segments),
        evaluated_year(segments),
        any(sign_in("whole_government", text) for text in _heads_of_title(title or meta_title, early)),
        _weeks(segments),
    )


def _heads_of_title(title: str | None, early: Sequence[Segment]) -> Iterator[str]:
    """The title and the line above it on the cover."""
    yield title or ""
    for above, segment in itertools.pairwise(early[:_TITLED]):
        if title and compact(strip_markers(segment.text)).startswith(compact(title)):
            yield above.text


_TITLED = 3


def _weeks(segments: Sequence[Segment]) -> dict[str, Span]:
    """`(지난주 11. 3. ~ 11. 9. / 이번주 11. 10. ~ 11. 16.)`: which days the words of a weekly report mean."""
    return {
        word: e.span
        for segment in segments[:_TITLE_REACH]
        for e in segment.expressions
        if e.span is not None and (word := sign_in("relative_week", segment.text[max(0, e.start - 8) : e.start]))
    }


def front_of_title(title: str) -> str:
    """A title without the date, the office and the department that a cover prints behind it on the same line.

    What stands behind a wide gap on a running head, and its page before the title, are none of it.
    """
    title = _GAP.split(_PAGE_AHEAD.sub("", title).strip())[0]
    for e in scan(title):
        front = title[: e.start].rstrip(" -·(")
        bare = _BRACKET_BEHIND.sub("", front)
        if e.kind == "date" and len(compact(front)) >= _SHORTEST_FRONT and sign_in("form_word", bare):
            return front
    return title


_BRACKET_BEHIND = re.compile(r"\s*\([^)]*\)?$")
_GAP = re.compile(r"\s{5,}")
_PAGE_AHEAD = re.compile(r"^(?:[Pp]age|[Pp]\.)\s?\d+\s?[-–]?\s*")
_SHORTEST_FRONT = 6


def _only_task(early: Sequence[Segment]) -> str | None:
    """The project of a card at the top (`사업명 : 마을 가꾸기`), which is the title of its page."""
    lines = [m for s in early if (m := _KEY_LINE.match(s.text.strip()))]
    found = [m["name"] for m in lines if exact_role(m["label"]) == "task"]
    return tidy(found[0]) if len(set(found)) == 1 else None


_KEY_LINE = re.compile(r"^(?:\W\s?)?(?P<label>[가-힣 ]{2,10})\s?[:：]\s?(?P<name>\S.{2,50})$")


def _title_within(segments: Sequence[Segment]) -> str | None:
    """The title inside a page that lost its line breaks: from a year to the word that says what kind of paper it is."""
    for segment in segments[:_TITLE_REACH]:
        if len(segment.text) > 90 and (match := _YEAR_TO_PAPER.search(segment.text[:400])):
            return tidy(match[0])
    return None


_YEAR_TO_PAPER = re.compile(
    rf"(?:['’‘]\d{{2}}|(?:19|20)\d{{2}})\s?{alternation('year_word')}[가-힣\s·]{{4,40}}?{alternation('paper_end')}"
)


def _year_in(title: str | None) -> int | None:
    """The year that a title names."""
    spans = [e.span for e in scan(title or "") if e.span and e.span.year]
    return spans[0].year if spans else None


def _dataset_of(form: tuple[str, str] | None) -> Literal["plan", "result"] | None:
    return None if form is None else "result" if form[1] == "result" else "plan"


def _lead(segments: Sequence[Segment]) -> Literal["plan", "result"] | None:
    """What the first sentences of an article say is done (`지원한다고 밝혔다`) or was done."""
    for segment in segments[:_EARLY]:
        if len(segment.text) >= _SENTENCE and is_sentence(segment.text):
            text = sentence_of(segment.text, 0)
            if sign_in("planned_verb", text):
                return "plan"
            return "result" if sign_in("done_verb", text) else None
    return None


_SENTENCE = 40
"""Letters that the first sentence of an article has at least."""


def _plain_title(segment: Segment) -> bool:
    """A line at the top that can be a title though no kind of document is named in it."""
    text = segment.text.strip()
    if any(e.kind == "phone" or e.is_money for e in segment.expressions) or text.count(">") > 1:
        return False
    if any(e.span and e.span.start.day and e.start > 0 and e.end < len(text) - 1 for e in segment.expressions):
        return False
    last = text.split()[-1] if text.split() else ""
    if is_department(last) and all(REGION_WORD.fullmatch(word) for word in text.split()[:-1]):
        return False
    if (
        is_section_word(text)
        or sign_in("press_word", text)
        or _CHECK_BOX.search(text)
        or sign_in("navigation", text)
        or _BRACKETED.fullmatch(text)
    ):
        return False
    if all(REGION_WORD.fullmatch(word) for word in text.split()):
        return False
    plain = 4 <= len(text) <= 60 and not re.search(r"[:：|\t]", text) and not ends_as_sentence(text)
    return plain and len(re.findall(r"[가-힣]", text)) >= 4 and not segment.marker and split_marker(text).marker is None


_BRACKETED = re.compile(r"[\[(<【].*[\])>】]")
_CHECK_BOX = re.compile(r"\(\s*[○●√✓]?\s*\)|[□■☐☑]\s?[가-힣]+\s+[□■☐☑]")
"""`완료( ), 추진중(○)`: boxes to be ticked are a legend and name nothing."""


def _first_line(early: Sequence[Segment]) -> str | None:
    """The line at the top that names the document: a bar at its very head, else the first plain line.

    A second line that says what kind of paper it is belongs to it.
    """
    if not early:
        return None
    if (headline := _headline(early)) is not None:
        return headline
    bar = split_marker(early[0].text.strip())
    if bar.marker in _BARS and _plain_title(replace(early[0], text=bar.text)):
        return tidy(bar.text)
    at = next((i for i, s in enumerate(early) if _plain_title(s)), None)
    if at is None:
        return None
    title = tidy(strip_markers(early[at].text))
    below = early[at + 1] if at + 1 < len(early) else None
    if below is not None and _plain_title(below) and _names_paper(below.text) and not _names_paper(title):
        return f"{title} {tidy(strip_markers(below.text))}"
    return title


def _headline(early: Sequence[Segment]) -> str | None:
    """The line that a page of news has twice at its head: as the name of the page, and above its text."""
    lines = [tidy(s.text) for s in early[:_TITLE_REACH] if split_marker(s.text.strip()).marker is None]
    long = [line for line in lines if _SHORTEST_HEADLINE <= len(line) <= _LONGEST_HEADLINE]
    return next((line for line in long if long.count(line) > 1), None)


_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 16, 90


_BARS = ("■", "◈", "◆", "●", "\ufffd", "\ufffd\ufffd")
"""Marks of a title bar; a mark that the font of the file does not name is one too."""


def _names_paper(text: str) -> bool:
    """Whether a line ends as the name of a kind of paper does."""
    return sign_in("form_word", text) is not None or sign_in("form_title", text) is not None


_TITLE_LABEL = re.compile(rf"^{alternation('title_label')}\s?[:：]\s?")


def _titles(early: Sequence[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for segment in _before_facts(early[:_TITLE_REACH]):
        text = _TITLE_LABEL.sub("", segment.text.strip())
        if not 6 <= len(text) <= 90 or re.search(r"[:：](?!\d)|\t", text) or ends_as_sentence(text):
            continue
        if len(re.findall(r"[가-힣]", text)) < 4 or re.match(r"[※‹<(\[]", text) or "( )" in text:
            continue
        if any(e.kind == "phone" for e in segment.expressions) or text.count(">") > 1:
            continue
        marked = split_marker(text).marker is not None or segment.marker is not None
        if segment is not early[0] and is_section_word(_YEAR_AHEAD.sub("", text)):
            continue
        if _document_type(text) and not marked and not is_section_word(text):
            strong = any(e.span and e.span.year for e in segment.expressions) or (segment.level or 9) <= 2
            if strong or not found:
                found.append(segment)
    return sorted(found, key=lambda s: not any(e.span and e.span.year for e in s.expressions))


def _before_facts(early: Sequence[Segment]) -> Sequence[Segment]:
    """The lines above the first amount or count, where one of them can name the document, else all of them."""
    facts = (i for i, s in enumerate(early) if any(e.is_money or e.kind == "quantity" for e in s.expressions))
    above = early[: next(facts, len(early))]
    return above if _only_task(above) or any(map(_plain_title, above)) else early


_YEAR_AHEAD = re.compile(rf"^(?:19|20)\d{{2}}\s?{alternation('year_word')}?\s+")


def _form_of(segments: Sequence[Segment]) -> tuple[str, str] | None:
    """A form told from its parts where no title names it: a pledge card has yearly investment and an evaluation."""
    keys = [compact(s.text) for s in segments if len(s.text) < 60]
    card = any("임기" in key for key in keys) and any("투자계획" in key or "추진실적" in key for key in keys)
    return ("공약 이행카드", "plan") if card else None


def _region(early: Sequence[Segment], segments: Sequence[Segment], year: int | None) -> Region | None:
    """The government that the first lines name, whole where another line names it with its 시군구 or a head signs.

    Cells that name nothing but governments, several of them, are rows of a list, and none of them its author.
    """
    lines = (*early[:_NAMED_EARLY], *segments[:_NAMED_EARLY], *reversed(segments[-_SIGNED_LATE:]))
    cells = {s.number: find_region(s.text, year) for s in lines if s.place.row is not None and is_region_name(s.text)}
    listed = cells if len({region.name for region in cells.values() if region}) > 1 else {}
    lines = tuple(s for s in lines if s.number not in listed)
    texts = [_ASSEMBLY.sub(" ", collapse_spaced_label(s.text.strip())) for s in lines if not _ADDRESS.search(s.text)]
    found = [region for text in texts if (region := find_region(text, year))]
    first = next(iter(found), None)
    if first is None or " " in first.name:
        return first
    return next((region for region in found if region.name.startswith(f"{first.name} ")), first)


_ASSEMBLY = re.compile(rf"(?<=[시군구도]){alternation('assembly')}(?![가-힣])")
"""`물빛군의회`: the government whose council it is."""
_ADDRESS = re.compile(r"[시군구]\s+(?:[가-힣\d]+[로길]\s?\d|[가-힣]+[읍면동]\s+\S*\d)")
"""A place behind the name of a government: an address, and nobody's signature."""


_NAMED_EARLY, _SIGNED_LATE = 20, 3


def _declared(segments: Sequence[Segment]) -> Iterator[Declared]:
    words = sorted(declared_words(), key=len, reverse=True)
    for segment in segments:
        for e in segment.expressions:
            if e.kind == "declared_count" and e.value is not None:
                after = compact(segment.text[e.end : e.end + 24])
                label = next((w for w in words if after.startswith(compact(w))), None)
                label = label or next((w for w in words if compact(w) in after[:10]), None)
                yield Declared(compact(label or after[:8]), int(e.value), segment)
