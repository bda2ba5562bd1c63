"""A text as a reader sees it: without what prints nothing and without blanks that tear a decimal apart.

Texts pasted from the web hold invisible characters inside numbers (`1<U+200B>,200`); typeset lines spread `98.5 %` to
`98. 5 %`. Both are passed over in reading and kept in the offsets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_SOFT_HYPHEN_AS_MINUS = re.compile(r"(?<![\w,.%)\]])\u00ad(?=\s?\d)")
"""A soft hyphen is printed only where a line ends; one that begins a number is the minus of a converter."""

_MEASURED = r"\s?(?:%|％|점|배|억|조|㎡|㎢|ha|km|톤|kg|℃)"
_TORN_DECIMALS = (
    re.compile(rf"(?<=[가-힣:：]\s)\d{{1,3}}\.(?P<blank>\s)\d{{1,2}}(?={_MEASURED})"),
    re.compile(r"\A\s*\d{1,3}\.(?P<blank>\s)\d{1,2}\s?[%％]\s*\Z"),
    re.compile(rf"(?<![\d.,])\d{{1,3}}(?P<blank>\s)\.\d{{1,2}}(?={_MEASURED})"),
)
"""Only before units that are measured in fractions: `3. 5개소` is the third point of a list."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as it is read. `origins` is the offset of each of its characters in the printed text."""

    text: str
    origins: tuple[int, ...]

    def start(self, position: int) -> int:
        """The printed offset of the character at `position`."""
        return self.origins[position]

    def end(self, position: int) -> int:
        """The printed offset behind the character before `position`."""
        return self.origins[position - 1] + 1


def _passed_over(text: str) -> Iterator[int]:
    for match in _ANY_INVISIBLE.finditer(text):
        yield match.start()
    if "." in text:
        for pattern in _TORN_DECIMALS:
            for match in pattern.finditer(text):
                yield match.start("blank")


def read_through(text: str) -> Reading | None:
    """The text as it is read; None where that is the printed text itself, as in most lines."""
    seen = _SOFT_HYPHEN_AS_MINUS.sub("-", text)
    dropped = frozenset(_passed_over(seen))
    if not dropped and seen == text:
        return None
    origins = tuple(i for i in range(len(seen)) if i not in dropped)
    return Reading("".join(seen[i] for i in origins), origins)
