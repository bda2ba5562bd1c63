"""Scanned pages: rules in a raster, level pages, and what is read in cells."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors import extract
from extractors.grid import lattices_from_rules, rules_from_pieces
from extractors.pdf_ocr import POINTS, Raster, language_data, raster_rules, straightened
from schemas.document import Document, Table
from schemas.errors import LimitExceeded
from schemas.options import Limits, ReadOptions

XS, YS = (300, 900, 1500, 2100), (400, 600, 800)
NUMBERS = (("2030", "1200", "75"), ("2031", "3400", "86"))


def scan(skew: float = 0.0) -> Raster:
    """A page of 300 dots an inch with a ruled table of numbers."""
    page = np.full((3300, 2550), 255, dtype=np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 3)
    picture = Image.fromarray(page)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size=60)
    for row, line in enumerate(NUMBERS):
        for col, text in enumerate(line):
            draw.text((XS[col] + 100, YS[row] + 60), text, fill=0, font=font)
    page = np.asarray(picture)
    matrix = cv2.getRotationMatrix2D((1275, 1650), skew, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (2550, 3300), borderValue=255), dtype=np.uint8)


def scanned_pdf(raster: Raster) -> bytes:
    out = io.BytesIO()
    Image.fromarray(raster).save(out, "PDF", resolution=300)
    return out.getvalue()


def table(document: Document) -> Table:
    (found,) = document.tables()
    return found


def test_rules_of_a_raster_make_the_lattice() -> None:
    (lattice,) = lattices_from_rules(rules_from_pieces(raster_rules(scan()), np.empty((0, 5))))
    assert len(lattice.spans) == 6
    assert np.allclose(lattice.xs, np.array(XS) * POINTS, atol=0.6)
    assert np.allclose(lattice.ys, np.array(YS) * POINTS, atol=0.6)


@pytest.mark.parametrize("skew", [-0.7, 0.6])
def test_a_crooked_page_is_made_level(skew: float) -> None:
    crooked = lattices_from_rules(rules_from_pieces(raster_rules(scan(skew)), np.empty((0, 5))))
    level = lattices_from_rules(rules_from_pieces(raster_rules(straightened(scan(skew))), np.empty((0, 5))))
    assert [len(lattice.spans) for lattice in level] == [6]
    assert [len(lattice.spans) for lattice in crooked] != [6]


def test_a_page_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.pdf.language_data", lambda: "anywhere")
    with pytest.raises(LimitExceeded, match="pixels of a page"):
        extract(scanned_pdf(scan()), "", ReadOptions(limits=Limits(image_pixels=1_000_000)))


@pytest.mark.skipif(language_data() is None, reason="the Korean data of Tesseract is not installed")
def test_cells_are_read_with_their_confidence() -> None:
    document = extract(scanned_pdf(scan(0.6)))
    found = table(document)
    assert [cell.text.strip() for cell in found.cells] == [text for line in NUMBERS for text in line]
    assert all(cell.confidence is not None and 0 < cell.confidence <= 1 for cell in found.cells)
    assert [finding.rule for finding in document.findings] == ["ocr"]
    assert not document.partial
