"""Tables: columns of states and receivers, notes and units above and below a header, years, terms, weeks, rates."""

from datetime import date

import pytest
from reading import left, pick, read

PLAN = "2024년 나래군 업무계획\n\n"
DONE = "2024년 나래군 실적 보고\n\n"
BUDGET = "2024년 나래군 예산 안내\n\n"
WHOLE = (date(2024, 1, 1), date(2024, 12, 31))


# -- columns that name or rate their rows -----------------------------------------------------------------------------

TABS = DONE + "과제명\t실적(건)\t비고\n물레길 안내\t31\t{}\n두레숲 돌봄\t45\t{}\n벼루장터 열기\t7\t{}\n"
PIPES = (
    DONE
    + "| 연번 | 구분 | 실적(회) | 비 고 |\n|---|---|---|---|\n| 1 | 물레길 걷기 | 31 | {} |\n| 2 | 두레숲 걷기 | 45 | {} |\n"
    "| 3 | 벼루장터 걷기 | 7 | {} |\n"
)
HTML = (
    "<html><body><h1>2024년 나래군 실적 보고</h1><table><tr><th>과제</th><th>실적(명)</th><th>비고</th></tr>"
    "<tr><td>물레길 안내</td><td>31</td><td>{}</td></tr><tr><td>두레숲 돌봄</td><td>45</td><td>{}</td></tr>"
    "<tr><td>벼루장터 열기</td><td>7</td><td>{}</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (TABS, ("완료", "추진중", "지연")),
        (PIPES, ("정상추진", "", "보류")),
        (HTML, ("완료", "완료", "")),
    ],
)
def test_remarks_that_are_all_states_are_those_of_their_rows(text: str, remarks: tuple[str, ...]) -> None:
    assert [row.status or "" for row in read(text.format(*remarks)).result] == list(remarks)


@pytest.mark.parametrize("remarks", [("완료", "봄가을", "지연"), ("완료", "", ""), ("완료 예정", "완료", "보류")])
def test_one_other_remark_or_a_single_one_makes_no_column_of_states(remarks: tuple[str, ...]) -> None:
    assert {row.status for row in read(TABS.format(*remarks)).result} == {None}


GIVEN = BUDGET + "구분\t{}\t보조금(천원)\n물레길\t물레모임\t310\n두레숲\t두레모임\t45\n"


@pytest.mark.parametrize("header", ["보조사업자", "보조사업자명", "지방보조사업자", "보조단체", "수행단체", "수혜단체"])
def test_who_receives_an_amount_does_not_name_its_row(header: str) -> None:
    assert [row.activity for row in read(GIVEN.format(header)).budget] == ["물레길", "두레숲"]


def test_another_column_of_groups_does() -> None:
    assert [row.activity for row in read(GIVEN.format("이웃단체")).budget] == ["물레모임", "두레모임"]


@pytest.mark.parametrize("header", ["지원조건", "지원기준"])
def test_on_what_terms_is_given_is_a_price(header: str) -> None:
    text = BUDGET + "사업명\t{}\t예산(천원)\n물레길 가꾸기\t31\t310\n두레숲 가꾸기\t12\t45\n"
    reasons = [reason for raw, reason in left(read(text.format(header))) if raw in ("31", "12")]
    assert reasons == ["unit_price", "unit_price"]


@pytest.mark.parametrize(("label", "kinds"), [("재정자립도", (0, 1)), ("재정자주도", (0, 1)), ("모임자립도", (1, 0))])
def test_how_far_a_government_stands_on_its_own_is_a_state(label: str, kinds: tuple[int, int]) -> None:
    result = read(f"{PLAN}1. 나래군 살림\n- {label} : 31.5%\n- 쉼터 : 31곳\n")
    named = [row.indicator for row in result.plan], [row.indicator for row in result.result]
    assert tuple(names.count(label) for names in named) == kinds


# -- what is planned and what was reached -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "label"),
    [
        ("추진계획", "물길 정비율"),
        ("향후계획", "집행률"),
        ("개선계획", "달성률"),
        ("보완계획", "참여율"),
        ("추진일정", "공정률"),
    ],
)
def test_a_rate_among_what_is_to_be_done_is_a_plan(section: str, label: str) -> None:
    result = read(f"{DONE}1. 물레공원 조성\n\n□ {section}\n ○ {label} : 85%\n□ 추진실적\n ○ {label} : 31%\n")
    assert ([row.target for row in result.plan], [row.value for row in result.result]) == ([85], [31])


@pytest.mark.parametrize(
    ("label", "kind"),
    [("목표", "plan"), ("추진목표", "plan"), ("2024년 목표", "plan"), ("실적", "result"), ("추진실적", "result")],
)
def test_the_label_target_makes_a_rate_a_plan(label: str, kind: str) -> None:
    result = read(f"{PLAN}1. 물레공원 조성\n - {label} : 정비율 85%\n - 쉼터 : 31곳\n")
    found = {"plan": [row.target for row in result.plan], "result": [row.value for row in result.result]}
    assert 85 in found[kind]


SHARES = "2024년 나래군 주요업무 보고\n\n□ {}\n구분\t인원(명)\t{}\n어린이\t30\t60.0\n어른\t20\t40.0\n"


@pytest.mark.parametrize(
    ("caption", "header", "kind"),
    [
        ("나이별 참여 계획", "비율(%)", "plan"),
        ("이용자 목표", "구성비(%)", "plan"),
        ("쉼터 운영 계획", "점유율(%)", "plan"),
        ("이용자 실적", "구성비(%)", "result"),
        ("참여자 현황", "비율(%)", "result"),
    ],
)
def test_shares_are_planned_where_the_caption_says_so(caption: str, header: str, kind: str) -> None:
    result = read(SHARES.format(caption, header))
    found = {"plan": [row.target for row in result.plan], "result": [row.value for row in result.result]}
    assert found[kind] == [30, 60, 20, 40]


RATES = PLAN + "| 구분 | 2023년 {0}(%) | 2024년 {0}(%) |\n|---|---|---|\n| {1} | 85 | 92 |\n| {2} | 84 | 90 |\n"


@pytest.mark.parametrize(
    ("header", "rows", "planned"),
    [
        ("달성률", ("물레관", "실적"), []),
        ("집행률", ("물레관", "실적"), []),
        ("달성도", ("두레관", "추진실적"), []),
        ("달성률", ("물레관", "두레관"), [92, 90]),
        ("달성률", ("물레관", "실적 관리"), [92, 90]),
    ],
)
def test_beside_a_row_of_results_a_year_of_the_plan_has_no_targets(
    header: str, rows: tuple[str, str], planned: list[int]
) -> None:
    assert [row.target for row in read(RATES.format(header, *rows)).plan] == planned


WALK = "나래읍 물레리에서 벼루면까지 이어지는 물길을 따라 그늘막을 세우고 긴 의자와 물 마시는 곳을 둠"
PATHS = "숲길 안내판을 세워 길을 잃는 사람이 없도록 하고 밤에도 다닐 수 있도록 등을 달고 그늘막을 둠"


@pytest.mark.parametrize(
    ("header", "cells", "rows"),
    [
        ("달라진 것", (WALK, PATHS), ["물레공원", "두레숲"]),
        ("새 모습", (PATHS, WALK), ["물레공원", "두레숲"]),
        ("바뀐 점", (WALK, "안내판"), ["물레공원", "안내판"]),
        ("달라진 것", ("그늘막", "안내판"), ["그늘막", "안내판"]),
    ],
)
def test_a_long_text_beside_a_short_label_labels_no_row(header: str, cells: tuple[str, str], rows: list[str]) -> None:
    text = DONE + "구분\t{}\t이용(명)\n물레공원\t{}\t31\n두레숲\t{}\t45\n"
    assert [row.activity for row in read(text.format(header, *cells)).result if row.indicator == "이용"] == rows


SPENT = DONE + "구분\t{}\n물레공원\t{}\n두레숲\t길 정비\n"


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("추진실적", WALK + "(예산 310백만원)"),
        ("주요성과", "310백만원을 들여 " + WALK),
        ("추진성과", PATHS + ", 모두 310백만원"),
    ],
)
def test_money_within_a_long_text_of_what_was_done_is_an_amount(header: str, cell: str) -> None:
    assert [row.amount_krw for row in read(SPENT.format(header, cell)).budget] == [310_000_000]


@pytest.mark.parametrize("cell", ["판매 310백만원", "물레장터에서 판매 310백만원"])
def test_money_in_a_short_cell_is_what_was_reached(cell: str) -> None:
    result = read(SPENT.format("추진실적", cell))
    assert (result.budget, [row.value for row in result.result if row.value]) == ((), [310_000_000])


LISTED = "2024년 나래군 물레마을 가꾸기 추진계획\n\n| {} | 과제명 | 목표(곳) |\n|---|---|---|\n{}\n\n- 모임 72회\n"


@pytest.mark.parametrize(
    ("head", "rows", "task"),
    [
        ("번호", ("| Ⅰ-1 | 쉼터 놓기 | 31 |", "| Ⅰ-2 | 나무 심기 | 45 |", "| Ⅱ-1 | 물길 살리기 | 12 |"), None),
        ("과제번호", ("| 1-1 | 쉼터 놓기 | 31 |", "| 1-2 | 나무 심기 | 45 |", "| 2-1 | 물길 살리기 | 12 |"), None),
        ("구분", ("| 숲 | Ⅰ-1-1 쉼터 | 31 |", "| 숲 | Ⅰ-1-2 나무 | 45 |", "| 물 | Ⅱ-1-1 물길 | 12 |"), None),
        ("번호", ("| Ⅰ-1 | 쉼터 놓기 | 31 |", "| Ⅰ-2 | 나무 심기 | 45 |"), "물레마을 가꾸기"),
        ("번호", ("| 1 | 쉼터 놓기 | 31 |", "| 2 | 나무 심기 | 45 |", "| 3 | 물길 살리기 | 12 |"), "물레마을 가꾸기"),
        (
            "분야",
            ("| 숲 | 쉼터 놓기 | 31 |", "| 숲 | 나무 심기 | 45 |", "| 물 | 물길 살리기 | 12 |"),
            "물레마을 가꾸기",
        ),
    ],
)
def test_where_a_table_lists_coded_tasks_the_title_is_none(head: str, rows: tuple[str, ...], task: str | None) -> None:
    result = read(LISTED.format(head, "\n".join(rows)))
    assert [row.task for row in result.plan if row.target == 72] == [task]


# -- notes and titles in the first rows -------------------------------------------------------------------------------

SPENDING = "사업명\t예산액\t집행액\t잔액\n물레길 가꾸기\t310\t300\t10\n두레숲 가꾸기\t45\t40\t5\n"
MARKED = "| 사업명 | 예산액 | 집행액 | 잔액 |\n| 물레길 가꾸기 | 310 | 300 | 10 |\n| 두레숲 가꾸기 | 45 | 40 | 5 |\n"


@pytest.mark.parametrize(
    "table",
    [
        "물레길 살림\t\t\t(단위 : 천원)\n" + SPENDING,
        "(단위 : 천원)\t2024. 12. 31. 기준\t\t\n" + SPENDING,
        "| (2024. 12. 31. 기준) | (단위 : 천원) | | |\n|---|---|---|---|\n" + MARKED,
        "| 물레길 살림 | | | 단위 : 천원 |\n|---|---|---|---|\n" + MARKED,
    ],
)
def test_rows_of_notes_stand_above_the_header(table: str) -> None:
    rows = read(BUDGET + table).budget
    assert pick(rows, "task", "indicator", "amount_krw", "period_start")[:3] == [
        ("물레길 가꾸기", "예산액", 310_000, WHOLE[0]),
        ("물레길 가꾸기", "집행액", 300_000, WHOLE[0]),
        ("물레길 가꾸기", "잔액", 10_000, WHOLE[0]),
    ]


@pytest.mark.parametrize(
    "row", ["물레길 살림\t두레길 살림\t\t(단위 : 천원)\n", "물레길 가꾸기\t\t310\t(단위 : 천원)\n"]
)
def test_a_row_of_more_than_a_title_and_a_note_is_none(row: str) -> None:
    assert "예산액" not in {r.indicator for r in read(BUDGET + row + SPENDING).budget}


COUNTS = "구분\t어린이\t어른\t어르신\n물레관\t31\t45\t72\n두레관\t12\t7\t91\n"


@pytest.mark.parametrize(
    ("table", "goal"),
    [
        ("이용자 목표\t\t\t(단위 : 명)\n" + COUNTS, "이용자 목표"),
        (
            "| 쉼터 이용 계획 | | | (단위 : 명) |\n|---|---|---|---|\n| 구분 | 어린이 | 어른 | 어르신 |\n| 물레관 | 31 | 45 | 72 |\n",
            "쉼터 이용 계획",
        ),
        (
            "<html><body><h1>2024년 나래군 업무계획</h1><table><tr><td colspan=3>쉼터 나들이</td></tr>"
            "<tr><td colspan=3>(단위 : 명)</td></tr><tr><td>구분</td><td>어린이</td><td>어른</td></tr>"
            "<tr><td>물레관</td><td>31</td><td>45</td></tr><tr><td>두레관</td><td>12</td><td>7</td></tr></table></body></html>",
            "쉼터 나들이",
        ),
        ("(단위 : 명)\n" + COUNTS, None),
    ],
)
def test_the_title_in_the_first_row_is_that_of_the_table(table: str, goal: str | None) -> None:
    rows = read(table if table.startswith("<") else "2024년 나래군 주요업무 보고\n\n" + table).plan
    assert {(row.goal, row.unit) for row in rows} == {(goal, "명")}


# -- days, years, terms -----------------------------------------------------------------------------------------------

AS_OF = DONE + "({} 기준)\n(단위 : {})\n구분\t{}\n물레길\t310\n두레숲\t45\n"


@pytest.mark.parametrize(
    ("day", "unit", "header", "period"),
    [
        ("2023. 12. 31.", "천원", "예산액", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2022년 12월 31일", "백만원", "집행액", (date(2022, 1, 1), date(2022, 12, 31))),
        ("'23.12.31.", "원", "지출액", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2023. 6. 30.", "천원", "집행액", (None, date(2023, 6, 30))),
        ("2023. 12. 31.", "명", "이웃", (None, date(2023, 12, 31))),
    ],
)
def test_amounts_as_of_the_end_of_a_year_are_of_that_year(
    day: str, unit: str, header: str, period: tuple[date | None, date]
) -> None:
    result = read(AS_OF.format(day, unit, header))
    assert set(pick((*result.budget, *result.result), "period_start", "period_end")) == {period}


SEASONS = PLAN + "1. 마을 살피기 (9월)\n\n점검대상\t점검시기\t횟수(회)\n물길\t{}\t31\n숲길\t5월\t45\n"


@pytest.mark.parametrize(
    ("season", "period"),
    [
        *((season, WHOLE) for season in ("연중", "연간", "1년 내내", "연중계속", "연중 수시")),
        ("연중 2회", (date(2024, 9, 1), date(2024, 9, 30))),
        ("수시", (date(2024, 9, 1), date(2024, 9, 30))),
    ],
)
def test_all_the_year_round_is_the_whole_year(season: str, period: tuple[date, date]) -> None:
    assert pick(read(SEASONS.format(season)).plan, "target", "period_start", "period_end") == [
        (31, *period),
        (45, date(2024, 5, 1), date(2024, 5, 31)),
    ]


SPREAD = (
    BUDGET
    + "(단위 : 백만원)\n사업명\t기투자\t{}\t\t\n\t\t2024\t2025\t2026\n물레공원 조성\t310\t45\t72\t91\n두레숲 정비\t12\t31\t7\t62\n"
)
SPANNED = (
    "<html><body><h1>2024년 나래군 투자계획</h1><p>(단위 : 백만원)</p><table><tr><th rowspan=2>사업명</th>"
    "<th rowspan=2>기투자</th><th colspan=3>{}</th></tr><tr><th>2024년</th><th>2025년</th><th>2026년</th></tr>"
    "<tr><td>물레공원 조성</td><td>310</td><td>45</td><td>72</td><td>91</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("text", "group"), [(SPREAD, "향후 소요"), (SPANNED, "향후 투자"), (SPANNED, "2023년 이후 소요")]
)
def test_years_below_words_for_what_is_to_come_stay_years(text: str, group: str) -> None:
    years = {row.amount_krw: row.fiscal_year for row in read(text.format(group)).budget if row.task == "물레공원 조성"}
    assert years == {310_000_000: None, 45_000_000: 2024, 72_000_000: 2025, 91_000_000: 2026}


@pytest.mark.parametrize("column", ["향후 소요", "2026년 이후", "향후(2026년 이후)"])
def test_a_column_of_all_later_years_is_of_none_of_them(column: str) -> None:
    text = BUDGET + "(단위 : 백만원)\n사업명\t2024년\t2025년\t{}\n물레공원 조성\t45\t72\t91\n두레숲 정비\t31\t7\t62\n"
    rows = [row for row in read(text.format(column)).budget if row.amount_krw == 91_000_000]
    assert [(row.period_end, row.fiscal_year in (2024, 2025)) for row in rows] == [(None, False)]


TERMS = "나래공사 결산 보고\n\n(단위 : 원)\n과목\t{}\t{}\n자산\t310\t300\n부채\t45\t40\n"


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (("제13기말", "제12기말"), {None}),
        (("제 13 기말", "제 12 기말"), {None}),
        (("제13기초", "제12기초"), {None}),
        (("제13기 모임", "제12기 모임"), {"제13기 모임", "제12기 모임"}),
    ],
)
def test_the_term_of_a_company_is_no_indicator(columns: tuple[str, str], names: set[str | None]) -> None:
    assert {row.indicator for row in read(TERMS.format(*columns)).result} == names


@pytest.mark.parametrize(
    ("labels", "activities"),
    [
        (("제13기 2023년", "제12기 2022년"), {None}),
        (("13기 2023년", "12기 2022년"), {None}),
        (("2023년 13기말", "2022년 12기말"), {None}),
        (("13기수 2023년", "12기수 2022년"), {"13기수 2023년", "12기수 2022년"}),
    ],
)
def test_a_row_that_is_a_term_and_its_year_has_no_activity(
    labels: tuple[str, str], activities: set[str | None]
) -> None:
    text = "나래공사 실적 보고\n\n구분\t쉼터(곳)\n{}\t310\n{}\t300\n"
    assert {row.activity for row in read(text.format(*labels)).result} == activities


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("길잡이 19명(전기 24명)", 2023),
        ("쉼터 19곳(전기 24곳)", 2023),
        ("모임 19회, 전기 24회", 2023),
        ("길잡이 19명(전기차 24대)", 2024),
        ("길잡이 19명(전기 배움 24명)", 2024),
    ],
)
def test_the_term_before_is_the_year_before(line: str, year: int) -> None:
    result = read(f"2024년 나래공사 실적 보고\n\n - {line}\n")
    assert {row.value: row.fiscal_year for row in result.result} == {19: 2024, 24: year}


# -- units ------------------------------------------------------------------------------------------------------------

SCORED = "2024년 나래군 설문 결과\n\n□ {}\n구분\t{}\t응답자\n물레관\t4.5\t310\n두레관\t3.1\t45\n"


@pytest.mark.parametrize(
    ("title", "header", "unit"),
    [
        ("쉼터 이용 만족도(5점 만점)", "점수", "점"),
        ("쉼터 이용 살핌 (10점 척도)", "평점", "점"),
        ("항목별 살핌 (100점 만점)", "2024년 만족도", "점"),
        ("쉼터 이용 살핌 (100점 이상)", "평점", None),
        ("쉼터 이용 살핌 (5점 만점)", "모임", None),
    ],
)
def test_scores_are_in_the_points_that_the_title_gives(title: str, header: str, unit: str | None) -> None:
    assert [row.unit for row in read(SCORED.format(title, header)).result] == [unit, None, unit, None]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (DONE + "구분\t방문\t모임\n\t명\t회\n물레관\t310\t45\n두레관\t31\t7\n", ["명", "회"]),
        (DONE + "| 구분 | 나무 | 쓰레기 |\n|---|---|---|\n|  | 그루 | 톤 |\n| 물레관 | 310 | 45 |\n", ["그루", "톤"]),
        (
            "<html><body><h1>2024년 나래군 실적</h1><table><tr><td rowspan=2>구분</td><td>꽃길</td><td>물</td></tr>"
            "<tr><td>㎞</td><td>톤</td></tr><tr><td>물레관</td><td>310</td><td>45</td></tr></table></body></html>",
            ["km", "톤"],
        ),
        (DONE + "구분\t방문\t모임\n이웃\t꽃\t나무\n물레관\t310\t45\n두레관\t31\t7\n", [None, None]),
    ],
)
def test_a_row_of_units_below_the_header_is_that_of_its_columns(text: str, units: list[str | None]) -> None:
    rows = read(text).result
    assert [row.unit for row in rows if row.value in (310, 45)] == units


@pytest.mark.parametrize(
    ("note", "amount"),
    [
        ("<금액: 백만원>", 31_000_000),
        ("<백만원>", 31_000_000),
        ("<기준 6.30. / 천원>", 31_000),
        ("<물레관 살림>", None),
    ],
)
def test_a_unit_may_stand_in_angle_brackets(note: str, amount: int | None) -> None:
    rows = read(f"{BUDGET}{note}\n구분\t예산액\n물레관\t31\n두레관\t45\n").budget
    assert rows[0].amount_krw == amount


# -- weeks ------------------------------------------------------------------------------------------------------------

WEEKS = (
    "2024년 나래군 주간업무\n\n| 구분 | {} | {} |\n|---|---|---|\n| 물레관 | 31명 | 45명 |\n| 두레관 | 12명 | 7명 |\n"
)


@pytest.mark.parametrize(
    ("past", "coming"),
    [
        ("지난주", "이번주"),
        ("지난 주 한 일", "이번 주 할 일"),
        ("전주 실적", "금주"),
        ("전주 추진", "금주 추진"),
        ("금주 실적", "차주"),
        ("금주 추진실적", "다음주"),
        ("금주 실적 내용", "다음주 계획"),
        ("금주 추진실적 내용", "차주 계획"),
    ],
)
def test_a_week_that_is_over_has_results_and_one_to_come_has_plans(past: str, coming: str) -> None:
    result = read(WEEKS.format(past, coming))
    assert pick(result.result, "indicator", "value") == [(None, 31), (None, 12)]
    assert pick(result.plan, "indicator", "target") == [(None, 45), (None, 7)]


@pytest.mark.parametrize("columns", [("전주 한옥", "주차"), ("지난 모임", "이번 모임")])
def test_other_columns_name_what_they_count(columns: tuple[str, str]) -> None:
    result = read(WEEKS.format(*columns))
    assert pick(result.result, "indicator", "value")[:2] == [(columns[0], 31), (columns[1], 45)]


DATED = (
    "2024년 나래군 주간업무\n\n| 부서 | 지난주(10. 7. ~ 10. 11.) | 이번주(10. 14. ~ 10. 18.) |\n|---|---|---|\n"
    "| 건설과 | ○ 물길 점검 : 31곳 | ○ 물길 점검{} : 45곳 |\n"
)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("(10. 15.)", (date(2024, 10, 15), date(2024, 10, 15))),
        ("(10월 17일)", (date(2024, 10, 17), date(2024, 10, 17))),
        ("(2024. 10. 18.)", (date(2024, 10, 18), date(2024, 10, 18))),
        ("", (date(2024, 10, 14), date(2024, 10, 18))),
        ("(10월)", (date(2024, 10, 14), date(2024, 10, 18))),
        ("(12. 9.)", (date(2024, 10, 14), date(2024, 10, 18))),
    ],
)
def test_an_entry_has_a_day_of_its_own_within_its_week(day: str, period: tuple[date, date]) -> None:
    assert pick(read(DATED.format(day)).plan, "target", "period_start", "period_end") == [(45, *period)]


OFFICES = "2024년 나래군 주간업무\n\n| {} | {} | {} |\n|---|---|---|\n| {} | 쉼터 31개소 점검 | 나무 45그루 심기 |\n"


@pytest.mark.parametrize(
    ("heads", "label", "activity"),
    [
        (("부서", "지난주", "이번주"), "건설과", None),
        (("담당부서", "전주 실적", "금주 계획"), "공원과", None),
        (("부서명", "추진실적", "추진계획"), "복지과", None),
        (("구분", "지난주", "이번주"), "물레공원", "물레공원"),
    ],
)
def test_the_office_of_a_row_is_not_what_it_does(heads: tuple[str, str, str], label: str, activity: str | None) -> None:
    result = read(OFFICES.format(*heads, label))
    assert {row.activity for row in (*result.plan, *result.result)} == {activity}
