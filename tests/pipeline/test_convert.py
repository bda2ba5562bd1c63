"""The Python interface, used as its readers use it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from outputs import document, plan, write_output
from test_cli import kplan

from extractors import extract
from pipeline import ConvertOptions, convert, read_rows
from pipeline.engine.report import Report
from pipeline.sinks.copies import find_copies
from pipeline.sinks.parquet import dataset_sql, read_dataset
from pipeline.sinks.quality import check_output

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The samples, converted once."""
    out = tmp_path_factory.mktemp("published")
    return out, convert(str(PLANS), out, ConvertOptions(csv=True))


def test_a_folder_of_plans_to_datasets(published: tuple[Path, Report]) -> None:
    out, report = published
    assert report.reasons == {}
    assert report.inputs == report.ok == len(list(PLANS.iterdir()))
    assert report.adds_up()
    assert report.exit_code() == 0
    with duckdb.connect(str(out / "kplan.duckdb"), read_only=True) as connection:
        tables = connection.execute("SELECT dataset, count(*) FROM facts GROUP BY 1 ORDER BY 1").fetchall()
    assert dict(tables) == {name: report.rows[name] for name in ("budget", "plan", "result")}
    assert min(count for _, count in tables) > 0
    assert (out / "csv" / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert report.numbers == read_dataset(out, "ledger").num_rows > 0


def test_the_samples_pass_every_gate(published: tuple[Path, Report]) -> None:
    assert [gate.name for gate in check_output(published[0]) if not gate.passed] == []


@pytest.mark.parametrize(
    "name", ["annual_targets.txt", "annual_targets.hwp", "annual_targets.hwpx", "annual_targets.pdf"]
)
def test_rows_are_the_same_as_in_a_batch(published: tuple[Path, Report], name: str) -> None:
    rows = list(read_rows(str(PLANS / name)))
    assert rows[0]["dataset"] == "document"
    for dataset in ("plan", "budget", "result"):
        printed = [row["row_id"] for row in rows if row["dataset"] == dataset]
        held = read_dataset(published[0], dataset, ["doc_id", "row_id"]).to_pylist()
        assert printed == [row["row_id"] for row in held if row["doc_id"] == rows[0]["doc_id"]]


def test_a_plan_in_several_formats_counts_once(tmp_path: Path) -> None:
    """Of HWP, HWPX and PDF one is counted; a version with another number, or of another year, is another document."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for ending in ("hwp", "hwpx", "pdf"):
        for name in ("result_report", "annual_targets"):
            (source / f"{name}.{ending}").write_bytes((PLANS / f"{name}.{ending}").read_bytes())
    text = (PLANS / "result_report.txt").read_text(encoding="utf-8")
    (source / "second.txt").write_text(text.replace("324명", "325명"), encoding="utf-8")
    (source / "third.txt").write_text(text.replace("2024", "2023"), encoding="utf-8")
    convert(str(source), out)
    names = {row["doc_id"]: Path(row["path"]).name for row in read_dataset(out, "documents").to_pylist()}
    same = {Path(row["path"]).name: names.get(row["same_as"]) for row in read_dataset(out, "documents").to_pylist()}
    assert same == {
        "result_report.hwp": "result_report.hwpx",
        "result_report.hwpx": None,
        "result_report.pdf": "result_report.hwpx",
        "annual_targets.hwp": "annual_targets.hwpx",
        "annual_targets.hwpx": None,
        "annual_targets.pdf": "annual_targets.hwpx",
        "second.txt": None,
        "third.txt": None,
    }
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))["same_as"]
    assert [(Path(one["path"]).name, Path(one["same_as"]).name) for one in told] == sorted(
        (copy, kept) for copy, kept in same.items() if kept
    )
    assert all(re.search(r"행 \d+개가 같음", one["reason"]) for one in told)
    with duckdb.connect(str(out / "kplan.duckdb"), read_only=True) as connection:
        sums = "SELECT sum(value) FROM facts WHERE summable AND dataset = 'result' AND unit = '개소' AND fiscal_year = 2024"
        assert connection.execute(sums).fetchall() == [(8.0,)]
    before = (out / "documents" / "part-00000.parquet").read_bytes()
    convert(str(source), tmp_path / "again")
    assert (tmp_path / "again" / "documents" / "part-00000.parquet").read_bytes() == before


@pytest.mark.parametrize(
    ("titles", "orgs", "rows", "same"),
    [
        (("나루구 돌봄 계획", "나루구 돌봄 계획(안)"), (None, None), 3, True),
        (("나루구 어르신 돌봄 계획", "나루구 어르신 돌봄 계획 임무와 비전"), (None, "가람시 나루구"), 3, True),
        (("돌봄 계획", "돌봄 계획 둘째"), (None, None), 3, False),
        (("나루구 돌봄 계획", "새솔구 돌봄 계획"), (None, None), 30, False),
        (("돌봄 계획", "돌봄 계획"), ("가람시 나루구", "가람시 새솔구"), 30, False),
        ((None, None), (None, None), 30, True),
        ((None, "나루구 돌봄 계획"), (None, None), 30, True),
        ((None, None), (None, None), 3, False),
        (("나루구 돌봄 계획", "나루구 돌봄 계획"), (None, None), 2, False),
    ],
)
def test_which_documents_are_the_same(
    tmp_path: Path, titles: tuple[str | None, ...], orgs: tuple[str | None, ...], rows: int, same: bool
) -> None:
    ids = ("a" * 64, "b" * 64)
    documents = [
        document(f"{n}.pdf", doc_id, title=titles[n], org=orgs[n], format=("pdf", "hwpx")[n])
        for n, doc_id in enumerate(ids)
    ]
    facts = [plan(f"{doc_id[0]}{n}", float(n), doc_id, task=f"과제 {n}") for doc_id in ids for n in range(rows)]
    out = write_output(tmp_path / "out", {"documents": documents, "plan": facts})
    with duckdb.connect() as connection:
        found = find_copies(
            connection, {name: dataset_sql(out, name) for name in ("documents", "plan", "budget", "result")}
        )
    assert [(copy.doc_id, copy.same_as) for copy in found] == ([ids] if same else [])


def test_documents_with_few_numbers_are_not_taken_for_one(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(2):
        text = f"나루구 운영계획\n\n- 소요예산 : 5,000천원\n- 참여인원 : 20명\n\n{'덧붙임 ' * number}"
        (source / f"{number}.txt").write_text(text, encoding="utf-8")
    convert(str(source), tmp_path / "out")
    assert read_dataset(tmp_path / "out", "documents").column("same_as").to_pylist() == [None, None]


def test_the_same_content_twice_counts_once(tmp_path: Path) -> None:
    for name in ("가.txt", "나.txt", "다/가.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes((PLANS / "annual_targets.txt").read_bytes())
    (tmp_path / "in" / "빈.txt").write_bytes(b"")
    out = tmp_path / "out"
    run = kplan("convert", str(tmp_path / "in"), "--out", str(out), COLUMNS="150")
    assert "같은 내용: 3개 파일" in run.stdout
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(out / "kplan.duckdb"), read_only=True) as connection:

        def count(query: str) -> int:
            ((number,),) = connection.execute(query).fetchall()
            return int(number)

        assert report["counts"]["numbers"] == count("SELECT count(*) FROM ledger") > 0
        assert report["counts"]["numbers_in_rows"] == count("SELECT count(*) FROM ledger WHERE row_id IS NOT NULL")
        for dataset in ("plan", "budget", "result", "findings"):
            assert report["rows"][dataset] == count(f"SELECT count(*) FROM {dataset}")
        assert count("SELECT sum(numbers) FROM contents") == count("SELECT count(*) FROM ledger")
        assert count('SELECT sum("rows") FROM contents') == count("SELECT count(*) FROM facts")
        assert count("SELECT count(*) FROM finding_list") == count("SELECT count(*) FROM findings") > 0
        assert count("SELECT sum(errors + warnings + notes) FROM findings_by_document") == report["rows"]["findings"]
        assert count("SELECT count(*) FROM documents") == 4
    paths = [f"{tmp_path}/in/{name}" for name in ("가.txt", "나.txt", "다/가.txt")]
    assert report["same_content"] == [paths]
    assert {Path(row["path"]).name: (row["status"], row["reason"]) for row in report["documents"]} == {
        "가.txt": ("ok", None),
        "나.txt": ("ok", None),
        "빈.txt": ("failed", "Empty"),
    }
    assert len(report["documents"]) == 4
    assert re.search(rf"숫자 +│ +│ +{report['counts']['numbers']} ", run.stdout)


def test_one_file_to_a_document() -> None:
    data = (PLANS / "annual_targets.txt").read_bytes()
    document = extract(data, "annual_targets.txt")
    assert document.source.format == "text"
    assert any(document.tables())


def test_convert_from_a_script_without_a_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys\nfrom pipeline import convert\nprint(convert(sys.argv[1], sys.argv[2]).ok)\n")
    plan = str(PLANS / "pledge_card.txt")
    run = subprocess.run([sys.executable, str(script), plan, str(tmp_path / "out")], capture_output=True, text=True)
    assert (run.stdout.strip(), run.stderr) == ("1", "")
