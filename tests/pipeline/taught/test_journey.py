"""An archive whose invented forms the program reads wrongly, put right by teaching each form on one document.

Each form stands in four documents, as text, HTML, HWPX and PDF, with other names and numbers in each. A person who
looks at one document of a form only, and types commands, brings the rows of the other documents to the gold.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from archive import convert_again
from teaching import Rows
from twins import outline_of, to_html, to_hwpx, to_pdf

from pipeline.audit.forms import Shape, read_shapes
from pipeline.audit.gold import score_output
from pipeline.sinks.parquet import read_dataset
from pipeline.taught.file import read_forms

Gold = list[dict[str, Any]]
NAMES = (
    *("둑길 고치기", "우물 파기", "숲 가꾸기", "배 만들기", "돌담 쌓기", "나루 짓기", "등대 켜기", "장터 열기"),
    *("연못 치우기", "다리 놓기", "종 울리기", "그물 엮기"),
)
YEAR = 2024
WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "txt": lambda text: text,
    "html": lambda text: to_html(outline_of(text, "a.txt")),
    "hwpx": lambda text: to_hwpx(outline_of(text, "a.txt")),
    "pdf": lambda text: to_pdf(outline_of(text, "a.txt")),
}
ENOUGH = 0.95
"""Part of the gold that the other documents must have, and part of their rows that must be right."""


def names_of(chance: random.Random) -> list[str]:
    return chance.sample(NAMES, 4)


def parcels(chance: random.Random) -> tuple[Rows, Gold]:
    """Names over columns that say nothing: what is aimed at, what was paid the year before, a weight."""
    rows: list[tuple[str, ...]] = [("이름", "갑", "을", "병")]
    gold: Gold = []
    for task in names_of(chance):
        aim, paid = chance.randint(11, 990), chance.randint(11, 990)
        rows.append((task, str(aim), str(paid), str(chance.randint(1, 9))))
        gold.append({"dataset": "plan", "task": task, "target": aim, "unit": "명", **year(YEAR)})
        gold.append(
            {"dataset": "budget", "task": task, "amount_krw": paid * 1000, "source": "도비", "basis": "집행"} | year(YEAR - 1)
        )  # fmt: skip
    return rows, gold


def diary(chance: random.Random) -> tuple[Rows, Gold]:
    """The task stands in a row of its own; rows below are people and money, columns what was meant and what came."""
    rows: list[tuple[str, ...]] = [("무엇", "앞", "뒤")]
    gold: Gold = []
    for task in names_of(chance):
        people, money = [[chance.randint(11, 990) for _ in range(2)] for _ in range(2)]
        rows += [(task, "", ""), ("품", *map(str, people)), ("돈", *map(str, money))]
        gold.append({"dataset": "plan", "task": task, "target": people[0], "unit": "명", **year(YEAR)})
        gold.append({"dataset": "result", "task": task, "value": people[1], "unit": "명", **year(YEAR)})
        for basis, amount in zip(("예산", "집행"), money, strict=True):
            gold.append({"dataset": "budget", "task": task, "amount_krw": amount * 10**6, "basis": basis} | year(YEAR))
    return rows, gold


def ledger(chance: random.Random) -> tuple[Rows, Gold]:
    """Each row says its own unit and year; a number of order stands before the name."""
    rows: list[tuple[str, ...]] = [("ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ")]
    gold: Gold = []
    for number, task in enumerate(names_of(chance), 1):
        value, unit, of = chance.randint(11, 990), chance.choice(("개소", "건", "m")), chance.choice((2021, 2022))
        rows.append((str(number * 3), task, f"{of}년", unit, str(value)))
        gold.append({"dataset": "result", "task": task, "value": value, "unit": unit, **year(of)})
    return rows, gold


def blank(chance: random.Random) -> tuple[Rows, Gold]:
    """A form to fill in: it looks like targets, and nothing of it is data."""
    rows = [("과제", "목표(명)", "실적(명)"), *((name, str(chance.randint(2, 99)), "1") for name in names_of(chance))]
    return rows, []


def year(of: int) -> dict[str, Any]:
    """A whole year."""
    return {"period_start": f"{of}-01-01", "period_end": f"{of}-12-31"}


FORMS: dict[str, Callable[[random.Random], tuple[Rows, Gold]]] = {
    "꾸러미": parcels,
    "일지": diary,
    "장부": ledger,
    "빈서식": blank,
}
LESSONS: dict[str, tuple[str, ...]] = {
    "꾸러미": (
        "--column 1 --is task",
        "--column 2 --is target --unit 명 --year document",
        "--column 3 --is amount --unit 천원 --basis 집행 --source 도비 --year previous",
        "--column 4 --is ignore --reason weight",
    ),
    "일지": (
        "--table --task above --year document",
        "--column 1 --is indicator",
        "--column 2 --is target --basis 예산",
        "--column 3 --is result --basis 집행",
        "--row 품 --unit 명",
        "--row 돈 --is amount --unit 백만원",
    ),
    "장부": (
        "--column 1 --is ignore --reason ordinal",
        "--column 2 --is task",
        "--column 3 --is year",
        "--column 4 --is unit",
        "--column 5 --is result",
    ),
    "빈서식": ("--table --is ignore --reason not_a_plan",),
}
"""What a person types for each form, having looked at one of its documents."""


@dataclass
class Archive:
    """A folder of documents with their gold; the commands that a person typed in it."""

    folder: Path
    gold: Gold = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self) -> None:
        (self.folder / "plans").mkdir()
        for form, make in FORMS.items():
            for number, (ending, writer) in enumerate(WRITERS.items()):
                rows, gold = make(random.Random(f"{form}{number}"))
                path = self.folder / "plans" / f"{form}{number}.{ending}"
                lines = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
                path.write_bytes(writer(f"{YEAR}년 샘말군 시행계획\n\n{form} 표\n\n{lines}\n".encode()))
                self.gold += [{**one, "path": str(path)} for one in gold]

    def type(self, *words: str) -> str:
        """A command as a person types it."""
        self.typed.append(" ".join(words))
        command = [sys.executable, "-m", "pipeline", *words]
        run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "KPLAN_LANG": "ko"})
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def shapes(self, form: str) -> list[Shape]:
        return [shape for shape in read_shapes(self.out) if Path(shape.path).name.startswith(form)]


def core(archive: Archive, but: str) -> tuple[float, float]:
    """Precision and recall of the level core in all documents but those whose name ends so."""
    gold = [one for one in archive.gold if not one["path"].endswith(but)]
    figures = score_output(archive.out, gold)["levels"]["all"]["core"]
    return figures["precision"], figures["recall"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("journey"))
    made.write()
    convert_again(made.folder)
    return made


def test_one_document_of_each_form_is_enough(archive: Archive) -> None:
    precision, recall = core(archive, but="0.txt")
    print(f"\nbefore: precision {precision:.3f}, recall {recall:.3f}")
    assert recall < 0.2
    kinds = {form: {shape.signature for shape in archive.shapes(form)} for form in FORMS}
    assert {form: len(found) for form, found in kinds.items()} == dict.fromkeys(FORMS, 1)
    out = str(archive.out)
    archive.type("forms", out, "--all")
    for form, lessons in LESSONS.items():
        (signature,) = kinds[form]
        archive.type("forms", out, "--teach", signature)
        for lesson in lessons:
            archive.type("forms", out, "--teach", signature, *lesson.split())
    told = json.loads(archive.type("forms", out, "--teach", signature, *lesson.split(), "--dry-run", "--json"))
    assert told["changed"] + told["new"] + told["gone"] == 0
    archive.type("convert", str(archive.folder / "plans"), "--out", out)
    precision, recall = core(archive, but="0.txt")
    print(f"core: precision {precision:.3f}, recall {recall:.3f}; {len(archive.typed)} commands")
    assert min(precision, recall) >= ENOUGH
    assert len(archive.typed) <= 25
    assert len(read_forms(archive.out).form) == len(FORMS)
    fields = read_dataset(archive.out, "documents").to_pylist()
    blanks = {one["doc_id"] for one in fields if Path(one["path"]).name.startswith("빈서식")}
    rows = [row for name in ("plan", "budget", "result") for row in read_dataset(archive.out, name).to_pylist()]
    assert not [row for row in rows if row["doc_id"] in blanks]
    ledger_lines = [one for one in read_dataset(archive.out, "ledger").to_pylist() if one["doc_id"] in blanks]
    assert {one["reason"] for one in ledger_lines if one["row"] is not None} == {"not_a_plan"}
