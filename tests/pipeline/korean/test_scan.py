"""Quantities, money, dates and what is neither."""

import csv
import re
from pathlib import Path

import pytest

from pipeline.korean.numerals import parse_numeral
from pipeline.korean.scan import scan

QUANTITIES = [
    ("1억 2,500만원", 125_000_000, "원", "="),
    ("9조 6,300여억원", 9_630_000_000_000, "원", "~"),
    ("85.5억 원", 8_550_000_000, "원", "="),
    ("824백만원", 824_000_000, "원", "="),
    ("2천536억2천900만원", 253_629_000_000, "원", "="),
    ("7만2천㎡", 72_000, "㎡", "="),
    ("연 2회 이상", 2, "회", ">="),
    ("150%이상", 150, "%", ">="),
    ("30일 이내", 30, "일", "<="),
    ("약 300명", 300, "명", "~"),
    ("1,200여 명", 1200, "명", "~"),
    ("최대 50명", 50, "명", "<="),
    ("15개동", 15, "동", "="),
    ("1개팀", 1, "팀", "="),
    ("지정 게시대 4곳", 4, "개소", "="),
    ("2번", 2, "회", "="),
    ("스무 명", 20, "명", "="),
    ("2.5%p", 2.5, "%p", "="),
    ("1.7천톤", 1700, "톤", "="),
    ("△1,742천원", -1_742_000, "원", "="),
]


@pytest.mark.parametrize(("text", "value", "unit", "comparator"), QUANTITIES)
def test_quantity(text: str, value: float, unit: str, comparator: str) -> None:
    found = [e for e in scan(text) if e.kind == "quantity"]
    assert [(e.value, e.unit, e.comparator) for e in found] == [(value, unit, comparator)]


def test_cumulative_range_and_noun() -> None:
    (cumulative,) = scan("30,000명(누계)")
    assert cumulative.cumulative
    assert cumulative.raw == "30,000명(누계)"
    (span,) = scan("10~20명")
    assert (span.value, span.high) == (10, 20)
    (counted,) = scan("26개 시설")
    assert counted.noun == "시설"
    (besides,) = [e for e in scan("한빛초등학교 외 11개 학교") if e.kind == "quantity"]
    assert besides.besides


REASONS = [
    ("제35조제2항", "law"),
    ("☎555-0142", "phone"),
    ("마을정책과-5206", "registry"),
    ("2-1 결연사업", "code"),
    ("Ⅲ-2-1 사업", "code"),
    ("민선8기", "ordinal"),
    ("제3기 계획", "ordinal"),
    ("1인가구", "name"),
    ("새솔4동", "name"),
    ("제2북카페", "name"),
    ("1:1결연", "name"),
    ("붙임 2, 2-1 파일", "attachment"),
    ("12개 세부사업", "declared_count"),
    ("5대 추진전략", "declared_count"),
    ("1. 추진배경", "list_marker"),
    ("2) 현황", "list_marker"),
    ("홈페이지 http://a.kr/1", "address"),
    ("- 12 -", "page"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_what_is_no_quantity_has_its_reason(text: str, reason: str) -> None:
    assert {e.kind for e in scan(text)} == {reason}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2011년도", "2011-01-01", "2011-12-31"),
        ("2025. 7월", "2025-07-01", "2025-07-31"),
        ("'16.11.15~'17.2.28", "2016-11-15", "2017-02-28"),
        ("2014. 7. ~ 지속사업", "2014-07-01", "None"),
        ("(7.1~8.31)", "2020-07-01", "2020-08-31"),
        ("(11/21)", "2020-11-21", "2020-11-21"),
        ("2/4분기", "2020-04-01", "2020-06-30"),
        ("2025년 하반기", "2025-07-01", "2025-12-31"),
        ("2026~2030", "2026-01-01", "2030-12-31"),
        ("2025년 3월 ~ 12월", "2025-03-01", "2025-12-31"),
        ("2024. 1. 15.(월)", "2024-01-15", "2024-01-15"),
        ("2월", "2020-02-01", "2020-02-29"),
    ],
)
def test_dates_and_periods(text: str, start: str, end: str) -> None:
    (date,) = [e for e in scan(text) if e.kind == "date"]
    assert date.span is not None
    assert tuple(map(str, date.span.days(2020))) == (start, end)


def test_a_decimal_is_no_date() -> None:
    assert [e.kind for e in scan("만족도 4.12점, 3.5배")] == ["quantity", "quantity"]


@pytest.mark.parametrize(
    "text",
    [
        "가1나22다3.5라",
        "2025.13.45 99/99 1-2-3-4-5",
        "１２３명 ㎡12 ②3 a1b2 12:34:56 1,23,4",
        "3·1절 4.19 5.18 6·25",
        "0000-00-00 ((12)) 1/2/3 5%%",
    ],
)
def test_no_digit_is_left_out(text: str) -> None:
    covered = set()
    for e in scan(text):
        assert e.raw == text[e.start : e.end]
        span = set(range(e.start, e.end))
        assert not span & covered
        covered |= span
    assert {i for i, c in enumerate(text) if c.isdecimal()} <= covered


@pytest.mark.parametrize(
    ("text", "value"),
    [("3만5천", 35_000), ("스물두", 22), ("1억 2,500만", 125_000_000), ("46.7조", 46_700_000_000_000), ("백이십", 120)],
)
def test_numerals(text: str, value: float) -> None:
    assert parse_numeral(text) == value


def test_not_a_numeral_raises() -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        parse_numeral("삼각형")


@pytest.mark.shared
def test_annotated_quantities_of_real_plans(shared: Path) -> None:
    """Value and comparator right on at least 99 in a hundred annotated expressions (ratios in names are names here)."""
    with (shared / "research" / "quantities.tsv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if re.search(r"\d", r["raw"]) and r["char_start"]]
    lines = {p.name[:3]: p.read_text(encoding="utf-8").split("\n") for p in (shared / "seeds").glob("*.txt")}
    right = total = 0
    for row in rows:
        if row["unit"] == "대1":
            continue
        start, end = int(row["char_start"]), int(row["char_end"])
        near = [e for e in scan(lines[row["seed"]][int(row["line"]) - 1]) if e.start < end and e.end > start]
        total += 1
        right += _agrees(row, near)
    assert total > 300
    assert right / total >= 0.99


def _agrees(row: dict[str, str], near: list) -> bool:  # type: ignore[type-arg]
    if row["kind"] == "date":
        return any(e.kind == "date" for e in near)
    if row["kind"] == "not-a-quantity":
        return all(e.kind != "quantity" for e in near)
    wanted = {float(row["value"]), float(row["base_value"] or row["value"])}
    comparator = {"≥": ">=", "≤": "<=", "": "="}[row["comparator"]]
    return any(e.value in wanted and e.comparator == comparator for e in near)
