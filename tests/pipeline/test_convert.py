"""The Python interface, used as its readers use it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from extractors import extract
from pipeline import ConvertOptions, convert, read_rows
from pipeline.sinks.parquet import read_dataset

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"


def test_a_folder_of_plans_to_datasets(tmp_path: Path) -> None:
    report = convert(str(PLANS), tmp_path / "out", ConvertOptions(csv=True))
    assert report.inputs == report.ok == len(list(PLANS.iterdir()))
    assert report.adds_up()
    assert report.exit_code() == 0
    with duckdb.connect(str(tmp_path / "out" / "kplan.duckdb"), read_only=True) as connection:
        tables = connection.execute("SELECT dataset, count(*) FROM facts GROUP BY 1 ORDER BY 1").fetchall()
    assert dict(tables) == {name: report.rows[name] for name in ("budget", "plan", "result")}
    assert min(count for _, count in tables) > 0
    assert (tmp_path / "out" / "csv" / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert report.numbers == read_dataset(tmp_path / "out", "ledger").num_rows > 0


@pytest.mark.parametrize(
    "name", ["annual_targets.txt", "annual_targets.hwp", "annual_targets.hwpx", "annual_targets.pdf"]
)
def test_rows_are_the_same_as_in_a_batch(tmp_path: Path, name: str) -> None:
    rows = list(read_rows(str(PLANS / name)))
    assert rows[0]["dataset"] == "document"
    convert(str(PLANS / name), tmp_path, ConvertOptions(jobs=1))
    for dataset in ("plan", "budget", "result"):
        printed = [row["row_id"] for row in rows if row["dataset"] == dataset]
        assert printed == read_dataset(tmp_path, dataset).column("row_id").to_pylist()


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
