"""Rows without a number: work to do, what was done, statuses, events, labels whose number is missing."""

import re
from collections.abc import Iterator, Sequence

from pipeline.interpret.answers import dataset, words
from pipeline.interpret.answers.facts import words_fact
from pipeline.interpret.answers.line_above import line_above, without_dates
from pipeline.interpret.answers.question import Reading, ask, nearest_role
from pipeline.interpret.answers.task import clean, project_heading
from pipeline.interpret.sites.phrases import numbered
from pipeline.interpret.types import Because, Dataset, Fact, Grid, Outcome, Site
from pipeline.korean.names import split_code, strip_markers, tidy
from pipeline.korean.sections import section_role
from pipeline.korean.signs import sign_in
from pipeline.korean.statuses import find_status

_RESULTS = frozenset({"result", "spent", "work"})


def wordy_facts(sites: Sequence[Site], counted: Sequence[Fact], reading: Reading) -> tuple[list[Fact], list[Outcome]]:
    """The rows of all items in words, given the rows that have numbers."""
    fed = {parent.segment.number for fact in counted if (parent := fact.site.section.parent)}
    told = {id(fact.segment) for fact in counted}
    facts: list[Fact] = []
    outcomes: list[Outcome] = []
    events: dict[int, list[Site]] = {}
    for site in sites:
        if site.expression is not None or site.amount is not None:
            continue
        if site.kind in ("words", "line") and site.row is None:
            if marked := words.checked_statuses(site.segment.text):
                facts += [_status(site, status, reading) for status in marked]
            elif id(site.segment) not in told:
                found = list(_line(site, reading, events))
                facts += found
                fed |= {parent.segment.number for f in found if (parent := f.site.section.parent)}
        elif site.kind == "cell words":
            found_cells, told_cells = _cell(site, facts, counted, reading)
            facts += found_cells
            outcomes += told_cells
        elif site.kind == "content words":
            facts += list(_content(site, counted, reading))
        elif site.kind in ("schedule", "schedule aligned"):
            facts.append(
                words_fact(
                    site, "plan", reading, Because("schedule", site.text), target_text=words.item_text(site).strip(" ,")
                )
            )
        elif site.kind == "row status" and not any(f.site.row is site.row for f in (*counted, *facts)):
            facts.append(_row_status(site, reading))
        elif site.kind == "schedule gap":
            facts.append(words_fact(site, "plan", reading, Because("schedule without plans", site.segment.text)))
        elif site.kind.startswith("written"):
            facts.append(words_fact(site, "plan", reading, Because("written table", site.kind), activity=site.label))
        elif site.kind == "form words":
            facts += list(_form(site, reading))
    facts += list(_listed_tasks(sites, reading))
    more, notes = _events(events, fed, reading)
    kept = [f for f in facts if not _names_group(f, fed)]
    return [*kept, *more], [*outcomes, *notes]


def _listed_tasks(sites: Sequence[Site], reading: Reading) -> Iterator[Fact]:
    """The numbered projects of a plan of which it says nothing more than their names (`1-1 작은 학교 살리기`)."""
    above = {node.segment.number for site in sites for node in site.section.path[:-1]}
    listed = [
        site
        for site in sites
        if site.kind == "words" and site.row is None and (node := site.node) is not None and node.heading
        if split_code(node.text)[0] is not None and node.segment.number not in above and not node.label
    ]
    if reading.document.dataset == "plan" and len(listed) >= _LISTED:
        for site in listed:
            because = Because("numbered project of a list", site.segment.text.strip()[:40])
            yield words_fact(site, "plan", reading, because, activity=clean(site.node.title if site.node else ""))


_LISTED = 3
"""Numbered projects without any more that make a list."""


def _names_group(fact: Fact, fed: set[int]) -> bool:
    node = fact.site.node
    return fact.site.kind == "words" and node is not None and words.is_group(node) and node.segment.number in fed


def _status(site: Site, status: str, reading: Reading) -> Fact:
    fact = words_fact(site, "result", reading, Because("marked status", site.segment.text.strip()[:40]), status=status)
    return fact.told(
        Because("status of the task", status), activity=None, fiscal_year=None, period_start=None, period_end=None
    )


def _row_status(site: Site, reading: Reading) -> Fact:
    """A row of a list of projects that says of each no more than how far it is."""
    fact = words_fact(site, "result", reading, Because("status of the row", site.segment.text.strip()[:40]))
    return fact.told(Because("status of the row", site.segment.text.strip()[:40]), activity=None)


def _is_foot(site: Site) -> bool:
    """Whether a line only says whom to call, who may copy the page or when it was put there."""
    called = any(e.kind == "phone" for e in site.segment.expressions)
    dated = sign_in("publication_label", site.segment.text.strip()[:_LABEL]) is not None
    return called or dated or sign_in("copyright", site.segment.text) is not None


def _tells_basis(text: str) -> bool:
    """Whether a line ends in saying as of what the figures around it are (`결산총계 기준`)."""
    last = text.split()[-1:]
    return bool(last) and last[0] == sign_in("as_of", last[0])


_LABEL = 6
"""Letters that the label of the day of a page has at most."""


def _line(site: Site, reading: Reading, events: dict[int, list[Site]]) -> Iterator[Fact]:
    node = site.node
    cell = node is not None and node.text.endswith("|")
    dated = any(e.span for e in site.segment.expressions)
    if node is None or node.heading or cell or not words.has_words(node.text, dated):
        return
    if (node.marker or "").startswith("※") or sign_in("request", node.text) or sign_in("attached", node.text[:6]):
        return
    if sign_in("table_told", node.text) or sign_in("navigation", node.text):
        return
    if _is_foot(site) or _tells_basis(node.text):
        return
    own_role = node.role is not None and node.generic
    under = nearest_role(site.section, _RESULTS)
    if under is not None and under[0] in ("result", "spent") and not own_role:
        yield from _narrative(site, reading, events)
        return
    if section := words.lists_work(site, reading):
        name = node.label if node.label and section_role(node.label)[0] is None else None
        activity = name or without_dates(node)
        if activity and words.is_item(activity, dated=dated):
            yield words_fact(site, "plan", reading, Because("list of work", section), activity=activity)
        return
    if words.labels_work(node.label) and len(site.segment.text) - node.value >= 4 and not words.is_wish(node.text):
        text = tidy(strip_markers(site.segment.text[node.value :]))
        event = words.without_day_ahead(text)
        if not words.is_item(event or text, dated=event is not None):
            return
        text = event or text
        yield words_fact(site, "plan", reading, Because("label of the work", node.label or ""), activity=text)
        return
    label = site.section.parent.label if site.section.parent is not None else None
    if words.labels_work(label) and (event := words.without_day_ahead(node.text)) and words.is_item(event, dated=True):
        yield words_fact(site, "plan", reading, Because("event below a label of work", label or ""), activity=event)
        return
    said = sign_in("told_verb", node.text) is not None or (node.marker is None and len(node.text) > _PROSE)
    if (
        reading.document.dataset == "result"
        and sign_in("done_end", node.text)
        and not said
        and not words.is_wish(node.text)
    ):
        yield words_fact(
            site,
            "result",
            reading,
            Because("verb of the line", node.text[-12:]),
            value_text=tidy(node.text),
            activity=line_above(site),
        )


_PROSE = 30
"""Letters from which on a line without a marker is a paragraph of an article, and no item of what was done."""


def _narrative(site: Site, reading: Reading, events: dict[int, list[Site]]) -> Iterator[Fact]:
    """Under results a line below a dated event says what came of it; an event waits for its lines."""
    node, parent = site.node, site.section.parent
    if node is None or (node.label and without_dates(node).rstrip(" :/") == node.label):
        return
    dated = parent is not None and any(e.span for e in parent.segment.expressions)
    if parent is not None and dated and not parent.heading and parent.role is None:
        yield words_fact(
            site, "result", reading, Because("line below an event", parent.title), value_text=tidy(node.text)
        )
        return
    events.setdefault(parent.segment.number if parent else -1, []).append(site)


def _tells_event(text: str) -> bool:
    """Whether a dated line says what happened, and not only when something is open (`신청기간 3월 3일부터`)."""
    bare = re.sub(r"[^가-힣A-Za-z]", "", text)
    return len(bare) >= _SHORTEST_EVENT and not sign_in("task_period", bare) and not sign_in("open_period", bare)


_SHORTEST_EVENT = 4


def _events(events: dict[int, list[Site]], fed: set[int], reading: Reading) -> tuple[list[Fact], list[Outcome]]:
    """Events below which nothing came: a label without its number where sibling events have theirs."""
    facts: list[Fact] = []
    outcomes: list[Outcome] = []
    for group in events.values():
        some = any(site.segment.number in fed for site in group)
        for site in group:
            node = site.node
            dated = any(e.span for e in site.segment.expressions)
            if node is None:
                continue
            if site.segment.number in fed:
                outcomes.append(Outcome("label_without_number", True, segments=(site.segment,)))
            elif not some and dated and node.role is None and (later := dataset.is_to_come(site, reading)):
                because = Because("later than the report", later)
                facts.append(words_fact(site, "plan", reading, because, activity=without_dates(node)))
            elif not some and dated and node.role is None and _tells_event(without_dates(node)):
                facts.append(
                    words_fact(
                        site, "result", reading, Because("dated event", node.title), value_text=without_dates(node)
                    )
                )
            elif some and dated:
                fact = words_fact(
                    site,
                    "result",
                    reading,
                    Because("event without its number", node.title),
                    activity=without_dates(node),
                )
                facts.append(fact)
                message = "실적 항목에 수치가 없습니다. 같은 절의 다른 항목에는 수치가 있습니다."
                outcomes.append(
                    Outcome("label_without_number", False, "error", message, segments=(site.segment,), facts=(fact,))
                )
    return facts, outcomes


def _cell(
    site: Site, facts: Sequence[Fact], counted: Sequence[Fact], reading: Reading
) -> tuple[list[Fact], list[Outcome]]:
    """An entry of a value cell without a number: a status, a thing in words, or a label whose number is missing."""
    text = words.item_text(site)
    head, row = site.column, site.row
    if head is None or row is None or not text or words.says_nothing(text):
        return [], []
    status = find_status(text)
    kind = _cell_dataset(site, reading)
    if kind is None:
        return [], []
    if kind == "plan":
        aimed = head.role in ("target", "result") or head.span is not None or row.head.role == "target"
        if not aimed or head.role == "total":
            return [], []
        column = "target_text" if row.labels or row.card.task or head.span is None else "activity"
        return [words_fact(site, "plan", reading, Because("plan column", head.text), **{column: text})], []
    if status:
        return [words_fact(site, "result", reading, Because("status in words", text), status=status)], []
    before = any(f.segment is site.segment and f.value is not None for f in counted)
    if len(text) <= 20 and head.role == "result" and (sign_in("measure_noun", text) or before):
        fact = words_fact(site, "result", reading, Because("label without its number", text))
        message = f"'{text}' 항목에 수치가 없습니다."
        return [fact], [
            Outcome("label_without_number", False, "error", message, segments=(site.segment,), facts=(fact,))
        ]
    if head.role in ("result", "headcount", "target") or row.head.role == "result":
        return [words_fact(site, "result", reading, Because("result column", head.text), value_text=text)], []
    return [], []


def _cell_dataset(site: Site, reading: Reading) -> Dataset | None:
    told = ask(dataset.RULES, site, reading)
    return told.value if told and told.value != "budget" else None


def _content(site: Site, counted: Sequence[Fact], reading: Reading) -> Iterator[Fact]:
    text = words.item_text(site)
    if len(text) < 2 or words.says_nothing(text) or words.is_wish(text):
        return
    row, grid = site.row, site.grid
    same_row = [f for f in counted if f.site.row is row]
    if any(f.segment is site.segment and site.start <= f.start < site.end for f in counted):
        return
    if nearest_role(site.section, frozenset({"organization", "background"})) and not (grid and grid.task_column):
        return
    because = Because("content column", site.column.text if site.column else "")
    heading = project_heading(site)
    if (
        row is not None
        and grid is not None
        and _is_listed(grid)
        and heading is not None
        and not same_row
        and row.card.task
    ):
        fact = words_fact(site, "plan", reading, because, target_text=text)
        listed = Because("row of a list under a heading", heading.title)
        yield fact.told(listed, task=clean(heading.title), goal=None, activity=row.card.task)
        return
    item = numbered(text)
    if item is not None and row is not None and row.card.task is None:
        fact = words_fact(site, "plan", reading, because, activity=item[1])
        told = Because("numbered item", text)
        yield fact.told(told, task=item[1], task_code=item[0], goal=clean(row.label) if row.label else None)
        return
    yield words_fact(site, "plan", reading, because, activity=text)


def _is_listed(grid: Grid) -> bool:
    """Whether a table describes the parts of one project: it says neither whose nor for which goal each of them is."""
    return not any(h.role in ("goal", "department", "officer", "kpi") for h in grid.heads)


def _form(site: Site, reading: Reading) -> Iterator[Fact]:
    if words.labels_work(site.label) and len(site.text.strip()) >= 4:
        text = words.undated_text(site)
        if words.is_item(text):
            yield words_fact(site, "plan", reading, Because("label of the work", site.label or ""), activity=text)
