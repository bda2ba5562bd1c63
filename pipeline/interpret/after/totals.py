"""Totals and what they add up: which rows may be added, and which sums the document must keep.

A total is told by its place and confirmed by its arithmetic: the row or column that is called 계, the amount beside its
sources, the parent beside its children. additive is false on a total whose parts are there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from pipeline.interpret.after.group_totals import is_group_total, labels_of, rows_of_groups
from pipeline.interpret.after.nested_sums import NO_ADDEND, added_columns, nested_rows, number_of
from pipeline.interpret.after.spoken_totals import spoken_totals
from pipeline.interpret.sites.amounts import INCLUDED
from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import Head, role_of
from pipeline.interpret.sites.levels import book_children
from pipeline.interpret.sites.phrases import in_brackets, is_sentence
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.types import Because, Fact, Grid, Outcome, Sum
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in

Place = tuple[int, int]
_ALIKE = ("unit", "basis", "superseded")
"""Columns in which a total and its parts agree."""
_APART = NO_ADDEND | {"remainder"}
"""Roles of columns that are no parts of the total beside them."""


def find_sums(tables: Sequence[tuple[Grid, Body]], facts: Sequence[Fact]) -> list[Sum]:
    """The totals of all tables with their parts."""
    return [
        Sum(place.name, total, same)
        for place in _total_places(tables, facts)
        for total in place.totals
        if total.value is not None and _make_up(total, same := _same_kind(total, place.parts))
    ]


def _make_up(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether parts are those of a total: two at least, or one that is all of it beside empty cells."""
    return len(parts) > 1 or (len(parts) == 1 and parts[0].value == total.value)


def units_without_parts(tables: Sequence[tuple[Grid, Body]], facts: Sequence[Fact]) -> Iterator[Outcome]:
    """A total in two units (`119가구/295명`) whose parts have only one: the other cannot be checked."""
    for place in _total_places(tables, facts):
        for total in place.totals:
            if len(place.totals) < 2 or len(place.parts) < 2 or total.value is None:
                continue
            if not _same_kind(total, place.parts):
                units = ", ".join(sorted({str(part.get("unit")) for part in place.parts}))
                message = f"합계에는 {total.get('unit')} 값이 있으나 항목에는 {units} 값만 있어 검산할 수 없습니다."
                numbers: dict[str, float | int | str | None] = {"total": total.value}
                yield Outcome("category_inconsistent", False, "warn", message, numbers, (total.segment,), (total,))


@dataclass(frozen=True, slots=True)
class _TotalPlace:
    """The facts of a total's cell, and of the cells that it adds up."""

    name: str
    totals: Sequence[Fact]
    parts: Sequence[Fact]


def _total_places(tables: Sequence[tuple[Grid, Body]], facts: Sequence[Fact]) -> Iterator[_TotalPlace]:
    by_table: dict[int, dict[Place, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.site.grid is not None and fact.site.cell is not None:
            by_table[fact.site.grid.number][fact.site.cell].append(fact)
    for grid, body in tables:
        here = by_table[grid.number]
        for total_at, parts_at, name in _cells_of_totals(body):
            parts = [fact for place in parts_at for fact in here.get(place, [])]
            yield _TotalPlace(name, here.get(total_at, []), parts)


def _cells_of_totals(body: Body) -> Iterator[tuple[Place, list[Place], str]]:
    """Each total cell of a table with the cells that it adds up, and its name."""
    rows = [line.row.index for line in body.rows]
    for c, head in enumerate(body.heads):
        if head.role == "total" or TOTAL_LABEL.match(compact(head.words)) or _is_whole_cost(body.heads, c):
            parts_at = part_columns(body.heads, c)
        else:
            parts_at = _same_in_groups(body, c)
        if parts_at:
            for r in rows:
                yield (r, c), [(r, k) for k in parts_at], head.text
    nested = book_children(body)
    groups = nested if nested is not None else _groups_of_rows(body)
    for r, parts in groups.items():
        name = next((cell.text for cell in body.rows[r].cells if cell and cell.text.strip()), "")
        for c in range(len(body.heads)):
            yield (rows[r], c), [(rows[k], c) for k in parts], name


def _same_in_groups(body: Body, c: int) -> list[int]:
    """The columns that one below a group called 계 adds up in some row: those of the same name below other groups."""
    path = body.heads[c].path
    if len(path) < _GROUP_AND_NAME or body.heads[c].role in _APART or not TOTAL_LABEL.match(compact(path[0])):
        return []
    same = [k for k, head in enumerate(body.heads) if len(head.path) > 1 and head.path[1:] == path[1:] and k != c]
    parts = [k for k in same if not TOTAL_LABEL.match(compact(body.heads[k].path[0]))]
    sums = [(number_of(line, c), sum(number_of(line, k) for k in parts)) for line in body.rows]
    return parts if len(parts) > 1 and any(total > 0 and isclose(total, added) for total, added in sums) else []


_GROUP_AND_NAME = 2


def _groups_of_rows(body: Body) -> dict[int, list[int]]:
    """The rows that each row adds up, those called totals without the parts of their parts."""
    trees = nested_rows(body)
    inner = {k for rows in trees.values() for k in rows}
    named = {r: [k for k in rows if k not in inner] for r, rows in row_groups(body).items()}
    return {**trees, **named, **rows_of_groups(body, named), **source_groups(body)}


def _is_whole_cost(heads: Sequence[Head], c: int) -> bool:
    """Whether a column 총사업비 stands before columns of years or sources that it adds up."""
    if not sign_in("whole_cost", compact(heads[c].words)):
        return False
    parts = [heads[k] for k in part_columns(heads, c)]
    return len(parts) > 1 and all(h.span or h.source or sign_in("earlier_years", h.text) for h in parts)


def _same_kind(total: Fact, parts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(p for p in parts if p.value is not None and p.dataset == total.dataset and _alike(p, total))


def _alike(part: Fact, total: Fact) -> bool:
    """Whether a part is of the kind of its total; what was spent before the years of a plan is one too (기투자)."""
    head = part.site.column
    spent = head is not None and sign_in("earlier_years", head.text) is not None
    return all(part.get(column) == total.get(column) for column in _ALIKE if not (spent and column == "basis"))


def part_columns(heads: Sequence[Head], c: int) -> list[int]:
    """The columns that a total column adds up: those after it of one kind up to the next total, else those before."""
    for step in (range(c + 1, len(heads)), range(c - 1, -1, -1)):
        found: list[int] = []
        for k in step:
            if heads[k].role == "share":
                continue
            if heads[k].role == "total" or not is_value_head(heads[k]) or heads[k].role in _APART:
                break
            found.append(k)
        if len(found) > 1:
            return found
    return []


def row_groups(body: Body) -> dict[int, list[int]]:
    """The rows that each total row adds up.

    One total row adds up the subtotals where there are any, else all other rows; of several (소계, or a 계 for each
    group) each adds up the rows next to it, above where any stand there, else below.
    """
    labels = [_total_label(body, r) for r in range(len(body.rows))]
    totals = [r for r, label in enumerate(labels) if label is not None]
    grand = [r for r in totals if labels[r] != "소계"]
    subs = [r for r in totals if r not in grand]
    groups: dict[int, list[int]] = {}
    local = subs
    if len(grand) == 1:
        groups[grand[0]] = subs or [r for r, label in enumerate(labels) if label is None]
    else:
        local = totals
    above_first = bool(local) and local[0] > 0 and labels[local[0] - 1] is None
    for r in local:
        step, parts = (-1 if above_first else 1), []
        k = r + step
        while 0 <= k < len(labels) and labels[k] is None:
            parts.append(k)
            k += step
        groups[r] = parts
    return groups


def source_groups(body: Body) -> dict[int, list[int]]:
    """사업비 above rows of sources is their total, though it is not called one."""
    names = [next((c.text for c in line.cells if c and c.text.strip()), "") for line in body.rows]
    groups: dict[int, list[int]] = {}
    for r, name in enumerate(names):
        if role_of(name) != "budget" or find_source(name):
            continue
        parts = []
        for k in range(r + 1, len(names)):
            if find_source(names[k]) in (None, TOTAL):
                break
            parts.append(k)
        if len(parts) >= 2 and not _is_less(body, r, parts):
            groups[r] = parts
    return groups


def _is_less(body: Body, r: int, parts: Sequence[int]) -> bool:
    """Whether a row has less in some column than one of the rows that would be its parts."""
    columns = added_columns(body)
    return any(0 < number_of(body.rows[r], c) < number_of(body.rows[k], c) for c in columns for k in parts)


def _total_label(body: Body, r: int) -> str | None:
    """소계, 합계, ... where the first label of a row is one; 소계 also where a later label is."""
    texts = labels_of(body, r)
    if texts and TOTAL_LABEL.match(texts[0]):
        return texts[0]
    return "소계" if is_group_total(texts) or any(TOTAL_LABEL.match(text) for text in texts[1:]) else None


# -- additive --------------------------------------------------------------------------------------------------------


def mark_additive(facts: Sequence[Fact], sums: Sequence[Sum]) -> list[Fact]:
    """Totals whose parts are there are not added; of an amount and its sources the sources are."""
    totals = {id(s.total): s.name for s in sums}
    totals |= {id(f): "합계" for f in facts if f.site.row is not None and f.site.row.total and f.site.row.book}
    totals |= {id(f): "평균" for f in facts if f.site.row is not None and _is_mean(f.site.row.label)}
    totals |= {id(f): name for f, name in _beside_sources(facts)}
    totals |= {id(f): name for f, name in _brackets(facts)}
    totals |= {id(f): name for f, name in _costs_in_brackets(facts)}
    totals |= {id(f): "문장 안의 부분" for f in spoken_totals(facts)}
    return [
        fact.told(Because("its parts stand in the document", totals[id(fact)]), additive=False)
        if id(fact) in totals
        else fact
        for fact in facts
    ]


def _is_mean(label: str | None) -> bool:
    return sign_in("mean_label", compact(label or "")) is not None


def _beside_sources(facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """계 beside the sources of the same text, or of the same row and column."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.dataset == "budget":
            site = fact.site
            place: object = (site.grid.number, site.cell[0]) if site.grid and site.cell else fact.segment.number
            if site.kind == "form" and site.grid:
                place = (site.grid.number, "form")
            groups[place, fact.get("basis"), fact.period, fact.get("indicator"), fact.get("superseded")].append(fact)
    for group in groups.values():
        parts = [f for f in group if f.get("source") != TOTAL]
        for fact in group:
            if included := _included(fact, parts):
                yield from ((part, "전체에 포함된 금액") for part in included)
                continue
            if fact.get("source") == TOTAL and parts and (fact.value is None or _covered(fact, parts)):
                if fact.site.row is None and _tells_more(fact, parts):
                    continue
                yield fact, "재원별 금액"


def _included(total: Fact, parts: Sequence[Fact]) -> list[Fact]:
    """The parts that a sentence says the next amount holds, which is more than they are (`도비 3억을 포함, 총 6억`)."""
    if (
        total.get("source") != TOTAL
        or total.site.row is not None
        or sum(p.value or 0 for p in parts) >= (total.value or 0)
    ):
        return []
    ahead = [p for p in parts if p.site.row is None and p.claims and p.start < total.start]
    return [p for p in ahead if INCLUDED.match(p.segment.text, p.claims[0].end)]


def _tells_more(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether amounts of a sentence are more than another of it, and none is said of the same number: it is one more
    of their list (`교부세 2,119억원, 보조금 1,871억원`)."""
    own = any(part.claims[:1] == total.claims[:1] for part in parts)
    told = is_sentence(total.segment.text) or total.segment.closing != ""
    return told and not own and sum(p.value or 0 for p in parts) > _ABOVE * abs(total.value or 0)


_ABOVE = 1.05


def _covered(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts make up the total, as far as rounding and a wrong sum of the source allow."""
    return sum(p.value or 0 for p in parts) >= 0.5 * abs(total.value or 0)


def _brackets(facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """A part printed in brackets beside its whole (`36(25)`) is not added, unless the brackets part all of it."""
    by_text: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.dataset != "budget" and fact.value is not None:
            by_text[fact.segment.number, fact.dataset].append(fact)
    for group in by_text.values():
        inside = [f for f in group if f.site.bracketed]
        outside = [f for f in group if not f.site.bracketed]
        if not outside or not inside:
            continue
        whole = max([f for f in outside if f.start < inside[0].start] or outside[:1], key=lambda fact: fact.start)
        parts = [f for f in inside if f.get("unit") in (whole.get("unit"), None)]
        if _part_all_of(whole, parts):
            yield whole, "괄호 안의 부분"
        else:
            yield from ((f, "괄호 밖의 전체") for f in parts)


def _costs_in_brackets(facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """An amount beside the brackets that say what all of it is for (`120백만원(장비 80, 인건비 40)`)."""
    by_text: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.dataset == "budget" and fact.get("source") == TOTAL and fact.value and fact.site.expression is not None:
            by_text[fact.segment.number, fact.get("basis")].append(fact)
    for group in by_text.values():
        inside = [f for f in group if _is_in_brackets(f)]
        wholes = [f for f in group if not _is_in_brackets(f)]
        for whole in wholes:
            until = min((f.start for f in wholes if f.start > whole.start), default=len(whole.segment.text))
            parts = [f for f in inside if whole.start < f.start < until]
            if _part_all_of(whole, parts):
                yield whole, "괄호 안의 부분"


def _part_all_of(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether what stands in brackets adds up to what stands before them."""
    return len(parts) > 1 and isclose(sum(part.value or 0 for part in parts), whole.value or 0)


def _is_in_brackets(fact: Fact) -> bool:
    end = fact.claims[0].end if fact.claims else fact.start
    return in_brackets(fact.segment.text, fact.start, end)
