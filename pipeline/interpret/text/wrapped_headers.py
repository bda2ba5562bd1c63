"""Headers of one row that a page broke at its narrow cells: names and the ends of names on several lines.

What a line begins with in brackets, or as a formula, ends the name before it (`예산현액` / `(A) 징수결정액` / `(B)`).
The rows below end in one number for each name but the first.
"""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.text.broken_headers import rows_below
from pipeline.interpret.text.column_names import NAMES_OF_ROWS, are_known, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.unit_notes import note_units
from schemas.document import Block, Table, Text

_MOST_LINES, _LONGEST_LINE, _FEWEST_NUMBERS, _FEWEST_ROWS = 8, 60, 3, 2
_FORMULA = re.compile(r"[A-Z](?:\s?[-+/×*÷]\s?[A-Z\d]{1,3}){1,4}|[㉠-㉻①-⑳](?:=.*)?")


def table_below_wrapped_names(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table whose names begin on line `i` and go on below it, and the line behind it."""
    line = plain_line(blocks[i])
    tokens = tokens_of(line) if line is not None else ()
    if not tokens or role_of(tokens[0]) not in NAMES_OF_ROWS:
        return None
    texts: list[str] = []
    while len(texts) < _MOST_LINES and i + len(texts) < len(blocks) and (text := _words(blocks[i + len(texts)])):
        texts.append(text)
    at = i + len(texts)
    first = row_of(blocks[at]) if at < len(blocks) else None
    if len(texts) < 2 or first is None or not first.names or len(first.numbers) < _FEWEST_NUMBERS:
        return None
    names = _names(texts)
    if len(names) == len(first.numbers) + 2 and _ends_last_name(texts) and _is_noted(blocks, i):
        names = [*names[:-2], names[-2] + names[-1]]
    elif len(names) != len(first.numbers) + 1 or not are_known(names):
        return None
    rows, lines, end = rows_below(blocks, at, len(first.numbers))
    head = blocks[i]
    if len(rows) < _FEWEST_ROWS or not isinstance(head, Text):
        return None
    return table_of([names, *rows], [head, *lines], headers=1), end


def _words(block: Block) -> str | None:
    """A short line without a number, which can be a part of a header."""
    text = plain_line(block)
    plain = text is not None and 0 < len(text.strip()) <= _LONGEST_LINE and not re.search(r"[:：|\t]", text)
    return text if plain and not any(map(is_number, tokens_of(text or ""))) else None


def _ends_last_name(texts: Sequence[str]) -> bool:
    """Whether a second line is one word: the end of a name that is too long for its cell (`... 다목적` / `체육관`)."""
    return len(texts) == 2 and len(tokens_of(texts[1])) == 1


def _is_noted(blocks: Sequence[Block], i: int) -> bool:
    """Whether a note of the unit stands right above a line, so that a table begins there."""
    above = plain_line(blocks[i - 1]) if i else None
    return above is not None and bool(note_units(above))


def _names(texts: Sequence[str]) -> list[str]:
    """The names on lines; brackets and formulas at the head of a line are of the name before them."""
    names: list[str] = []
    for token in tokens_of(" ".join(texts)):
        if names and _FORMULA.fullmatch(token):
            names[-1] = f"{names[-1]}({token})"
        else:
            names.append(token)
    return names
