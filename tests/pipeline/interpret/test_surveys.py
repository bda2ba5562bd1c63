"""Lines of surveys: where a figure is from and by what it is counted are no part of its name; a told line heads nothing."""

import pytest
from reading import pick, read

TOP = "2031년 느티시 사회조사 결과\n\n"


@pytest.mark.parametrize(
    ("line", "indicator", "value"),
    [
        ("❍ 2031년 느티시 사회조사에서 공원을 자주 찾는 시민은 27.6%로 나타남", "공원을 자주 찾는 시민", 27.6),
        ("❍ 설문조사 결과 공원 이용자는 1,240명으로 집계됨", "공원 이용자", 1240),
        ("❍ 통계청 조사에 따르면 빈집은 2,310호임", "빈집", 2310),
        (" - 성별로는 남성 36.1%", "남성", 36.1),
        (" - 연령별로는 30대 41.2%, 40대 20.5%", "30대", 41.2),
        (" - 지역별로 보면 북부권 12.5%", "북부권", 12.5),
        (" - 별빛로 정비 3건", "별빛로 정비", 3),
    ],
)
def test_where_a_figure_is_from_and_by_what_it_is_counted_are_no_part_of_its_name(
    line: str, indicator: str, value: float
) -> None:
    assert (indicator, value) in pick(read(TOP + line + "\n").result, "indicator", "value")


def test_a_line_that_tells_something_is_no_activity_of_the_lines_below() -> None:
    told = read(f"{TOP}❍ 시민 가운데 34.2%가 공원에 만족하여 지난 조사를 웃돎\n - 남성 36.1%\n - 여성 32.4%\n").result
    assert pick(told[1:], "activity", "indicator") == [(None, "남성"), (None, "여성")]
    named = read(f"{TOP}❍ 공원 이용 만족도\n - 남성 36.1%\n - 여성 32.4%\n").result
    assert pick(named, "activity", "indicator") == [("공원 이용 만족도", "남성"), ("공원 이용 만족도", "여성")]


def test_a_count_of_cars_is_no_band_of_age() -> None:
    assert ("버스", 30, "대") in pick(read(f"{TOP}❍ 버스 30대 운행\n").result, "indicator", "value", "unit")
