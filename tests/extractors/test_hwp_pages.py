"""Pages of the HWP family from the places of lines: told, and not told where they contradict each other."""

import struct

import pytest
from hwp_builders import (
    CellSample,
    Hwp5Sample,
    Record,
    anchor,
    hwpx_cell,
    hwpx_file,
    hwpx_paragraph,
    hwpx_table,
    paragraph,
)
from hwp_builders import table as hwp5_table

from extractors import extract
from schemas.document import Document, Table

BODY = 60_000
PAGE = (
    '<hp:secPr><hp:pagePr landscape="WIDELY" width="50000" height="70000">'
    '<hp:margin top="2000" bottom="3000" header="2000" footer="3000"/></hp:pagePr></hp:secPr>'
)


def line(text: str, *places: int, breaks: bool = False) -> str:
    return hwpx_paragraph(text, lines=places, attributes='pageBreak="1"' if breaks else "")


def read(*paragraphs: str, page: str = PAGE) -> Document:
    head = hwpx_paragraph(page, "제목", lines=(0,))
    return extract(hwpx_file(head + "".join(paragraphs)))


def pages(document: Document) -> list[int | None]:
    return [block.place.page for block in document.blocks]


def untold(document: Document) -> list[object]:
    return [finding.numbers["count"] for finding in document.findings if finding.rule == "pages_untold"]


def table(*heights: int, top: int, breaks: bool = False, cell_lines: tuple[int, ...] = (0,)) -> str:
    rows = []
    for row, height in enumerate(heights):
        body = hwpx_paragraph(f"{row}째 칸", lines=cell_lines if row == len(heights) - 1 else (0,))
        cell = hwpx_cell(row, 0, body, width=1000)
        rows.append(cell.replace('height="1000"', f'height="{height}"'))
    return hwpx_paragraph(
        hwpx_table(len(heights), 1, *rows), lines=(top,), attributes='pageBreak="1"' if breaks else ""
    )


def rows_of(document: Document) -> list[int | None]:
    (found,) = document.tables()
    return [cell.place.page for cell in found.cells]


def test_a_line_that_stands_higher_begins_a_page() -> None:
    document = read(line("가", 1600), line("나", 3200), line("다", 0), line("라", 1600), line("마", 800))
    assert pages(document) == [1, 1, 1, 2, 2, 3]
    assert document.meta.pages == 3
    assert untold(document) == []


def test_a_paragraph_over_pages_stands_where_it_begins() -> None:
    assert pages(read(line("가", 56_000, 58_000, 0, 1600), line("나", 3200))) == [1, 1, 2]


def test_a_break_of_the_author_begins_a_page_that_no_place_shows() -> None:
    assert pages(read(line("가", 0, breaks=True), line("나", 0, breaks=True))) == [1, 2, 3]


def test_sections_go_on_counting() -> None:
    body = hwpx_paragraph(PAGE, "가", lines=(0,)) + line("나", 0, breaks=True)
    assert pages(extract(hwpx_file(body, hwpx_paragraph(PAGE, "다", lines=(0,))))) == [1, 2, 3]


def test_a_table_on_one_page() -> None:
    document = read(table(5000, 5000, top=1600), line("뒤", 12_000))
    assert pages(document) == [1, 1, 1]
    assert rows_of(document) == [1, 1]


def test_rows_over_pages_are_told_where_what_follows_agrees() -> None:
    document = read(table(*[20_000] * 5, top=10_000), line("뒤", 2_000), line("끝", 0))
    assert rows_of(document) == [1, 1, 2, 2, 2]
    assert pages(document) == [1, 1, 3, 4]
    assert untold(document) == []


def test_rows_over_pages_with_an_end_inside_a_page() -> None:
    document = read(table(*[20_000] * 4, top=10_000), line("뒤", 41_000))
    assert rows_of(document) == [1, 1, 2, 2]
    assert pages(document) == [1, 1, 2]


def test_what_follows_a_table_in_another_place_contradicts_it() -> None:
    document = read(table(*[20_000] * 4, top=10_000), line("뒤", 20_000), line("끝", 22_000))
    assert rows_of(document) == [1, 1, None, None]
    assert pages(document) == [1, 1, None, None]
    assert untold(document) == [2]
    assert document.meta.pages is None


def test_a_row_through_which_a_break_runs_has_no_page() -> None:
    document = read(table(20_000, 30_000, top=10_000, cell_lines=(0, 29_000, 0, 14_000)), line("뒤", 15_600))
    assert rows_of(document) == [1, None]
    assert pages(document) == [1, 1, 2]


def test_paragraphs_without_places_stand_between_those_around_them() -> None:
    document = read(line("가", 1600), line("나"), line("다", 4800), line("라"), line("마", 0))
    assert pages(document) == [1, 1, 1, 1, None, 2]
    assert untold(document) == [1]


@pytest.mark.parametrize("columns", ['<hp:ctrl><hp:colPr colCount="2"/></hp:ctrl>', ""])
def test_a_document_in_columns_has_no_pages(columns: str) -> None:
    document = read(hwpx_paragraph(columns, "가", lines=(1600,)) if columns else line("가", 1600))
    assert pages(document) == ([None, None] if columns else [1, 1])


def test_a_document_without_places_has_no_pages() -> None:
    document = extract(hwpx_file("".join(line(text) for text in "가나다라마바사아")))
    assert pages(document) == [None] * 8
    assert untold(document) == [8]


@pytest.mark.parametrize("place", ["", "위", "9" * 400, "9" * 5000])
def test_a_place_that_is_no_number_costs_only_the_page(place: str) -> None:
    broken = line("가", 1600).replace('vertpos="1600"', f'vertpos="{place}"')
    assert pages(read(line("앞", 1600), broken, line("나", 0))) == [1, 1, None, 2]


def placed(records: list[Record], *places: int) -> list[Record]:
    """A paragraph with the places of its lines."""
    lines = b"".join(struct.pack("<Iii", 0, place, 1000) + bytes(24) for place in places)
    return [(tag, level, lines if tag == 0x45 and level == 1 else body) for tag, level, body in records]


def page_definition() -> list[Record]:
    sizes = struct.pack("<10I", 50_000, 70_000, 0, 0, 2000, 3000, 2000, 3000, 0, 0)
    return [(0x47, 1, b"dces" + bytes(44)), (0x49, 2, sizes)]


def test_pages_of_hwp5() -> None:
    cells = [CellSample(row, 0, paragraph(f"{row}째 칸", level=2)) for row in range(3)]
    heights = [(tag, level, body) for tag, level, body in hwp5_table(3, 1, cells)]
    tall = [
        (tag, level, body[:20] + struct.pack("<I", 30_000) + body[24:] if tag == 0x48 and level == 2 else body)
        for tag, level, body in heights
    ]
    records = placed(paragraph("제목" + anchor("\x02"), page_definition(), last=False), 0)
    records += placed(paragraph(anchor("\x0b"), tall, last=False), 1600)
    records += placed(paragraph("뒤", last=False), 1600, 3200)
    records += placed(paragraph("끝"), 0)
    document = extract(Hwp5Sample([records]).build())
    assert pages(document) == [1, 1, 3, 4]
    assert rows_of(document) == [1, 2, 2]
    assert isinstance(document.blocks[1], Table)
