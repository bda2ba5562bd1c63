"""How the lines of one document stand to each other: which markers under which, and which line dates the next."""

import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from pipeline.interpret.sites.outline import SECTION_RANK, SECTION_SIGNS, Node, rank_of
from pipeline.interpret.text.segments import Segment
from pipeline.korean.names import compact, split_marker
from pipeline.korean.signs import sign_in

_SIGN_RANK = rank_of("□")
_SIGNS = (rank_of("○"), _SIGN_RANK)
"""Ranks of markers that count nothing and head sections."""
_FIRST = frozenset({"Ⅰ", "Ⅰ.", "I.", "1", "1.", "가.", "1)", "가)", "(1)", "⑴", "(가)", "①", "㉮"})
"""The first of each way to count."""
_TWICE = 2


def depths(segments: Sequence[Segment]) -> Mapping[int, float]:
    """How deep the ranks of markers stand that a document puts under what usually stands below them.

    `1.` that begins anew under each `□`, where a `□` came first, stands under it, and with it all that is usually
    between the two; `◈` stands under `□` where that came first and comes again.
    """
    marked = [(rank_of(m), m) for s in segments if (m := split_marker(s.text.strip()).marker or s.marker)]
    found: dict[int, float] = {}
    for upper in _SIGNS:
        moved = [rank for rank in sorted({r for r, _ in marked}) if rank < upper and _begins_under(marked, rank, upper)]
        if moved and upper not in found:
            between = sorted({rank for rank, _ in marked if moved[0] <= rank < upper})
            found |= {rank: upper + 0.1 * (i + 1) for i, rank in enumerate(between)}
    signs = [rank if m not in SECTION_SIGNS else SECTION_RANK for rank, m in marked]
    fewer = _TWICE <= signs.count(_SIGN_RANK) < signs.count(SECTION_RANK)
    if fewer and signs.index(_SIGN_RANK) < signs.index(SECTION_RANK):
        found[SECTION_RANK] = _SIGN_RANK + 0.9
    return found


def upper_marks(segments: Sequence[Segment]) -> frozenset[str]:
    """The markers that head others of their own rank in a document: `▶` where it comes first and always above `▷`."""
    marks = [m for s in segments if (m := split_marker(s.text.strip()).marker or s.marker)]
    found: set[str] = set()
    for rank in {rank_of(mark) for mark in marks} & _SIGN_RANKS:
        run = [mark for mark in marks if rank_of(mark) == rank]
        upper, kinds = run[0], set(run)
        followed = all(after != upper for mark, after in itertools.pairwise([*run, upper]) if mark == upper)
        if len(kinds) == _TWICE and followed and _TWICE <= run.count(upper) < len(run) - run.count(upper):
            found.add(upper)
    return frozenset(found)


_SIGN_RANKS = frozenset(rank_of(mark) for mark in "□○▷")
"""Ranks of signs of which several shapes stand equally deep."""


def placed(node: Node, depths: Mapping[int, float], upper: Set[str]) -> Node:
    """A line as deep as its document puts it; one whose marker heads others of its rank is their heading."""
    if node.marker in upper and node.rank is not None:
        plain = node.label is None and not node.segment.expressions
        return replace(node, depth=node.rank - _ABOVE, heading=node.heading or plain)
    depth = depths.get(node.rank) if node.rank is not None else None
    return replace(node, depth=depth) if depth is not None else node


_ABOVE = 0.5


def _begins_under(marked: Sequence[tuple[int, str]], rank: int, upper: int) -> bool:
    """Whether the count of a rank begins anew twice at least, each time right under a marker of `upper`."""
    starts = [i for i, (own, marker) in enumerate(marked) if own == rank and marker in _FIRST]
    openers = [next((own for own, _ in reversed(marked[:i]) if own <= upper and own != rank), None) for i in starts]
    return len(starts) >= _TWICE and all(opener == upper for opener in openers)


def dated_beside(node: Node, before: Sequence[Node]) -> Node:
    """A heading of what was done in the days that the line before it names (`준비내용` after `준비기간 : 1. 9. ~`).

    Both lines have one marker and begin with one word.
    """
    above = before[-1] if before else None
    if above is None or above.label is None or above.rank != node.rank or node.rank is None or node.label:
        return node
    label, title = compact(above.label), compact(node.title)
    period = sign_in("period_of", label)
    stem = label[: -len(period)] if period else ""
    span = next((e.span for e in above.segment.expressions if e.span), None)
    return replace(node, during=span, heading=True) if len(stem) > 1 and title.startswith(stem) else node
