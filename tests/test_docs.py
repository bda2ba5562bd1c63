"""What the pages show is true: every command of every page is run, and what it prints is compared where it is shown."""

import ast
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.__main__ import app
from pipeline.taught.file import text_to_forms
from pipeline.taught.model import LABELS, REASONS, SAID, SCOPES, VALUES, YEAR_WORDS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTICE = "본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "samples" / "README.md",
    ROOT / "CHANGELOG.md",
]
sys.path.insert(0, str(ROOT / "docs" / "build"))

import console  # noqa: E402  (the folder is put on the path just above)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and the pages, and an output made of them."""
    place = tmp_path_factory.mktemp("pages")
    console.prepare(place)
    console.output_of("kplan convert samples/plans --out OUT", place)
    return place


@pytest.mark.parametrize("page", console.PAGES)
def test_every_command_prints_what_its_page_shows(tmp_path: Path, page: str) -> None:
    console.prepare(tmp_path)
    printed = console.page_as_printed(page, tmp_path)
    assert printed == (ROOT / page).read_text(encoding="utf-8"), "make docs"


def fenced(page: Path, kind: str = "") -> list[str]:
    """The blocks of a page that are marked so."""
    parts = re.split(r"^```(.*)\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [text for mark, text in zip(parts[1::4], parts[2::4], strict=True) if mark == kind]


def commands(page: Path) -> list[str]:
    """Every call of kplan in the blocks of a page, on one line, without its comment."""
    text = "\n".join(fenced(page)).replace("\\\n", " ")
    found = re.findall(r"^(?:.*\| |\.venv/bin/)?(kplan .*)$", text, re.MULTILINE)
    return [re.split(r"\s#|\s\| ", command)[0].strip() for command in found]


COMMANDS = [(page.name, command) for page in PAGES for command in commands(page)]
STANDING_FOR = {
    "OUT": "OUT",
    "OLD": "OUT",
    "NEW": "OUT",
    "결과폴더": "OUT",
    "작년결과": "OUT",
    "문서폴더": "samples/plans",
    "문서.hwp": "samples/plans/operation_plan.hwp",
    "문서.pdf": "samples/plans/operation_plan.pdf",
    "archive/": "samples/plans",
    "more.zip": "samples/plans/pledge_card.txt",
    "낱말": "청년",
    "정답.jsonl": "gold.jsonl",
}
"""What the names that a page makes up stand for here."""
ELSEWHERE = ("kplan audit", "postgresql://", "dlt://", "--engine dask", "/data/", "gates.toml", "convert -")
"""Commands that need a server, a cluster or a file of one's own: only their words are checked."""


def test_the_pages_show_commands() -> None:
    assert {page for page, _ in COMMANDS} >= {"README.md", "warehouse.md", "batches.md"}
    assert len(COMMANDS) > 25


def gold_of(folder: Path) -> str:
    """A file of gold with one row of the output."""
    with duckdb.connect(str(folder / "OUT" / "kplan.duckdb"), read_only=True) as connection:
        ((path, target),) = connection.execute(
            "SELECT path, target FROM plan JOIN documents USING (doc_id) WHERE target IS NOT NULL ORDER BY ALL LIMIT 1"
        ).fetchall()
    row = {"dataset": "plan", "path": path, "target": target}
    (folder / "gold.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return "gold.jsonl"


def signature_of(folder: Path) -> str:
    """The form of a table of the output that has a second column."""
    command = [folder / "tools" / "kplan", "forms", "OUT", "--all", "--json"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    forms = [json.loads(line) for line in run.stdout.splitlines()]
    return str(next(form["signature"] for form in forms if form["columns"] > 1))


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_of_a_page_is_one(folder: Path, page: str, command: str) -> None:
    words = [STANDING_FOR.get(word, word) for word in shlex.split(command)[1:]]
    if any(part in command for part in ELSEWHERE):
        import typer

        program = typer.main.get_command(app)
        name, *rest = words
        program.commands[name].make_context(name, rest)  # type: ignore[attr-defined]
        return
    if words[0] == "eval":
        words[-1] = gold_of(folder)
    words = [signature_of(folder) if word == "서명" else word for word in words]
    out = ["out-of-page" if word == "out" or (word == "OUT" and words[0] == "convert") else word for word in words]
    run = subprocess.run([folder / "tools" / "kplan", *out], cwd=folder, capture_output=True, text=True)
    expected = {"check": (0, 6), "diff": (0, 1)}.get(words[0], (0, 3, 4))
    assert run.returncode in expected, run.stdout + run.stderr


QUERIES = [query for page in PAGES for block in fenced(page, "sql") for query in block.split(";") if query.strip()]


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_a_page_runs(folder: Path, query: str) -> None:
    with duckdb.connect(str(folder / "OUT" / "kplan.duckdb"), read_only=True) as connection:
        assert connection.execute(query).fetchall()


def test_the_query_of_the_tutorial_is_its_file() -> None:
    (block,) = fenced(ROOT / "docs" / "tutorial.md", "sql")
    assert block == (ROOT / "docs" / "tutorial.sql").read_text(encoding="utf-8")


def test_the_python_example_of_the_tutorial_runs(folder: Path) -> None:
    (code,) = fenced(ROOT / "docs" / "tutorial.md", "python")
    run = subprocess.run(
        [folder / "tools" / "python", "-c", code.replace("out/first", "OUT")],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert "예산 계" in run.stdout


def test_the_python_example_runs_as_printed(tmp_path: Path) -> None:
    (code,) = fenced(ROOT / "README.md", "python")
    code = code.replace('"out/one"', repr(str(tmp_path / "out")))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["hwp5 3", "계 84000000 - 소요예산 : 84,000천원 (국비30, 시비70)"]
    assert lines[-3].split() == ["계", "84000000"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_that_is_linked_exists(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", README)) <= targets


def test_every_file_of_the_interpretation_is_on_its_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    files = [path for path in (ROOT / "pipeline" / "interpret").glob("*/*.py") if path.name != "__init__.py"]
    lines = [f"| `{path.parent.name}/{path.name}` | {_purpose(path)} |" for path in files]
    assert [line for line in lines if line not in page] == []


def _purpose(path: Path) -> str:
    """The first line of the docstring of a module."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]


def test_an_old_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3.10"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    run = subprocess.run(["make", "-C", str(ROOT), "python-is-new", f"PYTHON={old}"], capture_output=True, text=True)
    assert run.returncode != 0
    assert "Python 3.11 이상이 필요합니다." in run.stdout
    assert subprocess.run(["make", "-C", str(ROOT), "python-is-new", f"PYTHON={sys.executable}"]).returncode == 0


def test_the_notice_of_the_format_documents_is_given() -> None:
    places = [ROOT / "README.md", *sorted((ROOT / "extractors").glob("hwp?.py")), ROOT / "extractors" / "hwpml.py"]
    assert all(NOTICE in path.read_text(encoding="utf-8") for path in places)


def test_the_taught_form_of_the_page_is_one() -> None:
    (text,) = fenced(ROOT / "docs" / "audit.md", "toml")
    (form,) = text_to_forms(text).form
    assert (form.column[0].use, form.row[0].use, form.table.task) == ("target", "amount", "above")
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    named = (*VALUES, *LABELS, "ignore", *REASONS, *YEAR_WORDS, *SCOPES, *SAID)
    assert [name for name in named if f"`{name}`" not in page] == []
