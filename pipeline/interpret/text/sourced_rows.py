"""Tables of projects and their money that a page ran into one line, rows told by sums: `물레 지원 40 20 20 1개소 ...`.

The names of columns end in a total and its sources (`사업비(천원) 사업량 계 지방비 국비`). A row is words, the total
and its sources that add up to it (those that are nothing can be missing at the end), and how much is to be made of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import VALUE_ROLES, role_of
from pipeline.interpret.text.column_names import TOTAL_LABEL, tokens_of
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import value_of
from pipeline.interpret.text.unit_notes import printed_unit
from pipeline.korean.funding import TOTAL, find_source
from schemas.document import Block, Text

_FEWEST_SOURCES, _MOST_SOURCES, _FEWEST_ROWS, _MOST_WORDS = 2, 5, 3, 16
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|-")
_COUNT = re.compile(r"\(?\d[\d,]*[가-힣㎡]{1,3}\)?")
_COUNTED_PROJECTS = re.compile(r"(?P<name>\S.*?) (?P<count>\d{1,3}개 ?\S{1,3})")


@dataclass(frozen=True, slots=True)
class _Header:
    """The names of two columns of labels, of the whole cost, of what is made, and of the total and its sources."""

    labels: tuple[str, str]
    cost: str
    made: str
    sources: tuple[str, ...]
    end: int


def sourced_rows(text: Text) -> list[Block] | None:
    """The table in a line, with the words before and behind it; None where the line holds none."""
    tokens = tokens_of(text.text)
    for at, token in enumerate(tokens):
        header = _header(tokens, at) if TOTAL_LABEL.match(token) else None
        rows = list(_rows(tokens, header.end, len(header.sources))) if header is not None else []
        if header is None or len(rows) < _FEWEST_ROWS:
            continue
        upper = [*header.labels, *[header.cost] * len(header.sources), header.made]
        lower = ["", "", *header.sources, ""]
        body = [[*_labels(row.words), *row.amounts, row.made] for row in rows]
        table = table_of([upper, lower, *body], [text] * (len(body) + 2), headers=2)
        start = at - _names_before(tokens, at)
        around = [" ".join(tokens[:start]), " ".join(tokens[rows[-1].end :])]
        before, behind = (replace(text, text=part) if part else None for part in around)
        return [block for block in (before, table, behind) if block is not None]
    return None


def _names_before(tokens: Sequence[str], at: int) -> int:
    """How many words before the total are names: two of labels, the cost with its unit, and what is made; or none."""
    return _NAMES if at >= _NAMES and _is_cost(tokens[at - 2]) else 0


_NAMES = 4


def _is_cost(name: str) -> bool:
    unit = printed_unit(name)
    return unit is not None and unit.is_money and role_of(name) in VALUE_ROLES


def _header(tokens: Sequence[str], at: int) -> _Header | None:
    """The header whose total is word `at`."""
    names = _names_before(tokens, at)
    behind = tokens[at + 1 : at + 1 + _MOST_SOURCES]
    many = next((n for n, name in enumerate(behind) if find_source(name) in (None, TOTAL)), len(behind))
    sources = tokens[at : at + 1 + many]
    if not names or many < _FEWEST_SOURCES:
        return None
    first, second, cost, made = tokens[at - names : at]
    return _Header((first, second), cost, made, tuple(sources), at + len(sources))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its words, its amounts, how much is made, and the word behind it."""

    words: str
    amounts: list[str]
    made: str
    end: int


def _rows(tokens: Sequence[str], start: int, size: int) -> Iterator[_Row]:
    """The rows from a word on, each with words and amounts that add up."""
    while True:
        words = tokens[start : start + _MOST_WORDS]
        ahead = next((n for n, word in enumerate(words) if _AMOUNT.fullmatch(word)), 0)
        at = start + ahead
        amounts: list[str] = []
        while ahead and len(amounts) < size and at < len(tokens) and _AMOUNT.fullmatch(tokens[at]):
            amounts.append(tokens[at])
            at += 1
        values = [value_of(amount) or 0 for amount in amounts]
        if len(values) < 2 or values[0] != sum(values[1:]):
            return
        end = at
        while end < len(tokens) and _COUNT.fullmatch(tokens[end]):
            end += 1
        yield _Row(" ".join(words[:ahead]), [*amounts, *[""] * (size - len(amounts))], " ".join(tokens[at:end]), end)
        start = end


def _labels(words: str) -> list[str]:
    """What a row is called below the two names of labels: a sum of so many projects stands over those below it."""
    counted = _COUNTED_PROJECTS.fullmatch(words)
    if counted is not None and TOTAL_LABEL.match(counted["name"]):
        return [counted["name"], counted["count"]]
    return [words, ""] if counted is not None else ["", words]
