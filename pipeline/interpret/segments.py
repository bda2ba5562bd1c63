"""The paragraphs of a document with their numeric expressions, and the ledger in which each of these is claimed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.korean.scan import Expression, scan
from schemas.document import Block, Document, Table, Text
from schemas.finding import Number, Reason
from schemas.source import Place


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph of the body, of a cell or of an aside. number is its rank in reading order."""

    number: int
    text: str
    place: Place
    expressions: tuple[Expression, ...]
    marker: str | None = None
    level: int | None = None
    indent: int = 0

    def within(self, start: int, end: int) -> tuple[Expression, ...]:
        """The expressions that lie between two offsets."""
        return tuple(e for e in self.expressions if start <= e.start and e.end <= end)


Claim = tuple[int, int]
"""Segment number and start offset: the identity of an expression."""


@dataclass(slots=True)
class Ledger:
    """Every expression of the document, and what became of it."""

    segments: list[Segment] = field(default_factory=list)
    rows: dict[Claim, str] = field(default_factory=dict)
    reasons: dict[Claim, Reason] = field(default_factory=dict)

    def claim(self, segment: Segment, expression: Expression, row_id: str) -> None:
        self.rows.setdefault((segment.number, expression.start), row_id)

    def explain(self, segment: Segment, expression: Expression, reason: Reason) -> None:
        """Why an expression is not the value of a row, where its kind alone does not tell."""
        self.reasons[segment.number, expression.start] = reason

    def numbers(self, doc_id: str) -> Iterator[Number]:
        """A line for every expression."""
        for segment in self.segments:
            for expression in segment.expressions:
                key = (segment.number, expression.start)
                row_id = self.rows.get(key)
                yield Number(
                    doc_id=doc_id,
                    raw=expression.raw.strip(),
                    row_id=row_id,
                    reason=None if row_id else self.reasons.get(key) or reason_of(expression),
                    **segment.place.columns(),
                )


CRITERION_DIMENSIONS = frozenset({"세", "급", "등급", "학년"})


def reason_of(expression: Expression) -> Reason:
    """The ledger reason of an expression that no row claims."""
    if expression.kind == "quantity" or expression.kind == "number":
        bounded = expression.comparator in (">=", "<=", ">", "<")
        return "criterion" if bounded or expression.unit in CRITERION_DIMENSIONS else "other"
    return expression.kind


def segment_of(text: Text, number: int) -> Segment:
    indent = text.indent or len(text.text) - len(text.text.lstrip())
    return Segment(number, text.text, text.place, scan(text.text), text.marker, text.level, indent)


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


class Reader:
    """Turns the blocks of a document into segments and table views, numbering the segments for the ledger."""

    def __init__(self) -> None:
        self.ledger = Ledger()

    def views(self, document: Document) -> list[View]:
        """The body in reading order; the asides go to the ledger only."""
        body = [self._view(block) for block in document.blocks]
        for aside in document.asides:
            for block in aside.blocks:
                view = self._view(block)
                if aside.kind == "markup" and isinstance(view, Segment):
                    for expression in view.expressions:
                        self.ledger.explain(view, expression, "other")
        return body

    def _segment(self, text: Text) -> Segment:
        segment = segment_of(text, len(self.ledger.segments))
        self.ledger.segments.append(segment)
        return segment

    def _view(self, block: Block) -> View:
        return self._segment(block) if isinstance(block, Text) else self._table(block)

    def _table(self, table: Table) -> TableView:
        caption = self._segment(Text(table.caption, place=table.place)) if table.caption else None
        cells = []
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            segments, nested = [], []
            for block in cell.blocks:
                view = self._view(block)
                if isinstance(view, Segment):
                    segments.append(view)
                else:
                    nested.append(view)
            cells.append(
                CellView(cell.row, cell.col, cell.row_span, cell.col_span, tuple(segments), cell.header, tuple(nested))
            )
        pages = {s.place.page for cell in cells for s in cell.segments}
        stitched = table.place.bbox is not None and len(pages) > 1
        return TableView(table.n_rows, table.n_cols, tuple(cells), caption, table.place, table.inferred, stitched)
