"""Flattened tables with two lines of names whose columns carry the letters by which formulas call them.

`전년도말 현재액(A) 올해 조성계획 올해말 현재액(D=A+B-C)` over `수입(B) 지출(C)`: the letters in order are the columns.
What stands in the upper line without a letter of its own is over the columns of the lower line. It ends where the name
behind it begins, which has as many words as the one before it where both end alike (`현재액`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import is_number
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.names import collapse_spaced_label
from schemas.document import Block, Table, Text

_LETTERED = re.compile(r"(?P<words>[^()]+?)\s?\((?P<letter>[A-Z])(?:\s?=[^()]*)?\)")
_FEWEST_LETTERS, _FEWEST_BELOW = 4, 2


@dataclass(frozen=True, slots=True)
class _Name:
    """The words before a letter, and which of the columns it calls, from 0 on."""

    words: tuple[str, ...]
    column: int


def lettered_columns(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose lettered names begin on line `i`, and the line behind it; None where a letter is missing."""
    lines = [plain_line(block) or "" for block in blocks[i : i + 2]]
    upper, lower = (list(_names(line)) for line in [*lines, "", ""][:2])
    columns = sorted(name.column for name in (*upper, *lower))
    if columns != list(range(len(columns))) or len(columns) < _FEWEST_LETTERS or len(lower) < _FEWEST_BELOW:
        return None
    size = len(columns)
    rows = list(_rows(blocks, i + 2, size))
    heads = _heads(upper, lower, labelled=any(row[0] for row in rows))
    if not rows or heads is None:
        return None
    places = [block for block in (*blocks[i : i + 2], *blocks[i + 2 : i + 2 + len(rows)]) if isinstance(block, Text)]
    return table_of([*heads, *rows], places, headers=2), i + 2 + len(rows)


def _names(line: str) -> Iterator[_Name]:
    for match in _LETTERED.finditer(line):
        words = collapse_spaced_label(match["words"].strip()).split()
        yield _Name(tuple(words), ord(match["letter"]) - ord("A"))


def _rows(blocks: Sequence[Block], start: int, size: int) -> Iterator[list[str]]:
    """Lines of as many numbers as there are columns, with a label before them or none."""
    for block in blocks[start:]:
        text = plain_line(block) or ""
        row = row_of(block)
        numbers = text.split()
        if row is not None and len(row.numbers) == size:
            yield [" ".join(row.names), *row.numbers]
        elif len(numbers) == size and all(map(is_number, numbers)):
            yield ["", *numbers]
        else:
            return


def _heads(upper: Sequence[_Name], lower: Sequence[_Name], labelled: bool) -> list[list[str]] | None:
    """The two rows of names; None where the lower line does not stand below one gap between two of the upper one."""
    between = [name.column for name in lower]
    before = next((a for a, b in pairwise(upper) if list(range(a.column + 1, b.column)) == between), None)
    if before is None:
        return None
    behind = upper[upper.index(before) + 1]
    corner = before.words[0] if labelled and role_of(before.words[0]) == "category" else ""
    first = before.words[1:] if corner else before.words
    own = behind.words[-len(first) :]
    over = behind.words[: -len(first)]
    if not over or not own or own[-1] != first[-1]:
        return None
    named = {name.column: " ".join(name.words) for name in (*upper, *lower)}
    named |= {before.column: " ".join(first), behind.column: " ".join(own)}
    top = [" ".join(over) if c in between else named[c] for c in sorted(named)]
    return [[corner, *top], ["", *(named[c] if c in between else "" for c in sorted(named))]]
