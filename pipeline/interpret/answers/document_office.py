"""Which office issued a document, and under which number and on which day it was registered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from pipeline.interpret.text.linearised import is_header_line
from pipeline.interpret.text.segments import Segment, TableView, View
from pipeline.korean.names import compact, split_marker, strip_markers
from pipeline.korean.organizations import find_department, is_department
from pipeline.korean.signs import alternation, sign_in

REGION_WORD = re.compile(r"[가-힣]{1,8}[시군구도]")
_IN_CHARGE = re.compile(rf"(?:^|\W){alternation('department_label')}\s*[:：]|{alternation('as_of')}\s?/")
"""What stands before the name of the issuing department in a line at the top."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What the approval block of a paper says of it: its number (`복지정책과-1234`) and its days."""

    number: str | None = None
    registered: date | None = None
    approved: date | None = None


_LABELS = {
    "등록번호": "number",
    "문서번호": "number",
    "등록일자": "registered",
    "결재일자": "approved",
    "시행일자": "approved",
}
_NUMBERED = re.compile(rf"{alternation('registry_label')}\s*[:：]?\s*(?P<number>[가-힣·]{{2,14}}-\d{{1,6}})(?!\d)")
"""`문서번호 복지정책과-1234`, `시행 복지정책과-1234 (2024. 3. 5.)`: the office that issues a paper numbers it."""


def registration_of(views: Sequence[View], segments: Sequence[Segment]) -> Registration:
    """등록번호, 등록일자 and 결재일자 of the approval block, in the cells of a table or in a line."""
    found = _registered_in_cells(views)
    if "number" in found:
        number: str | None = found["number"].text.strip()
    else:
        numbered = next((m for s in segments if (m := _NUMBERED.search(s.text))), None)
        number = numbered["number"] if numbered else None
    days = {key: _day(found.get(key)) or _day_in_line(segments, key) for key in ("registered", "approved")}
    return Registration(number, days["registered"], days["approved"])


def _day_in_line(segments: Sequence[Segment], key: str) -> date | None:
    """The day behind its label in the approval block that stands in one line (`결재일자 2021. 11. 15.`)."""
    labels = [label for label, named in _LABELS.items() if named == key]
    for segment in segments[:_BLOCK]:
        for e in segment.expressions:
            if e.span is not None and segment.text[: e.start].rstrip(" :：").endswith(tuple(labels)):
                return e.span.days(None)[0]
    return None


_BLOCK = 12
"""Paragraphs at the top that can be the approval block."""


def _registered_in_cells(views: Sequence[View]) -> dict[str, Segment]:
    found: dict[str, Segment] = {}
    for view in views:
        if isinstance(view, TableView):
            cells = [cell for cell in view.cells if cell.segments]
            for label, value in pairwise(cells):
                key = _LABELS.get(compact(label.text))
                if key and label.row == value.row:
                    found.setdefault(key, value.segments[0])
            for cell in view.cells:
                found = _registered_in_cells(cell.nested) | found
    return found


def _day(segment: Segment | None) -> date | None:
    spans = [e.span for e in segment.expressions if e.span] if segment else []
    return spans[0].days(None)[0] if spans else None


def issuing_department(early: Sequence[Segment], registry: str | None, views: Sequence[View]) -> str | None:
    """From the registration number, else a paragraph that is a department's name, else a card's head line."""
    if registry and (name := find_department(registry.split("-")[0])):
        return name
    for segment in takewhile(lambda s: not is_header_line(s.text.strip()), early):
        if sign_in("department_label", segment.text) and (name := find_department(segment.text)):
            continue
        if (boxed := _BOXED.fullmatch(segment.text.strip())) and is_department(compact(boxed["office"])):
            return compact(boxed["office"])
        bare = re.sub(r"[\s()（）\[\]]", "", strip_markers(segment.text))
        *before, last = re.sub(r"\([^)]*\)|/?\s*(?:\d{4}|['’]\d{2})[.\d\s]*$", " ", segment.text).split() or [""]
        if before and all(REGION_WORD.fullmatch(word) for word in before) and is_department(last):
            return last
        if is_department(bare) and "(" not in segment.text[1:] and not bare.endswith(("국", "실", "단")):
            named = [word for word in segment.text.split() if not REGION_WORD.fullmatch(word)]
            return compact(strip_markers(" ".join(named))) or bare
    for segment in takewhile(lambda s: split_marker(s.text.strip()).marker is None, early[:8]):
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
                if label.row == value.row and sign_in("department_cell", compact(label.text)):
                    return find_department(value.text)
    return None


_BOXED = re.compile(rf"(?:{REGION_WORD.pattern}\s*){{1,2}}[(\[【<〈]\s*(?P<office>[가-힣\s]{{3,12}})[)\]】>〉]")
"""The office in brackets behind its government (`가람구 【환경과】`)."""


def signed_department(segments: Sequence[Segment]) -> str | None:
    """A part of the title bar (`업무보고 | 환경과`), or the last line where it says who is in charge."""
    heads = (_TITLE_PARTS.split(segment.text) for segment in segments[:_BAR_REACH])
    parts = [part for head in heads if len(head) > 1 for part in head]
    if (named := next((part.strip() for part in parts if is_department(part.strip())), None)) is not None:
        return named
    last = next(reversed(segments), None)
    signed = last is not None and sign_in("department_label", strip_markers(last.text)) and ":" in last.text
    return find_department(last.text) if last is not None and signed else None


_TITLE_PARTS = re.compile(r"\||\s/\s")
_BAR_REACH = 3
