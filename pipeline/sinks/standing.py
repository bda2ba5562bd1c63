"""What earlier commands wrote into an output for people: kept in step with the datasets where names must go."""

import shutil
from importlib import import_module
from pathlib import Path

from pipeline.audit.decisions import DECISIONS, read_decisions
from pipeline.audit.index import FOLDER
from pipeline.sinks import BOOK, EXPORTS, PROFILES, SINKS, Sink
from pipeline.sinks import csv as csv_sink
from schemas.errors import Missing, Unredacted

CSV = "csv"
"""Folder of an output that `convert --csv` writes."""
WRITTEN = (".csv", ".json", ".xlsx")
"""How the names of exported files end."""


def export_targets(out: Path) -> dict[Path, str]:
    """Places of the exports of an output, each with the module that writes it."""
    names = {**SINKS, **PROFILES}
    return {out / EXPORTS / (BOOK if name == "xlsx" else name): module for name, module in names.items()}


def require_known(out: Path) -> None:
    """Raises Unredacted where an export stands in an output that no command would write again under its name, or
    decisions that quote rows with names."""
    if any(not decision.redacted for decision in read_decisions(out)):
        raise Unredacted(str(out / DECISIONS))
    known: set[Path] = set()
    for target, module in export_targets(out).items():
        known |= {target, *(target / name for name in import_module(module).file_names())}
    known |= {out / CSV / name for name in csv_sink.file_names()}
    for folder in (out / EXPORTS, out / CSV):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and file.suffix in WRITTEN and file not in known and not file.name.startswith("."):
                raise Unredacted(str(file))


def rewrite_exports(out: Path) -> None:
    """Every export that stands in an output, anew from its datasets; one whose writer is not installed is removed, and
    so is what a run that was broken off left half written, and what the audit page kept of the sources."""
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for folder in (out / EXPORTS, out / CSV):
        for file in folder.rglob(".*.tmp") if folder.is_dir() else ():
            file.unlink()
    if (out / CSV).is_dir():
        csv_sink.write(out, out / CSV, korean=False)
    for target, module in export_targets(out).items():
        if target.exists():
            write: Sink = import_module(module).write
            try:
                write(out, target)
            except Missing:
                target.unlink()
