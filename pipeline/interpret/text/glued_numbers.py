"""Rows whose numbers a page ran together (`지방세23,52523,5250`), parted where commas and sums allow one way.

A number has three figures behind each comma, so most ends are plain; where figures without a comma leave a choice, the
first number of every row is the sum of the others.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.headers import VALUE_ROLES, role_of
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, segmented
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.funding import TOTAL
from schemas.document import Block, Table, Text

_ROW = re.compile(r"(?P<name>[^\d]{0,60}?)(?P<run>[△▲]?\d[\d,△▲]{4,80})")
_NUMBER = re.compile(r"[△▲]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2})")
_FEWEST_ROWS, _PARTS = 3, range(2, 6)
_LONGEST_HEADER = 40


def glued_numbers(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A line of the names of columns without blanks, above lines of a name and its numbers without any."""
    line = plain_line(blocks[i])
    names = segmented(line) if line is not None and len(line) <= _LONGEST_HEADER else []
    if len(names) < _PARTS[0] or role_of(names[0]) not in NAMES_OF_ROWS:
        return None
    rows, end = _rows(blocks, i + 1)
    if len(rows) < _FEWEST_ROWS:
        return None
    names = names[:-1] if role_of(names[-1]) == "note" else names
    for parts in _PARTS:
        head = _head(names, parts + 1)
        split = [_one(_splits(run, parts + 1)) for _, run in rows] if head is not None else [None]
        if head is not None and all(split):
            cells = [[name, *(numbers or ())] for (name, _), numbers in zip(rows, split, strict=True)]
            lines = [block for block in blocks[i:end] if isinstance(block, Text)]
            return table_of([head, *cells], lines, headers=1), end
    return None


def _rows(blocks: Sequence[Block], start: int) -> tuple[list[tuple[str, str]], int]:
    """The names and the runs of figures of the lines from `start` on, and where they end."""
    rows: list[tuple[str, str]] = []
    for block in blocks[start:]:
        match = _ROW.fullmatch((plain_line(block) or "").strip())
        if match is None:
            break
        rows.append((match["name"].strip(), match["run"]))
    return rows, start + len(rows)


def _head(names: Sequence[str], size: int) -> list[str] | None:
    """The names of as many columns of numbers, of which the first is a total that may have no name of its own."""
    if len(names) == size + 1 and role_of(names[1]) == "total":
        return [*names]
    unnamed = len(names) == size and not any(role_of(name) in _NO_PARTS for name in names[1:])
    return [names[0], TOTAL, *names[1:]] if unnamed else None


_NO_PARTS = frozenset({"difference", "share", "achievement", "total"}) & VALUE_ROLES
"""Roles of columns that are no parts of a total."""


def _one(ways: Iterator[list[str]]) -> list[str] | None:
    """The only way of several; None where there are none or more."""
    first, second = next(ways, None), next(ways, None)
    return first if second is None else None


def _splits(run: str, count: int) -> Iterator[list[str]]:
    """The ways in which a run of figures is `count` numbers of which the first is the sum of the others."""
    for numbers in _ways(run, count):
        values = [_value(number) for number in numbers]
        if values[0] == sum(values[1:]):
            yield numbers


def _ways(run: str, count: int) -> Iterator[list[str]]:
    """The ways in which a run of figures is `count` numbers."""
    if count == 1:
        if _NUMBER.fullmatch(run):
            yield [run]
        return
    for size in range(1, len(run) - count + 2):
        if _NUMBER.fullmatch(run, 0, size) and run[size] != ",":
            yield from ([run[:size], *rest] for rest in _ways(run[size:], count - 1))


def _value(number: str) -> int:
    digits = int(number.strip("△▲").replace(",", ""))
    return -digits if number[0] in "△▲" else digits
