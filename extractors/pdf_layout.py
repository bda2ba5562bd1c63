"""The page around the tables: running heads, columns, paragraphs, headings, captions.

Works on lines and grids of all pages in reading space, and gives for each page its parts in reading order.
"""

import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
LOW_TABLE = 2
"""A table of no more rows may be part of a running head."""
PAGE_NUMBER = re.compile(r"[-–—‒~<\[(\s]*\d{1,4}[-–—‒~>\])\s]*|\d{1,4}\s*/\s*\d{1,4}|(?i:page)\s*\d{1,4}|\d{1,4}\s*쪽")
DRESSED_NUMBER = re.compile(r"[-–—‒]\s*\d{1,4}\s*[-–—‒]")
MARKER = re.compile(
    r"[□■○●◦◯◎▪▫◆◇▶▷►➢➤•‣∙·‧ㆍᄋㅇ※☞★☆❍❏❑⇒→*ㅁ☐☑✓✔\-–—−+]"
    r"|[(（<〈\[【]?\s*(?:\d{1,3}|[가나다라마바사아자차카타파하]|[a-zA-Z])\s*[.)）>〉\]】]"
    r"|[①-⑳㉠-㉻ⓐ-ⓩ❶-❿➀-➓]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|제\s*\d+\s*[조장절항편]|[<〈\[【]"
)
NUMBER = re.compile(r"\d{1,6}")
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
NOTE_MARK = re.compile(rf"([{RAISED_DIGITS}]{{1,3}})⁾")
"""A raised number with a bracket: the reference to a footnote, as Hancom prints it."""
NOTE_START = re.compile(rf"\s*([{RAISED_DIGITS}\d]{{1,3}})[)⁾]")
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
SAME_SIZE = 0.35
"""Fonts of one paragraph differ in height by no more than this part: each font says for itself how high it is."""
REACH = 2.5
"""A line that ends within this many font sizes of the right margin may go on in the next."""
EVEN_END = 0.5
EVEN_ENDS = 3
"""So many lines that end within this part of their font size of the longest show that the text is set to that edge."""
RAGGED_END = 8.0
"""A margin on the right is as wide as the one on the left, or wider by as many font sizes as a word may take."""
SHORTEST_MEASURE = 10.0
"""A page whose longest line is shorter than so many of its font sizes is a list of words; no text is set so narrow."""
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


@dataclass(frozen=True, slots=True)
class Footnote(Paragraph):
    """A note at the foot of a page, with the number by which the body refers to it."""

    number: str = ""


Part = Paragraph | Captioned


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's body in reading order, its running heads and feet, and its footnotes."""

    page: Page
    parts: tuple[Part, ...]
    heads: tuple[Item, ...]
    feet: tuple[Item, ...]
    notes: tuple[Footnote, ...]


def document_layouts(pages: Sequence[Page]) -> list[Layout]:
    """Every page's parts in reading order."""
    furniture = _furniture(pages)
    body = _body_size(pages)
    levels = _heading_levels(pages, body)
    return [_layout(page, heads, feet, levels) for page, (heads, feet) in zip(pages, furniture, strict=True)]


def _layout(page: Page, heads: list[Item], feet: list[Item], levels: dict[float, int]) -> Layout:
    away = {id(item) for item in (*heads, *feet)}
    everything: tuple[Item, ...] = (*page.lines, *page.grids)
    items, notes = _without_footnotes([item for item in everything if id(item) not in away], page)
    parts: list[Part] = []
    columns = reading_columns(items)
    width = page.view.size[0] if len(columns) == 1 else None
    for column in columns:
        lines = _whole_lines(column)
        parts += _captioned(_paragraphs(lines, _right_edge(lines, width), levels))
    return Layout(page, tuple(parts), tuple(heads), tuple(feet), notes)


def _without_footnotes(items: list[Item], page: Page) -> tuple[list[Item], tuple[Footnote, ...]]:
    """Parts a page's items into its body and the notes at its foot, to which raised numbers in the body refer."""
    called = {plain_digits(mark) for text in _texts(items) for mark in NOTE_MARK.findall(text)}
    if not called:
        return items, ()
    lowest = max((item.box[3] for item in items if isinstance(item, Grid)), default=0.0)
    low = sorted(
        (item for item in items if isinstance(item, Line) and item.box[1] >= lowest), key=lambda line: line.box[1]
    )
    starts = [
        n
        for n, line in enumerate(low)
        if (match := NOTE_START.match(line.text)) and plain_digits(match.group(1)) in called
    ]
    if not starts or low[starts[0]].box[1] < page.view.size[1] / 2:
        return items, ()
    notes = []
    for start, end in pairwise([*starts, len(low)]):
        match = NOTE_START.match(low[start].text)
        if match is not None:
            notes.append(Footnote(tuple(low[start:end]), number=plain_digits(match.group(1))))
    gone = {id(line) for line in low[starts[0] :]}
    return [item for item in items if id(item) not in gone], tuple(notes)


def plain_digits(mark: str) -> str:
    """Raised digits as digits."""
    return "".join(str(RAISED_DIGITS.index(c)) if c in RAISED_DIGITS else c for c in mark)


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Line):
            yield item.text
        else:
            for cell in item.cells:
                yield from _texts(cell.content)


def body_feet(layouts: Sequence[Layout]) -> dict[int, float]:
    """For each page how far down the bodies of pages of its size reach, on the page as shown."""
    deepest: dict[tuple[float, float], float] = {}
    for layout in layouts:
        for part in layout.parts:
            bottom = layout.page.view.shown(part.box)[3]
            size = layout.page.view.size
            deepest[size] = max(deepest.get(size, 0.0), bottom)
    return {layout.page.number: deepest.get(layout.page.view.size, 0.0) for layout in layouts}


def _furniture(pages: Sequence[Page]) -> list[tuple[list[Item], list[Item]]]:
    """For each page its running heads and feet, page numbers among them."""
    keys: Counter[tuple[str, bool, int]] = Counter()
    for page in pages:
        for head in (True, False):
            keys.update({key for item in _margin_items(page, head) for key in _furniture_keys(item, head, page.number)})
    needed = min(REPEATS, max(2, len(pages)))
    found = []
    for page in pages:
        both: list[list[Item]] = []
        for head in (True, False):
            chosen: list[Item] = []
            for item in _margin_items(page, head):
                repeated = any(keys[key] >= needed for key in _furniture_keys(item, head, page.number))
                if not repeated and not DRESSED_NUMBER.fullmatch(_item_text(item)):
                    break
                chosen.append(item)
            both.append(chosen)
        found.append((both[0], both[1]))
    return found


def _furniture_keys(item: Item, head: bool, page: int) -> set[tuple[str, bool, int]]:
    """What furniture repeats: its text at its height, as it is and with its first or last number counted from the
    page's. Heights come in two overlapping steps, so that one on the edge of a step is met."""
    text = _item_text(item)
    texts = {text, NUMBER.sub(lambda match: str(int(match.group()) - page), text, count=1)}
    if PAGE_NUMBER.fullmatch(text):
        texts.add("#")
    last = re.search(r"\d{1,6}(?=\D*$)", text)
    if last:
        texts.add(f"{text[: last.start()]}{int(last.group()) - page}{text[last.end() :]}")
    step = int(item.box[1] // SAME_HEIGHT)
    return {(variant, head, height) for variant in texts for height in (step, step + 1)}


def _item_text(item: Item) -> str:
    return " ".join(text.strip() for text in _texts([item]))


def _margin_items(page: Page, head: bool) -> list[Item]:
    """Lines and low tables in the margin zone, outermost first, as far as no other table comes before them."""
    height = page.view.size[1]
    low = [grid for grid in page.grids if grid.n_rows <= LOW_TABLE]
    tall = [grid for grid in page.grids if grid.n_rows > LOW_TABLE]
    items: list[Item] = [*page.lines, *low]
    if head:
        limit = min([height * MARGIN_ZONE, *(grid.box[1] for grid in tall)])
        return sorted((item for item in items if item.box[3] <= limit + 1), key=lambda item: item.box[1])
    limit = max([height * (1 - MARGIN_ZONE), *(grid.box[3] for grid in tall)])
    return sorted((item for item in items if item.box[1] >= limit - 1), key=lambda item: -item.box[3])


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most characters of the open pages are set, in half points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[_half(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _half(size: float) -> float:
    return round(size * 2) / 2 if math.isfinite(size) else 0.0


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
    best: list[list[Item]] = [items] if items else []
    for gutter in _gutters(items):
        groups = _columns(items, gutter)
        if len(groups) > len(best):
            best = groups
    return best


def _gutters(items: list[Item]) -> list[float]:
    """Where a second column might begin: the left edge that several lines, or a table, in the middle share."""
    if not items:
        return []
    low, high = min(item.box[0] for item in items), max(item.box[2] for item in items)
    middle = (low + 0.3 * (high - low), low + 0.7 * (high - low))
    edges: Counter[int] = Counter()
    for item in items:
        if middle[0] < item.box[0] < middle[1]:
            edges[int(item.box[0])] += item.n_rows if isinstance(item, Grid) else 1
    return [edge - 1.0 for edge, count in edges.items() if count >= COLUMN_LINES]


def _columns(items: list[Item], gutter: float) -> list[list[Item]]:
    """Items in reading order if the page had a gutter there: what crosses it parts what lies above from what lies
    below, and where no columns lie side by side the lines stay as they are."""
    stretches: list[list[Item]] = [[]]
    for item in items:
        if item.box[0] < gutter < item.box[2]:
            stretches += [[item], []]
        else:
            stretches[-1].append(item)
    groups: list[list[Item]] = []
    plain_group: list[Item] | None = None
    for stretch in stretches:
        left = [item for item in stretch if item.box[2] <= gutter]
        right = [item for item in stretch if item.box[0] >= gutter]
        if _are_columns(left, right, gutter):
            groups += [left, right]
            plain_group = None
        elif plain_group is None:
            plain_group = list(stretch)
            groups.append(plain_group)
        else:
            plain_group += stretch
    return [group for group in groups if group]


def _are_columns(left: list[Item], right: list[Item], gutter: float) -> bool:
    """Both sides hold enough lines that mostly fill their width, beside each other; short pieces are a row."""
    if not left or not right or max(item.box[2] for item in left) > gutter - GUTTER:
        return False
    sides = ((left, min(item.box[0] for item in left), gutter - GUTTER), (right, gutter, max(i.box[2] for i in right)))
    for side, low, high in sides:
        weight = sum(item.n_rows if isinstance(item, Grid) else 1 for item in side)
        fill = statistics.median((item.box[2] - item.box[0]) / (high - low) for item in side)
        if weight < COLUMN_LINES or fill < COLUMN_FILL:
            return False
    tops = [min(item.box[1] for item in side) for side in (left, right)]
    bottoms = [max(item.box[3] for item in side) for side in (left, right)]
    shorter = min(bottoms[0] - tops[0], bottoms[1] - tops[1])
    return min(bottoms) - max(tops) > 0.5 * shorter


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


def _right_edge(items: list[Item], width: float | None) -> float:
    """Where a line ends that goes on in the next; infinitely far where nothing shows it.

    The longest line of a page of short ones is no full line: several must end there, or that one as far from the right
    edge of the page as all begin from the left. `width` is that of the page, None where it has columns.
    """
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return math.inf
    edge = max(line.box[2] for line in lines)
    if all(line.box[2] - line.box[0] < SHORTEST_MEASURE * line.size for line in lines):
        return math.inf
    even = sum(edge - line.box[2] <= EVEN_END * line.size for line in lines)
    room = RAGGED_END * statistics.median(line.size for line in lines)
    if width is None or even >= EVEN_ENDS or edge >= width - min(item.box[0] for item in items) - room:
        return edge
    return math.inf


def _paragraphs(items: list[Item], margin: float, levels: dict[float, int]) -> list[Paragraph | Grid]:
    """Lines that go on in the next are one paragraph; every other line is its own. `margin` is that of _right_edge."""
    out: list[Paragraph | Grid] = []
    for before, item in pairwise([None, *items]):
        if isinstance(item, Grid):
            out.append(item)
        elif item is not None:
            last = out[-1] if out else None
            if isinstance(before, Line) and isinstance(last, Paragraph) and _goes_on(before, item, margin, levels):
                out[-1] = replace(last, lines=(*last.lines, item))
            else:
                level = levels.get(_half(item.size)) if len(item.text) <= HEADING_LENGTH else None
                out.append(Paragraph((item,), level))
    return out


def _goes_on(before: Line, line: Line, margin: float, levels: dict[float, int]) -> bool:
    size = max(before.size, line.size)
    return (
        abs(before.size - line.size) <= SAME_SIZE * size
        and levels.get(_half(before.size)) == levels.get(_half(line.size))
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
