"""What several screens show: addresses with a filter, the part of a page that a value stands in, coloured numbers."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response

from pipeline.audit.decisions import Decision, proposals
from pipeline.audit.index import Filter
from pipeline.audit.marks import Slot, cut, place_numbers
from pipeline.audit.numbers import additions_in
from pipeline.audit.pictures import box_of
from pipeline.audit.rendering import render
from pipeline.audit.web import Ask
from schemas.errors import KplanError

CROP = 0.42
"""Height of the part of a page that is shown around a value, as a part of its width."""


def address(path: str, asked: Filter, **more: object) -> str:
    """A path with a filter."""
    query = urlencode({**asked.query(), **{name: str(value) for name, value in more.items()}})
    return f"{path}?{query}" if query else path


def missing(ask: Ask) -> Response:
    """There is no such row, document or page."""
    return HTMLResponse(render("refused.html", reason="missing"), 404)


def waiting_for(ask: Ask, decision: Decision | None) -> str:
    """Whose agreement a decision waits for: `me`, `other` where it is one's own, nothing where it waits for nobody."""
    if decision is None or not ask.site.needs_two() or decision not in proposals(ask.site.decisions()):
        return ""
    return "other" if decision.reviewer == ask.session.user else "me"


def head_of(decision: Decision | None) -> str:
    """What a form says of the decision that its page showed."""
    return decision.decision_id if decision is not None else ""


def page_of(ask: Ask, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The part of the page that a value stands in; None for formats without pages, and where it cannot be shown."""
    if row["page"] is None or ask.site.sources().picture_kind(row["doc_id"]) is None:
        return None
    try:
        page = ask.site.sources().page(row["doc_id"], row["page"])
    except KplanError:
        return None
    box = row["bbox"] or box_of(page.signs, row["raw"])
    size = {"width": page.width, "height": page.height}
    shown = min(page.height, page.width * CROP)
    top = max(0.0, min(page.height - shown, (box[1] + box[3] - shown) / 2)) if box else 0.0
    return {"number": row["page"], **size, "box": box, "top": top, "shown": shown}


def coloured(ask: Ask, doc_id: str, slots: Sequence[Slot], lines: bool = False) -> dict[str, Any]:
    """What a template needs to colour the numbers of some texts of a document by what became of each: marks by text,
    the numbers that were not found there, the rows by row_id, and how texts are cut. lines: the texts are lines of a
    file, told by their number."""
    findings = ask.index.findings_in(doc_id)
    accused = {row_id for f in findings if f["severity"] != "info" for row_id in f["row_ids"] or ()}
    query = "SELECT row_id, dataset, state FROM rows WHERE doc_id = ?"
    rows = {one["row_id"]: one for one in ask.index.ask(query, (doc_id,))}
    made = additions_in(ask.index, doc_id)
    numbers = [
        {**number, "n": n, "fate": "added" if is_added(number, made.get(n), rows) else ""}
        for n, number in enumerate(ask.site.ledger(doc_id))
    ]
    if lines:
        numbers = [{**number, "block": number["line"], "row": None, "col": None} for number in numbers]
    marks, lost = place_numbers(slots, numbers, frozenset(accused))
    return {"marks": marks, "lost": lost, "rows": rows, "findings": findings, "cut": cut, "doc_id": doc_id}


def is_added(number: Mapping[str, Any], made: Mapping[str, Any] | None, rows: Mapping[str, Any]) -> bool:
    """Whether a person made a row of a number, be it in the output already or not."""
    row = rows.get(number["row_id"] or "")
    is_made = made is not None and made["outcome"] in ("applied", "proposed")
    return is_made or (row is not None and row["state"] == "added")
