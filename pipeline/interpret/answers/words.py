"""Items in words: what is to be done, what was done, a status, a label whose number is missing."""

import re

from pipeline.interpret.answers.question import PLAN_SECTIONS, RESULT_SECTIONS, Reading, nearest_role
from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.types import Site
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.scan import scan
from pipeline.korean.sections import section_role
from pipeline.korean.signs import sign_in
from pipeline.korean.statuses import statuses

GROUP_RANKS = (50, 60, 70, 72, 80)
"""Numbered items: with items below them they name a group, a bulleted one is itself the work."""
_CHECKED = re.compile(r"(?P<label>[가-힣](?:[가-힣 ·]{0,14}[가-힣])?)\s*\(\s*(?P<mark>[○◯〇●√vV✓✔■☑]?)\s*\)")
_BOXED = re.compile(r"(?P<mark>[□☐■☑▣●])\s*(?P<label>[가-힣](?:[가-힣 ·]{0,14}[가-힣])?)")
LONGEST_UNMARKED = 40
"""Letters up to which a line without a marker is an item of a list and no paragraph."""
_NOTHING = re.compile(r"^[\s\-–—·.○△]*$")


def checked_statuses(text: str) -> list[str]:
    """`완료( ), 정상추진( ○ )`: the marked ones of two statuses or more."""
    known = statuses()
    for pattern in (_CHECKED, _BOXED):
        found = [m for m in pattern.finditer(text) if compact(m["label"]) in known]
        if len(found) >= 2:
            return [known[compact(m["label"])] for m in found if m["mark"] and m["mark"] not in "□☐"]
    return []


def says_nothing(text: str) -> bool:
    """Whether a text is empty, a link, or only says that something goes on at any time (`수시`)."""
    return _NOTHING.match(text) is not None or any(sign_in(sign, text) for sign in ("link_word", "any_time"))


def is_wish(text: str) -> bool:
    """`~해야 할 것임`, `~하여 주시기 바랍니다`: an opinion or a request, and no work."""
    return sign_in("wish", text) is not None or sign_in("request", text) is not None


def is_group(node: Node) -> bool:
    return node.rank in GROUP_RANKS


def lists_work(site: Site, reading: Reading) -> str | None:
    """The section that makes an item in words the work to do; None where none does."""
    node = site.node
    nearest = nearest_role(
        site.section,
        PLAN_SECTIONS
        | RESULT_SECTIONS
        | {
            "problem",
            "opinion",
            "effect",
            "background",
            "procedure",
            "administration",
            "attachment",
            "account",
            "unit_price",
            "function",
        },
    )
    if node is None or node.heading or nearest is None or nearest[0] != "work":
        return None
    if node.role is not None and node.generic:
        return None
    text = node.text
    if node.marker is None and len(text) > LONGEST_UNMARKED:
        return None
    if len(text) < 4 or is_wish(text) or (node.marker or "").startswith("※"):
        return None
    parent = site.section.parent
    if parent is not None and (parent.role == "work" or _groups_work(parent, site)):
        return nearest[1]
    return None


def _groups_work(parent: Node, site: Site) -> bool:
    """Whether the line above is a numbered item that stands itself below a section of work."""
    above = site.section.path[-3] if len(site.section.path) > 2 else None
    return is_group(parent) and parent.role is None and above is not None and above.role == "work"


def labels_work(label: str | None) -> bool:
    """Whether a label says that its value is the work to do (`사업내용`, `추진내용`)."""
    if label is None or role_of(label) == "task":
        return False
    return section_role(label)[0] == "work" and len(compact(label)) >= 4


def item_text(site: Site) -> str:
    """The words of an item without its markers."""
    return tidy(strip_markers(site.text.strip()))


def undated_text(site: Site) -> str:
    """The words of an item without the date that it begins with (`5월 : 위원회 구성`)."""
    first = next((e for e in site.segment.within(site.start, site.end) if e.span), None)
    text = item_text(site)
    if first is None or not text.startswith(first.raw.strip()):
        return text
    rest = re.match(r"\s*[:：]\s*(?=\S)", text[len(first.raw.strip()) :])
    return text[len(first.raw.strip()) + rest.end() :] if rest else text


def without_day_ahead(text: str) -> str | None:
    """The words of an event behind the date that it begins with (`2025. 11. 준공`); None where it begins with none."""
    first = next((e for e in scan(text) if e.span is not None and e.start == 0 and not e.span.is_year), None)
    return text[first.end :].strip(" .:：") or None if first is not None else None


_SHORTEST_ITEM, _SHORTEST_EVENT = 3, 2
"""Letters of an item of work, and of what happens on a day (`12월 : 개관`)."""


def has_words(text: str, dated: bool) -> bool:
    """Whether a text has as many letters as an item of work has, or as what happens on a day."""
    return len(re.findall(r"[가-힣]", text)) >= (_SHORTEST_EVENT if dated else _SHORTEST_ITEM)


def is_item(text: str, dated: bool = False) -> bool:
    """Whether a text can be an item of work: it has words outside its brackets, and is no usual section name.

    What follows a date (`5월 : 위원회 구성`) is an item whatever its words open elsewhere.
    """
    bare = re.sub(r"\([^()]*(?:\([^()]*\))?[^()]*\)", "", text)
    if sign_in("page_foot", compact(text)):
        return False
    return has_words(bare, dated) and (dated or section_role(text)[0] is None)
