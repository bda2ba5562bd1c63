"""Rows parted by bars whose cells are broken over lines, as web pages give them; a rule tells the bars of a row."""

import re
from collections.abc import Sequence

from extractors.text_tables import Line, is_pipe_rule

_MOST_HEADER_LINES = 24
_MOST_BARELESS, _LONGEST_BARELESS = 3, 30
"""Lines of a cell before the one that ends with its bar, and their letters."""
_BAR = re.compile(r"(?<!\\)\|")

Row = tuple[int, list[str]]
"""Line and fields of a row."""


def broken_rows(lines: Sequence[Line]) -> tuple[list[Row], int] | None:
    """The rows of a table that begins with the first line and has cells broken over lines, and how many lines it takes.

    A row is done when it has as many bars as the rule below the header; one that is short ends where the next would
    be too long with it. None where no rule follows a header without outer bars, or where
    every row is one line.
    """
    rule = _rule_below(lines)
    if rule is None:
        return None
    width = _bars(lines[rule][1])
    end = _end(lines, rule + 1)
    head, body = _joined(lines[:rule], width), _joined(lines[rule + 1 : end], width)
    if len(head) != 1 or not body or (len(body) == end - rule - 1 and rule == 1):
        return None
    return [*head, *body], end


def _rule_below(lines: Sequence[Line]) -> int | None:
    """Which line is the rule under the header whose first row begins with the first line."""
    for n, (_, text) in enumerate(lines[:_MOST_HEADER_LINES]):
        bare = text.strip()
        if n and is_pipe_rule(bare) and not bare.startswith("|"):
            return n
        if not bare or not (_bars(bare) or (n and len(bare) <= _LONGEST_BARELESS)) or (n == 0 and bare[0] == "|"):
            return None
    return None


def _bars(text: str) -> int:
    return len(_BAR.findall(text))


def _end(lines: Sequence[Line], start: int) -> int:
    """Behind the last line with a bar; between two such lines stand no more than a few short ones.

    Where another rule comes, the lines with bars above it are the header of another table.
    """
    end = i = start
    before = start  # behind the last line with a bar before the last lines without
    while i < len(lines) and i - end <= _MOST_BARELESS and (text := lines[i][1].strip()):
        if is_pipe_rule(text):
            return before if before > start else i - 1
        if _bars(text):
            before = end if end < i else before
            end = i + 1
        elif len(text) > _LONGEST_BARELESS:
            break
        i += 1
    return end


def _joined(lines: Sequence[Line], width: int) -> list[Row]:
    """The lines put together into rows of `width` bars, without the empty fields that only fill them up."""
    rows: list[Row] = []
    row: list[Line] = []
    for line in lines:
        if row and _bars(_text(row)) + _bars(line[1]) > width:
            rows.append(_fields(row))
            row = []
        row.append(line)
        if _bars(_text(row)) >= width or (
            len(row) == 1 and _bars(line[1]) == width - 1 and line[1].rstrip()[-1] != "|"
        ):
            rows.append(_fields(row))
            row = []
    return [*rows, _fields(row)] if row else rows


def _text(row: Sequence[Line]) -> str:
    return "\n".join(text.strip() for _, text in row)


def _fields(row: Sequence[Line]) -> Row:
    fields = [" ".join(field.split()) for field in _BAR.split(_text(row))]
    return row[0][0], fields[:-1] if not fields[-1] else fields
