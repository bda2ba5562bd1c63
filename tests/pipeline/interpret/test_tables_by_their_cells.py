"""Flattened tables told by their cells: a basis behind each amount, columns one after another, cells apart, twins."""

import pytest
from reading import REPORT, left, pick, read

# -- a basis behind each amount ----------------------------------------------------------------------------------------

WORKS = "의자 설치 6,000천원 의자 20개×300천원\n꽃길 가꾸기 2,400천원 꽃묘 800본×3천원\n"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("사업명 예산액 산출근거", WORKS),
        ("사업명 예산액 산출기초", WORKS),
        ("사업명 예산액(천원) 산출근거", "의자 설치 6,000 의자 20개×300천원\n꽃길 가꾸기 2,400 꽃묘 800본×3천원\n"),
    ],
    ids=["amounts with their unit", "another name of the basis", "the unit in the header"],
)
def test_what_an_amount_is_reckoned_from_is_the_last_cell_of_its_row(head: str, rows: str) -> None:
    result = read(f"2024년 느티시 마을 가꾸기 예산\n\n{head}\n{rows}")
    assert pick(result.budget, "task", "amount_krw") == [("의자 설치", 6_000_000), ("꽃길 가꾸기", 2_400_000)]
    assert [raw for raw, _ in left(result)][1:] == ["20개", "300천원", "800본", "3천원"]


def test_numbers_of_several_columns_stand_before_the_basis() -> None:
    rows = "걷는 길 안내판 12개 3,600천원 12개×300천원\n두레 우물 손질 3개소 9,000천원 3개소×3,000천원\n"
    result = read(f"2024년 느티시 마을 가꾸기 계획\n\n사업명 수량 예산액 산출기초\n{rows}")
    assert pick(result.plan, "task", "target", "unit") == [("걷는 길 안내판", 12, "개"), ("두레 우물 손질", 3, "개소")]
    assert pick(result.budget, "task", "amount_krw") == [("걷는 길 안내판", 3_600_000), ("두레 우물 손질", 9_000_000)]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("사업명 예산액 위치", WORKS),
        ("사업명 예산액 산출근거", WORKS.replace("설치 ", "설치 : ").replace("가꾸기 ", "가꾸기 : ")),
        ("사업명 예산액 산출근거", WORKS.split("\n")[0] + "\n"),
    ],
    ids=["no basis", "labels", "one row"],
)
def test_other_lines_below_names_are_no_such_rows(head: str, rows: str) -> None:
    assert {row.task for row in read(f"2024년 느티시 마을 가꾸기 예산\n\n{head}\n{rows}").budget} <= {None}


# -- columns one after another -----------------------------------------------------------------------------------------


def cells(*names: str) -> str:
    return "\n".join(names) + "\n"


def test_all_labels_and_then_the_values_of_each_column() -> None:
    values = cells("두레마을", "물빛마을", "나래마을", "120", "85", "31", "300", "210", "45", "280", "190", "40")
    result = read(f"{REPORT}(단위 : 명, 백만원)\n구분 인원 예산액 집행액\n{values}")
    assert pick(result.result, "activity", "value") == [("두레마을", 120), ("물빛마을", 85), ("나래마을", 31)]
    assert pick(result.budget, "activity", "basis", "amount_krw") == [
        ("두레마을", "예산", 300_000_000),
        ("두레마을", "집행", 280_000_000),
        ("물빛마을", "예산", 210_000_000),
        ("물빛마을", "집행", 190_000_000),
        ("나래마을", "예산", 45_000_000),
        ("나래마을", "집행", 40_000_000),
    ]


def test_two_columns_of_two_rows() -> None:
    values = cells("느티체육관", "솔숲수영장", "1,200", "860", "31", "24")
    result = read(f"{REPORT}시설명 이용자수(명) 이용횟수(회)\n{values}")
    assert pick(result.result, "activity", "indicator", "value") == [
        ("느티체육관", "이용자수", 1200),
        ("느티체육관", "이용횟수", 31),
        ("솔숲수영장", "이용자수", 860),
        ("솔숲수영장", "이용횟수", 24),
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("느티체육관", "솔숲수영장", "1,200", "860", "31"),
        ("느티체육관", "솔숲수영장", "1,200", "860", "손질중", "24"),
        ("느티체육관", "1,200", "31"),
    ],
    ids=["a cell is missing", "words among the values", "one row"],
)
def test_cells_that_do_not_fill_the_columns_are_no_table(values: tuple[str, ...]) -> None:
    result = read(f"{REPORT}시설명 이용자수(명) 이용횟수(회)\n{cells(*values)}")
    assert "느티체육관" not in {row.activity for row in result.result}


# -- cells apart -------------------------------------------------------------------------------------------------------


def apart(*paragraphs: str) -> str:
    """Cells with a blank line behind each, so that an empty cell is one blank line more."""
    return "".join(f"{text}\n\n" if text else "\n\n" for text in paragraphs)


FIELDS = ("시설명", "위치", "면적(㎡)", "이용자(명)")


def test_blank_lines_end_cells_and_an_empty_cell_is_a_further_one() -> None:
    rows = ("느티관", "솔동", "310", "1,200", "나루관", "물동", "", "860", "솔빛관", "숲동", "120", "45")
    assert pick(read(REPORT + apart(*FIELDS, *rows)).result, "activity", "indicator", "value") == [
        ("느티관", "면적", 310),
        ("느티관", "이용자", 1200),
        ("나루관", "이용자", 860),
        ("솔빛관", "면적", 120),
        ("솔빛관", "이용자", 45),
    ]


def test_a_cell_may_have_two_lines_and_remarks_may_be_empty() -> None:
    rows = (
        "두레마을\n꽃길 가꾸기",
        "310",
        "300",
        "",
        "나루터 손질",
        "120",
        "110",
        "완료",
        "솔숲 학교",
        "85",
        "31",
        "연장",
    )
    result = read(f"{REPORT}(단위 : 백만원)\n\n" + apart("사업명", "예산액", "집행액", "비고", *rows))
    assert pick(result.budget, "task", "amount_krw") == [
        ("두레마을 꽃길 가꾸기", 310_000_000),
        ("두레마을 꽃길 가꾸기", 300_000_000),
        ("나루터 손질", 120_000_000),
        ("나루터 손질", 110_000_000),
        ("솔숲 학교", 85_000_000),
        ("솔숲 학교", 31_000_000),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("느티관", "솔동", "", "1,200", "나루관을 새로 고쳐 마을 사람이 쓴다.", "물동", "90", "860"),
        ("느티관", "솔동", "", "1,200", "○ 나루관 안내", "물동", "90", "860"),
        ("느티관", "솔동", "", "1,200"),
    ],
    ids=["a sentence", "a marked line", "one row"],
)
def test_paragraphs_that_are_no_cells_are_no_table(rows: tuple[str, ...]) -> None:
    found = pick(read(REPORT + apart(*FIELDS, *rows)).result, "activity", "value")
    assert ("느티관", 1200) not in found
    assert ("나루관", 860) not in found


# -- twins -------------------------------------------------------------------------------------------------------------

NOTE = "2024년도 느티시 자금계획\n\n(단위 : 백만원)\n"
TWINS = "항목 전년도수입액 2024년도수입계획 증감 항목 전년도지출액 2024년도지출계획 증감\n"
PAIRS = "이자수입 120 150 30 장학금 지급 200 230 30\n출연금 300 320 20 운영비 50 45 △5\n"
BOTH = [
    ("이자수입", 120_000_000, 2023),
    ("이자수입", 150_000_000, 2024),
    ("장학금 지급", 200_000_000, 2023),
    ("장학금 지급", 230_000_000, 2024),
    ("출연금", 300_000_000, 2023),
    ("출연금", 320_000_000, 2024),
    ("운영비", 50_000_000, 2023),
    ("운영비", 45_000_000, 2024),
]


@pytest.mark.parametrize("over", ["수입 지출\n", "세입 세출\n"])
def test_two_tables_of_the_same_kinds_of_columns_stand_side_by_side(over: str) -> None:
    result = read(NOTE + over + TWINS + PAIRS)
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == BOTH
    assert {row.account: row.side for row in result.budget} == {
        "이자수입": "세입",
        "장학금 지급": "세출",
        "출연금": "세입",
        "운영비": "세출",
    }


def test_the_names_above_twins_tell_the_side_of_each() -> None:
    rows = "지방세 120 130 인건비 50 40\n교부세 300 320 물건비 31 30\n"
    head = "세입 세출\n구분 예산액 결산액 구분 예산액 결산액\n"
    result = read(f"2023년도 느티시 살림 현황\n\n(단위 : 백만원)\n{head}{rows}")
    assert pick(result.budget, "account", "side", "basis", "amount_krw") == [
        ("지방세", "세입", "예산", 120_000_000),
        ("지방세", "세입", "집행", 130_000_000),
        ("인건비", "세출", "예산", 50_000_000),
        ("인건비", "세출", "집행", 40_000_000),
        ("교부세", "세입", "예산", 300_000_000),
        ("교부세", "세입", "집행", 320_000_000),
        ("물건비", "세출", "예산", 31_000_000),
        ("물건비", "세출", "집행", 30_000_000),
    ]


def test_twins_need_no_names_above_them() -> None:
    rows = "예치금 1,200 100 홍보물 제작 900 50\n이자 310 31 인건비 450 20\n"
    result = read(f"2023년도 느티시 기금 결산\n\n(단위 : 천원)\n구분 수입액 증감 구분 지출액 증감\n{rows}")
    assert [(row.activity or row.account, row.indicator, row.amount_krw) for row in result.budget] == [
        ("예치금", "수입액", 1_200_000),
        ("홍보물 제작", "지출액", 900_000),
        ("이자", "수입액", 310_000),
        ("인건비", "지출액", 450_000),
    ]


def test_the_last_rows_may_be_of_the_left_table_alone() -> None:
    result = read(f"{NOTE}수입 지출\n{TWINS}{PAIRS}융자회수 40 31 △9\n")
    assert pick(result.budget, "account", "amount_krw", "fiscal_year") == [
        *BOTH,
        ("융자회수", 40_000_000, 2023),
        ("융자회수", 31_000_000, 2024),
    ]


@pytest.mark.parametrize(
    "head",
    [TWINS.replace("지출계획 증감", "지출계획 인원"), TWINS.replace("증감 항목", "증감 구분")],
    ids=["columns of other kinds", "another first name"],
)
def test_names_of_other_kinds_are_no_twins(head: str) -> None:
    rows = read(f"{NOTE}수입 지출\n{head}{PAIRS}").budget
    assert not {"장학금 지급", "운영비"} & {name for row in rows for name in (row.account, row.activity)}
