"""Statements and the titles of tables: whose rows are accounts, whose title is a goal, what flows and what is a stock."""

import pytest
from reading import pick, read

TOP = "2024년 샘말군 예산 안내\n\n"
BODY = "(단위 : 백만원)\n구분\t금액\n나눔돈\t310\n벌이\t45\n합계\t355\n"


@pytest.mark.parametrize(
    ("title", "goal"),
    [
        ("쉼터 살림", "쉼터 살림"),
        ("경기도 가평군", None),
        ("2024년 샘말군 예산 안내", None),
    ],
    ids=["title of the table", "government", "title of the paper"],
)
def test_the_title_of_a_table_without_projects_is_its_goal(title: str, goal: str | None) -> None:
    above = "" if title in TOP else f"{title}\n"
    result = read(f"{TOP}{above}(단위 : 백만원)\n구분\t예산액\n누리관\t310\n솔빛관\t45\n")
    assert pick(result.budget, "goal", "activity") == [(goal, "누리관"), (goal, "솔빛관")]


def test_the_title_of_a_table_of_projects_is_no_goal() -> None:
    result = read(f"{TOP}쉼터 살림\n(단위 : 백만원)\n사업명\t예산액\n누리관 짓기\t310\n솔빛관 짓기\t45\n")
    assert pick(result.budget, "goal", "task") == [(None, "누리관 짓기"), (None, "솔빛관 짓기")]


@pytest.mark.parametrize(
    "heading",
    [
        *("2024년 세입", "세출 살림", "수입", "지출(일반회계)", "샘말 수입", "마을 지출", "샘말 수입결산 내역"),
        *("샘말 지출결산 내역", "샘말 수입예산 내역", "샘말 지출예산 내역"),
    ],
)
def test_the_rows_of_a_statement_of_revenue_or_spending_are_accounts(heading: str) -> None:
    result = read(f"{TOP}□ {heading}\n\n{BODY}")
    assert pick(result.budget, "account", "activity") == [("나눔돈", None), ("벌이", None), (None, None)]


def test_the_words_over_its_columns_tell_a_statement_too() -> None:
    result = read(
        f"{TOP}(단위 : 백만원)\n<table><tr><td rowspan=2>구분</td><td colspan=2>수입</td></tr><tr><td>예산액</td><td>수납액</td></tr>"
        "<tr><td>나눔돈</td><td>310</td><td>300</td></tr><tr><td>벌이</td><td>45</td><td>40</td></tr></table>\n"
    )
    assert {(row.account, row.activity) for row in result.budget} == {("나눔돈", None), ("벌이", None)}


@pytest.mark.parametrize(
    ("title", "heading"),
    [("2024년 샘말군 예산 안내", "□ 2024년 쉼터\n"), ("2024년 샘말군 세입세출 결산 안내", "")],
    ids=["another heading", "title of the paper"],
)
def test_the_rows_of_another_table_say_what_the_amounts_are_for(title: str, heading: str) -> None:
    result = read(f"{title}\n\n{heading}\n(단위 : 백만원)\n구분\t금액\n누리관\t310\n솔빛관\t45\n")
    assert pick(result.budget, "account", "activity") == [(None, "누리관"), (None, "솔빛관")]


def test_the_rows_of_a_table_of_projects_are_projects_also_under_such_a_heading() -> None:
    result = read(f"{TOP}□ 2024년 세출\n\n(단위 : 백만원)\n사업명\t금액\n누리관 짓기\t310\n솔빛관 짓기\t45\n")
    assert pick(result.budget, "task", "account") == [("누리관 짓기", None), ("솔빛관 짓기", None)]


@pytest.mark.parametrize(("name", "account"), [("지난해 이월금", "지난해 이월금"), ("지난해 나눔", None)])
def test_what_was_carried_over_is_an_account_by_its_name(name: str, account: str | None) -> None:
    result = read(f"{TOP}(단위 : 백만원)\n구분\t예산액\n{name}\t310\n누리관\t45\n")
    assert pick(result.budget, "account", "amount_krw") == [(account, 310e6), (None, 45e6)]


@pytest.mark.parametrize("flow", ["수익", "비용", "원가"])
def test_what_flows_is_no_stock_though_the_title_of_its_table_names_one(flow: str) -> None:
    """지방공기업법: a statement of assets knows stocks, one of earnings flows."""
    result = read(
        f"2024년 샘말군 공기업 결산 보고\n\n자산 현황\n(단위 : 백만원)\n구분\t금액\n물 판 {flow}\t310\n너른 땅\t45\n"
    )
    assert pick(result.budget, "activity", "amount_krw") == [(f"물 판 {flow}", 310e6)]
    assert pick(result.result, "activity", "value", "unit") == [("너른 땅", 45e6, "원")]


@pytest.mark.parametrize(("name", "stock"), [("마을 재산", True), ("마을 잔치", False)])
def test_property_is_a_stock(name: str, stock: bool) -> None:
    result = read(f"2024년 샘말군 결산 보고\n\n(단위 : 백만원)\n구분\t금액\n{name}\t310\n누리관\t45\n")
    assert [row.value for row in result.result] == ([310e6] if stock else [])


# -- captions and notes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["- 12 -", "마을마다 다르다."], ids=["page number", "sentence"])
def test_a_line_without_words_and_a_sentence_name_no_table(line: str) -> None:
    result = read(f"2024년 샘말군 살림 현황\n\n□ 쉼터 손님\n{line}\n어른\t아이\n30명\t12명\n")
    assert pick(result.result, "activity", "indicator", "value") == [
        ("쉼터 손님", "어른", 30),
        ("쉼터 손님", "아이", 12),
    ]


def test_a_line_of_words_above_a_table_names_it() -> None:
    result = read("2024년 샘말군 살림 현황\n\n□ 쉼터 손님\n느티관\n어른\t아이\n30명\t12명\n")
    assert {row.activity for row in result.result} == {"느티관"}


@pytest.mark.parametrize("sign", ["※", "*"])
def test_a_note_that_says_the_unit_in_words_speaks_for_the_table_below(sign: str) -> None:
    result = read(f"{TOP}{sign} 예산액과 집행액은 천원 단위임\n구분\t예산액\n누리관\t310\n솔빛관\t45\n")
    assert pick(result.budget, "amount_krw") == [(310e3,), (45e3,)]


@pytest.mark.parametrize(
    "line", ["쉼터 예산액은 천원 단위로 적음", "※ 예산액은 마을 단위임"], ids=["no note", "no unit of money"]
)
def test_other_lines_with_such_words_are_no_note_of_a_unit(line: str) -> None:
    result = read(f"{TOP}{line}\n구분\t예산액\n누리관\t310\n솔빛관\t45\n")
    assert pick(result.budget, "amount_krw") == [(None,), (None,)]


@pytest.mark.parametrize(("note", "unit"), [("등불", "등불"), ("느티 등불", None)], ids=["a word", "words"])
def test_a_unit_that_is_in_no_list_is_one_word(note: str, unit: str | None) -> None:
    result = read(f"2024년 샘말군 현황\n\n(단위 : {note})\n구분\t밝은 곳\n누리관\t310\n솔빛관\t45\n")
    assert pick(result.result, "value", "unit") == [(310, unit), (45, unit)]


@pytest.mark.parametrize(("name", "year"), [("다음연도이월액", 2024), ("다음연도예산액", 2025)])
def test_what_is_carried_over_to_the_next_year_is_of_this_one(name: str, year: int) -> None:
    result = read(f"{TOP}(단위 : 백만원)\n구분\t예산액\t{name}\n누리관\t31\t20\n솔빛관\t45\t30\n")
    assert [row.fiscal_year for row in result.budget if row.indicator == name] == [year, year]


# -- money in sentences -----------------------------------------------------------------------------------------------

REPORT = "2024년 샘말군 주요업무 추진실적\n\n"


@pytest.mark.parametrize(("join", "basis"), [("중", "예산"), ("가운데", "예산"), ("집행하고", "집행")])
def test_the_amount_of_which_a_part_was_spent_was_planned(join: str, basis: str) -> None:
    result = read(f"{REPORT}□ 느티학교\n - 98백만원 {join} 95백만원 집행\n")
    assert pick(result.budget, "basis", "amount_krw") == [(basis, 98e6), ("집행", 95e6)]


@pytest.mark.parametrize("verb", ["수납되었", "징수되었", "들어왔", "교부받았", "걷혔"])
def test_the_verb_behind_a_list_says_that_all_of_it_was_received(verb: str) -> None:
    result = read(
        f"2024년 샘말군 살림 계획\n\n지난봄 국비가 3억 원, 도비가 2억 원 {verb}고 군비 1억 원은 새로 담겠습니다.\n"
    )
    assert pick(result.budget, "source", "basis") == [("국비", "집행"), ("도비", "집행"), ("군비", "예산")]


@pytest.mark.parametrize(("words", "goes"), [("성과 : 310백만원", "budget"), ("성과 : 310명", "result")])
def test_money_under_a_label_of_results_is_budget(words: str, goes: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ {words}\n")
    assert {name for name in ("plan", "budget", "result") if getattr(result, name)} == {goes}


@pytest.mark.parametrize(("name", "basis"), [("징수결정 살림", "집행"), ("나눔결정 살림", "예산")])
def test_what_was_levied_happened(name: str, basis: str) -> None:
    result = read(f"2024년 샘말군 예산 안내\n\n□ 살림\n ○ {name} 31백만원\n")
    assert pick(result.budget, "basis", "amount_krw") == [(basis, 31e6)]
