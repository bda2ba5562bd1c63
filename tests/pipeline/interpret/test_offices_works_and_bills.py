"""Offices before amounts, works by their size, papers that are no project, pages of a day, columns called by letters."""

from datetime import date

import pytest
from reading import REPORT, left, pick, read

from pipeline.interpret.interpretation import Settings

STORY = "느티군, 2031년 예산안 제출\n\n"
ANY = Settings(any_document=True)

# -- whose ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "offices"),
    [
        (
            "추경예산안은 기획실 21억원, 숲길과 8억원, 물길센터는 3억원이다.",
            ["기획실", "숲길과", "물길센터"],
        ),
        ("조기집행은 숲길과가 목표액 42억원 중 39억원을 집행했다.", ["숲길과", "숲길과"]),
        ("군은 급식센터 3억원, 물놀이터 2억원을 편성했다.", [None, None]),
        ("숲길과가 참여하였고, 올해 예산은 3억원이다.", [None]),
    ],
)
def test_the_office_before_an_amount_is_in_charge_of_it(sentence: str, offices: list[str | None]) -> None:
    found = read(STORY + sentence + "\n", ANY).budget
    assert [row.department for row in found] == offices


def test_an_office_that_begins_an_entry_is_no_project_and_what_follows_the_list_is_not_its_own() -> None:
    text = "올해 시범사업은 ▲둘레정원과 6개사업(8~9개소) ▲물길관리과 4개사업(5개소)등 총10개사업 13개소로, 사업비는 총 2억원이다."
    result = read(f"느티군, 2031년 새기술 시범사업 접수\n\n{text}\n", ANY)
    assert {row.task for row in (*result.result, *result.budget)} == {None}
    offices = ["둘레정원과", "둘레정원과", "물길관리과", "물길관리과"]
    assert [row.department for row in result.result] == [None, None, *offices]
    assert [row.department for row in result.budget] == [None]


# -- works ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "tasks"),
    [
        ("군은 140㏊ 규모의 어린숲 가꾸기 사업에 6억 원을 투입한다.", ["어린숲 가꾸기 사업"] * 2),
        ("군은 140㏊를 조사했고, 내년에 어린숲 가꾸기 사업에 6억 원을 투입한다.", [None, "어린숲 가꾸기 사업"]),
        ("조림 사업의 예산은 6억 원이다.", ["조림 사업"]),
        ("주요 사업의 예산은 6억 원이다.", [None]),
    ],
)
def test_a_size_and_an_amount_are_of_the_project_named_beside_them(sentence: str, tasks: list[str | None]) -> None:
    result = read(STORY + sentence + "\n", ANY)
    assert [row.task for row in (*result.plan, *result.result, *result.budget)] == tasks


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("이어서 잎마름병 나무주사 210ha에 1억 2,000만 원을 계상했습니다.", "잎마름병 나무주사"),
        ("이어서 어려운 주민 210명에 1억 2,000만 원을 계상했습니다.", None),
    ],
)
def test_what_a_length_or_an_area_costs_is_a_work(sentence: str, task: str | None) -> None:
    text = f"제12회 느티군의회 회의록\n\n2031년도 예산안 심사\n\n○숲길과장 이가람\n  {sentence}\n"
    assert {row.task for row in read(text).budget} == {task}


def test_what_is_done_with_as_many_ends_the_name_of_an_entry() -> None:
    result = read(f"{STORY}군은 ▲물놀이터 건립(12억 원) ▲쉼터 3개소 조성(4억 원)에 나선다.\n")
    assert pick(result.budget, "task", "amount_krw") == [
        ("물놀이터 건립", 1_200_000_000),
        ("쉼터 조성", 400_000_000),
    ]


def test_a_rate_in_brackets_does_not_part_an_amount_from_its_verb() -> None:
    rows = read(f"{STORY}숲길과가 목표액 2억원 중 1억원(집행률 50%)을 집행했다.\n", ANY).budget
    assert pick(rows, "basis", "amount_krw") == [("예산", 200_000_000), ("집행", 100_000_000)]


# -- papers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marker", ["2. ", "나. "])
def test_a_bill_on_the_agenda_is_no_project(marker: str) -> None:
    agenda = f"1. 2031년도 세입세출예산안\n\n{marker}2031년도 기금운용계획안\n\n"
    rows = read(f"제12회 느티군의회 회의록\n\n{agenda}○ 기획실장 이 가 람\n\n지방세는 12억 원입니다.\n").budget
    assert {row.task for row in rows} == {None}


def test_the_word_for_a_project_before_its_name_is_no_part_of_it() -> None:
    page = "사업명 마을 나들이 지원\n회계연도 2031 회계 일반회계\n조직 문화과 기능 문화예술\n\n○ 총사업비 : 12백만원\n"
    result = read(page)
    assert pick(result.budget, "task", "officer") == [("마을 나들이 지원", None)]


def test_a_headline_in_two_parts_names_no_project() -> None:
    rows = read("12곳 먼저 살펴...취약지역 시설 지원\n\n2031년 예산은 12억 원이다. 군은 이를 편성했다.\n", ANY).budget
    assert {row.task for row in rows} == {None}


def test_a_caption_below_an_item_of_its_name_is_no_title() -> None:
    fund = "느티군 마을기업기금\n\n • 기금조성 현황\n\n(단위:천원)\n\n기금조성 현황\n"
    names = "2030년도말 현재액(A) 2031년도 조성계획 2031년도말 현재액(E=A+D) 비 고\n수 입(B) 지 출(C) 증감 (D=B-C)\n"
    assert read(fund + names + "410,000 150,000 120,000 30,000 440,000\n").record.title == "느티군 마을기업기금"


# -- days ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["- 기준일- 2031. 7. 1.", "기준일 : 2031. 7. 1."])
def test_a_page_of_a_day_shows_what_is(line: str) -> None:
    text = (
        f"우리동 현황\n주민\n{line}\n- 세대수 - 1,120세대\n직원\n- 정원 17/ 현원 16\n수급자 대상\n- 생계급여 : 74가구\n"
    )
    result = read(text)
    assert not result.plan
    assert pick(result.result, "value", "period_end") == [(value, date(2031, 7, 1)) for value in (1120, 17, 16, 74)]


def test_the_day_on_which_something_is_to_be_reckoned_dates_no_page() -> None:
    result = read(f"{REPORT}- 기준일 변경 - 2031. 7. 1. 시행\n- 쉼터 12개소 조성\n")
    assert {row.fiscal_year for row in result.result} == {2023}


# -- what is no fact -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", ["2034.05.14 (화)\n\n", ""])
def test_the_weather_on_a_page_is_no_row_and_its_day_dates_nothing(today: str) -> None:
    shown = "  • 맑음느티 14.2℃\n  • 새벽 9.6℃\n  • 흐림솔뫼 8.0℃\n하늘청 제공\n\n"
    result = read(f"{today}{shown}느티군 쉼터 조성계획\n\n- 온실 온도 18.5℃\n- 쉼터 12개소 조성\n")
    assert pick(result.plan, "target", "unit", "fiscal_year") == [(18.5, "℃", None), (12, "개소", None)]
    assert result.record.title == "느티군 쉼터 조성계획"
    assert {"14.2℃", "9.6℃", "8.0℃"} <= {raw for raw, reason in left(result) if reason == "other"}


def test_what_is_measured_in_several_places_is_no_weather() -> None:
    result = read(f"{REPORT}- 기온 14.2℃\n- 수온 9.6℃\n- 온도 8.0℃\n")
    assert [row.value for row in result.result] == [14.2, 9.6, 8.0]


def test_a_later_paragraph_of_a_story_is_not_about_a_line_of_its_headline() -> None:
    story = "한가람 의장은 총 15건을 썼다.\n\n한가람 부의장은 총 6건을 썼다.\n"
    rows = read(f"2031년 느티군의회 업무추진비\n\n쓴 곳 대부분 밥집\n\n{story}", ANY).result
    assert [row.activity for row in rows][1:] == [None]


def test_the_end_of_a_sentence_says_of_its_entries_whether_they_were_spent() -> None:
    run = "올해 업무추진비는 △의장 3천만 원 △부의장 1천만 원이 책정되어 있다.\n"
    rows = read(f"느티군의회 업무추진비로 32건 2백만원 집행\n\n쓴 곳 대부분 밥집\n\n{run}", ANY).budget[-2:]
    assert pick(rows, "basis", "amount_krw") == [("예산", 30_000_000), ("예산", 10_000_000)]


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ("○ 마을모임(3월 5일)\n  - 숲길 안내판을 새로 달기로 함\n", ["숲길 안내판을 새로 달기로 함"]),
        ("○ 마을모임\n  - 숲길과, 물길과\n", []),
        ("○ 신청기간 3월 5일 ~ 3월 9일\n", []),
    ],
)
def test_words_below_results_tell_what_came_of_a_dated_event(lines: str, texts: list[str]) -> None:
    found = read(f"{REPORT}□ 추진실적\n{lines}□ 향후계획\n○ 쉼터 12개소 조성\n").result
    assert [row.value_text for row in found if row.value is None] == texts


# -- columns -------------------------------------------------------------------------------------------------------------

LETTERS = "느티군 마을기업기금\n\n(단위:천원)\n{upper}\n{lower}\n{row}\n"


@pytest.mark.parametrize("label", ["", "마을기금 "])
def test_letters_tell_the_order_of_columns_on_two_lines(label: str) -> None:
    upper = "2030년도말 현재액(A) 2031년도 조성계획 2031년도말 현재액(E=A+D) 비 고"
    text = LETTERS.format(
        upper=("구분 " if label else "") + upper,
        lower="수 입(B) 지 출(C) 증감 (D=B-C)",
        row=f"{label}410,000 150,000 120,000 30,000 440,000",
    )
    result = read(text)
    assert pick(result.budget, "indicator", "amount_krw", "basis", "fiscal_year") == [
        ("수입", 150_000_000, "예산", 2031),
        ("지출", 120_000_000, "예산", 2031),
    ]
    assert pick(result.result, "value", "fiscal_year") == [(410_000_000, 2030), (440_000_000, 2031)]


@pytest.mark.parametrize(
    ("lower", "row"),
    [
        ("수 입(B) 지 출(D) 증감 (F=B-D)", "410,000 150,000 120,000 30,000 440,000"),
        ("수 입(B) 지 출(C) 증감 (D=B-C)", "410,000 150,000 120,000 440,000"),
    ],
    ids=["a letter is missing", "a number is missing"],
)
def test_letters_that_do_not_fit_make_no_table(lower: str, row: str) -> None:
    upper = "2030년도말 현재액(A) 2031년도 조성계획 2031년도말 현재액(E=A+D) 비 고"
    result = read(LETTERS.format(upper=upper, lower=lower, row=row))
    assert (result.budget, result.result) == ((), ())


def test_what_a_plan_takes_in_is_planned() -> None:
    table = "항목\t수입계획\t수입계획\n\t전년도수입액\t당해연도수입액\n이자\t120\t150\n회수\t300\t310\n"
    rows = read(f"느티군 마을기업기금 2031년도 운용계획\n\n(단위:천원)\n{table}").budget
    assert {row.basis for row in rows} == {"예산"}


def test_a_total_that_lost_its_name_stands_before_sources_and_a_column_of_remarks() -> None:
    rows = "구분 국비 시비 구비 민자등 비고\n총 계 1,500 300 400 500 300\n복지 900 200 300 300 100\n숲 600 100 100 200 200\n"
    found = read(f"느티구 2031년 공약 실천계획\n\n- 재원별(단위:백만원)\n\n{rows}").budget
    assert pick(found[-5:], "source", "amount_krw") == [
        ("계", 600_000_000),
        ("국비", 100_000_000),
        ("시비", 100_000_000),
        ("구비", 200_000_000),
        ("민간", 200_000_000),
    ]


def test_what_comes_after_the_term_is_of_no_year_of_the_table() -> None:
    rows = "구분\t2030\t2031\t임기후\n복지\t10\t20\t30\n숲\t11\t21\t31\n"
    found = read(f"느티구 2031년 공약 실천계획\n\n연도별 소요(단위:백만원)\n{rows}").budget
    assert [row.fiscal_year for row in found] == [2030, 2031, None, 2030, 2031, None]
