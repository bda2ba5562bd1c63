"""Officers' names out of everything that is published or shown, not only out of the column that names them."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from pydantic import BaseModel

from pipeline.interpret.interpretation import Interpretation, Settings, interpret
from schemas.document import Cell, Document, Table, Text

PSEUDONYM_DIGITS = 12
KEPT = frozenset({"doc_id", "row_id", "row_ids", "sha256", "path", "source"})
"""Fields that hold no text of the document; a path must lead to its file."""
SHORT_NAME = 2
"""Two syllables are also the beginning of other words: such a name is replaced only as a word of its own."""
PARTICLE = r"(?=$|[^가-힣]|(?:이|가|은|는|을|를|의|과|와|님|씨|주무관|팀장|과장)(?![가-힣]))"


def interpret_redacted(document: Document, path: str, settings: Settings) -> tuple[Document, Interpretation]:
    """The document and what it gives; with a redaction key, every officer of its rows is a pseudonym in both."""
    found = interpret(document, path, replace(settings, redaction_key=None))
    if settings.redaction_key is None:
        return document, found
    names = {row.officer for row in (*found.plan, *found.budget, *found.result) if row.officer}
    redact = names_to_redaction(names, settings.redaction_key)
    return redact_value(document, redact), redact_value(found, redact)


def pseudonym(officer: str, key: str) -> str:
    """The same name and key give the same 12 hex digits (HMAC-SHA256)."""
    return hmac.new(key.encode(), officer.encode(), hashlib.sha256).hexdigest()[:PSEUDONYM_DIGITS]


def names_to_redaction(names: Iterable[str], key: str) -> Callable[[str], str]:
    """A function that replaces the names in a text, also where blanks set their syllables apart (`홍 길 동`)."""
    by_name = {re.sub(r"\s", "", name): pseudonym(name, key) for name in names}
    if not by_name:
        return str
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = re.compile("|".join(map(_name_to_pattern, longest_first)))
    return partial(pattern.sub, lambda match: by_name[re.sub(r"\s", "", match[0])])


def _name_to_pattern(name: str) -> str:
    spelled = r"\s*".join(map(re.escape, name))
    return rf"(?<![가-힣]){spelled}{PARTICLE}" if len(name) <= SHORT_NAME else spelled


def redact_value(value: Any, redact: Callable[[str], str]) -> Any:
    """A value of the same type with every text below it redacted, except the fields KEPT."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, tuple):
        return tuple(redact_value(part, redact) for part in value)
    if isinstance(value, dict):
        return {redact(name): redact_value(part, redact) for name, part in value.items()}
    if isinstance(value, BaseModel):
        return value.model_copy(update=_redacted_fields(value, type(value).model_fields, redact))
    if is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **_redacted_fields(value, (field.name for field in fields(value)), redact))
        return _redact_over_lines(changed, redact) if isinstance(changed, Cell) else changed
    return value


def _redact_over_lines(cell: Cell, redact: Callable[[str], str]) -> Cell:
    """A name that a line break of its cell cuts: the cell's paragraphs become one."""
    text = redact(cell.text)
    if text == cell.text:
        return cell
    first = next(block for block in cell.blocks if isinstance(block, Text))
    return replace(cell, blocks=(replace(first, text=text), *(b for b in cell.blocks if isinstance(b, Table))))


def _redacted_fields(holder: object, names: Iterable[str], redact: Callable[[str], str]) -> dict[str, Any]:
    """The fields that change; those of places and numbers stay as they are."""
    changed = {}
    for name in names:
        before = getattr(holder, name)
        if name not in KEPT and before is not None:
            after = redact_value(before, redact)
            if after is not before:
                changed[name] = after
    return changed
