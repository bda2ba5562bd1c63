"""Articles and minutes on accounts: what a fund holds, what came in from whom, how much more it is than before."""

import pytest
from reading import REPORT, left, pick, read

ARTICLE = "느티시 기금 한 해 새 크게 늘어\n\n"
TOLD = "11일 시가 내놓은 2023 회계연도 기금 결산 자료에 따르면 지난 2023년말 기금 현재액은 총 874억 원이다.\n\n"


@pytest.mark.parametrize(
    ("text", "results", "budgets"),
    [
        (
            "문화기금은 지난해 58억 원을 조성, 9억 원을 사용해 49억 원 늘어난 272억 원이다.",
            [(2023, 27_200_000_000)],
            [(2023, "집행", 5_800_000_000), (2023, "집행", 900_000_000)],
        ),
        (
            "가장 많이 줄어든 것은 광고기금으로 총액이 한 해 전보다 7억 원 감소한 47억 원으로 집계됐다.",
            [(2023, 4_700_000_000)],
            [],
        ),
        ("지난 2023년말 기금 현재액은 2022년 기금액 60억 원보다 8억 원, 13%가 불어났다.", [(2022, 6_000_000_000)], []),
        ("문화기금은 전년보다 3억 원 늘어난 9억 원을 편성했다.", [], [(2023, "예산", 900_000_000)]),
    ],
    ids=["in and out", "a sum that fell", "compared with", "budgeted"],
)
def test_what_a_fund_holds_is_a_stock(
    text: str, results: list[tuple[int, int]], budgets: list[tuple[int, str, int]]
) -> None:
    result = read(f"{ARTICLE}{TOLD}{text}\n")
    told = [row for row in result.result if row.value != 87_400_000_000]
    assert pick(told, "fiscal_year", "value") == results
    assert pick(result.budget, "fiscal_year", "basis", "amount_krw") == budgets


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        ("구조는 2,938건으로 전년보다 2.6%, 구급은 7,126건으로 전년보다 3.1%가 각각 늘었다.", ["2.6%", "3.1%"]),
        ("수입은 589억 원으로 전년 대비 59억 원(하루 평균 1천만 원) 올랐다.", ["59억 원", "1천만 원"]),
        ("이용자는 9,120명으로 전년에 비해 310명 크게 불어났다.", ["310명"]),
    ],
    ids=["rates of a list", "restated by the day", "a word of degree"],
)
def test_how_much_more_is_a_difference(text: str, differences: list[str]) -> None:
    result = read(f"{REPORT}{text}\n")
    assert [raw for raw, reason in left(result) if reason == "difference"] == differences


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("실제 피해로 이어진 경우는 총 2천 714건으로, 재산피해는 21억 원이다.", [2714, 2_100_000_000]),
        ("요금수입은 몇 해째 1,500억대에서 1,600억대에 머물렀다.", []),
        ("주로 오후 3∼4시에 몰렸고 코로나19에 따른 감면은 12건이었다.", [12]),
    ],
    ids=["cases that are counted", "orders of magnitude", "hours and a disease"],
)
def test_counts_losses_and_what_is_none_of_them(text: str, values: list[float]) -> None:
    result = read(f"{REPORT}{text}\n")
    assert [row.value for row in result.result] == values
    assert not result.budget


def test_a_case_that_is_a_condition_counts_nothing() -> None:
    result = read("2023년 느티시 융자 지원계획\n\n매출이 3억 원인 경우는 100만 원을 지원한다.\n")
    assert not result.plan
    assert not result.budget


MINUTES = """제12회 느티시의회(제1차 정례회)
일시 2024년 6월 18일(화)
1. 2023회계연도 결산 승인안
○도로과장 이가온 도로과장 이가온입니다.
2023년도 세입세출 결산을 보고드리겠습니다.
"""


def test_what_came_in_is_of_its_source_and_of_the_year_of_the_accounts() -> None:
    text = (
        "임시적 세외수입으로는 2022년도 빈집정비 지원사업 집행잔액 등 총 2억 원을 수납하였습니다.\n"
        "국고보조금의 경우 솔마을 정비사업 등으로 총 24억 원을 교부받았습니다.\n"
        "시·도비 보조금은 솔마을 정비사업 등으로 총 4억 원을 교부받았습니다.\n"
        "이어서 213쪽, 세출결산을 보고드리겠습니다.\n"
        "도로과 세출예산 현액은 98억 원으로 이 중 62억 원을 집행하였습니다.\n"
    )
    result = read(MINUTES + text)
    assert pick(result.budget, "fiscal_year", "source", "task", "basis", "amount_krw") == [
        (2023, "계", "빈집정비 지원사업", "집행", 200_000_000),
        (2023, "국비", "솔마을 정비사업", "집행", 2_400_000_000),
        (2023, "시도비", "솔마을 정비사업", "집행", 400_000_000),
        (2023, "계", None, "예산", 9_800_000_000),
        (2023, "계", None, "집행", 6_200_000_000),
    ]


def test_entries_behind_signs_have_their_own_amounts_to_the_last() -> None:
    text = "느티시는 내년에 ▶솔숲 정비사업 9억 ▶나래교 보강공사 3억 ▶두레센터 건립사업 5억 등 17억 원을 투입한다."
    result = read(f"2023년 느티시 예산 투입계획\n\n{text}\n")
    amounts = [
        row.amount_krw for row in result.budget if row.task in ("솔숲 정비사업", "나래교 보강공사", "두레센터 건립사업")
    ]
    assert amounts == [900_000_000, 300_000_000, 500_000_000]
