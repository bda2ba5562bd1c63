"""What a document gives where a part of it cannot be interpreted: one number or name must not sink it.

The blocks at which interpretation fails are found by halving, left out, and told in a finding; each number in them
stands in the ledger as unread. A value that no column can hold is taken off its row and told likewise; its number
stays in the ledger with the row.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.interpret.interpretation import Interpretation
from schemas.document import Block, Document, Text
from schemas.errors import KplanError
from schemas.finding import Finding, Number
from schemas.records import Fact

Interpreter = Callable[[Document], Interpretation]
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
LARGEST = 2**63 - 1
"""What a 64-bit column holds (SQL BIGINT, Arrow int64)."""
LONGEST_RAW = 200


def interpret_surely(document: Document, interpret: Interpreter) -> Interpretation:
    """The interpretation of a document, or of what is left of it without the blocks that cannot be interpreted.

    Raises what `interpret` raises where not even an empty document can be.
    """
    found, error = attempt(document, interpret)
    if found is not None:
        return within_range(found)
    lost = failing(document, interpret, range(len(document.blocks)))
    kept = tuple(block for number, block in enumerate(document.blocks) if number not in lost)
    rest, _ = attempt(replace(document, blocks=kept), interpret)
    if rest is None:
        rest, _ = attempt(replace(document, blocks=kept, asides=()), interpret)
    if rest is None:
        lost, rest = set(range(len(document.blocks))), interpret(replace(document, blocks=(), asides=()))
    blocks = [document.blocks[number] for number in sorted(lost)]
    return within_range(told(rest, document, blocks, error))


def attempt(document: Document, interpret: Interpreter) -> tuple[Interpretation | None, str]:
    """The interpretation, or None and what went wrong. Raises what is no fault of the interpreter: KplanError,
    MemoryError."""
    try:
        return interpret(document), ""
    except (KplanError, MemoryError):
        raise
    except Exception as error:
        return None, type(error).__name__


def failing(document: Document, interpret: Interpreter, numbers: Sequence[int]) -> set[int]:
    """The blocks among `numbers` that cannot be interpreted; all of them where only their meeting fails."""
    part = replace(document, blocks=tuple(document.blocks[number] for number in numbers), asides=())
    if attempt(part, interpret)[0] is not None:
        return set()
    if len(numbers) <= 1:
        return set(numbers)
    middle = len(numbers) // 2
    found = failing(document, interpret, numbers[:middle]) | failing(document, interpret, numbers[middle:])
    return found or set(numbers)


def told(rest: Interpretation, document: Document, lost: Sequence[Block], error: str) -> Interpretation:
    """An interpretation with what was left out of it: a finding, ledger lines, the state of the document."""
    doc_id = document.source.sha256
    numbers = tuple(unread_numbers(doc_id, lost))
    place = lost[0].place if lost else None
    finding = Finding(
        rule="left_out",
        severity="warn",
        doc_id=doc_id,
        message=f"블록 {len(lost)}개를 해석하지 못해 행을 만들지 않았습니다 ({error}). 원본에서 확인하세요.",
        numbers={"blocks": len(lost), "numbers": len(numbers)},
        raw=first_text(lost)[:LONGEST_RAW] or None,
        page=place.page if place else None,
        block=place.block if place else None,
        lines=(place.line,) if place and place.line is not None else (),
    )
    found = (*rest.findings, finding)
    ledger = (*rest.numbers, *numbers)
    state = {"status": "partial", "reason": "left_out", "message": finding.message}
    record = rest.record.model_copy(update={**state, "findings": len(found), "numbers": len(ledger)})
    return replace(rest, record=record, findings=found, numbers=ledger)


def unread_numbers(doc_id: str, blocks: Sequence[Block]) -> Iterator[Number]:
    """A ledger line for each run of digits in blocks."""
    for block in blocks:
        if isinstance(block, Text):
            columns = block.place.columns()
            yield from (
                Number(doc_id=doc_id, raw=match[0], reason="unread", **columns) for match in NUMBER.finditer(block.text)
            )
        else:
            for cell in block.cells:
                yield from unread_numbers(doc_id, cell.blocks)


def first_text(blocks: Sequence[Block]) -> str:
    """The first words among blocks."""
    for block in blocks:
        text = block.text if isinstance(block, Text) else first_text([b for cell in block.cells for b in cell.blocks])
        if text.strip():
            return text
    return ""


def within_range(found: Interpretation) -> Interpretation:
    """The same interpretation where every value fits its column; a value that does not is taken off with a finding."""
    changed: dict[str, Any] = {}
    findings: list[Finding] = []
    for dataset in ("plan", "budget", "result"):
        rows: tuple[Fact, ...] = getattr(found, dataset)
        mended = tuple(_within_range(row, findings) for row in rows)
        if any(new is not old for new, old in zip(mended, rows, strict=True)):
            changed[dataset] = mended
    kept = tuple(_plain_finding(finding) for finding in found.findings)
    if not findings and all(new is old for new, old in zip(kept, found.findings, strict=True)):
        return found
    told = (*kept, *findings)
    return replace(found, **changed, findings=told, record=found.record.model_copy(update={"findings": len(told)}))


def _within_range(row: Fact, findings: list[Finding]) -> Fact:
    lost = {name: None for name, value in row if not fits(value)}
    if not lost:
        return row
    findings.append(
        Finding(
            rule="value_out_of_range",
            severity="warn",
            doc_id=row.doc_id,
            message="값이 너무 커서 적을 수 없어 비워 두었습니다. 숫자와 단위를 원본에서 확인하세요.",
            row_ids=(row.row_id,),
            raw=row.raw[:LONGEST_RAW],
            page=row.page,
            block=row.block,
            row=row.row,
            col=row.col,
            lines=(row.line,) if row.line is not None else (),
        )
    )
    return row.model_copy(update=lost)


def fits(value: object) -> bool:
    """Whether a value fits a column: an integer of 64 bits, a finite number, anything else."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or -LARGEST <= value <= LARGEST


def _plain_finding(finding: Finding) -> Finding:
    """Numbers of a finding that no reader of JSON takes are said in words."""
    if all(fits(value) for value in finding.numbers.values()):
        return finding
    numbers = {name: value if fits(value) else short(value) for name, value in finding.numbers.items()}
    return finding.model_copy(update={"numbers": numbers})


def short(value: object) -> str:
    """A number that is too large, in words of bounded length."""
    return f"{value:.6g}" if isinstance(value, float) else f"> {LARGEST}"
