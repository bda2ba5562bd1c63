"""`kplan rows`: all rows as JSON lines."""

from collections.abc import Iterator

from pipeline.commands.output import BatchStatus, print_json, standard_input_paths
from pipeline.convert import datasets_to_lines, read_datasets
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Settings
from schemas.options import ReadOptions


def print_rows(files: list[str], org: str | None, redaction_key: str | None, options: ReadOptions) -> int:
    """Rows on standard output, sentences about failed files on standard error; the exit code."""
    status = BatchStatus()

    def lines() -> Iterator[dict[str, object]]:
        for item in find_inputs(files, listed=standard_input_paths()):
            datasets, error = read_datasets(item, Settings(org, redaction_key), options)
            status.add(item.shown, error, any(row.model_dump()["status"] == "partial" for row in datasets["documents"]))
            yield from datasets_to_lines(datasets)

    print_json(lines())
    return status.exit_code()
