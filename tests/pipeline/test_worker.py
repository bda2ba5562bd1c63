"""rows, tables and show read their file under the same guard as a batch."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import hostile
import pytest
from test_cli import kplan
from test_engine import LIMITS, descendants, is_alive

from pipeline.commands.output import harmless_on_terminal
from pipeline.engine.pool import WorkLimits
from pipeline.engine.worker import run_work
from pipeline.inputs import find_inputs
from schemas.errors import KplanError
from schemas.options import DEFAULT_OPTIONS, Limits

FILES = {
    "1.txt": "사업",
    "2.txt": "!segfault",
    "3.txt": "!hang",
    "4.txt": "!allocate",
    "5.txt": "!unpicklable",
    "6.txt": "!pickle",
    "7.txt": "사업",
}
REASONS = [None, "Crashed", "TimedOut", "OutOfMemory", "Internal", "Crashed", None]


def deed(data: bytes, path: str) -> dict[str, bytes]:
    """What the file says, then its size."""
    hostile.job(data, path)
    return {"size": str(len(data)).encode()}


def test_files_come_in_their_order_and_a_bad_one_costs_itself(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    names, reasons = [], []
    paths = [*(str(tmp_path / name) for name in FILES), str(tmp_path / "none.txt"), str(tmp_path / "1.txt")]
    for task, parts in run_work(find_inputs(paths), deed, LIMITS, Limits()):
        names.append(Path(task.item.shown).name)
        reasons.append(parts.reason if isinstance(parts, KplanError) else None)
    assert names == [*FILES, "none.txt"]
    assert reasons == [*REASONS, "Unreadable"]
    assert [pid for pid in descendants(os.getpid()) if is_alive(pid) and "fork" not in command_of(pid)] == []


def command_of(pid: int) -> str:
    """The command line of a process; the server that workers are forked from, and its tracker, live as long as we do."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "fork"
    return "fork" if "multiprocessing" in words else words


def test_what_is_not_used_up_is_ended(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("사업", encoding="utf-8")
    found = run_work(find_inputs([str(tmp_path)]), deed, LIMITS, Limits())
    next(iter(found))
    found.close()  # type: ignore[attr-defined]
    assert [pid for pid in descendants(os.getpid()) if is_alive(pid) and "fork" not in command_of(pid)] == []


def bomb(size: int) -> bytes:
    """A PDF whose one content stream unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(size // 2**20)) + packer.flush()
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n",
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n",
    ]
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize("command", ["rows", "tables", "show"])
def test_no_command_is_taken_down_by_a_small_file(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.pdf").write_bytes(bomb(600 * 2**20))
    row = "<tr>" + "<td colspan=1000 rowspan=1000>가" * 4
    (tmp_path / "b.html").write_text(f"<table>{row * 100}</table>", encoding="utf-8")
    for name in ("a.pdf", "b.html"):
        run = kplan(command, str(tmp_path / name))
        assert run.returncode in (15, 19, 20), run.stderr
        assert "Traceback" not in run.stderr


MEMORY = """
import atexit, re, sys
peak = lambda: re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
atexit.register(lambda: print(peak(), file=sys.stderr))
from pipeline.__main__ import app
app(["rows", sys.argv[1]])
"""


def test_the_command_itself_stays_small(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(bomb(200 * 2**20))
    run = subprocess.run([sys.executable, "-c", MEMORY, str(tmp_path / "a.pdf")], capture_output=True, text=True)
    assert int(run.stderr.split()[-1]) < 200 * 1024


def test_a_document_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07.txt"
    path.write_text("사업 \x1b[2J\x1b]52;c;eA==\x07 3회\n\x9b31m둘 4회", encoding="utf-8")
    for words in (("show", "--all"), ("tables",), ("rows",)):
        run = kplan(*words, str(path), COLUMNS="100")
        assert "\x1b" not in run.stdout + run.stderr
        assert "\x9b" not in (run.stdout + run.stderr if words[0] == "show" else run.stderr)
    first = json.loads(kplan("rows", str(path)).stdout.splitlines()[0])
    assert first["path"] == f"{tmp_path}/a\\x1b]0;x\\x07.txt"
    assert harmless_on_terminal("\x1b[1;31m빨강\x1b[0m\n\t") == "\x1b[1;31m빨강\x1b[0m\n\t"


def test_limits_of_the_commands_are_those_of_a_batch() -> None:
    assert WorkLimits() == WorkLimits(120.0, 4 * 2**30)
    assert DEFAULT_OPTIONS.limits == Limits()
