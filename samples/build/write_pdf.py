"""Writes an outline (JSON on standard input) as PDF: python samples/build/write_pdf.py STEM FONT.ttf [landscape]"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableSpan


def grid(block: dict[str, Any]) -> list[list[Any]]:
    """Rows of cell texts; a position covered by a merge holds the span that covers it."""
    rows: list[list[Any]] = [["" for _ in range(block["cols"])] for _ in range(block["rows"])]
    for cell in block["cells"]:
        rows[cell["row"]][cell["col"]] = "\n".join(cell["lines"])
    for top, left, bottom, right in block["merges"]:
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                if row > top:
                    rows[row][col] = TableSpan.ROW
                elif col > left:
                    rows[row][col] = TableSpan.COL
    return rows


def write(blocks: list[dict[str, Any]], stem: str, font: str, landscape: bool) -> None:
    pdf = FPDF(orientation="landscape" if landscape else "portrait", format="A4")
    pdf.set_creation_date(datetime(2025, 1, 2, tzinfo=UTC))
    pdf.add_font("body", fname=font)
    pdf.add_page()
    for block in blocks:
        if "text" in block:
            pdf.set_font("body", size=14 if block["heading"] else 10)
            text = block["text"].lstrip()
            pdf.set_x(pdf.l_margin + 2 * (len(block["text"]) - len(text)))
            pdf.multi_cell(0, text=text, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(1)
        else:
            pdf.set_font("body", size=8)
            with pdf.table(rows=grid(block), first_row_as_headings=False, text_align="LEFT"):
                pass
            pdf.ln(3)
    pdf.output(f"{stem}.pdf")


if __name__ == "__main__":
    write(json.loads(sys.stdin.read()), sys.argv[1], sys.argv[2], "landscape" in sys.argv[3:])
    print(Path(f"{sys.argv[1]}.pdf").stat().st_size)
