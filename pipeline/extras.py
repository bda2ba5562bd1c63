"""The optional parts of kplan: which packages each needs, and the command that installs them where kplan runs."""

import sys
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

from packaging.requirements import Requirement

EXTRAS = ("xlsx", "audit", "postgres", "dlt", "ocr", "layout", "dask", "sandbox")
"""The extras that change what kplan can do, in the order in which people ask for them."""


def packages_of(extra: str) -> list[str]:
    """Names of the packages that an extra brings."""
    found = []
    for line in requires("kplan") or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker and not marker.evaluate({"extra": ""}) and marker.evaluate({"extra": extra}):
            found.append(requirement.name)
    return found


def installed(package: str) -> str | None:
    """Version of a package, None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def install_command(extra: str) -> str:
    """The command that brings what an extra needs into the environment that kplan runs in, however it was installed."""
    packages = " ".join(packages_of(extra))
    if "pipx" in sys.prefix.replace("\\", "/").split("/"):
        return f"pipx inject kplan {packages}"
    if find_spec("pip") is None:
        return f"uv pip install --python {sys.executable} {packages}"
    return f"{sys.executable} -m pip install {packages}"
