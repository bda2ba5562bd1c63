"""The sites of a stretch of text, a table's row, a schedule: one for every number, one for every item in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.amounts import Amount, amounts_of, without_total
from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import MONEY_ROLES, Head, is_value, role_of, with_role
from pipeline.interpret.sites.labels import pieces_of
from pipeline.interpret.sites.phrases import Item, Named, items_of, numbered, numbers_of
from pipeline.interpret.sites.rows import BodyRow, day_alone, is_value_head, row_status
from pipeline.interpret.sites.schedules import Phrase, ScheduleRow
from pipeline.interpret.text.linearised import LinearTable
from pipeline.interpret.text.segments import CellView, Segment
from pipeline.interpret.types import Card, Grid, Row, Section, Site
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import split_marker, strip_markers, tidy
from pipeline.korean.spacing import Spelling
from pipeline.korean.units import Unit

_COSTS = ("budget", "unit_price", "account", "spent")
"""Sections whose lines are amounts."""
_ENDS_IN_AMOUNT = re.compile(r"[가-힣)]\s+[\d,.]+\d\s*(?:\([^()]*\))?$|[가-힣)]\s+[\d,]*\d\s*\([^()]*\)$")
_MASKED = re.compile(r"[\s*＊○●■□×]{2,}")
_LONG_CELL = 40
"""Letters from which on a cell of a content column is a description of work."""


@dataclass(frozen=True, slots=True)
class Line:
    """A body row with the table and the section that it stands in."""

    row: BodyRow
    grid: Grid
    section: Section


def stretch_sites(base: Site, units: Sequence[Unit], noted: bool = False) -> Iterator[Site]:
    """The sites of the stretch that `base` marks: its amounts, then its other numbers.

    `noted` says that the units are those of a note right above the list that the stretch is an entry of.
    """
    segment, start, end = base.segment, base.start, base.end
    named = {n.expression.start: n for n in numbers_of(segment, start, end)}
    amounts = amounts_of(segment, start, end, _scope_of_line(base, units, noted))
    taken = {a.expression.start for a in amounts if a.expression}
    for entry, amount in enumerate(amounts):
        yield _with(base, named.get(amount.expression.start) if amount.expression else None, amount, entry)
    rest = (one for position, one in named.items() if position not in taken)
    for entry, one in enumerate(rest, len(amounts)):
        yield _with(base, one, None, entry)


def label_sites(base: Site, paid: bool) -> Iterator[Site]:
    """The counts of a label, of what it names: in brackets at its end (`찾아가는 진료(12회) : 산간 마을 방문`), and
    anywhere where what it labels is `paid` (`쉼터 3개소 조성 : 120백만원`)."""
    match = _COUNTED_LABEL.search(base.text)
    name = tidy(base.text[: match.start()]) if match else ""
    for one in numbers_of(base.segment, base.start, base.end) if match and name else ():
        if one.bracketed and one.expression.unit is not None and one.expression.start > base.start + len(name):
            yield _with(base, replace(one, before=name), None, 0)
    for one in numbers_of(base.segment, base.start, base.end) if match is None and paid else ():
        yield _with(base, one, None, 0)


_COUNTED_LABEL = re.compile(r"(?<=[가-힣])\s?\([^()]*\d[^()]*\)\s*[:：]\s*$")


def _scope_of_line(base: Site, units: Sequence[Unit], noted: bool) -> Unit | None:
    """The money unit of a line's bare numbers.

    Under a label of money, a source, or any label in a section of costs; without a label, of an entry right below the
    note that ends in its amount and what brackets say of it.
    """
    money = next((u for u in units if u.is_money), None)
    if money is None:
        return None
    if base.label is None:
        return money if noted and _ENDS_IN_AMOUNT.search(base.text.rstrip()) else None
    costs = len(units) == 1 and any(node.role in _COSTS for node in base.section.path)
    return money if costs or role_of(base.label) in MONEY_ROLES or find_source(base.label) else None


def _with(base: Site, one: Named | None, amount: Amount | None, entry: int) -> Site:
    if one is None:
        return replace(base, expression=amount.expression if amount else None, amount=amount, entry=entry)
    return replace(
        base,
        expression=one.expression,
        amount=amount,
        before=one.before,
        after=one.after,
        span=one.span,
        entry=entry,
        bracketed=one.bracketed,
    )


# -- rows of tables --------------------------------------------------------------------------------------------------


def row_sites(line: Line, body: Body, seen: set[int]) -> Iterator[Site]:
    """The sites of a body row: one for every number of its value cells, one for every item of its wordy cells.

    A cell over several rows is read once, in the first: `seen` holds those read.
    """
    for c, (cell, head) in enumerate(zip(line.row.cells, body.heads, strict=True)):
        if cell is None or not cell.text.strip() or id(cell) in seen:
            continue
        seen.add(id(cell))
        base = Site(
            *(cell.segments[0], 0, len(cell.segments[0].text), line.section),
            grid=line.grid,
            row=line.row.row,
            column=head,
            cell=(line.row.row.index, c),
        )
        if body.task_column and row_status(cell, head) is not None:
            yield replace(base, kind="row status")
            continue
        wordy = body.task_column or _is_dated_list(body) or len(cell.text) > _LONG_CELL or len(cell.segments) > 1
        if (head.role == "content" and wordy) or (not is_value_head(head) and _lists_numbered(cell)):
            yield from _content_sites(cell, base)
        elif _breaks_down(cell, head):
            yield from _cell_sites(cell, replace(base, column=with_role(head, "budget")))
        elif is_value_head(head) or (is_value(cell) and head.role in ("label", "status", "evaluation")):
            yield from _cell_sites(cell, base)
        else:
            told = list(_labelled_amounts(cell, base)) if body.task_column else []
            yield from told
            yield from _label_sites(cell, base, {s.expression.start for s in told if s.expression})


def _labelled_amounts(cell: CellView, base: Site) -> Iterator[Site]:
    """The amounts that a cell of another column tells under a label of their own (`사업비 : 72백만원(도비 22)`)."""
    for segment in cell.segments:
        named = {n.expression.start: n for n in numbers_of(segment, 0, len(segment.text))}
        for piece in pieces_of(segment, 0, len(segment.text)):
            if piece.label is None or role_of(piece.label) not in MONEY_ROLES:
                continue
            stretch = replace(
                base, segment=segment, start=piece.start, end=piece.end, label=piece.label, kind="content"
            )
            for i, amount in enumerate(amounts_of(segment, piece.start, piece.end, None)):
                one = named.get(amount.expression.start) if amount.expression else None
                yield _with(replace(stretch, column=with_role(base.column or Head(), "content")), one, amount, i)


def _is_dated_list(body: Body) -> bool:
    """Whether a table is a list of dates and what is to be done then."""
    return any(h.role == "schedule" for h in body.heads) and not any(map(is_value_head, body.heads))


def _lists_numbered(cell: CellView) -> bool:
    """Whether a cell is a list of numbered items of work (`1.1 농가 돕기 - 1.2 장터 열기`)."""
    items = [s.text[i.start : i.end] for s in cell.segments for i in items_of(s.text)]
    return len(items) > 1 and all(map(numbered, items))


def _breaks_down(cell: CellView, head: Head) -> bool:
    """Whether a cell of a column of formulas tells amounts by name (`- 인건비 : 76.3`), not how they come."""
    lines = [line for segment in cell.segments for line in segment.text.splitlines() if line.strip()]
    told = sum(_AMOUNT_BY_NAME.search(line) is not None for line in lines)
    return (
        head.role == "formula"
        and told > 1
        and not any(re.search(r"\d\s?[^\d\s,.]{0,3}\s?[×xX*=]", line) for line in lines)
    )


_AMOUNT_BY_NAME = re.compile(r"[가-힣]\s*[:：]\s*\d[\d,.]*\s*(?:[십백천만억조]*원)?\s*$")


def _items(cell: CellView, base: Site, kind: str) -> Iterator[Site]:
    """The entries of a cell, each as a site of its own stretch."""
    for segment in cell.segments:
        for item in items_of(segment.text):
            first = pieces_of(segment, item.start, item.end)[0] if _has_own_label(base, item, segment, kind) else None
            label = first.label if first is not None else None
            start = first.start if first is not None and label is not None else item.start
            yield replace(base, segment=segment, start=start, end=item.end, kind=kind, label=label)


def _has_own_label(base: Site, item: Item, segment: Segment, kind: str) -> bool:
    """Whether an entry of a cell can have a label: it is marked, and stands in a table of no projects, where the words
    before a number say of what it is; in the cell of a project they name the number."""
    marked = split_marker(segment.text[item.start : item.end].strip()).marker is not None
    return kind == "cell" and marked and base.grid is not None and not base.grid.task_column


def _cell_sites(cell: CellView, base: Site) -> Iterator[Site]:
    if _MASKED.fullmatch(cell.text.strip()):
        return
    money = _money_scope(base)
    several = sum(bool(segment.expressions) for segment in cell.segments) > 1
    count = 0
    for item in _items(cell, base, "cell"):
        named = {n.expression.start: n for n in numbers_of(item.segment, item.start, item.end)}
        asked = money is not None or any(n.expression.is_money for n in named.values()) or not named
        amounts = amounts_of(item.segment, item.start, item.end, money) if asked else []
        taken = {a.expression.start for a in amounts if a.expression}
        found = [
            _with(
                item,
                named.get(a.expression.start) if a.expression else None,
                without_total(a) if several else a,
                count + i,
            )
            for i, a in enumerate(amounts)
        ]
        rest = [one for start, one in named.items() if start not in taken]
        found += [_with(item, one, None, count + len(found) + i) for i, one in enumerate(rest)]
        yield from found or [replace(item, kind="cell words", entry=count)]
        count += max(len(found), 1)


def _money_scope(site: Site) -> Unit | None:
    """The money unit of a cell's bare numbers, where its column or row is about money; None elsewhere."""
    head, row, grid = site.column or Head(), site.row or Row(0), site.grid
    if head.unit is not None and not head.unit.is_money:
        return None
    noted = grid.units if grid is not None else ()
    units = [u for u in (head.unit, row.unit, row.head.unit, *noted) if u is not None and u.is_money]
    about = head.role in MONEY_ROLES or head.source is not None
    about = about or (
        (row.head.role in MONEY_ROLES or row.source not in (None, TOTAL))
        and head.role in ("value", "total", "target", "result")
    )
    return units[0] if units and about else None


def _content_sites(cell: CellView, base: Site) -> Iterator[Site]:
    for item in _items(cell, base, "content"):
        if not tidy(strip_markers(item.text)):
            continue
        named = {n.expression.start: n for n in numbers_of(item.segment, item.start, item.end)}
        amounts = amounts_of(item.segment, item.start, item.end, None)
        taken = {a.expression.start for a in amounts if a.expression}
        for i, a in enumerate(amounts):
            yield _with(item, named.get(a.expression.start) if a.expression else None, a, i)
        for i, (start, one) in enumerate(named.items()):
            if start not in taken:
                yield _with(item, one, None, _AFTER_AMOUNTS + i)
        yield replace(item, kind="content words")


_AFTER_AMOUNTS = 9
"""Entries from which on the numbers of an item of work count that are no amounts."""


def _label_sites(cell: CellView, base: Site, told: set[int]) -> Iterator[Site]:
    """The numbers of a cell that names its row, but those `told` already: no values, but the ledger must say why."""
    for segment in cell.segments:
        whole = replace(base, segment=segment, start=0, end=len(segment.text), kind="label")
        if base.column is not None and base.column.role == "schedule" and day_alone(segment.text):
            yield from (replace(whole, expression=e) for e in segment.expressions)
            continue
        for one in numbers_of(segment, 0, len(segment.text)):
            if one.expression.start not in told:
                yield _with(whole, one, None, 0)


# -- schedules and written tables ------------------------------------------------------------------------------------


def schedule_sites(rows: Sequence[ScheduleRow], grid: Grid, section: Section) -> Iterator[Site]:
    """The sites of a schedule whose lines were given to tasks."""
    for row in rows:
        for phrase, task in row.given:
            line = Row(0, card=Card(task=task), span=row.span)
            base = Site(phrase.segment, phrase.start, phrase.end, section, grid=grid, row=line)
            yield from _phrase_sites(phrase, replace(base, kind="schedule" if row.even else "schedule aligned"))
        for task, segment in row.without:
            line = Row(0, card=Card(task=task), span=row.span)
            yield Site(segment, 0, 0, section, grid=grid, row=line, kind="schedule gap")


def _phrase_sites(phrase: Phrase, base: Site) -> Iterator[Site]:
    named = numbers_of(phrase.segment, phrase.start, phrase.end)
    yield from (_with(base, one, None, i) for i, one in enumerate(named))
    if not named and tidy(strip_markers(phrase.text)).strip(" ,"):
        yield base


def written_sites(table: LinearTable, section: Section, spelling: Spelling) -> Iterator[Site]:
    """The items of work of a table that was written out a fragment a line."""
    for row in table.rows:
        card = Card(task=row.task, goal=row.goal, department=", ".join(row.departments) or None)
        kind = "written guessed" if row.guessed else "written"
        for item in row.items:
            lines = tuple(segment for segment, _ in item.lines)
            yield Site(
                *(lines[0], 0, len(lines[0].text), section),
                label=item.text(spelling),
                row=Row(0, card=card),
                lines=lines,
                kind=kind,
            )
