"""The index of an output for the page: one SQLite file below .kplan, made from the published Parquet and from
decisions.jsonl. It can be thrown away at any time.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.audit.additions import Addition, resolve_additions
from pipeline.audit.anchors import PLACE, folded, labels_of
from pipeline.audit.applying import REVIEWS, Candidates, Verdict, resolve
from pipeline.audit.decisions import (
    DECISIONS,
    FACT_MODELS,
    VALUE_COLUMNS,
    Decision,
    proposals,
    read_decisions,
    standing,
    subject,
)
from pipeline.audit.index import Index
from pipeline.audit.published import Published, document_rows
from pipeline.audit.rule import RULE, needs_two
from pipeline.fact_keys import document_key
from pipeline.sinks.parquet import dataset_files, dataset_sql, require_output
from schemas.errors import NoOutput
from schemas.records import DocumentRecord

SAMPLE = 200
"""Certain rows, taken by chance, that precision is stated from."""
TABLES = """
CREATE TABLE rows (
    pos INTEGER PRIMARY KEY, row_id TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, doc_id TEXT NOT NULL, fact_key TEXT,
    path TEXT NOT NULL, org TEXT, year INTEGER, confidence TEXT NOT NULL, reason TEXT, rules TEXT NOT NULL,
    rank INTEGER NOT NULL, sample INTEGER NOT NULL, state TEXT NOT NULL, task_key TEXT, words TEXT NOT NULL,
    alike TEXT NOT NULL, seq INTEGER NOT NULL, proposer TEXT);
CREATE TABLE bodies (at INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE VIEW whole AS SELECT rows.*, body FROM rows JOIN bodies ON at = pos;
CREATE VIEW extracted AS SELECT * FROM whole WHERE state NOT IN ('added', 'withdrawn');
CREATE TABLE additions (
    decision_id TEXT NOT NULL, outcome TEXT NOT NULL, doc_id TEXT NOT NULL, number INTEGER, row_id TEXT,
    changed TEXT NOT NULL, dataset TEXT NOT NULL, fact_key TEXT, body TEXT NOT NULL);
CREATE TABLE findings (
    id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE finding_rows (row_id TEXT NOT NULL, finding INTEGER NOT NULL);
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY, path TEXT NOT NULL, status TEXT NOT NULL, key TEXT, body TEXT NOT NULL);
CREATE TABLE told (name TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE INDEX rows_of_document ON rows (doc_id, pos);
CREATE INDEX rows_by_rank ON rows (rank, state, pos);
CREATE INDEX rows_by_state ON rows (state, pos);
CREATE INDEX rows_of_sample ON rows (sample, state, pos);
CREATE INDEX rows_alike ON rows (alike);
CREATE INDEX rows_by_org ON rows (org, year, pos);
CREATE INDEX rows_by_key ON rows (fact_key);
CREATE INDEX rows_of_task ON rows (task_key, year);
CREATE INDEX findings_of_document ON findings (doc_id);
CREATE INDEX finding_of_row ON finding_rows (row_id);
CREATE INDEX additions_of_document ON additions (doc_id, number);
CREATE INDEX documents_by_key ON documents (key);
"""
# What a row says in full stands apart in `bodies`: the questions that go over all rows need none of it.
UNREMARKABLE = 3
"""Rank of a row that nothing is said against: 0 stands in a finding of severity error, 1 is doubtful, 2 is inferred."""


def source_fingerprint(out: Path) -> str:
    """Hex sha256 of what an index is made of: this file, the published files and the decisions by size and time;
    the rule by which they hold."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in [*(file for name in FACT_MODELS for file in dataset_files(out, name)), out / DECISIONS, out / RULE]:
        try:
            status = os.stat(file)
            digest.update(f"{file.name} {status.st_size} {status.st_mtime_ns}\0".encode())
        except FileNotFoundError:
            digest.update(b"none\0")
    return digest.hexdigest()


def open_index(out: Path) -> Index:
    """The index of an output, made anew where the output or its decisions are others than those it was made of.

    Raises NoOutput or Inconsistent where there is no output, BadDecisions where its decisions cannot be read.
    """
    if not out.is_dir():
        raise NoOutput(str(out))
    require_output(out)
    index, state = Index(out), source_fingerprint(out)
    index.folder.mkdir(parents=True, exist_ok=True)
    try:
        if index.file.exists() and index.told("state") == state:
            return index
    except (sqlite3.Error, IndexError, ValueError):
        pass
    aside = index.file.with_suffix(".tmp")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES}")
            _fill(connection, out)
            _mark_all(connection, out)
            _tell(connection, "state", state)
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{index.file}{suffix}").unlink(missing_ok=True)
    os.replace(aside, index.file)
    return index


def note(index: Index, decisions: Sequence[Decision], reopened: Sequence[str] = ()) -> None:
    """Bring the index up to date with decisions that were just added to the file, and with rows on which none stands
    any more."""
    connection = index.connect()
    try:
        with connection:
            if any(decision.about == "number" for decision in decisions):
                _mark_all(connection, index.out)
            else:
                reset = "UPDATE rows SET state = 'open' WHERE row_id = ? AND state NOT IN ('added', 'withdrawn')"
                connection.executemany(reset, [(one,) for one in reopened])
                _mark_some(connection, index.out, decisions)
            _tell(connection, "state", source_fingerprint(index.out))
    finally:
        connection.close()


def _tell(connection: sqlite3.Connection, name: str, body: object) -> None:
    connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, json.dumps(body, ensure_ascii=False)))


def _dicts(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    """Rows of a query, dates as text."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    while batch := result.fetchmany(10_000):
        for row in batch:
            yield {
                name: value.isoformat() if hasattr(value, "isoformat") else value
                for name, value in zip(names, row, strict=True)
            }


def _fill(connection: sqlite3.Connection, out: Path) -> None:
    with duckdb.connect() as source:
        paths: dict[str, str] = {}
        for document in _dicts(source, f"SELECT * FROM {dataset_sql(out, 'documents')} ORDER BY path"):
            if document["doc_id"] not in paths:
                paths[document["doc_id"]] = document["path"]
                key = document_key(DocumentRecord(**document))
                values = (document["doc_id"], document["path"], document["status"], key, _json(document))
                connection.execute("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?)", values)
        rules, errors = _fill_findings(connection, source, out)
        rows = [
            (name, row) for name in FACT_MODELS for row in _dicts(source, f"SELECT * FROM {dataset_sql(out, name)}")
        ]
        sample = _sample(
            [row["row_id"] for _, row in rows if row["confidence"] == "certain" and row["review"] != "added"]
        )
        order = {row["row_id"]: number for number, (_, row) in enumerate(rows)}
        ranked = [(_rank(row, errors), paths.get(row["doc_id"], ""), name, row) for name, row in rows]
        ranked.sort(key=lambda one: (one[0], one[1], *_place(one[3]), one[2], one[3]["row_id"]))
        connection.executemany(
            f"INSERT INTO rows VALUES ({', '.join('?' * 18)}, NULL)",
            (
                _index_row((pos, order[one[3]["row_id"]]), one, rules.get(one[3]["row_id"], ()), sample)
                for pos, one in enumerate(ranked, 1)
            ),
        )
        connection.executemany(
            "INSERT INTO bodies VALUES (?, ?)",
            ((pos, _json(extracted_row(row))) for pos, (_, _, _, row) in enumerate(ranked, 1)),
        )
        for name, body in _counts(source, out).items():
            _tell(connection, name, body)


def _fill_findings(
    connection: sqlite3.Connection, source: duckdb.DuckDBPyConnection, out: Path
) -> tuple[dict[str, list[str]], set[str]]:
    """The rules that name each row, and the rows that stand in a finding of severity error."""
    rules: dict[str, list[str]] = {}
    errors: set[str] = set()
    order = "list_position(['error', 'warn', 'info'], severity)"
    found = _dicts(source, f"SELECT * FROM {dataset_sql(out, 'findings')} ORDER BY {order}, doc_id, block, row, col")
    for number, finding in enumerate(found):
        values = (number, finding["doc_id"], finding["rule"], finding["severity"], _json(finding))
        connection.execute("INSERT INTO findings VALUES (?, ?, ?, ?, ?)", values)
        for row_id in finding["row_ids"] or ():
            connection.execute("INSERT INTO finding_rows VALUES (?, ?)", (row_id, number))
            rules.setdefault(row_id, []).append(finding["rule"])
            if finding["severity"] == "error":
                errors.add(row_id)
    return rules, errors


def _rank(row: Mapping[str, Any], errors: set[str]) -> int:
    if row["row_id"] in errors:
        return 0
    return {"doubtful": 1, "inferred": 2}.get(row["confidence"], UNREMARKABLE)


def _place(row: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(-1 if row[name] is None else row[name] for name in ("page", "block", "row", "col", "line"))


def _sample(row_ids: Sequence[str]) -> set[str]:
    """SAMPLE of some rows, taken by a hash: the same in every run, and of no other order than chance."""
    ordered = sorted(row_ids, key=lambda row_id: hashlib.sha256(b"sample" + row_id.encode()).digest())
    return set(ordered[:SAMPLE])


def _index_row(
    places: tuple[int, int], ranked: tuple[int, str, str, dict[str, Any]], rules: Sequence[str], sample: set[str]
) -> tuple[object, ...]:
    """places: in the order in which rows are looked at, and in that of the output."""
    pos, seq = places
    rank, path, dataset, row = ranked
    words = " ".join(
        str(row[name]) for name in ("task", "activity", "indicator", "raw", "goal", "department") if row.get(name)
    )
    body = extracted_row(row)
    return (
        pos,
        row["row_id"],
        dataset,
        row["doc_id"],
        row["fact_key"],
        path,
        row["org"],
        row["fiscal_year"],
        row["confidence"],
        row["confidence_reason"],
        "".join(f"|{rule}|" for rule in dict.fromkeys(rules)),
        rank,
        int(row["row_id"] in sample),
        "withdrawn" if row["review"] == "added" else "open",
        row["task_key"],
        f"{words} {path}".lower(),
        alike_key(dataset, body),
        seq,
    )


def alike_key(dataset: str, row: Mapping[str, Any]) -> str:
    """Equal for rows that say the same in the same words."""
    parts = (dataset, folded(row["raw"]), row.get("indicator"), *(row[name] for name in VALUE_COLUMNS[dataset]))
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


def extracted_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A published row as it was before anybody decided on it."""
    before = json.loads(row["extracted"]) if row.get("extracted") else {}
    return {**row, **before, "review": None, "extracted": None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _counts(source: duckdb.DuckDBPyConnection, out: Path) -> dict[str, Any]:
    """What the overview shows, and what the filters offer."""

    def counted(query: str) -> list[Any]:
        return [list(row) for row in source.execute(query).fetchall()]

    facts = " UNION ALL ".join(
        f"SELECT '{name}' AS dataset, org, fiscal_year, confidence, confidence_reason FROM {dataset_sql(out, name)}"
        for name in FACT_MODELS
    )
    findings, ledger = dataset_sql(out, "findings"), dataset_sql(out, "ledger")
    table = f"{dataset_sql(out, 'tables')} t"
    return {
        "status": counted(f"SELECT status, count(*) FROM {dataset_sql(out, 'documents')} GROUP BY 1 ORDER BY 1"),
        "confidence": counted(f"SELECT dataset, confidence, count(*) FROM ({facts}) GROUP BY ALL ORDER BY ALL"),
        "severity": counted(f"SELECT severity, count(*) FROM {findings} GROUP BY 1"),
        "rules": counted(f"SELECT rule, severity, count(*) FROM {findings} GROUP BY ALL ORDER BY 3 DESC, 1"),
        "numbers": counted(
            "SELECT CASE WHEN row_id IS NOT NULL THEN 'row' WHEN reason = 'unread' THEN 'unread' ELSE 'ledger' END, "
            f"count(*) FROM {ledger} GROUP BY 1"
        ),
        "reasons": counted(
            f"SELECT confidence_reason, count(*) FROM ({facts}) WHERE confidence_reason IS NOT NULL "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        ),
        "orgs": counted(f"SELECT DISTINCT org FROM ({facts}) WHERE org IS NOT NULL ORDER BY 1"),
        "years": counted(f"SELECT DISTINCT fiscal_year FROM ({facts}) WHERE fiscal_year IS NOT NULL ORDER BY 1 DESC"),
        "unread": counted(
            f"SELECT l.doc_id, min(d.path), l.block, min(t.caption), count(*) FROM {ledger} l "
            f"JOIN (SELECT doc_id, min(path) AS path FROM {dataset_sql(out, 'documents')} GROUP BY 1) d USING (doc_id) "
            f"LEFT JOIN {table} ON t.doc_id = l.doc_id AND t.block = l.block WHERE l.reason = 'unread' "
            "GROUP BY l.doc_id, l.block ORDER BY 5 DESC, 2, 3 LIMIT 500"
        ),
    }


def _mark_some(connection: sqlite3.Connection, out: Path, decisions: Sequence[Decision]) -> None:
    """Write what decisions that were just made make of their rows: with two people, together with the earlier ones."""
    if needs_two(out):
        subjects = {subject(decision) for decision in decisions}
        own = [decision for decision in read_decisions(out) if subject(decision) in subjects]
        _mark(connection, out, standing(own, True))
        _mark(connection, out, proposals(own), proposed=True)
    else:
        _mark(connection, out, decisions)


def _mark_all(connection: sqlite3.Connection, out: Path) -> None:
    """Write what all decisions make of the states of rows."""
    every, two = read_decisions(out), needs_two(out)
    held, waiting = standing(every, two), proposals(every) if two else []
    connection.execute("UPDATE rows SET state = 'withdrawn' WHERE state = 'added'")
    connection.execute("UPDATE rows SET state = 'open' WHERE state NOT IN ('open', 'withdrawn')")
    connection.execute("DELETE FROM additions")
    for decisions, proposed in ((held, False), (waiting, True)):
        numbers = [decision for decision in decisions if decision.about == "number"]
        for one in resolve_additions(numbers, Published(out, connection)) if numbers else ():
            _mark_addition(connection, replace(one, outcome="proposed") if proposed else one)
        _mark(connection, out, [decision for decision in decisions if decision.about == "row"], proposed)


def _mark_addition(connection: sqlite3.Connection, one: Addition) -> None:
    row_id = one.row["row_id"] if one.row is not None else None
    line = dict(zip(PLACE, one.decision.anchor.place, strict=False)).get("line")
    body = {"raw": one.decision.seen.get("raw"), "line": line, "value": one.decision.value}
    values = (one.decision.decision_id, one.outcome, one.doc_id, one.number, row_id, _json(one.changed))
    more = (one.decision.dataset, one.decision.fact_key, _json(body))
    connection.execute(f"INSERT INTO additions VALUES ({', '.join('?' * 9)})", (*values, *more))
    state = {"applied": "added", "redundant": "accepted", "stale": "stale"}.get(one.outcome)
    if row_id is not None and state is not None:
        connection.execute("UPDATE rows SET state = ? WHERE row_id = ?", (state, row_id))


def _mark(connection: sqlite3.Connection, out: Path, decisions: Sequence[Decision], proposed: bool = False) -> None:
    """Write what decisions make of the states of rows. proposed: they wait for a second person."""
    if not decisions:
        return
    found: list[Any] = []
    for decision in decisions:
        found += connection.execute(
            "SELECT dataset, body FROM extracted WHERE fact_key = ? AND dataset = ? OR doc_id = ? AND fact_key IS NULL",
            (decision.fact_key, decision.dataset, decision.anchor.doc_id),
        )
    present = {
        (one["dataset"], json.loads(one["body"])["fact_key"], json.loads(one["body"])["doc_id"]) for one in found
    }
    for decision in decisions:
        if (decision.dataset, decision.fact_key, decision.anchor.doc_id) not in present:
            query = "SELECT dataset, body FROM extracted WHERE doc_id = ?"
            found += connection.execute(query, (decision.anchor.doc_id,))
    rows = {json.loads(one["body"])["row_id"]: (one["dataset"], json.loads(one["body"])) for one in found}

    def labels(doc_id: str) -> Mapping[int, Any]:
        return labels_of(document_rows(out, "tables", doc_id), document_rows(out, "cells", doc_id))

    verdicts = resolve(decisions, Candidates(list(rows.values()), labels))
    connection.executemany(
        "UPDATE rows SET state = ?, proposer = ? WHERE row_id = ?",
        [
            (state_of(verdict, proposed), verdict.decision.reviewer, verdict.row["row_id"])
            for verdict in verdicts
            if verdict.row is not None
        ],
    )


def state_of(verdict: Verdict, proposed: bool = False) -> str:
    """The state of a row on which a decision stands, or one that waits for a second person."""
    if verdict.outcome == "stale":
        return "stale"
    if proposed:
        return "proposed"
    return "accepted" if verdict.outcome == "redundant" else REVIEWS[verdict.decision.action]
