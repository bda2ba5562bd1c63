"""What an auditor must know of how tables and schedules were read: blanks, missing columns, masked cells, words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.sites.schedules import ScheduleRow
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Card, Fact, Grid, Outcome

_MASKED = re.compile(r"[\s*＊○●■□×]{2,}")


def missing_cells(tables: Sequence[tuple[Grid, Body]], facts: Sequence[Fact]) -> Iterator[Outcome]:
    """A blank cell in a row whose other cells of the same kind are filled."""
    filled: Counter[tuple[int, int]] = Counter()
    for fact in facts:
        if fact.site.grid is not None and fact.site.cell is not None and fact.value is not None:
            filled[fact.site.grid.number, fact.site.cell[0]] += 1
    for grid, body in tables:
        for line in body.rows:
            blank = [
                c
                for c, cell in enumerate(line.cells)
                if is_value_head(body.heads[c]) and (cell is None or not cell.text.strip())
            ]
            dated = [c for c in blank if body.heads[c].span is not None]
            segment = next((c.segments[0] for c in line.cells if c and c.segments), None)
            count = filled[grid.number, line.row.index]
            if segment is None or not count:
                continue
            if dated and count >= 2 * len(dated):
                names = ", ".join(body.heads[c].text for c in dated)
                yield Outcome(
                    "cell_missing", False, "info", f"{names} 칸이 비어 있습니다.", {"missing": len(dated)}, (segment,)
                )
            elif not blank:
                yield Outcome("cell_missing", True, segments=(segment,))


def masked_cells(tables: Sequence[tuple[Grid, Body]]) -> Iterator[Outcome]:
    for _, body in tables:
        for line in body.rows:
            for cell, head in zip(line.cells, body.heads, strict=True):
                if cell and is_value_head(head) and _MASKED.fullmatch(cell.text.strip()) and cell.segments:
                    yield Outcome("cell_masked", False, "info", "가려진 칸입니다.", {}, cell.segments[:1])


def unknown_headers(tables: Sequence[tuple[Grid, Body]]) -> Iterator[Outcome]:
    """A header word that no rule knows is told once a document; what its column says lands in no other column."""
    seen: set[str] = set()
    for _, body in tables:
        segment = next((c.segments[0] for line in body.rows for c in line.cells if c and c.segments), None)
        counted = any(is_value_head(head) for head in body.heads)
        for head in body.heads:
            if counted and head.role == "label" and head.words and head.words not in seen and segment is not None:
                seen.add(head.words)
                message = f"머리글 '{head.words}'의 뜻을 몰라 그 칸의 글은 행에 싣지 않았습니다."
                yield Outcome("header_unknown", False, "info", message, {"header": head.words}, (segment,))


def schedule_notes(
    schedules: Sequence[tuple[Grid, Sequence[ScheduleRow], bool]],
) -> Iterator[Outcome]:
    """Whether a schedule has its column of plans, and whether its lines had to be matched with its tasks."""
    for _, rows, has_plans in schedules:
        months = sorted({row.span.start.month for row in rows if row.span.start.month})
        if has_plans:
            yield Outcome("schedule_column_missing", True, segments=(rows[0].anchor,))
        else:
            message = (
                f"{months[0]}~{months[-1]}월 추진계획 칸이 원문에 없습니다."
                if months
                else "추진계획 칸이 원문에 없습니다."
            )
            places = (rows[0].anchor, *(s for row in rows for s in row.task_segments))
            numbers: dict[str, float | int | str | None] = {
                "months": ", ".join(map(str, months)),
                "tasks": max(len(row.tasks) for row in rows),
            }
            yield Outcome("schedule_column_missing", False, "error", message, numbers, places)
        uneven = [row for row in rows if row.phrases and len(row.phrases) != len(row.tasks)]
        if uneven:
            first = uneven[0]
            message = f"과제 {len(first.tasks)}개에 추진계획 {len(first.phrases)}줄이 있어 순서와 뜻으로 짝지었습니다."
            counts: dict[str, float | int | str | None] = {"tasks": len(first.tasks), "plan_lines": len(first.phrases)}
            segments = tuple(row.phrases[0].segment for row in uneven)
            yield Outcome("alignment", False, "info", message, counts, segments)


def unnamed_tasks(heads: Sequence[tuple[Segment, Card]]) -> Iterator[Outcome]:
    """The head line of a card names its task."""
    for segment, card in heads:
        message = f"과제번호 {card.task_code}의 과제명이 원문에 없습니다."
        numbers: dict[str, float | int | str | None] = {"code": card.task_code}
        if card.task is None:
            yield Outcome("task_name_missing", False, "error", message, numbers, (segment,))
        else:
            yield Outcome("task_name_missing", True, segments=(segment,))


def stray_commas(facts: Sequence[Fact]) -> Iterator[Outcome]:
    """`접수, 1240건`: a comma between a label and its number."""
    for fact in facts:
        if not fact.site.kind.startswith("schedule") or fact.value is None or fact.get("unit") is None:
            continue
        text, start = fact.segment.text, fact.start
        if re.search(r"[가-힣],\s*$", text[:start]):
            message = f"이름과 수 사이에 쉼표가 있습니다: '{text[max(0, start - 6) : start + 8].strip()}'"
            yield Outcome("stray_separator", False, "warn", message, {"value": fact.value}, (fact.segment,), (fact,))
        else:
            yield Outcome("stray_separator", True, segments=(fact.segment,))


def months_of(schedules: Sequence[tuple[Grid, Sequence[ScheduleRow], bool]]) -> list[tuple[Segment, tuple[int, ...]]]:
    """The months that each schedule names, for the check of gaps."""
    found = []
    for _, rows, _ in schedules:
        months = tuple(dict.fromkeys(row.span.start.month for row in rows if row.span.start.month))
        if months:
            found.append((rows[0].task_segments[0], months))
    return found
