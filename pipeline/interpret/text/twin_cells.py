"""Two tables side by side with one cell a line: names of columns that come twice, then a row of each in turn."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.text.cell_streams import Stretch, table_of_stretches
from pipeline.interpret.text.column_names import TOTAL_LABEL, are_known, is_number
from pipeline.interpret.text.line_rows import plain_line
from pipeline.korean.names import compact
from schemas.document import Block, Table

_NARROWEST, _WIDEST, _FEWEST_ROWS, _LONGEST = 2, 5, 2, 40


def twin_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The two tables whose header begins in line `i`, and the line after them; None where there are none.

    The names of the two may stand above those of their columns. A row may be of the first table alone, as the one
    before a total that both of them have.
    """
    texts = [plain_line(block) or "" for block in blocks[i : i + 2 + 2 * _WIDEST]]
    for over in (0, 2):
        for width in range(_WIDEST, _NARROWEST - 1, -1):
            names = texts[over : over + width]
            again = texts[over + width : over + 2 * width]
            if (
                len(names) == width
                and list(map(compact, names)) == list(map(compact, again))
                and _are_names([*texts[:over], *names])
            ):
                return _table(blocks, i, over, width)
    return None


def _are_names(names: Sequence[str]) -> bool:
    return all(name.strip() and len(name) <= _LONGEST and not is_number(name) for name in names) and are_known(names)


def _table(blocks: Sequence[Block], i: int, over: int, width: int) -> tuple[Table, int] | None:
    """The cells by the lines that they are, counted from line `i`."""
    begun = over + 2 * width
    total = _total_ahead(blocks, i + begun, width)
    first = begun + 2 * bool(total)
    labels, end = _groups(blocks, i + first, width)
    pairs = _pairs(labels)
    if len(pairs) < _FEWEST_ROWS:
        return None
    rows: list[list[int | None]] = [[k for k in range(over) for _ in range(width)]] if over else []
    rows.append([*range(over, begun)])
    rows += [[begun, *[None] * (width - 2), begun + 1, *[None] * width]] if total else []
    for pair in pairs:
        cells = [first + g * width + c for g in pair for c in range(width)]
        rows.append([*cells, *[None] * (2 * width - len(cells))])
    stream = [Stretch((plain_line(blocks[k]) or "").strip(), k, k + 1) for k in range(i, end)]
    if total:
        stream[begun] = replace(stream[begun], text=total)
    return table_of_stretches(rows, stream, blocks, headers=1 + bool(over)), end


def _total_ahead(blocks: Sequence[Block], start: int, width: int) -> str | None:
    """The name of a total over all words of both tables, which has nothing but its number; None where there is none."""
    texts = [(plain_line(block) or "").strip() for block in blocks[start : start + 3]]
    if len(texts) < 3 or width <= _NARROWEST or not is_number(texts[1]) or is_number(texts[2]):
        return None
    name, *count = re.split("[:：]", texts[0], maxsplit=1)
    return f"{name}({count[0]})" if count and TOTAL_LABEL.match(compact(name)) else None


def _groups(blocks: Sequence[Block], start: int, width: int) -> tuple[list[str], int]:
    """The labels of rows of `width` lines: words, and then a number for each column, or words in every row of it."""
    labels: list[str] = []
    at = start
    kinds: list[bool] = []
    while at + width <= len(blocks):
        cells = [(plain_line(block) or "").strip() for block in blocks[at : at + width]]
        if not all(cells) or len(cells[0]) > _LONGEST or is_number(cells[0]) or not is_number(cells[-1]):
            break
        kinds = kinds or list(map(is_number, cells))
        if any(number and not is_number(cell) for number, cell in zip(kinds, cells, strict=True)):
            break
        labels.append(cells[0])
        at += width
    return labels, at


def _pairs(labels: Sequence[str]) -> list[list[int]]:
    """Which groups stand side by side: two in turn, and two totals of one name always."""
    pairs: list[list[int]] = []
    g = 0
    while g < len(labels):
        following = labels[g + 1 : g + 3]
        totals = len(following) == 2 and following[0] == following[1] and TOTAL_LABEL.match(compact(following[0]))
        size = 1 if totals or not following else 2
        pairs.append(list(range(g, g + size)))
        g += size
    return pairs
