"""One file: bytes to every dataset. Nothing here knows of other files."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import extract
from extractors.compound_files import ENCRYPTED_KINDS
from extractors.detect import format_of_head
from pipeline.engine.persons import document_strings
from pipeline.engine.redaction import interpret_redacted, redact_value
from pipeline.fact_keys import add_fact_keys
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.text_form import compose_document, compose_texts
from schemas.document import Document, Table
from schemas.errors import Corrupt, Drm, Empty, Encrypted, Internal, KplanError, OutOfMemory, Unsupported
from schemas.finding import Finding, Record
from schemas.grid import CellRecord, TableRecord
from schemas.options import ReadOptions
from schemas.records import DocumentRecord

if TYPE_CHECKING:
    from pipeline.frames import Datasets


@contextmanager
def refusals(quiet: bool = False) -> Iterator[None]:
    """Whatever a file makes go wrong inside, comes out as a KplanError; `quiet` leaves out of its detail what may quote
    the document."""
    try:
        yield
    except (Corrupt, Internal) as error:
        if not quiet:
            raise
        raise type(error)(quiet_detail(error.detail)) from None
    except KplanError:
        raise
    except MemoryError as error:
        raise OutOfMemory() from error
    except Exception as error:
        raise Internal(type(error).__name__ if quiet else f"{type(error).__name__}: {error}") from error


def quiet_detail(detail: str) -> str:
    """Format and kind of an error (`pdf: ValueError`) without its words."""
    return ": ".join(part for part in detail.split(": ")[:2] if part.isascii() and part.replace(" ", "").isalnum())


def bytes_to_interpretation(
    data: bytes, path: str, settings: Settings, options: ReadOptions
) -> tuple[Document, Interpretation]:
    """One file, read and understood. Raises a KplanError where the file cannot be read."""
    with refusals(quiet=settings.redaction_key is not None):
        return interpret_redacted(bytes_to_document(data, path, options), path, settings)


def bytes_to_document(data: bytes, path: str, options: ReadOptions) -> Document:
    """One file, read. Raises a KplanError where it cannot be."""
    return compose_document(with_encodable_text(extract(data, path, options)))


def bytes_to_datasets(data: bytes, path: str, settings: Settings, options: ReadOptions) -> "Datasets":
    """Every dataset of one file. Raises a KplanError where the file cannot be read."""
    document, found = bytes_to_interpretation(data, path, settings, options)
    with refusals(quiet=settings.redaction_key is not None):
        return add_fact_keys(compose_texts({**interpretation_to_datasets(found), **document_to_tables(document)}))


def encodable(text: str) -> str:
    """A text with every half of a UTF-16 pair made whole or replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def with_encodable_text(document: Document) -> Document:
    """The document without halves of UTF-16 pairs: no column holds one, and one in a title must not sink the rest."""
    try:
        "\0".join((document.meta.title or "", *document_strings(document))).encode()
        return document
    except UnicodeEncodeError:
        plain: Document = redact_value(document, encodable)
    finding = Finding(
        rule="undecodable_byte",
        severity="warn",
        doc_id=document.source.sha256,
        message="짝이 없는 문자 반쪽(서로게이트)이 있어 �로 바꾸어 읽었습니다. 원본과 대조하세요.",
    )
    return replace(plain, findings=(*plain.findings, finding))


def interpretation_to_datasets(interpretation: Interpretation) -> "Datasets":
    """The fields of an interpretation under the names of their datasets."""
    return {
        "documents": (interpretation.record,),
        "plan": interpretation.plan,
        "budget": interpretation.budget,
        "result": interpretation.result,
        "findings": interpretation.findings,
        "checks": interpretation.checks,
        "ledger": interpretation.numbers,
    }


def document_to_tables(document: Document) -> "Datasets":
    """Every table of the body and every cell, as they stand."""
    doc_id = document.source.sha256
    tables: list[Record] = []
    cells: list[Record] = []
    for number, table in enumerate(document.tables()):
        tables.append(_table_record(doc_id, number, table))
        for cell in table.cells:
            cells.append(
                CellRecord(
                    doc_id=doc_id,
                    table=number,
                    row=cell.row,
                    col=cell.col,
                    row_span=cell.row_span,
                    col_span=cell.col_span,
                    text=cell.text,
                    header=cell.header,
                    page=cell.place.page,
                    line=cell.place.line,
                    bbox=cell.place.bbox,
                )
            )
    return {"tables": tables, "cells": cells}


def _table_record(doc_id: str, number: int, table: Table) -> TableRecord:
    place = table.place
    return TableRecord(
        doc_id=doc_id,
        table=number,
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        caption=table.caption,
        inferred=table.inferred,
        continues=table.continues.block if table.continues else None,
        page=place.page,
        block=place.block,
        line=place.line,
        bbox=place.bbox,
    )


def failure_to_record(error: KplanError, path: str, data: bytes | None) -> DocumentRecord:
    """The row in documents for a file that gave nothing; `data` is None where not even its bytes could be read."""
    return DocumentRecord(
        doc_id=hashlib.sha256(data).hexdigest() if data is not None else "",
        path=path,
        format=None if data is None or is_foreign(error) else format_of_head(data),
        bytes=len(data) if data is not None else None,
        status="failed",
        reason=error.reason,
        message=error.message("ko"),
    )


def is_foreign(error: KplanError) -> bool:
    """Whether a refusal says that a file is of none of our formats."""
    return isinstance(error, Unsupported | Empty | Drm) or (
        isinstance(error, Encrypted) and error.detail in ENCRYPTED_KINDS
    )
