"""What a document says of a task in one place goes to the facts of the task everywhere."""

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.rows import LOST_HYPHEN
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Because, Fact, Outcome
from pipeline.korean.names import compact, task_key, tidy, without_bracket
from pipeline.korean.sections import section_role
from pipeline.korean.signs import sign_in

SHARED = ("goal", "task_code", "department", "team", "officer")
_OWN = frozenset({"task column", "department column", "group of the table", "card", "goal heading", "taught form"})
"""Rules that read what the row, the card or the heading of goals says of this very task."""


def link_tasks(facts: Sequence[Fact]) -> list[Fact]:
    """Fill goal, code, department, team and officer of a task's facts from those of its facts that have their own.

    What stands in the task's own row or card goes before what a heading or the document says; of goal and department,
    those of the row which carries the code.
    """
    known: dict[str, dict[str, tuple[Any, int]]] = {}
    for fact in facts:
        if fact.get("task"):
            says = known.setdefault(task_key(fact.get("task")), {})
            for column in SHARED:
                value, strength = fact.get(column), _strength(fact, column)
                if value is not None and strength > says.get(column, (None, 0))[1]:
                    says[column] = (value, strength)
    return [_linked(fact, known[task_key(fact.get("task"))]) if fact.get("task") else fact for fact in facts]


def _strength(fact: Fact, column: str) -> int:
    because = fact.why.get(column)
    own = because is None or because.rule in _OWN
    own = own and not fact.site.kind.startswith("schedule")
    coded = fact.get("task_code") is not None and (column == "goal" or (column == "department" and own))
    return own + (not fact.site.kind.startswith("schedule")) + coded


def _linked(fact: Fact, says: Mapping[str, tuple[Any, int]]) -> Fact:
    missing = {
        column: value
        for column, (value, strength) in says.items()
        if fact.get(column) is None or (strength > _strength(fact, column) and fact.get(column) != value)
    }
    return fact.told(Because("same task elsewhere", fact.get("task")), **missing) if missing else fact


def printed_codes(segments: Sequence[Segment]) -> dict[str, frozenset[str]]:
    """Every two-part task code that the document prints (`1-1`, `2-3`), and the first letters of what follows it."""
    names: dict[str, set[str]] = {}
    for segment in segments:
        for e in segment.expressions:
            if e.kind == "code" and re.fullmatch(r"\d{1,2}-\d{1,2}", e.raw.strip()):
                names.setdefault(e.raw.strip(), set()).add(compact(segment.text[e.end : e.end + 30])[:4])
    return {code: frozenset(found) for code, found in names.items()}


def repair_codes(facts: Sequence[Fact], codes: Mapping[str, frozenset[str]]) -> tuple[list[Fact], list[Outcome]]:
    """A code that lost its hyphen beside hyphened siblings is restored, and told: `31 사업` is `3-1`."""
    outcomes: dict[str, Outcome] = {}
    repaired = []
    for fact in facts:
        name, code = fact.get("task"), fact.get("task_code")
        match = LOST_HYPHEN.match(name) if name and code is None else None
        restored = "-".join(match["n"]) if match else None
        if match is None or restored is None:
            if code in codes:
                outcomes.setdefault(str(code), Outcome("code_repaired", True, segments=(fact.segment,)))
            repaired.append(fact)
            continue
        bare = tidy(name[match.end() :])
        if not _free(restored, bare, codes):
            repaired.append(fact.told(Because("number before the name", name), task=bare))
            continue
        repaired.append(fact.told(Because("code repaired", match["n"]), task=bare, task_code=restored))
        message = f"과제번호 {match['n']}에 줄표가 빠져 {restored}(으)로 읽었습니다."
        numbers: dict[str, float | int | str | None] = {"source": match["n"], "repaired": restored}
        segment = _segment_of_task(fact)
        outcomes.setdefault(name, Outcome("code_repaired", False, "warn", message, numbers, (segment,)))
    return repaired, [*outcomes.values()]


def _free(code: str, name: str, codes: Mapping[str, frozenset[str]]) -> bool:
    """Whether a document with such codes has none that another task bears."""
    named = codes.get(code, frozenset())
    return bool(codes) and (not named or compact(name)[:4] in named)


def _segment_of_task(fact: Fact) -> Segment:
    return fact.segment


def pair_kpis(facts: Sequence[Fact]) -> tuple[list[Fact], list[Outcome]]:
    """성과지표 of the targets of a row: pairwise where the counts agree, the one for all where there is one."""
    groups: dict[tuple[int, int, int], list[int]] = {}
    for i, fact in enumerate(facts):
        row, cell, grid = fact.site.row, fact.site.cell, fact.site.grid
        if fact.dataset != "plan" or row is None or len(row.kpis) < 2 or cell is None or grid is None:
            continue
        if fact.site.column is not None and fact.site.column.role != "content":
            groups.setdefault((grid.number, *cell), []).append(i)
    paired, outcomes = list(facts), []
    for group in groups.values():
        first = facts[group[0]]
        kpis = first.site.row.kpis if first.site.row else ()
        if len(kpis) == len(group):
            for i, kpi in zip(group, kpis, strict=True):
                paired[i] = paired[i].told(Because("kpi in the same place", kpi), kpi=kpi)
            continue
        message = f"목표 {len(group)}개와 성과지표 {len(kpis)}개를 짝지을 수 없습니다."
        numbers: dict[str, float | int | str | None] = {"targets": len(group), "kpis": len(kpis)}
        involved = tuple(paired[i] for i in group)
        outcomes.append(Outcome("alignment", False, "info", message, numbers, (first.segment,), involved))
    return paired, outcomes


def name_parts(facts: Sequence[Fact], nodes: Sequence[Node]) -> list[Fact]:
    """Where a document names several tasks of its own, its title names the whole of them and none of the rest.

    What stands under its overview (`사업개요`) is said of the whole; a chapter that ends as a plan is a part of it.
    """
    rules = [fact.why["task"].rule if fact.get("task") else None for fact in facts]
    named = {str(fact.get("task")) for fact, rule in zip(facts, rules, strict=True) if rule in _NAMING}
    own = {name for name in named if sign_in("plan_form", without_bracket(name)) is None}
    if len(own) < _SEVERAL:
        return list(facts)
    because = Because("title of several tasks", ", ".join(sorted(own)[:3]))
    titled = [
        "task" in fact.why and fact.why["task"].rule == "title of the document" and not _in_overview(fact)
        for fact in facts
    ]
    if _heads_parts({str(fact.get("task")) for fact, t in zip(facts, titled, strict=True) if t}, nodes):
        return list(facts)
    return [fact.told(because, task=None) if t else fact for fact, t in zip(facts, titled, strict=True)]


def _heads_parts(titles: Set[str], nodes: Sequence[Node]) -> bool:
    """Whether parts of a page begin with the name of its title (`숲길 가꾸기 사업개요`, `숲길 가꾸기 소요재원`)."""
    parts = [node.text for node in nodes if section_role(node.text)[0] is not None]
    return any(sum(part.startswith(f"{title} ") for part in parts) >= _SEVERAL for title in titles)


def _in_overview(fact: Fact) -> bool:
    """Whether a fact stands in the overview of the project that the title names."""
    above = next((node for node in fact.site.section.headings if node.generic), None)
    return above is not None and above.role == "overview"


_NAMING = frozenset({"heading", "card"})
_SEVERAL = 2
