"""The heads of lines: codes, ordinals, offices, labels of cards, markers and how they nest; and heads that name nothing."""

import pytest
from reading import pick, read

from pipeline.korean.sections import section_role


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("과제 1-3 물길 살리기", "1-3"),
        ("과제 Ⅱ-4. 물길 살리기", "Ⅱ-4"),
        ("과제 Ⅱ-2-1 물길 살리기", "Ⅱ-2-1"),
        ("과제 3. 물길 살리기", None),
        ("[2-1] 물길 살리기", "2-1"),
        ("<Ⅲ-2-1> 물길 살리기", "Ⅲ-2-1"),
        ("【1-3】 물길 살리기", "1-3"),
        *(
            (f"{word} 1-3 물길 살리기", "1-3")
            for word in ("공약", "정책사업", "정책사업목표", "관리과제", "실천사업", "성과과제")
        ),
    ],
)
def test_a_code_behind_a_word_of_the_field_or_in_brackets_is_that_of_the_project(
    heading: str, code: str | None
) -> None:
    result = read(f"2024년도 주요업무계획\n\n{heading}\n\n ❍ 주요내용\n   - 나무 300그루 심기\n")
    assert pick(result.plan, "task", "task_code") == [("물길 살리기", code)]


@pytest.mark.parametrize("heading", ["과제 7 물길 살리기", "마을 1-3 물길 살리기", "[2024-1] 물길 살리기"])
def test_a_number_without_a_point_another_word_and_a_year_are_no_code(heading: str) -> None:
    result = read(f"2024년도 주요업무계획\n\n{heading}\n\n ❍ 주요내용\n   - 나무 300그루 심기\n")
    assert pick(result.plan, "target", "task_code") == [(300, None)]


@pytest.mark.parametrize(
    "heading",
    [
        "(복지정책과)",
        "가람구청장",
        "샘말군수",
        "누리도지사",
        "가람특별시장",
        "가람광역시장",
        "누리교육감",
        "쉼터재단 이사장",
    ],
)
def test_an_office_in_brackets_and_the_head_of_one_name_no_project(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [(None, 5)]


@pytest.mark.parametrize("heading", ["(가칭)느티쉼터", "군수와 함께 걷기"])
def test_a_project_with_brackets_or_an_office_in_its_name_is_one(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [(heading, 5)]


OFFICES = "".join(
    f"{office}\n 1. {name}\n   - 학생 : {n}명\n"
    for office, name, n in (
        ("총무과", "느티학교 열기", 30),
        ("복지과", "샘터학교 열기", 25),
        ("문화과", "나루학교 열기", 65),
    )
)


def test_offices_below_an_open_section_stand_in_it() -> None:
    result = read(f"2024년 샘말군 주요업무계획\n\nⅡ. 추진실적\n{OFFICES}")
    assert result.plan == ()
    assert pick(result.result, "department", "goal", "task", "value") == [
        ("총무과", None, "느티학교 열기", 30),
        ("복지과", None, "샘터학교 열기", 25),
        ("문화과", None, "나루학교 열기", 65),
    ]


def test_offices_below_no_section_stand_by_themselves() -> None:
    result = read(f"2024년 샘말군 주요업무계획\n\n{OFFICES}")
    assert pick(result.plan, "department", "task", "target") == [
        ("총무과", "느티학교 열기", 30),
        ("복지과", "샘터학교 열기", 25),
        ("문화과", "나루학교 열기", 65),
    ]


@pytest.mark.parametrize("heading", ["사업 내역", "나라살림 전망"])
def test_a_heading_that_only_says_what_kind_of_list_follows_names_no_project(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n\n구분\t쉼터\n횟수\t5회\n")
    assert pick(result.plan, "task", "target") == [(None, 5)]


@pytest.mark.parametrize("heading", ["전망대 손보기", "사업장 둘러보기"])
def test_a_heading_that_begins_with_such_a_word_names_one(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n\n구분\t쉼터\n횟수\t5회\n")
    assert pick(result.plan, "task", "target") == [(heading, 5)]


@pytest.mark.parametrize(
    ("title", "generic"),
    [
        ("느티나무 어울림쉼터 건립 개요", False),
        ("샘말 어린이놀이터 조성 개요", False),
        ("사업 추진 개요", True),
        ("계획 개요", True),
        ("느티나무 어울림마당 들머리 개요", True),
        ("느티나무 어울림쉼터 건립 추진실적", True),
    ],
)
def test_an_overview_with_the_long_name_of_a_project_is_no_usual_section(title: str, generic: bool) -> None:
    assert section_role(title)[1] is generic


LABELS = {
    "위탁기간": "2016 ~ 2019",
    "위탁금": "98억원",
    "위탁금액": "98억원",
    "교육기간": "2016 ~ 2019",
    "지원대상": "샘말 사람",
    "교육대상": "샘말 사람",
    "운영대상": "샘말 사람",
    "사업장소": "새들리",
    "총공사비": "98억원",
    "공사비": "98억원",
    "용역비": "98억원",
    "용역기간": "2016 ~ 2019",
    "시행기간": "2016 ~ 2019",
    "일시": "2016. 4. 16.",
    "위치": "새들리",
    "행사기간": "2016 ~ 2019",
    "행사일시": "2016. 4. 16.",
    "운영인원": "25명",
    "참여인원": "25명",
    "모집인원": "25명",
    "위탁근거": "샘말 조례",
    "위탁기관": "느티회",
    "수행기관": "느티회",
    "운영기관": "느티회",
    "시행기관": "느티회",
    "사업근거": "샘말 조례",
    "추진근거": "샘말 조례",
    "사업예산": "98억원",
    "예산액": "98억원",
}


@pytest.mark.parametrize(("label", "value"), LABELS.items(), ids=LABELS)
def test_labels_of_commissioned_work_open_the_card_of_the_line_above(label: str, value: str) -> None:
    result = read(
        f"샘말군 체육시설 안내\n\n■ 2017년 정비사업\n\nㅇ 어울림터 짓기\n - {label} : {value}\n - 쉼터 : 12개소\n"
    )
    assert ("어울림터 짓기", 12) in pick(result.plan, "task", "target")
    assert {row.task for row in (*result.plan, *result.budget)} == {"어울림터 짓기"}


@pytest.mark.parametrize("label", ["느낀 점", "바라는 점", "돌담"])
def test_other_labels_open_no_card(label: str) -> None:
    result = read(
        f"샘말군 체육시설 안내\n\n■ 2017년 정비사업\n\nㅇ 어울림터 짓기\n - {label} : 98억원\n - 쉼터 : 12개소\n"
    )
    assert "어울림터 짓기" not in {row.task for row in (*result.plan, *result.budget, *result.result)}


def test_the_entries_of_a_menu_in_markdown_head_their_parts() -> None:
    result = read(
        "# 샘말군 체육시설 안내\n\n- 누리악단\n- 솔빛소리터\n\n누리악단\n\n사업개요\n\n- 사업량 : 공연 25회\n\n"
        "솔빛소리터\n\n사업개요\n\n- 사업량 : 공연 2회\n"
    )
    assert pick(result.plan, "task", "target") == [("누리악단", 25), ("솔빛소리터", 2)]


def test_lines_that_no_menu_lists_head_no_parts() -> None:
    result = read(
        "# 샘말군 체육시설 안내\n\n누리악단\n\n사업개요\n\n- 사업량 : 공연 25회\n\n솔빛소리터\n\n사업개요\n\n- 사업량 : 공연 2회\n"
    )
    assert {row.task for row in result.plan} == {None}


_CHOSEN = """### 사업안내

- 처음으로
{chosen}어린이도서관 신축 대행
- 새터 공영주차장 조성 대행
- 어린이도서관 신축 대행
##### 조감도

##### 사업개요

대지면적
18,640㎡
##### 향후계획

좌석 확충 : 240석
새터 공영주차장 조성 대행
##### 사업개요

주차면수
310면
"""


def test_the_entry_that_a_page_shows_first_stands_above_its_menu() -> None:
    """Headings with a level stand under the entries, which have none, until the next entry."""
    result = read(_CHOSEN.format(chosen=""))
    assert pick(result.plan, "task", "target") == [
        ("어린이도서관 신축 대행", 18640),
        ("어린이도서관 신축 대행", 240),
        ("새터 공영주차장 조성 대행", 310),
    ]


def test_the_heading_of_a_page_is_no_entry_of_its_menu() -> None:
    result = read(_CHOSEN.format(chosen="## "))
    assert "어린이도서관 신축 대행" not in {row.task for row in result.plan}


# -- nesting ----------------------------------------------------------------------------------------------------------


def test_numbers_that_begin_anew_under_each_square_stand_under_it() -> None:
    result = read(
        "2024년 샘말군 주요업무계획\n\n□ 2023년 아이가 즐거운 마을\n1. 느티학교 열기\n - 학생 : 30명\n"
        "2. 샘터학교 열기\n - 학생 : 25명\n□ 어른이 즐거운 마을\n1. 나루학교 열기\n - 학생 : 65명\n"
    )
    assert pick(result.plan, "goal", "task", "target", "fiscal_year") == [
        ("2023년 아이가 즐거운 마을", "느티학교 열기", 30, 2023),
        ("2023년 아이가 즐거운 마을", "샘터학교 열기", 25, 2023),
        ("어른이 즐거운 마을", "나루학교 열기", 65, 2024),
    ]


def test_squares_under_numbers_that_go_on_stand_under_them() -> None:
    result = read(
        "2024년 샘말군 주요업무계획\n\n1. 느티학교 열기\n□ 아이가 즐거운 마을\n - 학생 : 30명\n"
        "2. 샘터학교 열기\n□ 어른이 즐거운 마을\n - 학생 : 25명\n"
    )
    assert pick(result.plan, "goal", "task", "activity", "target") == [
        (None, "느티학교 열기", "아이가 즐거운 마을", 30),
        (None, "샘터학교 열기", "어른이 즐거운 마을", 25),
    ]


def test_diamonds_stand_under_squares_that_came_first_and_come_again() -> None:
    result = read(
        "2024년 샘말군 주요업무계획\n\n□ 추진실적\n◈ 느티학교 열기\n - 학생 : 30명\n◈ 샘터학교 열기\n - 학생 : 25명\n"
        "□ 추진계획\n◈ 나루학교 열기\n - 학생 : 65명\n"
    )
    assert pick(result.result, "task", "value") == [("느티학교 열기", 30), ("샘터학교 열기", 25)]
    assert pick(result.plan, "task", "target") == [("나루학교 열기", 65)]


def test_diamonds_that_came_first_stand_above_squares() -> None:
    result = read(
        "2024년 샘말군 주요업무계획\n\n◈ 지난해 한 일\n□ 추진실적\n - 학생 : 30명\n◈ 새해 할 일\n□ 추진계획\n - 학생 : 25명\n"
        "◈ 나무 가꾸기\n - 나무 : 7그루\n"
    )
    assert pick(result.result, "value", "fiscal_year") == [(30, 2023)]
    assert pick(result.plan, "target", "fiscal_year") == [(25, 2024), (7, 2024)]


@pytest.mark.parametrize("marker", "➤‣▸▹⁃")
def test_arrows_and_short_dashes_before_a_line_are_markers(marker: str) -> None:
    result = read(
        f"2024년 샘말군 주요업무계획\n\n□ 느티학교 열기\n {marker} 학생 : 30명\n {marker} 손풍금 켜기 : 7회\n"
    )
    assert pick(result.plan, "indicator", "target") == [("학생", 30), ("손풍금 켜기", 7)]


def test_an_arrow_within_a_line_is_no_marker() -> None:
    result = read("2024년 샘말군 주요업무계획\n\n□ 느티학교 열기\n - 들길▸숲길 걷기 : 7회\n")
    assert pick(result.plan, "indicator", "target") == [("들길▸숲길 걷기", 7)]


# -- goals and items ----------------------------------------------------------------------------------------------------


def test_a_goal_right_above_a_line_is_no_activity_of_it() -> None:
    result = read("샘말군 청년정책 기본계획\n\n전략 1. 돌아오는 청년 마을\n - 빈집 고치기 : 12호\n")
    assert pick(result.plan, "goal", "activity", "target") == [("돌아오는 청년 마을", None, 12)]


def test_a_heading_right_above_a_line_that_is_no_goal_is_its_activity() -> None:
    result = read("샘말군 청년정책 기본계획\n\n□ 돌아오는 청년 마을\n - 빈집 고치기 : 12호\n")
    assert pick(result.plan, "goal", "activity", "target") == [(None, "돌아오는 청년 마을", 12)]


STRATEGIES = (
    "샘말군 제3차 아동돌봄 기본계획\n\n□ 추진전략\n\n{head}\t주요내용\n안심하는 동네\t1.1 골목 밝히기 - 1.2 등굣길 넓히기\n"
    "함께 노는 동네\t2.1 놀이터 늘리기 - 2.2 17세까지 쓰는 책방카드\n"
)


def test_numbered_items_in_a_cell_name_themselves_under_the_goal_of_their_row() -> None:
    rows = read(STRATEGIES.format(head="구분")).plan
    assert pick(rows, "goal", "task_code", "task", "activity") == [
        ("안심하는 동네", "1.1", "골목 밝히기", "골목 밝히기"),
        ("안심하는 동네", "1.2", "등굣길 넓히기", "등굣길 넓히기"),
        ("함께 노는 동네", "2.1", "놀이터 늘리기", "놀이터 늘리기"),
        ("함께 노는 동네", "2.2", "17세까지 쓰는 책방카드", "17세까지 쓰는 책방카드"),
    ]


def test_numbered_items_beside_a_project_are_its_work() -> None:
    rows = read(STRATEGIES.format(head="사업명")).plan
    assert (
        pick(rows, "goal", "task_code", "task")
        == [(None, None, "안심하는 동네")] * 2 + [(None, None, "함께 노는 동네")] * 2
    )
