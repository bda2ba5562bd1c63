"""`kplan forms`, `kplan gold`, `kplan eval` and `kplan report`: what comes of a review, without a browser."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import harmless_on_terminal, print_json, told
from pipeline.commands.wording import dataset_name
from pipeline.messages import choose_language, say
from pipeline.sinks import value_names
from pipeline.sinks.parquet import require_output
from schemas.errors import Exists, Unwritable

SHOWN_FORMS = 20


def list_forms(out: str, everything: bool, as_json: bool) -> int:
    """Forms of tables by what is unread or doubtful in them; the exit code."""

    def run() -> int:
        from dataclasses import asdict

        from pipeline.audit.forms import group_forms, read_shapes
        from pipeline.taught.file import read_forms

        taught = read_forms(Path(out)).by_signature
        forms = group_forms(read_shapes(Path(out)), everything)
        if as_json:
            print_json([{**asdict(f), "weight": f.weight, "taught": f.signature in taught} for f in forms])
            return 0
        if not forms:
            print(say("ask.none"))
            return 0
        table = Table(title=say("forms.title", count=f"{len(forms):,}"), title_justify="left")
        for head in ("unread", "doubtful", "documents", "tables"):
            table.add_column(say(f"forms.{head}"), justify="right")
        for head in ("headers", "signature", "example"):
            table.add_column(say(f"forms.{head}"), overflow="fold")
        for form in forms[: None if everything else SHOWN_FORMS]:
            counts = (form.unread, form.doubtful, form.documents, form.tables)
            words = harmless_on_terminal("\n".join(form.headers))
            mark = f"{form.signature} ({say('audit.taught')})" if form.signature in taught else form.signature
            table.add_row(*(f"{count:,}" for count in counts), Text(words), mark, Text(form.examples[0][1]))
        console = Console()
        console.print(table)
        if not everything and len(forms) > SHOWN_FORMS:
            console.print(Text(say("ask.more", count=f"{len(forms) - SHOWN_FORMS:,}"), "dim"))
        return 0

    return told(run)


def print_gold(out: str) -> int:
    """Decided rows as gold, one JSON object a line; the exit code."""

    def run() -> int:
        from pipeline.audit.building import open_index
        from pipeline.audit.gold import gold_rows

        print_json(gold_rows(open_index(Path(out))))
        return 0

    return told(run)


def evaluate(out: str, gold: str, as_json: bool) -> int:
    """An output against gold; the exit code."""

    def run() -> int:
        from pipeline.audit.gold import read_gold, score_output

        require_output(Path(out))
        found = score_output(Path(out), read_gold(Path(gold)))
        if as_json:
            print_json([found])
            return 0
        console = Console()
        console.print(draw_levels(found))
        console.print(draw_confidence(found["confidence"]))
        return 0

    return told(run)


def draw_levels(found: Mapping[str, Any]) -> Table:
    """Precision, recall and F1 by dataset and level."""
    title = say("eval.title", gold=f"{found['gold']:,}", documents=f"{found['documents']:,}")
    table = Table(title=title, title_justify="left")
    table.add_column(say("eval.dataset"))
    table.add_column(say("eval.level"))
    for head in ("precision", "recall", "f1", "right", "extra", "missing"):
        table.add_column(say(f"eval.{head}"), justify="right")
    for kind, levels in found["levels"].items():
        if kind != "all" and not any(levels["value"][name] for name in ("right", "extra", "missing")):
            continue
        for level, figures in levels.items():
            shares = (f"{figures[name]:.3f}" for name in ("precision", "recall", "f1"))
            counts = (f"{figures[name]:,}" for name in ("right", "extra", "missing"))
            table.add_row(say("eval.all") if kind == "all" else dataset_name(kind), level, *shares, *counts)
    return table


def draw_confidence(classes: Mapping[str, Any]) -> Table:
    """How many rows of each class of confidence are right."""
    table = Table(title=say("eval.confidence"), title_justify="left")
    table.add_column(say("eval.class"))
    table.add_column(say("eval.rows"), justify="right")
    levels = ("value", "core", "named", "strict")
    for level in levels:
        table.add_column(level, justify="right")
    for name, held in classes.items():
        shares = ("-" if held["precision"][one] is None else f"{held['precision'][one]:.3f}" for one in levels)
        korean = choose_language() == "ko"
        table.add_row(value_names("confidence")[name] if korean else name, f"{held['rows']:,}", *shares)
    return table


def write_html(out: str, target: str, force: bool) -> int:
    """The report on an output as one HTML file; the exit code."""

    def run() -> int:
        from pipeline.audit.report import report_html
        from pipeline.commands.audit import require_audit

        require_audit()
        file = Path(target)
        if file.exists() and not force:
            raise Exists(target)
        text = report_html(Path(out))
        aside = file.with_name(f".{file.name}.tmp")
        try:
            aside.write_text(text, encoding="utf-8")
            os.replace(aside, file)
        except OSError as error:
            raise Unwritable(f"{target}: {error.strerror}") from error
        print(say("report.html_written", path=target, size=f"{len(text.encode()) / 1024:,.0f}"))
        return 0

    return told(run)
