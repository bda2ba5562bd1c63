"""Which tables that notes part are one."""

from dataclasses import replace

import pytest

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
