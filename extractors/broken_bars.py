"""Rows parted by bars whose cells are broken over lines, as web pages give them; a rule tells the bars of a row."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.text_tables import Line, is_pipe_rule, line_cell
from schemas.document import Table
from schemas.source import Place

_MOST_HEADER_LINES = 24
_MOST_BARELESS, _LONGEST_BARELESS = 3, 30
"""Lines of a cell before the one that ends with its bar, and their letters."""
_BAR = re.compile(r"(?<!\\)\|")

Row = list[Line]
"""The fields of a row, each with the line that it ends on."""


def broken_bar_table(lines: Sequence[Line], i: int) -> tuple[Table, int] | None:
    """The table that begins with line `i` and has cells broken over lines, and the line behind it.

    A row is done when it has as many bars as the rule below the header; one that is short ends where the next would be
    too long with it. None where no rule follows the header, or where every row is one line. Where the rule begins with
    a bar, so does every row.
    """
    rule = _rule_below(lines[i : i + _MOST_HEADER_LINES])
    if rule is None:
        return None
    width = _bars(lines[i + rule][1])
    start = i + rule + 1
    end = _end(lines, start)
    head, body = _joined(lines[i : i + rule], width), _rows_below(lines[start:end], width)
    if len(head) != 1 or not body or (rule == 1 and len(body) == end - start):
        return None
    rows = [*head, *body]
    if lines[i + rule][1].lstrip().startswith("|"):
        if any(row[0][1] for row in rows):
            return None
        rows = [row[1:] for row in rows]
    cells = tuple(line_cell(line, r, c, text) for r, row in enumerate(rows) for c, (line, text) in enumerate(row))
    return Table(len(rows), max(map(len, rows)), cells, place=Place(line=lines[i][0])), end


def _rule_below(lines: Sequence[Line]) -> int | None:
    """Which line is the rule under the header whose first row begins with the first line."""
    framed = lines[0][1].lstrip().startswith("|")
    for n, (_, text) in enumerate(lines):
        bare = text.strip()
        if n and is_pipe_rule(bare) and bare.startswith("|") == framed:
            return n
        if not bare or not (_bars(bare) or (n and len(bare) <= _LONGEST_BARELESS)):
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


def _rows_below(lines: Sequence[Line], width: int) -> list[Row]:
    """The rows below the rule, which counts a name twice where the header breaks off: rows then have fewer bars.

    They have as many as most lines have, where the lines of broken rows come to just as many together.
    """
    counts = [_bars(text) for _, text in lines]
    often = Counter(n for n in counts if _FEWEST_BARS <= n < width).most_common(1)
    own, times = often[0] if often else (width, 0)
    first = counts.index(own) if times >= _EVEN_ROWS else 0
    for start in range(min(first + 1, _MOST_HEADER_LINES) if times >= _EVEN_ROWS else 0):
        if _fill_rows(counts[:start], width) and _fill_rows(counts[start:], own):
            return [*_joined(lines[:start], width), *_joined(lines[start:], own)]
    return _joined(lines, width)


_FEWEST_BARS, _EVEN_ROWS = 3, 2
"""Bars of a row, and rows of as many, that tell the bars of all."""


def _fill_rows(counts: Sequence[int], width: int) -> bool:
    """Whether the bars of lines come to whole rows of `width` bars each."""
    bars = 0
    for own in counts:
        bars = (bars + own) % width if bars + own <= width else -1
        if bars < 0:
            return False
    return bars == 0


def _joined(lines: Sequence[Line], width: int) -> list[Row]:
    """The lines put together into rows of `width` bars; a last bar may be left out, and parts no field."""
    rows: list[Row] = []
    row: list[Line] = []
    bars = 0
    for line in lines:
        own = _bars(line[1])
        if row and bars + own > width and not line[1].strip(" |"):
            # The empty cells under a spanned name come again behind it: no row has more fields than the rule.
            own, line = width - bars, (line[0], "|" * (width - bars))
        if row and bars + own > width:
            rows.append(_fields(row))
            row, bars = [], 0
        row.append(line)
        bars += own
        whole = len(row) == 1 and own == width - 1 and not line[1].rstrip().endswith("|")
        if bars >= width or whole:
            rows.append(_fields(row))
            row, bars = [], 0
    return [*rows, _fields(row)] if row else rows


def _fields(lines: Sequence[Line]) -> Row:
    """The fields of a row; what stands before the first bar of a line goes on with the last field of the line above."""
    row: Row = []
    open_field = ""
    for number, text in lines:
        *closed, rest = _BAR.split(text.strip())
        for field in closed:
            row.append((number, " ".join(f"{open_field} {field}".split())))
            open_field = ""
        open_field = f"{open_field} {rest}".strip()
    return [*row, (lines[-1][0], " ".join(open_field.split()))] if open_field else row
