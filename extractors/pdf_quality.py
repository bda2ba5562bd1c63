"""Whether the text of a page can be used: scanned pages, and fonts that do not say which characters they draw."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_objects import Characters
from extractors.pdf_page import Objects

Trouble = Literal["scan", "garbled"]

FEWEST_CHARACTERS = 8
"""A page with an image over most of it and fewer printed characters is a scan; stamps and page numbers are no text."""
IMAGE_SHARE = 0.5
MOST_UNLIKELY = 0.3
"""More unlikely characters than this part, and the fonts' Unicode tables are taken for broken."""
FEWEST_TO_JUDGE = 20
LIKELY = (
    (0x20, 0x7E),  # ASCII
    (0xA1, 0xBF),  # signs of Latin-1: § ° ± · ×
    (0x2010, 0x2BFF),  # punctuation, numerals in circles, arrows, geometric shapes
    (0x1100, 0x11FF),  # Hangul letters
    (0x3000, 0x318F),  # CJK punctuation, kana, compatibility letters
    (0x3200, 0x33FF),  # enclosed letters, units
    (0x4E00, 0x9FFF),  # Chinese characters
    (0xAC00, 0xD7A3),  # Hangul syllables
    (0xF000, 0xF0FF),  # signs of symbol fonts
    (0xFF00, 0xFFEF),  # full-width forms
    (0xF0000, 0xF1FFF),  # Hancom's own signs
)
"""Blocks of which Korean administrative text consists. Latin letters with accents are not among them: they are what
Korean text in an unknown encoding looks like (`¿¹»ê`)."""
COMMON_HANJA_SHARE = 0.5
"""Chinese characters beyond this part of a page are likelier a broken table than a text."""

RARE_SIGNS = np.array(sorted(map(ord, "!\"#$&'*+;<=>?@[\\]^_`{|}")))
MOST_RARE_SIGNS = 0.15
"""A page without Hangul with more of these signs than this part: the numbers of glyphs, taken for characters."""


def page_trouble(objects: Objects) -> Trouble | None:
    """Why the text of a page cannot be used; None where it can, or where the page is empty."""
    codes = objects.characters.codes[objects.characters.codes > 0x20]
    if len(codes) < FEWEST_CHARACTERS and _image_share(objects) > IMAGE_SHARE:
        return "scan"
    if len(codes) >= FEWEST_TO_JUDGE and unlikely_share(objects.characters) > MOST_UNLIKELY:
        return "garbled"
    return None


def unlikely_share(characters: Characters) -> float:
    """The part of the printed characters that Korean text would hardly contain, 0 to 1."""
    codes = characters.codes[characters.codes > 0x20]
    if len(codes) == 0:
        return 0.0
    likely = np.zeros(len(codes), dtype=np.bool_)
    for low, high in LIKELY:
        likely |= (codes >= low) & (codes <= high)
    hanja = (codes >= 0x4E00) & (codes <= 0x9FFF)
    if hanja.mean() > COMMON_HANJA_SHARE and not is_chinese(codes[hanja]):
        likely &= ~hanja
    hangul = (codes >= 0xAC00) & (codes <= 0xD7A3)
    if not hangul.any() and np.isin(codes, RARE_SIGNS).mean() > MOST_RARE_SIGNS:
        likely &= codes >= 0x80
    return max(float((~likely).mean()), characters.unmapped)


CHARACTER_SETS = ("gb2312", "big5", "euc_kr", "shift_jis")
"""The sets that text in Chinese characters is written in; each holds about a third of what Unicode has."""
BIG5_RARE = 0xC9
"""First byte from which on Big5 has the characters that are seldom used."""
MOST_IN_A_SET = 0.95


def is_chinese(codes: NDArray[np.int64]) -> bool:
    """Whether Chinese characters are a text: nearly all of them are of one of the sets that people write with, and they
    are not Korean bytes taken for Chinese ones, which give nothing but syllables when they are taken back."""
    text = "".join(map(chr, codes.tolist()))
    taken_back = text.encode("gb2312", "ignore").decode("euc_kr", "ignore")
    syllables = sum("가" <= character <= "힣" for character in taken_back)
    if syllables > MOST_IN_A_SET * len(text):
        return False
    return any(_share_in_set(text, name) >= MOST_IN_A_SET for name in CHARACTER_SETS)


def _share_in_set(text: str, name: str) -> float:
    """The part of the characters that a set has; of Big5 those that are in use."""
    encoded = (character.encode(name, "ignore") for character in text)
    held = sum(bool(code) and (name != "big5" or code[0] < BIG5_RARE) for code in encoded)
    return held / max(1, len(text))


def _image_share(objects: Objects) -> float:
    """The part of the page that its largest image covers."""
    width, height = objects.view.size
    images = objects.drawing().images
    if len(images) == 0:
        return 0.0
    x0, top, x1, bottom = images.T
    areas = (np.clip(x1, 0, width) - np.clip(x0, 0, width)) * (np.clip(bottom, 0, height) - np.clip(top, 0, height))
    return float(areas.max() / (width * height))
