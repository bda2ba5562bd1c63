"""PDF to Document.

pdfium gives the characters and the painted paths, pikepdf the content stream with the clips of the cells.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache

import pikepdf
import pypdfium2 as pdfium

from extractors.continuations import linked
from extractors.hwp_characters import map_private
from extractors.ocr_data import language_data
from extractors.pdf_clips import clip_rectangles, page_content
from extractors.pdf_fonts import lacks_fonts, loses_fonts
from extractors.pdf_forms import check_forms
from extractors.pdf_layout import NOTE_MARK, Layout, Paragraph, body_feet, document_layouts, plain_digits
from extractors.pdf_lines import Line
from extractors.pdf_objects import Characters, has_lost_text, page_characters, page_drawing, page_view
from extractors.pdf_ocr import reads_better, scanned_objects
from extractors.pdf_opening import Opened, document_meta, opened_pdf
from extractors.pdf_page import NO_CLIPS, Clips, Grid, Item, Objects, Page, read_page
from extractors.pdf_quality import page_trouble
from extractors.pdf_second_reader import SecondReader, differing_characters
from schemas.document import Aside, AsideKind, Block, Cell, Document, Meta, Table, Text
from schemas.errors import Corrupt
from schemas.finding import Finding, Severity
from schemas.options import ReadOptions
from schemas.source import BoundingBox, Place, Source

EXTRACTOR = "pdf/3"
DISAGREEMENT = 0.01
"""Readers disagree on a page where they differ in more than this part of its characters."""
TROUBLES: dict[str, tuple[Severity, str]] = {
    "scan": (
        "warn",
        "{pages}쪽은 글자 정보가 없는 그림(스캔)이라 읽지 못했습니다. 글자가 있는 원본을 받으세요.",
    ),
    "garbled": (
        "warn",
        "{pages}쪽은 글꼴이 빠졌거나 글꼴의 유니코드 정보가 잘못되어 글자를 믿을 수 없습니다. 원본과 대조하세요.",
    ),
    "page_unreadable": ("warn", "{pages}쪽은 손상되어 읽지 못했습니다. 원본을 다시 받으세요."),
    "readers_disagree": ("warn", "{pages}쪽에서 두 판독기가 읽은 글자가 다릅니다. 원본과 대조하세요."),
    "ocr": ("warn", "{pages}쪽은 그림을 문자 인식으로 읽었습니다. 글자와 숫자를 원본과 대조하세요."),
    "second_reader": ("info", "{pages}쪽은 예비 판독기로 읽었습니다. 표의 칸 구분이 거칠 수 있으니 확인하세요."),
}
"""What may be wrong with pages: severity and the sentence for the auditor."""
INCOMPLETE: dict[str, tuple[Severity, str]] = {
    "file_cut": (
        "error",
        "파일의 끝부분이 없습니다. {said}쪽을 읽었으나 빠진 쪽과 글이 있을 수 있으니 원본을 다시 받으세요.",
    ),
    "pages_missing": ("error", "{said}쪽만 파일에 있습니다. 원본을 다시 받으세요."),
    "repaired": ("info", "손상된 PDF 구조를 복구하여 {said}쪽을 읽었습니다. 빠진 쪽이 없는지 확인하세요."),
}
"""What may be wrong with the file, the gravest first: severity and the sentence for the auditor."""
PARTIAL = frozenset({"file_cut", "pages_missing", "scan", "garbled", "page_unreadable", "readers_disagree"})
"""What leaves a part of the document unread, or not to be trusted."""
DOUBTFUL = ("readers_disagree", "ocr", "garbled")
"""What makes the characters of a page differ from the printed ones, the gravest last."""
SYMBOLS = frozenset(map(chr, range(0xF020, 0xF100)))
"""Where Unicode puts the signs of symbol fonts."""


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read a PDF. Raises Encrypted, Corrupt or LimitExceeded."""
    try:
        with opened_pdf(data, options) as opened, closing(SecondReader(opened.data, options)) as second:
            reading = _Reading(opened, second, options, source.sha256)
            pages = reading.pages()
            meta = document_meta(opened.document) if opened.document is not None else Meta(pages=len(pages))
    except (pdfium.PdfiumError, pikepdf.PdfError) as error:
        raise Corrupt(str(error)) from error
    assembly = _Assembly()
    layouts = document_layouts(pages)
    for layout in layouts:
        assembly.add(layout)
    findings = reading.findings()
    return Document(
        source,
        EXTRACTOR,
        meta,
        linked(assembly.blocks, body_feet(layouts)),
        tuple(assembly.asides),
        findings,
        partial=any(finding.rule in PARTIAL for finding in findings),
        doubts=reading.doubts(),
    )


class _Reading:
    """Reads the pages of one file one by one, and keeps what went wrong on which."""

    def __init__(self, opened: Opened, second: SecondReader, options: ReadOptions, doc_id: str) -> None:
        self._opened = opened
        self._second = second
        self._options = options
        self._doc_id = doc_id
        self._trouble: dict[str, list[int]] = {}
        self._fonts: dict[tuple[int, int], bool] = {}
        self._damaged = opened.cut or opened.repaired
        self._count = 0

    def pages(self) -> list[Page]:
        """Raises Corrupt where the file has no page, or where nothing is left of a file that was cut."""
        document = self._opened.document
        self._count = len(document) if document is not None else self._second.count()
        if self._count == 0:
            raise Corrupt("no page can be read")
        pages = [page for index in range(self._count) if (page := self._page(index)) is not None]
        if len(self._trouble.get("page_unreadable", ())) == self._count and self._damaged:
            raise Corrupt("the file is cut or damaged, and no page is left")
        return pages

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the file, and one finding for each kind of trouble with its pages."""
        found = self._incomplete()
        for rule, numbers in self._trouble.items():
            severity, sentence = TROUBLES[rule]
            found.append(
                Finding(
                    rule=rule,
                    severity=severity,
                    doc_id=self._doc_id,
                    message=sentence.format(pages=page_ranges(numbers)),
                    numbers={"pages": len(numbers)},
                    page=numbers[0] if numbers else None,
                )
            )
        return tuple(found)

    def doubts(self) -> dict[int, str]:
        """The rule for each page whose characters are not to be trusted."""
        return {number: rule for rule in DOUBTFUL for number in self._trouble.get(rule, ())}

    def _incomplete(self) -> list[Finding]:
        """How many pages were read of how many, where the file is cut, lacks pages or had to be rebuilt."""
        opened, read = self._opened, self._count - len(self._trouble.get("page_unreadable", ()))
        missing = opened.declared > self._count
        rule = "file_cut" if opened.cut else "pages_missing" if missing else "repaired" if opened.repaired else None
        if rule is None:
            return []
        severity, sentence = INCOMPLETE[rule]
        numbers: dict[str, float | int | str | None] = {"pages": read}
        said = str(read)
        if opened.declared > read:
            numbers["declared"] = opened.declared
            said = f"{opened.declared}쪽 가운데 {read}"
        message = sentence.format(said=said)
        return [Finding(rule=rule, severity=severity, doc_id=self._doc_id, message=message, numbers=numbers)]

    def _page(self, index: int) -> Page | None:
        content = self._content(index)
        clips = Clips(clip_rectangles(content), self._opened.clips_cells)
        with self._objects(index) as objects:
            if objects is not None:
                return self._read(index, objects, clips, content)
        objects = self._second.objects(index)
        if objects is None:
            self._note("page_unreadable", index)
            return None
        self._note("second_reader", index)
        return self._read(index, objects, clips, content)

    def _read(self, index: int, objects: Objects, clips: Clips, content: bytes) -> Page | None:
        if self._damaged and _is_empty(objects):
            self._note("page_unreadable", index)
            return None
        lost = self._loses_fonts(index, content)
        trouble: str | None = "garbled" if lost else page_trouble(objects)
        if trouble and not lost and language_data() is not None:
            scanned = self._scanned(index)
            if scanned is not None and reads_better(scanned, objects):
                objects, clips, trouble = scanned, NO_CLIPS, "ocr"
        if trouble:
            self._note(trouble, index)
        if self._options.cross_check and trouble is None:
            self._cross_check(index, objects.characters)
        return read_page(index + 1, objects, clips)

    def _scanned(self, index: int) -> Objects | None:
        if self._opened.document is None:
            return None
        try:
            with closing(self._opened.document[index]) as page:
                return scanned_objects(page, page.get_rotation() // 90, self._options.limits)
        except pdfium.PdfiumError:
            return None

    @contextmanager
    def _objects(self, index: int) -> Iterator[Objects | None]:
        """What pdfium sees on a page, or the second reader where pdfium loses text of it; None where pdfium cannot load
        it. The drawing can be asked for within the context."""
        with ExitStack() as stack:
            try:
                if self._opened.document is None:
                    raise pdfium.PdfiumError("refused")
                page = stack.enter_context(closing(self._opened.document[index]))
                text = stack.enter_context(closing(page.get_textpage()))
            except pdfium.PdfiumError:
                yield None
                return
            if self._lacks_fonts(index) and has_lost_text(page):
                second = self._second.objects(index)
                if second is not None:
                    self._note("second_reader", index)
                    yield second
                    return
            view, limits = page_view(page, text), self._options.limits
            characters = page_characters(text, view, limits)
            yield Objects(view, characters, cache(lambda: page_drawing(page, view, limits)))

    def _content(self, index: int) -> bytes:
        """The content stream of a page, once its forms are known to end: pdfium would follow them for ever."""
        page, limits = self._structure_page(index), self._options.limits
        if page is None:
            return b""
        content = page_content(page, limits)
        check_forms(page, content, limits)
        return content

    def _structure_page(self, index: int) -> pikepdf.Page | None:
        structure = self._opened.structure
        return structure.pages[index] if structure is not None and index < len(structure.pages) else None

    def _loses_fonts(self, index: int, content: bytes) -> bool:
        page = self._structure_page(index)
        return page is not None and loses_fonts(page, content)

    def _lacks_fonts(self, index: int) -> bool:
        page = self._structure_page(index)
        return page is not None and lacks_fonts(page, self._fonts)

    def _cross_check(self, index: int, characters: Characters) -> None:
        second = self._second.objects(index)
        most = DISAGREEMENT * len(characters.codes)
        if second is None or sum(differing_characters(characters, second.characters)) > most:
            self._note("readers_disagree", index)

    def _note(self, rule: str, index: int) -> None:
        self._trouble.setdefault(rule, []).append(index + 1)


def _is_empty(objects: Objects) -> bool:
    """Nothing is printed or drawn on the page."""
    drawing = objects.drawing()
    return not any(map(len, (objects.characters.codes, drawing.rules, drawing.covers, drawing.images)))


def _within(line: Line, cell: BoundingBox) -> BoundingBox:
    """The box of a line in its cell. Where lines are condensed to fit, the advance of a letter may leave the cell by a
    part of the letter; what is seen of the letter does not."""
    x0, top, x1, bottom = line.box
    near = cell[0] - line.size < x0 and x1 < cell[2] + line.size
    return (max(x0, cell[0]), top, min(x1, cell[2]), bottom) if near else line.box


def page_ranges(pages: list[int]) -> str:
    """[1, 2, 3, 7] -> `1-3, 7`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


class _Assembly:
    """Lays pages one after another and numbers their blocks in reading order, depth first."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []
        self._next = 0
        self._notes: set[str] = set()
        self._anchors: dict[str, Place] = {}

    def add(self, layout: Layout) -> None:
        """The body of a page as blocks, its furniture and footnotes as asides."""
        page = layout.page
        self._notes, self._anchors = {note.number for note in layout.notes}, {}
        self._add_furniture("header", layout.heads, page)
        for part in layout.parts:
            if isinstance(part, Paragraph):
                place = Place(page.number, self._number(), bbox=page.view.shown(part.box))
                self.blocks.append(self._text(part.text, place, part.level))
            else:
                self.blocks.append(self._table(part.grid, page, part.caption))
        for note in layout.notes:
            place = Place(page.number, self._next, bbox=page.view.shown(note.box))
            self.asides.append(
                Aside("footnote", (self._text(note.text, place),), self._anchors.get(note.number, place))
            )
        self._add_furniture("footer", layout.feet, page)
        self._add_furniture("markup", page.stamps, page)

    def _add_furniture(self, kind: AsideKind, items: Iterable[Item], page: Page) -> None:
        """Furniture; what it holds has the number of the block that comes next."""
        for item in items:
            number = self._next
            block: Block
            if isinstance(item, Grid):
                block = self._table(item, page)
            else:
                block = self._text(item.text.rstrip(), Place(page.number, number, bbox=page.view.shown(item.box)))
            self._next = number
            self.asides.append(Aside(kind, (block,), block.place))

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
                    at = Place(page.number, number, span.row, span.col, bbox=page.view.shown(_within(item, cell.box)))
                    content.append(self._text(item.text, at))
            cells.append(
                Cell(
                    span.row,
                    span.col,
                    span.row_span,
                    span.col_span,
                    tuple(content),
                    place=place,
                    confidence=cell.confidence,
                )
            )
        place = Place(page.number, number, bbox=page.view.shown(grid.box))
        return Table(grid.n_rows, grid.n_cols, tuple(cells), caption, inferred=grid.inferred, place=place)

    def _text(self, text: str, place: Place, level: int | None = None) -> Text:
        """A paragraph, without the marks of footnotes. A symbol font's sign before it is the bullet that the word
        processor drew."""
        if self._notes:
            for mark in NOTE_MARK.findall(text):
                self._anchors.setdefault(plain_digits(mark), place)
            text = NOTE_MARK.sub(
                lambda match: "" if plain_digits(match.group(1)) in self._notes else match.group(), text
            )
        marker = None
        if text[:1] in SYMBOLS and text[1:].strip():
            marker, text = map_private(text[0])[0], text[1:].lstrip()
        return Text(map_private(text)[0], level, marker, place=place)
