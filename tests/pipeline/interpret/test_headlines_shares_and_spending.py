"""What a headline, a list of shares and the verb of a sentence say; words that name nothing; prices, dates, events."""

import pytest
from reading import PLAN, REPORT, left, pick, read

# -- headlines ---------------------------------------------------------------------------------------------------------

TOLD = "시청은 마을 사람이 함께 즐기고 쉬는 자리를 새로 가꾸는 일에 나섰다고 12일 밝히며 그 뜻을 마을마다 전했다.\n"
STORY = f"{TOLD}○ 교육 인원 : 31명\n○ 소요예산 : 12백만원\n"


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("느티군, 물빛천 정비사업 공모 선정…마을이 달라진다", "물빛천 정비사업"),
        ("솔빛구청, 어르신 돌봄사업 본격 추진", "어르신 돌봄사업"),
        ("두레시, 2024년 나래숲 가꾸기 사업 착수…내년에 문 연다", "나래숲 가꾸기 사업"),
    ],
)
def test_what_a_headline_says_was_chosen_or_begun_is_the_project(title: str, task: str) -> None:
    result = read(f"{title}\n\n{STORY}")
    assert {row.task for row in (*result.plan, *result.result, *result.budget)} == {task}
    assert pick(result.budget, "amount_krw") == [(12_000_000,)]


def test_a_headline_with_its_cost_names_the_project_of_the_story() -> None:
    told = "군은 2025년까지 산책길 3km와 쉼터 4개소를 조성한다.\n군은 2024년에 국비 35억 원을 들여 나무 310그루를 심을 계획이다.\n"
    result = read(f"느티군, 물빛천 정비사업 공모 선정…총사업비 70억 확보\n\n{TOLD}{told}")
    assert pick(result.plan, "task", "indicator", "target") == [
        ("물빛천 정비사업", "산책길", 3),
        ("물빛천 정비사업", "쉼터", 4),
        ("물빛천 정비사업", "나무", 310),
    ]


@pytest.mark.parametrize(
    "title", ["느티군, 내년 예산 3천억 편성", "느티군, 이름난 빵집 4곳 선정", "느티군, 마을 일꾼 31명 선정"]
)
def test_another_headline_names_no_project(title: str) -> None:
    result = read(f"{title}\n\n{STORY}")
    assert {row.task for row in (*result.plan, *result.result, *result.budget)} == {None}


# -- lists of shares ---------------------------------------------------------------------------------------------------

BUDGET = "2024년 느티시 예산 설명\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "분야별로는 사회복지 4,321억 원(35%), 환경 1,234억 원(10%)을 배정했다.",
            [(432_100_000_000, 35), (123_400_000_000, 10)],
        ),
        (
            "기능별로 보면 교통 310억원(12.4%), 환경 250억원(10%), 문화 125억원(5%)을 편성하였다.",
            [(31_000_000_000, 12.4), (25_000_000_000, 10), (12_500_000_000, 5)],
        ),
        (
            "살림의 구성을 보면 인건비 31억 원( 31 %), 물건비 12억 원 (12%)을 반영하였다.",
            [(3_100_000_000, 31), (1_200_000_000, 12)],
        ),
    ],
)
def test_each_amount_of_a_list_by_kinds_has_its_share(text: str, found: list[tuple[int, float]]) -> None:
    result = read(f"{BUDGET}{text}\n".replace("( 31 %)", "(31%)"))
    assert pick(result.budget, "amount_krw", "share") == found
    assert (result.plan, result.result) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "환경 1,234억 원(10%)을 배정했다.",
        "사회복지 4,321억 원(12%), 환경 1,234억 원(10%)을 배정했다.",
        "분야별로는 환경 1,234억 원(10%)을 배정했다.",
    ],
    ids=["one amount", "no kinds", "one amount of a kind"],
)
def test_a_rate_in_brackets_behind_other_amounts_is_no_share(text: str) -> None:
    assert {row.share for row in read(f"{BUDGET}{text}\n").budget} == {None}


# -- words that name nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "연말까지 310명에게 일자리를 마련한다.",
        "올해 연말까지 310명을 새로 뽑는다.",
        "두레 교실을 열고 내년부터 310명을 가르친다.",
        "마을 사람을 통해 310명에게 알린다.",
        "어르신 돌봄에 따라 310명을 뽑는다.",
    ],
)
def test_words_that_tell_until_when_or_how_count_nothing(text: str) -> None:
    assert pick(read(f"{PLAN}○ {text}\n").plan, "indicator", "target") == [(None, 310)]


@pytest.mark.parametrize("words", ["어르신께 지급하고자", "국비를 투입해", "마을을 고치기 위해", "두레숲을 조성해"])
def test_words_that_tell_what_for_are_no_activity(words: str) -> None:
    result = read(f"{PLAN}○ {words} 12백만원을 편성한다.\n")
    assert pick(result.budget, "activity", "indicator", "amount_krw") == [(None, None, 12_000_000)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [("새로 뽑는 마을 일꾼 310명을 가르친다.", "마을 일꾼"), ("마을 사람이 힘을 들여 나무 310그루를 심는다.", "나무")],
)
def test_a_noun_before_the_number_counts_it(text: str, indicator: str) -> None:
    assert pick(read(f"{PLAN}○ {text}\n").plan, "indicator", "target") == [(indicator, 310)]


# -- spent or to be spent ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [PLAN, REPORT], ids=["plan", "report"])
@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("마을 일꾼을 육성하는 데 146억 원을 쓴다.", "예산"),
        ("마을 일꾼을 육성하는 데 146억 원을 썼다.", "집행"),
        ("물빛천을 가꾸는 데 146억 원을 들인다.", "예산"),
        ("물빛천을 가꾸는 데 146억 원을 들였다.", "집행"),
        ("나래숲 정비사업에 146억 원을 투입한다.", "예산"),
        ("나래숲 정비사업에 146억 원을 투입했다.", "집행"),
        ("146억 원을 들여 물빛천을 가꾼다.", "예산"),
        ("146억 원을 들여 물빛천을 가꾸었다.", "집행"),
        ("시는 146억 원을 투입해 물빛천을 고쳤다.", "집행"),
        ("나래숲 정비사업에 146억 원을 투입할 계획이다.", "예산"),
    ],
)
def test_the_tense_of_a_verb_says_whether_an_amount_was_spent(title: str, text: str, basis: str) -> None:
    assert pick(read(f"{title}{text}\n").budget, "basis", "amount_krw") == [(basis, 14_600_000_000)]


# -- entries below a clause --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "mark"),
    [("2022년 새로 추진하는 사업", "○"), ("□ 올해 새로 시작한 사업", " ○"), ("1. 올해 확대되는 사업", " -")],
)
def test_entries_with_their_cost_below_projects_of_a_clause_are_projects(head: str, mark: str) -> None:
    text = f"{head}\n{mark} 두레 돌봄터 열기 : 31백만원\n{mark} 나래숲 쉼터 손질 : 12백만원\n"
    assert pick(read(PLAN + text).budget, "task", "amount_krw") == [
        ("두레 돌봄터 열기", 31_000_000),
        ("나래숲 쉼터 손질", 12_000_000),
    ]


@pytest.mark.parametrize(
    ("head", "cost"), [("2022년 새로 추진하는 일", "백만원"), ("2022년 새로 추진하는 사업", "개소")]
)
def test_other_entries_are_no_projects(head: str, cost: str) -> None:
    result = read(f"{PLAN}{head}\n○ 두레 돌봄터 열기 : 31{cost}\n○ 나래숲 쉼터 손질 : 12{cost}\n")
    rows = (*result.plan, *result.result, *result.budget)
    assert not {"두레 돌봄터 열기", "나래숲 쉼터 손질"} & {row.task for row in rows}


# -- events of both ----------------------------------------------------------------------------------------------------

BARNS = "느티시 축사 철거사업 현황\n\n"


@pytest.mark.parametrize(
    ("text", "done", "planned"),
    [
        (
            "□ 추진경과 및 향후계획\n ○ 2022. 7. : 52개소 철거 완료\n ○ 2023. 5. : 주민 조사 200명 예정\n",
            [(52, "2022-07-31")],
            [(200, "2023-05-31")],
        ),
        (
            "추진경과 및 향후계획\n- 2021. 3. : 주민설명회 3회 개최\n- 2022. 4. : 가로등 12개 추가 설치 계획\n",
            [(3, "2021-03-31")],
            [(12, "2022-04-30")],
        ),
        (
            "□ 추진상황·추진계획\n ○ 2022. 7. 쉼터 5개소 손질\n ○ 2023. 5. 쉼터 4개소 손질 예정\n",
            [(5, "2022-07-31")],
            [(4, "2023-05-31")],
        ),
    ],
)
def test_an_event_below_what_was_and_will_be_done_says_itself_which(
    text: str, done: list[tuple[float, str]], planned: list[tuple[float, str]]
) -> None:
    result = read(BARNS + text)
    assert [(row.value, str(row.period_end)) for row in result.result] == done
    assert [(row.target, str(row.period_end)) for row in result.plan] == planned


def test_an_event_below_what_will_be_done_is_planned() -> None:
    result = read(f"{BARNS}□ 향후계획\n ○ 2022. 7. : 52개소 철거\n")
    assert (pick(result.plan, "target"), result.result) == ([(52,)], ())


# -- when the subject was set up ---------------------------------------------------------------------------------------

PARKS = "2023년 느티시 공원 현황\n\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019년에 조성된 나래숲은 면적이 310㎡이다.", 310),
        ("2019년 솔동에 문을 연 두레관은 방 31개를 갖추었다.", 31),
        ("2018년 마을 사람이 세운 물빛관은 자리가 120석이다.", 120),
        ("1981년에 문을 연 나래공원은 면적이 3만2,480㎡이다.", 32_480),
        ("2004년 준공된 물빛체육관은 좌석이 1,240석이다.", 1240),
        ("1998년에 개관한 솔숲도서관은 책 12만3,400권을 갖추었다.", 123_400),
    ],
)
def test_the_year_in_which_something_was_set_up_dates_no_state(text: str, value: float) -> None:
    result = read(f"{PARKS}{text}\n")
    assert pick(result.result, "value", "fiscal_year") == [(value, 2023)]
    assert [reason for _, reason in left(result)] == ["date", "date"]


@pytest.mark.parametrize("text", ["2022년에 조성한 쉼터는 31개소이다.", "2022년 쉼터는 31개소이다."])
def test_the_year_of_what_was_done_dates_it(text: str) -> None:
    result = read(f"{PARKS}{text}\n")
    assert pick(result.result, "value", "fiscal_year") == [(31, 2022)]


# -- differences and prices --------------------------------------------------------------------------------------------

MONEY = "2023년 느티시 재정 설명\n\n"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("느티시의 빚은 평균액(385억원)보다 22억원 많고 살림은 나아졌다.", "22억원"),
        ("우리 시의 지출은 평균보다 31억 원이 적습니다.", "31억 원"),
        ("우리 시의 세입은 평균보다 45억원 높은 수준이다.", "45억원"),
    ],
)
def test_by_how_much_more_is_a_difference(text: str, raw: str) -> None:
    assert (raw, "difference") in left(read(f"{MONEY}{text}\n"))


@pytest.mark.parametrize("text", ["자산은 4,200억원으로 많다.", "자산 4,200억원은 적지 않은 규모이다."])
def test_much_without_a_comparison_is_an_amount(text: str) -> None:
    result = read(f"{MONEY}우리 시의 {text}\n")
    assert pick(result.result, "value", "unit") == [(420_000_000_000, "원")]


@pytest.mark.parametrize(
    "text", ["어르신께 한 사람당 16만원을 드린다.", "교통비 : 한 명당 16만원", "한 가구당 16만원 지급"]
)
def test_what_one_person_gets_is_a_unit_price(text: str) -> None:
    result = read(f"{PLAN}○ {text}\n")
    assert ("16만원", "unit_price") in left(result)
    assert result.budget == ()


@pytest.mark.parametrize("text", ["식당 손질에 16만원을 편성한다.", "두레사람 모임에 16만원을 편성한다."])
def test_what_something_else_gets_is_an_amount(text: str) -> None:
    assert pick(read(f"{PLAN}○ {text}\n").budget, "amount_krw") == [(160_000,)]
