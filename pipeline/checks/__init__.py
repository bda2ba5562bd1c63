"""Rows to findings: each rule is one short function whose docstring is the rule."""

from collections.abc import Callable, Iterator

from pipeline.checks.sums import shares, sum_mismatch
from pipeline.interpret.notebook import Notebook, Outcome

Rule = Callable[[Notebook], Iterator[Outcome]]

CHECKS: dict[str, Rule] = {
    "sum_mismatch": sum_mismatch,
    "shares": shares,
}
"""Rules over all rows of a document; what a reader sees while reading it notes itself."""


def run_checks(book: Notebook) -> list[Outcome]:
    """What the readers noted, and the outcome of every rule."""
    return [*book.outcomes, *(outcome for rule in CHECKS.values() for outcome in rule(book))]
