"""What teaching a form would change: every document that has it is read once and understood twice, before and after.

Nothing is written. The documents are read as the page reads them (source.py): in guarded workers, and only such as the
output lists.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.audit.decisions import UNDECIDED
from pipeline.audit.forms import Shape
from pipeline.audit.published import document_rows
from pipeline.audit.source import Sources
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.taught.model import Forms, TaughtForm, forms_of, wide_words
from pipeline.taught.signature import fold_header
from schemas.errors import KplanError
from schemas.options import ReadOptions

DATASETS = ("plan", "budget", "result")
PLACE = ("page", "block", "row", "col", "line")
SHOWN_CHANGES = 5
SHOWN_ROWS = 12
Row = Mapping[str, Any]
"""A row with its `dataset`, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that would be another: before, after, or one of both."""

    path: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """new, gone or changed."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"


@dataclass(slots=True)
class Trial:
    """What a teaching would change.

    documents, tables  that have the form; refused: documents that could not be read, each with its reason
    rows               by dataset, before and after; unread and doubtful likewise
    kinds              how many rows would be new, gone or changed
    examples           changes, of as many documents as there are
    """

    documents: int = 0
    tables: int = 0
    refused: list[tuple[str, KplanError]] = field(default_factory=list)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=lambda: {"changed": 0, "new": 0, "gone": 0})
    changed_documents: int = 0
    examples: list[Change] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many rows would be others."""
        return sum(self.kinds.values())


COUNTED = (*DATASETS, "unread", "doubtful")
"""What is counted before and after."""


def tables_of(shapes: Iterable[Shape], form: TaughtForm) -> list[Shape]:
    """The tables that what is said of a form is about: its own, and those with a word that means so everywhere."""
    words = {word for _, word in wide_words(form)}
    return [shape for shape in shapes if shape.signature == form.signature or words.intersection(shape.form.words)]


def try_form(sources: Sources, shapes: Sequence[Shape], before: Forms, form: TaughtForm) -> Trial:
    """What a form would change in the documents of some tables, against what was taught before. Raises Withheld."""
    after = before.with_form(form)
    paths = {shape.doc_id: shape.path for shape in shapes}
    work = partial(file_to_trial, sources.settings, (before.decides(), after.decides()), sources.options)
    trial = Trial(len(paths), len(shapes), rows=dict.fromkeys(COUNTED, (0, 0)))
    found: dict[str, list[Change]] = {}
    for doc_id, parts in sources.each(sorted(paths, key=lambda one: paths[one]), work):
        if isinstance(parts, KplanError):
            trial.refused.append((paths[doc_id], parts))
            continue
        told = json.loads(parts["trial"])
        for name, (old, new) in told["counts"].items():
            trial.rows[name] = trial.rows[name][0] + old, trial.rows[name][1] + new
        for kind, count in told["kinds"].items():
            trial.kinds[kind] += count
        trial.changed_documents += any(told["kinds"].values())
        found[paths[doc_id]] = [Change(paths[doc_id], old, new) for old, new in told["changes"]]
    trial.examples = _from_all(found)
    trial.refused.sort(key=lambda one: one[0])
    return trial


def _from_all(found: Mapping[str, Sequence[Change]]) -> list[Change]:
    """A few changes: the first of each document, then the second of each."""
    taken = [
        (number, path, change) for path, changes in found.items() for number, change in enumerate(changes)
    ]  # fmt: skip
    return [change for _, _, change in sorted(taken, key=lambda one: one[:2])[:SHOWN_CHANGES]]


def file_to_trial(
    settings: Settings, taught: tuple[str, str], options: ReadOptions, data: bytes, path: str
) -> dict[str, bytes]:  # fmt: skip
    """Runs in the worker: the rows of a document before and after, as far as they differ."""
    from pipeline.engine.job import bytes_to_document, refusals
    from pipeline.engine.redaction import interpret_redacted

    with refusals():
        document = bytes_to_document(data, path, options)
        old, new = (
            interpret_redacted(document, path, replace(settings, forms=forms_of(decided)))[1] for decided in taught
        )
        changes = differences(rows_in(old), rows_in(new))
    kinds = {
        "changed": sum(one is not None and other is not None for one, other in changes),
        "new": sum(one is None for one, _ in changes),
        "gone": sum(other is None for _, other in changes),
    }
    counts = {name: (count(old, name), count(new, name)) for name in COUNTED}
    told = {"counts": counts, "kinds": kinds, "changes": changes[:SHOWN_CHANGES]}
    return {"trial": json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")}


def rows_in(found: Interpretation) -> list[dict[str, Any]]:
    """The rows of a document in its datasets, each with the name of its own."""
    return [
        {"dataset": name, **row.model_dump(mode="json")} for name in DATASETS for row in getattr(found, name)
    ]  # fmt: skip


def count(found: Interpretation, name: str) -> int:
    """How many rows of a dataset, unread numbers or doubtful rows there are."""
    if name == "unread":
        return sum(number.reason == "unread" for number in found.numbers)
    if name == "doubtful":
        return sum(row.confidence == "doubtful" for dataset in DATASETS for row in getattr(found, dataset))
    return len(getattr(found, name))


def differences(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The rows that say something else, paired by where they stand; a row without its pair stands with None."""
    places: dict[tuple[Any, ...], tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((old, new)):
        for row in rows:
            places.setdefault(tuple(row[name] for name in PLACE), ([], []))[side].append(row)
    found: list[tuple[Row | None, Row | None]] = []
    for before, after in places.values():
        said = [_said(row) for row in after]
        gone = []
        for row in before:
            if (same := _said(row)) in said:
                said.remove(same)
            else:
                gone.append(row)
        kept = [_said(row) for row in before]
        come = []
        for row in after:
            if (same := _said(row)) in kept:
                kept.remove(same)
            else:
                come.append(row)
        paired = min(len(gone), len(come))
        found += zip(gone[:paired], come[:paired], strict=True)
        found += [(row, None) for row in gone[paired:]]
        found += [(None, row) for row in come[paired:]]
    return found


def _said(row: Row) -> dict[str, Any]:
    """What a row says, without its identity and without how sure it is."""
    return {name: value for name, value in row.items() if name not in UNDECIDED}


# -- a form as people see it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """One table of a form: its rows of cells (row, column, spans, text), and the words over each column as printed."""

    path: str
    doc_id: str
    block: int
    header_rows: int
    rows: list[list[tuple[int, int, int, int, str]]]
    heads: tuple[str, ...]

    def below(self, column: int) -> list[str]:
        """Some texts of a column below its header."""
        cells = [cell for row in self.rows for cell in row if cell[1] == column and cell[0] >= self.header_rows]
        return [text for *_, text in cells if text.strip()][:3]


def example_of(out: Path, shape: Shape) -> Example:
    """A table of an output, its first rows only."""
    tables = document_rows(out, "tables", shape.doc_id)
    number = next(table["table"] for table in tables if table["block"] == shape.block)
    cells = [c for c in document_rows(out, "cells", shape.doc_id) if c["table"] == number and c["row"] < SHOWN_ROWS]
    rows: dict[int, list[tuple[int, int, int, int, str]]] = {}
    for c in sorted(cells, key=lambda c: (c["row"], c["col"])):
        rows.setdefault(c["row"], []).append((c["row"], c["col"], c["row_span"], c["col_span"], c["text"]))
    shown = [[(r, c, min(down, SHOWN_ROWS - r), over, text) for r, c, down, over, text in row] for row in rows.values()]
    return Example(shape.path, shape.doc_id, shape.block, shape.form.rows, shown, _heads(shape, shown))


def _heads(shape: Shape, rows: Sequence[Sequence[tuple[int, int, int, int, str]]]) -> tuple[str, ...]:
    """The last words over each column, as printed."""
    heads = [""] * shape.form.columns
    for row in rows[: shape.form.rows]:
        for r, c, _, over, text in row:
            if r < shape.form.rows and fold_header(text):
                heads[c : c + over] = [" ".join(text.split())] * len(heads[c : c + over])
    return tuple(heads)
