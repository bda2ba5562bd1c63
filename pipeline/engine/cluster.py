"""The engine on a cluster: Dask hands out shards of files, the guard runs inside each Dask worker.

No distributed engine alone gives "one bad file costs one file": they mark neighbours of a crashed task, repeat it, or
never end a hanging one. So a task here is a shard whose files each run under the guard; a shard gives one segment on
a path that client and workers share, and a small manifest back. The journal stays with the client.

A Dask worker must be allowed to have children: a local cluster is started so; start others with
`dask worker --no-nanny`.
"""

import os
from asyncio import CancelledError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from pipeline.engine.guard import Crew, run_guarded
from pipeline.engine.journal import Journal
from pipeline.engine.local import Watch, Work
from pipeline.engine.outcome import failure_to_outcome
from pipeline.engine.segments import fetch_segment, outcomes_to_table, segment_name, write_segment
from pipeline.inputs import Input
from schemas.errors import ClusterAbsent, ClusterLost, Crashed, Missing

if TYPE_CHECKING:
    from distributed import Client, Future

SHARD = 100
"""Files a task: enough to make a task worth its 6 ms of scheduling, few enough to lose little with a worker."""
SHARDS_PER_WORKER = 3
POLL_SECONDS = 1.0
CONNECT_SECONDS = 6.0
"""How long a scheduler may take to answer at first; one that goes away later ends the run too."""
WORKERLESS_SECONDS = 120.0
"""How long a scheduler may be without any worker: until its first ones are there, or after its last ones are gone."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a shard gave: its segment and, row by row, what became of each file.

    places   number of the file in the shard, doc_id, status and reason
    """

    segment: str
    places: list[tuple[int, str, str, str | None]]


def run(journal: Journal, work: Work, watch: Watch) -> None:
    """Do what the journal says is to be done, on the cluster. Raises ClusterAbsent where no scheduler answers,
    ClusterLost where it goes away, or has no worker for long."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise Missing("pip install '.[dask]'") from error
    if work.scheduler is not None:
        try:
            connected = Client(work.scheduler, timeout=f"{CONNECT_SECONDS:g}s")
        except (OSError, TimeoutError, ValueError, TypeError) as error:
            raise ClusterAbsent(work.scheduler) from error
        with connected as client:
            _run_shards(client, journal, work, watch)
        return
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=work.workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        _run_shards(client, journal, work, watch)


def _run_shards(client: "Client", journal: Journal, work: Work, watch: Watch) -> None:
    """Keep some shards a worker in flight; commit each as it comes back."""
    todo = journal.todo()
    again: list[list[Input]] = []
    flying: dict[Future[Manifest], list[Input]] = {}
    sent = replace(work, segments_url=work.segments_url or os.path.abspath(journal.segments))
    manned = monotonic()
    while True:
        with _reaching(work.scheduler):
            if client.status in ("closing", "closed"):
                raise ClusterLost(str(work.scheduler or ""))
            workers = len(client.scheduler_info(n_workers=-1)["workers"])
            manned = monotonic() if workers else manned
            if monotonic() - manned > WORKERLESS_SECONDS:
                raise ClusterLost(str(work.scheduler or ""))
            while len(flying) < max(workers, 1) * SHARDS_PER_WORKER and (
                shard := again.pop() if again else _next_shard(todo)
            ):
                absolute = [replace(item, path=os.path.abspath(item.path)) for item in shard]
                flying[client.submit(shard_to_segment, absolute, sent, journal.version_text, pure=False)] = shard
            done = _wait_for_some(flying)
        if not flying:
            return
        for future in done:
            shard = flying.pop(future)
            if future.status in ("cancelled", "lost"):
                raise ClusterLost(str(work.scheduler or ""))
            with _reaching(work.scheduler):
                manifest = future.result() if future.status == "finished" else None
            if manifest is not None:
                _commit(journal, work, watch, shard, manifest)
            elif len(shard) > 1:
                again += [[item] for item in shard]
            else:
                outcome = failure_to_outcome(Crashed("its cluster worker was killed"), shard[0].shown, None)
                journal.commit([(shard[0], outcome)])
                watch.finished(shard[0].shown, outcome.status, outcome.reason)


def _wait_for_some(flying: "Iterable[Future[Manifest]]") -> "list[Future[Manifest]]":
    """Futures that have ended, after POLL_SECONDS at the latest."""
    from distributed import wait

    with suppress(TimeoutError):
        wait(list(flying), timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
    return [future for future in flying if future.done()]


@contextmanager
def _reaching(scheduler: str | None) -> Iterator[None]:
    """Talking to the cluster. Raises ClusterLost where it does not answer or has forgotten its work."""
    from distributed.client import FuturesCancelledError

    try:
        yield
    except (FuturesCancelledError, CancelledError, OSError, TimeoutError) as error:
        raise ClusterLost(str(scheduler or "")) from error


def _next_shard(todo: Iterator[Input]) -> list[Input]:
    return list(islice(todo, SHARD))


def shard_to_segment(shard: list[Input], work: Work, version: str) -> Manifest:
    """Runs in a Dask worker: every file of the shard under the guard, one segment on the shared path.

    A shard that runs twice, because its worker was killed, writes the same segment under the same name.
    """
    order = {(item.path, item.entry): number for number, item in enumerate(shard)}
    found = [
        (order[item.path, item.entry], outcome)
        for item, outcome in run_guarded(shard, work.job, Crew(1, work.limits, work.read_limits))
    ]
    found.sort(key=lambda pair: pair[0])
    outcomes = [outcome for _, outcome in found]
    name = segment_name(outcomes, version)
    write_segment(str(work.segments_url), name, outcomes_to_table(outcomes))
    return Manifest(name, [(number, outcome.doc_id, outcome.status, outcome.reason) for number, outcome in found])


def _commit(journal: Journal, work: Work, watch: Watch, shard: list[Input], manifest: Manifest) -> None:
    """Fetch the segment where the workers wrote elsewhere, then one transaction."""
    if work.segments_url is not None:
        fetch_segment(work.segments_url, manifest.segment, journal.segments)
    journal.record(
        manifest.segment,
        [(shard[number], doc_id, status, reason) for number, doc_id, status, reason in manifest.places],
    )
    for number, _, status, reason in manifest.places:
        watch.finished(shard[number].shown, status, reason)
