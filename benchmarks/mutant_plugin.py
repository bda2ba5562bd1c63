"""Pytest plugin of mutants.py: takes rules or words out in memory and tells which test turns red first.

`-p benchmarks.mutant_plugin` with MUTANT naming a JSON file. With "file" and "line" that line of the word data is
taken out and the tests run until the first red one, which is written to "answer". With "jobs" the tests are collected
once and run in forks: one that notes which rules answer in which tests, then one for each rule, without it, on the
files in whose tests it answers; "answer" gets a line each. Nothing on disk is changed, and the product knows nothing
of it.
"""

import ast
import csv
import importlib
import importlib.resources
import io
import json
import os
import random
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = ROOT / "pipeline" / "interpret" / "answers"
WORDS = ROOT / "pipeline" / "korean"
WORD_COLUMNS = ("word", "spelling", "alias")
"""Columns whose text is looked for; in a file with none of them the whole line is taken out."""
NEVER = "뷁뾃쒧"
"""Syllables of no text: a word that is this one is never met, and its line still has all its columns."""

MUTANT: dict[str, Any] = json.loads(Path(os.environ["MUTANT"]).read_text(encoding="utf-8"))


def registries() -> Iterator[str]:
    """The dotted names of the dicts of type Rules in answers/, read from the source."""
    for file in sorted(ANSWERS.glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Rules["):
                yield f"pipeline.interpret.answers.{file.stem}.{ast.unparse(node.target)}"


def rules_of(registry: str) -> dict[str, Callable[..., Any]]:
    """The dict itself, so that what is done to it holds wherever it is used."""
    module, _, name = registry.rpartition(".")
    found: dict[str, Callable[..., Any]] = getattr(importlib.import_module(module), name)
    return found


def without_word(text: str, line: int) -> str:
    """The text of a CSV file in which one line (1-based, the header is 1) names no word that could be met."""
    lines = text.splitlines()
    header, values = next(csv.reader([lines[0]])), next(csv.reader([lines[line - 1]]))
    column = next((name for name in WORD_COLUMNS if name in header), None)
    if column is None:
        return "\n".join([*lines[: line - 1], *lines[line:]])
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        NEVER if h == column else v for h, v in zip(header, values, strict=True)
    )
    return "\n".join([*lines[: line - 1], out.getvalue(), *lines[line:]])


class _Folder:
    """The folder of the word data as importlib.resources gives it, with one line of one file taken out."""

    def __init__(self, folder: Any, file: str, line: int) -> None:
        self._folder, self._file, self._line = folder, file, line

    def joinpath(self, name: str) -> Any:
        path = self._folder.joinpath(name)
        return _File(path, self._line) if name == self._file else path


class _File:
    def __init__(self, path: Any, line: int) -> None:
        self._path, self._line = path, line

    def read_text(self, encoding: str) -> str:
        return without_word(self._path.read_text(encoding=encoding), self._line)


def take_out_word(file: str, line: int) -> None:
    """Must come before the first import of the pipeline, which reads some words as it is imported."""
    found = importlib.resources.files
    importlib.resources.files = lambda anchor: (  # type: ignore[assignment, misc]
        _Folder(found(anchor), file, line) if anchor == "pipeline.korean" else found(anchor)
    )


if "file" in MUTANT:
    take_out_word(MUTANT["file"], MUTANT["line"])

_at: list[str] = ["import"]
_red: list[str] = []
_reached: dict[str, set[str]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _at[0] = item.nodeid
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _red.append(report.nodeid)


def is_shared(item: pytest.Item) -> bool:
    """Whether a test needs the reference documents."""
    return item.get_closest_marker("shared") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is red without a mutant; own tests before those of the reference documents."""
    out = set(MUTANT.get("out", ()))
    items[:] = sorted((item for item in items if item.nodeid not in out), key=is_shared)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if "file" in MUTANT:
        shared = [item.nodeid for item in session.items if is_shared(item)]
        told = {"red": _red[:1], "shared": _red[:1] != [] and _red[0] in shared}
        Path(MUTANT["answer"]).write_text(json.dumps(told), encoding="utf-8")


# -- rules in forks ---------------------------------------------------------------------------------------------------


def note_answers() -> None:
    """Wrap every rule: a test in which it gives an answer is noted."""
    for registry in registries():
        rules = rules_of(registry)
        for name, rule in list(rules.items()):
            rules[name] = _noting(rule, _reached.setdefault(f"{registry}|{name}", set()))


def _noting(rule: Callable[..., Any], tests: set[str]) -> Callable[..., Any]:
    def noting(*arguments: Any) -> Any:
        found = rule(*arguments)
        if found is not None:
            tests.add(_at[0])
        return found

    return noting


def forked(work: Callable[[], Any], answer: Path) -> int:
    """Do work in a fork without a terminal and write what it gives; the process."""
    pid = os.fork()
    if pid:
        return pid
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        answer.write_text(json.dumps(work()), encoding="utf-8")
    except BaseException:
        answer.with_suffix(".error").write_text(traceback.format_exc(), encoding="utf-8")
    os._exit(0)


def run_items(items: Sequence[pytest.Item], stop: bool) -> list[str]:
    """Run tests; the red ones, or the first where it ends the run."""
    for item, following in pairwise([*items, None]):
        if item is not None:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if stop and _red:
            break
    return _red


def without_rule(key: str, tests: set[str], items: Sequence[pytest.Item]) -> dict[str, Any]:
    """The first red test where a rule is taken out: first of those in which it answers, then of their files."""
    registry, _, rule = key.partition("|")
    del rules_of(registry)[rule]
    files = {test.partition("::")[0] for test in tests}
    near = [item for item in items if "import" in tests or item.nodeid.partition("::")[0] in files]
    near.sort(key=lambda item: (is_shared(item), item.nodeid not in tests))
    red = run_items(near, stop=True)[:1]
    shared = any(is_shared(item) for item in near if item.nodeid in red)
    return {"rule": key, "red": red, "shared": shared, "tests": len(tests)}


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """All rules, in forks, in place of the run; None where a word is tried."""
    if "jobs" not in MUTANT:
        return None
    answer = Path(MUTANT["answer"])

    def noted() -> dict[str, Any]:
        note_answers()
        red = list(run_items(session.items, stop=False))
        return {"red": red, "reached": {key: sorted(tests) for key, tests in _reached.items()}}

    first = answer.with_suffix(".noted")
    os.waitpid(forked(noted, first), 0)
    plain = json.loads(first.read_text(encoding="utf-8"))
    items = [item for item in session.items if item.nodeid not in plain["red"]]
    keys = [key for key in plain["reached"] if MUTANT["only"] in key]
    random.Random(MUTANT["seed"]).shuffle(keys)
    with answer.open("w", encoding="utf-8") as lines:
        print(json.dumps({"red": plain["red"]}), file=lines)
        running: dict[int, Path] = {}
        for number, key in enumerate(keys[: MUTANT["rules"]]):
            if len(running) == MUTANT["jobs"]:
                _gather(running, lines)
            told = answer.with_suffix(f".{number}")
            tests = set(plain["reached"][key])
            running[forked(lambda key=key, tests=tests: without_rule(key, tests, items), told)] = told
        while running:
            _gather(running, lines)
    return True


def _gather(running: dict[int, Path], lines: Any) -> None:
    """Wait for one of the forks and write its line."""
    pid, _ = os.wait()
    told = running.pop(pid)
    print(told.read_text(encoding="utf-8"), file=lines, flush=True)
