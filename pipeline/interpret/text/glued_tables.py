"""Tables that a converter ran into one line, names of columns and all (`사업명예산액집행액 마을축제 100 90 ...`)."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import VALUE_ROLES, role_of
from pipeline.interpret.text.column_names import is_number, segmented, tokens_of
from pipeline.interpret.text.line_tables import table_of
from schemas.document import Block, Text

_FEWEST_NAMES, _FEWEST_VALUES, _FEWEST_ROWS = 4, 2, 2


def glued_table(text: Text) -> list[Block] | None:
    """The table in a line, with the words before and behind it; None where the line holds none.

    Its first word, or its first few, are the names of columns without blanks between them: those of labels, then
    those of values. Each row has its number where the first name asks for one, words, and a number for every value.
    """
    tokens = tokens_of(text.text)
    for start, token in enumerate(tokens):
        names = segmented(token)
        labels = next((i for i, name in enumerate(names) if role_of(name) in VALUE_ROLES), 0)
        values = len(names) - labels
        even = all(role_of(name) in VALUE_ROLES for name in names[labels:])
        if len(names) < _FEWEST_NAMES or not labels or values < _FEWEST_VALUES or not even:
            continue
        rows, end = _rows(tokens, start + 1, names[:labels], values)
        if len(rows) < _FEWEST_ROWS:
            continue
        before, behind = " ".join(tokens[:start]), " ".join(tokens[end:])
        table = table_of([names, *rows], [text] * (len(rows) + 1), headers=1)
        around = [replace(text, text=part) if part else None for part in (before, behind)]
        return [block for block in (around[0], table, around[1]) if block is not None]
    return None


def _rows(tokens: Sequence[str], start: int, labels: Sequence[str], values: int) -> tuple[list[list[str]], int]:
    """The rows from a word on and where they end: cells for each label, then `values` numbers."""
    counted = role_of(labels[0]) == "no"
    rows: list[list[str]] = []
    at, number = start, 1
    while at < len(tokens):
        words_at = at
        own = counted and tokens[at].strip(".") == str(number)
        words_at += own
        end = words_at
        while end < len(tokens) and not is_number(tokens[end]):
            end += 1
        cells = tokens[end : end + values]
        if end == words_at or len(cells) < values or not all(map(is_number, cells)):
            break
        rows.append([*_labels(tokens[words_at:end], tokens[at] if own else "", labels), *cells])
        number += own
        at = end + values
    return rows, at


def _labels(words: Sequence[str], number: str, labels: Sequence[str]) -> list[str]:
    """One word for each column of labels where there are as many, else all of them in the first."""
    counted = role_of(labels[0]) == "no"
    columns = len(labels) - counted
    cells = list(words) if len(words) == columns else [" ".join(words), *[""] * (columns - 1)]
    return [number, *cells] if counted else cells
