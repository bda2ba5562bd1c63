"""Lines that a layout cut made whole again before anything is read: what a page wraps, its author wrote in one line.

In a PDF a paragraph holds its lines and a cell has a paragraph a line; in the HWP formats a line break inside a
paragraph is the author's own. Whether two lines join into one word is decided by the document's own spelling.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.text_tables import display_width
from pipeline.interpret.text.wrapped_prose import whole_sentences
from pipeline.korean.names import compact, split_marker
from pipeline.korean.spacing import Spelling
from schemas.document import Block, Cell, Document, Table, Text

_MARGIN = 2
"""Columns that a cell's padding and the space before a word take."""
_COLUMN = 6.0
"""Points; less than the indent of one list level."""
_LABEL = re.compile(r"^[^:：]{1,16}[:：]")


def unwrap(document: Document, spelling: Spelling) -> Document:
    """The document with wrapped lines joined (PDF) or the author's lines apart (HWP family)."""
    if document.source.format == "text":
        return replace(
            document, blocks=tuple(whole_sentences(_hanging(_rejoined(document.blocks), spelling), spelling))
        )
    paged = document.source.format == "pdf"
    blocks = [block for old in document.blocks for block in _block(old, spelling, paged)]
    return replace(document, blocks=tuple(_indented(blocks) if paged else blocks))


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The lines of a text, with those joined that stand as one line elsewhere (a numbered title broken in two)."""
    whole = {compact(split_marker(b.text.strip()).text): b.text for b in blocks if isinstance(b, Text)}
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(last, Text) and isinstance(block, Text) and last.place.line is not None:
            first, rest = split_marker(last.text.strip()), block.text.strip()
            next_line = block.place.line == last.place.line + 1
            told = whole.get(compact(first.text + rest)) if next_line and len(rest) <= _SHORT_PIECE else None
            if told is not None and first.marker and compact(first.text) and compact(rest):
                joined[-1] = replace(last, text=f"{first.marker} {split_marker(told.strip()).text}")
                continue
        joined.append(block)
    return joined


_SHORT_PIECE = 30
"""Letters that the second line of a broken title has at most."""


def _hanging(blocks: Sequence[Block], spelling: Spelling) -> list[Block]:
    """The lines of a text, with those joined that go on an item below its first word (a hanging indent)."""
    joined: list[Block] = []
    above: Text | None = None
    column: int | None = None
    for block in blocks:
        last = joined[-1] if joined else None
        if above is not None and isinstance(last, Text) and isinstance(block, Text) and _hangs(above, block, column):
            joined[-1] = replace(last, text=spelling.join(last.text, block.text.strip()).text)
        else:
            joined.append(block)
            column = _text_column(block) if isinstance(block, Text) else None
        above = block if isinstance(block, Text) else None
    return joined


def _text_column(text: Text) -> int | None:
    """The column in which the words of an item begin; None for a line without a marker."""
    marked = split_marker(text.text.strip())
    if marked.marker is None:
        return None
    return text.indent + display_width(text.text[: text.text.find(marked.text[:4])])


def _hangs(above: Text, line: Text, column: int | None) -> bool:
    """Whether a line goes on the item above it: right below it, under its first word, and beginning nothing new."""
    if column is None or above.place.line is None or line.place.line != above.place.line + 1:
        return False
    start = line.indent + len(line.text) - len(line.text.lstrip())
    bare = line.text.strip()
    if abs(start - column) > 1 or split_marker(bare).marker or _LABEL.match(bare) or _PARTED.search(bare):
        return False
    return display_width(above.text.strip()) >= _WRAPPED_WIDTH and not _ENDED.search(above.text.strip())


_WRAPPED_WIDTH = 60
"""Columns that a line has at least where the layout cut it."""
_PARTED = re.compile(r"[\t|]|\S\s{3,}\S")
_ENDED = re.compile(r"[.;:)」』]$|[다요]$")


def _block(block: Block, spelling: Spelling, paged: bool) -> list[Block]:
    if isinstance(block, Text):
        return [_joined(block, spelling)] if paged else [*_lines(block)]
    cells = tuple(_cell(cell, spelling, paged) for cell in block.cells)
    return [replace(block, cells=cells)]


def _lines(text: Text) -> list[Text]:
    """The author's lines of one paragraph; its automatic marker stays with the first."""
    pieces = [piece for piece in text.text.split("\n") if piece.strip()] or [text.text]
    first = replace(text, text=pieces[0])
    return [first, *(replace(text, text=piece, marker=None, level=None) for piece in pieces[1:])]


def _joined(text: Text, spelling: Spelling) -> Text:
    lines = [line for line in text.text.split("\n") if line.strip()]
    if len(lines) < 2:
        return text
    return replace(text, text=_one_line(lines, spelling))


def _one_line(lines: Sequence[str], spelling: Spelling) -> str:
    whole = lines[0]
    for line in lines[1:]:
        whole = spelling.join(whole, line, mechanical=True).text
    return whole


def _cell(cell: Cell, spelling: Spelling, paged: bool) -> Cell:
    blocks: list[Block] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            blocks += _block(block, spelling, paged)
        elif not paged:
            blocks += _lines(block)
        else:
            for line in _lines(block):
                last = blocks[-1] if blocks else None
                if isinstance(last, Text) and _goes_on(cell, last, line):
                    blocks[-1] = replace(last, text=spelling.join(last.text, line.text, mechanical=True).text)
                    blocks[-1] = replace(blocks[-1], place=replace(last.place, bbox=line.place.bbox))
                else:
                    blocks.append(line)
    return replace(cell, blocks=tuple(blocks))


def _goes_on(cell: Cell, last: Text, line: Text) -> bool:
    """Whether a line of a cell continues the one above: it begins nothing new, and its first word had no room there."""
    if split_marker(line.text).marker or _LABEL.match(line.text) or last.text.rstrip().endswith((".", ";")):
        return False
    above, below, edge = last.place.bbox, line.place.bbox, cell.place.bbox
    if above is None or below is None or edge is None:
        return False
    column = (below[2] - below[0]) / max(display_width(line.text), 1)
    room = edge[2] - above[2]
    return room < column * (display_width(line.text.split()[0]) + _MARGIN)


def _indented(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs of a page with their distance from its left edge of text, in columns of about one letter."""
    edges: dict[int | None, float] = {}
    for block in blocks:
        if isinstance(block, Text) and block.place.bbox:
            page = block.place.page
            edges[page] = min(edges.get(page, block.place.bbox[0]), block.place.bbox[0])
    return [
        replace(block, indent=round((block.place.bbox[0] - edges[block.place.page]) / _COLUMN))
        if isinstance(block, Text) and block.place.bbox
        else block
        for block in blocks
    ]
