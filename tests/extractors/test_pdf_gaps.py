"""Tables whose columns only gaps show."""

from pdf_builders import Sheet, pdf_bytes

from extractors import extract
from schemas.document import Document, Table

XS = [60.0, 180.0, 300.0, 400.0]
HEADER = ["구분", "사업명", "예산", "비율"]
BODY = [
    ["가형", "시설 정비", "1,234", "10.5%"],
    ["나형", "인력 확충", "567", "20.0%"],
    ["다형", "장비 보강", "8,900", "30.1%"],
]


def read(sheet: Sheet) -> Document:
    return extract(pdf_bytes(sheet, producer="LibreOffice 7.4"))


def lines(sheet: Sheet, rows: list[list[str]], top: float = 100.0, pitch: float = 20.0) -> Sheet:
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=True):
            sheet.text(x, top + pitch * number, text)
    return sheet


def table(document: Document) -> Table:
    (found,) = document.tables()
    return found


def rows(found: Table) -> list[list[str]]:
    return [[cell.text.rstrip() if cell else "-" for cell in line] for line in found.grid()]


def test_a_table_without_any_rule() -> None:
    found = table(read(lines(Sheet(), [HEADER, *BODY])))
    assert found.inferred
    assert rows(found) == [HEADER, *BODY]


def test_a_cell_of_two_lines_stands_around_the_number_of_its_row() -> None:
    sheet = lines(Sheet(), [HEADER, *BODY], pitch=28.0).text(180, 121, "첫째 줄").text(180, 135, "둘째 줄")
    sheet.operators = [
        operator for operator in sheet.operators if "".join(f"{ord(c):04x}" for c in "시설 정비") not in operator
    ]
    assert rows(table(read(sheet)))[1][1] == "첫째 줄\n둘째 줄"


def test_horizontal_rules_part_the_rows_and_end_where_cells_span() -> None:
    sheet = lines(Sheet(), [HEADER, *BODY])
    for number in range(5):
        sheet.rule(170 if number == 2 else 58, 97 + 20 * number, 450, 97 + 20 * number)
    found = table(read(sheet))
    assert found.inferred
    assert [(cell.row, cell.row_span) for cell in found.cells if cell.col == 0] == [(0, 1), (1, 2), (3, 1)]
    assert rows(found)[3] == BODY[2]


def test_a_heading_over_two_columns_spans_them() -> None:
    sheet = Sheet().text(60, 100, "구분").text(180, 100, "사업명").text(300, 92, "예산과 집행과 비율과 그 밖의 값")
    lines(sheet, [["", "", "예산", "비율"]], top=108)
    lines(sheet, BODY, top=130)
    found = table(read(sheet))
    heading = next(cell for cell in found.cells if cell.text.startswith("예산과"))
    assert (heading.col, heading.col_span) == (2, 2)
    assert next(cell for cell in found.cells if cell.text == "구분").row_span == 2


def test_a_list_of_terms_and_running_text_are_no_tables() -> None:
    terms = Sheet()
    for number in range(8):
        terms.text(60, 100 + 20 * number, f"항목 {number}").text(200, 100 + 20 * number, "그 설명이 여기에 놓인다")
    text = Sheet()
    for number in range(8):
        text.text(60, 100 + 16 * number, f"이어지는 글의 줄 {number} 번째에는 빈 자리가 없다")
    for sheet in (terms, text):
        assert list(read(sheet).tables()) == []


def test_a_long_header_beside_short_cells_is_cut_by_no_column() -> None:
    header = ["구분", "사업명", "예산액(백만원)", "비율"]
    assert rows(table(read(lines(Sheet(), [header, *BODY]))))[0] == header
