"""What a person taught of forms of tables: what a column, a row or a whole table of a form is.

One block a form. The model is closed: a key that it does not know, or one that says nothing where it stands, is an
error with a code, for which messages/forms.toml has a sentence.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from pipeline.korean.funding import find_source
from pipeline.korean.units import Unit, find_unit
from pipeline.taught.signature import SIGNATURE_DIGITS, fold, fold_header

ValueUse = Literal["target", "result", "amount"]
LabelUse = Literal["task", "goal", "activity", "indicator", "department", "unit", "year", "source", "account"]
Use = Literal[ValueUse, LabelUse, "ignore"]
VALUES: tuple[str, ...] = get_args(ValueUse)
"""Uses of what holds numbers: a plan's target, what was achieved, won."""
LABELS: tuple[str, ...] = get_args(LabelUse)
"""Uses of a column whose cells say something of the numbers of their row."""
YearWord = Literal["header", "document", "previous", "next"]
YEAR_WORDS: tuple[str, ...] = get_args(YearWord)
"""The year that the header names; that of the document, the one before, the one after."""
IgnoredReason = Literal[
    "other",
    "not_a_plan",
    "ordinal",
    "code",
    "name",
    "criterion",
    "weight",
    "unit_price",
    "difference",
    "restated",
    "interval",
    "date",
    "phone",
    "address",
    "registry",
    "page",
    "law",
]
REASONS: tuple[str, ...] = get_args(IgnoredReason)
"""Why numbers that a person says are none of the data are none; each stands in the ledger so."""
Basis = Literal["예산", "집행"]
Scope = Literal["form", "archive", "program"]
SCOPES: tuple[str, ...] = get_args(Scope)
"""For which tables the word over a column means so: those of the form, all of the archive, or those of everybody."""
FIRST_YEAR, LAST_YEAR = 1945, 2100
LONGEST = 200
HEADER = "header"
"""The words over the column, as the text of an indicator or an activity."""


def _shown(text: str) -> str:
    """A text that people write: one line, not blank."""
    if not text.strip() or any(ord(c) < ord(" ") or ord(c) == 0x7F for c in text):
        raise PydanticCustomError("blank", "a text of one line")
    return text.strip()


Line = Annotated[str, Field(max_length=LONGEST), AfterValidator(_shown)]


class Closed(BaseModel):
    """Base of what the file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Teaching(Closed):
    """What is said of a column, of a row or of a table; what is left out is read as without teaching.

    use       what its numbers or its texts are
    unit      in what numbers that print no unit are counted; scale: what each of them is multiplied by
    year      the year that they are about
    indicator, activity  the words that name the number and what it is about; `header` for those over the column
    source, basis        who pays its amounts, and whether they are planned or spent
    reason    why numbers that are ignored are none of the data
    """

    use: Use | None = Field(default=None, alias="is")
    unit: Line | None = None
    scale: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | YearWord | None = None
    indicator: Line | None = None
    activity: Line | None = None
    source: Line | None = None
    basis: Basis | None = None
    reason: IgnoredReason | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        said = {name for name in SAID if getattr(self, name) is not None}
        if self.use == "ignore" and said - {"reason"}:
            raise _not_beside(said - {"reason"}, self.use)
        if self.use in LABELS and said:
            raise _not_beside(said, str(self.use))
        if self.use != "ignore" and self.reason is not None:
            raise PydanticCustomError("reason_alone", "a reason goes with ignore")
        if self.scale is not None and self.unit is None:
            raise PydanticCustomError("scale_alone", "a scale goes with a unit")
        if self.use == "amount" and self.unit is not None and not self.counted_in().is_money:
            raise PydanticCustomError("no_money", "an amount in {unit}", {"unit": self.unit})
        if self.source is not None and find_source(self.source) is None:
            raise PydanticCustomError("no_source", "no source: {source}", {"source": self.source})
        return self

    def counted_in(self) -> Unit:
        """The unit with its scale, as printed where no list has it. Only where a unit was taught."""
        name = self.unit or ""
        unit = find_unit(name) or Unit(name, "other", 1.0)
        scale = self.scale or 1.0
        return Unit(unit.name, unit.dimension, unit.scale * scale, unit.times * scale)

    @property
    def says(self) -> bool:
        """Whether anything is said."""
        return self.use is not None or any(getattr(self, name) is not None for name in SAID)


SAID = ("unit", "scale", "year", "indicator", "activity", "source", "basis", "reason")
"""What may be said beside `is`."""


def _not_beside(names: set[str], use: str) -> PydanticCustomError:
    return PydanticCustomError("not_beside", "{names} beside {use}", {"names": ", ".join(sorted(names)), "use": use})


class TaughtColumn(Teaching):
    """A column by its number, counted from 1. header is what stands over it, for those who read the file."""

    column: Annotated[int, Field(ge=1, le=1000)]
    header: Annotated[str, Field(max_length=LONGEST)] = ""
    scope: Scope = "form"


class TaughtRow(Teaching):
    """A row by the words of one of its cells."""

    label: Line

    @model_validator(mode="after")
    def _is_a_row(self) -> Self:
        if not fold(self.label):
            raise PydanticCustomError("blank", "a text of one line")
        if self.use in LABELS:
            raise PydanticCustomError("no_label", "{use} is of columns", {"use": self.use})
        return self


class TaughtTable(Teaching):
    """The whole table. task: `above` where a row with one cell and no number names the task of those below it."""

    task: Literal["above"] | None = None

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        if self.use in LABELS:
            raise PydanticCustomError("no_label", "{use} is of columns", {"use": self.use})
        if self.use == "ignore" and self.task is not None:
            raise _not_beside({"task"}, "ignore")
        return self

    @property
    def says(self) -> bool:
        """Whether anything is said."""
        return self.task is not None or super().says


class TaughtForm(Closed):
    """All that is said of one form, by whom, when and why. headers are its folded words, for those who read it."""

    signature: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{SIGNATURE_DIGITS}}}$")]
    headers: tuple[str, ...] = ()
    who: Annotated[str, Field(max_length=LONGEST)] = ""
    when: Annotated[str, BeforeValidator(str), Field(max_length=LONGEST)] = ""
    why: Annotated[str, Field(max_length=4000)] = ""
    table: TaughtTable = TaughtTable()
    column: tuple[TaughtColumn, ...] = ()
    row: tuple[TaughtRow, ...] = ()

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        columns = [one.column for one in self.column]
        rows = [fold(one.label) for one in self.row]
        if len(set(columns)) < len(columns) or len(set(rows)) < len(rows):
            raise PydanticCustomError("twice", "a column or row twice")
        return self

    @property
    def says(self) -> bool:
        """Whether anything is said."""
        return self.table.says or any(one.says for one in (*self.column, *self.row))


class Forms(Closed):
    """All forms of an archive that were taught."""

    form: tuple[TaughtForm, ...] = ()

    @model_validator(mode="after")
    def _has_each_once(self) -> Self:
        if len({one.signature for one in self.form}) < len(self.form):
            raise PydanticCustomError("twice", "a form twice")
        return self

    def of(self, signature: str) -> TaughtForm | None:
        """What is said of a form, None where nothing is."""
        return self.by_signature.get(signature)

    @cached_property
    def by_signature(self) -> Mapping[str, TaughtForm]:
        """The forms of which something is said."""
        return {one.signature: one for one in self.form if one.says}

    @cached_property
    def words(self) -> Mapping[str, TaughtColumn]:
        """Folded words over columns that mean so in every table of the archive."""
        return {word: column for form in self.form for column, word in wide_words(form)}

    def decides(self) -> str:
        """What of it decides on rows, as JSON; empty where nothing is said."""
        forms = [one for one in self.form if one.says]
        for_people = {"headers": True, "who": True, "when": True, "why": True}
        body = [one.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=for_people) for one in forms]
        return json.dumps(body, ensure_ascii=False, sort_keys=True) if body else ""

    def with_form(self, form: TaughtForm) -> "Forms":
        """The same with another block for one form; without it where nothing is said of it any more."""
        others = [one for one in self.form if one.signature != form.signature]
        return Forms(form=tuple([*others, form] if form.says else others))


NOTHING_TAUGHT = Forms()


def wide_words(form: TaughtForm) -> list[tuple[TaughtColumn, str]]:
    """The columns of a form whose words mean so beyond it, each with its folded word."""
    wide = [column for column in form.column if column.scope != "form" and column.says]
    return [(column, word) for column in wide if (word := fold_header(column.header))]


def forms_of(decided: object) -> Forms:
    """What `decides` wrote; nothing where it is no such text."""
    try:
        return Forms.model_validate({"form": json.loads(str(decided))}) if decided else NOTHING_TAUGHT
    except ValueError:
        return NOTHING_TAUGHT
