"""The words that the rooms of the interpretation speak: where a value can stand, what it is told to be, and why.

Everything is frozen. A Site is an observation; a Fact is a site with an answer to every question, each answer with the
rule that gave it; a Left is a number that became no fact, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from pipeline.interpret.sites.amounts import Amount
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.text.segments import Segment
from pipeline.korean.periods import Span
from pipeline.korean.scan import Expression
from pipeline.korean.units import Unit
from schemas.finding import Reason, Severity

Dataset = Literal["plan", "budget", "result"]
T = TypeVar("T")

VALUE_COLUMN: dict[Dataset, str] = {"plan": "target", "budget": "amount_krw", "result": "value"}
"""The column that holds the number of a row."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why an answer was given: the name of the rule and the words that it rests on."""

    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """An answer with its reason."""

    value: T
    because: Because


@dataclass(frozen=True, slots=True)
class Card:
    """What the key-value lines of one card, or the label cells of one row, say of all that stands in it.

    accounts   value of each level of the budget (회계, 분야, ..., 예산과목) in the order of the levels
    span       the period of the task, whole or in part
    first      the label that said the first thing: where it comes again, another card begins
    region     the government that a column of governments names
    """

    task: str | None = None
    task_code: str | None = None
    goal: str | None = None
    department: str | None = None
    team: str | None = None
    officer: str | None = None
    year: int | None = None
    span: Span | None = None
    accounts: tuple[str, ...] = ()
    status: str | None = None
    first: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Where in the document a site stands: the headings and items above it, outermost first, and its card.

    carried is the year of a heading that holds on; spoken what the word of a sentence above adds to the year; topic the
    project that the paragraphs of a speech were about so far; subject what the speech was announced to be about; part
    the half of a year that it was announced to tell of; office the one that a speech came to (`도로과입니다.`);
    statement the part of a budget that it came to (`일반회계 세입예산안입니다.`).
    """

    path: tuple[Node, ...] = ()
    card: int = 0
    carried: int | None = None
    spoken: int | None = None
    topic: str | None = None
    subject: str | None = None
    part: Span | None = None
    office: str | None = None
    statement: str | None = None

    @property
    def headings(self) -> tuple[Node, ...]:
        """The headings above, nearest first."""
        return tuple(node for node in reversed(self.path) if node.heading)

    @property
    def lead(self) -> Segment | None:
        """The head of the sentence that the site stands in as an entry of its list."""
        head = self.parent.segment if self.parent is not None else None
        return head if head is not None and head.closing and self.path[-1].segment.closing else None

    @property
    def parent(self) -> Node | None:
        """The line directly above the one that the site stands in."""
        return self.path[-2] if len(self.path) > 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """The label cells of a body row.

    labels   the words of the label cells, outermost first
    head     the last label read as a header: it may name a measure, a source, a year
    kpis     성과지표 of the row; account: 예산과목 of the row; total: whether the row adds up others
    book     a line of a budget book, whose names are accounts and no labels
    """

    index: int
    labels: tuple[str, ...] = ()
    head: Head = field(default_factory=Head)
    card: Card = field(default_factory=Card)
    kpis: tuple[str, ...] = ()
    unit: Unit | None = None
    account: str | None = None
    source: str | None = None
    span: Span | None = None
    total: bool = False
    book: bool = False

    @property
    def label(self) -> str | None:
        return self.labels[-1] if self.labels else None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as far as all its cells share it. title are the words of its caption; as_of its 기준일.

    plain_won: no unit stands anywhere, and its amounts are so large that they can only be won.
    """

    number: int
    heads: tuple[Head, ...]
    title: str | None = None
    units: tuple[Unit, ...] = ()
    as_of: Span | None = None
    span: Span | None = None
    task_column: bool = False
    plain_won: bool = False
    inferred: bool = False
    stitched: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What a person taught of the place of a site: question to the answer and the words that it is about."""

    answers: Mapping[str, tuple[Any, str]]

    def get(self, question: str) -> tuple[Any, str] | None:
        """What was taught, None where nothing was."""
        return self.answers.get(question)


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a value stands, or where words stand for one.

    start, end   the stretch of the paragraph whose words speak of this value alone
    expression   the number; None where the site is an item in words
    label        the words before the colon of the line, of a form's label cell
    under        the form's label cell, where the entry has words before a colon of its own
    before       the words just before the number, after those
    row, column  in a table: its row labels and its column header, with the cell's place
    amount       what the text itself says of an amount: its sources, its share, its worth
    entry        which of several numbers of its cell or line
    lines        all paragraphs of an item that is written over several
    kind         what the place is: line, cell, form, content (of a task), schedule, event, status
    taught       what a person said of it, where it stands in a table of a form that was taught
    """

    segment: Segment
    start: int
    end: int
    section: Section
    expression: Expression | None = None
    amount: Amount | None = None
    label: str | None = None
    under: str | None = None
    before: str | None = None
    after: str | None = None
    grid: Grid | None = None
    row: Row | None = None
    column: Head | None = None
    cell: tuple[int, int] | None = None
    span: Span | None = None
    entry: int = 0
    bracketed: bool = False
    kind: str = "line"
    lines: tuple[Segment, ...] = ()
    taught: Taught | None = None

    @property
    def text(self) -> str:
        return self.segment.text[self.start : self.end]

    @property
    def node(self) -> Node | None:
        """The line of the outline that the site stands in."""
        return self.section.path[-1] if self.section.path else None


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A row of a dataset before it has an identity: every column with its value, and why.

    claims   the expressions of its own text that it uses up
    beside   the sites of other cells whose numbers it uses up: the share in the column after an amount
    """

    site: Site
    dataset: Dataset
    fields: Mapping[str, Any]
    why: Mapping[str, Because]
    claims: tuple[Expression, ...] = ()
    beside: tuple[Site, ...] = ()

    @property
    def segment(self) -> Segment:
        return self.site.segment

    def with_beside(self, site: Site) -> "Fact":
        """The fact that uses up the number of another site too."""
        return replace(self, beside=(*self.beside, site))

    @property
    def start(self) -> int:
        return self.claims[0].start if self.claims else self.site.start

    @property
    def value(self) -> float | None:
        """The number of the row, whatever its column is called."""
        return self.fields.get(VALUE_COLUMN[self.dataset])

    def get(self, column: str) -> Any:
        return self.fields.get(column)

    @property
    def period(self) -> tuple[int | None, date | None, date | None]:
        return self.fields.get("fiscal_year"), self.fields.get("period_start"), self.fields.get("period_end")

    def told(self, because: Because, **fields: Any) -> "Fact":
        """The same fact with other values in some columns, for one reason."""
        return replace(self, fields={**self.fields, **fields}, why={**self.why, **dict.fromkeys(fields, because)})


@dataclass(frozen=True, slots=True)
class Left:
    """A number that is no value of a row."""

    site: Site
    reason: Reason
    because: Because


@dataclass(frozen=True, slots=True)
class Outcome:
    """One application of a check: held, or not and why. A check that does not apply leaves no outcome."""

    rule: str
    passed: bool
    severity: Severity = "warn"
    message: str = ""
    numbers: Mapping[str, float | int | str | None] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed total and the parts that should add up to it. name says of what."""

    name: str
    total: Fact
    parts: tuple[Fact, ...]
