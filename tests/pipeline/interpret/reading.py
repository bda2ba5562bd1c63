"""A text read in one step, and what it gives in few words, for the tests of interpretation."""

from collections.abc import Sequence
from typing import Any

from extractors import extract
from pipeline.interpret.interpretation import Interpretation, Settings, interpret

DEFAULT = Settings()
PLAN = "2024년 느티시 주요업무계획\n\n"
REPORT = "2023년 느티시 주요업무 추진실적\n\n"
"""How the plan and the report of an invented city begin."""


def read(text: str, settings: Settings = DEFAULT) -> Interpretation:
    """Interpret a document given as text."""
    return interpret(extract(text.encode(), "plan.txt"), "plan.txt", settings)


def pick(rows: Sequence[Any], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(getattr(row, name) for name in names) for row in rows]


def left(result: Interpretation) -> list[tuple[str, str | None]]:
    """The numbers that are no row, each with its reason."""
    return [(number.raw, number.reason) for number in result.numbers if number.row_id is None]


def rules(result: Interpretation) -> set[str]:
    """The rules of the findings."""
    return {finding.rule for finding in result.findings}
