"""What pdfium sees on a page, read in bulk into arrays: characters, painted paths, images.

The calls go straight through ctypes with integer addresses and without releasing the interpreter lock, which costs
about a microsecond a character; a compiled helper would save 2 ms a page and cost a compiler.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2_raw.bindings as bindings

from extractors.grid import BoolArray, FloatArray, IntArray
from extractors.pdf_space import IDENTITY, Matrix, View, intersection, product, transformed
from schemas.errors import LimitExceeded
from schemas.options import Limits
from schemas.source import BoundingBox

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""FPDF_PAGEOBJ_* of the kinds that are read."""
LINE_TO, MOVE_TO = 0, 2
"""FPDF_SEGMENT_* of the kinds that are read; a curve is never a rule."""
THIN = 3.0
"""A painted shape thinner than this (points) is a rule, however it was painted."""
DASH = 12.0
"""A thin piece no longer than this is a dash, one of thousands: its clip is not asked for, and its colour only where a
sample of the page's dashes is not all seen."""
WHITE = 250
"""A colour whose channels all reach this is that of paper."""
NO_INK, PAPER, INK = 0, 1, 2
MOST_SHADES = 1000
"""So many shades are asked whether they make white rules seen, the largest first."""
SAMPLES = 32
QUARTER = np.pi / 2
SLANT = 0.07
"""Text whose line and letters lean by more than this (radians) from a quarter turn is a stamp or watermark."""
SLANTED = -1
"""In `Characters.turns`: neither upright nor turned by quarters."""
ASIDE_STEP, LONGEST_STEP = 0.15, 2.0
"""A pen that moves off its line by more than the one part of a letter and no further than the other may be turned."""
SYMBOL_FONTS = (b"wingdings", b"symbol", b"webdings")
"""Fonts whose characters are drawn signs; Unicode has them, and Hancom stores them, at U+F000 and the font's byte."""
SUSPECTS = (0x80, 0x2FF)
"""Characters of these code points are asked for their font: no Korean text needs many of them."""
MIDDLE_DOT = 0xB7
HYPHENS = (0x02, 0xFFFE)
"""What pdfium writes for a hyphen at the end of a line; the page shows a hyphen."""

_library: Any = ctypes.PyDLL(bindings._libs["pdfium"]._name, handle=bindings._libs["pdfium"]._handle)


def _call(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_library, name)
    function.restype, function.argtypes = result, arguments
    return function


_POINTER, _INT, _UINT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float
_count_characters = _call("FPDFText_CountChars", _INT, _POINTER)
_code = _call("FPDFText_GetUnicode", _UINT, _POINTER, _INT)
_loose_box = _call("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_pen = _call("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
_angle = _call("FPDFText_GetCharAngle", _FLOAT, _POINTER, _INT)
_generated = _call("FPDFText_IsGenerated", _INT, _POINTER, _INT)
_font = _call("FPDFText_GetFontInfo", ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong, _POINTER)
_unmapped = _call("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
_page_box = _call("FPDF_GetPageBoundingBox", _INT, _POINTER, _POINTER)
_page_rotation = _call("FPDFPage_GetRotation", _INT, _POINTER)
_count_objects = _call("FPDFPage_CountObjects", _INT, _POINTER)
_object = _call("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_kind = _call("FPDFPageObj_GetType", _INT, _POINTER)
_bounds = _call("FPDFPageObj_GetBounds", _INT, _POINTER, *[_POINTER] * 4)
_matrix = _call("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
_fill_colour = _call("FPDFPageObj_GetFillColor", _INT, _POINTER, *[_POINTER] * 4)
_stroke_colour = _call("FPDFPageObj_GetStrokeColor", _INT, _POINTER, *[_POINTER] * 4)
_draw_mode = _call("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
_count_segments = _call("FPDFPath_CountSegments", _INT, _POINTER)
_segment = _call("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
_segment_point = _call("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
_segment_kind = _call("FPDFPathSegment_GetType", _INT, _POINTER)
_segment_closes = _call("FPDFPathSegment_GetClose", _INT, _POINTER)
_clip_path = _call("FPDFPageObj_GetClipPath", _POINTER, _POINTER)
_count_clips = _call("FPDFClipPath_CountPaths", _INT, _POINTER)
_count_clip_segments = _call("FPDFClipPath_CountPathSegments", _INT, _POINTER, _INT)
_clip_segment = _call("FPDFClipPath_GetPathSegment", _POINTER, _POINTER, _INT, _INT)
_count_form_objects = _call("FPDFFormObj_CountObjects", _INT, _POINTER)
_form_object = _call("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)


Painted = tuple[float, float, float, float, int]
"""A box and the painting order of what it bounds."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The printed characters of a page in stream order, in reading space.

    codes     Unicode code points
    boxes     x0, top, x1, bottom: the advance by the height of the font
    pens      x, y of the pen on the baseline
    sizes     height of the font in points, scaling applied
    turns     quarter turns clockwise that make each character stand upright as the page's text does (0 for nearly
              all), SLANTED where no quarter turn does
    unmapped  part of the characters whose font does not say what they are, by a sample, 0 to 1
    """

    codes: IntArray
    boxes: FloatArray
    pens: FloatArray
    sizes: FloatArray
    turns: IntArray
    unmapped: float

    def chosen(self, mask: BoolArray) -> "Characters":
        """Some of the characters."""
        return Characters(
            self.codes[mask], self.boxes[mask], self.pens[mask], self.sizes[mask], self.turns[mask], self.unmapped
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """The painted paths and images of a page, in reading space.

    rules    (n, 5) x0, top, x1, bottom of straight pieces that are seen, and the number of the object that painted them
    shades   (n, 5) fills that are not white
    covers   (n, 5) white fills, which hide what was painted before them
    images   (n, 4) boxes of images
    """

    rules: FloatArray
    covers: FloatArray
    images: FloatArray
    shades: FloatArray = field(default_factory=lambda: np.empty((0, 5)))


def address(handle: Any) -> int:
    """The address behind a handle of pypdfium2."""
    return ctypes.cast(handle, _POINTER).value or 0


def page_view(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> View:
    """The page's box, how it is shown and which way its text runs."""
    box = (_FLOAT * 4)()
    _page_box(address(page.raw), ctypes.addressof(box))
    left, top, right, bottom = box
    shown = _page_rotation(address(page.raw))
    handle, count = address(text.raw), _count_characters(address(text.raw))
    votes = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // SAMPLES)):
        angle = _angle(handle, index)
        if angle >= 0:
            votes[_quarter(angle)] += 1
    reading = votes.index(max(votes)) if any(votes) else shown
    return View(left, bottom, right - left, top - bottom, shown, reading)


def page_characters(text: pdfium.PdfTextPage, view: View, limits: Limits) -> Characters:
    """Every printed character of a page. Raises LimitExceeded."""
    handle = address(text.raw)
    count = _count_characters(handle)
    if count > limits.page_characters:
        raise LimitExceeded(f"characters on a page: {count} > {limits.page_characters}")
    codes = np.array([_code(handle, index) for index in range(count)], dtype=np.int64)
    codes[np.isin(codes, HYPHENS)] = ord("-")
    suspects = (codes >= SUSPECTS[0]) & (codes <= SUSPECTS[1]) & (codes != MIDDLE_DOT)
    for index in np.flatnonzero(suspects).tolist():
        codes[index] = _symbol_code(handle, index, int(codes[index]))
    printed = (codes >= 32) & (codes != 0xFFFF)
    for index in np.flatnonzero(np.isin(codes, (ord(" "), ord("-"), 0xA0))).tolist():
        printed[index] = not _generated(handle, index)
    chosen = np.flatnonzero(printed)
    boxes = np.zeros((len(chosen), 4), dtype=np.float32)
    pens = np.zeros((len(chosen), 2), dtype=np.float64)
    box_at, pen_at = boxes.ctypes.data, pens.ctypes.data
    for index in chosen.tolist():
        _loose_box(handle, index, box_at)
        _pen(handle, index, pen_at, pen_at + 8)
        box_at += 16
        pen_at += 16
    upright = view.boxes(boxes[:, [0, 3, 2, 1]].astype(np.float64))
    turns = _character_turns(handle, chosen, pens, boxes.astype(np.float64), view.reading_turns)
    sizes = np.where(turns % 2 == 1, upright[:, 2] - upright[:, 0], upright[:, 3] - upright[:, 1])
    sample = chosen[:: max(1, len(chosen) // SAMPLES)].tolist()
    unmapped = sum(_unmapped(handle, index) > 0 for index in sample) / max(1, len(sample))
    return Characters(codes[chosen], upright, view.points(pens), sizes, turns, unmapped)


def _symbol_code(handle: int, index: int, code: int) -> int:
    """The private-use code point of a symbol font's sign that came as the letter of the same byte, else `code`."""
    name = ctypes.create_string_buffer(128)
    _font(handle, index, ctypes.addressof(name), len(name), None)
    if not any(font in name.value.lower() for font in SYMBOL_FONTS):
        return code
    byte = chr(code).encode("cp1252", "ignore")
    return 0xF000 + byte[0] if byte else code


def _character_turns(
    handle: int, chosen: IntArray, pens: FloatArray, boxes: FloatArray, reading_turns: int
) -> IntArray:
    """Quarter turns of each character against the page. Only those are asked for their angle whose pen leaves the line
    of the page's text, and all where a sample of them differs."""
    aslant = _off_line(pens, boxes, reading_turns)
    sample = chosen[:: max(1, len(chosen) // SAMPLES)].tolist()
    everywhere = any(_quarter(_angle(handle, index)) != reading_turns for index in sample)
    asked = np.arange(len(chosen)) if everywhere else np.flatnonzero(aslant)
    turns = np.zeros(len(chosen), dtype=np.int64)
    for number in asked.tolist():
        angle = _angle(handle, int(chosen[number]))
        turns[number] = (_quarter(angle) - reading_turns) % 4
        if aslant[number] and abs(angle - round(angle / QUARTER) * QUARTER) > SLANT:
            turns[number] = SLANTED
    return _in_runs(turns, aslant)


def _off_line(pens: FloatArray, boxes: FloatArray, reading_turns: int) -> BoolArray:
    """Characters from which, or to which, the pen goes a short way off the line. Letters made oblique by their matrix
    stay on it."""
    off = np.zeros(len(pens), dtype=np.bool_)
    if len(pens) < 2:
        return off
    steps = np.abs(np.diff(pens, axis=0))
    along, across = (steps[:, 1], steps[:, 0]) if reading_turns % 2 else (steps[:, 0], steps[:, 1])
    sizes = np.abs(boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    size = np.maximum(sizes[1:], sizes[:-1])
    near = (across > ASIDE_STEP * size) & (along + across < LONGEST_STEP * size)
    off[1:] |= near
    off[:-1] |= near
    return off


def _in_runs(turns: IntArray, aslant: BoolArray) -> IntArray:
    """Slanted text has more than one letter, and its blanks are slanted with it: the first of oblique letters, which
    stands aslant of the line before it, is none."""
    slanted = turns == SLANTED
    if not slanted.any():
        return turns
    before, after = np.roll(slanted, 1), np.roll(slanted, -1)
    before[0] = after[-1] = False
    lone = slanted & ~before & ~after
    within = aslant & before & after
    return np.where(within, SLANTED, np.where(lone, 0, turns))


def _quarter(angle: float) -> int:
    """Quarter turns clockwise that make a character stand upright; pdfium says by how much it is turned clockwise."""
    return round(-angle / QUARTER) % 4 if angle >= 0 else 0


def page_drawing(page: pdfium.PdfPage, view: View, limits: Limits) -> Drawing:
    """Rules, white covers and images of a page, forms flattened. Raises LimitExceeded."""
    reader = _PathReader(limits)
    handle = address(page.raw)
    reader.read([_object(handle, index) for index in range(_count_objects(handle))], IDENTITY, 0)
    reader.take_dashes()
    return Drawing(
        _with_order([*reader.rules, *_on_shades(reader.pale, reader.shades)], view),
        _with_order(reader.covers, view),
        _with_order(reader.images, view)[:, :4],
        _with_order(reader.shades, view),
    )


def _on_shades(pale: list[Painted], shades: list[Painted]) -> list[Painted]:
    """White rules that are seen, since a shade was painted under them."""
    if not pale or not shades:
        return []
    largest = sorted(shades, key=lambda shade: (shade[0] - shade[2]) * (shade[3] - shade[1]))[:MOST_SHADES]
    x0, y0, x1, y1, order = np.array(largest, dtype=np.float64).T
    seen = []
    for rule in pale:
        x, y = (rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2
        if ((order < rule[4]) & (x0 - THIN < x) & (x < x1 + THIN) & (y0 - THIN < y) & (y < y1 + THIN)).any():
            seen.append(rule)
    return seen


def has_lost_text(page: pdfium.PdfPage) -> bool:
    """Some text of the page has no width, and pdfium leaves it out of its characters."""
    handle = address(page.raw)
    box = (_FLOAT * 4)()
    at = ctypes.addressof(box)
    for index in range(_count_objects(handle)):
        item = _object(handle, index)
        if _kind(item) == TEXT and _bounds(item, at, at + 4, at + 8, at + 12) and box[0] == box[2]:
            return True
    return False


def _with_order(rows: list[Painted], view: View) -> FloatArray:
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    return np.hstack([view.boxes(table[:, :4]), table[:, 4:]])


class _PathReader:
    """Collects what the objects of one page paint; the buffers that pdfium writes into are made once."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rules: list[Painted] = []
        self.covers: list[Painted] = []
        self.images: list[Painted] = []
        self.shades: list[Painted] = []
        self.pale: list[Painted] = []
        self._dashes: list[tuple[int, Painted]] = []
        self._count = 0
        self._order = 0
        self._floats = (_FLOAT * 6)()
        self._at = ctypes.addressof(self._floats)
        self._integers = (_UINT * 4)()
        self._integers_at = ctypes.addressof(self._integers)

    def read(self, handles: list[int], matrix: Matrix, depth: int) -> None:
        """Objects in painting order, and those of the forms among them; `matrix` takes them to the page."""
        self._add(len(handles))
        kinds = [_kind(handle) for handle in handles]
        boxes = self._bounds_of(handles, kinds, matrix)
        for handle, kind, box in zip(handles, kinds, boxes, strict=True):
            self._order += 1
            if kind == PATH:
                width, height = box[2] - box[0], box[3] - box[1]
                if width <= DASH and height <= DASH and (width <= THIN or height <= THIN):
                    self._dashes.append((handle, (*box, self._order)))
                else:
                    self._read_path(handle, matrix, box)
            elif kind == IMAGE:
                self.images.append((*box, self._order))
            elif kind == FORM:
                self._read_form(handle, matrix, depth)

    def take_dashes(self) -> None:
        """The dashes of the page, once all objects are read: rules, but for those in the colour of paper."""
        dashes, self._dashes = self._dashes, []
        sample = dashes[:: max(1, len(dashes) // SAMPLES)]
        if all(self._dash_ink(handle) == INK for handle, _ in sample):
            self.rules += [dash for _, dash in dashes]
            return
        for handle, dash in dashes:
            ink = self._dash_ink(handle)
            if ink != NO_INK:
                (self.rules if ink == INK else self.pale).append(dash)

    def _dash_ink(self, handle: int) -> int:
        filled, stroked = self._painted(handle)
        fill = self._ink(_fill_colour, handle) if filled else NO_INK
        return max(fill, self._ink(_stroke_colour, handle) if stroked else NO_INK)

    def _painted(self, handle: int) -> tuple[int, int]:
        """Whether a path is filled, and whether it is stroked."""
        at = self._integers_at
        _draw_mode(handle, at, at + 4)
        return self._integers[0], self._integers[1]

    def _bounds_of(self, handles: list[int], kinds: list[int], matrix: Matrix) -> list[BoundingBox]:
        bounds = np.zeros((len(handles), 4), dtype=np.float32)
        at = bounds.ctypes.data
        for handle, kind in zip(handles, kinds, strict=True):
            if kind in (PATH, IMAGE):
                _bounds(handle, at, at + 4, at + 8, at + 12)
            at += 16
        boxes: list[BoundingBox] = [(x0, y0, x1, y1) for x0, y0, x1, y1 in bounds.tolist()]
        return boxes if matrix is IDENTITY else [transformed(box, matrix) for box in boxes]

    def _add(self, count: int) -> None:
        self._count += count
        if self._count > self.limits.page_objects:
            raise LimitExceeded(f"objects on a page: {self._count} > {self.limits.page_objects}")

    def _read_form(self, handle: int, matrix: Matrix, depth: int) -> None:
        if depth >= self.limits.depth:
            raise LimitExceeded(f"form depth: {depth + 1} > {self.limits.depth}")
        handles = [_form_object(handle, index) for index in range(_count_form_objects(handle))]
        self.read(handles, product(self._object_matrix(handle), matrix), depth + 1)

    def _read_path(self, handle: int, matrix: Matrix, box: BoundingBox) -> None:
        filled, stroked = self._painted(handle)
        if not filled and not stroked:
            return
        clip = self._clip(handle, matrix)
        if clip:
            box = intersection(box, clip)
        width, height = box[2] - box[0], box[3] - box[1]
        if width < 0 or height < 0:
            return
        thin = min(width, height) <= THIN
        fill = self._ink(_fill_colour, handle) if filled else NO_INK
        stroke = self._ink(_stroke_colour, handle) if stroked else NO_INK
        if INK not in (fill, stroke):
            if fill == PAPER and not thin:
                self.covers.append((*box, self._order))
            elif PAPER in (fill, stroke):
                self._add_rules(handle, matrix, (box, clip), self.pale)
            return
        if fill == INK and not thin:
            self.shades.append((*box, self._order))
        self._add_rules(handle, matrix, (box, clip), self.rules)

    def _add_rules(
        self, handle: int, matrix: Matrix, boxes: tuple[BoundingBox, BoundingBox | None], rules: list[Painted]
    ) -> None:
        """A thin path as one rule, else its straight pieces; `boxes`: what is seen of it, and its clip."""
        box, clip = boxes
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            rules.append((*box, self._order))
        else:
            self._read_segments(handle, matrix, clip, rules)

    def _read_segments(self, handle: int, matrix: Matrix, clip: BoundingBox | None, rules: list[Painted]) -> None:
        """Straight pieces of a path that is more than one rule, each as a box."""
        a, b, c, d, e, f = product(self._object_matrix(handle), matrix)
        at, floats = self._at, self._floats
        last = start = (0.0, 0.0)
        total = _count_segments(handle)
        self._add(total)
        for index in range(total):
            segment = _segment(handle, index)
            _segment_point(segment, at, at + 4)
            x, y = floats[0], floats[1]
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = _segment_kind(segment)
            if kind == MOVE_TO:
                start = point
            elif kind == LINE_TO:
                self._add_piece((last, point), clip, rules)
            last = point
            if _segment_closes(segment) and last != start:
                self._add_piece((last, start), clip, rules)
                last = start

    def _add_piece(
        self, ends: tuple[tuple[float, float], tuple[float, float]], clip: BoundingBox | None, rules: list[Painted]
    ) -> None:
        p, q = ends
        box = (min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1]))
        if clip:
            box = intersection(box, clip)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) >= -0.01 and min(width, height) <= 0.7 < max(width, height):
            rules.append((*box, self._order))

    def _object_matrix(self, handle: int) -> Matrix:
        if not _matrix(handle, self._at):
            return IDENTITY
        a, b, c, d, e, f = self._floats
        return a, b, c, d, e, f

    def _ink(self, colour_of: Callable[..., int], handle: int) -> int:
        """What a fill or stroke leaves on the page: nothing where it is transparent. A pattern is ink."""
        at, colours = self._integers_at, self._integers
        if not colour_of(handle, at, at + 4, at + 8, at + 12):
            return INK
        if colours[3] == 0:
            return NO_INK
        return PAPER if min(colours[0], colours[1], colours[2]) >= WHITE else INK

    def _clip(self, handle: int, matrix: Matrix) -> BoundingBox | None:
        """The box of the clips that cut the object; pdfium keeps only clips that do not contain it."""
        path = _clip_path(handle)
        count = _count_clips(path) if path else 0
        if count <= 0:
            return None
        box = (-np.inf, -np.inf, np.inf, np.inf)
        at, floats = self._at, self._floats
        for index in range(count):
            points = []
            for number in range(_count_clip_segments(path, index)):
                if _segment_point(_clip_segment(path, index, number), at, at + 4):
                    points.append((floats[0], floats[1]))
            if points:
                xs, ys = zip(*points, strict=True)
                box = intersection(box, (min(xs), min(ys), max(xs), max(ys)))
        return transformed(box, matrix)
