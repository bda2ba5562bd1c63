"""Lists of projects flattened to lines: a line of column names, then lines with a code, a name, an office, a status.

One column is free text, the name. What stands before and behind it is parted by what each column can hold: a code, a
number, an office, a status or a row of marks.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import is_number, segmented
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.names import compact
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import sign_in
from pipeline.korean.statuses import find_status, is_mark, statuses
from schemas.document import Block, Table, Text

_CODE = re.compile(r"[\dⅠ-ⅫIVXivx①-⑳][\dⅠ-ⅫIVXivx①-⑳.\-]*\.?")
_LONGEST_GROUP = 40
_REACH = 5
"""Lines of a header below its first."""
_FREE = frozenset({"task", "content", "kpi"})
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column by its name and by how many words at the end of a stretch can be its cell."""

    name: str
    take: Callable[[Sequence[str]], int] | None


def rows_of_types(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table of a list that begins with its header at line `i`, and the line after it; None where there is none."""
    text = _plain(blocks, i)
    names = segmented(text) if text is not None and not re.search(r"[:：]", text) else []
    if len(names) < 3 or sum(role_of(name) in _FREE for name in names) != 1:
        return None
    marked, start = _marks(blocks, i + 1)
    columns = _columns(names, marked)
    rows, lines, at, full = [[c.name for c in columns]], [blocks[i]], start, 0
    while (line := _plain(blocks, at)) is not None:
        cells = _parted(line.split(), columns)
        below = _plain(blocks, at + 1)
        if cells is None and not (_groups(line) and below is not None and _parted(below.split(), columns)):
            break
        rows.append(cells or [line.strip(), *[""] * (len(columns) - 1)])
        lines.append(blocks[at])
        full += cells is not None
        at += 1
    return (_table(rows, lines), at) if full >= FEWEST_ROWS else None


def _table(rows: Sequence[Sequence[str]], lines: Sequence[Block]) -> Table:
    return table_of(rows, [line for line in lines if isinstance(line, Text)])


def _plain(blocks: Sequence[Block], i: int) -> str | None:
    block = blocks[i] if i < len(blocks) else None
    return block.text if isinstance(block, Text) and block.level is None and block.text.strip() else None


def _marks(blocks: Sequence[Block], i: int) -> tuple[list[str], int]:
    """The names of statuses that stand below a header line, and the first line after them."""
    joined = ""
    for j in range(i, i + _REACH):
        line = _plain(blocks, j)
        if line is None or re.search(r"[\d:：]", line) or len(line) > _LONGEST_GROUP:
            return (names, j) if (names := _status_names(joined)) else ([], i)
        joined += compact(line)
        if len(names := _status_names(joined)) > 1 and not _status_names(joined + compact(_plain(blocks, j + 1) or "")):
            return names, j + 1
    return [], i


def _status_names(joined: str) -> list[str]:
    """A run of names of statuses parted; empty where it is not made of these alone."""
    names: list[str] = []
    while joined:
        name = max((word for word in statuses() if joined.startswith(word)), key=len, default="")
        if not name:
            return []
        names.append(name)
        joined = joined[len(name) :]
    return names


def _columns(names: Sequence[str], marked: Sequence[str]) -> list[_Column]:
    """The columns with what each can hold; a header of statuses stands for as many columns as it has marks."""
    columns: list[_Column] = []
    for name in names:
        role = role_of(name)
        if role in _FREE:
            columns.append(_Column(name, None))
        elif marked and role not in _HOLDS_NAMES and not any(c.take is _mark for c in columns):
            columns += [_Column(word, _mark) for word in marked]
        else:
            columns.append(
                _Column(name, _link if marked and role not in _HOLDS_NAMES else _HOLDS.get(role or "", _link))
            )
    return columns


def _parted(words: Sequence[str], columns: Sequence[_Column]) -> list[str] | None:
    """A line cut into the cells of its columns; None where it does not have them."""
    free = next(c for c, column in enumerate(columns) if column.take is None)
    left, right = 0, len(words)
    cells = [""] * len(columns)
    for c in range(free):
        if left >= len(words) or not _CODE.fullmatch(words[left]):
            return None
        cells[c] = words[left]
        left += 1
    for c in range(len(columns) - 1, free, -1):
        take = columns[c].take
        size = take(words[left + 1 : right]) if take is not None else 0
        if not size:
            return None
        cells[c] = " ".join(words[right - size : right])
        right -= size
    cells[free] = " ".join(words[left:right])
    return cells if re.search(r"[가-힣]{2}", cells[free]) else None


def _groups(line: str) -> bool:
    """Whether a line inside the list can head a group of it."""
    return len(line) <= _LONGEST_GROUP and re.search(r"[:：.]", _GROUP_NUMBER.sub("", line)) is None


_GROUP_NUMBER = re.compile(r"^\s*(?:[Ⅰ-Ⅻ]|\d{1,2}|[가-하])\.\s")


def _number(words: Sequence[str]) -> int:
    return int(bool(words) and (is_number(words[-1]) or words[-1] == "-"))


def _office(words: Sequence[str]) -> int:
    """Offices at the end, several with commas between them."""
    if not words or not is_department(words[-1]):
        return 0
    size = 1
    while size < len(words) and words[-size - 1].endswith(",") and is_department(words[-size - 1].rstrip(",")):
        size += 1
    return size


def _status(words: Sequence[str]) -> int:
    return next((n for n in (4, 3, 2, 1) if n <= len(words) and find_status(" ".join(words[-n:])) is not None), 0)


def _value(words: Sequence[str]) -> int:
    """A number, or how far the project is in words."""
    return _number(words) or _status(words)


def _mark(words: Sequence[str]) -> int:
    return int(bool(words) and is_mark(words[-1]))


def _link(words: Sequence[str]) -> int:
    return int(bool(words) and sign_in("link_word", words[-1]) is not None)


_HOLDS_NAMES = frozenset({"no", "department"})
_HOLDS: dict[str, Callable[[Sequence[str]], int]] = {
    "no": _number,
    "department": _office,
    "status": _status,
    "evaluation": _status,
    **dict.fromkeys(("achievement", "target", "budget", "executed", "headcount", "share", "total"), _number),
    "result": _value,
}
"""Role of a column to what stands in it: how many of the last words are its cell, 0 where none is."""
