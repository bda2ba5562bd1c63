"""How far a batch is: a bar on a terminal, plain lines elsewhere, JSON lines for machines. All on standard error."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.engine.local import Watch
from pipeline.engine.pool import Running
from pipeline.engine.report import Report
from pipeline.messages import say

LINE_SECONDS = 5.0
"""Where there is no terminal, a line on a file that went well comes at most this often; one that failed always does."""


@dataclass(slots=True)
class Counts:
    """What is done so far."""

    total: int = 0
    before: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    since: float = field(default_factory=time.monotonic)

    def done(self) -> int:
        """Inputs done, those of earlier runs too."""
        return self.before + self.statuses.total()

    def rate(self) -> float:
        """Files a second in this run."""
        return self.statuses.total() / max(time.monotonic() - self.since, 1e-9)

    def add(self, status: str) -> None:
        """Count one file."""
        self.statuses[status] += 1


def slowest(running: Mapping[int, Running]) -> tuple[str, float] | None:
    """The file that has been in work the longest, and for how many seconds."""
    if not running:
        return None
    oldest = min(running.values(), key=lambda one: one.since)
    return oldest.shown, time.monotonic() - oldest.since


@dataclass(frozen=True, slots=True)
class Shown:
    """How a batch is shown: who is told, what is drawn while it runs, what is drawn when it is done."""

    watch: Watch
    live: AbstractContextManager[object]
    finish: Callable[[Report], None] = lambda report: None


BAR = 10
"""Characters of the bar."""
BESIDE = 82
"""Columns that everything but the path of the slowest file takes."""


def watch_bar(console: Console) -> Shown:
    """A bar with counts by status, rate and time left in 80 columns, and the slowest file where there is room."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(BAR),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[slowest]}", style="dim", markup=False),
        console=console,
    )
    counts = Counts()
    bar = progress.add_task(say("progress.converting"), total=None, counts="", rate="", slowest="")

    def show(slowest: str = "") -> None:
        words = say("progress.counts", **{name: counts.statuses[name] for name in ("ok", "partial", "failed")})
        rate = say("progress.rate", rate=counts.rate())
        room = console.width - BESIDE
        shown = cut_left(slowest, room) if room > 0 else ""
        progress.update(bar, total=counts.total, completed=counts.done(), counts=words, rate=rate, slowest=shown)

    def started(total: int, done: int) -> None:
        counts.total, counts.before = total, done
        show()

    def finished(path: str, status: str, reason: str | None) -> None:
        counts.add(status)
        show()

    def running(files: Mapping[int, Running]) -> None:
        oldest = slowest(files)
        show(say("progress.slowest", path=oldest[0], seconds=oldest[1]) if oldest else "")

    def finish(report: Report) -> None:
        """Every input, also those whose content another one has, and those of earlier runs."""
        counts.total = report.inputs
        counts.statuses = Counter(ok=report.ok, partial=report.partial, failed=report.failed)
        counts.before = report.inputs - counts.statuses.total()
        show()

    return Shown(Watch(started, finished, running), progress, finish)


def cut_left(text: str, room: int) -> str:
    """The end of a text that is too long: the name of a file stands at the end of its path."""
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) >= room:
        text = text[1:]
    return f"…{text}"


def watch_lines(write: Callable[[str], object]) -> Shown:
    """Plain lines: every failure, and now and then how far it is."""
    counts = Counts()
    last = 0.0

    def started(total: int, done: int) -> None:
        counts.total, counts.before = total, done

    def finished(path: str, status: str, reason: str | None) -> None:
        nonlocal last
        counts.add(status)
        if status != "ok" or time.monotonic() - last >= LINE_SECONDS or counts.done() == counts.total:
            last = time.monotonic()
            label = say(f"status.{status}") + (f" {reason}" if reason else "")
            write(say("progress.line", done=counts.done(), total=counts.total, status=label, path=path) + "\n")

    return Shown(Watch(started, finished), nullcontext())


def watch_json(write: Callable[[str], object]) -> Shown:
    """One JSON object an event: started, finished (a file), running (the slowest file)."""
    counts = Counts()

    def put(event: str, **values: object) -> None:
        write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")

    def started(total: int, done: int) -> None:
        counts.total, counts.before = total, done
        put("started", total=total, done=done)

    def finished(path: str, status: str, reason: str | None) -> None:
        counts.add(status)
        rate = round(counts.rate(), 2)
        put("finished", path=path, status=status, reason=reason, done=counts.done(), total=counts.total, rate=rate)

    def running(files: Mapping[int, Running]) -> None:
        oldest = slowest(files)
        if oldest:
            put("running", path=oldest[0], seconds=round(oldest[1], 1), files=len(files))

    return Shown(Watch(started, finished, running), nullcontext())


def choose_watch(as_json: bool) -> Shown:
    """The progress that fits: JSON where asked for, a bar on a terminal, else lines."""
    console = Console(stderr=True)
    if as_json:
        return watch_json(sys.stderr.write)
    return watch_bar(console) if console.is_terminal else watch_lines(sys.stderr.write)
