"""What the words beside a number say that it is: a target, an achievement, an amount, a difference, a unit price."""

from pipeline.interpret.answers import taught
from pipeline.interpret.answers.question import Answer, Reading, Rules
from pipeline.interpret.sites.amounts import parts_of_counts
from pipeline.interpret.sites.headers import MONEY_ROLES, VALUE_ROLES, Head, exact_role, role_of
from pipeline.interpret.sites.phrases import words_before
from pipeline.interpret.types import Site
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.signs import sign_in

OPEN = frozenset({"value", "total", "schedule", "category", "label", "headcount", "unit"})
"""Roles of a column that do not say what its numbers are."""
ANSWERING = frozenset({*VALUE_ROLES, "unit_price", "weight", "no", "formula", "evaluation", "difference", "remainder"})


def _told(head: Head) -> str | None:
    role = head.role
    if head.source and head.source != TOTAL and role in (None, "source", "value", "total"):
        return "source"
    return role if role in ANSWERING and role not in OPEN else None


def _by_column(site: Site, reading: Reading) -> Answer[str] | None:
    """The column's own header, unless it only dates the cell while the row says what it is."""
    if site.column is None or site.row is None:
        return None
    role = _told(site.column)
    dated = role in ("target", "budget", "result") and site.column.span is not None and site.column.words in _EMPTY
    row = _told(site.row.head)
    if role is None or (dated and row is not None):
        return None
    money = row in MONEY_ROLES and all(exact_role(kpi) in MONEY_ROLES for kpi in site.row.kpis)
    money = money and not (row == "source" and _counts(site.column))
    if role in ("target", "result") and money:
        return ("executed" if role == "result" else "budget"), f"{site.column.text} / {site.row.label}"
    return role, site.column.text


def _counts(head: Head) -> bool:
    """Whether a column says itself that it counts something that is no money (`목표(명)`)."""
    return head.unit is not None and not head.unit.is_money


_EMPTY = ("", "계획", "목표", "투자계획")


def _by_row(site: Site, reading: Reading) -> Answer[str] | None:
    """The row's label; that it ends in a word like 현황 or 평가 does not make its numbers results."""
    if site.row is None or (site.column is not None and sign_in("count_header", site.column.words)):
        return None
    role = _told(site.row.head) or ("source" if site.row.source not in (None, TOTAL) else None)
    if role == "source" and site.column is not None and _counts(site.column):
        return None
    label = site.row.label or site.row.source or ""
    if role is None or (role in ("target", "result", "evaluation") and exact_role(label) != role):
        return None
    return role, label


def _by_words_before(site: Site, reading: Reading) -> Answer[str] | None:
    """The words directly before the number (`목표 4,000톤`)."""
    if site.before is None or (site.row is not None and not site.kind.startswith("content")):
        return None
    last = site.before.split()[-1]
    role = role_of(last) or ("source" if find_source(last) else None)
    counted = site.expression is not None and site.expression.start in parts_of_counts(site.segment, 0, site.end)
    return (role, site.before) if role in ANSWERING and not (role == "source" and counted) else None


def _by_words_before_whole(site: Site, reading: Reading) -> Answer[str] | None:
    """The words before the count that a number in brackets is a part of (`현황 12개소(마을 8, 공원 4)`)."""
    e, segment = site.expression, site.segment
    if e is None or site.row is not None or e.start not in parts_of_counts(segment, site.start, site.end):
        return None
    counts = [x for x in segment.within(site.start, e.start) if x.kind == "quantity"]
    before = words_before(segment.text[site.start : counts[-1].start]) if counts else None
    role = role_of(before.split()[-1]) if before else None
    return (role, before) if before and role in ANSWERING else None


def _by_label(site: Site, reading: Reading) -> Answer[str] | None:
    if site.label is None:
        return None
    role = role_of(site.label) or ("source" if find_source(site.label) else None)
    return (
        (role, site.label)
        if role in (ANSWERING | {"beneficiary", "location", "schedule", "note", "headcount"})
        else None
    )


RULES: Rules[str] = {
    "taught form": taught.meaning,
    "column header": _by_column,
    "row label": _by_row,
    "words before the number": _by_words_before,
    "words before the whole": _by_words_before_whole,
    "label": _by_label,
}
