"""One number or name must not sink a document: what cannot be interpreted or held is told, the rest stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from test_cli import kplan

from extractors import extract
from pipeline import read_rows
from pipeline.engine.job import bytes_to_datasets, with_encodable_text
from pipeline.engine.outcome import bytes_to_outcome, datasets_to_outcome
from pipeline.engine.redaction import rows_only
from pipeline.engine.salvage import fits, interpret_surely
from pipeline.interpret.interpretation import Interpretation, Settings, interpret
from schemas.document import Document, Meta, Text
from schemas.errors import LimitExceeded
from schemas.options import ReadOptions
from schemas.records import Budget
from schemas.source import Source

LINES = [f"{n}. 달빛길 {n} 정비 : {n + 3}개소" for n in range(1, 40)]


def document(*lines: str) -> Document:
    return extract("\n".join(("2026년 마을 시행계획", *lines)).encode(), "가.txt")


def failing_on(word: str, whole: str | None = None) -> Callable[[Document], Interpretation]:
    """An interpreter that fails where a word stands in a document, or where two meet."""

    def interpreter(part: Document) -> Interpretation:
        texts = " ".join(block.text for block in part.blocks if isinstance(block, Text))
        if word in texts and (whole is None or whole in texts):
            raise IndexError(word)
        return interpret(part, "가.txt")

    return interpreter


def test_a_document_that_can_be_interpreted_is_as_it_was() -> None:
    plan = document(*LINES)
    found = interpret_surely(plan, lambda part: interpret(part, "가.txt"))
    assert rows_only(found) == rows_only(interpret(plan, "가.txt"))


def test_only_the_block_that_fails_is_left_out() -> None:
    plan = document(*LINES[:20], "부서진 줄 12,345명과 7회", *LINES[20:])
    found = interpret_surely(plan, failing_on("부서진"))
    assert found.record.status == "partial"
    assert found.record.reason == "left_out"
    assert [(number.raw, number.line) for number in found.numbers if number.reason == "unread"] == [
        ("12,345", 22),
        ("7", 22),
    ]
    assert len(found.plan) == len(interpret(document(*LINES), "가.txt").plan)
    (told,) = [finding for finding in found.findings if finding.rule == "left_out"]
    assert told.raw == "부서진 줄 12,345명과 7회"
    assert found.record.numbers == len(found.numbers)
    assert found.record.findings == len(found.findings)


def test_what_fails_only_together_leaves_every_number_in_the_ledger() -> None:
    plan = document(*LINES, "앞 1", "뒤 2")
    found = interpret_surely(plan, failing_on("앞 1", "뒤 2"))
    unread = [number.raw for number in found.numbers if number.reason == "unread"]
    assert {"1", "2"} <= set(unread)
    assert [finding.rule for finding in found.findings].count("left_out") == 1


def test_a_limit_is_no_fault_of_a_block() -> None:
    def limited(part: Document) -> Interpretation:
        raise LimitExceeded("cells")

    with pytest.raises(LimitExceeded):
        interpret_surely(document(*LINES), limited)


@pytest.mark.parametrize("number", ["100,000,000,000", "9" * 19, "9" * 30, "1" * 309, "1" * 400])
def test_a_number_of_any_length_leaves_the_document(number: str) -> None:
    text = f"(단위 : 억원)\n\n사업명\t예산\n달빛길 정비\t{number}\n별빛길 정비\t12\n\n- 교육 : 3회"
    outcome = bytes_to_outcome(text.encode(), "가.txt", Settings(), ReadOptions())
    assert outcome.status != "failed"
    datasets = bytes_to_datasets(text.encode(), "가.txt", Settings(), ReadOptions())
    amounts = [row.amount_krw for row in datasets["budget"] if isinstance(row, Budget)]
    assert all(amount is None or fits(amount) for amount in amounts)
    ledger = " ".join(str(getattr(line, "raw", "")) for line in datasets["ledger"])
    assert number in ledger
    rules = {getattr(finding, "rule", "") for finding in datasets["findings"]}
    assert rules & {"value_out_of_range", "left_out"} or amounts


def test_amounts_that_fit_stay() -> None:
    text = "(단위 : 억원)\n\n사업명\t예산\n달빛길 정비\t92,233\n별빛길 정비\t12\n"
    datasets = bytes_to_datasets(text.encode(), "가.txt", Settings(), ReadOptions())
    assert "value_out_of_range" not in {getattr(finding, "rule", "") for finding in datasets["findings"]}


def test_half_a_pair_in_a_title_or_text_is_replaced() -> None:
    broken = Document(Source("0" * 64, "x", "pdf", 1), "pdf/1", Meta("제목\ud800"), (Text("사업 \udc00 3회"),))
    plain = with_encodable_text(broken)
    assert plain.meta.title == "제목\ufffd"
    assert plain.blocks == (Text("사업 \ufffd 3회"),)
    assert [finding.rule for finding in plain.findings] == ["undecodable_byte"]
    pair = replace(broken, meta=Meta("\ud83d\ude00"), blocks=())
    assert with_encodable_text(pair).meta.title == "😀"
    fine = replace(broken, meta=Meta("😀"), blocks=())
    assert with_encodable_text(fine) is fine


@pytest.mark.parametrize("text", ["사업명 내용 부서\n- 충", "사업명 내용 부서\n- 충\n1. 교육 3회", "# " + " " * 900])
def test_short_texts_that_ended_badly(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    rows = list(read_rows(str(tmp_path / "a.txt")))
    assert rows[0]["status"] != "failed"
    assert datasets_to_outcome(bytes_to_datasets(text.encode(), "a.txt", Settings(), ReadOptions())).size
    assert kplan("rows", str(tmp_path / "a.txt")).returncode in (0, 4)
