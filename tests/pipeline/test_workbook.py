"""The workbook that a civil servant opens."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from outputs import DOC, budget, document, finding, number, plan, result, write_output

from pipeline.convert import ConvertOptions, convert
from pipeline.sinks import value_names, xlsx
from schemas.errors import LimitExceeded
from schemas.finding import Reason
from schemas.grid import TableRecord
from schemas.records import DATASETS, Comparator, Confidence, Status

OTHER = "b" * 64


def book_of(folder: Path, **rows: Any) -> Any:
    """The workbook of an output, opened again."""
    out = write_output(folder / "out", {"documents": [document()], **rows})
    xlsx.write(out, folder / "book.xlsx")
    return openpyxl.load_workbook(folder / "book.xlsx")


def heads(sheet: Any) -> dict[str, Any]:
    """Cells of the header by their text."""
    return {cell.value: cell for cell in sheet[1]}


def row_of(sheet: Any, number: int = 2) -> dict[str, Any]:
    """Cells of a row by the name of their column."""
    return dict(zip(heads(sheet), sheet[number], strict=True))


def test_a_sheet_begins_with_what_people_read_first(tmp_path: Path) -> None:
    rows = {
        "plan": [
            plan(
                "p1",
                1234.0,
                task="나루터 정비",
                unit="개소",
                page=2,
                block=5,
                row=3,
                col=1,
                confidence="doubtful",
                superseded=True,
            )
        ],
        "budget": [budget("b1", 12_000_000, source="국비")],
        "result": [result("r1", 0.5, status="완료")],
        "tables": [TableRecord(doc_id=DOC, table=1, n_rows=4, n_cols=2, block=5)],
    }
    book = book_of(tmp_path, **rows)
    assert book.sheetnames == ["요약", "문서", "계획", "예산", "실적", "지적", "검산", "숫자 대장"]
    assert list(heads(book["계획"]))[:13] == [
        *(
            "회계연도",
            "기관명",
            "과제명",
            "세부내용",
            "지표",
            "목표값",
            "단위",
            "목표 내용",
            "담당부서",
            "확실성",
            "원문",
            "위치",
            "파일",
        ),
    ]
    row = row_of(book["계획"])
    assert (row["목표값"].value, row["목표값"].number_format, row["회계연도"].number_format) == (
        1234,
        "#,##0",
        "General",
    )
    assert (row["확실성"].value, row["위치"].value, row["대체됨"].value) == ("의심", "2쪽 표 2 4행 2열", "예")
    assert (row["행"].value, row["열"].value) == (4, 2)
    assert row["확실성"].fill.start_color.rgb[-6:] == xlsx.FILLS["doubtful"]
    assert row["과제명"].fill.fill_type is None
    assert row_of(book["예산"])["금액(원)"].number_format == "#,##0"
    assert row_of(book["실적"])["상태"].value == "완료"
    assert row_of(book["실적"])["실적값"].number_format == "#,##0.0###"


def test_the_rest_is_folded_and_names_stay_in_sight(tmp_path: Path) -> None:
    book = book_of(tmp_path, plan=[plan("p1", task="마을 도서관 운영과 이웃 돌봄", raw="가" * 500)])
    sheet = book["계획"]
    head = heads(sheet)
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}2"
    folded = sheet.column_dimensions["N"]
    assert (folded.hidden, folded.outlineLevel, folded.min, folded.max) == (True, 1, 14, sheet.max_column)
    widths = {name: sheet.column_dimensions[head[name].column_letter].width for name in ("과제명", "목표값", "원문")}
    assert 2 * len("마을도서관운영과이웃돌봄") <= widths["과제명"] < widths["원문"] == xlsx.WIDEST
    assert widths["목표값"] < widths["과제명"]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_the_summary_says_what_to_look_at_first(tmp_path: Path) -> None:
    rows = {
        "documents": [
            document(),
            document("깨진.hwp", OTHER, status="failed", reason="Corrupt", message="손상된 파일"),
        ],
        "plan": [plan("p1", confidence="doubtful"), plan("p2")],
        "findings": [finding(), finding("n", "info")],
        "ledger": [number("3", row_id="p1"), number("4", reason="unread")],
    }
    lines = [tuple(cell.value for cell in row) for row in book_of(tmp_path, **rows)["요약"].iter_rows()]
    counts = {line[:2]: line[2] for line in lines if isinstance(line[2], int)}
    assert counts["파일", "정상"] == counts["파일", "읽지 못함"] == 1
    assert counts["행", "계획"] == 2
    assert counts["확실성", "의심"] == counts["지적", "오류"] == counts["숫자", "읽지 못한 숫자"] == 1
    looked = [line for line in lines if line[0] == "오류"]
    assert [(line[1], line[3], line[4]) for line in looked] == [
        ("읽지 못함", "손상된 파일", "깨진.hwp"),
        ("합계가 항목의 합과 다름 (재원 비율은 100%)", "합계가 다릅니다.", "가.txt"),
    ]


def test_findings_have_the_colour_of_their_severity(tmp_path: Path) -> None:
    sheet = book_of(tmp_path, findings=[finding(), finding("unit_missing", "warn"), finding("n", "info")])["지적"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [(row[0].value, row[1].value) for row in rows][:2] == [
        ("오류", "합계가 항목의 합과 다름 (재원 비율은 100%)"),
        ("주의", "수나 금액에 단위가 없음"),
    ]
    assert [row[2].fill.start_color.rgb[-6:] for row in rows] == [
        xlsx.FILLS[name] for name in ("error", "warn", "info")
    ]


def test_text_is_no_formula_and_no_broken_xml(tmp_path: Path) -> None:
    row = row_of(book_of(tmp_path, plan=[plan("p1", task="=1+1", raw="제어\x01문자")])["계획"])
    assert (row["과제명"].value, row["과제명"].data_type) == ("=1+1", "s")
    assert row["원문"].value == "제어문자"
    assert row["기간 시작"].value.isoformat()[:10] == "2026-01-01"


def test_characters_that_xml_cannot_hold_end_no_workbook(tmp_path: Path) -> None:
    task = "마을\ufffe\uffff\x07 운영\t\U0001fffe끝"
    book = book_of(tmp_path, plan=[plan("p1", task=task)], documents=[document("a\x01\uffff.txt")])
    shown = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "마을 운영\t\U0001fffe끝" in shown
    assert "a.txt" in shown


@pytest.mark.parametrize("name", ["계획.txt", "100% #1 계획 (안).txt", "a&b 'c'.txt"])
@pytest.mark.parametrize("at", ["out/export/book.xlsx", "book.xlsx", "other/place/book.xlsx"])
def test_links_lead_from_the_book_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: str
) -> None:
    source = tmp_path / "in" / name
    source.parent.mkdir()
    source.write_text("나루구 2026년 계획\n\n- 나루터 정비 : 3개소", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    convert("in", "out", ConvertOptions(jobs=1))
    target = tmp_path / at
    target.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    xlsx.write(tmp_path / "out", target)
    link = row_of(openpyxl.load_workbook(target)["문서"])["경로"].hyperlink.target
    assert "#" not in link
    assert " " not in link
    assert (target.parent / unquote(link)).resolve() == source.resolve()


def test_an_entry_of_an_archive_leads_to_the_archive_and_a_lost_file_nowhere(tmp_path: Path) -> None:
    (tmp_path / "묶음.zip").write_bytes(b"PK")
    rows = {"documents": [document(f"{tmp_path}/묶음.zip!안/계획.hwp"), document("없는 파일.hwp", OTHER)]}
    sheet = book_of(tmp_path, **rows)["문서"]
    first, second = (row_of(sheet, number)["경로"] for number in (2, 3))
    assert unquote(first.hyperlink.target) == "묶음.zip"
    assert (second.value, second.hyperlink) == ("없는 파일.hwp", None)


def test_a_copy_has_its_line_among_the_documents_only(tmp_path: Path) -> None:
    rows = {
        "documents": [document("가.hwpx"), document("가.pdf", OTHER, same_as=DOC, same_as_reason="제목이 같음")],
        "plan": [plan("p1"), plan("p2", doc_id=OTHER)],
    }
    book = book_of(tmp_path, **rows)
    assert book["계획"].max_row == 2
    assert row_of(book["문서"], 3)["같은 문서"].value == "가.hwpx"


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    with pytest.raises(LimitExceeded):
        book_of(tmp_path, plan=[plan("p1"), plan("p2")])


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("confidence", Confidence.__args__),  # type: ignore[attr-defined]
        ("status", Status.__args__),  # type: ignore[attr-defined]
        ("comparator", Comparator.__args__),  # type: ignore[attr-defined]
        ("ledger_reason", Reason.__args__),  # type: ignore[attr-defined]
        ("severity", ("error", "warn", "info")),
    ],
)
def test_every_closed_value_has_a_korean_name(column: str, values: tuple[str, ...]) -> None:
    assert set(value_names(column)) == set(values)


def test_every_column_stands_once_in_its_sheet(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    for dataset in xlsx.SHEETS:
        columns = [cell.value for cell in book[xlsx.LABELS[dataset]][1]]
        assert len(columns) == len(set(columns))
        assert len(columns) >= len(DATASETS[dataset].model_fields)
