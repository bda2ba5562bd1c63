"""`kplan find`, `doubtful`, `findings` and `unread`: what people ask of an output, as a table or as JSON lines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json, told
from pipeline.commands.wording import dataset_name, finding_sentence, number_to_text, rule_name, value_to_text
from pipeline.messages import choose_language, say
from pipeline.sinks import value_names
from pipeline.sinks.parquet import dataset_sql, require_output
from pipeline.sinks.places import Places, read_places

Row = dict[str, Any]
SHORT = 40
"""Rows that are shown unless all are asked for."""
LONGEST_TEXT = 60
"""Characters of a source text that a table shows."""
STYLES = {"error": "bold red", "warn": "yellow", "info": "cyan"}
TEXTS: dict[str, str] = {"plan": "target_text", "budget": "NULL", "result": "coalesce(value_text, status)"}
NUMBERS: dict[str, str] = {"plan": "target", "budget": "amount_krw", "result": "value"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and how it is answered.

    rows   the answer, one dict a row
    heads  keys of messages for the heads of the table
    cells  a row as cells of the table
    """

    title: str
    rows: Sequence[Row]
    heads: tuple[str, ...]
    cells: Callable[[Row], tuple[str | Text, ...]]


def answer(out: str, ask: Callable[[Path], Question], as_json: bool, everything: bool) -> int:
    """Print the answer; the exit code, 0 also where there is nothing."""

    def run() -> int:
        require_output(Path(out))
        question = ask(Path(out))
        if as_json:
            print_json(question.rows)
            return 0
        console = Console()
        if not question.rows:
            console.print(say("ask.none"))
            return 0
        console.print(draw(question, everything, console.width))
        if not everything and len(question.rows) > SHORT:
            console.print(Text(say("ask.more", count=f"{len(question.rows) - SHORT:,}"), "dim"))
        return 0

    return told(run)


def draw(question: Question, everything: bool, width: int) -> Table:
    """A row of the table for each of the answer; numbers are never cut."""
    table = Table(title=question.title, title_justify="left", width=width)
    rows = [question.cells(row) for row in question.rows[: None if everything else SHORT]]
    for number, head in enumerate(question.heads):
        value = head == "ask.value"
        widest = max((cell_len(str(row[number])) for row in rows), default=0)
        table.add_column(
            say(head),
            justify="right" if value else "left",
            overflow="fold",
            no_wrap=value,
            min_width=min(widest, 24) if value else 4,
        )
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return table


def short(text: str | None) -> str:
    """One line of a source text."""
    line = " ".join((text or "").split())
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"


def ask_find(words: Sequence[str]) -> Callable[[Path], Question]:
    """Rows of a task or an indicator over all documents and years."""

    def ask(out: Path) -> Question:
        from pipeline.frames import FACTS, find_rows, frame_to_rows, read_frames

        found = frame_to_rows(find_rows(read_frames(out, ("documents", *FACTS)), words))
        rows = with_places(found, read_places(out))
        return Question(
            say("ask.found", words=" ".join(words), count=f"{len(rows):,}"),
            rows,
            ("ask.year", "ask.dataset", "ask.task", "ask.measure", "ask.value", "ask.where"),
            lambda row: (
                str(row["fiscal_year"] or ""),
                dataset_name(row["dataset"]),
                joined(row["task"], row["activity"]),
                row["indicator"] or "",
                said(row),
                joined(row["path"], row["place"]),
            ),
        )

    return ask


def said(row: Row) -> str:
    """The number of a row with its unit, or its words."""
    if row["value"] is None:
        return row["words"] or ""
    value = row["value"]
    return number_to_text(int(value) if float(value).is_integer() else value) + (row["unit"] or "")


def joined(*parts: str | None) -> str:
    """The parts that are there, one below the other."""
    return "\n".join(part for part in parts if part)


def with_places(rows: Iterable[Row], places: Places) -> list[Row]:
    """The rows with `place`: where they stand, in words."""
    return [{**row, "place": places.text(row)} for row in rows]


def fetch(query: str) -> list[Row]:
    """Rows of a query as dicts, dates as text."""
    with duckdb.connect() as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description]
        return [{name: plain(value) for name, value in zip(names, row, strict=True)} for row in result.fetchall()]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def named(out: Path) -> str:
    """Subquery for the path of each document; a copy of another one is not among them."""
    documents = dataset_sql(out, "documents")
    return f"(SELECT doc_id, min(path) AS path FROM {documents} WHERE same_as IS NULL GROUP BY doc_id)"


def ask_doubtful(out: Path) -> Question:
    """Rows that are not certain enough to be used without a look at the source."""
    parts = " UNION ALL ".join(
        f"SELECT '{dataset}' AS dataset, fiscal_year, task, activity, {number} AS number, {text} AS words, "
        f"{'unit' if dataset != 'budget' else 'NULL'} AS unit, confidence_reason, raw, page, block, row, col, line, "
        f"row_id, doc_id FROM {dataset_sql(out, dataset)} WHERE confidence = 'doubtful'"
        for (dataset, number), text in zip(NUMBERS.items(), TEXTS.values(), strict=True)
    )
    found = fetch(
        f"SELECT path, d.* FROM ({parts}) d JOIN {named(out)} USING (doc_id) ORDER BY path, block, row, col, line"
    )
    rows = with_places(found, read_places(out))
    return Question(
        say("ask.doubtful", count=f"{len(rows):,}"),
        rows,
        ("ask.dataset", "ask.task", "ask.value", "ask.reason", "ask.raw", "ask.where"),
        lambda row: (
            dataset_name(row["dataset"]),
            joined(row["task"], row["activity"]),
            value_to_text(row["dataset"], {**row, NUMBERS[row["dataset"]]: row["number"]}) or row["words"] or "",
            row["confidence_reason"] or "",
            short(row["raw"]),
            joined(row["path"], row["place"]),
        ),
    )


def ask_findings(severity: str | None) -> Callable[[Path], Question]:
    """Findings, the gravest first; of one severity where it is named."""

    def ask(out: Path) -> Question:
        order = "list_position(['error', 'warn', 'info'], severity)"
        chosen = f"WHERE severity = '{severity}'" if severity in STYLES else ""
        found = fetch(
            f"SELECT path, severity, rule, message, raw, numbers, row_ids, page, block, row, col, lines, doc_id "
            f"FROM {dataset_sql(out, 'findings')} JOIN {named(out)} USING (doc_id) {chosen} "
            f"ORDER BY {order}, path, block, row, col, lines"
        )
        rows = with_places(found, read_places(out))
        return Question(
            say("ask.findings", count=f"{len(rows):,}"),
            rows,
            ("ask.severity", "ask.finding", "ask.where"),
            lambda row: (
                Text(severity_name(row["severity"]), STYLES[row["severity"]]),
                joined(rule_name(row["rule"]) if choose_language() == "ko" else None, finding_sentence(row)),
                joined(row["path"], row["place"]),
            ),
        )

    return ask


def severity_name(severity: str) -> str:
    """What people call a severity."""
    return value_names("severity")[severity] if choose_language() == "ko" else severity


def ask_unread(out: Path) -> Question:
    """Numbers in a place where facts stand, that no rule understood, with the text of their cell."""
    cells = (
        f"SELECT t.doc_id, t.block, c.row, c.col, c.text FROM {dataset_sql(out, 'tables')} t "
        f'JOIN {dataset_sql(out, "cells")} c USING (doc_id, "table")'
    )
    found = fetch(
        f"SELECT path, l.raw, l.reason, c.text, l.page, l.block, l.row, l.col, l.line, l.doc_id "
        f"FROM {dataset_sql(out, 'ledger')} l JOIN {named(out)} USING (doc_id) "
        f"LEFT JOIN ({cells}) c ON (c.doc_id, c.block, c.row, c.col) = (l.doc_id, l.block, l.row, l.col) "
        "WHERE l.reason = 'unread' ORDER BY path, l.block, l.row, l.col, l.line"
    )
    rows = with_places(found, read_places(out))
    return Question(
        say("ask.unread", count=f"{len(rows):,}"),
        rows,
        ("ask.number", "ask.cell", "ask.where"),
        lambda row: (row["raw"], short(row["text"]), joined(row["path"], row["place"])),
    )
