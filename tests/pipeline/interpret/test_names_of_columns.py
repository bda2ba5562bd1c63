"""Names of columns in a line without bars or tabs, and what the columns below them hold."""

import pytest
from reading import REPORT, pick, read

from extractors import extract
from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import is_number
from pipeline.interpret.text.flattened import flatten
from schemas.document import Table, Text, texts_in

BUDGET = "2023년 느티시 세출예산\n\n(단위 : 백만원)\n"
ROWS = "달빛뜰 1,200 1,300\n물빛뜰 310 420\n"


# -- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        "구분 2022년도 예산액 2023년도 예산액",
        "구 분 2022년도 예산액(A) 2023년도 예산액(B)",
        "구분 2022 예산액 2023 예산액",
        "구분 '22년 예산액 '23년 예산액",
        "구분 22년예산액 23년예산액",
        "구분 22년 예산액 23년 예산액",
    ],
)
def test_a_name_of_a_column_can_begin_with_its_year(names: str) -> None:
    result = read(f"{BUDGET}{names}\n{ROWS}")
    assert pick(result.budget, "fiscal_year", "indicator", "amount_krw") == [
        (2022, "예산액", 1200e6),
        (2023, "예산액", 1300e6),
        (2022, "예산액", 310e6),
        (2023, "예산액", 420e6),
    ]


@pytest.mark.parametrize("names", ["연번 과제명 2023년 목표 2023년 실적 달성률", "번호 사업명 목표 실적 달성률"])
def test_the_rows_below_such_names_can_be_numbered(names: str) -> None:
    result = read(f"{REPORT}{names}\n1 두레 글샘 조성 10개소 12개소 120%\n2 물빛 마당 정비 20회 18회 90%\n")
    assert pick(result.plan, "task", "target") == [("두레 글샘 조성", 10), ("물빛 마당 정비", 20)]
    assert pick(result.result, "task", "value")[:2] == [("두레 글샘 조성", 12), ("두레 글샘 조성", 120)]


@pytest.mark.parametrize(
    ("word", "counts"),
    [("2022예산액", False), ("22년예산액", False), ("2022분야", True), ("2022가구", True), ("2,022예산액", True)],
)
def test_a_number_and_what_it_counts_is_no_name_of_a_column(word: str, counts: bool) -> None:
    assert is_number(word) is counts


# -- totals -----------------------------------------------------------------------------------------------------------


def test_the_total_beside_sources_is_money_without_a_unit_too() -> None:
    result = read(f"{REPORT}구분 계 국비 시비\n달빛뜰 120 80 40\n물빛뜰 90 60 30\n")
    assert pick(result.budget, "source") == [("계",), ("국비",), ("시비",)] * 2
    assert result.result == ()


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        ("구분 계 나무 의자", ("120 80 40", "90 60 30")),
        ("구분 계 국비", ("120 80", "90 60")),
        ("구분 계 국비 시비 나무", ("120 80 40 7", "90 60 30 8")),
    ],
    ids=["no source", "one source", "others too"],
)
def test_the_total_beside_other_columns_is_that_of_counts(names: str, numbers: tuple[str, str]) -> None:
    result = read(f"{REPORT}{names}\n달빛뜰 {numbers[0]}\n물빛뜰 {numbers[1]}\n")
    assert (120.0, None) in pick(result.result, "value", "unit")


# -- what stands in the line of names too -----------------------------------------------------------------------------


def test_a_unit_note_can_stand_behind_the_names() -> None:
    names = "사업명 총사업비 국비 시비 (단위 : 백만원)"
    result = read(f"{REPORT}{names}\n두레 글샘 조성 120 80 40\n물빛 마당 정비 90 60 30\n")
    assert pick(result.budget, "task", "amount_krw")[:3] == [
        ("두레 글샘 조성", 120e6),
        ("두레 글샘 조성", 80e6),
        ("두레 글샘 조성", 40e6),
    ]


@pytest.mark.parametrize(
    "line", ["달빛뜰 가꿈 이야기 (단위 : 백만원)", "예산액 (단위 : 백만원)"], ids=["words", "one name"]
)
def test_a_unit_note_behind_other_words_stays_in_its_line(line: str) -> None:
    blocks = flatten(extract(f"{REPORT}{line}\n".encode(), "plan.txt")).blocks
    assert line in [block.text for block in blocks if isinstance(block, Text)]


def test_the_name_of_the_names_of_rows_is_never_that_of_numbers() -> None:
    result = read(f"{REPORT}구분 예산액\n{ROWS}")
    assert "구분" not in {row.indicator for row in (*result.budget, *result.result)}


def test_two_names_of_one_letter_are_two_columns() -> None:
    result = read(f"{REPORT}구분 합계 남 여\n이용자(명) 30 12 18\n상담자(명) 20 8 12\n")
    assert pick(result.result, "value") == [(30,), (12,), (18,), (20,), (8,), (12,)]
    assert "구분" not in {row.indicator for row in result.result}


@pytest.mark.parametrize("place", ["느티골", "솔동 일원"])
def test_a_place_behind_a_name_is_no_part_of_it(place: str) -> None:
    rows = f"두레 글샘 조성 {place} 3개소 120백만원\n물빛 마당 정비 솔골 2개소 90백만원\n"
    result = read(f"{REPORT}사업명 위치 사업량 사업비\n{rows}")
    assert pick(result.budget, "task") == [("두레 글샘 조성",), ("물빛 마당 정비",)]


@pytest.mark.parametrize("name", ["글샘 조성", "두레 글샘 조성"], ids=["short", "as long as one with its place"])
def test_a_name_without_a_place_behind_it_stays_whole(name: str) -> None:
    text = f"{REPORT}사업명 위치 사업량 사업비\n{name} 3개소 120백만원\n물빛 마당 정비 솔골 2개소 90백만원\n"
    assert {row.task for row in read(text).budget} & {"글샘", "두레 글샘"} == set()


def test_the_name_of_a_group_among_the_rows_is_not_parted() -> None:
    rows = "두레 글샘 조성 느티골 3개소 120백만원\n맑은 물길 고을 12개소\n온마을 길 정비 솔골 2개소 90백만원\n"
    text = f"{REPORT}사업명 위치 사업량 사업비\n{rows}"
    (table,) = (block for block in flatten(extract(text.encode(), "plan.txt")).blocks if isinstance(block, Table))
    assert "맑은 물길 고을 12개소" in [part.text for part in texts_in((table,))]


def test_counts_of_people_are_names_of_columns() -> None:
    result = read(f"{REPORT}읍면동 세대수 인구수\n느티동 1,200 3,100\n솔동 900 2,200\n")
    assert pick(result.result, "indicator", "value")[:2] == [("세대수", 1200), ("인구수", 3100)]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("사업비 누계", "budget"),
        ("집행액누계", "executed"),
        ("실적누적", "result"),
        ("누계", "total"),
        ("합계", "total"),
    ],
)
def test_a_name_that_adds_up_over_time_is_of_the_role_of_what_adds_up(name: str, role: str) -> None:
    assert role_of(name) == role
