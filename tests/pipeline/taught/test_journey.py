"""An archive whose invented forms the program reads wrongly, put right by teaching each form on one document.

Each form stands in four documents, as text, HTML, HWPX and PDF, with other names and numbers in each. A person who
looks at one document of a form only, and fills in its page or types commands, brings the rows of the other documents to
the gold. `make bench-teaching` does the same with 300 documents in a real browser.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from archive import convert_again
from invented_forms import ENOUGH, FORMS, SAID, Gold, as_words, core_of_others, write_archive

from pipeline.audit.forms import read_shapes
from pipeline.sinks.parquet import read_dataset
from pipeline.taught.file import read_forms

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "audit"))

from reviewed import Browser, field

TYPED = "꾸러미"
"""The form that is taught by commands; the others by their pages."""
MOST_STEPS = 60
"""Fields and buttons of the pages that a person touches for four forms."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Gold]:
    folder = tmp_path_factory.mktemp("journey")
    gold = write_archive(folder / "plans", FORMS, documents=4)
    convert_again(folder)
    return folder, gold


def signatures(out: Path) -> dict[str, str]:
    """The one signature of each form."""
    found: dict[str, set[str]] = {form: set() for form in FORMS}
    for shape in read_shapes(out):
        found[Path(shape.path).stem.rstrip("0123456789")].add(shape.signature)
    assert {form: len(kinds) for form, kinds in found.items()} == dict.fromkeys(FORMS, 1)
    return {form: kind for form, (kind,) in found.items()}


def teach_by_command(out: Path, signature: str, form: str) -> None:
    for words in as_words(SAID[form]):
        command = [sys.executable, "-m", "pipeline", "forms", str(out), "--teach", signature, *words]
        run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "KPLAN_LANG": "ko"})
        assert run.returncode == 0, run.stdout + run.stderr


def teach_by_page(browser: Browser, signature: str, form: str) -> int:
    """Open a form, fill in what is said of it, try, save; how many things were touched."""
    place = f"/forms/{signature}"
    page = browser.get(place)
    assert [name for name in SAID[form] if f'name="{name}"' not in page] == []
    tried = browser.client.get(f"{place}/try", params=SAID[form]).text
    assert "문서 4건 가운데 4건이 바뀝니다" in tried
    sent = {"csrf": browser.csrf, "seen": field(page, "seen"), **SAID[form]}
    assert browser.client.post(place, data=sent).status_code == 303
    return len(SAID[form]) + 3


def test_one_document_of_each_form_is_enough(archive: tuple[Path, Gold]) -> None:
    folder, gold = archive
    out = folder / "out"
    _, recall = core_of_others(out, gold)
    assert recall < 0.2
    known = signatures(out)
    teach_by_command(out, known[TYPED], TYPED)
    browser = Browser(out)
    assert all(f"/forms/{signature}" in browser.get("/forms?all=1") for signature in known.values())
    steps = sum(teach_by_page(browser, known[form], form) for form in FORMS if form != TYPED)
    assert steps <= MOST_STEPS
    assert {form.signature for form in read_forms(out).form} == set(known.values())
    convert_again(folder)
    precision, recall = core_of_others(out, gold)
    print(f"core: precision {precision:.3f}, recall {recall:.3f}; {steps} steps")
    assert min(precision, recall) >= ENOUGH
    documents = read_dataset(out, "documents").to_pylist()
    blanks = {one["doc_id"] for one in documents if Path(one["path"]).name.startswith("빈서식")}
    rows = [row for name in ("plan", "budget", "result") for row in read_dataset(out, name).to_pylist()]
    assert not [row for row in rows if row["doc_id"] in blanks]
    ledger_lines = [one for one in read_dataset(out, "ledger").to_pylist() if one["doc_id"] in blanks]
    assert {one["reason"] for one in ledger_lines if one["row"] is not None} == {"not_a_plan"}
