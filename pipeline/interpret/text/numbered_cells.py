"""Tables with one cell a line whose rows are numbered: the numbers part the rows, whatever lines a cell takes."""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.column_names import TOTAL_LABEL, is_number
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.names import compact
from schemas.document import Block, Table, Text

_NARROWEST, _WIDEST, _FEWEST_ROWS = 4, 10, 2
_LONGEST = 60
_NO_CELL = re.compile(r"^\s*[※○◦□■*]|[가-힣)]\s?[:：]\s|[다음함]\.$")


def numbered_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose first name of a column stands in line `i`, and the line after it; None where there is none.

    A row in which cells are missing at its end is taken; one with too many lines ends the table. One row alone is a
    table where every name is that of a column and nothing follows it.
    """
    if role_of((plain_line(blocks[i]) or "").strip()) != "no":
        return None
    texts = _cells_from(blocks, i)
    first = next((k for k, text in enumerate(texts) if text.strip(" .") == "1"), None)
    if first is None:
        return None
    width = next((k for k, text in enumerate(texts[:first]) if TOTAL_LABEL.match(compact(text))), first)
    names = texts[:width]
    known = sum(role_of(name) is not None for name in names)
    if not _NARROWEST <= width <= _WIDEST or any(map(is_number, names)) or known * 2 < width:
        return None
    rows, ends = _rows(texts, first, width)
    whole = [row for row in rows if len(row) == width]
    alone = known == width and len(rows) == 1 and ends[-1] == len(texts)
    if len(whole) < (1 if alone else _FEWEST_ROWS):
        return None
    total = _total(texts[width:first], whole, width) if width < first else None
    last = _total_behind(texts[ends[-1] :], whole, width) if total is None else []
    cells = [names, *([total] if total else []), *([*row, *[""] * (width - len(row))] for row in rows)]
    starts = [0, *([width] if total else []), *[first, *ends[:-1]]]
    if last:
        cells, starts = [*cells, _total(last, whole, width)], [*starts, ends[-1]]
    lines = [block for k in starts if isinstance(block := blocks[i + k], Text)]
    return table_of(cells, lines, headers=1), i + ends[-1] + len(last)


def _total_behind(texts: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Sequence[str]:
    """The lines of a total right behind the last row: its label and a number for each column of numbers; else none."""
    if not texts or not TOTAL_LABEL.match(compact(texts[0])):
        return []
    lines = texts[: len(_valued(rows, width)) + 1]
    return lines if len(lines) > 1 and all(map(is_number, lines[1:])) else []


def _cells_from(blocks: Sequence[Block], i: int) -> list[str]:
    """The short lines from line `i` on, up to one that is no cell."""
    texts: list[str] = []
    for block in blocks[i:]:
        text = plain_line(block)
        if text is None or len(text) > _LONGEST or _NO_CELL.search(text):
            break
        texts.append(text.strip())
    return texts


def _rows(texts: Sequence[str], first: int, width: int) -> tuple[list[list[str]], list[int]]:
    """The rows from the line of the number 1 on, and the line after each of them."""
    rows: list[list[str]] = []
    ends: list[int] = []
    at = first
    while at < len(texts) and texts[at].strip(" .") == str(len(rows) + 1):
        row = [texts[at]]
        end = at + 1
        while end < len(texts):
            text = texts[end]
            joins = len(row) > 1 and (text.startswith("(") or row[-1].rstrip().endswith("~"))
            if not joins and (len(row) == width or _begins_row(texts, end, len(rows) + 2, len(row), width)):
                break
            if joins:
                row[-1] = f"{row[-1]} {text}"
            else:
                row.append(text)
            end += 1
        rows.append(row)
        ends.append(end)
        at = end
    return rows, ends


def _begins_row(texts: Sequence[str], at: int, number: int, filled: int, width: int) -> bool:
    """Whether a line is the number of the next row, though the row before it lacks its last cells."""
    return texts[at].strip(" .") == str(number) and width - filled <= _MOST_MISSING


_MOST_MISSING = 2


def _total(lines: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The row of the total above the first: its numbers stand in the columns of numbers, where there are as many."""
    valued = _valued(rows, width)
    numbers = [line for line in lines if is_number(line) and re.match(r"[△▲(-]?[\d,.]+\)?$", line)]
    cells = [lines[0], *[""] * (width - 1)]
    if len(numbers) == len(valued):
        for c, number in zip(valued, numbers, strict=True):
            cells[c] = number
    others = [line for line in lines[1:] if line not in numbers]
    cells[1] = " ".join(others) if others and not cells[1] else cells[1]
    return cells


def _valued(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The columns in which most rows have a number."""
    return [c for c in range(1, width) if sum(is_number(row[c].split(" ")[0]) for row in rows) * 2 > len(rows)]
