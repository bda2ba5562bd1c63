"""PDF tables and CPU time, side by side with the peers in one run.

    python benchmarks/pdf.py [--reference ../shared] [--engines kplan,pdfium,...] [--misses]

Reads the PDFs of `corpus/pdf` (real documents; the gold comes from their HWP twins) and `corpus/pdf-made` (made with
exact truth), and scores tables with `score/tables`. A gold table of kind `single` is compared with the tables as they
stand on their pages, one of kind `multi` with the joined view; the peers have one view. Tables of other kinds (bars,
frames, nested) take part in the matching, so that nothing is matched with what belongs to another, and do not count.
F1 is over the cells of the counted gold tables and of the tables matched with them; `extra` counts the tables that
match nothing. CPU is process time, the best of the rounds for kplan and the bare text (the others run once).
"""

import argparse
import contextlib
import importlib.util
import io
import json
import logging
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pdfplumber
import pypdfium2

from extractors import extract
from extractors.continuations import join_tables
from schemas.document import Document, Table
from schemas.errors import KplanError

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("single", "multi")
ROUNDS = 3

Rows = list[dict[str, Any]]
"""Tables as `score/tables` reads them, one a line."""


@dataclass(slots=True)
class Views:
    """What an engine gives for a file: tables page by page, and tables joined over pages (the same where an engine
    does not join)."""

    plain: Rows
    joined: Rows


def document_to_rows(document: Document) -> Rows:
    """The tables of a document for the scorer."""
    return [table_to_row(table) for table in document.tables()]


def table_to_row(table: Table) -> dict[str, Any]:
    cells = [
        {"row": c.row, "col": c.col, "row_span": c.row_span, "col_span": c.col_span, "text": c.text}
        for c in table.cells
    ]
    return {"page": table.place.page, "n_rows": table.n_rows, "n_cols": table.n_cols, "cells": cells}


def grid_to_row(page: int, grid: Sequence[Sequence[str | None]]) -> dict[str, Any]:
    """A peer's table: a None is covered by the cell at its left or above, as pdfplumber and pymupdf write it."""
    cells = []
    for row, line in enumerate(grid):
        for col, text in enumerate(line):
            if text is None:
                continue
            col_span = row_span = 1
            while col + col_span < len(line) and line[col + col_span] is None:
                col_span += 1
            while row + row_span < len(grid) and all(t is None for t in grid[row + row_span][col : col + col_span]):
                row_span += 1
            cells.append({"row": row, "col": col, "row_span": row_span, "col_span": col_span, "text": text})
    return {"page": page, "n_rows": len(grid), "n_cols": max(map(len, grid), default=0), "cells": cells}


def read_kplan(path: Path) -> Views:
    document = extract(path.read_bytes(), path.name)
    return Views(document_to_rows(document), document_to_rows(join_tables(document)))


def read_kplan_without_rows(path: Path) -> Views:
    extract(path.read_bytes(), path.name)
    return Views([], [])


def read_pdfium(path: Path) -> Views:
    """pdfium's bare text: no tables, the least that reading can cost."""
    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
    return Views([], [])


def read_pdfplumber(path: Path) -> Views:
    found = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            found += [grid_to_row(number, grid) for grid in page.extract_tables()]
            page.close()
    return Views(found, found)


def read_camelot(path: Path) -> Views:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice")
    found = [_camelot_row(table) for table in tables]
    return Views(found, found)


def _camelot_row(table: Any) -> dict[str, Any]:
    """camelot's cells know which of their borders are drawn; a span begins where the left and upper ones are."""
    cells = []
    grid = table.cells
    for row, line in enumerate(grid):
        for col, cell in enumerate(line):
            if (col and not cell.left) or (row and not cell.top):
                continue
            col_span = row_span = 1
            while col + col_span < len(line) and not line[col + col_span].left:
                col_span += 1
            while row + row_span < len(grid) and not grid[row + row_span][col].top:
                row_span += 1
            covered = [grid[r][c].text for r in range(row, row + row_span) for c in range(col, col + col_span)]
            text = "\n".join(part for part in covered if part)
            cells.append({"row": row, "col": col, "row_span": row_span, "col_span": col_span, "text": text})
    return {"page": int(table.page), "n_rows": len(grid), "n_cols": max(map(len, grid), default=0), "cells": cells}


def read_pymupdf(path: Path) -> Views:
    import pymupdf

    found = []
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            found += [grid_to_row(number, table.extract()) for table in page.find_tables().tables]
    return Views(found, found)


ENGINES: dict[str, Callable[[Path], Views]] = {
    "kplan": read_kplan,
    "pdfium": read_pdfium,
    "pdfplumber": read_pdfplumber,
    "camelot": read_camelot,
    "pymupdf": read_pymupdf,
}
TIMED: dict[str, Callable[[Path], Views]] = {"kplan": read_kplan_without_rows, "pdfium": read_pdfium}
"""What is timed in `ROUNDS` rounds: for kplan without the joined view and without turning tables into rows."""


@dataclass(slots=True)
class Tally:
    """Sums over documents, by kind of table and by measure (structure, text)."""

    shared: Counter[tuple[str, str]] = field(default_factory=Counter)
    gold: Counter[tuple[str, str]] = field(default_factory=Counter)
    got: Counter[tuple[str, str]] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    extra: int = 0
    cpu: float = 0.0
    failed: list[str] = field(default_factory=list)
    missed: list[tuple[int, str]] = field(default_factory=list)

    def f1(self, kinds: Iterable[str], measure: str) -> float:
        keys = [(kind, measure) for kind in kinds]
        total = sum(self.gold[key] + self.got[key] for key in keys)
        return 2 * sum(self.shared[key] for key in keys) / total if total else 1.0


def scorer(reference: Path) -> ModuleType:
    """`score/tables` as a module; it has no ending."""
    loader = SourceFileLoader("table_scorer", str(reference / "score" / "tables"))
    spec = importlib.util.spec_from_loader("table_scorer", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def add_scores(tally: Tally, gold: Rows, views: Views, score: ModuleType, name: str) -> None:
    for kind, rows in (("single", views.plain), ("multi", views.joined)):
        pairs, (gold_cells, gold_texts, got_cells, got_texts) = score.match(gold, rows)
        for index, table in enumerate(gold):
            if table.get("kind", "multi") != kind:
                continue
            other = pairs.get(index)
            tally.tables[kind] += 1
            for measure, mine, theirs in (("structure", gold_cells, got_cells), ("text", gold_texts, got_texts)):
                tally.gold[kind, measure] += sum(mine[index].values())
                if other is not None:
                    tally.got[kind, measure] += sum(theirs[other].values())
                    tally.shared[kind, measure] += score.overlap(mine[index], theirs[other])
            same = other is not None and gold_cells[index] == got_cells[other]
            tally.exact[kind] += same
            if not same:
                lost = gold_cells[index] - (got_cells[other] if other is not None else Counter())
                place = f"{name} page {table.get('page')}, {table['n_rows']}x{table['n_cols']}, {kind}"
                tally.missed.append((sum(lost.values()), place))
        if kind == "single":
            tally.extra += len(rows) - len(pairs)


def measured(read: Callable[[Path], Views], path: Path) -> tuple[Views | None, float]:
    """What an engine gives and its CPU seconds; None where it fails. Its warnings are not ours to print."""
    start = time.process_time()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        try:
            views = read(path)
        except KplanError:
            views = None
        except Exception:
            views = None
    return views, time.process_time() - start


def page_count(path: Path) -> int:
    try:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def run(folder: Path, engines: Sequence[str], score: ModuleType) -> tuple[dict[str, Tally], int]:
    """Every engine over every PDF of a folder that has a gold file, document by document."""
    tallies = {engine: Tally() for engine in engines}
    pages = 0
    for path in sorted(folder.glob("*.pdf")):
        gold_path = path.with_name(path.name + ".tables.jsonl")
        if not gold_path.exists():
            continue
        gold = score.load(gold_path)
        pages += page_count(path)
        for engine in engines:
            views, seconds = measured(ENGINES[engine], path)
            if engine in TIMED:
                seconds = min(measured(TIMED[engine], path)[1] for _ in range(ROUNDS))
            tallies[engine].cpu += seconds
            if views is None:
                tallies[engine].failed.append(path.name)
            if engine != "pdfium":
                add_scores(tallies[engine], gold, views or Views([], []), score, path.name)
    return tallies, pages


def report(title: str, tallies: dict[str, Tally], pages: int, misses: bool) -> None:
    print(f"\n{title}: {pages} pages")
    print("engine      structure single  multi     text both  exact single  multi    extra  CPU ms/page  failed")
    for engine, tally in tallies.items():
        cpu = f"{tally.cpu * 1000 / max(1, pages):11.2f}"
        if engine == "pdfium":
            print(f"{engine:12}{'bare text':62}{cpu:>20}")
            continue
        exact = [f"{tally.exact[kind]}/{tally.tables[kind]}" for kind in KINDS]
        print(
            f"{engine:12}{tally.f1(['single'], 'structure'):16.4f}{tally.f1(['multi'], 'structure'):7.4f}"
            f"{tally.f1(KINDS, 'text'):14.4f}{exact[0]:>14}{exact[1]:>7}{tally.extra:9}  {cpu}  {len(tally.failed)}"
        )
    ours = tallies.get("kplan")
    if ours is not None:
        for engine, tally in tallies.items():
            if engine != "kplan":
                print(f"CPU of kplan / {engine}: {ours.cpu / tally.cpu:.3f} (1/{tally.cpu / ours.cpu:.1f})")
        if misses:
            for lost, place in sorted(ours.missed, reverse=True):
                print(f"  {lost:4} cells lost: {place}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--folders", default="pdf,pdf-made")
    parser.add_argument("--misses", action="store_true", help="name the tables that are not exact")
    parser.add_argument("--tables", type=Path, help="write kplan's tables of this PDF as JSON lines and stop")
    args = parser.parse_args()
    if args.tables:
        for row in read_kplan(args.tables).plain:
            print(json.dumps(row, ensure_ascii=False))
        return
    if not args.reference.is_dir():
        sys.exit(f"reference documents are not at {args.reference.name}/: give --reference")
    logging.disable(logging.CRITICAL)
    score = scorer(args.reference)
    for folder in args.folders.split(","):
        tallies, pages = run(args.reference / "corpus" / folder, args.engines.split(","), score)
        report(folder, tallies, pages, args.misses)


if __name__ == "__main__":
    main()
