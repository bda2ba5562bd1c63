"""The page around the tables: running heads, columns, paragraphs, headings, captions.

Works on lines and grids of all pages in reading space, and gives for each page its parts in reading order.
"""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.pdf_lines import Line
from extractors.pdf_page import Grid, Item, Page
from extractors.pdf_space import union
from schemas.source import BoundingBox

MARGIN_ZONE = 0.12
"""Running heads and page numbers stand in this part of the page's height, at either end."""
REPEATS = 3
"""A line that stands at the same height on this many pages, digits aside, is furniture."""
SAME_HEIGHT = 4.0
PAGE_NUMBER = re.compile(r"[-–—‒~<\[(\s]*\d{1,4}[-–—‒~>\])\s]*|\d{1,4}\s*/\s*\d{1,4}|(?i:page)\s*\d{1,4}|\d{1,4}\s*쪽")
DRESSED_NUMBER = re.compile(r"[-–—‒]\s*\d{1,4}\s*[-–—‒]")
MARKER = re.compile(
    r"[□■○●◦◯◎▪▫◆◇▶▷►➢➤•‣∙·‧ㆍᄋㅇ※☞★☆❍❏❑⇒→*ㅁ☐☑✓✔\-–—−+]"
    r"|[(（<〈\[【]?\s*(?:\d{1,3}|[가나다라마바사아자차카타파하]|[a-zA-Z])\s*[.)）>〉\]】]"
    r"|[①-⑳㉠-㉻ⓐ-ⓩ❶-❿➀-➓]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|제\s*\d+\s*[조장절항편]|[<〈\[【「『(（]"
)
UNIT_LINE = re.compile(r"[\[(（<【〔]?\s*단\s*위\s*[:：;]?.{0,40}")
UNIT_TAIL = re.compile(r"[\[(（<【〔]\s*단\s*위\s*[:：;].{0,30}$")
CAPTION_LINE = re.compile(r"[<〈《\[【(（■□▣◈]?\s*(?:표|별표|그림|도표|붙임표|[Tt]able)\s*[-\dⅠ-Ⅹ]")
CAPTION_GAP = 2.5
"""A caption stands above its table within this many font sizes."""
HEADING_SIZE = 1.15
HEADING_LENGTH = 80
DEEPEST_LEVEL = 6
LINE_PITCH = 2.2
"""Lines of a paragraph follow each other within this many font sizes."""
REACH = 2.5
"""A line that ends within this many font sizes of the right margin may go on in the next."""
GUTTER = 10.0
COLUMN_LINES = 3
COLUMN_FILL = 0.55
"""Lines of a column fill this part of its width; short pieces side by side are a row, not columns."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. `level` where the size of its letters makes it a heading."""

    lines: tuple[Line, ...]
    level: int | None = None

    @property
    def box(self) -> BoundingBox:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = union(box, line.box)
        return box

    @property
    def text(self) -> str:
        """The lines; a printed space at the end of a line that goes on is kept."""
        return "\n".join(line.text for line in self.lines).rstrip()


@dataclass(frozen=True, slots=True)
class Captioned:
    """A grid with its caption."""

    grid: Grid
    caption: str | None = None

    @property
    def box(self) -> BoundingBox:
        return self.grid.box


Part = Paragraph | Captioned


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's body in reading order, and its running heads and feet."""

    page: Page
    parts: tuple[Part, ...]
    heads: tuple[Line, ...]
    feet: tuple[Line, ...]


def document_layouts(pages: Sequence[Page]) -> list[Layout]:
    """Every page's parts in reading order."""
    furniture = _furniture(pages)
    body = _body_size(pages)
    levels = _heading_levels(pages, body)
    return [_layout(page, heads, feet, levels) for page, (heads, feet) in zip(pages, furniture, strict=True)]


def _layout(page: Page, heads: list[Line], feet: list[Line], levels: dict[float, int]) -> Layout:
    away = {id(line) for line in (*heads, *feet)}
    items: list[Item] = [line for line in page.lines if id(line) not in away]
    items += page.grids
    parts: list[Part] = []
    for column in reading_columns(items):
        parts += _captioned(_paragraphs(_whole_lines(column), levels))
    return Layout(page, tuple(parts), tuple(heads), tuple(feet))


def body_feet(layouts: Sequence[Layout]) -> dict[int, float]:
    """For each page how far down the bodies of pages of its size reach, on the page as shown."""
    deepest: dict[tuple[float, float], float] = {}
    for layout in layouts:
        for part in layout.parts:
            bottom = layout.page.view.shown(part.box)[3]
            size = layout.page.view.size
            deepest[size] = max(deepest.get(size, 0.0), bottom)
    return {layout.page.number: deepest.get(layout.page.view.size, 0.0) for layout in layouts}


def _furniture(pages: Sequence[Page]) -> list[tuple[list[Line], list[Line]]]:
    """For each page its running heads and feet, page numbers among them."""
    keys: Counter[tuple[str, bool, int]] = Counter()
    for page in pages:
        for head in (True, False):
            seen = {key for line in _margin_lines(page, head) for key in _furniture_keys(line, head)}
            keys.update(seen)
    needed = min(REPEATS, max(2, len(pages)))
    found = []
    for page in pages:
        both = []
        for head in (True, False):
            chosen = []
            for line in _margin_lines(page, head):
                repeated = any(keys[key] >= needed for key in _furniture_keys(line, head))
                if not repeated and not DRESSED_NUMBER.fullmatch(line.text.strip()):
                    break
                chosen.append(line)
            both.append(chosen)
        found.append((both[0], both[1]))
    return found


def _furniture_keys(line: Line, head: bool) -> list[tuple[str, bool, int]]:
    """What furniture repeats: its text with digits masked, at its height; two keys, so that a height on the edge of
    a step is met. Page numbers of one or more digits are one key."""
    text = line.text.strip()
    masked = "#" if PAGE_NUMBER.fullmatch(text) else re.sub(r"\d+", "#", text)
    step = int(line.box[1] // SAME_HEIGHT)
    return [(masked, head, step), (masked, head, step + 1)]


def _margin_lines(page: Page, head: bool) -> list[Line]:
    """Lines of the open page in the margin zone, outermost first, as far as no table comes before them."""
    height = page.view.size[1]
    if head:
        limit = min([height * MARGIN_ZONE, *(grid.box[1] for grid in page.grids)])
        return sorted((line for line in page.lines if line.box[3] <= limit + 1), key=lambda line: line.box[1])
    limit = max([height * (1 - MARGIN_ZONE), *(grid.box[3] for grid in page.grids)])
    return sorted((line for line in page.lines if line.box[1] >= limit - 1), key=lambda line: -line.box[3])


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most characters of the open pages are set, in half points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[_half(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _half(size: float) -> float:
    return round(size * 2) / 2


def _heading_levels(pages: Sequence[Page], body: float) -> dict[float, int]:
    """Sizes of letters larger than the body's, the largest first: 1, 2, ..."""
    sizes = {
        _half(line.size)
        for page in pages
        for line in page.lines
        if line.size > HEADING_SIZE * body and len(line.text) <= HEADING_LENGTH
    }
    return {size: min(rank, DEEPEST_LEVEL) for rank, size in enumerate(sorted(sizes, reverse=True), start=1)}


def reading_columns(items: list[Item]) -> list[list[Item]]:
    """Items of a page in groups to be read one after another: columns between what runs over both."""
    items = sorted(items, key=lambda item: (item.box[1], item.box[0]))
    gutter = _gutter(items)
    if gutter is None:
        return [items] if items else []
    groups: list[list[Item]] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in items:
        if item.box[2] <= gutter:
            left.append(item)
        elif item.box[0] >= gutter:
            right.append(item)
        else:
            groups += [left, right, [item]]
            left, right = [], []
    groups += [left, right]
    return [group for group in groups if group]


def _gutter(items: list[Item]) -> float | None:
    """Where an empty upright strip parts two columns of text or tables; None on a page of one column."""
    if len(items) < 2 * COLUMN_LINES and not any(isinstance(item, Grid) for item in items):
        return None
    low, high = min(item.box[0] for item in items), max(item.box[2] for item in items)
    for edge in sorted(
        {item.box[0] for item in items if low + 0.3 * (high - low) < item.box[0] < high - 0.3 * (high - low)}
    ):
        left = [item for item in items if item.box[2] <= edge - GUTTER]
        right = [item for item in items if item.box[0] >= edge - 0.5]
        crossing = len(items) - len(left) - len(right)
        if crossing <= 0.2 * len(items) and _is_column(left, low, edge - GUTTER) and _is_column(right, edge, high):
            overlap = min(_extent(left)[1], _extent(right)[1]) - max(_extent(left)[0], _extent(right)[0])
            shorter = min(_extent(side)[1] - _extent(side)[0] for side in (left, right))
            if overlap > 0.5 * shorter:
                return edge - 0.5
    return None


def _extent(items: list[Item]) -> tuple[float, float]:
    return min(item.box[1] for item in items), max(item.box[3] for item in items)


def _is_column(items: list[Item], low: float, high: float) -> bool:
    """Enough lines (a table counts for its rows) that mostly fill the width between `low` and `high`."""
    weight = sum(item.n_rows if isinstance(item, Grid) else 1 for item in items)
    if weight < COLUMN_LINES:
        return False
    return statistics.median((item.box[2] - item.box[0]) / (high - low) for item in items) >= COLUMN_FILL


def _whole_lines(items: list[Item]) -> list[Item]:
    """Parts of lines on one baseline as one line with a tab between; a unit line on the right stays apart."""
    whole: list[Item] = []
    for item in sorted(items, key=lambda item: item.baseline if isinstance(item, Line) else item.box[1]):
        last = whole[-1] if whole else None
        if (
            isinstance(item, Line)
            and isinstance(last, Line)
            and abs(item.baseline - last.baseline) <= 0.3 * max(item.size, last.size)
            and not UNIT_LINE.fullmatch(item.text.strip())
            and not UNIT_LINE.fullmatch(last.text.strip())
        ):
            first, second = sorted((last, item), key=lambda line: line.box[0])
            text = f"{first.text.rstrip()}\t{second.text}"
            whole[-1] = Line(text, union(first.box, second.box), first.baseline, max(first.size, second.size))
        else:
            whole.append(item)
    return whole


def _paragraphs(items: list[Item], levels: dict[float, int]) -> list[Paragraph | Grid]:
    """Lines that go on in the next are one paragraph; every other line is its own."""
    margin = max((item.box[2] for item in items if isinstance(item, Line)), default=0.0)
    out: list[Paragraph | Grid] = []
    for before, item in pairwise([None, *items]):
        if isinstance(item, Grid):
            out.append(item)
        elif item is not None:
            last = out[-1] if out else None
            if isinstance(before, Line) and isinstance(last, Paragraph) and _goes_on(before, item, margin):
                out[-1] = replace(last, lines=(*last.lines, item))
            else:
                level = levels.get(_half(item.size)) if len(item.text) <= HEADING_LENGTH else None
                out.append(Paragraph((item,), level))
    return out


def _goes_on(before: Line, line: Line, margin: float) -> bool:
    size = max(before.size, line.size)
    return (
        abs(before.size - line.size) <= 0.1 * size
        and 0 < line.baseline - before.baseline <= LINE_PITCH * size
        and (before.text.endswith(" ") or before.box[2] >= margin - REACH * size)
        and not MARKER.match(line.text)
        and "\t" not in before.text
        and "\t" not in line.text
    )


def _captioned(items: list[Paragraph | Grid]) -> list[Part]:
    """Binds captions and unit lines above a table to it; they are then no paragraphs of their own."""
    out: list[Part] = []
    for item in items:
        if isinstance(item, Paragraph):
            out.append(item)
            continue
        bound: list[str] = []
        top = item.box[1]
        while out:
            above = out[-1]
            if not isinstance(above, Paragraph) or top - above.box[3] > CAPTION_GAP * above.lines[-1].size:
                break
            text = above.text.strip()
            if UNIT_LINE.fullmatch(text) or CAPTION_LINE.match(text):
                bound.insert(0, text)
                top = above.box[1]
                out.pop()
                continue
            tail = UNIT_TAIL.search(text)
            if tail and not bound:
                bound.insert(0, tail.group())
            break
        out.append(Captioned(item, "\n".join(bound) or None))
    return out
