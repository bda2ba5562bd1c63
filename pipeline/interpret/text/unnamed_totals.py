"""Flattened tables that lost the name of a column of totals, or the label of a row of them (`계`): sums tell it.

Converters leave out cells of one letter. Rows of one number more than there are names end or begin in the sum of the
others; a row of numbers alone above labelled rows is in every column the sum of those.
"""

from collections.abc import Iterator, Sequence
from math import isclose

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.broken_headers import with_ends_that_recur
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, Group, header_names, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import value_of
from schemas.document import Block, Table, Text

_FEWEST_NUMBERS, _FEWEST_ALONE, _FEWEST_ROWS = 3, 4, 2
_EXACT = 1e-6


def table_with_unnamed_total(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below the names of line `i` that lost the name or the label of its total, and the line after it."""
    text = plain_line(blocks[i])
    if text is None or not tokens_of(text) or any(map(is_number, tokens_of(text))):
        return None
    rows = list(_rows(blocks, i + 1))
    if not rows or len(rows[0].numbers) < _FEWEST_NUMBERS:
        return None
    named = _of_lost_label(text, rows) or _of_lost_name(text, rows)
    if named is None:
        return None
    lines = [block for block in blocks[i : i + 1 + len(rows)] if isinstance(block, Text)]
    return table_of([named, *([" ".join(row.names), *row.numbers] for row in rows)], lines), i + 1 + len(rows)


def _rows(blocks: Sequence[Block], j: int) -> Iterator[Group]:
    """The lines from `j` on that are names and as many numbers as the first of them has."""
    size = 0
    while j < len(blocks) and (row := row_of(blocks[j])) is not None and size in (0, len(row.numbers)):
        yield row
        size, j = len(row.numbers), j + 1


def _of_lost_label(text: str, rows: Sequence[Group]) -> list[str] | None:
    """The names of the columns where the first or the last row alone has no label and is the sum of all others."""
    bare = [r for r, row in enumerate(rows) if not row.names]
    if len(rows) <= _FEWEST_ROWS or bare not in ([0], [len(rows) - 1]):
        return None
    others = [row for row in rows if row.names]
    columns = list(zip(*(_values(row.numbers) for row in (rows[bare[0]], *others)), strict=True))
    names = header_names(text, len(rows[0].numbers))
    filled = [column for column in columns if any(value != 0 for value in column)]
    return names if names and names[0] and filled and all(map(_adds_up, filled)) else None


def _of_lost_name(text: str, rows: Sequence[Group]) -> list[str] | None:
    """The names of the columns, one of them empty, where every row has its first or last number as a sum too many."""
    size = len(rows[0].numbers) - 1
    text = _without_note(text)
    labelled = [bool(row.names) for row in rows]
    if any(labelled) != all(labelled) or (len(rows) == 1 and size + 1 < _FEWEST_ALONE):
        return None
    if header_names(text, size + 1) if all(labelled) else len(tokens_of(text)) == size + 1:
        return None
    names = header_names(text, size) if all(labelled) else ["", *with_ends_that_recur(tokens_of(text))]
    if names is None or len(names) != size + 1 or bool(names[0]) != all(labelled):
        return None
    if all(labelled) and role_of(names[0]) not in NAMES_OF_ROWS:
        return None
    values = [_values(row.numbers) for row in rows]
    if all(_adds_up([row[-1], *row[:-1]]) for row in values):
        return [*names, ""]
    return [names[0], "", *names[1:]] if all(map(_adds_up, values)) else None


def _without_note(text: str) -> str:
    """A line of names without a column of remarks at its end: rows that end in their sum have none."""
    ahead, _, last = text.strip().rpartition(" ")
    return ahead if ahead and role_of(last) == "note" else text


def _values(cells: Sequence[str]) -> list[float | None]:
    """The numbers of cells without those in brackets behind them, and without their unit where a blank parts it."""
    return [value_of(cell.partition("(")[0].partition(" ")[0] or cell) for cell in cells]


def _adds_up(values: Sequence[float | None]) -> bool:
    """Whether the first of some numbers is the sum of the others, of which two or more are not zero."""
    known = [value for value in values if value is not None]
    several = sum(value != 0 for value in known[1:]) > 1
    return len(known) == len(values) and several and isclose(known[0], sum(known[1:]), abs_tol=_EXACT)
