"""HWP 5: what the records say, and what is said when they do not agree."""

import struct

import pytest
from hwp_builders import (
    CellSample,
    Hwp5Sample,
    Record,
    anchor,
    compound_file,
    control,
    deflate,
    paragraph,
    paragraphs,
    serialize,
    table,
)

from extractors import extract
from schemas.document import Document, Table, Text
from schemas.errors import Corrupt, Drm, Empty, Encrypted, KplanError, LimitExceeded, Unsupported
from schemas.options import Limits, ReadOptions
from schemas.source import Place

TABLE, NOTE, HIDDEN, FURNITURE, NUMBER, FIELD, END, OVERLAP = "\x0b\x11\x0f\x10\x12\x03\x04\x17"


def read(*records: list[Record], **sample: object) -> Document:
    """A document of one section."""
    return extract(Hwp5Sample([[record for part in records for record in part]], **sample).build())  # type: ignore[arg-type]


def rules(document: Document) -> set[str]:
    return {finding.rule for finding in document.findings}


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def test_characters() -> None:
    document = read(paragraph("가\x09" + "\0" * 6 + "\x09나\x0a다\x18라\x1e마\x1f바😀"))
    assert texts(document) == ["가\t나\n다-라\u00a0마 바😀"]
    assert not document.findings
    assert not document.partial


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("\U000f02b1 개요", "1\u20de 개요"), ("\U000f02ba\U000f02c3 개요", "10\u20de 개요"), ("\uf0a7 항목", "▪ 항목")],
)
def test_private_use_characters_become_standard_ones(stored: str, shown: str) -> None:
    document = read(paragraph(stored))
    assert texts(document) == [shown]
    assert not document.findings


def test_unknown_private_use_character_stays_and_is_counted() -> None:
    document = read(paragraph("\U000f0fff목표\U000f0fff"))
    assert texts(document) == ["\U000f0fff목표\U000f0fff"]
    assert [(finding.rule, finding.numbers["count"]) for finding in document.findings] == [("unknown_character", 2)]


@pytest.mark.parametrize(("bits", "breaks"), [(0, False), (1, False), (2, False), (4, True), (8, True), (7, True)])
def test_page_and_column_breaks_are_the_authors_own(bits: int, breaks: bool) -> None:
    document = read(paragraph("앞", last=False), paragraph("뒤", breaks=bits))
    assert [block.breaks for block in document.blocks] == [False, breaks]


def test_the_break_of_an_empty_paragraph_goes_to_what_follows() -> None:
    inner = table(1, 1, [CellSample(0, 0, paragraph("속", level=2, breaks=4))])
    document = read(
        paragraph("앞", last=False),
        paragraph("", breaks=4, last=False),
        paragraph(anchor(TABLE) + "뒤", inner, last=False),
        paragraph("끝"),
    )
    assert [(type(block), block.breaks) for block in document.blocks] == [
        (Text, False),
        (Table, True),
        (Text, False),
        (Text, False),
    ]


@pytest.mark.parametrize("sample", [{"flags": 1 | 1 << 14}, {"n_changes": 2}])
def test_text_with_tracked_changes_is_read_whole_with_a_warning(sample: dict[str, int]) -> None:
    document = read(paragraph("남은 글과 지운 글"), **sample)
    assert texts(document) == ["남은 글과 지운 글"]
    assert [(finding.rule, finding.severity) for finding in document.findings] == [("tracked_document", "warn")]
    assert not document.partial


def test_lone_surrogate_cannot_break_what_follows() -> None:
    broken = paragraph("가나")
    broken[1] = (broken[1][0], broken[1][1], "가".encode("utf-16-le") + b"\x00\xd8" + "\r".encode("utf-16-le"))
    document = read(broken)
    assert texts(document) == ["가\ufffd"]


def test_table_with_spans_header_caption_and_nested_table() -> None:
    inner = table(1, 1, [CellSample(0, 0, paragraphs("속", level=4))], level=3)
    cells = [
        CellSample(0, 0, paragraphs("구분", level=2), col_span=2, header=True),
        CellSample(1, 0, paragraph("앞" + anchor(TABLE) + "뒤", inner, level=2)),
        CellSample(1, 1, paragraphs("첫 줄", "", "셋째 줄", level=2)),
    ]
    outer = table(2, 2, cells, caption=paragraphs("표 제목", level=2))
    document = read(paragraph("앞말", last=False), paragraph(anchor(TABLE), outer))
    found = list(document.tables())
    assert [(one.n_rows, one.n_cols, one.caption) for one in found] == [(2, 2, "표 제목"), (1, 1, None)]
    first = found[0]
    assert [(cell.row, cell.col, cell.row_span, cell.col_span, cell.header) for cell in first.cells] == [
        (0, 0, 1, 2, True),
        (1, 0, 1, 1, False),
        (1, 1, 1, 1, False),
    ]
    assert [cell.text for cell in first.cells] == ["구분", "앞\n뒤", "첫 줄\n\n셋째 줄"]
    assert [type(block) for block in first.cells[1].blocks] == [Text, Table, Text]
    assert [block.place for block in document.blocks] == [Place(1, 0), Place(1, 1)]
    assert first.cells[2].place == first.cells[2].blocks[0].place == Place(1, 1, 1, 1)
    assert found[1].place == Place(1, 2)
    assert not document.findings


def test_floating_table_stands_where_it_is_laid_out() -> None:
    cells = [CellSample(0, 0, paragraphs("칸", level=2))]
    above, below = table(1, 1, cells, inline=False), table(1, 1, cells, inline=False)
    identity = below[0][2][:4]
    below[0] = (below[0][0], below[0][1], identity + struct.pack("<Ii", 2 << 3, 500) + bytes(34))
    assert [type(block) for block in read(paragraph("글" + anchor(TABLE), above)).blocks] == [Table, Text]
    assert [type(block) for block in read(paragraph(anchor(TABLE) + "글", below)).blocks] == [Text, Table]


def test_text_boxes_belong_to_the_body_where_they_stand() -> None:
    held = table(1, 1, [CellSample(0, 0, paragraphs("상자 속 표", level=4))], level=3)
    box = control("gso ", struct.pack("<Ii", 1, 0), inner=paragraph("상자" + anchor(TABLE), held, level=2))
    document = read(paragraph("앞" + anchor(TABLE) + "뒤", box))
    assert [block.text if isinstance(block, Text) else "표" for block in document.blocks] == ["앞", "상자", "표", "뒤"]


def test_text_art_is_text() -> None:
    shape = [*control("gso ", struct.pack("<Ii", 1, 0)), (0x4C, 2, bytes(40)), text_art("글맵시")]
    assert texts(read(paragraph(anchor(TABLE), shape))) == ["글맵시"]


def text_art(text: str) -> Record:
    return 0x5A, 3, bytes(32) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("identity", "sign", "kind"),
    [
        ("fn  ", NOTE, "footnote"),
        ("en  ", NOTE, "endnote"),
        ("head", FURNITURE, "header"),
        ("foot", FURNITURE, "footer"),
        ("tcmt", HIDDEN, "hidden_comment"),
        ("secd", "\x02", "master_page"),
    ],
)
def test_what_stands_beside_the_body_is_kept_apart(identity: str, sign: str, kind: str) -> None:
    document = read(paragraph("본문" + anchor(sign), control(identity, bytes(24), inner=paragraphs("곁", level=2))))
    assert texts(document) == ["본문"]
    assert [
        (aside.kind, aside.place, [block.text for block in aside.blocks if isinstance(block, Text)])
        for aside in document.asides
    ] == [(kind, Place(1, 0), ["곁"])]


def test_footnote_of_a_cell_is_linked_to_it_and_numbered() -> None:
    number = control("atno", struct.pack("<IHHHH", 1, 3, 0, 0, ord(")")), level=3)
    note = control(
        "fn  ", bytes(8), level=3, inner=paragraph(anchor(NUMBER) + " 출처", number_at_five(number), level=4)
    )
    cells = [CellSample(0, 0, paragraph("값" + anchor(NOTE), note, level=2))]
    document = read(paragraph(anchor(TABLE), table(1, 1, cells)))
    (aside,) = document.asides
    assert aside.place == Place(1, 0, 0, 0)
    assert [(block.marker, block.text) for block in aside.blocks if isinstance(block, Text)] == [("3)", " 출처")]
    assert next(document.tables()).cells[0].text == "값"


def number_at_five(records: list[Record]) -> list[Record]:
    return [(tag, 5, data) for tag, _, data in records]


def test_memo_is_kept_apart() -> None:
    memo: list[Record] = [
        (0x5D, 1, bytes(4)),
        (0x48, 1, struct.pack("<HHI", 1, 0, 0)),
        *paragraphs("검토 의견", level=1),
    ]
    document = read(paragraphs("본문"), memo)
    assert texts(document) == ["본문"]
    assert [aside.kind for aside in document.asides] == ["memo"]
    assert not document.partial


def test_numbers_outlines_and_bullets_are_markers() -> None:
    levels = [("^1.", 0), ("^2.", 8), ("^3)", 0), ("(^4)", 8), ("^1-^2", 0), ("^n", 0), ("^7", 1)]
    shapes = [(0, 0)] + [(2 << 23 | level << 25, 1) for level in (0, 1, 4)] + [(1 << 23, 0), (3 << 23, 1)]
    section = control("secd", bytes(14) + struct.pack("<H", 1) + bytes(8))
    records = paragraph(anchor("\x02") + "총괄", section, shape=4, last=False)
    for text, shape in [("가", 1), ("나", 2), ("다", 2), ("라", 3), ("마", 1), ("바", 2), ("사", 5)]:
        records += paragraph(text, shape=shape, last=text == "사")
    document = read(records, shapes=shapes, numberings=[levels], bullets=["\uf0a7"])
    found = [(block.marker, block.text, block.level) for block in document.blocks if isinstance(block, Text)]
    assert found == [
        ("1.", "총괄", 1),
        ("1.", "가", None),
        ("가.", "나", None),
        ("나.", "다", None),
        ("1-나", "라", None),
        ("2.", "마", None),
        ("가.", "바", None),
        ("▪", "사", None),
    ]


def click_here(content: str, filled: bool) -> list[Record]:
    command = "Clickhere:set:40:Direction:wstring:5:이름 입력 HelpState:wstring:0:"
    data = struct.pack("<IBH", filled << 15, 0, len(command)) + command.encode("utf-16-le")
    return paragraph("담당 " + anchor(FIELD) + content + anchor(END) + " 끝", control("%clk", data))


def test_prompt_of_a_field_is_no_text() -> None:
    document = read(click_here("이름 입력", filled=False))
    assert texts(document) == ["담당  끝"]
    assert rules(document) == {"prompt_left_out"}


@pytest.mark.parametrize(("content", "filled"), [("홍길동", False), ("이름 입력", True)])
def test_what_somebody_wrote_into_a_field_is_text(content: str, filled: bool) -> None:
    assert texts(read(click_here(content, filled))) == [f"담당 {content} 끝"]


def test_controls_that_show_text_in_the_line() -> None:
    number = control("atno", struct.pack("<IHHHH", 4, 7, 0, 0, 0))
    overlap = control("tcps", struct.pack("<H", 2) + "㉮○".encode("utf-16-le"))
    ruby = control(
        "tdut", struct.pack("<H", 2) + "낱말".encode("utf-16-le") + struct.pack("<H", 1) + "뜻".encode("utf-16-le")
    )
    script = "a over b".encode("utf-16-le")
    equation = [*control("eqed", bytes(40)), (0x58, 2, struct.pack("<IH", 0, 8) + script + bytes(10))]
    items = "CommonSet:set:9:Name:wstring:1:A  ButtonSet:set:30:Caption:wstring:5:동의&&나 Value:int:1 "
    form = [*control("form", bytes(40)), (0x5B, 2, b"tbr+tbr+" + bytes(6) + items.encode("utf-16-le"))]
    signs = NUMBER + OVERLAP + OVERLAP + TABLE + TABLE
    document = read(paragraph("표 " + "|".join(map(anchor, signs)), number, overlap, ruby, equation, form))
    assert texts(document) == ["표 7|㉮○|낱말(뜻)|a over b|◉ 동의&나"]


def test_file_that_is_not_compressed() -> None:
    document = read(paragraphs("본문"), flags=0)
    assert texts(document) == ["본문"]
    assert not document.findings


def test_distribution_document_is_read() -> None:
    document = read(paragraphs("배포용 본문"), flags=5)
    assert texts(document) == ["배포용 본문"]
    assert not document.findings


@pytest.mark.parametrize(
    ("bit", "error"),
    [(1, Encrypted), (4, Drm), (8, Encrypted), (10, Drm)],
    ids=["password", "drm", "certificate", "certificate_drm"],
)
def test_protection_is_named(bit: int, error: type[KplanError]) -> None:
    with pytest.raises(error):
        read(paragraphs("본문"), flags=1 | 1 << bit)


def test_summary_is_cut_at_the_first_nul() -> None:
    title = "예시 계획\0쓰레기".encode("utf-16-le")
    values = [
        struct.pack("<II", 0x1F, len(title) // 2) + title,
        struct.pack("<IQ", 0x40, 116444736000000000),
        struct.pack("<Ii", 3, 12),
    ]
    offset, table_of_values, body = 8 + 8 * len(values), b"", b""
    for key, value in zip((2, 12, 14), values, strict=True):
        table_of_values += struct.pack("<II", key, offset + len(body))
        body += value
    section = struct.pack("<II", 8 + len(table_of_values + body), len(values)) + table_of_values + body
    summary = bytes(28) + bytes(16) + struct.pack("<I", 48) + section
    meta = read(paragraphs("본문"), extra={"\x05HwpSummaryInformation": summary}).meta
    assert (meta.title, meta.created, meta.pages) == ("예시 계획", "1970-01-01T00:00:00+00:00", 12)


def damaged(**streams: bytes) -> Document:
    sample = Hwp5Sample([paragraphs("처음", "가운데", "끝")]).streams()
    return extract(compound_file(sample | {path.replace("_", "/"): data for path, data in streams.items()}))


def test_changed_content_is_noticed_by_its_checksum() -> None:
    plain = serialize(paragraphs("처음", "가운데", "끝"))
    stream = deflate(plain)[:-8] + struct.pack("<II", 12345, len(plain))
    document = damaged(BodyText_Section0=stream)
    assert texts(document) == ["처음", "가운데", "끝"]
    assert rules(document) == {"checksum_mismatch"}
    assert document.partial


def test_cut_deflate_stream_keeps_what_is_before_the_cut() -> None:
    plain = serialize(paragraphs(*(f"{number}번 문단 {number * 7919}" for number in range(500))))
    stream = deflate(plain)
    document = damaged(BodyText_Section0=stream[: len(stream) // 2])
    assert document.partial
    assert "stream_damaged" in rules(document)
    assert 100 < len(texts(document)) < 500


def cut_records(records: list[Record], n_bytes: int) -> bytes:
    return deflate(serialize(records)[:-n_bytes])


WHERE_LAYOUT_RECORDS_BEGIN = (40, 52)
"""Cutting away line segments (36 bytes and a head), and character shapes (8 and a head) too, takes no text."""


@pytest.mark.parametrize("n_bytes", range(1, 86))
def test_cut_records_are_noticed_wherever_they_are_cut(n_bytes: int) -> None:
    document = damaged(BodyText_Section0=cut_records(paragraphs("처음", "가운데", "끝"), n_bytes))
    assert document.partial == (n_bytes not in WHERE_LAYOUT_RECORDS_BEGIN)
    assert texts(document)[:2] == ["처음", "가운데"]


def test_cut_text_keeps_its_beginning() -> None:
    document = damaged(BodyText_Section0=cut_records(paragraphs("처음", "아주 긴 문단의 앞부분")[:-2], 12))
    assert document.partial
    assert texts(document) == ["처음", "아주 긴 문단"]


@pytest.mark.parametrize("identity", ["tbl ", "atno", "tcps", "tdut", "%clk", "gso ", "eqed", "form"])
@pytest.mark.parametrize("n_bytes", [0, 2, 5])
def test_short_control_costs_only_itself(identity: str, n_bytes: int) -> None:
    short = control(identity, bytes(n_bytes))
    document = read(paragraph("앞" + anchor(TABLE) + "뒤", short, last=False), paragraph("끝"))
    assert texts(document)[-1] == "끝"
    assert "".join(texts(document)) == "앞뒤끝"


@pytest.mark.parametrize("dropped", ["last paragraph", "text", "control", "cell"])
def test_a_record_that_is_missing_is_noticed(dropped: str) -> None:
    cells = [CellSample(0, col, paragraphs(f"칸{col}", level=2)) for col in range(2)]
    records = paragraph("앞", last=False) + paragraph(anchor(TABLE), table(1, 2, cells), last=False) + paragraph("끝")
    start = {"last paragraph": len(records) - 4, "text": 1, "control": 6, "cell": len(records) - 9}[dropped]
    n_records = {"last paragraph": 4, "text": 1, "control": 13, "cell": 5}[dropped]
    document = read(records[:start] + records[start + n_records :])
    assert document.partial or "table_grid" in rules(document), dropped
    assert read(records).findings == ()


def test_missing_section_is_named() -> None:
    document = read(paragraphs("본문"), n_sections=3)
    assert document.partial
    assert [finding.numbers["count"] for finding in document.findings if finding.rule == "section_missing"] == [2]


def test_grid_that_is_not_tiled_gives_a_finding_and_the_cells() -> None:
    cells = [CellSample(0, 0, paragraphs("가", level=2)), CellSample(0, 0, paragraphs("나", level=2))]
    document = read(paragraph(anchor(TABLE), table(1, 2, cells)))
    assert rules(document) == {"table_grid"}
    assert [cell.text for cell in next(document.tables()).cells] == ["가", "나"]


def test_cell_outside_the_declared_grid_is_not_lost() -> None:
    cells = [CellSample(0, 0, paragraphs("가", level=2)), CellSample(3, 1, paragraphs("나", level=2))]
    found = next(read(paragraph(anchor(TABLE), table(1, 1, cells))).tables())
    assert (found.n_rows, found.n_cols) == (4, 2)
    assert [cell.text for cell in found.cells] == ["가", "나"]


def test_grid_larger_than_the_limit_is_refused() -> None:
    cells = [CellSample(60000, 60000, paragraphs("가", level=2))]
    with pytest.raises(LimitExceeded):
        read(paragraph(anchor(TABLE), table(1, 1, cells)))


def test_no_text_and_no_table_is_empty() -> None:
    with pytest.raises(Empty):
        read(paragraphs("", ""))


def nested(depth: int, level: int = 0) -> list[Record]:
    if depth == 0:
        return paragraphs("바닥", level=level)
    cells = [CellSample(0, 0, nested(depth - 1, level + 2))]
    return paragraph(anchor(TABLE), table(1, 1, cells, level=level + 1), level=level)


def test_nesting() -> None:
    document = read(nested(20))
    assert [one.cells[0].text for one in document.tables()][-1] == "바닥"
    with pytest.raises(LimitExceeded):
        read(nested(70))


def test_bomb_is_refused() -> None:
    data = Hwp5Sample([paragraphs("가" * 200_000)]).build()
    assert len(data) < 10_000
    with pytest.raises(LimitExceeded):
        extract(data, options=ReadOptions(limits=Limits(stream_bytes=100_000)))


@pytest.mark.parametrize(
    ("position", "value"),
    [(0x1E, b"\xff\xff"), (0x20, b"\x20\x00"), (0x2C, b"\xff" * 4), (0x40, b"\xff" * 4), (0x48, b"\xff" * 4)],
)
def test_container_headers_that_would_keep_the_reader_busy_are_refused(position: int, value: bytes) -> None:
    data = bytearray(Hwp5Sample([paragraphs("본문")]).build())
    data[position : position + len(value)] = value
    with pytest.raises(Corrupt):
        extract(bytes(data))


def test_other_compound_files_are_not_hwp() -> None:
    with pytest.raises(Unsupported, match="DOC"):
        extract(compound_file({"WordDocument": bytes(5000)}))
