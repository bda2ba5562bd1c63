"""Rows to findings: each rule is one short function whose docstring is the rule.

A rule looks at the review of one document and yields an outcome for every time it applies: held, or not and why.
Where it does not apply it yields nothing. What a reader sees while it reads a cell, it notes itself under the same
rule names (label_without_number, unit_missing, code_repaired, stray_separator, alignment, cell_missing, ...).
"""

from collections.abc import Callable, Iterator

from pipeline.checks.amounts import budget_unspent, total_conflict
from pipeline.checks.declared import declared_counts
from pipeline.checks.products import product_mismatch
from pipeline.checks.schedules import period_gap
from pipeline.checks.sums import shares, sum_mismatch
from pipeline.checks.targets import (
    count_ambiguous,
    no_targets,
    rate_without_base,
    target_below_last_result,
    target_conflict,
    target_without_result,
)
from pipeline.interpret.review import Review
from pipeline.interpret.types import Outcome

Rule = Callable[[Review], Iterator[Outcome]]

CHECKS: dict[str, Rule] = {
    "sum_mismatch": sum_mismatch,
    "shares": shares,
    "product_mismatch": product_mismatch,
    "total_conflict": total_conflict,
    "budget_unspent": budget_unspent,
    "declared_counts": declared_counts,
    "period_gap": period_gap,
    "no_targets": no_targets,
    "target_below_last_result": target_below_last_result,
    "target_conflict": target_conflict,
    "target_without_result": target_without_result,
    "rate_without_base": rate_without_base,
    "count_ambiguous": count_ambiguous,
}
"""The rules over all rows of a document, in the order in which their findings are listed."""


def run_checks(review: Review) -> list[Outcome]:
    """What the reading saw, and the outcome of every rule."""
    return [*review.outcomes, *(outcome for rule in CHECKS.values() for outcome in rule(review))]
