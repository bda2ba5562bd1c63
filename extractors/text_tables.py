"""Tables that stand in plain text: tab-separated, comma-separated, Markdown pipes, aligned with spaces, HTML."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from lxml import etree, html

from extractors.html_tables import table_layout
from schemas.document import Block, Cell, Table, Text
from schemas.options import DEFAULT_OPTIONS
from schemas.source import Place

Line = tuple[int, str]
"""1-based number and text of a line."""

_OPENS_A_PARAGRAPH = re.compile(r"[-–○●◦□■▪•·※*#<\[(]|[^:：]*[:：].")
_BRACKETED = re.compile(r"[<\[【〈][^<>\[\]【】〈〉]*[>\]】〉]")
_BULLET_BREAK = re.compile(r"(?<!\s)\s*(?=[▪•◦▫◾◼∙](?:\s|(?=[가-힣])))")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LIST_ITEM = re.compile(r"<(?:br|li|/li|p|/p|div|/div|tr)\b[^>]*/?>", re.IGNORECASE)


def cell_texts(text: str) -> list[str]:
    """The paragraphs of a cell: list markup and bullets set in one line break it, tags are taken off."""
    parts = _LIST_ITEM.sub("\n", text)
    parts = _TAG.sub(" ", parts)
    broken = (piece for part in parts.split("\n") for piece in _BULLET_BREAK.split(part))
    return [re.sub(r"[ \u00a0]+", " ", piece).strip() for piece in broken if piece.strip()]


def line_cell(line: int, row: int, col: int, text: str, row_span: int = 1, col_span: int = 1) -> Cell:
    """A cell of a table whose rows are lines."""
    return cell_of_lines((row, col), [(line, text)], (row_span, col_span))


def cell_of_lines(at: tuple[int, int], lines: Sequence[Line], spans: tuple[int, int] = (1, 1)) -> Cell:
    """A cell at a row and column that is written over lines: it stands where its first words do, else on the first."""
    row, col = at
    texts = tuple(
        Text(piece, place=Place(row=row, col=col, line=number)) for number, text in lines for piece in cell_texts(text)
    )
    line = texts[0].place.line if texts else lines[0][0]
    return Cell(row, col, *spans, texts, place=Place(row=row, col=col, line=line))


def table_of_fields(rows: Sequence[tuple[int, Sequence[str]]], inferred: bool = False) -> Table:
    """A table of lines already cut into fields; a short row stays short."""
    cells = tuple(
        line_cell(line, r, c, field) for r, (line, fields) in enumerate(rows) for c, field in enumerate(fields)
    )
    n_cols = max((len(fields) for _, fields in rows), default=0)
    return Table(len(rows), n_cols, cells, inferred=inferred, place=Place(line=rows[0][0]))


def is_tabbed(text: str) -> bool:
    return "\t" in text.rstrip("\r\n ") and (text.strip("\t \u00a0") != "" or text.count("\t") > 1)


def is_row_of_one(lines: Sequence[Line], i: int) -> bool:
    """Whether a line without tabs is a row over the whole width (`전략 1. …`): rows of one width stand around it."""
    if not 0 < i < len(lines) - 1:
        return False
    (_, above), (_, text), (_, below) = lines[i - 1 : i + 2]
    bare = text.strip()
    opens = _OPENS_A_PARAGRAPH.match(bare) and not _BRACKETED.fullmatch(bare)
    fits = "\t" not in text and 0 < len(bare) <= 40 and not opens
    return fits and above.count("\t") == below.count("\t") >= 2


def tab_table(lines: Sequence[Line]) -> Table:
    """A table of lines parted by tabs; a line without any is a row of one cell over the whole width."""
    width = max(text.count("\t") for _, text in lines) + 1
    cells = []
    for r, (number, text) in enumerate(lines):
        if "\t" in text:
            cells += [line_cell(number, r, c, field) for c, field in enumerate(text.split("\t"))]
        else:
            cells.append(line_cell(number, r, 0, text, col_span=width))
    return Table(len(lines), width, tuple(cells), place=Place(line=lines[0][0]))


_PIPE_RULE = re.compile(r":?-{2,}:?")


_DRAWN_BARS = str.maketrans("┃│｜", "|||")


def with_plain_bars(text: str) -> str:
    """A row that is drawn with other bars (`┃ 목표 ┃ 2020 ┃`), where it begins and ends with them, with plain ones."""
    bare = text.strip()
    outer = len(bare) > 1 and bare[0] in "┃│｜" and bare[-1] == bare[0] and bare.count(bare[0]) > FEWEST_ALIGNED
    drawn = outer or (bare[:1] not in "┃│｜" and any(bare.count(bar) >= FEWEST_ALIGNED for bar in "┃│"))
    return text.translate(_DRAWN_BARS) if drawn else text


def is_pipe_row(text: str) -> bool:
    return text.strip().startswith("|") and text.count("|") >= 2


def is_pipe_rule(text: str) -> bool:
    fields = text.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in text and all(_PIPE_RULE.fullmatch(field.strip()) for field in fields)


def lines_of_pipe_table(lines: Sequence[Line]) -> int:
    """How many of some rows are one table: a rule that comes again below a title (`세출 | ||`) heads another one."""
    ruled = False
    for n, (_, text) in enumerate(lines):
        if is_pipe_rule(text):
            if ruled and sum(bool(field.strip()) for field in lines[n - 1][1].split("|")) == 1:
                return n - 1
            ruled = True
    return len(lines)


def pipe_table(lines: Sequence[Line]) -> Table:
    """A Markdown table; the rule under the header is no row, `\\|` is a bar inside a cell."""
    rows = []
    for number, text in lines:
        if is_pipe_rule(text):
            continue
        body = text.strip().removeprefix("|")
        body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
        rows.append((number, [field.replace("\\|", "|").strip() for field in re.split(r"(?<!\\)\|", body)]))
    return table_of_fields(rows)


_PARTED_BY = (re.compile(r"(?<!\\)\|"), re.compile(r"(?<=\S)\s+/\s+(?=\S)"))
"""What parts the fields of rows that nothing frames."""
FEWEST_PARTED = 3
"""Rows of a table that slashes part; two lines with as many slashes can be two lists."""


def parted_rows(lines: Sequence[Line]) -> tuple[list[tuple[int, list[str]]], int] | None:
    """The rows of a table that begins with the first line, parted by bars or slashes and not framed, and how many lines
    they take (`사업명|예산|집행`, `|총계|20` below `부서|사업명|예산`).

    None where none begins, or where rows of other widths follow: there fields are lost.

    A field that is broken over two lines is one: their bars together are those of a row.
    """
    for bar, fewest in zip(_PARTED_BY, (2, FEWEST_PARTED), strict=True):
        first = lines[0][1].strip()
        width = len(bar.findall(first))
        framed = first.startswith("|") and first.endswith("|")
        if width < 2 or framed or (fewest == 2 and first.startswith("|")):
            continue
        rows: list[tuple[int, list[str]]] = []
        i = 0
        while i < len(lines) and lines[i][1].strip():
            number, text = lines[i]
            used = 1
            if len(bar.findall(text)) < width and fewest == 2 and i + 1 < len(lines):
                text, used = f"{text}\n{lines[i + 1][1]}", 2
            if len(bar.findall(text)) != width or (used == 2 and not bar.search(lines[i][1])):
                break
            if not is_pipe_rule(text):
                rows.append((number, [field.strip() for field in bar.split(text)]))
            i += used
        goes_on = i < len(lines) and bool(lines[i][1].strip()) and bar.search(lines[i][1]) is not None
        if len(rows) >= fewest and not goes_on:
            return rows, i
    return None


def comma_rows(text: str) -> list[tuple[int, list[str]]] | None:
    """The records of comma-separated text with their first lines; None where it is not such a file. Where tabs part
    every line, its commas are those of numbers."""
    sample = [line for line in _outside_quotes(text.split("\n")) if line.strip()]
    if len(sample) < 2 or sum("," in line for line in sample) < 0.9 * len(sample) or all(map(is_tabbed, sample)):
        return None
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                rows.append((start, fields))
            start = reader.line_num + 1
    except csv.Error:
        return None
    widths = [len(fields) for _, fields in rows]
    usual = max(set(widths), key=widths.count)
    return rows if usual >= 3 and widths.count(usual) >= 0.9 * len(widths) and widths[0] == usual else None


def _outside_quotes(lines: Iterable[str]) -> Iterator[str]:
    """The lines that begin no further line of a quoted field."""
    quoted = False
    for line in lines:
        if not quoted:
            yield line
        quoted ^= line.count('"') % 2 == 1


def display_width(text: str, ambiguous: int = 1) -> int:
    """Columns on a terminal: wide characters take two, ambiguous ones (box drawing) as told."""
    widths = {"W": 2, "F": 2, "A": ambiguous}
    return sum(widths.get(unicodedata.east_asian_width(c), 1) if not unicodedata.combining(c) else 0 for c in text)


_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


FEWEST_ALIGNED = 3
"""Lines, and fields a line, of a table that is drawn with blanks only."""
MOST_UNALIGNED = 100
"""After so many lines that share no gaps a table is looked for no further."""


def aligned_fields(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """As many of the first lines as can be cut into the same number of fields each, else at the gaps that all of them
    share; None where neither gives three lines of three fields."""
    split: list[list[str]] = []
    even = width = 0
    shared = -1  # a bit for each column that is blank in all lines; a line is blank without end behind its text
    best: tuple[int, list[tuple[int, int]]] | None = None
    for count, (_, text) in enumerate(lines, 1):
        if not _GAP.search(text) or count - max(even, best[0] if best else 0) > MOST_UNALIGNED:
            break
        split.append(spaced_fields(text))
        if _NOTED.fullmatch(text.strip()):
            break
        even = count if even == count - 1 and len(split[-1]) == len(split[0]) >= FEWEST_ALIGNED else even
        blank, own = _blank_columns(_SPACED_LABEL.sub(lambda m: m[0].replace(" ", "_"), text))
        shared, width = shared & (blank | -1 << own), max(width, own)
        cuts = [run for run in _runs(shared, width) if run[1] - run[0] >= 1 and run[0] > 0 and run[1] < width - 1]
        if count >= FEWEST_ALIGNED and len(cuts) >= FEWEST_ALIGNED - 1:
            best = (count, cuts)
    if even >= FEWEST_ALIGNED and (best is None or even >= best[0]):
        return [(number, fields) for (number, _), fields in zip(lines[:even], split[:even], strict=True)]
    if best is None:
        return None
    middles = [(a + b + 1) // 2 for a, b in best[1]]
    return _with_one_label([(number, _cut(text, middles)) for number, text in lines[: best[0]]])


def _with_one_label(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Rows with the first two fields made one, where no row has both and none is a number: names set in by different
    widths stand in one column."""
    heads = [fields[:2] for _, fields in rows]
    apart = all(sum(map(bool, head)) == 1 for head in heads) and len({bool(head[0]) for head in heads}) > 1
    if not apart or any(_VALUE.fullmatch(field) for head in heads for field in head if field):
        return rows
    return [(number, [fields[0] or fields[1], *fields[2:]]) for number, fields in rows]


def headed_fields(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Rows of as many fields each under a line of names that ends in a note or names no first column; None where
    the first line is none or the rows are too few.

    A line of one name in brackets among the rows is a row of its own.
    """
    names = spaced_fields(lines[0][1])
    notes = [names.pop()] if len(names) > 2 and _IN_BRACKETS.fullmatch(names[-1]) else []
    rows: list[tuple[int, list[str]]] = []
    width = 0
    for number, text in lines[1:]:
        fields = spaced_fields(text)
        if text.strip() and _BRACKETED.fullmatch(fields[0]):
            fields = [" ".join(fields)]
        elif not text.strip() or (width and len(fields) != width) or not _has_digit(fields[-1]):
            break
        else:
            width = len(fields)
        rows.append((number, fields))
    while rows and len(rows[-1][1]) == 1:
        rows.pop()
    full = [fields for _, fields in rows if len(fields) > 1]
    if len(full) < FEWEST_ALIGNED - 1 or any(_has_digit(name) and len(name) < 3 for name in names):
        return None
    cornerless = len(names) == len(full[0]) - 1 and lines[0][1].startswith("  ")
    if not (notes or cornerless) or len(names) + cornerless != len(full[0]) or len(full[0]) < FEWEST_ALIGNED:
        return None
    first = lines[0][0]
    return [*((first, [note]) for note in notes), (first, [*[""] * cornerless, *names]), *rows]


def spread_fields(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Rows of as many fields each below two lines of names that have fewer: those of the second part some of the first.

    None where the first two lines are none, or the rows are too few. Short rows end in empty fields.
    """
    split: list[list[str]] = []
    for n, (_, text) in enumerate(lines):
        fields = spaced_fields(text) if text.strip() else []
        if n >= _TWO_LINES and (len(fields) < FEWEST_ALIGNED + 1 or len(fields) != len((split[2:] or [fields])[0])):
            break
        split.append(fields)
    if len(split) < _TWO_LINES + FEWEST_ALIGNED:
        return None
    upper, lower, *rows = split
    if len(upper) < FEWEST_ALIGNED or any(map(_has_digit, (*upper, *lower))):
        return None
    if len(upper) + 1 == len(lower) == len(rows[0]):
        head = [["", *upper], lower]
        return [(number, fields) for (number, _), fields in zip(lines, [*head, *rows], strict=False)]
    over = len(upper) + len(lower) - len(rows[0])
    if over < 1 or over >= len(upper) or len(lower) % over or len(lower) // over < _TWO_LINES:
        return None
    if not all(any(map(_has_digit, row[1:])) for row in rows):
        return None
    width = len(rows[0])
    padded = [[*fields, *[""] * (width - len(fields))] for fields in (upper, lower, *rows)]
    return [(number, fields) for (number, _), fields in zip(lines, padded, strict=False)]


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def single_row_fields(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """A line of names above one row of a name and a number for each of the others; None where there is no such row."""
    split = [spaced_fields(text) for _, text in lines[:_TWO_LINES]]
    if len(lines) != _TWO_LINES or len(split[0]) != len(split[1]) or len(split[0]) < _FIELDS_OF_ONE_ROW:
        return None
    names, row = split
    valued = all(_VALUE.fullmatch(field) for field in row[1:]) and not _VALUE.fullmatch(row[0])
    named = not any(_VALUE.fullmatch(name) and not _YEAR.fullmatch(name) for name in names)
    return [(number, fields) for (number, _), fields in zip(lines, split, strict=True)] if valued and named else None


_FIELDS_OF_ONE_ROW = 4
_VALUE = re.compile(r"[(△▲-]?\d[\d,.]*%?\)?|-")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TWO_LINES = 2
_IN_BRACKETS = re.compile(r"[(\[<【〈][^()\[\]<>【】〈〉]*[)\]>】〉]")
_NOTED = re.compile(r"\S.*\S {3,}[(\[<〈][^()\[\]<>〈〉]*[)\]>〉]")
"""A heading with a note at the right edge of the page (`2. 투자계획      (단위 : 백만원)`): no row of a table."""
_SPACED_LABEL = re.compile(r"(?<!\S)[가-힣](?: {1,4}[가-힣])+(?!\S)")


def spaced_fields(text: str) -> list[str]:
    """The fields of a line that wide blanks part."""
    return re.split(r" {2,}", _close_label(text.strip()))


def has_only_values(table: Table) -> bool:
    """Whether every row is a label and values: no row names the columns."""
    return all(_VALUE.fullmatch(cell.text) for cell in table.cells if cell.col)


def _close_label(text: str) -> str:
    """`구   분` is one label, not two fields."""
    return _SPACED_LABEL.sub(lambda m: m[0].replace(" ", ""), text)


@lru_cache(maxsize=1024)
def _blank_columns(text: str) -> tuple[int, int]:
    """A bit for each column that is blank, and the number of columns."""
    blank = position = 0
    for c in text:
        if c == " ":
            blank |= 1 << position
        position += display_width(c)
    return blank, position


def _runs(columns: int, width: int) -> Iterator[tuple[int, int]]:
    """First and last of the neighbouring bits that are set below `width`."""
    start: int | None = None
    for n, bit in enumerate(bin(columns & ((1 << width) - 1))[:1:-1]):
        if bit == "1" and start is None:
            start = n
        elif bit == "0" and start is not None:
            yield start, n - 1
            start = None
    if start is not None:
        yield start, (columns & ((1 << width) - 1)).bit_length() - 1


def _cut(text: str, cuts: Sequence[int]) -> list[str]:
    fields, current, position, cuts = [], "", 0, list(cuts)
    for c in text:
        while cuts and position >= cuts[0]:
            fields.append(current.strip())
            current, cuts = "", cuts[1:]
        current += c
        position += display_width(c)
    return [*fields, current.strip(), *[""] * len(cuts)]


def html_table(markup: str, first_line: int) -> Table | None:
    """An HTML table with its spans; None where the markup holds none. Lines count from `first_line`. Raises
    LimitExceeded where its spans cover too much."""
    root = html.fromstring(f"<div>{markup}</div>")
    element = next(iter(root.iter("table")), None)
    return _html_table(element, first_line) if element is not None else None


def _html_table(element: etree._Element, first_line: int) -> Table:
    layout = table_layout(element, DEFAULT_OPTIONS.limits.cells)
    cells: list[Cell] = []
    for placed in layout.cells:
        line = first_line + (placed.element.sourceline or 1) - 1
        place = Place(row=placed.row, col=placed.col, line=line)
        blocks = tuple(_html_blocks(placed.element, place, first_line))
        is_header = placed.element.tag == "th"
        cells.append(Cell(placed.row, placed.col, placed.row_span, placed.col_span, blocks, is_header, place))
    place = Place(line=first_line + (element.sourceline or 1) - 1)
    return Table(layout.n_rows, layout.n_cols, tuple(cells), place=place)


def _html_blocks(item: etree._Element, place: Place, first_line: int) -> Iterable[Block]:
    """The paragraphs and nested tables of a cell, in order."""
    pieces: list[str | Table] = [""]

    def add(text: str | None) -> None:
        if text and isinstance(pieces[-1], str):
            pieces[-1] += text.replace("\n", " ")
        elif text:
            pieces.append(text.replace("\n", " "))

    def walk(node: etree._Element) -> None:
        add(node.text)
        for child in node:
            if child.tag == "table":
                pieces.append(_html_table(child, first_line))
            else:
                if child.tag in ("br", "p", "li", "div", "ul", "ol"):
                    pieces.append("")
                if isinstance(child.tag, str):
                    walk(child)
                if child.tag in ("p", "li", "div", "ul", "ol"):
                    pieces.append("")
            add(child.tail)

    walk(item)
    for piece in pieces:
        if isinstance(piece, Table):
            yield piece
        else:
            for text in cell_texts(piece):
                yield Text(text, place=place)
