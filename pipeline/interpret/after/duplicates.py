"""The same fact printed twice gives its row once: the second is a line of the ledger."""

from collections.abc import Sequence

from pipeline.interpret.types import VALUE_COLUMN, Because, Fact, Left
from pipeline.korean.names import compact


def drop_duplicates(facts: Sequence[Fact]) -> tuple[list[Fact], list[Left]]:
    """Facts of paragraphs that repeat an earlier paragraph word for word, or an amount of the title, are left out."""
    seen: dict[tuple[object, ...], Fact] = {}
    kept: list[Fact] = []
    left: list[Left] = []
    for fact in facts:
        key = _key(fact)
        first = seen.get(key) if key is not None else None
        if first is None or first.segment is fact.segment:
            kept.append(fact)
            if key is not None:
                seen.setdefault(key, fact)
        elif fact.claims:
            left.append(Left(fact.site, "duplicate", Because("same text before", first.segment.text[:40])))
    return kept, left


def _key(fact: Fact) -> tuple[object, ...] | None:
    if fact.site.row is not None or fact.value is None:
        return None
    text = compact(fact.segment.text)
    if len(text) < 12:
        return None
    value = fact.get(VALUE_COLUMN[fact.dataset])
    return text, value, fact.dataset, fact.get("source"), fact.get("task"), fact.start
