"""Lines of a form with several labels and their values (`등록번호 2021-08 담당부서 하천과`) as a table of both."""

import itertools
import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.text.line_tables import table_of
from pipeline.korean.signs import sign_words
from schemas.document import Block, Text

_KEYS = frozenset({"task", "department", "officer", "schedule", "budget", "no"})
_SHORTEST = 3
"""Letters of a label within a line: shorter ones (대상, 기간) are words of its values too."""


def with_pairs(block: Block) -> Block:
    """A line of labels and values as a table with a row for each label; any other block as it is.

    The line begins with a label, and none stands without a value behind it, as the names of columns do.
    """
    if not isinstance(block, Text) or block.marker is not None or re.search(r"[:：|\t]", block.text):
        return block
    words = list(re.finditer(r"\S+", block.text))
    labels = [i for i, word in enumerate(words) if _is_label(word[0], first=not i)]
    pairs = list(itertools.pairwise([*labels, len(words)]))
    valued = all(_is_value([word[0] for word in words[a + 1 : b]]) for a, b in pairs)
    if len(pairs) < _SEVERAL or labels[0] != 0 or not valued:
        return block
    rows = [(words[a][0], block.text[words[a + 1].start() : words[b - 1].end()]) for a, b in pairs]
    return table_of(rows, [block] * len(rows))


_SEVERAL = 2


def _is_value(words: Sequence[str]) -> bool:
    """Whether words stand behind a label, none of which is the name of a column."""
    return bool(words) and all(exact_role(word) is None for word in words)


def _is_label(word: str, first: bool) -> bool:
    known = exact_role(word) in _KEYS and (first or len(word) >= _SHORTEST)
    return known or word in sign_words("form_pair")
