"""Facts to the records of the contract: identities, confidence, the ledger, the document's own row."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.interpret.answers.document import Facts
from pipeline.interpret.confidence import confidence_of
from pipeline.interpret.text.segments import Segment, ledger_reason
from pipeline.interpret.types import Because, Fact, Left, Outcome, Told
from pipeline.korean.expressions import Expression
from pipeline.korean.names import task_key
from pipeline.korean.organizations import find_region
from pipeline.korean.quantities import COMPARATORS
from schemas.document import Document
from schemas.finding import Check, Finding, Number, Reason
from schemas.records import Budget, DocumentRecord, Plan, Result
from schemas.source import NOWHERE

Rows = tuple[tuple[Plan, ...], tuple[Budget, ...], tuple[Result, ...]]
MODELS: dict[str, type[Plan] | type[Budget] | type[Result]] = {"plan": Plan, "budget": Budget, "result": Result}
_OWN = ("row_id", "doc_id", "raw", "confidence", "confidence_reason")
LONGEST_RAW = 2000
"""Letters of a paragraph that a row quotes; a longer one is cut to the sentence around the number."""


def identities(facts: Sequence[Fact], doc_id: str) -> list[str]:
    """A row_id for each fact: a hash of the document and the place, told apart by source and then by order."""
    seen: Counter[str] = Counter()
    found = []
    for fact in facts:
        place = fact.segment.place
        parts = (
            place.page,
            place.block,
            place.row,
            place.col,
            place.line,
            fact.start,
            fact.dataset,
            fact.get("source"),
        )
        stem = "|".join(map(str, (doc_id, *parts)))
        seen[stem] += 1
        found.append(hashlib.sha256(f"{stem}|{seen[stem]}".encode()).hexdigest()[:24])
    return found


def rows_of(facts: Sequence[Fact], ids: Sequence[str], document: Document, about: Facts) -> Rows:
    """The rows of the three datasets in the order of the facts."""
    rows: dict[str, list[Any]] = {"plan": [], "budget": [], "result": []}
    for fact, row_id in zip(facts, ids, strict=True):
        rows[fact.dataset].append(MODELS[fact.dataset](**_columns(fact, row_id, document, about)))
    return tuple(rows["plan"]), tuple(rows["budget"]), tuple(rows["result"])


def _columns(fact: Fact, row_id: str, document: Document, about: Facts) -> dict[str, Any]:
    confidence, reason = confidence_of(fact, document.doubts.get(fact.segment.place.page or 0))
    task = fact.get("task")
    known = MODELS[fact.dataset].model_fields
    fields = {k: v for k, v in fact.fields.items() if v is not None and k in known}
    return {
        "org": about.org,
        "org_code": _org_code(fact, about),
        **fields,
        "row_id": row_id,
        "doc_id": document.source.sha256,
        "task_key": (task_key(task) or None) if task else None,
        "raw": raw_of(fact),
        "confidence": confidence,
        "confidence_reason": reason,
        **fact.segment.place_at(fact.start).columns(),
    }


def _org_code(fact: Fact, about: Facts) -> str | None:
    own = find_region(fact.fields["org"], fact.fields.get("fiscal_year")) if fact.fields.get("org") else None
    return own.code if own else about.org_code


def raw_of(fact: Fact) -> str:
    """The text that the value stands in; of a very long paragraph what stands around the value."""
    if len(fact.site.lines) > 1:
        return "\n".join(segment.text for segment in fact.site.lines)
    text = fact.segment.text
    if len(text) <= LONGEST_RAW:
        return text
    start = max(0, fact.start - LONGEST_RAW // 4)
    return text[start : start + LONGEST_RAW // 2]


# -- ledger ----------------------------------------------------------------------------------------------------------

Claim = tuple[int, int]
"""Segment number and start offset: the identity of an expression."""


def ledger_of(
    segments: Sequence[Segment], facts: Sequence[Fact], ids: Sequence[str], left: Sequence[Left], doc_id: str
) -> list[Number]:
    """A line for every expression of the document: the row that it became, or why it is none."""
    rows: dict[Claim, str] = {}
    for fact, row_id in zip(facts, ids, strict=True):
        for e in fact.claims:
            rows.setdefault((fact.segment.number, e.start), row_id)
        for site in fact.beside:
            if site.expression is not None:
                rows.setdefault((site.segment.number, site.expression.start), row_id)
    reasons: dict[Claim, Reason] = {}
    for one in left:
        if one.site.expression is not None:
            reasons.setdefault((one.site.segment.number, one.site.expression.start), one.reason)
    lines = []
    for segment in segments:
        for e in segment.expressions:
            key = (segment.number, e.start)
            row = rows.get(key)
            reason = None if row else reasons.get(key) or ledger_reason(segment, e)
            lines.append(
                Number(doc_id=doc_id, raw=_printed(e), row_id=row, reason=reason, **segment.place_at(e.start).columns())
            )
    return lines


def _printed(e: Expression) -> str:
    """A number as printed, without the word that bounds it (`5억원 이상`), which is a column of its own."""
    raw = e.raw.strip()
    bound = next((word for word in COMPARATORS if e.comparator != "=" and raw.endswith(word)), "")
    return raw.removesuffix(bound).rstrip() if bound else raw


# -- findings --------------------------------------------------------------------------------------------------------


def findings_of(
    document: Document, outcomes: Sequence[Outcome], ids: Mapping[int, str]
) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
    """Findings of the extractor and of the rules, and how often each rule applied and held. ids: by id() of a fact."""
    doc_id = document.source.sha256
    found = [finding.model_copy(update={"doc_id": doc_id}) for finding in document.findings]
    applied: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for outcome in outcomes:
        applied[outcome.rule] += 1
        passed[outcome.rule] += outcome.passed
        if not outcome.passed:
            found.append(_finding(outcome, doc_id, ids))
    checks = tuple(
        Check(doc_id=doc_id, rule=rule, applied=n, passed=passed[rule]) for rule, n in sorted(applied.items())
    )
    return tuple(found), checks


def _finding(outcome: Outcome, doc_id: str, ids: Mapping[int, str]) -> Finding:
    places = [segment.place for segment in outcome.segments]
    place = places[0] if places else NOWHERE
    return Finding(
        rule=outcome.rule,
        severity=outcome.severity,
        doc_id=doc_id,
        message=outcome.message,
        numbers=dict(outcome.numbers),
        row_ids=tuple(dict.fromkeys(ids[id(f)] for f in outcome.facts if id(f) in ids)),
        raw=outcome.segments[0].text[:300] if outcome.segments else None,
        page=place.page,
        block=place.block,
        row=place.row,
        col=place.col,
        lines=tuple(dict.fromkeys(p.line for p in places if p.line is not None)),
    )


def record_of(
    document: Document, path: str, about: Facts, kind: Told[Any], counts: Mapping[str, int]
) -> DocumentRecord:
    """The row of the documents dataset."""
    source = document.source
    reasons = [f for f in document.findings if f.severity != "info"]
    because: Because = kind.because
    return DocumentRecord(
        doc_id=source.sha256,
        path=path,
        format=source.format,
        bytes=source.size,
        pages=document.meta.pages,
        title=about.title,
        doc_type=about.doc_type,
        doc_class=kind.value,
        doc_class_reason=because.evidence,
        org=about.org,
        org_code=about.org_code,
        department=about.department,
        fiscal_year=about.year,
        registry=about.registry,
        registered=about.registered,
        approved=about.approved,
        declared="; ".join(f"{d.label}={d.count}" for d in about.declared) or None,
        extractor=document.extractor,
        status="partial" if document.partial else "ok",
        reason=reasons[0].rule if document.partial and reasons else None,
        message=reasons[0].message if document.partial and reasons else None,
        **counts,
    )
