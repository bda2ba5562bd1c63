"""Flattened tables with words, dates and numbers in turn (`시설명 위치 면적(㎡) 준공연도 이용인원`), a row a line.

What each column holds is told by its name, and the words of a row are parted by that. A row that a page wrapped takes
several lines; a second line of names parts a column of numbers (`교부액` over `계 도비 군비`); a row of totals has the
numbers alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.cells_by_kind import IN_WORDS, cells_of, kinds_of
from pipeline.interpret.text.column_names import (
    FEWEST,
    TOTAL_LABEL,
    YEAR,
    are_known,
    is_known,
    is_number,
    merged,
    tokens_of,
)
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of_cells
from pipeline.interpret.text.summed_spans import adds_up, columns_of_sums
from pipeline.korean.names import compact
from schemas.document import Block, Table, Text

_FEWEST_COLUMNS, _FEWEST_NAMES, _MOST_LINES = 4, 3, 3
_MOST_WORDS = 60
_NAME = re.compile(r"[가-힣A-Za-z][^.:：()]*(?:\([^()]*\))*$")
"""The name of a column: no mark, no number, no label with its colon."""
Cell = tuple[str, Text]
"""The text of a cell and the line that it stands on."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The names of columns and what these hold.

    upper  the names of the first line, one a column
    lower  those of the second line, empty where a name of the first stands over one column; none without that line
    starts the columns in which the names of the second line begin that stand below one of the first
    """

    upper: tuple[str, ...]
    kinds: tuple[str, ...]
    lower: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()


def mixed_columns(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below one or two lines of names of words, dates and numbers, and the line behind it; None where there
    is none."""
    names = merged(tokens_of(plain_line(blocks[i]) or ""), _MOST_WORDS)
    if len(names) < _FEWEST_NAMES or not all(map(_can_name, names)) or not are_known(names):
        return None
    kinds = kinds_of(names)
    tried = [_read(blocks, i + 2, head) for head in _two_lines(names, kinds, blocks, i + 1)]
    found = [one for one in tried if one is not None]
    if not found and len(names) >= _FEWEST_COLUMNS and _is_mixed(kinds):
        found = [one for one in (_read(blocks, i + 1, _Head(tuple(names), kinds)),) if one is not None]
    if len(found) != 1:
        return None
    read = found[0]
    head, rows, stop = read
    first = blocks[i]
    assert isinstance(first, Text)
    heads = [[(name, first) for name in head.upper]]
    if head.lower:
        second = blocks[i + 1]
        assert isinstance(second, Text)
        heads.append([(name, second) for name in head.lower])
    return table_of_cells([*heads, *rows], headers=len(heads) if head.lower else 0), stop


def _can_name(name: str) -> bool:
    """Whether a word can be the name of a column: what holds no mark and no number but a year."""
    return _NAME.match(name) is not None or YEAR.match(name.split()[0]) is not None


def _is_mixed(kinds: Sequence[str]) -> bool:
    """Whether names of rows come first, numbers behind them, and another kind of column is among them."""
    named = [kind in IN_WORDS for kind in kinds if kind not in ("no", "date")]
    others = "no" in kinds or "date" in kinds or "status" in kinds
    return named[:1] == [True] and "number" in kinds and (others or sum(named) > 1)


def _two_lines(names: Sequence[str], kinds: Sequence[str], blocks: Sequence[Block], j: int) -> Iterator[_Head]:
    """The columns where a second line of names parts names of numbers side by side, or says what years are of."""
    lower = tokens_of(plain_line(blocks[j]) or "") if j < len(blocks) else ()
    if len(lower) < FEWEST or any(map(is_number, lower)) or not all(map(is_known, lower)):
        return
    groups = _groups(lower)
    for over in {len(groups), len(lower)}:
        wide = [len(group) for group in groups] if over == len(groups) else [1] * over
        for at in range(1, len(names) - over + 1):
            run = names[at : at + over]
            if any(kind not in ("number", "words") for kind in kinds[at : at + over]):
                continue
            if wide[0] == 1 and not all(YEAR.match(name) for name in run):
                continue
            parted = [name for name, n in zip(run, wide, strict=True) for _ in range(n)]
            behind = len(names) - at - over
            yield _Head(
                (*names[:at], *parted, *names[at + over :]),
                (*kinds[:at], *["number"] * len(lower), *kinds[at + over :]),
                (*[""] * at, *lower, *[""] * behind),
                tuple(accumulate(wide[:-1], initial=at)),
            )


def _groups(names: Sequence[str]) -> list[list[str]]:
    """Names parted where one comes again: they stand below another name there."""
    groups: list[list[str]] = [[]]
    for name in names:
        groups = [*groups, [name]] if name in groups[-1] else [*groups[:-1], [*groups[-1], name]]
    return groups


def _read(blocks: Sequence[Block], start: int, head: _Head) -> tuple[_Head, list[list[Cell]], int] | None:
    """The rows below a header and the line behind them; None where they are too few, or their sums do not hold."""
    kinds = _with_name(head)
    rows: list[list[Cell]] = []
    totals: list[int] = []
    j = start
    while (found := _row(blocks, j, kinds) or _total(blocks, j, kinds, rows)) is not None:
        cells, j = found
        totals += [len(rows)] if TOTAL_LABEL.match(compact(_label(cells, kinds))) else []
        rows.append(cells)
    if len(rows) - len(totals) < FEWEST or (head.lower and _goes_on(blocks, j, kinds)):
        return None
    return (head, rows, j) if _sums_hold(head, [[text for text, _ in row] for row in rows]) else None


def _sums_hold(head: _Head, rows: Sequence[Sequence[str]]) -> bool:
    """Whether what a second line calls a total is the sum of the columns behind it below the same name."""
    if not head.starts:
        return True
    ends = [*head.starts[1:], next(c for c in range(len(head.lower), 0, -1) if head.lower[c - 1])]
    return all(
        adds_up([row[start:end] for row in rows], 0)
        for start, end in zip(head.starts, ends, strict=True)
        if TOTAL_LABEL.match(compact(head.lower[start]))
    )


def _goes_on(blocks: Sequence[Block], j: int, kinds: Sequence[str]) -> bool:
    """Whether the line behind the rows has as many numbers as they: then they are not understood."""
    row = row_of(blocks[j], remarks=True) if j < len(blocks) else None
    return row is not None and len(row.numbers) == kinds.count("number")


def _with_name(head: _Head) -> list[str]:
    """The kinds of columns with that of the name of a row: projects, else the first column of words."""
    kinds = list(head.kinds)
    words = [c for c, kind in enumerate(kinds) if kind == "words"] or [
        c for c, kind in enumerate(kinds) if kind in IN_WORDS
    ]
    named = next((c for c in words if role_of(head.upper[c]) == "task"), words[0] if words else None)
    if named is not None and kinds[named] == "words":
        kinds[named] = "name"
    return kinds


def _label(cells: Sequence[Cell], kinds: Sequence[str]) -> str:
    return next((text for (text, _), kind in zip(cells, kinds, strict=True) if kind in IN_WORDS and text), "")


def _row(blocks: Sequence[Block], j: int, kinds: Sequence[str]) -> tuple[list[Cell], int] | None:
    """The row that begins on a line and takes as few lines as it can, and the line behind it."""
    words: list[Cell] = []
    for k in range(j, min(j + _MOST_LINES, len(blocks))):
        block = blocks[k]
        tokens = tokens_of(plain_line(block) or "")
        begins = kinds[0] == "no" and k > j and bool(tokens) and tokens[0].rstrip(".").isdigit() and len(tokens) > 1
        if not isinstance(block, Text) or not tokens or begins or len(words) + len(tokens) > _MOST_WORDS:
            return None
        if words and _LAST_SYLLABLE.fullmatch(tokens[0]) and _ENDS_IN_WORD.search(words[-1][0]):
            words[-1] = (words[-1][0] + tokens[0], words[-1][1])
            tokens = tokens[1:]
        words += [(token, block) for token in tokens]
        spans = cells_of([word for word, _ in words], kinds) if _can_begin(words[0][0], kinds) else None
        if spans is not None:
            line = words[0][1]
            return [_cell(words[a:b], line) for a, b in spans], k + 1
        if kinds[0] != "no":
            return None
    return None


_LAST_SYLLABLE = re.compile(r"[가-힣]")
_ENDS_IN_WORD = re.compile(r"[가-힣]$")


def _can_begin(word: str, kinds: Sequence[str]) -> bool:
    """Whether a word can begin a row: its number, or a name without a mark."""
    return word.rstrip(".").isdigit() if kinds[0] == "no" else re.match(r"[가-힣A-Za-z(]", word) is not None


def _cell(words: Sequence[Cell], line: Text) -> Cell:
    return " ".join(word for word, _ in words), words[0][1] if words else line


def _total(
    blocks: Sequence[Block], j: int, kinds: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> tuple[list[Cell], int] | None:
    """The row of totals on a line, and the line behind it: its label, perhaps of how many rows it is, and a number for
    each column of numbers, or for those whose sums they are."""
    line = blocks[j] if j < len(blocks) else None
    tokens = list(tokens_of(plain_line(line) or "")) if isinstance(line, Text) else []
    if not isinstance(line, Text) or not tokens or not TOTAL_LABEL.match(compact(tokens[0])):
        return None
    columns = [c for c, kind in enumerate(kinds) if kind == "number"]
    values = tokens[1:] if len(tokens) - 1 <= len(columns) else tokens[2:]
    if not values or len(values) > len(columns) or not all(map(is_number, values)):
        return None
    if len(values) < len(columns):
        at = columns_of_sums(values, [[row[c][0] for c in columns] for row in rows]) if rows else None
        if at is None:
            return None
        columns = [columns[k] for k in at]
    named = kinds.index("name") if "name" in kinds else next(c for c, kind in enumerate(kinds) if kind in IN_WORDS)
    label = tokens[0] if tokens[1:] == values else f"{tokens[0]}({tokens[1]})"
    texts = {named: label, **dict(zip(columns, values, strict=True))}
    return [(texts.get(c, ""), line) for c in range(len(kinds))], j + 1
