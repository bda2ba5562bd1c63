"""The body of a document in reading order: every place where a value can stand, with all that stands around it.

Nothing is dropped and nothing is decided here; the answers are given later, from the sites alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites import cards
from pipeline.interpret.sites.boxes import FormPart, form_parts, heading_bar, is_box, names_project, segments_left
from pipeline.interpret.sites.captions import lines_above, reference_above, table_title, unit_note_below
from pipeline.interpret.sites.card_heads import (
    CARD_RANK,
    MENU_RANK,
    ONLY_CARD_RANK,
    card_heads,
    costed_heads,
    menu_heads,
    office_heads,
    office_rank,
    span_of_event,
    stands_in_list,
)
from pipeline.interpret.sites.cells import Line, label_sites, row_sites, schedule_sites, stretch_sites, written_sites
from pipeline.interpret.sites.found import Places
from pipeline.interpret.sites.grids import Body, bodies, is_plain_won, reference_of_rows, scope_of
from pipeline.interpret.sites.header_rows import parts_at_notes
from pipeline.interpret.sites.headers import corner_units, is_form, without_form_header
from pipeline.interpret.sites.labels import forced_labels, pieces_of
from pipeline.interpret.sites.levels import BookLine, book_rows
from pipeline.interpret.sites.nesting import dated_beside, depths, placed, upper_marks
from pipeline.interpret.sites.outline import Node, closes, node_of, opened, raised, raised_rank
from pipeline.interpret.sites.phrases import items_of
from pipeline.interpret.sites.repeated_headers import grid_of_same_header
from pipeline.interpret.sites.schedules import schedule_of
from pipeline.interpret.sites.topics import Speech, speaker_of
from pipeline.interpret.sites.unmarked import unmarked_rank
from pipeline.interpret.text.linearised import read_linearised
from pipeline.interpret.text.segments import CellView, Segment, TableView, View
from pipeline.interpret.text.unit_notes import (
    names_beside_note,
    note_units,
    printed_unit,
    title_units,
)
from pipeline.interpret.types import Card, Grid, Section, Site
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.signs import sign_in
from pipeline.korean.spacing import Spelling
from pipeline.korean.units import Unit

_COVER = 6
"""Paragraphs at the top whose unit note (`2024. 7. 31. 현재, 단위 : 백만원`) speaks for the whole document."""


def places_of(views: Sequence[View], titles: frozenset[int], spelling: Spelling) -> Places:
    """Every site of a document; `titles` are the numbers of the paragraphs that are its title."""
    walk = _Walk(views, titles, spelling)
    written = read_linearised(views, spelling)
    if written is not None:
        walk.places.sites += list(written_sites(written, walk._section(), spelling))
    for index, view in enumerate(views):
        if isinstance(view, Segment):
            if written is None or view.number not in written.used:
                walk.paragraph(view, index)
        else:
            walk.table(view, index)
    return walk.places


class _Walk:
    """Where the reading stands: the path of the outline and the open card. It ends as Places and is gone."""

    def __init__(self, views: Sequence[View], titles: frozenset[int], spelling: Spelling) -> None:
        self.views = views
        self.titles = titles
        self.spelling = spelling
        self.places = Places()
        self.path: tuple[Node, ...] = ()
        self.card = 0
        self.card_depth = 0
        self.places.cards[0] = Card()
        self.opened = [(0, 0)]
        self.numbers = 0
        segments = [view for view in views if isinstance(view, Segment)]
        self.raised = raised_rank(segments)
        self.depths, self.upper = depths(segments), upper_marks(segments)
        self.unmarked = unmarked_rank(views)
        self.labels = forced_labels(views)
        self.card_heads = card_heads(views, self.labels)
        self.costed_heads = costed_heads(views)
        self.office_heads = office_heads(views)
        self.menu_heads = menu_heads(views)
        self.running: set[str] = set()
        self.note: tuple[Unit, ...] = ()
        self.note_above: tuple[int, ...] | None = None
        self.whole_note: tuple[Unit, ...] = ()
        self.carried: Node | None = None
        self.speech = Speech()
        self.around: list[Segment] = []
        self.book: tuple[BookLine, ...] = ()

    # -- paragraphs ----------------------------------------------------------------------------------------------

    def paragraph(self, segment: Segment, index: int) -> None:
        """Read one paragraph: it may open a section, say something of the card, hold values."""
        if segment.number in self.titles:
            self._open_title(segment)
            if segment.number not in self.menu_heads:
                return
        if (units := note_units(segment.text)) and len(segment.text) <= 60:
            self.note, self.note_above = units, None
            if index < _COVER and not self.places.tables and any(e.span for e in segment.expressions):
                self.whole_note = units
            if len(compact(segment.text)) <= 24 and not names_beside_note(segment.text):
                self.note_above = self._headings()
                return
        node = self._node(segment)
        self.path = opened(self.path, node)
        if self.note and self.note_above is None:
            self.note_above = self._headings()
        self.places.nodes.append(node)
        self._turn_card(node)
        if (speaker := speaker_of(segment.text)) is not None:
            self._open_card(0, cards.spoken_by(speaker.office))
            self.path = (node,)
        self.speech.begins(segment, node, speaker)
        if node.label is None and (head := cards.head_line(node)):
            self.places.cards[self.card] = head
            self.places.heads.append((segment, head))
        if (office := cards.office_of_line(node)) is not None and self.card_depth:
            self.places.cards[self.card] = replace(self.places.cards[self.card], department=office)
        if people := cards.in_charge_of_heading(node):
            self.places.cards[self.card] = cards.with_people(self.places.cards[self.card], people)
        self._carry_year(node)
        if self._says_founding(node) and len(self.path) > 1:
            self.places.founding.add(self.path[-2].segment.number)
        self.read(segment, node)
        self.speech.ends(segment)

    def _headings(self) -> tuple[int, ...]:
        """The headings that are open, by the numbers of their paragraphs."""
        return tuple(node.segment.number for node in self.path if node.heading)

    def _noted(self) -> bool:
        """Whether the last unit note still speaks for what is read: the headings that it stood under are open."""
        above = self.note_above
        return above is not None and self._headings()[: len(above)] == above

    def _open_title(self, segment: Segment) -> None:
        """A title opens the document anew; the same title again is the running head of a page and opens nothing."""
        title = compact(segment.text)
        if title not in self.running:
            self.running.add(title)
            counted = (site.expression for site in self.places.sites if site.expression is not None)
            named = self.path and all(node.heading and node.marker and node.role is None for node in self.path[:1])
            if any(e.value is not None for e in counted) or not named:
                self.path = ()
            self.opened = self.opened[:1]
            if self.places.sites:
                self._open_card(0)
        dated = any(e.span is not None and not segment.text[: e.start].strip() for e in segment.expressions)
        if segment.number in self.card_heads and self.card_heads <= set(self.titles) and not dated:
            self.places.cards[self.card] = Card(task=tidy(strip_markers(segment.text)))

    def _section(self) -> Section:
        carried = self.carried.span.year if self.carried and self.carried.span else None
        return Section(self.path, self.card, carried, *self.speech.told)

    def _carry_year(self, node: Node) -> None:
        """A heading with a year holds on until a heading of its height or a new chapter."""
        if not node.heading:
            return
        if self.carried and closes(node, self.carried):
            self.carried = None
        if node.span is not None and node.span.is_year:
            self.carried = node

    @staticmethod
    def _says_founding(node: Node) -> bool:
        counted = any(e.kind == "quantity" for e in node.segment.expressions)
        dated = any(e.span for e in node.segment.expressions)
        return bool(node.label and sign_in("founding", node.label)) and dated and not counted

    def _node(self, segment: Segment) -> Node:
        node = dated_beside(self._plain_node(segment), self.places.nodes)
        if segment.number in self.office_heads:
            return replace(node, heading=True, rank=office_rank(self.path), depth=None, label=None, office=True)
        if segment.number in self.menu_heads:
            return replace(node, heading=True, carded=True, rank=MENU_RANK)
        if segment.number in self.costed_heads and stands_in_list(node, self.path):
            return replace(node, heading=True, carded=True)
        if segment.number not in self.card_heads or node.label:
            return node
        unmarked = CARD_RANK if len(self.card_heads) > 1 else ONLY_CARD_RANK
        rank = node.rank if node.rank is not None else unmarked
        return replace(node, heading=True, carded=True, rank=rank, during=span_of_event(segment) or node.during)

    def _plain_node(self, segment: Segment) -> Node:
        node = node_of(segment)
        if (speaker := speaker_of(segment.text)) is not None:
            return replace(node, text=segment.text[speaker.start :].strip(), label=None, heading=False)
        if segment.number in self.labels:
            label, value = self.labels[segment.number]
            return replace(node, label=label, value=value, heading=False)
        below = self.labels.get(segment.number + 1)
        if below is not None and below[1] == 0 and compact(below[0]) == compact(segment.text):
            return node
        if segment.number in self.unmarked.ranks and node.rank is None and split_code(node.text)[0] is None:
            return replace(node, heading=True, rank=self.unmarked.ranks[segment.number])
        node = raised(node, self.raised) if self.raised is not None else node
        return placed(node, self.depths, self.upper)

    def _turn_card(self, node: Node) -> None:
        """A heading that names something new opens a card in that of the heading above; a usual section does not."""
        depth = sum(n.heading for n in self.path)
        if not node.heading:
            return
        if node.generic:
            self._leave_cards(depth)
            return
        named = self.places.cards[self.card].task is not None
        if named and depth > self.card_depth:
            return
        while len(self.opened) > 1 and self.opened[-1][0] >= depth:
            self.opened.pop()
        self._open_card(depth, self.places.cards[self.opened[-1][1]])
        self.opened.append((depth, self.card))

    def _leave_cards(self, depth: int) -> None:
        """A usual section name above or beside the heading of a card ends it; a card that names its task goes on."""
        card = self.places.cards[self.card]
        if card.task is not None or card.task_code is not None:
            return
        while len(self.opened) > 1 and self.opened[-1][0] >= depth and self.card != self.opened[-2][1]:
            self.opened.pop()
            self.card_depth, self.card = self.opened[-1]

    def _open_card(self, depth: int, base: Card | None = None) -> None:
        self.card = len(self.places.cards)
        self.card_depth = depth
        self.places.cards[self.card] = replace(base or Card(), first=None)
        self.numbers = 0

    def read(self, segment: Segment, node: Node, base: Card | None = None) -> None:
        """The sites of a paragraph, piece by piece under its labels."""
        section = self._section()
        body = max(segment.text.find(node.text), 0) if node.text else 0
        found = False
        for piece in pieces_of(segment, body, len(segment.text)):
            label = piece.label or (node.label if piece.start <= node.value else None)
            start = max(piece.start, node.value) if label == node.label and label else piece.start
            if label is not None and base is None:
                self._say(label, cards.Value(segment, start, piece.end))
                section = self._section()
            sites = list(stretch_sites(Site(segment, start, piece.end, section, label=label), self.note, self._noted()))
            if label is not None and label == node.label:
                paid = len(sites) > 0 and all(site.amount is not None for site in sites)
                sites = [*label_sites(Site(segment, body, start, section), paid), *sites]
            self.places.sites += sites
            self.numbers += len(sites)
            found = found or bool(sites)
        if not found:
            self.places.sites.append(Site(segment, body, len(segment.text), section, label=node.label, kind="words"))

    def _say(self, label: str, value: cards.Value) -> None:
        """A key-value line says something for its card; the key that began the card begins the next one."""
        if sign_in("card_label", label) and (above := next((n for n in reversed(self.path) if n.heading), None)):
            self.places.carded.add(above.segment.number)
        card = self.places.cards[self.card]
        said = cards.say(card, label, value)
        if said is card and not cards.begins_anew(card, label, said):
            return
        late = card.first is None and said.task != card.task and self.numbers > 0
        if late or cards.begins_anew(card, label, said):
            depth = self.card_depth
            self._open_card(depth)
            said = cards.say(self.places.cards[self.card], label, value)
        self.places.cards[self.card] = said

    # -- tables --------------------------------------------------------------------------------------------------

    def table(self, table: TableView, index: int) -> None:
        """Read one table, and after it the tables inside its cells."""
        if bar := heading_bar(table):
            self.paragraph(bar.heading, index)
            if bar.department is not None:
                card = self.places.cards[self.card]
                self.places.cards[self.card] = replace(card, department=bar.department)
        elif is_box(table) and not names_project(table):
            for cell in table.cells:
                for segment in cell.segments:
                    self.paragraph(segment, index)
        else:
            for part in parts_at_notes(table):
                self._grid(part, index)
        for cell in table.cells:
            for nested in cell.nested:
                outer, self.around = self.around, [*reversed(cell.segments), *segments_left(table, cell)]
                self.table(nested, index)
                self.around = outer

    def _grid(self, table: TableView, index: int) -> None:
        scope = scope_of(without_form_header(table))
        table = scope.table
        captions = [*scope.lines, *lines_above(self.views, index, table, self.around)]
        units = (
            scope.units
            or next((u for s in captions if (u := note_units(s.text) or title_units(s.text))), ())
            or (() if self.around else unit_note_below(self.views, index))
            or self._note_of_section()
            or (self.whole_note if reference_above(captions, ()) is None else ())  # a note of its own names no unit
        )
        grid = Grid(
            len(self.places.tables),
            (),
            table_title(captions, self.path),
            units or (),
            reference_above(captions, [n.segment for n in self.path[-2:]]),
            inferred=table.inferred,
            stitched=table.stitched,
        )
        found = [] if is_form(table) or names_project(table) else list(bodies(table, self.spelling))
        if not found:
            self._form(table, grid)
            return
        for body in found:
            own = replace(grid, number=len(self.places.tables), heads=body.heads, task_column=body.task_column)
            units = body.units or grid.units or corner_units(body.heads)
            same = None if units else grid_of_same_header(body.heads, self.places.tables)
            as_of = (same and (reference_above(captions, ()) or same.as_of)) or grid.as_of or reference_of_rows(body)
            self._body(body, replace(own, units=same.units if same else units, as_of=as_of))

    def _note_of_section(self) -> tuple[Unit, ...]:
        """The money unit that a note right under an open heading tells for all the tables below that heading."""
        headed = bool(self.note_above) and self._noted() and len(self.note) == 1 and self.note[0].is_money
        return self.note if headed else ()

    def _body(self, body: Body, grid: Grid) -> None:
        section = self._section()
        if not any(unit.is_money for unit in grid.units) and is_plain_won(body):
            grid = replace(grid, plain_won=True)
        self.places.tables.append((grid, body))
        rows, dated = schedule_of(body, self.places.tables)
        if rows:
            self.places.schedules.append((grid, rows, dated))
            self.places.sites += list(schedule_sites(rows, grid, section))
            return
        levels, self.book = book_rows(body, self.book)
        seen: set[int] = set()
        for r, line in enumerate(body.rows):
            if line.bar is not None:
                continue
            if line.note is not None:
                self._note(line.note, line.row.card, grid)
                continue
            row = levels.get(r, line.row)
            sites = list(row_sites(Line(replace(line, row=row), grid, section), body, seen))
            self.places.sites += sites
            self.numbers += len(sites)

    def _note(self, cell: CellView, card: Card, grid: Grid) -> None:
        """A key-value cell below a task: a card of its own that begins with what the row says."""
        outer, depth = self.card, self.card_depth
        self._open_card(depth)
        self.places.cards[self.card] = card
        for segment in cell.segments:
            self.read(segment, node_of(segment))
        self.card, self.card_depth = outer, depth

    def _form(self, table: TableView, grid: Grid) -> None:
        """Labels and values side by side: each value is read as a line under its label."""
        for part in form_parts(table):
            if part.cell is None:
                self._open_card(self.card_depth)
                self.places.cards[self.card] = Card(task=part.label)
            elif part.label is None:
                for segment in part.cell.segments:
                    self.read(segment, node_of(segment))
            else:
                self._form_value(part, part.cell, grid)

    def _form_value(self, part: FormPart, cell: CellView, grid: Grid) -> None:
        label = part.label or ""
        outer = printed_unit(part.outer) if part.outer else None
        units = note_units(label) or ((outer,) if outer else ()) or grid.units or self.note
        for segment in cell.segments:
            self._say(label, cards.Value(segment, 0, len(segment.text)))
            for item in items_of(segment.text):
                for piece in pieces_of(segment, item.start, item.end):
                    name = piece.label or label
                    if piece.label is not None:
                        self._say(name, cards.Value(segment, piece.start, piece.end))
                    section = self._section()
                    under = label if piece.label is not None else None
                    base = Site(segment, piece.start, piece.end, section, label=name, grid=grid, under=under)
                    sites = list(stretch_sites(base, units))
                    if not sites and segment.text[piece.start : piece.end].strip():
                        sites = [replace(base, kind="form words")]
                    self.places.sites += [replace(s, kind="form") if s.kind == "line" else s for s in sites]
