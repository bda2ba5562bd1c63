"""HTML pages: what is text of the page, and what only surrounds it."""

import pytest

from extractors import extract
from extractors.detect import detect
from schemas.document import Document, Table, Text
from schemas.errors import Empty, LimitExceeded
from schemas.options import Limits, ReadOptions


def page(body: str, head: str = "<title>가람시 계획</title>") -> bytes:
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>".encode()


def read(body: str, **limits: int) -> Document:
    return extract(page(body), "계획.html", ReadOptions(limits=Limits(**limits)))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "-" for cell in line] for line in table.grid()]


def beside(document: Document) -> list[tuple[str, str]]:
    return [(aside.kind, block.text) for aside in document.asides for block in aside.blocks if isinstance(block, Text)]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>1",
        b"\xef\xbb\xbf\r\n<HTML lang=ko>\n<p>1",
        b'<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE html PUBLIC "a"><html><p>1</html>',
        "\ufeff<html><p>1".encode("utf-16-le"),
        b"<body bgcolor=white>1",
    ],
)
def test_a_page_is_told_by_how_it_begins(data: bytes) -> None:
    assert detect(data) == "html"


@pytest.mark.parametrize(
    "text", ["# 제목\n<table><tr><td>1</td></tr></table>", "<htmlish> 12", "글\n<html>", "<제목> 계획"]
)
def test_a_text_with_tags_is_a_text(text: str) -> None:
    assert detect(text.encode()) == "text"


@pytest.mark.parametrize(
    "body",
    [
        "<p>□ 개요</p><p>&nbsp;&nbsp;○ 목표 : 12명</p><p>&nbsp; &nbsp;&nbsp;- 어르신 5명</p>",
        "<div>□ 개요<br>\u3000○ 목표 : 12명<br>\n &nbsp;\u3000- <b>어르신</b> 5명</div>",
        "<pre>□ 개요\n  ○ 목표 : 12명\n   - 어르신 5명</pre>",
    ],
)
def test_hard_blanks_before_a_line_are_its_indentation(body: str) -> None:
    found = [(block.indent, block.text) for block in read(body).blocks if isinstance(block, Text)]
    assert found == [(0, "□ 개요"), (2, "○ 목표 : 12명"), (3, "- 어르신 5명")]


def test_hard_blanks_in_a_cell_only_place_its_words() -> None:
    (block,) = read("<table><tr><td>&nbsp;&nbsp;가</td><td>&nbsp;12</td></tr></table>").blocks
    assert isinstance(block, Table)
    assert [(t.text, t.indent) for cell in block.cells for t in cell.blocks if isinstance(t, Text)] == [
        ("가", 0),
        ("12", 0),
    ]


def test_headings_paragraphs_and_breaks() -> None:
    document = read(
        "<h2>2. 돌봄 <em>운영</em></h2>들 글<p>위촉 : 240명<br>사업비 :&nbsp; 300\n백만원</p><div>가<b>나</b>다</div>"
    )
    assert [(block.level, block.text) for block in document.blocks if isinstance(block, Text)] == [
        (2, "2. 돌봄 운영"),
        (None, "들 글"),
        (None, "위촉 : 240명"),
        (None, "사업비 : 300 백만원"),
        (None, "가나다"),
    ]
    assert document.meta.title == "가람시 계획"
    assert [block.place.block for block in document.blocks] == [0, 1, 2, 3, 4]
    assert document.blocks[0].place.line == 3


def test_lists_have_markers_and_depth() -> None:
    document = read(
        '<ul><li>방문<ol type="a" start="2"><li>상담</li><li><p>교육</p></li></ol></li><li>점검</li></ul>'
        "<ol><li>하나<li value=5>다섯</ol><dl><dt>목표<dd>12명</dl>"
    )
    assert [(block.marker, block.indent, block.text) for block in document.blocks if isinstance(block, Text)] == [
        ("•", 0, "방문"),
        ("b.", 2, "상담"),
        ("c.", 2, "교육"),
        ("•", 0, "점검"),
        ("1.", 0, "하나"),
        ("5.", 0, "다섯"),
        (None, 0, "목표"),
        (None, 0, "12명"),
    ]


def test_preformatted_lines_stay_lines() -> None:
    assert texts(read("<pre>첫  줄\n\n  둘째 줄</pre>끝")) == ["첫 줄", "둘째 줄", "끝"]


def test_a_table_with_spans_caption_foot_and_nested_table() -> None:
    document = read(
        "<table><caption>예산<br>(단위 : 백만원)</caption><tfoot><tr><td>계<td>30<td>31</tfoot>"
        '<thead><tr><th>사업<th colspan="2">금액</thead>'
        '<tr><td rowspan="2">돌봄<td>10<td>11<tr><td>20<table><tr><td>가<td>나</table><td>20</table>'
    )
    outer, inner = document.tables()
    assert outer.caption == "예산\n(단위 : 백만원)"
    assert rows(outer) == [["사업", "금액", "금액"], ["돌봄", "10", "11"], ["돌봄", "20", "20"], ["계", "30", "31"]]
    assert [cell.header for cell in outer.cells][:3] == [True, True, False]
    assert rows(inner) == [["가", "나"]]
    assert texts(document) == []


@pytest.mark.parametrize("span", ["0", "-1", "²", "많이", "99999999999"])
def test_odd_spans(span: str) -> None:
    (table,) = read(f'<table><tr><td rowspan="{span}">가<td>나<tr><td>다<td>라</table>').tables()
    assert table.n_rows == 2


def test_a_table_for_placing_is_no_table() -> None:
    document = read(
        "<table><tr><td>메뉴<td><h1>계획</h1><table><tr><th>사업<th>목표<tr><td>돌봄 운영<td>240명</table></table>"
        "<table><tr><td>틀 안의 글</table>"
    )
    (table,) = document.tables()
    assert rows(table) == [["사업", "목표"], ["돌봄 운영", "240명"]]
    assert texts(document) == ["메뉴", "계획", "틀 안의 글"]


def test_a_table_with_a_small_table_in_a_cell_is_a_table() -> None:
    document = read("<table><tr><td>돌봄 운영 사업의 목표<td>240명<table><tr><td>가<td>나</table></table>")
    assert len(list(document.tables())) == 2


def test_what_is_not_shown_is_no_text() -> None:
    document = read(
        "<script>var n = '1,000명'</script><style>p { width: 12px }</style><noscript>30명</noscript><!-- 40명 -->"
        '<select><option>2025년</select><p>보임</p><p style="display: none">숨김 9명</p>'
    )
    assert texts(document) == ["보임"]
    assert beside(document) == [("hidden_comment", "숨김 9명")]


def test_menus_and_feet_stand_beside_the_body() -> None:
    document = read(
        '<div id="gnb_wrap"><ul><li>홈</li><li>알림 2026</li></ul></div><nav>길</nav>'
        '<div class="menu_content"><p>위촉 : 240명, 사업비 : 300백만원, 방문 : 1,200회</p></div>'
        '<footer>전화 02-555-0142<script>var a = 1</script></footer><div class="banner">다른 기관</div>'
    )
    assert texts(document) == ["위촉 : 240명, 사업비 : 300백만원, 방문 : 1,200회"]
    assert beside(document) == [
        ("header", "홈 알림 2026"),
        ("header", "길"),
        ("footer", "전화 02-555-0142"),
        ("footer", "다른 기관"),
    ]


def test_a_menu_that_holds_most_of_the_page_is_the_page() -> None:
    assert texts(read('<div class="menu"><p>위촉 : 240명</p><p>방문 : 1,200회</p></div><p>끝</p>')) == [
        "위촉 : 240명",
        "방문 : 1,200회",
        "끝",
    ]


def test_raised_numbers_and_struck_out_words() -> None:
    document = read("<p>사업비 : 300<sup>1)</sup>백만원, 15m<sup>2</sup></p><p>목표 <del>210명</del> 240명</p>")
    assert texts(document) == ["사업비 : 300¹⁾백만원, 15m²", "목표 240명"]
    assert beside(document) == [("markup", "210명")]
    assert [finding.rule for finding in document.findings] == ["struck_out"]


@pytest.mark.parametrize("named", ["euc-kr", "utf-8", "x-nonsense", ""])
def test_the_encoding_is_told_by_the_content(named: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">'
    data = f"<html><head>{head}</head><body><p>돌봄 위촉 : 240명</p></body></html>".encode("cp949")
    assert texts(extract(data)) == ["돌봄 위촉 : 240명"]


def test_another_encoding_is_told_by_its_name() -> None:
    data = '<html><meta charset="iso-2022-kr"><body>돌봄 240명</body></html>'.encode("iso-2022-kr")
    assert "240" in "".join(texts(extract(data)))


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(Empty):
        read("<script>1</script>")


@pytest.mark.parametrize(
    ("body", "limits"),
    [
        ("<table>" + "<tr><td rowspan=1000 colspan=1000>1" * 50 + "</table>", {"cells": 10_000}),
        ("<table><tr>" + "<td colspan=1000>1" * 3000 + "<tr><td>1" * 3000 + "</table>", {}),
        ("<table><tr><td>1<td>" * 30, {"depth": 10}),
        ("<table role=presentation><tr><td>1" * 30, {"depth": 10}),
    ],
)
def test_limits(body: str, limits: dict[str, int]) -> None:
    with pytest.raises(LimitExceeded):
        read(body, **limits)


def test_deep_nesting_is_read_or_refused_and_never_cut() -> None:
    assert texts(read("<div>" * 1000 + "글" + "</div>" * 1000)) == ["글"]
    with pytest.raises(LimitExceeded):
        read("<div>" * 5000 + "글" + "</div>" * 5000)
