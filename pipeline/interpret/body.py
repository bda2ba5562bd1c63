"""The body of a document in reading order: paragraphs to prose, tables to tables, written-out tables first."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.headers import unit_note
from pipeline.interpret.linearised import LinearTable, read_linearised
from pipeline.interpret.notebook import Notebook
from pipeline.interpret.prose import Prose
from pipeline.interpret.segments import Segment, View
from pipeline.interpret.tables import read_table


def read_body(views: Sequence[View], book: Notebook) -> None:
    """Write every row of the body into the notebook."""
    prose = Prose(book)
    linear = read_linearised(views, book.spelling)
    if linear:
        _write_linear(linear, prose)
    caption: Segment | None = None
    for view in views:
        if isinstance(view, Segment):
            if linear and view.number in linear.used:
                continue
            caption = view if unit_note(view.text) else None
            if caption is None or len(view.text) > 40:
                prose.read(view)
        else:
            read_table(view, prose, caption)
            caption = None
    prose.finish()


def _write_linear(linear: LinearTable, prose: Prose) -> None:
    """A written-out table gives one plan row an item of work."""
    context = prose.context()
    for row in linear.rows:
        here = replace(
            context, goal=row.goal, task=row.task, department=", ".join(row.departments) or context.department
        )
        if row.guessed:
            here = here.because("줄바꿈 이음")
        for item in row.items:
            segment = item.lines[0][0]
            draft = prose.book.add("plan", segment, replace(here, activity=item.text(prose.book.spelling)))
            draft.raw = "\n".join(s.text for s, _ in item.lines) if len(item.lines) > 1 else None
