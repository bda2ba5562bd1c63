"""Fixtures for all rooms."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Some hundred programs are started by tests: what one of them has compiled, the next one need not compile again."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents beside the checkout; tests that use it carry the mark `shared`."""
    if not SHARED.is_dir():
        pytest.skip(f"reference documents are not beside the checkout: {SHARED.name}/")
    return SHARED
