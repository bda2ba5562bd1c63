"""What people decided on rows: decisions.jsonl in the output, one line a decision, only ever added to.

A decision says which row it is about (the key of the fact and where in the document it stands), what was seen, what was
decided, by whom and when. The last one that was not taken back holds.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from schemas.errors import BadDecisions
from schemas.records import Budget, Plan, Result

DECISIONS = "decisions.jsonl"
"""Name of the file below the output."""
Action = Literal["accept", "correct", "reject", "defer", "add", "undo"]
ROW_ACTIONS: tuple[Action, ...] = ("accept", "correct", "reject", "defer", "undo")
"""What is decided on a row that was extracted; `add` makes one of a number of the ledger."""
FACT_MODELS: dict[str, type[Plan] | type[Budget] | type[Result]] = {"plan": Plan, "budget": Budget, "result": Result}
VALUE_COLUMNS: dict[str, tuple[str, ...]] = {
    "plan": ("target", "upper", "target_text", "unit", "comparator"),
    "budget": ("amount_krw", "source", "basis", "share"),
    "result": ("value", "upper", "value_text", "unit", "comparator", "status"),
}
"""Columns that together are what a row of the dataset says: where one of them changes, a decision is asked for anew."""
CONTENT: dict[str, tuple[str, ...]] = {
    "plan": ("target", "target_text"),
    "budget": ("amount_krw", "share"),
    "result": ("value", "value_text", "status"),
}
"""Columns of which a row holds one at least; it says nothing else."""
UNDECIDED = frozenset(
    {
        *("row_id", "doc_id", "fact_key", "task_key", "raw", "page", "block", "row", "col", "line", "bbox"),
        *("confidence", "confidence_reason", "review", "extracted"),
    }
)
"""Columns that nobody decides: identities, evidence, and what follows from others."""
LONGEST = 4000
"""Characters of a text that a person may write."""


class Anchor(BaseModel):
    """Where a fact stands in its document, by content.

    heading     goal, task and activity above it
    table       signature of its table, empty outside of one
    row, column names of its row and column
    measure     what is measured: indicator, unit; of an amount its source and basis too
    occurrence  how many of the same stood before it
    place       page, block, row, col, line
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    doc_id: str
    heading: tuple[str, ...] = ()
    table: str = ""
    row: str = ""
    column: str = ""
    measure: tuple[str, ...] = ()
    occurrence: int = 0
    place: tuple[int | None, ...] = ()


class Decision(BaseModel):
    """One decision on one row, or on a number that became none.

    about    a row that was extracted, or a number of the ledger of which a person makes a row
    fact_key of the row; of an added one the key that it gets
    seen     the row as it was extracted when it was decided on, without empty columns; the line of the ledger
    value    columns with what is right, of `correct` and `add` only
    undoes   the decision that is taken back, of `undo` only
    redacted whether the row came from an output without names
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision_id: str = Field(min_length=1, max_length=64)
    action: Action
    dataset: Literal["plan", "budget", "result"]
    about: Literal["row", "number"] = "row"
    fact_key: str | None
    anchor: Anchor
    seen: dict[str, Any]
    value: dict[str, Any] = {}
    reason: str = Field(default="", max_length=LONGEST)
    reviewer: str = Field(min_length=1, max_length=200)
    at: str
    kplan: str = ""
    undoes: str | None = None
    redacted: bool = False

    @model_validator(mode="after")
    def _has_what_its_action_needs(self) -> "Decision":
        if (self.action in ("correct", "add")) != bool(self.value):
            raise ValueError("`value` goes with `correct` and `add`, and only with them")
        if self.action != "undo" and (self.action == "add") != (self.about == "number"):
            raise ValueError("`add` goes with a number, and nothing else does")
        if (self.action == "undo") != (self.undoes is not None):
            raise ValueError("`undoes` goes with `undo`, and only with it")
        checked_value(self.dataset, self.value)
        if self.action == "add":
            missing = lacking(self.dataset, self.value)
            if missing:
                raise ValueError(f"`add` without {missing[0]}")
        return self


def checked_value(dataset: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The columns in the types of the contract, as JSON has them. Raises ValueError where a column is none that is
    decided on or its value is not of its type."""
    fields = FACT_MODELS[dataset].model_fields
    checked: dict[str, Any] = {}
    for name, given in value.items():
        if name not in fields or name in UNDECIDED:
            raise ValueError(f"{name}: not a column that can be corrected")
        adapter: TypeAdapter[Any] = TypeAdapter(fields[name].rebuild_annotation())
        try:
            checked[name] = adapter.dump_python(adapter.validate_python(given), mode="json")
        except ValidationError as error:
            raise ValueError(f"{name}: {error.errors()[0]['msg']}") from error
    return checked


def lacking(dataset: str, value: Mapping[str, Any]) -> list[str]:
    """Columns without which a new row says nothing: those that a row must have, and one of those that hold what it
    says, the first of which stands for all."""
    fields = FACT_MODELS[dataset].model_fields
    needed = [name for name, field in fields.items() if field.is_required() and name not in UNDECIDED]
    missing = [name for name in needed if value.get(name) is None]
    if all(value.get(name) is None for name in CONTENT[dataset]):
        missing.insert(0, CONTENT[dataset][0])
    return missing


def read_decisions(out: Path) -> list[Decision]:
    """Every decision in the order in which they were made, none where there is no file.

    Raises BadDecisions, with the number of the line, where a line is no decision.
    """
    try:
        text = (out / DECISIONS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise BadDecisions(f"{DECISIONS}: {error.reason}") from error
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(Decision.model_validate_json(line))
        except ValidationError as error:
            raise BadDecisions(f"{DECISIONS}:{number}: {error.errors()[0]['msg']}") from error
    return found


def append_decisions(out: Path, decisions: Iterable[Decision]) -> None:
    """Durably add lines to the file; writers wait for each other. A line that an earlier writer left half written is
    ended first, so that it cannot swallow the next."""
    lines = "".join(decision.model_dump_json(exclude_defaults=True) + "\n" for decision in decisions)
    descriptor = os.open(out / DECISIONS, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                lines = "\n" + lines
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def standing(decisions: Iterable[Decision], two: bool = False) -> list[Decision]:
    """The decisions that hold: of each row the last one that was not taken back; with `two`, the last one on which two
    people agree."""
    held = [stack[: _agreed(stack)] if two else stack for stack in stacks_of(decisions)]
    return [stack[-1] for stack in held if stack]


def proposals(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that wait for a second person: of each row the last one, where nobody else agreed with it."""
    return [stack[-1] for stack in stacks_of(decisions) if stack and _agreed(stack) < len(stack)]


def _agreed(stack: Sequence[Decision]) -> int:
    """How many decisions on one row there are up to the last one on which two people agree. Nobody need agree with
    one that only puts the row off."""
    for count in range(len(stack), 0, -1):
        if stack[count - 1].action == "defer" or any(
            one.reviewer != stack[count - 1].reviewer for one in _saying_so(stack[:count])
        ):
            return count
    return 0


def _saying_so(stack: Sequence[Decision]) -> Iterator[Decision]:
    """The last decisions on a row as far back as all say the same."""
    return takewhile(lambda one: is_same(one, stack[-1]), reversed(stack))


def is_same(one: Decision, other: Decision) -> bool:
    """Whether two people decided the same, and on the same value."""
    names = ("raw", *VALUE_COLUMNS[one.dataset])
    return (one.action, one.dataset, one.value) == (other.action, other.dataset, other.value) and all(
        same_value(one.seen.get(name), other.seen.get(name)) for name in names
    )


def stacks_of(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """The decisions on each row in their order, without those that were taken back."""
    stacks: dict[tuple[str, ...], list[Decision]] = {}
    for decision in decisions:
        stack = stacks.setdefault(subject(decision), [])
        if decision.action != "undo":
            stack.append(decision)
        else:
            stack[:] = [one for one in stack if one.decision_id != decision.undoes]
    return list(stacks.values())


def subject(decision: Decision) -> tuple[str, ...]:
    """What a decision is about: equal for two decisions on one row, and for two on one number of the ledger."""
    if decision.about == "number":
        told = json.dumps([*decision.anchor.place, decision.anchor.occurrence])
        return (decision.anchor.doc_id, "number", str(decision.seen.get("raw")), told)
    place = json.dumps(decision.anchor.place) if decision.fact_key is None else ""
    return (decision.anchor.doc_id, decision.dataset, decision.fact_key or "", place)


def new_id() -> str:
    """An id that no other decision has."""
    return secrets.token_hex(8)


def now() -> str:
    """The time as it stands in a decision."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def said(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without empty columns and without what no decision is about, as JSON has it."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if value is not None and (name == "raw" or name not in UNDECIDED) and name != "dataset"
    }


def differences(dataset: str, decision: Decision, row: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The columns that a decision rests on and that a row now says otherwise, each with what was seen and what is."""
    names: Sequence[str] = dict.fromkeys((*VALUE_COLUMNS[dataset], *decision.value))  # type: ignore[assignment]
    now_said = said(row)
    return {
        name: (decision.seen.get(name), now_said.get(name))
        for name in names
        if not same_value(decision.seen.get(name), now_said.get(name))
    }


def same_value(one: Any, other: Any) -> bool:
    """Whether two values of a column are one; 3 is 3.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)
