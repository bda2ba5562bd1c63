"""`kplan doctor`: what is installed, and which protection is in force on this machine."""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.extras import EXTRAS, install_command, installed, packages_of
from pipeline.messages import HANCOM_NOTICE, say
from schemas.dictionary import SCHEMA_VERSION

REQUIRED = ("duckdb", "kiwipiepy", "lxml", "olefile", "pandas", "pikepdf", "pyarrow", "pydantic", "pypdfium2")
OCR_DATA = "tesseract-ocr-kor"
"""Debian's name for the language data that the extra `ocr` needs beside its packages."""
SANDBOX = "import json; from pipeline.engine.sandbox import enter_sandbox; print(json.dumps(enter_sandbox()))"


def print_state() -> int:
    """Print it; 0, or 1 where a package that kplan needs is missing."""
    table = Table(show_header=False)

    def add(name: str, value: str, note: str = "") -> None:
        """A row of plain text: `[xlsx]` is no markup."""
        table.add_row(Text(name), Text(value), Text(note, overflow="fold"))

    add("kplan", f"{version('kplan')}, schema {SCHEMA_VERSION}")
    add(say("doctor.python"), platform.python_version(), platform.platform())
    add("", machine())
    for name in REQUIRED:
        add(name, installed(name) or say("doctor.no"))
    for extra in EXTRAS:
        for name in packages_of(extra):
            found = installed(name)
            hint = "" if found else say("doctor.hint", extra=extra, command=install_command(extra))
            add(name, found or say("doctor.no"), hint)
    if all(map(installed, packages_of("ocr"))):
        from extractors.ocr_data import language_data

        data = language_data()
        add(
            say("doctor.ocr_data"), str(data or say("doctor.no")), "" if data else say("doctor.ocr_hint", data=OCR_DATA)
        )
    for name, active in sandbox_state().items():
        add(say("doctor.sandbox", name=name), say("doctor.yes" if active else "doctor.no"))
    Console().print(table)
    print(HANCOM_NOTICE)
    return 0 if all(map(installed, REQUIRED)) else 1


def machine() -> str:
    """Cores and memory; where the system does not tell its memory, cores alone."""
    cores = os.cpu_count()
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (AttributeError, ValueError, OSError):
        return say("doctor.memory_unknown", cores=cores)
    return say("doctor.machine", cores=cores, memory=memory)


def sandbox_state() -> dict[str, bool]:
    """What a process that locks itself down gets here; tried in a process of its own, since there is no way back."""
    tried = subprocess.run([sys.executable, "-c", SANDBOX], capture_output=True, text=True)
    if tried.returncode:
        return {"landlock": False, "seccomp": False}
    state: dict[str, bool] = json.loads(tried.stdout)
    return state
