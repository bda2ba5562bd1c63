"""Names of projects above their cards: a short line right above `사업기간 : ...`, `사업비 ...`, whatever its marker."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from pipeline.interpret.sites.headers import exact_role, is_form, role_of
from pipeline.interpret.sites.outline import Node, node_of, rank_of
from pipeline.interpret.sites.unmarked import signs_paper
from pipeline.interpret.sites.verbs import ends_as_sentence, goes_on_in_clauses
from pipeline.interpret.text.segments import Segment, TableView, View
from pipeline.korean.names import compact, split_code, split_marker, strip_markers, tidy
from pipeline.korean.organizations import is_department, is_region_name
from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.sections import section_role
from pipeline.korean.signs import sign_in

_LONGEST_NAME = 45
CARD_RANK = 45
"""How deep the name of a card without a marker stands: below every marked heading."""
ONLY_CARD_RANK = 39
"""How deep the name of the only card stands: its sections have marks (`□ 사업개요`)."""


def card_heads(views: Sequence[View], labels: Mapping[int, tuple[str, int]]) -> frozenset[int]:
    """The numbers of the paragraphs that name the project of the card right below.

    `labels` are the labels of lines that have no colon, by the number of their paragraph.
    """
    menu = _menu_entries(views)
    found: set[int] = set()
    first_labels: set[str] = set()
    later: list[tuple[int, str]] = []
    for outer, before, above, below in zip([None, None, *views], [None, *views], views, views[1:], strict=False):
        if not isinstance(above, Segment):
            continue
        if not isinstance(below, Segment):
            found |= {above.number} if _is_card(below) and _marker(above) is not None and _names(above) else set()
            continue
        if (event := event_ahead(above.text)) is not None and node_of(below).label is not None:
            found |= {above.number} if _marker(below) is not None and _marker(above) is None and event else set()
            continue
        label = _first_label(below, labels)
        if (
            label is None
            and reports_of_project(strip_markers(above.text))
            and sign_in("card_label_of_event", node_of(below).label or "")
        ):
            label = compact(node_of(below).label or "")
        if label is None or above.number in labels or not _names(above) or signs_paper(before, above):
            continue
        first = _first_of_two(outer, None if _is_labelled(before, labels) else before, above)
        if first is not None:
            found.add(above.number if compact(first.text) in menu else first.number)
        elif _stands_above(before, above, below):
            found.add(above.number)
        elif _marker(above) is None and _marker(below) is None:
            later.append((above.number, label))
            continue
        else:
            continue
        first_labels.add(label)
    repeated = {label for label, count in Counter(label for _, label in later).items() if count >= _TWO}
    found |= {number for number, label in later if label in first_labels or repeated}
    return frozenset(found | _siblings(views, found))


def event_ahead(text: str) -> str | None:
    """The name in a line that is the name of an event and its day (`숲길 걷기대회. 2024.10.12(토) 10:00`)."""
    dates = [e for e in scan(text) if e.kind == "date"]
    first = next((i for i, e in enumerate(dates) if _ends_name(text[: e.start].rstrip())), None)
    if first is None:
        return None
    name, rest = text[: dates[first].start].rstrip(" .,"), text[dates[first].start :]
    for e in reversed(dates[first:]):
        rest = rest[: e.start - dates[first].start] + rest[e.end - dates[first].start :]
    whole = len(compact(rest)) <= _LEFT_OF_DATE and len(compact(name)) >= _SHORTEST_EVENT
    return name if whole and not ends_as_sentence(name) else None


def _ends_name(text: str) -> bool:
    """Whether the words before a day are a name: a stop or a comma parts them from it, or they end as an event does."""
    return text[-1:] in (".", ",") or (len(text.split()) > 1 and sign_in("event_name", text) is not None)


def span_of_event(segment: Segment) -> Span | None:
    """When an event is whose name and day are a line; None for any other line."""
    name = event_ahead(segment.text)
    return next((e.span for e in segment.expressions if name is not None and e.span and e.start > len(name)), None)


_LEFT_OF_DATE, _SHORTEST_EVENT = 2, 4
"""Letters beside its dates that the rest of such a line has at most (`중`), and those of the name at least."""


def _is_card(table: TableView) -> bool:
    """Whether a table is the card of a project without its name: a form that begins with who is in charge of it."""
    first = next((cell for cell in table.cells if cell.text.strip()), None)
    return first is not None and exact_role(first.text) == "department" and is_form(table)


def _siblings(views: Sequence[View], heads: Set[int]) -> set[int]:
    """Lines with the marker that the names of two cards have, right above something deeper: names of projects too."""
    marked = [(v, rank_of(marker)) for v in views if isinstance(v, Segment) and (marker := _marker(v))]
    counts = Counter(rank for segment, rank in marked if segment.number in heads)
    ranks = {rank for rank, count in counts.items() if count >= _TWO and rank >= _BELOW_CHAPTERS}
    return {
        above.number
        for (above, rank), (below, deeper) in itertools.pairwise(marked)
        if rank in ranks and deeper > rank and below.number == above.number + 1 and _names(above)
    }


_BELOW_CHAPTERS = 40
"""Rank from which on a marker heads no chapter."""


def costed_heads(views: Sequence[View]) -> frozenset[int]:
    """The numbers of the lines that name a project and its cost (`□ 창업 교실 운영 : 30백만원`) above what tells of it.

    Two at least have the same marker, one is named as projects are, and no amount comes first below: else the lines
    below are its parts.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for above, below in itertools.pairwise(views):
        if not isinstance(above, Segment) or not isinstance(below, Segment):
            continue
        upper, lower, name = _marker(above), _marker(below), _costed_name(above)
        if upper is None or lower is None or name is None or not _tells(below):
            continue
        if rank_of(lower) > rank_of(upper) >= _BELOW_CHAPTERS:
            found.setdefault(rank_of(upper), []).append((above.number, name))
    return frozenset(
        number
        for heads in found.values()
        if len(heads) >= _TWO and any(sign_in("project", name) for _, name in heads)
        for number, _ in heads
    )


def stands_in_list(node: Node, path: Sequence[Node]) -> bool:
    """Whether the heading above a line lists projects (`사업별 지출계획`): elsewhere such lines are parts of one."""
    above = next((n.title for n in reversed(path) if n.heading and (n.rank or 0) < (node.rank or 0)), "")
    return lists_projects(above)


def lists_projects(title: str) -> bool:
    """Whether a heading stands above a list of projects (`주요사업`, `세부사업별 지출계획`)."""
    return sign_in("list_of_projects", title) is not None or sign_in("projects_each", title) is not None


def _costed_name(segment: Segment) -> str | None:
    """What a line names whose label has an amount of money for its value, and nothing more; None for any other line."""
    amounts = [e for e in segment.expressions if e.is_money]
    node = node_of(segment) if len(amounts) == 1 else None
    if node is None or node.label is None or role_of(node.label) not in _ROLES_OF_NAMES:
        return None
    value, amount = (segment.text[node.value :].strip(" ."), segment.text[amounts[0].start : amounts[0].end])
    name = strip_markers(node.label)
    whole = compact(value) == compact(amount) and not sign_in("card_label", node.label)
    return name if whole and 4 <= len(compact(name)) <= _LONGEST_NAME and not section_role(name)[1] else None


_ROLES_OF_NAMES = (None, "schedule", "task")
"""Roles that the name of a project may have as a label: its last word may be one (`걷기대회 개최`, `보급 사업`)."""


def _tells(segment: Segment) -> bool:
    """Whether a line has a label whose value does not begin with an amount of money."""
    node = node_of(segment)
    first = next((e for e in segment.expressions if e.start >= node.value), None)
    return node.label is not None and (first is None or not first.is_money)


def _menu_entries(views: Sequence[View]) -> frozenset[str]:
    """The entries of lists at the top of a page: what comes again without a marker heads a part, and is no project."""
    return frozenset(_entry(v) for v in views if isinstance(v, Segment) and _marker(v))


def _is_labelled(view: View | None, labels: Mapping[int, tuple[str, int]]) -> bool:
    return isinstance(view, Segment) and view.number in labels


def _first_of_two(outer: View | None, before: View | None, above: Segment) -> Segment | None:
    """The name of a project whose second line tells of it (`창업 학교` above `청년의 첫 농사`); None for one line."""
    if not isinstance(before, Segment) or _marker(before) or _marker(above) or not _names(before):
        return None
    if before.level is not None or above.level is not None:
        return None
    apart = not isinstance(outer, Segment) or _marker(outer) is not None
    lines = [s.place.line for s in (before, above) if s.place.line is not None]
    adjacent = len(lines) == _TWO and lines[1] - lines[0] == 1
    return before if apart and adjacent else None


_TWO = 2


def _stands_above(before: View | None, above: Segment, below: Segment) -> bool:
    """Whether a card is deeper than the line above it, or that line stands apart from what is above."""
    upper, lower = _marker(above), _marker(below)
    if upper is not None and lower is not None:
        return rank_of(upper) < rank_of(lower)
    if upper is not None:
        return below.indent > above.indent
    apart = not isinstance(before, Segment) or (before.place.line or 0) < (above.place.line or 0) - 1
    return lower is not None or apart or not re.search(r"[가-힣]", before.text if isinstance(before, Segment) else "")


def _first_label(segment: Segment, labels: Mapping[int, tuple[str, int]]) -> str | None:
    """The label of a line that gives the period, the cost, the place or the size of a project without its name."""
    if _CLOCK.match(split_marker(segment.text.strip()).text):
        return _TIME
    label = labels[segment.number][0] if segment.number in labels else node_of(segment).label or segment.text
    return compact(label) if label is not None and sign_in("card_label", label) else None


_CLOCK, _TIME = re.compile(r"\d{1,2}:\d{2}\s*(?:[~∼～-]\s*\d{1,2}:\d{2}\s*)?[/,]"), "일시"
"""When an event begins, and what a label would call it (`09:00 / 느티관 / 31명`)."""


def _names(segment: Segment) -> bool:
    """Whether a line can be the name of a project: short, no label, no section's usual name, no sentence, no value."""
    text = split_code(split_marker(segment.text.strip()).text)[1]
    name = tidy(re.sub(r"[\s(\[<]*[^()\[\]<>]*[)\]>]$", "", text)) or text
    if not 4 <= len(compact(name)) <= _LONGEST_NAME or re.search(r"[:：|\t→⇒]|[.,]$", text):
        return False
    if ends_as_sentence(text) or goes_on_in_clauses(text):
        return False
    if (
        section_role(name)[1]
        or is_region_name(compact(name))
        or sign_in("card_label", name)
        or sign_in("verbal_noun", name)
        or sign_in("meeting_title", text)
        or (sign_in("no_task_end", name) and not reports_of_project(name))
    ):
        return False
    end = len(segment.text.rstrip(" )."))
    return not any(e.is_money or (e.kind == "quantity" and e.end >= end) for e in segment.expressions) and bool(
        re.search(r"[가-힣]{2}", name)
    )


def reports_of_project(name: str) -> bool:
    """Whether a heading is the name of one project and that its state is told (`봄꽃 축제 준비상황`)."""
    *words, last = re.sub(r"\(.*?\)", "", name).split() or [""]
    named = [word for word in words if not re.search(r"\d", word)]
    whole = " ".join(words)
    return (
        sign_in("state_told", last) is not None
        and len(named) >= _TWO
        and len(compact(whole)) >= _LONGEST_CLASS
        and not any(
            sign_in(sign, whole) for sign in ("class_word", "list_of_projects", "projects_each", "no_project_form")
        )
        and not section_role(whole)[1]
    )


_LONGEST_CLASS = 6
"""Letters from which on several words before 추진상황 name one project and no class of them."""


def office_heads(views: Sequence[View]) -> frozenset[int]:
    """The numbers of the lines that are an office and nothing more: in boxes, or where several head their parts so."""
    lines = [view for view in views if isinstance(view, Segment) and not re.search(r"[:：]", view.text)]
    named = {line.number: compact(strip_markers(line.text)) for line in lines}
    alone = {number: name for number, name in named.items() if len(name) <= _LONGEST_OFFICE and _is_division(name)}
    boxes = [view for view in views if isinstance(view, Segment) and _BOX.fullmatch(re.sub(r"\s", "", view.text))]
    boxed = [view.number for view in boxes] if all(boxed_office(view.text) is not None for view in boxes) else []
    return frozenset({*boxed, *(alone if len(set(alone.values())) >= _SEVERAL_OFFICES else ())})


def boxed_office(text: str) -> str | None:
    """The office that is all that stands in a box (`【 농 정 국 】`); None for any other line."""
    match = _BOX.fullmatch(re.sub(r"\s", "", text))
    return match["name"] if match is not None and is_department(match["name"]) else None


_BOX = re.compile(r"[【\[〔<〈](?P<name>[가-힣]{2,10})[】\]〕>〉]")


def _is_division(name: str) -> bool:
    return sign_in("division_end", name) is not None and is_department(name)


_LONGEST_OFFICE, _SEVERAL_OFFICES = 10, 3
_OFFICE_RANK = 5
"""How deep the office that heads a part stands: above every chapter."""


def office_rank(path: Sequence[Node]) -> int:
    """How deep an office stands: beside the office before it, else below the usual section that is open."""
    above = next((node.rank for node in reversed(path) if node.office), None)
    if above is not None:
        return above
    section = next((node.rank for node in reversed(path) if node.heading), None) if path and path[-1].generic else None
    return section + 1 if section is not None else _OFFICE_RANK


def menu_heads(views: Sequence[View]) -> frozenset[int]:
    """The numbers of the entries of a page's menu where they come again above the usual section of what they name.

    The entry that is shown first stands above the menu itself, as the name of a box for choosing does.
    """
    seen: set[str] = set()
    found: dict[int, str] = {}
    for view, below in itertools.pairwise(views):
        if not isinstance(view, Segment) or not isinstance(below, Segment):
            continue
        key = _entry(view)
        if key in seen and section_role(below.text.strip())[1] and _marker(below) is None:
            found[view.number] = key
        if _marker(view) is not None and 3 <= len(key) <= _LONGEST_NAME:
            seen.add(key)
    chosen = _chosen_entries(views, frozenset(found.values()))
    above = {_entry(view) for view in views if isinstance(view, Segment) and view.number in chosen}
    return frozenset(number for number, key in found.items() if key not in above) | chosen


def _chosen_entries(views: Sequence[View], shown: Set[str]) -> frozenset[int]:
    """The line right above a menu that is one of its entries, where others of them head parts of the page.

    With a level it is the heading of the page, of which the menu is a part.
    """
    found: set[int] = set()
    above: View | None = None
    for marked, views_of_run in itertools.groupby(views, key=_is_marked):
        run = list(views_of_run)
        if marked and isinstance(above, Segment) and above.level is None:
            menu = {_entry(view) for view in run if isinstance(view, Segment)}
            found |= {above.number} if _entry(above) in menu and menu & shown else set()
        above = run[-1]
    return frozenset(found)


def _is_marked(view: View) -> bool:
    return isinstance(view, Segment) and _marker(view) is not None


def _entry(segment: Segment) -> str:
    return compact(split_marker(segment.text.strip()).text)


def _marker(segment: Segment) -> str | None:
    return split_marker(segment.text.strip()).marker or segment.marker


MENU_RANK = 8
"""How deep the part of a page stands that its menu names."""
