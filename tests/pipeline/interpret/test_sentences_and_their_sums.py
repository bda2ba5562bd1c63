"""Sentences: the year told by the way, the noun behind a number, what is a state, how much more, whose share, which topic."""

from datetime import date

import pytest
from reading import left, pick, read

PLAN = "2024년 나래군 업무계획\n\n"
BUDGET = "2024년 나래군 예산 설명\n\n"
TABLE = "\n\n구분\t모임(회)\n누리관\t31\n솔빛관\t45\n"


# -- the year of the document -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("두레숲은 보호숲으로 지정(2001년)되어 사람이 늘었다.", None),
        ("물레다리를 놓아(2005년) 두 마을이 이어졌습니다.", None),
        ("물레마을은 우수마을로 뽑힌(2009년) 뒤 널리 알려졌다.\n\n2013년에 여는 모임을 안내합니다.", 2013),
        ("두레숲 가꾸기(2001년)", 2001),
        ("두레숲을 2001년에 가꾸고 있습니다.", 2001),
    ],
)
def test_a_year_in_brackets_within_a_sentence_is_said_by_the_way(lines: str, year: int | None) -> None:
    assert read(f"나래군 물레마을 안내\n\n{lines}{TABLE}").record.fiscal_year == year


# -- the words of a number --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("31명의 길잡이가 일하고 있다.", "길잡이"),
        ("31그루의 느티나무가 자라는 두레숲", "느티나무"),
        ("31m의 산책로", "산책로"),
        ("현재 31명의 지킴이가 마을을 돌고 있다.", "지킴이"),
        ("31명 길잡이 배움", "길잡이 배움"),
    ],
)
def test_the_noun_behind_a_number_is_what_it_counts(line: str, name: str) -> None:
    result = read(f"{PLAN}- 물길 12곳\n- {line}\n")
    assert (name, 31) in pick(result.plan, "indicator", "target") + pick(result.result, "indicator", "value")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("개장 후 31명 방문", "방문"),
        ("문을 연 후 31명 다녀감", "다녀감"),
        ("현재 31명 이용", "이용"),
        ("사후 점검 31명", "사후 점검"),
    ],
)
def test_a_word_of_time_names_no_number(line: str, name: str) -> None:
    result = read(f"{PLAN}- 물길 12곳\n- {line}\n")
    assert (name, 31) in pick(result.plan, "indicator", "target") + pick(result.result, "indicator", "value")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("310명 (어린이 45%, 어른 55%)", [None, "어린이", "어른"]),
        ("13,400㎡(우리 몫 5%)", [None, "우리 몫"]),
        ("3,200톤 [이웃 마을 12%]을 나름", [None, "이웃 마을"]),
        ("310명, 어린이 45%", [None, "어린이"]),
        ("310명(어린이)", ["어린이"]),
    ],
)
def test_the_words_of_a_bracket_are_of_the_number_in_it(line: str, names: list[str | None]) -> None:
    result = read(f"{PLAN}1. 두레숲 정비\n - {line}\n")
    assert [row.indicator for row in result.plan] == names


WALK = "나래읍 물레리에서 벼루면까지 이어지는 물길을 따라 "
CELL = "2024년 나래군 실적 보고\n\n구분\t{}\n물레공원\t{}\n두레숲\t길 정비\n"


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("추진실적", WALK + "그늘막 31개, 12곳에 긴 의자를 놓아 누구나 쉬어 가도록 하였음"),
        ("달라진 모습", WALK + "나무 31그루를 심고 7회, 12명이 함께 물을 주어 그늘을 만들었다."),
        ("운영 모습", "봄과 가을에 " + WALK + "걷는 모임 31회, 12명이 벼루천을 걸으며 물을 살폈음"),
    ],
)
def test_a_sentence_in_a_cell_is_not_named_by_its_column(header: str, cell: str) -> None:
    names = {row.value: row.indicator for row in read(CELL.format(header, cell)).result}
    assert names[12] is None


@pytest.mark.parametrize("cell", ["모임 31회, 12명", "모임 31회, 12명 함께함", "모임 31회, 12명이 함께하였음"])
def test_a_short_cell_is(cell: str) -> None:
    names = {row.value: row.indicator for row in read(CELL.format("운영 모습", cell)).result}
    assert names[12] == "운영 모습"


# -- states -----------------------------------------------------------------------------------------------------------

STATE = "2024년 나래군 주요업무 추진계획\n\n1. 물레공원 조성\n{}\n"


@pytest.mark.parametrize(
    "line",
    [
        "길잡이는 31명입니다.",
        "쉼터는 31개소이며 모두 두레숲에 있습니다.",
        "쉼터는 31개소이고 배움터는 두레숲에 있습니다.",
        "모인 사람은 모두 31명이었다.",
        "모임은 31회였다.",
        "모인 사람은 31명이다.",
        "배움터는 31곳인데 모두 두레숲에 있습니다.",
        "현재 물레공원에는 쉼터 31개소가 있습니다.",
        "지금 물레공원에는 나무 31그루가 자라고 있습니다.",
    ],
)
def test_a_sentence_tells_what_is(line: str) -> None:
    result = read(STATE.format(line))
    assert (result.plan, [row.value for row in result.result]) == ((), [31])


@pytest.mark.parametrize(
    "line",
    [
        "현재 물레공원에 쉼터 31개소를 늘려 갈 계획입니다.",
        "목표는 31명입니다.",
        "현재 쉼터 31개소",
        "길잡이 31명이며 두레숲에서 일함",
        "물레공원 물가와 두레숲 어귀에 쉼터 31개소를 지금 엽니다.",
    ],
)
def test_a_note_or_a_promise_or_an_aim_does_not(line: str) -> None:
    result = read(STATE.format(line))
    assert ([row.target for row in result.plan], result.result) == ([31], ())


# -- how much more ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "세출은 지난해보다 312억원, 6.1%가 늘어난 5,432억원입니다.",
        "물레기금은 312억원(6.1%)이 증가한 5,432억원을 편성하였습니다.",
        "두레기금은 312억원, 6.1% 줄어든 5,432억원을 편성하였습니다.",
    ],
)
def test_a_rate_between_does_not_part_an_amount_from_its_increase(line: str) -> None:
    result = read(f"{BUDGET}{line}\n")
    assert [row.amount_krw for row in result.budget] == [543_200_000_000]
    assert ("312억원", "difference") in left(result)


@pytest.mark.parametrize(
    "line",
    [
        "세출은 312억원(6.1%)으로 편성하였습니다.",
        "물레기금은 312억원, 두레기금은 6.1%가 늘어난 45억원입니다.",
        "세출 312억원, 6.1%를 집행하였습니다.",
    ],
)
def test_an_amount_without_an_increase_stays_one(line: str) -> None:
    assert 31_200_000_000 in {row.amount_krw for row in read(f"{BUDGET}{line}\n").budget}


@pytest.mark.parametrize(
    "line",
    [
        "이용자는 목표에 31명 미달",
        "쉼터가 31개소 모자라 더 지음",
        "기온이 31% 오름",
        "물값이 31% 내림",
        "참여율이 지난해보다 31% 높아 많은 사람이 찾음",
        "만족도가 지난해보다 31점 낮아졌음",
    ],
)
def test_how_much_more_or_less_is_no_value(line: str) -> None:
    result = read(f"{PLAN}- 물길 12곳\n- {line}\n")
    assert [reason for raw, reason in left(result) if raw.startswith("31")] == ["difference"]


@pytest.mark.parametrize("line", ["오름길 31개소 정비", "높임길 31개소 정비", "목표 미달 마을 31개소 돕기"])
def test_such_a_word_before_the_number_says_nothing_of_it(line: str) -> None:
    assert 31 in {row.target for row in read(f"{PLAN}- 물길 12곳\n- {line}\n").plan}


# -- shares -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("복지가 310억원으로 28.7%를 차지하고 있습니다.", 28.7),
        ("물길 관리는 310억원(28.7%)으로 비중이 가장 작습니다.", 28.7),
        ("구성비는 숲 가꾸기가 310억원으로 28.7%입니다.", 28.7),
        ("마을 분야는 310억 원으로 28.7% 비중", 28.7),
        ("숲 분야는 310억원으로 예산의 28.7%를 차지", 28.7),
        ("숲 분야는 310억원으로 전체 예산의 28.7%를 차지", 28.7),
        ("숲 분야는 310억원으로 지난해의 98%를 차지", None),
        ("숲 분야는 310억원을 들여 정비율 45%를 차지", None),
        ("숲 분야는 310억원으로 28.7%를 늘림", None),
    ],
)
def test_a_sentence_gives_an_amount_its_share(line: str, share: float | None) -> None:
    rows = read(f"{BUDGET}○ {line}\n").budget
    assert [row.share for row in rows if row.amount_krw == 31_000_000_000] == [share]


# -- accounts and topics ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("지방세수입은 310억원입니다.", "지방세수입"),
        ("지방교부세는 310억원을 편성하였습니다.", "지방교부세"),
        ("보전수입등및내부거래는 310억원을 편성하였습니다.", "보전수입등및내부거래"),
        ("상수도특별회계는 310억원입니다.", "상수도특별회계"),
        ("물레공원은 310억원입니다.", None),
        ("지방세수입으로 두레숲에 310억원을 들입니다.", None),
    ],
)
def test_the_words_of_a_sentence_name_an_account(line: str, account: str | None) -> None:
    assert {row.account for row in read(f"{BUDGET}{line}\n").budget} == {account}


@pytest.mark.parametrize("words", ["수입실적", "수입조치", "수입 조치액"])
def test_what_came_in_is_not_what_is_planned(words: str) -> None:
    assert {row.basis for row in read(f"{BUDGET}1. 물레공원 조성\n○ {words} 310백만원\n").budget} == {"집행"}


@pytest.mark.parametrize("words", ["수입예산", "수입 계획액"])
def test_what_is_to_come_in_is(words: str) -> None:
    assert {row.basis for row in read(f"{BUDGET}1. 물레공원 조성\n○ {words} 310백만원\n").budget} == {"예산"}


SPEECH = (
    "2024년 나래군 회의록\n\n○복지과장 김가람  복지과장입니다. 물레공원 조성사업으로 예산현액 12억 원입니다.\n\n"
    "배움터 7개소를 열었습니다.\n\n{}쉼터 31개소를 두었습니다.\n"
)


@pytest.mark.parametrize(
    ("head", "task"),
    [
        *((f"{word}, ", None) for word in ("첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째", "일곱째")),
        ("첫째로 ", None),
        ("물가에 둘째 ", "물레공원 조성사업"),
        ("다섯 이웃이 ", "물레공원 조성사업"),
    ],
)
def test_one_of_several_is_not_about_what_was_told_before(head: str, task: str | None) -> None:
    tasks = {row.value: row.task for row in read(SPEECH.format(head)).result}
    assert tasks == {7: "물레공원 조성사업", 31: task}


@pytest.mark.parametrize(
    ("words", "task"),
    [
        *(
            (f"에 {source} ", "물레공원 조성")
            for source in ("국비", "도비", "시비", "군비", "구비", "시도비", "지방비")
        ),
        ("에는 ", "물레공원 조성"),
        ("에 ", "물레공원 조성"),
        ("에 이웃 7명이 ", None),
        ("과 ", None),
    ],
)
def test_what_an_amount_goes_to_is_a_project(words: str, task: str | None) -> None:
    rows = read(f"{BUDGET}물레공원 조성{words}310백만원을 편성하였습니다.\n").budget
    assert {row.task for row in rows} == {task}


# -- years that words name --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("내년 두레기금 예산은 금년 당초예산 5,120억원보다 312억원이 늘어난 5,432억원을 편성하였습니다.", 2025),
        ("내년 두레기금 예산은 올해 물레기금 120억원에 비해 더 큰 5,432억원을 편성하였습니다.", 2025),
        ("내년 두레기금 예산은 올해 물레기금 120억원에 비하여 더 큰 5,432억원을 편성하였습니다.", 2025),
        ("내년 두레기금 예산은 올해 물레기금 120억원에 견주어 더 큰 5,432억원을 편성하였습니다.", 2025),
        ("내년에 앞서 올해 두레기금 예산으로 5,432억원을 편성하였습니다.", 2024),
        ("내년 물레기금 120억원에 앞서 올해 두레기금 5,432억원을 편성하였습니다.", 2024),
    ],
)
def test_the_figure_that_another_is_measured_by_does_not_date_it(line: str, year: int) -> None:
    rows = read(f"{BUDGET}{line}\n").budget
    assert {row.fiscal_year for row in rows if row.amount_krw == 543_200_000_000} == {year}


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2023.03~11", (date(2023, 3, 1), date(2023, 11, 30))),
        ("2023. 4 ~ 9", (date(2023, 4, 1), date(2023, 9, 30))),
        ("2023.5~7, 비 오면 쉼", (date(2023, 5, 1), date(2023, 7, 31))),
        ("2023.03~11회 모임", (date(2023, 3, 1), date(2023, 3, 31))),
        ("2023.03~110", (date(2023, 3, 1), date(2023, 3, 31))),
    ],
)
def test_the_last_month_may_stand_without_its_word(period: str, days: tuple[date, date]) -> None:
    rows = read(f"{PLAN}1. 물레공원 조성\n- 사업기간 : {period}\n- 사업비 : 310백만원\n").budget
    assert pick(rows, "period_start", "period_end") == [days]
