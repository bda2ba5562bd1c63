"""What the XML formats of the HWP family share: parsing, paragraphs and lists, cells without an address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.hwp_nodes import GridCell, Paragraph
from extractors.hwp_numbering import Counter, ParagraphHead
from extractors.hwp_tree import Line, Report
from schemas.errors import Corrupt

Element = etree._Element
MAX_SPAN = 1_000
TRUE = ("1", "true")
FARTHEST = 2**31
LINES = "linesegarray"
"""Where HWPX stores the places of a paragraph's lines."""


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


def line_places(lines: Element) -> tuple[tuple[int, int], ...]:
    """Place and height of a paragraph's lines; none where one is no number of 32 bits."""
    try:
        places = tuple((int(line.get("vertpos", "0")), int(line.get("vertsize", "0"))) for line in lines)
    except ValueError:
        return ()
    return places if all(-FARTHEST < value < FARTHEST for place in places for value in place) else ()


def is_line_drawn(shape: str) -> bool:
    """Whether a line of this shape strikes out what it lies on: 한글 writes three-dimensional lines for none."""
    return shape.upper() not in ("", "NONE") and "3D" not in shape.upper()


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


@dataclass(frozen=True, slots=True)
class Words:
    """What a format calls the elements and attributes that hold paragraphs."""

    paragraph: str
    listed: str
    text_art: str
    text: str
    shape: str
    section: str
    outline: str
    breaks: tuple[str, str]
    characters: str


@dataclass(slots=True)
class XmlBody:
    """Turns sections into paragraphs; numbers run on from section to section.

    heads      what stands before a paragraph, by the id of its shape
    read_item  what the format does with an element of a run
    deleted    how many tracked deletions are open
    struck     ids of the character shapes that are struck out
    striking   whether the present run is
    """

    words: Words
    report: Report
    counter: Counter
    heads: dict[str, ParagraphHead]
    read_item: "Callable[[XmlBody, Element, Line, Paragraph], None]"
    deleted: int = 0
    struck: frozenset[str] = frozenset()
    striking: bool = False

    def section(self, root: Element) -> list[Paragraph]:
        """The paragraphs of a section; its properties say which numbering its outline uses."""
        self.deleted = 0
        properties = next(root.iter("{*}" + self.words.section), None)
        if properties is not None:
            self.counter.outline = number(properties, self.words.outline) or self.counter.outline
        return self.paragraphs(root)

    def paragraphs(self, holder: Element) -> list[Paragraph]:
        """The paragraphs right inside a section or a list."""
        return [self.paragraph(child) for child in holder if local_name(child) == self.words.paragraph]

    def lists(self, element: Element) -> list[Paragraph]:
        """The paragraphs of every list below an element, however its shapes are grouped."""
        words = self.words
        found: list[Paragraph] = []
        for part in element.iter("{*}" + words.listed, "{*}" + words.text_art):
            if local_name(part) == words.text_art:
                found.append(Paragraph(part.get(words.text, "")))
            elif not any(local_name(above) == words.listed for above in ancestors(part, element)):
                found += self.paragraphs(part)
        return found

    def paragraph(self, element: Element) -> Paragraph:
        paragraph = Paragraph(breaks=any(element.get(name) in TRUE for name in self.words.breaks))
        head = self.heads.get(element.get(self.words.shape, ""))
        if head is not None:
            paragraph.marker, paragraph.level = self.counter.marker(head), head.outline_level
        words = Line(self.report)
        outer = self.striking
        for run in element:
            if str(run.tag).endswith(LINES):
                paragraph.lines = line_places(run)
                continue
            if self.struck:
                self.striking = run.get(self.words.characters) in self.struck
            for item in run:
                self.read_item(self, item, words, paragraph)
        self.striking = outer
        return words.finish(paragraph)

    def add(self, text: str, line: Line) -> None:
        """Text of the present run."""
        if self.striking:
            line.strike(text)
        else:
            line.add(text)
