"""The rows of a table below its header: what their label cells say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.headers import (
    LABEL_ROLES,
    RATE_ROLES,
    VALUE_ROLES,
    Head,
    exact_role,
    head_of,
    header_words,
    is_value,
    role_of,
)
from pipeline.interpret.sites.phrases import items_of
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.segments import CellView
from pipeline.interpret.text.unit_notes import header_unit, printed_unit
from pipeline.interpret.types import Card, Row
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.names import compact, split_code, split_marker, strip_markers, tidy
from pipeline.korean.organizations import find_department, is_department, read_in_charge
from pipeline.korean.periods import WHOLE_YEAR, Moment, Span
from pipeline.korean.scan import scan
from pipeline.korean.signs import sign_in
from pipeline.korean.spacing import Spelling
from pipeline.korean.statuses import find_status, is_mark, is_set
from pipeline.korean.units import Unit, find_unit

Cells = Sequence[CellView | None]
LONG_TEXT = 40
"""Letters from which on the text of a cell is read for what it says and not as a name."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below the header: its cells and what its label cells say. bar is set on a heading over the whole width."""

    cells: tuple[CellView | None, ...]
    row: Row
    bar: str | None = None
    note: CellView | None = None


def is_value_head(head: Head) -> bool:
    """Whether a column holds values and not names."""
    return head.role in VALUE_ROLES or head.role == "value" or (head.span is not None and head.role not in LABEL_ROLES)


def body_rows(rows: Sequence[Cells], heads: Sequence[Head], top: int, spelling: Spelling) -> Iterator[BodyRow]:
    carried: dict[int, CellView] = {}
    charged = Card()
    card = Card()
    for r, cells in enumerate(rows):
        own = [c for c in dict.fromkeys(c for c in cells if c is not None) if c.text.strip() and c.row >= top + r]
        if bar := _bar(cells, own, heads):
            goal = tidy(strip_markers(bar.text)).strip("<>[]【】〈〉 ")
            office = find_department(goal) if sign_in("office_of", goal) else None
            charged = Card(goal=None if office else goal, department=office)
            carried.clear()
            yield BodyRow(tuple(cells), Row(top + r, card=charged), bar=goal)
            continue
        if card.task is not None and (note := _task_note(own)):
            yield BodyRow(tuple(cells), Row(top + r, card=card), note=note)
            continue
        row = _row(cells, heads, carried, charged, spelling)
        card = row.card if any(h.role == "task" for h in heads) else Card()
        yield BodyRow(tuple(cells), replace(row, index=top + r))


def without_lone_rest(lines: Sequence[BodyRow], heads: Sequence[Head]) -> tuple[BodyRow, ...]:
    """Rows in which 기타 is the rest of what the others name: a source of money only where these are sources."""
    sources = {line.row.source for line in lines} - {None, TOTAL, _REST}
    told = bool(sources) or any(head.role == "source" for head in heads)
    return tuple(
        replace(line, row=replace(line.row, source=None, head=replace(line.row.head, role=None, source=None)))
        if not told and line.row.labels[-1:] == (_REST,)
        else line
        for line in lines
    )


_REST = "기타"


def _bar(cells: Cells, own: Sequence[CellView], heads: Sequence[Head]) -> CellView | None:
    """A row with one cell over the whole width, or one label and nothing else: a heading inside the table."""
    if len(own) != 1 or is_value(own[0]) or len(own[0].text) > LONG_TEXT + 10 or len(cells) < 2:
        return None
    if sum(e.kind in NUMERIC for segment in own[0].segments for e in segment.expressions) > 1:
        return None
    cell = own[0]
    whole = cell.col_span >= len(cells)
    alone = len(cells) > 2 and cells[0] is cell and any(map(is_value_head, heads))
    return cell if whole or alone else None


def _task_note(own: Sequence[CellView]) -> CellView | None:
    """A row under a task that holds one key-value cell (`사업비 : ...`)."""
    if len(own) != 1:
        return None
    return own[0] if re.search(r"[가-힣]\s*[:：]", own[0].text) else None


def _row(cells: Cells, heads: Sequence[Head], carried: dict[int, CellView], card: Card, spelling: Spelling) -> Row:
    """Read the label cells of a row; an empty cell at the left takes what stands above it."""
    has_task = any(h.role == "task" for h in heads)
    task_at = next((c for c, h in enumerate(heads) if h.role == "task"), -1)
    has_goal = any(h.role == "goal" for h in heads)
    both_days = all(any(sign_in(sign, h.words) for h in heads) for sign in _DAYS_OF_WORK)
    said = _Said(card)
    ends = _ends(cells, heads)
    for c, head in enumerate(heads):
        if c and (status := row_status(cells[c], head)) is not None:
            said.card = replace(said.card, status=status)
            continue
        if both_days and head.role in (None, "label") and _is_day_of_work(head) and (day := _span_in(cells[c])):
            said.date(head.words, day)
            continue
        if is_value_head(head) or sign_in("founding_column", head.words):
            said.labels += [text for text in _texts(cells[c]) if sign_in("example", text)]
            continue
        cell = _label_cell(cells, c, ends, carried)
        if cell is None:
            continue
        name = cell_name(cell, spelling)
        if sign_in("region_column", head.words):
            said.card = replace(said.card, region=name)
            if has_task and c < task_at:
                continue
        if head.role != "unit" and not re.search(r"[0-9A-Za-z가-힣]", name):
            continue
        match head.role:
            case "task" if _is_total(cells[0]) and c and re.match(r"\d", name):
                said.total_task = True
            case "task":
                unit = printed_unit(name) if name.endswith(")") else None
                said.name_task(name if unit is None or unit.is_money else label_text(name))
                said.unit = said.unit or (None if unit is None or unit.is_money else unit)
            case "goal":
                said.card = replace(said.card, goal=split_code(strip_markers(name))[1])
            case "category" | "label" if has_task and not has_goal and c < task_at:
                if head.role == "category" and _is_group(name):
                    said.card = replace(said.card, goal=strip_markers(name))
            case "department" | "team" | "officer":
                said.put_in_charge(head.role, cell, name, c == 0 and not has_task)
            case "kpi":
                said.kpis = tuple(_kpis(cell)) if _lists(cell, cells) else (label_text(tidy(strip_markers(name))),)
                said.unit = said.unit or header_unit(name)
                said.labels += [] if has_task else [label_text(name)]
            case "unit":
                said.unit = find_unit(cell.text.strip()) or said.unit
            case "account":
                said.accounts += [] if TOTAL_LABEL.match(compact(name)) else [(cell.col, strip_markers(name))]
                said.labels.append(strip_markers(name))
            case "schedule":
                said.date(head.words, _span_in(cell) or day_alone(cell.text))
                said.span = WHOLE_YEAR if sign_in("all_year", name) else said.span
                said.labels += [label_text(name)] if c == 0 and said.span is None else []
            case "no" if has_task and (code := split_code(f"{name} ")[0]) is not None:
                said.card = replace(said.card, task_code=code)
            case "no" | "note" | "formula" | "weight" | "unit_price" | "beneficiary" | "location" | "content":
                pass
            case "status" | "evaluation":
                pass
            case "label" if has_task and c > task_at and not _measures(name):
                pass
            case None | "label" if said.labels and len(name) > LONG_TEXT:
                pass
            case _ if _tells_kind(heads, c):
                pass
            case _:
                said.labels.append(label_text(name))
                said.unit = header_unit(name) or said.unit
                said.span = said.span or _year_of_measure(cell, name)
    if not said.labels and said.card.task is None and (first := _first_name(cells, heads)) is not None:
        said.labels.append(label_text(cell_name(first, spelling)))
    return said.row()


def _tells_kind(heads: Sequence[Head], c: int) -> bool:
    """Whether a column only says of what kind is what another one before it calls by its name (`시설명`, `유형`)."""
    named = any(head.role == "task" or sign_in("name_column", head.words) for head in heads[:c])
    return named and sign_in("kind_column", heads[c].words) is not None


def _year_of_measure(cell: CellView, name: str) -> Span | None:
    """The year of a label that is a measure of it and nothing more (`2024년 집행`)."""
    span = _span_in(cell)
    return span if span is not None and span.is_year and exact_role(name) in VALUE_ROLES else None


def day_alone(text: str) -> Span | None:
    """The day that is all a cell says, where its column asks for one (`3. 5.`, `4/12(금)`)."""
    match = _DAY.fullmatch(text.strip())
    day = Moment(None, int(match["month"]), int(match["day"])) if match is not None else None
    return Span(day, day) if day is not None and day.month in range(1, 13) and day.day in range(1, 32) else None


_DAY = re.compile(r"(?P<month>\d{1,2})\s?[./]\s?(?P<day>\d{1,2})\.?(?:\s?\([월화수목금토일]\))?")


def _span_in(cell: CellView | None) -> Span | None:
    """The first date of a cell."""
    dates = (e.span for s in (cell.segments if cell is not None else ()) for e in s.expressions if e.span)
    return next(dates, None)


def _is_day_of_work(head: Head) -> bool:
    """Whether a column holds the first or the last day of what its rows are about (`착공`, `준공(예정)`)."""
    return any(sign_in(sign, head.words) for sign in _DAYS_OF_WORK)


_DAYS_OF_WORK = ("first_day", "last_day")


def row_status(cell: CellView | None, head: Head) -> str | None:
    """The status that a cell gives its row: in words below 추진상태, or by a mark below the name of one."""
    if cell is None or not cell.text.strip():
        return None
    if (named := find_status(head.words)) is not None and is_mark(cell.text):
        return named if is_set(cell.text) else None
    return find_status(cell.text) if head.role in ("status", "evaluation") else None


def _first_name(cells: Cells, heads: Sequence[Head]) -> CellView | None:
    """The first cell in words of a row that no column names: what stands there is what the row is about."""
    for cell, head in zip(cells, heads, strict=True):
        if is_value_head(head):
            return None
        if cell is not None and cell.text.strip() and head.role != "no":
            return cell if re.search(r"[가-힣A-Za-z]{2}", cell.text) and len(cell.text) <= LONG_TEXT else None
    return None


_COUNT_BEHIND = re.compile(r"\s*\(\d+\s?[가-힣]{1,4}\)$")
"""`계(5건)`: a total says of how many it is."""
_OFFICE_BEHIND = re.compile(r"(?P<name>.*\S)\s*\((?P<office>[가-힣·]{3,12})\)")
"""`실내놀이터 짓기(공원과)` in a column of projects."""
LOST_HYPHEN = re.compile(r"^(?P<n>\d{2})\s+(?=[가-힣])")
"""Two digits before a name: a number, or a code that lost its hyphen."""


class _Said:
    """What the label cells of one row have said so far; it becomes a Row and is gone."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.labels: list[str] = []
        self.kpis: tuple[str, ...] = ()
        self.unit: Unit | None = None
        self.accounts: list[tuple[int, str]] = []
        self.span: Span | None = None
        self.total_task = False

    def name_task(self, name: str) -> None:
        code, bare = split_code(name)
        bare = tidy(bare if LOST_HYPHEN.match(bare) else strip_markers(bare))
        of, _, last = bare.rpartition(" ")
        group = of if is_department(of) and TOTAL_LABEL.match(last) else None
        self.total_task = group is not None or bool(TOTAL_LABEL.match(compact(_COUNT_BEHIND.sub("", bare))))
        office = _OFFICE_BEHIND.fullmatch(bare)
        if office is not None and is_department(office["office"]):
            bare = office["name"]
            self.card = replace(self.card, department=office["office"])
        self.card = replace(self.card, task=None if self.total_task else bare, task_code=code or self.card.task_code)
        if group is not None:
            self.card = replace(self.card, department=group)
        self.labels += [bare] if self.total_task else []

    def date(self, words: str, span: Span | None) -> None:
        """The span of the row: of a column for its first day and one for its last (`착공`, `준공`) both together."""
        until = self.span is not None and span is not None and sign_in("last_day", words) is not None
        self.span = Span(self.span.start, span.end) if until and self.span and span else span or self.span

    def put_in_charge(self, role: str, cell: CellView, name: str, names_row: bool) -> None:
        charge = read_in_charge([s.text for s in cell.segments])
        department, team, officer = charge.department, charge.team, charge.officer
        if role == "officer" and officer is None and department is None:
            officer = next(reversed(tidy(cell.text).split()), None)
            team = None
        elif role == "team" and department is None and officer is None:
            team, officer = tidy(cell.text).replace(" ", ""), None
        elif department is None and role != "team" and (offices := _offices_in(cell)):
            department, team, officer = ", ".join(offices), None, None
        self.card = replace(
            self.card,
            department=department or self.card.department,
            team=team or self.card.team if (department or role != "department" or officer or team) else self.card.team,
            officer=officer or self.card.officer,
        )
        if names_row and role == "department":
            self.labels.append(label_text(name))
            if not TOTAL_LABEL.match(compact(name)) and is_department(compact(name)):
                self.card = replace(self.card, department=compact(name))

    def row(self) -> Row:
        last = self.labels[-1] if self.labels else None
        told = last is not None and (not self.kpis or (len(self.labels) > 1 and exact_role(last) in _SAYING))
        head = head_of([last]) if last and told else Head()
        total = self.total_task or any(TOTAL_LABEL.match(compact(label)) for label in self.labels[-2:])
        return Row(
            0,
            tuple(self.labels),
            replace(head, unit=self.unit or head.unit) if last else replace(head, unit=self.unit),
            self.card,
            self.kpis,
            self.unit,
            " > ".join(name for _, name in dict.fromkeys(self.accounts)) or None,
            find_source(last) if last else None,
            self.span,
            total,
        )


_SAYING = frozenset({"target", "result", *RATE_ROLES})
"""Roles of a label that says what the numbers of its row are, beside the indicator that they are of."""


def _measures(name: str) -> bool:
    """Whether a label says what is measured (사업비, 목표, 국비) and does not only describe the task."""
    return role_of(name) in VALUE_ROLES or find_source(name) is not None or TOTAL_LABEL.match(compact(name)) is not None


def _offices_in(cell: CellView) -> list[str]:
    """The offices in a cell of a column of offices, where each of them ends as one does (`행정실`, `교무부`)."""
    names = [compact(part) for s in cell.segments for part in re.split(r"[\n,]", s.text) if part.strip()]
    return names if names and all(sign_in("office_end", name) for name in names) else []


def _label_cell(cells: Cells, c: int, ends: tuple[int, int], carried: dict[int, CellView]) -> CellView | None:
    """The label of a row in a column; one left empty is the one above it, where labels and no total follow."""
    cell = cells[c]
    if cell is not None and cell.text.strip():
        carried[c] = cell
        for later in [k for k in carried if k > c]:
            del carried[later]
        return cell
    last, last_total = ends
    return carried.get(c) if last_total < c < last else None


def _ends(cells: Cells, heads: Sequence[Head]) -> tuple[int, int]:
    """The last column of labels in which a row has one, and the last in which it is that of a total; -1 for none."""
    labelled = [k for k, cell in enumerate(cells) if cell is not None and cell.text.strip()]
    labels = [k for k in labelled if not is_value_head(heads[k])]
    return max(labels, default=-1), max((k for k in labels if _is_total(cells[k])), default=-1)


def _is_total(cell: CellView | None) -> bool:
    return cell is not None and TOTAL_LABEL.match(compact(cell.text)) is not None


def _is_group(name: str) -> bool:
    """Whether a 구분 cell beside a task names a field of work and not a measure or a total."""
    return not TOTAL_LABEL.match(compact(name)) and role_of(name) not in {*VALUE_ROLES, "schedule"}


def label_text(name: str) -> str:
    """A label without its unit; a part of a year keeps its year (`2022년 상반기`)."""
    if any(e.span and e.span.year and not e.span.is_year and len(e.raw) == len(name) for e in scan(name)):
        return name
    return header_words(name) or name


def cell_name(cell: CellView, spelling: Spelling) -> str:
    """The lines of a cell as one name, joined as the document spells."""
    lines = [s.text for s in cell.segments]
    name = lines[0]
    for line in lines[1:]:
        name = spelling.join(name, line).text
    return tidy(name)


def _texts(cell: CellView | None) -> Sequence[str]:
    return [segment.text for segment in cell.segments] if cell is not None else ()


def _lists(cell: CellView, cells: Cells) -> bool:
    """Whether the lines of a cell are entries and no name broken over lines: some have marks, or other cells of the
    row have numbers on several lines too."""
    if len(cell.segments) < _SEVERAL or any(split_marker(s.text).marker for s in cell.segments):
        return True
    counts = [sum(any(e.kind in NUMERIC for e in s.expressions) for s in c.segments) for c in cells if c is not None]
    return max(counts, default=0) >= _SEVERAL or not any(counts)


_SEVERAL = 2


def _kpis(cell: CellView) -> Iterator[str]:
    for segment in cell.segments:
        for item in items_of(segment.text):
            name = label_text(tidy(strip_markers(segment.text[item.start : item.end])))
            if name:
                yield name
