"""`kplan convert`: a batch with its progress, its closing report and its exit code."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.audit.applying import OUTCOMES
from pipeline.commands.doctor import OCR_DATA
from pipeline.commands.output import standard_input_paths
from pipeline.commands.progress import choose_watch
from pipeline.convert import ConvertOptions, convert
from pipeline.engine.report import Report, read_report
from pipeline.exit_codes import INTERRUPTED, UNBALANCED
from pipeline.extras import install_command
from pipeline.frames import leave_pandas_out
from pipeline.messages import choose_language, say
from pipeline.sinks.parquet import dataset_sql
from schemas.errors import REASONS, KplanError

SHOWN_FILES = 10
SHOWN_TWINS = 5
SHOWN_DROPPED = 5


def convert_files(paths: list[str], out: str, options: ConvertOptions, json_progress: bool) -> int:
    """Run the batch and report; the exit code."""
    leave_pandas_out()
    progress = choose_watch(json_progress)
    watch = replace(progress.watch, protected=tell_protection)
    console = Console(stderr=json_progress)
    try:
        with progress.live:
            report = convert(paths, out, replace(options, listed=standard_input_paths()), watch)
            progress.finish(report)
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


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a person should look at after a batch.

    doubtful  rows that are not certain enough to be used without a look at the source
    unread    numbers in a place where facts stand, that no rule understood
    findings  how many of each severity
    scans     documents with pages that hold a picture and no text
    files     path, status, reason and sentence of the files that failed or were read in part, the failed ones first
    """

    doubtful: int
    unread: int
    findings: dict[str, int]
    scans: int
    files: Sequence[tuple[str, str, str, str]]


def read_trouble(out: Path) -> Trouble:
    """What the published datasets say that needs a look."""
    with duckdb.connect() as connection:

        def count(dataset: str, condition: str, what: str = "*") -> int:
            query = f"SELECT count({what}) FROM {dataset_sql(out, dataset)} WHERE {condition}"
            ((number,),) = connection.execute(query).fetchall()
            return int(number)

        findings = connection.execute(
            f"SELECT severity, count(*) FROM {dataset_sql(out, 'findings')} GROUP BY 1"
        ).fetchall()
        files = connection.execute(
            f"SELECT path, status, coalesce(reason, ''), coalesce(message, '') FROM {dataset_sql(out, 'documents')} "
            "WHERE status <> 'ok' ORDER BY status, path"
        ).fetchall()
        return Trouble(
            doubtful=sum(count(dataset, "confidence = 'doubtful'") for dataset in ("plan", "budget", "result")),
            unread=count("ledger", "reason = 'unread'"),
            findings=dict(findings),
            scans=count("findings", "rule = 'scan'", "DISTINCT doc_id"),
            files=files,
        )


def print_report(console: Console, out: Path, report: Report) -> None:
    """Files by status and reason, rows by dataset, what is in doubt, findings by severity, numbers accounted; then the
    files that need a look, and the command to go on with."""
    trouble, told = read_trouble(out), read_report(out)
    console.print(draw_counts(report, trouble, told))
    if report.twins:
        print_twins(console, report)
    for status, key, style in (("failed", "failed_paths", "bold red"), ("partial", "partial_paths", "bold yellow")):
        files = [file for file in trouble.files if file[1] == status]
        if files:
            print_files(console, say(f"report.{key}"), style, files)
    if trouble.scans and (missing := missing_for_scans()):
        console.print(Text(say("report.scans", count=trouble.scans, missing=missing)), soft_wrap=True)
    print_changes(console, told)
    console.print(Text(say("report.written", out=str(out), seconds=report.seconds)), soft_wrap=True)
    console.print(Text(say("report.next", command=next_command(out, trouble))), soft_wrap=True)


def draw_counts(report: Report, trouble: Trouble, told: dict[str, object]) -> Table:
    """The closing table."""
    table = Table(title=say("report.title"), title_justify="left", show_header=False)
    for status, count in (("ok", report.ok), ("partial", report.partial), ("failed", report.failed)):
        reasons = ", ".join(f"{name} {number:,}" for name, number in report.reasons.items())
        table.add_row(say("report.files"), say(f"status.{status}"), f"{count:,}", reasons if status == "failed" else "")
    if reused := report.inputs - report.converted:
        table.add_row(say("report.files"), say("report.reused"), f"{reused:,}", "")
    if repeated := report.repeated():
        table.add_row(say("report.files"), say("report.same"), f"{repeated:,}", say("report.once"))
    copies = told.get("same_as")
    if isinstance(copies, list) and copies:
        table.add_row(say("report.files"), say("report.copies"), f"{len(copies):,}", say("report.copies_once"))
    table.add_section()
    for dataset in ("plan", "budget", "result"):
        table.add_row(say("report.rows"), say(f"dataset.{dataset}"), f"{report.rows[dataset]:,}", "")
    if trouble.doubtful:
        table.add_row(say("report.rows"), say("report.doubtful"), f"{trouble.doubtful:,}", "")
    add_decisions(table, told)
    for severity in ("error", "warn", "info"):
        number = trouble.findings.get(severity, 0)
        table.add_row(say("report.findings"), say(f"severity.{severity}"), f"{number:,}", "")
    accounted = say(
        "report.accounted",
        numbers=f"{report.numbers:,}",
        in_rows=f"{report.numbers_in_rows:,}",
        ledger=f"{report.numbers - report.numbers_in_rows:,}",
    )
    table.add_row(say("report.numbers"), "", f"{report.numbers:,}", accounted)
    if trouble.unread:
        table.add_row(say("report.numbers"), say("report.unread"), f"{trouble.unread:,}", "")
    return table


def add_decisions(table: Table, told: Mapping[str, object]) -> None:
    """What became of the decisions of people, where there are any."""
    counts = told.get("decisions")
    if not isinstance(counts, dict):
        return
    for outcome in (*OUTCOMES, "waiting"):
        if counts.get(outcome):
            note = say("report.decided_rows", rows=f"{counts['rows']:,}") if outcome == "applied" else ""
            table.add_row(say("report.decisions"), say(f"report.decision.{outcome}"), f"{counts[outcome]:,}", note)


def missing_for_scans() -> str:
    """What must be installed for scanned pages to be read; nothing where it all is there."""
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in ("cv2", "tesserocr")):
        return say("report.ocr_extra", command=install_command("ocr"), data=OCR_DATA)
    from extractors.ocr_data import language_data

    return "" if language_data() else say("report.ocr_data", data=OCR_DATA)


def next_command(out: Path, trouble: Trouble) -> str:
    """The command that shows what needs a look the most."""
    if trouble.findings.get("error"):
        return f"kplan findings {out} --severity error"
    return f"kplan doubtful {out}" if trouble.doubtful else f"kplan export {out} --format xlsx"


def print_twins(console: Console, report: Report) -> None:
    """The first groups of files with the same content."""
    console.print(Text(say("report.twins", count=report.repeated() + len(report.twins)), style="bold"))
    for paths in report.twins[:SHOWN_TWINS]:
        console.print(Text(f"  {' = '.join(paths)}"), soft_wrap=True)
    if len(report.twins) > SHOWN_TWINS:
        console.print(Text(say("report.more_twins", count=len(report.twins) - SHOWN_TWINS), style="dim"))


def print_files(console: Console, head: str, style: str, files: Sequence[tuple[str, str, str, str]]) -> None:
    """The first of some files, each with what is wrong and what to do next."""
    console.print(Text(head, style=style))
    for path, _, reason, message in files[:SHOWN_FILES]:
        known = REASONS.get(reason)
        sentence = message if choose_language() == "ko" or known is None else known.english
        console.print(Text(f"  {path}: {sentence or reason}"), soft_wrap=True)
    if len(files) > SHOWN_FILES:
        console.print(Text(say("report.more", count=len(files) - SHOWN_FILES), style="dim"))


def print_changes(console: Console, told: dict[str, object]) -> None:
    """Documents of earlier runs that stayed, and those that fell out."""
    if kept := told.get("kept"):
        console.print(Text(say("report.kept", count=kept)), soft_wrap=True)
    dropped = told.get("dropped")
    if isinstance(dropped, list) and dropped:
        console.print(Text(say("report.dropped", count=len(dropped)), style="bold yellow"), soft_wrap=True)
        for path in dropped[:SHOWN_DROPPED]:
            console.print(Text(f"  {path}"), soft_wrap=True)
        if len(dropped) > SHOWN_DROPPED:
            console.print(Text(say("report.more_dropped", count=len(dropped) - SHOWN_DROPPED), style="dim"))
