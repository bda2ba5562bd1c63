"""Lines that are the rows of a table: names above numbers, pairs, cells between bars."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.budget_lines import book_of_lines
from pipeline.interpret.text.budget_pages import book_of_pages
from pipeline.interpret.text.cell_lines import cells_of_lines
from pipeline.interpret.text.column_names import (
    FEWEST,
    YEAR,
    Group,
    are_known,
    groups_of,
    header_names,
    is_number,
    names_of_values,
    tokens_of,
)
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.typed_lines import rows_of_types
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text, texts_in

SHORT, LONG = 80, 200
"""Letters from which on a line can be a whole page that lost its line breaks."""


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


def _line(block: Block) -> str | None:
    return block.text if isinstance(block, Text) and block.level is None and len(block.text) < LONG else None


_BULLET = re.compile(r"^\s*[-–·∘◦○▪]\s+(?=[^\d\s])")
"""The mark before the name of a row that is a part of the one above."""


def _row(block: Block, remarks: bool = False) -> Group | None:
    """A line that is names and then numbers, with no more than a remark after them; `remarks`: one with numbers too."""
    text = _line(block)
    if text is None or re.search(r"[:：]|[.]\s*$", text):
        return None
    groups = groups_of(_BULLET.sub("", text))
    if not groups or not groups[0].numbers:
        return None
    return groups[0] if remarks or len(groups) == 1 or (len(groups) == 2 and not groups[1].numbers) else None


def _numeric_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A line of names above lines that end in as many numbers."""
    text = _line(blocks[i])
    if text is None or re.search(r"[:：]|^\s*(?:[□■○●◦❍◈▪-]|\d{1,2}[.)]|[가-하][.)])\s", text):
        return None
    remarks = role_of((tokens_of(text) or [""])[-1]) == "note"
    first = _row(blocks[i + 1], remarks) if i + 1 < len(blocks) else None
    if first is None or len(first.numbers) < FEWEST:
        return None
    size = len(first.numbers)
    head = _without_remarks(text, size) or (header_names(text, size) if first.names else names_of_values(text, size))
    if head is None or any(is_number(name) for name in head):
        return None
    if not are_known(head) and not _one_name_each(text, blocks, i, size):
        return None
    rows, j = [], i + 1
    while j < len(blocks) and (row := _row(blocks[j], remarks)) is not None:
        if len(row.numbers) == size:
            rows.append([" ".join(row.names), *row.numbers])
        elif len(row.numbers) < size and _full_row(blocks, j + 1, size):
            rows.append([blocks[j].text, *[""] * size])  # type: ignore[union-attr]
        else:
            break
        j += 1
    return _with_remarks([head, *rows], blocks[i:j]), j


def _one_name_each(text: str, blocks: Sequence[Block], i: int, size: int) -> bool:
    """Whether a line is a word like 구분 and one word for each of the numbers of the two lines below it."""
    names = tokens_of(text)
    below = [_row(block) for block in blocks[i + 1 : i + 3]]
    even = len(below) == FEWEST and all(row is not None and len(row.numbers) == size for row in below)
    return even and len(names) == size + 1 and role_of(names[0]) in ("category", "kpi", "no")


def _with_remarks(rows: Sequence[Sequence[str]], blocks: Sequence[Block]) -> Table:
    """A table of lines; what stands behind the numbers of a line is its remark, so that no number of it is lost."""
    lines = [block for block in blocks if isinstance(block, Text)]
    remarks = ["" if r == 0 else _remark(line) for r, line in enumerate(lines)]
    if not any(remarks):
        return table_of(rows, lines)
    titled = [_REMARK_TITLE, *remarks[1:]]
    width = max(map(len, rows))
    return table_of([[*row, *[""] * (width - len(row)), titled[r]] for r, row in enumerate(rows)], lines)


_REMARK_TITLE = "비고"


def _remark(block: Text) -> str:
    return " ".join(
        word for group in groups_of(_BULLET.sub("", block.text))[1:] for word in (*group.names, *group.numbers)
    )


def _two_headers(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Two lines of names above lines of numbers: some names of the first stand over equal parts of the second."""
    texts = [_line(block) for block in blocks[i : i + 2]]
    first = _row(blocks[i + 2]) if i + 2 < len(blocks) else None
    if len(texts) < 2 or None in texts or first is None or not first.names or len(first.numbers) < FEWEST + 1:
        return None
    upper, lower = (tokens_of(text or "") for text in texts)
    size = len(first.numbers)
    over = len(upper) - 1 + len(lower) - size
    if over < 1 or len(lower) % over or len(lower) // over < 2 or over >= len(upper):
        return None
    if any(map(is_number, [*upper, *lower])) or not are_known(upper) or not are_known(lower):
        return None
    plain, spanned = upper[: len(upper) - over], upper[len(upper) - over :]
    head = [*plain, *(name for name in spanned for _ in range(len(lower) // over))]
    rows, j = [], i + 2
    while j < len(blocks) and (row := _row(blocks[j])) is not None and len(row.numbers) == size:
        rows.append([" ".join(row.names), *row.numbers])
        j += 1
    return _with_remarks([head, [*[""] * len(plain), *lower], *rows], blocks[i:j]), j


def _without_remarks(text: str, size: int) -> list[str] | None:
    """The names of columns without the last, where that is for remarks (`비고`) and holds no numbers."""
    names = tokens_of(text)
    return names[:-1] if len(names) == size + 2 and role_of(names[-1]) == "note" else None


def _full_row(blocks: Sequence[Block], j: int, size: int) -> bool:
    """Whether the line after one that lost cells is whole again: the table goes on, and which are lost is unknown."""
    row = _row(blocks[j]) if j < len(blocks) else None
    return row is not None and len(row.numbers) == size


def _noted_values(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Right below a unit note a line of names and as many numbers, without a name of the row.

    What stands before a 소계 can be the name over it and all after it (`완료 미완료 소계 예산부족 협의 51 23 11 12`).
    """
    above, text = _line(blocks[i - 1]) if i else None, _line(blocks[i])
    if above is None or text is None or sign_in("unit_word", above) is None or len(above) > _LONGEST_NOTE:
        return None
    groups = groups_of(text)
    if len(groups) != 1 or len(groups[0].numbers) < FEWEST + 1 or any(map(is_number, groups[0].names)):
        return None
    size = len(groups[0].numbers)
    head = _names_over_subtotal(groups[0].names, size)
    if head is None:
        return None
    line = blocks[i]
    assert isinstance(line, Text)
    return table_of([*head, list(groups[0].numbers)], [line] * (len(head) + 1), headers=len(head)), i + 1


_LONGEST_NOTE = 30


def _names_over_subtotal(names: Sequence[str], size: int) -> list[list[str]] | None:
    """The header rows of `size` columns: one row of as many names, or two where a 소계 begins the parts of a name."""
    if len(names) == size:
        return [list(names)]
    at = next((k for k, name in enumerate(names) if sign_in("subtotal", name)), None)
    before = size - (len(names) - at) if at is not None else 0
    if at is None or not 0 < before < at:
        return None
    whole = " ".join(names[before:at])
    return [[*names[:before], *[whole] * (size - before)], [*[""] * before, *names[at:]]]


def _twin_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Two tables side by side: a line of names that come twice, above lines of a name and numbers twice."""
    text = _line(blocks[i])
    head = tokens_of(text) if text is not None and not re.search(r"[:：\d]", text) else []
    half = len(head) // 2
    if half < 2 or len(head) % 2 or head[:half] != head[half:] or not are_known(head):
        return None
    rows, j = [], i + 1
    while j < len(blocks) and (line := _line(blocks[j])) is not None:
        groups = groups_of(line)
        if len(groups) != 2 or any(len(g.numbers) != half - 1 for g in groups):
            break
        rows.append([cell for g in groups for cell in (" ".join(g.names), *g.numbers)])
        j += 1
    if not rows:
        return None
    lines = [block for block in blocks[i:j] if isinstance(block, Text)]
    return table_of([head, *rows], lines), j


def _pairs(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Lines of a name and a number, and again a name and a number (`1월 795,000 7월 0`)."""
    rows: list[list[str]] = []
    lines: list[Text] = []
    j = i
    while j < len(blocks):
        text = _line(blocks[j])
        groups = groups_of(text) if text is not None and not re.search(r"[:：]", text) else []
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


_READERS = (
    book_of_lines,
    book_of_pages,
    rows_of_types,
    _ragged,
    _noted_values,
    _twin_lines,
    _two_headers,
    _numeric_lines,
    _pairs,
    cells_of_lines,
)
"""The shapes of tables among lines, tried in this order at every line."""
