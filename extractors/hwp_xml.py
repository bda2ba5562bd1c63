"""What the XML formats of the HWP family share: parsing, attributes, cells without an address."""

import re
from collections.abc import Iterator

from lxml import etree

from extractors.hwp_tree import GridCell, Report
from schemas.errors import Corrupt

Element = etree._Element
MAX_SPAN = 1_000


def parse_xml(data: bytes, name: str, report: Report, huge: bool = False) -> Element | None:
    """A root element, or None; one that breaks midway as far as it goes.

    Document types are refused: the formats have none, and entities can be bombs. `huge` lifts libxml2's limits on
    depth (256) and length of a text (10 MB), for files that carry their pictures as text.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise Corrupt(f"{name}: XML 문서 형식 선언은 허용하지 않습니다")
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
            huge_tree=huge,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if not recover:
                report.note("stream_damaged", f"{name}: {str(error)[:80]}")
    return None


def number(element: Element, name: str, default: int = 0) -> int:
    """An integer attribute; the default where it is missing, no number or out of 32 bits."""
    text = element.get(name, "")
    return int(text) if re.fullmatch(r"-?\d{1,10}", text, re.ASCII) else default


def local_name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def ancestors(element: Element, top: Element) -> Iterator[Element]:
    """The elements between one and another above it."""
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def place_cells(rows: list[list[GridCell]]) -> None:
    """Give cells without an address the next free place of their row, as HTML does."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        col = 0
        for cell in cells:
            while (row, col) in taken:
                col += 1
            cell.row, cell.col = row, col
            cell.row_span, cell.col_span = min(max(cell.row_span, 1), MAX_SPAN), min(max(cell.col_span, 1), MAX_SPAN)
            taken.update(
                (row + down, col + right) for down in range(1, cell.row_span) for right in range(cell.col_span)
            )
            col += cell.col_span


def cells_of(rows: list[list[GridCell]]) -> list[GridCell]:
    """The cells of a table; those without an address get one."""
    if any(cell.row < 0 or cell.col < 0 for row in rows for cell in row):
        place_cells(rows)
    return [cell for row in rows for cell in row]
