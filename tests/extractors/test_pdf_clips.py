"""Clips in a content stream, and forms that do not end."""

import zlib

import numpy as np
import pikepdf
import pytest

from extractors.pdf_clips import clip_rectangles, page_content
from extractors.pdf_forms import check_forms
from schemas.errors import LimitExceeded
from schemas.options import Limits

PATH = b"10 50 m 40 50 l 40 20 l 10 20 l h\nW* n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"q " + PATH + b" Q", [(10, 20, 40, 50)]),
        (b"q 10 20 30 30 re W n Q", [(10, 20, 40, 50)]),
        (b"q 10 50 30 -30 re W n Q", [(10, 20, 40, 50)]),
        (b"q 10 50 m 40 50 l 40 20 l 10 20 l 10 50 l W n Q", [(10, 20, 40, 50)]),
        (b"q 10 50 m 45 60 l 40 20 l 10 20 l h W n Q", []),
        (b"q 2 0 0 2 5 0 cm q 10 20 30 30 re W n Q Q", [(25, 40, 85, 100)]),
        (b"q 2 0 0 2 5 0 cm Q q 10 20 30 30 re W n Q", [(10, 20, 40, 50)]),
        (b"/Seq gs q 10 20 30 30 re W n Q", [(10, 20, 40, 50)]),
        (b"BT /FQ 8 Tf (W n q Q) Tj ET", []),
        (b"", []),
    ],
)
def test_rectangles(content: bytes, expected: list[tuple[float, ...]]) -> None:
    assert clip_rectangles(content).tolist() == [list(box) for box in expected]


def test_text_between_does_not_lose_the_matrix() -> None:
    leaf = b"q 0.1 0 0 -0.1 0 800 cm BT /F1 9 Tf <0041> Tj ET Q\n"
    content = b"q 0.5 0 0 0.5 0 0 cm\n" + leaf * 3 + b"q\n" + PATH + b"\n" + leaf + b"Q Q"
    assert np.allclose(clip_rectangles(content), [(5, 10, 20, 25)])


def test_a_stream_that_inflates_beyond_the_limit() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pikepdf.Stream(pdf, b"")
    page.obj.Contents.write(zlib.compress(b" " * 3_000_000), filter=pikepdf.Name.FlateDecode)
    assert len(page_content(page, Limits())) == 3_000_000
    with pytest.raises(LimitExceeded, match="1000000"):
        page_content(page, Limits(stream_bytes=1_000_000))


def nested_forms(depth: int, calls: int) -> tuple[pikepdf.Pdf, pikepdf.Page]:
    """A page that draws form 0, each form drawing the next one `calls` times."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    inner = None
    for _ in range(depth):
        form = pdf.make_stream(b"/X Do " * calls if inner is not None else b"")
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner) if inner is not None else {})
        inner = form
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    return pdf, page


def test_forms_that_end_are_counted() -> None:
    """Each of five forms draws the next one twice: 1 + 2 + 4 + 8 + 16 are drawn."""
    _pdf, page = nested_forms(depth=5, calls=2)
    check_forms(page, b"/X Do", Limits(page_objects=31))
    with pytest.raises(LimitExceeded, match="more than 30 in forms"):
        check_forms(page, b"/X Do", Limits(page_objects=30))


def test_forms_that_draw_each_other_too_often() -> None:
    _pdf, page = nested_forms(depth=40, calls=2)
    with pytest.raises(LimitExceeded, match="objects on a page"):
        check_forms(page, b"/X Do", Limits())


def test_a_form_that_draws_itself() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    form = pdf.make_stream(b"/X Do")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    with pytest.raises(LimitExceeded, match="form depth: 65 > 64"):
        check_forms(page, b"/X Do", Limits())
