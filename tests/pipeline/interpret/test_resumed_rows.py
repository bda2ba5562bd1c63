"""Which tables that notes part are one."""

from dataclasses import replace

import pytest
from reading import read

from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.resumed_rows import with_resumed_rows
from schemas.document import Table, Text

LINES = [Text("")] * 3


def table(*rows: list[str]) -> Table:
    return table_of(rows, LINES)


ABOVE = table(["구분", "예산", "집행", "잔액"], ["2022년", "310", "270", "40"])
BELOW = table(["2023년", "450", "410", "40"])


def test_rows_below_notes_are_joined_and_the_notes_follow() -> None:
    last = table(["2024년", "720", "700", "20"])
    one, *notes = with_resumed_rows([ABOVE, Text("(87.1)"), BELOW, Text("※ 이월 없음"), last])
    assert isinstance(one, Table)
    assert [cell.text for cell in one.cells if cell.col == 1] == ["예산", "310", "450", "720"]
    assert [(cell.row, cell.text) for cell in one.cells if cell.col == 0][-1] == (3, "2024년")
    assert [note.text for note in notes if isinstance(note, Text)] == ["(87.1)", "※ 이월 없음"]


@pytest.mark.parametrize(
    ("above", "between", "below"),
    [
        (ABOVE, "(단위 : 천원)", BELOW),
        (ABOVE, "□ 다른 표", BELOW),
        (ABOVE, "(87.1)", replace(BELOW, caption="다른 표")),
        (ABOVE, "(87.1)", table(["2023년", "450", "410", "40", "9"])),
        (table(["2022년", "310", "270", "40"]), "(87.1)", BELOW),
    ],
    ids=["unit note", "heading", "caption", "more columns", "no header above"],
)
def test_others_stay_apart(above: Table, between: str, below: Table) -> None:
    blocks = [above, Text(between), below]
    assert with_resumed_rows(blocks) == blocks


REMARKED = (
    "2022년도 예·결산 현황\n\n세입 예·결산 내역(단위 : 천원)\n구 분 예산(A) 결산(B) 증감(B-A) 비고\n합 계 4,500 4,600 100\n"
    "  • 대관료 수입 증가\n출연금 3,150 3,150 0\n보조금 1,350 1,450 100\n  • 집행잔액 반납\n"
)


def test_an_entry_of_the_remarks_names_no_columns_and_rows_go_on_below_it() -> None:
    result = read(REMARKED)
    assert [(row.account, row.basis, row.amount_krw) for row in result.budget] == [
        (None, "예산", 4_500_000),
        (None, "집행", 4_600_000),
        ("출연금", "예산", 3_150_000),
        ("출연금", "집행", 3_150_000),
        ("보조금", "예산", 1_350_000),
        ("보조금", "집행", 1_450_000),
    ]


def test_lines_with_fewer_numbers_are_no_rows_of_the_table_above() -> None:
    text = REMARKED.replace("출연금 3,150 3,150 0\n보조금 1,350 1,450 100\n", "출연금 3,150\n보조금 1,350\n")
    assert [row.amount_krw for row in read(text).budget] == [4_500_000, 4_600_000, 3_150_000, 1_350_000]
