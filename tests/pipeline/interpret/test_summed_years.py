"""Tables below a line of years whose total column only the sums tell."""

import pytest
from reading import left, pick, read

HEAD = "2031~2033 느티시 중기지방재정계획\n\n특별회계\n(단위: 백만원, %) 구 분\n\n중 기 재 정 계 획\n\n"
AFTER = (
    "합 계 비중 연평균\n\n신장률 비고\n\n2031 2032 2033\n\n"
    "①세입 1,300 1,400 1,500 4,200 100.0 1.7\n\n지방세수입 300 350 450 {total} 26.2 1.0\n\n세외수입 1,000 1,050 1,050 3,100 73.8 △0.4\n"
)
BEFORE = (
    "합 계\n\n2031 2032 2033\n\n"
    "①세입 4,200 1,300 1,400 1,500\n\n지방세수입 {total} 300 350 450\n\n세외수입 3,100 1,000 1,050 1,050\n"
)


@pytest.mark.parametrize("table", [AFTER, BEFORE], ids=["behind the years", "before the years"])
def test_the_sum_of_the_years_is_the_total_whatever_side_it_stands_on(table: str) -> None:
    rows = [row for row in read(HEAD + table.format(total="1,100")).budget if row.account == "지방세수입"]
    found = sorted(pick(rows, "amount_krw", "fiscal_year"), key=lambda row: row[0])
    assert found == [(300_000_000, 2031), (350_000_000, 2032), (450_000_000, 2033), (1_100_000_000, None)]


@pytest.mark.parametrize("table", [AFTER, BEFORE], ids=["behind the years", "before the years"])
def test_years_whose_sum_stands_nowhere_give_no_table(table: str) -> None:
    result = read(HEAD + table.format(total="1,300"))
    assert not [row for row in result.budget if row.fiscal_year in (2031, 2032, 2033)]


def test_the_growth_behind_the_total_is_no_row() -> None:
    result = read(HEAD + AFTER.format(total="1,100"))
    assert {raw for raw, reason in left(result) if reason == "difference"} == {"1.7", "1.0", "△0.4"}
