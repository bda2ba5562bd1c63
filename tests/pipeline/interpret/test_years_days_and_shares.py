"""What belongs to no year of its table, days and headcounts of cells, parts by year, shares behind sources."""

import pytest
from reading import PLAN, REPORT, left, pick, read

BUDGET = "2024년 느티시 세출예산\n\n(단위: 백만원)\n"


def _table(names: str, *rows: str) -> str:
    lines = [names, "|".join("-" for _ in names.split("|")), *rows]
    return "".join(f"|{line}|\n" for line in lines)


# -- what belongs to no year of its table --------------------------------------------------------------------------------


def test_a_whole_project_with_its_past_and_future_has_no_year() -> None:
    text = _table("사업명|총사업비|기투자|2024년|향후", "강변 산책로|4,000|900|1,100|2,000")
    assert pick(read(BUDGET + text).budget, "amount_krw", "fiscal_year", "basis") == [
        (4_000_000_000, None, "예산"),
        (900_000_000, None, "집행"),
        (1_100_000_000, 2024, "예산"),
        (2_000_000_000, None, "예산"),
    ]


def test_a_whole_project_beside_one_year_has_no_year() -> None:
    text = _table("사업명|총사업비|2024년", "강변 산책로|4,000|1,100")
    assert pick(read(BUDGET + text).budget, "amount_krw", "fiscal_year") == [
        (4_000_000_000, None),
        (1_100_000_000, 2024),
    ]


def test_a_whole_project_takes_the_time_of_its_row() -> None:
    text = _table("사업명|사업기간|총사업비|2024년", "강변 산책로|2022~2025|4,000|1,100", "달빛 장터|2024|300|300")
    assert [(str(row.period_start), str(row.period_end)) for row in read(BUDGET + text).budget] == [
        ("2022-01-01", "2025-12-31"),
        ("2024-01-01", "2024-12-31"),
        ("2024-01-01", "2024-12-31"),
        ("2024-01-01", "2024-12-31"),
    ]


def test_the_total_of_sources_beside_one_year_is_of_that_year() -> None:
    text = _table("사업명|2024년 사업비|국비|시비", "강변 산책로|1,100|600|500")
    assert {row.fiscal_year for row in read(BUDGET + text).budget} == {2024}


# -- days and headcounts of cells ----------------------------------------------------------------------------------------


def test_a_day_in_its_own_column_dates_the_row() -> None:
    text = _table(
        "연번|일자|행사명|참석인원", "1|6. 8.|강변 축제|310명", "2|9.14.|달빛 장터|95명", "3|10/2(수)|책잔치|40명"
    )
    result = read(REPORT + text).result
    assert [(row.task, str(row.period_start), row.value) for row in result] == [
        ("강변 축제", "2023-06-08", 310),
        ("달빛 장터", "2023-09-14", 95),
        ("책잔치", "2023-10-02", 40),
    ]


def test_the_ledger_calls_a_day_a_date() -> None:
    text = _table("연번|일자|행사명|참석인원", "1|6. 8.|강변 축제|310명", "2|10/2(수)|책잔치|40명", "3|13. 5.|장터|9명")
    told = dict(left(read(REPORT + text)))
    assert [told[raw] for raw in ("6.", "8", "1", "2", "3")] == ["date", "date", "ordinal", "ordinal", "ordinal"]
    assert told["13."] != "date"


@pytest.mark.parametrize("cell", ["3.5", "13. 8.", "6. 40."])
def test_a_number_is_no_day(cell: str) -> None:
    result = read(REPORT + _table("연번|행사명|일수|참석인원", f"1|강변 축제|{cell}|310명")).result
    assert str(next(row for row in result if row.value == 310).period_start) == "2023-01-01"


def test_targets_that_are_counts_are_people() -> None:
    text = "(단위: 명, %)\n구분 대상 수검 수검률\n구강검진 640 480 75.0\n치매검진 300 150 50.0\n"
    assert pick(read(REPORT + text).result, "activity", "indicator", "value", "unit")[:3] == [
        ("구강검진", "대상", 640, "명"),
        ("구강검진", "수검", 480, "명"),
        ("구강검진", "수검률", 75, "%"),
    ]


# -- parts by year, shares behind sources --------------------------------------------------------------------------------


def test_dated_amounts_in_brackets_are_of_their_years() -> None:
    assert pick(read(f"{PLAN}○ 사업비: 900백만원('24년 400, '25년 500)\n").budget, "amount_krw", "fiscal_year")[1:] == [
        (400_000_000, 2024),
        (500_000_000, 2025),
    ]


def test_a_share_behind_what_a_source_pays_is_of_its_row() -> None:
    result = read(f"{PLAN}○ 재원: 국비 8억원(40%), 시비 12억원(60%)\n")
    assert pick(result.budget, "source", "amount_krw", "share") == [
        ("국비", 800_000_000, 40),
        ("시비", 1_200_000_000, 60),
    ]
    assert left(result) == [("2024년", "date")]
    assert not result.plan


def test_what_an_amount_was_cut_by_is_no_share() -> None:
    assert {row.share for row in read(f"{PLAN}○ 재원: 국비 8억원(40% 삭감)\n").budget} == {None}


# -- names and conditions ------------------------------------------------------------------------------------------------


def test_what_an_arrow_leads_to_bears_the_same_name() -> None:
    assert pick(read(f"{REPORT}○ 미수납률 9.1% → 7.4%로 감소\n").result, "indicator", "value") == [
        ("미수납률", 9.1),
        ("미수납률", 7.4),
    ]


def test_a_noun_that_ends_like_a_condition_is_none() -> None:
    result = read(f"{PLAN}- 배달강좌 31개교 전면 시행\n- 강좌가 12개이면 시행\n")
    assert pick(result.plan, "target", "unit") == [(31, "개교")]
    assert ("12개", "criterion") in left(result)


def test_a_heading_with_an_ordinal_is_a_chapter() -> None:
    result = read(f"{PLAN}【 과제 1 】 강변 산책로\n▢ 목 표 : 의자 40개\n【 과제 2 】 달빛 장터\n▢ 목 표 : 장터 6회\n")
    assert pick(result.plan, "task", "activity") == [("강변 산책로", None), ("달빛 장터", None)]
