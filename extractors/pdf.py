"""PDF to Document.

pdfium gives the characters and the painted paths, pikepdf the content stream with the clips of the cells.
"""

import io

import pikepdf
import pypdfium2 as pdfium

from extractors.pdf_clips import clip_rectangles, page_content
from extractors.pdf_objects import page_characters, page_drawing, page_view
from extractors.pdf_page import Grid, Item, Page, read_page
from schemas.document import Block, Cell, Document, Meta, Table, Text
from schemas.errors import LimitExceeded
from schemas.options import ReadOptions
from schemas.source import Place, Source

EXTRACTOR = "pdf/1"


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read a PDF. Raises Encrypted, Corrupt or LimitExceeded."""
    document = pdfium.PdfDocument(data, password=options.password)
    count = len(document)
    if count > options.limits.pages:
        raise LimitExceeded(f"pages: {count} > {options.limits.pages}")
    structure = pikepdf.open(io.BytesIO(data), password=options.password or "")
    pages = [_read(document, structure, n, options) for n in range(count)]
    numbering = _Numbering()
    blocks: list[Block] = []
    for page in pages:
        items: list[Item] = sorted((*page.lines, *page.grids), key=lambda item: (item.box[1], item.box[0]))
        blocks.extend(numbering.block(item, page) for item in items)
    return Document(source, EXTRACTOR, Meta(pages=count), tuple(blocks))


def _read(document: pdfium.PdfDocument, structure: pikepdf.Pdf, index: int, options: ReadOptions) -> Page:
    page = document[index]
    text = page.get_textpage()
    view = page_view(page, text)
    characters = page_characters(text, view, options.limits)
    drawing = page_drawing(page, view, options.limits)
    clips = clip_rectangles(page_content(structure.pages[index]))
    text.close()
    page.close()
    return read_page(index + 1, view, characters, drawing, clips, {})


class _Numbering:
    """Gives blocks their numbers in reading order, depth first."""

    def __init__(self) -> None:
        self.next = 0

    def block(self, item: Item, page: Page) -> Block:
        number = self.next
        self.next += 1
        box = page.view.shown(item.box)
        if not isinstance(item, Grid):
            return Text(item.text, place=Place(page.number, number, bbox=box))
        cells = []
        for cell in item.cells:
            content: list[Block] = []
            place = Place(page.number, number, cell.span.row, cell.span.col, bbox=page.view.shown(cell.box))
            for inner in cell.content:
                if isinstance(inner, Grid):
                    content.append(self.block(inner, page))
                else:
                    content.append(
                        Text(
                            inner.text,
                            place=Place(
                                page.number, number, cell.span.row, cell.span.col, bbox=page.view.shown(inner.box)
                            ),
                        )
                    )
            cells.append(
                Cell(cell.span.row, cell.span.col, cell.span.row_span, cell.span.col_span, tuple(content), place=place)
            )
        return Table(
            item.n_rows, item.n_cols, tuple(cells), inferred=item.inferred, place=Place(page.number, number, bbox=box)
        )
