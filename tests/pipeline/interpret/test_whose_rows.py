"""Whose the rows of a table are: governments of a list, groups of projects, projects in charge, accounts of statements."""

import pytest
from reading import pick, read

TOP = "2024년 샘말군 예산 안내\n\n"


# -- governments ------------------------------------------------------------------------------------------------------

LISTED = "2024년 {}꽃길 사업 안내\n\n(단위 : 백만원)\n{}\t사업명\t예산액\n전북장수군\t꽃길 가꾸기\t310\n경남거창군\t샘터 가꾸기\t45\n부산\t쉼터 가꾸기\t7\n"


@pytest.mark.parametrize(
    "column", ["자치단체명", "자치단체", "지자체명", "지자체", "시군구명", "시군명", "시군구", "시·군", "시군"]
)
def test_a_column_of_governments_names_that_of_each_row(column: str) -> None:
    result = read(LISTED.format("", column))
    assert pick(result.budget, "org", "org_code", "task") == [
        ("전북특별자치도 장수군", "52740", "꽃길 가꾸기"),
        ("경상남도 거창군", "48880", "샘터 가꾸기"),
        ("부산광역시", "26", "쉼터 가꾸기"),
    ]


def test_another_column_names_none() -> None:
    assert {row.org for row in read(LISTED.format("", "마을이름")).budget} == {None}


def test_the_rows_of_a_paper_of_one_government_are_its_own() -> None:
    result = read(LISTED.format("경기도 과천시 ", "자치단체명"))
    assert {(row.org, row.org_code) for row in result.budget} == {("경기도 과천시", "41290")}


def test_a_cell_that_names_no_government_gives_none() -> None:
    result = read(LISTED.format("", "자치단체명").replace("경남거창군", "샘터마을"))
    assert [row.org for row in result.budget] == ["전북특별자치도 장수군", None, "부산광역시"]


# -- groups of projects -----------------------------------------------------------------------------------------------

GROUPED = "2024년 샘말군 업무계획\n\n과제\t{}\t사업비(백만원)\n{}\n{}\n"


@pytest.mark.parametrize("counted", ["세부사업", "세부사업명"])
def test_what_a_column_counts_the_projects_of_is_a_goal(counted: str) -> None:
    result = read(GROUPED.format(counted, "느티마을 살리기\t3\t310", "샘터마을 살리기\t2\t45"))
    assert pick(result.budget, "goal", "task") == [("느티마을 살리기", None), ("샘터마을 살리기", None)]


@pytest.mark.parametrize(
    ("column", "first", "second", "tasks"),
    [
        ("꽃길", "3", "2", ["느티마을 살리기", "샘터마을 살리기"]),
        ("세부사업", "꽃길 가꾸기", "쉼터 가꾸기", ["꽃길 가꾸기", "쉼터 가꾸기"]),
    ],
    ids=["another count", "names of projects"],
)
def test_other_columns_beside_projects_make_no_groups_of_them(
    column: str, first: str, second: str, tasks: list[str]
) -> None:
    result = read(GROUPED.format(column, f"느티마을 살리기\t{first}\t310", f"샘터마을 살리기\t{second}\t45"))
    assert [row.task for row in result.budget] == tasks


# -- labels with a department -----------------------------------------------------------------------------------------

CHARGED = "2024년 샘말군 업무계획\n\n□ 함께 크는 배움\n ○ 느티학교 열기({}): 목표 20회\n"


def test_a_label_with_its_department_is_the_project_and_not_its_measure() -> None:
    result = read(CHARGED.format("나눔과"))
    assert pick(result.plan, "task", "department", "activity", "indicator", "target") == [
        ("느티학교 열기", "나눔과", None, "목표", 20)
    ]


def test_such_a_label_names_no_measure_where_nothing_else_does() -> None:
    result = read(CHARGED.format("나눔과").replace("목표 ", ""))
    assert pick(result.plan, "task", "activity", "indicator", "target") == [("느티학교 열기", None, None, 20)]


def test_a_label_with_other_words_in_brackets_is_what_is_measured() -> None:
    result = read(CHARGED.format("느티마을"))
    assert pick(result.plan, "task", "department", "indicator", "target") == [
        ("함께 크는 배움", None, "느티학교 열기(느티마을)", 20)
    ]


# -- accounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "account", "activity"),
    [("마을 살림(세출)", "나눔돈", None), ("마을 살림(세입)", "나눔돈", None), ("마을 살림(쉼터)", None, "나눔돈")],
)
def test_a_statement_is_told_by_the_brackets_of_its_title(
    title: str, account: str | None, activity: str | None
) -> None:
    result = read(f"{TOP}□ {title}\n\n(단위 : 백만원)\n구분\t금액\n나눔돈\t310\n벌이\t45\n")
    assert pick(result.budget, "account", "activity")[0] == (account, activity)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "일반공공행정",
            "공공질서및안전",
            "공공질서 및 안전",
            "문화및관광",
            "문화 및 관광",
            "환경보호",
            "농림해양수산",
        ),
        *("산업·중소기업및에너지", "산업ㆍ중소기업및에너지", "산업·중소기업", "산업ㆍ중소기업", "교통및물류"),
        *("교통 및 물류", "국토및지역개발", "수송및교통"),
    ],
)
def test_the_fields_of_a_budget_are_accounts(name: str) -> None:
    result = read(f"{TOP}(단위 : 백만원)\n구분\t예산액\n{name}\t310\n누리관\t45\n")
    assert [(row.account is not None, row.activity) for row in result.budget] == [(True, None), (False, "누리관")]


@pytest.mark.parametrize("name", ["꽃길보호", "느티마을 환경보호", "문화 및 쉼터"])
def test_names_that_only_end_or_begin_alike_are_none(name: str) -> None:
    result = read(f"{TOP}(단위 : 백만원)\n구분\t예산액\n{name}\t310\n누리관\t45\n")
    assert pick(result.budget, "account", "activity") == [(None, name), (None, "누리관")]


STOCK = "2024년 샘말군 결산 보고\n\n(단위 : 백만원)\n구분\t금액\n{}\t310\n"


@pytest.mark.parametrize(
    "name", ["지방채잔액", "마을 채무잔액", "지방채현재액", "채무현재액", "지방채발행액", "발행한도액", "느티돈 환전액"]
)
def test_what_is_owed_on_a_day_is_a_result(name: str) -> None:
    result = read(STOCK.format(name))
    assert (pick(result.result, "value", "unit"), result.budget) == ([(310e6, "원")], ())


def test_what_is_given_is_none() -> None:
    assert [row.amount_krw for row in read(STOCK.format("느티돈 나눔액")).budget] == [310e6]
