"""Schedules: rows are quarters or months, a cell lists tasks, the cell beside it what each plans.

The lines of the two cells are aligned in order and by meaning: a line goes to the task whose name, indicators and
units it shares most with, over all rows of the same shape together, so that a month with vague words follows the
others.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.context import Context, Draft
from pipeline.interpret.grid import Grid
from pipeline.interpret.notebook import Notebook, quantity_fields
from pipeline.interpret.phrases import counted
from pipeline.interpret.prose import Prose
from pipeline.interpret.segments import CellView, Segment
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
    """A month or quarter with its tasks and what is planned."""

    span: Span
    anchor: Segment
    tasks: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    task_segments: tuple[Segment, ...]


def read_schedule(grid: Grid, prose: Prose) -> bool:
    """Read the grid as a schedule; False where it is none."""
    layout = _layout(grid)
    if layout is None:
        return False
    dates, task_col, plan_col = layout
    rows = _schedule_rows(grid, dates, task_col, plan_col)
    if not rows or not any(len(row.tasks) > 1 for row in rows):
        return False
    if plan_col is None:
        _missing_column(grid, rows, prose.book)
    else:
        prose.book.passed("schedule_column_missing", rows[0].anchor)
    recurring = _recurring_labels(rows)
    rows = [replace(row, phrases=tuple(p for x in row.phrases for p in _split(x, recurring))) for row in rows]
    _write(rows, grid, prose)
    _note_months(rows, prose.book)
    return True


def _layout(grid: Grid) -> tuple[list[int], int, int | None] | None:
    """Date columns, task column and plan column, told by the cells where the header is short of a column."""
    dated = [c for c in range(len(grid.heads)) if _mostly(grid, c, _is_date)]
    if not dated or not any(h.role == "schedule" for h in grid.heads):
        return None
    others = [c for c in range(len(grid.heads)) if c not in dated]
    named = [c for c in others if grid.heads[c].role == "task"]
    misplaced = any(grid.heads[c].role == "task" for c in dated)
    if misplaced and others:
        task_col = others[0]
        plan_col = others[1] if len(others) > 1 else None
        return dated, task_col, plan_col
    if not named:
        return None
    after = [
        c for c in others if c > named[0] and grid.heads[c].role in ("target", "content", "value", "label", "schedule")
    ]
    return dated, named[0], after[0] if after else None


def _mostly(grid: Grid, c: int, test: "object") -> bool:
    cells = [row[c] for row in grid.rows if row[c] is not None and row[c].text.strip()]  # type: ignore[union-attr]
    return bool(cells) and sum(bool(test(cell)) for cell in cells) * 10 >= 9 * len(cells)  # type: ignore[operator]


def _is_date(cell: CellView) -> bool:
    return len(cell.text) <= 14 and any(e.span for s in cell.segments for e in s.expressions)


def _schedule_rows(grid: Grid, dates: Sequence[int], task_col: int, plan_col: int | None) -> list[ScheduleRow]:
    rows = []
    for row in grid.rows:
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


def _missing_column(grid: Grid, rows: Sequence[ScheduleRow], book: Notebook) -> None:
    months = sorted({row.span.start.month for row in rows if row.span.start.month})
    header = [rows[0].anchor] + [s for row in rows for s in row.task_segments]
    book.note(
        "schedule_column_missing",
        "error",
        f"{months[0]}~{months[-1]}월 추진계획 칸이 원문에 없습니다." if months else "추진계획 칸이 원문에 없습니다.",
        *header,
        months=", ".join(map(str, months)),
        tasks=max(len(row.tasks) for row in rows),
    )


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


def _write(rows: Sequence[ScheduleRow], grid: Grid, prose: Prose) -> None:
    profiles = _profiles(prose.book.drafts)
    if any(task_key(task) in profiles for row in rows for task in row.tasks):
        grid.context = replace(grid.context, goal=None)
    shapes: dict[tuple[tuple[str, ...], int], list[ScheduleRow]] = {}
    for row in rows:
        shapes.setdefault((tuple(map(task_key, row.tasks)), len(row.phrases)), []).append(row)
    pooled = {key: _pooled_similarity(key[0], group, profiles) for key, group in shapes.items()}
    for row in rows:
        key = (tuple(map(task_key, row.tasks)), len(row.phrases))
        assignment = align(pooled[key]) if row.phrases else []
        _write_row(row, assignment, grid, prose)
    uneven = [row for row in rows if row.phrases and len(row.phrases) != len(row.tasks)]
    if uneven:
        prose.book.note(
            "alignment",
            "info",
            f"과제 {len(uneven[0].tasks)}개에 추진계획 {len(uneven[0].phrases)}줄이 있어 순서와 뜻으로 짝지었습니다.",
            *(row.phrases[0].segment for row in uneven),
            tasks=len(uneven[0].tasks),
            plan_lines=len(uneven[0].phrases),
        )


def _bigrams(text: str) -> set[str]:
    key = compact(text)
    return {key[i : i + 2] for i in range(len(key) - 1)}


def _profiles(drafts: Sequence[Draft]) -> dict[str, tuple[set[str], set[str]]]:
    """For each task the syllable pairs of its name, indicators and KPIs, and the units of its targets."""
    profiles: dict[str, tuple[set[str], set[str]]] = {}
    for draft in drafts:
        task = draft.context.task
        if task is None or draft.dataset == "budget":
            continue
        words, units = profiles.setdefault(task_key(task), (_bigrams(task), set()))
        for name in ("indicator", "kpi"):
            words |= _bigrams(str(draft.fields.get(name) or ""))
        if unit := draft.fields.get("unit"):
            units.add(str(unit))
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


def _write_row(row: ScheduleRow, assignment: Sequence[int], grid: Grid, prose: Prose) -> None:
    book = prose.book
    given: set[int] = set()
    for phrase, at in zip(row.phrases, assignment, strict=True):
        given.add(at)
        context = _row_context(grid, row, row.tasks[at])
        if len(row.phrases) != len(row.tasks):
            context = context.because("순서와 뜻으로 짝지음")
        _write_phrase(phrase, context, book)
    for at, task in enumerate(row.tasks):
        if at not in given:
            book.add("plan", row.task_segments[at], _row_context(grid, row, task).because("추진계획 칸 없음"))


def _row_context(grid: Grid, row: ScheduleRow, task: str) -> Context:
    return replace(grid.context, span=row.span, task=task, task_code=None)


def _write_phrase(phrase: Phrase, context: Context, book: Notebook) -> None:
    segment = phrase.segment
    found = counted(segment, phrase.start, phrase.end, book.ledger)
    for one in found:
        fields = quantity_fields("plan", one.expression, indicator=one.indicator)
        draft = book.add("plan", segment, context, (one.expression,), **fields)
        _note_stray_comma(segment, one.expression.start, draft, book)
    if found:
        return
    bare = next(
        (e for e in segment.within(phrase.start, phrase.end) if e.kind in ("number", "other") and e.value is not None),
        None,
    )
    label = tidy(segment.text[phrase.start : bare.start]).strip(" ,:") if bare else ""
    if bare and label:
        here = context.because("단위 없음")
        fields = quantity_fields("plan", bare, indicator=label)
        draft = book.add("plan", segment, here, (bare,), **fields)
        book.note(
            "unit_missing",
            "warn",
            f"'{label} {bare.raw}'에 단위가 없습니다.",
            segment,
            drafts=(draft,),
            value=bare.value,
        )
        return
    text = tidy(strip_markers(phrase.text)).strip(" ,")
    if text:
        book.add("plan", segment, context, at=phrase.start, target_text=text)


def _note_stray_comma(segment: Segment, start: int, draft: Draft, book: Notebook) -> None:
    """`접수, 1240건`: a comma between a label and its number."""
    if re.search(r"[가-힣],\s*$", segment.text[:start]):
        message = f"이름과 수 사이에 쉼표가 있습니다: '{segment.text[max(0, start - 6) : start + 8].strip()}'"
        book.note("stray_separator", "warn", message, segment, drafts=(draft,), value=draft.value)
    else:
        book.passed("stray_separator", segment)


def _note_months(rows: Sequence[ScheduleRow], book: Notebook) -> None:
    """The months of the schedule go to the check of gaps, which looks at all schedules of the document together."""
    months = tuple(row.span.start.month for row in rows if row.span.start.month)
    if months:
        book.schedules.append((rows[0].task_segments[0], tuple(dict.fromkeys(months))))
