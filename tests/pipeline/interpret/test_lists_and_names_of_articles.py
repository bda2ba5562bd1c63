"""Articles of governments: lists that chance adds up, names before brackets, numbers of names, headlines."""

import pytest
from reading import left, pick, read

from pipeline.interpret.interpretation import Interpretation, Settings

HEAD = "샘말군 소식\n\n승인 2031.04.07 10:20\n"


def article(text: str) -> Interpretation:
    return read(f"{HEAD}{text}\n", Settings(any_document=True))


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("예산은 숲길 10억원, 물길 20억원, 꽃길 30억원, 들길 5억원이다.", [True, True, True, True]),
        ("숲길 10억원, 물길 20억원, 합계 30억원을 쓴다.", [True, True, False]),
        ("숲길 10억원, 물길 20억원 등 총 30억원을 쓴다.", [True, True, False]),
        ("군은 길에 33억원을 들인다. 숲길 10억원, 물길 20억원, 꽃길 3억원이다.", [False, True, True, True]),
        ("군은 길에 34억원을 들인다. 숲길 10억원, 물길 20억원, 꽃길 3억원이다.", [True, True, True, True]),
    ],
)
def test_what_adds_up_in_a_list_by_chance_is_no_total(text: str, added: list[bool]) -> None:
    assert [row.additive for row in article(text).budget] == added


@pytest.mark.parametrize(
    "text", ["돌봄(120억원), 숲길(34억원), 배움(21억원) 등이다.", "돌봄 120억원, 숲길 34억원, 배움 21억원이다."]
)
def test_short_names_of_the_entries_of_a_list(text: str) -> None:
    assert [row.activity for row in article(f"주요 예산은 {text}").budget] == ["돌봄", "숲길", "배움"]


def test_a_bracket_right_behind_a_name_leaves_it_whole() -> None:
    rows = article("군은 ▲물빛 스테이(38억 원) ▲구름놀이(45억 원) 등을 짓는다. 참가자는 (2,400명)이다.")
    assert [row.activity for row in rows.budget] == ["물빛 스테이", "구름놀이"]
    assert pick(rows.result, "value", "indicator") == [(2400, "참가자")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("하늘로 64길 등 9곳을 정비한다.", "64길"),
        ("남샘2호터널 벽 등 9곳을 정비한다.", "2호터널"),
        ("남샘3지구에 2억원을 들여 9곳을 정비한다.", "3지구"),
        ("국어원-4대 학회와 9곳을 정비한다.", "4대 학회"),
    ],
)
def test_numbers_of_names_count_nothing(text: str, name: str) -> None:
    found = article(f"군은 {text}")
    assert pick(found.plan, "target") == [(9,)]
    assert (name, "name") in left(found)


def test_lots_of_ten_thousand_and_months_behind_a_day() -> None:
    found = article("책 대출은 93만1,800여권이다. 일은 1월 2일부터 3개월간 이어지며 380명이 참여한다.")
    assert [row.value for row in found.result] == [931_800]
    assert [(row.target, row.period_end and row.period_end.day) for row in found.plan if row.target == 380] == [
        (380, 2)
    ]


def test_a_sentence_that_is_over_names_nothing() -> None:
    rows = article("이용객이 37만 명에 이른다. 하루 평균 565명이 찾았다.").result
    assert pick(rows, "value", "indicator") == [(370_000, "이용객"), (565, None)]


def test_who_wrote_and_where_it_stood_names_and_dates_nothing() -> None:
    text = "매체명 : 샘말신문 보도일 : 2031.04.06\n링크주소\nhttp://www.saemmal.example/12\n이용객은 37만 명이다. 7일 밝혔다.나여울 기자"
    rows = read(f"샘말군 쉼터 인기\n\n{text}\n댓글 0건\n", Settings(any_document=True)).result
    assert pick(rows, "value", "activity", "goal") == [(370_000, None, None)]
    assert rows[0].period_start is None or rows[0].period_start.month == 1


@pytest.mark.parametrize("title", ["샘말군, 내년 물길사업 21건 발굴", "샘말군 내년 물길 사업 310억 원 발굴"])
def test_a_headline_that_tells_a_number_is_no_project(title: str) -> None:
    rows = read(
        f"{title}\n\n승인 2031.04.07 10:20\n군은 올해 114억 원의 예산을 확보했다.\n", Settings(any_document=True)
    )
    assert pick(rows.budget[-1:], "amount_krw", "task") == [(11_400_000_000, None)]


def test_the_project_of_a_sentence_begins_behind_its_leads() -> None:
    text = "이와 함께 주민숙원사업에 5억원, 새 물길사업 79건과 계속 물길사업 80건을 편다. 내년도 꽃길조성사업에 7억원을 쓴다."
    rows = article(text).budget
    assert [row.task for row in rows] == ["주민숙원사업", "꽃길조성사업"]
