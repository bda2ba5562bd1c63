"""Rows that a page ran together, names, numbers and all."""

import pytest
from reading import left, pick, read

PAGE = "당해년도예산정보\n\n• (단위 : 백만원)\n2026년 본예산 세출예산(기능별)\n"
ROWS = "5,3804,990390\n나눔살림2,3502,3500\n쉼터 지킴이(봄,가을)2,2302,000230\n솔숲800640160\n"


@pytest.mark.parametrize("header", ["구분합계일반회계특별회계", "구분일반회계특별회계비고"])
def test_numbers_part_where_the_first_of_every_row_is_the_sum_of_the_others(header: str) -> None:
    result = read(f"{PAGE}{header}\n{ROWS}")
    assert [row.amount_krw for row in result.budget if row.additive] == [
        n * 10**6 for n in (2350, 0, 2000, 230, 640, 160)
    ]
    assert pick(result.budget[-2:], "account", "indicator", "amount_krw") == [
        ("일반회계 > 솔숲", None, 640e6),
        ("특별회계 > 솔숲", None, 160e6),
    ]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("구분합계일반회계특별회계", ROWS.replace("640160", "640170")),
        ("구분일반회계특별회계증감", ROWS),
        ("나눔 살림을 함께", ROWS),
    ],
    ids=["no sum", "a difference", "no names"],
)
def test_others_stay_as_they_are(header: str, rows: str) -> None:
    result = read(f"{PAGE}{header}\n{rows}")
    assert result.budget == ()
    assert left(result)


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("연번 부서명 사업명 보조사업자 보조금액 자부담", ["1 나눔과 {} 마을잔치모임", "2 쉼터과 {} 솔작목반 외 12"]),
        ("연번 사업명 수행단체 담당부서 보조금액 자부담", ["1 {} 마을잔치모임 나눔과", "2 {} 솔작목반 쉼터과"]),
    ],
    ids=["office first", "office last"],
)
def test_offices_and_who_does_the_work_are_no_words_of_the_project(header: str, rows: list[str]) -> None:
    tasks = ["들꽃 마을 잔치", "친환경 퇴비 지원"]
    lines = [f"{row.format(task)} {n},000 1,500" for row, task, n in zip(rows, tasks, (120, 85), strict=True)]
    result = read(f"2024년 보조사업 현황\n(단위: 천원)\n{header}\n" + "\n".join(lines) + "\n")
    assert pick(result.budget[::2], "task", "department", "amount_krw") == [
        (tasks[0], "나눔과", 120e6),
        (tasks[1], "쉼터과", 85e6),
    ]
