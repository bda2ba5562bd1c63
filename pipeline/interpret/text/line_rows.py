"""Lines that are names and then numbers: the rows of a flattened table."""

import re
from collections.abc import Sequence

from pipeline.interpret.text.column_names import Group, groups_of
from pipeline.interpret.text.line_tables import table_of
from schemas.document import Block, Table, Text

SHORT, LONG = 80, 200
"""Letters from which on a line can be a whole page that lost its line breaks."""
_BULLET = re.compile(r"^\s*[-–·∘◦○▪]\s+(?=[^\d\s])")
"""The mark before the name of a row that is a part of the one above."""
_REMARK_TITLE = "비고"


def plain_line(block: Block) -> str | None:
    """The text of a paragraph that is one line and no heading."""
    return block.text if isinstance(block, Text) and block.level is None and len(block.text) < LONG else None


def row_of(block: Block, remarks: bool = False) -> Group | None:
    """A line that is names and then numbers, with no more than a remark after them; `remarks`: one with numbers too."""
    text = plain_line(block)
    if text is None or re.search(r"[:：]|[.]\s*$", text):
        return None
    groups = groups_of(_BULLET.sub("", text))
    if not groups or not groups[0].numbers:
        return None
    return groups[0] if remarks or len(groups) == 1 or (len(groups) == 2 and not groups[1].numbers) else None


def with_remarks(rows: Sequence[Sequence[str]], blocks: Sequence[Block], headers: int = 1) -> Table:
    """A table of lines; what stands behind the numbers of a line is its remark, so that no number of it is lost."""
    lines = [block for block in blocks if isinstance(block, Text)]
    remarks = ["" if r < headers else _remark(line) for r, line in enumerate(lines)]
    marked = headers if headers > 1 else 0
    if not any(remarks):
        return table_of(rows, lines, marked)
    titled = [_REMARK_TITLE, *remarks[1:]]
    width = max(map(len, rows))
    return table_of([[*row, *[""] * (width - len(row)), titled[r]] for r, row in enumerate(rows)], lines, marked)


def _remark(block: Text) -> str:
    return " ".join(
        word for group in groups_of(_BULLET.sub("", block.text))[1:] for word in (*group.names, *group.numbers)
    )
