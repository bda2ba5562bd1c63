"""Names of columns and rows that begin with a number and count nothing: groups by grade, age and size, rates for each."""

import pytest
from reading import pick, read

from pipeline.interpret.text.column_names import header_names
from pipeline.korean.counted_groups import names_group


@pytest.mark.parametrize(
    ("text", "named"),
    [
        *((text, True) for text in ("5급", "8급 이하", "65세이상", "0~14세", "3인가구", "4인 이상", "1인당 주민수")),
        *(
            (text, False)
            for text in ("5명", "85% 이상", "12가구", "20인", "1,200", "3개소 이상", "30일", "1인당", "5당")
        ),
    ],
)
def test_what_begins_with_a_number_and_counts_nothing(text: str, named: bool) -> None:
    assert names_group(text) == named


def test_grades_below_names_that_lost_their_spans() -> None:
    result = read(
        "샘말군 직원 현황\n(단위: 명)\n구분 | 정원 | 현원 | 1인당 주민수 |||||\n---|---|---|---|---|---|---|---|\n"
        "5급 | 6급 | 7급 이하 | 5급 | 6급 | 7급 이하 | ||\n물골 | 5 | 30 | 80 | 4 | 29 | 78 | 21 |\n"
        "솔터 | 0 | 11 | 60 | 0 | 10 | 58 | 33 |\n"
    )
    found = pick(result.result, "activity", "indicator", "value")
    assert found[:7] == [
        *(("물골", f"정원 {name}", n) for name, n in (("5급", 5), ("6급", 30), ("7급 이하", 80))),
        *(("물골", f"현원 {name}", n) for name, n in (("5급", 4), ("6급", 29), ("7급 이하", 78))),
        ("물골", "1인당 주민수", 21),
    ]


def test_sizes_of_households_above_lines_of_values() -> None:
    result = read(
        "샘말군 가구 현황\n(단위: 가구)\n구분 1인가구 2인가구 3인가구 4인 이상\n물골 1,200 800 400 300\n솔터 200 100 40 30\n"
    )
    assert pick(result.result, "activity", "indicator", "value")[:4] == [
        *(("물골", f"{n}인가구", value) for n, value in ((1, 1200), (2, 800), (3, 400))),
        ("물골", "4인 이상", 300),
    ]


def test_names_of_two_words_that_end_in_the_same_one_and_a_row_whose_name_begins_with_a_number() -> None:
    result = read("샘말군 현장 직원 현황\n\n물골 비율(%) 솔터 비율(%)\n샘말군 49 27.1\n5만 미만 군 평균 47.6 22.7\n")
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        *(("샘말군", name, n, "%") for name, n in (("물골 비율", 49), ("솔터 비율", 27.1))),
        *(("5만 미만 군 평균", name, n, "%") for name, n in (("물골 비율", 47.6), ("솔터 비율", 22.7))),
    ]
    assert not result.budget


def test_words_in_pairs_with_different_ends_are_no_such_names() -> None:
    assert header_names("사업량 목표 사업비 실적", 2) != ["", "사업량 목표", "사업비 실적"]
