"""What a speech comes to: an office, what stands on a page, a project without quotes; roads, and names of amounts."""

import pytest
from reading import left, pick, read

SPEECH = "2024년 느티시 예산안 제안설명\n\n"
MINUTES = "제301회 느티시의회 예산결산특별위원회 회의록\n\n"

# -- offices -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "next_one"),
    [
        ("먼저 공원과입니다.", "이어서 도로과입니다."),
        ("먼저, 공원과 소관입니다.", "다음은 도로과 소관입니다."),
        ("공원과입니다.", "계속해서 도로과 소관이 되겠습니다."),
    ],
)
@pytest.mark.parametrize("break_", ["\n", " "], ids=["lines of their own", "one paragraph"])
def test_the_office_that_a_speech_comes_to_is_in_charge(first: str, next_one: str, break_: str) -> None:
    parts = [
        first,
        "쉼터 조성사업으로 3억 원을 반영하였습니다.",
        next_one,
        "굽은다리 보수사업으로 5억 원을 반영하였습니다.",
    ]
    assert pick(read(SPEECH + break_.join(parts) + "\n").budget, "task", "department", "amount_krw") == [
        ("쉼터 조성사업", "공원과", 300_000_000),
        ("굽은다리 보수사업", "도로과", 500_000_000),
    ]


def test_a_new_speaker_does_not_speak_of_the_office_before() -> None:
    first = "○예산팀장 김가람  이어서 도로과입니다.\n굽은다리 보수사업으로 5억 원을 반영하였습니다.\n"
    second = "○전문위원 박솔  물빛천 정비사업으로 3억 원을 반영하였습니다.\n"
    assert pick(read(MINUTES + first + second).budget, "task", "department") == [
        ("굽은다리 보수사업", "도로과"),
        ("물빛천 정비사업", None),
    ]


@pytest.mark.parametrize("told", ["이어서 설명입니다.", "이어서 도로과 직원입니다.", "이어서 도로과를 살펴보겠습니다."])
def test_a_sentence_of_something_else_comes_to_no_office(told: str) -> None:
    text = f"{told}\n굽은다리 보수사업으로 5억 원을 반영하였습니다.\n"
    assert pick(read(SPEECH + text).budget, "task", "department") == [("굽은다리 보수사업", None)]


# -- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("205쪽, 저상버스 도입 보조는 12대분 11억 원을", "206쪽, 마을버스 운행 보조는 31대분 4억 원을"),
        ("31페이지 저상버스 도입 보조는 12대분으로 11억 원을", "다음은 32페이지 마을버스 운행 보조는 31대 4억 원을"),
    ],
)
def test_what_gets_an_amount_on_a_page_is_a_project(first: str, second: str) -> None:
    result = read(f"{MINUTES}○교통과장 김가람  {first} 편성하였습니다.\n{second} 편성하였습니다.\n")
    assert pick(result.budget, "task", "department", "amount_krw") == [
        ("저상버스 도입 보조", "교통과", 1_100_000_000),
        ("마을버스 운행 보조", "교통과", 400_000_000),
    ]
    assert {reason for raw, reason in left(result) if raw.endswith(("쪽", "페이지"))} == {"page"}


def test_what_gets_no_amount_on_a_page_is_no_project() -> None:
    text = "○교통과장 김가람  205쪽, 저상버스 도입 보조는 다음에 말씀드리겠습니다.\n올해 예산은 11억 원입니다.\n"
    assert pick(read(MINUTES + text).budget, "task", "amount_krw") == [(None, 1_100_000_000)]


# -- announced without quotes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "task"),
    [
        ("나래공원 재정비사업에 대하여 보고드리겠습니다.", "나래공원 재정비사업"),
        ("경로당 손질사업에 대해 설명드리겠습니다.", "경로당 손질사업"),
        ("솔숲 둘레길 조성사업에 관하여 간략히 말씀드리겠습니다.", "솔숲 둘레길 조성사업"),
    ],
)
def test_a_speech_is_about_what_it_announces(told: str, task: str) -> None:
    result = read(f"{MINUTES}○공원과장 김가람  {told}\n총사업비는 18억 5,000만원입니다.\n올해 예산은 4억 원입니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(task, 1_850_000_000), (task, 400_000_000)]


def test_what_is_announced_stays_the_subject_of_a_speech() -> None:
    told = "나래공원 재정비사업에 대하여 보고드리겠습니다.\n두레마을은 공원이 하나뿐입니다.\n"
    result = read(f"{MINUTES}○공원과장 김가람  {told}총사업비는 18억 5,000만원입니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [("나래공원 재정비사업", 1_850_000_000)]


@pytest.mark.parametrize(
    "told",
    [
        "느티시 예산안에 대하여 보고드리겠습니다.",
        "물음에 대하여 답변드리겠습니다.",
        "마을 살림살이에 대하여 보고드리겠습니다.",
    ],
)
def test_a_paper_and_a_question_are_no_project(told: str) -> None:
    result = read(
        f"{MINUTES}○공원과장 김가람  {told}\n두레마을은 공원이 하나뿐입니다.\n총사업비는 18억 5,000만원입니다.\n"
    )
    assert pick(result.budget, "task", "indicator", "amount_krw") == [(None, "총사업비", 1_850_000_000)]


# -- roads -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("솔밭로 정비사업은 3억 원을", "솔밭로 정비사업"),
        ("물빛로 보도 정비사업으로 3억 원을", "물빛로 보도 정비사업"),
        ("두레마을로 가로등 교체사업에 3억 원을", "두레마을로 가로등 교체사업"),
    ],
)
def test_a_road_is_part_of_the_name_that_it_begins(text: str, task: str) -> None:
    assert pick(read(f"{SPEECH}{text} 반영하였습니다.\n").budget, "task", "amount_krw") == [(task, 300_000_000)]


@pytest.mark.parametrize("means", ["국비로", "시비로", "군비로"])
def test_a_means_is_no_part_of_a_name(means: str) -> None:
    result = read(f"{SPEECH}{means} 마을 정비사업을 하는 데 3억 원을 반영하였습니다.\n")
    assert {row.task for row in result.budget} == {"마을 정비사업"}


# -- names of amounts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["총사업비", "총예산"])
def test_the_name_of_an_amount_is_no_project(name: str) -> None:
    result = read(f"{SPEECH}{name}는 18억 5,000만원입니다.\n".replace("산는", "산은"))
    assert pick(result.budget, "task", "indicator", "amount_krw") == [(None, name, 1_850_000_000)]


def test_the_name_of_the_amount_of_something_is_no_project() -> None:
    result = read(f"{MINUTES}○공원과장 김가람  물빛천 사업비는 3억 원을 반영하였습니다.\n")
    assert pick(result.budget, "task", "indicator") == [(None, "물빛천 사업비")]
