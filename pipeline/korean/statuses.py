"""The status of a task as documents write it, in words or by a mark below the name of a status."""

import re
from functools import cache

from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact

_MARK = re.compile(r"[○◯〇●◎√✓✔VvOo■☑]")


@cache
def statuses() -> dict[str, str]:
    """The words of a status to the canonical one (statuses.csv)."""
    return {row["word"]: row["status"] for row in rows_of("statuses.csv")}


@cache
def _marks() -> dict[str, str]:
    return {row["word"]: row["says"] for row in rows_of("marks.csv")}


def find_status(text: str) -> str | None:
    """The status that a text names and nothing else (`해당없음-`, `-신규사업`)."""
    return statuses().get(compact(text))


def is_mark(text: str) -> bool:
    """Whether a cell says that the status above it holds or not (`○`, `해당됨`, `해당안됨`)."""
    bare = text.strip()
    return _MARK.fullmatch(bare) is not None or compact(bare) in _marks()


def is_set(text: str) -> bool:
    """Whether a mark says that the status above it holds."""
    bare = text.strip()
    return _MARK.fullmatch(bare) is not None or _marks().get(compact(bare)) == "yes"
