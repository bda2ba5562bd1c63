"""What label lines, headings and form tables say of all that stands below them."""

from datetime import date

import pytest
from reading import pick, read

TITLE = "2025년 주요업무 계획\n\n"


def test_label_lines_with_colons_speak_for_their_card() -> None:
    result = read(
        f"{TITLE}○ 사업명 : 누리길 꽃밭 조성\n○ 담당부서 : 공원녹지과\n○ 사업기간 : 2024. 3. ~ 2026. 10.\n"
        "○ 사업량 : 꽃밭 3개소\n○ 총사업비 : 90백만원(시비)\n"
    )
    assert pick(result.plan, "task", "department", "target", "unit") == [("누리길 꽃밭 조성", "공원녹지과", 3, "개소")]
    assert pick(result.budget, "task", "department", "source", "amount_krw") == [
        ("누리길 꽃밭 조성", "공원녹지과", "계", 90e6),
        ("누리길 꽃밭 조성", "공원녹지과", "시비", 90e6),
    ]
    assert pick(result.budget, "fiscal_year", "period_start", "period_end")[0] == (
        None,
        date(2024, 3, 1),
        date(2026, 10, 31),
    )


def test_a_total_of_a_project_keeps_its_name() -> None:
    (row,) = read(f"{TITLE}○ 사업명 : 누리길 꽃밭 조성\n○ 총사업비 : 90백만원\n").budget
    assert row.indicator == "총사업비"


def test_another_name_begins_another_card() -> None:
    result = read(
        f"{TITLE}○ 사업명 : 누리길 꽃밭 조성\n○ 담당부서 : 공원녹지과\n○ 사업량 : 3개소\n\n"
        "○ 사업명 : 샘터 우물 정비\n○ 담당부서 : 상수도과\n○ 사업량 : 5개소\n"
    )
    assert pick(result.plan, "task", "department", "target") == [
        ("누리길 꽃밭 조성", "공원녹지과", 3),
        ("샘터 우물 정비", "상수도과", 5),
    ]


def test_a_run_of_lines_that_begin_with_labels_needs_no_colons() -> None:
    result = read(f"{TITLE}사업명 누리길 꽃밭 조성\n담당부서 공원녹지과\n사업량 꽃밭 3개소\n사업비 90백만원\n")
    assert pick(result.plan, "task", "department", "target") == [("누리길 꽃밭 조성", "공원녹지과", 3)]
    assert pick(result.budget, "task", "amount_krw") == [("누리길 꽃밭 조성", 90e6)]


def test_a_count_is_no_name_of_a_task() -> None:
    result = read(f"{TITLE}○ 사업명 표기를 바로잡은 곳 : 3개소\n")
    assert [row.task for row in (*result.plan, *result.result)] == [None]


def test_a_label_stands_above_its_value() -> None:
    rows = read(f"{TITLE}사업량\n꽃밭 3개소\n\n사업비\n90백만원\n")
    assert pick(rows.plan, "target", "unit") == [(3, "개소")]
    assert pick(rows.budget, "amount_krw") == [(90e6,)]


def test_a_line_above_a_long_sentence_is_no_label_of_it() -> None:
    sentence = "누리길의 꽃밭을 3개소 더 만들어 마을 사람과 나그네가 함께 쉬어 갈 수 있도록 하고, 그 곁에는 작은 샘터도 놓아 물을 마신다."
    long, short = read(f"{TITLE}사업량\n{sentence}\n"), read(f"{TITLE}사업량\n꽃밭 3개소\n")
    assert [fact.site.label for fact in short.facts] == ["사업량"]
    assert [fact.site.label for fact in long.facts] == [None]


def test_the_day_of_an_event_is_that_of_its_facts() -> None:
    result = read(
        "2025년 누리 한마당 개최계획\n\n□ 행사개요\n ○ 일시 : 2025. 4. 16.\n ○ 장소 : 샘말 강당\n ○ 참여인원 : 120명\n"
    )
    assert pick(result.plan, "target", "fiscal_year", "period_start", "period_end") == [
        (120, 2025, date(2025, 4, 16), date(2025, 4, 16))
    ]


def test_the_day_of_an_event_is_that_of_its_results() -> None:
    result = read(
        "2025년 누리 한마당 결과보고\n\n□ 행사개요\n ○ 일시 : 2025. 4. 16.\n ○ 장소 : 샘말 강당\n ○ 참석자 : 120명\n"
    )
    assert pick(result.result, "value", "period_start", "period_end") == [(120, date(2025, 4, 16), date(2025, 4, 16))]


def test_a_span_of_days_of_a_project_is_not_that_of_its_results() -> None:
    result = read(
        "2025년 꽃길 조성 결과보고\n\n□ 사업개요\n ○ 사업기간 : 2023. 3. 2. ~ 2025. 4. 16.\n ○ 참석자 : 120명\n"
    )
    assert pick(result.result, "value", "fiscal_year", "period_start") == [(120, 2025, date(2025, 1, 1))]


def test_a_day_that_an_item_names_goes_before_that_of_the_event() -> None:
    result = read(
        "2025년 누리 한마당 개최계획\n\n□ 행사개요\n ○ 일시 : 2025. 4. 16.\n ○ 접수(2025. 3. 2.) : 80명\n ○ 참여인원 : 120명\n"
    )
    assert pick(result.plan, "target", "period_start") == [(80, date(2025, 3, 2)), (120, date(2025, 4, 16))]


def test_a_department_in_the_brackets_of_a_label() -> None:
    result = read(
        "2025년 주요업무 계획\n\n□ 추진계획\n - 하천 물길 정비(도로과): 3개소\n - 우물 돌보기(상수도과): 5개소\n"
    )
    assert pick(result.plan, "task", "department", "target") == [
        ("하천 물길 정비", "도로과", 3),
        ("우물 돌보기", "상수도과", 5),
    ]


def test_other_brackets_of_a_label_are_no_department() -> None:
    result = read("2025년 주요업무 계획\n\n□ 추진계획\n - 하천 물길 정비(2차): 3개소\n - 우물 돌보기(공통): 5개소\n")
    assert {row.department for row in result.plan} == {None}


def test_a_department_at_the_end_of_an_item() -> None:
    result = read("2025년 주요업무 계획\n\n□ 추진계획\n ○ 농지 살피기 : 12필지(농정과)\n ○ 우물 돌보기 : 5개소\n")
    assert pick(result.plan, "target", "department") == [(12, "농정과"), (5, None)]


def test_a_usual_section_name_ends_the_card_of_a_heading() -> None:
    result = read(
        "2025년 나들이길 추진계획\n\n□ 꽃길 조성\n ○ 사업기간 : 2025. 3. ~ 2025. 5.\n ○ 사업량 : 3개소\n\n□ 추진계획\n ○ 안내판 설치 : 7개\n"
    )
    assert pick(result.plan, "target", "period_start", "period_end") == [
        (3, date(2025, 3, 1), date(2025, 5, 31)),
        (7, date(2025, 1, 1), date(2025, 12, 31)),
    ]


def test_the_department_of_one_chapter_is_not_that_of_the_next() -> None:
    result = read(
        "2025년 주요업무 계획\n\n1. 꽃길 조성\n ○ 담당부서 : 공원녹지과\n ○ 사업량 : 3개소\n\n2. 샘터 정비\n ○ 사업량 : 5개소\n"
    )
    assert pick(result.plan, "task", "target", "department") == [
        ("꽃길 조성", 3, "공원녹지과"),
        ("샘터 정비", 5, None),
    ]


def test_a_usual_section_name_goes_on_with_the_card_of_a_named_task() -> None:
    result = read(
        f"{TITLE}○ 사업명 : 누리길 꽃밭 조성\n○ 담당부서 : 공원녹지과\n\n□ 추진계획\n ○ 안내판 설치 : 7개\n\n□ 소요예산\n ○ 사업비 : 90백만원\n"
    )
    assert pick(result.plan, "task", "department", "target") == [("누리길 꽃밭 조성", "공원녹지과", 7)]
    assert pick(result.budget, "task", "department", "amount_krw") == [("누리길 꽃밭 조성", "공원녹지과", 90e6)]


def test_the_account_line_goes_to_the_amounts_of_its_card() -> None:
    result = read(f"{TITLE}○ 사업명 : 누리길 꽃밭 조성\n○ 사업비 : 90백만원\n○ 예산과목 : 공원, 꽃길, 시설비\n")
    assert pick(result.budget, "task", "account") == [("누리길 꽃밭 조성", "공원 > 꽃길 > 시설비")]


def test_a_list_of_names_is_no_name() -> None:
    result = read(f"{TITLE}○ 주요사업 : 꽃길, 샘터, 쉼터\n○ 사업량 : 3개소\n")
    assert {row.task for row in result.plan if row.target} == {None}


def form(label: str, unit: str) -> str:
    return (
        '<table border="1"><tr><td>사업명</td><td colspan="3">누리길 꽃밭 조성</td></tr>'
        "<tr><td>담당부서</td><td>공원녹지과</td><td>사업기간</td><td>2025. 3. ~ 2025. 10.</td></tr>"
        f'<tr><td rowspan="3">{label}</td><td>계</td><td colspan="2">90{unit}</td></tr>'
        f'<tr><td>국비</td><td colspan="2">60{unit}</td></tr><tr><td>시비</td><td colspan="2">30{unit}</td></tr></table>\n'
    )


@pytest.mark.parametrize("table", [form("사업비", "백만원"), form("사업비(백만원)", "")])
def test_a_form_table_with_second_labels(table: str) -> None:
    result = read(f"<html><body><p>2025년 주요업무 계획</p>\n{table}</body></html>")
    assert pick(result.budget, "task", "department", "source", "amount_krw", "additive") == [
        ("누리길 꽃밭 조성", "공원녹지과", "계", 90e6, False),
        ("누리길 꽃밭 조성", "공원녹지과", "국비", 60e6, True),
        ("누리길 꽃밭 조성", "공원녹지과", "시비", 30e6, True),
    ]
    assert {(row.period_start, row.period_end) for row in result.budget} == {(date(2025, 3, 1), date(2025, 10, 31))}
    assert {row.indicator for row in result.budget} == {None}


def test_a_table_of_names_and_values_is_no_form() -> None:
    result = read("2024년 쉼터 현황\n\n(단위 : 명)\n구분\t2024년\n꽃길\t30\n샘터\t20\n")
    assert pick(result.result, "activity", "value", "unit") == [("꽃길", 30, "명"), ("샘터", 20, "명")]
