"""pyarrow looks for pandas when it makes its first array: 0.2 seconds and 50 MB that a batch has no use for."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

LEFT_OUT = "pandas"


class _Absent(MetaPathFinder):
    """Says of one package that it is not installed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See importlib. Raises ModuleNotFoundError for what is left out."""
        if fullname == LEFT_OUT:
            raise ModuleNotFoundError(f"{LEFT_OUT} is left out in this process", name=LEFT_OUT)
        return None


def leave_pandas_out() -> None:
    """From now on an import of pandas fails in this process, as where it is not installed; one that was imported before
    stays. For processes of our own only, never for a program that calls us."""
    if not any(isinstance(finder, _Absent) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Absent())
