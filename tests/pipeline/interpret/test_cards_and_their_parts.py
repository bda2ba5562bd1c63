"""Cards of projects: what names them, what their labels say of the lines beside them, who is in charge, of which year."""

import pytest
from reading import PLAN, REPORT, left, pick, read

from pipeline.korean.organizations import InCharge, read_in_charge

CARD = "| 사업명 | {name} | 담당부서 | 건설과 |\n|---|---|---|---|\n| 사업비 | 120백만원 | 기간 | 2024. 3.~10. |\n"


# -- what names a project ----------------------------------------------------------------------------------------------


def test_a_table_above_the_first_card_is_not_of_its_project() -> None:
    table = "| 구분 | 2023년 실적 | 2024년 목표 |\n|---|---|---|\n| 고용률 | 63.8% | 65.2% |\n\n"
    result = read(f"2024년 느티시 일자리 목표\n\nⅠ. 목표\n{table}Ⅱ. 추진계획\n{CARD.format(name='두레 일터 운영')}")
    assert [row.task for row in result.plan if row.target == 65.2] == [None]
    assert {row.task for row in result.budget} == {"두레 일터 운영"}


@pytest.mark.parametrize("value", ["4개 분야 38개 사업", "12개 과제", "총 31건"])
def test_how_many_projects_there_are_names_none(value: str) -> None:
    table = "○ 투자계획 (단위 : 백만원)\n| 재원 | 2024년 | 2025년 |\n|---|---|---|\n| 시비 | 31 | 42 |\n"
    result = read(f"느티시 공약 실천계획\n\n□ 공약사업 : {value}\n{table}")
    assert {row.task for row in result.budget} == {None}


def test_a_name_with_a_number_in_it_is_a_name() -> None:
    result = read(f"{PLAN}□ 사업명 : 쉼터 3개소 조성\n○ 사업비 : 31백만원\n")
    assert pick(result.budget, "task") == [("쉼터 3개소 조성",)]


@pytest.mark.parametrize("heading", ["공약사업 총괄", "이행관리", "주요사업 현황"])
def test_a_heading_of_all_projects_names_none(heading: str) -> None:
    result = read(f"느티시 공약 실천계획\n\nⅠ. {heading}\n- 자체점검 : 분기 1회\n○ 사업비 : 31백만원\n")
    assert {row.task for row in (*result.plan, *result.result, *result.budget)} == {None}


def test_a_label_of_lists_names_a_project_by_its_code() -> None:
    text = "추진과제\n1-1. 두레 진료 운영\n담당부서\n보건행정과 감염병관리팀\n주요 추진내용\n○ 이동 진료 : 42개 마을\n"
    result = read(f"2024년 느티시 시행계획\n\n{text}")
    row = next(row for row in result.plan if row.target == 42)
    assert (row.task, row.task_code, row.department) == ("두레 진료 운영", "1-1", "보건행정과")


def test_a_page_on_how_something_is_run_is_about_it() -> None:
    result = read("느티시 두레도서관 운영 현황\n\n운영현황\n- 장서 : 61,840권\n- 회원 : 2024년 1,204명\n")
    assert {row.task for row in result.result} == {"두레도서관"}


# -- labels of forms -----------------------------------------------------------------------------------------------------


def test_entries_under_a_label_of_aims_are_planned_and_of_results_done() -> None:
    form = (
        "| 세부과제 | 두레 쉼터 조성 | 담당부서 | 건설과 |\n|---|---|---|---|\n"
        "| 추진목표 | ○ 쉼터 조성 : 24개소 | | |\n| 추진실적 | ○ 쉼터 조성 : 13개소 | | |\n"
    )
    result = read(f"2023년 느티시 실행계획 점검결과\n\n{form}")
    assert pick(result.plan, "target") == [(24,)]
    assert pick(result.result, "value") == [(13,)]


def test_money_under_a_label_of_results_stays_money() -> None:
    form = (
        "| 세부과제 | 두레 쉼터 조성 | 담당부서 | 건설과 |\n|---|---|---|---|\n| 추진실적 | ○ 용역비 : 12백만원 | | |\n"
    )
    result = read(f"2023년 느티시 실행계획 점검결과\n\n{form}")
    assert pick(result.budget, "amount_krw") == [(12_000_000,)]
    assert result.result == ()


@pytest.mark.parametrize("line", ["담당부서 농업정책과", "담당부서 농업정책과, 환경과", "소관부서 농업정책과"])
def test_an_office_alone_behind_its_label_is_in_charge(line: str) -> None:
    result = read(f"{PLAN}□ 두레 쉼터 조성\n{line}\n○ 쉼터 : 3개소\n")
    assert [row.department and row.department.split(",")[0] for row in result.plan] == ["농업정책과"]


# -- who is in charge ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "charge"),
    [
        ("보건소(치매관리팀)", InCharge("보건소", "치매관리팀")),
        ("농업기술센터(기술보급과)", InCharge("기술보급과")),
        ("노인복지과(노인시설팀)", InCharge("노인복지과", "노인시설팀")),
    ],
)
def test_a_body_and_its_part_in_brackets(cell: str, charge: InCharge) -> None:
    assert read_in_charge([cell]) == charge


@pytest.mark.parametrize("line", ["느티시 【환경과】", "느티시 (환경과)", "물빛도 느티시 <환경과>"])
def test_the_office_in_brackets_behind_its_government_issues_the_paper(line: str) -> None:
    result = read(f"2023년 주요업무 추진실적\n{line}\n\n○ 상담 : 31건\n")
    assert result.record.department == "환경과"


def test_a_note_in_brackets_behind_a_government_is_no_office() -> None:
    assert read("2023년 주요업무 추진실적\n느티시 (2023년)\n\n○ 상담 : 31건\n").record.department is None


# -- which year ------------------------------------------------------------------------------------------------------------


def test_of_a_plan_of_years_the_line_below_names_the_one() -> None:
    result = read("느티시 보건의료계획(2023~2026)\n2025년(3차년도) 시행계획\n\n○ 이동 진료 : 42개 마을\n")
    assert result.record.fiscal_year == 2025


def test_a_plan_of_years_alone_is_of_none() -> None:
    assert read("느티시 보건의료계획(2023~2026)\n\n○ 이동 진료 : 42개 마을\n").record.fiscal_year is None


# -- amounts and counts ----------------------------------------------------------------------------------------------------


def test_the_whole_of_which_a_part_was_spent_is_planned_with_its_sources() -> None:
    result = read(f"{REPORT}○ 예산집행 : 180,000천원(도비 54,000, 시비 126,000) 중 97,200천원 집행\n")
    assert pick(result.budget, "amount_krw", "basis") == [
        (180_000_000, "예산"),
        (54_000_000, "예산"),
        (126_000_000, "예산"),
        (97_200_000, "집행"),
    ]


@pytest.mark.parametrize(("word", "dataset"), [("지정현황", "result"), ("보급목표", "plan")])
def test_parts_of_a_count_are_of_its_kind(word: str, dataset: str) -> None:
    result = read(f"{PLAN}사업개요\n{word} 12개 지구(침수위험 8, 붕괴위험 4)\n")
    rows = getattr(result, dataset)
    assert [row.target if dataset == "plan" else row.value for row in rows] == [12, 8, 4]


def test_the_page_behind_a_running_head_is_no_fact() -> None:
    head = "2023년도 느티시 행정사무감사 요구자료"
    result = read(f"{head}\n1. 두레 글샘 조성 실적\n○ 쉼터 3개소\n{head} - 5 -\n○ 의자 4개\n")
    assert [row.value for row in result.result] == [3, 4]
    assert ("5", "page") in left(result)


def test_dashes_around_a_count_of_a_row_are_no_page() -> None:
    result = read(f"{REPORT}구분 당초 건수 비고\n상담 - 12 -\n방문 - 10 -\n")
    assert ("12", "page") not in left(result)
