"""Tables drawn with box characters (┌┬┐ ┏┳┓ +-+), read as geometry: a missing rule is a span.

Each character takes a place on a character grid. Old Korean dumps show box characters two columns wide, newer
ones one; the width under which the vertical bars line up is the right one.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from extractors.barred_drawings import barred_table
from extractors.text_tables import Line, cell_of_lines, display_width
from schemas.document import Cell, Table
from schemas.source import Place

_NAMES = [unicodedata.name(chr(code)) for code in range(0x2500, 0x2580)]
_LINES = "".join(chr(0x2500 + i) for i, name in enumerate(_NAMES) if "DIAGONAL" not in name)
_ARMS = {
    chr(0x2500 + i): frozenset(
        arm
        for arm, words in {
            "left": ("LEFT", "HORIZONTAL"),
            "right": ("RIGHT", "HORIZONTAL"),
            "up": ("UP", "VERTICAL"),
            "down": ("DOWN", "VERTICAL"),
        }.items()
        if any(word in name for word in words)
    )
    for i, name in enumerate(_NAMES)
} | {
    "+": frozenset({"left", "right", "up", "down"}),
    "|": frozenset({"up", "down"}),
    "-": frozenset({"left", "right"}),
    "=": frozenset({"left", "right"}),
}

_RULE = re.compile(rf"[{_LINES}]")
_ASCII_RULE = re.compile(r"^\s*\+(?:[-=]+\+)+\s*$")


_BAR = re.compile(f"([{re.escape(''.join(c for c, arms in _ARMS.items() if {'up', 'down'} & arms))}])")


def is_box_line(text: str) -> bool:
    """A line of a drawn table: two box characters, or an ASCII rule or row."""
    return len(_RULE.findall(text)) >= 2 or bool(_ASCII_RULE.match(text))


def is_ascii_row(text: str) -> bool:
    return text.strip().startswith("|") and text.strip().endswith("|")


def is_ascii_rule(text: str) -> bool:
    return bool(_ASCII_RULE.match(text))


def box_table(lines: Sequence[Line]) -> Table | None:
    """The table that the lines draw; None where they draw no cell."""
    texts = _straightened([text for _, text in lines])
    width = min((1, 2), key=lambda w: len(_bar_columns(texts, w)))
    grid = [_spread(text, width) for text in texts]
    n = max(len(row) for row in grid)
    grid = [row + [" "] * (n - len(row)) for row in grid]
    columns = _grid_lines(grid)
    rules = [y for y, row in enumerate(grid) if _is_rule(row)]
    if len(columns) < 2 or len(rules) < 2:
        return None
    ends = [display_width(text.rstrip(), width) for text in texts]
    if _is_askew([end for y, end in enumerate(ends) if y not in rules], max(ends)) and (barred := barred_table(lines)):
        return barred
    grid, lines = _with_row_rules(grid, columns, rules, lines)
    return _cells(grid, columns, [y for y, row in enumerate(grid) if _is_rule(row)], lines)


def _is_askew(widths: Sequence[int], longest: int) -> bool:
    """Whether most lines of text of a drawing end far before its longest: their blanks were lost."""
    return sum(longest - width > _OFF for width in widths) * 2 > len(widths)


_OFF = 4
"""Columns by which text that is wider or narrower than was counted sets the end of a line off."""


def _straightened(texts: Sequence[str]) -> list[str]:
    """Lines of which each has the same number of bars, with the bars under each other.

    A drawing whose text is wider or narrower than was counted has them aside. Where lines differ in their bars, cells
    span columns, and only the geometry of the drawing tells which: then the lines stay as they are.
    """
    parted = [_BAR.split(text.rstrip()) for text in texts]
    bars = len(parted[0]) // 2
    columns = min(len(_bar_columns(texts, width)) for width in (1, 2))
    if len({len(parts) for parts in parted}) != 1 or bars < _BARS_OF_TWO_CELLS or columns == bars:
        return list(texts)
    widths = [max(map(display_width, column)) for column in zip(*parted, strict=True)]
    return ["".join(map(_padded, parts, widths)) for parts in parted]


_BARS_OF_TWO_CELLS = 3


def _padded(part: str, width: int) -> str:
    filler = part[-1] if part and "right" in _ARMS.get(part[-1], frozenset()) else " "
    return part + filler * (width - display_width(part))


def _bar_columns(texts: Sequence[str], width: int) -> set[int]:
    """The columns in which vertical bars stand, under one width of box characters."""
    found = set()
    for text in texts:
        position = 0
        for c in text:
            if {"up", "down"} & _ARMS.get(c, frozenset()):
                found.add(position)
            position += display_width(c, width)
    return found


def _spread(text: str, width: int) -> list[str]:
    """One entry a column; the second column of a wide character is empty, that of a wide rule its horizontal arm."""
    row: list[str] = []
    for c in text.rstrip():
        row.append(c)
        if display_width(c, width) == 2:
            row.append("─" if "right" in _ARMS.get(c, frozenset()) and c not in "+-=|" else "")
    return row


def _grid_lines(grid: Sequence[Sequence[str]]) -> list[int]:
    """The columns of the vertical bars; a bar set one column off, as hand-drawn ones are, belongs to its neighbour."""
    rows_of_bar: dict[int, set[int]] = {}
    for y, row in enumerate(grid):
        for x, c in enumerate(row):
            if (_has(c, "up", "down") and c not in "+|") or (c in "+|" and _is_bar(grid, x)):
                rows_of_bar.setdefault(x, set()).add(y)
    lines: list[int] = []
    for x in sorted(rows_of_bar, key=lambda x: -len(rows_of_bar[x])):
        near = [k for k in lines if abs(k - x) == 1 and not rows_of_bar[k] & rows_of_bar[x]]
        if near:
            rows_of_bar[near[0]] |= rows_of_bar[x]
        else:
            lines.append(x)
    return sorted(lines)


def _is_bar(grid: Sequence[Sequence[str]], x: int) -> bool:
    """An ASCII bar counts where a rule of the drawing has its corner in the same column."""
    return any(x < len(other) and other[x] == "+" for other in grid)


def _is_rule(row: Sequence[str]) -> bool:
    return any({"left", "right"} & _ARMS.get(c, frozenset()) and c not in "+-=|" for c in row) or bool(
        _ASCII_RULE.match("".join(row))
    )


def _cells(grid: Sequence[Sequence[str]], columns: list[int], rules: list[int], lines: Sequence[Line]) -> Table:
    """Elementary fields between rules and bars, united where no rule or bar parts them."""
    n_rows, n_cols = len(rules) - 1, len(columns) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {(r, c): (r, c) for r in range(n_rows) for c in range(n_cols)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while owner[key] != key:
            key = owner[key]
        return key

    for r, c in list(owner):
        inner = range(rules[r] + 1, rules[r + 1])
        if c + 1 < n_cols and inner and not any(_barred(grid[y], columns[c + 1]) for y in inner):
            owner[root((r, c + 1))] = root((r, c))
        between = range(columns[c] + 2, columns[c + 1] - 1)
        if r + 1 < n_rows and not any(_has(grid[rules[r + 1]][x], "left", "right") for x in between):
            owner[root((r + 1, c))] = root((r, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in owner:
        groups.setdefault(root(key), []).append(key)
    cells = []
    for members in groups.values():
        top, left = min(r for r, _ in members), min(c for _, c in members)
        bottom, right = max(r for r, _ in members), max(c for _, c in members)
        cells.append(_cell(grid, columns, rules, lines, (top, left, bottom, right)))
    return Table(
        n_rows, n_cols, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), place=Place(line=lines[0][0])
    )


def _barred(row: Sequence[str], x: int) -> bool:
    return any(_has(c, "up", "down") for c in row[max(x - 1, 0) : x + 2])


def _with_row_rules(
    grid: Sequence[list[str]], columns: list[int], rules: list[int], lines: Sequence[Line]
) -> tuple[list[list[str]], list[Line]]:
    """A rule set in before every line that is a row of its own, where a drawing rules off its header and total only.

    Between two rules each line is a row where several lines fill their first field and most of the others; a line
    whose first field is blank goes on from the one above.
    """
    ruled: list[list[str]] = []
    numbered: list[Line] = []
    begun = _row_beginnings(grid, columns, rules)
    for y, row in enumerate(grid):
        if y in begun:
            ruled.append(["─" if columns[0] <= x <= columns[-1] else " " for x in range(len(row))])
            for x in columns:
                ruled[-1][x] = "┼"
            numbered.append(lines[y])
        ruled.append(list(row))
        numbered.append(lines[y])
    return ruled, numbered


def _row_beginnings(grid: Sequence[list[str]], columns: list[int], rules: list[int]) -> set[int]:
    """The lines between two rules that are rows of their own, but for the first, which has its rule."""
    found: set[int] = set()
    for top, bottom in pairwise(rules):
        inner = {y: _fields(grid[y], columns) for y in range(top + 1, bottom)}
        full = [f for f in inner.values() if f[0] and sum(map(bool, f)) * 2 >= len(f)]
        if len(full) >= 2:
            found |= {y for y, fields in inner.items() if y > top + 1 and fields[0]}
    return found


def _fields(row: Sequence[str], columns: list[int]) -> list[str]:
    """What stands between the bars of one line."""
    return ["".join(row[a + 1 : b]).strip(_LINES + "| ") for a, b in pairwise(columns)]


def _has(c: str, *arms: str) -> bool:
    return bool(_ARMS.get(c, frozenset()).intersection(arms))


def _cell(
    grid: Sequence[Sequence[str]],
    columns: list[int],
    rules: list[int],
    lines: Sequence[Line],
    box: tuple[int, int, int, int],
) -> Cell:
    top, left, bottom, right = box
    written: list[Line] = [(lines[rules[top]][0], "")]
    for y in range(rules[top] + 1, rules[bottom + 1]):
        content = "".join(grid[y][columns[left] : columns[right + 1] + 1])
        content = _RULE.sub(" ", content) if y in rules else content.strip(_LINES + "|").strip()
        written.append((lines[y][0], content))
    return cell_of_lines((top, left), written, (bottom - top + 1, right - left + 1))
