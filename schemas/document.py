"""What an extractor makes of a file: paragraphs and tables in reading order, with their places.

Everything is frozen and slotted; nothing here knows what a plan is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.finding import Finding
from schemas.source import NOWHERE, Place, Source


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph.

    level   outline level, 1 the highest, only where the format itself says so
    marker  the number or bullet that the format itself sets (`1-1`, `가.`, `①`); never part of `text`
    indent  leading columns of a line of plain text
    breaks  begins a new page or column by a break that its author set (HWP family; an empty paragraph's break goes to
            what follows it)
    lines   those after its first, of a paragraph that was put together: their numbers, and how they begin
    closing how the sentence ends that this is an entry of
    """

    text: str
    level: int | None = None
    marker: str | None = None
    indent: int = 0
    place: Place = NOWHERE
    breaks: bool = False
    lines: tuple[tuple[int, str], ...] = ()
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell stands once, at its upper left corner; spans say what else it covers.

    header      the format's own header-cell mark
    confidence  of an optical reading, 0 to 1; None where the text is exact
    """

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    blocks: tuple["Block", ...] = ()
    header: bool = False
    place: Place = NOWHERE
    confidence: float | None = None

    @property
    def text(self) -> str:
        """The cell's own paragraphs, one a line, without nested tables."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Text))


@dataclass(frozen=True, slots=True)
class Continuation:
    """A table that goes on from an earlier one (cut by a page break).

    block     `place.block` of the table that this one continues
    repeated  how many header rows at the top are printed again
    evidence  why the two are taken for one, in words
    """

    block: int
    repeated: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. `inferred` is true where no rule was drawn and columns were told from gaps; `breaks` as in Text:
    the table begins a page or column by its author's own break."""

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    continues: Continuation | None = None
    inferred: bool = False
    place: Place = NOWHERE
    breaks: bool = False

    def grid(self) -> list[list[Cell | None]]:
        """`n_rows` lists of `n_cols`; a spanned position holds the spanning cell, a hole None."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    rows[row][col] = cell
        return rows


Block = Text | Table

AsideKind = Literal["footnote", "endnote", "header", "footer", "master_page", "hidden_comment", "memo", "markup"]


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside the body: notes, furniture, comments. `place` is that of its anchor in the body."""

    kind: AsideKind
    blocks: tuple[Block, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself. Dates are ISO 8601 strings as far as the format gives them."""

    title: str | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. `extractor` is `name/version`: another version means that the file is read again.

    partial is true where a part of the file could not be read; a finding then says which. doubts names the rule of
    the finding for each 1-based page whose characters may differ from those printed.
    """

    source: Source
    extractor: str
    meta: Meta = field(default_factory=Meta)
    blocks: tuple[Block, ...] = ()
    asides: tuple[Aside, ...] = ()
    findings: tuple[Finding, ...] = ()
    partial: bool = False
    doubts: Mapping[int, str] = field(default_factory=dict)

    def tables(self) -> Iterator[Table]:
        """Every table of the body in reading order; a nested table comes after the table that holds it."""
        yield from tables_in(self.blocks)


def tables_in(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """The tables among blocks, depth first: each table, then those inside its cells."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for cell in block.cells:
                yield from tables_in(cell.blocks)


def texts_in(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Every paragraph among blocks, those in cells too, in reading order."""
    for block in blocks:
        if isinstance(block, Text):
            yield block
        else:
            for cell in block.cells:
                yield from texts_in(cell.blocks)
