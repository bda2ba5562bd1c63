"""What the addresses of a number answer: its place in the source, the form of a new row, the decision that makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import RedirectResponse, Response

from pipeline.audit.additions import Held
from pipeline.audit.building import note
from pipeline.audit.decisions import FACT_MODELS, Decision, append_decisions, is_same, standing
from pipeline.audit.marks import place_numbers, slots_of
from pipeline.audit.numbers import VALUES, addition, additions_in, held_document, nearest, proposed, sent_values
from pipeline.audit.rendering import column_label, hidden
from pipeline.audit.reviewing import agreeing, cell_text, evidence_of, table_lines, undo_of
from pipeline.audit.showing import address, head_of, missing, page_of, waiting_for
from pipeline.audit.web import Ask
from pipeline.messages import say


@dataclass(frozen=True, slots=True)
class Place:
    """A number of a document: its place in the ledger, and the decision that made a row of it."""

    held: Held
    number: int
    holding: Decision | None

    @property
    def line(self) -> Mapping[str, Any]:
        """The line of the ledger."""
        return self.held.numbers[self.number]


def place_of(ask: Ask) -> Place | None:
    """The number that an address names, None where there is none."""
    held, number = held_document(ask.index, ask.path["doc_id"]), int(ask.path["number"])
    if held is None or number >= len(held.numbers):
        return None
    made = additions_in(ask.index, ask.path["doc_id"]).get(number)
    return Place(held, number, decision_called(ask, made["decision_id"]) if made is not None else None)


def decision_called(ask: Ask, decision_id: str) -> Decision | None:
    """The standing decision with an id."""
    return next((one for one in standing(ask.site.decisions()) if one.decision_id == decision_id), None)


def number(ask: Ask) -> Response:
    """A number beside the form of a row that it might be."""
    place = place_of(ask)
    if place is None:
        return missing(ask)
    row_id = place.line["row_id"]
    if row_id in place.held.rows:
        return RedirectResponse(f"/row/{row_id}?tab=all&state=", 303)
    dataset = ask.query.get("kind", "")
    if dataset not in FACT_MODELS:
        dataset = place.holding.dataset if place.holding is not None else probable_dataset(place)
    return number_page(ask, place, dataset)


def probable_dataset(place: Place) -> str:
    """The dataset that a new row is first taken to be of: that of the row beside it."""
    near = nearest(place.held, place.number)
    names = [name for name, row in place.held.rows.values() if row is near]
    return names[0] if names else str(place.held.record.doc_class or "plan").replace("other", "plan")


def number_page(ask: Ask, place: Place, dataset: str, status: int = 200, **more: object) -> Response:
    """The screen of a number."""
    made = place.holding
    known = made is not None and made.dataset == dataset
    values = made.value if made is not None and known else proposed(place.held, place.number, dataset)
    view = ask.site.sources().view(ask.path["doc_id"])
    shown = {**place.line, "row_id": ""}
    fields = {"csrf": ask.session.csrf, "head": head_of(made), **ask.filter.query(), "from": origin(ask)}
    common: dict[str, Any] = {
        "line": shown,
        "number": place.number,
        "record": place.held.record,
        "evidence": evidence_of(view, shown, told_of(view, place)),
        "page": page_of(ask, shown),
        "table_lines": table_lines,
        "dataset": dataset,
        "datasets": tuple(FACT_MODELS),
        "values": values,
        "first": VALUES[dataset],
        "needed": [name for name, f in FACT_MODELS[dataset].model_fields.items() if f.is_required()],
        "holding": made,
        "waiting": waiting_for(ask, made),
        "fields": hidden({**fields, "kind": dataset}),
        "asked": ask.filter,
        "address": address,
        "origin": origin(ask),
        "error": "",
        "conflict": None,
    }
    return ask.page("number.html", status, **{**common, **more})


def told_of(view: Mapping[str, Any], place: Place) -> dict[str, Any] | None:
    """Where in its text the number stands, None where it goes on from one paragraph to the next."""
    line = place.line
    block = next((b for b in view["blocks"] if b["block"] == line["block"] and is_of(b, line)), None)
    if block is None:
        return None
    numbers = [{**one, "n": n} for n, one in enumerate(place.held.numbers)]
    marks, _ = place_numbers(slots_of([block]), numbers, frozenset())
    text = cell_text(block, line)
    own = [m for m in marks.get((line["block"], line["row"], line["col"]), ()) if m.number == place.number]
    return {"columns": {}, "text": text, "start": own[0].start, "end": own[0].end} if own else None


def is_of(block: Mapping[str, Any], line: Mapping[str, Any]) -> bool:
    """Whether a block is of the kind that a number stands in."""
    return bool((block["kind"] == "table") == (line["row"] is not None))


def origin(ask: Ask) -> str:
    """The row from whose review a person came, nothing where that was the document."""
    told = str((ask.form or ask.query).get("from", ""))
    return told if told and ask.index.row(told) is not None else ""


def make(ask: Ask) -> Response:
    """Take down that a number is a row, or take that back."""
    place, dataset, action = place_of(ask), ask.form.get("kind", ""), ask.form.get("action", "")
    if place is None or dataset not in FACT_MODELS or action not in ("add", "agree", "undo"):
        return missing(ask)
    if ask.form.get("head", "") != head_of(place.holding):
        return number_page(ask, place, dataset, 409, conflict=place.holding)
    if place.line["row_id"] in place.held.rows:
        return missing(ask)
    if action == "undo":
        if place.holding is not None:
            write(ask, undo_of(place.holding, ask.session.user))
        return RedirectResponse(back(ask, place, "undo"), 303)
    if action == "agree":
        if place.holding is None or waiting_for(ask, place.holding) != "me":
            return missing(ask)
        write(ask, agreeing(place.holding, ask.session.user))
        return RedirectResponse(back(ask, place, "add"), 303)
    sent = {name.removeprefix("column."): v for name, v in ask.form.items() if name.startswith("column.")}
    try:
        made = addition(place.held, place.number, dataset, sent_values(dataset, sent))
    except ValueError as error:
        message = refusal(dataset, str(error))
        return number_page(ask, place, dataset, 422, values=sent, error=message)
    if waiting_for(ask, place.holding) == "other" and place.holding is not None and is_same(made, place.holding):
        return number_page(ask, place, dataset, 422, values=sent, error=say("audit.needs_other"))
    redacted = ask.site.sources().redacted
    write(ask, made.model_copy(update={"reviewer": ask.session.user, "redacted": redacted}))
    return RedirectResponse(back(ask, place, "add"), 303)


def refusal(dataset: str, told: str) -> str:
    """Why a row was not added, for a person: a column that is missing, or one that has no such value."""
    if told in FACT_MODELS[dataset].model_fields:
        return say("audit.needed", column=column_label(dataset, told))
    name, _, detail = told.partition(": ")
    known = name in FACT_MODELS[dataset].model_fields
    return say("audit.invalid", detail=f"{column_label(dataset, name)}: {detail}" if known else told)


def write(ask: Ask, decision: Decision) -> None:
    """Add a decision on a number to the file and to the index."""
    append_decisions(ask.site.out, [decision])
    note(ask.index, [decision])


def back(ask: Ask, place: Place, done: str) -> str:
    """Where a person goes on: the row that they came from, else the document at the number."""
    if row_id := origin(ask):
        return address(f"/row/{row_id}", ask.filter, done=done)
    block = place.line["block"]
    return f"/document/{ask.path['doc_id']}?done={done}" + (f"#block-{block}" if block is not None else "")
