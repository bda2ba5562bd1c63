"""Fonts that are not in the file.

Where a composite font is neither embedded nor installed, pdfium knows no glyph, takes a text of one character for
empty, and leaves it out. Such pages are read by the second reader, which needs no glyphs.
"""

import pikepdf

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def lacks_fonts(page: pikepdf.Page, known: dict[tuple[int, int], bool]) -> bool:
    """A composite font of the page is not embedded. `known` keeps what was found for fonts of earlier pages."""
    fonts = page.resources.get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary):
        return False
    return any(_is_missing(font, known) for _, font in fonts.items() if isinstance(font, pikepdf.Dictionary))


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
