"""Fixtures for all rooms."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents beside the checkout; tests that use it carry the mark `shared`."""
    if not SHARED.is_dir():
        pytest.skip(f"reference documents are not beside the checkout: {SHARED.name}/")
    return SHARED
