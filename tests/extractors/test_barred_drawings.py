"""Drawings whose blanks were lost are read by their bars, also where a page ran into one line."""

import pytest

from extractors import extract
from schemas.document import Document, Table

RULE = "┣━━━━━━━━━━━━┿━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━┫"
PAGE = [
    "(단위 : 천원)",
    RULE.replace("┣", "┏").replace("┿", "┯").replace("┫", "┓"),
    "┃ 과 목 │ 예 산 액 │ 산 출 기 초 ┃",
    RULE,
    "┃│││120 │ │ ┃",
    "┃│││ 나눔살림 │ 49,876│ ┃",
    "┃││├┬──────────┼─────────┼───────────────────┨",
    "┃││││││201 │ │ ┃",
    "┃││││││쉼터살림 │ 23,576│○ 안내 책자 = 1,500 ┃",
    "┃││││││ │ │ 5,000 X 300부 ┃",
    RULE.replace("┣", "┗").replace("┿", "┷").replace("┫", "┛"),
]


def tables(document: Document) -> list[list[list[str]]]:
    found = [block for block in document.blocks if isinstance(block, Table)]
    return [[[cell.text if cell else "" for cell in row] for row in table.grid()] for table in found]


@pytest.mark.parametrize("joint", ["\n", " "], ids=["lines", "one line"])
def test_rows_are_told_by_rules_and_fields_by_bars(joint: str) -> None:
    assert tables(extract(joint.join(PAGE).encode(), "page.txt")) == [
        [
            ["과 목", "예 산 액", "산 출 기 초"],
            ["120\n나눔살림", "49,876", ""],
            ["201\n쉼터살림", "23,576", "○ 안내 책자 = 1,500\n5,000 X 300부"],
        ]
    ]


@pytest.mark.parametrize("end", ["┗━━━━━━", ""], ids=["last rule cut", "no last rule"])
def test_the_first_rule_tells_the_columns_of_a_drawing_that_is_cut_off(end: str) -> None:
    assert tables(extract(" ".join([*PAGE[:-1], end]).encode(), "page.txt"))[0][1] == ["120\n나눔살림", "49,876", ""]


def test_a_drawing_with_its_blanks_is_read_as_geometry() -> None:
    drawn = "┏━━━━┯━━━━┓\n┃ 가 │ 나 ┃\n┣━━━━┷━━━━┫\n┃ 다      ┃\n┗━━━━━━━━━┛"
    assert tables(extract(drawn.encode(), "page.txt")) == [[["가", "나"], ["다", "다"]]]


def test_words_between_heavy_bars_stay_a_line() -> None:
    assert tables(extract("┃ 알림 ┃ 마당 ┃ 소식 ┃".encode(), "page.txt")) == []
