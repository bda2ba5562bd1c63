"""Parents among rows and totals among columns that only their numbers tell are not added again."""

import pytest
from reading import read, rules

BUDGET = "2024년 느티군 예산 현황\n\n(단위 : 천원)\n"
FUNDS = "합계\t5,312\t4,222\n일반회계\t4,100\t3,211\n특별회계\t1,212\t1,011\n나눔기금\t812\t{}\n쉼터기금\t400\t200\n"


@pytest.mark.parametrize(
    ("inner", "added"),
    [("811", [4100, 812, 400]), ("711", [4100, 1212, 812, 400])],
    ids=["sums in all columns", "one column does not meet"],
)
def test_a_row_of_which_the_next_are_the_parts_is_no_part_of_the_total_twice(inner: str, added: list[int]) -> None:
    result = read(f"{BUDGET}구분\t예산액\t집행액\n{FUNDS.format(inner)}")
    assert [row.amount_krw for row in result.budget if row.additive][::2] == [1000 * amount for amount in added]
    assert "sum_mismatch" not in rules(result)


def test_small_numbers_add_up_by_chance() -> None:
    result = read("2023년 느티군 현황\n\n(단위 : 명)\n구분\t2022년\t2023년\n솔관\t5\t4\n숲관\t3\t2\n샘관\t2\t2\n")
    assert all(row.additive for row in result.result)


def test_a_total_beside_its_parts_is_told_across_shares_and_empty_cells() -> None:
    head = "구분\t계\t구성비\t일반회계\t\t특별회계\t\n\t\t\t예산액\t구성비\t예산액\t구성비\n"
    rows = "합계\t4,520\t100\t4,110\t100\t410\t100\n지방세\t1,310\t29\t1,310\t32\t-\t-\n보조금\t3,210\t71\t2,800\t68\t410\t100\n"
    result = read(f"{BUDGET}{head}{rows}")
    added = [(row.account, row.amount_krw) for row in result.budget if row.additive]
    assert added == [("일반회계 > 지방세", 1310e3), ("일반회계 > 보조금", 2800e3), ("특별회계 > 보조금", 410e3)]
