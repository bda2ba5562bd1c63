"""Columns that a sentence above a table names for those who do not see it, and the flattened table below them.

Public pages say before each table what it holds (`표로 구분, 예산액, 결산[세입, 세출], 합계, ... 로 구성`). Names of
rows follow those of columns in it, and nothing parts them: the header below tells where the columns end.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.interpret.text.broken_headers import parted_at_known, rows_below
from pipeline.interpret.text.line_rows import plain_line, row_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.third_headers import parted_name
from pipeline.korean.names import compact
from pipeline.korean.signs import alternation, sign_in
from schemas.document import Block, Table, Text

_MOST_LETTERS, _MOST_LINES = 1000, 40
_CAPTION = 2
"""Lines above a table of which the first can be the sentence about it, and the second its caption."""
_FEWEST_COLUMNS = 3
_QUOTED = re.compile(r"['‘\"“]([^'‘’\"“”]*)['’\"”]")
_AROUND = re.compile(alternation("columns_listed"))
_MARK = re.compile(r"[㉠-㉻ⓐ-ⓩⒶ-Ⓩ①-⑳]")
"""Marks of columns, which the sentence gives and the header may leave out."""


@dataclass(frozen=True, slots=True)
class Column:
    """The name of a column, or one over several with theirs."""

    name: str
    below: tuple[str, ...] = ()


def described_columns(text: str) -> tuple[Column, ...]:
    """The names that a sentence about a table lists, those of its rows behind them; none of another sentence."""
    if len(text) > _MOST_LETTERS or sign_in("columns_listed", text) is None:
        return ()
    lists = [_listed(part) for part in (*_QUOTED.findall(text), *_AROUND.split(text))]
    best = max(lists, key=len)
    return tuple(map(_column, best)) if len(best) >= _FEWEST_COLUMNS else _columns_in_brackets(text)


def _columns_in_brackets(text: str) -> tuple[Column, ...]:
    """The columns that a sentence lists in brackets, behind one without a name (`직원 정원(총원, 일반, 연구)을 보여주는
    표입니다.`, `본청(정원, 비율), 사업소(정원, 비율)`)."""
    groups = [Column(m["name"], tuple(_listed(m["below"]))) for m in _IN_BRACKETS.finditer(text)]
    named = tuple(map(Column, groups[0].below)) if len(groups) == 1 else tuple(groups)
    return (Column(""), *named) if len(named) > 1 else ()


_IN_BRACKETS = re.compile(r"(?P<name>[^\s,()]+)\((?P<below>[^()]*,[^()]*)\)")


def table_as_described(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """The table below such a sentence: its header, on one line or on many, holds the names in their order."""
    above = [block.text for block in blocks[max(0, i - _CAPTION) : i] if isinstance(block, Text)]
    columns = next((listed for text in reversed(above) if (listed := described_columns(text))), ())
    found = _header(blocks, i, columns) if columns else None
    if found is None:
        return None
    head, at = found
    third = _third_row(blocks, at, head)
    if third is not None:
        head, at = third, at + 1
    told = frozenset(_key(column.name) for column in columns)
    rows, lines, end = rows_below(blocks, at, len(head[0]) - 1, told)
    first = blocks[i]
    if not rows or not isinstance(first, Text):
        return None
    names = [row for row in head if any(row)]
    return table_of([*names, *rows], [*[first] * len(names), *lines], headers=len(names)), end


def _third_row(blocks: Sequence[Block], at: int, head: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """The header rows with the names on one more line, which part a name of the second row."""
    line = plain_line(blocks[at]) if at < len(blocks) else None
    for size in range(2, len((line or "").split()) + 1):
        names = parted_at_known([line or ""], size)
        parted = parted_name(head[1], names) if len(names) == size else None
        if parted is not None and rows_below(blocks, at + 1, len(head[0]) + size - 2)[0]:
            k = parted.at
            upper = [[*row[:k], *[row[k]] * size, *row[k + 1 :]] for row in head]
            return [*upper, [*[""] * k, *names, *[""] * (len(head[0]) - k - 1)]]
    return None


def _header(blocks: Sequence[Block], i: int, columns: Sequence[Column]) -> tuple[list[list[str]], int] | None:
    """The two header rows of the first columns whose names are the lines from `i` on, and where these end."""
    fewest = _FEWEST_COLUMNS if columns[0].name else len(columns)
    wanted = {_joined(columns[:k]): columns[:k] for k in range(fewest, len(columns) + 1)}
    longest = max(map(len, wanted))
    text = ""
    for j in range(i, min(i + _MOST_LINES, len(blocks))):
        text += _key(plain_line(blocks[j]) or "")
        if text in wanted:
            marked = j + 1 < len(blocks) and _MARK.match((plain_line(blocks[j + 1]) or "").strip()) is not None
            return _rows_of_header(wanted[text]), j + 1 + marked
        below = row_of(blocks[j + 1]) if j + 1 < len(blocks) else None
        grouped = _with_a_group(text, columns[: len(below.numbers) + 1]) if below is not None else None
        if grouped is not None:
            return _rows_of_header(grouped), j + 1
        if len(text) >= longest:
            break
    return None


def _with_a_group(text: str, columns: Sequence[Column]) -> list[Column] | None:
    """Columns of which some stand below a name that the sentence leaves out, and behind all others in the header
    (`구분 전년도말 [증감] 당해년도말 발생액 소멸액`)."""
    names = [_key(column.name) for column in columns]
    for start, stop in itertools.combinations(range(1, len(columns)), 2):
        ahead, behind = "".join(names[:start]), "".join([*names[stop:], *names[start:stop]])
        name = text[len(ahead) : len(text) - len(behind)]
        fits = text.startswith(ahead) and text.endswith(behind) and stop - start > 1
        if fits and 1 < len(name) <= _LONGEST_GROUP:
            group = Column(name, tuple(column.name for column in columns[start:stop]))
            return [*columns[:start], group, *columns[stop:]]
    return None


_LONGEST_GROUP = 14


def _joined(columns: Sequence[Column]) -> str:
    """What the header says of columns: the names of the upper row, then those below them."""
    return _key(" ".join([*(c.name for c in columns), *(name for c in columns for name in c.below)]))


def _key(text: str) -> str:
    return compact(_MARK.sub("", text))


def _rows_of_header(columns: Sequence[Column]) -> list[list[str]]:
    upper = [column.name for column in columns for _ in column.below or ("",)]
    return [upper, [name for column in columns for name in column.below or ("",)]]


def _listed(text: str) -> list[str]:
    """What commas part, those in brackets left out."""
    return ["".join(part).strip() for part in _parts(text)]


def _parts(text: str) -> Iterator[list[str]]:
    part: list[str] = []
    depth = 0
    for letter in text:
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and depth <= 0:
            yield part
            part = []
        else:
            part.append(letter)
    yield part


def _column(text: str) -> Column:
    match = _WITH_PARTS.fullmatch(text)
    below = _listed(match["below"]) if match else []
    return Column(match["name"].strip(), tuple(below)) if match and len(below) > 1 else Column(text)


_WITH_PARTS = re.compile(r"(?P<name>[^\[(]+)[\[(](?P<below>.*)[\])]")
