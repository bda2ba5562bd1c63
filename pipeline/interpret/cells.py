"""Value cells to rows: what a cell means is what its column, its row and its place in the document say together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.context import Context, Dataset, Draft
from pipeline.interpret.grid import Grid, Value
from pipeline.interpret.headers import (
    MONEY_ROLES,
    VALUE_ROLES,
    Head,
    role_of,
)
from pipeline.interpret.notebook import Notebook, quantity_fields
from pipeline.interpret.phrases import counted, items_of
from pipeline.interpret.prose import _SPENT, ARROW, Prose, before_arrow, budget_drafts, find_status, unit_prices
from pipeline.interpret.row_labels import RowLabels, is_value_head
from pipeline.interpret.segments import CellView, Segment
from pipeline.korean.funding import TOTAL, find_source, is_plain_source
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.periods import Moment, Span
from pipeline.korean.scan import Expression, with_unit
from pipeline.korean.units import Unit

_NOTHING = re.compile(r"^[\s\-–—―․·.~xX×]*$")
_NEGATIVE = re.compile(r"^\s*[(（]\s*[△▲]?\s*[\d,.]+\s*[)）]\s*$|^\s*[△▲▵]\s*[\d,.]+")
_UNSPECIFIC = re.compile(
    r"연간|분기|금년|당해|전년도?|누계|\d{2,4}\s?년도?|\d+\s?월|\d\s?/?\s?4?\s?분기|상반기|하반기|목표[값치량]?|실적[값치]?|계획량?|결과|당초|변경|기정|최종|현재[값치]?|기준[값치]?"
)
_EARLIER = re.compile(r"기투자|기집행|향후|이전|까지")


def read_row(row: Sequence[CellView | None], r: int, grid: Grid, labels: RowLabels, prose: Prose) -> None:
    seen: set[int] = set()
    made = 0
    for c, head in enumerate(grid.heads):
        cell = row[c]
        reaches_in = cell is not None and cell.row != grid.top + r
        if cell is None or id(cell) in seen or reaches_in or not is_value_head(head):
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
                    prose.book.add("plan", segment, context, at=item.start)
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
    if _is_masked(text):
        book.note("cell_masked", "info", "가려진 칸입니다.", *cell.segments[:1])
        return
    if _NOTHING.match(text) or (kind == "open" and labels.head.role == "schedule"):
        return
    context = _value_context(head, c, grid, labels)
    unit = _unit_of(kind, head, labels, grid)
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


def _is_masked(text: str) -> bool:
    """A cell blacked out with stars or circles."""
    return bool(re.fullmatch(r"[\s*＊○●■□×]{2,}", text))


def _unit_of(kind: str, head: Head, labels: RowLabels, grid: Grid) -> Unit | None:
    """The unit of a bare number: of the unit column, the column's header, the row's label, the table.

    Amounts take a money unit and nothing else, counts and rates any other; a rate never takes the unit of what its
    row counts.
    """
    candidates = (labels.unit, head.unit, labels.head.unit, grid.unit)
    if kind in MONEY_ROLES:
        return next((u for u in (head.unit, grid.unit, labels.unit, labels.head.unit) if u and u.is_money), None)
    if kind == "achievement":
        own = labels.head.unit if labels.head.role == "achievement" else None
        return head.unit or own or (grid.unit if grid.unit and not grid.unit.is_money else None)
    if kind in ("target", "result", "headcount"):
        money = head.unit is not None and head.unit.is_money
        return next((u for u in candidates if u and (money or u is labels.unit or not u.is_money)), None)
    return next((u for u in candidates if u), None)


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
        factors = unit_prices(segment, 0, len(segment.text))
        for e in factors:
            book.ledger.explain(segment, e, "unit_price")
        usable = [
            e for e in segment.expressions if e.kind in ("quantity", "number") and (e.is_money or e.kind == "number")
        ]
        if not usable:
            continue
        if len(usable) == 1 or (source and source != TOTAL):
            money_cell(book, segment, 0, len(segment.text), here, basis, source or TOTAL, scope)
        else:
            budget_drafts(book, segment, 0, len(segment.text), here, basis, scope)
    for draft in book.drafts[before:]:
        if labels.account:
            draft.fields.setdefault("account", labels.account)
        if head.version == "before" or labels.head.version == "before":
            draft.fields["superseded"] = True


def money_cell(
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
    if not known and segment.place.block not in book.unitless:
        book.unitless.add(segment.place.block)
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
    if any(ARROW.search(s.text) for s in cell.segments):
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
            if dataset == "plan" and (head.version == "before" or before_arrow(segment, expression)):
                fields["superseded"] = True
            if expression.unit is None:
                here = here.because("단위 없음")
            elif not expression.raw.rstrip().endswith(expression.unit) and _only_implied(head, labels, grid):
                here = here.because("단위를 머리글의 말에서 읽음")
            original = next(e for e in segment.expressions if e.start == expression.start)
            draft = book.add(dataset, segment, here, (original,), **fields)
            draft.aimed = "target" in (head.role, labels.head.role)
            made.append(draft)
    if dataset == "plan":
        _give_kpis(made, labels.kpis, book)


def _only_implied(head: Head, labels: RowLabels, grid: Grid) -> bool:
    """Whether no unit is printed with the column, the row or the table, so that it comes from a word (`참여자수`)."""
    return labels.unit is None and grid.unit is None and not head.unit_printed and head.unit is not None


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
    measure = head.words if _has_words(head) else None
    if (head.role in ("target", "result") or (head.span is not None and not _has_words(head))) and labels.kpis:
        return replace(context, activity=None), labels.kpis[0] if len(labels.kpis) == 1 else None
    if rate and label:
        return replace(context, activity=None), label
    if label is None:
        activity = None if context.task and task_table else grid.caption
        return replace(context, activity=activity), measure
    if head.span is not None and not _has_words(head):
        return replace(context, activity=label), None
    return replace(context, activity=label), measure


def _has_words(head: Head) -> bool:
    """Whether a header says what is counted, and not only when or that it is a target."""
    return bool(re.search(r"[가-힣A-Za-z]{2,}|^계$", _UNSPECIFIC.sub("", head.words)))


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
        draft = book.add("plan", segment, here, at=start, target_text=text)
        if head.version == "before":
            draft.fields["superseded"] = True
        return [draft]
    if status:
        return [book.add("result", segment, here, at=start, status=status)]
    counted_before = any(d.value is not None and d.segment is segment for d in book.drafts[-6:])
    if (
        len(text) <= 20
        and head.role == "result"
        and (re.search(r"(?:실적|건수|인원|횟수|수|율|률)$", text) or (several and counted_before))
    ):
        draft = book.add("result", segment, here.because("값 없음"), at=start)
        book.note("label_without_number", "error", f"'{text}' 항목에 수치가 없습니다.", segment, drafts=(draft,))
        return [draft]
    if head.role in ("result", "headcount", "target") or labels.head.role == "result":
        return [book.add("result", segment, here, at=start, value_text=text)]
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
