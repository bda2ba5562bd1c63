"""Document to the rows of the contract."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.continuations import join_tables
from pipeline.checks import run_checks
from pipeline.interpret.after import arithmetic, duplicates, notes, parts, shares, tasks, totals
from pipeline.interpret.after.kind import kind_of, told_by_forms
from pipeline.interpret.answers.document import read_facts
from pipeline.interpret.answers.facts import answer_site
from pipeline.interpret.answers.question import Reading
from pipeline.interpret.answers.titles import title_project
from pipeline.interpret.answers.wordy import wordy_facts
from pipeline.interpret.review import Review
from pipeline.interpret.rows import findings_of, identities, ledger_of, record_of, rows_of
from pipeline.interpret.sites.found import Places
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.places import places_of
from pipeline.interpret.sites.taught import taught_places
from pipeline.interpret.text.flattened import flatten
from pipeline.interpret.text.segments import Segment, body_of
from pipeline.interpret.text.wrapping import unwrap
from pipeline.interpret.types import Because, Card, Fact, Left, Outcome
from pipeline.korean.names import compact, split_code
from pipeline.korean.spacing import Spelling
from pipeline.taught.lessons import lessons_of, with_own_columns
from pipeline.taught.model import NOTHING_TAUGHT, Forms
from schemas.document import Document, texts_in
from schemas.finding import Check, Finding, Number
from schemas.records import Budget, DocumentRecord, Plan, Result


@dataclass(frozen=True, slots=True)
class Settings:
    """What a caller may say about a batch.

    org           canonical name of the issuing government where the documents do not say it
    redaction_key where given, the engine replaces officers by pseudonyms made with this key
    any_document  rows also of documents that are no plan, budget or result
    forms         what people taught of the forms of tables
    """

    org: str | None = None
    redaction_key: str | None = None
    any_document: bool = False
    forms: Forms = NOTHING_TAUGHT


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
    facts: tuple[Fact, ...] = ()
    left: tuple[Left, ...] = ()
    ids: tuple[str, ...] = ()


def interpret(document: Document, path: str, settings: Settings = Settings()) -> Interpretation:
    """Rows, findings, checks and ledger of one document."""
    lessons = lessons_of(document, settings.forms)
    spelling = Spelling(line for text in texts_in(document.blocks) for line in text.text.split("\n"))
    whole = unwrap(join_tables(document), spelling)
    document = with_own_columns(flatten(whole), whole, lessons)
    body = body_of(document)
    about = read_facts(body.views, body.segments, settings.org, document.meta.title)
    places = taught_places(places_of(body.views, about.title_numbers, spelling), body.views, lessons, spelling)
    reading = Reading(
        about,
        places.cards,
        {grid.number: (grid, table) for grid, table in places.tables},
        None if _numbers_tasks(places.nodes, body.segments) or _lists_tasks(places) else title_project(about),
        founding=frozenset(places.founding),
        carded=frozenset(places.carded),
        listed_tasks=frozenset(compact(card.task) for card in _listed(places) if card.task),
    )
    answered = [one for site in places.sites if site.expression or site.amount for one in answer_site(site, reading)]
    counted = [one for one in answered if isinstance(one, Fact)]
    left = [one for one in answered if isinstance(one, Left)]
    wordy, told = wordy_facts(places.sites, counted, reading)
    facts = sorted([*counted, *wordy], key=lambda fact: (fact.segment.number, fact.start))
    facts, repeated, outcomes = settle(facts, places, tasks.printed_codes(body.segments))
    left += repeated
    kind = told_by_forms(kind_of(about, places.nodes, facts, len(body.segments)), facts)
    if kind.value == "other" and not settings.any_document:
        left += [Left(f.site, "not_a_plan", kind.because) for f in facts if f.claims]
        facts, outcomes, told = [], [], [_not_a_plan(kind.because, body.segments)]
    sums = totals.find_sums(places.tables, facts)
    facts = totals.mark_additive(facts, sums)
    sums = totals.find_sums(places.tables, facts)
    seen = [*told, *outcomes, *_seen(places, facts)]
    review = Review(facts, about, body.segments, sums, seen, notes.months_of(places.schedules))
    ids = identities(facts, document.source.sha256)
    rows = rows_of(facts, ids, document, about)
    by_fact = {id(fact): row_id for fact, row_id in zip(facts, ids, strict=True)}
    findings, checks = findings_of(document, run_checks(review), by_fact)
    numbers = tuple(ledger_of(body.segments, facts, ids, left, document.source.sha256))
    counts = {
        "rows": sum(map(len, rows)),
        "findings": len(findings),
        "numbers": len(numbers),
        "numbers_in_rows": sum(n.row_id is not None for n in numbers),
    }
    record = record_of(document, path, about, kind, counts)
    return Interpretation(record, *rows, findings, checks, numbers, tuple(facts), tuple(left), tuple(ids))


def _numbers_tasks(nodes: Sequence[Node], segments: Sequence[Segment]) -> bool:
    """Whether a document has several goals or tasks with codes as its headings: then its title names none of them."""
    codes = {split_code(node.text)[0] for node in nodes if node.heading}
    codes |= {split_code(s.text)[0] for s in segments if _TASK_LINE.match(s.text.strip())}
    return len(codes - {None}) > 1 or len({node.title for node in nodes if node.is_goal}) > 1


def _lists_tasks(places: Places) -> bool:
    """Whether a table lists several tasks with the codes that they have in the document."""
    return len({card.task for card in _listed(places) if card.task and card.task_code}) > 2


def _listed(places: Places) -> list[Card]:
    """The cards of the rows of all tables of projects."""
    return [line.row.card for _, body in places.tables if body.task_column for line in body.rows]


_TASK_LINE = re.compile(r"\d{1,2}-\d{1,2}[.)]?\s*[가-힣‘'「][^:：]{3,40}$")
"""A line that is the code and the name of a task, wherever it stands."""


def settle(
    facts: Sequence[Fact], places: Places, codes: dict[str, frozenset[str]]
) -> tuple[list[Fact], list[Left], list[Outcome]]:
    """The passes over all facts of a document, each a function of facts to facts."""
    repaired, told = tasks.repair_codes(tasks.name_parts(facts, places.nodes), codes)
    paired, more = tasks.pair_kpis(repaired)
    whole, missing = parts.unit_of_the_whole(paired)
    shared, alone = shares.shares_of_amounts(whole)
    kept, left = duplicates.drop_duplicates(shared, duplicates.headlines_of(places.nodes))
    return tasks.link_tasks(kept), [*alone, *left], [*told, *more, *missing]


def _seen(places: Places, facts: Sequence[Fact]) -> list[Outcome]:
    """What the reading of tables, schedules and units saw."""
    return [
        *parts.units_missing(facts),
        *parts.percent_shares(facts),
        *notes.missing_cells(places.tables, facts),
        *notes.masked_cells(places.tables),
        *notes.unknown_headers(places.tables),
        *totals.units_without_parts(places.tables, facts),
        *notes.schedule_notes(places.schedules),
        *notes.unnamed_tasks(places.heads),
        *notes.stray_commas(facts),
        *(outcome for _, body in places.tables for outcome in arithmetic.check_arithmetic(body)),
    ]


def _not_a_plan(because: Because, segments: Sequence[object]) -> Outcome:
    message = f"계획, 예산, 실적 문서가 아닌 것으로 보아 행을 만들지 않았습니다({because.evidence})."
    return Outcome("not_a_plan", False, "info", message)
