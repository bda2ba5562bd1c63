"""The shape of the package, told by its syntax trees: small functions, small files, words in data, imports inward."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from pipeline.interpret import types

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "pipeline" / "interpret"
FILES = sorted(PACKAGE.rglob("*.py"))
PARAMETERS, LINES = 5, 400

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def parameters(function: Function) -> list[str]:
    """The names of all parameters but self and cls."""
    a = function.args
    named = [one.arg for one in (*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg) if one is not None]
    return named[1:] if named[:1] in (["self"], ["cls"]) else named


def test_the_package_is_there() -> None:
    assert {"interpretation.py", "types.py", "text/segments.py", "sites/grids.py", "answers/fact.py"} <= set(
        map(name_of, FILES)
    )


def test_no_function_has_many_parameters() -> None:
    functions = [(name_of(file), node) for file in FILES for node in ast.walk(tree(file)) if isinstance(node, Function)]
    assert [f"{f}:{n.name} {len(parameters(n))}" for f, n in functions if len(parameters(n)) > PARAMETERS] == []


def test_no_file_is_long() -> None:
    lengths = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file: n for file, n in lengths.items() if n > LINES} == {}


# -- words ------------------------------------------------------------------------------------------------------------

_CLASS = re.compile(r"\\.|\[\^?(?:\]|(?:\\.|[^\]\\])*)(?:\\.|[^\]\\])*\]", re.DOTALL)
"""An escaped letter or a character class of a regular expression."""
_WORD = re.compile(r"[가-힣]{2,}")


def words_in(pattern: str) -> list[str]:
    """Two Hangul syllables or more that stand in a row in a pattern, outside its character classes."""
    return _WORD.findall(_CLASS.sub(" ", pattern))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"[가-힣]{2}", []),
        (r"단\s?위", []),
        (r"[^가나다]+(?:라)", []),
        (r"\[가나[다라]", ["가나"]),
        (r"당초|기정", ["당초", "기정"]),
        (r"[\]가나]다라", ["다라"]),
    ],
)
def test_words_are_told_from_classes(pattern: str, words: list[str]) -> None:
    assert words_in(pattern) == words


def texts_of(node: ast.expr) -> str:
    """The literal text of a string, an f-string or a sum of both."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "\0".join(map(texts_of, node.values))
    return texts_of(node.left) + texts_of(node.right) if isinstance(node, ast.BinOp) else ""


def patterns_in(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every regular expression that a module gives to re, as a literal or by the name of a literal."""
    named = {
        target.id: texts_of(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            first = node.args[0]
            yield node.lineno, named.get(first.id, "") if isinstance(first, ast.Name) else texts_of(first)


def test_no_regular_expression_holds_a_word() -> None:
    found = [
        f"{name_of(file)}:{line} {' '.join(words)}"
        for file in FILES
        for line, pattern in patterns_in(tree(file))
        if (words := words_in(pattern))
    ]
    assert found == []


# -- frozen -----------------------------------------------------------------------------------------------------------

FACT = {field.name for field in fields(types.Fact)}


def targets(node: ast.AST) -> list[ast.expr]:
    """What a statement assigns to or deletes."""
    if isinstance(node, ast.Assign | ast.Delete):
        parts = node.targets
    else:
        parts = [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.For) else []
    return [one for part in parts for one in (part.elts if isinstance(part, ast.Tuple | ast.List) else [part])]


def writes(module: ast.Module) -> Iterator[int]:
    """The lines that write into a fact: to its attributes, into its mappings, or around the freezing."""
    for node in ast.walk(module):
        for target in targets(node):
            inner = target.value if isinstance(target, ast.Subscript) else target
            own = isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == "self"
            if isinstance(inner, ast.Attribute) and inner.attr in FACT and not own:
                yield node.lineno  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("setattr", "object.__setattr__", "delattr"):
            yield node.lineno


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("fact.dataset = 1", 1),
        ("fact.fields['unit'] = 1", 1),
        ("a, fact.why = 1, 2", 1),
        ("setattr(fact, 'why', 1)", 1),
        ("fact = fact.told(because)", 0),
        ("said.labels = []", 0),
    ],
)
def test_writing_is_told(code: str, count: int) -> None:
    assert len(list(writes(ast.parse(code)))) == count


def test_nobody_writes_into_a_fact() -> None:
    assert [f"{name_of(file)}:{line}" for file in FILES for line in writes(tree(file))] == []


def test_the_words_of_the_rooms_are_frozen() -> None:
    classes = [c for c in vars(types).values() if isinstance(c, type) and is_dataclass(c)]
    assert {"Site", "Fact", "Left", "Told", "Because"} <= {c.__name__ for c in classes}
    assert [c.__name__ for c in classes if not getattr(c, "__dataclass_params__").frozen] == []  # noqa: B009


# -- imports ----------------------------------------------------------------------------------------------------------

FLOORS = ("text", "sites", "answers", "after")
EXEMPT = {("text", "pipeline.interpret.sites.headers")}
"""Rooms that may use one module of the floor above."""


def imported(file: Path) -> Iterator[tuple[int, int, str]]:
    """Line, level and name of every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, 0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield node.lineno, node.level, module
            yield from (
                (node.lineno, node.level, f"{module}.{alias.name}")
                for alias in node.names
                if (ROOT / f"{module.replace('.', '/')}/{alias.name}.py").is_file()
            )


def test_imports_are_absolute() -> None:
    assert [f"{name_of(file)}:{line}" for file in FILES for line, level, _ in imported(file) if level] == []


def height(module: str) -> int:
    """The floor of a module: its room, or the roof for the modules of the package itself."""
    room = module.removeprefix("pipeline.interpret").strip(".").partition(".")[0]
    return FLOORS.index(room) if room in FLOORS else len(FLOORS)


def test_rooms_import_inward() -> None:
    found = []
    for file in FILES:
        room = file.relative_to(PACKAGE).parts[0] if file.parent != PACKAGE else ""
        for line, _, module in imported(file):
            inside = module.startswith("pipeline.interpret.") and module.count(".") > 2 - (
                height(module) == len(FLOORS)
            )
            shared = module == "pipeline.interpret.types" and room != "text"
            if room and inside and not shared and (room, module) not in EXEMPT and height(module) > FLOORS.index(room):
                found.append(f"{name_of(file)}:{line} {module}")
    assert found == []


def test_the_words_of_the_rooms_come_from_below_them() -> None:
    inner = [m for _, _, m in imported(PACKAGE / "types.py") if m.startswith("pipeline.interpret.")]
    assert [m for m in inner if height(m) > FLOORS.index("sites")] == []


def test_modules_import_in_no_circle() -> None:
    graph = {
        f"pipeline.interpret.{name_of(file).removesuffix('.py').replace('/', '.')}": {m for _, _, m in imported(file)}
        for file in FILES
    }
    reached = {name: near & set(graph) for name, near in graph.items()}
    for _ in graph:
        reached = {name: near.union(*(reached[one] for one in near)) for name, near in reached.items()}
    assert sorted(name for name, near in reached.items() if name in near) == []
