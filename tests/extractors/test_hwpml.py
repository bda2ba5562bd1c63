"""HWPML: the same contents in one XML file."""

import pytest

from extractors import extract
from schemas.document import Document, Table, Text
from schemas.errors import Corrupt, Empty
from schemas.source import Place

HEAD = """<HEAD SecCnt="1"><DOCSUMMARY><TITLE>예시 계획</TITLE><AUTHOR>작성자</AUTHOR></DOCSUMMARY><MAPPINGTABLE>
<NUMBERINGLIST><NUMBERING Id="1"><PARAHEAD Level="1" NumFormat="Digit" Start="1">^1.</PARAHEAD>
<PARAHEAD Level="2" NumFormat="HangulSyllable" Start="1">^2)</PARAHEAD></NUMBERING></NUMBERINGLIST>
<BULLETLIST><BULLET Id="1" Char="○"/></BULLETLIST>
<PARASHAPELIST><PARASHAPE Id="0" HeadingType="None"/><PARASHAPE Id="1" HeadingType="Outline" Level="0"/>
<PARASHAPE Id="2" HeadingType="Number" Heading="1" Level="1"/><PARASHAPE Id="3" HeadingType="Bullet" Heading="1"/>
</PARASHAPELIST></MAPPINGTABLE></HEAD>"""


def read(*items: str, head: str = HEAD) -> Document:
    body = f"<BODY><SECTION>{''.join(items)}</SECTION></BODY>"
    return extract(f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.91">{head}{body}</HWPML>'.encode())


def paragraph(*items: str, shape: int = 0) -> str:
    inner = "".join(item if item.startswith("<") else f"<CHAR>{item}</CHAR>" for item in items)
    return f'<P ParaShape="{shape}"><TEXT>{inner}</TEXT></P>'


def listed(text: str) -> str:
    return f"<PARALIST>{paragraph(text)}</PARALIST>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def test_characters_and_meta() -> None:
    document = read(paragraph("<CHAR>가<TAB/>나<LINEBREAK/>다<NBSPACE/>라<FWSPACE/>마<HYPEN/></CHAR>"))
    assert texts(document) == ["가\t나\n다\u00a0라 마-"]
    assert (document.meta.title, document.meta.author) == ("예시 계획", "작성자")


@pytest.mark.parametrize("name", ["PageBreak", "ColumnBreak"])
def test_page_and_column_breaks(name: str) -> None:
    document = read(*(paragraph("글").replace("<P ", f'<P {name}="{value}" ') for value in ("false", "true")))
    assert [block.breaks for block in document.blocks] == [False, True]


def test_table() -> None:
    def cell(row: int, col: int, text: str, col_span: int = 1) -> str:
        place = f'RowAddr="{row}" ColAddr="{col}" RowSpan="1" ColSpan="{col_span}"'
        return f'<CELL {place} Header="true">{listed(text)}</CELL>'

    rows = f"<ROW>{cell(0, 0, '구분', 2)}</ROW><ROW>{cell(1, 0, '가')}{cell(1, 1, '나')}</ROW>"
    shape = f'<SHAPEOBJECT><POSITION TreatAsChar="true"/><CAPTION>{listed("제목")}</CAPTION></SHAPEOBJECT>'
    document = read(paragraph("앞", f'<TABLE RowCount="2" ColCount="2">{shape}{rows}</TABLE>'))
    assert [type(block) for block in document.blocks] == [Text, Table]
    (found,) = document.tables()
    assert (found.n_rows, found.n_cols, found.caption, found.place) == (2, 2, "제목", Place(None, 1))
    assert [(cell.row, cell.col, cell.col_span, cell.header, cell.text) for cell in found.cells] == [
        (0, 0, 2, True, "구분"),
        (1, 0, 1, True, "가"),
        (1, 1, 1, True, "나"),
    ]


def test_notes_boxes_and_controls_in_the_line() -> None:
    note = f"<FOOTNOTE>{listed('곁')}</FOOTNOTE>"
    inline = '<SHAPEOBJECT><POSITION TreatAsChar="true"/></SHAPEOBJECT>'
    box = f"<RECTANGLE>{inline}<DRAWTEXT>{listed('상자')}</DRAWTEXT></RECTANGLE>"
    number = '<AUTONUM Number="3" NumberType="Table"><AUTONUMFORMAT Type="Digit"/></AUTONUM>'
    line = [note, number, "<EQUATION><SCRIPT>a over b</SCRIPT></EQUATION>"]
    line.append("<DUTMAL><MAINTEXT>낱말</MAINTEXT><SUBTEXT>뜻</SUBTEXT></DUTMAL>")
    line.append('<CHECKBUTTON><FORMOBJECT><BUTTONSET Caption="동의&amp;&amp;나" Value="1"/></FORMOBJECT></CHECKBUTTON>')
    document = read(paragraph("표 ", *line, box))
    assert texts(document) == ["표 3a over b낱말(뜻)☑ 동의&나 상자"]
    assert [aside.kind for aside in document.asides] == ["footnote"]


def test_numbers_outlines_and_bullets_are_markers() -> None:
    section = '<SECDEF OutlineShape="1"/>'
    document = read(paragraph(section, "총괄", shape=1), *(paragraph("항목", shape=shape) for shape in (2, 2, 3)))
    assert [(block.marker, block.level) for block in document.blocks if isinstance(block, Text)] == [
        ("1.", 1),
        ("가)", None),
        ("나)", None),
        ("○", None),
    ]


def test_prompt_of_a_field_is_no_text() -> None:
    begin = '<FIELDBEGIN Type="Clickhere" Command="Clickhere:set:9:Direction:wstring:3:여기에 Help"/>'
    assert texts(read(paragraph("담당 ", begin, "여기에", "<FIELDEND/>", " 끝"))) == ["담당  끝"]
    assert texts(read(paragraph("담당 ", begin, "홍길동", "<FIELDEND/>", " 끝"))) == ["담당 홍길동 끝"]


def test_what_is_missing_is_named() -> None:
    assert read(paragraph("본문"), head=HEAD.replace('SecCnt="1"', 'SecCnt="2"')).partial
    cut = extract(f"<HWPML>{HEAD}<BODY><SECTION>{paragraph('하나')}<P><TEXT><CHAR>둘".encode())
    assert texts(cut) == ["하나", "둘"]
    assert cut.partial


def test_refusals() -> None:
    with pytest.raises(Empty):
        read(paragraph(""))
    with pytest.raises(Corrupt):
        extract(b'<!DOCTYPE HWPML [<!ENTITY a "aa">]><HWPML>&a;</HWPML>')
