"""Flattened tables whose names of columns come again below each of several groups, in pieces on lines of their own.

`운영 결과 솔시 비슷한 시 평균` over `'21년도`, `(A)`, `'20년도`, `(B)` ..., over rows that end in as many numbers.
Where the words of the upper line are more than its names, the sentence that describes the table for those who do not
see it tells which belong together. Rows that hold no number stand among the others and give nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_FEWEST_NAMES, _FEWEST_GROUPS, _FEWEST_ROWS = 2, 2, 2
_MOST_PIECES, _MOST_WORDS, _MOST_WITHOUT = 24, 10, 2
_LETTER = re.compile(r"\([A-Z](?:\s?=[^()]*)?\)$")
"""The letter by which formulas call a column, behind its name."""


def grouped_pieces(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below the groups of line `i` and the pieces of the names that come again below each, and its end."""
    words = _words(blocks, i)
    if not _FEWEST_GROUPS < len(words) <= _MOST_WORDS or not all(map(_names_something, words)):
        return None
    names, at = _names_below(blocks, i + 1)
    wide = next((n for n in range(_FEWEST_NAMES, len(names)) if _bare(names[:n]) == _bare(names[n : 2 * n])), 0)
    if not wide or _bare(names) != _bare(names[:wide]) * (len(names) // wide):
        return None
    groups = _groups(words, len(names) // wide, blocks[max(0, i - 2) : i])
    rows = list(_rows(blocks, at, len(names)))
    while rows and rows[-1][-1] == _NOTHING:
        rows.pop()
    if groups is None or sum(row[-1] != _NOTHING for row in rows) < _FEWEST_ROWS:
        return None
    lines = [block for block in (blocks[i], blocks[i + 1], *blocks[at : at + len(rows)]) if isinstance(block, Text)]
    upper = [groups[0], *(group for group in groups[1:] for _ in range(wide))]
    return table_of([upper, ["", *names], *rows], lines, headers=2), at + len(rows)


_NOTHING = "-"


def _words(blocks: Sequence[Block], j: int) -> tuple[str, ...]:
    text = plain_line(blocks[j]) if j < len(blocks) else None
    return tokens_of(text) if text and not re.search(r"[:：|]", text) else ()


def _names_something(word: str) -> bool:
    return not any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def _bare(names: Sequence[str]) -> list[str]:
    return [_LETTER.sub("", name) for name in names]


def _names_below(blocks: Sequence[Block], start: int) -> tuple[tuple[str, ...], int]:
    """The names on the lines from `start` on, as many as the numbers of the first row, and the line after them."""
    size = next((n for j in range(start, min(start + _MOST_PIECES, len(blocks))) if (n := _numbers(blocks, j))), 0)
    text = ""
    for j in range(start, min(start + _MOST_PIECES, len(blocks))):
        line = plain_line(blocks[j])
        if line is None or _numbers(blocks, j):
            break
        text = f"{text} {line}"
        names = tokens_of(text)
        lettered = _LETTER.search(names[-1]) is not None or not any(map(_LETTER.search, names)) if names else False
        if len(names) == size and lettered:
            return names, j + 1
    return (), start


def _numbers(blocks: Sequence[Block], j: int) -> int:
    """How many numbers a line ends in that begins with a name; 0 where numbers stand elsewhere too, or are few."""
    words = _words(blocks, j)
    count = next((n for n, word in enumerate(reversed(words)) if not is_number(word)), 0)
    named = count and not any(map(is_number, words[:-count])) and any(map(str.isalpha, " ".join(words[:-count])))
    return count if named and count >= _FEWEST_NAMES * _FEWEST_GROUPS else 0


def _groups(words: Sequence[str], count: int, above: Sequence[Block]) -> list[str] | None:
    """The name of the first column and those of `count` groups, which one of the lines `above` lists in their order."""
    if len(words) == count + 1 and role_of(words[0]) in NAMES_OF_ROWS:
        return [*words]
    told = [block.text for block in above if isinstance(block, Text) and sign_in("columns_listed", block.text)]
    found = [names for names in _partitions(words, count + 1) if any(_lists(text, names) for text in told)]
    return found[0] if len(found) == 1 else None


def _partitions(words: Sequence[str], count: int) -> Iterator[list[str]]:
    """All ways to make `count` names of words."""
    for cuts in combinations(range(1, len(words)), count - 1):
        yield [" ".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words)))]


def _lists(text: str, names: Sequence[str]) -> bool:
    """Whether a sentence lists names one after the other, parted by commas."""
    return "".join(",".join(names).split()) in "".join(text.split())


def _rows(blocks: Sequence[Block], start: int, size: int) -> Iterator[list[str]]:
    """Rows of a name and `size` numbers; those without any number between them have nothing in every column."""
    without = 0
    for j in range(start, len(blocks)):
        words = _words(blocks, j)
        if _numbers(blocks, j) == size:
            without = 0
            yield [" ".join(words[:-size]), *words[-size:]]
        elif words and without < _MOST_WITHOUT and not any(c.isdecimal() for word in words for c in word):
            without += 1
            yield [" ".join(words), *[_NOTHING] * size]
        else:
            return
