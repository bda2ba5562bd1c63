"""What was taught, table by table: which tables of a document have a form that is known, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.taught.model import Forms, TaughtColumn, TaughtForm, TaughtRow, TaughtTable
from pipeline.taught.signature import MOST_HEADER_ROWS, FormShape, HeadCell, fold, shape_of
from schemas.document import Block, Document, Table


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is said of one table.

    columns  by number, counted from 0; rows by their folded words
    """

    shape: FormShape
    table: TaughtTable
    columns: Mapping[int, TaughtColumn]
    rows: Mapping[str, TaughtRow]

    @property
    def tells_columns(self) -> bool:
        """Whether it says of a column, or of the row above, what it is: then the table is read anew by it."""
        return self.table.task is not None or any(column.use for column in self.columns.values())


def lessons_of(document: Document, forms: Forms) -> dict[int, Lesson]:
    """The number of a table's block to what was taught of it; tables of which nothing was taught are left out."""
    if not forms.form:
        return {}
    found = {}
    for table in document.tables():
        if table.place.block is not None and table.continues is None:
            lesson = lesson_of(shape_of_table(table), forms)
            if lesson is not None:
                found[table.place.block] = lesson
    return found


def with_own_columns(read: Document, whole: Document, lessons: Mapping[int, Lesson]) -> Document:
    """A document whose tables of taught forms have the columns of `whole`, where the reading parted one in two."""
    before = {block.place.block: block for block in whole.blocks if isinstance(block, Table)}

    def own(block: Block) -> Block:
        table = before.get(block.place.block) if isinstance(block, Table) and block.place.block in lessons else None
        if table is None or not isinstance(block, Table) or block.n_rows != table.n_rows:
            return block
        return table if block.n_cols != table.n_cols else block

    return replace(read, blocks=tuple(map(own, read.blocks))) if lessons else read


def shape_of_table(table: Table) -> FormShape:
    """The form of a table of a document."""
    cells = (HeadCell(cell.row, cell.col, cell.text, cell.row_span, cell.col_span) for cell in table.cells)
    return shape_of(table.n_cols, (cell for cell in cells if cell.row < MOST_HEADER_ROWS))


def lesson_of(shape: FormShape, forms: Forms) -> Lesson | None:
    """What was taught of tables of a form: of the form itself, then of the words over its columns in any form."""
    known = forms.of(shape.signature) if shape.is_named else None
    form = known or TaughtForm(signature=shape.signature)
    columns = {one.column - 1: one for one in form.column if one.says and one.column <= shape.columns}
    for number, word in enumerate(shape.words):
        if number not in columns and (wide := forms.words.get(word)) is not None:
            columns[number] = wide
    rows = {fold(one.label): one for one in form.row if one.says}
    if not columns and not rows and not form.table.says:
        return None
    return Lesson(shape, form.table, columns, rows)
