"""Headers of two and three rows that lost their spans, below a column that is the sum of the parts of the next name."""

import pytest
from reading import pick, read

from pipeline.interpret.text.summed_spans import start_behind_total

THREE = """샘말군의회 안건 현황

구 분 | 제출 | 심의 | 심의결과 | 계류 | |||||
---|---|---|---|---|---|---|---|---|
가결 | 부결 | 철회 | ||||||
원안 | 수정 | |||||||
예산결산 | 21 | 20 | 11 | 4 | 3 | 2 | 1 |
일반안건 | 소계 | 74 | 69 | 40 | 16 | 9 | 4 | 5 |
의원 | 30 | 28 | 19 | 5 | 3 | 1 | 2 |
기타 | 44 | 41 | 21 | 11 | 6 | 3 | 3 |
"""
TWO = """샘말군 빈집 현황

구 분 | 신고 | 조사 | 조사결과 | 보류 | |||
---|---|---|---|---|---|---|
철거 | 수리 | 활용 | ||||
윗말 | 52 | 48 | 21 | 20 | 7 | 4 |
아랫말 | 33 | 30 | 9 | 15 | 6 | 3 |
"""
GAPS = """샘말군 공약 추진 현황
2031. 12. 31. 기준

분야\t계\t추진상황\t추진율(%)
완료\t추진중\t보류
합계\t31\t19\t12\t\t77.5
숲과 들\t12\t5\t7\t\t61.5
배움터\t9\t9\t\t\t100
바닷길\t10\t5\t5\t\t71
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            THREE,
            [
                *[("예산결산", "원안", 11), ("예산결산", "수정", 4), ("예산결산", "부결", 3), ("예산결산", "계류", 1)],
                *[("기타", "심의", 41), ("기타", "원안", 21), ("기타", "철회", 3), ("기타", "계류", 3)],
            ],
            id="three rows",
        ),
        pytest.param(
            TWO,
            [("윗말", "조사", 48), ("윗말", "철거", 21), ("윗말", "활용", 7), ("아랫말", "보류", 3)],
            id="two rows",
        ),
        pytest.param(
            GAPS,
            [("숲과 들", "완료", 5), ("숲과 들", "추진중", 7), ("배움터", "완료", 9), ("바닷길", "추진율", 71)],
            id="cells left empty in their places",
        ),
    ],
)
def test_the_name_behind_the_sum_of_its_parts_stands_over_them(text: str, wanted: list[tuple[str, str, float]]) -> None:
    result = read(text)
    rows = pick(result.result, "activity", "indicator", "value")
    assert set(wanted) <= set(rows)
    assert not result.budget


@pytest.mark.parametrize(
    ("rows", "wide", "start"),
    [
        ([["9", "8", "5", "2", "1", "3"], ["7", "6", "1", "2", "3", "9"]], 3, 2),
        ([["9", "8", "5", "2", "1", "3"], ["7", "6", "1", "2", "4", "9"]], 3, None),
        ([["9", "8", "5", "2", "1", "3"]], 3, None),
        ([["9", "9", "9"], ["4", "4", "4"]], 1, None),
    ],
    ids=["every row adds up", "one does not", "one row tells too little", "what is the same is no sum"],
)
def test_only_sums_in_every_row_tell_where_parts_begin(rows: list[list[str]], wide: int, start: int | None) -> None:
    assert start_behind_total(wide, rows) == start


def test_the_rest_of_kinds_is_a_source_of_money_only_beside_others() -> None:
    head = "2031년 샘말군 마을회관 사업비\n\n(단위 : 천원)\n\n| 구분 | 사업비 |\n|---|---|\n"
    kinds = read(head + "| 지붕 수리 | 700 |\n| 기타 | 300 |\n").budget
    sources = read(head + "| 군비 | 700 |\n| 기타 | 300 |\n").budget
    assert pick(kinds, "source", "amount_krw") == [("계", 700_000), ("계", 300_000)]
    assert pick(sources, "source", "amount_krw") == [("군비", 700_000), ("기타", 300_000)]
