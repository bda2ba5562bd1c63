"""Document to the rows of the contract."""

from dataclasses import dataclass

from extractors.continuations import join_tables
from pipeline.checks import run_checks
from pipeline.interpret.body import read_body
from pipeline.interpret.facts import read_facts
from pipeline.interpret.linking import link_tasks
from pipeline.interpret.notebook import Notebook
from pipeline.interpret.records import findings_of, record_of, rows_of
from pipeline.interpret.segments import Reader
from pipeline.interpret.wrapping import unwrap
from pipeline.korean.spacing import Spelling
from schemas.document import Document, texts_in
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
    spelling = Spelling(line for text in texts_in(document.blocks) for line in text.text.split("\n"))
    document = unwrap(join_tables(document), spelling)
    reader = Reader()
    views = reader.views(document)
    segments = reader.ledger.segments
    facts = read_facts(views, segments, settings.org, document.meta.title)
    book = Notebook(facts, reader.ledger, spelling)
    read_body(views, book)
    link_tasks(book)
    rows = rows_of(book, document, settings.redaction_key)
    outcomes = run_checks(book)
    findings, checks = findings_of(document, outcomes)
    numbers = tuple(reader.ledger.numbers(document.source.sha256))
    record = record_of(document, path, facts, rows, findings, numbers)
    return Interpretation(record, *rows, findings, checks, numbers)
