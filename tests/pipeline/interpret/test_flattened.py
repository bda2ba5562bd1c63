"""Tables that a converter flattened to lines, and pages that it ran into one line."""

from collections.abc import Sequence

import pytest
from reading import left, pick, read

from pipeline.interpret.text import flattened_lines
from schemas.document import Block, Cell, Table, Text

TITLE = "2025년 샘말군 세출 예산\n\n(단위 : 백만원)\n"
AMOUNTS = [("누리길", 120e6), ("누리길", 100e6), ("솔빛길", 80e6), ("솔빛길", 60e6)]


@pytest.mark.parametrize("head", ["구분 예산액 집행액", "구 분 예 산 액 집 행 액", "구분예산액집행액"])
def test_a_line_of_names_above_lines_that_end_in_numbers(head: str) -> None:
    result = read(f"{TITLE}{head}\n누리길 120 100\n솔빛길 80 60\n합 계 200 160\n")
    assert pick(result.budget, "activity", "amount_krw")[:4] == AMOUNTS
    assert pick(result.budget, "basis", "additive")[3:] == [("집행", True), ("예산", False), ("집행", False)]


def test_names_of_rows_may_be_several_words() -> None:
    result = read(f"{TITLE}구분 예산액 집행액\n누리 마을 꽃길 120 100\n솔빛길 80 60\n")
    assert [row.activity for row in result.budget] == ["누리 마을 꽃길", "누리 마을 꽃길", "솔빛길", "솔빛길"]


def test_two_tables_side_by_side() -> None:
    result = read(
        f"{TITLE}구분 예산액 집행액 구분 예산액 집행액\n누리길 120 100 솔빛길 80 60\n해든길 30 20 달빛길 10 5\n"
    )
    assert pick(result.budget, "activity", "basis", "amount_krw") == [
        ("누리길", "예산", 120e6),
        ("누리길", "집행", 100e6),
        ("솔빛길", "예산", 80e6),
        ("솔빛길", "집행", 60e6),
        ("해든길", "예산", 30e6),
        ("해든길", "집행", 20e6),
        ("달빛길", "예산", 10e6),
        ("달빛길", "집행", 5e6),
    ]


def test_months_as_columns() -> None:
    result = read(
        "2024년 쉼터 이용 실적\n\n(단위 : 명)\n구분 1월 2월 3월 계\n누리쉼터 12 15 18 45\n솔빛쉼터 20 25 30 75\n"
    )
    assert [(str(row.period_start), row.value) for row in result.result if row.additive] == [
        ("2024-01-01", 12),
        ("2024-02-01", 15),
        ("2024-03-01", 18),
        ("2024-01-01", 20),
        ("2024-02-01", 25),
        ("2024-03-01", 30),
    ]
    assert [row.value for row in result.result if not row.additive] == [45, 75]


SHORT_ROW = "2024년 쉼터 이용 실적\n\n(단위 : 명)\n구분 2022년 2023년 2024년\n누리쉼터 12 15 18\n솔빛쉼터 20 25\n해든쉼터 7 8 9\n"


def test_a_row_that_lost_a_cell_gives_no_values_and_shifts_none() -> None:
    result = read(SHORT_ROW)
    assert pick(result.result, "activity", "fiscal_year", "value") == [
        ("누리쉼터", 2022, 12),
        ("누리쉼터", 2023, 15),
        ("누리쉼터", 2024, 18),
        ("해든쉼터", 2022, 7),
        ("해든쉼터", 2023, 8),
        ("해든쉼터", 2024, 9),
    ]
    assert {raw for raw, _ in left(result)} >= {"20", "25"}


def test_a_row_that_lost_a_cell_is_no_goal_and_its_numbers_are_unread() -> None:
    result = read(SHORT_ROW)
    assert {row.goal for row in result.result} == {None}
    assert [reason for raw, reason in left(result) if raw in ("20", "25")] == ["unread", "unread"]


@pytest.mark.parametrize("line", ["□ 어울림 한마당", "○ 구분 예산액", "- 예산액 집행액", "구분 : 예산액 집행액"])
def test_a_bullet_above_number_lines_is_no_header(line: str) -> None:
    result = read(f"2025년 쉼터 추진계획\n\n{line}\n누리마당 12 15\n솔빛마당 20 25\n")
    assert (result.plan, result.budget, result.result) == ((), (), ())


def test_a_line_of_unknown_words_is_no_header() -> None:
    result = read("2025년 쉼터 추진계획\n\n꽃길 하늘 바람\n누리마당 12 15\n솔빛마당 20 25\n")
    assert (result.plan, result.budget, result.result) == ((), (), ())
    assert {raw for raw, _ in left(result)} >= {"12", "15", "20", "25"}


def test_names_and_numbers_in_turn_are_pairs() -> None:
    lines = "1월 795 7월 120\n2월 640 8월 130\n3월 500 9월 140\n"
    result = read(f"2024년 쉼터 이용 현황\n\n(단위 : 명)\n{lines}")
    assert sorted((str(row.period_start), row.value) for row in result.result) == [
        ("2024-01-01", 795),
        ("2024-02-01", 640),
        ("2024-03-01", 500),
        ("2024-07-01", 120),
        ("2024-08-01", 130),
        ("2024-09-01", 140),
    ]


def test_one_cell_a_line() -> None:
    cells = "구분\n예산액\n집행액\n누리길\n120\n100\n솔빛길\n80\n60\n해든길\n70\n50\n"
    result = read(f"{TITLE}{cells}")
    assert pick(result.budget, "activity", "amount_krw") == [*AMOUNTS, ("해든길", 70e6), ("해든길", 50e6)]


def test_a_list_of_names_and_numbers_without_a_header_is_no_table_of_cells() -> None:
    result = read("2025년 쉼터 추진계획\n\n누리길\n120\n100\n솔빛길\n80\n60\n")
    assert (result.plan, result.budget, result.result) == ((), (), ())


PAGE = (
    "2025년 샘말군 마을가꾸기 추진계획 1. 추진배경 ○ 마을 경관이 낡아 주민 불편이 큼 2. 추진계획 ○ 꽃길 조성 : 3개소 "
    "○ 마을 청소 : 12회 ○ 주민 교육 : 150명 3. 소요예산 ○ 총사업비 : 45백만원(군비 45)\n"
)


def test_a_page_in_one_line_is_parted_at_its_markers() -> None:
    result = read(PAGE)
    assert pick(result.plan, "indicator", "target", "unit") == [
        ("꽃길 조성", 3, "개소"),
        ("마을 청소", 12, "회"),
        ("주민 교육", 150, "명"),
    ]
    assert pick(result.budget, "source", "amount_krw") == [("계", 45e6), ("군비", 45e6)]


def test_the_lines_of_a_page_are_quoted_apart() -> None:
    assert [row.raw for row in read(PAGE).plan] == ["○ 꽃길 조성 : 3개소", "○ 마을 청소 : 12회", "○ 주민 교육 : 150명"]


WALK = "샘말군 마을 꽃길은 개울가 3개소에 있으며 어른과 아이가 함께 걷고 쉬며 이야기를 나누는 곳으로 손꼽힌다"


@pytest.mark.parametrize("line", ["○ 꽃길 3개소 ○ 샘터 5개소 ○ 쉼터 7개소", f"{WALK} - {WALK} ○ {WALK}"])
def test_a_short_line_of_markers_and_a_long_one_with_few_are_no_pages(line: str) -> None:
    result = read(f"2024년 꽃길 운영 현황\n\n□ 현황\n{line}\n")
    assert {row.raw for row in result.result} == {line}


def test_entries_with_their_labels_in_one_line_are_lines() -> None:
    result = read("2024년 꽃길 운영 현황\n\n□ 현황\n○ 꽃길 : 3개소 ○ 샘터 : 5개소 ○ 쉼터 : 7개소\n")
    assert [row.raw for row in result.result] == ["○ 꽃길 : 3개소", "○ 샘터 : 5개소", "○ 쉼터 : 7개소"]


TABLE_IN_LINE = "구분 2022년 2023년 2024년 누리쉼터 12 15 18 솔빛쉼터 20 25 30 해든쉼터 7 8 9"
YEARS = [("누리쉼터", 2022, 12), ("누리쉼터", 2023, 15), ("누리쉼터", 2024, 18), ("솔빛쉼터", 2022, 20)]
REST = (
    "○ 쉼터 : 3개소 ○ 강당 : 2개소 ○ 산책로와 꽃밭은 주민이 함께 돌보며 해마다 새로 가꾸어 나가는 곳으로 이용자가 많음"
)


def test_a_table_inside_a_page_in_one_line() -> None:
    note = "※ 이용자는 마을에 사는 사람만 세고 마을 밖에서 온 사람과 아이는 세지 않음"
    result = read(f"2024년 샘말군 쉼터 운영 실적 1. 이용 현황 (단위 : 명) {TABLE_IN_LINE} {note} 2. 시설 현황 {REST}\n")
    assert pick(result.result, "activity", "fiscal_year", "value")[:4] == YEARS
    assert pick(result.result, "value", "unit")[8:11] == [(9, "명"), (3, "개소"), (2, "개소")]


@pytest.mark.parametrize("heading", ["□ 시설 현황", "2. 시설 현황"])
def test_the_last_numbers_of_a_table_are_no_number_of_the_next_heading(heading: str) -> None:
    result = read(f"2024년 샘말군 쉼터 운영 실적 1. 이용 현황 (단위 : 명) {TABLE_IN_LINE} {heading} {REST}\n")
    assert pick(result.result, "activity", "fiscal_year", "value")[:4] == YEARS
    assert pick(result.result, "value", "unit")[8:11] == [(9, "명"), (3, "개소"), (2, "개소")]


def test_cells_that_have_a_line_each_keep_their_lines() -> None:
    result = read(
        "2024년 사업 현황\n\n구 분 |\n계 |\n동부 |\n서부 |\n건 수 |\n57 |\n42 |\n15 |\n금 액 |\n90 |\n50 |\n40 |\n"
    )
    lines = {n.raw: n.line for n in result.numbers}
    assert {raw: lines[raw] for raw in ("57", "42", "15", "90", "50", "40")} == {
        "57": 8, "42": 9, "15": 10, "90": 12, "50": 13, "40": 14,
    }  # fmt: skip


def test_a_remark_behind_the_numbers_of_a_line_keeps_its_numbers() -> None:
    result = read(
        "2024년 결산 현황\n\n(단위 : 백만원)\n구분 2024년 2023년\n영업수익 31,240 30,110\n영업비용 39,870 38,050 수입액(A×100)\n"
    )
    assert [n.reason for n in result.numbers if n.raw == "100"] == ["other"]
    assert {n.row_id is None for n in result.numbers if n.raw in ("31,240", "30,110", "39,870", "38,050")} == {False}


def test_lines_stay_lines_where_a_table_of_them_would_lose_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = (Text("합계 30"), Text("도로 20"))

    def forgetful(blocks: Sequence[Block], i: int) -> tuple[Table, int]:
        return Table(1, 1, (Cell(0, 0, blocks=(Text("합계"),)),)), len(blocks)

    monkeypatch.setattr(flattened_lines, "_READERS", (forgetful,))
    assert tuple(flattened_lines.tabled(blocks)) == blocks
