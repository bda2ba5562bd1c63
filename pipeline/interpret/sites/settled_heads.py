"""What a column is about, by its header and by what stands below it: words, counts, names, statuses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import MONEY_ROLES, VALUE_ROLES, Head, exact_role, is_value, with_role
from pipeline.interpret.text.segments import CellView
from pipeline.korean.signs import sign_in
from pipeline.korean.statuses import find_status

_COUNTABLE = frozenset({"category", "unit", "evaluation", "status", "content", "kpi", "task", "department", "account"})
"""Roles of words that also head columns of numbers (`평가`, `사업`)."""


def settled_head(head: Head, column: Sequence[CellView | None], c: int, sourced: bool) -> Head:
    """The head of column `c` with the role that its cells give it; `sourced`: another column is a source of money."""
    cells = [cell for cell in column if cell is not None and cell.text.strip()]
    values = sum(map(is_value, cells))
    filled = [cell for cell in cells if not _DASH.fullmatch(cell.text.strip())]
    mostly = bool(filled) and values * 2 >= len(filled)
    named = _in_words(cells) and not values
    if head.role in ("category", "label", "note", None) and len(cells) > 1 and all(find_status(c.text) for c in cells):
        return with_role(head, "status")
    if head.role == "source" and not sourced and (not mostly or head.source == "기타"):
        head = replace(head, role=None, source=None)
    if head.role is None and named and sign_in("project_column", head.words):
        return with_role(head, "task")
    if head.role == "schedule" and mostly and head.unit is not None:
        return with_role(head, "value")  # `회의개최(회)` counts
    if head.role is None or (head.role == "schedule" and (head.span or head.relative) is not None):
        return with_role(head, "value" if mostly or head.span else "label")
    if head.role == "beneficiary" and mostly and all(_BARE_COUNT.fullmatch(cell.text.strip()) for cell in cells):
        return with_role(head, "headcount")
    if head.role == "headcount" and cells and not mostly:
        return with_role(head, "content")
    if head.role == "content" and c > 0 and _are_names(cells):
        return with_role(head, "label")
    own = exact_role(head.path[-1]) if head.path else None
    if head.role in VALUE_ROLES and named and (c == 0 or head.role in {*MONEY_ROLES, "total"} or own == "category"):
        return with_role(head, "label")
    short = all(len(cell.text) <= 14 for cell in cells)
    named = head.role == "task" and _in_words(cells)  # names can hold numbers (`돌봄터 7곳 열기`)
    if head.role in _COUNTABLE and mostly and short and not named and c > 0 and head.span is None:
        return with_role(head, "value")
    return head


def _are_names(cells: Sequence[CellView]) -> bool:
    """Whether cells name the rows of a table, each another: a few letters, no number and no second line."""
    texts = [cell.text.strip() for cell in cells]
    plain = all(len(text) <= _LONGEST_NAME and re.fullmatch(r"[가-힣·() ]+", text) for text in texts)
    return plain and len(set(texts)) == len(texts) >= _SEVERAL_NAMES


_LONGEST_NAME, _SEVERAL_NAMES = 12, 3
_DASH = re.compile(r"[-–－]")
_BARE_COUNT = re.compile(r"\d{1,3}(?:,\d{3})*|\d+|-")


def _in_words(cells: Sequence[CellView]) -> bool:
    """Whether cells hold names: half of them at least have a word."""
    return sum(bool(re.search(r"[가-힣]{2}", cell.text)) for cell in cells) * 2 > len(cells) > 0
