"""The project and the year that a title names, and the titles and dates that name none."""

from datetime import date

import pytest
from reading import pick, read

from pipeline.interpret.answers.document_titles import front_of_title
from pipeline.interpret.answers.titles import names_project, project_of_title

BODY = "\n\n□ 추진계획\n ○ 나무 심기 : 30그루\n"


def project(title: str) -> str | None:
    return project_of_title(title) if names_project(title) else None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2025년 마을정원 가꾸기 운영계획", "마을정원 가꾸기"),
        ("2025년 샘말군 꽃길 조성 사업 추진계획", "꽃길 조성 사업"),
        ("2024년 쉼터 운영 결과보고", "쉼터 운영"),
        ("2024년 쉼터 운영 추진실적 보고", "쉼터 운영"),
        ("2025년 나래시 청년 일자리 지원 시행계획(안)", "청년 일자리 지원"),
        ("어린이 물놀이터 설치 계획", "어린이 물놀이터 설치"),
        ("2024~2026년 꽃길 조성 종합계획", "꽃길 조성"),
    ],
)
def test_a_title_without_year_government_and_kind_of_paper_is_the_project(title: str, name: str) -> None:
    assert project(title) == name


@pytest.mark.parametrize("title", ["「2025년 꽃누리 잔치」 개최계획", "『꽃누리 잔치』 운영계획"])
def test_a_name_in_brackets_is_the_project_without_them(title: str) -> None:
    assert project(title) in ("꽃누리 잔치", "꽃누리 잔치 개최")


@pytest.mark.parametrize(
    "title",
    [
        "2025년 업무계획",
        "2025년 주요업무 계획",
        "2025년 주간업무계획",
        "2024년 교통사고 통계",
        "2025년도 세출예산서",
        "2024회계연도 결산서",
        "2024년 사회조사 보고서",
        "2025년 추진계획",
        "2025년 1분기 추진실적 보고",
        "2024년 시행결과 보고",
        "2025년도 세출예산사업명세서",
        "2025년 샘말군 중기지방재정계획",
        "2025년도 주요업무 자체평가 시행계획",
    ],
)
def test_titles_of_whole_governments_name_no_project(title: str) -> None:
    assert project(title) is None


def test_the_project_of_the_title_is_the_task_of_rows_that_name_none() -> None:
    assert [row.task for row in read(f"2025년 샘말군 꽃길 조성 사업 추진계획{BODY}").plan] == ["꽃길 조성 사업"]
    assert [row.task for row in read(f"2025년 주요업무 계획{BODY}").plan] == [None]


@pytest.mark.parametrize("tail", [" 2025. 3. 도로과", "(2025. 3.)", " 2025. 3. 10. 샘말군 도로과"])
def test_a_title_ends_before_date_and_department_on_its_line(tail: str) -> None:
    result = read(f"2025년 꽃길 조성 추진계획{tail}{BODY}")
    assert (result.record.title, result.record.fiscal_year) == ("2025년 꽃길 조성 추진계획", 2025)
    assert [row.task for row in result.plan] == ["꽃길 조성"]


def test_the_department_behind_the_date_is_in_charge() -> None:
    result = read(f"2025년 꽃길 조성 추진계획 2025. 3. 도로과{BODY}")
    assert (result.record.department, result.plan[0].department) == ("도로과", "도로과")


@pytest.mark.parametrize("title", ["2025. 3. 꽃길 조성 추진계획", "2025년 꽃길 조성 추진계획", "꽃길 2025년 조성 계획"])
def test_a_date_before_the_kind_of_paper_cuts_nothing(title: str) -> None:
    assert front_of_title(title) == title


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("꽃길 조성 추진계획\n\n회계연도 : 2025년", 2025),
        ("꽃길 조성 추진계획\n\n2025. 3. 10.\n도로과", 2025),
        ("2026년 꽃길 조성 추진계획\n\n2025. 11. 10.\n도로과", 2026),
        ("꽃길 조성 추진계획\n\n□ 추진배경\n ○ 1998년 문을 연 쉼터가 낡음", None),
        ("꽃길 조성 추진계획\n\n□ 추진근거\n ○ 「도로법」 제5조(2019. 4. 1. 개정)", None),
        ("꽃길 조성 추진계획\n\n□ 일반현황\n ○ 설립일 : 1987. 5. 1.", None),
    ],
)
def test_the_year_of_a_document_is_told_by_its_title_its_fiscal_year_or_its_cover(lines: str, year: int | None) -> None:
    result = read(f"{lines}{BODY}")
    assert result.record.fiscal_year == year
    assert [row.fiscal_year for row in result.plan if row.target == 30] == [year]


def test_a_founding_year_is_not_the_year_of_the_other_facts() -> None:
    result = read("2024년 쉼터 운영 현황\n\n□ 일반현황\n ○ 설립일 : 1987. 5. 1.\n ○ 이용자 : 30명\n")
    assert pick(result.result, "value", "fiscal_year") == [(30, 2024)]


def test_several_years_in_the_title_are_not_one() -> None:
    assert read(f"2024~2026년 꽃길 조성 종합계획{BODY}").record.fiscal_year is None


@pytest.mark.parametrize("line", ["2024년 12월말 기준 쉼터 이용 현황", "쉼터 이용 현황\n\n(2024. 12. 31. 기준)"])
def test_a_state_on_a_day_has_no_first_day(line: str) -> None:
    (row,) = read(f"{line}\n\n□ 이용 현황\n ○ 이용자 : 30명\n").result
    assert (row.fiscal_year, row.period_start, row.period_end) == (2024, None, date(2024, 12, 31))
