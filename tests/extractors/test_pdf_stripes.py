"""Tables that shades show; and shades that are no tables."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from pdf_builders import Sheet, pdf_bytes

from extractors import extract
from schemas.document import Table, Text

XS = (62, 212, 312)
HEADER = ["세부 사업", "예산", "목표"]
ROWS = [
    HEADER,
    ["돌봄 운영", "1,300", "240명"],
    ["나눔 확대", "620", "24개소"],
    ["체험 지원", "1,120", "90명"],
    ["방문", "340", "36회"],
]


def read(sheet: Sheet) -> list[list[list[str]] | str]:
    found: list[list[list[str]] | str] = []
    for block in extract(pdf_bytes(sheet, producer="Example"), "예시.pdf").blocks:
        if isinstance(block, Table):
            found.append([[cell.text.rstrip() if cell else "-" for cell in line] for line in block.grid()])
        elif isinstance(block, Text):
            found.append(block.text.rstrip())
    return found


def written(sheet: Sheet, rows: list[list[str]] = ROWS, top: float = 104, pitch: float = 20) -> Sheet:
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=True):
            sheet.text(x, top + number * pitch, text)
    return sheet


@pytest.mark.parametrize("shaded", [(1, 3), (0, 2, 4), (0, 1, 3)])
@pytest.mark.parametrize("edges", [(60, 400), (60, 200, 300, 400)])
def test_every_second_row_shaded(shaded: tuple[int, ...], edges: tuple[float, ...]) -> None:
    sheet = Sheet()
    for row in shaded:
        for x0, x1 in pairwise(edges):
            sheet.shade(x0, 100 + 20 * row, x1, 120 + 20 * row)
    assert read(written(sheet)) == [ROWS]


def test_a_shaded_header_over_rows_without_rules() -> None:
    sheet = Sheet()
    for x0, x1 in ((60, 200), (200, 300), (300, 400)):
        sheet.shade(x0, 100, x1, 120)
    assert read(written(sheet)) == [ROWS]


def test_shaded_titles_with_text_between_are_no_table() -> None:
    sheet = Sheet()
    lines = ["사업 개요", "돌봄이 필요한 이웃을 살핀다", "추진 계획", "방문과 상담을 늘린다"]
    for number, text in enumerate(lines):
        if number % 2 == 0:
            sheet.shade(60, 100 + 20 * number, 400, 120 + 20 * number)
        sheet.text(62, 104 + 20 * number, text)
    assert all(isinstance(found, str) for found in read(sheet))


def test_a_shaded_row_of_a_ruled_table_is_a_row_of_it() -> None:
    sheet = Sheet()
    for row in (1, 3):
        sheet.shade(60, 100 + 20 * row, 400, 120 + 20 * row)
    for y in range(100, 201, 20):
        sheet.rule(60, y, 400, y)
    for x in (60, 200, 300, 400):
        sheet.rule(x, 100, x, 200)
    assert read(written(sheet)) == [ROWS]


def test_a_shaded_header_alone_is_a_row() -> None:
    sheet = Sheet()
    for x0, x1 in ((60, 200), (200, 300), (300, 400)):
        sheet.shade(x0, 100, x1, 120)
    written(sheet, [HEADER]).text(62, 124, "모든 사업은 해마다 다시 살피고 그 결과를 주민에게 알린다")
    assert read(sheet)[0] == [HEADER]


@pytest.mark.parametrize("gap", [1.0, 3.0, 5.0])
def test_shaded_cells_with_white_between(gap: float) -> None:
    sheet = Sheet()
    for row in range(5):
        for x0, x1 in pairwise((60, 200, 300, 400)):
            sheet.shade(x0 + gap / 2, 100 + 20 * row + gap / 2, x1 - gap / 2, 120 + 20 * row - gap / 2)
    assert read(written(sheet)) == [ROWS]


def test_shades_of_two_colours_row_by_row() -> None:
    sheet = Sheet()
    for row in range(5):
        sheet.shade(60, 100 + 20 * row, 400, 120 + 20 * row, "0.8 0.8 0.8" if row % 2 else "0.9 0.9 0.9")
    assert read(written(sheet)) == [ROWS]


@pytest.mark.parametrize("rules", [range(100, 201, 20), (100, 120, 200), ()])
def test_a_header_of_one_shade(rules: Sequence[int]) -> None:
    sheet = Sheet().shade(60, 100, 400, 120)
    for y in rules:
        sheet.rule(60, y, 400, y)
    assert read(written(sheet)) == [ROWS]


def test_a_dark_header_over_a_light_body() -> None:
    assert read(written(Sheet().shade(60, 100, 400, 120, "0.5 0.5 0.5").shade(60, 120, 400, 200))) == [ROWS]


def test_a_row_of_two_lines_below_the_last_stripe() -> None:
    sheet = Sheet()
    for row in (1, 3):
        sheet.shade(60, 100 + 40 * row, 400, 140 + 40 * row)
    written(sheet, pitch=40).text(62, 120 + 160, "둘째 줄").text(62, 310, "표 아래의 글은 표에 들지 않는다")
    table, below = read(sheet)
    assert table[-1] == ["방문\n둘째 줄", "340", "36회"]
    assert below == "표 아래의 글은 표에 들지 않는다"
