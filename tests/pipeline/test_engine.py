"""One bad file costs one file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import hostile
import pytest

from pipeline.engine.guard import Crew, run_guarded
from pipeline.engine.pool import Running, WorkLimits
from pipeline.inputs import Input, find_inputs

LIMITS = WorkLimits(cpu_seconds=2.0, memory_bytes=3 * 2**30)


def library(name: str) -> bool:
    return find_spec(name) is not None


def run(folder: Path, limits: WorkLimits = LIMITS) -> dict[str, tuple[str, str | None]]:
    """Status and reason by file name; fails where a file comes twice."""
    found: dict[str, tuple[str, str | None]] = {}
    for item, outcome in run_guarded(find_inputs([str(folder)]), hostile.job, Crew(2, limits)):
        name = Path(item.shown).name
        assert name not in found
        found[name] = (outcome.status, outcome.reason)
    return found


BAD = {"segfault": "Crashed", "hang": "TimedOut", "allocate": "OutOfMemory", "unpicklable": "Internal", "fork": None}


def make_files(folder: Path, count: int, bad: dict[str, str | None]) -> Path:
    """`count` small plans, the bad ones spread among them."""
    folder.mkdir(exist_ok=True)
    step = count // len(bad)
    words = list(bad)
    for number in range(count):
        place, rest = divmod(number, step)
        is_bad = rest == step // 2 and place < len(words)
        text = f"!{words[place]}\n" if is_bad else f"사업 {number}\n예산 {number}천원\n"
        (folder / (f"bad-{words[place]}.txt" if is_bad else f"plan-{number:03}.txt")).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("sandbox", [True, False])
def test_five_bad_files_of_three_hundred_cost_five(tmp_path: Path, sandbox: bool) -> None:
    found = run(make_files(tmp_path / "in", 300, BAD), replace(LIMITS, sandbox=sandbox))
    assert len(found) == 300
    failed = {name: reason for name, (status, reason) in found.items() if status == "failed"}
    assert sorted(failed) == sorted(f"bad-{word}.txt" for word in BAD)
    for word, reason in BAD.items():
        if reason is not None:
            assert failed[f"bad-{word}.txt"] == reason
    assert failed["bad-fork.txt"] == ("Internal" if sandbox and library("pyseccomp") else "Crashed")


def test_a_job_that_sleeps_meets_the_wall_clock(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("!sleep")
    (tmp_path / "t.txt").write_text("사업 1")
    found = run(tmp_path, WorkLimits(cpu_seconds=0.3))
    assert found == {"s.txt": ("failed", "TimedOut"), "t.txt": ("ok", None)}


@pytest.mark.parametrize("sandbox", [True, False])
def test_a_worker_writes_nothing(tmp_path: Path, sandbox: bool) -> None:
    target = tmp_path / "target"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "w.txt").write_text(f"!write {target}")
    assert run(tmp_path / "in", replace(LIMITS, sandbox=sandbox))["w.txt"][0] == "failed"
    assert not target.exists() or target.read_text() == ""


@pytest.mark.skipif(not library("landlock"), reason="landlock is not installed")
def test_a_sandboxed_worker_reads_no_other_file(tmp_path: Path) -> None:
    target = tmp_path / "secret"
    target.write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r.txt").write_text(f"!read {target}")
    assert run(tmp_path / "in", replace(LIMITS, sandbox=False))["r.txt"] == ("ok", None)
    assert run(tmp_path / "in")["r.txt"] == ("failed", "Internal")


def test_the_file_may_go_away_before_its_turn(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("사업 1")

    def inputs() -> Iterator[Input]:
        yield Input("gone.txt", os.fsencode(tmp_path / "gone.txt"))
        yield from find_inputs([str(tmp_path)])

    found = {item.shown: outcome.reason for item, outcome in run_guarded(inputs(), hostile.job, Crew(1, LIMITS))}
    assert found == {"gone.txt": "Unreadable", str(tmp_path / "a.txt"): None}


ORPHANS = """
import os, sys
sys.path.insert(0, sys.argv[2])
import hostile
from pipeline.engine.guard import Crew, run_guarded
from pipeline.engine.pool import Running, WorkLimits
from pipeline.inputs import find_inputs
for item, outcome in run_guarded(find_inputs([sys.argv[1]]), hostile.job, Crew(2, WorkLimits(600.0))):
    print(item.shown, flush=True)
"""


def test_no_worker_outlives_its_parent(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("사업 1")
    (folder / "b.txt").write_text("!hang")
    (folder / "c.txt").write_text("!sleep")
    command = [sys.executable, "-c", ORPHANS, str(folder), str(Path(__file__).parent)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline()
    time.sleep(1.0)
    workers = descendants(parent.pid)
    assert len(workers) >= 2
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while (alive := [pid for pid in workers if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def descendants(pid: int) -> list[int]:
    """Processes below a process, from /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found = [pid]
    for parent in found:
        found += [child for child, of in parents.items() if of == parent]
    return found[1:]


def is_alive(pid: int) -> bool:
    """True for a process that is not a zombie."""
    try:
        return (Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]) != "Z"
    except OSError:
        return False


def test_a_slow_file_is_seen_while_others_finish(tmp_path: Path) -> None:
    make_files(tmp_path / "in", 200, {"sleep": "TimedOut"})
    seen: set[str] = set()

    def observe(running: Mapping[int, Running]) -> None:
        seen.update(Path(one.shown).name for one in running.values() if time.monotonic() - one.since > 1)

    inputs = find_inputs([str(tmp_path / "in")])
    limits = WorkLimits(cpu_seconds=0.3)
    assert len(list(run_guarded(inputs, hostile.job, Crew(2, limits), observe))) == 200
    assert "bad-sleep.txt" in seen


NO_PANDAS = """
import sys
from pipeline.__main__ import app
from pipeline.commands.convert import convert_files
from pipeline.convert import ConvertOptions
code = convert_files([sys.argv[1]], sys.argv[2], ConvertOptions(jobs=1), True)
print(code, type(sys.modules.get("pandas")).__name__)
"""


def test_a_batch_has_no_use_for_pandas(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("사업 1\n예산 3천원\n", encoding="utf-8")
    command = [sys.executable, "-c", NO_PANDAS, str(tmp_path / "a.txt"), str(tmp_path / "out")]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "0 NoneType\n"
    loaded = "import pandas, pipeline.frames as f; f.leave_pandas_out(); import pandas; pandas.NA"
    assert subprocess.run([sys.executable, "-c", loaded]).returncode == 0
