"""Document to the rows of the contract."""

from dataclasses import dataclass

from schemas.document import Document
from schemas.finding import Check, Finding, Number
from schemas.records import Budget, DocumentRecord, Plan, Result


@dataclass(frozen=True, slots=True)
class Settings:
    """What a caller may say about a batch.

    org               canonical name of the issuing government where the documents do not say it
    redaction_key     where given, officers are replaced by pseudonyms made with this key
    """

    org: str | None = None
    redaction_key: str | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """All that a document gives."""

    record: DocumentRecord
    plan: tuple[Plan, ...] = ()
    budget: tuple[Budget, ...] = ()
    result: tuple[Result, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    numbers: tuple[Number, ...] = ()


def interpret(document: Document, path: str, settings: Settings = Settings()) -> Interpretation:
    """Rows, findings, checks and ledger of one document."""
    source = document.source
    record = DocumentRecord(
        doc_id=source.sha256,
        path=path,
        format=source.format,
        bytes=source.size,
        status="partial" if document.partial else "ok",
        extractor=document.extractor,
    )
    return Interpretation(record)
