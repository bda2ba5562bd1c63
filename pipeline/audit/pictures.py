"""Pages as pictures: a PDF by pdfium, the HWP family by the layout engine, and where on a drawn page a text stands."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from extractors.hwp_layout import NUMBER, POINTS, draw_pages, fold
from schemas.errors import LimitExceeded, Unsupported
from schemas.options import Limits
from schemas.source import BoundingBox

PAGE_PIXELS = 4_000_000
PAGE_SCALE = 2.0
"""Pixels a point of a page image, where the page is not so large that PAGE_PIXELS says less."""
LARGEST_DRAWING = 8_000_000
"""Letters of a page that is drawn as SVG; pictures inside it are among them."""
DRAWN_SIZE = re.compile(rf'<svg [^>]*?width="{NUMBER}" height="{NUMBER}"')
SIGN = re.compile(rf'<text x="{NUMBER}" y="{NUMBER}"[^>]*? font-size="{NUMBER}"[^>]*>([^<]*)</text>')
Sign = tuple[str, float, float, float]
"""A sign of a drawn page: folded, where it begins, its base line, its size; in points."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a document: the picture, how its file ends (png, svg), width and height in points, the signs of a drawn
    one."""

    data: bytes
    kind: str
    width: float
    height: float
    signs: Sequence[Sign] = ()


def file_to_page(number: int, password: str | None, data: bytes, path: str) -> dict[str, bytes]:
    """Runs in the worker: one page of a PDF as a PNG picture, and its size in points."""
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(data, password=password) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(PAGE_SCALE, (PAGE_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().save(picture, "PNG")
        return {"png": picture.getvalue(), "about": about(width, height, ())}


def file_to_drawn_page(number: int, limits: Limits, data: bytes, path: str) -> dict[str, bytes]:
    """Runs in the worker: one page of a document of the HWP family as SVG, and its size in points.

    Raises Missing without the engine, Unsupported where it cannot draw the page, LimitExceeded for a huge picture.
    """
    drawn = draw_pages(data, limits, number)
    size = DRAWN_SIZE.match(drawn[0]) if drawn else None
    width, height = (float(length) * POINTS for length in size.groups()) if size is not None else (0.0, 0.0)
    if width <= 0 or height <= 0:
        raise Unsupported(path)
    if len(drawn[0]) > LARGEST_DRAWING:
        raise LimitExceeded(f"SVG {len(drawn[0]):,} > {LARGEST_DRAWING:,}")
    return {"svg": drawn[0].encode(), "about": about(width, height, signs_of(drawn[0]))}


def about(width: float, height: float, signs: Sequence[Sign]) -> bytes:
    """What is kept beside a picture."""
    return json.dumps([width, height, signs], ensure_ascii=False).encode("utf-8", "replace")


def signs_of(svg: str) -> list[Sign]:
    """The letters and digits of a drawn page in the order of drawing."""
    found: list[Sign] = []
    for left, base, size, text in SIGN.findall(svg):
        if folded := fold(unescape(text)):
            x, y, height = (round(float(one) * POINTS, 2) for one in (left, base, size))
            found.append((folded, x, y, height))
    return found


def box_of(signs: Sequence[Sign], text: str) -> BoundingBox | None:
    """Where on a drawn page a text stands, None where it stands there not at all or more than once."""
    whole, wanted = "".join(sign[0] for sign in signs), fold(text)
    if not wanted or whole.count(wanted) != 1:
        return None
    start, at = whole.index(wanted), 0
    own = []
    for sign in signs:
        if start <= at < start + len(wanted):
            own.append(sign)
        at += len(sign[0])
    if not own:
        return None
    lefts, tops = [sign[1] for sign in own], [sign[2] - sign[3] for sign in own]
    return min(lefts), min(tops), max(sign[1] + sign[3] for sign in own), max(sign[2] for sign in own)
