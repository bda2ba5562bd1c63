"""What each address of the page answers."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from pipeline.audit.building import note
from pipeline.audit.decisions import ROW_ACTIONS, Decision, append_decisions, is_same
from pipeline.audit.index import TAB_SQL, Filter
from pipeline.audit.marks import Slot, around, slots_of
from pipeline.audit.number_pages import make, number
from pipeline.audit.numbers import amiss
from pipeline.audit.precision import Share, share_of
from pipeline.audit.rendering import hidden
from pipeline.audit.reviewing import (
    REJECTIONS,
    Evidence,
    Wish,
    agreeing,
    anchor_in,
    decide,
    evidence_of,
    history_of,
    standing_on,
    table_lines,
    undo_of,
)
from pipeline.audit.showing import address, coloured, head_of, missing, page_of, waiting_for
from pipeline.audit.teaching_pages import forms, one_form, save, trial
from pipeline.audit.web import LANGUAGE, Ask, Handler
from pipeline.messages import choose_language, say

PAGE_ROWS = 50
EXAMPLES = 5
MEDIA = {"png": "image/png", "svg": "image/svg+xml"}
PICTURE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""A drawn page is made of the words of a document: it runs nothing and asks for nothing, also when opened by itself."""
SHOWN_DECISIONS = 500
SHOWN_FINDINGS = 500
DOCUMENT_CELLS = 5000
"""Cells of a document that one page shows."""


def overview(ask: Ask) -> Response:
    """What there is, and how far the review is."""
    sample = ask.index.states("sample = 1")
    return ask.page("overview.html", told=ask.index.told, progress=ask.index.progress(), precision=precision(sample))


def precision(states: Mapping[str, int]) -> Share | None:
    """The part of the sample that was found right, None where none was decided on."""
    right = states.get("accepted", 0)
    looked_at = right + states.get("corrected", 0) + states.get("rejected", 0)
    return share_of(right, looked_at) if looked_at else None


def queue(ask: Ask) -> Response:
    """Rows to be looked at."""
    number = int(ask.query.get("page", "1")) if ask.query.get("page", "1").isdigit() else 1
    rows, count = ask.index.rows(ask.filter, PAGE_ROWS, (max(number, 1) - 1) * PAGE_ROWS)
    pages = {"page": number, "pages": max(1, -(-count // PAGE_ROWS))}
    return ask.page(
        "queue.html",
        rows=rows,
        count=count,
        asked=ask.filter,
        tabs=tuple(TAB_SQL),
        told=ask.index.told,
        address=address,
        amiss=amiss(ask.index) if ask.filter.tab == "stale" else (),
        **pages,
    )


def findings(ask: Ask) -> Response:
    """Findings, the gravest first; of one rule where it is named. Those about no row are found here only."""
    rule = ask.query.get("rule", "")
    query = (
        "SELECT f.body, d.path FROM findings f JOIN documents d ON d.doc_id = f.doc_id "
        "WHERE ? IN ('', f.rule) ORDER BY f.id LIMIT ?"
    )
    rows = [{**json.loads(one["body"]), "path": one["path"]} for one in ask.index.ask(query, (rule, SHOWN_FINDINGS))]
    values = {"findings": rows, "rule": rule, "tabs": tuple(TAB_SQL), "asked": Filter(), "most": SHOWN_FINDINGS}
    return ask.page("findings.html", 200, **values)


def unread(ask: Ask) -> Response:
    """Tables with numbers that no rule understood, those with the most first."""
    return ask.page(
        "unread.html", tables=ask.index.told("unread"), tabs=tuple(TAB_SQL), asked=Filter(), address=address
    )


def review(ask: Ask) -> Response:
    """One row beside its source; the source comes after, where it must be read first."""
    row = ask.index.row(ask.path["row_id"])
    if row is None:
        return missing(ask)
    if row["state"] in ("added", "withdrawn"):
        return RedirectResponse(added_address(ask, row), 303)
    return ask.page("review.html", **review_values(ask, row, wait=ask.site.sources().is_ready(row["doc_id"])))


def added_address(ask: Ask, row: Mapping[str, Any]) -> str:
    """Where a row is looked at that a person added: at its number."""
    numbers = enumerate(ask.site.ledger(row["doc_id"]))
    number = next((n for n, one in numbers if one["row_id"] == row["row_id"]), 0)
    return f"/document/{row['doc_id']}/number/{number}"


def review_body(ask: Ask) -> Response:
    """The same without the frame of the page, with the source."""
    row = ask.index.row(ask.path["row_id"])
    return missing(ask) if row is None else ask.page("review_body.html", **review_values(ask, row, wait=True))


def review_values(ask: Ask, row: dict[str, Any], wait: bool, **more: object) -> dict[str, Any]:
    """What the review of a row shows. wait: the source is read for it where it was not yet."""
    decisions = ask.site.decisions()
    holding = standing_on(decisions, row)
    decided = {**row["body"], **(holding.value if holding is not None else {})}
    asked = ask.filter
    neighbours = {name: ask.index.neighbour(asked, row["pos"], name == "next") for name in ("next", "previous")}
    evidence = evidence_of(ask.site.sources().view(row["doc_id"]), row["body"]) if wait else None
    return {
        "row": row,
        "asked": asked,
        "address": address,
        "evidence": evidence,
        "page": page_of(ask, row["body"]) if evidence is not None else None,
        "table_lines": table_lines,
        "colours": colours_of(ask, row["body"], evidence) if evidence is not None else None,
        "decided": decided,
        "holding": holding,
        "waiting": waiting_for(ask, holding),
        "history": history_of(decisions, row),
        "findings": ask.index.findings_of(row["row_id"]),
        "rejections": REJECTIONS,
        "done": ask.query.get("done", ""),
        "fields": hidden({"csrf": ask.session.csrf, "head": head_of(holding), **asked.query()}),
        "error": "",
        "conflict": None,
        **neighbours,
        **more,
    }


def colours_of(ask: Ask, row: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    """The numbers of what is shown of the source of a row, coloured; in the text of the value those around it."""
    blocks = coloured(ask, row["doc_id"], slots_of(evidence.blocks))
    texts = [Slot((number, None, None), one.before + one.value + one.after) for number, one in evidence.lines]
    lines = coloured(ask, row["doc_id"], texts, lines=True)["marks"] if texts else {}
    key = (row["block"], row["row"], row["col"])
    start, end = len(evidence.value.before), len(evidence.value.before + evidence.value.value)
    own = around(blocks["marks"].get(key, ()), start, end) if not evidence.value.cut else ([], [])
    came_from = "?" + urlencode({"from": row["row_id"], **ask.filter.query()})
    return {**blocks, "lines": lines, "own": own, "came_from": came_from}


def page_image(ask: Ask) -> Response:
    """A page of a document as a picture."""
    number = int(ask.path["number"])
    document = ask.index.document(ask.path["doc_id"])
    kind = ask.site.sources().picture_kind(ask.path["doc_id"])
    if document is None or kind is None or not 1 <= number <= (document["pages"] or 0):
        return missing(ask)
    picture = ask.site.sources().page(ask.path["doc_id"], number)
    headers = {"cache-control": "private, max-age=3600", "content-security-policy": PICTURE_POLICY}
    return Response(picture.data, media_type=MEDIA[picture.kind], headers=headers)


def decision(ask: Ask) -> Response:
    """Take a decision on a row down, and go on to the next."""
    row = ask.index.row(ask.path["row_id"])
    action = ask.form.get("action", "")
    if row is None or action not in (*ROW_ACTIONS, "agree"):
        return missing(ask)
    decisions = ask.site.decisions()
    holding = standing_on(decisions, row)
    if ask.form.get("head", "") != head_of(holding):
        return ask.page("review.html", 409, **review_values(ask, row, wait=True, conflict=holding))
    if action == "undo":
        return undo(ask, row, holding)
    if action == "agree":
        return agree(ask, row, holding)
    columns = {name.removeprefix("column."): v for name, v in ask.form.items() if name.startswith("column.")}
    rows = ask.index.alike(row["row_id"]) if ask.form.get("alike") else [row]
    redacted = ask.site.sources().redacted
    try:
        wish = Wish(action, ask.form.get("ground", ""), columns)  # type: ignore[arg-type]
        made = [
            decide(one, wish, anchor_in(ask.index, one["row_id"], one["doc_id"]), ask.session.user, redacted)
            for one in rows
        ]
    except ValueError as error:
        return ask.page("review.html", 422, **review_values(ask, row, wait=True, error=sentence_of(error)))
    if waiting_for(ask, holding) == "other" and holding is not None and is_same(made[0], holding):
        again = review_values(ask, row, wait=True, error=say("audit.needs_other"))
        return ask.page("review.html", 422, **again)
    return onward(ask, row, made)


def agree(ask: Ask, row: Mapping[str, Any], proposal: Decision | None) -> Response:
    """Decide as another person did, where that waits for somebody who does."""
    if proposal is None or waiting_for(ask, proposal) != "me":
        return missing(ask)
    return onward(ask, row, [agreeing(proposal, ask.session.user)])


def onward(ask: Ask, row: Mapping[str, Any], made: list[Decision]) -> Response:
    """Take decisions down and go on to the next row."""
    append_decisions(ask.site.out, made)
    note(ask.index, made)
    following = ask.index.neighbour(ask.filter, row["pos"], True)
    path = f"/row/{following}" if following else "/queue"
    return RedirectResponse(address(path, ask.filter, done=made[0].action), 303)


def sentence_of(error: ValueError) -> str:
    """What is wrong with what was sent, for a person."""
    text = str(error)
    return say("audit.nothing_changed") if "goes with `correct`" in text else say("audit.invalid", detail=text)


def undo(ask: Ask, row: Mapping[str, Any], holding: Decision | None) -> Response:
    """Take the decision on a row back; where there is none, the last one that this person made."""
    if holding is None:
        return RedirectResponse(address(f"/row/{row['row_id']}", ask.filter), 303)
    append_decisions(ask.site.out, [undo_of(holding, ask.session.user)])
    same = ask.index.ask(
        "SELECT row_id FROM rows WHERE fact_key = ? AND dataset = ?", (row["fact_key"], row["dataset"])
    )
    left = standing_on(ask.site.decisions(), row)
    note(ask.index, [left] if left is not None else [], [row["row_id"], *(one["row_id"] for one in same)])
    return RedirectResponse(address(f"/row/{row['row_id']}", ask.filter, done="undo"), 303)


def alike(ask: Ask) -> Response:
    """How many open rows say the same in the same words, and some of them: what a decision on all would touch."""
    row = ask.index.row(ask.path["row_id"])
    if row is None:
        return missing(ask)
    rows = ask.index.alike(row["row_id"])
    holding = standing_on(ask.site.decisions(), row)
    fields = hidden({"csrf": ask.session.csrf, "head": head_of(holding), "alike": "1", **ask.filter.query()})
    documents = len({one["doc_id"] for one in rows})
    values: dict[str, Any] = {
        "row": row,
        "rows": rows[:EXAMPLES],
        "count": len(rows),
        "documents": documents,
        "fields": fields,
    }
    return ask.page("alike.html", **values)


def document(ask: Ask) -> Response:
    """A document with every number coloured by what became of it."""
    doc_id = ask.path["doc_id"]
    record = ask.index.document(doc_id)
    if record is None:
        return missing(ask)
    view = ask.site.sources().view(doc_id)
    blocks, left_out = first_cells(view["blocks"])
    colours = coloured(ask, doc_id, slots_of(blocks))
    return ask.page(
        "document.html",
        record=record,
        blocks=blocks,
        left_out=left_out,
        colours=colours,
        done=ask.query.get("done", ""),
        trouble=view.get("trouble"),
        table_lines=table_lines,
    )


def first_cells(blocks: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """As many blocks as one page shows, and how many are left out."""
    shown: list[dict[str, Any]] = []
    cells = 0
    for block in blocks:
        cells += len(block["cells"]) if block["kind"] == "table" else 1
        if shown and cells > DOCUMENT_CELLS:
            break
        shown.append(block)
    return shown, len(blocks) - len(shown)


def documents(ask: Ask) -> Response:
    """The documents of the output."""
    query = "SELECT body FROM documents ORDER BY status = 'ok', path LIMIT 2000"
    return ask.page("documents.html", documents=[json.loads(one["body"]) for one in ask.index.ask(query)])


def task(ask: Ask) -> Response:
    """The rows of a task over all documents and years."""
    query = "SELECT * FROM whole WHERE task_key = ? ORDER BY year, dataset, path, pos LIMIT 1000"
    rows = [{**dict(one), "body": json.loads(one["body"])} for one in ask.index.ask(query, (ask.path["task_key"],))]
    return ask.page("task.html", rows=rows) if rows else missing(ask)


def decisions(ask: Ask) -> Response:
    """Every decision, the last first."""
    found = ask.site.decisions()[::-1]
    keys = json.dumps([one.fact_key for one in found[:SHOWN_DECISIONS]])
    query = "SELECT fact_key, row_id FROM rows WHERE fact_key IN (SELECT value FROM json_each(?)) ORDER BY pos DESC"
    rows = {one["fact_key"]: one["row_id"] for one in ask.index.ask(query, (keys,))}
    made = ask.index.ask("SELECT decision_id, number, outcome FROM additions ORDER BY number IS NULL DESC")
    numbers = {one["decision_id"]: one["number"] for one in made if one["number"] is not None}
    lost = {one["decision_id"] for one in made if one["outcome"] == "orphan"}
    shown = found[:SHOWN_DECISIONS]
    return ask.page("decisions.html", decisions=shown, count=len(found), rows=rows, numbers=numbers, lost=lost)


def language(ask: Ask) -> Response:
    """Speak Korean or English from now on."""
    to = ask.form.get("to", "/")
    response = RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
    response.set_cookie(LANGUAGE, "en" if choose_language() == "ko" else "ko", samesite="strict", path="/")
    return response


def leave(ask: Ask) -> Response:
    """End the session."""
    for secret in [key for key, session in ask.site.sessions.open_ones.items() if session is ask.session]:
        ask.site.sessions.end(secret)
    return RedirectResponse("/login", 303)


ROUTES: dict[tuple[str, str], Handler] = {
    ("GET", "/"): overview,
    ("GET", "/queue"): queue,
    ("GET", "/unread"): unread,
    ("GET", "/findings"): findings,
    ("GET", "/row/{row_id}"): review,
    ("GET", "/row/{row_id}/body"): review_body,
    ("GET", "/row/{row_id}/alike"): alike,
    ("POST", "/row/{row_id}"): decision,
    ("GET", "/document/{doc_id}"): document,
    ("GET", "/document/{doc_id}/page/{number:int}"): page_image,
    ("GET", "/document/{doc_id}/number/{number:int}"): number,
    ("POST", "/document/{doc_id}/number/{number:int}"): make,
    ("GET", "/documents"): documents,
    ("GET", "/task/{task_key}"): task,
    ("GET", "/decisions"): decisions,
    ("GET", "/forms"): forms,
    ("GET", "/forms/{signature}"): one_form,
    ("GET", "/forms/{signature}/try"): trial,
    ("POST", "/forms/{signature}"): save,
    ("POST", "/language"): language,
    ("POST", "/leave"): leave,
}
