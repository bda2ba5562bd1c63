"""Records to columns: Arrow and pandas types follow from the models, so that an empty table has them too."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas.dictionary import SCHEMA_VERSION, Kind, model_to_columns
from schemas.finding import Record
from schemas.records import DATASETS

if TYPE_CHECKING:
    import pandas as pd

Datasets = Mapping[str, Sequence[Record]]
"""Rows by dataset name; a dataset that is absent has none."""

ARROW_TYPES: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
    "numbers": pa.list_(pa.float64()),
    "json": pa.string(),
}
PANDAS_TYPES: dict[str, str] = {
    "string": "string",
    "int64": "Int64",
    "double": "Float64",
    "bool": "boolean",
    "date32[day]": "date32[day][pyarrow]",
}
"""Arrow type to pandas nullable dtype; lists stay objects."""


@cache
def dataset_to_schema(dataset: str) -> pa.Schema:
    """Arrow schema of a dataset: Korean labels on the fields, the schema version on the whole."""
    fields = [
        pa.field(
            column.name,
            ARROW_TYPES[column.kind],
            column.nullable,
            {"korean": column.korean, "description": column.english},
        )
        for column in model_to_columns(DATASETS[dataset])
    ]
    return pa.schema(fields, {"kplan_dataset": dataset, "kplan_schema": SCHEMA_VERSION})


def rows_to_batch(dataset: str, rows: Sequence[Record]) -> pa.RecordBatch:
    """Rows of a dataset as one Arrow batch. A dict becomes JSON text with its keys sorted."""
    schema = dataset_to_schema(dataset)
    kinds = [column.kind for column in model_to_columns(DATASETS[dataset])]
    arrays = []
    for field, kind in zip(schema, kinds, strict=True):
        values: list[Any] = [getattr(row, field.name) for row in rows]
        if kind == "json":
            values = [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in values]
        arrays.append(pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def datasets_to_frames(datasets: Datasets) -> "dict[str, pd.DataFrame]":
    """A pandas frame for each dataset, with nullable dtypes, empty where there are no rows."""
    return {
        name: table_to_frame(pa.Table.from_batches([rows_to_batch(name, datasets.get(name, ()))])) for name in DATASETS
    }


def table_to_frame(table: pa.Table) -> "pd.DataFrame":
    """Arrow to pandas without losing integers, dates or missing values."""
    import pandas as pd

    def nullable(arrow: pa.DataType) -> Any:
        name = PANDAS_TYPES.get(str(arrow))
        return pd.api.types.pandas_dtype(name) if name else None

    return table.to_pandas(types_mapper=nullable)
