"""Whether scanned pages can be read here: the extra `kplan[ocr]` and the Korean data of Tesseract.

Asked without importing either, so that a batch can tell whether it would read anything otherwise than the one before.
"""

import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

MODULES = ("cv2", "tesserocr")
DATA_VARIABLE = "TESSDATA_PREFIX"
DATA_FOLDERS = ("usr/share/tesseract-ocr/*/tessdata", "usr/share/tessdata", "opt/homebrew/share/tessdata")
"""Where the language data lies unless the environment names a folder."""
DATA_FILE = "kor.traineddata"


@cache
def language_data() -> Path | None:
    """The folder with the Korean data; None where it or the extra is not installed."""
    if any(find_spec(module) is None for module in MODULES):
        return None
    named = os.environ.get(DATA_VARIABLE)
    folders = [Path(named)] if named else []
    for pattern in DATA_FOLDERS:
        folders += sorted(Path("/").glob(pattern))
    return next((folder for folder in folders if (folder / DATA_FILE).is_file()), None)


def reader_identity() -> str:
    """What reads scanned pages: version of the binding and size of the data; empty where nothing does."""
    folder = language_data()
    if folder is None:
        return ""
    try:
        binding = version("tesserocr")
    except PackageNotFoundError:
        binding = "unknown"
    return f"tesserocr {binding} {(folder / DATA_FILE).stat().st_size}"
