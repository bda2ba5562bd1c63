"""Header rows whose spans were lost: sums tell which name of the first stands over the names of the second."""

import pytest
from reading import pick, read

from pipeline.interpret.text.summed_spans import start_by_sums, starts_by_parts
from pipeline.interpret.text.third_headers import Parted, parted_by_sums


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
        (
            PARTS,
            1,
            [*[["꽃길", "9", str(n), str(n + 1), str(2 * n + 1)] for n in range(2, 5)], ["계", "9", "9", "12", "20"]],
            2,
        ),
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


def test_units_of_a_note_go_to_what_is_measured_in_them_and_a_note_without_units_passes_none_on() -> None:
    result = read(
        "(기준 : 2031. 3. 1. / 단위 : 명)\n구분 | 계 | 어른\n---|---|---\n꽃길 | 9 | 4\n샘터 | 8 | 3\n"
        "쉼터 현황\n(기준 : 2031. 3. 1.)\n구분 | 모임 | 나무\n---|---|---\n꽃길 | 12 | 5\n샘터 | 11 | 6\n"
        "물길 현황\n(단위 : 곳, ㎡, km)\n구분 | 수 | 넓은 면적 | 총연장 | 다세대\n---|---|---|---|---\n꽃길 | 2 | 70 | 31 | 6\n"
    )
    assert pick(result.result, "value", "unit") == [
        *[(n, "명") for n in (9, 4, 8, 3)],
        *[(n, None) for n in (12, 5, 11, 6)],
        *[(2, None), (70, "㎡"), (31, "km"), (6, None)],
    ]


PAIRS = ["계", "여", "계", "여"]


@pytest.mark.parametrize(
    ("parts", "row", "starts"),
    [
        # A part is no more than its total, and no mean of what its total counts.
        (PAIRS, ["’31", "30", "62", "900", "410", "70", "66", "12.9", "2.1"], [3]),
        (PAIRS, ["’31", "30", "22", "9", "9", "7", "6"], [1, 2, 3]),
        (["여", "계", "여", "계"], ["’31", "30", "62", "900", "410", "70", "66"], [1, 2, 3]),
        (PAIRS, ["’31", "1", "2", "3", "4", "5", "6"], [1, 2, 3]),
    ],
)
def test_where_a_total_and_one_part_of_it_can_stand(parts: list[str], row: list[str], starts: list[int]) -> None:
    assert starts_by_parts(parts, 2, [row], range(1, 4)) == starts


HEAD = (["마을", "집", "사람"], ["흙집", "벽돌집", "계", "동쪽", "서쪽", "총계"], ["어른", "아이", "어른", "아이"])


@pytest.mark.parametrize(
    ("row", "parted"),
    [
        ("꽃길 3 4 7 10 2 20 5 37", Parted(3, 2, 2, 1)),
        ("꽃길 3 4 1 5 13 10 2 12", Parted(0, 2, 2, 1)),
        # The parts do not add up to the total.
        ("꽃길 3 4 7 10 2 20 5 38", None),
    ],
)
def test_names_of_a_second_row_that_a_third_parts(row: str, parted: Parted | None) -> None:
    assert parted_by_sums(HEAD, [row.split()]) == parted


def test_a_third_row_below_two_names_in_a_page() -> None:
    lines = [
        "마을 | 집 | 사람",
        "---|" * 8,
        *(" | ".join(names) for names in HEAD[1:]),
        "꽃길 | 3 | 4 | 7 | 10 | 2 | 20 | 5 | 37",
    ]
    result = read("샘말군 마을 현황\n(단위 : 채, 명)\n" + "\n".join(f"{line} |" for line in lines) + "\n")
    assert pick(result.result, "indicator", "value") == [
        *(("흙집", 3), ("벽돌집", 4), ("계", 7)),
        *((f"{side} {name}", n) for side, name, n in (("동쪽", "어른", 10), ("동쪽", "아이", 2))),
        *((f"{side} {name}", n) for side, name, n in (("서쪽", "어른", 20), ("서쪽", "아이", 5))),
        ("총계", 37),
    ]
