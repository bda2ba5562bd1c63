"""Decisions of people onto the rows that a run publishes: applied, stale, orphan, redundant; each counted and listed.

applied    the row still says what was seen: it gets what was decided
stale      the row is there and says something else: it keeps that, and goes back to the queue with both
orphan     no row is the one that was decided on
redundant  the row now says by itself what a person made of it

additions.py says the same of rows that a person added.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import duckdb
import pyarrow as pa

from pipeline.audit.additions import Addition, Held, resolve_additions
from pipeline.audit.anchors import Row, anchors_of, find_again, labels_of
from pipeline.audit.decisions import FACT_MODELS, Decision, differences, said, same_value
from pipeline.fact_keys import document_key
from pipeline.frames import dataset_to_schema
from pipeline.korean.names import task_key
from pipeline.sinks.parquet import Overlay, segment_rows_sql
from schemas.records import DocumentRecord

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
    """What a run makes of the decisions: verdicts by row_id, all of them for the report, and what became of the rows
    that people added."""

    by_row: Mapping[str, Verdict]
    verdicts: Sequence[Verdict]
    additions: Sequence[Addition] = ()

    def added(self) -> list[Addition]:
        """The rows that are published beside those that were extracted."""
        return [one for one in self.additions if one.outcome == "applied" and one.row is not None]

    def overlay(self) -> Overlay:
        """What publishing lays over the rows of the segments."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for one in self.added():
            rows.setdefault(one.decision.dataset, []).append(dict(one.row or {}))
        return Overlay(
            self.change,
            {name: pa.Table.from_pylist(found, schema=dataset_to_schema(name)) for name, found in rows.items()},
        )

    def change(self, dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of a dataset with what was decided on them; the ledger and the counts of documents follow."""
        if dataset in ("ledger", "documents") and self.added():
            return self._follow(dataset, batch)
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

    def _follow(self, dataset: str, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The ledger or the documents where rows were added."""
        added = self.added()
        documents = Counter(one.doc_id for one in added)
        if not documents.keys() & set(batch.column(batch.schema.get_field_index("doc_id")).to_pylist()):
            return batch
        rows = batch.to_pylist()
        if dataset == "documents":
            for row in rows:
                row["rows"] += documents[row["doc_id"]]
                row["numbers_in_rows"] += documents[row["doc_id"]]
        else:
            placed = {(one.doc_id, one.number): one.row["row_id"] for one in added if one.row is not None}
            count: Counter[str] = Counter()
            for row in rows:
                if row_id := placed.get((row["doc_id"], count[row["doc_id"]])):
                    row.update(row_id=row_id, reason=None)
                count[row["doc_id"]] += 1
        return pa.RecordBatch.from_pylist(rows, schema=dataset_to_schema(dataset))

    def summary(self) -> dict[str, object]:
        """For run.json: decisions by outcome, how many rows they are on (a plan in three formats has three), and those
        that did not simply apply."""
        every: tuple[Verdict | Addition, ...] = (*self.verdicts, *self.additions)
        first = {one.decision.decision_id: one.outcome for one in reversed(every)}
        counts = Counter(first.values())
        listed = [
            {
                "decision_id": one.decision.decision_id,
                "outcome": one.outcome,
                "action": one.decision.action,
                "dataset": one.decision.dataset,
                "fact_key": one.decision.fact_key,
                "doc_id": one.decision.anchor.doc_id,
                "row_id": one.row["row_id"] if one.row is not None else None,
                "seen": {name: seen for name, (seen, _) in one.changed.items()},
                "now": {name: now for name, (_, now) in one.changed.items()},
            }
            for one in every
            if one.outcome != "applied"
        ]
        rows = len(self.by_row) + len(self.added())
        return {**{outcome: counts[outcome] for outcome in OUTCOMES}, "rows": rows, "listed": listed}


def applied_decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Applied:
    """Resolve standing decisions against the rows that are about to be published from the segments of `connection`."""
    if not decisions:
        return Applied({}, ())
    on_rows = [decision for decision in decisions if decision.about == "row"]
    on_numbers = [decision for decision in decisions if decision.about == "number"]
    keys = [decision.fact_key for decision in on_rows if decision.fact_key is not None]
    documents = sorted({decision.anchor.doc_id for decision in on_rows})
    rows = [(name, row) for name in FACT_MODELS for row in _rows(connection, name, documents, keys)]

    def labels(doc_id: str) -> Mapping[int, Any]:
        return labels_of(*(list(_rows(connection, name, [doc_id], None)) for name in ("tables", "cells")))

    verdicts = resolve(on_rows, Candidates(rows, labels))
    additions = resolve_additions(on_numbers, _Segments(connection)) if on_numbers else []
    by_row = {v.row["row_id"]: v for v in verdicts if v.row is not None}
    return Applied({**_of_additions(additions), **by_row}, verdicts, additions)


def _of_additions(additions: Sequence[Addition]) -> dict[str, Verdict]:
    """Verdicts on extracted rows that hold a number of which a person had made a row; one on the row itself outdoes
    them."""
    return {
        one.row["row_id"]: Verdict(one.decision, one.outcome, one.row, one.changed)
        for one in additions
        if one.outcome in ("stale", "redundant") and one.row is not None
    }


class _Segments:
    """The documents that are about to be published, for what is decided on their numbers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        records = (DocumentRecord(**row) for row in _rows(connection, "documents", None, None))
        self._records = {record.doc_id: record for record in records}
        self._called: dict[str, list[str]] = {}
        for record in self._records.values():
            self._called.setdefault(document_key(record), []).append(record.doc_id)
        self._held: dict[str, Held] = {}

    def held(self, doc_id: str) -> Held | None:
        """A document, None where it is not there."""
        if doc_id not in self._records:
            return None
        if doc_id not in self._held:
            tables, cells, numbers = (self._own(name, doc_id) for name in ("tables", "cells", "ledger"))
            rows = {row["row_id"]: (name, row) for name in FACT_MODELS for row in self._own(name, doc_id)}
            self._held[doc_id] = Held(self._records[doc_id], numbers, rows, labels_of(tables, cells))
        return self._held[doc_id]

    def _own(self, dataset: str, doc_id: str) -> list[dict[str, Any]]:
        return list(_rows(self._connection, dataset, [doc_id], None))

    def called(self, key: str) -> Sequence[str]:
        """The documents that have this half of a fact_key."""
        return self._called.get(key, [])


def _rows(
    connection: duckdb.DuckDBPyConnection,
    dataset: str,
    documents: Sequence[str] | None,
    keys: Sequence[str] | None,
) -> Iterator[dict[str, Any]]:
    """Rows of some documents in reading order, and those with some keys; of all documents where none are named."""
    own = "true" if documents is None else "list_contains($documents, r.doc_id)"
    keyed = "" if keys is None else "OR list_contains($keys, r.fact_key)"
    query = f"SELECT r FROM {segment_rows_sql(connection, dataset)} WHERE {own} {keyed}"
    asked = {"documents": documents, "keys": keys}
    names = dataset_to_schema(dataset).names
    held = {name: list(value) for name, value in asked.items() if value is not None}
    for (row,) in connection.execute(query, held).fetchall():
        yield {name: row.get(name) for name in names}
