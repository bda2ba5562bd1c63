"""Each file in a warm worker process under limits, so that no file can take another one with it.

- CPU time, not wall time: a busy machine makes no false alarm. The profiling timer's default action ends a process
  inside C loops too; a generous wall-clock limit is the backstop for one that sleeps.
- The job never raises across the pipe: an exception that cannot be unpickled breaks any pool.
- One file a task, never chunks: a crash costs what is in the same process.
- A worker whose parent died must not live on, not even inside a C loop: a pipe opened with O_ASYNC sends SIGIO when
  its other end is gone, and the default action of SIGIO is to end the process.
- A worker may not write files, dump core or leave processes behind.
"""

import contextlib
import fcntl
import os
import queue
import resource
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WallTimeout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.engine.outcome import Outcome, failure_to_outcome
from pipeline.engine.sandbox import enter_sandbox
from pipeline.inputs import Input, read_input
from schemas.errors import Crashed, Internal, KplanError, LimitExceeded, OutOfMemory, TimedOut
from schemas.options import Limits

Job = Callable[[bytes, str], Outcome]
"""Bytes and shown path of a file to its outcome; must be importable in the worker."""

WALL_FACTOR = 10
"""Wall-clock limit as a multiple of the CPU limit: a machine ten times overloaded still makes no false alarm."""
TASKS_PER_WORKER = 500
"""Workers are replaced after this many files, so that memory which libraries lose comes back."""
WAITING_PER_WORKER = 3
WAITING_BYTES = 512 * 2**20
TICK_SECONDS = 0.5
POOL_STARTS = 3
"""A pool that breaks before it has done one file is started anew this many times."""
FORKED = 70
"""Exit code of a process that a job forked off."""


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """Bounds on one file: CPU seconds, bytes of address space, bytes of rows given back, the sandbox where there is
    one."""

    cpu_seconds: float = 120.0
    memory_bytes: int = 4 * 2**30
    output_bytes: int = 512 * 2**20
    sandbox: bool = True


@dataclass(frozen=True, slots=True)
class Running:
    """A file that a worker is busy with, and since when (monotonic seconds)."""

    shown: str
    since: float


Observer = Callable[[Mapping[int, Running]], None]


def run_guarded(
    inputs: Iterable[Input],
    job: Job,
    workers: int,
    limits: WorkLimits,
    read_limits: Limits,
    observe: Observer = lambda running: None,
    large: bool = False,
) -> Generator[tuple[Input, Outcome], None, None]:
    """Every input with its outcome, in the order in which they are done; none is lost, none is run twice for another.

    `large` loads everything that a worker may need before the first one starts; that pays from some hundred files on.
    Closing the generator ends the workers at once. Raises Crashed where no worker can be started.
    """
    source = iter(inputs)
    again: list[Input] = []
    fruitless = 0
    exhausted = False
    while not exhausted or again:
        if fruitless == POOL_STARTS:
            raise Crashed("no worker process can be started")
        fruitless += 1
        pool, lifeline = _start_pool(job, workers, limits, large)
        outcomes = _run_pool(pool, source, again, job, workers, limits, read_limits, observe)
        try:
            while True:
                try:
                    finished = next(outcomes)
                except StopIteration as end:
                    exhausted = end.value
                    break
                fruitless = 0
                yield finished
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
            lifeline.close()


class _Process(ForkServerProcess):
    """A worker does not import the caller's main module: a script needs no `if __name__ == "__main__"` for us."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Context(ForkServerContext):
    Process = _Process


def _start_pool(job: Job, workers: int, limits: WorkLimits, large: bool) -> tuple[ProcessPool, Connection]:
    """Worker processes forked from a server that has imported everything, and the pipe that keeps them alive."""
    context = _Context()
    context.set_forkserver_preload(["pipeline.engine.preload", *(["pipeline.engine.preload_analyser"] * large)])
    reader, writer = context.Pipe(duplex=False)
    pool = ProcessPool(
        workers,
        max_tasks=TASKS_PER_WORKER,
        context=context,
        initializer=_prepare_worker,
        initargs=(reader, limits, job),
    )
    return pool, writer


def _run_pool(
    pool: ProcessPool,
    source: Iterator[Input],
    again: list[Input],
    job: Job,
    workers: int,
    limits: WorkLimits,
    read_limits: Limits,
    observe: Observer,
) -> Generator[tuple[Input, Outcome], None, bool]:
    """Run until the inputs end (returns True) or the pool breaks (returns False, `again` holds what was in it)."""
    done: queue.SimpleQueue[Future[Outcome]] = queue.SimpleQueue()
    waiting: dict[Future[Outcome], tuple[Input, bytes]] = {}
    running: dict[int, Running] = {}
    observed = 0.0
    exhausted = False
    while True:
        while len(waiting) < workers * WAITING_PER_WORKER and sum(len(d) for _, d in waiting.values()) < WAITING_BYTES:
            item = again.pop() if again else next(source, None)
            if item is None:
                exhausted = True
                break
            try:
                data = read_input(item, read_limits)
            except KplanError as error:
                yield item, failure_to_outcome(error, item.shown, None)
                continue
            try:
                future = pool.schedule(
                    _run_job, args=(job, data, item.shown, limits), timeout=limits.cpu_seconds * WALL_FACTOR
                )
            except RuntimeError:
                again += [item, *(other for other, _ in waiting.values())]
                return False
            waiting[future] = (item, data)
            future.add_done_callback(done.put)
        if not waiting:
            return exhausted
        if time.monotonic() - observed >= TICK_SECONDS:
            observed = time.monotonic()
            _observe_running(waiting, running, observe)
        try:
            ended = done.get(timeout=TICK_SECONDS)
        except queue.Empty:
            continue
        item, data = waiting.pop(ended)
        running.pop(id(ended), None)
        outcome = _future_to_outcome(ended, item, data, limits)
        if outcome is None:
            again += [item, *(other for other, _ in waiting.values())]
            return False
        yield item, outcome


def _observe_running(
    waiting: Mapping["Future[Outcome]", tuple[Input, bytes]], running: dict[int, Running], observe: Observer
) -> None:
    """Tell the observer which files are in work and since when."""
    for future, (item, _) in waiting.items():
        if future.running() and id(future) not in running:
            running[id(future)] = Running(item.shown, time.monotonic())
    observe(running)


def _future_to_outcome(future: "Future[Outcome]", item: Input, data: bytes, limits: WorkLimits) -> Outcome | None:
    """What a worker gave, or why it did not; None where the pool itself broke and the file is to run again."""
    try:
        return future.result()
    except WallTimeout:
        error: KplanError = TimedOut(f"{limits.cpu_seconds * WALL_FACTOR:g} s")
    except ProcessExpired as death:
        error = _death_to_error(death.exitcode or 0, limits)
    except Exception:
        return None
    return failure_to_outcome(error, item.shown, data)


def _death_to_error(exit_code: int, limits: WorkLimits) -> KplanError:
    """The reason for a worker's end: its CPU timer, or what killed it."""
    if exit_code == -signal.SIGPROF:
        return TimedOut(f"CPU {limits.cpu_seconds:g} s")
    with contextlib.suppress(ValueError):
        return Crashed(signal.Signals(-exit_code).name)
    return Crashed(f"exit code {exit_code}")


def _prepare_worker(lifeline: Connection, limits: WorkLimits, job: Job) -> None:
    """Runs once in a new worker: dies with its parent, has bounds, is deaf to Ctrl-C (its parent ends it).

    `job` is here so that its module is imported before the disk is closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    descriptor = os.open(f"/proc/self/fd/{lifeline.fileno()}", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.register_at_fork(after_in_child=lambda: os._exit(FORKED))
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    bounds = {resource.RLIMIT_AS: limits.memory_bytes, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))
    if limits.sandbox:
        enter_sandbox()


def _run_job(job: Job, data: bytes, path: str, limits: WorkLimits) -> Outcome:
    """Runs in the worker, once a file: whatever the job does, plain data comes back or the process ends."""
    own = os.getpid()
    started = time.process_time()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    try:
        outcome = job(data, path)
    except MemoryError:
        outcome = failure_to_outcome(OutOfMemory(), path, data)
    except BaseException as error:
        outcome = failure_to_outcome(Internal(f"{type(error).__name__}: {error}"), path, data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if os.getpid() != own:
            os._exit(FORKED)
    if _end_children():
        outcome = failure_to_outcome(Crashed("started another process"), path, data)
    if outcome.size > limits.output_bytes:
        outcome = failure_to_outcome(LimitExceeded(f"{outcome.size} bytes of rows"), path, data)
    return Outcome(outcome.doc_id, outcome.status, outcome.reason, outcome.batches, time.process_time() - started)


def _end_children() -> bool:
    """End every process that the job left behind; True where there was one."""
    try:
        pid, _ = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    if pid == 0:
        for task in os.listdir("/proc/self/task"):
            with open(f"/proc/self/task/{task}/children", encoding="ascii") as file:
                for child in file.read().split():
                    os.kill(int(child), signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return True
