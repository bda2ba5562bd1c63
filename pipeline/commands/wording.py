"""A row in words: what it is about, what it says, where it stands."""

import json
from collections.abc import Mapping
from functools import cache

from pipeline.korean.lookups import csv_rows
from pipeline.messages import choose_language, say
from pipeline.messages.particles import choose_particles
from pipeline.sinks import LABELS
from schemas.dictionary import model_to_columns
from schemas.records import DATASETS

Row = Mapping[str, object]
ABOUT: dict[str, tuple[str, ...]] = {
    "documents": (),
    "plan": ("fiscal_year", "task", "activity", "indicator"),
    "budget": ("fiscal_year", "task", "activity", "account", "indicator", "basis", "source"),
    "result": ("fiscal_year", "task", "activity", "indicator"),
    "findings": ("rule",),
    "checks": ("rule",),
    "ledger": ("raw",),
}
"""Columns that tell a person which row of a dataset it is."""
NUMBERS: dict[str, str] = {"plan": "target", "budget": "amount_krw", "result": "value"}
"""The column of a dataset that holds its number."""
WORDS: dict[str, tuple[str, ...]] = {
    "documents": ("title", "message"),
    "plan": ("target_text",),
    "budget": (),
    "result": ("value_text", "status"),
    "findings": ("message",),
    "checks": (),
    "ledger": ("reason",),
    "tables": ("caption",),
    "cells": ("text",),
}
"""Columns that say in words what a row says."""
VALUE_COLUMNS: dict[str, frozenset[str]] = {
    "plan": frozenset({"target", "upper", "unit", "comparator"}),
    "budget": frozenset({"amount_krw"}),
    "result": frozenset({"value", "upper", "unit", "comparator"}),
}
"""Columns that together are one value: `>= 3~4회`."""


def dataset_name(dataset: str) -> str:
    """What people call a dataset."""
    return LABELS[dataset] if choose_language() == "ko" else dataset


def column_name(dataset: str, name: str) -> str:
    """What people call a column."""
    if choose_language() != "ko":
        return name
    return next(column.korean for column in model_to_columns(DATASETS[dataset]) if column.name == name)


def about(dataset: str, row: Row) -> str:
    """`2026 · 나루터 정비 · 국비`; for a cell its place."""
    if dataset in ("tables", "cells"):
        return cell_name(row)
    named = (row.get(name) for name in ABOUT[dataset])
    return " · ".join(str(part) for part in named if part not in (None, ""))


def cell_name(row: Row) -> str:
    """`표 3 2행 1열`, counted from 1."""
    table, number, col = (row.get(name) for name in ("table", "row", "col"))
    words = [say("show.table", number=table + 1)] if isinstance(table, int) else []
    if isinstance(number, int) and isinstance(col, int):
        words.append(say("show.place.cell", row=number + 1, col=col + 1))
    return " ".join(words)


def number_to_text(value: float | int) -> str:
    """`84,000,000`, `0.5`: thousands apart, no `.0`."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def value_to_text(dataset: str, row: Row) -> str:
    """The number of a row with its unit, as people write it; empty where it has none."""
    value = row.get(NUMBERS.get(dataset, ""))
    if not isinstance(value, int | float):
        return ""
    upper, comparator = row.get("upper"), row.get("comparator", "=")
    span = f"~{number_to_text(upper)}" if isinstance(upper, int | float) else ""
    unit = "원" if dataset == "budget" else row.get("unit") or ""
    sign = "" if comparator in ("=", None) else f"{comparator} "
    return f"{sign}{number_to_text(value)}{span}{unit}"


def content(dataset: str, row: Row) -> str:
    """What a row says: its number, or else its words."""
    words = (str(row[name]) for name in WORDS[dataset] if row.get(name) not in (None, ""))
    return value_to_text(dataset, row) or " ".join(words)


def rule_names() -> dict[str, str]:
    """Rule of a finding to what it says, in the language of the locale."""
    return _rule_names("korean" if choose_language() == "ko" else "english")


@cache
def _rule_names(language: str) -> dict[str, str]:
    return {row["rule"]: row[language] for row in csv_rows("pipeline.checks", "rules.csv")}


def rule_name(rule: str) -> str:
    """What a rule says; its own name where the list of rules has it not."""
    return rule_names().get(rule, rule)


def finding_sentence(row: Row) -> str:
    """What disagrees. The sentences are Korean; in English it is the rule, the numbers compared and the source text."""
    if choose_language() == "ko":
        return choose_particles(str(row["message"]))
    held = row.get("numbers") or {}
    numbers = json.loads(held) if isinstance(held, str) else dict(held) if isinstance(held, Mapping) else {}
    compared = ", ".join(
        number_to_text(value) if isinstance(value, int | float) else str(value)
        for value in numbers.values()
        if value is not None
    )
    parts = [rule_name(str(row["rule"])), f"({compared})" * bool(compared), f"“{row['raw']}”" * bool(row.get("raw"))]
    return " ".join(filter(None, parts))
