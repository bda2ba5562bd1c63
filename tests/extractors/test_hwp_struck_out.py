"""Struck-out text is kept beside the paragraph and is no value of it; lines that are not drawn strike nothing out."""

import pytest
from hwp_builders import (
    Hwp5Sample,
    anchor,
    control,
    hwpx_cell,
    hwpx_file,
    hwpx_paragraph,
    hwpx_run,
    hwpx_table,
    paragraph,
)

from extractors import extract
from schemas.document import Document, Table, Text

STRUCK, UNSEEN, CIRCLES = 1 << 18, 1 << 18 | 15 << 26, 1 << 18 | 6 << 26
UNITS = "- 위촉 : 210명 240명"


def text_of(document: Document) -> str:
    (block,) = document.blocks
    assert isinstance(block, Text)
    return block.text


def beside(document: Document) -> list[tuple[str, str]]:
    return [(aside.kind, block.text) for aside in document.asides for block in aside.blocks if isinstance(block, Text)]


def hwp5(*shapes: tuple[int, int], bits: int = STRUCK) -> Document:
    records = paragraph(UNITS, character_shapes=shapes)
    return extract(Hwp5Sample([records], strikes=[0, bits]).build())


@pytest.mark.parametrize("bits", [STRUCK, CIRCLES])
def test_struck_out_units_of_hwp5(bits: int) -> None:
    document = hwp5((0, 0), (7, 1), (11, 0), bits=bits)
    assert text_of(document) == "- 위촉 :  240명"
    assert beside(document) == [("markup", "210명")]
    (finding,) = document.findings
    assert (finding.rule, finding.severity, finding.numbers) == ("struck_out", "warn", {"count": 1})
    assert "210명" in finding.message


def test_a_whole_paragraph_struck_out_leaves_nothing() -> None:
    document = extract(
        Hwp5Sample(
            [paragraph("앞", last=False) + paragraph("250백만원", character_shapes=((0, 1),))], strikes=[0, STRUCK]
        ).build()
    )
    assert [block.text for block in document.blocks if isinstance(block, Text)] == ["앞"]
    assert beside(document) == [("markup", "250백만원")]


def test_a_line_that_is_not_drawn_strikes_nothing_out() -> None:
    document = hwp5((0, 0), (7, 1), (11, 0), bits=UNSEEN)
    assert text_of(document) == UNITS
    assert document.findings == ()


def test_objects_in_struck_out_text_stay() -> None:
    box = control("gso ", bytes([1]) + bytes(41), inner=paragraph("상자", level=2))
    records = paragraph("지움" + anchor("\x0b") + "남음", box, character_shapes=((0, 1), (10, 0)))
    document = extract(Hwp5Sample([records], strikes=[0, STRUCK]).build())
    assert [block.text for block in document.blocks if isinstance(block, Text)] == ["상자", "남음"]
    assert beside(document) == [("markup", "지움")]


def test_character_shapes_out_of_order_cost_nothing_else() -> None:
    assert text_of(hwp5((0, 0), (9, 1), (7, 0), (2**31, 1))) == "- 위촉 : 21"


def header(shape: str) -> str:
    return (
        '<hh:charPr id="0"><hh:strikeout shape="NONE"/></hh:charPr>'
        f'<hh:charPr id="1"><hh:strikeout shape="{shape}"/></hh:charPr>'
    )


@pytest.mark.parametrize("shape", ["SOLID", "DOUBLE_SLIM"])
def test_struck_out_runs_of_hwpx(shape: str) -> None:
    runs = [hwpx_run("- 사업비 : "), hwpx_run("250백만원", 1), hwpx_run(" 300백만원")]
    document = extract(hwpx_file(hwpx_paragraph(*runs), header=header(shape)))
    assert text_of(document) == "- 사업비 :  300백만원"
    assert beside(document) == [("markup", "250백만원")]
    assert [finding.rule for finding in document.findings] == ["struck_out"]


def test_a_three_dimensional_line_of_hwpx_is_none() -> None:
    document = extract(hwpx_file(hwpx_paragraph(hwpx_run("250백만원", 1)), header=header("3D")))
    assert text_of(document) == "250백만원"
    assert document.findings == ()


def test_a_table_in_a_struck_out_run_is_not_struck_out() -> None:
    table = hwpx_table(1, 1, hwpx_cell(0, 0, hwpx_paragraph(hwpx_run("칸"))))
    run = f'<hp:run charPrIDRef="1"><hp:t>지움</hp:t>{table}<hp:t>지움</hp:t></hp:run>'
    document = extract(hwpx_file(f"<hp:p>{run}</hp:p>", header=header("SOLID")))
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert block.cells[0].text == "칸"
    assert beside(document) == [("markup", "지움"), ("markup", "지움")]


def test_struck_out_characters_of_hwpml() -> None:
    shapes = '<CHARSHAPE Id="0"/><CHARSHAPE Id="1"><STRIKEOUT Type="Continuous" Shape="Solid"/></CHARSHAPE>'
    lines = '<TEXT CharShape="1"><CHAR>12명</CHAR></TEXT><TEXT CharShape="0"><CHAR> 15명</CHAR></TEXT>'
    document = extract(
        (
            f'<HWPML><HEAD SecCnt="1"><MAPPINGTABLE><CHARSHAPELIST>{shapes}</CHARSHAPELIST></MAPPINGTABLE></HEAD>'
            f"<BODY><SECTION><P>{lines}</P></SECTION></BODY></HWPML>"
        ).encode()
    )
    assert text_of(document) == " 15명"
    assert beside(document) == [("markup", "12명")]
