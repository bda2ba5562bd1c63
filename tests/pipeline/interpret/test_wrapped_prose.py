"""Sentences that a text file breaks over lines: the words of a number stand on the line above it."""

import pytest
from reading import REPORT, pick, read

from pipeline.interpret.interpretation import Settings

SPEECH = "2025년도 제1회 추가경정예산안 제안설명\n(제12회 느티시의회 임시회, 2025. 4. 15.)\n\n존경하는 의원 여러분!\n"


def test_the_project_of_an_amount_stands_on_the_line_above() -> None:
    text = "두레 글샘 개선 사업에 4억 2천만 원, 물빛 마당 보강 사업에\n7억 600만 원을 편성하였습니다.\n"
    result = read(SPEECH + text)
    assert pick(result.budget, "task", "amount_krw") == [
        ("두레 글샘 개선 사업", 420_000_000),
        ("물빛 마당 보강 사업", 706_000_000),
    ]


def test_numbers_of_a_joined_line_keep_their_own_line() -> None:
    text = "두레 글샘 개선 사업에 4억 2천만 원, 물빛 마당 보강 사업에\n7억 600만 원을 편성하였고, 달빛 뜰 조성 사업에는\n2억 원을 반영하였습니다.\n"
    result = read(SPEECH + text)
    assert pick(result.budget, "line") == [(5,), (6,), (7,)]
    assert [number.line for number in result.numbers if number.row_id] == [5, 6, 7]


@pytest.mark.parametrize(
    "above",
    [
        "지난해 두레 글샘을 고치고 주민과 함께 마당을 가꾸어 왔으며,",
        "두레 글샘을 고치고 마을 사람들과 함께 마당을 가꾸기 위하여",
        "두레 글샘에서 마을 사람들이 함께 모여 이야기하고",
    ],
)
def test_a_line_that_cannot_end_goes_on(above: str) -> None:
    result = read(f"{REPORT}{above}\n쉼터 3개소를 조성하였습니다.\n")
    assert [row.raw for row in result.result] == [f"{above} 쉼터 3개소를 조성하였습니다."]


@pytest.mark.parametrize(
    "above",
    [
        "두레 글샘을 고치고 마을 사람들과 함께 마당을 가꾼 주민 회의",
        "두레 글샘을 고치고 마을 사람들과 함께 마당을 가꾸었다.",
        "두레 글샘",
        "설치대수     이용세대     설치비     유지비를",
    ],
)
@pytest.mark.parametrize("below", ["쉼터 3개소를 조성하였습니다.", "○ 쉼터 3개소를 조성하기 위하여 애썼습니다."])
def test_a_line_that_can_end_stands_alone(above: str, below: str) -> None:
    result = read(f"{REPORT}{above}\n{below}\n")
    assert all(above not in row.raw for row in result.result)


@pytest.mark.parametrize("below", ["- 쉼터 3개소 조성", "사업량 : 쉼터 3개소", "2022 46 2,830 82,800"])
def test_what_begins_anew_goes_on_nothing(below: str) -> None:
    above = "두레 글샘을 고치고 마을 사람들과 함께 마당을 가꾸기 위하여"
    result = read(f"{REPORT}{above}\n{below}\n")
    assert all(above not in row.raw for row in (*result.result, *result.plan))


def test_a_blank_line_parts_paragraphs() -> None:
    above = "두레 글샘을 고치고 마을 사람들과 함께 마당을 가꾸기 위하여"
    result = read(f"{REPORT}{above}\n\n쉼터 3개소를 조성하였습니다.\n")
    assert [row.raw for row in result.result] == ["쉼터 3개소를 조성하였습니다."]


def test_a_project_ends_with_its_clause_where_another_subject_begins() -> None:
    text = "물빛 마당 보강 사업에 7억 원을 편성하였고, 달빛 교실은 교사 3명을 새로 모십니다.\n"
    result = read(SPEECH + text)
    assert pick(result.plan, "task", "target") == [(None, 3)]


def test_the_name_of_an_amount_begins_no_other_project() -> None:
    text = "물빛 마당 보강사업은 예산현액 83억 원 가운데 58억 원을 집행하였으며 집행잔액은 6억 원입니다.\n"
    result = read(f"2024회계연도 느티시 결산 제안설명\n\n{text}")
    assert {row.task for row in result.budget} == {"물빛 마당 보강사업"}


def test_a_budget_that_is_amended_is_spoken_of_in_its_own_year() -> None:
    result = read(f"{SPEECH}총규모는 6,842억 원으로 6.7% 늘었습니다.\n")
    assert {row.fiscal_year for row in result.budget} == {2025}


def test_a_budget_that_is_asked_for_is_spoken_of_in_the_year_before() -> None:
    result = read("2025년도 느티시 예산안 제안설명\n\n올해 쉼터 3개소를 조성하였습니다.\n")
    assert {row.fiscal_year for row in result.result} == {2024}


READ_OUT = (
    "느티구 의회는 내년 예산안에서\n구청이 처음에 낸 계획안보다\n4억원이 늘어난\n26억원이 편성됐다고 밝혔습니다.\n"
    "또 물빛 마당과\n솔숲 둘레길 정비에 백 20억원이\n새로 들어가는 등\n모두 3건이 늘었습니다.\n"
)


def test_a_text_that_is_read_out_breaks_its_sentences_anywhere() -> None:
    rows = read(f"느티구 소식\n\n{READ_OUT}", Settings(any_document=True)).budget
    assert pick(rows, "line", "raw", "amount_krw") == [
        (
            6,
            "느티구 의회는 내년 예산안에서 구청이 처음에 낸 계획안보다 4억원이 늘어난 26억원이 편성됐다고 밝혔습니다.",
            2_600_000_000,
        ),
        (8, "또 물빛 마당과 솔숲 둘레길 정비에 백 20억원이 새로 들어가는 등 모두 3건이 늘었습니다.", 12_000_000_000),
    ]


def test_short_lines_of_a_text_that_breaks_none_stay_lines() -> None:
    lines = "지난해 새로 늘어난\n쉼터 3개소 조성\n물빛 마당과 솔숲과\n쉼터 12개소 조성\n"
    assert [row.raw for row in read(f"{REPORT}{lines}").result] == ["쉼터 3개소 조성", "쉼터 12개소 조성"]
