"""Whether a test turns red when one rule or one word is taken out. `make mutants`.

Every named rule of the registries in pipeline/interpret/answers (dicts of type Rules), and a sample of the lines of
pipeline/korean/*.csv that fire on the documents of this repository, is taken out in memory, one at a time, and the
fast tests of interpretation run until the first red one. A line fires where the documents are read otherwise without
it. A rule is tried on the test files in which it answers; where it answers in none, no test can turn red.

    python benchmarks/mutants.py [--rules N] [--words N] [--seed N] [--jobs N] [--only TEXT] [--documents FOLDER ...]

Ends with 1 where fewer than nine in ten are noticed.
"""

import argparse
import csv
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TESTS = (
    "tests/test_samples.py",
    "tests/pipeline/interpret",
    "tests/pipeline/korean",
    "tests/pipeline/taught/test_taught_rows.py",
)
DOCUMENTS = (ROOT / "samples" / "plans", ROOT / "benchmarks" / "generality")
ENDINGS = frozenset({".txt", ".md", ".csv", ".html", ".hwp", ".hwpx", ".pdf"})
BAR = 0.9


@dataclass(frozen=True, slots=True)
class Mutant:
    """A line of a file of words that is taken out, and the documents in which one of its words stands."""

    file: str
    line: int
    words: str
    paths: tuple[Path, ...]

    @property
    def task(self) -> dict[str, Any]:
        return {"file": self.file, "line": self.line}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was taken out, the first test that turned red, and whether it needs the reference documents."""

    kind: str
    name: str
    red: str | None
    shared: bool


def run(task: dict[str, Any], command: Sequence[str]) -> tuple[int, str, str]:
    """Run a command under a mutant: its exit code, the answer it wrote, and its standard output."""
    with tempfile.TemporaryDirectory() as folder:
        mutant, answer = Path(folder) / "mutant.json", Path(folder) / "answer"
        mutant.write_text(json.dumps(task | {"answer": str(answer)}), encoding="utf-8")
        environment = os.environ | {"MUTANT": str(mutant), "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
        return done.returncode, answer.read_text(encoding="utf-8") if answer.exists() else "", done.stdout


def run_tests(task: dict[str, Any], *options: str) -> tuple[int, str, str]:
    plugins = ("-p", "benchmarks.mutant_plugin", "-p", "no:cacheprovider")
    return run(task, ["-m", "pytest", *plugins, "--tb=no", *options, *TESTS])


def try_rules(task: dict[str, Any]) -> tuple[list[str], list[Outcome]]:
    """What is red without a mutant, and what becomes of each rule."""
    _, answer, out = run_tests(task)
    lines = [json.loads(line) for line in answer.splitlines()]
    if not lines:
        raise SystemExit(out)
    outcomes = []
    for line in lines[1:]:
        registry, _, rule = line["rule"].partition("|")
        name = f"{registry.removeprefix('pipeline.interpret.answers.')}[{rule!r}], answers in {line['tests']} tests"
        outcomes.append(Outcome("rule", name, next(iter(line["red"]), None), line["shared"]))
    return lines[0]["red"], outcomes


def try_word(mutant: Mutant, red_before: Sequence[str]) -> Outcome:
    """The first red test without a line of words."""
    code, answer, _ = run_tests(mutant.task | {"out": list(red_before)}, "-x")
    told = json.loads(answer) if answer else {"red": [], "shared": False}
    red = next(iter(told["red"]), None) if code in (0, 1) else "import of the tests"
    return Outcome("word", f"{mutant.file}:{mutant.line} {mutant.words}", red, told["shared"])


def compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def word_lines(texts: Mapping[Path, str]) -> Iterator[Mutant]:
    """Every line of the word data one of whose cells stands in a document."""
    for file in sorted((ROOT / "pipeline" / "korean").glob("*.csv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, cells in enumerate(csv.reader(lines[1:]), 2):
            words = {w for cell in cells for part in cell.split("|") if (w := compact(part)) and not w.isascii()}
            paths = tuple(path for path, text in texts.items() if any(word in text for word in words))
            if paths:
                yield Mutant(file.name, number, ",".join(cells[:2]), paths)


def documents_in(folders: Sequence[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix in ENDINGS)


def readings(paths: Sequence[Path]) -> str:
    """One line a document: a hash of all its rows, findings and numbers. Called in a process of its own."""
    from extractors import extract
    from pipeline.interpret.interpretation import interpret

    lines = []
    for path in paths:
        found = interpret(extract(path.read_bytes(), path.name), path.name)
        parts = (found.record, *found.plan, *found.budget, *found.result, *found.findings, *found.numbers)
        told = "\n".join(part.model_dump_json() for part in parts)
        lines.append(f"{path.name} {hashlib.sha256(told.encode()).hexdigest()}")
    return "\n".join(lines)


def text_of(path: Path) -> str:
    """All that a document prints, without blanks."""
    from extractors import extract
    from schemas.document import texts_in

    return compact("".join(text.text for text in texts_in(extract(path.read_bytes(), path.name).blocks)))


def firing(folders: Sequence[Path], wanted: int, order: random.Random, jobs: int) -> list[Mutant]:
    """A seeded sample of the lines of words without which a document is read otherwise."""
    command = [__file__, "--readings", "--documents"]
    texts = {path: text_of(path) for path in documents_in(folders)}
    plain = set(run({}, [*command, *map(str, texts)])[2].splitlines())
    assert len(plain) == len(texts), "a document could not be read"
    candidates = list(word_lines(texts))
    order.shuffle(candidates)

    def fires(mutant: Mutant) -> bool:
        return not set(run(mutant.task, [*command, *map(str, mutant.paths)])[2].splitlines()) <= plain

    found: list[Mutant] = []
    with ThreadPoolExecutor(jobs) as pool:
        for start in range(0, len(candidates), 2 * jobs):
            part = candidates[start : start + 2 * jobs]
            found += [mutant for mutant, fired in zip(part, pool.map(fires, part), strict=True) if fired]
            if len(found) >= wanted:
                break
    return found[:wanted]


def report(outcomes: Sequence[Outcome]) -> float:
    """Print survivors and rates; the rate of all."""
    for outcome in outcomes:
        if outcome.red is None:
            print(f"survived  {outcome.name}")
    for kind in ("rule", "word", "all"):
        these = [o for o in outcomes if kind in ("all", o.kind)]
        killed = [o for o in these if o.red is not None]
        if these:
            shared = sum(o.shared for o in killed)
            rate = f"{len(killed) / len(these):.1%}"
            print(f"{kind:5} {len(killed)} of {len(these)} noticed, {rate}; {shared} by the reference documents alone")
    return sum(o.red is not None for o in outcomes) / max(1, len(outcomes))


def show(outcome: Outcome) -> None:
    print(f"{outcome.red or 'SURVIVED':90.90} {outcome.name}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1_000, metavar="N", help="at most N rules")
    parser.add_argument("--words", type=int, default=40, metavar="N", help="at most N lines of words")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", metavar="TEXT", help="rules whose registry and name hold this text")
    parser.add_argument("--documents", type=Path, nargs="+", default=DOCUMENTS, metavar="FOLDER")
    parser.add_argument("--readings", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.readings:
        import benchmarks.mutant_plugin  # noqa: F401  (takes the word out before the pipeline is imported)

        print(readings(options.documents))
        return 0
    keys = ("rules", "seed", "jobs", "only")
    red, outcomes = try_rules({key: getattr(options, key) for key in keys})
    if red:
        print(f"red without any mutant and left out: {', '.join(red)}")
    words = firing(options.documents, options.words, random.Random(options.seed), options.jobs) if options.words else []
    for outcome in outcomes:
        show(outcome)
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda mutant: try_word(mutant, red), words):
            show(outcome)
            outcomes.append(outcome)
    print()
    return int(report(outcomes) < BAR)


if __name__ == "__main__":
    raise SystemExit(main())
