"""What headers and captions say of the numbers below them: totals, formulas, what was reached, units, descriptions."""

import pytest
from reading import pick, read

PLAN = "2024년 샘말군 업무계획\n\n"
DONE = "2024년 샘말군 실적 보고\n\n"


# -- totals, formulas, what was reached -------------------------------------------------------------------------------

TOTALLED = DONE + "구분\t{}\t{}\t{}\n느티관\t12\t3\t15\n누리관\t7\t1\t8\n"


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (("1월", "2월", "계"), [None, None, None]),
        (("2023년", "2024년", "합계"), [None, None, None]),
        (("꽃길", "샘터", "계"), ["꽃길", "샘터", "계"]),
        (("1월", "샘터", "계"), [None, "샘터", "계"]),
        (("1월", "2월", "나눔"), [None, None, "나눔"]),
    ],
)
def test_a_total_over_periods_says_no_more_than_that(columns: tuple[str, str, str], names: list[str | None]) -> None:
    assert [row.indicator for row in read(TOTALLED.format(*columns)).result[:3]] == names


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("나눔(A)", "나눔"),
        ("나눔율(B/A×100)", "나눔율"),
        ("나눔 E=(A+B)", "나눔"),
        ("나눔(LED)", "나눔(LED)"),
        ("나눔(A형)", "나눔(A형)"),
    ],
)
def test_the_formula_of_a_column_is_no_part_of_the_indicator(header: str, name: str) -> None:
    result = read(f"{PLAN}사업명\t{header}\n꽃길 가꾸기\t31\n")
    assert pick(result.plan, "indicator", "target") == [(name, 31)]


REACHED = DONE + "구분\t지표 수\t{}\n나눔과\t12\t3\n누리과\t7\t1\n"


@pytest.mark.parametrize("column", ["목표달성", "미달성", "목표미달성", "목표미달", "부분달성", "일부달성", "초과달성"])
def test_a_column_of_what_was_reached_names_what_it_counts(column: str) -> None:
    result = read(REACHED.format(column))
    assert pick(result.result, "indicator", "value") == [("지표 수", 12), (column, 3), ("지표 수", 7), (column, 1)]


def test_a_column_of_targets_alone_names_nothing() -> None:
    result = read(f"{DONE}구분\t목표\t실적\n나눔과\t12\t3\n")
    assert {row.indicator for row in (*result.plan, *result.result)} == {None}


@pytest.mark.parametrize(
    "column",
    [
        *("집행기준일", "기준일", "기준일자", "데이터기준일자", "자치단체코드", "세부사업코드", "사업코드", "부서코드"),
    ],
)
def test_columns_of_codes_and_days_of_data_hold_no_amounts(column: str) -> None:
    result = read(f"2024년 샘말군 예산 안내\n\n(단위 : 원)\n사업명\t예산액\t{column}\n꽃길 가꾸기\t310000\t45429\n")
    assert pick(result.budget, "task", "amount_krw") == [("꽃길 가꾸기", 310000)]


# -- units of a note --------------------------------------------------------------------------------------------------

SCORED = PLAN + "(단위 : {})\n성과지표\t목표\n이웃 만족도\t31\n이웃 모임\t45\n"


@pytest.mark.parametrize(
    ("note", "units"),
    [("점, 명", ["점", "명"]), ("명, 점", ["점", "명"]), ("%, 명", ["%", "명"]), ("점, %", ["점", "점"])],
)
def test_of_two_units_scores_have_that_of_scores_and_counts_that_of_counts(note: str, units: list[str]) -> None:
    assert [row.unit for row in read(SCORED.format(note)).plan] == units


def test_a_rate_has_neither_of_two_units_of_other_things() -> None:
    result = read(SCORED.format("점, 명").replace("이웃 모임", "이웃 참여율"))
    assert [row.unit for row in result.plan] == ["점", None]


@pytest.mark.parametrize(
    ("column", "unit"), [("나눔률", "%"), ("느티 만남률", "%"), ("나눔", "명"), ("나눔률표", "명")]
)
def test_a_column_of_rates_has_the_percent_of_a_note(column: str, unit: str) -> None:
    result = read(f"{DONE}(단위 : 명, %)\n구분\t이웃\t{column}\n누리관\t31\t45\n솔빛관\t12\t72\n")
    assert [row.unit for row in result.result] == ["명", unit, "명", unit]


# -- captions ---------------------------------------------------------------------------------------------------------

CAPTION = "2024년 샘말군 예산 안내\n\n□ 쉼터 살림\n느티관 살림을 {}\n구분\t예산액(천원)\n누리관\t310\n솔빛관\t45\n"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "담은 표",
            "안내하는 표",
            "안내한 표",
            "나타낸 표",
            "나타내는 표",
            "보여주는 표",
            "보여 주는 표",
            "알려주는 표",
        ),
        *("알려 주는 표", "정리한 표", "제공하는 표", "설명하는 표", "설명한 표"),
    ],
)
def test_a_line_that_describes_a_table_names_nothing(words: str) -> None:
    assert {row.goal for row in read(CAPTION.format(words)).budget} == {"쉼터 살림"}


@pytest.mark.parametrize("words", ["나눈 표", "정리한 표 모음", "정리"])
def test_another_line_above_is_its_title(words: str) -> None:
    assert {row.goal for row in read(CAPTION.format(words)).budget} == {f"느티관 살림을 {words}"}


@pytest.mark.parametrize(("words", "goal"), [("정리한 표", None), ("나눈 표", "느티관 살림을 나눈 표")])
def test_such_a_line_is_no_goal_where_no_heading_stands_above(words: str, goal: str | None) -> None:
    result = read(CAPTION.format(words).replace("□ 쉼터 살림\n", ""))
    assert {row.goal for row in result.budget} == {goal}


def test_a_described_table_stays_below_the_project_of_its_heading() -> None:
    text = PLAN + "1. 느티학교 열기\n느티학교를 {} 표\n구분\t모임(회)\n누리관\t31\n솔빛관\t45\n"
    assert {row.task for row in read(text.format("설명한")).plan} == {"느티학교 열기"}
    assert {row.task for row in read(text.format("나눈")).plan} == {None}


# -- sections of people -----------------------------------------------------------------------------------------------

PEOPLE = PLAN + "1. 느티학교 열기\n가. {}\n  - 누리관 : 7명\n"


@pytest.mark.parametrize("heading", ["평가위원", "심의위원", "위원명단", "평가위원회", "심의위원명단", "추진위원"])
def test_a_section_of_members_is_no_project(heading: str) -> None:
    assert pick(read(PEOPLE.format(heading)).plan, "goal", "task", "target") == [(None, "느티학교 열기", 7)]


def test_another_heading_is_one() -> None:
    assert pick(read(PEOPLE.format("느티 이웃")).plan, "goal", "task", "target") == [("느티학교 열기", "느티 이웃", 7)]
