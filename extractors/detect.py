"""What a file is, told from its bytes; the name is never asked (62 of 2,352 archived files carried a wrong ending)."""

import hashlib
import io
import re
import zipfile

from extractors.compound_files import refuse_office
from schemas.errors import Drm, Empty, Unsupported
from schemas.source import Source

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HWP3_MAGIC = b"HWP Document File V3."
DRM_MAGICS: dict[bytes, str] = {b"SCDSA": "SoftCamp", b"\x9b\x20DRMONE": "Fasoo"}
OTHER_MAGICS: dict[bytes, str] = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"HWP Document File": "HWP 2",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
    b"MZ": "Windows program",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*[\[{\"]|\{\s*\}|\[\s*\])")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}(?:<!doctype\s+html|<(?:html|head|body|frameset)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
HTML_HEAD = 16384
HEAD = 1024
"""A PDF header may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1)."""


def read_source(data: bytes, name: str) -> Source:
    """Name, size, sha256 and format of a file. Raises Empty, Drm or Unsupported."""
    return Source(hashlib.sha256(data).hexdigest(), name, detect(data), len(data))


def detect(data: bytes) -> str:
    """The format: hwp5, hwp3, hwpx, hwpml, pdf, html or text. Raises Empty, Drm, Encrypted (of an Office file) or
    Unsupported."""
    if not data.strip(b"\0 \t\r\n"):
        raise Empty()
    head = data[:HEAD]
    for magic, product in DRM_MAGICS.items():
        if head.startswith(magic):
            raise Drm(product)
    if head.startswith(OLE_MAGIC):
        refuse_office(data)
        return "hwp5"
    if head.startswith(HWP3_MAGIC):
        return "hwp3"
    if head.startswith(b"PK\x03\x04"):
        return _archive_format(data)
    if b"%PDF-" in head:
        return "pdf"
    for magic, product in OTHER_MAGICS.items():
        if head.startswith(magic):
            raise Unsupported(product)
    if re.search(rb"<HWPML[\s>]", data[:4096]) or re.search("<HWPML[\\s>]".encode("utf-16-le"), data[:8192]):
        return "hwpml"
    if _is_html(data):
        return "html"
    if _is_binary(data):
        raise Unsupported("binary data")
    if _JSON.match(data):
        raise Unsupported("JSON")
    return "text"


def _is_html(data: bytes) -> bool:
    """A page begins as one, behind a declaration of XML and comments; a text that only holds tags is a text."""
    head = data[:HTML_HEAD]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[: len(head) // 2 * 2].decode(encoding, "replace").encode("utf-8", "replace")
    return _HTML.match(head.replace("\ufeff".encode(), b"")) is not None


def format_of_head(data: bytes) -> str:
    """The format that the first bytes of a file promise; nothing is unpacked or parsed, and nothing raised."""
    head = data[:HEAD]
    if head.startswith(OLE_MAGIC):
        return "hwp5"
    if head.startswith(HWP3_MAGIC):
        return "hwp3"
    if head.startswith(b"PK\x03\x04"):
        return "hwpx"
    if b"%PDF-" in head:
        return "pdf"
    if b"<HWPML" in head:
        return "hwpml"
    return "html" if _is_html(data) else "text"


def _archive_format(data: bytes) -> str:
    """hwpx for a zip that holds one; another zip is not a document."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "hwpx" if b"application/hwp+zip" in data[:256] else _refuse("damaged zip archive")
    if any(name.startswith("Contents/") for name in names) or ("mimetype" in names and b"hwp+zip" in data[:256]):
        return "hwpx"
    for marker, product in {"word/": "DOCX", "xl/": "XLSX", "ppt/": "PPTX", "content.xml": "OpenDocument"}.items():
        if any(name.startswith(marker) for name in names):
            return _refuse(product)
    return _refuse("zip archive")


def _refuse(product: str) -> str:
    raise Unsupported(product)


def _is_binary(data: bytes) -> bool:
    """More than one control character in a hundred; UTF-16 text is told by its byte order mark or its zero bytes."""
    sample = data[:65536]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_utf16(sample):
        return False
    controls = sum(sample.count(byte) for byte in (*range(0, 9), *range(14, 27), *range(28, 32), 127))
    return controls * 100 > len(sample)


def _looks_utf16(sample: bytes) -> bool:
    """Line feeds and spaces of UTF-16 without a mark: a zero byte always on the same side."""
    for encoding in ("utf-16-le", "utf-16-be"):
        spaces = sum(sample.count(c.encode(encoding)) for c in (" ", "\n"))
        if spaces * 20 > len(sample) // 2 and spaces:
            try:
                text = sample[: len(sample) // 2 * 2].decode(encoding)
            except UnicodeDecodeError:
                continue
            if sum(c.isprintable() or c in "\r\n\t" for c in text) > 0.97 * len(text):
                return True
    return False
