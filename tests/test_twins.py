"""A text and its twins in other formats give the same rows, whoever wrote the text."""

from functools import cache
from pathlib import Path

import pytest
from twins import WRITERS, outline_of, rows_of

pytestmark = pytest.mark.shared

NAMES = ("b1", "b5", "c007", "c018", "m5", "m7", "p1", "s1", "w3", "w7")
"""A budget book, project sheets, statements, a plan with nested lists, reports, a prose page: with and without tables."""


@cache
def source(folder: Path, name: str) -> Path:
    return next((folder / "dev" / "docs").glob(f"{name}.*"))


@cache
def expected(path: Path) -> dict[tuple[str, ...], int]:
    rows = rows_of(path.read_bytes(), path.name)
    assert rows
    return rows


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_twin_gives_the_rows_of_its_text(shared: Path, name: str, ending: str) -> None:
    path = source(shared, name)
    twin = WRITERS[ending](outline_of(path.read_bytes(), path.name))
    found, wanted = rows_of(twin, f"{name}.{ending}"), expected(path)
    assert {
        "lost": {k: n for k, n in wanted.items() if found.get(k) != n},
        "more": {k: n for k, n in found.items() if wanted.get(k) != n},
    } == {"lost": {}, "more": {}}
