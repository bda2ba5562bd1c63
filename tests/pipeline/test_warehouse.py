"""Loading a warehouse: only what changed, all or nothing, and views that give what a person computes."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import test_views
from outputs import DOC, budget, document, finding, number, plan, result, write_output
from postgres_server import running_postgres, server_folder

from pipeline.sinks.views import LOOKUPS, read_views
from pipeline.sinks.warehouse import Change, load, open_warehouse
from schemas.errors import Busy, Inconsistent, UnknownTarget, Unwritable
from schemas.records import DATASETS

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[str]:
    if server_folder() is None:
        pytest.skip("no PostgreSQL server is installed (Debian package postgresql)")
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty warehouse."""
    if request.param == "duckdb":
        return f"duckdb://{tmp_path / 'warehouse.duckdb'}"
    server: str = request.getfixturevalue("postgres_server")
    with postgres(server) as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kplan, kplan_store CASCADE")
    return server


class postgres:
    """A cursor that commits."""

    def __init__(self, url: str) -> None:
        from adbc_driver_postgresql import dbapi

        self.connection = dbapi.connect(url, autocommit=True)

    def __enter__(self) -> Any:
        self.cursor = self.connection.cursor()
        return self.cursor

    def __exit__(self, *error: object) -> None:
        self.cursor.close()
        self.connection.close()


def query(url: str, text: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a warehouse."""
    if url.startswith("duckdb"):
        with duckdb.connect(url.removeprefix("duckdb://"), read_only=True) as connection:
            return connection.execute(text).fetchall()
    with postgres(url) as cursor:
        cursor.execute(text)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def edit(url: str, statement: str) -> None:
    """What somebody does to a warehouse by hand."""
    if url.startswith("duckdb"):
        with duckdb.connect(url.removeprefix("duckdb://")) as connection:
            connection.execute(statement)
    else:
        with postgres(url) as cursor:
            cursor.execute(statement)


def changes(found: list[Change]) -> dict[str, tuple[int, int, int, int]]:
    """Inserted, updated, closed, unchanged by dataset, where there is anything."""
    counts = {c.dataset: (c.inserted, c.updated, c.closed, c.unchanged) for c in found}
    return {dataset: numbers for dataset, numbers in counts.items() if any(numbers)}


def test_first_load_then_the_same_then_a_change(tmp_path: Path, url: str) -> None:
    rows = {
        "documents": [document()],
        "plan": [plan("p1"), plan("p2", raw="따옴표 ' \" 한글 · ㈜ 𠮷", bbox=(1.0, 2.0, 3.5, 4.0))],
        "findings": [finding(numbers={"합": 3, "계": 4.5}, row_ids=("p1", "p2")), finding(), finding()],
        "ledger": [number("10"), number("10")],
    }
    out = write_output(tmp_path / "out", rows)
    assert changes(load(out, url)) == {
        "documents": (1, 0, 0, 0),
        "plan": (2, 0, 0, 0),
        "findings": (3, 0, 0, 0),
        "ledger": (2, 0, 0, 0),
    }
    assert query(url, "SELECT raw FROM kplan.plan WHERE row_id = 'p2'") == [("따옴표 ' \" 한글 · ㈜ 𠮷",)]
    assert query(
        url, "SELECT target, fiscal_year, CAST(period_start AS varchar), bbox FROM kplan.plan ORDER BY row_id"
    ) == [
        (10.0, 2026, "2026-01-01", None),
        (10.0, 2026, "2026-01-01", [1.0, 2.0, 3.5, 4.0]),
    ]
    before = query(url, "SELECT row_key, valid_from FROM kplan_store.plan ORDER BY 1")
    assert all(numbers[:3] == (0, 0, 0) for numbers in changes(load(out, url)).values())
    assert query(url, "SELECT row_key, valid_from FROM kplan_store.plan ORDER BY 1") == before
    write_output(out, {**rows, "plan": [plan("p1", 11.0), plan("p3")], "ledger": [number("10")]})
    assert changes(load(out, url)) == {
        "documents": (0, 0, 0, 1),
        "plan": (1, 1, 1, 0),
        "findings": (0, 0, 0, 3),
        "ledger": (0, 0, 1, 1),
    }
    assert query(url, "SELECT row_id, target FROM kplan.plan ORDER BY 1") == [("p1", 11.0), ("p3", 10.0)]
    assert query(url, "SELECT count(*) FROM kplan_store.plan") == [(2,)]


def test_history_keeps_what_no_longer_holds(tmp_path: Path, url: str) -> None:
    first, second = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1"), plan("p2")]})
    load(out, url, history=True, at=first)
    write_output(out, {"documents": [document()], "plan": [plan("p1", 12.0)]})
    assert changes(load(out, url, history=True, at=second))["plan"] == (0, 1, 1, 0)
    held = query(url, "SELECT row_key, target, valid_from, valid_to FROM kplan_store.plan ORDER BY 1, 3")
    assert [(key, target, start.astimezone(UTC), end and end.astimezone(UTC)) for key, target, start, end in held] == [
        ("p1", 10.0, first, second),
        ("p1", 12.0, second, None),
        ("p2", 10.0, first, second),
    ]
    assert query(url, "SELECT row_id, target FROM kplan.plan") == [("p1", 12.0)]


def test_other_documents_stay_and_other_bytes_under_a_path_close(tmp_path: Path, url: str) -> None:
    other = "b" * 64
    load(write_output(tmp_path / "one", {"documents": [document("가.txt")], "plan": [plan("p1")]}), url)
    rows = {"documents": [document("나.txt", other)], "plan": [plan("q1", doc_id=other)]}
    assert changes(load(write_output(tmp_path / "two", rows), url))["plan"] == (1, 0, 0, 0)
    revised = {"documents": [document("가.txt", "c" * 64)], "plan": [plan("r1", doc_id="c" * 64)]}
    out = write_output(tmp_path / "three", revised)
    assert changes(load(out, url)) == {"documents": (0, 1, 0, 0), "plan": (1, 0, 1, 0)}
    assert query(url, "SELECT row_id FROM kplan.plan ORDER BY 1") == [("q1",), ("r1",)]
    assert changes(load(out, url, complete=True)) == {"documents": (0, 0, 1, 1), "plan": (0, 0, 1, 1)}
    assert query(url, "SELECT row_id FROM kplan.plan") == [("r1",)]


def test_a_dry_run_changes_nothing(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    write_output(out, {"documents": [document()], "plan": [plan("p1", 99.0), plan("p2")]})
    assert changes(load(out, url, dry_run=True))["plan"] == (1, 1, 0, 0)
    assert changes(load(out, f"duckdb://{tmp_path}/new.duckdb", dry_run=True))["plan"] == (2, 0, 0, 0)
    assert not (tmp_path / "new.duckdb").exists()
    assert query(url, "SELECT target FROM kplan.plan") == [(10.0,)]


def test_a_failing_load_leaves_everything_as_it_was(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    write_output(out, {"documents": [document(title="새 제목")], "plan": [plan("p2"), plan("p2")]})
    with pytest.raises(Inconsistent):
        load(out, url)
    assert query(url, "SELECT title FROM kplan.documents") == [("나루구 계획",)]
    assert query(url, "SELECT row_id FROM kplan.plan") == [("p1",)]


def test_a_second_load_at_once_is_told_to_wait(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    if url.startswith("duckdb"):
        holder = (
            "import duckdb, sys, time\nheld = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\ntime.sleep(60)"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", holder, url.removeprefix("duckdb://")], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(Busy):
            load(out, url)
        process.kill()
        process.wait()
    else:
        holding = open_warehouse(url)
        with pytest.raises(Busy):
            load(out, url)
        holding.end(False)
    assert changes(load(out, url))["plan"] == (0, 0, 0, 1)


KILLED = """
import os, signal, sys
from pathlib import Path
import pipeline.sinks.warehouse as warehouse
passed = 0
original = warehouse.staged_rows
def staged_rows(out, dataset):
    global passed
    passed += 1
    if passed == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(out, dataset)
warehouse.staged_rows = staged_rows
warehouse.load(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize("stages", [3, 6, 10])
def test_killed_in_the_middle_the_target_is_as_before(tmp_path: Path, url: str, stages: int) -> None:
    rows = {"documents": [document()], "plan": [plan("p1")], "budget": [budget("b1", 1)], "result": [result("r1", 1)]}
    out = write_output(tmp_path / "out", rows)
    load(out, url)
    names = ("plan", "budget", "result")
    changed = {name: [row.model_copy(update={"raw": "바뀜"}) for row in rows[name]] for name in names}
    write_output(out, {**rows, **changed})
    process = subprocess.run([sys.executable, "-c", KILLED, str(out), url, str(stages)], capture_output=True)
    assert process.returncode == -signal.SIGKILL
    texts = " UNION ALL ".join(f"SELECT raw FROM kplan.{name}" for name in changed)
    assert query(url, texts) == [("원문",)] * 3
    load_when_free(out, url)
    assert query(url, texts) == [("바뀜",)] * 3


def test_killed_in_the_first_load_there_is_nothing(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    process = subprocess.run([sys.executable, "-c", KILLED, str(out), url, "5"], capture_output=True)
    assert process.returncode == -signal.SIGKILL
    schemas = "SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'kplan%'"
    assert query(url, schemas) == [(0,)]
    assert changes(load_when_free(out, url))["plan"] == (1, 0, 0, 0)


def load_when_free(out: Path, url: str) -> list[Change]:
    """Load; a server may take a moment to see that a killed client is gone."""
    for _ in range(50):
        try:
            return load(out, url)
        except Busy:
            time.sleep(0.1)
    return load(out, url)


def test_the_same_output_again_is_not_compared_unless_asked(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    edit(url, "DELETE FROM kplan_store.plan")
    assert changes(load(out, url))["plan"] == (0, 0, 0, 1)
    assert query(url, "SELECT count(*) FROM kplan.plan") == [(0,)]
    assert changes(load(out, url, verify=True))["plan"] == (1, 0, 0, 0)
    assert query(url, "SELECT count(*) FROM kplan.plan") == [(1,)]


def test_going_back_to_an_older_output_is_a_change(tmp_path: Path, url: str) -> None:
    first = write_output(tmp_path / "first", {"documents": [document()], "plan": [plan("p1")]})
    second = write_output(tmp_path / "second", {"documents": [document()], "plan": [plan("p1", 2.0)]})
    for out, target in ((first, 10.0), (second, 2.0), (first, 10.0)):
        load(out, url)
        assert query(url, "SELECT target FROM kplan.plan") == [(target,)]


def test_an_unknown_target_is_named(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    for url in ("mongodb://x", "mysql://a/b", "x.duckdb", "duckdb://"):
        with pytest.raises(UnknownTarget) as told:
            load(out, url)
        assert "duckdb:///파일, postgresql://" in told.value.message("ko")
        assert url in told.value.message("ko")
    with pytest.raises(UnknownTarget) as told:
        load(out, "mysql://user:secret@host/b")
    assert "secret" not in told.value.message("ko")


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    with pytest.raises(Unwritable):
        load(out, f"duckdb://{tmp_path}/typo/w.duckdb")
    assert not (tmp_path / "typo").exists()


TREES = {"task": "나무 심기", "task_key": "나무심기", "indicator": "식재", "unit": "그루"}
"""A task with a target of 300 and results of 120 and 150: 270 of 300 is 90 %."""

ANALYST_ROWS = {
    "documents": [document(), document("나.txt", "b" * 64)],
    "plan": [
        plan("p1", 300.0, **TREES),
        plan("p2", 25.0, **{**TREES, "period_end": plan("x").period_start}),
        plan("p3", 200.0, superseded=True, **TREES),
        plan("p4", 2.0, task="도서관", task_key="도서관", unit="회"),
    ],
    "result": [result("r1", 120.0, **TREES), result("r2", 150.0, **TREES)],
    "budget": [
        budget("b1", 8_000_000, source="국비"),
        budget("b2", 2_000_000, source="시비"),
        budget("b3", 5_000_000, basis="집행", source="국비"),
        budget("b4", 1_000_000, basis="집행", source="국비"),
        budget("b5", 9_000_000, source="시비", superseded=True),
    ],
    "findings": [finding(), finding("unit_missing", "warn"), finding("unit_missing", "warn"), finding("note", "info")],
}


def test_the_three_views_give_what_a_person_computes(tmp_path: Path, url: str) -> None:
    load(write_output(tmp_path / "out", ANALYST_ROWS), url)
    assert query(
        url, "SELECT task, fiscal_year, target, result, achieved_percent FROM kplan.target_against_result ORDER BY 1"
    ) == [("나무 심기", 2026, 300.0, 270.0, 90.0), ("도서관", 2026, 2.0, None, None)]
    assert query(
        url,
        "SELECT source, budget_krw, spent_krw, executed_percent FROM kplan.budget_by_source "
        "WHERE NOT is_total ORDER BY 1",
    ) == [("국비", 8_000_000, 6_000_000, 75.0), ("시비", 2_000_000, None, None)]
    assert query(url, "SELECT path, errors, warnings, notes, rules FROM kplan.findings_by_document ORDER BY 1") == [
        ("가.txt", 1, 2, 1, "note, sum_mismatch, unit_missing"),
        ("나.txt", 0, 0, 0, None),
    ]


@pytest.mark.parametrize("name", test_views.BUDGETS)
def test_views_of_a_sample_are_what_it_says(tmp_path: Path, url: str, name: str) -> None:
    load(write_output(tmp_path / "out", test_views.sample_rows(name)), url)
    assert sorted(query(url, test_views.BY_SOURCE.replace("FROM ", "FROM kplan.")), key=str) == sorted(
        test_views.BUDGETS[name], key=str
    )
    assert sorted(query(url, test_views.TARGETS.replace("FROM ", "FROM kplan.")), key=str) == sorted(
        test_views.COMPARED[name], key=str
    )


def test_views_and_tables_say_what_they_are_for(tmp_path: Path, url: str) -> None:
    load(write_output(tmp_path / "out", ANALYST_ROWS), url)
    names = [*(view.name for view in read_views()), *LOOKUPS, *DATASETS]
    if url.startswith("duckdb"):
        said = "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'kplan' UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'kplan'"
    else:
        said = "SELECT relname, obj_description(oid) FROM pg_class WHERE relnamespace = 'kplan'::regnamespace AND relkind IN ('r', 'v')"
    comments = dict(query(url, said))
    assert [name for name in names if not comments[name]] == []


def test_the_star_stands(tmp_path: Path, url: str) -> None:
    load(write_output(tmp_path / "out", ANALYST_ROWS), url)
    counts = {"fact_target": 3, "fact_budget": 4, "fact_result": 2, "facts": 11, "finding_list": 4}
    for view, count in counts.items():
        assert query(url, f"SELECT count(*) FROM kplan.{view}") == [(count,)], view
    assert query(url, "SELECT task, names, first_year, facts FROM kplan.dim_task WHERE task_key = '나무심기'") == [
        ("나무 심기", "나무 심기", 2026, 5)
    ]
    assert query(url, "SELECT kind, count(*) FROM kplan.dim_period GROUP BY 1 ORDER BY 1") == [("day", 1), ("year", 1)]
    assert query(url, "SELECT org_code, org FROM kplan.dim_org WHERE org = '가람시 나루구'") == [
        (None, "가람시 나루구")
    ]
    codes = query(
        url,
        "SELECT count(*), count(DISTINCT org_code), count(valid_from) FROM kplan.dim_org WHERE org_code IS NOT NULL",
    )
    assert codes[0][0] > 200
    assert codes[0][2] > 200
    assert query(url, "SELECT dimension FROM kplan.dim_unit WHERE unit = '명'") == [("person",)]
    assert query(url, "SELECT dimension FROM kplan.dim_unit WHERE unit = '그루'")


def test_every_dataset_is_a_view_with_its_columns(tmp_path: Path, url: str) -> None:
    load(write_output(tmp_path / "out", ANALYST_ROWS), url)
    for dataset, model in DATASETS.items():
        names = ", ".join(f'"{name}"' for name in model.model_fields)
        query(url, f'SELECT {names} FROM kplan."{dataset}"')
    assert query(url, "SELECT doc_id FROM kplan.documents ORDER BY 1")[0] == (DOC,)
