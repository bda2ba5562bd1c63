"""Numbers written with 만 and figures behind it: one number where a unit follows, else two."""

import pytest

from pipeline.korean.scan import scan


def values(text: str) -> list[tuple[float | None, str | None]]:
    return [(e.value, e.unit) for e in scan(text) if e.kind in ("quantity", "number")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("상담 1만 8,204건", 18_204, "건"),
        ("손님 3만 512가구", 30_512, "가구"),
        ("나무 12만 4,030그루", 124_030, "그루"),
        ("책 2만 35권", 20_035, "권"),
        ("마당 1만 5,120㎡", 15_120, "㎡"),
        ("나들이 3만 2,400 회", 32_400, "회"),
        ("상담 3천 512건", 3_512, "건"),
    ],
)
def test_thousands_behind_a_blank_belong_to_the_ten_thousands(text: str, value: float, unit: str) -> None:
    assert values(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("보급 1만 20 30개", [(10_000, None), (20, None), (30, "개")]),
        ("상담 1만 8,204", [(10_000, None), (8_204, None)]),
        ("상담 1만 12,345건", [(10_000, None), (12_345, "건")]),
        ("상담 3천 512", [(3_000, None), (512, None)]),
        ("손님 3만 2023년", [(30_000, None)]),
    ],
    ids=["no unit", "no unit at the end", "too many", "thousands ahead", "a year"],
)
def test_other_numbers_behind_a_blank_are_numbers_of_their_own(
    text: str, found: list[tuple[float, str | None]]
) -> None:
    assert values(text) == found
