"""Rules, clips and boxes to cells with spans.

A table is a lattice: column lines `xs`, row lines `ys`, and spans that cover every unit square once. Two sources give
lattices. Clips are the rectangles under which a word processor paints its cells: siblings that touch form a table,
a rectangle inside another is nested. Rules are drawn lines: joined along their direction, snapped to grid lines,
and flooded. Coordinates: points, x to the right, y down.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Rules = tuple[FloatArray, FloatArray]
"""Horizontal and vertical rules, each (n, 3): position, low end, high end."""

SNAP = 2.2
"""Rules nearer than this are one grid line (double rules)."""
TOUCH = 0.7
"""Rules that truly meet do so within this; those of a table in a cell only come near those of the cell."""
JOIN = 3.0
"""A gap along one rule that is bridged (dots, dashes, strokes drawn cell by cell)."""
SHORTEST_RULE = 4.0
SAME_RULE = 0.75
"""Collinear pieces lie within this."""
DOT = 3.0
"""A piece no longer than this in both directions may be part of a dotted rule of either direction."""
CLIP_SNAP = 0.2
CLIP_TOUCH = 0.12
"""Cells of one table share their coordinates exactly, but for rounding in the file."""
SMALLEST_CLIP = 0.3
PAGE_SHARE = 0.93
"""A clip that covers more of the page than this is the page's own."""
MAX_SQUARES = 40_000
"""A lattice of more unit squares is a drawing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: its upper left unit square and how many it covers."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's geometry. `owner[row, col]` is the number in `spans` of the cell that covers a unit square."""

    xs: FloatArray
    ys: FloatArray
    spans: tuple[Span, ...]
    owner: IntArray

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of the whole."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])

    @property
    def area(self) -> float:
        """Square points of the whole."""
        x0, top, x1, bottom = self.box
        return (x1 - x0) * (bottom - top)

    def owners_of(self, xs: FloatArray, ys: FloatArray) -> IntArray:
        """For each point inside the lattice the number of the cell that it lies in."""
        rows = np.clip(np.searchsorted(self.ys, ys) - 1, 0, len(self.ys) - 2)
        cols = np.clip(np.searchsorted(self.xs, xs) - 1, 0, len(self.xs) - 2)
        return self.owner[rows, cols]


def clusters(values: FloatArray, tolerance: float) -> tuple[IntArray, FloatArray]:
    """Values chained over gaps up to `tolerance`: the cluster of each value, and each cluster's mean, ascending."""
    order = np.argsort(values, kind="stable")
    labels = np.empty(len(values), dtype=np.int64)
    labels[order] = np.concatenate([[0], np.cumsum(np.diff(values[order]) > tolerance)])
    return labels, np.bincount(labels, values) / np.bincount(labels)


def _groups(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below `count` in groups that links connect, each ascending, in order of their first member."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, j in links:
        parent[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for item in range(count):
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())


def lattices_from_clips(clips: FloatArray, rules: Callable[[], Rules], page_area: float) -> list[Lattice]:
    """Tables among (n, 4) clip rectangles x0, top, x1, bottom. A rectangle without a touching sibling gives none.

    rules  asked for only where a table has squares over which nothing was painted, so that no clip shows them:
           rules part those
    """
    width, height = clips[:, 2] - clips[:, 0], clips[:, 3] - clips[:, 1]
    clips = clips[(width > SMALLEST_CLIP) & (height > SMALLEST_CLIP) & (width * height < PAGE_SHARE * page_area)]
    if len(clips) < 2:
        return []
    lattices = (_lattices_from_cells(clips[group], rules) for group in _groups(len(clips), _siblings(clips)))
    return [lattice for group in lattices for lattice in group]


def _siblings(clips: FloatArray) -> list[tuple[int, int]]:
    """Pairs of rectangles that share an edge, are flush at one of its ends, and lie in the same rectangle.

    Flush at an end means that a corner of the one is a corner of the other.
    """
    count = len(clips)
    columns, _ = clusters(np.concatenate([clips[:, 0], clips[:, 2]]), CLIP_TOUCH)
    rows, _ = clusters(np.concatenate([clips[:, 1], clips[:, 3]]), CLIP_TOUCH)
    width = int(columns.max()) + 1
    left, right, top, bottom = columns[:count], columns[count:], rows[:count] * width, rows[count:] * width
    holders = _holders(clips).tolist()
    pairs = []
    for one, other in (
        (top + right, top + left),
        (bottom + right, bottom + left),
        (bottom + left, top + left),
        (bottom + right, top + right),
    ):
        owners: dict[int, list[int]] = {}
        for index, corner in enumerate(other.tolist()):
            owners.setdefault(corner, []).append(index)
        pairs += [
            (index, sibling)
            for index, corner in enumerate(one.tolist())
            for sibling in owners.get(corner, ())
            if holders[index] == holders[sibling] and index != sibling
        ]
    return pairs


def _holders(clips: FloatArray) -> IntArray:
    """For each rectangle the smallest one around it, -1 where there is none."""
    x0, top, x1, bottom = clips.T
    area = (x1 - x0) * (bottom - top)
    inside = (
        (x0[None] <= x0[:, None] + CLIP_SNAP)
        & (top[None] <= top[:, None] + CLIP_SNAP)
        & (x1[None] >= x1[:, None] - CLIP_SNAP)
        & (bottom[None] >= bottom[:, None] - CLIP_SNAP)
        & (area[None] > area[:, None] * 1.02)
    )
    holders = np.full(len(clips), -1, dtype=np.int64)
    held = np.flatnonzero(inside.any(axis=1))
    holders[held] = np.where(inside[held], area[None], np.inf).argmin(axis=1)
    return holders


def _lattices_from_cells(cells: FloatArray, rules: Callable[[], Rules]) -> list[Lattice]:
    """Cells that touch, as tables. A table tiles its rectangle; cells that do not may be tables that touch, and are
    parted where a straight cut leaves less uncovered."""
    if len(cells) < 2:
        return []
    lattice = _lattice_from_cells(cells, rules)
    if lattice is None:
        return []
    uncovered = _uncovered(cells)
    if uncovered > 0:
        for side in (1, 0):
            for edge in np.unique(np.round(cells[:, side + 2], 1))[:-1].tolist():
                before = cells[:, side + 2] <= edge + CLIP_SNAP
                first, second = cells[before], cells[~before]
                if (
                    min(len(first), len(second)) > 1
                    and second[:, side].min() >= edge - CLIP_SNAP
                    and _uncovered(first) + _uncovered(second) < 0.01 * uncovered
                    and not (_is_aligned(first, second, 1 - side) or _is_aligned(second, first, 1 - side))
                ):
                    return _lattices_from_cells(first, rules) + _lattices_from_cells(second, rules)
    return [lattice]


def _is_aligned(cells: FloatArray, others: FloatArray, side: int) -> bool:
    """The outer edges of `cells` lie on edges of `others`, as those of a row with open cells at its end do."""
    edges = others[:, [side, side + 2]].ravel()
    return all(np.abs(edges - outer).min() <= CLIP_SNAP for outer in (cells[:, side].min(), cells[:, side + 2].max()))


def _uncovered(cells: FloatArray) -> float:
    """How much of their common rectangle cells leave open, in square points; slivers of rounding count as none."""
    x0, top, x1, bottom = cells.T
    whole = (x1.max() - x0.min()) * (bottom.max() - top.min())
    open_area = float(whole - ((x1 - x0) * (bottom - top)).sum())
    return open_area if open_area > 0.005 * whole else 0.0


def _lattice_from_cells(cells: FloatArray, rules: Callable[[], Rules]) -> Lattice | None:
    """Cells of one table to a lattice; None where they overlap too much to be one."""
    count = len(cells)
    columns, xs = clusters(np.concatenate([cells[:, 0], cells[:, 2]]), CLIP_SNAP)
    rows, ys = clusters(np.concatenate([cells[:, 1], cells[:, 3]]), CLIP_SNAP)
    owner = np.full((len(ys) - 1, len(xs) - 1), -1, dtype=np.int64)
    spans: list[Span] = []
    overlapping = 0
    for index in np.lexsort((cells[:, 0], cells[:, 1])).tolist():
        top, bottom, left, right = rows[index], rows[count + index], columns[index], columns[count + index]
        if bottom <= top or right <= left:
            continue
        if (owner[top:bottom, left:right] >= 0).any():
            overlapping += 1
            continue
        owner[top:bottom, left:right] = len(spans)
        spans.append(Span(int(top), int(left), int(bottom - top), int(right - left)))
    if (owner < 0).any():
        over, beside = _walls(xs, ys, rules())
        while (owner < 0).any():
            row, col = np.argwhere(owner < 0)[0].tolist()
            hole = Span(row, col, *_hole(owner < 0, over, beside, row, col))
            owner[row : row + hole.row_span, col : col + hole.col_span] = len(spans)
            spans.append(hole)
    if overlapping > 0.2 * len(spans) or len(spans) < 2:
        return None
    return Lattice(xs, ys, tuple(spans), owner)


def _hole(open_squares: BoolArray, over: BoolArray, beside: BoolArray, row: int, col: int) -> tuple[int, int]:
    """Rows and columns of the open rectangle that begins at a square: as wide, then as deep, as rules allow."""
    width = 1
    while not beside[row, col + width] and open_squares[row, col + width]:
        width += 1
    depth = 1
    while not over[row + depth, col : col + width].any() and open_squares[row + depth, col : col + width].all():
        depth += 1
    return depth, width


def _walls(xs: FloatArray, ys: FloatArray, rules: Rules) -> tuple[BoolArray, BoolArray]:
    """Where rules lie on grid lines: over[r, c] on top of unit square r, c; beside[r, c] at its left.
    The outer frame always counts as drawn."""
    across, along = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    over = np.zeros((len(ys), len(across)), dtype=np.bool_)
    beside = np.zeros((len(along), len(xs)), dtype=np.bool_)
    for position, low, high in rules[0].tolist():
        row = int(np.abs(ys - position).argmin())
        if abs(ys[row] - position) <= SNAP:
            over[row] |= (across >= low) & (across <= high)
    for position, low, high in rules[1].tolist():
        col = int(np.abs(xs - position).argmin())
        if abs(xs[col] - position) <= SNAP:
            beside[:, col] |= (along >= low) & (along <= high)
    over[0] = over[-1] = True
    beside[:, 0] = beside[:, -1] = True
    return over, beside


def rules_from_pieces(pieces: FloatArray, covers: FloatArray) -> Rules:
    """Painted pieces to joined rules.

    pieces, covers: (n, 5) x0, top, x1, bottom and painting order; a later cover hides a piece that lies within it.
    """
    if len(pieces) == 0:
        return np.empty((0, 3)), np.empty((0, 3))
    pieces = pieces[~_hidden(pieces, covers)]
    x0, top, x1, bottom, _ = pieces.T
    width, height = x1 - x0, bottom - top
    dot = (width <= DOT) & (height <= DOT)
    flat, upright = (width >= height) | dot, (height > width) | dot
    horizontal = np.stack([(top + bottom) / 2, x0, x1], axis=1)[flat]
    vertical = np.stack([(x0 + x1) / 2, top, bottom], axis=1)[upright]
    return _joined(horizontal), _joined(vertical)


def _hidden(pieces: FloatArray, covers: FloatArray) -> BoolArray:
    hidden = np.zeros(len(pieces), dtype=np.bool_)
    for x0, top, x1, bottom, order in covers.tolist():
        hidden |= (
            (pieces[:, 0] > x0)
            & (pieces[:, 2] < x1)
            & (pieces[:, 1] > top)
            & (pieces[:, 3] < bottom)
            & (pieces[:, 4] < order)
        )
    return hidden


def _joined(rules: FloatArray) -> FloatArray:
    """Collinear rules that touch or nearly touch become one; what stays short is dropped."""
    if len(rules) == 0:
        return rules
    labels, _ = clusters(rules[:, 0], SAME_RULE)
    order = np.lexsort((rules[:, 1], labels))
    rules, apart = rules[order], labels[order] * 1e5
    reach = np.maximum.accumulate(rules[:, 2] + apart)
    starts = np.flatnonzero(np.concatenate([[True], rules[1:, 1] + apart[1:] > reach[:-1] + JOIN]))
    length = rules[:, 2] - rules[:, 1] + 1e-6
    position = np.add.reduceat(rules[:, 0] * length, starts) / np.add.reduceat(length, starts)
    joined = np.stack([position, rules[starts, 1], np.maximum.reduceat(rules[:, 2], starts)], axis=1)
    kept: FloatArray = joined[joined[:, 2] - joined[:, 1] >= SHORTEST_RULE]
    return kept


def lattices_from_rules(rules: Rules) -> list[Lattice]:
    """Tables among joined rules: rules that cross or nearly meet belong together."""
    lattices = []
    for component in _components(rules, SNAP):
        whole = _lattice_from_component(*component)
        if whole is not None:
            lattices += _nested_lattices(component) or [whole]
    return lattices


def _components(rules: Rules, reach: float) -> list[Rules]:
    """Rules in groups that cross, ends within `reach` of a crossing counted; groups of one direction are left out."""
    horizontal, vertical = rules
    if len(horizontal) == 0 or len(vertical) == 0:
        return []
    y, x = horizontal[:, 0], vertical[:, 0]
    crossing = (
        (x[None] >= horizontal[:, 1, None] - reach)
        & (x[None] <= horizontal[:, 2, None] + reach)
        & (y[:, None] >= vertical[None, :, 1] - reach)
        & (y[:, None] <= vertical[None, :, 2] + reach)
    )
    count = len(horizontal)
    links = [(i, count + j) for i, j in np.argwhere(crossing).tolist()]
    groups = [np.array(group) for group in _groups(count + len(vertical), links)]
    parts = [(horizontal[group[group < count]], vertical[group[group >= count] - count]) for group in groups]
    return [part for part in parts if len(part[0]) and len(part[1])]


def _nested_lattices(component: Rules) -> list[Lattice]:
    """A table and those within its cells, where their rules lie side by side without touching; else nothing."""
    parts = _components(component, TOUCH)
    if len(parts) < 2 or sum(len(side) for part in parts for side in part) < sum(map(len, component)):
        return []
    lattices = [_lattice_from_component(*part) for part in parts]
    found = sorted((lattice for lattice in lattices if lattice is not None), key=lambda lattice: -lattice.area)
    if len(found) < len(parts) or any(len(lattice.spans) < 2 for lattice in found):
        return []
    outer = found[0]
    for lattice in found[1:]:
        x0, top, x1, bottom = lattice.box
        corners = outer.owners_of(np.array([x0, x1]), np.array([top, bottom]))
        if corners[0] != corners[1]:
            return []
    return found


def _lattice_from_component(horizontal: FloatArray, vertical: FloatArray) -> Lattice | None:
    """One connected set of rules; its outer frame counts as drawn, so that open-sided tables close."""
    left = min(horizontal[:, 1].min(), vertical[:, 0].min())
    right = max(horizontal[:, 2].max(), vertical[:, 0].max())
    top = min(vertical[:, 1].min(), horizontal[:, 0].min())
    bottom = max(vertical[:, 2].max(), horizontal[:, 0].max())
    _, xs = clusters(np.concatenate([vertical[:, 0], [left, right]]), SNAP)
    _, ys = clusters(np.concatenate([horizontal[:, 0], [top, bottom]]), SNAP)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_SQUARES:
        return None
    spans, owner = flooded(*_walls(xs, ys, (horizontal, vertical)))
    return Lattice(xs, ys, tuple(spans), owner)


def flooded(over: BoolArray, beside: BoolArray) -> tuple[list[Span], IntArray]:
    """Unit squares without a rule between them are one cell. `over[r, c]`: a rule on top of square r, c;
    `beside[r, c]`: one at its left. A region that is no rectangle is cut into rectangles."""
    n_rows, n_cols = len(beside), over.shape[1]
    walls_over, walls_beside = over.tolist(), beside.tolist()
    owner = np.full((n_rows, n_cols), -1, dtype=np.int64)
    spans: list[Span] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if owner[row, col] >= 0:
                continue
            region = _region(row, col, walls_over, walls_beside)
            for span in _rectangles(region):
                owner[span.row : span.row + span.row_span, span.col : span.col + span.col_span] = len(spans)
                spans.append(span)
    return spans, owner


def _region(row: int, col: int, over: list[list[bool]], beside: list[list[bool]]) -> set[tuple[int, int]]:
    """The unit squares that can be reached from one without crossing a rule."""
    seen = {(row, col)}
    stack = [(row, col)]
    while stack:
        r, c = stack.pop()
        for blocked, square in (
            (beside[r][c + 1], (r, c + 1)),
            (beside[r][c], (r, c - 1)),
            (over[r + 1][c], (r + 1, c)),
            (over[r][c], (r - 1, c)),
        ):
            if not blocked and square not in seen:
                seen.add(square)
                stack.append(square)
    return seen


def _rectangles(squares: set[tuple[int, int]]) -> list[Span]:
    """A region as rectangles: the widest run of the top row, as deep as the region allows, and so on."""
    left = set(squares)
    spans = []
    while left:
        row, col = min(left)
        width = 1
        while (row, col + width) in left:
            width += 1
        depth = 1
        while all((row + depth, c) in left for c in range(col, col + width)):
            depth += 1
        covered = {(r, c) for r in range(row, row + depth) for c in range(col, col + width)}
        left -= covered
        spans.append(Span(row, col, depth, width))
    return spans
