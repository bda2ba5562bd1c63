"""The whole batch on one screen."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb as duckdb_library

    from pipeline.engine.journal import Journal
    from pipeline.engine.local import Watch
    from pipeline.engine.pool import Protection
    from pipeline.engine.report import Report
    from pipeline.frames import Datasets
    from pipeline.inputs import Input
    from pipeline.interpret.interpretation import Settings
    from schemas.errors import KplanError
    from schemas.options import ReadOptions

STATE = ".kplan"
"""Folder below the output that holds the journal and the segments."""
DATABASE = "kplan.duckdb"
ENGINES: dict[str, str] = {"local": "pipeline.engine.local", "dask": "pipeline.engine.cluster"}
"""Name to the module whose `run` does what the journal says is to be done."""

READ_AGAIN = 3
"""A file that changes between listing and reading is listed anew; another of its old content is then still to do."""

LINE_NAMES: dict[str, str] = {
    "documents": "document",
    "plan": "plan",
    "budget": "budget",
    "result": "result",
    "findings": "finding",
    "checks": "check",
    "ledger": "number",
}
"""Dataset to the name that its rows carry on standard output."""


def read_rows(
    paths: str | Iterable[str], settings: "Settings | None" = None, options: "ReadOptions | None" = None
) -> Iterator[dict[str, object]]:
    """Every row of every file as a JSON-ready dict with `dataset` first; files are read in this process, one by one.

    A file that cannot be read gives its document row with status `failed` and the reason; the next ones are read.
    """
    from pipeline.inputs import find_inputs

    for item in find_inputs([paths] if isinstance(paths, str) else paths):
        datasets, _ = read_datasets(item, settings, options)
        yield from datasets_to_lines(datasets)


def read_datasets(
    item: "Input", settings: "Settings | None" = None, options: "ReadOptions | None" = None
) -> "tuple[Datasets, KplanError | None]":
    """Every dataset of one input, and why it failed where it did."""
    from pipeline.engine.job import bytes_to_datasets, failure_to_record
    from pipeline.inputs import read_input
    from pipeline.interpret.interpretation import Settings
    from schemas.errors import KplanError
    from schemas.options import ReadOptions

    options = options or ReadOptions()
    data = None
    try:
        data = read_input(item, options.limits)
        return bytes_to_datasets(data, item.shown, settings or Settings(), options), None
    except KplanError as error:
        return {"documents": [failure_to_record(error, item.shown, data)]}, error


def datasets_to_lines(datasets: "Datasets") -> Iterator[dict[str, object]]:
    """Rows as dicts with `dataset` first, dates as ISO text; the document comes first."""
    for dataset, name in LINE_NAMES.items():
        for row in datasets.get(dataset, ()):
            yield {"dataset": name, **row.model_dump(mode="json")}


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """How a batch is run.

    org           issuing government where the documents do not say it
    jobs          worker processes; None for one a core
    cpu_seconds   processor time that a file may take
    memory_bytes  address space that a file may take
    force         read every file again
    retry_failed  read again what failed
    replace       drop documents of earlier runs that are not among the inputs
    layout        lay documents of the HWP family out, for page numbers and boxes of cells
    csv           also write CSV files
    scheduler     address of a Dask scheduler, for the engine `dask`
    segments_url  where cluster workers put segments when they do not share the output folder: s3://bucket/folder
    listed        the paths that `-` stands for
    follow_links  symbolic links that lead out of a folder are followed
    any_document  rows also of documents that are no plan, budget or result
    """

    org: str | None = None
    redaction_key: str | None = None
    password: str | None = None
    jobs: int | None = None
    cpu_seconds: float = 120.0
    memory_bytes: int = 4 * 2**30
    force: bool = False
    retry_failed: bool = False
    replace: bool = False
    layout: bool = False
    csv: bool = False
    engine: str = "local"
    scheduler: str | None = None
    segments_url: str | None = None
    listed: Iterable[str] = ()
    follow_links: bool = False
    any_document: bool = False


def convert(
    paths: str | Iterable[str],
    out: str | os.PathLike[str],
    options: ConvertOptions = ConvertOptions(),
    watch: "Watch | None" = None,
) -> "Report":
    """Files, folders, globs and archives to datasets below `out`; what was done before is not done again.

    `out` then holds the documents that `paths` name, and those of earlier runs that lie elsewhere; `replace` leaves the
    latter out. Raises Busy where another run uses `out`, NoInput or
    Unreadable where there is nothing under any of `paths` (`out` then stays as it was), Unwritable where the disk is
    full or closed; what was finished is kept. Unredacted where `out` holds an export that names could stay in. BadForms
    where its forms.toml cannot be read. StateDamaged where what earlier runs left cannot be read.
    """
    from functools import partial

    import duckdb

    from pipeline.earlier_inputs import Earlier, count_kept, fallen_out, follow, read_earlier
    from pipeline.engine.journal import Journal
    from pipeline.engine.local import Watch, Work
    from pipeline.engine.outcome import bytes_to_outcome
    from pipeline.engine.pool import WorkLimits
    from pipeline.engine.report import read_report
    from pipeline.engine.version import fingerprint
    from pipeline.inputs import Search, find_inputs, require_some
    from pipeline.interpret.interpretation import Settings
    from pipeline.sinks.standing import require_known
    from pipeline.taught.file import read_forms
    from schemas.errors import StateDamaged, Unwritable
    from schemas.options import ReadOptions

    started, out = time.time(), Path(out)
    watch, protection = watch_protection(watch or Watch())
    settings, reading = (
        Settings(options.org, options.redaction_key, options.any_document, read_forms(out)),
        ReadOptions(options.password, layout=options.layout),
    )
    work = Work(
        job=partial(bytes_to_outcome, settings=settings, options=reading),
        limits=WorkLimits(options.cpu_seconds, options.memory_bytes),
        read_limits=reading.limits,
        workers=options.jobs or os.cpu_count() or 1,
        scheduler=options.scheduler,
        segments_url=options.segments_url,
    )
    named = [paths] if isinstance(paths, str) else list(paths)
    try:
        if options.redaction_key is not None:
            require_known(out)
        skip = os.fsencode(os.path.realpath(out))
        search = Search(skip, reading.limits, options.follow_links)
        found: Iterable[Input] = require_some(find_inputs(named, search, options.listed))
        with Journal(out / STATE, fingerprint(settings, reading), heal=options.force) as journal:
            earlier = read_earlier(out / STATE, named, read_report(out).get("folder", os.getcwd()))
            if options.replace:
                earlier = Earlier((), (*earlier.named, *earlier.kept))
            seen: set[tuple[bytes, int | None]] = set()
            if options.force or options.retry_failed:
                found = list(found)
                journal.list_inputs(found, reading.limits)
                journal.forget(failed_only=not options.force)
            refused = journal.list_inputs(follow(found, earlier.kept, seen), reading.limits)
            inputs, done = journal.counts()
            done -= len(refused)
            watch.started(inputs, done)
            for item, outcome in refused:
                watch.finished(item.shown, outcome.status, outcome.reason)
            for _ in range(READ_AGAIN):
                import_module(ENGINES[options.engine]).run(journal, work, watch)
                if journal.counts() == (inputs, inputs):
                    break
            taught = "" if options.redaction_key is not None else settings.forms.decides()
            change = {"kept": count_kept(earlier, seen), "dropped": fallen_out(earlier, seen)}
            return _publish(journal, out, options, _Run(started, inputs - done, protection, change, taught))
    except (OSError, sqlite3.OperationalError, duckdb.IOException, duckdb.TransactionException) as error:
        raise Unwritable(str(error)) from error
    except (sqlite3.DatabaseError, duckdb.Error) as error:
        raise StateDamaged(str(error).splitlines()[0]) from error


def watch_protection(watch: "Watch") -> "tuple[Watch, dict[str, bool]]":
    """The watch, and what it is told of the sandbox: a protection counts where every worker had it."""
    state: dict[str, bool] = {}

    def protected(told: "Protection") -> None:
        first = not state
        state.update({name: state.get(name, True) and force for name, force in told.items()})
        if first:
            watch.protected(told)

    return replace(watch, protected=protected), state


@dataclass(frozen=True, slots=True)
class _Run:
    """When a run began (seconds since 1970), how many documents it read, which sandbox was in force, what became of
    the documents of earlier runs."""

    started: float
    converted: int
    protection: Mapping[str, bool]
    change: Mapping[str, object]
    taught: str


def _publish(journal: "Journal", out: Path, options: ConvertOptions, run: _Run) -> "Report":
    """Published files, report and lineage; nothing is written again where nothing changed and what stands is whole."""
    from functools import partial

    from pipeline.audit.applying import Applied, applied_decisions
    from pipeline.audit.decisions import proposals, read_decisions, standing
    from pipeline.audit.rule import needs_two
    from pipeline.engine.report import describe_run, known_files, read_report, write_report
    from pipeline.sinks import csv, duckdb, publication_version
    from pipeline.sinks.copies import list_copies, mark_copies
    from pipeline.sinks.lineage import write_lineage
    from pipeline.sinks.parquet import Overlay, Passes, publish
    from pipeline.sinks.standing import CSV, rewrite_exports
    from schemas.dictionary import SCHEMA_VERSION

    decisions = read_decisions(out)
    two = needs_two(out)
    decided = hashlib.sha256("".join(one.model_dump_json() for one in decisions).encode()).hexdigest()
    state = journal.state_fingerprint(f"csv={options.csv} {publication_version()} {decided} {two}")
    stands = not options.force and state == journal.published() and duckdb.disagreement(out, out / DATABASE) is None
    files = known_files(out) if stands else None
    summary = read_report(out).get("decisions") or Applied({}, ()).summary()
    if not files:
        journal.record_publication(None)

        def decide(connection: "duckdb_library.DuckDBPyConnection") -> Overlay:
            nonlocal summary
            applied = applied_decisions(connection, standing(decisions, two))
            summary = {**applied.summary(), **({"waiting": len(proposals(decisions))} if two else {})}
            return applied.overlay()

        publish(journal, out, options.jobs or os.cpu_count() or 1, passes=Passes(decide, partial(mark_copies, out)))
        duckdb.write(out, out / DATABASE)
        if options.csv:
            csv.write(out, out / CSV, korean=False)
        if options.redaction_key is not None:
            rewrite_exports(out)
    report = describe_run(journal.statuses(), out, run.converted, time.time() - run.started, files)
    facts = {
        "kplan": version("kplan"),
        "schema": SCHEMA_VERSION,
        "fingerprint": journal.version.hex(),
        "settings": {
            "org": options.org,
            "redacted": options.redaction_key is not None,
            "layout": options.layout,
            "any_document": options.any_document,
            **({"forms": run.taught} if run.taught else {}),
        },
        "folder": os.getcwd(),
        **run.change,
        "engine": options.engine,
        "same_as": [dict(zip(("path", "same_as", "reason"), copy, strict=True)) for copy in list_copies(out)],
        "sandbox": dict(run.protection),
        "decisions": summary,
    }
    write_report(out, report, facts, run.started)
    write_lineage(out, report, facts, run.started)
    journal.record_publication(state)
    return report
