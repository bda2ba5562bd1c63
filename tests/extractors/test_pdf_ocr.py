"""Scanned pages: rules in a raster, level pages, and what is read in cells."""

import io
import random
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors import extract
from extractors.grid import lattices_from_rules, rules_from_pieces
from extractors.ocr_data import DATA_FILE, DATA_VARIABLE, MODULES, language_data, reader_identity
from extractors.pdf_objects import Characters, Drawing
from extractors.pdf_ocr import POINTS, Raster, raster_rules, reads_better, straightened
from extractors.pdf_page import Objects
from extractors.pdf_quality import is_chinese, page_trouble
from extractors.pdf_space import View
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


def objects(text: str, confidence: float | None = None) -> Objects:
    """A page with these characters one beside the other."""
    codes = np.array(list(map(ord, text)), dtype=np.int64)
    boxes = np.stack(
        [np.arange(len(text)) * 10.0, np.zeros(len(text)), np.arange(len(text)) * 10.0 + 9, np.full(len(text), 10.0)],
        axis=1,
    )
    characters = Characters(
        codes, boxes, boxes[:, :2], np.full(len(text), 10.0), np.zeros(len(text), dtype=np.int64), 0.0
    )
    drawing = Drawing(np.empty((0, 5)), np.empty((0, 5)), np.empty((0, 4)))
    sure = None if confidence is None else np.full(len(text), confidence)
    return Objects(View(0.0, 0.0, 595.0, 842.0, 0, 0), characters, lambda: drawing, sure)


CHINESE = "本市今年計劃修建三十個公園，並為老人開設課程。各部門應當在年底以前完成報告，提交市政府審查。"
SIMPLIFIED = "本市今年计划修建三十个公园，并为老人开设课程。各部门应当在年底以前完成报告，提交市政府审查。"
KOREAN = "마을 공원 서른 곳을 고치고 어르신 강좌를 연다. 부서는 연말까지 보고한다."
GARBLED = "".join(chr(0xC0 + (n * 7) % 60) for n in range(60))


def random_hanja(count: int) -> str:
    chance = random.Random(5)
    return "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(count))


def test_a_reading_never_takes_the_place_of_a_better_layer() -> None:
    assert reads_better(objects(KOREAN, 0.9), objects(GARBLED))
    assert not reads_better(objects(KOREAN, 0.4), objects(GARBLED))
    assert not reads_better(objects(KOREAN[:10], 0.95), objects(GARBLED * 2))
    assert not reads_better(objects(GARBLED, 0.95), objects(GARBLED))
    assert not reads_better(objects("", None), objects(GARBLED))
    assert reads_better(objects(KOREAN, 0.5), objects(""))


@pytest.mark.parametrize("text", [CHINESE, SIMPLIFIED])
def test_text_in_chinese_is_exact(text: str) -> None:
    assert page_trouble(objects(text * 3)) is None


@pytest.mark.parametrize(
    "text",
    [random_hanja(200), (KOREAN * 4).encode("euc_kr").replace(b" ", b"").replace(b".", b"").decode("gb2312", "ignore")],
)
def test_wrong_chinese_characters_are_garbled(text: str) -> None:
    assert not is_chinese(np.array(list(map(ord, text)), dtype=np.int64))
    assert page_trouble(objects(text)) == "garbled"


def test_data_that_appears_makes_another_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if any(find_spec(module) is None for module in MODULES):
        pytest.skip("the extra ocr is not installed")
    language_data.cache_clear()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    before = reader_identity()
    (tmp_path / DATA_FILE).write_bytes(b"data")
    language_data.cache_clear()
    assert reader_identity() not in ("", before)
    language_data.cache_clear()
