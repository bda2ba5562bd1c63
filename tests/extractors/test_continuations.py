"""Tables over page breaks: when two parts are one, and what the joined table holds."""

from collections.abc import Sequence

from pdf_builders import Cell, Sheet, pdf_bytes, plain

from extractors import extract
from extractors.continuations import join_tables
from schemas.document import Document, Table, Text

XS = [60.0, 160.0, 300.0, 500.0]
FOOT = 800.0
HEADER = ["분야", "사업", "금액"]


def upper(cells: Sequence[Cell], heights: Sequence[float]) -> Sheet:
    """A table that ends at the foot of its page."""
    ys = [FOOT - sum(heights[row:]) for row in range(len(heights) + 1)]
    return Sheet().text(60, 50, "표 위의 글이 있는 쪽").clip_table(XS, ys, list(cells))


def lower(cells: Sequence[Cell], heights: Sequence[float], top: float = 50.0) -> Sheet:
    ys = [top + sum(heights[:row]) for row in range(len(heights) + 1)]
    return Sheet().clip_table(XS, ys, list(cells))


def read(*sheets: Sheet) -> Document:
    return extract(pdf_bytes(*sheets))


def joined(*sheets: Sheet) -> Table:
    (found,) = join_tables(read(*sheets)).tables()
    return found


def rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "-" for cell in line] for line in table.grid()]


ABOVE = plain([HEADER, ["교육", "도서관 운영", "1,200"], ["복지", "급식 지원", "3,400"]])
BELOW = plain([HEADER, ["환경", "공원 정비", "5,600"]])


def test_parts_stay_as_they_stand_and_carry_the_evidence() -> None:
    first, second = read(upper(ABOVE, [20] * 3), lower(BELOW, [20] * 2)).tables()
    assert first.continues is None
    assert second.continues is not None
    assert (second.continues.block, second.continues.repeated) == (first.place.block, 1)
    assert "머리행 1개" in second.continues.evidence
    assert (first.n_rows, second.n_rows) == (3, 2)


def test_a_repeated_header_is_dropped_and_places_are_kept() -> None:
    document = join_tables(read(upper(ABOVE, [20] * 3), lower(BELOW, [20] * 2)))
    (table,) = document.tables()
    assert rows(table) == [
        HEADER,
        ["교육", "도서관 운영", "1,200"],
        ["복지", "급식 지원", "3,400"],
        ["환경", "공원 정비", "5,600"],
    ]
    last = table.cells[-1]
    assert (last.row, last.place.page, last.place.row) == (3, 2, 1)
    (finding,) = document.findings
    assert (finding.rule, finding.numbers) == ("stitched", {"parts": 2, "first_page": 1, "last_page": 2})


def test_without_a_header_again_the_column_lines_are_the_evidence() -> None:
    table = joined(upper(ABOVE, [20] * 3), lower(plain([["환경", "공원 정비", "5,600"]]), [20]))
    assert len(rows(table)) == 4


def test_a_table_that_ends_before_the_foot_does_not_go_on() -> None:
    short = (
        Sheet()
        .clip_table(XS, [600, 620, 640], plain([HEADER, ["교육", "도서관 운영", "1,200"]]))
        .text(60, 790, "쪽 끝의 글")
    )
    document = read(short, lower(BELOW, [20] * 2))
    assert all(table.continues is None for table in document.tables())
    assert join_tables(document).findings == ()


def test_text_between_parts_them() -> None:
    second = Sheet().text(60, 40, "2. 다른 표").clip_table(XS, [60, 80, 100], BELOW)
    assert all(table.continues is None for table in read(upper(ABOVE, [20] * 3), second).tables())


def test_a_caption_of_its_own_begins_a_table() -> None:
    second = Sheet().text(60, 40, "<표 2> 다른 표").clip_table(XS, [60, 80, 100], BELOW)
    assert all(table.continues is None for table in read(upper(ABOVE, [20] * 3), second).tables())


def test_other_columns_are_another_table() -> None:
    other = Sheet().clip_table(
        [60, 220, 380, 500], [50, 70, 90], plain([["연도", "목표", "실적"], ["2030", "가나", "다라"]])
    )
    assert all(table.continues is None for table in read(upper(ABOVE, [20] * 3), other).tables())


def test_a_row_that_the_break_cuts_is_made_whole() -> None:
    above = plain([HEADER, ["복지", "급식 지원을 모든 학교로", "3,400"]])
    below = plain([HEADER, ["", "넓힌다", ""], ["환경", "공원 정비", "5,600"]])
    table = joined(upper(above, [20, 20]), lower(below, [20] * 3))
    assert rows(table) == [HEADER, ["복지", "급식 지원을 모든 학교로\n넓힌다", "3,400"], ["환경", "공원 정비", "5,600"]]
    assert [block.place.page for block in table.cells[4].blocks] == [1, 2]


def test_a_row_without_a_label_of_its_own_is_not_taken_for_a_cut_one() -> None:
    below = plain([HEADER, ["", "경로당 운영", "700"]])
    assert len(rows(joined(upper(ABOVE, [20] * 3), lower(below, [20] * 2)))) == 4


def test_a_spanning_cell_that_the_break_cuts_is_one() -> None:
    above: list[Cell] = [
        *plain([HEADER]),
        (1, 0, 2, 1, "복지"),
        (1, 1, 1, 1, "급식 지원"),
        (1, 2, 1, 1, "3,400"),
        (2, 1, 1, 1, "돌봄"),
        (2, 2, 1, 1, "800"),
    ]
    below: list[Cell] = [
        *plain([HEADER]),
        (1, 0, 2, 1, ""),
        (1, 1, 1, 1, "경로당"),
        (1, 2, 1, 1, "700"),
        (2, 1, 1, 1, "상담"),
        (2, 2, 1, 1, "90"),
    ]
    table = joined(upper(above, [20] * 3), lower(below, [20] * 3))
    spanning = next(cell for cell in table.cells if cell.text == "복지")
    assert (spanning.row, spanning.row_span) == (1, 4)
    assert [line[1] for line in rows(table)] == ["사업", "급식 지원", "돌봄", "경로당", "상담"]


def test_a_word_cut_in_a_spanning_cell_goes_on() -> None:
    above: list[Cell] = [*plain([HEADER]), (1, 0, 1, 1, "지역 사회 "), (1, 1, 1, 1, "급식 지원"), (1, 2, 1, 1, "3,400")]
    below: list[Cell] = [
        *plain([HEADER]),
        (1, 0, 2, 1, "보장"),
        (1, 1, 1, 1, "경로당"),
        (1, 2, 1, 1, "700"),
        (2, 1, 1, 1, "상담"),
        (2, 2, 1, 1, "90"),
    ]
    table = joined(upper(above, [20] * 2), lower(below, [20] * 3))
    spanning = next(cell for cell in table.cells if cell.text.startswith("지역"))
    assert (spanning.row_span, spanning.text) == (3, "지역 사회 \n보장")


def test_columns_of_all_parts_make_the_joined_columns() -> None:
    below: list[Cell] = [
        *plain([HEADER])[:2],
        (0, 2, 1, 2, "금액"),
        (1, 0, 1, 1, "환경"),
        (1, 1, 1, 1, "공원"),
        (1, 2, 1, 1, "국비 50"),
        (1, 3, 1, 1, "시비 60"),
    ]
    second = Sheet().clip_table([60, 160, 300, 400, 500], [50, 70, 90], below)
    table = joined(upper(ABOVE, [20] * 3), second)
    assert table.n_cols == 4
    assert [(cell.col, cell.col_span) for cell in table.cells if cell.row == 1] == [(0, 1), (1, 1), (2, 2)]


def test_three_pages_are_one_chain() -> None:
    middle = Sheet().clip_table(
        XS, [50 + 25 * n for n in range(31)], plain([HEADER, *[["가나", f"사업 {n}", "10"] for n in range(29)]])
    )
    document = join_tables(read(upper(ABOVE, [20] * 3), middle, lower(BELOW, [20] * 2)))
    (table,) = document.tables()
    assert table.n_rows == 3 + 29 + 1
    assert document.findings[0].numbers["parts"] == 3


def test_a_document_without_links_is_unchanged() -> None:
    document = read(upper(ABOVE, [20] * 3))
    assert join_tables(document) == document
    assert isinstance(document.blocks[0], Text)
