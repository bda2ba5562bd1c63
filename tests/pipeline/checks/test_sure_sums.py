"""How sure a sum that does not hold is: an error where its table holds otherwise, else a warning."""

import pytest

from extractors import extract
from pipeline.interpret.interpretation import interpret

TABLE = "2024년 샘말군 쉼터 이용 현황\n\n(단위 : 명)\n구분\t어른\t학생\t어린이\n계\t{}\t{}\t{}\n느티관\t100\t40\t70\n누리관\t200\t60\t30\n"


def severities(text: str) -> list[str]:
    """Severities of the sums that do not hold."""
    found = interpret(extract(text.encode(), "plan.txt"), "plan.txt").findings
    return [finding.severity for finding in found if finding.rule == "sum_mismatch"]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((300, 100, 100), []),
        ((300, 100, 110), ["error"]),
        ((300, 100, 310), ["error"]),
        ((310, 110, 100), ["warn", "warn"]),
        ((900, 700, 800), ["warn", "warn", "warn"]),
    ],
)
def test_a_mismatch_is_an_error_where_the_other_totals_hold(totals: tuple[int, ...], expected: list[str]) -> None:
    assert severities(TABLE.format(*totals)) == expected


@pytest.mark.parametrize(("total", "expected"), [(210, ["error"]), (200, []), (900, ["warn"])])
def test_a_total_alone_may_be_off_by_a_little(total: int, expected: list[str]) -> None:
    text = f"2024년 샘말군 쉼터 현황\n\n(단위 : 명)\n구분\t이용자\n계\t{total}\n느티관\t120\n누리관\t80\n"
    assert severities(text) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"), [("국비 50, 군비 50", []), ("국비 50, 군비 30", ["error"]), ("국비 3, 군비 5", ["warn"])]
)
def test_sources_of_one_text_are_a_misprint_only_near_their_amount(amounts: str, expected: list[str]) -> None:
    assert severities(f"2024년 샘말군 쉼터 운영계획\n\n○ 사업비 : 100백만원({amounts})\n") == expected


def test_a_number_among_its_parts_is_their_mean() -> None:
    rows = "".join(f"마을{name}\t12\t{rate}\n" for name, rate in zip("가나다라", (61, 77, 95, 35), strict=True))
    assert severities(f"2024년 샘말군 이행 현황\n\n구분\t사업\t나아감\n계\t48\t67\n{rows}") == []


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ("도비 30%, 군비 50%, 느티조합 20%", False),
        ("도비 30%, 군비 50%, 교육청 20%", False),
        ("도비 30%, 군비 50%", True),
    ],
)
def test_shares_of_which_one_is_paid_by_somebody_else_are_no_mistake(parts: str, wrong: bool) -> None:
    text = f"2024년 느티 쌀 공급 계획\n\n○ 사업비 : 1,134백만원({parts})\n"
    assert ("error" in severities(text)) is wrong


@pytest.mark.parametrize(
    ("unit", "assets", "expected"),
    [
        ("천원", "901,235", ["warn"]),
        ("천원", "901,236", ["error"]),
        ("원", "901,235", ["error"]),
        ("천원", "901,234", []),
    ],
    ids=["one thousand: rounded", "two thousands: no rounding", "won are exact", "a sum that holds"],
)
def test_a_balance_in_thousands_may_be_rounded_by_one(unit: str, assets: str, expected: list[str]) -> None:
    text = f"2024년 결산 현황\n\n구분\t자산({unit})\t부채({unit})\t자본({unit})\n2023년\t{assets}\t300,611\t600,623\n"
    assert severities(text) == expected


@pytest.mark.parametrize(
    ("amounts", "severity"),
    [
        ("재원은 7,521억여원이며 국비가 2,214억여원, 도비 873억여원, 시비 4,433억여원", "warn"),
        ("재원은 521억원이며 국비가 214억원, 도비 73억원, 시비 199억원", "error"),
    ],
    ids=["rounding", "more than rounding"],
)
def test_sources_of_a_sentence_that_rounding_parts_from_their_total_are_no_error(amounts: str, severity: str) -> None:
    assert severities(f"2031년 느티군 예산\n\n○ 공약사업 예산은 {amounts} 등이다.\n") == [severity]
