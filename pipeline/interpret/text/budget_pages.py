"""Pages of a budget book (세출예산사업명세서) whose rows are lines, also where tabs part them.

A row has a budget, the one before it and their difference, or the budget alone where its source is named; an item of
the basis of an amount stands on a line of its own above the line with its amount, which may show how it is reckoned.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.interpret.text.budget_lines import (
    AMOUNTS,
    BASIS,
    FEWEST_ROWS,
    HEAD,
    PAGE_NUMBER,
    PRIOR,
    BookRow,
    table_of_book,
    value_of,
)
from pipeline.interpret.text.column_names import is_number
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_PRODUCT = re.compile(r"(?P<words>.*\S\s*=)\s*(?P<amount>[△▲-]?[\d,]+)")
_FURNITURE_LINES, _LONGEST_FURNITURE = 6, 60
"""Lines of a page, with the names of its parts, that can stand between the names of the columns and the rows."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, by its number among those read: its words, its numbers, the formula before the last of them."""

    at: int
    label: str
    numbers: tuple[str, ...]
    formula: str = ""


def book_of_pages(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table of a page of a book whose names of columns stand in block `i`; None where there is none."""
    ahead, header = _header_in(blocks[i])
    if header is None:
        ahead, header = _header_of_two(blocks, i)
    if header is None:
        return None
    page = _page(blocks, i, ahead)
    texts, notes, rows = page.texts, page.notes, page.rows
    end = _boundary(blocks, i, len(texts))
    if end is None:
        return None
    coded = any(re.match(r"\d{2,3}\s", row.cells[0][0]) for row in rows)
    full = sum(len([text for text, _ in row.cells if text]) > AMOUNTS for row in rows)
    if full < FEWEST_ROWS or not coded:
        return None
    compared = PRIOR if sign_in("prior_year", header) else HEAD[2]
    names = BookRow(tuple((name, ahead) for name in (*HEAD[:2], compared, *HEAD[3:])))
    note = [BookRow(((" ".join(texts[n].text for n in notes), notes[0]),))] if notes else []
    return table_of_book([*note, names, *rows], texts), end


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page as far as they were read, the numbers of those above the rows, and the rows."""

    texts: Sequence[Text]
    notes: Sequence[int]
    rows: Sequence[BookRow]


def _page(blocks: Sequence[Block], i: int, ahead: int) -> _Page:
    """The rows below the names of the columns, which stand in line `ahead` of block `i`, up to a line that is none.

    Rows go on behind the number of a page.
    """
    texts: list[Text] = []
    notes = list(range(ahead))
    rows: list[BookRow] = []
    pending: _Line | None = None
    for text in itertools.chain.from_iterable(map(_texts_of, itertools.islice(blocks, i, None))):
        at = len(texts)
        texts.append(text)
        if at <= ahead:
            continue
        line = _read(text, at)
        if line is not None:
            done, pending = _joined(pending, line)
            rows += done
        elif _between_rows(text, texts) if rows else pending is None and _is_furniture(text.text, len(notes) - ahead):
            notes.append(at)
        else:
            texts.pop()
            break
    while rows and notes and notes[-1] == len(texts) - 1:
        notes.pop()
        texts.pop()
    rows += [BookRow(((pending.label, pending.at),))] if pending is not None else []
    return _Page(texts, notes, rows)


def _between_rows(text: Text, above: Sequence[Text]) -> bool:
    """Whether a line is the number of a page, or tells below one of which part of the book the next is."""
    if PAGE_NUMBER.fullmatch(text.text.strip()) is not None:
        return True
    seen = next((n for n, line in enumerate(reversed(above[:-1])) if PAGE_NUMBER.fullmatch(line.text.strip())), None)
    return seen is not None and _is_furniture(text.text, seen)


def _boundary(blocks: Sequence[Block], i: int, at: int) -> int | None:
    """The block that the line at `at` begins; None where it stands within one, which cannot be parted."""
    for j in range(i, len(blocks)):
        if at == 0:
            return j
        at -= sum(1 for _ in _texts_of(blocks[j]))
        if at < 0:
            return None
    return len(blocks) if at == 0 else None


def _texts_of(block: Block) -> Iterator[Text]:
    """The lines of a block: a paragraph, or the rows of a table that tabs part, their cells joined by tabs."""
    if isinstance(block, Text):
        yield block
        return
    for r in range(block.n_rows):
        cells = sorted((cell for cell in block.cells if cell.row == r), key=lambda cell: cell.col)
        place = cells[0].place if cells else block.place
        yield Text("\t".join(cell.text for cell in cells), place=place)


def _header_in(block: Block) -> tuple[int, str | None]:
    """Which of the first lines of a block holds the names of the columns of a book, and its text."""
    for n, line in enumerate(itertools.islice(_texts_of(block), 3)):
        text = line.text.strip()
        if text and not re.search(r"\d", text) and sign_in("compared_column", text) and len(text) < _LONGEST_FURNITURE:
            return n, text
    return 0, None


def _header_of_two(blocks: Sequence[Block], i: int) -> tuple[int, str | None]:
    """The names of the columns of a book on two lines, of which the first begins with those of its levels."""
    lines = [block for block in blocks[i : i + 2] if isinstance(block, Text)]
    if len(lines) < 2 or not sign_in("book_levels", lines[0].text):
        return 0, None
    joined = " ".join(line.text.strip() for line in lines)
    plain = not re.search(r"\d", joined) and len(joined) < _LONGEST_FURNITURE
    return (1, joined) if plain and sign_in("compared_column", joined) else (0, None)


def _is_furniture(text: str, seen: int) -> bool:
    """Whether a line tells of which part of the book a page is (`정책: 농업 육성`, `2025년도 본예산 일반회계`)."""
    return seen < _FURNITURE_LINES and len(text) < _LONGEST_FURNITURE and sign_in("book_part", text) is not None


def _read(text: Text, at: int) -> _Line | None:
    """A line as a row of a book or a part of one; None where it is none."""
    bare = text.text.strip()
    if PAGE_NUMBER.fullmatch(bare):
        return None
    if (basis := _PRODUCT.fullmatch(bare.replace("\t", " "))) is not None:
        return _Line(at, "", (basis["amount"],), basis["words"])
    if (glued := _glued_item(bare)) is not None:
        return _Line(at, glued[0], (glued[1],), glued[2])
    fields = text.text.split("\t")
    if len(fields) > 1:
        label, numbers = fields[0].strip(), [field.strip() for field in fields[1 : AMOUNTS + 1]]
    else:
        words = bare.split()
        numbers = [*itertools.takewhile(is_number, reversed(words))][::-1]
        label = " ".join(words[: len(words) - len(numbers)])
    if len(numbers) == _SAME_IN_WON and value_of(numbers[1]) == (value_of(numbers[0]) or 0) * 1000:
        return _Line(at, label, (numbers[0],), numbers[1])
    if BASIS.match(label):
        label, numbers = " ".join([label, *numbers[:-1]]), numbers[-1:]  # `○안내판 2개 13,600`
    values = [value_of(number) for number in numbers if number]
    if None in values or len(values) not in (0, 1, AMOUNTS) or re.search(r"[:：]", label):
        return None
    if len(values) == AMOUNTS and abs((values[0] or 0) - (values[1] or 0) - (values[2] or 0)) > 1:
        return None
    named = re.search(r"[가-힣]", label) is not None
    if (not values and not BASIS.match(label)) or (label and not named) or (not label and not values):
        return None
    return _Line(at, label, tuple(numbers if values else ()))


_SAME_IN_WON = 2
"""Numbers behind an item of a basis: its amount and the same in won (`4,054 4,054,000원`)."""


def _glued_item(text: str) -> tuple[str, str, str] | None:
    """The words of an item, its amount and the same in won, run together (`교육비 200,000200,000,000원`)."""
    match = _GLUED.fullmatch(text) if BASIS.match(text) or text[:1].isdigit() else None
    if match is None:
        return None
    digits = match["digits"]
    for cut in (m.start() for m in re.finditer(r"\d", digits)):
        amount, won = digits[:cut], digits[cut:]
        if _GROUPED.fullmatch(amount) and _GROUPED.fullmatch(won) and value_of(won) == (value_of(amount) or 0) * 1000:
            return match["words"].strip(), amount, f"{won}원"
    return None


_GLUED = re.compile(r"(?P<words>(?:.*[가-힣)])?)\s*(?P<digits>[\d,]+)원")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})*")


def _joined(pending: _Line | None, line: _Line) -> tuple[list[BookRow], _Line | None]:
    """The rows that a line ends, and the line that still waits for its amounts."""
    if line.label and not line.numbers:
        return ([BookRow(((pending.label, pending.at),))] if pending else []), line
    label = (line.label, line.at) if line.label or pending is None else (pending.label, pending.at)
    done = [BookRow(((pending.label, pending.at),))] if pending is not None and line.label else []
    padded = (*line.numbers, *[""] * (AMOUNTS - len(line.numbers)))
    basis = ((line.formula, line.at),) if line.formula else ()
    named = label if label[0] else (line.formula, line.at)
    return [*done, BookRow((named, *((number, line.at) for number in padded), *basis))], None
