"""Pages as they come off the web: bullets of a keyboard, notes with blanks, hours, what a page shows twice."""

import pytest
from reading import PLAN, REPORT, left, pick, read

from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.text.unit_notes import note_units

# -- bullets -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["o", "O", "ο", "°", "❖", "➥", "⦁", "\U000f0123", "\U000f03da"])
def test_a_letter_or_a_sign_before_words_is_a_bullet(mark: str) -> None:
    result = read(f"{REPORT}{mark} 도서관 이용자 : 1,200명\n{mark} 강좌 운영 : 12회\n")
    assert pick(result.result, "indicator", "value") == [("도서관 이용자", 1200), ("강좌 운영", 12)]


def test_letters_of_a_word_and_triangles_before_numbers_are_no_bullets() -> None:
    result = read(
        f"{REPORT}OK캠프 참가자 : 12명\n| 구분 | 증감액(천원) | 이월액(천원) |\n|---|---|---|\n| 쉼터 | △30 | △ 12 |\n"
    )
    assert pick(result.result, "indicator") == [("OK캠프 참가자",)]
    assert pick(result.budget, "amount_krw") == [(-12_000,)]


def test_bullets_part_a_page_that_is_one_line() -> None:
    page = (
        "Ⅱ. 2023 년주요성과 o 입주지원 : 24 개사 o 제작지원 : 17 편 o 인력양성 : 312 명 - 3 -\n\n"
        "6 Ⅲ. 2024 년주요업무 1. 창업공간조성 o 사업기간 : 2024. 3. ~ 12. o 사업비 : 1,200 백만원 o 교육 : 20 회 - 5 -\n"
    )
    result = read(f"새물진흥원 2024년 주요업무계획\n\n{page}")
    assert pick(result.result, "indicator", "value", "fiscal_year") == [
        ("입주지원", 24, 2023),
        ("제작지원", 17, 2023),
        ("인력양성", 312, 2023),
    ]
    assert pick(result.budget, "task", "amount_krw") == [("창업공간조성", 1_200_000_000)]
    assert pick(result.plan, "task", "target") == [("창업공간조성", 20)]


# -- notes of units ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("(단위:백만 원)", ["백만원"]),
        ("[금액단위 : 천 원]", ["천원"]),
        ("(단위 : 천 원, 명)", ["천원", "명"]),
        ("(단위: 백만 원 %)", ["백만원", "%"]),
        ("(단위 : 개소 백만원)", ["개소", "백만원"]),
        ("(단위: 개소/억 원)", ["개소", "억원"]),
        ("(단위:명 건)", ["명", "건"]),
    ],
)
def test_a_blank_stands_in_a_unit_or_between_two(note: str, names: list[str]) -> None:
    assert [unit.name for unit in note_units(note)] == names


def test_a_note_with_a_blank_multiplies_the_amounts() -> None:
    table = "| 분야별 | 계 | 국비 | 시비 |\n|---|---|---|---|\n| 경제 | 84,210 | 31,500 | 52,710 |\n"
    result = read(f"2021년 재원 현황\n(단위:백만 원)\n{table}")
    assert pick(result.budget, "source", "amount_krw", "activity") == [
        ("계", 84_210_000_000, "경제"),
        ("국비", 31_500_000_000, "경제"),
        ("시비", 52_710_000_000, "경제"),
    ]


def test_a_source_in_the_header_says_not_what_a_total_is_for() -> None:
    table = "| 분야별 | 계 | 국비 | 시비 |\n|---|---|---|---|\n| 계 | 84,210 | 31,500 | 52,710 |\n"
    result = read(f"2021년 재원 현황\n(단위:백만 원)\n{table}")
    assert pick(result.budget, "activity") == [(None,)] * 3


def test_growth_is_no_amount_of_the_revenue_that_grows() -> None:
    table = (
        "| 구 분 | 합 계 | 2024년 | 2025년 | 연평균 신장률 |\n|---|---|---|---|---|\n"
        "| 세입합계 | 1,035 | 516 | 519 | 3.9 |\n| 자체수입 | 194 | 96 | 98 | 2.7 |\n| 이전수입 | 841 | 420 | 421 | 4.7 |\n"
    )
    result = read(
        f"2024~2025년 중기지방재정계획\n\nⅢ. 중기재정 전망 및 재원배분\n\n1. 세입 전망 (단위 : 백만원, %)\n\n{table}"
    )
    assert len(result.budget) == 9
    assert {row.task for row in result.budget} == {None}
    assert [reason for raw, reason in left(result) if raw in ("3.9", "2.7", "4.7")] == ["difference"] * 3


# -- when ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2018. 8. 2. 18:00 현재", "2018. 8. 2.(목) 18시 현재", "2018년 8월 2일 오후 6시 기준"])
def test_the_hour_stands_between_a_day_and_what_it_is(day: str) -> None:
    result = read(f"폭염 대처상황을 보고한다.({day})\n\n무더위쉼터 현황\n쉼터 : 12개소\n이용자 : 300명\n")
    assert [str(row.period_end) for row in result.result] == ["2018-08-02"] * 2
    assert pick(result.result, "period_start", "fiscal_year") == [(None, 2018)] * 2


def test_the_hour_of_an_event_is_no_day_of_reference() -> None:
    result = read("쉼터 현황\n개관식(2018. 8. 2. 18:00)\n\n무더위쉼터 현황\n쉼터 : 12개소\n이용자 : 300명\n")
    assert "2018-08-02" not in {str(row.period_end) for row in result.result if row.value in (12, 300)}


# -- twice ---------------------------------------------------------------------------------------------------------------

NOTICE = "○ 추진상황\n- 완료(이행 후 계속추진 포함) : 51개\n- 정상 : 32개\n- 평균진행률 : 86.4%\n"


def test_short_lines_repeat_in_a_run() -> None:
    result = read(f"{REPORT}{NOTICE}\n2023년 공약 점검 결과입니다\n{NOTICE}")
    assert pick(result.result, "value") == [(51,), (32,), (86.4,)]
    assert [raw for raw, reason in left(result) if reason == "duplicate"] == ["51개", "32개", "86.4%"]


def test_a_short_line_alone_is_another_fact() -> None:
    result = read(f"{REPORT}□ 나루길\n- 완료 : 5개\n- 쉼터 : 7개\n□ 솔숲길\n- 완료 : 5개\n- 마당 : 9개\n")
    assert [value for (value,) in pick(result.result, "value")].count(5) == 2


TABLE = "(단위 : 회, 명)\n| 구분 | 횟수 | 인원 |\n|---|---|---|\n| 원예반 | 12 | 240 |\n| 도예반 | 8 | 96 |\n"


def test_a_table_that_is_shown_twice_gives_its_rows_once() -> None:
    result = read(f"{REPORT}교육 운영\n{TABLE}\n교육 운영\n{TABLE}")
    assert pick(result.result, "value") == [(12,), (240,), (8,), (96,)]
    assert [raw for raw, reason in left(result) if reason == "duplicate"] == ["12", "240", "8", "96"]


def test_a_table_of_another_year_repeats_nothing() -> None:
    result = read(f"{REPORT}□ 2021년 교육 운영\n{TABLE}\n□ 2022년 교육 운영\n{TABLE}")
    assert len(result.result) == 8


def test_a_sentence_that_only_announces_is_no_result() -> None:
    result = read(f"{REPORT}2023년 6월말 기준으로 공약을 살펴본 결과를 아래와 같이 알려드립니다.\n{NOTICE}")
    assert pick(result.result, "value") == [(51,), (32,), (86.4,)]


# -- whose ---------------------------------------------------------------------------------------------------------------


def test_a_number_that_opens_a_clause_bears_no_verb_of_the_one_before() -> None:
    text = "느티구는 실천과제 68개를 내걸었다. 14개 사업은 조기 완료했고, 52개 사업은 추진하고 있다."
    result = read(f"{REPORT}{text}\n")
    assert pick(result.result, "indicator", "value") == [("실천과제", 68), ("사업", 14), ("사업", 52)]


def test_the_state_of_an_event_is_told_under_its_name() -> None:
    card = "- 기 간 : 2023. 10. 27. ~ 11. 5.\n- 장 소 : 솔내천\n- 사 업 비 : 145백만원\n"
    result = read(f"2023년 10월 셋째주 주간업무\n\n2. 솔내 가을 국화전 준비상황\n{card}")
    assert pick(result.budget, "task", "amount_krw") == [("솔내 가을 국화전 준비상황", 145_000_000)]


@pytest.mark.parametrize("heading", ["분야별 주요사업 추진상황", "2023년 상반기 추진상황", "추진상황"])
def test_a_class_of_projects_is_no_project(heading: str) -> None:
    result = read(f"{REPORT}1. {heading}\n- 기 간 : 2023. 10. 27. ~ 11. 5.\n- 사 업 비 : 145백만원\n")
    assert {row.task for row in result.budget} == {None}


# -- what kind -----------------------------------------------------------------------------------------------------------

SPOKEN = (
    "이날 회의에는 부서장 30명이 참석했고, 시는 9개 마을의 길 74곳을 고쳐 61.2%를 마쳤으며 12명을 뽑고 4곳을 열었다.\n"
)


def test_a_text_about_a_government_that_tells_numbers_is_a_report() -> None:
    assert len(read(f"새별시(시장 나도운)는 지난 26일 회의를 열었다.\n{SPOKEN}").result) >= 5
    assert read("모둠살림(대표 나도운)은 지난 26일 회의를 열었다.\n" + SPOKEN.replace("시는", "모둠은")).result == ()


def test_few_numbers_beside_a_government_are_no_report() -> None:
    assert read("새별시(시장 나도운)는 지난 26일 회의를 열었다.\n부서장 30명이 참석했다.\n").result == ()


# -- forms, stocks and sizes ---------------------------------------------------------------------------------------------


def test_an_office_that_helps_is_not_in_charge() -> None:
    card = "과제번호\t1-1\t과제명\t어르신 일자리 확대\n주관부서\t어르신복지과\t관련부서\t일자리정책과\n사업내용\t공익형 : 1,240명\t\t\n"
    result = read(f"2024년 느티시 시행계획\n\n{card}")
    assert {row.department for row in result.plan} == {"어르신복지과"}


def test_a_status_with_its_class_names_no_project() -> None:
    card = "과제번호\t1-2\t과제명\t어르신 놀이터 꾸미기\n주관부서\t공원녹지과\t사업대상\t군민\n추진실적\t해당없음(신규)\t\t\n추진계획\t설명회 : 3회\t\t\n"
    result = read(f"2024년 느티시 시행계획\n\n{card}")
    assert {row.task for row in result.plan} == {"어르신 놀이터 꾸미기"}


DEBT = (
    "단위 : 백만원\n구 분 | 차입선 | 차입연도 | 이율(%) | 차입액 | 현재액 |\n---|---|---|---|---|---|\n"
    "계 | | | | 20,500 | 10,350 |\n길 개설 | 개발기금 | 2016 | 2.0 | 12,000 | 5,250 |\n"
    "주차장 건립 | 공공기금 | 2018 | 2.5 | 8,500 | 5,100 |\n"
)


def test_what_is_left_of_a_debt_is_left_on_the_day_of_the_table() -> None:
    result = read(f"2023년 채무현황\n\n사업별 채무 현황(2023. 12. 31. 기준)\n{DEBT}")
    remains = [row for row in result.result if row.indicator == "현재액"]
    assert [(row.value, str(row.period_end), row.period_start) for row in remains] == [
        (10_350_000_000, "2023-12-31", None),
        (5_250_000_000, "2023-12-31", None),
        (5_100_000_000, "2023-12-31", None),
    ]
    assert [row.fiscal_year for row in result.result if row.indicator == "차입액"][1:] == [2016, 2018]


def test_a_column_of_percent_holds_no_money() -> None:
    result = read(f"2023년 채무현황\n\n사업별 채무 현황(2023. 12. 31. 기준)\n{DEBT}")
    assert {(row.value, row.unit) for row in result.result if row.indicator == "이율"} == {(2.0, "%"), (2.5, "%")}


def test_a_word_for_a_size_above_a_number_is_its_label() -> None:
    text = "왕우렁이 공급지원\n\n사업내용\n\n○ 왕우렁이 공급\n\n지원면적\n\n2,400ha\n\n공급물량\n\n1,200포\n"
    result = read(f"2023년 지원사업 안내\n\n{text}")
    assert pick(result.plan, "task", "indicator", "target")[-2:] == [
        ("왕우렁이 공급지원", "지원면적", 2400),
        ("왕우렁이 공급지원", "공급물량", 1200),
    ]


@pytest.mark.parametrize("kind", ["10㎡형", "30평형", "5인승", "20톤급", "3kW급", "40kg들이"])
def test_a_size_that_names_a_kind_is_no_quantity(kind: str) -> None:
    result = read(f"{REPORT}- {kind} 장비 보급 : 35대\n")
    assert pick(result.result, "value") == [(35,)]


@pytest.mark.parametrize("text", ["수도관 100m 급수", "면적 10㎡ 형성", "120톤 승인"])
def test_a_word_that_only_begins_so_leaves_the_quantity(text: str) -> None:
    assert len(read(f"{REPORT}- {text}\n- 쉼터 : 3개소\n").result) == 2


# -- words within words, wholes and their parts --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["예비비 예산액", "도로 정비예산", "준비 예산", "경비 예산"])
def test_a_name_that_ends_so_is_money(name: str) -> None:
    result = read(f"2023년 느티시 예산안\n\n○ {name} : 12억원\n- {name}은 31억2천만원입니다.\n")
    assert {row.source for row in result.budget} == {"계"}
    assert [row.amount_krw for row in result.budget] == [1_200_000_000, 3_120_000_000]


@pytest.mark.parametrize("text", ["회의 운영 : 비예산", "홍보(비예산)", "소요예산 : 비 예산"])
def test_what_costs_nothing_says_so(text: str) -> None:
    assert pick(read(f"2023년 느티시 예산안\n\n- {text}\n").budget, "source", "amount_krw") == [("비예산", 0)]


@pytest.mark.parametrize("parts", ["연구비 40, 전시비 60", "장비 40백만원, 인건비 60백만원"])
def test_a_whole_is_not_added_to_what_it_is_for(parts: str) -> None:
    result = read(f"2023년 느티시 예산안\n\n- 운영비 100백만원({parts})\n")
    assert pick(result.budget, "amount_krw", "additive") == [
        (100_000_000, False),
        (40_000_000, True),
        (60_000_000, True),
    ]


@pytest.mark.parametrize("parts", ["장비 40, 인건비 50", "인건비 100"])
def test_brackets_that_do_not_part_all_of_it_leave_the_amount(parts: str) -> None:
    result = read(f"2023년 느티시 예산안\n\n- 운영비 100백만원({parts})\n")
    assert result.budget[0].additive


def test_choices_of_a_page_are_no_numbers_of_it() -> None:
    result = read(f"{REPORT}6대▼\n214회▼\n- 쉼터 : 3개소\n")
    assert pick(result.result, "value") == [(3,)]


def test_offices_above_projects_are_no_goal() -> None:
    result = read(
        "2024년도 주요업무계획\n\n복지정책과\n\n1. 통합돌봄 체계 구축\n □ 추진개요\n  ○ 소요예산: 3,450백만원\n"
    )
    assert pick(result.budget, "task", "goal", "department") == [("통합돌봄 체계 구축", None, "복지정책과")]


@pytest.mark.parametrize(
    ("day", "start", "end", "event"),
    [
        ("2026. 3분기", "2026-07-01", "2026-09-30", "5호점 설치"),
        ("'26. 2/4분기", "2026-04-01", "2026-06-30", "5호점 설치"),
        ("2026. 5.", "2026-05-01", "2026-05-31", "개관"),
    ],
)
def test_a_quarter_behind_a_year_and_a_thing_counted_are_no_days(day: str, start: str, end: str, event: str) -> None:
    result = read(f"2024년 도서관 확충 추진계획\n\n□ 향후계획\n ○ {day} : {event}\n ○ 2026. 상반기: 마당 조성\n")
    assert (str(result.plan[0].period_start), str(result.plan[0].period_end)) == (start, end)
    assert result.plan[0].activity == event


def test_a_shop_with_its_number_behind_a_month() -> None:
    result = read("2024년 도서관 확충 추진실적\n\n□ 추진실적\n ○ 2023. 5. 1호점 개관\n ○ 이용 : 300명\n")
    assert [str(row.period_end) for row in result.result if row.value is None] == ["2023-05-31"]


def test_how_often_in_brackets_is_named_by_the_words_before_them() -> None:
    result = read(f"{PLAN}- 찾아가는 상담소 운영(5~10월, 주 2회)\n- 안전점검(분기 1회)\n- 식사배달 1일 350식\n")
    assert pick(result.plan, "indicator", "target") == [
        ("찾아가는 상담소 운영", 2),
        ("안전점검", 1),
        ("식사배달", 350),
    ]


# -- columns and counts --------------------------------------------------------------------------------------------------


def test_laws_in_a_column_name_no_row_and_meetings_are_counted() -> None:
    table = (
        "연번 | 위원회명 | 근거 | 위원수(명) | 회의개최(회) | 예산(천원)\n"
        "1 | 도시위원회 | 국토계획법 제113조 | 25 | 8 | 24,000\n2 | 인사위원회 | 지방공무원법 제7조 | 16 | 12 | 30,000\n"
    )
    result = read(f"위원회 운영현황 (2023. 12. 31. 기준)\n{table}")
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        ("도시위원회", "위원수", 25, "명"),
        ("도시위원회", "회의개최", 8, "회"),
        ("인사위원회", "위원수", 16, "명"),
        ("인사위원회", "회의개최", 12, "회"),
    ]
    assert pick(result.budget, "activity") == [("도시위원회",), ("인사위원회",)]


ARREARS = (
    "구 분 계 과태료 사용료 부담금 기타\n건수 45,678 40,123 1,234 2,345 1,976\n금액 12,345 8,901 1,234 1,500 710\n"
)


def test_what_is_called_as_a_price_is_may_be_a_part_of_a_sum() -> None:
    result = read(f"2023년 세외수입 현황\n(단위 : 건, 백만원)\n{ARREARS}")
    assert [row.value for row in result.result] == [45678, 40123, 1234, 2345, 1976]
    assert [row.additive for row in result.budget] == [False, True, True, True, True]


def test_prices_beside_a_total_of_something_else_are_prices() -> None:
    table = "| 구분 | 계 | 사용료 | 이용료 |\n|---|---|---|---|\n| 강당(원) | 40,000 | 30,000 | 20,000 |\n"
    assert len(read(f"2023년 시설 현황\n\n{table}").budget) <= 1


def test_a_share_of_all_is_no_rate_of_support() -> None:
    result = read(f"{REPORT}65세 이상 인구는 56,789명으로 전체의 18.2%를 차지한다.\n")
    assert pick(result.result, "value") == [(56789,), (18.2,)]
    assert ("50%", "unit_price") in left(read(f"{REPORT}- 지원비율 : 국비 50%, 시비 50%\n- 쉼터 : 3개소\n"))


@pytest.mark.parametrize(
    ("line", "indicator"),
    [
        ("보조사업 : 3개 분야 124건", "보조사업"),
        ("6개 분야 이행률 86.4%", "이행률"),
        ("18개 세부사업의 목표 달성률 92%", "목표 달성률"),
        ("52개 세부사업 중 목표를 넘긴 사업 41건", "목표를 넘긴 사업"),
    ],
)
def test_the_noun_of_a_declared_count_names_no_other_number(line: str, indicator: str) -> None:
    assert read(f"{REPORT}- {line}\n- 쉼터 : 3개소\n").result[0].indicator == indicator


def test_a_grant_with_its_office_is_a_project() -> None:
    card = "   - 보조사업자 : 느티시체육회\n   - 보 조 금 : 120,000천원\n   - 사업실적 : 참가 3,456명\n"
    result = read(f"2023년도 지방보조금 집행결과\n\n□ 주요 사업\n ○ 생활체육대회 지원(체육진흥과)\n{card}")
    assert {(row.task, row.department) for row in (*result.budget, *result.result)} == {
        ("생활체육대회 지원", "체육진흥과")
    }


# -- pages that are one line ---------------------------------------------------------------------------------------------

APPROVAL = (
    "2019년 물놀이시설 운영 추진계획\n\n문서번호 공원과-5127 결재일자 2019.5.14. 공개여부 대시민공개 1 추진개요 "
    "?? 운영대상 : 물놀이시설 27개소(바닥분수 15, 물놀이터 9, 계곡형 3) ?? 소요예산 : 1,286백만원(시비 900, 구비 386) "
    "2 2018년 운영결과 ?? 운영실적 ○ 운영시설 : 24개소 ○ 이용인원 : 312,480명 3 2019년 운영계획 ?? 신규 조성 : 3개소 "
    "(단위 : ㎡, 천원) 연번 공원명 유형 면적 사업비 시비 구비 합계 2,950 486,000 340,000 146,000 "
    "1 솔마루공원 물놀이터 1,200 186,000 130,000 56,000 2 은하수공원 바닥분수 650 120,000 84,000 36,000 "
    "3 너울골공원 계곡형 1,100 180,000 126,000 54,000 ?? 안전관리 ○ 수질검사 : 135회\n"
)


def test_chapters_that_begin_with_a_year_part_a_page_of_one_line() -> None:
    result = read(APPROVAL)
    assert pick(result.result, "indicator", "value", "fiscal_year") == [
        ("운영시설", 24, 2018),
        ("이용인원", 312480, 2018),
    ]


def test_serial_numbers_belong_to_the_row_that_they_begin() -> None:
    amounts = [row for row in read(APPROVAL).budget if row.amount_krw in (186_000_000, 130_000_000, 54_000_000)]
    assert [(row.source, row.amount_krw) for row in amounts] == [
        ("계", 186_000_000),
        ("시비", 130_000_000),
        ("구비", 54_000_000),
    ]


def test_a_line_that_says_its_value_has_none_below_it() -> None:
    result = read(APPROVAL)
    assert [row.amount_krw for row in result.budget][:3] == [1_286_000_000, 900_000_000, 386_000_000]
    assert [row.target for row in result.plan][:4] == [27, 15, 9, 3]


def test_numbers_at_the_end_of_rows_without_serials_stay_there() -> None:
    text = "2019년 시설 현황 (단위 : 개소, 명) 구분 계 쉼터 마당 나루 6 3 1 솔숲 9 5 2 물빛 12 7 3 합계 27 15 6 "
    result = read(f"2019년 시설 현황\n\n{text * 1}\n")
    assert [row.value for row in result.result][:3] == [6, 3, 1]


# -- rows of data --------------------------------------------------------------------------------------------------------


def test_the_day_of_the_data_dates_no_row_that_has_its_year() -> None:
    data = (
        "연번,회계연도,보조사업명,교부결정액(천원),집행액(천원),참여인원(명),사업시작일,사업종료일,데이터기준일자\n"
        '1,2022,시민 합창제,"18,000","17,240",320,2022-04-01,2022-10-31,2023-02-28\n'
        '2,2022,그림책 만들기,"6,500","6,500",45,2022-03-02,2022-11-30,2023-02-28\n'
    )
    result = read(data)
    assert {row.fiscal_year for row in (*result.budget, *result.result)} == {2022}
    assert {str(row.period_end) for row in result.result} == {"2022-10-31", "2022-11-30"}


def test_who_gave_the_figures_heads_nothing() -> None:
    sources = "".join(
        f"{name} 현황\n- 쉼터 : {n}개소\n자료 : {name}과\n" for n, name in enumerate(("건설", "건축", "도시"), 3)
    )
    assert {row.department for row in read(f"2022년 시설 현황\n{sources}").result} <= {
        None,
        "건설과",
        "건축과",
        "도시과",
    }


def test_when_an_article_was_put_in_dates_nothing() -> None:
    text = "가람시 2013년 추경안 6,512억원 편성\n신다온 기자 | 입력 : 2013/08/21 [14:10]\n가람시가 2013년도 추가경정예산안을 냈다.\n\n"
    result = read(f"{text}이번 추경예산안의 규모는 총 6,512억원으로 일반회계 5,480억원, 특별회계 1,032억원이다.\n")
    assert {str(row.period_end) for row in result.budget} == {"2013-12-31"}


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("산책로 연결 6.4km(1구간 2.1, 2구간 2.5, 3구간 1.8)", "km"),
        ("국화 7종 12,600점(대국 3,200, 소국 9,000, 분재 400)", "점"),
    ],
)
def test_parts_in_brackets_have_the_unit_of_the_number_before_them(line: str, unit: str) -> None:
    rows = read(f"{PLAN}- {line}\n").plan
    assert {row.unit for row in rows[-3:]} == {unit}
    assert [row.additive for row in rows[-4:]] == [False, True, True, True]


def test_who_is_in_charge_stands_below_its_label_with_who_helps() -> None:
    card = (
        "공약번호\n3-02\n공약명\n수변 산책길 잇기\n추진부서\n하천과(협조 : 공원녹지과)\n사업내용\n○ 쉼터 12개소 설치\n"
    )
    assert pick(read(f"민선8기 공약\n2025. 1. 31. 기준\n{card}").plan, "task", "department") == [
        ("수변 산책길 잇기", "하천과")
    ]


# -- tables by their numbers and names -----------------------------------------------------------------------------------


def test_a_row_that_is_less_than_those_below_it_is_not_their_total() -> None:
    table = (
        "| 구분 | 2022년 | 2023년 |\n|---|---|---|\n| 사업비 | 40 | 50 |\n| 국비 | 100 | 120 |\n| 시비 | 200 | 210 |\n"
    )
    result = read(f"2023년 예산 현황\n(단위:백만원)\n{table}")
    assert {row.additive for row in result.budget} == {True}


def test_costs_in_brackets_of_a_cell_are_added_and_not_their_sum() -> None:
    table = "| 사업명 | 사업비 |\n|---|---|\n| 마당 정비 | 120백만원(장비 80백만원, 인건비 40백만원) |\n| 길 정비 | 20백만원 |\n"
    result = read(f"2023년 느티시 예산안\n\n{table}")
    assert [row.additive for row in result.budget] == [False, True, True, True]


@pytest.mark.parametrize(("beside", "source"), [("국비", "기타"), ("도로 정비", "계")])
def test_the_rest_is_a_source_only_beside_sources(beside: str, source: str) -> None:
    table = f"| 구분 | 예산액 |\n|---|---|\n| {beside} | 100 |\n| 기타 | 40 |\n"
    assert read(f"2023년 예산 현황\n(단위:백만원)\n{table}").budget[1].source == source


def test_a_purpose_of_several_words_says_not_that_it_was_spent() -> None:
    table = "| 구분 | 1분기 | 2분기 |\n|---|---|---|\n| 시설비 집행 | 100 | 30 |\n| 집행 상황 점검 여비 | 40 | 20 |\n"
    result = read(f"2023년 예산 현황\n(단위:백만원)\n{table}")
    assert [row.basis for row in result.budget] == ["집행", "집행", "예산", "예산"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("성장률", "achievement"),
        ("수납률", "achievement"),
        ("변경일자", "note"),
        ("승인일", "note"),
        ("설치근거및조례", "note"),
        ("수탁기관", "beneficiary"),
        ("위탁사무명", "task"),
    ],
)
def test_names_of_columns_in_tables_of_the_web_are_known(words: str, role: str) -> None:
    assert exact_role(words) == role


@pytest.mark.parametrize("kind", ["10㎡형", "5인승", "3kW급"])
def test_a_size_before_what_is_counted_is_a_name(kind: str) -> None:
    result = read(f"{REPORT}- {kind} 차량 3대\n")
    assert pick(result.result, "indicator", "value") == [(f"{kind} 차량", 3)]
    assert (kind, "name") in left(result)


def test_an_amount_is_for_what_its_column_names() -> None:
    table = "| 구분 | 청소 용역 | 화단 가꾸기 |\n|---|---|---|\n| 2022년 | 10 | 40 |\n| 2023년 | 12 | 44 |\n"
    result = read(f"2023년 예산 현황\n(단위:백만원)\n{table}")
    assert pick(result.budget, "activity") == [("청소 용역",), ("화단 가꾸기",)] * 2


def test_codes_stand_in_brackets_behind_their_level() -> None:
    result = read(
        "2023년 느티시 예산서\n\n쉼터 운영(세항 2411) 12억원\n마당(의자 24) 정비 3개소\n○ 어르신 복지(목 401)\n - 쉼터 : 3개소\n"
    )
    assert [raw for raw, reason in left(result) if reason == "code"] == ["2411", "401"]


def test_parts_of_a_financial_plan_are_no_projects() -> None:
    result = read("2024~2025년 중기지방재정계획\n\n1. 재정운용\n- 쉼터 : 12억원\n2. 쉼터 재정규모\n- 마당 : 3억원\n")
    assert pick(result.budget, "task") == [(None,), (None,)]


def test_the_size_of_a_place_is_a_criterion() -> None:
    result = read(f"{REPORT}- 쉼터 이용자는 12명이며, 인구 5만명 이상 도시 3곳과 만났다.\n")
    assert ("5만명", "criterion") in left(result)
    assert pick(result.result, "value") == [(12,), (3,)]


# -- rows that print their units -----------------------------------------------------------------------------------------


def test_a_row_of_quantities_stands_below_as_many_names() -> None:
    result = read("체육센터 운영현황\n\n운영인력 (2025. 6. 30. 현재)\n\n계 관리직 강사 미화\n31명 12명 15명 4명\n")
    assert pick(result.result, "indicator", "value", "unit") == [
        ("계", 31, "명"),
        ("관리직", 12, "명"),
        ("강사", 15, "명"),
        ("미화", 4, "명"),
    ]


def test_rows_of_quantities_may_have_their_name_ahead() -> None:
    result = read(
        f"{REPORT}시설 이용 실적\n구분 이용자 강좌 만족도\n수영장 1,380명 46회 91.2%\n체육관 412명 18회 88.0%\n"
    )
    assert [(row.value, row.unit) for row in result.result][:3] == [(1380, "명"), (46, "회"), (91.2, "%")]


def test_words_that_are_no_quantities_are_no_row() -> None:
    rows = read(f"{REPORT}계 관리직 강사 미화\n31명을 12개월 동안 뽑음\n").result
    assert "관리직" not in {row.indicator for row in rows}


def test_a_bracket_that_closes_before_a_number_stays_whole() -> None:
    assert read(f"{REPORT}- 장비 보급(이동식) 35대\n- 쉼터 : 3개소\n").result[0].indicator == "장비 보급(이동식)"


def test_the_sentence_that_describes_a_table_is_no_event() -> None:
    text = (
        "2024년 '기금 결산' 정보를 제공하는 표. '구분, 2023년도말 조성액, 합계'으로 구성된 표입니다.\n- 쉼터 : 3개소\n"
    )
    assert [row.value for row in read(f"{REPORT}{text}").result] == [3]


def test_a_fiscal_year_that_sentences_name_is_that_of_the_page() -> None:
    text = "성과보고\n우리구는 2018 회계연도의 비전을 달성하기 위해 힘썼습니다.\n\n성과 총괄현황\n- 지표 달성 : 128개\n"
    assert [row.fiscal_year for row in read(text).result if row.value == 128] == [2018]


def test_two_fiscal_years_in_sentences_date_nothing() -> None:
    text = "성과보고\n우리구는 2018 회계연도와 2019 회계연도의 비전을 위해 힘썼습니다.\n\n성과 총괄현황\n- 지표 달성 : 128개\n"
    assert [row.fiscal_year for row in read(text).result if row.value == 128] == [None]


# -- cells one a paragraph below groups of names -------------------------------------------------------------------------

GROUPED = (
    "전략목표 성과지표 단위 2023년 2024년 목표 실적 달성률(%) 목표 실적 달성률(%) "
    "열린시설 이용인원 명 820,000 846,215 103.2 860,000 851,400 99.0 만족도 점 88.5 89.1 100.7 89.5 90.8 101.5"
)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_names_repeat_below_the_groups_of_a_stream_of_cells(gap: str) -> None:
    result = read(f"2024년 경영목표 이행실적\n\n{gap.join(GROUPED.split())}\n")
    assert pick(result.plan, "fiscal_year", "target", "unit") == [
        (2023, 820000, "명"),
        (2024, 860000, "명"),
        (2023, 88.5, "점"),
        (2024, 89.5, "점"),
    ]
    assert [(row.fiscal_year, row.value, row.unit) for row in result.result][:3] == [
        (2023, 846215, "명"),
        (2023, 103.2, "%"),
        (2024, 851400, "명"),
    ]


def test_names_that_do_not_repeat_head_no_groups() -> None:
    words = GROUPED.replace("목표 실적 달성률(%) 목표 실적 달성률(%)", "목표 실적 달성률(%) 목표 실적 증감")
    assert len(read("2024년 경영목표 이행실적\n\n" + "\n\n".join(words.split()) + "\n").plan) <= 2
