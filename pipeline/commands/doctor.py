"""`kplan doctor`: what is installed, and which protection is in force on this machine."""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

from pipeline.messages import HANCOM_NOTICE, say
from schemas.dictionary import SCHEMA_VERSION

REQUIRED = ("duckdb", "kiwipiepy", "lxml", "olefile", "pandas", "pikepdf", "pyarrow", "pydantic", "pypdfium2")
OPTIONAL = {
    "landlock": "sandbox",
    "pyseccomp": "sandbox",
    "distributed": "dask",
    "adbc-driver-postgresql": "postgres",
    "openpyxl": "xlsx",
    "dlt": "dlt",
    "hwp-ingest": "layout",
}
"""Package to the extra that brings it."""
SANDBOX = "import json; from pipeline.engine.sandbox import enter_sandbox; print(json.dumps(enter_sandbox()))"


def print_state() -> int:
    """Print it; 0, or 1 where a package that kplan needs is missing."""
    table = Table(show_header=False)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    table.add_row("kplan", f"{version('kplan')}, schema {SCHEMA_VERSION}", "")
    table.add_row(say("doctor.python"), platform.python_version(), platform.platform())
    table.add_row("", say("doctor.machine", cores=os.cpu_count(), memory=memory), "")
    missing = 0
    for name in REQUIRED:
        found = installed(name)
        missing += found is None
        table.add_row(name, found or say("doctor.no"), "")
    for name, extra in OPTIONAL.items():
        found = installed(name)
        table.add_row(name, found or say("doctor.no"), "" if found else say("doctor.hint", extra=extra))
    for name, active in sandbox_state().items():
        table.add_row(say("doctor.sandbox", name=name), say("doctor.yes" if active else "doctor.no"), "")
    Console().print(table)
    print(HANCOM_NOTICE)
    return 1 if missing else 0


def installed(name: str) -> str | None:
    """Version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def sandbox_state() -> dict[str, bool]:
    """What a process that locks itself down gets here; tried in a process of its own, since there is no way back."""
    tried = subprocess.run([sys.executable, "-c", SANDBOX], capture_output=True, text=True)
    if tried.returncode:
        return {"landlock": False, "seccomp": False}
    state: dict[str, bool] = json.loads(tried.stdout)
    return state
