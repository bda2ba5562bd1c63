"""A worker that a file has taken over can lie, not act: what it answers is checked, and it reaches nobody else."""

import json
import platform
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from test_engine import LIMITS, library, run

from pipeline.convert import ConvertOptions, convert
from pipeline.engine import sandbox
from pipeline.engine.answers import answer_to_outcome, outcome_to_parts, parts_to_error, read_part
from pipeline.engine.channel import join_parts, split_parts
from pipeline.engine.outcome import bytes_to_outcome
from pipeline.frames import dataset_to_schema
from pipeline.interpret.interpretation import Settings
from schemas.errors import Crashed
from schemas.options import ReadOptions

PLAN = "사업 1\n예산 7천원\n".encode()
Parts = dict[str, bytes]


def answered(change: Callable[[Parts], object] = lambda parts: None) -> bytes:
    """What a worker sends for PLAN, changed on the way."""
    parts = outcome_to_parts(bytes_to_outcome(PLAN, "가.txt", Settings(), ReadOptions()))
    change(parts)
    return b"".join(join_parts(parts))


def test_an_honest_answer_is_taken() -> None:
    outcome = answer_to_outcome(answered(), PLAN, "가.txt")
    assert outcome == bytes_to_outcome(PLAN, "가.txt", Settings(), ReadOptions())


def head(**changes: object) -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        parts["outcome"] = json.dumps({**json.loads(parts["outcome"]), **changes}).encode()

    return change


def column(dataset: str, name: str, value: object) -> Callable[[Parts], object]:
    """Every value of a column replaced."""

    def change(parts: Parts) -> None:
        rows = [{**row, name: value} for row in read_part(dataset, parts[dataset]).to_pylist()]
        parts[dataset] = pa.RecordBatch.from_pylist(rows, dataset_to_schema(dataset)).serialize().to_pybytes()

    return change


@pytest.mark.parametrize(
    "change",
    [
        head(doc_id="a" * 64),
        head(doc_id="../../x"),
        head(status="fine"),
        head(reason=7),
        head(more="x"),
        lambda parts: parts.pop("outcome"),
        lambda parts: parts.pop("documents"),
        lambda parts: parts.update(officers=b"x"),
        lambda parts: parts.update(ledger=parts["documents"]),
        lambda parts: parts.update(ledger=parts["ledger"][:-40]),
        lambda parts: parts.update(ledger=b"\xff" * 200),
        column("documents", "path", "/etc/passwd"),
        column("documents", "status", "fine"),
        column("documents", "doc_id", "a" * 64),
        column("ledger", "doc_id", "a" * 64),
        column("ledger", "reason", "because"),
        lambda parts: parts.update(error=b"x"),
        lambda parts: parts.update(error=b'{"reason": "Nothing", "detail": ""}'),
    ],
)
def test_a_lie_is_no_answer(change: Callable[[Parts], object]) -> None:
    with pytest.raises(Crashed, match="an answer that is none"):
        answer_to_outcome(answered(change), PLAN, "가.txt")


def test_text_that_is_no_utf8_is_no_answer() -> None:
    def change(parts: Parts) -> None:
        parts["ledger"] = parts["ledger"].replace(b"7", b"\xff")

    with pytest.raises(Crashed):
        answer_to_outcome(answered(change), PLAN, "가.txt")


@pytest.mark.parametrize("cut", [1, 8, 15, 17, 100])
def test_a_cut_message_is_no_message(cut: int) -> None:
    with pytest.raises(ValueError, match="cut message"):
        split_parts(answered()[:cut])


def test_a_refusal_comes_with_its_reason() -> None:
    told = parts_to_error({"error": b'{"reason": "Corrupt", "detail": "pdf"}'})
    assert told is not None
    assert (told.reason, told.detail) == ("Corrupt", "pdf")
    assert parts_to_error({}) is None


@pytest.mark.parametrize("deed", ["pickle", "endless", "exabytes", "deaf"])
def test_what_a_taken_worker_writes_is_not_run(tmp_path: Path, deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = tmp_path / "payload"
    monkeypatch.setenv("PAYLOAD", str(payload))
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"!{deed}" if number == 2 else f"사업 {number}", encoding="utf-8")
    found = run(folder, replace(LIMITS, cpu_seconds=0.8))
    assert found.pop("2.txt")[1] in ("Crashed", "TimedOut")
    assert set(found.values()) == {("ok", None)}
    assert len(found) == 5
    assert not payload.exists()


@pytest.mark.skipif(not library("pyseccomp"), reason="pyseccomp is not installed")
@pytest.mark.parametrize("deed", ["kill", "chmod", "raw"])
def test_a_taken_worker_reaches_nobody(tmp_path: Path, deed: str) -> None:
    if deed == "raw" and platform.machine() != "x86_64":
        pytest.skip("the number of the system call is that of x86-64")
    (tmp_path / "a.txt").write_text(f"!{deed}")
    assert run(tmp_path) == {"a.txt": ("failed", "Internal")}


def test_the_report_says_which_sandbox_was_in_force(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN)
    convert(str(tmp_path / "a.txt"), tmp_path / "out", ConvertOptions(jobs=1))
    told = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["sandbox"]
    assert told == {"landlock": library("landlock"), "seccomp": library("pyseccomp")}


def test_a_missing_sandbox_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.commands.convert import tell_protection

    tell_protection({"landlock": True, "seccomp": True})
    assert capsys.readouterr().err == ""
    tell_protection({"landlock": False, "seccomp": True})
    assert "landlock" in capsys.readouterr().err


def test_every_call_that_is_refused_has_one_reason() -> None:
    lists = (sandbox.FORBIDDEN_CALLS, sandbox.OWN_PROCESS_ONLY, sandbox.CALLING_PROCESS_ONLY)
    names = [name for calls in lists for name in calls]
    assert len(names) == len(set(names))
