"""Rows of pages whose characters may differ from the printed ones say so."""

from dataclasses import replace

import pytest

from extractors import extract
from pipeline.interpret.interpretation import interpret
from schemas.document import Text


@pytest.mark.parametrize(("rule", "confidence"), [("garbled", "doubtful"), ("ocr", "inferred")])
def test_rows_of_a_doubted_page_are_not_certain(rule: str, confidence: str) -> None:
    text = "주요업무 계획\n\n□ 추진계획\n ○ 2025년 나눔장터 개최 목표: 4회\n ○ 2025년 안전 점검 목표: 12개소\n"
    document = extract(text.encode(), "plan.txt")
    first, *others = (b for b in document.blocks if isinstance(b, Text) and ":" in b.text)
    pages = {id(first): 1} | {id(other): 2 for other in others}
    blocks = tuple(
        replace(b, place=replace(b.place, page=pages.get(id(b)))) if isinstance(b, Text) else b for b in document.blocks
    )
    read = interpret(replace(document, blocks=blocks, doubts={1: rule}), "plan.pdf")
    assert [(row.target, row.confidence, bool(row.confidence_reason)) for row in read.plan] == [
        (4, confidence, True),
        (12, "certain", False),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("과제명\t2025년 예산액(백만원)\n나눔장터 열기\t12\n안전 살피기\t30\n", None),
        ("추진내용\t2025년\n나눔장터 열기\t운영\n안전 살피기\t운영\n", None),
        (" ○ 낡은 놀이터 살피기\n", "숫자 없이 말로 적힘"),
        (" ○ 2025년 나눔장터 손님 120명\n", "이름을 문장에서 읽음"),
    ],
    ids=["columns", "words of a column", "words alone", "name in a line"],
)
def test_what_a_column_names_is_certain_and_what_words_alone_or_a_line_name_is_not(
    text: str, reason: str | None
) -> None:
    read = interpret(extract(f"2025년 주요업무 계획\n\n□ 추진계획\n{text}".encode(), "plan.txt"), "plan.txt")
    reasons = {row.confidence_reason for row in (*read.plan, *read.budget)}
    assert {reason if reason and reason in (told or "") else told for told in reasons} == {reason}
