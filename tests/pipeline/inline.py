"""An engine without processes, and a batch that is killed: run as a script by the kill test.

inline.py kill IN OUT SEED RANDOM_KILLS   fork, convert, kill -9 at random moments and at every commit point
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from pipeline.convert import ENGINES, ConvertOptions, convert
from pipeline.engine import journal as journal_module
from pipeline.engine import segments
from pipeline.engine.journal import Journal
from pipeline.engine.local import Watch, Work
from pipeline.inputs import read_input
from pipeline.sinks import duckdb, parquet

COMMIT = 7
PASSED_ONCE = ("database written", "database replaced", "publication recorded")
POINT_MODULES = (segments, journal_module, parquet, duckdb)
"""Modules that pass commit points."""
DOCUMENT_SECONDS = 0.001


def run(journal: Journal, work: Work, watch: Watch) -> None:
    """Each file in this process, a segment every few documents."""
    waiting = []
    for item in journal.todo():
        waiting.append((item, work.job(read_input(item, work.read_limits), item.shown)))
        time.sleep(DOCUMENT_SECONDS)
        if len(waiting) == COMMIT:
            journal.commit(waiting)
            waiting = []
    journal.commit(waiting)


ENGINES["inline"] = "inline"
OPTIONS = ConvertOptions(engine="inline", jobs=1)


def killed_child(source: str, out: str, point: str | None, after: int, seconds: float) -> bool:
    """A forked batch, killed when it passes `point` for the `after`-th time, or after `seconds`; True where killed."""
    pid = os.fork()
    if pid == 0:
        if point is not None:
            kill_at(point, after)
        convert(source, out, OPTIONS)
        os._exit(0)
    if point is None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def kill_at(point: str, after: int) -> None:
    """Make this process end itself at a commit point."""
    passed = 0

    def reached(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == after:
            os.kill(os.getpid(), signal.SIGKILL)

    for module in POINT_MODULES:
        module.reached = reached


def main(source: str, out: str, seed: int, kills: int) -> None:
    """Kill at every commit point, then at random moments; new files come in between so that there is always work."""
    chance = random.Random(seed)
    done: dict[str, int] = {}
    for point in segments.COMMIT_POINTS:
        add_files(source, 8)
        done[point] = killed_child(source, out, point, 1 if point in PASSED_ONCE else chance.randint(1, 2), 0)
    while sum(done.values()) < kills + len(segments.COMMIT_POINTS):
        add_files(source, 4)
        done["random"] = done.get("random", 0) + killed_child(source, out, None, 0, chance.uniform(0.02, 0.25))
    print(done)


def add_files(source: str, count: int) -> None:
    """More plans in the folder, one in ten of them empty (a file that fails)."""
    start = len(os.listdir(source))
    for number in range(start, start + count):
        text = "" if number % 10 == 9 else f"사업 {number}\n예산 {number}천원\n"
        Path(source, f"{number:04}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.modules["inline"] = sys.modules["__main__"]
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
