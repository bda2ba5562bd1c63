"""`kplan load`, `check`, `diff` and `export`: what is done with an output."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json
from pipeline.exit_codes import DIFFERENT, GATE_FAILED, NOT_LOADED
from pipeline.messages import choose_language, say
from pipeline.sinks import BOOK, EXPORTS, PROFILES, SINKS, Sink
from pipeline.sinks.difference import Difference, diff_outputs
from pipeline.sinks.parquet import require_output
from pipeline.sinks.quality import Gate, check_output
from pipeline.sinks.warehouse import Change, load, without_password
from pipeline.sinks.warehouse_dlt import load_by_dlt
from schemas.errors import Exists, KplanError, Unwritable

DIFF_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


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
            print(say("load.failed", error=str(error).splitlines()[0]), file=sys.stderr)
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
            Console().print(draw_gates(gates))
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
        table.add_row(label, f"{gate.value:g}", gate.bound, verdict)
    return table


def show_differences(old: str, new: str, as_json: bool) -> int:
    """Print every row that differs; 0 where none does, 1 where some do, as diff(1)."""

    def run() -> int:
        count = 0
        console = Console()
        for difference in diff_outputs(Path(old), Path(new)):
            count += 1
            if as_json:
                print(json.dumps(asdict(difference), ensure_ascii=False, default=str))
            else:
                console.print(draw_difference(difference), soft_wrap=True)
        if not as_json:
            console.print(say("diff.count", count=count) if count else say("diff.none"))
        return DIFFERENT if count else 0

    return _told(run)


def draw_difference(difference: Difference) -> Text:
    """One line: what happened to which row, and the columns before and after."""
    line = Text(say(f"diff.{difference.kind}"), DIFF_STYLES[difference.kind])
    line.append(f" {difference.dataset} {difference.row_key}", "bold")
    if difference.kind == "changed":
        for name, value in difference.before.items():
            line.append(f"  {name}: {value} → {difference.after[name]}", "not bold")
    else:
        row = difference.after or difference.before
        line.append(f"  {row.get('task') or row.get('path') or ''} {row.get('raw') or ''}", "not bold")
    return line


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
        except OSError as error:
            raise Unwritable(f"{target}: {error.strerror}") from error
        print(say("export.written", target=target))
        return 0

    return _told(run)


def require_free(target: Path, names: Sequence[str]) -> None:
    """Raises Exists where `target`, or with `names` a file of it, would be overwritten."""
    for file in [target / name for name in names] or [target]:
        if file.exists():
            raise Exists(str(file))
