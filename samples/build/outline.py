"""Reads a sample written as text and prints it as JSON for the writers of HWP and PDF.

A label cell left blank below a filled one, and blank cells to the right of a row's last entry, become merged cells,
as such forms have them. Usage: python samples/build/outline.py NAME.txt
"""

import json
import sys
from pathlib import Path
from typing import Any

from extractors import extract
from schemas.document import Table, Text


def paragraph(text: Text) -> dict[str, Any]:
    """A paragraph with the bullet that Markdown took off."""
    bullet = f"{'  ' * (text.indent // 2)}{text.marker} " if text.marker else ""
    return {"text": bullet + text.text, "heading": text.level or 0}


def table(block: Table) -> dict[str, Any]:
    """Rows, columns, cell texts by position, and the rectangles to merge (top, left, bottom, right)."""
    texts = {(cell.row, cell.col): cell.text.split("\n") for cell in block.cells}
    merges = []
    for row in range(block.n_rows):
        filled = [col for col in range(block.n_cols) if texts.get((row, col), [""]) != [""]]
        if filled and filled[-1] < block.n_cols - 1 and len(filled) == 1 and filled[0] > 0:
            merges.append([row, filled[0], row, block.n_cols - 1])
    row = 0
    while row < block.n_rows:
        bottom = row
        while bottom + 1 < block.n_rows and row and texts.get((bottom + 1, 0), [""]) == [""]:
            bottom += 1
        if bottom > row:
            merges.append([row, 0, bottom, 0])
        row = bottom + 1
    cells = [{"row": r, "col": c, "lines": lines} for (r, c), lines in sorted(texts.items()) if lines != [""]]
    return {"rows": block.n_rows, "cols": block.n_cols, "cells": cells, "merges": merges}


def main() -> None:
    path = Path(sys.argv[1])
    document = extract(path.read_bytes(), path.name)
    blocks = [paragraph(b) if isinstance(b, Text) else table(b) for b in document.blocks]
    print(json.dumps(blocks, ensure_ascii=False))


if __name__ == "__main__":
    main()
