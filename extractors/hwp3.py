"""HWP 3 (ᄒᆞᆫ글 96, 97): one stream of paragraph lists.

Source: Hancom's "HWP Document File Formats 3.0 / HWPML", revision 1.2, part I; section numbers below are that
document's. How many characters a control counts for in its paragraph is not printed: it is the number of 16-bit units
of its fixed part, 4 for those with a part of any length.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.

Behind 30 bytes of signature, 128 of document information and 1,008 of summary stand fonts, styles and the body,
deflated where the information says so. A paragraph (4) is a head, line and character shapes, then 16-bit characters;
what a control holds stands right behind its character. A list ends with a paragraph of no characters.

Tables say where each cell lies, not its row and column: those are told from the cells' edges.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extractors.hwp_characters import hwp3_characters
from extractors.hwp_deflate import checksum_agrees, inflate
from extractors.hwp_nodes import Box, Grid, GridCell, Note, Paragraph, Section
from extractors.hwp_numbering import number_to_text
from extractors.hwp_tree import Line, Report, collector_paused, tree_to_document
from schemas.document import AsideKind, Document, Meta
from schemas.errors import Corrupt, Encrypted, LimitExceeded
from schemas.options import ReadOptions
from schemas.source import Source

EXTRACTOR = "hwp3/2"

SIGNATURE_BYTES, INFORMATION_BYTES, SUMMARY_BYTES = 30, 128, 1008
FONT_LANGUAGES, FONT_BYTES, STYLE_BYTES = 7, 40, 238
PARAGRAPH_HEAD = struct.Struct(
    "<BHHBBIB"
)  # 4.1: same shape as before, characters, lines, own character shapes, flags, ...
PAGE_OR_COLUMN_BREAK = 0b11
CHARACTER_SHAPE_BYTES, PARAGRAPH_SHAPE_BYTES, LINE_BYTES = 31, 187, 14
END_OF_PARAGRAPH = 13
EDGE_TOLERANCE = 4
"""Edges of cells this near (in 1/1800 inch) are one."""
KIND_TABLE, KIND_EQUATION = 0, 2
PICTURE_DRAWING = 3
DRAWING_TEXT_BOX = 6

OUTLINE_SHAPES = {
    0: "digit",
    1: "roman_capital",
    2: "roman_small",
    3: "latin_capital",
    4: "latin_small",
    5: "hangul_syllable",
}
OUTLINE_PATH, NO_OUTLINE_SIGN = 12, 128
CLICK_HERE = b"\4\0"
FIXED = {6: 40, 7: 82, 8: 94, 9: 6, 14: 90, 19: 6, 20: 6, 21: 6, 22: 22, 24: 4, 25: 4, 26: 244, 30: 2, 31: 2}
"""Bytes behind the control character, where they are fixed."""
SHOWN = {9: "\t", 24: "-", 30: "\u00a0", 31: " "}
WIDTHS = {7: 42, 8: 48, 13: 1, 22: 12, 23: 5, 24: 3, 25: 3, 26: 123, 28: 32, 30: 2, 31: 2}
"""Characters that a control counts for; 4 where it is not here."""
NOTE_HEADERS = {15: 8, 16: 10, 17: 14}
NOTES: dict[int, Callable[[bytes], AsideKind]] = {
    15: lambda header: "hidden_comment",
    16: lambda header: "footer" if header[8] else "header",
    17: lambda header: "endnote" if header[10] else "footnote",
}


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read an HWP 3 file. Raises Corrupt, Encrypted, Empty or LimitExceeded."""
    report = Report()
    start = SIGNATURE_BYTES + INFORMATION_BYTES + SUMMARY_BYTES
    if len(data) < start:
        raise Corrupt("문서 정보가 끊겼습니다")
    password, compressed, _, block = struct.unpack_from("<96xH26xBBH", data, SIGNATURE_BYTES)
    if password:
        raise Encrypted("HWP 3의 암호화 방식은 공개되어 있지 않아 암호를 주어도 풀 수 없습니다")
    body = data[start + block :]
    if compressed:
        found = inflate(body, options.limits.stream_bytes, "본문")
        body = found.data
        if found.problem:
            report.note("stream_damaged", f"본문: {found.problem}")
        elif not checksum_agrees(found.trailer, body):
            report.note("checksum_mismatch", "본문")
    with collector_paused():
        reader = BodyReader(body, report, options.limits.depth)
        return tree_to_document([Section(reader.read())], source, EXTRACTOR, read_meta(data), report, options.limits)


def read_meta(data: bytes) -> Meta:
    """3.3: title, subject, author and date, 56 characters each."""
    start = SIGNATURE_BYTES + INFORMATION_BYTES
    title, _, author, date = (
        characters_to_text(struct.unpack_from("<56H", data, start + 112 * number)).strip() or None
        for number in range(4)
    )
    return Meta(title=title, author=author, created=date)


def characters_to_text(codes: tuple[int, ...]) -> str:
    """A field of fixed length, up to its first zero."""
    end = codes.index(0) if 0 in codes else len(codes)
    return "".join(character(code) or "\ufffd" for code in codes[:end] if code >= 32)


@cache
def character(code: int) -> str | None:
    """A 16-bit character of HWP 3 as text; None where it is not known.

    ASCII; syllables of the combination code from 0x8000; from 0x3400 the symbols of KS X 1001, 96 places a row; from
    0x4000 its hanja in order; the rest from the table of Hancom's own.
    """
    known = hwp3_characters().get(code)
    if known is not None:
        return known
    if 32 <= code < 127:
        return chr(code)
    if code >= 0x8000:
        return syllable(code)
    if 0x3400 <= code < 0x3400 + 12 * 96:
        row, cell = divmod(code - 0x3400, 96)
        return ks_character(row + 1, cell)
    if 0x4000 <= code < 0x4000 + 4888:
        row, cell = divmod(code - 0x4000, 94)
        return ks_character(42 + row, cell + 1)
    return None


def ks_character(row: int, cell: int) -> str | None:
    """A place of KS X 1001 (rows and cells from 1)."""
    if not 1 <= cell <= 94:
        return None
    try:
        return bytes((0xA0 + row, 0xA0 + cell)).decode("euc_kr")
    except UnicodeDecodeError:
        return None


INITIALS = dict(zip(range(2, 21), "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", strict=True))
VOWELS = dict(
    zip(
        (3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29),
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        strict=True,
    )
)
FINALS = dict(
    zip((*range(2, 18), *range(19, 30)), "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ", strict=True)
)
FILL_FINAL = 1
OLD_VOWELS = {30: "\u119e", 31: "\u11a1"}
"""ᆞ and ᆡ, which the modern code leaves free; they are written in conjoining letters."""


def syllable(code: int) -> str | None:
    """KS X 1001 annex 3 (상용 조합형): five bits each of initial, vowel and final."""
    initial, vowel, final = code >> 10 & 31, code >> 5 & 31, code & 31
    first, middle, last = INITIALS.get(initial), VOWELS.get(vowel), FINALS.get(final)
    if first and middle and (last or final == FILL_FINAL):
        numbers = (
            list(INITIALS).index(initial),
            list(VOWELS).index(vowel),
            list(FINALS).index(final) + 1 if last else 0,
        )
        return chr(0xAC00 + (numbers[0] * 21 + numbers[1]) * 28 + numbers[2])
    if first and vowel in OLD_VOWELS:
        tail = chr(0x11A8 + list(FINALS).index(final)) if last else ""
        return chr(0x1100 + list(INITIALS).index(initial)) + OLD_VOWELS[vowel] + tail
    letters = [letter for letter in (first, middle, last) if letter]
    return letters[0] if len(letters) == 1 else None


@dataclass(slots=True)
class Cursor:
    """Where the stream is read; struct.error where it ends too soon."""

    data: bytes
    position: int = 0

    def take(self, n_bytes: int) -> bytes:
        start = self.position
        if n_bytes < 0 or start + n_bytes > len(self.data):
            raise struct.error(f"{start:,}에서 {n_bytes:,}바이트가 모자랍니다")
        self.position = start + n_bytes
        return self.data[start : self.position]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "little")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "little")


@dataclass(slots=True)
class BodyReader:
    """Reads paragraph lists; `depth` bounds how deep they may nest."""

    data: bytes
    report: Report
    max_depth: int
    depth: int = 0

    def read(self) -> list[Paragraph]:
        """The paragraphs of the body, as far as the stream goes."""
        cursor = Cursor(self.data)
        body: list[Paragraph] = []
        try:
            for _ in range(FONT_LANGUAGES):
                cursor.take(cursor.u16() * FONT_BYTES)
            cursor.take(cursor.u16() * STYLE_BYTES)
            self.read_list(cursor, body)
        except struct.error as error:
            self.report.note("record_cut", str(error))
        return body

    def read_list(self, cursor: Cursor, into: list[Paragraph]) -> list[Paragraph]:
        """Paragraphs up to the empty one that ends their list; what was read stays in `into` even if the rest fails."""
        self.depth += 1
        if self.depth > 2 * self.max_depth:
            raise LimitExceeded(f"문단 목록이 {2 * self.max_depth}겹을 넘게 겹쳐 있습니다")
        while self.read_paragraph(cursor, into):
            pass
        self.depth -= 1
        return into

    def read_paragraph(self, cursor: Cursor, into: list[Paragraph]) -> bool:
        """One paragraph (4); False for the one that ends the list."""
        same_shape, n_characters, n_lines, own_shapes, flags, *_ = PARAGRAPH_HEAD.unpack(
            cursor.take(PARAGRAPH_HEAD.size)
        )
        cursor.take(CHARACTER_SHAPE_BYTES)
        if n_characters == 0:
            return False
        if not same_shape:
            cursor.take(PARAGRAPH_SHAPE_BYTES)
        cursor.take(n_lines * LINE_BYTES)
        if own_shapes:
            for _ in range(n_characters):
                if cursor.take(1) != b"\1":
                    cursor.take(CHARACTER_SHAPE_BYTES)
        paragraph = Paragraph(breaks=flags & PAGE_OR_COLUMN_BREAK != 0)
        into.append(paragraph)
        line = Line(self.report)
        try:
            n_read = code = 0
            while n_read < n_characters:
                code = cursor.u16()
                if code >= 32:
                    n_read += 1
                    self.show(code, line)
                else:
                    n_read += WIDTHS.get(code, 4)
                    self.control(code, cursor, line, paragraph)
            if n_read != n_characters or code != END_OF_PARAGRAPH:
                raise struct.error("문단의 끝이 맞지 않습니다")
        finally:
            line.finish(paragraph)
        return True

    def show(self, code: int, line: Line) -> None:
        text = character(code)
        if text is None:
            self.report.note("unknown_character", f"HWP 3 {code:04X}")
            text = "\ufffd"
        line.add(text)

    def control(self, code: int, cursor: Cursor, line: Line, paragraph: Paragraph) -> None:
        """What stands behind a control character (10)."""
        if code in FIXED:
            line.add(SHOWN.get(code, ""))
            cursor.take(FIXED[code])
        elif code == 18:
            kind, number = cursor.u16(), cursor.u16() + 1
            cursor.take(2)
            if kind in (1, 2):
                paragraph.marker = number_to_text(number, "digit") + ")"
            elif kind >= 3:
                line.add(number_to_text(number, "digit"))
        elif code == 23:
            for sign in struct.unpack("<3H", cursor.take(6)):
                if sign >= 32:
                    self.show(sign, line)
            cursor.take(2)
        elif code == 28:
            paragraph.marker = outline_marker(cursor.take(62)) or paragraph.marker
        elif code == 10:
            self.read_box(cursor, line)
        elif code == 11:
            self.read_picture(cursor, line)
        elif code in NOTES:
            header = cursor.take(6 + NOTE_HEADERS[code])
            line.anchor(Note(NOTES[code](header[6:]), self.read_list(cursor, [])), True, False)
        elif code == 5:
            self.read_field(cursor, line)
        elif code == 29:
            length = cursor.u32()
            cursor.take(2)
            self.read_reference(cursor.take(length), line)
        elif code == END_OF_PARAGRAPH:
            pass
        else:
            length = cursor.u32()
            cursor.take(2 + length)

    def read_field(self, cursor: Cursor, line: Line) -> None:
        """10.1: a field's begin or end; what it shows stands between them."""
        length = cursor.u32()
        cursor.take(2)
        details = cursor.take(length)
        if length < 46:
            return
        kind, begins = details[:2], struct.unpack_from("<H", details, 6)[0] == 1
        sizes = struct.unpack_from("<3I", details, 30)
        if not begins:
            line.close_field()
            return
        start = 46 + sizes[0]
        codes = (
            struct.unpack_from(f"<{sizes[1] // 2}H", details, start) if sizes[1] and length >= start + sizes[1] else ()
        )
        line.open_field(characters_to_text(codes) if kind == CLICK_HERE else None)

    def read_reference(self, details: bytes, line: Line) -> None:
        """10.22: a use of a reference shows its text; a target shows none."""
        if len(details) >= 46 and details[0] == 1:
            n_bytes = min(struct.unpack_from("<H", details, 40)[0], len(details) - 46)
            line.add(characters_to_text(struct.unpack_from(f"<{n_bytes // 2}H", details, 46)))

    def read_box(self, cursor: Cursor, line: Line) -> None:
        """10.6: table, text box, equation or button: its cells, their paragraph lists, the caption's."""
        cursor.take(6)
        information = cursor.take(84)
        anchor, vertical = information[8], struct.unpack_from("<h", information, 12)[0]
        kind, n_cells = struct.unpack_from("<HH", information, 78)
        inline, below = anchor == 0, anchor == 1 and vertical > 0
        places = [CellPlace(*struct.unpack_from("<4H", cursor.take(27), 4)) for _ in range(n_cells)]
        lists = [self.read_list(cursor, []) for _ in places]
        caption = self.read_list(cursor, [])
        if kind == KIND_TABLE and places:
            line.anchor(places_to_grid(places, lists, caption), inline, below)
        elif kind == KIND_EQUATION and lists:
            line.add(" ".join(paragraph.text for paragraph in lists[0]).strip())
        else:
            held = [paragraph for paragraphs in (*lists, caption) for paragraph in paragraphs]
            captioned = any(paragraph.text for paragraph in caption)
            line.anchor(Box(held, captioned=captioned), inline, below)

    def read_picture(self, cursor: Cursor, line: Line) -> None:
        """10.7: a picture; a drawing holds its text boxes in the additional information."""
        cursor.take(6)
        information = cursor.take(348)
        additional = cursor.take(struct.unpack_from("<I", information)[0])
        held = self.read_drawing(additional) if information[74] == PICTURE_DRAWING else []
        held += self.read_list(cursor, [])
        if held:
            line.anchor(Box(held, captioned=True), information[8] == 0, information[8] == 1)

    def read_drawing(self, data: bytes) -> list[Paragraph]:
        """11: the paragraphs of the text boxes among grouped objects."""
        cursor = Cursor(data)
        held: list[Paragraph] = []
        try:
            cursor.take(cursor.u32())
            while cursor.position < len(data):
                header = cursor.take(cursor.u32())
                kind = struct.unpack_from("<H", header)[0]
                cursor.take(cursor.u32())
                second = cursor.take(cursor.u32())
                if kind == DRAWING_TEXT_BOX:
                    self.read_list(Cursor(second), held)
        except struct.error as error:
            self.report.note("object_missing", f"그리기 개체: {error}")
        return held


def outline_marker(details: bytes) -> str | None:
    """10.21: kind (1: a number), form, level, numbers of seven levels (as shown, although the document says
    from 0), their shapes, signs round each.

    A shape above 12 is a bullet, 128 none. Only the shapes that the document or a known outline shows are in
    OUTLINE_SHAPES; others are printed as digits.
    """
    kind, _, level = struct.unpack_from("<HBB", details)
    numbers, shapes, signs = (
        struct.unpack_from(layout, details, at) for layout, at in (("<7H", 4), ("<7H", 18), ("<14H", 32))
    )
    if kind != 1 or level > 6 or shapes[level] == NO_OUTLINE_SIGN:
        return None
    shape = shapes[level]
    if shape == OUTLINE_PATH:
        shown = ".".join(map(str, numbers[: level + 1]))
    elif shape > OUTLINE_PATH:
        shown = character(shape) or ""
    else:
        shown = number_to_text(numbers[level], OUTLINE_SHAPES.get(shape, "digit"))
    before, behind = (character(sign) or "" for sign in signs[2 * level : 2 * level + 2])
    return before + shown + behind or None


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell lies in its table, in 1/1800 inch."""

    x: int
    y: int
    width: int
    height: int


def places_to_grid(places: list[CellPlace], lists: list[list[Paragraph]], caption: list[Paragraph]) -> Grid:
    """Rows and columns from the cells' edges."""
    columns = edges([place.x for place in places] + [place.x + place.width for place in places])
    rows = edges([place.y for place in places] + [place.y + place.height for place in places])
    cells = []
    for place, paragraphs in zip(places, lists, strict=True):
        left, right = index_of(columns, place.x), index_of(columns, place.x + place.width)
        top, bottom = index_of(rows, place.y), index_of(rows, place.y + place.height)
        cells.append(GridCell(top, left, bottom - top, right - left, False, paragraphs))
    return Grid(len(rows) - 1, len(columns) - 1, len(cells), cells, caption)


def edges(positions: list[int]) -> list[int]:
    """Positions in order, those within EDGE_TOLERANCE of the one before left out."""
    found: list[int] = []
    for position in sorted(set(positions)):
        if not found or position - found[-1] > EDGE_TOLERANCE:
            found.append(position)
    return found


def index_of(found: list[int], position: int) -> int:
    """The edge at or just before a position."""
    return bisect_right(found, position) - 1
