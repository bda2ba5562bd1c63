"""Headings: the projects, goals and offices that they name, and what they say of the numbers below them."""

from datetime import date

import pytest
from reading import PLAN, pick, read

REPORT = "2024년 느티시 주요업무 추진실적\n\n"


# -- offices and cards ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "offices"),
    [
        ("【 {} 】", ("보건소", "농정국", "기획실")),
        ("[{}]", ("농업기술센터", "상수도사업소", "보건소")),
        ("< {} >", ("농 정 국", "정 원 국", "복 지 국")),
    ],
)
def test_offices_in_boxes_head_their_parts(box: str, offices: tuple[str, ...]) -> None:
    parts = "".join(f"{box.format(name)}\n□ 두레 글샘 조성\n ○ 쉼터 {i}개소\n" for i, name in enumerate(offices, 1))
    result = read(f"{PLAN}{parts}")
    assert pick(result.plan, "department", "goal") == [(name.replace(" ", ""), None) for name in offices]


@pytest.mark.parametrize("names", [("보건소", "두레마당"), ("보건소", "두레마당", "온마을")])
def test_other_words_in_boxes_are_no_offices(names: tuple[str, ...]) -> None:
    parts = "".join(f"【 {name} 】\n□ 두레 글샘 조성\n ○ 쉼터 3개소\n" for name in names)
    assert pick(read(f"{PLAN}{parts}").plan, "department", "goal") == [(None, name) for name in names]


CARDS = (
    f"{PLAN}마을이 함께 웃습니다.\n두레 글샘 짓기\n{{}}\n사업비 : 120백만원\n물빛 글샘 짓기\n{{}}\n사업비 : 90백만원\n"
)
TERM, PLACE, SIZE = "사업기간 : 2024. 3. ~ 10.", "위치 : 느티골", "사업규모 : 너른 마당"


@pytest.mark.parametrize("label", [TERM, PLACE, SIZE])
def test_lines_above_a_label_that_repeats_name_the_projects_of_cards(label: str) -> None:
    result = read(CARDS.format(label, label))
    assert pick(result.budget, "task", "amount_krw") == [("두레 글샘 짓기", 120e6), ("물빛 글샘 짓기", 90e6)]


def test_a_line_above_a_label_that_stands_once_names_none() -> None:
    assert pick(read(CARDS.format(TERM, PLACE)).budget, "task") == [(None,), (None,)]


TABLE = "\n구분\t수량\n의자\t31개\n나무\t12그루\n"


@pytest.mark.parametrize(
    ("cards", "task"),
    [
        (f"두레 글샘 짓기\n{TERM}\n\n물빛 마당 짓기\n{TERM}\n", "물빛 마당 짓기"),
        (f"두레 글샘 짓기\n{TERM}\n\n물빛 마당 짓기\n사업비 : 90백만원\n", "물빛 마당 짓기"),
        (f"□ 두레 글샘\n ○ {TERM}\n□ 물빛 마당\n ○ {TERM}\n", "물빛 마당"),
        (f"두레 글샘\n{TERM}\n\n물빛 마당\n", None),
    ],
    ids=["with its period", "with its cost", "marked", "no card"],
)
def test_the_head_of_a_card_is_its_project_though_a_table_has_its_name(cards: str, task: str | None) -> None:
    result = read(f"{PLAN}{cards}{TABLE}")
    assert pick(result.plan, "task", "activity") == [(task, "의자"), (task, "나무")]


# -- projects and goals by their numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heads",
    [
        ("● 단위사업 1 : ", "● 단위사업 2 : "),
        ("단위사업 ① ", "단위사업 ② "),
        ("▶ 세부사업 1. ", "▶ 세부사업 2. "),
        ("◇ 과제 1) ", "◇ 과제 2) "),
    ],
)
def test_a_numbered_word_for_projects_heads_one(heads: tuple[str, str]) -> None:
    result = read(f"{PLAN}{heads[0]}두레 글샘 넓히기\n - 쉼터 3개소\n{heads[1]}물빛 마당 넓히기\n - 쉼터 5개소\n")
    assert pick(result.plan, "task", "target") == [("두레 글샘 넓히기", 3), ("물빛 마당 넓히기", 5)]


@pytest.mark.parametrize("word", ["마당", "나들이", "이야기"])
def test_other_numbered_words_head_none(word: str) -> None:
    result = read(f"{PLAN}● {word} 1 : 함께 걷는 느티\n - 쉼터 3개소\n● {word} 2 : 물빛 마당\n - 쉼터 5개소\n")
    assert pick(result.plan, "task", "goal") == [(None, None)] * 2


@pytest.mark.parametrize("head", ["◆ 분야 1. ", "◎ 영역 1 : ", "부문 ① ", "● 정책사업목표 1 : "])
def test_a_numbered_field_or_aim_is_the_goal_of_the_projects_below_it(head: str) -> None:
    result = read(f"{PLAN}{head}함께 걷는 느티\n□ 두레 글샘 조성\n - 쉼터 3개소\n")
    assert pick(result.plan, "goal", "task") == [("함께 걷는 느티", "두레 글샘 조성")]


@pytest.mark.parametrize(("upper", "lower"), ["▶▷", "●○", "◎○"])
def test_a_mark_that_always_stands_above_another_heads_it(upper: str, lower: str) -> None:
    parts = "".join(f"{upper} {name} 글샘\n{lower} 쉼터 3개소\n{lower} 의자 31개\n" for name in ("두레", "물빛"))
    assert pick(read(f"{PLAN}{parts}").plan, "task") == [(f"{name} 글샘",) for name in ("두레", "두레", "물빛", "물빛")]


@pytest.mark.parametrize(
    "lines",
    [
        "▷ 쉼터 1개소\n▶ 두레 글샘\n▷ 쉼터 3개소\n▷ 의자 31개\n▶ 물빛 글샘\n▷ 쉼터 5개소\n▷ 의자 12개\n",
        "▶ 두레 글샘\n▷ 쉼터 3개소\n▷ 의자 31개\n▶ 물빛 글샘\n▶ 온마을 글샘\n▷ 쉼터 5개소\n▷ 의자 12개\n▷ 나무 2그루\n",
        "▶ 두레 글샘\n▷ 쉼터 3개소\n▶ 물빛 글샘\n▷ 쉼터 5개소\n",
    ],
    ids=["below it at first", "two in a row", "as many of both"],
)
def test_a_mark_that_stands_beside_another_heads_nothing(lines: str) -> None:
    assert {row.task for row in read(f"{PLAN}{lines}").plan} == {None}


# -- lists of projects ------------------------------------------------------------------------------------------------

LISTED = "\n {0} 물빛 숲 교실{1} 36회 운영\n {2} 두레 나들이{1} 310명 참여\n"


@pytest.mark.parametrize(
    ("head", "marks"),
    [
        ("사업별 결과", ("가.", ":", "나.")),
        ("□ 과제별 추진결과", ("○", " :", "○")),
        ("□ 공약별 이행상황", ("-", " :", "-")),
        ("1. 사업별 결과", ("가.", ":", "나.")),
    ],
)
def test_labels_below_a_heading_that_lists_projects_name_them(head: str, marks: tuple[str, str, str]) -> None:
    result = read(f"{REPORT}{head}{LISTED.format(*marks)}")
    assert pick(result.result, "task", "value") == [("물빛 숲 교실", 36), ("두레 나들이", 310)]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("□ 추진결과", "물빛 숲 교실 : 36회"),
        ("□ 사업별 추진결과", "쉼터 : 36개소"),
        ("□ 사업별 추진결과", "추진실적 : 36명"),
        ("□ 사업별 추진결과", "시비 보조금 : 36백만원"),
    ],
    ids=["no list", "too short", "usual label", "source"],
)
def test_other_labels_name_no_project(head: str, line: str) -> None:
    result = read(f"{REPORT}{head}\n - {line}\n")
    assert pick((*result.result, *result.budget), "task") == [(None,)]


# -- plan or result ---------------------------------------------------------------------------------------------------

PATHS = "사업명\t추진실적\n두레 글샘 조성\t산책로 320m 확장"


@pytest.mark.parametrize("cost", ["(사업비 180백만원)", ", 총사업비 180백만원", " / 예산액 180백만원"])
def test_a_cost_in_the_cell_of_a_result_is_an_amount(cost: str) -> None:
    result = read(f"{REPORT}{PATHS}{cost}\n")
    assert pick(result.budget, "task", "amount_krw") == [("두레 글샘 조성", 180_000_000)]
    assert pick(result.result, "value", "unit") == [(320, "m")]


@pytest.mark.parametrize("money", [", 기부금 180백만원 모금", "(물건값 180백만원)", ", 나눔장터 매출 180백만원"])
def test_money_in_the_cell_of_a_result_that_is_no_cost_is_a_result(money: str) -> None:
    result = read(f"{REPORT}{PATHS}{money}\n")
    assert result.budget == ()
    assert pick(result.result, "value", "unit") == [(320, "m"), (180_000_000, "원")]


STORY = "2024년 느티시 살림 이야기\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "□ 이렇게 했습니다\n ○ 쉼터 3개소\n□ 이렇게 하겠습니다\n ○ 의자 31개\n",
        "□ 마을마다 숲길을 놓았습니다\n ○ 쉼터 3개소\n□ 내일은 이렇게 갈 계획입니다\n ○ 의자 31개\n",
        "1. 이렇게 걸어왔습니다\n가. 두레마당\n - 쉼터 3개소\n2. 이렇게 걷겠습니다\n가. 물빛마당\n - 의자 31개\n",
    ],
    ids=["did and will do", "plan in words", "headings between"],
)
def test_the_verb_of_a_heading_tells_whether_the_numbers_below_it_were_so(text: str) -> None:
    result = read(f"{STORY}{text}")
    assert (pick(result.result, "value"), pick(result.plan, "target")) == ([(3,)], [(31,)])


def test_the_verb_of_a_heading_tells_in_a_plan_too() -> None:
    result = read("2024년 느티시 추진계획\n\n1. 이렇게 걸어왔습니다\n - 쉼터 3개소\n2. 그 밖의 이야기\n - 의자 31개\n")
    assert (pick(result.result, "value"), pick(result.plan, "target")) == ([(3,)], [(31,)])


@pytest.mark.parametrize(
    "text",
    ["□ 이렇게 했습니다\n ○ 쉼터 3개소를 새로 열겠습니다.\n", "□ 이렇게 했습니다\n\n□ 추진계획\n ○ 쉼터 3개소\n"],
    ids=["a promise", "a section"],
)
def test_what_the_line_or_its_section_says_comes_before_the_verb_of_a_heading(text: str) -> None:
    result = read(f"{STORY}{text}")
    assert (pick(result.plan, "target"), result.result) == ([(3,)], ())


@pytest.mark.parametrize("head", ["2024년 물빛 나들이 계획", "물빛 나들이 기본계획", "꽃길 가꾸기 계획(안)"])
def test_a_heading_of_a_plan_tells_in_a_page_that_is_none(head: str) -> None:
    result = read(f"느티 배움터 이야기\n\n□ 추진실적\n ○ 의자 31개\n\n□ {head}\n - 쉼터 3개소\n")
    assert (pick(result.plan, "target"), pick(result.result, "value")) == ([(3,)], [(31,)])


def test_in_a_plan_the_heading_of_another_plan_does_not_outdo_the_verb() -> None:
    result = read("2024년 느티 배움터 운영계획\n\n□ 2023년 물빛 나들이 계획\n ○ 쉼터 3개소를 열었습니다.\n")
    assert (result.plan, pick(result.result, "value")) == ((), [(3,)])


# -- months -----------------------------------------------------------------------------------------------------------

LAST, THIS, NEXT = (
    (date(2024, 8, 1), date(2024, 8, 31)),
    (date(2024, 9, 1), date(2024, 9, 30)),
    (date(2024, 10, 1), date(2024, 10, 31)),
)
MONTHS = {
    **dict.fromkeys(("지난달 한 일", "전월 실적"), LAST),
    **dict.fromkeys(("이달 할 일", "금월 실적", "이번달 계획"), THIS),
    **dict.fromkeys(("다음달 할 일", "내달 계획", "익월 계획"), NEXT),
}


@pytest.mark.parametrize(("head", "month"), MONTHS.items(), ids=MONTHS)
def test_a_heading_names_a_month_by_its_distance_from_the_report(head: str, month: tuple[date, date]) -> None:
    result = read(f"느티시 월간업무\n\n2024. 9. 1. 기준\n\n□ {head}\n ○ 의자 31개\n")
    assert pick((*result.plan, *result.result), "period_start", "period_end") == [month]


@pytest.mark.parametrize(
    ("day", "head", "year", "month"),
    [("2024. 1. 5. 기준", "지난달 한 일", 2023, 12), ("2024. 12. 1. 현재", "내달 할 일", 2025, 1)],
)
def test_the_month_of_a_heading_can_lie_in_another_year(day: str, head: str, year: int, month: int) -> None:
    result = read(f"느티시 월간업무\n\n{day}\n\n□ {head}\n ○ 의자 31개\n")
    assert pick((*result.plan, *result.result), "fiscal_year", "period_start", "period_end") == [
        (year, date(year, month, 1), date(year, month, 31))
    ]


@pytest.mark.parametrize(
    "text",
    ["2024. 9. 1. 기준\n\n□ 여름에 한 일\n", "2024년 이야기\n\n□ 지난달 한 일\n"],
    ids=["no month", "no day of the report"],
)
def test_without_a_month_or_a_day_to_count_from_a_heading_names_none(text: str) -> None:
    result = read(f"느티시 월간업무\n\n{text} ○ 의자 31개\n")
    assert {row.period_start for row in result.result} & {LAST[0], THIS[0]} == set()
    assert pick(result.result, "value") == [(31,)]


# -- headings and what only looks like one ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "task"),
    [("안전관리 계획", "두레 글샘 조성"), ("온마을 길 정비", None)],
    ids=["a plan is a part of the whole", "a project of its own"],
)
def test_a_part_that_is_a_plan_leaves_the_title_to_name_the_whole(part: str, task: str | None) -> None:
    text = f"○ 예산 : 31백만원\n\n1. {part}\n - 점검 3회\n2. 물빛 마당 조성\n - 현수막 12개\n"
    result = read(f"2024년 두레 글샘 조성 계획\n\n{text}")
    assert pick(result.budget, "task", "amount_krw") == [(task, 31e6)]
    assert pick(result.plan, "task") == [(part,), ("물빛 마당 조성",)]


@pytest.mark.parametrize(
    ("line", "task"),
    [("1. 달빛뜰 느티동 7,200 480", None), ("1. 달빛뜰 느티동 가꿈 사업", "달빛뜰 느티동 가꿈 사업")],
    ids=["row", "heading"],
)
def test_a_row_of_a_table_that_lost_its_shape_heads_nothing(line: str, task: str | None) -> None:
    assert pick(read(f"{PLAN}(단위 : 천원)\n{line}\n - 의자 3개\n").plan, "task", "target") == [(task, 3)]


@pytest.mark.parametrize(
    ("first", "task"), [("담당부서", "두레 글샘"), ("구분", None)], ids=["who is in charge", "another form"]
)
def test_a_marked_line_above_a_card_names_its_project(first: str, task: str | None) -> None:
    card = f"| {first} | 건설과 | 담당자 | 이든결 |\n|---|---|---|---|\n| 사업비 | 120백만원 | 기간 | 2024. 3.~10. |\n"
    assert pick(read(f"{PLAN}■ 두레 글샘\n{card}").budget, "task", "amount_krw") == [(task, 120e6)]


@pytest.mark.parametrize("inside", ["사업개요", "마을 이야기"])
def test_lines_without_a_mark_within_numbered_items_are_parts_of_them(inside: str) -> None:
    text = f"1. 두레 글샘 조성\n{inside}\n ○ 쉼터 3개소\n2. 물빛 마당 조성\n{inside}\n ○ 나무 12그루\n"
    assert pick(read(f"{PLAN}{text}").plan, "task", "target") == [("두레 글샘 조성", 3), ("물빛 마당 조성", 12)]


def test_a_line_without_a_mark_that_no_number_goes_on_behind_is_above_the_items() -> None:
    text = "1. 두레 글샘 조성\n ○ 쉼터 3개소\n온마을 길 정비\n ○ 나무 12그루\n"
    assert ("두레 글샘 조성", 12) not in pick(read(f"{PLAN}{text}").plan, "task", "target")


@pytest.mark.parametrize(
    ("heading", "year"),
    [("2024년도 기금운용계획", 2024), ("2023년도 기금운용계획", 2023), ("기금운용계획", 2023)],
    ids=["another year", "the same year", "no year"],
)
def test_a_heading_of_another_year_stands_between_a_table_and_a_day_above(heading: str, year: int) -> None:
    above = "2024년 느티시 기금운용계획\n\n□ 2023년도 기금결산 (2023. 12. 31. 기준)\n 적립금 : 31백만원\n"
    table = "(단위: 백만원)\n| 구분 | 금액 |\n|---|---|\n| 융자 | 12 |\n"
    rows = read(f"{above}□ {heading}\n{table}").budget
    assert pick(rows, "amount_krw", "fiscal_year") == [(31e6, 2023), (12e6, year)]
