"""Every hostile input under limits: what becomes of it, how much it costs, and whether anything stays behind.

python benchmarks/hostile_inputs.py [FOLDER ...] --timeout 10 --memory 2048
Processor time counts every process of the batch: this one adopts those that the fork server leaves.
"""

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = ROOT.parent / "shared" / "hostile"
DEFAULTS = [str(HOSTILE / "files"), str(HOSTILE / "found")]
ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2)."""


def main() -> int:
    """Print the outcomes; 1 where an input is lost, one ends as Internal, or a process stays."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", default=DEFAULTS)
    parser.add_argument("--timeout", type=float, default=10.0)
    parser.add_argument("--memory", type=int, default=2048)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        limits = ["--timeout", str(options.timeout), "--memory", str(options.memory), "--jobs", str(options.jobs)]
        command = [sys.executable, "-m", "pipeline", "convert", *options.folders, "--out", folder, *limits]
        started = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        strays = wait_for_orphans()
        seconds = time.monotonic() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
    counts = report["counts"]
    outcomes = Counter((document["status"], document["reason"] or "") for document in report["documents"])
    print("| status | reason | inputs |\n|---|---|---|")
    for (status, reason), number in sorted(outcomes.items(), key=lambda pair: (pair[0][0], -pair[1])):
        print(f"| {status} | {reason} | {number} |")
    lost = counts["inputs"] - counts["ok"] - counts["partial"] - counts["failed"]
    cost = f"{used.ru_utime + used.ru_stime:.1f} s CPU, {seconds:.1f} s, largest process {used.ru_maxrss // 1024} MB"
    print(f"\n{counts['inputs']} inputs, {lost} lost, {strays} processes left; {cost}; sandbox {report['sandbox']}")
    return int(bool(lost or strays or outcomes["failed", "Internal"]))


def wait_for_orphans(seconds: float = 10.0) -> int:
    """Wait until every process of the batch has ended; how many had to be ended here."""
    ended = 0
    deadline = time.monotonic() + seconds
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0 and time.monotonic() > deadline:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
            ended += len(children)
            for child in children:
                os.kill(int(child), 9)
            deadline = time.monotonic() + seconds
        time.sleep(0.05 if pid == 0 else 0)


if __name__ == "__main__":
    raise SystemExit(main())
