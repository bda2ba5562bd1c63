"""The samples give the rows that they must give, in every format they come in."""

import json
import sys
from pathlib import Path

import pytest

from extractors import extract
from pipeline.interpret.interpretation import interpret

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
sys.path.insert(0, str(SAMPLES / "build"))

from golden import rows_of  # noqa: E402  (the folder is put on the path just above)

TEXTS = sorted((SAMPLES / "plans").glob("*.txt"))
TWINS = sorted(path for ending in ("hwp", "hwpx", "pdf") for path in (SAMPLES / "plans").glob(f"*.{ending}"))


def test_there_are_samples_of_every_form_and_format() -> None:
    assert len(TEXTS) >= 5
    assert {path.suffix for path in TWINS} == {".hwp", ".hwpx", ".pdf"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_sample_gives_its_rows(path: Path) -> None:
    expected = [
        json.loads(line)
        for line in (SAMPLES / "expected" / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert rows_of(path) == expected


@pytest.mark.parametrize("path", TWINS, ids=lambda path: path.name)
def test_a_twin_gives_the_rows_of_its_text(path: Path) -> None:
    assert rows_of(path, places=False) == rows_of(path.with_suffix(".txt"), places=False)


@pytest.mark.parametrize("path", TWINS, ids=lambda path: path.name)
def test_every_row_of_a_twin_shows_where_it_stands(path: Path) -> None:
    result = interpret(extract(path.read_bytes(), path.name), path.name)
    rows = (*result.plan, *result.budget, *result.result)
    assert all(row.page is not None and row.block is not None for row in rows)
    if path.suffix == ".pdf":
        assert all(row.bbox is not None for row in rows)


def test_the_samples_show_what_an_auditor_is_told() -> None:
    rules = set()
    for path in TEXTS:
        rules |= {f.rule for f in interpret(extract(path.read_bytes(), path.name), path.name).findings}
    assert {"sum_mismatch", "label_without_number", "unit_missing", "code_repaired", "task_name_missing"} <= rules
