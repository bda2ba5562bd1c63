"""Imported once by the server that workers are forked from, so that each of them starts with everything loaded."""

import contextlib
from importlib import import_module

import pipeline.engine.outcome
from extractors import EXTRACTORS

for module in EXTRACTORS.values():
    with contextlib.suppress(ImportError):
        import_module(module)

__all__ = ["pipeline"]
