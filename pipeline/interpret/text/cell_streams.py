"""Short lines as a stream of cells: what can be one, what is a value, and the tables that are made of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import overload

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import FEWEST, YEAR, is_number
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.korean.funding import find_source
from pipeline.korean.lookups import REMEMBERED
from pipeline.korean.names import compact
from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation
from pipeline.korean.statuses import find_status
from schemas.document import Block, Cell, Table, Text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A cell of a stream: its text and the blocks that it is made of."""

    text: str
    start: int
    stop: int


class CellStream(Sequence[Stretch]):
    """Cells that are read from their lines only as far as somebody asks for them.

    A reader is tried at every line of a document; if each read the run of lines to its end, the time that a document
    takes would grow with the square of its lines.
    """

    def __init__(self, cells: Iterable[Stretch]) -> None:
        self._left = iter(cells)
        self._read: list[Stretch] = []

    @overload
    def __getitem__(self, index: int) -> Stretch: ...

    @overload
    def __getitem__(self, index: slice) -> list[Stretch]: ...

    def __getitem__(self, index: int | slice) -> Stretch | list[Stretch]:
        stop = index.stop if isinstance(index, slice) else None if index < 0 else index + 1
        more = self._left if stop is None or stop < 0 else islice(self._left, max(0, stop - len(self._read)))
        self._read.extend(more)
        return self._read[index]

    def __iter__(self) -> Iterator[Stretch]:
        at = 0
        while cells := self[at : at + 1]:
            yield cells[0]
            at += 1

    def __len__(self) -> int:
        return len(self[:])


def line_of(block: Block) -> str | None:
    return block.text if isinstance(block, Text) and block.level is None and len(block.text) < _LONGEST else None


_LONGEST = 200
"""Letters from which on a line is no cell."""

CELL = 20
"""Letters up to which a line can be a cell of a table that has one a line."""


def cells_from(blocks: Sequence[Block], i: int, longest: int, gaps: bool = False) -> Iterator[Stretch]:
    """Short lines as cells; where bars end the cells, the lines of one cell are put together.

    With `gaps` a blank line between two lines is an empty cell.
    """
    barred = (line_of(blocks[i]) or "").rstrip().endswith("|")
    start, words = i, []
    for j in range(i, len(blocks)):
        text = line_of(blocks[j])
        if text is None or len(text) > longest or _NO_CELL.search(text):
            return
        bare = text.rstrip(" |").strip()
        words.append(bare)
        if not barred and not words[1:] and _COUNTED_TIME.fullmatch(bare) and _is_words(blocks, j + 1):
            continue
        if not barred or text.rstrip().endswith("|") or is_number(bare):
            yield Stretch(" ".join(w for w in words if w), start, j + 1)
            start, words = j + 1, []
        if gaps and not words and _blank_below(blocks, j):
            yield Stretch("", j, j + 1)


_COUNTED_TIME = re.compile(rf"제\s?\d{{1,2}}{alternation('times')}")
"""The first piece of a name that takes two lines (`제2회` above `추경(안)`)."""


def _is_words(blocks: Sequence[Block], j: int) -> bool:
    text = line_of(blocks[j]) if j < len(blocks) else None
    return text is not None and not is_cell_value(text) and len(text) <= CELL


_NO_CELL = re.compile(
    rf"[가-힣)]\s?[:：]\s|^[□○◦❍▪■※-]\s(?!\s*\|)|[다음함]\.$|[(\[<]\s?{alternation('unit_word')}\s?[:：]"
)
LONGEST_NAME = 48
"""Letters up to which a line can be a cell among others whose columns are known."""


def _blank_below(blocks: Sequence[Block], j: int) -> bool:
    """Whether a single blank line stands between a line and the next."""
    here, below = blocks[j], blocks[j + 1] if j + 1 < len(blocks) else None
    if below is None or here.place.line is None or below.place.line is None:
        return False
    return below.place.line - here.place.line == _LINES_APART


_LINES_APART = 2


@lru_cache(maxsize=REMEMBERED)
def is_cell_value(text: str) -> bool:
    """Whether a line is a value alone: a number, with its unit and bound, a dash, or a status in words."""
    bare = _REMARK_BEHIND.sub("", text.strip())
    if is_number(bare) or find_status(bare) is not None:
        return True
    found = [e for e in scan(bare) if e.kind in ("quantity", "number") and e.value is not None]
    return len(found) == 1 and len(compact(bare)) <= len(compact(found[0].raw)) + _AROUND and bare[:1] != "("


_REMARK_BEHIND = re.compile(r"(?<=[^\s(])\s?\([^()]*\)$")
_AROUND = 3
"""Letters around the number of a value (`연 240회 이상`)."""


def dates(name: str) -> bool:
    """Whether a name of a column holds a year or a part of one (`'13년 실적`, `1/4분기`)."""
    return YEAR.match(name) is not None or any(e.kind == "date" for e in scan(name))


def is_header(names: Sequence[str], rows: int) -> bool:
    """Whether names are those of columns: all of them known, or half of them above several rows; none is a line that
    holds an amount, the first no note in brackets."""
    if len(set(names)) < len(names) or any(map(_AMOUNT.search, names)) or _NOTE.fullmatch(names[0].strip()):
        return False
    known = sum(
        role_of(name) is not None or dates(name) or find_source(name) is not None or header_unit(name) is not None
        for name in names
    )
    return known == len(names) or (known * 2 >= len(names) and rows >= FEWEST)


_NOTE = re.compile(r"[(\[<][^()\[\]<>]*[)\]>]")
_AMOUNT = re.compile(r"\d,\d{3}(?!\d)")


def table_of_stretches(
    rows: Sequence[Sequence[int | None]], stream: Sequence[Stretch], blocks: Sequence[Block], headers: int = 0
) -> Table:
    """A table whose cells stand where their own lines stand; the first `headers` rows are its header."""
    cells = tuple(
        replace(Cell(r, c) if k is None else _cell_of_stretch(r, c, stream[k], blocks), header=r < headers)
        for r, row in enumerate(rows)
        for c, k in enumerate(row)
    )
    first = next(cell.place for cell in cells if cell.blocks)
    return Table(len(rows), max(map(len, rows)), cells, inferred=True, place=first)


def _cell_of_stretch(row: int, column: int, stretch: Stretch, blocks: Sequence[Block]) -> Cell:
    line = blocks[stretch.start]
    if not isinstance(line, Text):
        return Cell(row, column)
    text = replace(line, text=stretch.text, marker=None, level=None, indent=0)
    return Cell(row, column, blocks=(text,), place=line.place)
