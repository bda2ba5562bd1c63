"""`kplan show`: a document as a person wants to see it."""

import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table as Drawn
from rich.text import Text as Styled

from pipeline.commands.output import BatchStatus, harmless_on_terminal
from pipeline.commands.wording import finding_sentence
from pipeline.engine.job import bytes_to_interpretation
from pipeline.engine.pool import WorkLimits
from pipeline.engine.redaction import redact_value, rows_only
from pipeline.engine.worker import run_work
from pipeline.exit_codes import WRONG_USAGE
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.messages import choose_language, say
from pipeline.sinks.places import Places
from schemas.dictionary import model_to_columns
from schemas.document import Document, Table, Text
from schemas.errors import KplanError
from schemas.finding import Finding
from schemas.options import ReadOptions
from schemas.records import Budget, DocumentRecord, Fact, Plan, Result

SHORT = {"outline": 30, "tables": 8, "rows": 15, "findings": 20}
"""How many of each are shown unless all are asked for."""
ATOM = re.compile(r"\d[\d,.]*|.", re.DOTALL)
"""What a line break may not cut."""
NARROWEST = 4
BORDER = 2
"""Blanks around a cell; a line stands beside them."""
SEVERITY_STYLES = {"error": "bold red", "warn": "yellow", "info": "cyan"}
VALUE_COLUMNS = ("target", "target_text", "amount_krw", "value", "value_text")
FACT_COLUMNS: dict[type[Fact], tuple[str, ...]] = {
    Plan: ("fiscal_year", "task", "department", "activity", "indicator"),
    Budget: ("fiscal_year", "task", "department", "basis", "source"),
    Result: ("fiscal_year", "task", "department", "activity", "indicator"),
}
DATASET_NAMES: dict[type[Fact], str] = {Plan: "plan", Budget: "budget", Result: "result"}


def show_file(path: str, everything: bool, settings: Settings, options: ReadOptions) -> int:
    """Draw the one document that `path` names; the exit code."""
    items = list(islice(find_inputs([path]), 2))
    if len(items) != 1 or os.path.isdir(path):
        print(say("error.one_file", path=path), say("error.help", command="kplan show"), sep="\n", file=sys.stderr)
        return WRONG_USAGE
    console = Console()
    status = BatchStatus()
    canvas = Canvas(console.width, console.color_system, everything)
    work = partial(file_to_drawing, canvas, settings, options)
    for task, parts in run_work(items, work, WorkLimits(), options.limits):
        if isinstance(parts, KplanError):
            status.add(task.item.shown, parts)
            continue
        status.add(task.item.shown, None, parts.get("partial") == b"1")
        sys.stdout.write(harmless_on_terminal(parts.get("drawing", b"").decode("utf-8", "replace")))
        sys.stdout.flush()
    return status.exit_code()


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a document is drawn on: characters a line, the terminal's colours, whether all is drawn."""

    width: int
    colors: str | None
    everything: bool


def file_to_drawing(
    canvas: Canvas, settings: Settings, options: ReadOptions, data: bytes, path: str
) -> dict[str, bytes]:
    """Runs in the worker: one file as it is drawn, and whether a part of it could not be read."""
    document, found = bytes_to_interpretation(data, path, settings, options)
    document, found = redact_value(document, visible), redact_value(rows_only(found), visible)
    drawing = io.StringIO()
    colors: Any = canvas.colors
    console = Console(file=drawing, width=canvas.width, force_terminal=colors is not None, color_system=colors)
    console.print(draw(document, found, canvas.everything, canvas.width, document_places(document)))
    return {"partial": str(int(found.record.status == "partial")).encode(), "drawing": drawing.getvalue().encode()}


def visible(text: str) -> str:
    """A text of the document without anything that a terminal would take for a command, colours too."""
    return harmless_on_terminal(text.replace("\x1b", "\ufffd"))


def draw(document: Document, found: Interpretation, everything: bool, width: int, places: Places) -> RenderableType:
    """The document's facts, outline, tables, rows and findings, one below the other, `width` characters wide."""
    parts: list[RenderableType] = [draw_record(found.record)]
    parts += draw_outline(document, everything)
    parts += draw_tables(list(document.tables()), everything, width)
    for facts in (found.plan, found.budget, found.result):
        parts += draw_facts(facts, everything, width, places)
    parts += draw_findings(found.findings, everything, places)
    return Group(*parts)


def document_places(document: Document) -> Places:
    """How places of a document are named: the numbers of its tables."""
    doc_id = document.source.sha256
    return Places(
        {
            (doc_id, table.place.block): number
            for number, table in enumerate(document.tables())
            if table.place.block is not None
        }
    )


def draw_record(record: DocumentRecord) -> RenderableType:
    """What is known of the document; empty columns are left out."""
    grid = Drawn.grid(padding=(0, 2))
    for column in model_to_columns(DocumentRecord):
        value = getattr(record, column.name)
        if value not in (None, "", 0):
            grid.add_row(Styled(label(column.name, column.korean), style="dim"), Styled(str(value)))
    return Panel(grid, title=say("show.document"), title_align="left")


def draw_outline(document: Document, everything: bool) -> list[RenderableType]:
    """Paragraphs that are headings by the format's own mark, or all where it has none; indented by level."""
    texts = [block for block in document.blocks if isinstance(block, Text) and block.text.strip()]
    headings = [text for text in texts if text.level is not None] or texts
    lines: list[RenderableType] = [Styled(f"\n{say('show.outline')}", style="bold")]
    shown = headings if everything else headings[: SHORT["outline"]]
    for text in shown:
        indent = "  " * (text.level or 1)
        lines.append(Styled(f"{indent}{text.marker or ''} {text.text}".rstrip(), overflow="ellipsis", no_wrap=True))
    return lines + more(len(headings) - len(shown))


def draw_tables(tables: Sequence[Table], everything: bool, width: int) -> list[RenderableType]:
    """Each table as a grid; a merged cell is written where it begins."""
    parts: list[RenderableType] = [Styled(f"\n{say('show.tables', count=len(tables))}", style="bold")]
    shown = tables if everything else tables[: SHORT["tables"]]
    for number, table in enumerate(shown, 1):
        title = say("show.table", number=number) + (f" {table.caption}" if table.caption else "")
        texts = [[""] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            texts[cell.row][cell.col] = cell.text
        cut = texts if everything else texts[: SHORT["rows"]]
        drawn = Drawn(title=escape(title), title_justify="left", show_header=False, show_lines=True)
        parts += [fill_grid(drawn, cut, width), *more(len(texts) - len(cut))]
    return parts + more(len(tables) - len(shown))


def draw_facts(
    facts: Sequence[Plan] | Sequence[Budget] | Sequence[Result], everything: bool, width: int, places: Places
) -> list[RenderableType]:
    """Rows of one dataset: what, how much, and the source text it was read from with its place."""
    if not facts:
        return []
    model = type(facts[0])
    labels = {column.name: label(column.name, column.korean) for column in model_to_columns(model)}
    name = say("show.rows", label=say(f"dataset.{DATASET_NAMES[model]}"), count=len(facts))
    shown = facts if everything else facts[: SHORT["rows"]]
    columns = [name for name in FACT_COLUMNS[model] if any(getattr(fact, name) is not None for fact in shown)]
    rows = [
        [
            *("" if (value := getattr(fact, column)) is None else str(value) for column in columns),
            value_of(fact),
            f"{places.text(fact.model_dump())} “{fact.raw}”",
        ]
        for fact in shown
    ]
    heads = [*(labels[column] for column in columns), say("show.value"), say("show.evidence")]
    drawn = Drawn(title=f"\n{name}", title_justify="left", title_style="bold")
    return [fill_grid(drawn, rows, width, heads), *more(len(facts) - len(shown))]


def fill_grid(drawn: Drawn, rows: list[list[str]], width: int, heads: Sequence[str] = ()) -> RenderableType:
    """`drawn` with its columns and rows, so that no number is cut; too many columns give rows without a grid."""
    widths = fit_columns([list(heads), *rows] if heads else rows, width)
    if widths is None:
        lines = [" │ ".join(text.replace("\n", " ") for text in row if text) for row in rows]
        return Group(Styled(str(drawn.title or ""), style="italic"), *(Styled(line) for line in lines if line))
    for number, wide in enumerate(widths):
        numeric = bool(heads) and number == len(widths) - 2
        drawn.add_column(heads[number] if heads else "", width=wide, justify="right" if numeric else "left")
    for row in rows:
        drawn.add_row(*(Styled(fold(text, wide)) for text, wide in zip(row, widths, strict=True)))
    return drawn


def fit_columns(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Widths of columns that fill a grid of `width` at most: what each needs for its longest number, then what its
    longest line would like, the longest the most. None where even the numbers do not fit."""
    columns = [[text for text in column if text] for column in zip(*(row for row in rows if row), strict=True)]
    liked = [
        max((cell_len(line) for text in column for line in text.split("\n")), default=1) or 1 for column in columns
    ]
    needed = [max((cell_len(atom) for text in column for atom in ATOM.findall(text)), default=1) for column in columns]
    widths = [min(like, max(need, NARROWEST)) for like, need in zip(liked, needed, strict=True)]
    left = width - 1 - len(widths) * (BORDER + 1) - sum(widths)
    if left < 0:
        return None
    while left > 0 and (growing := [n for n in range(len(widths)) if widths[n] < liked[n]]):
        shortest = max(growing, key=lambda n: liked[n] ** 0.5 / widths[n])
        widths[shortest] += 1
        left -= 1
    return widths


def fold(text: str, width: int) -> str:
    """Lines of `width` at most, broken at blanks, and within a long word anywhere but in a number."""
    lines: list[str] = []
    for line in text.split("\n"):
        current = ""
        for word in line.split(" "):
            if cell_len(joined := f"{current} {word}" if current else word) <= width:
                current = joined
                continue
            lines += [current] * bool(current)
            current = ""
            for atom in ATOM.findall(word):
                if current and cell_len(current + atom) > width:
                    lines.append(current)
                    current = ""
                current += atom
        lines.append(current)
    return "\n".join(lines)


def value_of(fact: Fact) -> str:
    """Number with thousands, unit and comparator, or the words."""
    value = next((v for v in (getattr(fact, name, None) for name in VALUE_COLUMNS) if v is not None), None)
    if not isinstance(value, int | float):
        return str(value or getattr(fact, "status", None) or "")
    comparator = getattr(fact, "comparator", "=")
    unit = getattr(fact, "unit", None) or ("원" if isinstance(fact, Budget) else "")
    return (
        f"{'' if comparator == '=' else comparator} {value:,.10g}".strip() + unit
        if isinstance(value, float)
        else f"{value:,}{unit}"
    )


def draw_findings(findings: Sequence[Finding], everything: bool, places: Places) -> list[RenderableType]:
    """One line a finding: severity, rule, the sentence, the place."""
    parts: list[RenderableType] = [Styled(f"\n{say('show.findings', count=len(findings))}", style="bold")]
    shown = findings if everything else findings[: SHORT["findings"]]
    for finding in shown:
        said = finding.model_dump()
        sentence = finding_sentence(said)
        line = Styled(f"{finding.severity:5} ", style=SEVERITY_STYLES[finding.severity])
        line.append(f"{finding.rule}: ", style="bold").append(sentence, style="default")
        if where := places.text(said):
            line.append(f"  {where}", style="dim")
        parts.append(line)
    return parts + more(len(findings) - len(shown))


def label(name: str, korean: str) -> str:
    """A column's name for people."""
    return korean if choose_language() == "ko" else name


def more(count: int) -> list[RenderableType]:
    """A line that says how much was left out."""
    return [Styled(say("show.more", count=count), style="dim")] if count > 0 else []
