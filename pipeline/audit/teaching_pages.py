"""What the addresses below /forms answer: the forms of an archive, one of them, what teaching it would change."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import RedirectResponse, Response

from pipeline.audit.decisions import now
from pipeline.audit.forms import Shape, group_forms
from pipeline.audit.teaching import Example, example_of, tables_of, try_form
from pipeline.audit.web import Ask
from pipeline.commands.forms import (
    checked_form,
    count_name,
    key_name,
    reason_name,
    require_name,
    row_in_words,
    use_name,
)
from pipeline.messages import choose_language, say
from pipeline.taught.file import form_hash, read_forms, save_form
from pipeline.taught.model import LABELS, REASONS, SAID, SCOPES, VALUES, YEAR_WORDS, TaughtForm
from schemas.errors import KplanError, UnknownForm

SHOWN_FORMS = 200
SHOWN_COLUMNS = 60
SPARE_ROWS = 2
MOST_TRIED = 200
"""Documents that the page reads for a dry run; the command line reads all."""
NOTHING = dict.fromkeys(("is", *SAID, "scope", "label", "task"), "")
"""The fields of a part of which nothing was said."""
ROW_FIELD = re.compile(r"r\d{1,4}\.label")
COLUMN_USES = (("values", VALUES), ("labels", LABELS), ("none", ("ignore",)))
PART_USES = (("values", VALUES), ("none", ("ignore",)))
NAMES: dict[str, Any] = {
    "use_name": use_name,
    "key_name": key_name,
    "reason_name": reason_name,
    "count_name": count_name,
    "row_in_words": row_in_words,
}
"""What the templates call things by."""


def forms(ask: Ask) -> Response:
    """Forms of tables by what is unread or doubtful in them."""
    everything = bool(ask.query.get("all"))
    found = group_forms(ask.site.shapes(), everything)
    taught = read_forms(ask.site.out).by_signature
    more = max(0, len(found) - SHOWN_FORMS)
    return ask.page("forms.html", forms=found[:SHOWN_FORMS], more=more, everything=everything, taught=taught)


def one_form(ask: Ask) -> Response:
    """One form with an example, and what was said of it."""
    known = read_forms(ask.site.out).of(ask.path["signature"])
    return form_page(ask, known, known)


def form_page(
    ask: Ask, known: TaughtForm | None, shown: TaughtForm | None, error: str = "", status: int = 200
) -> Response:
    """The page of a form. known is what the file holds, shown what stands in the fields."""
    signature = ask.path["signature"]
    own = [shape for shape in ask.site.shapes() if shape.signature == signature]
    example = example_in(ask, own)
    held = plain_form(shown)
    said = {one["column"]: {**NOTHING, **one} for one in held.get("column", ())}
    columns = [
        {"number": n, "header": head, "below": example.below(n - 1), "said": said.get(n, NOTHING)}
        for n, head in enumerate(example.heads[:SHOWN_COLUMNS], 1)
    ]
    return ask.page(
        "teach.html",
        status,
        signature=signature,
        tables=len(own),
        documents=len({shape.doc_id for shape in own}),
        example=example,
        columns=columns,
        rows=[*({**NOTHING, **one} for one in held.get("row", ())), *[NOTHING] * SPARE_ROWS],
        table={**NOTHING, **held.get("table", {})},
        held={name: held.get(name, "") for name in ("who", "when", "why")},
        seen=form_hash(known),
        done=ask.query.get("done", ""),
        error=error,
        column_uses=COLUMN_USES,
        part_uses=PART_USES,
        reasons=REASONS,
        scopes=SCOPES,
        years=YEAR_WORDS,
        **NAMES,
    )


def example_in(ask: Ask, own: Sequence[Shape]) -> Example:
    """The table with the most that is amiss. Raises UnknownForm where there is none."""
    if not own:
        raise UnknownForm(ask.path["signature"])
    return example_of(ask.site.out, max(own, key=lambda shape: shape.unread + shape.doubtful))


def trial(ask: Ask) -> Response:
    """What saving the fields would change."""
    try:
        shapes = ask.site.shapes()
        own = [shape for shape in shapes if shape.signature == ask.path["signature"]]
        forms = read_forms(ask.site.out)
        form = sent_form(ask, ask.query, own, forms.of(ask.path["signature"]))
        concerned = tables_of(shapes, form)
        documents = list(dict.fromkeys(shape.doc_id for shape in concerned))
        tried = set(documents[:MOST_TRIED])
        found = try_form(ask.site.sources(), [one for one in concerned if one.doc_id in tried], forms, form)
    except KplanError as error:
        return ask.page("trial.html", error=error.message(choose_language()))
    return ask.page("trial.html", error="", trial=found, left_out=len(documents) - len(tried), **NAMES)


def save(ask: Ask) -> Response:
    """Write what the fields say into forms.toml."""
    known = read_forms(ask.site.out).of(ask.path["signature"])
    own = [shape for shape in ask.site.shapes() if shape.signature == ask.path["signature"]]
    try:
        form = sent_form(ask, ask.form, own, known)
    except UnknownForm:
        raise
    except KplanError as error:
        return form_page(ask, known, known, error.message(choose_language()), 422)
    if save_form(ask.site.out, form, ask.form.get("seen", "")) == "changed":
        return form_page(ask, known, form, say("audit.form_conflict", who=known.who if known is not None else ""), 409)
    return RedirectResponse(f"/forms/{form.signature}?done=saved", 303)


def sent_form(ask: Ask, fields: Mapping[str, str], own: Sequence[Shape], known: TaughtForm | None) -> TaughtForm:
    """The form that the fields say. Raises UnknownForm and BadForms."""
    example = example_in(ask, own)
    require_name(own[0])
    shown = [
        {"column": n, "header": head[:200], **said}
        for n, head in enumerate(example.heads[:SHOWN_COLUMNS], 1)
        if (said := said_of(fields, f"c{n}", ("scope",))) and set(said) != {"scope"}
    ]
    beyond = [one for one in plain_form(known).get("column", ()) if one["column"] > SHOWN_COLUMNS]
    lines = sorted(int(name[1:-6]) for name in fields if ROW_FIELD.fullmatch(name))
    rows = [said for n in lines if (said := said_of(fields, f"r{n}", ("label",)))]
    return checked_form(
        {
            "signature": ask.path["signature"],
            "headers": own[0].form.headers,
            "who": ask.session.user[:200],
            "when": now(),
            "why": fields.get("why", "").strip()[:1000],
            "table": said_of(fields, "t", ("task",)),
            "column": [*shown, *beyond],
            "row": rows,
        }
    )


def plain_form(form: TaughtForm | None) -> dict[str, Any]:
    """A form as plain values, nothing where there is none."""
    return form.model_dump(mode="json", by_alias=True, exclude_none=True) if form is not None else {}


def said_of(fields: Mapping[str, str], part: str, more: tuple[str, ...]) -> dict[str, Any]:
    """What the fields of a part say; empty ones say nothing."""
    names = ("is", *SAID, *more)
    return {name: value for name in names if (value := fields.get(f"{part}.{name}", "").strip())}
