"""The SQL views of the outputs, and the lookups that they rest on: organisation codes, units, words of measures."""

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv

from schemas.dictionary import sql_text

SQL_FILES = ("views.sql", "star.sql", "analysis.sql")
"""Files of sinks/sql in the order in which they build on each other; DuckDB and PostgreSQL run the same text."""
WAREHOUSE_FILES = (*SQL_FILES, "history.sql")
"""The files of a warehouse, which has the rows of earlier loads too."""


class Lookup(NamedTuple):
    """A table of words: the package and the name of its CSV file, the columns taken, their other names, its meaning."""

    package: str
    file: str
    columns: dict[str, pa.DataType]
    renamed: dict[str, str]
    meaning: str


LOOKUPS: dict[str, Lookup] = {
    "org_codes": Lookup(
        "pipeline.korean",
        "regions.csv",
        {"code": pa.string(), "name": pa.string(), "since": pa.date32(), "until": pa.date32()},
        {"since": "valid_from", "until": "valid_to"},
        "Standard codes of local governments with the days they are valid from and to.",
    ),
    "unit_scales": Lookup(
        "pipeline.korean",
        "units.csv",
        {"unit": pa.string(), "dimension": pa.string(), "scale": pa.float64()},
        {},
        "Canonical units: what they measure, and how many of the dimension's base unit one of them is.",
    ),
    "measure_words": Lookup(
        "pipeline.sinks",
        "sql/words.csv",
        {"kind": pa.string(), "word": pa.string()},
        {},
        "Units and indicators that are never added up (rates, means), and words for amounts that are spent or a part.",
    ),
}
"""The lookups by the name of their table."""


class View(NamedTuple):
    """A view: its name, what it is for, the statement that creates it."""

    name: str
    meaning: str
    statement: str


def read_lookup(table: str) -> pa.Table:
    """A lookup as a table."""
    package, name, columns, renamed, _ = LOOKUPS[table]
    with files(package).joinpath(name).open("rb") as file:
        found = pyarrow.csv.read_csv(
            io.BytesIO(file.read()),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=list(columns), column_types=columns, strings_can_be_null=True
            ),
        )
    return found.rename_columns([renamed.get(column, column) for column in columns])


@cache
def measure_words() -> dict[str, tuple[str, ...]]:
    """The words of sql/words.csv by kind."""
    found: dict[str, list[str]] = {}
    for row in read_lookup("measure_words").to_pylist():
        found.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(words) for kind, words in found.items()}


def read_views(names: Sequence[str] = SQL_FILES) -> Iterator[View]:
    """The views in the order in which they can be created. What stands before a statement is its meaning."""
    for name in names:
        text = files("pipeline.sinks").joinpath("sql", name).read_text(encoding="utf-8")
        for comment, statement, view in re.findall(
            r"((?:^--[^\n]*\n)+)(CREATE OR REPLACE VIEW (\w+)\b.*?);$", text, re.MULTILINE | re.DOTALL
        ):
            yield View(view, " ".join(line.removeprefix("--").strip() for line in comment.splitlines()), statement)


def view_statements(names: Sequence[str] = SQL_FILES) -> Iterator[str]:
    """CREATE VIEW statements in the order in which they can be run."""
    return (view.statement for view in read_views(names))


def view_comments(schema: str = "", names: Sequence[str] = SQL_FILES) -> Iterator[str]:
    """COMMENT statements for the views and the lookups, in the schema named with its dot (`kplan.`)."""
    for view in read_views(names):
        yield f"COMMENT ON VIEW {schema}{view.name} IS {sql_text(view.meaning)}"
    for table, lookup in LOOKUPS.items():
        yield f"COMMENT ON TABLE {schema}{table} IS {sql_text(lookup.meaning)}"
