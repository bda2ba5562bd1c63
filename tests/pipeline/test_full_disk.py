"""A disk that is full at any moment: the command says so, what stood before stands, and the next run makes it whole."""

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import inline
import pytest

from pipeline.convert import DATABASE, STATE, convert
from pipeline.engine.segments import COMMIT_POINTS
from pipeline.sinks.lineage import LINEAGE
from pipeline.sinks.parquet import published_rows, read_dataset
from pipeline.sinks.quality import check_output
from schemas.errors import Inconsistent, StateDamaged, Unwritable

UNWRITABLE = 24
KPLAN = [sys.executable, "-m", "pipeline"]


def limited(largest: int, *words: str) -> subprocess.CompletedProcess[str]:
    """kplan in a process that can make no file larger than so many bytes: the write fails as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    uncompiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([*KPLAN, *words], capture_output=True, text=True, preexec_fn=limit, env=uncompiled)


def database_rows(out: Path) -> dict[str, int]:
    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        return {
            dataset: connection.execute(f'SELECT count(*) FROM "{dataset}"').fetchall()[0][0]
            for dataset in published_rows(out)
        }


@pytest.fixture
def output(tmp_path: Path) -> tuple[Path, Path]:
    """Some plans and what was made of them."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    inline.add_files(str(source), 12)
    convert(str(source), out, inline.OPTIONS)
    return source, out


@pytest.mark.parametrize("kibibytes", [1, 12, 40, 90, 400, 1000, 1600])
def test_no_size_of_disk_makes_an_empty_database_of_a_good_one(output: tuple[Path, Path], kibibytes: int) -> None:
    source, out = output
    before = database_rows(out)
    inline.add_files(str(source), 5)
    run = limited(kibibytes * 1024, "convert", str(source), "--out", str(out))
    assert run.returncode == UNWRITABLE
    assert "Traceback" not in run.stderr
    assert database_rows_or(before, out) in (before, dict(published_rows(out)))
    assert not [file for file in out.iterdir() if ".tmp" in file.name and file.name.startswith(f".{DATABASE}")]
    again = subprocess.run([*KPLAN, "convert", str(source), "--out", str(out)], capture_output=True)
    assert again.returncode in (0, 3)
    assert database_rows(out) == dict(published_rows(out)) != before
    assert read_dataset(out, "documents").num_rows == 17


def database_rows_or(before: dict[str, int], out: Path) -> dict[str, int]:
    """Rows of the database, also where the datasets beside it are newer."""
    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in before}


@pytest.mark.parametrize("point", COMMIT_POINTS)
def test_a_disk_that_is_full_at_a_commit_point(
    output: tuple[Path, Path], point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = output
    inline.add_files(str(source), 3)

    def reached(name: str) -> None:
        if name == point:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        for module in inline.POINT_MODULES:
            patch.setattr(module, "reached", reached)
        with pytest.raises(Unwritable):
            convert(str(source), out, inline.OPTIONS)
    convert(str(source), out, inline.OPTIONS)
    assert database_rows(out) == dict(published_rows(out))
    assert read_dataset(out, "documents").num_rows == 15
    assert all(json.loads(line) for line in (out / LINEAGE).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("words", [("export", "--format", "xlsx"), ("export",)])
def test_an_export_that_does_not_fit_leaves_the_one_before(output: tuple[Path, Path], words: tuple[str, ...]) -> None:
    out = output[1]
    command, *options = words
    assert subprocess.run([*KPLAN, command, str(out), *options], capture_output=True).returncode == 0
    files = {file: file.read_bytes() for file in (out / "export").rglob("*.*")}
    run = limited(600, command, str(out), *options, "--force")
    assert run.returncode == UNWRITABLE
    assert {file: file.read_bytes() for file in files} == files


def test_a_warehouse_that_does_not_fit_is_not_begun(output: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "w.duckdb"
    assert limited(60_000, "load", str(output[1]), "--to", f"duckdb://{target}").returncode != 0
    assert not target.exists()
    assert not target.with_name("w.duckdb.wal").exists()


def test_check_opens_what_it_checks_and_the_next_run_mends_it(output: tuple[Path, Path]) -> None:
    source, out = output
    assert check_output(out)
    for spoilt in (b"", b"no database", None):
        if spoilt is None:
            (out / DATABASE).unlink()
            duckdb.connect(str(out / DATABASE)).close()
        else:
            (out / DATABASE).write_bytes(spoilt)
        with pytest.raises(Inconsistent):
            check_output(out)
        convert(str(source), out, inline.OPTIONS)
        assert database_rows(out) == dict(published_rows(out))
    plan = out / "plan" / "part-00000.parquet"
    plan.write_bytes(plan.read_bytes()[:-20] + b"x" * 20)
    with pytest.raises(Inconsistent):
        check_output(out)


@pytest.mark.parametrize("spoil", ["gone", "garbage", "cut"])
def test_a_lost_segment_is_read_again(output: tuple[Path, Path], spoil: str) -> None:
    source, out = output
    before = read_dataset(out, "ledger")
    for segment in (out / STATE / "segments").iterdir():
        data = segment.read_bytes()
        segment.unlink()
        if spoil != "gone":
            segment.write_bytes(b"garbage" if spoil == "garbage" else data[: len(data) // 2])
    inline.add_files(str(source), 1)
    assert convert(str(source), out, inline.OPTIONS).converted == 13
    assert read_dataset(out, "ledger").slice(0, before.num_rows).equals(before)


@pytest.mark.parametrize("damage", ["garbage", "middle"])
def test_a_damaged_journal_is_told_and_force_heals_it(tmp_path: Path, output: tuple[Path, Path], damage: str) -> None:
    source, out = output
    journal = out / STATE / "journal.sqlite"
    data = journal.read_bytes()
    journal.write_bytes(b"no database" * 900 if damage == "garbage" else data[:4096] + b"\xff" * (len(data) - 4096))
    inline.add_files(str(source), 1)
    with pytest.raises(StateDamaged) as told:
        convert(str(source), out, inline.OPTIONS)
    assert "--force" in told.value.message("ko")
    healed = convert(str(source), out, inline.ConvertOptions(engine="inline", jobs=1, force=True))
    assert healed.inputs == healed.converted == 13
