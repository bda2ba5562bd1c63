"""Minutes: what a speech comes to next, the half of a year that it tells of, and what was done with an amount."""

from datetime import date

import pytest
from reading import pick, read

from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)
HEAD = "제12회 느티시의회 복지위원회 회의록\n\n일시 : 2024년 9월 3일(화)\n\n"
MINUTES = f"{HEAD}○복지정책과장 이나래  복지정책과장입니다.\n"
SHELTERS = "현재 쉼터 62개를 운영하고 있습니다."
CHAIRS = "의자 31개를 놓았습니다."
MARKET = f"{MINUTES}다음은 물빛 나눔장터 운영입니다.\n{SHELTERS}\n"


# -- what comes next --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("32쪽, 느티공원 가꿈터입니다.", "느티공원 가꿈터"),
        ("먼저 15페이지 느티 글샘 조성이 되겠습니다.", "느티 글샘 조성"),
        ("다음은 물빛 나눔장터 운영입니다.", "물빛 나눔장터 운영"),
        ("마지막으로 물빛 글샘 운영입니다.", "물빛 글샘 운영"),
        ("끝으로 두레난로 보급은 마을마다 이어지고 있습니다.", "두레난로 보급"),
    ],
)
def test_a_speech_is_about_what_it_says_that_it_comes_to(sentence: str, task: str) -> None:
    assert pick(read(f"{MINUTES}{sentence}\n{SHELTERS}\n", ANY).result, "task", "value") == [(task, 62)]


@pytest.mark.parametrize("sentence", ["33쪽의 느티공원 가꿈터입니다.", "이어서 33쪽의 물빛 글샘 조성입니다."])
def test_what_a_speech_comes_to_is_heard_within_its_paragraph_too(sentence: str) -> None:
    (row,) = read(f"{MINUTES}{sentence} {SHELTERS}\n", ANY).result
    assert row.task is not None
    assert row.task in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "32쪽, 복지정책과입니다.",
        "다음은 주요업무 추진계획입니다.",
        "32쪽, 추진계획입니다.",
        "32쪽, 세입세출예산안입니다.",
        "다음은 느티공원입니다.",
        "다음은 2024년 예산안입니다.",
        "끝으로 두레난로 이야기는 마을마다 이어지고 있습니다.",
        "다음은 15쪽입니다.",
    ],
    ids=[
        "office",
        "part of a paper",
        "its page",
        "page of a budget",
        "no project",
        "budget",
        "no project goes on",
        "page alone",
    ],
)
def test_an_office_a_paper_and_a_word_that_is_no_project_are_none(sentence: str) -> None:
    assert pick(read(f"{MINUTES}{sentence}\n{SHELTERS}\n", ANY).result, "task", "value") == [(None, 62)]


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("둘째, 마을마다 나무를 심었습니다.", None),
        ("33쪽 되겠습니다.", None),
        ("다음은 두레난로 보급입니다.", "두레난로 보급"),
        ("두레 글샘 조성사업을 새로 시작하였습니다.", "두레 글샘 조성사업"),
        ("두레 글샘 조성사업을 새로 시작하였습니다.\n어른들은 모두 좋아합니다.", None),
        ("어른들이 모두 좋아합니다.", "물빛 나눔장터 운영"),
    ],
    ids=["enumeration", "next page", "named next", "another topic", "another subject after it", "goes on"],
)
def test_an_enumeration_a_page_and_another_topic_end_what_was_named(line: str, task: str | None) -> None:
    result = read(f"{MARKET}{line}\n{CHAIRS}\n", ANY)
    assert pick(result.result, "task", "value") == [("물빛 나눔장터 운영", 62), (task, 31)]


@pytest.mark.parametrize("speaker", ["○이가온 위원", "○위원장 김가람", "○농정과장 박누리"])
def test_whoever_speaks_next_is_not_held_to_what_was_named(speaker: str) -> None:
    result = read(f"{MARKET}{speaker}  {CHAIRS}\n", ANY)
    assert pick(result.result, "task", "value") == [("물빛 나눔장터 운영", 62), (None, 31)]


def test_who_asks_goes_on_about_what_was_reported_on() -> None:
    announced = "느티버스 준공영제 운영상황을 보고드리겠습니다."
    result = read(f"{MINUTES}{announced}\n{SHELTERS}\n○이가온 위원  {CHAIRS}\n", ANY)
    assert pick(result.result, "task") == [("느티버스 준공영제",)] * 2


@pytest.mark.parametrize(
    ("announced", "task"),
    [
        ("이어서 느티버스 준공영제 운영상황을 보고드리겠습니다.", "느티버스 준공영제"),
        ("그럼 두레난로 보급 추진현황을 설명드리겠습니다.", "두레난로 보급"),
        ("2024년 상반기 추진현황을 보고드리겠습니다.", None),
    ],
)
def test_words_that_lead_on_and_dates_are_no_part_of_the_subject(announced: str, task: str | None) -> None:
    assert pick(read(f"{MINUTES}{announced}\n{SHELTERS}\n", ANY).result, "task") == [(task,)]


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("느티꽃그늘 물빛숲길 조성사업", True),
        ("느티꽃그늘배움터 물빛숲길나들이 두레꽃그늘정원 온마을글샘터 한울장터길 조성사업", False),
    ],
)
def test_what_is_longer_than_a_name_is_no_topic(name: str, named: bool) -> None:
    result = read(f"{MINUTES}{name}을 새로 시작하였습니다.\n{CHAIRS}\n", ANY)
    assert {row.task for row in result.result} == {name if named else None}


def test_the_heading_above_a_speech_names_no_project_of_its_own() -> None:
    head = "제12회 느티시의회 복지위원회 회의록"
    result = read(f"{head}\n\n1. 느티 쉼터 조성\n\n{CHAIRS}\n○농정과장 이가온  {CHAIRS}\n", ANY)
    assert pick(result.result, "task") == [("느티 쉼터 조성",), (None,)]


# -- half of the year -------------------------------------------------------------------------------------------------

FIRST_HALF, SECOND_HALF, YEAR = (
    (date(2024, 1, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
)


@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("먼저 상반기 실적을 보고드리겠습니다.", FIRST_HALF),
        ("그럼 상반기 주요 실적부터 말씀드리겠습니다.", FIRST_HALF),
        ("이제 하반기 업무를 설명드리겠습니다.", SECOND_HALF),
        ("상반기에는 마을마다 나들이를 하였습니다.", YEAR),
        ("2024년 상반기 업무를 설명드리겠습니다.", YEAR),
    ],
    ids=["first", "first of several", "second", "told and not announced", "with a number"],
)
def test_a_speech_tells_of_the_half_that_it_announces(sentence: str, half: tuple[date, date]) -> None:
    result = read(f"{MINUTES}{sentence}\n{CHAIRS}\n", ANY)
    assert pick(result.result, "period_start", "period_end") == [half]


def test_the_half_holds_until_the_other_is_announced() -> None:
    second = "하반기 계획을 설명드리겠습니다.\n의자 12개를 놓겠습니다.\n"
    result = read(f"{MINUTES}상반기 실적을 보고드리겠습니다.\n{CHAIRS}\n{second}")
    assert pick(result.result, "value", "period_start", "period_end") == [(31, *FIRST_HALF)]
    assert pick(result.plan, "target", "period_start", "period_end") == [(12, *SECOND_HALF)]


@pytest.mark.parametrize("line", ["○위원장 김가람  ", "2. 물빛 나들이\n"], ids=["who chairs", "a heading"])
def test_who_chairs_and_a_heading_end_the_half(line: str) -> None:
    result = read(f"{MINUTES}상반기 실적을 보고드리겠습니다.\n{CHAIRS}\n{line}쉼터 5개를 운영하고 있습니다.\n", ANY)
    assert pick(result.result, "value", "period_start", "period_end") == [(31, *FIRST_HALF), (5, *YEAR)]


def test_a_half_that_is_announced_is_no_longer_about_one_project() -> None:
    told = f"느티버스 준공영제 운영상황을 보고드리겠습니다.\n{SHELTERS}\n하반기 업무를 설명드리겠습니다.\n{CHAIRS}\n"
    assert pick(read(f"{MINUTES}{told}", ANY).result, "task") == [("느티버스 준공영제",), (None,)]


# -- what the sentence says to its end --------------------------------------------------------------------------------

REPORT = "2024년 느티시 주요업무 추진실적\n\n□ 두레 배움터\n - "


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("예산 4억 원을 집행하여 잘 지었습니다.", "집행"),
        ("두레 예산 4억 원을 지출하여 마당을 열었습니다.", "집행"),
        ("장터 예산 4억 원을 걷었으며 잘 지었습니다.", "집행"),
        ("예산 4억 원을 집행할 계획입니다.", "예산"),
        ("예산 4억 원을 마련하여 집행하였습니다.", "예산"),
    ],
    ids=["spent", "paid", "received", "to be spent", "another verb between"],
)
def test_the_verb_right_behind_an_amount_says_what_was_done_with_it(sentence: str, basis: str) -> None:
    assert pick(read(f"{REPORT}{sentence}\n").budget, "basis", "amount_krw") == [(basis, 4e8)]


@pytest.mark.parametrize(
    ("sentence", "planned"),
    [
        ("의자 31개를 놓고 나무를 심어 그늘을 만들겠습니다.", True),
        ("의자 31개를 옮기고, 꽃을 심어 그늘을 만들겠습니다.", True),
        ("의자 31개를 닦고 마당을 쓸고 꽃을 심어 손님을 맞이하겠습니다.", True),
        ("의자 31개를 놓았으며 앞으로도 그늘을 만들겠습니다.", False),
        ("의자 31개를 놓았습니다. 앞으로도 그늘을 만들겠습니다.", False),
    ],
    ids=["two verbs", "a comma", "three verbs", "done before", "another sentence"],
)
def test_a_chain_of_verbs_is_promised_by_its_last(sentence: str, planned: bool) -> None:
    result = read(f"{REPORT}{sentence}\n")
    assert ([row.target for row in result.plan], [row.value for row in result.result]) == (
        ([31], []) if planned else ([], [31])
    )


# -- one of several ---------------------------------------------------------------------------------------------------

SPEECH = "2024년 느티시 주요업무계획\n\n존경하는 의원 여러분!\n"


@pytest.mark.parametrize("which", ["첫 번째, ", "첫번째로 ", "두 번째는 ", "세 번째로, "])
def test_a_speech_counts_what_it_comes_to(which: str) -> None:
    result = read(f"{SPEECH}{which}두레 글샘 조성입니다. 올해 쉼터 3개소를 만들겠습니다.\n")
    assert pick(result.plan, "task", "target") == [("두레 글샘 조성", 3)]


@pytest.mark.parametrize(
    "head", ["두레 글샘 조성입니다.", "첫 번째, 주요업무 추진계획입니다."], ids=["not counted", "part"]
)
def test_what_is_not_counted_or_no_project_names_nothing(head: str) -> None:
    assert pick(read(f"{SPEECH}{head} 올해 쉼터 3개소를 만들겠습니다.\n").plan, "task", "target") == [(None, 3)]
