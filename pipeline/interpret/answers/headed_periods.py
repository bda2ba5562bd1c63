"""Periods that a heading, or the title of a report, names for all that stands below it."""

import re

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.answers.when import When, base_year, in_surroundings
from pipeline.interpret.sites.dates import is_reference, is_told_after
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.phrases import in_brackets
from pipeline.interpret.types import Site
from pipeline.korean.scan import Expression


def part_of_title(site: Site, reading: Reading) -> Answer[When] | None:
    """The half or quarter of which a report tells what was achieved, where no heading names another time."""
    part, base = reading.document.part, base_year(site, reading)
    if part is None or base is None or base[0] != part.year or reading.dataset != "result":
        return None
    dated = any(node.span is not None for node in site.section.headings)
    return None if dated else (When(part, part.year), reading.document.title or "")


def heading_span(site: Site, reading: Reading) -> Answer[When] | None:
    """A heading that carries a part of a year (`예산교실 열기(6월)`, `2분기`)."""
    for node in reversed(site.section.path):
        if node.carded and reading.card(site).span is not None:
            return None  # the card below the heading says its own days
        if node.during is not None:
            return in_surroundings(node.during, site, reading, node.title)
        titled = node.heading and not (node.label and node.segment.text[node.value :].strip())
        e = next((e for e in node.segment.expressions if e.span), None) if titled else None
        span = e.span if e is not None else None
        if e is not None and span is not None and is_reference(node.segment, e):
            if reading.dataset == "plan" and site.column is not None and site.column.role == "target":
                return None
            return When(span, span.year, state=not span.is_year), node.title
        if e is not None and span is not None and not span.is_year and not _told_aside(node, e):
            return in_surroundings(span, site, reading, node.title)
        if node.heading and node.rank is not None and node.rank <= 20:
            return None
    return None


def _told_aside(node: Node, date: Expression) -> bool:
    """Whether a line without a marker tells in brackets what was on a day (`별을 보는 과학관(2018. 3. 1. 개관)`), or a
    sentence behind its end."""
    text = node.segment.text
    plain = node.marker is None and node.level is None and in_brackets(text, date.start, date.end)
    over = is_told_after(text, 0, date)
    return over or (plain and re.match(r"\s*[가-힣]", text[date.end :]) is not None)
