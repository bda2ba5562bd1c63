"""Tables by shape and content: which rows are header, which columns name the rows, what each body row says of itself.

No word opens the door: a table is read by where its numbers stand. Words only tell what a column is about.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.bracketed_rates import with_rates
from pipeline.interpret.sites.dates import is_reference
from pipeline.interpret.sites.differences import with_differences, with_fees
from pipeline.interpret.sites.header_rows import header_rows, read_heads
from pipeline.interpret.sites.headers import (
    MONEY_ROLES,
    Head,
    head_of,
    is_value,
    role_of,
    with_role,
)
from pipeline.interpret.sites.labels import pieces_of
from pipeline.interpret.sites.phrases import items_of
from pipeline.interpret.sites.rows import BodyRow, Cells, body_rows, is_value_head, without_lone_rest
from pipeline.interpret.sites.settled_heads import settled_head
from pipeline.interpret.sites.sums_of_sources import with_sum_of_amounts, with_sum_of_sources, with_unnamed_total
from pipeline.interpret.text.segments import CellView, Segment, TableView
from pipeline.interpret.text.unit_notes import note_units
from pipeline.korean.expressions import Expression
from pipeline.korean.funding import is_plain_source
from pipeline.korean.names import compact, tidy
from pipeline.korean.periods import Span
from pipeline.korean.signs import sign_in
from pipeline.korean.spacing import Spelling
from pipeline.korean.units import Unit

NAMING = frozenset({"category", "account", "task", "no", "label"})
"""Roles of a column that names the rows of its table."""


@dataclass(frozen=True, slots=True)
class Body:
    """A table parted into header and rows.

    top is the number of header rows; reached is its row of 달성도; units are those noted right above its own header.
    """

    heads: tuple[Head, ...]
    rows: tuple[BodyRow, ...]
    top: int
    task_column: bool = False
    reached: str | None = None
    units: tuple[Unit, ...] = ()


def reference_of_rows(body: Body) -> Span | None:
    """The one day that a column of reference days (`데이터기준일자`) has in every row; None where they differ."""
    days = [
        e.span
        for line in body.rows
        for cell, head in zip(line.cells, body.heads, strict=True)
        if cell is not None and sign_in("reference_label", compact(head.words))
        for segment in cell.segments
        for e in segment.expressions[:1]
        if e.span is not None
    ]
    return days[0] if days and all(day == days[0] for day in days) else None


def is_plain_won(body: Body) -> bool:
    """Whether the amounts of a table without any unit can only be won.

    Nearly all are a million or more, and the largest would be ten trillion won if they were thousands.
    """
    amounts = [
        abs(e.value)
        for line in body.rows
        for cell, head in zip(line.cells, body.heads, strict=True)
        if cell is not None and head.role in MONEY_ROLES and head.unit is None
        for segment in cell.segments
        for e in segment.expressions
        if e.value and not e.is_money
    ]
    large = sum(amount >= _LARGE for amount in amounts)
    return len(amounts) >= _ENOUGH and large * 10 >= 9 * len(amounts) and max(amounts) >= _LARGEST


_LARGE, _LARGEST, _ENOUGH = 10**6, 10**10, 6


@dataclass(frozen=True, slots=True)
class Scope:
    """A table without the rows that only speak of it: their units, and their lines, nearest to the header first."""

    units: tuple[Unit, ...]
    table: TableView
    lines: tuple[Segment, ...]


def scope_of(table: TableView) -> Scope:
    """The first rows that are a title or notes, a last row that is a note, or a row of units below the header."""
    units: tuple[Unit, ...] = ()
    lines: list[Segment] = []
    while table.n_rows > 2 and (first := _filled(table, 0)):
        told = next((u for cell in first if (u := note_units(cell.text))), ())
        whole = len(first) == 1 and (bool(told) or 1 < table.n_cols <= first[0].col_span)
        if not (whole or (told and (all(map(_is_note, first)) or _titled_beside_note(first, table)))):
            break
        units = told or units
        lines = [*first[0].segments, *(s for cell in first[1:] for s in cell.segments), *lines]
        table = _without_row(table, 0)
    last = table.n_rows - 1
    if last > 1 and len(ends := _filled(table, last)) == 1 and (told := note_units(ends[0].text)):
        units = units or told
        table = _without_row(table, last)
    if not units:
        units = next((u for cell in table.cells if cell.row <= 1 and (u := note_units(cell.text))), ())
    return Scope(units, table, tuple(lines))


def _titled_beside_note(first: Sequence[CellView], table: TableView) -> bool:
    """Whether a row is the title of the table at its left and the note of the unit at its right."""
    wide = len(first) == _TITLE_AND_NOTE and table.n_cols > _TITLE_AND_NOTE + 1
    return wide and first[0].col == 0 and not _is_note(first[0]) and _is_note(first[1])


_TITLE_AND_NOTE = 2


def _is_note(cell: CellView) -> bool:
    """Whether a cell tells the unit of the table or the day as of which it stands, and nothing else."""
    alone = len(cell.text.strip()) <= _LONGEST_NOTE
    dated = any(e.span and is_reference(s, e) for s in cell.segments for e in s.expressions)
    return alone and (bool(note_units(cell.text)) or dated)


_LONGEST_NOTE = 30


def _filled(table: TableView, row: int) -> list[CellView]:
    return [cell for cell in table.cells if cell.row == row and cell.text.strip()]


def _without_row(table: TableView, row: int) -> TableView:
    cells = tuple(replace(cell, row=cell.row - (cell.row > row)) for cell in table.cells if cell.row != row)
    return replace(table, n_rows=table.n_rows - 1, cells=cells)


def bodies(table: TableView, spelling: Spelling) -> Iterator[Body]:
    """The parts of a table: one for each header that it has, and for each of several tables side by side."""
    described = _describes_projects(table)
    count = 0 if described else header_rows(table)
    if count == 0 and not described and not is_headless(table):
        return
    grid = table.grid()
    heads = read_heads(table, count) if count else [Head() for _ in range(table.n_cols)]
    heads = [with_role(heads[0], "task"), with_role(heads[1], "content")] if described else heads
    inner = _inner_headers(grid, count)
    ends = [*(_between(grid, r) for r in inner), len(grid)]
    if ends[0] > count:
        yield from _parts(grid[count : ends[0]], heads, count, spelling)
    for i, r in enumerate(inner):
        notes = [c.text for row in grid[ends[i] : r] for c in row if c is not None]
        units = next((u for text in notes if (u := note_units(text))), ())
        for body in _parts(grid[r + 1 : ends[i + 1]], _heads_of_row(grid[r], heads), r + 1, spelling):
            yield replace(body, units=units)


def _describes_projects(table: TableView) -> bool:
    """Whether every row is a name and what labels tell of it (`동아리 지원 | 지원내용 : ... 지원대상 : ...`)."""
    rows = [[cell for cell in row if cell is not None] for row in table.grid()]
    return table.n_cols == 2 and len(rows) >= _FEWEST_DESCRIBED and all(map(_is_described, rows))


_FEWEST_DESCRIBED = 2


def _is_described(row: Sequence[CellView]) -> bool:
    if len(row) != 2 or row[0] is row[1] or len(row[0].segments) != 1 or is_value(row[0]) or ":" in row[0].text:
        return False
    pieces = [piece for s in row[1].segments for i in items_of(s.text) for piece in pieces_of(s, i.start, i.end)]
    labels = [piece.label for piece in pieces if piece.label is not None]
    return bool(labels) and role_of(labels[0]) in ("content", "beneficiary", "budget")


def is_headless(table: TableView) -> bool:
    """Whether every row is a name and the same number of values, without any header above."""
    shapes = []
    for row in table.grid():
        cells = [cell for cell in dict.fromkeys(c for c in row if c is not None) if cell.text.strip()]
        shapes.append(tuple(is_value(cell) for cell in cells))
    wanted = shapes[0] if shapes else ()
    return (
        len(shapes) >= 2
        and sum(wanted) >= 1
        and not wanted[0]
        and sum(s == wanted for s in shapes) * 3 >= 2 * len(shapes)
    )


def _inner_headers(grid: Sequence[Cells], count: int) -> list[int]:
    """Rows below the header that are headers again: known words over columns of values, above rows of values."""
    found = []
    for r in range(count + 1, len(grid) - 1):
        cells = list(dict.fromkeys(c for c in grid[r] if c is not None and c.row >= r - 1 and c.text.strip()))
        if len(cells) < 3 or any(map(is_value, cells)):
            continue
        known = sum(role_of(c.text) is not None or bool(head_of([c.text]).span) for c in cells)
        below = [c for c in grid[r + 1] if c is not None and c.text.strip()]
        above = [c for c in grid[_between(grid, r) - 1] if c is not None and c.text.strip()]
        if known * 3 >= 2 * len(cells) and sum(map(is_value, below)) >= 1 and sum(map(is_value, above)) >= 1:
            found.append(r)
    return found


def _between(grid: Sequence[Cells], r: int) -> int:
    """The first of the rows right above a header that name or note the part below it and hold no values."""
    first = r
    while first > 1:
        cells = list(dict.fromkeys(c for c in grid[first - 1] if c is not None and c.text.strip()))
        if len(cells) > 2 or not cells or any(map(is_value, cells)) or r - first >= 2:
            break
        first -= 1
    return first


def _heads_of_row(row: Cells, before: Sequence[Head]) -> list[Head]:
    return [
        head_of([tidy(cell.text)]) if cell and cell.text.strip() else head
        for cell, head in zip(row, before, strict=True)
    ]


def _line_by_line(row: Cells, heads: Sequence[Head]) -> list[Cells]:
    """A row that holds several tasks line by line as so many rows: cells with values have as many lines as tasks."""
    task = next((c for c, h in zip(row, heads, strict=True) if h.role == "task" and c is not None), None)
    count = len(task.segments) if task is not None and task.row_span == 1 else 0
    filled = [(c, h) for c, h in zip(row, heads, strict=True) if c is not None and c.text.strip()]
    valued = [c for c, h in filled if is_value_head(h)]
    if count < 2 or len(valued) < (1 if count > 2 else 2):
        return [row]
    lines = [_plain_values(c) for c in valued]
    if any(n != count for n in lines) or any(len(c.segments) not in (1, count) for c, _ in filled):
        return [row]
    return [
        tuple(replace(c, segments=(c.segments[i],)) if c is not None and len(c.segments) == count else c for c in row)
        for i in range(count)
    ]


def _plain_values(cell: CellView) -> int:
    """How many lines of a cell are a value and no part of one (`(국비 100)`); 0 where one is none."""
    plain = [s for s in cell.segments if s.expressions and re.match(r"[△▲-]?\d", s.text.strip())]
    return len(plain) if len(plain) == len(cell.segments) else 0


def _parts(rows: Sequence[Cells], heads: Sequence[Head], top: int, spelling: Spelling) -> Iterator[Body]:
    settled = settle_heads(heads, rows)
    for part in side_by_side(settled):
        own = tuple(settled[c] for c in part)
        cells = [one for row in rows for one in _line_by_line(tuple(row[c] for c in part), own)]
        cells = [tuple(_amount_cell(c, head) for c, head in zip(row, own, strict=True)) for row in cells]
        read = without_lone_rest(tuple(body_rows(with_rates(cells, own), own, top, spelling)), own)
        lines = tuple(with_fees(read, own))
        yield Body(own, lines, top, any(h.role == "task" for h in own), _reached(lines))


def _amount_cell(cell: CellView | None, head: Head) -> CellView | None:
    """Four digits alone in a column of amounts are an amount, though they could be a year (`2010`)."""
    if cell is not None and is_value_head(head) and any(_NUMBER_AND_RATE.fullmatch(s.text) for s in cell.segments):
        cell = replace(cell, segments=tuple(_number_and_rate(s) for s in cell.segments))
    if cell is None or head.role not in MONEY_ROLES or not re.fullmatch(r"\s*\d{4}\s*", cell.text):
        return cell
    segments = tuple(
        replace(s, expressions=tuple(replace(e, kind="number", value=float(e.raw), span=None) for e in s.expressions))
        for s in cell.segments
    )
    return replace(cell, segments=segments)


_NUMBER_AND_RATE = re.compile(r"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*\(\s*(?P<rate>\d{1,3}\.\d+)\s*\)\s*")


def _number_and_rate(segment: Segment) -> Segment:
    """A value and the rate in brackets after it, though they could be a list's number and a day (`20 (11.5)`)."""
    match = _NUMBER_AND_RATE.fullmatch(segment.text)
    if match is None or all(e.kind == "number" for e in segment.expressions):
        return segment
    numbers = tuple(
        Expression("number", *match.span(name), match[name], float(match[name].replace(",", "")))
        for name in ("number", "rate")
    )
    return replace(segment, expressions=numbers)


def _reached(rows: Sequence[BodyRow]) -> str | None:
    """The row that says how far the others were reached (달성도), where no row is called a target or a result."""
    labels = [line.row.label or "" for line in rows]
    found = next((x for x in labels if sign_in("rate_of_plan", x) and not sign_in("executed", x)), None)
    return None if found is None or {"target", "result"} & set(map(role_of, labels)) else found


def settle_heads(heads: Sequence[Head], rows: Sequence[Cells]) -> list[Head]:
    """Heads with a role for every column: where the words do not tell, the cells do."""
    sourced = any(h.role == "source" and is_plain_source(h.source) for h in heads)
    settled = [settled_head(head, [row[c] for row in rows], c, sourced) for c, head in enumerate(heads)]
    if settled and not heads[0].path and _counts_rows([row[0] for row in rows]):
        settled[0] = with_role(settled[0], "no")
    for c in range(1, len(heads)):
        spanned = bool(heads[c].path) and heads[c].path == heads[c - 1].path and not is_value_head(settled[c - 1])
        if spanned and not any(is_value(cell) for row in rows if (cell := row[c])):
            settled[c] = with_role(settled[c], "label")
    if settled and settled[0].role == "schedule" and len(settled) > 1 and all(head.span for head in settled[1:]):
        settled[0] = with_role(settled[0], "category")
    summed = with_unnamed_total(with_sum_of_amounts(with_sum_of_sources(settled), rows), rows)
    return _with_projects(_with_groups(heads, with_differences(summed, rows)))


def _counts_rows(column: Sequence[CellView | None]) -> bool:
    """Whether a column numbers the rows: 1, 2, 3."""
    texts = [cell.text.strip(" .") for cell in column if cell is not None and cell.text.strip()]
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _with_groups(named: Sequence[Head], heads: Sequence[Head]) -> list[Head]:
    """Where a column counts the projects (`세부사업`), the rows are groups of them, whatever their name."""
    counted = any(before.role == "task" and after.role == "value" for before, after in zip(named, heads, strict=True))
    return [with_role(head, "goal") if counted and head.role == "task" else head for head in heads]


def _with_projects(heads: list[Head]) -> list[Head]:
    """Where each row of amounts has a department in charge, what is called 구분 are the projects."""
    roles = {head.role for head in heads}
    charged = "department" in roles and bool(roles & frozenset(MONEY_ROLES)) and not roles & {"task", "account", "kpi"}
    named = [i for i, head in enumerate(heads) if head.role in ("category", "label")]
    if charged and len(named) == 1:
        heads[named[0]] = with_role(heads[named[0]], "task")
    return heads


def side_by_side(heads: Sequence[Head]) -> list[list[int]]:
    """The columns of each table in a grid that holds several side by side: a label column comes again after values."""
    starts = [0]
    seen_value = False
    for i, head in enumerate(heads):
        if is_value_head(head):
            seen_value = True
        elif seen_value and i and head.role in NAMING and _comes_again(heads, starts[-1], i):
            if not any(map(is_value_head, heads[i:])):
                break
            starts.append(i)
            seen_value = False
    bounds = [*starts, len(heads)]
    return [list(range(a, b)) for a, b in itertools.pairwise(bounds)]


def _comes_again(heads: Sequence[Head], start: int, i: int) -> bool:
    first, again = heads[start], heads[i]
    named = bool(first.words) and compact(first.words) == compact(again.words)
    return first.role == again.role or compact(first.text) == compact(again.text) or named
