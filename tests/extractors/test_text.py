"""Plain text, Markdown and dumps to paragraphs and tables with line numbers."""

import pytest

from extractors import extract
from schemas.document import Table, Text
from schemas.errors import Empty, Unsupported


def tables(text: str) -> list[Table]:
    return list(extract(text.encode(), "plan.txt").tables())


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]


def test_tab_table_keeps_lines_and_empty_cells() -> None:
    (table,) = tables("제목\n\n구분\t2024년\t2025년\n목표\t10\t\n\n끝")
    assert (table.n_rows, table.n_cols) == (2, 3)
    assert cells(table)[3:] == [(1, 0, 1, 1, "목표"), (1, 1, 1, 1, "10"), (1, 2, 1, 1, "")]
    assert [c.place.line for c in table.cells] == [3, 3, 3, 4, 4, 4]


def test_commas_of_numbers_between_tabs_part_nothing() -> None:
    (table,) = tables("국비\t1,000\t2,000\n시비\t3,000\t4,000\n")
    assert [text for *_, text in cells(table)] == ["국비", "1,000", "2,000", "시비", "3,000", "4,000"]


def test_list_markup_in_a_cell_becomes_paragraphs() -> None:
    (table,) = tables('월\t과제\n1월\t<ul style="x"> ▪ 가 사업 ▪ 나 사업 \n')
    assert cells(table)[3][4] == "▪ 가 사업\n▪ 나 사업"


def test_digits_in_markup_are_kept_beside_the_text() -> None:
    document = extract(b'\xea\xb0\x80\t<td colspan="2">\xeb\x82\x98\n\xeb\x8b\xa4\t3\n', "x")
    (aside,) = document.asides
    assert aside.kind == "markup"
    assert aside.blocks[0].text == '<td colspan="2">'  # type: ignore[union-attr]


def test_markdown_pipe_table_drops_its_rule() -> None:
    (table,) = tables("| 구분 | 값 |\n|---|---:|\n| 가\\|나 | 3명 |\n")
    assert cells(table) == [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "값"), (1, 0, 1, 1, "가|나"), (1, 1, 1, 1, "3명")]


def test_html_table_keeps_spans_and_nested_tables() -> None:
    outer, inner = tables(
        "<table><tr><td rowspan=2>가</td><td colspan='2'>나</td></tr>\n"
        "<tr><td>다<table><tr><td>라</td></tr></table></td><td>마<br>바</td></tr></table>"
    )
    assert cells(outer) == [
        (0, 0, 2, 1, "가"),
        (0, 1, 1, 2, "나"),
        (1, 1, 1, 1, "다"),
        (1, 2, 1, 1, "마\n바"),
    ]
    assert cells(inner) == [(0, 0, 1, 1, "라")]


@pytest.mark.parametrize(("h", "v", "corners"), [("─", "│", "┌┬┐├┼┤└┴┘"), ("━", "┃", "┏┳┓┣╋┫┗┻┛")])
def test_box_drawing_with_a_missing_rule_is_a_span(h: str, v: str, corners: str) -> None:
    a, b, c, d, e, f, g, i, j = corners
    lines = [
        f"{a}{h * 8}{b}{h * 8}{c}",
        f"{v}구분    {v}예산액  {v}",
        f"{d}{h * 8}{e}{h * 8}{f}",
        f"{v}인건비  {v}  1,200 {v}",
        f"{v}        {d}{h * 8}{f}",
        f"{v}        {v}    300 {v}",
        f"{g}{h * 8}{i}{h * 8}{j}",
    ]
    (table,) = tables("\n".join(lines))
    assert cells(table) == [
        (0, 0, 1, 1, "구분"),
        (0, 1, 1, 1, "예산액"),
        (1, 0, 2, 1, "인건비"),
        (1, 1, 1, 1, "1,200"),
        (2, 1, 1, 1, "300"),
    ]


def test_box_drawing_in_wide_characters() -> None:
    (table,) = tables("┏━━━┳━━━┓\n┃구분  ┃금액  ┃\n┣━━━╋━━━┫\n┃계    ┃   30 ┃\n┗━━━┻━━━┛")
    assert [c[4] for c in cells(table)] == ["구분", "금액", "계", "30"]


def test_box_drawing_with_bars_out_of_line_is_read_by_its_bars() -> None:
    lines = [
        "┌────┬────┬────┐",
        "│지표│ 목표 │ 실적 │",
        "├────┼────┼────┤",
        "│ 이용 만족도(%) │ 80 │ 83.2 │",
        "└────┴────┴────┘",
    ]
    (table,) = tables("\n".join(lines))
    assert [c[4] for c in cells(table)] == ["지표", "목표", "실적", "이용 만족도(%)", "80", "83.2"]


def test_space_aligned_columns_are_inferred() -> None:
    (table,) = tables("과목        예산액   결산액\n인건비       1,000      900\n운영비         500      450\n")
    assert table.inferred
    assert [c[4] for c in cells(table)][3:6] == ["인건비", "1,000", "900"]


def test_comma_separated_records_with_line_breaks_in_quotes() -> None:
    (table,) = tables('사업명,"내용",예산\n가,"한 줄\n두 줄",1\n나,셋,2\n')
    assert (table.n_rows, table.n_cols) == (3, 3)
    assert [c.place.line for c in table.cells if c.col == 0] == [1, 2, 4]


def test_markdown_headings_and_items() -> None:
    document = extract("## ■ 사업개요\n\n- 목표\n  - **교육** 3회\n".encode(), "x.md")
    first, second, third = document.blocks
    assert isinstance(first, Text)
    assert isinstance(third, Text)
    assert (first.level, first.text) == (2, "■ 사업개요")
    assert (third.marker, third.indent, third.text, third.place.line) == ("-", 2, "교육 3회", 4)
    assert isinstance(second, Text)


def test_blocks_are_numbered_in_reading_order() -> None:
    document = extract("가\n나\t다\n라\t마\n바".encode(), "x")
    assert [b.place.block for b in document.blocks] == [0, 1, 2]


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\0\0"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(Empty):
        extract(data, "empty.txt")


def test_a_binary_with_a_text_name_is_refused() -> None:
    with pytest.raises(Unsupported, match="binary"):
        extract(bytes(range(256)) * 40, "plan.txt")


def test_an_undecodable_byte_is_a_finding() -> None:
    document = extract("계획 125명\n".encode("cp949") + b"\xff\xff", "x.txt")
    assert document.partial
    assert [f.rule for f in document.findings] == ["undecodable_byte"]


def test_cells_between_tabs_that_are_written_over_lines() -> None:
    text = (
        "번호\t공약명\t변경일\t내용\t사유\n"
        "1-3\t일터 찾기\t20.3.18.\t\n사업량 변경\n청년 채용 360명\n\t사업비 삭감\n"
        "1-6\t창업관 건립\t20.3.18.\t\n사업비 변경\n\t시민홀을 옮김\n"
    )
    (table,) = tables(text)
    assert (table.n_rows, table.n_cols) == (3, 5)
    rows = [[cell.text for cell in table.cells if cell.row == r] for r in range(3)]
    assert rows[1] == ["1-3", "일터 찾기", "20.3.18.", "사업량 변경\n청년 채용 360명", "사업비 삭감"]
    assert [block.place.line for cell in table.cells if cell.row == 1 for block in cell.blocks] == [2, 2, 2, 3, 4, 5]


def test_short_rows_between_tabs_are_rows_of_their_own() -> None:
    text = "구분\t계\t남\t여\n나루\t3\n솔숲\t4\t2\n물빛\t5\t2\t3\n"
    (table,) = tables(text)
    assert table.n_rows == 4


def test_symbols_of_a_word_processor_are_standard_characters() -> None:
    document = extract("\U000f03da 관련근거\n\U000f02b1 추진개요\n".encode(), "plan.txt")
    assert [block.text for block in document.blocks if isinstance(block, Text)] == ["□ 관련근거", "1⃞ 추진개요"]
