"""Pages of one project each, lists of projects in sentences, and numbers of such pages that were no numbers."""

from datetime import date

import pytest
from reading import pick, read

EOK = 100_000_000


# -- the name of the project ---------------------------------------------------------------------------------------------


SECTIONS = "필요성\n\n  • 물길을 되살림\n\n사업개요\n\n  • 사 업 비 : 3,500백만원\n"


@pytest.mark.parametrize(
    ("top", "task"),
    [
        ("구 주요현안사업\n\n구 주요현안사업\n\n샛별천 물가 꾸미기 사업\n\n", "샛별천 물가 꾸미기 사업"),
        ("은가람구 주요현안사업\n\n", None),
    ],
    ids=["project below the title", "title of a class"],
)
def test_a_title_of_a_class_of_projects_is_none_and_the_line_above_sections_is(top: str, task: str | None) -> None:
    assert {row.task for row in read(top + SECTIONS).budget} == {task}


def page(name: str) -> str:
    """A page of a project with `name` before each of its parts, of which two have a heading of their own."""
    return (
        f"샛별 금연도움서비스\n\n지출내역\n\n{name}지출내역\n회계년도 2030년 회계 일반회계\n\n사업개요\n\n{name}사업개요\n"
        "사업내용 금연교실운영\n\n금연거리 조성\n\n • 표지 : 12개\n\n금연교육 및 홍보\n\n • 교육 : 3회\n\n소요재원\n\n"
        f"{name}소요재원\n재원별 예산액 예산성립후 증감액 예산현액\n202,000 원 0 원 202,000 원\n"
        "국고보조금 0 원 0 원 0 원\n시·도비 101,000 원 0 원 101,000 원\n시·군·구비 101,000 원 0 원 101,000 원\n"
    )


def test_the_title_that_begins_the_parts_of_a_page_names_its_project() -> None:
    found = read(page("샛별 금연도움서비스 ")).budget
    assert {row.task for row in found} == {"샛별 금연도움서비스"}
    assert [(row.amount_krw, row.source) for row in found if row.indicator == "예산액"] == [
        (202_000, "계"),
        (0, "국비"),
        (101_000, "시도비"),
        (101_000, "시군구비"),
    ]
    assert {row.task for row in read(page("")).budget} == {None}


# -- lists in sentences ----------------------------------------------------------------------------------------------------


def test_entries_of_a_list_that_is_called_projects_are_projects() -> None:
    head = "은가람군 2030년 예산\n\n올해 추진되는 주요 {}은 ▲버섯 재배 기술(2개소, 4억 원), ▲포도밭 본보기(7천만 원) 등 이고, "
    found = read(head.format("시범사업") + "7개 분야에 5억 원을 지원한다.\n").budget
    assert [(row.task, row.amount_krw) for row in found][-2:] == [
        ("버섯 재배 기술", 4 * EOK),
        ("포도밭 본보기", 70_000_000),
    ]
    other = read(head.format("기술") + "7개 분야에 5억 원을 지원한다.\n").budget
    assert "포도밭 본보기" not in {row.task for row in other}


def test_a_project_with_its_cost_behind_its_count_is_not_that_of_the_next() -> None:
    text = "은가람군 2030년 예산\n\n군은 새숲사업 27㏊에 10억원, 맑은공기 지키기에 3억원, 등산로 정비 10㎞에 4억원을 편성했다.\n"
    found = read(text).budget
    assert [row.task for row in found if row.amount_krw == 10 * EOK] == ["새숲사업"]
    assert "새숲사업" not in {row.task for row in found if row.amount_krw != 10 * EOK}


def test_how_many_projects_are_paid_is_no_name_of_one() -> None:
    found = read("은가람군 2030년 예산\n\n군은 5개 분야 12사업에 9억 4천만 원을 지원하였다.\n").budget
    assert pick(found, "amount_krw", "task") == [(940_000_000, None)]


def test_a_story_that_tells_what_a_government_budgets_is_a_budget_without_any_title() -> None:
    told = "[새벽신문 강여울 기자] 종로구가 2030년 숲에 12억원의 예산을 편성하고 "
    rest = "조림 3억원, 숲길 2억원, 가로수 1억원, 임도 5억원, 휴양림 1억원을 쓴다.\n"
    assert read(told + rest).record.doc_class == "budget"
    assert read(told.replace("종로구가", "이 회사가") + rest).record.doc_class == "other"


# -- numbers ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value", "unit"), [("12 명", 12, "명"), ("3 개소(신규)", 3, "개소"), ("0 개소", 0, "개소")]
)
def test_a_cell_of_a_number_and_its_unit_apart_is_a_value(cell: str, value: int, unit: str) -> None:
    found = read(f"2030년 은가람군 현황\n\n구분\t실적\n북부\t{cell}\n남부\t40\n").result
    assert (found[0].value, found[0].unit) == (value, unit)


def test_a_part_of_a_paper_is_no_value() -> None:
    assert read("2030년 은가람군 현황\n\n2 장\n\n - 가게 : 3곳\n").result[0].value == 3


def test_farms_by_what_they_earn_are_no_amount() -> None:
    rows = "품목\t농가수(호)\t1억농(명)\n오이\t292\t140\n딸기\t146\t22\n"
    found = read(f"2030년 은가람군 농가 현황\n\n{rows}")
    assert found.budget == ()
    assert pick(found.result, "value", "activity") == [(292, "오이"), (140, "오이"), (146, "딸기"), (22, "딸기")]


def test_months_before_steps_and_years_of_two_naughts_are_dates() -> None:
    found = read("2030년 은가람군 지원계획\n\n□ 추진계획\n ○ 3.~11. : 쉼터 짓기\n").plan
    assert pick(found, "period_start", "period_end") == [(date(2030, 3, 1), date(2030, 11, 30))]
    rows = "구분\t어린이집수\n‘00\t360\n‘10\t346\n"
    years = read(f"은가람군 어린이집 현황\n\n{rows}").result
    assert pick(years, "value", "fiscal_year") == [(360, 2000), (346, 2010)]


def test_how_many_projects_an_amount_is_for_does_not_say_for_what() -> None:
    text = "은가람군 2030년 예산\n\n군은 마을여행을 위한 5개 사업에 284억 원, 이웃쉼터 3곳 짓기에 12억 원을 편성했다.\n"
    assert "사업" not in {row.activity for row in read(text).budget}
