"""Which file, and where in it."""

from dataclasses import dataclass
from typing import Any

BoundingBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the page as shown."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came in: the sha256 of its bytes identifies it, `format` is told from its content."""

    sha256: str
    name: str
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document. Whatever a format does not know stays None.

    page    1-based page; None where the file does not tell it (ReadOptions.layout lays the HWP family out to know)
    block   0-based number in reading order; top-level blocks and nested tables are counted, depth first,
            and a paragraph in a cell has the number of its table
    row     0-based row of the cell
    col     0-based column of the cell
    line    1-based line of a text file
    bbox    PDF; HWP family only with ReadOptions.layout, for the cells of tables that stand whole on one page
    """

    page: int | None = None
    block: int | None = None
    row: int | None = None
    col: int | None = None
    line: int | None = None
    bbox: BoundingBox | None = None

    def columns(self) -> dict[str, Any]:
        """The place as columns of a dataset row."""
        return {name: getattr(self, name) for name in ("page", "block", "row", "col", "line", "bbox")}


NOWHERE = Place()
