"""The year of a document: what it evaluates, what a meeting deals with, when it came out; states as of the end of a month."""

import pytest
from reading import pick, read


@pytest.mark.parametrize(
    "label", ["평가대상", "평가대상 기간", "평가대상 연도", "평가대상 년도", "평가연도", "대상연도", "평가대상 사업"]
)
def test_an_evaluation_is_of_the_year_evaluated(label: str) -> None:
    result = read(
        f"2015년 샘말군 살림 평가\n\n{label} : 2014년도 운영실적\n\n□ 추진실적\n ○ 손님 : 45명\n□ 2015년 살림 평가\n ○ 손님 : 31명\n"
    )
    assert result.record.fiscal_year == 2014
    assert pick(result.result, "value", "fiscal_year") == [(45, 2014), (31, 2014)]


def test_the_headings_of_other_parts_keep_their_own_year() -> None:
    result = read(
        "2015년 샘말군 살림 평가\n\n평가대상 : 2014년도 운영실적\n\n□ 추진실적\n ○ 손님 : 45명\n□ 2015년 살림 계획\n ○ 손님 : 7명\n"
    )
    assert {
        row.fiscal_year
        for row in (*result.plan, *result.result)
        if 7 in (getattr(row, "target", 0), getattr(row, "value", 0))
    } == {2015}


@pytest.mark.parametrize("line", ["평가대상 : 느티학교", "나눔대상 : 2014년도 운영실적"], ids=["no year", "label"])
def test_a_line_that_names_no_year_evaluated_leaves_that_of_the_title(line: str) -> None:
    result = read(f"2015년 샘말군 살림 평가\n\n{line}\n\n□ 추진실적\n ○ 손님 : 45명\n")
    assert result.record.fiscal_year == 2015


@pytest.mark.parametrize(
    ("item", "year"),
    [("2022년도 세입·세출결산 승인의 건", 2022), ("2022년도 느티학교 이야기의 건", 2024)],
    ids=["account", "else"],
)
def test_a_meeting_is_of_the_year_of_the_budget_or_account_that_it_deals_with(item: str, year: int) -> None:
    result = read(
        f"샘말군의회 살림 심사 회의록\n\n2024년 12월 3일\n\n1. {item}\n\n○위원장 김가람  시작하겠습니다.\n 느티 쉼터 짓기 사업은 3억 원입니다.\n"
    )
    assert result.record.fiscal_year == year


PRESS = "보도자료\n\n{}\n\n샘말군, 느티학교 문 연다\n\n지난 2023. 4. 5. 첫 삽을 떴다.\n\n ○ 사업비 : 310백만원\n"


@pytest.mark.parametrize("label", ["배포일", "배포일시", "보도일시", "보도일", "발표일"])
@pytest.mark.parametrize("join", [" : ", "\n느티학교에서 "], ids=["same line", "line below"])
def test_a_press_release_is_of_the_year_in_which_it_came_out(label: str, join: str) -> None:
    assert read(PRESS.format(f"{label}{join}2025. 3. 12. 아침")).record.fiscal_year == 2025


@pytest.mark.parametrize("join", [" : ", "\n느티학교에서 "], ids=["same line", "line below"])
def test_the_day_of_something_else_is_none_on_which_it_came_out(join: str) -> None:
    assert read(PRESS.format(f"먹는 날{join}2025. 3. 12. 아침")).record.fiscal_year is None


@pytest.mark.parametrize(
    ("line", "year"), [("(2023년 말)", 2023), ("느티학교는 2023년 말 문을 연 학교이다.", 2024)], ids=["state", "event"]
)
def test_the_end_of_a_year_that_words_follow_is_when_something_is_and_no_state(line: str, year: int) -> None:
    result = read(f"2024년 샘말군 살림 현황\n\n{line}\n\n□ 손님\n ○ 학생 : 30명\n")
    assert pick(result.result, "value", "fiscal_year") == [(30, year)]


@pytest.mark.parametrize(
    ("row", "start"), [("2024년 6월말", "None"), ("2024년 6월까지", "None"), ("2024년 6월", "2024-06-01")]
)
def test_a_row_called_by_the_end_of_a_month_is_a_state(row: str, start: str) -> None:
    """`2025년 6월말 기준` is a state on a day: it has no first day."""
    result = read(f"2024년 샘말군 현황\n\n구분\t손님(명)\t책(권)\n2023년 12월\t31\t7\n{row}\t20\t5\n")
    found = [(row.value, str(row.period_start), str(row.period_end)) for row in result.result]
    assert found[2:] == [(20, start, "2024-06-30"), (5, start, "2024-06-30")]


def test_what_is_planned_for_the_end_of_a_month_is_of_that_month() -> None:
    result = read("2024년 샘말군 업무계획\n\n구분\t손님 목표(명)\n2024년 6월말\t31\n2024년 12월말\t20\n")
    assert [(row.target, str(row.period_start)) for row in result.plan] == [(31, "2024-06-01"), (20, "2024-12-01")]


@pytest.mark.parametrize(("words", "start"), [("3월분 ", "2024-01-01"), ("3월 ", "2024-03-01")], ids=["share", "month"])
def test_the_share_of_a_month_is_no_time(words: str, start: str) -> None:
    result = read(f"2024년 샘말군 결과보고\n\n□ 추진실적\n ○ 손님 : {words}310명\n")
    assert [(row.value, str(row.period_start)) for row in result.result] == [(310, start)]


@pytest.mark.parametrize(
    ("top", "dataset"),
    [
        ("샘말군은 지난 5일 느티학교를 열어 아이들이 함께 배우는 너른 마당을 마련했다고 밝혔다.", "plan"),
        ("2024년 느티학교 결과보고", "result"),
    ],
    ids=["article", "report"],
)
def test_an_overview_is_planned_unless_the_paper_is_a_report(top: str, dataset: str) -> None:
    result = read(f"{top}\n\n□ 사업개요\n ○ 학생 : 30명\n")
    assert [len(result.plan), len(result.result)] == [int(dataset == "plan"), int(dataset == "result")]
