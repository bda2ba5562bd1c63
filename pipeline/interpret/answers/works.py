"""Works that a sentence names by their size: how long or how large they are, and what they cost."""

import re
from itertools import pairwise

from pipeline.interpret.answers.question import Answer, Reading
from pipeline.interpret.sites.phrases import is_sentence, sentence_of, words_before
from pipeline.interpret.sites.topics import charged_topic
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.organizations import is_department
from pipeline.korean.units import find_unit

_SHORTEST, _LONGEST = 4, 30
"""Letters of the name of a work."""


def measured_work(site: Site, reading: Reading) -> Answer[str] | None:
    """What an amount goes to that stands behind a length or an area (`솔숲 가꾸기 40㏊에 1억 원을 계상하였고`)."""
    e = site.expression
    if e is None or site.row is not None or not is_sentence(site.segment.text):
        return None
    sentence = sentence_of(site.segment.text, e.start)
    begin = max(site.segment.text.find(sentence), 0)
    within = site.segment.within(begin, begin + len(sentence))
    pairs = [(a, b) for a, b in pairwise(within) if b.is_money and _FOR.fullmatch(site.segment.text[a.end : b.start])]
    sized = [a for a, _ in pairs if (unit := find_unit(a.unit or "")) and unit.dimension in _DIMENSIONS]
    sized = [a for a in sized if a.start <= e.start]
    if not sized:
        return None
    earlier = max((x.end for x in within if x.end <= sized[-1].start), default=begin)
    name = words_before(site.segment.text[earlier : sized[-1].start], earlier > begin)
    name = charged_topic(site.segment.text, name).name if name is not None else None
    long = name is not None and _SHORTEST <= len(compact(name)) <= _LONGEST
    return (name, name) if name is not None and long and not is_department(compact(name)) else None


_FOR = re.compile(r"에\s")
_DIMENSIONS = frozenset({"length", "area"})
