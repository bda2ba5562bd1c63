"""Which rows at the top of a table are its header, and what they say over each column."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.interpret.sites.headers import Head, head_of, is_value, is_year, role_of, week_of, with_role
from pipeline.interpret.text.segments import CellView, TableView
from pipeline.interpret.text.unit_notes import unit_note
from pipeline.korean.funding import find_source
from pipeline.korean.names import collapse_spaced_label, compact, tidy
from pipeline.korean.signs import alternation
from pipeline.korean.units import find_unit


def _header_like(cell: CellView) -> bool:
    text = cell.text.strip()
    if cell.header or role_of(text) or find_source(text) or week_of(text):
        return True
    dates = [e for s in cell.segments for e in s.expressions if e.kind == "date"]
    return bool(dates) and len(text) <= 14


def parts_at_notes(table: TableView) -> list[TableView]:
    """A table as the tables that notes of a unit part: a row that is such a note and nothing more, above names."""
    rows: list[list[CellView]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.text.strip():
            rows[cell.row].append(cell)
    notes = [r for r in range(1, table.n_rows - _HEADED) if _is_note(rows[r]) and _can_head(rows[r + 1])]
    starts = [r for r in notes if _is_apart(table, r) and sum(len(row) > 1 for row in rows[:r]) >= _HEADED]
    return [_rows_of(table, a, b) for a, b in pairwise([0, *starts, table.n_rows])] if starts else [table]


_HEADED, _FEWEST_NAMES = 2, 3


def _is_note(row: Sequence[CellView]) -> bool:
    return len(row) == 1 and len(compact(row[0].text)) <= _LONGEST_NOTE and unit_note(row[0].text) is not None


def _can_head(row: Sequence[CellView]) -> bool:
    return len(row) >= _FEWEST_NAMES and not any(map(is_value, row))


def _is_apart(table: TableView, r: int) -> bool:
    """Whether no cell of the rows above spans into row `r`."""
    return not any(cell.row < r < cell.row + cell.row_span for cell in table.cells)


_LONGEST_NOTE = 14


def _rows_of(table: TableView, start: int, stop: int) -> TableView:
    cells = tuple(replace(c, row=c.row - start) for c in table.cells if start <= c.row < stop)
    return replace(table, n_rows=stop - start, cells=cells, caption=table.caption if start == 0 else None)


def header_rows(table: TableView) -> int:
    """How many rows at the top are header; 0 where none is.

    A header row has no amounts and mostly known words, years or sources; the row below belongs to it where it
    parts a spanned header or again holds nothing but such words.
    """
    grid = table.grid()
    if table.n_rows < 2:
        return 0
    count = 0
    for r in range(min(table.n_rows - 1, 5)):
        anchored = [c for i, c in enumerate(grid[r]) if c and c.row == r and grid[r].index(c) == i and c.text.strip()]
        if any(map(is_value, anchored)) and not _names_bands(anchored):
            break
        if not anchored:
            if count and any(c and c.row < r for c in grid[r]):
                count = r + 1
                continue
            break
        like = sum(map(_header_like, anchored))
        marked = all(cell.header for cell in anchored)
        if count == 0:
            enough = (
                like * 2 >= len(anchored) or (like >= 1 and _all_short(anchored)) or _only_labels(grid, r, anchored)
            )
            if marked or (enough and len(anchored) >= 2) or (table.n_cols == 1 and is_year(anchored[0])):
                count = r + 1
                continue
            break
        parts = _parts_spanned(grid, r)
        group = len(anchored) == 1 < table.n_cols and anchored[0].col == 0  # `보조금` above its rows
        known = _is_row_of_units(anchored) or (like == len(anchored) and not group and not _has_task_text(anchored))
        if marked or (parts and _all_short(anchored)) or known:
            count = r + 1
            continue
        break
    return min(count, table.n_rows - 1)


def _names_bands(cells: Sequence[CellView]) -> bool:
    """Whether all that could be values in a row are bands of age, two at least (`10대 | 20~30대 | 60대 이상`)."""
    values = [cell for cell in cells if is_value(cell)]
    bands = [cell for cell in cells if _BAND.fullmatch(cell.text.strip())]
    return len(bands) >= _SEVERAL_BANDS and all(cell in bands for cell in values)


_SEVERAL_BANDS = 2
_BAND = re.compile(rf"[1-9]0(?:\s?[~∼～-]\s?[1-9]0)?대(?:\s?{alternation('comparator_word')})?")


def _all_short(cells: Sequence[CellView]) -> bool:
    return all(len(cell.text) <= 24 and len(cell.segments) <= 3 for cell in cells)


def _only_labels(grid: list[list[CellView | None]], r: int, anchored: Sequence[CellView]) -> bool:
    """A row of short words above a row of amounts: labels under a caption."""
    below = [c for c in grid[r + 1] if c and c.row > r]
    filled = [c for c in below if c.text.strip()]
    values = sum(map(is_value, filled))
    return _all_short(anchored) and len(anchored) >= 2 and values >= 1 and values * 2 >= len(filled)


def _parts_spanned(grid: list[list[CellView | None]], r: int) -> bool:
    """Whether the row above has a cell over several columns, drawn or left empty, that this row parts."""
    above = grid[r - 1]
    drawn = any(c and c.col_span > 1 and c.row < r <= c.row + c.row_span for c in above)
    empty = [i for i, c in enumerate(above) if i and (c is None or (c.row == r - 1 and not c.text.strip()))]
    return drawn or any(grid[r][i] and (grid[r][i].text.strip()) for i in empty if i < len(grid[r]))  # type: ignore[union-attr]


def _has_task_text(cells: Sequence[CellView]) -> bool:
    return any(len(cell.text) > 24 for cell in cells)


def read_heads(table: TableView, count: int) -> list[Head]:
    """One head a column. An empty header cell takes the text to its left where the row below parts it."""
    grid = table.grid()
    paths: list[list[str]] = [[] for _ in range(table.n_cols)]
    named_below = [
        r > 0 and _is_row_of_units([c for c in grid[r] if c and c.row == r and c.text.strip()]) for r in range(count)
    ]
    for r in range(count):
        previous = ""
        parted = r + 1 < count
        for c in range(table.n_cols):
            cell = grid[r][c]
            text = tidy(" ".join(collapse_spaced_label(s.text) for s in cell.segments)) if cell else ""
            if unit_note(text) and len(text) < 20:
                text = ""
            inherits = parted and not text and c and (cell is None or cell.row == r) and _text_at(grid, r + 1, c)
            if paths[c] and text and named_below[r]:
                paths[c][-1] = f"{paths[c][-1]}({text.strip('()')})"
                continue
            previous = previous if inherits else text
            if previous and (not paths[c] or paths[c][-1] != previous):
                paths[c].append(previous)
    heads = [head_of(path) for path in paths]
    return [
        with_role(head, "difference") if head.words == "%" and c and heads[c - 1].role == "difference" else head
        for c, head in enumerate(heads)
    ]


def _is_row_of_units(cells: Sequence[CellView]) -> bool:
    """Whether a row of a header holds nothing but units, with or without brackets; 과목 is a name there."""
    texts = [cell.text.strip().strip("()") for cell in cells]
    return bool(texts) and all(find_unit(text) is not None and role_of(text) is None for text in texts)


def _text_at(grid: list[list[CellView | None]], r: int, c: int) -> str:
    cell = grid[r][c] if r < len(grid) else None
    return cell.text.strip() if cell and cell.row == r else ""
