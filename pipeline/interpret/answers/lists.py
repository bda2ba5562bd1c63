"""What a list says of its numbers: the rate that they all are, how far what is counted is, the project of an entry."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.headers import RATE_ROLES, role_of
from pipeline.interpret.sites.nouns import without_particle
from pipeline.interpret.text.runs_of_entries import RUN_SIGNS
from pipeline.interpret.types import Site
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.statuses import statuses


def rate_of_head(site: Site, reading: Reading) -> Answer[str | None] | None:
    """The rate that the head of a list names, of which its entries say whose it is (`목표별 추진율은 △복지 71%`)."""
    lead, e = site.section.lead, site.expression
    last = without_particle(lead.text.split()[-1]) if lead is not None and e is not None and e.unit == "%" else ""
    return (last, last) if last and role_of(last) in RATE_ROLES and site.before else None


def whose_rate(site: Site, reading: Reading) -> Answer[str | None] | None:
    """The words of an entry, where the head of its list names the rate."""
    return (site.before, site.before or "") if rate_of_head(site, reading) is not None else None


def status_counted(site: Site, reading: Reading) -> Answer[str | None] | None:
    """How far the counted are, where the sentence says nothing else of them (`24건이 완료됐고 35건은 추진 중이며`)."""
    e = site.expression
    if e is None or site.row is not None or e.is_money or site.before or sign_in("counts_work", e.unit or "") is None:
        return None
    match = _STATUS_BEHIND.match(site.segment.text, e.end)
    told = compact(match["told"]) if match is not None else ""
    word = max((word for word in statuses() if told.startswith(word)), key=len, default=None)
    return (word, word) if word is not None else None


_STATUS_BEHIND = re.compile(
    rf"(?:{alternation('subject_end')}|{alternation('topic_particle')})\s(?P<told>[가-힣]+(?:\s[가-힣]+)?)"
)


def calls_projects(site: Site) -> bool:
    """Whether the head of a list calls its entries projects (`올해 시범사업은 ▲버섯 재배 기술(5천만 원)`)."""
    above = site.section.parent
    return above is not None and _CALLS_PROJECTS.search(above.segment.text + " ") is not None


_CALLS_PROJECTS = re.compile(rf"{alternation('class_of_project')}{alternation('topic_particle')}\s")


_SHORTEST_NAME, _LONGEST_NAME = 4, 30
"""Letters of the name of a project."""


def entry_of_run(site: Site, reading: Reading) -> Answer[str] | None:
    """The project that an entry behind a sign begins with (`△ 급경사지 정비 24곳 318억 원`)."""
    node = site.node
    if site.row is not None or node is None or node.marker not in RUN_SIGNS:
        return None
    first = next((e for e in site.segment.expressions if e.value is not None), None)
    paid = next((e for e in site.segment.expressions if e.is_money), None)
    if paid is not None and site.expression is not None and paid.end < site.expression.start and not site.bracketed:
        return None
    ahead = site.segment.text[: first.start] if first is not None else node.text
    name = strip_markers(ahead[: ahead.rfind("(")] if ahead.count("(") > ahead.count(")") else ahead).strip(" :-·")
    deed = _DEED_OF_COUNT.match(site.segment.text, first.end) if first is not None and not first.is_money else None
    name = f"{name} {deed['deed']}" if deed is not None and sign_in("project", deed["deed"]) else name
    long = _SHORTEST_NAME <= len(compact(name)) <= _LONGEST_NAME
    named = sign_in("project", name) is not None or calls_projects(site)
    other = sign_in("account_name", name) is not None or is_department(compact(name))
    return (tidy(name), name) if long and named and not other else None


_DEED_OF_COUNT = re.compile(r"\s(?P<deed>[가-힣]{2,4})(?=\s?\(|$)")
"""What is done with as many (`쉼터 5개소 조성(15억 원)`): it ends the name of the project."""
