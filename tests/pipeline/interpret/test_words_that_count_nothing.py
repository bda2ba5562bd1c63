"""Cells that only say when, denominations of vouchers, words counted by the hundred million."""

import pytest
from reading import left, pick, read

PLAN = "2024년 샘말군 업무계획\n\n"
DONE = "2024년 샘말군 실적 보고\n\n"


@pytest.mark.parametrize(
    ("cell", "targets"),
    [("수시", [None]), ("연중(수시)", [None]), ("상시", [None]), ("수시 점검반 꾸리기", ["수시 점검반 꾸리기"])],
)
def test_a_cell_that_only_says_at_any_time_is_no_row(cell: str, targets: list[str | None]) -> None:
    result = read(f"{PLAN}사업명\t사업량\t사업비(천원)\n느티 가꾸기\t{cell}\t1,200\n샘터 고치기\t7곳\t3,100\n")
    rows = [row.target_text for row in result.plan if row.task == "느티 가꾸기"]
    assert rows == [target for target in targets if target is not None]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("1만원권 5만장", [(50000, "장")]),
        ("5천원짜리 310장", [(310, "장")]),
    ],
)
def test_what_a_voucher_is_worth_is_no_amount(cell: str, values: list[tuple[float, str]]) -> None:
    result = read(f"{DONE}회차\t제작수량\n제1회\t{cell}\n제2회\t72장\n")
    assert pick(result.result, "value", "unit")[:1] == values
    assert result.budget == ()


@pytest.mark.parametrize(
    ("cell", "value", "unit"), [("18억 어절", 1.8e9, "어절"), ("0.31억어절", 3.1e7, "어절"), ("3억 그루", 3e8, "그루")]
)
def test_hundred_millions_of_a_thing_are_no_won(cell: str, value: float, unit: str) -> None:
    result = read(f"{DONE}구분\t2024년\n느티말 모으기\t{cell}\n")
    assert pick(result.result, "value", "unit") == [(value, unit)]
    assert result.budget == ()


SHARED = "2024년 샘말군 볕집 지원 안내\n\n□ 지원범위\n\n구분\t{}\n{}\t8:2\t7:3\t5:5\n"


@pytest.mark.parametrize("label", ["지원 비율 (보조금 : 자부담)", "사업비 분담", "보조율"])
def test_how_a_cost_is_shared_is_no_row(label: str) -> None:
    result = read(SHARED.format("1~2자녀\t3자녀 이상\t무자녀", label))
    assert (result.plan, result.budget, result.result) == ((), (), ())
    assert ("8", "unit_price") in left(result)


def test_a_ratio_of_another_thing_stays() -> None:
    assert [row.value for row in read(SHARED.format("꽃집\t샘터\t길", "경쟁")).result][:2] == [8, 2]
