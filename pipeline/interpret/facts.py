"""What the document says of itself: title, form, organisation, department, year, registration, declared counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise, takewhile

from pipeline.interpret.context import Dataset
from pipeline.interpret.linearised import is_header_line
from pipeline.interpret.outline import is_section_word
from pipeline.interpret.segments import Segment, TableView, View
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact, split_marker, strip_markers, tidy
from pipeline.korean.organizations import Region, find_department, find_region, is_department
from pipeline.korean.scan import declared_words

_IN_CHARGE = re.compile(
    r"(?:작성|담당|주관|소관|추진|총괄)\s?부서\s?[:：]|^\W*(?:담\s*당|주\s*관)\s*[:：]|(?:기준|현재)\s?/"
)
"""What stands before the name of the issuing department in a line at the top."""
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
    """dataset is what a count is where nothing nearer tells: planned, or achieved."""

    title: str | None
    title_numbers: frozenset[int]
    doc_type: str | None
    dataset: Dataset
    org: str | None
    org_code: str | None
    department: str | None
    year: int | None
    registry: str | None
    registered: date | None
    approved: date | None
    declared: tuple[Declared, ...]


@cache
def _types() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["doc_type"], row["dataset"]) for row in rows_of("document_types.csv")}


def _document_type(text: str) -> tuple[str, str] | None:
    """The form that a title names: the word that stands last in it."""
    key = re.sub(r"안$", "", compact(re.sub(r"\([^)]*\)", "", text)))
    found = [(key.rfind(word) + len(word), len(word), word) for word in _types() if word in key]
    return _types()[max(found)[2]] if found else None


def paragraphs(views: Sequence[View]) -> Iterator[Segment]:
    """The paragraphs of the body; a table of one cell is a box around a paragraph."""
    for view in views:
        if isinstance(view, Segment):
            yield view
        elif len(view.cells) == 1:
            yield from view.cells[0].segments


def read_facts(views: Sequence[View], segments: Sequence[Segment], org: str | None, meta_title: str | None) -> Facts:
    """The facts of a document; `org` is what the caller says and the document does not."""
    early = list(paragraphs(views))[:_EARLY]
    titles = _titles(early)
    title = tidy(strip_markers(titles[0].text)) if titles else None
    if meta_title and len(re.findall(r"[가-힣]", meta_title)) < 4:
        meta_title = None
    named = title or meta_title or ""
    form = _document_type(named) or _form_of(segments)
    registry, registered, approved = _registration(views)
    year = _year(titles, segments)
    region = find_region(org, year) if org else _region(early, year)
    return Facts(
        title or meta_title,
        frozenset(s.number for s in early if title and compact(strip_markers(s.text)) == compact(title)),
        form[0] if form else None,
        "result" if form and form[1] == "result" else "plan",
        org if org and not region else region.name if region else None,
        region.code if region else None,
        _department(early, registry, views),
        year,
        registry,
        registered,
        approved,
        tuple(_declared(segments)),
    )


def _titles(early: Sequence[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for segment in early:
        text = segment.text.strip()
        if not 6 <= len(text) <= 90 or re.search(r"[:：](?!\d)|[다음함임]\.?$|\t", text):
            continue
        if len(re.findall(r"[가-힣]", text)) < 4 or re.match(r"[※‹<(\[]", text) or "( )" in text:
            continue
        marked = split_marker(text).marker is not None or segment.marker is not None
        if _document_type(text) and not marked and not is_section_word(text):
            strong = any(e.span and e.span.year for e in segment.expressions) or (segment.level or 9) <= 2
            if strong or not found:
                found.append(segment)
    return sorted(found, key=lambda s: not any(e.span and e.span.year for e in s.expressions))


def _form_of(segments: Sequence[Segment]) -> tuple[str, str] | None:
    """A form told from its parts where no title names it: a pledge card has yearly investment and an evaluation."""
    keys = [compact(s.text) for s in segments if len(s.text) < 60]
    card = any("임기" in key for key in keys) and any("투자계획" in key or "추진실적" in key for key in keys)
    return ("공약 이행카드", "plan") if card else None


def _year(titles: Sequence[Segment], segments: Sequence[Segment]) -> int | None:
    """The year of the title; else of a target column (`2011년 목표`), of the first line, of the latest dated day."""
    for segment in titles:
        spans = [e.span for e in segment.expressions if e.span and e.span.year]
        if spans:
            return spans[0].year if spans[0].start.year == spans[0].end.year else None
    for segment in segments:
        match = re.search(r"(?P<y>20\d{2})년도?\s*(?:목표|계획|예산)", segment.text)
        if match and len(segment.text) < 30:
            return int(match["y"])
    first = [e.span for s in segments[:1] for e in s.expressions if e.span and e.span.year]
    if first and first[0].is_year:
        return first[0].year
    days = [e.span.year for s in segments for e in s.expressions if e.span and e.span.end.day and e.span.year]
    return max((year for year in days if 1990 <= year <= 2100), default=None)


_REGISTRY_LABELS = {
    "등록번호": "registry",
    "문서번호": "registry",
    "등록일자": "registered",
    "결재일자": "approved",
    "시행일자": "approved",
}


def _registration(views: Sequence[View]) -> tuple[str | None, date | None, date | None]:
    """등록번호, 등록일자 and 결재일자 of the approval block."""
    found: dict[str, Segment] = {}
    for view in views:
        if isinstance(view, TableView):
            cells = [cell for cell in view.cells if cell.segments]
            for label, value in pairwise(cells):
                key = _REGISTRY_LABELS.get(compact(label.text))
                if key and label.row == value.row:
                    found.setdefault(key, value.segments[0])
    registry = found.get("registry")
    return registry.text.strip() if registry else None, _day(found.get("registered")), _day(found.get("approved"))


def _day(segment: Segment | None) -> date | None:
    spans = [e.span for e in segment.expressions if e.span] if segment else []
    return spans[0].days(None)[0] if spans else None


def _department(early: Sequence[Segment], registry: str | None, views: Sequence[View]) -> str | None:
    """From the registration number, else a paragraph that is a department's name, else a card's head line."""
    if registry and (name := find_department(registry.split("-")[0])):
        return name
    for segment in takewhile(lambda s: not is_header_line(s.text.strip()), early):
        bare = re.sub(r"[\s()（）\[\]]", "", strip_markers(segment.text))
        *before, last = segment.text.split() or [""]
        if before and re.fullmatch(r"[가-힣]{1,8}[시군구]", before[0]) and is_department(last):
            return last
        if is_department(bare) and "(" not in segment.text[1:] and not bare.endswith(("국", "실", "단")):
            return bare
    for segment in early[:8]:
        if (before_name := _IN_CHARGE.search(segment.text)) and (
            name := find_department(segment.text[before_name.end() :])
        ):
            return name
    for segment in early[:10]:
        if any(e.kind == "phone" for e in segment.expressions) and (name := find_department(segment.text)):
            return name
    for view in views[:12]:
        if isinstance(view, TableView):
            for label, value in zip(view.cells, view.cells[1:], strict=False):
                if (
                    compact(label.text) in ("담당부서", "주관부서", "작성부서", "소관부서", "부서명")
                    and label.row == value.row
                ):
                    return find_department(value.text)
    return None


def _region(early: Sequence[Segment], year: int | None) -> Region | None:
    return next((region for s in early[:20] if (region := find_region(s.text, year))), None)


def _declared(segments: Sequence[Segment]) -> Iterator[Declared]:
    words = sorted(declared_words(), key=len, reverse=True)
    for segment in segments:
        for e in segment.expressions:
            if e.kind == "declared_count" and e.value is not None:
                after = compact(segment.text[e.end : e.end + 24])
                label = next((w for w in words if after.startswith(compact(w))), None)
                label = label or next((w for w in words if compact(w) in after[:10]), None)
                yield Declared(compact(label or after[:8]), int(e.value), segment)
