"""One page to lines and grids: which characters stand in which cell, and which stand in the open.

Everything here is in reading space. Nothing has a number yet: that needs the whole document.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractors.grid import (
    SNAP,
    FloatArray,
    IntArray,
    Lattice,
    Rules,
    Span,
    lattices_from_clips,
    lattices_from_rules,
    rules_from_pieces,
)
from extractors.pdf_gaps import gap_lattices
from extractors.pdf_lines import Line, region_lines, slanted_lines
from extractors.pdf_objects import SLANTED, Characters, Drawing
from extractors.pdf_space import View
from extractors.pdf_stripes import NONE as NO_STRIPES
from extractors.pdf_stripes import striped_tables
from schemas.source import BoundingBox

WIDEST_GAP = 2.0
"""On the open page a gap of more font sizes than this parts a line: columns, or cells of a table without rules."""
FEWEST_SPARE_RULES = 4
FEWEST_PARTED = 6
"""Fewer rules, or fewer parts of lines beside others, are no reason to look for a table in gaps."""
EXPLAINED = 3.0
"""A rule that lies within a clip table, give or take this, belongs to it."""
UNDERLINE_REACH = 1.6
"""An underline ends within this of the text that stands on it."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with what stands in it, top to bottom."""

    span: Span
    box: BoundingBox
    content: tuple["Item", ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one page. `inferred`: its columns were told from gaps, no rule or clip shows them."""

    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    box: BoundingBox
    inferred: bool = False


Item = Line | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: the parts of lines in the open, left to right within a line, the outermost grids, and the stamps
    and watermarks that lie aslant over or under all of it."""

    number: int
    view: View
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    stamps: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Objects:
    """What a reader sees on a page. `drawing` is read when it is asked for: most pages do without. `confidences`: of an
    optical reading, 0 to 1 for each character."""

    view: View
    characters: Characters
    drawing: Callable[[], Drawing]
    confidences: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Clips:
    """(n, 4) clip rectangles in PDF space. `complete`: the program that wrote the file paints every cell under one,
    so that rules on a page with such cells are drawings, not tables."""

    rectangles: FloatArray
    complete: bool = False


NO_CLIPS = Clips(np.empty((0, 4)))


def read_page(number: int, objects: Objects, clips: Clips) -> Page:
    """Sort a page's characters into the cells of its tables and into open lines."""
    objects, stamps = without_stamps(objects)
    characters = objects.characters
    lattices, striped, spare = page_lattices(objects, clips)
    regions, offsets = _regions(characters, lattices)
    lines = region_lines(characters, regions, WIDEST_GAP)
    gaps = _inferred_lattices(characters, regions, lines.get(-1, []), spare)
    inferred = [*striped, *gaps]
    if gaps:
        lattices = sorted([*lattices, *gaps], key=lambda lattice: lattice.area)
        regions, offsets = _regions(characters, lattices)
        lines = region_lines(characters, regions, WIDEST_GAP)
    sure = {} if objects.confidences is None else _region_confidences(regions, objects.confidences)
    grids = _nested_grids(lattices, offsets, lines, {id(lattice) for lattice in inferred}, sure)
    return Page(number, objects.view, tuple(lines.get(-1, ())), tuple(grids), stamps)


def without_stamps(objects: Objects) -> tuple[Objects, tuple[Line, ...]]:
    """A page's objects without the characters that lie aslant, and the lines that these are."""
    slanted = objects.characters.turns == SLANTED
    if not slanted.any():
        return objects, ()
    sure = objects.confidences
    upright = replace(
        objects,
        characters=objects.characters.chosen(~slanted),
        confidences=None if sure is None else sure[~slanted],
    )
    return upright, tuple(slanted_lines(objects.characters.chosen(slanted)))


def _inferred_lattices(
    characters: Characters, regions: IntArray, lines: list[Line], spare: FloatArray | None
) -> list[Lattice]:
    """Tables told from gaps, looked for only where rules are left over or several lines are parted by wide gaps."""
    if spare is None:
        return []
    parted = sum(abs(a.baseline - b.baseline) < 1 for a, b in pairwise(lines))
    if len(spare) < FEWEST_SPARE_RULES and parted < FEWEST_PARTED:
        return []
    return gap_lattices(characters.chosen(regions < 0), spare)


def page_lattices(objects: Objects, clips: Clips) -> tuple[list[Lattice], list[Lattice], FloatArray | None]:
    """The tables of a page that clips, rules or shades show; those among them whose columns only gaps show; and the
    horizontal rules that belong to none, which are None where every table is known to be among the clips."""
    width, height = objects.view.size
    characters = objects.characters

    def rules(without: frozenset[float] = frozenset()) -> Rules:
        drawing = objects.drawing()
        pieces = drawing.rules
        if without:
            pieces = pieces[~np.isin(pieces[:, 4], list(without))]
        return rules_from_pieces(pieces, drawing.covers)

    lattices: list[Lattice] = []
    if len(clips.rectangles):
        lattices = lattices_from_clips(objects.view.boxes(clips.rectangles), rules, width * height)
    if lattices and clips.complete:
        return sorted(lattices, key=lambda lattice: lattice.area), [], None
    striped = striped_tables(objects.drawing(), characters) if not lattices else NO_STRIPES
    lattices += [*striped.sure, *striped.inferred]
    horizontal, vertical = rules(striped.orders)
    horizontal = _with_edges(horizontal, striped.edges)
    for lattice in lattices:
        horizontal, vertical = _outside(horizontal, vertical, lattice.box)
    if len(horizontal):
        horizontal = _without_underlines(horizontal, characters)
    for lattice in lattices_from_rules((horizontal, vertical)):
        horizontal, vertical = _outside(horizontal, vertical, lattice.box)
        if len(lattice.spans) > 1 and _has_text(lattice, characters):
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: lattice.area), list(striped.inferred), horizontal


def _with_edges(horizontal: FloatArray, edges: tuple[tuple[float, float, float], ...]) -> FloatArray:
    """Level rules, and the edges of shades where no rule lies on them."""
    for y, x0, x1 in edges:
        on = (np.abs(horizontal[:, 0] - y) <= SNAP) & (horizontal[:, 1] < x1) & (horizontal[:, 2] > x0)
        if not on.any():
            horizontal = np.vstack([horizontal, [(y, x0, x1)]])
    return horizontal


def _outside(horizontal: FloatArray, vertical: FloatArray, box: BoundingBox) -> tuple[FloatArray, FloatArray]:
    """The rules that do not lie within a box."""
    x0, top, x1, bottom = box[0] - EXPLAINED, box[1] - EXPLAINED, box[2] + EXPLAINED, box[3] + EXPLAINED
    y, left, right = horizontal.T
    x, high, low = vertical.T
    across = (y > top) & (y < bottom) & (left > x0) & (right < x1)
    along = (x > x0) & (x < x1) & (high > top) & (low < bottom)
    return horizontal[~across], vertical[~along]


def _without_underlines(horizontal: FloatArray, characters: Characters) -> FloatArray:
    """Rules without those that begin and end with the text that stands on them (or that they strike out)."""
    keep = np.ones(len(horizontal), dtype=np.bool_)
    order = np.argsort(characters.pens[:, 1])
    baselines = characters.pens[order, 1]
    for number, (y, left, right) in enumerate(horizontal.tolist()):
        near = order[np.searchsorted(baselines, y - 6) : np.searchsorted(baselines, y + 14)]
        boxes, sizes = characters.boxes[near], characters.sizes[near]
        depth = y - characters.pens[near, 1]
        middle = (boxes[:, 0] + boxes[:, 2]) / 2
        on = (depth > -0.75 * sizes) & (depth < 0.22 * sizes) & (middle > left - 1) & (middle < right + 1)
        if not on.any():
            continue
        boxes = boxes[on]
        covered = (np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)).sum()
        flush = boxes[:, 0].min() < left + UNDERLINE_REACH and boxes[:, 2].max() > right - UNDERLINE_REACH
        keep[number] = not (flush and covered > 0.6 * (right - left))
    return horizontal[keep]


def _anchors(characters: Characters) -> tuple[FloatArray, FloatArray]:
    """Where each character counts as standing: near its pen, since boxes of closing marks leave their cell."""
    return (
        characters.pens[:, 0] + 0.1 * characters.sizes,
        (characters.boxes[:, 1] + characters.boxes[:, 3]) / 2,
    )


def _has_text(lattice: Lattice, characters: Characters) -> bool:
    x, y = _anchors(characters)
    x0, top, x1, bottom = lattice.box
    return bool(((x > x0) & (x < x1) & (y > top) & (y < bottom) & (characters.codes != 32)).any())


def _regions(characters: Characters, lattices: list[Lattice]) -> tuple[IntArray, list[int]]:
    """For each character the number of its cell, counted over all lattices, -1 in the open; and where each lattice
    starts to count. A smaller lattice takes its characters before the one that holds it."""
    x, y = _anchors(characters)
    regions = np.full(len(x), -1, dtype=np.int64)
    offsets = [0]
    for lattice in lattices:
        x0, top, x1, bottom = lattice.box
        inside = np.flatnonzero((regions < 0) & (x > x0) & (x < x1) & (y > top) & (y < bottom))
        regions[inside] = offsets[-1] + lattice.owners_of(x[inside], y[inside])
        offsets.append(offsets[-1] + len(lattice.spans))
    return regions, offsets


def _nested_grids(
    lattices: list[Lattice],
    offsets: list[int],
    lines: dict[int, list[Line]],
    inferred: set[int],
    confidences: dict[int, float],
) -> list[Grid]:
    """Lattices, smallest first, to grids, each within the cell that holds it; what remains is outermost."""
    content: dict[int, list[Item]] = {}
    for region, found in lines.items():
        content[region] = list(found)
    outermost: list[Grid] = []
    for number, lattice in enumerate(lattices):
        grid = _grid(lattice, offsets[number], content, id(lattice) in inferred, confidences)
        x0, top, x1, bottom = lattice.box
        middle_x, middle_y = np.array([(x0 + x1) / 2]), np.array([(top + bottom) / 2])
        for outer in range(number + 1, len(lattices)):
            left, high, right, low = lattices[outer].box
            if left - 1 <= x0 and x1 <= right + 1 and high - 1 <= top and bottom <= low + 1:
                region = offsets[outer] + int(lattices[outer].owners_of(middle_x, middle_y)[0])
                content.setdefault(region, []).append(grid)
                break
        else:
            outermost.append(grid)
    return sorted(outermost, key=lambda grid: (grid.box[1], grid.box[0]))


def _region_confidences(regions: IntArray, confidences: FloatArray) -> dict[int, float]:
    """The mean confidence of the characters of each cell."""
    inside = regions >= 0
    sums, counts = np.bincount(regions[inside], confidences[inside]), np.bincount(regions[inside])
    return {int(region): round(float(sums[region] / counts[region]), 3) for region in np.flatnonzero(counts)}


def _grid(
    lattice: Lattice, offset: int, content: dict[int, list[Item]], inferred: bool, confidences: dict[int, float]
) -> Grid:
    xs, ys = lattice.xs.round(2).tolist(), lattice.ys.round(2).tolist()
    cells = []
    for number, span in enumerate(lattice.spans):
        items = content.get(offset + number, ())
        if len(items) > 1 and any(isinstance(item, Grid) for item in items):
            items = sorted(items, key=lambda item: item.box[1])
        box = (xs[span.col], ys[span.row], xs[span.col + span.col_span], ys[span.row + span.row_span])
        cells.append(GridCell(span, box, tuple(items), confidences.get(offset + number)))
    cells.sort(key=lambda cell: (cell.span.row, cell.span.col))
    return Grid(len(ys) - 1, len(xs) - 1, tuple(cells), (xs[0], ys[0], xs[-1], ys[-1]), inferred)
