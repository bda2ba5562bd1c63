"""What kind of document is it? Told by all the evidence; one that is no plan, budget or result gives no rows."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pipeline.interpret.answers.document import Facts
from pipeline.interpret.sites.nouns import without_particle
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.types import Because, Fact, Told
from pipeline.korean.organizations import find_region
from pipeline.korean.signs import alternation, sign_in

DocumentClass = Literal["plan", "budget", "result", "other"]
SECTION_CLASS: dict[str, DocumentClass] = {
    "work": "plan",
    "direction": "plan",
    "budget": "plan",
    "overview": "plan",
    "result": "result",
    "spent": "result",
}
SILENT = frozenset({"default", "verb of the clause", "words of the line"})
"""Rules that tell a dataset where nothing around a number speaks of plans, budgets or results."""
_TITLE_WEIGHT = 5
_LONG = 200
"""Paragraphs from which on a few facts are chance."""
_SHARE = 0.02
_SEVERAL, _FEW = 5, 2
"""Numbers from which on a text about a government is a report, whatever it calls itself."""


def kind_of(document: Facts, nodes: Sequence[Node], facts: Sequence[Fact], paragraphs: int) -> Told[DocumentClass]:
    """The class of a document with the evidence: its title, its sections, what its facts are."""
    title = document.title or ""
    strange = sign_in("form_title", title)
    sections = Counter(SECTION_CLASS[n.role] for n in nodes if n.heading and n.role in SECTION_CLASS)
    rows = Counter(f.dataset for f in facts)
    known = document.doc_type is not None
    named = any(fact.why["task"].rule == "card" for fact in facts if "task" in fact.why)
    if strange and not known and not named:
        return Told("other", Because("title", f"제목에 '{strange}'"))
    if not rows and document.dataset is not None and known:
        return Told(document.dataset, Because("title", f"제목이 '{document.doc_type}'"))
    if not rows:
        return Told("other", Because("no facts", "계획·예산·실적으로 읽은 값이 없음"))
    if (
        not known
        and sum(sections.values()) < _SHARE * paragraphs
        and paragraphs >= _LONG
        and sum(rows.values()) < _SHARE * paragraphs
    ):
        return Told("other", Because("few facts", f"문단 {paragraphs}개에 값 {sum(rows.values())}개"))
    spoken = any(_is_spoken(fact, title) for fact in facts if "dataset" in fact.why)
    spoken = spoken or document.press or _speaks_of_accounts(facts) or _lists_projects(facts)
    told = spoken or _reports_of_a_government(document, nodes, facts)
    if not known and not sections and not told:
        return Told("other", Because("nothing speaks of it", "계획·예산·실적을 말하는 제목·절·말이 없음"))
    votes: Counter[DocumentClass] = Counter()
    for dataset, n in rows.items():
        votes[dataset] += n
    for section, n in sections.items():
        votes[section] += n
    if document.dataset is not None:
        titled = (
            document.dataset if rows[document.dataset] or sections[document.dataset] or not rows["budget"] else "budget"
        )
        votes[titled] += _TITLE_WEIGHT + sum(rows.values()) // 2
    kind, n = votes.most_common(1)[0]
    return Told(kind, Because("vote", f"제목·절·값 {sum(votes.values())}표 중 {n}표"))


def _speaks_of_accounts(facts: Sequence[Fact]) -> bool:
    """Whether sentences name the accounts of a government with their amounts (`일반회계 716억 원, 특별회계 5억 원`)."""
    accounts = [f.get("account") or "" for f in facts if f.site.row is None]
    named = sum(sign_in("account_kind", account.split(" > ")[0]) is not None for account in accounts)
    sided = sum(f.get("side") is not None and (f.get("account") is not None or _by_verb(f)) for f in facts)
    return max(named, sided) >= _ACCOUNTS


def _by_verb(fact: Fact) -> bool:
    """Whether a verb says of an amount that it came in or was spent (`교부받았습니다`)."""
    basis = fact.why.get("basis")
    return (
        fact.site.row is None
        and basis is not None
        and basis.rule in ("verb right behind the amount", "verb of the clause")
    )


_ACCOUNTS = 2


def _reports_of_a_government(document: Facts, nodes: Sequence[Node], facts: Sequence[Fact]) -> bool:
    """Whether a text that names a local government, or who heads one, tells several numbers.

    Fewer do where somebody tells them of a project (`군은 쉼터 조성사업으로 12곳을 연다고 밝혔다`).
    """
    projects = any(fact.why["task"].rule == "topic of the sentence" for fact in facts if "task" in fact.why)
    announced = projects and any(sign_in("told_verb", node.text) for node in nodes)
    if sum(fact.value is not None for fact in facts) < (_FEW if announced else _SEVERAL):
        return False
    if document.org is not None:
        return True
    tells = (_tells_its_budget, _is_about_government)
    return any(sign_in("government", node.text) or any(told(node.text) for told in tells) for node in nodes)


def _is_about_government(text: str) -> bool:
    """Whether a sentence begins with a local government as its subject (`나래시는`, and then `시는`, `한편 군은`)."""
    if not is_sentence(text):
        return False
    first = text.split(maxsplit=1)[0]
    called = _SHORT_SUBJECT.search(text) is not None
    return called or (without_particle(first) != first and find_region(without_particle(first)) is not None)


_SHORT_SUBJECT = re.compile(rf"(?:^|[다요][.]\s)(?:[가-힣]{{2,3}}\s)?{alternation('short_government')}\s")


def _tells_its_budget(text: str) -> bool:
    """Whether a sentence tells what a government budgets (`새벽군이 12억원의 예산을 편성하고`)."""
    told = sign_in("budgeted_verb", text) is not None
    return told and any(find_region(without_particle(word)) is not None for word in text.split())


def _lists_projects(facts: Sequence[Fact]) -> bool:
    """Whether most amounts stand in rows that are projects by their names (`마을가꾸기사업 | 310 | 45`)."""
    paid = [fact.site.row.label or "" for fact in facts if fact.dataset == "budget" and fact.site.row is not None]
    return sum(sign_in("project", label) is not None for label in paid) * 2 > max(len(paid), _SEVERAL)


def told_by_forms(kind: Told[DocumentClass], facts: Sequence[Fact]) -> Told[DocumentClass]:
    """The class of a document that says too little of itself, told by its tables of forms that a person taught."""
    taught = [f for f in facts if (because := f.why.get("dataset")) is not None and because.rule == "taught form"]
    if kind.value != "other" or not taught:
        return kind
    dataset, _ = Counter(f.dataset for f in taught).most_common(1)[0]
    words = next(f.why["dataset"].evidence for f in taught if f.dataset == dataset)
    return Told(dataset, Because("taught form", words))


def _is_spoken(fact: Fact, title: str) -> bool:
    """Whether something around a number speaks of plans, budgets or results; money alone may be a price."""
    rule = fact.why["dataset"].rule
    if rule != "money":
        return rule not in SILENT
    grid = fact.site.grid
    texts = [title, (grid.title if grid else None) or "", *(node.title for node in fact.site.section.headings)]
    return any(sign_in(sign, text) for sign in _MONEY_SIGNS for text in texts)


_MONEY_SIGNS = ("planned", "executed", "revenue", "spending", "plain_amount")
