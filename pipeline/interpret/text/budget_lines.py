"""Budget books that a converter wrote out one cell a line: a code, its name, and the amounts of the row below.

What an amount is, is told by arithmetic and not by the order in which the names of the columns survived: of three
amounts the first is the budget where it less the second is the third.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.text.column_names import TOTAL_LABEL, YEAR, is_number
from pipeline.interpret.text.unit_notes import note_units
from pipeline.korean.funding import short_source
from pipeline.korean.names import compact
from pipeline.korean.signs import alternation, sign_in
from schemas.document import Block, Cell, Table, Text, texts_in

_CODE = re.compile(r"\d{3,4}")
_CODED = re.compile(r"\d{2,3}\s[가-힣]\S.*")
_SUBCODE = re.compile(r"\d{2}\s?[가-힣]\S.*")
_NAME = re.compile(r"[가-힣(][^\d:：]{1,24}")
BASIS = re.compile(r"[○◦●ㆍ·\-–*※▪▶=]")
PAGE_NUMBER = re.compile(r"[-–]\s?\d{1,4}\s?[-–]")
AMOUNTS = 3
FEWEST_ROWS = 3
"""Rows with a code that a book has at least on one page."""
HEAD = ("과목", "예산액", "기정예산액", "비교증감", "산출기초")
"""Names of the columns where the book's own do not stand in the order of its cells."""
PRIOR = "전년도예산액"


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of the book: the label, the cells after it, and the line that each of them stands in."""

    cells: tuple[tuple[str, int], ...]


def book_of_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table of a book that begins at line `i`, and the line after it; None where there is none."""
    start = _first_row(blocks, i)
    if start is None:
        return None
    rows, at = [], start
    while (found := _next(blocks, at)) is not None:
        row, at = found
        rows.append(row)
    names = _amount_names(blocks, i, start)
    coded = sum(_CODE.match(row.cells[0][0]) is not None for row in rows)
    whole = sum(all(text for text, _ in row.cells[: AMOUNTS + 1]) for row in rows)
    leveled = start > i and _names_levels(blocks, i)
    if (whole if leveled or YEAR.match(names[0].split()[0]) else coded) < FEWEST_ROWS:
        return None
    head = BookRow(tuple((name, i) for name in (HEAD[0], *names, *HEAD[3:])))
    above = " ".join(_text(blocks, k) or "" for k in range(i, start))
    note = [BookRow(((above, i),))] if start > i else _note_before(blocks, i)
    return table_of_book([*note, head, *rows], blocks), at


def _note_before(blocks: Sequence[Block], i: int) -> list[BookRow]:
    """The unit note of the pages before, as a row, where the rows at line `i` go on below the number of a page."""
    if not any(PAGE_NUMBER.fullmatch(_text(blocks, j) or "") for j in range(max(0, i - _FURNITURE), i)):
        return []
    lines = ((j, _text(blocks, j) or "") for j in range(i - 1, max(-1, i - _PAGES), -1))
    found = next(((j, text) for j, text in lines if len(text) <= _LONGEST_NOTE and note_units(text)), None)
    return [BookRow(((found[1], found[0]),))] if found is not None else []


_FURNITURE, _PAGES = 6, 400
"""Lines between the number of a page and the rows of the next, and those of the pages before at most."""


def _first_row(blocks: Sequence[Block], i: int) -> int | None:
    """Where the rows begin: at line `i`, or where that is the unit note of the book, below the names of its columns."""
    if _is_code(blocks, i):
        return i
    text = _text(blocks, i)
    leveled = _names_levels(blocks, i)
    if text is None or not (note_units(text) or leveled) or len(text) > _LONGEST_NOTE:
        return None
    for j in range(i + 1, min(i + _REACH, len(blocks))):
        if _is_code(blocks, j) or _is_total(blocks, j) or (leveled and (_is_named(blocks, j) or _is_item(blocks, j))):
            return j
        texts = [text.text for text in texts_in((blocks[j],)) if not YEAR.match(text.text.strip())]
        if any(_is_no_name(text) for text in texts):
            return None
    return None


def _is_no_name(text: str) -> bool:
    """Whether a line is neither the name of a column nor of the part of the book that a page is of."""
    part = sign_in("book_part", text) is not None or _CHAPTER.match(text.strip()) is not None
    return len(compact(text)) > _LONGEST_NOTE or (re.search(r"\d", text) is not None and not part)


_CHAPTER = re.compile(rf"\({alternation('book_chapter')}\s?\d{{4}}\)")
"""`(세항 2232)습지공원 운영`: a level of a book before 2008."""


def _is_item(blocks: Sequence[Block], j: int) -> bool:
    """Whether an item of the basis of an amount begins at a line: a page goes on with the items of its last row."""
    found = _note(blocks, j)
    return found is not None and len(found[0].cells) > 1 and bool(found[0].cells[1][0])


def _names_levels(blocks: Sequence[Block], i: int) -> bool:
    """Whether line `i` or that below it names the levels of a budget book (`부서·정책·단위·세부사업`)."""
    return any(sign_in("book_levels", _text(blocks, k) or "") is not None for k in (i, i + 1))


def _is_named(blocks: Sequence[Block], j: int) -> bool:
    """Whether a name, with or without its code, stands above three amounts that go up in each other."""
    name = _text(blocks, j)
    return (
        name is not None and (_NAME.fullmatch(name) or _CODED.fullmatch(name)) is not None and _amounts(blocks, j + 1)
    )


def _is_total(blocks: Sequence[Block], j: int) -> bool:
    """Whether a line is the name of a total above three amounts that go up in each other."""
    name = _text(blocks, j)
    return name is not None and TOTAL_LABEL.match(compact(name)) is not None and _amounts(blocks, j + 1)


_LONGEST_NOTE = 40


def table_of_book(rows: Sequence[BookRow], blocks: Sequence[Block]) -> Table:
    """The rows as a table whose cells stand where their own lines stand."""
    cells = []
    for r, row in enumerate(rows):
        padded = [*row.cells, *[("", row.cells[0][1])] * (len(HEAD) - len(row.cells))]
        joined = [*padded[: len(HEAD) - 1], (" ".join(text for text, _ in padded[len(HEAD) - 1 :]), padded[-1][1])]
        for c, (text, at) in enumerate(joined):
            line = blocks[at]
            if isinstance(line, Text):
                part = replace(line, text=text, marker=None, level=None, indent=0)
                wide = len(HEAD) if len(row.cells) == 1 and r == 0 else 1
                if wide == 1 or c == 0:
                    cells.append(Cell(r, c, col_span=wide, blocks=(part,) if text else (), place=line.place))
    return Table(len(rows), len(HEAD), tuple(cells), inferred=True, place=cells[0].place)


def _amount_names(blocks: Sequence[Block], i: int, start: int) -> tuple[str, str]:
    """The names of the first two amounts: those of two years where the lines above the rows name them."""
    lines = [line for j in range(i, start) if (line := _text(blocks, j))]
    years = [line for line in lines if YEAR.match(line)]
    if len(years) != _TWO_YEARS:
        return HEAD[1], _compared(blocks, i, start)
    amounts = (name for line in lines if sign_in("amount_end", name := compact(line)) and sign_in("planned", name))
    name = next(amounts, HEAD[1])
    return f"{years[0]} {name}", f"{years[1]} {name}"


_TWO_YEARS = 2


def _compared(blocks: Sequence[Block], i: int, start: int) -> str:
    """What the second amount is: the year before where a line above the book says so, else what was set before."""
    above = [line for j in range(i if i < start else max(0, i - _REACH), start) if (line := _text(blocks, j))]
    if i == start and (note := _note_before(blocks, i)):
        first = note[0].cells[0][1]
        above += [line for j in range(first, min(first + _REACH, i)) if (line := _text(blocks, j))]
    return PRIOR if any(sign_in("prior_year", line) for line in above) else HEAD[2]


_REACH = 16
"""Lines above a book in which the names of its columns stand."""


def _text(blocks: Sequence[Block], j: int) -> str | None:
    block = blocks[j] if 0 <= j < len(blocks) else None
    return block.text.strip() if isinstance(block, Text) and block.level is None else None


def _is_code(blocks: Sequence[Block], j: int) -> bool:
    """Whether a code, a name and three amounts that go up in each other stand below one another, the name even last."""
    return _name_of_code(blocks, j) is not None


def _name_of_code(blocks: Sequence[Block], j: int) -> int | None:
    """The line of the name that the code at line `j` has: right below it, or below its amounts."""
    code = _text(blocks, j)
    if code is None or not _CODE.fullmatch(code):
        return None
    for at, amounts in ((j + 1, j + 2), (j + 1 + AMOUNTS, j + 1)):
        name = _text(blocks, at)
        if name is not None and _NAME.fullmatch(name) and _amounts(blocks, amounts):
            return at
    return None


def _amounts(blocks: Sequence[Block], j: int) -> bool:
    """Whether three lines are a budget, the one before it and their difference."""
    values = [value_of(_text(blocks, k)) for k in range(j, j + AMOUNTS)]
    return any(are_amounts([values[k] for k in order]) for order in _ORDERS)


def _in_order(blocks: Sequence[Block], j: int) -> tuple[int, ...]:
    """The lines of a budget, the one before it and their difference, of the three lines from `j` on that are these.

    A converter may print the budget, which it found in a cell of its own, behind the two.
    """
    values = [value_of(_text(blocks, k)) for k in range(j, j + AMOUNTS)]
    if are_amounts(values):
        return (j, j + 1, j + 2)
    return (j + 2, j + 1, j) if _differences_first(blocks, j) else (j + 2, j, j + 1)


def _differences_first(blocks: Sequence[Block], j: int) -> bool:
    """Whether of two numbers before a budget that is their sum the first is the difference, in the book around a line.

    A difference can be below zero and is mostly the smaller one.
    """
    firsts = 0
    for at in range(max(0, j - _AROUND), min(len(blocks), j + _AROUND)):
        values = [value_of(_text(blocks, k)) for k in range(at, at + AMOUNTS)]
        if are_amounts([values[2], values[0], values[1]]) and not are_amounts(values):
            first, second = values[0] or 0, values[1] or 0
            firsts += (first < 0) - (second < 0) if min(first, second) < 0 else (first < second) - (second < first)
    return firsts > 0


_AROUND = 100
"""Lines before and behind a row that tell in which order its book prints amounts."""


def are_amounts(values: Sequence[int | None]) -> bool:
    """Whether three numbers are a budget, the one before it and their difference."""
    if len(values) != AMOUNTS or None in values:
        return False
    budget, before, difference = (value or 0 for value in values)
    return abs(budget - before - difference) <= 1


_ORDERS = ((0, 1, 2), (2, 0, 1))


def value_of(text: str | None) -> int | None:
    if text is None or not is_number(text):
        return None
    digits = re.sub(r"\D", "", text)
    sign = -1 if text.startswith(("△", "▲", "-", "∆")) else 1
    return sign * int(digits) if digits else 0


def _next(blocks: Sequence[Block], j: int) -> tuple[BookRow, int] | None:
    """The row that begins at line `j` and the line after it."""
    text = _text(blocks, j)
    if text is None or PAGE_NUMBER.fullmatch(text):
        return None
    if (named := _name_of_code(blocks, j)) is not None:
        label = (f"{text} {_text(blocks, named)}", j)
        return BookRow((label, *_cells(blocks, j + 2 if named == j + 1 else j + 1))), j + 2 + AMOUNTS
    if _BOXED_NAME.fullmatch(text):
        return BookRow(((text, j),)), j + 1
    if (split := _SOURCE_IN_BRACKETS.fullmatch(text)) is not None and short_source(split["source"]) is not None:
        return BookRow(((split["source"], j), (split["amount"], j))), j + 1
    if short_source(text) is not None and is_number(_text(blocks, j + 1) or "") and not _amounts(blocks, j + 1):
        return BookRow(((text, j), (_text(blocks, j + 1) or "", j + 1))), j + 2
    if _is_total(blocks, j) or _is_named(blocks, j):
        name = compact(text) if _is_total(blocks, j) else text
        return BookRow(((name, j), *_cells(blocks, j + 1))), j + 1 + AMOUNTS
    sub = _text(blocks, j + AMOUNTS)
    if _amounts(blocks, j) and sub is not None and _SUBCODE.fullmatch(sub):
        return BookRow(((sub, j + AMOUNTS), *_cells(blocks, j))), j + AMOUNTS + 1
    if _SUBCODE.fullmatch(text) and (item := _reckoned(blocks, j)) is not None:
        return item
    if _SUBCODE.fullmatch(text) and _goes_on(blocks, j + 1):
        return BookRow(((text, j),)), j + 1
    return _note(blocks, j)


_SOURCE_IN_BRACKETS = re.compile(r"[\[(](?P<source>[가-힣]{1,6})\s+(?P<amount>[△▲-]?[\d,]+)[\])]")
"""`[국 912,000]`: how much of the amount above comes from a source."""


_BOXED_NAME = re.compile(r"\[\s*[가-힣](?:\s*[가-힣])*\s*\]")
"""What the items below it are for (`[ 일 반 수 용 비 ]`)."""


def _reckoned(blocks: Sequence[Block], j: int) -> tuple[BookRow, int] | None:
    """A name of an account whose amount stands behind `=`, with what is multiplied before or behind it."""
    basis: list[tuple[str, int]] = []
    amount: tuple[str, int] | None = None
    at = j + 1
    while (line := _text(blocks, at)) is not None:
        if amount is None and line == "=" and is_number(_text(blocks, at + 1) or ""):
            amount, at = (_text(blocks, at + 1) or "", at + 1), at + 2
        elif _FACTORS.search(line) and not BASIS.match(line) and not basis:
            basis, at = [(line, at)], at + 1
        else:
            break
    return (BookRow(((_text(blocks, j) or "", j), amount, ("", j), ("", j), *basis)), at) if amount else None


_FACTORS = re.compile(r"\d\D*[xX×*]")


def _goes_on(blocks: Sequence[Block], j: int) -> bool:
    """Whether a line begins an item of a basis or another row: a name of an account without amounts can stand above."""
    text = _text(blocks, j)
    return text is not None and (BASIS.match(text) is not None or _is_code(blocks, j))


def _cells(blocks: Sequence[Block], j: int) -> Iterator[tuple[str, int]]:
    return ((_text(blocks, k) or "", k) for k in _in_order(blocks, j))


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def _note(blocks: Sequence[Block], j: int) -> tuple[BookRow, int] | None:
    """An item of the basis of an amount: its words, what is multiplied, and the amount that comes out."""
    text = _text(blocks, j)
    if text is None or not BASIS.match(text):
        return None
    at = j + 1
    basis: list[tuple[str, int]] = []
    while (line := _text(blocks, at)) is not None and not BASIS.match(line) and not _is_code(blocks, at):
        if is_number(_unspaced(line)) and not _amounts(blocks, at):
            break
        if not _FACTORS.search(line):
            return BookRow(((text, j), *[("", j)] * AMOUNTS, *basis)), at
        basis.append((line, at))
        at += 1
    if line == "=":
        at += 1
        line = _text(blocks, at)
    if line is not None and is_number(_unspaced(line)) and not _amounts(blocks, at):
        return BookRow(((text, j), (line, at), ("", at), ("", at), *basis)), at + 1
    return BookRow(((text, j), *[("", j)] * AMOUNTS, *basis)), at
