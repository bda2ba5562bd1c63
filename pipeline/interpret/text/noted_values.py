"""Names and values right below a note of their unit, in rows or columns whose names are not all there."""

import re
from collections.abc import Sequence

from pipeline.interpret.text.column_names import FEWEST, Group, groups_of, is_number
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.unit_notes import note_units
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text


def noted_values(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Right below a unit note a line of names and as many numbers, without a name of the row.

    What stands before a 소계 can be the name over it and all after it (`완료 미완료 소계 예산부족 협의 51 23 11 12`).
    """
    above, text = plain_line(blocks[i - 1]) if i else None, plain_line(blocks[i])
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


def rows_below_note(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Names and amounts right below a line that ends in a note of money, in rows whose columns nobody named.

    Rows stand on a line each, all with as many numbers, or one behind the other on a single line.
    """
    above = plain_line(blocks[i - 1]) if i else None
    if above is None or not _ends_in_money_note(above):
        return None
    rows = _named_amounts(blocks[i])
    lines = [block for _ in rows for block in blocks[i : i + 1] if isinstance(block, Text)]
    end = i + 1
    if len(rows) == 1:
        for block in blocks[end:]:
            more = _named_amounts(block)
            if len(more) != 1 or not isinstance(block, Text) or len(more[0].numbers) != len(rows[0].numbers):
                break
            rows, lines, end = [*rows, *more], [*lines, block], end + 1
    width = max((len(row.numbers) for row in rows), default=0)
    if len(rows) < FEWEST or width < FEWEST:
        return None
    return table_of([[" ".join(r.names), *r.numbers, *[""] * (width - len(r.numbers))] for r in rows], lines), end


def _named_amounts(block: Block) -> Sequence[Group]:
    """The names of a line with the bare numbers behind each; none where it is anything else."""
    text = plain_line(block)
    groups = groups_of(text) if text is not None and not re.search(r"[:：]", text) else ()
    plain = all(g.numbers and 0 < len(g.names) <= _MOST_NAMES and all(map(_BARE.match, g.numbers)) for g in groups)
    return groups if plain and any("," in n for g in groups for n in g.numbers) else ()


_MOST_NAMES = 4
_BARE = re.compile(r"^[△▲-]?[\d,.]+$|^-$")


def _ends_in_money_note(text: str) -> bool:
    """Whether a line ends in a note that amounts are in a unit of money (`2019년 세출예산 (단위 : 백만원)`)."""
    noted = note_units(text)
    return bool(noted) and all(unit.is_money for unit in noted) and text.rstrip()[-1] in ")]>"


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
