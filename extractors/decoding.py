"""Bytes to text: the encoding is told from the content, and an undecodable byte is kept in sight, not a crash."""

import re
from dataclasses import dataclass, replace

from extractors.hwp_characters import has_private, map_private

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """undecodable counts the bytes that no reading could make sense of; each stands as U+FFFD in the text.
    mended is true where Korean text had been saved as if it were Latin-1, and was read back."""

    text: str
    encoding: str
    undecodable: int
    mended: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or CP949, with or without a byte order mark.

    Symbols that someone copied out of Hancom's word processor (U+F03DA for □) are standard characters.
    """
    decoded = _read(data)
    return replace(decoded, text=map_private(decoded.text)[0]) if has_private(decoded.text) else decoded


def _read(data: bytes) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if (utf8 := _decoded(data, "utf-8")).undecodable == 0 and b"\0" not in data[:4096]:
        return _mend(utf8)
    candidates = [_decoded(data, encoding) for encoding in ("utf-8", "cp949")]
    if b"\0" in data[:4096]:
        candidates += [_decoded(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    best = max(candidates, key=_likelihood)
    return _mend(best)


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count(REPLACEMENT) - data.count("\ufffd".encode()))


def _likelihood(decoded: Decoded) -> float:
    """Share of characters that Korean plan text is made of, less what could not be read."""
    text = decoded.text[:200_000]
    if not text:
        return 0.0
    usual = len(
        re.findall(r"[가-힣A-Za-z0-9\s.,:;()\[\]~%/\-–'\"·ㆍ□■○●◦※▪•①-⑳Ⅰ-Ⅻ│┃├┤┌┐└┘─━┼|+<>「」『』’‘“”㎡℃]", text)
    )
    return usual / len(text) - 2 * text.count(REPLACEMENT) / len(text)


def _mend(decoded: Decoded) -> Decoded:
    """CP949 bytes that someone stored as Latin-1 characters (`¿µ¾Ï`) are read back where that gives Hangul."""
    text = decoded.text
    latin = len(re.findall(r"[\u00a1-\u00ff]", text))
    if latin < 20 or latin < 5 * len(re.findall(r"[가-힣]", text)):
        return decoded
    try:
        mended = text.encode("latin-1").decode("cp949")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return decoded
    return Decoded(mended, "cp949 in latin-1", 0, True) if len(re.findall(r"[가-힣]", mended)) > latin // 3 else decoded
