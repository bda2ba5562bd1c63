"""One row under review: what is shown of it, and a decision made of what a person sends."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from pipeline.audit.anchors import anchors_of, labels_of
from pipeline.audit.decisions import (
    Action,
    Anchor,
    Decision,
    checked_value,
    new_id,
    now,
    said,
    same_value,
    standing,
)
from pipeline.audit.index import Index
from pipeline.audit.marks import value_span
from pipeline.audit.published import document_rows
from pipeline.audit.rendering import LONGEST_SHOWN, decided_columns, plain
from pipeline.audit.source import View

BEFORE, AFTER = 4, 2
"""Paragraphs and tables that are shown around the one with the value."""
LINES_AROUND = 9
TABLE_ROWS_AROUND = 15
HEAD_ROWS = 3
"""Rows of a long table that are always shown."""
REJECTIONS = ("no_fact", "wrong_value", "wrong_task", "duplicate", "other")
"""Reasons why a row is rejected, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text around what is looked at: before, the value, after; `cut` says that there is more of it."""

    before: str
    value: str
    after: str
    cut: bool


def shown(text: str, span: tuple[int, int] | None) -> Shown:
    """A text with the span marked, not longer than people read; all of it is the value where the span is unknown."""
    start, end = span or (0, min(len(text), LONGEST_SHOWN))
    first, last = max(0, start - LONGEST_SHOWN // 2), min(len(text), end + LONGEST_SHOWN // 2)
    return Shown(text[first:start], text[start:end], text[end:last], first > 0 or last < len(text))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is shown of the source of a row.

    blocks  paragraphs and tables; lines (number, text) of a text file, the value marked in its own
    value   the text with the value, marked
    why     rule and words by column
    """

    blocks: Sequence[Mapping[str, Any]]
    lines: Sequence[tuple[int, Shown]]
    value: Shown
    why: Mapping[str, Sequence[str]]
    trouble: Any


def evidence_of(view: View, row: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> Evidence:
    """The part of a document that a row stands in. told: where its value stands in its text, and why each column says
    what it says, where that is not what the reading of the document tells."""
    told = view["why"].get(row["row_id"]) if told is None else told
    blocks = view["blocks"]
    at = next((n for n, block in enumerate(blocks) if block["block"] == row["block"] and _holds(block, row)), None)
    around = [] if at is None else [shorten(block, row) for block in blocks[max(0, at - BEFORE) : at + AFTER + 1]]
    lines: list[tuple[int, str]] = []
    if row["line"] and view["lines"]:
        first = max(1, row["line"] - LINES_AROUND)
        lines = list(enumerate(view["lines"][first - 1 : row["line"] + LINES_AROUND], first))
    why = told["columns"] if told else {}
    text = cell_text(blocks[at], row) if at is not None else row["raw"]
    value = shown(text, value_span(text, told))
    if lines:
        around = [block for block in around if block["kind"] == "table" and block["block"] == row["block"]]
    marked = [(number, line_shown(line, number, row, value)) for number, line in lines]
    return Evidence(around, marked, value, why, view.get("trouble"))


def line_shown(line: str, number: int, row: Mapping[str, Any], value: Shown) -> Shown:
    """A line of a text file; the value is marked in its own line where no table shows it."""
    if number != row["line"] or row["row"] is not None or value.value not in line:
        return shown(line, (0, 0))
    start = line.find(value.value, max(0, line.find(value.before + value.value) + len(value.before)))
    return shown(line, (start, start + len(value.value)))


def _holds(block: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return bool(block["kind"] == "table") == (row["row"] is not None)


def cell_text(block: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The text that a row stands in: of its cell, or of its paragraph."""
    if block["kind"] == "text":
        return str(block["text"])
    found = (cell[4] for cell in block["cells"] if (cell[0], cell[1]) == (row["row"], row["col"]))
    return str(next(found, row["raw"]))


def shorten(block: Mapping[str, Any], row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table without the rows that stand far from the row that is looked at."""
    if block["kind"] == "text":
        return block
    own = block["block"] == row["block"] and row["row"] is not None
    middle = row["row"] if own else 0
    kept = [c for c in block["cells"] if c[0] < HEAD_ROWS or abs(c[0] - middle) <= TABLE_ROWS_AROUND]
    return {**block, "cells": kept, "left_out": len(kept) < len(block["cells"])}


def table_lines(block: Mapping[str, Any]) -> list[list[Any]]:
    """The cells of a table by row, for an HTML table; a span over rows that are not shown is cut."""
    rows: dict[int, list[Any]] = {}
    for cell in block["cells"]:
        rows.setdefault(cell[0], []).append(cell)
    numbers = sorted(rows)
    last = {number: place for place, number in enumerate(numbers)}
    return [
        [
            [*cell[:2], sum(cell[0] <= n < cell[0] + cell[2] for n in numbers[last[number] :]), *cell[3:]]
            for cell in rows[number]
        ]
        for number in numbers
    ]


def anchor_in(index: Index, row_id: str, doc_id: str) -> Anchor:
    """The anchor of a row, from what its output holds of the document."""
    found = index.ask("SELECT dataset, body FROM extracted WHERE doc_id = ? ORDER BY seq", (doc_id,))
    bodies = [(str(one["dataset"]), json.loads(one["body"])) for one in found]
    labels = labels_of(document_rows(index.out, "tables", doc_id), document_rows(index.out, "cells", doc_id))
    anchored = zip(bodies, anchors_of(bodies, labels), strict=True)
    return next(anchor for (_, body), anchor in anchored if body["row_id"] == row_id)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person sends: the action, the reason, the columns as they stand in the form."""

    action: Action
    reason: str = ""
    columns: Mapping[str, str] | None = None


def decide(row: Mapping[str, Any], wish: Wish, anchor: Anchor, reviewer: str, redacted: bool) -> Decision:
    """A decision on a row of the index. Raises ValueError with a sentence where what was sent cannot be one."""
    value = corrections(row, wish.columns or {}) if wish.action == "correct" else {}
    return Decision(
        decision_id=new_id(),
        action=wish.action,
        dataset=row["dataset"],
        fact_key=row["fact_key"],
        anchor=anchor,
        seen=said(row["body"]),
        value=value,
        reason=wish.reason,
        reviewer=reviewer,
        at=now(),
        kplan=version("kplan"),
        redacted=redacted,
    )


def corrections(row: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, Any]:
    """The columns that were sent and differ from what was extracted. Raises ValueError where one has no such type."""
    given: dict[str, Any] = {}
    for column in decided_columns(row["dataset"]):
        if column.name in sent and sent[column.name] != plain(row["body"][column.name]):
            text = sent[column.name].strip()
            number = column.kind in ("integer", "number")
            given[column.name] = None if text == "" else text.replace(",", "") if number else text
    checked = checked_value(row["dataset"], given)
    before = said(row["body"])
    return {name: value for name, value in checked.items() if not same_value(value, before.get(name))}


def history_of(decisions: Sequence[Decision], row: Mapping[str, Any]) -> list[Decision]:
    """The decisions on a row and on the same fact in other files, the last first."""
    found = [
        one
        for one in decisions
        if one.about == "row"
        and one.dataset == row["dataset"]
        and (one.fact_key == row["fact_key"] if row["fact_key"] else one.anchor.doc_id == row["doc_id"])
    ]
    return found[::-1]


def standing_on(decisions: Sequence[Decision], row: Mapping[str, Any]) -> Decision | None:
    """The decision that holds on a row: its own, else that on the same fact in another file."""
    holding = standing(history_of(decisions, row)[::-1])
    own = [one for one in holding if one.anchor.doc_id == row["doc_id"]]
    return next(iter((own or holding)[::-1]), None)


def agreeing(decision: Decision, reviewer: str) -> Decision:
    """The decision of somebody who agrees with another one."""
    return decision.model_copy(update={"decision_id": new_id(), "reviewer": reviewer, "at": now()})


def undo_of(decision: Decision, reviewer: str) -> Decision:
    """The decision that takes another one back."""
    return decision.model_copy(
        update={
            "decision_id": new_id(),
            "action": "undo",
            "value": {},
            "reason": "",
            "reviewer": reviewer,
            "at": now(),
            "undoes": decision.decision_id,
        }
    )
