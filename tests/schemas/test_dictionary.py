"""One schema, many forms; each is used as its readers use it."""

import json
from pathlib import Path

import duckdb
import jsonschema
import pytest
import yaml

from schemas.dictionary import (
    FORMATS,
    KEYS,
    model_to_columns,
    schema_to_dbt_sources,
    schema_to_duckdb,
    schema_to_json_schema,
    schema_to_markdown,
)
from schemas.finding import Finding
from schemas.records import DATASETS, Plan


def test_every_column_has_both_labels() -> None:
    for dataset, model in DATASETS.items():
        for column in model_to_columns(model):
            assert column.korean != column.name, (dataset, column.name)
            assert column.english, (dataset, column.name)


def test_labels_are_unique_within_a_dataset() -> None:
    for dataset, model in DATASETS.items():
        labels = [column.korean for column in model_to_columns(model)]
        assert len(labels) == len(set(labels)), dataset


def test_keys_are_columns_that_cannot_be_null() -> None:
    for dataset, key in KEYS.items():
        columns = {column.name: column for column in model_to_columns(DATASETS[dataset])}
        assert all(not columns[name].nullable for name in key)


def test_kinds_of_columns() -> None:
    kinds = {column.name: (column.kind, column.nullable) for column in model_to_columns(Plan)}
    assert kinds["target"] == ("number", True)
    assert kinds["row_id"] == ("string", False)
    assert kinds["period_start"] == ("date", True)
    assert kinds["bbox"] == ("numbers", True)
    found = {column.name: column for column in model_to_columns(Finding)}
    assert found["severity"].choices == ("error", "warn", "info")
    assert found["numbers"].kind == "json"
    assert found["lines"].kind == "integers"


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_names_every_column(name: str) -> None:
    text = FORMATS[name]()
    for model in DATASETS.values():
        for column in model_to_columns(model):
            assert column.name in text


def test_the_dictionary_page_is_fresh() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == schema_to_markdown(), "kplan schema > docs/data-dictionary.md"


def test_the_ddl_runs() -> None:
    with duckdb.connect() as connection:
        connection.execute(schema_to_duckdb())
        keys = connection.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
        assert {table: tuple(columns) for table, columns in keys} == KEYS
        tables = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    assert tables == set(DATASETS)


PLAN = Plan(row_id="p1", doc_id="a", raw="10명", target=10.0, bbox=(1, 2, 3, 4)).model_dump(mode="json")


def test_rows_fit_the_json_schema() -> None:
    schema = json.loads(schema_to_json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"dataset": "plan", **PLAN}, schema)
    jsonschema.validate(PLAN, schema["$defs"]["plan"])


@pytest.mark.parametrize(
    "row",
    [
        {**PLAN, "dataset": "plan", "comparator": "!"},
        {**PLAN, "dataset": "plan", "target": "열"},
        {**PLAN, "dataset": "plan", "colour": "red"},
        {**PLAN, "dataset": "budget"},
        {**PLAN, "dataset": "number"},
        {"dataset": "plan"},
        PLAN,
        {},
        [],
    ],
)
def test_a_wrong_row_is_rejected_by_the_json_schema(row: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row, json.loads(schema_to_json_schema()))


def test_the_dbt_sources_are_yaml_with_tests() -> None:
    (source,) = yaml.safe_load(schema_to_dbt_sources())["sources"]
    tables = {table["name"]: {column["name"]: column for column in table["columns"]} for table in source["tables"]}
    assert set(tables) == set(DATASETS)
    assert tables["plan"]["row_id"]["data_tests"] == ["unique", "not_null"]
    relation = tables["plan"]["doc_id"]["data_tests"][1]["relationships"]["arguments"]
    assert relation == {"to": "source('kplan', 'documents')", "field": "doc_id"}
    choices = tables["plan"]["comparator"]["data_tests"][1]["accepted_values"]["arguments"]
    assert choices == {"values": ["=", ">=", "<=", ">", "<", "~"]}


def test_columns_that_sql_reserves_are_quoted_for_dbt() -> None:
    """As DuckDB itself says which words cannot name a column without quotes."""
    (source,) = yaml.safe_load(schema_to_dbt_sources())["sources"]
    columns = {column["name"]: column.get("quote", False) for table in source["tables"] for column in table["columns"]}
    with duckdb.connect() as connection:
        words = connection.execute("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'")
        reserved = {word for (word,) in words.fetchall()}
    assert {name for name, quoted in columns.items() if quoted} == reserved & set(columns)
