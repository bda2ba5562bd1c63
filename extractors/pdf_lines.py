"""Characters to lines of text.

Characters come in stream order, and within a run that order is the truth: with condensed letter spacing Hancom places
a point to the right of the digit that follows it, so sorting by position would turn 832.6 into 8326. Only runs are
sorted. Spaces that the file does not print are told from gaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.grid import BoolArray, FloatArray, IntArray
from extractors.pdf_objects import Characters
from schemas.source import BoundingBox

SPACE_GAP = 0.33
"""A gap wider than this part of the font size is a space."""
SAME_LINE = 0.5
"""Runs whose baselines differ by less than this part of the font size stand on one line."""
STEP_BACK = 0.6
"""A pen that goes back by more than this part of the font size starts a new run."""
TWICE = 0.2
"""The same character again within this part of the font size is the same character, printed bold by printing twice."""
RAISED = 0.15
SMALL = 0.95
"""A digit lower than this part of its line's height and raised by `RAISED` of it is a superscript. Heights are what
each font says of itself, so that only the raise is telling."""
SLANTED_STEP = 2.5
"""Letters of one slanted line are no further apart than this many of their sizes."""
SPACE = 0x20
BLANKS = (SPACE, 0xA0, 0x2002, 0x2003, 0x3000)
"""What prints nothing. It stays in the text and does not widen the box of a line, which tells the indentation."""
SUPERSCRIPTS = {ord(plain): raised for plain, raised in zip("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", strict=True)}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in reading space. A printed space at its end is kept: there the word does not go on.

    baseline  y of the pen
    size      height of the largest character's font
    """

    text: str
    box: BoundingBox
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class _Run:
    region: int
    baseline: float
    start: float
    size: float
    first: int
    last: int


def region_lines(
    characters: Characters, regions: IntArray, widest_gap: float, widest_join: float | None = None
) -> dict[int, list[Line]]:
    """The lines of each region, top to bottom.

    regions     for each character the region it stands in; -1 is the open page
    widest_gap  on the open page a gap wider than this many font sizes ends a line: what follows is another column
    widest_join  the same between runs that the file does not print one after the other; None for the same gap
    """
    lines: dict[int, list[Line]] = {}
    join = widest_gap if widest_join is None else widest_join
    for turns in np.unique(characters.turns).tolist():
        chosen = np.flatnonzero(characters.turns == turns)
        for region, line in _lines(characters, chosen, regions[chosen], turns, (widest_gap, join)):
            lines.setdefault(region, []).append(line)
    return lines


def slanted_lines(characters: Characters) -> list[Line]:
    """Lines of characters that lie aslant, as the file prints them: a pen that jumps begins another line."""
    if len(characters.codes) == 0:
        return []
    steps = np.abs(np.diff(characters.pens, axis=0)).max(axis=1)
    size = (characters.boxes[:, 2:] - characters.boxes[:, :2]).max(axis=1)
    starts = np.concatenate([[0], np.flatnonzero(steps > SLANTED_STEP * size[1:]) + 1, [len(steps) + 1]])
    lines = []
    for first, last in pairwise(starts.tolist()):
        text = "".join(map(chr, characters.codes[first:last].tolist())).strip()
        low, high = characters.boxes[first:last, :2].min(axis=0), characters.boxes[first:last, 2:].max(axis=0)
        box = (*low.round(2).tolist(), *high.round(2).tolist())
        if text:
            lines.append(Line(text, box, box[3], float(characters.sizes[first:last].max())))
    return lines


def _upright(boxes: FloatArray, pens: FloatArray, turns: int) -> tuple[FloatArray, FloatArray]:
    """Boxes and pens after as many quarter turns clockwise as make the characters stand upright."""
    x0, y0, x1, y1 = boxes.T
    x, y = pens.T
    if turns == 1:
        return np.stack([-y1, x0, -y0, x1], axis=1), np.stack([-y, x], axis=1)
    if turns == 2:
        return np.stack([-x1, -y1, -x0, -y0], axis=1), np.stack([-x, -y], axis=1)
    if turns == 3:
        return np.stack([y0, -x1, y1, -x0], axis=1), np.stack([y, -x], axis=1)
    return boxes, pens


def _lines(
    characters: Characters,
    chosen: IntArray,
    regions: IntArray,
    turns: int,
    widest_gaps: tuple[float, float],
) -> Iterable[tuple[int, Line]]:
    order = np.argsort(regions, kind="stable")
    chosen, regions = chosen[order], regions[order]
    boxes, pens = _upright(characters.boxes[chosen], characters.pens[chosen], turns)
    sizes, codes = characters.sizes[chosen], characters.codes[chosen]
    single = ~_printed_twice(codes, pens, sizes)
    chosen, regions, codes = chosen[single], regions[single], codes[single]
    boxes, pens, sizes = boxes[single], pens[single], sizes[single]
    if len(chosen) == 0:
        return
    x, y = pens.T
    ends = np.maximum(boxes[:, 2], x)
    grouped = _grouped(_runs(regions, x, y, sizes, ends, widest_gaps[0]), ends, widest_gaps[1], codes)
    counts = [sum(run.last - run.first for run in line) for line in grouped]
    picked = np.concatenate([np.arange(run.first, run.last) for line in grouped for run in line])
    starts = np.concatenate([[0], np.cumsum(counts)])
    line_of = np.repeat(np.arange(len(grouped)), counts)
    codes, chosen = codes[picked], chosen[picked]
    x, y, sizes, ends = x[picked], y[picked], sizes[picked], ends[picked]
    baselines = np.array([line[0].baseline for line in grouped])
    tallest = np.maximum.reduceat(sizes, starts[:-1])
    codes = _with_superscripts(codes, y, sizes, baselines[line_of], tallest[line_of])
    text, offsets = _spaced_text(codes, x, ends, sizes, line_of, starts)
    pieces = [text[a:b] for a, b in pairwise(offsets)]
    shown, blank = characters.boxes[chosen], np.isin(codes, BLANKS)[:, None]
    low = np.minimum.reduceat(np.where(blank, np.inf, shown[:, :2]), starts[:-1], axis=0).round(2).tolist()
    high = np.maximum.reduceat(np.where(blank, -np.inf, shown[:, 2:]), starts[:-1], axis=0).round(2).tolist()
    for number, piece in enumerate(pieces):
        if piece and not piece.isspace():
            box = (*low[number], *high[number])
            baseline = box[3] if turns else grouped[number][0].baseline
            yield grouped[number][0].region, Line(piece.lstrip(), box, baseline, float(tallest[number]))


def _printed_twice(codes: IntArray, pens: FloatArray, sizes: FloatArray) -> BoolArray:
    """Characters that repeat the one before them in its place."""
    twice = np.zeros(len(codes), dtype=np.bool_)
    if len(codes) > 1:
        near = np.abs(np.diff(pens, axis=0)).max(axis=1) < TWICE * sizes[1:]
        twice[1:] = near & (codes[1:] == codes[:-1]) & (codes[1:] != SPACE)
    return twice


def _runs(
    regions: IntArray, x: FloatArray, y: FloatArray, sizes: FloatArray, ends: FloatArray, widest_gap: float
) -> list[_Run]:
    """Stretches in which the pen goes on to the right on one line of one region."""
    larger = np.maximum(sizes[1:], sizes[:-1])
    apart = np.diff(regions) != 0
    apart |= np.abs(np.diff(y)) > SAME_LINE * larger
    apart |= np.diff(x) < -STEP_BACK * sizes[1:]
    apart |= (regions[1:] < 0) & (x[1:] - ends[:-1] > widest_gap * larger)
    firsts = np.concatenate([[0], np.flatnonzero(apart) + 1])
    lasts = np.concatenate([firsts[1:], [len(x)]])
    tallest = np.maximum.reduceat(sizes, firsts)
    full = sizes >= np.repeat(tallest, lasts - firsts) - 1e-6
    baselines = np.minimum.reduceat(np.where(full, y, np.inf), firsts)
    columns = (regions[firsts], baselines, x[firsts], tallest, firsts, lasts)
    return [_Run(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _grouped(runs: list[_Run], ends: FloatArray, widest_join: float, codes: IntArray) -> list[list[_Run]]:
    """Runs on the same baseline as one line, left to right; on the open page a wide gap parts them again."""
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.region, run.baseline)):
        if lines:
            head = lines[-1][0]
            near = abs(run.baseline - head.baseline) <= SAME_LINE * max(run.size, head.size)
            if near and run.region == head.region:
                lines[-1].append(run)
                continue
        lines.append([run])
    parted: list[list[_Run]] = []
    for line in lines:
        if len(line) > 1:
            line.sort(key=lambda run: run.start)
            line = _without_repeats(line, codes)
        if line[0].region >= 0 or len(line) == 1:
            parted.append(line)
            continue
        parted.append([line[0]])
        for before, run in pairwise(line):
            if run.start - ends[before.last - 1] > widest_join * max(run.size, before.size):
                parted.append([])
            parted[-1].append(run)
    return parted


def _without_repeats(line: list[_Run], codes: IntArray) -> list[_Run]:
    """A run that stands where the one before it stands and says the same is bold, not another word."""
    kept = [line[0]]
    for run in line[1:]:
        last = kept[-1]
        if run.start - last.start > TWICE * run.size or not np.array_equal(
            codes[run.first : run.last], codes[last.first : last.last]
        ):
            kept.append(run)
    return kept


def _with_superscripts(
    codes: IntArray, y: FloatArray, sizes: FloatArray, baselines: FloatArray, tallest: FloatArray
) -> IntArray:
    """Raised small digits and brackets become superscript characters, so that a note never joins a number."""
    raised = (sizes < SMALL * tallest) & (baselines - y > RAISED * tallest) & (codes < 0x40)
    if raised.any():
        codes = codes.copy()
        for index in np.flatnonzero(raised).tolist():
            codes[index] = ord(SUPERSCRIPTS.get(int(codes[index]), chr(codes[index])))
    return codes


def _spaced_text(
    codes: IntArray, x: FloatArray, ends: FloatArray, sizes: FloatArray, line_of: IntArray, starts: IntArray
) -> tuple[str, list[int]]:
    """All lines in one string with the spaces that gaps show, and where each line starts in it."""
    blank = (codes == SPACE) | (codes == 0xA0)
    codes = np.where(blank, SPACE, codes)
    keep = np.ones(len(codes), dtype=np.bool_)
    gap = np.zeros(len(codes), dtype=np.bool_)
    same = line_of[1:] == line_of[:-1]
    keep[1:] = ~(blank[1:] & blank[:-1] & same)
    wide = x[1:] - ends[:-1] > SPACE_GAP * np.minimum(sizes[1:], sizes[:-1])
    gap[1:] = wide & same & ~blank[1:] & ~blank[:-1]
    lengths = keep.astype(np.int64) + gap
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    out = np.full(int(offsets[-1]), SPACE, dtype="<u4")
    out[(offsets[1:] - 1)[keep]] = codes[keep]
    text = out.tobytes().decode("utf-32-le", "replace")
    return text, offsets[starts].tolist()
