"""Tables with one cell a line or paragraph in which the name of a group stands in the first of its rows alone."""

import pytest
from reading import pick, read

CELLS = """구분
예산액
집행액
집행률
지난해 남은 돈
1,200,000
1,200,000
100%
들어온 돈
지원금
군 지원금
52,000,000
52,000,000
100%
재단 공모
8,000,000
6,000,000
75%
소계
60,000,000
58,000,000
97%
회비
정기 회비
2,000,000
2,400,000
120%
소계
2,000,000
2,400,000
120%
들어온 돈 합계
62,000,000
60,400,000
97%
예비비
900,000
-
-
"""
HEAD = "느티군 나눔회 2031년도 결산\n\n(단위 : 원)\n\n"
NAMED = CELLS.replace("구분\n", "구분\n항목\n")
ALONE = "구분\n예산액\n집행액\n군 지원금\n52,000\n51,000\n재단 공모\n8,000\n6,000\n회비\n2,000\n2,400\n예비비\n90\n80\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CELLS, id="a cell a line"),
        pytest.param(CELLS.replace("\n", "\n\n"), id="a cell a paragraph"),
        pytest.param(NAMED, id="two names above labels"),
    ],
)
def test_a_group_goes_on_until_another_opens_or_its_total_closes_it(text: str) -> None:
    result = read(HEAD + text)
    spent = [(row.amount_krw, row.activity, row.additive) for row in result.budget if row.basis == "집행"]
    assert [(won, additive) for won, _, additive in spent] == [
        *[(1_200_000, True), (52_000_000, True), (6_000_000, True), (58_000_000, False)],
        *[(2_400_000, True), (2_400_000, False), (60_400_000, False)],
    ]
    assert [label for won, label, additive in spent if won in (1_200_000, 2_400_000) and additive] == [
        "지난해 남은 돈",
        "정기 회비",
    ]
    reserve = [(row.account or "", row.activity or "") for row in result.budget if row.amount_krw == 900_000]
    assert len(reserve) == 1
    assert not any("들어온 돈" in label for label in reserve[0])
    rates = [row for row in result.result if row.unit == "%"]
    assert {row.indicator for row in rates} == {"집행률"}
    assert [row.value for row in rates] == [100, 100, 75, 97, 120, 120, 97]


def test_rows_of_one_label_each_are_read_as_before() -> None:
    rows = pick(read(HEAD + ALONE).budget, "activity", "amount_krw")
    assert ("재단 공모", 8_000) in rows
    assert len(rows) == 8
