"""Where in the texts of a document its numbers stand, and what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

View = Mapping[str, Any]
Key = tuple[int | None, int | None, int | None]
"""Block, row and column; the latter two are None for a paragraph."""
FATES = ("row", "finding", "added", "ledger", "unread")
JOINED = 8
"""A line that is wrapped has its number in one of so many paragraphs after the first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A text of the document: a paragraph or a cell."""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a text: from where to where, what became of it, its row or the reason why it has none; its place in
    the ledger of the document."""

    start: int
    end: int
    fate: str
    row_id: str | None
    reason: str | None
    number: int = 0


def slots_of(blocks: Sequence[View]) -> list[Slot]:
    """The texts of a document in reading order."""
    found = []
    for block in blocks:
        if block["kind"] == "text":
            found.append(Slot((block["block"], None, None), block["text"]))
        else:
            found += [Slot((block["block"], cell[0], cell[1]), cell[4]) for cell in block["cells"]]
    return found


def place_numbers(
    slots: Sequence[Slot], numbers: Sequence[Mapping[str, Any]], accused: frozenset[str]
) -> tuple[dict[Key, list[Mark]], list[Mapping[str, Any]]]:
    """Marks by text, and the ledger lines whose number is not found in the text of their place.

    Numbers of one place come in the order in which they stand there, each with its place in the ledger under `n`.
    accused: rows that a finding of severity error or warn names.
    """
    order = {slot.key: number for number, slot in reversed(list(enumerate(slots)))}
    cursors: dict[int, int] = {}
    marks: dict[Key, list[Mark]] = {}
    lost: list[Mapping[str, Any]] = []
    for number in numbers:
        found = _find(slots, order.get((number["block"], number["row"], number["col"])), number["raw"], cursors)
        if found is None:
            lost.append(number)
            continue
        slot, start = found
        end = start + len(number["raw"])
        cursors[slot] = end
        mark = Mark(start, end, fate_of(number, accused), number["row_id"], number["reason"], number["n"])
        marks.setdefault(slots[slot].key, []).append(mark)
    return marks, lost


def _find(slots: Sequence[Slot], first: int | None, raw: str, cursors: Mapping[int, int]) -> tuple[int, int] | None:
    """The text and the offset at which a number stands: in its own text, or in a paragraph that goes on with it."""
    if first is None or not raw:
        return None
    own = slots[first].key
    for at in range(first, min(first + JOINED, len(slots))):
        if at != first and (own[1] is not None or slots[at].key[1] is not None):
            return None
        start = slots[at].text.find(raw, cursors.get(at, 0))
        if start >= 0:
            return at, start
    return None


def fate_of(number: Mapping[str, Any], accused: frozenset[str]) -> str:
    """What became of a ledger line; `fate` where it is known already."""
    if number.get("fate"):
        return str(number["fate"])
    if number["row_id"] is not None:
        return "finding" if number["row_id"] in accused else "row"
    return "unread" if number["reason"] == "unread" else "ledger"


def cut(text: str, marks: Sequence[Mark]) -> Iterator[tuple[str, Mark | None]]:
    """A text as pieces, each with the mark on it."""
    at = 0
    for mark in marks:
        if mark.start > at:
            yield text[at : mark.start], None
        yield text[mark.start : mark.end], mark
        at = mark.end
    if at < len(text):
        yield text[at:], None


def around(marks: Sequence[Mark], start: int, end: int) -> tuple[list[Mark], list[Mark]]:
    """The marks before a stretch of a text, and those behind it as they stand in what is left of the text."""
    after = [replace(mark, start=mark.start - end, end=mark.end - end) for mark in marks if mark.start >= end]
    return [mark for mark in marks if mark.end <= start], after


def value_span(text: str, told: Mapping[str, Any] | None) -> tuple[int, int] | None:
    """Where in the text of a cell or line the value of a row stands, None where its paragraph is not in it."""
    if told is None:
        return None
    at = text.find(told["text"])
    return (at + told["start"], at + told["end"]) if at >= 0 and told["text"] else None
