"""Rows that the next ones add up to, told by their numbers alone: `특별회계` above the funds of which it is the sum.

A tree that is printed without codes has no other sign of its levels that all tables share. The sums of all columns must
meet, and have figures enough that no chance makes them.
"""

import math
import re
from collections.abc import Sequence

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.rows import BodyRow, is_value_head
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.korean.funding import is_plain_source
from pipeline.korean.names import compact

_FEWEST_PARTS, _MOST_PARTS = 2, 40
_FIGURES, _FIGURES_OF_ROUNDED = 6, 9
"""Figures without the noughts at their ends that the sums must have together: exact ones, and those off by rounding."""
NO_ADDEND = frozenset({"difference", "achievement", "share", "evaluation", "weight", "no"})
"""Roles of columns whose values are added neither across nor down."""


def nested_rows(body: Body) -> dict[int, list[int]]:
    """The rows next below each row that they add up to; a row that is called a total parts the tree."""
    columns = added_columns(body)
    numbers = [[number_of(line, c) for c in columns] for line in body.rows]
    children: dict[int, list[int]] = {}
    below: list[int] = []  # the rows below that are in no row yet, the nearest last
    for r in range(len(numbers) - 1, -1, -1):
        if _is_apart(body.rows[r]):
            below = []
            continue
        count = _parts_of(numbers[r], [numbers[k] for k in below[: -_MOST_PARTS - 1 : -1]])
        if count and not _are_sources([body.rows[k] for k in (r, *below[: -count - 1 : -1])]):
            children[r] = below[: -count - 1 : -1]
            del below[-count:]
        below.append(r)
    return children


def _are_sources(lines: Sequence[BodyRow]) -> bool:
    """Whether rows are sources of money side by side: where one pays as much as the others, it is no sum of them."""
    sources = [line.row.source for line in lines]
    return all(map(is_plain_source, sources)) and sources[0] not in _SUMS_OF_SOURCES


_SUMS_OF_SOURCES = ("지방비", "시도비")
"""Sources that others are parts of."""


def _parts_of(whole: Sequence[float], rows: Sequence[Sequence[float]]) -> int:
    """How many of the rows from the first on add up to a row; 0 where none do."""
    sums = [0.0] * len(whole)
    for count, row in enumerate(rows, 1):
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        off = max((abs(a - b) for a, b in zip(sums, whole, strict=True)), default=math.inf)
        if count >= _FEWEST_PARTS and off <= count / 2:
            enough = _FIGURES if off < _LEAST else _FIGURES_OF_ROUNDED
            return count if sum(map(_figures, whole)) >= enough else 0
    return 0


_LEAST = 1e-6


def _figures(number: float) -> int:
    return len(f"{abs(number):.0f}".rstrip("0"))


def added_columns(body: Body) -> list[int]:
    """The columns of a table whose values can be added from row to row."""
    return [c for c, head in enumerate(body.heads) if is_value_head(head) and head.role not in NO_ADDEND]


def number_of(line: BodyRow, c: int) -> float:
    """The number of a cell that holds one, or one and a part of it in brackets (`68(1)`); 0 of any other."""
    cell = line.cells[c]
    found = [e.value for segment in cell.segments for e in segment.expressions] if cell is not None else []
    alone = len(found) == 1 or (cell is not None and _WITH_PART.fullmatch(cell.text.strip()) is not None)
    return float(found[0]) if alone and found[0] is not None else 0.0


_WITH_PART = re.compile(r"\d[\d,]*\s?\(\d[\d,]*\)")


def _is_apart(line: BodyRow) -> bool:
    """Whether a row heads others over the whole width, or is called a total."""
    texts = (compact(cell.text) for cell in line.cells if cell is not None and cell.text.strip())
    return line.bar is not None or any(TOTAL_LABEL.match(text) for text in texts)
