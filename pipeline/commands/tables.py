"""`kplan tables`: the tables of documents as JSON lines."""

from collections.abc import Iterator
from functools import partial

from extractors import extract
from pipeline.commands.output import BatchStatus, lines_to_parts, parts_to_lines, print_json, standard_input_paths
from pipeline.engine.job import refusals, with_encodable_text
from pipeline.engine.pool import WorkLimits
from pipeline.engine.redaction import interpret_redacted
from pipeline.engine.worker import run_work
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Settings
from pipeline.text_form import compose_document
from schemas.document import Document, Table
from schemas.errors import KplanError
from schemas.options import ReadOptions


def print_tables(files: list[str], joined: bool, redaction_key: str | None, options: ReadOptions) -> int:
    """Tables on standard output, sentences about failed files on standard error; the exit code."""
    status = BatchStatus()

    def lines() -> Iterator[dict[str, object]]:
        work = partial(file_to_tables, joined, redaction_key, options)
        inputs = find_inputs(files, listed=standard_input_paths())
        for task, parts in run_work(inputs, work, WorkLimits(), options.limits):
            found = parts_to_lines(parts)
            if isinstance(found, KplanError):
                status.add(task.item.shown, found)
                continue
            status.add(task.item.shown, None, not isinstance(parts, KplanError) and parts.get("partial") == b"1")
            for line in found:
                yield {"file": task.item.shown, **line}

    print_json(lines())
    return status.exit_code()


def file_to_tables(
    joined: bool, redaction_key: str | None, options: ReadOptions, data: bytes, path: str
) -> dict[str, bytes]:
    """Runs in the worker: the tables of one file as JSON lines, and whether a part of it could not be read."""
    with refusals(quiet=redaction_key is not None):
        document = compose_document(with_encodable_text(extract(data, path, options)))
        if redaction_key is not None:
            document, _ = interpret_redacted(document, path, Settings(redaction_key=redaction_key))
        found = [table_to_line(table) for table in document_tables(document, joined)]
    return {"partial": str(int(document.partial)).encode(), **lines_to_parts(found)}


def document_tables(document: Document, joined: bool) -> Iterator[Table]:
    """Every table in reading order; joined over page breaks where asked."""
    if joined:
        from extractors.continuations import join_tables

        document = join_tables(document)
    yield from document.tables()


def table_to_line(table: Table) -> dict[str, object]:
    """A table as JSON: the size, each cell once at its upper left corner, and where it stands."""
    return {
        "page": table.place.page,
        "bbox": table.place.bbox,
        "caption": table.caption,
        "n_rows": table.n_rows,
        "n_cols": table.n_cols,
        "cells": [
            {
                "row": cell.row,
                "col": cell.col,
                "row_span": cell.row_span,
                "col_span": cell.col_span,
                "text": cell.text,
            }
            for cell in table.cells
        ],
    }
