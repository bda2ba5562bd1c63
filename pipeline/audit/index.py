"""What the page asks of the index of an output: rows in the order in which they are looked at, findings, documents.

See building.py for how it is made.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

FOLDER = ".kplan/audit"
INDEX = "index.sqlite"
TAB_SQL = {"first": "rank < 2", "stale": "state = 'stale'", "sample": "sample = 1", "all": "1"}
"""What of the rows is looked at: what needs it the most, what changed under a decision, the sample, everything."""

OPEN = "state IN ('open', 'stale', 'proposed')"
"""Rows that nobody decided on, whose value changed since, or that wait for a second person."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are looked at; empty texts ask for all. me: who looks, where two people decide on a row: what that
    person proposed is not asked again."""

    tab: str = "first"
    dataset: str = ""
    rule: str = ""
    reason: str = ""
    org: str = ""
    year: str = ""
    state: str = "open"
    q: str = ""
    me: str = ""

    def condition(self) -> tuple[str, list[object]]:
        """SQL and its parameters."""
        parts = [TAB_SQL.get(self.tab, "1")]
        values: list[object] = []
        state = {"open": OPEN, "decided": f"NOT {OPEN}"}
        if self.me and self.state == "open":
            parts.append("NOT (state = 'proposed' AND proposer = ?)")
            values.append(self.me)
        if self.state in state:
            parts.append(state[self.state])
        elif self.state:
            parts.append("state = ?")
            values.append(self.state)
        for name in ("dataset", "reason", "org"):
            if value := getattr(self, name):
                parts.append(f"{name} = ?")
                values.append(value)
        if self.year.isdigit():
            parts.append("year = ?")
            values.append(int(self.year))
        if self.rule:
            parts.append("instr(rules, ?) > 0")
            values.append(f"|{self.rule}|")
        for word in self.q.split():
            parts.append("instr(words, ?) > 0")
            values.append(word.lower())
        return " AND ".join(parts), values

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than a tab and a state, for which there are indexes."""
        return any((self.dataset, self.rule, self.reason, self.org, self.year, self.q))

    def query(self) -> dict[str, str]:
        """What of it differs from the plain one, for an address."""
        return {f.name: getattr(self, f.name) for f in FIELDS if getattr(self, f.name) != f.default}


FIELDS = tuple(f for f in fields(Filter) if f.name != "me")
"""What of a filter stands in an address."""


def filter_of(query: Mapping[str, str]) -> Filter:
    """The filter that an address asks for; what it does not know is left out."""
    known = {f.name: query[f.name][:200] for f in FIELDS if f.name in query}
    return Filter(**known)


class Index:
    """The SQLite file of one output, opened for each question, so that threads do not share a connection."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / FOLDER
        self.file = self.folder / INDEX

    def connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=30.0)
        connection.row_factory = sqlite3.Row
        return connection

    def ask(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows that a query gives."""
        connection = self.connect()
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def row(self, row_id: str) -> dict[str, Any] | None:
        """A row with its dataset, state, position and columns under `body`, as it was extracted."""
        found = self.ask("SELECT * FROM whole WHERE row_id = ?", (row_id,))
        return {**dict(found[0]), "body": json.loads(found[0]["body"])} if found else None

    def document(self, doc_id: str) -> dict[str, Any] | None:
        """The documents row of a document."""
        found = self.ask("SELECT body FROM documents WHERE doc_id = ?", (doc_id,))
        return dict(json.loads(found[0]["body"])) if found else None

    def told(self, name: str) -> Any:
        """What was counted once when the index was made."""
        return json.loads(self.ask("SELECT body FROM told WHERE name = ?", (name,))[0]["body"])

    def rows(self, asked: Filter, limit: int, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """Rows of a filter in their order, and how many there are."""
        condition, values = asked.condition()
        listed = f"SELECT pos FROM rows WHERE {condition} ORDER BY pos"
        if asked.is_narrow:  # few rows, and finding them takes a look at every row: done once
            every = [row["pos"] for row in self.ask(listed, values)]
            count, chosen = len(every), every[offset : offset + limit]
        else:
            ((count,),) = self.ask(f"SELECT count(*) FROM rows WHERE {condition}", values)
            chosen = [row["pos"] for row in self.ask(f"{listed} LIMIT ? OFFSET ?", (*values, limit, offset))]
        query = "SELECT * FROM whole WHERE pos IN (SELECT value FROM json_each(?)) ORDER BY pos"
        found = self.ask(query, (json.dumps(chosen),))
        return [{**dict(row), "body": json.loads(row["body"])} for row in found], int(count)

    def neighbour(self, asked: Filter, pos: int, forward: bool) -> str | None:
        """The row_id of the next row of a filter, or of the previous one, be it decided or not: a person goes back to
        what was just decided."""
        condition, values = (asked if forward else replace(asked, state="")).condition()
        compared, order = (">", "ASC") if forward else ("<", "DESC")
        query = f"SELECT row_id FROM rows WHERE {condition} AND pos {compared} ? ORDER BY pos {order} LIMIT 1"
        found = self.ask(query, (*values, pos))
        return str(found[0]["row_id"]) if found else None

    def findings_of(self, row_id: str) -> list[dict[str, Any]]:
        """The findings that name a row."""
        query = "SELECT body FROM findings JOIN finding_rows ON finding = id WHERE row_id = ? ORDER BY id"
        return [json.loads(found["body"]) for found in self.ask(query, (row_id,))]

    def findings_in(self, doc_id: str) -> list[dict[str, Any]]:
        """The findings of a document."""
        return [
            json.loads(f["body"]) for f in self.ask("SELECT body FROM findings WHERE doc_id = ? ORDER BY id", (doc_id,))
        ]

    def alike(self, row_id: str) -> list[dict[str, Any]]:
        """Open rows that say the same in the same words, the row itself among them."""
        same = "alike = (SELECT alike FROM rows WHERE row_id = ?)"
        query = f"SELECT * FROM whole WHERE {same} AND state = 'open' ORDER BY pos"
        return [{**dict(row), "body": json.loads(row["body"])} for row in self.ask(query, (row_id,))]

    def progress(self) -> dict[str, tuple[int, int]]:
        """Decided rows and all rows of what is to be looked at, by tab."""
        found = {}
        for tab in ("first", "sample", "all"):
            query = f"SELECT sum(NOT {OPEN}), count(*) FROM rows WHERE {TAB_SQL[tab]}"
            ((decided, count),) = self.ask(query)
            found[tab] = (int(decided or 0), int(count))
        return found

    def states(self, condition: str = "1") -> dict[str, int]:
        """Number of rows by state."""
        query = f"SELECT state, count(*) FROM rows WHERE {condition} GROUP BY 1"
        return {str(row[0]): int(row[1]) for row in self.ask(query)}
