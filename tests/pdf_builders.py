"""Small PDFs written by hand: text with a ToUnicode table, rules, clips, images. Coordinates: points from the top left.

The font is not embedded; Hangul is 1000 units wide, everything else 500. Hancom paints each cell under a clip of the
cell's rectangle: `Sheet.cell` does the same.
"""

import io
from dataclasses import dataclass, field

import pikepdf

Cell = tuple[int, int, int, int, str]
"""Row, column, row span, column span, text; lines are parted by a line feed."""


def width_of(text: str, size: float = 10.0) -> float:
    return sum(size if character > "\u1000" else size / 2 for character in text)


@dataclass
class Sheet:
    """One page, drawn operator by operator."""

    width: float = 595.0
    height: float = 842.0
    operators: list[str] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)
    rotate: int = 0
    image: bool = False
    font: str = "Batang"

    def text(self, x: float, top: float, text: str, size: float = 10.0) -> "Sheet":
        """A line whose letters reach from `top` to `top + size`. pdfium leaves out a text of one character in a font
        that is not embedded, so that one is printed with a space."""
        text = text + " " if len(text) == 1 else text
        self.letters |= set(text)
        codes = "".join(f"{ord(character):04x}" for character in text)
        y = self.height - top - 0.85 * size
        self.operators.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")
        return self

    def turned_text(self, x: float, y: float, text: str) -> "Sheet":
        """Text that runs upwards, its pen at x, y from the bottom left."""
        self.letters |= set(text)
        codes = "".join(f"{ord(character):04x}" for character in text)
        self.operators.append(f"BT /F1 10 Tf 0 1 -1 0 {x} {y} Tm <{codes}> Tj ET")
        return self

    def placed(self, matrix: str, x: float, y: float, text: str, size: float = 10.0) -> "Sheet":
        """Latin letters and digits in Helvetica under the four numbers of a text matrix, the pen at x, y from the bottom
        left: pdfium reads it however it is turned."""
        self.operators.append(f"BT /F2 {size} Tf {matrix} {x} {y} Tm ({text}) Tj ET")
        return self

    def painted_rule(self, colour: str, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """A rule in a colour of three numbers."""
        self.operators.append(f"q {colour} RG 0.5 w {x0} {self.height - top} m {x1} {self.height - bottom} l S Q")
        return self

    def shade(self, x0: float, top: float, x1: float, bottom: float, colour: str = "0.85 0.9 0.95") -> "Sheet":
        """A filled rectangle."""
        self.operators.append(f"q {colour} rg {x0} {self.height - bottom} {x1 - x0} {bottom - top} re f Q")
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        self.operators.append(f"0.5 w {x0} {self.height - top} m {x1} {self.height - bottom} l S")
        return self

    def cover(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """A white rectangle over what was painted so far."""
        self.operators.append(f"q 1 g {x0} {self.height - bottom} {x1 - x0} {bottom - top} re f Q")
        return self

    def cell(self, x0: float, top: float, x1: float, bottom: float, text: str = "", size: float = 10.0) -> "Sheet":
        """A cell as Hancom paints it: lines under a clip of the cell's rectangle, no border."""
        low, high = self.height - bottom, self.height - top
        self.operators.append(f"q\n{x0} {high} m {x1} {high} l {x1} {low} l {x0} {low} l h\nW* n")
        for number, line in enumerate(text.split("\n")):
            self.operators.append("q")
            self.text(x0 + 2, top + 2 + number * 1.4 * size, line, size)
            self.operators.append("Q")
        self.operators.append("Q")
        return self

    def clip_table(self, xs: list[float], ys: list[float], cells: list[Cell]) -> "Sheet":
        for row, col, row_span, col_span, text in cells:
            self.cell(xs[col], ys[row], xs[col + col_span], ys[row + row_span], text)
        return self

    def ruled_table(self, xs: list[float], ys: list[float], cells: list[Cell]) -> "Sheet":
        for row, col, row_span, col_span, text in cells:
            x0, top, x1, bottom = xs[col], ys[row], xs[col + col_span], ys[row + row_span]
            self.rule(x0, top, x1, top).rule(x0, bottom, x1, bottom).rule(x0, top, x0, bottom).rule(x1, top, x1, bottom)
            for number, line in enumerate(text.split("\n")):
                self.text(x0 + 2, top + 2 + number * 14, line)
        return self


def plain(rows: list[list[str]]) -> list[Cell]:
    """Rows of texts as cells without spans."""
    return [(row, col, 1, 1, text) for row, line in enumerate(rows) for col, text in enumerate(line)]


def to_unicode(mapping: dict[int, int]) -> bytes:
    pairs = [f"<{code:04x}> <{target:04x}>" for code, target in sorted(mapping.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def pdf_bytes(
    *sheets: Sheet,
    producer: str = "Hancom PDF 1.3.0.550",
    shift: int = 0,
    encryption: pikepdf.Encryption | None = None,
    transparent: bool = False,
    title: str = "예시 계획",
) -> bytes:
    """A file of sheets. `transparent` names a graphics state G1 under which nothing is seen. `shift` adds to the code point of every Hangul syllable in the ToUnicode table."""
    pdf = pikepdf.new()
    pdf.docinfo["/Producer"] = producer
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/CreationDate"] = "D:20240131093000+09'00'"
    for sheet in sheets:
        pdf.add_blank_page(page_size=(sheet.width, sheet.height))
        page = pdf.pages[-1]
        codes = sorted({ord(letter) for letter in sheet.letters})
        narrow = [part for code in codes if code <= 0x1000 for part in (code, [500])]
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name("/" + sheet.font),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            DW=1000,
            W=pikepdf.Array([pikepdf.Array(part) if isinstance(part, list) else part for part in narrow]),
            FontDescriptor=pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.FontDescriptor,
                    FontName=pikepdf.Name("/" + sheet.font),
                    Flags=4,
                    FontBBox=[0, -150, 1000, 850],
                    ItalicAngle=0,
                    Ascent=850,
                    Descent=-150,
                    CapHeight=700,
                    StemV=80,
                )
            ),
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name("/" + sheet.font),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_stream(to_unicode({code: code + (shift if code > 0x1000 else 0) for code in codes})),
        )
        latin = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fonts = pikepdf.Dictionary(F1=pdf.make_indirect(font), F2=pdf.make_indirect(latin))
        page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        if transparent:
            page.obj.Resources.ExtGState = pikepdf.Dictionary(G1=pikepdf.Dictionary(CA=0, ca=0))
        operators = list(sheet.operators)
        if sheet.image:
            image = pdf.make_stream(bytes(64 * 64))
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height, image.BitsPerComponent = 64, 64, 8
            image.ColorSpace = pikepdf.Name.DeviceGray
            page.obj.Resources.XObject = pikepdf.Dictionary(I1=image)
            operators.append(f"q {sheet.width} 0 0 {sheet.height} 0 0 cm /I1 Do Q")
        page.obj.Contents = pdf.make_stream("\n".join(operators).encode())
        if sheet.rotate:
            page.rotate(sheet.rotate, relative=False)
    out = io.BytesIO()
    pdf.save(out, encryption=encryption) if encryption else pdf.save(out)
    return out.getvalue()
