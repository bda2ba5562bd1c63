"""Scanned pages, with the extra `kplan[ocr]` and the Korean data of Tesseract.

The page is rendered and straightened, its rules are found in the raster, and each cell is read for itself: a reader
that sees a whole ruled page takes borders for letters. What is read has the same shape as what pdfium gives, and a
confidence for each character.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extractors.grid import FloatArray, lattices_from_rules, rules_from_pieces
from extractors.ocr_data import language_data
from extractors.pdf_objects import Characters, Drawing
from extractors.pdf_page import Objects
from extractors.pdf_quality import FEWEST_TO_JUDGE, unlikely_share
from extractors.pdf_space import View
from schemas.errors import LimitExceeded
from schemas.options import Limits

Raster = NDArray[np.uint8]
Word = tuple[str, float, float, float, float, float]
"""Text, x0, top, x1, bottom in pixels, confidence 0 to 1."""

DPI = 300
POINTS = 72 / DPI
SHORTEST = 0.25
"""Inches of the shortest run of dark pixels that may be a rule."""
THICKEST = 0.06
STEEPEST, STEP = 2.0, 0.1
"""Degrees of skew that are looked for."""
PADDING = 5
"""Pixels of a cell's edge that belong to its border."""
MARGIN = 20
"""White pixels around a cell that is read: letters at the very edge of a picture are misread."""
RULE = 4
"""Pixels on either side of a rule that are painted over with it."""
DESCENT = 0.2


def scanned_objects(page: pdfium.PdfPage, turns: int, limits: Limits) -> Objects:
    """What can be read in the picture of a page. `turns`: quarter turns by which the page is shown.

    Raises LimitExceeded where the picture would be too large.
    """
    width, height = page.get_size()
    pixels = int(width / POINTS) * int(height / POINTS)
    if pixels > limits.image_pixels:
        raise LimitExceeded(f"pixels of a page: {pixels} > {limits.image_pixels}")
    raster = straightened(np.asarray(page.render(scale=1 / POINTS, grayscale=True).to_numpy()).squeeze())
    drawing = Drawing(raster_rules(raster), np.empty((0, 5)), np.empty((0, 4)))
    words = list(_words(raster, drawing))
    view = View(0.0, 0.0, *((height, width) if turns % 2 else (width, height)), turns, turns)
    characters, confidences = _characters(words)
    return Objects(view, characters, lambda: drawing, confidences)


LEAST_CONFIDENCE = 0.7
"""A reading that is less sure of itself on average is noise: Chinese, Arabic or a picture, read as Korean."""
LEAST_SHARE = 0.5
"""A reading with fewer characters than this part of the text layer's has lost more than the layer garbles."""


def reads_better(scanned: Objects, layer: Objects) -> bool:
    """Whether what was read in the picture of a page is better than the text that the file gives."""
    found, given = (int((one.characters.codes > 0x20).sum()) for one in (scanned, layer))
    if found == 0 or found < LEAST_SHARE * given:
        return False
    if given >= FEWEST_TO_JUDGE and unlikely_share(scanned.characters) >= unlikely_share(layer.characters):
        return False
    sure = scanned.confidences
    return sure is None or len(sure) == 0 or float(sure.mean()) >= LEAST_CONFIDENCE or given == 0


def straightened(raster: Raster) -> Raster:
    """The page turned so that its lines lie level: the angle at which its rows differ most."""
    import cv2

    small = cv2.resize(255 - raster, None, fx=0.25, fy=0.25)

    def turned(image: Any, angle: float, border: int) -> Any:
        size = (image.shape[1], image.shape[0])
        matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), angle, 1)
        return cv2.warpAffine(image, matrix, size, borderValue=border)

    angles = np.arange(-STEEPEST, STEEPEST + STEP / 2, STEP)
    best = max(angles, key=lambda angle: (float(np.var(turned(small, float(angle), 0).sum(axis=1))), -abs(angle)))
    return raster if abs(best) < STEP / 2 else np.asarray(turned(raster, float(best), 255), dtype=np.uint8)


def raster_rules(raster: Raster) -> FloatArray:
    """(n, 5) x0, top, x1, bottom in points, and 0, of the long dark runs of a level page."""
    import cv2

    dark = cv2.adaptiveThreshold(raster, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    length = int(DPI * SHORTEST)
    rules = []
    for shape in ((length, 1), (1, length)):
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        runs = cv2.dilate(runs, np.ones((3, 3), dtype=np.uint8))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(runs)
        for x, y, width, height, _ in boxes[1:].tolist():
            if min(width, height) < DPI * THICKEST and max(width, height) >= length:
                middle = (y + height / 2, y + height / 2) if shape[1] == 1 else (y, y + height)
                across = (x, x + width) if shape[1] == 1 else (x + width / 2, x + width / 2)
                rules.append((across[0] * POINTS, middle[0] * POINTS, across[1] * POINTS, middle[1] * POINTS, 0))
    return np.array(rules, dtype=np.float64).reshape(-1, 5)


def _words(raster: Raster, drawing: Drawing) -> Iterator[Word]:
    """The words of every cell, then those outside the tables."""
    import tesserocr

    raster = _without_rules(raster, drawing.rules)
    outside = raster.copy()
    with tesserocr.PyTessBaseAPI(path=str(language_data()), lang="kor", psm=tesserocr.PSM.SINGLE_BLOCK) as reader:
        for lattice in lattices_from_rules(rules_from_pieces(drawing.rules, drawing.covers)):
            xs, ys = (np.rint(edges / POINTS).astype(int) for edges in (lattice.xs, lattice.ys))
            outside[ys[0] - PADDING : ys[-1] + PADDING, xs[0] - PADDING : xs[-1] + PADDING] = 255
            for span in lattice.spans:
                left, right = xs[span.col] + PADDING, xs[span.col + span.col_span] - PADDING
                top, bottom = ys[span.row] + PADDING, ys[span.row + span.row_span] - PADDING
                if right - left > PADDING and bottom - top > PADDING and raster[top:bottom, left:right].min() < 128:
                    cell = np.pad(raster[top:bottom, left:right], MARGIN, constant_values=255)
                    yield from _recognised(reader, tesserocr, cell, int(left) - MARGIN, int(top) - MARGIN)
        reader.SetPageSegMode(tesserocr.PSM.SINGLE_COLUMN)
        yield from _recognised(reader, tesserocr, outside, 0, 0)


def _without_rules(raster: Raster, rules: FloatArray) -> Raster:
    """The page with its rules painted over."""
    bare = raster.copy()
    for x0, top, x1, bottom in np.rint(rules[:, :4] / POINTS).astype(int).tolist():
        bare[max(0, top - RULE) : bottom + RULE, max(0, x0 - RULE) : x1 + RULE] = 255
    return bare


def _recognised(reader: Any, tesserocr: Any, picture: Raster, left: int, top: int) -> Iterator[Word]:
    """The words of a picture whose corner lies at `left`, `top` of the page."""
    from PIL import Image

    reader.SetImage(Image.fromarray(picture))
    reader.SetSourceResolution(DPI)
    reader.Recognize()
    found = reader.GetIterator()
    if found is None:
        return
    level = tesserocr.RIL.WORD
    for word in tesserocr.iterate_level(found, level):
        box = word.BoundingBox(level)
        line = word.BoundingBox(tesserocr.RIL.TEXTLINE)
        if box and line:
            text = word.GetUTF8Text(level).strip()
            if text:
                yield text, left + box[0], top + line[1], left + box[2], top + line[3], word.Confidence(level) / 100


def _characters(words: list[Word]) -> tuple[Characters, FloatArray]:
    """Words as characters that share their width evenly. Tesseract takes Korean syllables for words: whether there is a
    space between them is told from the gap, as on any page."""
    rows = []
    for text, x0, top, x1, bottom, confidence in words:
        step = (x1 - x0) / len(text)
        rows += [(ord(c), x0 + n * step, top, x0 + (n + 1) * step, bottom, confidence) for n, c in enumerate(text)]
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    boxes = table[:, 1:5] * POINTS
    sizes = boxes[:, 3] - boxes[:, 1]
    pens = np.stack([boxes[:, 0], boxes[:, 3] - DESCENT * sizes], axis=1)
    turns = np.zeros(len(table), dtype=np.int64)
    return Characters(table[:, 0].astype(np.int64), boxes, pens, sizes, turns, 0.0), table[:, 5]
