"""HWP 5 (binary): a compound file whose body streams are records.

Source: Hancom's "HWP Document File Formats 5.0", revision 1.3; section numbers below are that document's.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.

A record (4.1) is a 32-bit header (10 bits tag, 10 bits level, 12 bits size; size 0xFFF: the size follows in 32 bits)
and its data. Levels make the tree: a control stands one level below its paragraph, the paragraphs of a control's
lists one level below the control. Paragraphs hold UTF-16 units; a unit below 32 is a control character of 1 or 8
units (3.2.3), and every extended one has a control record of its own, in order.

Nothing is taken on trust: streams end in CRC-32 and length, paragraphs say how many units they hold, lists how many
paragraphs, tables how many cells, the document how many sections. What does not agree is a finding, and the document
counts as read in part.
"""

import io
import re
import struct
from array import array
from codecs import utf_16_le_decode
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import olefile

from extractors.hwp_characters import PRIVATE_USE, map_private
from extractors.hwp_crypto import decrypt_distribution
from extractors.hwp_deflate import checksum_agrees, inflate
from extractors.hwp_nodes import Anchored, Box, Grid, GridCell, Note, Paragraph, Section
from extractors.hwp_numbering import SHAPES, Counter, NumberLevel, ParagraphHead, number_to_text
from extractors.hwp_tree import (
    Line,
    Report,
    click_here_prompt,
    collector_paused,
    form_caption,
    ruby_text,
    tree_to_document,
)
from schemas.document import AsideKind, Document, Meta
from schemas.errors import Corrupt, Drm, Encrypted, LimitExceeded
from schemas.options import Limits, ReadOptions
from schemas.source import Source

EXTRACTOR = "hwp5/2"

TAG_DOCUMENT_PROPERTIES = 0x10
TAG_CHAR_SHAPE = 0x15
TAG_NUMBERING = 0x17
TAG_BULLET = 0x18
TAG_PARA_SHAPE = 0x19
TAG_TRACK_CHANGE = 0x60
DOCUMENT_INFO_TAGS = frozenset(
    (TAG_DOCUMENT_PROPERTIES, TAG_CHAR_SHAPE, TAG_NUMBERING, TAG_BULLET, TAG_PARA_SHAPE, TAG_TRACK_CHANGE)
)
TAG_PARA_HEADER = 0x42
TAG_PARA_TEXT = 0x43
TAG_PARA_CHAR_SHAPE = 0x44
TAG_PARA_LINE_SEG = 0x45
TAG_CTRL_HEADER = 0x47
TAG_LIST_HEADER = 0x48
TAG_PAGE_DEFINITION = 0x49
TAG_TABLE = 0x4D
TAG_EQUATION = 0x58
TAG_TEXT_ART = 0x5A
TAG_FORM_OBJECT = 0x5B
TAG_MEMO_LIST = 0x5D

U16 = struct.Struct("<H").unpack_from
U32 = struct.Struct("<I").unpack_from
PARA_HEADER = struct.Struct("<I4xHxB").unpack_from  # units (bit 31: last of its list), shape, breaks (4.3.1)
FIRST_UNSEEN_LINE = 13
PAGE_OR_COLUMN_BREAK = 0x04 | 0x08  # table 59
LAST_OF_LIST = 0x7FFFFFFF
LIST_HEADER = struct.Struct("<H2xI").unpack_from  # paragraphs, attributes (4.3.7; two bytes more than printed)
CELL_LIST = struct.Struct("<H2xIHHHH").unpack_from  # a cell's: then column, row, column span, row span (table 80)
CELL_LIST_BYTES = 16
CELL_SIZE = struct.Struct("<II").unpack_from
LINE_BYTES = 36
LINE_PLACE = struct.Struct("<4xii").unpack_from
BODY_LEVEL = 0x3FF << 10
LEAST_BYTES = {TAG_PARA_HEADER: 12, TAG_LIST_HEADER: 8}
TABLE = struct.Struct("<4xHH10x").unpack_from  # rows, columns; then cells of each row, 16 bits each (table 75)
TABLE_BYTES = 18
OBJECT = struct.Struct("<4xIi").unpack_from  # attributes, vertical offset (table 69)

CHARACTER_CONTROL = re.compile("[\x01-\x09\x0b\x0c\x0e-\x17][\\s\\S]{7}|[\x00\x0a\x0d\x18-\x1f]|[\x01-\x17]")
"""Control characters over UTF-16 units (3.2.3): 8 units, 1 unit, or one cut off at the end of its paragraph."""
EXTENDED = frozenset("\x01\x02\x03\x0b\x0c\x0e\x0f\x10\x11\x12\x15\x16\x17")
FIELD_BEGIN, FIELD_END = "\x03", "\x04"
CHARACTERS = {"\x09": "\t", "\x0a": "\n", "\x18": "-", "\x1e": "\u00a0", "\x1f": " "}
LOW_SYMBOLS = "\ua000-\ua4cf"
"""Where older versions of 한글 store their symbols of U+F0000 and on; otherwise the Yi script."""
NOT_PLAIN = re.compile(f"[\x00-\x1f\ud800-\udfff{LOW_SYMBOLS}{PRIVATE_USE}]")
SURROGATE = re.compile("[\ud800-\udfff]")
LOW_SYMBOL = re.compile(f"[{LOW_SYMBOLS}]")

NOTE_KINDS: dict[bytes, AsideKind] = {
    b"  nf": "footnote",
    b"  ne": "endnote",
    b"daeh": "header",
    b"toof": "footer",
    b"dces": "master_page",
    b"tmct": "hidden_comment",
}
"""Control identities stand in the file in reverse."""
TABLE_ID, SHAPE_ID = b" lbt", b" osg"
WITH_RECORD = frozenset((TABLE_ID, b"deqe", b"mrof"))
"""Tables, equations and form objects: what they show stands in a record of its own."""
COLUMNS_ID = b"dloc"
AUTO_NUMBER_ID, OVERLAP_ID, RUBY_ID, SECTION_ID = b"onta", b"spct", b"tudt", b"dces"
CLICK_HERE_ID = b"klc%"
FIELD_FILLED_BIT = 15
RADIO_BUTTON_ID, CHECK_BUTTON_ID = b"tbr+", b"tbc+"
FORM_MARKS = {
    (RADIO_BUTTON_ID, "1"): "◉ ",
    (RADIO_BUTTON_ID, "0"): "○ ",
    (CHECK_BUTTON_ID, "1"): "☑ ",
    (CHECK_BUTTON_ID, "0"): "☐ ",
}
TEXT_ART_CORNERS = 32
"""Bytes of a text art's four corners, before its text."""
FORM_STRING = re.compile("(?:Caption|Text):wstring:(\\d+):")


@dataclass(frozen=True, slots=True)
class FileHeader:
    """3.2.1: signature (32 bytes), version (4), properties."""

    compressed: bool
    password: bool
    distribution: bool
    drm: bool
    certificate: bool
    certificate_drm: bool
    tracked: bool


@dataclass(slots=True)
class DocumentInfo:
    """What the body needs of the stream DocInfo.

    n_sections  as declared; None where the record is missing
    heads       what stands before a paragraph, by paragraph shape; None for nothing
    struck      character shapes that are struck out; `n_shapes` counts all of them
    tracked     whether changes are listed, be they tracked still or not
    """

    n_sections: int | None = None
    heads: list[ParagraphHead | None] = field(default_factory=list)
    counter: Counter = field(default_factory=Counter)
    tracked: bool = False
    struck: set[int] = field(default_factory=set)
    n_shapes: int = 0


@dataclass(slots=True)
class Control:
    """A control while its section is read.

    level       of its record; -1 for the body itself
    paragraphs  the list that the next paragraph joins
    node        what becomes of it in the tree; None where it holds no paragraphs
    text        what it shows in the line
    awaits      whether it needs a record of its own that has not come yet
    marker      what it puts before the paragraph
    """

    level: int
    identity: bytes
    paragraphs: list[Paragraph]
    node: Anchored | None = None
    text: str = ""
    marker: str | None = None
    prompt: str | None = None
    inline: bool = True
    below: bool = False
    awaits: bool = False
    has_table: bool = False
    cells: list[GridCell] = field(default_factory=list)


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph whose text waits for its controls. `units`: one character for each UTF-16 unit; `struck`: from and to
    which unit it is struck out."""

    paragraph: Paragraph
    units: str
    controls: list[Control] = field(default_factory=list)
    struck: deque[tuple[int, int]] = field(default_factory=deque)


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read an HWP 5 file. Raises Corrupt, Encrypted, Drm, Empty or LimitExceeded."""
    report = Report()
    try:
        with open_compound_file(data) as container, collector_paused():
            header = read_file_header(container)
            refuse_protected(header)
            streams = Streams(container, header, options.limits, report)
            info = read_document_info(streams.read("DocInfo"), report)
            if header.tracked or info.tracked:
                report.note("tracked_document")
            sections = [
                read_whole_section(streams.read(path), path, info, report) for path in section_paths(streams, info)
            ]
            meta = read_meta(container)
            return tree_to_document(sections, source, EXTRACTOR, meta, report, options.limits)
    except struct.error as error:
        raise Corrupt(f"레코드가 짧습니다: {error}") from error


def open_compound_file(data: bytes) -> "olefile.OleFileIO[str]":
    """The container; refuses headers that would keep olefile 0.47 busy for minutes.

    Sector size, and the counts of FAT, mini FAT and DIFAT sectors at 0x2C, 0x40 and 0x48 ([MS-CFB] 2.2), are held
    against the size of the file.
    """
    if len(data) < 1536:
        raise Corrupt("복합 파일 머리말이 짧습니다")
    sector_shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
    n_sectors = len(data) >> 9
    counts = [U32(data, position)[0] for position in (0x2C, 0x40, 0x48)]
    if sector_shift not in (9, 12) or mini_shift != 6 or max(counts) > n_sectors:
        raise Corrupt("복합 파일 머리말의 값이 파일 크기와 맞지 않습니다")
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except (OSError, ValueError, IndexError, RecursionError, MemoryError, struct.error) as error:
        raise Corrupt(f"복합 파일을 열 수 없습니다: {error}") from error


def read_file_header(container: "olefile.OleFileIO[str]") -> FileHeader:
    """Raises Corrupt where the stream is missing or is not HWP's."""
    if not container.exists("FileHeader"):
        raise Corrupt("FileHeader 스트림이 없습니다")
    data = container.openstream("FileHeader").read()
    if not data.startswith(b"HWP Document File") or len(data) < 40:
        raise Corrupt("FileHeader 서명이 다릅니다")
    flags = U32(data, 36)[0]
    bits = [bool(flags >> bit & 1) for bit in (0, 1, 2, 4, 8, 10, 14)]
    return FileHeader(*bits)


def refuse_protected(header: FileHeader) -> None:
    """Raises Encrypted or Drm, with what protects the file."""
    if header.drm or header.certificate_drm:
        raise Drm("공인인증서 DRM" if header.certificate_drm else "한글 DRM")
    if header.certificate:
        raise Encrypted("공인인증서 암호화")
    if header.password:
        raise Encrypted("HWP 5의 암호화 방식은 공개되어 있지 않아 암호를 주어도 풀 수 없습니다")


@dataclass(slots=True)
class Streams:
    """The container's record streams, whole and checked."""

    container: "olefile.OleFileIO[str]"
    header: FileHeader
    limits: Limits
    report: Report
    total: int = 0

    def read(self, path: str) -> bytes:
        """A record stream, decrypted and inflated. What is lost is reported; a missing one is empty."""
        if not self.container.exists(path):
            self.report.note("stream_damaged", f"{path} 없음")
            return b""
        try:
            stored = self.container.openstream(path).read()
        except (OSError, ValueError, IndexError) as error:
            self.report.note("stream_damaged", f"{path}: {error}")
            return b""
        if len(stored) != self.container.get_size(path):
            self.report.note("stream_damaged", f"{path}: {len(stored):,}바이트까지만 있음")
        encrypted = path.startswith("ViewText/")
        if encrypted:
            stored = decrypt_distribution(stored)
        data = self.inflate(stored, path, encrypted) if self.header.compressed else stored
        self.total += len(data)
        if self.total > self.limits.total_bytes:
            raise LimitExceeded(f"본문이 {self.limits.total_bytes:,}바이트를 넘습니다")
        return data

    def inflate(self, stored: bytes, path: str, encrypted: bool) -> bytes:
        """Raw deflate (3.1) with its trailer checked; what decodes before a damaged place is kept."""
        found = inflate(stored, self.limits.stream_bytes, path)
        if found.problem:
            self.report.note("stream_damaged", f"{path}: {found.problem}")
            return found.data
        trailer = found.trailer
        if encrypted:  # the sum and the length each fill a block of the cipher
            trailer = trailer[-32:-28] + trailer[-16:-12] if len(trailer) >= 32 else b""
        if not checksum_agrees(trailer, found.data):
            self.report.note("checksum_mismatch", path)
        return found.data


def section_paths(streams: Streams, info: DocumentInfo) -> list[str]:
    """Paths of the section streams in order; a distribution document has them in ViewText, its BodyText is a decoy."""
    names: dict[str, dict[int, str]] = {"BodyText": {}, "ViewText": {}}
    for entry in streams.container.listdir():
        found = re.fullmatch(r"Section(\d{1,5})", entry[-1])
        if found and len(entry) == 2 and entry[0] in names:
            names[entry[0]][int(found.group(1))] = "/".join(entry)
    present = names["ViewText" if streams.header.distribution else "BodyText"]
    missing = [number for number in range(info.n_sections or 0) if number not in present]
    if missing:
        streams.report.note("section_missing", ", ".join(f"Section{number}" for number in missing[:5]), len(missing))
    if not present:
        raise Corrupt("본문 구역이 하나도 없습니다")
    return [present[number] for number in sorted(present)]


def read_records(data: bytes, wanted: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    """Tag, start and size of the records with these tags."""
    position, end = 0, len(data)
    while position + 4 <= end:
        head = U32(data, position)[0]
        position += 4
        size = head >> 20
        if size == 0xFFF and position + 4 <= end:
            size = U32(data, position)[0]
            position += 4
        if head & 0x3FF in wanted:
            yield head & 0x3FF, position, min(size, end - position)
        position += size


def read_document_info(data: bytes, report: Report) -> DocumentInfo:
    """Section count, numberings, bullets and paragraph heads (4.2). Identities count from 1 in order of appearance."""
    info = DocumentInfo()
    counter = info.counter
    try:
        for tag, start, size in read_records(data, DOCUMENT_INFO_TAGS):
            if tag == TAG_DOCUMENT_PROPERTIES:
                info.n_sections = U16(data, start)[0]
            elif tag == TAG_CHAR_SHAPE:
                if is_struck_out(data, start, size):
                    info.struck.add(info.n_shapes)
                info.n_shapes += 1
            elif tag == TAG_NUMBERING:
                counter.numberings[len(counter.numberings) + 1] = numbering_levels(data[start : start + size])
            elif tag == TAG_BULLET:
                sign = chr(U16(data, start + 12)[0])
                shown = "" if SURROGATE.match(sign) or sign == "\uffff" else map_private(joined(sign))[0]
                counter.bullets[len(counter.bullets) + 1] = shown
            elif tag == TAG_PARA_SHAPE:
                info.heads.append(paragraph_head(data, start, size))
            elif tag == TAG_TRACK_CHANGE:
                info.tracked = True
    except (struct.error, ValueError, IndexError) as error:
        report.note("document_info_damaged", str(error))
    if info.n_sections is None:
        report.note("document_info_damaged", "문서 속성 레코드가 없음")
    return info


def is_struck_out(data: bytes, start: int, size: int) -> bool:
    """Character shape (table 33): attributes at 46, of which bits 18-20 say that it is struck out, 26-29 by which line.

    The three-dimensional lines (13 to 15) are what 한글 writes for none: nothing is drawn.
    """
    if size < 50:
        return False
    attributes = U32(data, start + 46)[0]
    return bool(attributes >> 18 & 7) and attributes >> 26 & 15 < FIRST_UNSEEN_LINE


def struck_ranges(record: bytes, struck: set[int]) -> list[tuple[int, int]]:
    """Units of a paragraph that are struck out (table 61: pairs of a first unit and its character shape), ascending."""
    pairs: list[tuple[int, int]] = []
    for position, shape in struct.iter_unpack("<II", record[: len(record) // 8 * 8]):
        if not pairs or position > pairs[-1][0]:
            pairs.append((position, shape))
    ends = [position for position, _ in pairs[1:]] + [LAST_OF_LIST]
    return [(position, end) for (position, shape), end in zip(pairs, ends, strict=True) if shape in struck]


def paragraph_head(data: bytes, start: int, size: int) -> ParagraphHead | None:
    """Paragraph shape (table 44): bits 23-24 kind of head, 25-27 level; numbering or bullet identity at 30."""
    attributes = U32(data, start)[0]
    kind = (None, "outline", "number", "bullet")[attributes >> 23 & 3]
    if kind is None:
        return None
    return ParagraphHead(kind, attributes >> 25 & 7, U16(data, start + 30)[0] if size >= 32 else 0)


def numbering_levels(record: bytes) -> list[NumberLevel]:
    """Seven levels (table 38), each 12 bytes of head (bits 5-8: shape of the number), length and pattern; then the
    start numbers, and from 5.1.0.0 three levels more in the same order."""
    levels: list[NumberLevel] = []
    position = 0
    for n_levels in (7, 3):
        parts: list[tuple[str, str]] = []
        for _ in range(n_levels):
            if position + 14 > len(record):
                break
            attributes, length = U32(record, position)[0], U16(record, position + 12)[0]
            position += 14
            pattern = record[position : position + 2 * length].decode("utf-16-le", "replace")
            position += 2 * length
            shape = attributes >> 5 & 15
            parts.append((pattern, SHAPES[shape]))
        if n_levels == 7:
            position += 2
        for pattern, shape in parts:
            start = U32(record, position)[0] if position + 4 <= len(record) else 1
            position += 4
            levels.append(NumberLevel(map_private(pattern)[0], shape, start))
    return levels


def read_section(data: bytes, path: str, info: DocumentInfo, report: Report) -> list[Paragraph]:
    """The paragraphs of a section stream.

    One walk over the records. `controls` is the stack of controls that are still open and `top` its last; `waiting`
    holds, by level, the paragraph whose control characters still wait for their records. Most records belong to plain
    cells, so what they need stands in this loop itself.
    """
    body: list[Paragraph] = []
    top = Control(-1, b"", body)
    controls = [top]
    waiting: dict[int, OpenParagraph] = {}
    opened: list[OpenParagraph] = []
    memos: list[Note] = []
    heads, counter, struck = info.heads, info.counter, info.struck
    counter.outline = section_outline(data) or counter.outline
    paragraph = Paragraph()
    owed = 0  # units that the present paragraph's text record must hold
    n_listed = n_inner = 0  # paragraphs that list headers announce; paragraphs found in lists
    ended = False  # whether the last paragraph of the body said that it is the last
    position, end = 0, len(data)
    u32, para_header, list_header, decode = U32, PARA_HEADER, LIST_HEADER, utf_16_le_decode
    find_special, cell_list = NOT_PLAIN.search, CELL_LIST

    while position + 4 <= end:
        head = u32(data, position)[0]
        start = position + 4
        size = head >> 20
        if size == 0xFFF:
            if start + 4 > end:
                break
            size = u32(data, start)[0]
            start += 4
        position = start + size
        tag = head & 0x3FF
        if tag == TAG_PARA_CHAR_SHAPE or tag == TAG_PARA_LINE_SEG:  # noqa: SIM109 - twice as fast as `in`
            if tag == TAG_PARA_LINE_SEG:
                if LINE_BYTES <= size <= end - start:
                    paragraph.lines = line_places(data, start, size, whole=head & BODY_LEVEL == 1 << 10)
            elif struck and (ranges := struck_ranges(data[start:position], struck)):
                opened_paragraph(paragraph, (head >> 10 & 0x3FF) - 1, waiting, opened).struck = deque(ranges)
            continue
        if position > end:
            if tag != TAG_PARA_TEXT:
                break
            size = min(2 * owed, end - start)
        level = head >> 10 & 0x3FF

        if tag == TAG_PARA_TEXT:
            if 2 * owed != size or position > end:
                report.note("text_missing", path)
            owed = 0
            raw = decode(data[start : start + (size & ~1)], "surrogatepass")[0]
            special = find_special(raw)
            if special is None:
                paragraph.text = raw
            elif raw[-1] == "\r" and special.end() == len(raw):
                paragraph.text = raw[:-1]
            else:
                one = OpenParagraph(paragraph, "".join(map(chr, array("H", data[start : start + (size & ~1)]))))
                waiting[level - 1] = one
                opened.append(one)
            continue

        while top.level >= level:
            controls.pop()
            top = controls[-1]

        if size < LEAST_BYTES.get(tag, 0):
            report.note("record_cut", path)

        elif tag == TAG_PARA_HEADER:
            if owed > 1:
                report.note("text_missing", path)
            owed, shape, breaks = para_header(data, start)
            paragraph = Paragraph()
            if breaks & PAGE_OR_COLUMN_BREAK:
                paragraph.breaks = True
            top.paragraphs.append(paragraph)
            if level:
                n_inner += 1
            else:
                ended = owed > LAST_OF_LIST
            owed &= LAST_OF_LIST
            waiting.pop(level, None)
            found = heads[shape] if shape < len(heads) else None
            if found is not None:
                paragraph.marker, paragraph.level = counter.marker(found), found.outline_level

        elif tag == TAG_LIST_HEADER:
            if top.has_table and size >= CELL_LIST_BYTES:
                count, attributes, col, row, col_span, row_span = cell_list(data, start)
                inner: list[Paragraph] = []
                top.paragraphs = inner
                sized = size >= CELL_LIST_BYTES + 8
                width, height = CELL_SIZE(data, start + CELL_LIST_BYTES) if sized else (0, 0)
                is_header = attributes >> 18 & 1 == 1
                top.cells.append(GridCell(row, col, row_span, col_span, is_header, inner, width, height))
            else:
                count = list_header(data, start)[0]
                if isinstance(top.node, Grid):
                    top.paragraphs = top.node.caption
                elif isinstance(top.node, Box) and level == top.level + 1:
                    top.node.captioned = True
            n_listed += count

        elif tag == TAG_CTRL_HEADER:
            top = read_control(data[start : start + size], level, path, report)
            controls.append(top)
            opened_paragraph(paragraph, level - 1, waiting, opened).controls.append(top)

        elif tag == TAG_TABLE:
            read_table(top, data[start : start + size], path, report)

        elif tag == TAG_EQUATION:
            top.text, top.awaits = counted_text(data[start:position], 4)[0], False

        elif tag == TAG_TEXT_ART:
            top.paragraphs.append(Paragraph(counted_text(data[start : start + size], TEXT_ART_CORNERS)[0]))

        elif tag == TAG_FORM_OBJECT:
            top.text, top.awaits = form_text(data[start : start + size]), False

        elif tag == TAG_MEMO_LIST:
            top = Control(level - 1, b"", [])
            memos.append(Note("memo", top.paragraphs))
            controls.append(top)

    if position != end:
        report.note("record_cut", path)
    if owed > 1:
        report.note("text_missing", path)
    if n_listed != n_inner:
        report.note("paragraph_missing", f"{path}: 적힌 문단 {n_listed}개, 읽은 문단 {n_inner}개")
    if not ended:
        report.note("paragraph_missing", f"{path}: 마지막 문단이 없음")
    for one in opened:
        finish_paragraph(one, path, report)
    if body and memos:
        body[-1].objects = [*(body[-1].objects or ()), *memos]
    return body


def opened_paragraph(
    paragraph: Paragraph, level: int, waiting: dict[int, OpenParagraph], opened: list[OpenParagraph]
) -> OpenParagraph:
    """The paragraph that waits at a level; else the present one, which now does."""
    owner = waiting.get(level)
    if owner is None:
        owner = waiting[level] = OpenParagraph(paragraph, paragraph.text)
        opened.append(owner)
    return owner


def line_places(data: bytes, start: int, size: int, whole: bool) -> tuple[tuple[int, int], ...]:
    """Place and height of the lines of a paragraph (table 62), of the last alone where not the whole is asked."""
    count = size // LINE_BYTES
    return tuple(LINE_PLACE(data, start + number * LINE_BYTES) for number in range(0 if whole else count - 1, count))


def read_whole_section(data: bytes, path: str, info: DocumentInfo, report: Report) -> Section:
    """A section, the height of its pages' body (table 131) and its columns (table 138: bits 2-9)."""
    body_height, columns = 0, 1
    for tag, start, size in read_records(data, frozenset((TAG_PAGE_DEFINITION, TAG_CTRL_HEADER))):
        if tag == TAG_PAGE_DEFINITION and size >= 40 and not body_height:
            width, height, _, _, top, bottom, head, foot, _, attributes = struct.unpack_from("<10I", data, start)
            body_height = max(0, (width if attributes & 1 else height) - top - bottom - head - foot)
        elif tag == TAG_CTRL_HEADER and size >= 6 and data[start : start + 4] == COLUMNS_ID:
            columns = max(columns, U16(data, start + 4)[0] >> 2 & 0xFF)
    return Section(read_section(data, path, info, report), body_height, columns, stores_lines=True)


def read_table(control: Control, record: bytes, path: str, report: Report) -> None:
    """Rows, columns, and the number of cells in each row."""
    node = control.node
    if not isinstance(node, Grid):
        return
    if len(record) < TABLE_BYTES:
        report.note("record_cut", path)
        return
    control.awaits = False
    control.has_table = True
    control.cells = node.cells
    node.n_rows, node.n_cols = TABLE(record)
    n_counted = min(node.n_rows, (len(record) - TABLE_BYTES) // 2)
    node.n_cells = sum(struct.unpack_from(f"<{n_counted}H", record, TABLE_BYTES))


def section_outline(data: bytes) -> int:
    """Identity of the numbering that the section's outline uses: at 18 of its definition (table 129), 0 for none.

    The definition is the first control of the section, behind the head of the paragraph that may need it.
    """
    for _, start, size in read_records(data[:4096], frozenset((TAG_CTRL_HEADER,))):
        if data[start : start + 4] == SECTION_ID and size >= 20:
            return int(U16(data, start + 18)[0])
    return 0


def read_control(record: bytes, level: int, path: str, report: Report) -> Control:
    """A control; one whose record is too short keeps at least its paragraphs."""
    control = Control(level, record[:4], [], awaits=record[:4] in WITH_RECORD)
    try:
        fill_control(control, record)
    except struct.error:
        report.note("record_cut", path)
        control.node = Box(control.paragraphs, captioned=True)
    return control


def fill_control(control: Control, record: bytes) -> None:
    """What a control is, by its identity (4.3.9, 4.3.10)."""
    identity = control.identity
    if identity in NOTE_KINDS:
        control.node = Note(NOTE_KINDS[identity], control.paragraphs)
    elif identity in (TABLE_ID, SHAPE_ID):
        attributes, offset = OBJECT(record)
        control.inline = bool(attributes & 1)
        control.below = attributes >> 3 & 3 == 2 and offset > 0
        control.node = Grid() if identity == TABLE_ID else Box(control.paragraphs)
    elif identity == AUTO_NUMBER_ID:
        read_auto_number(control, record)
    elif identity == OVERLAP_ID:
        control.text = counted_text(record, 4)[0]
    elif identity == RUBY_ID:
        main, end = counted_text(record, 4)
        control.text = ruby_text(main, counted_text(record, end)[0])
    elif identity == CLICK_HERE_ID:
        if not U32(record, 4)[0] >> FIELD_FILLED_BIT & 1:
            control.prompt = click_here_prompt(counted_text(record, 9)[0])
    else:
        control.node = Box(control.paragraphs, captioned=True)


def read_auto_number(control: Control, record: bytes) -> None:
    """Table 142: bits 0-3 what is counted, 4-11 shape; number; user sign, signs before and behind.

    Figures, tables and equations are numbered in the line; a note's number is the marker of its paragraph; a page
    number depends on the layout and is left out.
    """
    attributes, number = struct.unpack_from("<4xIH", record)
    before, behind = (clean(chr(U16(record, at)[0])) if len(record) >= at + 2 else "" for at in (12, 14))
    shape = attributes >> 4 & 0xFF
    shown = before + number_to_text(number, SHAPES[shape] if shape < len(SHAPES) else "digit") + behind
    kind = attributes & 15
    if kind in (1, 2):
        control.marker = shown
    elif kind in (3, 4, 5):
        control.text = shown


def counted_text(record: bytes, start: int) -> tuple[str, int]:
    """A string behind its length in units, and where it ends; none where the record is too short."""
    if start + 2 > len(record):
        return "", start
    end = start + 2 + 2 * U16(record, start)[0]
    return clean(record[start + 2 : end].decode("utf-16-le", "surrogatepass")), end


def clean(text: str) -> str:
    """Text of a control, without what is no character; `Line.add` maps private-use characters."""
    return joined("".join(sign for sign in text if sign >= " "))


def form_text(record: bytes) -> str:
    """What a form object shows: its caption or entry, with the state of a radio or check button.

    The record is a type (reversed), its repetition, lengths, and from 14 a text of `Name:type:value` items.
    """
    text = record[14:].decode("utf-16-le", "replace")
    found = FORM_STRING.search(text)
    if found is None:
        return ""
    value = re.search("Value:int:(\\d)", text)
    shown = text[found.end() : found.end() + int(found.group(1))]
    if found[0].startswith("Caption"):
        shown = form_caption(shown)
    return FORM_MARKS.get((record[:4], value.group(1) if value else ""), "") + clean(shown)


def finish_paragraph(one: OpenParagraph, path: str, report: Report) -> None:
    """Put the controls of a paragraph at their characters, and write its text."""
    units = one.units
    line = Line(report)
    n_anchors = last = 0
    for match in CHARACTER_CONTROL.finditer(units):
        begin = match.start()
        if begin > last:
            add_units(line, one, last, begin)
        last = match.end()
        sign = units[begin]
        if sign in CHARACTERS:
            line.add(CHARACTERS[sign])
        elif sign == FIELD_END:
            line.close_field()
        elif sign in EXTENDED:
            if n_anchors < len(one.controls):
                place_control(one.controls[n_anchors], sign, line, one.paragraph)
            n_anchors += 1
    if last < len(units):
        add_units(line, one, last, len(units))
    for control in one.controls[n_anchors:]:
        place_control(control, "", line, one.paragraph)
    if n_anchors != len(one.controls) or any(control.awaits for control in one.controls):
        report.note("object_missing", path)
    line.finish(one.paragraph)


def add_units(line: Line, one: OpenParagraph, begin: int, end: int) -> None:
    """Units without control characters; those struck out apart. Ranges that end before `begin` are used up."""
    struck = one.struck
    while struck and struck[0][0] < end:
        first, last = max(struck[0][0], begin), min(struck[0][1], end)
        if first < last:
            if first > begin:
                line.add(joined(one.units[begin:first]))
            line.strike(joined(one.units[first:last]))
            begin = last
        if struck[0][1] > end:
            break
        struck.popleft()
    if begin < end:
        line.add(joined(one.units[begin:end]))


def place_control(control: Control, sign: str, line: Line, paragraph: Paragraph) -> None:
    """A control where its character stands: its text in the line, its paragraphs anchored."""
    line.add(control.text)
    if control.marker:
        paragraph.marker = control.marker
    if sign == FIELD_BEGIN:
        line.open_field(control.prompt)
    node = control.node
    if isinstance(node, Grid) or (node is not None and node.paragraphs):
        line.anchor(node, control.inline, control.below)


def raised(symbol: re.Match[str]) -> str:
    """U+F0289 for U+A289."""
    return chr(ord(symbol[0]) - 0xA000 + 0xF0000)


def joined(units: str) -> str:
    """Surrogates as characters, one without its other half U+FFFD; symbols stored low where they belong."""
    if LOW_SYMBOL.search(units):
        units = LOW_SYMBOL.sub(raised, units)
    if SURROGATE.search(units):
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return units


SUMMARY_STREAM = "\x05HwpSummaryInformation"
PROPERTY_TITLE, PROPERTY_AUTHOR, PROPERTY_CREATED, PROPERTY_SAVED, PROPERTY_PAGES = 2, 4, 12, 13, 14


def read_meta(container: "olefile.OleFileIO[str]") -> Meta:
    """Title, author, dates and page count (3.2.4); what cannot be read is None."""
    if not container.exists(SUMMARY_STREAM):
        return Meta()
    try:
        values = property_values(container.openstream(SUMMARY_STREAM).read())
    except (OSError, struct.error, ValueError, OverflowError):
        return Meta()
    texts = [values.get(key) for key in (PROPERTY_TITLE, PROPERTY_AUTHOR, PROPERTY_CREATED, PROPERTY_SAVED)]
    title, author, created, saved = (value if isinstance(value, str) and value else None for value in texts)
    pages = values.get(PROPERTY_PAGES)
    return Meta(title, author, created, saved, pages if isinstance(pages, int) and pages > 0 else None)


def property_values(data: bytes) -> dict[int, str | int]:
    """An OLE property set ([MS-OLEPS] 2.21) of one section: strings to their first NUL, ISO 8601 times, integers."""
    begin = U32(data, 44)[0]
    n_properties = U32(data, begin + 4)[0]
    values: dict[int, str | int] = {}
    for number in range(min(n_properties, 64)):
        key, offset = struct.unpack_from("<II", data, begin + 8 + 8 * number)
        kind = U32(data, begin + offset)[0]
        at = begin + offset + 4
        if kind == 0x1F:
            length = U32(data, at)[0]
            text = data[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")
            values[key] = map_private(text.split("\0")[0])[0].strip()
        elif kind == 0x40:
            ticks = struct.unpack_from("<Q", data, at)[0]
            if ticks:
                moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
                values[key] = moment.isoformat(timespec="seconds")
        elif kind == 0x03:
            values[key] = struct.unpack_from("<i", data, at)[0]
    return values
