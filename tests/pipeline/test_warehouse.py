"""Loading a warehouse: only what changed, all or nothing, and views that give what a person computes."""

import re
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
from test_cli import kplan

from pipeline.sinks.views import LOOKUPS, read_views
from pipeline.sinks.warehouse import Change, LoadOptions, load, open_warehouse
from schemas.dictionary import SCHEMA_VERSION
from schemas.errors import (
    Busy,
    Inconsistent,
    RootFolder,
    StoreNewer,
    StoreUnlike,
    UnknownTarget,
    Unwritable,
    ViewsInUse,
)
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
    load(out, url, LoadOptions(history=True, at=first))
    write_output(out, {"documents": [document()], "plan": [plan("p1", 12.0)]})
    assert changes(load(out, url, LoadOptions(history=True, at=second)))["plan"] == (0, 1, 1, 0)
    held = query(url, "SELECT row_key, target, valid_from, valid_to FROM kplan_store.plan ORDER BY 1, 3")
    assert [(key, target, start.astimezone(UTC), end and end.astimezone(UTC)) for key, target, start, end in held] == [
        ("p1", 10.0, first, second),
        ("p1", 12.0, second, None),
        ("p2", 10.0, first, second),
    ]
    assert query(url, "SELECT row_id, target FROM kplan.plan") == [("p1", 12.0)]


KEY = "00000000-"


def test_an_edited_file_changes_what_was_edited(tmp_path: Path, url: str) -> None:
    """Other bytes give other row_ids; a fact is known by what it is about."""
    first, second, third = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 4, 5))

    def version(doc_id: str, targets: dict[str, float], block: int) -> Path:
        rows = [
            plan(f"{doc_id[0]}{key}", target, doc_id, fact_key=f"{KEY}{key}", block=block)
            for key, target in targets.items()
        ]
        return write_output(tmp_path / "out", {"documents": [document("가.txt", doc_id)], "plan": rows})

    load(version("a" * 64, {"k1": 1.0, "k2": 2.0, "k3": 3.0}, 1), url, LoadOptions(history=True, at=first))
    out = version("b" * 64, {"k1": 1.0, "k2": 5.0, "k4": 4.0}, 2)
    assert changes(load(out, url, LoadOptions(history=True, at=second)))["plan"] == (1, 1, 1, 1)
    assert changes(
        load(version("c" * 64, {"k1": 1.0, "k2": 5.0, "k4": 9.0}, 3), url, LoadOptions(history=True, at=third))
    )["plan"] == (0, 1, 0, 2)
    changed = query(
        url, "SELECT fact_key, value_before, value, changed_at FROM kplan.value_changes ORDER BY changed_at"
    )
    assert [(key, before, after, at.astimezone(UTC)) for key, before, after, at in changed] == [
        (f"{KEY}k2", 2.0, 5.0, second),
        (f"{KEY}k4", 4.0, 9.0, third),
    ]
    assert query(url, "SELECT target FROM kplan.plan ORDER BY 1") == [(1.0,), (5.0,), (9.0,)]


def test_facts_of_another_document_are_not_taken_for_those_of_an_edited_one(tmp_path: Path, url: str) -> None:
    def rows(doc_id: str, path: str) -> dict[str, Any]:
        return {
            "documents": [document(path, doc_id)],
            "plan": [plan(f"{doc_id[0]}1", 1.0, doc_id, fact_key=f"{KEY}k1")],
        }

    load(write_output(tmp_path / "one", rows("a" * 64, "가.txt")), url)
    assert changes(load(write_output(tmp_path / "two", rows("b" * 64, "나.txt")), url))["plan"] == (1, 0, 0, 0)
    assert query(url, "SELECT count(*) FROM kplan.plan") == [(2,)]


def test_a_copy_in_another_format_is_loaded_once(tmp_path: Path, url: str) -> None:
    rows = {
        "documents": [document("가.hwpx"), document("가.pdf", "b" * 64, same_as=DOC, same_as_reason="제목이 같음")],
        "plan": [plan("p1"), plan("p2", doc_id="b" * 64)],
        "findings": [finding(), finding(doc_id="b" * 64)],
    }
    out = write_output(tmp_path / "out", rows)
    load(out, url)
    assert query(url, "SELECT row_id FROM kplan.plan") == [("p1",)]
    assert query(url, "SELECT count(*) FROM kplan.documents") == [(2,)]
    assert query(url, "SELECT count(*) FROM kplan.findings") == [(1,)]
    assert changes(load(out, url, LoadOptions(all_copies=True)))["plan"] == (1, 0, 0, 1)
    assert query(url, "SELECT sum(value) FROM kplan.facts WHERE summable") == [(10.0,)]
    assert changes(load(out, url))["plan"] == (0, 0, 1, 1)


NEW_COLUMNS = {
    "plan": ("additive", "fact_key", "upper"),
    "documents": ("same_as", "same_as_reason"),
    "loads": ("schema_version",),
}


def make_old(url: str, extra: str = "") -> None:
    """A store as a kplan left it that did not know some columns and had another view."""
    for view in (
        "value_changes",
        "target_against_result",
        "yearly_values",
        "budget_by_source",
        "counted_amounts",
        "fact_target",
        "fact_budget",
        "fact_result",
    ):
        edit(url, f"DROP VIEW kplan.{view}")
    for view in (
        "dim_task",
        "dim_period",
        "dim_unit",
        "dim_org",
        "facts",
        "findings_by_document",
        "finding_list",
        "contents",
        "copies",
        "plan",
        "documents",
    ):
        edit(url, f"DROP VIEW kplan.{view}")
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            edit(url, f"ALTER TABLE kplan_store.{table} DROP COLUMN {column}")
    for table in ("plan", "documents"):
        edit(url, f"CREATE VIEW kplan.{table} AS SELECT * FROM kplan_store.{table} WHERE valid_to IS NULL")
    edit(url, "CREATE VIEW kplan.fact_target AS SELECT task, row_id FROM kplan.plan")
    edit(url, "UPDATE kplan_store.plan SET row_hash = 'of fewer columns'")
    edit(url, "UPDATE kplan_store.loads SET layout = 'older'")


def test_a_store_of_an_older_kplan_is_brought_up_to_date(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1"), plan("p2")]})
    load(out, url)
    make_old(url)
    edit(url, "CREATE SCHEMA own")
    edit(url, "CREATE VIEW own.targets AS SELECT row_id, target FROM kplan.plan")
    write_output(out, {"documents": [document()], "plan": [plan("p1"), plan("p2", 7.0)]})
    assert changes(load(out, url))["plan"][:3] == (0, 2, 0)
    assert query(url, "SELECT row_id, target, additive, fact_key FROM kplan.plan ORDER BY 1") == [
        ("p1", 10.0, True, None),
        ("p2", 7.0, True, None),
    ]
    assert query(url, "SELECT count(*) FROM kplan.fact_target") == [(2,)]
    assert query(url, "SELECT row_id, target FROM own.targets ORDER BY 1") == [("p1", 10.0), ("p2", 7.0)]
    assert query(url, "SELECT schema_version FROM kplan_store.loads ORDER BY loaded_at DESC")[0] == (SCHEMA_VERSION,)
    edit(url, "DROP SCHEMA own CASCADE")


def test_a_store_of_a_newer_kplan_is_left_alone(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    edit(url, "UPDATE kplan_store.loads SET schema_version = '1.100.0'")
    write_output(out, {"documents": [document()], "plan": [plan("p1", 9.0)]})
    with pytest.raises(StoreNewer):
        load(out, url)
    assert query(url, "SELECT target FROM kplan.plan") == [(10.0,)]


def test_a_column_that_is_no_longer_written_does_not_stop_a_load(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    edit(url, "ALTER TABLE kplan_store.plan ADD COLUMN former varchar DEFAULT 'x'")
    edit(url, "ALTER TABLE kplan_store.plan ALTER COLUMN former SET NOT NULL")
    edit(url, "ALTER TABLE kplan_store.plan ALTER COLUMN former DROP DEFAULT")
    edit(url, "UPDATE kplan_store.loads SET layout = 'older'")
    write_output(out, {"documents": [document()], "plan": [plan("p1"), plan("p2")]})
    load(out, url)
    assert query(url, "SELECT row_id FROM kplan.plan ORDER BY 1") == [("p1",), ("p2",)]


def test_a_column_of_another_type_is_told(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    load(out, url)
    edit(url, "ALTER TABLE kplan_store.checks ADD COLUMN other bigint")
    for view in ("checks",):
        edit(url, f"DROP VIEW kplan.{view}")
    edit(url, "ALTER TABLE kplan_store.checks ALTER COLUMN applied TYPE varchar")
    edit(url, "UPDATE kplan_store.loads SET layout = 'older'")
    with pytest.raises(StoreUnlike, match=r"checks\.applied"):
        load(out, url)


def test_somebody_elses_views_on_the_star_are_not_dropped(tmp_path: Path, postgres_server: str) -> None:
    with postgres(postgres_server) as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kplan, kplan_store, own CASCADE")
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, postgres_server)
    edit(postgres_server, "CREATE SCHEMA own")
    edit(postgres_server, "CREATE VIEW own.mine AS SELECT task_key FROM kplan.dim_task")
    edit(postgres_server, "UPDATE kplan_store.loads SET layout = 'older'")
    with pytest.raises(ViewsInUse, match=r"own\.mine"):
        load(out, postgres_server)
    assert query(postgres_server, "SELECT count(*) FROM own.mine") == [(0,)]
    edit(postgres_server, "DROP VIEW own.mine")
    load(out, postgres_server)
    edit(postgres_server, "DROP SCHEMA own")


@pytest.mark.parametrize(
    "form",
    [
        "w.duckdb",
        "duckdb:w.duckdb",
        "duckdb://w.duckdb",
        "./w.db",
        "{tmp}/w.duckdb",
        "duckdb://{tmp}/w.duckdb",
        "duckdb:{tmp}/w.duckdb",
    ],
)
def test_a_duckdb_file_by_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    monkeypatch.chdir(tmp_path)
    load(out, form.format(tmp=tmp_path))
    (file,) = [path for path in tmp_path.iterdir() if path.name != "out"]
    assert file.name in ("w.duckdb", "w.db")


def test_nothing_is_written_into_the_root_folder(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    with pytest.raises(RootFolder) as told:
        load(out, "duckdb:///kplan-test.duckdb")
    assert not Path("/kplan-test.duckdb").exists()
    assert "duckdb:파일.duckdb" in told.value.message("ko")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/x", "연결할 수 없습니다"),
        ("/none", "그런 데이터베이스가 없습니다"),
        ("/postgres?user=nobody", "로그인을 거절했습니다"),
        ("plain", "권한이 없습니다"),
    ],
)
def test_what_a_server_says_is_a_sentence(tmp_path: Path, postgres_server: str, at: str, said: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    url = at if "://" in at else postgres_server
    if at.startswith("/"):
        url = postgres_server.replace("/postgres", at)
    if at == "plain":
        edit(postgres_server, "DROP SCHEMA IF EXISTS kplan, kplan_store CASCADE")
        edit(postgres_server, "DROP ROLE IF EXISTS plain")
        edit(postgres_server, "CREATE ROLE plain LOGIN")
        url = postgres_server.replace("kplan@", "plain@")
    run = kplan("load", str(out), "--to", url)
    assert run.returncode == 7
    assert said in run.stderr
    assert "대상은 그대로" in run.stderr
    assert not re.search(r"SELECT|CREATE |libpq|ERROR|FATAL|Traceback", run.stderr)


def test_other_documents_stay_and_other_bytes_under_a_path_close(tmp_path: Path, url: str) -> None:
    other = "b" * 64
    load(write_output(tmp_path / "one", {"documents": [document("가.txt")], "plan": [plan("p1")]}), url)
    rows = {"documents": [document("나.txt", other)], "plan": [plan("q1", doc_id=other)]}
    assert changes(load(write_output(tmp_path / "two", rows), url))["plan"] == (1, 0, 0, 0)
    revised = {"documents": [document("가.txt", "c" * 64)], "plan": [plan("r1", doc_id="c" * 64)]}
    out = write_output(tmp_path / "three", revised)
    assert changes(load(out, url)) == {"documents": (0, 1, 0, 0), "plan": (1, 0, 1, 0)}
    assert query(url, "SELECT row_id FROM kplan.plan ORDER BY 1") == [("q1",), ("r1",)]
    assert changes(load(out, url, LoadOptions(complete=True))) == {"documents": (0, 0, 1, 1), "plan": (0, 0, 1, 1)}
    assert query(url, "SELECT row_id FROM kplan.plan") == [("r1",)]


def test_a_dry_run_changes_nothing(tmp_path: Path, url: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()], "plan": [plan("p1")]})
    load(out, url)
    write_output(out, {"documents": [document()], "plan": [plan("p1", 99.0), plan("p2")]})
    assert changes(load(out, url, LoadOptions(dry_run=True)))["plan"] == (1, 1, 0, 0)
    assert changes(load(out, f"duckdb://{tmp_path}/new.duckdb", LoadOptions(dry_run=True)))["plan"] == (2, 0, 0, 0)
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
def staged_rows(out, dataset, all_copies):
    global passed
    passed += 1
    if passed == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(out, dataset, all_copies)
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
    assert changes(load(out, url, LoadOptions(verify=True)))["plan"] == (1, 0, 0, 0)
    assert query(url, "SELECT count(*) FROM kplan.plan") == [(1,)]


def test_going_back_to_an_older_output_is_a_change(tmp_path: Path, url: str) -> None:
    first = write_output(tmp_path / "first", {"documents": [document()], "plan": [plan("p1")]})
    second = write_output(tmp_path / "second", {"documents": [document()], "plan": [plan("p1", 2.0)]})
    for out, target in ((first, 10.0), (second, 2.0), (first, 10.0)):
        load(out, url)
        assert query(url, "SELECT target FROM kplan.plan") == [(target,)]


def test_an_unknown_target_is_named(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    for url in ("mongodb://x", "mysql://a/b", "x.csv", "duckdb://", "duckdb:", "kplan", ""):
        with pytest.raises(UnknownTarget) as told:
            load(out, url)
        assert "duckdb:파일.duckdb, postgresql://" in told.value.message("ko")
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


def test_two_measures_of_one_budget_are_not_added(tmp_path: Path, url: str) -> None:
    load(write_output(tmp_path / "out", test_views.MEASURES), url)
    told = query(
        url,
        "SELECT fiscal_year, budget_krw, spent_krw, measure, other_measures FROM kplan.budget_by_source WHERE is_total ORDER BY 1",
    )
    assert told == [(2025, 9, 1_300, "예산액", "예산현액"), (2026, 1_250, 1_214, "예산", "예산액")]


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
