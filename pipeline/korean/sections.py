"""The sections that plans are made of, by the usual names of their headings (sections.csv)."""

import re
from functools import cache, lru_cache
from typing import Literal

from pipeline.korean.lookups import REMEMBERED, rows_of
from pipeline.korean.names import collapse_spaced_label, compact
from pipeline.korean.signs import alternation, sign_in

SectionRole = Literal[
    "background",
    "direction",
    "overview",
    "organization",
    "work",
    "result",
    "spent",
    "budget",
    "unit_price",
    "account",
    "problem",
    "opinion",
    "effect",
    "procedure",
    "criterion",
    "evaluation",
    "administration",
    "function",
    "attachment",
    "period",
    "kpi",
]


@cache
def _sections() -> dict[str, SectionRole]:
    return {compact(row["word"]): row["role"] for row in rows_of("sections.csv")}  # type: ignore[misc]


@lru_cache(maxsize=REMEMBERED)
def section_role(title: str) -> tuple[SectionRole | None, bool]:
    """The kind of section that a title opens, and whether the title says nothing more than that."""
    if len(title) > _LONGEST_TITLE:
        return None, False
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>", "", collapse_spaced_label(title))
    key = compact(bare)
    key = _EDITION.sub("", key)
    sections = _sections()
    if key in sections:
        return sections[key], True
    for size in range(min(len(key), 12), 1, -1):
        if key[-size:] in sections and len(key) <= 32:
            role, named = sections[key[-size:]], key[:-size]
            return role, not (role == "overview" and len(named) >= _LONG_NAME and sign_in("project", named) is not None)
    for size in range(len(key) - 1, _SHORTEST_PREFIX - 1, -1):
        if key[:size] in sections and len(key) - size <= _LONGEST_TAIL:
            return sections[key[:size]], True
    return None, False


_EDITION = re.compile(rf"^(?:제?\d+차)?(?:19|20)?\d{{2}}{alternation('year_word')}")
_LONGEST_TITLE = 200
"""Letters up to which a line can be a title: a page that lost its line breaks is none."""
_LONG_NAME = 8
"""Letters from which on what stands before 개요 is the name of one project (`국민체육센터 건립 개요`)."""
_SHORTEST_PREFIX, _LONGEST_TAIL = 3, 3
"""Letters of a known section name with which a title may begin, and of what may come after (`시행결과 총괄`)."""


def is_section_word(title: str) -> bool:
    """Whether a title is a section's usual name and nothing more (`연도별 투자계획`)."""
    return compact(collapse_spaced_label(title)) in _sections()
