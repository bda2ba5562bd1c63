"""Drawings whose blanks were lost, so that bars stand below each other no more: rows by rules, fields by bars.

A converter that runs a page into one line takes the blanks with it (`┃ 과 목 │ 예 산 액 ┃ ┃ 120 │ 49,876│ ┃`). The
rule at the end of the drawing, or at its head, tells how many columns there are; what a tree draws before a name is in
the first.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from extractors.text_tables import Line, cell_of_lines
from schemas.document import Table
from schemas.source import Place

_ROW_END = re.compile(r"(?<=[┃┓┫┨┛])\s+(?=[┃┣┠┗])|(?<=\S)\s+(?=┏━)|(?<=┛)\s+")
_FEWEST_ENDS, _FEWEST_COLUMNS = 3, 2
_RUN = re.compile(r"[─━]{2}")
_TREE = re.compile(r"^[│├└┌┬┴─\s]+")
_JOINTS = re.compile(r"[┷┴┸┻┯┬┰┳]")
_OUTER_RULE = re.compile(r"[┗└].*[┛┘]|[┏┌].*[┓┐]")


def lines_of_drawing(line: Line) -> list[Line]:
    """The lines that a drawing in one line was, all with its number; the line itself where it holds none."""
    number, text = line
    if text.count("┃") < _FEWEST_ENDS or len(_ROW_END.findall(text)) < _FEWEST_ENDS:
        return [line]
    return [(number, part) for part in _ROW_END.split(text) if part.strip()]


def barred_table(lines: Sequence[Line]) -> Table | None:
    """The table of a drawing by its bars; None where lines have fewer bars than its last rule, or its first where the
    drawing is cut off."""
    columns = next((len(_JOINTS.findall(t)) + 1 for _, t in reversed(lines) if _OUTER_RULE.fullmatch(t.strip())), 0)
    rows = [list(group) for ruled, group in groupby(lines, lambda line: bool(_RUN.search(line[1]))) if not ruled]
    fields = [[_fields(text, columns) for _, text in row] for row in rows]
    if columns < _FEWEST_COLUMNS or len(rows) < _FEWEST_COLUMNS or any(not parts for row in fields for parts in row):
        return None
    cells = tuple(
        cell_of_lines((r, c), [(line, parts[c]) for (line, _), parts in zip(rows[r], fields[r], strict=True)])
        for r in range(len(rows))
        for c in range(columns)
    )
    return Table(len(rows), columns, cells, place=Place(line=lines[0][0]))


def _fields(text: str, columns: int) -> list[str]:
    """What stands between the bars of a line, counted from its end; nothing where it has too few."""
    parts = text.strip().strip("┃│").split("│") if text.strip()[:1] in ("┃", "│") else []
    if len(parts) < columns:
        return []
    first = "│".join(parts[: len(parts) - columns + 1])
    return [part.strip() for part in (_TREE.sub("", first), *parts[len(parts) - columns + 1 :])]
