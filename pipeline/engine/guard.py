"""Each file in a warm worker process under limits, so that no file can take another one with it.

- What a worker answers is checked against the schema before it is taken; nothing of it is run (answers.py).
- One file a task, never chunks: a crash costs what is in the same process.
- The bounds of a worker are told in worker.py, how workers are made and ended in pool.py.
"""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from functools import partial

from pipeline.engine.answers import answer_to_outcome, outcome_to_parts
from pipeline.engine.outcome import Outcome, failure_to_outcome
from pipeline.engine.pool import Observer, Pool, Protection, Task, WorkLimits, run_pool
from pipeline.engine.worker import read_tasks, work_on_files
from pipeline.inputs import Input
from schemas.errors import KplanError
from schemas.options import DEFAULT_OPTIONS, Limits

Job = Callable[[bytes, str], Outcome]
"""Bytes and shown path of a file to its outcome; must be importable in the worker."""

PRELOAD = ("pipeline.engine.preload",)
PRELOAD_LARGE = (*PRELOAD, "pipeline.engine.preload_analyser")


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads the files.

    workers      processes at once
    limits       bounds on each file
    read_limits  bounds on what is read from disk
    large        everything that a worker may need is loaded before the first one starts; that pays from some hundred
                 files on
    """

    workers: int
    limits: WorkLimits = field(default_factory=WorkLimits)
    read_limits: Limits = DEFAULT_OPTIONS.limits
    large: bool = False


def run_guarded(
    inputs: Iterable[Input],
    job: Job,
    crew: Crew,
    observe: Observer = lambda running: None,
    protected: Callable[[Protection], None] = lambda state: None,
) -> Generator[tuple[Input, Outcome], None, None]:
    """Every input with its outcome, in the order in which they are done; none is lost, none is run twice for another.

    `observe` is told now and then which files are in work, `protected` by each new worker which sandbox is in force.
    Closing the generator ends the workers at once.
    Raises Crashed where no worker can be started.
    """
    main = partial(work_on_files, partial(job_to_parts, job))
    preload = PRELOAD_LARGE if crew.large else PRELOAD
    pool = Pool(main, crew.workers, crew.limits, accept_outcome, preload, observe, protected)
    for task, found in run_pool(pool, read_tasks(inputs, crew.read_limits)):
        data = None if task.refusal is not None else task.data
        failed = isinstance(found, KplanError)
        yield task.item, failure_to_outcome(found, task.item.shown, data) if failed else found


def accept_outcome(task: Task, answer: bytes) -> Outcome | KplanError:
    """What a worker sent, as an outcome; an answer that is none costs the file."""
    try:
        return answer_to_outcome(answer, task.data, task.item.shown)
    except KplanError as error:
        return error


def job_to_parts(job: Job, data: bytes, path: str) -> dict[str, bytes]:
    """Runs in the worker: the outcome of a job as parts."""
    return outcome_to_parts(job(data, path))
