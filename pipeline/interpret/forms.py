"""Form-like tables: labels and their values side by side, each value read as a line under its label."""

import re
from collections.abc import Iterator

from pipeline.interpret.cells import money_cell
from pipeline.interpret.context import Context, Dataset
from pipeline.interpret.headers import (
    MONEY_ROLES,
    is_value,
    role_of,
)
from pipeline.interpret.notebook import quantity_fields
from pipeline.interpret.phrases import counted, items_of
from pipeline.interpret.prose import _SPENT, Prose, account_path, budget_drafts, pieces_of
from pipeline.interpret.segments import CellView, Segment, TableView
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import read_in_charge
from pipeline.korean.units import Unit


def read_form(table: TableView, prose: Prose, context: Context, unit: Unit | None) -> None:
    """Label and value cells side by side (결재란, 사업개요): each value is read as a line under its label."""
    book = prose.book
    for row in rows_of_table(table):
        cells = [cell for cell in row if cell.text.strip()]
        label: str | None = None
        for cell in cells:
            text = tidy(" ".join(s.text for s in cell.segments))
            if label is None or (_label_like(text) and not is_value(cell)):
                known = role_of(text) or find_source(text)
                label = text if known or len(cells) > 1 else label
                if len(cells) == 1:
                    for segment in cell.segments:
                        read_line(segment, None, prose, context, unit)
                continue
            role = role_of(label)
            for segment in cell.segments:
                read_line(segment, label, prose, context, unit)
            if role in ("task", "department", "officer", "no"):
                _remember(role, text, prose)
                context = prose.context()
    del book


def _remember(role: str, text: str, prose: Prose) -> None:
    if role == "task" and len(text) <= 60:
        code, name = split_code(strip_markers(text))
        prose.section.task, prose.section.task_code = tidy(name), code
    elif role == "no":
        prose.section.task_code = split_code(f"{text} ")[0] or prose.section.task_code
    elif role != "task":
        charge = read_in_charge([text])
        prose.section.department = charge.department or prose.section.department
        prose.section.team = charge.team or prose.section.team
        prose.section.officer = charge.officer or prose.section.officer


def rows_of_table(table: TableView) -> Iterator[list[CellView]]:
    for r in range(table.n_rows):
        yield [cell for cell in table.cells if cell.row == r]


def _label_like(text: str) -> bool:
    return len(text) <= 16 and (role_of(text) is not None or find_source(text) is not None)


def read_line(segment: Segment, label: str | None, prose: Prose, context: Context, unit: Unit | None) -> None:
    """One paragraph of a value cell under its label."""
    book = prose.book
    role = role_of(label) if label else None
    for item in items_of(segment.text):
        for piece in pieces_of(segment, item.start, item.end):
            name = piece.label or label
            kind = role_of(name) if name else role
            money = kind in MONEY_ROLES or role in MONEY_ROLES
            local = segment.within(piece.start, piece.end)
            if kind == "account":
                path = account_path(segment.text[piece.start : piece.end])
                for draft in prose.section.budgets:
                    draft.fields.setdefault("account", path)
            elif money or re.search(r"비\s?예산", segment.text[piece.start : piece.end]):
                basis = "집행" if kind == "executed" or (name and _SPENT.search(name)) else "예산"
                source = find_source(name or "")
                if source and source != TOTAL and local:
                    money_cell(book, segment, piece.start, piece.end, context, basis, source, unit)
                else:
                    drafts = budget_drafts(book, segment, piece.start, piece.end, context, basis, unit)
                    prose.section.budgets = drafts or prose.section.budgets
            elif kind in ("beneficiary", "note", "schedule", "department", "officer", "location", "no"):
                if kind == "schedule" and compact(name or "") in ("사업기간", "추진기간", "기간"):
                    prose.section.span = next((e.span for e in local if e.span), prose.section.span)
                if kind == "beneficiary":
                    for e in local:
                        book.ledger.explain(segment, e, "criterion") if e.kind == "quantity" else None
            else:
                dataset: Dataset = (
                    "result" if kind in ("result", "achievement", "headcount") and context.role != "work" else "plan"
                )
                if kind == "headcount" or kind is None:
                    dataset = prose.dataset(context, segment.text)
                for found in counted(segment, piece.start, piece.end, book.ledger, name):
                    fields = quantity_fields(dataset, found.expression, indicator=found.indicator or name)
                    book.add(dataset, segment, context, (found.expression,), **fields)
