"""What a row says of its task: the goal where its code stands, team and person of one cell, governments of a list."""

import pytest
from reading import pick, read

CODED = (
    "2024년 샘말군 업무계획\n\n1. 따뜻한 마을 가꾸기\n\n담당\t과제명\t성과지표\t2024년 목표\n"
    "마을 돌봄 {officer}\t1-1 느티 쉼터 열기\t이용자\t310명\n\n2. 깨끗한 마을 가꾸기\n\n담당\t과제명\t성과지표\t2024년 목표\n"
    "마을 청소 김가람\t2-1 샘터 고치기\t샘터\t7곳\n\n■ 분기별 계획\n\n"
    "과제명\t1분기\t2분기\n느티 쉼터 열기\t이용 45명\t이용 72명\n샘터 고치기\t샘터 3곳\t샘터 4곳\n"
)


def test_the_row_with_the_code_of_a_task_tells_its_goal() -> None:
    goals = {row.task: row.goal for row in read(CODED.format(officer="이가온")).plan}
    assert goals == {"느티 쉼터 열기": "따뜻한 마을 가꾸기", "샘터 고치기": "깨끗한 마을 가꾸기"}


@pytest.mark.parametrize(
    ("officer", "people"),
    [("이가온", ("마을돌봄", "이가온")), ("유채원", ("마을돌봄", "유채원")), ("", ("마을돌봄", None))],
)
def test_a_cell_of_who_is_in_charge_holds_team_and_person(officer: str, people: tuple[str, str | None]) -> None:
    rows = [row for row in read(CODED.format(officer=officer)).plan if row.task == "느티 쉼터 열기"]
    assert {(row.team, row.officer) for row in rows} == {people}
    assert {row.department for row in rows} == {None}


LIST = "세부사업별 세출현황\n\n회계연도\t자치단체명\t분야명\t세부사업명\t예산현액\n2024\t{}\t환경\t느티 가꾸기\t1,200,000,000\n2024\t{}\t보건\t샘터 고치기\t300,000,000\n"


@pytest.mark.parametrize(
    "names",
    [("경기 가평군", "전북 남원시"), ("경기가평군", "전북남원시"), ("경기도 가평군", "전북특별자치도 남원시")],
)
def test_each_row_of_a_list_of_governments_has_its_own(names: tuple[str, str]) -> None:
    result = read(LIST.format(*names))
    assert pick(result.budget, "org", "org_code", "goal") == [
        ("경기도 가평군", "41820", "환경"),
        ("전북특별자치도 남원시", "52190", "보건"),
    ]


def test_one_government_in_all_rows_is_that_of_the_paper() -> None:
    result = read(LIST.format("경기도 가평군", "경기도 가평군"))
    assert (result.record.org, {row.org for row in result.budget}) == ("경기도 가평군", {"경기도 가평군"})


def test_a_row_without_any_label_takes_none_from_above() -> None:
    rows = ["복지 | 두레 쉼터 | 복지과 | 10", " | 솔숲 놀이터 | | 20", " | 느티 우물 | 공원과 | 30", " | | | 5"]
    table = "| 분야 | 사업명 | 담당부서 | 사업비(백만원) |\n|---|---|---|---|\n" + "\n".join(
        f"| {row} |" for row in rows
    )
    result = read(f"2024년 느티시 마을 사업 계획\n\n{table}\n")
    assert pick(result.budget, "task", "goal", "department", "amount_krw") == [
        ("두레 쉼터", "복지", "복지과", 10_000_000),
        ("솔숲 놀이터", "복지", None, 20_000_000),
        ("느티 우물", "복지", "공원과", 30_000_000),
        (None, None, None, 5_000_000),
    ]
