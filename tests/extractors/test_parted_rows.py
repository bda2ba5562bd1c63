"""Rows without a frame: parted by bars, slashes or wide blanks, and the lines of a sheet around its table."""

import pytest

from extractors import extract
from schemas.document import Table, Text

Shape = list[str | list[list[str]]]


def shape(text: str) -> Shape:
    """The blocks of a text in reading order: paragraphs as they are, tables as their rows."""
    found: Shape = []
    for block in extract(text.encode(), "plan.txt").blocks:
        if isinstance(block, Table):
            found.append([[c.text for c in block.cells if c.row == row] for row in range(block.n_rows)])
        elif isinstance(block, Text):
            found.append(block.text)
    return found


SCHOOLS = [["학교", "든 돈", "남은 돈"], ["느티학교", "310", "200"], ["샘터학교", "45", "30"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("학교|든 돈|남은 돈\n느티학교|310|200\n샘터학교|45|30\n", SCHOOLS),
        ("학교|든 돈|남은 돈\n---|---|---\n느티학교|310|200\n샘터학교|45|30\n", SCHOOLS),
        ("학교 / 든 돈 / 남은 돈\n느티학교 / 310 / 200\n샘터학교 / 45 / 30\n", SCHOOLS),
        (
            "부서|학교|든 돈\n|모두|355\n배움과|느티학교|310\n",
            [["부서", "학교", "든 돈"], ["", "모두", "355"], ["배움과", "느티학교", "310"]],
        ),
    ],
    ids=["bars", "rule below the names", "slashes", "first field left empty"],
)
def test_rows_that_bars_or_slashes_part_without_a_frame_are_a_table(text: str, rows: list[list[str]]) -> None:
    assert shape(text) == [rows]


def test_a_row_broken_behind_one_of_its_bars_is_one_row() -> None:
    assert shape("학교|든 돈|남은 돈\n느티나무 아래 학교|310\n|200\n샘터학교|45|30\n") == [
        [["학교", "든 돈", "남은 돈"], ["느티나무 아래 학교", "310", "200"], ["샘터학교", "45", "30"]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "학교|든 돈|남은 돈\n느티학교|310|200\n샘터학교|45\n",
        "학교 / 든 돈 / 남은 돈\n느티학교 / 310 / 200\n샘터학교 / 45 / 30\n나루학교 / 20\n",
        "물길 / 들길 / 숲길\n느티 / 샘터 / 나루\n",
        "학교|든 돈\n느티학교|310\n",
    ],
    ids=["bars of another width", "slashes of another width", "two lines of slashes", "one bar a line"],
)
def test_lines_that_bars_or_slashes_part_unevenly_are_no_table(text: str) -> None:
    assert shape(text) == text.splitlines()


def test_a_frame_of_bars_adds_no_fields() -> None:
    assert shape("| 학교 | 든 돈 |\n| 느티학교 | 310 |\n") == [[["학교", "든 돈"], ["느티학교", "310"]]]


def test_the_lines_of_one_field_around_comma_separated_records_are_paragraphs() -> None:
    document = extract(
        "물길 살림,,\n(단위 : 천원),,\n학교,든 돈,남은 돈\n느티,310,200\n샘터,45,30\n※ 나루는 뺌,,\n".encode(),
        "plan.txt",
    )
    above, note, table, below = document.blocks
    assert [b.text for b in (above, note, below) if isinstance(b, Text)] == [
        "물길 살림",
        "(단위 : 천원)",
        "※ 나루는 뺌",
    ]
    assert [b.place.line for b in (above, note, below)] == [1, 2, 6]
    assert isinstance(table, Table)
    assert [c.place.line for c in table.cells if c.col == 0] == [3, 4, 5]


def test_a_record_of_one_field_among_the_others_stays_in_its_table() -> None:
    assert shape("학교,든 돈,남은 돈\n느티,310,200\n샘터,,\n나루,45,30\n") == [
        [["학교", "든 돈", "남은 돈"], ["느티", "310", "200"], ["샘터", "", ""], ["나루", "45", "30"]]
    ]


VALUES = "누리관 앞  310  200\n솔빛관  45  30\n나루관  20  10\n"
FULL = [["누리관 앞", "310", "200"], ["솔빛관", "45", "30"], ["나루관", "20", "10"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            f"구분    예산액    집행액    (단위 : 백만원)\n{VALUES}",
            [["(단위 : 백만원)"], ["구분", "예산액", "집행액"], *FULL],
        ),
        (f"          예산액    집행액\n{VALUES}", [["", "예산액", "집행액"], *FULL]),
        (
            f"구분  예산액  집행액  [단위:천원]\n누리관 앞  310  200\n[솔빛 고을]\n{VALUES}",
            [["[단위:천원]"], ["구분", "예산액", "집행액"], FULL[0], ["[솔빛 고을]"], *FULL],
        ),
    ],
    ids=["note behind the names", "no name above the first column", "name in brackets among the rows"],
)
def test_rows_of_as_many_fields_below_names_that_stand_out_of_line(text: str, rows: list[list[str]]) -> None:
    assert shape(text) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "구분    예산액    집행액    (단위 : 백만원)\n누리관  310  200\n솔빛관  45\n",
        "오늘은 맑음    느티나무 아래    (비 없음)\n누리관  310  200\n",
    ],
    ids=["rows of another width", "too few rows"],
)
def test_lines_with_wide_blanks_below_a_note_that_are_no_rows(text: str) -> None:
    assert shape(text) == text.splitlines()
