"""The same fact printed twice gives its row once: the second is a line of the ledger."""

from collections.abc import Hashable, Mapping, Sequence, Set
from itertools import groupby
from operator import itemgetter

from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import is_sentence, sentences_in
from pipeline.interpret.types import VALUE_COLUMN, Because, Fact, Left
from pipeline.korean.names import compact

_LONG = 12
"""Letters from which on two equal lines are one text printed twice; shorter ones only beside others that repeat."""
_TABLE = 4
"""Facts of a table from which on two equal tables are one table printed twice."""


def drop_duplicates(facts: Sequence[Fact], headlines: Set[int] = frozenset()) -> tuple[list[Fact], list[Left]]:
    """Facts of a paragraph or a whole table printed before, word for word, of the title, or that an article tells again
    below its `headlines` (the numbers of these paragraphs), are left out."""
    told = {_number(fact) for fact in facts if fact.segment.number not in headlines}
    ahead = [f for f in facts if f.segment.number in headlines and f.value is not None and _number(f) in told]
    again = {id(fact) for fact in ahead}
    facts = [fact for fact in facts if id(fact) not in again]
    first = _repeated_lines(facts) | _repeated_tables(facts)
    kept = [fact for i, fact in enumerate(facts) if i not in first]
    left = [
        Left(facts[i].site, "duplicate", Because("same text before", facts[j].segment.text[:40]))
        for i, j in sorted(first.items())
        if facts[i].claims
    ]
    left += [Left(f.site, "duplicate", Because("told again below the headline", f.segment.text[:40])) for f in ahead]
    return kept, left


def headlines_of(nodes: Sequence[Node]) -> frozenset[int]:
    """The numbers of the lines above the first sentence of an article: they say ahead what it tells."""
    told = [i for i, node in enumerate(nodes) if node.marker is None and is_sentence(node.text)]
    if (
        sum(len(sentences_in(nodes[i].text)) for i in told) < _ARTICLE
        or told[0] > _TOP
        or any(node.marker or node.label for node in nodes[: told[0]])
    ):
        return frozenset()
    return frozenset(node.segment.number for node in nodes[: told[0]])


_ARTICLE, _TOP = 3, 8
"""Sentences that make an article, and lines that its headlines take at most."""


def _number(fact: Fact) -> tuple[object, ...]:
    return fact.dataset, fact.value, fact.get("unit"), fact.get("source")


def _repeated_lines(facts: Sequence[Fact]) -> dict[int, int]:
    """The numbers of facts whose line was printed before: a long line by itself, a short one in a run of them."""
    keys = [_line_key(fact) for fact in facts]
    first: dict[int, int] = {}
    seen: dict[Hashable, int] = {}
    for i, key in enumerate(keys):
        if key is None:
            continue
        j = seen.setdefault(key, i)
        if j != i and len(str(key[0])) >= _LONG and facts[j].segment is not facts[i].segment:
            first[i] = j
    forward = ((i, 1) for i in range(len(facts)))
    backward = ((i, -1) for i in reversed(range(len(facts))))
    for i, step in (*forward, *backward):
        j = first.get(i - step, -1) + step
        if i - step in first and i not in first and 0 <= j < i and keys[i] is not None and keys[i] == keys[j]:
            first[i] = j
    return first


def _line_key(fact: Fact) -> tuple[Hashable, ...] | None:
    if fact.site.row is not None or fact.value is None:
        return None
    value = fact.get(VALUE_COLUMN[fact.dataset])
    return compact(fact.segment.text), value, fact.dataset, fact.get("source"), fact.get("task"), fact.start


def _repeated_tables(facts: Sequence[Fact]) -> dict[int, int]:
    """The numbers of facts of a table whose every fact stood in an earlier one, at its place and with its answers."""
    first: dict[int, int] = {}
    seen: dict[Hashable, Sequence[int]] = {}
    grids = [(i, fact.site.grid.number) for i, fact in enumerate(facts) if fact.site.grid is not None]
    for _, run in groupby(grids, key=itemgetter(1)):
        places = tuple(i for i, _ in run)
        if len(places) < _TABLE:
            continue
        earlier = seen.setdefault(tuple(_cell_key(facts[i]) for i in places), places)
        if earlier is not places:
            first |= dict(zip(places, earlier, strict=True))
    return first


def _cell_key(fact: Fact) -> tuple[Hashable, ...]:
    return fact.site.cell, fact.start, fact.segment.text, fact.dataset, _answers(fact.fields)


def _answers(fields: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in fields.items()))
