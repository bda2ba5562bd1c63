"""`kplan forms --teach` and `--export-words`: what a form is, said on the command line."""

import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import harmless_on_terminal, print_json, told
from pipeline.commands.wording import about, content, dataset_name
from pipeline.exit_codes import WRONG_USAGE
from pipeline.messages import choose_language, say
from pipeline.sinks.parquet import require_output
from schemas.errors import BadForms, UnknownForm

if TYPE_CHECKING:
    from pipeline.audit.forms import Shape
    from pipeline.audit.teaching import Trial
    from pipeline.taught.model import TaughtForm, Teaching


@dataclass(frozen=True, slots=True)
class Said:
    """The options of the command as they were given: None for those that were not."""

    keys: Mapping[str, Any]
    column: int | None = None
    row: str | None = None
    table: bool = False
    who: str | None = None
    why: str | None = None
    forget: bool = False
    dry_run: bool = False
    as_json: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing but how to print was given."""
        parts = (self.column, self.row, self.who, self.why)
        flags = (self.table, self.forget, self.dry_run)
        return all(one is None for one in (*parts, *self.keys.values())) and not any(flags)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a person says on the command line.

    part    column (by number, from 1), row (by its label), table; None where none was named
    said    keys and values of the part as forms.toml has them, without those that were not given
    """

    signature: str
    part: str | None
    name: str | int | None
    said: Mapping[str, Any]
    options: Said


def lesson_of(signature: str, said: Said) -> Lesson:
    """What the options say of which part: of the whole table where none is named. Raises BadForms."""
    named = [
        (part, name)
        for part, name in (("column", said.column), ("row", said.row), ("table", "" if said.table else None))
        if name is not None
    ]
    given = {name: value for name, value in said.keys.items() if value is not None}
    if len(named) > 1:
        raise BadForms(say("taught.bad.scope"))
    part, name = named[0] if named else ("table" if given else None, None)
    if part != "column" and "scope" in given:
        raise BadForms(say("taught.bad.row_scope"))
    if part != "table" and "task" in given:
        raise BadForms(say("taught.bad.task"))
    if str(given.get("year", "")).isdigit():
        given["year"] = int(given["year"])
    return Lesson(signature, part, name, given, said)


def teach_form(out: str, lesson: Callable[[], Lesson]) -> int:
    """Show a form, try what is said of it, or save it; the exit code."""
    return told(lambda: _teach(Path(out), lesson()))


def _teach(out: Path, lesson: Lesson) -> int:
    from pipeline.audit.forms import read_shapes
    from pipeline.audit.teaching import example_of, tables_of
    from pipeline.taught.file import read_forms, save_form
    from pipeline.taught.model import TaughtForm

    forms = read_forms(out)
    shapes = read_shapes(out)
    own = [shape for shape in shapes if shape.signature == lesson.signature]
    if not own:
        raise UnknownForm(lesson.signature)
    example = example_of(out, max(own, key=lambda shape: shape.unread + shape.doubtful))
    known = next((one for one in forms.form if one.signature == lesson.signature), None)
    before = known or TaughtForm(signature=lesson.signature, headers=own[0].form.headers)
    if not lesson.said and not lesson.options.forget:
        if lesson.part is not None:
            print(say("taught.nothing_said"), file=sys.stderr)
            return WRONG_USAGE
        show_form(before, own, example.heads, [example.below(c) for c in range(len(example.heads))])
        return 0
    require_name(own[0])
    form = with_lesson(before, lesson, example.heads)
    if lesson.options.dry_run:
        return _try(out, tables_of(shapes, form), form, lesson.options.as_json)
    save_form(out, form)
    print(say("taught.saved" if form.says else "taught.forgotten", signature=form.signature, path=str(out)))
    return 0


def _try(out: Path, shapes: "Sequence[Shape]", form: "TaughtForm", as_json: bool) -> int:
    from pipeline.audit.building import open_index
    from pipeline.audit.source import Sources
    from pipeline.audit.teaching import try_form
    from pipeline.taught.file import read_forms

    trial = try_form(Sources(open_index(out)), shapes, read_forms(out), form)
    if as_json:
        print_json([trial_to_json(trial)])
    else:
        draw_trial(trial)
    for path, error in trial.refused:
        message = say("error.file", path=path, message=error.message(choose_language()))
        print(harmless_on_terminal(message), file=sys.stderr)
    return 0


def with_lesson(form: "TaughtForm", lesson: Lesson, heads: Sequence[str]) -> "TaughtForm":
    """The form in which one part is what the lesson says. Raises BadForms."""
    from pipeline.audit.decisions import now
    from pipeline.taught.signature import fold

    held = form.model_dump(mode="json", by_alias=True, exclude_none=True)
    held |= {"who": lesson.options.who or getpass.getuser(), "when": now()}
    held |= {"why": lesson.options.why} if lesson.options.why is not None else {}
    said = dict(lesson.said)
    if lesson.part == "column":
        number = int(lesson.name or 0)
        if not 1 <= number <= len(heads):
            raise BadForms(say("taught.bad.column", column=number, columns=len(heads)))
        others = [one for one in held["column"] if one["column"] != number]
        added = [] if lesson.options.forget else [{"column": number, "header": heads[number - 1][:200], **said}]
        held["column"] = sorted([*others, *added], key=lambda one: one["column"])
    elif lesson.part == "row":
        others = [one for one in held["row"] if fold(one["label"]) != fold(str(lesson.name))]
        held["row"] = others if lesson.options.forget else [*others, {"label": str(lesson.name), **said}]
    elif lesson.part == "table":
        held["table"] = {} if lesson.options.forget else said
    else:
        held |= {"column": [], "row": [], "table": {}}
    return checked_form(held)


def require_name(shape: "Shape") -> None:
    """Raises BadForms where no word stands over a column of a form: it would be that of tables of any kind."""
    if not shape.form.is_named:
        raise BadForms(say("taught.bad.unnamed"))


def checked_form(held: Mapping[str, Any]) -> "TaughtForm":
    """A form of what somebody sent. Raises BadForms."""
    from pipeline.taught.file import told as why
    from pipeline.taught.model import TaughtForm

    try:
        return TaughtForm.model_validate(held)
    except ValidationError as error:
        raise BadForms(why(error, held)) from error


def show_form(
    form: "TaughtForm", shapes: "Sequence[Shape]", heads: Sequence[str], below: Sequence[Sequence[str]]
) -> None:  # fmt: skip
    """The columns of a form, what stands in them, and what was said of them."""
    documents = len({shape.doc_id for shape in shapes})
    counts = {"tables": f"{len(shapes):,}", "documents": f"{documents:,}"}
    table = Table(title=say("taught.form", signature=form.signature, **counts), title_justify="left")
    table.add_column(say("taught.column"), justify="right")
    for name in ("header", "below", "said"):
        table.add_column(say(f"taught.{name}"), overflow="fold")
    said = {one.column: one for one in form.column}
    for number, (head, texts) in enumerate(zip(heads, below, strict=True), 1):
        words = (harmless_on_terminal(text) for text in (head, " / ".join(" ".join(one.split()) for one in texts)))
        table.add_row(str(number), *(Text(word) for word in words), Text(in_words(said.get(number))))
    console = Console()
    console.print(table)
    if form.table.says:
        console.print(Text(f"{say('taught.table')}: {in_words(form.table)}"))
    for row in form.row:
        console.print(Text(harmless_on_terminal(f"{say('taught.row')} '{row.label}': {in_words(row)}")))
    if form.who:
        console.print(Text(harmless_on_terminal(f"{form.who} · {form.when} · {form.why}".rstrip(" ·")), "dim"))


def in_words(said: "Teaching | None") -> str:
    """What was said of a part, as a person reads it."""
    if said is None or not said.says:
        return ""
    held = said.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"column", "header", "label"})
    scope = held.pop("scope", "form")
    use = held.pop("is", None)
    parts = [use_name(str(use))] if use else []
    parts += [f"{key_name(name)} {value_name(name, value)}" for name, value in held.items()]
    return ", ".join([*parts, *([say(f"taught.scope.{scope}")] if scope != "form" else [])])


def use_name(use: str) -> str:
    """What people call a use of a column."""
    return say(f"taught.use.{use}")


def key_name(name: str) -> str:
    """What people call what may be said beside a use."""
    return say(f"taught.key.{name}")


def value_name(name: str, value: object) -> str:
    """A value as people read it."""
    from pipeline.taught.model import YEAR_WORDS

    if name == "reason":
        return reason_name(str(value))
    if value == "above" or (name in ("year", "indicator", "activity") and value in YEAR_WORDS):
        return say(f"taught.word.{value}")
    return f"{value:g}" if isinstance(value, float) else str(value)


def reason_name(reason: str) -> str:
    """What people call a reason of the ledger."""
    from pipeline.sinks import value_names

    return value_names("ledger_reason").get(reason, reason) if choose_language() == "ko" else reason


# -- dry run ---------------------------------------------------------------------------------------------------------


def trial_to_json(trial: "Trial") -> dict[str, Any]:
    """A dry run as one JSON object."""
    return {
        "documents": trial.documents,
        "tables": trial.tables,
        "changed_documents": trial.changed_documents,
        "rows": {name: {"before": old, "after": new} for name, (old, new) in trial.rows.items()},
        **trial.kinds,
        "examples": [{"path": one.path, "before": one.before, "after": one.after} for one in trial.examples],
        "refused": [{"path": path, "reason": error.reason} for path, error in trial.refused],
    }


def draw_trial(trial: "Trial") -> None:
    """What would change: counts and examples."""
    console = Console()
    counts = {name: f"{count:,}" for name, count in trial.kinds.items()}
    documents = {"documents": f"{trial.documents:,}", "tables": f"{trial.tables:,}"}
    console.print(Text(say("taught.trial", changed_documents=f"{trial.changed_documents:,}", **documents, **counts)))
    table = Table()
    table.add_column("")
    for name in ("before", "after"):
        table.add_column(say(f"taught.{name}"), justify="right")
    for name, (old, new) in trial.rows.items():
        table.add_row(count_name(name), f"{old:,}", f"{new:,}")
    console.print(table)
    for change in trial.examples:
        console.print(Text(harmless_on_terminal(change.path), "dim"))
        console.print(Text(harmless_on_terminal(f"  {row_in_words(change.before)}\n→ {row_in_words(change.after)}")))


def count_name(name: str) -> str:
    """What people call what is counted before and after."""
    return say(f"forms.{name}") if name in ("unread", "doubtful") else dataset_name(name)


def row_in_words(row: Mapping[str, Any] | None) -> str:
    """A row in one line, or that there is none."""
    if row is None:
        return say("taught.no_row")
    dataset = str(row["dataset"])
    words = f"{dataset_name(dataset)}: {about(dataset, row)}"
    return f"{words} = {content(dataset, row) or '—'}"


# -- words -----------------------------------------------------------------------------------------------------------

ROLES = {
    "target": "target",
    "result": "result",
    "task": "task",
    "goal": "goal",
    "activity": "category",
    "indicator": "kpi",
    "department": "department",
    "unit": "unit",
    "year": "schedule",
    "source": "source",
    "account": "account",
}
"""What is said of a column to the role of pipeline/korean/header_roles.csv that says so of its word."""
IGNORED_ROLES = {"ordinal": "no", "weight": "weight", "unit_price": "unit_price", "difference": "difference"}


def export_words(out: str) -> int:
    """The words over columns that were taught for everybody, as lines of header_roles.csv; the exit code."""

    def run() -> int:
        from pipeline.interpret.sites.headers import exact_role
        from pipeline.taught.file import read_forms
        from pipeline.taught.model import wide_words

        require_output(Path(out))
        columns = [one for form in read_forms(Path(out)).form for one, _ in wide_words(form) if one.scope == "program"]
        lines = {f"{role},{csv_word(one.header)}" for one in columns if (role := role_of_use(one)) is not None}
        new = sorted(line for line in lines if exact_role(line.partition(",")[2].strip('"')) is None)
        for line in new:
            print(harmless_on_terminal(line))
        print(say("taught.words" if new else "taught.no_words", count=f"{len(new):,}"), file=sys.stderr)
        return 0

    return told(run)


def role_of_use(said: "Teaching") -> str | None:
    """The role that a word over such columns has, None where no role says so."""
    if said.use == "amount":
        return "executed" if said.basis == "집행" else "budget"
    if said.use == "ignore":
        return IGNORED_ROLES.get(said.reason or "", "note")
    return ROLES.get(said.use or "")


def csv_word(text: str) -> str:
    """A word as the list has it: without blanks and years, quoted where it must be."""
    from pipeline.interpret.sites.headers import header_words
    from pipeline.korean.names import compact

    word = compact(header_words(text)) or compact(text)
    return f'"{word}"' if "," in word or '"' in word else word
