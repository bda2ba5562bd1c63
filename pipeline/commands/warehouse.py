"""`kplan load`, `check` and `export`: what is done with an output."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from math import ceil, floor, isnan
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json, told
from pipeline.exit_codes import GATE_FAILED, NOT_LOADED
from pipeline.messages import choose_language, say
from pipeline.sinks import BOOK, EXPORTS, PROFILES, SINKS, Sink
from pipeline.sinks.parquet import require_output
from pipeline.sinks.quality import Gate, check_output
from pipeline.sinks.warehouse import Change, load, without_password
from pipeline.sinks.warehouse_dlt import load_by_dlt
from schemas.errors import Exists, KplanError, Unwritable


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
            print(say("load.failed", error=str(error).splitlines()[0]), file=sys.stderr)
            return NOT_LOADED
        Console().print(draw_changes(changes, url, dry_run))
        return 0

    return told(run)


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

    return told(run)


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


def export_output(out: str, to: str | None, format: str, profile: str | None, force: bool) -> int:
    """Write CSV or XLSX; the exit code."""
    choices = SINKS if profile is None else PROFILES
    name = profile or format
    if name not in choices:
        print(say("error.format", format=name, choices=", ".join(choices)), file=sys.stderr)
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
        except OSError as error:
            raise Unwritable(f"{target}: {error.strerror}") from error
        print(say("export.written", target=target))
        return 0

    return told(run)


def require_free(target: Path, names: Sequence[str]) -> None:
    """Raises Exists where `target`, or with `names` a file of it, would be overwritten."""
    for file in [target / name for name in names] or [target]:
        if file.exists():
            raise Exists(str(file))
