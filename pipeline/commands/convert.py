"""`kplan convert`: a batch with its progress, its closing report and its exit code."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import standard_input_paths
from pipeline.commands.progress import choose_watch
from pipeline.convert import ConvertOptions, convert
from pipeline.engine.report import Report
from pipeline.engine.without_pandas import leave_pandas_out
from pipeline.exit_codes import INTERRUPTED, UNBALANCED
from pipeline.messages import choose_language, say
from pipeline.sinks.parquet import dataset_sql
from schemas.errors import REASONS, KplanError

SHOWN_FAILURES = 10
SHOWN_TWINS = 5


def convert_files(paths: list[str], out: str, options: ConvertOptions, json_progress: bool) -> int:
    """Run the batch and report; the exit code."""
    leave_pandas_out()
    watch, live = choose_watch(json_progress)
    watch = replace(watch, protected=tell_protection)
    console = Console(stderr=json_progress)
    try:
        with live:
            report = convert(paths, out, replace(options, listed=standard_input_paths()), watch)
    except KplanError as error:
        print(error.message(choose_language()), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(say("report.interrupted"), file=sys.stderr)
        return INTERRUPTED
    if json_progress:
        print(json.dumps(report_to_event(report), ensure_ascii=False), file=sys.stderr)
    else:
        print_report(console, Path(out), report)
    if not report.adds_up():
        total = report.ok + report.partial + report.failed
        print(say("report.unbalanced", inputs=report.inputs, sum=total), file=sys.stderr)
        return UNBALANCED
    return report.exit_code()


def tell_protection(state: Mapping[str, bool]) -> None:
    """A sentence where a part of the sandbox is not in force."""
    if missing := [name for name, in_force in state.items() if not in_force]:
        print(say("convert.unprotected", missing=", ".join(missing)), file=sys.stderr)


def report_to_event(report: Report) -> dict[str, object]:
    """The closing line of --json-progress."""
    names = ("inputs", "ok", "partial", "failed", "converted", "numbers", "numbers_in_rows")
    counts = {name: getattr(report, name) for name in names}
    return {"event": "done", **counts, "reasons": dict(report.reasons), "rows": dict(report.rows)}


def print_report(console: Console, out: Path, report: Report) -> None:
    """Files by status and reason, rows by dataset, findings, numbers accounted; the failed files by name."""
    table = Table(title=say("report.title"), title_justify="left", show_header=False)
    for status, count in (("ok", report.ok), ("partial", report.partial), ("failed", report.failed)):
        reasons = ", ".join(f"{name} {number:,}" for name, number in report.reasons.items())
        note = reasons if status == "failed" else ""
        table.add_row(say("report.files"), say(f"status.{status}"), f"{count:,}", note)
    if reused := report.inputs - report.converted:
        table.add_row(say("report.files"), say("report.reused"), f"{reused:,}", "")
    if repeated := report.repeated():
        table.add_row(say("report.files"), say("report.same"), f"{repeated:,}", say("report.once"))
    table.add_section()
    for dataset in ("plan", "budget", "result"):
        table.add_row(say("report.rows"), say(f"dataset.{dataset}"), f"{report.rows[dataset]:,}", "")
    table.add_row(say("report.findings"), "", f"{report.rows['findings']:,}", "")
    accounted = say(
        "report.accounted",
        numbers=f"{report.numbers:,}",
        in_rows=f"{report.numbers_in_rows:,}",
        ledger=f"{report.numbers - report.numbers_in_rows:,}",
    )
    table.add_row(say("report.numbers"), "", f"{report.numbers:,}", accounted)
    console.print(table)
    if report.twins:
        print_twins(console, report)
    if report.failed:
        print_failures(console, out, report)
    console.print(Text(say("report.written", out=str(out), seconds=report.seconds)))


def print_twins(console: Console, report: Report) -> None:
    """The first groups of files with the same content."""
    console.print(Text(say("report.twins", count=report.repeated() + len(report.twins)), style="bold"))
    for paths in report.twins[:SHOWN_TWINS]:
        console.print(Text(f"  {' = '.join(paths)}"), soft_wrap=True)
    if len(report.twins) > SHOWN_TWINS:
        console.print(Text(say("report.more_twins", count=len(report.twins) - SHOWN_TWINS), style="dim"))


def print_failures(console: Console, out: Path, report: Report) -> None:
    """The first failed files with what to do next."""
    with duckdb.connect() as connection:
        failures = connection.execute(
            f"SELECT path, reason, message FROM {dataset_sql(out, 'documents')} "
            "WHERE status = 'failed' ORDER BY path LIMIT $limit",
            {"limit": SHOWN_FAILURES},
        ).fetchall()
    console.print(Text(say("report.failed_paths"), style="bold red"))
    for path, reason, message in failures:
        sentence = message if choose_language() == "ko" else REASONS[reason].english
        console.print(Text(f"  {path}: {sentence}"), soft_wrap=True)
    if report.failed > len(failures):
        console.print(Text(say("report.more", count=report.failed - len(failures)), style="dim"))
