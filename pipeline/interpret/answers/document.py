"""What the document says of itself: title, form, organisation, department, year, registration, declared counts."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.interpret.answers.document_office import (
    issuing_department,
    registration_of,
    signed_department,
)
from pipeline.interpret.answers.document_titles import (
    SENTENCE_LENGTH,
    TITLE_LABEL,
    TITLE_REACH,
    document_type,
    first_line,
    front_of_title,
    only_task,
    title_lines,
    title_within,
)
from pipeline.interpret.answers.document_years import evaluated_year, published_day, reference_day, title_part, year_of
from pipeline.interpret.answers.spoken_years import spoken_in
from pipeline.interpret.sites.phrases import is_sentence, sentence_of, without_telling
from pipeline.interpret.sites.verbs import present_ending
from pipeline.interpret.text.segments import Segment, View
from pipeline.korean.names import collapse_spaced_label, compact, strip_markers, tidy
from pipeline.korean.organizations import Region, find_department, find_region, is_region_name
from pipeline.korean.periods import Span
from pipeline.korean.scan import declared_words, scan
from pipeline.korean.signs import alternation, sign_in

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
    the year that an evaluation looks at; whole: it is about a whole government, by its title or the line above it;
    carded: its title is the project that a card at its top names; part is the half or quarter that a report is of.
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
    carded: bool = False
    press: bool = False
    published: date | None = None
    part: Span | None = None


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
    segments = [segment for segment in segments if not segment.aside]
    early = list(paragraphs(views))[:_EARLY]
    titles = title_lines(early)
    whole = strip_markers(TITLE_LABEL.sub("", titles[0].text.strip())) if titles else None
    title = tidy(front_of_title(whole)) if whole else None
    within = None if title else title_within(segments)
    if meta_title and len(re.findall(r"[가-힣]", meta_title)) < 4:
        meta_title = None
    named = title or meta_title or within or ""
    form = document_type(named) or _form_of(segments)
    registration = registration_of(views, segments)
    signed = registration.approved or registration.registered
    year = _year_in(within) or year_of(titles, segments) or (signed.year if signed else None)
    region = find_region(org, year) if org else _region(early, segments, year)
    carded = (named_task := only_task(early)) is not None and not titles
    if carded:
        title = named_task
    title = title or within
    if title is None:
        title = first_line(early)
        year = year or _year_in(title)
    return Facts(
        title or meta_title,
        frozenset(
            s.number for s in early if title and compact(front_of_title(strip_markers(s.text))) == compact(title)
        ),
        form[0] if form else None,
        _dataset_of(form) or _of_budget(title or meta_title) or _lead(segments),
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
        carded,
        any(sign_in("press_word", strip_markers(s.text)) and len(s.text) < _LONGEST_HEAD for s in early[:_TITLED]),
        published_day(segments),
        title_part(title or meta_title, year) if form is not None and form[1] == "result" else None,
    )


def _heads_of_title(title: str | None, early: Sequence[Segment]) -> Iterator[str]:
    """The title and the line above it on the cover."""
    yield title or ""
    for above, segment in itertools.pairwise(early[:_TITLED]):
        if title and compact(strip_markers(segment.text)).startswith(compact(title)):
            yield above.text


_TITLED, _LONGEST_HEAD = 3, 30


def _weeks(segments: Sequence[Segment]) -> dict[str, Span]:
    """`(지난주 11. 3. ~ 11. 9. / 이번주 11. 10. ~ 11. 16.)`: which days the words of a weekly report mean."""
    return {
        word: e.span
        for segment in segments[:TITLE_REACH]
        for e in segment.expressions
        if e.span is not None and (word := sign_in("relative_week", segment.text[max(0, e.start - 8) : e.start]))
    }


def _year_in(title: str | None) -> int | None:
    """The year that a title names."""
    spans = [e.span for e in scan(title or "") if e.span and e.span.year]
    return spans[0].year if spans else None


def _dataset_of(form: tuple[str, str] | None) -> Literal["plan", "result"] | None:
    return None if form is None else "result" if form[1] == "result" else "plan"


def _of_budget(title: str | None) -> Literal["plan"] | None:
    """What a title tells of that a budget was set (`내년 예산 3,482억원 확정`): what it is for is still to be done."""
    parts = re.split(r"[…“”\"]|,\s", title or "")
    told = any(sign_in("budget_of_title", part) and sign_in("budget_set", part) for part in parts)
    return "plan" if told and not sign_in("executed", title or "") else None


def _lead(segments: Sequence[Segment]) -> Literal["plan", "result"] | None:
    """What the first sentences of an article say is done (`지원한다고 밝혔다`) or was done."""
    for segment in segments[:_EARLY]:
        if len(segment.text) >= SENTENCE_LENGTH and is_sentence(segment.text):
            text = sentence_of(segment.text, 0)
            if sign_in("planned_verb", text) or present_ending(without_telling(text)):
                return "plan"
            return "result" if sign_in("done_verb", text) else None
    return None


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
