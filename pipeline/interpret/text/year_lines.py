"""Lines of a yearbook that are a year and its values, below names that come again under each of several groups.

`아동시설 노인시설` over `시설수 인원 시설수 인원` over `2006 12 441 7 311`; the figures of a year may be parted. The
name of the first group may be lost where its values are in nearly every year the sums of those of the others. Blocks
right below with other groups and the same years are the same table, which a narrow page cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose

from pipeline.interpret.text.column_names import is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import value_of
from pipeline.interpret.text.year_cells import are_in_order, year_of
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_FEWEST_ROWS, _FEWEST_GROUPS, _FEWEST_NAMES = 3, 2, 2
_TOTAL = "계"
_EXACT, _NEARLY_ALL = 1e-6, 0.75
_MARK_OF_NOTE = re.compile(r"(?<=\S)\s+(\d\))(?=\s|$)")
"""The mark of a note, set apart from the name that it belongs to."""
_SET_APART = re.compile(r"^\s*([12]) (\d) (\d) (\d)(?=\s)")


@dataclass(frozen=True, slots=True)
class _Lines:
    """Groups of columns, the names that come again below each, how many these are, the rows of years, all lines."""

    groups: list[str]
    names: list[str]
    wide: int
    rows: list[list[str]]
    lines: list[Text]

    def years(self) -> list[str]:
        """The first cell of every row."""
        return [row[0] for row in self.rows]


def year_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose groups of columns stand on line `i`, their names on the next; and the line behind it."""
    parts: list[_Lines] = []
    stop = i
    while (found := _lines(blocks, stop)) is not None and (not parts or _goes_on(parts, found)):
        parts.append(found)
        stop += 2 + len(found.rows)
    if not parts:
        return None
    if (len(parts[0].groups) + 1) * parts[0].wide == len(parts[0].names) and _begins_with_total(parts):
        parts[0] = replace(parts[0], groups=[_TOTAL, *parts[0].groups])
    if any(len(part.groups) * part.wide != len(part.names) for part in parts):
        return None
    return _side_by_side([_table(part) for part in parts]), stop


def _goes_on(parts: Sequence[_Lines], below: _Lines) -> bool:
    """Whether lines hold the same of other groups, for the same years: a page cut the table into blocks."""
    before = [group for part in parts for group in part.groups]
    alike = (below.names[: below.wide], below.years()) == (parts[0].names[: parts[0].wide], parts[0].years())
    return alike and not any(group in before for group in below.groups)


def _table(part: _Lines) -> Table:
    upper = ["", *(name for name in part.groups for _ in range(part.wide))]
    return table_of([upper, ["", *part.names], *part.rows], part.lines, headers=2)


def _side_by_side(tables: Sequence[Table]) -> Table:
    """Tables with the same rows as one: every cell keeps its own line, the years printed again stand at the end."""
    width = sum(table.n_cols for table in tables)
    cells, start = list(tables[0].cells), tables[0].n_cols
    for n, table in enumerate(tables[1:], 1):
        cells += [replace(cell, col=cell.col - 1 + start if cell.col else width - n) for cell in table.cells]
        start += table.n_cols - 1
    return replace(tables[0], n_cols=width, cells=tuple(cells))


def _lines(blocks: Sequence[Block], i: int) -> _Lines | None:
    """Names of groups on line `i`, names that repeat on the next, three rows or more whose years follow each other."""
    groups, names = _names(blocks, i), _names(blocks, i + 1)
    wide = next((n for n in range(1, len(names)) if names[n] == names[0]), 0)
    if len(groups) < _FEWEST_GROUPS or wide < _FEWEST_NAMES or names != names[:wide] * (len(names) // wide):
        return None
    rows: list[list[str]] = []
    while (row := _row(blocks, i + 2 + len(rows))) and len(row) == len(names) + 1:
        rows.append(row)
    in_order = are_in_order([year_of(row[0]) or 0 for row in rows])
    lines = [block for block in blocks[i : i + 2 + len(rows)] if isinstance(block, Text)]
    return _Lines(groups, names, wide, rows, lines) if len(rows) >= _FEWEST_ROWS and in_order else None


def _begins_with_total(parts: Sequence[_Lines]) -> bool:
    """Whether the first group is the sum of all others of its block, or of all blocks."""
    rows = [[[value_of(cell) or 0 for cell in row[1:]] for row in part.rows] for part in parts]
    wide = parts[0].wide
    return _adds_up(rows[0], wide) or _adds_up(
        [[v for row in line for v in row] for line in zip(*rows, strict=True)], wide
    )


def _adds_up(rows: Sequence[Sequence[float]], wide: int) -> bool:
    """Whether the first `wide` values of nearly all rows are the sums of the others, of which two are not nothing.

    A book of figures has its misprints: they are for the check of its sums to tell, and take no column its name.
    """
    sums = [[(row[n], row[n + wide :: wide]) for n in range(wide)] for row in rows]
    right = sum(all(isclose(total, sum(parts), abs_tol=_EXACT) for total, parts in row) for row in sums)
    several = any(sum(part != 0 for part in parts) > 1 for row in sums for _, parts in row)
    return several and right >= max(_FEWEST_ROWS, _NEARLY_ALL * len(rows))


def _names(blocks: Sequence[Block], j: int) -> list[str]:
    """The names on a line without that of the years; none where it holds a number."""
    text = _MARK_OF_NOTE.sub(r"\1", plain_line(blocks[j]) or "") if j < len(blocks) else ""
    names = list(tokens_of(text))
    if any(map(is_number, names)) or any(re.search(r"[:：]", name) for name in names):
        return []
    return names[1:] if names and sign_in("year_column", names[0]) else names


def _row(blocks: Sequence[Block], j: int) -> list[str]:
    """A year and its values; nothing where a line is anything else."""
    text = plain_line(blocks[j]) if j < len(blocks) else None
    tokens = list(tokens_of(_SET_APART.sub(r"\1\2\3\4", text))) if text else []
    return tokens if tokens and year_of(tokens[0]) and all(map(is_number, tokens[1:])) else []
