"""HWPX: what the parts say, and what is said when some are missing or damaged."""

import base64
import hashlib
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hwp_builders import hwpx_cell, hwpx_file, hwpx_paragraph, hwpx_table

from extractors import extract
from schemas.document import Document, Table, Text
from schemas.errors import Corrupt, Empty, Encrypted, LimitExceeded
from schemas.options import Limits, ReadOptions
from schemas.source import Place


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def rules(document: Document) -> set[str]:
    return {finding.rule for finding in document.findings}


def inner(text: str) -> str:
    return f"<hp:subList>{hwpx_paragraph(text)}</hp:subList>"


@pytest.mark.parametrize(
    ("attributes", "breaks"),
    [('pageBreak="0" columnBreak="0"', False), ('pageBreak="1"', True), ('columnBreak="1" pageBreak="0"', True)],
)
def test_page_and_column_breaks(attributes: str, breaks: bool) -> None:
    table = hwpx_table(1, 1, hwpx_cell(0, 0, "칸"))
    document = extract(hwpx_file(hwpx_paragraph("앞") + hwpx_paragraph(table, "뒤", attributes=attributes)))
    assert [block.breaks for block in document.blocks] == [False, breaks, False]


def test_characters_and_tracked_changes() -> None:
    text = (
        '<hp:t>가<hp:tab width="10"/>나<hp:lineBreak/>다<hp:nbSpace/>라<hp:fwSpace/>'
        '<hp:deleteBegin Id="1"/>지운 글<hp:deleteEnd Id="1"/>'
        '<hp:insertBegin Id="2"/>넣은 글<hp:insertEnd Id="2"/></hp:t>'
    )
    document = extract(hwpx_file(hwpx_paragraph(text)))
    assert texts(document) == ["가\t나\n다\u00a0라 넣은 글"]
    assert [(finding.rule, finding.numbers["count"]) for finding in document.findings] == [("tracked_deletion", 4)]
    assert (document.meta.title, document.meta.author, document.meta.created) == (
        "예시 계획",
        "작성자",
        "2026-01-02T03:04:05Z",
    )


def test_deletion_over_paragraphs_ends_where_it_ends() -> None:
    first, second = '<hp:t>남음<hp:deleteBegin Id="1"/>지움</hp:t>', '<hp:t>지움<hp:deleteEnd Id="1"/>남음</hp:t>'
    assert texts(extract(hwpx_file(hwpx_paragraph(first) + hwpx_paragraph(second)))) == ["남음", "남음"]


def test_table_with_spans_header_caption_and_nested_table() -> None:
    deep = hwpx_paragraph(hwpx_table(1, 1, hwpx_cell(0, 0, "속")))
    grid = hwpx_table(
        2,
        2,
        hwpx_cell(0, 0, "구분", col_span=2, header=1),
        hwpx_cell(1, 0, deep) + hwpx_cell(1, 1, "값"),
        caption="제목",
    )
    document = extract(hwpx_file(hwpx_paragraph("앞", grid, "뒤")))
    assert [type(block) for block in document.blocks] == [Text, Table, Text]
    outer, nested = document.tables()
    assert (outer.n_rows, outer.n_cols, outer.caption, outer.place) == (2, 2, "제목", Place(1, 1))
    assert [(cell.row, cell.col, cell.col_span, cell.header, cell.text) for cell in outer.cells] == [
        (0, 0, 2, True, "구분"),
        (1, 0, 1, False, ""),
        (1, 1, 1, False, "값"),
    ]
    assert nested.cells[0].text == "속"
    assert not document.findings


def test_cells_without_an_address_take_the_next_free_place() -> None:
    def bare(text: str, rows: int = 1, cols: int = 1) -> str:
        return f'<hp:tc>{inner(text)}<hp:cellSpan rowSpan="{rows}" colSpan="{cols}"/></hp:tc>'

    grid = hwpx_table(2, 3, bare("가", rows=2) + bare("나", cols=2), bare("다") + bare("라"))
    (found,) = extract(hwpx_file(hwpx_paragraph(grid))).tables()
    assert [(cell.text, cell.row, cell.col) for cell in found.cells] == [
        ("가", 0, 0),
        ("나", 0, 1),
        ("다", 1, 1),
        ("라", 1, 2),
    ]


def test_declared_size_that_lies_gives_a_finding() -> None:
    document = extract(hwpx_file(hwpx_paragraph(hwpx_table(1, 1, hwpx_cell(0, 0, "가"), hwpx_cell(1, 0, "나")))))
    assert rules(document) == {"table_grid"}
    assert next(document.tables()).n_rows == 2


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        (f'<hp:footNote number="1">{inner("곁")}</hp:footNote>', "footnote"),
        (f"<hp:endNote>{inner('곁')}</hp:endNote>", "endnote"),
        (f"<hp:header>{inner('곁')}</hp:header>", "header"),
        (f"<hp:footer>{inner('곁')}</hp:footer>", "footer"),
        (f"<hp:hiddenComment>{inner('곁')}</hp:hiddenComment>", "hidden_comment"),
        (f'<hp:fieldBegin type="MEMO">{inner("곁")}</hp:fieldBegin>', "memo"),
    ],
)
def test_what_stands_beside_the_body_is_kept_apart(element: str, kind: str) -> None:
    document = extract(hwpx_file(hwpx_paragraph("본문", f"<hp:ctrl>{element}</hp:ctrl>")))
    assert texts(document) == ["본문"]
    assert [(aside.kind, aside.place) for aside in document.asides] == [(kind, Place(1, 0))]
    assert [block.text for block in document.asides[0].blocks if isinstance(block, Text)] == ["곁"]


def test_master_page_is_furniture() -> None:
    page = f'<hm:masterPage xmlns:hm="m" xmlns:hp="p">{inner("바탕쪽")}</hm:masterPage>'
    document = extract(hwpx_file(hwpx_paragraph("본문"), parts={"Contents/masterpage0.xml": page}))
    assert texts(document) == ["본문"]
    assert [aside.kind for aside in document.asides] == ["master_page"]


def test_text_boxes_however_grouped_and_controls_in_the_line() -> None:
    shape = f"<hp:rect><hp:drawText>{inner('상자')}</hp:drawText></hp:rect>"
    box = f'<hp:container><hp:pos treatAsChar="1"/>{shape}</hp:container>'
    shape = '<hp:autoNumFormat type="DIGIT" prefixChar="&lt;"/>'
    number = f'<hp:ctrl><hp:autoNum num="2" numType="TABLE">{shape}</hp:autoNum></hp:ctrl>'
    line = [
        number,
        "<hp:equation><hp:script>a over b</hp:script></hp:equation>",
        '<hp:compose composeText="㉮"/>',
        "<hp:dutmal><hp:mainText>낱말</hp:mainText><hp:subText>뜻</hp:subText></hp:dutmal>",
        '<hp:checkBtn caption="동의&amp;&amp;나" value="CHECKED"/>',
    ]
    document = extract(hwpx_file(hwpx_paragraph(*line) + hwpx_paragraph(box)))
    assert texts(document) == ["<2a over b㉮낱말(뜻)☑ 동의&나", "상자"]


HEADER = (
    '<hh:numbering id="3"><hh:paraHead level="1" numFormat="DIGIT" start="1">^1.</hh:paraHead>'
    '<hh:paraHead level="2" numFormat="HANGUL_SYLLABLE" start="1">^2.</hh:paraHead></hh:numbering>'
    '<hh:bullet id="1" char="&#xf0a7;"/>'
    '<hh:paraPr id="1"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>'
    '<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="3" level="1"/></hh:paraPr>'
    '<hh:paraPr id="3"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>'
)


def test_numbers_outlines_and_bullets_are_markers() -> None:
    body = hwpx_paragraph('<hp:secPr outlineShapeIDRef="3"/>', "총괄", shape=1)
    body += hwpx_paragraph("가", shape=2) + hwpx_paragraph("나", shape=2) + hwpx_paragraph("다", shape=3)
    document = extract(hwpx_file(body, header=HEADER))
    found = [(block.marker, block.text, block.level) for block in document.blocks if isinstance(block, Text)]
    assert found == [("1.", "총괄", 1), ("가.", "가", None), ("나.", "나", None), ("▪", "다", None)]


@pytest.mark.parametrize(
    ("content", "dirty", "shown"),
    [("여기에", 0, "담당  끝"), ("홍길동", 0, "담당 홍길동 끝"), ("여기에", 1, "담당 여기에 끝")],
)
def test_prompt_of_a_field_is_no_text(content: str, dirty: int, shown: str) -> None:
    command = "Clickhere:set:9:Direction:wstring:3:여기에 Help"
    parameters = f'<hp:parameters><hp:stringParam name="Command">{command}</hp:stringParam></hp:parameters>'
    begin = f'<hp:ctrl><hp:fieldBegin type="CLICK_HERE" dirty="{dirty}">{parameters}</hp:fieldBegin></hp:ctrl>'
    assert texts(
        extract(hwpx_file(hwpx_paragraph("담당 ", begin, content, "<hp:ctrl><hp:fieldEnd/></hp:ctrl>", " 끝")))
    ) == [shown]


def test_sections_follow_the_spine_and_forgotten_ones_come_behind() -> None:
    sections = [hwpx_paragraph(text) for text in ("하나", "둘", "셋")]
    spine = ["Contents/section1.xml", "Contents/section0.xml"]
    document = extract(hwpx_file(*sections, spine=spine))
    assert [(block.place.page, block.text) for block in document.blocks if isinstance(block, Text)] == [
        (1, "둘"),
        (2, "하나"),
        (3, "셋"),
    ]


def test_listed_section_that_is_missing_is_named() -> None:
    document = extract(hwpx_file(hwpx_paragraph("하나"), spine=["Contents/section0.xml", "Contents/section1.xml"]))
    assert document.partial
    assert rules(document) == {"section_missing"}


def encrypted(password: str) -> bytes:
    """An archive whose section is encrypted as OpenDocument 1.2 says."""
    section = f'<hs:sec xmlns:hs="s" xmlns:hp="p">{hwpx_paragraph("비밀 본문")}</hs:sec>'.encode()
    salt = bytes(range(16))
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, 10, 32)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    stored = deflater.compress(section) + deflater.flush()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(salt)).encryptor()
    stored = encryptor.update(stored + bytes(-len(stored) % 16)) + encryptor.finalize()
    text = base64.b64encode(salt).decode()
    checksum = base64.b64encode(hashlib.sha256(section[:1024]).digest()).decode()
    manifest = (
        '<o:manifest xmlns:o="m"><o:file-entry o:x="" full-path="Contents/section0.xml">'
        f'<o:encryption-data checksum="{checksum}">'
        f'<o:algorithm algorithm-name="x#aes256-cbc" initialisation-vector="{text}"/>'
        f'<o:key-derivation key-size="32" iteration-count="10" salt="{text}"/>'
        "</o:encryption-data></o:file-entry></o:manifest>"
    )
    return hwpx_file(parts={"META-INF/manifest.xml": manifest, "Contents/section0.xml": stored})


def test_password() -> None:
    data = encrypted("열려라")
    assert texts(extract(data, options=ReadOptions(password="열려라"))) == ["비밀 본문"]
    for wrong in (None, "닫혀라"):
        with pytest.raises(Encrypted):
            extract(data, options=ReadOptions(password=wrong))


def test_archive_without_its_directory_is_read_from_its_parts() -> None:
    whole = hwpx_file(*(hwpx_paragraph(f"{number}구역") for number in range(3)))
    document = extract(whole[: whole.index(b"PK\x01\x02")])
    assert texts(document) == ["0구역", "1구역", "2구역"]
    assert document.partial


def test_damaged_part_keeps_what_is_before_the_damage() -> None:
    body = "".join(hwpx_paragraph(f"{number}번 문단 {number * 7919}") for number in range(500))
    data = bytearray(hwpx_file(body))
    middle = data.index(b"Contents/section0.xml") + 2500
    data[middle : middle + 40] = bytes(40)
    document = extract(bytes(data))
    assert document.partial
    assert 50 < len(texts(document)) < 500


def test_unclosed_xml_keeps_what_was_said() -> None:
    document = extract(hwpx_file(hwpx_paragraph("하나") + "<hp:p><hp:run><hp:t>둘"))
    assert texts(document) == ["하나", "둘"]
    assert document.partial


def test_entities_are_refused() -> None:
    part = '<!DOCTYPE a [<!ENTITY b "bb">]><hs:sec xmlns:hs="s"/>'
    with pytest.raises(Corrupt):
        extract(hwpx_file(parts={"Contents/section0.xml": part}))


def test_limits() -> None:
    with pytest.raises(LimitExceeded):
        extract(hwpx_file(hwpx_paragraph("가" * 100_000)), options=ReadOptions(limits=Limits(stream_bytes=50_000)))
    with pytest.raises(LimitExceeded):
        extract(hwpx_file(hwpx_paragraph("가")), options=ReadOptions(limits=Limits(archive_entries=2)))


def test_bomb_without_a_directory_is_refused() -> None:
    whole = hwpx_file(*(hwpx_paragraph("가" * 50_000) for _ in range(5)))
    limits = Limits(stream_bytes=200_000, total_bytes=400_000)
    with pytest.raises(LimitExceeded):
        extract(whole[: whole.index(b"PK\x01\x02")], options=ReadOptions(limits=limits))


def test_no_text_and_no_table_is_empty() -> None:
    with pytest.raises(Empty):
        extract(hwpx_file(hwpx_paragraph("")))
