"""The form of a table: the words over its columns and their number.

Nothing but the table itself decides, so that what was taught stays true for what it was taught of: neither the rules
that read rows nor what they made of the numbers have a part in it. Digits in a header count as one, so that the table
of another year is the same form.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.korean.scan import scan

SIGNATURE_DIGITS = 12
DIGITS = re.compile(r"\d+")
LONGEST_HEADER = 40
MOST_HEADER_ROWS = 4
"""No table that was seen has more rows over its numbers that name columns."""
COUNTED = frozenset({"number", "quantity"})
YEARS = "년"
"""`24년` counts years or names one; over a column it names one."""
SIGNS = " ([△▲+-"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell in the first rows of a table."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class FormShape:
    """What tells the form of a table.

    first    the first row that names columns: above it stand titles and notes of the table, which other tables of the
             form have otherwise
    rows     how many rows are title and header
    headers  the folded words of each row that names columns
    words    the folded word right over each column, empty where none stands
    """

    columns: int
    first: int
    rows: int
    headers: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def signature(self) -> str:
        """Equal for tables of one form."""
        parts = (str(self.columns), *self.headers)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:SIGNATURE_DIGITS]

    @property
    def is_named(self) -> bool:
        """Whether a word stands over a column: without any, tables that have nothing in common look the same."""
        return any(self.words)


def fold_header(text: str) -> str:
    """The letters of a header; a run of digits is one sign, and a long text is no name."""
    letters = fold(text)
    return DIGITS.sub("#", letters) if len(letters) <= LONGEST_HEADER else ""


def fold(text: str) -> str:
    """A text without what differs between two prints of it: blanks, signs, capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def shape_of(columns: int, cells: Iterable[HeadCell]) -> FormShape:
    """The form of a table with so many columns, of its cells above row MOST_HEADER_ROWS."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.col))
    filled: dict[int, list[HeadCell]] = {}
    for cell in ordered:
        if cell.text.strip():
            filled.setdefault(cell.row, []).append(cell)
    first = next((row for row, held in filled.items() if len(held) > 1), 0)
    headless = first > 0 and any(is_figure(cell.text) for cell in filled[first])
    first, rows = (0, first) if headless else (first, _end_of_header(filled, first))
    heads = [cell for cell in ordered if first <= cell.row < rows]
    headers: dict[int, list[str]] = {}
    for cell in heads:
        headers.setdefault(cell.row, []).append(fold_header(cell.text))
    texts = tuple(" | ".join(words) for words in headers.values())
    return FormShape(columns, first, rows, texts, _words(columns, heads))


def _end_of_header(filled: Mapping[int, Sequence[HeadCell]], first: int) -> int:
    """The first row below the first that names columns which names none: it has a figure, or but a name at its head."""
    below = {row: held for row, held in filled.items() if row > first}
    if not any(is_figure(cell.text) for held in below.values() for cell in held):
        return first + 1
    figures = [row for row, held in below.items() if any(is_figure(cell.text) for cell in held)]
    named = [row for row, held in below.items() if len(held) == 1 and held[0].col == 0]
    return min([*figures, *named])


def _words(columns: int, heads: Sequence[HeadCell]) -> tuple[str, ...]:
    """The last word over each column; a cell over several columns names none of them where another stands below."""
    words = [""] * columns
    for cell in heads:
        if word := fold_header(cell.text):
            for column in range(cell.col, min(cell.col + cell.col_span, columns)):
                words[column] = word
    return tuple(words)


def is_figure(text: str) -> bool:
    """Whether a cell holds a count or an amount and no name: `12`, `1,200명`, `85.3%`; no year, no `1안`."""
    bare = text.strip().lstrip(SIGNS)
    if not bare[:1].isdigit():
        return False
    first = next(iter(scan(bare)), None)
    if first is None or first.start > 0 or first.kind not in COUNTED or first.unit == YEARS:
        return False
    return not bare[first.end : first.end + 1].isalnum()
