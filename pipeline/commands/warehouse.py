"""`kplan load`, `check`, `diff` and `export`: what is done with an output."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from math import ceil, floor, isnan
from pathlib import Path

from lxml.etree import SerialisationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json
from pipeline.exit_codes import DIFFERENT, GATE_FAILED, NOT_LOADED
from pipeline.messages import choose_language, say
from pipeline.sinks import BOOK, EXPORTS, LABELS, PROFILES, SINKS, Sink
from pipeline.sinks.difference import Difference, diff_outputs
from pipeline.sinks.parquet import read_dataset, require_output
from pipeline.sinks.quality import Gate, check_output
from pipeline.sinks.warehouse import Change, load
from pipeline.sinks.warehouse_dlt import load_by_dlt
from pipeline.sinks.warehouse_url import without_password, without_secrets
from schemas.errors import Exists, KplanError, Unwritable

DIFF_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
NAMING_COLUMNS = ("fiscal_year", "task", "activity", "indicator", "basis", "source", "rule")
VALUE_COLUMNS = ("target", "amount_krw", "value", "text", "message", "target_text", "value_text", "status", "raw")
"""Columns that tell a person which row it is, and what it says."""


def _told(run: Callable[[], int]) -> int:
    """Run; a KplanError becomes its sentence and exit code."""
    try:
        return run()
    except KplanError as error:
        print(error.message(choose_language()), file=sys.stderr)
        return error.exit_code


def load_output(out: str, url: str, history: bool, complete: bool, verify: bool, dry_run: bool) -> int:
    """Load and print what changed; the exit code."""
    by_dlt = url.startswith("dlt://")
    if by_dlt and (history or complete or verify or dry_run):
        print(say("load.dlt_options"), file=sys.stderr)
        return 2

    def run() -> int:
        try:
            changes = (
                load_by_dlt(Path(out), url) if by_dlt else load(Path(out), url, history, dry_run, complete, verify)
            )
        except KplanError:
            raise
        except Exception as error:
            told = without_secrets(str(error), url).splitlines() or [type(error).__name__]
            print(say("load.failed", error=f"{without_password(url)}: {told[0]}"), file=sys.stderr)
            return NOT_LOADED
        Console().print(draw_changes(changes, url, dry_run))
        return 0

    return _told(run)


def draw_changes(changes: list[Change], url: str, dry_run: bool) -> Table:
    """A row a table of the warehouse. A password in the URL is not shown."""
    title = say("load.dry_run" if dry_run else "load.title", url=without_password(url))
    table = Table(title=title, title_justify="left")
    table.add_column(say("load.dataset"))
    for name in ("inserted", "updated", "closed", "unchanged"):
        table.add_column(say(f"load.{name}"), justify="right")
    for change in changes:
        numbers = (change.inserted, change.updated, change.closed, change.unchanged)
        table.add_row(change.dataset, *(f"{number:,}" for number in numbers))
    return table


def check_gates(out: str, thresholds: str | None, as_json: bool) -> int:
    """Print every gate; 0 where all passed."""

    def run() -> int:
        gates = check_output(Path(out), Path(thresholds) if thresholds else None)
        if as_json:
            print_json(asdict(gate) for gate in gates)
        else:
            console = Console()
            console.print(draw_gates(gates))
            for gate in gates:
                if not gate.passed:
                    console.print(draw_failure(gate), soft_wrap=True)
        return 0 if all(gate.passed for gate in gates) else GATE_FAILED

    return _told(run)


def draw_gates(gates: list[Gate]) -> Table:
    """A row a gate."""
    table = Table(title=say("check.title"), title_justify="left")
    table.add_column(say("check.gate"))
    for name in ("value", "bound"):
        table.add_column(say(f"check.{name}"), justify="right")
    table.add_column("")
    for gate in gates:
        label = gate.korean if choose_language() == "ko" else gate.english
        verdict = Text(say("check.passed"), "green") if gate.passed else Text(say("check.failed"), "bold red")
        table.add_row(label, shown_value(gate), gate.bound, verdict)
    return table


def shown_value(gate: Gate) -> str:
    """One decimal, rounded so that a gate that has not passed never looks as if it had."""
    if gate.value.is_integer() or isnan(gate.value):
        return f"{gate.value:,.0f}"
    if gate.passed:
        return f"{gate.value:,.1f}"
    direction = floor if gate.bound.startswith(">=") else ceil
    return f"{direction(gate.value * 10) / 10:,.1f}"


def draw_failure(gate: Gate) -> Text:
    """A gate that has not passed: where, and what to do next."""
    korean = choose_language() == "ko"
    text = Text(f"{gate.korean if korean else gate.english} ({gate.name})", "bold red")
    for place in gate.places:
        text.append(f"\n  {place}", "not bold default")
    if advice := gate.next_ko if korean else gate.next_en:
        text.append(f"\n  → {advice}", "not bold default")
    return text


def show_differences(old: str, new: str, as_json: bool) -> int:
    """Print how much differs, then every row that does; 0 where none does, 1 where some do, as diff(1)."""

    def run() -> int:
        differences = list(diff_outputs(Path(old), Path(new)))
        if as_json:
            print_json(difference_to_line(difference) for difference in differences)
            return DIFFERENT if differences else 0
        console = Console()
        if not differences:
            console.print(say("diff.none"))
            return 0
        console.print(draw_counts(differences))
        paths = {**document_paths(Path(old)), **document_paths(Path(new))}
        for difference in differences:
            console.print(draw_difference(difference, paths), soft_wrap=True)
        return DIFFERENT

    return _told(run)


def difference_to_line(difference: Difference) -> dict[str, object]:
    """A difference as JSON has it."""
    line = {name: value for name, value in asdict(difference).items() if name != "row"}
    plain: dict[str, object] = json.loads(json.dumps(line, default=str))
    return plain


def draw_counts(differences: Sequence[Difference]) -> Table:
    """A row a dataset: how many rows were added, removed, changed."""
    counts = Counter((difference.dataset, difference.kind) for difference in differences)
    table = Table(title=say("diff.count", count=f"{len(differences):,}"), title_justify="left")
    table.add_column(say("load.dataset"))
    for kind in DIFF_STYLES:
        table.add_column(say(f"diff.{kind}"), justify="right")
    for dataset in dict.fromkeys(difference.dataset for difference in differences):
        label = LABELS.get(dataset, dataset) if choose_language() == "ko" else dataset
        table.add_row(label, *(f"{counts[dataset, kind]:,}" for kind in DIFF_STYLES))
    return table


def document_paths(out: Path) -> dict[str, str]:
    """The path of each document of an output."""
    rows = read_dataset(out, "documents", ["doc_id", "path"]).to_pylist()
    return {row["doc_id"]: row["path"] for row in reversed(rows)}


def draw_difference(difference: Difference, paths: Mapping[str, str]) -> Text:
    """One line: what happened, in which file, to what (task, indicator, cell), and the columns before and after."""
    row = difference.row
    dataset = LABELS.get(difference.dataset, difference.dataset) if choose_language() == "ko" else difference.dataset
    line = Text(say(f"diff.{difference.kind}"), DIFF_STYLES[difference.kind])
    line.append(f" {dataset} {row.get('path') or paths.get(difference.doc_id, '')}", "bold")
    named = [str(row[name]) for name in NAMING_COLUMNS if row.get(name) not in (None, "")]
    if difference.dataset in ("tables", "cells"):
        named.append(cell_name(row))
    line.append(" · ".join(["", *named]), "not bold default")
    if difference.kind == "changed":
        for name, value in difference.before.items():
            line.append(f"  {name}: {value} → {difference.after[name]}", "not bold default")
    else:
        values = [str(row[name]) for name in VALUE_COLUMNS if row.get(name) not in (None, "")]
        line.append(f"  {' '.join(values[:2])}", "not bold default")
    return line


def cell_name(row: Mapping[str, object]) -> str:
    """`table 3, row 2, col 1`, counted from 1."""
    table, number, col = (row.get(name) for name in ("table", "row", "col"))
    words = [say("show.table", number=table + 1)] if isinstance(table, int) else []
    if isinstance(number, int) and isinstance(col, int):
        words.append(say("show.place.cell", row=number + 1, col=col + 1))
    return " ".join(words)


def export_output(out: str, to: str | None, format: str, profile: str | None, force: bool) -> int:
    """Write CSV or XLSX; the exit code."""
    choices = SINKS if profile is None else PROFILES
    name = profile or format
    if name not in choices:
        told = say("error.format", format=name, choices=", ".join(choices))
        print(told, file=sys.stderr)
        return 2
    own = Path(out) / EXPORTS
    target = Path(to) if to is not None else own / (BOOK if name == "xlsx" else name)

    def run() -> int:
        require_output(Path(out))
        sink = import_module(choices[name])
        if to is not None and not force:
            require_free(target, sink.file_names())
        write: Sink = sink.write
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write(Path(out), target)
        except (OSError, SerialisationError) as error:
            raise Unwritable(f"{target}: {getattr(error, 'strerror', None) or error}") from error
        print(say("export.written", target=target))
        return 0

    return _told(run)


def require_free(target: Path, names: Sequence[str]) -> None:
    """Raises Exists where `target`, or with `names` a file of it, would be overwritten."""
    for file in [target / name for name in names] or [target]:
        if file.exists():
            raise Exists(str(file))
