"""Tables that are no tables: boxes around text, headings set as bars, forms of labels and values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites import cards
from pipeline.interpret.sites.headers import exact_role, is_plain_label, is_value, role_of
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.segments import CellView, Segment, TableView
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact, tidy
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import sign_in

_BAR_NUMBER = re.compile(r"[\dⅠ-Ⅻ①-⑳❶-❿IVX.\-]{1,5}|[가-하][.)]?|[□■○●◆◇▶]")
_LABEL_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """A heading that is set as a table of one row, with who is in charge where it says so."""

    heading: Segment
    department: str | None


@dataclass(frozen=True, slots=True)
class FormPart:
    """A piece of a form: a cell under its label, a cell alone (label None), or the name of what follows (cell None).

    outer is the label over several rows that the label stands beside (`사업비(백만원)` beside `국비`).
    """

    label: str | None
    cell: CellView | None = None
    outer: str | None = None


def is_box(table: TableView) -> bool:
    """A row of one to three cells without a number: a box around text."""
    return len(table.cells) == 1 or (table.n_rows == 1 and table.n_cols <= 3 and not any(map(is_value, table.cells)))


def heading_bar(table: TableView) -> Bar | None:
    """`1 | 제목` and `1-1 | 제목 | 부서`: a table of one row whose cells are a number, a title and who is in charge."""
    cells = [cell for cell in table.cells if cell.text.strip()]
    if table.n_rows != 1 or len(cells) not in (2, 3) or len(cells[1].segments) != 1:
        return None
    number = cells[0].text.strip()
    department = compact(cells[2].text) if len(cells) == 3 else None
    if not _BAR_NUMBER.fullmatch(number) or (department is not None and not is_department(department)):
        return None
    title = cells[1].segments[0]
    return Bar(replace(title, marker=number, level=title.level or 2), department)


def segments_left(table: TableView, cell: CellView) -> list[Segment]:
    """The paragraphs of the cell to the left: they name what stands in a cell."""
    left = [c for c in table.cells if c.row <= cell.row < c.row + c.row_span and c.col + c.col_span == cell.col]
    return [segment for c in left for segment in c.segments]


def names_project(table: TableView) -> bool:
    """Whether a table is one row in which a project stands with its class, or behind its label.

    `농산물 | 집하장 짓기(계속)`, `사업명 | 집하장 짓기`.
    """
    if table.n_rows != 1:
        return False
    cells = [cell for cell in table.cells if cell.text.strip()]
    labelled = len(cells) == _PAIR and exact_role(cells[0].text) == "task" and exact_role(cells[1].text) is None
    return labelled or any(cards.classed_name(cell.text) for cell in cells)


_PAIR = 2


def form_parts(table: TableView) -> Iterator[FormPart]:
    """The labels and values of a form, row by row, and the names of projects that its parts are about."""
    for r in range(table.n_rows):
        cells = [cell for cell in table.cells if cell.row == r and cell.text.strip()]
        name = next((n for cell in cells if (n := cards.classed_name(cell.text))), None)
        if name is not None:
            yield FormPart(name)
        elif len(cells) == 1:
            yield FormPart(None, cells[0])
        else:
            yield from _row_parts(cells, _outer_label(table, r))


def _outer_label(table: TableView, r: int) -> str | None:
    """The label over several rows that a row stands beside."""
    above = next((c for c in table.cells if c.col == 0 and c.row < r < c.row + c.row_span), None)
    return tidy(above.text) if above is not None else None


def _row_parts(cells: Sequence[CellView], outer: str | None) -> Iterator[FormPart]:
    if len(cells) == 3 and cells[0].row_span > 1 and is_value(cells[2]) and not is_value(cells[1]):
        outer, cells = tidy(cells[0].text), cells[1:]
    if _pairs_by_place(cells):
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            yield FormPart(tidy(" ".join(segment.text for segment in name.segments)), value, outer)
        return
    label: str | None = None
    for i, cell in enumerate(cells):
        text = tidy(" ".join(segment.text for segment in cell.segments))
        if label is None and outer is not None and TOTAL_LABEL.match(compact(text)):
            label = outer
        elif label is None or (_is_label(text) and not is_value(cell)):
            label = text
            if role_of(text) is None and sign_in("project", text) and any(map(_holds_label, cells[i + 1 :])):
                yield FormPart(text)
        else:
            yield FormPart(label, cell, outer)


def _pairs_by_place(cells: Sequence[CellView]) -> bool:
    """Whether two labels stand beside their values, though a label is in no list or a value sounds like one."""
    if len(cells) != _TWO_PAIRS:
        return False
    first, told, second, last = cells
    if exact_role(first.text) and exact_role(second.text) and not exact_role(told.text) and not _is_label(last.text):
        return True
    return _is_label(first.text) and not _is_label(told.text) and not _is_label(second.text) and is_plain_label(second)


_TWO_PAIRS = 4


def _holds_label(cell: CellView) -> bool:
    """Whether a value is itself a key-value line: then the label beside it names what it is about."""
    return re.search(r"[가-힣]\s*[:：]", cell.text) is not None


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and (role_of(text) is not None or find_source(text) is not None)
