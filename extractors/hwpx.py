"""HWPX: a zip archive of XML parts (KS X 6101, OWPML).

`Contents/content.hpf` lists the parts, `Contents/header.xml` holds numberings and paragraph shapes,
`Contents/section*.xml` the text. Element names are told by their local part: the namespaces carry the year of the
standard, the names have stayed.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.hwp_characters import map_private
from extractors.hwp_crypto import EncryptedPart, decrypt_part
from extractors.hwp_deflate import inflate, inflate_start
from extractors.hwp_nodes import Box, Grid, GridCell, Note, Paragraph, Section
from extractors.hwp_numbering import Counter, NumberLevel, ParagraphHead, number_to_text
from extractors.hwp_tree import (
    Line,
    Report,
    click_here_prompt,
    collector_paused,
    form_caption,
    ruby_text,
    tree_to_document,
)
from extractors.hwp_xml import Element, Words, XmlBody, cells_of, is_line_drawn, local_name, number, parse_xml
from schemas.document import AsideKind, Document, Meta
from schemas.errors import Corrupt, Encrypted, LimitExceeded
from schemas.options import Limits, ReadOptions
from schemas.source import Source

EXTRACTOR = "hwpx/2"

SECTION = re.compile(r"(?:^|/)section(\d{1,5})\.xml$", re.IGNORECASE)
MASTER_PAGE = re.compile(r"(?:^|/)masterpage(\d{1,5})\.xml$", re.IGNORECASE)
WORDS = Words(
    "p",
    "subList",
    "textart",
    "text",
    "paraPrIDRef",
    "secPr",
    "outlineShapeIDRef",
    ("pageBreak", "columnBreak"),
    "charPrIDRef",
)
CHARACTERS = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": " ", "hyphen": "-"}
NOTES: dict[str, AsideKind] = {
    "footNote": "footnote",
    "endNote": "endnote",
    "header": "header",
    "footer": "footer",
    "hiddenComment": "hidden_comment",
}
FORMS = frozenset(("btn", "comboBox", "listBox", "edit"))
CHECK_MARKS = {"checkBtn": ("☐ ", "☑ "), "radioBtn": ("○ ", "◉ ")}
LINE_NUMBERS = frozenset(("PICTURE", "TABLE", "EQUATION"))
NOTE_NUMBERS = frozenset(("FOOTNOTE", "ENDNOTE"))
LOCAL_HEADER = b"PK\x03\x04"
U16 = struct.Struct("<H").unpack_from
U32 = struct.Struct("<I").unpack_from


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read an HWPX file. Raises Corrupt, Encrypted, Empty or LimitExceeded."""
    report = Report()
    with collector_paused():
        archive = open_archive(data, options, report)
        package = read_package(archive)
        header = archive.xml(archive.find(r"(^|/)header\.xml$"))
        if header is None:
            report.note("document_info_damaged", "header.xml이 없음")
        counter, heads = read_header(header)
        body = XmlBody(WORDS, report, counter, heads, read_item, struck=struck_shapes(header))
        sections = []
        for path in section_paths(archive, package):
            root = archive.xml(path)
            sections.append(read_section(body, root) if root is not None else Section([]))
        if not sections:
            raise Corrupt("본문 구역이 하나도 없습니다")
        for name in sorted(name for name in archive.entries if MASTER_PAGE.search(name)):
            root = archive.xml(name)
            body.deleted = 0
            if root is not None:
                sections[0].paragraphs.append(Paragraph(objects=[Note("master_page", body.lists(root))]))
        return tree_to_document(sections, source, EXTRACTOR, package.meta, report, options.limits)


@dataclass(slots=True)
class Archive:
    """The parts of the archive, each within limits.

    entries   of the directory, by name; where it is lost, the contents that were found without it
    """

    data: bytes
    options: ReadOptions
    report: Report
    container: zipfile.ZipFile | None = None
    entries: dict[str, zipfile.ZipInfo | bytes] = field(default_factory=dict)
    encrypted: dict[str, EncryptedPart] = field(default_factory=dict)
    total: int = 0

    def read(self, name: str) -> bytes:
        """A part, inflated and decrypted, as far as it can be read; what is lost is reported."""
        entry = self.entries[name]
        content = entry if isinstance(entry, bytes) else self.read_entry(entry)
        part = self.encrypted.get(name)
        if part is not None:
            stored = decrypt_part(content, part, self.options.password or "")
            content = inflate(stored, self.options.limits.stream_bytes, name).data
            if not part.agrees(content):
                raise Encrypted("암호가 맞지 않습니다")
        self.total += len(content)
        if self.total > self.options.limits.total_bytes:
            raise LimitExceeded(f"압축을 푼 크기가 {self.options.limits.total_bytes:,}바이트를 넘습니다")
        return content

    def read_entry(self, entry: zipfile.ZipInfo) -> bytes:
        """zipfile checks the CRC at the end; where it or the content fails, the start is read without it."""
        limit = self.options.limits.stream_bytes
        if entry.flag_bits & 1:
            raise Encrypted("암호가 걸린 압축 항목")
        if entry.file_size > limit:
            raise LimitExceeded(f"{entry.filename}의 크기가 {limit:,}바이트를 넘습니다")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self.report.note("stream_damaged", f"{entry.filename}: 알 수 없는 압축 방식 {entry.compress_type}")
            return b""
        try:
            if self.container is not None:
                with self.container.open(entry) as stream:
                    return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            self.report.note("stream_damaged", f"{entry.filename}: {str(error)[:80]}")
        return next((content for _, content in salvaged_parts(self.data, limit, entry.header_offset)), b"")

    def xml(self, name: str | None) -> Element | None:
        """The root of a part; one that breaks midway as far as it goes, one that is missing or hopeless None."""
        return parse_xml(self.read(name), name, self.report) if name is not None else None

    def find(self, pattern: str) -> str | None:
        """The first part whose path ends so."""
        return next((name for name in self.entries if re.search(pattern, name, re.IGNORECASE)), None)


def open_archive(data: bytes, options: ReadOptions, report: Report) -> Archive:
    """Raises Encrypted where parts are and no password was given, LimitExceeded for too many parts."""
    archive = Archive(data, options, report)
    try:
        archive.container = zipfile.ZipFile(io.BytesIO(data))
        archive.entries = {entry.filename: entry for entry in archive.container.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        report.note("stream_damaged", "압축 파일의 목록이 없어 항목을 하나씩 찾음")
        archive.entries = salvaged_archive(data, options.limits)
    if len(archive.entries) > options.limits.archive_entries:
        raise LimitExceeded(f"압축 항목이 {options.limits.archive_entries:,}개를 넘습니다")
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.entries else b""
    if b"encryption-data" in manifest:
        if options.password is None:
            raise Encrypted("HWPX 암호")
        archive.encrypted = encrypted_parts(manifest)
    return archive


def salvaged_archive(data: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo | bytes]:
    """The XML parts of an archive whose directory is lost. Raises LimitExceeded."""
    found: dict[str, zipfile.ZipInfo | bytes] = {}
    total = 0
    for name, content in salvaged_parts(data, limits.stream_bytes, 0):
        total += len(content)
        if total > limits.total_bytes or len(found) > limits.archive_entries:
            raise LimitExceeded(f"압축을 푼 크기가 {limits.total_bytes:,}바이트를 넘습니다")
        if name.endswith((".xml", ".hpf")):
            found[name] = content
    return found


def salvaged_parts(data: bytes, limit: int, start: int) -> Iterator[tuple[str, bytes]]:
    """Parts from `start` on by their local headers: 30 bytes, name, extra field; then stored or deflated content."""
    view = memoryview(data)
    start = data.find(LOCAL_HEADER, start)
    while 0 <= start <= len(data) - 30:
        method, stored = U16(data, start + 8)[0], U32(data, start + 18)[0]
        n_name, n_extra = U16(data, start + 26)[0], U16(data, start + 28)[0]
        begin = start + 30 + n_name + n_extra
        name = data[start + 30 : start + 30 + n_name].decode("utf-8", "replace")
        if method == zipfile.ZIP_STORED:
            yield name, data[begin : begin + stored]
        elif method == zipfile.ZIP_DEFLATED:
            yield name, inflate_start(view[begin:], limit)
        start = data.find(LOCAL_HEADER, begin)


def encrypted_parts(manifest: bytes) -> dict[str, EncryptedPart]:
    """Path to how it is encrypted, from META-INF/manifest.xml."""
    root = parse_xml(manifest, "META-INF/manifest.xml", Report())
    parts: dict[str, EncryptedPart] = {}
    for entry in root.iter("{*}file-entry") if root is not None else ():
        details: dict[str, str] = {}
        for element in entry.iter("{*}encryption-data", "{*}algorithm", "{*}key-derivation", "{*}start-key-generation"):
            details.update({str(key): str(value) for key, value in element.attrib.items()})
        if "algorithm-name" in details:
            parts[entry.get("full-path", "")] = EncryptedPart.from_attributes(details)
    return parts


@dataclass(frozen=True, slots=True)
class Package:
    """content.hpf: what the archive says of itself, and the section paths in reading order."""

    meta: Meta = field(default_factory=Meta)
    spine: tuple[str, ...] = ()


def read_package(archive: Archive) -> Package:
    """An archive without a readable content.hpf gives an empty package: names then tell the order."""
    root = archive.xml(archive.find(r"content\.hpf$"))
    if root is None:
        return Package()
    texts: dict[str, str] = {}
    for element in root.iter("{*}meta"):
        texts.setdefault(element.get("name", ""), (element.text or "").strip())
    title = next((element.text for element in root.iter("{*}title")), None)
    meta = Meta(
        title=map_private((title or "").strip())[0] or None,
        author=map_private(texts.get("creator", ""))[0] or None,
        created=texts.get("CreatedDate") or None,
        modified=texts.get("ModifiedDate") or None,
    )
    paths = {element.get("id", ""): element.get("href", "") for element in root.iter("{*}item")}
    spine = tuple(paths.get(element.get("idref", ""), "") for element in root.iter("{*}itemref"))
    return Package(meta, tuple(path for path in spine if SECTION.search(path)))


def section_paths(archive: Archive, package: Package) -> list[str]:
    """Sections in the order of the spine, then those it forgot, by number. Listed but absent ones are reported."""
    present = [name for name in archive.entries if SECTION.search(name)]
    paths = []
    for listed in package.spine:
        leaf = listed.rsplit("/", 1)[-1].lower()
        found = next((name for name in present if name.rsplit("/", 1)[-1].lower() == leaf), None)
        if found is None:
            archive.report.note("section_missing", listed)
        else:
            present.remove(found)
            paths.append(found)
    return paths + sorted(present, key=section_number)


def section_number(path: str) -> int:
    found = SECTION.search(path)
    return int(found.group(1)) if found else 0


def struck_shapes(root: Element | None) -> frozenset[str]:
    """Ids of the character shapes that are struck out."""
    return frozenset(
        shape.get("id", "")
        for shape in (root.iter("{*}charPr") if root is not None else ())
        for line in shape.iterfind("{*}strikeout")
        if is_line_drawn(line.get("shape", "NONE"))
    )


def read_header(root: Element | None) -> tuple[Counter, dict[str, ParagraphHead]]:
    """Numberings and bullets, and the head of each paragraph shape that has one (by its id)."""
    counter = Counter()
    heads: dict[str, ParagraphHead] = {}
    if root is None:
        return counter, heads
    for numbering in root.iter("{*}numbering"):
        if "id" in numbering.attrib:
            counter.numberings[number(numbering, "id")] = [
                NumberLevel(head.text or "", head.get("numFormat", "DIGIT").lower(), number(head, "start", 1))
                for head in numbering.iterfind("{*}paraHead")
            ]
    for bullet in root.iter("{*}bullet"):
        counter.bullets[number(bullet, "id")] = map_private(bullet.get("char", ""))[0]
    for shape in root.iter("{*}paraPr"):
        heading = next(shape.iter("{*}heading"), None)
        kind = heading.get("type", "NONE").lower() if heading is not None else "none"
        if heading is not None and kind in ("outline", "number", "bullet"):
            heads[shape.get("id", "")] = ParagraphHead(kind, number(heading, "level"), number(heading, "idRef"))
    return counter, heads


def read_section(body: XmlBody, root: Element) -> Section:
    """A section, the height of its pages' body and its columns."""
    page = next(root.iter("{*}pagePr"), None)
    columns = max((number(element, "colCount", 1) for element in root.iter("{*}colPr")), default=1)
    height = body_height(page) if page is not None else 0
    return Section(body.section(root), height, columns, stores_lines=True)


def body_height(page: Element) -> int:
    """The height of a page without its margins, head and foot."""
    margin = page.find("{*}margin")
    side = "width" if page.get("landscape") == "NARROWLY" else "height"
    taken = sum(number(margin, name) for name in ("top", "bottom", "header", "footer")) if margin is not None else 0
    return number(page, side) - taken


def read_item(body: XmlBody, item: Element, line: Line, paragraph: Paragraph) -> None:
    """What stands in a run: text, a control, a table, a shape."""
    name = local_name(item)
    if name == "t":
        read_text(body, item, line)
    elif name == "tbl":
        line.anchor(read_table(body, item), *position(item))
    elif name == "ctrl":
        for control in item:
            read_control(body, control, line, paragraph)
    elif name == "equation":
        line.add("".join(script.text or "" for script in item.iterfind("{*}script")))
    elif name == "compose":
        line.add(item.get("composeText", ""))
    elif name == "dutmal":
        line.add(ruby_text(item.findtext("{*}mainText") or "", item.findtext("{*}subText") or ""))
    elif name in CHECK_MARKS:
        line.add(CHECK_MARKS[name][item.get("value") == "CHECKED"] + form_caption(item.get("caption", "")))
    elif name in FORMS:
        line.add(
            form_caption(item.get("caption", "")) or item.get("selectedValue") or "".join(item.itertext("{*}text"))
        )
    elif name == "switch":
        for choice in item[:1]:
            for inner in choice:
                read_item(body, inner, line, paragraph)
    else:
        paragraphs = body.lists(item)
        if paragraphs:
            captioned = item.find("{*}drawText") is None or item.find("{*}caption") is not None
            line.anchor(Box(paragraphs, captioned=captioned), *position(item))


def read_text(body: XmlBody, element: Element, line: Line) -> None:
    """`t`: text with tabs, breaks and the ends of tracked changes between."""
    show(body, element.text, line)
    for child in element:
        name = local_name(child)
        if name in CHARACTERS:
            show(body, CHARACTERS[name], line)
        else:
            track(body, name)
        show(body, child.tail, line)


def show(body: XmlBody, text: str | None, line: Line) -> None:
    if text and body.deleted:
        body.report.note("tracked_deletion", count=len(text))
    elif text:
        body.add(text, line)


def track(body: XmlBody, name: str) -> None:
    """The beginning or end of a tracked deletion."""
    if name == "deleteBegin":
        body.deleted += 1
    elif name == "deleteEnd":
        body.deleted = max(body.deleted - 1, 0)


def read_control(body: XmlBody, control: Element, line: Line, paragraph: Paragraph) -> None:
    """What a `ctrl` holds: fields, notes, headers, automatic numbers."""
    name = local_name(control)
    if name in NOTES:
        line.anchor(Note(NOTES[name], body.lists(control)), True, False)
    elif name == "fieldBegin":
        kind = control.get("type")
        filled = kind != "CLICK_HERE" or control.get("dirty") != "0"
        line.open_field(None if filled else field_prompt(control))
        paragraphs = body.lists(control)
        if paragraphs:
            line.anchor(Note("memo", paragraphs) if kind == "MEMO" else Box(paragraphs, captioned=True), True, False)
    elif name == "fieldEnd":
        line.close_field()
    elif name == "autoNum":
        shown = auto_number(control)
        if control.get("numType") in LINE_NUMBERS:
            line.add(shown)
        elif control.get("numType") in NOTE_NUMBERS:
            paragraph.marker = shown
    else:
        track(body, name)
        paragraphs = body.lists(control)
        if paragraphs:
            line.anchor(Box(paragraphs, captioned=True), True, False)


def read_table(body: XmlBody, element: Element) -> Grid:
    """A table: rows of cells; a cell without an address (other programs leave it out) takes the next free place."""
    grid = Grid(number(element, "rowCnt"), number(element, "colCnt"))
    rows = []
    for row in element:
        name = local_name(row)
        if name == "caption":
            grid.caption = body.lists(row)
        elif name == "tr":
            rows.append([read_cell(body, cell) for cell in row if local_name(cell) == "tc"])
    grid.cells = cells_of(rows)
    return grid


def read_cell(body: XmlBody, element: Element) -> GridCell:
    """A cell; row and column are -1 where it has no address."""
    cell = GridCell(-1, -1, 1, 1, element.get("header") == "1", [])
    for part in element:
        name = local_name(part)
        if name == "subList":
            cell.paragraphs += body.paragraphs(part)
        elif name == "cellAddr":
            cell.row, cell.col = number(part, "rowAddr", -1), number(part, "colAddr", -1)
        elif name == "cellSpan":
            cell.row_span, cell.col_span = number(part, "rowSpan", 1), number(part, "colSpan", 1)
        elif name == "cellSz":
            cell.width, cell.height = number(part, "width"), number(part, "height")
    return cell


def position(item: Element) -> tuple[bool, bool]:
    """Whether an object flows with the text; if not, whether it stands below the first line of its paragraph."""
    place = item.find("{*}pos")
    if place is None:
        return True, False
    below = place.get("vertRelTo") == "PARA" and number(place, "vertOffset") > 0
    return place.get("treatAsChar") == "1", below


def field_prompt(field_begin: Element) -> str | None:
    """The prompt of a click-here field: a parameter of its own, or in the command."""
    texts = {text.get("name"): text.text or "" for text in field_begin.iter("{*}stringParam")}
    return texts.get("Direction") or click_here_prompt(texts.get("Command", ""))


def auto_number(control: Element) -> str:
    """The number with the signs before and behind it."""
    shape = control.find("{*}autoNumFormat")
    if shape is None:
        return control.get("num", "")
    shown = number_to_text(number(control, "num"), shape.get("type", "DIGIT").lower())
    return shape.get("prefixChar", "") + shown + shape.get("suffixChar", "")
