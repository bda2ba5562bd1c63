"""What an auditor is told (findings), what was checked (checks), and where every number went (the ledger)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.source import BoundingBox

Severity = Literal["error", "warn", "info"]

Reason = Literal[
    "date",
    "law",
    "phone",
    "code",
    "ordinal",
    "criterion",
    "interval",
    "name",
    "declared_count",
    "registry",
    "attachment",
    "list_marker",
    "address",
    "difference",
    "unit_price",
    "weight",
    "restated",
    "duplicate",
    "masked",
    "page",
    "not_a_plan",
    "unread",
    "other",
]


def column(korean: str, english: str, **constraints: object) -> object:
    """A column's Korean label and its description; every other form of the schema is generated from these."""
    return Field(title=korean, description=english, **constraints)  # type: ignore[call-overload]


class Record(BaseModel):
    """Base of every dataset row."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Record):
    """Something an auditor should look at. The printed values stay as they are."""

    rule: Annotated[str, column("규칙", "name of the rule")]
    severity: Annotated[Severity, column("심각도", "error, warn or info")]
    doc_id: Annotated[str, column("문서 ID", "sha256 of the file")] = ""
    message: Annotated[str, column("내용", "what disagrees, as a sentence in Korean")]
    numbers: Annotated[dict[str, float | int | str | None], column("숫자", "the numbers compared, by name")] = {}
    row_ids: Annotated[tuple[str, ...], column("관련 행", "row_id of the rows concerned")] = ()
    raw: Annotated[str | None, column("원문", "source text concerned")] = None
    page: Annotated[int | None, column("쪽", "1-based page")] = None
    block: Annotated[int | None, column("블록", "block number in reading order")] = None
    row: Annotated[int | None, column("행", "0-based row of the cell")] = None
    col: Annotated[int | None, column("열", "0-based column of the cell")] = None
    lines: Annotated[tuple[int, ...], column("줄", "1-based lines of a text file")] = ()


class Check(Record):
    """How often a rule was applied to a document and how often it passed."""

    doc_id: Annotated[str, column("문서 ID", "sha256 of the file")] = ""
    rule: Annotated[str, column("규칙", "name of the rule")]
    applied: Annotated[int, column("적용", "how often the rule applied")]
    passed: Annotated[int, column("통과", "how often it held")]


class Number(Record):
    """A ledger line: one numeric expression of the source, and the row it became or the reason why not."""

    doc_id: Annotated[str, column("문서 ID", "sha256 of the file")] = ""
    raw: Annotated[str, column("원문", "the expression as printed")]
    reason: Annotated[Reason | None, column("사유", "why it is not the value of a row")] = None
    row_id: Annotated[str | None, column("행 ID", "the row it became")] = None
    page: Annotated[int | None, column("쪽", "1-based page")] = None
    block: Annotated[int | None, column("블록", "block number in reading order")] = None
    row: Annotated[int | None, column("행", "0-based row of the cell")] = None
    col: Annotated[int | None, column("열", "0-based column of the cell")] = None
    line: Annotated[int | None, column("줄", "1-based line of a text file")] = None
    bbox: Annotated[BoundingBox | None, column("영역", "x0, top, x1, bottom in points")] = None
