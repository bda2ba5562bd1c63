"""Lines that are the rows of a table: names above numbers, pairs, cells between bars."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.headers import VALUE_ROLES, exact_role, role_of
from pipeline.interpret.text.broken_headers import (
    table_below_names_in_pairs,
    table_below_pieces,
    table_below_two_lines,
)
from pipeline.interpret.text.budget_lines import book_of_lines
from pipeline.interpret.text.budget_pages import book_of_pages
from pipeline.interpret.text.cell_lines import cells_of_lines
from pipeline.interpret.text.column_cells import columns_of_cells
from pipeline.interpret.text.column_names import (
    FEWEST,
    NAMES_OF_ROWS,
    YEAR,
    are_known,
    groups_of,
    header_names,
    is_number,
    names_of_parts,
    names_of_values,
    segmented,
    tokens_of,
)
from pipeline.interpret.text.counted_cells import counted_cells
from pipeline.interpret.text.described_columns import table_as_described
from pipeline.interpret.text.glued_numbers import glued_numbers
from pipeline.interpret.text.grouped_cells import grouped_cells
from pipeline.interpret.text.grouped_labels import grouped_labels
from pipeline.interpret.text.grouped_pieces import grouped_pieces
from pipeline.interpret.text.label_columns import label_cells, names_of_label_columns
from pipeline.interpret.text.lettered_columns import lettered_columns
from pipeline.interpret.text.line_rows import plain_line, row_of, with_remarks
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.mixed_columns import mixed_columns
from pipeline.interpret.text.noted_values import noted_values, rows_below_note
from pipeline.interpret.text.numbered_cells import numbered_cells
from pipeline.interpret.text.placed_columns import placed_columns
from pipeline.interpret.text.reckoned_rows import reckoned_rows
from pipeline.interpret.text.spaced_cells import spaced_cells
from pipeline.interpret.text.summed_years import table_below_years
from pipeline.interpret.text.told_names import table_below_told_names
from pipeline.interpret.text.totalled_groups import totalled_groups
from pipeline.interpret.text.twin_cells import twin_cells
from pipeline.interpret.text.typed_lines import rows_of_types
from pipeline.interpret.text.unnamed_totals import table_with_unnamed_total
from pipeline.interpret.text.wrapped_headers import table_below_wrapped_names
from pipeline.interpret.text.year_cells import year_cells
from pipeline.interpret.text.year_lines import year_lines
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text, texts_in


def tabled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with runs of lines that are rows of a table put together."""
    i = 0
    while i < len(blocks):
        for read in _READERS:
            found = read(blocks, i)
            if found is not None and _keeps_numbers(found[0], blocks[i : found[1]]):
                table, i = found
                yield table
                break
        else:
            yield blocks[i]
            i += 1


def _keeps_numbers(table: Table, blocks: Sequence[Block]) -> bool:
    """Whether every digit of the lines stands in the table made of them: else they stay the lines that they are."""
    lines = Counter(c for text in texts_in(tuple(blocks)) for c in text.text if c.isdigit())
    return lines <= Counter(c for cell in table.cells for c in cell.text if c.isdigit())


def _numeric_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A line of names above lines that end in as many numbers."""
    text = plain_line(blocks[i])
    if text is None or re.search(r"[:：]|^\s*(?:[□■○●◦❍◈▪-]|\d{1,2}[.)]|[가-하][.)])\s", text):
        return None
    remarks = role_of((tokens_of(text) or ("",))[-1]) == "note"
    first = row_of(blocks[i + 1], remarks) if i + 1 < len(blocks) else None
    if first is None or (len(first.numbers) < FEWEST and not _one_value_each(text, blocks[i + 1 : i + 3])):
        return None
    size = len(first.numbers)
    parts = names_of_parts(text, first.numbers) if not first.names else None
    parted = names_of_label_columns(text, first)
    head = (
        parted
        or parts
        or _without_remarks(text, size)
        or (header_names(text, size) if first.names else names_of_values(text, size))
    )
    if head is None or any(is_number(name) or _MARK.fullmatch(name) for name in head):
        return None
    if parts is None and not are_known(head) and not _one_name_each(text, blocks, i, size):
        return None
    rows, j = [], i + 1
    while j < len(blocks) and (row := row_of(blocks[j], remarks)) is not None:
        if len(row.numbers) == size:
            label = label_cells(row.names, parted[: len(parted) - size]) if parted else [" ".join(row.names)]
            rows.append([*label, *row.numbers])
        elif len(row.numbers) < size and _full_row(blocks, j + 1, size):
            rows.append([blocks[j].text, *[""] * (len(head) - 1)])  # type: ignore[union-attr]
        else:
            break
        j += 1
    return with_remarks(_with_places(text, [list(head), *rows]), blocks[i:j]), j


_MARK = re.compile(r"\([A-Z][A-Z+=-]*\)")
"""The mark by which formulas call a column, which is no name of its own (`(A+B)`)."""


def _with_places(text: str, rows: list[list[str]]) -> list[list[str]]:
    """Rows whose names end in a place (`사업명 위치` over `숲길 정비 솔동 일원`), the place in a column of its own.

    As they are where a row is the name of a group, or ends in the last word of a project, which no place stands behind.
    """
    names = text.split()
    labels = [row[0].split() for row in rows[1:]]
    if (
        rows[0][0] != " ".join(names[:2])
        or role_of(names[1]) != "location"
        or any(len(words) < _NAME_AND_PLACE or sign_in("project", words[-1]) for words in labels)
        or not all(any(row[1:]) for row in rows[1:])
    ):
        return rows
    at = [-2 if sign_in("place_end", words[-1]) or sign_in("upper_place_end", words[-2]) else -1 for words in labels]
    parted = [[" ".join(w[:a]), " ".join(w[a:]), *row[1:]] for w, a, row in zip(labels, at, rows[1:], strict=True)]
    return [[*names[:2], *rows[0][1:]], *parted]


_NAME_AND_PLACE = 3


def _one_name_each(text: str, blocks: Sequence[Block], i: int, size: int) -> bool:
    """Whether a line is a word like 구분 and one word for each of the numbers of the two lines below it.

    Above three numbers and more any word can stand for 구분 where both lines have a name.
    """
    below = [row for block in blocks[i + 1 : i + 3] if (row := row_of(block)) is not None and len(row.numbers) == size]
    if len(below) < FEWEST:
        return False
    names = tokens_of(text)
    names = names[:-1] if len(names) == size + 2 and role_of(names[-1]) == "note" else names
    if len(names) == size + 1 and role_of(names[0]) in ("category", "kpi", "no"):
        return True
    return len(names) == len(text.split()[: size + 1]) == size + 1 >= _SURE_WIDTH and all(row.names for row in below)


def _one_value_each(text: str, below: Sequence[Block]) -> bool:
    """Whether a line is the known name of rows and that of a value, above two lines that end in one number."""
    names = segmented(text)
    rows = [row for block in below if (row := row_of(block)) is not None and row.names and len(row.numbers) == 1]
    known = len(names) == FEWEST and all(exact_role(name) is not None for name in names)
    return known and role_of(names[0]) in NAMES_OF_ROWS and role_of(names[1]) in VALUE_ROLES and len(rows) == FEWEST


_SURE_WIDTH = 4
"""Columns from which on as many words above two rows are their names, whatever they are."""


def _without_remarks(text: str, size: int) -> Sequence[str] | None:
    """The names of columns without the last, where that is for remarks (`비고`) and holds no numbers."""
    names = tokens_of(text)
    return names[:-1] if len(names) == size + 2 and role_of(names[-1]) == "note" else None


def _full_row(blocks: Sequence[Block], j: int, size: int) -> bool:
    """Whether the line after one that lost cells is whole again: the table goes on, and which are lost is unknown."""
    row = row_of(blocks[j]) if j < len(blocks) else None
    return row is not None and len(row.numbers) == size


def _twin_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Two tables side by side: a line of names that come twice, above lines of a name and numbers twice.

    The names of the two may stand on a line above; the last rows may be of one of them alone.
    """
    over = tokens_of(plain_line(blocks[i]) or "")
    top = len(over) == _TWINS and i + 1 < len(blocks) and _twin_names(blocks[i + 1]) is not None
    head = _twin_names(blocks[i + top])
    if head is None:
        return None
    half = len(head) // 2
    rows, j = [], i + top + 1
    while j < len(blocks) and (line := plain_line(blocks[j])) is not None:
        groups = groups_of(line)
        if not 0 < len(groups) <= _TWINS or any(len(g.numbers) != half - 1 or not g.names for g in groups):
            break
        cells = [cell for g in groups for cell in (" ".join(g.names), *g.numbers)]
        rows.append([*cells, *[""] * (len(head) - len(cells))])
        j += 1
    if not rows or not rows[0][half]:
        return None
    lines = [block for block in blocks[i:j] if isinstance(block, Text)]
    heads = [[name for name in over for _ in range(half)], head] if top else [head]
    return table_of([*heads, *rows], lines, headers=len(heads) if top else 0), j


_TWINS = 2


def _twin_names(block: Block) -> Sequence[str] | None:
    """The names of the columns of two tables side by side; None where a line is none of names that come twice."""
    text = plain_line(block)
    head = tokens_of(text) if text is not None and not re.search(r"[:：]", text) else ()
    half = len(head) // 2
    twice = half >= _TWINS and len(head) % 2 == 0 and _are_twins(head[:half], head[half:])
    return head if twice and are_known(head) and not any(map(is_number, head)) else None


def _are_twins(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two runs of names are the same, or begin the same and name the same kinds of columns (수입액, 지출액)."""
    if left == right:
        return True
    kinds = [role_of(name) for name in left]
    return left[0] == right[0] and None not in kinds and kinds == [role_of(name) for name in right]


def _pairs(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Lines of a name and a number, and again a name and a number (`1월 795,000 7월 0`)."""
    rows: list[list[str]] = []
    lines: list[Text] = []
    j = i
    while j < len(blocks):
        text = plain_line(blocks[j])
        groups = groups_of(text) if text is not None and not re.search(r"[:：]", text) else ()
        block = blocks[j]
        if (
            not isinstance(block, Text)
            or len(groups) < 2
            or any(len(g.numbers) != 1 or len(g.names) != 1 for g in groups)
        ):
            break
        for group in groups:
            rows.append([group.names[0], group.numbers[0]])
            lines.append(block)
        j += 1
    return (table_of(rows, lines), j) if j - i >= _LINES_OF_PAIRS else None


_LINES_OF_PAIRS = 3


def _ragged(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Lines parted by bars that no reader took for a table: spans were lost, an outer bar or an empty cell left out."""
    rows: list[list[str]] = []
    lines: list[Text] = []
    j = i
    while j < len(blocks) and isinstance(block := blocks[j], Text) and block.text.count("|") >= FEWEST:
        rows.append(_without_empty_end([cell.strip() for cell in block.text.strip().split("|")]))
        lines.append(block)
        j += 1
    valued = [r for r, row in enumerate(rows) if any(map(is_value, row))]
    if len(rows) < 2 or len(valued) * 2 < len(rows) - 1 or not valued:
        return None
    body = max(len(rows[r]) for r in valued)
    rows[: valued[0]] = _aligned(rows[: valued[0]], body)
    width = max(map(len, rows))
    return table_of([row + [""] * (width - len(row)) for row in rows], lines), j


def _aligned(head: list[list[str]], body: int) -> list[list[str]]:
    """Header rows over the columns below: the first row's middle name over all, a later row one cell to the right."""
    rows = []
    for r, row in enumerate(head):
        if r == 0 and len(head) > 1 and len(row) == 3 and body > 3:
            rows.append([row[0], *[row[1]] * (body - 2 + (row[2] == "")), row[2]][:body])
        elif r == 1 and _is_spread(head[0], row, body):
            rows.append(row)
        elif r and len(row) < body:
            rows.append(["", *row])
        else:
            rows.append(row)
    return rows


def _is_spread(upper: list[str], lower: list[str], body: int) -> bool:
    """Whether some names of the first row stand over equal parts of the second, whose cells then are not moved."""
    over = len(upper) + len(lower) - body
    return over >= 1 and len(lower) % over == 0 and len(lower) // over >= 2


def is_value(text: str) -> bool:
    return bool(re.match(r"^[△▲(-]?\d[\d,.]*", text)) and not YEAR.match(text)


def _without_empty_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _rows_of_kinds(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table of a list by what its columns can hold, or by what they likely do where that reads more lines."""
    strict = rows_of_types(blocks, i)
    likely = mixed_columns(blocks, i) if strict is not None else None
    return likely if strict is not None and likely is not None and likely[1] > strict[1] else strict


_READERS = (
    table_as_described,
    placed_columns,
    glued_numbers,
    book_of_lines,
    book_of_pages,
    _rows_of_kinds,
    counted_cells,
    _ragged,
    noted_values,
    _twin_lines,
    table_below_two_lines,
    table_below_names_in_pairs,
    grouped_pieces,
    lettered_columns,
    table_below_years,
    totalled_groups,
    table_below_pieces,
    table_below_wrapped_names,
    reckoned_rows,
    columns_of_cells,
    table_below_told_names,
    table_with_unnamed_total,
    _numeric_lines,
    rows_below_note,
    _pairs,
    year_lines,
    year_cells,
    grouped_cells,
    grouped_labels,
    numbered_cells,
    twin_cells,
    spaced_cells,
    cells_of_lines,
    mixed_columns,
)
"""The shapes of tables among lines, tried in this order at every line."""
