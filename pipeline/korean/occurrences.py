"""How often words stand in a document, asked many times: each question costs what it finds, not the whole document."""

from array import array
from collections.abc import Mapping

SCANNED = 64
"""Questions that are answered by looking through the whole text; an index is made at the next one."""
PAIR = 2


class Occurrences:
    """Counts in one text, as `str.count` gives them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, int] = {}
        self._places: Mapping[str, array[int]] | None = None

    def count(self, part: str) -> int:
        """How often `part` stands in the text, without overlapping itself."""
        if part not in self._known:
            few = len(self._known) < SCANNED or len(part) < PAIR
            self._known[part] = self._text.count(part) if few else self._indexed_count(part)
        return self._known[part]

    def _indexed_count(self, part: str) -> int:
        """Looks only where the rarest two neighbouring characters of the part stand."""
        if self._places is None:
            self._places = pair_places(self._text)
        offset, places = 0, self._places.get(part[:PAIR])
        for start in range(len(part) - 1):
            found = self._places.get(part[start : start + PAIR])
            if found is None or places is None:
                return 0
            if len(found) < len(places):
                offset, places = start, found
        count = end = 0
        for place in places or ():
            begin = place - offset
            if begin >= end and self._text.startswith(part, begin):
                count, end = count + 1, begin + len(part)
        return count


def pair_places(text: str) -> "dict[str, array[int]]":
    """Where each pair of neighbouring characters begins."""
    places: dict[str, array[int]] = {}
    for start in range(len(text) - 1):
        places.setdefault(text[start : start + PAIR], array("I")).append(start)
    return places
