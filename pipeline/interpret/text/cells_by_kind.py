"""The words of a line as the cells of columns that hold names, places, offices, dates and numbers: the likeliest way.

Every way of parting the words has a cost, how much each cell is unlike what its column holds; the cheapest is taken.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.headers import LABEL_ROLES, role_of
from pipeline.interpret.text.column_names import YEAR, is_number
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.statuses import find_status
from pipeline.korean.units import find_unit

IN_WORDS = ("name", "words", "venue", "place", "office", "actor")
"""Kinds of columns that hold words."""
_LONGEST = {
    "no": 1,
    "code": 1,
    "number": 2,
    "date": 5,
    "status": 3,
    "office": 3,
    "actor": 5,
    "place": 7,
    "remark": 8,
    "words": 8,
}
_LONGEST_NAME = 15
"""Words that a cell of a kind can have."""
_NO_CELL = -1.0
_UNLIKELY, _UNLIKE, _APART, _LONGER = 4.0, 2.0, 1.5, 0.3
"""Costs: of a cell that its column hardly holds, of a word that is strange in it, of a number among words, of a word
more than one."""
_DATE = re.compile(
    rf"(?:['’‘]?\d{{1,4}}[\d.~∼～\-/]*{alternation('date_word')}?[.~∼～\-]*)+|[~∼～-]|{alternation('date_word')}"
)
_PLACE = re.compile(rf"[가-힣\d]+{alternation('place_name_end')}")
_LOT = re.compile(r"[가-힣]?\d{1,5}(?:-\d{1,4})?[가-힣]{0,2},?")
"""The number of a plot or a house (`산12-3`, `45,`)."""


def kind_of(name: str) -> str:
    """What a column holds by its name: `no`, `date`, `place`, `office`, `actor`, `status`, `words` or `number`."""
    role = role_of(name)
    if sign_in("day_column", name):
        return "date"
    if sign_in("venue_column", name):
        return "venue"
    if role in _KIND_OF_ROLE:
        return _KIND_OF_ROLE[role]
    if sign_in("actor_column", name):
        return "actor"
    if role == "result" and header_unit(name) is None and sign_in("state_column", name):
        return "state"
    counted = header_unit(name) is not None or YEAR.match(name.split()[0]) is not None
    return "number" if counted or not (role is None or role in LABEL_ROLES) else "words"


_KIND_OF_ROLE = {
    "no": "no",
    "note": "remark",
    "location": "place",
    "department": "office",
    "schedule": "date",
    "status": "status",
    "unit": "unit",
    "formula": "remark",
}


def kinds_of(names: Sequence[str]) -> tuple[str, ...]:
    """What columns hold by their names; only the first can number the rows, another of numbers is one of codes."""
    kinds = [kind_of(name) for name in names]
    return tuple("code" if c and kind == "no" else kind for c, kind in enumerate(kinds))


def cells_of(words: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]] | None:
    """Which words are the cell of each column, first and behind the last; None where they cannot be its cells."""
    costs: list[dict[int, tuple[float, int]]] = [{} for _ in kinds] + [{len(words): (0.0, 0)}]
    for c in reversed(range(len(kinds))):
        for at in range(c and 0, len(words) + 1):
            ways = [
                (cost + costs[c + 1][at + size][0], -size)
                for size, cost in _sizes(words, at, kinds[c])
                if at + size in costs[c + 1]
            ]
            if ways:
                cost, size = min(ways)
                costs[c][at] = (cost, -size)
    if 0 not in costs[0]:
        return None
    spans, at = [], 0
    for column in costs[:-1]:
        size = column[at][1]
        spans.append((at, at + size))
        at += size
    return spans


def _sizes(words: Sequence[str], at: int, kind: str) -> Iterator[tuple[int, float]]:
    """How many words from one on can be the cell of a column of a kind, each with its cost."""
    if kind in _OF_NOTHING:
        yield 0, _OF_NOTHING[kind]
    for size in range(1, min(_LONGEST.get(kind, _LONGEST_NAME), len(words) - at) + 1):
        cost = _COSTS[kind](words[at : at + size])
        if cost != _NO_CELL:
            yield size, cost


_OF_NOTHING = {"remark": 0.0, "place": 2.5}
"""Kinds of columns that a row can have nothing in, with the cost of that."""


def _of_serial(cell: Sequence[str]) -> float:
    return 0.0 if cell[0].rstrip(".").isdigit() else _NO_CELL


def _of_code(cell: Sequence[str]) -> float:
    """A number that counts nothing, as that of a telephone."""
    return 0.0 if re.search(r"\d", cell[0]) else _UNLIKELY


def _of_number(cell: Sequence[str]) -> float:
    """A number, or a word and the count behind it (`직원 8명`)."""
    if len(cell) == 1:
        return 0.0 if is_number(cell[0]) else _NO_CELL
    return _UNLIKELY if is_number(cell[1]) and not is_number(cell[0]) and _COUNTED.search(cell[1]) else _NO_CELL


_COUNTED = re.compile(r"\d[가-힣]{1,3}$")


def _of_unit(cell: Sequence[str]) -> float:
    return 0.0 if find_unit(cell[0]) is not None else _NO_CELL


def _of_date(cell: Sequence[str]) -> float:
    if all(map(_DATE.fullmatch, cell)):
        return 0.0
    return _UNLIKELY if len(cell) == 1 and not is_number(cell[0]) else _NO_CELL


def _of_status(cell: Sequence[str]) -> float:
    if find_status(" ".join(cell)) is not None:
        return 0.0
    return _UNLIKELY if len(cell) == 1 and not is_number(cell[0]) else _NO_CELL


def _of_office(cell: Sequence[str]) -> float:
    """One office, or several with commas between them."""
    if all(word.endswith(",") for word in cell[:-1]) and all(is_department(word.rstrip(",")) for word in cell):
        return 0.0
    return _UNLIKELY if len(cell) == 1 and not is_number(cell[0]) else _NO_CELL


def _of_actor(cell: Sequence[str]) -> float:
    """Who does the work, with how many others (`작목반 외 12`)."""
    if len(cell) > 2 and sign_in("filler", cell[-2]) is not None and is_number(cell[-1]):
        return _LONGER * (len(cell) - 3) - _LONGER
    if any(map(is_number, cell)):
        return _NO_CELL
    branch = len(cell) > 1 and sign_in("branch_end", cell[-1]) is not None
    return _LONGER * (len(cell) - 1) - branch * _LONGER * len(cell)


def _of_place(cell: Sequence[str]) -> float:
    """Words of a place and the numbers of its plots; the more of them, the likelier."""
    if not re.match(r"[가-힣A-Za-z]", cell[0]):
        return _NO_CELL
    places = [_is_place(word) for word in cell]
    others = sum(not place and _LOT.fullmatch(word) is None for place, word in zip(places, cell, strict=True))
    if not any(places):
        return _UNLIKELY + len(cell)
    return _UNLIKE * (others + (not places[0])) - _LITTLE * len(cell)


_LITTLE = 0.01


def _is_place(word: str) -> bool:
    bare = word.rstrip(",")
    return _PLACE.fullmatch(bare) is not None or sign_in("place_end", bare) is not None


def _of_name(cell: Sequence[str]) -> float:
    """The name of a row, of any length."""
    return _APART * sum(map(is_number, cell)) if re.search(r"[가-힣A-Za-z]{2}", " ".join(cell)) else _NO_CELL


def _of_words(cell: Sequence[str]) -> float:
    """Other words of a row: one is likelier than several."""
    if all(map(is_number, cell)):
        return _UNLIKELY * len(cell)
    return _LONGER * (len(cell) - 1) + _APART * sum(map(is_number, cell))


def _of_state(cell: Sequence[str]) -> float:
    """How far a project is, in a number or in words."""
    return 0.0 if len(cell) == 1 else _LONGER * len(cell) + _APART * sum(map(is_number, cell[:-1]))


def _of_remark(cell: Sequence[str]) -> float:
    return _LONGER * len(cell) + _APART * sum(map(is_number, cell))


_COSTS = {
    "no": _of_serial,
    "code": _of_code,
    "unit": _of_unit,
    "number": _of_number,
    "date": _of_date,
    "status": _of_status,
    "office": _of_office,
    "actor": _of_actor,
    "place": _of_place,
    "name": _of_name,
    "words": _of_words,
    "venue": _of_words,
    "state": _of_state,
    "remark": _of_remark,
}
