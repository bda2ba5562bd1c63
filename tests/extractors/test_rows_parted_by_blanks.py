"""Rows that blanks part: rules of dashes between them, names set in, and how an amount comes about."""

from collections.abc import Sequence

import pytest

from extractors import extract, text, text_tables
from schemas.document import Table


def tables(lines: str) -> list[list[list[str]]]:
    found = [block for block in extract(lines.encode(), "plan.txt").blocks if isinstance(block, Table)]
    return [[[cell.text for cell in table.cells if cell.row == r] for r in range(table.n_rows)] for table in found]


ROWS = "물레길            310        45\n두레숲             31         7\n벼루장터           12         5\n"
CUT = [["물레길", "310", "45"], ["두레숲", "31", "7"], ["벼루장터", "12", "5"]]


@pytest.mark.parametrize("rule", ["-" * 40, "=" * 40])
def test_a_rule_of_dashes_parts_no_header_from_its_rows(rule: str) -> None:
    drawn = f"{rule}\n구분           쉼터      배움터\n{rule}\n{ROWS}"
    assert tables(drawn) == [[["구분", "쉼터", "배움터"], *CUT]]


def test_a_rule_before_a_paragraph_ends_the_table() -> None:
    assert tables(f"{ROWS}{'-' * 40}\n이 아래는 글입니다.\n") == [CUT]


def test_names_set_in_by_different_widths_are_one_column() -> None:
    named = "물레길 정비          310,000      45,000\n           국         31,000\n           시          7,000\n"
    assert [row[0] for row in tables(named)[0]] == ["물레길 정비", "국", "시"]


def test_two_columns_of_names_stay_two() -> None:
    rows = (("물레길", "국비", "310", "45"), ("", "군비", "31", "7"), ("두레숲", "", "12", "5"))
    apart = "".join(f"{a}{' ' * (12 - 2 * len(a))}{b}{' ' * (12 - 2 * len(b))}{c:>8}{d:>8}\n" for a, b, c, d in rows)
    assert tables(apart) == [[list(row) for row in rows]]


def test_how_an_amount_comes_about_is_no_row() -> None:
    basis = "  ○ 길잡이 수당      52,000원×26명×30일 =      40,560\n"
    assert tables(ROWS + basis) == [CUT]


@pytest.mark.parametrize("line", ["물레길 정비  두레숲 가꾸기\n", f"물레길 정비  두레숲 가꾸기\n{'-' * 20}\n"])
def test_lines_that_are_no_table_are_not_looked_through_to_the_end_again(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def counting(lines: Sequence[text_tables.Line]) -> list[tuple[int, list[str]]] | None:
        looked.append(len(lines))
        return text_tables.aligned_fields(lines)

    monkeypatch.setattr(text, "aligned_fields", counting)
    assert tables(line * 3 * text_tables.MOST_UNALIGNED) == []
    assert max(looked) == 2 * text_tables.MOST_UNALIGNED


def test_a_long_table_is_one() -> None:
    assert [len(rows) for rows in tables(ROWS * text_tables.MOST_UNALIGNED * 2)] == [6 * text_tables.MOST_UNALIGNED]
