"""Pages of a budget book (세출예산사업명세서) that ran into one line, as the lines that they were.

A row ends behind three amounts that go up in each other, a source behind its amount, an item of the basis of an amount
behind that amount and what it is reckoned from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.interpret.text.budget_lines import AMOUNTS, BASIS, FEWEST_ROWS, PAGE_NUMBER, are_amounts, value_of
from pipeline.interpret.text.column_names import is_number
from pipeline.korean.funding import short_source
from pipeline.korean.signs import sign_in
from schemas.document import Block, Text

_NOTE = re.compile(r"[(\[][^()\[\]]*[)\]]")


def lines_of_book(block: Block) -> list[Text]:
    """The lines of a budget book in one line; none where it is another text."""
    if not isinstance(block, Text) or block.level is not None or len(block.text) < _SHORTEST:
        return []
    if sign_in("compared_column", " ".join(_header(block.text.split()))) is None:
        return []
    lines = list(_lines(block.text.split()))
    rows = sum(are_amounts([value_of(word) for word in line.split()[-AMOUNTS:]]) for line in lines)
    return [replace(block, text=line, marker=None, level=None) for line in lines] if rows >= FEWEST_ROWS else []


def lines_of_sources(block: Block) -> list[Text]:
    """The sources of a row of a budget book that stand in one line (`국 160 도 48 군 112`), a line each; else none."""
    words = block.text.split() if isinstance(block, Text) and block.level is None and block.marker is None else []
    pairs = list(zip(words[::2], words[1::2], strict=False))
    if not isinstance(block, Text) or len(words) % 2 or not _FEWEST_SOURCES <= len(pairs) <= _MOST_SOURCES:
        return []
    if not all(len(name) == 1 and short_source(name) is not None and is_number(amount) for name, amount in pairs):
        return []
    return [replace(block, text=f"{name} {amount}") for name, amount in pairs]


_FEWEST_SOURCES, _MOST_SOURCES = 2, 6
_SHORTEST = 200
"""Letters that a page in one line has at least."""


def _header(words: Sequence[str]) -> list[str]:
    """The names of the columns, from the levels of a book to the column that compares its amounts."""
    at = next((i for i, word in enumerate(words) if sign_in("book_levels", word)), None)
    return [] if at is None else list(words[at : _end_of_header(words, at)])


def _end_of_header(words: Sequence[str], at: int) -> int:
    for end in range(at + 1, min(at + _COLUMNS, len(words)) + 1):
        if sign_in("compared_column", words[end - 1]):
            return end
    return at


_COLUMNS = 8
"""Words that the names of the columns are at most."""


def _lines(words: Sequence[str]) -> Iterator[str]:
    """The words of a book by its lines."""
    label: list[str] = []
    at = 0
    while at < len(words):
        end = _end_of_line(words, at, label)
        if end is None:
            label.append(words[at])
            at += 1
            continue
        if label and not is_number(words[at]):  # all but the amounts of a name begin a line
            yield " ".join(label)
            label = []
        yield " ".join([*label, *words[at:end]])
        label, at = [], end
    if label:
        yield " ".join(label)


def _end_of_line(words: Sequence[str], at: int, label: Sequence[str]) -> int | None:
    """The end of the line that a word begins, or that the amounts at it end; None where it is a word of a label."""
    if PAGE_NUMBER.fullmatch(" ".join(words[at : at + 3])):
        return at + 3
    if sign_in("book_levels", words[at]):
        return max(at + 1, _end_of_header(words, at))
    if (note := _NOTE.fullmatch(words[at])) is not None and sign_in("unit_word", note[0]):
        return at + 1
    if words[at].endswith(":") and sign_in("book_part", words[at]):
        return _end_of_part(words, at)
    if short_source(words[at]) is not None and is_number("".join(words[at + 1 : at + 2])):
        return at + 2
    if BASIS.match(words[at]) and not is_number(words[at]):
        return _end_of_item(words, at)
    if label and are_amounts([value_of(word) for word in words[at : at + AMOUNTS]]):
        return at + AMOUNTS
    return None


def _end_of_part(words: Sequence[str], at: int) -> int:
    """The end of the name of the part of a book that a page is of (`정책: 노인복지 증진`)."""
    end = at + 1
    while end < len(words) and not _NOTE.match(words[end]) and sign_in("book_levels", words[end]) is None:
        if words[end].endswith(":"):
            break
        end += 1
    return end


def _end_of_item(words: Sequence[str], at: int) -> int:
    """The end of an item: behind its amount, or behind the same in won that follows it (`4,054 4,054,000원`)."""
    for end in range(at + 1, min(at + _LONGEST_ITEM, len(words))):
        if is_number(words[end]) and value_of(words[end]) is not None and not _IN_WON.search(words[end]):
            behind = end + 1 < len(words) and _IN_WON.search(words[end + 1]) is not None
            return end + 1 + behind
        if BASIS.match(words[end]):
            return end
    return at + 1


_LONGEST_ITEM = 24
_IN_WON = re.compile(r"\d원")
