"""The whole batch on one screen."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.frames import Datasets
    from pipeline.inputs import Input
    from pipeline.interpret import Settings
    from schemas.errors import KplanError
    from schemas.options import ReadOptions

LINE_NAMES: dict[str, str] = {
    "documents": "document",
    "plan": "plan",
    "budget": "budget",
    "result": "result",
    "findings": "finding",
    "checks": "check",
    "ledger": "number",
}
"""Dataset to the name that its rows carry on standard output."""


def read_rows(
    paths: str | Iterable[str], settings: "Settings | None" = None, options: "ReadOptions | None" = None
) -> Iterator[dict[str, object]]:
    """Every row of every file as a JSON-ready dict with `dataset` first; files are read in this process, one by one.

    A file that cannot be read gives its document row with status `failed` and the reason; the next ones are read.
    """
    from pipeline.inputs import find_inputs

    for item in find_inputs([paths] if isinstance(paths, str) else paths):
        datasets, _ = read_datasets(item, settings, options)
        yield from datasets_to_lines(datasets)


def read_datasets(
    item: "Input", settings: "Settings | None" = None, options: "ReadOptions | None" = None
) -> "tuple[Datasets, KplanError | None]":
    """Every dataset of one input, and why it failed where it did."""
    from pipeline.engine.job import bytes_to_datasets, failure_to_record
    from pipeline.inputs import read_input
    from pipeline.interpret import Settings
    from schemas.errors import KplanError
    from schemas.options import ReadOptions

    options = options or ReadOptions()
    data = None
    try:
        data = read_input(item, options.limits)
        return bytes_to_datasets(data, item.shown, settings or Settings(), options), None
    except KplanError as error:
        return {"documents": [failure_to_record(error, item.shown, data)]}, error


def datasets_to_lines(datasets: "Datasets") -> Iterator[dict[str, object]]:
    """Rows as dicts with `dataset` first, dates as ISO text; the document comes first."""
    for dataset, name in LINE_NAMES.items():
        for row in datasets.get(dataset, ()):
            yield {"dataset": name, **row.model_dump(mode="json")}
