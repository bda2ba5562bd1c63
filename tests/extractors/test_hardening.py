"""Inputs made to break a reader: each costs at most what it is worth, and its reason is right whatever came before."""

import io
import random
import time
from pathlib import Path

import pikepdf
import pytest
from hwp_builders import hwpx_cell, hwpx_file, hwpx_paragraph, hwpx_table
from pdf_builders import Sheet, pdf_bytes

from extractors import extract
from extractors.pdf_clips import clip_rectangles
from extractors.pdf_second_reader import SecondReader
from schemas.document import Table
from schemas.errors import Corrupt, Encrypted, KplanError, LimitExceeded
from schemas.options import DEFAULT_OPTIONS, Limits, ReadOptions

NO_PDF = b"%PDF-1.4\nthis is none\n%%EOF"
CPU_SECONDS = 5.0
"""What a small text may take; the faults that are tested here took more than a hundred times as long as now."""


def encrypted_pdf(password: str = "") -> bytes:
    sheet = Sheet()
    sheet.text(60, 100, "마을 계획 3회")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(sheet))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password, R=6))
    return out.getvalue()


def reason(data: bytes) -> str:
    try:
        extract(data, "x.pdf")
    except KplanError as error:
        return error.reason
    return "ok"


def test_the_reason_does_not_depend_on_the_file_before() -> None:
    locked, open_to_all = encrypted_pdf("p"), encrypted_pdf()
    files = {NO_PDF: "Corrupt", locked: "Encrypted", open_to_all: "ok", b"%PDF-": "Corrupt"}
    for seed in range(6):
        order = list(files)
        random.Random(seed).shuffle(order)
        assert {data: reason(data) for data in order} == files


@pytest.mark.shared
def test_the_reasons_of_hostile_files_in_any_order(shared: Path) -> None:
    paths = [path for path in sorted((shared / "hostile" / "files").glob("*.pdf")) if path.stat().st_size < 3_000]
    assert len(paths) > 50
    first = {path: reason(path.read_bytes()) for path in paths}
    random.Random(3).shuffle(paths)
    assert {path: reason(path.read_bytes()) for path in paths} == first


def test_a_file_locked_in_a_way_that_one_reader_does_not_know_is_opened_by_the_other() -> None:
    document = extract(encrypted_pdf(), "x.pdf")
    assert "마을" in str(document.blocks)
    with pytest.raises(Encrypted):
        extract(encrypted_pdf("p"), "x.pdf")
    assert "마을" in str(extract(encrypted_pdf("p"), "x.pdf", ReadOptions("p")).blocks)


def test_half_a_pair_in_a_title(tmp_path: Path) -> None:
    out = io.BytesIO()
    sheet = Sheet()
    sheet.text(60, 100, "마을 계획")
    with pikepdf.open(io.BytesIO(pdf_bytes(sheet))) as pdf:
        pdf.docinfo["/Title"] = pikepdf.String(b"\xfe\xff\xd8\x00\x00A")
        pdf.save(out)
    assert extract(out.getvalue(), "x.pdf").meta.title == "\ufffdA"


def test_a_second_reader_that_cannot_be_closed() -> None:
    class Broken:
        def close(self) -> None:
            raise KeyError("Pages")

    second = SecondReader(NO_PDF, DEFAULT_OPTIONS)
    second._pdf = Broken()  # type: ignore[assignment]
    second.close()


@pytest.mark.parametrize("operands", [b".007110.820 0 0 1 0 0", b"1e999 0 0 1 0 0", b"nan 0 0 1 0 0", b"- 0 0 1 0 0"])
def test_operands_that_are_no_numbers_are_left_out(operands: bytes) -> None:
    content = b" q " + operands + b" cm 10 20 30 40 re W n Q "
    assert clip_rectangles(content).tolist() == [[10, 20, 40, 60]]


def test_a_matrix_of_digits_without_end() -> None:
    started = time.process_time()
    clip_rectangles(b" q " + b"1" * 200_000 + b" cm 0 0 1 1 re W n Q " + b"1 " * 100_000 + b"W n ")
    assert time.process_time() - started < CPU_SECONDS


@pytest.mark.parametrize("span", ["²", "-3", "9" * 5000, "0", "x", ""])
def test_a_span_that_is_no_number(span: str) -> None:
    markup = f"<table><tr><td colspan='{span}'>가</td><td>나</td></tr></table>"
    (table,) = extract(markup.encode(), "x.html").tables()
    assert [cell.text for cell in table.cells] == ["가", "나"]


def test_spans_of_html_take_the_places_that_they_take() -> None:
    markup = (
        "<table><tr><td rowspan=2>가</td><td colspan=2>나</td></tr><tr><td>다</td><td rowspan=9>라</td></tr>"
        "<tr><td colspan=2>마</td></tr></table>"
    )
    (table,) = extract(markup.encode(), "x.html").tables()
    places = [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]
    assert places == [
        (0, 0, 2, 1, "가"),
        (0, 1, 1, 2, "나"),
        (1, 1, 1, 1, "다"),
        (1, 2, 2, 1, "라"),
        (2, 0, 1, 2, "마"),
    ]
    assert (table.n_rows, table.n_cols) == (3, 3)


def test_a_few_cells_cannot_span_millions() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=1000>가</td>" * 4 + "</tr>"
    with pytest.raises(LimitExceeded, match="cells of a table"):
        extract(f"<table>{row * 800}</table>".encode(), "x.html")
    extract(b"<table><tr><td colspan=1000>1</td></tr></table>", "x.html", ReadOptions(limits=Limits(cells=1000)))


@pytest.mark.parametrize(("row_span", "col_span"), [(-1, 1), (1, -2), (0, 0)])
def test_a_span_of_hwpx_that_cannot_be(row_span: int, col_span: int) -> None:
    cells = (hwpx_cell(0, 0, "가", row_span, col_span), hwpx_cell(0, 1, "나"))
    document = extract(hwpx_file(hwpx_paragraph(hwpx_table(1, 2, "".join(cells)))), "x.hwpx")
    assert {"가", "나"} <= {cell.text for table in document.tables() for cell in table.cells}


SLOW_TEXTS = {
    "heading of blanks": "# a" + " " * 20_000 + "b",
    "tag without end": "<a" + "1" * 100_000,
    "tags without end": "<a1 " * 20_000,
    "heading tags": "<h1>" + "</h1> " * 10_000 + "x",
    "rule of blanks": "|" + " " * 50_000 + "x|\n" * 3,
    "rule of bars": "|--" * 20_000 + "x\n" * 3,
    "open tables": "<table>\n" * 8_000,
    "open and closed tables": "<table>\n" * 4_000 + "</table>\n" * 3_000,
    "bars without rules": "│ 가 │ 나 │\n" * 2_000,
    "ruled bars": "┌──┬──┐\n" + "│가│나│\n" * 2_000 + "└──┴──┘\n",
    "ragged gaps": "".join(f"{'가' * (n % 7 + 1)}  {'나' * (n % 5 + 1)}   {'다' * (n % 3)}x\n" for n in range(2_000)),
    "blanks before bullets": "가\t" + " " * 50_000 + "나\n다\t라\n",
    "colons": "a\tb\tc\n" + ": " * 15 + "\n" + "d\te\tf\n" * 3,
    "bold": "**" * 50_000,
    "spread label": "가 " * 20_000 + "나다  라  마\n" * 4,
}


@pytest.mark.parametrize("name", SLOW_TEXTS)
def test_a_small_text_takes_little(name: str) -> None:
    data = SLOW_TEXTS[name].encode()
    started = time.process_time()
    extract(data, "x.txt")
    assert time.process_time() - started < CPU_SECONDS


def tables(text: str) -> list[Table]:
    return list(extract(text.encode(), "x.txt").tables())


def test_aligned_columns_end_where_they_no_longer_align() -> None:
    rows = "".join(f"사업{n}   {n}회   {n}명\n" for n in range(1, 6))
    (table,) = tables(rows + "이것은   문장이다\n저것도   그렇다\n")
    assert (table.n_rows, table.n_cols) == (5, 3)
    far = "".join(f"긴 이름의 사업 {n}     {n}회     {n}명\n" for n in range(1, 4))
    assert [(t.n_rows, t.n_cols) for t in tables(far)] == [(3, 3)]


@pytest.mark.parametrize(
    ("line", "text", "level"),
    [("## 제목", "제목", 2), ("# 제목 #", "제목", 1), ("### 가# 나 ###  ", "가# 나", 3)],
)
def test_headings_of_markdown(line: str, text: str, level: int) -> None:
    (block,) = extract(line.encode(), "x.md").blocks
    assert (block.text, block.level) == (text, level)  # type: ignore[union-attr]


def test_a_rule_of_markdown_is_no_row() -> None:
    for rule in ("|---|---|", "---|---", "| :-- | --: |", "|--|--"):
        (table,) = tables(f"| 가 | 나 |\n{rule}\n| 1 | 2 |\n")
        assert table.n_rows == 2, rule
    (table,) = tables("| 가 | 나 |\n|---| x |\n| 1 | 2 |\n")
    assert table.n_rows == 3


def test_corrupt_says_so() -> None:
    with pytest.raises(Corrupt):
        extract(NO_PDF, "x.pdf")
