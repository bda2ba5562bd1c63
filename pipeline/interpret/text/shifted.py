"""Tables whose spanned cells were lost: a row that is short of its first cells stands too far to the left.

Only a table without any span can have lost them. A row is moved to the right where its values then stand below values.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import VALUE_ROLES, role_of
from pipeline.interpret.text.short_years import with_short_years
from pipeline.interpret.text.summed_spans import start_behind_total, start_by_sums, starts_by_parts
from pipeline.interpret.text.third_headers import Parted, parted_by_sums, parted_name, put_together, with_third_row
from pipeline.korean.counted_groups import names_group
from pipeline.korean.names import compact
from pipeline.korean.signs import alternation, sign_in
from schemas.document import Cell, Table

_VALUE = re.compile(r"^[△▲▵∆(-]*\s?\d(?!\d?\.\s)")
_YEAR = re.compile(
    rf"^(?:['’‘]?(?:19|20)\d{{2}}|['’‘]\d{{2}}|\d{{2}}(?=\s?{alternation('year_word')}))\s?"
    rf"(?:{alternation('year_word')}?$|{alternation('year_word')}\s?[가-힣]|[가-힣]{{2}})"
)


def repaired(table: Table) -> Table:
    """The table with short rows moved to where their cells belong, and short years written as years."""
    table = with_short_years(table)
    if any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells) or table.n_rows < 3:
        return table
    texts = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        texts[cell.row][cell.col] = cell.text.strip()
    top = 1 if sum(map(bool, texts[0])) == 1 else 0
    if _lacks_corner(texts[top:]):
        texts[top] = [_NAMELESS, *texts[top][:-1]]
        table = replace(table, cells=tuple(_from_second(table.cells, top, table.n_cols)))
    third = _third_row(texts[top:])
    run = _run_behind_total(texts[top:], third) or _header_run(
        _without_third_row(texts[top:], third) if third else texts[top:], table.n_cols
    )
    below = 0
    if run is not None:
        below = top + 2 + (third is not None)
        spread: Iterable[Cell] = _spread(
            [c for c in table.cells if not third or c.row != top + 2 or c.text.strip()], top, run
        )
        if third is not None:
            spread = with_third_row(spread, top + 2, third.at + run.start + run.labels, third)
        table = replace(table, cells=tuple(_below_labels(spread, texts, below, run.labels)))
    shape = _shape(texts, top)
    labels = run.labels if run is not None else 0
    moves = (
        [_move(row, r, shape) if r >= below and not _lacks_labels(row, labels) else 0 for r, row in enumerate(texts)]
        if shape is not None
        else []
    )
    if top and not below and shape is not None and shape.titles >= _NAMED and _are_groups(texts[top + 1 : shape.first]):
        table = replace(table, cells=tuple(_titled(table.cells, table.n_cols)))
    if not any(moves):
        return table
    if shape is not None and run is None:
        table = replace(table, cells=tuple(_below_first_name(table.cells, texts[top], shape)))
    cells = [moved for cell in table.cells if (moved := _moved(cell, moves[cell.row], table.n_cols)) is not None]
    return replace(table, cells=tuple(cells))


@dataclass(frozen=True, slots=True)
class _Run:
    """Names of a first header row that stand over several columns each, where the spans of two header rows were lost
    (`구분 | 2024년 | 2023년 | 증감` over `예산액 | 구성비 | ...`).

    start  the first of them
    over   how many they are
    wide   over how many columns each stands
    labels how many columns more than its one the first name of all stands over
    """

    start: int
    over: int
    wide: int
    labels: int = 0


def _header_run(texts: Sequence[Sequence[str]], n_cols: int) -> _Run | None:
    """Which names of the first row stand over several columns.

    As many are missing as stand over equal parts of the second row: those next to each other that are years, sources or
    accounts rather than names of values. Where the last columns are empty, all names but the first stand over two
    columns, the last of them over one whose name is empty. Where the second row names every column of values, the first
    name of all stands over the columns of labels.
    """
    texts = [*texts[:2], *filter(any, texts[2:])]
    bodies = [r for r, row in enumerate(texts) if any(map(is_value, row)) and _filled(row)]
    if bodies[:1] == [0] and sum(map(is_value, texts[0])) * 2 < _filled(texts[0]):
        del bodies[0]  # a name can begin with a number (`1인당 채무액`)
    if not bodies or bodies[0] != 2:
        return None
    upper, lower, full = _filled(texts[0]), _filled(texts[1]), max(_filled(texts[r]) for r in bodies)
    alone = n_cols > full or _repeats(texts[1][:lower], upper - 1 + lower - full)
    noted = role_of(texts[0][upper - 1]) == "note" and alone
    last, over = upper - 1, upper - noted + lower - full
    values = max(_values_at_end(texts[r]) for r in bodies)
    parted = last > 1 and lower == values and lower % last == 0 and lower // last >= _PARTS
    names = [list(texts[0][:upper]), list(texts[1][:lower])]
    if parted and full > values + 1 and (_repeats(names[1], last) or _parted_by(names[0][1:])[0] == last):
        return _Run(1, last, lower // last, full - values - 1)
    if last > 1 and n_cols > full and n_cols - 1 == last * _PARTS == lower + 1:
        return _Run(1, last, _PARTS)
    labels = 0
    if over < 1 and _MOST_LABELS >= full - values - 1 > 0:
        labels = full - values - 1
        over += labels
    if over < 1 or lower % over or lower // over < 2 or upper <= over or lower >= full:
        return None
    rows = [texts[r][:full] for r in bodies if _filled(texts[r]) == full]
    summed = start_by_sums(names[1], over, rows)
    if summed is not None and not labels and summed + over <= upper - noted:
        return _Run(summed, over, lower // over)
    starts = starts_by_parts(names[1], over, rows, range(1, upper - noted - over + 1))
    start = max(starts, key=lambda s: (*_order(names, s, over), s))
    rising, can_span, _, _, spanning = _order(names, start, over)
    sure = rising or over in (can_span, spanning) or _repeats(names[1], over)
    return _Run(start, over, lower // over, labels) if sure else None


def _run_behind_total(texts: Sequence[Sequence[str]], third: Parted | None) -> _Run | None:
    """The one name of the first row over all of the second, where the column before it is the sum of its parts in every
    row (`처리 | 처리내용` over `가결 | 부결 | 폐기`)."""
    bodies = _bodies(texts[3 if third else 2 :])
    values = max(map(_values_at_end, bodies), default=0)
    upper, lower = _filled(texts[0]), _filled(texts[1])
    wide = lower + (third.more if third else 0)
    if not bodies or any(map(is_value, texts[1])) or upper - 2 + wide != values:
        return None
    labels = max(map(len, bodies)) - values - 1
    start = start_behind_total(wide, [row[-values:] for row in bodies if _values_at_end(row) == values])
    return _Run(start + 1, 1, lower, labels) if start is not None and 0 <= labels <= _MOST_LABELS else None


def _bodies(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of values up to their last cells; where one has an empty cell amid others, all stand in their places."""
    rows = [list(row) for row in texts if any(map(is_value, row))]
    width = max((c + 1 for row in rows for c, text in enumerate(row) if text), default=0)
    if all(map(_filled, rows)):
        return [row[: _filled(row)] for row in rows]
    return [[text or _DASHES[0] for text in row[:width]] for row in rows if row[0]]


_NAMELESS = "\0"
"""Stands for the name of the column of labels where it was lost with its cell."""


def _lacks_corner(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the name above the labels was lost: one column more than the names of two rows are for, of which those
    of the second come again below each of the last of the first."""
    bodies = [row for row in texts[2:] if _filled(row)]
    if not bodies or any(is_value(row[0]) for row in bodies) or role_of(texts[0][0]) == "category":
        return False
    upper, lower, full = _filled(texts[0]), _filled(texts[1]), max(map(_filled, bodies))
    if not all(len(row) > 1 and is_value(row[1]) for row in bodies if _filled(row) == full):
        return False  # the first name stands over several columns of labels
    again = [n for n in range(_PARTS, upper + 1) if lower >= n * _PARTS and _repeats(texts[1][:lower], n)]
    return upper < len(texts[0]) and any(upper - n + lower + 1 == full for n in again)


def _from_second(cells: Iterable[Cell], top: int, width: int) -> Iterator[Cell]:
    """Cells with those of the row `top` one column further to the right."""
    for cell in cells:
        if cell.row != top:
            yield cell
        elif cell.col + 1 < width:
            yield replace(cell, col=cell.col + 1)


def _third_row(texts: Sequence[Sequence[str]]) -> Parted | None:
    """The names of the second of three header rows that the third parts."""
    head = [row[: _filled(row)] for row in texts[:3]]
    plain = len(texts) > 3 and all(head) and not any(is_value(text) for row in head for text in row)
    if not plain or not any(map(is_value, texts[3])):
        return None
    full = max(map(_filled, texts[3:]))
    return parted_name(head[1], head[2]) or parted_by_sums(head, [r[:full] for r in texts[3:] if _filled(r) == full])


def _without_third_row(texts: Sequence[Sequence[str]], third: Parted) -> list[list[str]]:
    """The rows as if the name that a third row parts stood over one column."""
    rows = [list(row) for row in texts]
    return [*rows[:2], *([*put_together(row[: _filled(row)], third), *[""] * (third.more + 1)] for row in rows[3:])]


def _repeats(names: Sequence[str], times: int) -> bool:
    """Whether the same names come again and again (`국비`, `군비`, `국비`, `군비`)."""
    return times > 1 and [*names[: len(names) // times]] * times == [*names]


def _order(names: Sequence[Sequence[str]], start: int, over: int) -> tuple[int, int, int, int, int]:
    """How many letters that formulas call the columns by rise from column to column where the second row stands below
    the run; what it can stand over; how many of its names are of no amount; how many usually stand over others."""
    columns = [*names[0][:start], *names[1], *names[0][start + over :]]
    letters = [found["letter"] for name in columns if (found := _LETTER.search(name))]
    rising = len(letters) if all(a < b for a, b in itertools.pairwise(letters)) else 0
    run = names[0][start : start + over]
    spanning = sum(sign_in("spanning_header", compact(name)) is not None for name in run)
    plain = sum(sign_in("amount_end", compact(name)) is None and not names_group(name) for name in run)
    return (rising if rising > over + 1 else 0, *_parted_by(run), plain, spanning)


_LETTER = re.compile(r"[(\s](?P<letter>[A-Z㉠-㉻ⓐ-ⓩ①-⑳])(?:\)|\s?=|$)")
_MOST_LABELS = 2
"""Columns of names behind the first that the first name can stand over."""


def _lacks_labels(row: Sequence[str], labels: int) -> int:
    """By how many columns the values of a row with one label stand too far to the left of those behind more labels."""
    first = next((c for c, text in enumerate(row) if is_value(text) or text in _DASHES), 0)
    return labels + 1 - first if 0 < first <= labels and not any(row[len(row) - (labels + 1 - first) :]) else 0


def _below_labels(cells: Iterable[Cell], texts: Sequence[Sequence[str]], below: int, labels: int) -> Iterator[Cell]:
    """Cells with the values of rows from `below` on that lack labels below those of the other rows.

    Above the first row with all labels the one label stands over all its columns; below it, it is the last of them.
    """
    by = [_lacks_labels(row, labels) if r >= below else 0 for r, row in enumerate(texts)]
    full = next((r for r in range(below, len(texts)) if any(map(is_value, texts[r])) and not by[r]), len(texts))
    for cell in cells:
        if not by[cell.row]:
            yield cell
        elif cell.col == 0 and cell.row < full:
            yield replace(cell, col_span=by[cell.row] + 1)
        elif cell.col + by[cell.row] < len(texts[0]):
            yield replace(cell, col=cell.col + by[cell.row])


def _values_at_end(row: Sequence[str]) -> int:
    """How many values or dashes a row ends in, its empty cells left out."""
    filled = row[: _filled(row)]
    at = next((i for i, text in enumerate(reversed(filled)) if not is_value(text) and text not in _DASHES), len(filled))
    return at


_DASHES = ("-", "–", "－")


_PARTS = 2
"""Columns below each name of a first row whose last column has no name."""


def _parted_by(names: Sequence[str]) -> tuple[int, int]:
    """How many names can stand over several columns (anything but names of values); how many are years."""
    years = sum(_YEAR.match(name) is not None for name in names)
    spanning = [name for name in names if not _YEAR.match(name) and (role_of(name) not in _OVER_ONE or _spans(name))]
    return years + sum(not names_group(name) for name in spanning), years


def _spans(name: str) -> bool:
    """Whether a name of several words ends as one that stands over others does (`예산편성 현황`)."""
    return len(name.split()) > 1 and sign_in("spanning_header", compact(name)) is not None


_OVER_ONE = VALUE_ROLES | {"category", "note", "unit", "weight", "no", "department", "officer", "formula"}
"""Roles of names that stand over one column."""


def _spread(cells: Sequence[Cell], top: int, run: _Run) -> Iterator[Cell]:
    """Cells with the two rows from `top` on put over the columns below: a run of the first is `wide` columns each."""
    start, over, wide = run.start, run.over, run.wide
    for cell in cells:
        if cell.row not in (top, top + 1):
            yield cell
        elif not cell.text.strip():
            continue
        elif cell.row == top + 1:
            yield replace(cell, col=cell.col + start + run.labels)
        elif cell.col == 0:
            yield replace(cell, row_span=2, col_span=run.labels + 1)
        elif cell.col < start:
            yield replace(cell, col=cell.col + run.labels, row_span=2)
        elif cell.col < start + over:
            yield replace(cell, col=start + run.labels + (cell.col - start) * wide, col_span=wide)
        else:
            yield replace(cell, col=cell.col + over * (wide - 1) + run.labels, row_span=2)


def _moved(cell: Cell, by: int, width: int) -> Cell | None:
    if cell.col + by < width:
        return replace(cell, col=cell.col + by)
    return None if not cell.text.strip() else cell


def _filled(row: Sequence[str]) -> int:
    """How many cells stand filled from the left without a gap; 0 where a gap comes before a filled cell."""
    count = next((c for c, text in enumerate(row) if not text), len(row))
    return count if not any(row[count:]) else 0


def is_value(text: str) -> bool:
    """Whether a cell begins with a number that is neither a year nor the number of an item nor that of a group."""
    return _VALUE.match(text) is not None and _YEAR.match(text) is None and not names_group(text)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the rows of values of a table look like.

    full   how many cells its longest rows have filled from the left
    kinds  column by column, whether these hold values
    first  the first row with a value
    top    the row of names, below that of a title
    titles how many cells it has
    """

    full: int
    kinds: tuple[bool, ...]
    first: int
    top: int
    titles: int


def _shape(texts: Sequence[Sequence[str]], top: int) -> _Shape | None:
    valued = [any(map(is_value, row)) for row in texts]
    filled = [_filled(row) if has else 0 for row, has in zip(texts, valued, strict=True)]
    full = max(filled, default=0)
    if not full:
        return None
    kinds = _kinds([row for row, count in zip(texts, filled, strict=True) if count == full], full)
    return _Shape(full, tuple(kinds), valued.index(True), top, _filled(texts[top]))


def _move(row: Sequence[str], r: int, shape: _Shape) -> int:
    """By how many columns a row is moved: as many as the full rows have more, where its values meet values so."""
    count = _filled(row)
    if not 0 < count < shape.full:
        return 0
    by = shape.full - count
    if not any(map(is_value, row)):
        return by if shape.top < r < shape.first and shape.titles >= _NAMED and count > 1 else 0
    here, there = (_agreement(row[:count], shape.kinds[start : start + count]) for start in (0, by))
    return by if there > here and there == count else 0


def _are_groups(texts: Sequence[Sequence[str]]) -> bool:
    """Whether rows between a header and the first values hold no more than the name of a group of rows each."""
    return all(row[0] and _filled(row) == 1 for row in texts)


def _titled(cells: Iterable[Cell], width: int) -> Iterator[Cell]:
    """Cells with the only one of the first row, the title of the table, put over all columns."""
    for cell in cells:
        if cell.row:
            yield cell
        elif cell.text.strip():
            yield replace(cell, col=0, col_span=width)


_NAMED = 2
"""Names of columns that a header has at least."""


def _below_first_name(cells: Iterable[Cell], names: Sequence[str], shape: _Shape) -> Iterator[Cell]:
    """Cells with the names of a single header row moved where its first name stands over several columns of labels.

    Then the second name is one of values above a column that has none (`구분 | 예산현액` over `특별회계 | 소계 | 31`).
    """
    by = shape.full - shape.titles
    labels = shape.kinds[1 : 1 + by]
    lost = shape.first == shape.top + 1 and 0 < by <= _MOST_LABELS and shape.titles > 1 and not any(labels)
    lost = lost and (role_of(names[1]) in VALUE_ROLES or _YEAR.match(names[1]) is not None) and shape.kinds[1 + by]
    for cell in cells:
        if not lost or cell.row != shape.top:
            yield cell
        elif cell.col == 0:
            yield replace(cell, col_span=by + 1)
        elif cell.col < shape.titles:
            yield replace(cell, col=cell.col + by)


def _kinds(rows: Sequence[Sequence[str]], width: int) -> list[bool]:
    """Column by column, whether most of the full rows have a value there."""
    return [sum(_holds_value(row[c]) for row in rows) * 2 > len(rows) for c in range(width)]


def _agreement(row: Sequence[str], kinds: Sequence[bool]) -> int:
    return sum(_holds_value(text) == kind for text, kind in zip(row, kinds, strict=True))


def _holds_value(text: str) -> bool:
    """Whether a cell has a value or the dash of one that is missing."""
    return is_value(text) or text in _DASHES
