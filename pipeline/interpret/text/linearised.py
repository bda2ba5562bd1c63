"""Tables that a converter wrote out one fragment a line: a header line of column names, then the cells' lines.

What parts the cells is the form: `- ` begins an item of work, a department ends a row, names stand before the next
items. Two names in a row are told apart by the list of the upper ones that the document gives elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.segments import Segment, View
from pipeline.korean.names import compact, tidy
from pipeline.korean.signs import alternation
from pipeline.korean.spacing import Join, Spelling

_ITEM = re.compile(r"(?:(?<=\s)|^)[-–▪]\s+(?=\S)")
_DEPARTMENT = re.compile(rf"[가-힣]{{1,8}}{alternation('department_end')}")
_DIVISION = re.compile(rf"[가-힣]{{1,8}}{alternation('division_end')}")
_HEADING = re.compile(r"^\s*(?:[□■○●◦]|\d{1,2}\.\s|[가-하]\.\s|[Ⅰ-Ⅻ]|#)")


@dataclass(slots=True)
class LinearItem:
    """One item of work with its lines."""

    lines: list[tuple[Segment, str]]

    def text(self, spelling: Spelling) -> str:
        return _joined([text for _, text in self.lines], spelling).text


@dataclass(slots=True)
class LinearRow:
    """One row of the table."""

    goal: str | None = None
    task: str | None = None
    items: list[LinearItem] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class LinearTable:
    """The rows, and which paragraphs of the document they used up."""

    rows: tuple[LinearRow, ...]
    used: frozenset[int]
    headers: tuple[Segment, ...]


def _joined(lines: Sequence[str], spelling: Spelling) -> Join:
    text = lines[0]
    source = "printed"
    for line in lines[1:]:
        join = spelling.join(text, line)
        text, source = join.text, join.source
    return Join(tidy(text), source)  # type: ignore[arg-type]


def is_header_line(text: str) -> bool:
    """A line of nothing but three or more column names."""
    words = text.split()
    return 3 <= len(words) <= 8 and all(role_of(w) and len(w) <= 10 for w in words) and not re.search(r"\d|[:：]", text)


def read_linearised(views: Sequence[View], spelling: Spelling) -> LinearTable | None:
    """The table that is written out between repeated header lines; None where there is none."""
    segments = [view for view in views if isinstance(view, Segment)]
    counts = Counter(s.text.strip() for s in segments if is_header_line(s.text.strip()))
    header = next((text for text, n in counts.most_common(1) if n >= 1), None)
    if header is None:
        return None
    roles = [role_of(word) for word in header.split()]
    if "content" not in roles or not {"task", "goal"} & set(roles):
        return None
    parts = list(_pages(segments, header))
    declared = _declared_names(segments, header)
    names = ["\n".join(s.text for s in lines) for lines in declared]
    reader = _RowReader(names, spelling, "goal" in roles and "task" in roles)
    used = {s.number for lines in declared for s in lines}
    headers = []
    for page in parts:
        headers.append(page[0])
        used.update(s.number for s in page)
        reader.read(page[1:])
    rows = reader.finish()
    return LinearTable(tuple(rows), frozenset(used), tuple(headers)) if len(rows) >= 2 else None


def _pages(segments: Sequence[Segment], header: str) -> Iterator[list[Segment]]:
    """The paragraphs from each header line to the next heading."""
    page: list[Segment] | None = None
    for segment in segments:
        text = segment.text.strip()
        if text == header:
            if page:
                yield page
            page = [segment]
        elif page is not None:
            if _HEADING.match(text) and not _ITEM.match(text):
                yield page
                page = None
            else:
                page.append(segment)
    if page:
        yield page


def _declared_names(segments: Sequence[Segment], header: str) -> list[list[Segment]]:
    """The names of the upper level as a bullet list before the table gives them, each with its wrapped lines."""
    names: list[list[Segment]] = []
    for segment in segments:
        text = segment.text.strip()
        if text == header:
            break
        if re.match(r"[▪•·▫◦]\s?\S", text):
            names.append([segment])
        elif names and not _HEADING.match(text) and len(text) <= 16 and not re.search(r"[:：.]", text):
            names[-1].append(segment)
        elif names and _HEADING.match(text):
            break
    return names


class _RowReader:
    """Reads lines one by one into rows; what stands between the items of two rows is split at their border."""

    def __init__(self, names: Sequence[str], spelling: Spelling, two_levels: bool) -> None:
        self.names = frozenset(compact(name) for name in names)
        self.spelling = spelling
        self.two_levels = two_levels
        self.rows: list[LinearRow] = []
        self.goal: str | None = None
        self.run: list[tuple[Segment, str]] = []

    def read(self, page: Sequence[Segment]) -> None:
        for segment in page:
            pieces = list(_cut(segment.text))
            for is_item, text in pieces:
                if is_item:
                    self._item(segment, text)
                else:
                    self.run.append((segment, text))
        self._close_run(last=True)

    def _item(self, segment: Segment, text: str) -> None:
        if self.run or not self.rows:
            self._close_run(last=False)
        self.rows[-1].items.append(LinearItem([(segment, text)]))

    def _close_run(self, last: bool) -> None:
        """Split a run of lines into the rest of an item, departments, and the names of the next row."""
        run, self.run = self.run, []
        if not run:
            return
        open_row = self.rows[-1] if self.rows and self.rows[-1].items and not self.rows[-1].departments else None
        first, departments, rest = self._departments(run) if open_row else (0, [], run)
        if open_row:
            open_row.items[-1].lines += run[:first]
            open_row.departments += departments
        if rest and not last:
            self._open_row([text for _, text in rest])

    def _departments(self, run: list[tuple[Segment, str]]) -> tuple[int, list[str], list[tuple[Segment, str]]]:
        """Where departments begin in a run, which they are, and what follows them.

        A centre or a works office is a department only where no 과 stands in the run: it is often what the next
        task is called.
        """
        narrow = self._departments_of(run, _DIVISION)
        return narrow if narrow[1] else self._departments_of(run, _DEPARTMENT)

    def _departments_of(
        self, run: list[tuple[Segment, str]], form: re.Pattern[str]
    ) -> tuple[int, list[str], list[tuple[Segment, str]]]:
        texts = [re.sub(r"\s", "", text) for _, text in run]
        for first in range(len(texts)):
            names, at = [], first
            while at < len(texts):
                width = next(
                    (k for k in (1, 2, 3) if at + k <= len(texts) and _is_department(texts[at : at + k], form)),
                    0,
                )
                if not width:
                    break
                names.append("".join(texts[at : at + width]))
                at += width
            if names:
                return first, names, run[at:]
        return len(run), [], []

    def _open_row(self, lines: list[str]) -> None:
        goal, task, guessed = self._names(lines)
        self.goal = goal or self.goal
        self.rows.append(LinearRow(self.goal, task, guessed=guessed))

    def _names(self, lines: list[str]) -> tuple[str | None, str, bool]:
        """The upper name, where the lines begin with a declared one, and the task."""
        if self.two_levels:
            for size in range(min(len(lines) - 1, 4), 0, -1):
                key = compact("".join(lines[:size]))
                if key in self.names:
                    return _joined(lines[:size], self.spelling).text, _joined(lines[size:], self.spelling).text, False
            if not self.names and len(lines) >= 3:
                return _joined(lines[:-2], self.spelling).text, _joined(lines[-2:], self.spelling).text, True
        joined = _joined(lines, self.spelling)
        return None, joined.text, joined.source == "fallback"

    def finish(self) -> list[LinearRow]:
        return [row for row in self.rows if row.items and row.task]


def _cut(text: str) -> Iterator[tuple[bool, str]]:
    """A line as items and names: an item may begin in the middle of a line."""
    starts = [m.start() for m in _ITEM.finditer(text)]
    if not starts:
        if text.strip():
            yield False, text
        return
    if text[: starts[0]].strip():
        yield False, text[: starts[0]]
    for a, b in zip(starts, [*starts[1:], len(text)], strict=True):
        yield True, re.sub(r"^[-–▪]\s+", "", text[a:b].strip())


def _is_department(parts: Sequence[str], form: re.Pattern[str]) -> bool:
    return bool(form.fullmatch("".join(parts))) and (len(parts) == 1 or all(len(part) <= 6 for part in parts))
