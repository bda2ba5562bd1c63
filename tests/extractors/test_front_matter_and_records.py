"""What a text file says of itself before its text, and records whose quoted fields go over several lines."""

import pytest

from extractors import extract
from pipeline.interpret.interpretation import Interpretation, interpret
from schemas.document import Document, Table, Text

BODY = "2024년 느티시 주요업무계획\n\n○ 쉼터 조성 : 3개소\n"


def document(text: str) -> Document:
    return extract(text.encode(), "plan.txt")


def texts(text: str) -> list[str]:
    """The paragraphs of the body."""
    return [block.text for block in document(text).blocks if isinstance(block, Text)]


def aside_lines(text: str) -> list[tuple[str, int | None]]:
    """The lines that stand beside the body, each with its number."""
    return [
        (block.text, block.place.line)
        for aside in document(text).asides
        for block in aside.blocks
        if isinstance(block, Text)
    ]


def read(text: str) -> Interpretation:
    return interpret(document(text), "plan.txt")


# -- front matter ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "front",
    [
        "title: 숲 이야기\nviews: 310",
        "title: 숲 이야기\ntags:\n  - 숲 31\n  - 물",
        "layout: post\n\nvisitors_2024: 1,200",
    ],
    ids=["keys", "a list", "a blank line"],
)
def test_keys_between_two_rules_are_no_text(front: str) -> None:
    text = f"---\n{front}\n---\n\n{BODY}"
    assert texts(text) == ["2024년 느티시 주요업무계획", "○ 쉼터 조성 : 3개소"]
    lines = enumerate(front.split("\n"), 2)
    assert [pair for pair in aside_lines(text) if pair[0]] == [(line.strip(), n) for n, line in lines if line.strip()]


def test_the_numbers_of_front_matter_are_accounted_for_and_give_no_rows() -> None:
    result = read(f"---\ntitle: 숲길 12개소 조성\nviews: 310\ndate: 2023-03-02\n---\n{BODY}")
    assert [(row.indicator, row.target, row.fiscal_year) for row in result.plan] == [("쉼터 조성", 3, 2024)]
    assert (result.budget, result.result) == ((), ())
    assert {n.raw for n in result.numbers if n.row_id is None} == {"12개소", "310", "2023-03-02", "2024년"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("---\n숲길 12개소 조성\n---\n", "숲길 12개소 조성"),
        ("---\ntitle: 숲길\n\n", "title: 숲길"),
        ("숲길 안내\n---\nviews: 310\n---\n", "숲길 안내"),
        ("---\n숲길: 12개소\n---\n", "숲길: 12개소"),
    ],
    ids=["a line that is no key", "no second rule", "not at the head", "a label in Korean"],
)
def test_other_lines_between_rules_are_text(text: str, first: str) -> None:
    assert texts(text + BODY)[0] == first
    assert aside_lines(text + BODY) == []


# -- records -----------------------------------------------------------------------------------------------------------


def rows(text: str) -> list[list[tuple[str, int | None]]]:
    """The cells of each row of the only table, with their lines."""
    (table,) = (block for block in document(text).blocks if isinstance(block, Table))
    return [[(c.text, c.place.line) for c in table.cells if c.row == r] for r in range(table.n_rows)]


@pytest.mark.parametrize(
    "field",
    ["의자 20개,\n그늘막 3개", "의자\n그늘막\n꽃밭\n우물\n담장\n문", '"꽃길"\n, 담장'],
    ids=["a comma", "many lines", "quotes within"],
)
def test_a_quoted_field_goes_over_several_lines(field: str) -> None:
    quoted = field.replace('"', '""')
    text = f'사업명,내용,예산액(천원)\n쉼터 조성,"{quoted}",6000\n나루 정비,길,1200\n'
    below = 3 + field.count("\n")
    assert rows(text) == [
        [("사업명", 1), ("내용", 1), ("예산액(천원)", 1)],
        [("쉼터 조성", 2), (field, 2), ("6000", 2)],
        [("나루 정비", below), ("길", below), ("1200", below)],
    ]


def test_records_with_lines_in_quotes_give_their_rows() -> None:
    result = read(
        '2024년 느티시 계획,,\n사업명,내용,예산액(천원)\n쉼터 조성,"의자와\n꽃밭\n우물",6000\n나루 정비,길,1200\n'
    )
    assert [(row.task, row.amount_krw) for row in result.budget] == [("쉼터 조성", 6_000_000), ("나루 정비", 1_200_000)]


def test_lines_with_an_open_quote_are_no_records() -> None:
    text = '사업명,내용,인원\n쉼터 조성,"첫째 줄\n둘째 줄,31\n나루,둘째,12\n'
    assert not any(isinstance(block, Table) for block in document(text).blocks)
