"""Persons out of everything that is published or shown: one pass over every text of the document and of its rows.

What a person is told by is data (redaction.toml, person_words.csv, surnames.csv, not_names.csv; see persons.py). A name
becomes a pseudonym that the same key gives again; a number or an address becomes the mark of its kind.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel

from pipeline.engine.persons import (
    DIGITS,
    Personal,
    beside_pattern,
    document_to_personal,
    forms,
    marks,
    one_of,
    words,
)
from pipeline.engine.salvage import interpret_surely
from pipeline.interpret.interpretation import Interpretation, Settings, interpret
from schemas.document import Cell, Document, Table, Text
from schemas.finding import Number
from schemas.source import Source

PSEUDONYM_DIGITS = 12
KEPT = frozenset({"doc_id", "row_id", "row_ids", "sha256", "path"})
"""Fields that hold no text of the document; a path must lead to its file."""
SHORT_NAME = 2
"""Two syllables are also the beginning of other words: such a name is replaced only as a word of its own."""
NAME_COLUMNS = ("department", "team", "officer")
"""Columns that may hold a part of a name: `남궁` of 남궁 and two syllables more."""
PERSONAL_REASONS: Mapping[str, str] = {"phone": "phone", "masked": "resident"}
"""Reason of a ledger line to the kind of what it holds, whatever form that has."""


@dataclass(frozen=True)
class Redaction:
    """What is replaced by what in one document."""

    personal: Personal
    key: str

    @cached_property
    def names(self) -> Callable[[str], str]:
        """See names_to_redaction."""
        return names_to_redaction(self.personal.names, self.key)

    @cached_property
    def numbers(self) -> Callable[[str], str]:
        """Replaces the numbers and addresses that the document is known to hold, wherever they stand in a text."""
        found = self.personal.numbers
        if not found:
            return str
        pattern = re.compile(rf"(?<!\d)(?:{one_of(found)})(?!\d)")
        return partial(pattern.sub, lambda match: found[match[0]])

    @cached_property
    def beside(self) -> re.Pattern[str] | None:
        """See beside_pattern."""
        return beside_pattern(self.personal.names)

    def text(self, text: str) -> str:
        """A text with every name, number and address replaced."""
        text = self.numbers(text)
        if self.beside is not None:
            text = self.beside.sub(lambda match: match[0].replace(match["extension"], marks()["phone"]), text)
        for mark, pattern in forms():
            text = pattern.sub(mark, text)
        return self.names(text)

    def part(self, text: str) -> str:
        """A text that may be a part of a name only: all of it is then the pseudonym."""
        compact = re.sub(r"\s", "", text)
        whole = [spelling for spelling in self.personal.names if compact in spelling]
        if whole and len(compact) >= SHORT_NAME:
            return pseudonym(self.personal.names[max(whole, key=len)], self.key)
        return self.text(text)


def interpret_redacted(document: Document, path: str, settings: Settings) -> tuple[Document, Interpretation]:
    """The document and what it gives; with a redaction key, no person of it can be told from either."""
    plain = replace(settings, redaction_key=None)
    found = interpret_surely(document, lambda part: interpret(part, path, plain))
    if settings.redaction_key is None:
        return document, found
    officers = {row.officer for row in (*found.plan, *found.budget, *found.result) if row.officer}
    redaction = Redaction(document_to_personal(document, officers), settings.redaction_key)
    return redact_value(document, redaction), redact_value(rows_only(found), redaction)


def rows_only(found: Interpretation) -> Interpretation:
    """An interpretation without what it was made of, which holds the document's texts and is not published."""
    return replace(found, facts=(), left=(), ids=())


def pseudonym(officer: str, key: str) -> str:
    """The same name and key give the same 12 hex digits (HMAC-SHA256)."""
    return hmac.new(key.encode(), officer.encode(), hashlib.sha256).hexdigest()[:PSEUDONYM_DIGITS]


def names_to_redaction(names: Iterable[str], key: str) -> Callable[[str], str]:
    """A function that replaces the names in a text, also where blanks set their syllables apart (`홍 길 동`); of a
    mapping, each spelling by the pseudonym of its name."""
    spellings = names if isinstance(names, Mapping) else {name: name for name in names}
    by_name = {
        re.sub(r"\s", "", spelling): pseudonym(re.sub(r"\s", "", name), key) for spelling, name in spellings.items()
    }
    if not by_name:
        return str
    longest_first = sorted(by_name, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(_name_to_pattern, longest_first)))
    return partial(pattern.sub, lambda match: by_name[re.sub(r"\s", "", match[0])])


def _name_to_pattern(name: str) -> str:
    spelled = r"\s{0,6}".join(map(re.escape, name))
    return rf"(?<![가-힣]){spelled}{_particle()}" if len(name) <= SHORT_NAME else spelled


def _particle() -> str:
    """What may follow a short name: the end of the word, or a particle or title that ends it."""
    return rf"(?=$|[^가-힣]|(?:{one_of(words('particle') | words('title') | words('honorific'))})(?![가-힣]))"


def redact_value(value: Any, redaction: "Redaction | Callable[[str], str]") -> Any:
    """A value of the same type with every text below it redacted, except the fields KEPT."""
    redact = redaction.text if isinstance(redaction, Redaction) else redaction
    if isinstance(value, Source):
        return value
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, tuple):
        return tuple(redact_value(part, redaction) for part in value)
    if isinstance(value, dict):
        return {redact(name): redact_value(part, redaction) for name, part in value.items()}
    if isinstance(value, BaseModel):
        return value.model_copy(update=_redacted_record(value, redaction))
    if is_dataclass(value) and not isinstance(value, type):
        changed: Any = replace(value, **_redacted_fields(value, (field.name for field in fields(value)), redaction))
        return _redact_cell(value, changed, redaction) if isinstance(value, Cell) else changed
    return value


def _redact_cell(cell: Cell, changed: Cell, redaction: "Redaction | Callable[[str], str]") -> Cell:
    """Also what only its heading tells, and what a line break of the cell cuts: its paragraphs then become one."""
    text = redact_value(changed.text, redaction)
    if isinstance(redaction, Redaction):
        mark = redaction.personal.cells.get((cell.place.block, cell.place.row, cell.place.col))
        text = DIGITS.sub(mark, text) if mark else text
    if text == changed.text:
        return changed
    first = next(block for block in changed.blocks if isinstance(block, Text))
    return replace(changed, blocks=(replace(first, text=text), *(b for b in changed.blocks if isinstance(b, Table))))


def _redacted_record(record: BaseModel, redaction: "Redaction | Callable[[str], str]") -> dict[str, Any]:
    """The columns of a row that change."""
    changed = _redacted_fields(record, type(record).model_fields, redaction)
    if not isinstance(redaction, Redaction):
        return changed
    for name in NAME_COLUMNS:
        if text := getattr(record, name, None):
            changed[name] = redaction.part(text)
    raw = changed.get("raw", getattr(record, "raw", None))
    block, row, col = (getattr(record, name, None) for name in ("block", "row", "col"))
    mark = redaction.personal.cells.get((block, row, col))
    kind = PERSONAL_REASONS.get(record.reason or "") if isinstance(record, Number) else None
    if kind is not None and re.search("[1-9]", raw or ""):
        mark = mark or marks()[kind]
    if raw and (block, raw.strip()) in redaction.personal.beside:
        mark = marks()["phone"]
    if mark and raw:
        changed["raw"] = DIGITS.sub(mark, raw)
    return changed


def _redacted_fields(
    holder: object, names: Iterable[str], redaction: "Redaction | Callable[[str], str]"
) -> dict[str, Any]:
    """The fields that change; those of places and numbers stay as they are."""
    changed = {}
    for name in names:
        before = getattr(holder, name)
        if name not in KEPT and before is not None:
            after = redact_value(before, redaction)
            if after is not before:
                changed[name] = after
    return changed
