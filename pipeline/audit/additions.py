"""Rows that people add: a number of the ledger that became no row, and what they say that it is.

applied    the number is there and no row holds it: the row is published, and the ledger leads to it
redundant  a row that was extracted holds the number and says the same
stale      such a row says something else, or another number stands in that place: nothing is added
orphan     there is no such number
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pipeline.audit.anchors import PLACE, Row, folded, table_signature
from pipeline.audit.decisions import FACT_MODELS, VALUE_COLUMNS, Anchor, Decision, said, same_value
from pipeline.fact_keys import FACT_DIGITS, NO_LABELS, Labels, document_key, fact_parts, hash_parts
from pipeline.korean.names import task_key
from schemas.records import DocumentRecord

AdditionOutcome = Literal["applied", "stale", "orphan", "redundant", "proposed"]
ROW_ID_DIGITS = 24
DOCUMENT_DIGITS = 8
"""Letters of a fact_key that are about its document."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of one document: its record, its ledger in reading order, its extracted rows with their datasets by
    row_id, and the names of its tables' rows and columns."""

    record: DocumentRecord
    numbers: Sequence[Row]
    rows: Mapping[str, tuple[str, Row]]
    labels: Mapping[int, Labels]


class Known(Protocol):
    """The documents of an output, or of a run that is about to publish one."""

    def held(self, doc_id: str) -> Held | None:
        """A document, None where it is not there."""

    def called(self, key: str) -> Sequence[str]:
        """The documents that have this half of a fact_key: files and versions of one document."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of an added row in one document; proposed where a second person must agree first.

    number   the place of its number in the ledger of the document, None where there is none
    row      the new row where it was applied, the extracted one where that says the same or something else
    changed  what was decided and what is there now, by column
    """

    decision: Decision
    outcome: AdditionOutcome
    doc_id: str
    number: int | None = None
    row: Row | None = None
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def number_anchors(numbers: Sequence[Row], labels: Mapping[int, Labels]) -> list[Anchor]:
    """The anchor of each line of a ledger; equal ones at one place are told apart by their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for number in numbers:
        place = tuple(number[name] for name in PLACE)
        known = labels.get(-1 if number["block"] is None else number["block"], NO_LABELS)
        anchor = Anchor(
            doc_id=number["doc_id"],
            table=table_signature(known),
            row=known.row_of(number["row"], number["col"]),
            column=known.column_of(number["row"], number["col"]),
            occurrence=seen[(number["raw"], *place)],
            place=place,
        )
        seen[(number["raw"], *place)] += 1
        found.append(anchor)
    return found


def find_number(decision: Decision, held: Held, elsewhere: bool) -> int | None:
    """The one number that a decision is about, None where none or several may be it: the same at the same place, or in
    another document or where blocks are counted otherwise, the same in a row and column of the same names."""
    anchors, raw = number_anchors(held.numbers, held.labels), folded(decision.seen.get("raw"))
    listed = list(zip(held.numbers, anchors, strict=True))
    same = [n for n, (number, _) in enumerate(listed) if folded(number["raw"]) == raw]
    if not elsewhere:
        own = decision.anchor
        here = [n for n in same if (anchors[n].place, anchors[n].occurrence) == (own.place, own.occurrence)]
        if len(here) == 1:
            return here[0]
    named = [n for n in same if _names(anchors[n]) == _names(decision.anchor)]
    return named[0] if len(named) == 1 else None


def _names(anchor: Anchor) -> tuple[object, ...]:
    """What its row and column are called, and whether it stands in a table at all."""
    in_table = len(anchor.place) == len(PLACE) and anchor.place[PLACE.index("row")] is not None
    return anchor.table, anchor.row, anchor.column, in_table


def changed_number(decision: Decision, held: Held, elsewhere: bool) -> int | None:
    """The one number that now stands where another one was decided on."""
    anchors = number_anchors(held.numbers, held.labels)
    own = decision.anchor
    if elsewhere:
        here = [n for n, one in enumerate(anchors) if own.row and own.column and _names(one) == _names(own)]
    else:
        here = [n for n, one in enumerate(anchors) if one.place == own.place]
    return here[0] if len(here) == 1 else None


def judge_addition(decision: Decision, held: Held, taken: Set[str], elsewhere: bool = False) -> Addition:
    """What becomes of an added row in a document. taken: keys that other rows of it have."""
    doc_id = held.record.doc_id
    number = find_number(decision, held, elsewhere)
    if number is None:
        other = changed_number(decision, held, elsewhere)
        if other is None:
            return Addition(decision, "orphan", doc_id)
        raws = {"raw": (decision.seen.get("raw"), held.numbers[other]["raw"])}
        return Addition(decision, "stale", doc_id, other, changed=raws)
    holding = held.rows.get(held.numbers[number]["row_id"] or "")
    if holding is None:
        return Addition(decision, "applied", doc_id, number, added_row(decision, held, number, taken))
    dataset, row = holding
    now = {"dataset": dataset, **said(row)}
    wanted = {"dataset": decision.dataset, **{n: decision.value.get(n) for n in VALUE_COLUMNS[decision.dataset]}}
    wanted |= {name: decision.value[name] for name in ("comparator",) if name in decision.value}
    changed = {n: (v, now.get(n)) for n, v in wanted.items() if not same_value(_default(n, v), _default(n, now.get(n)))}
    return Addition(decision, "stale" if changed else "redundant", doc_id, number, row, changed)


def _default(name: str, value: Any) -> Any:
    """An empty comparator says the same as an equals sign."""
    return "=" if name == "comparator" and value is None else value


def added_row(decision: Decision, held: Held, number: int, taken: Set[str]) -> Row:
    """The row that a person made of a number."""
    line, anchor = held.numbers[number], number_anchors(held.numbers, held.labels)[number]
    stem = "|".join(map(str, (held.record.doc_id, *anchor.place, line["raw"], anchor.occurrence, "added")))
    task = decision.value.get("task")
    fact = FACT_MODELS[decision.dataset].model_validate(
        {
            **decision.value,
            **{name: line[name] for name in (*PLACE, "bbox", "raw")},
            "row_id": hashlib.sha256(stem.encode()).hexdigest()[:ROW_ID_DIGITS],
            "doc_id": held.record.doc_id,
            "task_key": (task_key(task) or None) if task else None,
            "review": "added",
        }
    )
    parts = fact_parts(fact, held.labels.get(-1 if fact.block is None else fact.block, NO_LABELS))
    key = next(key for n in range(1, len(taken) + 2) if (key := _key(held.record, parts, n)) not in taken)
    return fact.model_copy(update={"fact_key": key}).model_dump()


def _key(record: DocumentRecord, parts: Sequence[str], order: int) -> str:
    return f"{document_key(record)}-{hash_parts((*parts, str(order)), FACT_DIGITS)}"


def resolve_additions(decisions: Sequence[Decision], known: Known) -> list[Addition]:
    """What becomes of each added row, in its own document first, then in the other files of the same document: those
    get it where the same number stands in a row and column of the same names. One number makes one row."""
    taken: dict[str, set[str]] = {}
    claimed: set[tuple[str, int | None]] = set()

    def judged(decision: Decision, doc_id: str, elsewhere: bool) -> Iterator[Addition]:
        held = known.held(doc_id)
        if held is None:
            return
        keys = taken.setdefault(doc_id, {str(row["fact_key"]) for _, row in held.rows.values()})
        one = judge_addition(decision, held, keys, elsewhere)
        if one.number is not None and (doc_id, one.number) in claimed:
            return
        claimed.add((doc_id, one.number))
        if one.outcome == "applied" and one.row is not None:
            keys.add(str(one.row["fact_key"]))
        yield one

    own = {d.decision_id: list(judged(d, d.anchor.doc_id, False)) for d in decisions}
    found: list[Addition] = []
    for decision in decisions:
        mine = own[decision.decision_id]
        others = [doc_id for doc_id in known.called(key_half(decision)) if doc_id != decision.anchor.doc_id]
        beside = [one for doc_id in others for one in judged(decision, doc_id, True) if one.outcome != "orphan"]
        if known.held(decision.anchor.doc_id) is not None:
            found += [*mine, *(one for one in beside if one.outcome != "stale")]
        else:
            found += beside or [Addition(decision, "orphan", decision.anchor.doc_id)]
    return found


def key_half(decision: Decision) -> str:
    """The half of a decision's key that is about its document."""
    return (decision.fact_key or "").partition("-")[0]
