"""Pages and cell boxes of HWP documents, with the extra `kplan[layout]`.

The formats store the places of lines (hwp_pages.py) and no boxes. The engine (`hwp-ingest`) lays a document out with
the fonts that it has and draws each page as SVG: a table that fits on its page has one clip rectangle for each cell, in
the order of the document, with the cell's text inside; a table cut over pages is drawn without. Cells are given the
rectangles whose texts and order are theirs, as often as they are in the document, and only where the rectangles tile
the table's own grid. All other text is told its page from where it stands in the text of all pages. What cannot be told
keeps no page and no box.
"""

import os
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape

from schemas.document import Aside, Block, Cell, Document, Table, Text
from schemas.errors import LimitExceeded, Missing
from schemas.finding import Finding
from schemas.options import Limits
from schemas.source import BoundingBox, Place

POINTS = 0.75
"""Points of one unit of the engine's SVG, which counts 96 to the inch."""
TOLERANCE = 1.5
"""Points by which edges of one row or column may differ."""
NUMBER = r"(-?[\d.]+)"
PIECE = re.compile(
    rf'<clipPath id="cell-clip-(\d+)"><rect x="{NUMBER}" y="{NUMBER}" width="{NUMBER}" height="{NUMBER}"'
    r'|<g clip-path="url\(#cell-clip-(\d+)\)">|<g[ >]|</g>|<text[^>]*>([^<]*)</text>'
)
"""What of a page is looked at: a cell's rectangle, the group of its contents, other groups, signs."""
KEY_LETTERS = 40
"""Of a paragraph, what is looked for: its end may stand on the next page, behind a header."""
BATCH = 1000
"""Keys that are looked for at once in a long text; what they find parts it for the others."""
NOT_SHOWN_ALIKE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Clip:
    """A cell as drawn. `text` is without that of tables inside it, and folded."""

    page: int
    box: BoundingBox
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages: the clips in the order of drawing; the folded text outside of them, and where each page's begins."""

    clips: tuple[Clip, ...]
    text: str
    starts: tuple[int, ...]

    def page_at(self, position: int) -> int:
        """The page of a position in `text`, from 1."""
        return bisect_right(self.starts, position)


def with_layout(document: Document, data: bytes, limits: Limits) -> Document:
    """The document with the pages of the layout, and boxes; a finding counts the tables that keep none.

    Raises Missing where the engine is not installed, LimitExceeded for too many pages.
    """
    pages = draw_pages(data, limits)
    return placed(document, pages_to_layout(pages))


def draw_pages(data: bytes, limits: Limits, page: int | None = None) -> list[str]:
    """Each page as SVG, or the one that is named, counted from 1; none where the engine cannot read the document."""
    try:
        import hwp_ingest
    except ImportError as error:
        raise Missing("hwp-ingest: pip install '.[layout]'") from error
    try:
        with closed_stderr():
            index = None if page is None else page - 1
            n_pages = hwp_ingest.analyze_bytes(data).page_count
            if n_pages > limits.pages:
                raise LimitExceeded(f"{n_pages:,}쪽 > {limits.pages:,}쪽")
            return [page.decode() for page in hwp_ingest.to_svg_pages(data, page_index=index)]
    except hwp_ingest.HwpIngestError:
        return []
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a fault of the engine, which is no Exception
            return []
        raise


@contextmanager
def closed_stderr() -> Iterator[None]:
    """The engine writes remarks straight to file descriptor 2; one that cannot be written to swallows them."""
    kept = os.dup(2)
    reading, writing = os.pipe()
    try:
        os.dup2(reading, 2)
        yield
    finally:
        os.dup2(kept, 2)
        for descriptor in (kept, reading, writing):
            os.close(descriptor)


def fold(text: str) -> str:
    """Letters and digits only: spaces, signs and private-use characters are not drawn as they are stored."""
    return NOT_SHOWN_ALIKE.sub("", unicodedata.normalize("NFKC", text))


def pages_to_layout(pages: Iterable[str]) -> Layout:
    """The clips and texts of all pages."""
    clips: list[Clip] = []
    texts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, svg in enumerate(pages, 1):
        starts.append(length)
        found, text = page_to_clips(svg, number)
        clips += found
        texts.append(text)
        length += len(text)
    return Layout(tuple(clips), "".join(texts), tuple(starts))


def page_to_clips(svg: str, page: int) -> tuple[list[Clip], str]:
    """The clips of a page in the order of drawing, and its text outside of them."""
    boxes: dict[str, BoundingBox] = {}
    names: list[str] = []
    signs: list[list[str]] = [[]]
    holders = [0]  # of the groups that are open: where their text goes, 0 for outside of cells
    for piece in PIECE.finditer(svg):
        defined, x, y, width, height, used, sign = piece.groups()
        if defined:
            left, top = float(x) * POINTS, float(y) * POINTS
            edges = (left, top, left + float(width) * POINTS, top + float(height) * POINTS)
            boxes[defined] = (round(edges[0], 2), round(edges[1], 2), round(edges[2], 2), round(edges[3], 2))
        elif used in boxes:
            names.append(used)
            signs.append([])
            holders.append(len(names))
        elif sign is not None:
            signs[holders[-1]].append(unescape(sign))
        elif piece[0] == "</g>":
            del holders[max(len(holders) - 1, 1) :]
        else:
            holders.append(holders[-1])
    texts = [fold("".join(of_holder)) for of_holder in signs]
    return [Clip(page, boxes[name], text) for name, text in zip(names, texts[1:], strict=True)], texts[0]


def placed(document: Document, layout: Layout) -> Document:
    """The document with the places that the layout tells."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    clips = matched_clips(tables, layout)
    pages = matched_pages(document.blocks, clips, layout)
    for identity in out_of_order(document.blocks, clips, pages):
        clips.pop(identity, None)
        pages.pop(identity, None)
    marks = _Marks(clips, pages)
    blocks = tuple(marks.block(block) for block in document.blocks)
    asides = tuple(marks.aside(aside) for aside in document.asides)
    findings = document.findings
    if marks.unmatched or not layout.starts:
        findings += (unmatched_finding(document.source.sha256, len(marks.unmatched), len(layout.starts)),)
    return replace(document, blocks=blocks, asides=asides, findings=findings)


def unmatched_finding(doc_id: str, n_tables: int, n_pages: int) -> Finding:
    """How many tables have no boxes; none has where no page was drawn."""
    message = (
        f"표 {n_tables}개는 쪽을 넘거나 그려진 칸과 짝이 맞지 않아 칸의 위치를 비워 두었습니다."
        if n_pages
        else "쪽 배치를 만들지 못해 쪽 번호와 칸의 위치를 비워 두었습니다."
    )
    return Finding(
        rule="layout_unmatched",
        severity="info",
        doc_id=doc_id,
        message=message,
        numbers={"tables": n_tables, "pages": n_pages},
    )


Found = dict[int, Clip]
"""`id` of a Cell to its clip: cells are compared by value, and empty ones are equal."""


def cells_within(table: Table) -> Iterator[Cell]:
    """The cells in the order of drawing: each before those of tables inside it."""
    for cell in table.cells:
        yield cell
        for block in cell.blocks:
            if isinstance(block, Table):
                yield from cells_within(block)


def own_text(blocks: Iterable[Block]) -> str:
    """The folded text of paragraphs, with their markers."""
    return fold("".join((block.marker or "") + block.text for block in blocks if isinstance(block, Text)))


def matched_clips(tables: Sequence[Table], layout: Layout) -> Found:
    """The clips of the cells of whole tables; where a table has none, those of the tables inside it."""
    runs: list[tuple[Table, list[Cell]]] = [(table, list(cells_within(table))) for table in tables]
    texts = [clip.text for clip in layout.clips]
    finder = _RunFinder(texts)
    while True:
        found: Found = {}
        keys = [tuple(own_text(cell.blocks) for cell in cells) for _, cells in runs]
        starts = aligned(keys, finder.places, len(texts))
        fill_equal_gaps(keys, starts, len(texts))
        inner: list[tuple[Table, list[Cell]]] = []
        opened = False
        for (table, cells), start in zip(runs, starts, strict=True):
            clips = layout.clips[start : start + len(cells)] if start is not None else ()
            assigned = {id(cell): clip for cell, clip in zip(cells, clips, strict=False)}
            if start is not None and all(tiles(one, assigned) for one in (table, *tables_inside(table))):
                found.update(assigned)
                inner.append((table, cells))
                continue
            nested = [one for cell in table.cells for one in cell.blocks if isinstance(one, Table)]
            opened = opened or bool(nested)
            inner += [(one, list(cells_within(one))) for one in nested] or [(table, cells)]
        if not opened:
            return found
        runs = inner


def tables_inside(table: Table) -> Iterator[Table]:
    for cell in table.cells:
        for block in cell.blocks:
            if isinstance(block, Table):
                yield block
                yield from tables_inside(block)


def tiles(table: Table, found: Found) -> bool:
    """Whether the clips of a table lie on one page, and its rows and columns each have one edge."""
    edges: dict[tuple[str, int], float] = {}
    pages = set()
    for cell in table.cells:
        clip = found[id(cell)]
        pages.add(clip.page)
        left, top, right, bottom = clip.box
        for axis, line, edge in (
            ("col", cell.col, left),
            ("col", cell.col + cell.col_span, right),
            ("row", cell.row, top),
            ("row", cell.row + cell.row_span, bottom),
        ):
            if abs(edges.setdefault((axis, line), edge) - edge) > TOLERANCE:
                return False
    return len(pages) == 1


Key = str | tuple[str, ...]
Places = Callable[[Key, int, int], list[int]]
"""Where a key stands between two positions, in order; places do not overlap."""


def aligned(keys: Sequence[Key], places: Places, end: int) -> list[int | None]:
    """Where each key stands in a longer sequence that shows them in order, among other things; None where unsure.

    Keys that stand as often between two positions as they are asked for there are taken, as far as they keep the
    order; then the same between these, until nothing is added.
    """
    starts: list[int | None] = [None] * len(keys)
    gaps = [(0, len(keys), 0, end)]
    while gaps:
        first, last, low, high = gaps.pop()
        wanted: dict[Key, list[int]] = defaultdict(list)
        for number in range(first, last):
            if keys[number]:
                wanted[keys[number]].append(number)
        chain: list[tuple[int, int]] = []
        longest_first = sorted(wanted, key=len, reverse=True)
        for batch in range(0, len(longest_first), BATCH):
            if chain:
                break
            pairs: list[tuple[int, int]] = []
            for key in longest_first[batch : batch + BATCH]:
                seen = places(key, low, high)
                if len(seen) == len(wanted[key]):
                    pairs += zip(wanted[key], seen, strict=True)
            chain = longest_chain(sorted(pairs))
        for number, start in chain:
            starts[number] = start
        if chain:
            numbers = [first - 1, *(number for number, _ in chain), last]
            ends = [low, *(start + len(keys[number]) for number, start in chain)]
            begins = [*(start for _, start in chain), high]
            for gap in range(len(numbers) - 1):
                if numbers[gap] + 1 < numbers[gap + 1] and ends[gap] < begins[gap]:
                    gaps.append((numbers[gap] + 1, numbers[gap + 1], ends[gap], begins[gap]))
    return starts


def longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in order of their first number, the most whose second numbers grow too."""
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for position, (_, start) in enumerate(pairs):
        rank = bisect_left(tails, start)
        before.append(holders[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(start)
            holders.append(position)
        else:
            tails[rank], holders[rank] = start, position
    chain = []
    position = holders[-1] if holders else -1
    while position >= 0:
        chain.append(pairs[position])
        position = before[position]
    return chain[::-1]


def fill_equal_gaps(keys: Sequence[Key], starts: list[int | None], end: int) -> None:
    """Between two found tables: those that have together just as many cells as there are clips take them in order."""
    number = position = 0
    while number < len(keys):
        start = starts[number]
        if start is not None:
            position = start + len(keys[number])
            number += 1
            continue
        last = number
        while last < len(keys) and starts[last] is None:
            last += 1
        after = starts[last] if last < len(keys) else end
        if after is not None and sum(map(len, keys[number:last])) == after - position:
            for gap in range(number, last):
                starts[gap] = position
                position += len(keys[gap])
        number = last


def matched_pages(blocks: Sequence[Block], clips: Found, layout: Layout) -> dict[int, int]:
    """`id` of each paragraph of the body, and of each cell without a clip, to its page.

    One that is not found has the page of those before and behind it, where these stand on one page.
    """
    units = list(_units(blocks, clips))
    keys = [fold("".join(text.text for text in texts))[:KEY_LETTERS] for _, texts in units]
    starts = aligned(keys, _occurrences(layout.text), len(layout.text))
    pages = [None if start is None else layout.page_at(start) for start in starts]
    behind: list[int | None] = []
    for page in reversed(pages):
        behind.append(page or (behind[-1] if behind else None))
    found: dict[int, int] = {}
    before: int | None = None
    for (identity, _), page, after in zip(units, pages, reversed(behind), strict=True):
        before = page or before
        if before is not None and before == after:
            found[identity] = before
    return found


def out_of_order(blocks: Sequence[Block], clips: Found, pages: dict[int, int]) -> set[int]:
    """`id` of the paragraphs and cells of body blocks whose page does not fit those before and behind.

    Text that is drawn twice, or a table that floats, can be found on a wrong page. Tables whose clips hold text decide;
    of all other blocks that fit between these the larger part.
    """
    members: list[list[int]] = []
    pairs: list[tuple[int, int]] = []
    sure: list[tuple[int, int]] = []
    for position, block in enumerate(blocks):
        members.append([id(block)] if isinstance(block, Text) else [id(cell) for cell in cells_within(block)])
        first = members[-1][0] if members[-1] else 0
        page = clips[first].page if first in clips else pages.get(first)
        if page is not None:
            pairs.append((position, page * len(blocks) + position))
            if any(identity in clips and clips[identity].text for identity in members[-1]):
                sure.append(pairs[-1])
    posts = [(-1, -1), *longest_chain(sure), (len(blocks), max((rank for _, rank in pairs), default=0) + 1)]
    fitting = []
    for pair in pairs:
        after = bisect_left(posts, pair)
        if posts[after] == pair or posts[after - 1][1] < pair[1] < posts[after][1]:
            fitting.append(pair)
    kept = {position for position, _ in longest_chain(fitting)}
    return {identity for position, _ in pairs if position not in kept for identity in members[position]}


def _units(blocks: Iterable[Block], clips: Found) -> Iterator[tuple[int, list[Text]]]:
    """`id` and paragraphs of what is drawn outside of clips, in the order of the document."""
    for block in blocks:
        if isinstance(block, Text):
            yield id(block), [block]
            continue
        for cell in block.cells:
            if id(cell) not in clips:
                yield id(cell), [inner for inner in cell.blocks if isinstance(inner, Text)]
                yield from _units([inner for inner in cell.blocks if isinstance(inner, Table)], clips)


def _occurrences(text: str) -> Places:
    def places(key: Key, low: int, high: int) -> list[int]:
        seen: list[int] = []
        if isinstance(key, str):
            start = text.find(key, low, high)
            while start >= 0:
                seen.append(start)
                start = text.find(key, start + len(key), high)
        return seen

    return places


@dataclass(frozen=True, slots=True)
class _Marks:
    """Puts pages and boxes into places. `of_blocks`: block number to page, for what is anchored there."""

    clips: Found
    pages: dict[int, int]
    of_blocks: dict[int | None, int | None] = field(default_factory=dict)
    unmatched: list[Table] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        if isinstance(block, Table):
            return self.table(block)
        page = self.pages.get(id(block))
        self.of_blocks[block.place.block] = page
        return replace(block, place=replace(block.place, page=page))

    def table(self, table: Table) -> Table:
        """Its own box goes round those of its cells; its page is that of its first cell."""
        cells = tuple(self.cell(cell) for cell in table.cells)
        boxes = [cell.place.bbox for cell in cells if cell.place.bbox]
        box = None
        if boxes and len(boxes) == len(cells):
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
        elif cells:
            self.unmatched.append(table)
        page = cells[0].place.page if cells else None
        self.of_blocks[table.place.block] = page
        return replace(table, cells=cells, place=replace(table.place, page=page, bbox=box))

    def cell(self, cell: Cell) -> Cell:
        clip = self.clips.get(id(cell))
        page = clip.page if clip else self.pages.get(id(cell))
        place = replace(cell.place, page=page, bbox=clip.box if clip else None)
        blocks = tuple(
            self.table(block) if isinstance(block, Table) else replace(block, place=place) for block in cell.blocks
        )
        return replace(cell, blocks=blocks, place=place)

    def aside(self, aside: Aside) -> Aside:
        """An aside and what it holds have the page of its anchor."""
        return replace(
            aside,
            place=self.anchored(aside.place),
            blocks=tuple(self.inside(block) for block in aside.blocks),
        )

    def inside(self, block: Block) -> Block:
        if isinstance(block, Text):
            return replace(block, place=self.anchored(block.place))
        cells = tuple(
            replace(cell, blocks=tuple(map(self.inside, cell.blocks)), place=self.anchored(cell.place))
            for cell in block.cells
        )
        return replace(block, cells=cells, place=self.anchored(block.place))

    def anchored(self, place: Place) -> Place:
        return replace(place, page=self.of_blocks.get(place.block))


class _RunFinder:
    """Where the texts of a table's cells follow each other among all clips."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.positions: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            self.positions[text].append(position)

    def places(self, key: Key, low: int, high: int) -> list[int]:
        """By the rarest of its texts."""
        offset = min(range(len(key)), key=lambda at: len(self.positions.get(key[at], ())))
        candidates = self.positions.get(key[offset], [])
        seen: list[int] = []
        for position in candidates[bisect_left(candidates, low + offset) :]:
            start = position - offset
            if start + len(key) > high:
                break
            if (not seen or start >= seen[-1] + len(key)) and tuple(self.texts[start : start + len(key)]) == key:
                seen.append(start)
        return seen
