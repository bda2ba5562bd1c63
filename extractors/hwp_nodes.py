"""What the readers of the HWP family build: paragraphs, and the objects that are anchored in them."""

from dataclasses import dataclass, field

from schemas.document import AsideKind


@dataclass(slots=True)
class GridCell:
    """A cell as recorded: position and spans are not yet checked. `width`, `height`: 0 where the format does not give
    them."""

    row: int
    col: int
    row_span: int
    col_span: int
    header: bool
    paragraphs: "list[Paragraph]"
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Grid:
    """A table as recorded.

    n_rows, n_cols  as declared
    n_cells         how many cells the format declares apart from the cells themselves; None where it does not
    offset          where in the anchoring paragraph's text it stands
    """

    n_rows: int = 0
    n_cols: int = 0
    n_cells: int | None = None
    cells: list[GridCell] = field(default_factory=list)
    caption: "list[Paragraph]" = field(default_factory=list)
    offset: int = 0


@dataclass(slots=True)
class Box:
    """A text box, or the caption of a picture: paragraphs that belong to the body but stand outside its lines.

    captioned  holds a caption, which is no word of the line
    inline     stands in the line like a letter
    """

    paragraphs: "list[Paragraph]" = field(default_factory=list)
    offset: int = 0
    captioned: bool = False
    inline: bool = False

    @property
    def word(self) -> str | None:
        """What a box says in its line: one plain paragraph; None for others."""
        if self.captioned or not self.inline or len(self.paragraphs) != 1:
            return None
        only = self.paragraphs[0]
        return only.text.strip() or None if only.objects is None and only.marker is None else None


@dataclass(slots=True)
class Note:
    """Paragraphs beside the body, anchored in it."""

    kind: AsideKind
    paragraphs: "list[Paragraph]" = field(default_factory=list)
    offset: int = 0


Anchored = Grid | Box | Note


@dataclass(slots=True)
class Paragraph:
    """Text without its objects.

    objects  None where there are none, as in most cells
    breaks   a new page or column begins with it
    lines    place and height of its lines, as far as the file stores them; in a cell perhaps of its first and last only
    """

    text: str = ""
    objects: list[Anchored] | None = None
    marker: str | None = None
    level: int | None = None
    breaks: bool = False
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Section:
    """Paragraphs of the body.

    body_height   of its pages between head and foot, 0 where the file does not say
    columns       how many stand side by side
    stores_lines  whether the format stores the places of lines
    """

    paragraphs: list[Paragraph]
    body_height: int = 0
    columns: int = 1
    stores_lines: bool = False
