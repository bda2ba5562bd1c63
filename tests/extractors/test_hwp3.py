"""HWP 3: combination code, paragraph lists, controls, tables from the edges of their cells."""

import struct
from pathlib import Path

import pytest
from hwp_builders import deflate

from extractors import extract
from extractors.hwp3 import character
from schemas.document import Document, Table, Text, texts_in
from schemas.errors import Corrupt, Empty, Encrypted, Unsupported


def codes(text: str) -> list[int]:
    """Characters as HWP 3 stores them: ASCII, and syllables in the combination code."""
    return [ord(sign) if ord(sign) < 128 else int.from_bytes(sign.encode("johab"), "big") for sign in text]


def paragraph(*items: str | tuple[int, int, bytes], flags: int = 0) -> bytes:
    """A paragraph of words and controls (code, characters that it counts for, what stands behind it)."""
    count, body = 1, b""
    for item in items:
        if isinstance(item, str):
            count += len(item)
            body += struct.pack(f"<{len(item)}H", *codes(item))
        else:
            code, width, content = item
            count += width
            body += struct.pack("<H", code) + content
    head = struct.pack("<BHHBBIB", 1, count, 1, 0, flags, 0, 0) + bytes(31)
    return head + bytes(14) + body + struct.pack("<H", 13)


END = struct.pack("<BHHBBIB", 1, 0, 0, 0, 0, 0, 0) + bytes(31)


def listed(*paragraphs: bytes) -> bytes:
    return b"".join(paragraphs) + END


def identified(code: int, content: bytes) -> tuple[int, int, bytes]:
    return code, 4, struct.pack("<IH", 0, code) + content


def table(cells: list[tuple[int, int, int, int, str]], caption: str = "", kind: int = 0) -> tuple[int, int, bytes]:
    """A table of cells given by x, y, width, height."""
    information = bytearray(84)
    struct.pack_into("<HH", information, 78, kind, len(cells))
    places = b"".join(bytes(4) + struct.pack("<4H", *cell[:4]) + bytes(15) for cell in cells)
    lists = b"".join(listed(paragraph(cell[4])) for cell in cells)
    return identified(10, bytes(information) + places + lists + listed(*([paragraph(caption)] if caption else [])))


def build(*paragraphs: bytes, compressed: int = 1, password: int = 0) -> bytes:
    title = struct.pack("<56H", *[*codes("예시 계획"), *[0] * 56][:56])
    information = bytearray(128)
    struct.pack_into("<H", information, 96, password)
    information[124] = compressed
    body = bytes(14) + struct.pack("<H", 0) + listed(*paragraphs)
    if compressed:
        body = deflate(body)
    return b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(information) + title.ljust(1008, b"\0") + body


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0x41, "A"),
        (0x8861, "가"),
        (0xD3C5, "ᄒᆞᆫ"),
        (0x343B, "○"),
        (0x37EC, "ヌ"),
        (0x4000, "伽"),
        (0x8841, "ㄱ"),
        (0x3FFF, None),
        (0x3400, None),
    ],
)
def test_characters(code: int, text: str | None) -> None:
    assert character(code) == text


def test_every_modern_syllable() -> None:
    for number in range(0xAC00, 0xD7A4):
        assert character(int.from_bytes(chr(number).encode("johab"), "big")) == chr(number)


@pytest.mark.parametrize("compressed", [0, 1])
def test_paragraphs(compressed: int) -> None:
    document = extract(
        build(paragraph("사업 개요"), paragraph("2026년 ", (9, 4, bytes(6)), "목표"), compressed=compressed)
    )
    assert texts(document) == ["사업 개요", "2026년 \t목표"]
    assert document.meta.title == "예시 계획"
    assert not document.findings


@pytest.mark.parametrize(("flags", "breaks"), [(0, False), (1, True), (2, True), (4, False)])
def test_page_and_column_breaks(flags: int, breaks: bool) -> None:
    document = extract(build(paragraph("앞"), paragraph("뒤", flags=flags)))
    assert [block.breaks for block in document.blocks] == [False, breaks]


def test_table_from_the_edges_of_its_cells() -> None:
    cells = [(0, 0, 200, 50, "구분"), (0, 50, 100, 51, "가"), (101, 50, 99, 50, "나"), (200, 0, 100, 100, "비고")]
    document = extract(build(paragraph("앞", table(cells, "표 제목"), "뒤")))
    assert [type(block) for block in document.blocks] == [Text, Table, Text]
    (found,) = document.tables()
    assert (found.n_rows, found.n_cols, found.caption) == (2, 3, "표 제목")
    assert [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in found.cells] == [
        (0, 0, 1, 2, "구분"),
        (1, 0, 1, 1, "가"),
        (1, 1, 1, 1, "나"),
        (0, 2, 2, 1, "비고"),
    ]
    assert not document.findings


def test_notes_boxes_and_equations() -> None:
    number = (18, 4, struct.pack("<HHH", 1, 2, 18))
    note = identified(17, bytes(14) + listed(paragraph(number, " 출처")))
    header = identified(16, bytes(10) + listed(paragraph("머리말")))
    box, equation = table([(0, 0, 9, 9, "상자")], kind=1), table([(0, 0, 9, 9, "a over b")], kind=2)
    document = extract(build(paragraph("본문", note, header, equation), paragraph(box)))
    assert texts(document) == ["본문a over b", "상자"]
    notes = [(aside.kind, [(text.marker, text.text) for text in texts_in(aside.blocks)]) for aside in document.asides]
    assert notes == [("footnote", [("3)", " 출처")]), ("header", [(None, "머리말")])]


def test_text_boxes_of_drawings() -> None:
    held = listed(paragraph("그림 속 글"))
    shape = struct.pack("<IH", 90, 6) + bytes(88) + struct.pack("<I", 0) + struct.pack("<I", len(held)) + held
    drawing = struct.pack("<I", 24) + bytes(24) + shape
    information = bytearray(348)
    struct.pack_into("<I", information, 0, len(drawing))
    information[74] = 3
    document = extract(build(paragraph(identified(11, bytes(information) + drawing + listed()))))
    assert texts(document) == ["그림 속 글"]


def test_outline_numbers_are_markers() -> None:
    details = struct.pack("<HBB", 1, 0, 1) + struct.pack("<7H", 1, 3, 0, 0, 0, 0, 0)
    details += (
        struct.pack("<7H", 1, 5, 0, 0, 0, 0, 0) + struct.pack("<14H", 0, 46, 40, 41, *[0] * 10) + struct.pack("<H", 28)
    )
    document = extract(build(paragraph((28, 32, details), "추진 방향")))
    assert [(block.marker, block.text) for block in document.blocks if isinstance(block, Text)] == [
        ("(다)", "추진 방향")
    ]


def test_unknown_characters_are_counted() -> None:
    document = extract(build(paragraph("가", (0x3300, 1, b""))))
    assert texts(document) == ["가\ufffd"]
    assert [finding.rule for finding in document.findings] == ["unknown_character"]


@pytest.mark.parametrize("n_bytes", [3, 50, 130])
def test_cut_file_keeps_what_is_before_the_cut(n_bytes: int) -> None:
    data = build(paragraph("처음"), paragraph("가운데"), paragraph("끝"), compressed=0)
    document = extract(data[:-n_bytes])
    assert document.partial
    assert texts(document)[0] == "처음"


def test_changed_content_is_noticed_by_its_checksum() -> None:
    data = build(paragraph("본문"))
    document = extract(data[:-8] + b"\1\2\3\4" + data[-4:])
    assert [finding.rule for finding in document.findings] == ["checksum_mismatch"]
    assert document.partial


def test_refusals() -> None:
    with pytest.raises(Encrypted):
        extract(build(paragraph("본문"), password=1))
    with pytest.raises(Empty):
        extract(build(paragraph("")))
    with pytest.raises(Corrupt):
        extract(build(paragraph("본문"))[:500])
    with pytest.raises(Unsupported, match="HWP 2"):
        extract(b"HWP Document File V2.00 \x1a\1\2\3\4\5" + bytes(2000))


@pytest.mark.shared
def test_the_text_is_that_of_hancoms_own_conversion(shared: Path) -> None:
    """A document and what ᄒᆞᆫ글 made of it as HWP 5."""
    old, new = (
        extract((shared / "corpus/hwp" / name).read_bytes()) for name in ("645525c8cd5e.hwp", "dc2edf4737c1.hwp")
    )

    def lines(document: Document) -> list[str]:
        found = ("".join(text.text.split()) for text in texts_in(document.blocks))
        return [line for line in found if line]

    def grids(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
        return [
            [(cell.row, cell.col, cell.row_span, cell.col_span, "".join(cell.text.split())) for cell in table.cells]
            for table in document.tables()
        ]

    assert lines(old) == lines(new)
    assert grids(old) == grids(new)


@pytest.mark.shared
def test_every_hwp3_file_of_the_corpus_is_read_or_refused_with_its_reason(shared: Path) -> None:
    outcomes = []
    for path in sorted((shared / "corpus/hwp").glob("*.hwp")):
        data = path.read_bytes()
        if data.startswith(b"HWP Document File V3"):
            try:
                document = extract(data)
                outcomes.append("partial" if document.partial else "ok")
                assert len(document.blocks) >= 4
            except Encrypted:
                outcomes.append("encrypted")
    assert sorted(outcomes) == ["encrypted", *["ok"] * 11]
