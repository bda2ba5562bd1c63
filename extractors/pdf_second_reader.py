"""pdfplumber (pdfminer) as the second reader: for pages that pdfium cannot read, and to check what pdfium read.

It gives the same arrays as `pdf_objects`, so that everything after the characters is one code. Few files need it, and
its import costs more than reading a page: it is loaded when the first of its pages is asked for.
"""

import io
import math
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from extractors.grid import FloatArray
from extractors.pdf_objects import Characters, Drawing
from extractors.pdf_page import Objects
from extractors.pdf_space import View
from schemas.errors import LimitExceeded
from schemas.options import ReadOptions

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

DESCENT = 0.2
"""The baseline lies about this part of the font size above the foot of its box."""


class SecondReader:
    """Opens the file when its first page is asked for; pages are read one by one and not kept."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self._data = data
        self._options = options
        self._pdf: PDF | None = None
        self._pages: list[PlumberPage] | None = None

    def count(self) -> int:
        """The number of pages; 0 where this reader cannot open the file. Raises LimitExceeded."""
        return len(self._opened())

    def objects(self, index: int) -> Objects | None:
        """View, characters and drawing of a page; None where this reader cannot read it. Raises LimitExceeded."""
        pages = self._opened()
        if index >= len(pages):
            return None
        try:
            return _objects(pages[index])
        except Exception:  # pdfminer raises whatever the damage makes of it; one page costs one page
            return None
        finally:
            pages[index].close()

    def close(self) -> None:
        if self._pdf is not None:
            with suppress(Exception):  # pdfminer raises whatever the damage makes of it, also while it closes
                self._pdf.close()

    def _opened(self) -> "list[PlumberPage]":
        if self._pages is None:
            import pdfplumber

            try:
                self._pdf = pdfplumber.open(io.BytesIO(self._data), password=self._options.password or "")
                self._pages = self._pdf.pages
            except Exception:  # as above
                self._pages = []
        most = self._options.limits.pages
        if len(self._pages) > most:
            raise LimitExceeded(f"pages: {len(self._pages)} > {most}")
        return self._pages


def _objects(page: "PlumberPage") -> Objects:
    turns = (page.rotation or 0) // 90 % 4
    left, top, right, bottom = map(float, page.bbox)
    width, height = (bottom - top, right - left) if turns % 2 else (right - left, bottom - top)
    x, y = map(float, page.mediabox[:2])
    view = View(x, y, width, height, turns, turns)
    rows = [
        (ord(letter), char["x0"], char["top"], char["x1"], char["bottom"], _quarter_turns(char["matrix"]))
        for char in page.chars
        if not char["text"].startswith("(cid:")
        for letter in char["text"]
    ]
    unmapped = sum(char["text"].startswith("(cid:") for char in page.chars)
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    boxes, turned = table[:, 1:5] - (left, top, left, top), table[:, 5].astype(np.int64)
    x0, y0, x1, y1 = boxes.T
    sizes = np.where(turned % 2 == 1, x1 - x0, y1 - y0)
    down = DESCENT * sizes
    pens = np.stack(
        [np.choose(turned, (x0, x1 - down, x1, x0 + down)), np.choose(turned, (y1 - down, y1, y0 + down, y0))], axis=1
    )
    characters = Characters(
        table[:, 0].astype(np.int64),
        boxes,
        pens,
        sizes,
        table[:, 5].astype(np.int64),
        unmapped / max(1, len(page.chars)),
    )
    shift = np.array((left, top, left, top))
    pieces = _boxes(page.edges) - shift
    drawing = Drawing(np.hstack([pieces, np.zeros((len(pieces), 1))]), np.empty((0, 5)), _boxes(page.images) - shift)
    return Objects(view, characters, lambda: drawing)


def _quarter_turns(matrix: tuple[float, ...]) -> int:
    """Quarter turns clockwise that make a character stand upright, from its text matrix."""
    return round(math.atan2(matrix[1], matrix[0]) / (math.pi / 2)) % 4


def _boxes(items: list[dict[str, Any]]) -> FloatArray:
    rows = [(item["x0"], item["top"], item["x1"], item["bottom"]) for item in items]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def differing_characters(first: Characters, second: Characters) -> tuple[int, int]:
    """How many printed characters the first reader has that the second has not, and the other way round."""
    ours, theirs = (Counter(reader.codes[reader.codes > 0x20].tolist()) for reader in (first, second))
    return (ours - theirs).total(), (theirs - ours).total()
