"""Schedules: rows are quarters or months, a cell lists tasks, the cell beside it what each plans.

The lines of the two cells are aligned in order and by meaning: a line goes to the task whose name, indicators and
units it shares most with, over all rows of the same shape together, so that a month with vague words follows the
others.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.text.segments import CellView, Segment
from pipeline.interpret.types import Grid
from pipeline.korean.names import compact, strip_markers, task_key, tidy
from pipeline.korean.periods import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one line, or one stretch of a cell that lost its line breaks, plans."""

    segment: Segment
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.segment.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A month or quarter with its tasks and what is planned.

    given    each line with the task that it was given to
    without  tasks that no line was given to, with the paragraph that names them
    even     as many lines as tasks: nothing had to be matched
    """

    span: Span
    anchor: Segment
    tasks: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    task_segments: tuple[Segment, ...]
    given: tuple[tuple[Phrase, str], ...] = ()
    without: tuple[tuple[str, Segment], ...] = ()
    even: bool = True


def schedule_of(body: Body, tables: Sequence[tuple[Grid, Body]]) -> tuple[tuple[ScheduleRow, ...], bool]:
    """The rows of a schedule with every line given to a task, and whether a column of plans is there at all.

    Empty where the table is no schedule. tables are those read before: they say which words and units a task has.
    """
    layout = _layout(body)
    if layout is None:
        return (), True
    dates, task_col, plan_col = layout
    rows = _schedule_rows(body, dates, task_col, plan_col)
    if not rows or not any(len(row.tasks) > 1 for row in rows):
        return (), True
    recurring = _recurring_labels(rows)
    rows = [replace(row, phrases=tuple(p for x in row.phrases for p in _split(x, recurring))) for row in rows]
    return tuple(_assigned(rows, _profiles(tables))), plan_col is not None


def _layout(body: Body) -> tuple[list[int], int, int | None] | None:
    """Date columns, task column and plan column, told by the cells where the header is short of a column."""
    heads = body.heads
    dated = [c for c in range(len(heads)) if _mostly_dates(body, c)]
    if not dated or not any(h.role == "schedule" or h.span for h in heads):
        return None
    others = [c for c in range(len(heads)) if c not in dated]
    named = [c for c in others if heads[c].role == "task"]
    if any(heads[c].role == "task" for c in dated) and others:
        return dated, others[0], others[1] if len(others) > 1 else None
    if not named:
        return None
    after = [c for c in others if c > named[0] and heads[c].role in _PLAN_ROLES]
    return dated, named[0], after[0] if after else None


_PLAN_ROLES = ("target", "content", "value", "label", "schedule")


def _mostly_dates(body: Body, c: int) -> bool:
    cells = [cell for row in body.rows if (cell := row.cells[c]) is not None and cell.text.strip()]
    return bool(cells) and sum(map(_is_date, cells)) * 10 >= 9 * len(cells)


def _is_date(cell: CellView) -> bool:
    return len(cell.text) <= 14 and any(e.span for s in cell.segments for e in s.expressions)


def _schedule_rows(body: Body, dates: Sequence[int], task_col: int, plan_col: int | None) -> list[ScheduleRow]:
    rows = []
    for line in body.rows:
        row = line.cells
        spans = [
            (e.span, s)
            for c in dates
            if (cell := row[c]) is not None
            for s in cell.segments
            for e in s.expressions
            if e.span
        ]
        tasks, plans = row[task_col], row[plan_col] if plan_col is not None else None
        if not spans or tasks is None or not tasks.text.strip():
            continue
        span = min((s for s, _ in spans), key=_length)
        segments = tuple(s for s in tasks.segments if s.text.strip())
        names = tuple(tidy(strip_markers(s.text)) for s in segments)
        phrases = tuple(Phrase(s, 0, len(s.text)) for s in plans.segments) if plans else ()
        rows.append(ScheduleRow(span, spans[0][1], names, phrases, segments))
    return rows


def _length(span: Span) -> int:
    start, end = span.days(2000)
    return (end - start).days if start and end else 9999


# -- lines of a cell without line breaks -----------------------------------------------------------------------------


def _recurring_labels(rows: Sequence[ScheduleRow]) -> Counter[str]:
    """The last word before each quantity, over all rows: a word that comes again labels what follows it."""
    words: Counter[str] = Counter()
    for row in rows:
        for phrase in row.phrases:
            for e in phrase.segment.within(phrase.start, phrase.end):
                if e.kind in ("quantity", "number", "other"):
                    before = phrase.segment.text[phrase.start : e.start].rstrip(" ,:").split()
                    if before:
                        words[compact(before[-1])] += 1
    return words


def _split(phrase: Phrase, recurring: Counter[str]) -> list[Phrase]:
    """A stretch cut after each quantity that no comma follows, and before a label that recurs after other words."""
    text, segment = phrase.text, phrase.segment
    numbers = [e for e in segment.within(phrase.start, phrase.end) if e.kind in ("quantity", "number", "other")]
    cuts = [
        e.end
        for e in numbers
        if re.match(r"\s+[^\s,(]", segment.text[e.end : phrase.end]) and segment.text[e.end : phrase.end].strip()
    ]
    bounds = [phrase.start, *cuts, phrase.end]
    found: list[Phrase] = []
    for start, end in itertools.pairwise(bounds):
        piece = segment.text[start:end]
        number = next((e for e in numbers if start <= e.start < end), None)
        label = segment.text[start : number.start] if number else ""
        words = label.split()
        whole = recurring[compact(words[-1])] > 1 if words else False
        if number and whole and len(words) > 2:
            at = start + label.rindex(words[-1])
            found.append(Phrase(segment, start, at))
            start = at
        if piece.strip(" ,"):
            found.append(Phrase(segment, start, end))
    return found if text.strip() else []


# -- alignment -------------------------------------------------------------------------------------------------------

Profiles = dict[str, tuple[set[str], set[str]]]


def _assigned(rows: Sequence[ScheduleRow], profiles: Profiles) -> Iterator[ScheduleRow]:
    """The rows with each line given to a task; rows of one shape are matched together."""
    shapes: dict[tuple[tuple[str, ...], int], list[ScheduleRow]] = {}
    for row in rows:
        shapes.setdefault((tuple(map(task_key, row.tasks)), len(row.phrases)), []).append(row)
    pooled = {key: _pooled_similarity(key[0], group, profiles) for key, group in shapes.items()}
    for row in rows:
        key = (tuple(map(task_key, row.tasks)), len(row.phrases))
        places = align(pooled[key]) if row.phrases else []
        given = tuple((phrase, row.tasks[at]) for phrase, at in zip(row.phrases, places, strict=True))
        without = tuple((task, row.task_segments[at]) for at, task in enumerate(row.tasks) if at not in set(places))
        yield replace(row, given=given, without=without, even=len(row.phrases) == len(row.tasks))


def _bigrams(text: str) -> set[str]:
    key = compact(text)
    return {key[i : i + 2] for i in range(len(key) - 1)}


def _profiles(tables: Sequence[tuple[Grid, Body]]) -> Profiles:
    """For each task of the tables before: the syllable pairs of its name and indicators, the units of its cells."""
    profiles: Profiles = {}
    for _, body in tables:
        for line in body.rows:
            if line.row.card.task is None:
                continue
            words, units = profiles.setdefault(task_key(line.row.card.task), (_bigrams(line.row.card.task), set()))
            for cell in line.cells if line.note is None else ():
                for segment in cell.segments if cell else ():
                    words |= _bigrams(segment.text)
                    units |= {e.unit for e in segment.expressions if e.unit and not e.is_money}
    return profiles


def _pooled_similarity(
    tasks: Sequence[str], rows: Sequence[ScheduleRow], profiles: dict[str, tuple[set[str], set[str]]]
) -> list[list[float]]:
    """How well each line fits each task, summed over all rows of one shape."""
    matrix = [[0.0] * len(rows[0].phrases) for _ in tasks]
    for i, key in enumerate(tasks):
        words, units = profiles.get(key, (set(), set()))
        words = words | _bigrams(key)
        for row in rows:
            for j, phrase in enumerate(row.phrases):
                shared = len(words & _bigrams(phrase.text))
                numbers = phrase.segment.within(phrase.start, phrase.end)
                same_unit = sum(0.5 for e in numbers if e.unit and e.unit in units)
                matrix[i][j] += shared + same_unit
    return matrix


def align(similarity: Sequence[Sequence[float]]) -> list[int]:
    """The task of each line: in order, each task taking a run of lines, the total similarity the greatest.

    A task may go without a line only where there are fewer lines than tasks. Ties go to the later task.
    """
    m, n = len(similarity), len(similarity[0])
    lowest = float("-inf")
    best = [[lowest] * n for _ in range(m)]
    step = [[0] * n for _ in range(m)]
    for i in range(m):
        for j in range(n):
            if j == 0:
                best[i][j] = similarity[i][0] if i == 0 or m > n else lowest
                continue
            options = [(best[i][j - 1], 0)]
            reach = range(1, i + 1) if m > n else (1,)
            options += [(best[i - k][j - 1], k) for k in reach if i - k >= 0]
            score, k = max(options, key=lambda o: (o[0], -o[1]))
            best[i][j], step[i][j] = score + similarity[i][j], k
    i = m - 1 if m <= n else max(range(m), key=lambda k: best[k][n - 1])
    assignment = [0] * n
    for j in range(n - 1, -1, -1):
        assignment[j] = i
        i -= step[i][j]
    return assignment
