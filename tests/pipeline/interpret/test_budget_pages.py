"""Pages of a budget book whose rows are lines: parts of the book, items, formulas, sources, and what is no such page."""

import pytest
from reading import left, pick, read

HEAD = "2025년도 세출예산사업명세서\n(단위:천원)\n과 목 예산액 전년도예산액 비교증감\n"
PARTS = "부서: 배움과\n정책: 함께 크는 배움\n단위: 학교 살림(일반회계)\n"
ROWS = (
    "느티학교 열기 500 400 100\n201 일반운영비 300 250 50\n01 사무관리비 300 250 50\n○ 걸개그림\n10,000원*30개 = 300\n"
    "307 민간이전 200 150 50\n군 200\n- 12 -\n"
)
TABS = (
    "느티학교 열기\t500\t400\t100\n201 일반운영비\t300\t250\t50\n01 사무관리비\t300\t250\t50\n○ 걸개그림\n"
    "10,000원*30개 =\t300\n307 민간이전\t200\t150\t50\n군\t200\n"
)
READ = [
    (None, "계", 500e3, 2025),
    (None, "계", 400e3, 2024),
    ("일반운영비", "계", 300e3, 2025),
    ("일반운영비", "계", 250e3, 2024),
    ("일반운영비 > 사무관리비", "계", 300e3, 2025),
    ("일반운영비 > 사무관리비", "계", 250e3, 2024),
    ("일반운영비 > 사무관리비 > 걸개그림", "계", 300e3, 2025),
    ("민간이전", "계", 200e3, 2025),
    ("민간이전", "계", 150e3, 2024),
    ("민간이전", "군비", 200e3, 2025),
]


@pytest.mark.parametrize(
    "page",
    [
        HEAD + ROWS,
        HEAD + PARTS + ROWS,
        "2025년도 세출예산사업명세서\n(단위:천원)\n과 목\t예산액\t전년도예산액\t비교증감\n" + TABS,
    ],
    ids=["lines", "below the parts of the book", "parted by tabs"],
)
def test_the_rows_of_a_page_are_the_lines_below_the_names_of_its_columns(page: str) -> None:
    """지방자치단체 예산편성 운영기준: the 세부사업 is the task, the path of 예산과목 its account."""
    result = read(page)
    assert {row.task for row in result.budget} == {"느티학교 열기"}
    assert pick(result.budget, "account", "source", "amount_krw", "fiscal_year") == READ


def test_where_tabs_part_the_fields_a_number_at_the_end_of_a_name_is_part_of_it() -> None:
    head = "2025년도 세출예산사업명세서\n(단위:천원)\n과 목\t예산액\t전년도예산액\t비교증감\n"
    result = read(head + TABS.replace("느티학교 열기", "느티학교 열기 2"))
    assert {row.task for row in result.budget} == {"느티학교 열기 2"}
    assert pick(result.budget, "account", "source", "amount_krw", "fiscal_year") == READ


def test_an_item_waits_for_the_line_with_its_amount_and_its_formula_is_left() -> None:
    result = read(HEAD + ROWS)
    assert {raw for raw, reason in left(result) if reason == "unit_price"} == {"10,000원", "30개"}
    assert [row.raw for row in result.budget if (row.account or "").endswith("걸개그림")] == ["300"]


@pytest.mark.parametrize(
    "part",
    [
        *(
            "부서: 배움과",
            "정책: 함께 크는 배움",
            "단위: 학교 살림(봄)",
            "일반회계",
            "세출예산사업명세서",
            "2025년도 본예산",
        ),
        *("2025년도 1회 추경", "부서 : 배움과", "정책 : 함께 크는 배움", "단위 : 학교 살림(봄)"),
    ],
)
def test_a_line_that_tells_of_which_part_of_the_book_a_page_is_stands_above_its_rows(part: str) -> None:
    assert (
        pick(read(f"{HEAD}2025년도 본예산\n{part}\n{ROWS}").budget, "account", "source", "amount_krw", "fiscal_year")
        == READ
    )


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}오늘은 느티나무 아래에서 모인다\n{ROWS}",
        HEAD + ROWS.replace("100\n", "90\n").replace(" 50\n", " 40\n"),
    ],
    ids=["another line between", "differences that do not come out"],
)
def test_lines_that_are_no_rows_of_a_book_give_no_page(page: str) -> None:
    assert "일반운영비 > 사무관리비" not in {row.account for row in read(page).budget}


def test_the_project_itself_is_no_part_of_the_account_below_it() -> None:
    rows = read(HEAD + ROWS.replace("느티학교 열기", "느티학교 열기(배움과)")).budget
    assert all("느티학교" not in (row.account or "") for row in rows)
