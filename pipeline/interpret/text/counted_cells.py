"""Rows of quantities that each print their unit, below as many names (`계 강사 미화` over `31명 27명 4명`)."""

import re
from collections.abc import Sequence

from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.units import find_unit
from schemas.document import Block, Table, Text

_FEWEST, _LONGEST_NAME = 3, 10
_QUANTITY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?P<unit>[가-힣㎡%]{1,3})|-")


def counted_cells(blocks: Sequence[Block], start: int) -> tuple[Table, int] | None:
    """The table that begins with a line of names, one of them perhaps of the labels, and the block behind it."""
    head = plain_line(blocks[start])
    names = head.split() if head is not None else []
    if len(names) < _FEWEST or not all(re.fullmatch(r"[가-힣·()]+", n) and len(n) <= _LONGEST_NAME for n in names):
        return None
    rows: list[list[str]] = []
    for at in range(start + 1, len(blocks)):
        line = plain_line(blocks[at])
        row = line.split() if line is not None else []
        labels = len(names) - sum(map(_is_quantity, row))
        if len(row) != len(names) or labels not in (0, 1) or _is_quantity(row[0]) != (labels == 0):
            break
        rows.append(row)
    if not rows:
        return None
    end = start + 1 + len(rows)
    lines = [block for block in blocks[start:end] if isinstance(block, Text)]
    return table_of([names, *rows], lines, headers=1), end


def _is_quantity(word: str) -> bool:
    match = _QUANTITY.fullmatch(word)
    return match is not None and (word == "-" or find_unit(match["unit"]) is not None)
