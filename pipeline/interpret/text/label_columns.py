"""The columns of words before the numbers of a flattened table: a name, its unit, what its numbers are (목표, 실적)."""

from collections.abc import Sequence

from pipeline.interpret.sites.headers import exact_role, role_of
from pipeline.interpret.text.column_names import Group, merged, segmented, tokens_of
from pipeline.korean.units import find_unit

_MEASURES = frozenset({"target", "result", "achievement", "share"})
"""Roles of a word that says what the numbers of its row are."""


def names_of_label_columns(text: str, first: Group) -> list[str] | None:
    """The names of all columns where the second, or the second and third, hold units or measures and no names.

    `구분 단위 계 2021 2022`, `성과지표 단위 구분 2021년 2022년`; `first` is the first row, which shows by its last word
    whether a column 구분 holds measures.
    """
    size = len(first.numbers)
    for count in (1, 2):
        for names in (segmented(text), merged(tokens_of(text), size + 1 + count)):
            if len(names) == size + 1 + count and all(_is_label_column(name, first) for name in names[1 : 1 + count]):
                return names
    return None


def _is_label_column(name: str, first: Group) -> bool:
    """Whether a column holds units, or the measures that rows end in."""
    role = role_of(name)
    return role == "unit" or (role == "category" and bool(first.names) and exact_role(first.names[-1]) in _MEASURES)


def label_cells(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """The words before the numbers of a row, one text a column that `names` calls; from the last column backwards."""
    rest, cells = list(words), []
    for name in reversed(names[1:]):
        fits = find_unit(rest[-1]) is not None if role_of(name) == "unit" and rest[1:] else False
        if role_of(name) != "unit":
            fits = bool(rest) and exact_role(rest[-1]) in _MEASURES
        cells.append(rest.pop() if fits else "")
    return [" ".join(rest), *reversed(cells)]
