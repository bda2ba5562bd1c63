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
        tables = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    assert tables == set(DATASETS)


def test_rows_fit_the_json_schema() -> None:
    schema = json.loads(schema_to_json_schema())
    row = Plan(row_id="p1", doc_id="a", raw="10명", target=10.0, bbox=(1, 2, 3, 4)).model_dump(mode="json")
    jsonschema.validate(row, schema["$defs"]["plan"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**row, "comparator": "!"}, schema["$defs"]["plan"])


def test_the_dbt_sources_are_yaml_with_tests() -> None:
    (source,) = yaml.safe_load(schema_to_dbt_sources())["sources"]
    tables = {table["name"]: {column["name"]: column for column in table["columns"]} for table in source["tables"]}
    assert set(tables) == set(DATASETS)
    assert tables["plan"]["row_id"]["tests"] == ["unique", "not_null"]
    relation = tables["plan"]["doc_id"]["tests"][1]["relationships"]
    assert relation == {"to": "source('kplan', 'documents')", "field": "doc_id"}
