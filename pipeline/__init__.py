"""Plan documents to datasets.

    from pipeline import convert, read_frames, read_rows

convert      files, folders, archives to published datasets in a folder
read_rows    every row of some files as dicts
read_frames  published datasets as pandas frames; pipeline.frames makes more of them
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.convert import ConvertOptions, convert, read_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ConvertOptions", "convert", "read_frames", "read_rows"]


def read_frames(out: str | os.PathLike[str], datasets: Sequence[str] = ()) -> "dict[str, pd.DataFrame]":
    """The datasets named, or all, of an output as pandas frames: see pipeline.frames."""
    from pipeline import frames

    return frames.read_frames(out, datasets) if datasets else frames.read_frames(out)
