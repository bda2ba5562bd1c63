"""Tables with one cell a line: the names of the columns, then the cells of each row, below one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import FEWEST, YEAR, is_number
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact
from pipeline.korean.scan import scan
from pipeline.korean.statuses import find_status
from schemas.document import Block, Cell, Table, Text


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A cell of a stream: its text and the blocks that it is made of."""

    text: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _LineGroup:
    names: tuple[int, ...]
    numbers: tuple[int, ...]


def _line(block: Block) -> str | None:
    return block.text if isinstance(block, Text) and block.level is None and len(block.text) < _LONGEST else None


_LONGEST = 200
"""Letters from which on a line is no cell."""


def cells_of_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose cells are the lines from line `i` on, and the line after it; None where they are none."""
    stream = list(_stream(blocks, i))
    return _rows_of_cells(stream, blocks) or _named_groups(stream, blocks, i)


def _rows_of_cells(stream: Sequence[_Stretch], blocks: Sequence[Block]) -> tuple[Table, int] | None:
    """A name for every column, then rows of names and values; the width that reads the most cells is taken."""
    found = [
        (rows * width, width, rows) for width in range(_NARROWEST, _WIDEST + 1) if (rows := _full_rows(stream, width))
    ]
    if not found:
        return None
    _, width, rows = max(found)
    cells = [list(range(r * width, (r + 1) * width)) for r in range(rows + 1)]
    return _table_of_stretches(cells, stream, blocks), stream[cells[-1][-1]].stop


_NARROWEST, _WIDEST = 3, 9
"""Columns of such a table."""


def _full_rows(stream: Sequence[_Stretch], width: int) -> int:
    """How many whole rows of a width follow its header; 0 where the first cells are no header of that width."""
    texts = [cell.text for cell in stream]
    head, body = texts[:width], texts[width:]
    if len(body) < width or any(_is_cell_value(name) for name in head) or len(set(head)) < width:
        return 0
    known = sum(role_of(name) is not None or _dates(name) or find_source(name) is not None for name in head)
    kinds = [_is_cell_value(text) for text in body[:width]]
    names = kinds.index(True) if True in kinds else width
    if not 1 <= names <= _MOST_NAMES or width - names < 1 or not all(kinds[names:]):
        return 0
    rows = 0
    while len(row := body[rows * width : (rows + 1) * width]) == width and _is_row(row, names):
        rows += 1
    return rows if known == width or (known * 2 >= width and rows >= FEWEST) else 0


_MOST_NAMES = 3
"""Cells of a row before its first value at most."""


def _is_row(row: Sequence[str], names: int) -> bool:
    return not any(map(_is_cell_value, row[:names])) and all(map(_is_cell_value, row[names:]))


def _dates(name: str) -> bool:
    """Whether a name of a column holds a year or a part of one (`'13년 실적`, `1/4분기`)."""
    return YEAR.match(name) is not None or any(e.kind == "date" for e in scan(name))


def _is_cell_value(text: str) -> bool:
    """Whether a line is a value alone: a number, with its unit and bound, a dash, or a status in words."""
    bare = text.strip()
    if is_number(bare) or find_status(bare) is not None:
        return True
    found = [e for e in scan(bare) if e.kind in ("quantity", "number") and e.value is not None]
    return len(found) == 1 and len(compact(bare)) <= len(compact(found[0].raw)) + _AROUND and bare[:1] != "("


_AROUND = 3
"""Letters around the number of a value (`연 240회 이상`)."""


def _named_groups(stream: Sequence[_Stretch], blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Names of columns without that of the names, then a name and as many numbers, again and again."""
    groups = _line_groups(stream)
    if len(groups) < 2 or len(groups[0].numbers) < FEWEST or len(groups[0].names) < len(groups[0].numbers) + 1:
        return None
    size = len(groups[0].numbers)
    names = [stream[k].text for k in groups[0].names]
    if len(names) not in (size + 1, size + 2) or any(len(name) > _CELL for name in names):
        return None
    titles: list[int | None] = [*groups[0].names[:-1]]
    rows: list[list[int | None]] = [titles if len(names) == size + 2 else [None, *titles]]
    last = 0
    for g, group in enumerate(groups):
        if len(group.numbers) != size or (g and len(group.names) != 1):
            break
        rows.append([group.names[-1], *group.numbers])
        last = stream[group.numbers[-1]].stop
    if len(rows) < 3 - _bars(blocks, i, last):
        return None
    return _table_of_stretches(rows, stream, blocks), last


_CELL = 20
"""Letters up to which a line can be a cell of a table that has one a line."""


def _bars(blocks: Sequence[Block], start: int, stop: int) -> bool:
    """Whether bars at the ends of lines show that they are cells."""
    texts = [block.text.rstrip() for block in blocks[start:stop] if isinstance(block, Text)]
    return sum(text.endswith("|") for text in texts) * 2 > len(texts)


def _stream(blocks: Sequence[Block], i: int) -> Iterator[_Stretch]:
    """Short lines as cells; where bars end the cells, the lines of one cell are put together."""
    barred = (_line(blocks[i]) or "").rstrip().endswith("|")
    start, words = i, []
    for j in range(i, len(blocks)):
        text = _line(blocks[j])
        if text is None or len(text) > _CELL or re.search(r"[:：]|^[□○◦❍▪■-]\s", text):
            return
        bare = text.rstrip(" |").strip()
        words.append(bare)
        if not barred or text.rstrip().endswith("|") or is_number(bare):
            yield _Stretch(" ".join(w for w in words if w), start, j + 1)
            start, words = j + 1, []


def _line_groups(stream: Sequence[_Stretch]) -> list[_LineGroup]:
    groups: list[_LineGroup] = []
    names: list[int] = []
    numbers: list[int] = []
    for k, cell in enumerate(stream):
        if is_number(cell.text):
            numbers.append(k)
            continue
        if numbers:
            groups.append(_LineGroup(tuple(names), tuple(numbers)))
            names, numbers = [], []
        names.append(k)
    if numbers:
        groups.append(_LineGroup(tuple(names), tuple(numbers)))
    return groups


def _table_of_stretches(
    rows: Sequence[Sequence[int | None]], stream: Sequence[_Stretch], blocks: Sequence[Block]
) -> Table:
    """A table whose cells stand where their own lines stand."""
    cells = tuple(
        Cell(r, c) if k is None else _cell_of_stretch(r, c, stream[k], blocks)
        for r, row in enumerate(rows)
        for c, k in enumerate(row)
    )
    first = next(cell.place for cell in cells if cell.blocks)
    return Table(len(rows), max(map(len, rows)), cells, inferred=True, place=first)


def _cell_of_stretch(row: int, column: int, stretch: _Stretch, blocks: Sequence[Block]) -> Cell:
    line = blocks[stretch.start]
    if not isinstance(line, Text):
        return Cell(row, column)
    text = replace(line, text=stretch.text, marker=None, level=None, indent=0)
    return Cell(row, column, blocks=(text,), place=line.place)
