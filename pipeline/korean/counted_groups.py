"""Names that begin with a number and count nothing: groups by age, grade or size, rates for each."""

import re
from functools import lru_cache

from pipeline.korean.lookups import REMEMBERED
from pipeline.korean.names import compact
from pipeline.korean.signs import alternation, sign_in


@lru_cache(maxsize=REMEMBERED)
def names_group(text: str) -> bool:
    """Whether a text that begins with a number names a group or a rate and counts nothing (`65세 이상`, `2인가구`,
    `1인당 주민수`)."""
    match = _AFTER_NUMBER.fullmatch(text.strip())
    if match is None:
        return False
    what = compact(match["what"])
    bare = _BOUND.sub("", what)
    grouped = sign_in("grade_unit", bare) is not None or sign_in("group_of_size", bare) is not None
    return grouped or (bare != what and sign_in("bounded_group", bare) is not None) or _RATE.match(what) is not None


_AFTER_NUMBER = re.compile(r"\d{1,3}(?:\s?[~∼～-]\s?\d{1,3})?\s?(?P<what>[가-힣㎡].*)")
_BOUND = re.compile(rf"{alternation('comparator_word')}$")
_RATE = re.compile(rf"[가-힣㎡]{{1,3}}{alternation('per_unit')}[가-힣]{{2}}")
