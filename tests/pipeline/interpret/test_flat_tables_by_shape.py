"""Flattened tables whose columns no list of words names whole: they are told by their shape and by the ends of words."""

import pytest
from reading import PLAN, REPORT, left, pick, read

BUDGET = "2024년 느티시 세출예산\n\n"


def test_one_amount_a_row_below_the_name_of_projects() -> None:
    result = read(f"{BUDGET}사업명 예산액(백만원)\n두레 글샘 조성 1,200\n물빛 마당 정비 900\n")
    assert pick(result.budget, "task", "amount_krw") == [
        ("두레 글샘 조성", 1_200_000_000),
        ("물빛 마당 정비", 900_000_000),
    ]


def test_one_count_a_row_below_the_name_of_places() -> None:
    result = read(f"{REPORT}시설명 이용인원(명)\n두레도서관 1,200\n물빛도서관 900\n")
    assert pick(result.result, "activity", "value") == [("두레도서관", 1200), ("물빛도서관", 900)]


def test_labels_of_a_form_are_no_table_of_one_number() -> None:
    result = read(f"{PLAN}사업명 두레 글샘 조성\n예산 1,200백만원\n기간 2024. 3.~5.\n")
    assert pick(result.budget, "task", "amount_krw") == [("두레 글샘 조성", 1_200_000_000)]


def test_a_line_of_unknown_words_above_even_rows_names_their_columns() -> None:
    text = "느티동 인구 현황 2023. 12. 31. 현재\n마을 호수 계 남 여\n느티말 1,204 3,204 1,600 1,604\n솔말 904 2,204 1,100 1,104\n"
    result = read(REPORT + text)
    assert pick(result.result, "activity", "indicator", "value")[2:4] == [
        ("느티말", "남", 1600),
        ("느티말", "여", 1604),
    ]
    assert len(result.result) == 8


def test_a_sentence_above_a_single_row_names_no_columns() -> None:
    result = read(f"{REPORT}마을 사람들 모두 함께 걸음\n느티말 1,204 3,204 1,600 1,604\n함께 걷는 길\n")
    assert result.result == ()


def test_grades_name_columns_and_days_none() -> None:
    text = "정원 및 현원 (2023. 12. 31. 현재)\n구분 계 5급 6급 7급\n정원 62 20 22 20\n현원 60 20 20 20\n"
    result = read(REPORT + text)
    assert pick(result.result, "activity", "indicator", "value")[:2] == [("정원", "계", 62), ("정원", "5급", 20)]
    assert len(result.result) == 8


def test_quarters_behind_a_word_that_a_number_can_end() -> None:
    result = read(f"{REPORT}구분 1분기 2분기 3분기 4분기 계\n상담 건수 31 42 38 29 140\n")
    starts = [row.period_start.month for row in result.result if row.period_start]
    assert starts == [1, 4, 7, 10, 1]


def test_a_numbered_word_of_rows_stays_one_before_other_names() -> None:
    result = read(f"{REPORT}구분1 구분2 계획 실적\n상담 방문 31 42\n교육 견학 12 10\n")
    assert [row.target for row in result.plan] == [31, 12]


def test_a_count_and_its_unit_are_two_cells() -> None:
    result = read(f"{PLAN}성과지표 단위 2023실적 2024목표\n주민 만족도 점 83.4 85.0\n교실 참여자 수 명 1,310 1,400\n")
    assert pick(result.plan, "indicator", "target", "unit") == [
        ("주민 만족도", 85, "점"),
        ("교실 참여자 수", 1400, "명"),
    ]


def test_a_name_that_ends_in_a_word_of_its_own_keeps_its_unit() -> None:
    result = read(f"{REPORT}분 야 모임 수(개) 참여인원(명)\n공 연 12 18,300\n체 험 26 9,840\n")
    assert pick(result.result, "activity", "value", "unit") == [
        ("공연", 12, "개"),
        ("공연", 18300, "명"),
        ("체험", 26, "개"),
        ("체험", 9840, "명"),
    ]


def test_how_an_indicator_is_measured_stands_before_its_years() -> None:
    text = "지표명 측정산식 22년 23년 24년 목표\n도서관 이용자 한 해 합계 12,004 13,100 14,000\n책 빌린 권수 한 해 합계 310 333 351\n"
    result = read(PLAN + text)
    assert [row.value for row in result.result] == [12004, 13100, 310, 333]
    assert [row.target for row in result.plan] == [14000, 351]


def test_a_row_of_a_year_until_a_month() -> None:
    text = "연도 설치대수 이용세대\n2022 46 2,830\n2023 58 3,415\n2024.9월말 31 1,902\n"
    result = read(f"2024년 느티시 행정사무감사 요구자료\n\n{text}")
    assert pick(result.result, "value", "unit")[-2:] == [(31, "대"), (1902, "세대")]
    assert str(result.result[-1].period_end) == "2024-09-30"
    assert result.result[-1].period_start is None


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("사업수 | 2023년 실적 | 2024년 목표 | 2024년 예산", "명"),
        ("모임수 | 2022년 실적 | 2023년 실적 | 2024년 예산", "명"),
    ],
)
def test_units_in_the_order_of_the_kinds_of_columns(header: str, unit: str) -> None:
    rows = "| 두레 일자리 | 12 | 3,905 | 4,050 | 31,240 |\n| 물빛 일자리 | 5 | 742 | 800 | 960 |\n"
    result = read(f"{PLAN}(단위 : 개, 명, 백만원)\n| 부문 | {header} |\n|---|---|---|---|---|\n{rows}")
    counts = {row.value: row.unit for row in result.result} | {row.target: row.unit for row in result.plan}
    assert (counts[12], counts[3905], counts[4050]) == ("개", unit, unit)
    assert [row.amount_krw for row in result.budget] == [31_240_000_000, 960_000_000]


def test_a_year_and_its_measure_date_a_row() -> None:
    rows = "| 2024년 집행 | 61,200 | 30,600 | 30,600 |\n| 2025년 계획 | 68,400 | 34,200 | 34,200 |\n"
    result = read(f"2025년 느티시 시행계획\n\n(단위 : 천원)\n| 구분 | 계 | 국비 | 시비 |\n|---|---|---|---|\n{rows}")
    assert pick(result.budget, "fiscal_year", "basis")[::3] == [(2024, "집행"), (2025, "예산")]


def test_numbers_of_a_table_all_stand_somewhere() -> None:
    result = read(f"{REPORT}구분 건수\n상담 31\n방문 12\n")
    assert [row.value for row in result.result] == [31, 12]
    assert {raw for raw, _ in left(result)} == {"2023년"}
