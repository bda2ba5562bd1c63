"""What the readers of paragraphs and tables write down: drafts of rows, and what they saw that an auditor must know."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.interpret.context import Context, Dataset, Draft
from pipeline.interpret.facts import Facts
from pipeline.interpret.segments import Ledger, Segment
from pipeline.korean.scan import Expression
from pipeline.korean.spacing import Spelling
from schemas.finding import Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """One application of a rule: held, or not and why. A rule that does not apply leaves no outcome."""

    rule: str
    passed: bool
    severity: Severity = "warn"
    message: str = ""
    numbers: dict[str, float | int | str | None] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed total and the parts that should add up to it. name says of what."""

    name: str
    total: Draft
    parts: tuple[Draft, ...]


@dataclass(slots=True)
class Notebook:
    """The growing result of reading one document. unitless holds the tables told to have amounts without a unit."""

    facts: Facts
    ledger: Ledger
    spelling: Spelling
    drafts: list[Draft] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    unitless: set[int | None] = field(default_factory=set)
    schedules: list[tuple[Segment, tuple[int, ...]]] = field(default_factory=list)

    def add(
        self,
        dataset: Dataset,
        segment: Segment,
        context: Context,
        claims: tuple[Expression, ...] = (),
        at: int = 0,
        **fields: Any,
    ) -> Draft:
        """Write down one row."""
        draft = Draft(dataset, segment, context, fields, claims, at)
        self.drafts.append(draft)
        return draft

    def note(
        self,
        rule: str,
        severity: Severity,
        message: str,
        *segments: Segment,
        drafts: tuple[Draft, ...] = (),
        **numbers: float | int | str | None,
    ) -> None:
        """Write down that a rule did not hold."""
        self.outcomes.append(Outcome(rule, False, severity, message, numbers, segments, drafts))

    def passed(self, rule: str, *segments: Segment) -> None:
        """Write down that a rule was applied and held."""
        self.outcomes.append(Outcome(rule, True, segments=segments))


def quantity_fields(dataset: Dataset, expression: Expression, **fields: Any) -> dict[str, Any]:
    """The columns of a counted fact."""
    value = "target" if dataset == "plan" else "value"
    return {
        value: expression.value,
        "unit": expression.unit,
        "comparator": expression.comparator,
        "cumulative": expression.cumulative,
        **fields,
    }
