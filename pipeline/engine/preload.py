"""Imported once by the server that workers are forked from, so that each of them starts with everything loaded."""

import contextlib
from importlib import import_module

import pipeline.engine.outcome
from extractors import EXTRACTORS
from pipeline.frames import leave_pandas_out

leave_pandas_out()
for module in (*EXTRACTORS.values(), "pdfplumber"):
    with contextlib.suppress(ImportError):
        import_module(module)

__all__ = ["pipeline"]
