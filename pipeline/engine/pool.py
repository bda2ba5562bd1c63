"""Worker processes that get bytes and give bytes, each task in one of them, under limits.

What a worker sends is bytes in a closed form (channel.py); nothing that it can send is run. A worker says which
protection is in force before it gets its first task.
"""

import contextlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext, ForkContext, ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from pipeline.engine.channel import Channel
from pipeline.inputs import Input
from schemas.errors import Crashed, KplanError, TimedOut

WALL_FACTOR = 10
"""Wall-clock limit as a multiple of the CPU limit: a machine ten times overloaded still makes no false alarm."""
TASKS_PER_WORKER = 500
"""Workers are replaced after this many files, so that memory which libraries lose comes back."""
TICK_SECONDS = 0.5
START_SECONDS = 120.0
"""How long a new worker may take until it is ready."""
STARTS = 3
"""So many workers in a row may die before they are ready."""
AHEAD_BYTES = 256 * 2**20
"""Files are read ahead of the workers up to this size in all."""
END_SECONDS = 1.0
"""How long a worker that closed its channel may take to end by itself."""
SECRET_BYTES = 16
"""Each task comes with so many random bytes, and its answer begins with them: what a worker sent before, or made up, is
told from it."""
NO_ANSWER = "an answer that is none"
SLACK_BYTES = 2**20
"""What a message may have beyond its rows."""


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
Protection = Mapping[str, bool]
"""Which of `landlock` and `seccomp` is in force in a worker."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file with its bytes, or with the reason why they cannot be had."""

    item: Input
    data: bytes
    refusal: KplanError | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """How workers are made.

    main      runs in the worker: gets the worker's end of the channel, of the lifeline, and the limits
    workers   how many at once
    accept    what a worker sent for a task, made into what it stands for, or into the reason why it is none; a worker
              whose answer is Crashed is ended
    preload   modules that the server which workers are forked from imports; None to fork from this process itself,
              which is quicker for a single file
    observe   is told now and then which files are in work
    protected is told by each new worker which sandbox is in force
    """

    main: Callable[[Connection, Connection, WorkLimits], None]
    workers: int
    limits: WorkLimits
    accept: "Callable[[Task, bytes], Any]"
    preload: tuple[str, ...] | None = None
    observe: Observer = lambda running: None
    protected: "Callable[[Protection], None]" = lambda state: None


class _ServerProcess(ForkServerProcess):
    """A worker does not import the caller's main module: a script needs no `if __name__ == "__main__"` for us."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _ServerContext(ForkServerContext):
    Process = _ServerProcess


@dataclass(slots=True)
class _Worker:
    """One process. `task` is what it is busy with; `since` when it got that, or when it was started; `secret` what its
    answer must begin with."""

    process: BaseProcess
    socket: socket.socket
    channel: Channel
    ready: bool = False
    task: Task | None = None
    since: float = field(default_factory=time.monotonic)
    tasks: int = 0
    secret: bytes = b""

    def end(self) -> int:
        """End the process whatever it does; its exit code."""
        self.socket.close()
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code or 0


def run_pool(pool: Pool, tasks: Iterator[Task]) -> Generator[tuple[Task, Any], None, None]:
    """Every task with what `pool.accept` makes of its answer, or the KplanError why there is none, as they are done.

    Closing the generator ends the workers at once. Raises Crashed where no worker can be started.
    """
    context: BaseContext = ForkContext()
    if pool.preload is not None:
        context = _ServerContext()
        context.set_forkserver_preload(list(pool.preload))
    reader, writer = context.Pipe(duplex=False)
    workers: list[_Worker] = []
    try:
        yield from _run(pool, tasks, _Starter(pool, context, reader, writer), workers)
    finally:
        for worker in workers:
            worker.end()
        reader.close()
        writer.close()


@dataclass(slots=True)
class _Starter:
    """Starts workers; counts those that died before they were ready."""

    pool: Pool
    context: BaseContext
    reader: Connection
    writer: Connection
    failed: int = 0

    def start(self) -> _Worker:
        """A new worker, not yet ready. Raises Crashed where too many have died."""
        if self.failed >= STARTS:
            raise Crashed("no worker process can be started")
        ours, theirs = socket.socketpair()
        with Connection(theirs.detach()) as end:
            forked = isinstance(self.context, ForkContext)
            inherited = (ours.fileno(), self.writer.fileno()) if forked else ()
            process = self.context.Process(  # type: ignore[attr-defined]
                target=_enter, args=(self.pool.main, end, self.reader, self.pool.limits, inherited), daemon=True
            )
            process.start()
        return _Worker(process, ours, Channel(ours.fileno(), self.pool.limits.output_bytes + SLACK_BYTES))


def _enter(
    main: Callable[[Connection, Connection, WorkLimits], None],
    end: Connection,
    lifeline: Connection,
    limits: WorkLimits,
    inherited: tuple[int, ...],
) -> None:
    """Runs in the worker: the ends that belong to the batch are closed, then the worker's work begins."""
    for descriptor in inherited:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    main(end, lifeline, limits)


def _run(
    pool: Pool,
    tasks: Iterator[Task],
    starter: _Starter,
    workers: list[_Worker],
) -> Generator[tuple[Task, Any], None, None]:
    ahead: deque[Task] = deque()
    exhausted = False
    observed = 0.0
    while True:
        while not exhausted and len(ahead) < pool.workers and sum(len(task.data) for task in ahead) < AHEAD_BYTES:
            task = next(tasks, None)
            if task is None:
                exhausted = True
            else:
                ahead.append(task)
        while ahead and ahead[0].refusal is not None and _may_refuse(pool, workers):
            refused = ahead.popleft()
            yield refused, refused.refusal
        for worker in workers:
            if ahead and ahead[0].refusal is None and worker.ready and worker.task is None:
                _give(worker, ahead.popleft())
        busy = sum(worker.task is not None for worker in workers)
        if exhausted and not ahead and not busy:
            return
        while len(workers) < pool.workers and len(workers) < busy + len(ahead):
            workers.append(starter.start())
        if time.monotonic() - observed >= TICK_SECONDS:
            observed = time.monotonic()
            pool.observe(
                {w.process.pid or 0: Running(w.task.item.shown, w.since) for w in workers if w.task is not None}
            )
        for worker in _wait(workers):
            yield from _serve(worker, workers, starter, ahead)


def _may_refuse(pool: Pool, workers: list[_Worker]) -> bool:
    """With one worker, files come in their order: what is refused waits for the file before it."""
    return pool.workers > 1 or not any(worker.task is not None for worker in workers)


def _give(worker: _Worker, task: Task) -> None:
    """Begin to send a task to a worker that has none."""
    name = task.item.shown.encode("utf-8", "surrogatepass")
    worker.task, worker.since = task, time.monotonic()
    worker.tasks += 1
    worker.secret = os.urandom(SECRET_BYTES)
    worker.channel.put(worker.secret, len(name).to_bytes(8), name, task.data)
    worker.channel.send()


def _wait(workers: list[_Worker]) -> list[_Worker]:
    """Workers that have sent something, take more, or have had all their time; after TICK_SECONDS at the latest."""
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.channel.sending else 0)
            selector.register(worker.socket, wanted, worker)
        found = []
        for key, events in selector.select(TICK_SECONDS):
            if events & selectors.EVENT_WRITE:
                key.data.channel.send()
            if events & selectors.EVENT_READ:
                found.append(key.data)
    return found + [worker for worker in workers if worker not in found]


def _serve(
    worker: _Worker,
    workers: list[_Worker],
    starter: _Starter,
    ahead: deque[Task],
) -> Iterator[tuple[Task, Any]]:
    """What came of a worker: its message, its end, or that its time is over."""
    limits = starter.pool.limits
    task = worker.task
    try:
        message = worker.channel.receive()
        if message is None and _in_time(worker, limits):
            return
    except EOFError:
        code = _exit_code(worker)
        _dismiss(worker, workers)
        starter.failed += not worker.ready
        if task is not None:
            yield task, death_to_error(code, limits)
        return
    except ValueError:
        message = b""
    if not worker.ready and message:
        worker.ready, starter.failed = True, 0
        starter.pool.protected(_message_to_protection(message))
    elif message is None:
        _dismiss(worker, workers)
        starter.failed += not worker.ready
        if task is not None:
            yield task, TimedOut(f"{limits.cpu_seconds * WALL_FACTOR:g} s")
    elif task is None or not message.startswith(worker.secret):
        _dismiss(worker, workers)
        starter.failed += not worker.ready
        if task is not None and worker.tasks > 1:
            ahead.appendleft(task)  # what an earlier file left in the worker may have said this
        elif task is not None:
            yield task, Crashed(NO_ANSWER)
    else:
        worker.task = None
        accepted = starter.pool.accept(task, message[SECRET_BYTES:])
        if isinstance(accepted, Crashed) or worker.tasks >= TASKS_PER_WORKER:
            _dismiss(worker, workers)
        yield task, accepted


def _in_time(worker: _Worker, limits: WorkLimits) -> bool:
    """Whether a worker may go on with what it does."""
    allowed = limits.cpu_seconds * WALL_FACTOR if worker.ready else START_SECONDS
    return (worker.ready and worker.task is None) or time.monotonic() - worker.since <= allowed


def _dismiss(worker: _Worker, workers: list[_Worker]) -> None:
    """End a worker."""
    workers.remove(worker)
    worker.end()


def _exit_code(worker: _Worker) -> int:
    """How a worker ended that closed its channel; one that lives on is ended."""
    worker.process.join(END_SECONDS)
    return worker.process.exitcode or 0


def _message_to_protection(message: bytes) -> Protection:
    """The state that a new worker tells, nothing in force where it tells something else."""
    try:
        told = json.loads(message)
        return {name: told[name] is True for name in ("landlock", "seccomp")}
    except (ValueError, KeyError, TypeError):
        return {"landlock": False, "seccomp": False}


def death_to_error(exit_code: int, limits: WorkLimits) -> KplanError:
    """The reason for a worker's end: its CPU timer, or what killed it."""
    if exit_code == -signal.SIGPROF:
        return TimedOut(f"CPU {limits.cpu_seconds:g} s")
    with contextlib.suppress(ValueError):
        return Crashed(signal.Signals(-exit_code).name)
    return Crashed(f"exit code {exit_code}")
