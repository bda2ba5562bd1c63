"""Lists whose marks a converter lost or ran together, events by their clock, tables in a line, amounts of several words."""

import pytest
from reading import PLAN, REPORT, left, pick, read

from pipeline.korean.scan import scan

BUDGET = "2024년 느티시 세출예산\n\n"


# -- events ------------------------------------------------------------------------------------------------------------


def test_a_line_above_a_clock_names_an_event_with_its_office() -> None:
    text = (
        "□ 6. 3.(월)\n ▶ 두레 걷기대회\n  - 09:00 / 느티관 / 230명(주민)\n  - 총무과(☎ 2210)\n"
        " ▶ 물빛 음악회\n  - 10:30 / 솔마당 / 18명\n  - 문화과(☎ 2105)\n"
    )
    result = read(f"느티시 주간 행사계획\n(2024. 6. 3. ~ 6. 9.)\n{text}")
    assert pick(result.plan, "task", "indicator", "target", "department") == [
        ("두레 걷기대회", None, 230, "총무과"),
        ("물빛 음악회", None, 18, "문화과"),
    ]


def test_a_ratio_is_no_clock() -> None:
    result = read(f"{PLAN}▶ 두레 교실 운영\n - 3:1 상담 / 31명\n")
    assert [row.target for row in result.plan] == [31]


# -- marks that were lost ------------------------------------------------------------------------------------------------


def test_entries_of_one_mark_in_a_line_are_lines() -> None:
    text = "? 주민 교육 : 찾아가는 두레 교실 14회 382명 ? 홍보 : 안내문 9,500부 배부, 영상 안내 31개 단지\n"
    result = read(f"{REPORT}? 추진결과\n{text}")
    assert [row.value for row in result.result] == [14, 382, 9500, 31]
    assert result.result[2].activity != "주민 교육"


def test_a_question_is_no_list() -> None:
    result = read(f"{REPORT}□ 무엇이 달라졌나요? 쉼터 3개소를 조성하고 의자 20개를 마을마다 설치하여 모두 이용함\n")
    assert [row.value for row in result.result] == [3, 20]


def test_lost_marks_below_a_section_stay_below_it() -> None:
    text = "? 추진결과\n? 쉼터\n- 이용 : 31명\n? 추진계획\n? 마당\n- 정비 : 3개소\n"
    result = read(f"2024년 느티시 쉼터와 마당\n\n{text}")
    assert [row.value for row in result.result] == [31]
    assert [row.target for row in result.plan] == [3]


def test_a_card_in_a_line_has_its_own_days() -> None:
    text = "? 하반기 추진계획\n? 두레 대회 열기 - 기 간 : '24. 9. 1. ~ 11. 30. - 우수단지 시상 : 8개 단지\n? 예산\n- 사업비 : 31백만원\n"
    result = read(PLAN + text)
    assert [str(row.period_start) for row in result.plan] == ["2024-09-01"]
    assert [str(row.period_start) for row in result.budget] != ["2024-09-01"]


# -- tables in a line ----------------------------------------------------------------------------------------------------


def test_halves_of_years_name_columns() -> None:
    text = "? 발생량 (단위 : 톤, %) 구 분 2022년 상반기 2023년 상반기 증 감 증감률 합 계 4,812 4,437 △375 △7.8 주택 3,206 2,894 △312 △9.7 음식점 488 467 △21 △4.3\n"
    result = read(f"{REPORT}{text}")
    values = {(row.value, str(row.period_start), str(row.period_end)) for row in result.result}
    assert (4812, "2022-01-01", "2022-06-30") in values
    assert (2894, "2023-01-01", "2023-06-30") in values


def test_one_row_behind_its_unit_note_is_a_table() -> None:
    text = "? 종량기 설치 현황(2023. 6월말 현재) (단위 : 대) 구 분 계 달빛동 물빛1동 물빛2동 설치대수 426 186 143 97\n"
    result = read(f"{REPORT}{text}")
    assert pick(result.result, "value", "unit") == [(426, "대"), (186, "대"), (143, "대"), (97, "대")]


def test_two_rows_of_accounts_behind_their_unit_note() -> None:
    text = "? 예산 집행현황 (단위 : 천원) 과 목 예산액 집행액 잔 액 사무관리비 18,500 12,340 6,160 자산취득비 132,000 126,000 6,000\n"
    result = read(f"{REPORT}{text}")
    assert [row.amount_krw for row in result.budget if row.basis == "예산"] == [18_500_000, 132_000_000]


# -- cells a line --------------------------------------------------------------------------------------------------------


def test_names_under_one_of_the_first_row_stand_in_its_place() -> None:
    cells = "사업별 사업량 집행액 비고 계획 실적 진도(%) 조림 142 142 100 1,136,000 봄철 숲가꾸기 510 498 97.6 1,394,400 가을철"
    result = read(f"{REPORT}(단위 : ha, 천원)\n" + "\n".join(cells.split()))
    assert pick(result.plan, "target", "unit") == [(142, "ha"), (510, "ha")]
    assert [row.amount_krw for row in result.budget] == [1_136_000_000, 1_394_400_000]


def test_the_heading_above_the_names_is_no_column() -> None:
    cells = "성과지표 구분 단위 2023년실적 2024년목표 산출근거 검진 % 24.7 33 수검자 상담 명 146 150 집계"
    result = read("2024년 느티시 시행계획\n\n" + "\n".join(cells.split()))
    assert [row.value for row in result.result] == [24.7, 146]
    assert [row.target for row in result.plan] == [33, 150]


# -- indicators over rows ------------------------------------------------------------------------------------------------


def test_measures_of_an_indicator_in_rows_of_their_own() -> None:
    text = "성과지표 단위 구분 2022년 2023년\n쉼터 확충 개소 목표 4 5\n실적 4 6\n달성률(%) 100 120\n"
    result = read(f"2023년 느티시 성과보고\n\n{text}")
    assert pick(result.plan, "target", "unit") == [(4, "개소"), (5, "개소")]
    assert pick(result.result, "value", "unit") == [(4, "개소"), (6, "개소"), (100, "%"), (120, "%")]


def test_a_name_that_ends_in_no_measure_is_one_label() -> None:
    result = read(f"{REPORT}구분 단위 2022년 2023년\n쉼터 이용 명 31 42\n마당 이용 명 12 10\n")
    assert pick(result.result, "activity")[::2] == [("쉼터 이용",), ("마당 이용",)]


# -- numbers and their words ---------------------------------------------------------------------------------------------


def test_an_amount_of_several_words_is_one_cell() -> None:
    text = "• 다음연도 이월액 1,604억 1,500만원(명시이월 412억원)\n• 보조금 집행잔액 93억 2,800만원\n• 순세계잉여금 934억 8,000만원\n"
    result = read(f"2023회계연도 느티시 결산\n\n{text}")
    amounts = [row.amount_krw for row in result.budget]
    assert 9_328_000_000 in amounts
    assert 93_480_000_000 in amounts
    assert 28_000_000 not in amounts


@pytest.mark.parametrize("line", ["합계1,246,810 1,284,763\n일반회계1,012,400 1,046,155\n"])
def test_a_name_written_to_its_amount(line: str) -> None:
    result = read(f"2023회계연도 느티시 결산\n\n(단위 : 백만원)\n구분예산현액(A)수납액(B)\n{line}")
    assert [row.amount_krw for row in result.budget] == [1246810e6, 1284763e6, 1012400e6, 1046155e6]


def test_letters_for_length_and_width_name_nothing() -> None:
    result = read(f"{PLAN}○ 도로 포장 : L=2.4km, B=8m (1,200백만원)\n")
    assert pick(result.plan, "indicator", "target") == [("도로 포장", 2.4), ("도로 포장", 8)]


def test_a_product_is_an_amount() -> None:
    result = read(f"{PLAN}○ 지원금액 : 가구당 300천원 × 120가구 = 36,000천원\n")
    assert [row.amount_krw for row in result.budget] == [36_000_000]
    assert ("300천원", "unit_price") in left(result)


def test_what_one_gets_is_a_price_in_a_column_too() -> None:
    text = "(단위 : 천원)\n| 분야 | 선발인원(명) | 1인당 지급액 | 소요액 |\n|---|---|---|---|\n| 성적 | 60 | 2,000 | 120,000 |\n| 희망 | 25 | 2,000 | 50,000 |\n"
    result = read(f"{BUDGET}{text}")
    assert [row.amount_krw for row in result.budget] == [120_000_000, 50_000_000]


def test_sources_with_who_pays_them_name_nothing_else() -> None:
    result = read(f"{BUDGET}○ 예산 : 12백만원(도비보조 6, 시비부담 6)\n")
    assert pick(result.budget, "source", "activity") == [("계", None), ("도비", None), ("시비", None)]


@pytest.mark.parametrize(
    ("text", "unit"), [("9개관", "개소"), ("2개교실", "개"), ("12개교", "개교"), ("49공연", "공연"), ("39단지", "단지")]
)
def test_units_of_facilities(text: str, unit: str) -> None:
    assert [e.unit for e in scan(text)] == [unit]
