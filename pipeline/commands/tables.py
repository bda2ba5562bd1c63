"""`kplan tables`: the tables of documents as JSON lines."""

from collections.abc import Iterator

from extractors import extract
from pipeline.commands.output import BatchStatus, print_json, standard_input_paths
from pipeline.engine.job import refusals
from pipeline.engine.redaction import interpret_redacted
from pipeline.inputs import find_inputs, read_input
from pipeline.interpret.interpretation import Settings
from schemas.document import Document, Table
from schemas.errors import KplanError
from schemas.options import ReadOptions


def print_tables(files: list[str], joined: bool, redaction_key: str | None, options: ReadOptions) -> int:
    """Tables on standard output, sentences about failed files on standard error; the exit code."""
    status = BatchStatus()

    def lines() -> Iterator[dict[str, object]]:
        for item in find_inputs(files, listed=standard_input_paths()):
            try:
                with refusals():
                    document = extract(read_input(item, options.limits), item.shown, options)
                    if redaction_key is not None:
                        document, _ = interpret_redacted(document, item.shown, Settings(redaction_key=redaction_key))
                    found = [table_to_line(table) for table in document_tables(document, joined)]
            except KplanError as error:
                status.add(item.shown, error)
                continue
            status.add(item.shown, None, document.partial)
            for line in found:
                yield {"file": item.shown, **line}

    print_json(lines())
    return status.exit_code()


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
