"""Flattened tables with words, dates and numbers in turn (`시설명 위치 면적(㎡) 준공연도 이용인원`), a row a line.

The columns behind the words are read from the end of a line, each by what its header says that it holds; the words
that are left are the name of the row, and its place where a word of a place begins one.
"""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import LABEL_ROLES, role_of
from pipeline.interpret.text.column_names import FEWEST, are_known, is_number, tokens_of
from pipeline.interpret.text.line_rows import plain_line
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import alternation, sign_in
from schemas.document import Block, Table, Text

_FEWEST_COLUMNS, _MOST_DATES, _MOST_REMARKS = 4, 5, 4
_DATE = re.compile(
    rf"(?:['’‘]?\d{{1,4}}[\d.~∼～\-/]*{alternation('date_word')}?[.~∼～\-]*)+|[~∼～-]|{alternation('date_word')}"
)
_NAME = re.compile(r"[가-힣A-Za-z][^.:：()]*(?:\([^()]*\))*$")
"""The name of a column: no mark, no number, no label with its colon."""
_PLACE = re.compile(rf"[가-힣\d]+{alternation('place_name_end')}")


def mixed_columns(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below a line of names of words, dates and numbers, and the line after it; None where there is none."""
    names = tokens_of(plain_line(blocks[i]) or "")
    kinds = [_kind_of(name) for name in names]
    if len(names) < _FEWEST_COLUMNS or not all(map(_NAME.match, names)) or not are_known(names) or not _is_mixed(kinds):
        return None
    rows, j = [], i + 1
    while j < len(blocks) and (cells := _cells(tokens_of(plain_line(blocks[j]) or ""), kinds)) is not None:
        rows.append(cells)
        j += 1
    if len(rows) < FEWEST:
        return None
    return table_of([list(names), *rows], [block for block in blocks[i:j] if isinstance(block, Text)]), j


def _kind_of(name: str) -> str:
    """What a column holds by its name: `no`, `date`, `place`, `office`, `actor`, `words` or `number`."""
    role = role_of(name)
    if role in _KIND_OF_ROLE:
        return _KIND_OF_ROLE[role]
    if sign_in("actor_column", name):
        return "actor"
    if role == "schedule":
        return "date"
    return "words" if header_unit(name) is None and (role is None or role in LABEL_ROLES) else "number"


_KIND_OF_ROLE = {"no": "no", "note": "remark", "location": "place", "department": "office"}
_IN_WORDS = ("words", "place", "office", "actor")


def _is_mixed(kinds: Sequence[str]) -> bool:
    """Whether names of rows come first, numbers behind them, and a date or a second column of words is among them."""
    words = [kind in _IN_WORDS for kind in kinds]
    first = 1 if kinds[0] == "no" else 0
    return words[first] and "number" in kinds and ("date" in kinds or sum(words) > 1)


def _cells(words: Sequence[str], kinds: Sequence[str]) -> list[str] | None:
    """The cells of a row, by the kinds of its columns; None where the words are none."""
    if not kinds:
        return [] if not words else None
    *before, last = kinds
    if all(kind in ("no", *_IN_WORDS) for kind in kinds):
        return _named(list(words), kinds)
    for size in _sizes(words, last):
        cells = _cells(words[: len(words) - size], before)
        if cells is not None:
            return [*cells, " ".join(words[len(words) - size :])]
    return None


def _sizes(words: Sequence[str], kind: str) -> Sequence[int]:
    """How many words at the end can be the cell of a column of a kind, likeliest first."""
    if kind == "number":
        return (1,) if words and is_number(words[-1]) else ()
    if kind == "date":
        dates = next((n for n, word in enumerate(reversed(words)) if not _DATE.fullmatch(word)), len(words))
        return range(min(dates, _MOST_DATES), 0, -1)
    longest = 0 if kind == "remark" else 1
    plain = next((n for n, word in enumerate(reversed(words)) if is_number(word)), len(words))
    return range(longest, min(plain, _MOST_REMARKS) + 1)


def _named(words: list[str], kinds: Sequence[str]) -> list[str] | None:
    """The number, the name and what else is said in words before the numbers of a row."""
    cells = [words.pop(0).rstrip(".")] if kinds[0] == "no" and words and words[0].rstrip(".").isdigit() else []
    columns = list(kinds[1:] if kinds[0] == "no" else kinds)
    if (kinds[0] == "no" and not cells) or not words or not re.match(r"[가-힣A-Za-z]", words[0]):
        return None
    if len(columns) == len(words):
        return [*cells, *words]
    ahead = [words.pop(0)] if columns[0] == "office" and is_department(words[0]) else []
    behind: list[str] = []
    while len(columns) > len(ahead) + len(behind) + 1 and (cell := _behind(words, columns[-1 - len(behind)])):
        behind.insert(0, cell)
    rest = _name_and_place(words, columns[len(ahead) : len(columns) - len(behind)])
    return [*cells, *ahead, *rest, *behind] if rest is not None else None


def _behind(words: list[str], kind: str) -> str:
    """The cell of an office or of who does the work behind the name of a row, taken from its words."""
    size = 1 if kind == "office" and len(words) > 1 and is_department(words[-1]) else 0
    if kind == "actor" and len(words) > 1:
        size = 1 + 2 * (is_number(words[-1]) and len(words) > _ACTOR_AND_OTHERS)
    cell = " ".join(words[len(words) - size :])
    del words[len(words) - size :]
    return cell


_ACTOR_AND_OTHERS = 3
"""Words of one and how many others (`작목반 외 12`)."""


def _name_and_place(words: Sequence[str], columns: Sequence[str]) -> list[str] | None:
    """The cells of the columns between: the name of the row, and its place where a word of a place begins one."""
    if len(columns) == len(words):
        return [*words]
    at = next((n for n, word in enumerate(words) if n and _PLACE.fullmatch(word)), len(words))
    parts = [" ".join(words[:at]), " ".join(words[at:])] if columns[1:2] == ["place"] else [" ".join(words)]
    return [*parts, *[""] * (len(columns) - len(parts))] if len(parts) <= len(columns) else None
