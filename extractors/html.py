"""HTML pages, as the old sites of districts kept their plans: headings, paragraphs, lists and tables of the body.

Scripts, styles and hidden parts are no text of the page. Menus, search forms and feet are told by their element or by
the name that page makers give them (html_furniture.csv), unless most of the page stands in them, and are asides.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from lxml import etree, html
from lxml.html import defs

from extractors.decoding import Decoded, decode
from extractors.html_tables import own_rows, table_layout
from extractors.hwp_numbering import number_to_text
from extractors.pdf_lines import SUPERSCRIPTS
from extractors.text import numbered
from schemas.document import Aside, AsideKind, Block, Cell, Document, Meta, Table, Text
from schemas.errors import Empty, LimitExceeded
from schemas.finding import Finding
from schemas.options import Limits, ReadOptions
from schemas.source import NOWHERE, Place, Source

EXTRACTOR = "html/2"

UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "select", "datalist", "head", "button")
)
"""Elements that show no text of the page."""
BREAKING = frozenset(defs.block_tags - {"del", "ins"}) | frozenset(
    (
        "article",
        "aside",
        "br",
        "details",
        "figcaption",
        "figure",
        "footer",
        "header",
        "main",
        "nav",
        "section",
        "summary",
    )
)
"""Elements before and behind which a line ends."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
STRUCK = frozenset(("del", "s", "strike"))
FURNITURE_ELEMENTS: dict[str, AsideKind] = {"nav": "header", "footer": "footer"}
FURNITURE_ROLES: dict[str, AsideKind] = {"navigation": "header", "search": "header", "contentinfo": "footer"}
NAME_ENDINGS = re.compile(r"(?:wrap|wrapper|area|box|layer|inner|container|bar|div|list)$")
MOST_OF_THE_PAGE = 0.5
"""A part that holds more of the page's text than this is no furniture, whatever its name."""
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
STRUCK_STYLE = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
LIST_SHAPES = {"a": "latin_small", "A": "latin_capital", "i": "roman_small", "I": "roman_capital"}
BULLET = "•"
BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
HARD_BLANKS = {"\u00a0": 1, "\u3000": 2}
"""Blanks that a page shows at the beginning of a line, with the columns that they take: old pages indent by them."""
NOTE = re.compile(r"\s*(?:[(]\s*)?\d{1,3}\s*(?:[)]\s*)?")
"""A raised number: of a note, or a power (m²)."""


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read an HTML page. Raises Empty or LimitExceeded."""
    if len(data) > options.limits.file_bytes:
        raise LimitExceeded(f"{len(data):,} > {options.limits.file_bytes:,} bytes")
    decoded = decoded_page(data)
    root = _root(decoded.text)
    reader = _Reader(options.limits, _text_sizes(root))
    blocks = list(reader.blocks(root, NOWHERE))
    if not blocks:
        raise Empty()
    title = next((BLANKS.sub(" ", element.text or "").strip() for element in root.iter("title")), "")
    findings = (*_decoding_findings(decoded), *reader.findings())
    return Document(
        source,
        EXTRACTOR,
        Meta(title=title or None),
        tuple(numbered(blocks)),
        tuple(reader.asides),
        findings,
        partial=decoded.undecodable > 0,
    )


def decoded_page(data: bytes) -> Decoded:
    """The text of a page: the encoding that its content shows, and the one that it names where that leaves bytes
    unread."""
    decoded = decode(data)
    named = CHARSET.search(data[:4096])
    if decoded.undecodable == 0 or named is None:
        return decoded
    encoding = named[1].decode("ascii").lower()
    try:
        text = data.decode("cp949" if encoding in ("euc-kr", "ks_c_5601-1987") else encoding, "replace")
    except LookupError:
        return decoded
    again = Decoded(text, encoding, text.count("\ufffd"))
    return min((decoded, again), key=lambda one: one.undecodable)


def _root(text: str) -> etree._Element:
    """The page as a tree. Raises Empty where there is none, LimitExceeded where the parser stopped at its depth."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise Empty() from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise LimitExceeded("elements within elements: more than libxml2 reads")
    return root


def _decoding_findings(decoded: Decoded) -> Iterator[Finding]:
    if decoded.undecodable > 0:
        yield Finding(
            rule="undecodable_byte",
            severity="warn",
            message=f"읽을 수 없는 바이트가 {decoded.undecodable}개 있습니다 ({decoded.encoding}).",
        )
    if decoded.mended:
        yield Finding(
            rule="encoding_mended",
            severity="info",
            message="Latin-1로 잘못 저장된 한글을 CP949로 되돌려 읽었습니다.",
        )


@cache
def furniture_names() -> dict[str, AsideKind]:
    """Names of menus and feet, in small letters and without separators, to the kind of aside that they are."""
    with Path(__file__).with_name("html_furniture.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: "footer" if row["kind"] == "footer" else "header" for row in csv.DictReader(lines)}


def _text_sizes(root: etree._Element) -> dict[etree._Element, int]:
    """How many characters stand in each element that is shown."""
    sizes: dict[etree._Element, int] = {}
    open_sizes = [0]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            shown = element.tag not in UNSEEN
            open_sizes.append(len((element.text or "").strip()) if shown else 0)
            if not shown:
                walk.skip_subtree()
        else:
            size = sizes[element] = open_sizes.pop()
            open_sizes[-1] += size + len((element.tail or "").strip())
    return sizes


@dataclass(slots=True)
class _List:
    """An open list: bullets, or the shape and the last number of its items."""

    shape: str | None
    last: int = 0


@dataclass(slots=True)
class _Flow:
    """A line while its words come in. `place`: of its cell; `indent`: columns of hard blanks before it."""

    place: Place
    parts: list[str] = field(default_factory=list)
    level: int | None = None
    marker: str | None = None
    line: int | None = None
    begun: bool = False
    indent: int = 0
    lists: list[_List] = field(default_factory=list)
    kept: int = 0

    def add(self, text: str | None, line: int | None) -> None:
        """Words; blanks count as one, but in preformatted text."""
        if text:
            if not self.begun:
                self.line, self.begun = line, not text.isspace()
                self.indent += sum(HARD_BLANKS.get(blank, 0) for blank in text[: len(text) - len(text.lstrip())])
            self.parts.append(text if self.kept else BLANKS.sub(" ", text))

    def ended(self) -> Iterator[Text]:
        """The line, or the lines of preformatted text, if there are any words."""
        text, before = "".join(self.parts), self.indent
        self.parts, self.begun, self.indent = [], False, 0
        for row in text.expandtabs().split("\n") if self.kept else [text]:
            if row.strip():
                columns = len(row) - len(row.lstrip()) if self.kept else before
                indent = 2 * max(0, len(self.lists) - 1) + (columns if self.place.row is None else 0)
                place = replace(self.place, line=self.line)
                yield Text(BLANKS.sub(" ", row).strip(), self.level, self.marker, indent, place)
                self.marker = None


@dataclass(slots=True)
class _Reader:
    """Walks a page once; keeps what stands beside its body."""

    limits: Limits
    sizes: dict[etree._Element, int]
    asides: list[Aside] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    n_cells: int = 0
    depth: int = 0
    whole: int = 0

    def __post_init__(self) -> None:
        self.whole = max(self.sizes.values(), default=0)

    def findings(self) -> Iterator[Finding]:
        """What the reader left out."""
        if self.struck:
            quoted = ", ".join(f"“{text[:40]}”" for text in self.struck[:3])
            yield Finding(
                rule="struck_out",
                severity="warn",
                message=f"취소선이 그어진 글자 {len(self.struck)}곳은 값으로 읽지 않았습니다. "
                f"바뀐 값을 확인하세요: {quoted}",
                numbers={"count": len(self.struck)},
            )

    def blocks(self, root: etree._Element, place: Place) -> Iterator[Block]:
        """The paragraphs and tables inside an element. Raises LimitExceeded."""
        self._deeper()
        flow, layouts = _Flow(place), set[etree._Element]()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element is root:
                    flow.add(element.text, element.sourceline)
                    continue
                if element.tag in BREAKING:
                    yield from flow.ended()
                if self._is_beside(element, flow):
                    walk.skip_subtree()
                elif element.tag == "table" and not _is_layout(element, self.sizes):
                    walk.skip_subtree()
                    table = self.table(element)
                    if table is not None:
                        yield table
                else:
                    if element.tag == "table":
                        self._deeper()
                        layouts.add(element)
                    _open(element, flow)
                    flow.add(element.text, element.sourceline)
            elif element is not root:
                if element.tag == "table" and element in layouts:
                    self.depth -= 1
                if element.tag in BREAKING:
                    yield from flow.ended()
                _close(element, flow)
                flow.add(element.tail, element.sourceline)
        yield from flow.ended()
        self.depth -= 1

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise LimitExceeded(f"nested tables: more than {self.limits.depth}")

    def _is_beside(self, element: etree._Element, flow: _Flow) -> bool:
        """Whether an element is no text of the body; what it shows is kept as an aside. A raised number is added to
        the line."""
        if element.tag in UNSEEN:
            return True
        if element.tag == "sup":
            text = _words(element)
            raised = "".join(SUPERSCRIPTS.get(ord(c), c) for c in text) if NOTE.fullmatch(text) else text
            flow.add(raised, element.sourceline)
            return True
        kind = self._aside_kind(element)
        if kind is None:
            return False
        text = _words(element)
        if text:
            if kind == "markup":
                self.struck.append(text)
            place = replace(flow.place, line=element.sourceline)
            self.asides.append(Aside(kind, (Text(text, place=place),), place))
        return True

    def _aside_kind(self, element: etree._Element) -> AsideKind | None:
        style = element.get("style") or ""
        if element.get("hidden") is not None or HIDDEN_STYLE.search(style):
            return "hidden_comment"
        if element.tag in STRUCK or STRUCK_STYLE.search(style):
            return "markup"
        kind = FURNITURE_ELEMENTS.get(str(element.tag)) or FURNITURE_ROLES.get(element.get("role") or "")
        if kind is None:
            names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
            kind = next((found for name in names if (found := _furniture(name))), None)
        return kind if kind and self.sizes.get(element, 0) <= MOST_OF_THE_PAGE * self.whole else None

    def table(self, element: etree._Element) -> Table | None:
        """A table with its caption, nested tables in their cells; None for one without cells."""
        layout = table_layout(element, self.limits.cells - self.n_cells)
        self.n_cells += layout.n_rows * layout.n_cols
        if not layout.cells:
            return None
        cells = []
        for placed in layout.cells:
            place = Place(row=placed.row, col=placed.col, line=placed.element.sourceline)
            blocks = tuple(self.blocks(placed.element, replace(place, line=None)))
            is_header = placed.element.tag == "th"
            cells.append(Cell(placed.row, placed.col, placed.row_span, placed.col_span, blocks, is_header, place))
        captions = [
            block.text
            for caption in element.iterchildren("caption")
            for block in self.blocks(caption, NOWHERE)
            if isinstance(block, Text)
        ]
        place = Place(line=element.sourceline)
        return Table(layout.n_rows, layout.n_cols, tuple(cells), "\n".join(captions) or None, place=place)


def _furniture(name: str) -> AsideKind | None:
    """`gnb_wrap` and `topMenu2` are menus; `menu_content` is none."""
    bare = re.sub(r"[-_\d]", "", name).lower()
    names = furniture_names()
    return names.get(bare) or names.get(NAME_ENDINGS.sub("", bare))


def _words(element: etree._Element) -> str:
    """The words that an element shows, in one line."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner.tag in BREAKING:
            parts.append(" ")
        if event == "start" and inner.tag in UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            parts.append(inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return BLANKS.sub(" ", "".join(parts)).strip()


def _is_layout(table: etree._Element, sizes: dict[etree._Element, int]) -> bool:
    """A table that only places other tables, or frames one text: its cells are no cells."""
    if table.get("role") == "presentation":
        return True
    rows = own_rows(table)
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if len(cells) == 1:
        return True
    inner = [nested for nested in table.iter("table") if nested is not table]
    if not inner or next(table.iterchildren("caption"), None) is not None:
        return False
    if any(cell.tag == "th" for cell in cells):
        return False
    outermost = [nested for nested in inner if next(nested.iterancestors("table")) is table]
    return 2 * sum(sizes.get(nested, 0) for nested in outermost) > sizes.get(table, 0)


def _open(element: etree._Element, flow: _Flow) -> None:
    """What the beginning of an element changes for the lines in it."""
    tag = element.tag
    if tag in HEADINGS:
        flow.level = HEADINGS[str(tag)]
    elif tag in ("ul", "ol", "menu", "dir"):
        shape = LIST_SHAPES.get(element.get("type") or "", "digit") if tag == "ol" else None
        flow.lists.append(_List(shape, _number(element, "start", 1) - 1))
    elif tag == "li" and flow.lists:
        current = flow.lists[-1]
        current.last = _number(element, "value", current.last + 1)
        flow.marker = f"{number_to_text(current.last, current.shape)}." if current.shape else BULLET
    elif tag == "pre":
        flow.kept += 1


def _close(element: etree._Element, flow: _Flow) -> None:
    tag = element.tag
    if tag in HEADINGS:
        flow.level = None
    elif tag in ("ul", "ol", "menu", "dir") and flow.lists:
        flow.lists.pop()
    elif tag == "li":
        flow.marker = None
    elif tag == "pre":
        flow.kept = max(0, flow.kept - 1)


def _number(element: etree._Element, name: str, default: int) -> int:
    text = element.get(name) or ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default


__all__ = ["EXTRACTOR", "extract"]
