"""Pages of HWP and HWPX documents, from the places of lines that 한글 stores with every paragraph.

A line's place is its distance from the top of its page's body, so that a line higher than the one before it begins a
page. A table's own lines say how high its rows are, and so on which page each row stands. What follows a table over
pages must lie where the table ends: where it does not, the pages from there on are not told. Nothing is told of a
document in columns, nor of paragraphs without places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.hwp_nodes import Grid, Paragraph, Section

SLIP = 10
"""HWP units (1/7200 inch) by which a line may stand higher and be no new page."""
SAME_PLACE = 0.15
"""Part of the body's height by which the end of a table may be misjudged."""
MOST_SKIPPED = 5
"""So many paragraphs may lack places one after another, as those that were edited by another program do."""
MOST_ROWS = 200
"""A cell over more rows than these stretches none."""
PADDING = 282
"""Above and below the text of a cell together, as 한글 sets them."""


@dataclass(slots=True)
class Pages:
    """The pages of what a document holds, by the identity of a paragraph or table; what is missing is not told.

    paragraphs  the page on which a paragraph begins
    rows        the page of each row of a table
    last        the last page; None where it is not told
    """

    paragraphs: dict[int, int] = field(default_factory=dict)
    rows: dict[int, list[int | None]] = field(default_factory=dict)
    last: int | None = 0


def told_pages(sections: Sequence[Section]) -> Pages:
    """The pages of a document's paragraphs and rows."""
    pages = Pages()
    for section in sections:
        if pages.last is None:
            break
        _Walk(section, pages, pages.last + 1).walk()
    return pages


@dataclass(slots=True)
class _Table:
    """A table whose end is to be found again in what follows it: on which page, and where, it should lie.

    first  the page on which it begins
    rows   the page of each row
    cut    the break of a page runs through a cell, so that the pages of rows are a guess
    """

    grid: Grid
    first: int
    page: int
    end: float
    rows: list[int]
    cut: bool


@dataclass(slots=True)
class _Walk:
    """A section: the present page, and the place of the line before."""

    section: Section
    pages: Pages
    page: int
    line: int | None = None
    open: _Table | None = None
    skipped: list[Paragraph] = field(default_factory=list)

    def walk(self) -> None:
        pages, body = self.pages, self.section.body_height
        pages.last = None
        if self.section.columns != 1:
            return
        for paragraph in self.section.paragraphs:
            if not paragraph.lines:
                self.skipped.append(paragraph)
                if len(self.skipped) > MOST_SKIPPED or any(isinstance(node, Grid) for node in paragraph.objects or ()):
                    return
                continue
            before = self.page
            if not self._begins(paragraph):
                return
            self._tell_skipped(before)
            pages.paragraphs[id(paragraph)] = self.page
            if body > 0:
                self._take_tables(paragraph)
            for top, _ in paragraph.lines:
                self._step(top)
        if self.open is None and not self.skipped:
            pages.last = self.page
        elif self.open is not None:
            self._leave(self.open, certain=False)

    def _tell_skipped(self, before: int) -> None:
        """Paragraphs without places stand on the page of those around them, where both are on one."""
        if before == self.page:
            self.pages.paragraphs.update((id(paragraph), before) for paragraph in self.skipped)
        self.skipped = []

    def _begins(self, paragraph: Paragraph) -> bool:
        """Turns to the page of a paragraph's first line; False where a table before it does not end there."""
        top, table, broken = paragraph.lines[0][0], self.open, paragraph.breaks
        if table is None:
            if broken and self.line is not None:
                self.page, self.line = self.page + 1, top
            self._step(top)
            return True
        self.open = None
        page = self._page_behind(table, top, broken)
        self._leave(table, certain=page in (table.page, table.page + 1) and not table.cut)
        self.page, self.line = page or self.page, top
        return page is not None

    def _page_behind(self, table: _Table, top: int, broken: bool) -> int | None:
        """The page of a line behind a table: the one on which its end is nearest, or the next, which it begins."""
        body = self.section.body_height
        slip = SAME_PLACE * body
        whole = (table.page - table.first) * body + table.end
        turns = max(0, round((whole - top) / body))
        if not broken and top > slip and abs(whole - top - turns * body) <= slip:
            return table.first + turns
        if top <= slip and table.end <= slip:
            return table.page
        if top <= slip and (broken or table.end >= body - slip):
            return table.page + 1
        return None

    def _step(self, top: int) -> None:
        if self.line is not None and top < self.line - SLIP:
            self.page += 1
        self.line = top

    def _take_tables(self, paragraph: Paragraph) -> None:
        for node in paragraph.objects or ():
            if isinstance(node, Grid):
                table = self._laid(node, paragraph.lines[0][0])
                if table.page == self.page and not table.cut:
                    self._leave(table, certain=True)
                else:
                    self.open = table

    def _laid(self, grid: Grid, top: int) -> _Table:
        """A table laid out row by row from a place on the present page."""
        page, place, body = self.page, float(top), self.section.body_height
        cuts = _cuts(grid)
        rows = []
        for row, height in enumerate(row_heights(grid)):
            if row in cuts:
                rows.append(page)
                page, place = page + cuts[row][0], float(cuts[row][1])
                continue
            if place + height > body + SLIP and place > SLIP:
                page, place = page + 1, 0.0
            rows.append(page)
            place += height
        return _Table(grid, self.page, page, place, rows, bool(cuts))

    def _leave(self, table: _Table, certain: bool) -> None:
        """Keeps the pages of rows; where they are a guess, only those before the first break."""
        told: list[int | None] = [page if certain or page == table.first else None for page in table.rows]
        if table.cut:
            first_cut = min(_cuts(table.grid))
            told = [page if row < first_cut else None for row, page in enumerate(told)]
        self.pages.rows[id(table.grid)] = told


def _cuts(grid: Grid) -> dict[int, tuple[int, int]]:
    """By row through which breaks of pages run: how many, and where the text of its cells then ends."""
    cuts: dict[int, tuple[int, int]] = {}
    for cell in grid.cells:
        lines = [line for paragraph in cell.paragraphs for line in paragraph.lines]
        turns = sum(after[0] < before[0] - SLIP for before, after in pairwise(lines))
        if turns:
            cuts[cell.row] = max(cuts.get(cell.row, (0, 0)), (turns, sum(lines[-1]) + PADDING))
    return cuts


def row_heights(grid: Grid) -> Iterator[int]:
    """The height of each row: what its cells say, or more where their text is higher. Cells over several rows stretch
    the last of them."""
    heights = [0] * max(0, min(grid.n_rows, len(grid.cells)))
    for cell in sorted((c for c in grid.cells if c.row_span <= MOST_ROWS), key=lambda cell: cell.row_span):
        last = cell.row + cell.row_span - 1
        if cell.row >= 0 and 0 <= last < len(heights):
            text = max((top + height for p in cell.paragraphs for top, height in p.lines[-1:]), default=0)
            missing = max(cell.height, text + PADDING if text else 0) - sum(heights[cell.row : last + 1])
            heights[last] += max(0, missing)
    yield from heights
