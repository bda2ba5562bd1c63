"""Short articles: the half of a year that a sentence names, verbs that name nothing, years carried on in a paragraph."""

from datetime import date

import pytest
from reading import left, pick, read

from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)
HALF = (date(2023, 7, 1), date(2023, 12, 31))


def test_half_a_year_holds_for_a_long_sentence_and_names_the_year_of_the_article() -> None:
    text = (
        "나래시는 오는 14일까지 일할 능력이 있는 실직자의 생계를 돕고자 ‘2023년 하반기 공공근로사업’ 참여자 58명을 모집한다.\n"
        "한편 시는 올해 상반기 마을일꾼 71명을 뽑아 21개 사업장에 배치했다.\n"
    )
    result = read(text, ANY)
    assert pick(result.plan, "target", "period_start", "period_end") == [(58, *HALF)]
    assert pick(result.result, "value", "fiscal_year") == [(71, 2023), (21, 2023)]


@pytest.mark.parametrize(
    ("text", "indicator", "number"),
    [
        ("군은 일꾼을 선발해 21개 사업장에 배치했다.", "사업장", 21),
        ("군은 조리원을 열어 연간 200명의 산모를 맞았다.", "산모", 200),
        ("이재민은 나래마을이 가장 많고 솔마을 312명이었다.", "솔마을", 312),
        ("군이 접수한 자연재해 12건을 복구했다.", "자연재해", 12),
    ],
    ids=["해", "어", "고", "a noun that ends so"],
)
def test_a_verb_that_goes_on_names_no_number(text: str, indicator: str, number: int) -> None:
    assert pick(read(f"2023년 느티군 소식\n\n{text}\n", ANY).result, "indicator", "value") == [(indicator, number)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024년 새해가 밝았습니다. 지난해는 어려웠습니다. 다 함께 12개의 마을을 가꾸었습니다.", [2023]),
        ("2024년 새해가 밝았습니다. 지난해는 어려웠습니다. 올해는 마을 12곳을 가꾸었습니다.", [2024]),
        ("지난해는 어려웠습니다. 2022년에 마을 12곳을 가꾸었습니다.", [2022]),
    ],
    ids=["carried on", "another word", "another year"],
)
def test_a_word_for_a_year_holds_for_the_sentences_behind_it(text: str, years: list[int]) -> None:
    result = read(f"느티군수, 2024년 신년사\n\n느티군수가 말했다. {text}\n", ANY)
    assert [row.fiscal_year for row in result.result] == years


def test_an_office_at_the_head_of_a_budgeting_sentence_is_in_charge() -> None:
    text = "기획감사실은 영상물 제작 4,500만 원을 편성하였습니다.\n돌봄교실은 간식비 300만 원을 편성하였습니다.\n"
    result = read(f"2023년 느티구 예산안 제안설명\n\n{text}")
    assert pick(result.budget, "department", "amount_krw") == [("기획감사실", 45_000_000), (None, 3_000_000)]


def test_a_page_of_news_around_an_article_is_no_part_of_it() -> None:
    text = (
        "'마을일꾼사업' 신청 3만여명\n\n나루일보\n\n입력\n\n2019.03.12 00:00\n\n종합 12면\n\n"
        "느티도는 신청을 받은 결과 예상인원 3만3천명을 조금 밑도는 3만1천8백42명이 신청했다고 11일 밝혔다. "
        "시.군별로는 나래군이 6천2백14명, 연령별로는 50대 1만1백36명이 신청했고 5부제를 지켰다.\n"
    )
    result = read(text, ANY)
    assert {row.activity for row in result.result} == {None}
    assert pick(result.result, "value", "indicator") == [
        (33_000, "예상인원"),
        (31_842, "신청"),
        (6_214, "나래군"),
        (10_136, "50대"),
    ]
    assert ("12면", "page") in left(result)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("축제 기간 12만 명이 방문해 11억 원의 매출을 기록했다.", [(None, 120_000), ("매출", 1_100_000_000)]),
        ("축제는 38억 원 가량의 경제적 파급 효과를 낸 것으로 조사됐다.", [("경제적 파급 효과", 3_800_000_000)]),
        ("재방문 의사는 4.27점으로 조사돼 활기가 기대된다.", [("재방문 의사", 4.27)]),
        ("단 한 건의 안전사고도 나지 않았고 쉼터 12곳을 열었다.", [("쉼터", 12)]),
        ("방문객은 40대(33.9%)가 가장 많았고 전국 3위에 올랐다.", [("40대", 33.9)]),
    ],
    ids=["sold", "brought about", "found", "not even one", "an age and a rank"],
)
def test_what_an_event_brought_is_a_result(text: str, rows: list[tuple[str, float]]) -> None:
    result = read(f"2023년 느티군 축제 소식\n\n{text}\n", ANY)
    assert not result.budget
    assert pick(result.result, "indicator", "value") == rows


def test_money_for_what_was_sold_is_still_a_budget() -> None:
    result = read("2023년 느티군 소식\n\n군은 매출 증대에 11억 원의 예산을 편성했다.\n", ANY)
    assert pick(result.budget, "amount_krw") == [(1_100_000_000,)]
    assert not result.result


def test_a_noun_joined_to_another_is_no_office() -> None:
    result = read("2023년 느티군 소식\n\n기업의 물류난과 1,800명의 불편을 덜었다.\n복지과 18억 원을 편성했다.\n", ANY)
    assert [row.department for row in result.result] == [None]
    assert [row.department for row in result.budget] == ["복지과"]


def test_quotations_keep_what_was_and_what_will_be_apart() -> None:
    text = "군 관계자는 “올해 축제에는 7억 원의 예산을 들였다”며 “내년에는 9억 원을 투입해 마당을 30개로 늘리겠다”고 말했다."
    result = read(f"2023년 느티군 축제 결산\n\n{text}\n", ANY)
    assert pick(result.budget, "fiscal_year", "basis", "amount_krw") == [
        (2023, "집행", 700_000_000),
        (2024, "예산", 900_000_000),
    ]


SPEECH = "2024년 느티구 시정연설\n\n존경하는 구민 여러분, 그리고 의원 여러분!\n"


@pytest.mark.parametrize(
    ("text", "budgets", "plans"),
    [
        (
            "산책로 조성사업은 총사업비 48억 원 중 내년에 15억 원을 들여 2.1km를 고치겠습니다.",
            [(None, 4_800_000_000), (2024, 1_500_000_000)],
            [(None, 2.1)],
        ),
        ("온실 지원 한도는 1억 원(보조 70%, 자부담 30%)이며 농가 6곳을 돕겠습니다.", [], [(None, 6)]),
        ("다른 동보다 두 배 넓고 2배 많은 금모동에 쉼터 12곳을 열겠습니다.", [], [(None, 12)]),
    ],
    ids=["a whole and its part of this year", "shares of a limit", "times as much"],
)
def test_a_speech_tells_wholes_limits_and_times(
    text: str, budgets: list[tuple[int | None, int]], plans: list[tuple[None, float]]
) -> None:
    result = read(SPEECH + text + "\n", ANY)
    assert pick(result.budget, "fiscal_year", "amount_krw") == budgets
    assert pick(result.plan, "activity", "target") == plans
