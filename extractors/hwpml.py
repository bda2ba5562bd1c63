"""HWPML: a document as one XML file.

Source: Hancom's "HWP Document File Formats 3.0 / HWPML", revision 1.2, part II; section numbers below are that
document's. Pictures stand in the same file as text, behind the body.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

import re

from extractors.hwp_characters import map_private
from extractors.hwp_nodes import Box, Grid, GridCell, Note, Paragraph, Section
from extractors.hwp_numbering import Counter, NumberLevel, ParagraphHead, number_to_text
from extractors.hwp_tree import (
    Line,
    Report,
    click_here_prompt,
    collector_paused,
    form_caption,
    ruby_text,
    tree_to_document,
)
from extractors.hwp_xml import Element, Words, XmlBody, cells_of, is_line_drawn, local_name, number, parse_xml
from schemas.document import AsideKind, Document, Meta
from schemas.errors import Corrupt
from schemas.options import ReadOptions
from schemas.source import Source

EXTRACTOR = "hwpml/2"

WORDS = Words(
    "P", "PARALIST", "TEXTART", "Text", "ParaShape", "SECDEF", "OutlineShape", ("PageBreak", "ColumnBreak"), "CharShape"
)
CHARACTERS = {"TAB": "\t", "LINEBREAK": "\n", "NBSPACE": "\u00a0", "FWSPACE": " ", "HYPEN": "-"}
NOTES: dict[str, AsideKind] = {
    "FOOTNOTE": "footnote",
    "ENDNOTE": "endnote",
    "HEADER": "header",
    "FOOTER": "footer",
    "HIDDENCOMMENT": "hidden_comment",
    "SECDEF": "master_page",
}
FORMS = frozenset(("BUTTON", "RADIOBUTTON", "CHECKBUTTON", "COMBOBOX", "EDIT", "LISTBOX"))
SUMMARY = ("TITLE", "AUTHOR", "DATE")
CHECK_MARKS = {"RADIOBUTTON": ("○ ", "◉ "), "CHECKBUTTON": ("☐ ", "☑ ")}


def extract(data: bytes, source: Source, options: ReadOptions) -> Document:
    """Read an HWPML file. Raises Corrupt, Empty or LimitExceeded."""
    report = Report()
    with collector_paused():
        root = parse_xml(data, "HWPML", report, huge=True)
        if root is None or local_name(root) != "HWPML":
            raise Corrupt("HWPML 요소가 없습니다")
        body = XmlBody(WORDS, report, *read_head(root), read_item, struck=struck_shapes(root))
        sections = [Section(body.section(section)) for section in root.iterfind("BODY/SECTION")]
        n_sections = max((number(head, "SecCnt") for head in root.iterfind("HEAD")), default=0)
        if len(sections) < n_sections:
            report.note("section_missing", f"{n_sections}개 가운데 {len(sections)}개", n_sections - len(sections))
        return tree_to_document(sections, source, EXTRACTOR, read_meta(root), report, options.limits)


def read_meta(root: Element) -> Meta:
    """4.1: title, author, date of creation as the author's program wrote it."""
    texts = [map_private((root.findtext(f"HEAD/DOCSUMMARY/{name}") or "").strip())[0] for name in SUMMARY]
    title, author, created = (text or None for text in texts)
    return Meta(title=title, author=author, created=created)


def read_head(root: Element) -> tuple[Counter, dict[str, ParagraphHead]]:
    """4.3.6 and 4.3.7: numberings, bullets, and the head of each paragraph shape that has one."""
    counter = Counter()
    heads: dict[str, ParagraphHead] = {}
    for numbering in root.iterfind("HEAD/MAPPINGTABLE/NUMBERINGLIST/NUMBERING"):
        counter.numberings[number(numbering, "Id")] = [
            NumberLevel(head.text or "", shape_name(head.get("NumFormat", "Digit")), number(head, "Start", 1))
            for head in numbering.iterfind("PARAHEAD")
        ]
    for bullet in root.iterfind("HEAD/MAPPINGTABLE/BULLETLIST/BULLET"):
        counter.bullets[number(bullet, "Id")] = map_private(bullet.get("Char", ""))[0]
    for shape in root.iterfind("HEAD/MAPPINGTABLE/PARASHAPELIST/PARASHAPE"):
        kind = shape.get("HeadingType", "None").lower()
        if kind in ("outline", "number", "bullet"):
            heads[shape.get("Id", "")] = ParagraphHead(kind, number(shape, "Level"), number(shape, "Heading"))
    return counter, heads


def struck_shapes(root: Element) -> frozenset[str]:
    """4.3.3: ids of the character shapes that are struck out."""
    return frozenset(
        shape.get("Id", "")
        for shape in root.iterfind("HEAD/MAPPINGTABLE/CHARSHAPELIST/CHARSHAPE")
        for line in shape.iterfind("STRIKEOUT")
        if is_line_drawn(line.get("Type", "None")) and is_line_drawn(line.get("Shape", "Solid"))
    )


def shape_name(name: str) -> str:
    """`HangulSyllable` as hwp_numbering calls it: `hangul_syllable`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def read_item(body: XmlBody, item: Element, line: Line, paragraph: Paragraph) -> None:
    """What stands in a TEXT (5.1): characters, a control, a table, a shape."""
    name = local_name(item)
    if name == "CHAR":
        characters(body, item, line)
    elif name == "TABLE":
        line.anchor(read_table(body, item), *position(item))
    elif name in NOTES:
        paragraphs = body.lists(item)
        if paragraphs:
            line.anchor(Note(NOTES[name], paragraphs), True, False)
    elif name == "FIELDBEGIN":
        unfilled = item.get("Type") == "Clickhere" and item.get("Dirty", "false") == "false"
        line.open_field(click_here_prompt(item.get("Command", "")) if unfilled else None)
    elif name == "FIELDEND":
        line.close_field()
    elif name == "AUTONUM":
        if item.get("NumberType") in ("Figure", "Table", "Equation"):
            line.add(auto_number(item))
        elif item.get("NumberType") in ("Footnote", "Endnote"):
            paragraph.marker = auto_number(item)
    elif name == "EQUATION":
        line.add(item.findtext("SCRIPT") or "")
    elif name == "COMPOSE":
        line.add(item.get("ComposeText", ""))
    elif name == "DUTMAL":
        line.add(ruby_text(item.findtext("MAINTEXT") or "", item.findtext("SUBTEXT") or ""))
    elif name in FORMS:
        line.add(form_text(item, name))
    else:
        paragraphs = body.lists(item)
        if paragraphs:
            captioned = item.find(".//DRAWTEXT") is None or item.find("SHAPEOBJECT/CAPTION") is not None
            line.anchor(Box(paragraphs, captioned=captioned), *position(item))


def read_table(body: XmlBody, element: Element) -> Grid:
    """5.4: rows of cells; the caption stands in the object's properties."""
    grid = Grid(number(element, "RowCount"), number(element, "ColCount"))
    for caption in element.iterfind("SHAPEOBJECT/CAPTION"):
        grid.caption = body.lists(caption)
    grid.cells = cells_of([[read_cell(body, cell) for cell in row.iterfind("CELL")] for row in element.iterfind("ROW")])
    return grid


def read_cell(body: XmlBody, element: Element) -> GridCell:
    paragraphs = [paragraph for part in element.iterfind("PARALIST") for paragraph in body.paragraphs(part)]
    return GridCell(
        number(element, "RowAddr", -1),
        number(element, "ColAddr", -1),
        number(element, "RowSpan", 1),
        number(element, "ColSpan", 1),
        element.get("Header") == "true",
        paragraphs,
        number(element, "Width"),
    )


def characters(body: XmlBody, element: Element, line: Line) -> None:
    """CHAR: text with tabs and breaks between; marks that show nothing are passed over."""
    body.add(element.text or "", line)
    for child in element:
        body.add(CHARACTERS.get(local_name(child), ""), line)
        body.add(child.tail or "", line)


def form_text(item: Element, name: str) -> str:
    """What a form object shows (5.8): its caption or entry, with the state of a radio or check button."""
    button = next(item.iter("BUTTONSET"), item)
    shown = form_caption(button.get("Caption", "")) or item.get("Text") or item.findtext("EDITTEXT") or ""
    if name in CHECK_MARKS and shown:
        return CHECK_MARKS[name][button.get("Value") in ("1", "true")] + shown
    return shown


def position(item: Element) -> tuple[bool, bool]:
    """Whether an object flows with the text; if not, whether it stands below the first line of its paragraph."""
    place = item.find("SHAPEOBJECT/POSITION")
    if place is None:
        return True, False
    below = place.get("VertRelTo") == "Para" and number(place, "VertOffset") > 0
    return place.get("TreatAsChar") == "true", below


def auto_number(item: Element) -> str:
    """5.18: the number with the signs before and behind it."""
    shape = item.find("AUTONUMFORMAT")
    if shape is None:
        return item.get("Number", "")
    shown = number_to_text(number(item, "Number", 1), shape_name(shape.get("Type", "Digit")))
    return shape.get("PrefixChar", "") + shown + shape.get("SuffixChar", "")
