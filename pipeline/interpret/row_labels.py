"""The label cells of a body row: task, goal, people, indicator, unit, account."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.context import Context
from pipeline.interpret.grid import Grid
from pipeline.interpret.headers import (
    LABEL_ROLES,
    MONEY_ROLES,
    VALUE_ROLES,
    Head,
    head_of,
    header_unit,
    header_words,
    is_value,
    role_of,
    with_role,
)
from pipeline.interpret.notebook import Notebook
from pipeline.interpret.phrases import items_of
from pipeline.interpret.prose import Prose, find_status
from pipeline.interpret.segments import CellView, Segment
from pipeline.korean.funding import is_plain_source
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import is_department, read_in_charge
from pipeline.korean.units import Unit, find_unit

_COUNTABLE = frozenset({"category", "unit", "evaluation", "status", "content", "kpi", "task", "department"})
TOTAL_LABEL = re.compile(r"^(?:총?합?계|소계|총계|누계|계|전체|합|총액)(?:\(.*\))?$")


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


def settled_heads(grid: Grid) -> list[Head]:
    """Heads with a role for every column: where the words do not tell, the cells do."""
    sourced = any(h.role == "source" and is_plain_source(h.source) for h in grid.heads)
    heads = [_settled(head, c, grid, sourced) for c, head in enumerate(grid.heads)]
    if heads[0].role == "schedule" and len(heads) > 1 and all(head.span for head in heads[1:]):
        heads[0] = with_role(heads[0], "category")  # `연도 | 2023 | 2024`: what is counted stands below
    return heads


def _settled(head: Head, c: int, grid: Grid, sourced: bool) -> Head:
    cells = [cell for row in grid.rows if (cell := row[c]) is not None and cell.text.strip()]
    values = sum(map(is_value, cells))
    mostly = bool(cells) and values * 2 >= len(cells)
    if head.role == "source" and not sourced:
        head = replace(head, role=None, source=None)
    if head.role is None or (head.role == "schedule" and head.span is not None):
        return with_role(head, "value" if mostly or head.span else "label")
    if head.role == "headcount" and cells and not mostly:
        return with_role(head, "content")
    if head.role in VALUE_ROLES and (c == 0 or head.role in MONEY_ROLES) and _in_words(cells) and not values:
        return with_role(head, "label")
    short = all(len(cell.text) <= 14 for cell in cells)
    if head.role in _COUNTABLE and mostly and short and c > 0 and head.span is None:
        return with_role(head, "value")
    return head


def _in_words(cells: Sequence[CellView]) -> bool:
    """Whether cells hold names: half of them at least have a word."""
    return sum(bool(re.search(r"[가-힣]{2}", cell.text)) for cell in cells) * 2 > len(cells) > 0


def is_value_head(head: Head) -> bool:
    return head.role in VALUE_ROLES or head.role == "value" or (head.span is not None and head.role not in LABEL_ROLES)


def row_labels(
    row: Sequence[CellView | None], r: int, grid: Grid, carried: dict[int, CellView], goal: str | None, prose: Prose
) -> RowLabels:
    """Read the label cells; an empty cell at the left takes what stands above it."""
    context = replace(grid.context, goal=goal or grid.context.goal)
    labels: list[str] = []
    kpis: tuple[str, ...] = ()
    unit, named, account, status = None, None, None, None
    content: tuple[Segment, ...] = ()
    has_task = any(h.role == "task" for h in grid.heads)
    has_goal = any(h.role == "goal" for h in grid.heads)
    for c, head in enumerate(grid.heads):
        if is_value_head(head):
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
        name = cell_name(cell, line)
        match head.role:
            case "task":
                code, bare = _code_and_name(cell, name, prose)
                total = bool(TOTAL_LABEL.match(compact(bare)))
                context = replace(context, task=None if total else bare, task_code=code)
                labels += [bare] if total else []
            case "goal":
                context = replace(context, goal=split_code(strip_markers(name))[1])
            case "category" if has_task and not has_goal and _is_group_name(name):
                context = replace(context, goal=strip_markers(name))
            case "department" | "team" | "officer":
                context = _in_charge(context, head.role, cell)
                if head.role == "department" and c == 0 and not has_task:
                    labels.append(_label_text(name))
                    is_office = not TOTAL_LABEL.match(compact(name)) and is_department(compact(name))
                    context = replace(context, department=compact(name) if is_office else context.department)
            case "kpi":
                kpis = tuple(_kpis(cell))
                named = header_unit(name) or named
                labels += [] if has_task else [_label_text(name)]
            case "unit":
                unit = find_unit(text) or unit
            case "account":
                account = None if TOTAL_LABEL.match(compact(name)) else name
                labels.append(strip_markers(name))
            case "status" | "evaluation":
                status = find_status(text) or status
            case "schedule":
                spans = [e.span for s in cell.segments for e in s.expressions if e.span]
                if spans and not is_value_head(head):
                    context = replace(context, span=spans[0])
            case "content" if has_task or len(cell.text) > 40 or len(cell.segments) > 1:
                content = cell.segments
            case "no" | "note" | "formula" | "weight" | "unit_price" | "beneficiary" | "location":
                _explain_label(head.role, cell, prose.book)
            case _:
                labels.append(_label_text(name))
                named = header_unit(name)
    head = replace(head_of([labels[-1]]) if labels and not kpis else Head(), unit=named)
    is_total = bool(labels and TOTAL_LABEL.match(compact(labels[-1])))
    return RowLabels(tuple(labels), head, context, kpis, unit, account, content, is_total, status)


def _is_group_name(name: str) -> bool:
    """Whether a 구분 cell beside a task names a field of work and not a measure (사업비, 목표) or a total."""
    return not TOTAL_LABEL.match(compact(name)) and role_of(name) not in {*VALUE_ROLES, "schedule"}


def _label_text(name: str) -> str:
    return header_words(name) or name


def _last_label(heads: Sequence[Head]) -> int:
    return max((c for c, head in enumerate(heads) if not is_value_head(head)), default=0)


def _carries(heads: Sequence[Head], row: Sequence[CellView | None], c: int) -> bool:
    """An empty label takes the one above only while a label to its right is new."""
    return any(
        not is_value_head(heads[k]) and row[k] is not None and row[k].text.strip()  # type: ignore[union-attr]
        for k in range(c + 1, len(heads))
    )


def cell_name(cell: CellView, spelling: "object") -> str:
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
    match = re.match(r"^(?P<n>\d{2})\s+(?=[가-힣])", name)
    if match and prose.codes:
        restored = "-".join(match["n"])
        named = prose.codes.get(restored, frozenset())
        if not named or compact(name[match.end() :])[:4] in named:
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


def _kpis(cell: CellView) -> Iterator[str]:
    for segment in cell.segments:
        for item in items_of(segment.text):
            name = _label_text(tidy(strip_markers(segment.text[item.start : item.end])))
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
