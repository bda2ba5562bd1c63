"""Tables with one cell a line: the names of the columns, then the cells of each row, below one another."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.interpret.sites.headers import LABEL_ROLES, RATE_ROLES, VALUE_ROLES, exact_role, role_of
from pipeline.interpret.text.cell_streams import (
    CELL,
    LONGEST_NAME,
    CellStream,
    Stretch,
    cells_from,
    dates,
    is_cell_value,
    is_header,
    line_of,
    table_of_stretches,
)
from pipeline.interpret.text.column_names import FEWEST, YEAR, is_number
from pipeline.interpret.text.remarked_rows import rows_with_remarks
from pipeline.korean.names import compact
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text


@dataclass(frozen=True, slots=True)
class _LineGroup:
    names: tuple[int, ...]
    numbers: tuple[int, ...]


def cells_of_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose cells are the lines from line `i` on, and the line after it; None where they are none."""
    head = blocks[i]
    if isinstance(head, Table) and head.n_rows == 1:
        lines = [text for cell in head.cells for text in cell.blocks if isinstance(text, Text) and text.text.strip()]
        found = cells_of_lines([*lines, *blocks[i + 1 :]], 0) if 1 < len(lines) == len(head.cells) else None
        return (found[0], i + 1 + found[1] - len(lines)) if found is not None and found[1] > len(lines) else None
    if not _can_head(line_of(blocks[i])) or _heads_names(blocks, i):
        return None
    found = (
        _rows_of_cells(blocks, i)
        or rows_with_remarks(CellStream(cells_from(blocks, i, LONGEST_NAME)), blocks)
        or _named_groups(CellStream(cells_from(blocks, i, CELL)), blocks, i)
    )
    return None if found is None or _is_card(found[0]) else found


def _is_card(table: Table) -> bool:
    """Whether a table has labels of a card in several rows: its lines are labels and their values, and no cells."""
    labels = [cell for cell in table.cells if sign_in("card_label", compact(cell.text)) or is_section_word(cell.text)]
    amid = any(cell.row and cell.col for cell in labels)
    return len(labels) >= _LABELS_OF_CARD and len({cell.row for cell in labels}) > 1 and amid


_LABELS_OF_CARD = 3


def _heads_names(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the usual name of a section above the word that names rows (`성과지표` above `구분`)."""
    below = line_of(blocks[i + 1]) if i + 1 < len(blocks) else None
    return below is not None and sign_in("row_header", below) is not None and is_section_word(line_of(blocks[i]) or "")


def _can_head(text: str | None) -> bool:
    """Whether a line can be the first name of a column."""
    return text is not None and len(text) <= CELL and bool(text.strip())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read a stream as a table: the cells of the header, None for one without a name, and of the rows."""

    head: tuple[int | None, ...]
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.head)


def _rows_of_cells(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A name for every column, then rows of names and values; the reading that takes the most cells is the right one.

    A blank line can stand for an empty cell; the first column can count the rows without a name of its own; a name can
    stand over several others.
    """
    best: tuple[_Reading, Sequence[Stretch]] | None = None
    plain, gapped = (CellStream(cells_from(blocks, i, LONGEST_NAME, gaps)) for gaps in (False, True))
    streams: tuple[Sequence[Stretch], ...] = (plain, gapped, _with_whole_names(plain))
    for stream in streams:
        for reading in _readings(stream):
            if best is None or _worth(reading, stream) > _worth(*best):
                best = reading, stream
    if best is None:
        return None
    reading, stream = best
    last = max(k for k in reading.rows[-1] if k is not None)
    return table_of_stretches([reading.head, *reading.rows], stream, blocks), stream[last].stop


def _worth(reading: _Reading, stream: Sequence[Stretch]) -> tuple[int, int]:
    """How many cells a reading takes, and how many of its columns hold what their names say."""
    fitting = 0
    for c, k in enumerate(reading.head):
        texts = [stream[at].text for row in reading.rows if (at := row[c]) is not None and stream[at].text]
        if k is not None and texts:
            role = role_of(stream[k].text)
            fitting += _holds(role, stream[k].text, texts)
    return reading.cells, fitting


def _holds(role: str | None, name: str, texts: Sequence[str]) -> bool:
    """Whether the cells of a column are what its name asks for: remarks in words, values, rates no thousands."""
    values = sum(map(is_cell_value, texts))
    if role == "note":
        return values * 2 < len(texts)
    if role in VALUE_ROLES or role in RATE_ROLES:
        rates = sign_in("rate_word", compact(name)) or "%" in name
        return values * 2 > len(texts) and not (rates and any("," in text for text in texts))
    return True


def _with_whole_names(stream: Sequence[Stretch]) -> CellStream:
    """A stream with the pieces of names put together: what stands in brackets, and a year with the name behind it."""
    pieces = list(itertools.takewhile(lambda cell: not is_cell_value(cell.text), stream[:_MOST_PIECES]))
    names: list[Stretch] = []
    for cell in pieces:
        before = names[-1] if names else None
        goes_on = before is not None and (cell.text.startswith("(") or YEAR.match(before.text))
        if before is not None and goes_on:
            gap = "" if cell.text.startswith("(") else " "
            names[-1] = Stretch(f"{before.text}{gap}{cell.text}", before.start, cell.stop)
        else:
            names.append(cell)
    return CellStream(itertools.chain(names, itertools.islice(stream, len(pieces), None)))


_MOST_PIECES = 40
"""Lines that the names of all columns take at most."""


_NARROWEST, _WIDEST = 3, 10
"""Columns of such a table."""


def _readings(stream: Sequence[Stretch]) -> Iterator[_Reading]:
    texts = _texts(stream[:_WIDEST])
    for size in range(_NARROWEST, len(texts) + 1):
        names = texts[:size]
        if not names[-1] or is_cell_value(names[-1]):
            return
        for head in _heads(names):
            titles = [names[k] for k in head if k is not None]
            rows = _full_rows(stream, size, len(head)) if is_header(titles, FEWEST) else 0
            if rows and is_header(titles, rows):
                cells = tuple(
                    tuple(k if stream[k].text else None for k in range(start, start + len(head)))
                    for start in range(size, size + rows * len(head), len(head))
                )
                yield _Reading(head, cells)


def _texts(cells: Sequence[Stretch]) -> list[str]:
    return [cell.text for cell in cells]


def _heads(names: Sequence[str]) -> Iterator[tuple[int | None, ...]]:
    """The ways in which names can stand over columns: one each, below a running number, some over others."""
    whole = tuple(range(len(names)))
    yield whole
    yield (None, *whole)
    labelled = role_of(names[0]) is None or role_of(names[0]) in LABEL_ROLES
    over = [
        k
        for k in whole[1:-1]
        if labelled and role_of(names[k]) is not None and sign_in("spanning_header", compact(names[k]))
    ]
    for below in range(_FEWEST_BELOW, min(_MOST_BELOW, len(names) - _NARROWEST) + 1):
        top = len(names) - below
        if all(role_of(name) is not None or dates(name) for name in names[top:]):
            for k in range(1, top):
                yield (*whole[:k], *whole[top:], *whole[k + 1 : top])
    for count in range(1, min(len(over), _MOST_SPANNING) + 1):
        for left_out in itertools.combinations(over, count):
            yield tuple(k for k in whole if k not in left_out)


_MOST_SPANNING = 2
_FEWEST_BELOW, _MOST_BELOW = 2, 4
"""Names of a second row that stand under one of the first (`사업량` over `계획`, `실적`, `진도`)."""


def _full_rows(stream: Sequence[Stretch], start: int, width: int) -> int:
    """How many rows of one shape follow from `start`: in each column values in all of them, or words in all."""
    kinds = [is_cell_value(text) for text in _texts(stream[start : start + width])]
    counted = width > start
    if len(kinds) < width or not any(kinds[1:]) or kinds[0] != counted:
        return 0
    label = stream[start].text
    measure = exact_role(label) in VALUE_ROLES - {"total"} and not dates(label)
    if measure or role_of(stream[0].text) in VALUE_ROLES - {"total"}:
        return 0
    if sum(not kind for kind in kinds) > _MOST_NAMES:
        return 0
    rows = 0
    while _is_row(row := _texts(stream[start + rows * width : start + (rows + 1) * width]), kinds):
        if counted and row[0].strip(" .") != str(rows + 1):
            break
        rows += 1
    below = _texts(stream[start + rows * width : start + rows * width + 1])
    return 0 if any(map(is_cell_value, below)) else rows


_MOST_NAMES = 4
"""Cells of a row that are words at most."""


def _is_row(row: Sequence[str], kinds: Sequence[bool]) -> bool:
    return (
        len(row) == len(kinds)
        and any(row)
        and all(
            not text or text in _DASHES or is_cell_value(text) == kind for text, kind in zip(row, kinds, strict=True)
        )
    )


_DASHES = ("-", "–", "－")
"""What stands in a cell without a value, whatever the column holds."""


def _named_groups(stream: Sequence[Stretch], blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Names of columns without that of the names, then a name and as many numbers, again and again."""
    opening = stream[:_MOST_PIECES]
    if not opening or is_number(opening[0].text) or not any(is_number(cell.text) for cell in opening):
        return None
    following = _line_groups(stream)
    groups = list(itertools.islice(following, 2))
    if len(groups) < 2 or len(groups[0].numbers) < FEWEST or len(groups[0].names) < len(groups[0].numbers) + 1:
        return None
    size = len(groups[0].numbers)
    names = [stream[k].text for k in groups[0].names]
    if len(names) not in (size + 1, size + 2) or any(len(name) > CELL for name in names):
        return None
    titles: list[int | None] = [*groups[0].names[:-1]]
    rows: list[list[int | None]] = [titles if len(names) == size + 2 else [None, *titles]]
    last = 0
    for g, group in enumerate(itertools.chain(groups, following)):
        if len(group.numbers) != size or (g and len(group.names) != 1):
            break
        rows.append([group.names[-1], *group.numbers])
        last = stream[group.numbers[-1]].stop
    if len(rows) < 3 - _bars(blocks, i, last):
        return None
    return table_of_stretches(rows, stream, blocks), last


def _bars(blocks: Sequence[Block], start: int, stop: int) -> bool:
    """Whether bars at the ends of lines show that they are cells."""
    texts = [block.text.rstrip() for block in blocks[start:stop] if isinstance(block, Text)]
    return sum(text.endswith("|") for text in texts) * 2 > len(texts)


def _line_groups(stream: Sequence[Stretch]) -> Iterator[_LineGroup]:
    names: list[int] = []
    numbers: list[int] = []
    for k, cell in enumerate(stream):
        if is_number(cell.text):
            numbers.append(k)
            continue
        if numbers:
            yield _LineGroup(tuple(names), tuple(numbers))
            names, numbers = [], []
        names.append(k)
    if numbers:
        yield _LineGroup(tuple(names), tuple(numbers))
