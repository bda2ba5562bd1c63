"""Tables whose second column of labels ran into the first: `이용자 수(명) 목표` over `실적` and `달성률`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import RATE_ROLES, exact_role
from schemas.document import Cell, Table, Text

_KINDS = frozenset({"target", "result", *RATE_ROLES})


def with_kinds_parted(table: Table) -> Table:
    """The table with what is aimed at, reached and the rate of it in a column of their own.

    The first column holds names that end in such a word, each over rows that are nothing but another such word. The
    table itself where a name stands without one, where no row lacks its name, or where cells span.
    """
    labels = sorted((c for c in table.cells if c.col == 0 and c.row > 0 and c.text.strip()), key=lambda cell: cell.row)
    parted = [_parted(cell.text) for cell in labels]
    named = [name for name, kind in parted if name and kind]
    bare = [kind for name, kind in parted if kind and not name]
    spans = any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells)
    if spans or not named or len(bare) < len(named) or len(named) + len(bare) != len(parted):
        return table
    if not parted[0][0] or parted[0][1] == parted[1][1]:
        return table
    return replace(table, n_cols=table.n_cols + 1, cells=tuple(_moved(table.cells)))


def _parted(text: str) -> tuple[str, str | None]:
    """The name of a row and the word behind it that says what kind of value its row has; None where none does."""
    name, _, last = text.strip().rpartition(" ")
    return (name.strip(), last) if exact_role(last) in _KINDS else (text.strip(), None)


def _moved(cells: Sequence[Cell]) -> Iterator[Cell]:
    for cell in cells:
        if cell.col:
            yield replace(cell, col=cell.col + 1)
            continue
        name, kind = _parted(cell.text) if cell.row else _header(cell.text)
        if name:
            yield _with_text(cell, 0, name)
        if kind:
            yield _with_text(cell, 1, kind)


def _header(text: str) -> tuple[str, str | None]:
    """The names of both columns of labels; one name alone is that of the first."""
    name, _, last = text.strip().rpartition(" ")
    return (name.strip(), last) if name and exact_role(last) == "category" else (text.strip(), None)


def _with_text(cell: Cell, col: int, text: str) -> Cell:
    first = next(block for block in cell.blocks if isinstance(block, Text))
    return replace(cell, col=col, blocks=(replace(first, text=text),))
