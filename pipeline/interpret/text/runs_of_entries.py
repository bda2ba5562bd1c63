"""Entries of a list that stand in one sentence behind signs (`△급경사지 정비 24곳 318억 원 △저수지 정비 12곳`)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation
from schemas.document import Text

RUN_SIGNS = ("△", "▲", "▴", "▵")
"""Signs that each begin an entry."""
_SIGN = re.compile(rf"(?<![\d(△▲])[{''.join(RUN_SIGNS)}](?=\s?[가-힣‘「『'(])")
"""A sign before words; before a digit it is a minus."""
_AND_SO_ON = re.compile(rf"\s{alternation('and_so_on')}(?![가-힣])")
_FEWEST = 2


def entries_of_run(text: Text) -> Iterator[Text]:
    """The line up to its first sign, with what stands behind the last entry, and each entry; nothing for another line.

    Two entries at least have numbers: else they only name what a number of the sentence is of.
    """
    starts = [match.start() for match in _SIGN.finditer(text.text)]
    if len(starts) < _FEWEST:
        return
    pieces = [text.text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text.text)], strict=True)]
    last = _AND_SO_ON.search(pieces[-1])
    tail = pieces[-1][last.start() :].strip() if last is not None else ""
    pieces[-1] = pieces[-1][: last.start()] if last is not None else pieces[-1]
    if sum(any(e.kind == "quantity" for e in scan(piece)) for piece in pieces) < _FEWEST:
        return
    head = " ".join(part for part in (text.text[: starts[0]].strip(), tail) if part)
    if re.search(r"[가-힣]", head):
        yield replace(text, text=head)
    closing = tail or _behind_numbers(pieces[-1])
    for piece in pieces:
        yield replace(text, text=piece[1:].strip(" ,·"), marker=piece[0], level=None, closing=closing)


def _behind_numbers(piece: str) -> str:
    """What stands behind the last number of an entry: how the sentence ends that all of them are in."""
    last = max((e.end for e in scan(piece)), default=len(piece))
    return piece[last:].strip()
