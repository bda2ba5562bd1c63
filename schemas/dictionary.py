"""One schema, many forms: the records as data dictionary, JSON Schema, DDL, Frictionless descriptor and dbt sources.

Columns, types, labels and descriptions are read from the pydantic models; nothing is written twice.
"""

import json
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from schemas.finding import Record
from schemas.records import DATASETS

SCHEMA_VERSION = "1.2.0"
"""Semantic: a new optional column raises the second number, a changed or removed one the first."""

Kind = Literal["string", "integer", "number", "boolean", "date", "strings", "integers", "numbers", "json"]

SCALARS: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}
SEQUENCES: dict[Any, Kind] = {str: "strings", int: "integers", float: "numbers"}

KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("path",),
    "plan": ("row_id",),
    "budget": ("row_id",),
    "result": ("row_id",),
    "checks": ("doc_id", "rule"),
    "tables": ("doc_id", "table"),
    "cells": ("doc_id", "table", "row", "col"),
}
"""Columns that identify a row; findings and ledger lines have no key of their own: two may be equal in every column."""

BLANK_TEXTS = frozenset({("documents", "doc_id"), ("cells", "text")})
"""Texts that are never null and may be empty: a file whose bytes could not be read has no id, a cell may be blank. A
CSV file cannot tell an empty text from none."""

RESERVED_NAMES = frozenset({"table"})
"""Columns that SQL takes for a word of its own unless they are quoted."""

ID_COLUMNS = ("row_ids", "row_id", "doc_id")
"""Columns that tell a person nothing; files for people have them last."""

DOCUMENT_KEY = "doc_id"
"""Column of every dataset that leads to documents."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as every form of the schema needs it. `choices` are the allowed values, empty where all are."""

    name: str
    kind: Kind
    nullable: bool
    korean: str
    english: str
    choices: tuple[str, ...] = ()


def model_to_columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a record in their order."""
    columns = []
    for name, field in model.model_fields.items():
        annotation, nullable = _without_none(field.annotation)
        kind, choices = _kind_of(annotation)
        columns.append(Column(name, kind, nullable, field.title or name, field.description or "", choices))
    return tuple(columns)


def columns_of_file(dataset: str) -> tuple[Column, ...]:
    """The columns of a dataset in a file for people: the path of its document first, ids last."""
    path = next(column for column in model_to_columns(DATASETS["documents"]) if column.name == "path")
    others = [column for column in model_to_columns(DATASETS[dataset]) if column.name != "path"]
    return (path, *sorted(others, key=lambda column: column.name in ID_COLUMNS))


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """`X | None` as (X, True), anything else as (itself, False)."""
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        if len(members) == 1 and len(get_args(annotation)) == 2:
            return members[0], True
    return annotation, False


def _kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """Kind and allowed values of a type. Raises TypeError for a type that has no column."""
    origin = get_origin(annotation)
    if origin is Literal:
        return "string", tuple(str(value) for value in get_args(annotation))
    if origin is tuple:
        return SEQUENCES[get_args(annotation)[0]], ()
    if origin is dict:
        return "json", ()
    if annotation not in SCALARS:
        raise TypeError(f"no column type for {annotation}")
    return SCALARS[annotation], ()


DUCKDB_TYPES: dict[Kind, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "strings": "VARCHAR[]",
    "integers": "BIGINT[]",
    "numbers": "DOUBLE[]",
    "json": "VARCHAR",
}
POSTGRES_TYPES: dict[Kind, str] = {
    "string": "text",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
    "strings": "text[]",
    "integers": "bigint[]",
    "numbers": "double precision[]",
    "json": "text",
}
FRICTIONLESS_TYPES: dict[Kind, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "strings": "array",
    "integers": "array",
    "numbers": "array",
    "json": "object",
}


def schema_to_markdown() -> str:
    """The data dictionary: one table a dataset, Korean label and meaning beside each column."""
    parts = [f"# 데이터 사전 · Data dictionary\n\nschema {SCHEMA_VERSION}\n"]
    for dataset, model in DATASETS.items():
        parts.append(f"\n## {dataset}\n\n{dataset_meaning(dataset)}\n")
        parts.append("\n| 컬럼 column | 한글명 label | 형 type | 빈 값 null | 뜻 meaning |\n|---|---|---|---|---|\n")
        for column in model_to_columns(model):
            allowed = f" (`{'`, `'.join(column.choices)}`)" if column.choices else ""
            cells = (column.name, column.korean, column.kind, "O" if column.nullable else "", column.english + allowed)
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(parts)


def schema_to_json_schema() -> str:
    """A JSON Schema of the lines that `kplan rows` prints: `dataset` names the definition that the line must fit."""
    definitions: dict[str, object] = {}
    choices = []
    for dataset, model in DATASETS.items():
        body = model.model_json_schema(mode="serialization")
        body.pop("$defs", None)
        body["properties"] = {"dataset": {"const": dataset}, **body["properties"]}
        definitions[dataset] = body
        named = {"properties": {"dataset": {"const": dataset}}, "required": ["dataset"]}
        choices.append({"if": named, "then": {"$ref": f"#/$defs/{dataset}"}})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kplan",
        "version": SCHEMA_VERSION,
        "type": "object",
        "required": ["dataset"],
        "properties": {"dataset": {"enum": list(DATASETS)}},
        "allOf": choices,
        "$defs": definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_to_duckdb() -> str:
    """CREATE TABLE statements for DuckDB with keys and comments."""
    return _ddl(DUCKDB_TYPES, keys=True)


def schema_to_duckdb_tables() -> str:
    """The tables of kplan.duckdb, without keys: inserts are three times faster without an index."""
    return _ddl(DUCKDB_TYPES, keys=False)


def schema_to_postgres() -> str:
    """CREATE TABLE statements for PostgreSQL with keys and comments."""
    return _ddl(POSTGRES_TYPES, keys=True)


def _ddl(column_types: dict[Kind, str], keys: bool) -> str:
    statements = []
    for dataset, model in DATASETS.items():
        columns = model_to_columns(model)
        lines = [f'    "{c.name}" {column_types[c.kind]}{"" if c.nullable else " NOT NULL"}' for c in columns]
        if keys and dataset in KEYS:
            lines.append("    PRIMARY KEY (" + ", ".join(f'"{name}"' for name in KEYS[dataset]) + ")")
        statements.append(f'CREATE TABLE IF NOT EXISTS "{dataset}" (\n' + ",\n".join(lines) + "\n);\n")
        statements.append(f'COMMENT ON TABLE "{dataset}" IS {sql_text(dataset_meaning(dataset))};\n')
        for c in columns:
            comment = sql_text(f"{c.korean}: {c.english}")
            statements.append(f'COMMENT ON COLUMN "{dataset}"."{c.name}" IS {comment};\n')
    return "".join(statements)


def sql_text(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def schema_to_datapackage(korean: bool = False) -> str:
    """A Frictionless datapackage.json for the CSV files (UTF-8 with BOM); `korean` where their headers are labels."""
    resources = []
    for dataset, model in DATASETS.items():
        table: dict[str, object] = {
            "fields": [_frictionless_field(dataset, column, korean) for column in columns_of_file(dataset)],
            "missingValues": [""],
        }
        if dataset in KEYS:
            labels = {column.name: column.korean for column in model_to_columns(model)}
            table["primaryKey"] = [labels[name] if korean else name for name in KEYS[dataset]]
        resources.append(
            {
                "name": dataset,
                "path": f"{dataset}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "description": dataset_meaning(dataset),
                "schema": table,
            }
        )
    package = {
        "profile": "tabular-data-package",
        "name": "kplan",
        "title": "지방자치단체 계획 문서 데이터",
        "version": SCHEMA_VERSION,
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _frictionless_field(dataset: str, column: Column, korean: bool) -> dict[str, object]:
    constraints: dict[str, object] = {}
    listed = column.kind in ("strings", "integers", "numbers", "json")
    if not column.nullable and not listed and (dataset, column.name) not in BLANK_TEXTS:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    field: dict[str, object] = {
        "name": column.korean if korean else column.name,
        "type": FRICTIONLESS_TYPES[column.kind],
        "title": column.korean,
        "description": column.english,
    }
    return field | ({"constraints": constraints} if constraints else {})


def schema_to_dbt_sources() -> str:
    """A dbt sources.yml with data tests: keys unique, required columns not null, allowed values, documents exist."""
    lines = ["version: 2", "", "sources:", "  - name: kplan", "    tables:"]
    for dataset, model in DATASETS.items():
        description = _yaml(dataset_meaning(dataset))
        lines += [f"      - name: {dataset}", f"        description: {description}", "        columns:"]
        for column in model_to_columns(model):
            lines.append(f"          - name: {column.name}")
            lines.append(f"            description: {_yaml(f'{column.korean}: {column.english}')}")
            lines += ["            quote: true"] * (column.name in RESERVED_NAMES)
            lines += _dbt_tests(dataset, column)
    return "\n".join(lines) + "\n"


def _dbt_tests(dataset: str, column: Column) -> list[str]:
    """The data tests of a column, in the form that dbt takes from 1.10.5 on."""
    tests = []
    if KEYS.get(dataset) == (column.name,):
        tests.append("              - unique")
    if not column.nullable:
        tests.append("              - not_null")
    if column.choices:
        values = ", ".join(_yaml(value) for value in column.choices)
        tests += _dbt_test_with("accepted_values", {"values": f"[{values}]"})
    if column.name == DOCUMENT_KEY and dataset != "documents":
        tests += _dbt_test_with("relationships", {"to": "source('kplan', 'documents')", "field": DOCUMENT_KEY})
    return ["            data_tests:", *tests] if tests else []


def _dbt_test_with(name: str, arguments: dict[str, str]) -> list[str]:
    stated = [f"                    {argument}: {value}" for argument, value in arguments.items()]
    return [f"              - {name}:", "                  arguments:", *stated]


def _yaml(text: str) -> str:
    """A double-quoted YAML scalar; JSON strings are YAML strings."""
    return json.dumps(text, ensure_ascii=False)


def dataset_meaning(dataset: str) -> str:
    """What one row of a dataset is: the first line of its model."""
    return (DATASETS[dataset].__doc__ or "").strip().splitlines()[0]


FORMATS: dict[str, Callable[[], str]] = {
    "markdown": schema_to_markdown,
    "json-schema": schema_to_json_schema,
    "sql": schema_to_duckdb,
    "postgres": schema_to_postgres,
    "datapackage": schema_to_datapackage,
    "dbt": schema_to_dbt_sources,
}
"""What `kplan schema --format` gives."""
