"""The worker's end: bounds and sandbox taken on once, then one file after another to plain bytes.

- CPU time, not wall time: a busy machine makes no false alarm. The profiling timer's default action ends a process
  inside C loops too; a generous wall-clock limit is the backstop for one that sleeps.
- A worker whose parent died must not live on, not even inside a C loop: a pipe opened with O_ASYNC sends SIGIO when
  its other end is gone, and the default action of SIGIO is to end the process.
- A worker may not write files, dump core or leave processes behind.
"""

import contextlib
import faulthandler
import fcntl
import json
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from multiprocessing.connection import Connection

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.engine.channel import join_parts, read_message, split_parts, write_message
from pipeline.engine.pool import NO_ANSWER, SECRET_BYTES, Pool, Task, WorkLimits, run_pool
from pipeline.engine.sandbox import enter_sandbox
from pipeline.inputs import Input, read_input
from schemas.errors import REASONS, Crashed, Internal, KplanError, LimitExceeded, OutOfMemory
from schemas.options import Limits

Work = Callable[[bytes, str], Mapping[str, bytes]]
"""Bytes and shown path of a file to named parts, plain bytes each; may raise anything."""

FORKED = 70
"""Exit code of a process that a job forked off."""
ERROR = "error"
"""Part that tells a refusal; it then is the only one."""
LONGEST_WORD = 100
LONGEST_DETAIL = 2000


class Refusal(BaseModel):
    """Why a file gave nothing."""

    model_config = ConfigDict(strict=True, extra="forbid")

    reason: str = Field(max_length=LONGEST_WORD)
    detail: str


def run_work(
    inputs: Iterable[Input], work: Work, limits: WorkLimits, read_limits: Limits
) -> Iterator[tuple[Task, dict[str, bytes] | KplanError]]:
    """Every input, in its order, with the parts that `work` gives in one guarded worker, or why there are none.

    The worker is forked from this process: whatever `work` needs is imported before.
    """
    pool = Pool(partial(work_on_files, work), 1, limits, accept_parts)
    yield from run_pool(pool, read_tasks(inputs, read_limits))


def read_tasks(inputs: Iterable[Input], limits: Limits) -> Iterator[Task]:
    """Inputs with their bytes, each read when it is asked for."""
    for item in inputs:
        try:
            yield Task(item, read_input(item, limits))
        except KplanError as error:
            yield Task(item, b"", error)


def accept_parts(task: Task, answer: bytes) -> dict[str, bytes] | KplanError:
    """What a worker sent, as parts."""
    try:
        parts = split_parts(answer)
        return parts_to_error(parts) or parts
    except ValueError:
        return Crashed(NO_ANSWER)


def error_to_parts(error: KplanError) -> dict[str, bytes]:
    """Runs in the worker: a refusal as parts."""
    told = {"reason": error.reason, "detail": error.detail[:LONGEST_DETAIL]}
    return {ERROR: json.dumps(told).encode()}


def parts_to_error(parts: Mapping[str, bytes]) -> KplanError | None:
    """The refusal among parts, None where there is none."""
    if ERROR not in parts:
        return None
    try:
        told = Refusal.model_validate_json(parts[ERROR])
        return REASONS[told.reason](told.detail[:LONGEST_DETAIL])
    except (ValidationError, KeyError):
        return Crashed(NO_ANSWER)


def work_on_files(work: Work, end: Connection, lifeline: Connection, limits: WorkLimits) -> None:
    """Runs in the worker: says that it is ready, then one answer a file until the batch is gone."""
    channel = os.dup(end.fileno())
    state = _prepare_worker(lifeline, limits)
    write_message(channel, json.dumps(state).encode())
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            message = read_message(channel)
            secret, begin = message[:SECRET_BYTES], SECRET_BYTES + 8
            middle = begin + int.from_bytes(message[SECRET_BYTES:begin])
            path = message[begin:middle].decode("utf-8", "surrogatepass")
            write_message(channel, secret, *_run_work(work, message[middle:], path, limits))


def _prepare_worker(lifeline: Connection, limits: WorkLimits) -> dict[str, bool]:
    """Runs once in a new worker: dies with its parent, has bounds, is deaf to Ctrl-C (its parent ends it)."""
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
    faulthandler.disable()  # a crash is told by the batch, in a sentence
    bounds = {resource.RLIMIT_AS: limits.memory_bytes, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))
    return enter_sandbox() if limits.sandbox else {"landlock": False, "seccomp": False}


def _run_work(work: Work, data: bytes, path: str, limits: WorkLimits) -> list[bytes]:
    """Runs in the worker, once a file: whatever the work does, plain bytes come back or the process ends."""
    own = os.getpid()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    try:
        parts = work(data, path)
    except MemoryError:
        parts = error_to_parts(OutOfMemory())
    except KplanError as error:
        parts = error_to_parts(error)
    except BaseException as error:
        parts = error_to_parts(Internal(f"{type(error).__name__}: {error}"))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if os.getpid() != own:
            os._exit(FORKED)
    if _end_children():
        parts = error_to_parts(Crashed("started another process"))
    size = sum(map(len, parts.values()))
    if size > limits.output_bytes:
        parts = error_to_parts(LimitExceeded(f"{size} bytes of rows"))
    return list(join_parts(parts))


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
