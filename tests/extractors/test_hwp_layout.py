"""Pages and boxes of HWP documents: what a drawn page tells, and what is left empty where it does not agree."""

import sys
from pathlib import Path

import pytest

from extractors import extract
from extractors.hwp_layout import Layout, aligned, closed_stderr, longest_chain, pages_to_layout, placed
from schemas.document import Block, Cell, Document, Table, Text, texts_in
from schemas.errors import LimitExceeded, Missing
from schemas.options import Limits, ReadOptions
from schemas.source import Place, Source

PLANS = Path(__file__).resolve().parents[2] / "samples/plans"
LAYOUT = ReadOptions(layout=True)


def drawn(*items: str | tuple[int, int, str]) -> str:
    """A page: lines of text, and cells as column, row (each 100 × 20 pixels) and text."""
    clips, body = "", ""
    for number, item in enumerate(items):
        if isinstance(item, str):
            body += f'<text x="1" y="2" font-family="a">{item}</text>'
        else:
            col, row, text = item
            x, y = 100.0 * col, 200.0 + 20 * row
            clips += f'<clipPath id="cell-clip-{number}"><rect x="{x}" y="{y}" width="100" height="20"/></clipPath>'
            body += f'<g clip-path="url(#cell-clip-{number})"><text x="1" y="2">{text}</text></g>'
    return f'<svg><defs>{clips}</defs><g clip-path="url(#body-clip-1)">{body}</g></svg>'


def cell(row: int, col: int, *blocks: Block | str) -> Cell:
    return Cell(row, col, blocks=tuple(Text(block) if isinstance(block, str) else block for block in blocks))


def grid(*rows: str, block: int = 0) -> Table:
    """A table of one sign a cell; `.` is an empty cell."""
    cells = tuple(
        cell(row, col, *([] if sign == "." else [sign]))
        for row, signs in enumerate(rows)
        for col, sign in enumerate(signs)
    )
    return Table(len(rows), len(rows[0]), cells, place=Place(1, block))


def page_of(*rows: str) -> list[tuple[int, int, str]]:
    return [(col, row, sign.strip(".")) for row, signs in enumerate(rows) for col, sign in enumerate(signs)]


def laid_out(layout: Layout, *blocks: Block) -> Document:
    return placed(Document(Source("0", "plan.hwp", "hwp5", 1), "test", blocks=blocks), layout)


def boxes(table: Table) -> list[tuple[float, ...] | None]:
    return [found.place.bbox for found in table.cells]


def test_cells_have_page_and_box_and_so_does_what_they_hold() -> None:
    layout = pages_to_layout([drawn("첫 쪽"), drawn("표 하나", *page_of("가나", "다."), "끝")])
    document = laid_out(layout, Text("첫 쪽"), Text("표 하나"), grid("가나", "다."), Text("끝"))
    (table,) = document.tables()
    assert boxes(table) == [(0, 150, 75, 165), (75, 150, 150, 165), (0, 165, 75, 180), (75, 165, 150, 180)]
    assert table.place == Place(2, 0, bbox=(0, 150, 150, 180))
    assert [text.place.page for text in texts_in(document.blocks)] == [1, 2, 2, 2, 2, 2]
    assert table.cells[0].blocks[0].place.bbox == (0, 150, 75, 165)
    assert not document.findings


def test_equal_tables_are_told_by_their_order() -> None:
    layout = pages_to_layout([drawn(*page_of("가나")), drawn(*page_of("가나"))])
    document = laid_out(layout, grid("가나", block=0), grid("가나", block=1))
    assert [table.place.page for table in document.tables()] == [1, 2]


def test_a_table_that_is_drawn_otherwise_is_left_empty_and_its_neighbours_are_not() -> None:
    layout = pages_to_layout([drawn(*page_of("가나")), drawn(*page_of("다")), drawn(*page_of("라마"))])
    document = laid_out(layout, grid("가나", block=0), grid("다바", block=1), grid("라마", block=2))
    assert [table.place.page for table in document.tables()] == [1, None, 3]
    (finding,) = document.findings
    assert (finding.rule, finding.severity, finding.numbers) == ("layout_unmatched", "info", {"tables": 1, "pages": 3})


def test_as_many_cells_but_not_the_grid_is_left_empty() -> None:
    layout = pages_to_layout([drawn(*page_of("가나다"))])
    (table,) = laid_out(layout, grid("가나다"[0], "나", "다")).tables()
    assert boxes(table) == [None, None, None]


def test_text_that_is_drawn_otherwise_still_counts_its_cells() -> None:
    layout = pages_to_layout([drawn(*page_of("가나", "①라"))])
    (table,) = laid_out(layout, grid("가나", "다라")).tables()
    assert table.cells[2].place.bbox == (0, 165, 75, 180)


def test_a_table_inside_a_cell_is_drawn_inside_it() -> None:
    inner = grid("나", block=1)
    outer = Table(1, 2, (cell(0, 0, "가", inner), cell(0, 1, "다")), place=Place(1, 0))
    svg = drawn((0, 0, "가"), (1, 0, "다")).replace(
        "가</text>", '가</text><g clip-path="url(#cell-clip-9)"><text x="1">나</text></g>'
    )
    svg = svg.replace(
        "<defs>", '<defs><clipPath id="cell-clip-9"><rect x="4" y="208" width="40" height="8"/></clipPath>'
    )
    _, nested = laid_out(pages_to_layout([svg]), outer).tables()
    assert nested.place.bbox == (3, 156, 33, 162)


def test_a_table_cut_over_pages_has_pages_without_boxes() -> None:
    layout = pages_to_layout([drawn("이름", "값", "가로", "10"), drawn("이름", "값", "세로", "20", "뒤")])
    table = Table(
        3, 2, tuple(cell(n // 2, n % 2, text) for n, text in enumerate(["이름", "값", "가로", "10", "세로", "20"]))
    )
    document = laid_out(layout, table, Text("뒤"))
    (found,) = document.tables()
    assert [one.place.page for one in found.cells] == [1, 1, 1, 1, 2, 2]
    assert boxes(found) == [None] * 6
    assert found.place.bbox is None


def test_a_page_against_the_order_is_not_believed() -> None:
    layout = pages_to_layout([drawn("셋째", *page_of("가")), drawn(*page_of("나"), "넷째")])
    document = laid_out(layout, grid("가", block=0), grid("나", block=1), Text("셋째"), Text("넷째"))
    assert [block.place.page for block in document.blocks] == [1, 2, None, 2]


def test_no_page_is_told_where_none_was_drawn() -> None:
    document = laid_out(pages_to_layout([]), Text("글", place=Place(1, 0)))
    assert document.blocks[0].place == Place(None, 0)
    assert [finding.rule for finding in document.findings] == ["layout_unmatched"]


def test_the_longest_chain_keeps_the_order() -> None:
    assert longest_chain([(0, 5), (1, 1), (2, 3), (3, 2), (4, 4)]) == [(1, 1), (3, 2), (4, 4)]
    assert longest_chain([]) == []


def test_alignment_takes_nothing_that_stands_oftener_than_asked_for() -> None:
    def places(key: object, low: int, high: int) -> list[int]:
        return [at for at in range(low, high) if "가나가다"[at] == key]

    assert aligned(["가", "나", "다"], places, 4) == [0, 1, 3]
    assert aligned(["가"], places, 4) == [None]


@pytest.mark.parametrize("name", ["annual_targets", "operation_plan", "result_report"])
@pytest.mark.parametrize("ending", ["hwp", "hwpx"])
def test_the_engine_lays_the_samples_out(name: str, ending: str) -> None:
    pytest.importorskip("hwp_ingest")
    data = (PLANS / f"{name}.{ending}").read_bytes()
    plain, document = extract(data), extract(data, options=LAYOUT)
    assert document.findings == plain.findings
    for table in document.tables():
        for found in table.cells:
            assert found.place.page == 1
            assert found.place.bbox is not None
            left, top, right, bottom = found.place.bbox
            assert 0 < left < right < 596
            assert 0 < top < bottom < 842
    assert [text.text for text in texts_in(document.blocks)] == [text.text for text in texts_in(plain.blocks)]


def test_what_the_engine_cannot_read_is_said() -> None:
    pytest.importorskip("hwp_ingest")
    data = b'<?xml version="1.0"?><HWPML><BODY><SECTION><P><TEXT><CHAR>\xea\xb8\x80</CHAR></TEXT></P></SECTION></BODY></HWPML>'
    document = extract(data, options=LAYOUT)
    assert document.blocks[0].place.page is None
    assert "layout_unmatched" in {finding.rule for finding in document.findings}


def test_too_many_pages_are_refused() -> None:
    pytest.importorskip("hwp_ingest")
    data = (PLANS / "annual_targets.hwpx").read_bytes()
    with pytest.raises(LimitExceeded):
        extract(data, options=ReadOptions(layout=True, limits=Limits(pages=0)))


def test_the_engine_is_asked_for_only_with_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hwp_ingest", None)
    data = (PLANS / "annual_targets.hwpx").read_bytes()
    assert extract(data).blocks[0].place == Place(1, 0)
    with pytest.raises(Missing, match=r"\.\[layout\]"):
        extract(data, options=LAYOUT)


def test_remarks_of_the_engine_are_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    import os

    with closed_stderr(), pytest.raises(OSError, match="Bad file descriptor"):
        os.write(2, b"LAYOUT_OVERFLOW")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


@pytest.mark.shared
def test_most_tables_of_the_corpus_are_found(shared: Path) -> None:
    """Of the first documents of the corpus: tables with a box, cells with a page, and pages never going back."""
    pytest.importorskip("hwp_ingest")
    n_tables = n_boxed = n_cells = n_paged = 0
    for path in sorted((shared / "corpus/hwp").glob("[0-3]*.hwpx")):
        document = extract(path.read_bytes(), path.name, LAYOUT)
        tables = list(document.tables())
        cells = [found for table in tables for found in table.cells]
        n_tables += len(tables)
        n_boxed += sum(table.place.bbox is not None for table in tables)
        n_cells += len(cells)
        n_paged += sum(found.place.page is not None for found in cells)
        pages = [block.place.page for block in document.blocks if block.place.page]
        assert pages == sorted(pages), path.name
    assert n_boxed / n_tables > 0.75
    assert n_paged / n_cells > 0.9
