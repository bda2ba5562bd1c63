"""Fonts that are not in the file, or of which too little is.

Where a composite font is neither embedded nor installed, pdfium knows no glyph, takes a text of one character for
empty, and leaves it out. Such pages are read by the second reader, which needs no glyphs.
"""

import re

import pikepdf

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
SET_FONT = re.compile(rb"/([^\s/<>\[\](){}%#]+)\s+[-+.\d]+\s+Tf\b")
SHOW_TEXT = re.compile(rb"[)>\]]\s*(?:T[jJ]\b|['\"])")
GLYPH_NUMBERS = frozenset({"/Identity-H", "/Identity-V"})
"""Encodings whose codes are glyph numbers: nothing but the font itself or its Unicode table explains them (ISO 32000-1,
9.7.5.2)."""
COLLECTIONS = frozenset({"Korea1", "KR", "Japan1", "GB1", "CNS1"})
"""Adobe's character collections: in fonts of these a glyph's number says its character."""


def lacks_fonts(page: pikepdf.Page, known: dict[tuple[int, int], bool]) -> bool:
    """A composite font of the page is not embedded. `known` keeps what was found for fonts of earlier pages."""
    fonts = page.resources.get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary):
        return False
    return any(_is_missing(font, known) for _, font in fonts.items() if isinstance(font, pikepdf.Dictionary))


def loses_fonts(page: pikepdf.Page, content: bytes) -> bool:
    """The page shows text in a font that is not in the file, or of which neither the glyphs nor their characters are.
    A viewer takes another font's glyphs and characters of the same numbers."""
    if not SHOW_TEXT.search(content):
        return False
    names = {match.decode("latin-1") for match in set(SET_FONT.findall(content))}
    fonts = page.resources.get("/Font") if names else None
    if not isinstance(fonts, pikepdf.Dictionary):
        return bool(names)
    return any(_is_lost(fonts.get("/" + name)) for name in names)


def _is_lost(font: pikepdf.Object | None) -> bool:
    if not isinstance(font, pikepdf.Dictionary):
        return True
    if font.get("/Subtype") != "/Type0":
        return False
    parts = _descendants(font)
    if not parts:
        return True
    explained = "/ToUnicode" in font or font.get("/Encoding") not in GLYPH_NUMBERS or any(map(_embeds, parts))
    return not explained and not any(_ordering(part) in COLLECTIONS for part in parts)


def _ordering(font: pikepdf.Object) -> str:
    """The character collection of a descendant font."""
    system = font.get("/CIDSystemInfo")
    return str(system.get("/Ordering", "")) if isinstance(system, pikepdf.Dictionary) else ""


def _is_missing(font: pikepdf.Object, known: dict[tuple[int, int], bool]) -> bool:
    key = font.objgen
    if key not in known or key == (0, 0):
        known[key] = font.get("/Subtype") == "/Type0" and not any(_embeds(part) for part in _descendants(font))
    return known[key]


def _descendants(font: pikepdf.Object) -> list[pikepdf.Object]:
    parts = font.get("/DescendantFonts")
    if not isinstance(parts, pikepdf.Array):
        return []
    return [part for part in parts.as_list() if isinstance(part, pikepdf.Dictionary)]


def _embeds(font: pikepdf.Object) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(name in descriptor for name in EMBEDDED)
