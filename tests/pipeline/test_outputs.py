"""What is done with an output: gates, differences, files for people, lineage."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import frictionless
import inline
import openpyxl
import pytest
from outputs import DOC, budget, check, document, finding, number, plan, result, write_output
from test_cli import kplan

from pipeline import extras
from pipeline.commands import doctor
from pipeline.convert import convert
from pipeline.engine.report import REPORT
from pipeline.frames import rows_to_batch
from pipeline.sinks import csv as csv_sink
from pipeline.sinks import data_go_kr
from pipeline.sinks.csv import harmless, value_to_text
from pipeline.sinks.lineage import LINEAGE
from pipeline.sinks.parquet import read_dataset, write_by_year
from pipeline.sinks.quality import check_output
from schemas.errors import REASONS
from schemas.grid import CellRecord, TableRecord
from schemas.records import DATASETS

GOOD = {
    "documents": [document(numbers=2, numbers_in_rows=1)],
    "plan": [plan("p1", unit="명", org_code="11110")],
    "budget": [budget("b1", 1000)],
    "result": [result("r1", 1.5, unit="명")],
    "findings": [finding(row_ids=("p1",))],
    "checks": [check("sum_mismatch", 10, 9)],
    "ledger": [number("10", row_id="p1"), number("2026", reason="date")],
}


def output(folder: Path, **changed: object) -> Path:
    write_output(folder, {**GOOD, **changed})  # type: ignore[dict-item]
    (folder / REPORT).write_text(json.dumps({"counts": {"inputs": 1}}))
    return folder


def failed_gates(out: Path, thresholds: Path | None = None) -> list[str]:
    return [gate.name for gate in check_output(out, thresholds) if not gate.passed]


def test_a_good_output_passes_every_gate(tmp_path: Path) -> None:
    assert failed_gates(output(tmp_path)) == []


@pytest.mark.parametrize(
    ("gate", "changed"),
    [
        ("keys_unique", {"plan": [plan("p1"), plan("p1")]}),
        ("no_orphans", {"result": [result("r1", 1.0, doc_id="b" * 64)]}),
        ("findings_lead_somewhere", {"findings": [finding(row_ids=("none",))]}),
        ("inputs_balance", {"documents": [document(numbers=2), document("나.txt", numbers=2)]}),
        ("failures_have_reasons", {"documents": [document(status="failed", numbers=2)]}),
        ("failed_percent", {"documents": [document(status="failed", reason="Empty", message="빈 파일", numbers=2)]}),
        ("numbers_accounted_percent", {"ledger": [number("10", row_id="p1"), number("7")]}),
        ("numbers_accounted_percent", {"ledger": [number("10", row_id="p1")]}),
        ("ledger_rows_exist", {"ledger": [number("10", row_id="none"), number("7", reason="date")]}),
        ("codes_known", {"plan": [plan("p1", org_code="99999")]}),
        ("units_known_percent", {"plan": [plan("p1", unit="꾸러미")]}),
        ("cross_foot_percent", {"checks": [check("sum_mismatch", 10, 7)]}),
    ],
)
def test_each_gate_can_fail(tmp_path: Path, gate: str, changed: dict[str, object]) -> None:
    assert gate in failed_gates(output(tmp_path, **changed))


def test_thresholds_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        "[cross_foot_percent]\nat_least = 95\n[most_plans]\nat_most = 0\nsql = 'SELECT count(*) FROM plan'\n"
    )
    assert failed_gates(output(tmp_path / "out"), own) == ["cross_foot_percent", "most_plans"]


def test_check_ends_with_a_code_for_pipelines(tmp_path: Path) -> None:
    assert kplan("check", str(output(tmp_path / "good"))).returncode == 0
    bad = kplan("check", str(output(tmp_path / "bad", plan=[plan("p1"), plan("p1")])), "--json")
    assert bad.returncode == 6
    assert {json.loads(line)["name"] for line in bad.stdout.splitlines() if not json.loads(line)["passed"]} == {
        "keys_unique"
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("check", ""),
        ("load", "--to duckdb:///{tmp}/w.duckdb"),
        ("load", "--to dlt://duckdb"),
        ("export", "--to {tmp}/d"),
        ("export", "--format xlsx"),
        ("export", "--profile data-go-kr"),
        ("diff", "{out}"),
    ],
)
@pytest.mark.parametrize("name", ["", "none"])
def test_a_folder_that_is_no_output_is_refused(tmp_path: Path, name: str, before: str, after: str) -> None:
    out = output(tmp_path / "out")
    (tmp_path / "in").mkdir()
    run = kplan(before, str(tmp_path / "in" / name), *after.format(tmp=tmp_path, out=out).split())
    assert run.returncode == REASONS["NoOutput"].exit_code, run.stderr
    assert REASONS["NoOutput"].korean in run.stderr
    assert "kplan check" not in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert not list((tmp_path / "in").iterdir())


def test_an_output_without_one_of_its_datasets_is_inconsistent(tmp_path: Path) -> None:
    out = output(tmp_path)
    (out / "ledger" / "part-00000.parquet").unlink()
    run = kplan("check", str(out))
    assert run.returncode == REASONS["Inconsistent"].exit_code
    assert "ledger" in run.stderr


@pytest.mark.parametrize(
    "text", [None, "[cross_foot_percent\n", "at_most = 1", "[codes_known]\nat_most = 'x'", "[own]\nat_most = 1",
             "[own]\nat_most = 1\nsql = 'SELEKT 1'", "[own]\nat_most = 1\nsql = 'SELECT 1, 2'"]
)  # fmt: skip
def test_a_bad_file_of_thresholds_is_named(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "gates.toml"
    if text is not None:
        file.write_text(text)
    run = kplan("check", str(output(tmp_path / "out")), "--thresholds", str(file))
    assert run.returncode == REASONS["BadThresholds"].exit_code
    assert run.stderr.startswith(REASONS["BadThresholds"].korean)
    assert str(file) in run.stderr


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ((), "csv/plan.csv"),
        (("--format", "xlsx"), "kplan.xlsx"),
        (("--profile", "data-go-kr"), "data-go-kr/계획.csv"),
    ],
)
def test_an_export_has_a_place_of_its_own(tmp_path: Path, words: tuple[str, ...], file: str) -> None:
    out = output(tmp_path / "out")
    for _ in range(2):
        run = kplan("export", str(out), *words)
        assert run.returncode == 0, run.stderr
        assert (out / "export" / file).exists()


@pytest.mark.parametrize(("form", "name"), [("csv", "plan.csv"), ("xlsx", "")])
def test_an_export_overwrites_only_when_told(tmp_path: Path, form: str, name: str) -> None:
    out, target = output(tmp_path / "out"), tmp_path / "target"
    mine = target / name if name else target
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("내 것")
    command = ("export", str(out), "--format", form, "--to", str(target))
    refused = kplan(*command)
    assert refused.returncode == REASONS["Exists"].exit_code
    assert str(mine) in refused.stderr
    assert mine.read_text() == "내 것"
    assert kplan(*command, "--force").returncode == 0
    assert mine.read_bytes()[:2] != "내".encode()[:2]


def test_a_folder_in_the_place_of_the_workbook(tmp_path: Path) -> None:
    out, target = output(tmp_path / "out"), tmp_path / "target"
    target.mkdir()
    for words in ((), ("--force",)):
        run = kplan("export", str(out), "--format", "xlsx", "--to", str(target), *words)
        assert run.returncode in (REASONS["Exists"].exit_code, REASONS["Unwritable"].exit_code)
        assert "Traceback" not in run.stderr
        assert str(target) in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "target"]


@pytest.mark.parametrize("name", ["book.xlsx", "BOOK.XLSX", "새 책.xlsx"])
def test_a_name_of_a_workbook_makes_a_workbook(tmp_path: Path, name: str) -> None:
    run = kplan("export", str(output(tmp_path / "out")), "--to", str(tmp_path / name))
    assert run.returncode == 0, run.stderr
    assert openpyxl.load_workbook(tmp_path / name).sheetnames


@pytest.mark.parametrize(
    "words", [("book.xlsx", "--format", "csv"), ("plan.csv",), ("book.xlsx", "--profile", "data-go-kr")]
)
def test_a_name_of_a_file_makes_no_folder(tmp_path: Path, words: tuple[str, ...]) -> None:
    run = kplan("export", str(output(tmp_path / "out")), "--to", str(tmp_path / words[0]), *words[1:])
    assert run.returncode == 2
    assert "폴더" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failing_check_says_where_and_what_next(tmp_path: Path) -> None:
    bad = {
        "documents": [
            document(numbers=2),
            *(
                document(f"실패{n}.hwp", f"{n}" * 64, status="failed", reason="Empty", message="빈 파일")
                for n in range(2)
            ),
        ],
        "checks": [check("sum_mismatch", 1000, 799)],
    }
    run = kplan("check", str(output(tmp_path / "out", **bad)), COLUMNS="120")
    assert run.returncode == 6
    told = run.stdout[run.stdout.index("└") :]
    assert "실패0.hwp: 빈 파일" in told
    assert "--retry-failed" in told
    assert "가.txt: 201/1000" in told
    assert "sum_mismatch" in told
    assert "66.7" in run.stdout
    assert "66.66" not in run.stdout
    assert "79.9" in run.stdout
    assert "keys_unique" not in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+2", "'-1+2"),
        ("-A1", "'-A1"),
        ("--(1)", "'--(1)"),
        ("- cmd|' /C calc'!A0", "'- cmd|' /C calc'!A0"),
        ("- 나무 심기", "- 나무 심기"),
        ("- 1,200명 지원", "- 1,200명 지원"),
        ("-나무", "-나무"),
        ("-3개소", "-3개소"),
        ("---", "---"),
        ("\t=1", "'\t=1"),
        ("-1,234", "-1,234"),
        ("-12.5%", "-12.5%"),
        ("+3", "+3"),
        ("나무 = 심기", "나무 = 심기"),
        ("=", "="),
        ("-", "-"),
    ],
)
def test_formulas_are_made_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (250.0, "250"),
        (0.1, "0.1"),
        (-3, "-3"),
        ([1.0, 2.5], "[1.0, 2.5]"),
        (1e300, "1e+300"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert value_to_text(value) == text


def test_csv_is_what_spreadsheets_take(tmp_path: Path) -> None:
    out = output(tmp_path / "out", plan=[plan("p1", task="=HYPERLINK()", raw='여러\n줄, 따옴표 "', org_code="01234")])
    run = kplan("export", str(out), "--to", str(tmp_path / "csv"))
    assert run.returncode == 0, run.stderr
    data = (tmp_path / "csv" / "plan.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with open(tmp_path / "csv" / "plan.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["과제명"], row["원문"]) == ("'=HYPERLINK()", '여러\n줄, 따옴표 "')
    assert (row["기간 시작"], row["목표값"], row["기관코드"], row["누계"]) == ("2026-01-01", "10", "01234", "false")


@pytest.mark.parametrize("korean", [True, False])
def test_frictionless_accepts_the_csv(tmp_path: Path, korean: bool) -> None:
    rows = {
        "documents": [document(numbers=2), document("나.txt", "b" * 64), document("없음.hwp", "", status="failed")],
        "tables": [TableRecord(doc_id=DOC, table=0, n_rows=1, n_cols=2)],
        "cells": [CellRecord(doc_id=DOC, table=0, row=0, col=col, text=text) for col, text in enumerate(("", "칸"))],
    }
    csv_sink.write(output(tmp_path / "out", **rows), tmp_path / "csv", korean)
    report = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])
    assert report.stats["tasks"] == len(DATASETS)


@pytest.mark.parametrize("column", ["raw", "status"])
def test_frictionless_rejects_what_may_not_be_blank(tmp_path: Path, column: str) -> None:
    csv_sink.write(output(tmp_path / "out"), tmp_path / "csv", korean=False)
    name = "plan" if column == "raw" else "documents"
    file = tmp_path / "csv" / f"{name}.csv"
    with open(file, encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    with open(file, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]))
        writer.writeheader()
        writer.writerow({**lines[0], column: ""})
    report = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert report.flatten(["fieldName", "type"]) == [[column, "constraint-error"]]


@pytest.mark.parametrize("korean", [True, False])
def test_csv_and_workbook_say_the_same(tmp_path: Path, korean: bool) -> None:
    out = output(tmp_path / "out", plan=[plan("p1", raw="- 나무 심기 : 3그루")])
    csv_sink.write(out, tmp_path / "csv", korean)
    with open(tmp_path / "csv" / "plan.csv", encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    names = ("경로", "행 ID", "문서 ID") if korean else ("path", "row_id", "doc_id")
    assert (head[0], *head[-2:]) == names
    assert (row[0], *row[-2:]) == ("가.txt", "p1", DOC)
    assert row[head.index("원문" if korean else "raw")] == "- 나무 심기 : 3그루"


def test_the_portal_profile(tmp_path: Path) -> None:
    run = kplan("export", str(output(tmp_path / "out")), "--profile", "data-go-kr", "--to", str(tmp_path / "portal"))
    assert run.returncode == 0, run.stderr
    assert {file.name for file in (tmp_path / "portal").iterdir()} == {
        "문서.csv",
        "계획.csv",
        "예산.csv",
        "실적.csv",
        "컬럼정의서.csv",
    }
    with open(tmp_path / "portal" / data_go_kr.DEFINITION, encoding="utf-8-sig", newline="") as file:
        definitions = list(csv.DictReader(file))
    defined = [row["컬럼명"] for row in definitions if row["파일명"] == "예산.csv"]
    assert [row["설명"] for row in definitions if not re.search("[가-힣]", row["설명"])] == []
    with open(tmp_path / "portal" / "예산.csv", encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == defined


def test_the_portal_is_told_no_folder_no_officer_and_no_copy(tmp_path: Path) -> None:
    rows = {
        "documents": [document("/home/누구/비밀/묶음.zip!가.hwp"), document("나.pdf", "b" * 64, same_as=DOC)],
        "plan": [plan("p1", officer="김하늘"), plan("p2", doc_id="b" * 64)],
    }
    assert (
        kplan(
            "export", str(output(tmp_path / "out", **rows)), "--profile", "data-go-kr", "--to", str(tmp_path / "portal")
        ).returncode
        == 0
    )
    text = "".join(file.read_text(encoding="utf-8-sig") for file in (tmp_path / "portal").iterdir())
    for word in ("비밀", "김하늘", "담당자", "나.pdf"):
        assert word not in text
    with open(tmp_path / "portal" / "계획.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["경로"], row["행 ID"]) == ("가.hwp", "p1")


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    run = kplan("export", str(tmp_path), "--to", str(tmp_path / "x"), "--format", "pdf")
    assert run.returncode == 2
    assert "xlsx" in run.stderr


def test_a_large_dataset_is_split_by_year(tmp_path: Path) -> None:
    rows = [plan(f"p{n}", fiscal_year=year) for n, year in enumerate([2025, 2026, None, 2025])]
    write_by_year(tmp_path / "plan", "plan", [rows_to_batch("plan", rows[:2]), rows_to_batch("plan", rows[2:])])
    folders = sorted(file.parent.name for file in (tmp_path / "plan").rglob("*.parquet"))
    assert folders == ["fiscal_year=2025", "fiscal_year=2026", "fiscal_year=__HIVE_DEFAULT_PARTITION__"]
    assert sorted(read_dataset(tmp_path, "plan").column("row_id").to_pylist()) == ["p0", "p1", "p2", "p3"]
    with duckdb.connect() as connection:
        years = connection.execute(
            f"SELECT fiscal_year, count(*) FROM read_parquet('{tmp_path}/plan/**/*.parquet', hive_partitioning = true) "
            "GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert [count for _, count in years] == [2, 1, 1]


def test_lineage_names_inputs_and_outputs(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    inline.add_files(str(source), 3)
    convert(str(source), tmp_path / "out", inline.OPTIONS)
    start, complete = map(json.loads, (tmp_path / "out" / LINEAGE).read_text().splitlines())
    assert (start["eventType"], complete["eventType"]) == ("START", "COMPLETE")
    assert start["run"]["runId"] == complete["run"]["runId"]
    assert len(complete["inputs"]) == 3
    assert len(complete["inputs"][0]["facets"]["version"]["datasetVersion"]) == 64
    counts = {Path(o["name"]).name: o["outputFacets"]["outputStatistics"]["rowCount"] for o in complete["outputs"]}
    assert counts["documents"] == 3
    report = json.loads((tmp_path / "out" / REPORT).read_text())
    assert report["fingerprint"] == complete["run"]["facets"]["kplan"]["fingerprint"]
    assert {file["path"] for file in report["files"]} >= {"documents/part-00000.parquet"}


ROOT = Path(__file__).resolve().parents[2]


def load_by_dlt(folder: Path, out: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`kplan load --to dlt://duckdb` in a folder, with dlt's own state in it too and not in the user's."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DLT_DATA_DIR": str(folder / "dlt"),
        "KPLAN_LANG": "ko",
        **settings,
    }
    command = [sys.executable, "-m", "pipeline", "load", str(out), "--to", "dlt://duckdb"]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)


def test_dlt_needs_no_settings_for_a_duckdb_file(tmp_path: Path) -> None:
    out = output(tmp_path / "out")
    for _ in range(2):
        run = load_by_dlt(tmp_path, out)
        assert run.returncode == 0, run.stderr
    with duckdb.connect(str(tmp_path / "kplan_load.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT row_id FROM kplan.plan").fetchall() == [("p1",)]


def test_a_failed_dlt_load_does_not_stand_in_the_way_of_the_next(tmp_path: Path) -> None:
    out = output(tmp_path / "out")
    elsewhere = str(tmp_path / "none" / "w.db")
    assert (
        load_by_dlt(tmp_path, out, DESTINATION__DUCKDB__CREDENTIALS=elsewhere).returncode
        == REASONS["LoaderFailed"].exit_code
    )
    output(out, plan=[plan("p7")])
    assert load_by_dlt(tmp_path, out).returncode == 0
    with duckdb.connect(str(tmp_path / "kplan_load.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT row_id FROM kplan.plan").fetchall() == [("p7",)]


def test_other_warehouses_through_dlt(tmp_path: Path) -> None:
    out = output(tmp_path / "out")
    for plans in ([plan("p1", raw="하나")], [plan("p1", raw="둘"), plan("p2")]):
        output(out, plan=plans)
        run = load_by_dlt(tmp_path, out, DESTINATION__DUCKDB__CREDENTIALS=str(tmp_path / "w.db"))
        assert run.returncode == 0, run.stderr
    with duckdb.connect(str(tmp_path / "w.db"), read_only=True) as connection:
        assert connection.execute("SELECT row_id, raw FROM kplan.plan ORDER BY 1").fetchall() == [
            ("p1", "둘"),
            ("p2", "원문"),
        ]
        assert connection.execute("SELECT doc_id FROM kplan.documents").fetchall() == [(DOC,)]


def test_a_dlt_load_that_fails_is_a_whole_sentence(tmp_path: Path) -> None:
    run = kplan("load", str(output(tmp_path / "out")), "--to", "dlt://nowhere", DLT_DATA_DIR=str(tmp_path / "dlt"))
    assert run.returncode == REASONS["UnknownTarget"].exit_code
    (line,) = run.stderr.splitlines()
    assert line.startswith(REASONS["UnknownTarget"].korean)
    assert "nowhere" in line


def test_load_from_the_command_line(tmp_path: Path) -> None:
    out, url = output(tmp_path / "out"), f"duckdb://{tmp_path / 'w.duckdb'}"
    assert kplan("load", str(out), "--to", url, "--dry-run").returncode == 0
    first = kplan("load", str(out), "--to", url)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[0] == f"{tmp_path / 'w.duckdb'} 적재"
    assert "계획" in first.stdout
    assert kplan("load", str(out), "--to", "oracle://x").returncode == 29
    assert kplan("load", str(tmp_path / "none"), "--to", url).returncode == 27
    lost = kplan("load", str(out), "--to", "postgresql://nobody@127.0.0.1:1/x")
    assert lost.returncode == 7
    assert "대상은 그대로" in lost.stderr


def test_doctor_says_what_is_in_force() -> None:
    run = kplan("doctor", COLUMNS="160")
    assert run.returncode == 0
    for text in ("landlock", "pyarrow", "tesserocr", "openpyxl"):
        assert text in run.stdout


def test_doctor_names_the_command_that_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "installed", lambda name: None if name in ("openpyxl", "tesserocr") else "1.0")
    monkeypatch.setenv("COLUMNS", "400")
    assert doctor.print_state() == 0
    shown = capsys.readouterr().out
    assert f"xlsx: {sys.executable} -m pip install openpyxl" in shown
    assert "tesserocr" in shown
    monkeypatch.setattr(doctor, "installed", lambda name: None)
    assert doctor.print_state() == 1


@pytest.mark.parametrize(
    ("prefix", "pip", "command"),
    [
        ("/home/a/.local/share/pipx/venvs/kplan", True, "pipx inject kplan openpyxl"),
        ("/home/a/.local/share/uv/tools/kplan", False, f"uv pip install --python {sys.executable} openpyxl"),
        ("/srv/plans/.venv", True, f"{sys.executable} -m pip install openpyxl"),
    ],
)
def test_the_command_is_that_of_the_installation(
    monkeypatch: pytest.MonkeyPatch, prefix: str, pip: bool, command: str
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(extras, "find_spec", lambda name: name if pip else None)
    assert extras.install_command("xlsx") == command


def test_every_extra_brings_packages() -> None:
    assert all(map(extras.packages_of, extras.EXTRAS))
    assert extras.packages_of("none") == []
