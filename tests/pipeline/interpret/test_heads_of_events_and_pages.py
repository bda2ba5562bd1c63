"""Labels amid a line, events with their day, offices in boxes, entries of a menu, titles above cards, dated parts."""

import pytest
from reading import PLAN, left, pick, read

# -- labels amid a line ------------------------------------------------------------------------------------------------


def test_an_entry_with_its_label_begins_amid_a_line() -> None:
    text = "접수 : 3월 2일 ~ 3월 9일 ○ 행사기간 : 3월 16일 ○ 참가인원 : 120명\n"
    result = read(f"2024년 느티시 마을 축제 계획\n\n{text}")
    assert [(row.indicator, row.target, str(row.period_start), str(row.period_end)) for row in result.plan] == [
        ("참가인원", 120, "2024-03-16", "2024-03-16")
    ]


@pytest.mark.parametrize("mark", ["○", "ㅇ", "❍", "◦"])
def test_each_mark_before_a_label_parts_a_line(mark: str) -> None:
    result = read(f"{PLAN}□ 두레 교실 운영\n - 대상 : 어르신 {mark} 교육인원 : 240명 {mark} 사업비 : 31백만원\n")
    assert pick(result.plan, "task", "indicator", "target") == [("두레 교실 운영", "교육인원", 240)]
    assert pick(result.budget, "task", "amount_krw") == [("두레 교실 운영", 31_000_000)]


def test_a_mark_right_behind_a_label_parts_nothing() -> None:
    text = "□ 두레 교실 운영\n - 대상 : ○ 주민 : 31명\n"
    assert pick(read(PLAN + text).plan, "indicator", "target", "raw") == [("주민", 31, "- 대상 : ○ 주민 : 31명")]


# -- events ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        ("숲길 걷기대회. 2024.10.12(토) 10:00", "숲길 걷기대회", "2024-10-12"),
        ("나루 음악회, 2024.10.19(토) 18:00", "나루 음악회", "2024-10-19"),
        ("두레 연날리기. 2024. 11. 2.(토) 10:00 ~ 12:00", "두레 연날리기", "2024-11-02"),
        ("2023년 봄꽃 되돌아보기. 2024. 11. 2.(토) 10:00", "2023년 봄꽃 되돌아보기", "2024-11-02"),
    ],
)
def test_an_event_and_its_day_head_what_is_told_of_it(head: str, name: str, day: str) -> None:
    result = read(f"2024년 느티시 가을 행사계획\n\n{head}\n○ 참가인원 : 300명\n○ 소요예산 : 12백만원\n")
    plan, budget = result.plan[0], result.budget[0]
    assert (plan.task, plan.target, str(plan.period_start), str(plan.period_end)) == (name, 300, day, day)
    assert (budget.task, budget.amount_krw, str(budget.period_start)) == (name, 12_000_000, day)


@pytest.mark.parametrize(
    "head",
    [
        "숲길 정비를 마쳤습니다. 2024.10.12(토) 10:00",
        "2024.10.12(토) 10:00 숲길 걷기대회",
        "숲길 걷기대회. 2024.10.12(토) 마을 사람이 함께 걷는 날",
    ],
    ids=["a sentence", "the day first", "more than a day"],
)
def test_another_line_with_a_day_heads_no_event(head: str) -> None:
    result = read(f"2024년 느티시 가을 행사계획\n\n{head}\n○ 참가인원 : 300명\n")
    assert [(row.task or "").startswith("숲길") for row in result.plan] == [False]


# -- offices in boxes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "boxes", [("【총무과】", "【농정과】"), ("[총 무 과]", "[농 정 과]"), ("〈 총무과 〉", "〈 농정과 〉")]
)
def test_an_office_in_a_box_is_in_charge_of_what_stands_below(boxes: tuple[str, str]) -> None:
    parts = ("□ 두레 교실 운영\n ○ 사업량 : 12회\n", "□ 벼 종자 보급\n ○ 사업량 : 31톤\n")
    result = read(PLAN + "".join(f"{box}\n{part}\n" for box, part in zip(boxes, parts, strict=True)))
    assert pick(result.plan, "task", "department", "target") == [
        ("두레 교실 운영", "총무과", 12),
        ("벼 종자 보급", "농정과", 31),
    ]


def test_boxes_of_which_one_is_no_office_are_no_offices() -> None:
    result = read(f"{PLAN}【총무과】\n○ 두레 교실 : 12회\n\n【중점과제】\n○ 벼 종자 : 31톤\n")
    assert {row.department for row in result.plan} == {None}


# -- entries of a menu -------------------------------------------------------------------------------------------------

PARTS = "사업개요\n○ 이용인원 : 310명\n아이 배움터\n사업개요\n○ 이용인원 : 120명\n"
PAGE = "2024년 느티시 사업 안내\n\n"


@pytest.mark.parametrize("mark", ["-", "•"])
@pytest.mark.parametrize(
    "head",
    ["경로당 돌봄\n{0} 경로당 돌봄\n{0} 아이 배움터\n", "{0} 경로당 돌봄\n{0} 아이 배움터\n\n경로당 돌봄\n"],
    ids=["shown above the menu", "shown below it"],
)
def test_an_entry_of_a_menu_heads_its_part_of_the_page(mark: str, head: str) -> None:
    result = read(PAGE + head.format(mark) + PARTS)
    assert pick(result.plan, "task", "target") == [("경로당 돌봄", 310), ("아이 배움터", 120)]


def test_the_line_above_a_menu_that_is_none_of_its_entries_heads_nothing() -> None:
    result = read(f"{PAGE}숲 배움터\n- 경로당 돌봄\n- 아이 배움터\n{PARTS}")
    assert [row.task for row in result.plan][1] == "아이 배움터"
    assert result.plan[0].task not in ("숲 배움터", "경로당 돌봄")


def test_an_entry_that_heads_no_section_is_no_part_of_the_page() -> None:
    result = read(f"{PAGE}경로당 돌봄\n- 경로당 돌봄\n- 아이 배움터\n\n알림말\n사업개요\n○ 이용인원 : 310명\n")
    assert "경로당 돌봄" not in {row.task for row in result.plan}


def test_an_entry_that_comes_again_above_no_section_is_no_part_of_the_page() -> None:
    page = "- 경로당 돌봄\n- 아이 배움터\n\n경로당 돌봄\n마을마다 하나씩 둔다\n○ 이용인원 : 310명\n"
    assert pick(read(PLAN + page).plan, "task", "target") == [(None, 310)]


# -- a title above cards -----------------------------------------------------------------------------------------------

CARDS = "두레마을 태양광 지원\n사업량 : 31가구\n사업비 : 120백만원\n\n나래마을 태양광 설치\n사업량 : 4개소\n사업비 : 48백만원\n"
SECTIONS = "□ 두레 콤바인 지원\n ○ 사업량 : 12대\n ○ 사업비 : 120백만원\n\n□ 나래 이앙기 지원\n ○ 사업량 : 8대\n"


@pytest.mark.parametrize(
    ("title", "cards", "tasks"),
    [
        ("2024년 느티시 태양광 보급사업 안내", CARDS, {"두레마을 태양광 지원", "나래마을 태양광 설치"}),
        ("농기계 보급사업", SECTIONS, {"두레 콤바인 지원", "나래 이앙기 지원"}),
        ("두레 농기계 나눔", SECTIONS, {"두레 콤바인 지원", "나래 이앙기 지원"}),
    ],
)
def test_a_title_does_not_name_the_cards_below_it(title: str, cards: str, tasks: set[str]) -> None:
    result = read(f"{title}\n사업기간 : 2024. 3. ~ 2024. 11.\n\n{cards}")
    assert {row.task for row in (*result.plan, *result.budget)} == tasks


@pytest.mark.parametrize("title", ["농기계 보급사업", "두레 콤바인 나눔"])
def test_a_title_is_the_name_of_its_only_card(title: str) -> None:
    result = read(f"{title}\n사업기간 : 2024. 3. ~ 2024. 11.\n사업량 : 31대\n사업비 : 48백만원\n")
    assert {row.task for row in (*result.plan, *result.budget)} == {title}


# -- sections with their years -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "task"),
    [
        ("추진실적(’18~’20)\n○ 쉼터 2개소 조성\n사업계획(’21~’23)\n○ 쉼터 3개소 조성\n", "나래숲 쉼터 조성"),
        ("사업계획('21~'23)\n쉼터 3개소 손질\n추진실적('18~'20)\n쉼터 2개소 손질\n", "나래숲 쉼터 운영"),
        ("사업계획(2021년~2023년)\n- 쉼터 3개소\n추진실적(2018년~2020년)\n- 쉼터 2개소\n", "나래숲 쉼터 정비사업"),
    ],
)
def test_the_years_of_a_section_are_those_of_its_facts(page: str, task: str) -> None:
    result = read(f"{task}\n{page}")
    assert [(r.task, r.target, str(r.period_start), str(r.period_end)) for r in result.plan] == [
        (task, 3, "2021-01-01", "2023-12-31")
    ]
    assert [(r.task, r.value, str(r.period_start), str(r.period_end)) for r in result.result] == [
        (task, 2, "2018-01-01", "2020-12-31")
    ]
    assert {row.fiscal_year for row in (*result.plan, *result.result)} == {None}


def test_a_section_with_its_years_is_no_project() -> None:
    result = read(
        "느티시 공약 이행 현황\n\n사업계획(’21~’23)\n○ 쉼터 3개소 조성\n추진실적(’18~’20)\n○ 쉼터 2개소 조성\n"
    )
    assert {row.task for row in (*result.plan, *result.result)} == {None}


# -- a letter as a mark ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["ㅁ소요예산 : 310백만원\nㅁ사업량 : 쉼터 3개소\n", "ㅁ 소요예산 : 310백만원\nㅁ 사업량 : 쉼터 3개소\n"]
)
def test_a_letter_shaped_like_a_box_begins_an_entry(text: str) -> None:
    result = read(f"2024년 나래숲 조성계획\n\n{text}")
    assert pick(result.budget, "indicator", "amount_krw") == [("소요예산", 310_000_000)]
    assert pick(result.plan, "indicator", "target", "unit") == [("쉼터", 3, "개소")]
    assert left(result) == [("2024년", "date")]


@pytest.mark.parametrize("blank", ["", " "])
def test_a_letter_shaped_like_a_box_heads_what_is_marked_with_a_ring(blank: str) -> None:
    text = f"ㅁ{blank}두레 교실 운영\n○ 교실 : 12회\nㅁ{blank}나래숲 가꾸기\n○ 나무 : 310그루\n"
    assert pick(read(PLAN + text).plan, "task", "target") == [("두레 교실 운영", 12), ("나래숲 가꾸기", 310)]
