"""Two tables side by side with one cell a line: names of columns that come twice, then a row of each in turn."""

from collections.abc import Sequence

from pipeline.interpret.text.column_names import TOTAL_LABEL, are_known, is_number
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.names import compact
from schemas.document import Block, Table, Text

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
            if len(names) == width and names == again and _are_names([*texts[:over], *names]):
                return _table(blocks, i, over, width)
    return None


def _are_names(names: Sequence[str]) -> bool:
    return all(name.strip() and len(name) <= _LONGEST and not is_number(name) for name in names) and are_known(names)


def _table(blocks: Sequence[Block], i: int, over: int, width: int) -> tuple[Table, int] | None:
    groups, end = _groups(blocks, i + over + 2 * width, width)
    pairs = _pairs([label for label, _ in groups])
    if len(pairs) < _FEWEST_ROWS:
        return None
    first = [plain_line(block) or "" for block in blocks[i : i + over + width]]
    heads = [[name for name in first[:over] for _ in range(width)]] if over else []
    heads.append([*first[over:], *first[over:]])
    rows = [[cell for g in pair for cell in groups[g][1]] for pair in pairs]
    padded = [[*row, *[""] * (2 * width - len(row))] for row in rows]
    starts = [i] * len(heads) + [i + over + 2 * width + pair[0] * width for pair in pairs]
    lines = [block for at in starts if isinstance(block := blocks[at], Text)]
    return table_of([*heads, *padded], lines, headers=len(heads)), end


def _groups(blocks: Sequence[Block], start: int, width: int) -> tuple[list[tuple[str, list[str]]], int]:
    """Labels with their cells: a line in words and a number for each of the other columns."""
    groups: list[tuple[str, list[str]]] = []
    at = start
    while at + width <= len(blocks):
        cells = [(plain_line(block) or "").strip() for block in blocks[at : at + width]]
        if not cells[0] or len(cells[0]) > _LONGEST or is_number(cells[0]) or not all(map(is_number, cells[1:])):
            break
        groups.append((cells[0], cells))
        at += width
    return groups, at


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
