"""Documents of invented tables, and what is taught of them, for the tests of taught forms."""

from collections.abc import Sequence
from html import escape
from typing import Any

from extractors import extract
from pipeline.interpret.interpretation import Interpretation, Settings, interpret
from pipeline.taught.lessons import lessons_of
from pipeline.taught.model import Forms
from pipeline.taught.signature import FormShape, HeadCell, shape_of

Rows = Sequence[Sequence[str]]


def page(title: str, *tables: tuple[str, Rows]) -> bytes:
    """An HTML page with a title and tables, each below a line that names it."""
    parts = [f"<h1>{escape(title)}</h1>"]
    for caption, rows in tables:
        lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        parts.append(f"<p>{escape(caption)}</p><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def shape(rows: Rows) -> FormShape:
    """The form of a table without spans."""
    cells = [HeadCell(r, c, text) for r, row in enumerate(rows[:4]) for c, text in enumerate(row)]
    return shape_of(max(map(len, rows)), cells)


def taught(rows: Rows, **said: Any) -> Forms:
    """The forms of an archive in which one was taught."""
    return Forms.model_validate({"form": [{"signature": shape(rows).signature, **said}]})


def read(data: bytes, forms: Forms | None = None) -> Interpretation:
    """A page, read with what was taught."""
    settings = Settings(forms=forms) if forms is not None else Settings()
    return interpret(extract(data, "a.html"), "a.html", settings)


def knows(data: bytes, forms: Forms) -> bool:
    """Whether something was taught of a table of the page."""
    return bool(lessons_of(extract(data, "a.html"), forms))


def reasons(found: Interpretation) -> dict[str, str | None]:
    """The numbers that are no row, each with its reason."""
    return {number.raw: number.reason for number in found.numbers if number.row_id is None}
