"""What does a task belong to: the goal above it, its code, the department in charge?"""

import re

from pipeline.interpret.answers import taught
from pipeline.interpret.answers.question import Answer, Reading, Rules, ask
from pipeline.interpret.answers.task import RULES as TASK
from pipeline.interpret.answers.task import (
    charged,
    clean,
    is_region,
    may_name,
    project_heading,
    section_heading,
    without_department,
)
from pipeline.interpret.sites.phrases import is_sentence, sentence_of
from pipeline.interpret.sites.topics import charged_topic
from pipeline.interpret.sites.turns import office_come_to
from pipeline.interpret.sites.verbs import clause_breaks
from pipeline.interpret.text.runs_of_entries import RUN_SIGNS
from pipeline.interpret.types import Site
from pipeline.korean.names import compact, split_code, tidy
from pipeline.korean.organizations import is_department, region_of_cell
from pipeline.korean.sections import is_section_word
from pipeline.korean.signs import alternation, sign_in


def _goal_row(site: Site, reading: Reading) -> Answer[str] | None:
    goal = site.row.card.goal if site.row else None
    return (goal, "표의 묶음") if goal and not goal.isnumeric() else None


def _goal_card(site: Site, reading: Reading) -> Answer[str] | None:
    goal = reading.card(site).goal
    return (goal, "목표 줄") if goal else None


def _goal_heading(site: Site, reading: Reading) -> Answer[str] | None:
    node = next((n for n in site.section.headings if n.is_goal), None)
    return (node.title, node.segment.text) if node else None


def _goal_above_table(site: Site, reading: Reading) -> Answer[str] | None:
    """The heading above a table of projects, and above a table or section that names no project, is their goal."""
    if site.grid is None or not site.grid.task_column:
        return None
    node = project_heading(site)
    return (clean(node.title), node.title) if node else None


def _goal_without_task(site: Site, reading: Reading) -> Answer[str] | None:
    """Where no project is named, the heading above says what the fact is for."""
    if ask(TASK, site, reading) is not None:
        return None
    node = section_heading(site)
    if node is None or node.text.endswith("?") or is_region(node.title):
        return None
    return (clean(node.title), node.title) if clean(node.title) else None


def _goal_title(site: Site, reading: Reading) -> Answer[str] | None:
    """The title of a table that stands under no heading."""
    title = site.grid.title if site.grid is not None and site.row is not None else None
    if title is None or ask(TASK, site, reading) is not None or is_region(title):
        return None
    if compact(title) in compact(reading.document.title or "") or split_code(title)[0] or is_section_word(title):
        return None
    return (clean(title), title) if clean(title) else None


def _goal_above_card(site: Site, reading: Reading) -> Answer[str] | None:
    """The heading above that of a card which names its own task in a line, else the coded one that it stands under."""
    told = ask(TASK, site, reading)
    if told is None or told.because.rule != "card":
        return None
    named = [n for n in site.section.headings if may_name(n, site)]
    own = next((i for i, n in enumerate(named) if compact(told.value) in compact(n.segment.text)), None)
    if own is not None:
        node = next(iter(named[own + 1 :]), None)
    else:
        node = next((n for n in named if split_code(n.text)[0] is not None), None)
    return (clean(node.title), node.title) if node is not None else None


def _goal_above_heading(site: Site, reading: Reading) -> Answer[str] | None:
    """The named heading above the heading that names the project."""
    told = ask(TASK, site, reading)
    node = project_heading(site)
    if told is None or node is None or told.because.rule != "heading":
        return None
    headings = list(site.section.headings)
    named = (n for n in headings[headings.index(node) + 1 :] if may_name(n, site))
    above = next((n for n in named if not sign_in("division_end", n.title) or not is_department(n.title)), None)
    return (clean(above.title), above.title) if above is not None else None


GOAL: Rules[str] = {
    "taught form": taught.says("goal"),
    "group of the table": _goal_row,
    "card": _goal_card,
    "goal heading": _goal_heading,
    "heading above the table": _goal_above_table,
    "heading above that of the project": _goal_above_heading,
    "heading above the card": _goal_above_card,
    "heading where no project is named": _goal_without_task,
    "title of the table": _goal_title,
}


def _code_row(site: Site, reading: Reading) -> Answer[str] | None:
    code = site.row.card.task_code if site.row else None
    return (code, "과제 열") if code else None


def _code_card(site: Site, reading: Reading) -> Answer[str] | None:
    code = reading.card(site).task_code
    return (code, "과제번호 줄") if code else None


def _code_heading(site: Site, reading: Reading) -> Answer[str] | None:
    if site.row is not None and site.row.card.task:
        return None
    node = project_heading(site)
    code = (split_code(node.text)[0] or split_code(f"{node.marker or ''} ")[0]) if node else None
    return (code, node.text) if code and node else None


CODE: Rules[str] = {"task column": _code_row, "card": _code_card, "heading": _code_heading}


def _department_label(site: Site, reading: Reading) -> Answer[str] | None:
    named = charged(site)
    return (named[1], named[2]) if named else None


def _department_ahead(site: Site, reading: Reading) -> Answer[str] | None:
    """The department in brackets that a line begins with (`○ (복지과) 쉼터 3개소 조성`)."""
    ahead, label = site.segment.text[: site.start].strip(), compact(site.label or "")
    return (label, ahead) if site.row is None and ahead.endswith(f"({label})") and is_department(label) else None


def _department_end(site: Site, reading: Reading) -> Answer[str] | None:
    """The department in brackets at the end of an item (`○ 농지 점검 : 12필지(농정과)`)."""
    if site.row is not None or site.kind not in ("line", "words"):
        return None
    department = without_department(site.segment.text.strip())[1]
    return (department, site.segment.text.strip()[-16:]) if department else None


def _department_of_topic(site: Site, reading: Reading) -> Answer[str] | None:
    """The office that the words right before a project say is in charge of it (`복지과의 경로당 보급사업은 ...`)."""
    topic = TASK["topic of the sentence"](site, reading)
    office = charged_topic(site.segment.text, topic[1]).office if topic is not None else None
    return (office, office) if office is not None else None


def _department_come_to(site: Site, reading: Reading) -> Answer[str] | None:
    """The office that a speech came to before a number (`이어서 도로과입니다. ... 3억 원을 반영하였습니다.`)."""
    if site.row is not None or site.expression is None:
        return None
    office = office_come_to(site.segment.text[: site.expression.start]) or site.section.office
    return (office, office) if office is not None else None


def _department_subject(site: Site, reading: Reading) -> Answer[str] | None:
    """The office that the clause of a number is about (`도로과에서는 8억원을, 하천과는 3억원을 반영했다`)."""
    e = site.expression
    if site.row is not None or e is None:
        return None
    sentence = sentence_of(site.segment.text, e.start)
    named = [m["office"] for m in _OFFICE_SUBJECT.finditer(site.segment.text, 0, e.start)]
    budgeting = sign_in("budgeted_verb", sentence) is not None
    heads = [office for office in named if budgeting and sentence.strip().startswith(office)]
    offices = [x for x in named if (sign_in("division_end", x) or x in heads) and is_department(x)]
    return (offices[-1], offices[-1]) if offices and offices[-1] in sentence else None


_OFFICE_SUBJECT = re.compile(rf"(?<![가-힣])(?P<office>[가-힣]{{2,12}}?){alternation('office_subject')}\s")


def _department_counted(site: Site, reading: Reading) -> Answer[str] | None:
    """The office that stands right before a number, as one of several (`복지과 18억원, 농정과 9억원`) or as the subject
    of the clause (`복지과가 18억원 중 9억원을 집행해`).

    What ends as rooms and centres do (`급식센터 3곳`) is an office where the paragraph counts for a division as
    well. An entry that begins with its office is all of that office.
    """
    e = site.expression
    told = is_sentence(site.segment.text) or site.segment.marker in RUN_SIGNS
    if site.row is not None or e is None or not told:
        return None
    sentence = sentence_of(site.segment.text, e.start)
    begin = site.segment.text.find(sentence)
    named = [m for m in _OFFICE_COUNTED.finditer(site.segment.text, begin, e.end) if is_department(m["office"])]
    offices = _OFFICE_COUNTED.finditer(site.segment.text)
    if not named or not any(sign_in("division_end", m["office"]) for m in offices):
        return None
    several = len({m["office"] for m in _OFFICE_COUNTED.finditer(site.segment.text) if is_department(m["office"])}) > 1
    entry = site.segment.marker in RUN_SIGNS and named[-1].start() == 0
    if not (e.is_money or several or entry or named[-1]["particle"]):
        return None  # `기업의 물류난과 1,800명의 불편`: one noun and another
    between = site.segment.text[named[-1].end("office") : e.start]
    goes_on = (entry or named[-1]["particle"]) and not clause_breaks(between)
    return (named[-1]["office"],) * 2 if goes_on or not between.strip() else None


_OFFICE_COUNTED = re.compile(
    rf"(?<![가-힣])(?P<office>[가-힣]{{2,12}}?)"
    rf"(?:(?P<particle>{alternation('subject_end')}|{alternation('topic_particle')})\s|\s+(?=\d))"
)


def _department_row(site: Site, reading: Reading) -> Answer[str] | None:
    department = site.row.card.department if site.row else None
    return (department, "부서 열") if department else None


def _department_card(site: Site, reading: Reading) -> Answer[str] | None:
    department = reading.card(site).department
    return (department, "부서 줄") if department else None


def _department_heading(site: Site, reading: Reading) -> Answer[str] | None:
    for node in site.section.headings:
        department = without_department(tidy(node.title))[1]
        if department is None and node.office:
            department = compact(node.title)
        if department:
            return department, node.title
    return None


def _department_document(site: Site, reading: Reading) -> Answer[str] | None:
    department = reading.document.department
    return (department, "문서의 부서") if department else None


DEPARTMENT: Rules[str] = {
    "taught form": taught.says("department"),
    "department column": _department_row,
    "label with its department": _department_label,
    "head of the item": _department_ahead,
    "end of the item": _department_end,
    "words before the project": _department_of_topic,
    "office that the clause is about": _department_subject,
    "office before the number": _department_counted,
    "office that the speech came to": _department_come_to,
    "card": _department_card,
    "heading": _department_heading,
    "document": _department_document,
}


def _region_column(site: Site, reading: Reading) -> Answer[str] | None:
    """The government of the row, in a list of the projects of many governments."""
    named = site.row.card.region if site.row and reading.document.org is None else None
    region = region_of_cell(named, reading.document.year) if named else None
    return (region.name, f"자치단체 열 '{named}'") if region else None


ORG: Rules[str] = {"region column": _region_column}
