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
