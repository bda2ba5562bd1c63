"""The SQL views of the outputs, and the two lookups that they rest on: standard organisation codes, units."""

import io
from collections.abc import Iterator
from importlib.resources import files

import pyarrow as pa
import pyarrow.csv

SQL_FILES = ("views.sql", "star.sql", "analysis.sql")
"""Files of sinks/sql in the order in which they build on each other; DuckDB and PostgreSQL run the same text."""

LOOKUPS: dict[str, tuple[str, dict[str, pa.DataType], dict[str, str]]] = {
    "org_codes": (
        "regions.csv",
        {"code": pa.string(), "name": pa.string(), "since": pa.date32(), "until": pa.date32()},
        {"since": "valid_from", "until": "valid_to"},
    ),
    "unit_scales": (
        "units.csv",
        {"unit": pa.string(), "dimension": pa.string(), "scale": pa.float64()},
        {},
    ),
}
"""Table name to its file in pipeline/korean, the columns taken, and their other names."""


def read_lookup(table: str) -> pa.Table:
    """A lookup as a table."""
    name, columns, renamed = LOOKUPS[table]
    with files("pipeline.korean").joinpath(name).open("rb") as file:
        found = pyarrow.csv.read_csv(
            io.BytesIO(file.read()),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=list(columns), column_types=columns, strings_can_be_null=True
            ),
        )
    return found.rename_columns([renamed.get(column, column) for column in columns])


def view_statements() -> Iterator[str]:
    """CREATE VIEW statements in the order in which they can be run."""
    for name in SQL_FILES:
        text = files("pipeline.sinks").joinpath("sql", name).read_text(encoding="utf-8")
        yield from (statement for statement in text.split(";\n") if "CREATE" in statement)
