"""HWP family: symbols stored low, outlines without a definition, boxes that are words of their line."""

import pytest
from hwp_builders import (
    Hwp5Sample,
    Record,
    anchor,
    hwpx_cell,
    hwpx_file,
    hwpx_paragraph,
    hwpx_table,
    listed,
    paragraph,
    paragraphs,
)

from extractors import extract
from schemas.document import Document, Text


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def test_symbols_stored_low_are_those_of_their_own_place() -> None:
    document = extract(Hwp5Sample([paragraphs("\ua289 방문\ua2ef상담", "\ua289\ua292 열째")]).build())
    assert texts(document) == ["① 방문·상담", "⑩ 열째"]
    assert document.findings == ()


def test_a_low_symbol_of_unknown_glyph_is_counted() -> None:
    document = extract(Hwp5Sample([paragraphs("\ua001 항목")]).build())
    assert texts(document) == ["\U000f0001 항목"]
    assert [(finding.rule, finding.numbers["count"]) for finding in document.findings] == [("unknown_character", 1)]


def outline(identity: int, header: str = "") -> Document:
    shapes = "".join(
        f'<hh:paraPr id="{level + 1}"><hh:heading type="OUTLINE" idRef="0" level="{level}"/></hh:paraPr>'
        for level in range(8)
    )
    section = f'<hp:secPr outlineShapeIDRef="{identity}"/>'
    body = hwpx_paragraph(section, "제목") + "".join(
        hwpx_paragraph(text, shape=shape)
        for text, shape in [
            ("사업", 1),
            ("개요", 2),
            ("현황", 2),
            ("인원", 3),
            ("둘째", 1),
            ("깊은", 7),
            ("더 깊은", 8),
        ]
    )
    return extract(hwpx_file(body, header=header + shapes))


@pytest.mark.parametrize("identity", [0, 5])
def test_an_outline_without_a_definition_is_numbered_as_it_is_shown(identity: int) -> None:
    blocks = [block for block in outline(identity).blocks if isinstance(block, Text)][1:]
    assert [block.marker for block in blocks] == ["1.", "가.", "나.", "1)", "2.", "①", None]
    assert [block.level for block in blocks] == [1, 2, 2, 3, 1, 7, 8]


def test_a_defined_outline_keeps_its_own_numbers() -> None:
    defined = (
        '<hh:numbering id="5"><hh:paraHead level="1" start="3" numFormat="DIGIT">제^1장</hh:paraHead></hh:numbering>'
    )
    assert [block.marker for block in outline(5, defined).blocks if isinstance(block, Text)][1] == "제3장"


def box(text: str, inline: int = 1, caption: str = "") -> str:
    inner = "".join(hwpx_paragraph(line) for line in text.split("\n"))
    said = f"<hp:caption><hp:subList>{hwpx_paragraph(caption)}</hp:subList></hp:caption>" if caption else ""
    return (
        f'<hp:rect><hp:pos treatAsChar="{inline}"/>{said}'
        f"<hp:drawText><hp:subList>{inner}</hp:subList></hp:drawText></hp:rect>"
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["- 사업비 : ", box("300백만원")], ["- 사업비 : 300백만원"]),
        (["- 사업비", box("신규"), ": ", box("30"), "백만원"], ["- 사업비 신규 : 30 백만원"]),
        (["- 위촉 : ", box("신규"), " 1,240명, 연임 12명"], ["- 위촉 :  1,240명 신규 , 연임 12명"]),
        (["- 위촉 ", box("신규"), " 240명"], ["- 위촉 신규 240명"]),
        (["- 사업비 : ", box("300백만원", inline=0)], ["300백만원", "- 사업비 : "]),
        (["글 ", box("첫 줄\n둘째 줄")], ["글 ", "첫 줄", "둘째 줄"]),
        (["글 ", box("상자", caption="그림 1")], ["글 ", "그림 1", "상자"]),
        ([box("제목 상자")], ["제목 상자"]),
    ],
)
def test_a_box_in_the_line_is_words_of_it(items: list[str], expected: list[str]) -> None:
    assert texts(extract(hwpx_file(hwpx_paragraph(*items)))) == expected


def test_what_follows_a_box_in_the_line_keeps_its_place() -> None:
    note = f"<hp:ctrl><hp:footNote><hp:subList>{hwpx_paragraph('곁')}</hp:subList></hp:footNote></hp:ctrl>"
    table = hwpx_table(1, 1, hwpx_cell(0, 0, "칸"))
    document = extract(hwpx_file(hwpx_paragraph("가", box("나"), "다", note, table, "라")))
    assert [getattr(block, "text", "표") for block in document.blocks] == ["가 나 다", "표", "라"]


def test_a_box_in_the_line_of_hwp5_and_a_caption() -> None:
    head: list[Record] = [(0x47, 1, b" osg" + (1).to_bytes(4, "little") + bytes(38))]
    box = [*head, (0x4C, 2, bytes(8)), *listed(paragraph("300백만원", level=3), 3)]
    caption = [*head, *listed(paragraph("그림 1", level=2), 2)]
    assert texts(extract(Hwp5Sample([paragraph("- 사업비 : " + anchor("\x0b"), box)]).build())) == [
        "- 사업비 : 300백만원"
    ]
    assert texts(extract(Hwp5Sample([paragraph("글 " + anchor("\x0b"), caption)]).build())) == ["글 ", "그림 1"]
