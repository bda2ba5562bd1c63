"""Bytes to Document. Knows nothing of plans."""

from collections.abc import Callable
from importlib import import_module

from extractors.detect import read_source
from schemas.document import Document
from schemas.errors import Corrupt, KplanError, LimitExceeded
from schemas.options import DEFAULT_OPTIONS, Limits, ReadOptions
from schemas.source import Source

Extractor = Callable[[bytes, Source, ReadOptions], Document]

EXTRACTORS: dict[str, str] = {
    "text": "extractors.text",
    "html": "extractors.html",
    "hwp5": "extractors.hwp5",
    "hwpx": "extractors.hwpx",
    "hwpml": "extractors.hwpml",
    "hwp3": "extractors.hwp3",
    "pdf": "extractors.pdf",
}
"""Format to the module whose `extract` reads it; a module is imported when its first file comes."""


WITHOUT_LAYOUT = frozenset(("hwp5", "hwpx", "hwpml", "hwp3"))
"""Formats that store no boxes: where they are asked for, a layout engine makes them."""


def extract(data: bytes, name: str = "", options: ReadOptions = DEFAULT_OPTIONS) -> Document:
    """Read a file of any format into a Document.

    Raises a KplanError with its reason where the file cannot be read.
    """
    source = read_source(data, name)
    extractor: Extractor = import_module(EXTRACTORS[source.format]).extract
    try:
        document = extractor(data, source, options)
        if options.layout and source.format in WITHOUT_LAYOUT:
            from extractors.hwp_layout import with_layout

            document = with_layout(document, data, options.limits)
        require_bounded(document, options.limits)
        return document
    except KplanError:
        raise
    except (ValueError, KeyError, IndexError, OverflowError, RecursionError, UnicodeError, OSError) as error:
        raise Corrupt(f"{source.format}: {type(error).__name__}: {error}") from error


def require_bounded(document: Document, limits: Limits) -> None:
    """Raises LimitExceeded where the grids of a document have more positions than cells are allowed: a few cells can
    span as many."""
    positions = sum(table.n_rows * table.n_cols for table in document.tables())
    if positions > limits.cells:
        raise LimitExceeded(f"positions of tables: {positions} > {limits.cells}")


__all__ = ["EXTRACTORS", "Extractor", "extract"]
