"""Tables cut by page breaks: links between the parts, and the joined view.

The parts stay as they stand on their pages. A part that goes on from an earlier one carries a link with its evidence;
the joined table is derived from the links: a repeated header is dropped, a row or a spanning cell that the break cut
is made whole, and every paragraph keeps the place where it is printed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.ditto import without_dittos
from schemas.document import Block, Cell, Continuation, Document, Table, Text
from schemas.finding import Finding

SAME_EDGE = 1.5
"""Outer edges of two parts of one table differ by no more than this (points)."""
SAME_COLUMN = 0.5
"""Column lines of two parts nearer than this are one."""
SAME_PART = 0.01
"""The same, as part of the width, where a format gives widths and no places."""
DEEPEST_HEADER = 5
FEWEST_HEADERS = 3
"""One row of two cells is a bar with a number and a title."""
_DATED = r"(?!(?:19|20)\d{2}(?![\d,])|\d{1,2}(?:사?분기|월))"
FIGURE = re.compile(rf"^[△▲+-]?{_DATED}\d|(?<![\d.,’']){_DATED}\d[\d,.]*[%가-힣]{{0,3}}$")
"""A cell of figures: it begins or ends with a number that is no year, quarter or month, which would head a column."""
PADDING = 2.0
"""Between the border of a cell and its text, at least."""
SPARE = 2.0
"""Room at the foot of a page that a row may leave beyond its own height."""
OPENERS, CLOSERS = "([{<（〔【「『“‘", ")]}>）〕】」』”’"


def linked(blocks: Sequence[Block], feet: Mapping[int, float]) -> tuple[Block, ...]:
    """The blocks of a document, with a link on every table that goes on from the table right before it.

    feet  for each page how far down (points) its body may reach
    """
    return _with_links(blocks, lambda upper, lower: _continuation(upper, lower, feet))


def _with_links(blocks: Sequence[Block], link: Callable[[Table, Table], Continuation | None]) -> tuple[Block, ...]:
    """The blocks with what `link` says of every table and the one right before it."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if isinstance(block, Table) and isinstance(before, Table):
            block = replace(block, continues=link(before, block))
        out.append(block)
    return tuple(out)


ColumnLines = Callable[[int], tuple[int, ...] | None]
"""The column lines of the table with a `place.block`, in any unit; None where it does not tell its widths."""


def linked_by_columns(blocks: Sequence[Block], edges: ColumnLines) -> tuple[Block, ...]:
    """The blocks of a document without pages, with a link on every table that its author cut from the one before it."""
    return _with_links(blocks, lambda upper, lower: _author_cut(upper, lower, edges))


def _author_cut(upper: Table, lower: Table, edges: ColumnLines) -> Continuation | None:
    """Why `lower` goes on from `upper` where no boxes tell, or None: the same columns, and either the header again
    behind a break, or no header and figures at once where the upper part has them."""
    if upper.place.block is None or lower.place.block is None or upper.n_cols != lower.n_cols or upper.n_cols < 2:
        return None
    if lower.caption is not None and lower.caption != upper.caption:
        return None
    above, below = edges(upper.place.block), edges(lower.place.block)
    if above and below and not _same_lines(above, below):
        return None
    broken = lower.breaks or lower.place.page != upper.place.page
    repeated = _same_header(upper, lower)
    if repeated:
        if not broken or _is_form(upper, lower):
            return None
        return Continuation(upper.place.block, repeated, f"쪽 나눔 뒤에 머리행 {repeated}개가 다시 나오고 열이 같음")
    goes_on = _figures_go_on(upper, lower) or (broken and _is_header_alone(upper, lower))
    if not goes_on or not (broken or (above and below)):
        return None
    where = "쪽 나눔 뒤에" if broken else "바로 아래에"
    return Continuation(upper.place.block, 0, f"{where} 머리행 없이 같은 열 {lower.n_cols}개가 이어짐")


def _same_lines(above: tuple[int, ...], below: tuple[int, ...]) -> bool:
    """Column lines agree but for rounding and a slip of the hand."""
    slip = SAME_PART * max(above[-1], below[-1])
    return len(above) == len(below) and all(abs(a - b) <= slip for a, b in zip(above, below, strict=True))


def _same_header(upper: Table, lower: Table) -> int:
    """How many rows at the top of `lower` repeat those of `upper` in texts and spans; never all of it."""
    best = 0
    for depth in range(1, min(DEEPEST_HEADER, upper.n_rows, lower.n_rows - 1) + 1):
        first, again = _top(upper, depth), _top(lower, depth)
        if first is None or first != again:
            continue
        if sum(bool(text) for *_, text in first) > 1:
            best = depth
    return best


def _top(table: Table, depth: int) -> list[tuple[int, int, int, int, str]] | None:
    """Place, spans and text of the cells in the first rows; None where a cell reaches beyond them."""
    cells = [cell for cell in table.cells if cell.row < depth]
    if any(cell.row + cell.row_span > depth for cell in cells):
        return None
    return sorted((cell.row, cell.col, cell.row_span, cell.col_span, _folded(cell.text)) for cell in cells)


def _is_form(upper: Table, lower: Table) -> bool:
    """The two are filled-in copies of one form: below the first row, most labels of the first column are the same."""
    first, again = (
        {cell.row: _folded(cell.text) for cell in t.cells if cell.col == 0 and cell.row} for t in (upper, lower)
    )
    shared = [row for row, text in first.items() if text and again.get(row) == text]
    return 2 * len(shared) > max(1, len([text for text in again.values() if text]))


def _figures_go_on(upper: Table, lower: Table) -> bool:
    """The first row of `lower` has a figure where the last row of `upper` has one and its first row has none."""
    header, last, first = _figures(upper, 0), _figures(upper, upper.n_rows - 1), _figures(lower, 0)
    marked = any(cell.header and cell.row == 0 for cell in lower.cells) and lower.n_rows > 1
    return upper.n_rows > 1 and not marked and bool((last - header) & first) and not (header and header == first)


def _is_header_alone(upper: Table, lower: Table) -> bool:
    """The upper part is one row of several words, and the lower one begins with figures under them."""
    words = [cell for cell in upper.cells if cell.text.strip()]
    alone = upper.n_rows == 1 and len(words) == upper.n_cols >= FEWEST_HEADERS
    return alone and not _figures(upper, 0) and bool(_figures(lower, 0))


def _figures(table: Table, row: int) -> set[int]:
    """Columns whose cell in a row begins or ends with a number."""
    return {
        cell.col
        for cell in table.cells
        if cell.row <= row < cell.row + cell.row_span and FIGURE.search(_folded(cell.text))
    }


def _continuation(upper: Table, lower: Table, feet: Mapping[int, float]) -> Continuation | None:
    """Why `lower` goes on from `upper`, or None."""
    if upper.place.page is None or lower.place.page != upper.place.page + 1 or upper.place.block is None:
        return None
    if lower.caption is not None and lower.caption != upper.caption:
        return None
    above, below = _column_edges(upper), _column_edges(lower)
    if not above or not below:
        return None
    if abs(above[0] - below[0]) > SAME_EDGE or abs(above[-1] - below[-1]) > SAME_EDGE:
        return None
    repeated = _repeated_header(upper, lower)
    if upper.place.bbox and feet[upper.place.page] - upper.place.bbox[3] > _row_height(lower, repeated) + SPARE:
        return None
    if repeated:
        return Continuation(upper.place.block, repeated, f"머리행 {repeated}개가 다시 나오고 표의 폭이 같음")
    inner = [edge for edge in below[1:-1] if any(abs(edge - other) <= SAME_EDGE for other in above)]
    if 2 * len(inner) >= min(len(above), len(below)) - 2:
        return Continuation(upper.place.block, 0, f"앞쪽 표가 쪽 끝까지 이어지고 열 경계 {len(inner) + 2}개가 같음")
    if _row_cells(upper, upper.n_rows - 1) == _row_cells(lower, 0) == 1:
        return Continuation(upper.place.block, 0, "앞쪽 표가 쪽 끝까지 이어지고 표 폭의 칸이 쪽 경계에서 나뉨")
    return None


def _row_cells(table: Table, row: int) -> int:
    return sum(cell.row <= row < cell.row + cell.row_span for cell in table.cells)


def _axis(table: Table) -> int:
    """The side of the boxes along which columns run: 0 (x), or 1 (y) on a page shown sideways."""
    boxes = [cell.place.bbox for cell in table.cells if cell.place.bbox and cell.row == table.cells[0].row]
    if len(boxes) > 1 and abs(boxes[0][0] - boxes[1][0]) < abs(boxes[0][1] - boxes[1][1]):
        return 1
    return 0


def _column_edges(table: Table) -> list[float]:
    """Positions of the column lines; empty where cells have no boxes."""
    axis = _axis(table)
    edges = {}
    for cell in table.cells:
        if cell.place.bbox is None:
            return []
        edges[cell.col] = cell.place.bbox[axis]
        edges[cell.col + cell.col_span] = cell.place.bbox[axis + 2]
    return [edges[col] for col in sorted(edges)]


def _row_height(table: Table, row: int) -> float:
    axis = 1 - _axis(table)
    heights = [
        cell.place.bbox[axis + 2] - cell.place.bbox[axis]
        for cell in table.cells
        if cell.row == row and cell.place.bbox is not None
    ]
    return min(heights, default=0.0)


def _repeated_header(upper: Table, lower: Table) -> int:
    """How many rows at the top of `lower` repeat those of `upper`, its spans kept; never all of it."""
    best = 0
    for depth in range(1, min(DEEPEST_HEADER, upper.n_rows, lower.n_rows - 1) + 1):
        first, again = _rows(upper, depth), _rows(lower, depth)
        if first and again and first == again and any(text for *_, text in first):
            best = depth
    return best


def _rows(table: Table, depth: int) -> list[tuple[int, int, int, str]] | None:
    """Row, position, depth and text of the cells in the first rows; None where a cell reaches beyond them."""
    axis = _axis(table)
    rows = []
    for cell in table.cells:
        if cell.row >= depth:
            continue
        if cell.row + cell.row_span > depth or cell.place.bbox is None:
            return None
        rows.append((cell.row, round(cell.place.bbox[axis]), cell.row_span, _folded(cell.text)))
    return sorted(rows)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def join_tables(document: Document) -> Document:
    """The document with tables that continue made whole, each with a finding `stitched`, and with the text of the cell
    above in cells that repeat it by a mark, each table with a finding `ditto`.

    A joined cell stands at the place of its first part; its paragraphs keep the places where they are printed.
    """
    findings: list[Finding] = []
    blocks: list[Block] = []
    doc_id = document.source.sha256
    for chain in _chains(document.blocks):
        block = chain[0]
        if len(chain) > 1:
            tables = [part for part in chain if isinstance(part, Table)]
            block = _joined(tables)
            findings.append(_stitched(tables, doc_id))
        if isinstance(block, Table):
            block, count = without_dittos(block)
            if count:
                findings.append(_ditto(block, count, doc_id))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks), findings=(*document.findings, *findings))


def _ditto(table: Table, count: int, doc_id: str) -> Finding:
    return Finding(
        rule="ditto",
        severity="info",
        doc_id=doc_id,
        message=f"위 칸과 같다는 표시(〃, 상동) {count}칸을 위 칸의 내용으로 읽었습니다.",
        numbers={"cells": count},
        page=table.place.page,
        block=table.place.block,
    )


def _chains(blocks: Iterable[Block]) -> list[list[Block]]:
    chains: list[list[Block]] = []
    for block in blocks:
        last = chains[-1][-1] if chains else None
        if (
            isinstance(block, Table)
            and isinstance(last, Table)
            and block.continues is not None
            and block.continues.block == last.place.block
        ):
            chains[-1].append(block)
        else:
            chains.append([block])
    return chains


def _stitched(tables: Sequence[Table], doc_id: str) -> Finding:
    pages = [table.place.page for table in tables]
    where = f"{pages[0]}쪽에서 {pages[-1]}쪽까지 " if pages[0] != pages[-1] else ""
    evidence = "; ".join(table.continues.evidence for table in tables if table.continues)
    return Finding(
        rule="stitched",
        severity="info",
        doc_id=doc_id,
        message=f"{where}나뉜 표 {len(tables)}개를 하나로 이었습니다. 근거: {evidence}",
        numbers={"parts": len(tables), "first_page": pages[0], "last_page": pages[-1]},
        page=tables[0].place.page,
        block=tables[0].place.block,
    )


@dataclass(slots=True)
class _Piece:
    """A cell on the columns of the joined table."""

    row: int
    col: int
    row_span: int
    col_span: int
    cell: Cell
    blocks: tuple[Block, ...]

    @property
    def end(self) -> int:
        return self.row + self.row_span

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks if isinstance(block, Text))

    @property
    def is_empty(self) -> bool:
        return not any(not isinstance(block, Text) or block.text.strip() for block in self.blocks)


def _joined(tables: Sequence[Table]) -> Table:
    edges = _common_edges(tables)
    pieces: list[_Piece] = []
    n_rows = 0
    for table in tables:
        repeated = table.continues.repeated if table.continues and pieces else 0
        part = [_piece(cell, table, edges, repeated) for cell in table.cells if cell.row >= repeated]
        if pieces:
            height = table.n_rows - repeated
            n_rows = _append(pieces, part, n_rows, height)
        else:
            pieces, n_rows = part, table.n_rows
    cells = tuple(
        replace(
            piece.cell,
            row=piece.row,
            col=piece.col,
            row_span=piece.row_span,
            col_span=piece.col_span,
            blocks=piece.blocks,
        )
        for piece in sorted(pieces, key=lambda piece: (piece.row, piece.col))
    )
    n_cols = max(cell.col + cell.col_span for cell in cells)
    return replace(tables[0], n_rows=n_rows, n_cols=n_cols, cells=cells)


def _common_edges(tables: Sequence[Table]) -> list[float] | None:
    """Column lines of all parts; None where boxes are missing, and the parts' own columns hold."""
    found = [_column_edges(table) for table in tables]
    if not all(found):
        return None
    left, right = min(part[0] for part in found), max(part[-1] for part in found)
    edges = [left]
    for edge in sorted(edge for part in found for edge in part[1:-1]):
        if edge - edges[-1] > SAME_COLUMN:
            edges.append(edge)
    return [*edges, right]


def _piece(cell: Cell, table: Table, edges: list[float] | None, dropped: int) -> _Piece:
    row = cell.row - dropped
    if edges is None or cell.place.bbox is None:
        return _Piece(row, cell.col, cell.row_span, cell.col_span, cell, cell.blocks)
    axis = _axis(table)
    low, high = (_nearest(edges, cell.place.bbox[side]) for side in (axis, axis + 2))
    return _Piece(row, low, cell.row_span, max(1, high - low), cell, cell.blocks)


def _nearest(edges: list[float], position: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))


def _append(pieces: list[_Piece], part: list[_Piece], n_rows: int, height: int) -> int:
    """Puts a part under the pieces so far and makes whole what the break cut; gives the new number of rows."""
    open_cells = {(piece.col, piece.col_span): piece for piece in pieces if piece.end == n_rows}
    pairs = [
        (open_cells[key], piece)
        for piece in part
        if piece.row == 0 and (key := (piece.col, piece.col_span)) in open_cells
    ]
    cut = _is_row_cut(pairs, [piece for piece in part if piece.row == 0])
    merged = pairs if cut else [pair for pair in pairs if _is_one_cell(pair, pairs)]
    shift = n_rows - 1 if cut else n_rows
    for upper, lower in merged:
        upper.row_span += lower.row_span - (1 if cut else 0)
        upper.blocks += lower.blocks
    gone = {id(lower) for _, lower in merged}
    for piece in part:
        if id(piece) not in gone:
            piece.row += shift
            pieces.append(piece)
    return shift + height


Pair = tuple[_Piece, _Piece]


def _is_row_cut(pairs: list[Pair], top: list[_Piece]) -> bool:
    """The break runs through a row: below it no cell of one row begins anything new."""
    if len(pairs) < len(top) or not pairs:
        return False
    shortest = min(lower.row_span for _, lower in pairs)
    single = [pair for pair in pairs if pair[1].row_span == shortest]
    if not any(upper.row_span == 1 and _is_certain((upper, lower)) for upper, lower in single):
        return False
    new = [
        (upper, lower)
        for upper, lower in single
        if not (lower.is_empty or _flows(upper, lower) or _is_full(upper, lower))
    ]
    return not new or (len(new) == 1 and not new[0][0].is_empty and single[0][1].is_empty)


def _is_full(upper: _Piece, lower: _Piece) -> bool:
    """The first word below the break would not have fitted on the last line above it."""
    last = next((block for block in reversed(upper.blocks) if isinstance(block, Text)), None)
    first = next((block for block in lower.blocks if isinstance(block, Text)), None)
    if last is None or first is None or not (last.place.bbox and first.place.bbox and upper.cell.place.bbox):
        return False
    line = first.text.split("\n")[0]
    x0, _, x1, _ = first.place.bbox
    word = (x1 - x0) * len(line.split()[0]) / len(line)
    width, used = upper.cell.place.bbox[2] - upper.cell.place.bbox[0], last.place.bbox[2] - last.place.bbox[0]
    return word > width - used - 2 * PADDING


def _is_one_cell(pair: Pair, pairs: list[Pair]) -> bool:
    """Both sides of the break are one spanning cell: the lower is empty, or goes on with the upper's text, or stands
    beside cells of the same height that do."""
    upper, lower = pair
    if _is_certain(pair):
        return True
    shortest = min(below.row_span for _, below in pairs)
    if upper.row_span == 1 and lower.row_span == shortest:
        return False
    beside = [other for other in pairs if _spans(other) == _spans(pair)]
    if upper.is_empty and lower.is_empty:
        return any(_is_certain(other) for other in beside)
    return not upper.is_empty and not lower.is_empty and _flows(*min(beside, key=lambda other: other[0].col))


def _is_certain(pair: Pair) -> bool:
    upper, lower = pair
    return (lower.is_empty and not upper.is_empty) or _flows(upper, lower)


def _spans(pair: Pair) -> tuple[int, int]:
    return pair[0].row_span, pair[1].row_span


def _flows(upper: _Piece, lower: _Piece) -> bool:
    """The text above the break goes on below it: it ends with a printed space, or inside brackets, or what comes is
    a bracket on what was said."""
    above, below = upper.text, lower.text.lstrip()
    if not above or not below:
        return False
    if above.endswith(" ") or below[0] in CLOSERS + ",.":
        return True
    opened = sum(above.count(c) for c in OPENERS) > sum(above.count(c) for c in CLOSERS)
    return opened or below[0] in "(（"
