"""Flattened tables whose names of columns hold blanks, where the document has these names elsewhere by themselves.

A header has more words than its rows have numbers; which words are one name is told by the lines around: entries that
commas part, and names of rows. Where more than one parting gives only such names, the lines stay as they are.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line, row_of, with_remarks
from pipeline.korean.names import compact, strip_markers
from schemas.document import Block, Table

_FEWEST_NUMBERS, _MOST_WORDS = 3, 3
"""Numbers of a row at least, and words of a name at most."""
_AROUND = 60
"""Blocks before and behind the header that may tell its names."""
_APART = re.compile(r"[,·/:：]")


def table_below_told_names(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below a line that begins with a word like 구분 and goes on in names told elsewhere."""
    words = tokens_of(plain_line(blocks[i]) or "")
    first = row_of(blocks[i + 1]) if words and i + 1 < len(blocks) else None
    size = len(first.numbers) if first is not None else 0
    if size < _FEWEST_NUMBERS or not size + 1 < len(words) <= size * _MOST_WORDS + 1:
        return None
    if role_of(words[0]) not in NAMES_OF_ROWS or any(map(is_number, words)):
        return None
    names = _parted(words[1:], size, frozenset(_told(blocks, i)))
    rows, j = [], i + 1
    while j < len(blocks) and (row := row_of(blocks[j])) is not None and len(row.numbers) == size:
        rows.append([" ".join(row.names), *row.numbers])
        j += 1
    return (with_remarks([[words[0], *names], *rows], blocks[i:j]), j) if names else None


def _told(blocks: Sequence[Block], i: int) -> Iterator[str]:
    """What stands by itself in the lines around the header, without blanks."""
    for block in (*blocks[max(0, i - _AROUND) : i], *blocks[i + 1 : i + _AROUND]):
        row = row_of(block)
        text = " ".join(row.names) if row is not None else plain_line(block) or ""
        yield from (compact(strip_markers(piece)) for piece in _APART.split(text))


def _parted(words: Sequence[str], size: int, told: frozenset[str]) -> list[str]:
    """Words as `size` names that are told; empty where none or more than one parting gives such names."""
    ways: list[list[list[str]]] = [[[]]]  # for each count of words up to two of the partings of so many
    for end in range(1, len(words) + 1):
        found = [
            [*names, " ".join(words[start:end])]
            for start in range(max(0, end - _MOST_WORDS), end)
            if "".join(words[start:end]) in told
            for names in ways[start]
        ]
        ways.append(found[:_TWO])
    whole = [names for names in ways[-1] if len(names) == size]
    return whole[0] if len(ways[-1]) == 1 and whole else []


_TWO = 2
