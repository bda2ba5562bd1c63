"""Entries that share the verb of their sentence, sentences that head nothing, what minutes speak of and who came."""

import pytest
from reading import REPORT, left, pick, read

PRESS = "보도자료\n배포일시 2024. 2. 6.(화)\n담당부서 청년과\n\n느티시, 올해 청년정책에 214억 원 투입\n\n"
MINUTES = (
    "2023년도 행정사무감사\n문화위원회회의록\n제2호\n느티시의회사무국\n피감사기관 체육과\n일 시 2023년 11월 23일(목)\n"
    "○위원장 이든결 시작하겠습니다.\n○체육과장 노새봄 보고드리겠습니다.\n"
)


# -- entries -------------------------------------------------------------------------------------------------------------


def test_the_last_verb_is_of_all_entries() -> None:
    planned = read(f"{PRESS}□ △구직수당 3,600명 △통근버스 14개 노선 △창업학교 60개 팀을 지원한다.\n")
    assert pick(planned.plan, "indicator", "target") == [("구직수당", 3600), ("통근버스", 14), ("창업학교", 60)]
    done = read(
        f"{PRESS}□ 시는 다음과 같이 밝혔다.\n ○ 2023년에는 ▲취업자 812명 배출 ▲창업기업 37개사 발굴 ▲정책 인지도 58.3%를 기록했다.\n"
    )
    assert pick(done.result, "indicator", "value", "fiscal_year", "activity") == [
        ("취업자", 812, 2023, None),
        ("창업기업", 37, 2023, None),
        ("정책 인지도", 58.3, 2023, None),
    ]


def test_entries_without_a_verb_stay_as_their_document() -> None:
    result = read(f"{REPORT}□ 정비 △쉼터 3곳 △마당 2곳\n")
    assert pick(result.result, "value") == [(3,), (2,)]


# -- sentences that head nothing -----------------------------------------------------------------------------------------


def test_a_sentence_is_no_project_and_does_not_date_the_next() -> None:
    text = "□ 지난해 거둔 성과도 적지 않다.\n ○ 취업자는 812명이었다.\n□ 시는 하반기에 청년마을 3곳을 더 지정할 예정이다.\n"
    result = read(PRESS + text)
    assert pick(result.plan, "task", "target", "fiscal_year") == [(None, 3, 2024)]
    assert pick(result.result, "value", "fiscal_year") == [(812, 2023)]


def test_a_sentence_above_entries_is_no_project() -> None:
    result = read(f"{PRESS}□ 일자리 분야에서는 청년을 돕는다.\n ○ 배움터 12회를 운영한다.\n")
    assert pick(result.plan, "task", "target") == [(None, 12)]


def test_what_somebody_said_is_no_result() -> None:
    assert not read(f"{PRESS}□ 노새봄 청년과장은 “청년이 머물고 싶은 느티시를 만들겠다”고 말했다.\n").result


def test_a_verb_before_a_sum_is_no_name() -> None:
    result = read(
        f"{PRESS}□ 시는 청년마을 3곳을 더 지정해 모두 11곳으로 늘릴 예정이다.\n ○ 위원회는 위원 20명 가운데 12명이 청년이다.\n"
    )
    assert pick(result.plan, "indicator", "target")[:2] == [("청년마을", 3), (None, 11)]
    assert {row.indicator for row in [*result.plan, *result.result]} <= {"청년마을", "위원", None}


def test_a_noun_like_a_verb_before_a_sum_is_a_name() -> None:
    assert pick(read(f"{REPORT}○ 자연재해 12건\n○ 주민 이해 31건\n").result, "indicator") == [
        ("자연재해",),
        ("주민 이해",),
    ]


# -- minutes -------------------------------------------------------------------------------------------------------------


def test_what_has_a_whole_cost_is_a_project() -> None:
    text = "솔빛체육센터는 총사업비 148억 원으로 국비 40억, 시비 108억 원이며 공정률은 63%입니다.\n"
    result = read(MINUTES + text)
    assert set(pick(result.budget, "task", "department")) == {("솔빛체육센터", "체육과")}


@pytest.mark.parametrize(
    "text", ["예산현액은 21억 원이고 집행률은 74.2%입니다.", "예산액은 총사업비 9억 원 가운데 3억 원입니다."]
)
def test_a_measure_is_no_project(text: str) -> None:
    assert {row.task for row in read(f"{MINUTES}{text}\n").budget} == {None}


def test_who_came_to_the_meeting_is_no_result() -> None:
    result = read(f"{MINUTES}예산현액은 21억 원입니다.\n○출석위원(5인)\n이든결 노새봄\n")
    assert ("5인", "other") in left(result)
    assert not result.result


# -- tables --------------------------------------------------------------------------------------------------------------


def test_a_name_that_counts_by_one_is_of_the_header() -> None:
    text = "읍면별 | 총인구(명) | 1일 급수량(㎥) |\n---|---|---|\n계 | 48,214 | 18,902 |\n솔읍 | 21,540 | 9,402 |\n"
    assert pick(read(REPORT + text).result, "activity", "indicator", "value", "unit")[:2] == [
        ("계", "총인구", 48_214, "명"),
        ("계", "1일 급수량", 18_902, "㎥"),
    ]


def test_years_of_a_table_of_budgets_are_money() -> None:
    text = "분야별 예산 (단위 : 개, 억원)\n분야\t과제 수\t2023년\t2024년\n합계\t43\t143\t156\n일자리\t32\t79\t86\n주거\t11\t64\t70\n"
    result = read(f"{PRESS}□ 시는 청년정책에 214억 원을 들인다.\n\n[붙임] {text}")
    assert pick(result.budget, "amount_krw", "fiscal_year")[2:4] == [(14_300_000_000, 2023), (15_600_000_000, 2024)]
    assert pick(result.result, "indicator", "value", "unit")[0] == ("과제 수", 43, "개")


def test_the_time_of_a_row_in_brackets_is_part_of_its_name() -> None:
    text = "(단위 : 억원)\n구 분 계 국비 시비\n투자계획(’20. 7. ~ ’24. 6.) 1,280 400 880\n집행액(’23. 12월말까지) 970 310 660\n"
    rows = read(REPORT + text).budget
    assert [(row.indicator, row.amount_krw, str(row.period_end)) for row in rows][::3] == [
        ("투자계획", 128_000_000_000, "2024-06-30"),
        ("집행액", 97_000_000_000, "2023-12-31"),
    ]


def test_names_of_one_syllable_behind_their_word() -> None:
    text = "(단위 : 명)\n구 분 계 남 여\n이용자 1,280 600 680\n종사자 97 47 50\n"
    assert pick(read(REPORT + text).result, "activity", "indicator", "value")[:3] == [
        ("이용자", "계", 1280),
        ("이용자", "남", 600),
        ("이용자", "여", 680),
    ]
