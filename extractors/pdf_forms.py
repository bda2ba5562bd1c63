"""Form XObjects that call each other without end, found before pdfium follows them.

pdfium follows a form that draws itself, or forms that each draw the next one twice, until someone kills it.
"""

import re

import pikepdf

from schemas.errors import LimitExceeded
from schemas.options import Limits

CALL = re.compile(rb"/([^\s/<>\[\]()%{}]+)\s+Do\b")


def check_forms(page: pikepdf.Page, content: bytes, limits: Limits) -> None:
    """Raises LimitExceeded where the forms of a page nest deeper, or are drawn more often, than allowed."""
    forms = _forms(page.resources)
    if not forms:
        return
    drawn: dict[tuple[int, int], int] = {}

    def count(stream: bytes, known: dict[str, pikepdf.Object], depth: int) -> int:
        if depth > limits.depth:
            raise LimitExceeded(f"form depth: {depth} > {limits.depth}")
        total = 0
        for name in CALL.findall(stream):
            form = known.get("/" + name.decode("latin-1"))
            if form is None:
                continue
            if form.objgen not in drawn:
                inner = {**known, **_forms(form.get("/Resources"))}
                drawn[form.objgen] = 1 + count(_decoded(form), inner, depth + 1)
            total += drawn[form.objgen]
            if total > limits.page_objects:
                raise LimitExceeded(f"objects on a page: more than {limits.page_objects} in forms")
        return total

    count(content, forms, 0)


def _forms(resources: pikepdf.Object | None) -> dict[str, pikepdf.Object]:
    """The forms among the external objects of a resource dictionary, by name."""
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(objects, pikepdf.Dictionary):
        return {}
    return {
        name: item
        for name, item in objects.items()
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
    }


def _decoded(form: pikepdf.Object) -> bytes:
    try:
        return form.read_bytes()
    except pikepdf.PdfError:
        return b""
