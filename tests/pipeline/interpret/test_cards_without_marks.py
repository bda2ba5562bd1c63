"""Cards, labels and dates that no marker sets off: from which day to which, whose name, whose day, what is a heading."""

from datetime import date

import pytest
from reading import pick, read

PLAN = "2024년 나래군 업무계획\n\n"
WHOLE = (date(2024, 1, 1), date(2024, 12, 31))


# -- the first and the last day of a project --------------------------------------------------------------------------

BULLETS = "2013년 나래군 업무계획\n\n1. 물레공원 조성\n- 사업기간 : {}\n- 사업비 : 310백만원\n"
LINES = "2013년 나래군 업무계획\n\n사업명 : 물레공원 조성\n사업기간 : {}\n사업비 : 310백만원\n"
FORM = "2013년 나래군 업무계획\n\n사업명\t물레공원 조성\n사업기간\t{}\n사업비\t310백만원\n"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (BULLETS, "착공 2011. 6. 준공 2014. 12."),
        (BULLETS, "착수 2011. 6. / 완공 2014. 12."),
        (LINES, "시작일 : 2011년 6월, 종료일 : 2014년 12월"),
        (FORM, "개시 2011. 6. 완료 2014. 12."),
    ],
)
def test_two_days_each_with_its_name_are_first_and_last(text: str, period: str) -> None:
    rows = read(text.format(period)).budget
    assert pick(rows, "task", "period_start", "period_end") == [
        ("물레공원 조성", date(2011, 6, 1), date(2014, 12, 31)),
    ]


@pytest.mark.parametrize(
    "period",
    ["준공 2011. 6. 착공 2014. 12.", "설계 2011. 6. 준공 2014. 12.", "착공 2011. 6. 준공 2014. 12. 이사 2015. 3."],
)
def test_days_of_other_names_do_not_span_a_project(period: str) -> None:
    rows = read(BULLETS.format(period)).budget
    assert pick(rows, "period_start", "period_end") == [(date(2011, 6, 1), date(2011, 6, 30))]


# -- names of projects and of those in charge -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        "사업명칭 : 물레공원 조성\n사업기간 : 2024. 3. ~ 2024. 9.\n사업비 : 310백만원\n",
        "○ 과제명칭 : 물레공원 조성\n○ 추진기간 : 2024. 3.\n○ 사업비 : 310백만원\n",
        "공사명칭\t물레공원 조성\n공사기간\t2024. 3. ~ 2024. 9.\n사업비\t310백만원\n",
    ],
)
def test_what_a_project_is_called_by_another_word_for_name(lines: str) -> None:
    assert {row.task for row in read(PLAN + lines).budget} == {"물레공원 조성"}


@pytest.mark.parametrize("label", ["건물명칭", "모임명칭"])
def test_the_name_of_a_thing_is_no_project(label: str) -> None:
    text = PLAN + "{} : 물레공원 조성\n사업기간 : 2024. 3. ~ 2024. 9.\n사업비 : 310백만원\n"
    assert {row.task for row in read(text.format(label)).budget} == {None}


def test_counted_offices_are_in_charge_of_nothing() -> None:
    result = read(PLAN + "1. 물레공원 조성\n- 담당부서 : 12개 과\n- 추진목표 : 310명\n")
    assert {(row.department, row.team) for row in result.plan} == {(result.record.department, None)}


@pytest.mark.parametrize("name", ["100세건강과", "90세마루과"])
def test_a_department_may_be_named_by_an_age(name: str) -> None:
    text = PLAN + f"사업명\t물레공원 조성\n담당부서\t{name} (쉼터팀)\n추진목표\t310명\n"
    assert {(row.department, row.team) for row in read(text).plan} == {(name, "쉼터팀")}


def test_who_is_in_charge_may_have_a_telephone() -> None:
    text = PLAN + "1. 물레공원 조성\n- 담당부서 : 공원과(☎ 031-123-4567)\n- 추진목표 : 310명\n"
    assert {row.department for row in read(text).plan} == {"공원과"}


# -- lines that are sentences, names or groups ------------------------------------------------------------------------

CARD = PLAN + "{}\n- 사업기간 : 2024. 3. ~ 2024. 9.\n- 사업비 : 310백만원\n"


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("물레마을이 우수마을로 지정되어 공원을 조성", None),
        ("빈집을 활용하여 물레공원 조성", None),
        ("두레숲을 정비하고 산책로 마련", None),
        ("물레마을 공원 조성", "물레마을 공원 조성"),
        ("하고재비 마을 공원 조성", "하고재비 마을 공원 조성"),
    ],
)
def test_a_line_of_clauses_names_no_card(line: str, task: str | None) -> None:
    assert {row.task for row in read(CARD.format(line)).budget} == {task}


TABLE = "1. 두레숲 정비\n\n{}\n\n구분\t쉼터(곳)\n누리관\t31\n솔빛관\t45\n"


@pytest.mark.parametrize(
    ("line", "goal"),
    [
        ("빈집을 활용하여 쉼터 마련", None),
        ("산길이 정비되어 쉼터 마련", None),
        ("이웃이 쉬도록 하며 쉼터 마련", None),
        ("충청남도 서천군(나래과)", None),
        ("경기도 가평군", None),
        ("새로운 쉼터 마련", "새로운 쉼터 마련"),
        ("경기도 가평군 쉼터", "경기도 가평군 쉼터"),
    ],
)
def test_a_line_of_clauses_and_a_place_head_nothing(line: str, goal: str | None) -> None:
    assert {row.goal for row in read(PLAN + TABLE.format(line)).plan} == {goal}


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("전북특별자치도 남원시", "물레공원 조성"),
        ("충청남도 서천군", "물레공원 조성"),
        ("경기도 가평군", "물레공원 조성"),
        ("가평군 물레공원", "가평군 물레공원"),
    ],
)
def test_a_place_above_a_card_is_not_its_name(line: str, task: str) -> None:
    text = PLAN + "1. 물레공원 조성\n\n{}\n사업비 : 310백만원\n"
    assert {row.task for row in read(text.format(line)).budget} == {task}


def card(name: str, amount: str, labels: tuple[str, str] = ("사업기간", "사업비")) -> str:
    """A card without markers: a name, a period and an amount."""
    return f"{name}\n{labels[0]} : 2024. 3. ~ 2024. 9.\n{labels[1]} : {amount}\n"


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("사업기간", "사업비"), ("물레공원 조성", "두레숲 정비", "벼루장터 열기")),
        (("공사기간", "총공사비"), ("물레다리 놓기", "두레다리 놓기", "벼루다리 고치기")),
        (("행사기간", "소요예산"), ("물레마당", "두레마당", "벼루마당")),
    ],
)
def test_cards_that_begin_as_the_first_one_does_have_their_own_names(
    labels: tuple[str, str], names: tuple[str, ...]
) -> None:
    text = PLAN + names[0] + "\n\n" + "".join(card(name, "310백만원", labels) for name in names).partition("\n")[2]
    assert [row.task for row in read(text).budget] == list(names)


def test_a_line_within_a_card_begins_no_other() -> None:
    text = PLAN + "물레공원 조성\n\n사업기간 : 2024. 3. ~ 2024. 9.\n두레숲 어귀\n위치 : 벼루면\n사업비 : 310백만원\n"
    assert "두레숲 어귀" not in {row.task for row in read(text).budget}


GROUPED = "{}\n숲 가꾸기\n물레숲 나무 심기\n사업비 : 310백만원\n\n길 가꾸기\n두레길 꽃 심기\n사업비 : 45백만원\n"


@pytest.mark.parametrize(
    ("menu", "tasks"),
    [
        ("○ 숲 가꾸기\n○ 길 가꾸기\n", ["물레숲 나무 심기", "두레길 꽃 심기"]),
        ("- 숲 가꾸기\n- 물 가꾸기\n- 길 가꾸기\n", ["물레숲 나무 심기", "두레길 꽃 심기"]),
        ("• 길 가꾸기\n• 숲 가꾸기\n", ["물레숲 나무 심기", "두레길 꽃 심기"]),
    ],
)
def test_an_entry_of_the_menu_heads_a_group_and_is_no_project(menu: str, tasks: list[str]) -> None:
    assert [row.task for row in read(PLAN + GROUPED.format(menu)).budget] == tasks


def test_of_two_lines_that_no_menu_lists_the_second_is_no_project() -> None:
    tasks = [row.task for row in read(PLAN + GROUPED.format("○ 물 가꾸기\n○ 꽃 가꾸기\n")).budget]
    assert "물레숲 나무 심기" not in tasks


@pytest.mark.parametrize(
    ("sections", "kinds"),
    [
        (("추진실적", "향후계획"), ("result", "plan")),
        (("추진성과", "추진계획"), ("result", "plan")),
        (("개선계획", "보완계획"), ("plan", "plan")),
    ],
)
def test_usual_sections_below_the_name_of_a_card_are_of_its_project(
    sections: tuple[str, str], kinds: tuple[str, str]
) -> None:
    below = "".join(f"\n{name}\n\n- 쉼터 {count}개소\n" for name, count in zip(sections, (31, 7), strict=True))
    result = read(CARD.format("물레공원 조성") + below)
    found = {row.value: ("result", row.task) for row in result.result}
    found |= {row.target: ("plan", row.task) for row in result.plan}
    assert found == {31: (kinds[0], "물레공원 조성"), 7: (kinds[1], "물레공원 조성")}


def test_another_name_below_a_card_is_not_of_its_project() -> None:
    text = CARD.format("물레공원 조성") + "\n두레숲 정비\n\n- 쉼터 31개소\n"
    assert {row.task for row in read(text).plan} == {"두레숲 정비"}


NUMBERED = PLAN + "{} 1{}물레공원 조성\n ○ 쉼터 31개소\n{} 2{}두레숲 정비\n ○ 쉼터 45개소\n"


@pytest.mark.parametrize(
    ("word", "sign"),
    [("과제", " ▶ "), ("주요사업", " ▷ "), ("시책", " ► "), ("실행과제", "➤"), ("□ 정책과제", " | ")],
)
def test_an_arrow_parts_the_number_of_a_project_from_its_name(word: str, sign: str) -> None:
    assert [row.task for row in read(NUMBERED.format(word, sign, word, sign)).plan] == ["물레공원 조성", "두레숲 정비"]


def test_an_arrow_between_numbers_names_no_project() -> None:
    result = read(f"{PLAN}1. 물레공원 조성\n ○ 쉼터 31 ▶ 45개소\n")
    assert pick(result.plan, "task", "target") == [("물레공원 조성", 45)]


# -- labels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        " - 사업기간 2022 ~ 2025(착공: 2022)\n - 사업량 쉼터 12개소(숲: 3)\n - 사업비 310백만원(군비: 45)\n",
        " · 위치 나래읍(물레: 12)\n · 사업기간 2022 ~ 2025(끝: 2025)\n · 연면적 3,100㎡(터: 45㎡)\n · 사업비 310백만원\n",
        " ○ 위치 나래읍\n ○ 규모 310㎡(터: 45㎡)\n ○ 사업비 310백만원(도비: 45)\n ○ 사업기간 2022 ~ 2025(문: 2025)\n",
    ],
)
def test_a_colon_in_brackets_leaves_the_label_before_it(lines: str) -> None:
    result = read(f"{PLAN}1. 물레공원 조성\n{lines}")
    periods = {(row.period_start, row.period_end) for row in (*result.plan, *result.budget)}
    assert periods == {(date(2022, 1, 1), date(2025, 12, 31))}


def test_a_colon_behind_the_value_leaves_no_label_before_it() -> None:
    lines = " - 사업기간 2022 ~ 2025: 착공\n - 규모 310㎡: 터\n - 사업비 310백만원: 군비\n"
    rows = read(f"{PLAN}1. 물레공원 조성\n{lines}").budget
    assert pick(rows, "period_start", "period_end") == [WHOLE]


RUN = PLAN + "1. 물레마을 조성\n\n"


@pytest.mark.parametrize(
    ("lines", "indicator"),
    [
        ("사업기간\n2018 ~ 2026\n사업비\n310백만원\n계획세대\n450세대\n", "계획세대"),
        ("위치\n나래읍 물레리 12\n계획인구\n450명\n사업비\n45백만원\n", "계획인구"),
        ("사업비\n310백만원\n사업량\n31개소\n주 차 면\n450면\n", "주차면"),
    ],
)
def test_an_unknown_word_among_labels_and_their_values_is_a_label(lines: str, indicator: str) -> None:
    assert (indicator, 450) in pick(read(RUN + lines).plan, "indicator", "target")


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("계획인구\n450명\n나무그루\n45그루\n", "계획인구"),
        ("사업비\n310백만원\n두레 사람\n450명\n모두 왔다\n45명\n", "두레 사람"),
        ("사업비\n310백만원\n1호선\n450명\n사업량\n45명\n", "1호선"),
    ],
)
def test_an_unknown_word_alone_or_with_a_number_is_no_label(lines: str, word: str) -> None:
    assert word not in {row.indicator for row in read(RUN + lines).plan}


@pytest.mark.parametrize(
    ("label", "name", "days"),
    [
        ("착공(10. 14.)", "착공", (date(2024, 10, 14), date(2024, 10, 14))),
        ("나무 심기(9월)", "나무 심기", (date(2024, 9, 1), date(2024, 9, 30))),
        ("배움터(2024. 3. 5.)", "배움터", (date(2024, 3, 5), date(2024, 3, 5))),
        ("배움터(둘째)", "배움터(둘째)", WHOLE),
    ],
)
def test_the_day_in_brackets_is_no_part_of_a_label(label: str, name: str, days: tuple[date, date]) -> None:
    result = read(f"{PLAN}1. 물레공원 조성\n○ {label} : 31개소\n")
    assert pick(result.plan, "indicator", "target", "period_start", "period_end") == [(name, 31, *days)]


# -- days on lines of their own ---------------------------------------------------------------------------------------

EVENTS = PLAN + "1. 물레공원 조성\n\n{}"


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (
            "□ 추진실적\n2023. 10.\n쉼터 31개소 준공\n2024. 2. 14.\n나무 45그루 심기 완료\n",
            [(2023, 10, 1), (2024, 2, 14)],
        ),
        (
            "□ 향후계획\n2024년 3월\n쉼터 31개소 착공\n2024년 9월 7일\n배움터 45개소 착공\n",
            [(2024, 3, 1), (2024, 9, 7)],
        ),
        ("가. 추진일정\n2024. 5. 6.\n쉼터 31개소 고름\n2024. 7.\n쉼터 45개소 엶\n", [(2024, 5, 6), (2024, 7, 1)]),
    ],
)
def test_a_day_on_a_line_of_its_own_is_that_of_the_line_below(lines: str, days: list[tuple[int, int, int]]) -> None:
    result = read(EVENTS.format(lines))
    found = {row.value: row.period_start for row in result.result} | {
        row.target: row.period_start for row in result.plan
    }
    assert found == {31: date(*days[0]), 45: date(*days[1])}


@pytest.mark.parametrize(
    "lines",
    [
        "□ 추진실적\n2023. 10. 물가\n쉼터 31개소 준공\n2024. 2. 14. 들\n나무 45그루 심기 완료\n",
        "□ 두레숲 나무\n2023. 10.\n쉼터 31개소 준공\n2024. 2. 14.\n나무 45그루 심기 완료\n",
    ],
)
def test_a_day_with_words_or_in_no_list_dates_only_what_it_stands_in(lines: str) -> None:
    result = read(EVENTS.format(lines))
    assert date(2024, 2, 14) not in {row.period_start for row in (*result.result, *result.plan)}
