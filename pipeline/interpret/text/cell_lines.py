"""Tables with one cell a line: the names of the columns, then the cells of each row, below one another."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import LABEL_ROLES, RATE_ROLES, VALUE_ROLES, exact_role, role_of
from pipeline.interpret.text.column_names import FEWEST, YEAR, is_number
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact
from pipeline.korean.scan import scan
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import alternation, sign_in
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
    head = blocks[i]
    if isinstance(head, Table) and head.n_rows == 1:
        lines = [text for cell in head.cells for text in cell.blocks if isinstance(text, Text) and text.text.strip()]
        found = cells_of_lines([*lines, *blocks[i + 1 :]], 0) if 1 < len(lines) == len(head.cells) else None
        return (found[0], i + 1 + found[1] - len(lines)) if found is not None and found[1] > len(lines) else None
    if not _can_head(_line(blocks[i])) or _heads_names(blocks, i):
        return None
    found = _rows_of_cells(blocks, i) or _named_groups(list(_stream(blocks, i, _CELL)), blocks, i)
    return None if found is None or _is_card(found[0]) else found


def _is_card(table: Table) -> bool:
    """Whether a table has labels of a card in several rows: its lines are labels and their values, and no cells."""
    labels = [cell for cell in table.cells if sign_in("card_label", compact(cell.text)) or is_section_word(cell.text)]
    amid = any(cell.row and cell.col for cell in labels)
    return len(labels) >= _LABELS_OF_CARD and len({cell.row for cell in labels}) > 1 and amid


_LABELS_OF_CARD = 3


def _heads_names(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the usual name of a section above the word that names rows (`성과지표` above `구분`)."""
    below = _line(blocks[i + 1]) if i + 1 < len(blocks) else None
    return below is not None and sign_in("row_header", below) is not None and is_section_word(_line(blocks[i]) or "")


def _can_head(text: str | None) -> bool:
    """Whether a line can be the first name of a column."""
    return text is not None and len(text) <= _CELL and bool(text.strip())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read a stream as a table: the cells of the header, None for one without a name, and of the rows."""

    head: tuple[int | None, ...]
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.head)


def _rows_of_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A name for every column, then rows of names and values; the reading that takes the most cells is the right one.

    A blank line can stand for an empty cell; the first column can count the rows without a name of its own; a name can
    stand over several others.
    """
    best: tuple[_Reading, list[_Stretch]] | None = None
    plain, gapped = (list(_stream(blocks, i, _LONGEST_NAME, gaps)) for gaps in (False, True))
    for stream in (plain, gapped, _with_whole_names(plain)):
        for reading in _readings(stream):
            if best is None or _worth(reading, stream) > _worth(*best):
                best = reading, stream
    if best is None:
        return None
    reading, stream = best
    last = max(k for k in reading.rows[-1] if k is not None)
    return _table_of_stretches([reading.head, *reading.rows], stream, blocks), stream[last].stop


def _worth(reading: _Reading, stream: Sequence[_Stretch]) -> tuple[int, int]:
    """How many cells a reading takes, and how many of its columns hold what their names say."""
    fitting = 0
    for c, k in enumerate(reading.head):
        texts = [stream[at].text for row in reading.rows if (at := row[c]) is not None and stream[at].text]
        if k is not None and texts:
            role = role_of(stream[k].text)
            fitting += _holds(role, stream[k].text, texts)
    return reading.cells, fitting


def _holds(role: str | None, name: str, texts: Sequence[str]) -> bool:
    """Whether the cells of a column are what its name asks for: remarks in words, values, rates no thousands."""
    values = sum(map(_is_cell_value, texts))
    if role == "note":
        return values * 2 < len(texts)
    if role in VALUE_ROLES or role in RATE_ROLES:
        rates = sign_in("rate_word", compact(name)) or "%" in name
        return values * 2 > len(texts) and not (rates and any("," in text for text in texts))
    return True


def _with_whole_names(stream: Sequence[_Stretch]) -> list[_Stretch]:
    """A stream with the pieces of names put together: what stands in brackets, and a year with the name behind it."""
    first = next((k for k, cell in enumerate(stream) if _is_cell_value(cell.text)), len(stream))
    names: list[_Stretch] = []
    for cell in stream[:first]:
        before = names[-1] if names else None
        goes_on = before is not None and (cell.text.startswith("(") or YEAR.match(before.text))
        if before is not None and goes_on:
            gap = "" if cell.text.startswith("(") else " "
            names[-1] = _Stretch(f"{before.text}{gap}{cell.text}", before.start, cell.stop)
        else:
            names.append(cell)
    return [*names, *stream[first:]]


_NARROWEST, _WIDEST = 3, 10
"""Columns of such a table."""


def _readings(stream: Sequence[_Stretch]) -> Iterator[_Reading]:
    texts = [cell.text for cell in stream]
    for size in range(_NARROWEST, min(_WIDEST, len(texts)) + 1):
        names = texts[:size]
        if not names[-1] or _is_cell_value(names[-1]):
            return
        for head in _heads(names):
            rows = _full_rows(texts, size, len(head))
            if rows and _is_header([texts[k] for k in head if k is not None], rows):
                cells = tuple(
                    tuple(k if k < len(texts) and texts[k] else None for k in range(start, start + len(head)))
                    for start in range(size, size + rows * len(head), len(head))
                )
                yield _Reading(head, cells)


def _heads(names: Sequence[str]) -> Iterator[tuple[int | None, ...]]:
    """The ways in which names can stand over columns: one each, below a running number, some over others."""
    whole = tuple(range(len(names)))
    yield whole
    yield (None, *whole)
    labelled = role_of(names[0]) is None or role_of(names[0]) in LABEL_ROLES
    over = [
        k
        for k in whole[1:-1]
        if labelled and role_of(names[k]) is not None and sign_in("spanning_header", compact(names[k]))
    ]
    for below in range(_FEWEST_BELOW, min(_MOST_BELOW, len(names) - _NARROWEST) + 1):
        top = len(names) - below
        if all(role_of(name) is not None or _dates(name) for name in names[top:]):
            for k in range(1, top):
                yield (*whole[:k], *whole[top:], *whole[k + 1 : top])
    for count in range(1, min(len(over), _MOST_SPANNING) + 1):
        for left_out in itertools.combinations(over, count):
            yield tuple(k for k in whole if k not in left_out)


_MOST_SPANNING = 2
_FEWEST_BELOW, _MOST_BELOW = 2, 4
"""Names of a second row that stand under one of the first (`사업량` over `계획`, `실적`, `진도`)."""


def _is_header(names: Sequence[str], rows: int) -> bool:
    """Whether names are those of columns: all of them known, or half of them above several rows."""
    if len(set(names)) < len(names):
        return False
    known = sum(
        role_of(name) is not None or _dates(name) or find_source(name) is not None or header_unit(name) is not None
        for name in names
    )
    return known == len(names) or (known * 2 >= len(names) and rows >= FEWEST)


def _full_rows(texts: Sequence[str], start: int, width: int) -> int:
    """How many rows of one shape follow from `start`: in each column values in all of them, or words in all."""
    kinds = [_is_cell_value(text) for text in texts[start : start + width]]
    counted = width > start
    if len(kinds) < width or not any(kinds[1:]) or kinds[0] != counted:
        return 0
    measure = exact_role(texts[start]) in VALUE_ROLES - {"total"} and not _dates(texts[start])
    if measure or role_of(texts[0]) in VALUE_ROLES - {"total"}:
        return 0
    if sum(not kind for kind in kinds) > _MOST_NAMES:
        return 0
    rows = 0
    while len(row := texts[start + rows * width : start + (rows + 1) * width]) == width and _is_row(row, kinds):
        if counted and row[0].strip(" .") != str(rows + 1):
            break
        rows += 1
    below = texts[start + rows * width : start + rows * width + 1]
    return 0 if any(map(_is_cell_value, below)) else rows


_MOST_NAMES = 4
"""Cells of a row that are words at most."""


def _is_row(row: Sequence[str], kinds: Sequence[bool]) -> bool:
    return any(row) and all(
        not text or text in _DASHES or _is_cell_value(text) == kind for text, kind in zip(row, kinds, strict=True)
    )


_DASHES = ("-", "–", "－")
"""What stands in a cell without a value, whatever the column holds."""


def _dates(name: str) -> bool:
    """Whether a name of a column holds a year or a part of one (`'13년 실적`, `1/4분기`)."""
    return YEAR.match(name) is not None or any(e.kind == "date" for e in scan(name))


def _is_cell_value(text: str) -> bool:
    """Whether a line is a value alone: a number, with its unit and bound, a dash, or a status in words."""
    bare = _REMARK_BEHIND.sub("", text.strip())
    if is_number(bare) or find_status(bare) is not None:
        return True
    found = [e for e in scan(bare) if e.kind in ("quantity", "number") and e.value is not None]
    return len(found) == 1 and len(compact(bare)) <= len(compact(found[0].raw)) + _AROUND and bare[:1] != "("


_REMARK_BEHIND = re.compile(r"(?<=[^\s(])\s?\([^()]*\)$")
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


def _stream(blocks: Sequence[Block], i: int, longest: int, gaps: bool = False) -> Iterator[_Stretch]:
    """Short lines as cells; where bars end the cells, the lines of one cell are put together.

    With `gaps` a blank line between two lines is an empty cell.
    """
    barred = (_line(blocks[i]) or "").rstrip().endswith("|")
    start, words = i, []
    for j in range(i, len(blocks)):
        text = _line(blocks[j])
        if text is None or len(text) > longest or _NO_CELL.search(text):
            return
        bare = text.rstrip(" |").strip()
        words.append(bare)
        if not barred and not words[1:] and _COUNTED_TIME.fullmatch(bare) and _is_words(blocks, j + 1):
            continue
        if not barred or text.rstrip().endswith("|") or is_number(bare):
            yield _Stretch(" ".join(w for w in words if w), start, j + 1)
            start, words = j + 1, []
        if gaps and not words and _blank_below(blocks, j):
            yield _Stretch("", j, j + 1)


_COUNTED_TIME = re.compile(rf"제\s?\d{{1,2}}{alternation('times')}")
"""The first piece of a name that takes two lines (`제2회` above `추경(안)`)."""


def _is_words(blocks: Sequence[Block], j: int) -> bool:
    text = _line(blocks[j]) if j < len(blocks) else None
    return text is not None and not _is_cell_value(text) and len(text) <= _CELL


_NO_CELL = re.compile(
    rf"[가-힣)]\s?[:：]\s|^[□○◦❍▪■※-]\s(?!\s*\|)|[다음함]\.$|[(\[<]\s?{alternation('unit_word')}\s?[:：]"
)
_LONGEST_NAME = 48
"""Letters up to which a line can be a cell among others whose columns are known."""


def _blank_below(blocks: Sequence[Block], j: int) -> bool:
    """Whether a single blank line stands between a line and the next."""
    here, below = blocks[j], blocks[j + 1] if j + 1 < len(blocks) else None
    if below is None or here.place.line is None or below.place.line is None:
        return False
    return below.place.line - here.place.line == _LINES_APART


_LINES_APART = 2


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
