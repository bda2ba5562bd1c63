"""Tables that shades show where no rules do: every second row shaded, or the header alone.

Shades side by side are a band. Bands of one width, one below the other with a row's height between them, are the rows
of a table, and so are the rows that they leave white; the line of text above the first and the one below the last
belong to it where they have several parts. Columns are those of the shaded cells, or are told from gaps where a band is
one shade.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.grid import SNAP, FloatArray, Lattice
from extractors.pdf_gaps import ROW_PITCH, TALLEST_ROW, lattice_of_pieces, open_pieces, pieces_to_lines
from extractors.pdf_lines import Line
from extractors.pdf_objects import Characters, Drawing

SEAM = 6.0
"""Shaded cells, and shaded rows, that lie no further apart touch: no row is so low."""
LOWEST_BAND = 8.0
MOST_SHADES = 3000
"""A page of more shades is a drawing."""
WIDEST_WHITE = 2.5
"""Between two bands of a table lies no more white than this many heights of a band."""
FEWEST_HEADERS = 3
"""Two shaded cells over a text are a title with its number."""
FEWEST_LINES = 2
FEWEST_RULES = 2
"""Level rules besides a shade that make it a row among rows."""


@dataclass(frozen=True, slots=True)
class Band:
    """Shades side by side; `xs`: their edges, left to right; `orders`: the objects that painted them."""

    top: float
    bottom: float
    xs: tuple[float, ...]
    orders: frozenset[float]

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Striped:
    """Tables of shades.

    sure, inferred  columns shown by the shades; told from gaps
    orders          the objects whose edges are those of rows and no frames of their own
    edges           y, x0, x1 of rows that only gaps can part into cells
    """

    sure: tuple[Lattice, ...] = ()
    inferred: tuple[Lattice, ...] = ()
    orders: frozenset[float] = frozenset()
    edges: tuple[tuple[float, float, float], ...] = ()


NONE = Striped()


def striped_tables(drawing: Drawing, characters: Characters) -> Striped:
    """The tables of a page that its shades show."""
    bands = list(_bands(drawing.shades)) if len(drawing.shades) <= MOST_SHADES else []
    if not bands:
        return NONE
    pieces = open_pieces(characters)
    found: dict[bool, list[Lattice]] = {True: [], False: []}
    orders = frozenset[float]()
    edges: list[tuple[float, float, float]] = []
    for stack in _stacks(bands):
        used = frozenset[float]().union(*(band.orders for band in stack))
        upright, level = _rules_among(stack, drawing, used)
        if upright:
            continue
        lattice = None if level and len(stack) == 1 else _lattice(stack, pieces)
        is_plain = len(_columns(stack)) == 2
        if lattice is not None:
            found[not is_plain].append(lattice)
            orders |= used
        elif is_plain and (level >= FEWEST_RULES or _parted_lines(stack, pieces) >= FEWEST_LINES):
            orders |= used
            edges += [(y, band.xs[0], band.xs[-1]) for band in stack for y in (band.top, band.bottom)]
    return Striped(tuple(found[True]), tuple(found[False]), orders, tuple(edges))


def _bands(shades: FloatArray) -> Iterator[Band]:
    rows: list[list[list[float]]] = []
    high = shades[shades[:, 3] - shades[:, 1] >= LOWEST_BAND]
    for shade in sorted(high.tolist(), key=lambda shade: (round(shade[1]), shade[0])):
        last = rows[-1][-1] if rows else None
        flush = last and max(abs(shade[1] - last[1]), abs(shade[3] - last[3])) <= SNAP
        if last and flush and -SEAM <= shade[0] - last[2] <= SEAM:
            rows[-1].append(shade)
        else:
            rows.append([shade])
    for row in rows:
        xs = [row[0][0], *((left[2] + right[0]) / 2 for left, right in pairwise(row)), row[-1][2]]
        yield Band(row[0][1], row[0][3], tuple(xs), frozenset(shade[4] for shade in row))


def _stacks(bands: list[Band]) -> Iterator[list[Band]]:
    """Bands of one width, one below the other."""
    left = sorted(bands, key=lambda band: band.top)
    while left:
        stack, rest = [left[0]], []
        for band in left[1:]:
            last = stack[-1]
            same = max(abs(band.xs[0] - last.xs[0]), abs(band.xs[-1] - last.xs[-1])) <= SNAP
            white = band.top - last.bottom
            if same and -SNAP <= white <= WIDEST_WHITE * max(band.height, last.height):
                stack.append(band)
            else:
                rest.append(band)
        yield stack
        left = rest


def _rules_among(stack: list[Band], drawing: Drawing, used: frozenset[float]) -> tuple[int, int]:
    """Upright rules that stand among the bands, which then show the columns themselves; and level rules of the bands'
    width near them, which part rows."""
    x0, x1, top, bottom = stack[0].xs[0], stack[0].xs[-1], stack[0].top, stack[-1].bottom
    rules = drawing.rules[~np.isin(drawing.rules[:, 4], list(used))]
    left, high, right, low, _ = rules.T
    is_upright = low - high > right - left
    within = (left > x0 - SNAP) & (right < x1 + SNAP) & (high < bottom + SNAP) & (low > top - SNAP)
    wide = (np.abs(left - x0) <= SNAP) & (np.abs(right - x1) <= SNAP)
    near = wide & (low > top - TALLEST_ROW) & (high < bottom + TALLEST_ROW)
    return int((within & is_upright).sum()), int((near & ~is_upright).sum())


def _parted_lines(stack: list[Band], pieces: list[Line]) -> int:
    """How many lines within the bands have several parts."""
    x0, x1, top, bottom = stack[0].xs[0], stack[0].xs[-1], stack[0].top, stack[-1].bottom
    inside = [p for p in pieces if x0 - SNAP <= p.box[0] and p.box[2] <= x1 + SNAP and top < _middle(p) < bottom]
    return sum(len(line) > 1 for line in pieces_to_lines(inside))


def _columns(stack: list[Band]) -> tuple[float, ...]:
    """Edges of the columns that all bands share, only the outer ones where they share no more."""
    first = max(stack, key=lambda band: len(band.xs))
    for band in stack:
        if len(band.xs) > 2 and (
            len(band.xs) != len(first.xs) or max(abs(a - b) for a, b in zip(band.xs, first.xs, strict=True)) > SNAP
        ):
            return first.xs[0], first.xs[-1]
    return first.xs


def _lattice(stack: list[Band], pieces: list[Line]) -> Lattice | None:
    x0, x1 = stack[0].xs[0], stack[0].xs[-1]
    within = [piece for piece in pieces if x0 - SNAP <= piece.box[0] and piece.box[2] <= x1 + SNAP]
    columns = _columns(stack)
    if len(stack) == 1:
        ys = _header_rows(stack[0], within) if len(columns) > FEWEST_HEADERS else []
    else:
        ys = _striped_rows(stack, within)
    if not ys:
        return None
    inside = [piece for piece in within if ys[0] <= _middle(piece) <= ys[-1]]
    rules = np.array([(y, x0, x1) for y in ys])
    xs = np.array(columns) if len(columns) > 2 else None
    return lattice_of_pieces(inside, np.array(ys), rules, xs)


def _striped_rows(stack: list[Band], pieces: list[Line]) -> list[float]:
    """Edges of rows: those of the bands, and of a line of several parts above the first and below the last."""
    height = max(band.height for band in stack)
    ys: list[float] = []
    for band in stack:
        for y in (band.top, band.bottom):
            if not ys or y - ys[-1] > SEAM:
                ys.append(y)
            elif y == band.top:
                ys[-1] = (ys[-1] + y) / 2
    if any(after.top - band.bottom > SEAM for band, after in pairwise(stack)):
        above = [piece for piece in pieces if ys[0] - WIDEST_WHITE * height < _middle(piece) < ys[0]]
        below = [piece for piece in pieces if ys[-1] < _middle(piece) < ys[-1] + WIDEST_WHITE * height]
        above = _line_next_to(above, ys[0] - height)
        below = _with_lines_below(_line_next_to(below, ys[-1] + height), below, ys[-1] + height)
        ys = [min(p.box[1] for p in above) - 1, *ys] if above else ys
        ys = [*ys, max(p.box[3] for p in below) + 1] if below else ys
    return ys


def _line_next_to(pieces: list[Line], middle: float) -> list[Line]:
    """The line of several parts whose middle lies nearest, within a row's height of it."""
    lines = [line for line in pieces_to_lines(pieces) if len(line) > 1]
    return min(lines, key=lambda line: abs(_middle(line[0]) - middle), default=[])


def _with_lines_below(row: list[Line], pieces: list[Line], bottom: float) -> list[Line]:
    """A row with the lines under it that begin where its parts begin, as far down as a row of its table reaches."""
    starts = [piece.box[0] for piece in row]
    under = [
        piece
        for piece in pieces
        if row and _middle(piece) > row[0].box[3] and piece.box[3] <= bottom + 1
        if any(abs(piece.box[0] - start) <= SNAP for start in starts)
    ]
    return [*row, *under]


def _header_rows(band: Band, pieces: list[Line]) -> list[float]:
    """Edges of the rows below a shaded header, as far as lines follow closely and keep to its columns. A line of one
    part goes on in the row above it."""
    rows: list[list[Line]] = []
    last = band.bottom
    for line in pieces_to_lines([piece for piece in pieces if _middle(piece) > band.bottom]):
        crosses = any(piece.box[0] < x - SNAP and x + SNAP < piece.box[2] for piece in line for x in band.xs[1:-1])
        if crosses or line[0].box[1] - last > ROW_PITCH * line[0].size or (not rows and len(line) == 1):
            break
        last = line[0].box[3]
        if len(line) > 1:
            rows.append(list(line))
        else:
            rows[-1] += line
    if len(rows) < FEWEST_LINES:
        return []
    between = [(max(p.box[3] for p in a) + min(p.box[1] for p in b)) / 2 for a, b in pairwise(rows)]
    return [band.top, band.bottom, *between, max(piece.box[3] for piece in rows[-1]) + 1]


def _middle(piece: Line) -> float:
    return (piece.box[1] + piece.box[3]) / 2
