"""Flattened tables whose last column says how an amount is reckoned (`사업명 예산액 산출근거`)."""

import itertools
import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import FEWEST, NAMES_OF_ROWS, is_known, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from schemas.document import Block, Table, Text

_BASIS = frozenset({"formula", "unit_price"})
_FEWEST_NAMES = 3


def reckoned_rows(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below a line of names of which the last is that of a basis, and the line after it."""
    head = tokens_of(plain_line(blocks[i]) or "")
    if not len(head) >= _FEWEST_NAMES or role_of(head[-1]) not in _BASIS or role_of(head[0]) not in NAMES_OF_ROWS:
        return None
    if any(map(is_number, head)) or not all(map(is_known, head)):
        return None
    rows, j = [], i + 1
    while j < len(blocks) and (row := _row(plain_line(blocks[j]) or "", len(head) - 2)) is not None:
        rows.append(row)
        j += 1
    if len(rows) < FEWEST:
        return None
    return table_of([list(head), *rows], [block for block in blocks[i:j] if isinstance(block, Text)]), j


def _row(text: str, size: int) -> list[str] | None:
    """A name, `size` numbers and what they are reckoned from; None where a line is none of these."""
    words = tokens_of(text)
    name = list(itertools.takewhile(lambda word: not is_number(word), words))
    numbers, basis = words[len(name) : len(name) + size], words[len(name) + size :]
    if not name or len(numbers) < size or not all(map(is_number, numbers)) or re.search(r"[:：]", " ".join(name)):
        return None
    return [" ".join(name), *numbers, " ".join(basis)]
