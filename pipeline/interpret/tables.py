"""Tables to rows: header and unit of a table, then every body row: what it stands under, and its cells."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.budget_books import Place, children, is_budget_book, places, read_lines
from pipeline.interpret.cells import read_row
from pipeline.interpret.context import Context
from pipeline.interpret.forms import read_form, read_line
from pipeline.interpret.grid import Grid
from pipeline.interpret.headers import (
    MONEY_ROLES,
    VALUE_ROLES,
    Head,
    header_rows,
    is_form,
    is_value,
    read_heads,
    role_of,
    unit_note,
)
from pipeline.interpret.notebook import Notebook
from pipeline.interpret.prose import Prose, pieces_of, unit_prices
from pipeline.interpret.row_labels import RowLabels, row_labels, settled_heads
from pipeline.interpret.schedules import read_schedule
from pipeline.interpret.segments import CellView, Segment, TableView
from pipeline.interpret.table_arithmetic import check_arithmetic
from pipeline.interpret.table_sums import find_sums, missing_cells
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.units import Unit

_NAMING = frozenset({"category", "account", "task", "no", "label"})
"""Roles of a column that names the rows of its table."""
_SIGNS = frozenset({"task", "goal", "kpi", "target", "result", "budget", "executed", "source", "department"})
"""Column roles that plans have and other documents seldom."""


def read_table(table: TableView, prose: Prose, caption: Segment | None) -> None:
    """Read one table, and after it the tables inside its cells."""
    book = prose.book
    context = prose.context()
    if table.inferred:
        context = context.because("칸을 간격으로 나눔")
    if table.stitched:
        context = context.because("쪽을 넘어 이은 표")
    captions = [s for s in (table.caption, caption) if s is not None]
    if len(table.cells) == 1 or (table.n_rows == 1 and table.n_cols <= 3 and not any(map(is_value, table.cells))):
        for cell in table.cells:
            for segment in cell.segments:
                prose.read(segment)
    else:
        _read_grid(table, prose, context, captions, book)
    for cell in table.cells:
        for nested in cell.nested:
            read_table(nested, prose, None)


def _read_grid(table: TableView, prose: Prose, context: Context, captions: Sequence[Segment], book: Notebook) -> None:
    unit, table = _unit_scope(table, captions)
    title = _caption_text(captions, prose)
    if (as_of := _as_of(captions, prose)) is not None:
        context = replace(context, year=as_of)
    count = 0 if is_form(table) else header_rows(table)
    if count == 0:
        read_form(table, prose, context, unit)
        return
    heads = read_heads(table, count)
    rows = [list(row) for row in table.grid()[count:]]
    whole = Grid(rows, heads, count, unit, title, context)
    prose.signs += sum(h.role in _SIGNS for h in heads)
    parts = _side_by_side(settled_heads(whole))
    for part in parts:
        if any(h.role == "task" for h in heads) and prose.section.task is None:
            context = replace(context, goal=context.goal or context.task, task=None, task_code=None)
        if len(parts) > 1 and (over := _common_head(heads, part)):
            context = replace(context, goal=over)
        grid = Grid([[row[c] for c in part] for row in rows], [heads[c] for c in part], count, unit, title, context)
        read_body(grid, prose)


def _unit_scope(table: TableView, captions: Sequence[Segment]) -> tuple[Unit | None, TableView]:
    """The unit above the table or in a first row of its own, and the table without that row."""
    unit = next((u for s in captions if (u := unit_note(s.text))), None)
    first = [cell for cell in table.cells if cell.row == 0 and cell.text.strip()]
    while table.n_rows > 2 and len(first) == 1 and (unit_note(first[0].text) or first[0].col_span >= table.n_cols):
        unit = unit_note(first[0].text) or unit
        cells = tuple(replace(cell, row=cell.row - 1) for cell in table.cells if cell.row > 0)
        table = replace(table, n_rows=table.n_rows - 1, cells=cells)
        first = [cell for cell in table.cells if cell.row == 0 and cell.text.strip()]
    if unit is None:
        unit = next((u for cell in table.cells if cell.row <= 1 and (u := unit_note(cell.text))), None)
    return unit, table


def _caption_text(captions: Sequence[Segment], prose: Prose) -> str | None:
    """The words that name a table: its caption, else the nearest heading or item above."""
    for segment in captions:
        words = re.sub(r"[(\[<【]?\s*단\s*위\s*[:：][^)\]>】]*[)\]>】]?", "", segment.text)
        if compact(words):
            return tidy(strip_markers(words))
    node = next((n for n in reversed(prose.outline.stack) if not unit_note(n.segment.text)), None)
    return tidy(strip_markers(node.segment.text)) if node else None


def _as_of(captions: Sequence[Segment], prose: Prose) -> int | None:
    """The year of `(2023. 12. 31. 기준)` in the caption, or in the line above that captions the table."""
    above = [prose.outline.stack[-1].segment] if prose.outline.stack else []
    for segment in (*captions, *above):
        for e in segment.expressions:
            if e.span and e.span.year and re.match(r"\s*(?:일|월)?\s*(?:기준|현재)", segment.text[e.end :]):
                return e.span.year
    return None


def _side_by_side(heads: Sequence[Head]) -> list[list[int]]:
    """The columns of each table in a grid that holds several side by side: a label column comes again after values."""
    starts = [0]
    seen_value = False
    for i, head in enumerate(heads):
        if head.role in VALUE_ROLES or head.span:
            seen_value = True
        elif seen_value and i and head.role in _NAMING and _repeats(heads, starts[-1], i):
            starts.append(i)
            seen_value = False
    bounds = [*starts, len(heads)]
    return [list(range(a, b)) for a, b in itertools.pairwise(bounds)]


def _common_head(heads: Sequence[Head], part: Sequence[int]) -> str | None:
    """The header that spans one of several tables side by side (세입, 세출)."""
    tops = {heads[c].path[0] for c in part if len(heads[c].path) > 1}
    if len(tops) == 1:
        return tops.pop()
    first = heads[part[0]]
    return first.words if first.words and role_of(first.words) in MONEY_ROLES else None


def _repeats(heads: Sequence[Head], start: int, i: int) -> bool:
    first, again = heads[start], heads[i]
    if first.path and again.path and compact(first.path[-1]) == compact(again.path[-1]):
        return True
    following = [h.role for h in heads[i + 1 : i + 3]]
    return again.role == first.role and bool(following) and following[0] in VALUE_ROLES


def read_body(grid: Grid, prose: Prose) -> None:
    """Every body row: its labels first, then its value cells."""
    grid.heads = settled_heads(grid)
    if not read_schedule(grid, prose):
        _read_measures(grid, prose)


def _read_measures(grid: Grid, prose: Prose) -> None:
    carried: dict[int, CellView] = {}
    goal: str | None = None
    task: Context | None = None
    lines = read_lines(grid) if is_budget_book(grid) else []
    book_places = places(grid, lines)
    for r, row in enumerate(grid.rows):
        filled = [c for c in row if c is not None and c.text.strip()]
        if not filled:
            continue
        own = [c for c in row if c is not None and c.row == grid.top + r]
        if bar := _section_bar(row, own):
            goal = tidy(strip_markers(bar.text))
            carried.clear()
            continue
        if task is not None and (line := _task_note(own)):
            _read_note(line, task, prose, grid.unit)
            continue
        labels = row_labels(row, r, grid, carried, goal, prose)
        if r in book_places:
            labels = _book_labels(labels, book_places[r])
            _explain_codes(row[0], prose.book)
        if labels.context.task and any(h.role == "task" for h in grid.heads):
            task = labels.context
        read_row(row, r, grid, labels, prose)
    find_sums(grid, children(lines) if lines else None, prose.book)
    missing_cells(grid, prose.book)
    check_arithmetic(grid, prose.book)


def _book_labels(labels: RowLabels, place: Place) -> RowLabels:
    """The labels of a row of a budget book: the path above it is its account."""
    return replace(labels, labels=(), head=Head(), context=place.context, account=place.account, source=place.source)


def _explain_codes(cell: CellView | None, book: Notebook) -> None:
    """The digits before the name of a budget account are its code; a 부기 may hold a sum of its own."""
    for segment in cell.segments if cell else ():
        for e in segment.expressions:
            if e.start <= 4 and e.kind in ("number", "other", "list_marker", "quantity"):
                book.ledger.explain(segment, e, "code")
        for e in unit_prices(segment, 0, len(segment.text)):
            book.ledger.explain(segment, e, "unit_price")


def _section_bar(row: Sequence[CellView | None], own: Sequence[CellView]) -> CellView | None:
    """A row with one cell over the whole width, or one label and nothing else: a heading inside the table."""
    cell = _only_cell(own)
    if cell is None or is_value(cell) or len(cell.text) > 50:
        return None
    spans_all = cell.col_span >= len(row) > 1
    alone = len(row) > 2 and row[0] is cell
    return cell if spans_all or alone else None


def _task_note(own: Sequence[CellView]) -> CellView | None:
    """A row under a task that holds one key-value cell (`사업비 : …`)."""
    cell = _only_cell(own)
    if cell is None:
        return None
    segment = cell.segments[0]
    return cell if any(piece.label for piece in pieces_of(segment, 0, len(segment.text))) else None


def _only_cell(own: Sequence[CellView]) -> CellView | None:
    """The one cell of a row that holds text; a cell that reaches in from a row above does not count."""
    filled = {id(cell): cell for cell in own if cell.text.strip()}
    return next(iter(filled.values())) if len(filled) == 1 else None


def _read_note(cell: CellView, context: Context, prose: Prose, unit: Unit | None) -> None:
    prose.section.budgets = []
    for segment in cell.segments:
        read_line(segment, None, prose, context, unit)
