"""No password of a warehouse's URL is ever printed, whatever its form and whatever the driver says of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from outputs import document, write_output

from pipeline.sinks.warehouse_url import HIDDEN, without_password, without_secrets

SECRET = "zq7Geheim"
FORMS = (
    "postgresql://user:{secret}@127.0.0.1:1/base",
    "postgresql://127.0.0.1:1/base?user=user&password={secret}",
    "postgresql://127.0.0.1:1/base?password={secret}@x",
    "postgresql:/user:{secret}@127.0.0.1/base",
    "postgres:user:{secret}@127.0.0.1",
    "host=127.0.0.1 password={secret}",
    "postgresql://host=127.0.0.1 port=1 password={secret}",
    "postgresql://user:{secret}@at@127.0.0.1:1/base",
    "postgresql://user:{secret}/slash@127.0.0.1:1/base",
    "postgresql://user:{secret}?mark@127.0.0.1:1/base",
    "postgresql://user:{secret}#hash@127.0.0.1:1/base",
    "postgresql://user:{secret}%zz@127.0.0.1:1/base",
    "postgresql://user:%7a{rest}@127.0.0.1:1/base",
    "postgresql://user:12{secret}@127.0.0.1:{secret}/base",
    "postgresql://{secret}@127.0.0.1:1/base",
    "mysql://user:{secret}@127.0.0.1/base",
    "duckdb://md:base?motherduck_token={secret}",
    "duckdb://s3://bucket/{secret}",
    "dlt://postgres://user:{secret}@127.0.0.1/base",
    "dlt://nowhere?password={secret}",
    "{secret}",
)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_a_url_shows_its_password(form: str) -> None:
    url = form.format(secret=SECRET, rest=SECRET[1:])
    assert SECRET[1:] not in without_password(url)


@pytest.mark.parametrize("form", FORMS)
def test_no_command_prints_it(tmp_path: Path, form: str) -> None:
    out = write_output(tmp_path / "out", {"documents": [document()]})
    url = form.format(secret=SECRET, rest=SECRET[1:])
    command = [sys.executable, "-m", "pipeline", "load", str(out), "--to", url]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert run.returncode != 0
    assert SECRET[1:] not in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file for file in files if SECRET[1:].encode() in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://user:pw@db.example.kr:5432/plans", "postgresql://db.example.kr:5432/plans"),
        ("postgresql://db/plans?sslmode=require", "postgresql://db/plans"),
        ("postgresql://[::1]:5432/plans", "postgresql://[::1]:5432/plans"),
        ("duckdb:///data/결과 1.duckdb", "duckdb:///data/결과 1.duckdb"),
        ("dlt://bigquery", "dlt://bigquery"),
        ("plans.duckdb", "plans.duckdb"),
    ],
)
def test_the_place_is_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown


def test_what_a_driver_says_is_kept_where_it_is_harmless() -> None:
    url = f"postgresql://user:{SECRET}@db/plans"
    refused = 'connection to server at "db", port 5432 failed: Connection refused'
    assert without_secrets(refused, url, {}) == refused
    unknown = 'FATAL: password authentication failed for user "user"'
    assert without_secrets(unknown, url, {}) == unknown
    assert without_secrets(unknown, "postgresql://user:user@db/plans", {}) == HIDDEN
    assert without_secrets(f'invalid port number: "{SECRET[:5]}"', f"postgresql://u:{SECRET[:5]}/x@db", {}) == HIDDEN
    assert without_secrets("cannot log in with hunter22", "dlt://x", {"DESTINATION__PASSWORD": "hunter22"}) == HIDDEN
