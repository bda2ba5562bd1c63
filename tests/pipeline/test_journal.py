"""Killed anywhere, a batch goes on as if nothing had happened."""

import ast
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import inline
import pyarrow.parquet as pq
import pytest

from pipeline.convert import DATABASE, STATE, ConvertOptions, convert
from pipeline.engine.journal import Journal
from pipeline.engine.segments import COMMIT_POINTS
from pipeline.sinks.parquet import read_dataset
from schemas.dictionary import SCHEMA_VERSION
from schemas.errors import Busy, Unwritable


def published_bytes(out: Path) -> dict[str, bytes]:
    """Every published Parquet file."""
    files = {str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*.parquet"))}
    return {name: data for name, data in files.items() if not name.startswith(STATE)}


def test_killed_at_every_commit_point_and_at_random(tmp_path: Path) -> None:
    source, out, calm = tmp_path / "in", tmp_path / "out", tmp_path / "calm"
    source.mkdir()
    inline.add_files(str(source), 40)
    command = [sys.executable, inline.__file__, str(source), str(out), "1", "6"]
    done = ast.literal_eval(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert [point for point in COMMIT_POINTS if not done[point]] == []
    assert done["random"] >= 6
    convert(str(source), out, inline.OPTIONS)
    convert(str(source), calm, inline.OPTIONS)
    files = sorted(str(file) for file in source.iterdir())
    assert read_dataset(out, "documents").column("path").to_pylist() == files
    assert published_bytes(out) == published_bytes(calm)
    with sqlite3.connect(out / STATE / "journal.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        known = {name for (name,) in connection.execute("SELECT name FROM segment")}
    assert known == {file.name for file in (out / STATE / "segments").iterdir()}


def test_the_command_killed_in_the_middle_goes_on(tmp_path: Path) -> None:
    source, out, calm = tmp_path / "in", tmp_path / "out", tmp_path / "calm"
    source.mkdir()
    inline.add_files(str(source), 600)
    command = [sys.executable, "-m", "pipeline", "convert", str(source), "--json-progress", "--out"]
    process = subprocess.Popen([*command, str(out)], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for _ in range(300):
        process.stderr.readline()
    process.kill()
    process.communicate()
    again = subprocess.run([*command, str(out)], capture_output=True, text=True)
    assert again.returncode == 3
    assert 0 < int(again.stderr.splitlines()[0].partition('"done": ')[2].rstrip("}")) < 600
    subprocess.run([*command, str(calm)], capture_output=True)
    assert published_bytes(out) == published_bytes(calm)
    assert len(published_bytes(calm)) == 9


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system is not allowed here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing(tmp_path: Path, small_disk: Path) -> None:
    source, out, calm = tmp_path / "in", small_disk / "out", tmp_path / "calm"
    source.mkdir()
    inline.add_files(str(source), 60)
    for _ in range(2):
        with pytest.raises(Unwritable):
            convert(str(source), out, inline.OPTIONS)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    convert(str(source), out, inline.OPTIONS)
    convert(str(source), calm, inline.OPTIONS)
    assert published_bytes(out) == published_bytes(calm)


def test_a_rerun_reads_only_what_is_new_or_changed(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    inline.add_files(str(source), 8)
    assert convert(str(source), out, inline.OPTIONS).converted == 8
    before = published_bytes(out)
    times = {file: file.stat().st_mtime_ns for file in out.rglob("part-*.parquet")}
    assert convert(str(source), out, inline.OPTIONS).converted == 0
    assert times == {file: file.stat().st_mtime_ns for file in out.rglob("part-*.parquet")}
    (source / "0001.txt").write_text("사업 하나\n")
    inline.add_files(str(source), 1)
    assert convert(str(source), out, inline.OPTIONS).converted == 2
    (source / "0001.txt").write_text("사업 1\n예산 1천원\n")
    (source / "0008.txt").unlink()
    assert convert(str(source), out, inline.OPTIONS).converted == 0
    assert published_bytes(out) == before


def test_force_and_retry_failed_read_again(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    inline.add_files(str(source), 10)
    convert(str(source), out, inline.OPTIONS)
    before = published_bytes(out)
    retry = ConvertOptions(engine="inline", retry_failed=True)
    assert convert(str(source), out, retry).converted == 1
    assert convert(str(source), out, ConvertOptions(engine="inline", force=True)).converted == 10
    assert published_bytes(out) == before


def test_other_settings_read_again(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    inline.add_files(str(source), 3)
    convert(str(source), out, inline.OPTIONS)
    assert convert(str(source), out, ConvertOptions(engine="inline", org="가람특별시 나루구")).converted == 3


def test_same_content_twice_is_converted_once_and_listed_twice(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("a.txt", "b.txt"):
        (source / name).write_text("| 사업 | 목표 |\n|---|---|\n| 나무 심기 | 30그루 |\n")
    report = convert(str(source), out, inline.OPTIONS)
    assert (report.inputs, report.ok) == (2, 2)
    documents = read_dataset(out, "documents")
    assert documents.column("path").to_pylist() == [str(source / "a.txt"), str(source / "b.txt")]
    assert len(set(documents.column("doc_id").to_pylist())) == 1
    assert read_dataset(out, "tables").num_rows == 1


def test_the_workers_give_the_same_bytes_as_one_process(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    inline.add_files(str(source), 30)
    convert(str(source), tmp_path / "one", inline.OPTIONS)
    convert(str(source), tmp_path / "two", ConvertOptions(jobs=2))
    assert published_bytes(tmp_path / "one") == published_bytes(tmp_path / "two")


def test_two_runs_into_one_output_is_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("사업 1")
    with Journal(tmp_path / "out" / STATE, "00"), pytest.raises(Busy):
        convert(str(tmp_path / "a.txt"), tmp_path / "out", inline.OPTIONS)


def test_published_parquet_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("사업 1")
    convert(str(tmp_path / "a.txt"), tmp_path / "out", inline.OPTIONS)
    schema = pq.read_schema(tmp_path / "out" / "plan" / "part-00000.parquet")
    assert schema.metadata[b"kplan_schema"].decode() == SCHEMA_VERSION
    assert schema.field("target").metadata[b"korean"].decode() == "목표값"
    codec = pq.read_metadata(tmp_path / "out" / "documents" / "part-00000.parquet").row_group(0).column(0).compression
    assert codec == "ZSTD"
    assert (tmp_path / "out" / DATABASE).exists()
    assert os.listdir(tmp_path / "out" / STATE / "publish" / "plan") == []
