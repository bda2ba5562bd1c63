"""What a table says of itself: totals and their parts, cells left blank among filled ones."""

from collections import Counter
from collections.abc import Sequence

from pipeline.interpret.context import Draft
from pipeline.interpret.grid import Grid
from pipeline.interpret.headers import (
    Head,
)
from pipeline.interpret.notebook import Notebook, Sum
from pipeline.interpret.row_labels import TOTAL_LABEL, is_value_head
from pipeline.korean.names import compact


def find_sums(grid: Grid, book: Notebook) -> None:
    """Totals by role: a 계 column against the columns beside it, a 합계 row against the rows above or below it."""
    by_place: dict[tuple[int, int], list[Draft]] = {}
    for value in grid.values:
        by_place.setdefault((value.row, value.col), []).append(value.draft)
    total_cols = [
        c for c, h in enumerate(grid.heads) if h.role == "total" or compact(h.words) in ("계", "합계", "총계", "소계")
    ]
    n_rows = len(grid.rows)
    for c in total_cols:
        for r in range(n_rows):
            parts_at = _part_columns(grid.heads, c)
            _add_sum(by_place, (r, c), [(r, k) for k in parts_at], grid.heads[c].text, book)
    for r in range(n_rows):
        label = next(
            (
                cell
                for k, cell in enumerate(grid.rows[r])
                if cell and not is_value_head(grid.heads[k]) and cell.text.strip()
            ),
            None,
        )
        if label is None or not TOTAL_LABEL.match(compact(label.text)):
            continue
        others = [k for k in range(n_rows) if k != r and not _is_total_row(grid, k)]
        for c in range(len(grid.heads)):
            _add_sum(by_place, (r, c), [(k, c) for k in others], label.text, book)


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


def _is_total_row(grid: Grid, r: int) -> bool:
    return any(
        cell and not is_value_head(grid.heads[k]) and TOTAL_LABEL.match(compact(cell.text))
        for k, cell in enumerate(grid.rows[r])
    )


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
        same = tuple(
            p for p in parts if p.fields.get("unit") == unit and p.value is not None and p.dataset == total.dataset
        )
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
