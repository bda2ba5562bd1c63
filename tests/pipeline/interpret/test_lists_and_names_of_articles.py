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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("성금은 목표액 5억원 대비 6억원을 모았다.", [("plan", 5), ("result", 6)]),
        ("신속집행 목표액 500억원 대비 420억원을 집행했다.", [("budget", 500), ("budget", 420)]),
        ("군은 지난해 80억원의 특례보증을 지원했다.", [("result", 80)]),
        ("군은 진흥자금 융자 30억원을 실시한다.", [("plan", 30)]),
        ("재원은 국비 10억원, 군비 4억원, 융자 6억원이다.", [("budget", 10), ("budget", 4), ("budget", 6)]),
    ],
)
def test_money_that_is_lent_or_to_be_reached_is_not_spent(text: str, rows: list[tuple[str, int]]) -> None:
    found = article(text)
    got = [("plan", row.target) for row in found.plan] + [("result", row.value) for row in found.result]
    got += [("budget", row.amount_krw) for row in found.budget]
    assert got == [(dataset, number * 100_000_000) for dataset, number in rows]


def test_what_is_done_of_several_and_how_far_the_rest_is() -> None:
    found = article(
        "군은 공약 12건 가운데 9건을 완료해 2건은 추진하고 1건은 보류했다. 위원 25명이 참석한 가운데 열렸다."
    )
    assert [row.value for row in found.result] == [12, 9, 2, 1, 25]
    assert found.plan == ()


def test_sizes_that_a_project_makes_and_what_a_government_pursues_are_plans() -> None:
    rows = article(
        "꽃길 확장공사는 좁은 길을 6m로 넓히는 사업이다. 군이 추진하는 물길정비 사업은 58개 구간이다. 길이 9m이다."
    )
    assert pick(rows.plan, "target") == [(6,), (58,)]
    assert [row.value for row in rows.result] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "보조금은 국고보조금 39억원과 시비보조금 17억원으로 56억원을, 잉여금으로 141억원을 증액 편성하였다.",
        "나무는 평년 25.6개보다 적다. 새 사업과 이은 사업이 각각 92%와 6%가 증액된 규모다.",
        "지원내용 : 가게당 최대 250만원 (공급가액의 80%, 자부담 20%)",
        "군은 ‘행복지수 1위 고장’을 꿈꾼다.",
    ],
)
def test_differences_prices_and_ranks_of_slogans_give_no_row(text: str) -> None:
    found = article(text)
    assert (found.plan, found.budget, found.result) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("이행률이 저조한 12개 사업을 살폈다.", "사업"),
        ("지난달 말 기준 평균 이행률은 77.2%다.", "평균 이행률"),
        ("새 계획에 따라 쉼터 12곳을 열었다.", "쉼터"),
        ("예산을 편성해 연간 12명이 다녀갔다.", None),
    ],
)
def test_names_without_days_states_and_verbs(text: str, name: str | None) -> None:
    assert [row.indicator for row in article(text).result] == [name]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("물길사업은 도비 3억원을 포함, 총 6억원을 쓴다.", [(3, False), (6, True)]),
        ("쉼터에 국비 6억원과 군비 7억원 등 모두 13억원을 쓴다.", [(6, True), (7, True), (13, False)]),
        (
            "배움에 4억원, 돌봄에 3억원 등 이웃이 다 함께 배우고 자라는 마을을 위해 8억원을 쓴다.",
            [(4, True), (3, True), (8, True)],
        ),
    ],
)
def test_parts_of_what_a_sentence_adds_up(text: str, rows: list[tuple[int, bool]]) -> None:
    found = [(row.amount_krw, row.additive) for row in article(text).budget]
    assert sorted(found) == sorted((won * 100_000_000, added) for won, added in rows)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("쉼터(샘말동 265-4, 100면 규모)를 연다.", 100),
        ("군은 25개 자치군 중 상위권이다. 쉼터 9곳을 연다.", 9),
        ("1.5% 금리로 빌려주고 쉼터 9곳을 연다.", 9),
    ],
)
def test_lots_ranks_and_rates_of_interest_are_no_rows(text: str, kept: int) -> None:
    found = article(text)
    assert [row.target for row in found.plan] + [row.value for row in found.result] == [kept]


def test_what_was_only_planned_was_not_spent() -> None:
    rows = article("당초 군은 36억원을 들여 쉼터를 지을 계획이었으나 미뤘다. 지난달 2억원을 들여 길을 고쳤다.").budget
    assert [row.basis for row in rows] == ["예산", "집행"]


@pytest.mark.parametrize("line", ["상태바", "샘말일보", "이 기사를 공유합니다"])
def test_what_a_page_of_news_is_built_of_heads_nothing(line: str) -> None:
    rows = read(f"샘말군 쉼터 소식\n\n{line}\n\n군은 올해 쉼터 9곳에 12억원을 쓴다.\n", Settings(any_document=True))
    assert pick((*rows.budget, *rows.plan), "goal", "task") == [(None, None)] * 2


def test_the_project_of_a_headline_follows_its_government() -> None:
    text = "샘말도, 쉼터구축사업 확대 추진\n\n2031-04-10\n도는 올해 12억원을 쓴다.\n"
    assert pick(read(text, Settings(any_document=True)).budget, "task") == [("쉼터구축사업",)]


def test_who_runs_a_project_is_not_its_name() -> None:
    rows = article("안심마을 구축 사업은 치안위원회 주관 사업으로 매년 뽑혀 총사업비 2억원을 쓴다.").budget
    assert [row.task for row in rows] == ["안심마을 구축 사업"]
