"""Where a row stands, by content, so that a decision on it is found again when a rule or the file changes."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.audit.decisions import Anchor
from pipeline.fact_keys import NO_LABELS, Labels, letters_and_digits, table_labels
from schemas.grid import CellRecord, TableRecord

Row = Mapping[str, Any]
PLACE = ("page", "block", "row", "col", "line")
MEASURES: dict[str, tuple[str, ...]] = {
    "plan": ("indicator", "unit"),
    "budget": ("indicator", "basis", "side", "source", "account"),
    "result": ("indicator", "unit"),
}
SIGNATURE_DIGITS = 16


def labels_of(tables: Sequence[Row], cells: Sequence[Row]) -> dict[int, Labels]:
    """Names of the rows and columns of a document's tables, by block."""
    return table_labels(
        {
            "tables": [TableRecord(**table) for table in tables],
            "cells": [CellRecord(**cell) for cell in cells],
        }
    )


def anchor_of(row: Row, dataset: str, labels: Mapping[int, Labels], occurrence: int = 0) -> Anchor:
    """The anchor of a row of plan, budget or result."""
    known = labels.get(-1 if row["block"] is None else row["block"], NO_LABELS)
    return Anchor(
        doc_id=row["doc_id"],
        heading=tuple(str(row.get(name) or "") for name in ("goal", "task", "activity")),
        table=table_signature(known),
        row=known.row_of(row["row"], row["col"]),
        column=known.column_of(row["row"], row["col"]),
        measure=measure_of(row, dataset),
        occurrence=occurrence,
        place=tuple(row[name] for name in PLACE),
    )


def table_signature(labels: Labels) -> str:
    """A table as told by the names of its columns; nothing where it has none."""
    heads = "\x1f".join(labels.columns.get(col, "") for col in sorted(labels.columns))
    return hashlib.sha256(heads.encode()).hexdigest()[:SIGNATURE_DIGITS] if heads else ""


def measure_of(row: Row, dataset: str) -> tuple[str, ...]:
    """What is measured, as text."""
    return tuple(str(row.get(name) or "") for name in MEASURES[dataset])


def anchors_of(rows: Sequence[tuple[str, Row]], labels: Mapping[int, Labels]) -> list[Anchor]:
    """The anchors of the rows of one document in reading order; those at one place are told apart by it."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for dataset, row in rows:
        same = (dataset, measure_of(row, dataset), *(row[name] for name in PLACE))
        found.append(anchor_of(row, dataset, labels, seen[same]))
        seen[same] += 1
    return found


def folded(text: object) -> str:
    """Letters and digits of a text."""
    return letters_and_digits(str(text or ""))


def find_again(anchor: Anchor, raw: object, dataset: str, rows: Sequence[tuple[str, Row, Anchor]]) -> Row | None:
    """The one row of the anchor's document that stands where the anchor says, None where none or several do.

    First the same measure at the same place; then, for a document whose blocks are counted otherwise, the same measure
    in a row and column of the same names with the same text.
    """
    own = [one for one in rows if one[0] == dataset and one[2].measure == anchor.measure]
    here = [one for one in own if one[2].place == anchor.place and one[2].occurrence == anchor.occurrence]
    if not here:
        here = [
            one
            for one in own
            if folded(one[1]["raw"]) == folded(raw)
            and (one[2].row, one[2].column, one[2].table) == (anchor.row, anchor.column, anchor.table)
        ]
    return here[0][1] if len(here) == 1 else None
