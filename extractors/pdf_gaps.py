"""Tables without upright rules, and without any: columns are told from the gaps that the lines of a page share.

What is found here is a guess, and marked `inferred`. Columns are parted by upright strips that hardly any line
crosses. Rows are parted by horizontal rules where there are some, else they are taken from the column of numbers,
whose cells have one line each. A line that crosses a strip spans the columns beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grid import BoolArray, FloatArray, IntArray, Lattice, flooded
from extractors.pdf_lines import Line, region_lines
from extractors.pdf_objects import Characters

WORD_GAP = 0.3
"""Characters on a line nearer than this many font sizes belong to one piece. A printed space is no gap: where words
stand apart without one, a program has placed them in cells."""
SPACE_WIDTH = 0.25
"""A printed space is this many font sizes wide."""
FEWEST_COLUMNS = 3
"""Two columns are a list of terms, or a text in two columns."""
FEWEST_ROWS = 3
CROSSED = 0.12
"""A strip that more than one line, and more than this part of the lines, crosses parts no columns."""
STRIP = 2.0
SAME_END = 3.0
TALLEST_ROW = 120.0
ROW_PITCH = 3.0
"""Lines of a table without rules follow each other within this many font sizes."""
NUMBER = re.compile(r"[△▲+\-(]?[\d,.]+[%)]?|-")
MARGIN = 0.25
"""A line lies across a row boundary that is further from its edges than this part of its height."""


def gap_lattices(characters: Characters, horizontal: FloatArray) -> list[Lattice]:
    """Tables among characters of the open page that neither clips nor crossing rules show.

    horizontal  (n, 3) rules y, x0, x1 that belong to no table
    """
    pieces = open_pieces(characters)
    found = []
    for x0, top, x1, bottom, rules in _stacks(horizontal):
        inside = [p for p in pieces if x0 - 1 <= p.box[0] and p.box[2] <= x1 + 1 and top <= _middle(p) <= bottom]
        lattice = lattice_of_pieces(inside, rules[:, 0], rules)
        if lattice is not None:
            found.append(lattice)
            pieces = [piece for piece in pieces if piece not in inside]
    for stretch in _stretches(pieces):
        lattice = lattice_of_pieces(stretch, None, np.empty((0, 3)))
        if lattice is not None:
            found.append(lattice)
    return found


def open_pieces(characters: Characters) -> list[Line]:
    """All characters as pieces of lines that gaps part."""
    open_page = np.full(len(characters.codes), -1)
    return [_trimmed(piece) for piece in region_lines(characters, open_page, WORD_GAP, -np.inf).get(-1, [])]


def _trimmed(piece: Line) -> Line:
    """A piece without the printed space at its end."""
    if not piece.text.endswith(" "):
        return piece
    x0, top, x1, bottom = piece.box
    return replace(piece, box=(x0, top, max(x0, x1 - SPACE_WIDTH * piece.size), bottom))


def _middle(piece: Line) -> float:
    return (piece.box[1] + piece.box[3]) / 2


def _stacks(horizontal: FloatArray) -> Iterator[tuple[float, float, float, float, FloatArray]]:
    """Horizontal rules one below the other, none wider than the first: left, top, right, bottom, and the rules."""
    rest = horizontal[np.argsort(horizontal[:, 0])]
    while len(rest) > FEWEST_ROWS:
        members = [0]
        for index in range(1, len(rest)):
            gap = rest[index, 0] - rest[members[-1], 0]
            inside = (
                rest[index, 1] >= rest[members[0], 1] - SAME_END and rest[index, 2] <= rest[members[0], 2] + SAME_END
            )
            if inside and gap <= TALLEST_ROW:
                members.append(index)
        rules = rest[members]
        if len(rules) > FEWEST_ROWS:
            yield rules[:, 1].min(), rules[0, 0], rules[:, 2].max(), rules[-1, 0], rules
        rest = np.delete(rest, members, axis=0)


def pieces_to_lines(pieces: list[Line]) -> list[list[Line]]:
    """Pieces that stand on one baseline together, down the page."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        if lines and abs(piece.baseline - lines[-1][0].baseline) <= SAME_BASELINE * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


SAME_BASELINE = 0.3
"""Baselines of one line differ by no more than this part of the size of its letters."""


def _stretches(pieces: list[Line]) -> Iterator[list[Line]]:
    """Pieces that follow each other closely down the page, as far as most lines have several."""
    stretch: list[list[Line]] = []
    for line in pieces_to_lines(pieces):
        near = stretch and line[0].baseline - stretch[-1][0].baseline <= ROW_PITCH * line[0].size
        same = stretch and abs(line[0].size - stretch[-1][0].size) <= 0.3 * line[0].size
        if stretch and not (near and same):
            yield from _if_tabular(stretch)
            stretch = []
        stretch.append(line)
    yield from _if_tabular(stretch)


def _if_tabular(lines: list[list[Line]]) -> Iterator[list[Line]]:
    """The lines as one list of pieces, where enough of them have pieces for several columns. A line of one piece at
    the top belongs to the table only where it stands over its later columns."""
    left = min((piece.box[0] for line in lines[1:] for piece in line), default=0.0)
    while lines and len(lines[0]) == 1 and lines[0][0].box[0] < left + lines[0][0].size:
        lines = lines[1:]
    if sum(len(line) >= FEWEST_COLUMNS for line in lines) >= FEWEST_ROWS:
        yield [piece for line in lines for piece in line]


def lattice_of_pieces(
    pieces: list[Line], ys: FloatArray | None, rules: FloatArray, xs: FloatArray | None = None
) -> Lattice | None:
    """Pieces as a table: rows between `ys`, else from the column of numbers; columns between `xs`, else from gaps; None
    where none show."""
    if xs is None:
        if len(pieces) < FEWEST_ROWS * FEWEST_COLUMNS:
            return None
        xs = _column_lines(pieces)
        if len(xs) <= FEWEST_COLUMNS:
            return None
    if ys is None:
        ys = _row_lines(pieces, xs)
    if len(ys) <= FEWEST_ROWS:
        return None
    over, beside = _borders(pieces, xs, ys, rules)
    spans, owner = flooded(over, beside)
    return Lattice(xs, ys, tuple(spans), owner)


def _column_lines(pieces: list[Line]) -> FloatArray:
    """Left edge, the middles of the strips that hardly any line crosses, right edge."""
    boxes = np.array([piece.box for piece in pieces])
    low, high = boxes[:, 0].min(), boxes[:, 2].max()
    bins = np.arange(low, high, 0.5)
    rows = len({round(piece.baseline) for piece in pieces})
    covered = ((boxes[:, 0, None] <= bins) & (boxes[:, 2, None] > bins)).sum(axis=0)
    free = np.concatenate([[False], covered <= max(1.0, CROSSED * rows), [False]])
    edges = np.flatnonzero(np.diff(free.astype(np.int8)))
    strips = [(a, b) for a, b in edges.reshape(-1, 2).tolist() if (b - a) / 2 >= STRIP]
    inner = [_barest(bins, covered, a, b) for a, b in strips if bins[a] > low + STRIP and bins[b - 1] < high - STRIP]
    return np.array([low - 1, *inner, high + 1])


def _barest(bins: FloatArray, covered: IntArray, first: int, last: int) -> float:
    """The middle of the widest part of a strip that the fewest lines cross."""
    bare = np.concatenate([[False], covered[first:last] == covered[first:last].min(), [False]])
    runs = np.flatnonzero(np.diff(bare.astype(np.int8))).reshape(-1, 2)
    start, end = max(runs.tolist(), key=lambda run: run[1] - run[0])
    return float(bins[first + start] + bins[first + end - 1]) / 2


def _row_lines(pieces: list[Line], xs: FloatArray) -> FloatArray:
    """Row lines between the cells of the column with most numbers; above them those of the header's lines."""
    columns: list[list[Line]] = [[] for _ in range(len(xs) - 1)]
    for piece in pieces:
        column = int(np.searchsorted(xs, (piece.box[0] + piece.box[2]) / 2)) - 1
        if 0 <= column < len(columns):
            columns[column].append(piece)
    numbers = [[piece for piece in column if NUMBER.fullmatch(piece.text.strip())] for column in columns]
    best = max(range(len(columns)), key=lambda column: len(numbers[column]))
    body = sorted(_middle(piece) for piece in numbers[best])
    if len(body) < FEWEST_ROWS:
        return np.empty(0)
    pitch = float(np.median(np.diff(body)))
    first = body[0] - 0.5 * pitch
    heads = [sorted({round(_middle(piece), 1) for piece in column if _middle(piece) < first}) for column in columns]
    head = max(heads, key=len)
    top = min(piece.box[1] for piece in pieces) - 1
    bottom = max(piece.box[3] for piece in pieces) + 1
    inner = [(a + b) / 2 for a, b in pairwise([*head, *body])]
    if head:
        inner[len(head) - 1] = first
    return np.array([top, *inner, bottom])


def _borders(pieces: list[Line], xs: FloatArray, ys: FloatArray, rules: FloatArray) -> tuple[BoolArray, BoolArray]:
    """over[r, c]: a border on top of square r, c; beside[r, c]: at its left. A line that lies across one removes it;
    where there are rules, a border on top is only where a rule is."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    over = np.ones((n_rows + 1, n_cols), dtype=np.bool_)
    beside = np.ones((n_rows, n_cols + 1), dtype=np.bool_)
    centres = (xs[:-1] + xs[1:]) / 2
    for y, low, high in rules.tolist():
        over[int(np.abs(ys - y).argmin())] = (centres >= low) & (centres <= high)
    for piece in pieces:
        x0, top, x1, bottom = piece.box
        row = min(max(int(np.searchsorted(ys, _middle(piece))) - 1, 0), n_rows - 1)
        beside[row, (xs > x0 + 1) & (xs < x1 - 1)] = False
        if len(rules) == 0:
            slack = MARGIN * (bottom - top)
            columns = slice(max(int(np.searchsorted(xs, x0)) - 1, 0), int(np.searchsorted(xs, x1)))
            over[(ys > top + slack) & (ys < bottom - slack), columns] = False
    over[0] = over[-1] = True
    beside[:, 0] = beside[:, -1] = True
    return over, beside
