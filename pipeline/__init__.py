"""Plan documents to datasets.

    from pipeline import convert, read_rows

convert      files, folders, archives to published datasets in a folder
read_rows    every row of some files as dicts
"""

from pipeline.convert import ConvertOptions, convert, read_rows

__all__ = ["ConvertOptions", "convert", "read_rows"]
