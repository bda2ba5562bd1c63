"""Opening a PDF: passwords, damage, and what the file says of itself."""

import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from schemas.document import Meta
from schemas.errors import Corrupt, Encrypted, LimitExceeded
from schemas.options import ReadOptions

CLIPPING_PRODUCERS = ("Hancom PDF",)
"""What the PDF export of Hancom Office calls itself; measured on 242 files."""
ANY_OBJECT = re.compile(rb"\d\s+obj\b")
META_KEYS = ("Title", "Author", "CreationDate", "ModDate")
NO_PDF = b"-"
"""What pdfium refuses for its form."""
DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF under its two readers.

    document   pdfium's view: pages, characters, paths; None where pdfium refuses the file even after repair
    structure  qpdf's view: content streams; None where qpdf refuses the file
    data       the bytes that were opened: the file's own, or the repaired ones
    repaired   the file was damaged and was rebuilt before reading
    cut        the end of the file is missing
    declared   how many pages the file says it has; 0 where it does not say
    """

    document: pdfium.PdfDocument | None
    structure: pikepdf.Pdf | None
    data: bytes
    repaired: bool
    cut: bool
    declared: int

    @property
    def clips_cells(self) -> bool:
        """The program that wrote the file is one that paints every cell of a table under a clip."""
        if self.document is None:
            return False
        producer = said_of(self.document, "Producer") or ""
        return any(name in producer for name in CLIPPING_PRODUCERS)


@contextmanager
def opened_pdf(data: bytes, options: ReadOptions) -> Iterator[Opened]:
    """Open a PDF and close it again. Raises Encrypted, Corrupt or LimitExceeded."""
    structure, locked = _structure(data, options)
    cut, declared = is_cut(data), _declared_pages(structure)
    document, repaired = None, False
    try:
        document = _document(data, options)
        if document is None and locked:
            raise Encrypted()
    except Encrypted:
        if structure is None:
            raise
        data = _rebuilt(structure)  # qpdf knows ways of encryption that pdfium does not
        document = _document(data, options)
    if document is None and structure is not None:
        data, repaired = _rebuilt(structure), True
        document = _document(data, options)
    try:
        if document is None and structure is None:
            raise Corrupt("no reader can open the file")
        count = len(document) if document is not None else 0
        if count > options.limits.pages:
            raise LimitExceeded(f"pages: {count} > {options.limits.pages}")
        yield Opened(document, structure, data, repaired, cut, declared)
    finally:
        if document is not None:
            document.close()
        if structure is not None:
            structure.close()


def is_cut(data: bytes) -> bool:
    """Nothing says where the table of objects is, or only something that objects follow: what stands at the end of an
    earlier version, or of the first page of a linearised file (ISO 32000-1, 7.5.5, 7.5.6, F.3)."""
    at = data.rfind(b"startxref")
    return at < 0 or ANY_OBJECT.search(data, at) is not None


def _declared_pages(structure: pikepdf.Pdf | None) -> int:
    """The number of pages that the page tree counts; 0 where it does not say."""
    try:
        count = structure.Root.Pages.get("/Count") if structure is not None else None
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return 0
    return count if isinstance(count, int) else 0


def _structure(data: bytes, options: ReadOptions) -> tuple[pikepdf.Pdf | None, bool]:
    """qpdf's view, None where it refuses the file, and whether that is for want of the password."""
    try:
        return pikepdf.open(io.BytesIO(data), password=options.password or "", suppress_warnings=True), False
    except pikepdf.PasswordError:
        return None, True
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None, False


def _document(data: bytes, options: ReadOptions) -> pdfium.PdfDocument | None:
    """pdfium's document, or None where it refuses. Raises Encrypted.

    pdfium keeps the reason of its last refusal and sets none for some kinds of damage, so it is made to refuse
    something else before: the reason of an earlier file would be taken for that of this one.
    """
    raw.FPDF_LoadMemDocument(NO_PDF, len(NO_PDF), None)
    try:
        return pdfium.PdfDocument(data, password=options.password)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Encrypted() from error
        return None


def _rebuilt(structure: pikepdf.Pdf) -> bytes:
    """The file as qpdf writes it anew, unencrypted."""
    out = io.BytesIO()
    try:
        structure.save(out, encryption=False)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return b""
    return out.getvalue()


def document_meta(document: pdfium.PdfDocument) -> Meta:
    """Title, author and dates from the file's information dictionary."""
    title, author, created, modified = (said_of(document, key) for key in META_KEYS)
    return Meta(title, author, _iso_date(created), _iso_date(modified), len(document))


def said_of(document: pdfium.PdfDocument, key: str) -> str | None:
    """An entry of the information dictionary, None where it is empty; what is no character becomes U+FFFD."""
    size = raw.FPDF_GetMetaText(document, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, key.encode(), buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0") or None


def _iso_date(text: str | None) -> str | None:
    """`D:20240131093000+09'00'` -> `2024-01-31T09:30:00`, as far as it goes (ISO 32000-1, 7.9.4)."""
    match = DATE.match(text or "")
    if match is None:
        return None
    parts = [part for part in match.groups() if part is not None]
    return "-".join(parts[:3]) + ("T" + ":".join(parts[3:]) if len(parts) > 3 else "")
