"""Tables whose rows are years with one cell a line, the days and names that stand around tables, spans below years."""

from datetime import date

import pytest
from reading import pick, read

HEADS = ["연 도", "솔마을", "숲마을", "세 대", "주민", "세 대", "주민"]
YEARS = [["2019", "-", "-", "310", "1,200"], ["2020", "45", "120", "315", "1,210"], ["2021", "-", "-", "320", "1,190"]]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_years_part_the_rows_below_groups_of_the_same_names(gap: str) -> None:
    cells = gap.join([*HEADS, *(cell for row in YEARS for cell in row)])
    result = read(f"느티시 통계연보\n\n3-1. 주민 추이\n(단위 : 명)\n{cells}\n자료 : 느티시 민원과\n")
    assert pick(result.result, "fiscal_year", "activity", "indicator", "value") == [
        (2019, "숲마을", "세대", 310),
        (2019, "숲마을", "주민", 1200),
        (2020, "솔마을", "세대", 45),
        (2020, "솔마을", "주민", 120),
        (2020, "숲마을", "세대", 315),
        (2020, "숲마을", "주민", 1210),
        (2021, "숲마을", "세대", 320),
        (2021, "숲마을", "주민", 1190),
    ]


@pytest.mark.parametrize("years", [("2006", "2007", "2011"), ("2 0 0 6", "2 0 0 7", "2 0 1 1")], ids=["whole", "apart"])
def test_years_part_lines_below_groups_of_the_same_names(years: tuple[str, ...]) -> None:
    rows = "".join(f"{year} 12 441 {n} -\n" for n, year in enumerate(years, 3))
    result = read(
        f"느티시 통계연보\n\n단위:개소,명\n솔시설1) 숲시설\n시설수 생활인원 시설수 생활인원\n{rows}주:1)모임 포함\n"
    )
    assert pick(result.result[:4], "fiscal_year", "activity", "indicator", "value") == [
        (2006, "솔시설", "시설수", 12),
        (2006, "솔시설", "생활인원", 441),
        (2006, "숲시설", "시설수", 3),
        (2007, "솔시설", "시설수", 12),
    ]
    assert [row.value for row in result.result if row.fiscal_year == 2011] == [12, 441, 5]


BLOCKS = (
    "느티시 통계연보\n\n단위:곳,명\n    솔시설1)  숲시설\n시설수 이용인원 시설수 이용인원 시설수 이용인원\n"
    "2 0 1 6 10 60 4 20 1 10\n2 0 1 7 11 66 4 21 2 15\n2 0 1 8 {total} 70 5 20 2 20\n2 0 1 9 12 80 5 30 1 20\n"
    "\n    샘시설 들  2)\n시설수 이용인원 시설수 이용인원\n"
    "2 0 1 6 5 30 - -\n2 0 1 7 5 30 - -\n2 0 1 8 5 30 -   -\n2 0 1 9 6 30 - -\n주:1)솔마을 포함\n"
)


@pytest.mark.parametrize("total", ["12", "13"], ids=["right", "misprint"])
def test_blocks_of_the_same_years_are_one_table_whose_sums_tell_a_total_that_lost_its_name(total: str) -> None:
    rows = [row for row in read(BLOCKS.format(total=total)).result if row.fiscal_year == 2016]
    assert pick(rows, "activity", "indicator", "value", "unit", "additive") == [
        ("계", "시설수", 10, "개소", False),
        ("계", "이용인원", 60, "명", False),
        ("솔시설", "시설수", 4, "개소", True),
        ("솔시설", "이용인원", 20, "명", True),
        ("숲시설", "시설수", 1, "개소", True),
        ("숲시설", "이용인원", 10, "명", True),
        ("샘시설", "시설수", 5, "개소", True),
        ("샘시설", "이용인원", 30, "명", True),
    ]


def test_a_first_group_that_sums_do_not_tell_gets_no_name() -> None:
    other = BLOCKS.format(total="12").replace("2 0 1 7 5 30", "2 0 1 7 6 31").replace("2 0 1 6 5 30", "2 0 1 6 4 30")
    assert not {"계", "솔시설", "숲시설"} & {row.activity for row in read(other).result}


@pytest.mark.parametrize(
    ("groups", "years"),
    [
        ("솔시설 숲시설 샘시설", (2006, 2007, 2008)),
        ("솔시설 숲시설", (2006, 2011, 2008)),
        ("솔시설 숲시설", (2006, 2007)),
    ],
    ids=["more groups", "no order", "two rows"],
)
def test_other_lines_below_such_names_are_no_rows_of_years(groups: str, years: tuple[int, ...]) -> None:
    rows = "".join(f"{year} 12 441 7 -\n" for year in years)
    result = read(f"느티시 통계연보\n\n단위:개소,명\n{groups}\n시설수 생활인원 시설수 생활인원\n{rows}")
    assert {row.activity for row in result.result} <= {None, "느티시 통계연보"}


def test_the_day_of_a_table_is_no_goal_and_a_total_is_for_nothing_but_its_parts() -> None:
    table = "회계별 | 예산현액(A) | 지출액(B) | 잔액(A-B) |\n---|---|---|---|\n합계 | 31 | 12 | 19 |\n일반회계 | 31 | 12 | 19 |\n"
    result = read(f"느티시 살림\n\n2024년 3월 5일 현재\n(단위 : 백만원)\n{table}")
    assert {(row.goal, row.activity, str(row.period_end)) for row in result.budget} == {(None, None, "2024-03-05")}


def test_names_of_amounts_stand_over_one_column_and_a_year_without_one_over_two() -> None:
    result = read(
        "기금 운용 현황\n2024년도말 기준 (단위 : 백만원)\n"
        "기금명 | 설치연도 | 근거법령 | 2023년말 조성액 | 2024년 운용 | 2024년말 조성액 | |\n---|---|---|---|---|---|---|\n"
        "수입 | 지출 | |||||\n나눔기금 | 2019 | 나눔법 제16조 | 1,000 | 100 | 80 | 1,020 |\n"
        "쉼터기금 | 1998 | 쉼터법 | 300 | 30 | 25 | 305 |\n"
    )
    assert pick(result.budget, "account", "indicator", "side", "amount_krw")[:2] == [
        ("나눔기금", "수입", "세입", 100e6),
        ("나눔기금", "지출", "세출", 80e6),
    ]
    assert pick(result.result, "activity", "indicator", "fiscal_year", "value")[:2] == [
        ("나눔기금", "조성액", 2023, 1000e6),
        ("나눔기금", "조성액", 2024, 1020e6),
    ]


def test_an_amount_named_as_budget_among_debts_is_one() -> None:
    result = read("느티시 채무 현황\n\n(단위 : 억원)\n구분\t2022년\t2023년\n채무액\t31\t29\n예산액\t510\t520\n")
    assert pick(result.budget, "indicator", "amount_krw") == [("예산액", 510e8), ("예산액", 520e8)]
    assert pick(result.result, "activity", "value") == [("채무액", 31e8), ("채무액", 29e8)]


def test_twin_tables_of_cells_keep_the_line_of_each_and_take_a_total_over_both() -> None:
    cells = ["노 선 명", "구 간", "연장(km)", "노선명", "구 간", "연장(km)", "계:4개노선", "1,812"]
    cells += [
        "솔1호선",
        "솔포-달의",
        "497",
        "솔3호선",
        "고숲-구름",
        "174",
        "솔2호선",
        "신솔-달산",
        "268",
        "솔4호선",
        "당솔-영달",
        "873",
    ]
    result = read("2024년 느티군 도로 현황\n\n관내도로 목록\n" + "\n".join(cells) + "\n")
    assert pick(result.result, "line", "task", "value") == [
        (11, None, 1812),
        (14, "솔1호선", 497),
        (17, "솔3호선", 174),
        (20, "솔2호선", 268),
        (23, "솔4호선", 873),
    ]


def test_the_purpose_of_an_expense_does_not_say_that_it_is_planned_and_how_it_was_paid_says_nothing() -> None:
    rows = "2024-01-05 | 나눔 모임 | 솔향식당 | 152,000 | 카드\n2024-01-19 | 예산 심의 관련 업무협의 | 달빛식당 | 64,000 | 카드\n"
    head = "사용일자 | 집행목적 | 장소 | 금액(원) | 결제방법\n---|---|---|---|---\n"
    result = read(f"느티시 업무추진비 집행현황(2024년 1분기)\n\n{head}{rows}")
    assert pick(result.budget, "basis", "activity", "amount_krw") == [
        ("집행", "나눔 모임", 152000),
        ("집행", "예산 심의 관련 업무협의", 64000),
    ]


@pytest.mark.parametrize(("total", "added"), [("5", False), ("9", True)], ids=["sum", "no sum"])
def test_what_stands_below_a_group_of_totals_is_not_added_to_its_parts(total: str, added: bool) -> None:
    names = "연도 | 계 | 계 | 솔시설 | 솔시설 | 숲시설 | 숲시설 |\n---|---|---|---|---|---|---|\n"
    names += "연도 | 시설수 | 이용인원 | 시설수 | 이용인원 | 시설수 | 이용인원 |\n"
    result = read(f"느티시 통계연보\n\n(단위:개소,명)\n{names}2016 | {total} | 30 | 4 | 20 | 1 | 10 |\n")
    assert [row.additive for row in result.result] == [added, False, True, True, True, True]


PARTED = """느티시 통계연보

4. 마 을 도 서 관
단위:개소,석,명,천원

            도서관   좌석수   이용자수    예 산
 연  별
            Number   Seats    Users       Budget
                              inside
2 0 2 0        3       310      1,200     24,100
2 0 2 1        3       310      1,150     24,600
2 0 2 2        4       420      1,370     31,900
  솔마을       {first}       210        820     18,400
  숲마을       2       {seats}        550     13,500
자료 : 느티시 민원과
"""


def test_places_below_the_last_year_are_its_parts_and_the_unit_left_over_counts_them() -> None:
    result = read(PARTED.format(first=2, seats=210))
    rows = [row for row in result.result if row.fiscal_year == 2022]
    assert pick(rows, "activity", "indicator", "value", "unit", "additive") == [
        (None, "도서관", 4, "개소", False),
        (None, "좌석수", 420, "석", False),
        (None, "이용자수", 1370, "명", False),
        ("솔마을", "도서관", 2, "개소", True),
        ("솔마을", "좌석수", 210, "석", True),
        ("솔마을", "이용자수", 820, "명", True),
        ("숲마을", "도서관", 2, "개소", True),
        ("숲마을", "좌석수", 210, "석", True),
        ("숲마을", "이용자수", 550, "명", True),
    ]
    assert [row.amount_krw for row in result.budget if row.fiscal_year == 2022] == [31_900_000, 18_400_000, 13_500_000]


def test_rows_below_the_years_that_do_not_add_up_to_the_last_have_no_year() -> None:
    text = PARTED.format(first=3, seats=230).replace("820 ", "830 ").replace("18,400", "18,500")
    assert {row.fiscal_year for row in read(text).result if row.activity in ("솔마을", "숲마을")} == {None}


def test_a_mean_below_years_is_of_them_all_and_no_addend() -> None:
    rows = "연 도   시설   면적\n2020   12   300\n2021   10   200\n2022   14   400\n평균   12   300\n"
    mean = read(f"2024 느티시 통계연보\n\n3. 시설 현황\n(단위 : 개소, ㎡)\n{rows}").result[-2:]
    assert pick(mean, "fiscal_year", "period_start", "period_end", "value", "additive") == [
        (None, date(2020, 1, 1), date(2022, 12, 31), 12, False),
        (None, date(2020, 1, 1), date(2022, 12, 31), 300, False),
    ]


@pytest.mark.parametrize(
    ("note", "unit"), [("개소, 명, 천원", "개소"), ("개소, 대, 명, 천원", None)], ids=["one is left", "two are left"]
)
def test_the_unit_that_no_other_column_takes_counts_the_one_without(note: str, unit: str | None) -> None:
    rows = "연 도\t마을방\t이용자수\t직원수\t예산\n2021\t12\t300\t4\t900\n2022\t13\t310\t5\t950\n"
    found = read(f"2024 느티시 통계연보\n\n3. 마을방 현황\n(단위 : {note})\n{rows}").result
    assert [row.unit for row in found if row.indicator == "마을방"] == [unit, unit]
