"""Flattened tables whose names of columns stand in pieces below the groups of the line above them."""

import pytest
from reading import pick, read

HEAD = "느티시 2023년 결산 공시\n\n(단위 : 억원, %)\n\n{told}\n{groups}\n{names}\n"
ROWS = (
    "① 살림 -\n② 규모 세입결산 1,246 1,135 111 1,182 1,093 89\n세출결산 1,021 938 83 965 897 68\n"
    "살림 통계 항목별 내용 참조\n③ 여건 재정자립도 21.36 20.98 0.38 24.10 25.02 △0.92\n"
    "④ 채무 항목별 내용 참조\n채무 현황 412 455 △43 368 391 △23\n담당 : 예산과\n"
)
TOLD = "공시 총괄에 대한 표이고 운영 결과, 느티시, 비슷한 시 평균의 23년도, 22년도, 증감으로 구성된 목록입니다"
GROUPS = "운영 결과 느티시 비슷한 시 평균"
PIECES = "'23년도\n(A)\n'22년도\n(B)\n증감\n(C=A-B)\n'23년도\n(D)\n'22년도\n(E)\n증감\n(F=D-E)"
LINE = "2023년 2022년 증감 2023년 2022년 증감"


@pytest.mark.parametrize(
    ("told", "groups", "names"),
    [(TOLD, GROUPS, PIECES), ("", "구분 느티시 비슷한시", PIECES), ("", "구분 느티시 비슷한시", LINE)],
    ids=["groups told", "one word each", "one line"],
)
def test_pieces_that_come_again_stand_below_each_group(told: str, groups: str, names: str) -> None:
    rows = read(HEAD.format(told=told, groups=groups, names=names) + ROWS)
    assert pick(rows.budget, "fiscal_year", "side", "basis", "amount_krw")[:6] == [
        (2023, "세입", "집행", 124600e6),
        (2022, "세입", "집행", 113500e6),
        (2023, "세입", "집행", 118200e6),
        (2022, "세입", "집행", 109300e6),
        (2023, "세출", "집행", 102100e6),
        (2022, "세출", "집행", 93800e6),
    ]
    assert pick(rows.result, "fiscal_year", "value", "unit") == [
        (2023, 21.36, "%"),
        (2022, 20.98, "%"),
        (2023, 24.1, "%"),
        (2022, 25.02, "%"),
        (2023, 41200e6, "원"),
        (2022, 45500e6, "원"),
        (2023, 36800e6, "원"),
        (2022, 39100e6, "원"),
    ]


@pytest.mark.parametrize(
    ("told", "groups", "names"),
    [
        ("", GROUPS, PIECES),
        (TOLD.replace("느티시,", "느티시와"), GROUPS, PIECES),
        (TOLD, GROUPS, PIECES.replace("'22년도\n(E)", "'21년도\n(E)")),
        ("", "구분 느티시 비슷한시 숲시", LINE),
    ],
    ids=["groups not told", "other groups told", "other names", "more groups than names come again"],
)
def test_groups_that_nothing_tells_apart_give_no_years(told: str, groups: str, names: str) -> None:
    rows = read(HEAD.format(told=told, groups=groups, names=names) + ROWS)
    assert 2022 not in {row.fiscal_year for row in (*rows.budget, *rows.result)}
