"""Tables whose merged cells were lost: header rows that are short, rows without their first cell."""

import pytest
from reading import left, pick, read

HEAD = "샘말군 세입 현황\n\n(단위 : 천원)\n"


def rows(separator: str, *lines: str) -> str:
    return HEAD + "".join(separator.join(line.split()) + "\n" for line in lines)


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_years_over_pairs_of_columns(separator: str) -> None:
    result = read(
        rows(
            separator,
            "구분 2024년 2023년 증감",
            "예산액 구성비 예산액 구성비",
            "꽃길 30 75 10 20 20",
            "샘터 10 25 40 80 △30",
        )
    )
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw", "share") == [
        ("꽃길", 2024, 30_000, 75),
        ("꽃길", 2023, 10_000, 20),
        ("샘터", 2024, 10_000, 25),
        ("샘터", 2023, 40_000, 80),
    ]
    assert [n for n in left(result) if n[1] == "difference"] == [("20", "difference"), ("△30", "difference")]


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_a_second_header_row_that_is_whole_is_not_spread(separator: str) -> None:
    result = read(
        rows(separator, "구분 2024년 2024년 2023년", "항목 예산액 집행액 예산액", "꽃길 30 20 10", "샘터 10 5 40")
    )
    assert pick(result.budget, "activity", "fiscal_year", "basis", "amount_krw") == [
        ("꽃길", 2024, "예산", 30_000),
        ("꽃길", 2024, "집행", 20_000),
        ("꽃길", 2023, "예산", 10_000),
        ("샘터", 2024, "예산", 10_000),
        ("샘터", 2024, "집행", 5_000),
        ("샘터", 2023, "예산", 40_000),
    ]


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_a_row_without_its_first_cell_is_moved_under_its_columns(separator: str) -> None:
    result = read(rows(separator, "분야 내역 예산액 집행액", "문화 꽃길 30 20", "샘터 10 5", "복지 쉼터 50 40"))
    assert pick(result.budget, "activity", "basis", "amount_krw") == [
        ("꽃길", "예산", 30_000),
        ("꽃길", "집행", 20_000),
        ("샘터", "예산", 10_000),
        ("샘터", "집행", 5_000),
        ("쉼터", "예산", 50_000),
        ("쉼터", "집행", 40_000),
    ]


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_a_total_row_without_its_first_cell_is_the_total_of_all(separator: str) -> None:
    result = read(
        rows(separator, "분야 내역 예산액 집행액", "문화 꽃길 30 20", "샘터 10 5", "복지 쉼터 50 40", "합계 90 65")
    )
    assert pick(result.budget, "activity", "amount_krw", "additive")[6:] == [
        (None, 90_000, False),
        (None, 65_000, False),
    ]
    assert {row.additive for row in result.budget[:6]} == {True}


def test_a_row_whose_last_cell_is_empty_is_not_moved() -> None:
    result = read(f"{HEAD}분야\t내역\t예산액\t집행액\n문화\t꽃길\t30\t20\n문화\t샘터\t10\t\n복지\t쉼터\t50\t40\n")
    assert ("샘터", "예산", 10_000) in pick(result.budget, "activity", "basis", "amount_krw")
    assert [row.amount_krw for row in result.budget if row.activity == "샘터"] == [10_000]


def test_a_row_whose_values_already_stand_below_values_is_not_moved() -> None:
    result = read("2025년 마을 계획\n\n구분\t목표\t실적\t비고\n꽃길\t3개소\t2개소\n샘터\t5개소\t4개소\t연장\n")
    assert pick(result.plan, "activity", "target") == [("꽃길", 3), ("샘터", 5)]
    assert pick(result.result, "activity", "value") == [("꽃길", 2), ("샘터", 4)]


def test_a_remark_row_is_not_moved() -> None:
    result = read(f"{HEAD}분야\t내역\t예산액\t집행액\n문화\t꽃길\t30\t20\n복지\t쉼터\t50\t40\n※ 자료 없음\n")
    assert [row.amount_krw for row in result.budget] == [30_000, 20_000, 50_000, 40_000]
