"""Tables of forms that a person taught, read by what was said of their columns and rows.

Where columns were told apart, the table is read anew by them: its header is that of the form, and what nobody spoke of
is read as before. Elsewhere its sites stay, and what was said goes with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.interpret.sites.captions import lines_above, reference_above, table_title, unit_note_below
from pipeline.interpret.sites.cells import Line, row_sites
from pipeline.interpret.sites.found import Places
from pipeline.interpret.sites.grids import Body, scope_of, settle_heads
from pipeline.interpret.sites.header_rows import read_heads
from pipeline.interpret.sites.headers import Head, head_of, header_words, is_value
from pipeline.interpret.sites.rows import BodyRow, body_rows, is_value_head
from pipeline.interpret.text.segments import CellView, Segment, TableView, View
from pipeline.interpret.text.unit_notes import note_units, title_units
from pipeline.interpret.types import Grid, Section, Site, Taught
from pipeline.korean.funding import find_source
from pipeline.korean.names import strip_markers, tidy
from pipeline.korean.scan import scan
from pipeline.korean.spacing import Spelling
from pipeline.korean.units import Unit, find_unit
from pipeline.taught.lessons import Lesson
from pipeline.taught.model import HEADER, LABELS, VALUES, YEAR_WORDS, Teaching
from pipeline.taught.signature import fold

_ROLES = {
    "target": "target",
    "result": "result",
    "task": "task",
    "goal": "goal",
    "department": "department",
    "account": "account",
    "activity": "label",
    "unit": "unit",
}
"""What is said of a column to the role that reads its cells; of the others nothing but what is said is read."""
_LONGEST_TASK = 80
_UNTAUGHT = Teaching()
Answers = dict[str, tuple[Any, str]]


def taught_places(
    places: Places, views: Sequence[View], lessons: Mapping[int, Lesson], spelling: Spelling
) -> Places:  # fmt: skip
    """The places of a document in which the tables of taught forms say what was taught."""
    for table, index in _tables(views):
        lesson = lessons.get(table.place.block) if table.place.block is not None else None
        if lesson is not None and table.n_cols == lesson.shape.columns and table.n_rows > lesson.shape.rows:
            places = _told(places, _Spot(table, lesson, views, index), spelling)
    return places


def _tables(views: Sequence[View], outer: int | None = None) -> Iterator[tuple[TableView, int]]:
    """Every table with the place among the views of the one that it stands in, inner ones after outer ones."""
    for index, view in enumerate(views):
        if isinstance(view, TableView):
            at = index if outer is None else outer
            yield view, at
            for cell in view.cells:
                yield from _tables(cell.nested, at)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A table, what was taught of it, and where it stands."""

    table: TableView
    lesson: Lesson
    views: Sequence[View]
    index: int

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the paragraphs of its cells."""
        return frozenset(s.number for cell in self.table.cells for s in cell.segments)


def _told(places: Places, spot: _Spot, spelling: Spelling) -> Places:
    own = [site for site in places.sites if site.segment.number in spot.numbers]
    if not spot.lesson.tells_columns:
        told = {id(site): _with_lesson(site, spot) for site in own}
        return replace(places, sites=[told.get(id(site), site) for site in places.sites])
    grids = {site.grid.number: site.grid for site in own if site.grid is not None}
    found = [body for grid, body in places.tables if grid.number in grids]
    section = next(
        (s.section for s in own if s.row is not None), own[0].section if own else _section_above(places, spot)
    )
    grid = next(iter(grids.values()), None) or _grid_of(spot, section, len(places.tables))
    body = _body_of(spot, found, spelling)
    grid = replace(grid, heads=body.heads, task_column=body.task_column)
    sites = list(_sites(spot, body, grid, section))
    tables = [one for one in places.tables if one[0].number not in grids]
    return replace(
        places,
        sites=_in_order(places.sites, own, sites, max(spot.numbers, default=0)),
        tables=sorted([*tables, (grid, body)], key=lambda one: one[0].number),
        schedules=[one for one in places.schedules if one[0].number not in grids],
    )


def _in_order(sites: Sequence[Site], gone: Sequence[Site], instead: Sequence[Site], last: int) -> list[Site]:
    """The sites with others in the place of those that are gone."""
    left_out = {id(site) for site in gone}
    at = next(
        (i for i, s in enumerate(sites) if id(s) in left_out or (not gone and s.segment.number > last)), len(sites)
    )
    before, after = sites[:at], sites[at:]
    return [*before, *instead, *(site for site in after if id(site) not in left_out)]


def _section_above(places: Places, spot: _Spot) -> Section:
    """The section of the last site above a table in which none was found."""
    first = min(spot.numbers, default=0)
    above = [site for site in places.sites if site.segment.number < first]
    return max(above, key=lambda site: site.segment.number).section if above else Section()


def _grid_of(spot: _Spot, section: Section, number: int) -> Grid:
    """A table of which no row was read, with what stands around it."""
    scope = scope_of(spot.table)
    captions = [*scope.lines, *lines_above(spot.views, spot.index, spot.table, ())]
    noted = next((u for s in captions if (u := note_units(s.text) or title_units(s.text))), ())
    return Grid(
        number,
        (),
        table_title(captions, section.path),
        scope.units or noted or unit_note_below(spot.views, spot.index),
        reference_above(captions, [node.segment for node in section.path[-2:]]),
        inferred=spot.table.inferred,
        stitched=spot.table.stitched,
    )


# -- sites that stay -------------------------------------------------------------------------------------------------


def _with_lesson(site: Site, spot: _Spot) -> Site:
    """A site with what was said of its row and table, and of its column where that has no role."""
    if site.expression is None and site.amount is None and site.row is None:
        return site
    cell = next((c for c in spot.table.cells if any(s.number == site.segment.number for s in c.segments)), None)
    if cell is None or cell.row < spot.lesson.shape.rows:
        return site
    row = [c for c in spot.table.grid()[cell.row] if c is not None]
    place = _Cell(cell, site.column or Head(), _teachings(spot.lesson, cell.col, row), {})
    answers = _answers(place, site.kind == "cell")
    return replace(site, taught=Taught(answers)) if answers else site


def _teachings(lesson: Lesson, column: int, row: Sequence[CellView]) -> tuple[Teaching, Teaching, Teaching]:
    """What was said of the row, the column and the table of a cell."""
    named = next((one for c in row if (one := lesson.rows.get(fold(c.text)))), _UNTAUGHT)
    return named, lesson.columns.get(column, _UNTAUGHT), lesson.table


# -- a table read anew -----------------------------------------------------------------------------------------------


def _body_of(spot: _Spot, found: Sequence[Body], spelling: Spelling) -> Body:
    """The table under the heads that were taught; those that nobody spoke of as they were read, else by their cells."""
    lesson, top = spot.lesson, spot.lesson.shape.rows
    table = replace(spot.table, cells=tuple(_counted(cell, lesson) for cell in spot.table.cells))
    rows = [tuple(row) for row in table.grid()[top:]]
    printed = read_heads(_without_title(table, lesson.shape.first), top - lesson.shape.first)
    known = len(found) == 1 and len(found[0].heads) == table.n_cols
    others = found[0].heads if known else settle_heads(printed, rows)
    heads = tuple(
        _head(printed[c], lesson.columns[c]) if c in lesson.columns else other for c, other in enumerate(others)
    )
    lines = list(body_rows(rows, heads, top, spelling))
    if lesson.table.task is not None:
        lines = list(_below_tasks(lines))
    return Body(heads, tuple(lines), top, any(head.role == "task" for head in heads))


def _without_title(table: TableView, first: int) -> TableView:
    """A table without the rows above its header."""
    cells = tuple(replace(cell, row=cell.row - first) for cell in table.cells if cell.row >= first)
    return replace(table, n_rows=table.n_rows - first, cells=cells)


def _counted(cell: CellView, lesson: Lesson) -> CellView:
    """Four digits alone in a column of values are a number, though they could be a year."""
    column = lesson.columns.get(cell.col)
    if cell.row < lesson.shape.rows or column is None or column.use not in VALUES:
        return cell
    return replace(cell, segments=tuple(_number(segment) for segment in cell.segments))


def _number(segment: Segment) -> Segment:
    text = segment.text.strip()
    if not (text.isascii() and text.isdigit()) or len(segment.expressions) != 1:
        return segment
    (e,) = segment.expressions
    return replace(segment, expressions=(replace(e, kind="number", value=float(text), span=None),))


def _head(printed: Head, said: Teaching) -> Head:
    """The head of a column with the role that was taught; without a use, with what else was."""
    if said.use is None:
        return printed
    money = "executed" if said.basis == "집행" else "budget"
    role = money if said.use == "amount" else _ROLES.get(said.use, "note")
    if said.use not in VALUES:
        return replace(printed, role=role, unit=None, span=None, relative=None, source=None, version=None)
    source = find_source(said.source) if said.source else printed.source
    unit = said.counted_in() if said.unit is not None else printed.unit
    source = source if said.use == "amount" else None
    return replace(printed, role=role, unit=unit, unit_printed=unit is not None, source=source)


def _below_tasks(lines: Sequence[BodyRow]) -> Iterator[BodyRow]:
    """Rows below one with a single cell in words, which names their task."""
    task = None
    for line in lines:
        filled = [c for c in dict.fromkeys(c for c in line.cells if c is not None) if c.text.strip()]
        if len(filled) == 1 and not is_value(filled[0]) and len(filled[0].text) <= _LONGEST_TASK:
            task = tidy(strip_markers(filled[0].text))
            yield replace(line, bar=task)
            continue
        card = replace(line.row.card, task=task or line.row.card.task, goal=None if task else line.row.card.goal)
        yield replace(line, row=replace(line.row, card=card))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a body row with its head, what was said of its row, column and table, and what its row says."""

    view: CellView
    head: Head
    said: tuple[Teaching, Teaching, Teaching]
    row: Answers


def _sites(spot: _Spot, body: Body, grid: Grid, section: Section) -> Iterator[Site]:
    seen: set[int] = set()
    carried: dict[int, CellView] = {}
    for line in body.rows:
        if line.bar is not None:
            carried.clear()
            continue
        row = [c for c in line.cells if c is not None]
        said = [_teachings(spot.lesson, c, row) for c in range(len(line.cells))]
        heads = tuple(
            _head(head, named) if named.use and head.role not in ("label", "note", "task") else head
            for head, (named, _, _) in zip(body.heads, said, strict=True)
        )
        own = replace(body, heads=heads)
        words = _row_answers(spot.lesson, line, body.heads, carried)
        line = _without_labels(line, spot.lesson)
        words = _without_caption(words, line)
        for site in row_sites(Line(line, grid, section), own, seen):
            c = site.cell[1] if site.cell is not None else 0
            cell = line.cells[c]
            if cell is not None:
                answers = _answers(_Cell(cell, heads[c], said[c], words), is_value_head(heads[c]))
                yield replace(site, taught=Taught(answers))


def _row_answers(lesson: Lesson, line: BodyRow, heads: Sequence[Head], carried: dict[int, CellView]) -> Answers:
    """What the label cells of a row say by what was taught of their columns; an empty one says what stands above it."""
    answers: Answers = {}
    if lesson.table.task is not None and line.row.card.task:
        answers["task"] = line.row.card.task, line.row.card.task
    for c, said in sorted(lesson.columns.items()):
        if said.use not in LABELS or c >= len(line.cells):
            continue
        cell = line.cells[c]
        if cell is not None and cell.text.strip():
            carried[c] = cell
            for later in [k for k in carried if k > c]:
                del carried[later]
        elif said.use not in _OF_ROW:
            cell = carried.get(c)
        if cell is not None and (value := _label(said.use, cell, line)) is not None:
            answers[said.use] = value, heads[c].text or tidy(cell.text)
    return answers


def _without_labels(line: BodyRow, lesson: Lesson) -> BodyRow:
    """A row whose labels are no more than what nobody spoke of, and what the row is about."""
    spoken = [c for c, said in lesson.columns.items() if said.use and said.use != "activity" and c < len(line.cells)]
    texts = {fold(cell.text) for c in spoken if (cell := line.cells[c]) is not None}
    texts |= {fold(header_words(cell.text)) for c in spoken if (cell := line.cells[c]) is not None}
    labels = tuple(label for label in line.row.labels if fold(label) not in texts)
    return replace(line, row=replace(line.row, labels=labels))


def _without_caption(answers: Answers, line: BodyRow) -> Answers:
    """What a row says; where it names its task and nothing else, its numbers are about nothing else, and no caption."""
    if "task" not in answers or "activity" in answers or line.row.labels:
        return answers
    return {**answers, "activity": (None, answers["task"][1])}


_OF_ROW = frozenset({"unit", "year", "source", "indicator"})
"""What an empty cell does not take from the row above."""


def _label(use: str, cell: CellView, line: BodyRow) -> Any:
    """What a label cell says."""
    text = tidy(strip_markers(" ".join(cell.text.split())))
    card = line.row.card
    if not text:
        return None
    if use == "unit":
        return find_unit(text) or Unit(text, "other", 1.0)
    if use == "year":
        return next((e.span for s in cell.segments for e in s.expressions if e.span), None)
    if use == "source":
        return find_source(text)
    if use == "account":
        return line.row.account
    told = {"task": card.task, "goal": card.goal or text, "department": card.department or text}
    return told.get(use, text)


def _answers(cell: _Cell, valued: bool) -> Answers:
    """What a person said of a cell by question, the row before the column and the column before the table."""
    words = tidy(cell.head.text) or tidy(cell.view.text)[:40]
    row, column, table = cell.said
    for said in cell.said:
        if said.use == "ignore":
            return {"reason": (said.reason or "other", words)}
    if column.use in LABELS:
        return {"reason": ("name", words)}
    answers = dict(cell.row)
    use = (row.use if valued else None) or column.use or (table.use if valued else None)
    if use is not None:
        answers["use"] = use, words
    for name in ("basis", "source", "indicator", "activity"):
        value = next((v for said in cell.said if (v := getattr(said, name)) is not None), None)
        if value is not None:
            answers[name] = _text(name, value, cell.head), words
    if (counted := next((said for said in cell.said if said.unit is not None), None)) is not None:
        answers["unit"] = counted.counted_in(), words
    year = next((said.year for said in cell.said if said.year is not None), None)
    if isinstance(year, int) or (year in YEAR_WORDS and year != HEADER):
        answers["year"] = year, words
    elif year == HEADER and (span := _year_over(cell.head)) is not None:
        answers["year"] = span, words
    return answers


def _text(question: str, value: str, head: Head) -> str | None:
    """A text that was said, a source by its name, or the words over the column."""
    if question == "source":
        return find_source(value)
    return (header_words(head.path[-1]) if head.path else None) if value == HEADER else value


def _year_over(head: Head) -> Any:
    """The year that the words over a column name."""
    return head_of(head.path).span or next((e.span for text in head.path for e in scan(text) if e.span), None)
