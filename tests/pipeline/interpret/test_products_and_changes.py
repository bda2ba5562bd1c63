"""Products of reckonings, what a figure was before an arrow, and rows of targets under a header inside a form."""

import pytest
from reading import left, pick, read

TOP = "2031년 마을배움터 운영계획\n\n□ 사업명 : 마을배움터 운영\n"


# -- products ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "use", "won"),
    [
        ("강사 수당 12명 x 4회 x 150천원 = 7,200천원", "강사 수당", 7_200_000),
        ("- 교재 제작 300부 × 8천원 = 2,400천원", "교재 제작", 2_400_000),
        ("* 전담인력 2명 × 평균 인건비 30,000천원 = 60,000천원", "전담인력", 60_000_000),
        ("- 회의비 : (20명*3회*10천원)=600천원", "회의비", 600_000),
    ],
    ids=["three factors", "two factors", "words between factors", "label"],
)
def test_the_words_before_its_factors_say_what_a_product_is_for(line: str, use: str, won: int) -> None:
    reading = read(f"{TOP}□ 예산내역\n{line}\n")
    assert pick(reading.budget, "amount_krw", "activity") == [(won, use)]


def test_an_equal_sign_behind_no_product_names_nothing() -> None:
    reading = read(f"{TOP}□ 추진목표\n - 새 강좌 3개 = 14개 이상\n")
    assert "새 강좌" not in {row.indicator for row in reading.plan if row.target == 14}


# -- changes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("○ 자료비 : 2,713 → 2,173천원", [(2031, 2_713_000), (2031, 2_173_000)]),
        ("○ 자료비 : (2030) 2,713 → (2031요구) 2,173백만원", [(2030, 2_713_000_000), (2031, 2_173_000_000)]),
        ("○ 자료비 : (2030예산) 310 ⇒ (2031예산안) 290천원(△6.5%)", [(2030, 310_000), (2031, 290_000)]),
        ("○ 자료비 : 2031년 290천원(한도외+40)", [(2031, 290_000)]),
    ],
    ids=["bare", "years in brackets", "fall", "beyond the limit"],
)
def test_a_bare_figure_before_an_arrow_has_the_unit_of_what_came_of_it(line: str, rows: list[tuple[int, int]]) -> None:
    reading = read(f"{TOP}□ 소요예산\n{line}\n")
    assert pick(reading.budget, "fiscal_year", "amount_krw") == rows
    assert reading.plan == ()


def test_a_count_before_an_arrow_has_the_unit_too_and_a_number_before_a_clause_has_not() -> None:
    found = read(f"{TOP}□ 추진목표\n○ 회원 : (2030) 320 → (2031) 350명\n").plan
    assert pick(found, "target", "unit", "fiscal_year") == [(320, "명", 2030), (350, "명", 2031)]
    found = read(f"{TOP}□ 추진목표\n○ 신청 320, 회원 350명\n").plan
    assert [row.unit for row in found if row.target == 320] in ([], [None])


def test_a_fall_with_words_of_its_own_is_a_figure() -> None:
    reading = read("2031년 경제 현황\n\n□ 현황\n○ 고용 1,200명, 물가 상승률 △0.5%\n")
    assert ("△0.5%", "difference") not in left(reading)


def test_a_year_with_a_word_of_the_budget_is_a_date_and_a_count_of_plans_is_none() -> None:
    found = read(f"{TOP}□ 소요예산\n○ 자료비 2031예산안 290천원\n").budget
    assert pick(found, "fiscal_year", "amount_krw") == [(2031, 290_000)]


# -- rows of targets ---------------------------------------------------------------------------------------------------


def test_the_label_of_a_target_is_its_activity_and_its_indicator() -> None:
    text = "2031년 성과보고\n\n| 성과지표 | 2030년 실적 | 2031년 목표 |\n|---|---|---|\n| 하천 복원 길이(km) | 4.7 | 0.9 |\n"
    reading = read(text)
    assert pick(reading.result, "value", "activity", "indicator") == [(4.7, "하천 복원 길이", "하천 복원 길이")]
    assert pick(reading.plan, "target", "activity", "indicator") == [(0.9, "하천 복원 길이", "하천 복원 길이")]


FORM = (
    "2031년 성과관리 실적보고\n\n"
    "<table><tr><td rowspan=3>목표</td><td>시</td><td colspan=4>맑은 물이 흐르는 도시</td></tr>"
    "<tr><td>국</td><td colspan=4>물길 살리기</td></tr><tr><td>과</td><td colspan=4>물가 숲 만들기</td></tr>"
    "<tr><td colspan=2 rowspan=3>핵심성과지표</td><td rowspan=2>지표명</td><td colspan=2>{}</td><td>{}</td></tr>"
    "<tr><td>2029년</td><td>2030년</td><td>2031년</td></tr>"
    "<tr><td>물길<br>길이(km)</td><td>4.7</td><td>0.6</td><td>0.9</td></tr></table>\n"
)


def test_an_indicator_broken_over_lines_is_one_where_its_values_stand_on_one() -> None:
    reading = read(FORM.format("실적치", "목표치"))
    assert pick(reading.result, "value", "fiscal_year", "indicator") == [
        (4.7, 2029, "물길 길이"),
        (0.6, 2030, "물길 길이"),
    ]
    assert pick(reading.plan, "target", "fiscal_year", "indicator") == [(0.9, 2031, "물길 길이")]
