"""Totals that carry the name of the group beside whose rows they stand (`세입 총계` as the last row of `세입`)."""

from collections.abc import Mapping, Sequence
from math import isclose

from pipeline.interpret.after.nested_sums import added_columns, number_of
from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.korean.names import compact

_FEWEST_PARTS = 2


def labels_of(body: Body, r: int) -> list[str]:
    """The labels of a row without blanks, those of the groups that it is of among them."""
    return [
        compact(cell.text)
        for cell, head in zip(body.rows[r].cells, body.heads, strict=True)
        if cell and not is_value_head(head) and cell.text.strip()
    ]


def is_group_total(labels: Sequence[str]) -> bool:
    """Whether the last label of a row is the name of its group and a word for a total."""
    named = len(labels) > 1 and labels[-1] != labels[0] and labels[-1].startswith(labels[0])
    return named and TOTAL_LABEL.match(labels[-1].removeprefix(labels[0])) is not None


def rows_of_groups(body: Body, groups: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """The rows that each total of a group adds up, where they do: those above it in its group, of which the ones that a
    total among them adds up (`groups`) are no parts of their own."""
    found: dict[int, list[int]] = {}
    columns = added_columns(body)
    for r in range(len(body.rows)):
        labels = labels_of(body, r)
        if not is_group_total(labels):
            continue
        parts: list[int] = []
        k = r - 1
        while k >= 0 and labels_of(body, k)[:1] == labels[:1]:
            parts.append(k)
            k = min((k, *groups.get(k, ()))) - 1
        sums = [(number_of(body.rows[r], c), sum(number_of(body.rows[p], c) for p in parts)) for c in columns]
        if len(parts) >= _FEWEST_PARTS and sums and all(isclose(total, added) for total, added in sums):
            found[r] = parts
    return found
