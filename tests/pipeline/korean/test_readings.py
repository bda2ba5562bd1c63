"""Numbers that are easily misread: each with its value, and beside it the text where the same rule must not act."""

import os
import subprocess
import sys
from datetime import date

import pytest

from pipeline.korean.expressions import Expression
from pipeline.korean.lookups import rows_of
from pipeline.korean.numerals import parse_numeral
from pipeline.korean.scan import scan
from pipeline.korean.units import units


def values(text: str) -> list[tuple[float | None, str | None]]:
    return [(e.value, e.unit) for e in scan(text) if e.kind in ("quantity", "number")]


def only(text: str) -> Expression:
    (found,) = scan(text)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("재해예방비 집행률 88.5 조림사업비 300", [(88.5, None), (300, None)]),
        ("새마을과 12,400 2,310 인구정책과 800", [(12400, None), (2310, None), (800, None)]),
        ("회의실 3,000 백석동 40", [(3000, None), (40, None)]),
        ("보조금 1,500 천안천 정비", [(1500, None)]),
        ("등록 8,120 세대 가입", [(8120, "세대")]),
        ("이용 23 천명 늘어남", [(23000, "명")]),
        ("예산 7,000 백만 원", [(7_000_000_000, "원")]),
        ("수당 40 초과근무 인원", [(40, None)]),
        ("교육 60 여성회관", [(60, None)]),
        ("교육 60여 명", [(60, "명")]),
        ("사업비 200,000 천원군비 50,000 천원", [(200_000_000, "원"), (50_000_000, "원")]),
        ("보수 5천명, 3만개소", [(5000, "명"), (30000, "개소")]),
        ("점검 5 개항목", [(5, "개")]),
        ("사업비 310 기관 운영", [(310, None)]),
        ("정비 12시설물", [(12, None)]),
        ("위원 30 명의 명단", [(30, "명")]),
        ("열대 식물과 세대 통합", []),
        ("차량 세 대를 두 곳에", [(3, "대"), (2, "개소")]),
    ],
)
def test_a_unit_or_numeral_ends_its_word(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "high", "unit"),
    [
        ("20~30만원", 200_000, 300_000, "원"),
        ("3∼7억원", 300_000_000, 700_000_000, "원"),
        ("40~60백만원", 40_000_000, 60_000_000, "원"),
        ("2~3천명", 2000, 3000, "명"),
        ("3~4회", 3, 4, "회"),
        ("5천~2억원", 50_000_000, 200_000_000, "원"),
        ("700~2천만원", 7_000_000, 20_000_000, "원"),
        ("300~2천명", 300, 2000, "명"),
        ("20만원~1억원", 200_000, 100_000_000, "원"),
        ("800m~2km", 0.8, 2, "km"),
        ("10–15명", 10, 15, "명"),
    ],
)
def test_the_power_of_a_range_goes_to_both_ends(text: str, value: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.high, found.unit) == (value, high, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("△250", -250),
        ("∆1,080", -1080),
        ("Δ 45", -45),
        ("▲3.2%", -3.2),
        ("- 450", -450),
        ("–70", -70),
        ("\u00ad80", -80),
    ],
)
def test_signs_of_minus(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("▲ 3개소를 새로 정비", 3), ("내용 : - 3개소 정비", 3), ("- 450명이 참여", 450), ("가-12", 12), ("4월-80명", 80)],
)
def test_a_bullet_or_a_hyphen_is_no_minus(text: str, value: float) -> None:
    assert [e.value for e in scan(text) if e.kind in ("quantity", "number")] in ([value], [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("방문 1\u200b,200회", 1200),
        ("배포 3,0\u00ad00부", 3000),
        ("\ufeff5회", 5),
        ("7\u200e0회", 70),
        ("약\u206060회", 60),
    ],
)
def test_invisible_characters_are_passed_over_and_quoted(text: str, value: float) -> None:
    found = only(text)
    assert found.value == value
    assert found.raw == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("4억3천", 430_000_000),
        ("7억 2천5백", 725_000_000),
        ("1조5천", 1_500_000_000_000),
        ("4억3천만원", 430_000_000),
        ("￦2,340,000", 2_340_000),
        ("₩ 500천원", 500_000),
        ("\\12,000", 12_000),
        ("KRW 3,000", 3000),
        ("3,210 (백만원)", 3_210_000_000),
        ("3,210(단위: 천원)", 3_210_000),
        ("일금 이천칠백만원정", 27_000_000),
        ("일금삼억원", 300_000_000),
        ("사억 이천만원", 420_000_000),
        ("천이백만원", 12_000_000),
        ("2억 오천만원", 250_000_000),
        ("1억2천여만원", 120_000_000),
        ("3억 4천 5백 만원", 345_000_000),
        ("85 (백만원)", 85_000_000),
        ("금 42,000,000원", 42_000_000),
    ],
)
def test_amounts_of_money(text: str, won: float) -> None:
    found = only(text)
    assert (found.value, found.unit, found.raw) == (won, "원", text)


@pytest.mark.parametrize("text", ["(단위 : 천만원)", "구조원 배치", "오만원권 지급", "이천원예단지", "만원의 행복"])
def test_words_that_look_like_amounts(text: str) -> None:
    assert scan(text) == ()


def test_the_same_amount_in_brackets_is_restated() -> None:
    assert [e.kind for e in scan("일금 삼백만원(₩3,000,000)")] == ["quantity", "restated"]
    assert [e.kind for e in scan("금 2,500,000원(금이백오십만원)")] == ["quantity", "restated"]
    assert [e.kind for e in scan("300만원(구비 300만원)")] == ["quantity", "quantity"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("4,048천㎡ (123만평)", ["quantity", "restated"]),
        ("면적 149.7천㎡(5만 평) 규모", ["quantity", "restated"]),
        ("도로 1.2km(1,200m)", ["quantity", "restated"]),
        ("(339만 평)", ["restated"]),
        ("4,048천㎡ (12만평)", ["quantity", "quantity"]),
        ("5필지(120㎡)", ["quantity", "quantity"]),
        ("36㎡(25㎡)", ["quantity", "quantity"]),
        ("(12개소)", ["quantity"]),
        ("면적 339만 평", ["quantity"]),
    ],
)
def test_a_measure_in_another_unit_in_brackets_is_restated(text: str, kinds: list[str]) -> None:
    assert [e.kind for e in scan(text)] == kinds


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3억불", 3e8, "달러"),
        ("5억엔", 5e8, "엔"),
        ("US$ 400", 400, "달러"),
        ("2백만 유로", 2e6, "유로"),
        ("€90", 90, "유로"),
    ],
)
def test_foreign_money_is_never_won(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.is_money) == (value, unit, False)


def test_a_word_that_begins_like_a_currency_is_none() -> None:
    assert values("5억 불용액") == [(5e8, "원")]
    assert values("5억 엔지니어링") == [(5e8, "원")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("740주2)", [(740, None)]),
        ("1,4502)", [(1450, None)]),
        ("48개¹⁾ 90회주1) 15명2)", [(48, "개"), (90, "회"), (15, "명")]),
        ("주1) 2월 실적", []),
        ("교육 12주", [(12, "주")]),
        ("(총 15명2)", [(15, "명")]),
    ],
)
def test_note_marks_are_no_part_of_a_number(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [pair for pair in values(text) if pair != (2, None)] == expected


@pytest.mark.parametrize(
    ("text", "value", "whole", "unit"),
    [
        ("8/14개소", 8, 14, "개소"),
        ("3 / 4 개소", 3, 4, "개소"),
        ("7/10회", 7, 10, "회"),
        ("120/150명", 120, 150, "명"),
        ("9/12(75%)", 9, 12, None),
    ],
)
def test_done_of_planned_is_no_date(text: str, value: float, whole: float, unit: str | None) -> None:
    found = scan(text)[0]
    assert (found.value, found.whole, found.unit) == (value, whole, unit)


@pytest.mark.parametrize("text", ["(11/21 회의)", "11/21(금)", "3/4분기", "12/15"])
def test_a_day_with_a_slash_stays_a_date(text: str) -> None:
    assert scan(text)[0].kind == "date"


def test_words_that_end_in_je_begin_no_ordinal() -> None:
    assert values("마을축제 3회, 당면과제 5건, 생활문제 2건, 꽃축제4회") == [(3, "회"), (5, "건"), (2, "건"), (4, "회")]
    assert {e.kind for e in scan("제3회 축제, 회의제2차, 제2부 공연")} == {"ordinal"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("7월중", "2026-07-01", "2026-07-31"),
        ("6월 말 기준", "2026-06-01", "2026-06-30"),
        ("3월 초순", "2026-03-01", "2026-03-10"),
        ("9월 하순", "2026-09-21", "2026-09-30"),
        ("2026. 1. 1. 기준", "2026-01-01", "2026-01-01"),
        ("3/4분기 중", "2026-07-01", "2026-09-30"),
        ("'25.3.~5.", "2025-03-01", "2025-05-31"),
        ("26.3.~'27.2.", "2026-03-01", "2027-02-28"),
        ("24.3.~25.2.", "2024-03-01", "2025-02-28"),
        ("24.3월~12월", "2024-03-01", "2024-12-31"),
        ("상·하반기", "2026-01-01", "2026-12-31"),
        ("2025년 상하반기", "2025-01-01", "2025-12-31"),
        ("하반기", "2026-07-01", "2026-12-31"),
        ("Ⅱ분기", "2026-04-01", "2026-06-30"),
        ("2025년 Ⅳ분기", "2025-10-01", "2025-12-31"),
        ("1~2분기", "2026-01-01", "2026-06-30"),
        ("2025년 Ⅲ~Ⅳ분기", "2025-07-01", "2025-12-31"),
        ("Ⅲ/4분기", "2026-07-01", "2026-09-30"),
        ("3월초~5월말", "2026-03-01", "2026-05-31"),
    ],
)
def test_dates_of_few_characters(text: str, first: str, last: str) -> None:
    found = only(text)
    assert found.kind == "date"
    assert found.span is not None
    assert found.span.days(2026) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_date_ends_before_the_next_word() -> None:
    assert [e.raw for e in scan("7월 중학교 방문")] == ["7월"]
    assert [e.raw for e in scan("요금 인상 하반기 시행")] == ["하반기"]


def test_a_term_of_school_is_no_count() -> None:
    assert values("교육(2학기) : 90명") == [(90, "명")]


def test_frequencies_have_their_time() -> None:
    assert [(e.kind, e.value, e.unit, e.per) for e in scan("1일 3회, 월 60회")] == [
        ("interval", None, None, None),
        ("quantity", 3, "회", "일"),
        ("quantity", 60, "회", "월"),
    ]
    assert values("1년 6개월") == [(1, "년"), (6, "개월")]


def test_months_of_a_reckoning_are_a_factor() -> None:
    assert values("(70,000원×6명×10월)=4,200,000원") == [(70000, "원"), (6, "명"), (10, "개월"), (4_200_000, "원")]
    assert scan("10월 개최")[0].kind == "date"


def test_a_decimal_torn_by_a_blank_is_one_number() -> None:
    assert values("집행률 97. 5%") == [(97.5, "%")]
    assert values("97. 5%") == [(97.5, "%")]
    assert values("집행률 97 .5%") == [(97.5, "%")]
    assert values("3. 5개소 정비") == [(5, "개소")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("선석 3선석", 3, "선석"),
        ("120농가", 120, "농가"),
        ("4개 노선", 4, "노선"),
        ("소나무 식재 90주", 90, "그루"),
        ("회양목 30본", 30, "그루"),
        ("한우 25두", 25, "마리"),
        ("40리터", 40, "ℓ"),
        ("50톤/일", 50, "톤/일"),
        ("35㎍/㎥", 35, "㎍/㎥"),
        ("12기관", 12, "기관"),
    ],
)
def test_units_of_the_field(text: str, value: float, unit: str) -> None:
    assert (value, unit) in [(e.value, e.unit) for e in scan(text)]


def test_every_lookup_of_units_is_sound() -> None:
    known = units()
    numerals_and_counters = set("십백천만억조사")
    assert {row["unit"] for row in rows_of("unit_homographs.csv")} <= set(known) | numerals_and_counters
    assert {row["spelling"] for row in rows_of("glued_units.csv")} <= set(known)
    assert all(known[row["unit"]] for row in rows_of("unit_contexts.csv"))
    assert all(known[row["unit"]] for row in rows_of("currency_signs.csv"))


def test_a_number_beyond_all_measure_is_left_to_the_ledger() -> None:
    assert [e.kind for e in scan("9" * 400)] == ["other"]
    with pytest.raises(ValueError, match="more than"):
        parse_numeral("9" * 30)


_LINES = "자활:18개사업단 412명|12개사업 3개 노선|인천광역시 남구 5개반|두 명 일금 삼천만원정|10~20만원 1일 3회"
_PROGRAM = f"""
from pipeline.korean.organizations import find_region
from pipeline.korean.scan import scan
for line in {_LINES!r}.split("|"):
    print(scan(line), find_region(line))
"""


def test_a_scan_is_the_same_in_every_run() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "7", "42", "1000")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("unit", ["1", "1,", "1 ", "1/2 ", "12개소", "1.", "a.b", "36개1) ", "1억2천", "- "])
def test_twice_the_text_takes_no_more_than_thrice_the_steps(unit: str) -> None:
    def steps(text: str) -> int:
        count = 0

        def count_call(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(count_call)
        try:
            scan(text)
        finally:
            sys.setprofile(None)
        return count

    scan(unit)
    assert steps(unit * 400) <= 3 * steps(unit * 200) + 1000
