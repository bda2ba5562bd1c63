"""Headers of years below 실적 and 목표 that lost their spans: how many of the years each of the two stands over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import YEAR
from pipeline.korean.signs import alternation
from schemas.document import Cell, Table

_REACH = 3
"""Lines above a table that can say which years are which."""
_YEARS = rf"(?:19|20)\d{{2}}\s?{alternation('year_word')}?"
_IN_WORDS = re.compile(rf"\((?P<years>{_YEARS}(?:\s?,\s?{_YEARS})*)\)")
_TITLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def with_years_parted(table: Table, above: Sequence[str], title_lines: Sequence[str]) -> Table:
    """The table with 실적 and 목표 of its first row over the years of the second, where these were left without spans.

    Where the years begin again (`2029 2030 2031 2031`), those from there on are below the second name. Else which years
    are reached, and which are aimed at, the line above tells (`실적(2021년, 2022년), 목표(2023년)`), or the year in the
    first lines of the document: what lies before it was reached. The table itself where nothing tells.
    """
    upper, lower = (_row(table, r) for r in (0, 1))
    at = next((i for i in range(1, len(upper) - 1) if _is_pair(upper[i : i + 2])), None)
    years = [int(re.sub(r"\D", "", cell.text)[:4]) for cell in lower if YEAR.match(cell.text.strip())]
    spanned = any(cell.col_span > 1 or cell.row_span > 1 for cell in table.cells)
    if at is None or spanned or len(years) != len(lower) or len(years) < _FEWEST:
        return table
    again = [k for k in range(1, len(years)) if years[k] <= years[k - 1]]
    if again[1:] or not (again or role_of(upper[at].text) == "result"):
        return table
    told = _told_above(above[-_REACH:], len(years)) or sum(year < _base(title_lines, years) for year in years)
    reached = again[0] if again else told
    if not 0 < reached < len(years) or len(upper) - 2 + len(years) > max(table.n_cols, at + len(years)):
        return table
    return replace(table, n_cols=max(table.n_cols, at + len(years)), cells=tuple(_spread(table, upper, at, reached)))


_FEWEST = 3


def _row(table: Table, r: int) -> list[Cell]:
    return sorted((c for c in table.cells if c.row == r and c.text.strip()), key=lambda cell: cell.col)


def _is_pair(cells: Sequence[Cell]) -> bool:
    return sorted(role_of(cell.text) or "" for cell in cells) == ["result", "target"]


def _told_above(lines: Sequence[str], count: int) -> int | None:
    """How many years the first of two lists of years in brackets has, where both together have as many as the table."""
    for line in reversed(lines):
        lists = [re.findall(r"\d{4}", match["years"]) for match in _IN_WORDS.finditer(line)]
        if len(lists) == 2 and len(lists[0]) + len(lists[1]) == count:
            return len(lists[0])
    return None


def _base(lines: Sequence[str], years: Sequence[int]) -> int:
    """The first year in the first lines of the document that the table has; 0 where they name none of them."""
    named = (int(year) for line in lines for year in _TITLE_YEAR.findall(line))
    return next((year for year in named if year in years), 0)


def _spread(table: Table, upper: Sequence[Cell], at: int, reached: int) -> Iterator[Cell]:
    years = len(_row(table, 1))
    behind = upper[at + 1].col
    for cell in table.cells:
        if cell.row == 1 and cell.text.strip():
            yield replace(cell, col=upper[at].col + [c.col for c in _row(table, 1)].index(cell.col))
        elif cell.row > 1:
            yield cell
        elif cell.row == 0 and cell.text.strip():
            if cell is upper[at]:
                yield replace(cell, col_span=reached)
            elif cell is upper[at + 1]:
                yield replace(cell, col=upper[at].col + reached, col_span=years - reached)
            else:
                yield replace(cell, col=cell.col + (years - 2) * (cell.col > behind), row_span=2)
