"""The column of a table that is the total of the sources beside it."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import is_value_head
from pipeline.korean.funding import TOTAL, is_plain_source

_SEVERAL = 2


def with_sum_of_sources(heads: Sequence[Head]) -> list[Head]:
    """Where the columns beside a total are nothing but two sources or more, it is the total of them: money too."""
    values = [head for head in heads if is_value_head(head)]
    sources = [head for head in values if head.role == "source" and is_plain_source(head.source)]
    totals = [head for head in values if head.role == "total"]
    if len(sources) < _SEVERAL or len(totals) != 1 or len(sources) + 1 != len(values):
        return list(heads)
    return [replace(head, role="source", source=TOTAL) if head.role == "total" else head for head in heads]
