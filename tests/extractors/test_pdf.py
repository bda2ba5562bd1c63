"""PDF: what a page says, where it says it, and what is said when it cannot be read."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pdf_builders import Sheet, pdf_bytes, plain

from extractors import extract, pdf_opening
from extractors.pdf import page_ranges
from extractors.pdf_objects import Characters, Drawing
from extractors.pdf_page import Objects
from extractors.pdf_quality import page_trouble
from extractors.pdf_space import View
from schemas.document import Document, Table, Text
from schemas.errors import Corrupt, Encrypted, LimitExceeded
from schemas.options import DEFAULT_OPTIONS, Limits, ReadOptions

XS, YS = [60.0, 160.0, 300.0, 500.0], [140.0, 160.0, 180.0, 200.0]
ROWS = [["구분", "내용", "금액"], ["예시 사업", "시설 정비", "1,234"], ["다른 사업", "", "567"]]


def read(*sheets: Sheet, options: ReadOptions = DEFAULT_OPTIONS, **made: object) -> Document:
    return extract(pdf_bytes(*sheets, **made), "예시.pdf", options)  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Text)]


def table(document: Document) -> Table:
    (found,) = document.tables()
    return found


def rows(found: Table) -> list[list[str]]:
    return [[cell.text.rstrip() if cell else "-" for cell in line] for line in found.grid()]


def rules(document: Document) -> set[str]:
    return {finding.rule for finding in document.findings}


def test_cells_without_borders_are_told_by_their_clips() -> None:
    document = read(Sheet().clip_table(XS, YS, plain(ROWS)))
    found = table(document)
    assert rows(found) == ROWS
    assert not found.inferred
    assert found.cells[4].place.bbox == (160.0, 160.0, 300.0, 180.0)
    assert (found.cells[4].place.page, found.cells[4].place.row, found.cells[4].place.col) == (1, 1, 1)
    assert found.cells[4].blocks[0].place.bbox == (162.0, 162.0, 207.0, 172.0)


def test_cells_with_rules_of_a_program_that_does_not_clip() -> None:
    cells = [
        (0, 0, 2, 1, "구분"),
        (0, 1, 1, 2, "내용과 금액"),
        (1, 1, 1, 1, "내용"),
        (1, 2, 1, 1, "금액"),
        (2, 0, 1, 3, "합계 7"),
    ]
    found = table(read(Sheet().ruled_table(XS, YS, cells), producer="LibreOffice 7.4"))
    assert [(c.row, c.col, c.row_span, c.col_span, c.text.rstrip()) for c in found.cells] == sorted(cells)


def test_a_frame_is_no_table() -> None:
    document = read(Sheet().ruled_table([60, 500], [100, 200], [(0, 0, 1, 1, "상자 안의 글")]), producer="x")
    assert texts(document) == ["상자 안의 글"]
    assert list(document.tables()) == []


def test_a_table_in_a_cell() -> None:
    sheet = Sheet().clip_table([60, 200, 500], [100, 200], [(0, 0, 1, 1, "바깥"), (0, 1, 1, 1, "안쪽 위의 글")])
    sheet.clip_table([210, 300, 400], [120, 140, 160], plain([["가나", "다라"], ["1,000", "2,000"]]))
    outer, inner = read(sheet).tables()
    assert rows(outer) == [["바깥", "안쪽 위의 글"]]
    assert rows(inner) == [["가나", "다라"], ["1,000", "2,000"]]
    assert outer.cells[1].blocks[-1] is inner
    assert (outer.place.block, inner.place.block) == (0, 1)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (0, (60.0, 140.0, 160.0, 160.0)),
        (90, (682.0, 60.0, 702.0, 160.0)),
        (180, (435.0, 682.0, 535.0, 702.0)),
        (270, (140.0, 435.0, 160.0, 535.0)),
    ],
)
def test_a_turned_page_reads_the_same_and_boxes_are_those_shown(turn: int, expected: tuple[float, ...]) -> None:
    sheet = Sheet(rotate=turn).clip_table(XS, YS, plain(ROWS))
    found = table(read(sheet))
    assert rows(found) == ROWS
    assert found.cells[0].place.bbox == expected


def test_digits_keep_the_order_of_the_stream() -> None:
    sheet = Sheet()
    sheet.letters |= set("832.6백만원")
    codes = "".join(f"{ord(c):04x}" for c in "832")
    sheet.operators.append(f"BT /F1 10 Tf 1 0 0 1 100 700 Tm [<{codes}> -200 <002e> 400 <0036>] TJ ET")
    assert texts(read(sheet)) == ["832.6"]


def test_a_gap_is_a_space_and_a_printed_space_is_one() -> None:
    assert texts(read(Sheet().text(60, 100, "전체").text(85, 100, "예산").text(105, 100, "액 은"))) == [
        "전체 예산액 은"
    ]


def test_spaces_around_a_text_do_not_widen_its_box() -> None:
    (block,) = read(Sheet().text(60, 100, "  ○ 항목  ")).blocks
    assert isinstance(block, Text)
    assert (block.text.rstrip(), block.place.bbox) == ("○ 항목", (70.0, 100.0, 105.0, 110.0))
    sheet = Sheet().clip_table(XS, YS, plain([[" 구분 ", *ROWS[0][1:]], *ROWS[1:]]))
    assert table(read(sheet)).cells[0].blocks[0].place.bbox == (67.0, 142.0, 87.0, 152.0)


def test_a_letter_that_leaves_its_cell_does_not_widen_the_box_of_its_line() -> None:
    cells = [(0, 0, 1, 1, "열 글자나 되는 값."), (0, 1, 1, 1, "옆 칸")]
    found = table(read(Sheet().clip_table([60, 149, 300], [140, 160], cells)))
    assert found.cells[0].text.rstrip() == "열 글자나 되는 값."
    assert found.cells[0].blocks[0].place.bbox == (62.0, 142.0, 149.0, 152.0)


def test_bold_printed_twice_is_read_once() -> None:
    assert texts(read(Sheet().text(60, 100, "목표 12명").text(60.4, 100, "목표 12명"))) == ["목표 12명"]


def test_a_raised_digit_is_no_digit_of_the_number() -> None:
    assert texts(read(Sheet().text(60, 100, "1,234").text(85, 100, "21", size=6))) == ["1,234²¹"]


def test_text_that_runs_upwards() -> None:
    sheet = (
        Sheet()
        .text(60, 60, "가로로 쓴 줄이 더 많은 쪽입니다")
        .turned_text(40, 300, "세로로 쓴 줄")
        .text(60, 90, "가로로 쓴 둘째 줄")
    )
    assert "세로로 쓴 줄" in texts(read(sheet))


def test_a_symbol_fonts_bullet_is_a_marker() -> None:
    sheet = Sheet(font="Wingdings").text(60, 100, "\u00a7 항목")
    (block,) = read(sheet).blocks
    assert isinstance(block, Text)
    assert (block.marker, block.text) == ("▪", "항목")


def test_unit_and_caption_belong_to_the_table() -> None:
    sheet = (
        Sheet()
        .text(60, 60, "□ 예산 현황")
        .text(60, 105, "<표 1> 연도별 예산")
        .text(420, 122, "(단위 : 백만원)")
        .clip_table(XS, YS, plain(ROWS))
    )
    document = read(sheet)
    assert table(document).caption == "<표 1> 연도별 예산\n(단위 : 백만원)"
    assert texts(document) == ["□ 예산 현황"]


def test_lines_of_a_paragraph_stay_lines_and_items_stay_apart() -> None:
    wide = "본문은 쪽의 오른쪽 끝까지 이어지는 줄이고 그래서 다음 줄로 넘어가는 것인데 아직도 끝나지 않은 줄이다"
    sheet = Sheet()
    for top, line in ((100, wide), (116, "여기서 끝난다."), (132, "○ " + wide[2:]), (148, "- 다른 항목이다")):
        sheet.text(60, top, line)
    assert texts(read(sheet)) == [wide + "\n여기서 끝난다.", "○ " + wide[2:], "- 다른 항목이다"]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["재원별 예산액 예산현액", "국비 1,200 1,300", "군비 300 280"], 3),
        (["지원사업", "412,300", "398,100", "14,200"], 4),
        (["가로등 고침 20곳", "나루터 둘레길의 낡은 의자 바꿈 12개", "다리 밑 벽 다시 칠함 3곳"], 3),
        (
            [
                "머리말",
                "좁은 단에서 글줄이 끝에 닿아 이",
                "어지니 앞줄과 뒷줄이 나란히 가",
                "다가 저녁 무렵에야 끝나는 글이",
                "었다.",
            ],
            2,
        ),
    ],
)
def test_the_longest_of_short_lines_does_not_go_on(lines: list[str], count: int) -> None:
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(60, 100 + 16 * number, line)
    assert len(texts(read(sheet))) == count


def test_a_large_line_is_a_heading() -> None:
    sheet = Sheet().text(60, 60, "Ⅰ. 추진 계획", size=18).text(60, 90, "1. 세부 사업", size=14)
    for number in range(5):
        sheet.text(60, 120 + 30 * number, f"○ 본문의 글은 이만한 크기이다 {number}")
    blocks = read(sheet).blocks
    assert [block.level for block in blocks if isinstance(block, Text)][:3] == [1, 2, None]


def test_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(60, 60, "두 단에 걸친 제목이 여기에 길게 놓여 있으며 끝까지 간다 정말로 끝까지")
    for number in range(6):
        sheet.text(60, 100 + 16 * number, f"왼쪽 단의 글이 이어지는 줄 번호 {number}")
        sheet.text(320, 100 + 16 * number, f"오른쪽 단의 글이 이어지는 줄 번호 {number}")
    found = "\n".join(texts(read(sheet)))
    assert found.index("왼쪽 단의 글이 이어지는 줄 번호 5") < found.index("오른쪽 단의 글이 이어지는 줄 번호 0")


def test_running_heads_and_page_numbers_are_asides() -> None:
    sheets = [
        Sheet()
        .text(60, 30, "예시 계획 2030")
        .text(60, 200 + number, f"본문 {number}쪽의 글")
        .text(290, 810, f"- {number + 1} -")
        for number in range(4)
    ]
    document = read(*sheets)
    assert texts(document) == [f"본문 {number}쪽의 글" for number in range(4)]
    assert [(aside.kind, aside.blocks[0].text) for aside in document.asides[:2]] == [
        ("header", "예시 계획 2030"),
        ("footer", "- 1 -"),
    ]  # type: ignore[union-attr]


def test_what_repeats_with_other_numbers_is_no_running_foot() -> None:
    sheets = [
        Sheet().text(60, 200, "본문").text(60, 780, f"{number}) 예산 {number * 17}백만원") for number in (3, 8, 13)
    ]
    assert len(texts(read(*sheets))) == 6


def test_footnotes_leave_the_cell_and_keep_their_anchor() -> None:
    sheet = Sheet().clip_table(XS, YS, plain(ROWS)).text(206, 162, "1)", size=6).text(60, 760, "1) 지난해의 값이다")
    document = read(sheet)
    assert rows(table(document)) == ROWS
    (note,) = document.asides
    assert (note.kind, note.blocks[0].text) == ("footnote", "1) 지난해의 값이다")  # type: ignore[union-attr]
    assert (note.place.row, note.place.col) == (1, 1)


def test_what_the_file_says_of_itself() -> None:
    document = read(Sheet().text(60, 60, "글이 있다"), Sheet())
    assert (document.meta.title, document.meta.created, document.meta.pages) == ("예시 계획", "2024-01-31T09:30:00", 2)
    assert document.extractor.startswith("pdf/")


def test_passwords() -> None:
    sheet = Sheet().text(60, 60, "비밀이 아닌 글")
    user = pikepdf.Encryption(owner="주인-1", user="손님-2")
    owner = pikepdf.Encryption(owner="주인-1", user="")
    assert texts(read(sheet, encryption=owner)) == ["비밀이 아닌 글"]
    assert texts(read(sheet, encryption=user, options=ReadOptions(password="손님-2"))) == ["비밀이 아닌 글"]
    with pytest.raises(Encrypted):
        read(sheet, encryption=user)
    with pytest.raises(Encrypted):
        read(sheet, encryption=user, options=ReadOptions(password="틀림"))


def test_junk_before_the_header_and_a_broken_table_of_contents() -> None:
    data = pdf_bytes(Sheet().text(60, 60, "끝까지 읽은 글"))
    start = data.rindex(b"startxref")
    for damaged in (b"\r\njunk\r\n" + data, data[:start] + b"startxref\n99999999\n%%EOF", data[:start]):
        assert texts(extract(damaged)) == ["끝까지 읽은 글"]


def test_what_no_reader_opens_is_corrupt() -> None:
    with pytest.raises(Corrupt):
        extract(b"%PDF-1.7\nnothing follows")


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.pdf.language_data", lambda: None)


@pytest.mark.usefixtures("without_ocr")
def test_a_scanned_page_is_named() -> None:
    document = read(Sheet().text(60, 60, "글이 있는 쪽이다"), Sheet(image=True), Sheet(image=True))
    (finding,) = document.findings
    assert (finding.rule, finding.page, finding.numbers) == ("scan", 2, {"pages": 2})
    assert finding.message.startswith("2-3쪽")
    assert document.partial


def test_an_empty_page_is_no_scan() -> None:
    document = read(Sheet().text(60, 60, "글이 있는 쪽이다"), Sheet())
    assert document.findings == ()
    assert not document.partial


SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "plans"
PORTIONS = [*range(1, 10), *range(10, 100, 5)]


@pytest.mark.parametrize("name", ["annual_targets", "operation_plan", "result_report"])
def test_a_file_without_its_end_is_never_whole(name: str) -> None:
    data = (SAMPLES / f"{name}.pdf").read_bytes()
    for portion in PORTIONS:
        try:
            document = extract(data[: len(data) * portion // 100])
        except Corrupt:
            assert portion < 10
            continue
        assert document.partial
        assert rules(document) == {"file_cut", "garbled"}
        assert [finding.numbers for finding in document.findings] == [{"pages": 1}, {"pages": 1}]


def test_a_cut_file_says_how_many_pages_are_left() -> None:
    data = pdf_bytes(*(Sheet().text(60, 60 + 20 * n, f"{n}쪽의 글이 여기에 있다") for n in range(1, 6)))
    document = extract(data[: len(data) * 7 // 10])
    cut, unreadable = document.findings
    assert (cut.rule, cut.severity, cut.numbers) == ("file_cut", "error", {"pages": 4, "declared": 5})
    assert cut.message.startswith("파일의 끝부분이 없습니다. 5쪽 가운데 4쪽을 읽었으나")
    assert (unreadable.rule, unreadable.page) == ("page_unreadable", 5)


def test_a_later_version_that_is_cut_is_missed() -> None:
    data = pdf_bytes(Sheet().text(60, 60, "처음에 쓴 글이 있다"))
    document = extract(data + b"\n3 0 obj\n<< /Type /Page >>\nendobj\n")
    assert rules(document) == {"file_cut"}
    assert document.findings[0].message.startswith("파일의 끝부분이 없습니다. 1쪽을 읽었으나")


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium refuses the file as it is, and takes what qpdf makes of it."""
    opened, asked = pdf_opening._document, []

    def refusing_once(data: bytes, options: ReadOptions) -> object:
        asked.append(data)
        return opened(data, options) if len(asked) > 1 else None

    monkeypatch.setattr(pdf_opening, "_document", refusing_once)


@pytest.mark.usefixtures("rebuilt")
def test_rebuilding_says_how_many_pages_were_read() -> None:
    document = read(Sheet().text(60, 60, "다시 지은 파일의 글이다"))
    (finding,) = document.findings
    assert (finding.rule, finding.severity, finding.numbers) == ("repaired", "info", {"pages": 1})
    assert "1쪽을 읽었습니다" in finding.message
    assert not document.partial


@pytest.mark.usefixtures("rebuilt")
def test_pages_that_rebuilding_lost_are_missed() -> None:
    data = pdf_bytes(Sheet().text(60, 60, "남은 쪽의 글이다"), Sheet().text(60, 90, "둘째 쪽의 글이다"))
    document = extract(data.replace(b"/Count 2", b"/Count 4"))
    (finding,) = document.findings
    assert (finding.rule, finding.severity, finding.numbers) == ("pages_missing", "error", {"pages": 2, "declared": 4})
    assert finding.message.startswith("4쪽 가운데 2쪽만 파일에 있습니다.")
    assert document.partial


@pytest.mark.parametrize("lost", ["/Font", "/DescendantFonts", "/ToUnicode"])
def test_text_in_a_lost_font_is_garbled_and_not_recognised(lost: str) -> None:
    """Nothing draws its glyphs either, so that optical recognition would read another font's."""
    with pikepdf.open(io.BytesIO(pdf_bytes(Sheet().text(60, 60, "짧은 글")))) as pdf:
        resources = pdf.pages[0].obj.Resources
        del (resources if lost == "/Font" else resources.Font.F1)[lost]
        out = io.BytesIO()
        pdf.save(out)
    document = extract(out.getvalue())
    assert rules(document) == {"garbled"}
    assert document.doubts == {1: "garbled"}
    assert document.partial


def codes_of(text: str) -> Objects:
    codes = np.array([ord(letter) for letter in text])
    none = np.zeros((len(codes), 4))
    characters = Characters(codes, none, none[:, :2], none[:, 0], codes * 0, 0.0)
    empty = Drawing(np.empty((0, 5)), np.empty((0, 5)), np.empty((0, 4)))
    return Objects(View(0, 0, 595, 842, 0, 0), characters, lambda: empty)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("! \"#$% &' () *+ ,- ../ 012 345 67 89:2 ;< =>= =>7 0?) 67 @A BCDE", "garbled"),
        ("! \"#$% &' () *+ ,- ../ 012 345 67 89:2 ;< =>= =>7 0?) 67 한글 BCDE", None),
        ("1,234 (45.6%) 7,890 12/31 -3.5 2024-2025 100% 99.9% 1,000:2", None),
        ("The budget of the fiscal year (2024) is shown below; see table 3 & annex B.", None),
    ],
)
def test_glyph_numbers_taken_for_characters_are_garbled(text: str, expected: str | None) -> None:
    assert page_trouble(codes_of(text)) == expected


@pytest.mark.usefixtures("without_ocr")
def test_a_broken_unicode_table_is_named() -> None:
    sheet = Sheet().text(60, 60, "글자를 알 수 없는 쪽이므로 여기의 글은 하나도 믿을 수 없다")
    document = read(sheet, shift=-0x3000)
    assert rules(document) == {"garbled"}
    assert document.partial


def test_readers_agree_and_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet().text(60, 60, "두 판독기가 같은 글을 읽는다 1,234")
    assert rules(read(sheet, options=ReadOptions(cross_check=True))) == set()
    monkeypatch.setattr("extractors.pdf.differing_characters", lambda first, second: (3, 0))
    assert rules(read(sheet, options=ReadOptions(cross_check=True))) == {"readers_disagree"}


def test_text_that_pdfium_leaves_out_comes_from_the_second_reader() -> None:
    sheet = Sheet().text(60, 60, "앞의 글")
    sheet.letters |= {"값"}
    sheet.operators.append("BT /F1 10 Tf 1 0 0 1 300 700 Tm <ac12> Tj ET")
    document = read(sheet)
    assert "값" in texts(document)
    assert rules(document) == {"second_reader"}
    assert not document.partial


def test_limits_name_the_number() -> None:
    sheet = Sheet().text(60, 60, "한도를 넘는 글").rule(0, 0, 9, 0).rule(0, 5, 9, 5).rule(0, 9, 9, 9)
    for limits, said in (
        (Limits(pages=1), "pages: 2 > 1"),
        (Limits(page_characters=3), "characters on a page: 8 > 3"),
        (Limits(page_objects=2), "objects on a page: 4 > 2"),
    ):
        with pytest.raises(LimitExceeded) as refused:
            read(sheet, Sheet(), options=ReadOptions(limits=limits))
        assert refused.value.detail == said


def test_form_depth_is_limited() -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_bytes(Sheet())))
    form = pdf.make_stream(b"/X Do")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(LimitExceeded, match="form depth"):
        extract(out.getvalue())


def test_page_ranges() -> None:
    assert page_ranges([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
