"""Newspaper articles and press releases: lists in sentences, what is measured against, sums and shares of a sentence."""

import pytest
from reading import left, pick, read

TOP = "느티시 2031년도 예산안 4,812억원 편성\n\n[새벽매일 강여울 기자] 느티시는 2031년도 예산안을 의회에 제출했다.\n\n"
EOK = 100_000_000


def amounts(text: str, *columns: str) -> list[tuple[object, ...]]:
    """The amounts of an article in 억원, with some columns."""
    rows = read(f"{TOP}{text}\n").budget
    return [((row.amount_krw or 0) / EOK, *(getattr(row, name) for name in columns)) for row in rows]


# -- lists in sentences --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        ("세입은 △재산세 61억원 △보조금 28억원 등이 각각 증가했다. 그리고 △수수료 12억원 △부담금 9억원은 줄었다.", 4),
        ("지방세 40억원, 세외수입 12억원 등이 각각 늘었다.", 2),
        ("느티시 예산은 지난해보다 1.0%인 47억원 증가했다.", 2),
        ("△쉼터 정비 61억원 △마당 조성 28억원 등을 각각 편성했다.", 0),
        ("지방세 40억원을 편성했고, 쉼터와 마당은 각각 늘었다.", 0),
    ],
    ids=["two lists", "no signs", "rate of an amount", "other verb", "other clause"],
)
def test_the_verb_behind_a_list_says_that_its_amounts_are_differences(text: str, differences: int) -> None:
    found = [raw for raw, reason in left(read(f"{TOP}{text}\n")) if reason == "difference"]
    assert len(found) == differences


def test_the_head_of_a_list_is_said_of_its_entries_and_is_no_row() -> None:
    text = (
        "내년도 세입예산의 주요 내역은 △자체수입인 지방세 192억원 △순세계잉여금 38억원 △국·도비보조금 161억원 등이다."
    )
    assert amounts(text, "side", "basis", "source", "account", "fiscal_year", "goal") == [
        (192, "세입", "예산", "계", "지방세", 2031, None),
        (38, "세입", "예산", "계", "순세계잉여금", 2031, None),
        (161, "세입", "예산", "계", "국·도비보조금", 2031, None),
    ]
    assert read(f"{TOP}각 분야별로는 △복지분야 59억원 △기타분야 30억원 등이 편성됐다.\n").result == ()


@pytest.mark.parametrize("lead", ["세출은", "일반회계 세출예산의 경우 정책사업은"])
def test_the_subject_of_a_sentence_tells_the_side(lead: str) -> None:
    assert amounts(f"{lead} 인력운영비 114억원, 기본경비 7억원이다.", "side") == [(114, "세출"), (7, "세출")]


# -- what is measured against ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2031년도 예산안으로 2030년도 본예산 대비 11억원 줄어든 205억원을 편성했다.", [2031]),
        ("2031년도 일반회계는 180억원으로 2030년도 본예산 179억원 대비 1억원 늘었다.", [2031, 2030]),
        ("2030년 결산액은 전년 대비 5% 늘어난 205억원이다.", [2030]),
    ],
)
def test_only_the_figure_of_a_year_that_is_compared_with_is_of_it(text: str, years: list[int]) -> None:
    assert [year for _, year in amounts(text, "fiscal_year")] == years


def test_a_headline_tells_ahead_what_the_article_tells() -> None:
    text = "느티시 살림\n\n느티시, 당초예산 476억원보다 5억원 증가\n\n" + "느티시는 예산을 정했다.\n\n" * 2
    result = read(f"{text}2031년도 예산안은 481억원으로 2030년 당초예산 476억원 대비 5억원 증가했다.\n")
    assert pick(result.budget, "fiscal_year", "amount_krw") == [(2031, 481 * EOK), (2030, 476 * EOK)]
    assert ("476억원", "duplicate") in left(result)


# -- sums and shares -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "additive"),
    [
        (
            "정책사업비는 보조사업 195억원, 자체사업 140억원, 예비비 2억원을 포함해 총 337억원이다.",
            [True, True, True, False],
        ),
        ("행정운영경비는 121억원, 인력운영비 114억원, 기본경비 7억원이다.", [False, True, True]),
        ("올해 예산은 쉼터 60억원, 마당 40억원, 숲길 99억원이다.", [True, True, True]),
    ],
)
def test_of_a_sum_and_its_parts_in_a_sentence_the_parts_are_added(text: str, additive: list[bool]) -> None:
    assert [flag for _, flag in amounts(text, "additive")] == additive


def test_rates_behind_amounts_that_are_parts_of_one_whole_are_shares() -> None:
    shares = "각 분야별로는 △사회복지분야 590억원(32.7%) △문화 및 관광분야 150억원(8.3%) 등이 편성됐다."
    assert amounts(shares, "activity", "share") == [(590, "사회복지분야", 32.7), (150, "문화 및 관광분야", 8.3)]
    rates = "체납액은 △사회복지 590억원(3.7%) △문화 150억원(8.3%)으로 나타났다."
    assert [share for _, share in amounts(rates, "share")] == [None, None]


# -- growth ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("특별회계는 올해보다 4.7%가 감소한 131억원을 편성했다.", [(131, "특별회계")]),
        (
            "이중 일반회계는 2.9% 늘어난 593억원, 특별회계는 8.3% 줄어든 38억원이다.",
            [(593, "일반회계"), (38, "특별회계")],
        ),
        (
            "세입 요인은 지방세가 4.2% 증가한 427억 원, 세외수입은 3.8% 증가한 65억 원 등이다.",
            [(427, "지방세"), (65, "세외수입")],
        ),
    ],
)
def test_what_grew_names_the_figure_that_it_grew_to(text: str, found: list[tuple[int, str]]) -> None:
    assert amounts(text, "account") == found


def test_the_budget_until_now_is_replaced_by_the_one_that_is_measured_against_it() -> None:
    text = "세출은 기정예산 277억 9,000만원보다 12억 7,000만원이 증액된 290억 6,000만원입니다."
    assert amounts(text, "superseded", "indicator", "side") == [
        (277.9, True, "기정예산", "세출"),
        (290.6, False, "세출", "세출"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("세외수입 2,000만원과 국도비 보조금 12억원이 증액 되었습니다.", 2),
        ("재해복구비 2억 1,000만원, 숲가꾸기 2억원 등은 증액되었으나 전체는 줄었습니다.", 2),
        ("평균액 350억원과 비교하여 167억원이 적습니다.", 1),
        ("쉼터 2억원, 숲길 3억원을 편성하고 인력은 늘렸습니다.", 0),
    ],
)
def test_amounts_of_a_list_whose_verb_says_that_they_grew_are_differences(text: str, count: int) -> None:
    assert [reason for _, reason in left(read(f"{TOP}{text}\n"))].count("difference") == count


# -- disclosure of finances ------------------------------------------------------------------------------------------------

DISCLOSED = """2029년도 재정공시

우리 시의 2029년도 살림규모(자체수입+이전재원)는 962억원으로, 전년대비 82억원이 증가하였습니다.
자체수입(지방세 및 세외수입)은 262억원이며, 이전재원(교부세, 보조금)은 635억원입니다.
공유재산은 ’29년도에 토지외 76건(96억원)을 취득하여, 현재는 총 814억원 규모를 유지하고 있습니다.
자체수입은 유사 지방자치단체 평균액 379억원보다 117억원이 적으며, 시의 1인당 채무액은 유사 지방자치단체 평균액 50천원보다 57천원 많습니다.
"""


def test_disclosed_revenue_came_in_and_property_and_means_of_others_are_results() -> None:
    result = read(DISCLOSED)
    assert pick(result.budget, "amount_krw", "basis") == [(n * EOK, "집행") for n in (962, 262, 635)]
    assert [row.account or row.activity for row in result.budget] == ["살림규모", "자체수입", "이전재원"]
    assert pick(result.result, "value", "unit", "activity") == [
        (76, "건", None),
        (96 * EOK, "원", None),
        (814 * EOK, "원", None),
        (379 * EOK, "원", "자체수입"),
    ]
    assert [raw for raw, reason in left(result) if reason == "unit_price"] == ["50천원", "57천원"]


def test_sources_of_a_list_are_no_parts_of_the_other_amounts_of_it() -> None:
    text = "세입은 지방교부세가 2,119억 원, 보조금 등이 1,871억 원, 조정교부금 99억 원이다."
    assert {flag for _, flag in amounts(text, "additive")} == {True}


def test_days_without_months_and_copyright_are_no_counts() -> None:
    text = "예산안은 오는 24일부터 열리는 정례회에서 정해진다.\n©'5개 마을 새벽경제' 무단전재·재배포 금지"
    result = read(f"{TOP}{text}\n")
    assert (result.plan, result.result) == ((), ())


# -- budgets that are amended ----------------------------------------------------------------------------------------------


def test_lists_of_projects_leave_each_amount_its_own() -> None:
    text = (
        "주요 사업은 느티시장 재건축사업 27억원, 공영주차장 조성 21억원, 유가보조금 35억원, 우수저류조 설치사업 설계용역 2억원, "
        "제설자재 구입 3억원 등이다. 또 노후 수도관 교체공사 20억원을 반영했다."
    )
    assert amounts(text, "task") == [
        (27, "느티시장 재건축사업"),
        (21, None),
        (35, None),
        (2, "우수저류조 설치사업"),
        (3, None),
        (20, None),
    ]


def test_what_is_of_a_project_stays_with_it() -> None:
    text = "느티시장 재건축사업은 27억원으로 국비 12억원, 시비 15억원이며 집행액은 8억원이다."
    assert {task for _, task in amounts(text, "task")} == {"느티시장 재건축사업"}


def test_examples_of_a_field_are_not_added_to_it() -> None:
    text = "분야별로는 ▴쉼터 조성 5억원, 소방서 보강 사업 37억원 등 안전 분야 56억원 ▴보육료 86억원 등 복지 분야 574억원이다."
    assert amounts(text, "activity", "additive") == [
        (5, "쉼터 조성", False),
        (37, "소방서 보강 사업", False),
        (56, "안전 분야", True),
        (86, "보육료", False),
        (574, "복지 분야", True),
    ]


def test_a_rate_ahead_of_its_amount_is_its_share() -> None:
    text = "자체사업비가 50%인 184억원, 각종 보조사업비가 27.4%인 100억원이다."
    assert amounts(text, "source", "share") == [(184, "자체", None), (100, "계", 27.4)]


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        (
            "올 제1회 추가경정 예산이 본예산 745억원보다 12억원이 늘어난 757억원으로 확정됐다. <강여울 기자>",
            [True, False],
        ),
        ("새해 예산이 본예산 745억원보다 12억원이 늘어난 757억원으로 확정됐다.", [False, False]),
    ],
)
def test_the_first_budget_of_the_year_is_replaced_by_the_amended_one(text: str, superseded: list[bool]) -> None:
    assert [flag for _, flag in amounts(text, "superseded")] == superseded


def test_what_is_aimed_at_is_no_result() -> None:
    text = "시는 4분기에 집행액 600억원, 집행률 95% 이상을 목표로 점검회의를 연다. 집행액은 512억원이고 집행률은 81%를 기록했다."
    result = read(f"{TOP}{text}\n")
    assert pick(result.budget, "amount_krw", "basis") == [(600 * EOK, "예산"), (512 * EOK, "집행")]
    assert (pick(result.plan, "target"), pick(result.result, "value")) == ([(95,)], [(81,)])


def test_counts_by_status_are_named_by_it() -> None:
    text = "전체 60개 사업 가운데 24건이 완료됐고 35건은 정상 추진 중이며 1건은 보류 상태다."
    assert pick(read(f"{TOP}{text}\n").result, "indicator", "value")[1:] == [
        ("완료", 24),
        ("정상추진", 35),
        ("보류", 1),
    ]


def test_entries_below_a_rate_say_whose_it_is() -> None:
    text = "목표별 추진율은 △살기 좋은 도시 71% △활력 있는 경제 75%로 나타났다."
    assert pick(read(f"{TOP}{text}\n").result, "activity", "indicator") == [
        ("살기 좋은 도시", "추진율"),
        ("활력 있는 경제", "추진율"),
    ]


def test_a_day_as_month_day_and_year_dates_a_press_release() -> None:
    front = '---\ntitle: "마을농장, 올해 120곳으로 늘린다"\napprove_date: "02/19/2024 11:00:00"\n---\n\n'
    head = "# 마을농장, 올해 120곳으로 늘린다\n\n- 부처: 느티부\n- 배포일: 02/19/2024 11:00:00\n\n## 본문\n\n"
    text = "□ 지난해에는 마을농장에서 1,126명이 교육에 참여하였다.\n\n□ 느티부는 올해 농장 82개소를 지원할 계획이다.\n"
    result = read(front + head + text)
    assert [(row.value, row.fiscal_year) for row in result.result] == [(1126, 2023)]
    assert (82, 2024) in [(row.target, row.fiscal_year) for row in result.plan]


def test_a_day_amid_a_sentence_dates_no_item_below_it() -> None:
    text = "□ 느티시는 지난 11월 26일 심사를 통과한 마을농장에 21억 원을 반영했다.\n\nㅇ 체험농장에도 170억 원이 편성되었다.\n"
    result = read(f"느티시, 2022년도 예산 6조 원 확정\n\n- 배포일: 12/03/2021\n\n{text}")
    assert {str(row.period_end) for row in result.budget if row.amount_krw == 17_000_000_000} == {"2022-12-31"}


# -- mechanisms by themselves ----------------------------------------------------------------------------------------------


def test_a_headline_that_tells_another_amount_is_a_row() -> None:
    text = "느티시 살림\n\n느티시, 당초예산 476억원 편성, 쉼터 38억원 반영\n\n" + "느티시는 예산을 정했다.\n\n" * 2
    result = read(f"{text}2031년도 예산안은 476억원이며 도로는 12억원이다.\n")
    assert pick(result.budget, "amount_krw") == [(38 * EOK,), (476 * EOK,), (12 * EOK,)]


def test_a_rate_beside_no_amount_is_no_budget() -> None:
    result = read(f"{TOP}사업예산이 전체예산의 77.4%로 373억원이다.\n")
    assert pick(result.budget, "amount_krw") == [(373 * EOK,)]
    assert ("77.4%", "other") in left(result)


def test_parts_that_are_rounded_make_up_a_long_total() -> None:
    text = "올해 예산은 2,001억원으로 쉼터 1,200억원, 마당 802억원이다."
    assert amounts(text, "additive") == [(2001, False), (1200, True), (802, True)]


def test_an_amount_of_a_list_is_no_total_of_more_than_it_is() -> None:
    text = "세입은 교부세 1,119억원, 국비 1,871억원, 시비 99억원이다."
    assert amounts(text, "additive") == [(1119, True), (1871, True), (99, True)]


def test_the_budget_that_another_is_measured_against_is_of_the_year_before() -> None:
    text = "이는 당초예산 4,765억원보다 47억원 증가한 규모다."
    assert amounts(text, "fiscal_year") == [(4765, 2030)]


def test_the_head_of_a_list_tells_its_year_by_a_word() -> None:
    text = "올해 주요 사업은 △쉼터 조성 3억 원 △마당 정비 2억 원이다."
    assert amounts(text, "fiscal_year") == [(3, 2030), (2, 2030)]


def test_names_of_columns_are_no_use_of_an_amount() -> None:
    text = "시는 사업대상 3억원, 참여인원 5억원, 관리기관 2억원을 편성했다."
    assert amounts(text, "activity") == [(3, None), (5, None), (2, "관리기관")]


@pytest.mark.parametrize(
    "text",
    [
        "시는 2029년 공모사업에 선정돼 쉼터 조성에 12억원을 편성했다.",
        "‘2030년 편성 지침’에 따라 길 정비 12억원을 편성했다.",
    ],
)
def test_when_something_was_chosen_or_set_dates_no_amount(text: str) -> None:
    assert amounts(text, "fiscal_year") == [(12, 2031)]


def test_what_an_account_comes_from_is_no_part_of_its_name() -> None:
    assert amounts("공시가 상승에 따른 지방세 12억원을 편성했다.", "account") == [(12, "지방세")]


def test_a_source_that_is_the_beginning_of_its_name_is_one() -> None:
    text = "자체투자 12억원, 민간출연금 3억원이다."
    assert [source for _, source in amounts(text, "source")] == ["계", "자체", "계", "민간"]


def test_the_budget_of_all_is_of_no_project() -> None:
    text = "솔숲길 정비사업은 3억원이며 총규모 15억원이다."
    assert amounts(text, "task") == [(3, "솔숲길 정비사업"), (15, None)]


def test_what_came_in_alone_is_no_budget() -> None:
    assert amounts("순세계잉여금 38억원, 수납 3억원이다.", "basis") == [(38, "집행"), (3, "집행")]


def test_a_class_of_work_is_what_an_amount_is_for() -> None:
    assert amounts("보조사업 3억원을 편성했다.", "activity") == [(3, "보조사업")]


def test_a_draft_budget_is_only_called_an_amount() -> None:
    assert amounts("새해 예산안은 481억원이다.", "indicator") == [(481, None)]


def test_what_visitors_spend_is_no_revenue_of_a_budget() -> None:
    result = read(f"{TOP}지난해 관광수입은 12억원이다.\n")
    assert (result.budget, pick(result.result, "value")) == ((), [(12 * EOK,)])


def test_an_office_is_in_charge_within_its_sentence() -> None:
    text = "도로과에서는 8억원을 반영했다. 쉼터에는 3억원을 편성했다."
    assert amounts(text, "department") == [(8, "도로과"), (3, None)]


def test_words_of_planning_are_no_use_of_an_amount() -> None:
    assert amounts("쉼터를 고치는 데 시는 집행 예정 3억원을 쓴다.", "activity") == [(3, None)]
