"""구성비 beside an amount is the share of that amount; other rates are rows, differences ledger lines."""

from reading import left, pick, read, rules

SPENDING = "2025년 샘말군 세출 예산\n\n(단위 : 천원)\n구분\t예산액\t구성비(%)\n꽃길\t300\t60.0\n샘터\t200\t40.0\n합계\t500\t100.0\n"


def test_a_share_column_goes_to_the_amount_on_its_left() -> None:
    result = read(SPENDING)
    assert pick(result.budget, "activity", "amount_krw", "share", "additive") == [
        ("꽃길", 300_000, 60, True),
        ("샘터", 200_000, 40, True),
        (None, 500_000, 100, False),
    ]
    assert (result.plan, result.result) == ((), ())
    assert [fact.why["share"].rule for fact in result.facts] == ["share beside the amount"] * 3


def test_the_printed_share_belongs_to_the_row_in_the_ledger() -> None:
    result = read(SPENDING)
    by_raw = {number.raw: number for number in result.numbers}
    ids = {row.amount_krw: row.row_id for row in result.budget}
    assert (by_raw["60.0"].row_id, by_raw["60.0"].reason) == (ids[300_000], None)
    assert (by_raw["40.0"].row_id, by_raw["40.0"].reason) == (ids[200_000], None)


def test_shares_of_rows_are_no_shares_of_sources() -> None:
    assert "sum_mismatch" not in rules(read(SPENDING))


def test_each_of_two_amounts_takes_its_own_share() -> None:
    text = "샘말군 세입 현황\n\n(단위 : 천원)\n구분\t2024년 예산액\t구성비\t2023년 예산액\t구성비\n꽃세\t30\t75\t10\t20\n샘세\t10\t25\t40\t80\n"
    assert pick(read(text).budget, "fiscal_year", "amount_krw", "share") == [
        (2024, 30_000, 75),
        (2023, 10_000, 20),
        (2024, 10_000, 25),
        (2023, 40_000, 80),
    ]


def test_a_share_of_counted_people_is_a_row() -> None:
    text = "2024년 쉼터 이용 현황\n\n구분\t인원(명)\t비율(%)\n어린이\t30\t60.0\n어른\t20\t40.0\n"
    result = read(text)
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        ("어린이", "인원", 30, "명"),
        ("어린이", "비율", 60, "%"),
        ("어른", "인원", 20, "명"),
        ("어른", "비율", 40, "%"),
    ]


def test_a_rate_of_spending_stays_a_row() -> None:
    text = "2024년 꽃길 집행 현황\n\n(단위 : 천원)\n구분\t예산액\t집행액\t집행률(%)\n꽃길\t300\t270\t90.0\n샘터\t200\t100\t50.0\n"
    result = read(text)
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        ("꽃길", "집행률", 90, "%"),
        ("샘터", "집행률", 50, "%"),
    ]
    assert {row.share for row in result.budget} == {None}


def test_a_debt_ratio_stays_a_row_and_its_change_does_not() -> None:
    text = "2024년 재정 현황\n\n구분\t2023년\t2024년\t증감률(%)\n부채비율(%)\t12.5\t10.0\t△20.0\n"
    result = read(text)
    assert pick(result.result, "indicator", "fiscal_year", "value", "unit") == [
        ("부채비율", 2023, 12.5, "%"),
        ("부채비율", 2024, 10.0, "%"),
    ]
    assert ("△20.0", "difference") in left(result)


def test_a_rate_of_change_beside_amounts_is_a_difference() -> None:
    text = "2024년 샘말군 세입 예산\n\n(단위 : 백만원)\n구분\t2024년\t2023년\t증감률\n꽃세\t1,200\t1,000\t20.0\n샘세\t3,000\t3,000\t0.0\n"
    result = read(text)
    assert [n for n in left(result) if n[1] == "difference"] == [("20.0", "difference"), ("0.0", "difference")]
    assert [row.amount_krw for row in result.budget] == [1.2e9, 1e9, 3e9, 3e9]
    assert {row.share for row in result.budget} == {None}


def test_shares_named_with_a_total_are_multiplied_out() -> None:
    rows = read("2025년 꽃길 추진계획\n\n□ 소요예산\n ○ 사업비 : 3,000천원(국비20, 시비40, 구비40)\n").budget
    assert pick(rows, "source", "amount_krw", "share") == [
        ("계", 3_000_000, None),
        ("국비", 600_000, 20),
        ("시비", 1_200_000, 40),
        ("구비", 1_200_000, 40),
    ]


def test_parts_that_are_amounts_are_no_shares() -> None:
    rows = read("2025년 꽃길 추진계획\n\n□ 소요예산\n ○ 사업비 : 100천원(국비 20천원, 시비 80천원)\n").budget
    assert pick(rows, "source", "amount_krw", "share") == [
        ("계", 100_000, None),
        ("국비", 20_000, None),
        ("시비", 80_000, None),
    ]
