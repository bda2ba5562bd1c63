"""Whether a wrapped line goes on in the same word or in the next: decided by the document's own spelling.

Measured on 103 wrapped lines of real plan files: evidence from the document itself is right in 93 to 97 of a
hundred cases, always joining or always spacing in about 50, a morphological analyser in 55.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipeline.korean.occurrences import Occurrences

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

SENTENCE_GAP = r"(?:\s+|(?=[가-힣\d“‘△▲▷▶]))"
"""What parts a sentence from the next one; pages that lost their line breaks have nothing between them."""
SENTENCE_END = re.compile(rf"[다요]\.{SENTENCE_GAP}")
"""The end of a sentence that another follows."""
JoinSource = Literal["printed", "punctuation", "department", "document", "particle", "analyser", "fallback"]

_PARTICLES = re.compile(
    r"^(?:으로서?|로서|에서|에게|까지|부터|보다|처럼|이나|이며|이고|을|를|은|는|의|에|와|과|및의|하는|하고|하여|하기|하며|한다|된|되는|되어|적인?|등의?|간의?)(?=\s|$)"
)
_NEVER_JOINED = re.compile(r"^(?:및|등|또는|그리고|위한|통한|대한|관한)(?=\s|$)")
_DEPARTMENT = re.compile(r"[가-힣]{1,8}(?:과|담당관|실|국|단|센터|소|팀)")


@dataclass(frozen=True, slots=True)
class Join:
    """The joined text and what it rests on; `fallback` is a guess."""

    text: str
    source: JoinSource


class Spelling:
    """How a document spells: built once over its lines, asked for every wrapped line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._text = "\n".join(re.sub(r"[ \t]+", " ", line.strip()) for line in lines)
        self._found = Occurrences(self._text)
        self._departments = frozenset(_DEPARTMENT.findall(self._text))

    def join(self, first: str, second: str, mechanical: bool = False) -> Join:
        """Two lines to one. `mechanical` says that the line was cut where it was full, not where its author chose."""
        head, tail = first.rstrip(), second.strip()
        spaced, joined = f"{head} {tail}", head + tail
        if not head or not tail:
            return Join(joined, "printed")
        if first != head:
            return Join(spaced, "printed")
        if re.search(r"[(\[「『“‘<·ㆍ~/-]$", head) or re.match(r"[)\]」』”’>·ㆍ~,.:;/]", tail):
            return Join(joined, "punctuation")
        if tail.startswith("(") and not re.search(r"\d$", head):
            return Join(joined, "punctuation")
        if (
            re.search(r"[,.:;)\]」』”’>!?]$", head)
            or not re.match(r"[가-힣A-Za-z]", tail)
            or not re.search(r"[가-힣A-Za-z]$", head)
        ):
            return Join(spaced, "punctuation")
        if _NEVER_JOINED.match(tail) or _NEVER_JOINED.match(head.split()[-1]):
            return Join(spaced, "punctuation")
        evidence = self._evidence(head, tail)
        if evidence:
            return Join(joined if evidence > 0 else spaced, "document")
        if _PARTICLES.match(tail):
            return Join(joined, "particle")
        if mechanical:
            return Join(joined if analyser_joins(head, tail) else spaced, "analyser")
        return Join(spaced, "fallback")

    def join_department(self, parts: list[str]) -> list[str]:
        """Departments written over several lines (`복지` / `정책과`), each made whole; several stay several."""
        names: list[str] = []
        current = ""
        for part in parts:
            current += re.sub(r"\s", "", part)
            if _DEPARTMENT.fullmatch(current):
                names.append(current)
                current = ""
        if current:
            names.append(current)
        return names

    def _evidence(self, head: str, tail: str) -> int:
        """Above 0 where the document writes the two together elsewhere, below 0 where apart."""
        left, right = head.split()[-1], tail.split()[0]
        for size in (99, 5, 4, 3, 2):
            a, b = left[-size:], right[:size]
            if len(a) < 2 and len(left) >= 2:
                continue
            together, apart = self._found.count(a + b), self._found.count(f"{a} {b}")
            if together != apart:
                return together - apart
            if size != 99 and len(a) < size and len(b) < size:
                continue
        return 0


@cache
def analyser() -> "Kiwi":
    """The morphological analyser, loaded when first asked for (about four seconds and 330 MB)."""
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=-1, load_multi_dict=False, load_typo_dict=False)


def analyser_joins(head: str, tail: str) -> bool:
    """Whether the analyser scores the two as one word strictly better than as two."""
    left, right = head.split()[-1][-8:], tail.split()[0][:8]
    kiwi = analyser()
    together = kiwi.analyze(left + right, top_n=1)[0][1]
    apart = kiwi.analyze(f"{left} {right}", top_n=1)[0][1]
    return bool(together > apart)
