"""forms.toml in the output: one block a form, written by the program or by hand.

A block that is written anew leaves the rest of the file as it stands, with its comments.
"""

import fcntl
import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from pipeline.messages import say
from pipeline.taught.model import Forms, TaughtForm
from schemas.errors import BadForms, Unwritable

FORMS = "forms.toml"
"""Name of the file below the output."""
BLOCK = re.compile(r"^[ \t]*\[\[[ \t]*form[ \t]*\]\]", re.MULTILINE)
WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")
LONGEST_FILE = 2**22
TOLD = frozenset(
    {
        *("blank", "not_beside", "reason_alone", "scale_alone", "no_money", "no_source", "no_label", "twice"),
        *("extra_forbidden", "missing", "literal_error"),
    }
)
"""Codes of what can be wrong that have a sentence of their own."""


def read_forms(out: Path) -> Forms:
    """What was taught, nothing where there is no file. Raises BadForms, with the place, where it cannot be read."""
    return text_to_forms(read_text(out))


def read_text(out: Path) -> str:
    """The file as it stands, empty where there is none."""
    try:
        data = (out / FORMS).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise BadForms(f"{FORMS}: {error.strerror}") from error
    if len(data) > LONGEST_FILE:
        raise BadForms(say("taught.bad.long"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadForms(say("taught.bad.encoding")) from error


def text_to_forms(text: str) -> Forms:
    """The forms of a text. Raises BadForms."""
    try:
        held = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise BadForms(_not_toml(error, text)) from error
    except RecursionError as error:
        raise BadForms(say("taught.bad.toml", line=1, column=1)) from error
    try:
        return Forms.model_validate(held)
    except ValidationError as error:
        raise BadForms(told(error, held)) from error


def _not_toml(error: tomllib.TOMLDecodeError, text: str) -> str:
    found = WHERE.search(str(error))
    line, column = found.groups() if found else (text.count("\n") + 1, 1)
    return say("taught.bad.toml", line=line, column=column)


def told(error: ValidationError, held: object) -> str:
    """The first thing that is wrong, and where, as a phrase."""
    first = error.errors()[0]
    code, context = str(first["type"]), first.get("ctx", {})
    known = code if code in TOLD else "value"
    names = [str(part) for part in first["loc"]]
    values = {"choices": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "), **context}
    sentence = say(f"taught.bad.{known}", **{"unit": "", "source": "", "use": "", "names": "", **values})
    return f"{_place(first['loc'], held)}: {sentence}" if names else sentence


def _place(loc: tuple[int | str, ...], held: object) -> str:
    """`3f2a90c1d4e5 column 2 unit`: form, part and key, counted from 1."""
    parts: list[str] = []
    at: Any = held
    for key in loc:
        if isinstance(key, str):
            at = at.get(key) if isinstance(at, Mapping) else None
            parts.append(key)
            continue
        at = at[key] if isinstance(at, list) and key < len(at) else None
        if isinstance(at, Mapping):
            named = next((at[name] for name in ("signature", "column", "label") if name in at), key + 1)
            parts.append(str(named)[:60])
        else:
            parts.append(str(key + 1))
    return " ".join(part for part in parts if part not in _BRANCHES)


_BRANCHES = ("constrained-int", "int", "str")
"""Names that the model gives to the kinds of value that a key may have."""


# -- writing ---------------------------------------------------------------------------------------------------------


def form_hash(form: TaughtForm | None) -> str:
    """What changes when what is said of a form does."""
    return hashlib.sha256(form.model_dump_json().encode()).hexdigest()[:16] if form is not None else ""


def save_form(out: Path, form: TaughtForm, seen: str | None = None) -> Literal["saved", "changed"]:
    """Write the block of a form, or take it out where nothing is said of it any more; the rest of the file stays.

    `seen` is the form_hash of what the person was shown: where the file now says otherwise, nothing is written and
    `changed` is returned. Raises BadForms and Unwritable.
    """
    try:
        with _locked(out):
            text = read_text(out)
            before = text_to_forms(text)
            if seen is not None and seen != form_hash(before.of(form.signature)):
                return "changed"
            wanted = before.with_form(form)
            written = _with_block(text, form)
            if not _says(written, wanted):
                written = forms_to_text(wanted)
            aside = out / f".{FORMS}.{os.getpid()}.tmp"
            aside.write_text(written, encoding="utf-8")
            os.replace(aside, out / FORMS)
    except OSError as error:
        raise Unwritable(f"{FORMS}: {error.strerror}") from error
    return "saved"


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """One writer at a time."""
    folder = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _says(text: str, wanted: Forms) -> bool:
    try:
        found = text_to_forms(text)
    except BadForms:
        return False
    return {one.signature: one for one in found.form} == {one.signature: one for one in wanted.form}


def _with_block(text: str, form: TaughtForm) -> str:
    """The text with another block for the form, where its own stood or at the end."""
    starts = [match.start() for match in BLOCK.finditer(text)]
    block = form_to_text(form) if form.says else ""
    for start, end in pairwise([*starts, len(text)]):
        if form.signature in _signatures(text[start:end]):
            own = text[start:end]
            kept = own[len(_body(own)) :]
            return f"{text[:start]}{block.rstrip()}{kept if block else kept.lstrip()}{text[end:]}"
    gap = "\n" if text.strip() else ""
    return f"{text.rstrip()}\n{gap}{block}".lstrip("\n") if block else text


def _signatures(block: str) -> set[str]:
    try:
        return {one.get("signature", "") for one in tomllib.loads(block).get("form", ()) if isinstance(one, dict)}
    except tomllib.TOMLDecodeError:
        return set()


def _body(block: str) -> str:
    """A block without the blank lines and comments at its end, which belong to the next one."""
    lines = block.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "".join(lines).rstrip("\n")


HEAD = """\
# kplan: what people taught of the forms of tables. kplan convert reads it; docs/audit.md says what may stand here.
"""


def forms_to_text(forms: Forms) -> str:
    """A file with nothing but these forms."""
    return "\n".join([HEAD, *(form_to_text(form) for form in forms.form)])


def form_to_text(form: TaughtForm) -> str:
    """The block of a form."""
    held = form.model_dump(mode="json", by_alias=True, exclude_none=True)
    told = {name: held[name] for name in ("signature", "headers", "who", "when", "why")}
    lines = ["[[form]]", *_pairs({name: value for name, value in told.items() if value})]
    if form.table.says:
        lines += ["", "[form.table]", *_pairs(held["table"])]
    for name, key in (("column", "column"), ("row", "label")):
        for one in held[name]:
            lines += ["", f"[[form.{name}]]", *_pairs({key: one.pop(key), **one})]
    return "\n".join(lines) + "\n"


def _pairs(held: Mapping[str, Any]) -> list[str]:
    plain = {"scope": "form", "header": ""}
    return [f"{name} = {_value(value)}" for name, value in held.items() if plain.get(name) != value]


def _value(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
