"""What a document is called and is: titles that are only a place, budgets of a whole government, events, parts of a year."""

import pytest
from reading import pick, read


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("누리특별자치도 샘말군\n\n우리 동네 물길 이야기", "우리 동네 물길 이야기"),
        ("샘말군 물길 이야기", "샘말군 물길 이야기"),
    ],
    ids=["places alone", "place and more"],
)
def test_a_line_of_places_alone_is_no_title(top: str, title: str) -> None:
    result = read(f"{top}\n\n- 물길 돌보기 : 24회\n- 나무 심기 : 300그루\n")
    assert result.record.title == title


@pytest.mark.parametrize(
    "title",
    [
        "2024년도 제2회 추가경정예산안 개요",
        "2024년도 제2회 추가경정예산안",
        "2024년도 제2회 추가경정예산 개요",
        "2024년도 제2회 추가경정예산",
        "2024년도 예산안 개요",
        "2024년도 예산 개요",
        "2024년도 세입세출예산안 개요",
    ],
)
def test_the_outline_of_a_budget_is_a_kind_of_paper(title: str) -> None:
    result = read(f"{title}\n\n□ 예산규모 : 8,120억원\n")
    assert (result.record.title, result.record.doc_type) == (title, "예산안 개요")
    assert pick(result.budget, "basis", "amount_krw", "fiscal_year") == [("예산", 8120e8, 2024)]


def test_the_book_of_a_budget_is_another() -> None:
    result = read("2024년도 세입세출예산서\n\n□ 예산규모 : 8,120억원\n")
    assert result.record.doc_type == "예산서"


@pytest.mark.parametrize(
    "title", ["2024년도 제1회 추가경정예산 주요내용", "2024년도 본예산 주요내용", "2024년도 예산 개요"]
)
def test_the_chapters_of_the_budget_of_a_whole_government_name_no_project(title: str) -> None:
    """In a section that names no project, task is null and the heading goes to goal."""
    result = read(f"{title}\n\n1. 일반공공행정\n ○ 청사 고치기 : 31백만원\n")
    assert pick(result.budget, "task", "goal", "activity") == [(None, "일반공공행정", "청사 고치기")]


@pytest.mark.parametrize("title", ["2024년도 제1회 추가경정예산 주요내용", "2024년도 본예산 편성"])
def test_the_entries_of_a_budget_are_the_projects_that_their_amounts_are_for(title: str) -> None:
    result = read(
        f"{title}\n\n(단위 : 백만원)\n\n1. 늘어나는 일\n - 느티 마을회관 고치기  310\n - 물놀이장 손보기  45\n"
    )
    assert pick(result.budget, "task", "amount_krw") == [("느티 마을회관 고치기", 310e6), ("물놀이장 손보기", 45e6)]


def test_the_chapters_of_a_plan_name_the_project_that_their_amounts_are_for() -> None:
    result = read("2024년도 주요업무계획\n\n(단위 : 백만원)\n\n1. 늘어나는 일\n - 느티 마을회관 고치기  310\n")
    assert pick(result.budget, "task", "amount_krw") == [("늘어나는 일", 310e6)]


EVENTS = (
    *("축제", "행사", "대회", "박람회", "음악회", "공연", "영화제", "문화제", "예술제", "캠페인", "공모전", "마라톤"),
    *("한마당", "페스티벌", "기념식", "워크숍", "포럼", "토론회", "전시회", "장터"),
)


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_in_the_title_outranks_the_chapters_of_its_plan(event: str) -> None:
    result = read(f"2024년 제3회 느티 {event} 추진계획\n\n1. 무대 꾸미기\n○ 소리꾼 : 12명\n")
    assert pick(result.plan, "task", "target") == [(f"제3회 느티 {event}", 12)]


def test_the_chapters_of_a_plan_for_no_event_name_their_own_projects() -> None:
    result = read("2024년 느티 축제장 가꾸기 추진계획\n\n1. 무대 꾸미기\n○ 나무 : 12그루\n")
    assert pick(result.plan, "task", "target") == [("무대 꾸미기", 12)]


@pytest.mark.parametrize("part", ["상반기", "하반기", "2분기", "3/4분기"])
def test_the_part_of_a_year_before_a_project_in_the_title_is_no_part_of_its_name(part: str) -> None:
    result = read(f"2024년 {part} 들꽃학교 운영계획\n\n□ 추진계획\n ○ 학생 : 30명\n")
    assert {row.task for row in result.plan} == {"들꽃학교 운영"}


def test_a_name_that_begins_with_the_part_of_a_year_keeps_it() -> None:
    result = read("2024년 하반기학교 운영계획\n\n□ 추진계획\n ○ 학생 : 30명\n")
    assert {row.task for row in result.plan} == {"하반기학교 운영"}


REPORTS = (
    *("추진결과보고", "추진결과보고서", "이행결과보고", "이행결과", "추진성과", "추진성과보고", "추진현황보고"),
    "추진실적보고서",
)


@pytest.mark.parametrize("form", REPORTS)
def test_the_kind_of_report_is_no_part_of_the_name_of_its_project(form: str) -> None:
    result = read(f"2024년 들꽃학교 운영 {form}\n\n□ 추진실적\n ○ 학생 : 30명\n")
    assert {row.task for row in result.result} == {"들꽃학교 운영"}


def test_the_words_of_a_report_within_a_name_are_part_of_it() -> None:
    result = read("2024년 추진성과 나눔학교 운영 결과보고\n\n□ 추진실적\n ○ 학생 : 30명\n")
    assert {row.task for row in result.result} == {"추진성과 나눔학교 운영"}
