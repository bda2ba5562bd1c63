"""`kplan rows`: all rows as JSON lines."""

from collections.abc import Iterator
from functools import partial

from pipeline.commands.output import BatchStatus, lines_to_parts, parts_to_lines, print_json, standard_input_paths
from pipeline.convert import datasets_to_lines
from pipeline.engine.job import bytes_to_datasets, failure_to_record
from pipeline.engine.pool import WorkLimits
from pipeline.engine.worker import run_work
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Settings
from schemas.errors import KplanError
from schemas.options import ReadOptions


def print_rows(files: list[str], settings: Settings, options: ReadOptions) -> int:
    """Rows on standard output, sentences about failed files on standard error; the exit code."""
    status = BatchStatus()

    def lines() -> Iterator[dict[str, object]]:
        work = partial(file_to_lines, settings, options)
        inputs = find_inputs(files, listed=standard_input_paths())
        for task, parts in run_work(inputs, work, WorkLimits(), options.limits):
            shown = task.item.shown
            found = parts_to_lines(parts)
            if isinstance(found, KplanError):
                status.add(shown, found)
                data = None if task.refusal is not None else task.data
                yield from datasets_to_lines({"documents": [failure_to_record(found, shown, data)]})
                continue
            status.add(shown, None, any(line.get("status") == "partial" for line in found[:1]))
            yield from found

    print_json(lines())
    return status.exit_code()


def file_to_lines(settings: Settings, options: ReadOptions, data: bytes, path: str) -> dict[str, bytes]:
    """Runs in the worker: the rows of one file as JSON lines, its document first."""
    return lines_to_parts(datasets_to_lines(bytes_to_datasets(data, path, settings, options)))
