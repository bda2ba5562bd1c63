"""What is counted and in which unit: scores, rates beside counts, labels in cells, groups over years, words around a number."""

import pytest
from reading import left, pick, read

STATE = "2024년 샘말군 현황\n\n"


# -- units ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "head", "unit"),
    [
        ("점, 건", "봄 평점", "점"),
        ("점, 건", "봄 점수", "점"),
        ("점, 건", "봄 득점", "점"),
        ("점, 건", "환산점", "점"),
        ("점, 건", "봄맞이", None),
    ],
)
def test_of_several_units_that_of_scores_is_that_of_a_column_of_scores(note: str, head: str, unit: str | None) -> None:
    result = read(f"{STATE}(단위 : {note})\n구분\t{head}\t손님\n누리관\t31\t20\n솔빛관\t45\t30\n")
    assert {row.unit for row in result.result if row.indicator == head} == {unit}


SCORES = STATE + "구분\t{}\t봄\n달성률\t20\t17\n이행률\t10\t7\n"


@pytest.mark.parametrize("head", ["배점", "환산점", "점수", "점 수", "평점", "득점"])
def test_the_score_of_a_rate_is_no_rate(head: str) -> None:
    rows = [row for row in read(SCORES.format(head)).result if row.indicator == head.replace(" ", "")]
    assert pick(rows, "activity", "value", "unit") == [("달성률", 20, None), ("이행률", 10, None)]


def test_the_value_of_a_rate_is_one() -> None:
    result = read(SCORES.format("가을"))
    assert pick(result.result, "indicator", "value", "unit")[:2] == [("달성률", 20, "%"), ("달성률", 17, "%")]


RATES = STATE + "{}구분\t어른{}\t아이{}\n누리관{}\t311 (24.2)\t200 (31.5)\n솔빛관{}\t145 (13.1)\t130 (42.2)\n"


@pytest.mark.parametrize(
    ("note", "head", "row", "unit"),
    [
        ("", "(명)", " (비율 %)", "%"),
        ("(단위 : 명, %)\n", "", "", "%"),
        ("", "(명)", " (비탈)", "명"),
        ("(단위 : 명)\n", "", "", "명"),
    ],
    ids=["told by the row", "second unit of the note", "another word", "one unit"],
)
def test_the_number_in_brackets_behind_a_count_is_its_rate_where_something_says_so(
    note: str, head: str, row: str, unit: str
) -> None:
    result = read(RATES.format(note, head, head, row, row))
    values = {row.value: row.unit for row in result.result}
    assert values == {311: "명", 24.2: unit, 200: "명", 31.5: unit, 145: "명", 13.1: unit, 130: "명", 42.2: unit}


def test_the_word_for_a_rate_is_no_part_of_what_a_row_is_of_and_any_other_word_is() -> None:
    rated = read(RATES.format("", "(명)", "(명)", " (비율 %)", " (비탈)")).result
    assert [row.activity for row in rated] == ["누리관"] * 4 + ["솔빛관 (비탈)"] * 4


def test_cells_of_a_count_and_its_rate_are_values_of_a_table_and_not_of_a_form() -> None:
    result = read(f"{STATE}구분\t누리관\t솔빛관\n손님\t311 (24.2)\t145 (13.1)\n어른\t200 (31.5)\t130 (42.2)\n")
    assert {(row.activity, row.indicator) for row in result.result} == {
        (activity, indicator) for activity in ("손님", "어른") for indicator in ("누리관", "솔빛관")
    }


@pytest.mark.parametrize(
    ("head", "dataset", "unit"),
    [
        *(("계획건수", "plan", "건"), ("계획인원", "plan", "명"), ("계획횟수", "plan", "회")),
        *(("목표인원", "plan", "명"), ("목표건수", "plan", "건"), ("나눔인원", "result", "명")),
    ],
)
def test_columns_of_what_is_planned_are_known(head: str, dataset: str, unit: str) -> None:
    result = read(f"{STATE}사업명\t{head}\n느티학교\t31\n샘터학교\t45\n")
    assert pick(getattr(result, dataset), "task", "unit") == [("느티학교", unit), ("샘터학교", unit)]


@pytest.mark.parametrize(
    ("head", "unit"), [("사망자수", "명"), ("부상자수", "명"), ("사상자수", "명"), ("떠난 수", None)]
)
def test_people_who_came_to_harm_are_counted_in_people(head: str, unit: str | None) -> None:
    result = read(f"{STATE}구분\t{head}\n누리면\t31\n솔빛면\t45\n")
    assert pick(result.result, "value", "unit") == [(31, unit), (45, unit)]


@pytest.mark.parametrize(("head", "rated"), [("투자율(%)", True), ("확보율(%)", True), ("나눔율(%)", False)])
def test_rates_of_what_was_spent_or_secured_were_reached(head: str, rated: bool) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n사업명\t{head}\n느티학교\t31\n샘터학교\t45\n")
    assert (len(result.result), len(result.plan)) == ((2, 0) if rated else (0, 2))


@pytest.mark.parametrize(("head", "targets"), [("평가방법", [31, 45]), ("살피기", [31, 2, 45, 2])])
def test_how_something_is_judged_is_a_note(head: str, targets: list[float]) -> None:
    result = read(
        f"2024년 샘말군 업무계획\n\n사업명\t목표인원\t{head}\n느티학교\t31\t2명이 보기\n샘터학교\t45\t2명이 보기\n"
    )
    assert [row.target for row in result.plan] == targets


# -- words ------------------------------------------------------------------------------------------------------------

CELLS = "2024년 샘말군 살림 결과보고\n\n{}\t실적\n봄\t{}구강 살피기 : 310명\n가을\t{}함께 걷기 : 20명\n"


def test_the_label_of_a_marked_entry_of_a_cell_says_what_it_is_of() -> None:
    assert pick(read(CELLS.format("구분", "○ ", "○ ")).result, "activity", "value") == [
        ("구강 살피기", 310),
        ("함께 걷기", 20),
    ]


def test_the_label_of_an_entry_without_a_marker_names_its_number() -> None:
    assert pick(read(CELLS.format("구분", "", "")).result, "activity", "indicator") == [
        ("봄", "구강 살피기"),
        ("가을", "함께 걷기"),
    ]


def test_the_label_of_an_entry_in_the_cell_of_a_project_names_its_number() -> None:
    assert pick(read(CELLS.format("사업명", "○ ", "○ ")).result, "task", "activity", "indicator") == [
        ("봄", None, "구강 살피기"),
        ("가을", None, "함께 걷기"),
    ]


GROUPS = (
    STATE
    + "<table><tr><td rowspan=2>구분</td><td colspan=2>{}</td><td colspan=2>{}</td></tr><tr><td>2023년</td><td>2024년</td>"
    "<td>{}</td><td>{}</td></tr><tr><td>누리관</td><td>31명</td><td>30명</td><td>5명</td><td>4명</td></tr>"
    "<tr><td>솔빛관</td><td>11명</td><td>10명</td><td>3명</td><td>2명</td></tr></table>\n"
)


def test_words_over_years_that_come_under_other_words_too_name_the_numbers() -> None:
    result = read(GROUPS.format("어른", "아이", "2023년", "2024년"))
    assert pick(result.result, "indicator", "value", "fiscal_year")[:4] == [
        ("어른", 31, 2023),
        ("어른", 30, 2024),
        ("아이", 5, 2023),
        ("아이", 4, 2024),
    ]


def test_words_over_all_of_the_years_name_none() -> None:
    result = read(GROUPS.format("어른", "어른", "2025년", "2026년"))
    assert {row.indicator for row in (*result.result, *result.plan)} == {None}


@pytest.mark.parametrize(
    ("label", "name"), [("2023년도 손님", "손님"), ("2023년도손님", "2023년도손님")], ids=["ahead", "within"]
)
def test_the_year_ahead_of_a_label_is_no_part_of_its_name(label: str, name: str) -> None:
    result = read(f"2024년 샘말군 살림 현황\n\n□ 쉼터 현황\n ○ {label} : 31명\n")
    assert pick(result.result, "indicator", "activity", "value", "fiscal_year") == [(name, None, 31, 2023)]


def test_a_label_over_several_named_numbers_says_what_they_are_of() -> None:
    result = read("2024년 샘말군 살림 현황\n\n□ 쉼터 현황\n ○ 손님 : 어른 31명, 아이 12명\n")
    assert pick(result.result, "indicator", "activity", "value") == [("어른", "손님", 31), ("아이", "손님", 12)]


LAMPS = ("신호등", "가로등", "보안등", "조명등", "점멸등", "경관등", "유도등", "공원등")


@pytest.mark.parametrize("name", [*LAMPS, "느티궤도", "느티습도", "느티수도", "느티이행도"])
def test_a_noun_that_ends_as_a_particle_does_names_its_number(name: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ {name} 5개소 세우기\n")
    assert pick(result.plan, "indicator", "target") == [(name, 5)]


@pytest.mark.parametrize(("name", "indicator"), [("마을등", "세우기"), ("느티길도", "느티길")])
def test_a_particle_behind_a_noun_is_no_part_of_the_name(name: str, indicator: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ {name} 5개소 세우기\n")
    assert pick(result.plan, "indicator", "target") == [(indicator, 5)]


FILLERS = ("학기별", "학기당", "반기별", "월별", "주별", "하루", "1일", "매일", "격월", "격주")


@pytest.mark.parametrize(("words", "indicator"), [*((filler, None) for filler in FILLERS), ("봄마다", "봄마다")])
def test_words_that_say_how_often_name_no_number(words: str, indicator: str | None) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ {words} 2회\n")
    assert pick(result.plan, "indicator", "target") == [(indicator, 2)]


CONNECTIVES = (
    *("새로만들어", "많이줄어", "함께이루어", "두루거두어", "나누어받아", "두손맞아", "모임통해", "새로들어서"),
    *("담장높여", "마당늘려", "힘키워", "함께이어"),
)


@pytest.mark.parametrize("words", CONNECTIVES)
def test_a_clause_that_leads_to_a_number_is_no_part_of_its_name(words: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ {words} 학생 5명 모으기\n")
    assert pick(result.plan, "indicator", "target") == [("학생", 5)]


def test_words_that_lead_nowhere_are_part_of_it() -> None:
    result = read("2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ 느티아래 학생 5명 모으기\n")
    assert pick(result.plan, "indicator", "target") == [("느티아래 학생", 5)]


@pytest.mark.parametrize(
    ("line", "activity"),
    [("아이들이 마음껏 뛰노는 마당을 만든다.", None), ("마음껏 뛰노는 마당", "마음껏 뛰노는 마당")],
    ids=["sentence", "noun"],
)
def test_a_sentence_above_says_nothing_of_what_follows(line: str, activity: str | None) -> None:
    result = read(f"2024년 샘말군 주요업무계획\n\n□ 느티학교 열기\n ○ {line}\n  - 학생 : 310명\n")
    assert pick(result.plan, "activity", "indicator") == [(activity, "학생")]


def prose(line: str) -> str:
    """A line of a plan below a paragraph too long for a heading."""
    above = "느티나무 아래 너른 마당에서 아이들과 어르신이 함께 이야기를 나누는 자리를 온 마을에 하나씩 만들어 가는 일로서 오래도록 이어질 것임"
    return f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n{above}\n - {line}\n"


@pytest.mark.parametrize("line", ["학생 : 30명", "학생 30명"])
def test_a_paragraph_says_nothing_of_the_lines_below_it(line: str) -> None:
    assert pick(read(prose(line)).plan, "activity", "target") == [(None, 30)]


def test_a_number_that_a_row_told_is_left_nowhere() -> None:
    assert ("310명", "name") not in left(read(CELLS.format("구분", "○ ", "○ ")))
