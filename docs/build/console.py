"""Run the commands that the pages show, and write what they print below them.

    python docs/build/console.py            write the pages anew

In a block ```console a line `$ command` is run by bash in a folder that holds the samples and the pages, in Korean and
100 columns wide; what it prints on standard output follows. `make demo` stands for the recipe of the Makefile.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/tutorial.md")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SECONDS = re.compile(r"\(\d+\.\d초\)")
SECONDS_ARE_LEFT_OUT = "(…초)"
WIDTH = "100"


def page_as_printed(page: str, folder: Path) -> str:
    """The page with what its commands print now; they run one after the other in `folder`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return BLOCK.sub(lambda block: f"```console\n{block_as_printed(block[1], folder)}```", text)


def block_as_printed(block: str, folder: Path) -> str:
    """The commands of a block, each with what it prints."""
    parts = []
    for line in block.splitlines():
        if line.startswith("$ "):
            parts.append(f"{line}\n{output_of(line.removeprefix('$ '), folder)}")
    return "".join(parts)


def output_of(command: str, folder: Path) -> str:
    """What a command prints; how long it took is left out, and so are blanks at the end of a line."""
    words = demo_commands() if command == "make demo" else command
    tools = folder / "tools"
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": WIDTH,
        "KPLAN_LANG": "ko",
    }
    run = subprocess.run(["bash", "-c", words], cwd=folder, env=environment, capture_output=True, text=True)
    printed = SECONDS.sub(SECONDS_ARE_LEFT_OUT, run.stdout)
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def demo_commands() -> str:
    """The recipe of `make demo` as a shell runs it."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe is not None
    return "\n".join(line.strip().removeprefix("@").replace("$(BIN)/", "") for line in recipe[1].splitlines())


def prepare(folder: Path) -> None:
    """The samples, the pages, and `kplan` and `python` of this environment."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copytree(ROOT / "docs", folder / "docs")
    tools = folder / "tools"
    tools.mkdir()
    for name, module in (("kplan", "-m pipeline "), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec {sys.executable} {module}"$@"\n')
        (tools / name).chmod(0o755)


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            (ROOT / page).write_text(page_as_printed(page, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
