"""`kplan load`, `check` and `export`: what is done with an output."""

import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from math import ceil, floor, isnan
from pathlib import Path

from lxml.etree import SerialisationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json, told
from pipeline.commands.wording import dataset_name
from pipeline.exit_codes import GATE_FAILED, NOT_LOADED
from pipeline.messages import choose_language, say
from pipeline.sinks import BOOK, EXPORTS, PROFILES, SINKS, Sink
from pipeline.sinks.copies import count_copies
from pipeline.sinks.parquet import require_output
from pipeline.sinks.quality import Gate, check_output
from pipeline.sinks.warehouse import Change, LoadOptions, load
from pipeline.sinks.warehouse_dlt import load_by_dlt
from pipeline.sinks.warehouse_duckdb import url_to_path
from pipeline.sinks.warehouse_url import without_password, without_secrets
from schemas.errors import Exists, KplanError, Unwritable

LONGEST_ERROR = 200
WORKBOOK = ".xlsx"
FILE_ENDINGS = (WORKBOOK, ".xls", ".csv", ".zip")
"""A name that ends so is meant as a file; a folder of that name would lead nobody to what is in it."""


def load_output(out: str, url: str, options: LoadOptions) -> int:
    """Load and print what changed; the exit code."""
    by_dlt = url.startswith("dlt://")
    if by_dlt and (options.history or options.complete or options.verify or options.dry_run):
        print(say("load.dlt_options"), file=sys.stderr)
        return 2

    def run() -> int:
        try:
            changes = load_by_dlt(Path(out), url, options.all_copies) if by_dlt else load(Path(out), url, options)
        except KplanError:
            raise
        except Exception as error:
            print(say("load.failed", error=error_to_sentence(error, url)), file=sys.stderr)
            return NOT_LOADED
        console = Console()
        title = say("load.dry_run" if options.dry_run else "load.title", url=shown_target(url))
        console.print(Text(title, "italic"), soft_wrap=True)
        console.print(draw_changes(changes))
        copies = count_copies(Path(out))
        if copies and not options.all_copies:
            print(say("load.copies", count=copies))
        return 0

    return told(run)


LOCAL = "duckdb://"


def whole_url(url: str) -> str:
    """The URL, that of a DuckDB file with its whole path."""
    return f"{LOCAL}{url_to_path(url)}" if url.startswith("duckdb:") or "://" not in url else url


def shown_target(url: str) -> str:
    """Where it was loaded: the whole path of a DuckDB file, else the URL without its password."""
    return without_password(whole_url(url)).removeprefix(LOCAL)


SQL_STATES: dict[str, str] = {
    "08": "load.unreachable",
    "28": "load.refused",
    "3D": "load.no_database",
    "42501": "load.not_permitted",
    "53": "load.full",
}
"""Beginning of an SQLSTATE to the sentence about it (PostgreSQL manual, appendix A)."""
REFUSALS: dict[str, str] = {
    r'database "[^"]*" does not exist': "load.no_database",
    r'role "[^"]*" does not exist|authentication|pg_hba': "load.refused",
    r"could not connect|connection to server|could not translate host name": "load.unreachable",
}
"""What libpq says where no connection comes about, which has no SQLSTATE, to the sentence about it."""


def error_to_sentence(error: Exception, url: str) -> str:
    """What a database says, as a sentence that says what to do; where it is unknown, its own words without SQL and
    without what is secret, beside the place."""
    state = str(getattr(error, "sqlstate", None) or "")
    first = " ".join(str(error).split("LINE 1", 1)[0].split("Query", 1)[0].split())
    for beginning, key in SQL_STATES.items():
        if state.startswith(beginning):
            return say(key)
    for words, key in REFUSALS.items():
        if re.search(words, first):
            return say(key)
    said = without_secrets(first, whole_url(url))[:LONGEST_ERROR] or type(error).__name__
    return f"{shown_target(url)}: {said}"


def draw_changes(changes: list[Change]) -> Table:
    """A row a table of the warehouse."""
    table = Table()
    table.add_column(say("load.dataset"))
    for name in ("inserted", "updated", "closed", "unchanged"):
        table.add_column(say(f"load.{name}"), justify="right")
    for change in changes:
        numbers = (change.inserted, change.updated, change.closed, change.unchanged)
        table.add_row(dataset_name(change.dataset), *(f"{number:,}" for number in numbers))
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


def export_output(out: str, to: str | None, format: str | None, profile: str | None, force: bool) -> int:
    """Write CSV or XLSX; the exit code."""
    choices = SINKS if profile is None else PROFILES
    name = profile or format or ("xlsx" if to is not None and to.lower().endswith(WORKBOOK) else "csv")
    if name not in choices:
        print(say("error.format", format=name, choices=", ".join(choices)), file=sys.stderr)
        return 2
    if to is not None and name != "xlsx" and to.lower().endswith(FILE_ENDINGS):
        print(say("export.folder", target=to), file=sys.stderr)
        return 2
    target = Path(to) if to is not None else Path(out) / EXPORTS / (BOOK if name == "xlsx" else name)

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

    return told(run)


def require_free(target: Path, names: Sequence[str]) -> None:
    """Raises Exists where `target`, or with `names` a file of it, would be overwritten."""
    for file in [target / name for name in names] or [target]:
        if file.exists():
            raise Exists(str(file))
