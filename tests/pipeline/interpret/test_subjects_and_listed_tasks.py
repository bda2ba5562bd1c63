"""What a number is about: subjects of speeches, tasks of lists, events and titles of pages, whole periods and days, words."""

from datetime import date

import pytest
from reading import left, pick, read

from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)
PLAN = "2024년 나래군 업무계획\n\n"
BUDGET = "2024년 나래군 예산 안내\n\n"
MINUTES = "2024년 나래군 회의록\n\n"


# -- subjects of speeches ---------------------------------------------------------------------------------------------

SPEECH = MINUTES + "○복지과장 김가람  “어르신 나들이 돕기”에 관하여 {}드리겠습니다.\n\n{}\n"
TRIP = "어르신 나들이 돕기"


@pytest.mark.parametrize(
    ("announced", "told", "tasks"),
    [
        ("보고", "첫째, 쉼터에 310백만원을 편성하였습니다.\n\n둘째, 누리관에 45백만원을 편성하였습니다.", [TRIP, TRIP]),
        (
            "설명",
            "쉼터에 310백만원을 편성하였습니다.\n\n○공원과장 이가온  누리관에 45백만원을 편성하였습니다.",
            [TRIP, TRIP],
        ),
        ("답변", "물레공원 조성 사업에 310백만원을 편성하였습니다.", ["물레공원 조성 사업"]),
        (
            "보고",
            "쉼터에 310백만원을 편성하였습니다.\n\n『두레숲 살리기』에 대해 말씀드리겠습니다.\n\n누리관에 45백만원을 편성하였습니다.",
            [TRIP, "두레숲 살리기"],
        ),
    ],
    ids=["one of several", "who speaks next", "a project of its own", "another subject"],
)
def test_a_speech_stays_with_its_subject_until_another_is_named(announced: str, told: str, tasks: list[str]) -> None:
    assert [row.task for row in read(SPEECH.format(announced, told), ANY).budget] == tasks


@pytest.mark.parametrize(
    ("between", "task"),
    [
        ("○의장 이가온  수고하셨습니다.\n\n누리관에 45백만원을 편성하였습니다.", None),
        ("1. 두레숲 정비\n - 누리관에 45백만원을 편성하였습니다.", "두레숲 정비"),
    ],
    ids=["who chairs", "a heading"],
)
def test_who_chairs_and_a_heading_end_a_subject(between: str, task: str | None) -> None:
    text = SPEECH.format("보고", f"쉼터에 310백만원을 편성하였습니다.\n\n{between}")
    assert [row.task for row in read(text, ANY).budget] == [TRIP, task]


@pytest.mark.parametrize(
    "text",
    [
        SPEECH.format("부탁", "쉼터에 310백만원을 편성하였습니다."),
        SPEECH.format("보고", "쉼터에 310백만원을 편성하였습니다.")
        .replace("회의록", "새소식")
        .replace("○복지과장 김가람  ", ""),
    ],
    ids=["asked for", "no minutes"],
)
def test_quoted_words_that_announce_nothing_are_no_subject(text: str) -> None:
    assert [row.task for row in read(text, ANY).budget] == [None]


@pytest.mark.parametrize("source", ["국비", "도비", "시비", "군비", "구비", "시도비", "지방비"])
def test_a_source_may_stand_between_an_amount_and_what_it_goes_to(source: str) -> None:
    text = f"{MINUTES}○복지과장 김가람  두레숲 정비에는 {source} 45백만원을 편성하였습니다.\n"
    assert {row.task for row in read(text, ANY).budget} == {"두레숲 정비"}


@pytest.mark.parametrize("words", ["정비에는 국비", "두레숲 정비에는 이웃"])
def test_a_word_without_a_name_and_one_that_is_no_source_tell_no_project(words: str) -> None:
    text = f"{MINUTES}○복지과장 김가람  {words} 45백만원을 편성하였습니다.\n"
    assert {row.task for row in read(text, ANY).budget} == {None}


# -- shares in prose --------------------------------------------------------------------------------------------------

SHARE = "2024년 나래군 예산 설명\n\n두레 살림은 {}.\n"


@pytest.mark.parametrize(
    "told",
    [
        "310백만원으로 전체의 28.7%를 차지하고 있습니다",
        "310백만원으로 총액의 28.7% 비중을 보입니다",
        "310백만원으로 예산의 28.7%를 차지합니다",
        "310백만원으로 전체 예산의 28.7%이니 구성비가 큽니다",
        "310백만원(28.7%)의 비중입니다",
    ],
)
def test_a_rate_right_behind_an_amount_is_its_share(told: str) -> None:
    assert (310_000_000, 28.7) in pick(read(SHARE.format(told)).budget, "amount_krw", "share")


@pytest.mark.parametrize(
    "told",
    [
        "310백만원으로 지난해보다 28.7%를 차지합니다",
        "310백만원으로 이웃 마을 28.7%를 차지합니다",
        "310백만원으로 전체의 28.7명이 차지합니다",
        "310백만원(28.7%)을 나누었습니다",
    ],
)
def test_a_rate_of_something_else_is_no_share(told: str) -> None:
    assert (310_000_000, 28.7) not in pick(read(SHARE.format(told)).budget, "amount_krw", "share")


# -- tasks that a table lists, and labels with their cost -------------------------------------------------------------

LISTED = (
    PLAN + "| {} | 목표(곳) |\n|---|---|\n| 물레공원 조성 | 31 |\n| 두레숲 정비 | 45 |\n\n□ 세부 내용\n- {} : 7개소\n"
)


@pytest.mark.parametrize(
    ("head", "label", "task"),
    [
        ("과제명", "물레공원 조성", "물레공원 조성"),
        ("사업명", "○ 두레숲 정비", "두레숲 정비"),
        ("세부사업", "물레공원  조성", "물레공원 조성"),
        ("과제명", "벼루장터 열기", None),
        ("구분", "물레공원 조성", None),
    ],
)
def test_a_label_that_a_table_has_as_a_task_is_one(head: str, label: str, task: str | None) -> None:
    assert [row.task for row in read(LISTED.format(head, label)).plan if row.target == 7] == [task]


def test_such_a_label_is_not_what_the_heading_names() -> None:
    text = LISTED.format("과제명", "물레공원 조성").replace("□ 세부 내용", "1. 벼루마을 살리기")
    assert [row.task for row in read(text).plan if row.target == 7] == ["물레공원 조성"]


@pytest.mark.parametrize(
    ("heading", "task"),
    [
        ("□ 주요사업", "물레숲 쉬는 곳"),
        ("□ 주요사업(2024년)", "물레숲 쉬는 곳"),
        ("1. 주요세출사업", "물레숲 쉬는 곳"),
        ("1. 물레마을 살리기\n □ 주요사업", "물레숲 쉬는 곳"),
        ("1. 물레마을 살리기\n - 주요사업", "물레숲 쉬는 곳"),
        ("□ 주요내용", None),
        ("□ 추진계획", None),
    ],
)
def test_below_a_heading_of_projects_a_label_with_its_cost_is_one(heading: str, task: str | None) -> None:
    assert [row.task for row in read(f"{BUDGET}{heading}\n  ◇ 물레숲 쉬는 곳 : 93백만원\n").budget] == [task]


@pytest.mark.parametrize("label", ["사업비 : 12백만원", "예산액 : 12백만원", "쉼터 : 12개소"])
def test_a_known_word_and_a_label_without_cost_are_no_project_there(label: str) -> None:
    result = read(f"{BUDGET}□ 주요사업\n ◇ {label}\n")
    assert {row.task for row in (*result.budget, *result.plan)} == {None}


# -- titles of pages --------------------------------------------------------------------------------------------------

HEADLINE = "나래군, 물레공원에서 함께 걷는 모임 열어"
TOLD = "물레공원에 310백만원을 들였다.\n"


@pytest.mark.parametrize(
    "head",
    [
        f"누리집 새 소식\n{HEADLINE}\n2024. 5. 6.\n{HEADLINE}\n",
        f"새 소식 > 보도자료\n담당부서 공원과\n{HEADLINE}\n{HEADLINE}\n",
    ],
)
def test_the_line_that_a_page_of_news_has_twice_is_its_title(head: str) -> None:
    assert read(head + TOLD, ANY).record.title == HEADLINE


@pytest.mark.parametrize(
    "head",
    [
        f"누리집 새 소식\n{HEADLINE}\n2024. 5. 6.\n",
        f"누리집 새 소식\n- {HEADLINE}\n2024. 5. 6.\n- {HEADLINE}\n",
        "누리집 새 소식\n물레공원 걷기\n2024. 5. 6.\n물레공원 걷기\n",
    ],
    ids=["once", "entries of a list", "too short"],
)
def test_other_lines_are_not(head: str) -> None:
    assert read(head + TOLD, ANY).record.title == "누리집 새 소식"


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("‘제12회 물레꽃축제’에 31만 명 다녀가", "제12회 물레꽃축제"),
        ("나래군 「두레 노래 대회」 안내", "두레 노래 대회"),
        ("나래군 “벼루 박람회” 안내", "벼루 박람회"),
        ("나래군 『물레숲 음악회』 안내", "물레숲 음악회"),
        ("나래군 '두레 문화제' 안내", "두레 문화제"),
        ("나래군 ‘물레 이야기’ 안내", None),
        ("나래군 ‘제12회 물레’ 안내", None),
    ],
)
def test_an_event_in_quotation_marks_is_what_the_page_is_about(title: str, task: str | None) -> None:
    assert [row.task for row in read(f"{title}\n\n- 쉼터 310백만원\n", ANY).budget] == [task]


@pytest.mark.parametrize("label", ["제목", "건명", "안건명"])
def test_the_label_of_a_title_is_no_part_of_it(label: str) -> None:
    result = read(f"{label} : 2024년 나래군 물레공원 조성 추진계획\n\n- 쉼터 31개소\n")
    assert (result.record.title, result.plan[0].task) == ("2024년 나래군 물레공원 조성 추진계획", "물레공원 조성")


def test_another_label_makes_no_title() -> None:
    assert read("모임명 : 2024년 나래군 물레공원 조성 추진계획\n\n- 쉼터 31개소\n", ANY).record.title is None


@pytest.mark.parametrize(
    ("form", "task"),
    [("경영목표 및 운영계획", None), ("쉼터 운영계획", "나래공사 쉼터 운영")],
)
def test_the_form_of_a_company_names_no_project(form: str, task: str | None) -> None:
    assert [row.task for row in read(f"2024년 나래공사 {form}\n\n- 쉼터 31개소\n", ANY).plan] == [task]


# -- periods ----------------------------------------------------------------------------------------------------------

REPORT = "2024년 나래군 {}\n\n1. 물레공원 조성\n- 사업기간 : {}\n- 쉼터 : 31개소\n"
WHOLE = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("title", "period", "days"),
    [
        ("실적 보고", "2024. 3. ~ 2024. 9.", (date(2024, 3, 1), date(2024, 9, 30))),
        ("추진실적", "2024년 5월", (date(2024, 5, 1), date(2024, 5, 31))),
        ("결과보고", "2024. 5. 6. ~ 5. 19.", (date(2024, 5, 6), date(2024, 5, 19))),
        ("실적 보고", "2023. 3. ~ 2024. 9.", WHOLE),
        ("실적 보고", "2023. 3. ~ 2023. 9.", WHOLE),
        ("실적 보고", "2024. 3. ~ 계속", WHOLE),
    ],
)
def test_within_the_year_of_a_report_a_result_is_of_the_days_of_its_project(
    title: str, period: str, days: tuple[date, date]
) -> None:
    assert pick(read(REPORT.format(title, period)).result, "value", "period_start", "period_end") == [(31, *days)]


INVESTED = "2024년 나래군 투자계획\n\n(단위 : 백만원)\n사업명\t{}\t2024년\t2025년\n물레공원 조성\t31\t45\t72\n두레숲 정비\t3\t7\t9\n"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("2023까지", (2023, None, date(2023, 12, 31), "집행")),
        ("2023년 말까지", (2023, None, date(2023, 12, 31), "집행")),
        ("기투자(2023년까지)", (2023, None, date(2023, 12, 31), "집행")),
        ("집행액(2022년까지)", (2022, None, date(2022, 12, 31), "집행")),
        ("2023년", (2023, date(2023, 1, 1), date(2023, 12, 31), "예산")),
    ],
)
def test_all_up_to_a_year_has_no_first_day_and_was_spent(head: str, said: tuple[object, ...]) -> None:
    rows = read(INVESTED.format(head)).budget
    assert pick(rows, "fiscal_year", "period_start", "period_end", "basis")[:2] == [said, (2024, *WHOLE, "예산")]


def test_up_to_the_last_year_of_a_table_is_still_to_be_spent() -> None:
    text = INVESTED.format("2023년").replace("2025년", "2025년까지")
    assert {row.basis for row in read(text).budget if row.amount_krw == 72_000_000} == {"예산"}


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("추진경과", "result"),
        ("주요 추진경과", "result"),
        ("이렇게 달라집니다", "plan"),
        ("달라지는 점", "plan"),
        ("개선계획", "plan"),
        ("보완계획", "plan"),
    ],
)
def test_the_section_tells_whether_it_is_done(section: str, kind: str) -> None:
    other = {"result": "업무계획", "plan": "실적 보고"}[kind]
    result = read(f"2024년 나래군 {other}\n\n1. 물레공원 조성\n□ {section}\n ○ 쉼터 31개소\n")
    assert pick(result.plan, "task", "target") == [("물레공원 조성", 31)] * (kind == "plan")
    assert pick(result.result, "task", "value") == [("물레공원 조성", 31)] * (kind == "result")


UNITS = ["마을", "종목", "품목", "품종", "구간", "블록", "코스", "프로그램", "동아리"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_noun_right_behind_a_number_is_its_unit(unit: str) -> None:
    result = read(f"{PLAN}- 물길 12곳\n- 둘러보기 31{unit}\n")
    assert ("둘러보기", 31, unit) in pick(result.plan, "indicator", "target", "unit")


@pytest.mark.parametrize("unit", UNITS)
def test_behind_a_blank_it_is_a_noun_of_its_own(unit: str) -> None:
    result = read(f"{PLAN}- 물길 12곳\n- 둘레 45 {unit} 돌기\n")
    assert ("45", "other") in left(result)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        *((name, "명") for name in ("방문자수", "입장객수", "관람객수", "관광객수", "가입자수", "수강생수")),
        *((name, "명") for name in ("교원수", "직원수", "환자수", "이용객수", "승객수", "방문객수")),
        *(("대수", "대"), ("권수", "권"), ("장서수", "권"), ("동수", "동"), ("새수", None)),
    ],
)
def test_what_is_counted_implies_its_unit(name: str, unit: str | None) -> None:
    text = f"2024년 나래군 현황\n\n구분\t{name}\n물레관\t31\n두레관\t45\n"
    assert pick(read(text).result, "value", "unit") == [(31, unit), (45, unit)]


@pytest.mark.parametrize(("head", "department"), [("조직", "공원과"), ("모임", None)])
def test_an_organization_is_who_does_it(head: str, department: str | None) -> None:
    text = f"{PLAN}| {head} | 과제명 | 목표(곳) |\n|---|---|---|\n| 공원과 | 쉼터 놓기 | 31 |\n| 산림과 | 나무 심기 | 45 |\n"
    assert read(text).plan[0].department == department


@pytest.mark.parametrize(("head", "paid"), [("예산안", True), ("모임안", False)])
def test_a_draft_budget_is_one(head: str, paid: bool) -> None:
    text = f"2024년 나래군 현황\n\n(단위 : 백만원, 명)\n구분\t{head}\t이웃(명)\n물레관\t31\t3\n두레관\t45\t4\n"
    assert (31_000_000 in {row.amount_krw for row in read(text).budget}) is paid


@pytest.mark.parametrize(("label", "kind"), [("진도", "result"), ("진척률", "result"), ("나눔률", "plan")])
def test_how_far_a_work_has_come_was_reached(label: str, kind: str) -> None:
    result = read(f"{PLAN}1. 물레공원 조성\n- {label} : 31%\n- 쉼터 : 45곳\n")
    found = {"plan": [row.target for row in result.plan], "result": [row.value for row in result.result]}
    assert 31 in found[kind]


CARD = PLAN + "{}\n- 사업기간 : 2024. 3. ~ 2024. 9.\n- 사업비 : 310백만원\n"


@pytest.mark.parametrize(
    ("line", "task"),
    [
        *((f"빈집이 {verb} 물레공원 조성", None) for verb in ("정비되며", "정비되었고", "정비되었으며", "정비됐으며")),
        *((f"빈집을 {verb} 물레공원 조성", None) for verb in ("정비하였고", "정비하였으며", "정비했으며")),
        ("되며리 물레공원 조성", "되며리 물레공원 조성"),
    ],
)
def test_a_clause_that_another_follows_names_no_card(line: str, task: str | None) -> None:
    assert {row.task for row in read(CARD.format(line)).budget} == {task}


@pytest.mark.parametrize(("size", "reason"), [("12MB", "attachment"), ("12GB", "attachment"), ("12GP", "other")])
def test_the_size_of_a_file_is_that_of_an_attachment(size: str, reason: str) -> None:
    found = left(read(f"{PLAN}1. 물레공원 조성\n- 물길 31곳\n- 그림 {size}\n"))
    assert [why for raw, why in found if raw.startswith("12")] == [reason]


WEEKS = "2024년 나래군 주간업무\n\n| 구분 | 지난주 | {} |\n|---|---|---|\n| 물레관 | 31명 | 45명 |\n| 두레관 | 12명 | 7명 |\n"


@pytest.mark.parametrize(("week", "planned"), [("금주 주요", [45, 7]), ("금주 할 일", [45, 7]), ("금주 모임", [])])
def test_what_is_to_be_done_this_week_is_planned(week: str, planned: list[int]) -> None:
    assert [row.target for row in read(WEEKS.format(week)).plan] == planned


@pytest.mark.parametrize(
    ("words", "account"),
    [("국·도비보조금", "국·도비보조금"), ("보전수입", "보전수입"), ("국·도비나눔", None)],
)
def test_the_words_of_a_sentence_may_be_an_account(words: str, account: str | None) -> None:
    assert {row.account for row in read(f"2024년 나래군 예산 설명\n\n{words}은 31억원입니다.\n").budget} == {account}
