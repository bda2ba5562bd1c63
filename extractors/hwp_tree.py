"""What the readers of the HWP family build, and how it becomes a Document.

A reader fills `Paragraph`s; an object anchored in a paragraph (table, box, aside) stands in `objects` with the
offset in the paragraph's text where it belongs. `tree_to_document` numbers blocks in reading order, checks every
table's grid, and gathers asides and findings.
"""

import gc
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from extractors.continuations import linked_by_columns
from extractors.hwp_characters import has_private, map_private
from extractors.hwp_nodes import Anchored, Box, Grid, GridCell, Note, Paragraph, Section
from extractors.hwp_pages import Pages, told_pages
from schemas.document import Aside, Block, Cell, Document, Meta, Table, Text
from schemas.errors import Corrupt, Empty, LimitExceeded
from schemas.finding import Finding, Severity
from schemas.options import Limits
from schemas.source import Place, Source

MARKED_FIGURE = re.compile(r"\s*[△▲-]?\d(?:[\d,.]*\d)?[^\s,;]*")


@dataclass(slots=True)
class Line:
    """A paragraph while its runs, fields and objects come in."""

    report: "Report"
    parts: list[str] = field(default_factory=list)
    length: int = 0
    floating: list[tuple[Anchored, bool]] = field(default_factory=list)
    objects: list[Anchored] = field(default_factory=list)
    fields: list[tuple[str | None, int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A run, as stored: private-use characters are mapped here."""
        if has_private(text):
            text, unknown = map_private(text)
            for sign in unknown:
                self.report.note("unknown_character", f"U+{ord(sign):04X}")
        self.parts.append(text)
        self.length += len(text)

    def strike(self, text: str) -> None:
        """A run that is struck out: no text of the paragraph, kept beside it."""
        shown = map_private(text)[0]
        if shown.strip():
            self.report.note("struck_out", f"“{shown.strip()[:40]}”")
            self.anchor(Note("markup", [Paragraph(shown)]), True, False)

    def anchor(self, node: Anchored, inline: bool, below: bool) -> None:
        """An object here. One that does not flow with the text stands before the paragraph, or below it."""
        if inline:
            node.offset = self.length
            if isinstance(node, Box):
                node.inline = True
        else:
            self.floating.append((node, below))
        self.objects.append(node)

    def open_field(self, prompt: str | None = None) -> None:
        """A field begins; `prompt` is the text that it shows until somebody fills it in."""
        self.fields.append((prompt, len(self.parts), self.length))

    def close_field(self) -> None:
        """A field ends; one that shows nothing but its prompt is left out."""
        if not self.fields:
            return
        prompt, n_parts, length = self.fields.pop()
        shown = "".join(self.parts[n_parts:])
        if prompt and shown.strip() == map_private(prompt)[0].strip():
            self.report.note("prompt_left_out", shown.strip()[:40])
            del self.parts[n_parts:]
            self.length = length
            for node in self.objects:
                node.offset = min(node.offset, length)

    def finish(self, paragraph: "Paragraph") -> "Paragraph":
        """Text and objects go into the paragraph, and what a box says that stands in its line into the text."""
        text = "".join(self.parts)
        if self.objects and text.strip():
            text = self.splice(text)
        paragraph.text = text
        for node, below in self.floating:
            node.offset = len(text) if below else 0
        paragraph.objects = self.objects or None
        return paragraph

    def splice(self, text: str) -> str:
        """The text with the words of its boxes, each set apart as its border sets it apart.

        A word in a box between a label and its figure is a mark upon the figure, and is set behind it.
        """
        boxes = [(node, node.word) for node in self.objects if isinstance(node, Box) and node.word]
        for box, word in reversed(boxes):
            at = box.offset
            figure = MARKED_FIGURE.match(text, at) if word and not any(map(str.isdigit, word)) else None
            if figure and text[:at].rstrip().endswith((":", "：")):
                at = figure.end()
            head, tail = text[:at], text[at:]
            before = " " if head and not head[-1].isspace() else ""
            after = " " if tail and not tail[0].isspace() else ""
            text = f"{head}{before}{word}{after}{tail}"
            for node in self.objects:
                if node.offset > box.offset and node.offset >= at:
                    node.offset += len(text) - len(head) - len(tail)
        gone = {id(box) for box, _ in boxes}
        self.objects = [node for node in self.objects if id(node) not in gone]
        return text


@dataclass(frozen=True, slots=True)
class Rule:
    """severity; whether the document then counts as read in part; the sentence, with {count} and {detail}."""

    severity: Severity
    partial: bool
    sentence: str


RULES: dict[str, Rule] = {
    "stream_damaged": Rule("error", True, "본문 데이터가 손상되어 {count}곳에서 끝까지 읽지 못했습니다: {detail}"),
    "checksum_mismatch": Rule(
        "error", True, "본문 데이터 {count}곳의 검사합이 맞지 않아 내용이 바뀌었을 수 있습니다: {detail}"
    ),
    "record_cut": Rule("error", True, "레코드 {count}개가 중간에 끊겨 그 뒤의 내용을 읽지 못했습니다: {detail}"),
    "text_missing": Rule("error", True, "문단 {count}개의 글자 수가 기록된 수와 다릅니다: {detail}"),
    "object_missing": Rule("error", True, "문단 {count}개에서 표나 개체의 수가 기록된 수와 다릅니다: {detail}"),
    "paragraph_missing": Rule("error", True, "문단 목록 {count}개의 문단 수가 기록된 수와 다릅니다: {detail}"),
    "section_missing": Rule("error", True, "문서에 적힌 구역 가운데 {count}개를 찾지 못했습니다: {detail}"),
    "document_info_damaged": Rule("warn", True, "문서 정보를 다 읽지 못해 자동 번호가 빠질 수 있습니다: {detail}"),
    "table_grid": Rule("warn", False, "표 {count}개의 칸이 줄과 칸의 격자를 정확히 채우지 않습니다: {detail}"),
    "unknown_character": Rule(
        "warn", False, "뜻을 알 수 없는 사용자 정의 문자 {count}자를 원문 그대로 두었습니다: {detail}"
    ),
    "tracked_document": Rule(
        "warn", False, "변경 추적 문서입니다. 삭제 표시된 글자가 본문에 남아 있을 수 있으니 원본과 대조하세요."
    ),
    "tracked_deletion": Rule("info", False, "변경 추적에서 삭제된 글자 {count}자를 뺐습니다."),
    "pages_untold": Rule(
        "info", False, "문단과 표 {count}개는 파일에 쪽 위치가 없거나 서로 맞지 않아 쪽을 비워 두었습니다."
    ),
    "struck_out": Rule(
        "warn", False, "취소선이 그어진 글자 {count}곳은 값으로 읽지 않았습니다. 바뀐 값을 확인하세요: {detail}"
    ),
    "prompt_left_out": Rule("info", False, "입력하지 않은 누름틀 안내문 {count}개를 뺐습니다: {detail}"),
}
"""Every finding of the HWP family."""


@dataclass(slots=True)
class Report:
    """What a reader noticed, by rule: how often, and the first places."""

    counts: Counter[str] = field(default_factory=Counter)
    details: dict[str, list[str]] = field(default_factory=dict)

    def note(self, rule: str, detail: str = "", count: int = 1) -> None:
        self.counts[rule] += count
        seen = self.details.setdefault(rule, [])
        if detail and len(seen) < 3 and detail not in seen:
            seen.append(detail)

    def findings(self, doc_id: str) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                rule=rule,
                severity=RULES[rule].severity,
                doc_id=doc_id,
                message=RULES[rule].sentence.format(count=count, detail=", ".join(self.details[rule]) or "-"),
                numbers={"count": count},
            )
            for rule, count in self.counts.items()
        )

    @property
    def partial(self) -> bool:
        return any(RULES[rule].partial for rule in self.counts)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many small objects and no cycles: the cycle collector would only walk them again and again.

    Freezing and unfreezing moves what was made to the oldest generation without a walk; not done where somebody else
    keeps objects frozen.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def tree_to_document(
    sections: list[Section], source: Source, extractor: str, meta: Meta, report: Report, limits: Limits
) -> Document:
    """Raises Empty where the body of a sound file has no text and no table, Corrupt where a damaged one has none."""
    pages = told_pages(sections)
    assembly = _Assembly(report, limits, pages)
    blocks: list[Block] = []
    for number, section in enumerate(sections, 1):
        assembly.section = number
        for paragraph in section.paragraphs:
            assembly.page = pages.paragraphs.get(id(paragraph))
            assembly.add_body(paragraph, blocks)
    untold = sum(block.place.page is None for block in blocks)
    if untold and any(section.stores_lines for section in sections):
        report.note("pages_untold", count=untold)
    if meta.pages is None and pages.last:
        meta = replace(meta, pages=pages.last)
    asides = tuple(assembly.read_asides())
    if not blocks:
        if report.partial:
            raise Corrupt(", ".join(sorted(report.counts)))
        raise Empty("본문 밖에만 글이 있습니다" if asides else "본문에 글자와 표가 없습니다")
    return Document(
        source,
        extractor,
        meta,
        linked_by_columns(blocks, assembly.column_edges),
        asides,
        report.findings(source.sha256),
        partial=report.partial,
    )


@dataclass(slots=True)
class _Assembly:
    """Numbers blocks while it turns paragraphs into them.

    breaks  a break of the body waits for its block
    grids   the tables of the body, by block
    """

    report: Report
    limits: Limits
    pages: Pages
    section: int = 1
    page: int | None = None
    n_blocks: int = 0
    n_positions: int = 0
    depth: int = 0
    breaks: bool = False
    notes: list[tuple[Note, Place]] = field(default_factory=list)
    grids: dict[int, Grid] = field(default_factory=dict)

    def column_edges(self, block: int) -> tuple[int, ...] | None:
        """The column lines of a table of the body."""
        return column_edges(self.grids[block]) if block in self.grids else None

    def next_place(self) -> Place:
        place = Place(self.page, self.n_blocks)
        self.n_blocks += 1
        return place

    def add_body(self, paragraph: Paragraph, blocks: list[Block]) -> None:
        """A paragraph of the body; one that has nothing to show gives no block, and leaves its break to the next."""
        self.breaks = self.breaks or paragraph.breaks
        if paragraph.objects is not None:
            self.add_anchored(paragraph, None, blocks)
        elif paragraph.text or paragraph.marker:
            place = self.next_place()
            blocks.append(Text(paragraph.text, paragraph.level, paragraph.marker, 0, place, self.take_break()))

    def take_break(self) -> bool:
        """Whether the block that comes now begins a page or column."""
        breaks, self.breaks = self.breaks, False
        return breaks

    def add_inner(self, paragraphs: list[Paragraph], place: Place, blocks: list[Block]) -> None:
        """Paragraphs of a cell or an aside; an empty line stays, it tells which lines stand side by side."""
        for paragraph in paragraphs:
            if paragraph.objects is not None:
                self.add_anchored(paragraph, place, blocks)
            else:
                blocks.append(Text(paragraph.text, paragraph.level, paragraph.marker, place=place))

    def add_anchored(self, paragraph: Paragraph, place: Place | None, blocks: list[Block]) -> None:
        """A paragraph with objects: its text is cut where a table or box stands in it.

        place  of the cell or aside that holds it; None in the body, where every block has its own
        """
        start, marker, level = 0, paragraph.marker, paragraph.level
        anchor = place or Place(self.page, self.n_blocks)
        pieces: list[tuple[str, Anchored | None]] = []
        for item in sorted(paragraph.objects or (), key=_offset):
            if not isinstance(item, Note):
                pieces.append((paragraph.text[start : item.offset], item))
                start = max(start, item.offset)
            else:
                self.notes.append((item, anchor))
        pieces.append((paragraph.text[start:], None))
        whole = len(pieces) == 1
        for text, node in pieces:
            if text.strip() or (whole and (text or marker or place)):
                breaks = place is None and self.take_break()
                blocks.append(Text(text, level, marker, 0, place or self.next_place(), breaks))
                marker = level = None
            if isinstance(node, Grid):
                self.add_table(node, place, blocks)
            elif isinstance(node, Box):
                self.add_box(node, place, blocks)
        if marker:
            breaks = place is None and self.take_break()
            blocks.append(Text("", level, marker, 0, place or self.next_place(), breaks))

    def add_box(self, box: Box, place: Place | None, blocks: list[Block]) -> None:
        self.depth += 1
        self.check_depth()
        for paragraph in box.paragraphs:
            if place is None:
                self.add_body(paragraph, blocks)
            elif paragraph.text or paragraph.marker or paragraph.objects:
                self.add_inner([paragraph], place, blocks)
        self.depth -= 1

    def add_table(self, grid: Grid, holder: Place | None, blocks: list[Block]) -> None:
        """The table, and behind it what its caption anchors."""
        place = self.next_place()
        page, block = place.page, place.block
        breaks = holder is None and self.take_break()
        self.depth += 1
        self.check_depth()
        n_rows, n_cols = self.size(grid)
        if holder is None and block is not None:
            self.grids[block] = grid
        cells = []
        rows = self.pages.rows.get(id(grid), ())
        for cell in grid.cells:
            row, col, paragraphs = cell.row, cell.col, cell.paragraphs
            self.page = rows[row] if row < len(rows) else None if rows else page
            cell_place = Place(self.page, block, row, col)
            inner: tuple[Block, ...] = ()
            if len(paragraphs) == 1 and paragraphs[0].objects is None:
                first = paragraphs[0]
                if first.text or first.marker:
                    inner = (Text(first.text, first.level, first.marker, 0, cell_place),)
            else:
                contents: list[Block] = []
                self.add_inner(paragraphs, cell_place, contents)
                inner = tuple(contents)
            cells.append(Cell(row, col, cell.row_span, cell.col_span, inner, cell.header, cell_place))
        self.page = page
        caption = "\n".join(marked_text(paragraph) for paragraph in grid.caption).strip()
        blocks.append(Table(n_rows, n_cols, tuple(cells), caption or None, place=place, breaks=breaks))
        for paragraph in grid.caption:
            if paragraph.objects:
                self.add_anchored(Paragraph("", paragraph.objects), holder, blocks)
        self.depth -= 1

    def check_depth(self) -> None:
        """Too much nesting is refused before Python's own stack ends."""
        if self.depth > self.limits.depth:
            raise LimitExceeded(f"표와 글상자가 {self.limits.depth}겹을 넘게 겹쳐 있습니다")

    def size(self, grid: Grid) -> tuple[int, int]:
        """Rows and columns after the check; a grid that its cells do not tile exactly gives a finding."""
        problem = grid_problem(grid, self.limits.cells)
        n_rows, n_cols = grid.n_rows, grid.n_cols
        if problem:
            self.report.note("table_grid", f"{self.section}구역 {self.n_blocks - 1}번 블록: {problem}")
            for cell in grid.cells:
                cell.row_span, cell.col_span = max(cell.row_span, 1), max(cell.col_span, 1)
            needed = [(cell.row + cell.row_span, cell.col + cell.col_span) for cell in grid.cells]
            n_rows = max((row for row, _ in needed), default=0)
            n_cols = max((col for _, col in needed), default=0)
            if grid.n_rows * grid.n_cols <= 4 * max(n_rows * n_cols, 64):
                n_rows, n_cols = max(n_rows, grid.n_rows), max(n_cols, grid.n_cols)
        self.n_positions += n_rows * n_cols
        if self.n_positions > self.limits.cells:
            raise LimitExceeded(f"표의 칸이 {self.limits.cells:,}개를 넘습니다")
        return n_rows, n_cols

    def read_asides(self) -> Iterator[Aside]:
        """Asides in the order of their anchors; one inside another comes after it."""
        position = 0
        while position < len(self.notes):
            note, place = self.notes[position]
            position += 1
            self.page = place.page
            blocks: list[Block] = []
            self.add_inner(note.paragraphs, place, blocks)
            if any(not isinstance(block, Text) or block.text or block.marker for block in blocks):
                yield Aside(note.kind, tuple(blocks), place)


def _offset(item: Anchored) -> int:
    return item.offset


def column_edges(grid: Grid) -> tuple[int, ...] | None:
    """Where the columns begin and the last ends, by the widths of the cells; None where these do not tell."""
    known = {0: 0}
    for cell in sorted(grid.cells, key=_column):
        if cell.width > 0 and cell.col in known:
            known.setdefault(cell.col + cell.col_span, known[cell.col] + cell.width)
    edges = [known.get(col) for col in range(min(grid.n_cols, len(known)) + 1)]
    return tuple(edge for edge in edges if edge is not None) if grid.n_cols < len(known) and None not in edges else None


def _column(cell: GridCell) -> int:
    return cell.col


CLICK_HERE_PROMPT = re.compile(r"Direction:wstring:(\d{1,5}):")


def click_here_prompt(command: str) -> str | None:
    """The prompt in the command of a click-here field: `Clickhere:set:43:Direction:wstring:3:누르면 HelpState:..`."""
    found = CLICK_HERE_PROMPT.search(command)
    return command[found.end() : found.end() + int(found.group(1))] if found else None


def ruby_text(main: str, above: str) -> str:
    """A word and the small text set over it (덧말): `word(over)`."""
    return f"{main}({above})" if above else main


def form_caption(caption: str) -> str:
    """A button's caption as shown: `&&` stands for `&`, which alone would underline a letter."""
    return caption.replace("&&", "&")


def marked_text(paragraph: Paragraph) -> str:
    """Marker and text in one line, for captions."""
    return f"{paragraph.marker} {paragraph.text}".rstrip() if paragraph.marker else paragraph.text


def grid_problem(grid: Grid, limit: int) -> str | None:
    """Why the cells do not tile the declared grid exactly, or None.

    limit  positions that a grid may have; a larger one is not looked at cell by cell
    """
    n_rows, n_cols, cells = grid.n_rows, grid.n_cols, grid.cells
    n_positions = n_rows * n_cols
    if not cells:
        return "칸이 없음"
    if grid.n_cells is not None and grid.n_cells != len(cells):
        return f"적힌 칸 {grid.n_cells}개에 실제 {len(cells)}개"
    if n_rows < 1 or n_cols < 1 or any(cell.row < 0 or cell.col < 0 for cell in cells):
        return f"격자 {n_rows}×{n_cols} 밖의 칸"
    if n_positions > limit:
        return f"격자 {n_rows}×{n_cols}에 칸 {len(cells)}개"
    covered = bytearray(n_positions)
    for cell in cells:
        row, col, row_span, col_span = cell.row, cell.col, cell.row_span, cell.col_span
        if row_span < 1 or col_span < 1 or row + row_span > n_rows or col + col_span > n_cols:
            return f"격자 {n_rows}×{n_cols} 밖의 칸"
        start = row * n_cols + col
        for begin in range(start, start + row_span * n_cols, n_cols):
            if 1 in covered[begin : begin + col_span]:
                return f"{row}행 {col}열에서 칸이 겹침"
            covered[begin : begin + col_span] = b"\1" * col_span
    if 0 in covered:
        return f"격자 {n_rows}×{n_cols}에 빈 자리 {covered.count(0)}개"
    return None
