"""Headers that a page broke at its narrow cells, and notes between two tables."""

import pytest
from reading import pick, read

ROWS = "계 412,300 430,100 415,200 14,900 96.5\n나눔세 45,200 52,300 46,100 6,200 88.1\n쉼터세 12,100 20,400 12,700 7,700 62.3\n"


@pytest.mark.parametrize(
    "header",
    [
        "구 분 예산현액\n(A) 징수결정액\n(B) 수납액\n(C) 미수납액 수납률\nC/B\n",
        "구분\n예산현액(A)\n징수결정액 (B) 수납액\n(C)\n미수납액\n수납률\nC/B\n",
    ],
)
def test_brackets_and_formulas_at_the_head_of_a_line_end_the_name_before(header: str) -> None:
    result = read(f"2023년 느티군 결산\n\n세입결산 현황\n(단위 : 백만원, %)\n{header}{ROWS}")
    assert [(row.indicator, row.amount_krw) for row in result.budget][4:8] == [
        ("예산현액", 45200e6),
        ("징수결정액", 52300e6),
        ("수납액", 46100e6),
        ("미수납액", 6200e6),
    ]
    assert pick(result.result, "indicator", "value", "unit")[-1] == ("수납률", 62.3, "%")
    assert {row.indicator for row in result.budget} == {"예산현액", "징수결정액", "수납액", "미수납액"}


def test_names_that_are_more_than_the_numbers_head_no_table() -> None:
    header = "구 분 예산현액\n(A) 징수결정액\n(B) 수납액\n(C) 미수납액 수납률\n과오납\n"
    assert not read(f"2023년 느티군 결산\n\n세입결산 현황\n(단위 : 백만원, %)\n{header}{ROWS}").budget


def test_a_note_between_two_tables_is_of_the_second() -> None:
    counts = "구분\t계\t완료\t정상추진\n나눔\t12\t5\t7\n쉼터\t31\t10\t21\n"
    money = "구분\t총사업비\t집행액\n국비\t310\t120\n도비\t45\t12\n"
    result = read(f"느티군 다짐 추진 현황\n\n{counts}투자현황(단위: 억원)\n{money}")
    assert pick(result.budget, "source", "amount_krw") == [
        ("국비", 310e8),
        ("국비", 120e8),
        ("도비", 45e8),
        ("도비", 12e8),
    ]
    assert not any(row.unit == "원" for row in result.result)
