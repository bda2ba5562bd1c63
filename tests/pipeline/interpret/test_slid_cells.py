"""Tables of years whose rows lost their empty cells: only sums and full rows tell a year."""

import pytest
from reading import pick, read

TOLD = """민선 공약 연도별 투자계획

(단위 : 백만원)

| 분야 | 공약명 | 재원 | 연도별 사업비 | |||||
|---|---|---|---|---|---|---|---|---|
| 총계 | 2027 | 2028 | 2029 | 2030 | 임기후 | |||
| 합계 | 3,560 | 40 | 300 | 960 | 1,500 | 760 | ||
| 1 푸른 마을 |
소계 | 2,140 | 300 | 560 | 900 | 380 | ||
| 1-1 물빛쉼터 정비 | 계 | 900 | 300 | 600 | ||||
| 국비 | 450 | 150 | 300 | |||||
| 군비 | 450 | 150 | 300 | |||||
| 1-2 솔길야영장 조성 | 계 | 1,240 | 560 | 300 | 380 | |||
| 도비 | 400 | 400 | ||||||
| 군비 | 840 | 160 | 300 | 380 | ||||
| 2 배우는 마을 |
소계 | 1,420 | 40 | 400 | 600 | 380 | |||
| 2-1 이음도서관 건립 | 계 | 1,420 | 40 | 400 | 600 | 380 | ||
| 군비 | 1,420 | 40 | 400 | 600 | 380 | |||
"""
OPEN = """연도별 투자계획

(단위 : 백만원)

| 사업명 | 재원 | 계 | 2027 | 2028 | 2029 |
|---|---|---|---|---|---|
| 물빛쉼터 정비 | 계 | 900 | 300 | 600 | |
| 국비 | 450 | 150 | 300 | | |
| 군비 | 450 | 150 | 300 | | |
| 솔길야영장 조성 | 계 | 1,240 | 260 | 600 | 380 |
| 도비 | 400 | 400 | | | |
| 군비 | 840 | 260 | 200 | 380 | |
"""
WHOLE = """연도별 투자계획

(단위 : 백만원)

| 사업명 | 계 | 2027 | 2028 | 2029 |
|---|---|---|---|---|
| 물빛쉼터 정비 | 900 | 300 | 600 | |
| 솔길야영장 조성 | 1,240 | 260 | 600 | 380 |
| 구름다리 보수 | 400 | 400 | | |
"""


def _years(text: str, task: str) -> list[tuple[str, int, int | None]]:
    rows = [row for row in read(text).budget if row.task == task]
    return [(s, won // 1_000_000, y) for s, won, y in pick(rows, "source", "amount_krw", "fiscal_year")]


@pytest.mark.parametrize(
    ("text", "task", "wanted"),
    [
        pytest.param(
            TOLD,
            "솔길야영장 조성",
            [
                *[("계", 1240, None), ("계", 560, 2029), ("계", 300, 2030), ("계", 380, None)],
                *[("도비", 400, None), ("도비", 400, 2029)],
                *[("군비", 840, None), ("군비", 160, 2029), ("군비", 300, 2030), ("군비", 380, None)],
            ],
            id="sums tell the columns in one way alone",
        ),
        pytest.param(
            OPEN,
            "물빛쉼터 정비",
            [
                *[("계", 900, None), ("계", 300, None), ("계", 600, None)],
                *[("국비", 450, None), ("국비", 150, None), ("국비", 300, None)],
                *[("군비", 450, None), ("군비", 150, None), ("군비", 300, None)],
            ],
            id="nothing tells them",
        ),
        pytest.param(
            OPEN,
            "솔길야영장 조성",
            [
                *[("계", 1240, None), ("계", 260, 2027), ("계", 600, 2028), ("계", 380, 2029)],
                *[("도비", 400, None), ("도비", 400, 2028)],
                *[("군비", 840, None), ("군비", 260, 2027), ("군비", 200, 2028), ("군비", 380, 2029)],
            ],
            id="a full row tells those of its parts",
        ),
        pytest.param(WHOLE, "물빛쉼터 정비", [("계", 900, None), ("계", 300, 2027), ("계", 600, 2028)], id="none lost"),
    ],
)
def test_a_year_is_given_where_sums_or_a_full_row_tell_it(
    text: str, task: str, wanted: list[tuple[str, int, int | None]]
) -> None:
    assert _years(text, task) == wanted


def test_values_of_no_known_year_are_a_finding_and_their_total_is_added_once() -> None:
    result = read(OPEN)
    assert [f.numbers["values"] for f in result.findings if f.rule == "alignment"] == [6]
    assert sum(row.amount_krw or 0 for row in result.budget if row.additive) == 2_140_000_000
    assert not [f for f in read(WHOLE).findings if f.rule == "alignment"]
