"""Decisions of people onto the rows that a run publishes: applied, stale, orphan, redundant; each counted and listed.

applied    the row still says what was seen: it gets what was decided
stale      the row is there and says something else: it keeps that, and goes back to the queue with both
orphan     no row is the one that was decided on
redundant  the row now says by itself what a person made of it
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import duckdb
import pyarrow as pa

from pipeline.audit.anchors import Row, anchors_of, find_again, labels_of
from pipeline.audit.decisions import FACT_MODELS, Decision, differences, said, same_value
from pipeline.frames import dataset_to_schema
from pipeline.korean.names import task_key
from pipeline.sinks.parquet import segment_rows_sql

Outcome = Literal["applied", "stale", "orphan", "redundant"]
OUTCOMES: tuple[Outcome, ...] = ("applied", "stale", "orphan", "redundant")
REVIEWS: dict[str, str] = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "defer": "deferred"}
"""What an action makes of the column `review`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a decision. `row` is None for an orphan; `changed` holds what was seen and what is there now."""

    decision: Decision
    outcome: Outcome
    row: Row | None = None
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that decisions may be about: (dataset, row), and what tells the names of rows and columns of a document."""

    rows: Sequence[tuple[str, Row]]
    labels: "Callable[[str], Mapping[int, Any]]" = lambda doc_id: {}


def judge(decision: Decision, dataset: str, row: Row) -> Verdict:
    """What becomes of a decision on the row that it is about."""
    changed = differences(dataset, decision, row)
    if not changed:
        return Verdict(decision, "applied", row)
    now = said(row)
    if decision.value and all(same_value(value, now.get(name)) for name, value in decision.value.items()):
        left = {name: pair for name, pair in changed.items() if name not in decision.value}
        if not left:
            return Verdict(decision, "redundant", row)
    return Verdict(decision, "stale", row, changed)


def resolve(decisions: Sequence[Decision], candidates: Candidates) -> list[Verdict]:
    """What becomes of each standing decision; at most one a row.

    A row is looked for by its fact_key in its own document, then by its anchor there. Where the document is gone, and
    in other files of the same document, the key alone tells it; a file beside the document takes a decision only
    where it says the same.
    """
    by_key: dict[tuple[str, str], list[Row]] = {}
    documents: dict[str, list[tuple[str, Row]]] = {}
    for dataset, row in candidates.rows:
        documents.setdefault(row["doc_id"], []).append((dataset, row))
        if row["fact_key"] is not None:
            by_key.setdefault((dataset, row["fact_key"]), []).append(row)
    taken: set[str] = set()
    verdicts = []
    for decision in decisions:
        for verdict in _resolve_one(decision, by_key, documents, candidates):
            row_id = verdict.row["row_id"] if verdict.row is not None else None
            if row_id is None or row_id not in taken:
                taken |= {row_id} if row_id else set()
                verdicts.append(verdict)
    return verdicts


def _resolve_one(
    decision: Decision,
    by_key: Mapping[tuple[str, str], list[Row]],
    documents: Mapping[str, list[tuple[str, Row]]],
    candidates: Candidates,
) -> Iterator[Verdict]:
    own = decision.anchor.doc_id
    keyed = by_key.get((decision.dataset, decision.fact_key or ""), [])
    here = [row for row in keyed if row["doc_id"] == own]
    if not here and own in documents:
        rows = documents[own]
        anchored = anchors_of(rows, candidates.labels(own))
        standing = [(dataset, row, anchor) for (dataset, row), anchor in zip(rows, anchored, strict=True)]
        again = find_again(decision.anchor, decision.seen.get("raw"), decision.dataset, standing)
        here = [again] if again is not None else []
    elsewhere = [judge(decision, decision.dataset, row) for row in keyed if row["doc_id"] != own]
    if here:
        yield judge(decision, decision.dataset, here[0])
        yield from (verdict for verdict in elsewhere if verdict.outcome != "stale")
    elif own in documents or not elsewhere:
        yield Verdict(decision, "orphan")
    else:
        yield from elsewhere


def decided_row(dataset: str, verdict: Verdict) -> dict[str, Any]:
    """The row with what was decided on it. A rejected row stays, marked, and is added up nowhere."""
    assert verdict.row is not None
    row, decision = dict(verdict.row), verdict.decision
    if verdict.outcome == "stale":
        return {**row, "review": "stale"}
    if verdict.outcome == "redundant":
        return {**row, "review": "accepted"}
    row["review"] = REVIEWS[decision.action]
    if decision.action == "reject":
        row["additive"] = False
    if decision.value:
        model = FACT_MODELS[dataset].model_validate({**row, **decision.value})
        extracted = {name: said(verdict.row).get(name) for name in decision.value}
        row = {
            **model.model_dump(),
            "task_key": (task_key(model.task) or None) if model.task else None,
            "extracted": json.dumps(extracted, ensure_ascii=False, sort_keys=True),
        }
    return row


@dataclass(frozen=True, slots=True)
class Applied:
    """What a run makes of the decisions: verdicts by row_id, and all of them for the report."""

    by_row: Mapping[str, Verdict]
    verdicts: Sequence[Verdict]

    def change(self, dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of a dataset with what was decided on them."""
        if dataset not in FACT_MODELS or not self.by_row:
            return batch
        ids = batch.column(batch.schema.get_field_index("row_id")).to_pylist()
        if not any(row_id in self.by_row for row_id in ids):
            return batch
        rows = [
            decided_row(dataset, self.by_row[row["row_id"]]) if row["row_id"] in self.by_row else row
            for row in batch.to_pylist()
        ]
        return pa.RecordBatch.from_pylist(rows, schema=dataset_to_schema(dataset))

    def summary(self) -> dict[str, object]:
        """For run.json: decisions by outcome, how many rows they are on (a plan in three formats has three), and those
        that did not simply apply."""
        first = {verdict.decision.decision_id: verdict.outcome for verdict in reversed(self.verdicts)}
        counts = Counter(first.values())
        listed = [
            {
                "decision_id": verdict.decision.decision_id,
                "outcome": verdict.outcome,
                "action": verdict.decision.action,
                "dataset": verdict.decision.dataset,
                "fact_key": verdict.decision.fact_key,
                "doc_id": verdict.decision.anchor.doc_id,
                "row_id": verdict.row["row_id"] if verdict.row is not None else None,
                "seen": {name: seen for name, (seen, _) in verdict.changed.items()},
                "now": {name: now for name, (_, now) in verdict.changed.items()},
            }
            for verdict in self.verdicts
            if verdict.outcome != "applied"
        ]
        return {**{outcome: counts[outcome] for outcome in OUTCOMES}, "rows": len(self.by_row), "listed": listed}


def applied_decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Applied:
    """Resolve standing decisions against the rows that are about to be published from the segments of `connection`."""
    if not decisions:
        return Applied({}, ())
    keys = [decision.fact_key for decision in decisions if decision.fact_key is not None]
    documents = sorted({decision.anchor.doc_id for decision in decisions})
    rows = [(name, row) for name in FACT_MODELS for row in _rows(connection, name, documents, keys)]

    def labels(doc_id: str) -> Mapping[int, Any]:
        return labels_of(*(list(_rows(connection, name, [doc_id], None)) for name in ("tables", "cells")))

    verdicts = resolve(decisions, Candidates(rows, labels))
    return Applied({v.row["row_id"]: v for v in verdicts if v.row is not None}, verdicts)


def _rows(
    connection: duckdb.DuckDBPyConnection, dataset: str, documents: Sequence[str], keys: Sequence[str] | None
) -> Iterator[dict[str, Any]]:
    """Rows of some documents in reading order, and those with some keys."""
    keyed = "" if keys is None else "OR list_contains($keys, r.fact_key)"
    query = f"SELECT r FROM {segment_rows_sql(connection, dataset)} WHERE list_contains($documents, r.doc_id) {keyed}"
    parameters = {"documents": list(documents), **({} if keys is None else {"keys": list(keys)})}
    names = dataset_to_schema(dataset).names
    for (row,) in connection.execute(query, parameters).fetchall():
        yield {name: row.get(name) for name in names}
