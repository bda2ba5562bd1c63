"""What the key-value lines of a card say of all else in it: its task, who is in charge, its period, its account."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from pipeline.interpret.sites.headers import exact_role, role_of
from pipeline.interpret.sites.nouns import is_clause
from pipeline.interpret.sites.outline import RIGHT_EDGE, Node
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Card
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import InCharge, find_department, is_department, is_officer, read_in_charge
from pipeline.korean.periods import Span
from pipeline.korean.scan import Expression, scan
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import sign_in
from pipeline.korean.statuses import find_status

NAME_LENGTH = 60
"""Letters up to which a value names a task; more is a description."""


@dataclass(frozen=True, slots=True)
class Value:
    """The stretch of a paragraph that stands under a label."""

    segment: Segment
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.segment.text[self.start : self.end].strip()

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return self.segment.within(self.start, self.end)


def say(card: Card, label: str, said: Value) -> Card:
    """The card with what a line under a label adds; the card itself where the line says nothing of it."""
    key = compact(label)
    if not said.text or sign_in("helping_office", key):
        return card
    if account_levels().get(key) == max(account_levels().values()) or (key in account_levels() and _is_coded(said)):
        told = _task(card, key, said)
    elif key in account_levels():
        told = _account(card, key, said.text)
    elif sign_in("card_name", key):
        told = card if card.task is not None else _named(card, said)
    elif reader := _READERS.get(role_of(label) or ""):
        told = reader(card, key, said)
    else:
        return card
    return told if told is card else replace(told, first=card.first or key)


def _is_coded(said: Value) -> bool:
    """Whether a level of the budget is called by its number in a plan (`단위사업 1-1. 놀이터 조성`)."""
    return "-" in (split_code(strip_markers(said.text))[0] or "")


@cache
def account_levels() -> dict[str, int]:
    """The labels of budget levels (회계, 분야, 부문, 정책사업, ...) with their depth."""
    return {row["word"]: int(row["depth"]) for row in rows_of("account_levels.csv")}


def _account(card: Card, key: str, value: str) -> Card:
    depth = account_levels()[key]
    parts = account_parts(value) if key == "예산과목" else (tidy(value),)
    return replace(card, accounts=(*card.accounts[:depth], *parts) if depth else parts)


def account_parts(text: str) -> tuple[str, ...]:
    """`공원녹지과, 도시숲 조성, 가로수 관리` is a path of budget accounts; commas in brackets part nothing."""
    parts, depth, current = [], 0, ""
    for c in text.strip().removeprefix(":").strip():
        depth += (c in "([") - (c in ")]")
        if c in ",>" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += c
    return tuple(tidy(part) for part in (*parts, current) if len(part.strip()) >= 2)


def _named(card: Card, said: Value) -> Card:
    """The card of a place that its own line names (`시설명칭 샘터 정수장`)."""
    return replace(card, task=tidy(strip_markers(said.text))) if len(said.text) <= NAME_LENGTH else card


def _task(card: Card, key: str, said: Value) -> Card:
    listed = key in _LISTS and key not in account_levels() and not _is_coded(said)
    if key not in account_levels() and sign_in("task_label_end", key) is None:
        return card
    described = exact_role(key) is None and is_clause(said.text)
    if len(said.text) > NAME_LENGTH or listed or described or said.text.count(",") >= _LIST_COMMAS:
        return card
    bare = len(compact(said.text)) - _PARTICLE_LENGTH
    if any(e.kind in ("date", "quantity") and len(compact(e.raw)) >= bare for e in said.expressions):
        return card
    if _only_counts(said) or is_section_word(strip_markers(said.text)):
        return card
    code, name = split_code(strip_markers(said.text))
    return replace(card, task=tidy(strip_markers(name)), task_code=code or card.task_code)


def _only_counts(said: Value) -> bool:
    """Whether a value says how many there are, and not what (`4개 분야 38개 사업`)."""
    counts = [e for e in said.expressions if e.kind in ("quantity", "declared_count") and not e.is_money]
    if not counts or said.segment.text[said.start : counts[0].start].strip():
        return False
    return len(compact(said.segment.text[counts[-1].end : said.end])) <= _COUNTED_NOUN


_COUNTED_NOUN = 3
"""Letters of what is counted, behind the last number of a value that only says how many."""
_PARTICLE_LENGTH = 2
"""Letters behind a date that make no name of it (`2022. 12. 16.까지`)."""
_LIST_COMMAS = 2
"""Commas from which on a value is a list of names and no name."""
_LISTS = frozenset(row["word"] for row in rows_of("sections.csv"))
"""Labels that head a list of work and name no single task (`주요업무`, `세부사업`)."""


def _number(card: Card, key: str, said: Value) -> Card:
    code = split_code(f"{said.text} ")[0]
    return replace(card, task_code=code) if code else card


def _in_charge(card: Card, key: str, said: Value) -> Card:
    if exact_role(key) is None and any(e.kind == "quantity" for e in said.expressions):
        return card
    if card.department is not None and sign_in("office_beside", key):
        return card
    if exact_role(key) == "officer" and is_officer(compact(said.text)):
        return replace(card, officer=compact(said.text))
    charge = read_in_charge([said.text])
    return replace(
        card,
        department=charge.department or card.department,
        team=charge.team if charge.department else card.team,
        officer=charge.officer or card.officer,
    )


def _period(card: Card, key: str, said: Value) -> Card:
    spans = [e.span for e in said.expressions if e.span]
    if sign_in("fiscal_year", key):
        years = [span.year for span in spans if span.year] or [
            int(e.value) for e in said.expressions if e.value and 1990 <= e.value <= 2100
        ]
        return replace(card, year=years[0]) if years else card
    return replace(card, span=_from_start_to_end(said) or spans[0]) if spans and sign_in("task_period", key) else card


def _from_start_to_end(said: Value) -> Span | None:
    """The span of a value that names its first and its last day (`착공 : 2011. 6. 준공 : 2014. 12.`)."""
    dated = [e for e in said.expressions if e.span]
    if len(dated) != _BOTH_ENDS:
        return None
    first, last = dated
    text = said.segment.text
    named = sign_in("first_day", text[said.start : first.start]) and sign_in("last_day", text[first.end : last.start])
    return Span(first.span.start, last.span.end) if named and first.span and last.span else None


_BOTH_ENDS = 2


def head_line(node: Node) -> Card | None:
    """The head of a card, code, name, department, person and telephone in one line; None where a line is none."""
    code, rest = split_code(node.text)
    phone = any(e.kind == "phone" for e in node.segment.expressions)
    department = find_department(rest)
    if not (code and department and (phone or node.segment.place.block == 0)):
        return None
    name, after = rest.split(department, 1)
    people = re.findall(r"[가-힣]{2,4}", after.split("☎")[0])
    named = [word for word in name.split() if compact(re.sub(r"\([^()]*\)", "", word)) not in task_classes()]
    task = tidy(" ".join(named)) if len("".join(named)) >= 4 else None
    return Card(task=task, task_code=code, department=department, officer=next(filter(is_officer, people), None))


def office_of_line(node: Node) -> str | None:
    """The office that is all a line says, with its telephone (`- 총무과(☎ 2210)`)."""
    phone = next((e for e in node.segment.expressions if e.kind == "phone"), None)
    if phone is None or node.heading or node.label is not None:
        return None
    ahead, behind = node.segment.text[: phone.start], node.segment.text[phone.end :]
    office = compact(strip_markers(ahead)).rstrip("([")
    return office if is_department(office) and not behind.strip(" )]") else None


PEOPLE_BEHIND = re.compile(r"\s*[\[(](?P<people>[^\[\]()]*(?:☎\s?[\d-]{3,}|\d{2,4}-\d{4}|☏\s?[\d-]{3,}))[\])]\s*$")
"""Who is in charge, with a telephone, in brackets at the end of a heading."""


def in_charge_of_heading(node: Node) -> InCharge | None:
    """`1. 하천 정비 [하천팀장 김가람 ☎ 1234]` says who is in charge of what follows."""
    text = node.segment.text.rstrip()
    if not node.heading:
        return None
    if match := PEOPLE_BEHIND.search(text):
        return read_in_charge([match["people"]])
    edge = RIGHT_EDGE.search(text)
    named = edge is not None and sign_in("in_charge_word", edge["people"])
    return read_in_charge([re.sub(r"\([^()]*\)", " ", edge["people"])]) if edge is not None and named else None


def spoken_by(office: str | None) -> Card:
    """The card of a speech: the department that the person who speaks is the head of."""
    department = (office or "").removesuffix("장")
    return Card(department=department) if department != office and is_department(department) else Card()


def with_people(card: Card, people: InCharge) -> Card:
    """A card with those in charge who are named."""
    return replace(
        card,
        department=people.department or card.department,
        team=people.team or card.team,
        officer=people.officer or card.officer,
    )


def classed_name(text: str) -> str | None:
    """A project with its class in brackets behind it (`하천 정비(계속)`) names what the page is about."""
    match = re.match(r"^\s*(?P<name>[^:：\n]{4,60}?)\s*\((?P<kind>[가-힣]{2,4})\)\s*$", text)
    if match is None or compact(match["kind"]) not in task_classes() or any(e.is_money for e in scan(match["name"])):
        return None
    if find_status(match["name"]) is not None:
        return None
    return tidy(text)


@cache
def task_classes() -> frozenset[str]:
    """What a card's head line says of the kind of a task beside its name (`신규사업`, `II형(임기내완료)`)."""
    return frozenset(compact(row["word"]) for row in rows_of("task_classes.csv"))


_Reader = Callable[[Card, str, Value], Card]
_READERS: dict[str, _Reader] = {
    "task": _task,
    "no": _number,
    "department": _in_charge,
    "officer": _in_charge,
    "schedule": _period,
}


def begins_anew(card: Card, label: str, said: Card) -> bool:
    """Whether a line opens another card: its label began the card that is open, or it names another task."""
    again = card.first == compact(label) and role_of(label) != "department"
    return again or (card.task is not None and card.task != said.task)
