"""Drafts to the records of the contract: identities, dates, the ledger's claims, the document's own row."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.interpret.context import Draft
from pipeline.interpret.facts import Facts
from pipeline.interpret.notebook import Notebook, Outcome
from pipeline.interpret.prose import NOT_A_PLAN
from pipeline.korean.names import task_key
from schemas.document import Document
from schemas.finding import Check, Finding, Number
from schemas.records import Budget, Confidence, DocumentRecord, Plan, Result
from schemas.source import NOWHERE

Rows = tuple[tuple[Plan, ...], tuple[Budget, ...], tuple[Result, ...]]

_PAGE_DOUBTS = {"garbled": "글자가 깨진 쪽", "ocr": "문자 인식으로 읽은 쪽", "readers_disagree": "판독기끼리 다른 쪽"}
"""Why a row is not certain, by the rule that doubts the characters of its page."""
_DOUBTFUL = frozenset(
    {"순서와 뜻으로 짝지음", "값 없음", "추진계획 칸 없음", "줄바꿈 이음", NOT_A_PLAN, _PAGE_DOUBTS["garbled"]}
)


def rows_of(book: Notebook, document: Document, redaction_key: str | None) -> Rows:
    """The rows of the three datasets in reading order; every expression they use is claimed in the ledger."""
    doc_id = document.source.sha256
    book.drafts.sort(key=lambda d: (d.segment.number, d.start))
    seen: Counter[str] = Counter()
    rows: dict[str, list[Any]] = {"plan": [], "budget": [], "result": []}
    models: dict[str, type[Plan] | type[Budget] | type[Result]] = {"plan": Plan, "budget": Budget, "result": Result}
    for draft in book.drafts:
        if doubt := document.doubts.get(draft.segment.place.page or 0):
            draft.context = draft.context.because(_PAGE_DOUBTS[doubt])
        draft.row_id = _row_id(draft, doc_id, seen)
        for expression in draft.claims:
            book.ledger.claim(draft.segment, expression, draft.row_id)
        rows[draft.dataset].append(models[draft.dataset](**_columns(draft, doc_id, book.facts, redaction_key)))
    return tuple(rows["plan"]), tuple(rows["budget"]), tuple(rows["result"])


def _row_id(draft: Draft, doc_id: str, seen: Counter[str]) -> str:
    """A hash of the document and the place; rows of one place are told apart by what they are, then by order."""
    place = draft.segment.place
    parts = (
        place.page,
        place.block,
        place.row,
        place.col,
        place.line,
        draft.start,
        draft.dataset,
        draft.fields.get("source"),
    )
    stem = "|".join(map(str, (doc_id, *parts)))
    seen[stem] += 1
    return hashlib.sha256(f"{stem}|{seen[stem]}".encode()).hexdigest()[:24]


def _columns(draft: Draft, doc_id: str, facts: Facts, redaction_key: str | None) -> dict[str, Any]:
    context, place = draft.context, draft.segment.place
    year, start, end = context.period()
    officer = context.officer
    if officer and redaction_key:
        officer = hmac.new(redaction_key.encode(), officer.encode(), hashlib.sha256).hexdigest()[:12]
    columns: dict[str, Any] = {
        "row_id": draft.row_id,
        "doc_id": doc_id,
        "org": facts.org,
        "org_code": facts.org_code,
        "fiscal_year": year,
        "period_start": start,
        "period_end": end,
        "goal": context.goal,
        "task_code": context.task_code,
        "task": context.task,
        "task_key": task_key(context.task) or None if context.task else None,
        "department": context.department,
        "team": context.team,
        "officer": officer,
        "activity": context.activity,
        "raw": draft.raw or draft.segment.text,
        "confidence": confidence_of(context.reasons),
        "confidence_reason": "; ".join(context.reasons) or None,
        **place.columns(),
    }
    fields = {name: value for name, value in draft.fields.items() if value is not None}
    return {**columns, **fields}


def confidence_of(reasons: Sequence[str]) -> Confidence:
    """Certain without a reason; doubtful where lines had to be matched or a value is not there."""
    if not reasons:
        return "certain"
    return "doubtful" if _DOUBTFUL.intersection(reasons) else "inferred"


def findings_of(document: Document, outcomes: Sequence[Outcome]) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
    """Findings of the extractor and of the rules, and how often each rule applied and held."""
    doc_id = document.source.sha256
    found = [finding.model_copy(update={"doc_id": doc_id}) for finding in document.findings]
    applied: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for outcome in outcomes:
        applied[outcome.rule] += 1
        passed[outcome.rule] += outcome.passed
        if not outcome.passed:
            found.append(_finding(outcome, doc_id))
    checks = tuple(
        Check(doc_id=doc_id, rule=rule, applied=n, passed=passed[rule]) for rule, n in sorted(applied.items())
    )
    return tuple(found), checks


def _finding(outcome: Outcome, doc_id: str) -> Finding:
    places = [segment.place for segment in outcome.segments]
    place = places[0] if places else NOWHERE
    lines = tuple(dict.fromkeys(p.line for p in places if p.line is not None))
    return Finding(
        rule=outcome.rule,
        severity=outcome.severity,
        doc_id=doc_id,
        message=outcome.message,
        numbers=outcome.numbers,
        row_ids=tuple(dict.fromkeys(d.row_id for d in outcome.drafts if d.row_id)),
        raw=outcome.segments[0].text[:300] if outcome.segments else None,
        page=place.page,
        block=place.block,
        row=place.row,
        col=place.col,
        lines=lines,
    )


def record_of(
    document: Document, path: str, facts: Facts, rows: Rows, findings: Sequence[Finding], numbers: Sequence[Number]
) -> DocumentRecord:
    """The row of the documents dataset."""
    source = document.source
    reasons = [f for f in document.findings if f.severity != "info"]
    return DocumentRecord(
        doc_id=source.sha256,
        path=path,
        format=source.format,
        bytes=source.size,
        pages=document.meta.pages,
        title=facts.title,
        doc_type=facts.doc_type,
        org=facts.org,
        org_code=facts.org_code,
        department=facts.department,
        fiscal_year=facts.year,
        registry=facts.registry,
        registered=facts.registered,
        approved=facts.approved,
        declared="; ".join(f"{d.label}={d.count}" for d in facts.declared) or None,
        extractor=document.extractor,
        status="partial" if document.partial else "ok",
        reason=reasons[0].rule if document.partial and reasons else None,
        message=reasons[0].message if document.partial and reasons else None,
        rows=sum(map(len, rows)),
        findings=len(findings),
        numbers=len(numbers),
        numbers_in_rows=sum(n.row_id is not None for n in numbers),
    )
