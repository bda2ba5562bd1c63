"""What a caller may ask of an extractor."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; a file beyond one is refused with `LimitExceeded` and the number."""

    file_bytes: int = 512 * 2**20
    stream_bytes: int = 256 * 2**20
    total_bytes: int = 1024 * 2**20
    archive_entries: int = 20_000
    pages: int = 5_000
    page_objects: int = 2_000_000
    page_characters: int = 500_000
    image_pixels: int = 200_000_000
    depth: int = 64
    cells: int = 2_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """password: of the document, for formats that can be decrypted; limits: see Limits; cross_check: read PDF pages
    with a second reader too, and report where the two disagree; layout: lay documents of the HWP family out, for page
    numbers and boxes of cells (extra `kplan[layout]`)."""

    password: str | None = None
    limits: Limits = field(default_factory=Limits)
    cross_check: bool = False
    layout: bool = False


DEFAULT_OPTIONS = ReadOptions()
