"""What a table says of itself: totals and their parts, cells left blank among filled ones."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.interpret.context import Draft
from pipeline.interpret.grid import Grid
from pipeline.interpret.headers import Head, role_of
from pipeline.interpret.notebook import Notebook, Sum
from pipeline.interpret.row_labels import TOTAL_LABEL, is_value_head
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import compact


def find_sums(grid: Grid, nested: Mapping[int, Sequence[int]] | None, book: Notebook) -> None:
    """Totals by role: a 계 column against the columns beside it, a total row against its rows.

    nested gives the rows under each row of a budget book, where levels and not labels tell what adds up.
    """
    by_place: dict[tuple[int, int], list[Draft]] = {}
    for value in grid.values:
        by_place.setdefault((value.row, value.col), []).append(value.draft)
    for c, head in enumerate(grid.heads):
        if head.role == "total" or TOTAL_LABEL.match(compact(head.words)):
            parts_at = _part_columns(grid.heads, c)
            for r in range(len(grid.rows)):
                _add_sum(by_place, (r, c), [(r, k) for k in parts_at], head.text, book)
    groups = nested if nested is not None else {**_row_groups(grid), **_source_groups(grid)}
    for r, parts in groups.items():
        name = next((cell.text for cell in grid.rows[r] if cell and cell.text.strip()), "")
        for c in range(len(grid.heads)):
            _add_sum(by_place, (r, c), [(k, c) for k in parts], name, book)


def _row_groups(grid: Grid) -> dict[int, list[int]]:
    """The rows that each total row adds up.

    One total row adds up the subtotals where there are any, else all other rows; of several (소계, or a 계 for
    each group) each adds up the rows next to it, above where any stand there, else below.
    """
    labels = [_total_label(grid, r) for r in range(len(grid.rows))]
    totals = [r for r, label in enumerate(labels) if label is not None]
    grand = [r for r in totals if labels[r] != "소계"]
    subs = [r for r in totals if r not in grand]
    groups: dict[int, list[int]] = {}
    if len(grand) == 1:
        groups[grand[0]] = subs or [r for r, label in enumerate(labels) if label is None]
        local = subs
    else:
        local = totals
    above_first = bool(local) and local[0] > 0 and labels[local[0] - 1] is None
    for r in local:
        step = -1 if above_first else 1
        parts, k = [], r + step
        while 0 <= k < len(labels) and labels[k] is None:
            parts.append(k)
            k += step
        groups[r] = parts
    return groups


def _source_groups(grid: Grid) -> dict[int, list[int]]:
    """사업비 above rows of sources is their total, though it is not called one."""
    names = [next((c.text for c in row if c and c.text.strip()), "") for row in grid.rows]
    groups: dict[int, list[int]] = {}
    for r, name in enumerate(names):
        if role_of(name) != "budget" or find_source(name):
            continue
        parts = []
        for k in range(r + 1, len(names)):
            if find_source(names[k]) in (None, TOTAL):
                break
            parts.append(k)
        if len(parts) >= 2:
            groups[r] = parts
    return groups


def _total_label(grid: Grid, r: int) -> str | None:
    """소계, 합계, ... where the first label of a row is one; 소계 also where a later label is."""
    texts = [
        compact(cell.text)
        for cell, head in zip(grid.rows[r], grid.heads, strict=True)
        if cell and not is_value_head(head) and cell.text.strip()
    ]
    if texts and TOTAL_LABEL.match(texts[0]):
        return texts[0]
    return "소계" if any(TOTAL_LABEL.match(text) for text in texts[1:]) else None


def _part_columns(heads: Sequence[Head], c: int) -> list[int]:
    """The columns that a total column adds up: those after it of one kind, up to the next total."""
    after = []
    for k in range(c + 1, len(heads)):
        if (
            heads[k].role == "total"
            or not is_value_head(heads[k])
            or heads[k].role in ("difference", "achievement", "remainder")
        ):
            break
        after.append(k)
    if len(after) > 1:
        return after
    before = []
    for k in range(c - 1, -1, -1):
        if heads[k].role == "total" or not is_value_head(heads[k]):
            break
        before.append(k)
    return before


def _add_sum(
    by_place: dict[tuple[int, int], list[Draft]],
    total_at: tuple[int, int],
    parts_at: Sequence[tuple[int, int]],
    name: str,
    book: Notebook,
) -> None:
    totals = by_place.get(total_at, [])
    parts = [d for place in parts_at for d in by_place.get(place, [])]
    for total in totals:
        if total.value is None:
            continue
        unit = total.fields.get("unit")
        same = tuple(p for p in parts if p.value is not None and all(_alike(p, total, k) for k in _KINDS))
        if len(same) >= 2:
            book.sums.append(Sum(name, total, same))
        elif parts and len(parts) >= 2 and len(totals) > 1:
            units = ", ".join(sorted({str(p.fields.get("unit")) for p in parts}))
            book.note(
                "category_inconsistent",
                "warn",
                f"합계에는 {unit} 값이 있으나 항목에는 {units} 값만 있어 검산할 수 없습니다.",
                total.segment,
                drafts=(total,),
                total=total.value,
            )


_KINDS = ("unit", "basis", "superseded")
"""Columns in which a total and its parts agree."""


def _alike(part: Draft, total: Draft, column: str) -> bool:
    return part.dataset == total.dataset and part.fields.get(column) == total.fields.get(column)


def missing_cells(grid: Grid, book: Notebook) -> None:
    """A blank cell in a row whose other cells of the same kind are filled."""
    for r, row in enumerate(grid.rows):
        filled = Counter(v.draft.dataset for v in grid.values if v.row == r and v.draft.value is not None)
        blank = [
            c for c, cell in enumerate(row) if is_value_head(grid.heads[c]) and (cell is None or not cell.text.strip())
        ]
        dated = [c for c in blank if grid.heads[c].span is not None]
        segment = next((c.segments[0] for c in row if c and c.segments), None)
        if segment is None or not filled:
            continue
        if dated and sum(filled.values()) >= 2 * len(dated):
            names = ", ".join(grid.heads[c].text for c in dated)
            book.note("cell_missing", "info", f"{names} 칸이 비어 있습니다.", segment, missing=len(dated))
        elif not blank:
            book.passed("cell_missing", segment)
