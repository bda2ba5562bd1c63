"""Entries behind signs in a sentence, rows that lack cells, names over several columns, rows of lists with statuses."""

import pytest
from reading import PLAN, REPORT, left, pick, read

from pipeline.korean.scan import scan

PRESS = "보도자료\n느티시\n배포일 2024. 3. 5.\n\n"


# -- entries behind signs ------------------------------------------------------------------------------------------------


def test_each_entry_of_a_run_is_a_project() -> None:
    text = "□ 사업별로는 △침수지구 정비 31곳 842억 원 △급경사지 정비 24곳 318억 원 △저수지 정비 12곳 126억 원이다.\n"
    result = read(f"{PRESS}느티시, 재해예방에 1천억 원 투입\n\n{text}")
    assert pick(result.budget, "task", "amount_krw")[-3:] == [
        ("침수지구 정비", 84_200_000_000),
        ("급경사지 정비", 31_800_000_000),
        ("저수지 정비", 12_600_000_000),
    ]


def test_what_stands_behind_the_entries_is_of_the_sentence() -> None:
    text = "□ 느티시는 △쉼터 조성 3곳 △마당 정비 2곳 등 5개 사업에 12억 원을 투입한다고 밝혔다.\n"
    result = read(f"{PRESS}느티시, 쉼터 늘린다\n\n{text}")
    assert pick(result.budget, "amount_krw") == [(1_200_000_000,)]
    assert result.budget[0].task not in ("쉼터 조성", "마당 정비")


@pytest.mark.parametrize("text", ["증감은 △31 △12 △5이다", "△쉼터 △마당 △길 등 3개 분야에 12억 원을 투입한다"])
def test_a_minus_and_bare_names_are_no_entries(text: str) -> None:
    result = read(f"{PRESS}느티시, 예산 줄인다\n\n□ 느티시는 {text}.\n")
    assert all(row.task is None or "쉼터" not in row.task for row in result.budget)


# -- rows that lack cells ------------------------------------------------------------------------------------------------


def test_rows_with_and_without_a_remark() -> None:
    cells = "구분 운영횟수(회) 참여인원(명) 비고 작가만남 4 520 중앙무대 체험마당 18 1,460 나눔장터 2 875 책교환 골든벨 1 96"
    result = read(f"{REPORT}" + "\n".join(cells.split()))
    assert pick(result.result, "activity", "value") == [
        ("작가만남", 4),
        ("작가만남", 520),
        ("체험마당", 18),
        ("체험마당", 1460),
        ("나눔장터", 2),
        ("나눔장터", 875),
        ("골든벨", 1),
        ("골든벨", 96),
    ]


def test_a_total_before_its_parts_names_the_columns() -> None:
    result = read(f"{REPORT}□ 차량 현황 (2023. 12. 31. 현재, 단위 : 대)\n계 압축차 암롤차 살수차\n25 14 5 6\n")
    assert pick(result.result, "indicator", "value") == [("계", 25), ("압축차", 14), ("암롤차", 5), ("살수차", 6)]


def test_words_above_numbers_that_do_not_add_up_are_no_names() -> None:
    result = read(f"{REPORT}□ 차량 현황 (2023. 12. 31. 현재, 단위 : 대)\n계 압축차 암롤차 살수차\n25 14 5 7\n")
    assert [row.value for row in result.result] != [25, 14, 5, 7]


# -- names over several columns ------------------------------------------------------------------------------------------


def test_years_stand_below_the_name_that_usually_stands_over_them() -> None:
    table = (
        "구분 | 계 | 기투자 | 임기내 | 임기후 | ||\n2023년 | 2024년 | 2025년 | |||||\n"
        "계 | 18,200 | 200 | 2,400 | 5,600 | 6,000 | 4,000 |\n시비 | 11,200 | 200 | 1,400 | 3,600 | 3,500 | 2,500 |\n"
    )
    result = read(f"민선8기 느티시 공약 실천계획\n\n(단위 : 백만원)\n{table}")
    years = {row.amount_krw: row.fiscal_year for row in result.budget}
    assert (years[2_400_000_000], years[5_600_000_000], years[6_000_000_000]) == (2023, 2024, 2025)


def test_the_first_name_stands_over_two_columns_of_labels() -> None:
    table = (
        "구분 | 예산현액 | 수납액 | 미수납액\n합계 | 412,806 | 418,932 | 4,974 |\n일반회계 | 356,214 | 361,475 | 3,958 |\n"
        "특별회계 | 소계 | 56,592 | 57,457 | 1,016 |\n공기업 | 21,480 | 21,388 | 917 |\n"
    )
    result = read(f"2023회계연도 느티시 결산\n\n(단위 : 백만원)\n{table}")
    named = {row.amount_krw // 1_000_000: row.indicator for row in result.budget}
    assert (named[56_592], named[57_457], named[917]) == ("예산현액", "수납액", "미수납액")


# -- rows of lists -------------------------------------------------------------------------------------------------------


def test_rows_of_a_list_with_office_status_and_rate() -> None:
    rows = (
        "번호 공약명 담당부서 이행상황 이행률 자세히\nⅠ. 따뜻한 느티\nⅠ-1 아이돌봄센터 7곳 열기 여성보육과 완료 100% 보기\n"
        "Ⅰ-2 건강밥상 배달 노인복지과 계속추진 70% 보기\n"
    )
    result = read(f"민선8기 느티시 공약 이행상황(2023. 12. 31. 현재)\n\n{rows}")
    assert pick(result.result, "task", "department", "status", "value") == [
        ("아이돌봄센터 7곳 열기", "여성보육과", "완료", 100),
        ("건강밥상 배달", "노인복지과", "계속추진", 70),
    ]


def test_an_office_behind_its_label_and_a_bullet_with_its_telephone() -> None:
    text = "2-3 아이돌봄터 늘리기\n  • 담당부서 아동과(☎ 032-000-4172)\n  • 사업기간 2022. 7. ~ 2026. 6.\n사업내용\n  • 돌봄터 8개소 설치\n"
    result = read(f"민선8기 느티시 공약 실천계획\n\n{text}")
    assert [(row.department, str(row.period_start)) for row in result.plan] == [("아동과", "2022-07-01")]


def test_a_label_with_the_mark_of_a_heading_stands_beside_it() -> None:
    text = "□ 차량 정비 사업\n○ 차량 : 31대\n□ 2024년 예산 : 764백만원\n"
    result = read(f"{PLAN}{text}")
    assert pick(result.budget, "task") == [(None,)]


def test_the_value_of_a_label_is_no_usual_section() -> None:
    text = "공약 이행상황\n분야별 이행상황\n(단위 : 건)\n분야 계 완료 추진중\n총계 14 4 10\n복지 5 2 3\n"
    result = read(f"민선8기 느티시 공약 이행상황\n\n{text}")
    assert {row.task for row in result.result} == {None}


def test_the_year_in_the_label_of_a_form_dates_its_entries() -> None:
    form = "| 과제명 | 놀이터 고치기 | 주관부서 | 공원과 |\n|---|---|---|---|\n| 2023년 추진실적 | ○ 놀이터 개선 : 3개소 | | |\n| 2024년 추진계획 | ○ 놀이터 개선 : 4개소 | | |\n"
    result = read(f"2024년 느티시 시행계획\n\n{form}")
    assert [(row.value, row.fiscal_year) for row in result.result] == [(3, 2023)]
    assert [(row.target, row.fiscal_year) for row in result.plan] == [(4, 2024)]


def test_a_form_whose_last_label_has_no_value_is_a_card() -> None:
    form = "| 담당부서 | 복지과(가족팀) | 협조부서 | |\n|---|---|---|---|\n| 추진목표 | ○ 나눔터 운영 : 3개소 | | |\n"
    result = read(f"2023년 느티시 시행계획 추진실적\n\n○ 나눔터 확충\n\n{form}")
    assert pick(result.plan, "task", "department") == [("나눔터 확충", "복지과")]


# -- titles --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (
            "본문 바로가기\n경상남도 거창군 동물보호 사업\n\n구조·보호 현황\n - 구조 : 412마리\n",
            "경상남도 거창군 동물보호 사업",
        ),
        ("![사진](/a.jpg)\n2023년 두레 교실 운영 결과\n - 교육 : 12회\n", "2023년 두레 교실 운영 결과"),
        (
            "보도자료\n느티시\n배포일 2024. 3. 5.\n느티도서관, 지난해 이용자 크게 늘었다\n\n□ 시는 지난해 시립도서관 세 곳을 찾은 이용자가 모두 58만 명으로 늘었다고 밝혔다.\n이 보도자료와 관련하여 더 자세한 내용을 원하시면\n",
            "느티도서관, 지난해 이용자 크게 늘었다",
        ),
    ],
)
def test_which_line_is_the_title(top: str, title: str) -> None:
    assert read(top).record.title == title


@pytest.mark.parametrize("line", ["경상남도 거창군 축산과", "경상남도 거창군 거창읍 중앙로 103"])
def test_who_wrote_and_where_is_no_title(line: str) -> None:
    assert read(f"{line}\n2023년 두레 교실 운영 결과\n - 교육 : 12회\n").record.title == "2023년 두레 교실 운영 결과"


# -- minutes -------------------------------------------------------------------------------------------------------------


def test_what_a_page_is_about_names_the_figures_below() -> None:
    text = (
        "제12회 느티시의회 행정사무감사\n일시 2025년 11월 5일(수) 10시\n○위원장 이든결 시작하겠습니다.\n○교육과장 노새봄 보고드리겠습니다.\n"
        "88쪽, 동네배움터 운영입니다.\n사업비는 2억 4,000만 원입니다.\n다음은 89쪽 두레문해교실입니다.\n예산 5,600만 원 중 4,480만 원을 썼습니다.\n"
        "90쪽입니다. 작은도서관 지원사업으로는 모두 3,150만 원을 지원하였습니다.\n"
    )
    assert pick(read(text).budget, "task") == [
        ("동네배움터 운영",),
        ("두레문해교실",),
        ("두레문해교실",),
        ("작은도서관 지원사업",),
    ]


# -- spans ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "years"),
    [("2020. ~ 2023.(4년간)", (2020, 2023)), ("'20. ~ '23.", (2020, 2023)), ("2024. ~ 계속", (2024, 2024))],
)
def test_years_with_dots_are_spans(text: str, years: tuple[int, int]) -> None:
    spans = [e.span for e in scan(text) if e.span]
    assert [(span.start.year, span.end.year) for span in spans] == [years]


@pytest.mark.parametrize("text", ["총 2020. 그리고", "2,020. ~ 2,023."])
def test_a_number_with_a_dot_is_no_year(text: str) -> None:
    assert [e.span for e in scan(text) if e.span] == []


def test_reference_days_below_the_menus_of_a_page() -> None:
    menus = "".join(f"• 차림 {c}\n" for c in "가나다라마바사아자차카타파하")
    result = read(f"{menus}민선8기 공약 이행현황\n기준일 : 2025. 3. 31.\n공약 : 완료 11건\n")
    assert [str(row.period_end) for row in result.result] == ["2025-03-31"]
    assert ("2025. 3. 31.", "date") in left(result)
