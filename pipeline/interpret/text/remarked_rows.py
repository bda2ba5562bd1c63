"""Tables with one cell a line whose last column, for remarks, is left out where a row has none."""

from collections.abc import Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.cell_streams import Stretch, is_header, table_of_stretches
from pipeline.interpret.text.column_names import FEWEST, is_number
from schemas.document import Block, Table

_NARROWEST, _WIDEST = 3, 10
"""Columns of such a table."""


def rows_with_remarks(stream: Sequence[Stretch], blocks: Sequence[Block]) -> tuple[Table, int] | None:
    """Names of columns of which the last is for remarks, above rows that have one or none.

    Between the numbers of two rows stand the name of the next row, and before it the remark of the last.
    """
    width = next((k + 1 for k, cell in enumerate(stream[:_WIDEST]) if role_of(cell.text) == "note"), 0)
    names = [cell.text for cell in stream[:width]]
    if width <= _NARROWEST or any(map(is_number, names)) or not is_header(names, 1):
        return None
    rows: list[list[int | None]] = []
    at = width
    while len(stream[at : at + width - 1]) == width - 1:
        values = range(at + 1, at + width - 1)
        if is_number(stream[at].text) or not all(is_number(stream[k].text) for k in values):
            break
        end = at + width - 1
        below = stream[end : end + _NAME_AND_REMARK + 1]
        words = next((k for k, cell in enumerate(below) if is_number(cell.text)), len(below))
        remarked = words == _NAME_AND_REMARK or words == len(below) == 1
        rows.append([at, *values, end if remarked else None])
        at = end + remarked
        if words > _NAME_AND_REMARK:
            break
    if len(rows) < FEWEST or all(row[-1] is not None for row in rows):
        return None
    last = max(k for k in rows[-1] if k is not None)
    return table_of_stretches([list(range(width)), *rows], stream, blocks), stream[last].stop


_NAME_AND_REMARK = 2
"""Words between the numbers of two rows of which the first has a remark."""
