"""The line above a number, where it says what of the task the number is about."""

import re

from pipeline.interpret.answers.task import IN_ROUND, is_office, is_region
from pipeline.interpret.sites.outline import ORDINAL_RANK, Node
from pipeline.interpret.sites.phrases import is_sentence, is_told
from pipeline.interpret.sites.verbs import tells
from pipeline.interpret.types import Site
from pipeline.korean.names import strip_markers, tidy
from pipeline.korean.signs import alternation, sign_in

_CHAPTER_RANKS = (7, 8, 9, 10, ORDINAL_RANK, 20, 25, 30)


def without_dates(node: Node) -> str:
    """The words of a line without its bracketed dates and its markers."""
    text = node.segment.text
    for e in sorted(node.segment.expressions, key=lambda e: -e.start):
        dated = e.kind == "date" and re.search(r"\d", e.raw)
        if dated or e.kind == "address" or (e.kind == "ordinal" and text[e.end : e.end + 1] == "/"):
            text = text[: e.start] + text[e.end :]
    text = re.sub(r"[(\[]\s*<?[~/.,\s-]*>?\s*[)\]]", " ", text)
    words = tidy(strip_markers(re.sub(r"^(\W*?)\s*[:：]\s*|\s*[:：]\s*$", r"\1", text)))
    return "" if _ONLY_PARTICLE.fullmatch(words) else words


_ONLY_PARTICLE = re.compile(alternation("date_particle"))


def line_above(site: Site) -> str | None:
    """The line above, without its dates, where it is no usual section name; a form has none above it."""
    parent = site.section.parent
    if (
        parent is None
        or (site.kind.startswith("form") and parent.segment.place.row is None)
        or is_told(parent.text)
        or parent.segment.closing
        or parent.text.rstrip().endswith(("!", "?"))
        or tells(parent.text)
        or (parent.carded and parent.label is not None)
        or IN_ROUND.fullmatch(parent.text.strip())
        or is_region(parent.text.strip())
        or parent.office
        or site.section.lead is not None
        or sign_in("publication_label", (parent.label or parent.text).rpartition(" ")[2])
        or is_office(parent.text.strip())
        or (parent.role in ("work", "result", "overview", "organization", "direction") and parent.generic)
    ):
        return None
    plain = site.row is None and site.segment.marker is None and parent.marker is None and parent.level is None
    if plain and is_sentence(site.segment.text) and site.segment.number > parent.segment.number + 1:
        return None  # a later paragraph of a story, and a line of its headline
    if site.node is not None and site.node.label and parent.rank is None and not parent.heading and not parent.label:
        return None
    if parent.heading and (parent.rank in _CHAPTER_RANKS or parent.span is not None or parent.is_goal):
        return None
    return parent.label or without_dates(parent)
