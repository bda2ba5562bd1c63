"""Whose a fact is: goals, offices, people, projects and accounts, in words and layouts of our own."""

from datetime import date

import pytest
from reading import read


def test_people_behind_a_heading_are_in_charge_and_no_part_of_the_name() -> None:
    result = read(
        "2024년도 주요업무 추진계획\n\nⅢ. 추진계획\n\n1. 다온숲 놀이마당 조성   [공원팀장 오하람 ☎ 4512]\n\n"
        " □ 사업개요\n  ○ 사업비 : 120,000천원(도비 50,000, 군비 70,000)\n"
    )
    assert {(row.task, row.officer) for row in result.budget} == {("다온숲 놀이마당 조성", "오하람")}


def test_a_bracket_without_a_telephone_stays_in_the_name() -> None:
    result = read("2024년도 주요업무 추진계획\n\nⅢ. 추진계획\n\n1. 다온숲 조성 [2단계]\n\n - 사업비 : 120백만원\n")
    assert [row.task for row in result.budget] == ["다온숲 조성 [2단계]"]


def test_rows_of_amounts_with_an_office_each_are_projects() -> None:
    result = read(
        "2022회계연도 예산집행 현황\n\n(단위 : 천원)\n\n구분\t예산현액\t집행액\t소관부서\n"
        "합계\t900\t300\t\n하늘천 정비\t500\t100\t하천과\n별빛길 조명 교체\t400\t200\t도로과\n"
    )
    assert {(row.task, row.department, row.amount_krw) for row in result.budget} == {
        (None, None, 900_000),
        (None, None, 300_000),
        ("하늘천 정비", "하천과", 500_000),
        ("하늘천 정비", "하천과", 100_000),
        ("별빛길 조명 교체", "도로과", 400_000),
        ("별빛길 조명 교체", "도로과", 200_000),
    }


def test_rows_of_amounts_without_offices_are_no_projects() -> None:
    result = read(
        "2022회계연도 예산집행 현황\n\n(단위 : 천원)\n\n구분\t예산현액\t집행액\n인건비\t500\t100\n물건비\t400\t200\n"
    )
    assert {row.task for row in result.budget} == {None}


def test_the_subtotal_of_an_office_is_of_the_office() -> None:
    result = read(
        "2022회계연도 예산집행 현황\n\n(단위 : 천원)\n\n구분\t예산현액\t집행액\t소관부서\n"
        "하천과 소계\t500\t100\t\n하늘천 정비\t500\t100\t하천과\n"
    )
    first = result.budget[0]
    assert (first.task, first.department) == (None, "하천과")


def test_a_fund_in_the_column_and_a_revenue_in_the_row_are_one_account() -> None:
    result = read(
        "2023년 세입예산\n\n(단위 : 백만원)\n\n구분\t일반회계\t특별회계\n합계\t90\t30\n지방세수입\t60\t10\n보조금\t30\t20\n"
    )
    assert [row.account for row in result.budget] == [
        "일반회계",
        "특별회계",
        "일반회계 > 지방세수입",
        "특별회계 > 지방세수입",
        "일반회계 > 보조금",
        "특별회계 > 보조금",
    ]


def test_a_numbered_goal_stays_above_its_tasks_over_a_running_head() -> None:
    page = "사업명\t{name}\n담당부서\t{office}\n사업비\t30백만원\n"
    result = read(
        "2025년 연차별 시행계획\n\n## 세부사업별 시행계획\n\n#### 중점사업 2-1. 서로 기대는 골목\n\n"
        + page.format(name="골목 반상회 지원", office="자치과")
        + "\n- 12 -\n\n2025년 연차별 시행계획\n\n"
        + page.format(name="마을 부엌 열기", office="복지과")
    )
    assert [(row.task, row.goal) for row in result.budget] == [
        ("골목 반상회 지원", "서로 기대는 골목"),
        ("마을 부엌 열기", "서로 기대는 골목"),
    ]


def test_the_last_line_says_which_office_wrote() -> None:
    result = read(
        "제3회 다온 별빛축제 결과보고\n\n□ 행사개요\n ❍ 행사기간 : 2021. 5. 7. ~ 5. 9.\n\n□ 방문객 현황\n ❍ 방문객 1,240명\n\n"
        + "".join(f" ❍ 체험마당 {place} 방문객 {n}명\n" for n, place in enumerate("가나다라마바사아자차카타", 31))
        + "\n"
        "담당 : 관광과 축제팀 나도담(☎ 120-4567)\n"
    )
    assert (result.record.department, result.record.fiscal_year) == ("관광과", 2021)


@pytest.mark.parametrize("title", ["부문별 성과", "주요 성과"])
def test_an_achievement_is_no_office(title: str) -> None:
    result = read(f"제3회 다온 별빛축제 결과보고\n\n□ {title}\n ❍ 방문객 1,240명\n")
    assert result.record.department is None


def test_what_a_report_says_of_later_days_is_planned() -> None:
    result = read(
        "다온도서관 건립 추진상황 보고\n\n2024. 3. 31. 기준\n\n1. 다온도서관 건립\n\n □ 추진상황 및 계획\n"
        "  ○ ’23. 11. : 설계 용역 완료\n  ○ ’24. 6. : 공사 착공\n  ○ ’24. 12. : 공정률 60% 달성\n"
    )
    assert [(row.value_text, row.period_start) for row in result.result] == [("설계 용역 완료", date(2023, 11, 1))]
    assert [(row.activity, row.target, row.period_end) for row in result.plan] == [
        ("공사 착공", None, date(2024, 6, 30)),
        (None, 60, date(2024, 12, 31)),
    ]


def test_the_day_of_a_table_is_not_that_of_the_document() -> None:
    result = read(
        "2023년도 주요업무 추진계획\n\nⅠ. 일반현황\n\n □ 인력현황 (2023. 1. 1. 현재, 단위 : 명)\n\n구분\t정원\t현원\n"
        "계\t24\t23\n\nⅡ. 2022년 주요성과\n\n ○ 배움강좌 운영 : 68강좌\n"
    )
    lessons = next(row for row in result.result if row.unit == "강좌")
    assert (lessons.fiscal_year, lessons.period_start) == (2022, date(2022, 1, 1))


def test_the_second_of_two_years_bears_the_name_of_the_first() -> None:
    result = read("2017년 시행결과\n\n- 평균 달성률은 108.3%로 2016년 103.7%보다 4.6%p 올랐음\n")
    assert [(row.indicator, row.value, row.fiscal_year) for row in result.result] == [
        ("평균 달성률", 108.3, 2017),
        ("평균 달성률", 103.7, 2016),
    ]


def test_a_title_over_several_tasks_names_none_of_what_stands_beside_them() -> None:
    head = "2026년 다온배움터 운영계획\n\n □ 현황\n  - 운영인력 : 7명\n\n"
    one = "1. 어울림강좌 운영\n  - 개설강좌 : 12강좌\n"
    two = "\n2. 동아리 지원\n  - 지원규모 : 35개\n"
    staff = [row for row in read(head + one + two).result if row.value == 7]
    assert [row.task for row in staff] == [None]


def test_the_caption_of_a_table_does_not_date_the_document() -> None:
    table = "□ 인력현황 (2022. 1. 1. 현재)\n\n구분\t정원\t현원\n계\t24\t23\n"
    result = read(f"주요업무 추진계획\n\n2024. 3.\n\n{table}")
    assert result.record.fiscal_year == 2024
