"""Sentences that a text file breaks at the edge of its page, made whole: the words of a number stand on the line above.

Only what cannot end is joined: a line that ends in a comma, a particle or an ending that something must follow. The
numbers of a joined line keep the line that they stand in.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.text_tables import display_width
from pipeline.korean.names import split_marker
from pipeline.korean.signs import sign_in
from pipeline.korean.spacing import Spelling
from pipeline.korean.syllables import is_adnominal
from schemas.document import Block, Text

_NARROWEST, _SHORTEST = 24, 12
"""Columns that a line has at least where the edge of a page cut it, and where a text that is read out breaks it."""
_READ_OUT = 2
"""Lines that go on from which on a text breaks its sentences everywhere."""
_LABEL = re.compile(r"^[^:：]{1,16}[:：]")
_PARTED = re.compile(r"[\t|]|\S\s{3,}\S")
_ENDED = re.compile(r"[.;:?!)」』]$")
_TEXT = re.compile(r"[\w‘“'\"「『](?:.*?[가-힣]){4}", re.DOTALL)
"""A line that begins with a word or a number and has words."""
_HEAD = 12
"""Letters by which the beginning of a line is found again in what it was joined to."""


def whole_sentences(blocks: Sequence[Block], spelling: Spelling) -> list[Block]:
    """The blocks of a text with each line joined to the one above that goes on in it."""
    joined: list[Block] = []
    above: Text | None = None
    broken = 0
    for block in blocks:
        last = joined[-1] if joined else None
        read_out = broken >= _READ_OUT
        if (
            above is not None
            and isinstance(last, Text)
            and isinstance(block, Text)
            and _goes_on(above, block, read_out)
        ):
            joined[-1] = _joined(last, block, spelling)
            broken += 1
        else:
            joined.append(block)
        above = block if isinstance(block, Text) else None
    return joined


def _joined(first: Text, line: Text, spelling: Spelling) -> Text:
    bare = line.text.strip()
    text = spelling.join(first.text, bare).text
    return replace(first, text=text, lines=(*first.lines, (line.place.line or 0, bare[:_HEAD])))


def _goes_on(above: Text, line: Text, read_out: bool) -> bool:
    """Whether a line goes on the one right above it, which cannot end where it does; `read_out`: the text breaks its
    sentences wherever its reader breathes."""
    if above.place.line is None or line.place.line != above.place.line + 1 or line.level is not None:
        return False
    before, bare = above.text.strip(), line.text.strip()
    if not _TEXT.match(bare) or split_marker(bare).marker or line.marker or _LABEL.match(bare) or _PARTED.search(bare):
        return False
    if above.level is not None or _PARTED.search(before) or _ENDED.search(before):
        return False
    wide = display_width(before) >= (_SHORTEST if read_out else _NARROWEST)
    return wide and (_cannot_end(before) or (read_out and _is_read_on(before)))


def _is_read_on(text: str) -> bool:
    """Whether a line of a text that is read out stops before the noun or the verb that its last word is of."""
    last = text.split()[-1]
    return is_adnominal(last) or sign_in("read_on", last) is not None


def _cannot_end(text: str) -> bool:
    """Whether something must follow: a comma, a particle, an ending that joins clauses."""
    last = text.split()[-1]
    if last.endswith(","):
        return len(text.split()) > 1
    return sign_in("goes_on", last) is not None and sign_in("noun_like_particle", last) is None
