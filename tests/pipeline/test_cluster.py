"""The same outputs from a cluster, whatever dies in it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hostile
import inline
import pytest
from test_engine import BAD, LIMITS, make_files
from test_journal import published_bytes

from pipeline.convert import STATE, ConvertOptions, convert
from pipeline.engine import cluster
from pipeline.engine.journal import Journal
from pipeline.engine.local import Watch, Work
from pipeline.inputs import find_inputs
from schemas.errors import ClusterAbsent, ClusterLost
from schemas.options import Limits

pytest.importorskip("distributed")


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SHARD", 25)


@pytest.mark.usefixtures("small_shards")
def test_five_bad_files_of_three_hundred_cost_five(tmp_path: Path) -> None:
    make_files(tmp_path / "in", 300, BAD)
    with Journal(tmp_path / "out" / STATE, "00") as journal:
        journal.list_inputs(find_inputs([str(tmp_path / "in")]), Limits())
        cluster.run(journal, Work(hostile.job, LIMITS, Limits(), 2), Watch())
        assert journal.counts() == (300, 300)
        statuses = journal.statuses()
    assert statuses.pop(("ok", None)) == 295
    assert sum(statuses.values()) == 5
    assert {reason for _, reason in statuses} >= {"Crashed", "TimedOut", "OutOfMemory", "Internal"}


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A part of a cluster in its own process, ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def scheduler(address_file: Path) -> tuple[str, ...]:
    place = ("--scheduler-file", str(address_file), "--no-dashboard", "--host", "127.0.0.1", "--port", "0")
    return ("dask_scheduler", *place)


def worker(address_file: Path) -> tuple[str, ...]:
    place = ("--scheduler-file", str(address_file), "--no-dashboard", "--host", "127.0.0.1")
    return ("dask_worker", *place, "--no-nanny", "--nthreads", "1")


def address(address_file: Path) -> str:
    """Of the scheduler, once it is up and has written the whole of its file."""
    import json

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        text = address_file.read_text() if address_file.exists() else ""
        if text.rstrip().endswith("}"):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise TimeoutError(f"no scheduler has written {address_file}")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense"])
def test_no_scheduler_has_its_own_sentence(tmp_path: Path, address: str) -> None:
    source = tmp_path / "in"
    source.mkdir()
    inline.add_files(str(source), 2)
    since = time.monotonic()
    with pytest.raises(ClusterAbsent, match=address):
        convert(str(source), tmp_path / "out", ConvertOptions(engine="dask", scheduler=address))
    assert time.monotonic() - since < 10


@pytest.mark.usefixtures("small_shards")
def test_a_killed_worker_and_a_killed_scheduler_lose_nothing(tmp_path: Path) -> None:
    source, out, calm = tmp_path / "in", tmp_path / "out", tmp_path / "calm"
    source.mkdir()
    inline.add_files(str(source), 200)
    files = tmp_path / "first.json", tmp_path / "second.json"
    finished: list[str] = []
    with (
        started(*scheduler(files[0])) as head,
        started(*worker(files[0])) as doomed,
        started(*worker(files[0])),
    ):

        def kill_in_turn(path: str, status: str, reason: str | None) -> None:
            finished.append(path)
            if len(finished) == 25:
                doomed.send_signal(signal.SIGKILL)
            if len(finished) == 100:
                head.send_signal(signal.SIGKILL)

        options = ConvertOptions(engine="dask", scheduler=address(files[0]))
        with pytest.raises(ClusterLost):
            convert(str(source), out, options, Watch(finished=kill_in_turn))
    store = tmp_path / "store"
    store.mkdir()
    with started(*scheduler(files[1])), started(*worker(files[1])):
        options = ConvertOptions(engine="dask", scheduler=address(files[1]), segments_url=f"file://{store}")
        report = convert(str(source), out, options)
    assert (report.inputs, report.ok, report.failed) == (200, 180, 20)
    assert 0 < report.converted <= 100
    convert(str(source), calm, inline.OPTIONS)
    assert published_bytes(out) == published_bytes(calm)
    assert list(store.iterdir()) == []


def test_a_scheduler_without_workers_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERLESS_SECONDS", 1.0)
    source, file = tmp_path / "in", tmp_path / "scheduler.json"
    source.mkdir()
    inline.add_files(str(source), 3)
    with started(*scheduler(file)), pytest.raises(ClusterLost):
        convert(str(source), tmp_path / "out", ConvertOptions(engine="dask", scheduler=address(file)))
