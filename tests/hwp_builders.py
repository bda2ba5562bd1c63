"""The smallest HWP 5, HWPX and HWPML files that show a point, built from their published structures."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

END_OF_CHAIN, FAT_SECTOR, FREE, NO_ENTRY = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFF
SECTOR, MINI_SECTOR, MINI_CUTOFF = 512, 64, 4096
Record = tuple[int, int, bytes]


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of these paths; siblings hang in a chain, which readers accept."""
    names: dict[str, list[str]] = {"": []}
    for path in streams:
        storage, _, leaf = path.rpartition("/")
        if storage and storage not in names:
            names[storage] = []
            names[""].append(storage)
        names[storage].append(leaf)
    order = [("", 5)] + [(name, 2 if name in streams else 1) for name in names[""]]
    order += [(f"{storage}/{leaf}", 2) for storage, leaves in names.items() if storage for leaf in leaves]
    number = {path: index for index, (path, _) in enumerate(order)}

    sectors, fat = bytearray(), list[int]()
    mini, mini_fat = bytearray(), list[int]()

    def store(data: bytes, size: int, target: bytearray, table: list[int]) -> int:
        first = len(table)
        n_sectors = max(-(-len(data) // size), 0)
        target.extend(data.ljust(n_sectors * size, b"\0"))
        table.extend(range(first + 1, first + n_sectors))
        if n_sectors:
            table.append(END_OF_CHAIN)
        return first if n_sectors else END_OF_CHAIN

    starts = {
        path: store(data, SECTOR, sectors, fat)
        if len(data) >= MINI_CUTOFF
        else store(data, MINI_SECTOR, mini, mini_fat)
        for path, data in streams.items()
    }
    mini_start = store(bytes(mini), SECTOR, sectors, fat)
    mini_table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_fat_start = store(mini_table.ljust(-(-len(mini_table) // SECTOR) * SECTOR, b"\xff"), SECTOR, sectors, fat)
    entries = b""
    for path, kind in order:
        leaf = path.rpartition("/")[2] or "Root Entry"
        children = names.get(path, []) if kind != 2 else []
        siblings = names[path.rpartition("/")[0]] if path else []
        position = siblings.index(leaf) if path else 0
        prefix = path.rpartition("/")[0]
        follower = siblings[position + 1] if position + 1 < len(siblings) else None
        right = number[f"{prefix}/{follower}" if prefix else follower] if follower else NO_ENTRY
        child = number[f"{path}/{children[0]}" if path else children[0]] if children else NO_ENTRY
        start = mini_start if kind == 5 else starts.get(path, 0)
        size = len(mini) if kind == 5 else len(streams.get(path, b""))
        text = leaf.encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
        entries += struct.pack("<III", NO_ENTRY, right, child) + bytes(36) + struct.pack("<IQ", start, size)
    directory_start = store(entries, SECTOR, sectors, fat)
    n_fat = 1
    while (len(fat) + n_fat) > n_fat * SECTOR // 4:
        n_fat += 1
    fat_sectors = list(range(len(fat), len(fat) + n_fat))
    fat += [FAT_SECTOR] * n_fat
    sectors += struct.pack(f"<{len(fat)}I", *fat).ljust(n_fat * SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIII", 0, n_fat, directory_start, 0, MINI_CUTOFF)
    header += struct.pack("<IIII", mini_fat_start, -(-len(mini_table) // SECTOR), END_OF_CHAIN, 0)
    header += struct.pack("<109I", *(fat_sectors + [FREE] * (109 - n_fat)))
    return header + bytes(sectors)


def anchor(sign: str) -> str:
    """An extended or inline control character: eight units."""
    return sign + "\0" * 6 + sign


def paragraph(
    units: str,
    *controls: list[Record],
    level: int = 0,
    shape: int = 0,
    last: bool = True,
    breaks: int = 0,
    character_shapes: tuple[tuple[int, int], ...] = ((0, 0),),
) -> list[Record]:
    """A paragraph and the records of its controls, which stand one level below it. `character_shapes`: from which unit on
    which shape holds."""
    text = (units + "\r").encode("utf-16-le")
    n_units = len(text) // 2
    head = struct.pack("<IIHBBHHHI", n_units | last << 31, 0, shape, 0, breaks, 1, 0, 1, 0)
    records = [(0x42, level, head)]
    if n_units > 1:
        records.append((0x43, level + 1, text))
    shapes = b"".join(struct.pack("<II", *pair) for pair in character_shapes)
    records += [(0x44, level + 1, shapes), (0x45, level + 1, bytes(36))]
    return records + [record for control in controls for record in control]


def paragraphs(*texts: str, level: int = 0) -> list[Record]:
    return [
        record
        for number, text in enumerate(texts)
        for record in paragraph(text, level=level, last=number == len(texts) - 1)
    ]


def listed(records: list[Record], level: int, extra: bytes = b"", attributes: int = 0) -> list[Record]:
    """A list header and its paragraphs."""
    count = sum(1 for tag, at, _ in records if tag == 0x42 and at == level)
    return [(0x48, level, struct.pack("<HHI", count, 0, attributes) + extra), *records]


@dataclass
class CellSample:
    row: int
    col: int
    records: list[Record]
    row_span: int = 1
    col_span: int = 1
    header: bool = False
    width: int = 1000


def table(
    n_rows: int,
    n_cols: int,
    cells: list[CellSample],
    level: int = 1,
    caption: list[Record] | None = None,
    inline: bool = True,
) -> list[Record]:
    """A table control; the paragraphs of its cells stand at `level + 1`."""
    records = [(0x47, level, b" lbt" + struct.pack("<Ii", int(inline), 0) + bytes(34))]
    if caption is not None:
        records += listed(caption, level + 1, bytes(14))
    counts = [sum(cell.row == row for cell in cells) for row in range(n_rows)]
    size = struct.pack("<IHH", 0, n_rows, n_cols) + bytes(10) + struct.pack(f"<{n_rows}H", *counts) + bytes(4)
    records.append((0x4D, level + 1, size))
    for cell in cells:
        place = struct.pack("<HHHHII", cell.col, cell.row, cell.col_span, cell.row_span, cell.width, 1000) + bytes(10)
        records += listed(cell.records, level + 1, place, int(cell.header) << 18)
    return records


def control(identity: str, data: bytes = b"", level: int = 1, inner: list[Record] | None = None) -> list[Record]:
    """A control by its four-letter identity, with a list of paragraphs at `level + 1` where given."""
    records: list[Record] = [(0x47, level, identity.encode("ascii")[::-1] + data)]
    return records + (listed(inner, level + 1) if inner else [])


def serialize(records: list[Record]) -> bytes:
    data = bytearray()
    for tag, level, body in records:
        size = min(len(body), 0xFFF)
        data += struct.pack("<I", tag | level << 10 | size << 20)
        if size == 0xFFF:
            data += struct.pack("<I", len(body))
        data += body
    return bytes(data)


def deflate(data: bytes) -> bytes:
    """Raw deflate with Hancom's trailer: CRC-32 and length."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(data) + deflater.flush() + struct.pack("<II", zlib.crc32(data), len(data))


def distribute(data: bytes, seed: int = 0x5EED1234) -> bytes:
    """A ViewText stream that protects a plain one."""
    key = bytes(range(40, 56))
    state, masks = seed, bytearray()

    def draw() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) % 2**32
        return state >> 16 & 0x7FFF

    while len(masks) < 256:
        mask = draw() & 0xFF
        masks += bytes([mask]) * ((draw() & 15) + 1)
    record = bytearray(256)
    start = 4 + (seed & 15)
    record[start : start + 16] = key
    masked = struct.pack("<I", seed) + bytes(byte ^ mask for byte, mask in zip(record[4:], masks[4:], strict=False))
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = deflater.compress(data) + deflater.flush()
    stream += bytes(-len(stream) % 16) + struct.pack("<I12xI12x", zlib.crc32(data), len(data))
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return struct.pack("<I", 0x1C | 256 << 20) + masked + encryptor.update(stream) + encryptor.finalize()


@dataclass
class Hwp5Sample:
    """A whole HWP 5 file; `build` gives its bytes.

    shapes      attributes and numbering identity of each paragraph shape
    strikes     attributes of each character shape
    n_changes   tracked changes that DocInfo lists
    numberings  patterns of seven levels, each with the code of its number shape
    """

    sections: list[list[Record]]
    flags: int = 1
    shapes: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    numberings: list[list[tuple[str, int]]] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    n_sections: int | None = None
    extra: dict[str, bytes] = field(default_factory=dict)
    n_changes: int = 0
    strikes: list[int] = field(default_factory=list)

    def document_info(self) -> bytes:
        count = len(self.sections) if self.n_sections is None else self.n_sections
        records: list[Record] = [(0x10, 0, struct.pack("<H", count) + bytes(24))]
        for levels in self.numberings:
            body = b"".join(
                struct.pack("<IhhIH", shape << 5, 0, 0, 0, len(text)) + text.encode("utf-16-le")
                for text, shape in levels
            )
            records.append((0x17, 1, body + struct.pack("<H", 1) + struct.pack("<7I", *[1] * 7)))
        records += [(0x15, 1, bytes(46) + struct.pack("<I", bits) + bytes(22)) for bits in self.strikes]
        records += [(0x18, 1, bytes(12) + sign.encode("utf-16-le") + bytes(8)) for sign in self.bullets]
        for attributes, identity in self.shapes:
            records.append(
                (0x19, 1, struct.pack("<I", attributes) + bytes(26) + struct.pack("<H", identity) + bytes(22))
            )
        records += [(0x60, 1, bytes(8))] * self.n_changes
        return serialize(records)

    def streams(self) -> dict[str, bytes]:
        pack = deflate if self.flags & 1 else bytes
        header = b"HWP Document File".ljust(32, b"\0") + bytes([0, 0, 0, 5]) + struct.pack("<I", self.flags)
        streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": pack(self.document_info())}
        for number, records in enumerate(self.sections):
            if self.flags & 4:
                streams[f"ViewText/Section{number}"] = distribute(serialize(records))
            else:
                streams[f"BodyText/Section{number}"] = pack(serialize(records))
        return streams | self.extra

    def build(self) -> bytes:
        return compound_file(self.streams())


HWPX_NAMESPACES = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" xmlns:opf="http://www.idpf.org/2007/opf/"'
)


def hwpx_file(
    *sections: str,
    header: str = "",
    parts: dict[str, str | bytes] | None = None,
    spine: list[str] | None = None,
    title: str = "예시 계획",
) -> bytes:
    """An archive of these section contents."""
    names = [f"Contents/section{number}.xml" for number in range(len(sections))]
    listed_names = names if spine is None else spine
    items = "".join(f'<opf:item id="s{number}" href="{name}"/>' for number, name in enumerate(listed_names))
    references = "".join(f'<opf:itemref idref="s{number}"/>' for number in range(len(listed_names)))
    content = (
        f"<opf:package {HWPX_NAMESPACES}><opf:metadata><opf:title>{title}</opf:title>"
        '<opf:meta name="creator">작성자</opf:meta><opf:meta name="CreatedDate">2026-01-02T03:04:05Z</opf:meta>'
        f"</opf:metadata><opf:manifest>{items}</opf:manifest><opf:spine>{references}</opf:spine></opf:package>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        archive.writestr("Contents/content.hpf", content)
        archive.writestr("Contents/header.xml", f"<hh:head {HWPX_NAMESPACES}>{header}</hh:head>")
        for name, section in zip(names, sections, strict=True):
            archive.writestr(name, f"<hs:sec {HWPX_NAMESPACES}>{section}</hs:sec>")
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return buffer.getvalue()


def hwpx_run(text: str, characters: int = 0) -> str:
    """A run of one text in a character shape."""
    return f'<hp:run charPrIDRef="{characters}"><hp:t>{text}</hp:t></hp:run>'


def hwpx_lines(*places: int) -> str:
    """The places of a paragraph's lines, as 한글 stores them."""
    lines = "".join(f'<hp:lineseg textpos="0" vertpos="{place}" vertsize="1000"/>' for place in places)
    return f"<hp:linesegarray>{lines}</hp:linesegarray>"


def hwpx_paragraph(*items: str, shape: int = 0, attributes: str = "", lines: tuple[int, ...] = (0,)) -> str:
    """A paragraph of one run, or of the runs given; plain words become its text."""
    inner = "".join(item if item.startswith("<") else f"<hp:t>{item}</hp:t>" for item in items)
    runs = inner if inner.startswith("<hp:run") else f"<hp:run>{inner}</hp:run>"
    return f'<hp:p paraPrIDRef="{shape}" {attributes}>{runs}{hwpx_lines(*lines)}</hp:p>'


def hwpx_cell(
    row: int, col: int, text: str, row_span: int = 1, col_span: int = 1, header: int = 0, width: int = 0
) -> str:
    size = f'<hp:cellSz width="{width}" height="1000"/>' if width else ""
    body = text if text.startswith("<") else hwpx_paragraph(text)
    return (
        f'<hp:tc header="{header}"><hp:subList>{body}</hp:subList><hp:cellAddr colAddr="{col}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{col_span}" rowSpan="{row_span}"/>{size}</hp:tc>'
    )


def hwpx_table(n_rows: int, n_cols: int, *rows: str, caption: str = "") -> str:
    cells = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows)
    head = f"<hp:caption><hp:subList>{hwpx_paragraph(caption)}</hp:subList></hp:caption>" if caption else ""
    return f'<hp:tbl rowCnt="{n_rows}" colCnt="{n_cols}"><hp:pos treatAsChar="1"/>{head}{cells}</hp:tbl>'
