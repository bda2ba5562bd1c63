"""HWP family: tables that their author cut, and cells that repeat the one above by a mark."""

import pytest
from hwp_builders import CellSample, Hwp5Sample, anchor, hwpx_cell, hwpx_file, hwpx_paragraph, hwpx_table, paragraph
from hwp_builders import table as hwp5_table

from extractors import extract
from extractors.continuations import join_tables
from schemas.document import Document, Table

HEADER = ["사업", "예산(백만원)", "목표"]
FIRST = [HEADER, ["돌봄 운영", "300", "240명"], ["나눔 확대", "200", "24개소"]]
REST = [["진로 체험", "120", "100명"], ["경로당", "80", "30개소"]]
WIDTHS = (3000, 1000, 2000)


def table(rows: list[list[str]], widths: tuple[int, ...] = WIDTHS) -> str:
    lines = [
        "".join(hwpx_cell(number, col, text, width=widths[col] if widths else 0) for col, text in enumerate(row))
        for number, row in enumerate(rows)
    ]
    return hwpx_table(len(rows), len(rows[0]), *lines)


def hwpx(*parts: str, breaks: bool = True) -> Document:
    attributes = 'pageBreak="1"' if breaks else ""
    first, *rest = parts
    return extract(hwpx_file(hwpx_paragraph(first) + "".join(hwpx_paragraph(p, attributes=attributes) for p in rest)))


def rows(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "-" for cell in line] for line in block.grid()]
        for block in join_tables(document).blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize("widths", [WIDTHS, ()])
def test_a_part_without_a_header_goes_on_behind_a_break(widths: tuple[int, ...]) -> None:
    document = hwpx(table(FIRST, widths), table(REST, widths))
    assert rows(document) == [FIRST + REST]
    assert [finding.rule for finding in join_tables(document).findings] == ["stitched"]
    second = document.blocks[1]
    assert isinstance(second, Table)
    assert second.continues is not None
    assert second.continues.block == 0


def test_a_part_right_below_goes_on_where_widths_agree() -> None:
    assert rows(hwpx(table(FIRST), table(REST), breaks=False)) == [FIRST + REST]
    assert rows(hwpx(table(FIRST, ()), table(REST, ()), breaks=False)) == [FIRST, REST]


def test_a_header_alone_at_the_foot_of_a_page() -> None:
    assert rows(hwpx(table([HEADER]), table(REST))) == [[HEADER, *REST]]
    bar = [["과제", "돌봄 운영"]]
    assert len(rows(hwpx(table(bar, (1000, 5000)), table([["위촉", "240명"]], (1000, 5000))))) == 2


def test_three_parts_and_a_repeated_header() -> None:
    assert rows(hwpx(table(FIRST), table([HEADER, *REST]), table([["작은도서관", "40", "3개소"]]))) == [
        [*FIRST, *REST, ["작은도서관", "40", "3개소"]]
    ]


@pytest.mark.parametrize(
    "second",
    [
        table([["부서", "인원", "비고"], ["복지과", "12", "정원"]]),
        table([["부서", "2025년", "2026년"], ["복지과", "12", "14"]]),
        table(REST, (1000, 3000, 2000)),
        table([["진로 체험", "120"]], (4000, 2000)),
    ],
    ids=["another header", "years as header", "other widths", "other columns"],
)
def test_another_table_is_no_part(second: str) -> None:
    assert len(rows(hwpx(table(FIRST), second))) == 2


def test_a_table_below_a_text_is_no_part() -> None:
    assert len(rows(hwpx(table(FIRST), "○ 다른 표", table(REST)))) == 2


def test_copies_of_a_form_stay_apart() -> None:
    form = [["항목", "내용"], ["사업명", "돌봄 운영"], ["사업비", "300백만원"], ["목표", "240명"]]
    other = [["항목", "내용"], ["사업명", "나눔 확대"], ["사업비", "200백만원"], ["목표", "24개소"]]
    assert len(rows(hwpx(table(form, (2000, 4000)), table(other, (2000, 4000))))) == 2


def test_a_header_again_without_a_break_is_another_table() -> None:
    assert len(rows(hwpx(table(FIRST), table([HEADER, *REST]), breaks=False))) == 2


def test_parts_of_hwp5() -> None:
    def part(lines: list[list[str]]) -> list[CellSample]:
        return [
            CellSample(row, col, paragraph(text, level=2), width=WIDTHS[col])
            for row, line in enumerate(lines)
            for col, text in enumerate(line)
        ]

    records = paragraph(anchor("\x0b"), hwp5_table(3, 3, part(FIRST)), last=False)
    records += paragraph(anchor("\x0b"), hwp5_table(2, 3, part(REST)), breaks=4)
    assert rows(extract(Hwp5Sample([records]).build())) == [FIRST + REST]


DEPARTMENTS = [
    ["사업", "부서"],
    ["돌봄", "복지정책과"],
    ["나눔", "〃"],
    ["체험", "상동"],
    ["방문", '"'],
    ["도서관", "도서관과"],
]


def test_a_mark_for_the_same_holds_in_the_joined_view_what_it_says() -> None:
    document = hwpx(table(DEPARTMENTS, (2000, 2000)))
    assert [line[1] for line in rows(document)[0]] == ["부서"] + ["복지정책과"] * 4 + ["도서관과"]
    (finding,) = join_tables(document).findings
    assert (finding.rule, finding.numbers) == ("ditto", {"cells": 3})
    (printed,) = document.tables()
    assert printed.cells[5].text == "〃"
    (joined,) = join_tables(document).tables()
    assert joined.cells[5].blocks[0].place == printed.cells[5].blocks[0].place


def test_a_mark_without_anything_above_stays() -> None:
    lines = [["사업", "부서"], ["돌봄", "〃"], ["나눔", ""], ["체험", "상동"], ["방문", "상동 기관"]]
    document = hwpx(table(lines, (2000, 2000)))
    assert rows(document) == [lines]
    assert join_tables(document).findings == ()
