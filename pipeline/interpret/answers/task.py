"""Which project is it about, under which goal, and who is in charge?"""

import re
from collections.abc import Sequence

from pipeline.interpret.answers import lists, taught
from pipeline.interpret.answers.question import Answer, Reading, Rules
from pipeline.interpret.answers.titles import cut_end, without_label
from pipeline.interpret.answers.works import measured_work
from pipeline.interpret.sites.card_heads import event_ahead, lists_projects, reports_of_project
from pipeline.interpret.sites.cards import PEOPLE_BEHIND
from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.sites.outline import ORDINAL_RANK, Node
from pipeline.interpret.sites.paid_topics import paid_before
from pipeline.interpret.sites.phrases import is_sentence, sentence_of, sentences_in
from pipeline.interpret.sites.topics import (
    begins_topic,
    budgeted_subject,
    charged_topic,
    named_next,
    speaker_of,
    topic_before,
    topic_of_size,
)
from pipeline.interpret.sites.turns import tells_of_accounts
from pipeline.interpret.sites.verbs import tells
from pipeline.interpret.types import Site
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact, split_code, strip_markers, tidy, without_bracket
from pipeline.korean.organizations import find_region, is_department
from pipeline.korean.sections import section_role
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.units import find_unit

_DEPARTMENT_AFTER = re.compile(
    rf"(?P<name>.*\S)\s*[(\[<〈](?:{alternation('department_label')}\s*[:：]?)?\s*(?P<department>[가-힣·]{{3,12}})\s*[)\]>〉]$"
)
_CHAPTERS = (7, 8, 9, 10, 15, ORDINAL_RANK, 20, 25, 30)
_DATES = re.compile(rf"\d+\s?{alternation('date_word')}")


def without_department(title: str) -> tuple[str, str | None]:
    """`하천 정비 (도로과)` is the name and who is in charge."""
    match = _DEPARTMENT_AFTER.match(title)
    return (match["name"], match["department"]) if match and is_department(match["department"]) else (title, None)


# -- task ------------------------------------------------------------------------------------------------------------


def _row(site: Site, reading: Reading) -> Answer[str] | None:
    task = site.row.card.task if site.row else None
    return (task, "과제 열") if task else None


def _card(site: Site, reading: Reading) -> Answer[str] | None:
    task = reading.card(site).task
    return (task, "과제명 줄") if task else None


def charged(site: Site) -> tuple[str, str, str] | None:
    """Name, department and the label of a line that names both (`- 하천 정비(도로과): ...`)."""
    label = site.label or (site.node.label if site.node is not None else None)
    name, department = without_department(tidy(label)) if label and site.row is None else ("", None)
    return (strip_markers(name), department, label) if label and department else None


def _charged_label(site: Site, reading: Reading) -> Answer[str] | None:
    named = charged(site)
    return (named[0], named[2]) if named else None


def _topic(site: Site, reading: Reading) -> Answer[str] | None:
    """The project that a sentence is about (`다음은 ...사업으로 예산현액 12억 원`): the last before the number."""
    e = site.expression
    if e is None or site.row is not None or (site.node is not None and site.node.heading):
        return None
    start = speaker.start if (speaker := speaker_of(site.segment.text)) is not None else 0
    sentence = sentence_of(site.segment.text, e.start).removeprefix(site.segment.text[:start])
    announced = filter(None, map(named_next, [sentence, *reversed(sentences_in(site.segment.text[start : e.start]))]))
    told = budgeted_subject(sentence)
    name = topic_before(site.segment.text, start, e.start) or told or next(announced, None)
    name = name or topic_of_size(site.segment.text, e.end)
    if name is None or sign_in("budget_of_all", site.before or "") or paid_before(site.segment, name, e, site.before):
        return None
    name = strip_markers(name)
    return charged_topic(site.segment.text, name).name, name


def _topic_of_speech(site: Site, reading: Reading) -> Answer[str] | None:
    """The project that the paragraphs of a speech were about up to here, where the sentence names nothing else."""
    topic, e = site.section.topic, site.expression
    if topic is None or e is None or site.row is not None:
        return None
    sentence = sentence_of(site.segment.text, e.start)
    return None if begins_topic(sentence) or tells_of_accounts(sentence) else (topic, topic)


def _subject_of_speech(site: Site, reading: Reading) -> Answer[str] | None:
    """What the speaker has announced to speak of (`「주차난 해소 방안」에 대하여 답변드리겠습니다`)."""
    return (site.section.subject, site.section.subject) if site.section.subject is not None else None


def project_heading(site: Site) -> Node | None:
    """The heading that names the project: the innermost numbered chapter, else a section that is named as projects are.

    The usual names of sections (추진실적, 사업개요) and dates name none.
    """
    named = [node for node in site.section.headings if may_name(node, site)]
    chapter = next((node for node in named if node.rank in _CHAPTERS or node.carded or _in_charge_behind(node)), None)
    project = next((n for n in named if _is_project(clean(n.title))), None)
    if chapter is None or (project is not None and _heads(chapter, project, named)):
        return project
    return chapter


def _heads(chapter: Node, project: Node, named: Sequence[Node]) -> bool:
    """Whether a chapter that is not named as a project stands above a heading that is."""
    within = named.index(project) < named.index(chapter)
    return within and not chapter.carded and not _is_project(clean(chapter.title))


def _is_project(name: str) -> bool:
    """Whether a name ends as those of projects do, a word in brackets behind it aside (`센터 건립사업(보조)`)."""
    return sign_in("project", without_bracket(name)) is not None


def section_heading(site: Site) -> Node | None:
    """The innermost heading that is no usual section name, whatever it is called."""
    return next((node for node in site.section.headings if may_name(node, site)), None)


def is_office(title: str) -> bool:
    """`대전광역시 동구 복지과 (2023년 기준)` is who wrote, and no project."""
    if title.startswith("(") and title.endswith(")") and is_department(compact(title).strip("()")):
        return True
    *places, last = re.sub(r"\([^)]*\)", " ", title).split() or [""]
    if not all(_PLACE.fullmatch(place) or sign_in("institution_end", place) for place in places):
        return False
    behind = _BRACKETED_OFFICE.search(title)
    if behind and not places and _PLACE.fullmatch(last):
        return True
    return (is_department(last) and bool(places or behind)) or is_region(" ".join((*places, last)))


def is_region(title: str) -> bool:
    """Whether a text is the name of a government, whole or its last words, and nothing more."""
    region = find_region(title)
    return region is not None and compact(region.name).endswith(compact(title))


def _is_institution(title: str) -> bool:
    """`가온교육지원청 나래초등학교` on a cover is who wrote: every word is a place or an institution."""
    words = title.split()
    return len(words) > 1 and all(_PLACE.fullmatch(w) or sign_in("institution_end", w) for w in words)


_BRACKETED_OFFICE = re.compile(r"\([가-힣· ]+[과팀실관]\)$")
_PLACE = re.compile(r"[가-힣]{1,10}[시군구도청]")


def may_name(node: Node, site: Site) -> bool:
    """Whether a heading can name a project: it is no office, no goal, no usual section, no label with its value."""
    if is_office(node.title) or sign_in("office_head", node.title) or node.office or IN_ROUND.fullmatch(node.title):
        return False
    if node.level is None and node.marker is None and _is_institution(node.title):
        return False
    if sign_in("meeting_title", node.title) or sign_in("bill", node.title):
        return False
    if (
        node.is_goal
        or node.generic
        or sign_in("class_word", clean(node.title))
        or tells(node.title)
        or is_sentence(node.title)
        or (node is site.node and site.expression is not None and node.label and not node.carded)
    ):
        return False
    if node.label and not node.carded and node.segment.text[node.value :].strip():
        return False
    if (end := sign_in("no_task_end", node.title)) and not (node.carded and reports_of_project(node.title)):
        named = cut_end(node.title, end)
        if sign_in("project", named) is None or len(compact(named)) < _SHORTEST_NAME:
            return False
    titled = site.grid is not None and site.grid.title is not None and compact(node.title) == compact(site.grid.title)
    if titled and not node.carded:
        return node.rank in _CHAPTERS and not any(n.rank in _CHAPTERS and n is not node for n in site.section.headings)
    return len(re.findall(r"[가-힣A-Za-z]", _DATES.sub("", node.title))) >= 3


IN_ROUND = re.compile(r"\([^()]*\)")
"""A note on the document (`(2024회계연도 결산)`)."""
_SHORTEST_NAME = 4
"""Letters that the name of a project has at least before a word like 현황."""


def _is_entry(node: Node, site: Site) -> bool:
    """Whether a heading stands right under one like 추진실적 or 추진계획, as the entries of a report do."""
    headings = list(site.section.headings)
    above = headings[headings.index(node) + 1] if headings.index(node) + 1 < len(headings) else None
    return above is not None and above.generic and above.role in ("result", "work")


_HEADING_NAME = 30
"""Letters up to which a heading can be the name of a task where the title names one too."""


def _heading(site: Site, reading: Reading) -> Answer[str] | None:
    """The heading above; of what is no plan only one that is named like a project."""
    entry = next((n for n in site.section.headings if may_name(n, site) and _is_entry(n, site)), None)
    node = project_heading(site) or entry
    if node is None or (site.grid is not None and site.grid.task_column):
        return None
    name = clean(node.title)
    one = reading.document.dataset == "result" or sign_in("event_name", reading.project or "") is not None
    if reading.project is not None and one and not _is_own(node, reading):
        return None
    plain = reading.project is None or len(name) <= _HEADING_NAME
    costs = (
        reading.dataset == "budget" and site.kind != "cell" and node.rank in _CHAPTERS and not reading.document.whole
    )
    accounts = sign_in("accounts_document", reading.document.title or "") is not None
    chapter = node.rank in _CHAPTERS and reading.project is None and not accounts and len(name) <= _HEADING_NAME
    loose = (
        _is_own(node, reading)
        or chapter
        or costs
        or (reading.dataset == "plan" and plain)
        or (reading.project is None and _is_entry(node, site))
    )
    return (name, node.title) if loose or _is_project(name) else None


def _is_own(node: Node, reading: Reading) -> bool:
    """Whether a heading is a project by its form: it has a code or a number, a department or a card."""
    numbered = split_code(node.text)[0] is not None or node.rank == ORDINAL_RANK
    return numbered or node.carded or _in_charge_behind(node) or node.segment.number in reading.carded


def _in_charge_behind(node: Node) -> bool:
    """Whether a heading says behind its name who is in charge (`2) 창업 지원 (담당부서: 지역경제과)`)."""
    return without_department(tidy(node.title))[1] is not None or PEOPLE_BEHIND.search(node.segment.text) is not None


def _section(site: Site, reading: Reading) -> Answer[str] | None:
    """What is planned in a document without a project in its title belongs to the section that it stands in."""
    node = section_heading(site) if reading.dataset == "plan" else None
    if node is None or (site.grid is not None and site.grid.task_column):
        return None
    return clean(node.title), node.title


def clean(title: str) -> str:
    """The name in a heading: code, label, dates in brackets and the department after it off."""
    name = re.sub(
        r"\s*[(\[]\s*(?:['’‘`]?\d{2,4}\s?[.년][^)\]]*|\d{1,2}\s?월[^)\]]*)[)\]]\s*$", "", split_code(title)[1]
    )
    name = without_label(name)
    name = _YEAR_AHEAD.sub("", _OPEN_BRACKET.sub("", event_ahead(name) or name))
    name = _UNIT_BEHIND.sub(lambda m: "" if is_money_unit(m["unit"]) else m[0], PEOPLE_BEHIND.sub("", name))
    name = without_department(tidy(name))[0].strip(" :：<>〈〉《》【】")
    end = sign_in("no_task_end", name)
    named = cut_end(name, end) if end else name
    project = sign_in("topic", named) or (sign_in("project", named) and not sign_in("weak_project", named))
    return named if project else name


_YEAR_AHEAD = re.compile(rf"^[\[(]\s?(?:19|20)\d{{2}}\s?{alternation('year_word')}?\s?[\])]\s*")
"""The year in brackets before a name (`[2023년도] 어울림센터 건립`)."""
_OPEN_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*$")
"""What is left of a bracket whose unit note was cut off (`차량 현황 (2025. 12. 31. 현재,`)."""
_UNIT_BEHIND = re.compile(r"\s*[\[(]\s*(?P<unit>[가-힣]{1,3})\s*[\])]$")
"""The unit of the table below, at the end of its heading (`살림 규모 [천원]`)."""


def is_money_unit(word: str) -> bool:
    """Whether a word is a unit of money (`천원`)."""
    unit = find_unit(word)
    return unit is not None and unit.is_money


def _title(site: Site, reading: Reading) -> Answer[str] | None:
    if reading.project is None or (site.grid is not None and site.grid.task_column):
        return None
    return reading.project, reading.document.title or ""


def _entry_with_amount(site: Site, reading: Reading) -> Answer[str] | None:
    """In a budget the entry of a list is the project that its amount is for (`- 전통시장 시설 교체(2개소)  340`)."""
    accounts = sign_in("accounts_document", reading.document.title or "") is not None
    bare = site.expression is not None and site.expression.unit is None
    if not accounts or not bare or site.amount is None or site.label is not None or site.row is not None:
        return None
    first = next((e for e in site.segment.expressions if e.start >= site.start), None)
    ahead = site.segment.text[site.start : first.start if first else site.end]
    name = tidy(re.sub(r"\([^()]*\)?", " ", strip_markers(re.split(r"(?<=\S)\s{2,}", ahead.strip())[0]))).strip(" :-·")
    return (name, site.text.strip()[:40]) if len(name.split()) > 1 and len(compact(name)) <= _LONGEST_ENTRY else None


_LONGEST_ENTRY = 30


def _label_with_amount(site: Site, reading: Reading) -> Answer[str] | None:
    """In a list of projects the label of a line with its cost is the project (`◇ 경로당 냉방비 지원 : 93,600천원`)."""
    parent = site.section.parent
    heading = parent if parent is not None and parent.generic else next(iter(site.section.headings), None)
    if heading is None or site.label is None or site.row is not None or role_of(site.label) is not None:
        return None
    works = (heading.role == "work" and heading.generic) or sign_in("projects_of_clause", heading.title) is not None
    listed = works and lists_projects(without_bracket(heading.title))
    paid = any(e.is_money for e in site.segment.within(site.start, len(site.segment.text)))
    return (strip_markers(site.label), site.label) if listed and paid else None


def _name_ahead(site: Site, reading: Reading) -> Answer[str] | None:
    """The name in brackets before a sentence, where no title names the one project (`□ (숲길) 숲길을 고친다.`)."""
    if (
        site.row is not None
        or site.node is None
        or reading.project is not None
        or not is_sentence(_ENDING_BRACKET.sub(r"\g<end>", site.segment.text))
    ):
        return None
    match = _NAME_AHEAD.match(site.segment.text.strip())
    if match is None or role_of(match["name"]) is not None or section_role(match["name"])[1]:
        return None
    name = match["name"].strip()
    return None if is_department(compact(name)) or sign_in("card_label", name) else (name, match[0].strip())


_ENDING_BRACKET = re.compile(r"\s?\([^()]*\)(?P<end>[.]?)\s*$")
"""What stands in brackets behind the last word of a sentence (`낡은 전선을 바꾼다(사업비 235억 원).`)."""
_NAME_AHEAD = re.compile(r"(?:[^\w\s(]{1,2}|ㅇ)\s?\((?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9· ]{2,20})\)\s")


def _named_in_table(site: Site, reading: Reading) -> Answer[str] | None:
    """The label of a line that is the name of a project in a table of the document."""
    if site.label is None or site.row is not None:
        return None
    name = strip_markers(site.label)
    return (name, site.label) if compact(name) in reading.listed_tasks else None


def _label_in_list(site: Site, reading: Reading) -> Answer[str] | None:
    """The label of a line right below a heading that lists projects (`사업별 결과` over `가. 숲 교실: 36회 운영`)."""
    node = site.node
    above = site.section.parent
    if site.row is not None or node is None or node.label is None or site.label != node.label or above is None:
        return None
    if (
        not above.heading
        or sign_in("projects_each", above.title) is None
        or node.generic
        or section_role(node.title)[1]
    ):
        return None
    name = strip_markers(node.label)
    if find_source(name.split()[0]) or role_of(name) is not None:
        return None
    return (name, above.title) if _SHORTEST_NAME <= len(compact(name)) <= _HEADING_NAME else None


RULES: Rules[str] = {
    "taught form": taught.says("task"),
    "task column": _row,
    "label with its department": _charged_label,
    "card": _card,
    "entry with its amount": _entry_with_amount,
    "label that a table names": _named_in_table,
    "entry of a run": lists.entry_of_run,
    "label in a list of projects": _label_in_list,
    "label with its cost": _label_with_amount,
    "topic of the sentence": _topic,
    "work of a length or an area": measured_work,
    "name ahead of the sentence": _name_ahead,
    "topic of the speech": _topic_of_speech,
    "subject of the speech": _subject_of_speech,
    "heading": _heading,
    "title of the document": _title,
    "section": _section,
}
