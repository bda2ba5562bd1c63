"""Header rows whose spans were lost: sums tell which name of the first stands over the names of the second."""

import pytest
from reading import pick, read

from pipeline.interpret.text.summed_spans import start_by_sums


def test_the_name_over_a_sum_and_its_parts() -> None:
    result = read(
        "샘말군 마을 현황\n2031. 12. 31. 기준\n"
        "| 가구수 | 집의 종류 | 빈집 |\n비고 | |||\n|---|---|---|---|---|---|---|\n| 합계 | 흙집 | 벽돌집 | 나무집 | |||\n"
        "| 90 | 71 | 20 | 11 | 40 | 6 | - |\n"
    )
    assert pick(result.result, "indicator", "value") == [
        ("가구수", 90),
        ("합계", 71),
        ("흙집", 20),
        ("벽돌집", 11),
        ("나무집", 40),
        ("빈집", 6),
    ]


PARTS = ["여", "남", "계"]


@pytest.mark.parametrize(
    ("parts", "over", "rows", "start"),
    [
        (PARTS, 1, [["꽃길", "12", "4", "16", "9"], ["샘터", "·", "3", "3", "5"]], 1),
        (PARTS, 1, [["꽃길", "7", "1,200", "4.5", "1,204.5"]], 2),
        (PARTS * 2, 2, [["꽃길", "1", "2", "3", "40", "50", "90", "8"]], 1),
        # Sums at two places, at none, in one row only, without a total, of one part that comes again.
        (PARTS, 1, [["꽃길", "1", "2", "3", "5"]], None),
        (PARTS, 1, [["꽃길", "12", "4", "17", "9"]], None),
        (PARTS, 1, [["꽃길", "12", "4", "16", "9"], ["샘터", "2", "3", "9", "5"]], None),
        (["여", "남", "북"], 1, [["꽃길", "12", "4", "16", "9"]], None),
        (PARTS, 1, [["꽃길", "0", "4", "4", "9"]], None),
    ],
)
def test_where_rows_add_up(parts: list[str], over: int, rows: list[list[str]], start: int | None) -> None:
    assert start_by_sums(parts, over, rows) == start
