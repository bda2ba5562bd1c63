"""`kplan why`: why a row says what it says, and why a number is no row."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from pipeline.commands.output import BatchStatus, harmless_on_terminal
from pipeline.commands.show import document_places
from pipeline.engine.job import bytes_to_interpretation
from pipeline.engine.pool import WorkLimits
from pipeline.engine.worker import run_work
from pipeline.exit_codes import WRONG_USAGE
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.interpret.types import Because, Fact, Left
from pipeline.messages import choose_language, say
from pipeline.sinks import value_names
from pipeline.sinks.places import Places
from schemas.dictionary import model_to_columns
from schemas.errors import KplanError
from schemas.finding import Number
from schemas.options import ReadOptions
from schemas.records import DATASETS

PLACE_COLUMNS = ("page", "block", "row", "col", "line")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one row by its id or the first letters of it, one line, one cell, or all that was not understood.

    table and cell count from 1, as `kplan show` does. All None asks for every row.
    """

    row: str | None = None
    line: int | None = None
    table: int | None = None
    cell: tuple[int, int] | None = None
    unread: bool = False


def explain_file(path: str, question: Question, settings: Settings, options: ReadOptions) -> int:
    """Print the reasons of the one document that `path` names; the exit code."""
    items = list(islice(find_inputs([path]), 2))
    if len(items) != 1 or os.path.isdir(path):
        print(say("error.one_file", path=path), say("error.help", command="kplan why"), sep="\n", file=sys.stderr)
        return WRONG_USAGE
    status = BatchStatus()
    for task, parts in run_work(
        items, partial(file_to_reasons, question, settings, options), WorkLimits(), options.limits
    ):
        if isinstance(parts, KplanError):
            status.add(task.item.shown, parts)
            continue
        status.add(task.item.shown, None, parts.get("partial") == b"1")
        print(harmless_on_terminal(parts.get("reasons", b"").decode("utf-8", "replace")) or say("why.none"))
    return status.exit_code()


def file_to_reasons(
    question: Question, settings: Settings, options: ReadOptions, data: bytes, path: str
) -> dict[str, bytes]:
    """Runs in the worker: the reasons of one file as text, and whether a part of it could not be read."""
    document, found = bytes_to_interpretation(data, path, settings, options)
    lines = "\n".join(reasons(found, question, document_places(document)))
    return {"partial": str(int(found.record.status == "partial")).encode(), "reasons": lines.encode()}


def reasons(found: Interpretation, question: Question, places: Places) -> Iterator[str]:
    """Lines of text: each row asked for with a line for every column, then the numbers that became none."""
    if not question.unread:
        for row_id, fact in zip(found.ids, found.facts, strict=True):
            where = _where(found.record.doc_id, fact.segment.place.columns())
            if row_id.startswith(question.row or "") and _is_asked(where, question, places):
                yield from _row_reasons(row_id, fact, places.text(where))
    if question.row is None:
        refused = {(_place(one.site.segment.place.columns()), _raw(one)): one.because for one in found.left}
        for number in found.numbers:
            place = number.model_dump()
            where = _where(found.record.doc_id, place)
            wanted = number.reason == "unread" if question.unread else number.row_id is None
            if wanted and _is_asked(where, question, places):
                yield _left_reason(number, places.text(where), refused.get((_place(place), number.raw)))


def _place(columns: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(columns[column] for column in PLACE_COLUMNS)


def _raw(left: Left) -> str:
    return left.site.expression.raw.strip() if left.site.expression is not None else ""


def _where(doc_id: str, place: Mapping[str, object]) -> dict[str, object]:
    return {"doc_id": doc_id, **{column: place.get(column) for column in PLACE_COLUMNS}}


def _is_asked(where: Mapping[str, object], question: Question, places: Places) -> bool:
    if question.line is not None and where["line"] != question.line:
        return False
    table = places.tables.get((str(where["doc_id"]), where["block"])) if isinstance(where["block"], int) else None
    if question.table is not None and table != question.table - 1:
        return False
    return question.cell is None or (where["row"], where["col"]) == (question.cell[0] - 1, question.cell[1] - 1)


def _row_reasons(row_id: str, fact: Fact, where: str) -> Iterator[str]:
    labels = {column.name: column.korean for column in model_to_columns(DATASETS[fact.dataset])}
    yield f"{say(f'dataset.{fact.dataset}')} {row_id}  {where} “{fact.segment.text.strip()}”"
    order = {"dataset": -1, **{name: number for number, name in enumerate(labels)}}
    for column in sorted(fact.why, key=lambda column: order.get(column, len(order))):
        value = say(f"dataset.{fact.dataset}") if column == "dataset" else fact.get(column)
        if value is None:
            continue
        korean = choose_language() == "ko"
        name = labels.get(column, say("why.dataset")) if korean else column
        yield "  " + say("why.column", column=name, value=value, because=_because(fact.why[column]))


def _left_reason(number: Number, where: str, because: Because | None) -> str:
    reason = str(number.reason)
    named = value_names("ledger_reason").get(reason, reason) if choose_language() == "ko" else reason
    line = say("why.left", where=where, raw=number.raw, reason=named)
    return f"{line} ← {_because(because)}" if because is not None else line


def _because(because: Because) -> str:
    return f"{because.rule} “{because.evidence.strip()}”" if because.evidence.strip() else because.rule


def parse_cell(text: str) -> tuple[int, int]:
    """`4,2` as row and column, counted from 1. Raises ValueError where a text is no cell."""
    row, _, column = text.partition(",")
    return int(row), int(column)
