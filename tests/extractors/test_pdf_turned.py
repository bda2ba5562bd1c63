"""Text turned by quarters is read in its own direction; what lies aslant is no text of the page."""

import pytest
from pdf_builders import Sheet, pdf_bytes

from extractors import extract
from schemas.document import Document, Text

UPRIGHT, UPWARDS, OVER, DOWNWARDS = "1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"
OBLIQUE = "1 0 0.3 1"
ASLANT = "0.8 0.6 -0.6 0.8"


def read(*sheets: Sheet) -> Document:
    return extract(pdf_bytes(*sheets), "예시.pdf")


def texts(document: Document) -> list[str]:
    return [block.text.rstrip() for block in document.blocks if isinstance(block, Text)]


def rows(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.rstrip() if cell else "-" for cell in line] for line in t.grid()] for t in document.tables()]


@pytest.mark.parametrize(
    ("matrix", "step"), [(UPRIGHT, (0, -30)), (UPWARDS, (30, 0)), (OVER, (0, 30)), (DOWNWARDS, (-30, 0))]
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_whose_text_is_turned_reads_in_its_own_direction(
    matrix: str, step: tuple[int, int], rotate: int
) -> None:
    sheet = Sheet(rotate=rotate)
    for number, text in enumerate(["Plan 18519 of 2026", "Budget 3,040", "Visits 1,200"]):
        sheet.placed(matrix, 300 + number * step[0], 400 + number * step[1], text)
    assert texts(read(sheet)) == ["Plan 18519 of 2026", "Budget 3,040", "Visits 1,200"]


def turned_headers(matrix: str) -> Sheet:
    """A table of many upright cells whose narrow headers are turned; the headers are few among the characters."""
    sheet = Sheet()
    xs, ys = [60, 260, 300, 340], [100, 200, *range(220, 640, 20)]
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])
    for number, text in enumerate(["1Q visits", "2Q visits"]):
        x, y = (285 + 40 * number, 842 - 195) if matrix == UPWARDS else (275 + 40 * number, 842 - 105)
        sheet.placed(matrix, x, y, text)
    for number, y in enumerate(range(205, 625, 20)):
        sheet.placed(UPRIGHT, 62, 842 - y - 10, f"a rather long task name no {number}")
        sheet.placed(UPRIGHT, 262, 842 - y - 10, f"{number}1")
        sheet.placed(UPRIGHT, 302, 842 - y - 10, f"{number}2")
    return sheet


@pytest.mark.parametrize("matrix", [UPWARDS, DOWNWARDS])
def test_turned_headers_of_an_upright_table(matrix: str) -> None:
    (found,) = rows(read(turned_headers(matrix)))
    assert found[0] == ["", "1Q visits", "2Q visits"]
    assert found[1] == ["a rather long task name no 0", "01", "02"]


def test_a_slanted_stamp_is_no_text_of_cells_and_not_lost() -> None:
    sheet = Sheet().ruled_table([60, 200, 300], [100, 130, 160], [])
    for y in (100, 130, 160):
        sheet.rule(60, y, 300, y)
    for x in (60, 200, 300):
        sheet.rule(x, 100, x, 160)
    for row, texts_of_row in enumerate([("Task", "Amount"), ("Visits", "1,300")]):
        for col, text in enumerate(texts_of_row):
            sheet.placed(UPRIGHT, (62, 202)[col], 842 - 120 - 30 * row, text)
    sheet.placed(ASLANT, 120, 842 - 170, "SECRET 2026", 24)
    document = read(sheet)
    assert rows(document) == [[["Task", "Amount"], ["Visits", "1,300"]]]
    (aside,) = document.asides
    assert (aside.kind, [block.text for block in aside.blocks if isinstance(block, Text)]) == (
        "markup",
        ["SECRET 2026"],
    )


def test_oblique_letters_and_raised_digits_are_no_stamp() -> None:
    sheet = Sheet().placed(OBLIQUE, 60, 700, "Budget 3,040").placed(UPRIGHT, 60, 660, "Total 1,250")
    sheet.placed(UPRIGHT, 112, 664, "2", 6)
    document = read(sheet)
    assert texts(document) == ["Budget 3,040", "Total 1,250²"]
    assert document.asides == ()


def test_oblique_letters_below_the_end_of_a_line_are_no_stamp() -> None:
    sheet = Sheet().placed(UPRIGHT, 60, 700, "Budget").placed(OBLIQUE, 100, 694, "Visits")
    assert read(sheet).asides == ()


WHITE, GREY = "1 1 1", "0.4 0.4 0.4"


def table_with_inner_rule(colour: str) -> Sheet:
    sheet = Sheet()
    for y in (100, 130, 160):
        sheet.rule(60, y, 300, y)
    for x in (60, 200, 300):
        sheet.rule(x, 100, x, 160)
    sheet.painted_rule(colour, 130, 100, 130, 160)
    for row, line in enumerate([("가나다라마바사 아자차카", "금액"), ("방문 하는 돌봄 사업 운영", "1,300")]):
        for col, text in enumerate(line):
            sheet.text((62, 202)[col], 110 + 30 * row, text)
    return sheet


def test_a_white_rule_on_white_paper_parts_no_cells() -> None:
    assert [len(line) for line in rows(read(table_with_inner_rule(WHITE)))[0]] == [2, 2]
    assert [len(line) for line in rows(read(table_with_inner_rule(GREY)))[0]] == [3, 3]


def test_a_rule_of_white_dashes_parts_no_cells() -> None:
    sheet = table_with_inner_rule(WHITE)
    sheet.operators = [operator for operator in sheet.operators if " RG " not in operator]
    for top in range(100, 160, 10):
        sheet.painted_rule(WHITE, 130, top, 130, top + 8)
    assert [len(line) for line in rows(read(sheet))[0]] == [2, 2]
    for top in range(100, 160, 10):
        sheet.painted_rule(GREY, 130, top, 130, top + 8)
    assert [len(line) for line in rows(read(sheet))[0]] == [3, 3]


def test_a_white_rule_on_a_shade_parts_cells() -> None:
    sheet = Sheet().shade(60, 100, 300, 160)
    for y in (130,):
        sheet.painted_rule(WHITE, 60, y, 300, y)
    sheet.painted_rule(WHITE, 200, 100, 200, 160)
    for row, line in enumerate([("사업", "금액"), ("방문", "1,300")]):
        for col, text in enumerate(line):
            sheet.text((62, 202)[col], 110 + 30 * row, text)
    assert rows(read(sheet)) == [[["사업", "금액"], ["방문", "1,300"]]]


def test_a_transparent_rule_parts_no_cells_and_a_transparent_fill_hides_none() -> None:
    sheet = table_with_inner_rule(GREY)
    sheet.operators = (
        ["q /G1 gs"]
        + [o for o in sheet.operators if " RG " in o]
        + ["Q"]
        + [o for o in sheet.operators if " RG " not in o]
    )
    sheet.operators.append("q /G1 gs 1 g 50 600 300 300 re f Q")
    data = pdf_bytes(sheet, transparent=True)
    (found,) = rows(extract(data, "예시.pdf"))
    assert [len(line) for line in found] == [2, 2]
