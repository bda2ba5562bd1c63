"""Clip rectangles of a page, read from its content stream.

Hancom Office (and what prints its documents, such as Quartz) paints every cell, also an empty or borderless one,
under a clip path of exactly the cell's rectangle. pdfium drops a clip that contains what it clips, so the rectangles
are read here: `x y m ... l h W n` and `x y w h re W n`, under the matrices in force.
"""

import math
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pikepdf

from extractors.grid import FloatArray
from extractors.pdf_space import IDENTITY, Matrix, product, transformed
from schemas.errors import LimitExceeded
from schemas.options import Limits
from schemas.source import BoundingBox

LEAF = re.compile(rb"q(?<=\sq)\s[^qQW]*\sQ(?=\s)")
"""A saved and restored state in which nothing is clipped: it changes nothing outside, and most of a page is in such."""
STATE = re.compile(rb"[qQW](?<=\s.)\*?\s")
"""q, Q, W and W*."""
CONCATENATION = b"cm"
OPERANDS = 6
WINDOW = 200
"""A rectangle of five points with six decimals each takes less bytes than this before its W."""
DEFLATE_RATIO = 1032
"""Deflate never grows data by more."""
CHUNK = 65536
SAVE, RESTORE = b"qQ"
EMPTY = np.empty((0, 4))


def page_content(page: pikepdf.Page, limits: Limits) -> bytes:
    """The decoded content stream of a page; parts that cannot be decoded are left out. Raises LimitExceeded."""
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    streams = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    parts = []
    for stream in streams:
        try:
            raw = stream.read_raw_bytes()
            if len(raw) * DEFLATE_RATIO > limits.stream_bytes:
                _check_size(raw, limits.stream_bytes)
            parts.append(stream.read_bytes())
        except (pikepdf.PdfError, AttributeError, TypeError, zlib.error):
            continue
    return b"\n".join(parts)


def _check_size(raw: bytes, most: int) -> None:
    """Refuses a deflated stream that grows beyond `most`, before it is decoded as a whole."""
    inflated = zlib.decompressobj()
    size = 0
    for start in range(0, len(raw), CHUNK):
        pending = raw[start : start + CHUNK]
        while pending:
            size += len(inflated.decompress(pending, CHUNK * DEFLATE_RATIO))
            pending = inflated.unconsumed_tail
            if size > most:
                raise LimitExceeded(f"content stream: more than {most} bytes")


def clip_rectangles(content: bytes) -> FloatArray:
    """(n, 4) different x0, y0, x1, y1 of the rectangular clips, in PDF space."""
    if b"W" not in content:
        return EMPTY
    content = b" " + LEAF.sub(b" ", content)
    found = _transformed_clips(content) if b"cm" in content else _plain_clips(content)
    return np.array(sorted(found)).reshape(-1, 4)


def _plain_clips(content: bytes) -> set[BoundingBox]:
    """The clips of a stream in which no matrix outlives the state that it was set in."""
    paths = {before[-WINDOW:].rpartition(b"q")[2] for before in content.split(b"W")[:-1]}
    return {rectangle for path in paths if (rectangle := _rectangle(path))}


def _transformed_clips(content: bytes) -> set[BoundingBox]:
    """The clips of a stream under the matrices in force."""
    found: set[BoundingBox] = set()
    matrix: Matrix = IDENTITY
    stack: list[Matrix] = []
    last = 0
    for match in STATE.finditer(content):
        start, end = match.span()
        between = content[last:start]
        last = end
        if b"cm" in between:
            matrix = _concatenated(between, matrix)
        operator = content[start]
        if operator == SAVE:
            stack.append(matrix)
        elif operator == RESTORE:
            matrix = stack.pop() if stack else IDENTITY
        else:
            rectangle = _rectangle(between[-WINDOW:])
            if rectangle:
                found.add(transformed(rectangle, matrix))
    return found


def _concatenated(operators: bytes, matrix: Matrix) -> Matrix:
    """The matrix after every `cm` among operators."""
    tokens = operators.split()
    for place, token in enumerate(tokens):
        if token == CONCATENATION and place >= OPERANDS:
            numbers = finite_numbers(tokens[place - OPERANDS : place])
            if numbers is not None:
                a, b, c, d, e, f = numbers
                matrix = product((a, b, c, d, e, f), matrix)
    return matrix


def finite_numbers(tokens: Sequence[bytes]) -> list[float] | None:
    """Operands as numbers; None where one is no number, or none that can be reckoned with."""
    try:
        numbers = [float(token) for token in tokens]
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


@lru_cache(maxsize=4096)
def _rectangle(path: bytes) -> BoundingBox | None:
    """The rectangle that the last path operators draw, if they draw one. The same few are drawn over and over."""
    tokens = path.split()
    if not tokens:
        return None
    try:
        if tokens[-1] == b"re":
            numbers = finite_numbers(tokens[-5:-1])
            if numbers is None:
                return None
            x, y, width, height = numbers
            return min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)
        if tokens[-1] == b"h":
            tokens.pop()
        for lines in (4, 3):
            drawn = tokens[-3 * (lines + 1) :]
            if drawn[2::3] == [b"m"] + [b"l"] * lines:
                xs, ys = sorted(map(float, set(drawn[0::3]))), sorted(map(float, set(drawn[1::3])))
                return (xs[0], ys[0], xs[1], ys[1]) if len(xs) == len(ys) == 2 else None
    except ValueError:
        return None
    return None
