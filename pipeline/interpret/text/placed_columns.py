"""Pages laid out with wide blanks: the pieces of a header of several lines stand above the columns that they name.

Yearbooks print the names of columns on several lines, in two languages, and a row for each year. Only the place of a
piece tells its column: the one whose values it stands above. A piece of an upper line can stand over several pieces of
a lower one: its middle is above the middle of them all.
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.interpret.text.column_names import is_number
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_MOST_LINES, _FEWEST_ROWS, _FEWEST_VALUES = 12, 3, 3
_LONGEST = 400
_SYLLABLES = 2
"""Syllables of a name of the years that a page sets far apart (`연      별`)."""
_PIECE = re.compile(r"\S+(?: \S+)*")
_SET_APART = re.compile(r"\d(?: \d){3}")
_OTHER_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z\s,.()/&'-]*")
_NO_HEADER = re.compile(r"[:：|\t]|\.$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands on a line between wide blanks: its text, where it begins and where it ends."""

    text: str
    start: int
    stop: int
    widened: int = 0

    @property
    def middle(self) -> float:
        return (self.start + self.stop) / 2

    def at(self, wide: bool) -> "_Piece":
        """The piece where it stands if letters of two columns are counted so: pages are laid out in either way."""
        more = self.widened if wide else 0
        return replace(self, start=self.start + more, stop=self.stop + more + (_wide(self.text) if wide else 0))


def _wide(text: str) -> int:
    """How many letters take two columns."""
    return sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names over several columns, those of the columns, the column of labels first; how far off they stand."""

    upper: list[str]
    lower: list[str]
    off: float


def placed_columns(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose header begins on line `i`, and the line behind it; None where a column is left without name."""
    head = list(_head_lines(blocks, i))
    rows = list(_rows(blocks, i + len(head))) if head else []
    if len(rows) < _FEWEST_ROWS:
        return None
    readings = [_named([[piece.at(wide) for piece in line] for line in head], rows) for wide in (False, True)]
    fitting = sorted((reading for reading in readings if reading is not None), key=lambda reading: reading.off)
    if not fitting:
        return None
    upper, lower = fitting[0].upper, fitting[0].lower
    heads = [upper, lower] if any(lower) else [upper]
    body = [["".join(row[0].text.split()), *(piece.text for piece in row[1:])] for row in rows]
    lines = [block for block in blocks[i : i + len(head) + len(rows)] if isinstance(block, Text)]
    places = [*[lines[0]] * len(heads), *lines[len(head) :]]
    return table_of([*heads, *body], places, headers=len(heads)), i + len(head) + len(rows)


def _pieces(block: Block) -> list[_Piece]:
    """The pieces of a line with their places on the page; none of a line that is no part of a table."""
    if not isinstance(block, Text) or block.level is not None or len(block.text) > _LONGEST:
        return []
    if block.marker is not None or _NO_HEADER.search(block.text):
        return []
    text, indent = block.text, block.indent
    spans = [m.span() for m in _PIECE.finditer(text)]
    found = [_Piece(text[a:b], indent + a, indent + b, _wide(text[:a])) for a, b in spans]
    first = "".join(piece.text for piece in found[:2])
    if len(found) > 1 and len(first) == _SYLLABLES and sign_in("year_column", first) is not None:
        return [replace(found[0], text=first, stop=found[1].stop), *found[2:]]
    return found


def _head_lines(blocks: Sequence[Block], i: int) -> Iterator[list[_Piece]]:
    """The lines of pieces from `i` on that hold no values; the first of them has several pieces."""
    for block in blocks[i : i + _MOST_LINES]:
        pieces = _pieces(block)
        first = block is blocks[i]
        if not pieces or _is_row(pieces) or (first and (len(pieces) < 2 or _is_foreign(pieces))):
            return
        yield pieces


def _is_foreign(pieces: Sequence[_Piece]) -> bool:
    return all(_OTHER_LANGUAGE.fullmatch(piece.text) for piece in pieces)


def _is_row(pieces: Sequence[_Piece]) -> bool:
    """Whether a line is a label, or a year with its figures set apart, and values in columns."""
    label = pieces[0].text
    named = _SET_APART.fullmatch(label) is not None or not any(map(is_number, label.split()))
    return len(pieces) > _FEWEST_VALUES and named and all(is_number(piece.text) for piece in pieces[1:])


def _rows(blocks: Sequence[Block], start: int) -> Iterator[list[_Piece]]:
    """The rows from a line on, each with as many values as the first."""
    size = 0
    for block in blocks[start:]:
        pieces = _pieces(block)
        if not pieces or not _is_row(pieces) or size not in (0, len(pieces)):
            return
        size = len(pieces)
        yield pieces


def _spans(rows: Sequence[Sequence[_Piece]]) -> list[tuple[int, int]]:
    """Where each column of values begins and ends; none where columns overlap."""
    spans = [(min(p.start for p in column), max(p.stop for p in column)) for column in zip(*rows, strict=True)]
    return spans if all(right < start for (_, right), (start, _) in pairwise(spans)) else []


def _named(head: Sequence[Sequence[_Piece]], rows: Sequence[Sequence[_Piece]]) -> _Names | None:
    """The names of the columns of some rows.

    None where a column has no name, where two pieces of one line stand above the same column, or where the names stand
    too far from what they would name.
    """
    spans = _spans(rows)
    edges = [(right + start) / 2 for (_, right), (start, _) in pairwise(spans)]
    lines = [dict(placed) for line in head if (placed := _placed(line, edges)) is not None]
    if len(lines) < len(head) or not edges:
        return None
    lowest = {c: piece.middle for line in lines for c, piece in line.items() if c}
    off = sum(abs(middle - sum(spans[c]) / 2) for c, middle in lowest.items())
    if off > (spans[-1][1] - spans[0][1]) * _MOST_OFF:
        return None
    own: list[list[str]] = [[] for _ in range(len(edges) + 1)]
    over: dict[int, str] = {}
    for k, line in enumerate(lines):
        below = {c: piece for later in reversed(lines[k + 1 :]) for c, piece in later.items()}
        groups = _groups(line, below) if not over else {}
        if groups is None:
            return None
        over |= {c: line[at].text for at, columns in groups.items() for c in columns}
        for c, piece in line.items():
            if c not in groups:
                own[c].append(piece.text)
    if not all(own[1:]):
        return None
    names = [" ".join(pieces) for pieces in own]
    upper = [over.get(c, name) for c, name in enumerate(names)]
    return _Names(upper, [name if c in over else "" for c, name in enumerate(names)], off)


def _placed(line: Sequence[_Piece], edges: Sequence[float]) -> list[tuple[int, _Piece]] | None:
    """The pieces of a line with the columns that they stand above; None where two stand above one."""
    known = [piece for piece in line if not _OTHER_LANGUAGE.fullmatch(piece.text)]
    at = [sum(edge <= piece.middle for edge in edges) for piece in known]
    labels = [sign_in("year_column", compact(piece.text)) is not None for piece in known]
    at = [0 if label else c for label, c in zip(labels, at, strict=True)]
    return list(zip(at, known, strict=True)) if len(set(at)) == len(at) else None


def _groups(line: dict[int, _Piece], below: dict[int, _Piece]) -> dict[int, list[int]] | None:
    """The columns below each piece of a line that stands over several, told by the middles of the pieces below.

    Columns without a piece of their own on the line are parted between their neighbours so that each piece stands as
    near the middle of its columns as it can, or so that the same names come again below each; before the first and
    behind the last some may be below none. None where two ways are as good.
    """
    heads = sorted(at for at in line if at in below)
    free = [c for c in below if c and c not in line]
    gaps = [[c for c in free if a < c < b] for a, b in pairwise([0, *heads, _MOST_COLUMNS])]
    splits = [range(len(gap) + 1) for gap in gaps]
    if not heads or not free:
        return {}
    if math.prod(map(len, splits)) > _MOST_WAYS:
        return None
    ways = [_parted(heads, gaps, split) for split in itertools.product(*splits)]
    best, *others = sorted((_off(groups, line, below), k) for k, groups in enumerate(ways))
    if others and others[0][0] - best[0] < _CLEARLY:
        return None
    return {c: columns for c, columns in ways[best[1]].items() if len(columns) > 1}


_CLEARLY = 1.0
"""Letters by which the best way of parting columns is better than all others."""


def _parted(heads: Sequence[int], gaps: Sequence[Sequence[int]], split: Sequence[int]) -> dict[int, list[int]]:
    """The columns below each piece where of each gap so many go to the piece before it, of the first to the one behind;
    the rest goes to the next piece where there is one."""
    groups: dict[int, list[int]] = {}
    for k, at in enumerate(heads):
        ahead = gaps[k][len(gaps[k]) - split[k] :] if k == 0 else gaps[k][split[k] :]
        groups[at] = sorted([*ahead, at, *gaps[k + 1][: split[k + 1]]])
    return groups


def _off(groups: dict[int, list[int]], line: dict[int, _Piece], below: dict[int, _Piece]) -> float:
    """How far pieces stand from the middles of their columns; less than nothing where the same names are below each."""
    wide = [tuple(below[c].text for c in columns) for columns in groups.values() if len(columns) > 1]
    if len(wide) > 1 and len(set(wide)) == 1:
        return -float(sum(map(len, wide)))
    middles = {at: (below[columns[0]].middle + below[columns[-1]].middle) / 2 for at, columns in groups.items()}
    return sum(abs(line[at].middle - middle) for at, middle in middles.items())


_MOST_COLUMNS, _MOST_WAYS = 100, 2000
_MOST_OFF = 1 / 3
"""How far names may stand from the middles of their columns, in widths of these."""
