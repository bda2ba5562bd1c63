"""What the batch engine costs and gains, against a bare loop over the same files in the same run.

    python benchmarks/batch.py [--samples DIR] [--files 10000] [--pairs 3] [--slice 600]

Files are copies of the samples with distinct bytes. Prints one line a measure with the bar it should reach.
"""

import argparse
import contextlib
import hashlib
import itertools
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from extractors.detect import detect
from pipeline.convert import ConvertOptions, convert
from pipeline.engine.guard import Crew, run_guarded
from pipeline.engine.journal import Journal
from pipeline.engine.local import Watch
from pipeline.engine.outcome import bytes_to_outcome
from pipeline.inputs import Input, find_inputs, read_input
from pipeline.interpret.interpretation import Settings
from schemas.options import DEFAULT_OPTIONS

SUFFIXES = (".txt", ".hwp", ".hwpx", ".pdf")
JOB = partial(bytes_to_outcome, settings=Settings(), options=DEFAULT_OPTIONS)

VARIANTS: dict[str, Callable[[bytes, int], bytes]] = {
    "text": lambda data, number: data + f"\n\n{number}\n".encode(),
    "pdf": lambda data, number: data + f"\n% {number}\n".encode(),
    "hwpx": lambda data, number: data[:-2] + (8).to_bytes(2, "little") + f"{number:08}".encode(),
    "hwp5": lambda data, number: data + f"{number:0512}".encode(),
}
"""The same document in other bytes: a last line, a comment after the end, an archive comment, a sector of nothing."""


def make_files(samples: Path, folder: Path, count: int) -> Path:
    """`count` distinct files made of the samples in turn."""
    sources = [file.read_bytes() for file in sorted(samples.iterdir()) if file.suffix in SUFFIXES]
    if not sources:
        sys.exit(f"no samples in {samples}")
    folder.mkdir()
    for number, data in zip(range(count), itertools.cycle(sources)):
        (folder / f"{number:05}").write_bytes(VARIANTS[detect(data)](data, number))
    return folder


def bare(inputs: list[Input]) -> float:
    """Seconds of a loop in this process."""
    started = time.perf_counter()
    for item in inputs:
        JOB(read_input(item, DEFAULT_OPTIONS.limits), item.shown)
    return time.perf_counter() - started


def guarded(inputs: list[Input], workers: int) -> float:
    """Seconds of the same files under the guard; the first file, which starts the workers, is not counted."""
    started = None
    for _ in run_guarded(inputs, JOB, Crew(workers, large=True)):
        started = started or time.perf_counter()
    return time.perf_counter() - (started or 0)


def journal_rates(folder: Path, count: int) -> tuple[float, float]:
    """Documents a second that the journal lists and records."""
    outcome = JOB("사업 1\n".encode(), "a.txt")
    items = [Input(f"{number}", str(number).encode(), None, "") for number in range(count)]
    names = [hashlib.sha256(item.path).hexdigest() for item in items]
    with Journal(folder, "00") as journal:
        started = time.perf_counter()
        rows = [(item.shown, item.path, -1, "", bytes.fromhex(name)) for item, name in zip(items, names, strict=True)]
        for start in range(0, count, 1000):
            journal._note(rows[start : start + 1000])
        listed = time.perf_counter() - started
        started = time.perf_counter()
        for start in range(0, count, 200):
            part = slice(start, start + 200)
            finished = [
                (item, name, outcome.status, outcome.reason)
                for item, name in zip(items[part], names[part], strict=True)
            ]
            journal.record(f"{start}.parquet", finished)
        recorded = time.perf_counter() - started
    return count / listed, count / recorded


def main() -> None:
    """Print every measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=Path(__file__).resolve().parents[1] / "samples" / "plans")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--slice", type=int, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = make_files(options.samples, folder / "in", options.files)
        inputs = list(find_inputs([str(source)]))[: options.slice]
        overheads, gains = [], []
        bare(inputs[:20])
        for _ in range(options.pairs):
            alone, one, two = bare(inputs), guarded(inputs, 1), guarded(inputs, 2)
            overheads.append(one / alone - 1)
            gains.append(one / two)
            print(f"{len(inputs)} files: bare {alone:.2f} s, 1 worker {one:.2f} s, 2 workers {two:.2f} s")
        print(f"overhead of the guard  {statistics.median(overheads):+.1%} (bar <= 5%)")
        print(f"2 workers against 1    {statistics.median(gains):.2f} x (bar >= 1.8)")
        listed, recorded = journal_rates(folder / "journal", 20_000)
        print(f"journal                lists {listed:,.0f}/s, records {recorded:,.0f}/s (bar >= 5,000)")
        memory: list[int] = []
        workers: list[int] = []

        def finished(path: str, status: str, reason: str | None) -> None:
            memory.append(resident(os.getpid()))
            if len(memory) % 100 == 1:
                workers.append(max(map(resident, descendants(os.getpid())), default=0))

        started = time.perf_counter()
        report = convert(str(source), folder / "out", ConvertOptions(jobs=2), Watch(finished=finished))
        first = time.perf_counter() - started
        started = time.perf_counter()
        again = convert(str(source), folder / "out", ConvertOptions(jobs=2))
        rerun = time.perf_counter() - started
        assert (report.inputs, again.converted) == (options.files, 0)
        tenth = len(memory) // 10
        print(f"{options.files} files            {first:.1f} s, {options.files / first:.1f}/s, failed {report.failed}")
        print(f"rerun unchanged        {rerun:.2f} s, {rerun / first:.2%} (bar <= 2%)")
        print(
            f"resident memory        parent {memory[tenth]:.0f} MiB after a tenth, {memory[-1]:.0f} MiB at the end, "
            f"largest worker {workers[len(workers) // 10]} and {max(workers)} MiB"
        )


def resident(pid: int) -> int:
    """MiB of a process in memory now; 0 for one that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 2**20
    except OSError:
        return 0


def descendants(pid: int) -> list[int]:
    """Processes below a process."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += [int(child) for child in task.read_text().split()]
    return found[1:]


if __name__ == "__main__":
    main()
