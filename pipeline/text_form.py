"""Texts of the datasets in one Unicode form (NFC), so that a word that is looked for is found, and the sentences of
findings with particles that agree.

Files that come from macOS spell a syllable as its letters (NFD); both look the same and are not equal.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pipeline.messages.particles import choose_particles
from schemas.document import Document, texts_in
from schemas.finding import Finding, Record

FORM: Literal["NFC"] = "NFC"
IDENTITIES = frozenset({"row_id", "doc_id"})


def compose_document(document: Document) -> Document:
    """A document with every text composed, before anything is understood of it: words are known in one form only."""
    texts = "".join(text.text for text in texts_in(document.blocks))
    if unicodedata.is_normalized(FORM, texts + (document.meta.title or "")):
        return document
    from pipeline.engine.redaction import redact_value

    composed: Document = redact_value(document, compose_value)
    return composed


def compose_texts(datasets: Mapping[str, Sequence[Record]]) -> dict[str, Sequence[Record]]:
    """The same datasets with every text composed; a record that is composed already is the same object."""
    return {name: tuple(map(compose_record, rows)) for name, rows in datasets.items()}


def compose_record(record: Record) -> Record:
    """A record with its texts composed; the sentence of a finding with its particles chosen."""
    changed = {
        name: composed
        for name, value in record.__dict__.items()
        if name not in IDENTITIES and (composed := compose_value(value)) is not value
    }
    if isinstance(record, Finding) and (sentence := choose_particles(record.message)) != record.message:
        changed["message"] = compose_value(sentence)
    return record.model_copy(update=changed) if changed else record


def compose_value(value: Any) -> Any:
    """A text, or what holds texts, composed; anything else, and what is composed already, is the same object."""
    if isinstance(value, str):
        return value if unicodedata.is_normalized(FORM, value) else unicodedata.normalize(FORM, value)
    if isinstance(value, dict):
        composed = {compose_value(key): compose_value(part) for key, part in value.items()}
        return value if composed == value else composed
    return value
