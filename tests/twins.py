"""The twins of a text in other formats: the same paragraphs and cells as HWPX, PDF and HTML, and the rows they give.

The outline is the one from which the samples are built (samples/build/outline.py), without its merged cells: a blank
cell is blank in every format.
"""

import html
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hwp_builders import hwpx_cell, hwpx_file, hwpx_paragraph, hwpx_table
from pdf_builders import Sheet, pdf_bytes, width_of

from extractors import extract
from pipeline.interpret.interpretation import interpret
from schemas.document import Text

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples" / "build"))

from outline import paragraph, table

Outline = list[dict[str, Any]]


def outline_of(data: bytes, name: str) -> Outline:
    """Paragraphs and tables of a text, in the form of samples/build/outline.py."""
    blocks = extract(data, name).blocks
    return [indented(block) if isinstance(block, Text) else table(block) for block in blocks]


COLUMNS = ("task", "activity", "indicator", "period_start", "period_end", "unit", "source", "basis")
VALUES = ("target", "target_text", "amount_krw", "value", "value_text")


def rows_of(data: bytes, name: str) -> Counter[tuple[str, ...]]:
    """The rows of a document by what they say, without their places: dataset, values, unit, task, period, words."""
    found = interpret(extract(data, name), name)
    return Counter(
        (dataset, *(str(getattr(row, column, "")) for column in (*VALUES, *COLUMNS)))
        for dataset, rows in (("plan", found.plan), ("budget", found.budget), ("result", found.result))
        for row in rows
    )


def indented(text: Text) -> dict[str, Any]:
    """A paragraph that begins where its line began."""
    made = paragraph(text)
    return made | {"text": " " * text.indent + made["text"].lstrip()}


def grid(block: dict[str, Any]) -> list[list[list[str]]]:
    """Rows of cells, each a list of lines."""
    rows: list[list[list[str]]] = [[[] for _ in range(block["cols"])] for _ in range(block["rows"])]
    for cell in block["cells"]:
        rows[cell["row"]][cell["col"]] = cell["lines"]
    return rows


# -- HTML -------------------------------------------------------------------------------------------------------------


def to_html(outline: Outline) -> bytes:
    body = "\n".join(map(_html_block, outline))
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body>\n{body}\n</body></html>".encode()


def _html_block(block: dict[str, Any]) -> str:
    if "text" in block:
        name = f"h{block['heading']}" if block["heading"] else "p"
        text = block["text"].lstrip()
        blanks = "&nbsp;" * (len(block["text"]) - len(text))
        return f"<{name}>{blanks}{html.escape(text)}</{name}>"
    rows = ("".join(f"<td>{'<br>'.join(map(html.escape, lines))}</td>" for lines in row) for row in grid(block))
    return "<table border='1'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


# -- HWPX -------------------------------------------------------------------------------------------------------------


DEEPEST = 7
HEADER = f'<hh:numbering id="1">{"".join(f"<hh:paraHead level={level!r}/>" for level in map(str, range(1, DEEPEST + 1)))}</hh:numbering>'
HEADER += "".join(
    f'<hh:paraPr id="{level}"><hh:heading type="OUTLINE" idRef="0" level="{level - 1}"/></hh:paraPr>'
    for level in range(1, DEEPEST + 1)
)
"""Paragraph shapes 1 to 7 are those of outline levels, whose numbers the text itself holds."""


def to_hwpx(outline: Outline) -> bytes:
    start = hwpx_paragraph('<hp:secPr outlineShapeIDRef="1"/>', lines=())
    return hwpx_file(start + "".join(map(_hwpx_block, outline)), header=HEADER, title="")


def _hwpx_block(block: dict[str, Any]) -> str:
    if "text" in block:
        return hwpx_paragraph(html.escape(block["text"]), shape=min(block["heading"], DEEPEST), lines=())
    rows = [
        "".join(hwpx_cell(row, col, _hwpx_lines(lines)) for col, lines in enumerate(line))
        for row, line in enumerate(grid(block))
    ]
    return hwpx_paragraph(hwpx_table(block["rows"], block["cols"], *rows), lines=())


def _hwpx_lines(lines: list[str]) -> str:
    return "".join(hwpx_paragraph(html.escape(line), lines=()) for line in lines or [""])


# -- PDF --------------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, MARGIN = 842.0, 595.0, 50.0
SIZE, CELL_SIZE, LEADING = 10.0, 8.0, 1.5


def to_pdf(outline: Outline) -> bytes:
    """Landscape pages: paragraphs wrapped at blanks, tables with rules, rows that are never cut."""
    pages = _Pages([])
    for block in outline:
        if "text" in block:
            pages.paragraph(block["text"], 22.0 - 2 * min(block["heading"], 5) if block["heading"] else SIZE)
        else:
            pages.table(grid(block))
    return pdf_bytes(*pages.sheets, producer="twins", title="")


def printed(sheet: Sheet, at: tuple[float, float], line: str, size: float) -> None:
    """A line; one of a single character has a blank before it, because pdfium leaves it out alone."""
    if len(line) == 1:
        sheet.text(*at, f" {line}", size)
    elif line.strip():
        sheet.text(*at, line, size)


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """Lines of a paragraph, broken behind blanks, which stay as word processors print them, and inside a word that is
    wider than a line."""
    line = ""
    for word in text.split(" "):
        while width_of(word, size) > width:
            cut = next(n for n in range(len(word), 0, -1) if width_of(word[:n], size) <= width)
            if line:
                yield f"{line} "
                line = ""
            yield word[:cut]
            word = word[cut:]
        if line and width_of(f"{line} {word}", size) > width:
            yield f"{line} "
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


@dataclass
class _Pages:
    """Sheets that are filled from top to bottom."""

    sheets: list[Sheet]
    top: float = HEIGHT

    def room(self, height: float) -> Sheet:
        """The sheet that has room for something of that height, at `top`."""
        if not self.sheets or self.top + height > HEIGHT - MARGIN:
            self.sheets.append(Sheet(width=WIDTH, height=HEIGHT))
            self.top = MARGIN
        return self.sheets[-1]

    def paragraph(self, text: str, size: float) -> None:
        words = text.lstrip()
        x = MARGIN + size * min(len(text) - len(words), 20)
        for line in wrapped(words, WIDTH - MARGIN - x, size):
            printed(self.room(LEADING * size), (x, self.top), line, size)
            self.top += LEADING * size
        self.top += 0.7 * size

    def table(self, rows: list[list[list[str]]]) -> None:
        xs = edges(rows)
        for row in rows:
            cells = [
                [part for line in lines for part in wrapped(line, xs[col + 1] - xs[col] - 6, CELL_SIZE)]
                for col, lines in enumerate(row)
            ]
            height = LEADING * CELL_SIZE * max(1, *map(len, cells)) + 4
            sheet = self.room(height)
            for col, lines in enumerate(cells):
                x0, x1, bottom = xs[col], xs[col + 1], self.top + height
                sheet.rule(x0, self.top, x1, self.top).rule(x0, bottom, x1, bottom)
                sheet.rule(x0, self.top, x0, bottom).rule(x1, self.top, x1, bottom)
                for number, line in enumerate(lines):
                    printed(sheet, (x0 + 3, self.top + 3 + number * LEADING * CELL_SIZE), line, CELL_SIZE)
            self.top += height
        self.top += 2 * SIZE


def edges(rows: list[list[list[str]]]) -> list[float]:
    """The edges of the columns, as wide as what stands in them, narrowed to the page."""
    count = len(rows[0])
    wanted = [
        max(20.0, *(width_of(line, CELL_SIZE) + 8 for row in rows for line in row[col] or [""])) for col in range(count)
    ]
    room = WIDTH - 2 * MARGIN
    narrow = [width for width in wanted if width <= room / count]
    rest = sum(width for width in wanted if width > room / count)
    scale = min(1.0, (room - sum(narrow)) / rest) if rest else 1.0
    widths = [width if width <= room / count else width * scale for width in wanted]
    return [MARGIN + sum(widths[:col]) for col in range(count + 1)]


WRITERS: dict[str, Callable[[Outline], bytes]] = {"hwpx": to_hwpx, "pdf": to_pdf, "html": to_html}
