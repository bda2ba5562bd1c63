"""A 학년도 runs from 1 March to the end of February (초·중등교육법 제24조)."""

from datetime import date

import pytest
from interpret.reading import read

from pipeline.korean.scan import scan

YEARS = [
    ("2024학년도", date(2024, 3, 1), date(2025, 2, 28)),
    ("2023 학년도", date(2023, 3, 1), date(2024, 2, 29)),
    ("2024년도", date(2024, 1, 1), date(2024, 12, 31)),
    ("2024회계연도", date(2024, 1, 1), date(2024, 12, 31)),
]


@pytest.mark.parametrize(("text", "start", "end"), YEARS, ids=[text for text, *_ in YEARS])
def test_a_school_year_goes_over_into_the_next_and_other_years_do_not(text: str, start: date, end: date) -> None:
    (span,) = [e.span for e in scan(f"{text} 느티학교 이야기") if e.span]
    assert span.is_year
    assert span.days(None) == (start, end)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [("2024학년도", "2024-03-01", "2025-02-28"), ("2024년도", "2024-01-01", "2024-12-31")],
)
def test_a_plan_of_a_school_year_is_of_all_of_it(title: str, start: str, end: str) -> None:
    (row,) = read(f"{title} 느티학교 운영계획\n\n□ 추진계획\n ○ 학생 : 30명\n").plan
    assert (row.fiscal_year, str(row.period_start), str(row.period_end)) == (2024, start, end)


def test_a_school_year_in_a_line_is_that_of_its_number_and_its_year_the_one_in_which_it_begins() -> None:
    result = read("2024년도 느티학교 운영계획\n\n□ 추진계획\n ○ 2023학년도 학생 : 31명\n ○ 학생 : 30명\n")
    assert [(row.target, row.fiscal_year, str(row.period_start), str(row.period_end)) for row in result.plan] == [
        (31, 2023, "2023-03-01", "2024-02-29"),
        (30, 2024, "2024-01-01", "2024-12-31"),
    ]
