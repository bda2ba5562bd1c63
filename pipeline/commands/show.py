"""`kplan show`: a document as a person wants to see it."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table as Drawn
from rich.text import Text as Styled

from extractors import extract
from pipeline.commands.output import BatchStatus
from pipeline.engine.job import refusals
from pipeline.engine.redaction import interpret_redacted
from pipeline.inputs import find_inputs, read_input
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.messages import choose_language, say
from schemas.dictionary import model_to_columns
from schemas.document import Document, Table, Text
from schemas.errors import KplanError
from schemas.finding import Finding, Record
from schemas.options import ReadOptions
from schemas.records import Budget, DocumentRecord, Fact, Plan, Result

SHORT = {"outline": 30, "tables": 8, "rows": 15, "findings": 20}
"""How many of each are shown unless all are asked for."""
SEVERITY_STYLES = {"error": "bold red", "warn": "yellow", "info": "cyan"}
VALUE_COLUMNS = ("target", "target_text", "amount_krw", "value", "value_text")
FACT_COLUMNS: dict[type[Fact], tuple[str, ...]] = {
    Plan: ("fiscal_year", "task", "department", "activity", "indicator"),
    Budget: ("fiscal_year", "task", "department", "basis", "source"),
    Result: ("fiscal_year", "task", "department", "activity", "indicator"),
}
DATASET_NAMES: dict[type[Fact], str] = {Plan: "plan", Budget: "budget", Result: "result"}


def show_file(path: str, everything: bool, org: str | None, redaction_key: str | None, options: ReadOptions) -> int:
    """Draw each document that `path` names; the exit code."""
    console = Console()
    status = BatchStatus()
    for item in find_inputs([path]):
        try:
            with refusals():
                document = extract(read_input(item, options.limits), item.shown, options)
                document, interpretation = interpret_redacted(document, item.shown, Settings(org, redaction_key))
        except KplanError as error:
            status.add(item.shown, error)
            continue
        status.add(item.shown, None, interpretation.record.status == "partial")
        console.print(draw(document, interpretation, everything))
    return status.exit_code()


def draw(document: Document, found: Interpretation, everything: bool = False) -> RenderableType:
    """The document's facts, outline, tables, rows and findings, one below the other."""
    parts: list[RenderableType] = [draw_record(found.record)]
    parts += draw_outline(document, everything)
    parts += draw_tables(list(document.tables()), everything)
    for facts in (found.plan, found.budget, found.result):
        parts += draw_facts(facts, everything)
    parts += draw_findings(found.findings, everything)
    return Group(*parts)


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


def draw_tables(tables: Sequence[Table], everything: bool) -> list[RenderableType]:
    """Each table as a grid; a merged cell is written where it begins."""
    parts: list[RenderableType] = [Styled(f"\n{say('show.tables', count=len(tables))}", style="bold")]
    shown = tables if everything else tables[: SHORT["tables"]]
    for number, table in enumerate(shown, 1):
        title = say("show.table", number=number) + (f" {table.caption}" if table.caption else "")
        drawn = Drawn(title=escape(title), title_justify="left", show_header=False, show_lines=True)
        for _ in range(table.n_cols):
            drawn.add_column(overflow="fold")
        texts = [[""] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            texts[cell.row][cell.col] = cell.text
        cut = texts if everything else texts[: SHORT["rows"]]
        for row in cut:
            drawn.add_row(*(Styled(text) for text in row))
        parts += [drawn, *more(len(texts) - len(cut))]
    return parts + more(len(tables) - len(shown))


def draw_facts(facts: Sequence[Plan] | Sequence[Budget] | Sequence[Result], everything: bool) -> list[RenderableType]:
    """Rows of one dataset: what, how much, and the source text it was read from with its place."""
    if not facts:
        return []
    model = type(facts[0])
    labels = {column.name: label(column.name, column.korean) for column in model_to_columns(model)}
    name = say("show.rows", label=say(f"dataset.{DATASET_NAMES[model]}"), count=len(facts))
    drawn = Drawn(title=f"\n{name}", title_justify="left", title_style="bold")
    for column in FACT_COLUMNS[model]:
        drawn.add_column(labels[column], overflow="fold")
    drawn.add_column(say("show.value"), justify="right", overflow="fold")
    drawn.add_column(say("show.evidence"), overflow="fold", style="dim")
    shown = facts if everything else facts[: SHORT["rows"]]
    for fact in shown:
        cells = ["" if (value := getattr(fact, column)) is None else str(value) for column in FACT_COLUMNS[model]]
        evidence = f"{place(fact)} “{fact.raw}”"
        drawn.add_row(*(Styled(cell) for cell in (*cells, value_of(fact), evidence)))
    return [drawn, *more(len(facts) - len(shown))]


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


def draw_findings(findings: Sequence[Finding], everything: bool) -> list[RenderableType]:
    """One line a finding: severity, rule, the sentence, the place."""
    parts: list[RenderableType] = [Styled(f"\n{say('show.findings', count=len(findings))}", style="bold")]
    shown = findings if everything else findings[: SHORT["findings"]]
    for finding in shown:
        line = Styled(f"{finding.severity:5} ", style=SEVERITY_STYLES[finding.severity])
        line.append(f"{finding.rule}: ", style="bold").append(finding.message, style="default")
        if where := place(finding):
            line.append(f"  {where}", style="dim")
        parts.append(line)
    return parts + more(len(findings) - len(shown))


def place(record: Record) -> str:
    """Page, cell and line of a row or finding, in words."""
    page, row, col = (getattr(record, name) for name in ("page", "row", "col"))
    lines: Iterable[int] = getattr(record, "lines", None) or filter(None, [getattr(record, "line", None)])
    words = [say("show.place.page", page=page)] if page is not None else []
    words += [say("show.place.line", line=line) for line in lines]
    if row is not None and col is not None:
        words.append(say("show.place.cell", row=row + 1, col=col + 1))
    return " ".join(words)


def label(name: str, korean: str) -> str:
    """A column's name for people."""
    return korean if choose_language() == "ko" else name


def more(count: int) -> list[RenderableType]:
    """A line that says how much was left out."""
    return [Styled(say("show.more", count=count), style="dim")] if count > 0 else []
