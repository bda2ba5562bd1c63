"""No regular expression takes more than its text is worth: each is fed growing runs of what people and attackers write.

Measured is processor time against a bound that a linear expression keeps by a factor of a hundred on any machine and a
quadratic one exceeds; sizes grow, so that a cubic one is caught before it takes minutes. Expressions of
pipeline/interpret and pipeline/korean are tested there.
"""

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engine.persons import context_patterns, forms, hanja_pattern, name_pattern, title_end

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("schemas", "extractors", "pipeline")
ELSEWHERE = ("pipeline/interpret", "pipeline/korean", "pipeline/checks")
CALLS = frozenset(("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"))
SIZES = (300, 3_000, 30_000)
CPU_SECONDS = 1.5
RUNS = (
    " ", "\t", "\n", " \n", "1", "1,", "1 ", "1-", "1.", "가", "가 ", "가나다", "김", "김 ", "a", "a1", "a.", "A", "(", ")",
    "()", "( ", "<", "<a", "<a ", "</", "<1", ">", "[", "]", "{", "|", "| ", "|-", "-", "--", "- ", ":", ": ", ":-", "#", "# ",
    "*", "**", "*a", "=", "+", "@", "a@", "@a.", "☎", "☎ 1", "　", "│", "─", "%", "/", "a/", "'", '"', "\\", "q ", "1 obj ",
    "0 0 ", "담당", "담당 ", "담당 : ", "팀장 ", "김가나,", "김가나 ", "김가나·", "계좌", "농협 1", "010-",
)  # fmt: skip
ENDS = ("", "x", "!", "\n!", "가!")


def anchored_names(tree: ast.AST) -> set[str]:
    """Names of expressions that a file only ever holds against the beginning of a text."""
    uses: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in CALLS:
            uses.setdefault(node.value.id, set()).add(node.attr)
    return {name for name, used in uses.items() if used <= {"match", "fullmatch"}}


def literals(path: Path) -> Iterator[tuple[str, int]]:
    """Every regular expression that a file writes out, with its flags; `\\A` before one that is anchored by its use."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    anchored = anchored_names(tree)
    named = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
            continue
        pattern = node.args[0]
        if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str | bytes):
            flags = [a.attr for a in ast.walk(node) if isinstance(a, ast.Attribute) and a.attr.isupper()]
            value = pattern.value.decode("latin-1") if isinstance(pattern.value, bytes) else pattern.value
            once = node.func.attr in ("match", "fullmatch") or named.get(id(node)) in anchored
            yield (rf"\A(?:{value})" if once else value), sum(getattr(re, flag) for flag in dict.fromkeys(flags))


def patterns() -> dict[str, re.Pattern[str]]:
    """All of them by where they stand."""
    found: dict[str, re.Pattern[str]] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(ELSEWHERE):
                for number, (text, flags) in enumerate(literals(path)):
                    found[f"{name} {number}"] = re.compile(text, flags)
    for number, pattern in enumerate((*context_patterns(), hanja_pattern(), name_pattern(), title_end())):
        found[f"persons {number}"] = pattern
    return found | {f"redaction {mark}": pattern for mark, pattern in forms()}


PATTERNS = patterns()


def slow_run(pattern: re.Pattern[str]) -> str | None:
    """The first run on which a pattern takes too long, None where it keeps the bound on all."""
    for size in SIZES:
        for run in RUNS:
            for end in ENDS if size < SIZES[-1] else ENDS[1:2]:
                text = run * (size // len(run)) + end
                started = time.process_time()
                sum(1 for _ in pattern.finditer(text))
                if (took := time.process_time() - started) > CPU_SECONDS:
                    return f"{run!r} * {size // len(run)} + {end!r}: {took:.1f} s"
    return None


@pytest.mark.parametrize("name", PATTERNS)
def test_an_expression_takes_no_more_than_its_text_is_worth(name: str) -> None:
    assert slow_run(PATTERNS[name]) is None, PATTERNS[name].pattern


def test_the_expressions_are_found() -> None:
    assert len(PATTERNS) > 60


def test_a_quadratic_expression_is_noticed() -> None:
    assert slow_run(re.compile(r"\s*\|?\s*x$")) is not None
