"""The engine on one machine: guarded workers, and segments committed every few hundred documents."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.engine.guard import Crew, Job, run_guarded
from pipeline.engine.journal import Journal
from pipeline.engine.outcome import Outcome
from pipeline.engine.pool import Protection, Running, WorkLimits
from pipeline.inputs import Input
from schemas.options import Limits

LARGE_BATCH = 300
"""Files from which on loading everything beforehand costs less than loading it when it is first needed."""
COMMIT_DOCUMENTS = 200
COMMIT_SECONDS = 10.0
COMMIT_BYTES = 64 * 2**20
"""A segment is committed at the first of these."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an engine is to do with each file: the job, its bounds, how many at once.

    scheduler     address of a Dask scheduler; None for a cluster on this machine
    segments_url  where cluster workers put segments; None where they share the journal's folder
    """

    job: Job
    limits: WorkLimits
    read_limits: Limits
    workers: int
    scheduler: str | None = None
    segments_url: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of progress.

    started   inputs in all, and how many of them are done already
    finished  path, status and reason of a file, once
    running   the files in work
    protected which sandbox is in force in a new worker
    """

    started: Callable[[int, int], None] = lambda total, done: None
    finished: Callable[[str, str, str | None], None] = lambda path, status, reason: None
    running: Callable[[Mapping[int, Running]], None] = lambda running: None
    protected: Callable[[Protection], None] = lambda state: None


def run(journal: Journal, work: Work, watch: Watch) -> None:
    """Do what the journal says is to be done. What is finished is committed even where the run is broken off."""
    waiting: list[tuple[Input, Outcome]] = []
    size = 0
    since = time.monotonic()
    listed, known = journal.counts()
    large = listed - known >= LARGE_BATCH
    crew = Crew(work.workers, work.limits, work.read_limits, large)
    outcomes = run_guarded(journal.todo(), work.job, crew, watch.running, watch.protected)
    try:
        for item, outcome in outcomes:
            waiting.append((item, outcome))
            size += outcome.size
            watch.finished(item.shown, outcome.status, outcome.reason)
            if len(waiting) >= COMMIT_DOCUMENTS or size >= COMMIT_BYTES or time.monotonic() - since >= COMMIT_SECONDS:
                done, waiting, size, since = waiting, [], 0, time.monotonic()
                journal.commit(done)
    finally:
        outcomes.close()
        journal.commit(waiting)
