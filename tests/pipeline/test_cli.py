"""The command line, run as a person runs it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from pipeline.__main__ import SCHEMA_FORMATS
from pipeline.messages import HANCOM_NOTICE, _messages, choose_language
from pipeline.sinks.parquet import read_dataset
from schemas.dictionary import FORMATS
from schemas.errors import REASONS, LimitExceeded, Unwritable

TABLE = """2026년 나루구 시행계획

| 세부사업 | 목표 | 예산(천원) |
|---|---|---|
| 나루터 정비 | 3개소 | 12,000 |
| 마을 도서관 운영 | 연 2회 | 800 |
"""


def kplan(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it with no terminal and nothing on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "KPLAN_LANG": "ko", **environment},
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "시행계획.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_help_ends_with_the_notice() -> None:
    help_text = kplan("--help").stdout
    assert help_text.rstrip().endswith(HANCOM_NOTICE)
    for command in ("convert", "rows", "tables", "show", "schema"):
        assert command in help_text


def test_help_imports_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pipeline", "--help"]
    imported = subprocess.run(command, capture_output=True, text=True).stderr
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.splitlines()}
    assert "typer" in modules
    heavy = {"pandas", "pyarrow", "duckdb", "pydantic", "lxml", "pypdfium2", "kiwipiepy", "numpy"}
    assert modules & heavy == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("foo",), "그런 명령이 없습니다: foo."),
        (("exprot", "x"), "혹시 'export' 입니까?"),
        (("convert",), "파일 인자가 없습니다."),
        (("convert", "a"), "--out 옵션이 없습니다."),
        (("convert", "a", "--out"), "--out 옵션에는 값이 있어야 합니다."),
        (("convert", "a", "--out", "b", "--jobs", "x"), "--jobs 값이 잘못되었습니다: "),
        (("convert", "a", "--out", "b", "--jobs", "0"), "--jobs 값이 잘못되었습니다: "),
        (("convert", "a", "--jbs", "1"), "그런 옵션이 없습니다: --jbs"),
        (("doctor", "a"), "쓰이지 않는 인자가 있습니다: a"),
    ],
)
def test_usage_errors_are_in_the_language(words: tuple[str, ...], said: str) -> None:
    run = kplan(*words)
    assert run.returncode == 2
    assert said in run.stderr
    assert "도움말: kplan" in run.stderr
    assert not re.search(r"Usage|Missing|No such|Invalid|Input should|Error|Try|Got|mean", run.stderr), run.stderr
    assert not re.search("[가-힣]", kplan(*words, KPLAN_LANG="en").stderr)


@pytest.mark.parametrize("words", [(), ("--help",), ("convert", "--help"), ("export", "--help")])
def test_help_is_in_the_language(words: tuple[str, ...]) -> None:
    run = kplan(*words)
    assert "이 도움말을 보이고 끝냅니다." in run.stdout + run.stderr
    assert not re.search(r"Usage|Options|Arguments|Commands|required|default|Show this", run.stdout + run.stderr)


def test_details_are_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 40)
    assert "(이진 데이터)" in kplan("rows", str(tmp_path / "a.bin")).stderr
    assert "(그런 파일이 없음)" in kplan("rows", str(tmp_path / "none.hwp")).stderr
    assert "(no such file)" in kplan("rows", str(tmp_path / "none.hwp"), KPLAN_LANG="en").stderr
    assert LimitExceeded("pages: 7 > 5").message("ko").endswith("(쪽 7개, 한도 5개)")
    assert Unwritable("[Errno 28] No space left on device: 'a'").message("ko").endswith("(디스크 공간 없음: 'a')")


def test_every_message_has_both_languages() -> None:
    for key, sentences in _messages().items():
        assert set(sentences) == {"ko", "en"}, key
        assert sentences["ko"].count("{") == sentences["en"].count("{"), key


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ko"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "KPLAN_LANG": "ko"}, "ko"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert choose_language(environment) == language


def test_rows_are_json_lines_with_their_dataset(plan: Path) -> None:
    run = kplan("rows", str(plan))
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert all(next(iter(line)) == "dataset" for line in lines)
    assert lines[0]["dataset"] == "document"
    assert (lines[0]["path"], lines[0]["status"]) == (str(plan), "ok")


def test_tables_are_what_a_person_sees(plan: Path) -> None:
    (line,) = kplan("tables", str(plan)).stdout.splitlines()
    table = json.loads(line)
    assert (table["file"], table["n_rows"], table["n_cols"]) == (str(plan), 3, 3)
    assert [cell["text"] for cell in table["cells"] if cell["row"] == 1] == ["나루터 정비", "3개소", "12,000"]
    assert table["cells"][0].keys() == {"row", "col", "row_span", "col_span", "text"}


def test_show_draws_the_document(plan: Path) -> None:
    shown = kplan("show", str(plan), COLUMNS="120").stdout
    assert "나루터 정비" in shown
    assert "시행계획" in shown


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_show_cuts_no_number(tmp_path: Path, columns: int) -> None:
    numbers = [f"{n}{n},{n}00,{n}{n}{n}" for n in range(1, 8)]
    rows = [" | ".join(f"예산액:{number}천원" for number in numbers), " | ".join(["월별 추진 실적과 계획"] * 7)]
    path = tmp_path / "넓은 표.txt"
    path.write_text("2026년 계획\n\n| " + " |\n|".join([rows[1], "---|" * 6 + "---", *rows]) + " |\n", encoding="utf-8")
    shown = kplan("show", str(path), "--all", COLUMNS=str(columns)).stdout
    tables = shown[shown.index("표 1개") :]
    tables = re.split(r"(?:계획|예산|실적) \d+행", tables)[0]
    assert [number for number in numbers if number not in tables] == []
    assert max(cell_len(line) for line in tables.splitlines()) <= columns


def test_show_names_pages() -> None:
    plans = Path(__file__).resolve().parents[2] / "samples" / "plans"
    for name in ("annual_targets.hwp", "annual_targets.hwpx", "annual_targets.pdf"):
        assert "1쪽 표 3" in kplan("show", str(plans / name), COLUMNS="200").stdout
    assert "p. 1 Table 3" in kplan("show", str(plans / "annual_targets.hwpx"), COLUMNS="200", KPLAN_LANG="en").stdout


def test_show_takes_one_file(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "둘째.txt").write_text(TABLE, encoding="utf-8")
    for named in (tmp_path, tmp_path / "*.txt"):
        run = kplan("show", str(named))
        assert run.returncode == 2
        assert f"{named}: 파일 하나만 볼 수 있습니다." in run.stderr
        assert "도움말: kplan show --help" in run.stderr
        english = kplan("show", str(named), KPLAN_LANG="en")
        assert f"{named}: give one file." in english.stderr
        assert run.stdout == english.stdout == ""
    assert kplan("show", str(plan), str(plan)).returncode == 2
    assert "나루터 정비" in kplan("show", str(tmp_path / "시행*.txt")).stdout


def test_help_of_files_tells_one_from_many() -> None:
    assert "볼 파일 하나" in kplan("show", "--help").stdout
    assert "표준 입력" in kplan("convert", "--help", COLUMNS="200").stdout


def test_help_names_every_schema_format() -> None:
    assert tuple(FORMATS) == SCHEMA_FORMATS


def test_every_schema_format_is_printed() -> None:
    assert "| amount_krw | 금액(원) |" in kplan("schema").stdout
    assert json.loads(kplan("schema", "--format", "json-schema").stdout)["$defs"]["plan"]["properties"]["target"]
    unknown = kplan("schema", "--format", "xml")
    assert unknown.returncode == 2
    assert "markdown" in unknown.stderr


def bad_folder(folder: Path) -> dict[str, str]:
    """A folder with one file of every kind of bad input and two good ones; reason by name."""
    folder.mkdir()
    (folder / "good.txt").write_text(TABLE, encoding="utf-8")
    (folder / "cp949.txt").write_bytes(TABLE.encode("cp949"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.hwp").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    os.mkfifo(folder / "pipe")
    (folder / "nothing").mkdir()
    return {
        "empty.txt": "Empty",
        "blank.txt": "Empty",
        "binary.txt": "Unsupported",
        "picture.hwp": "Unsupported",
        "cut.pdf": "Corrupt",
        "pipe": "Unreadable",
    }


def test_bad_files_cost_themselves(tmp_path: Path) -> None:
    reasons = bad_folder(tmp_path / "in")
    out = tmp_path / "out"
    run = kplan("convert", str(tmp_path / "in"), str(tmp_path / "none.hwp"), "--out", str(out), "--jobs", "2")
    assert run.returncode == 3, run.stderr
    documents = read_dataset(out, "documents").to_pylist()
    failed = {Path(row["path"]).name: row["reason"] for row in documents if row["status"] == "failed"}
    assert failed == {**reasons, "none.hwp": "Unreadable"}
    assert {Path(row["path"]).name for row in documents if row["status"] == "ok"} == {"good.txt", "cp949.txt"}
    for row in documents:
        if row["status"] == "failed":
            assert row["message"].startswith(REASONS[row["reason"]].korean)
            assert row["message"] in run.stdout
    tables = read_dataset(out, "tables").to_pylist()
    assert len(tables) == 2
    report = json.loads((out / "run.json").read_text())
    assert report["counts"]["inputs"] == 9
    assert report["reasons"] == {"Empty": 2, "Unreadable": 2, "Unsupported": 2, "Corrupt": 1}


@pytest.mark.parametrize("command", ["rows", "tables", "show"])
def test_commands_that_read_say_why_they_cannot(tmp_path: Path, command: str) -> None:
    for name, reason in bad_folder(tmp_path / "in").items():
        run = kplan(command, str(tmp_path / "in" / name))
        assert run.returncode == REASONS[reason].exit_code, (name, run.stderr)
        assert REASONS[reason].korean in run.stderr
        assert "Traceback" not in run.stderr


def test_rows_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    bad_folder(tmp_path / "in")
    run = kplan("rows", str(tmp_path / "in"), KPLAN_LANG="en")
    documents = [line for line in map(json.loads, run.stdout.splitlines()) if line["dataset"] == "document"]
    assert len(documents) == 8
    assert run.returncode == 3
    assert REASONS["Empty"].english in run.stderr


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "cut.pdf"])
def test_one_bad_file_alone_ends_with_its_reason(tmp_path: Path, name: str) -> None:
    reason = REASONS[bad_folder(tmp_path / "in")[name]]
    run = kplan("convert", str(tmp_path / "in" / name), "--out", str(tmp_path / "out"))
    assert run.returncode == reason.exit_code
    assert reason.korean in run.stdout


def test_a_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run = kplan("convert", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert run.returncode == REASONS["NoInput"].exit_code
    assert REASONS["NoInput"].korean in run.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_path_leaves_a_good_output_alone(tmp_path: Path, plan: Path) -> None:
    out, typo = tmp_path / "out", str(tmp_path / "typo")
    assert kplan("convert", str(plan), "--out", str(out)).returncode == 0
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in out.rglob("*") if file.is_file()}
    for names in ([typo], [typo, str(tmp_path / "none*.hwp")]):
        run = kplan("convert", *names, "--out", str(out))
        reason = REASONS["Unreadable" if len(names) == 1 else "NoInput"]
        assert run.returncode == reason.exit_code
        assert reason.korean in run.stderr
        assert typo in run.stderr
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in out.rglob("*") if file.is_file()}
    assert after == before


def test_an_output_that_cannot_be_written(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "out").write_text("a file is in the way")
    run = kplan("convert", str(plan), "--out", str(tmp_path / "out"))
    assert run.returncode == REASONS["Unwritable"].exit_code
    assert REASONS["Unwritable"].korean in run.stderr


def test_progress_for_machines(tmp_path: Path, plan: Path) -> None:
    run = kplan("convert", str(plan), "--out", str(tmp_path / "out"), "--json-progress")
    events = [json.loads(line) for line in run.stderr.splitlines()]
    assert [event["event"] for event in events if event["event"] != "running"] == ["started", "finished", "done"]
    assert events[-1]["inputs"] == events[-1]["ok"] == 1
    assert run.stdout == ""


def test_paths_from_standard_input(tmp_path: Path, plan: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "convert", "-", "--out", str(tmp_path / "out")]
    run = subprocess.run(command, input=f"{plan}\n", text=True, capture_output=True)
    assert run.returncode == 0, run.stderr
    assert read_dataset(tmp_path / "out", "documents").column("path").to_pylist() == [str(plan)]


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(2_000):
        (source / f"{number:04}.txt").write_text(f"{TABLE}\n{number}", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "KPLAN_LANG": "en"}
    process = subprocess.Popen(
        [*command, "--json-progress"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    assert process.stderr is not None
    while json.loads(process.stderr.readline()).get("done", 0) < 15:
        pass
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Run the same command again" in said
    assert "Traceback" not in said
    time.sleep(0.2)
    again = subprocess.run([*command, "--json-progress"], capture_output=True, text=True)
    assert again.returncode == 0
    assert json.loads(again.stderr.splitlines()[0])["done"] >= 15
    assert read_dataset(tmp_path / "out", "documents").num_rows == 2_000


def test_a_reader_that_closes_the_pipe(plan: Path) -> None:
    command = f"{sys.executable} -m pipeline rows {plan} {plan} | head -c 10"
    run = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert run.stdout == '{"dataset"'
    assert run.stderr == ""
