"""Forms, cards and headings: labels in no list, projects described by labels, chapters, goals, and lines that head nothing."""

import pytest
from reading import left, pick, read

PLAN = "2024년 샘말군 업무계획\n\n"


# -- forms ------------------------------------------------------------------------------------------------------------


def test_two_labels_with_their_values_may_stand_side_by_side_though_one_is_in_no_list() -> None:
    form = "총사업비\t310백만원\t다니는 이\t12명\n사업명\t느티학교 열기\t돌보는 이\t7명\n사업기간\t2022 ~ 2025\t쓰는 데\t샘터\n"
    assert pick(read(f"{PLAN}{form}").plan, "task", "indicator", "target") == [
        ("느티학교 열기", "다니는 이", 12),
        ("느티학교 열기", "돌보는 이", 7),
    ]


def test_labels_side_by_side_above_their_values_are_the_header_of_a_table() -> None:
    result = read(f"{PLAN}사업명\t사업기간\t다니는 이\t돌보는 이\n느티학교\t2022 ~ 2025\t12명\t7명\n")
    assert pick(result.plan, "task", "indicator", "target") == [
        ("느티학교", "다니는 이", 12),
        ("느티학교", "돌보는 이", 7),
    ]


DESCRIBED = "달라진 점\t마당이 넓다\n좋은 점\t담이 낮다\n나눌 점\t물이 맑다\n"


def test_rows_of_a_label_in_no_list_and_what_is_said_under_it_keep_a_form_one() -> None:
    result = read(f"{PLAN}사업명\t느티학교 열기\n{DESCRIBED}총사업비\t310백만원\n사업기간\t2022 ~ 2025\n")
    assert pick(result.budget, "task", "indicator", "amount_krw") == [("느티학교 열기", "총사업비", 310e6)]


def test_rows_of_names_and_values_are_a_table() -> None:
    result = read("2024년 샘말군 현황\n\n사업명\t내용\n느티학교\t310명\n샘터학교\t45명\n")
    assert pick(result.result, "task", "value") == [("느티학교", 310), ("샘터학교", 45)]


LABELLED = (
    PLAN
    + "<table><tr><td>느티 동아리 돕기</td><td>{} : 30개 동아리<br>모이는 날 : 봄</td></tr><tr><td>샘터 동아리 돕기</td><td>{} : 12개 동아리<br>모이는 날 : 봄</td></tr></table>\n"
)


@pytest.mark.parametrize("label", ["지원내용", "지원대상", "사업비"])
def test_names_that_labels_describe_in_a_table_without_a_header_are_projects(label: str) -> None:
    rows = read(LABELLED.format(label, label)).plan
    assert {row.task for row in rows} == {"느티 동아리 돕기", "샘터 동아리 돕기"}


def test_names_beside_other_labels_are_none() -> None:
    result = read(LABELLED.format("모이는 곳", "모이는 곳"))
    assert {row.task for row in (*result.plan, *result.result)} <= {None}


NOTED = (
    PLAN + "사업명\t추진내용\t비고\n느티학교 열기\t마당 넓히기\t{} : 72백만원(도비 22)\n샘터학교 열기\t담장 낮추기\t\n"
)


def test_amounts_under_a_label_in_any_cell_of_a_project_are_its_amounts() -> None:
    result = read(NOTED.format("사업비"))
    assert pick(result.budget, "task", "source", "amount_krw") == [
        ("느티학교 열기", "계", 72e6),
        ("느티학교 열기", "도비", 22e6),
    ]
    assert "72백만원" not in {raw for raw, _ in left(result)}


def test_amounts_under_another_label_are_left() -> None:
    result = read(NOTED.format("나눔"))
    assert result.budget == ()
    assert "72백만원" in {raw for raw, _ in left(result)}


# -- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("label", "start"), [("이행기간", "2022-01-01"), ("노는기간", "2024-01-01")])
def test_the_period_in_which_a_pledge_is_kept_is_that_of_its_costs(label: str, start: str) -> None:
    result = read(f"{PLAN}1. 느티학교 열기\n ○ {label} : 2022 ~ 2025\n ○ 총사업비 : 310백만원\n")
    assert [(row.amount_krw, str(row.period_start)) for row in result.budget] == [(310e6, start)]


YEARED = PLAN + "1. 느티학교 열기\n{} ○ 사업기간 : 2022 ~ 2025\n ○ {} : 45백만원\n"


@pytest.mark.parametrize(
    ("fiscal", "label", "year"),
    [
        (" ○ 회계연도 : 2024년\n", "예산액", 2024),
        (" ○ 회계연도 : 2024년\n", "총사업비", None),
        (" ○ 회계연도 : 2024년\n", "총예산", None),
        (" ○ 회계연도 : 2024년\n", "총소요예산", None),
        (" ○ 회계연도 : 2024년\n", "총투자비", None),
        (" ○ 회계연도 : 2024년\n", "사업비 총액", None),
        ("", "예산액", None),
    ],
)
def test_an_amount_of_a_card_with_a_fiscal_year_is_of_that_year_unless_it_is_of_the_whole(
    fiscal: str, label: str, year: int | None
) -> None:
    """총사업비 of several years takes the span and no fiscal_year."""
    result = read(YEARED.format(fiscal, label))
    assert pick(result.budget, "amount_krw", "fiscal_year") == [(45e6, year)]


@pytest.mark.parametrize(("heading", "goal"), [("1-1 함께 크는 배움", "함께 크는 배움"), ("□ 함께 크는 배움", None)])
def test_the_coded_heading_above_a_card_that_names_its_own_project_is_its_goal(heading: str, goal: str | None) -> None:
    result = read(f"{PLAN}{heading}\n ○ 사업명 : 느티학교 열기\n ○ 학생 : 30명\n")
    assert pick(result.plan, "goal", "task") == [(goal, "느티학교 열기")]


def test_a_coded_heading_that_names_the_same_project_as_its_card_is_no_goal() -> None:
    result = read(f"{PLAN}1-1 느티학교 열기\n ○ 사업명 : 느티학교 열기\n ○ 학생 : 30명\n")
    assert pick(result.plan, "goal", "task") == [(None, "느티학교 열기")]


WHOLE = "2024년 들꽃학교 운영계획\n\n□ {}\n ○ 학생 : 30명\n\n1. 느티학교 열기\n ○ 학생 : 12명\n\n2. 샘터학교 열기\n ○ 학생 : 18명\n"


@pytest.mark.parametrize(("heading", "task"), [("사업개요", "들꽃학교 운영"), ("어울림", None)])
def test_an_overview_among_several_projects_is_of_the_whole(heading: str, task: str | None) -> None:
    result = read(WHOLE.format(heading))
    assert pick(result.plan, "task", "target") == [(task, 30), ("느티학교 열기", 12), ("샘터학교 열기", 18)]


# -- headings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["편", "장", "절"])
def test_a_chapter_stands_above_the_numbers_that_begin_anew_in_it(part: str) -> None:
    result = read(
        f"{PLAN}제1{part} 함께 걷는 마을\n1. 느티학교 열기\n ○ 학생 : 12명\n제2{part} 함께 쉬는 마을\n1. 샘터학교 열기\n ○ 학생 : 18명\n"
    )
    assert pick(result.plan, "goal", "task", "activity", "target") == [
        ("함께 걷는 마을", "느티학교 열기", None, 12),
        ("함께 쉬는 마을", "샘터학교 열기", None, 18),
    ]


@pytest.mark.parametrize("part", ["편", "장", "절"])
def test_a_chapter_without_numbers_names_what_stands_in_it(part: str) -> None:
    result = read(f"{PLAN}제1{part} 함께 걷는 마을\n ○ 학생 : 12명\n제2{part} 함께 쉬는 마을\n ○ 학생 : 18명\n")
    assert pick(result.plan, "task", "activity", "target") == [
        ("함께 걷는 마을", None, 12),
        ("함께 쉬는 마을", None, 18),
    ]


@pytest.mark.parametrize(
    ("heading", "task", "goal"),
    [("제1장 함께 걷는 마을", "함께 걷는 마을", None), ("□ 함께 걷는 마을", None, "함께 걷는 마을")],
)
def test_a_chapter_of_a_plan_is_what_its_costs_are_for(heading: str, task: str | None, goal: str | None) -> None:
    result = read(f"{PLAN}{heading}\n ○ 걷기에 12백만원\n")
    assert pick(result.budget, "task", "goal") == [(task, goal)]


def test_a_word_that_begins_as_a_chapter_does_is_none() -> None:
    result = read(f"{PLAN}제1장난감 나눔터\n ○ 학생 : 12명\n")
    assert pick(result.plan, "task") == [("제1장난감 나눔터",)]


COUNTED = PLAN + "□ 느티학교 열기\n • {}봄마당\n • 학생 : 30명\n • {}가을마당\n • 학생 : 12명\n"


@pytest.mark.parametrize(("first", "second"), [("가. ", "나. "), ("1) ", "2) ")])
def test_a_count_behind_a_bullet_stands_above_bullets_alone(first: str, second: str) -> None:
    result = read(COUNTED.format(first, second))
    assert pick(result.plan, "activity", "target") == [("봄마당", 30), ("가을마당", 12)]


def test_bullets_without_a_count_stand_side_by_side() -> None:
    result = read(COUNTED.format("", ""))
    assert pick(result.plan, "activity", "target") == [("느티학교 열기", 30), ("느티학교 열기", 12)]


ENDS = ("상태", "수준", "추이", "실태", "개황", "요약", "분포", "비교", "소개")


@pytest.mark.parametrize("end", ENDS)
def test_a_heading_that_ends_as_a_survey_does_names_no_project(end: str) -> None:
    result = read(f"{PLAN}1. 느티마을 살림 {end}\n ○ 손님 : 7명\n")
    assert pick((*result.plan, *result.result), "task") == [(None,)]


def test_a_project_before_such_a_word_is_named_without_it() -> None:
    result = read(
        "2024년 샘말군 결산 안내\n\n1. 느티쉼터 조성사업 상태\n ○ 예산액 : 12백만원\n2. 느티 상태바\n ○ 예산액 : 7백만원\n"
    )
    assert pick(result.budget, "task", "amount_krw") == [("느티쉼터 조성사업", 12e6), ("느티 상태바", 7e6)]


SECTIONS = (
    *("실행과제 계획", "추진과제 계획", "과제별 계획", "과제별 실행계획", "실행과제 카드", "과제카드", "과제별 카드"),
    *("사업별 카드", "한눈에 보기", "사업소개"),
    *("프로그램 소개", "시설 소개", "지원사업 안내"),
)


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_usual_name_of_a_section_names_no_project(heading: str) -> None:
    result = read(f"{PLAN}□ {heading}\n ○ 학생 : 12명\n")
    assert {(row.task, row.goal, row.activity) for row in (*result.plan, *result.result)} <= {
        (None, None, None),
        (None, None, "학생"),
    }


@pytest.mark.parametrize("heading", ["나눔카드", "한눈에 담기", "월별 나들이", "마을 안내판"])
def test_a_heading_that_is_none_of_them_names_one(heading: str) -> None:
    result = read(f"{PLAN}□ {heading}\n ○ 학생 : 12명\n")
    assert pick(result.plan, "task", "target") == [(heading, 12)]


@pytest.mark.parametrize("heading", ["월별 지출계획", "월별 집행계획", "지출계획", "월별 지출"])
def test_a_section_of_monthly_spending_is_no_goal_and_another_is(heading: str) -> None:
    result = read(
        f"2024년 샘말군 업무 안내\n\n□ {heading}(단위 : 천원)\n - 느티학교 열기 310\n□ 느티 이야기(단위 : 천원)\n - 샘터학교 열기 31\n"
    )
    assert pick(result.budget, "goal", "amount_krw") == [(None, 310e3), ("느티 이야기", 31e3)]


@pytest.mark.parametrize(("head", "task"), [("과제", "느티학교 열기"), ("과자", None)])
def test_a_column_called_by_its_undertakings_names_the_projects(head: str, task: str | None) -> None:
    result = read(
        f"2024년 샘말군 살림 현황\n\n(단위 : 백만원)\n{head}\t예산액\n느티학교 열기\t310\n샘터학교 열기\t45\n"
    )
    assert result.budget[0].task == task


# -- lines that end as sentences do -----------------------------------------------------------------------------------

NOUNS = (
    *("개요", "수요", "소요", "주요", "마음", "모임", "책임", "위임", "보관함", "수거함", "우편함", "사물함", "의견함"),
    *("민원함", "투표함", "바다", "걸음", "얼음", "녹음", "처음", "어울림", "돌봄", "나눔", "배움", "이음", "채움"),
    *("해임", "선임", "신임", "후임", "전임", "모음"),
)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_that_ends_as_a_sentence_does_ends_a_title(noun: str) -> None:
    title = f"우리 마을 느티{noun}"
    assert read(f"{title}\n\n- 물길 돌보기 : 24회\n- 나무 심기 : 300그루\n").record.title == title


@pytest.mark.parametrize("end", ["쉬고 있음", "쉼", "쉬었음", "함께함", "함께 쉰다", "함께 쉬어요"])
def test_a_sentence_is_no_title(end: str) -> None:
    title = read(f"우리 마을 느티 {end}\n\n- 물길 돌보기 : 24회\n- 나무 심기 : 300그루\n").record.title
    assert (title is None) is (end != "쉼")


def test_a_title_may_end_in_such_a_noun_behind_its_kind_of_paper() -> None:
    assert read("2024년 느티학교 운영계획 모음\n\n□ 추진계획\n ○ 학생 : 30명\n").record.doc_type == "운영계획"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("함께 걷는 어울림\n ○ 학생 5명\n", "함께 쉬고 있음\n ○ 학생 7명\n"),
        (
            "1. 느티나무 아래 온 마을 사람이 함께 걷는 어울림\n ○ 학생 5명\n",
            "2. 느티나무 아래 온 마을 사람이 함께 쉬고 있음\n ○ 학생 7명\n",
        ),
        ("느티마을 어울림\n사업기간 : 2024\n학생 : 5명\n", "함께 쉬고 있음\n사업기간 : 2024\n학생 : 7명\n"),
    ],
    ids=["without a marker", "numbered", "above a card"],
)
def test_a_line_that_ends_in_a_noun_heads_what_follows_and_a_sentence_does_not(first: str, second: str) -> None:
    result = read(f"{PLAN}{first}\n{second}")
    tasks = [row.task or "" for row in result.plan]
    assert tasks[0].endswith("어울림")
    assert not any("있음" in task for task in tasks)


@pytest.mark.parametrize(("mark", "task"), [("!", None), ("", "함께 걷는 마을")])
def test_a_line_that_ends_in_a_call_heads_nothing(mark: str, task: str | None) -> None:
    result = read(f"{PLAN}함께 걷는 마을{mark}\n ○ 학생 5명\n\n함께 쉬는 마을{mark}\n ○ 학생 7명\n")
    assert result.plan[0].task == task
