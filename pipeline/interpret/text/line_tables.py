"""A table made of lines: every cell stands where its line stands."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.document import Cell, Table, Text


def table_of(rows: Sequence[Sequence[str]], lines: Sequence[Text], headers: int = 0) -> Table:
    """Rows of texts as a table whose cells keep the places of their lines; the first `headers` are its header."""
    return table_of_cells([[(text, lines[r]) for text in row] for r, row in enumerate(rows)], headers)


def table_of_cells(rows: Sequence[Sequence[tuple[str, Text]]], headers: int = 0) -> Table:
    """Rows of texts, each with its own line, as a table; the first `headers` are its header."""
    cells = tuple(
        Cell(
            r,
            c,
            blocks=(replace(line, text=text, marker=None, level=None, indent=0),) if text else (),
            header=r < headers,
            place=line.place,
        )
        for r, row in enumerate(rows)
        for c, (text, line) in enumerate(row)
    )
    return Table(len(rows), max(map(len, rows)), cells, inferred=True, place=rows[0][0][1].place)
