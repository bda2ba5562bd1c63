"""Tables to rows: what a cell means is what its column, its row and its place in the document say together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.interpret.budget_books import Place, is_budget_book, places
from pipeline.interpret.context import Context, Dataset, Draft
from pipeline.interpret.grid import Grid, Value
from pipeline.interpret.headers import (
    LABEL_ROLES,
    MONEY_ROLES,
    VALUE_ROLES,
    Head,
    head_of,
    header_rows,
    header_words,
    is_value,
    read_heads,
    role_of,
    unit_note,
    with_role,
)
from pipeline.interpret.notebook import Notebook, Sum, quantity_fields
from pipeline.interpret.phrases import counted, items_of
from pipeline.interpret.prose import _SPENT, Prose, account_path, budget_drafts, find_status, pieces_of
from pipeline.interpret.schedules import read_schedule
from pipeline.interpret.segments import CellView, Segment, TableView
from pipeline.korean.funding import TOTAL, find_source, is_plain_source
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import read_in_charge
from pipeline.korean.periods import Moment, Span
from pipeline.korean.scan import Expression, with_unit
from pipeline.korean.units import Unit, find_unit

_NOTHING = re.compile(r"^[\s\-–—―․·.~xX×]*$")
_TOTAL_LABEL = re.compile(r"^(?:총?합?계|소계|총계|누계|계|전체|합|총액)(?:\(.*\))?$")
_NEGATIVE = re.compile(r"^\s*[(（]\s*[△▲]?\s*[\d,.]+\s*[)）]\s*$|^\s*[△▲▵]\s*[\d,.]+")
_EARLIER = re.compile(r"기투자|기집행|향후|이전|까지")
_ARROW = re.compile(r"→|⇒|➔|->")


def read_table(table: TableView, prose: Prose, caption: Segment | None) -> None:
    """Read one table, and after it the tables inside its cells."""
    book = prose.book
    context = prose.context()
    captions = [s for s in (table.caption, caption) if s is not None]
    if len(table.cells) == 1 or (table.n_rows == 1 and table.n_cols <= 3 and not any(map(is_value, table.cells))):
        for cell in table.cells:
            for segment in cell.segments:
                prose.read(segment)
    else:
        _read_grid(table, prose, context, captions, book)
    for cell in table.cells:
        for nested in cell.nested:
            read_table(nested, prose, None)


def _read_grid(table: TableView, prose: Prose, context: Context, captions: Sequence[Segment], book: Notebook) -> None:
    unit, table = _unit_scope(table, captions)
    title = _caption_text(captions, prose)
    count = header_rows(table)
    if count == 0:
        read_form(table, prose, context, unit)
        return
    heads = read_heads(table, count)
    rows = [list(row) for row in table.grid()[count:]]
    parts = _side_by_side(heads)
    for part in parts:
        if any(h.role == "task" for h in heads) and prose.section.task is None:
            context = replace(context, goal=context.goal or context.task, task=None, task_code=None)
        if len(parts) > 1 and (over := _common_head(heads, part)):
            context = replace(context, goal=over)
        grid = Grid([[row[c] for c in part] for row in rows], [heads[c] for c in part], count, unit, title, context)
        read_body(grid, prose)


def _unit_scope(table: TableView, captions: Sequence[Segment]) -> tuple[Unit | None, TableView]:
    """The unit above the table or in a first row of its own, and the table without that row."""
    unit = next((u for s in captions if (u := unit_note(s.text))), None)
    first = [cell for cell in table.cells if cell.row == 0 and cell.text.strip()]
    while table.n_rows > 2 and len(first) == 1 and (unit_note(first[0].text) or first[0].col_span >= table.n_cols):
        unit = unit_note(first[0].text) or unit
        cells = tuple(replace(cell, row=cell.row - 1) for cell in table.cells if cell.row > 0)
        table = replace(table, n_rows=table.n_rows - 1, cells=cells)
        first = [cell for cell in table.cells if cell.row == 0 and cell.text.strip()]
    if unit is None:
        unit = next((u for cell in table.cells if cell.row <= 1 and (u := unit_note(cell.text))), None)
    return unit, table


def _caption_text(captions: Sequence[Segment], prose: Prose) -> str | None:
    """The words that name a table: its caption, else the nearest heading or item above."""
    for segment in captions:
        words = re.sub(r"[(\[<【]?\s*단\s*위\s*[:：][^)\]>】]*[)\]>】]?", "", segment.text)
        if compact(words):
            return tidy(strip_markers(words))
    node = next((n for n in reversed(prose.outline.stack) if not unit_note(n.segment.text)), None)
    return tidy(strip_markers(node.segment.text)) if node else None


def _side_by_side(heads: Sequence[Head]) -> list[list[int]]:
    """The columns of each table in a grid that holds several side by side: a label column comes again after values."""
    starts = [0]
    seen_value = False
    for i, head in enumerate(heads):
        if head.role in VALUE_ROLES or head.span:
            seen_value = True
        elif seen_value and i and head.role in ("category", "account", "task", "no") and _repeats(heads, starts[-1], i):
            starts.append(i)
            seen_value = False
    bounds = [*starts, len(heads)]
    return [list(range(a, b)) for a, b in zip(bounds, bounds[1:], strict=False)]


def _common_head(heads: Sequence[Head], part: Sequence[int]) -> str | None:
    """The header that spans one of several tables side by side (세입, 세출)."""
    tops = {heads[c].path[0] for c in part if len(heads[c].path) > 1}
    return tops.pop() if len(tops) == 1 else None


def _repeats(heads: Sequence[Head], start: int, i: int) -> bool:
    first, again = heads[start], heads[i]
    if first.path and again.path and compact(first.path[-1]) == compact(again.path[-1]):
        return True
    following = [h.role for h in heads[i + 1 : i + 3]]
    return again.role == first.role and bool(following) and following[0] in VALUE_ROLES


# -- form-like tables ------------------------------------------------------------------------------------------------


def read_form(table: TableView, prose: Prose, context: Context, unit: Unit | None) -> None:
    """Label and value cells side by side (결재란, 사업개요): each value is read as a line under its label."""
    book = prose.book
    for row in _rows_of(table):
        cells = [cell for cell in row if cell.text.strip()]
        label: str | None = None
        for cell in cells:
            text = tidy(" ".join(s.text for s in cell.segments))
            if label is None or (_label_like(text) and not is_value(cell)):
                known = role_of(text) or find_source(text)
                label = text if known or len(cells) > 1 else label
                if len(cells) == 1:
                    for segment in cell.segments:
                        _read_line(segment, None, prose, context, unit)
                continue
            role = role_of(label)
            for segment in cell.segments:
                _read_line(segment, label, prose, context, unit)
            if role in ("task", "department", "officer"):
                _remember(role, text, prose)
                context = prose.context()
    del book


def _remember(role: str, text: str, prose: Prose) -> None:
    if role == "task" and len(text) <= 60:
        code, name = split_code(strip_markers(text))
        prose.section.task, prose.section.task_code = tidy(name), code
    elif role != "task":
        charge = read_in_charge([text])
        prose.section.department = charge.department or prose.section.department
        prose.section.team = charge.team or prose.section.team
        prose.section.officer = charge.officer or prose.section.officer


def _rows_of(table: TableView) -> Iterator[list[CellView]]:
    for r in range(table.n_rows):
        yield [cell for cell in table.cells if cell.row == r]


def _label_like(text: str) -> bool:
    return len(text) <= 16 and (role_of(text) is not None or find_source(text) is not None)


def _read_line(segment: Segment, label: str | None, prose: Prose, context: Context, unit: Unit | None) -> None:
    """One paragraph of a value cell under its label."""
    book = prose.book
    role = role_of(label) if label else None
    for item in items_of(segment.text):
        for piece in pieces_of(segment, item.start, item.end):
            name = piece.label or label
            kind = role_of(name) if name else role
            money = kind in MONEY_ROLES or role in MONEY_ROLES
            local = segment.within(piece.start, piece.end)
            if kind == "account":
                path = account_path(segment.text[piece.start : piece.end])
                for draft in prose.section.budgets:
                    draft.fields.setdefault("account", path)
            elif money or re.search(r"비\s?예산", segment.text[piece.start : piece.end]):
                basis = "집행" if kind == "executed" or (name and _SPENT.search(name)) else "예산"
                source = find_source(name or "")
                if source and source != TOTAL and local:
                    _money_cell(book, segment, piece.start, piece.end, context, basis, source, unit)
                else:
                    drafts = budget_drafts(book, segment, piece.start, piece.end, context, basis, unit)
                    prose.section.budgets = drafts or prose.section.budgets
            elif kind in ("beneficiary", "note", "schedule", "department", "officer", "location", "no"):
                if kind == "schedule" and compact(name or "") in ("사업기간", "추진기간", "기간"):
                    prose.section.span = next((e.span for e in local if e.span), prose.section.span)
                if kind == "beneficiary":
                    for e in local:
                        book.ledger.explain(segment, e, "criterion") if e.kind == "quantity" else None
            else:
                dataset: Dataset = (
                    "result" if kind in ("result", "achievement", "headcount") and context.role != "work" else "plan"
                )
                if kind == "headcount" or kind is None:
                    dataset = prose.dataset(context, segment.text)
                for found in counted(segment, piece.start, piece.end, book.ledger, name):
                    fields = quantity_fields(dataset, found.expression, indicator=found.indicator or name)
                    book.add(dataset, segment, context, (found.expression,), **fields)


# -- body ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowLabels:
    """What the label cells of a body row say."""

    labels: tuple[str, ...]
    head: Head
    context: Context
    kpis: tuple[str, ...] = ()
    unit: Unit | None = None
    account: str | None = None
    content: tuple[Segment, ...] = ()
    is_total: bool = False
    status: str | None = None
    source: str | None = None

    @property
    def label(self) -> str | None:
        return self.labels[-1] if self.labels else None


def read_body(grid: Grid, prose: Prose) -> None:
    """Every body row: its labels first, then its value cells."""
    grid.heads = settled_heads(grid)
    if not read_schedule(grid, prose):
        _read_measures(grid, prose)


def settled_heads(grid: Grid) -> list[Head]:
    """Heads with a role for every column: where the words do not tell, the cells do."""
    heads = list(grid.heads)
    sourced = any(h.role == "source" and is_plain_source(h.source) for h in heads)
    for c, head in enumerate(heads):
        cells = [row[c] for row in grid.rows if row[c] is not None and row[c].text.strip()]  # type: ignore[union-attr]
        values = sum(is_value(cell) for cell in cells if cell)
        mostly = bool(cells) and values * 2 >= len(cells)
        if head.role == "source" and not sourced:
            heads[c] = head = replace(head, role=None, source=None)
        if head.role == "headcount" and not mostly and cells:
            heads[c] = with_role(head, "content")
        elif (
            head.role in LABEL_ROLES
            and head.role not in ("weight", "unit_price", "no", "formula", "note")
            and mostly
            and not head.span
        ):
            short = all(len(cell.text) <= 14 for cell in cells if cell)
            if head.role in ("category", "unit", "evaluation", "status", "content") and short and c > 0:
                heads[c] = with_role(head, "value")
        elif head.role is None:
            heads[c] = with_role(head, "value" if mostly or head.span else "label")
        if head.role == "schedule" and head.span is not None:
            heads[c] = with_role(head, "value")
    return heads


def _is_value_head(head: Head) -> bool:
    return head.role in VALUE_ROLES or head.role == "value" or (head.span is not None and head.role not in LABEL_ROLES)


def _read_measures(grid: Grid, prose: Prose) -> None:
    carried: dict[int, CellView] = {}
    goal: str | None = None
    task: Context | None = None
    book_places = places(grid) if is_budget_book(grid) else {}
    for r, row in enumerate(grid.rows):
        filled = [c for c in row if c is not None and c.text.strip()]
        if not filled:
            continue
        if bar := _section_bar(row, grid):
            goal = tidy(strip_markers(bar.text))
            carried.clear()
            continue
        if task is not None and (line := _task_note(row, grid)):
            _read_note(line, task, prose, grid.unit)
            continue
        labels = _row_labels(row, r, grid, carried, goal, prose)
        if r in book_places:
            labels = _book_labels(labels, book_places[r])
        if labels.context.task and any(h.role == "task" for h in grid.heads):
            task = labels.context
        _read_row(row, r, grid, labels, prose)
    _find_sums(grid, prose.book)
    _missing_cells(grid, prose.book)


def _book_labels(labels: RowLabels, place: Place) -> RowLabels:
    """The labels of a row of a budget book: the path above it is its account."""
    return replace(labels, labels=(), head=Head(), context=place.context, account=place.account, source=place.source)


def _section_bar(row: Sequence[CellView | None], grid: Grid) -> CellView | None:
    """A row with one cell over the whole width, or one label and nothing else: a heading inside the table."""
    distinct = {id(c): c for c in row if c is not None and c.text.strip()}
    if len(distinct) != 1:
        return None
    cell = next(iter(distinct.values()))
    spans_all = cell.col_span >= len(row) > 1
    alone = len(row) > 2 and row[0] is cell and not is_value(cell)
    return cell if (spans_all or alone) and not is_value(cell) and len(cell.text) <= 50 else None


def _task_note(row: Sequence[CellView | None], grid: Grid) -> CellView | None:
    """A row under a task that holds one key-value cell (`사업비 : …`)."""
    distinct = list({id(c): c for c in row if c is not None and c.text.strip()}.values())
    if len(distinct) == 1 and distinct[0].segments:
        segment = distinct[0].segments[0]
        if any(piece.label for piece in pieces_of(segment, 0, len(segment.text))):
            return distinct[0]
    return None


def _read_note(cell: CellView, context: Context, prose: Prose, unit: Unit | None) -> None:
    prose.section.budgets = []
    for segment in cell.segments:
        _read_line(segment, None, prose, context, unit)


def _row_labels(
    row: Sequence[CellView | None], r: int, grid: Grid, carried: dict[int, CellView], goal: str | None, prose: Prose
) -> RowLabels:
    """Read the label cells; an empty cell at the left takes what stands above it."""
    context = replace(grid.context, goal=goal or grid.context.goal)
    labels: list[str] = []
    kpis: tuple[str, ...] = ()
    unit, account, status = None, None, None
    content: tuple[Segment, ...] = ()
    has_task = any(h.role == "task" for h in grid.heads)
    has_goal = any(h.role == "goal" for h in grid.heads)
    for c, head in enumerate(grid.heads):
        if _is_value_head(head):
            continue
        cell = row[c]
        text = cell.text.strip() if cell else ""
        if not text and c < _last_label(grid.heads) and c in carried and _carries(grid.heads, row, c):
            cell = carried[c]
            text = cell.text.strip()
        elif text and cell:
            carried[c] = cell
            for later in [k for k in carried if k > c]:
                del carried[later]
        if not text or cell is None:
            continue
        line = prose.book.spelling
        name = _cell_name(cell, line)
        match head.role:
            case "task":
                code, bare = _code_and_name(cell, name, prose)
                total = bool(_TOTAL_LABEL.match(compact(bare)))
                context = replace(context, task=None if total else bare, task_code=code)
                labels += [bare] if total else []
            case "goal":
                context = replace(context, goal=split_code(strip_markers(name))[1])
            case "category" if has_task and not has_goal and _is_group_name(name):
                context = replace(context, goal=strip_markers(name))
            case "department" | "team" | "officer":
                context = _in_charge(context, head.role, cell)
            case "kpi":
                kpis = tuple(_kpis(cell))
                labels += [] if has_task else [tidy(strip_markers(name))]
            case "unit":
                unit = find_unit(text) or unit
            case "account":
                account = None if _TOTAL_LABEL.match(compact(name)) else name
                labels.append(strip_markers(name))
            case "status" | "evaluation":
                status = find_status(text) or status
            case "schedule":
                spans = [e.span for s in cell.segments for e in s.expressions if e.span]
                if spans and not _is_value_head(head):
                    context = replace(context, span=spans[0])
            case "content" if has_task or len(cell.text) > 40 or len(cell.segments) > 1:
                content = cell.segments
            case "no" | "note" | "formula" | "weight" | "unit_price" | "beneficiary" | "location":
                _explain_label(head.role, cell, prose.book)
            case _:
                labels.append(_label_text(name))
    head = head_of([labels[-1]]) if labels else Head()
    is_total = bool(labels and _TOTAL_LABEL.match(compact(labels[-1])))
    return RowLabels(tuple(labels), head, context, kpis, unit or head.unit, account, content, is_total, status)


def _is_group_name(name: str) -> bool:
    """Whether a 구분 cell beside a task names a field of work and not a measure (사업비, 목표) or a total."""
    return not _TOTAL_LABEL.match(compact(name)) and role_of(name) not in {*VALUE_ROLES, "schedule"}


def _label_text(name: str) -> str:
    return header_words(name) or name


def _last_label(heads: Sequence[Head]) -> int:
    return max((c for c, head in enumerate(heads) if not _is_value_head(head)), default=0)


def _carries(heads: Sequence[Head], row: Sequence[CellView | None], c: int) -> bool:
    """An empty label takes the one above only while a label to its right is new."""
    return any(
        not _is_value_head(heads[k]) and row[k] is not None and row[k].text.strip()  # type: ignore[union-attr]
        for k in range(c + 1, len(heads))
    )


def _cell_name(cell: CellView, spelling: "object") -> str:
    """The lines of a cell as one name, joined as the document spells."""
    lines = [s.text for s in cell.segments]
    name = lines[0]
    for line in lines[1:]:
        name = spelling.join(name, line).text  # type: ignore[attr-defined]
    return tidy(name)


def _in_charge(context: Context, role: str, cell: CellView) -> Context:
    charge = read_in_charge([s.text for s in cell.segments])
    if role == "officer" and charge.officer is None and charge.department is None:
        words = tidy(cell.text).split()
        return replace(context, officer=words[-1] if words else None)
    if role == "team" and charge.department is None:
        return replace(context, team=tidy(cell.text).replace(" ", ""))
    department = charge.department or context.department
    if role == "department" and charge.department is None and charge.team and not charge.officer:
        return replace(context, department=context.department, team=charge.team)
    return replace(context, department=department, team=charge.team or None, officer=charge.officer or context.officer)


def _code_and_name(cell: CellView, name: str, prose: Prose) -> tuple[str | None, str]:
    """Code and name of a task; a code that lost its hyphen beside hyphened siblings is restored, and told."""
    code, bare = split_code(name)
    if code:
        prose.book.passed("code_repaired", *cell.segments[:1])
        return code, tidy(strip_markers(bare))
    match = re.match(r"^(?P<n>\d{2,3})\s+(?=[가-힣])", name)
    siblings = _codes(prose)
    if match and siblings and all("-" in c for c in siblings):
        restored = "-".join(match["n"])
        if restored not in siblings or len(match["n"]) == 2:
            segment = cell.segments[0]
            expression = next((e for e in segment.expressions if e.raw.strip() == match["n"]), None)
            if expression:
                prose.book.ledger.explain(segment, expression, "code")
            prose.book.note(
                "code_repaired",
                "warn",
                f"과제번호 {match['n']}에 줄표가 빠져 {restored}(으)로 읽었습니다.",
                segment,
                source=match["n"],
                repaired=restored,
            )
            return restored, tidy(name[match.end() :])
    return None, tidy(strip_markers(name))


def _codes(prose: Prose) -> set[str]:
    return {
        e.raw.strip()
        for s in prose.book.ledger.segments
        for e in s.expressions
        if e.kind == "code" and re.fullmatch(r"\d{1,2}-\d{1,2}", e.raw.strip())
    }


def _kpis(cell: CellView) -> Iterator[str]:
    for segment in cell.segments:
        for item in items_of(segment.text):
            name = tidy(strip_markers(segment.text[item.start : item.end]))
            if name:
                yield name


def _explain_label(role: str, cell: CellView, book: Notebook) -> None:
    reasons = {
        "unit_price": "unit_price",
        "no": "ordinal",
        "beneficiary": "criterion",
        "weight": "criterion",
        "formula": "other",
    }
    if role not in reasons:
        return
    for segment in cell.segments:
        for e in segment.expressions:
            if e.kind in ("quantity", "number", "other") and (role != "no" or e.kind != "quantity"):
                book.ledger.explain(segment, e, reasons[role])  # type: ignore[arg-type]


# -- value cells -----------------------------------------------------------------------------------------------------


def _read_row(row: Sequence[CellView | None], r: int, grid: Grid, labels: RowLabels, prose: Prose) -> None:
    seen: set[int] = set()
    made = 0
    for c, head in enumerate(grid.heads):
        cell = row[c]
        if cell is None or id(cell) in seen or not _is_value_head(head):
            continue
        seen.add(id(cell))
        before = len(prose.book.drafts)
        _read_value(cell, head, r, c, grid, labels, prose)
        for draft in prose.book.drafts[before:]:
            grid.values.append(Value(r, c, draft))
        made += len(prose.book.drafts) - before
    if not made:
        _read_content(row, grid, labels, prose)
    if labels.status and (made or labels.context.task):
        segment = next((c.segments[0] for c in row if c and c.segments), None)
        if segment:
            prose.book.add("result", segment, labels.context, status=labels.status)


def _read_content(row: Sequence[CellView | None], grid: Grid, labels: RowLabels, prose: Prose) -> None:
    """A row without values: its content lines are the work planned, else its first label is."""
    listed = not any(h.role in ("goal", "department", "officer", "kpi") for h in grid.heads)
    if labels.content and not (listed and grid.context.goal and labels.context.task):
        for segment in labels.content:
            for item in items_of(segment.text):
                text = tidy(strip_markers(segment.text[item.start : item.end]))
                if not text:
                    continue
                context = replace(labels.context, activity=text)
                found = counted(segment, item.start, item.end, prose.book.ledger)
                for one in found:
                    fields = quantity_fields("plan", one.expression, indicator=one.indicator)
                    prose.book.add("plan", segment, labels.context, (one.expression,), **fields)
                if not found:
                    prose.book.add("plan", segment, context)
        return
    if any(h.role in ("content", "task") for h in grid.heads) and labels.context.role not in (
        "organization",
        "background",
    ):
        cells = [c for c, h in zip(row, grid.heads, strict=True) if c and h.role == "content" and c.text.strip()]
        name = labels.context.task or labels.label
        first = next((c.segments[0] for c in row if c and c.segments), None)
        if name and first and cells:
            context = replace(labels.context, task=grid.context.goal, goal=None, activity=name)
            prose.book.add("plan", first, context, target_text=tidy(cells[0].text))


def _kind(head: Head, labels: RowLabels, grid: Grid, prose: Prose) -> str:
    """What a value cell is: the row decides where the column only dates it, the column otherwise."""
    dated = head.role in ("value", "total", "schedule", None) or (
        head.role in ("target", "budget") and head.span is not None and labels.head.role in VALUE_ROLES
    )
    if dated and labels.head.role in VALUE_ROLES and labels.head.role != "total":
        return str(labels.head.role)
    if head.role in VALUE_ROLES and head.role != "total":
        return str(head.role)
    return "open"


def _read_value(cell: CellView, head: Head, r: int, c: int, grid: Grid, labels: RowLabels, prose: Prose) -> None:
    book = prose.book
    kind = _kind(head, labels, grid, prose)
    text = cell.text.strip()
    if _NOTHING.match(text) or (kind == "open" and labels.head.role == "schedule"):
        return
    context = _value_context(head, c, grid, labels)
    unit = labels.unit if labels.unit and not labels.unit.is_money else head.unit or labels.unit or grid.unit
    if kind in ("difference", "remainder"):
        _explain_cell(cell, "difference", book)
        return
    source = head.source or labels.source or labels.head.source or find_source(labels.label or "")
    if labels.account and not labels.source and not is_plain_source(source):
        source = head.source
    if kind == "headcount" and unit is not None and unit.is_money:
        unit = head.unit
    money = (
        kind in MONEY_ROLES
        or (kind == "open" and labels.source is not None)
        or (
            kind == "open"
            and (
                (unit is not None and unit.is_money)
                or (any(e.is_money for s in cell.segments for e in s.expressions) and _money_context(grid, head))
            )
        )
    )
    if re.search(r"비\s?예산(?!사업)", text) or (
        money and not (unit is not None and not unit.is_money and kind == "open")
    ):
        spent = (
            kind == "executed" or (kind == "open" and grid.context.role == "spent") or labels.head.role == "executed"
        )
        spent = spent or (kind == "source" and bool(_SPENT.search(head.text)) and "예산" not in head.text)
        _read_money(cell, context, "집행" if spent else "예산", source, unit, labels, head, book)
        return
    dataset = _dataset(kind, grid, labels, head, prose)
    if dataset == "result" and head.span is None and any(h.role == "schedule" for h in grid.heads):
        context = replace(context, span=grid.context.span, year=grid.context.year)
    _read_counts(cell, head, c, grid, labels, context, dataset, unit, prose)


def _money_context(grid: Grid, head: Head) -> bool:
    return grid.context.role in ("budget", "spent") or bool(
        re.search(r"예산|사업비|재원|투자|결산|세입|세출|지출|수입", f"{grid.caption} {head.text}")
    )


def _dataset(kind: str, grid: Grid, labels: RowLabels, head: Head, prose: Prose) -> Dataset:
    if kind == "target":
        return "plan"
    if kind in ("result", "achievement"):
        return "result"
    caption = grid.caption or ""
    if re.search(r"현황|실적|결과|성과(?!지표)|통계", caption):
        return "result"
    if re.search(r"계획|목표", caption):
        return "plan"
    return prose.dataset(grid.context)


def _value_context(head: Head, c: int, grid: Grid, labels: RowLabels) -> Context:
    """The period of a cell: of its column, else of its row, else of the place."""
    context = labels.context
    year = context.year
    if head.role in ("total", "budget", "executed") and head.span is None:
        years = [h.span for h in grid.heads if h.span is not None and h.span.is_year and h.span.year]
        whole = head.role == "total" or bool(re.match(r"총|계$|합계", compact(head.words)))
        if len(years) > 1 and whole:
            open_ended = any(h.span and h.span.ongoing for h in grid.heads) or any(
                _EARLIER.search(h.text) for h in grid.heads
            )
            first, last = min(y.year or 0 for y in years), max(y.year or 0 for y in years)
            return (
                replace(context, year=None) if open_ended else replace(context, total=Span(Moment(first), Moment(last)))
            )
        if len(years) > 1 and _EARLIER.search(head.text):
            return replace(context, year=None, span=None)
    if head.span is not None:
        if head.span.year is None and context.span is not None and context.span.is_year:
            return replace(context, span=head.span, year=context.span.year)
        return replace(context, span=head.span, year=head.span.year or year)
    if labels.head.span is not None and context.span is None:
        return replace(context, span=labels.head.span, year=labels.head.span.year or year)
    if head.relative is not None and year is not None:
        return replace(context, year=year + head.relative)
    return context


def _explain_cell(cell: CellView, reason: str, book: Notebook) -> None:
    for segment in cell.segments:
        for e in segment.expressions:
            if e.kind in ("quantity", "number", "other"):
                book.ledger.explain(segment, e, reason)  # type: ignore[arg-type]


def _signed(segment: Segment, expression: Expression) -> Expression:
    """Brackets and triangles around an amount are a minus."""
    if _NEGATIVE.match(segment.text) and expression.value is not None and expression.value > 0:
        return replace(expression, value=-expression.value)
    return expression


def _activity_of(labels: RowLabels, grid: Grid) -> str | None:
    return labels.label


def _read_money(
    cell: CellView,
    context: Context,
    basis: str,
    source: str | None,
    unit: Unit | None,
    labels: RowLabels,
    head: Head,
    book: Notebook,
) -> None:
    """Amounts of a cell: one amount for the source of its column or row, or a text with its own sources."""
    label = labels.label
    named = (
        label is not None and find_source(label) is None and role_of(label) not in MONEY_ROLES and not labels.is_total
    )
    named = named and labels.account is None
    here = replace(context, activity=label if named and label != context.task else context.activity)
    scope = unit if unit is not None and unit.is_money else None
    before = len(book.drafts)
    for segment in cell.segments:
        if re.search(r"비\s?예산(?!사업)", segment.text):
            budget_drafts(book, segment, 0, len(segment.text), here, basis, scope)
            continue
        usable = [
            e for e in segment.expressions if e.kind in ("quantity", "number") and (e.is_money or e.kind == "number")
        ]
        if not usable:
            continue
        if len(usable) == 1 or (source and source != TOTAL):
            _money_cell(book, segment, 0, len(segment.text), here, basis, source or TOTAL, scope)
        else:
            budget_drafts(book, segment, 0, len(segment.text), here, basis, scope)
    for draft in book.drafts[before:]:
        if labels.account:
            draft.fields.setdefault("account", labels.account)
        if head.version == "before" or labels.head.version == "before":
            draft.fields["superseded"] = True


def _money_cell(
    book: Notebook,
    segment: Segment,
    start: int,
    end: int,
    context: Context,
    basis: str,
    source: str,
    scope: Unit | None,
) -> None:
    """The amount of a cell for one source; a percent beside it is its share."""
    local = segment.within(start, end)
    amounts = [e for e in local if (e.kind == "quantity" and e.is_money) or e.kind == "number"]
    share = next((e for e in local if e.unit == "%"), None)
    if not amounts:
        return
    expression = _signed(segment, amounts[0])
    read = with_unit(expression, scope) if scope else expression
    if read.value is None:
        return
    known = read.unit == "원"
    here = context if known else context.because("금액 단위 없음")
    if not known:
        book.note("unit_missing", "warn", "금액의 단위가 원문에 없어 원으로 두었습니다.", segment, value=read.value)
    claims = (amounts[0], share) if share else (amounts[0],)
    book.add(
        "budget",
        segment,
        here,
        claims,
        basis=basis,
        source=source,
        amount_krw=round(read.value),
        share=share.value if share else None,
    )


def _read_counts(
    cell: CellView,
    head: Head,
    c: int,
    grid: Grid,
    labels: RowLabels,
    context: Context,
    dataset: Dataset,
    unit: Unit | None,
    prose: Prose,
) -> None:
    """Counts of a cell, entry by entry: its own words name what is counted, else its row and column do."""
    book = prose.book
    entries = [(s, item.start, item.end) for s in cell.segments for item in items_of(s.text)]
    if any(_ARROW.search(s.text) for s in cell.segments):
        book.passed("alignment", *cell.segments)
    made: list[Draft] = []
    for segment, start, end in entries:
        text = segment.text[start:end]
        if _NOTHING.match(text):
            continue
        found = _numbers(segment, start, end, unit, book)
        if not found:
            made += _words_entry(segment, start, end, head, grid, labels, context, dataset, prose, len(entries) > 1)
            continue
        for expression, indicator in found:
            here, words = _names(head, grid, labels, context, indicator)
            fields = quantity_fields(dataset, expression, indicator=words)
            fields["cumulative"] = expression.cumulative or head.cumulative
            if dataset == "plan" and (head.version == "before" or _before_arrow(segment, expression)):
                fields["superseded"] = True
            if expression.unit is None:
                here = here.because("단위 없음")
            original = next(e for e in segment.expressions if e.start == expression.start)
            draft = book.add(dataset, segment, here, (original,), **fields)
            draft.aimed = "target" in (head.role, labels.head.role)
            made.append(draft)
    if dataset == "plan":
        _give_kpis(made, labels.kpis, book)


def _before_arrow(segment: Segment, expression: Expression) -> bool:
    arrow = _ARROW.search(segment.text, expression.end)
    return arrow is not None and bool(re.search(r"\d", segment.text[arrow.end() :]))


def _numbers(
    segment: Segment, start: int, end: int, unit: Unit | None, book: Notebook
) -> list[tuple[Expression, str | None]]:
    """The facts of an entry, each with the words that name it; bare numbers take the unit of their column."""
    found: list[tuple[Expression, str | None]] = [
        (x.expression, x.indicator) for x in counted(segment, start, end, book.ledger)
    ]
    if found:
        return found
    text = segment.text[start:end].strip()
    bare = [e for e in segment.within(start, end) if e.kind in ("number", "other")]
    money = [e for e in segment.within(start, end) if e.kind == "quantity" and e.is_money]
    criterion = [e for e in segment.within(start, end) if e.kind == "quantity" and not e.is_money]
    if len(bare) == 1 and len(text) <= len(bare[0].raw) + 6 and bare[0].value is not None:
        e = _signed(segment, bare[0])
        return [(with_unit(e, unit) if unit else e, None)]
    if len(money) == 1 and len(text) <= len(money[0].raw) + 4:
        return [(money[0], None)]
    if len(criterion) == 1 and len(text) <= len(criterion[0].raw) + 2:
        return [(_signed(segment, criterion[0]), None)]
    return [
        (with_unit(e, unit) if unit else e, None)
        for e in bare
        if e.value is not None and len(text) < 24 and e.kind == "number"
    ]


def _names(head: Head, grid: Grid, labels: RowLabels, context: Context, own: str | None) -> tuple[Context, str | None]:
    """Activity and indicator of a counted cell, by the shape of its table."""
    rate = role_of(labels.label or "") == "achievement"
    label = labels.label
    task_table = any(h.role == "task" for h in grid.heads)
    if own is not None:
        return (context if task_table else replace(context, activity=label or grid.caption)), own
    measure = (
        head.words
        if head.role not in ("value", "total") or not (head.span and head.span.is_year and not _has_words(head))
        else None
    )
    if (head.role in ("target", "result") or (head.span is not None and not _has_words(head))) and labels.kpis:
        return replace(context, activity=None), labels.kpis[0] if len(labels.kpis) == 1 else None
    if rate and label:
        return replace(context, activity=None), label
    if label is None:
        activity = None if context.task and task_table else grid.caption
        dated = head.span is not None and not _has_words(head)
        return replace(context, activity=activity), measure or (None if dated else head.words or None)
    if head.span is not None and not _has_words(head):
        return replace(context, activity=label), None
    return replace(context, activity=label), measure


def _has_words(head: Head) -> bool:
    """Whether a header says more than a date."""
    return bool(
        re.search(
            r"[가-힣A-Za-z]{2,}",
            re.sub(r"\d{2,4}\s?년도?|\d+\s?월|\d\s?/?\s?4?\s?분기|상반기|하반기|계획|목표|실적", "", head.words),
        )
    )


def _words_entry(
    segment: Segment,
    start: int,
    end: int,
    head: Head,
    grid: Grid,
    labels: RowLabels,
    context: Context,
    dataset: Dataset,
    prose: Prose,
    several: bool,
) -> list[Draft]:
    """An entry without a number: a status, a planned or reached thing in words, or a label whose number is missing."""
    book = prose.book
    text = tidy(strip_markers(segment.text[start:end].strip()))
    status = find_status(text)
    here = replace(
        context, activity=labels.label if not any(h.role == "task" for h in grid.heads) else context.activity
    )
    if dataset == "plan":
        if not text or head.role == "total":
            return []
        draft = book.add("plan", segment, here, target_text=text)
        if head.version == "before":
            draft.fields["superseded"] = True
        return [draft]
    if status:
        return [book.add("result", segment, here, status=status)]
    counted_before = any(d.value is not None and d.segment is segment for d in book.drafts[-6:])
    if (
        len(text) <= 20
        and head.role == "result"
        and (re.search(r"(?:실적|건수|인원|횟수|수|율|률)$", text) or (several and counted_before))
    ):
        draft = book.add("result", segment, here.because("값 없음"))
        book.note("label_without_number", "error", f"'{text}' 항목에 수치가 없습니다.", segment, drafts=(draft,))
        return [draft]
    if head.role in ("result", "headcount", "target") or labels.head.role == "result":
        return [book.add("result", segment, here, value_text=text)]
    return []


def _give_kpis(drafts: Sequence[Draft], kpis: Sequence[str], book: Notebook) -> None:
    """성과지표 of the targets: pairwise where the counts agree, the one for all where there is one."""
    if not drafts or not kpis:
        return
    if len(kpis) == 1:
        for draft in drafts:
            draft.fields["kpi"] = kpis[0]
    elif len(kpis) == len(drafts):
        for draft, kpi in zip(drafts, kpis, strict=True):
            draft.fields["kpi"] = kpi
    else:
        message = f"목표 {len(drafts)}개와 성과지표 {len(kpis)}개를 짝지을 수 없습니다."
        book.note(
            "alignment", "info", message, drafts[0].segment, drafts=tuple(drafts), targets=len(drafts), kpis=len(kpis)
        )


# -- what the table says of itself -----------------------------------------------------------------------------------


def _find_sums(grid: Grid, book: Notebook) -> None:
    """Totals by role: a 계 column against the columns beside it, a 합계 row against the rows above or below it."""
    by_place: dict[tuple[int, int], list[Draft]] = {}
    for value in grid.values:
        by_place.setdefault((value.row, value.col), []).append(value.draft)
    total_cols = [
        c for c, h in enumerate(grid.heads) if h.role == "total" or compact(h.words) in ("계", "합계", "총계", "소계")
    ]
    n_rows = len(grid.rows)
    for c in total_cols:
        for r in range(n_rows):
            parts_at = _part_columns(grid.heads, c)
            _add_sum(by_place, (r, c), [(r, k) for k in parts_at], grid.heads[c].text, book)
    for r in range(n_rows):
        label = next(
            (
                cell
                for k, cell in enumerate(grid.rows[r])
                if cell and not _is_value_head(grid.heads[k]) and cell.text.strip()
            ),
            None,
        )
        if label is None or not _TOTAL_LABEL.match(compact(label.text)):
            continue
        others = [k for k in range(n_rows) if k != r and not _is_total_row(grid, k)]
        for c in range(len(grid.heads)):
            _add_sum(by_place, (r, c), [(k, c) for k in others], label.text, book)


def _part_columns(heads: Sequence[Head], c: int) -> list[int]:
    """The columns that a total column adds up: those after it of one kind, up to the next total."""
    after = []
    for k in range(c + 1, len(heads)):
        if (
            heads[k].role == "total"
            or not _is_value_head(heads[k])
            or heads[k].role in ("difference", "achievement", "remainder")
        ):
            break
        after.append(k)
    if len(after) > 1:
        return after
    before = []
    for k in range(c - 1, -1, -1):
        if heads[k].role == "total" or not _is_value_head(heads[k]):
            break
        before.append(k)
    return before


def _is_total_row(grid: Grid, r: int) -> bool:
    return any(
        cell and not _is_value_head(grid.heads[k]) and _TOTAL_LABEL.match(compact(cell.text))
        for k, cell in enumerate(grid.rows[r])
    )


def _add_sum(
    by_place: dict[tuple[int, int], list[Draft]],
    total_at: tuple[int, int],
    parts_at: Sequence[tuple[int, int]],
    name: str,
    book: Notebook,
) -> None:
    totals = by_place.get(total_at, [])
    parts = [d for place in parts_at for d in by_place.get(place, [])]
    for total in totals:
        if total.value is None:
            continue
        unit = total.fields.get("unit")
        same = tuple(
            p for p in parts if p.fields.get("unit") == unit and p.value is not None and p.dataset == total.dataset
        )
        if len(same) >= 2:
            book.sums.append(Sum(name, total, same))
        elif parts and len(parts) >= 2 and len(totals) > 1:
            units = ", ".join(sorted({str(p.fields.get("unit")) for p in parts}))
            book.note(
                "category_inconsistent",
                "warn",
                f"합계에는 {unit} 값이 있으나 항목에는 {units} 값만 있어 검산할 수 없습니다.",
                total.segment,
                drafts=(total,),
                total=total.value,
            )


def _missing_cells(grid: Grid, book: Notebook) -> None:
    """A blank cell in a row whose other cells of the same kind are filled."""
    for r, row in enumerate(grid.rows):
        filled = Counter(v.draft.dataset for v in grid.values if v.row == r and v.draft.value is not None)
        blank = [
            c for c, cell in enumerate(row) if _is_value_head(grid.heads[c]) and (cell is None or not cell.text.strip())
        ]
        dated = [c for c in blank if grid.heads[c].span is not None]
        segment = next((c.segments[0] for c in row if c and c.segments), None)
        if segment is None or not filled:
            continue
        if dated and sum(filled.values()) >= 2 * len(dated):
            names = ", ".join(grid.heads[c].text for c in dated)
            book.note("cell_missing", "info", f"{names} 칸이 비어 있습니다.", segment, missing=len(dated))
        elif not blank:
            book.passed("cell_missing", segment)


__all__ = ["Grid", "read_table"]
