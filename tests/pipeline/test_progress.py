"""How far a batch is, on a terminal, and the closing report."""

import io
from pathlib import Path

import pytest
from outputs import DOC, document, finding, number, plan, write_output
from rich.cells import cell_len
from rich.console import Console

from pipeline.commands import convert as convert_command
from pipeline.commands.convert import missing_for_scans, print_report
from pipeline.commands.progress import Counts, cut_left, watch_bar
from pipeline.engine.pool import Running
from pipeline.engine.report import Report, describe_run

FULL = Report(
    inputs=10_000,
    ok=9_000,
    partial=500,
    failed=500,
    reasons={},
    converted=10_000,
    rows={},
    numbers=0,
    numbers_in_rows=0,
    seconds=1.0,
)


def drawn(width: int, path: str) -> tuple[list[str], str]:
    """The lines of a bar in the middle of a batch, and its last line when it is done."""
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=True, color_system=None, legacy_windows=False)
    shown = watch_bar(console)
    with shown.live:
        shown.watch.started(10_000, 1_000)
        for number in range(900):
            shown.watch.finished("a.txt", ("ok", "partial", "failed")[number % 3], None)
        shown.watch.running({1: Running(path, 0.0)})
        shown.live.refresh()  # type: ignore[attr-defined]
        shown.finish(FULL)
    text = screen.getvalue().replace("\x1b[2K", "").replace("\x1b[?25l", "").replace("\x1b[?25h", "")
    lines = [line.strip("\r") for line in text.replace("\x1b[1A", "").replace("\r", "\n").splitlines() if line.strip()]
    return lines, lines[-1]


@pytest.mark.parametrize("width", [80, 110, 160])
@pytest.mark.parametrize("path", ["a.hwp", "오래된 문서/" * 20 + "[마지막] 계획.hwp"])
def test_the_bar_fits_with_its_counts(monkeypatch: pytest.MonkeyPatch, width: int, path: str) -> None:
    monkeypatch.setattr(Counts, "rate", lambda counts: 12.3)
    lines, last = drawn(width, path)
    assert max(map(cell_len, lines)) <= width
    assert any("1900/10000" in line and "정상 300 · 일부 300 · 실패 300" in line and "━" in line for line in lines)
    assert "10000/10000" in last
    assert "정상 9000 · 일부 500 · 실패 500" in last
    if width == 160:
        assert any("계획.hwp" in line or "a.hwp" in line for line in lines)


def test_a_long_path_keeps_its_end() -> None:
    assert cut_left("가나다라.hwp", 20) == "가나다라.hwp"
    assert cut_left("가나다라.hwp", 8) == "…라.hwp"
    assert cut_left("", 3) == ""


def report_of(tmp_path: Path, **rows: object) -> str:
    """The closing report of an output, 120 columns wide."""
    documents = rows.pop("documents", [document()])
    out = write_output(tmp_path / "out", {"documents": documents, **rows})  # type: ignore[dict-item]
    report = describe_run({("ok", None): len(documents)}, out, len(documents), 1.0, None)  # type: ignore[arg-type]
    screen = io.StringIO()
    print_report(Console(file=screen, width=120), out, report)
    return screen.getvalue()


def test_the_report_says_what_needs_a_look(tmp_path: Path) -> None:
    shown = report_of(
        tmp_path,
        documents=[
            document(),
            document("스캔.pdf", "b" * 64, status="partial", reason="scan", message="글자가 없는 쪽 3개"),
        ],
        plan=[plan("p1", confidence="doubtful"), plan("p2")],
        findings=[finding(), finding("unit_missing", "warn"), finding("unit_missing", "warn")],
        ledger=[number("7", reason="unread")],
    )
    rows = [[cell.strip() for cell in line.split("│")[1:4]] for line in shown.splitlines() if line.startswith("│")]
    for row in (
        ["행", "그중 의심", "1"],
        ["지적", "오류", "1"],
        ["지적", "주의", "2"],
        ["지적", "참고", "0"],
        ["숫자", "그중 읽지 못함", "1"],
    ):
        assert row in rows
    assert "일부만 읽은 파일" in shown
    assert "스캔.pdf: 글자가 없는 쪽 3개" in shown
    assert f"다음: kplan findings {tmp_path / 'out'} --severity error" in shown


@pytest.mark.parametrize(
    ("rows", "command"), [({}, "export"), ({"plan": [plan("p1", confidence="doubtful")]}, "doubtful")]
)
def test_the_report_names_the_next_command(tmp_path: Path, rows: dict[str, object], command: str) -> None:
    assert f"다음: kplan {command} " in report_of(tmp_path, **rows)


def test_scans_say_that_they_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = {"findings": [finding("scan", "warn", doc_id=DOC), finding("scan", "warn", doc_id=DOC)]}
    monkeypatch.setattr(convert_command, "missing_for_scans", lambda: "한국어 자료를 설치하세요.")
    assert "스캔한 쪽이 있는 문서 1개" in report_of(tmp_path / "1", **scan)
    assert "스캔" not in report_of(tmp_path / "2")
    monkeypatch.setattr(convert_command, "missing_for_scans", lambda: "")
    assert "OCR" not in report_of(tmp_path / "3", **scan)


def test_what_is_missing_for_scans_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors import ocr_data

    monkeypatch.setattr(ocr_data, "language_data", lambda: None)
    assert "tesseract-ocr-kor" in missing_for_scans()
