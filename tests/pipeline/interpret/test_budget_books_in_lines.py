"""Budget books whose page ran into one line, whose rows go on behind the number of a page, whose amounts are glued."""

import pytest
from reading import left, pick, read

from pipeline.interpret.text.budget_runs import lines_of_book
from schemas.document import Text

TITLE = "2024년 느티시 세출예산사업명세서\n\n"
LEVELS = "부서·정책·단위(회계)·세부사업·편성목 예산액 전년도예산액 비교증감"
SHELTER = (
    "느티경로당 쉼터 운영 5,100,000 4,800,000 300,000 국 4,210,000 도 890,000 201 일반운영비 1,400 1,300 100 "
    "01 사무관리비 1,400 1,300 100 ○소식지 발간 200,000원*4월 800 ○현수막 60,000원*10회 600 "
    "307 민간이전 5,098,600 4,798,700 299,900 03 민간위탁금 5,098,600 4,798,700 299,900 - 31 -"
)
FESTIVAL = (
    "두레마을 축제 20,400 12,000 8,400 201 일반운영비 20,400 12,000 8,400 01 사무관리비 20,400 12,000 8,400 "
    "○무대 200,000원*3월*34부 20,400 느티숲 학교 500 700 △200 307 민간이전 500 700 △200 "
    "02 민간경상사업보조 500 700 △200 군 500 - 7 -"
)

# -- a page in one line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ahead",
    [
        "부서: 어르신복지과 정책: 노인복지 증진 단위: 경로당 돌봄 (단위:천원) ",
        "세출예산사업명세서 부서: 어르신복지과 정책: 노인복지 증진 단위: 경로당 돌봄(일반회계) (단위:천원) ",
    ],
)
@pytest.mark.parametrize("levels", [LEVELS, LEVELS.replace("·", "ㆍ").replace("전년도예산액", "전년도 예산액")])
def test_a_page_in_one_line_has_the_rows_of_its_book(ahead: str, levels: str) -> None:
    result = read(f"{TITLE}{ahead}{levels} {SHELTER}\n")
    assert {(row.task, row.department) for row in result.budget} == {("느티경로당 쉼터 운영", "어르신복지과")}
    assert pick(result.budget, "account", "source", "amount_krw", "fiscal_year") == [
        (None, "계", 5_100_000_000, 2024),
        (None, "계", 4_800_000_000, 2023),
        (None, "국비", 4_210_000_000, 2024),
        (None, "도비", 890_000_000, 2024),
        ("일반운영비", "계", 1_400_000, 2024),
        ("일반운영비", "계", 1_300_000, 2023),
        ("일반운영비 > 사무관리비", "계", 1_400_000, 2024),
        ("일반운영비 > 사무관리비", "계", 1_300_000, 2023),
        ("일반운영비 > 사무관리비 > 소식지 발간", "계", 800_000, 2024),
        ("일반운영비 > 사무관리비 > 현수막", "계", 600_000, 2024),
        ("민간이전", "계", 5_098_600_000, 2024),
        ("민간이전", "계", 4_798_700_000, 2023),
        ("민간이전 > 민간위탁금", "계", 5_098_600_000, 2024),
        ("민간이전 > 민간위탁금", "계", 4_798_700_000, 2023),
    ]
    assert ("- 31 -", "page") in left(result)


def test_the_line_is_parted_at_amounts_parts_sources_items_and_page_numbers() -> None:
    parts = "부서: 어르신복지과 정책: 노인복지 증진 단위: 경로당 돌봄(일반회계) (단위:천원)"
    lines = lines_of_book(Text(f"{parts} {LEVELS} {SHELTER} 느티숲 학교 500 700 △200"))
    assert [line.text for line in lines] == [
        "부서: 어르신복지과",
        "정책: 노인복지 증진",
        "단위: 경로당 돌봄(일반회계)",
        "(단위:천원)",
        LEVELS,
        "느티경로당 쉼터 운영 5,100,000 4,800,000 300,000",
        "국 4,210,000",
        "도 890,000",
        "201 일반운영비 1,400 1,300 100",
        "01 사무관리비 1,400 1,300 100",
        "○소식지 발간 200,000원*4월 800",
        "○현수막 60,000원*10회 600",
        "307 민간이전 5,098,600 4,798,700 299,900",
        "03 민간위탁금 5,098,600 4,798,700 299,900",
        "- 31 -",
        "느티숲 학교 500 700 △200",
    ]


def test_the_unit_note_may_stand_behind_the_names_of_the_columns() -> None:
    result = read(f"{TITLE}부서: 어르신복지과 정책: 노인복지 증진 {LEVELS} (단위:천원) {SHELTER}\n")
    assert pick(result.budget, "task", "department", "amount_krw")[:2] == [
        ("느티경로당 쉼터 운영", "어르신복지과", 5_100_000_000),
        ("느티경로당 쉼터 운영", "어르신복지과", 4_800_000_000),
    ]


def test_a_second_project_of_the_line_begins_behind_an_item() -> None:
    result = read(f"{TITLE}단위: 마을 살림 (단위:천원) {LEVELS} {FESTIVAL}\n")
    assert pick(result.budget, "task", "account", "source", "amount_krw")[6:9] == [
        ("두레마을 축제", "일반운영비 > 사무관리비 > 무대", "계", 20_400_000),
        ("느티숲 학교", None, "계", 500_000),
        ("느티숲 학교", None, "계", 700_000),
    ]
    assert pick(result.budget, "task", "source", "amount_krw")[-1] == ("느티숲 학교", "군비", 500_000)


@pytest.mark.parametrize(
    "line",
    [
        f"단위: 마을 살림 (단위:천원) {FESTIVAL}",
        f"단위: 마을 살림 (단위:천원) 살림과 쓰임 예산액 전년도예산액 비교증감 {FESTIVAL}",
        f"단위: 마을 살림 (단위:천원) {LEVELS} {FESTIVAL.replace('8,400', '8,300').replace('△200', '△100')}",
    ],
    ids=["no header", "a header without levels", "differences that do not come out"],
)
def test_another_long_line_is_no_page_of_a_book(line: str) -> None:
    assert lines_of_book(Text(line)) == []
    assert "일반운영비 > 사무관리비" not in {row.account for row in read(f"{TITLE}{line}\n").budget}


# -- rows behind the number of a page ----------------------------------------------------------------------------------

HEAD = "2025년도 세출예산사업명세서\n(단위:천원)\n과 목 예산액 전년도예산액 비교증감\n부서: 배움과\n"
FIRST = "느티학교 열기 500 400 100\n201 일반운영비 300 250 50\n01 사무관리비 300 250 50\n307 민간이전 200 150 50\n"
SECOND = "02 민간경상사업보조 200 150 50\n두레교실 꾸미기 900 700 200\n401 시설비및부대비 900 700 200\n"


@pytest.mark.parametrize(
    "between",
    [
        "- 12 -\n",
        "- 12 -\n부서: 배움과\n정책: 함께 크는 배움\n단위: 학교 살림(일반회계) (단위:천원)\n",
        "- 12 -\n정책: 함께 크는 배움\n",
    ],
    ids=["the number alone", "all parts of the book", "one part"],
)
def test_rows_go_on_behind_the_number_of_a_page(between: str) -> None:
    result = read(HEAD + FIRST + between + SECOND)
    assert pick(result.budget, "task", "account", "amount_krw", "fiscal_year")[-6:] == [
        ("느티학교 열기", "민간이전 > 민간경상사업보조", 200_000, 2025),
        ("느티학교 열기", "민간이전 > 민간경상사업보조", 150_000, 2024),
        ("두레교실 꾸미기", None, 900_000, 2025),
        ("두레교실 꾸미기", None, 700_000, 2024),
        ("두레교실 꾸미기", "시설비및부대비", 900_000, 2025),
        ("두레교실 꾸미기", "시설비및부대비", 700_000, 2024),
    ]


@pytest.mark.parametrize(
    "between", ["정책: 함께 크는 배움\n", "- 12 -\n마을 사람이 느티나무 아래 모였다\n"], ids=["no number", "a sentence"]
)
def test_rows_do_not_go_on_behind_other_lines(between: str) -> None:
    tasks = {row.task for row in read(HEAD + FIRST + between + SECOND).budget}
    assert "느티학교 열기" in tasks
    assert "두레교실 꾸미기" not in tasks


# -- amounts glued to themselves in won --------------------------------------------------------------------------------


def item(*lines: str) -> str:
    rows = (
        "두레교실 꾸미기 96,600 95,000 1,600\n201 일반운영비 96,600 95,000 1,600\n01 사무관리비 96,600 95,000 1,600\n"
    )
    return f"{HEAD}{rows}" + "\n".join(lines) + "\n307 민간이전 200 150 50\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("○ 찾아가는 두레교실", "96,00096,000,000원", "○ 걸개그림", "600600,000원"),
        ("○ 찾아가는 두레교실 96,00096,000,000원", "○ 걸개그림 600600,000원"),
    ],
    ids=["below their names", "behind their names"],
)
def test_an_amount_and_the_same_in_won_run_together_are_parted(lines: tuple[str, ...]) -> None:
    result = read(item(*lines))
    assert pick(result.budget, "account", "amount_krw")[6:] == [
        ("일반운영비 > 사무관리비 > 찾아가는 두레교실", 96_000_000),
        ("일반운영비 > 사무관리비 > 걸개그림", 600_000),
        ("민간이전", 200_000),
        ("민간이전", 150_000),
    ]


def test_digits_that_are_not_the_same_amount_twice_are_not_parted() -> None:
    result = read(item("○ 찾아가는 두레교실", "96,00097,000,000원"))
    assert not {96_000_000, 97_000_000} & {row.amount_krw for row in result.budget}
