"""Which line names a page, the project that it names, and the year that its first lines tell."""

import pytest
from reading import pick, read

from pipeline.interpret.answers.titles import project_of_title
from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)
SHELTERS = "\n\n○ 쉼터 3개소\n"


# -- the line that names the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("12 2023년 물빛군 숲길 정비 추진계획", "2023년 물빛군 숲길 정비 추진계획"),
        ("127 2023년도 느티시 나눔장터 운영 결과보고", "2023년도 느티시 나눔장터 운영 결과보고"),
        ("3 2024 숲길 정비 추진계획", "2024 숲길 정비 추진계획"),
        ("120 마을 숲길 정비 추진계획", "120 마을 숲길 정비 추진계획"),
    ],
)
def test_a_number_ahead_of_a_year_is_that_of_the_page(line: str, title: str) -> None:
    assert read(f"{line}{SHELTERS}").record.title == title


@pytest.mark.parametrize("office", ["【 시정현황과 】", "【 통계담당관 】", "【 업무 계획과 】"])
def test_an_office_in_a_box_names_no_page(office: str) -> None:
    assert read(f"{office}\n\n느티 숲길 가꾸기{SHELTERS}").record.title == "느티 숲길 가꾸기"


def test_a_name_in_a_box_that_is_no_office_names_the_page_alone() -> None:
    assert "느티 통계 현황" in (read(f"【 느티 통계 현황 】{SHELTERS}").record.title or "")


STORY = "느티시는 올해 안에 마을마다 숲길을 새로 놓고 쉼터 12곳을 열 계획이라고 27일 밝혔다.\n"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"보도자료\n\n느티시 숲길에 12억원 투입\n\n{STORY}", "느티시 숲길에 12억원 투입"),
        (f"물빛군 나눔장터에 3억 5천만원 지원\n담당자 이가온\n{STORY}", "물빛군 나눔장터에 3억 5천만원 지원"),
        (f"두레 글샘에 책값 700만원\n\n{STORY}", "두레 글샘에 책값 700만원"),
        (f"느티시 숲길에 12억원 투입\n느티 나들이 이모저모{SHELTERS}", "느티 나들이 이모저모"),
        (f"느티시 숲길에 12억원 투입{SHELTERS}", None),
    ],
    ids=["press release", "who is in charge below", "little money", "no story, but a name", "no story"],
)
def test_a_headline_with_an_amount_names_the_story_below_it(page: str, title: str | None) -> None:
    assert read(page).record.title == title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("홈 > 공원 > 느티숲길 안내\n\n물빛군 누리집\n\n느티숲길 안내", "느티숲길 안내"),
        ("홈 > 배움 > 두레 배움터 나들이\n\n느티시 사람들 이야기\n\n두레 배움터 나들이", "두레 배움터 나들이"),
        ("느티시 누리집\n물빛 > 숲 > 느티숲길 걷기\n숲에서 노는 하루\n느티숲길 걷기", "느티숲길 걷기"),
        ("홈 > 공원 > 느티숲길 안내\n\n물빛군 누리집 이야기\n\n느티숲길 안내판", "물빛군 누리집 이야기"),
        ("홈 > 공원 > 숲길\n\n물빛군 누리집 이야기\n\n숲길", "물빛군 누리집 이야기"),
    ],
    ids=["two lines below", "a story between", "home page above", "stands nowhere else", "too short"],
)
def test_the_end_of_the_path_to_a_page_names_it_where_it_stands_below(page: str, title: str) -> None:
    assert read(f"{page}{SHELTERS}").record.title == title


SECTIONS = "- 쉼터 3개소\n\n{0} 머무는 자리\n\n- 의자 12개\n"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"## 오시는 길목\n\n{SECTIONS.format('##')}", None),
        (f"### 오시는 길목\n\n느티 마당 이야기\n\n{SECTIONS.format('###')}", "느티 마당 이야기"),
        (f"### 오시는 길목\n\n{SECTIONS.format('###')}\n### 나가는 길목\n", None),
        (f"## 오시는 길목\n\n{SECTIONS.format('###')}", "오시는 길목"),
        (f"# 오시는 길목\n\n{SECTIONS.format('#')}", "오시는 길목"),
    ],
    ids=["two", "a plain line between", "three", "alone in its height", "highest"],
)
def test_a_heading_with_others_beside_it_is_a_section_and_no_title(page: str, title: str | None) -> None:
    assert read(page).record.title == title


# -- the project that a title names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("2021년 느티숲길 정비 추진결과 및 2022년 추진계획", "느티숲길 정비"),
        ("두레 배움터 운영 추진실적 및 2022년 운영계획", "두레 배움터 운영"),
        ("2021년 나눔장터 운영결과 및 추진계획", "나눔장터"),
        ("2021년 숲길 정비 및 쉼터 조성 추진계획", "숲길 정비 및 쉼터 조성"),
        ("2021년 숲길 추진결과 및 꽃밭 가꾸기 추진계획", "숲길 추진결과 및 꽃밭 가꾸기"),
    ],
)
def test_a_title_of_what_was_done_and_is_next_names_one_project(title: str, project: str) -> None:
    assert project_of_title(title) == project


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("2021년 물빛군 주요행사 추진결과", None),
        ("2021년 물빛군 사회조사 추진계획", None),
        ("2021년 물빛군 먹거리 통계 추진계획", None),
        ("2021년 물빛군 통계마을 추진계획", "통계마을"),
    ],
)
def test_what_no_title_names_as_a_project_is_none_without_its_form_either(title: str, project: str | None) -> None:
    result = read(f"{title}{SHELTERS}")
    assert {row.task for row in (*result.plan, *result.result)} == {project}


SPOKEN = "\n\n○정원과장 이나래  사업비 30백만원을 집행하였습니다.\n"


@pytest.mark.parametrize(
    ("head", "task"),
    [
        ("행사명 : 두레 별빛마당", "두레 별빛마당"),
        ("◈ 사업명 : 물빛 그림길", "물빛 그림길"),
        ("과제명: 온마을 글샘", "온마을 글샘"),
        ("사업명 : 물빛 그림길\n\n사업명 : 온마을 글샘", None),
        ("2024년 두레 가꾸기 추진계획\n\n행사명 : 두레 별빛마당", "두레 가꾸기"),
    ],
    ids=["event", "marked", "task", "two of them", "below a title"],
)
def test_the_card_at_the_top_names_the_project_of_all_of_its_page(head: str, task: str | None) -> None:
    assert pick(read(f"{head}{SPOKEN}", ANY).budget, "task", "amount_krw") == [(task, 30_000_000)]


# -- the year ---------------------------------------------------------------------------------------------------------

MINUTES = "제12회 느티시의회 복지위원회 회의록\n\n"
SPEECH = "\n\n○복지과장 이나래  어른 310명이 쉼터를 찾았습니다.\n"


@pytest.mark.parametrize(
    ("item", "year"),
    [
        ("1. 2024년도 하반기 주요업무보고의 건", 2024),
        ("1. 2022년 상반기 업무추진상황 청취의 건", 2022),
        ("1. 2021년 2분기 주요업무추진실적의 건", 2021),
        ("1. 2024년 상반기 마을 나들이의 건", None),
        ("1. 2024년 7월 16일 주요업무보고의 건", None),
    ],
)
def test_minutes_are_of_the_year_of_the_work_that_is_reported(item: str, year: int | None) -> None:
    assert read(f"{MINUTES}의사일정\n{item}{SPEECH}").record.fiscal_year == year


@pytest.mark.parametrize(
    ("head", "year"),
    [
        (f"{MINUTES}일 시 : 2024년 7월 16일(화) 10시\n장 소 : 회의실", 2024),
        ("제5회 물빛군의회 본회의\n개의일시 2022. 3. 4.(금) 10:00", 2022),
        ("제5회 물빛군의회 본회의\n회의일시 : 2022년 3월 4일 오전 10시 개의", 2022),
        (f"{MINUTES}나들이 : 2024년 7월 16일(화) 10시\n장 소 : 회의실", None),
        ("물빛군 마당 이야기\n\n일 시 : 2024년 7월 16일(화) 10시\n장 소 : 회의실", None),
    ],
    ids=["spaced", "without a colon", "with a word behind", "another day", "no council"],
)
def test_minutes_are_of_the_year_in_which_the_council_met(head: str, year: int | None) -> None:
    assert read(f"{head}{SPEECH}").record.fiscal_year == year


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2021년말 2022년말", None),
        ("2021. 12. 31. 기준 / 2022. 12. 31. 기준 비교", None),
        ("2022년 6월말 2023년 6월말 2024년 6월말", None),
        ("(2022. 12. 31. 기준)", 2022),
    ],
)
def test_several_reference_days_in_a_line_are_names_of_columns(line: str, year: int | None) -> None:
    assert read(f"느티시 마당 현황\n\n{line}\n\n□ 쉼터\n ○ 의자 310개\n").record.fiscal_year == year


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("○ 점검대상 : 2022년도 추진실적", 2022),
        ("○ 점검대상 기간 : 2022년", 2022),
        ("대상기간 : 2022년", 2022),
        ("- 평가기간 : 2022년도", 2022),
        ("○ 점검 기간 : 2022년", 2023),
    ],
)
def test_a_report_is_of_the_year_that_was_looked_at(line: str, year: int) -> None:
    result = read(f"2023년 느티시 살림 돌아보기 결과보고\n\n{line}\n\n□ 쉼터\n ○ 의자 310개\n")
    assert result.record.fiscal_year == year
    assert pick(result.result, "fiscal_year") == [(year,)]


@pytest.mark.parametrize(
    "line",
    [
        "기간 : 2024. 7. 15. ~ 7. 19.",
        "○ 기 간 : 2024. 9. 2. ~ 9. 8.",
        "❍ 보고기간: 2024. 12. 2.(월) ~ 12. 8.(일)",
        "○ 업무 기간 : 2024. 7. 15. ~ 7. 19.",
    ],
)
def test_a_weekly_report_is_of_the_year_of_its_week(line: str) -> None:
    assert read(f"느티시 주간업무\n\n{line}\n\n□ 쉼터\n ○ 의자 310개\n").record.fiscal_year == 2024


def test_the_span_of_something_else_dates_no_weekly_report() -> None:
    assert (
        read("느티시 주간업무\n\n사업기간 : 2024. 7. 15. ~ 7. 19.\n\n□ 쉼터\n ○ 의자 310개\n").record.fiscal_year
        is None
    )
