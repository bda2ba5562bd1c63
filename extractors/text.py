"""Plain text, Markdown and comma- or tab-separated dumps to a Document with line numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import takewhile

from extractors.barred_drawings import lines_of_drawing
from extractors.box_drawing import box_table, is_ascii_row, is_ascii_rule, is_box_line
from extractors.broken_bars import broken_bar_table
from extractors.broken_tabs import broken_tab_table
from extractors.decoding import decode
from extractors.text_tables import (
    FEWEST_ALIGNED,
    MOST_UNALIGNED,
    Line,
    aligned_fields,
    comma_rows,
    has_only_values,
    headed_fields,
    html_table,
    is_pipe_row,
    is_pipe_rule,
    is_row_of_one,
    is_tabbed,
    lines_of_pipe_table,
    parted_rows,
    pipe_table,
    single_row_fields,
    spaced_fields,
    spread_fields,
    tab_table,
    table_of_fields,
    with_plain_bars,
)
from schemas.document import Aside, Block, Cell, Document, Table, Text
from schemas.errors import Empty, LimitExceeded
from schemas.finding import Finding
from schemas.options import ReadOptions
from schemas.source import Place, Source

EXTRACTOR = "text/1"

_HEADING = re.compile(r"^(?P<hashes>#{1,6})\s(?P<text>.*)$")
_ITEM = re.compile(r"^(?P<indent>\s*)(?P<marker>[-*+])\s+(?P<text>.+)$")
_EMPHASIS = re.compile(r"\*\*(?P<text>[^*]+)\*\*")
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<text>.*)</h[1-6]>$", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"</?(?:p|div|span|br|b|strong|i|em|u|font|a|ul|ol|li|h[1-6]|html|body|head|title|meta|section|center|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_THEMATIC = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$")


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Paragraphs and tables of a text file, each with its line. Raises Empty or LimitExceeded."""
    if len(data) > options.limits.file_bytes:
        raise LimitExceeded(f"{len(data):,} > {options.limits.file_bytes:,} bytes")
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\0", "")
    if not text.strip():
        raise Empty()
    rows = comma_rows(text)
    lines = _lines(text)
    front = _front_matter(lines)
    blocks = list(_comma_blocks(rows)) if rows else list(_blocks(lines[len(front) :]))
    findings = []
    if decoded.undecodable > 0:
        findings.append(
            _finding(
                "undecodable_byte",
                "warn",
                f"읽을 수 없는 바이트가 {decoded.undecodable}개 있습니다 ({decoded.encoding}).",
            )
        )
    if decoded.mended:
        findings.append(_finding("encoding_mended", "info", "Latin-1로 잘못 저장된 한글을 CP949로 되돌려 읽었습니다."))
    return Document(
        source,
        EXTRACTOR,
        blocks=tuple(numbered(blocks)),
        asides=(*_markup(text), *_said_in_front(front)),
        findings=tuple(findings),
        partial=decoded.undecodable > 0,
    )


def _finding(rule: str, severity: str, message: str) -> Finding:
    return Finding.model_validate({"rule": rule, "severity": severity, "message": message})


def _comma_blocks(rows: Sequence[tuple[int, list[str]]]) -> Iterator[Block]:
    """A table of comma-separated records between the lines of one field that a sheet has above and below it."""
    filled = [[field for field in fields if field.strip()] for _, fields in rows]
    wide = [i for i, fields in enumerate(filled) if len(fields) > 1]
    first, last = (wide[0], wide[-1]) if wide else (0, len(rows) - 1)
    for i, (number, _) in enumerate(rows[:first]):
        yield Text(filled[i][0].strip(), place=Place(line=number))
    yield table_of_fields(rows[first : last + 1])
    for i, (number, _) in enumerate(rows[last + 1 :], last + 1):
        yield Text(filled[i][0].strip(), place=Place(line=number))


def _lines(text: str) -> list[Line]:
    return [line for number, whole in enumerate(text.split("\n"), 1) for line in lines_of_drawing((number, whole))]


def _markup(text: str) -> Iterator[Aside]:
    """Tags that hold a digit: they are no part of the text, and their digits are accounted for all the same."""
    for number, line in _lines(text):
        for match in _MARKUP.finditer(line):
            if not any(map(str.isdigit, match[0])):
                continue
            place = Place(line=number)
            yield Aside("markup", (Text(match[0], place=place),), place)


def _front_matter(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of keys and values between two rules at the head of a file (YAML front matter); none where missing."""
    if not _FRONT_RULE.fullmatch(lines[0][1]):
        return ()
    end = next((i for i, (_, line) in enumerate(lines[1:], 1) if not _KEY_AND_VALUE.match(line)), len(lines))
    closed = 1 < end < len(lines) and _FRONT_RULE.fullmatch(lines[end][1]) is not None
    return lines[: end + 1] if closed else ()


_FRONT_RULE = re.compile(r"---\s*")
_KEY_AND_VALUE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)|\s+-?\s*\S|\s*$")


def _said_in_front(lines: Sequence[Line]) -> Iterator[Aside]:
    """What a file says of itself before its text."""
    for number, line in lines[1:-1]:
        place = Place(line=number)
        yield Aside("header", (Text(line.strip(), place=place),), place)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Tables where lines draw one, else a paragraph a line."""
    i = 0
    markdown = any(_HEADING.match(text) for _, text in lines)
    ends = _table_ends(lines)
    readers = (
        partial(_html_run, ends=ends),
        _box_run,
        _drawn_bar_run,
        _broken_bar_run,
        _parted_run,
        _pipe_run,
        _tab_run,
        _headed_run,
        _aligned_run,
    )
    undrawn = 0  # before this line no drawing begins: one that is none as a whole is not tried again from each line
    placed = 0  # before this line rows stay lines: only their places tell which of the names above them are theirs
    while i < len(lines):
        number, text = lines[i]
        for reader in readers:
            if (reader is _box_run and i < undrawn) or (reader is _aligned_run and i < placed):
                continue
            found = reader(lines, i)
            if reader is _box_run and not found:
                undrawn = _box_end(lines, i)
            if reader is _aligned_run and found and _is_below_placed_names(lines, i, found[0]):
                placed, found = found[1], None
            if found:
                block, i = found
                yield block
                break
        else:
            if text.strip() and not _THEMATIC.match(text):
                paragraph = _paragraph(number, text, markdown)
                if paragraph.text:
                    yield paragraph
            i += 1


def _table_ends(lines: Sequence[Line]) -> dict[int, int]:
    """For each line in which an HTML table begins, the line in which as many have ended; absent where none does."""
    ends: dict[int, int] = {}
    open_at: list[tuple[int, int]] = []
    depth = 0
    for j, (_, text) in enumerate(lines):
        begun = len(_TABLE_TAG.findall(text))
        if begun:
            open_at.append((j, depth))
        depth += begun - len(_TABLE_END.findall(text))
        while open_at and depth <= open_at[-1][1]:
            ends[open_at.pop()[0]] = j
    return ends


def _html_run(lines: Sequence[Line], i: int, ends: Mapping[int, int]) -> tuple[Block, int] | None:
    if i not in ends:
        return None
    table = html_table("\n".join(text for _, text in lines[i : ends[i] + 1]), lines[i][0])
    return (table, ends[i] + 1) if table else None


def _box_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    if not is_box_line(lines[i][1]):
        return None
    j = _box_end(lines, i)
    table = box_table(lines[i:j]) if j - i >= 3 else None
    return (table, j) if table else None


def _box_end(lines: Sequence[Line], i: int) -> int:
    """The line after those that go on with the drawing of line `i`."""
    ascii_drawn = is_ascii_rule(lines[i][1])
    j = i
    while j < len(lines) and (is_box_line(lines[j][1]) or (ascii_drawn and is_ascii_row(lines[j][1]))):
        j += 1
    return j


def _drawn_bar_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    """Rows that begin and end with a heavy or a light bar and have no rules between them."""
    j = i
    while j < len(lines) and with_plain_bars(lines[j][1]) != lines[j][1]:
        j += 1
    rows = [(number, with_plain_bars(text)) for number, text in lines[i:j]]
    return (pipe_table(rows), j) if len(rows) >= 2 else None


def _broken_bar_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    return broken_bar_table(lines, i) if "|" in lines[i][1] else None


def _parted_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    bar = next((bar for bar in ("|", " / ") if bar in lines[i][1]), None)
    goes_on = i > 0 and bar is not None and bar in lines[i - 1][1]
    found = parted_rows(lines[i:]) if bar is not None and not goes_on else None
    return (table_of_fields(found[0]), i + found[1]) if found else None


def _pipe_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    if not is_pipe_row(lines[i][1]) and not (
        i + 1 < len(lines) and is_pipe_rule(lines[i + 1][1]) and "|" in lines[i][1]
    ):
        return None
    j = i
    while j < len(lines) and "|" in lines[j][1] and lines[j][1].strip():
        j += 1
    j = i + lines_of_pipe_table(lines[i:j])
    return (pipe_table(lines[i:j]), j) if j - i >= 2 else None


def _tab_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    if (broken := broken_tab_table(lines, i)) is not None:
        return broken
    j = i
    while j < len(lines) and (is_tabbed(lines[j][1]) or (j > i and is_row_of_one(lines, j))):
        j += 1
    return (tab_table(lines[i:j]), j) if j > i else None


def _headed_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    if not re.search(r"\S {2,}\S", lines[i][1]) or i + 1 >= len(lines):
        return None
    fields = headed_fields(lines[i:])
    return (table_of_fields(fields, inferred=True), i + fields[-1][0] - lines[i][0] + 1) if fields else None


def _aligned_run(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    most = MOST_UNALIGNED
    while True:
        most *= 2
        rows = _spaced_rows(lines, i, most)
        fields = spread_fields(rows) or aligned_fields(rows) or single_row_fields(rows)
        if not fields:
            return None
        if len(rows) < most or len(rows) - len(fields) > MOST_UNALIGNED:
            return table_of_fields(fields, inferred=True), i + fields[-1][0] - lines[i][0] + 1


def _is_below_placed_names(lines: Sequence[Line], i: int, table: Block) -> bool:
    """Whether a table of nothing but values stands below names of several lines, one of which is no row of names: a
    word broken off (`lent`), or the name of the labels alone (`연  별`)."""
    if not isinstance(table, Table) or not has_only_values(table):
        return False
    above = list(takewhile(str.strip, (text for _, text in reversed(lines[max(0, i - _MOST_NAME_LINES) : i]))))
    named = [text for text in above if len(spaced_fields(text)) >= FEWEST_ALIGNED]
    return len(above) > 1 and bool(named) and not any(map(str.isdigit, "".join(above)))


_MOST_NAME_LINES = 8


def _spaced_rows(lines: Sequence[Line], i: int, most: int) -> list[Line]:
    """The first lines from `i` on that can be rows that blanks part, without the rules between them."""
    rows: list[Line] = []
    j = i
    while j < len(lines) and len(rows) < most and (_is_spaced(lines[j][1]) or (rows and _is_rule_within(lines, j))):
        if not _THEMATIC.match(lines[j][1]):
            rows.append(lines[j])
        j += 1
    return rows


@lru_cache(maxsize=4 * MOST_UNALIGNED)
def _is_spaced(text: str) -> bool:
    """Whether a line can be a row that blanks part: it has a gap, is no item of a list and no basis of an amount.

    One word with its syllables set apart (`산          출          기          초`) is none.
    """
    parted = re.search(r"\S {2,}\S", text) is not None and re.search(r"\S ?\S", text) is not None
    return parted and not _ITEM.match(text) and not _BASIS.search(text)


_BASIS = re.compile(r"\S\s?[×xX*]\s?\d[^=]{0,60}=\s{1,60}\S")
"""How an amount comes about (`52,000원×26명×297일 =     402,220`)."""


def _is_rule_within(lines: Sequence[Line], i: int) -> bool:
    """Whether a line of dashes stands between two rows that blanks part: below the header, or above the total."""
    return (
        i + 1 < len(lines)
        and _THEMATIC.match(lines[i][1]) is not None
        and _is_spaced(lines[i - 1][1])
        and _is_spaced(lines[i + 1][1])
    )


def _paragraph(number: int, line: str, markdown: bool) -> Text:
    place = Place(line=number)
    if tagged := _HTML_HEADING.match(line.strip()):
        return Text(_HTML_TAG.sub("", tagged["text"]).strip(), int(tagged["level"]), place=place)
    line = _HTML_TAG.sub("", line)
    if heading := _HEADING.match(line):
        text = heading["text"].strip().rstrip("#").rstrip()
        return Text(_EMPHASIS.sub(r"\g<text>", text), len(heading["hashes"]), place=place)
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    item = _ITEM.match(line)
    if markdown and item:
        return Text(_EMPHASIS.sub(r"\g<text>", item["text"]), marker=item["marker"], indent=indent, place=place)
    return Text(_EMPHASIS.sub(r"\g<text>", line.strip()), indent=indent, place=place)


def numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with their numbers in reading order; nested tables are counted too, depth first."""
    counter = iter(range(10**9))

    def number(block: Block) -> Block:
        n = next(counter)
        if isinstance(block, Text):
            return replace(block, place=replace(block.place, block=n))
        cells = tuple(_number_cell(cell, n) for cell in block.cells)
        return replace(block, cells=cells, place=replace(block.place, block=n))

    def _number_cell(cell: Cell, n: int) -> Cell:
        blocks = tuple(
            replace(b, place=replace(b.place, block=n)) if isinstance(b, Text) else number(b) for b in cell.blocks
        )
        return replace(cell, blocks=blocks, place=replace(cell.place, block=n))

    for block in blocks:
        yield number(block)


__all__ = ["EXTRACTOR", "extract"]
