"""PDF against real documents, and against files made to break readers."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import extract
from schemas.errors import Corrupt, Encrypted, KplanError
from schemas.options import ReadOptions

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def benchmark_pdf() -> Iterator[object]:
    """The benchmark's module: the same figures are printed there and held here."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import pdf

    yield pdf
    sys.path.pop(0)


def scores(benchmark_pdf: object, shared: Path, folder: str) -> dict[str, float]:
    module: object = benchmark_pdf
    score = module.scorer(shared)  # type: ignore[attr-defined]
    tally = module.Tally()  # type: ignore[attr-defined]
    for path in sorted((shared / "corpus" / folder).glob("*.pdf")):
        gold_path = path.with_name(path.name + ".tables.jsonl")
        if gold_path.exists():
            views, _ = module.measured(module.read_kplan, path)  # type: ignore[attr-defined]
            module.add_scores(tally, score.load(gold_path), views or module.Views([], []), score, path.name)  # type: ignore[attr-defined]
    return {
        "single": tally.f1(["single"], "structure"),
        "multi": tally.f1(["multi"], "structure"),
        "text": tally.f1(["single", "multi"], "text"),
    }


def test_tables_of_real_documents(benchmark_pdf: object, shared: Path) -> None:
    found = scores(benchmark_pdf, shared, "pdf")
    assert found["single"] >= 0.97
    assert found["multi"] >= 0.95
    assert found["text"] >= 0.98


def test_tables_of_made_documents(benchmark_pdf: object, shared: Path) -> None:
    assert scores(benchmark_pdf, shared, "pdf-made")["multi"] >= 0.97


def test_a_user_password_is_asked_for(shared: Path) -> None:
    with pytest.raises(Encrypted):
        extract((shared / "corpus" / "pdf-made" / "22_user_password.pdf").read_bytes())


def test_a_file_cut_before_its_pages_is_corrupt(shared: Path) -> None:
    with pytest.raises(Corrupt):
        extract((shared / "corpus" / "pdf-made" / "24_truncated.pdf").read_bytes())


def test_both_readers_see_the_same_characters(shared: Path) -> None:
    for name in ("01_plan_merged.pdf", "12_pledge_card.pdf", "26_offset_boxes.pdf"):
        data = (shared / "corpus" / "pdf-made" / name).read_bytes()
        document = extract(data, name, ReadOptions(cross_check=True))
        assert [finding.rule for finding in document.findings] == []


def test_hostile_files_are_read_or_refused_with_a_reason(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.pdf.language_data", lambda: None)  # pictures of letters cost a second each
    read = refused = 0
    for path in sorted((shared / "hostile" / "files").iterdir()):
        data = path.read_bytes()
        if b"%PDF-" not in data[:1024]:
            continue
        try:
            extract(data, path.name)
            read += 1
        except KplanError:
            refused += 1
    assert read > 350
    assert refused > 20
