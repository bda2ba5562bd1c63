"""Amounts under a note of two units, amounts that have come together, and what was spent until the end of a year."""

import pytest
from reading import REPORT, left, pick, read

# -- two units in a note -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "label", "won"),
    [("건, 백만원", "반영액", 10**6), ("명, 천원", "절감액", 10**3), ("건, 억원", "감면액", 10**8)],
)
def test_a_row_that_is_called_an_amount_takes_the_money_of_the_note(note: str, label: str, won: int) -> None:
    rows = f"|구분|2022년|2023년|\n|---|---|---|\n|접수|31|42|\n|{label}|310|420|\n"
    result = read(f"{REPORT}(단위: {note})\n{rows}")
    assert pick(result.budget, "amount_krw", "fiscal_year") == [(310 * won, 2022), (420 * won, 2023)]
    assert pick(result.result, "activity", "value", "unit") == [("접수", 31, note[0]), ("접수", 42, note[0])]


def test_a_row_that_is_called_no_amount_is_counted() -> None:
    rows = "|구분|2022년|2023년|\n|---|---|---|\n|접수|31|42|\n|반영|12|24|\n"
    result = read(f"{REPORT}(단위: 건, 백만원)\n{rows}")
    assert pick(result.result, "activity", "value", "unit") == [
        ("접수", 31, "건"),
        ("접수", 42, "건"),
        ("반영", 12, "건"),
        ("반영", 24, "건"),
    ]
    assert result.budget == ()


@pytest.mark.parametrize(("note", "amounts"), [("(㎡/원)", []), ("(원/㎡)", []), ("(원)", [11202, 5681])])
def test_a_price_of_what_is_measured_is_no_unit_of_the_lines_below(note: str, amounts: list[int]) -> None:
    rows = read(f"{REPORT}분양가\n{note}\n합계   11,202\n소계   5,681\n").budget
    assert [row.amount_krw for row in rows] == amounts


# -- amounts that have come together -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "spent"),
    [
        ("사업명|예산액(A)|지출액 누계(B)", "지출액 누계"),
        ("사업명|예산현액(A)|집행액 누계(B)", "집행액 누계"),
        ("사업명|예산현액|지출액 누계", "지출액 누계"),
    ],
)
def test_what_was_spent_until_now_is_called_so_and_is_for_nothing(names: str, spent: str) -> None:
    rows = "|나래숲 정비|310|155|\n|두레 교실|120|30|\n"
    result = read(f"2023년 느티시 예산 현황\n\n(단위: 백만원)\n|{names}|\n|---|---|---|\n{rows}")
    assert pick(result.budget, "task", "activity", "indicator", "basis", "amount_krw")[1::2] == [
        ("나래숲 정비", None, spent, "집행", 155_000_000),
        ("두레 교실", None, spent, "집행", 30_000_000),
    ]
    assert [row.basis for row in result.budget][::2] == ["예산", "예산"]


@pytest.mark.parametrize("spent", ["지출액 누계(B)", "집행액 누계(B)", "집행액", "납부액"])
def test_an_amount_of_an_account_is_for_nothing_either(spent: str) -> None:
    rows = "|일반회계|310|155|\n|특별회계|120|30|\n"
    head = f"|구분|예산현액(A)|{spent}|\n|---|---|---|\n"
    result = read(f"2023년 느티시 예산 현황\n\n(단위: 백만원)\n{head}{rows}")
    assert pick(result.budget, "account", "activity", "amount_krw")[1::2] == [
        ("일반회계", None, 155_000_000),
        ("특별회계", None, 30_000_000),
    ]


def test_the_name_of_a_row_is_what_its_amounts_are_for() -> None:
    rows = "|배움터 꾸미기|310|155|\n|마을 나들이|120|30|\n"
    head = "|구분|예산현액(A)|지출액 누계(B)|\n|---|---|---|\n"
    result = read(f"2023년 느티시 예산 현황\n\n(단위: 백만원)\n{head}{rows}")
    assert pick(result.budget, "activity", "indicator")[:2] == [
        ("배움터 꾸미기", "예산현액"),
        ("배움터 꾸미기", "지출액 누계"),
    ]


# -- until the end of a year -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "first", "then"),
    [
        ("□ 투자계획\n○ 2022년까지 : 5,210백만원\n○ 2023년 : 310백만원\n", (5_210_000_000, 2022), (310_000_000, 2023)),
        ("○ 연차별 투자\n - '21년까지 : 31억원\n - '22년 : 4억원\n", (3_100_000_000, 2021), (400_000_000, 2022)),
        ("□ 연차별 투자\n○ ’23까지 : 12백만원\n○ ’24 : 31백만원\n", (12_000_000, 2023), (31_000_000, 2024)),
    ],
)
def test_an_amount_until_a_year_ends_in_it_and_begins_nowhere(
    lines: str, first: tuple[int, int], then: tuple[int, int]
) -> None:
    result = read(f"2024년 느티시 나래숲 조성계획\n\n{lines}")
    assert [(r.amount_krw, r.fiscal_year, r.period_start, str(r.period_end)) for r in result.budget[:1]] == [
        (*first, None, f"{first[1]}-12-31")
    ]
    assert [(r.amount_krw, r.fiscal_year, str(r.period_start)) for r in result.budget[1:]] == [
        (*then, f"{then[1]}-01-01")
    ]
    assert all(reason == "date" for _, reason in left(result))


def test_an_amount_in_a_year_begins_with_it() -> None:
    result = read(
        "2024년 느티시 나래숲 조성계획\n\n□ 투자계획\n○ 2022년 투자 : 5,210백만원\n○ 나무 심기(2023년) : 31백만원\n"
    )
    assert [(str(row.period_start), str(row.period_end)) for row in result.budget] == [
        ("2022-01-01", "2022-12-31"),
        ("2023-01-01", "2023-12-31"),
    ]


def test_until_a_month_is_not_until_a_year() -> None:
    result = read("2024년 느티시 나래숲 조성계획\n\n□ 투자계획\n○ 2022년 : 5,210백만원\n○ 6월까지 : 310백만원\n")
    assert [str(row.period_start) for row in result.budget][:1] == ["2022-01-01"]
    assert [(row.fiscal_year, str(row.period_end)) for row in result.budget][1:] == [(2024, "2024-06-30")]
