"""Entries of a list that stand in one sentence behind signs (`△급경사지 정비 24곳 318억 원 △저수지 정비 12곳`)."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.korean.scan import scan
from pipeline.korean.signs import alternation
from pipeline.korean.spacing import SENTENCE_END
from schemas.document import Text

RUN_SIGNS = ("△", "▲", "▴", "▵", "▶", "▷", "►", "▸")
"""Signs that each begin an entry."""
_SIGN = re.compile(rf"(?<![\d(△▲▷])[{''.join(RUN_SIGNS)}](?=\s?[가-힣‘「『'(])")
"""A sign before words; before a digit it is a minus."""
_AND_SO_ON = re.compile(rf"(?:\s|(?<=\))){alternation('and_so_on')}(?![가-힣])")
_FEWEST = 2


def entries_of_run(text: Text) -> Iterator[Text]:
    """The sentences of a line, each that is a list as its head and its entries; nothing for a line without a list."""
    bounds = [0, *(match.end() for match in SENTENCE_END.finditer(text.text)), len(text.text)]
    parts = [replace(text, text=text.text[a:b].strip()) for a, b in itertools.pairwise(bounds)]
    runs = [list(_entries_of_sentence(part)) for part in parts]
    if not any(runs):
        return
    for part, run in zip(parts, runs, strict=True):
        yield from run or ([part] if part.text else [])


def _entries_of_sentence(text: Text) -> Iterator[Text]:
    """The sentence up to its first sign, and each entry; nothing for another sentence.

    What stands behind the last entry goes to the head where one of both has numbers: it says what was done with them.
    Two entries at least have numbers: else they only name what a number of the sentence is of.
    """
    starts = [match.start() for match in _SIGN.finditer(text.text)]
    if len(starts) < _FEWEST:
        return
    pieces = [text.text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text.text)], strict=True)]
    last = _AND_SO_ON.search(pieces[-1]) if not any(map(_sums_up, pieces[:-1])) else None
    tail = pieces[-1][last.start() :].strip() if last is not None else ""
    pieces[-1] = pieces[-1][: last.start()] if last is not None else pieces[-1]
    if sum(_is_counted(piece) for piece in pieces) < _FEWEST:
        return
    closing = tail or _behind_numbers(pieces[-1])
    head = text.text[: starts[0]].strip()
    whole = " ".join(part for part in (head, tail) if part)
    if re.search(r"[가-힣]", whole):
        yield replace(text, text=whole if _is_counted(whole) else head, closing=closing)
    for piece in pieces:
        yield replace(text, text=piece[1:].strip(" ,·"), marker=piece[0], level=None, closing=closing)


def _sums_up(piece: str) -> bool:
    """Whether an entry tells what its own examples are of (`보육료 186억원 등 복지 분야 574억원`)."""
    found = _AND_SO_ON.search(piece)
    return found is not None and _is_counted(piece[found.end() :])


def _is_counted(text: str) -> bool:
    return any(e.kind == "quantity" for e in scan(text))


def _behind_numbers(piece: str) -> str:
    """What stands behind the last number of an entry: how the sentence ends that all of them are in."""
    last = max((e.end for e in scan(piece)), default=len(piece))
    return piece[last:].strip()
