"""The words beside an amount that can say that it is a stock, and no budget."""

import re

from pipeline.interpret.sites.phrases import NUMERIC
from pipeline.interpret.types import Site
from pipeline.korean.names import compact, strip_markers
from pipeline.korean.signs import sign_in


def stock_texts(site: Site) -> list[str]:
    """The labels of an amount, its own first: of these one may say that it is a stock."""
    texts: list[str | None] = []
    if site.column is not None:
        texts += [*reversed(site.column.path)]
    if site.row is not None:
        texts += [site.row.account, *reversed(site.row.labels)]
    texts += [site.before if site.row is None else None, site.label, _line_name(site)]
    flows = any(t and sign_in("flow", compact(t)) for t in texts)
    if site.grid is not None and site.grid.title and not flows:
        texts.append(re.sub(r"\(.*", "", site.grid.title))
    return [t for t in texts if t]


def _line_name(site: Site) -> str | None:
    """The words that a line begins with, where a number follows them (`농산물 판매 28개 농가 142,750천원`)."""
    first = next((e for e in site.segment.expressions if e.kind in NUMERIC), None)
    if site.row is not None or first is None or first.start > _LINE_NAME:
        return None
    return strip_markers(site.segment.text[: first.start]).strip(" :") or None


_LINE_NAME = 20
