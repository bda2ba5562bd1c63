"""What stands around a table: the lines above that name it, the note below that tells its unit."""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.dates import is_reference, tells_publication
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.text.segments import Segment, TableView, View
from pipeline.interpret.text.unit_notes import note_units, without_unit_note
from pipeline.korean.names import compact, split_marker, strip_markers, tidy
from pipeline.korean.periods import Span
from pipeline.korean.signs import sign_in
from pipeline.korean.units import Unit

_REACH = 4
"""How many paragraphs above a table its unit note may stand: a title or a sentence may come between."""
_NOTE_ALONE = 12
"""Letters of a line that is nothing but a unit note."""
_NOTE_MARKS = ("※", "*", "주")
_LABELLED = re.compile(r"[가-힣 ]{2,10}\s?[:：]\s?\S")
"""A key-value line, which names no table."""
_LONGEST_TITLE = 45


def lines_above(views: Sequence[View], index: int, table: TableView, around: Sequence[Segment]) -> list[Segment]:
    """The caption of a table and the paragraphs just above, nearest first, up to the table before.

    `around` are the paragraphs of the cell that a nested table stands in; they take the place of those above.
    """
    found = [table.caption] if table.caption else []
    if around:
        return [*found, *around]
    for view in reversed(views[max(0, index - _REACH) : index]):
        if not isinstance(view, Segment):
            break
        found.append(view)
    return found


def table_title(captions: Sequence[Segment], path: Sequence[Node]) -> str | None:
    """The words that name a table: the nearest line above that is no unit note, else the heading."""
    for segment in captions:
        words = tidy(strip_markers(without_unit_note(segment.text)))
        if _LABELLED.match(words) or is_sentence(words) or _is_day(segment) or tells_publication(segment):
            continue
        if sign_in("described_table", words) or sign_in("counted_or_not", words):
            continue
        if len(re.findall(r"[가-힣]", words)) >= 2 and len(words) <= _LONGEST_TITLE:
            return words
        if len(words) > _LONGEST_TITLE:
            break
    node = next((n for n in reversed(path) if n.heading), None)
    return tidy(strip_markers(node.title)) if node else None


def _is_day(segment: Segment) -> bool:
    """Whether a line is the day that a table is of and nothing more (`2025년 3월 5일 현재`)."""
    text = without_unit_note(segment.text)
    for e in segment.expressions:
        text = text.replace(e.raw, "") if e.span is not None and is_reference(segment, e) else text
    return text != without_unit_note(segment.text) and len(compact(text)) <= _AROUND_DAY


_AROUND_DAY = 3
"""Letters around a day that say of it that a table is of it (`말 기준`)."""


def unit_note_below(views: Sequence[View], index: int) -> tuple[Unit, ...]:
    """The units of a note right below the table at `index` (`※ 단위 : %`)."""
    below = views[index + 1] if index + 1 < len(views) else None
    if not isinstance(below, Segment):
        return ()
    apart = index + 2 >= len(views) or isinstance(views[index + 2], Segment)  # else the note is of the table below it
    alone = apart and bool(note_units(below.text)) and len(compact(below.text)) <= _NOTE_ALONE
    if not alone and (split_marker(below.text.strip()).marker or "") not in _NOTE_MARKS:
        return ()
    return note_units(re.split(r"[,.]\s", strip_markers(below.text))[0])


def reference_above(captions: Sequence[Segment], above: Sequence[Segment]) -> Span | None:
    """`(2023. 12. 31. 기준)` in the caption or in a line above; none of another year than a heading between names."""
    headed: int | None = None
    for segment in (*captions, *reversed(above)):
        for e in segment.expressions:
            if e.span and e.span.year and headed in (None, e.span.year) and is_reference(segment, e):
                return e.span
        headed = headed or _year_of_heading(segment)
    return None


def _year_of_heading(segment: Segment) -> int | None:
    """The year that a heading names (`□ 2022년도 기금운용계획`); None where a line is none or names none."""
    marked = split_marker(segment.text.strip()).marker in _HEADING_SIGNS
    years = [e.span.year for e in segment.expressions if e.span is not None and e.span.is_year]
    return years[0] if marked and years else None


_HEADING_SIGNS = ("□", "ㅁ", "■", "▣", "◈")
