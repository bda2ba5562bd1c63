"""The stage between rows and sinks: records to Arrow batches and to pandas frames, whose types follow from the models.

    from pipeline import read_frames
    from pipeline.frames import budget_wide, targets_against_results, task_history

`plan_frame`, `budget_frame`, `result_frame` and `read_frames` give the datasets; the other functions take a mapping of
such frames and give what people make of them. Only what may be added up is added: see `summable`. pandas is imported
when a frame is made, not before.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas.dictionary import SCHEMA_VERSION, Kind, model_to_columns
from schemas.finding import Record
from schemas.records import DATASETS, Budget, Plan, Result

if TYPE_CHECKING:
    import pandas as pd

    Frames = Mapping[str, "pd.DataFrame"]

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


def leave_pandas_out() -> None:
    """Keep pyarrow from importing pandas, which it does at its first array where pandas is installed (0.3 s and 60 MB
    in each process). For the processes of the command line only: pyarrow's own `to_pandas` does not work after it."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas)
        pa.array([0])
        sys.meta_path.remove(_NoPandas)


class _NoPandas(MetaPathFinder):
    """An import system in which pandas is not installed."""

    @classmethod
    def find_spec(cls, fullname: str, path: object = None, target: object = None) -> None:
        """Nothing is found; pandas is said to be absent."""
        if fullname == "pandas":
            raise ImportError(fullname)


def plan_frame(rows: Sequence[Plan]) -> "pd.DataFrame":
    """Planned things as a frame with nullable dtypes."""
    return rows_to_frame("plan", rows)


def budget_frame(rows: Sequence[Budget]) -> "pd.DataFrame":
    """Amounts as a frame with nullable dtypes."""
    return rows_to_frame("budget", rows)


def result_frame(rows: Sequence[Result]) -> "pd.DataFrame":
    """Achievements as a frame with nullable dtypes."""
    return rows_to_frame("result", rows)


def rows_to_frame(dataset: str, rows: Sequence[Record]) -> "pd.DataFrame":
    """Rows of a dataset as a frame; one without rows has the columns and their types too."""
    return table_to_frame(pa.Table.from_batches([rows_to_batch(dataset, rows)]))


def datasets_to_frames(datasets: Datasets) -> "dict[str, pd.DataFrame]":
    """A frame for each dataset, empty where there are no rows."""
    return {name: rows_to_frame(name, datasets.get(name, ())) for name in DATASETS}


def read_frames(out: str | os.PathLike[str], datasets: Sequence[str] = tuple(DATASETS)) -> "dict[str, pd.DataFrame]":
    """The published datasets of an output as frames. Raises NoOutput where there is none, Inconsistent where one is
    missing, KeyError for a name that is no dataset."""
    from pipeline.sinks.parquet import read_whole, require_output

    require_output(Path(out))
    return {name: table_to_frame(read_whole(Path(out), name)) for name in datasets}


def table_to_frame(table: pa.Table) -> "pd.DataFrame":
    """Arrow to pandas without losing integers, dates or missing values."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        if name := PANDAS_TYPES.get(str(field.type)):
            dtype: Any = pd.api.types.pandas_dtype(name)
            columns[field.name] = dtype.__from_arrow__(column)
        else:
            columns[field.name] = pd.Series(column.to_pylist(), dtype=object)
    return pd.DataFrame(columns)


NUMBERS = {"plan": "target", "budget": "amount_krw", "result": "value"}
"""The column of a dataset that holds its number."""
TASK = ["org", "fiscal_year", "task_key"]
MEASURE = ["activity", "indicator", "unit"]
UNDIVIDED = "재원 구분 없음"
"""Name for the source of an amount that the document does not divide."""
SOURCES = (
    "국비",
    "기금",
    "균특",
    "도비",
    "시도비",
    "시비",
    "구비",
    "군비",
    "시군구비",
    "지방비",
    "민간",
    "자부담",
    "기타",
)
"""Order of the columns of sources; others follow."""


FACTS = tuple(NUMBERS)
"""The datasets that hold facts."""


def frame_to_rows(frame: "pd.DataFrame") -> "list[dict[str, Any]]":
    """Rows of a frame as plain Python has them: None for what is missing."""
    names = list(frame.columns)
    return [
        {name: to_python(value) for name, value in zip(names, values, strict=True)}
        for values in frame.itertuples(index=False, name=None)
    ]


def to_python(value: Any) -> Any:
    """A value of a frame as plain Python has it: None for what is missing."""
    import pandas as pd

    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def copies(frames: "Frames") -> set[str]:
    """doc_id of each document that is another one in another format."""
    documents = frames["documents"]
    return set(documents.loc[documents["same_as"].notna(), "doc_id"])


def summable(frames: "Frames", dataset: str) -> "pd.Series[bool]":
    """Which rows of a dataset may be added up, as `summable` of the view `facts` says it: parts and not their total,
    nothing that the document replaces, no copy of a document, no rate, no running total."""
    from pipeline.sinks.views import measure_words

    rows = frames[dataset]
    may = rows["additive"] & rows[NUMBERS[dataset]].notna() & ~rows["doc_id"].isin(copies(frames))
    for column in ("superseded", "cumulative"):
        if column in rows:
            may &= ~rows[column]
    if "unit" in rows:
        words = measure_words()
        indicator, unit = rows["indicator"].fillna(""), rows["unit"]
        rate = indicator.str.endswith(words["rate_indicator"]) & (unit.isna() | (unit == "점"))
        for word in words["mean_indicator"]:
            rate |= indicator.str.contains(word, regex=False)
        may &= ~(rate | unit.isin(words["rate_unit"]))
    return may.astype(bool)


def budget_wide(frames: "Frames") -> "pd.DataFrame":
    """Amounts as people lay them out: a row a task, year and account of a document, a column for each of 예산 and 집행
    with each source (`예산 국비`), and for both the sum (`예산 계`). Won; empty where the document gives none."""
    import pandas as pd

    from pipeline.sinks.views import measure_words

    words = measure_words()
    rows = frames["budget"].loc[summable(frames, "budget")]
    measure = rows["indicator"].str.replace(" ", "")
    spent = (rows["basis"] == "집행") & (measure.isna() | measure.isin(words["spent"]))
    planned = (rows["basis"] == "예산") & ~measure.isin(words["part_of_budget"]).fillna(False)
    rows = _of_one_measure(rows.loc[spent | planned])
    about = ["doc_id", "org", "fiscal_year", "side", "goal", "task_code", "task", "department", "activity", "account"]
    named = rows["basis"] + " " + rows["source"].where(rows["source"] != "계", UNDIVIDED)
    parts = _sums(rows.assign(named=named), about)
    whole = _sums(rows.assign(named=rows["basis"] + " 계"), about)
    wide = pd.concat([whole, parts], axis=1)
    order = [f"{basis} {source}" for basis in ("예산", "집행") for source in ("계", *SOURCES, UNDIVIDED)]
    ordered = sorted(wide.columns, key=lambda name: (order.index(name) if name in order else len(order), name))
    paths = frames["documents"].drop_duplicates("doc_id").set_index("doc_id")["path"]
    found = wide[ordered].reset_index()
    found.insert(0, "path", found["doc_id"].map(paths))
    found.columns.name = None
    return found.drop(columns="doc_id").sort_values(["path", "fiscal_year", "task"], ignore_index=True, kind="stable")


def _of_one_measure(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Of several measures of one thing (총사업비 beside 예산액) the rows of one, as the view `counted_amounts` chooses:
    the one that tells sources, else the largest, for each document, year and side. The side is told for all."""
    side = rows["side"].where(rows["side"] == "세입", "세출").fillna("세출")
    rows = rows.assign(side=side, measure=rows["indicator"].fillna(rows["basis"]), divided=rows["source"] != "계")
    about = ["doc_id", "fiscal_year", "side", "basis"]
    measures = rows.groupby([*about, "measure"], dropna=False).agg(
        divided=("divided", "max"), total=("amount_krw", "sum")
    )
    ordered = measures.reset_index().sort_values(["divided", "total", "measure"], ascending=[False, False, True])
    chosen = ordered.drop_duplicates(about)[[*about, "measure"]]
    return rows.merge(chosen, on=[*about, "measure"])


def _sums(rows: "pd.DataFrame", about: list[str]) -> "pd.DataFrame":
    """amount_krw added up, a row for each of `about`, a column for each of `named`."""
    grouped = rows.groupby([*about, "named"], dropna=False, sort=True)["amount_krw"].sum()
    return grouped.unstack("named")


def targets_against_results(frames: "Frames") -> "pd.DataFrame":
    """Target and result of a task, year, indicator and unit side by side, and the rate in percent, as the view
    `target_against_result` has them: facts about a whole year, null where documents disagree."""
    import pandas as pd

    sides = []
    for dataset, name in (("plan", "target"), ("result", "result")):
        said = _yearly_values(frames, dataset)
        grouped = said.groupby([*TASK, *MEASURE], dropna=False)["value"]
        agreed = grouped.min().where(grouped.min() == grouped.max())
        sides.append(agreed.rename(name))
    compared = pd.concat(sides, axis=1).reset_index()
    rate = compared["result"] / compared["target"] * 100
    compared["achieved_percent"] = rate.where(compared["target"] != 0)
    names = pd.concat([frames[dataset][["task_key", "task"]] for dataset in ("plan", "result")]).dropna()
    compared.insert(2, "task", compared["task_key"].map(names.groupby("task_key")["task"].min()))
    return compared.sort_values(["fiscal_year", "task", "indicator", "unit"], ignore_index=True)


def _yearly_values(frames: "Frames", dataset: str) -> "pd.DataFrame":
    """What each document says for a whole year: the sum of the parts, else the one number that stands there."""
    rows = frames[dataset].rename(columns={NUMBERS[dataset]: "value"})
    rows = rows.assign(part=summable(frames, dataset))
    start, end = (rows[name].astype("string").fillna("") for name in ("period_start", "period_end"))
    year = start.str.endswith("-01-01") & end.str.endswith("-12-31") & (start.str[:4] == end.str[:4])
    kept = rows["task_key"].notna() & rows["value"].notna() & ~rows["doc_id"].isin(copies(frames))
    if "superseded" in rows:
        kept &= ~rows["superseded"]
    rows = rows.loc[(kept & ((start == "") | year)).astype(bool)]
    grouped = rows.assign(added=rows["value"].where(rows["part"])).groupby(["doc_id", *TASK, *MEASURE], dropna=False)
    found = grouped.agg(
        added=("added", lambda values: values.sum(min_count=1)), low=("value", "min"), high=("value", "max")
    )
    found["value"] = found["added"].fillna(found["low"].where(found["low"] == found["high"]))
    return found["value"].reset_index()


HISTORY = ("dataset", "fiscal_year", "org", "task", "activity", "indicator", "value", "unit", "words")
"""Columns of the frames that hold rows of several datasets, before the evidence."""
EVIDENCE = ("confidence", "raw", "path", "page", "block", "row", "col", "line", "row_id", "doc_id")


SEARCHED = ("task", "activity", "indicator", "account")
"""Columns beside goal that hold what a row is about; only budget has accounts."""


def find_rows(frames: "Frames", words: Sequence[str]) -> "pd.DataFrame":
    """Rows of all three datasets whose goal, task, activity, indicator or account hold every one of `words`, however
    they are spaced, by task, year and kind: see HISTORY and EVIDENCE for the columns."""
    rows = all_facts(frames)
    about = rows["searched"].str.replace(r"\s", "", regex=True)
    for word in words:
        rows = rows.loc[about.str.contains("".join(word.split()), case=False, regex=False)]
        about = about.loc[rows.index]
    order = ["task", "fiscal_year", "dataset", "path", "block", "row", "col", "line"]
    return rows[[*HISTORY, *EVIDENCE]].sort_values(order, ignore_index=True, kind="stable")


def task_history(frames: "Frames", task: str) -> "pd.DataFrame":
    """Everything that all documents say of one task, year by year; the task is known by its letters and digits."""
    from pipeline.fact_keys import letters_and_digits

    rows = all_facts(frames)
    keys = rows["task_key"].fillna("")
    same = rows.loc[keys.map(letters_and_digits) == letters_and_digits(task)]
    order = ["fiscal_year", "dataset", "indicator", "path", "block", "row", "col", "line"]
    return same[[*HISTORY, *EVIDENCE]].sort_values(order, ignore_index=True, kind="stable")


def all_facts(frames: "Frames") -> "pd.DataFrame":
    """The rows of the three datasets in one shape; copies of a document are left out."""
    import pandas as pd

    paths = frames["documents"].drop_duplicates("doc_id").set_index("doc_id")["path"]
    parts = []
    for dataset, number in NUMBERS.items():
        rows = frames[dataset]
        rows = rows.loc[~rows["doc_id"].isin(copies(frames))]
        measured = rows["basis"] + " " + rows["source"] if dataset == "budget" else rows["indicator"]
        text = [rows[name] for name in ("target_text", "value_text", "status") if name in rows]
        words = text[0] if text else pd.Series(pd.NA, index=rows.index, dtype="string")
        for other in text[1:]:
            words = words.fillna(other)
        searched = rows["goal"].fillna("")
        for name in SEARCHED if dataset == "budget" else SEARCHED[:-1]:
            searched = searched + " " + rows[name].fillna("")
        parts.append(
            rows.assign(
                dataset=dataset,
                indicator=measured,
                value=rows[number].astype("Float64"),
                unit="원" if dataset == "budget" else rows["unit"],
                words=words,
                path=rows["doc_id"].map(paths),
                searched=searched,
            )
        )
    kept = [*HISTORY, *EVIDENCE, "task_key", "searched"]
    return pd.concat([part[kept] for part in parts], ignore_index=True)
