"""The paragraphs of a document with their numeric expressions, and the ledger in which each of these is claimed."""

from dataclasses import dataclass, replace

from pipeline.interpret.text.weather import weather_of_page
from pipeline.korean.scan import Expression, scan
from pipeline.korean.signs import sign_words
from schemas.document import Block, Document, Table, Text
from schemas.finding import Reason
from schemas.source import Place


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph of the body, of a cell or of an aside. number is its rank in reading order.

    lines are those after its first, of a paragraph that was put together: their numbers, and how they begin. closing
    is how the sentence ends that it is an entry or the head of.
    """

    number: int
    text: str
    place: Place
    expressions: tuple[Expression, ...]
    marker: str | None = None
    level: int | None = None
    indent: int = 0
    aside: bool = False
    lines: tuple[tuple[int, str], ...] = ()
    closing: str = ""

    def place_at(self, offset: int) -> Place:
        """The place of a letter: its own line, where the paragraph was put together from several."""
        place, position = self.place, 0
        for number, head in self.lines:
            begin = self.text.find(head, position)
            if begin < 0 or begin > offset:
                continue
            place, position = replace(place, line=number), begin + len(head)
        return place

    def within(self, start: int, end: int) -> tuple[Expression, ...]:
        """The expressions that lie between two offsets."""
        return tuple(e for e in self.expressions if start <= e.start and e.end <= end)


CRITERION_DIMENSIONS = sign_words("grade_unit")


def ledger_reason(segment: Segment, expression: Expression) -> Reason:
    """The reason of an expression that no row claims and no question was asked of: what it is by itself."""
    if segment.aside:
        return "other"
    if expression.kind == "quantity" or expression.kind == "number":
        bounded = expression.comparator in (">=", "<=", ">", "<")
        return "criterion" if bounded or expression.unit in CRITERION_DIMENSIONS else "other"
    return expression.kind


def segment_of(text: Text, number: int) -> Segment:
    indent = text.indent or len(text.text) - len(text.text.lstrip())
    return Segment(
        number,
        text.text,
        text.place,
        scan(text.text),
        text.marker,
        text.level,
        indent,
        lines=text.lines,
        closing=text.closing,
    )


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with its paragraphs as segments, and the tables inside it."""

    row: int
    col: int
    row_span: int
    col_span: int
    segments: tuple[Segment, ...]
    header: bool
    nested: tuple["TableView", ...] = ()

    @property
    def text(self) -> str:
        if len(self.segments) == 1:
            return self.segments[0].text
        return "\n".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class TableView:
    """A table whose cells hold segments."""

    n_rows: int
    n_cols: int
    cells: tuple[CellView, ...]
    caption: Segment | None
    place: Place
    inferred: bool = False
    stitched: bool = False

    def grid(self) -> list[list[CellView | None]]:
        """`n_rows` lists of `n_cols`; a spanned position holds the spanning cell, a hole None."""
        rows: list[list[CellView | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    rows[row][col] = cell
        return rows


View = Segment | TableView


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a document as views, and every paragraph of it and of its asides in reading order."""

    views: tuple[View, ...]
    segments: tuple[Segment, ...]


def body_of(document: Document) -> Body:
    """Paragraphs and tables of a document with their numeric expressions."""
    segments: list[Segment] = []
    weather = weather_of_page(document.blocks)
    views: list[View] = []
    for i, block in enumerate(document.blocks):
        view = _view(block, segments, aside=i in weather)
        views += [] if i in weather else [view]
    for aside in document.asides:
        for block in aside.blocks:
            _view(block, segments, aside=aside.kind == "markup")
    return Body(tuple(views), tuple(segments))


def _segment(text: Text, segments: list[Segment], aside: bool = False) -> Segment:
    segment = replace(segment_of(text, len(segments)), aside=aside)
    segments.append(segment)
    return segment


def _view(block: Block, segments: list[Segment], aside: bool = False) -> View:
    return _segment(block, segments, aside) if isinstance(block, Text) else _table(block, segments)


def _table(table: Table, segments: list[Segment]) -> TableView:
    caption = _segment(Text(table.caption, place=table.place), segments) if table.caption else None
    cells = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        views = [_view(block, segments) for block in cell.blocks]
        paragraphs = tuple(view for view in views if isinstance(view, Segment))
        nested = tuple(view for view in views if isinstance(view, TableView))
        cells.append(CellView(cell.row, cell.col, cell.row_span, cell.col_span, paragraphs, cell.header, nested))
    pages = {s.place.page for cell in cells for s in cell.segments}
    stitched = table.place.bbox is not None and len(pages) > 1
    return TableView(table.n_rows, table.n_cols, tuple(cells), caption, table.place, table.inferred, stitched)
