"""How a question is asked: a literal ordered list of named rules, of which the first that answers decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pipeline.interpret.answers.document import Facts
from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.types import Because, Card, Dataset, Grid, Section, Site, Told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules may look at beside the site: the document's own facts, its cards, its tables.

    project   the one project that the title names, where it names one
    dataset   what the fact at hand is, once that question is answered
    founding  paragraphs under which a line says that the thing was set up
    carded    headings right under which the lines of a project's card stand (`사업기간 : ...`, `사업비 : ...`)
    listed_tasks  the projects in the tables of the document, without blanks
    """

    document: Facts
    cards: Mapping[int, Card]
    tables: Mapping[int, tuple[Grid, Body]]
    project: str | None = None
    dataset: Dataset | None = None
    founding: frozenset[int] = frozenset()
    carded: frozenset[int] = frozenset()
    listed_tasks: frozenset[str] = frozenset()

    def founded(self, segment: int) -> bool:
        """Whether a line below that paragraph says that the thing was set up on a day."""
        return segment in self.founding

    def carried_year(self, site: Site) -> tuple[int, str] | None:
        """The year of a heading before, which holds on below headings of results that name none."""
        carried = site.section.carried
        nearest = nearest_role(site.section, _CARRYING)
        last = next((n.role for n in reversed(site.section.path) if n.role), None)
        return (carried, "앞 절의 연도") if carried and nearest and last in _CARRYING else None

    def card(self, site: Site) -> Card:
        """The card that a site stands in."""
        return self.cards.get(site.section.card, _NO_CARD)


_NO_CARD = Card()
_CARRYING = frozenset({"result", "spent"})

Answer = tuple[T, str]
"""A value and the words that it rests on."""
Rule = Callable[[Site, Reading], Answer[T] | None]
Rules = Mapping[str, Rule[T]]


def ask(rules: Rules[T], site: Site, reading: Reading) -> Told[T] | None:
    """The answer of the first rule that has one, with the rule's name; None where none has."""
    for name, rule in rules.items():
        found = rule(site, reading)
        if found is not None:
            return Told(found[0], Because(name, found[1]))
    return None


RESULT_SECTIONS = frozenset({"result", "spent", "organization", "evaluation"})
PLAN_SECTIONS = frozenset({"work", "budget", "overview", "direction", "criterion", "period"})
"""Roles of sections that tell what was done, and what is to be."""


def nearest_role(section: Section, among: frozenset[str]) -> tuple[str, str] | None:
    """The nearest section above whose kind is one of those wanted, and its title."""
    for node in reversed(section.path):
        if node.role in among:
            return node.role, node.title
    return None


def nearest_heading(site: Site) -> Node | None:
    """The heading directly above a site, not the line that it stands in."""
    return next((n for n in site.section.headings if n is not site.node or site.row is not None), None)
