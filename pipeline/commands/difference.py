"""`kplan diff`: what a new output says otherwise, document by document, as a person reads it."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.output import print_json, told
from pipeline.commands.wording import VALUE_COLUMNS, about, column_name, content, dataset_name, value_to_text
from pipeline.exit_codes import DIFFERENT
from pipeline.messages import say
from pipeline.sinks.difference import KINDS, Difference, diff_outputs
from schemas.records import DATASETS

STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
DETAILS = frozenset({"checks", "ledger", "tables", "cells"})
"""Datasets that follow from the others; they are counted, and shown where all is asked for."""


def show_differences(old: str, new: str, everything: bool, as_json: bool) -> int:
    """Print how much differs, then what; 0 where nothing does, 1 where something does, as diff(1)."""

    def run() -> int:
        differences = diff_outputs(Path(old), Path(new))
        if as_json:
            print_json(difference_to_line(difference) for difference in differences)
            return DIFFERENT if differences else 0
        console = Console()
        if not differences:
            console.print(say("diff.none"))
            return 0
        console.print(draw_counts(differences))
        shown = [one for one in differences if everything or one.dataset not in DETAILS]
        for path, group in groupby(shown, key=lambda difference: difference.path):
            console.print(Text(f"\n{path}", "bold"), soft_wrap=True)
            for line in draw_document(list(group)):
                console.print(line, soft_wrap=True)
        if left := len(differences) - len(shown):
            console.print(Text("\n" + say("diff.more", count=f"{left:,}"), "dim"))
        return DIFFERENT

    return told(run)


def difference_to_line(difference: Difference) -> dict[str, object]:
    """A difference as JSON has it."""
    line = {name: value for name, value in asdict(difference).items() if name != "row"}
    plain: dict[str, object] = json.loads(json.dumps(line, default=str))
    return plain


def draw_counts(differences: Sequence[Difference]) -> Table:
    """A row a dataset: how many rows were changed, added, removed."""
    counts = Counter((difference.dataset, difference.kind) for difference in differences)
    table = Table(title=say("diff.count", count=f"{len(differences):,}"), title_justify="left")
    table.add_column(say("load.dataset"))
    for kind in KINDS:
        table.add_column(say(f"diff.{kind}"), justify="right")
    for dataset in DATASETS:
        if any(counts[dataset, kind] for kind in KINDS):
            table.add_row(dataset_name(dataset), *(f"{counts[dataset, kind]:,}" for kind in KINDS))
    return table


def draw_document(differences: Sequence[Difference]) -> Iterator[Text]:
    """What differs in one document; of one that is new or gone, how many rows of each dataset it has."""
    whole = {one.kind for one in differences if one.dataset == "documents" and one.kind != "changed"}
    for difference in differences:
        if difference.dataset == "documents" or difference.kind not in whole:
            yield draw_difference(difference)
    for kind in sorted(whole):
        counts = Counter(one.dataset for one in differences if one.kind == kind and one.dataset != "documents")
        named = (say("diff.rows", label=dataset_name(name), count=f"{count:,}") for name, count in counts.items())
        if counts:
            yield Text("    " + ", ".join(named), "dim")


def draw_difference(difference: Difference) -> Text:
    """One line: what happened, to what, and what it says now or said before."""
    dataset, row = difference.dataset, difference.row
    line = Text("  ").append(say(f"diff.{difference.kind}"), STYLES[difference.kind])
    line.append(f" {dataset_name(dataset)} {about(dataset, row)}".rstrip())
    if difference.kind == "changed":
        return line.append("  " + ", ".join(changes(difference)))
    return line.append(f"  {content(dataset, row)}".rstrip())


def changes(difference: Difference) -> Iterator[str]:
    """`10명 → 12명`; the name of the column before any other value."""
    dataset, row = difference.dataset, difference.row
    value = VALUE_COLUMNS.get(dataset, frozenset())
    if value & difference.before.keys():
        yield f"{value_to_text(dataset, {**row, **difference.before}) or '-'} → {value_to_text(dataset, row) or '-'}"
    for name, before in difference.before.items():
        if name not in value:
            texts = ("-" if side in (None, "") else str(side) for side in (before, difference.after[name]))
            yield f"{column_name(dataset, name)} {' → '.join(texts)}"
