"""PDF to Document.

pdfium gives the characters and the painted paths, pikepdf the content stream with the clips of the cells.
"""

import io
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium

from extractors.continuations import linked
from extractors.hwp_characters import map_private
from extractors.pdf_clips import clip_rectangles, page_content
from extractors.pdf_layout import Layout, Paragraph, body_feet, document_layouts
from extractors.pdf_objects import page_characters, page_drawing, page_view
from extractors.pdf_page import Grid, Page, read_page
from schemas.document import Aside, Block, Cell, Document, Meta, Table, Text
from schemas.errors import LimitExceeded
from schemas.options import ReadOptions
from schemas.source import Place, Source

EXTRACTOR = "pdf/1"
SYMBOLS = frozenset(map(chr, range(0xF020, 0xF100)))
"""Where Unicode puts the signs of symbol fonts."""


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read a PDF. Raises Encrypted, Corrupt or LimitExceeded."""
    document = pdfium.PdfDocument(data, password=options.password)
    count = len(document)
    if count > options.limits.pages:
        raise LimitExceeded(f"pages: {count} > {options.limits.pages}")
    structure = pikepdf.open(io.BytesIO(data), password=options.password or "")
    pages = [_read(document, structure, n, options) for n in range(count)]
    assembly = _Assembly()
    layouts = document_layouts(pages)
    for layout in layouts:
        assembly.add(layout)
    return Document(source, EXTRACTOR, Meta(pages=count), linked(assembly.blocks, body_feet(layouts)), tuple(assembly.asides))


def _read(document: pdfium.PdfDocument, structure: pikepdf.Pdf, index: int, options: ReadOptions) -> Page:
    page = document[index]
    text = page.get_textpage()
    view = page_view(page, text)
    characters = page_characters(text, view, options.limits)
    drawing = page_drawing(page, view, options.limits)
    clips = clip_rectangles(page_content(structure.pages[index]))
    text.close()
    page.close()
    return read_page(index + 1, view, characters, drawing, clips)


class _Assembly:
    """Lays pages one after another and numbers their blocks in reading order, depth first."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []
        self._next = 0

    def add(self, layout: Layout) -> None:
        page = layout.page
        for kind, lines in (("header", layout.heads), ("footer", layout.feet)):
            for line in lines:
                place = Place(page.number, self._next, bbox=page.view.shown(line.box))
                self.asides.append(Aside(kind, (Text(line.text.rstrip(), place=place),), place))
        for part in layout.parts:
            if isinstance(part, Paragraph):
                place = Place(page.number, self._number(), bbox=page.view.shown(part.box))
                self.blocks.append(_text(part.text, place, part.level))
            else:
                self.blocks.append(self._table(part.grid, page, part.caption))

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _table(self, grid: Grid, page: Page, caption: str | None = None) -> Table:
        number = self._number()
        cells = []
        for cell in grid.cells:
            span = cell.span
            place = Place(page.number, number, span.row, span.col, bbox=page.view.shown(cell.box))
            content: list[Block] = []
            for item in cell.content:
                if isinstance(item, Grid):
                    content.append(self._table(item, page))
                else:
                    content.append(_text(item.text, replace(place, bbox=page.view.shown(item.box))))
            cells.append(Cell(span.row, span.col, span.row_span, span.col_span, tuple(content), place=place))
        place = Place(page.number, number, bbox=page.view.shown(grid.box))
        return Table(grid.n_rows, grid.n_cols, tuple(cells), caption, inferred=grid.inferred, place=place)


def _text(text: str, place: Place, level: int | None = None) -> Text:
    """A paragraph; a symbol font's sign before it is the bullet that the word processor drew."""
    marker = None
    if text[0] in SYMBOLS and text[1:].strip():
        marker, text = text[0], text[1:].lstrip()
    standard, _ = map_private(text)
    return Text(standard, level, map_private(marker)[0] if marker else None, place=place)
