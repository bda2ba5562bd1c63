"""Flattened tables whose columns stand in groups that each begin with their total, the names of the groups above them.

`구분 연도별 재원별(계획) 재원별(집행)` over `사업명 합계 2024 2025 합계 국비 구비 합계 국비 구비`: each total begins
the columns of the next group, and the sums of the rows below show that it does.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import isclose

from pipeline.interpret.text.column_names import TOTAL_LABEL, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import value_of
from pipeline.korean.names import compact
from schemas.document import Block, Table, Text

_FEWEST_GROUPS, _FEWEST_PARTS, _MOST_LINES, _LONGEST_PIECE = 2, 2, 4, 12
_RIGHT = 0.6
"""Share of the totals that their parts must add up to: books of plans have their misprints."""


def totalled_groups(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose groups of columns line `i` names, and the line behind it."""
    groups = _words(blocks, i)
    if len(groups) <= _FEWEST_GROUPS or any(map(is_number, groups)) or _totals(groups):
        return None
    at = i + 1
    while at < min(i + _MOST_LINES, len(blocks)) and _is_piece(blocks[at]):
        at += 1
    names = _words(blocks, at)
    starts = _totals(names)
    if len(starts) < _FEWEST_GROUPS or not 0 < len(groups) - len(starts) <= starts[0]:
        return None
    edges = [*starts, len(names)]
    if any(b - a <= _FEWEST_PARTS for a, b in pairwise(edges)):
        return None
    rows: list[list[str]] = []
    while row := _row(blocks, at + 1 + len(rows), len(names) - starts[0]):
        rows.append(row)
    if not rows or not _add_up(rows, [edge - starts[0] + 1 for edge in edges]):
        return None
    labels = len(groups) - len(starts)
    upper = [" ".join(groups[:labels])]
    upper += [group for group, (a, b) in zip(groups[labels:], pairwise(edges), strict=True) for _ in range(a, b)]
    lower = [" ".join(names[: starts[0]]), *names[starts[0] :]]
    lines = [block for block in (blocks[i], *blocks[at : at + 1 + len(rows)]) if isinstance(block, Text)]
    return table_of([upper, lower, *rows], lines, headers=2), at + 1 + len(rows)


def _words(blocks: Sequence[Block], j: int) -> tuple[str, ...]:
    text = plain_line(blocks[j]) if j < len(blocks) else None
    return tokens_of(text) if text and not any(sign in text for sign in ":：|") else ()


def _totals(names: Sequence[str]) -> list[int]:
    """Which names of columns are those of totals."""
    return [n for n, name in enumerate(names) if TOTAL_LABEL.match(compact(name))]


def _is_piece(block: Block) -> bool:
    """Whether a line is no more than a piece of the name of a first column."""
    text = (plain_line(block) or "").strip()
    return 0 < len(text) <= _LONGEST_PIECE and not any(map(str.isdigit, text)) and not _totals(tokens_of(text))


def _row(blocks: Sequence[Block], j: int, size: int) -> list[str]:
    """A name and `size` numbers; nothing where a line is anything else."""
    words = _words(blocks, j)
    label, numbers = words[:-size], words[-size:]
    whole = bool(label) and all(map(is_number, numbers)) and not any(map(is_number, label[1:]))
    return [" ".join(label), *numbers] if whole and any(map(str.isalpha, " ".join(label))) else []


def _add_up(rows: Sequence[Sequence[str]], edges: Sequence[int]) -> bool:
    """Whether most totals, each right at an edge, are the sums of what stands behind them up to the next edge."""
    sums = [
        isclose(value_of(row[a]) or 0, sum(value_of(cell) or 0 for cell in row[a + 1 : b]))
        for row in rows
        for a, b in pairwise(edges)
    ]
    return sum(sums) >= _RIGHT * len(sums)
